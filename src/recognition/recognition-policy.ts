/**
 * What the receiving side demands, matter by matter: plain data that can be written, diffed and quoted as JSON. Every
 * tolerance names a code; codes that say that something is wrong cannot be named.
 */
import type { Level } from '../diagnostics/index.ts'
import type { recognitionDiagnostics } from '../diagnostics/recognition.ts'
import type { LocalText } from '../trust/index.ts'
import type { EvidenceKind, PurposeBasis } from './facts.ts'
import { matterRulesShape } from './matter-rules-schema.ts'

export type RecognitionCode = keyof typeof recognitionDiagnostics
export type RecognitionLevels = Readonly<Partial<Record<RecognitionCode, Level>>>

export interface MatterRules {
  /** Level of assurance that the presenter must have. */
  readonly level: 0 | 1 | 2 | 3 | 4
  /** Seconds since the presenter authenticated; `any` where platforms do not say. */
  readonly authenticationMaximumAge: number | 'any'
  /** Seconds since the register said what the status is. */
  readonly statusMaximumAge: number
  /** By what right the license may be looked at. */
  readonly purposes: readonly [PurposeBasis, ...PurposeBasis[]]
  /** Provisions that count as a statutory power. */
  readonly statutes: readonly string[]
  /** Of joint holders: whether all must be present or represented, or one for all. */
  readonly jointHolders: 'all' | 'one'
  /** Whether somebody else may act for the holder. */
  readonly agents: boolean
  /** Whether an annotated copy (加注件) will do. */
  readonly copies: boolean
  /** Days after its last day for which a license is still taken. */
  readonly expiryGraceDays: number
  /** Whether a seal maker must be on a list of seal makers, or a path to a trust anchor is enough. */
  readonly sealMakers: 'listed' | 'trusted'
  /** What must be kept. */
  readonly evidence: readonly EvidenceKind[]
  /** Whether handling on the applicant's written promise (告知承诺) may be offered where something stays open. */
  readonly promise: boolean
  /** Levels that differ from those of the policy. */
  readonly levels: RecognitionLevels
}

export interface RecognitionPolicy {
  /** Quoted in every decision, together with the digest of the whole policy. */
  readonly id: string
  readonly description: { readonly zh: string; readonly en: string }
  /** Levels that differ from the default of a code. */
  readonly levels: RecognitionLevels
  /** Rules for every matter that has none of its own. Absent: there is no other matter. */
  readonly otherwise?: MatterRules
  readonly matters: readonly (MatterRules & { readonly code: string; readonly name?: LocalText })[]
}

/**
 * The rules for a matter. A policy that was written in JavaScript or read without `parseRecognitionPolicy` may lack some: a
 * limit that is not there would limit nothing.
 * @throws TypeError when the policy has none, for nobody said what to demand, and when one is missing or has not the form of one
 */
export function rulesFor(policy: RecognitionPolicy, matter: string): MatterRules {
  const rules = policy.matters.find(({ code }) => code === matter) ?? policy.otherwise
  if (rules === undefined) throw new TypeError(`the recognition policy ${policy.id} has no rules for the matter`)
  const shape = matterRulesShape()
  const wrong = (Object.keys(shape) as (keyof MatterRules)[]).find((name) => !shape[name].safeParse(rules[name]).success)
  if (wrong !== undefined || !shape.levels.safeParse(policy.levels).success) throw new TypeError(`the recognition policy ${policy.id} is not one: ${wrong ?? 'levels'}`)
  return rules
}

const STRICT: MatterRules = Object.freeze({
  level: 2,
  authenticationMaximumAge: 43_200,
  statusMaximumAge: 3600,
  purposes: Object.freeze(['HOLDER_CONSENT', 'DELEGATION'] as const),
  statutes: Object.freeze([]),
  jointHolders: 'all',
  agents: true,
  copies: true,
  expiryGraceDays: 0,
  sealMakers: 'listed',
  evidence: Object.freeze(['document', 'status', 'presenter', 'authorization'] as const),
  promise: false,
  levels: Object.freeze({}),
})

const PRESETS = Object.freeze({
  'cn-recognition-2025': Object.freeze<RecognitionPolicy>({
    id: 'cn-recognition-2025',
    description: Object.freeze({
      zh: '跨区域互认的一般要求：实名并经本人核验，状态一小时内查询，持证人同意或委托，共同持证人全部到场或受托。',
      en: 'For recognition across regions: real name bound to a living person, status asked within the hour, consent or delegation of the holder, all joint holders present or represented.',
    }),
    levels: Object.freeze({}),
    otherwise: STRICT,
    matters: Object.freeze([]),
  }),
})

export type RecognitionPolicyId = keyof typeof PRESETS
export const RECOGNITION_POLICY_IDS = Object.freeze(Object.keys(PRESETS) as readonly RecognitionPolicyId[])

/** A policy that comes with the package: decisions of ours, no standard's. Where it asks for the seal's status, offline use must tolerate `SEAL_STATUS_UNKNOWN`. */
export function recognitionPreset(id: RecognitionPolicyId): RecognitionPolicy {
  if (!Object.hasOwn(PRESETS, id)) throw new TypeError(`unknown recognition policy: ${id}`)
  return PRESETS[id]
}
