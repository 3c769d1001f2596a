/**
 * The one way out: asks allowed hosts only, at checked addresses only, for a bounded time and a bounded number of octets.
 * What comes back is octets from anywhere; whoever asked must treat them so.
 */
import { finding } from '../diagnostics/index.ts'
import type { Finding } from '../diagnostics/index.ts'
import { SourceUnavailableError } from '../errors.ts'
import { parseAddress } from './addresses.ts'
import { AllowList } from './allow-list.ts'
import type { AllowOptions } from './allow-list.ts'
import { Deadline } from './deadline.ts'
import { readSourceUrl } from './source-url.ts'
import { fetchTransport } from './transport.ts'
import type { FetchLike, Transport, TransportResponse } from './transport.ts'

export interface FetcherOptions {
  readonly allow: AllowOptions
  /**
   * The web's `fetch`, for browsers. Names are then resolved where nobody can check it: only `allow.hosts` protects.
   * Either this, or `transport` with `resolve`.
   */
  readonly fetch?: FetchLike
  /** Sends a request to addresses that were checked. Wants `resolve`. */
  readonly transport?: Transport
  /** All addresses of a host. */
  readonly resolve?: (host: string) => Promise<readonly string[]>
  /** Octets of one answer. @default 16 MiB */
  readonly maxBytes?: number
  /** From the first look at the name to the last octet of the answer. @default 10 000 */
  readonly timeoutMs?: number
  /** Redirects that are followed, each checked like the first URL. @default 0 */
  readonly maxRedirects?: number
  /** Requests of one `collectEvidence` or `verifyOnline`. @default 32 */
  readonly maxRequests?: number
  /** Ends requests under way and refuses new ones. */
  readonly signal?: AbortSignal
}

export interface FetchRequest {
  readonly url: string
  /** Sent by POST with its type; absent: GET. */
  readonly body?: { readonly octets: Uint8Array; readonly type: string }
  /** Media type that is asked for; not checked, for servers state what they like. */
  readonly accept?: string
  /** Where less is enough than the fetcher allows. */
  readonly maxBytes?: number
}

export interface Fetched {
  readonly octets: Uint8Array
  /** Who answered, for reports. */
  readonly host: string
}

export interface Fetcher {
  readonly maxRequests: number
  /** @throws SourceUnavailableError for whatever goes wrong */
  fetch(request: FetchRequest): Promise<Fetched>
}

/** Timers count milliseconds in 31 bits. */
const LONGEST_TIMEOUT = 2 ** 31 - 1
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/**
 * A fetcher. In Node, `nodeFetcher` of `yinxin/node` is this with resolving and connecting filled in.
 * @throws TypeError for options that are missing or make no sense together
 */
export function createFetcher(options: FetcherOptions): Fetcher {
  const { fetch, transport, resolve, signal, maxBytes = 16 * 1024 * 1024, timeoutMs = 10_000, maxRedirects = 0, maxRequests = 32 } = options
  const limits = { maxBytes, timeoutMs, maxRedirects, maxRequests }
  for (const [name, value] of Object.entries(limits)) {
    if (!Number.isSafeInteger(value) || value < 0 || (name === 'timeoutMs' && value > LONGEST_TIMEOUT)) throw new TypeError(`${name} is not a usable number`)
  }
  if ((fetch === undefined) === (transport === undefined)) {
    throw new TypeError('a fetcher wants either fetch (browsers) or transport with resolve (nodeFetcher of yinxin/node has both)')
  }
  if ((transport === undefined) !== (resolve === undefined)) {
    // Addresses that are checked and then looked up again by whoever connects are not checked at all.
    throw new TypeError('resolve and transport belong together: what one found is where the other connects')
  }
  return new CheckedFetcher({
    allow: new AllowList(options.allow),
    transport: transport ?? fetchTransport(fetch as FetchLike),
    resolve,
    signal,
    ...limits,
  })
}

interface Settings {
  readonly allow: AllowList
  readonly transport: Transport
  readonly resolve: FetcherOptions['resolve'] | undefined
  readonly signal: AbortSignal | undefined
  readonly maxBytes: number
  readonly timeoutMs: number
  readonly maxRedirects: number
  readonly maxRequests: number
}

class CheckedFetcher implements Fetcher {
  readonly #settings: Settings

  constructor(settings: Settings) {
    this.#settings = settings
  }

  get maxRequests(): number {
    return this.#settings.maxRequests
  }

  async fetch(request: FetchRequest): Promise<Fetched> {
    const { allow, timeoutMs, signal } = this.#settings
    const url = readSourceUrl(request.url, allow)
    const deadline = new Deadline(timeoutMs, signal)
    try {
      return await this.#follow(url, request, deadline)
    } catch (cause) {
      if (cause instanceof SourceUnavailableError) throw cause
      throw new SourceUnavailableError(finding('ONLINE_SOURCE_UNAVAILABLE', [], { host: url.hostname, cause: deadline.reached ?? causeOf(cause) }), { cause })
    } finally {
      deadline.end()
    }
  }

  async #follow(first: URL, request: FetchRequest, deadline: Deadline): Promise<Fetched> {
    const { allow, maxRedirects } = this.#settings
    let url = first
    for (let redirects = 0; ; redirects++) {
      const response = await this.#send(url, request, deadline)
      if (response.status === 200) return { octets: await this.#body(response, url, request, deadline), host: url.hostname }
      dismiss(response)
      // 0: a browser that hides where a redirect leads.
      if (!REDIRECTS.has(response.status) && response.status !== 0) {
        throw refusal(finding('ONLINE_SOURCE_UNAVAILABLE', [], { host: url.hostname, cause: `status ${response.status}` }))
      }
      const target = redirects < maxRedirects && request.body === undefined ? redirectTarget(response, url) : undefined
      if (target === undefined) throw refusal(finding('ONLINE_REDIRECT_REFUSED', [], { host: url.hostname }))
      url = readSourceUrl(target, allow)
    }
  }

  async #send(url: URL, { body, accept = '*/*' }: FetchRequest, deadline: Deadline): Promise<TransportResponse> {
    const addresses = await this.#addresses(url, deadline)
    const { transport } = this.#settings
    return deadline.race(transport({
      url,
      method: body === undefined ? 'GET' : 'POST',
      headers: { accept, 'accept-encoding': 'identity', ...(body === undefined ? {} : { 'content-type': body.type }) },
      ...(body === undefined ? {} : { body: body.octets }),
      ...(addresses === undefined ? {} : { addresses }),
      signal: deadline.signal,
    }))
  }

  /** The addresses to connect to, every one checked; undefined where names cannot be resolved here. */
  async #addresses(url: URL, deadline: Deadline): Promise<readonly string[] | undefined> {
    const { allow, resolve } = this.#settings
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
    const literal = parseAddress(host) !== undefined
    if (!literal && resolve === undefined) return undefined
    const addresses = literal || resolve === undefined ? [host] : await deadline.race(resolve(host))
    if (addresses.length === 0) throw refusal(finding('ONLINE_SOURCE_UNAVAILABLE', [], { host: url.hostname, cause: 'ENOTFOUND' }))
    for (const address of addresses) {
      const kind = allow.refuses(address)
      // Attack: a name with a public address for the check and another for the connection. One bad one spoils all.
      if (kind !== undefined) throw refusal(finding('ONLINE_ADDRESS_REFUSED', [], { host: url.hostname, kind }))
    }
    return addresses
  }

  /** @throws SourceUnavailableError for a body that is too large, packed, or not of the length that was announced */
  async #body(response: TransportResponse, url: URL, request: FetchRequest, deadline: Deadline): Promise<Uint8Array> {
    const host = url.hostname
    const maximum = Math.min(this.#settings.maxBytes, request.maxBytes ?? Number.MAX_SAFE_INTEGER)
    try {
      const encoding = response.header('content-encoding')?.trim().toLowerCase() ?? ''
      // Attack: a few octets that unpack to gigabytes.
      if (encoding !== '' && encoding !== 'identity') throw refusal(finding('ONLINE_RESPONSE_REFUSED', [], { host, reason: 'content-encoding' }))
      const announced = response.header('content-length')?.trim()
      if (announced !== undefined && !/^\d{1,15}$/.test(announced)) throw refusal(finding('ONLINE_RESPONSE_REFUSED', [], { host, reason: 'content-length' }))
      if (Number(announced ?? 0) > maximum) throw refusal(finding('ONLINE_RESPONSE_TOO_LARGE', [], { host, maximum }))
      const octets = await readBody(response.body, maximum, host, deadline)
      if (announced !== undefined && Number(announced) !== octets.length) {
        throw refusal(finding('ONLINE_RESPONSE_REFUSED', [], { host, reason: 'content-length' }))
      }
      return octets
    } catch (error) {
      dismiss(response)
      throw error
    }
  }
}

const FIRST_ROOM = 64 * 1024

/** Reads into one buffer that doubles: many chunks of one octet cost no more than their octets. */
async function readBody(body: AsyncIterable<Uint8Array>, maximum: number, host: string, deadline: Deadline): Promise<Uint8Array> {
  const iterator = body[Symbol.asyncIterator]()
  let room = new Uint8Array(Math.min(FIRST_ROOM, maximum))
  let length = 0
  for (;;) {
    const next = await deadline.race(iterator.next())
    if (next.done === true) return room.slice(0, length)
    const total = length + next.value.length
    if (total > maximum) throw refusal(finding('ONLINE_RESPONSE_TOO_LARGE', [], { host, maximum }))
    if (total > room.length) {
      const larger = new Uint8Array(Math.min(maximum, Math.max(total, 2 * room.length)))
      larger.set(room.subarray(0, length))
      room = larger
    }
    room.set(next.value, length)
    length = total
  }
}

/** Ends an answer that nobody wants. It is not waited for: it may never end by itself. */
function dismiss({ body }: TransportResponse): void {
  const iterator = body[Symbol.asyncIterator]()
  void Promise.resolve(iterator.return?.()).catch(() => undefined)
}

const refusal = (problem: Finding): SourceUnavailableError => new SourceUnavailableError(problem)

/** Where a redirect leads; undefined when it says nothing usable or gives up encryption. */
function redirectTarget(response: TransportResponse, from: URL): string | undefined {
  const location = response.header('location')
  if (location === undefined) return undefined
  try {
    const target = new URL(location, from)
    return from.protocol === 'https:' && target.protocol !== 'https:' ? undefined : target.href
  } catch {
    return undefined
  }
}

/** A system's or library's short name for what went wrong (`ECONNRESET`); never its text, which may hold addresses and paths. */
function causeOf(error: unknown): string {
  for (let known: unknown = error, depth = 0; known instanceof Error && depth < 4; known = known.cause, depth++) {
    const code: unknown = 'code' in known ? known.code : undefined
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,40}$/.test(code)) return code
  }
  return 'network error'
}
