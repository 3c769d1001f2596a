/**
 * Verifies signatures once. Only "valid" is remembered, under all that decides it; who makes many wrong ones fills
 * nothing.
 */
import { DIGESTS, SM2_DEFAULT_USER_ID, Sm3, encodeSpki, sm2VerifyPrehashedE } from '../crypto/index.ts'
import type { PublicKey, SignatureAlgorithm, SignatureVerifyOptions } from '../crypto/index.ts'
import { sm2Digest } from '../crypto/sm2-prehashed.ts'
import { toCharacters } from '../encoding/characters.ts'
import { concatOctets, equalOctets, toUtf8 } from '../encoding/octets.ts'
import { CacheKind } from './cache.ts'
import type { VerificationCache } from './cache.ts'

/** Signatures that are valid. */
export const VALID = new CacheKind<true>('signatures')

export interface SignatureToVerify {
  readonly algorithm: SignatureAlgorithm
  readonly key: PublicKey
  readonly message: Uint8Array
  readonly signature: Uint8Array
}

/** As `algorithm.verify`, remembering in the cache what was found to be valid. @throws as `algorithm.verify` */
export async function verifySignature(cache: VerificationCache | undefined, what: SignatureToVerify, options: SignatureVerifyOptions = {}): Promise<boolean> {
  const { algorithm, key, message, signature } = what
  if (cache === undefined || key.type === 'unsupported') return algorithm.verify(key, message, signature, options)
  if (algorithm.keyType === 'SM2' && key.type === 'SM2' && algorithm.digest === DIGESTS.SM3 && options.encoding !== undefined) {
    // e is SM3 over user id, key and message, and is wanted anyhow.
    const { encoding } = options
    const userId = knownUserId(options.userId)
    const e = sm2Digest(key, userId, message)
    // Point and e are as long in all.
    const id = `SM2 ${encoding} ${toCharacters(concatOctets(key.point, e, signature))}`
    if (cache.get(VALID, id) === true) return true
    return remember(cache, id, sm2VerifyPrehashedE(key, e, signature, { encoding }))
  }
  const id = toCharacters(signatureDigest(what, options))
  if (cache.get(VALID, id) === true) return true
  return remember(cache, id, await algorithm.verify(key, message, signature, options))
}

/** The default one as the one array whose Z keys remember. */
function knownUserId(userId = SM2_DEFAULT_USER_ID): Uint8Array {
  return equalOctets(userId, SM2_DEFAULT_USER_ID) ? SM2_DEFAULT_USER_ID : userId
}

function remember(cache: VerificationCache, id: string, valid: boolean): boolean {
  if (valid) cache.put(VALID, id, true, 0)
  return valid
}

/**
 * SM3 over all that decides whether a signature is valid. Each field has its length before it: no two lists of fields give
 * the same octets.
 */
export function signatureDigest({ algorithm, key, message, signature }: SignatureToVerify, { userId, encoding }: SignatureVerifyOptions): Uint8Array {
  const hasher = new Sm3()
  const keyOctets = key.type === 'SM2' ? key.octets : key.type === 'unsupported' ? new Uint8Array(0) : encodeSpki(key)
  const head = [String(entryNumber(algorithm)), ...pssFields(algorithm), key.type, encoding ?? 'default', userId === undefined ? 'default' : 'given']
  hasher.update(fields(...head, userId ?? new Uint8Array(0), keyOctets, signature))
  hasher.update(lengthOf(message)).update(message)
  return hasher.digest()
}

const LENGTH_OCTETS = 8

function lengthOf({ length }: Uint8Array): Uint8Array {
  const octets = new Uint8Array(LENGTH_OCTETS)
  const view = new DataView(octets.buffer)
  view.setUint32(0, Math.floor(length / 2 ** 32))
  view.setUint32(4, length)
  return octets
}

/** Fields one behind the other, each with its length before it. */
function fields(...values: readonly (string | Uint8Array)[]): Uint8Array {
  const all = values.map((value) => (typeof value === 'string' ? toUtf8(value) : value))
  const joined = new Uint8Array(all.reduce((sum, { length }) => sum + LENGTH_OCTETS + length, 0))
  let offset = 0
  for (const field of all) {
    joined.set(lengthOf(field), offset)
    joined.set(field, offset + LENGTH_OCTETS)
    offset += LENGTH_OCTETS + field.length
  }
  return joined
}

const entryNumbers = new WeakMap<SignatureAlgorithm, number>()
let entries = 0

/**
 * Tells entries of the algorithm table apart. Names do not: an entry by JOSE name may bind the curve and the encoding that
 * the one by OID leaves open. Entries of RSASSA-PSS are made for each call and told apart by their parameters.
 */
function entryNumber(algorithm: SignatureAlgorithm): number {
  if (algorithm.pss !== undefined) return -1
  const known = entryNumbers.get(algorithm)
  if (known !== undefined) return known
  entries++
  entryNumbers.set(algorithm, entries)
  return entries
}

function pssFields({ name, pss }: SignatureAlgorithm): readonly string[] {
  return pss === undefined ? [name] : [name, pss.digest.name, pss.mgfDigest.name, String(pss.saltLength)]
}
