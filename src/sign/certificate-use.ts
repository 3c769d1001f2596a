/** What the signing side demands of a signer before and after signing: certificate, algorithm, value, time stamp. */
import { DIGESTS } from '../crypto/index.ts'
import type { DigestAlgorithm } from '../crypto/index.ts'
import { finding } from '../diagnostics/index.ts'
import { Budget } from '../limits.ts'
import { checkTimeStamp, parseCertificate, parseTimeStampToken } from '../pki/index.ts'
import type { Certificate } from '../pki/index.ts'
import { SIGNER_PURPOSE } from '../pki/path/index.ts'
import type { SealEdition } from '../seal/index.ts'
import { SigningRefusedError } from './refusal.ts'
import type { Signer } from './signer.ts'

/** What seals and signatures are made with: its name as signers have it, its identifier, and the digest that goes with it. */
export interface SigningAlgorithm {
  readonly name: string
  readonly keyType: 'SM2' | 'RSA'
  readonly oid: string
  readonly digest: DigestAlgorithm
}

const SM2: SigningAlgorithm = { name: 'SM2-SM3', keyType: 'SM2', oid: '1.2.156.10197.1.501', digest: DIGESTS.SM3 }
/** PKCS #1 v1.5: GM/T 0031-2014 allows RSA beside SM2, with SHA-256; the later editions do not. */
const RSA: SigningAlgorithm = { name: 'RSA-SHA-256', keyType: 'RSA', oid: '1.2.840.113549.1.1.11', digest: DIGESTS['SHA-256'] }

/** The algorithms of an edition of seals; without one, those of GB/T 35275. */
const algorithmsOf = (edition: SealEdition | undefined): readonly SigningAlgorithm[] => (edition === 'GM/T 0031-2014' ? [SM2, RSA] : [SM2])

/** What of a signer is needed to prepare the octets that it is to sign: the key may be elsewhere. */
export type SignerIdentity = Pick<Signer, 'algorithm' | 'certificates'>

/** Asks for a time stamp over octets; answers with the DER of a TimeStampToken. */
export type TimeStamper = (octets: Uint8Array) => Promise<Uint8Array>

/**
 * The signer's own certificate, one that may sign, and what it signs with.
 * @param edition of the seal; undefined: without a seal
 * @throws SigningRefusedError; TypeError when the signer has no certificate; FormatError when it is none
 */
export function signingCertificate(
  { algorithm, certificates: [own] }: SignerIdentity, edition: SealEdition | undefined,
): { readonly certificate: Certificate; readonly algorithm: SigningAlgorithm } {
  if (own === undefined) throw new TypeError('the signer has no certificate')
  const certificate = parseCertificate(own, { budget: new Budget() })
  const found = algorithmsOf(edition).find(({ name }) => name === algorithm)
  if (found === undefined) throw new SigningRefusedError(finding('SIGN_ALGORITHM_NOT_ALLOWED', [], { algorithm }))
  requireSigningUse(certificate, edition)
  return { certificate, algorithm: found }
}

/** @throws SigningRefusedError for a certificate that is not for signatures of the edition; undefined: without a seal */
export function requireSigningUse({ keyUsage, publicKey }: Certificate, edition: SealEdition | undefined): void {
  if (!algorithmsOf(edition).some(({ keyType }) => keyType === publicKey?.type)) {
    throw new SigningRefusedError(finding('SIGN_ALGORITHM_NOT_ALLOWED', [], { algorithm: publicKey?.type ?? 'unknown' }))
  }
  if (keyUsage !== undefined && SIGNER_PURPOSE.keyUsage?.some((usage) => keyUsage.has(usage)) !== true) {
    throw new SigningRefusedError(finding('SIGN_CERTIFICATE_USAGE', []))
  }
}

/** @throws SigningRefusedError when the time is outside of the certificate's period */
export function requireValidAt({ notBefore, notAfter }: Certificate, time: Date): void {
  if (time >= notBefore && time <= notAfter) return
  throw new SigningRefusedError(finding('SIGN_CERTIFICATE_NOT_VALID', [], {
    notBefore: notBefore.toISOString(), notAfter: notAfter.toISOString(), time: time.toISOString(),
  }))
}

/** What is wrong with a token by itself, in the order in which it is looked for. Trust in the authority is for verifiers. */
const TOKEN_CODES: Readonly<Record<string, string>> = {
  TIME_STAMP_IMPRINT_MISMATCH: 'imprint', TIME_STAMP_IMPRINT_UNUSUAL: 'imprint', CMS_SIGNATURE_INVALID: 'signature', CMS_SIGNER_NOT_FOUND: 'certificate',
  CMS_MESSAGE_DIGEST_MISMATCH: 'signature', TIME_STAMP_ATTRIBUTES: 'attributes',
}

/**
 * The token, once it is known to be over those octets and not from before a time.
 * @returns the TimeStampToken alone where a whole response was given
 * @throws SigningRefusedError; FormatError, UnsupportedAlgorithmError when it cannot be read
 */
export async function checkedToken(token: Uint8Array, octets: Uint8Array, notBefore: Date): Promise<Uint8Array> {
  const budget = new Budget()
  const parsed = parseTimeStampToken(token, { budget, note: () => undefined })
  const { findings } = await checkTimeStamp(parsed, { imprints: [{ what: 'signature value', octets }], anchors: [], budget })
  const wrong = findings.find(({ code }) => Object.hasOwn(TOKEN_CODES, code))
  const reason = wrong === undefined ? undefined : TOKEN_CODES[wrong.code]
  if (reason !== undefined) throw new SigningRefusedError(finding('SIGN_TIME_STAMP_WRONG', [], { reason }), findings)
  // Tokens may state whole seconds only.
  if (parsed.genTime.getTime() + 1000 <= notBefore.getTime()) {
    throw new SigningRefusedError(finding('SIGN_TIME_STAMP_WRONG', [], { reason: 'time' }), findings)
  }
  return parsed.bytes
}

/** @throws TypeError for what is no time */
export function requireTime(time: Date, name: string): void {
  if (!(time instanceof Date) || Number.isNaN(time.getTime())) throw new TypeError(`${name} must be a valid Date`)
}
