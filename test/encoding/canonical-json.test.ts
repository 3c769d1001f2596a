import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from '../../src/encoding/canonical-json.ts'

/** A value whose members were made in the order of their names; `JSON.stringify` writes names that are no numbers in that order. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, member]) => [name, ordered(member)]))
}

describe('canonical JSON (RFC 8785)', () => {
  test('the example of 3.2.2', () => {
    const input = String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`
    expect(canonicalJson(JSON.parse(input))).toBe(String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`)
  })

  test('names are in the order of their UTF-16 code units: the example of 3.2.3', () => {
    const names = ['\u20ac', '\r', '\ufb33', '1', '\u{1f600}', '\u0080', '\u00f6']
    const text = canonicalJson(Object.fromEntries(names.map((name) => [name, 0])))
    expect(text).toBe('{"\\r":0,"1":0,"\u0080":0,"\u00f6":0,"\u20ac":0,"\u{1f600}":0,"\ufb33":0}')
    expect(canonicalJson({ 10: 'a', 9: 'b' })).toBe('{"10":"a","9":"b"}')
  })

  test('characters are written as JSON.stringify writes them, also those that it escapes', () => {
    const text = fc.array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0x22, 0x5c, 0x7f, 0x9f, 0x2028, 0xd800, 0xdfff, 0xe000))).map((codes) => String.fromCharCode(...codes))
    fc.assert(fc.property(text, (value) => {
      expect(canonicalJson(value)).toBe(JSON.stringify(value))
      expect(canonicalJson({ [`n${value}`]: value })).toBe(JSON.stringify({ [`n${value}`]: value }))
    }))
  })

  test('any value is what it is in order, and stays the same when it is read back', () => {
    const name = fc.oneof(fc.constantFrom('a', 'b', '__proto__', 'constructor', '签'), fc.string().map((one) => `x${one}`))
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ depthSize: 'small' }, fc.constantFrom(null, true, false), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.string(), fc.array(tie('value')), fc.dictionary(name, tie('value'), { noNullPrototype: true })),
    }))
    fc.assert(fc.property(value, (one) => {
      const text = canonicalJson(one)
      expect(text).toBe(JSON.stringify(ordered(one)))
      expect(canonicalJson(JSON.parse(text))).toBe(text)
    }))
  })

  test('members without a value are left out; what JSON cannot hold is refused', () => {
    expect(canonicalJson({ b: undefined, a: [1], c: {} })).toBe('{"a":[1],"c":{}}')
    for (const value of [Number.NaN, Infinity, 1n, () => 0, Symbol('x'), [undefined]]) expect(() => canonicalJson(value)).toThrow(TypeError)
  })
})
