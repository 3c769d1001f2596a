/** Makes evidence bundles: verifies a document and keeps everything that the verdict rested on. */
import { canonicalJson } from '../encoding/canonical-json.ts'
import { parseJson } from '../encoding/json.ts'
import type { JsonObject } from '../encoding/json.ts'
import { toBase64, toHex } from '../encoding/octets.ts'
import { sm3 } from '../crypto/index.ts'
import { Budget } from '../limits.ts'
import type { ValidationReport } from '../report/model.ts'
import { certificatesOf } from '../trust/index.ts'
import type { TrustPurpose, TrustStore } from '../trust/index.ts'
import { verify } from '../verify/index.ts'
import type { VerifyOptions } from '../verify/index.ts'
import { reportDigest } from './bundle.ts'
import type { EvidenceBundle, ListSnapshot } from './bundle.ts'
import { openSnapshots } from './recorded-trust.ts'
import { bundleLimits } from './open.ts'

export interface CollectOptions extends VerifyOptions {
  /** The trust lists of `trust` as signed texts, each with the operator's keys. @default none */
  readonly lists?: readonly ListSnapshot[]
  /** Keeps only the digest of the document: an archive then keeps the document itself. @default false */
  readonly withoutDocument?: boolean
}

/**
 * Verifies a document and makes a bundle of it. The bundle holds the document, so it is as confidential as that.
 * @throws TypeError for a mistake in the options, such as a trust list without its text; what `openTrustList` throws
 */
export async function collectEvidence(document: Uint8Array, options: CollectOptions): Promise<{ readonly bundle: EvidenceBundle; readonly report: ValidationReport }> {
  const { lists = [], withoutDocument = false, ...others } = options
  const octets = document.slice()
  const report = await verify(octets, others)
  await sameLists(others.trust, lists, new Date(report.validationTime))
  const bundle: EvidenceBundle = { type: 'yinxin-evidence', ...materialsOf(octets, others, { lists, withoutDocument }), report: jsonOf(report), reportSm3: reportDigest(report) }
  return { bundle, report }
}

/** The document and what it is judged by. */
export function materialsOf(
  document: Uint8Array, { trust, policy, certificates = [], evidence = {} }: VerifyOptions, { lists, withoutDocument }: Required<Pick<CollectOptions, 'lists' | 'withoutDocument'>>,
): Omit<EvidenceBundle, 'type' | 'report' | 'reportSm3'> {
  return {
    schema: 1,
    document: { bytes: document.length, sm3: toHex(sm3(document)), ...(withoutDocument ? {} : { content: toBase64(document) }) },
    policy: jsonOf(policy),
    trust: { signer: anchorsOf(trust, 'signer'), sealMaker: anchorsOf(trust, 'sealMaker'), timeStamping: anchorsOf(trust, 'timeStamping'), lists },
    certificates: certificates.flatMap(certificatesOf).map(toBase64),
    crls: (evidence.crls ?? []).map(toBase64),
    ocspResponses: (evidence.ocspResponses ?? []).map(toBase64),
  }
}

/** As the bundle's text will hold it: without members that are undefined. All else stays what it is, which the compiler cannot see. */
export const jsonOf = <Value extends object>(value: Value): JsonObject & Value =>
  parseJson(canonicalJson(value), { budget: new Budget(bundleLimits({})) }) as JsonObject & Value

/** Anchors that the caller gave itself; those of lists come from the lists. */
function anchorsOf(trust: TrustStore, purpose: TrustPurpose): readonly string[] {
  return trust.anchors(purpose).map(({ certificate, name }) => {
    if (certificate === undefined) throw new TypeError(`an anchor without a certificate cannot be kept: ${name.text}`)
    return toBase64(certificate.bytes)
  })
}

/** @throws TypeError when the texts are not those of the store's lists */
export async function sameLists(trust: TrustStore, snapshots: readonly ListSnapshot[], time: Date): Promise<void> {
  const opened = await openSnapshots(snapshots, time)
  const digests = (references: readonly { readonly sm3: string }[]): string => references.map(({ sm3 }) => sm3).sort().join(' ')
  if (digests(opened.map(({ reference }) => reference)) !== digests(trust.lists)) throw new TypeError('options.lists must hold the texts of all lists of options.trust, and no other')
}
