/**
 * `alg` names of JSON Web Signatures, resolved once to an entry of the algorithm table in `crypto/`. SM2 has no
 * registered name: those found in use are listed here, and a caller names the one that it expects.
 */
import { joseAlgorithm } from '../crypto/index.ts'
import type { EcPublicKey, PublicKey, SignatureAlgorithm, SignatureEncoding } from '../crypto/index.ts'

/** How an issuer writes SM2 signatures: agreed with it, never taken from the text that is verified. */
export interface Sm2JwsOptions {
  /** `raw`: r then s, 32 octets each, as JOSE has it for ECDSA; `der`: as in certificates. @default 'raw' */
  readonly encoding?: SignatureEncoding
  /** @default 1234567812345678 */
  readonly userId?: Uint8Array
}

export interface JwsAlgorithm {
  /** As it stands in `alg`. */
  readonly name: string
  readonly entry: SignatureAlgorithm
  /** The one curve of the ECDSA names. */
  readonly curve?: EcPublicKey['curve']
}

/** What this package writes. */
export const SM2_JWS_NAME = 'SM2-SM3'

/** Names under which SM2 with SM3 is found; letters count as they stand. None is registered with IANA. */
export const SM2_JWS_NAMES: readonly string[] = Object.freeze([
  SM2_JWS_NAME, 'SM2SM3', 'SM2withSM3', 'SM2WithSM3', 'SM3withSM2', 'SM3WithSM2', 'GmSM2', 'SM2',
])

/** Message authentication codes: who can check one can make one. Registered names, and HMAC-SM3 as found in use. */
const SYMMETRIC: ReadonlySet<string> = new Set(['HS256', 'HS384', 'HS512', 'HSM3', 'HS-SM3'])

const CURVES: ReadonlyMap<string, EcPublicKey['curve']> = new Map([['ES256', 'P-256'], ['ES384', 'P-384'], ['ES512', 'P-521']])

/** The algorithm of a name; undefined for names that are in no table, `none` and the symmetric ones among them. */
export function jwsAlgorithm(name: string): JwsAlgorithm | undefined {
  const entry = joseAlgorithm(SM2_JWS_NAMES.includes(name) ? SM2_JWS_NAME : name)
  const curve = CURVES.get(name)
  return entry && { name, entry, ...(curve !== undefined && { curve }) }
}

/** In any case of letters: readers were led past a comparison with `none` by `nOnE`. */
export function isNone(name: string): boolean {
  return name.toLowerCase() === 'none'
}

export function isSymmetric(name: string): boolean {
  return SYMMETRIC.has(name)
}

/**
 * The algorithms that a caller allows.
 * @throws TypeError when there is none, or one that is unknown, symmetric or `none`: a typo must not weaken a check
 */
export function allowedAlgorithms(names: readonly string[]): ReadonlyMap<string, JwsAlgorithm> {
  if (((names as readonly string[] | undefined)?.length ?? 0) === 0) throw new TypeError('algorithms is required: the names that `alg` may have')
  return new Map(names.map((name) => {
    const algorithm = jwsAlgorithm(name)
    if (algorithm === undefined) throw new TypeError(`not an algorithm for verifying: ${name}`)
    return [name, algorithm]
  }))
}

/** Whether a key is of the type, and the curve, that the algorithm works with. */
export function isKeyFor({ entry, curve, name }: JwsAlgorithm, key: PublicKey): boolean {
  if (key.type !== entry.keyType) return false
  if (key.type === 'EC') return curve === undefined || key.curve === curve
  if (key.type !== 'RSA' || !key.pssOnly) return true
  const own = key.pssParameters
  return name.startsWith('PS') && (own === undefined || (own.digest === entry.digest && own.mgfDigest === entry.digest))
}

/** Bits that RFC 7518 wants of an RSA key. */
export const RSA_MINIMUM_BITS = 2048
