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
  readonly text: string
  readonly name?: string
  readonly value: JsonValue
}

/** Where in the claims: names of members and indexes of elements, from the outside in. */
export type Place = readonly (string | number)[]

/** A disclosure with the place that it has in the claims as they were disclosed. */
export interface PlacedDisclosure {
  readonly text: string
  readonly place: Place
  /** The disclosure that has the digest of this one in it; absent where the issuer signed that digest itself. */
  readonly within?: PlacedDisclosure
}

export interface Disclosed {
  /** Without digests and `_sd_alg`. */
  readonly claims: JsonObject
  readonly placed: readonly PlacedDisclosure[]
}

type Refusal = Extract<
  DiagnosticCode,
  | 'SD_JWT_DISCLOSURE_INVALID' | 'SD_JWT_DIGEST_INVALID' | 'SD_JWT_DIGEST_TWICE' | 'SD_JWT_NAME_RESERVED' | 'SD_JWT_NAME_TWICE' | 'SD_JWT_DISCLOSURE_UNREFERENCED'
  | 'SD_JWT_HASH_NOT_ALLOWED'
>

const refused = (code: Refusal): FormatError => new FormatError(finding(code, []))
const isReserved = (name: string): boolean => name === '_sd' || name === '...'

/** The hash that the signed claims name. @throws FormatError when it is not among those that are allowed */
export function hashOf(claims: JsonObject, allowed: readonly SdHash[]): SdHash {
  const name = claims['_sd_alg'] ?? 'sha-256'
  const known = allowed.find((one) => one === name)
  if (known === undefined) throw refused('SD_JWT_HASH_NOT_ALLOWED')
  return known
}

/**
 * The claims with what was disclosed.
 * @throws FormatError for a disclosure or digest that is malformed, occurs twice, or belongs to nothing; LimitExceededError
 */
export async function disclose(claims: JsonObject, disclosures: readonly string[], name: SdHash, budget: Budget): Promise<Disclosed> {
  const hash = SD_HASHES[name]
  const known = new Map<string, Disclosure>()
  for (const text of disclosures) {
    const digest = toBase64Url(await hash.digest(toUtf8(text)))
    if (known.has(digest)) throw refused('SD_JWT_DIGEST_TWICE')
    known.set(digest, readDisclosure(text, budget))
  }
  const walk = new Walk(known, hash.length, budget)
  const rest = Object.fromEntries(Object.entries(claims).filter(([name]) => name !== '_sd_alg'))
  const disclosed = walk.object(rest, { depth: 0, place: [] })
  if (walk.placed.length < known.size) throw refused('SD_JWT_DISCLOSURE_UNREFERENCED')
  return { claims: disclosed, placed: walk.placed }
}

function readDisclosure(text: string, budget: Budget): Disclosure {
  const octets = fromBase64Url(text)
  const parts = octets && parseJson(octets, { budget, at: ['disclosure'] })
  if (!Array.isArray(parts)) throw refused('SD_JWT_DISCLOSURE_INVALID')
  const [salt, second, third] = parts as readonly JsonValue[]
  if (typeof salt !== 'string' || second === undefined) throw refused('SD_JWT_DISCLOSURE_INVALID')
  if (parts.length === 2) return { text, value: second }
  if (parts.length !== 3 || typeof second !== 'string' || third === undefined) throw refused('SD_JWT_DISCLOSURE_INVALID')
  if (isReserved(second)) throw refused('SD_JWT_NAME_RESERVED')
  // Attack: a name that objects have of themselves.
  if (second === '__proto__') throw refused('SD_JWT_NAME_RESERVED')
  return { text, name: second, value: third }
}

/** Where the walk is. */
interface At {
  readonly depth: number
  readonly place: Place
  readonly within?: PlacedDisclosure
}

const below = ({ depth, place, within }: At, part: string | number, disclosure: PlacedDisclosure | undefined = within): At =>
  ({ depth: depth + 1, place: [...place, part], ...(disclosure !== undefined && { within: disclosure }) })

class Walk {
  readonly placed: PlacedDisclosure[] = []
  readonly #known: ReadonlyMap<string, Disclosure>
  readonly #length: number
  readonly #budget: Budget
  readonly #seen = new Set<string>()

  constructor(known: ReadonlyMap<string, Disclosure>, length: number, budget: Budget) {
    this.#known = known
    this.#length = length
    this.#budget = budget
  }

  object(object: JsonObject, at: At): JsonObject {
    const out = Object.create(null) as Record<string, JsonValue>
    for (const [name, value] of Object.entries(object)) {
      if (name === '_sd' || value === undefined) continue
      // A digest of an array element has no place in an object; `_sd_alg` only at the top, where it was taken out.
      if (name === '...' || name === '_sd_alg') throw refused('SD_JWT_DIGEST_INVALID')
      out[name] = this.#value(value, below(at, name))
    }
    const digests = object['_sd']
    if (digests === undefined) return Object.freeze(out)
    if (!Array.isArray(digests)) throw refused('SD_JWT_DIGEST_INVALID')
    for (const digest of digests as readonly JsonValue[]) {
      const found = this.#take(digest)
      if (found === undefined) continue
      if (found.name === undefined) throw refused('SD_JWT_DISCLOSURE_INVALID')
      if (Object.hasOwn(out, found.name)) throw refused('SD_JWT_NAME_TWICE')
      out[found.name] = this.#disclosed(found, at, found.name)
    }
    return Object.freeze(out)
  }

  #value(value: JsonValue, at: At): JsonValue {
    this.#budget.within('jsonDepth', at.depth)
    if (Array.isArray(value)) return this.#array(value as readonly JsonValue[], at)
    return isJsonObject(value) ? this.object(value, at) : value
  }

  #array(array: readonly JsonValue[], at: At): JsonValue {
    const out: JsonValue[] = []
    for (const item of array) {
      if (!isJsonObject(item) || !Object.hasOwn(item, '...')) {
        out.push(this.#value(item, below(at, out.length)))
        continue
      }
      if (Object.keys(item).length !== 1) throw refused('SD_JWT_DIGEST_INVALID')
      const found = this.#take(item['...'])
      if (found === undefined) continue
      if (found.name !== undefined) throw refused('SD_JWT_DISCLOSURE_INVALID')
      out.push(this.#disclosed(found, at, out.length))
    }
    return Object.freeze(out)
  }

  #disclosed({ text, value }: Disclosure, at: At, part: string | number): JsonValue {
    const { place } = below(at, part)
    const placed: PlacedDisclosure = { text, place, ...(at.within !== undefined && { within: at.within }) }
    this.placed.push(placed)
    return this.#value(value, below(at, part, placed))
  }

  /** The disclosure of a digest; undefined for one that stays hidden, or hides nothing. */
  #take(digest: JsonValue | undefined): Disclosure | undefined {
    if (typeof digest !== 'string' || fromBase64Url(digest)?.length !== this.#length) throw refused('SD_JWT_DIGEST_INVALID')
    if (this.#seen.has(digest)) throw refused('SD_JWT_DIGEST_TWICE')
    this.#seen.add(digest)
    return this.#known.get(digest)
  }
}
