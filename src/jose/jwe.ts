/**
 * JSON Web Encryption (RFC 7516), compact form, for reading what was encrypted to a key of ours. `jose` decrypts; this file
 * decides before that what is decrypted at all: no passwords (an attacker chooses the work), no compression (nor the size),
 * no RSA 1.5 (an oracle), no key from the header. `jwe-sm2.ts` has SM2 with SM4. Decrypting tells nothing about who wrote it.
 */
import { compactDecrypt, errors, importJWK } from 'jose'
import type { CryptoKey } from 'jose'
import { FormatError, UnsupportedAlgorithmError, VerificationError } from '../errors.ts'
import type { Locator } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import { Budget } from '../limits.ts'
import { fromBase64Url } from '../encoding/base64url.ts'
import { isJsonObject, parseJson } from '../encoding/json.ts'
import type { JsonObject } from '../encoding/json.ts'
import { SM2_JWE_NAMES, openSm2Jwe } from './jwe-sm2.ts'
import { parseJwk } from './jwk.ts'
import { publicMembers, sm2PrivateOctets } from './private-jwk.ts'

/** How the content key is sent. Not here: RSA1_5, PBES2, and the wrapping with AES-GCM that nobody needs beside the others. */
const KEY_MANAGEMENT = [
  'RSA-OAEP', 'RSA-OAEP-256', 'RSA-OAEP-384', 'RSA-OAEP-512', 'ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A192KW', 'ECDH-ES+A256KW',
  'A128KW', 'A192KW', 'A256KW', 'dir', SM2_JWE_NAMES.alg,
] as const
export type KeyManagement = (typeof KEY_MANAGEMENT)[number]

const CONTENT_ENCRYPTION: readonly string[] = ['A128GCM', 'A192GCM', 'A256GCM', 'A128CBC-HS256', 'A192CBC-HS384', 'A256CBC-HS512']

/** A key that decrypts, for one algorithm. */
export interface DecryptionKey {
  readonly algorithm: KeyManagement
  /** For SM2 the 32 octets of a private key. */
  readonly key: CryptoKey | Uint8Array
  readonly kid?: string
}

export interface DecryptJweOptions {
  readonly keys: readonly DecryptionKey[]
  /** @default one with `DEFAULT_LIMITS` */
  readonly budget?: Budget
  readonly at?: Locator
}

export interface DecryptedJwe {
  readonly plaintext: Uint8Array
  readonly header: JsonObject
}

const isKeyManagement = (name: unknown): name is KeyManagement => (KEY_MANAGEMENT as readonly unknown[]).includes(name)

/**
 * A key that decrypts, from a private or symmetric JWK.
 * @param options.algorithm @default the key's `alg`
 * @throws TypeError when it is no such key, or no algorithm for one; never with the key in the message
 */
export async function decryptionKeyFromJwk(input: string | Uint8Array, options: { readonly algorithm?: KeyManagement } = {}): Promise<DecryptionKey> {
  try {
    const jwk = parseJson(input, { budget: new Budget() })
    if (!isJsonObject(jwk)) throw new TypeError('a JWK is a JSON object')
    const algorithm = options.algorithm ?? jwk['alg']
    if (!isKeyManagement(algorithm)) throw new TypeError('algorithm is required: one that decrypts')
    const key = algorithm === SM2_JWE_NAMES.alg ? sm2PrivateOctets(jwk, parseJwk(publicMembers(jwk)).key) : await importJWK({ ...jwk }, algorithm)
    const kid = jwk['kid']
    return Object.freeze({ algorithm, key, ...(typeof kid === 'string' && { kid }) })
  } catch (cause) {
    if (cause instanceof TypeError && !(cause instanceof VerificationError)) throw cause
    throw new TypeError(`the key cannot be used: ${cause instanceof VerificationError ? cause.code : 'refused by the platform'}`, { cause })
  }
}

/** What chooses a key, an extension or an amount of work for whoever reads. */
const REFUSED: readonly (readonly [parameter: string, code: 'JWE_KEY_IN_HEADER' | 'JWE_COMPRESSED' | 'JWE_PASSWORD_BASED' | 'JWE_CRITICAL_UNKNOWN'])[] = [
  ['jku', 'JWE_KEY_IN_HEADER'], ['jwk', 'JWE_KEY_IN_HEADER'], ['x5u', 'JWE_KEY_IN_HEADER'], ['zip', 'JWE_COMPRESSED'],
  ['p2c', 'JWE_PASSWORD_BASED'], ['p2s', 'JWE_PASSWORD_BASED'], ['crit', 'JWE_CRITICAL_UNKNOWN'],
]

/** Whether a text has the five parts of a compact JWE, rather than the three of a JWS. */
export const isCompactJwe = (text: string): boolean => text.split('.', 6).length === 5

/**
 * Decrypts a compact JWE with the one key that it is meant for.
 * @throws FormatError, UnsupportedAlgorithmError with the code of what is wrong (`JWE_...`, `JSON_...`); LimitExceededError
 */
export async function decryptJwe(text: string, { keys, budget = new Budget(), at = [] }: DecryptJweOptions): Promise<DecryptedJwe> {
  budget.within('jsonBytes', text.length, at)
  const header = headerOf(text, budget, at)
  const { algorithm, key } = keyFor(header, keys, at)
  try {
    if (algorithm === SM2_JWE_NAMES.alg) return { plaintext: openSm2Jwe(text, key as Uint8Array), header }
    const { plaintext } = await compactDecrypt(text, key, {
      keyManagementAlgorithms: [algorithm], contentEncryptionAlgorithms: [...CONTENT_ENCRYPTION], maxDecompressedLength: 0,
    })
    return { plaintext, header }
  } catch (cause) {
    if (cause instanceof errors.JOSENotSupported) throw new UnsupportedAlgorithmError(finding('PLATFORM_ALGORITHM_MISSING', at, { algorithm }), { cause })
    // One answer for all that can go wrong with a key and a ciphertext: more would tell an attacker which.
    throw new FormatError(finding('JWE_DECRYPTION_FAILED', at), { cause })
  }
}

function headerOf(text: string, budget: Budget, at: Locator): JsonObject {
  const parts = text.split('.', 6)
  const octets = parts.map(fromBase64Url)
  const [first] = octets
  if (parts.length !== 5 || first === undefined || first.length === 0 || octets.includes(undefined)) throw new FormatError(finding('JWE_INVALID', at, { part: 'text' }))
  const header = parseJson(first, { budget, at })
  if (!isJsonObject(header)) throw new FormatError(finding('JWE_INVALID', at, { part: 'header' }))
  const { alg, enc, kid } = header
  if (typeof alg !== 'string' || typeof enc !== 'string' || (kid !== undefined && typeof kid !== 'string')) throw new FormatError(finding('JWE_INVALID', at, { part: 'header' }))
  const refused = REFUSED.find(([parameter]) => Object.hasOwn(header, parameter))
  if (refused !== undefined) throw new FormatError(finding(refused[1], at))
  if (alg.startsWith('PBES2')) throw new FormatError(finding('JWE_PASSWORD_BASED', at))
  if (!isKeyManagement(alg)) throw new FormatError(finding('JWE_ALGORITHM_NOT_ALLOWED', at, { parameter: 'alg' }))
  if (!(alg === SM2_JWE_NAMES.alg ? [SM2_JWE_NAMES.enc] : CONTENT_ENCRYPTION).includes(enc)) throw new FormatError(finding('JWE_ALGORITHM_NOT_ALLOWED', at, { parameter: 'enc' }))
  return header
}

/** The one key that is for the algorithm, and is called so where both have a name. */
function keyFor({ alg, kid }: JsonObject, keys: readonly DecryptionKey[], at: Locator): DecryptionKey {
  const fitting = keys.filter((key) => key.algorithm === alg && (kid === undefined || key.kid === undefined || key.kid === kid))
  const [key] = fitting
  if (key === undefined || fitting.length > 1) throw new FormatError(finding('JWE_KEY_UNKNOWN', at, { keys: fitting.length }))
  return key
}
