/**
 * The public point of a private number on P-256, P-384 and P-521: key files may leave it out, and what they say must be
 * so. Variable time: signing itself is the platform's.
 */
import { CURVES } from '../../crypto/curves.ts'
import type { EcPublicKey } from '../../crypto/keys.ts'
import { integerOf, inverse, mod, octetsOf } from '../../crypto/integers.ts'
import { concatOctets } from '../../encoding/octets.ts'

interface Point {
  readonly x: bigint
  readonly y: bigint
}

/** The sum of two points, undefined for infinity. */
function add(p: bigint, a: Point | undefined, b: Point | undefined): Point | undefined {
  if (a === undefined || b === undefined) return a ?? b
  if (a.x === b.x && mod(a.y + b.y, p) === 0n) return undefined
  const slope = a.x === b.x
    ? mod((3n * a.x * a.x - 3n) * inverse(2n * a.y, p), p)
    : mod((b.y - a.y) * inverse(b.x - a.x, p), p)
  const x = mod(slope * slope - a.x - b.x, p)
  return { x, y: mod(slope * (a.x - x) - a.y, p) }
}

/** The uncompressed point (04 X Y) of a scalar; undefined when the scalar is not in [1, n-1]. */
export function publicPointOf(curve: EcPublicKey['curve'], scalar: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  const { p, n, gx, gy, size } = CURVES[curve]
  const d = integerOf(scalar)
  if (d < 1n || d >= n) return undefined
  let sum: Point | undefined
  let power: Point | undefined = { x: gx, y: gy }
  for (let rest = d; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) sum = add(p, sum, power)
    power = add(p, power, power)
  }
  return sum && concatOctets(Uint8Array.of(4), octetsOf(sum.x, size), octetsOf(sum.y, size))
}
