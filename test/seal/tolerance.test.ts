/** Every deviation that real products have is read, keeps its octets, and is a finding of its own. */
import { describe, expect, it } from 'vitest'
import { Budget } from '../../src/limits.ts'
import { FormatError } from '../../src/errors.ts'
import { TAG, context, contextPrimitive, readDer } from '../../src/encoding/der.ts'
import { concatOctets, toBase64, toHex, toUtf8 } from '../../src/encoding/octets.ts'
import { parseSeal, parseSealSignature } from '../../src/seal/index.ts'
import type { ElectronicSeal, SealSignature } from '../../src/seal/index.ts'
import {
  CERTIFICATE, HASH, SIGNATURE, bits, element, explicit, extension, firstSeal, firstSignature, generalizedTime, ia5, indefinite, integer,
  octets, oid, printable, seal, sequence, signature, utcTime, utf8,
} from './deviating.ts'
import { GIF, SM2_SM3, hex } from './vectors/self-made.ts'

const readSeal = (bytes: Uint8Array): ElectronicSeal => parseSeal(bytes, { budget: new Budget() })
const readSignature = (bytes: Uint8Array): SealSignature => parseSealSignature(bytes, { budget: new Budget() })
const codes = (parsed: { readonly findings: readonly { readonly code: string }[] }): readonly string[] => parsed.findings.map(({ code }) => code)

/** The encoded elements inside a SEQUENCE. */
const childrenOf = (bytes: Uint8Array): readonly Uint8Array[] => readDer(bytes, { budget: new Budget() }).children.map((child) => child.bytes)

function codeThrown(read: () => unknown): string {
  try {
    read()
  } catch (error) {
    if (error instanceof FormatError) return error.code
    throw error
  }
  return 'nothing thrown'
}

describe('what follows the standard', () => {
  it('has no findings', () => {
    expect(codes(readSeal(seal()))).toEqual([])
    expect(codes(readSeal(firstSeal()))).toEqual([])
    for (const parsed of [readSignature(signature()), readSignature(firstSignature())]) {
      expect(codes(parsed)).toEqual([])
      expect(codes(parsed.seal)).toEqual([])
    }
  })
})

describe('editions are told by shape (pitfall 28: version confusion)', () => {
  it.each([
    ['two fields', firstSeal(), 'GM/T 0031-2014', []],
    ['two fields, version 2', firstSeal({ version: integer(2) }), 'GM/T 0031-2014', []],
    ['two fields, version 11 as in the text', firstSeal({ version: integer(11) }), 'GM/T 0031-2014', []],
    ['two fields, version 4', firstSeal({ version: integer(4) }), 'GM/T 0031-2014', ['SEAL_VERSION_LAYOUT']],
    ['four fields, version 4', seal(), 'GB/T 38540-2020', []],
    ['four fields, version 1', seal({ version: integer(1) }), 'GB/T 38540-2020', ['SEAL_VERSION_LAYOUT']],
    ['four fields, version 5', seal({ version: integer(5) }), 'GM/T 0031-2025', []],
    ['four fields, version 6', seal({ version: integer(6) }), 'GM/T 0031-2025', ['SEAL_VERSION_UNKNOWN']],
    ['five fields, version 5', seal({ version: integer(5), timeStamp: explicit(0, bits(hex('3000'))) }), 'GM/T 0031-2025', []],
    ['five fields, version 4', seal({ timeStamp: explicit(0, bits(hex('3000'))) }), 'GM/T 0031-2025', ['SEAL_VERSION_LAYOUT']],
  ])('%s', (_, bytes, edition, expected) => {
    const parsed = readSeal(bytes)
    expect(parsed.edition).toBe(edition)
    expect(codes(parsed)).toEqual(expected)
  })

  it('takes the signed octets by the layout, whatever the version number says', () => {
    for (const version of [1, 4, 5, 6]) {
      const first = readSeal(firstSeal({ version: integer(version) }))
      expect(toHex(first.signedBytes)).toContain(toHex(CERTIFICATE) + toHex(oid(SM2_SM3)))
      const later = readSeal(seal({ version: integer(version) }))
      expect(toHex(later.signedBytes)).toBe(toHex(childrenOf(seal({ version: integer(version) }))[0] ?? new Uint8Array()))
    }
  })

  it('refuses three, and six, fields', () => {
    expect(codeThrown(() => readSeal(sequence(...childrenOf(firstSeal()), oid('1.2.3'))))).toBe('DER_STRUCTURE_UNEXPECTED')
    const five = seal({ timeStamp: explicit(0, bits(hex('3000'))) })
    expect(codeThrown(() => readSeal(sequence(...childrenOf(five), oid('1.2.3'))))).toBe('DER_STRUCTURE_UNEXPECTED')
  })

  it('takes the edition of a later signature from its seal', () => {
    expect(readSignature(signature()).edition).toBe('GB/T 38540-2020')
    const later = readSignature(signature({ version: integer(5), eseal: seal({ version: integer(5) }) }))
    expect(later.edition).toBe('GM/T 0031-2025')
    expect(codes(later)).toEqual([])
  })

  it('notes versions that disagree between signature and seal', () => {
    expect(codes(readSignature(signature({ version: integer(1) })))).toEqual(['SEAL_VERSIONS_DISAGREE'])
    expect(codes(readSignature(signature({ version: integer(7) })))).toEqual(['SEAL_VERSION_UNKNOWN', 'SEAL_VERSIONS_DISAGREE'])
  })

  it('reads a seal of one edition in a signature of another by its own rules, and notes it', () => {
    const later = readSignature(signature({ version: integer(1), eseal: firstSeal() }))
    expect(later.seal.edition).toBe('GM/T 0031-2014')
    expect(later.seal.findings).toEqual([])
    expect(later.findings.at(-1)).toMatchObject({ code: 'SEAL_EDITION_MIXED', params: { signature: 'GB/T 38540-2020', seal: 'GM/T 0031-2014' } })
    const first = readSignature(firstSignature({ version: integer(4), eseal: seal() }))
    expect(first.seal.edition).toBe('GB/T 38540-2020')
    expect(codes(first)).toEqual(['SEAL_EDITION_MIXED'])
    expect(toHex(first.seal.signedBytes)).toBe(toHex(readSeal(seal()).signedBytes))
  })

  it('notes a list type in a seal that has none, and its absence in one that has', () => {
    expect(codes(readSeal(firstSeal({ certListType: integer(1) })))).toEqual(['SEAL_PROPERTY_LAYOUT'])
    expect(codes(readSeal(seal({ certListType: null })))).toEqual(['SEAL_PROPERTY_LAYOUT'])
  })

  it('notes a header that is not marked ES', () => {
    const parsed = readSeal(seal({ id: ia5('EX') }))
    expect(parsed.header.id).toBe('EX')
    expect(codes(parsed)).toEqual(['SEAL_HEADER_ID'])
  })

  it('hands over the time stamp of a seal of GM/T 0031-2025 without reading it', () => {
    const token = hex('300630800000ffff')
    const parsed = readSeal(seal({ version: integer(5), timeStamp: explicit(0, bits(token)) }))
    expect(toHex(parsed.timeStamp ?? new Uint8Array())).toBe(toHex(token))
    expect(toHex(parsed.bytes)).toContain(toHex(token))
    expect(toHex(parsed.signedBytes)).not.toContain(toHex(token))
  })
})

describe('signature values', () => {
  const raw = new Uint8Array(64).fill(0x11)

  it('takes 64 octets for r and s in a seal and in a signature', () => {
    const parsed = readSignature(signature({ signature: bits(raw), eseal: seal({ signature: bits(raw) }) }))
    for (const value of [parsed, parsed.seal]) {
      expect(value).toMatchObject({ signatureEncoding: 'raw', signatureValue: raw })
      expect(codes(value)).toEqual(['SEAL_SIGNATURE_RAW'])
    }
  })

  it('takes a leading zero octet off 65', () => {
    const parsed = readSeal(seal({ signature: bits(concatOctets(hex('00'), raw)) }))
    expect(parsed).toMatchObject({ signatureEncoding: 'raw', signatureValue: raw })
    expect(parsed.findings[0]?.params).toMatchObject({ bytes: 65 })
  })

  it('does not take an r that begins with 00, or with 30, for something else', () => {
    for (const first of ['00', '30', '3044']) {
      const value = concatOctets(hex(first), raw).subarray(0, 64)
      expect(readSeal(seal({ signature: bits(value) }))).toMatchObject({ signatureEncoding: 'raw', signatureValue: value })
    }
  })

  it('ignores a wrong count of unused bits, and notes it', () => {
    const parsed = readSeal(seal({ signature: bits(SIGNATURE, 2) }))
    expect(parsed).toMatchObject({ signatureEncoding: 'der', signatureValue: SIGNATURE })
    expect(codes(parsed)).toEqual(['BER_UNUSED_BITS'])
  })

  it('takes an OCTET STRING', () => {
    const parsed = readSeal(seal({ signature: octets(SIGNATURE) }))
    expect(parsed).toMatchObject({ signatureEncoding: 'der', signatureValue: SIGNATURE })
    expect(codes(parsed)).toEqual(['SEAL_SIGNATURE_TYPE'])
  })

  it('says of an RSA value that it is neither', () => {
    expect(readSeal(firstSeal({ algorithm: oid('1.2.840.113549.1.1.5'), signature: bits(new Uint8Array(128).fill(7)) }))).toMatchObject({
      signatureAlgorithm: '1.2.840.113549.1.1.5', signatureEncoding: 'other', findings: [],
    })
  })

  it('hands over the element of the value too, for time stamps over it', () => {
    expect(toHex(readSeal(seal()).signatureElement)).toBe(toHex(bits(SIGNATURE)))
  })

  it('takes an AlgorithmIdentifier for its OID', () => {
    const parsed = readSeal(firstSeal({ algorithm: sequence(oid(SM2_SM3), hex('0500')) }))
    expect(parsed.signatureAlgorithm).toBe(SM2_SM3)
    expect(codes(parsed)).toEqual(['SEAL_ALGORITHM_IDENTIFIER'])
    expect(toHex(parsed.signedBytes)).toContain(toHex(sequence(oid(SM2_SM3), hex('0500'))))
  })

  it('takes a bare certificate', () => {
    const parsed = readSignature(signature({ cert: CERTIFICATE }))
    expect(toHex(parsed.signerCertificate)).toBe(toHex(CERTIFICATE))
    expect(codes(parsed)).toEqual(['SEAL_CERTIFICATE_BARE'])
  })
})

describe('timeInfo', () => {
  const time = new Date('2026-01-02T03:04:05Z')

  it.each([
    ['GM/T 0031-2014 UTCTime in a BIT STRING', firstSignature(), 'UTCTime', []],
    ['GM/T 0031-2014 GeneralizedTime in a BIT STRING', firstSignature({ timeInfo: bits(generalizedTime('20260102030405Z')) }), 'GeneralizedTime', ['SEAL_TIME_TYPE']],
    ['GM/T 0031-2014 in an OCTET STRING', firstSignature({ timeInfo: octets(utcTime('260102030405Z')) }), 'UTCTime', ['SEAL_TIME_INFO_TYPE']],
    ['GM/T 0031-2014 bare UTCTime', firstSignature({ timeInfo: utcTime('260102030405Z') }), 'UTCTime', ['SEAL_TIME_INFO_TYPE']],
    ['GM/T 0031-2014 text of Beijing', firstSignature({ timeInfo: bits(toUtf8('2026-01-02 11:04:05')) }), 'text', ['SEAL_TIME_TEXT', 'SEAL_TIME_ZONE_ASSUMED']],
    ['GM/T 0031-2014 padded text', firstSignature({ timeInfo: bits(toUtf8('2026-01-02 11:04:05\0\0')) }), 'text', ['SEAL_TIME_TEXT', 'SEAL_TIME_ZONE_ASSUMED']],
    ['GM/T 0031-2014 text with zone and fraction', firstSignature({ timeInfo: bits(toUtf8('2026-01-02T03:04:05.000Z')) }), 'text', ['SEAL_TIME_TEXT', 'SEAL_TIME_FRACTION']],
    ['GM/T 0031-2014 text without separators', firstSignature({ timeInfo: bits(toUtf8('20260102030405Z')) }), 'text', ['SEAL_TIME_TEXT']],
    ['GB/T 38540-2020 UTCTime', signature({ timeInfo: utcTime('260102030405Z') }), 'UTCTime', ['SEAL_TIME_TYPE']],
    ['GB/T 38540-2020 in a BIT STRING', signature({ timeInfo: bits(generalizedTime('20260102030405Z')) }), 'GeneralizedTime', ['SEAL_TIME_INFO_TYPE']],
    ['GB/T 38540-2020 as a string', signature({ timeInfo: utf8('2026/01/02 11:04:05') }), 'text', ['SEAL_TIME_INFO_TYPE', 'SEAL_TIME_TEXT', 'SEAL_TIME_ZONE_ASSUMED']],
    ['without zone', signature({ timeInfo: generalizedTime('20260102110405') }), 'GeneralizedTime', ['SEAL_TIME_ZONE_ASSUMED']],
    ['with a difference from UTC', signature({ timeInfo: generalizedTime('20260102110405+0800') }), 'GeneralizedTime', ['SEAL_TIME_OFFSET']],
    ['with a difference to the west', signature({ timeInfo: generalizedTime('20260101223405-0430') }), 'GeneralizedTime', ['SEAL_TIME_OFFSET']],
    ['with a fraction', signature({ timeInfo: generalizedTime('20260102030405.0Z') }), 'GeneralizedTime', ['SEAL_TIME_FRACTION']],
    ['as text in a time type', signature({ timeInfo: generalizedTime('2026-01-02 11:04:05') }), 'GeneralizedTime', ['SEAL_TIME_TEXT', 'SEAL_TIME_ZONE_ASSUMED']],
  ])('%s', (_, bytes, kind, expected) => {
    const parsed = readSignature(bytes)
    expect(parsed.timeInfo).toEqual({ kind, time, ...(expected.includes('SEAL_TIME_ZONE_ASSUMED') ? { assumedZone: '+08:00' } : {}) })
    expect(codes(parsed)).toEqual(expected)
  })

  it('keeps a fraction', () => {
    expect(readSignature(signature({ timeInfo: generalizedTime('20260102030405.25Z') })).timeInfo.time?.toISOString()).toBe('2026-01-02T03:04:05.250Z')
  })

  it('takes missing seconds for zero', () => {
    const parsed = readSignature(signature({ timeInfo: generalizedTime('202601020304Z') }))
    expect(parsed.timeInfo.time?.toISOString()).toBe('2026-01-02T03:04:00.000Z')
    expect(codes(parsed)).toEqual(['SEAL_TIME_SECONDS_MISSING'])
  })

  it('knows the centuries of UTCTime, which are not a guess', () => {
    const year = (text: string): number | undefined => readSignature(firstSignature({ timeInfo: bits(utcTime(text)) })).timeInfo.time?.getUTCFullYear()
    expect(year('491231235959Z')).toBe(2049)
    expect(year('500101000000Z')).toBe(1950)
  })

  it.each([
    ['no such day', signature({ timeInfo: generalizedTime('20260230030405Z') })],
    ['no time', signature({ timeInfo: generalizedTime('yesterday') })],
    ['no such zone', signature({ timeInfo: generalizedTime('20260102030405+2500') })],
    ['no text', firstSignature({ timeInfo: bits(hex('ffffff')) })],
    ['nothing', firstSignature({ timeInfo: bits(new Uint8Array()) })],
  ])('leaves the time out where there is %s', (_, bytes) => {
    const parsed = readSignature(bytes)
    expect(parsed.timeInfo.time).toBeUndefined()
    expect(codes(parsed)).toContain('SEAL_SIGNING_TIME_UNREADABLE')
  })

  it('hands over a time-stamp token without reading it, also a whole response', () => {
    const token = sequence(oid('1.2.840.113549.1.7.2'), explicit(0, octets(new Uint8Array(200))))
    const response = sequence(sequence(integer(0)), token)
    for (const content of [token, response]) {
      for (const timeInfo of [bits(content), octets(content), content]) {
        const parsed = readSignature(firstSignature({ timeInfo }))
        expect(parsed.timeInfo.kind).toBe('timeStampToken')
        expect(parsed.timeInfo.time).toBeUndefined()
        expect(toHex(parsed.timeInfo.token ?? new Uint8Array())).toBe(toHex(content))
      }
    }
  })
})

describe('dates of the seal', () => {
  it('takes UTCTime and GeneralizedTime in every edition', () => {
    const later = readSeal(seal({ createDate: utcTime('250601000000Z') }))
    expect(later.property.createDate.toISOString()).toBe('2025-06-01T00:00:00.000Z')
    expect(later.findings).toEqual([{ code: 'SEAL_TIME_TYPE', at: [], params: { field: 'createDate', found: 'UTCTime', offset: expect.any(Number) as number } }])
    expect(codes(readSeal(firstSeal({ validEnd: generalizedTime('20500101000000Z') })))).toEqual(['SEAL_TIME_TYPE'])
  })

  it('assumes Beijing time where there is no zone', () => {
    const parsed = readSeal(seal({ validStart: generalizedTime('20250601000000'), validEnd: generalizedTime('202506010000') }))
    expect(parsed.property.validStart.toISOString()).toBe('2025-05-31T16:00:00.000Z')
    expect(codes(parsed)).toEqual(['SEAL_TIME_ZONE_ASSUMED', 'SEAL_TIME_SECONDS_MISSING', 'SEAL_TIME_ZONE_ASSUMED'])
  })

  it('refuses a seal whose date cannot be read, because nobody could judge it', () => {
    expect(codeThrown(() => readSeal(seal({ validEnd: generalizedTime('99999999999999Z') })))).toBe('SEAL_TIME_INVALID')
    expect(codeThrown(() => readSeal(seal({ validEnd: ia5('20300601000000Z') })))).toBe('DER_TAG_UNEXPECTED')
  })
})

describe('other fields by their tag', () => {
  it('takes dataHash as an OCTET STRING', () => {
    const parsed = readSignature(firstSignature({ dataHash: octets(HASH) }))
    expect(toHex(parsed.dataHash)).toBe(toHex(HASH))
    expect(codes(parsed)).toEqual(['SEAL_DATA_HASH_TYPE'])
  })

  it('takes texts of every string type', () => {
    const parsed = readSeal(seal({ vid: utf8('厂商'), esId: printable('id'), name: element(TAG.BMP_STRING, hex('793a4f8b')) }))
    expect(parsed).toMatchObject({ header: { vid: '厂商' }, esId: 'id', property: { name: '示例' } })
    expect(parsed.findings.map(({ code, params }) => [code, params['field'], params['found']])).toEqual([
      ['SEAL_STRING_TYPE', 'Vid', 'UTF8String'], ['SEAL_STRING_TYPE', 'esID', 'PrintableString'], ['SEAL_STRING_TYPE', 'name', 'BMPString'],
    ])
    expect(codes(readSignature(signature({ propertyInfo: utf8('/文档/Signature.xml') })))).toEqual(['SEAL_STRING_TYPE'])
  })

  it('reads octets that are not valid in their type as UTF-8, else as GB 18030', () => {
    const parsed = readSeal(seal({ vid: element(TAG.IA5_STRING, toUtf8('厂商')), name: element(TAG.UTF8_STRING, hex('cabec0fd')) }))
    expect(parsed).toMatchObject({ header: { vid: '厂商' }, property: { name: '示例' } })
    expect(parsed.findings.map(({ code, params }) => [code, params['encoding']])).toEqual([['SEAL_STRING_ENCODING', 'UTF-8'], ['SEAL_STRING_ENCODING', 'GB 18030']])
    expect(readSeal(seal({ name: element(TAG.UTF8_STRING, hex('ff')) })).property.name).toBe('\ufffd')
  })

  it.each([
    ['[0] IMPLICIT', element(contextPrimitive(0), hex('00'), hex('3000')), '[0]'],
    ['a bare BIT STRING', bits(hex('3000')), 'BIT STRING'],
    ['a bare OCTET STRING', octets(hex('3000')), 'OCTET STRING'],
    ['[0] around an OCTET STRING', explicit(0, octets(hex('3000'))), '[0] OCTET STRING'],
    ['[0] around the token itself', explicit(0, hex('3000')), '[0] SEQUENCE'],
  ])('takes a time stamp as %s', (_, timeStamp, found) => {
    const parsed = readSignature(signature({ timeStamp }))
    expect(toHex(parsed.timeStamp ?? new Uint8Array())).toBe('3000')
    expect(parsed.findings).toEqual([{ code: 'SEAL_TIMESTAMP_TAG', at: [], params: { found, offset: expect.any(Number) as number } }])
  })

  it('takes the standard’s [0] EXPLICIT BIT STRING without a word', () => {
    expect(readSignature(signature({ timeStamp: explicit(0, bits(hex('3000'))) }))).toMatchObject({ timeStamp: hex('3000'), findings: [] })
  })
})

describe('extDatas', () => {
  const entry = extension('1.2.3', undefined, hex('05'))
  const expected = [{ oid: '1.2.3', critical: false, value: hex('05') }]

  it.each([
    ['seal, SEQUENCE', sequence(entry), []],
    ['seal, [0] EXPLICIT', explicit(0, sequence(entry)), ['SEAL_EXTENSIONS_TAG']],
    ['seal, [0] IMPLICIT', explicit(0, entry), ['SEAL_EXTENSIONS_TAG']],
    ['seal, OCTET STRING', octets(sequence(entry)), ['SEAL_EXTENSIONS_TAG']],
  ])('%s', (_, extDatas, findings) => {
    expect(readSeal(seal({ extDatas }))).toMatchObject({ extensions: expected })
    expect(codes(readSeal(seal({ extDatas })))).toEqual(findings)
    expect(readSeal(firstSeal({ extDatas })).extensions).toEqual(expected)
  })

  it.each([
    ['signature, [0] EXPLICIT', explicit(0, sequence(entry)), []],
    ['signature, SEQUENCE', sequence(entry), ['SEAL_EXTENSIONS_TAG']],
    ['signature, OCTET STRING', octets(sequence(entry)), ['SEAL_EXTENSIONS_TAG']],
    ['signature, two entries [0] IMPLICIT', explicit(0, entry, extension('1.2.4', undefined, hex('06'))), ['SEAL_EXTENSIONS_TAG']],
  ])('%s', (_, extDatas, findings) => {
    const parsed = readSignature(signature({ extDatas }))
    expect(parsed.extensions[0]).toEqual(expected[0])
    expect(codes(parsed)).toEqual(findings)
  })

  it('takes none for an empty list', () => {
    expect(readSeal(seal({ extDatas: sequence() })).extensions).toEqual([])
    expect(readSignature(signature({ extDatas: explicit(0, sequence()) })).extensions).toEqual([])
  })

  it('notes every critical entry (pitfall 28: critical flag ignored)', () => {
    const critical = sequence(extension('1.2.156.1', true, hex('05')), extension('1.2.156.2', false, hex('05')))
    const parsed = readSignature(signature({ eseal: seal({ extDatas: critical }), extDatas: explicit(0, critical) }))
    for (const { extensions, findings } of [parsed, parsed.seal]) {
      expect(extensions.map((each) => each.critical)).toEqual([true, false])
      expect(findings).toEqual([
        { code: 'SEAL_EXTENSION_CRITICAL', at: expect.any(Array) as string[], params: { oid: '1.2.156.1' } },
        { code: 'SEAL_EXTENSION_FALSE_WRITTEN', at: expect.any(Array) as string[], params: { oid: '1.2.156.2' } },
      ])
    }
    expect(parsed.seal.findings[0]?.at).toEqual(['toSign', 'eseal'])
  })

  it('notes and skips an entry that is built otherwise, which may be a critical one', () => {
    const odd = [sequence(), sequence(oid('1.2.3')), sequence(ia5('x'), octets(hex('05'))), integer(1), sequence(oid('1.2.3'), integer(1), octets(hex('05')))]
    const parsed = readSeal(seal({ extDatas: sequence(...odd, entry) }))
    expect(parsed.extensions).toEqual(expected)
    expect(codes(parsed)).toEqual(odd.map(() => 'SEAL_EXTENSION_MALFORMED'))
  })

  it('notes an identifier that occurs twice', () => {
    expect(codes(readSeal(seal({ extDatas: sequence(entry, entry) })))).toEqual(['SEAL_EXTENSION_REPEATED'])
  })
})

describe('certList', () => {
  const digest = sequence(printable('SM3'), octets(HASH))

  it('reads certificates in OCTET STRINGs and digests without a word', () => {
    expect(readSeal(seal({ certList: sequence(octets(CERTIFICATE), octets(hex('3000'))) }))).toMatchObject({
      property: { certListType: 'certificates', certificates: [CERTIFICATE, hex('3000')], digests: [], opaqueEntries: [] }, findings: [],
    })
    expect(readSeal(seal({ certListType: integer(2), certList: sequence(digest) }))).toMatchObject({
      property: { certListType: 'digests', certificates: [], digests: [{ type: 'SM3', value: HASH }] }, findings: [],
    })
  })

  it('takes bare certificates', () => {
    const parsed = readSeal(firstSeal({ certList: sequence(CERTIFICATE) }))
    expect(parsed.property.certificates.map(toHex)).toEqual([toHex(CERTIFICATE)])
    expect(parsed.findings).toEqual([{ code: 'SEAL_CERT_LIST_ENTRY', at: [], params: { position: 0, found: 'SEQUENCE' } }])
  })

  it('keeps an IA5String "1" apart, with which no membership can be decided', () => {
    const parsed = readSeal(firstSeal({ certList: sequence(ia5('1')) }))
    expect(parsed.property).toMatchObject({ certificates: [], digests: [], opaqueEntries: [ia5('1')] })
    expect(codes(parsed)).toEqual(['SEAL_CERT_LIST_ENTRY'])
  })

  it('takes digests in a list of certificates and the other way round, each noted', () => {
    const mixed = readSeal(seal({ certList: sequence(digest, octets(CERTIFICATE)) }))
    expect(mixed.property).toMatchObject({ certListType: 'certificates', certificates: [CERTIFICATE], digests: [{ type: 'SM3' }] })
    expect(codes(mixed)).toEqual(['SEAL_CERT_LIST_ENTRY'])
    const other = readSeal(seal({ certListType: integer(2), certList: sequence(digest, octets(CERTIFICATE)) }))
    expect(other.property).toMatchObject({ certListType: 'digests', certificates: [CERTIFICATE] })
    expect(codes(other)).toEqual(['SEAL_CERT_LIST_ENTRY'])
  })

  it('takes an OID and a BIT STRING in a digest', () => {
    const odd = sequence(oid('1.2.156.10197.1.401'), bits(HASH))
    expect(readSeal(seal({ certListType: integer(2), certList: sequence(odd) })).property.digests).toEqual([{ type: '1.2.156.10197.1.401', value: HASH }])
  })

  it('reads a list of an unknown type by its entries', () => {
    const certificates = readSeal(seal({ certListType: integer(3) }))
    expect(certificates.property).toMatchObject({ certListType: 'certificates', certificates: [CERTIFICATE] })
    expect(codes(certificates)).toEqual(['SEAL_CERT_LIST_TYPE'])
    expect(readSeal(seal({ certListType: integer(0), certList: sequence(digest) })).property.certListType).toBe('digests')
  })
})

describe('picture', () => {
  it('notes octets of no known format without quoting free text', () => {
    const parsed = readSeal(seal({ data: octets(hex('0102')), pictureType: ia5('a name, not a type') }))
    expect(parsed.picture.format).toBeUndefined()
    expect(parsed.findings).toEqual([{ code: 'SEAL_PICTURE_UNKNOWN', at: [], params: { declared: '?' } }])
  })

  it('notes magic octets that disagree with the type, whose case does not matter', () => {
    expect(codes(readSeal(seal({ pictureType: ia5('gif') })))).toEqual([])
    const parsed = readSeal(seal({ pictureType: ia5('PNG') }))
    expect(parsed.picture).toMatchObject({ type: 'PNG', format: 'GIF' })
    expect(parsed.findings).toEqual([{ code: 'SEAL_PICTURE_TYPE_DIFFERS', at: [], params: { declared: 'PNG', found: 'GIF' } }])
  })

  it('trims what stands around an OFD package, and keeps the data', () => {
    const zip = hex('504b0304 00000000 504b0506 0000 0000 0000 0000 00000000 00000000 0000')
    const data = concatOctets(hex('aaaaaa'), zip, hex('bbbb'))
    const parsed = readSeal(seal({ pictureType: ia5('ofd'), data: octets(data) }))
    expect(toHex(parsed.picture.image)).toBe(toHex(zip))
    expect(toHex(parsed.picture.data)).toBe(toHex(data))
    expect(parsed.findings).toEqual([{ code: 'SEAL_PICTURE_TRIMMED', at: [], params: { before: 3, after: 2 } }])
    expect(toHex(parsed.signedBytes)).toContain(toHex(data))
  })

  it('refuses sizes that are no sizes', () => {
    expect(codeThrown(() => readSeal(seal({ width: integer(-1) })))).toBe('DER_VALUE_INVALID')
    expect(codeThrown(() => readSeal(seal({ data: ia5('x') })))).toBe('DER_TAG_UNEXPECTED')
    expect(toHex(readSeal(seal()).picture.image)).toBe(toHex(GIF))
  })
})

describe('what is around the structure', () => {
  it('takes a seal in an OCTET STRING, alone and in a signature', () => {
    const alone = readSeal(octets(firstSeal()))
    expect(toHex(alone.bytes)).toBe(toHex(firstSeal()))
    expect(alone.findings).toEqual([{ code: 'SEAL_WRAPPED', at: [], params: { structure: 'SESeal', wrapper: 'OCTET STRING', offset: 0 } }])
    const parsed = readSignature(firstSignature({ eseal: octets(firstSeal()) }))
    expect(toHex(parsed.seal.bytes)).toBe(toHex(firstSeal()))
    expect(codes(parsed.seal)).toEqual(['SEAL_WRAPPED'])
    expect(toHex(parsed.signedBytes)).toContain(toHex(octets(firstSeal())))
  })

  it('takes SES_SignInfo in a BIT STRING, with the signed octets of the same seal without it', () => {
    const parsed = readSeal(firstSeal({}, bits))
    expect(codes(parsed)).toEqual(['SEAL_WRAPPED'])
    expect(toHex(parsed.signedBytes)).toBe(toHex(readSeal(firstSeal()).signedBytes))
    expect(toHex(parsed.makerCertificate)).toBe(toHex(CERTIFICATE))
  })

  it('notes what trails: zero octets of a padded field, or anything else', () => {
    const padded = readSignature(concatOctets(signature(), new Uint8Array(64)))
    expect(padded.findings).toEqual([{ code: 'BER_TRAILING_ZEROS', at: [], params: { offset: signature().length, bytes: 64 } }])
    expect(toHex(padded.bytes)).toBe(toHex(signature()))
    expect(codes(readSignature(concatOctets(signature(), hex('00ff'))))).toEqual(['BER_TRAILING_DATA'])
  })

  it('takes base64 around the structure', () => {
    const parsed = readSeal(toUtf8(toBase64(seal())))
    expect(toHex(parsed.bytes)).toBe(toHex(seal()))
    expect(codes(parsed)).toEqual(['TEXT_ENCODED_INPUT'])
  })

  it('refuses proprietary seals and other things by name', () => {
    const found = (read: typeof readSeal | typeof readSignature, bytes: Uint8Array): unknown => {
      try {
        return read(bytes)
      } catch (error) {
        return error instanceof FormatError ? [error.code, error.finding.params['found']] : error
      }
    }
    expect(found(readSeal, toUtf8('ES\u0001\u0002 proprietary'))).toEqual(['SEAL_PROPRIETARY', undefined])
    expect(found(readSeal, signature())).toEqual(['SEAL_SHAPE_UNKNOWN', 'SES_Signature'])
    expect(found(readSignature, seal())).toEqual(['SEAL_SHAPE_UNKNOWN', 'SESeal'])
    expect(found(readSignature, SIGNATURE)).toEqual(['SEAL_SHAPE_UNKNOWN', 'SM2-DER'])
    expect(found(readSignature, new Uint8Array(64).fill(1))).toEqual(['SEAL_SHAPE_UNKNOWN', 'SM2-raw'])
    expect(found(readSignature, sequence(oid('1.2.3')))).toEqual(['SEAL_SHAPE_UNKNOWN', 'CMS'])
    expect(found(readSeal, CERTIFICATE)).toEqual(['SEAL_SHAPE_UNKNOWN', 'unknown'])
    expect(found(readSeal, new Uint8Array())).toEqual(['DER_TRUNCATED', undefined])
  })
})

describe('BER', () => {
  /** The seal with its two outermost levels in indefinite length. */
  const inBer = (bytes: Uint8Array): Uint8Array => {
    const [info = new Uint8Array(), ...rest] = childrenOf(bytes)
    return indefinite(TAG.SEQUENCE, indefinite(TAG.SEQUENCE, ...childrenOf(info)), ...rest)
  }

  it('reads indefinite lengths, hands over the octets as they stand and the DER form as an alternative', () => {
    const ber = inBer(seal())
    const parsed = readSeal(ber)
    expect(codes(parsed)).toEqual(['BER_INDEFINITE_LENGTH', 'BER_INDEFINITE_LENGTH'])
    expect(toHex(parsed.bytes)).toBe(toHex(ber))
    expect(toHex(parsed.signedBytes).startsWith('3080')).toBe(true)
    const der = parsed.alternativeSignedBytes.find(({ rule }) => rule === 'der')?.bytes ?? new Uint8Array()
    expect(toHex(der)).toBe(toHex(readSeal(seal()).signedBytes))
  })

  it('joins strings in pieces for the DER form and for the values', () => {
    const pieces = element(TAG.OCTET_STRING | 0x20, octets(GIF.subarray(0, 10)), octets(GIF.subarray(10)))
    const value = element(TAG.BIT_STRING | 0x20, bits(SIGNATURE.subarray(0, 3)), bits(SIGNATURE.subarray(3)))
    const parsed = readSeal(seal({ data: pieces, signature: value }))
    expect(toHex(parsed.picture.data)).toBe(toHex(GIF))
    expect(toHex(parsed.signatureValue)).toBe(toHex(SIGNATURE))
    expect(codes(parsed)).toEqual(['BER_CONSTRUCTED_STRING', 'BER_CONSTRUCTED_STRING'])
    expect(toHex(parsed.alternativeSignedBytes.find(({ rule }) => rule === 'der')?.bytes ?? new Uint8Array())).toBe(toHex(readSeal(seal()).signedBytes))
  })

  it('offers no DER form where the input is DER', () => {
    const parsed = readSignature(signature())
    expect([...parsed.alternativeSignedBytes, ...parsed.seal.alternativeSignedBytes].map(({ rule }) => rule)).toEqual(['content', 'other-edition'])
  })

  it('keeps eight findings of a kind, however many there are', () => {
    const many = Array.from({ length: 1000 }, () => indefinite(TAG.SEQUENCE, oid('1.2.3'), octets(hex('05'))))
    expect(codes(readSeal(seal({ extDatas: indefinite(TAG.SEQUENCE, ...many) }))).filter((code) => code === 'BER_INDEFINITE_LENGTH')).toHaveLength(8)
  })

  it('has different DER forms for extensions that read differently (pitfall 28: a hidden critical flag)', () => {
    const form = (critical: Uint8Array): string => {
      const entry = sequence(oid('1.2.156.1'), critical, octets(hex('05')))
      const { alternativeSignedBytes, extensions } = readSeal(seal({ extDatas: indefinite(TAG.SEQUENCE, entry) }))
      expect(extensions.length).toBe(toHex(critical) === '0101ff' ? 1 : 0)
      return toHex(alternativeSignedBytes.find(({ rule }) => rule === 'der')?.bytes ?? new Uint8Array())
    }
    const genuine = form(hex('0101ff'))
    for (const hidden of ['21030101ff', '21030401ff', '2103060101', '2c030401ff']) expect(form(hex(hidden))).not.toBe(genuine)
    expect(form(hex('24030201ff'))).toContain('24030201ff')
    expect(genuine).toBe(toHex(readSeal(seal({ extDatas: sequence(extension('1.2.156.1', true, hex('05'))) })).signedBytes))
  })

  it('writes the DER form of context tags and of the high-tag-number form', () => {
    const high = concatOctets(hex('bf8101'), hex('80'), integer(1), hex('0000'))
    const parsed = readSeal(seal({ extDatas: indefinite(context(0), sequence(extension('1.2.3', undefined, hex('05')), high)) }))
    const der = parsed.alternativeSignedBytes.find(({ rule }) => rule === 'der')?.bytes ?? new Uint8Array()
    expect(toHex(der)).toContain(toHex(explicit(0, sequence(extension('1.2.3', undefined, hex('05')), hex('bf810103020101')))))
  })
})
