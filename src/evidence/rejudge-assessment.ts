/** Assesses a license again from its evidence: the same octets, tokens, lists and answers, under the same or another trust. */
import { FormatError, VerificationError } from '../errors.ts'
import { isJsonObject } from '../encoding/json.ts'
import type { JsonObject, JsonValue } from '../encoding/json.ts'
import type { Conclusion, Finding } from '../diagnostics/index.ts'
import { parseIdentityProfile } from '../identity/index.ts'
import type { IdentityAssertion, NumberKey } from '../identity/index.ts'
import { parseJwk } from '../jose/index.ts'
import type { JwsKey } from '../jose/index.ts'
import { canonicalJson } from '../encoding/canonical-json.ts'
import type { Limits } from '../limits.ts'
import type { ValidationPolicy } from '../policy/index.ts'
import { assessLicense } from '../recognition/assess.ts'
import type { AssessOptions, AssessmentReport, PresentedDelegation, Presenter } from '../recognition/assess.ts'
import { parseRecognitionPolicy, recognitionLists } from '../recognition/index.ts'
import type { DelegationFacts, Outcome, RecognitionPolicy, UseGuard } from '../recognition/index.ts'
import type { TrustStore } from '../trust/index.ts'
import { malformed, reportDigest } from './bundle.ts'
import type { AssessmentBundle, KeptToken } from './assessment-bundle.ts'
import { openListSnapshots } from './recorded-lists.ts'
import { octetsOf, recordedTrust } from './recorded-trust.ts'
import { changesOf, conclusionsOf, documentOf, policyOf, stampOf } from './rejudge.ts'
import type { Change, RejudgeOptions } from './rejudge.ts'

export interface RejudgeAssessmentOptions extends Pick<RejudgeOptions, 'document' | 'timeStamp' | 'now'> {
  /** Whom to trust for documents. `recorded`, here and below, is worth as much as the bundle: only for one whose signature was verified, or to see that the record is consistent. */
  readonly trust: TrustStore | 'recorded'
  /** Keys of the operators of recognition lists. */
  readonly listKeys: readonly JwsKey[] | 'recorded'
  /** Keys of whoever issued the tokens. */
  readonly tokenKeys: readonly JwsKey[] | 'recorded'
  readonly policy: ValidationPolicy | 'recorded'
  /** Rules of matters. */
  readonly rules: RecognitionPolicy | 'recorded'
  /** The agency's key for numbers. Required where an assertion was kept instead of a token: its digests were made with it. */
  readonly numbers?: NumberKey
  readonly limits?: Partial<Limits>
}

export interface AssessmentRejudgement {
  readonly report: AssessmentReport
  readonly recorded: { readonly outcome: Outcome; readonly sm3: string }
  readonly sameOutcome: boolean
  /** The report is the recorded one, octet for octet in canonical form. */
  readonly sameReport: boolean
  /** `document container`, `check status`: steps whose conclusion is another than the recorded one. */
  readonly changes: readonly Change[]
  /** Since when the bundle is proven to have been there; ISO 8601. */
  readonly existedBy?: string
  /** Why a time stamp that was given proves nothing. */
  readonly findings: readonly Finding[]
}

/** Tokens state numbers in full, so any key compares them within one call; no digest leaves it. */
const WITHIN_ONE_CALL: NumberKey = { keyId: 'rejudge', key: new Uint8Array(32).fill(1) }

/**
 * Makes the assessment of then again. What no signature of its maker covers (purpose, use, answers of registers, assertions) is
 * the bundle's word: believe it from a bundle whose signature was verified.
 * @throws FormatError (`BUNDLE_...`) when the bundle cannot be judged again; what `openTrustList` and `openRecognitionList`
 *   throw for recorded lists; TypeError for a mistake in the options
 */
export async function rejudgeAssessment(bundle: AssessmentBundle, options: RejudgeAssessmentOptions): Promise<AssessmentRejudgement> {
  const time = timeOf(bundle)
  const trust = options.trust === 'recorded' ? await recordedTrust(bundle, time) : options.trust
  const read = (member: 'certificates' | 'crls' | 'ocspResponses'): readonly Uint8Array[] => bundle[member].map((text, index) => octetsOf(text, [member, index]))
  const verification = {
    trust, policy: options.policy === 'recorded' ? policyOf(bundle) : options.policy, certificates: read('certificates'), evidence: { crls: read('crls'), ocspResponses: read('ocspResponses') },
    ...(options.limits && { limits: options.limits }),
  }
  const stamp = await stampOf(options, { ...verification, validationTime: time })
  const existedBy = stamp.time !== undefined && stamp.time <= time ? stamp.time : undefined
  const lists = await openListSnapshots(bundle.recognition.lists, time, options.listKeys === 'recorded' ? undefined : options.listKeys)
  const settings: AssessOptions = {
    ...verification, time, ...(existedBy && { existedBy }),
    ...peopleOf(bundle, options),
    recognition: { ...contextOf(bundle), lists: within('lists', () => recognitionLists(lists)), policy: options.rules === 'recorded' ? rulesOf(bundle) : options.rules, numbers: numbersOf(bundle, options), used: guardOf(bundle) },
    ...(bundle.purpose !== undefined && { purpose: bundle.purpose }), ...statusOf(bundle), ...(bundle.sealStatuses !== undefined && { sealStatuses: bundle.sealStatuses }), kept: bundle.kept,
  }
  const document = documentOf(bundle, options.document)
  const report = await assessLicense(document, settings).catch((cause: unknown) => { throw cause instanceof TypeError ? malformed('content', [], cause) : cause })
  const outcome = bundle.report['outcome'] as Outcome
  return {
    report,
    recorded: { outcome, sm3: bundle.reportSm3 },
    sameOutcome: report.outcome === outcome,
    sameReport: reportDigest(report) === bundle.reportSm3,
    changes: changesOf(stepsOf(bundle.report), stepsOf(report)),
    ...(existedBy && { existedBy: existedBy.toISOString() }),
    findings: stamp.findings,
  }
}

function timeOf({ report: { time } }: AssessmentBundle): Date {
  const found = new Date(typeof time === 'string' ? time : Number.NaN)
  if (Number.isNaN(found.getTime())) throw malformed('time', ['report', 'time'])
  return found
}

const contextOf = ({ recognition: { region, matter, agency } }: AssessmentBundle): { readonly region: string; readonly matter: string; readonly agency: string } => ({ region, matter, agency })

/** What a value of the bundle makes a reader refuse is the bundle's fault. */
function within<Value>(member: string, work: () => Value): Value {
  try {
    return work()
  } catch (cause) {
    if (cause instanceof TypeError || (cause instanceof VerificationError && !(cause instanceof FormatError && cause.code.startsWith('BUNDLE_')))) throw malformed(member, [member], cause)
    throw cause
  }
}

const rulesOf = ({ recognition: { policy } }: AssessmentBundle): RecognitionPolicy => within('recognition', () => parseRecognitionPolicy(policy))

function numbersOf({ presenters }: AssessmentBundle, { numbers }: RejudgeAssessmentOptions): NumberKey {
  if (numbers === undefined && presenters.people.some((one) => 'assertion' in one)) throw new TypeError('options.numbers is required: the bundle holds an assertion, whose numbers are digests under the agency\'s key')
  return numbers ?? WITHIN_ONE_CALL
}

function peopleOf({ presenters: { together, people }, delegations }: AssessmentBundle, { tokenKeys }: RejudgeAssessmentOptions): Pick<AssessOptions, 'presenter' | 'presenters' | 'delegations'> {
  const verification = ({ rules: { keys, algorithms, issuer, audience, others } }: KeptToken): PresentedDelegation['verification'] => ({
    ...others, keys: tokenKeys === 'recorded' ? within('rules', () => keys.map((jwk) => parseJwk(jwk))) : tokenKeys, algorithms, issuer, audience,
  })
  const presenters = people.map((one): Presenter => {
    // What of it has not the form of an assertion identifies nobody, or is an option that the assessment refuses.
    if ('assertion' in one) return { assertion: one.assertion as unknown as IdentityAssertion }
    return { token: one.token, profile: within('profile', () => parseIdentityProfile(canonicalJson(one.profile))), verification: verification(one), ...(one.kind !== undefined && { kind: one.kind }) }
  })
  const powers = delegations.map((one): PresentedDelegation | DelegationFacts =>
    ('facts' in one ? one.facts : { token: one.token, verification: verification(one), ...(one.revoked !== undefined && { revoked: one.revoked }) }))
  const [first] = presenters
  return { ...(together ? { presenters } : first !== undefined && { presenter: first }), ...(powers.length > 0 && { delegations: powers }) }
}

/** Says what the memory of then said. */
const guardOf = ({ use }: AssessmentBundle): UseGuard => ({ first: () => (use === undefined ? Promise.reject(new Error('nothing was said')) : Promise.resolve(use === 'first')) })

function statusOf({ status }: AssessmentBundle): Pick<AssessOptions, 'statusSource'> {
  if (status === undefined) return {}
  if ('given' in status) return { statusSource: status.given }
  return { statusSource: () => Promise.resolve('answered' in status ? { status: status.answered } : { problem: status.problem }) }
}

/** Conclusions of the document's steps and of the fourteen checks. */
function stepsOf(report: object): ReadonlyMap<string, Conclusion> {
  const { document, decision } = report as { readonly document?: JsonValue; readonly decision?: JsonValue }
  const found = new Map([...conclusionsOf(isJsonObject(document) ? document : {})].map(([name, conclusion]) => [`document ${name}`, conclusion]))
  const steps = isJsonObject(decision) ? decision['steps'] : undefined
  for (const step of Array.isArray(steps) ? (steps as readonly JsonObject[]) : []) if (isJsonObject(step) && typeof step['name'] === 'string') found.set(`check ${step['name']}`, step['conclusion'] as Conclusion)
  return found
}
