/**
 * Prints products and formulas as TypeScript over one Float64Array. A register is two elements of 11 limbs, one after the
 * other. Products work on both lanes statement by statement in turn: each lane is a long chain of dependent roundings, and
 * a processor can run the two chains side by side. Lanes are passed as separate offsets, so that a move costs nothing.
 */
import { CONSTANTS, STRUCTURES } from './formulas.ts'
import type { Formula, Lane, LaneTerm, Structure } from './formulas.ts'
import type { Node, ProgramBuilder, Term } from './limb-program.ts'

const LANES = ['x', 'y'] as const

/** An expression that is added to others: `-` goes into the sign of the term. */
function scaled(text: string, size: bigint): string {
  return size === 1n ? text : `${size} * ${text}`
}

/** Adds in pairs: shorter chains of dependent additions. */
function total(parts: readonly string[]): string {
  if (parts.length === 1) return parts[0] as string
  const half = parts.length >> 1
  return `(${total(parts.slice(0, half))} + ${total(parts.slice(half))})`
}

/** A function of offsets: of the result's lanes, then of the lanes of each operand. */
export function printJavaScriptProduct(program: ProgramBuilder, operands: readonly string[], name: string): string {
  const { width, limbs } = program.layout
  const print = (lane: string, node: Node): string => {
    switch (node.kind) {
      case 'limb': return `(F[${lane}${node.operand} + ${node.index}] as number)`
      case 'variable': return node.name.endsWith('h') ? `${lane}${node.name} * ${node.name === 'qh' ? 'UNIT_Q' : 'UNIT'}` : `${lane}${node.name}`
      case 'product': return `${print(lane, node.a)} * ${print(lane, node.b)}`
      case 'sum': return sum(lane, node.terms)
    }
  }
  const sum = (lane: string, terms: readonly Term[]): string => {
    const products = terms.filter(({ of }) => of.kind === 'product').map(({ of }) => print(lane, of))
    let text = products.length === 0 ? '' : total(products)
    for (const { coefficient, of } of terms) {
      if (of.kind === 'product') continue
      const part = scaled(print(lane, of), coefficient < 0n ? -coefficient : coefficient)
      text = text === '' ? `${coefficient < 0n ? '-' : ''}${part}` : `${text} ${coefficient < 0n ? '-' : '+'} ${part}`
    }
    return text === '' ? '0' : text
  }
  const lines: string[] = []
  const stores: string[] = []
  const each = (line: (lane: string) => string): void => { for (const lane of LANES) lines.push(line(lane)) }
  for (const statement of program.statements) {
    switch (statement.kind) {
      case 'let':
        each((lane) => `const ${lane}${statement.name} = ${print(lane, statement.value)}`)
        break
      case 'split': {
        const whole = `${statement.low}w`
        each((lane) => `const ${lane}${whole} = ${print(lane, statement.value)}`)
        each((lane) => `const ${lane}${statement.high} = (${lane}${whole} + ROUND) - ROUND`)
        each((lane) => `const ${lane}${statement.low} = ${lane}${whole} - ${lane}${statement.high}`)
        break
      }
      case 'cut': {
        const limb = (lane: string): string => `(F[${lane}${statement.operand} + ${statement.index}] as number)`
        each((lane) => `const ${lane}${statement.high} = (${limb(lane)} + ROUND_Q) - ROUND_Q`)
        each((lane) => `const ${lane}${statement.low} = ${limb(lane)} - ${lane}${statement.high}`)
        break
      }
      case 'store':
        for (const lane of LANES) stores.push(`F[${lane}r + ${statement.index}] = ${print(lane, statement.value)}`)
        break
      case 'quotient': throw new TypeError('not for Numbers')
    }
  }
  const parameters = ['r', ...operands].flatMap((operand) => LANES.map((lane) => `${lane}${operand}: number`))
  if (width !== 24 || limbs !== 11) throw new RangeError('the constants in the text are for limbs of 24 bits')
  return [`  function ${name}(${parameters.join(', ')}): void {`, ...[...lines, ...stores].map((line) => `    ${line}`), '  }', ''].join('\n')
}

/** Numbers of a register, and of one of its lanes. */
export const NUMBERS = 22
export const LANE_NUMBERS = 11
const LANE = LANE_NUMBERS

/** Offsets: constants first, then temporary registers. */
export function constantOffset(name: (typeof CONSTANTS)[number]): number {
  return NUMBERS * CONSTANTS.indexOf(name)
}

const TEMPORARY = NUMBERS * CONSTANTS.length

/** First number that formulas do not use. */
export function firstFree(formulas: readonly Formula[]): number {
  const most = Math.max(...formulas.map(({ steps }) => new Set(steps.map(({ to }) => to).filter((to) => !to.includes('.'))).size))
  return TEMPORARY + NUMBERS * most
}

/** A function of the offsets of structures, then the sign. */
export function printJavaScriptFormula(formula: Formula): string {
  const temporary = [...new Set(formula.steps.map(({ to }) => to).filter((to) => !to.includes('.')))]
  const lines: string[] = []
  const structureOf = (register: string): Structure | undefined => formula.parameters[register.split('.')[0] as string]
  /** Where a lane of a register is kept when it is kept. */
  const home = (register: string, lane: Lane): string => {
    const constant = CONSTANTS.find((name) => name === register)
    if (constant !== undefined) return String(constantOffset(constant) + LANE * lane)
    const [parameter, field] = register.split('.') as [string, string | undefined]
    if (field === undefined) return String(TEMPORARY + NUMBERS * temporary.indexOf(register) + LANE * lane)
    const offset = NUMBERS * (STRUCTURES[structureOf(register) as Structure] as readonly string[]).indexOf(field) + LANE * lane
    return offset === 0 ? parameter : `${parameter} + ${offset}`
  }
  /** Lanes of temporary registers that stand for a lane elsewhere; undefined when that has been written over. */
  const elsewhere = new Map<string, { readonly register: string; readonly lane: Lane } | undefined>()
  const resolve = (register: string, lane: Lane): { readonly register: string; readonly lane: Lane } => {
    const key = `${register}[${lane}]`
    if (!elsewhere.has(key)) return { register, lane }
    const found = elsewhere.get(key)
    if (found === undefined) throw new TypeError(`${formula.name}: ${key} was written over`)
    return found
  }
  const place = (register: string, lane: Lane): string => {
    const found = resolve(register, lane)
    return home(found.register, found.lane)
  }
  const written = (register: string, lane: Lane): void => {
    elsewhere.delete(`${register}[${lane}]`)
    for (const [key, target] of elsewhere) {
      // Two structures of one kind may be the same one.
      const same = target !== undefined && target.lane === lane && (target.register === register ||
        (register.includes('.') && structureOf(target.register) === structureOf(register) && target.register.split('.')[1] === register.split('.')[1]))
      if (same) elsewhere.set(key, undefined)
    }
  }
  for (const step of formula.steps) {
    if (step.kind === 'product') {
      const square = step.a === step.b
      const operands = [...(square ? [step.a] : [step.a, step.b]), step.c ?? 'ZERO']
      const offsets = operands.flatMap((operand) => [place(operand, 0), place(operand, 1)])
      lines.push(`${square ? 'square' : 'multiply'}(${[home(step.to, 0), home(step.to, 1), ...offsets].join(', ')})`)
      written(step.to, 0)
      written(step.to, 1)
      continue
    }
    if (step.kind === 'sign') {
      const from = [place(step.from, 0), place(step.from, 1)] as const
      if (step.to.includes('.')) lines.push(`move(${home(step.to, 0)}, ${from[0]})`)
      else elsewhere.set(`${step.to}[0]`, resolve(step.from, 0))
      lines.push(`negateIf(${home(step.to, 1)}, ${from[1]}, sign)`)
      if (step.to.includes('.')) written(step.to, 0)
      written(step.to, 1)
      continue
    }
    const sources = step.lanes.map((terms) => terms.map(({ register, lane }) => resolve(register, lane)))
    for (const lane of [0, 1] as const) {
      const terms = step.lanes[lane]
      const [only] = terms
      const key = `${step.to}[${lane}]`
      if (terms.length === 0 || (terms.length === 1 && only?.coefficient === 1)) {
        const source = only === undefined ? { register: 'ZERO', lane } : (sources[lane] as { readonly register: string; readonly lane: Lane }[])[0] as { readonly register: string; readonly lane: Lane }
        if (!step.to.includes('.')) elsewhere.set(key, source)
        else if (home(source.register, source.lane) !== home(step.to, lane)) {
          lines.push(`move(${home(step.to, lane)}, ${home(source.register, source.lane)})`)
          written(step.to, lane)
        }
        continue
      }
      lines.push(`for (let i = 0; i < ${LANE}; i++) F[${home(step.to, lane)} + i] = ${combination(terms, (term) => {
        const index = terms.indexOf(term)
        const source = (sources[lane] as { readonly register: string; readonly lane: Lane }[])[index] as { readonly register: string; readonly lane: Lane }
        return `(F[${home(source.register, source.lane)} + i] as number)`
      })}`)
      written(step.to, lane)
    }
  }
  const parameters = [...Object.keys(formula.parameters), ...(formula.signed ? ['sign'] : [])].map((name) => `${name}: number`)
  return [`  function ${formula.name}(${parameters.join(', ')}): void {`, ...lines.map((line) => `    ${line}`), '  }', ''].join('\n')
}

function combination(terms: readonly LaneTerm[], print: (term: LaneTerm) => string): string {
  return terms.map((term, i) => {
    const size = Math.abs(term.coefficient)
    const text = size === 1 ? print(term) : `${size} * ${print(term)}`
    return i === 0 ? `${term.coefficient < 0 ? '-' : ''}${text}` : `${term.coefficient < 0 ? '-' : '+'} ${text}`
  }).join(' ')
}
