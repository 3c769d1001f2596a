import { describe, expect, test } from 'vitest'
import { fromAscii } from '../../src/encoding/characters.ts'
import { concatOctets, equalOctets, fromBase64, fromHex, fromUtf8, joinOctets, toBase64, toHex, toUtf8 } from '../../src/encoding/octets.ts'
import { sameOctets } from '../../src/encoding/same-octets.ts'
import { parsePem, toPem } from '../../src/encoding/pem.ts'

test('equal octets are equal in every octet and in length', () => {
  const octets = Uint8Array.of(1, 2, 3)
  expect(equalOctets(octets, Uint8Array.of(1, 2, 3))).toBe(true)
  for (const other of [[], [1, 2], [1, 2, 3, 0], [0, 2, 3], [1, 2, 4]]) expect(equalOctets(octets, Uint8Array.from(other))).toBe(false)
  expect(equalOctets(new Uint8Array(0), new Uint8Array(0))).toBe(true)
})

test.each([['of secrets', equalOctets], ['of others', sameOctets]])('equal octets %s: views, and every place where they may differ', (_, equal) => {
  for (const length of [1, 3, 255, 256, 257, 1000]) {
    const octets = Uint8Array.from({ length }, (_ignored, i) => i & 0xff)
    const view = concatOctets(Uint8Array.of(9), octets, Uint8Array.of(9)).subarray(1, length + 1)
    expect(equal(octets, view)).toBe(true)
    for (const at of [0, length >> 1, length - 1]) {
      const other = view.slice()
      other[at] = (other[at] as number) ^ 0x80
      expect(equal(octets, other)).toBe(false)
    }
    expect(equal(octets, view.subarray(1))).toBe(false)
  }
})

test('joining', () => {
  expect(concatOctets()).toEqual(new Uint8Array(0))
  expect(concatOctets(Uint8Array.of(1), new Uint8Array(0), Uint8Array.of(2, 3))).toEqual(Uint8Array.of(1, 2, 3))
  expect(joinOctets(Array.from({ length: 300_000 }, () => Uint8Array.of(7)))).toHaveLength(300_000)
})

test('hex', () => {
  expect(toHex(Uint8Array.of(0, 0x0f, 0xff))).toBe('000fff')
  expect(fromHex('000Fff')).toEqual(Uint8Array.of(0, 0x0f, 0xff))
  for (const text of ['0', '0g', ' 00', '00\n', '0x00', '-1', '００']) expect(fromHex(text)).toBeUndefined()
})

describe('base64 (pitfall 31: one encoding only)', () => {
  test('the vectors of RFC 4648 clause 10', () => {
    for (const [text, encoded] of [['', ''], ['f', 'Zg=='], ['fo', 'Zm8='], ['foo', 'Zm9v'], ['foob', 'Zm9vYg=='], ['fooba', 'Zm9vYmE='], ['foobar', 'Zm9vYmFy']] as const) {
      expect(toBase64(toUtf8(text))).toBe(encoded)
      expect(fromBase64(encoded)).toEqual(toUtf8(text))
    }
    expect(fromBase64('+/+/')).toEqual(Uint8Array.of(0xfb, 0xff, 0xbf))
  })

  test('no white space, no missing padding, no padding inside, no other alphabet, no unused bits', () => {
    for (const text of ['Zg', 'Zg=', 'Zm8', 'Zg===', '=', '==', '====', 'A===', 'Z===', 'Zg==Zg==', 'Zm9v\n', 'Zm 9v', ' Zm9', 'Zm9-', 'Zm9_', 'Zm9é', 'Zh==', 'Zm9=', 'Z=g=', '=Zg=']) {
      expect([text, fromBase64(text)]).toEqual([text, undefined])
    }
  })
})

test('text of octets', () => {
  expect(fromUtf8(toUtf8('\ufeff印章'))).toBe('\ufeff印章')
  for (const octets of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe5, 0x8d], [0xf4, 0x90, 0x80, 0x80]]) expect(fromUtf8(Uint8Array.from(octets))).toBeUndefined()
  expect(fromAscii(Uint8Array.of(0x41, 0x00, 0x7f))).toBe('A\u0000\u007f')
  expect(fromAscii(Uint8Array.of(0x41, 0x80))).toBeUndefined()
  expect(fromAscii(new Uint8Array(100_000).fill(0x41))).toHaveLength(100_000)
})

describe('PEM (RFC 7468)', () => {
  test('lines of 64 characters, blocks in order, text around them', () => {
    const first = Uint8Array.from({ length: 100 }, (_, i) => i)
    const text = toPem('CERTIFICATE', first)
    expect(text.split('\n').slice(1, 4).map(({ length }) => length)).toEqual([64, 64, 8])
    expect(parsePem(`subject=x\n${text}junk\n${toPem('X509 CRL', Uint8Array.of(1))}`)).toEqual([{ label: 'CERTIFICATE', bytes: first }, { label: 'X509 CRL', bytes: Uint8Array.of(1) }])
    expect(parsePem(text.replaceAll('\n', '\r\n'))).toHaveLength(1)
    expect(parsePem(text.replaceAll('\n', ''))).toHaveLength(1)
  })

  test('malformed blocks are none', () => {
    for (const text of [
      '', 'no block', '-----BEGIN A-----\nZg==\n-----END B-----', '-----BEGIN A-----\nZg=\n-----END A-----', '-----BEGIN A-----\nZg==', '----BEGIN A----\nZg==\n----END A----',
      '-----BEGIN A-----\nProc-Type: 4,ENCRYPTED\n\nZg==\n-----END A-----', '-----BEGIN a-----\nZg==\n-----END a-----',
    ]) expect([text, parsePem(text)]).toEqual([text, []])
  })

  test('many beginnings without end take time in proportion', () => {
    const started = performance.now()
    expect(parsePem('-----BEGIN A-----\nAAAA'.repeat(50_000))).toEqual([])
    expect(performance.now() - started).toBeLessThan(2000)
  })
})
