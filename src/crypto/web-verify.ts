/** RSA, ECDSA and EdDSA verification by the platform's WebCrypto, with keys that were checked when they were read. */
import { UnsupportedAlgorithmError } from '../errors.ts'
import { finding } from '../diagnostics/index.ts'
import { encodeSpki } from './keys.ts'
import type { EcPublicKey, EdPublicKey, RsaPublicKey } from './keys.ts'
import { subtle, unshared } from './webcrypto.ts'

type ImportParameters = RsaHashedImportParams | EcKeyImportParams | Algorithm
type VerifyParameters = Algorithm | RsaPssParams | EcdsaParams

/** Key and signature were checked before: what is refused with an error is what the platform does not do. */
const missing = (algorithm: string, cause: unknown): UnsupportedAlgorithmError =>
  new UnsupportedAlgorithmError(finding('PLATFORM_ALGORITHM_MISSING', [], { algorithm }), { cause })

/** Imported forms of a key, by parameters: a CA's key is used many times. */
const imported = new WeakMap<object, Map<string, Promise<CryptoKey>>>()

function importKey(key: RsaPublicKey | EcPublicKey | EdPublicKey, parameters: ImportParameters): Promise<CryptoKey> {
  const forKey = imported.get(key) ?? new Map<string, Promise<CryptoKey>>()
  imported.set(key, forKey)
  const name = JSON.stringify(parameters)
  const known = forKey.get(name)
  if (known !== undefined) return known
  const fresh = subtle(parameters.name)
    .importKey('spki', encodeSpki(key), parameters, false, ['verify'])
    .catch((cause: unknown) => {
      throw missing(parameters.name, cause)
    })
  forKey.set(name, fresh)
  return fresh
}

/**
 * Verifies with a checked key.
 * @throws UnsupportedAlgorithmError (`PLATFORM_ALGORITHM_MISSING`) when the platform does not do the algorithm
 */
export async function webVerify(
  key: RsaPublicKey | EcPublicKey | EdPublicKey,
  parameters: { readonly import: ImportParameters; readonly verify: VerifyParameters },
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const cryptoKey = await importKey(key, parameters.import)
  try {
    return await subtle(parameters.import.name).verify(parameters.verify, cryptoKey, unshared(signature), unshared(message))
  } catch (cause) {
    throw missing(parameters.import.name, cause)
  }
}
