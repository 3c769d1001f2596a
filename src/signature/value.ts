/** Whether a signature value fits its octets and key: the mathematics only, and a label when it fits in another way. */
import type { VerificationCache } from '../cache/cache.ts'
import { VALID, verifySignature } from '../cache/signatures.ts'
import { finding } from '../diagnostics/index.ts'
import type { Checked, Finding, Locator } from '../diagnostics/index.ts'
import { UnsupportedAlgorithmError } from '../errors.ts'
import { toUtf8 } from '../encoding/octets.ts'
import { signatureAlgorithm, sm3 } from '../crypto/index.ts'
import type { PublicKey, SignatureAlgorithm } from '../crypto/index.ts'
import type { Certificate } from '../pki/certificate.ts'
import { octetsText } from '../pki/path/index.ts'

/** How to verify: what a policy or the caller decides, not the document. */
export interface ValueOptions {
  readonly at: Locator
  /** SM2 user ids to try in order; a match with a later one is noted. */
  readonly userIds: readonly string[]
  /** Remembers signatures that are valid. @default none */
  readonly cache?: VerificationCache | undefined
}

export interface SignedValue {
  /** OID of the signature algorithm. */
  readonly algorithm: string
  readonly message: Uint8Array
  readonly signature: Uint8Array
  readonly encoding: 'der' | 'raw' | 'other'
  /**
   * What a parse made that holds all of the above and nothing else that may change: a cache that made it remembers of it, too,
   * that it is valid, and need not hash the message to find that.
   */
  readonly owner?: object
}

export interface ValueFacts {
  readonly algorithm: string
  /** Index into the user ids of the one that fits; absent for algorithms other than SM2. */
  readonly userId?: number
}

/** User ids met in products that do not use the default one. */
const FOREIGN_USER_IDS: readonly (readonly [string, string])[] = [
  ['user-id-empty', ''],
  ['user-id-1234567811111111', '1234567811111111'],
]

/** The key of a certificate. @throws UnsupportedAlgorithmError or FormatError, whichever its parsing met */
export function keyOf(certificate: Certificate): PublicKey {
  if (certificate.publicKey !== undefined) return certificate.publicKey
  throw certificate.publicKeyError ?? new UnsupportedAlgorithmError(finding('KEY_ALGORITHM_UNSUPPORTED', certificate.at, { algorithm: 'unknown' }))
}

/** A signature that is to be verified, but for the user id. */
interface Attempted {
  readonly entry: SignatureAlgorithm
  readonly key: PublicKey
  readonly spki: Uint8Array
  readonly value: SignedValue
  readonly cache: VerificationCache | undefined
}

async function fits({ entry, key, spki, value, cache }: Attempted, userId?: string): Promise<boolean> {
  const { owner, message, signature } = value
  // DER says where the key ends: what follows it is the user id.
  const signedWith = owner === undefined ? '' : `${octetsText(spki)} ${userId ?? ''}`
  if (owner !== undefined && cache?.isMarked(VALID, owner, signedWith) === true) return true
  const valid = await verifySignature(cache, { algorithm: entry, key, message, signature }, {
    encoding: value.encoding === 'raw' ? 'raw' : 'der',
    ...(userId === undefined ? {} : { userId: toUtf8(userId) }),
  })
  if (valid && owner !== undefined) cache?.mark(owner, signedWith)
  return valid
}

/**
 * Verifies a signature value with a certificate's key.
 * @param invalid the code to report when it does not fit
 * @returns facts only when it fits
 * @throws UnsupportedAlgorithmError, FormatError
 */
export async function checkValue(
  value: SignedValue,
  certificate: Certificate,
  options: ValueOptions,
  invalid: 'SIGNATURE_VALUE_INVALID' | 'SEAL_SIGNATURE_INVALID' = 'SIGNATURE_VALUE_INVALID',
): Promise<Checked<ValueFacts>> {
  const { at, userIds, cache } = options
  const entry = signatureAlgorithm(value.algorithm)
  const key = keyOf(certificate)
  if (entry.keyType !== key.type) {
    return { findings: [finding('SIGNATURE_KEY_MISMATCH', at, { algorithm: entry.name, keyType: key.type })] }
  }
  const attempted = { entry, key, spki: certificate.spki, value, cache }
  if (key.type !== 'SM2') {
    if (await fits(attempted)) return { facts: { algorithm: entry.name }, findings: [] }
    return { findings: [finding(invalid, at, { algorithm: entry.name })] }
  }
  for (const [index, userId] of userIds.entries()) {
    if (!(await fits(attempted, userId))) continue
    const findings = index === 0 ? [] : [finding('SIGNATURE_USER_ID_OTHER', at, { position: index + 1 })]
    return { facts: { algorithm: entry.name, userId: index }, findings }
  }
  const findings: Finding[] = [finding(invalid, at, { algorithm: entry.name })]
  const variant = await foreignVariant(attempted, userIds)
  if (variant !== undefined) findings.push(finding('SIGNATURE_MATCHES_OTHERWISE', at, { variant }))
  return { findings }
}

/** The label of the non-standard way in which a value would fit; for people who look for the cause, never a pass. */
async function foreignVariant(attempted: Attempted, userIds: readonly string[]): Promise<string | undefined> {
  for (const [label, userId] of FOREIGN_USER_IDS) {
    if (!userIds.includes(userId) && (await fits(attempted, userId))) return label
  }
  const { value } = attempted
  const { algorithm, signature, encoding } = value
  if (await fits({ ...attempted, value: { algorithm, signature, encoding, message: sm3(value.message) } }, userIds[0])) return 'digest-signed-as-message'
  return undefined
}
