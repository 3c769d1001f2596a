/**
 * The platform's WebCrypto, and the digests that it computes. What it lacks (on a page that was not loaded over HTTPS it
 * is absent) is an algorithm that could not be used, never a wrong digest or signature.
 */
import { UnsupportedAlgorithmError } from '../errors.ts'
import { finding } from '../diagnostics/index.ts'
import { concatOctets } from '../encoding/octets.ts'

type Octets = Uint8Array<ArrayBuffer>

/** @throws UnsupportedAlgorithmError when the platform has no WebCrypto */
export function subtle(algorithm: string): SubtleCrypto {
  const found = (globalThis.crypto as { subtle?: SubtleCrypto } | undefined)?.subtle
  if (found === undefined) throw new UnsupportedAlgorithmError(finding('PLATFORM_ALGORITHM_MISSING', [], { algorithm }))
  return found
}

/** WebCrypto takes no views of shared memory: another thread could change them under way. */
export const unshared = (octets: Uint8Array): Octets =>
  octets.buffer instanceof ArrayBuffer ? (octets as Octets) : concatOctets(octets)

/** @throws UnsupportedAlgorithmError when the platform has no WebCrypto */
export async function webDigest(name: string, message: Uint8Array): Promise<Octets> {
  return new Uint8Array(await subtle(name).digest(name, unshared(message)))
}
