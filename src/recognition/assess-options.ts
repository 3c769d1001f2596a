/** What `assessLicense` is told, checked before anything is read. */
import { requireNumberKey } from '../identity/assertion/holder-number.ts'
import type { NumberKey } from '../identity/index.ts'
import type { Finding } from '../diagnostics/index.ts'
import type { LicenseMetadata } from '../license/index.ts'
import { openCall } from '../verify/options.ts'
import type { VerifyOptions } from '../verify/index.ts'
import { statusFactsOf } from './ask-status.ts'
import { requirePresenter } from './assess-presenter.ts'
import type { Presenter } from './assess-presenter.ts'
import { requireContext } from './decide.ts'
import type { RecognitionContext } from './decision.ts'
import { requireDelegation } from './delegation-token.ts'
import type { PresentedDelegation } from './delegation-token.ts'
import type { DelegationFacts, EvidenceKind, PurposeFacts, RecognitionFacts, StatusFacts } from './facts.ts'
import type { RecognitionLists } from './lists.ts'
import { rulesFor } from './recognition-policy.ts'
import type { RecognitionPolicy } from './recognition-policy.ts'
import type { UseGuard } from './use-guard.ts'

/**
 * Asks whoever keeps the register about a license by what its signed octets say. One that throws, answers something else, or
 * does not answer in time leaves the status open. `SharingStatusSource.ask` is one.
 */
export type StatusSource = (license: LicenseMetadata) => Promise<StatusAnswer>
export type StatusAnswer = { readonly status: StatusFacts } | { readonly problem: Finding }

/** What the agency decides by. */
export interface AssessRecognition extends Omit<RecognitionContext, 'time'> {
  readonly lists: RecognitionLists
  readonly policy: RecognitionPolicy
  /** The agency's key for numbers of persons and organizations. */
  readonly numbers: NumberKey
  /** Memory of authorizations that are good for one use. @default none: consents and delegations then stay open */
  readonly used?: UseGuard
}

/** What of the input can be kept; the digests of what is kept are made here. */
export type KeptKind = Exclude<EvidenceKind, 'timeStamp'>

export interface AssessOptions extends Omit<VerifyOptions, 'validationTime'> {
  /** Of everything: the document, the tokens, the decision. Required. */
  readonly time: Date
  readonly recognition: AssessRecognition
  /** Who presents the license. Either this or `presenters`. @default nobody: the decision then stays open */
  readonly presenter?: Presenter
  /** Several who present it together, such as joint holders; 50 at most. Either this or `presenter`. */
  readonly presenters?: readonly Presenter[]
  /** The right to look at the license, whose own evidence the caller verified. `use` in it is not looked at. */
  readonly purpose?: PurposeFacts
  /**
   * Powers: tokens, which are verified here and held against holders and presenters, or facts whose own evidence the caller
   * verified, in which `to` is the place in `presenters` (0 for the one). 50 at most. @default none
   */
  readonly delegations?: readonly (PresentedDelegation | DelegationFacts)[]
  /** An answer that is at hand, or whom to ask. Nobody is asked about a document that failed. @default not asked */
  readonly statusSource?: StatusFacts | StatusSource
  /** How long to wait for a `statusSource` that is asked; up to 600. @default 120 */
  readonly statusTimeoutSeconds?: number
  /** @default none */
  readonly sealStatuses?: RecognitionFacts['sealStatuses']
  /** What the caller keeps, so that the decision can be made again. @default nothing */
  readonly kept?: readonly KeptKind[]
}

/** Options with their defaults, and those that are for the verification of the document. */
export interface AssessCall {
  readonly context: RecognitionContext
  readonly verification: VerifyOptions
  readonly presenters: readonly Presenter[]
  readonly delegations: readonly (PresentedDelegation | DelegationFacts)[]
  readonly kept: readonly KeptKind[]
  readonly statusTimeoutSeconds: number
}

const RECOGNITION_NAMES: readonly string[] = ['lists', 'policy', 'numbers', 'used', 'region', 'matter', 'agency']
const KEPT_KINDS: readonly string[] = ['document', 'status', 'presenter', 'authorization'] satisfies readonly KeptKind[]
/** More people than any license has holders; each token costs a verification. */
const MOST = 50
/** Seconds. Somebody stands at the counter. */
const LONGEST_WAIT = 600

/** @throws TypeError for what is missing, misspelt or of the wrong form */
export function openAssessCall(options: AssessOptions): AssessCall {
  const { time, recognition, presenter, presenters, purpose, delegations = [], statusSource, statusTimeoutSeconds = 120, sealStatuses, kept = [], ...others } = options
  const verification: VerifyOptions = { ...others, validationTime: time }
  const context = recognitionContext(recognition, time)
  openCall(verification)
  for (const [name, list] of Object.entries({ presenters, delegations, sealStatuses, kept })) if (list !== undefined && !Array.isArray(list)) throw new TypeError(`options.${name} must be a list`)
  if (presenter !== undefined && presenters !== undefined) throw new TypeError('options.presenter and options.presenters exclude each other')
  const people = presenters ?? (presenter === undefined ? [] : [presenter])
  if (people.length > MOST || delegations.length > MOST) throw new TypeError(`${MOST} presenters and ${MOST} delegations at most`)
  for (const one of people) requirePresenter(one, time)
  for (const power of delegations) {
    if ('token' in power) requireDelegation(power, time)
    else if (people[power.to] === undefined) throw new TypeError('options.delegations: to is the place of a presenter')
  }
  if (statusSource !== undefined && typeof statusSource !== 'function' && statusFactsOf(statusSource) === undefined) throw new TypeError('options.statusSource is an answer with known statuses, or a function that asks for one')
  if (!(statusTimeoutSeconds > 0 && statusTimeoutSeconds <= LONGEST_WAIT)) throw new TypeError(`options.statusTimeoutSeconds is up to ${LONGEST_WAIT}`)
  if (purpose !== undefined && typeof (purpose as Partial<PurposeFacts>).basis !== 'string') throw new TypeError('options.purpose.basis is required')
  if (kept.some((kind) => !KEPT_KINDS.includes(kind))) throw new TypeError(`options.kept names ${KEPT_KINDS.join(', ')}`)
  return { context, verification, presenters: [...people], delegations: [...delegations], kept: [...new Set(kept)], statusTimeoutSeconds }
}

function recognitionContext(given: Partial<AssessRecognition> | undefined, time: Date): RecognitionContext {
  if (typeof given !== 'object') throw new TypeError('options.recognition is required: lists, policy, numbers, region, matter and agency')
  const unknown = Object.keys(given).filter((name) => !RECOGNITION_NAMES.includes(name))
  if (unknown.length > 0) throw new TypeError(`unknown option: ${unknown.map((name) => `recognition.${name}`).join(', ')}`)
  const { lists, policy, numbers, used, region, matter, agency } = given
  const context = { time, region, matter, agency } as RecognitionContext
  requireContext(context)
  if (typeof (lists as Partial<RecognitionLists> | undefined)?.at !== 'function') throw new TypeError('options.recognition.lists is required: use recognitionLists()')
  if (typeof (policy as Partial<RecognitionPolicy> | undefined)?.id !== 'string') throw new TypeError('options.recognition.policy is required: use recognitionPreset() or parseRecognitionPolicy()')
  rulesFor(policy as RecognitionPolicy, context.matter)
  if (typeof numbers !== 'object') throw new TypeError('options.recognition.numbers is required: the key for numbers')
  requireNumberKey(numbers)
  if (used !== undefined && typeof (used as Partial<UseGuard>).first !== 'function') throw new TypeError('options.recognition.used must be a UseGuard')
  return context
}
