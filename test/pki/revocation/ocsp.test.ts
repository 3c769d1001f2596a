/** Revocation by OCSP: who may answer, which answers count, and what attackers do with answers. */
import { beforeAll, describe, expect, it } from 'vitest'
import { encodeGeneralizedTime, encodeNull, encodeSequence } from '../../../src/encoding/der-writer.ts'
import { toHex } from '../../../src/encoding/octets.ts'
import { KEY_PURPOSE } from '../../../src/pki/index.ts'
import type { Certificate } from '../../../src/pki/index.ts'
import type { CertificationPath } from '../../../src/pki/path/index.ts'
import { extKeyUsage, extensionOf, keyUsage, testKey } from '../certificate-maker.ts'
import type { TestAuthority, TestKey } from '../certificate-maker.ts'
import { GM } from '../cms-maker.ts'
import { distributionPoints, unknownExtension } from '../crl-maker.ts'
import { errorResponse, makeBasicResponse, makeOcspResponse } from '../ocsp-maker.ts'
import type { ResponseTemplate, SingleTemplate } from '../ocsp-maker.ts'
import { World, day } from './world.ts'

let world: World
let authority: TestAuthority
let certificate: Certificate
let path: CertificationPath
let rootCrl: Uint8Array
let responder: Certificate
let responderKey: TestKey

const NO_CHECK = extensionOf('1.3.6.1.5.5.7.48.1.5', encodeNull())
const SIGNING = extKeyUsage([KEY_PURPOSE.OCSPSigning])

beforeAll(async () => {
  world = await World.make()
  authority = await world.root.authority('CN=示例机构')
  certificate = await authority.endEntity('CN=甲', [keyUsage('digitalSignature'), distributionPoints({ uri: 'http://crl.example/a' })])
  path = await world.path(certificate, [authority.certificate])
  rootCrl = await world.crl(world.root)
  responderKey = await testKey('SM2')
  responder = await authority.endEntity('CN=应答者', [keyUsage('digitalSignature'), SIGNING, NO_CHECK], { key: responderKey })
})

const template = (single: Partial<SingleTemplate> = {}, response: Partial<ResponseTemplate> = {}): ResponseTemplate => ({
  responses: [{ certificate, issuer: authority.certificate, thisUpdate: day('06-14'), nextUpdate: day('06-16'), ...single }],
  responder: authority.certificate, key: authority.key, ...response,
})
const byIssuer = (single?: Partial<SingleTemplate>, response?: Partial<ResponseTemplate>): Promise<Uint8Array<ArrayBuffer>> => makeOcspResponse(template(single, response))
const byDelegate = (single: Partial<SingleTemplate> = {}, response: Partial<ResponseTemplate> = {}): Promise<Uint8Array<ArrayBuffer>> =>
  byIssuer(single, { responder, key: responderKey, certificates: [responder.bytes], ...response })

const check = async (responses: readonly Uint8Array[], options: Parameters<World['check']>[1] = {}): ReturnType<World['check']> =>
  world.check(path, { crls: [rootCrl], ocspResponses: responses, ...options })

describe('who may answer (pitfall 17)', () => {
  it('the issuer itself, by name or key hash', async () => {
    for (const by of ['name', 'key', 'keySm3'] as const) {
      const answer = await check([await byIssuer({}, { by })])
      expect(answer).toMatchObject({ status: ['good', 'good'], codes: [] })
      expect(answer.facts?.certificates[0]).toMatchObject({ evidence: 'OCSP 0', thisUpdate: '2026-06-14T00:00:00.000Z', nextUpdate: '2026-06-16T00:00:00.000Z' })
    }
  })

  it('a responder that the issuer certified directly for it', async () => {
    expect(await check([await byDelegate()])).toMatchObject({ status: ['good', 'good'], codes: [] })
    expect((await check([await byDelegate({}, { by: 'key' })])).status[0]).toBe('good')
    expect((await check([await byDelegate({}, { certificates: [] })], { certificates: [responder] })).status[0]).toBe('good')
  })

  const refused = async (other: Certificate, key: TestKey): Promise<void> => {
    const answer = await check([await byDelegate({}, { responder: other, key, certificates: [other.bytes] })], { certificates: [other] })
    expect(answer).toMatchObject({ status: ['unknown', 'good'], level: 'indeterminate' })
    expect(answer.codes).toEqual(['REVOCATION_EVIDENCE_UNUSABLE', 'REVOCATION_UNAUTHORIZED_RESPONDER'])
  }

  it('not any trusted certificate: same issuer, no key purpose', async () => {
    await refused(await authority.endEntity('CN=应答者', [keyUsage('digitalSignature')], { key: responderKey }), responderKey)
  })

  it('not with anyExtendedKeyUsage instead of the purpose', async () => {
    await refused(await authority.endEntity('CN=应答者', [extKeyUsage([KEY_PURPOSE.any])], { key: responderKey }), responderKey)
  })

  it('not with the purpose from another authority under the same root', async () => {
    const neighbor = await world.root.authority('CN=另一机构')
    await refused(await neighbor.endEntity('CN=应答者', [SIGNING, NO_CHECK], { key: responderKey }), responderKey)
    await refused(await world.root.endEntity('CN=应答者', [SIGNING, NO_CHECK], { key: responderKey }), responderKey)
  })

  it('not from an authority that only has the issuer’s name', async () => {
    const twin = await world.root.authority(authority.name)
    await refused(await twin.endEntity('CN=应答者', [SIGNING, NO_CHECK], { key: responderKey }), responderKey)
  })

  it('not from an authority below the issuer', async () => {
    const below = await authority.authority('CN=下级机构')
    await refused(await below.endEntity('CN=应答者', [SIGNING, NO_CHECK], { key: responderKey }), responderKey)
  })

  it('not the certificate about itself', async () => {
    const key = await testKey('SM2')
    const own = await authority.endEntity('CN=自称', [keyUsage('digitalSignature'), distributionPoints({ uri: 'http://crl.example/a' })], { key })
    const ownPath = await world.path(own, [authority.certificate])
    const answer = await world.check(ownPath, {
      crls: [rootCrl], ocspResponses: [await byDelegate({ certificate: own }, { responder: own, key, certificates: [own.bytes] })],
    })
    expect(answer.codes).toContain('REVOCATION_UNAUTHORIZED_RESPONDER')
  })

  it('not when its certificate had expired', async () => {
    const expired = await authority.endEntity('CN=应答者', [SIGNING, NO_CHECK], { key: responderKey, notAfter: day('06-01') })
    await refused(expired, responderKey)
  })

  it('not with another key usage', async () => {
    await refused(await authority.endEntity('CN=应答者', [keyUsage('keyEncipherment'), SIGNING, NO_CHECK], { key: responderKey }), responderKey)
  })

  it('one that the caller trusts, within its dates', async () => {
    const stranger = await World.make()
    const key = await testKey('SM2')
    const pinned = await stranger.root.endEntity('CN=本地应答者', [keyUsage('digitalSignature')], { key, notAfter: day('06-30') })
    const response = await byDelegate({}, { responder: pinned, key, certificates: [] })
    expect((await check([response])).status[0]).toBe('unknown')
    expect((await check([response], { trustedResponders: [pinned] })).status[0]).toBe('good')
    const late = await byDelegate({}, { responder: pinned, key, certificates: [], producedAt: day('07-01') })
    expect((await check([late], { trustedResponders: [pinned] })).status[0]).toBe('unknown')
  })

  it('nobody whose signature is wrong', async () => {
    const answer = await check([await byIssuer({}, { spoil: (value) => value.with(30, (value[30] as number) ^ 1) })])
    expect(answer.codes).toEqual(['REVOCATION_EVIDENCE_UNUSABLE', 'REVOCATION_SIGNATURE_INVALID'])
  })

  it('a responder whose own certificate is revoked, or cannot be checked', async () => {
    const named = await authority.endEntity('CN=应答者', [keyUsage('digitalSignature'), SIGNING, distributionPoints({ uri: 'http://crl.example/a' })], { key: responderKey })
    const response = await byDelegate({}, { responder: named, certificates: [named.bytes] })
    const list = (entries: readonly { serial: bigint; date: Date }[]): Promise<Uint8Array> => world.crl(authority, { entries })
    const open = await check([response])
    expect(open).toMatchObject({ status: ['good', 'good'], codes: ['REVOCATION_RESPONDER_UNCHECKED'], level: 'warning' })
    const revoked = await world.check(path, { crls: [rootCrl, await list([{ serial: named.serialNumber, date: day('06-01') }])], ocspResponses: [response] })
    expect(revoked.codes).toContain('REVOCATION_UNAUTHORIZED_RESPONDER')
    // The list that revokes the responder speaks for the certificate, too.
    expect(revoked.status[0]).toBe('good')
    const good = await world.check(path, { crls: [rootCrl, await list([])], ocspResponses: [response] })
    expect(good.codes).toEqual([])
  })
})

describe('which answers count', () => {
  it('about this certificate: serial number, issuer’s name and issuer’s key', async () => {
    const other = await authority.endEntity('CN=乙')
    expect((await check([await byIssuer({ certificate: other })])).codes).toEqual(['REVOCATION_NO_EVIDENCE'])
    // Another authority under the issuer's name has its own key, and the same number there is another certificate.
    const twin = await world.root.authority(authority.name)
    expect((await check([await byIssuer({ issuer: twin.certificate })])).codes).toEqual(['REVOCATION_NO_EVIDENCE'])
  })

  it('with SM3 or SHA-2 in the identifier', async () => {
    for (const hash of [GM.sm3, '2.16.840.1.101.3.4.2.1', '2.16.840.1.101.3.4.2.3']) expect((await check([await byIssuer({ hash })])).status[0]).toBe('good')
  })

  it('several in one response', async () => {
    const other = await authority.endEntity('CN=乙')
    const [mine] = template().responses
    const both = await makeOcspResponse(template({}, { responses: [{ ...(mine as SingleTemplate), certificate: other, status: { date: day('06-01') } }, mine as SingleTemplate] }))
    expect((await check([both])).status[0]).toBe('good')
  })

  it('revoked, on hold, unknown', async () => {
    const revoked = await check([await byIssuer({ status: { date: day('06-01'), reason: 'superseded' } })])
    expect(revoked.findings).toContainEqual({ code: 'CERTIFICATE_REVOKED', at: ['certificate', 0], params: { reason: 'superseded', revocationDate: '2026-06-01T00:00:00.000Z' } })
    expect((await check([await byIssuer({ status: { date: day('06-01'), reason: 'certificateHold' } })])).status[0]).toBe('onHold')
    expect((await check([await byIssuer({ status: { date: day('06-01'), reason: 'removeFromCRL' } })])).status[0]).toBe('revoked')
    const unknown = await check([await byIssuer({ status: 'unknown' })])
    expect(unknown).toMatchObject({ status: ['unknown', 'good'], codes: ['REVOCATION_EVIDENCE_UNUSABLE', 'REVOCATION_UNKNOWN'], level: 'indeterminate' })
    const later = extensionOf('2.5.29.24', encodeGeneralizedTime(day('05-01')))
    const compromised = await check([await byIssuer({ status: { date: day('06-16') }, extensions: [later] })], { proven: true })
    expect(compromised.codes).toEqual(['CERTIFICATE_REVOKED_AFTER_PROOF', 'CERTIFICATE_INVALID_SINCE'])
  })

  it('pitfall 18: an old answer, an early one, one without end', async () => {
    expect((await check([await byIssuer({ thisUpdate: day('06-10'), nextUpdate: day('06-14') })])).codes).toEqual(['REVOCATION_EVIDENCE_UNUSABLE', 'REVOCATION_STALE'])
    expect((await check([await byIssuer({ thisUpdate: day('06-16'), nextUpdate: day('06-17') })])).codes).toEqual(['REVOCATION_EVIDENCE_UNUSABLE', 'REVOCATION_NOT_YET_ISSUED'])
    const endless = (thisUpdate: Date): Promise<Uint8Array> => makeOcspResponse({
      ...template(), responses: [{ certificate, issuer: authority.certificate, thisUpdate }],
    })
    expect((await check([await endless(day('06-14'))])).status[0]).toBe('good')
    expect((await check([await endless(day('06-13'))])).status[0]).toBe('unknown')
  })

  it('pitfall 18: a replayed answer to somebody else’s request', async () => {
    const nonce = Uint8Array.of(1, 2, 3, 4)
    expect((await check([await byIssuer({}, { nonce })], { nonce })).status[0]).toBe('good')
    expect((await check([await byIssuer({}, { nonce: Uint8Array.of(1, 2, 3) })], { nonce })).codes).toEqual(['REVOCATION_EVIDENCE_UNUSABLE', 'REVOCATION_NONCE_MISMATCH'])
    expect((await check([await byIssuer()], { nonce })).status[0]).toBe('unknown')
  })

  it('an answer about an expired certificate, with and without an archive', async () => {
    const brief = await authority.endEntity('CN=丙', [], { notAfter: day('06-10') })
    const ofBrief = await world.path(brief, [authority.certificate])
    const cutoff = extensionOf('1.3.6.1.5.5.7.48.1.6', encodeGeneralizedTime(day('01-01')))
    const run = async (extensions: readonly Uint8Array[]): Promise<readonly string[]> =>
      (await world.check(ofBrief, { crls: [rootCrl], ocspResponses: [await byIssuer({ certificate: brief, extensions })], time: day('06-05'), validationTime: day('06-15') })).status
    expect((await run([]))[0]).toBe('unknown')
    expect((await run([cutoff]))[0]).toBe('good')
  })

  it('extensions that nobody understands, errors, and octets that are no response', async () => {
    expect((await check([await byIssuer({ extensions: [unknownExtension()] })])).codes).toContain('REVOCATION_EXTENSION_UNKNOWN')
    expect((await check([await byIssuer({}, { extensions: [unknownExtension()] })])).codes).toContain('REVOCATION_EXTENSION_UNKNOWN')
    const failed = await check([errorResponse(3)])
    expect(failed.codes).toEqual(['REVOCATION_NO_EVIDENCE', 'REVOCATION_RESPONSE_ERROR'])
    expect(failed.findings[1]?.params).toEqual({ evidence: 'OCSP 0', status: 'tryLater' })
    expect((await check([Uint8Array.of(0x30, 3, 1)])).codes).toEqual(['REVOCATION_EVIDENCE_MALFORMED', 'REVOCATION_NO_EVIDENCE'])
    expect((await check([encodeSequence()])).codes).toContain('REVOCATION_EVIDENCE_MALFORMED')
  })

  it('stored without its envelope', async () => {
    expect((await check([await makeBasicResponse(template())])).status[0]).toBe('good')
  })
})

describe('CRL and OCSP together', () => {
  const list = (entries: readonly { serial: bigint; date: Date; reason?: 'certificateHold' }[] = [], thisUpdate = day('06-10')): Promise<Uint8Array> =>
    world.crl(authority, { entries, thisUpdate })
  const both = async (crl: Uint8Array, ocsp: Uint8Array): ReturnType<World['check']> => world.check(path, { crls: [rootCrl, crl], ocspResponses: [ocsp] })
  const mine = (): { serial: bigint; date: Date } => ({ serial: certificate.serialNumber, date: day('06-01') })

  it('a revocation on either side counts', async () => {
    expect((await both(await list([mine()]), await byIssuer())).status[0]).toBe('revoked')
    expect((await both(await list(), await byIssuer({ status: { date: day('06-01') } }))).status[0]).toBe('revoked')
  })

  it('of two about a hold the newer decides', async () => {
    const held = { ...mine(), reason: 'certificateHold' as const }
    expect((await both(await list([held]), await byIssuer())).status[0]).toBe('good')
    expect((await both(await list([held], day('06-15')), await byIssuer())).status[0]).toBe('onHold')
    expect((await both(await list([held], day('06-14')), await byIssuer())).status[0]).toBe('onHold')
  })

  it('one that serves is enough', async () => {
    expect((await both(await list([], day('05-01')), await byIssuer())).status[0]).toBe('good')
    expect((await both(await list(), await byIssuer({ status: 'unknown' }))).status[0]).toBe('good')
  })
})

it('keeps the identifier of evidence stable', async () => {
  const answer = await check([await byIssuer({ certificate: authority.certificate, issuer: world.root.certificate }), await byIssuer()])
  expect(answer.facts?.certificates.map(({ evidence }) => evidence)).toEqual(['OCSP 1', 'CRL 0'])
  expect(answer.facts?.certificates[1]?.serialNumber).toBe(toHex(authority.certificate.serialNumberBytes))
})
