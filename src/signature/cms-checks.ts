/** Checks that bind a signed message (CMS, GB/T 35275) to the original that a container gives it. */
import type { VerificationCache } from '../cache/cache.ts'
import { finding } from '../diagnostics/index.ts'
import type { Checked, Finding, Locator } from '../diagnostics/index.ts'
import { equalOctets, toBase64, toUtf8 } from '../encoding/octets.ts'
import { sm3 } from '../crypto/index.ts'
import type { Certificate } from '../pki/certificate.ts'
import type { SignedData, SignerInfo } from '../pki/cms.ts'
import { checkSignerInfo } from '../pki/cms-signer.ts'
import type { DataHashFacts } from './ses-checks.ts'
import type { ValueFacts } from './value.ts'

export interface CmsChecks {
  readonly signatureValue: Checked<ValueFacts>
  readonly dataHash: Checked<DataHashFacts>
  /** Known only when the signature verifies with this certificate's key. */
  readonly signer?: Certificate
  readonly claimedTime?: Date
}

export interface CmsOptions {
  readonly at: Locator
  readonly certificates: readonly Certificate[]
  readonly userIds: readonly string[]
  /** Remembers signatures that are valid. @default none */
  readonly cache?: VerificationCache | undefined
}

const DIGEST_CODES: readonly string[] = ['CMS_MESSAGE_DIGEST_MISMATCH', 'CMS_MESSAGE_DIGEST_ABSENT']

/**
 * Verifies the one signature of a signed message and its bond to the original. Products put the original's SM3 into the
 * message as octets or as base64 text, or the original itself, or sign it detached.
 */
export async function checkCms(cms: SignedData, signerInfo: SignerInfo, original: Uint8Array | undefined, options: CmsOptions): Promise<CmsChecks> {
  const { at, certificates, userIds, cache } = options
  const content = cms.eContent ?? original
  if (content === undefined) {
    const absent = { findings: [finding('SIGNED_DATA_ABSENT', at)] }
    return { signatureValue: absent, dataHash: absent }
  }
  const { facts, findings } = await checkSignerInfo(signerInfo, { content, certificates, userIds, at, cache })
  const aboutDigest = findings.filter(({ code }) => DIGEST_CODES.includes(code))
  const aboutValue = findings.filter(({ code }) => !DIGEST_CODES.includes(code))
  const algorithm = facts?.signatureAlgorithm.name ?? signerInfo.signatureAlgorithm.oid
  // Without facts but with a wrong digest alone, the signature over the attributes was right.
  const valueHolds = facts !== undefined || (aboutDigest.length > 0 && !aboutValue.some(({ code }) => code === 'CMS_SIGNER_NOT_FOUND' || code === 'CMS_SIGNATURE_INVALID'))
  return {
    signatureValue: { ...(valueHolds ? { facts: { algorithm } } : {}), findings: aboutValue },
    dataHash: bond(cms, original, facts?.digestAlgorithm.name, aboutDigest, at),
    ...(facts === undefined ? {} : { signer: facts.certificate }),
    ...(facts?.claimedSigningTime === undefined ? {} : { claimedTime: facts.claimedSigningTime }),
  }
}

/** Whether what was signed is the original. */
function bond(
  cms: SignedData, original: Uint8Array | undefined, digest: string | undefined, aboutDigest: readonly Finding[], at: Locator,
): Checked<DataHashFacts> {
  if (aboutDigest.length > 0) return { findings: aboutDigest }
  if (original === undefined) return { findings: [finding('SIGNED_DATA_ABSENT', at)] }
  // Detached: the digest or the signature itself is over the original, and neither holds without facts.
  if (cms.eContent === undefined) return digest === undefined ? { findings: [] } : { facts: { algorithm: digest }, findings: [] }
  const hash = sm3(original)
  const forms = [hash, toUtf8(toBase64(hash)), original]
  if (forms.some((form) => equalOctets(form, cms.eContent as Uint8Array))) return { facts: { algorithm: 'SM3' }, findings: [] }
  return { findings: [finding('DATA_HASH_MISMATCH', at, { algorithm: 'SM3' })] }
}
