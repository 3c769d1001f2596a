/**
 * Products at the edge of what was proved: every limb at the least or greatest value that the formulas can give it, where
 * carries run furthest. The code that is tested is the code of the kernels.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { proveFormulas } from '../../../src/crypto/kernel/generate/bounds.ts'
import type { PairBounds } from '../../../src/crypto/kernel/generate/bounds.ts'
import { NUMBER_LAYOUT, SCALAR_LAYOUT, VECTOR_LAYOUT, interval } from '../../../src/crypto/kernel/generate/limb-program.ts'
import type { ElementBounds, Layout } from '../../../src/crypto/kernel/generate/limb-program.ts'
import { modulusOf, operandsOf, productProgram } from '../../../src/crypto/kernel/generate/modulus.ts'
import { printProductFunction } from '../../../src/crypto/kernel/generate/print-vector.ts'
import { P_PARTS } from '../../../src/crypto/kernel/generate/sm2-module.ts'
import { ModuleBuilder } from '../../../src/crypto/kernel/generate/wasm-module.ts'
import { numberField } from '../../../src/crypto/kernel/number-field.ts'
import { P, invert, modulo } from '../affine.ts'

const radix = (layout: Layout): bigint => 1n << BigInt(layout.limbs * layout.width)
const value = (layout: Layout, limbs: readonly bigint[]): bigint =>
  limbs.reduceRight((sum, limb) => (sum << BigInt(layout.width)) + limb, 0n)

/** Limbs at either end of their bounds, at 0 and next to it, and anywhere between. */
const limbsWithin = (bounds: ElementBounds): fc.Arbitrary<bigint[]> => fc.tuple(...bounds.map(({ low, high }) => fc.oneof(
  fc.constantFrom(low, high, low < 0n && high > 0n ? 0n : low, high > 0n ? high - 1n : high, low < 0n ? low + 1n : low),
  fc.bigInt({ min: low, max: high }),
)))

/** Elements as structures hold them. */
const element = (bounds: ReadonlyMap<string, PairBounds>): fc.Arbitrary<bigint[]> => fc.constantFrom(
  ...['affine.XY', 'extended.ZZ', 'jacobian.YZ', 'multiple.ZZ', 'pair.V'].flatMap((name) => bounds.get(name) as PairBounds),
).chain(limbsWithin)

describe('products in WebAssembly, two at a time', () => {
  const { limbs } = VECTOR_LAYOUT
  const modulus = modulusOf(VECTOR_LAYOUT, P_PARTS)
  const bounds = proveFormulas(VECTOR_LAYOUT, modulus)
  const module = new ModuleBuilder(1, [])
  const shapes = [[false, false], [false, true], [true, false], [true, true]] as const
  const none = Array.from({ length: limbs }, () => interval(0n, 0n))
  for (const [square, subtract] of shapes) {
    const operands = operandsOf({ square, subtract })
    const name = `f${Number(square)}${Number(subtract)}`
    const program = productProgram(name, { square, subtract }, VECTOR_LAYOUT, modulus, Object.fromEntries(operands.map((operand) => [operand, none])))
    printProductFunction(program, operands, module, name, true)
  }
  const exports = new WebAssembly.Instance(new WebAssembly.Module(module.encode())).exports as unknown as
    { readonly memory: WebAssembly.Memory } & Readonly<Record<string, (...addresses: number[]) => void>>
  const words = new Int32Array(exports.memory.buffer)
  const put = (address: number, lane: number, of: readonly bigint[]): void => { of.forEach((limb, i) => { words[address / 4 + 2 * i + lane] = Number(limb) }) }
  const get = (address: number, lane: number): bigint[] => Array.from({ length: limbs }, (_, i) => BigInt(words[address / 4 + 2 * i + lane] as number))
  const inverse = invert(radix(VECTOR_LAYOUT), P)

  it.each(shapes)('square %s, subtract %s', (square, subtract) => {
    const call = exports[`f${Number(square)}${Number(subtract)}`] as (...addresses: number[]) => void
    fc.assert(fc.property(fc.array(element(bounds), { minLength: 6, maxLength: 6 }), (elements) => {
      const [a, b, c] = [0, 2, 4].map((i) => [elements[i] as bigint[], elements[i + 1] as bigint[]] as const)
      const operands = [a, ...(square ? [] : [b]), ...(subtract ? [c] : [])] as (readonly [bigint[], bigint[]])[]
      operands.forEach((pair, i) => { pair.forEach((of, lane) => { put(128 + 128 * i, lane, of) }) })
      call(0, ...operands.map((_, i) => 128 + 128 * i))
      for (const lane of [0, 1]) {
        const of = (pair: readonly bigint[][] | undefined): bigint => value(VECTOR_LAYOUT, pair?.[lane] ?? [])
        const expected = of(a) * of(square ? a : b) * inverse - (subtract ? of(c) : 0n)
        const result = get(0, lane)
        expect(modulo(value(VECTOR_LAYOUT, result) - expected, P)).toBe(0n)
        for (const limb of result.slice(0, -1)) expect(limb >= -(1n << 28n) && limb < 1n << 28n).toBe(true)
      }
    }), { numRuns: 300 })
  })
})

describe('products in JavaScript', () => {
  const { limbs } = NUMBER_LAYOUT
  const bounds = proveFormulas(NUMBER_LAYOUT, modulusOf(NUMBER_LAYOUT, P_PARTS))
  const numbers = new Float64Array(1000)
  const field = numberField(numbers)
  const inverse = invert(radix(NUMBER_LAYOUT), P)
  const put = (at: number, of: readonly bigint[]): void => { of.forEach((limb, i) => { numbers[at + i] = Number(limb) }) }
  const get = (at: number): bigint[] => Array.from({ length: limbs }, (_, i) => BigInt(numbers[at + i] as number))

  it('multiply and square', () => {
    fc.assert(fc.property(element(bounds), element(bounds), element(bounds), (a, b, c) => {
      put(600, a)
      put(620, b)
      put(640, c)
      const [x, y, z] = [a, b, c].map((of) => value(NUMBER_LAYOUT, of)) as [bigint, bigint, bigint]
      for (const [product, call] of [[x * y, () => { field.multiply(660, 600, 620, 640) }], [x * x, () => { field.square(660, 600, 640) }]] as const) {
        call()
        const result = get(660)
        expect(modulo(value(NUMBER_LAYOUT, result) - (product * inverse - z), P)).toBe(0n)
        for (const limb of result.slice(0, -1)) expect(limb >= -(1n << 23n) && limb <= 1n << 23n).toBe(true)
      }
    }), { numRuns: 500 })
  })
})

describe('the layouts', () => {
  it('have room for 256 bits and a few multiples of the modulus', () => {
    for (const layout of [SCALAR_LAYOUT, VECTOR_LAYOUT, NUMBER_LAYOUT]) expect(radix(layout) >= 32n * P).toBe(true)
  })
})
