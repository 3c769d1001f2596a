/** Verification with sources on a loopback server: what is asked, what comes of it, and that nothing fails open. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { encodeElement, encodeExplicit, encodeInteger, encodeOid, encodeSequence } from '../../src/encoding/der-writer.ts'
import { toPem } from '../../src/encoding/pem.ts'
import { policyPreset, trustStore, verify } from '../../src/index.ts'
import { nodeTransport } from '../../src/node/index.ts'
import { createFetcher, memoryCache, verifyOnline } from '../../src/online/index.ts'
import type { EvidenceCache, Fetcher, VerifyOnlineOptions } from '../../src/online/index.ts'
import { TestAuthority, extKeyUsage, keyUsage, testKey } from '../pki/certificate-maker.ts'
import { errorResponse } from '../pki/ocsp-maker.ts'
import { OPTIONS, fixture } from '../verify/world.ts'
import { loopback } from './loopback.ts'
import { NEXT_UPDATE, OnlineWorld, access, codesOf, diagnosticsOf, withoutOnline } from './world.ts'
import type { Served } from './world.ts'

const world = await OnlineWorld.create()
const { root, ca } = world
const fetcher = world.fetcher()
const BOTH = { crl: ['/ca.crl'], ocsp: ['/ocsp'] }

function serve(answers: Readonly<Record<string, Served>>): void {
  world.answers.clear()
  for (const [path, answer] of Object.entries(answers)) world.answers.set(path, answer)
  world.asked()
}

const online = (bytes: Uint8Array, changes: Partial<VerifyOnlineOptions> = {}): ReturnType<typeof verifyOnline> =>
  verifyOnline(bytes, { ...world.options(), fetcher, ...changes })

describe('verifyOnline: revocation', () => {
  it('accepts a seal once the CRL that its maker\'s certificate names says that it is good', async () => {
    const { bytes } = await world.seal({ crl: ['/ca.crl'] })
    serve({ '/ca.crl': await world.crl() })
    const offline = await verify(bytes, world.options())
    expect(offline).toMatchObject({ accepted: false, indication: 'INDETERMINATE', subIndication: 'TRY_LATER' })
    expect(codesOf(offline, 'makerRevocation')).toContain('REVOCATION_NO_EVIDENCE')
    const report = await online(bytes)
    expect(report).toMatchObject({ accepted: true, indication: 'TOTAL_PASSED' })
    expect(diagnosticsOf(report, 'makerRevocation')).toMatchObject([
      { code: 'REVOCATION_NO_SOURCE' }, { code: 'ONLINE_EVIDENCE_FETCHED', severity: 'info', at: ['makerCertificate', 'certificate', 0], params: { kind: 'CRL', host: 'crl.east.example' } },
    ])
    expect(world.asked()).toEqual(['/ca.crl'])
  })

  it('asks the OCSP responder first, with a nonce of 32 octets, and nobody else when it answers', async () => {
    const { bytes, maker } = await world.seal(BOTH)
    serve({ '/ocsp': world.ocsp(maker), '/ca.crl': await world.crl() })
    expect((await online(bytes)).accepted).toBe(true)
    expect(world.asked()).toEqual(['/ocsp'])
    expect((await online(bytes, { sources: ['crl', 'ocsp'] })).accepted).toBe(true)
    expect(world.asked()).toEqual(['/ca.crl'])
    expect((await online(bytes, { sources: ['crl'] })).accepted).toBe(true)
    expect((await online(bytes, { sources: [] })).accepted).toBe(false)
  })

  it('asks the next source when one does not answer, and says which', async () => {
    const { bytes } = await world.seal(BOTH)
    serve({ '/ocsp': 500, '/ca.crl': await world.crl() })
    const report = await online(bytes)
    expect(report.accepted).toBe(true)
    expect(diagnosticsOf(report, 'makerRevocation')).toContainEqual(
      expect.objectContaining({ code: 'ONLINE_SOURCE_UNAVAILABLE', severity: 'warning', params: { host: 'crl.east.example', cause: 'status 500' } }))
    expect(world.asked()).toEqual(['/ocsp', '/ca.crl'])
  })

  it('takes any of several places for one list, and wants the list of each point', async () => {
    const { bytes } = await world.seal({ crl: ['/gone.crl', '/ca.crl'] })
    serve({ '/ca.crl': await world.crl() })
    const report = await online(bytes)
    expect(report.accepted).toBe(true)
    expect(world.asked()).toEqual(['/gone.crl', '/ca.crl'])
    expect(codesOf(report, 'makerRevocation')).toContain('ONLINE_SOURCE_UNAVAILABLE')
  })

  it('fails a seal whose maker was revoked, whoever says so', async () => {
    const { bytes, maker } = await world.seal(BOTH)
    serve({ '/ocsp': world.ocsp(maker, { status: { date: new Date('2026-01-15T00:00:00Z'), reason: 'keyCompromise' } }) })
    expect(await online(bytes)).toMatchObject({ accepted: false, indication: 'TOTAL_FAILED', subIndication: 'REVOKED' })
    serve({ '/ca.crl': await world.crl([{ certificate: maker, date: new Date('2026-01-15T00:00:00Z') }]) })
    expect(await online(bytes)).toMatchObject({ accepted: false, indication: 'TOTAL_FAILED', subIndication: 'REVOKED' })
  })

  it('unauthorized OCSP responder: a certificate of another CA, or one without the purpose, has no say', async () => {
    const { bytes, maker } = await world.seal({ ocsp: ['/ocsp'] })
    const stranger = await root.authority('O=Test,CN=other')
    const key = await testKey('SM2')
    const responders = [
      { responder: stranger.certificate, key: stranger.key },
      { responder: await ca.endEntity('O=Test,CN=no purpose', [keyUsage('digitalSignature')], { key }), key },
      { responder: await stranger.endEntity('O=Test,CN=responder', [keyUsage('digitalSignature'), extKeyUsage(['1.3.6.1.5.5.7.3.9'])], { key }), key },
    ]
    for (const one of responders) {
      serve({ '/ocsp': world.ocsp(maker, { ...one, certificates: [one.responder.bytes] }) })
      const cache = memoryCache()
      const report = await online(bytes, { cache })
      expect(report).toMatchObject({ accepted: false, indication: 'INDETERMINATE' })
      expect(codesOf(report, 'makerRevocation')).toContain('REVOCATION_UNAUTHORIZED_RESPONDER')
      // Nothing of it was kept.
      serve({ '/ocsp': world.ocsp(maker) })
      expect((await online(bytes, { cache })).accepted).toBe(true)
    }
  })

  it('replay: a list that had run out before the time in question says nothing, and is not kept', async () => {
    const { bytes } = await world.seal({ crl: ['/ca.crl'] })
    serve({ '/ca.crl': await world.crl([], { thisUpdate: new Date('2026-01-01T00:00:00Z'), nextUpdate: new Date('2026-01-08T00:00:00Z') }) })
    const report = await online(bytes)
    expect(report).toMatchObject({ accepted: false, indication: 'INDETERMINATE' })
    expect(codesOf(report, 'makerRevocation')).toEqual(expect.arrayContaining(['REVOCATION_STALE', 'ONLINE_EVIDENCE_FETCHED']))
  })

  it('replay: an OCSP response with another request\'s nonce is no answer; one without is, unless it is required', async () => {
    const { bytes, maker } = await world.seal({ ocsp: ['/ocsp'] })
    serve({ '/ocsp': world.ocsp(maker, { nonce: new Uint8Array(32) }) })
    const report = await online(bytes)
    expect(report).toMatchObject({ accepted: false, indication: 'INDETERMINATE' })
    expect(diagnosticsOf(report, 'makerRevocation')).toContainEqual(
      expect.objectContaining({ code: 'ONLINE_RESPONSE_UNUSABLE', params: { host: 'crl.east.example', code: 'REVOCATION_NONCE_MISMATCH' } }))
    serve({ '/ocsp': (seen) => world.ocsp(maker)({ ...seen, body: new Uint8Array(0) }) })
    expect((await online(bytes)).accepted).toBe(true)
    expect((await online(bytes, { ocsp: { nonce: 'required' } })).accepted).toBe(false)
    world.asked()
    expect((await online(bytes, { ocsp: { nonce: 'none' } })).accepted).toBe(true)
  })

  it.each<[string, () => Served, string]>([
    ['an error', () => errorResponse(3), 'OCSP tryLater'],
    ['about somebody else', () => world.ocsp(ca.certificate), 'OCSP of another certificate'],
    ['with a web page', () => '<html>captive portal</html>', 'DER_'],
    ['with nothing', () => new Uint8Array(0), 'DER_'],
  ])('leaves the question open when the responder answers %s', async (_, answer, code) => {
    const { bytes } = await world.seal({ ocsp: ['/ocsp'] })
    serve({ '/ocsp': answer() })
    const report = await online(bytes)
    expect(report).toMatchObject({ accepted: false, indication: 'INDETERMINATE' })
    const found = diagnosticsOf(report, 'makerRevocation').find((one) => one.code === 'ONLINE_RESPONSE_UNUSABLE')
    expect(found?.params['code']).toMatch(new RegExp(`^${code}`))
    expect(withoutOnline(report)).toEqual(JSON.parse(JSON.stringify(await verify(bytes, world.options()))))
  })

  it('reads a list in PEM where the standard has DER', async () => {
    const { bytes } = await world.seal({ crl: ['/ca.crl'] })
    serve({ '/ca.crl': toPem('X509 CRL', await world.crl()) })
    expect((await online(bytes)).accepted).toBe(true)
  })

  it('judges evidence that a responder makes during the call at a time after it: without a fixed time the clock is read again', async () => {
    const { bytes, maker } = await world.seal({ ocsp: ['/ocsp'] })
    serve({
      '/ocsp': async (seen) => {
        // The next whole second: later than the first verification began.
        await new Promise((resolve) => setTimeout(resolve, 1001 - (Date.now() % 1000)))
        const thisUpdate = new Date(Math.floor(Date.now() / 1000) * 1000)
        return world.ocsp(maker, { responses: [{ certificate: maker, issuer: ca.certificate, thisUpdate }], producedAt: thisUpdate })(seen)
      },
    })
    const { trust, policy, certificates = [] } = world.options()
    expect((await verifyOnline(bytes, { trust, policy, certificates, fetcher })).accepted).toBe(true)
  })

  it('follows a whole path, in its order however long each answer takes', async () => {
    const other = await OnlineWorld.create({ crl: ['/root.crl'] })
    const { bytes } = await other.seal({ crl: ['/ca.crl'] })
    const lists = { root: await other.crl([], { issuer: other.root.name, key: other.root.key }), ca: await other.crl() }
    const report = async (slow: string): Promise<string> => {
      for (const [name, list] of Object.entries(lists)) {
        other.answers.set(`/${name}.crl`, async () => {
          if (name === slow) await new Promise((resolve) => setTimeout(resolve, 40))
          return list
        })
      }
      return JSON.stringify(await verifyOnline(bytes, { ...other.options(), fetcher: other.fetcher() }))
    }
    const [first, second] = [await report('root'), await report('ca')]
    expect(first).toBe(second)
    expect(JSON.parse(first)).toMatchObject({ accepted: true })
    expect([...other.asked()].sort()).toEqual(['/ca.crl', '/ca.crl', '/root.crl', '/root.crl'])
  })
})

describe('verifyOnline: who is not asked', () => {
  it('DSS rule: nobody, for a certificate whose path reaches no anchor', async () => {
    const stranger = await TestAuthority.root('O=Test,CN=ca', 'SM2')
    const { bytes } = await world.seal(BOTH, stranger)
    serve({})
    for (const options of [world.options(), world.options({ certificates: [stranger.certificate.bytes] }), world.options({ trust: trustStore({}) })]) {
      const report = await verifyOnline(bytes, { ...options, fetcher })
      expect(report).toEqual(await verify(bytes, options))
    }
    expect(world.asked()).toEqual([])
  })

  it('nobody, for a seal that has failed already', async () => {
    const { bytes } = await world.seal(BOTH)
    serve({})
    const altered = Uint8Array.from(bytes)
    const name = new TextEncoder().encode('样例')
    const place = altered.findIndex((_, index) => name.every((octet, i) => altered[index + i] === octet))
    altered[place] = 0xe4
    const report = await online(altered)
    expect(report.indication).toBe('TOTAL_FAILED')
    expect(world.asked()).toEqual([])
  })

  it('nobody, when nothing is missing', async () => {
    const { bytes } = await world.seal(BOTH)
    serve({})
    const crl = await world.crl()
    const options = world.options({ evidence: { crls: [crl] } })
    expect(await verifyOnline(bytes, { ...options, fetcher })).toEqual(await verify(bytes, options))
    expect(world.asked()).toEqual([])
    expect((await online(new TextEncoder().encode('nothing'))).accepted).toBe(false)
  })

  it('hosts that were not allowed, and sources that are not asked by HTTP', async () => {
    const { bytes } = await world.seal({ ocsp: ['http://ocsp.evil.example/'], crl: ['ldap://ldap.example/CN=ca?certificateRevocationList', 'http://user@crl.east.example/'] })
    serve({})
    const report = await online(bytes)
    expect(diagnosticsOf(report, 'makerRevocation').filter(({ code }) => code.startsWith('ONLINE_'))).toMatchObject([
      { code: 'ONLINE_HOST_NOT_ALLOWED', severity: 'warning', params: { host: 'ocsp.evil.example' } },
      { code: 'ONLINE_SCHEME_UNSUPPORTED', severity: 'info', params: { scheme: 'ldap' } },
      { code: 'ONLINE_URL_UNUSABLE', severity: 'warning', params: { reason: 'userinfo' } },
    ])
    expect(report.indication).toBe('INDETERMINATE')
    expect(world.asked()).toEqual([])
  })

  it('SSRF: hosts that lead into the network here, redirects, and answers that are too large', async () => {
    const { bytes } = await world.seal({ crl: ['/ca.crl'] })
    const findings = async (options: Parameters<OnlineWorld['fetcher']>[0]): Promise<readonly string[]> => {
      const report = await online(bytes, { fetcher: world.fetcher(options) })
      expect(report.indication).toBe('INDETERMINATE')
      return codesOf(report, 'makerRevocation').filter((code) => code.startsWith('ONLINE_'))
    }
    serve({ '/ca.crl': await world.crl() })
    expect(await findings({ resolve: () => Promise.resolve(['169.254.169.254']) })).toEqual(['ONLINE_ADDRESS_REFUSED'])
    expect(world.asked()).toEqual([])
    expect(await findings({ maxBytes: 100 })).toEqual(['ONLINE_RESPONSE_TOO_LARGE'])
    expect(await findings({ maxRequests: 0 })).toEqual(['ONLINE_REQUESTS_EXHAUSTED'])
    serve({ '/ca.crl': () => (response) => { response.writeHead(301, { location: 'http://169.254.169.254/' }).end() } })
    expect(await findings({})).toEqual(['ONLINE_REDIRECT_REFUSED'])
    serve({ '/ca.crl': () => (response) => { response.writeHead(200, { 'content-encoding': 'gzip' }).end('x') } })
    expect(await findings({})).toEqual(['ONLINE_RESPONSE_REFUSED'])
  })
})

describe('verifyOnline: issuers', () => {
  const signedDataOf = (...certificates: readonly Uint8Array[]): Uint8Array => encodeSequence(
    encodeOid('1.2.840.113549.1.7.2'),
    encodeExplicit(0, encodeSequence(
      encodeInteger(1), encodeElement(0x31), encodeSequence(encodeOid('1.2.840.113549.1.7.1')), encodeElement(0xa0, ...certificates), encodeElement(0x31),
    )),
  )
  const noCertificates = world.options({ certificates: [] })

  it.each<[string, () => Uint8Array | string]>([
    ['a certificate', () => ca.certificate.bytes],
    ['a message that only carries certificates', () => signedDataOf(root.certificate.bytes, ca.certificate.bytes)],
    ['PEM', () => toPem('CERTIFICATE', ca.certificate.bytes)],
  ])('completes a path with %s, then asks for revocation', async (_, answer) => {
    const { bytes } = await world.seal({ issuers: ['/ca.cer'], crl: ['/ca.crl'] })
    serve({ '/ca.cer': answer, '/ca.crl': await world.crl() })
    const offline = await verify(bytes, noCertificates)
    expect(codesOf(offline, 'makerCertificate')).toContain('PATH_ISSUER_NOT_FOUND')
    const report = await verifyOnline(bytes, { ...noCertificates, fetcher })
    expect(report.accepted).toBe(true)
    expect(diagnosticsOf(report, 'makerCertificate')).toContainEqual(expect.objectContaining({ code: 'ONLINE_EVIDENCE_FETCHED', params: { kind: 'CERTIFICATE', host: 'crl.east.example' } }))
    expect(world.asked()).toEqual(['/ca.cer', '/ca.crl'])
    expect((await verifyOnline(bytes, { ...noCertificates, fetcher, sources: ['crl', 'ocsp'] })).accepted).toBe(false)
    expect(world.asked()).toEqual([])
  })

  it('goes up several steps', async () => {
    const middle = await ca.authority('O=Test,CN=middle', [access(['caIssuers', world.url('/ca.cer')])])
    const { bytes } = await world.seal({ issuers: ['/middle.cer'] }, middle)
    serve({ '/middle.cer': middle.certificate.bytes, '/ca.cer': ca.certificate.bytes })
    expect((await verifyOnline(bytes, { ...noCertificates, fetcher })).accepted).toBe(true)
    expect(world.asked()).toEqual(['/middle.cer', '/ca.cer'])
  })

  it('CA name confusion: an issuer of the same name with another key is not taken', async () => {
    const { bytes } = await world.seal({ issuers: ['/ca.cer'] })
    const impostor = await TestAuthority.root('O=Test,CN=ca', 'SM2')
    serve({ '/ca.cer': impostor.certificate.bytes })
    const cache = memoryCache()
    const report = await verifyOnline(bytes, { ...noCertificates, fetcher, cache })
    expect(report.indication).toBe('INDETERMINATE')
    expect(diagnosticsOf(report, 'makerCertificate')).toContainEqual(expect.objectContaining({ code: 'ONLINE_RESPONSE_UNUSABLE', params: { host: 'crl.east.example', code: 'PATH_ISSUER_NOT_FOUND' } }))
    expect(withoutOnline(report)).toEqual(JSON.parse(JSON.stringify(await verify(bytes, noCertificates))))
    serve({ '/ca.cer': ca.certificate.bytes })
    expect((await verifyOnline(bytes, { ...noCertificates, fetcher, cache })).accepted).toBe(true)
  })

  it.each<[string, () => Promise<Uint8Array>, string]>([
    ['an altered certificate', () => Promise.resolve(Uint8Array.from(ca.certificate.bytes).fill(0x33, -4)), 'CERTIFICATE_SIGNATURE_INVALID'],
    ['one of the same key that has run out', async () => (await root.authority('O=Test,CN=ca', [], { key: ca.key, notAfter: new Date('2021-01-01T00:00:00Z') })).certificate.bytes, 'CERTIFICATE_EXPIRED'],
    ['one of the same key that is no authority\'s', async () => (await root.endEntity('O=Test,CN=ca', [keyUsage('digitalSignature')], { key: ca.key })).bytes, 'CERTIFICATE_'],
  ])('denial: whoever hands out %s leaves the question open and fails nothing', async (_, make, code) => {
    const { bytes } = await world.seal({ issuers: ['/ca.cer'] })
    const bad = await make()
    serve({ '/ca.cer': bad })
    const report = await verifyOnline(bytes, { ...noCertificates, fetcher })
    expect(report.indication).toBe('INDETERMINATE')
    expect(withoutOnline(report)).toEqual(JSON.parse(JSON.stringify(await verify(bytes, noCertificates))))
    const found = diagnosticsOf(report, 'makerCertificate').find((one) => one.code === 'ONLINE_RESPONSE_UNUSABLE')
    expect(found?.params['code']).toMatch(new RegExp(`^${code}`))
    // Beside the genuine one it does no harm either.
    serve({ '/ca.cer': toPem('CERTIFICATE', bad) + toPem('CERTIFICATE', ca.certificate.bytes) })
    expect((await verifyOnline(bytes, { ...noCertificates, fetcher })).accepted).toBe(true)
  })

  it('SSRF: follows no query for a certificate that nobody vouches for', async () => {
    const { bytes } = await world.seal({ issuers: ['/admin?delete=all'] })
    serve({ '/admin?delete=all': ca.certificate.bytes })
    const report = await verifyOnline(bytes, { ...noCertificates, fetcher })
    expect(diagnosticsOf(report, 'makerCertificate')).toContainEqual(expect.objectContaining({ code: 'ONLINE_URL_UNUSABLE', params: { reason: 'query' } }))
    expect(world.asked()).toEqual([])
  })

  it('resource exhaustion: a tower of issuers ends', async () => {
    let top = await TestAuthority.root('O=Test,CN=tower 0', 'SM2')
    serve({})
    for (let level = 1; level < 12; level++) {
      top = await top.authority(`O=Test,CN=tower ${level}`, [access(['caIssuers', world.url(`/tower-${level - 1}.cer`)])])
      world.answers.set(`/tower-${level}.cer`, top.certificate.bytes)
    }
    const { bytes } = await world.seal({ issuers: ['/tower-11.cer'] }, top)
    const report = await verifyOnline(bytes, { ...noCertificates, fetcher })
    expect(report.accepted).toBe(false)
    expect(world.asked().length).toBeLessThanOrEqual(6)
  })
})

describe('verifyOnline: cache', () => {
  const at = (iso: string): Partial<VerifyOnlineOptions> => ({ validationTime: new Date(iso) })

  it('asks again only after nextUpdate, to the second, and says where evidence came from', async () => {
    const { bytes } = await world.seal({ crl: ['/ca.crl'] })
    serve({ '/ca.crl': await world.crl() })
    const cache = memoryCache()
    const first = await online(bytes, { cache })
    expect(codesOf(first, 'makerRevocation')).toContain('ONLINE_EVIDENCE_FETCHED')
    const second = await online(bytes, { cache, validationTime: NEXT_UPDATE })
    expect(second.accepted).toBe(true)
    expect(codesOf(second, 'makerRevocation')).toContain('ONLINE_EVIDENCE_CACHED')
    expect(world.asked()).toEqual(['/ca.crl'])
    await online(bytes, { cache, ...at('2026-06-07T00:00:00.999Z') })
    expect(world.asked()).toEqual([])
    await online(bytes, { cache, ...at('2026-06-07T00:00:01Z') })
    expect(world.asked()).toEqual(['/ca.crl'])
  })

  it('keeps nothing for longer than it is told, and nothing that has no end', async () => {
    const { bytes } = await world.seal({ crl: ['/ca.crl'] })
    serve({ '/ca.crl': await world.crl() })
    const cache = memoryCache()
    await online(bytes, { cache, maxCacheSeconds: 60 })
    await online(bytes, { cache, maxCacheSeconds: 60, ...at('2026-06-01T00:01:00Z') })
    expect(world.asked()).toEqual(['/ca.crl'])
    await online(bytes, { cache, maxCacheSeconds: 60, ...at('2026-06-01T00:01:01Z') })
    expect(world.asked()).toEqual(['/ca.crl'])
  })

  it('OCSP and issuers are kept too', async () => {
    const { bytes, maker } = await world.seal({ ocsp: ['/ocsp'], issuers: ['/ca.cer'] })
    serve({ '/ocsp': world.ocsp(maker), '/ca.cer': ca.certificate.bytes })
    const cache = memoryCache()
    const options = { ...world.options({ certificates: [] }), fetcher, cache }
    expect((await verifyOnline(bytes, options)).accepted).toBe(true)
    expect(world.asked()).toEqual(['/ca.cer', '/ocsp'])
    const again = await verifyOnline(bytes, { ...options, fetcher: world.fetcher({ maxRequests: 0 }) })
    expect(again.accepted).toBe(true)
    expect(codesOf(again, 'makerCertificate')).toContain('ONLINE_EVIDENCE_CACHED')
    expect(world.asked()).toEqual([])
  })

  it('cache poisoning: what is forged is not kept, however long it says that it holds', async () => {
    const { bytes } = await world.seal({ crl: ['/ca.crl'] })
    const thief = await testKey('SM2')
    serve({ '/ca.crl': await world.crl([], { key: thief, nextUpdate: new Date('2040-01-01T00:00:00Z') }) })
    const cache = memoryCache()
    const report = await online(bytes, { cache })
    expect(report.indication).toBe('INDETERMINATE')
    expect(codesOf(report, 'makerRevocation')).toContain('REVOCATION_SIGNATURE_INVALID')
    serve({ '/ca.crl': await world.crl() })
    expect((await online(bytes, { cache })).accepted).toBe(true)
  })

  it.each<[string, (good: Uint8Array) => Promise<Uint8Array>]>([
    ['garbage', () => Promise.resolve(Uint8Array.of(1, 2, 3))],
    ['a forged list', async () => world.crl([], { key: await testKey('SM2') })],
    ['a list of another time', () => world.crl([], { thisUpdate: new Date('2025-01-01T00:00:00Z'), nextUpdate: new Date('2025-01-02T00:00:00Z') })],
  ])('cache poisoning: asks the source when the cache gives %s', async (_, make) => {
    const { bytes } = await world.seal({ crl: ['/ca.crl'] })
    const good = await world.crl()
    serve({ '/ca.crl': good })
    const cache = memoryCache()
    await cache.put(`crl ${world.url('/ca.crl')}`, await make(good), { notAfter: new Date('2040-01-01T00:00:00Z') })
    expect((await online(bytes, { cache })).accepted).toBe(true)
    expect(world.asked()).toEqual(['/ca.crl'])
    expect((await online(bytes, { cache })).accepted).toBe(true)
    expect(world.asked()).toEqual([])
  })

  it('does without a cache that fails', async () => {
    const { bytes } = await world.seal({ crl: ['/ca.crl'] })
    serve({ '/ca.crl': await world.crl() })
    const broken: EvidenceCache = { get: () => Promise.reject(new Error('disk')), put: () => Promise.reject(new Error('disk')) }
    expect((await online(bytes, { cache: broken })).accepted).toBe(true)
  })
})

describe('verifyOnline: the caller', () => {
  it.each<[string, unknown]>([
    ['no fetcher', { fetcher: undefined }], ['a source that is none', { sources: ['ldap'] }], ['no concurrency', { concurrency: 0 }], ['a negative time to keep', { maxCacheSeconds: -1 }],
    ['a misspelt option', { fetchers: [] }], ['no policy', { policy: undefined }],
  ])('makes a mistake with %s', async (_, changes) => {
    const { bytes } = await world.seal({})
    await expect(online(bytes, changes as Partial<VerifyOnlineOptions>)).rejects.toThrow(TypeError)
  })

  it('makes a mistake with input that is no Uint8Array', async () => {
    await expect(online('seal' as unknown as Uint8Array)).rejects.toThrow(TypeError)
  })

  it('may bring a fetcher that throws whatever it likes: the question stays open', async () => {
    const { bytes } = await world.seal(BOTH)
    const own: Fetcher = { maxRequests: 8, fetch: () => { throw new RangeError('a defect') } }
    const report = await online(bytes, { fetcher: own })
    expect(report.indication).toBe('INDETERMINATE')
    expect(withoutOnline(report)).toEqual(JSON.parse(JSON.stringify(await verify(bytes, world.options()))))
    expect(codesOf(report, 'makerRevocation')).toContain('ONLINE_SOURCE_UNAVAILABLE')
  })

  it('may want every source to answer: the policy judges what was noticed', async () => {
    const { bytes } = await world.seal(BOTH)
    serve({ '/ocsp': 500, '/ca.crl': await world.crl() })
    const policy = { ...policyPreset('cn-gov-2025'), levels: { ONLINE_SOURCE_UNAVAILABLE: 'indeterminate' } } as const
    expect(await online(bytes, { policy })).toMatchObject({ accepted: false, indication: 'INDETERMINATE' })
  })

  it('TOCTOU: octets that change during the call change nothing', async () => {
    const { bytes } = await world.seal({ crl: ['/ca.crl'] })
    const mutable = Uint8Array.from(bytes)
    const list = await world.crl()
    serve({
      '/ca.crl': () => {
        mutable.fill(0)
        return list
      },
    })
    expect((await online(mutable)).accepted).toBe(true)
    expect(mutable.every((octet) => octet === 0)).toBe(true)
  })
})

describe('verifyOnline: a license', () => {
  it('is accepted with the list that the signer\'s certificate names, under the name that stands there', async () => {
    const list = fixture('world/crls/east-ca.crl')
    const server = await loopback(() => list)
    const transport = nodeTransport()
    // The certificate says port 80, which no test may open: the last step goes to the server's port.
    const here = createFetcher({
      allow: { hosts: ['crl.example'], addresses: ['127.0.0.1'] },
      resolve: () => Promise.resolve(['127.0.0.1']),
      transport: (request) => {
        const url = new URL(request.url)
        url.port = String(server.port)
        return transport({ ...request, url })
      },
    })
    const bytes = new Uint8Array(readFileSync(new URL('../../fixtures/ofd/certificates/crl-missing/input.ofd', import.meta.url)))
    expect(await verify(bytes, OPTIONS)).toMatchObject({ accepted: false, indication: 'INDETERMINATE' })
    const report = await verifyOnline(bytes, { ...OPTIONS, fetcher: here })
    expect(report.accepted).toBe(true)
    expect(server.seen.map(({ path }) => path)).toEqual(['/east-ca.crl'])
    expect(report.signatures[0]?.steps.signerRevocation?.diagnostics.map(({ code }) => code)).toContain('ONLINE_EVIDENCE_FETCHED')
  })
})
