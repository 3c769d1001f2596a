/** Puts disclosures in the place of the digests that the issuer signed (RFC 9901 clause 7.1). Verifies no signature. */
import { FormatError } from '../../errors.ts'
import { finding } from '../../diagnostics/index.ts'
import type { DiagnosticCode } from '../../diagnostics/index.ts'
import { DIGESTS } from '../../crypto/index.ts'
import type { DigestAlgorithm } from '../../crypto/index.ts'
import { fromBase64Url, toBase64Url } from '../../encoding/base64url.ts'
import { isJsonObject, parseJson } from '../../encoding/json.ts'
import type { JsonObject, JsonValue } from '../../encoding/json.ts'
import { toUtf8 } from '../../encoding/octets.ts'
import type { Budget } from '../../limits.ts'

/** Names of `_sd_alg`. `sm3` is not registered with IANA: parties must have agreed on it. */
export type SdHash = 'sha-256' | 'sha-384' | 'sha-512' | 'sm3'

export const SD_HASHES: Readonly<Record<SdHash, DigestAlgorithm>> = {
  'sha-256': DIGESTS['SHA-256'], 'sha-384': DIGESTS['SHA-384'], 'sha-512': DIGESTS['SHA-512'], sm3: DIGESTS.SM3,
}

interface Disclosure {
  readonly name?: string
  readonly value: JsonValue
}

type Refusal = Extract<DiagnosticCode, 'SD_JWT_DISCLOSURE_INVALID' | 'SD_JWT_DIGEST_INVALID' | 'SD_JWT_DIGEST_TWICE' | 'SD_JWT_NAME_RESERVED' | 'SD_JWT_NAME_TWICE' | 'SD_JWT_DISCLOSURE_UNREFERENCED' | 'SD_JWT_HASH_NOT_ALLOWED'>

const refused = (code: Refusal): FormatError => new FormatError(finding(code, []))
const isReserved = (name: string): boolean => name === '_sd' || name === '...'

/** The hash that the signed claims name. @throws FormatError when it is not among those that are allowed */
export function hashOf(claims: JsonObject, allowed: readonly SdHash[]): DigestAlgorithm {
  const name = claims['_sd_alg'] ?? 'sha-256'
  const known = allowed.find((one) => one === name)
  if (known === undefined) throw refused('SD_JWT_HASH_NOT_ALLOWED')
  return SD_HASHES[known]
}

/**
 * The claims with what was disclosed, without digests and `_sd_alg`.
 * @throws FormatError for a disclosure or digest that is malformed, occurs twice, or belongs to nothing
 */
export async function disclose(claims: JsonObject, disclosures: readonly string[], hash: DigestAlgorithm, budget: Budget): Promise<JsonObject> {
  const known = new Map<string, Disclosure>()
  for (const text of disclosures) {
    const digest = toBase64Url(await hash.digest(toUtf8(text)))
    if (known.has(digest)) throw refused('SD_JWT_DIGEST_TWICE')
    known.set(digest, readDisclosure(text, budget))
  }
  const walk = new Walk(known, hash.length, budget)
  const rest = Object.fromEntries(Object.entries(claims).filter(([name]) => name !== '_sd_alg'))
  const disclosed = walk.object(rest, 0)
  if (walk.used < known.size) throw refused('SD_JWT_DISCLOSURE_UNREFERENCED')
  return disclosed
}

function readDisclosure(text: string, budget: Budget): Disclosure {
  const octets = fromBase64Url(text)
  const parts = octets && parseJson(octets, { budget, at: ['disclosure'] })
  if (!Array.isArray(parts)) throw refused('SD_JWT_DISCLOSURE_INVALID')
  const [salt, second, third] = parts as readonly JsonValue[]
  if (typeof salt !== 'string' || second === undefined) throw refused('SD_JWT_DISCLOSURE_INVALID')
  if (parts.length === 2) return { value: second }
  if (parts.length !== 3 || typeof second !== 'string' || third === undefined) throw refused('SD_JWT_DISCLOSURE_INVALID')
  if (isReserved(second)) throw refused('SD_JWT_NAME_RESERVED')
  // Attack: a name that objects have of themselves.
  if (second === '__proto__') throw refused('SD_JWT_NAME_RESERVED')
  return { name: second, value: third }
}

class Walk {
  readonly #known: ReadonlyMap<string, Disclosure>
  readonly #length: number
  readonly #budget: Budget
  readonly #seen = new Set<string>()
  used = 0

  constructor(known: ReadonlyMap<string, Disclosure>, length: number, budget: Budget) {
    this.#known = known
    this.#length = length
    this.#budget = budget
  }

  object(object: JsonObject, depth: number): JsonObject {
    this.#budget.within('jsonDepth', depth)
    const out = Object.create(null) as Record<string, JsonValue>
    for (const [name, value] of Object.entries(object)) {
      if (name === '_sd' || value === undefined) continue
      // A digest of an array element has no place in an object; `_sd_alg` only at the top, where it was taken out.
      if (name === '...' || name === '_sd_alg') throw refused('SD_JWT_DIGEST_INVALID')
      out[name] = this.#value(value, depth + 1)
    }
    const digests = object['_sd']
    if (digests === undefined) return Object.freeze(out)
    if (!Array.isArray(digests)) throw refused('SD_JWT_DIGEST_INVALID')
    for (const digest of digests as readonly JsonValue[]) {
      const found = this.#take(digest)
      if (found === undefined) continue
      if (found.name === undefined) throw refused('SD_JWT_DISCLOSURE_INVALID')
      if (Object.hasOwn(out, found.name)) throw refused('SD_JWT_NAME_TWICE')
      out[found.name] = this.#value(found.value, depth + 1)
    }
    return Object.freeze(out)
  }

  #value(value: JsonValue, depth: number): JsonValue {
    this.#budget.within('jsonDepth', depth)
    if (Array.isArray(value)) return Object.freeze((value as readonly JsonValue[]).flatMap((item) => this.#item(item, depth + 1)))
    return isJsonObject(value) ? this.object(value, depth) : value
  }

  #item(item: JsonValue, depth: number): readonly JsonValue[] {
    if (!isJsonObject(item) || !Object.hasOwn(item, '...')) return [this.#value(item, depth)]
    if (Object.keys(item).length !== 1) throw refused('SD_JWT_DIGEST_INVALID')
    const found = this.#take(item['...'])
    if (found === undefined) return []
    if (found.name !== undefined) throw refused('SD_JWT_DISCLOSURE_INVALID')
    return [this.#value(found.value, depth)]
  }

  /** The disclosure of a digest; undefined for one that stays hidden, or hides nothing. */
  #take(digest: JsonValue | undefined): Disclosure | undefined {
    if (typeof digest !== 'string' || fromBase64Url(digest)?.length !== this.#length) throw refused('SD_JWT_DIGEST_INVALID')
    if (this.#seen.has(digest)) throw refused('SD_JWT_DIGEST_TWICE')
    this.#seen.add(digest)
    const found = this.#known.get(digest)
    if (found !== undefined) this.used += 1
    return found
  }
}
