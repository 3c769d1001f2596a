/**
 * Obtains answers for one call: from the cache or the network, each once however often it is wanted, and no more requests
 * than the fetcher allows. What fails becomes a finding.
 */
import { finding } from '../diagnostics/index.ts'
import type { Finding } from '../diagnostics/index.ts'
import { SourceUnavailableError } from '../errors.ts'
import type { EvidenceCache } from './cache.ts'
import type { Ask, Evidence } from './evidence-asks.ts'
import type { Fetcher } from './fetcher.ts'

export interface Piece {
  readonly ask: Ask
  readonly host: string
  readonly origin: 'fetched' | 'cached'
  readonly evidence: Evidence
}

export type Obtained = { readonly piece: Piece } | { readonly failure: Finding }

export interface SourcesOptions {
  readonly fetcher: Fetcher
  readonly cache: EvidenceCache | undefined
  /** What time it is for the cache. */
  readonly time: Date
  readonly maxCacheSeconds: number
}

export class Sources {
  readonly #options: SourcesOptions
  readonly #fetcher: Fetcher
  readonly #obtained = new Map<string, Promise<Obtained>>()
  readonly #fetched = new Map<string, Promise<Obtained>>()
  readonly #kept = new Set<string>()

  constructor(options: SourcesOptions) {
    this.#options = options
    this.#fetcher = counted(options.fetcher)
  }

  /** The answer to a request, kept or fetched. */
  obtain(ask: Ask): Promise<Obtained> {
    return once(this.#obtained, ask.key, async () => (await this.#cached(ask)) ?? this.fetch(ask))
  }

  /** The answer to a request from the source itself. */
  fetch(ask: Ask): Promise<Obtained> {
    return once(this.#fetched, ask.key, async () => {
      const host = hostOf(ask.url)
      try {
        return { piece: { ask, host, origin: 'fetched', evidence: await ask.fetch(this.#fetcher) } }
      } catch (error) {
        if (error instanceof SourceUnavailableError) return { failure: error.finding }
        // Whatever a fetcher of the caller's own throws: the question stays open.
        return { failure: finding('ONLINE_SOURCE_UNAVAILABLE', [], { host, cause: 'network error' }) }
      }
    })
  }

  /**
   * Keeps what was fetched and proved good until it is replaced at the latest. Attack: forged evidence with a date far
   * ahead, which would stand in the way of the genuine one; it is never kept, for the caller checks before.
   */
  async keep({ ask, origin, evidence: { octets, notAfter } }: Piece): Promise<void> {
    const { cache, time, maxCacheSeconds } = this.#options
    if (cache === undefined || origin !== 'fetched' || notAfter === undefined || this.#kept.has(ask.key)) return
    this.#kept.add(ask.key)
    const end = new Date(Math.min(notAfter.getTime(), time.getTime() + maxCacheSeconds * 1000))
    // A cache that cannot keep costs a request next time.
    if (end > time) await cache.put(ask.key, octets, { notAfter: end }).catch(() => undefined)
  }

  async #cached(ask: Ask): Promise<Obtained | undefined> {
    const { cache, time } = this.#options
    const octets = await cache?.get(ask.key, time).catch(() => undefined)
    if (octets === undefined) return undefined
    const host = hostOf(ask.url)
    try {
      return { piece: { ask, host, origin: 'cached', evidence: ask.parse(octets, host) } }
    } catch (error) {
      if (error instanceof SourceUnavailableError) return undefined
      throw error
    }
  }
}

function once<Value>(known: Map<string, Promise<Value>>, key: string, make: () => Promise<Value>): Promise<Value> {
  const promise = known.get(key) ?? make()
  known.set(key, promise)
  return promise
}

function counted(fetcher: Fetcher): Fetcher {
  const { maxRequests } = fetcher
  let requests = 0
  return {
    maxRequests,
    fetch: async (request) => {
      if (requests >= maxRequests) throw new SourceUnavailableError(finding('ONLINE_REQUESTS_EXHAUSTED', [], { maximum: maxRequests }))
      requests += 1
      return fetcher.fetch(request)
    },
  }
}

function hostOf(url: string): string {
  try {
    return new URL(url).hostname
  } catch {
    return ''
  }
}
