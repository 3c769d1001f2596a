/**
 * Evidence kept until its issuer says that there is newer. No clock: whoever asks says what time it is. What comes out is
 * octets from anywhere like what came in: it is parsed and checked each time.
 */

export interface EvidenceCache {
  /** The octets of a key while `time` is not past the entry's `notAfter`, in whole seconds; undefined otherwise. */
  get(key: string, time: Date): Promise<Uint8Array | undefined>
  /** Keeps octets; replaces what the key had. May forget any entry at any time. */
  put(key: string, value: Uint8Array, entry: CacheEntry): Promise<void>
}

export interface CacheEntry {
  /** nextUpdate of the evidence, or earlier. */
  readonly notAfter: Date
}

export interface MemoryCacheOptions {
  /** Octets of all values together. @default 64 MiB */
  readonly maxBytes?: number
}

/** Whether evidence may still be used: `notAfter` is the last second, like nextUpdate for `checkRevocation`. */
export function isCurrent(notAfter: Date, time: Date): boolean {
  return Math.floor(time.getTime() / 1000) * 1000 <= notAfter.getTime()
}

/** A cache of this process, which forgets what was used longest ago. */
export function memoryCache({ maxBytes = 64 * 1024 * 1024 }: MemoryCacheOptions = {}): EvidenceCache {
  return new MemoryCache(maxBytes)
}

class MemoryCache implements EvidenceCache {
  readonly #maxBytes: number
  /** In the order of last use. */
  readonly #entries = new Map<string, { readonly value: Uint8Array; readonly notAfter: Date }>()
  #bytes = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  get(key: string, time: Date): Promise<Uint8Array | undefined> {
    const entry = this.#entries.get(key)
    if (entry === undefined || !isCurrent(entry.notAfter, time)) return Promise.resolve(undefined)
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    return Promise.resolve(Uint8Array.from(entry.value))
  }

  put(key: string, value: Uint8Array, { notAfter }: CacheEntry): Promise<void> {
    this.#forget(key)
    if (value.length <= this.#maxBytes) {
      this.#entries.set(key, { value: Uint8Array.from(value), notAfter: new Date(notAfter) })
      this.#bytes += value.length
      for (const [oldest] of this.#entries) {
        if (this.#bytes <= this.#maxBytes) break
        this.#forget(oldest)
      }
    }
    return Promise.resolve()
  }

  #forget(key: string): void {
    this.#bytes -= this.#entries.get(key)?.value.length ?? 0
    this.#entries.delete(key)
  }
}
