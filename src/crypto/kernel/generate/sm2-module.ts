/**
 * The SM2 kernel as a WebAssembly module: verification, signing and multiples of points, from the formulas and the parts
 * of this folder. Octets go in and come out at fixed addresses; tables are where the caller puts them, from `HEAP` on.
 */
import { CURVES } from '../../curves.ts'
import { balancedLimbs, constantValue, proveFormulas, rawBounds } from './bounds.ts'
import { CONSTANTS, FORMULAS, STRUCTURES } from './formulas.ts'
import { defineInverse } from './inverse.ts'
import { SCALAR_LAYOUT, VECTOR_LAYOUT, interval } from './limb-program.ts'
import { modulusOf, operandsOf, productProgram } from './modulus.ts'
import type { ProductShape } from './modulus.ts'
import { AFFINE, DIGITS, JACOBIAN, MULTIPLE, MULTIPLES, defineMultiples } from './multiples.ts'
import { REGISTER, printFormula, printProductFunction, scratchRegisters } from './print-vector.ts'
import type { Product, Products } from './print-vector.ts'
import { printScalarProduct } from './print-scalar.ts'
import { i32, i64, v128 } from './wasm-code.ts'
import type { Code, Local } from './wasm-code.ts'
import { ModuleBuilder } from './wasm-module.ts'
import type { Callee, DataSegment } from './wasm-module.ts'
import { WORDS, defineWords } from './words.ts'

const { p, n, gx, gy } = CURVES.SM2
const { limbs: LIMBS, width: WIDTH } = SCALAR_LAYOUT
/** p = 2^256 - 2^224 - 2^96 + 2^64 - 1: products with it are shifts. */
export const P_PARTS: readonly bigint[] = [1n << 256n, -(1n << 224n), -(1n << 96n), 1n << 64n, -1n]
/** The upper half of n is almost a power of two; the lower half is not. */
export const N_PARTS: readonly bigint[] = [1n << 256n, -(1n << 224n), -(1n << 128n), BigInt.asUintN(128, n)]

/** The formulas that verification spends its time in. */
const UNROLLED = ['double', 'addAffine']

/** Hands out memory, from 16 on: an address is never 0, and always a multiple of 16. */
class Memory {
  #next = 16

  take(size: number): number {
    const address = this.#next
    this.#next += (size + 15) & ~15
    return address
  }

  get end(): number {
    return this.#next
  }
}

const memory = new Memory()
const registers = (count: number): number => memory.take(count * REGISTER)
const number = (): number => memory.take(WORDS)

/** Where the caller puts e, r, s (or e, the private key, k), x and y: 32 octets each, big-endian. */
const INPUT = memory.take(5 * 32)
/** r and s, or x and y. */
const OUTPUT = memory.take(64)
const CONSTANT = Object.fromEntries(CONSTANTS.map((name) => [name, registers(1)])) as Record<(typeof CONSTANTS)[number], number>
/** Limbs of p and n side by side in one register, unsigned. */
const MODULI = registers(1)
const [P_LIMBS, N_LIMBS] = [MODULI, MODULI + 4]
/** R^2 mod n in the first lane. */
const N_SQUARE = registers(1)
const [P_WORDS, N_WORDS] = [number(), number()]
const BASE = registers(1)

const SECRETS = memory.end
const SCRATCH = registers(scratchRegisters(FORMULAS))
const PRODUCTS = registers(1)
const INVERTED = registers(1)
const INVERSE = registers(2)
const RAW = registers(1)
const CURRENT = memory.take(JACOBIAN)
const SELECTED = memory.take(AFFINE)
const MULTIPLES_AT = memory.take((MULTIPLES + 2) * MULTIPLE)
const DIGITS_AT = memory.take(DIGITS)
const BASE_MULTIPLES = memory.take(MULTIPLES * MULTIPLE)
const BASE_DIGITS = memory.take(DIGITS)
const SUM = registers(STRUCTURES.extended.length)
const POINT = memory.take(AFFINE)
const TEMPORARY = number()
const [R, S, E, T, X, Y, K] = [number(), number(), number(), number(), number(), number(), number()]
const SCALARS = registers(2)
const SECRETS_END = memory.end

/** Addresses for the caller. Memory up to `heap` is the module's. */
export const SM2_MEMORY = { input: INPUT, output: OUTPUT, heap: (memory.end + 63) & ~63 } as const

function little(octets: Uint8Array, address: number, value: bigint, length: number): void {
  for (let i = 0; i < length; i++) octets[address + i] = Number(BigInt.asUintN(8, value >> BigInt(8 * i)))
}

function data(): DataSegment {
  const start = CONSTANT.ZERO
  const octets = new Uint8Array(SECRETS)
  const put = (register: number, lane: 0 | 1, limbs: readonly bigint[]): void => {
    limbs.forEach((limb, i) => { little(octets, register + 8 * i + 4 * lane, limb, 4) })
  }
  const unsigned = (value: bigint): bigint[] => Array.from({ length: LIMBS }, (_, i) => BigInt.asUintN(WIDTH, value >> BigInt(i * WIDTH)))
  for (const name of CONSTANTS) {
    for (const lane of [0, 1] as const) put(CONSTANT[name], lane, balancedLimbs(VECTOR_LAYOUT, constantValue(VECTOR_LAYOUT, name)))
  }
  put(MODULI, 0, unsigned(p))
  put(MODULI, 1, unsigned(n))
  const radix = 1n << BigInt(LIMBS * WIDTH)
  put(N_SQUARE, 0, unsigned((radix * radix) % n))
  little(octets, P_WORDS, p, 32)
  little(octets, N_WORDS, n, 32)
  put(BASE, 0, balancedLimbs(VECTOR_LAYOUT, (gx * radix) % p))
  put(BASE, 1, balancedLimbs(VECTOR_LAYOUT, (gy * radix) % p))
  return { address: start, octets: octets.subarray(start) }
}

/** 1 / modulus mod 2^WIDTH. */
function lowInverse(modulus: bigint): number {
  let inverse = 1n
  for (let i = 0; i < 5; i++) inverse = BigInt.asUintN(WIDTH, inverse * (2n - modulus * inverse))
  return Number(inverse)
}

const at = (address: number): Code => i32.const(address)

/**
 * The module. With `trace` the same code, which also counts executed instructions and hashes touched addresses.
 * @throws BoundsError when a number in it could leave the exact range
 */
export function buildSm2Module(options: { readonly trace?: boolean } = {}): Uint8Array<ArrayBuffer> {
  const pVector = modulusOf(VECTOR_LAYOUT, P_PARTS)
  proveFormulas(VECTOR_LAYOUT, pVector)

  const module = new ModuleBuilder(1, [data()], options)
  const product = (name: string, shape: ProductShape): Product => {
    // The code is the same for all bounds that can be proved; the proof above was for each use.
    const narrow = rawBounds(VECTOR_LAYOUT).map(() => interval(0n, 0n))
    const operands = operandsOf(shape)
    const program = productProgram(name, shape, VECTOR_LAYOUT, pVector, Object.fromEntries(operands.map((operand) => [operand, narrow])))
    return { program, callee: printProductFunction(program, operands, module, name) }
  }
  const products: Products = {
    multiply: product('multiply', { square: false, subtract: false }),
    multiplySubtract: product('multiplySubtract', { square: false, subtract: true }),
    square: product('square', { square: true, subtract: false }),
    squareSubtract: product('squareSubtract', { square: true, subtract: true }),
  }
  const places = { scratch: SCRATCH, constants: CONSTANT }
  const formulas = Object.fromEntries(FORMULAS.map((formula) => [
    formula.name, printFormula(formula, module, products, places, UNROLLED.includes(formula.name)),
  ]))
  const apply = (name: string, ...operands: Code[]): Code => module.call(formulas[name] as Callee, ...operands)

  const words = defineWords(module, TEMPORARY)
  const inverse = defineInverse(module, INVERSE)
  const multiples = defineMultiples(module, formulas, words, inverse, lowInverse(p), {
    n: N_WORDS, p: P_LIMBS, products: PRODUCTS, inverted: INVERTED, jacobian: CURRENT, selected: SELECTED,
    multiples: MULTIPLES_AT, digits: DIGITS_AT, otherMultiples: BASE_MULTIPLES, otherDigits: BASE_DIGITS, sum: SUM, temporary: TEMPORARY,
  })

  // Modulo n one product at a time is enough: limbs of the operands are below 2^WIDTH, except that the last is carried.
  const scalarProgram = productProgram('multiplyScalars', { square: false, subtract: false }, SCALAR_LAYOUT, modulusOf(SCALAR_LAYOUT, N_PARTS), {
    a: rawBounds(SCALAR_LAYOUT), b: rawBounds(SCALAR_LAYOUT),
  })
  /** to, a, b: a b / R mod n as limbs that are carried, below 2n. */
  const multiplyScalars = module.function('multiplyScalars', { parameters: ['i32', 'i32', 'i32'] }, (builder, [to, a, b]) => [
    ...printScalarProduct(scalarProgram, module, builder, to as Local, { a: a as Local, b: b as Local }),
    module.call(words.carry, (to as Local).get),
  ])

  const read = (to: number, index: number): Code => module.call(words.reverse, at(to), at(INPUT + 32 * index))
  const write = (index: number, from: number): Code => module.call(words.reverse, at(OUTPUT + 32 * index), at(from))
  const reduce = (to: number, from: number, carry: Code): Code => module.call(words.reduce, at(to), at(from), carry, at(N_WORDS))
  const isZero = (address: number): Code => module.call(words.isZero, at(address))
  const toLimbs = (lane: number, from: number): Code => module.call(words.toLimbs, at(lane), at(from))

  /** lane: 1 when the number in it, in [0, p], is 0 or p; carries it. */
  const vanishes = module.function('vanishes', { parameters: ['i32'], result: 'i32' }, (builder, [lane]) => {
    const [zero, equal] = [builder.local('i32'), builder.local('i32')]
    const limb = (i: number): Code => module.load('i32', (lane as Local).get, 8 * i)
    const code: Code[] = [module.call(words.carry, (lane as Local).get), zero.set(at(0)), equal.set(at(0))]
    for (let i = 0; i < LIMBS; i++) {
      code.push(
        zero.set(i32.or(zero.get, limb(i))),
        equal.set(i32.or(equal.get, i32.xor(limb(i), module.load('i32', at(0), P_LIMBS + 8 * i)))),
      )
    }
    return [...code, i32.or(i32.eqz(zero.get), i32.eqz(equal.get))]
  })

  const readPoint = module.function('readPoint', { parameters: [] }, () => [
    read(X, 3), read(Y, 4), toLimbs(RAW, X), toLimbs(RAW + 4, Y), apply('toMontgomery', at(POINT), at(RAW)),
  ])

  // point or base, table, width, scratch
  module.function('buildTable', { parameters: ['i32', 'i32', 'i32', 'i32'], exported: true }, (builder, parameters) => {
    const [base, table, width, scratch] = parameters as [Local, Local, Local, Local]
    return [
      builder.if(base.get,
        [module.call(multiples.buildComb, table.get, width.get, at(BASE), scratch.get)],
        [module.call(readPoint), module.call(multiples.buildComb, table.get, width.get, at(POINT), scratch.get)]),
    ]
  })

  // The key's comb and its width, or 0; the base's comb and its width, or 0 where the key's is 0. 1: valid; 0: not; 2: an addition was exceptional.
  module.function('verify', { parameters: ['i32', 'i32', 'i32', 'i32'], result: 'i32', exported: true }, (builder, parameters) => {
    const [table, width, base, baseWidth] = parameters as [Local, Local, Local, Local]
    const [carry, negate] = [builder.local('i32'), builder.local('i32')]
    const refuseUnless = (condition: Code): Code => builder.if(i32.eqz(condition), [builder.return(at(0))])
    const refuseIf = (condition: Code): Code => builder.if(condition, [builder.return(at(0))])
    const belowOrder = (address: number): Code => module.call(words.subtract, at(TEMPORARY), at(address), at(N_WORDS))
    return [
      read(E, 0), read(R, 1), read(S, 2),
      refuseUnless(belowOrder(R)), refuseUnless(belowOrder(S)), refuseIf(isZero(R)), refuseIf(isZero(S)),
      carry.set(module.call(words.add, at(T), at(R), at(S))),
      reduce(T, T, carry.get),
      refuseIf(isZero(T)),
      // x1 = r - e modulo n, or that plus n where it is below p: x coordinates above n are rare, but there are some.
      reduce(E, E, at(0)),
      carry.set(module.call(words.subtract, at(X), at(R), at(E))),
      builder.if(carry.get, [builder.drop(module.call(words.add, at(X), at(X), at(N_WORDS)))]),
      carry.set(module.call(words.add, at(Y), at(X), at(N_WORDS))),
      toLimbs(RAW, X),
      builder.if(i32.and(i32.eqz(carry.get), module.call(words.subtract, at(TEMPORARY), at(Y), at(P_WORDS))),
        [toLimbs(RAW + 4, Y)], [toLimbs(RAW + 4, X)]),
      module.copy(at(INVERTED), at(RAW), REGISTER),

      // [s]G + [t]P
      builder.if(table.get, [
        negate.set(module.call(multiples.makeOdd, at(T))),
        module.call(multiples.addComb, at(T), negate.get, table.get, width.get, at(1)),
      ], [
        module.call(readPoint),
        module.call(multiples.multiply, at(T), at(POINT), i32.mul(i32.eqz(base.get), at(S)), at(BASE)),
      ]),
      builder.if(base.get, [
        negate.set(module.call(multiples.makeOdd, at(S))),
        module.call(multiples.addComb, at(S), negate.get, base.get, baseWidth.get, at(0)),
      ]),

      // Equal or opposite points leave ZZ = 0 behind, for good.
      apply('reduceZ', at(PRODUCTS), at(SUM)),
      builder.if(module.call(vanishes, at(PRODUCTS)), [builder.return(at(2))]),
      apply('compareX', at(PRODUCTS), at(SUM), at(INVERTED)),
      i32.or(module.call(vanishes, at(PRODUCTS)), module.call(vanishes, at(PRODUCTS + 4))),
    ]
  })

  /** Affine coordinates of the sum into X and Y; 0 when Z is 0. */
  const finish = module.function('finish', { parameters: [], result: 'i32' }, (builder) => {
    const finite = builder.local('i32')
    return [
      apply('reduceZ', at(RAW), at(SUM)),
      finite.set(i32.eqz(module.call(vanishes, at(RAW + 4)))),
      module.call(inverse, at(RAW + 4), at(P_LIMBS), at(lowInverse(p))),
      apply('toPlain', at(PRODUCTS), at(SUM), at(RAW)),
      ...[[0, X], [4, Y]].flatMap(([lane, to]) => [
        module.call(words.carry, at(PRODUCTS + (lane as number))),
        // p stands for 0.
        module.call(words.reduce, at(to as number), at(to as number),
          module.call(words.fromLimbs, at(to as number), at(PRODUCTS + (lane as number))), at(P_WORDS)),
      ]),
      finite.get,
    ]
  })

  /** Nothing secret stays behind. */
  const wipe = module.function('wipe', { parameters: [] }, (builder) => {
    const i = builder.local('i32')
    const clear = (from: number, to: number): Code =>
      builder.repeat(i, (to - from) / 16, [module.store('v128', i32.shl(i.get, i32.const(4)), v128.const([0n, 0n]), from)])
    return [clear(INPUT, INPUT + 160), clear(SECRETS, SECRETS_END)]
  })

  // The base's comb of SECRET_WIDTH. 1: [k]G is in the output; 2: the addition was exceptional (one k only).
  module.function('multiplyBase', { parameters: ['i32'], result: 'i32', exported: true }, (builder, [base]) => {
    const finite = builder.local('i32')
    return [
      read(K, 2),
      module.call(multiples.secretComb, at(K), module.call(multiples.makeOdd, at(K)), (base as Local).get),
      finite.set(module.call(finish)),
      write(0, X), write(1, Y),
      module.call(wipe),
      i32.sub(at(2), finite.get),
    ]
  })

  // 1: [k]P is in the output; 2: an addition was exceptional (eight k at most).
  module.function('multiplyPoint', { parameters: [], result: 'i32', exported: true }, (builder) => {
    const finite = builder.local('i32')
    return [
      module.call(readPoint), read(K, 2),
      module.call(multiples.secretMultiply, at(K), module.call(multiples.makeOdd, at(K)), at(POINT)),
      finite.set(module.call(finish)),
      write(0, X), write(1, Y),
      module.call(wipe),
      i32.sub(at(2), finite.get),
    ]
  })

  // The base's comb of SECRET_WIDTH. 1: r and s are in the output; 0: another k is needed; 2: exceptional (one k only).
  module.function('sign', { parameters: ['i32'], result: 'i32', exported: true }, (builder, [base]) => {
    const [finite, good] = [builder.local('i32'), builder.local('i32')]
    const [first, second] = [SCALARS, SCALARS + REGISTER]
    const addModulo = (to: number, a: number, b: number): Code => reduce(to, to, module.call(words.add, at(to), at(a), at(b)))
    return [
      read(K, 2),
      module.call(multiples.secretComb, at(K), module.call(multiples.makeOdd, at(K)), (base as Local).get),
      finite.set(module.call(finish)),
      // r = e + x1
      read(E, 0), read(K, 2), read(S, 1),
      reduce(E, E, at(0)), reduce(X, X, at(0)),
      addModulo(R, E, X),
      // k + r, which must not be 0
      addModulo(T, K, R),
      good.set(i32.and(i32.eqz(isZero(R)), i32.eqz(isZero(T)))),
      // s = (k - r d) / (1 + d) = (k + r) / (1 + d) - r
      module.store('i64', at(0), i64.const(1n), Y), ...[8, 16, 24].map((offset) => module.store('i64', at(0), i64.const(0n), Y + offset)),
      addModulo(S, S, Y),
      toLimbs(first, S),
      module.call(inverse, at(first), at(N_LIMBS), at(lowInverse(n))),
      module.call(multiplyScalars, at(first), at(first), at(N_SQUARE)),
      reduce(Y, Y, module.call(words.fromLimbs, at(Y), at(first))),
      toLimbs(first, Y), toLimbs(second, T),
      module.call(multiplyScalars, at(first), at(first), at(second)),
      reduce(S, S, module.call(words.fromLimbs, at(S), at(first))),
      builder.drop(module.call(words.subtract, at(Y), at(N_WORDS), at(R))),
      addModulo(S, S, Y),
      good.set(i32.and(good.get, i32.eqz(isZero(S)))),
      write(0, R), write(1, S),
      module.call(wipe),
      builder.if(i32.eqz(finite.get), [builder.return(at(2))]),
      good.get,
    ]
  })

  return module.encode()
}
