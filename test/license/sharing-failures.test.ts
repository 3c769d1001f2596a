/** Services that fail, lie or go on and on: nothing of that ever becomes a status. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SHARING_PROFILES, SharingClient } from '../../src/license/index.ts'
import type { SharingClientOptions } from '../../src/license/index.ts'
import { ALL, FACE, IDENTIFIER, PURPOSE, TYPE, answer, identifierOf, sharingWorld } from './sharing-world.ts'
import type { SharingWorld } from './sharing-world.ts'

const asking = { purpose: PURPOSE }
const ask = ({ client }: SharingWorld): Promise<unknown> => client.faceById(IDENTIFIER, asking)
const status = (code: number) => (): Response => new Response(null, { status: code })
const broken = (): Response => { throw new TypeError('fetch failed') }

describe('attempts', () => {
  it.each([[status(500), 'server'], [status(429), 'busy'], [status(503), 'busy'], [broken, 'network'], [answer(16), 'busy']] as const)('are made again, three in all, with waits between (%#)', async (bad, cause) => {
    const one = sharingWorld()
    one.instead.push(bad, bad)
    expect(await ask(one)).toMatchObject({ value: FACE })
    expect(one.slept).toEqual([250, 500])
    one.instead.push(bad, bad, bad)
    expect(await ask(one)).toMatchObject({ problem: { code: 'SHARING_UNAVAILABLE', params: { operation: 'faceById', cause } } })
    expect(one.sent).toHaveLength(6)
  })

  it.each([[status(404), 'SHARING_REFUSED'], [status(204), 'SHARING_REFUSED'], [answer(11), 'SHARING_REFUSED'], [answer(0, {}), 'SHARING_ANSWER_UNREADABLE']] as const)('are not repeated for an answer (%#)', async (bad, code) => {
    const one = sharingWorld()
    one.instead.push(bad)
    expect(await ask(one)).toMatchObject({ problem: { code } })
    expect(one.sent).toHaveLength(1)
  })

  it('are not repeated where asking uses something up', async () => {
    const one = sharingWorld()
    one.instead.push(broken)
    expect(await one.client.faceByQr('qr-1', asking)).toMatchObject({ problem: { code: 'SHARING_UNAVAILABLE' } })
    expect(one.sent).toHaveLength(1)
  })

  it('end in time, also when a service knows no signal or never finishes', async () => {
    const one = sharingWorld(ALL, {}, { timeoutSeconds: 0.02, attempts: 2 })
    one.instead.push(() => new Promise<never>(() => undefined), () => new Response(new ReadableStream({ start(to) { to.enqueue(new Uint8Array([123])) } })))
    expect(await ask(one)).toMatchObject({ problem: { code: 'SHARING_UNAVAILABLE', params: { cause: 'timeout' } } })
    expect(one.sent).toHaveLength(2)
  })

  it('wait no longer than ten seconds and follow no redirect', async () => {
    const one = sharingWorld(ALL, {}, { attempts: 5, random: () => 1, circuit: { failures: 9 } })
    const seen: unknown[] = []
    const look = ({ redirect, credentials }: RequestInit): Response => { seen.push([redirect, credentials]); return new Response('', { status: 500 }) }
    one.instead.push(look, look, look, look, look)
    await ask(one)
    expect(one.slept).toEqual([500, 1000, 2000, 4000])
    expect(seen).toEqual(new Array<unknown>(5).fill(['error', 'omit']))
  })
})

describe('the circuit', () => {
  const world = (): SharingWorld => sharingWorld(ALL, {}, { attempts: 1, circuit: { failures: 2, openSeconds: 30 } })

  it('opens after failures in a row, lets one question try, and closes when it is answered', async () => {
    const one = world()
    one.instead.push(broken, broken)
    await ask(one)
    await ask(one)
    expect(await ask(one)).toMatchObject({ problem: { code: 'SHARING_CIRCUIT_OPEN', params: { seconds: 30 } } })
    expect(one.sent).toHaveLength(2)
    one.now += 30_000
    one.instead.push(broken)
    const [probe, beside] = await Promise.all([ask(one), ask(one)])
    expect(probe).toMatchObject({ problem: { code: 'SHARING_UNAVAILABLE' } })
    expect(beside).toMatchObject({ problem: { code: 'SHARING_CIRCUIT_OPEN' } })
    one.now += 29_000
    expect(await ask(one)).toMatchObject({ problem: { code: 'SHARING_CIRCUIT_OPEN', params: { seconds: 1 } } })
    one.now += 1000
    expect(await ask(one)).toMatchObject({ value: FACE })
    expect(await ask(one)).toMatchObject({ value: FACE })
  })

  it('counts no refusals, starts again with every answer, and is not held open by a clock set back', async () => {
    const one = world()
    one.instead.push(broken, answer(11), broken, answer(0, {}), broken)
    for (let i = 0; i < 5; i++) await ask(one)
    expect(await ask(one)).toMatchObject({ value: FACE })
    one.instead.push(broken, broken)
    await ask(one)
    await ask(one)
    one.now -= 86_400_000
    expect(await ask(one)).toMatchObject({ problem: { params: { seconds: 30 } } })
    one.now += 30_000
    expect(await ask(one)).toMatchObject({ value: FACE })
  })
})

describe('answers', () => {
  const refused = async (make: () => Response, sealed: 'none' | 'data' = 'none'): Promise<unknown> => {
    const one = sharingWorld(sealed === 'none' ? ALL : SHARING_PROFILES.shandong)
    one.instead.push(make)
    const { problem } = await ask(one) as { problem?: { code: string; params: Readonly<Record<string, unknown>> } }
    return problem === undefined ? 'answered' : [problem.code, ...Object.values(problem.params)].join(' ')
  }

  it('are bounded before they are read, whatever the header says', async () => {
    const chunk = new Uint8Array(65_536).fill(32)
    let pulled = 0
    const endless = (): Response => new Response(new ReadableStream({ pull(to) { pulled++; to.enqueue(chunk) } }), { headers: { 'content-length': '10' } })
    expect(await refused(endless)).toBe('SHARING_ANSWER_TOO_LARGE faceById 1048576')
    expect(pulled).toBeLessThan(20)
  })

  it.each([
    ['', 'json'], ['[]', 'envelope'], ['{"head":{"status":"0","status":"11"}}', 'json'], ['{"head":{}}', 'envelope'], ['{"head":{"status":0.5}}', 'envelope'],
    ['{"head":{"status":0}}', 'fields'], [`{"head":{"status":0},"data":{"certData":{"cert_identifier":5}}}`, undefined], [`{"head":{"status":0},"data":{"certData":{}}}`, 'fields'],
    [`{"head":{"status":0},"data":{"certData":{"cert_identifier":"a","x":{"y":1}}}}`, 'fields'], ['['.repeat(40), 'json'], ['{"__proto__":{"head":{"status":0}}}', 'json'],
  ])('of another form are none: %s', async (text, reason) => {
    expect(await refused(() => new Response(text))).toBe(reason === undefined ? 'SHARING_ANSWER_MISMATCHED faceById' : `SHARING_ANSWER_UNREADABLE faceById ${reason}`)
  })

  it('about another license, or another version of it, are none', async () => {
    for (const other of [identifierOf('A2'), identifierOf('A1', 2)]) {
      expect(await refused(answer(0, { certData: { ...FACE, cert_identifier: other } }))).toBe('SHARING_ANSWER_MISMATCHED faceById')
      const one = sharingWorld()
      one.instead.push(answer(0, { content: 'https://x.example.cn/1', certIdentifier: other }), answer(0, { zzzmxx: { ZZBS: other } }))
      expect(await one.client.downloadUrl(IDENTIFIER, asking)).toMatchObject({ problem: { code: 'SHARING_ANSWER_MISMATCHED' } })
      expect(await one.client.metadata(IDENTIFIER)).toMatchObject({ problem: { code: 'SHARING_ANSWER_MISMATCHED' } })
    }
  })

  it('in the clear, or encrypted for somebody else, are none where they should be encrypted', async () => {
    expect(await refused(answer(0, { certData: { ...FACE, cert_identifier: IDENTIFIER } }), 'data')).toBe('SHARING_ANSWER_UNREADABLE faceById notEncrypted')
    expect(await refused(answer(0, '04'.repeat(120)), 'data')).toBe('SHARING_ANSWER_UNREADABLE faceById decryption')
  })

  it.each(['javascript:alert(1)', 'file:///etc/passwd', 'https://user:pass@x.example.cn/', '/relative', `https://x.example.cn/${'a'.repeat(2100)}`])('name no address like %s', async (content) => {
    const one = sharingWorld()
    one.instead.push(answer(0, { content, certIdentifier: IDENTIFIER }))
    expect(await one.client.downloadUrl(IDENTIFIER, asking)).toMatchObject({ problem: { code: 'SHARING_ANSWER_UNREADABLE' } })
  })

  it('of any kind never throw, and state a status only with a code that has one', async () => {
    await fc.assert(fc.asyncProperty(fc.oneof(fc.json(), fc.record({ head: fc.record({ status: fc.oneof(fc.integer(), fc.string()) }), data: fc.jsonValue() }).map((one) => JSON.stringify(one))), async (text) => {
      const one = sharingWorld(ALL, {}, { attempts: 1 })
      one.instead.push(() => new Response(text))
      const said = await one.client.verifyInfo({ typeCode: TYPE, face: FACE }, asking)
      expect('problem' in said).toBe(true)
    }), { numRuns: 200 })
  })
})

it.each([
  [{ url: 'file:///x' }], [{ url: '' }], [{ attempts: 6 }], [{ attempts: 0 }], [{ timeoutSeconds: 0 }], [{ timeoutSeconds: Infinity }], [{ fetch: undefined }], [{ random: undefined }],
  [{ circuit: { failures: 0 } }], [{ circuit: { openSeconds: NaN } }], [{ profile: SHARING_PROFILES.shandong, open: undefined }], [{ profile: SHARING_PROFILES.gtmap, sealHolderCode: undefined }],
] as unknown as [Partial<SharingClientOptions>][])('refuses options that make no sense (%#)', (wrong) => {
  const fine: SharingClientOptions = { profile: ALL, url: 'https://x.example.cn', fetch, accessId: '', accessToken: '', now: () => new Date(0), random: () => 0, sleep: () => Promise.resolve() }
  expect(new SharingClient(fine).offers('search')).toBe(true)
  expect(() => new SharingClient({ ...fine, ...wrong })).toThrow(TypeError)
})
