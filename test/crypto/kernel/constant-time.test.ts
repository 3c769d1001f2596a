/**
 * The module with a trace: the same generator, the same code, and with it a count of the instructions that were executed
 * and a hash over every address that was touched, in order. Where neither depends on a secret, neither branches nor
 * addresses do. What the engine and the processor make of the instructions is beyond this.
 */
import { describe, expect, it } from 'vitest'
import { SM2_MEMORY, buildSm2Module } from '../../../src/crypto/kernel/generate/sm2-module.ts'
import { sm2BigInt } from '../../../src/crypto/sm2-bigint.ts'
import { toHex } from '../../../src/encoding/octets.ts'
import { G, N, bytesOf, modulo, pointBytes, times } from '../affine.ts'
import type { Point } from '../affine.ts'

interface Traced {
  readonly memory: WebAssembly.Memory
  readonly instructions: WebAssembly.Global
  readonly addresses: WebAssembly.Global
  buildTable(base: number, table: number, width: number, scratch: number): void
  verify(table: number, width: number, base: number, baseWidth: number): number
  sign(base: number): number
  multiplyBase(base: number): number
  multiplyPoint(): number
}

const module = new WebAssembly.Instance(new WebAssembly.Module(buildSm2Module({ trace: true }))).exports as unknown as Traced
module.memory.grow(8)
const octets = new Uint8Array(module.memory.buffer)
const TABLE = SM2_MEMORY.heap
module.buildTable(1, TABLE, 5, TABLE + 0x18000)

/** What a call executed and touched. */
function trace(inputs: readonly [index: number, octets: Uint8Array][], call: () => number): string {
  for (const [index, input] of inputs) octets.set(input, SM2_MEMORY.input + 32 * index)
  module.instructions.value = 0n
  module.addresses.value = 0n
  const outcome = call()
  return `${outcome} after ${String(module.instructions.value)} at ${String(module.addresses.value)}`
}

const output = (): string => toHex(octets.slice(SM2_MEMORY.output, SM2_MEMORY.output + 64))

/** Scalars of every shape: small, large, sparse, dense, even, odd. */
const SCALARS = [
  1n, 2n, 3n, 31n, 32n, 33n, N - 1n, N - 2n, N - 3n, N >> 1n, 1n << 128n, (1n << 128n) - 1n, 1n << 255n, (1n << 255n) - 1n,
  BigInt(`0x${'5'.repeat(64)}`), BigInt(`0x${'a'.repeat(64)}`), 0x59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21n,
].map((value) => modulo(value, N))
const E = 0xF0B43E94BA45ACCAACE692ED534382EB17E6AB5A19CE7B31F4486FDFC0D28640n
const D = 0x3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8n
const K = 0x59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21n

describe('the course of the kernel', () => {
  it('of signing depends on neither the nonce, nor the key, nor the digest', () => {
    const sign = (e: bigint, d: bigint, k: bigint): string => {
      const seen = trace([[0, bytesOf(e)], [1, bytesOf(d)], [2, bytesOf(k)]], () => module.sign(TABLE))
      expect(output()).toBe(toHex(sm2BigInt.sign(bytesOf(e), bytesOf(d), bytesOf(k), () => bytesOf(77n)) ?? new Uint8Array(0)))
      return seen
    }
    const expected = sign(E, D, K)
    for (const k of SCALARS) expect(sign(E, D, k)).toBe(expected)
    for (const d of SCALARS.filter((value) => value !== N - 1n)) expect(sign(E, d, K)).toBe(expected)
    for (const e of [0n, 1n, N, (1n << 256n) - 1n]) expect(sign(e, D, K)).toBe(expected)
  })

  it('of multiples of G does not depend on the number', () => {
    const seen = SCALARS.map((k) => trace([[2, bytesOf(k)]], () => {
      const outcome = module.multiplyBase(TABLE)
      expect(output()).toBe(toHex(pointBytes(times(k, G))))
      return outcome
    }))
    expect(new Set(seen).size).toBe(1)
  })

  it('of multiples of another point does not depend on the number', () => {
    const point = pointBytes(times(0xdeadbeefn, G))
    // A point and its neighbours: the last addition meets an equal point for at most eight numbers just below n.
    const seen = SCALARS.filter((k) => k < N - 31n).map((k) => trace([[2, bytesOf(k)], [3, point]], () => module.multiplyPoint()))
    expect(new Set(seen).size).toBe(1)
  })

  it('of verifying does: the trace sees the difference', () => {
    const seen = SCALARS.slice(0, 6).map((t) => {
      const key = pointBytes(times(12345n, G))
      return trace([[0, bytesOf(E)], [1, bytesOf(t)], [2, bytesOf(5n)], [3, key]], () => module.verify(0, 0, TABLE, 5))
    })
    expect(new Set(seen).size).toBeGreaterThan(1)
  })

  it('leaves nothing of the secrets in memory', () => {
    const secret = bytesOf(D)
    trace([[0, bytesOf(E)], [1, secret], [2, bytesOf(K)]], () => module.sign(TABLE))
    const text = toHex(octets)
    const reversed = toHex(secret.slice().reverse())
    for (const needle of [toHex(secret), reversed, toHex(bytesOf(K)), toHex(bytesOf(K).reverse())]) expect(text.includes(needle)).toBe(false)
  })
})

describe('the exceptional nonce', () => {
  // Rows are added upward; the last addition meets an equal point for this number alone (`generate/multiples.ts`).
  const exceptional = modulo((1n << 256n) - N, N)

  it('is found by the module, and no other near it', () => {
    for (const [k, outcome] of [[exceptional, 2], [modulo(-exceptional, N), 2], [exceptional + 2n, 1], [exceptional - 2n, 1], [exceptional + 1n, 1]] as const) {
      octets.set(bytesOf(k), SM2_MEMORY.input + 64)
      expect(module.multiplyBase(TABLE)).toBe(outcome)
      if (outcome === 1) expect(output()).toBe(toHex(pointBytes(times(k, G) as Exclude<Point, undefined>)))
    }
  })
})
