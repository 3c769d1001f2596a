/**
 * JSON Web Keys (RFC 7517, RFC 7518 clause 6, RFC 8037; SM2 as `kty: EC, crv: SM2`) for verifying, key sets, and
 * thumbprints (RFC 7638). Keys are checked to be keys when they are read. Private keys are refused here: `signers.ts`.
 */
import { FormatError, UnsupportedAlgorithmError } from '../errors.ts'
import type { Locator } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import { Budget } from '../limits.ts'
import { fromBase64Url, toBase64Url } from '../encoding/base64url.ts'
import { canonicalJson } from '../encoding/canonical-json.ts'
import { isJsonObject, parseJson } from '../encoding/json.ts'
import type { JsonObject, JsonValue } from '../encoding/json.ts'
import { concatOctets, equalOctets, fromHex, toHex, toUtf8 } from '../encoding/octets.ts'
import { CURVES, DIGESTS, ecPublicKey, ed25519PublicKey, parseSm2PublicKey, rsaPublicKey } from '../crypto/index.ts'
import type { CurveName, PublicKey } from '../crypto/index.ts'

/** A public key with what its owner says it is for. */
export interface JwsKey {
  readonly key: PublicKey
  readonly kid?: string
  /** The one `alg` that it is for. Absent: every algorithm that fits its type. */
  readonly algorithm?: string
  /** `sig`, `enc` or another. Only a key without it, or with `sig`, verifies. */
  readonly use?: string
  /** Only a key without it, or with `verify` in it, verifies. */
  readonly keyOps?: readonly string[]
}

/** A public key as JSON. */
export type Jwk =
  | { readonly kty: 'EC'; readonly crv: CurveName; readonly x: string; readonly y: string }
  | { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string }
  | { readonly kty: 'RSA'; readonly n: string; readonly e: string }

export type JwkWithUse = Jwk & { readonly kid?: string; readonly alg?: string; readonly use?: string; readonly key_ops?: readonly string[] }

export interface JwkOptions {
  /** @default one with `DEFAULT_LIMITS` */
  readonly budget?: Budget
  readonly at?: Locator
}

/** Parameters that only private and symmetric keys have (RFC 7518 clauses 6.2.2, 6.3.2 and 6.4). */
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv'] as const

/**
 * Reads a public key.
 * @param input JSON text, or a value that `parseJson` read
 * @throws FormatError when it is no key, or a private one; UnsupportedAlgorithmError (`JWK_TYPE_UNSUPPORTED`) for types
 *   and curves that nothing here verifies with, symmetric keys among them; LimitExceededError
 */
export function parseJwk(input: Uint8Array | string | JsonObject, options: JwkOptions = {}): JwsKey {
  const { budget = new Budget(), at = [] } = options
  const jwk: JsonValue = typeof input === 'string' || input instanceof Uint8Array ? parseJson(input, { budget, at }) : input
  if (!isJsonObject(jwk)) throw new FormatError(finding('JWK_INVALID', at, { member: 'jwk' }))
  const key = keyOf(jwk, at)
  const secret = PRIVATE.find((member) => Object.hasOwn(jwk, member))
  if (secret !== undefined) throw new FormatError(finding('JWK_PRIVATE', at, { member: secret }))
  const [kid, algorithm, use, keyOps] = [optional(jwk, 'kid', at), optional(jwk, 'alg', at), optional(jwk, 'use', at), operationsOf(jwk, at)]
  return {
    key,
    ...(kid !== undefined && { kid }),
    ...(algorithm !== undefined && { algorithm }),
    ...(use !== undefined && { use }),
    ...(keyOps !== undefined && { keyOps }),
  }
}

/**
 * Reads a set of keys. Keys of types that are not supported are passed over, as RFC 7517 clause 5 wants it.
 * @throws FormatError when it is no set, a supported key in it is none or private, or two keys cannot be told apart
 */
export function parseJwks(input: Uint8Array | string | JsonObject, options: JwkOptions = {}): readonly JwsKey[] {
  const { budget = new Budget(), at = [] } = options
  const set: JsonValue = typeof input === 'string' || input instanceof Uint8Array ? parseJson(input, { budget, at }) : input
  const listed = isJsonObject(set) ? set['keys'] : undefined
  if (!Array.isArray(listed)) throw new FormatError(finding('JWK_INVALID', at, { member: 'keys' }))
  budget.within('certificates', listed.length, at)
  const keys = (listed as readonly JsonValue[]).flatMap((jwk, index) => {
    const place = [...at, 'keys', index]
    if (!isJsonObject(jwk)) throw new FormatError(finding('JWK_INVALID', place, { member: 'keys' }))
    try {
      return [parseJwk(jwk, { budget, at: place })]
    } catch (error) {
      if (error instanceof UnsupportedAlgorithmError) return []
      throw error
    }
  })
  if (!areDistinct(keys)) throw new FormatError(finding('JWK_SET_KEY_DUPLICATE', at))
  return keys
}

/** Whether no two keys of one type have the same key id (RFC 7517 clause 4.5). */
export function areDistinct(keys: readonly JwsKey[]): boolean {
  const named = keys.filter(({ kid }) => kid !== undefined).map(({ key, kid }) => JSON.stringify([key.type, kid]))
  return new Set(named).size === named.length
}

function optional(jwk: JsonObject, member: string, at: Locator): string | undefined {
  const value = jwk[member]
  if (value === undefined) return undefined
  if (typeof value !== 'string' || value === '') throw new FormatError(finding('JWK_INVALID', at, { member }))
  return value
}

function operationsOf(jwk: JsonObject, at: Locator): readonly string[] | undefined {
  const value = jwk['key_ops']
  if (value === undefined) return undefined
  if (!Array.isArray(value) || !value.every((name): name is string => typeof name === 'string')) {
    throw new FormatError(finding('JWK_INVALID', at, { member: 'key_ops' }))
  }
  return value
}

const EC_CURVES: ReadonlySet<string> = new Set<CurveName>(['SM2', 'P-256', 'P-384', 'P-521'])
const isCurve = (name: string): name is CurveName => EC_CURVES.has(name)

function keyOf(jwk: JsonObject, at: Locator): PublicKey {
  const kty = optional(jwk, 'kty', at)
  if (kty === undefined) throw new FormatError(finding('JWK_INVALID', at, { member: 'kty' }))
  const unsupported = new UnsupportedAlgorithmError(finding('JWK_TYPE_UNSUPPORTED', at))
  if (kty === 'RSA') return rsaPublicKey(integerOf(jwk, 'n', at), integerOf(jwk, 'e', at), at)
  if (kty !== 'EC' && kty !== 'OKP') throw unsupported
  const crv = optional(jwk, 'crv', at)
  if (crv === undefined) throw new FormatError(finding('JWK_INVALID', at, { member: 'crv' }))
  if (kty === 'OKP') {
    if (crv !== 'Ed25519') throw unsupported
    return ed25519PublicKey(octetsOf(jwk, 'x', at), at)
  }
  if (!isCurve(crv)) throw unsupported
  const point = concatOctets(Uint8Array.of(4), coordinateOf(jwk, 'x', crv, at), coordinateOf(jwk, 'y', crv, at))
  return crv === 'SM2' ? parseSm2PublicKey(point, at) : ecPublicKey(crv, point, at)
}

function octetsOf(jwk: JsonObject, member: string, at: Locator): Uint8Array {
  const value = jwk[member]
  const octets = typeof value === 'string' ? fromBase64Url(value) : undefined
  if (octets === undefined || octets.length === 0) throw new FormatError(finding('JWK_INVALID', at, { member }))
  return octets
}

/** RFC 7518 6.2.1.2: the full size of a coordinate, no octet less for leading zeros. */
function coordinateOf(jwk: JsonObject, member: 'x' | 'y', curve: CurveName, at: Locator): Uint8Array {
  const octets = octetsOf(jwk, member, at)
  if (octets.length !== CURVES[curve].size) throw new FormatError(finding('JWK_INVALID', at, { member }))
  return octets
}

/** Base64urlUInt (RFC 7518 clause 2): the fewest octets. */
function integerOf(jwk: JsonObject, member: 'n' | 'e', at: Locator): bigint {
  const octets = octetsOf(jwk, member, at)
  // Longer than any modulus that a platform takes: no reason to make a number of it.
  if (octets[0] === 0 || octets.length > 2048) throw new FormatError(finding('JWK_INVALID', at, { member }))
  return BigInt(`0x${toHex(octets)}`)
}

function unsignedOctets(value: bigint): Uint8Array {
  const hex = value.toString(16)
  return fromHex(hex.length % 2 === 0 ? hex : `0${hex}`) ?? new Uint8Array(0)
}

/**
 * A public key as JSON, with members in the order of RFC 7638.
 * @throws TypeError for keys that JOSE has no form for here (Ed448, unsupported ones)
 */
export function jwkOf(key: PublicKey): Jwk {
  switch (key.type) {
    case 'SM2':
    case 'EC': {
      const crv = key.type === 'SM2' ? 'SM2' : key.curve
      const { size } = CURVES[crv]
      return { kty: 'EC', crv, x: toBase64Url(key.point.subarray(0, size)), y: toBase64Url(key.point.subarray(size)) }
    }
    case 'RSA':
      return { kty: 'RSA', n: toBase64Url(unsignedOctets(key.modulus)), e: toBase64Url(unsignedOctets(key.exponent)) }
    case 'Ed25519':
      return { kty: 'OKP', crv: 'Ed25519', x: toBase64Url(key.octets) }
    case 'Ed448':
    case 'unsupported':
      throw new TypeError(`no JWK for a key of type ${key.type}`)
  }
}

/** A key for a set or a file: `jwkOf` with what it is for. */
export function jwkWithUse({ key, kid, algorithm, use, keyOps }: JwsKey): JwkWithUse {
  return {
    ...jwkOf(key),
    ...(kid !== undefined && { kid }),
    ...(algorithm !== undefined && { alg: algorithm }),
    ...(use !== undefined && { use }),
    ...(keyOps !== undefined && { key_ops: keyOps }),
  }
}

const thumbprints = new WeakMap<PublicKey, Map<string, Promise<string>>>()

/**
 * Thumbprint of a key (RFC 7638): base64url of the digest of its required members in canonical JSON.
 * @throws TypeError for keys without JWK
 */
export function jwkThumbprint(key: PublicKey, digest: 'SHA-256' | 'SM3' = 'SHA-256'): Promise<string> {
  const known = thumbprints.get(key) ?? new Map<string, Promise<string>>()
  thumbprints.set(key, known)
  const made = known.get(digest) ?? DIGESTS[digest].digest(toUtf8(canonicalJson(jwkOf(key)))).then(toBase64Url)
  known.set(digest, made)
  return made
}

/** Whether two keys are the same key, whatever they are called. */
export function isSameKey(a: PublicKey, b: PublicKey): boolean {
  return a.type === b.type && a.type !== 'unsupported' && a.type !== 'Ed448' && equalOctets(toUtf8(canonicalJson(jwkOf(a))), toUtf8(canonicalJson(jwkOf(b))))
}
