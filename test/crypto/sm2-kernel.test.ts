import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Sm2JavaScript } from '../../src/crypto/kernel/sm2-javascript.ts'
import { Sm2WebAssembly, sm2Module } from '../../src/crypto/kernel/sm2-webassembly.ts'
import { sm2BigInt } from '../../src/crypto/sm2-bigint.ts'
import type { Sm2Kernel } from '../../src/crypto/sm2-kernel.ts'
import { toHex } from '../../src/encoding/octets.ts'
import { G, N, P, addPoints, bytesOf, invert, modulo, pointBytes, pointFrom, times } from './affine.ts'
import type { Point } from './affine.ts'
import { firstCalls } from './first-calls.ts'

// Every kernel goes through all of this.
const KERNELS: readonly (readonly [string, Sm2Kernel])[] = [
  ['BigInt', sm2BigInt],
  ['JavaScript', new Sm2JavaScript()],
  ['WebAssembly', new Sm2WebAssembly(new WebAssembly.Instance(new WebAssembly.Module(sm2Module())))],
  ['WebAssembly, first calls', firstCalls],
]

const scalar = fc.bigInt({ min: 1n, max: N - 1n })
const octets256 = fc.bigInt({ min: 0n, max: (1n << 256n) - 1n })
const BLIND = bytesOf(0x1234567n)

/** Scalars where digits, carries and exceptional additions happen. */
const EDGES = [
  1n, 2n, 3n, 4n, 15n, 16n, 17n, 31n, 32n, 33n, 63n, 64n, 65n, 66n, 127n, 128n, 129n, 2048n, 4095n, 4096n, 4097n,
  1n << 128n, (1n << 128n) - 1n, 1n << 255n, (1n << 255n) - 1n, N >> 1n, (N >> 1n) + 1n, N - 65n, N - 64n, N - 33n, N - 32n,
  N - 3n, N - 2n, N - 1n,
]

describe.each(KERNELS)('SM2 kernel: %s', (_, kernel) => {
  /** The e that makes (r, s) a signature of the key, from r, s and the point alone: no private key is needed for that. */
  function judge(key: Point, s: bigint, t: bigint): void {
    const r = modulo(t - s, N)
    const sum = addPoints(times(s, G), times(t, key))
    const verify = (e: bigint): boolean => kernel.verify(bytesOf(e), bytesOf(r), bytesOf(s), pointBytes(key))
    if (r === 0n || sum === undefined) {
      // Infinity has no x; 0 is what sloppy formulas take for it.
      expect(verify(r)).toBe(false)
      return
    }
    const e = modulo(r - sum[0], N)
    expect(verify(e)).toBe(true)
    expect(verify(modulo(e + 1n, N))).toBe(false)
    // e is 256 bits of digest: the same residue above n is the same signature.
    if (e + N < 1n << 256n) expect(verify(e + N)).toBe(true)
  }

  it('adds equal and opposite points: keys that are small multiples of G, small s and t', () => {
    for (const multiple of [1n, 2n, 3n, 32n, 33n, 64n, N - 1n, N - 2n, N - 64n, invert(2n, N)]) {
      const key = times(multiple, G)
      for (const s of [1n, 2n, 3n, 32n, 33n, 65n, N - 1n]) {
        for (const t of [1n, 2n, 64n, N - 1n]) judge(key, s, t)
      }
    }
  }, 60_000)

  it('refuses when the sum is infinity', () => {
    for (const s of [1n, 5n, 64n, 12345n, N - 1n]) {
      // P = -G and s = t + 0; P = -2G and s = 2t.
      judge(times(N - 2n, G), modulo(2n * s, N), s)
      judge(times(N - 1n, G), s, s)
    }
  })

  it('verifies where the x coordinate is n or more and r + e wraps', () => {
    // Such points are rare (1 in 2^32), so the key is made to fit one: P = (R - sG) / t.
    for (const start of [N, P - 1000n]) {
      const point = pointFrom(start)
      expect(point[0] >= N && point[0] < P).toBe(true)
      for (const [s, r] of [[3n, 7n], [N - 1n, 2n], [1n << 200n, N - 5n]] as const) {
        const t = modulo(r + s, N)
        const key = times(invert(t, N), addPoints(point, times(N - s, G)))
        const e = modulo(r - point[0], N)
        expect(kernel.verify(bytesOf(e), bytesOf(r), bytesOf(s), pointBytes(key))).toBe(true)
        expect(kernel.verify(bytesOf(modulo(e + 1n, N)), bytesOf(r), bytesOf(s), pointBytes(key))).toBe(false)
      }
    }
  })

  it('refuses r, s and r + s out of range', () => {
    const key = times(5n, G)
    const sum = addPoints(times(3n, G), times(10n, key)) as Exclude<Point, undefined>
    const e = bytesOf(modulo(7n - sum[0], N))
    expect(kernel.verify(e, bytesOf(7n), bytesOf(3n), pointBytes(key))).toBe(true)
    expect(kernel.verify(e, bytesOf(7n + N), bytesOf(3n), pointBytes(key))).toBe(false)
    expect(kernel.verify(e, bytesOf(7n), bytesOf(3n + N), pointBytes(key))).toBe(false)
    expect(kernel.verify(e, bytesOf(N), bytesOf(3n), pointBytes(key))).toBe(false)
    expect(kernel.verify(e, bytesOf(7n), bytesOf(N), pointBytes(key))).toBe(false)
    expect(kernel.verify(bytesOf(0n), bytesOf(0n), bytesOf(0n), pointBytes(key))).toBe(false)
    // t = 0: sG alone; its x would do for any key.
    for (const s of [1n, 77n, N - 1n]) {
      const x = (times(s, G) as Exclude<Point, undefined>)[0]
      expect(kernel.verify(bytesOf(modulo(N - s - x, N)), bytesOf(N - s), bytesOf(s), pointBytes(key))).toBe(false)
    }
  })

  it('multiplies as the slow curve does', () => {
    const point = times(0xdeadbeefn, G)
    for (const k of EDGES) {
      expect(toHex(kernel.multiplyBase(bytesOf(k)))).toBe(toHex(pointBytes(times(k, G))))
      expect(toHex(kernel.multiply(pointBytes(point), bytesOf(k)))).toBe(toHex(pointBytes(times(k, point))))
      expect(toHex(kernel.multiply(pointBytes(G), bytesOf(k)))).toBe(toHex(pointBytes(times(k, G))))
    }
    fc.assert(fc.property(scalar, scalar, (k, d) => {
      const base = times(d, G)
      expect(toHex(kernel.multiplyBase(bytesOf(d)))).toBe(toHex(pointBytes(base)))
      expect(toHex(kernel.multiply(pointBytes(base), bytesOf(k)))).toBe(toHex(pointBytes(times(k, base))))
    }), { numRuns: 10 })
  })

  it('signs what the equation says, whatever the blind', () => {
    fc.assert(fc.property(octets256, fc.bigInt({ min: 1n, max: N - 2n }), scalar, scalar, (e, d, k, blind) => {
      const r = modulo(e + (times(k, G) as Exclude<Point, undefined>)[0], N)
      const s = modulo(invert(1n + d, N) * (k - r * d), N)
      const signature = kernel.sign(bytesOf(e), bytesOf(d), bytesOf(k), () => bytesOf(blind)) ?? new Uint8Array(0)
      expect(toHex(signature)).toBe(toHex(bytesOf(r)) + toHex(bytesOf(s)))
      expect(kernel.verify(bytesOf(e), bytesOf(r), bytesOf(s), kernel.multiplyBase(bytesOf(d)))).toBe(true)
    }), { numRuns: 10 })
  })

  it('signs with a blind that equals the nonce or its opposite', () => {
    const [e, d, k] = [bytesOf(5n), bytesOf(99n), bytesOf(0xabcdefn)]
    const expected = kernel.sign(e, d, k, () => BLIND)
    expect(expected).toBeDefined()
    for (const blind of [0xabcdefn, N - 0xabcdefn, 0xabcdefn * 2n, 1n, N - 1n]) expect(kernel.sign(e, d, k, () => bytesOf(blind))).toEqual(expected)
  })

  it('asks for another nonce when r = 0, r + k = n or s = 0', () => {
    const k = 0x1122334455n
    const d = 0x9988n
    const x = (times(k, G) as Exclude<Point, undefined>)[0]
    const sign = (e: bigint): Uint8Array | undefined => kernel.sign(bytesOf(modulo(e, N)), bytesOf(d), bytesOf(k), () => BLIND)
    expect(sign(-x)).toBeUndefined()
    expect(sign(N - k - x)).toBeUndefined()
    expect(sign(k * invert(d, N) - x)).toBeUndefined()
    expect(sign(1n - x)).toBeDefined()
  })

  it('agrees with the slow curve on random triples', () => {
    fc.assert(fc.property(scalar, scalar, scalar, (d, s, t) => { judge(times(d, G), s, t) }), { numRuns: 15 })
  })
})
