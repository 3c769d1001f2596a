/** What every check of a decision is given, and what it gives back. */
import { finding } from '../../diagnostics/index.ts'
import type { Checked, DiagnosticCode, Finding } from '../../diagnostics/index.ts'
import type { RecognitionContext } from '../decision.ts'
import type { RecognitionFacts } from '../facts.ts'
import type { Listed, ListsAt } from '../lists.ts'
import type { RuleReference } from '../recognition-list.ts'
import type { MatterRules } from '../recognition-policy.ts'

export interface RecognitionCase {
  readonly facts: RecognitionFacts
  readonly lists: ListsAt
  readonly rules: MatterRules
  /** Whether a code keeps a check from passing, as the policy judges it. */
  readonly isError: (code: DiagnosticCode) => boolean
  readonly context: RecognitionContext
  /** The issuers of the license in the order of the license, as lists of authorities have them. */
  readonly issuers: readonly IssuerOfLicense[]
}

export interface IssuerOfLicense {
  readonly name?: string
  readonly code?: string
  /** More than one when several lists have it. */
  readonly listed: readonly Listed<'issuers'>[]
}

export interface RecognitionCheck extends Checked<null> {
  readonly rules: readonly RuleReference[]
}

/** Something was looked at: whether it passes is what the findings say. */
export const looked = (findings: readonly Finding[], rules: readonly RuleReference[] = []): RecognitionCheck => ({ facts: null, findings, rules })

/** The check could not be made for want of something. */
export const missing = (input: 'validation' | 'license' | 'metadata' | 'ZZBS' | 'ZZLXDM' | 'ZZBFJGDM' | 'ZZBFRQ' | 'CZZT'): RecognitionCheck =>
  ({ findings: [finding('RECOGNITION_INPUT_MISSING', [], { input })], rules: [] })
