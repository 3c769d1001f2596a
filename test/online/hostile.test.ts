/** Real connections to servers that mean harm, by both transports: Node's own and the web's `fetch`. */
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { createFetcher } from '../../src/online/index.ts'
import type { Fetcher, FetcherOptions } from '../../src/online/index.ts'
import { HOST, fetcherFor, loopback, rawServer, refusalOf } from './loopback.ts'

/** `fetch` looks names up itself: it is given the address, which must then be allowed in so many words. */
function webFetcher(port: number, options: Partial<FetcherOptions> = {}): Fetcher {
  return createFetcher({ fetch: (url, init) => fetch(url, init), allow: { hosts: [`127.0.0.1:${port}`], addresses: ['127.0.0.1'] }, timeoutMs: 5000, ...options })
}

const TRANSPORTS: readonly (readonly [string, string, (port: number, options?: Partial<FetcherOptions>) => Fetcher])[] = [
  ['node', HOST, fetcherFor], ['fetch', '127.0.0.1', webFetcher],
]

describe.each(TRANSPORTS)('over %s', (name, host, fetcherTo) => {
  const ask = (port: number, options: Partial<FetcherOptions> = {}): Promise<{ octets: Uint8Array }> =>
    fetcherTo(port, options).fetch({ url: `http://${host}:${port}/list.crl` })

  it('gets octets, by GET and POST', async () => {
    const server = await loopback(({ body }) => (body.length === 0 ? 'list' : Uint8Array.from(body).reverse()))
    expect(new TextDecoder().decode((await ask(server.port)).octets)).toBe('list')
    const posted = await fetcherTo(server.port).fetch({ url: `http://${host}:${server.port}/ocsp`, body: { octets: Uint8Array.of(1, 2), type: 'application/ocsp-request' } })
    expect(posted.octets).toEqual(Uint8Array.of(2, 1))
    expect(server.seen).toMatchObject([
      { method: 'GET', path: '/list.crl', host: `${host}:${server.port}` },
      { method: 'POST', path: '/ocsp', headers: { 'content-type': 'application/ocsp-request', 'content-length': '2', 'accept-encoding': 'identity' } },
    ])
    expect(server.seen.every(({ headers }) => headers.cookie === undefined && headers.authorization === undefined && headers.referer === undefined)).toBe(true)
  })

  it('SSRF: a redirect to the metadata service is not followed', async () => {
    const server = await loopback(() => (response) => { response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end('moved') })
    expect(await refusalOf(ask(server.port))).toEqual({ code: 'ONLINE_REDIRECT_REFUSED', host })
    expect(await refusalOf(ask(server.port, { maxRedirects: 3 }))).toEqual({ code: 'ONLINE_HOST_NOT_ALLOWED', host: '169.254.169.254' })
    expect(server.seen).toHaveLength(2)
  })

  it('slow loris: a head that never ends, and a body that drips, end with the deadline', async () => {
    const head = await rawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n')
      const timer = setInterval(() => { socket.write('X-A: b\r\n') }, 20)
      socket.on('close', () => { clearInterval(timer) })
    })
    const body = await rawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n')
      const timer = setInterval(() => { socket.write('1\r\nx\r\n') }, 20)
      socket.on('close', () => { clearInterval(timer) })
    })
    for (const { port, sockets } of [head, body]) {
      const started = performance.now()
      expect(await refusalOf(ask(port, { timeoutMs: 200 }))).toEqual({ code: 'ONLINE_SOURCE_UNAVAILABLE', host, cause: 'timeout' })
      expect(performance.now() - started).toBeLessThan(2000)
      await expect.poll(() => [...sockets].every((socket) => socket.destroyed)).toBe(true)
    }
  })

  it('resource exhaustion: hangs up on an answer that it does not want, and does not wait for its end', async () => {
    for (const head of ['302 Found\r\nLocation: http://169.254.169.254/', '500 Sorry', '200 OK\r\nContent-Encoding: gzip']) {
      const { port, sockets } = await rawServer((socket) => {
        socket.write(`HTTP/1.1 ${head}\r\nTransfer-Encoding: chunked\r\n\r\n`)
        const timer = setInterval(() => { socket.write('1\r\nx\r\n') }, 10)
        socket.on('close', () => { clearInterval(timer) })
      })
      await refusalOf(ask(port))
      await expect.poll(() => [...sockets].every((socket) => socket.destroyed)).toBe(true)
    }
  })

  it('says nothing at all: ends with the deadline', async () => {
    const { port } = await rawServer(() => undefined)
    expect(await refusalOf(ask(port, { timeoutMs: 100 }))).toMatchObject({ cause: 'timeout' })
  })

  it('resource exhaustion: a body without end is cut off, and the connection with it', async () => {
    const { port, sockets } = await rawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n')
      const pour = (): void => { while (!socket.destroyed && socket.write(new Uint8Array(65_536)));  }
      socket.on('drain', pour)
      pour()
    })
    expect(await refusalOf(ask(port, { maxBytes: 1_000_000 }))).toEqual({ code: 'ONLINE_RESPONSE_TOO_LARGE', host, maximum: 1_000_000 })
    await expect.poll(() => [...sockets].every((socket) => socket.destroyed)).toBe(true)
  })

  it.each<readonly [string, string]>([
    ['announces more than it sends', 'Content-Length: 100\r\n\r\nshort'],
    ['announces more than is allowed', 'Content-Length: 99999999\r\n\r\n'],
    ['announces two lengths', 'Content-Length: 5\r\nContent-Length: 4\r\n\r\nshort'],
    ['announces a length and chunks', 'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n0\r\n\r\n'],
    // The fetch of Node 20 hands such a body over as it is; DER that is cut short is no DER.
    ...(name === 'fetch' ? [] : [['ends within a chunk', 'Transfer-Encoding: chunked\r\n\r\nff\r\nshort'] as const]),
    ['sends a chunk size that is none', 'Transfer-Encoding: chunked\r\n\r\nzz\r\nshort'],
    ['sends a head without end', `X: ${'a'.repeat(100_000)}\r\n\r\n`],
  ])('is no source when it %s', async (_, rest) => {
    const { port } = await rawServer((socket) => { socket.end(`HTTP/1.1 200 OK\r\nConnection: close\r\n${rest}`) })
    expect((await refusalOf(ask(port, { maxBytes: 1000 })))['code']).toMatch(/^ONLINE_(SOURCE_UNAVAILABLE|RESPONSE_REFUSED|RESPONSE_TOO_LARGE)$/)
  })

  it('takes no octet beyond the length that was announced', async () => {
    const { port } = await rawServer((socket) => { socket.end('HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 4\r\n\r\nlist and more') })
    const outcome = await ask(port).then(({ octets }) => new TextDecoder().decode(octets), () => 'refused')
    expect(['list', 'refused']).toContain(outcome)
  })

  it('decompression bomb: a packed answer is not unpacked', async () => {
    const bomb = gzipSync(new Uint8Array(20_000_000))
    const server = await loopback(() => (response) => { response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': bomb.length }).end(bomb) })
    expect(await refusalOf(ask(server.port))).toEqual({ code: 'ONLINE_RESPONSE_REFUSED', host, reason: 'content-encoding' })
  })

  it('is no source when the connection is reset, before the head or within the body', async () => {
    const before = await rawServer((socket) => { socket.resetAndDestroy() })
    const within = await rawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc', () => setTimeout(() => { socket.resetAndDestroy() }, 20))
    })
    for (const { port } of [before, within]) expect(await refusalOf(ask(port))).toMatchObject({ code: 'ONLINE_SOURCE_UNAVAILABLE', host })
  })

  it('is no source when nobody listens, or speaks another protocol', async () => {
    const { port } = await rawServer((socket) => { socket.end('SSH-2.0-OpenSSH_9.6\r\n') })
    expect(await refusalOf(ask(port))).toMatchObject({ code: 'ONLINE_SOURCE_UNAVAILABLE' })
    expect(await refusalOf(ask(1))).toMatchObject({ code: 'ONLINE_SOURCE_UNAVAILABLE' })
  })
})
