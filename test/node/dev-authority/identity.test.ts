/** The identity platforms of a development authority: log-ins over loopback, with the client and the `fetch` of a real agency. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fromBase64, fromHex, fromUtf8 } from '../../../src/encoding/octets.ts'
import { IDENTITY_PROFILE_IDS, TicketLogin, memoryReplayGuard, memoryTransactionStore } from '../../../src/identity/index.ts'
import type { FinishedLogin, IdentityKind, TicketLoginOptions } from '../../../src/identity/index.ts'
import { sm2Opener } from '../../../src/license/index.ts'
import { runExample } from '../../example.ts'
import { KEY } from '../../identity/people.ts'
import { SAMPLES, profileOf } from '../../identity/samples.ts'
import { devAuthority } from './world.ts'

interface About {
  readonly identity: {
    readonly platforms: Readonly<Record<string, { readonly authorize: string; readonly token: string; readonly attributes: string; readonly kinds: readonly string[] }>>
    readonly client: string; readonly secret: string; readonly key: string
  }
}

const BROWSER = 'a-cookie-of-this-browser'
const { world: { folder } } = await devAuthority({ algorithm: 'ecdsa' })
const text = (name: string): string => readFileSync(join(folder, name), 'utf8')
const { identity } = JSON.parse(text('world.json')) as About

function clientOf(id: string, changes: Partial<TicketLoginOptions> = {}): TicketLogin {
  const open = sm2Opener(fromHex(text(identity.key)) as Uint8Array)
  const { authorize, token, attributes } = identity.platforms[id] as About['identity']['platforms'][string]
  return new TicketLogin({
    profile: profileOf(id), endpoints: { authorize, token, attributes }, client: identity.client, secret: text(identity.secret), redirect: `http://127.0.0.1:5173/back/${id}`,
    issuer: `https://id.example.cn/${id}`, audience: 'https://agency.example.cn', numbers: KEY, fetch, transactions: memoryTransactionStore(), tickets: memoryReplayGuard(),
    open: (sealed) => fromUtf8(open(fromBase64(sealed) as Uint8Array)) as string, ...changes,
  })
}

/** What a browser does: follows to the platform, and comes back with what the platform put into our address. */
async function wayBack(login: TicketLogin, kind: IdentityKind): Promise<URLSearchParams> {
  const { location } = await login.start({ browser: BROWSER, kind, time: new Date() })
  const response = await fetch(`${location}&mock_kind=${kind}`, { redirect: 'manual' })
  expect(response.status).toBe(302)
  return new URL(response.headers.get('location') as string).searchParams
}

const login = async (client: TicketLogin, kind: IdentityKind): Promise<FinishedLogin> => client.finish({ query: await wayBack(client, kind), browser: BROWSER, time: new Date() })

describe('identity platforms of a development authority', () => {
  it('are all that have a ticket flow, with everybody of the samples', () => {
    expect(Object.keys(identity.platforms).sort()).toEqual([...IDENTITY_PROFILE_IDS].sort())
    for (const [id, { kinds }] of Object.entries(identity.platforms)) expect(kinds).toEqual(SAMPLES.filter((one) => one.id === id).map(({ kind }) => kind))
  })

  it.each(SAMPLES.map(({ id, kind }) => [id, kind] as const))('%s %s reaches a session over HTTP', async (id, kind) => {
    const done = await login(clientOf(id), kind)
    expect(done).toMatchObject({ state: 'SESSION', assertion: { kind, profile: id, issuer: `https://id.example.cn/${id}` } })
    const { assertion } = done as Extract<FinishedLogin, { state: 'SESSION' }>
    if (profileOf(id).authenticatedAt !== undefined) expect(Date.now() - Date.parse(assertion.level.authenticatedAt as string)).toBeLessThan(60_000)
    expect(JSON.stringify(done)).not.toContain(text(identity.secret))
  })

  it('encrypt attributes to the key of the client: without it nothing is read', async () => {
    const other = sm2Opener(new Uint8Array(32).fill(5))
    for (const id of ['cn-relay', 'cn-netid', 'cn-sd-jis']) {
      const done = await login(clientOf(id, { open: (sealed) => fromUtf8(other(fromBase64(sealed) as Uint8Array)) as string }), 'NATURAL')
      expect([done.state, done.findings.map(({ code }) => code)]).toEqual(['TOKEN', expect.arrayContaining(['PLATFORM_ANSWER_UNREADABLE'])])
    }
  })

  it.each(IDENTITY_PROFILE_IDS)('%s refuses another secret, and a ticket that was used', async (id) => {
    const [stranger, honest] = [await login(clientOf(id, { secret: 'guess' }), 'NATURAL'), clientOf(id)]
    expect(stranger.state).toBe('TICKET')
    const query = await wayBack(honest, 'NATURAL')
    expect((await honest.finish({ query, browser: BROWSER, time: new Date() })).state).toBe('SESSION')
    // Another instance, which shares no memory of tickets: the platform itself has forgotten this one.
    const second = clientOf(id)
    const fresh = await wayBack(second, 'NATURAL')
    const name = profileOf(id).ticket?.ticket as string
    fresh.set(name, query.get(name) as string)
    expect((await second.finish({ query: fresh, browser: BROWSER, time: new Date() })).state).toBe('TICKET')
  })

  it('are what docs/identity-profiles.md shows', async () => {
    const said = await runExample('docs/identity-profiles.md', (code) => code.replace('`world/', `\`${folder}/`))
    expect(said).toEqual(['NATURAL 3'])
  })

  it('send nobody to a page of another machine', async () => {
    const { authorize } = identity.platforms['cn-gd-tyrz'] as About['identity']['platforms'][string]
    const ask = async (redirect: string, client = identity.client): Promise<number> =>
      (await fetch(`${authorize}?client_id=${client}&redirect_uri=${encodeURIComponent(redirect)}`, { redirect: 'manual' })).status
    expect(await ask('http://localhost:5173/back')).toBe(302)
    for (const redirect of ['https://evil.example/', 'http://127.0.0.1.evil.example/', 'http://127.0.0.1@evil.example/', 'javascript:alert(1)', 'nothing']) expect([redirect, await ask(redirect)]).toEqual([redirect, 400])
    expect(await ask('http://localhost:5173/back', 'other')).toBe(400)
  })
})
