/**
 * The form of an evidence bundle: a document (or its digest) with everything that a verdict on it rested on, so that the
 * same question can be asked again years later without a network. Reading judges nothing.
 */
import { z } from 'zod'
import { FormatError } from '../errors.ts'
import { finding } from '../diagnostics/index.ts'
import type { Locator } from '../diagnostics/index.ts'
import { canonicalJson } from '../encoding/canonical-json.ts'
import { isJsonObject } from '../encoding/json.ts'
import type { JsonObject, JsonValue } from '../encoding/json.ts'
import { toHex, toUtf8 } from '../encoding/octets.ts'
import { sm3 } from '../crypto/index.ts'

/** A signed trust list as it was used, and the operator's keys that opened it. */
export interface ListSnapshot {
  /** The signed text. */
  readonly text: string
  /** JWKs of the operator, from another source than the list. */
  readonly keys: readonly JsonObject[]
}

export interface EvidenceBundle {
  readonly type: 'yinxin-evidence'
  readonly schema: 1
  readonly document: {
    readonly bytes: number
    /** Lower-case hex. */
    readonly sm3: string
    /** Base64; absent where the archive keeps the document apart. */
    readonly content?: string
  }
  /** As it was; `reportSm3` is over its canonical form (RFC 8785). */
  readonly report: JsonObject
  readonly reportSm3: string
  /** The whole policy; `rejudge` reads it. */
  readonly policy: JsonObject
  readonly trust: {
    /** DER certificates, base64. */
    readonly signer: readonly string[]
    readonly sealMaker: readonly string[]
    readonly timeStamping: readonly string[]
    readonly lists: readonly ListSnapshot[]
  }
  /** Untrusted certificates, CRLs and OCSP responses: DER, base64. */
  readonly certificates: readonly string[]
  readonly crls: readonly string[]
  readonly ocspResponses: readonly string[]
}

const json = z.custom<JsonObject>((value) => isJsonObject(value as JsonValue))

/** What bundles of every kind hold: the document, the report on it, and what it was judged by. */
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types -- the form is the type
export function documentMembers() {
  const hex = z.string().regex(/^[0-9a-f]{64}$/)
  // Base64 is read where it is used: an expression over hundreds of megabytes is no way to check it.
  const octets = z.array(z.string()).max(100_000).readonly()
  return {
    schema: z.literal(1),
    document: z.strictObject({ bytes: z.int().min(0), sm3: hex, content: z.string().exactOptional() }).readonly(),
    report: json,
    reportSm3: hex,
    policy: json,
    trust: z.strictObject({
      signer: octets, sealMaker: octets, timeStamping: octets,
      lists: z.array(z.strictObject({ text: z.string(), keys: z.array(json).min(1).max(100).readonly() }).readonly()).max(100).readonly(),
    }).readonly(),
    certificates: octets,
    crls: octets,
    ocspResponses: octets,
  }
}

const bundleSchema = () => z.strictObject({ type: z.literal('yinxin-evidence'), ...documentMembers() }).readonly()

/** SM3 of the canonical form of a report, hex: the same report has the same digest, whoever computes it. */
export function reportDigest(report: object): string {
  return toHex(sm3(toUtf8(canonicalJson(report))))
}

/**
 * A bundle of a JSON value. Its policy is read by `rejudge`.
 * @throws FormatError (`BUNDLE_...`)
 */
export function bundleOf(value: JsonValue, at: Locator = []): EvidenceBundle {
  if (isJsonObject(value) && value['type'] === 'yinxin-evidence' && value['schema'] !== 1) throw new FormatError(finding('BUNDLE_VERSION_UNSUPPORTED', at))
  const read = bundleSchema().safeParse(value)
  if (!read.success) {
    const [issue] = read.error.issues
    throw malformed(issue?.code === 'unrecognized_keys' ? 'unknown member' : 'form', [...at, ...(issue?.path ?? []).map((part) => (typeof part === 'symbol' ? '' : part))])
  }
  const bundle: EvidenceBundle = read.data
  const { input } = bundle.report
  const aboutIt = input !== undefined && isJsonObject(input) && input['sm3'] === bundle.document.sm3 && input['bytes'] === bundle.document.bytes
  if (!aboutIt || reportDigest(bundle.report) !== bundle.reportSm3) throw new FormatError(finding('BUNDLE_REPORT_OTHER', at))
  return bundle
}

export const malformed = (problem: string, at: Locator, cause?: unknown): FormatError => new FormatError(finding('BUNDLE_MALFORMED', at, { problem }), { cause })
