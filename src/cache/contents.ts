/**
 * Parts that packages have in common, such as templates and resources of one authority: found by the octets that are stored of
 * them, compared one by one, with what was computed of them. Only what comes a second time is kept: of what is in one package
 * alone, as the holder's data are, nothing is.
 */
import { sameOctets } from '../encoding/same-octets.ts'
import type { Computed, ContentMemory, StoredAs } from '../encoding/content-memory.ts'
import { CacheKind } from './cache.ts'
import type { VerificationCache } from './cache.ts'

interface Kept {
  readonly stored: Uint8Array
  readonly content: Uint8Array
  readonly number: number
}

const CONTENTS = new CacheKind<Kept>('contents')
const READINGS = new CacheKind<unknown>('readings')

/** Larger ones are read anew: they would take the room of many. */
const LARGEST = 1024 * 1024

let numbers = 0

/** The memory of one call. */
export class CachedContents implements ContentMemory {
  readonly #cache: VerificationCache
  /** Contents of this call that are the cache's, by the number that each has in all caches. */
  readonly #numbers = new Map<Uint8Array, number>()

  constructor(cache: VerificationCache) {
    this.#cache = cache
  }

  content(as: StoredAs, stored: Uint8Array): Uint8Array | undefined {
    if (as.size > LARGEST || stored.length > LARGEST || !this.#cache.hasNoted(as.crc32)) return undefined
    const kept = this.#cache.get(CONTENTS, keyOf(as, stored))
    // The sum in the key is easily forged; the octets decide.
    if (kept === undefined || !sameOctets(kept.stored, stored)) return undefined
    this.#numbers.set(kept.content, kept.number)
    return kept.content
  }

  offer(as: StoredAs, stored: Uint8Array, content: Uint8Array): Uint8Array {
    if (content.length > LARGEST || stored.length > LARGEST) return content
    if (!this.#cache.hasNoted(as.crc32)) {
      this.#cache.note(as.crc32)
      return content
    }
    // The input is not the cache's, and the content may be a view of it.
    const kept: Kept = { stored: stored.slice(), content: content.slice(), number: ++numbers }
    this.#cache.put(CONTENTS, keyOf(as, stored), kept, stored.length + content.length)
    this.#numbers.set(kept.content, kept.number)
    return kept.content
  }

  known<Result>(what: Computed<Result>, content: Uint8Array, key = ''): Result | undefined {
    const number = this.#numbers.get(content)
    if (number === undefined) return undefined
    // Only `keep` of the same kind stores under this name.
    return this.#cache.get(READINGS, readingOf(what, number, key)) as Result | undefined
  }

  keep<Result>(what: Computed<Result>, content: Uint8Array, result: Result, bytes: number, key = ''): void {
    const number = this.#numbers.get(content)
    if (number !== undefined) this.#cache.put(READINGS, readingOf(what, number, key), result, bytes)
  }
}

const keyOf = ({ crc32, size, method }: StoredAs, { length }: Uint8Array): string => `${String(crc32)} ${String(size)} ${String(length)} ${String(method)}`

const readingOf = ({ name }: Computed<unknown>, number: number, key: string): string => `${String(number)} ${name} ${key}`
