/**
 * Prints products and formulas for the vector unit. A register is 80 octets: ten places of two lanes of 32 bits, for the
 * limbs of two elements side by side; the tenth place is padding. Sums run in lanes of 64 bits.
 */
import { CONSTANTS, STRUCTURES } from './formulas.ts'
import type { Formula, LaneTerm, Step, Structure } from './formulas.ts'
import type { Node, ProgramBuilder, Term } from './limb-program.ts'
import { i32, i32x4, i64x2, v128 } from './wasm-code.ts'
import type { Code, Local } from './wasm-code.ts'
import type { Callee, FunctionBuilder, ModuleBuilder } from './wasm-module.ts'

/** Octets of a register. */
export const REGISTER = 80
/** Vectors of a register. */
export const VECTORS = REGISTER / 16

const both = (lane: bigint): Code => v128.const([lane, lane])
/** The lower halves of both lanes of two sums, next to each other. */
const LOWER_HALVES = [0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27]

/** The second place of a vector in front. */
const UPPER_PLACE = [8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15]

/** Adds in pairs: shorter chains of dependent additions. */
function total(parts: readonly Code[]): Code {
  const [first] = parts
  if (first === undefined || parts.length === 1) return first ?? both(0n)
  const half = parts.length >> 1
  return i64x2.add(total(parts.slice(0, half)), total(parts.slice(half)))
}

function times(code: Code, factor: bigint): Code {
  if (factor === 1n) return code
  if ((factor & (factor - 1n)) !== 0n) throw new RangeError('the vector unit multiplies by powers of two')
  return i64x2.shl(code, factor.toString(2).length - 1)
}

/** The vectors of a register, in local variables. */
type Vectors = readonly Local[]

function printProduct(
  program: ProgramBuilder, builder: FunctionBuilder, operands: Readonly<Record<string, Vectors>>,
): { readonly code: readonly Code[]; readonly result: readonly Code[] } {
  const { width, limbs } = program.layout
  const code: Code[] = []
  const assign = (value: Code): Local => {
    const local = builder.local('v128')
    code.push(local.set(value))
    return local
  }
  const vectorOf = (operand: string, index: number): Code => (operands[operand]?.[index >> 1] as Local).get
  /** Limbs as factors: pairs of 32-bit numbers in the first two lanes. */
  const narrow = new Map<string, Code>()
  /** Sums: pairs of 64-bit numbers. */
  const wide = new Map<string, Local>()
  // There is no arithmetic shift of 64-bit lanes on most processors. Sums are made positive by 2^63 instead; their carries
  // are then too large by 2^(63 - width), which the next sum takes into account.
  const bias = 1n << 63n
  const carriesBias = new Set<string>()
  const constants = new Map<bigint, Local>()
  const constant = (value: bigint): Code => {
    const known = constants.get(value) ?? assign(both(value))
    constants.set(value, known)
    return known.get
  }

  const factor = (node: Node): Code => narrow.get((node as { readonly name: string }).name) as Code
  const print = (node: Node): Code => {
    switch (node.kind) {
      case 'limb': return (node.index % 2 === 0 ? i64x2.extendLow : i64x2.extendHigh)(vectorOf(node.operand, node.index))
      case 'variable': return (wide.get(node.name) as Local).get
      case 'product': return i64x2.multiplyLow(factor(node.a), factor(node.b))
      case 'sum': return sum(node.terms, 0n)
    }
  }
  const biasOf = (terms: readonly Term[]): bigint => terms.reduce((sum, { coefficient, of }) =>
    sum + (of.kind === 'variable' && carriesBias.has(of.name) ? coefficient << BigInt(63 - width) : 0n), 0n)
  /** Products first, then what depends on earlier columns, last what is known last. */
  const sum = (terms: readonly Term[], plus: bigint): Code => {
    const products = terms.filter(({ of }) => of.kind === 'product').map(({ of }) => print(of))
    let result = products.length === 0 ? undefined : total(products)
    const correction = BigInt.asUintN(64, plus - biasOf(terms))
    if (correction !== 0n) result = result === undefined ? constant(correction) : i64x2.add(result, constant(correction))
    for (const { coefficient, of } of terms) {
      if (of.kind === 'product') continue
      const part = times(print(of), coefficient < 0n ? -coefficient : coefficient)
      result = coefficient < 0n ? i64x2.sub(result ?? both(0n), part) : result === undefined ? part : i64x2.add(result, part)
    }
    return result ?? both(0n)
  }
  const termsOf = (node: Node): readonly Term[] => (node.kind === 'sum' ? node.terms : [{ coefficient: 1n, of: node }])
  const mask = (1n << BigInt(width)) - 1n
  const half = 1n << BigInt(width - 1)

  /** Sums whose low parts are the limbs of the result. */
  const low = new Map<string, Local>()
  const results: { readonly whole: Local; readonly cut: boolean }[] = []
  for (const statement of program.statements) {
    switch (statement.kind) {
      case 'let': {
        const { name, value } = statement
        if (value.kind === 'limb') {
          const vector = vectorOf(value.operand, value.index)
          narrow.set(name, value.index % 2 === 0 ? vector : assign(v128.shuffle(vector, vector, UPPER_PLACE)).get)
        } else if (value.kind === 'sum' && value.terms.length === 1 && value.terms[0]?.coefficient === 2n) {
          const operand = factor(value.terms[0].of)
          narrow.set(name, assign(i32x4.add(operand, operand)).get)
        } else throw new TypeError('a factor is a limb or twice a limb')
        break
      }
      case 'cut': {
        // The limb is still narrow: 32-bit lanes can be shifted arithmetically.
        const extend = statement.index % 2 === 0 ? i64x2.extendLow : i64x2.extendHigh
        const vector = vectorOf(statement.operand, statement.index)
        const bits = (1n << BigInt(statement.bits)) - 1n
        wide.set(statement.low, assign(extend(v128.and(vector, v128.const([bits, bits, bits, bits])))))
        wide.set(statement.high, assign(extend(i32x4.shrS(vector, statement.bits))))
        break
      }
      case 'split': {
        const whole = assign(sum(termsOf(statement.value), bias + (statement.balanced ? half : 0n)))
        if (statement.balanced) low.set(statement.low, whole)
        else wide.set(statement.low, assign(v128.and(whole.get, constant(mask))))
        wide.set(statement.high, assign(i64x2.shrU(whole.get, width)))
        carriesBias.add(statement.high)
        break
      }
      case 'store': {
        const { value } = statement
        const known = value.kind === 'variable' ? low.get(value.name) : undefined
        // The last limb is kept modulo 2^32, where its bias, a multiple of 2^32, is nothing.
        const terms = termsOf(value)
        results.push(known === undefined ? { whole: assign(sum(terms, biasOf(terms))), cut: false } : { whole: known, cut: true })
        break
      }
      case 'quotient': throw new TypeError('not for the vector unit')
    }
  }
  // Two limbs at a time: masked, and balanced again, after they were packed.
  const narrowMask = assign(v128.const([mask, mask, mask, mask]))
  const narrowHalf = assign(v128.const([half, half, half, half]))
  const result: Code[] = []
  for (let i = 0; i < limbs; i += 2) {
    const [first, second] = [results[i], results[i + 1]]
    if (first === undefined || (second !== undefined && !(first.cut && second.cut))) throw new TypeError('only the last limb is not cut, and it has no neighbour')
    const packed = v128.shuffle(first.whole.get, (second ?? first).whole.get, LOWER_HALVES)
    result.push(second === undefined ? packed : i32x4.sub(v128.and(packed, narrowMask.get), narrowHalf.get))
  }
  return { code, result }
}

function loadVectors(module: ModuleBuilder, builder: FunctionBuilder, base: Code, offset: number): { readonly code: readonly Code[]; readonly vectors: Vectors } {
  const vectors = Array.from({ length: VECTORS }, () => builder.local('v128'))
  return { vectors, code: vectors.map((vector, i) => vector.set(module.load('v128', base, offset + 16 * i))) }
}

/** A function of the addresses of the result and the operands. */
export function printProductFunction(program: ProgramBuilder, operands: readonly string[], module: ModuleBuilder, name: string, exported = false): Callee {
  return module.function(name, { parameters: ['i32', ...operands.map(() => 'i32' as const)], exported }, (builder, [to, ...from]) => {
    const loaded = operands.map((operand, i) => [operand, loadVectors(module, builder, (from[i] as Local).get, 0)] as const)
    const { code, result } = printProduct(program, builder, Object.fromEntries(loaded.map(([operand, { vectors }]) => [operand, vectors])))
    return [
      ...loaded.flatMap(([, { code }]) => code), ...code,
      ...result.map((vector, i) => module.store('v128', (to as Local).get, vector, 16 * i)),
    ]
  })
}

export interface Product {
  readonly program: ProgramBuilder
  readonly callee: Callee
}

/** The four shapes of products. */
export interface Products {
  readonly multiply: Product
  readonly multiplySubtract: Product
  readonly square: Product
  readonly squareSubtract: Product
}

function shapeOf(step: Step & { readonly kind: 'product' }): { readonly shape: keyof Products; readonly operands: readonly string[] } {
  const square = step.a === step.b
  return {
    shape: square ? (step.c === undefined ? 'square' : 'squareSubtract') : (step.c === undefined ? 'multiply' : 'multiplySubtract'),
    operands: [step.a, ...(square ? [] : [step.b]), ...(step.c === undefined ? [] : [step.c])],
  }
}

/** Octets of the places of a vector: two limbs, each of two lanes. */
const LANES = [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11], [12, 13, 14, 15]] as const
const FIRST_ONLY = v128.const([-1n, 0n, -1n, 0n])
const SECOND_ONLY = v128.const([0n, -1n, 0n, -1n])

/** Where registers are: temporary ones from `scratch` on, constants at their addresses. */
export interface Places {
  readonly scratch: number
  readonly constants: Readonly<Record<(typeof CONSTANTS)[number], number>>
}

/** Temporary registers that the formula needs. */
function temporaries(formula: Formula): readonly string[] {
  return [...new Set(formula.steps.map(({ to }) => to).filter((register) => !register.includes('.')))]
}

/** Registers of the largest formula. */
export function scratchRegisters(formulas: readonly Formula[]): number {
  return Math.max(...formulas.map((formula) => temporaries(formula).length))
}

/** Where the registers of a formula are: a base address, if it is not 0, and an offset from it. */
function placesOf(formula: Formula, places: Places, locals: readonly Local[]): (register: string) => readonly [Code | undefined, number] {
  const names = Object.keys(formula.parameters)
  const local = temporaries(formula)
  return (register) => {
    const constant = CONSTANTS.find((name) => name === register)
    if (constant !== undefined) return [undefined, places.constants[constant]]
    const [parameter, field] = register.split('.') as [string, string | undefined]
    if (field === undefined) return [undefined, places.scratch + REGISTER * local.indexOf(register)]
    const fields: readonly string[] = STRUCTURES[formula.parameters[parameter] as Structure]
    return [(locals[names.indexOf(parameter)] as Local).get, REGISTER * fields.indexOf(field)]
  }
}

const parametersOf = (formula: Formula): readonly 'i32'[] =>
  [...Object.keys(formula.parameters), ...(formula.signed ? ['sign'] : [])].map(() => 'i32' as const)

/** sign is 0 or -1, and negates the second lane only: (x ^ mask) - mask. */
function signMask(formula: Formula, builder: FunctionBuilder, locals: readonly Local[]): { readonly code: readonly Code[]; readonly mask: Local | undefined } {
  if (!formula.signed) return { code: [], mask: undefined }
  const mask = builder.local('v128')
  return { code: [mask.set(v128.and(i32x4.splat((locals[locals.length - 1] as Local).get), SECOND_ONLY))], mask }
}

function printMove(step: Step & { readonly kind: 'arrange' | 'sign' }, mask: Local | undefined, load: (register: string) => Code, keep: (value: Code) => Local): Code {
  if (step.kind === 'arrange') return printArrangement(step.lanes, load, keep)
  return i32x4.sub(v128.xor(load(step.from), (mask as Local).get), (mask as Local).get)
}

/**
 * A function for a formula: its parameters are the addresses of structures, then the sign. Products are calls.
 * @param unrolled repeat moves for each vector, which is longer and faster than a loop over the vectors
 */
export function printFormula(formula: Formula, module: ModuleBuilder, products: Products, places: Places, unrolled: boolean): Callee {
  return module.function(formula.name, { parameters: parametersOf(formula) }, (builder, locals) => {
    const place = placesOf(formula, places, locals)
    const address = (register: string): Code => {
      const [base, offset] = place(register)
      if (base === undefined) return i32.const(offset)
      return offset === 0 ? base : i32.add(base, i32.const(offset))
    }
    const { code: start, mask } = signMask(formula, builder, locals)
    const code = [...start]
    const kept = builder.local('v128')
    const counter = unrolled ? undefined : builder.local('i32')
    for (const step of formula.steps) {
      if (step.kind === 'product') {
        const { shape, operands } = shapeOf(step)
        code.push(module.call(products[shape].callee, address(step.to), ...operands.map(address)))
        continue
      }
      /** One vector: at a constant offset, or at the counter. */
      const move = (vector: number): Code[] => {
        const from = (register: string): readonly [Code, number] => {
          const [base, offset] = place(register)
          const moving = counter === undefined ? base : base === undefined ? counter.get : i32.add(base, counter.get)
          return [moving ?? i32.const(0), offset + 16 * vector]
        }
        const before: Code[] = []
        const value = printMove(step, mask, (register) => module.load('v128', ...from(register)), (part) => {
          before.push(kept.set(part))
          return kept
        })
        const [base, offset] = from(step.to)
        return [...before, module.store('v128', base, value, offset)]
      }
      if (counter === undefined) for (let i = 0; i < VECTORS; i++) code.push(...move(i))
      else {
        code.push(counter.set(i32.const(0)), builder.repeatWhile(i32.ne(counter.get, i32.const(REGISTER)), [
          ...move(0), counter.set(i32.add(counter.get, i32.const(16))),
        ]))
      }
    }
    return code
  })
}

function printArrangement(lanes: readonly [readonly LaneTerm[], readonly LaneTerm[]], load: (register: string) => Code, keep: (value: Code) => Local): Code {
  const first = [...lanes[0]]
  const second = [...lanes[1]]
  const byCoefficient = new Map<number, Code[]>()
  const put = (coefficient: number, value: Code): void => {
    byCoefficient.set(coefficient, [...byCoefficient.get(coefficient) ?? [], value])
  }
  // Terms with the same factor in both lanes come from one shuffle; terms without a partner are masked.
  for (const a of first) {
    const at = second.findIndex((b) => b.coefficient === a.coefficient)
    const [b] = at < 0 ? [] : second.splice(at, 1)
    if (b === undefined) {
      const value = load(a.register)
      put(a.coefficient, v128.and(a.lane === 0 ? value : v128.shuffle(value, value, [...LANES[1], ...LANES[0], ...LANES[3], ...LANES[2]]), FIRST_ONLY))
    } else if (a.register === b.register && a.lane === 0 && b.lane === 1) {
      put(a.coefficient, load(a.register))
    } else {
      const from = (lane: number, which: number): number[] => [...LANES[lane] as readonly number[]].map((octet) => octet + 16 * which)
      put(a.coefficient, v128.shuffle(load(a.register), load(b.register), [...from(a.lane, 0), ...from(b.lane, 1), ...from(2 + a.lane, 0), ...from(2 + b.lane, 1)]))
    }
  }
  for (const b of second) {
    const value = load(b.register)
    put(b.coefficient, v128.and(b.lane === 1 ? value : v128.shuffle(value, value, [...LANES[1], ...LANES[0], ...LANES[3], ...LANES[2]]), SECOND_ONLY))
  }
  let result: Code | undefined
  for (const [coefficient, values] of [...byCoefficient].sort(([a], [b]) => b - a)) {
    const sum = values.reduce((a, b) => i32x4.add(a, b))
    const part = scaled(sum, Math.abs(coefficient), keep)
    if (result === undefined) result = coefficient < 0 ? i32x4.sub(v128.const([0n, 0n]), part) : part
    else result = coefficient < 0 ? i32x4.sub(result, part) : i32x4.add(result, part)
  }
  return result ?? v128.const([0n, 0n])
}

function scaled(value: Code, factor: number, keep: (value: Code) => Local): Code {
  const shift = Math.log2(factor)
  if (shift === 0) return value
  if (Number.isInteger(shift)) return i32x4.shl(value, shift)
  if (factor !== 3) throw new RangeError(`a factor of ${factor} in an arrangement`)
  const kept = keep(value)
  return i32x4.add(kept.get, i32x4.shl(kept.get, 1))
}
