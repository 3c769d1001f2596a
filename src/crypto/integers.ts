/** Unsigned big-endian octets to BigInt and back, and the modular arithmetic that curves and keys need. Variable time. */
import { toHex } from '../encoding/octets.ts'

/** Above this many octets, hexadecimal is the faster way: shifting takes a time that grows with the square. */
const SHIFTED = 128

/** Value of big-endian octets; 0 for none. */
export function integerOf(octets: Uint8Array): bigint {
  if (octets.length > SHIFTED) return BigInt(`0x${toHex(octets)}`)
  const view = new DataView(octets.buffer, octets.byteOffset, octets.length)
  let value = 0n
  let offset = 0
  for (; offset < octets.length % 8; offset++) value = (value << 8n) | BigInt(view.getUint8(offset))
  for (; offset < octets.length; offset += 8) value = (value << 64n) | view.getBigUint64(offset)
  return value
}

/** Big-endian octets of a value, padded on the left. @throws RangeError when it is negative or does not fit */
export function octetsOf(value: bigint, length: number): Uint8Array<ArrayBuffer> {
  const octets = new Uint8Array(length)
  const view = new DataView(octets.buffer)
  let rest = value
  let offset = length
  for (; offset >= 8; offset -= 8, rest >>= 64n) view.setBigUint64(offset - 8, BigInt.asUintN(64, rest))
  for (; offset > 0; offset--, rest >>= 8n) view.setUint8(offset - 1, Number(BigInt.asUintN(8, rest)))
  if (rest !== 0n) throw new RangeError(`integer does not fit ${length} octets`)
  return octets
}

/** Least residue that is not negative. */
export function mod(value: bigint, modulus: bigint): bigint {
  const residue = value % modulus
  return residue < 0n ? residue + modulus : residue
}

/**
 * Inverse modulo a prime (or anything coprime).
 * @throws RangeError when there is none: 0 has no inverse, and Euclid's loop must not be entered with it (CVE-2026-33891)
 */
export function inverse(value: bigint, modulus: bigint): bigint {
  let [r0, r1] = [modulus, mod(value, modulus)]
  let [t0, t1] = [0n, 1n]
  while (r1 !== 0n) {
    const quotient = r0 / r1
    ;[r0, r1] = [r1, r0 - quotient * r1]
    ;[t0, t1] = [t1, t0 - quotient * t1]
  }
  if (r0 !== 1n) throw new RangeError('no inverse')
  return mod(t0, modulus)
}

/** Power by squaring; the exponent must not be negative. */
export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  let square = mod(base, modulus)
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % modulus
    square = (square * square) % modulus
  }
  return result
}
