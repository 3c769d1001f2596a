/**
 * The reference kernel: SM2 over BigInt. Jacobian coordinates, a signed comb for multiples of G, width-5 NAF for other
 * points; additions handle equal, opposite and infinite points. Variable time: signing hides the nonce and the key
 * behind a random blind, but does not defend against an observer who shares the processor.
 */
import { concatOctets } from '../encoding/octets.ts'
import { CURVES } from './curves.ts'
import { integerOf, inverse, mod, octetsOf } from './integers.ts'
import type { Sm2Kernel } from './sm2-kernel.ts'

const p = CURVES.SM2.p
const n = CURVES.SM2.n
const gx = CURVES.SM2.gx
const gy = CURVES.SM2.gy

/** Affine point; coordinates in [0, p). */
interface Affine {
  readonly x: bigint
  readonly y: bigint
}

/** Jacobian point; coordinates in (-p, p), not necessarily reduced. Z is 0 modulo p for infinity only. */
interface Jacobian {
  readonly X: bigint
  readonly Y: bigint
  readonly Z: bigint
}

const INFINITY: Jacobian = { X: 1n, Y: 1n, Z: 0n }
/** Whether a value in (-2p, 2p) is 0 modulo p. */
const isZero = (value: bigint): boolean => value === 0n || value === p || value === -p

function double({ X, Y, Z }: Jacobian): Jacobian {
  // a = -3; an infinite point stays one. There is no point of order 2, so Y is never 0.
  const delta = (Z * Z) % p
  const gamma = (Y * Y) % p
  const beta = (X * gamma) % p
  const alpha = (3n * (X - delta) * (X + delta)) % p
  const X3 = (alpha * alpha - 8n * beta) % p
  return { X: X3, Y: (alpha * (4n * beta - X3) - 8n * gamma * gamma) % p, Z: (2n * Y * Z) % p }
}

/** Adds an affine point, or its opposite. */
function add(point: Jacobian, { x, y }: Affine, negative: boolean): Jacobian {
  const { X, Y, Z } = point
  if (Z === 0n) return { X: x, Y: negative ? -y : y, Z: 1n }
  const ZZ = (Z * Z) % p
  const H = ((x * ZZ) % p) - X
  const S = (y * ((Z * ZZ) % p)) % p
  const R = (negative ? -S : S) - Y
  // Same x: the same point, or opposite ones.
  if (isZero(H)) return isZero(R) ? double(point) : INFINITY
  const HH = (H * H) % p
  const HHH = (H * HH) % p
  const V = (X * HH) % p
  const X3 = (R * R - HHH - 2n * V) % p
  return { X: X3, Y: (R * (V - X3) - Y * HHH) % p, Z: (Z * H) % p }
}

/** Affine forms of finite points, with one inversion for all. */
function toAffine(points: readonly Jacobian[]): Affine[] {
  const products: bigint[] = []
  let product = 1n
  for (const { Z } of points) {
    products.push(product)
    product = (product * Z) % p
  }
  let inverted = inverse(product, p)
  const affine: Affine[] = []
  for (let i = points.length - 1; i >= 0; i--) {
    const { X, Y, Z } = points[i] as Jacobian
    const reciprocal = (inverted * (products[i] as bigint)) % p
    inverted = (inverted * Z) % p
    const square = (reciprocal * reciprocal) % p
    affine.push({ x: mod(X * square, p), y: mod(Y * ((square * reciprocal) % p), p) })
  }
  return affine.reverse()
}

/** Bits of a comb digit: 43 rows of 32 points. Wider ones cost more to build than one run of a program gets back. */
const COMB_WIDTH = 6
const COMB_ROWS = Math.floor(256 / COMB_WIDTH) + 1
const COMB_HALF = 1 << (COMB_WIDTH - 1)
let comb: readonly (readonly Affine[])[] | undefined

/** Row i holds 1 to 32 times 2^(6i) G. */
function buildComb(): readonly (readonly Affine[])[] {
  const rows: Affine[][] = []
  let base: Affine = { x: gx, y: gy }
  for (let row = 0; row < COMB_ROWS; row++) {
    let multiple: Jacobian = { X: base.x, Y: base.y, Z: 1n }
    const multiples = [multiple]
    for (let i = 1; i < COMB_HALF; i++) {
      multiple = add(multiple, base, false)
      multiples.push(multiple)
    }
    const affine = toAffine([...multiples, double(multiple)])
    base = affine.pop() as Affine
    rows.push(affine)
  }
  return rows
}

/** start + [k]G, k in [0, n). */
function addMultipleOfBase(start: Jacobian, k: bigint): Jacobian {
  comb ??= buildComb()
  let sum = start
  let carry = 0
  let rest = k
  for (const row of comb) {
    let digit = Number(rest & 63n) + carry
    rest >>= 6n
    carry = digit > COMB_HALF ? 1 : 0
    if (carry === 1) digit -= 2 * COMB_HALF
    if (digit !== 0) sum = add(sum, row[Math.abs(digit) - 1] as Affine, digit < 0)
  }
  return sum
}

/** [k]P by width-5 NAF, k in [0, n). */
function multiplyPoint(point: Affine, k: bigint): Jacobian {
  const first: Jacobian = { X: point.x, Y: point.y, Z: 1n }
  const [twice] = toAffine([double(first)]) as [Affine]
  const odd = [first]
  for (let i = 1; i < 8; i++) odd.push(add(odd[i - 1] as Jacobian, twice, false))
  const table = toAffine(odd)

  const digits: number[] = []
  let rest = k
  while (rest > 0n) {
    let digit = 0
    if ((rest & 1n) === 1n) {
      digit = Number(rest & 31n)
      if (digit >= 16) digit -= 32
      rest -= BigInt(digit)
    }
    digits.push(digit)
    rest >>= 1n
  }
  let sum = INFINITY
  for (let i = digits.length - 1; i >= 0; i--) {
    sum = double(sum)
    const digit = digits[i] as number
    if (digit !== 0) sum = add(sum, table[Math.abs(digit) >> 1] as Affine, digit < 0)
  }
  return sum
}

function encode(point: Jacobian): Uint8Array<ArrayBuffer> {
  const [{ x, y }] = toAffine([point]) as [Affine]
  return concatOctets(octetsOf(x, 32), octetsOf(y, 32))
}

const decode = (point: Uint8Array): Affine => ({ x: integerOf(point.subarray(0, 32)), y: integerOf(point.subarray(32)) })

/** The signature whose nonce k has the x coordinate of [k]G, in (-p, p): what remains when that is known. */
export function signWith(
  eOctets: Uint8Array, privateKey: Uint8Array, kOctets: Uint8Array, blindOctets: Uint8Array, x: bigint,
): Uint8Array<ArrayBuffer> | undefined {
  const d = integerOf(privateKey)
  const k = integerOf(kOctets)
  const blind = integerOf(blindOctets)
  const r = (integerOf(eOctets) + mod(x, p)) % n
  if (r === 0n || r + k === n) return undefined
  // s = (1+d)^-1 (k - r d), with the factor inverted behind the blind.
  const s = mod(inverse((1n + d) * blind, n) * blind * (k - r * d), n)
  if (s === 0n) return undefined
  return concatOctets(octetsOf(r, 32), octetsOf(s, 32))
}

export const sm2BigInt: Sm2Kernel = {
  verify(eOctets, rOctets, sOctets, publicKey) {
    const r = integerOf(rOctets)
    const s = integerOf(sOctets)
    if (r === 0n || r >= n || s === 0n || s >= n) return false
    const t = (r + s) % n
    if (t === 0n) return false
    const sum = addMultipleOfBase(multiplyPoint(decode(publicKey), t), s)
    if (sum.Z === 0n) return false
    // x1 = X / Z^2 is compared without the division; x1 below p may be r - e or, in the gap above n, r - e + n.
    const ZZ = (sum.Z * sum.Z) % p
    for (let x1 = mod(r - integerOf(eOctets), n); x1 < p; x1 += n) {
      if ((x1 * ZZ - sum.X) % p === 0n) return true
    }
    return false
  },

  sign(e, privateKey, kOctets, blindOf) {
    const blindOctets = blindOf()
    const k = integerOf(kOctets)
    const blind = integerOf(blindOctets)
    // [k]G = [k - blind]G + [blind]G: the digits of k itself are never walked.
    const point = addMultipleOfBase(addMultipleOfBase(INFINITY, mod(k - blind, n)), blind)
    const [{ x }] = toAffine([point]) as [Affine]
    return signWith(e, privateKey, kOctets, blindOctets, x)
  },

  multiplyBase(k) {
    return encode(addMultipleOfBase(INFINITY, integerOf(k)))
  },

  multiply(point, k) {
    return encode(multiplyPoint(decode(point), integerOf(k)))
  },
}
