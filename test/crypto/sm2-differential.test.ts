/**
 * Every kernel against every other and against OpenSSL, over random and crafted signatures. A few hundred in the usual run,
 * 20,000 with SLOW=1.
 *
 * Node's `crypto.verify` takes the empty user id for SM2, but its streaming class hashes what it is fed: fed with Z first,
 * it verifies as the standard says; fed with anything, it verifies (SM3(anything), r, s). That, and no more, is used here.
 */
import { createPublicKey, createVerify, randomBytes } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { encodeSpki, parseSm2PublicKey, signatureToDer, sm3 } from '../../src/crypto/index.ts'
import { Sm2JavaScript } from '../../src/crypto/kernel/sm2-javascript.ts'
import { Sm2WebAssembly, sm2Module } from '../../src/crypto/kernel/sm2-webassembly.ts'
import { sm2BigInt } from '../../src/crypto/sm2-bigint.ts'
import type { Sm2Kernel } from '../../src/crypto/sm2-kernel.ts'
import { concatOctets, toHex } from '../../src/encoding/octets.ts'
import { G, N, P, addPoints, bytesOf, invert, modulo, pointBytes, pointFrom, times } from './affine.ts'
import type { Point } from './affine.ts'
import { firstCalls } from './first-calls.ts'

const COUNT = process.env['SLOW'] === undefined ? 300 : 20_000

const wasm = new Sm2WebAssembly(new WebAssembly.Instance(new WebAssembly.Module(sm2Module())))
const KERNELS: readonly (readonly [string, Sm2Kernel])[] = [['BigInt', sm2BigInt], ['JavaScript', new Sm2JavaScript()], ['WebAssembly', wasm], ['WebAssembly, first calls', firstCalls]]

/** Repeatable: SplitMix64 by the number of the case. */
function numbersOf(seed: number): () => bigint {
  let state = BigInt(seed) * 0x9e3779b97f4a7c15n
  const next = (): bigint => {
    state = BigInt.asUintN(64, state + 0x9e3779b97f4a7c15n)
    let z = state
    z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n)
    z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn)
    return z ^ (z >> 31n)
  }
  return () => (next() << 192n) | (next() << 128n) | (next() << 64n) | next()
}

/** Numbers where limbs, digits and reductions change over. */
const EDGES: readonly bigint[] = [
  1n, 2n, 3n, 31n, 32n, 33n, N - 1n, N - 2n, N - 3n, N - 31n, N >> 1n, (N >> 1n) + 1n, P - N, N - (P - N),
  ...[24, 28, 29, 58, 64, 96, 128, 203, 224, 232, 255].flatMap((bits) => [(1n << BigInt(bits)) - 1n, 1n << BigInt(bits), (1n << BigInt(bits)) + 1n]),
  // All ones in every limb but one, in the layouts of both kernels.
  ...[0, 3, 8].map((i) => ((1n << 256n) - 1n) ^ (((1n << 29n) - 1n) << BigInt(29 * i))),
  ...[0, 5, 9].map((i) => ((1n << 256n) - 1n) ^ (((1n << 24n) - 1n) << BigInt(24 * i))),
  BigInt(`0x${'5'.repeat(64)}`), BigInt(`0x${'a'.repeat(64)}`),
].map((value) => modulo(value, N)).filter((value) => value !== 0n)

/** A number that is an edge, next to one, or anything. */
function scalarFrom(next: () => bigint): bigint {
  const kind = Number(next() & 3n)
  if (kind > 1) return modulo(next(), N - 1n) + 1n
  const edge = EDGES[Number(next() % BigInt(EDGES.length))] as bigint
  return kind === 0 ? edge : modulo(edge + (next() & 15n) - 8n, N - 1n) + 1n
}

interface Case {
  readonly key: Uint8Array
  readonly e: Uint8Array
  readonly r: Uint8Array
  readonly s: Uint8Array
  /** What e is the digest of. */
  readonly data: Uint8Array
  readonly expected: boolean | undefined
}

const multiply = (k: bigint, point: Point): Point => {
  if (point === undefined || modulo(k, N) === 0n) return undefined
  const octets = wasm.multiply(pointBytes(point), bytesOf(modulo(k, N)))
  const hex = toHex(octets)
  return [BigInt(`0x${hex.slice(0, 64)}`), BigInt(`0x${hex.slice(64)}`)]
}

/** A case that r and s were chosen for: the key is made to fit, P = (R - sG) / t for a point R with x = r - e. */
function fitted(next: () => bigint): Case {
  for (;;) {
    const data = bytesOf(next())
    const e = BigInt(`0x${toHex(sm3(data))}`)
    const [r, s] = [scalarFrom(next), scalarFrom(next)]
    const t = modulo(r + s, N)
    const x = modulo(r - e, N)
    const [found, y] = pointFrom(x)
    // Half of all x have no point.
    if (found !== x || t === 0n) continue
    const R: Point = [x, (next() & 1n) === 0n ? y : P - y]
    const key = multiply(invert(t, N), addPoints(R, multiply(N - s, G)))
    if (key === undefined) continue
    return { key: pointBytes(key), e: bytesOf(e), r: bytesOf(r), s: bytesOf(s), data, expected: true }
  }
}

/** An ordinary signature of a key that may be G, a small multiple of it, or near n. */
function signed(next: () => bigint): Case {
  for (;;) {
    const data = bytesOf(next())
    const e = sm3(data)
    const d = scalarFrom(next)
    if (d > N - 2n) continue
    const signature = wasm.sign(e, bytesOf(d), bytesOf(scalarFrom(next)), () => bytesOf(1n))
    if (signature === undefined) continue
    return { key: pointBytes(multiply(d, G)), e, r: signature.subarray(0, 32), s: signature.subarray(32), data, expected: true }
  }
}

/** sG + tP is infinity, or sG = tP: no digest is known that would make these valid. */
function colliding(next: () => bigint): Case {
  const data = bytesOf(next())
  const d = scalarFrom(next)
  const s = scalarFrom(next)
  const t = modulo((next() & 1n) === 0n ? -s * invert(d, N) : s * invert(d, N), N)
  const r = modulo(t - s, N)
  return { key: pointBytes(multiply(d, G)), e: sm3(data), r: bytesOf(r), s: bytesOf(s), data, expected: undefined }
}

/** One bit of one of the numbers of a good case. */
function damaged(good: Case, next: () => bigint): Case {
  const which = Number(next() & 1n) === 0 ? 'r' : 's'
  const bit = Number(next() & 255n)
  const octets = good[which].slice()
  octets[bit >> 3] = (octets[bit >> 3] as number) ^ (1 << (bit & 7))
  return { ...good, [which]: octets, expected: undefined }
}

function makeCase(index: number): Case {
  const next = numbersOf(index)
  switch (index % 6) {
    case 0: case 1: return fitted(next)
    case 2: return signed(next)
    case 3: return colliding(next)
    case 4: return damaged(fitted(next), next)
    default: return damaged(signed(next), next)
  }
}

const openSslKey = (key: Uint8Array): KeyObject =>
  createPublicKey({ key: Buffer.from(encodeSpki(parseSm2PublicKey(concatOctets(Uint8Array.of(4), key)))), format: 'der', type: 'spki' })

function openSsl({ key, r, s, data }: Case): boolean {
  return createVerify('sm3').update(data).verify(openSslKey(key), signatureToDer(concatOctets(r, s)))
}

/** Whether the platform's OpenSSL verifies the example of the standard the way described above, and refuses it damaged. */
function openSslWorks(): boolean {
  try {
    const [good, bad] = [makeCase(2), makeCase(5)]
    return openSsl(good) && !openSsl(bad)
  } catch {
    return false
  }
}
const OPENSSL = openSslWorks()

describe(`${COUNT} signatures, random and crafted`, () => {
  it('are judged alike by all kernels', () => {
    let valid = 0
    for (let index = 0; index < COUNT; index++) {
      const { key, e, r, s, expected } = makeCase(index)
      const verdicts = KERNELS.map(([, kernel]) => kernel.verify(e, r, s, key))
      const [first] = verdicts
      expect(verdicts, `case ${index}`).toEqual(verdicts.map(() => expected ?? first))
      if (first === true) valid++
    }
    expect(valid).toBeGreaterThan(COUNT / 3)
  }, 3_600_000)

  it.skipIf(!OPENSSL)('are judged alike by OpenSSL (skipped where Node\'s OpenSSL does not verify SM2)', () => {
    let valid = 0
    for (let index = 0; index < COUNT; index++) {
      const one = makeCase(index)
      const verdict = wasm.verify(one.e, one.r, one.s, one.key)
      expect(openSsl(one), `case ${index}`).toBe(verdict)
      if (verdict) valid++
    }
    expect(valid).toBeGreaterThan(COUNT / 3)
  }, 3_600_000)

  it('of one key, before and after it has tables', () => {
    const key = times(0xfeedface12345n, G)
    for (let index = 0; index < Math.min(COUNT, 2000); index++) {
      const next = numbersOf(1_000_000 + index)
      const [s, t] = [scalarFrom(next), scalarFrom(next)]
      const r = modulo(t - s, N)
      if (r === 0n) continue
      const sum = addPoints(multiply(s, G), multiply(t, key))
      const e = sum === undefined ? 0n : modulo(r - sum[0], N)
      for (const [, kernel] of KERNELS) {
        expect(kernel.verify(bytesOf(e), bytesOf(r), bytesOf(s), pointBytes(key)), `case ${index}`).toBe(sum !== undefined)
        expect(kernel.verify(bytesOf(modulo(e + 1n, N)), bytesOf(r), bytesOf(s), pointBytes(key)), `case ${index}`).toBe(false)
      }
    }
  }, 3_600_000)
})

describe('signatures of all kernels', () => {
  it('are the same for edges of key, nonce and digest', () => {
    const count = Math.min(COUNT, 3000)
    for (let index = 0; index < count; index++) {
      const next = numbersOf(2_000_000 + index)
      const d = scalarFrom(next)
      if (d > N - 2n) continue
      const e = (next() & 1n) === 0n ? bytesOf(next()) : bytesOf(EDGES[Number(next() % BigInt(EDGES.length))] as bigint)
      const [k, blind] = [bytesOf(scalarFrom(next)), bytesOf(modulo(next(), N - 1n) + 1n)]
      const signatures = KERNELS.map(([, kernel]) => kernel.sign(e, bytesOf(d), k, () => blind))
      expect(new Set(signatures.map((signature) => (signature === undefined ? '' : toHex(signature)))).size, `case ${index}`).toBe(1)
    }
  }, 3_600_000)
})

describe('keys whose coordinates lie at the edges of limbs', () => {
  it('verify alike', () => {
    const starts = EDGES.filter((_, i) => COUNT > 1000 || i % 3 === 0)
    for (const start of starts) {
      const [x, y] = pointFrom(start)
      for (const key of [[x, y], [x, P - y]] as const) {
        const [s, t] = [bytesOf(0x1234567n), 0x89abcdefn]
        const r = modulo(t - 0x1234567n, N)
        const sum = addPoints(times(0x1234567n, G), times(t, key)) as Exclude<Point, undefined>
        for (const [name, kernel] of KERNELS) {
          expect(kernel.verify(bytesOf(modulo(r - sum[0], N)), bytesOf(r), s, pointBytes(key)), name).toBe(true)
          expect(toHex(kernel.multiply(pointBytes(key), bytesOf(t))), name).toBe(toHex(pointBytes(times(t, key))))
        }
      }
    }
  })

  it('random octets are no worse than crafted ones', () => {
    // The repeatable sequence above could miss something: a few that are new each time.
    for (let i = 0; i < 20; i++) {
      const next = (): bigint => BigInt(`0x${randomBytes(32).toString('hex')}`)
      const { key, e, r, s } = signed(next)
      for (const [name, kernel] of KERNELS) expect(kernel.verify(e, r, s, key), name).toBe(true)
    }
  })
})
