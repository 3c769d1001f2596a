/**
 * A second, plain implementation of the curve, for tests to hold the kernels against: affine addition, and multiples by
 * double and add in homogeneous coordinates with the textbook formulas for y^2 z = x^3 + a x z^2 + b z^3.
 */
export const P = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFFn
export const N = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123n
export const B = 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93n

/** undefined: infinity. */
export type Point = readonly [x: bigint, y: bigint] | undefined

export const G: Point = [
  0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7n,
  0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0n,
]

export const modulo = (value: bigint, m: bigint): bigint => ((value % m) + m) % m

export function pow(base: bigint, exponent: bigint, m: bigint): bigint {
  let result = 1n
  for (const bit of exponent.toString(2)) result = modulo(result * result * (bit === '1' ? base : 1n), m)
  return result
}

/** By Fermat: not the algorithm under test. */
export const invert = (value: bigint, m: bigint): bigint => pow(modulo(value, m), m - 2n, m)

export function addPoints(a: Point, b: Point): Point {
  if (a === undefined) return b
  if (b === undefined) return a
  if (a[0] === b[0] && (a[1] + b[1]) % P === 0n) return undefined
  const slope = a[0] === b[0] ? (3n * a[0] * a[0] - 3n) * invert(2n * a[1], P) : (b[1] - a[1]) * invert(b[0] - a[0], P)
  const x = modulo(slope * slope - a[0] - b[0], P)
  return [x, modulo(slope * (a[0] - x) - a[1], P)]
}

type Projective = readonly [x: bigint, y: bigint, z: bigint]
const mul = (...factors: bigint[]): bigint => factors.reduce((product, factor) => (product * factor) % P)

function doubleProjective([x, y, z]: Projective): Projective {
  const w = modulo(3n * x * x - 3n * z * z, P)
  const s = mul(y, z)
  const b = mul(x, y, s)
  const h = modulo(w * w - 8n * b, P)
  return [modulo(2n * h * s, P), modulo(w * (4n * b - h) - 8n * mul(y, y, s, s), P), modulo(8n * mul(s, s, s), P)]
}

function addProjective(a: Projective, b: Projective): Projective {
  if (a[2] === 0n) return b
  if (b[2] === 0n) return a
  const u = modulo(b[1] * a[2] - a[1] * b[2], P)
  const v = modulo(b[0] * a[2] - a[0] * b[2], P)
  if (v === 0n) return u === 0n ? doubleProjective(a) : [0n, 1n, 0n]
  const vv = mul(v, v)
  const vvv = mul(v, vv)
  const zz = mul(a[2], b[2])
  const middle = mul(vv, a[0], b[2])
  const A = modulo(u * u * zz - vvv - 2n * middle, P)
  return [mul(v, A), modulo(u * (middle - A) - mul(vvv, a[1], b[2]), P), mul(vvv, zz)]
}

export function times(k: bigint, point: Point): Point {
  if (point === undefined) return undefined
  let result: Projective = [0n, 1n, 0n]
  for (const bit of modulo(k, N).toString(2)) {
    result = doubleProjective(result)
    if (bit === '1') result = addProjective(result, [...point, 1n])
  }
  if (result[2] === 0n) return undefined
  const z = invert(result[2], P)
  return [mul(result[0], z), mul(result[1], z)]
}

/** A point with the least x from a start on. */
export function pointFrom(start: bigint): Exclude<Point, undefined> {
  for (let x = start; ; x++) {
    const square = modulo(x * x * x - 3n * x + B, P)
    const y = pow(square, (P + 1n) / 4n, P)
    if (modulo(y * y, P) === square) return [x, y]
  }
}

export function bytesOf(value: bigint, length = 32): Uint8Array<ArrayBuffer> {
  const octets = new Uint8Array(length)
  let rest = value
  for (let i = length - 1; i >= 0; i--, rest >>= 8n) octets[i] = Number(rest & 0xffn)
  if (rest !== 0n) throw new RangeError('does not fit')
  return octets
}

export function pointBytes(point: Point): Uint8Array<ArrayBuffer> {
  if (point === undefined) throw new RangeError('infinity')
  return Uint8Array.from([...bytesOf(point[0]), ...bytesOf(point[1])])
}
