/**
 * Prints products and formulas as TypeScript over one Float64Array. A register is two elements of 11 limbs, one after the
 * other. A product of the formulas is two calls, one for each lane: both lanes in one function would be faster by
 * themselves, but too much code for a processor's cache of decoded instructions. Lanes are passed as offsets, so that a
 * move costs nothing, and lanes that are known to be 0 are not computed.
 */
import { CONSTANTS, STRUCTURES } from './formulas.ts'
import type { Formula, Lane, LaneTerm, Structure } from './formulas.ts'
import type { Node, ProgramBuilder, Term } from './limb-program.ts'

/** An expression that is added to others: `-` goes into the sign of the term. */
function scaled(text: string, size: bigint): string {
  return size === 1n ? text : `${size} * ${text}`
}

/** A function of offsets: of the result, then of each operand. */
export function printJavaScriptProduct(program: ProgramBuilder, operands: readonly string[], name: string): string {
  const { width, limbs } = program.layout
  if (width !== 24 || limbs !== 11) throw new RangeError('the constants in the text are for limbs of 24 bits')
  const limb = (operand: string, index: number): string => `(F[(${operand} + ${index}) | 0] as number)`
  const print = (node: Node): string => {
    switch (node.kind) {
      case 'limb': return limb(node.operand, node.index)
      // High parts are kept as the multiples that they were rounded to.
      case 'variable': return node.name.endsWith('h') ? `${node.name} * ${node.name === 'qh' ? 'UNIT_Q' : 'UNIT'}` : node.name
      case 'product': return `${print(node.a)} * ${print(node.b)}`
      case 'sum': return sum(node.terms)
    }
  }
  const sum = (terms: readonly Term[]): string => terms.reduce((text, { coefficient, of }) => {
    const part = scaled(print(of), coefficient < 0n ? -coefficient : coefficient)
    return text === '' ? `${coefficient < 0n ? '-' : ''}${part}` : `${text} ${coefficient < 0n ? '-' : '+'} ${part}`
  }, '')
  const lines: string[] = []
  // Results are written at the end: the result may be an operand.
  const stores: string[] = []
  for (const statement of program.statements) {
    switch (statement.kind) {
      case 'let':
        lines.push(`const ${statement.name} = ${print(statement.value)}`)
        break
      case 'split': {
        const { low, high } = statement
        lines.push(`const ${low}w = ${print(statement.value)}`, `const ${high} = (${low}w + ROUND) - ROUND`, `const ${low} = ${low}w - ${high}`)
        break
      }
      case 'cut': {
        const whole = limb(statement.operand, statement.index)
        lines.push(`const ${statement.high} = (${whole} + ROUND_Q) - ROUND_Q`, `const ${statement.low} = ${whole} - ${statement.high}`)
        break
      }
      case 'store':
        stores.push(`F[(r + ${statement.index}) | 0] = ${print(statement.value)}`)
        break
      case 'quotient': throw new TypeError('not for Numbers')
    }
  }
  const parameters = ['r', ...operands].map((operand) => `${operand}: number`)
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
      const calls: string[] = []
      const zero: Lane[] = []
      for (const lane of [0, 1] as const) {
        const isZero = (operand: string): boolean => resolve(operand, lane).register === 'ZERO'
        if (isZero(step.a) && isZero(operands[operands.length - 1] as string)) zero.push(lane)
        else calls.push(`${square ? 'square' : 'multiply'}(${[home(step.to, lane), ...operands.map((operand) => place(operand, lane))].join(', ')})`)
      }
      // Neither call may write over what the other reads afterwards.
      const overwrites = (lane: Lane, other: Lane): boolean => operands.some((operand) => home(step.to, lane) === place(operand, other))
      if (overwrites(0, 1)) {
        if (overwrites(1, 0)) throw new TypeError(`${formula.name}: lanes of ${step.to} are crossed`)
        calls.reverse()
      }
      lines.push(...calls)
      written(step.to, 0)
      written(step.to, 1)
      for (const lane of zero) {
        if (step.to.includes('.')) lines.push(`move(${home(step.to, lane)}, ${home('ZERO', lane)})`)
        else elsewhere.set(`${step.to}[${lane}]`, { register: 'ZERO', lane })
      }
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
