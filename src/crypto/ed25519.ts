/**
 * What Ed25519 octets must be beyond the equation (RFC 8032 clauses 5.1.3 and 5.1.7), checked here because engines
 * differ on it: canonical points on the curve that are not of small order, and S below the order of the group.
 */
import { integerOf, inverse, mod, power } from './integers.ts'

const P = (1n << 255n) - 19n
const L = (1n << 252n) + 27742317777372353535851937790883648493n
/** -121665 / 121666. */
const D = 37095705934669439343138083508754565189542113879843219016388785533085940283555n
/** y of the points of order 1, 2, 4 and 8: under such a key one signature fits any message. */
const ORDER_8 = 0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n
const SMALL_ORDER_Y: ReadonlySet<bigint> = new Set([0n, 1n, P - 1n, ORDER_8, P - ORDER_8])

export type EdwardsProblem = 'coordinate' | 'not on curve' | 'small order'

/** What is wrong with 32 octets as a point; undefined when nothing is. */
export function ed25519PointProblem(octets: Uint8Array): EdwardsProblem | undefined {
  const y = integerOf(octets.slice().reverse()) & ((1n << 255n) - 1n)
  if (y >= P) return 'coordinate'
  if (SMALL_ORDER_Y.has(y)) return 'small order'
  // x^2 = (y^2 - 1) / (d y^2 + 1) must be a square; the denominator is never 0 since -1/d is none.
  const square = mod((y * y - 1n) * inverse(D * y * y + 1n, P), P)
  return power(square, (P - 1n) >> 1n, P) === 1n ? undefined : 'not on curve'
}

/** Whether a signature has 64 octets, a usable R and S below the order. */
export function isEd25519Signature(signature: Uint8Array): boolean {
  return (
    signature.length === 64 &&
    integerOf(signature.slice(32).reverse()) < L &&
    ed25519PointProblem(signature.subarray(0, 32)) === undefined
  )
}
