/** Signs and opens evidence bundles and reports: canonical JSON (RFC 8785) in a JWS. */
import { FormatError } from '../errors.ts'
import { finding } from '../diagnostics/index.ts'
import type { Finding, Locator, Step } from '../diagnostics/index.ts'
import { canonicalJson } from '../encoding/canonical-json.ts'
import { fromBase64Url } from '../encoding/base64url.ts'
import { isJsonObject, parseJson } from '../encoding/json.ts'
import type { JsonObject, JsonValue } from '../encoding/json.ts'
import { fromUtf8, toUtf8 } from '../encoding/octets.ts'
import { jwkThumbprint, parseJws, signJws, verifyJws } from '../jose/index.ts'
import type { JwsKey, JwsSigner } from '../jose/index.ts'
import { Budget } from '../limits.ts'
import type { Limits } from '../limits.ts'
import { verifyTimeStamp } from '../verify/index.ts'
import type { VerifyOptions } from '../verify/index.ts'
import { TRUST_LIST_ALGORITHMS } from '../trust/open-signed-list.ts'
import { assessmentBundleOf } from './assessment-bundle.ts'
import type { AssessmentBundle } from './assessment-bundle.ts'
import { bundleOf, malformed } from './bundle.ts'
import type { EvidenceBundle } from './bundle.ts'

/** `typ` of what is signed: a signature of the same key under anything else is no evidence (RFC 8725 3.11). */
const BUNDLE_TYPE = 'evidence-bundle+jws'
const REPORT_TYPE = 'validation-report+jws'

/** A bundle holds a document: longest text of one, as JSON, in characters. */
const LONGEST_BUNDLE = 400 * 1024 * 1024

export const bundleLimits = (limits: Partial<Limits>): Partial<Limits> => ({ jsonBytes: LONGEST_BUNDLE, jsonValues: 5_000_000, ...limits })

export interface OpenOptions {
  /** Keys one of which must have signed. @default none: whether it was signed is not looked at */
  readonly keys?: readonly JwsKey[]
  /** @default DEFAULT_LIMITS, with room for a document */
  readonly limits?: Partial<Limits>
}

export interface OpenedBundle {
  readonly bundle: EvidenceBundle
  /** RFC 7638 thumbprint of the key that signed; absent when no signature was verified: anybody may have made it. */
  readonly signedBy?: string
}

export interface OpenedAssessmentBundle extends Omit<OpenedBundle, 'bundle'> {
  readonly bundle: AssessmentBundle
}

/** The octets of an unsigned bundle, canonical. */
export function encodeEvidence(bundle: EvidenceBundle | AssessmentBundle): Uint8Array {
  return toUtf8(`${canonicalJson(bundle)}\n`)
}

/** Signs a bundle with SM2, ES256 or EdDSA. @throws TypeError for another algorithm */
export async function signEvidence(bundle: EvidenceBundle | AssessmentBundle, signer: JwsSigner): Promise<string> {
  return signAs(BUNDLE_TYPE, bundle, signer)
}

/** Signs a report with SM2, ES256 or EdDSA. @throws TypeError for another algorithm */
export async function signReport(report: object, signer: JwsSigner): Promise<string> {
  return signAs(REPORT_TYPE, report, signer)
}

async function signAs(typ: string, value: object, signer: JwsSigner): Promise<string> {
  if (!TRUST_LIST_ALGORITHMS.includes(signer.algorithm)) throw new TypeError(`evidence is signed with ${TRUST_LIST_ALGORITHMS.join(', ')}, not with ${signer.algorithm}`)
  return signJws(toUtf8(canonicalJson(value)), { signer, typ })
}

/**
 * Reads a bundle, signed or not.
 * @throws FormatError (`BUNDLE_...`, `JWS_...`, `JSON_...`); LimitExceededError
 */
export async function openEvidence(octets: Uint8Array | string, options: OpenOptions = {}): Promise<OpenedBundle> {
  const { value, ...signed } = await openBundle(octets, options)
  return { bundle: bundleOf(value), ...signed }
}

/**
 * Reads the bundle of an assessment, signed or not.
 * @throws FormatError (`BUNDLE_...`, `JWS_...`, `JSON_...`); LimitExceededError
 */
export async function openAssessmentEvidence(octets: Uint8Array | string, options: OpenOptions = {}): Promise<OpenedAssessmentBundle> {
  const { value, ...signed } = await openBundle(octets, options)
  return { bundle: assessmentBundleOf(value), ...signed }
}

/**
 * Reads a bundle of either kind; its `type` says which.
 * @throws FormatError (`BUNDLE_...`, `JWS_...`, `JSON_...`); LimitExceededError
 */
export async function openAnyEvidence(octets: Uint8Array | string, options: OpenOptions = {}): Promise<OpenedBundle | OpenedAssessmentBundle> {
  const { value, ...signed } = await openBundle(octets, options)
  return isJsonObject(value) && value['type'] === 'yinxin-assessment-evidence' ? { bundle: assessmentBundleOf(value), ...signed } : { bundle: bundleOf(value), ...signed }
}

async function openBundle(octets: Uint8Array | string, { keys, limits }: OpenOptions): Promise<{ readonly value: JsonValue; readonly signedBy?: string }> {
  const budget = new Budget(bundleLimits(limits ?? {}))
  const text = textOf(octets, budget)
  const unsigned = text.startsWith('{') ? parseJson(text, { budget }) : undefined
  if (unsigned !== undefined && isJsonObject(unsigned) && Object.hasOwn(unsigned, 'type')) {
    if (keys !== undefined) throw new FormatError(finding('BUNDLE_UNSIGNED', []))
    return { value: unsigned }
  }
  if (keys === undefined) return { value: parseJson(unverifiedPayload(text, budget), { budget }) }
  const { payload, signedBy } = await verified(text, BUNDLE_TYPE, keys, budget)
  return { value: parseJson(payload, { budget }), signedBy }
}

/**
 * Has a time-stamp authority confirm that a signed report is there (RFC 3161): over the octets of the signed text, which hold
 * the report whole.
 * @returns the token, DER, to be kept beside the report
 */
export async function timeStampReport(signed: string, stamper: (octets: Uint8Array) => Promise<Uint8Array>): Promise<Uint8Array> {
  return stamper(toUtf8(signed.replace(/\r?\n$/, '')))
}

export interface OpenReportOptions extends Required<Pick<OpenOptions, 'keys'>>, Omit<OpenOptions, 'keys'> {
  /** A token of `timeStampReport`, and how it is verified; `validationTime` is the present. @default none */
  readonly timeStamp?: { readonly token: Uint8Array; readonly verification: VerifyOptions }
}

export interface OpenedReport {
  readonly report: JsonObject
  /** RFC 7638 thumbprint of the key that signed. */
  readonly signedBy: string
  /** Since when the signed report is proven to have been there; ISO 8601. */
  readonly existedBy?: string
  /** Why a time stamp that was given proves nothing (`BUNDLE_TIME_STAMP_UNUSABLE`). */
  readonly findings: readonly Finding[]
}

/**
 * A signed report whose signature verified. What it says is its signer's word.
 * @throws FormatError (`JWS_...`, `JSON_...`); LimitExceededError; TypeError for a mistake in the options
 */
export async function openReport(octets: Uint8Array | string, options: OpenReportOptions): Promise<OpenedReport> {
  const budget = new Budget(options.limits ?? {})
  const text = textOf(octets, budget)
  const { timeStamp } = options
  const { payload, signedBy } = await verified(text, REPORT_TYPE, options.keys, budget)
  const report = parseJson(payload, { budget })
  if (!isJsonObject(report)) throw malformed('form', [])
  const stamp = timeStamp === undefined ? undefined : await verifyTimeStamp(timeStamp.token, toUtf8(text), timeStamp.verification)
  return {
    report,
    signedBy,
    ...(stamp?.time !== undefined && { existedBy: stamp.time.toISOString() }),
    findings: stamp === undefined || stamp.time !== undefined ? [] : unusableStamp(stamp.step),
  }
}

/** Why a time stamp proves nothing. */
export const unusableStamp = ({ diagnostics }: Step): readonly Finding[] =>
  diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => finding('BUNDLE_TIME_STAMP_UNUSABLE', [], { code }))

/** Files end with a line end; nothing of it is signed. */
function textOf(octets: Uint8Array | string, budget: Budget): string {
  budget.within('jsonBytes', octets.length)
  const text = typeof octets === 'string' ? octets : fromUtf8(octets)
  if (text === undefined) throw malformed('UTF-8', [])
  return text.replace(/\r?\n$/, '')
}

async function verified(text: string, typ: string, keys: readonly JwsKey[], budget: Budget): Promise<{ readonly payload: Uint8Array; readonly signedBy: string }> {
  const { payload, signatures: [{ key }] } = await verifyJws(text, { keys, algorithms: TRUST_LIST_ALGORITHMS, typ, budget })
  return { payload, signedBy: await jwkThumbprint(key.key) }
}

function unverifiedPayload(text: string, budget: Budget, at: Locator = []): Uint8Array {
  const payload = fromBase64Url(parseJws(text, { budget, at }).payload ?? '')
  if (payload === undefined) throw malformed('payload', at)
  return payload
}
