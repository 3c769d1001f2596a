/**
 * WebAssembly instructions as typed expressions: each function of `i32`, `i64` and `v128` takes expressions and answers
 * with one, and refuses operands of another type when the module is generated. Sections and functions: `wasm-module.ts`.
 */

export type ValueType = 'i32' | 'i64' | 'v128'

/** A piece of code that leaves one value, or none, on the stack. */
export interface Code {
  readonly type: ValueType | 'none'
  readonly octets: readonly number[]
  /** Instructions that run when it runs through; those inside blocks are counted there. */
  readonly instructions: number
  /** A branch, or something that holds blocks: what follows may run another number of times. */
  readonly control?: boolean
}

/** LEB128, unsigned. */
export function unsignedLeb(value: number): number[] {
  const octets: number[] = []
  let rest = value
  while (rest > 127) {
    octets.push((rest & 127) | 128)
    rest = Math.floor(rest / 128)
  }
  return [...octets, rest]
}

/** LEB128, signed. */
export function signedLeb(value: bigint): number[] {
  const octets: number[] = []
  let rest = value
  for (;;) {
    const low = Number(rest & 127n)
    rest >>= 7n
    if ((rest === 0n && low < 64) || (rest === -1n && low >= 64)) return [...octets, low]
    octets.push(low | 128)
  }
}

/** An instruction over operands. */
export function instruction(type: Code['type'], octets: readonly number[], operands: readonly (readonly [ValueType, Code])[]): Code {
  let instructions = 1
  const all: number[] = []
  for (const [expected, operand] of operands) {
    if (operand.type !== expected) throw new TypeError(`an operand of type ${operand.type} where ${expected} is needed`)
    if (operand.control === true) throw new TypeError('a branch inside an expression')
    instructions += operand.instructions
    all.push(...operand.octets)
  }
  all.push(...octets)
  return { type, octets: all, instructions }
}

type Unary = (a: Code) => Code
type Binary = (a: Code, b: Code) => Code

const unary = (operand: ValueType, result: ValueType, ...octets: number[]): Unary => (a) => instruction(result, octets, [[operand, a]])
const binary = (operand: ValueType, result: ValueType, ...octets: number[]): Binary =>
  (a, b) => instruction(result, octets, [[operand, a], [operand, b]])

export const i32 = {
  const: (value: number): Code => instruction('i32', [0x41, ...signedLeb(BigInt(value | 0))], []),
  eqz: unary('i32', 'i32', 0x45),
  eq: binary('i32', 'i32', 0x46),
  ne: binary('i32', 'i32', 0x47),
  ltS: binary('i32', 'i32', 0x48),
  ltU: binary('i32', 'i32', 0x49),
  gtS: binary('i32', 'i32', 0x4a),
  geU: binary('i32', 'i32', 0x4f),
  add: binary('i32', 'i32', 0x6a),
  sub: binary('i32', 'i32', 0x6b),
  mul: binary('i32', 'i32', 0x6c),
  divU: binary('i32', 'i32', 0x6e),
  remU: binary('i32', 'i32', 0x70),
  and: binary('i32', 'i32', 0x71),
  or: binary('i32', 'i32', 0x72),
  xor: binary('i32', 'i32', 0x73),
  shl: binary('i32', 'i32', 0x74),
  shrS: binary('i32', 'i32', 0x75),
  shrU: binary('i32', 'i32', 0x76),
  rotl: binary('i32', 'i32', 0x77),
  wrap: unary('i64', 'i32', 0xa7),
} as const

export const i64 = {
  const: (value: bigint): Code => instruction('i64', [0x42, ...signedLeb(BigInt.asIntN(64, value))], []),
  eqz: unary('i64', 'i32', 0x50),
  eq: binary('i64', 'i32', 0x51),
  ne: binary('i64', 'i32', 0x52),
  ltU: binary('i64', 'i32', 0x54),
  ctz: unary('i64', 'i64', 0x7a),
  add: binary('i64', 'i64', 0x7c),
  sub: binary('i64', 'i64', 0x7d),
  mul: binary('i64', 'i64', 0x7e),
  and: binary('i64', 'i64', 0x83),
  or: binary('i64', 'i64', 0x84),
  xor: binary('i64', 'i64', 0x85),
  shl: binary('i64', 'i64', 0x86),
  shrS: binary('i64', 'i64', 0x87),
  shrU: binary('i64', 'i64', 0x88),
  extendS: unary('i32', 'i64', 0xac),
  extendU: unary('i32', 'i64', 0xad),
} as const

const vector = (opcode: number): number[] => [0xfd, ...unsignedLeb(opcode)]
const shift = (opcode: number) => (a: Code, count: number): Code =>
  instruction('v128', vector(opcode), [['v128', a], ['i32', i32.const(count)]])

function constantVector(lanes: readonly bigint[]): Code {
  const bits = 128 / lanes.length
  const octets = lanes.flatMap((lane) => Array.from({ length: bits / 8 }, (_, i) => Number(BigInt.asUintN(8, lane >> BigInt(8 * i)))))
  return instruction('v128', [...vector(12), ...octets], [])
}

export const v128 = {
  /** The given lanes, two of 64 bits or four of 32. */
  const: constantVector,
  and: binary('v128', 'v128', ...vector(78)),
  or: binary('v128', 'v128', ...vector(80)),
  xor: binary('v128', 'v128', ...vector(81)),
  /** Octets of two vectors, by number: 0 to 15 of the first, 16 to 31 of the second. */
  shuffle: (a: Code, b: Code, octets: readonly number[]): Code => {
    if (octets.length !== 16) throw new RangeError('a shuffle takes 16 octets')
    return instruction('v128', [...vector(13), ...octets], [['v128', a], ['v128', b]])
  },
} as const

/** Four lanes of 32 bits. */
export const i32x4 = {
  splat: unary('i32', 'v128', ...vector(17)),
  add: binary('v128', 'v128', ...vector(174)),
  sub: binary('v128', 'v128', ...vector(177)),
  shl: shift(171),
  shrS: shift(172),
  shrU: shift(173),
} as const

/** Two lanes of 64 bits. */
export const i64x2 = {
  add: binary('v128', 'v128', ...vector(206)),
  sub: binary('v128', 'v128', ...vector(209)),
  shl: shift(203),
  shrU: shift(205),
  /** Of the first and of the last two lanes of 32 bits, signed. */
  extendLow: unary('v128', 'v128', ...vector(199)),
  extendHigh: unary('v128', 'v128', ...vector(200)),
  /** Products of the first two lanes of 32 bits, signed. */
  multiplyLow: binary('v128', 'v128', ...vector(220)),
} as const

/** A parameter or local variable of a function. */
export class Local {
  readonly type: ValueType
  readonly #index: number

  constructor(type: ValueType, index: number) {
    this.type = type
    this.#index = index
  }

  get get(): Code {
    return { type: this.type, octets: [0x20, ...unsignedLeb(this.#index)], instructions: 1 }
  }

  set(value: Code): Code {
    return instruction('none', [0x21, ...unsignedLeb(this.#index)], [[this.type, value]])
  }
}
