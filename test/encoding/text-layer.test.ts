import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concatOctets, toBase64, toHex, toUtf8 } from '../../src/encoding/octets.ts'
import { toPem } from '../../src/encoding/pem.ts'
import { unwrapTextLayer } from '../../src/encoding/text-layer.ts'

/** A SEQUENCE of an OCTET STRING of the given size. */
function der(size: number): Uint8Array {
  const header = (tag: number, length: number): Uint8Array =>
    length < 0x80 ? Uint8Array.of(tag, length) : length < 0x100 ? Uint8Array.of(tag, 0x81, length) : Uint8Array.of(tag, 0x82, length >> 8, length & 0xff)
  const inner = concatOctets(header(4, size), new Uint8Array(size).fill(0x5a))
  return concatOctets(header(0x30, inner.length), inner)
}

const text = (bytes: Uint8Array): { hex: string; encoding: string | undefined; finding: unknown } => {
  const layer = unwrapTextLayer(bytes, ['x'])
  return { hex: toHex(layer.bytes), encoding: layer.encoding, finding: layer.finding }
}

describe('text layer', () => {
  it.each([1, 60, 200, 1000])('takes base64 and hex off a SEQUENCE around %i octets', (size) => {
    const bytes = der(size)
    const taken = (encoding: string): unknown => ({
      hex: toHex(bytes), encoding, finding: { code: 'TEXT_ENCODED_INPUT', at: ['x'], params: { encoding } },
    })
    const base64 = toBase64(bytes)
    expect(text(toUtf8(base64))).toEqual(taken('base64'))
    expect(text(toUtf8(base64.replace(/=+$/, '')))).toEqual(taken('base64'))
    expect(text(toUtf8(` \r\n${base64.replaceAll(/.{20}/g, '$&\r\n')}\n\0\0`))).toEqual(taken('base64'))
    expect(text(concatOctets(Uint8Array.of(0xef, 0xbb, 0xbf), toUtf8(base64)))).toEqual(taken('base64'))
    expect(text(toUtf8(toPem('SEAL', bytes)))).toEqual(taken('base64'))
    expect(text(toUtf8(toHex(bytes)))).toEqual(taken('hex'))
    expect(text(toUtf8(toHex(bytes).toUpperCase().replaceAll(/../g, '$& ')))).toEqual(taken('hex'))
  })

  it.each([
    ['binary ASN.1', der(200)],
    ['text that is no base64', toUtf8('MIXED *** text')],
    ['base64 of something else than a SEQUENCE', toUtf8('MTIzNDU2')],
    ['base64 with unused bits', toUtf8('MIB')],
    ['hex of something else', toUtf8('3131')],
    ['hex with an odd digit', toUtf8('30800')],
    ['a PEM frame around nothing', toUtf8('-----BEGIN X-----')],
    ['only white space', toUtf8(' \n ')],
    ['nothing', new Uint8Array()],
    ['octets beyond ASCII', concatOctets(toUtf8('MIIB'), Uint8Array.of(0xff))],
  ])('leaves %s as it is', (_, bytes) => {
    expect(unwrapTextLayer(bytes)).toEqual({ bytes })
  })

  it('takes one layer only', () => {
    const once = toBase64(der(200))
    expect(unwrapTextLayer(toUtf8(toBase64(toUtf8(once)))).encoding).toBeUndefined()
  })

  it('never throws, and takes nothing but whole texts', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), fc.constantFrom('', 'MI', '30', '-----BEGIN A-----'), (rest, start) => {
      const input = concatOctets(toUtf8(start), rest)
      const layer = unwrapTextLayer(input)
      if (layer.encoding === undefined) expect(layer.bytes).toBe(input)
      else expect(layer.bytes[0]).toBe(0x30)
    }))
  })
})
