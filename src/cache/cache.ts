/**
 * A cache that its owner makes and hands to calls. It holds results of pure functions only: what the same octets always
 * give. Nothing that depends on time, trust, revocation or policy may go in, so that nothing in it can become wrong.
 */

/** A kind of results; results of one kind are of one type and have keys of their own. */
export class CacheKind<Result> {
  readonly name: keyof Omit<CacheStats, 'bytes' | 'maxBytes' | 'entries' | 'evictions'>
  /** Keeps kinds of different results apart for the compiler. */
  declare readonly result: Result

  constructor(name: CacheKind<Result>['name']) {
    this.name = name
  }
}

export interface CacheCounts {
  readonly hits: number
  readonly misses: number
  /** Results held now. */
  readonly entries: number
}

/** What a cache holds and how it was used, since it was made or cleared. */
export interface CacheStats {
  /** Octets that the entries take in memory, as estimated. */
  readonly bytes: number
  readonly maxBytes: number
  readonly entries: number
  /** Entries that were dropped to make room. */
  readonly evictions: number
  /** Certificates as parsed, by their octets. */
  readonly certificates: CacheCounts
  /** Seals as parsed, by their octets. */
  readonly seals: CacheCounts
  /** Signatures that are mathematically valid, by digest of the message, key, user id, algorithm and value. */
  readonly signatures: CacheCounts
  /** Parts that packages have in common, by the octets that are stored of them. */
  readonly contents: CacheCounts
  /** What was computed of such parts: their digests, and the elements of those that are XML. */
  readonly readings: CacheCounts
}

interface Entry {
  readonly kind: CacheKind<unknown>
  readonly result: unknown
  readonly bytes: number
  /** Since it was last passed over when room was made. */
  used: boolean
}

interface Counts {
  hits: number
  misses: number
  entries: number
}

/** Of an entry beside its key and result: map, list and object, as measured on V8. */
const ENTRY_BYTES = 160
/** How many numbers are noted at most; a power of two. */
const NOTED = 4096

export class VerificationCache {
  readonly #maxBytes: number
  /** In the order in which they were inserted or last passed over. */
  readonly #entries = new Map<string, Entry>()
  #counts: Record<CacheKind<unknown>['name'], Counts> = noCounts()
  #bytes = 0
  #evictions = 0
  /** Objects that this cache alone made, and what is known of each; gone with them. */
  #marks = new WeakMap<object, string>()
  /** Numbers that were noted, each in the place that its last digits give. */
  #noted: Int32Array | undefined

  /** Use `createCache`. */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  stats(): CacheStats {
    const { certificates, seals, signatures, contents, readings } = this.#counts
    return {
      bytes: this.#bytes, maxBytes: this.#maxBytes, entries: this.#entries.size, evictions: this.#evictions,
      certificates: { ...certificates }, seals: { ...seals }, signatures: { ...signatures }, contents: { ...contents }, readings: { ...readings },
    }
  }

  /** Forgets everything, counters included. */
  clear(): void {
    this.#entries.clear()
    this.#marks = new WeakMap()
    this.#noted = undefined
    this.#counts = noCounts()
    this.#bytes = 0
    this.#evictions = 0
  }

  /** Internal. The result under a key; undefined where there is none. @param key all that the result depends on */
  get<Result>(kind: CacheKind<Result>, key: string): Result | undefined {
    const id = kind.name + key
    const entry = this.#entries.get(id)
    const counts = this.#counts[kind.name]
    if (entry === undefined) {
      counts.misses++
      return undefined
    }
    counts.hits++
    entry.used = true
    // Only `put` of the same kind stores under this name.
    return entry.result as Result
  }

  /** Internal. An object over octets that nobody else has: `mark` takes no other. */
  own(object: object): void {
    this.#marks.set(object, '')
  }

  /**
   * Internal. Whether `mark` was last told the same of an object of this cache's own: a result of a kind that needs no digest to
   * be found. Counts as a hit. @param key not empty
   */
  isMarked(kind: CacheKind<true>, object: object, key: string): boolean {
    if (this.#marks.get(object) !== key) return false
    this.#counts[kind.name].hits++
    return true
  }

  /** Internal. Of other objects nothing is kept: whoever has their octets can change them. */
  mark(object: object, key: string): void {
    if (this.#marks.has(object)) this.#marks.set(object, key)
  }

  /** Internal. Notes a number of 32 bits, in place of one of the many with the same last digits. */
  note(number: number): void {
    this.#noted ??= new Int32Array(NOTED)
    this.#noted[number & (NOTED - 1)] = number
  }

  /** Internal. Whether a number was noted, and none in its place since; 0 may seem to be. */
  hasNoted(number: number): boolean {
    return this.#noted?.[number & (NOTED - 1)] === (number | 0)
  }

  /** Internal. @param bytes that the result takes in memory, about */
  put<Result>(kind: CacheKind<Result>, key: string, result: Result, bytes: number): void {
    const id = kind.name + key
    const size = bytes + id.length + ENTRY_BYTES
    if (size > this.#maxBytes || this.#entries.has(id)) return
    this.#entries.set(id, { kind, result, bytes: size, used: false })
    this.#bytes += size
    this.#counts[kind.name].entries++
    for (const [oldest, entry] of this.#entries) {
      if (this.#bytes <= this.#maxBytes) break
      this.#entries.delete(oldest)
      if (entry.used) {
        entry.used = false
        this.#entries.set(oldest, entry)
        continue
      }
      this.#bytes -= entry.bytes
      this.#counts[entry.kind.name].entries--
      this.#evictions++
    }
  }
}

function noCounts(): Record<CacheKind<unknown>['name'], Counts> {
  const none = (): Counts => ({ hits: 0, misses: 0, entries: 0 })
  return { certificates: none(), seals: none(), signatures: none(), contents: none(), readings: none() }
}

export interface CacheOptions {
  /** Most memory that the entries may take, in octets, as estimated; those that were not used for long go first. @default 32 MiB */
  readonly maxBytes?: number
}

/**
 * A cache for `verify` and its kin: `options.verificationCache`. Share one among calls whose inputs have seals and issuers in common.
 * @throws TypeError when the maximum is not a number of 0 or more
 */
export function createCache({ maxBytes = 32 * 1024 * 1024 }: CacheOptions = {}): VerificationCache {
  if (typeof maxBytes !== 'number' || !(maxBytes >= 0)) throw new TypeError('maxBytes must be a number of 0 or more')
  return new VerificationCache(maxBytes)
}
