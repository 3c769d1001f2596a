/**
 * The whole question in one call: may this file be accepted from this person, for this matter, here, now? Verifies the
 * document and who presents it, asks for the status, decides, and holds all of it in one report.
 */
import { sm3 } from '../crypto/index.ts'
import type { Finding } from '../diagnostics/index.ts'
import type { Step } from '../diagnostics/step.ts'
import { canonicalJson } from '../encoding/canonical-json.ts'
import { toHex, toUtf8 } from '../encoding/octets.ts'
import { requireNumberKey } from '../identity/assertion/holder-number.ts'
import type { NumberKey } from '../identity/index.ts'
import type { LicenseMetadata } from '../license/index.ts'
import type { ValidationPolicy } from '../policy/index.ts'
import { judge } from '../policy/judge.ts'
import type { ValidationReport } from '../report/model.ts'
import { attempt } from '../verify/attempt.ts'
import { openCall } from '../verify/options.ts'
import { verify } from '../verify/verify.ts'
import type { VerifyOptions } from '../verify/index.ts'
import { requirePresenter, verifyPresenter } from './assess-presenter.ts'
import type { Presenter, PresenterReport, VerifiedPresenter } from './assess-presenter.ts'
import { requireContext } from './decide.ts'
import type { Outcome, RecognitionContext, RecognitionDecision } from './decision.ts'
import { licenseEvidence, presenterFacts, validationFacts } from './evidence-of.ts'
import type { EvidenceKind, PurposeFacts, RecognitionFacts, StatusFacts } from './facts.ts'
import type { RecognitionLists } from './lists.ts'
import { rulesFor } from './recognition-policy.ts'
import type { RecognitionPolicy } from './recognition-policy.ts'
import { decideOnce } from './use-guard.ts'
import type { UseGuard } from './use-guard.ts'

export type { PresentedAssertion, PresentedToken, Presenter, PresenterReport } from './assess-presenter.ts'

/**
 * Asks whoever keeps the register about a license by what its signed octets say. Bounds its own time. One that throws
 * leaves the status open. `SharingStatusSource.statusOf` gives such answers.
 */
export type StatusSource = (license: LicenseMetadata) => Promise<{ readonly status: StatusFacts } | { readonly problem: Finding }>

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
  /** Of everything: the document, the token, the decision. Required. */
  readonly time: Date
  readonly recognition: AssessRecognition
  /** @default nobody: the decision then stays open */
  readonly presenter?: Presenter
  /** The right to look at the license, whose own evidence the caller verified. `use` in it is not looked at. */
  readonly purpose?: PurposeFacts
  /** Powers whose own evidence the caller verified; `to` is 0, the presenter. @default none */
  readonly delegations?: RecognitionFacts['delegations']
  /** An answer that is at hand, or whom to ask. Nobody is asked about a document that failed. @default not asked */
  readonly statusSource?: StatusFacts | StatusSource
  /** @default none */
  readonly sealStatuses?: RecognitionFacts['sealStatuses']
  /** What the caller keeps, so that the decision can be made again. @default nothing */
  readonly kept?: readonly KeptKind[]
}

/**
 * One JSON shape; equal input gives byte-equal canonical JSON. The report on the document quotes what the license says:
 * names and numbers are in it, for the matter at hand and not for logs. None is in `decision` and `presenter`.
 */
export interface AssessmentReport {
  readonly schema: 1
  readonly kind: 'assessment'
  /** That of the decision; UNDETERMINED where a defect kept it from being made. */
  readonly outcome: Outcome
  readonly time: string
  readonly document?: ValidationReport
  readonly presenter?: PresenterReport
  /** Whether a source that was asked gave a status. */
  readonly status?: Step<null>
  readonly decision?: RecognitionDecision
  /** A defect of this package (INTERNAL_ERROR). */
  readonly defect?: Step<null>
}

const RECOGNITION_NAMES: readonly string[] = ['lists', 'policy', 'numbers', 'used', 'region', 'matter', 'agency']
const KEPT_KINDS: readonly string[] = ['document', 'status', 'presenter', 'authorization'] satisfies readonly KeptKind[]

/**
 * Verifies a license and who presents it, and decides whether it may be accepted. Nothing is fetched but by `statusSource`,
 * no clock is read. That authorizations and powers are genuine is the caller's to know: their own evidence is not looked at.
 * An authorization is used up by an accepted decision, and by that alone.
 * @returns a report for any octets and any token
 * @throws TypeError for a mistake in the options, before anything is read
 */
export async function assessLicense(bytes: Uint8Array, options: AssessOptions): Promise<AssessmentReport> {
  const { time, recognition, presenter, purpose, delegations, statusSource, sealStatuses, kept = [], ...verification } = options
  if (!(bytes instanceof Uint8Array)) throw new TypeError('the input must be a Uint8Array')
  const context = requireOptions(options)
  const document = await verify(bytes, { ...verification, validationTime: time })
  const common = { schema: 1, kind: 'assessment', time: time.toISOString(), document } as const
  const { policy } = verification
  const { numbers } = recognition
  const who: VerifiedPresenter | undefined = presenter && await verifyPresenter(presenter, { time, policy, numbers })
  const license = licenseEvidence(document)
  const answer = await statusFor(license?.metadata, document, statusSource, policy)
  const made = await attempt([], async () => {
    const facts: RecognitionFacts = {
      validation: validationFacts(document),
      ...(license !== undefined && { license }),
      ...(who?.assertion !== undefined && { presenters: [presenterFacts(who.assertion, license?.metadata?.holders ?? [], numbers)] }),
      ...(purpose !== undefined && { purpose }),
      ...(delegations !== undefined && { delegations }),
      ...(answer.status !== undefined && { status: answer.status }),
      ...(sealStatuses !== undefined && { sealStatuses }),
      evidence: evidenceOf(kept, {
        document: document.input.sm3,
        ...optional('status', digestOf(answer.status)), ...optional('presenter', who?.sm3), ...optional('authorization', digestOf(purpose)),
      }),
    }
    return { facts: await decideOnce(facts, recognition.lists, recognition.policy, context, recognition.used ?? NO_MEMORY), findings: [] }
  })
  const decision = made.facts
  return {
    ...common,
    ...(who !== undefined && { presenter: who.report }),
    ...(answer.step !== undefined && { status: answer.step }),
    ...(decision === undefined ? { outcome: 'UNDETERMINED', defect: judge<null>({ findings: made.findings }, policy) } : { outcome: decision.outcome, decision }),
  }
}

/** Equal assessments give equal octets (RFC 8785). */
export function assessmentJson(report: AssessmentReport): string {
  return canonicalJson(report)
}

/** Cannot say whether an authorization was used: one that is good for one use then stays open. */
const NO_MEMORY: UseGuard = { first: () => Promise.reject(new Error('no memory of authorizations was given')) }

/** @throws TypeError for what is missing, misspelt or of the wrong form */
function requireOptions(options: AssessOptions): RecognitionContext {
  const { time, recognition, presenter, purpose, delegations, statusSource, sealStatuses, kept = [], ...verification } = options
  const given = recognition as AssessRecognition | undefined
  if (typeof given !== 'object') throw new TypeError('options.recognition is required: lists, policy, numbers, region, matter and agency')
  const unknown = Object.keys(given).filter((name) => !RECOGNITION_NAMES.includes(name))
  if (unknown.length > 0) throw new TypeError(`unknown option: ${unknown.map((name) => `recognition.${name}`).join(', ')}`)
  const { lists, policy, numbers, used, region, matter, agency } = given
  const context: RecognitionContext = { time, region, matter, agency }
  requireContext(context)
  openCall({ ...verification, validationTime: time })
  if (typeof (lists as Partial<RecognitionLists> | undefined)?.at !== 'function') throw new TypeError('options.recognition.lists is required: use recognitionLists()')
  if (typeof (policy as Partial<RecognitionPolicy> | undefined)?.id !== 'string') throw new TypeError('options.recognition.policy is required: use recognitionPreset() or parseRecognitionPolicy()')
  rulesFor(policy, matter)
  if (typeof (numbers as Partial<NumberKey> | undefined) !== 'object') throw new TypeError('options.recognition.numbers is required: the key for numbers')
  requireNumberKey(numbers)
  if (used !== undefined && typeof (used as Partial<UseGuard>).first !== 'function') throw new TypeError('options.recognition.used must be a UseGuard')
  if (presenter !== undefined) requirePresenter(presenter, time)
  if (statusSource !== undefined && !['object', 'function'].includes(typeof statusSource)) throw new TypeError('options.statusSource is an answer, or a function that asks for one')
  if (purpose !== undefined && typeof (purpose as Partial<PurposeFacts>).basis !== 'string') throw new TypeError('options.purpose.basis is required')
  for (const [name, list] of Object.entries({ delegations, sealStatuses, kept })) if (list !== undefined && !Array.isArray(list)) throw new TypeError(`options.${name} must be a list`)
  const foreign = kept.find((kind) => !KEPT_KINDS.includes(kind))
  if (foreign !== undefined) throw new TypeError(`options.kept names ${KEPT_KINDS.join(', ')}`)
  return context
}

interface StatusAnswered {
  readonly status?: StatusFacts
  /** Only where somebody was to be asked. */
  readonly step?: Step<null>
}

/** The status that is at hand, or given by who is asked. What an answer is worth is for the decision to say. */
async function statusFor(metadata: LicenseMetadata | undefined, { indication }: ValidationReport, source: AssessOptions['statusSource'], policy: ValidationPolicy): Promise<StatusAnswered> {
  if (typeof source !== 'function') return source === undefined ? {} : { status: source }
  if (metadata === undefined || indication === 'TOTAL_FAILED') return {}
  let status: StatusFacts | undefined
  const asked = await attempt<null>([], async () => {
    const answer = await source(metadata)
    if (!('status' in answer)) return { findings: [answer.problem] }
    ;({ status } = answer)
    return { facts: null, findings: [] }
  })
  const step = judge(asked, policy)
  return { step, ...(step.conclusion === 'PASSED' && status !== undefined && { status }) }
}

/** Digests of what is kept, of that which was there. */
function evidenceOf(kept: readonly KeptKind[], digests: Readonly<Partial<Record<KeptKind, string>>>): NonNullable<RecognitionFacts['evidence']> {
  return [...new Set(kept)].flatMap((kind) => {
    const digest = digests[kind]
    return digest === undefined ? [] : [{ kind, sm3: digest }]
  })
}

const optional = (kind: KeptKind, digest: string | undefined): Readonly<Partial<Record<KeptKind, string>>> => (digest === undefined ? {} : { [kind]: digest })

const digestOf = (value: object | undefined): string | undefined => (value === undefined ? undefined : toHex(sm3(toUtf8(canonicalJson(value)))))
