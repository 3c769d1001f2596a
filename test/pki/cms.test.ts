import { beforeAll, describe, expect, it } from 'vitest'
import { FormatError } from '../../src/errors.ts'
import { Budget } from '../../src/limits.ts'
import { sm2Sign, sm2GenerateKey, encodeSpki, signatureFromDer, sm3 } from '../../src/crypto/index.ts'
import { encodeElement, encodeExplicit, encodeImplicit, encodeInteger, encodeNull, encodeOctetString, encodeOid, encodeSequence, encodeUtcTime } from '../../src/encoding/der-writer.ts'
import { concatOctets, toHex, toUtf8 } from '../../src/encoding/octets.ts'
import { ATTRIBUTE, checkSignerInfo, parseSignedData, readableCertificates, signerCertificates } from '../../src/pki/index.ts'
import type { Certificate, SignedData, SignerInfoFacts } from '../../src/pki/index.ts'
import type { Checked, Finding } from '../../src/diagnostics/index.ts'
import { T0, TestAuthority, keyUsage, makeCertificate, read, subjectKeyId, testKey } from './certificate-maker.ts'
import type { TestKey } from './certificate-maker.ts'
import { GM, PKCS7, attribute, contentType, digestOf, makeSignedData, messageDigest, signingCertificateV1, signingCertificateV2, signingTime } from './cms-maker.ts'
import type { MessageTemplate, SignerTemplate } from './cms-maker.ts'

const CONTENT = toUtf8('<Signature/>\n')
let key: TestKey
let certificate: Certificate
let other: Certificate

beforeAll(async () => {
  const authority = await TestAuthority.root('O=示例机构,CN=示例根', 'SM2')
  key = await testKey('SM2')
  certificate = await authority.endEntity('CN=甲', [keyUsage('digitalSignature')], { key })
  other = await authority.endEntity('CN=乙')
})

interface Parsed { readonly message: SignedData; readonly findings: readonly Finding[] }

function parse(bytes: Uint8Array): Parsed {
  const findings: Finding[] = []
  return { message: parseSignedData(bytes, { budget: new Budget(), at: ['m'], note: (noticed) => findings.push(noticed) }), findings }
}

const codes = (findings: readonly Finding[]): string[] => findings.map(({ code }) => code)

function codeOf(bytes: Uint8Array): string {
  try {
    parse(bytes)
  } catch (error) {
    if (error instanceof FormatError) return error.code
    throw error
  }
  throw new Error('parsed')
}

async function check(bytes: Uint8Array, content?: Uint8Array, userIds?: readonly string[]): Promise<Checked<SignerInfoFacts> & { codes: string[] }> {
  const { message } = parse(bytes)
  const certificates = readableCertificates(message.certificates, { budget: new Budget() })
  const [signerInfo] = message.signerInfos
  if (signerInfo === undefined) throw new Error('no signer')
  const checked = await checkSignerInfo(signerInfo, { content: content ?? message.eContent ?? new Uint8Array(0), certificates, ...(userIds && { userIds }) })
  return { ...checked, codes: codes(checked.findings) }
}

const make = (signer: Partial<SignerTemplate> = {}, message: Partial<MessageTemplate> = {}): Promise<Uint8Array<ArrayBuffer>> =>
  makeSignedData({ content: CONTENT, signers: [{ certificate, key, ...signer }], ...message })

describe('layouts of signed messages in OFD packages', () => {
  it('a: the digest is the content, without attributes, raw SM2 value, Chinese identifiers', async () => {
    const bytes = await make(
      { attributes: 'none', algorithm: encodeSequence(encodeOid('1.2.156.10197.1.501')), spoil: (value) => signatureFromDer(value, 32) as Uint8Array },
      { content: sm3(CONTENT), contentType: GM.signedData, eContentType: GM.data },
    )
    const { message, findings } = parse(bytes)
    expect(findings).toEqual([])
    expect(message).toMatchObject({ contentType: GM.signedData, eContentType: GM.data, version: 1 })
    expect(toHex(message.eContent ?? new Uint8Array(0))).toBe(toHex(sm3(CONTENT)))
    const checked = await check(bytes)
    expect(checked.facts?.certificate.serialNumber).toBe(certificate.serialNumber)
    expect(checked.codes).toEqual(['CMS_SIGNATURE_RAW', 'CMS_SIGNING_CERTIFICATE_ABSENT'])
  })

  it('b: detached, attributes that name the Chinese data type against the international one, signature algorithm 301.1', async () => {
    const attributes = [contentType(GM.data), messageDigest(sm3(CONTENT)), signingTime(T0)]
    const bytes = await make(
      { attributes, algorithm: encodeSequence(encodeOid(GM.sm2), encodeNull()) },
      { detached: true, contentType: GM.signedData, eContentType: PKCS7.data },
    )
    expect(parse(bytes).message.eContent).toBeUndefined()
    const checked = await check(bytes, CONTENT)
    expect(checked.facts).toMatchObject({ claimedSigningTime: T0, digestAlgorithm: { name: 'SM3' }, signatureAlgorithm: { name: 'SM2-SM3' } })
    expect(checked.findings[0]).toEqual({
      code: 'CMS_CONTENT_TYPE_MISMATCH', at: ['m', 'SignerInfo', 0], params: { eContentType: PKCS7.data, contentType: GM.data },
    })
  })

  it('d: content of any kind is the caller’s: base64 text of the digest', async () => {
    const text = toUtf8('EjPEtVVcClVZek1ESraUtk0GI6yUOcWmot1uenqAmjs=')
    expect((await check(await make({ attributes: 'none' }, { content: text }))).facts).toBeDefined()
  })

  it('e: BER with indefinite lengths and a split octet string', async () => {
    const der = await make({}, { detached: true })
    const { message } = parse(der)
    const half = CONTENT.length >> 1
    const split = concatOctets(Uint8Array.of(0x24, 0x80), encodeOctetString(CONTENT.subarray(0, half)), encodeOctetString(CONTENT.subarray(half)), Uint8Array.of(0, 0))
    const [infos] = [der.subarray(der.length - signerInfosOf(der).length)]
    const inner = concatOctets(
      encodeInteger(1), encodeElement(0x31, encodeSequence(encodeOid(GM.sm3), encodeNull())),
      concatOctets(Uint8Array.of(0x30, 0x80), encodeOid(PKCS7.data), Uint8Array.of(0xa0, 0x80), split, Uint8Array.of(0, 0, 0, 0)),
      encodeElement(0xa0, ...message.certificates), infos,
    )
    const ber = concatOctets(Uint8Array.of(0x30, 0x80), encodeOid(PKCS7.signedData), Uint8Array.of(0xa0, 0x80, 0x30, 0x80), inner, new Uint8Array(6))
    const parsed = parse(ber)
    expect(new Set(codes(parsed.findings))).toEqual(new Set(['BER_INDEFINITE_LENGTH', 'BER_CONSTRUCTED_STRING']))
    expect(parsed.message.eContent).toEqual(CONTENT)
    expect((await check(ber)).facts).toBeDefined()
  })

  it('f: international outer identifier around Chinese content', async () => {
    const bytes = await make({}, { contentType: PKCS7.signedData, eContentType: GM.data })
    expect((await check(bytes)).codes).toEqual(['CMS_SIGNING_CERTIFICATE_ABSENT'])
  })

  it('reads padding behind the message as padding', async () => {
    const { message, findings } = parse(concatOctets(await make(), new Uint8Array(5)))
    expect(codes(findings)).toEqual(['BER_TRAILING_ZEROS'])
    expect(codes(parse(message.bytes).findings)).toEqual([])
  })
})

/** The last element of SignedData: its signerInfos. */
function signerInfosOf(der: Uint8Array): Uint8Array {
  for (let length = 1; length < der.length; length++) {
    const tail = der.subarray(der.length - length)
    if (tail[0] !== 0x31) continue
    const header = tail[1] === 0x82 ? 4 : tail[1] === 0x81 ? 3 : 2
    const stated = header === 4 ? ((tail[2] as number) << 8) | (tail[3] as number) : header === 3 ? (tail[2] as number) : (tail[1] as number)
    if (stated + header === length && length > 100) return tail
  }
  throw new Error('not found')
}

describe('what is no signed message', () => {
  it.each([
    ['data', encodeSequence(encodeOid(PKCS7.data), encodeExplicit(0, encodeOctetString(CONTENT))), 'CMS_CONTENT_TYPE_NOT_SIGNED_DATA'],
    ['an enveloped one', encodeSequence(encodeOid('1.2.840.113549.1.7.3'), encodeExplicit(0, encodeSequence())), 'CMS_CONTENT_TYPE_NOT_SIGNED_DATA'],
    ['nothing inside', encodeSequence(encodeOid(PKCS7.signedData)), 'DER_STRUCTURE_UNEXPECTED'],
    ['something else', encodeOctetString(CONTENT), 'DER_TAG_UNEXPECTED'],
    ['nothing', new Uint8Array(0), 'DER_TRUNCATED'],
  ])('%s', (_, bytes, code) => {
    expect(codeOf(bytes)).toBe(code)
  })

  it('keeps other kinds of certificates and revocation information aside', async () => {
    const bytes = await make({}, {
      certificates: [certificate.bytes, encodeElement(0xa1, encodeInteger(1))],
      crls: [encodeSequence(), encodeElement(0xa1, encodeOid('1.3.6.1.5.5.7.16.2'), encodeSequence(encodeInteger(7))), encodeElement(0xa1, encodeOid('1.2.3'), encodeNull())],
    })
    const { message, findings } = parse(bytes)
    expect(message.certificates).toHaveLength(1)
    expect(message.crls).toHaveLength(1)
    expect(message.ocspResponses.map(toHex)).toEqual(['3003020107'])
    expect(findings.map(({ code, params }) => [code, params['structure']])).toEqual([['CMS_CHOICE_IGNORED', 'CertificateSet'], ['CMS_CHOICE_IGNORED', 'RevocationInfoChoices']])
  })

  it('notes versions that do not fit', async () => {
    const { findings } = parse(await make({ version: 3 }, { version: 9 }))
    expect(findings.map(({ code, params }) => [code, params['structure'], params['version']])).toEqual([
      ['CMS_VERSION_UNEXPECTED', 'SignedData', 9], ['CMS_VERSION_UNEXPECTED', 'SignerInfo', 3],
    ])
  })

  it('counts signatures against the limit', async () => {
    const bytes = await make()
    expect(() => parseSignedData(bytes, { budget: new Budget({ signatures: 0 }), note: () => undefined })).toThrow('LIMIT_EXCEEDED')
  })
})

describe('signed attributes', () => {
  const digest = (): Promise<Uint8Array> => digestOf(GM.sm3, CONTENT)

  it('signs the attributes as a SET, octet for octet', async () => {
    const { message } = parse(await make({ unsigned: [attribute(ATTRIBUTE.countersignature, encodeSequence())] }))
    const attributes = message.signerInfos[0]?.signedAttrs
    expect(attributes?.bytes[0]).toBe(0xa0)
    expect(attributes?.toBeSigned[0]).toBe(0x31)
    expect(attributes?.toBeSigned.subarray(1)).toEqual(attributes?.bytes.subarray(1))
  })

  it('refuses an attribute type that occurs twice (which of the two would count?)', async () => {
    const right = await digest()
    const wrong = await digestOf(GM.sm3, toUtf8('other'))
    const bytes = await make({ attributes: [contentType(PKCS7.data), messageDigest(right), messageDigest(wrong)] })
    expect(codeOf(bytes)).toBe('CMS_ATTRIBUTE_DUPLICATE')
  })

  it('lets content time stamps occur twice, as their standard does', async () => {
    const stamp = attribute(ATTRIBUTE.contentTimeStamp, encodeSequence())
    const bytes = await make({ attributes: [contentType(PKCS7.data), messageDigest(await digest()), stamp, stamp] })
    expect(parse(bytes).message.signerInfos[0]?.signedAttrs?.attributes.get(ATTRIBUTE.contentTimeStamp)).toHaveLength(2)
  })

  it.each([
    ['two digests', (value: Uint8Array) => attribute(ATTRIBUTE.messageDigest, encodeOctetString(value), encodeOctetString(value)), 2],
    ['no digest', () => attribute(ATTRIBUTE.messageDigest), 0],
  ])('refuses %s where one value belongs', async (_, element, count) => {
    const bytes = await make({ attributes: [contentType(PKCS7.data), element(await digest())] })
    expect(codeOf(bytes)).toBe('CMS_ATTRIBUTE_VALUE_COUNT')
    expect(() => parse(bytes)).toThrow(`count=${String(count)}`)
  })

  it('refuses a signing time that is none', async () => {
    const bytes = await make({ attributes: [contentType(PKCS7.data), messageDigest(await digest()), attribute(ATTRIBUTE.signingTime, encodeElement(0x17, toUtf8('2613010000Z')))] })
    expect(codeOf(bytes)).toBe('DER_VALUE_INVALID')
  })

  it('notes an order that is not that of DER, and checks the octets as they stand', async () => {
    const bytes = await make({ unordered: true, attributes: [messageDigest(await digest()), contentType(PKCS7.data)] })
    expect(codes(parse(bytes).findings)).toEqual(['CMS_ATTRIBUTES_ORDER'])
    expect((await check(bytes)).facts).toBeDefined()
  })

  it('notes an empty set of unsigned attributes', async () => {
    expect(codes(parse(await make({ unsigned: [] })).findings)).toEqual(['CMS_ATTRIBUTES_EMPTY'])
  })

  it('gathers time-stamp tokens from repeated unsigned attributes', async () => {
    const token = (n: number): Uint8Array => attribute(ATTRIBUTE.timeStampToken, encodeSequence(encodeInteger(n)))
    const { message } = parse(await make({ unsigned: [token(1), token(2)] }))
    expect(message.signerInfos[0]?.timeStampTokens.map(toHex)).toEqual(['3003020101', '3003020102'])
  })
})

describe('checkSignerInfo', () => {
  it('accepts RSA, ECDSA and SM2 by one road', async () => {
    for (const kind of ['RSA', 'P-256', 'SM2'] as const) {
      const signer = await testKey(kind)
      const own = read(await makeCertificate({ subject: 'CN=甲', issuer: 'CN=甲' }, signer, signer))
      const checked = await check(await makeSignedData({ content: CONTENT, signers: [{ certificate: own, key: signer }] }))
      expect(checked.facts?.signatureAlgorithm.keyType).toBe(kind === 'P-256' ? 'EC' : kind)
    }
  })

  it('finds the signer by subject key identifier', async () => {
    const byKey = read(await makeCertificate({ subject: 'CN=丙', issuer: 'CN=丁', extensions: [subjectKeyId(key)] }, key, key))
    const bytes = await make({ certificate: byKey, version: 3, sid: encodeImplicit(0, byKey.subjectKeyIdentifier as Uint8Array) })
    expect((await check(bytes)).facts?.certificate.subject.text).toBe('CN=丙')
  })

  it('says when the signer is not there, and checks the digest all the same', async () => {
    const checked = await check(await make({}, { certificates: [other.bytes] }), toUtf8('other content'))
    expect(checked).toMatchObject({ codes: ['CMS_MESSAGE_DIGEST_MISMATCH', 'CMS_SIGNER_NOT_FOUND'] })
    expect(checked.facts).toBeUndefined()
  })

  it('is not led astray by decoys under the signer’s issuer and serial number', async () => {
    const decoyKey = await testKey('SM2')
    const decoy = await makeCertificate({ subject: 'CN=甲', issuer: certificate.issuer.bytes, serial: certificate.serialNumberBytes }, decoyKey, decoyKey)
    const bytes = await make({}, { certificates: [decoy, certificate.bytes] })
    const checked = await check(bytes)
    expect(toHex(checked.facts?.certificate.spki ?? new Uint8Array(0))).toBe(toHex(certificate.spki))
    expect(signerCertificates(parse(bytes).message.signerInfos[0]?.sid as never, [read(decoy), certificate, certificate])).toHaveLength(2)
  })

  it.each([
    ['content changed', {}, toUtf8('<Signature />\n'), 'CMS_MESSAGE_DIGEST_MISMATCH'],
    ['signature changed', { spoil: (value: Uint8Array) => value.with(value.length - 1, (value.at(-1) as number) ^ 1) }, CONTENT, 'CMS_SIGNATURE_INVALID'],
    ['signature empty', { spoil: () => new Uint8Array(0) }, CONTENT, 'CMS_SIGNATURE_INVALID'],
    ['signature of 64 zeros', { spoil: () => new Uint8Array(64) }, CONTENT, 'CMS_SIGNATURE_INVALID'],
  ])('%s', async (_, signer, content, code) => {
    const checked = await check(await make(signer), content)
    expect(checked.codes).toContain(code)
    expect(checked.facts).toBeUndefined()
  })

  it('never compares a shorter digest by its beginning', async () => {
    const short = (await digestOf(GM.sm3, CONTENT)).subarray(0, 20)
    expect((await check(await make({ attributes: [contentType(PKCS7.data), messageDigest(short)] }))).codes).toContain('CMS_MESSAGE_DIGEST_MISMATCH')
  })

  it('tries the user ids that the policy allows, and says which one matched', async () => {
    const pair = sm2GenerateKey()
    const odd: TestKey = {
      kind: 'SM2', spki: encodeSpki(pair.publicKey), algorithm: key.algorithm,
      sign: (message) => Promise.resolve(sm2Sign(pair.privateKey, message, { userId: toUtf8('1234567811111111') })),
    }
    const own = read(await makeCertificate({ subject: 'CN=甲', issuer: 'CN=甲' }, odd, odd))
    const bytes = await makeSignedData({ content: CONTENT, signers: [{ certificate: own, key: odd }] })
    expect((await check(bytes)).codes).toContain('CMS_SIGNATURE_INVALID')
    const checked = await check(bytes, CONTENT, ['1234567812345678', '1234567811111111'])
    expect(checked.facts).toBeDefined()
    expect(checked.findings).toContainEqual({ code: 'SIGNATURE_USER_ID_OTHER', at: ['m', 'SignerInfo', 0], params: { position: 1 } })
  })

  it('does not verify ECDSA with an SM2 key, whatever the message says (pitfall 6)', async () => {
    const checked = await check(await make({ algorithm: encodeSequence(encodeOid('1.2.840.10045.4.3.2')) }))
    expect(checked.codes).toContain('SIGNATURE_KEY_MISMATCH')
    expect(checked.facts).toBeUndefined()
  })

  it('reports digests and algorithms that it cannot use or that contradict each other', async () => {
    const unknown = await make({ digest: GM.sm3, algorithm: encodeSequence(encodeOid('1.2.3.4')) })
    expect((await check(unknown)).codes).toContain('SIGNATURE_ALGORITHM_UNSUPPORTED')
    const attributes = [contentType(PKCS7.data), messageDigest(await digestOf(PKCS7.sha256, CONTENT))]
    const differs = await check(await make({ digest: PKCS7.sha256, attributes, digests: [] } as Partial<SignerTemplate>, { digests: [GM.sm3] }))
    expect(differs.codes).toEqual(['CMS_DIGEST_ALGORITHM_UNLISTED', 'CMS_DIGEST_ALGORITHM_DIFFERS', 'CMS_SIGNING_CERTIFICATE_ABSENT'])
    expect(differs.facts).toBeDefined()
    const weak = await make({ digest: PKCS7.sha1, attributes: [contentType(PKCS7.data), messageDigest(await digestOf(PKCS7.sha1, CONTENT))] })
    expect((await check(weak)).codes).toContain('CMS_DIGEST_ALGORITHM_WEAK')
    const sha3 = await make({ digest: '2.16.840.1.101.3.4.2.8', attributes: [contentType(PKCS7.data), messageDigest(sm3(CONTENT))] })
    const checked = await check(sha3)
    expect(checked.codes).toContain('CMS_DIGEST_ALGORITHM_UNSUPPORTED')
    expect(checked.facts).toBeUndefined()
  })

  it('takes content that is too long to hold as its digest', async () => {
    const { message } = parse(await make())
    const [signerInfo] = message.signerInfos
    if (signerInfo === undefined) throw new Error('no signer')
    const options = { content: (algorithm: { digest(octets: Uint8Array): Promise<Uint8Array> }) => algorithm.digest(CONTENT), certificates: [certificate] }
    expect((await checkSignerInfo(signerInfo, options)).facts).toBeDefined()
    const bare = parse(await make({ attributes: 'none' })).message.signerInfos[0]
    if (bare === undefined) throw new Error('no signer')
    expect(codes((await checkSignerInfo(bare, options)).findings)).toContain('CHECK_NOT_PERFORMED')
  })

  it('reads PKCS #7 content that is no octet string: signed without tag and length', async () => {
    const element = encodeSequence(encodeInteger(5))
    const bytes = await make({}, { content: encodeInteger(5), contentElement: element, eContentType: '1.3.6.1.4.1.311.2.1.4' })
    const { message, findings } = parse(bytes)
    expect(codes(findings)).toEqual(['CMS_CONTENT_NOT_OCTET_STRING'])
    expect(message.eContent).toEqual(encodeInteger(5))
    expect((await check(bytes)).facts).toBeDefined()
  })

  it('leaves out certificates that cannot be read', () => {
    const noticed: Finding[] = []
    const found = readableCertificates([encodeSequence(), certificate.bytes], { budget: new Budget(), note: (item) => noticed.push(item) })
    expect(found).toHaveLength(1)
    expect(noticed).toEqual([{ code: 'CMS_CERTIFICATE_UNREADABLE', at: [], params: { index: 0 } }])
  })
})

describe('pitfall 33: signed messages that protect less than they seem to', () => {
  it('message digest missing: the signature says nothing about the content', async () => {
    const checked = await check(await make({ attributes: [contentType(PKCS7.data), signingTime(T0)] }))
    expect(checked.codes).toContain('CMS_MESSAGE_DIGEST_ABSENT')
    expect(checked.facts).toBeUndefined()
  })

  it('content type missing', async () => {
    expect((await check(await make({ attributes: [messageDigest(sm3(CONTENT))] }))).codes).toContain('CMS_CONTENT_TYPE_ABSENT')
  })

  it('attributes missing although the content is typed', async () => {
    const checked = await check(await make({ attributes: 'none' }, { eContentType: '1.2.840.113549.1.9.16.1.4' }))
    expect(checked.codes).toContain('CMS_SIGNED_ATTRIBUTES_ABSENT')
  })

  it('signed attributes passed off as content', async () => {
    const genuine = parse(await make()).message.signerInfos[0]
    const attributes = genuine?.signedAttrs?.toBeSigned as Uint8Array
    const forged = await makeSignedData({ content: attributes, signers: [{ certificate, key, attributes: 'none', spoil: () => genuine?.signature as Uint8Array }] })
    const checked = await check(forged)
    expect(checked.codes).toContain('CMS_ATTRIBUTES_AS_CONTENT')
    expect(checked.codes).not.toContain('CMS_SIGNATURE_INVALID')
    expect(checked.facts).toBeUndefined()
  })

  it('attributes that must be signed but are not', async () => {
    const checked = await check(await make({ unsigned: [attribute(ATTRIBUTE.signingTime, encodeUtcTime(T0))] }))
    expect(checked.findings).toContainEqual({ code: 'CMS_ATTRIBUTE_NOT_SIGNED', at: ['m', 'SignerInfo', 0], params: { oid: ATTRIBUTE.signingTime } })
    expect(checked.facts?.claimedSigningTime).toBeUndefined()
  })

  it('several signers: each is judged on its own', async () => {
    const second = await testKey('P-256')
    const own = read(await makeCertificate({ subject: 'CN=乙', issuer: 'CN=乙' }, second, second))
    const bytes = await makeSignedData({
      content: CONTENT, signers: [{ certificate, key }, { certificate: own, key: second, spoil: (value) => value.subarray(1) }],
    })
    const { message } = parse(bytes)
    const results = await Promise.all(message.signerInfos.map((signerInfo) =>
      checkSignerInfo(signerInfo, { content: CONTENT, certificates: [certificate, own] })))
    expect(results.map(({ facts }) => facts?.certificate.subject.text).sort()).toEqual(['CN=甲', undefined])
  })

  it('signing certificate: absent is said, another one is refused', async () => {
    const base = [contentType(PKCS7.data), messageDigest(sm3(CONTENT))]
    expect((await check(await make({ attributes: base }))).codes).toEqual(['CMS_SIGNING_CERTIFICATE_ABSENT'])
    expect((await check(await make({ attributes: [...base, await signingCertificateV2(certificate)] }))).codes).toEqual([])
    expect((await check(await make({ attributes: [...base, await signingCertificateV2(certificate, GM.sm3)] }))).codes).toEqual([])
    expect((await check(await make({ attributes: [...base, await signingCertificateV1(certificate)] }))).codes).toEqual([])
    const wrong = await check(await make({ attributes: [...base, await signingCertificateV2(other)] }))
    expect(wrong.codes).toEqual(['CMS_SIGNING_CERTIFICATE_MISMATCH'])
    expect(wrong.facts).toBeUndefined()
    const unknownDigest = await make({ attributes: [...base, replaceOid(await signingCertificateV2(certificate, GM.sm3))] })
    expect((await check(unknownDigest)).codes).toContain('CMS_DIGEST_ALGORITHM_UNSUPPORTED')
  })

  it('signing certificate: both versions count, and issuer and serial number too', async () => {
    const base = [contentType(PKCS7.data), messageDigest(sm3(CONTENT))]
    const both = await check(await make({ attributes: [...base, await signingCertificateV1(other), await signingCertificateV2(certificate)] }))
    expect(both.codes).toEqual(['CMS_SIGNING_CERTIFICATE_MISMATCH'])
    const { issuer: { bytes: issuer }, serialNumber: serial } = certificate
    expect((await check(await make({ attributes: [...base, await signingCertificateV1(certificate, { issuer, serial })] }))).codes).toEqual([])
    const named = await check(await make({ attributes: [...base, await signingCertificateV1(certificate, { issuer, serial: serial + 1n })] }))
    expect(named.codes).toEqual(['CMS_SIGNING_CERTIFICATE_NAME_MISMATCH'])
  })

  it('certificate substitution: another certificate of the same key is refused', async () => {
    const twin = await makeCertificate({ subject: 'CN=局长', issuer: certificate.issuer.bytes, serial: certificate.serialNumberBytes }, key, key)
    const attributes = [contentType(PKCS7.data), messageDigest(sm3(CONTENT)), await signingCertificateV2(certificate)]
    const swapped = await check(await make({ attributes }, { certificates: [twin] }))
    expect(swapped.codes).toEqual(['CMS_SIGNING_CERTIFICATE_MISMATCH'])
    const beside = await check(await make({ attributes }, { certificates: [twin, certificate.bytes] }))
    expect(beside.facts?.certificate.subject.text).toBe('CN=甲')
  })
})

/** The SM3 identifier in an element, made into one that nobody knows. */
function replaceOid(element: Uint8Array): Uint8Array {
  const text = toHex(element).replace(toHex(encodeOid(GM.sm3)).slice(4), '2a811ccf55018378')
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

it('reports parameters that an algorithm cannot have', async () => {
  const bytes = await make({ algorithm: encodeSequence(encodeOid('1.2.840.113549.1.1.10')) })
  expect((await check(bytes)).codes).toContain('SIGNATURE_ALGORITHM_PARAMETERS_INVALID')
})
