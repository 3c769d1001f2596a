/**
 * Signatures with registered algorithms, verified by `jose`. It reads the header a second time and resolves the
 * algorithm from it: what our own reader lets pass and another one would read differently does not verify.
 */
import { errors, flattenedVerify, importJWK } from 'jose'
import type { CryptoKey } from 'jose'
import { UnsupportedAlgorithmError } from '../errors.ts'
import { finding } from '../diagnostics/index.ts'
import { isEd25519Signature } from '../crypto/ed25519.ts'
import type { PublicKey } from '../crypto/index.ts'
import type { JwsAlgorithm } from './algorithms.ts'
import { jwkOf } from './jwk.ts'
import type { JwsSignature } from './parse.ts'

const imported = new WeakMap<PublicKey, Map<string, Promise<CryptoKey>>>()

/** The platform's form of a key, made once for each algorithm. The key was checked: what is refused is not offered here. */
function importKey(key: PublicKey, algorithm: string): Promise<CryptoKey> {
  const forKey = imported.get(key) ?? new Map<string, Promise<CryptoKey>>()
  imported.set(key, forKey)
  const known = forKey.get(algorithm)
  if (known !== undefined) return known
  const fresh = importJWK({ ...jwkOf(key) }, algorithm).catch((cause: unknown) => {
    throw missing(algorithm, cause)
  })
  forKey.set(algorithm, fresh)
  return fresh
}

const missing = (algorithm: string, cause: unknown): UnsupportedAlgorithmError =>
  new UnsupportedAlgorithmError(finding('PLATFORM_ALGORITHM_MISSING', [], { algorithm }), { cause })

/**
 * Verifies one signature over a payload as it stands in the text.
 * @param understood extensions that the caller takes care of
 * @throws UnsupportedAlgorithmError (`PLATFORM_ALGORITHM_MISSING`)
 */
export async function verifyStandard(
  { name, entry }: JwsAlgorithm, key: PublicKey, signature: JwsSignature, payload: string, understood: readonly string[],
): Promise<boolean> {
  // Engines differ on points of small order; the table in `crypto/` says which signatures are any.
  if (entry.keyType === 'Ed25519' && !isEd25519Signature(signature.value)) return false
  const cryptoKey = await importKey(key, name)
  try {
    await flattenedVerify(
      { protected: signature.protected, payload, signature: signature.signature }, cryptoKey,
      { algorithms: [name], crit: Object.fromEntries(understood.map((parameter) => [parameter, true])) },
    )
    return true
  } catch (error) {
    // An engine that refuses a checked key and signature with an error has not found the signature wrong.
    const refused = error instanceof errors.JWSSignatureVerificationFailed ? error.cause !== undefined : !(error instanceof errors.JOSEError)
    if (refused) throw missing(name, error)
    return false
  }
}
