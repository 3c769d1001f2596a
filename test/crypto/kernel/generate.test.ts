import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { artifacts } from '../../../src/crypto/kernel/generate/artifacts.ts'
import { proveFormulas, rawBounds } from '../../../src/crypto/kernel/generate/bounds.ts'
import { FORMULAS } from '../../../src/crypto/kernel/generate/formulas.ts'
import type { Formula, Step } from '../../../src/crypto/kernel/generate/formulas.ts'
import {
  BoundsError, NUMBER_LAYOUT, ProgramBuilder, SCALAR_LAYOUT, VECTOR_LAYOUT, interval,
} from '../../../src/crypto/kernel/generate/limb-program.ts'
import type { Layout } from '../../../src/crypto/kernel/generate/limb-program.ts'
import { modulusOf, productProgram } from '../../../src/crypto/kernel/generate/modulus.ts'
import { N_PARTS, P_PARTS } from '../../../src/crypto/kernel/generate/sm2-module.ts'
import { i32, i64, signedLeb, unsignedLeb } from '../../../src/crypto/kernel/generate/wasm-code.ts'
import { N, P } from '../affine.ts'

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'src', 'crypto', 'kernel')

describe('generated files', () => {
  it.each(artifacts().map(({ name, text }) => [name, text]))('%s is what its sources give, byte for byte', (name, text) => {
    // `npx tsx test/crypto/kernel/write.ts` writes them again.
    expect(readFileSync(join(FOLDER, name), 'utf8') === text).toBe(true)
  })
})

const prove = (layout: Layout, formulas?: readonly Formula[]): void => { proveFormulas(layout, modulusOf(layout, P_PARTS), formulas) }
const LAYOUTS = [['WebAssembly', VECTOR_LAYOUT], ['JavaScript', NUMBER_LAYOUT]] as const

/** The formulas with one step of one of them replaced. */
function changed(name: string, step: (step: Step) => Step | undefined): readonly Formula[] {
  let count = 0
  const formulas = FORMULAS.map((formula) => formula.name !== name ? formula : {
    ...formula,
    steps: formula.steps.map((old) => {
      const replaced = step(old)
      if (replaced !== undefined) count++
      return replaced ?? old
    }),
  })
  expect(count).toBe(1)
  return formulas
}

/** In arrangements of `to`, the factor of a lane. */
const factor = (to: string, coefficient: number, other: number) => (step: Step): Step | undefined =>
  step.kind === 'arrange' && step.to === to && step.lanes.flat().some((term) => term.coefficient === coefficient)
    ? {
        ...step,
        lanes: step.lanes.map((terms) => terms.map((term) => (term.coefficient === coefficient ? { ...term, coefficient: other } : term))) as unknown as
          typeof step.lanes,
      }
    : undefined

describe.each(LAYOUTS)('the proof of bounds for %s', (_, layout) => {
  it('holds for the formulas as they are', () => {
    expect(() => { prove(layout) }).not.toThrow()
  })

  it('refuses a factor that is too large in a doubling', () => {
    // 3 (X + delta) is multiplied by X - delta: four times as much does not fit any more.
    expect(() => { prove(layout, changed('double', factor('w', 3, 12))) }).toThrow(BoundsError)
  })

  it('refuses wider limbs in the same machine', () => {
    expect(() => { prove({ ...layout, width: layout.width + 1 }) }).toThrow(BoundsError)
  })

  it('refuses results that are added to again and again without being reduced', () => {
    const growing = changed('addAffine', (step) => step.kind === 'product' && step.to === 't' ? { kind: 'arrange', to: 't', lanes: [
      [{ coefficient: 1, register: 'm', lane: 0 }, { coefficient: 1, register: 'u', lane: 0 }],
      [{ coefficient: 1, register: 'm', lane: 1 }, { coefficient: 1, register: 'u', lane: 1 }],
    ] } : undefined)
    expect(() => { prove(layout, growing) }).toThrow(BoundsError)
  })

  it('refuses to reduce what may pass R', () => {
    const large = changed('compareX', (step) => step.kind === 'product' && step.reduces === true
      ? { ...step, a: 'm', reduces: true } : undefined)
    expect(() => { prove(layout, large) }).not.toThrow()
    const larger = large.map((formula) => formula.name !== 'compareX' ? formula : {
      ...formula,
      steps: formula.steps.flatMap((step): Step[] => step.kind === 'product' && step.reduces === true
        ? [...Array.from({ length: 8 }, (): Step => ({ kind: 'arrange', to: 'm', lanes: [
            [{ coefficient: 2, register: 'm', lane: 0 }], [{ coefficient: 2, register: 'm', lane: 1 }],
          ] })), step]
        : [step]),
    })
    expect(() => { prove(layout, larger) }).toThrow(BoundsError)
  })

  it('refuses a formula that reads what nothing writes', () => {
    expect(() => { prove(layout, FORMULAS.filter(({ name }) => name !== 'toMontgomery')) }).toThrow(TypeError)
  })
})

describe('programs over limbs', () => {
  const full = rawBounds(SCALAR_LAYOUT)

  it('are within the range modulo n, and would not be with operands of twice the size', () => {
    const modulus = modulusOf(SCALAR_LAYOUT, N_PARTS)
    const shape = { square: false, subtract: false }
    expect(() => productProgram('scalars', shape, SCALAR_LAYOUT, modulus, { a: full, b: full })).not.toThrow()
    const wide = full.map(({ high }) => interval(0n, 4n * high))
    expect(() => productProgram('scalars', shape, SCALAR_LAYOUT, modulus, { a: wide, b: wide })).toThrow(BoundsError)
  })

  it('count every order of additions: a sum that only fits at the end does not fit', () => {
    const program = new ProgramBuilder('sum', SCALAR_LAYOUT, { a: [interval(0n, 1n << 62n)] })
    const a = program.limb('a', 0)
    expect(() => program.sum([{ coefficient: 1n, of: a }, { coefficient: 1n, of: a }, { coefficient: -1n, of: a }])).toThrow(BoundsError)
  })

  it('give moduli as sums of digits', () => {
    for (const layout of [SCALAR_LAYOUT, VECTOR_LAYOUT, NUMBER_LAYOUT]) {
      for (const [parts, value] of [[P_PARTS, P], [N_PARTS, N]] as const) {
        const { digits, quotientFactor } = modulusOf(layout, parts)
        expect(digits.reduce((sum, { place, coefficient }) => sum + (coefficient << BigInt(place * layout.width)), 0n)).toBe(value)
        expect(BigInt.asUintN(layout.width, quotientFactor * value)).toBe((1n << BigInt(layout.width)) - 1n)
      }
    }
  })
})

describe('instructions', () => {
  it('encode numbers in LEB128', () => {
    // The examples of the DWARF standard, version 4, appendix C.
    expect([2, 127, 128, 129, 12857].map(unsignedLeb)).toEqual([[2], [127], [128, 1], [129, 1], [0xb9, 0x64]])
    expect([2n, -2n, 127n, -127n, 128n, -128n, 129n, -129n].map(signedLeb))
      .toEqual([[2], [0x7e], [0xff, 0], [0x81, 0x7f], [0x80, 1], [0x80, 0x7f], [0x81, 1], [0xff, 0x7e]])
  })

  it('refuse operands of another type', () => {
    expect(() => i64.add(i64.const(1n), i32.const(1))).toThrow(TypeError)
  })
})
