import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromBase64Url, toBase64Url } from '../../src/encoding/base64url.ts'
import { parseJson } from '../../src/encoding/json.ts'
import { toUtf8 } from '../../src/encoding/octets.ts'
import { VerificationError } from '../../src/errors.ts'
import { Budget } from '../../src/limits.ts'
import { codeOf } from './expect-code.ts'

const read = (input: string | Uint8Array): unknown => parseJson(input, { budget: new Budget() })
const code = (input: string | Uint8Array): string => codeOf(() => read(input))
/** Ordinary objects: those of the reader have no prototype. */
const plain = (value: unknown): unknown => structuredClone(value)

describe('parseJson', () => {
  it('reads what JSON.parse reads', () => {
    for (const text of ['0', '-0', '-12.5e+3', '1E2', '""', '"\\u4e2d\\u6587\\n\\"\\\\\\/"', '[]', '{}', ' [ 1 , [ ] , { } , null ] ', '{"a":{"b":[true,false,null]},"c":"中文😀"}']) {
      expect(plain(read(text)), text).toEqual(JSON.parse(text))
    }
  })

  it('reads every value that JSON.stringify writes, from text and from octets', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 6, noUnicodeString: false }), (value) => {
      const text = JSON.stringify(value)
      fc.pre(!text.includes('"__proto__"') && !/(?<![\d.eE])-?\d{16,}(?![\d.eE])/.test(text) && !/\\ud[89a-f]/i.test(text))
      expect(plain(read(text))).toEqual(JSON.parse(text))
      expect(plain(read(toUtf8(text)))).toEqual(JSON.parse(text))
    }))
  })

  it('agrees with JSON.parse on what is JSON, or is stricter, on texts that were changed', () => {
    const text = '{"alg":"ES256","list":[1,-2.5e3,"\\u00e9",null],"inner":{"a":true}}'
    fc.assert(fc.property(fc.nat(text.length - 1), fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', ',', ':', '\\', '0', '1', '-', '.', 'e', 't', 'u', ' ', '\u0000'), minLength: 1, maxLength: 1 }), (index, character) => {
      const changed = text.slice(0, index) + character + text.slice(index + 1)
      let ours: unknown
      try {
        ours = read(changed)
      } catch (error) {
        expect(error).toBeInstanceOf(VerificationError)
        return
      }
      expect(plain(ours)).toEqual(JSON.parse(changed))
    }), { numRuns: 2000 })
  })

  it('throws nothing but its own errors on arbitrary octets', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (octets) => {
      expect(() => code(octets)).not.toThrow()
    }))
  })

  it.each([
    '', ' ', 'nul', 'True', '01', '1.', '.5', '+1', '1e', '0x10', 'NaN', 'Infinity', "'a'", '"a', '"\\x"', '"\\u12g4"', '"\t"', '"\u0000"', '[1,]', '[,1]', '[1', '{"a"}',
    '{"a":}', '{"a":1,}', '{a:1}', '{"a":1', '1 2', '[]]', '{}{}', '/**/1', '"a" //', '\u00a01', '[1 2]',
  ])('refuses what is no JSON: %j', (text) => {
    expect(code(text)).toBe('JSON_NOT_WELL_FORMED')
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError)
  })

  it('duplicate members (CVE-2017-12635 and its kind): refuses the second, however it is spelled', () => {
    for (const text of ['{"alg":"none","alg":"ES256"}', '{"a":{"b":1,"b":1}}', '{"a":1,"\\u0061":2}', '{"":1,"":2}']) expect(code(text)).toBe('JSON_MEMBER_DUPLICATE')
    expect(plain(read('{"a":{"a":1},"A":2}'))).toEqual({ a: { a: 1 }, A: 2 })
  })

  it('prototype pollution (CWE-1321): refuses __proto__, and has no prototype for the others to reach', () => {
    expect(code('{"__proto__":{"admin":true}}')).toBe('JSON_MEMBER_FORBIDDEN')
    expect(code('{"a":[{"\\u005f_proto__":1}]}')).toBe('JSON_MEMBER_FORBIDDEN')
    expect(read('{"constructor":1}')).toHaveProperty('constructor', 1)
    expect(Object.getPrototypeOf(read('{}'))).toBeNull()
  })

  it('refuses half characters, and what is not plain UTF-8', () => {
    for (const text of ['"\\ud800"', '"\\udc00\\ud800"', '"a\\ud83d b"', '{"\\ud800":1}', '"\ud800"']) expect(code(text)).toBe('JSON_STRING_ILL_FORMED')
    expect(read('"\\ud83d\\ude00"')).toBe('😀')
    for (const octets of [[0x22, 0xff, 0x22], [0xef, 0xbb, 0xbf, 0x31], [0x22, 0xc0, 0x80, 0x22], [0xff, 0xfe, 0x31, 0x00]]) expect(code(Uint8Array.from(octets))).toBe('JSON_ENCODING_INVALID')
    expect(code('\ufeff1')).toBe('JSON_ENCODING_INVALID')
  })

  it('refuses numbers that a double cannot hold', () => {
    for (const text of ['9007199254740993', '-9007199254740992', '1e400', '[1,100000000000000000000]']) expect(code(text)).toBe('JSON_NUMBER_INEXACT')
    expect(read('9007199254740991')).toBe(Number.MAX_SAFE_INTEGER)
  })

  it('freezes what it reads', () => {
    const value = read('{"a":[1]}') as { a: number[] }
    expect(Object.isFrozen(value) && Object.isFrozen(value.a)).toBe(true)
  })

  it('keeps to its limits: size, depth without deep calls, number of values', () => {
    const limited = (text: string, limits: object): string => codeOf(() => parseJson(text, { budget: new Budget(limits) }))
    expect(limited('[1,2,3]', { jsonBytes: 6 })).toBe('LIMIT_EXCEEDED')
    expect(limited('[1,2,3]', { jsonValues: 3 })).toBe('LIMIT_EXCEEDED')
    expect(limited('[1,2,3]', { jsonValues: 4 })).toBe('accepted')
    expect(limited('[[[]]]', { jsonDepth: 2 })).toBe('LIMIT_EXCEEDED')
    expect(code('['.repeat(100_000))).toBe('LIMIT_EXCEEDED')
    expect(code('{"a":'.repeat(100_000))).toBe('LIMIT_EXCEEDED')
    const deep = '['.repeat(200_000) + ']'.repeat(200_000)
    expect(limited(deep, { jsonDepth: 300_000 })).toBe('accepted')
  })

  it('is linear in long texts', () => {
    const text = JSON.stringify(Array.from({ length: 20_000 }, (_, index) => ({ name: `"${index}\\`.repeat(5) })))
    expect(plain(read(text))).toEqual(JSON.parse(text))
  })
})

describe('base64url', () => {
  it('has one text for the same octets', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (octets) => {
      const text = Buffer.from(octets).toString('base64url')
      expect(toBase64Url(octets)).toBe(text)
      expect(fromBase64Url(text)).toEqual(octets)
    }))
  })

  it.each(['QQ==', 'QQ=', 'Q', 'QQQQQ', 'QR', 'QQB', 'Q Q', 'QQ\n', ' QQ', 'Q+', 'Q/', 'Q?', 'Qé', 'QQ\u0000'])('refuses a second spelling: %j', (text) => {
    expect(fromBase64Url(text)).toBeUndefined()
  })
})
