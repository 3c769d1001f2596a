/**
 * Since when algorithms and key lengths no longer resist (ETSI TS 102 176-1 V2.0.0, ETSI TS 119 312 V1.1.1 and V1.3.1). Data
 * alone; a policy decides how much it matters through the level of CERTIFICATE_ALGORITHM_WEAK. MD5 is absent because no
 * signature with it can be verified here. SM2 with SM3 has no date.
 */
import { signatureAlgorithm } from '../../crypto/index.ts'
import type { PublicKey } from '../../crypto/index.ts'
import { VerificationError } from '../../errors.ts'
import type { Finding } from '../../diagnostics/index.ts'
import { finding } from '../../diagnostics/index.ts'
import type { Certificate } from '../certificate.ts'

interface WeakDigest {
  readonly digest: string
  /** Signatures made after the end of this year are not relied on. */
  readonly lastYear: number
}

interface WeakKey {
  readonly keyType: PublicKey['type']
  /** Keys shorter than this. */
  readonly belowBits: number
  readonly lastYear: number
}

export const WEAK_DIGESTS: readonly WeakDigest[] = [{ digest: 'SHA-1', lastYear: 2009 }]

/** Strictest first: the first row that applies counts. */
export const WEAK_KEYS: readonly WeakKey[] = [
  { keyType: 'RSA', belowBits: 1536, lastYear: 2009 },
  { keyType: 'RSA', belowBits: 1900, lastYear: 2016 },
  { keyType: 'RSA', belowBits: 2048, lastYear: 2023 },
]

/** What is weak at a time about a certificate's own key and, unless it is an anchor, about the signature on it. */
export function algorithmFindings(certificate: Certificate, time: Date, signed: boolean): readonly Finding[] {
  const weak = (algorithm: string, lastYear: number): Finding[] =>
    time.getUTCFullYear() <= lastYear ? [] : [finding('CERTIFICATE_ALGORITHM_WEAK', certificate.at, { algorithm, lastYear })]
  const { publicKey } = certificate
  const key = WEAK_KEYS.find(({ keyType, belowBits }) => publicKey?.type === keyType && publicKey.bits < belowBits)
  const digest = signed ? signatureDigest(certificate) : undefined
  const row = WEAK_DIGESTS.find((entry) => entry.digest === digest)
  return [
    ...(key === undefined ? [] : weak(`${key.keyType}-${publicKey?.bits ?? 0}`, key.lastYear)),
    ...(row === undefined ? [] : weak(row.digest, row.lastYear)),
  ]
}

function signatureDigest({ signatureAlgorithm: { oid, parameters } }: Certificate): string | undefined {
  try {
    return signatureAlgorithm(oid, parameters).digest?.name
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error
    return undefined // reported when the signature is to be verified
  }
}
