/**
 * Products modulo p and n as programs over limbs: multiply column by column, reduce once in Montgomery's way. Results are
 * not brought below the modulus: they lie within a few moduli, which the bounds of their last limb show.
 */
import { ProgramBuilder } from './limb-program.ts'
import type { ElementBounds, Layout, Node, Term } from './limb-program.ts'

/** A modulus as a sum of multiples of powers of 2^width, least significant first. */
export interface Modulus {
  readonly digits: readonly { readonly place: number; readonly coefficient: bigint }[]
  /** -1 / modulus mod 2^width. */
  readonly quotientFactor: bigint
  /** The power of two next to the modulus is 2^bits. */
  readonly bits: number
}

/** @param parts whose sum is the modulus; a part that is one power of two stays one digit, so that products with it are shifts */
export function modulusOf(layout: Layout, parts: readonly bigint[]): Modulus {
  const width = BigInt(layout.width)
  const coefficients = new Map<number, bigint>()
  const put = (place: number, coefficient: bigint): void => { coefficients.set(place, (coefficients.get(place) ?? 0n) + coefficient) }
  for (const part of parts) {
    const size = part < 0n ? -part : part
    const sign = part < 0n ? -1n : 1n
    const places = Math.ceil(size.toString(2).length / layout.width)
    if ((size & (size - 1n)) === 0n) {
      put(places - 1, sign * (size >> (BigInt(places - 1) * width)))
    } else {
      for (let place = 0; place < places; place++) put(place, sign * BigInt.asUintN(layout.width, size >> (BigInt(place) * width)))
    }
  }
  const modulus = parts.reduce((sum, part) => sum + part, 0n)
  // Newton's iteration for 1 / modulus: each step doubles the number of right bits.
  let inverse = 1n
  for (let bits = 1; bits < layout.width; bits *= 2) inverse = BigInt.asUintN(layout.width, inverse * (2n - modulus * inverse))
  return {
    digits: [...coefficients].map(([place, coefficient]) => ({ place, coefficient }))
      .filter(({ coefficient }) => coefficient !== 0n).sort((a, b) => a.place - b.place),
    quotientFactor: BigInt.asUintN(layout.width, -inverse),
    bits: (modulus - 1n).toString(2).length,
  }
}

/**
 * The four that the formulas are made of. `subtract` takes one element from the product, less a multiple of the modulus
 * that is read off its last limb: so results stay within a few moduli, however large the element, and however often
 * results are subtracted again.
 */
export interface ProductShape {
  readonly square: boolean
  readonly subtract: boolean
}

/** Names of the operands of a shape: factors a and b (a alone for a square), then c. */
export function operandsOf({ square, subtract }: ProductShape): readonly string[] {
  return [...(square ? ['a'] : ['a', 'b']), ...(subtract ? ['c'] : [])]
}

/** Terms of -c + q modulus, limb by limb, where q is what the last limb of c has above the modulus's length. */
function foldedSubtrahend(program: ProgramBuilder, modulus: Modulus): readonly (readonly Term[])[] {
  const { limbs, width } = program.layout
  const bits = modulus.bits - (limbs - 1) * width
  const top = 1n << BigInt(bits)
  const { low, high } = program.cut('q', 'c', limbs - 1, bits)
  return Array.from({ length: limbs }, (_, i) => {
    // q times the leading power of two is gone with the high part.
    const digit = (modulus.digits.find(({ place }) => place === i)?.coefficient ?? 0n) - (i === limbs - 1 ? top : 0n)
    const limb = i === limbs - 1 ? low : program.limb('c', i)
    return [{ coefficient: -1n, of: limb }, ...(digit === 0n ? [] : [{ coefficient: digit, of: high }])]
  })
}

/**
 * result = a b / R - c modulo the modulus, R = 2^(limbs width): for elements kept as multiples of R, the product less c.
 * @throws BoundsError when operands within the bounds could make a number leave the machine's exact range
 */
export function productProgram(
  name: string, shape: ProductShape, layout: Layout, modulus: Modulus, bounds: Readonly<Record<string, ElementBounds>>,
): ProgramBuilder {
  const { limbs } = layout
  const program = new ProgramBuilder(name, layout, bounds)
  const load = (operand: string): readonly Node[] =>
    Array.from({ length: limbs }, (_, i) => program.let(`${operand}${i}`, program.limb(operand, i)))

  const a = load('a')
  const b = shape.square ? a : load('b')
  const doubled = shape.square
    ? a.slice(0, -1).map((node, i) => program.let(`d${i}`, program.sum([{ coefficient: 2n, of: node }])))
    : []
  const column = (k: number): Term[] => {
    const terms: Term[] = []
    for (let i = Math.max(0, k - limbs + 1); i <= Math.min(k, limbs - 1); i++) {
      const j = k - i
      if (shape.square && i > j) continue
      const left = (shape.square && i < j ? doubled[i] : a[i]) as Node
      terms.push({ coefficient: 1n, of: program.product(left, b[j] as Node) })
    }
    return terms
  }

  const [lowest, ...higher] = modulus.digits
  if (lowest?.place !== 0) throw new TypeError('an odd modulus has a digit at place 0')
  const subtrahend = shape.subtract ? foldedSubtrahend(program, modulus) : []
  const quotients: Node[] = []
  let carry: Node | undefined
  for (let k = 0; k < 2 * limbs; k++) {
    const terms = column(k)
    if (k >= limbs) terms.push(...subtrahend[k - limbs] ?? [])
    // In the order in which they are known: the latest is added last, which keeps the chain of dependent additions short.
    for (const { place, coefficient } of higher.toReversed()) {
      const quotient = quotients[k - place]
      if (quotient !== undefined) terms.push({ coefficient, of: quotient })
    }
    if (carry !== undefined) terms.push({ coefficient: 1n, of: carry })
    const total = program.sum(terms)
    if (k === 2 * limbs - 1) {
      program.store(limbs - 1, total)
    } else if (k >= limbs) {
      const { low, high } = program.split(`r${k - limbs}`, total, true)
      program.store(k - limbs, low)
      carry = high
    } else if (lowest.coefficient === -1n) {
      // The quotient digit is the low part itself, and cancels it.
      const { low, high } = program.split(`t${k}`, total, false)
      quotients.push(low)
      carry = high
    } else {
      const value = program.let(`t${k}`, total)
      const quotient = program.quotient(`m${k}`, value, modulus.quotientFactor)
      quotients.push(quotient)
      carry = program.split(`s${k}`, program.sum([{ coefficient: 1n, of: value }, { coefficient: lowest.coefficient, of: quotient }]), false).high
    }
  }
  return program
}
