/** Distinguished names: decoding of real string types, text for people, and comparison by RFC 5280 7.1 (pitfall 16). */
import { describe, expect, it } from 'vitest'
import { FormatError } from '../../src/errors.ts'
import { TAG, readDer } from '../../src/encoding/der.ts'
import { encodeElement, encodeNull, encodeOid, encodePrintableString, encodeSequence, encodeSetOf, encodeUtf8String } from '../../src/encoding/der-writer.ts'
import { fromHex, toUtf8 } from '../../src/encoding/octets.ts'
import { Budget } from '../../src/limits.ts'
import { isWithinSubtree, nameKey, namesMatch, parseName } from '../../src/pki/index.ts'
import type { DistinguishedName } from '../../src/pki/index.ts'

const CN = '2.5.4.3'
const O = '2.5.4.10'
const attribute = (type: string, value: Uint8Array): Uint8Array => encodeSequence(encodeOid(type), value)
const parse = (der: Uint8Array): DistinguishedName => parseName(readDer(der, { budget: new Budget() }))
const nameWith = (...rdns: readonly (readonly Uint8Array[])[]): DistinguishedName => parse(encodeSequence(...rdns.map((rdn) => encodeSetOf(...rdn))))
const single = (value: Uint8Array, type = CN): DistinguishedName => nameWith([attribute(type, value)])
const printable = (text: string): DistinguishedName => single(encodePrintableString(text))
const utf8 = (text: string): DistinguishedName => single(encodeUtf8String(text))

describe('values', () => {
  it.each([
    ['UTF8String', encodeUtf8String('印章'), '印章'],
    ['PrintableString', encodePrintableString('Seal'), 'Seal'],
    ['BMPString', encodeElement(TAG.BMP_STRING, fromHex('53707ae0') as Uint8Array), '印章'],
    ['TeletexString of ASCII', encodeElement(TAG.TELETEX_STRING, toUtf8('Seal')), 'Seal'],
    ['TeletexString of GBK', encodeElement(TAG.TELETEX_STRING, fromHex('d3a1d5c2') as Uint8Array), '印章'],
    ['IA5String', encodeElement(TAG.IA5_STRING, toUtf8('a@example.com')), 'a@example.com'],
    ['UniversalString', encodeElement(TAG.UNIVERSAL_STRING, fromHex('0000537000007ae0') as Uint8Array), '印章'],
    ['UTF8String that is not UTF-8', encodeElement(TAG.UTF8_STRING, Uint8Array.of(0xff)), undefined],
    ['BMPString of odd length', encodeElement(TAG.BMP_STRING, Uint8Array.of(1)), undefined],
    ['a NULL', encodeNull(), undefined],
  ])('%s', (_, value, text) => {
    const name = single(value)
    expect(name.rdns[0]?.[0]).toMatchObject({ type: CN, text, tag: value[0] })
    expect(name.rdns[0]?.[0]?.bytes).toEqual(value)
    expect(name.text).toBe(text === undefined ? `CN=#${[...value].map((octet) => octet.toString(16).padStart(2, '0')).join('')}` : `CN=${text}`)
  })

  it('structures that are no names are refused', () => {
    expect(() => parse(encodeSetOf())).toThrow(FormatError)
    expect(() => parse(encodeSequence(encodeSetOf()))).toThrow('DER_STRUCTURE_UNEXPECTED')
    expect(() => nameWith([encodeSequence(encodeOid(CN))])).toThrow(FormatError)
    expect(() => nameWith([encodeSequence(encodeOid(CN), encodeNull(), encodeNull())])).toThrow(FormatError)
  })
})

describe('text', () => {
  it('is RFC 4514: most specific first, special characters escaped', () => {
    const name = nameWith([attribute('2.5.4.6', encodePrintableString('CN'))], [attribute(O, encodeUtf8String(' a,b+"c"\\;<d> '))], [attribute('2.999', encodeUtf8String('#x')), attribute(CN, encodeUtf8String('y'))])
    expect(name.text).toBe(String.raw`2.999=\#x+CN=y,O=\ a\,b\+\"c\"\\\;\<d\>\ ,C=CN`)
    expect(nameWith().text).toBe('')
  })

  it('shows characters that would let one name pass for another', () => {
    expect(utf8('a\u202Eb\u0000c\n').text).toBe(String.raw`CN=a\u{202e}b\u{0}c\u{a}`)
  })
})

describe('comparison', () => {
  it.each<[string, DistinguishedName, DistinguishedName, boolean]>([
    ['string types', printable('Root CA'), utf8('Root CA'), true],
    ['case', printable('ROOT ca'), utf8('Root CA'), true],
    ['white space at the ends and inside', printable('  Root   CA '), utf8('Root CA'), true],
    ['white space left out', printable('RootCA'), utf8('Root CA'), false],
    ['full-width forms', utf8('Ｒｏｏｔ　ＣＡ'), utf8('root ca'), true],
    ['full-width parentheses', utf8('示例（一）CA'), utf8('示例(一)ca'), true],
    ['full-width parentheses, with white space to prepare', utf8('示例（一）  CA'), utf8('示例（一）CA '), false],
    ['full-width parentheses, with white space to prepare', utf8('示例（一）  CA'), utf8('示例（一） CA '), true],
    ['composed and decomposed letters', utf8('Caf\u00E9'), utf8('cafe\u0301'), true],
    ['sharp s', utf8('STRASSE'), utf8('straße'), true],
    ['characters that nobody sees', utf8('Ro\u00ADot\u200B'), utf8('root'), true],
    ['look-alike letters of other scripts', utf8('Rоot'), utf8('Root'), false],
    ['BMP and GBK', single(encodeElement(TAG.BMP_STRING, fromHex('53707ae0') as Uint8Array)), single(encodeElement(TAG.TELETEX_STRING, fromHex('d3a1d5c2') as Uint8Array)), true],
    ['the type of attribute', single(encodeUtf8String('x'), CN), single(encodeUtf8String('x'), O), false],
    ['undecodable octets, same', single(encodeElement(TAG.UTF8_STRING, Uint8Array.of(0xff))), single(encodeElement(TAG.UTF8_STRING, Uint8Array.of(0xff))), true],
    ['undecodable octets, other type', single(encodeElement(TAG.UTF8_STRING, Uint8Array.of(0xff))), single(encodeElement(TAG.BMP_STRING, Uint8Array.of(0xff))), false],
    ['private characters match by octets only', utf8('a\uE000'), single(encodeElement(TAG.BMP_STRING, fromHex('0061e000') as Uint8Array)), false],
    ['empty names', nameWith(), nameWith(), true],
    ['an empty name and another', nameWith(), utf8('x'), false],
  ])('%s', (_, a, b, same) => {
    expect(namesMatch(a, b)).toBe(same)
    expect(namesMatch(b, a)).toBe(same)
    expect(nameKey(a) === nameKey(b)).toBe(same)
  })

  it('attributes of one RDN are a set; RDNs are a sequence', () => {
    const a = attribute(CN, encodeUtf8String('a'))
    const b = attribute(O, encodeUtf8String('b'))
    const unsorted = parse(encodeSequence(encodeElement(TAG.SET, b, a)))
    expect(namesMatch(nameWith([a, b]), unsorted)).toBe(true)
    expect(namesMatch(nameWith([a], [b]), nameWith([b], [a]))).toBe(false)
    expect(namesMatch(nameWith([a], [b]), nameWith([a, b]))).toBe(false)
    expect(namesMatch(nameWith([a, a]), nameWith([a]))).toBe(false)
  })

  it('values cannot imitate structure', () => {
    const tricky = nameWith([attribute(CN, encodeUtf8String('a","2.5.4.10=b'))])
    const plain = nameWith([attribute(CN, encodeUtf8String('a')), attribute(O, encodeUtf8String('b'))])
    expect(nameKey(tricky)).not.toBe(nameKey(plain))
    expect(namesMatch(single(encodeUtf8String('#ff')), single(encodeElement(TAG.UTF8_STRING, Uint8Array.of(0xff))))).toBe(false)
  })

  it('subtrees begin with the same RDNs', () => {
    const base = nameWith([attribute(O, encodeUtf8String('Office'))])
    const inside = nameWith([attribute(O, encodePrintableString('OFFICE'))], [attribute(CN, encodeUtf8String('x'))])
    expect(isWithinSubtree(inside, base)).toBe(true)
    expect(isWithinSubtree(base, base)).toBe(true)
    expect(isWithinSubtree(base, inside)).toBe(false)
    expect(isWithinSubtree(inside, nameWith())).toBe(true)
    expect(isWithinSubtree(nameWith([attribute(O, encodeUtf8String('Office2'))]), base)).toBe(false)
  })
})
