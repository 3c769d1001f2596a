/**
 * SM2 keys: public keys that were checked to be points of the curve, private keys as 32 octets, and the hash Z that binds
 * a user id and a public key to every signature. Containers of keys are read in `keys.ts` and `sm2-private-key.ts`.
 */
import { FormatError } from '../errors.ts'
import { finding } from '../diagnostics/index.ts'
import type { Locator } from '../diagnostics/index.ts'
import { concatOctets, toUtf8 } from '../encoding/octets.ts'
import { CURVES, decodePoint } from './curves.ts'
import { integerOf, octetsOf } from './integers.ts'
import { randomOctets } from './random.ts'
import { sm2Kernel } from './kernel/sm2-choice.ts'
import { sm3 } from './sm3.ts'

/** User id where nothing else is agreed (GB/T 35276-2017 clause 10): the ASCII digits 1234567812345678. */
export const SM2_DEFAULT_USER_ID: Uint8Array = toUtf8('1234567812345678')
/** ENTL counts bits in 16 bits. */
const USER_ID_MAXIMUM = 8191

/** A public key whose point is on the curve. Only this module makes them. */
export class Sm2PublicKey {
  readonly type = 'SM2'
  readonly bits = 256
  /** X then Y, 64 octets. */
  readonly point: Uint8Array
  #defaultZa: Uint8Array | undefined

  private constructor(point: Uint8Array) {
    this.point = point
  }

  /** Internal: the caller has checked the point. */
  static ofCheckedPoint(point: Uint8Array): Sm2PublicKey {
    return new Sm2PublicKey(point)
  }

  /** The uncompressed form, 04 then X then Y: what a SubjectPublicKeyInfo holds. */
  get octets(): Uint8Array<ArrayBuffer> {
    return concatOctets(Uint8Array.of(4), this.point)
  }

  /** Internal: Z, remembered for the default user id. Use `sm2Za`. */
  za(userId: Uint8Array): Uint8Array {
    if (userId !== SM2_DEFAULT_USER_ID) return computeZa(this.point, userId)
    this.#defaultZa ??= computeZa(this.point, userId)
    return this.#defaultZa
  }
}

let madeCurveOctets: Uint8Array | undefined

/** a, b and G. */
function curveOctets(): Uint8Array {
  const { p, b, gx, gy } = CURVES.SM2
  madeCurveOctets ??= concatOctets(...[p - 3n, b, gx, gy].map((value) => octetsOf(value, 32)))
  return madeCurveOctets
}

function computeZa(point: Uint8Array, userId: Uint8Array): Uint8Array {
  if (userId.length > USER_ID_MAXIMUM) throw new RangeError(`an SM2 user id has at most ${USER_ID_MAXIMUM} octets`)
  const bits = 8 * userId.length
  return sm3(Uint8Array.of(bits >> 8, bits & 0xff), userId, curveOctets(), point)
}

/**
 * Z = SM3(ENTL, id, a, b, G, P) of GB/T 32918.2-2016 clause 5.5.
 * @throws RangeError when the user id is longer than 8191 octets
 */
export function sm2Za(key: Sm2PublicKey, userId: Uint8Array = SM2_DEFAULT_USER_ID): Uint8Array {
  return key.za(userId).slice()
}

/**
 * Decodes a public key: uncompressed (04) or compressed (02, 03) point.
 * @throws FormatError (`SM2_KEY_INVALID`) when it is another form, has a coordinate of p or more, is infinity or is not
 *   on the curve
 */
export function parseSm2PublicKey(octets: Uint8Array, at: Locator = []): Sm2PublicKey {
  const point = decodePoint(CURVES.SM2, octets)
  if (typeof point === 'string') throw new FormatError(finding('SM2_KEY_INVALID', at, { reason: point }))
  return Sm2PublicKey.ofCheckedPoint(point)
}

/** Whether octets are a private key: 32 of them, value in [1, n-2] (n-1 has no signature). */
export function isSm2PrivateKey(octets: Uint8Array): boolean {
  if (octets.length !== 32) return false
  const d = integerOf(octets)
  return d >= 1n && d <= CURVES.SM2.n - 2n
}

/** @throws RangeError when the octets are not a private key */
export function requireSm2PrivateKey(octets: Uint8Array): void {
  if (!isSm2PrivateKey(octets)) throw new RangeError('an SM2 private key has 32 octets and a value in [1, n-2]')
}

/** @throws RangeError when the private key is not 32 octets with a value in [1, n-2] */
export function sm2PublicKeyOf(privateKey: Uint8Array): Sm2PublicKey {
  requireSm2PrivateKey(privateKey)
  return Sm2PublicKey.ofCheckedPoint(sm2Kernel.multiplyBase(privateKey))
}

export interface Sm2KeyPair {
  readonly privateKey: Uint8Array<ArrayBuffer>
  readonly publicKey: Sm2PublicKey
}

/** A new key pair from the platform's random numbers. */
export function sm2GenerateKey(): Sm2KeyPair {
  for (;;) {
    // Rejection, not reduction: reduction would favour small keys. One draw in 2^32 is rejected.
    const privateKey = randomOctets(32)
    if (isSm2PrivateKey(privateKey)) return { privateKey, publicKey: sm2PublicKeyOf(privateKey) }
  }
}
