/**
 * The proof that formulas stay within a machine's range. Every register of a formula has bounds for each limb of each
 * lane; every product is built anew for the bounds it is used with, which throws where a number could be too large. What
 * formulas write into structures is joined to what the structures can hold, until nothing new comes up: the bounds that
 * remain hold however often, and in whatever order, the formulas are called.
 */
import { CURVES } from '../../curves.ts'
import { CONSTANTS, FORMULAS, STRUCTURES } from './formulas.ts'
import type { Formula, Lane, LaneTerm, Structure } from './formulas.ts'
import { BoundsError, contains, interval, join } from './limb-program.ts'
import type { ElementBounds, Interval, Layout } from './limb-program.ts'
import { productProgram } from './modulus.ts'
import type { Modulus } from './modulus.ts'

const { p } = CURVES.SM2

export type PairBounds = readonly [ElementBounds, ElementBounds]

/** Rounds after which bounds that still grow count as unbounded. */
const ROUNDS = 40

function joinElements(a: ElementBounds, b: ElementBounds): ElementBounds {
  return a.map((limb, i) => join(limb, b[i] as Interval))
}

const covers = (outer: PairBounds | undefined, inner: PairBounds): boolean =>
  outer !== undefined && inner.every((element, lane) => element.every((limb, i) => contains((outer[lane as Lane])[i] as Interval, limb)))

function sumOf(layout: Layout, terms: readonly LaneTerm[], read: (register: string, lane: Lane) => ElementBounds, where: string): ElementBounds {
  return Array.from({ length: layout.limbs }, (_, i) => {
    let low = 0n
    let high = 0n
    // In whatever order they are added: what is above 0 alone, and what is below.
    let least = 0n
    let most = 0n
    for (const { coefficient, register, lane } of terms) {
      const by = BigInt(coefficient)
      const limb = read(register, lane)[i] as Interval
      const [a, b] = by < 0n ? [by * limb.high, by * limb.low] : [by * limb.low, by * limb.high]
      low += a
      high += b
      least += a < 0n ? a : 0n
      most += b > 0n ? b : 0n
    }
    if (!contains(layout.stored, interval(least, most))) throw new BoundsError(`${where}: limb ${i} does not fit its place`)
    return interval(low, high)
  })
}

/** A number cut into limbs: around 0, the last one taking what is left. */
export function balancedLimbs(layout: Layout, value: bigint): readonly bigint[] {
  const width = BigInt(layout.width)
  const limbs: bigint[] = []
  let rest = value
  for (let i = 0; i < layout.limbs - 1; i++) {
    const limb = BigInt.asIntN(layout.width, rest)
    limbs.push(limb)
    rest = (rest - limb) >> width
  }
  return [...limbs, rest]
}

/** Bounds of the limbs of a number below 2^256 that was read from octets, or inverted. */
export function rawBounds(layout: Layout): ElementBounds {
  return Array.from({ length: layout.limbs }, (_, i) => interval(0n, (1n << BigInt(Math.min(layout.width, 256 - i * layout.width))) - 1n))
}

/** The number that a constant of the formulas stands for. */
export function constantValue(layout: Layout, name: (typeof CONSTANTS)[number]): bigint {
  const R = 1n << BigInt(layout.limbs * layout.width)
  switch (name) {
    case 'ZERO': return 0n
    case 'UNIT': return 1n
    case 'ONE': return R % p
    case 'SQUARE': return (R * R) % p
  }
}

/** @throws BoundsError when a formula could be given operands that make a number leave the range of the layout */
export function proveFormulas(layout: Layout, modulus: Modulus, formulas: readonly Formula[] = FORMULAS): ReadonlyMap<string, PairBounds> {
  const raw = rawBounds(layout)
  const known = new Map<string, PairBounds>([['raw.V', [raw, raw]]])
  for (const name of CONSTANTS) {
    const exact = balancedLimbs(layout, constantValue(layout, name)).map((limb) => interval(limb, limb))
    known.set(name, [exact, exact])
  }

  /** Whether the structures grew. */
  const run = (formula: Formula): boolean => {
    const local = new Map<string, PairBounds>()
    const place = (register: string): string => {
      const [parameter, field] = register.split('.') as [string, string | undefined]
      const structure: Structure | undefined = formula.parameters[parameter]
      if (field === undefined) return register
      if (structure === undefined || !(STRUCTURES[structure] as readonly string[]).includes(field)) throw new TypeError(`${formula.name}: no ${register}`)
      return `${structure}.${field}`
    }
    // What this call has written holds for the rest of it; before that, what the structure can hold. Where two parameters
    // are the same structure in memory, what was written is part of that.
    const read = (register: string): PairBounds | undefined => local.get(register) ?? known.get(place(register))
    let grew = false
    const write = (register: string, value: PairBounds): void => {
      local.set(register, value)
      const name = place(register)
      if (name === register) return
      const before = known.get(name)
      if (covers(before, value)) return
      known.set(name, before === undefined ? value : [joinElements(before[0], value[0]), joinElements(before[1], value[1])])
      grew = true
    }
    for (const step of formula.steps) {
      const where = `${formula.name}: ${step.to}`
      if (step.kind === 'product') {
        const [a, b, c] = [read(step.a), read(step.b), step.c === undefined ? undefined : read(step.c)]
        if (a === undefined || b === undefined || (step.c !== undefined && c === undefined)) return grew
        const shape = { square: step.a === step.b, subtract: c !== undefined }
        const lanes = ([0, 1] as const).map((lane) => {
          if (step.reduces === true) {
            // |a| < R: the limbs below the last add less than one of its units.
            const { low, high } = a[lane][layout.limbs - 1] as Interval
            const room = (1n << BigInt(layout.width)) - 2n
            if (-low > room || high > room) throw new BoundsError(`${where}: ${step.a} may pass R: ${low} ${high}`)
          }
          return productProgram(where, shape, layout, modulus, { a: a[lane], b: b[lane], ...(c === undefined ? {} : { c: c[lane] }) }).output
        })
        write(step.to, lanes as unknown as PairBounds)
      } else if (step.kind === 'arrange') {
        const lane = (register: string, lane: Lane): ElementBounds | undefined => read(register)?.[lane]
        if (step.lanes.flat().some((term) => lane(term.register, term.lane) === undefined)) return grew
        const sum = (terms: readonly LaneTerm[]): ElementBounds => sumOf(layout, terms, (register, l) => lane(register, l) as ElementBounds, where)
        write(step.to, [sum(step.lanes[0]), sum(step.lanes[1])])
      } else {
        const from = read(step.from)
        if (from === undefined) return grew
        write(step.to, [from[0], from[1].map(({ low, high }) => join(interval(low, high), interval(-high, -low)))])
      }
    }
    return grew
  }

  for (let round = 0; round < ROUNDS; round++) {
    const grew = formulas.map(run)
    if (grew.includes(true)) continue
    const unused = formulas.flatMap(({ name, parameters }) => Object.values(parameters).flatMap((structure) =>
      STRUCTURES[structure].filter((field) => !known.has(`${structure}.${field}`)).map((field) => `${name}: ${structure}.${field}`)))
    if (unused.length > 0) throw new TypeError(`nothing writes ${unused.join(', ')}`)
    return known
  }
  throw new BoundsError(`bounds still grow after ${ROUNDS} rounds`)
}
