/**
 * Straight-line programs over limbs, and the proof that none of their numbers leaves the machine's exact range. A program
 * is built once and printed twice, as WebAssembly and as JavaScript. Every number carries the interval of values it can
 * have; building one that could pass the limit of the machine throws, so that a program that exists is proved.
 */

/** Least and greatest value, both possible. */
export interface Interval {
  readonly low: bigint
  readonly high: bigint
}

export const interval = (low: bigint, high: bigint): Interval => ({ low, high })

export function join(a: Interval, b: Interval): Interval {
  return { low: a.low < b.low ? a.low : b.low, high: a.high > b.high ? a.high : b.high }
}

export const contains = (outer: Interval, inner: Interval): boolean => outer.low <= inner.low && inner.high <= outer.high

const magnitude = ({ low, high }: Interval): bigint => (-low > high ? -low : high)

function scaled({ low, high }: Interval, by: bigint): Interval {
  return by < 0n ? { low: by * high, high: by * low } : { low: by * low, high: by * high }
}

function multiplied(a: Interval, b: Interval): Interval {
  const corners = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high]
  return { low: corners.reduce((x, y) => (y < x ? y : x)), high: corners.reduce((x, y) => (y > x ? y : x)) }
}

/**
 * How an element is kept: `limbs` limbs of `width` bits, least significant first. A machine computes exactly up to
 * `limit`, multiplies numbers up to `factor`, and keeps limbs in memory up to `stored`.
 */
export interface Layout {
  /** `i64x2`: two elements at once in the lanes of a vector. */
  readonly machine: 'i64' | 'i64x2' | 'f64'
  readonly limbs: number
  readonly width: number
  readonly limit: bigint
  readonly factor: Interval
  readonly stored: Interval
}

const INT32 = interval(-(1n << 31n), (1n << 31n) - 1n)
const INT64 = interval(-(1n << 63n), (1n << 63n) - 1n)
const EXACT = interval(-(1n << 53n), 1n << 53n)

/** WebAssembly, one element: sums in 64-bit integers, limbs kept as 32-bit ones. */
export const SCALAR_LAYOUT: Layout = { machine: 'i64', limbs: 9, width: 29, limit: INT64.high, factor: INT64, stored: INT32 }

/** WebAssembly, two elements: the same in each lane; the factors of a product are 32-bit lanes. */
export const VECTOR_LAYOUT: Layout = { machine: 'i64x2', limbs: 9, width: 29, limit: INT64.high, factor: INT32, stored: INT32 }

/** JavaScript: sums in the 53 bits in which a Number is exact. */
export const NUMBER_LAYOUT: Layout = { machine: 'f64', limbs: 11, width: 24, limit: EXACT.high, factor: EXACT, stored: EXACT }

export type Node =
  | { readonly kind: 'limb'; readonly operand: string; readonly index: number; readonly bounds: Interval }
  | { readonly kind: 'variable'; readonly name: string; readonly bounds: Interval }
  | { readonly kind: 'sum'; readonly terms: readonly Term[]; readonly bounds: Interval }
  | { readonly kind: 'product'; readonly a: Node; readonly b: Node; readonly bounds: Interval }

export interface Term {
  readonly coefficient: bigint
  readonly of: Node
}

export type Statement =
  | { readonly kind: 'let'; readonly name: string; readonly value: Node }
  /** value = low + 2^width high; low is in [0, 2^width), or within half of that around 0. */
  | { readonly kind: 'split'; readonly name: string; readonly value: Node; readonly low: string; readonly high: string; readonly balanced: boolean }
  /** The same for a limb of an operand, at another place. */
  | { readonly kind: 'cut'; readonly operand: string; readonly index: number; readonly bits: number; readonly low: string; readonly high: string }
  /** The low bits of value times a constant: what Montgomery's reduction multiplies the modulus with. */
  | { readonly kind: 'quotient'; readonly name: string; readonly value: Node; readonly factor: bigint }
  | { readonly kind: 'store'; readonly index: number; readonly value: Node }

export class BoundsError extends RangeError {
  override readonly name = 'BoundsError'
}

/** Bounds of the limbs of an element. */
export type ElementBounds = readonly Interval[]

/** Builds a program that writes one element, `result`, from elements called operands. */
export class ProgramBuilder {
  readonly statements: Statement[] = []
  readonly output: Interval[] = []
  readonly layout: Layout
  readonly #name: string
  readonly #operands: Readonly<Record<string, ElementBounds>>

  /** @param operands bounds of each operand's limbs */
  constructor(name: string, layout: Layout, operands: Readonly<Record<string, ElementBounds>>) {
    this.#name = name
    this.layout = layout
    this.#operands = operands
  }

  #checked<N extends Node>(node: N, worst: bigint): N {
    if (worst > this.layout.limit) {
      throw new BoundsError(`${this.#name}: a number of up to ${worst.toString(2).length} bits passes the exact range of ${this.layout.machine}`)
    }
    return node
  }

  limb(operand: string, index: number): Node {
    const bounds = this.#operands[operand]?.[index]
    if (bounds === undefined) throw new TypeError(`${this.#name} has no limb ${index} of ${operand}`)
    return this.#checked({ kind: 'limb', operand, index, bounds }, magnitude(bounds))
  }

  /** Sum of multiples. In whatever order they are added: no partial sum passes the limit either. */
  sum(terms: readonly Term[]): Node {
    const kept = terms.filter(({ coefficient }) => coefficient !== 0n)
    const [only] = kept
    if (kept.length === 1 && only?.coefficient === 1n) return only.of
    let bounds = interval(0n, 0n)
    let worst = 0n
    for (const { coefficient, of } of kept) {
      const part = scaled(of.bounds, coefficient)
      bounds = { low: bounds.low + part.low, high: bounds.high + part.high }
      worst += magnitude(part)
    }
    return this.#checked({ kind: 'sum', terms: kept, bounds }, worst)
  }

  product(a: Node, b: Node): Node {
    if (!contains(this.layout.factor, a.bounds) || !contains(this.layout.factor, b.bounds)) {
      throw new BoundsError(`${this.#name}: a factor that ${this.layout.machine} cannot multiply`)
    }
    const bounds = multiplied(a.bounds, b.bounds)
    return this.#checked({ kind: 'product', a, b, bounds }, magnitude(bounds))
  }

  /** Computes a value once. */
  let(name: string, value: Node): Node {
    this.statements.push({ kind: 'let', name, value })
    return { kind: 'variable', name, bounds: value.bounds }
  }

  #parts(bounds: Interval, bits: number, around: boolean): { readonly low: Interval; readonly high: Interval } {
    const full = 1n << BigInt(bits)
    const half = around ? full >> 1n : 0n
    const number = this.layout.machine === 'f64'
    const low = around ? interval(-half, number ? half : half - 1n) : interval(0n, full - 1n)
    const floor = (x: bigint): bigint => (x - (((x % full) + full) % full)) / full
    // One more at the lower end: a half may be rounded either way.
    const high = interval(floor(bounds.low + half) - (number ? 1n : 0n), floor(bounds.high + half))
    return { low: contains(low, bounds) ? bounds : low, high }
  }

  split(name: string, value: Node, balanced: boolean): { readonly low: Node; readonly high: Node } {
    // Numbers are rounded to the nearest multiple, so their low part is balanced whether asked for or not.
    const around = balanced || this.layout.machine === 'f64'
    this.#checked({ kind: 'variable', name, bounds: value.bounds }, magnitude(value.bounds) + (1n << BigInt(this.layout.width - 1)))
    this.statements.push({ kind: 'split', name, value, low: `${name}l`, high: `${name}h`, balanced: around })
    const { low, high } = this.#parts(value.bounds, this.layout.width, around)
    return { low: { kind: 'variable', name: `${name}l`, bounds: low }, high: { kind: 'variable', name: `${name}h`, bounds: high } }
  }

  cut(name: string, operand: string, index: number, bits: number): { readonly low: Node; readonly high: Node } {
    const { bounds } = this.limb(operand, index)
    this.statements.push({ kind: 'cut', operand, index, bits, low: `${name}l`, high: `${name}h` })
    const { low, high } = this.#parts(bounds, bits, this.layout.machine === 'f64')
    return { low: { kind: 'variable', name: `${name}l`, bounds: low }, high: { kind: 'variable', name: `${name}h`, bounds: high } }
  }

  /** (value factor) mod 2^width, for machines of integers: their product wraps, and its low bits are right all the same. */
  quotient(name: string, value: Node, factor: bigint): Node {
    if (this.layout.machine !== 'i64') throw new TypeError('quotients by multiplication are for 64-bit integers')
    this.statements.push({ kind: 'quotient', name, value, factor })
    return { kind: 'variable', name, bounds: interval(0n, (1n << BigInt(this.layout.width)) - 1n) }
  }

  store(index: number, value: Node): void {
    if (!contains(this.layout.stored, value.bounds)) {
      throw new BoundsError(`${this.#name}: limb ${index} of up to ${magnitude(value.bounds).toString(2).length} bits does not fit its place`)
    }
    this.output[index] = value.bounds
    this.statements.push({ kind: 'store', index, value })
  }
}
