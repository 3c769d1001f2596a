/**
 * Inverses modulo p and n by division steps (Bernstein and Yang, 2019, https://gcd.cr.yp.to), in the variant that starts
 * with delta = 1/2: 590 steps are enough for moduli of 256 bits. Always as many steps, no branch and no address that
 * depends on the number. Zero has no inverse and gives zero.
 */
import { SCALAR_LAYOUT } from './limb-program.ts'
import { i32, i64 } from './wasm-code.ts'
import type { Code, Local } from './wasm-code.ts'
import type { Callee, ModuleBuilder } from './wasm-module.ts'

const { limbs: LIMBS, width: WIDTH } = SCALAR_LAYOUT
/** Rounds of WIDTH steps. */
const ROUNDS = Math.ceil(590 / WIDTH)
const MASK = i64.const((1n << BigInt(WIDTH)) - 1n)
const SHIFT = i64.const(BigInt(WIDTH))
/** Octets between limbs: numbers are lanes of registers. */
const STRIDE = 8

/**
 * Defines (number, modulus, inverse of the modulus mod 2^WIDTH): replaces limbs of a number in [0, modulus] by those of
 * its inverse in [0, modulus).
 * @param scratch two registers: f and g, then d and e, in the lanes
 */
export function defineInverse(module: ModuleBuilder, scratch: number): Callee {
  const [F, G, D, E] = [scratch, scratch + 4, scratch + 80, scratch + 84] as const
  const load = (address: number, i: number): Code => module.load('i64 from signed 32', i32.const(0), address + STRIDE * i)
  const store = (address: number, i: number, value: Code): Code => module.store('i64 to 32', i32.const(0), value, address + STRIDE * i)

  /** (f, g) = (u f + v g, q f + r g) / 2^WIDTH: exact, because the steps were chosen by their low bits. */
  const updateFG = module.function('updateFG', { parameters: ['i64', 'i64', 'i64', 'i64'] }, (builder, parameters) => {
    const [u, v, q, r] = parameters as [Local, Local, Local, Local]
    const [f, g, a, b] = ['i64', 'i64', 'i64', 'i64'].map(() => builder.local('i64')) as [Local, Local, Local, Local]
    const code: Code[] = []
    for (let i = 0; i < LIMBS; i++) {
      const step = (sum: Local, x: Local, y: Local): Code => {
        const products = i64.add(i64.mul(x.get, f.get), i64.mul(y.get, g.get))
        return sum.set(i === 0 ? products : i64.add(products, i64.shrS(sum.get, SHIFT)))
      }
      code.push(f.set(load(F, i)), g.set(load(G, i)), step(a, u, v), step(b, q, r))
      if (i > 0) code.push(store(F, i - 1, i64.and(a.get, MASK)), store(G, i - 1, i64.and(b.get, MASK)))
    }
    return [...code, store(F, LIMBS - 1, i64.shrS(a.get, SHIFT)), store(G, LIMBS - 1, i64.shrS(b.get, SHIFT))]
  })

  /** The same for (d, e) modulo the modulus: multiples of it make the low bits vanish and keep d and e within (-2m, m). */
  const updateDE = module.function('updateDE', { parameters: ['i64', 'i64', 'i64', 'i64', 'i32', 'i32'] }, (builder, parameters) => {
    const [u, v, q, r, modulus, inverse] = parameters as [Local, Local, Local, Local, Local, Local]
    const [d, e, a, b, m, x, y] = ['i64', 'i64', 'i64', 'i64', 'i64', 'i64', 'i64'].map(() => builder.local('i64')) as [Local, Local, Local, Local, Local, Local, Local]
    const negative = (address: number): Code => i64.shrS(load(address, LIMBS - 1), i64.const(63n))
    const code: Code[] = [
      d.set(negative(D)), e.set(negative(E)),
      x.set(i64.add(i64.and(u.get, d.get), i64.and(v.get, e.get))),
      y.set(i64.add(i64.and(q.get, d.get), i64.and(r.get, e.get))),
    ]
    for (let i = 0; i < LIMBS; i++) {
      code.push(d.set(load(D, i)), e.set(load(E, i)), m.set(module.load('i64 from signed 32', modulus.get, STRIDE * i)))
      const step = (sum: Local, s: Local, t: Local, multiple: Local): Code[] => {
        const products = i64.add(i64.mul(s.get, d.get), i64.mul(t.get, e.get))
        if (i > 0) return [sum.set(i64.add(i64.add(products, i64.mul(m.get, multiple.get)), i64.shrS(sum.get, SHIFT)))]
        return [
          sum.set(products),
          multiple.set(i64.sub(multiple.get, i64.and(i64.add(i64.mul(i64.extendU(inverse.get), sum.get), multiple.get), MASK))),
          sum.set(i64.add(sum.get, i64.mul(m.get, multiple.get))),
        ]
      }
      code.push(...step(a, u, v, x), ...step(b, q, r, y))
      if (i > 0) code.push(store(D, i - 1, i64.and(a.get, MASK)), store(E, i - 1, i64.and(b.get, MASK)))
    }
    return [...code, store(D, LIMBS - 1, i64.shrS(a.get, SHIFT)), store(E, LIMBS - 1, i64.shrS(b.get, SHIFT))]
  })

  return module.function('inverse', { parameters: ['i32', 'i32', 'i32'] }, (builder, parameters) => {
    const [number, modulus, inverse] = parameters as [Local, Local, Local]
    const [round, step, zeta, f, g, u, v, q, r, negative, odd, x, y, z] = Array.from({ length: 14 }, () => builder.local('i32')) as [
      Local, Local, Local, Local, Local, Local, Local, Local, Local, Local, Local, Local, Local, Local]
    const from = (pointer: Local, i: number): Code => module.load('i64 from signed 32', pointer.get, STRIDE * i)
    const low = (address: number): Code => i32.or(
      module.load('i32', i32.const(0), address), i32.shl(module.load('i32', i32.const(0), address + STRIDE), i32.const(WIDTH)))
    const code: Code[] = []
    for (let i = 0; i < LIMBS; i++) {
      code.push(store(F, i, from(modulus, i)), store(G, i, from(number, i)), store(D, i, i64.const(0n)), store(E, i, i64.const(i === 0 ? 1n : 0n)))
    }
    const conditionallyNegated = (value: Local): Code => i32.sub(i32.xor(value.get, negative.get), negative.get)
    const add = (to: Local, value: Local, mask: Local): Code => to.set(i32.add(to.get, i32.and(value.get, mask.get)))
    const steps = [
      negative.set(i32.shrS(zeta.get, i32.const(31))),
      odd.set(i32.sub(i32.const(0), i32.and(g.get, i32.const(1)))),
      x.set(conditionallyNegated(f)), y.set(conditionallyNegated(u)), z.set(conditionallyNegated(v)),
      add(g, x, odd), add(q, y, odd), add(r, z, odd),
      negative.set(i32.and(negative.get, odd.get)),
      zeta.set(i32.sub(i32.xor(zeta.get, negative.get), i32.const(1))),
      add(f, g, negative), add(u, q, negative), add(v, r, negative),
      g.set(i32.shrU(g.get, i32.const(1))),
      u.set(i32.shl(u.get, i32.const(1))), v.set(i32.shl(v.get, i32.const(1))),
    ]
    const matrix = [u, v, q, r].map((entry) => i64.extendS(entry.get))
    code.push(zeta.set(i32.const(-1)), builder.repeat(round, ROUNDS, [
      f.set(low(F)), g.set(low(G)),
      u.set(i32.const(1)), v.set(i32.const(0)), q.set(i32.const(0)), r.set(i32.const(1)),
      builder.repeat(step, WIDTH, steps),
      module.call(updateDE, ...matrix, modulus.get, inverse.get),
      module.call(updateFG, ...matrix),
    ]))
    // g is 0 and f is 1 or -1: the inverse is d or -d, within (-2m, 2m).
    const [sign, rest] = [builder.local('i64'), builder.local('i64')]
    const pass = (limb: (i: number) => Code): void => {
      for (let i = 0; i < LIMBS; i++) {
        code.push(rest.set(i === 0 ? limb(i) : i64.add(limb(i), i64.shrS(rest.get, SHIFT))), store(D, i, i === LIMBS - 1 ? rest.get : i64.and(rest.get, MASK)))
      }
    }
    const isNegative = (address: number): Code => i64.shrS(load(address, LIMBS - 1), i64.const(63n))
    const plusModulus = (i: number): Code => i64.add(load(D, i), i64.and(from(modulus, i), sign.get))
    code.push(sign.set(isNegative(D)))
    pass(plusModulus)
    code.push(sign.set(isNegative(F)))
    pass((i) => i64.sub(i64.xor(load(D, i), sign.get), sign.get))
    code.push(sign.set(isNegative(D)))
    pass(plusModulus)
    for (let i = 0; i < LIMBS; i++) code.push(module.store('i64 to 32', number.get, load(D, i), STRIDE * i))
    return code
  })
}
