import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  CURVES, ecPublicKey, ed25519PublicKey, encodeSm2Pkcs8, encodeSpki, parseSpki, rsaPublicKey, sm2GenerateKey,
  sm2PrivateKeyFromPkcs8, sm2PrivateKeyFromSec1,
} from '../../src/crypto/index.ts'
import { isOnCurve } from '../../src/crypto/curves.ts'
import { readDer } from '../../src/encoding/der.ts'
import type { DerElement } from '../../src/encoding/der.ts'
import {
  encodeBitString, encodeExplicit, encodeInteger, encodeNull, encodeOctetString, encodeOid, encodeSequence,
} from '../../src/encoding/der-writer.ts'
import { concatOctets, toHex } from '../../src/encoding/octets.ts'
import { VerificationError } from '../../src/errors.ts'
import { Budget } from '../../src/limits.ts'
import { bytesOf, invert, modulo, pow } from './affine.ts'
import { flip, octets } from './octets.ts'

const der = (bytes: Uint8Array): DerElement => readDer(bytes, { budget: new Budget() })

const EC = encodeOid('1.2.840.10045.2.1')
const SM2 = encodeOid('1.2.156.10197.1.301')
const RSA = encodeOid('1.2.840.113549.1.1.1')
const { privateKey, publicKey } = sm2GenerateKey()

const spki = (algorithm: readonly Uint8Array[], key: Uint8Array): Uint8Array =>
  encodeSequence(encodeSequence(...algorithm), encodeBitString(key))

function problem(action: () => unknown): string {
  try {
    action()
  } catch (error) {
    if (error instanceof VerificationError) return [error.code, ...Object.values(error.finding.params)].join(' ')
    throw error
  }
  return 'nothing thrown'
}

const problemOf = (bytes: Uint8Array): string => problem(() => parseSpki(der(bytes)))

describe('SubjectPublicKeyInfo of SM2 keys', () => {
  it.each([
    ['id-ecPublicKey with the curve', [EC, SM2]],
    ['the SM2 OID as algorithm, with the curve', [SM2, SM2]],
    ['the SM2 OID as algorithm, with NULL', [SM2, encodeNull()]],
    ['the SM2 OID as algorithm, without parameters', [SM2]],
  ])('reads %s', (_, algorithm) => {
    const key = parseSpki(der(spki(algorithm, publicKey.octets)))
    expect(key).toMatchObject({ type: 'SM2', bits: 256 })
    expect(encodeSpki(key)).toEqual(spki([EC, SM2], publicKey.octets))
  })

  it('refuses parameters that do not name a curve (CVE-2020-0601)', () => {
    for (const algorithm of [[EC], [EC, encodeNull()], [EC, encodeSequence(encodeInteger(1))], [SM2, encodeSequence()]]) {
      expect(problemOf(spki(algorithm, publicKey.octets))).toBe('KEY_CURVE_NOT_NAMED')
    }
  })

  it('refuses octets that are not a point', () => {
    expect(problemOf(spki([EC, SM2], flip(publicKey.octets, 500)))).toBe('SM2_KEY_INVALID not on curve')
    expect(problemOf(spki([EC, SM2], octets('00')))).toBe('SM2_KEY_INVALID infinity')
    expect(problemOf(spki([SM2], new Uint8Array(0)))).toBe('SM2_KEY_INVALID length')
  })

  it('keeps keys of unknown algorithms and curves apart', () => {
    expect(parseSpki(der(spki([encodeOid('1.2.840.10040.4.1'), encodeSequence()], octets('020105'))))).toEqual({
      type: 'unsupported', bits: 0, algorithm: '1.2.840.10040.4.1',
    })
    expect(parseSpki(der(spki([EC, encodeOid('1.3.132.0.10')], octets('04'))))).toEqual({
      type: 'unsupported', bits: 0, algorithm: '1.3.132.0.10',
    })
    expect(() => encodeSpki({ type: 'unsupported', bits: 0, algorithm: '1.2.3' })).toThrow(TypeError)
  })

  it('gives errors of its own for changed octets', () => {
    const samples = [spki([EC, SM2], publicKey.octets), encodeSpki(rsaPublicKey((1n << 1024n) + 1n, 65537n)), spki([SM2, SM2], publicKey.octets)]
    fc.assert(fc.property(fc.constantFrom(...samples), fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), (sample, bits) => {
      const changed = bits.reduce((bytes, bit) => flip(bytes, bit % (8 * bytes.length)), sample)
      try {
        parseSpki(der(changed))
      } catch (error) {
        expect(error).toBeInstanceOf(VerificationError)
      }
    }), { numRuns: 500 })
  })
})

describe('curves', () => {
  it.each(Object.values(CURVES))('$name: the base point is on it and has order n', ({ p, b, n, gx, gy, bits, size }) => {
    expect(p.toString(2)).toHaveLength(bits)
    expect(Math.ceil(bits / 8)).toBe(size)
    expect(p % 4n).toBe(3n)
    expect(pow(2n, p - 1n, p)).toBe(1n)
    expect(modulo(gy * gy - gx * gx * gx + 3n * gx - b, p)).toBe(0n)
    // (n - 1) G = -G, by double and add.
    type Point = readonly [bigint, bigint] | undefined
    const add = (a: Point, c: Point): Point => {
      if (a === undefined) return c
      if (c === undefined) return a
      if (a[0] === c[0] && modulo(a[1] + c[1], p) === 0n) return undefined
      const slope = a[0] === c[0] ? (3n * a[0] * a[0] - 3n) * invert(2n * a[1], p) : (c[1] - a[1]) * invert(c[0] - a[0], p)
      const x = modulo(slope * slope - a[0] - c[0], p)
      return [x, modulo(slope * (a[0] - x) - a[1], p)]
    }
    let sum: Point
    for (const bit of (n - 1n).toString(2)) {
      sum = add(sum, sum)
      if (bit === '1') sum = add(sum, [gx, gy])
    }
    expect(sum).toEqual([gx, p - gy])
  })

  it('isOnCurve wants reduced coordinates', () => {
    const { p, gx, gy } = CURVES.SM2
    expect(isOnCurve(CURVES.SM2, gx, gy)).toBe(true)
    expect(isOnCurve(CURVES.SM2, gx + p, gy)).toBe(false)
    expect(isOnCurve(CURVES.SM2, gx, gy - p)).toBe(false)
  })

  it('refuses points of NIST curves that are none', () => {
    const { gx, gy } = CURVES['P-256']
    const point = concatOctets(octets('04'), bytesOf(gx), bytesOf(gy))
    expect(ecPublicKey('P-256', point)).toMatchObject({ type: 'EC', curve: 'P-256', bits: 256 })
    expect(problem(() => ecPublicKey('P-256', flip(point, 100)))).toBe('KEY_INVALID P-256 not on curve')
    expect(problem(() => ecPublicKey('P-384', point))).toBe('KEY_INVALID P-384 length')
    expect(problemOf(spki([EC, encodeOid('1.3.132.0.35')], point))).toBe('KEY_INVALID P-521 length')
  })
})

describe('RSA keys', () => {
  const modulus = (1n << 2047n) + 1n
  const key = (n: bigint, e: bigint, ...parameters: Uint8Array[]): Uint8Array =>
    spki([RSA, ...parameters], encodeSequence(encodeInteger(n), encodeInteger(e)))

  it('reads them, with NULL parameters or none', () => {
    for (const parameters of [[encodeNull()], []]) {
      expect(parseSpki(der(key(modulus, 65537n, ...parameters)))).toEqual({ type: 'RSA', bits: 2048, modulus, exponent: 65537n, pssOnly: false })
    }
    expect(problemOf(key(modulus, 65537n, encodeInteger(0)))).toMatch(/^DER_TAG_UNEXPECTED/)
  })

  it.each([
    ['modulus too short', (1n << 1022n) + 1n, 65537n],
    ['modulus too short', 0n, 65537n],
    ['modulus too long', (1n << 16384n) + 1n, 65537n],
    ['modulus even', 1n << 2047n, 65537n],
    ['exponent', modulus, 1n],
    ['exponent', modulus, 0n],
    ['exponent', modulus, 65536n],
    ['exponent', modulus, (1n << 64n) + 1n],
  ])('refuses: %s', (reason, n, e) => {
    expect(problemOf(key(n, e, encodeNull()))).toBe(`KEY_INVALID RSA ${reason}`)
  })

  it('refuses negative numbers', () => {
    expect(problemOf(key(-modulus, 65537n, encodeNull()))).toMatch(/^DER_VALUE_INVALID/)
  })

  it('reads RSASSA-PSS keys with their restrictions', () => {
    const octetsOfKey = encodeSequence(encodeInteger(modulus), encodeInteger(3n))
    const sha256 = encodeSequence(encodeOid('2.16.840.1.101.3.4.2.1'))
    const mgf = encodeSequence(encodeOid('1.2.840.113549.1.1.8'), sha256)
    const pss = encodeOid('1.2.840.113549.1.1.10')
    expect(parseSpki(der(spki([pss], octetsOfKey)))).toMatchObject({ type: 'RSA', pssOnly: true })
    const parameters = encodeSequence(encodeExplicit(0, sha256), encodeExplicit(1, mgf), encodeExplicit(2, encodeInteger(32)))
    expect(parseSpki(der(spki([pss, parameters], octetsOfKey)))).toMatchObject({
      pssOnly: true, pssParameters: { digest: { name: 'SHA-256' }, mgfDigest: { name: 'SHA-256' }, saltLength: 32 },
    })
    const trailer = encodeSequence(encodeExplicit(3, encodeInteger(2)))
    expect(problemOf(spki([pss, trailer], octetsOfKey))).toBe('SIGNATURE_ALGORITHM_PARAMETERS_INVALID 1.2.840.113549.1.1.10')
    const md5 = encodeSequence(encodeExplicit(0, encodeSequence(encodeOid('1.2.840.113549.2.5'), encodeNull())))
    expect(problemOf(spki([pss, md5], octetsOfKey))).toBe('SIGNATURE_ALGORITHM_UNSUPPORTED 1.2.840.113549.2.5')
  })
})

describe('Ed25519 keys', () => {
  // The y of points of order 1, 2, 4, 8, with either sign of x.
  it.each([
    '0100000000000000000000000000000000000000000000000000000000000000',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    '0000000000000000000000000000000000000000000000000000000000000080',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
    '0000000000000000000000000000000000000000000000000000000000000000',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
    '0100000000000000000000000000000000000000000000000000000000000080',
  ])('of small order are refused: %s', (hex) => {
    expect(problem(() => ed25519PublicKey(octets(hex)))).toBe('KEY_INVALID Ed25519 small order')
  })

  it('has no points of small order but these: doubled three times, they give the neutral one', () => {
    const p = (1n << 255n) - 19n
    const d = modulo(-121665n * invert(121666n, p), p)
    // Doubling needs x only squared: x^2 = (y^2 - 1) / (d y^2 + 1).
    const double = (y: bigint): bigint => {
      const xx = (y * y - 1n) * invert(d * y * y + 1n, p)
      return modulo((y * y + xx) * invert(2n - y * y + xx, p), p)
    }
    const order8 = BigInt(`0x${toHex(octets('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05').reverse())}`)
    for (const y of [1n, p - 1n, 0n, order8, p - order8]) expect(double(double(double(y)))).toBe(1n)
    expect(double(double(order8))).toBe(p - 1n)
  })

  it('that are not canonical or no points are refused', () => {
    expect(problem(() => ed25519PublicKey(octets('eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f')))).toBe('KEY_INVALID Ed25519 coordinate')
    expect(problem(() => ed25519PublicKey(octets('0200000000000000000000000000000000000000000000000000000000000000')))).toBe('KEY_INVALID Ed25519 not on curve')
    expect(problem(() => ed25519PublicKey(new Uint8Array(31)))).toBe('KEY_INVALID Ed25519 length')
  })

  it('have no parameters', () => {
    const key = octets('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a')
    const id = encodeOid('1.3.101.112')
    expect(parseSpki(der(spki([id], key)))).toMatchObject({ type: 'Ed25519', octets: key })
    expect(problemOf(spki([id, encodeNull()], key))).toBe('KEY_INVALID Ed25519 parameters')
    expect(problemOf(spki([encodeOid('1.3.101.113')], key))).toBe('KEY_INVALID Ed448 length')
  })
})

describe('SM2 private keys', () => {
  const sec1 = (scalar: Uint8Array, ...rest: Uint8Array[]): Uint8Array => encodeSequence(encodeInteger(1), encodeOctetString(scalar), ...rest)
  const pkcs8 = (algorithm: readonly Uint8Array[], inner: Uint8Array): Uint8Array =>
    encodeSequence(encodeInteger(0), encodeSequence(...algorithm), encodeOctetString(inner))
  const read = (bytes: Uint8Array): Uint8Array => sm2PrivateKeyFromPkcs8(der(bytes))
  const publicPart = encodeExplicit(1, encodeBitString(publicKey.octets))

  it('are read in the forms that products write', () => {
    expect(read(encodeSm2Pkcs8(privateKey))).toEqual(privateKey)
    expect(read(pkcs8([EC, SM2], sec1(privateKey)))).toEqual(privateKey)
    expect(read(pkcs8([SM2], sec1(privateKey)))).toEqual(privateKey)
    expect(read(pkcs8([SM2, SM2], sec1(privateKey, encodeExplicit(0, SM2), publicPart)))).toEqual(privateKey)
    expect(read(pkcs8([EC, SM2], sec1(concatOctets(octets('00'), privateKey))))).toEqual(privateKey)
    expect(read(pkcs8([EC, SM2], sec1(octets('05'.repeat(31)))))).toEqual(octets(`00${'05'.repeat(31)}`))
    expect(sm2PrivateKeyFromSec1(der(sec1(privateKey, encodeExplicit(0, SM2))))).toEqual(privateKey)
  })

  it('are refused when they are none', () => {
    const { n } = CURVES.SM2
    for (const scalar of [bytesOf(0n), bytesOf(n - 1n), bytesOf(n), new Uint8Array(0), concatOctets(octets('01'), privateKey)]) {
      expect(problem(() => read(pkcs8([EC, SM2], sec1(scalar))))).toBe('SM2_PRIVATE_KEY_INVALID value')
    }
    const other = encodeExplicit(1, encodeBitString(sm2GenerateKey().publicKey.octets))
    expect(problem(() => read(pkcs8([EC, SM2], sec1(privateKey, other))))).toBe('SM2_PRIVATE_KEY_INVALID public key of another key')
    expect(problem(() => sm2PrivateKeyFromSec1(der(sec1(privateKey))))).toBe('SM2_PRIVATE_KEY_INVALID curve not named')
    expect(problem(() => read(pkcs8([EC, encodeOid('1.2.840.10045.3.1.7')], sec1(privateKey))))).toBe('KEY_ALGORITHM_UNSUPPORTED 1.2.840.10045.3.1.7')
    expect(problem(() => read(pkcs8([RSA, encodeNull()], sec1(privateKey))))).toBe('KEY_ALGORITHM_UNSUPPORTED 1.2.840.113549.1.1.1')
    expect(problem(() => read(pkcs8([EC, encodeSequence()], sec1(privateKey))))).toBe('KEY_CURVE_NOT_NAMED')
    const version2 = encodeSequence(encodeInteger(2), encodeOctetString(privateKey))
    expect(problem(() => read(pkcs8([EC, SM2], version2)))).toBe('SM2_PRIVATE_KEY_INVALID version')
  })

  it('give errors of their own for changed octets', () => {
    const sample = encodeSm2Pkcs8(privateKey)
    fc.assert(fc.property(fc.nat(8 * sample.length - 1), fc.nat(8 * sample.length - 1), (a, b) => {
      try {
        read(flip(flip(sample, a), b))
      } catch (error) {
        expect(error).toBeInstanceOf(VerificationError)
      }
    }))
  })
})
