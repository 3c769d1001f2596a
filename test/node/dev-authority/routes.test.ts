/** The table of routes, and what the server on loopback refuses before any route sees it. */
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { afterAll, describe, expect, it } from 'vitest'
import { listenOnLoopback } from '../../../src/node/dev-authority/loopback-server.ts'
import { RouteTable } from '../../../src/node/dev-authority/routes.ts'
import type { DevRoute } from '../../../src/node/dev-authority/routes.ts'

const route = (method: DevRoute['method'], path: string): DevRoute => ({ method, path, handle: () => ({}) })

describe('a table of routes', () => {
  it('finds exact paths before wide ones, and says why there is none', () => {
    const [exact, wide, other] = [route('GET', '/a/b'), route('GET', '/a/*'), route('POST', '/a/b')]
    const table = new RouteTable([wide, exact, other])
    expect(table.find('GET', '/a/b')).toEqual({ route: exact, rest: '' })
    expect(table.find('GET', '/a/b%2Fc/d')).toEqual({ route: wide, rest: 'b/c/d' })
    expect(table.find('POST', '/a/b')).toEqual({ route: other, rest: '' })
    expect(table.find('DELETE', '/a/b')).toEqual({ status: 405, headers: { allow: 'GET, POST' } })
    expect(table.find('GET', '/a/')).toEqual({ status: 404 })
    expect(table.find('GET', '/a')).toEqual({ status: 404 })
    expect(table.find('GET', '/a/%zz')).toEqual({ status: 400 })
  })

  it.each([[['a']], [['/a*']], [['/*/a']], [['/a?b']], [['/a', '/a']]])('refuses %j', (paths) => {
    expect(() => new RouteTable(paths.map((path) => route('GET', path)))).toThrow(TypeError)
  })
})

interface Answer { readonly status: number; readonly headers: Readonly<Record<string, unknown>>; readonly body: string }
interface Sent { readonly method?: string; readonly headers?: Readonly<Record<string, string>>; readonly body?: string | Buffer }

function ask(origin: string, path: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(origin, { path, method, headers, agent: false }, (incoming) => {
      let text = ''
      incoming.on('data', (chunk: Buffer) => { text += chunk.toString() })
      incoming.on('end', () => { resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: text }) })
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
}

const errors: unknown[] = []
const server = await listenOnLoopback({ onError: (error) => { errors.push(error) } })
const early = await ask(server.origin, '/x')
server.serve([
  { method: 'GET', path: '/x', handle: ({ query, header }) => ({ body: `${query.get('q') ?? ''} ${header('x-word') ?? 'none'}`, headers: { 'x-said': 'yes' } }) },
  { method: 'POST', path: '/x', accepts: 'text/x-test', maxBytes: 10, handle: ({ body }) => ({ status: 201, type: 'application/octet-stream', body }) },
  { method: 'GET', path: '/broken', handle: () => Promise.reject(new Error('a secret')) },
])
afterAll(() => server.close())
const { port } = new URL(server.origin)
const POST = { method: 'POST', headers: { 'content-type': 'text/x-test; charset=utf-8' } } as const

describe('a server on loopback', () => {
  it('answers with 503 until it has routes, then as they say', async () => {
    expect(early.status).toBe(503)
    const answer = await ask(server.origin, '/x?q=1%202', { headers: { 'x-word': 'w' } })
    expect(answer).toMatchObject({ status: 200, body: '1 2 w' })
    expect(answer.headers).toMatchObject({ 'x-said': 'yes', 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' })
    expect(await ask(server.origin, '/x', { ...POST, body: '0123456789' })).toMatchObject({ status: 201, body: '0123456789' })
  })

  it('refuses other names of this machine (DNS rebinding), and forms of other origins', async () => {
    for (const host of ['evil.example', `evil.example:${port}`, '127.0.0.1', 'localhost', `localhost.evil.example:${port}`, `127.0.0.1:${port}.evil.example`]) {
      expect((await ask(server.origin, '/x', { headers: { host } })).status, host).toBe(421)
    }
    expect((await ask(server.origin, '/x', { headers: { host: `LocalHost:${port}` } })).status).toBe(200)
    expect((await ask(server.origin, '/x', { ...POST, headers: { ...POST.headers, origin: 'http://evil.example' }, body: 'a' })).status).toBe(403)
    expect((await ask(server.origin, '/x', { ...POST, headers: { ...POST.headers, origin: server.origin }, body: 'a' })).status).toBe(201)
  })

  it('refuses bodies that are too long, announced or not, and of another type', async () => {
    expect((await ask(server.origin, '/x', { ...POST, body: '0123456789a' })).status).toBe(413)
    expect((await ask(server.origin, '/x', { ...POST, headers: { ...POST.headers, 'transfer-encoding': 'chunked' }, body: '0123456789a' })).status).toBe(413)
    expect((await ask(server.origin, '/x', { method: 'POST', body: 'a' })).status).toBe(415)
  })

  it('says nothing of what a route threw to whoever asked, and all to whoever runs it', async () => {
    expect(await ask(server.origin, '/broken')).toMatchObject({ status: 500, body: '500\n' })
    expect(errors).toEqual([new Error('a secret')])
  })

  it('refuses requests for the whole of the web and paths without end', async () => {
    expect((await ask(server.origin, 'http://evil.example/x')).status).toBe(400)
    expect((await ask(server.origin, `/${'x'.repeat(9000)}`)).status).toBe(400)
    expect((await ask(server.origin, '//evil.example/x')).status).toBe(404)
  })

  it('is not there on the other addresses of this machine', async () => {
    const others = Object.values(networkInterfaces()).flatMap((list) => list ?? []).filter(({ address, family }) => address !== '127.0.0.1' && family === 'IPv4')
    for (const address of ['127.0.0.2', ...others.map((other) => other.address)]) {
      const outcome = await new Promise<string>((resolve) => {
        const socket = connect({ host: address, port: Number(port), timeout: 2000 })
        socket.once('connect', () => { resolve('connected') })
        socket.once('timeout', () => { resolve('nothing') })
        socket.once('error', () => { resolve('nothing') })
        socket.once('connect', () => { socket.destroy() })
      })
      expect(outcome, address).toBe('nothing')
    }
  })

  it('has its port to itself, and gives it back', async () => {
    const one = await listenOnLoopback()
    const same = Number(new URL(one.origin).port)
    await expect(listenOnLoopback({ port: same })).rejects.toMatchObject({ code: 'EADDRINUSE' })
    await one.close()
    const two = await listenOnLoopback({ port: same })
    expect(two.origin).toBe(one.origin)
    await two.close()
    await expect(listenOnLoopback({ port: 65_536 })).rejects.toThrow(TypeError)
  })
})
