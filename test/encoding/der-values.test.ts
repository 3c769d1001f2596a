import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { readBitString, readBitStringOctets, readBoolean, readInteger, readNamedBits, readNull, readOid, readSmallInteger, readText, readTime, readUnsignedInteger, utcTime } from '../../src/encoding/der-values.ts'
import { readBer, readDer } from '../../src/encoding/der.ts'
import type { DerElement } from '../../src/encoding/der.ts'
import {
  encodeBitString, encodeBoolean, encodeElement, encodeExplicit, encodeGeneralizedTime, encodeIa5String, encodeImplicit, encodeInteger, encodeNamedBits,
  encodeNull, encodeOctetString, encodeOid, encodePrintableString, encodeSequence, encodeSetOf, encodeTime, encodeUtcTime, encodeUtf8String,
} from '../../src/encoding/der-writer.ts'
import { concatOctets, fromHex, toHex, toUtf8 } from '../../src/encoding/octets.ts'
import { Budget } from '../../src/limits.ts'
import { codeOf } from './expect-code.ts'

const hex = (text: string): Uint8Array => fromHex(text.replaceAll(' ', '')) ?? expect.unreachable('no hex')
const der = (text: string): DerElement => readDer(hex(text), { budget: new Budget() })
const invalid = (read: (element: DerElement) => unknown, ...texts: readonly string[]): void => {
  for (const text of texts) expect([text, codeOf(() => read(der(text)))]).toEqual([text, 'DER_VALUE_INVALID'])
}
/** Value and findings of the tolerant reader. */
const tolerant = <Value>(read: (element: DerElement) => Value, text: string): readonly [Value, ...string[]] => {
  const codes: string[] = []
  const element = readBer(hex(text), { budget: new Budget() }, ({ code }) => codes.push(code))
  return [read(element), ...codes]
}

describe('INTEGER (X.690 8.3, pitfall 10)', () => {
  const VALUES: readonly (readonly [string, bigint])[] = [
    ['020100', 0n], ['020101', 1n], ['02017f', 127n], ['02020080', 128n], ['0201ff', -1n], ['020180', -128n], ['0202ff7f', -129n], ['02020100', 256n],
    ['02028000', -32768n], ['0209008000000000000000', 2n ** 63n], ['02088000000000000000', -(2n ** 63n)],
  ]

  test('values, read and written', () => {
    for (const [text, value] of VALUES) {
      expect(readInteger(der(text))).toBe(value)
      expect(toHex(encodeInteger(value))).toBe(text)
    }
    expect(toHex(encodeInteger(65_537))).toBe('0203010001')
    expect(() => encodeInteger(1.5)).toThrow(RangeError)
  })

  test('empty, padded and overlong ones are invalid', () => {
    invalid(readInteger, '0200', '02020001', '02020000', '0202007f', '0202ffff', '0202ff80', `02821001 01${'00'.repeat(4096)}`)
  })

  test('negative ones are invalid where only positive ones make sense', () => {
    invalid(readUnsignedInteger, '0201ff', '020180')
    expect(readUnsignedInteger(der('02020080'))).toBe(128n)
  })

  test('BER_INTEGER_NEGATIVE and BER_INTEGER_PADDED: what the tolerant reader makes of them', () => {
    expect(tolerant(readUnsignedInteger, '0201ff')).toEqual([255n, 'BER_INTEGER_NEGATIVE'])
    expect(tolerant(readUnsignedInteger, '02020001')).toEqual([1n, 'BER_INTEGER_PADDED'])
    expect(tolerant(readInteger, '0202ffff')).toEqual([-1n, 'BER_INTEGER_PADDED'])
  })

  test('small ones have 32 bits at most and no sign', () => {
    expect(readSmallInteger(der('020500ffffffff'))).toBe(0xffffffff)
    invalid(readSmallInteger, '0201ff', '02050100000000')
  })

  test('a tag may be implied, another type is none', () => {
    expect(readInteger(der('800105'), 0x80)).toBe(5n)
    expect(codeOf(() => readInteger(der('0a0105')))).toBe('DER_TAG_UNEXPECTED')
    expect(codeOf(() => readInteger(der('2203020105')))).toBe('DER_TAG_UNEXPECTED')
  })

  test('a long one is read in linear time', () => {
    const element = readDer(concatOctets(hex('02821000 01'), new Uint8Array(4095)), { budget: new Budget() })
    expect(readInteger(element)).toBe(1n << (8n * 4095n))
  })
})

describe('BOOLEAN and NULL (X.690 8.2, 8.8, 11.1, pitfall 10)', () => {
  test('values', () => {
    expect([readBoolean(der('010100')), readBoolean(der('0101ff'))]).toEqual([false, true])
    expect([toHex(encodeBoolean(false)), toHex(encodeBoolean(true)), toHex(encodeNull())]).toEqual(['010100', '0101ff', '0500'])
    readNull(der('0500'))
  })

  test('other octets and lengths are invalid', () => {
    invalid(readBoolean, '010101', '0100', '01020000', '0102ffff', '010180')
    invalid(readNull, '050100')
  })

  test('BER_BOOLEAN_NOT_CANONICAL', () => {
    expect(tolerant(readBoolean, '010101')).toEqual([true, 'BER_BOOLEAN_NOT_CANONICAL'])
    expect(tolerant(readBoolean, '010100')).toEqual([false])
    expect(codeOf(() => tolerant(readBoolean, '0100'))).toBe('DER_VALUE_INVALID')
  })
})

describe('BIT STRING (X.690 8.6, 11.2, pitfall 10)', () => {
  test('unused bits are counted and zero', () => {
    expect(readBitString(der('0304066e5dc0'))).toEqual({ unusedBits: 6, bytes: hex('6e5dc0') })
    expect(readBitString(der('030100'))).toEqual({ unusedBits: 0, bytes: new Uint8Array(0) })
    invalid(readBitString, '0300', '030101', '0304066e5de0', '03020801', '0302ff00', '030107')
  })

  test('whole octets where octets are meant', () => {
    expect(readBitStringOctets(der('03030061ff'))).toEqual(hex('61ff'))
    invalid(readBitStringOctets, '0304066e5dc0')
  })

  test('BER_UNUSED_BITS, said once', () => {
    expect(tolerant(readBitString, '0304066e5de0')).toEqual([{ unusedBits: 6, bytes: hex('6e5de0') }, 'BER_UNUSED_BITS'])
    expect(tolerant(readBitStringOctets, '0304066e5de0')).toEqual([hex('6e5de0'), 'BER_UNUSED_BITS'])
    expect(tolerant(readBitStringOctets, '0304066e5dc0')).toEqual([hex('6e5dc0'), 'BER_UNUSED_BITS'])
    expect(tolerant(readBitStringOctets, '03020230')).toEqual([hex('30'), 'BER_UNUSED_BITS'])
  })

  test('pieces, each with its count (X.690 8.6.4.2)', () => {
    const [value] = tolerant(readBitString, '2380 0303000a3b 0305045f291cd0 0000')
    expect(value).toEqual({ unusedBits: 4, bytes: hex('0a3b5f291cd0') })
    expect(codeOf(() => tolerant(readBitString, '2308 03020440 03020040'))).toBe('DER_VALUE_INVALID')
    expect(codeOf(() => tolerant(readBitString, '2306 0404 00000000'))).toBe('DER_TAG_UNEXPECTED')
  })

  test('named bits', () => {
    for (const [text, bits] of [['03020780', [0]], ['030206c0', [0, 1]], ['03020106', [5, 6]], ['0303070080', [8]], ['030100', []]] as const) {
      expect([...readNamedBits(der(text))]).toEqual(bits)
      expect(toHex(encodeNamedBits(...bits))).toBe(text)
    }
  })
})

describe('OBJECT IDENTIFIER (X.690 8.19, pitfall 11: CVE-2025-66030)', () => {
  const OIDS: readonly (readonly [string, string])[] = [
    ['06082a811ccf55018375', '1.2.156.10197.1.501'], ['06092a864886f70d01010b', '1.2.840.113549.1.1.11'], ['060100', '0.0'], ['060127', '0.39'], ['060128', '1.0'],
    ['06014f', '1.39'], ['060150', '2.0'], ['060155', '2.5'], ['0603883703', '2.999.3'], ['06052b81040022', '1.3.132.0.34'],
    ['060b2a84ffffffffffffff7f01', `1.2.${String(5n * 2n ** 56n - 1n)}.1`],
  ]

  test('values, read and written', () => {
    for (const [text, oid] of OIDS) {
      expect([text, readOid(der(text))]).toEqual([text, oid])
      expect(toHex(encodeOid(oid))).toBe(text)
    }
  })

  test('an arc of any size is no other arc cut to 32 bits', () => {
    expect(readOid(der('060a2a811ccf5590808083 75'))).toBe(`1.2.156.10197.${String(2n ** 32n + 501n)}`)
  })

  test('empty ones, padded arcs, arcs without end and overlong ones are invalid', () => {
    invalid(readOid, '0600', '06022a80', '060380012a', '06032a8001', '060180', '0602 2aff', `06820101 ${'01'.repeat(257)}`)
  })

  test('writing takes dotted OIDs only', () => {
    for (const oid of ['', '1', '3.1', '1.40', '1.2.03', '1.2.', '.1.2', '1..2', '1.2.-3', '1.2.x']) expect(() => encodeOid(oid)).toThrow(RangeError)
  })
})

describe('character strings (X.690 8.23)', () => {
  test('values', () => {
    expect(readText(der('0c06e58db0e7aba0'))).toBe('印章')
    expect(readText(der('13024142'))).toBe('AB')
    expect(readText(der('16024142'))).toBe('AB')
    expect(readText(der('1e0453707ae0'))).toBe('印章')
    expect(readText(der('1e04d840dc00'))).toBe('\u{20000}')
    expect(readText(der('1c0400020000'))).toBe('\u{20000}')
    expect(readText(der('14024142'))).toBe('AB')
    expect(readText(der('1404d3a1d5c2'))).toBe('印章')
    expect(readText(der('1402e9ff'))).toBe('éÿ')
    expect(readText(der('04024142'))).toBeUndefined()
  })

  test('octets that are no characters give no text', () => {
    for (const text of ['0c02c080', '0c01ff', '0c03eda080', '160180', '1301ff', '1e0341 4243', '1e02d800', '1e04d8000041', '1c03000041', '1c0400110000', '1c040000d800']) {
      expect([text, readText(der(text))]).toEqual([text, undefined])
    }
  })

  test('a byte order mark is a character', () => {
    expect(readText(der('0c04efbbbf41'))).toBe('\ufeffA')
    expect(readText(der('1e04feff0041'))).toBe('\ufeffA')
  })
})

describe('times (X.690 11.7, 11.8; RFC 5280 4.1.2.5)', () => {
  const time = (tag: number, text: string): DerElement => readDer(encodeElement(tag, toUtf8(text)), { budget: new Budget() })
  const read = (text: string): string => readTime(time(text.length > 13 ? 0x18 : 0x17, text)).toISOString()

  test('values', () => {
    expect(read('200101000000Z')).toBe('2020-01-01T00:00:00.000Z')
    expect(read('491231235959Z')).toBe('2049-12-31T23:59:59.000Z')
    expect(read('500101000000Z')).toBe('1950-01-01T00:00:00.000Z')
    expect(read('20200817111329Z')).toBe('2020-08-17T11:13:29.000Z')
    expect(read('20200229120000.5Z')).toBe('2020-02-29T12:00:00.500Z')
    expect(read('20200229120000.019999Z')).toBe('2020-02-29T12:00:00.019Z')
    expect(read('00010101000000Z')).toBe('0001-01-01T00:00:00.000Z')
    expect(read('99991231235959Z')).toBe('9999-12-31T23:59:59.000Z')
  })

  test('other forms and dates that do not exist are invalid', () => {
    for (const text of [
      '2001010000Z', '200101000000', '200101000000+0800', '20010100000Z', '200101240000Z', '200101006000Z', '200101000060Z', '200001000000Z', '201301000000Z',
      '200100000000Z', '200132000000Z', '210229000000Z', '200431000000Z', ' 00101000000Z', '2001010 0000Z', '２00101000000Z',
    ]) expect([text, codeOf(() => readTime(time(0x17, text)))]).toEqual([text, 'DER_VALUE_INVALID'])
    for (const text of ['20200817111329', '202008171113Z', '20200817111329.Z', '20200817111329.10Z', '20200817111329.0Z', '20200817111329,5Z', '20200817111329+0800', '20210229000000Z', '19000229000000Z', '20200817111329.1234567891Z', '20200817111329Z\u0000']) {
      expect([text, codeOf(() => readTime(time(0x18, text)))]).toEqual([text, 'DER_VALUE_INVALID'])
    }
    expect(codeOf(() => readTime(time(0x16, '200101000000Z')))).toBe('DER_TAG_UNEXPECTED')
  })

  test('writing', () => {
    expect(toHex(encodeTime(new Date('2049-12-31T23:59:59Z')))).toBe('170d3439313233313233353935395a')
    expect(toHex(encodeTime(new Date('2050-01-01T00:00:00Z')))).toBe('180f32303530303130313030303030305a')
    expect(() => encodeUtcTime(new Date('2050-01-01T00:00:00Z'))).toThrow(RangeError)
    expect(() => encodeGeneralizedTime(new Date(Date.UTC(10_000, 0, 1)))).toThrow(RangeError)
    expect(() => encodeGeneralizedTime(new Date(Number.NaN))).toThrow(RangeError)
  })

  test('dates of the calendar', () => {
    expect(utcTime(2000, 2, 29, 0, 0, 0)?.toISOString()).toBe('2000-02-29T00:00:00.000Z')
    expect(utcTime(1900, 2, 29, 0, 0, 0)).toBeUndefined()
    expect(utcTime(2020, 0, 1, 0, 0, 0)).toBeUndefined()
  })
})

describe('writing structures', () => {
  test('lengths, SEQUENCE, SET OF in the order of encodings, tags', () => {
    expect(toHex(encodeSequence(encodeInteger(1), encodeNull()))).toBe('30050201010500')
    expect(toHex(encodeSetOf(encodeInteger(300), encodeInteger(2), encodeBoolean(true), encodeInteger(1)))).toBe('310d0101ff0201010201020202012c')
    expect(toHex(encodeExplicit(0, encodeInteger(1)))).toBe('a003020101')
    expect(toHex(encodeImplicit(1, hex('6162')))).toBe('81026162')
    expect(toHex(encodeBitString(hex('6e5dc0'), 6))).toBe('0304066e5dc0')
    for (const [length, header] of [[127, '047f'], [128, '048180'], [256, '04820100'], [65_536, '0483010000']] as const) {
      expect(toHex(encodeOctetString(new Uint8Array(length))).slice(0, header.length)).toBe(header)
    }
    expect(toHex(concatOctets(encodeUtf8String('印'), encodePrintableString('A'), encodeIa5String('A')))).toBe('0c03e58db0130141160141')
  })
})

const HAS_OPENSSL = ((): boolean => {
  try {
    execFileSync('openssl', ['version'])
    return true
  } catch {
    return false
  }
})()

describe.skipIf(!HAS_OPENSSL)(HAS_OPENSSL ? 'openssl writes the same' : 'openssl writes the same (skipped: no openssl here)', () => {
  const generate = (text: string): string => execFileSync('openssl', ['asn1parse', '-genstr', text, '-noout', '-out', '-']).toString('hex')

  test.each([
    ['INTEGER:-32769', encodeInteger(-32769)], ['INTEGER:0x80', encodeInteger(128)], ['INTEGER:123456789012345678901234567890', encodeInteger(123456789012345678901234567890n)],
    ['BOOLEAN:TRUE', encodeBoolean(true)], ['OID:1.2.156.10197.6.1.4.2.2', encodeOid('1.2.156.10197.6.1.4.2.2')], ['OID:2.25.99999999999999999999', encodeOid('2.25.99999999999999999999')],
    ['FORMAT:BITLIST,BITSTRING:0,1,8', encodeNamedBits(0, 1, 8)], ['UTCTIME:491231235959Z', encodeUtcTime(new Date('2049-12-31T23:59:59Z'))],
    ['GENERALIZEDTIME:20200817111329Z', encodeGeneralizedTime(new Date('2020-08-17T11:13:29Z'))], ['EXPLICIT:3,IA5STRING:ES', encodeExplicit(3, encodeIa5String('ES'))],
    ['FORMAT:UTF8,UTF8String:印章', encodeUtf8String('印章')], ['IMPLICIT:2,FORMAT:HEX,OCTETSTRING:0102', encodeImplicit(2, hex('0102'))],
  ] as const)('%s', (text, ours) => {
    expect(generate(text)).toBe(toHex(ours))
  })
})
