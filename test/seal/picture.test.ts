import { describe, expect, it } from 'vitest'
import { concatOctets, toHex, toUtf8 } from '../../src/encoding/octets.ts'
import { sniffPicture } from '../../src/seal/index.ts'
import { declaredFormat } from '../../src/seal/picture.ts'
import { hex } from './vectors/self-made.ts'

const ZIP = hex('504b0304 aabbccdd 504b0506 00000000 0000 0000 00000000 00000000 0200 4242')

describe('magic octets', () => {
  it.each([
    ['PNG', hex('89504e470d0a1a0a0000')],
    ['JPG', hex('ffd8ffe000104a46')],
    ['GIF', toUtf8('GIF89a')],
    ['GIF', toUtf8('GIF87a')],
    ['BMP', toUtf8('BM\0\0')],
    ['OFD', ZIP],
    ['SVG', toUtf8('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['SVG', toUtf8('\ufeff<?xml version="1.0"?>\n<!-- seal -->\n<svg:svg/>')],
    [undefined, toUtf8('<html><svgx></html>')],
    [undefined, toUtf8('no picture <svg>')],
    [undefined, hex('89504e47')],
    [undefined, hex('504b0304')],
    [undefined, new Uint8Array()],
  ])('of %s', (format, data) => {
    const sniffed = sniffPicture(data)
    expect(sniffed.format).toBe(format)
    expect(sniffed.image).toEqual(data)
  })

  it('keeps the comment of a ZIP archive and drops what is around it', () => {
    expect(toHex(sniffPicture(concatOctets(hex('0000'), ZIP, hex('ff'))).image)).toBe(toHex(ZIP))
    expect(toHex(sniffPicture(concatOctets(ZIP.subarray(0, -1))).image)).toBe(toHex(ZIP.subarray(0, -1)))
  })

  it('does not look for a package behind 64 KiB of something else', () => {
    expect(sniffPicture(concatOctets(new Uint8Array(65_536), ZIP)).format).toBe('OFD')
    expect(sniffPicture(concatOctets(new Uint8Array(65_537), ZIP)).format).toBeUndefined()
    expect(sniffPicture(concatOctets(ZIP, new Uint8Array(65_600))).format).toBeUndefined()
  })

  it.each([['png', 'PNG'], ['JPEG', 'JPG'], [' Ofd ', 'OFD'], ['image/svg+xml', 'SVG'], ['.gif', 'GIF'], ['TIFF', undefined], ['', undefined]])(
    'takes the type %s for %s', (type, format) => {
      expect(declaredFormat(type)).toBe(format)
    },
  )
})
