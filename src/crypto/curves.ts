/**
 * The named prime curves and the points of their keys: y^2 = x^3 - 3x + b. SM2's recommended curve (GB/T 32918.5) and
 * NIST's P-256, P-384 and P-521 (FIPS 186-4 D.1.2). Curve parameters never come from data (CVE-2020-0601).
 */
import { concatOctets } from '../encoding/octets.ts'
import { integerOf, octetsOf, power } from './integers.ts'

export type CurveName = 'SM2' | 'P-256' | 'P-384' | 'P-521'

/** Domain parameters; a = p - 3 and the cofactor is 1 on all of them, p = 3 mod 4. */
export interface Curve {
  readonly name: CurveName
  readonly oid: string
  readonly bits: number
  /** Octets of a coordinate. */
  readonly size: number
  readonly p: bigint
  readonly b: bigint
  /** Order of the base point, a prime. */
  readonly n: bigint
  readonly gx: bigint
  readonly gy: bigint
}

const hex = (text: string): bigint => BigInt(`0x${text.replaceAll(' ', '')}`)

export const CURVES: Readonly<Record<CurveName, Curve>> = {
  SM2: {
    name: 'SM2', oid: '1.2.156.10197.1.301', bits: 256, size: 32,
    p: hex('FFFFFFFE FFFFFFFF FFFFFFFF FFFFFFFF FFFFFFFF 00000000 FFFFFFFF FFFFFFFF'),
    b: hex('28E9FA9E 9D9F5E34 4D5A9E4B CF6509A7 F39789F5 15AB8F92 DDBCBD41 4D940E93'),
    n: hex('FFFFFFFE FFFFFFFF FFFFFFFF FFFFFFFF 7203DF6B 21C6052B 53BBF409 39D54123'),
    gx: hex('32C4AE2C 1F198119 5F990446 6A39C994 8FE30BBF F2660BE1 715A4589 334C74C7'),
    gy: hex('BC3736A2 F4F6779C 59BDCEE3 6B692153 D0A9877C C62A4740 02DF32E5 2139F0A0'),
  },
  'P-256': {
    name: 'P-256', oid: '1.2.840.10045.3.1.7', bits: 256, size: 32,
    p: hex('FFFFFFFF 00000001 00000000 00000000 00000000 FFFFFFFF FFFFFFFF FFFFFFFF'),
    b: hex('5AC635D8 AA3A93E7 B3EBBD55 769886BC 651D06B0 CC53B0F6 3BCE3C3E 27D2604B'),
    n: hex('FFFFFFFF 00000000 FFFFFFFF FFFFFFFF BCE6FAAD A7179E84 F3B9CAC2 FC632551'),
    gx: hex('6B17D1F2 E12C4247 F8BCE6E5 63A440F2 77037D81 2DEB33A0 F4A13945 D898C296'),
    gy: hex('4FE342E2 FE1A7F9B 8EE7EB4A 7C0F9E16 2BCE3357 6B315ECE CBB64068 37BF51F5'),
  },
  'P-384': {
    name: 'P-384', oid: '1.3.132.0.34', bits: 384, size: 48,
    p: hex(
      'FFFFFFFF FFFFFFFF FFFFFFFF FFFFFFFF FFFFFFFF FFFFFFFF FFFFFFFF FFFFFFFE FFFFFFFF 00000000 00000000 FFFFFFFF',
    ),
    b: hex(
      'B3312FA7 E23EE7E4 988E056B E3F82D19 181D9C6E FE814112 0314088F 5013875A C656398D 8A2ED19D 2A85C8ED D3EC2AEF',
    ),
    n: hex(
      'FFFFFFFF FFFFFFFF FFFFFFFF FFFFFFFF FFFFFFFF FFFFFFFF C7634D81 F4372DDF 581A0DB2 48B0A77A ECEC196A CCC52973',
    ),
    gx: hex(
      'AA87CA22 BE8B0537 8EB1C71E F320AD74 6E1D3B62 8BA79B98 59F741E0 82542A38 5502F25D BF55296C 3A545E38 72760AB7',
    ),
    gy: hex(
      '3617DE4A 96262C6F 5D9E98BF 9292DC29 F8F41DBD 289A147C E9DA3113 B5F0B8C0 0A60B1CE 1D7E819D 7A431D7C 90EA0E5F',
    ),
  },
  'P-521': {
    name: 'P-521', oid: '1.3.132.0.35', bits: 521, size: 66,
    p: (1n << 521n) - 1n,
    b: hex(
      '0051 953EB961 8E1C9A1F 929A21A0 B68540EE A2DA725B 99B315F3 B8B48991 8EF109E1 56193951 EC7E937B 1652C0BD 3BB1BF07' +
        ' 3573DF88 3D2C34F1 EF451FD4 6B503F00',
    ),
    n: hex(
      '01FF FFFFFFFF FFFFFFFF FFFFFFFF FFFFFFFF FFFFFFFF FFFFFFFF FFFFFFFF FFFFFFFA 51868783 BF2F966B 7FCC0148 F709A5D0' +
        ' 3BB5C9B8 899C47AE BB6FB71E 91386409',
    ),
    gx: hex(
      '00C6 858E06B7 0404E9CD 9E3ECB66 2395B442 9C648139 053FB521 F828AF60 6B4D3DBA A14B5E77 EFE75928 FE1DC127 A2FFA8DE' +
        ' 3348B3C1 856A429B F97E7E31 C2E5BD66',
    ),
    gy: hex(
      '0118 39296A78 9A3BC004 5C8A5FB4 2C7D1BD9 98F54449 579B4468 17AFBD17 273E662C 97EE7299 5EF42640 C550B901 3FAD0761' +
        ' 353C7086 A272C240 88BE9476 9FD16650',
    ),
  },
}

const BY_OID: ReadonlyMap<string, Curve> = new Map(Object.values(CURVES).map((curve) => [curve.oid, curve]))

export function curveByOid(oid: string): Curve | undefined {
  return BY_OID.get(oid)
}

/** Whether coordinates are below p and satisfy the equation. The cofactor is 1: such a point has order n. */
export function isOnCurve(curve: Curve, x: bigint, y: bigint): boolean {
  const { p, b } = curve
  if (x < 0n || y < 0n || x >= p || y >= p) return false
  return (y * y - x * x * x + 3n * x - b) % p === 0n
}

/** Why octets are not a point; part of the public texts. */
export type PointProblem = 'length' | 'form' | 'infinity' | 'coordinate' | 'not on curve'

/**
 * Decodes a point in uncompressed (04) or compressed (02, 03) form (SEC 1 2.3.4, GB/T 32918.1 4.2.9); the hybrid forms
 * and infinity are refused. Answers with X and Y joined, or with what is wrong.
 */
export function decodePoint(curve: Curve, octets: Uint8Array): Uint8Array<ArrayBuffer> | PointProblem {
  const form = octets[0]
  if (form === undefined) return 'length'
  if (form === 0x00 && octets.length === 1) return 'infinity'
  if (form !== 0x02 && form !== 0x03 && form !== 0x04) return 'form'
  if (octets.length !== 1 + (form === 0x04 ? 2 : 1) * curve.size) return 'length'
  const { p, b, size } = curve
  const x = integerOf(octets.subarray(1, 1 + size))
  if (x >= p) return 'coordinate'
  if (form === 0x04) {
    const y = integerOf(octets.subarray(1 + size))
    if (y >= p) return 'coordinate'
    return isOnCurve(curve, x, y) ? octets.slice(1) : 'not on curve'
  }
  // p = 3 mod 4: a square root is one exponentiation with no loop to hang in (CVE-2022-0778).
  const root = power(x * x * x - 3n * x + b, (p + 1n) >> 2n, p)
  const y = (root & 1n) === BigInt(form & 1) ? root : p - root
  // A root of 0 has no odd partner, and p - 0 = p is no coordinate: isOnCurve refuses it.
  return isOnCurve(curve, x, y) ? concatOctets(octets.subarray(1), octetsOf(y, size)) : 'not on curve'
}
