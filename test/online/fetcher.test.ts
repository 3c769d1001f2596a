/** The fetcher's own decisions, over transports that the tests hold in their hands. */
import { describe, expect, it } from 'vitest'
import { createFetcher } from '../../src/online/index.ts'
import type { FetcherOptions, Transport, TransportRequest, TransportResponse } from '../../src/online/index.ts'
import { refusalOf } from './loopback.ts'

const allow = { hosts: ['crl.example', '*.cdn.example', '10.1.2.3', '[::1]', '169.254.169.254'] }
const URL_OF_LIST = 'http://crl.example/list.crl'
const PUBLIC = '1.1.1.1'

async function* chunks(...parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array, void, undefined> {
  for (const part of parts) yield await Promise.resolve(part)
}

const response = (status: number, headers: Record<string, string> = {}, body: AsyncIterable<Uint8Array> = chunks()): TransportResponse =>
  ({ status, header: (name) => headers[name], body })

/** A fetcher over a transport that keeps what it was asked. */
function fetcherOver(transport: (request: TransportRequest) => TransportResponse | Promise<TransportResponse>, options: Partial<FetcherOptions> = {}): {
  readonly requests: TransportRequest[]
  readonly fetch: (url?: string, body?: Uint8Array) => Promise<{ octets: Uint8Array; host: string }>
} {
  const requests: TransportRequest[] = []
  const fetcher = createFetcher({
    allow, resolve: () => Promise.resolve([PUBLIC]), timeoutMs: 2000, ...options,
    transport: async (request) => {
      requests.push(request)
      return transport(request)
    },
  })
  return { requests, fetch: (url = URL_OF_LIST, octets) => fetcher.fetch({ url, ...(octets === undefined ? {} : { body: { octets, type: 'x/y' } }) }) }
}

describe('a fetcher', () => {
  it('hands a request with the checked addresses to the transport, and returns the octets', async () => {
    const { requests, fetch } = fetcherOver(() => response(200, {}, chunks(Uint8Array.of(1, 2), Uint8Array.of(), Uint8Array.of(3))))
    expect(await fetch()).toEqual({ octets: Uint8Array.of(1, 2, 3), host: 'crl.example' })
    expect(requests).toMatchObject([{ method: 'GET', addresses: [PUBLIC], headers: { 'accept-encoding': 'identity' } }])
    expect(requests[0]?.url.href).toBe(URL_OF_LIST)
    await fetch(URL_OF_LIST, Uint8Array.of(9))
    expect(requests[1]).toMatchObject({ method: 'POST', body: Uint8Array.of(9), headers: { 'content-type': 'x/y' } })
  })

  it('SSRF: asks nobody for a URL that is not allowed', async () => {
    const { requests, fetch } = fetcherOver(() => response(200))
    expect(await refusalOf(fetch('http://evil.example/'))).toEqual({ code: 'ONLINE_HOST_NOT_ALLOWED', host: 'evil.example' })
    expect(await refusalOf(fetch('ldap://crl.example/'))).toEqual({ code: 'ONLINE_SCHEME_UNSUPPORTED', scheme: 'ldap' })
    expect(await refusalOf(fetch('http://u@crl.example/'))).toEqual({ code: 'ONLINE_URL_UNUSABLE', reason: 'userinfo' })
    expect(requests).toEqual([])
  })

  it.each([
    ['127.0.0.1', 'loopback'], ['10.0.0.1', 'private'], ['169.254.169.254', 'link-local'], ['100.64.0.1', 'shared'], ['0.0.0.0', 'unspecified'],
    ['::1', 'loopback'], ['::ffff:169.254.169.254', 'link-local'], ['64:ff9b::7f00:1', 'loopback'], ['fe80::1%eth0', 'unreadable'], ['2130706433', 'unreadable'],
  ])('SSRF: does not connect where a name leads to %s', async (address, kind) => {
    const { requests, fetch } = fetcherOver(() => response(200), { resolve: () => Promise.resolve([address]) })
    expect(await refusalOf(fetch())).toEqual({ code: 'ONLINE_ADDRESS_REFUSED', host: 'crl.example', kind })
    expect(requests).toEqual([])
  })

  it('SSRF: one address that is not public spoils all, in whatever place', async () => {
    for (const addresses of [[PUBLIC, '127.0.0.1'], ['127.0.0.1', PUBLIC]]) {
      const { requests, fetch } = fetcherOver(() => response(200), { resolve: () => Promise.resolve(addresses) })
      expect(await refusalOf(fetch())).toMatchObject({ code: 'ONLINE_ADDRESS_REFUSED' })
      expect(requests).toEqual([])
    }
  })

  it('SSRF: addresses in place of names are checked like those that names lead to, and never looked up', async () => {
    const { requests, fetch } = fetcherOver(() => response(200), { resolve: () => Promise.reject(new Error('looked up')) })
    expect(await refusalOf(fetch('http://10.1.2.3/'))).toMatchObject({ code: 'ONLINE_ADDRESS_REFUSED', kind: 'private' })
    expect(await refusalOf(fetch('http://[::1]/'))).toMatchObject({ code: 'ONLINE_ADDRESS_REFUSED', kind: 'loopback' })
    expect(await refusalOf(fetch('http://169.254.169.254/latest/meta-data/'))).toMatchObject({ code: 'ONLINE_ADDRESS_REFUSED', kind: 'link-local' })
    expect(requests).toEqual([])
    const allowed = fetcherOver(() => response(200), { allow: { ...allow, addresses: ['10.0.0.0/8'] }, resolve: () => Promise.reject(new Error('looked up')) })
    await allowed.fetch('http://10.1.2.3/')
    expect(allowed.requests).toMatchObject([{ addresses: ['10.1.2.3'] }])
  })

  it('DNS rebinding: looks a name up once and connects to what it checked, whatever a second look-up would say', async () => {
    const answers = [[PUBLIC], ['127.0.0.1']]
    let lookups = 0
    const { requests, fetch } = fetcherOver(() => response(200), { resolve: () => Promise.resolve(answers[lookups++] ?? []) })
    await fetch()
    expect(lookups).toBe(1)
    expect(requests).toMatchObject([{ addresses: [PUBLIC] }])
    expect(await refusalOf(fetch())).toMatchObject({ code: 'ONLINE_ADDRESS_REFUSED', kind: 'loopback' })
  })

  it('does not follow redirects, and says so', async () => {
    for (const status of [301, 302, 303, 307, 308, 0]) {
      const { requests, fetch } = fetcherOver(() => response(status, { location: 'http://169.254.169.254/' }))
      expect(await refusalOf(fetch())).toEqual({ code: 'ONLINE_REDIRECT_REFUSED', host: 'crl.example' })
      expect(requests).toHaveLength(1)
    }
  })

  it('SSRF: checks each redirect like the first URL, where redirects are allowed at all', async () => {
    const leadTo = (location: string, options: Partial<FetcherOptions> = {}): ReturnType<typeof fetcherOver> =>
      fetcherOver(({ url }) => (url.hostname === 'crl.example' ? response(302, { location }) : response(200, {}, chunks(Uint8Array.of(7)))), { maxRedirects: 1, ...options })
    expect((await leadTo('http://a.cdn.example/x').fetch()).octets).toEqual(Uint8Array.of(7))
    expect(await refusalOf(leadTo('http://evil.example/').fetch())).toMatchObject({ code: 'ONLINE_HOST_NOT_ALLOWED' })
    expect(await refusalOf(leadTo('http://169.254.169.254/').fetch())).toMatchObject({ code: 'ONLINE_ADDRESS_REFUSED' })
    expect(await refusalOf(leadTo('file:///etc/passwd').fetch())).toMatchObject({ code: 'ONLINE_SCHEME_UNSUPPORTED' })
    expect(await refusalOf(leadTo('http://[').fetch())).toMatchObject({ code: 'ONLINE_REDIRECT_REFUSED' })
    expect(await refusalOf(leadTo('/again').fetch())).toMatchObject({ code: 'ONLINE_REDIRECT_REFUSED' })
    expect(await refusalOf(leadTo('http://a.cdn.example/x').fetch(URL_OF_LIST, Uint8Array.of(1)))).toMatchObject({ code: 'ONLINE_REDIRECT_REFUSED' })
    expect(await refusalOf(leadTo('http://a.cdn.example/x').fetch('https://crl.example/'))).toMatchObject({ code: 'ONLINE_REDIRECT_REFUSED' })
    const rebound = leadTo('http://a.cdn.example/x', { resolve: (host) => Promise.resolve([host === 'crl.example' ? PUBLIC : '10.0.0.1']) })
    expect(await refusalOf(rebound.fetch())).toMatchObject({ code: 'ONLINE_ADDRESS_REFUSED', host: 'a.cdn.example' })
  })

  it('takes no answer but 200', async () => {
    for (const status of [100, 204, 206, 304, 404, 500]) {
      expect(await refusalOf(fetcherOver(() => response(status)).fetch())).toEqual({ code: 'ONLINE_SOURCE_UNAVAILABLE', host: 'crl.example', cause: `status ${status}` })
    }
  })

  it('decompression bomb: takes nothing that says it is packed', async () => {
    for (const encoding of ['gzip', 'br', 'GZIP', 'identity, gzip', 'x-unknown']) {
      expect(await refusalOf(fetcherOver(() => response(200, { 'content-encoding': encoding })).fetch())).toEqual({
        code: 'ONLINE_RESPONSE_REFUSED', host: 'crl.example', reason: 'content-encoding',
      })
    }
    await fetcherOver(() => response(200, { 'content-encoding': 'identity' })).fetch()
  })

  it('stops at the limit, announced or not, and ends the answer', async () => {
    let ended = false
    async function* endless(): AsyncGenerator<Uint8Array, void, undefined> {
      try {
        for (;;) yield await Promise.resolve(new Uint8Array(1000))
      } finally {
        ended = true
      }
    }
    const tooLarge = { code: 'ONLINE_RESPONSE_TOO_LARGE', host: 'crl.example', maximum: 10_000 }
    expect(await refusalOf(fetcherOver(() => response(200, {}, endless()), { maxBytes: 10_000 }).fetch())).toEqual(tooLarge)
    expect(ended).toBe(true)
    expect(await refusalOf(fetcherOver(() => response(200, { 'content-length': '10001' }, chunks()), { maxBytes: 10_000 }).fetch())).toEqual(tooLarge)
    const whole = fetcherOver(() => response(200, { 'content-length': '10000' }, chunks(new Uint8Array(10_000))), { maxBytes: 10_000 })
    expect((await whole.fetch()).octets).toHaveLength(10_000)
  })

  it('refuses an answer that is not as long as it says', async () => {
    for (const announced of ['4', '2', '3, 3', '-3', '0x3', '1e1', '']) {
      const { fetch } = fetcherOver(() => response(200, { 'content-length': announced }, chunks(Uint8Array.of(1, 2, 3))))
      expect(await refusalOf(fetch()), announced).toEqual({ code: 'ONLINE_RESPONSE_REFUSED', host: 'crl.example', reason: 'content-length' })
    }
  })

  it('reads many chunks of one octet in one pass', async () => {
    async function* drip(): AsyncGenerator<Uint8Array, void, undefined> {
      await Promise.resolve()
      for (let i = 0; i < 200_000; i++) yield Uint8Array.of(i)
    }
    const { octets } = await fetcherOver(() => response(200, {}, drip()), { timeoutMs: 10_000 }).fetch()
    expect(octets).toHaveLength(200_000)
    expect(octets[199_999]).toBe(199_999 & 0xff)
  })

  it.each<[string, Partial<FetcherOptions> & { readonly transport?: Transport }]>([
    ['a transport that ignores its signal', { transport: () => new Promise(() => undefined) }],
    ['a resolver that never answers', { resolve: () => new Promise(() => undefined) }],
    ['a body that never comes', { transport: () => Promise.resolve(response(200, {}, { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined) }) })) }],
  ])('is not held up by %s', async (_, options) => {
    const started = performance.now()
    const fetcher = createFetcher({ allow, resolve: () => Promise.resolve([PUBLIC]), transport: () => Promise.resolve(response(200)), timeoutMs: 50, ...options })
    expect(await refusalOf(fetcher.fetch({ url: URL_OF_LIST }))).toEqual({ code: 'ONLINE_SOURCE_UNAVAILABLE', host: 'crl.example', cause: 'timeout' })
    expect(performance.now() - started).toBeLessThan(1500)
  })

  it('ends with the caller\'s signal, and does not begin after it', async () => {
    const controller = new AbortController()
    const { requests, fetch } = fetcherOver(() => new Promise(() => undefined), { signal: controller.signal })
    const running = refusalOf(fetch())
    setTimeout(() => { controller.abort() }, 20)
    expect(await running).toMatchObject({ code: 'ONLINE_SOURCE_UNAVAILABLE', cause: 'aborted' })
    expect(requests[0]?.signal.aborted).toBe(true)
    expect(await refusalOf(fetch())).toMatchObject({ cause: 'aborted' })
  })

  it('tells causes by their short names only', async () => {
    const failing = (error: unknown): Promise<Record<string, string | number>> => refusalOf(fetcherOver(() => { throw error }).fetch())
    expect(await failing(Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:80'), { code: 'ECONNREFUSED' }))).toMatchObject({ cause: 'ECONNREFUSED' })
    expect(await failing(new TypeError('fetch failed', { cause: Object.assign(new Error('x'), { code: 'ENOTFOUND' }) }))).toMatchObject({ cause: 'ENOTFOUND' })
    expect(await failing(new Error('secret path /home/somebody'))).toEqual({ code: 'ONLINE_SOURCE_UNAVAILABLE', host: 'crl.example', cause: 'network error' })
    expect(await failing('a word')).toMatchObject({ cause: 'network error' })
    expect(await refusalOf(fetcherOver(() => response(200), { resolve: () => Promise.resolve([]) }).fetch())).toMatchObject({ cause: 'ENOTFOUND' })
  })

  it('lets a body that fails half way be no answer', async () => {
    async function* broken(): AsyncGenerator<Uint8Array, void, undefined> {
      yield await Promise.resolve(Uint8Array.of(1))
      throw Object.assign(new Error('reset'), { code: 'ECONNRESET' })
    }
    expect(await refusalOf(fetcherOver(() => response(200, {}, broken())).fetch())).toMatchObject({ code: 'ONLINE_SOURCE_UNAVAILABLE', cause: 'ECONNRESET' })
  })

  it.each<[string, Partial<FetcherOptions>]>([
    ['nothing to fetch with', { resolve: () => Promise.resolve([]) }],
    ['a transport without resolver: nobody would check where it connects', { transport: () => Promise.resolve(response(200)) }],
    ['a resolver with fetch: what it found would be looked up again', { fetch: () => Promise.reject(new Error()), resolve: () => Promise.resolve([]) }],
    ['both', { fetch: () => Promise.reject(new Error()), transport: () => Promise.resolve(response(200)), resolve: () => Promise.resolve([]) }],
    ['a time that is none', { fetch: () => Promise.reject(new Error()), timeoutMs: Number.POSITIVE_INFINITY }],
    ['a time that timers cannot count', { fetch: () => Promise.reject(new Error()), timeoutMs: 2 ** 31 }],
    ['a negative number', { fetch: () => Promise.reject(new Error()), maxBytes: -1 }],
  ])('takes %s for a mistake of the caller', (_, options) => {
    expect(() => createFetcher({ allow, ...options })).toThrow(TypeError)
  })
})
