import { describe, expect, test } from 'vitest'
import { Fields } from '../../src/encoding/der-fields.ts'
import { readOctetString, readSmallInteger, readText } from '../../src/encoding/der-values.ts'
import { TAG, context, readBer, readDer, readNested } from '../../src/encoding/der.ts'
import type { DerElement } from '../../src/encoding/der.ts'
import { concatOctets, fromHex, toHex } from '../../src/encoding/octets.ts'
import type { Finding } from '../../src/diagnostics/index.ts'
import { LimitExceededError } from '../../src/errors.ts'
import { Budget } from '../../src/limits.ts'
import type { Limits } from '../../src/limits.ts'
import { codeOf } from './expect-code.ts'

const hex = (text: string): Uint8Array => fromHex(text.replaceAll(' ', '')) ?? expect.unreachable('no hex')
const der = (text: string, limits: Partial<Limits> = {}): DerElement => readDer(hex(text), { budget: new Budget(limits), at: ['blob'] })

/** Reads all elements, inside ones included. */
function walk(element: DerElement): number {
  return element.children.reduce((sum, child) => sum + walk(child), 1)
}
const refused = (text: string): string => codeOf(() => walk(der(text)))

function ber(text: string, limits: Partial<Limits> = {}): { readonly element: DerElement; readonly codes: () => string[] } {
  const findings: Finding[] = []
  const element = readBer(hex(text), { budget: new Budget(limits) }, (noticed) => findings.push(noticed))
  return { element, codes: () => findings.map(({ code }) => code) }
}

describe('elements', () => {
  test('keep their slices of the input', () => {
    const source = hex('30 0a 02 01 05 30 05 04 03 61 62 63')
    const element = readDer(source, { budget: new Budget() })
    const [integer, inner] = element.children
    expect([element.start, element.contentStart, element.contentEnd, element.end]).toEqual([0, 2, 12, 12])
    expect(element.bytes.buffer).toBe(source.buffer)
    expect(toHex(integer?.bytes ?? source)).toBe('020105')
    expect(toHex(inner?.children[0]?.content ?? source)).toBe('616263')
    expect(inner?.children[0]?.children).toEqual([])
    expect(inner?.children[0]?.start).toBe(7)
  })

  test('lengths in one to five octets', () => {
    for (const [header, length] of [['047f', 127], ['048180', 128], ['0481ff', 255], ['04820100', 256], ['0482ffff', 65_535], ['0483010000', 65_536]] as const) {
      const element = readDer(concatOctets(hex(header), new Uint8Array(length)), { budget: new Budget() })
      expect(element.content).toHaveLength(length)
    }
  })

  test('high tag numbers', () => {
    expect(der('bf 1f 00').tagNumber).toBe(31)
    expect(der('1f 82 02 02 00 00').tagNumber).toBe(258)
    expect(der('9f 81 00 00').tagNumber).toBe(128)
    expect(der('5f 87 ff 7f 00').tagNumber).toBe(0x1ffff)
  })
})

describe('what DER does not allow (pitfalls 10 and 11)', () => {
  test('DER_TRUNCATED: no octets, no length, too few octets, huge lengths', () => {
    for (const text of ['', '30', '3005 0201', '0402 61', '3082', '308201', '30 03 02 02 01', '3084ffffffff', '3086ffffffffffff', '3088ffffffffffffffff', '30ff', '1f', '1f81', 'bf8181']) {
      expect([text, refused(text)]).toEqual([text, 'DER_TRUNCATED'])
    }
  })

  test('DER_TRAILING_DATA: behind the element', () => {
    expect(refused('0500 00')).toBe('DER_TRAILING_DATA')
    expect(refused('3003020105 0500')).toBe('DER_TRAILING_DATA')
  })

  test('DER_TRUNCATED: trailing octets inside an element are the start of another', () => {
    expect(refused('3004 020105 05')).toBe('DER_TRUNCATED')
    expect(refused('3003 020205')).toBe('DER_TRUNCATED')
    expect(refused('3006 0405 61626364')).toBe('DER_TRUNCATED')
  })

  test('DER_LENGTH_NOT_MINIMAL', () => {
    for (const text of ['048100', '0481 03 616263', '0482 0003 616263', `0482 0080 ${'00'.repeat(128)}`, `0483 000100 ${'00'.repeat(256)}`]) {
      expect([text.slice(0, 12), refused(text)]).toEqual([text.slice(0, 12), 'DER_LENGTH_NOT_MINIMAL'])
    }
  })

  test('DER_INDEFINITE_LENGTH', () => {
    expect(refused('3080 020105 0000')).toBe('DER_INDEFINITE_LENGTH')
    expect(refused('3005 2480 0000 00')).toBe('DER_INDEFINITE_LENGTH')
  })

  test('DER_TAG_INVALID: end-of-contents, low numbers in the high form, padded numbers, numbers without end', () => {
    for (const text of ['0000', '2000', '3002 0000', '1f1e00', '9f8000', '1f801f00', `1f${'ff'.repeat(10)}7f00`]) {
      expect([text, refused(text)]).toEqual([text, 'DER_TAG_INVALID'])
    }
  })

  test('errors say where', () => {
    expect(() => walk(der('3005 020105 0481'))).toThrow(expect.objectContaining({ code: 'DER_TRUNCATED', at: ['blob'], finding: { code: 'DER_TRUNCATED', at: ['blob'], params: { offset: 5 } } }))
  })
})

describe('limits (pitfall 11, CVE-2025-66031)', () => {
  const nested = (depth: number): string => {
    let inner = new Uint8Array(0)
    for (let i = 0; i < depth; i++) {
      const { length } = inner
      const header = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
      inner = Uint8Array.of(0x30, ...header, ...inner)
    }
    return toHex(inner)
  }

  test('depth, for both readers and both forms of length', () => {
    expect(walk(der(nested(33)))).toBe(33)
    expect(() => walk(der(nested(34)))).toThrow(LimitExceededError)
    expect(() => walk(ber(nested(34)).element)).toThrow(LimitExceededError)
    expect(() => ber('3080'.repeat(100_000))).toThrow(LimitExceededError)
  })

  test('number of elements, all structures together', () => {
    expect(() => walk(der(`30 0a ${'0500'.repeat(5)}`, { derElements: 5 }))).toThrow(LimitExceededError)
    const budget = new Budget({ derElements: 3 })
    for (let i = 0; i < 3; i++) readDer(hex('0500'), { budget })
    expect(() => readDer(hex('0500'), { budget })).toThrow(LimitExceededError)
  })
})

describe('the tolerant reader', () => {
  test('BER_INDEFINITE_LENGTH: content without the end marker, bytes with it', () => {
    const { element, codes } = ber('3080 020105 3080 0500 0000 0000')
    expect(codes()).toEqual(['BER_INDEFINITE_LENGTH', 'BER_INDEFINITE_LENGTH'])
    expect(toHex(element.content)).toBe('020105308005000000')
    expect(element.bytes).toHaveLength(13)
    expect(element.children.map(({ tag }) => tag)).toEqual([TAG.INTEGER, TAG.SEQUENCE])
  })

  test('still refuses what BER does not allow', () => {
    for (const [text, code] of [
      ['3080 020105', 'DER_TRUNCATED'], ['3080 020105 00', 'DER_TRUNCATED'], ['0480 61 0000', 'DER_TAG_INVALID'], ['3005 3080 0000 00', 'DER_TAG_INVALID'],
      ['3080 000100 0000', 'DER_TAG_INVALID'], ['3003 3080 00', 'DER_TRUNCATED'], ['', 'DER_TRUNCATED'],
    ] as const) expect([text, codeOf(() => walk(ber(text).element))]).toEqual([text, code])
  })

  test('BER_LENGTH_NOT_MINIMAL', () => {
    const { element, codes } = ber('0482 0003 616263')
    expect([toHex(element.content), codes()]).toEqual(['616263', ['BER_LENGTH_NOT_MINIMAL']])
  })

  test('a structure full of deviations does not flood the report', () => {
    const { element, codes } = ber(`3082 0fff ${'048100'.repeat(1365)}`)
    expect(walk(element)).toBe(1366)
    expect(codes()).toEqual(Array.from({ length: 16 }, () => 'BER_LENGTH_NOT_MINIMAL'))
  })

  test('BER_TRAILING_ZEROS and BER_TRAILING_DATA', () => {
    expect(ber('0500 000000').codes()).toEqual(['BER_TRAILING_ZEROS'])
    expect(ber('0500 000001').codes()).toEqual(['BER_TRAILING_DATA'])
    expect(ber('0500').codes()).toEqual([])
  })

  test('BER_CONSTRUCTED_STRING: pieces are joined (X.690 8.7.3.2, 8.23.6)', () => {
    const octets = ber('2480 0402 6162 2405 0401 63 0400 0401 64 0000')
    expect(toHex(readOctetString(octets.element))).toBe('61626364')
    expect(octets.codes().filter((code) => code === 'BER_CONSTRUCTED_STRING')).toHaveLength(1)
    // The example of X.690 8.23.6.
    const jones = ber('3a09 0403 4a6f6e 0402 6573')
    expect([readText(jones.element), jones.codes()]).toEqual(['Jones', ['BER_CONSTRUCTED_STRING']])
    expect(readText(ber('2c06 0c01 61 0c01 62').element)).toBe('ab')
  })

  test('pieces of a string are strings', () => {
    for (const text of ['2403 020105', '2405 3003 020105', '2404 0c02 6162', '2404 0302 0061']) {
      expect([text, codeOf(() => readOctetString(ber(text).element))]).toEqual([text, 'DER_TAG_UNEXPECTED'])
    }
  })

  test('a string of very many pieces does not exhaust the stack', () => {
    const element = readBer(concatOctets(hex('2480'), hex('040161'.repeat(200_000)), hex('0000')), { budget: new Budget() }, () => undefined)
    expect(readOctetString(element)).toHaveLength(200_000)
  })

  test('BER_CONSTRUCTED_STRING is nothing that the strict reader joins', () => {
    expect(codeOf(() => readOctetString(der('2403 040161')))).toBe('DER_TAG_UNEXPECTED')
  })
})

test('octets inside an element are read by its rules', () => {
  const inner = '0481 01 61'
  expect(codeOf(() => readNested(hex(inner), der('0500')))).toBe('DER_LENGTH_NOT_MINIMAL')
  const outer = ber('0500')
  readNested(hex(inner), outer.element)
  expect(outer.codes()).toEqual(['BER_LENGTH_NOT_MINIMAL'])
  expect(() => readNested(hex('0500'), der('0500', { derElements: 1 }))).toThrow(LimitExceededError)
})

describe('fields of a SEQUENCE', () => {
  test('are taken in order, and none may be left', () => {
    const fields = new Fields(der('300a 020103 a003 020107 0500'), 'Example')
    expect(fields.remaining).toBe(3)
    expect(readSmallInteger(fields.take(TAG.INTEGER))).toBe(3)
    expect(fields.optional(TAG.BOOLEAN)).toBeUndefined()
    expect(fields.optional(context(0))?.children).toHaveLength(1)
    expect(codeOf(() => {
      fields.end()
    })).toBe('DER_STRUCTURE_UNEXPECTED')
    expect(fields.peek()?.tag).toBe(TAG.NULL)
    fields.take()
    fields.end()
    expect(codeOf(() => fields.take())).toBe('DER_STRUCTURE_UNEXPECTED')
    expect(fields.optional(TAG.NULL)).toBeUndefined()
  })

  test('DER_TAG_UNEXPECTED: another tag, inside or outside', () => {
    expect(codeOf(() => new Fields(der('3100'), 'Example'))).toBe('DER_TAG_UNEXPECTED')
    expect(codeOf(() => new Fields(der('3003020105'), 'Example').take(TAG.BOOLEAN, TAG.NULL))).toBe('DER_TAG_UNEXPECTED')
    expect(new Fields(der('a103020105'), 'Example', context(1)).remaining).toBe(1)
  })
})
