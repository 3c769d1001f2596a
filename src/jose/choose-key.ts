/** Which of the caller's keys a signature is to be verified with: by key id or thumbprint, never by what a header brings. */
import { FormatError } from '../errors.ts'
import { finding } from '../diagnostics/index.ts'
import { RSA_MINIMUM_BITS, isKeyFor, jwsAlgorithm } from './algorithms.ts'
import type { JwsAlgorithm } from './algorithms.ts'
import { jwkThumbprint } from './jwk.ts'
import type { JwsKey } from './jwk.ts'
import type { JwsSignature } from './parse.ts'

/** Keys that a header means: all when it names none. */
async function keysNamed(kid: string | undefined, keys: readonly JwsKey[]): Promise<readonly JwsKey[]> {
  if (kid === undefined) return keys
  const named = keys.filter((key) => key.kid === kid)
  if (named.length > 0) return named
  const thumbprints = await Promise.all(keys.map(({ key }) => jwkThumbprint(key)))
  return keys.filter((_, index) => thumbprints[index] === kid)
}

/** Why a key does not verify with an algorithm; undefined when it does. Part of the public texts. */
function misfit({ key, algorithm: own, use, keyOps }: JwsKey, algorithm: JwsAlgorithm): 'key type' | 'key algorithm' | 'key use' | undefined {
  if (!isKeyFor(algorithm, key)) return 'key type'
  // Two names of one algorithm are no contradiction.
  if (own !== undefined && jwsAlgorithm(own)?.entry.name !== algorithm.entry.name) return 'key algorithm'
  return (use !== undefined && use !== 'sig') || (keyOps !== undefined && !keyOps.includes('verify')) ? 'key use' : undefined
}

/**
 * The key of a signature; undefined when no key of the caller's is meant by its key id.
 * @throws FormatError when the key that is meant does not fit the algorithm, or several would do and none is named
 */
export async function chooseKey({ header, at }: JwsSignature, algorithm: JwsAlgorithm, keys: readonly JwsKey[]): Promise<JwsKey | undefined> {
  const named = await keysNamed(header.kid, keys)
  const [first] = named
  if (first === undefined) return undefined
  const fitting = named.filter((key) => misfit(key, algorithm) === undefined)
  const [key, ...others] = fitting
  if (key === undefined) {
    throw new FormatError(finding('JWS_KEY_MISMATCH', at, { algorithm: algorithm.name, reason: misfit(first, algorithm) ?? 'key type' }))
  }
  if (others.length > 0) throw new FormatError(finding('JWS_KEY_ID_ABSENT', at, { keys: fitting.length }))
  if (key.key.type === 'RSA' && key.key.bits < RSA_MINIMUM_BITS) {
    throw new FormatError(finding('JWS_KEY_TOO_SHORT', at, { bits: key.key.bits, minimum: RSA_MINIMUM_BITS }))
  }
  return key
}
