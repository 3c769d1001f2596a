/** What a decision is: one JSON shape. Equal facts, lists, rules and context give byte-equal JSON. */
import type { Step } from '../diagnostics/step.ts'
import type { Territory } from '../trust/index.ts'
import type { RecognitionListReference } from './lists.ts'
import type { RuleReference } from './recognition-list.ts'
import type { RecognitionCode } from './recognition-policy.ts'
import type { Actor, RemedyKind } from './remedies.ts'

/**
 * `NOT_COVERED`: nothing agreed says that such licenses are taken here for this matter; that says nothing against the license.
 * `UNDETERMINED`: something could not be checked, or is still to be brought.
 */
export const OUTCOMES = ['ACCEPTED', 'REJECTED', 'NOT_COVERED', 'UNDETERMINED'] as const
export type Outcome = (typeof OUTCOMES)[number]

/** The checks in the order in which they are numbered, from what the file alone answers to what others must be asked. */
export const RECOGNITION_STEP_NAMES = [
  'container', 'identifier', 'metadata', 'coverage', 'issuer', 'seal', 'certificate', 'sealOwner', 'status', 'dates', 'holder', 'presenter', 'purpose', 'evidence',
] as const
export type RecognitionStepName = (typeof RECOGNITION_STEP_NAMES)[number]

export type RecognitionStep = Step<null> & {
  /** 1 to 14. */
  readonly number: number
  readonly name: RecognitionStepName
  /** The entries of lists that decided, in a fixed order. */
  readonly rules: readonly RuleReference[]
}

/** What can be done, by whom, about which codes. */
export interface Remedy {
  readonly kind: RemedyKind
  readonly actor: Actor
  readonly codes: readonly RecognitionCode[]
}

/** What a decision is made for. */
export interface RecognitionContext {
  readonly time: Date
  /** Where the license is presented. */
  readonly region: Territory
  /** Code of the matter (事项编码). */
  readonly matter: string
  /** The agency that decides; consent and delegations must name it. */
  readonly agency: string
}

/** No name and no number of a person is in it. */
export interface RecognitionDecision {
  readonly schema: 1
  readonly kind: 'recognition'
  readonly outcome: Outcome
  readonly time: string
  readonly region: Territory
  /** The region that the license comes from, where a list of authorities says so. */
  readonly from?: Territory
  readonly matter: string
  readonly agency: string
  /** SM3 of the canonical JSON of the policy. */
  readonly policy: { readonly id: string; readonly sm3: string }
  /** All lists that were at hand. */
  readonly lists: readonly RecognitionListReference[]
  readonly license: { readonly typeCode?: string; readonly issuers: readonly string[] }
  readonly steps: readonly RecognitionStep[]
  readonly remedies: readonly Remedy[]
}
