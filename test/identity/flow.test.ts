/** Log-ins by ticket against a platform that speaks each profile, and the attacks on them. */
import { createHash, createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { sm2PublicKeyOf } from '../../src/crypto/index.ts'
import { toBase64Url } from '../../src/encoding/base64url.ts'
import { fromUtf8, toUtf8 } from '../../src/encoding/octets.ts'
import { decryptJwe, decryptionKeyFromJwk, encryptSm2Jwe, jwkOf } from '../../src/jose/index.ts'
import { TicketLogin, memoryReplayGuard, memoryTransactionStore, mockPlatform } from '../../src/identity/index.ts'
import type { FinishedLogin, IdentityKind, MockRequest, TicketLoginOptions } from '../../src/identity/index.ts'
import { IDENTITY_PROFILE_IDS } from '../../src/identity/profiles/index.ts'
import { KEY } from './people.ts'
import { SAMPLES, profileOf } from './samples.ts'

const START = Date.parse('2026-06-01T12:01:00Z')
const BROWSER = 'a-cookie-of-this-browser'

interface World {
  now: number
  readonly login: TicketLogin
  readonly options: TicketLoginOptions
  /** What was sent to the platform. */
  readonly sent: MockRequest[]
}

function world(id: string, changes: Partial<TicketLoginOptions> = {}, seal?: (content: string) => string): World {
  const made = { now: START, sent: [] as MockRequest[] } as { now: number; sent: MockRequest[]; login: TicketLogin; options: TicketLoginOptions }
  const redirect = `https://agency.example.cn/back/${id}`
  const platform = mockPlatform({
    profile: profileOf(id), client: 'test-client', secret: 'test-secret', redirect, now: () => new Date(made.now), ...(seal && { seal }),
    accounts: Object.fromEntries(SAMPLES.filter((one) => one.id === id).map(({ kind, answer }) => [kind, answer])),
  })
  const send = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const headers = new Headers(init?.headers)
    const request = { method: init?.method ?? 'GET', url: input instanceof Request ? input.url : input.toString(), header: (name: string) => headers.get(name) ?? undefined, body: (init?.body ?? new Uint8Array()) as Uint8Array }
    made.sent.push(request)
    const { status, headers: given, body } = await platform(request)
    return new Response(status === 302 ? null : body, { status, headers: { ...given } })
  }
  made.options = {
    profile: profileOf(id), client: 'test-client', secret: 'test-secret', redirect, issuer: `https://id.example.cn/${id}`, audience: 'https://agency.example.cn', numbers: KEY,
    endpoints: { authorize: 'https://id.example.cn/authorize', token: 'https://id.example.cn/token', attributes: 'https://id.example.cn/attributes' },
    fetch: send, transactions: memoryTransactionStore(), tickets: memoryReplayGuard(), open: (sealed) => sealed.replace(/^sealed:/, ''), ...changes,
  }
  made.login = new TicketLogin(made.options)
  return made
}

/** Starts, goes to the platform, and gives the query of the way back. */
async function loggedIn({ login, options, now }: World, kind: IdentityKind = 'NATURAL'): Promise<URLSearchParams> {
  const { location } = await login.start({ browser: BROWSER, kind, time: new Date(now) })
  const response = await options.fetch(`${location}&mock_kind=${kind}`)
  expect(response.status).toBe(302)
  return new URL(response.headers.get('location') as string).searchParams
}
const finish = (one: World, query: URLSearchParams, browser = BROWSER): Promise<FinishedLogin> => one.login.finish({ query, browser, time: new Date(one.now) })
const said = ({ state, findings }: FinishedLogin): readonly string[] => [state, ...findings.map(({ code }) => code).filter((code) => !['PLATFORM_SIGNING_WEAK', 'IDENTITY_LEVEL_UNSTATED'].includes(code))]

describe('a login by ticket', () => {
  it.each(SAMPLES.map(({ id, kind }) => [id, kind] as const))('%s %s reaches a session', async (id, kind) => {
    const one = world(id)
    const done = await finish(one, await loggedIn(one, kind))
    expect(said(done)).toEqual(['SESSION'])
    expect(done).toMatchObject({ assertion: { kind, issuer: `https://id.example.cn/${id}`, audience: 'https://agency.example.cn', issuedAt: '2026-06-01T12:01:00Z', profile: id } })
    const weak = ['secret-parameter', 'md5-client-secret-time', 'hmac-sha256-gateway'].includes(profileOf(id).ticket?.signing.kind ?? '')
    expect(done.findings.some(({ code }) => code === 'PLATFORM_SIGNING_WEAK')).toBe(weak)
    expect(JSON.stringify(done)).not.toContain('test-secret')
  })

  it('signs as the gateways want it: MD5 and HMAC as others compute them', async () => {
    const zj = world('cn-zj-sso')
    await finish(zj, await loggedIn(zj))
    const form = new URLSearchParams(Buffer.from(zj.sent[1]?.body ?? []).toString())
    expect(form.get('time')).toBe('20260601200100')
    expect(form.get('sign')).toBe(createHash('md5').update('test-clienttest-secret20260601200100').digest('hex'))
    const app = world('cn-zj-app')
    await finish(app, await loggedIn(app))
    const expected = createHmac('sha256', 'test-secret').update('POST\n/token\n\ntest-client\nMon, 01 Jun 2026 12:01:00 GMT\n').digest('base64')
    expect(app.sent[1]?.header('x-bg-hmac-signature')).toBe(expected)
  })

  it.each(IDENTITY_PROFILE_IDS.filter((id) => profileOf(id).ticket?.signing.kind !== 'secret-parameter'))('%s takes requests signed a little earlier or later, and no older ones', async (id) => {
    for (const [seconds, state] of [[-290, 'SESSION'], [50, 'SESSION'], [-310, 'TICKET'], [310, 'TICKET']] as const) {
      const one = world(id)
      const query = await loggedIn(one)
      // The clock of the platform, once the person is on the way back.
      const login = new TicketLogin({ ...one.options, fetch: (...request) => {
        one.now = START - seconds * 1000
        return one.options.fetch(...request)
      } })
      const { state: reached } = await login.finish({ query, browser: BROWSER, time: new Date(START) })
      // A ticket of a platform whose clock is far ahead has expired there.
      expect([seconds, reached]).toEqual([seconds, seconds === -290 && (profileOf(id).ticket?.seconds ?? 0) < 290 ? 'TICKET' : state])
    }
  })

  it('opens attributes that came as JWE with SM2 and SM4-GCM', async () => {
    const secret = new Uint8Array(32).fill(3)
    const keys = [await decryptionKeyFromJwk(JSON.stringify({ ...jwkOf(sm2PublicKeyOf(secret)), d: toBase64Url(secret) }), { algorithm: 'SM2' })]
    const one = world('cn-relay', { open: async (sealed) => fromUtf8((await decryptJwe(sealed, { keys })).plaintext) as string }, (content) => encryptSm2Jwe(toUtf8(content), sm2PublicKeyOf(secret)))
    expect(said(await finish(one, await loggedIn(one)))).toEqual(['SESSION'])
    const other = world('cn-relay', { open: one.options.open as NonNullable<TicketLoginOptions['open']> })
    expect(said(await finish(other, await loggedIn(other)))).toEqual(['TOKEN', 'PLATFORM_ANSWER_UNREADABLE'])
  })

  it('says what is missing where the level is too low, and gives no assertion', async () => {
    const one = world('cn-gd-tyrz', { requirement: { level: 3, maxAuthenticationAge: 'any' } })
    const done = await finish(one, await loggedIn(one))
    expect(said(done)).toEqual(['ASSERTION', 'IDENTITY_PROOFING_LOW', 'IDENTITY_AUTHENTICATOR_LOW'])
    expect(done).toMatchObject({ stepUp: [{ missing: 'identity-proofing', has: 2, needs: 3 }, { missing: 'authenticator', has: 2, needs: 3 }] })
    expect(done).not.toHaveProperty('assertion')
  })
})

describe('attacks on a login', () => {
  it.each(IDENTITY_PROFILE_IDS)('%s: a way back that is used again: TICKET_STATE_UNKNOWN', async (id) => {
    const one = world(id)
    const query = await loggedIn(one)
    expect(said(await finish(one, query))).toEqual(['SESSION'])
    expect(said(await finish(one, query))).toEqual(['START', 'TICKET_STATE_UNKNOWN'])
  })

  it.each(IDENTITY_PROFILE_IDS)('%s: a used ticket with a new state: TICKET_REUSED', async (id) => {
    const one = world(id)
    const used = await loggedIn(one)
    await finish(one, used)
    const fresh = await loggedIn(one)
    const name = profileOf(id).ticket?.ticket as string
    fresh.set(name, used.get(name) as string)
    expect(said(await finish(one, fresh))).toEqual(['TICKET', 'TICKET_REUSED'])
  })

  it('two ways back at once: one gets through', async () => {
    const one = world('cn-relay')
    const query = await loggedIn(one)
    const both = await Promise.all([finish(one, query), finish(one, query)])
    expect(both.map(({ state }) => state).sort()).toEqual(['SESSION', 'START'])
  })

  it('a victim lured into the attacker\'s login: TICKET_BROWSER_MISMATCH, and the login is over', async () => {
    const one = world('cn-gd-tyrz')
    const query = await loggedIn(one)
    expect(said(await finish(one, query, 'the-cookie-of-the-victim'))).toEqual(['REDIRECTED', 'TICKET_BROWSER_MISMATCH'])
    expect(said(await finish(one, query))).toEqual(['START', 'TICKET_STATE_UNKNOWN'])
  })

  it('state missing, invented or twice: TICKET_STATE_UNKNOWN', async () => {
    const one = world('cn-gd-tyrz')
    for (const change of [(q: URLSearchParams) => { q.delete('state') }, (q: URLSearchParams) => { q.set('state', 'x') }, (q: URLSearchParams) => { q.append('state', 'x') }]) {
      const query = await loggedIn(one)
      change(query)
      expect(said(await finish(one, query))).toEqual(['START', 'TICKET_STATE_UNKNOWN'])
    }
  })

  it('mix-up: a login of one platform that comes back by way of another: TICKET_PROFILE_MISMATCH', async () => {
    const [transactions, tickets] = [memoryTransactionStore(), memoryReplayGuard()]
    const [gd, zj] = [world('cn-gd-tyrz', { transactions, tickets }), world('cn-zj-sso', { transactions, tickets })]
    const query = await loggedIn(gd)
    query.set('ticket', query.get('code') as string)
    expect(said(await finish(zj, query))).toEqual(['REDIRECTED', 'TICKET_PROFILE_MISMATCH'])
    expect(zj.sent).toEqual([])
  })

  it('a ticket that breaks out of its parameter, or none, or two: TICKET_MISSING', async () => {
    const one = world('cn-sd-jis')
    for (const ticket of ['x","token":"y', '', 'a b', 'x'.repeat(5000)]) {
      const query = await loggedIn(one)
      query.set('ticket', ticket)
      expect(said(await finish(one, query))).toEqual(['REDIRECTED', 'TICKET_MISSING'])
    }
    const twice = await loggedIn(one)
    twice.append('ticket', 'x')
    expect(said(await finish(one, twice))).toEqual(['REDIRECTED', 'TICKET_MISSING'])
  })

  it('a ticket that nobody issued: TICKET_INVALID', async () => {
    const one = world('cn-zj-sso')
    const query = await loggedIn(one)
    query.set('ticket', 'invented')
    expect(said(await finish(one, query))).toEqual(['TICKET', 'TICKET_INVALID'])
  })

  it('too late, to the millisecond; and TICKET_EXPIRED when the platform says so', async () => {
    const late = world('cn-relay')
    const query = await loggedIn(late)
    late.now += 60_000
    expect(said(await finish(late, query))).toEqual(['START', 'TICKET_STATE_UNKNOWN'])
    const intime = world('cn-relay')
    const other = await loggedIn(intime)
    intime.now += 59_999
    expect(said(await finish(intime, other))).toEqual(['SESSION'])
    const expired = world('cn-zj-sso', { fetch: () => Promise.resolve(new Response('{"result":"6001"}')) })
    const { location } = await expired.login.start({ browser: BROWSER, time: new Date(START) })
    const state = new URL(new URL(location).searchParams.get('redirectUrl') as string).searchParams.get('state') as string
    expect(said(await finish(expired, new URLSearchParams({ state, ticket: 't' })))).toEqual(['TICKET', 'TICKET_EXPIRED'])
  })

  it.each<[string, Partial<TicketLoginOptions>, readonly string[]]>([
    ['a secret that is not ours: PLATFORM_REFUSED', { secret: 'other' }, ['TICKET', 'PLATFORM_REFUSED']],
    ['no key to what is encrypted: PLATFORM_ANSWER_UNREADABLE', { open: () => { throw new Error('no key') } }, ['TOKEN', 'PLATFORM_ANSWER_UNREADABLE']],
    ['an answer for another client: TICKET_AUDIENCE_MISMATCH', { open: (text) => text.replace(/^sealed:/, '').replace('test-client', 'other') }, ['TOKEN', 'TICKET_AUDIENCE_MISMATCH']],
    ['an answer to another login: TICKET_NONCE_MISMATCH', { open: (text) => text.replace(/^sealed:/, '').replace(/"nonce":"/, '$&x') }, ['TOKEN', 'TICKET_NONCE_MISMATCH']],
    ['a guard that cannot say: TOKEN_REPLAY_UNKNOWN', { tickets: { first: () => Promise.reject(new Error('down')) } }, ['TICKET', 'TOKEN_REPLAY_UNKNOWN']],
  ])('%s', async (_, changes, expected) => {
    const one = world('cn-relay', changes)
    expect(said(await finish(one, await loggedIn(one)))).toEqual(expected)
  })

  it.each<[string, () => Promise<Response>, string]>([
    ['nothing', () => Promise.reject(new TypeError('fetch failed')), 'PLATFORM_UNREACHABLE'],
    ['an error of HTTP', () => Promise.resolve(new Response('', { status: 502 })), 'PLATFORM_REFUSED'],
    ['a page', () => Promise.resolve(new Response('<html>')), 'PLATFORM_ANSWER_UNREADABLE'],
    ['without end', () => Promise.resolve(new Response('x'.repeat(300_000))), 'PLATFORM_ANSWER_UNREADABLE'],
    ['one member twice', () => Promise.resolve(new Response('{"access_token":"a","access_token":"b"}')), 'PLATFORM_ANSWER_UNREADABLE'],
    ['a token that breaks out', () => Promise.resolve(new Response('{"access_token":"a b"}')), 'PLATFORM_ANSWER_UNREADABLE'],
  ])('a platform that answers %s', async (_, answer, expected) => {
    const one = world('cn-gd-tyrz', { fetch: answer })
    const { location } = await one.login.start({ browser: BROWSER, time: new Date(START) })
    const state = new URL(new URL(location).searchParams.get('redirect_uri') as string).searchParams.get('state') as string
    expect(said(await finish(one, new URLSearchParams({ state, code: 't' })))).toEqual(['TICKET', expected])
  })

  it('are mistakes of whoever sets it up: no TLS, a short cookie, no kind', async () => {
    const { options } = world('cn-sd-jis')
    expect(() => new TicketLogin({ ...options, endpoints: { ...options.endpoints, token: 'http://id.example.cn/token' } })).toThrow(TypeError)
    expect(() => new TicketLogin({ ...options, redirect: 'javascript:alert(1)' })).toThrow(TypeError)
    expect(() => new TicketLogin({ ...options, secret: '' })).toThrow(TypeError)
    await expect(new TicketLogin(options).start({ browser: 'short', kind: 'NATURAL', time: new Date(START) })).rejects.toThrow(TypeError)
    await expect(new TicketLogin(options).start({ browser: BROWSER, time: new Date(START) })).rejects.toThrow(TypeError)
  })

  it('many logins under way do not fill memory', async () => {
    const store = memoryTransactionStore({ capacity: 2 })
    const one = world('cn-relay', { transactions: store })
    await loggedIn(one)
    await loggedIn(one)
    await expect(loggedIn(one)).rejects.toThrow(RangeError)
    one.now += 61_000
    expect(said(await finish(one, await loggedIn(one)))).toEqual(['SESSION'])
  })
})
