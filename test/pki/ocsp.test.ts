import { beforeAll, describe, expect, it } from 'vitest'
import { FormatError } from '../../src/errors.ts'
import { Budget } from '../../src/limits.ts'
import { encodeElement, encodeExplicit, encodeGeneralizedTime, encodeOctetString, encodeSequence } from '../../src/encoding/der-writer.ts'
import { fromAscii } from '../../src/encoding/characters.ts'
import { concatOctets, fromBase64, toHex } from '../../src/encoding/octets.ts'
import { parseBasicOcspResponse, parseOcspResponse } from '../../src/pki/index.ts'
import type { Certificate, OcspResponse } from '../../src/pki/index.ts'
import { HAS_CORPUS, SKIPPED, corpusFile, manifestRows } from '../corpus/manifest.ts'
import { T0, TestAuthority, extensionOf } from './certificate-maker.ts'
import { unknownExtension } from './crl-maker.ts'
import { errorResponse, makeBasicResponse, makeOcspResponse } from './ocsp-maker.ts'
import type { ResponseTemplate, SingleTemplate } from './ocsp-maker.ts'

const NEXT = new Date('2026-01-08T00:00:00Z')
let authority: TestAuthority
let certificate: Certificate

beforeAll(async () => {
  authority = await TestAuthority.root('CN=示例根', 'SM2')
  certificate = await authority.endEntity('CN=甲')
})

const parse = (bytes: Uint8Array): OcspResponse => parseOcspResponse(bytes, { budget: new Budget(), at: ['o'] })
const template = (response: Partial<ResponseTemplate> = {}, single: Partial<SingleTemplate> = {}): ResponseTemplate => ({
  responses: [{ certificate, issuer: authority.certificate, thisUpdate: T0, nextUpdate: NEXT, ...single }], responder: authority.certificate, key: authority.key, ...response,
})
const make = (response?: Partial<ResponseTemplate>, single?: Partial<SingleTemplate>): Promise<Uint8Array<ArrayBuffer>> => makeOcspResponse(template(response, single))

function codeOf(bytes: Uint8Array): string {
  try {
    parse(bytes)
  } catch (error) {
    if (error instanceof FormatError) return error.code
    throw error
  }
  throw new Error('parsed')
}

describe('parseOcspResponse', () => {
  it('reads a response over its octets', async () => {
    const response = parse(await make({ nonce: Uint8Array.of(1, 2, 3), certificates: [authority.certificate.bytes] }))
    expect(response).toMatchObject({ responseStatus: 'successful', findings: [] })
    const basic = response.basicResponse
    expect(basic).toMatchObject({ responderId: { kind: 'byName', name: { text: 'CN=示例根' } }, producedAt: T0, nonce: Uint8Array.of(1, 2, 3), unknownCritical: [] })
    expect(basic?.responses).toMatchObject([{ certStatus: { kind: 'good' }, thisUpdate: T0, nextUpdate: NEXT, certId: { serialNumber: certificate.serialNumber } }])
    expect(basic?.certificates.map(toHex)).toEqual([toHex(authority.certificate.bytes)])
    expect(toHex(response.bytes)).toContain(toHex(basic?.tbs as Uint8Array))
  })

  it.each([
    ['name', 'byName'], ['key', 'byKey'], ['keySm3', 'byKey'],
  ] as const)('reads a responder by %s', async (by, kind) => {
    const id = parse(await make({ by })).basicResponse?.responderId
    expect(id?.kind).toBe(kind)
    if (id?.kind === 'byKey') expect(id.keyHash.length).toBe(by === 'key' ? 20 : 32)
  })

  it('reads states, reasons and what is known about expired certificates', async () => {
    const revoked = parse(await make({}, { status: { date: T0, reason: 'cessationOfOperation' }, extensions: [extensionOf('1.3.6.1.5.5.7.48.1.6', encodeGeneralizedTime(T0))] }))
    expect(revoked.basicResponse?.responses).toMatchObject([{ certStatus: { kind: 'revoked', revocationTime: T0, reason: 'cessationOfOperation' }, archiveCutoff: T0 }])
    expect(parse(await make({}, { status: 'unknown' })).basicResponse?.responses).toMatchObject([{ certStatus: { kind: 'unknown' } }])
    expect(parse(await make({}, { status: { date: T0 } })).basicResponse?.responses).toMatchObject([{ certStatus: { reason: 'unspecified' } }])
    const dated = parse(await make({}, { extensions: [extensionOf('2.5.29.24', encodeGeneralizedTime(T0))] }))
    expect(dated.basicResponse?.responses[0]?.invalidityDate).toEqual(T0)
  })

  it('reads a bare nonce of older software', async () => {
    const bare = extensionOf('1.3.6.1.5.5.7.48.1.2', Uint8Array.of(9, 9))
    expect(parse(await make({ extensions: [bare] })).basicResponse?.nonce).toEqual(Uint8Array.of(9, 9))
  })

  it('lists critical extensions that it does not understand', async () => {
    const both = parse(await make({ extensions: [unknownExtension()] }, { extensions: [unknownExtension()] })).basicResponse
    expect(both?.unknownCritical).toEqual(['1.2.3.4.5'])
    expect(both?.responses[0]?.unknownCritical).toEqual(['1.2.3.4.5'])
  })

  it.each([[1, 'malformedRequest'], [2, 'internalError'], [3, 'tryLater'], [4, 'unknown'], [5, 'sigRequired'], [6, 'unauthorized'], [77, 'unknown']])(
    'an error of status %i is one', (status, name) => {
      expect(parse(errorResponse(status))).toMatchObject({ responseStatus: name })
      expect(parse(errorResponse(status)).basicResponse).toBeUndefined()
    })

  it('never takes the response of a failed status for one', async () => {
    const bytes = Uint8Array.from(await make())
    const at = bytes.indexOf(0x0a)
    bytes[at + 2] = 6
    expect(parse(bytes).basicResponse).toBeUndefined()
  })

  it('notes a version that is spelled out, and refuses another one', async () => {
    expect(parse(await make({ version: 0 })).findings.map(({ code }) => code)).toEqual(['DER_DEFAULT_ENCODED'])
    expect(codeOf(await make({ version: 1 }))).toBe('OCSP_VERSION_UNKNOWN')
  })

  it('refuses other types, forms and octets behind', async () => {
    expect(codeOf(await make({ responseType: '1.2.3' }))).toBe('OCSP_RESPONSE_TYPE_UNKNOWN')
    expect(codeOf(concatOctets(await make(), Uint8Array.of(0)))).toBe('DER_TRAILING_DATA')
    expect(codeOf(encodeSequence(encodeElement(0x0a, Uint8Array.of(0)), encodeExplicit(0, encodeOctetString(Uint8Array.of(1)))))).toBe('DER_TAG_UNEXPECTED')
    const good = toHex(await make())
    expect(() => parse(hex(good.replace('8000', '800105')))).toThrow(FormatError)
  })

  it('reads a response that was stored without its envelope', async () => {
    const bytes = await makeBasicResponse(template())
    expect(parseBasicOcspResponse(bytes, { budget: new Budget() })).toMatchObject({ responseStatus: 'successful', basicResponse: { responses: [{}] } })
  })
})

const hex = (text: string): Uint8Array => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))

const rows = manifestRows('x509-misc').filter(({ path }) => path.endsWith('.ors'))

describe.skipIf(!HAS_CORPUS)(`OCSP responses of others${SKIPPED}`, () => {
  it('finds them', () => {
    expect(rows.length).toBe(9)
  })

  it.each(rows.map(({ path }) => path))('%s', (path) => {
    const octets = corpusFile(path)
    const der = octets[0] === 0x30 ? octets : fromBase64((fromAscii(octets) ?? '').replaceAll(/\s/g, '')) ?? octets
    const basic = parse(der).basicResponse
    expect(basic?.responses).toHaveLength(1)
    // Names say it: the certificate was revoked on 2020-12-01.
    if (path.includes('alice')) expect(basic?.responses[0]?.certStatus.kind).toBe(path.includes('2020-12') ? 'revoked' : 'good')
  })
})
