/** Judges an evidence bundle again: the same octets and evidence, under the same or another trust, policy and time. */
import { FormatError } from '../errors.ts'
import { finding } from '../diagnostics/index.ts'
import type { Conclusion, Finding } from '../diagnostics/index.ts'
import { isJsonObject } from '../encoding/json.ts'
import type { JsonObject, JsonValue } from '../encoding/json.ts'
import { toHex } from '../encoding/octets.ts'
import { sm3 } from '../crypto/index.ts'
import type { Limits } from '../limits.ts'
import { parsePolicy } from '../policy/index.ts'
import type { ValidationPolicy } from '../policy/index.ts'
import type { Indication, ValidationReport } from '../report/model.ts'
import type { TrustStore } from '../trust/index.ts'
import { verify, verifyTimeStamp } from '../verify/index.ts'
import type { VerifyOptions } from '../verify/index.ts'
import { malformed, reportDigest } from './bundle.ts'
import type { EvidenceBundle } from './bundle.ts'
import { unusableStamp } from './open.ts'
import { octetsOf, recordedTrust } from './recorded-trust.ts'

export interface RejudgeOptions {
  /**
   * Whom to trust; `recorded` takes what the bundle says was trusted, which is worth as much as the bundle: only for one
   * whose signature was verified, or to see that the record is consistent.
   */
  readonly trust: TrustStore | 'recorded'
  /** What counts as valid; `recorded`, as with `trust`: the policy of a bundle may wave through what every other one refuses. */
  readonly policy: ValidationPolicy | 'recorded'
  /** @default the recorded time: the verdict of then. Later times ask whether it still holds, with evidence of then. */
  readonly validationTime?: Date
  /** Where the bundle holds only the digest. @default the document in the bundle */
  readonly document?: Uint8Array
  /** A time-stamp token (RFC 3161) over the octets of the bundle: since when all in it has been there. @default none */
  readonly timeStamp?: { readonly token: Uint8Array; readonly over: Uint8Array }
  /** The present, which the time stamp must be from before. Required with `timeStamp`. */
  readonly now?: Date
  readonly limits?: Partial<Limits>
}

export interface Change {
  /** `signatures 0 signerRevocation`, `container`, `coverage`. */
  readonly step: string
  /** Absent: the step was not there. */
  readonly before?: Conclusion
  readonly now?: Conclusion
}

export interface Rejudgement {
  readonly report: ValidationReport
  readonly recorded: { readonly indication: Indication; readonly accepted: boolean; readonly sm3: string }
  /** Same indication and acceptance. */
  readonly sameVerdict: boolean
  /** The report is the recorded one, octet for octet in canonical form. */
  readonly sameReport: boolean
  readonly changes: readonly Change[]
  /** Since when the bundle is proven to have been there; ISO 8601. */
  readonly existedBy?: string
  /** Why a time stamp that was given proves nothing. */
  readonly findings: readonly Finding[]
}

/**
 * @throws FormatError (`BUNDLE_...`) when the bundle cannot be judged again; what `openTrustList` throws for recorded lists;
 *   TypeError for a mistake in the options. The document in it may be as hostile as any: that ends in the report
 */
export async function rejudge(bundle: EvidenceBundle, options: RejudgeOptions): Promise<Rejudgement> {
  const recordedTime = timeOf(bundle.report)
  const { validationTime = recordedTime, limits } = options
  const document = documentOf(bundle, options.document)
  const trust = options.trust === 'recorded' ? await recordedTrust(bundle, recordedTime) : options.trust
  const read = (member: 'certificates' | 'crls' | 'ocspResponses'): readonly Uint8Array[] => bundle[member].map((text, index) => octetsOf(text, [member, index]))
  const materials: VerifyOptions = {
    trust, policy: options.policy === 'recorded' ? policyOf(bundle) : options.policy, validationTime, certificates: read('certificates'),
    evidence: { crls: read('crls'), ocspResponses: read('ocspResponses') }, ...(limits && { limits }),
  }
  const stamp = await stampOf(options, materials)
  const existedBy = stamp.time !== undefined && stamp.time <= validationTime ? stamp.time : undefined
  const report = await verify(document, { ...materials, ...(existedBy && { existedBy }) })
  const recorded = { indication: recordedIndication(bundle.report), accepted: bundle.report['accepted'] === true, sm3: bundle.reportSm3 }
  return {
    report,
    recorded,
    sameVerdict: report.indication === recorded.indication && report.accepted === recorded.accepted,
    sameReport: reportDigest(report) === bundle.reportSm3,
    changes: changesOf(conclusionsOf(bundle.report), conclusionsOf(report)),
    ...(existedBy && { existedBy: existedBy.toISOString() }),
    findings: stamp.findings,
  }
}

/** Since when the bundle has been there, as a time stamp proves. */
export async function stampOf({ timeStamp, now }: Pick<RejudgeOptions, 'timeStamp' | 'now'>, materials: VerifyOptions): Promise<{ readonly time?: Date; readonly findings: readonly Finding[] }> {
  if (timeStamp === undefined) return { findings: [] }
  if (now === undefined) throw new TypeError('options.now is required with options.timeStamp')
  const stamp = await verifyTimeStamp(timeStamp.token, timeStamp.over, { ...materials, validationTime: now })
  if (stamp.time !== undefined) return { time: stamp.time, findings: [] }
  return { findings: unusableStamp(stamp.step) }
}

/** The document of a bundle, or the one given for it. @throws FormatError (`BUNDLE_DOCUMENT_...`) */
export function documentOf({ document: { content, sm3: digest } }: Pick<EvidenceBundle, 'document'>, given: Uint8Array | undefined): Uint8Array {
  const octets = given ?? (content === undefined ? undefined : octetsOf(content, ['document', 'content']))
  if (octets === undefined) throw new FormatError(finding('BUNDLE_DOCUMENT_ABSENT', []))
  if (toHex(sm3(octets)) !== digest) throw new FormatError(finding('BUNDLE_DOCUMENT_OTHER', []))
  return octets
}

function timeOf({ validationTime }: JsonObject): Date {
  const time = new Date(typeof validationTime === 'string' ? validationTime : Number.NaN)
  if (Number.isNaN(time.getTime())) throw malformed('validationTime', ['report', 'validationTime'])
  return time
}

/** @throws FormatError (`BUNDLE_MALFORMED`) */
export function policyOf({ policy }: Pick<EvidenceBundle, 'policy'>): ValidationPolicy {
  try {
    return parsePolicy(policy)
  } catch (cause) {
    if (cause instanceof TypeError) throw malformed('policy', ['policy'], cause)
    throw cause
  }
}

/** Steps whose conclusion is another than the recorded one. */
export function changesOf(before: ReadonlyMap<string, Conclusion>, now: ReadonlyMap<string, Conclusion>): readonly Change[] {
  return [...new Set([...before.keys(), ...now.keys()])].flatMap((step) => {
    const [was, is] = [before.get(step), now.get(step)]
    return was === is ? [] : [{ step, ...(was && { before: was }), ...(is && { now: is }) }]
  })
}

/** Words of a recorded report are anybody's text until they are known ones. */
const CONCLUSIONS: readonly Conclusion[] = ['PASSED', 'FAILED', 'INDETERMINATE']
const INDICATIONS: readonly Indication[] = ['TOTAL_PASSED', 'TOTAL_FAILED', 'INDETERMINATE']

function recordedIndication({ indication }: JsonObject): Indication {
  const known = INDICATIONS.find((one) => one === indication)
  if (known === undefined) throw malformed('indication', ['report', 'indication'])
  return known
}

/** What may or may not be there: a recorded report is whatever the bundle holds. */
interface Recorded {
  readonly container?: unknown
  readonly coverage?: unknown
  readonly signatures?: unknown
}

/** Conclusions of a document's steps by name. */
export function conclusionsOf({ container, coverage, signatures }: Recorded): ReadonlyMap<string, Conclusion> {
  const found = new Map<string, Conclusion>()
  const note = (name: string, value: unknown): void => {
    const step = value as JsonValue | undefined
    const conclusion = isJsonObject(step) ? CONCLUSIONS.find((one) => one === step['conclusion']) : undefined
    if (conclusion !== undefined) found.set(name, conclusion)
  }
  note('container', container)
  note('coverage', coverage)
  if (!Array.isArray(signatures)) return found
  for (const [index, signature] of (signatures as readonly JsonValue[]).entries()) {
    const steps = isJsonObject(signature) ? signature['steps'] : undefined
    if (!isJsonObject(steps)) continue
    for (const [name, step] of Object.entries(steps)) note(`signatures ${index} ${name}`, step)
  }
  return found
}
