import { beforeAll, describe, expect, it } from 'vitest'
import { FormatError } from '../../src/errors.ts'
import { Budget } from '../../src/limits.ts'
import { encodeElement, encodeExplicit, encodeInteger, encodeOid, encodeSequence } from '../../src/encoding/der-writer.ts'
import { context } from '../../src/encoding/der.ts'
import { toUtf8 } from '../../src/encoding/octets.ts'
import { ATTRIBUTE, KEY_PURPOSE, TST_INFO, checkTimeStamp, parseTimeStampToken } from '../../src/pki/index.ts'
import { trustAnchorOf } from '../../src/pki/path/index.ts'
import type { Certificate, TimeStampFacts, TimeStampOptions, TimeStampToken } from '../../src/pki/index.ts'
import type { TrustAnchor } from '../../src/pki/path/index.ts'
import { diagnosticDefinition } from '../../src/diagnostics/index.ts'
import type { Checked, Finding } from '../../src/diagnostics/index.ts'
import { HAS_CORPUS, SKIPPED, corpusFile } from '../corpus/manifest.ts'
import { TestAuthority, directory, extKeyUsage, keyUsage, nameOf, read, testKey } from './certificate-maker.ts'
import type { TestKey } from './certificate-maker.ts'
import { GM, PKCS7, attribute, contentType, digestOf, makeSignedData, makeTimeStamp, messageDigest, signingCertificateV2 } from './cms-maker.ts'
import type { StampTemplate } from './cms-maker.ts'
import { unknownExtension } from './crl-maker.ts'

const SIGNATURE = toUtf8('octets of a signature value')
const GEN_TIME = new Date('2026-02-03T04:05:06Z')
let authority: TestAuthority
let key: TestKey
let certificate: Certificate
let anchors: readonly TrustAnchor[]

beforeAll(async () => {
  authority = await TestAuthority.root('O=示例机构,CN=示例时间戳根', 'SM2')
  key = await testKey('SM2')
  certificate = await authority.endEntity('CN=示例时间戳', [keyUsage('digitalSignature'), extKeyUsage([KEY_PURPOSE.timeStamping], true)], { key })
  anchors = [trustAnchorOf(authority.certificate)]
})

const codes = (findings: readonly Finding[]): string[] => findings.map(({ code }) => code)

function parse(bytes: Uint8Array, noticed: Finding[] = []): TimeStampToken {
  return parseTimeStampToken(bytes, { budget: new Budget(), at: ['t'], note: (item) => noticed.push(item) })
}

function codeOf(bytes: Uint8Array): string {
  try {
    parse(bytes)
  } catch (error) {
    if (error instanceof FormatError) return error.code
    throw error
  }
  throw new Error('parsed')
}

const make = (template: Partial<StampTemplate> = {}): Promise<Uint8Array<ArrayBuffer>> =>
  makeTimeStamp({ about: SIGNATURE, imprintDigest: GM.sm3, genTime: GEN_TIME, certificate, key, ...template })

async function check(bytes: Uint8Array, options: Partial<TimeStampOptions> = {}): Promise<Checked<TimeStampFacts> & { codes: string[] }> {
  const checked = await checkTimeStamp(parse(bytes), {
    imprints: [{ what: 'signature value', octets: SIGNATURE }], anchors, budget: new Budget(), ...options,
  })
  return { ...checked, codes: codes(checked.findings).filter((code) => code !== 'CMS_SIGNING_CERTIFICATE_ABSENT') }
}

/** A TimeStampResp of a status, with or without a token. */
const response = (status: number, token?: Uint8Array): Uint8Array =>
  encodeSequence(encodeSequence(encodeInteger(status)), ...(token === undefined ? [] : [token]))

describe('parseTimeStampToken', () => {
  it('reads what a token says, with either identifier for signed data', async () => {
    for (const outer of [PKCS7.signedData, GM.signedData]) {
      const token = parse(await make({
        message: { contentType: outer },
        rest: [encodeSequence(encodeInteger(1), encodeElement(0x80, Uint8Array.of(5))), encodeElement(0x01, Uint8Array.of(0xff)), encodeInteger(99), encodeExplicit(0, directory('CN=示例时间戳'))],
      }))
      expect(token).toMatchObject({
        version: 1, policy: '1.2.3.4.1', serialNumber: 77n, genTime: GEN_TIME, accuracy: { seconds: 1, millis: 5, micros: 0 }, ordering: true, nonce: 99n,
        tsa: { kind: 'directoryName' },
      })
    }
  })

  it.each([
    ['20260203040506.5Z', 500, []],
    ['20260203040506.123456789Z', 123, []],
    ['20260203040506.100Z', 100, ['BER_TIME_NOT_CANONICAL']],
  ])('reads the fraction of %s', async (text, milliseconds, expected) => {
    const noticed: Finding[] = []
    const token = parse(await make({ genTime: encodeElement(0x18, toUtf8(text)) }), noticed)
    expect(token.genTime.getTime() - GEN_TIME.getTime()).toBe(milliseconds)
    expect(codes(noticed)).toEqual(expected)
  })

  it.each(['20260203040506', '20260203040506+0800', '202602030405Z', '20260231040506Z', '20260203040506.1234567891Z', '20260203040506,5Z'])(
    'refuses the time %s', async (text) => {
      expect(codeOf(await make({ genTime: encodeElement(0x18, toUtf8(text)) }))).toBe('DER_VALUE_INVALID')
    })

  it('tolerates version 2, no other', async () => {
    const noticed: Finding[] = []
    expect(parse(await make({ tstVersion: 2 }), noticed).version).toBe(2)
    expect(codes(noticed)).toEqual(['TIME_STAMP_VERSION'])
    expect(codeOf(await make({ tstVersion: 3 }))).toBe('TIME_STAMP_VERSION_UNKNOWN')
  })

  it('takes the token out of a whole response', async () => {
    const noticed: Finding[] = []
    const token = await make()
    expect(parse(response(0, token), noticed).bytes).toEqual(token)
    expect(codes(noticed)).toEqual(['TIME_STAMP_RESPONSE_WRAPPED'])
  })

  it.each([[2], [5]])('refuses a response of status %i', async (status) => {
    expect(codeOf(response(status))).toBe('TIME_STAMP_NOT_GRANTED')
    expect(codeOf(response(status, await make()))).toBe('TIME_STAMP_NOT_GRANTED')
  })

  it('refuses a granting response without token', () => {
    expect(codeOf(response(0))).toBe('TIME_STAMP_NOT_GRANTED')
  })

  it('refuses other content, detached content, and none or two signatures', async () => {
    expect(codeOf(await makeSignedData({ content: SIGNATURE, signers: [{ certificate, key }] }))).toBe('TIME_STAMP_CONTENT_TYPE')
    expect(codeOf(await make({ message: { detached: true } }))).toBe('TIME_STAMP_CONTENT_TYPE')
    expect(codeOf(await make({ message: { signers: [], certificates: [] } }))).toBe('TIME_STAMP_SIGNERS')
    expect(codeOf(await make({ message: { signers: [{ certificate, key }, { certificate, key }] } }))).toBe('TIME_STAMP_SIGNERS')
  })
})

describe('checkTimeStamp', () => {
  it('proves a time', async () => {
    const { facts, codes: found } = await check(await make())
    expect(found).toEqual([])
    expect(facts).toMatchObject({ genTime: GEN_TIME, imprint: 'signature value', policy: '1.2.3.4.1', serialNumber: 77n })
    expect(facts?.path.endEntity.subject.text).toBe('CN=示例时间戳')
  })

  it('binds the certificate where the token says which', async () => {
    const info = async (other: Certificate): Promise<readonly Uint8Array[]> => {
      const content = parse(await make()).tstInfo
      return [contentType(TST_INFO), messageDigest(await digestOf(GM.sm3, content)), await signingCertificateV2(other)]
    }
    expect((await checkTimeStamp(parse(await make({ attributes: await info(certificate) })), { imprints: [{ what: 'x', octets: SIGNATURE }], anchors, budget: new Budget() })).findings).toEqual([])
    const wrong = await check(await make({ attributes: await info(authority.certificate) }))
    expect(wrong.codes).toEqual(['CMS_SIGNING_CERTIFICATE_MISMATCH'])
    expect(wrong.facts).toBeUndefined()
  })

  it('about other octets: proves nothing', async () => {
    const { facts, codes: found } = await check(await make(), { imprints: [{ what: 'signature value', octets: toUtf8('other') }] })
    expect(found).toEqual(['TIME_STAMP_IMPRINT_MISMATCH'])
    expect(facts).toBeUndefined()
  })

  it('about octets that products are known to take: said', async () => {
    const { facts, findings } = await check(await make(), {
      imprints: [{ what: 'signature value', octets: toUtf8('other') }, { what: 'signature element', octets: SIGNATURE }],
    })
    expect(facts?.imprint).toBe('signature element')
    expect(findings).toContainEqual({ code: 'TIME_STAMP_IMPRINT_UNUSUAL', at: ['t'], params: { what: 'signature element' } })
  })

  it('weak and unknown digests of the imprint', async () => {
    expect((await check(await make({ imprintDigest: PKCS7.sha1 }))).codes).toEqual(['CMS_DIGEST_ALGORITHM_WEAK'])
    const bytes = await make()
    const [before, ...after] = Buffer.from(bytes).toString('hex').split('2a811ccf55018311')
    const text = `${before}2a811ccf55018311${after.join('2a811ccf55018319')}`
    expect((await check(Uint8Array.from(Buffer.from(text, 'hex')))).codes).toContain('CMS_DIGEST_ALGORITHM_UNSUPPORTED')
  })

  it('signature or content changed', async () => {
    expect((await check(await make({ spoil: (value) => value.with(20, (value[20] as number) ^ 1) }))).codes).toEqual(['CMS_SIGNATURE_INVALID'])
    const bytes = await make()
    const text = Buffer.from(bytes).toString('latin1').replace('20260203040506Z', '20250203040506Z')
    const moved = await check(Uint8Array.from(Buffer.from(text, 'latin1')))
    expect(moved.codes).toEqual(['CMS_MESSAGE_DIGEST_MISMATCH'])
    expect(moved.facts).toBeUndefined()
  })

  it('an authority that nobody trusts, and one that is trusted for something else', async () => {
    const stranger = await TestAuthority.root('CN=别处', 'SM2')
    expect((await check(await make(), { anchors: [trustAnchorOf(stranger.certificate)] })).facts).toBeUndefined()
    expect((await check(await make(), { anchors: [] })).codes).toEqual(['PATH_NO_ANCHORS'])
    const signer = await authority.endEntity('CN=甲', [keyUsage('digitalSignature')], { key })
    const { findings } = await check(await make({ certificate: signer }))
    expect(codes(findings).some((code) => code.startsWith('CERTIFICATE_') || code.startsWith('PATH_'))).toBe(true)
  })

  it('key purpose not critical or not the only one (RFC 3161 2.3)', async () => {
    for (const purposes of [extKeyUsage([KEY_PURPOSE.timeStamping]), extKeyUsage([KEY_PURPOSE.timeStamping, KEY_PURPOSE.codeSigning], true)]) {
      const odd = await authority.endEntity('CN=示例时间戳', [keyUsage('digitalSignature'), purposes], { key })
      expect((await check(await make({ certificate: odd }))).codes).not.toEqual([])
    }
  })

  it('judges the path at the token’s time', async () => {
    const brief = await authority.endEntity('CN=示例时间戳', [keyUsage('digitalSignature'), extKeyUsage([KEY_PURPOSE.timeStamping], true)], {
      key, notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2026-03-01T00:00:00Z'),
    })
    expect((await check(await make({ certificate: brief }))).codes).toEqual([])
    expect((await check(await make({ certificate: brief, genTime: new Date('2026-04-01T00:00:00Z') }))).codes).not.toEqual([])
  })

  it('a time that has not come', async () => {
    const latest = new Date('2026-02-03T04:05:05Z')
    expect((await check(await make(), { latest })).findings).toContainEqual(
      { code: 'TIME_STAMP_IN_FUTURE', at: ['t'], params: { genTime: '2026-02-03T04:05:06.000Z', now: '2026-02-03T04:05:05.000Z' } })
    expect((await check(await make(), { latest: GEN_TIME })).codes).toEqual([])
  })

  it('nonce, name, critical extensions', async () => {
    const bytes = await make({ rest: [encodeInteger(5), encodeExplicit(0, directory('CN=他人')), encodeElement(context(1), unknownExtension(), encodeSequence(encodeOid('1.2.3'), encodeElement(4)))] })
    expect((await check(bytes, { nonce: 5n })).codes).toEqual(['TIME_STAMP_EXTENSION_UNKNOWN', 'TIME_STAMP_SIGNER_NAME'])
    expect((await check(bytes, { nonce: 6n })).codes).toContain('TIME_STAMP_NONCE_MISMATCH')
    expect((await check(await make(), { nonce: 6n })).codes).toContain('TIME_STAMP_NONCE_MISMATCH')
    expect((await check(await make({ rest: [encodeExplicit(0, encodeExplicit(4, nameOf('CN=示例时间戳')))] }))).codes).toEqual([])
  })

  it('attributes that do not say that it is a time stamp', async () => {
    const content = parse(await make()).tstInfo
    const digest = messageDigest(await digestOf(GM.sm3, content))
    expect((await check(await make({ attributes: [contentType(PKCS7.data), digest] }))).codes).toContain('TIME_STAMP_ATTRIBUTES')
    expect((await check(await make({ attributes: 'none' }))).codes).toEqual(['TIME_STAMP_ATTRIBUTES', 'CMS_SIGNED_ATTRIBUTES_ABSENT'])
    expect((await check(await make({ unsigned: [attribute(ATTRIBUTE.contentType, encodeOid(TST_INFO))] }))).codes).toEqual(['CMS_ATTRIBUTE_NOT_SIGNED'])
  })

  it('certificate not in the token: found among the supplied ones, otherwise missing', async () => {
    const bytes = await make({ message: { certificates: [] } })
    expect((await check(bytes, { intermediates: [certificate] })).facts).toBeDefined()
    expect((await check(bytes)).codes).toEqual(['CMS_SIGNER_NOT_FOUND'])
  })
})

describe.skipIf(!HAS_CORPUS)(`time stamps of others${SKIPPED}`, () => {
  it('a response to a request for 32 zeros, up to its root', async () => {
    const token = parse(corpusFile('cms-tsp/ossl_tsa_sectigo-all-zero.tsr'))
    expect(token).toMatchObject({ genTime: new Date('2021-02-16T15:42:47Z'), policy: '1.3.6.1.4.1.6449.2.1.1' })
    expect(token.messageImprint.hashedMessage).toEqual(new Uint8Array(32))
    const load = (name: string): Certificate => read(pemOf(corpusFile(`cms-tsp/ossl_tsa_${name}.pem`)))
    // Nobody knows octets whose SHA-256 is all zeros: everything but the imprint can be right.
    const checked = await checkTimeStamp(token, {
      imprints: [{ what: 'request', octets: new Uint8Array(0) }], anchors: [trustAnchorOf(load('user-trust-ca'))],
      intermediates: [load('sectigo-time-stamping-ca'), load('sectigo-signer')], budget: new Budget(),
    })
    const errors = checked.findings.map(({ code }) => code).filter((code) => ['fail', 'indeterminate'].includes(diagnosticDefinition(code).level))
    expect(errors).toEqual(['TIME_STAMP_IMPRINT_MISMATCH'])
  })

  it.each([
    ['cms-tsp/dss/archive_timestamp.tst', '2016-11-28T13:16:26.266Z'],
    ['cms-tsp/pkijs_TestTSPresp.tsr', '2014-04-10T13:23:11.000Z'],
    ['cms-tsp/tsp/bc_tsp_20170316_Testdaten_Testdaten_ERS-Testool_rfc4998_2Chains3ATS_BIN_ER.ers.0.0.tsr', '2017-02-10T14:07:52.500Z'],
    ['cms-tsp/tsp/bc_tsp_20170316_Testdaten_Testdaten_ERS-Testool_rfc4998_2Chains3ATS_BIN_ER.ers.1.0.tsr', '2017-02-10T14:09:36.500Z'],
  ])('%s: signature right, root not trusted', async (path, genTime) => {
    const token = parse(corpusFile(path))
    expect(token.genTime.toISOString()).toBe(genTime)
    const checked = await checkTimeStamp(token, { imprints: [{ what: 'x', octets: new Uint8Array(0) }], anchors, budget: new Budget() })
    expect(codes(checked.findings)).not.toContain('CMS_SIGNATURE_INVALID')
    expect(codes(checked.findings)).not.toContain('CMS_MESSAGE_DIGEST_MISMATCH')
    expect(codes(checked.findings)).toContain('TIME_STAMP_IMPRINT_MISMATCH')
    expect(checked.facts).toBeUndefined()
  })
})

function pemOf(octets: Uint8Array): Uint8Array {
  const text = Buffer.from(octets).toString('latin1')
  return Uint8Array.from(Buffer.from(/-----BEGIN CERTIFICATE-----([^-]*)/.exec(text)?.[1] ?? '', 'base64'))
}
