/**
 * Numbers below 2^256 as 8 little-endian words of 32 bits (40 octets, the last 8 zero), their conversion to octets and to
 * limbs in a lane of a register, and arithmetic modulo n. Nothing here branches on, or addresses memory by, a value.
 */
import { SCALAR_LAYOUT } from './limb-program.ts'
import { i32, i64, v128 } from './wasm-code.ts'
import type { Code, Local } from './wasm-code.ts'
import type { Callee, ModuleBuilder } from './wasm-module.ts'

/** Octets of a number: loads of 64 bits may start at any of its octets. */
export const WORDS = 40
const COUNT = 8
const { limbs: LIMBS, width: WIDTH } = SCALAR_LAYOUT
const MASK = i64.const((1n << BigInt(WIDTH)) - 1n)

export interface WordFunctions {
  /** to, from: 32 octets the other way round. */
  readonly reverse: Callee
  /** to, a, b: sum, and its carry (0 or 1). */
  readonly add: Callee
  /** to, a, b: difference, and its borrow (0 or 1). */
  readonly subtract: Callee
  /** to, a, b, mask: a where the mask is -1, b where it is 0. */
  readonly select: Callee
  /** to, a, carry, modulus: carry 2^256 + a, less the modulus if it is that large; below twice the modulus. */
  readonly reduce: Callee
  /** a: 1 when it is zero, else 0. */
  readonly isZero: Callee
  /** lane, a: limbs of a number. */
  readonly toLimbs: Callee
  /** to, lane: the number whose limbs were carried; what it has above 2^256. */
  readonly fromLimbs: Callee
  /** lane: carries limbs, so that all but the last are in [0, 2^width). */
  readonly carry: Callee
}

/** @param temporary where one number can be kept */
export function defineWords(module: ModuleBuilder, temporary: number): WordFunctions {
  const reverse = module.function('reverse', { parameters: ['i32', 'i32'] }, (builder, [to, from]) => {
    const [low, high] = [builder.local('v128'), builder.local('v128')]
    const backwards = (local: Local): Code => v128.shuffle(local.get, local.get, [15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0])
    return [
      low.set(module.load('v128', (from as Local).get, 0)),
      high.set(module.load('v128', (from as Local).get, 16)),
      module.store('v128', (to as Local).get, backwards(high), 0),
      module.store('v128', (to as Local).get, backwards(low), 16),
    ]
  })

  const chain = (name: string, combine: (a: Code, b: Code) => Code): Callee =>
    module.function(name, { parameters: ['i32', 'i32', 'i32'], result: 'i32' }, (builder, [to, a, b]) => {
      const rest = builder.local('i64')
      const code: Code[] = []
      for (let i = 0; i < COUNT; i++) {
        const word = (operand: Local | undefined): Code => module.load('i64 from 32', (operand as Local).get, 4 * i)
        const both = combine(word(a), word(b))
        code.push(
          rest.set(i === 0 ? both : i64.add(both, i64.shrS(rest.get, i64.const(32n)))),
          module.store('i64 to 32', (to as Local).get, rest.get, 4 * i),
        )
      }
      return [...code, i32.and(i32.wrap(i64.shrU(rest.get, i64.const(32n))), i32.const(1))]
    })
  const add = chain('addWords', i64.add)
  const subtract = chain('subtractWords', i64.sub)

  const select = module.function('select', { parameters: ['i32', 'i32', 'i32', 'i32'] }, (builder, [to, a, b, mask]) => {
    const wide = builder.local('i64')
    const code: Code[] = [wide.set(i64.extendS((mask as Local).get))]
    for (let i = 0; i < COUNT / 2; i++) {
      const [x, y] = [a, b].map((operand) => module.load('i64', (operand as Local).get, 8 * i)) as [Code, Code]
      code.push(module.store('i64', (to as Local).get, i64.xor(y, i64.and(i64.xor(x, module.load('i64', (b as Local).get, 8 * i)), wide.get)), 8 * i))
    }
    return code
  })

  const reduce = module.function('reduce', { parameters: ['i32', 'i32', 'i32', 'i32'] }, (builder, [to, a, carry, modulus]) => {
    const keep = builder.local('i32')
    return [
      // The number is kept when the subtraction borrows and there was no carry to lend.
      keep.set(i32.sub((carry as Local).get, module.call(subtract, i32.const(temporary), (a as Local).get, (modulus as Local).get))),
      keep.set(i32.shrS(keep.get, i32.const(31))),
      module.call(select, (to as Local).get, (a as Local).get, i32.const(temporary), keep.get),
    ]
  })

  const isZero = module.function('isZero', { parameters: ['i32'], result: 'i32' }, (_, [a]) => [
    i64.eqz([0, 8, 16, 24].map((offset) => module.load('i64', (a as Local).get, offset)).reduce((x, y) => i64.or(x, y))),
  ])

  const toLimbs = module.function('toLimbs', { parameters: ['i32', 'i32'] }, (_, [lane, a]) =>
    Array.from({ length: LIMBS }, (_, i) => {
      const bit = i * WIDTH
      const limb = i64.and(i64.shrU(module.load('i64', (a as Local).get, bit >> 3), i64.const(BigInt(bit & 7))), MASK)
      return module.store('i64 to 32', (lane as Local).get, limb, 8 * i)
    }))

  const fromLimbs = module.function('fromLimbs', { parameters: ['i32', 'i32'], result: 'i32' }, (_, [to, lane]) => {
    const limb = (index: number): Code => module.load('i64 from 32', (lane as Local).get, 8 * index)
    const stores = Array.from({ length: COUNT }, (_, i) => {
      const first = Math.floor((32 * i) / WIDTH)
      let word = i64.shrU(limb(first), i64.const(BigInt(32 * i - first * WIDTH)))
      for (let index = first + 1; index < LIMBS && index * WIDTH < 32 * (i + 1); index++) {
        word = i64.or(word, i64.shl(limb(index), i64.const(BigInt(index * WIDTH - 32 * i))))
      }
      return module.store('i64 to 32', (to as Local).get, word, 4 * i)
    })
    return [...stores, i32.wrap(i64.shrU(limb(LIMBS - 1), i64.const(BigInt(256 - WIDTH * (LIMBS - 1)))))]
  })

  const carry = module.function('carry', { parameters: ['i32'] }, (builder, [lane]) => {
    const rest = builder.local('i64')
    const code: Code[] = []
    for (let i = 0; i < LIMBS; i++) {
      const limb = module.load('i64 from signed 32', (lane as Local).get, 8 * i)
      code.push(
        rest.set(i === 0 ? limb : i64.add(limb, i64.shrS(rest.get, i64.const(BigInt(WIDTH))))),
        module.store('i64 to 32', (lane as Local).get, i === LIMBS - 1 ? rest.get : i64.and(rest.get, MASK), 8 * i),
      )
    }
    return code
  })

  return { reverse, add, subtract, select, reduce, isZero, toLimbs, fromLimbs, carry }
}
