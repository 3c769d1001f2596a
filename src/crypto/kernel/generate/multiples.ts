/**
 * Multiples of points: tables of odd multiples for fixed points ("combs"), the sum that a comb gives, with and without
 * secrets, and multiples of a point that was not seen before.
 *
 * A comb of width w has ceil(256 / w) rows of 2^(w-1) affine points; row i holds 1, 3, 5, ... times 2^(w i) P. An odd
 * k below 2^256 is a sum of 2^(w i) d with all d odd, |d| < 2^w, and d can be read off the bits of k: of the w + 1 bits from
 * place w i on, set the lowest and take away 2^w; in the last row only set the lowest. So no digit is ever 0, and each row
 * costs one addition. An even k is handled as n - k, negated.
 *
 * Additions are exceptional (equal or opposite points) only where partial sums meet the next point modulo n. Adding rows
 * upward, that cannot be before the last one, because the partial sum is smaller than 2^(w i) and the row's multiples are
 * not; and in the last one for a single k alone, 2^(256) - n for width 5.
 */
import { REGISTER, VECTORS } from './print-vector.ts'
import { i32, i32x4, i64, v128 } from './wasm-code.ts'
import type { Code, Local } from './wasm-code.ts'
import type { Callee, FunctionBuilder, ModuleBuilder } from './wasm-module.ts'
import type { WordFunctions } from './words.ts'

/** Octets of structures, as in `formulas.ts`. */
export const AFFINE = REGISTER
export const JACOBIAN = 2 * REGISTER
export const MULTIPLE = 3 * REGISTER

/** Width of the table that secret numbers are looked up in. */
export const SECRET_WIDTH = 5
/** Bits of a digit for points that were not seen before: 8 odd multiples. */
const NAF_WIDTH = 5
const NAF_MULTIPLES = 1 << (NAF_WIDTH - 2)
/** Bits of a digit for points that are multiplied by secrets: 8 odd multiples. */
const LADDER_WIDTH = 4
const LADDER_MULTIPLES = 1 << (LADDER_WIDTH - 1)
export const MULTIPLES = Math.max(NAF_MULTIPLES, LADDER_MULTIPLES)
/** Octets for the digits of a non-adjacent form, a multiple of 16. */
export const DIGITS = 272

export interface Addresses {
  readonly n: number
  readonly p: number
  /** Temporary registers: a pair, a raw, a Jacobian point, an affine point. */
  readonly products: number
  readonly inverted: number
  readonly jacobian: number
  readonly selected: number
  /** MULTIPLES multiples and one more, for twice the point; then the one that was selected. */
  readonly multiples: number
  readonly digits: number
  /** The same for a second point. */
  readonly otherMultiples: number
  readonly otherDigits: number
  /** The accumulator, an extended point. */
  readonly sum: number
  /** One number. */
  readonly temporary: number
}

export interface MultipleFunctions {
  /** k: makes it odd, replacing an even k by n - k; -1 when it did, 0 otherwise. */
  readonly makeOdd: Callee
  /** k, negate, table, width, start: sum (or nothing, at the start) plus or minus k times the point of the table. */
  readonly addComb: Callee
  /** k, negate, table: sum is plus or minus k times the point; with no branch or address that depends on k. */
  readonly secretComb: Callee
  /** k, point (affine), other k or nothing, other point: sum is k times the point and the other k times the other, neither k 0. */
  readonly multiply: Callee
  /** k, negate, point (affine): the same for an odd secret k. */
  readonly secretMultiply: Callee
  /** table, width, point (affine), scratch: builds a comb. */
  readonly buildComb: Callee
}

type Formulas = Readonly<Record<string, Callee>>

const at = (address: number): Code => i32.const(address)
const plus = (a: Code, b: number | Code): Code => (b === 0 ? a : i32.add(a, typeof b === 'number' ? i32.const(b) : b))
const times = (a: Code, b: number): Code => i32.mul(a, i32.const(b))

/** d = the odd digit at a bit of k; `last` is 1 in the last row. */
function oddDigit(module: ModuleBuilder, k: Code, bit: Code, width: Code, last: Code): Code {
  const bits = i32.shrU(module.load('i32', i32.add(k, i32.shrU(bit, i32.const(3)))), i32.and(bit, i32.const(7)))
  const one = i32.const(1)
  const mask = i32.sub(i32.shl(i32.const(2), width), one)
  return i32.sub(i32.or(i32.and(bits, mask), one), i32.shl(i32.sub(one, last), width))
}

/** to = the register or registers at table + index step, by reading all `count` of them. */
function select(module: ModuleBuilder, builder: FunctionBuilder, to: Code, table: Code, index: Code, count: number, registers: number): Code {
  const [counter, mask, wanted, from] = [builder.local('i32'), builder.local('v128'), builder.local('i32'), builder.local('i32')]
  const sums = Array.from({ length: registers * VECTORS }, () => builder.local('v128'))
  return builder.sequence([
    wanted.set(index), from.set(table),
    ...sums.map((sum) => sum.set(v128.const([0n, 0n]))),
    builder.repeat(counter, count, [
      // All ones where the counter is the wanted index: (x - 1) >> 31 is -1 for x = 0 alone.
      mask.set(i32x4.splat(i32.shrS(i32.sub(i32.xor(counter.get, wanted.get), i32.const(1)), i32.const(31)))),
      ...sums.map((sum, i) => sum.set(v128.or(sum.get, v128.and(mask.get, module.load('v128', from.get, 16 * i))))),
      from.set(plus(from.get, registers * REGISTER)),
    ]),
    ...sums.map((sum, i) => module.store('v128', to, sum.get, 16 * i)),
  ])
}

export function defineMultiples(module: ModuleBuilder, formulas: Formulas, words: WordFunctions, inverse: Callee, pInverse: number, a: Addresses): MultipleFunctions {
  const apply = (name: string, ...operands: Code[]): Code => {
    const callee = formulas[name]
    if (callee === undefined) throw new TypeError(`no formula ${name}`)
    return module.call(callee, ...operands)
  }

  const makeOdd = module.function('makeOdd', { parameters: ['i32'], result: 'i32' }, (builder, [k]) => {
    const odd = builder.local('i32')
    const number = (k as Local).get
    return [
      odd.set(i32.sub(i32.const(0), i32.and(module.load('i32', number), i32.const(1)))),
      builder.drop(module.call(words.subtract, at(a.temporary), at(a.n), number)),
      module.call(words.select, number, number, at(a.temporary), odd.get),
      i32.xor(odd.get, i32.const(-1)),
    ]
  })

  /** Sign and index of a digit, left in locals. */
  const digitParts = (builder: FunctionBuilder, digit: Code): { readonly code: readonly Code[]; readonly sign: Local; readonly index: Code } => {
    const [value, sign] = [builder.local('i32'), builder.local('i32')]
    return {
      code: [value.set(digit), sign.set(i32.shrS(value.get, i32.const(31)))],
      sign,
      index: i32.shrU(i32.sub(i32.xor(value.get, sign.get), sign.get), i32.const(1)),
    }
  }

  const addComb = module.function('addComb', { parameters: ['i32', 'i32', 'i32', 'i32', 'i32'] }, (builder, parameters) => {
    const [k, negate, table, width, start] = parameters as [Local, Local, Local, Local, Local]
    const [row, rows, entry] = [builder.local('i32'), builder.local('i32'), builder.local('i32')]
    const { code, sign, index } = digitParts(builder, oddDigit(
      module, k.get, i32.mul(row.get, width.get), width.get, i32.eq(i32.add(row.get, i32.const(1)), rows.get)))
    const signed = i32.xor(sign.get, negate.get)
    return [
      rows.set(i32.divU(i32.add(width.get, i32.const(255)), width.get)),
      builder.repeat(row, rows.get, [
        ...code,
        entry.set(plus(table.get, times(index, AFFINE))),
        builder.if(i32.and(start.get, i32.eqz(row.get)),
          [apply('startAffine', at(a.sum), entry.get, signed)],
          [apply('addAffine', at(a.sum), entry.get, signed)]),
        table.set(plus(table.get, i32.shl(i32.const(AFFINE / 2), width.get))),
      ]),
    ]
  })

  const secretComb = module.function('secretComb', { parameters: ['i32', 'i32', 'i32'] }, (builder, parameters) => {
    const [k, negate, table] = parameters as [Local, Local, Local]
    const rows = Math.ceil(256 / SECRET_WIDTH)
    const entries = 1 << (SECRET_WIDTH - 1)
    const row = builder.local('i32')
    const { code, sign, index } = digitParts(builder, oddDigit(
      module, k.get, times(row.get, SECRET_WIDTH), i32.const(SECRET_WIDTH), i32.eq(row.get, i32.const(rows - 1))))
    return [
      builder.repeat(row, rows, [
        ...code,
        select(module, builder, at(a.selected), table.get, index, entries, 1),
        builder.if(i32.eqz(row.get),
          [apply('startAffine', at(a.sum), at(a.selected), i32.xor(sign.get, negate.get))],
          [apply('addAffine', at(a.sum), at(a.selected), i32.xor(sign.get, negate.get))]),
        table.set(plus(table.get, entries * AFFINE)),
      ]),
    ]
  })

  /** point, count, to: odd multiples of a point. */
  const oddMultiples = module.function('oddMultiples', { parameters: ['i32', 'i32', 'i32'] }, (builder, [point, count, to]) => {
    const [i, entry] = [builder.local('i32'), builder.local('i32')]
    const twice = at(a.multiples + MULTIPLES * MULTIPLE)
    return [
      apply('toJacobian', at(a.jacobian), (point as Local).get),
      apply('double', at(a.jacobian)),
      apply('toMultiple', twice, at(a.jacobian)),
      apply('toJacobian', at(a.jacobian), (point as Local).get),
      entry.set((to as Local).get),
      builder.repeat(i, (count as Local).get, [
        builder.if(i.get, [apply('add', at(a.jacobian), twice, i32.const(0))]),
        apply('toMultiple', entry.get, at(a.jacobian)),
        entry.set(plus(entry.get, MULTIPLE)),
      ]),
    ]
  })

  const clearDigits = module.function('clearDigits', { parameters: ['i32'] }, (builder, [to]) => {
    const index = builder.local('i32')
    return [builder.repeat(index, DIGITS / 16, [module.store('v128', i32.add((to as Local).get, i32.shl(index.get, i32.const(4))), v128.const([0n, 0n]))])]
  })

  /** k, to: digits of the non-adjacent form of k, one octet for each bit. */
  const writeDigits = module.function('writeDigits', { parameters: ['i32', 'i32'] }, (builder, [k, to]) => {
    const [bit, carry, digit] = ['i32', 'i32', 'i32'].map(() => builder.local('i32')) as [Local, Local, Local]
    const chunk = builder.local('i64')
    const window = (kind: 'i32' | 'i64'): Code => module.load(kind, i32.add((k as Local).get, i32.shrU(bit.get, i32.const(3))))
    const offset = i32.and(bit.get, i32.const(7))
    const full = 1 << NAF_WIDTH
    return [
      module.call(clearDigits, (to as Local).get),
      // Skip the bits that are equal to the carry, then take a window.
      bit.set(i32.const(0)), carry.set(i32.const(0)),
      builder.repeatWhile(i32.ltU(bit.get, i32.const(257)), [
        chunk.set(i64.xor(i64.shrU(window('i64'), i64.extendU(offset)), i64.sub(i64.const(0n), i64.extendU(carry.get)))),
        // Bits from 56 on may be from beyond the word.
        digit.set(i32.wrap(i64.ctz(i64.or(chunk.get, i64.const(1n << 56n))))),
        bit.set(i32.add(bit.get, digit.get)),
        builder.if(i32.and(i32.ne(digit.get, i32.const(56)), i32.ltU(bit.get, i32.const(257))), [
          digit.set(i32.add(i32.and(i32.shrU(window('i32'), offset), i32.const(full - 1)), carry.get)),
          carry.set(i32.shrU(digit.get, i32.const(NAF_WIDTH - 1))),
          digit.set(i32.sub(digit.get, i32.shl(carry.get, i32.const(NAF_WIDTH)))),
          module.store('i32 to 8', i32.add((to as Local).get, bit.get), digit.get),
          bit.set(i32.add(bit.get, i32.const(NAF_WIDTH))),
        ]),
      ]),
    ]
  })

  const multiply = module.function('multiplyPoints', { parameters: ['i32', 'i32', 'i32', 'i32'] }, (builder, parameters) => {
    const [k, point, otherK, otherPoint] = parameters as [Local, Local, Local, Local]
    const [bit, started, digit, signed, entry] = Array.from({ length: 5 }, () => builder.local('i32')) as [Local, Local, Local, Local, Local]
    const prepare = (number: Local, of: Local, digits: number, multiples: number): readonly Code[] => [
      module.call(writeDigits, number.get, at(digits)),
      module.call(oddMultiples, of.get, i32.const(NAF_MULTIPLES), at(multiples)),
    ]
    const addDigit = (digits: number, multiples: number): readonly Code[] => [
      digit.set(module.load('i32 from signed 8', i32.add(at(digits), bit.get))),
      builder.if(digit.get, [
        signed.set(i32.shrS(digit.get, i32.const(31))),
        entry.set(plus(times(i32.shrU(i32.sub(i32.xor(digit.get, signed.get), signed.get), i32.const(1)), MULTIPLE), multiples)),
        builder.if(started.get,
          [apply('add', at(a.jacobian), entry.get, signed.get)],
          [apply('startMultiple', at(a.jacobian), entry.get, signed.get), started.set(i32.const(1))]),
      ]),
    ]
    return [
      ...prepare(k, point, a.digits, a.multiples),
      builder.if(otherK.get, prepare(otherK, otherPoint, a.otherDigits, a.otherMultiples), [module.call(clearDigits, at(a.otherDigits))]),
      bit.set(i32.const(257)), started.set(i32.const(0)),
      builder.repeatWhile(bit.get, [
        bit.set(i32.sub(bit.get, i32.const(1))),
        builder.if(started.get, [apply('double', at(a.jacobian))]),
        ...addDigit(a.digits, a.multiples), ...addDigit(a.otherDigits, a.otherMultiples),
      ]),
      apply('toExtended', at(a.sum), at(a.jacobian)),
    ]
  })

  const secretMultiply = module.function('secretMultiply', { parameters: ['i32', 'i32', 'i32'] }, (builder, parameters) => {
    const [k, negate, point] = parameters as [Local, Local, Local]
    const rows = 256 / LADDER_WIDTH
    const [row, bit, i] = ['i32', 'i32', 'i32'].map(() => builder.local('i32')) as [Local, Local, Local]
    const selected = a.multiples + (MULTIPLES + 1) * MULTIPLE
    const { code, sign, index } = digitParts(builder, oddDigit(
      module, k.get, bit.get, i32.const(LADDER_WIDTH), i32.eqz(row.get)))
    const signed = i32.xor(sign.get, negate.get)
    return [
      module.call(oddMultiples, point.get, i32.const(LADDER_MULTIPLES), at(a.multiples)),
      builder.repeat(row, rows, [
        bit.set(i32.sub(i32.const(256 - LADDER_WIDTH), times(row.get, LADDER_WIDTH))),
        ...code,
        select(module, builder, at(selected), at(a.multiples), index, LADDER_MULTIPLES, 3),
        builder.if(i32.eqz(row.get), [apply('startMultiple', at(a.jacobian), at(selected), signed)], [
          builder.repeat(i, LADDER_WIDTH, [apply('double', at(a.jacobian))]),
          apply('add', at(a.jacobian), at(selected), signed),
        ]),
      ]),
      apply('toExtended', at(a.sum), at(a.jacobian)),
    ]
  })

  /** Inverts both lanes of the products. */
  const invertProducts = module.function('invertProducts', { parameters: [] }, () => [
    apply('joinLanes', at(a.inverted), at(a.products)),
    module.call(words.carry, at(a.inverted)),
    module.call(inverse, at(a.inverted), at(a.p), i32.const(pInverse)),
    apply('splitInverse', at(a.products), at(a.inverted)),
  ])

  const buildComb = module.function('buildComb', { parameters: ['i32', 'i32', 'i32', 'i32'] }, (builder, parameters) => {
    const [table, width, point, scratch] = parameters as [Local, Local, Local, Local]
    const [half, rowSize, evens, kept, i, j, r, h, count, row, other] = Array.from({ length: 11 }, () => builder.local('i32')) as [
      Local, Local, Local, Local, Local, Local, Local, Local, Local, Local, Local]
    const products = at(a.products)
    const keptAt = (index: Local): Code => plus(kept.get, times(index.get, REGISTER))
    const keep = (index: Local): Code => module.copy(keptAt(index), products, REGISTER)
    // Rows go in pairs, r and r + half.
    const base = (index: Local): Code => plus(scratch.get, times(index.get, JACOBIAN))
    const otherBase = (index: Local): Code => plus(base(index), times(half.get, JACOBIAN))
    const even = plus(evens.get, times(r.get, AFFINE))
    const otherEven = plus(even, times(half.get, AFFINE))
    const rowAt = (index: Local): Code => plus(table.get, i32.mul(index.get, rowSize.get))
    const otherRow = (index: Local): Code => plus(rowAt(index), i32.mul(half.get, rowSize.get))
    /** The points that job j of row r adds: entry j - 1 and the even multiple. */
    const entry = (of: Local): Code => plus(of.get, times(i32.sub(j.get, i32.const(1)), AFFINE))
    const result = (of: Local): Code => plus(entry(of), times(h.get, AFFINE))
    const job = (index: Local): Code[] => [
      r.set(i32.divU(index.get, count.get)), j.set(i32.remU(index.get, count.get)), row.set(rowAt(r)), other.set(otherRow(r)),
    ]
    const last = (counter: Local): Code => counter.set(i32.sub(counter.get, i32.const(1)))
    return [
      half.set(i32.shrU(i32.add(i32.divU(i32.add(width.get, i32.const(255)), width.get), i32.const(1)), i32.const(1))),
      rowSize.set(i32.shl(i32.const(AFFINE / 2), width.get)),
      evens.set(plus(scratch.get, times(half.get, 2 * JACOBIAN))),
      kept.set(plus(evens.get, times(half.get, 2 * AFFINE))),

      // 2^(w i) P for each row, first with denominators.
      apply('toJacobian', at(a.jacobian), point.get),
      builder.repeat(i, i32.shl(half.get, i32.const(1)), [
        module.copy(base(i), at(a.jacobian), JACOBIAN),
        builder.repeat(j, width.get, [apply('double', at(a.jacobian))]),
      ]),
      apply('startProduct', products),
      builder.repeat(i, half.get, [keep(i), apply('accumulateZ', products, base(i), otherBase(i))]),
      module.call(invertProducts),
      i.set(half.get),
      builder.repeatWhile(i.get, [last(i), apply('finishZ', products, keptAt(i), base(i), otherBase(i), rowAt(i), otherRow(i))]),

      // Twice that: the even multiples.
      apply('startProduct', products),
      builder.repeat(r, half.get, [keep(r), apply('accumulateTwice', products, rowAt(r), otherRow(r))]),
      module.call(invertProducts),
      r.set(half.get),
      builder.repeatWhile(r.get, [last(r), apply('finishTwice', products, keptAt(r), rowAt(r), otherRow(r), even, otherEven)]),

      // Each row doubles: entries h to 2h - 1 are entries 0 to h - 1 plus the even multiple 2h, which doubles as well.
      h.set(i32.const(1)),
      builder.repeatWhile(i32.ltU(times(h.get, AFFINE), rowSize.get), [
        // Job 0 of a row doubles the even multiple; last of the row, because the others need it: jobs are finished backward.
        count.set(i32.add(h.get, i32.const(1))),
        apply('startProduct', products),
        builder.repeat(i, i32.mul(half.get, count.get), [
          keep(i), ...job(i),
          builder.if(j.get,
            [apply('accumulateSum', products, entry(row), even, entry(other), otherEven)],
            [apply('accumulateTwice', products, even, otherEven)]),
        ]),
        module.call(invertProducts),
        i.set(i32.mul(half.get, count.get)),
        builder.repeatWhile(i.get, [
          last(i), ...job(i),
          builder.if(j.get,
            [apply('finishSum', products, keptAt(i), entry(row), even, entry(other), otherEven, result(row), result(other))],
            [apply('finishTwice', products, keptAt(i), even, otherEven, even, otherEven)]),
        ]),
        h.set(i32.shl(h.get, i32.const(1))),
      ]),
    ]
  })

  return { makeOdd, addComb, secretComb, multiply, secretMultiply, buildComb }
}
