/**
 * A WebAssembly module from functions made of `wasm-code.ts`: the binary format of the core specification, section by
 * section, and nothing of it that the kernels do not need. A module can be built with a trace: the same code, which also
 * counts the instructions it executes and keeps a hash over every address it touches.
 */
import { Local, i32, i64, instruction, unsignedLeb } from './wasm-code.ts'
import type { Code, ValueType } from './wasm-code.ts'

const TYPE_OCTETS: Readonly<Record<ValueType, number>> = { i32: 0x7f, i64: 0x7e, v128: 0x7b }
const NO_RESULT = 0x40

const LOADS = {
  'i32': { type: 'i32', octets: [0x28] },
  'i64': { type: 'i64', octets: [0x29] },
  'i32 from signed 8': { type: 'i32', octets: [0x2c] },
  'i64 from signed 32': { type: 'i64', octets: [0x34] },
  'i64 from 32': { type: 'i64', octets: [0x35] },
  'v128': { type: 'v128', octets: [0xfd, 0] },
  /** One 32-bit number in each lane. */
  'v128 from each 32': { type: 'v128', octets: [0xfd, 9] },
} as const
const STORES = {
  'i32': { type: 'i32', octets: [0x36] },
  'i64': { type: 'i64', octets: [0x37] },
  'i32 to 8': { type: 'i32', octets: [0x3a] },
  'i64 to 32': { type: 'i64', octets: [0x3e] },
  'v128': { type: 'v128', octets: [0xfd, 11] },
} as const

export interface Signature {
  readonly parameters: readonly ValueType[]
  readonly result?: ValueType
  /** Visible outside under its name. */
  readonly exported?: boolean
}

interface Defined {
  readonly name: string
  readonly signature: Signature
  readonly locals: readonly ValueType[]
  readonly octets: readonly number[]
}

/** A function that was defined, to be called. */
export interface Callee {
  readonly index: number
  readonly signature: Signature
}

export interface DataSegment {
  readonly address: number
  readonly octets: Uint8Array
}

const vectorOf = (items: readonly (readonly number[])[]): number[] => [...unsignedLeb(items.length), ...items.flat()]
const section = (id: number, octets: readonly number[]): number[] => [id, ...unsignedLeb(octets.length), ...octets]
const nameOf = (name: string): number[] => [...unsignedLeb(name.length), ...Array.from(name, (character) => character.charCodeAt(0))]

/** Locals of the function at work, and the blocks around the place at work. */
export class FunctionBuilder {
  readonly parameters: readonly Local[]
  readonly #locals: ValueType[] = []
  readonly #module: ModuleBuilder
  readonly #result: ValueType | undefined

  constructor(module: ModuleBuilder, signature: Signature) {
    this.#module = module
    this.#result = signature.result
    this.parameters = signature.parameters.map((type, index) => new Local(type, index))
  }

  get locals(): readonly ValueType[] {
    return this.#locals
  }

  local(type: ValueType): Local {
    this.#locals.push(type)
    return new Local(type, this.parameters.length + this.#locals.length - 1)
  }

  /** Statements in a row. */
  sequence(code: readonly Code[]): Code {
    return this.#module.sequence(code)
  }

  if(condition: Code, then: readonly Code[], otherwise?: readonly Code[]): Code {
    const test = instruction('none', [0x04, NO_RESULT], [['i32', condition]])
    const other = otherwise === undefined ? [] : [0x05, ...this.#module.sequence(otherwise).octets]
    return { type: 'none', octets: [...test.octets, ...this.#module.sequence(then).octets, ...other, 0x0b], instructions: test.instructions, control: true }
  }

  /** Runs again while the condition, evaluated at the end, holds. */
  repeatWhile(condition: Code, body: readonly Code[]): Code {
    const again = instruction('none', [0x0d, 0], [['i32', condition]])
    const octets = this.#module.sequence([...body, again]).octets
    return { type: 'none', octets: [0x03, NO_RESULT, ...octets, 0x0b], instructions: 0, control: true }
  }

  /** Runs with a counter from 0 to `count` - 1; `count` must be 1 or more. */
  repeat(counter: Local, count: number | Code, body: readonly Code[]): Code {
    const limit = typeof count === 'number' ? i32.const(count) : count
    return this.sequence([
      counter.set(i32.const(0)),
      this.repeatWhile(i32.ltU(counter.get, limit), [...body, counter.set(i32.add(counter.get, i32.const(1)))]),
    ])
  }

  drop(value: Code): Code {
    if (value.type === 'none') throw new TypeError('nothing to drop')
    return instruction('none', [0x1a], [[value.type, value]])
  }

  return(value?: Code): Code {
    const octets = instruction('none', [0x0f], value === undefined || this.#result === undefined ? [] : [[this.#result, value]])
    return { ...octets, control: true }
  }
}

export class ModuleBuilder {
  readonly #functions: Defined[] = []
  readonly #pages: number
  readonly #data: readonly DataSegment[]
  readonly #tick: Callee | undefined
  readonly #touch: Callee | undefined

  /** @param pages of 64 KiB at the start; memory may grow */
  constructor(pages: number, data: readonly DataSegment[], options: { readonly trace?: boolean } = {}) {
    this.#pages = pages
    this.#data = data
    if (options.trace !== true) return
    // Globals 0 and 1: instructions executed, and a hash over the addresses touched, in order.
    const bump = (global: number, value: Code): Code => instruction('none', [0x24, global], [['i64', value]])
    const read = (global: number): Code => ({ type: 'i64', octets: [0x23, global], instructions: 1 })
    this.#tick = this.function('tick', { parameters: ['i32'] }, (_, [count]) => [
      bump(0, i64.add(read(0), i64.extendU((count as Local).get))),
    ])
    this.#touch = this.function('touch', { parameters: ['i32', 'i32'], result: 'i32' }, (_, [address, offset]) => [
      bump(1, i64.mul(i64.add(i64.xor(read(1), i64.extendU(i32.add((address as Local).get, (offset as Local).get))), i64.const(1n)), i64.const(0x9e3779b97f4a7c15n))),
      (address as Local).get,
    ])
  }

  get traced(): boolean {
    return this.#touch !== undefined
  }

  /** Statements in a row; in a traced module each run of them up to the next branch is counted when it is entered. */
  sequence(code: readonly Code[]): Code {
    const octets: number[] = []
    let instructions = 0
    let control = false
    let run: number[] = []
    let executed = 0
    const close = (): void => {
      if (this.#tick !== undefined && executed > 0) octets.push(...this.call(this.#tick, i32.const(executed)).octets)
      octets.push(...run)
      run = []
      executed = 0
    }
    for (const part of code) {
      run.push(...part.octets)
      executed += part.instructions
      instructions += part.instructions
      if (part.control === true) {
        control = true
        close()
      }
    }
    close()
    const last = code[code.length - 1]
    // What was counted here must not be counted again where this sequence stands.
    return { type: last?.type ?? 'none', octets, instructions: this.#tick === undefined ? instructions : 0, control }
  }

  function(name: string, signature: Signature, body: (builder: FunctionBuilder, parameters: readonly Local[]) => readonly Code[]): Callee {
    const builder = new FunctionBuilder(this, signature)
    const index = this.#functions.length
    const code = body(builder, builder.parameters)
    const traced = this.#touch !== undefined
    const octets = traced ? this.sequence(code).octets : code.flatMap((part) => part.octets)
    this.#functions.push({ name, signature, locals: builder.locals, octets })
    return { index, signature }
  }

  call(callee: Callee, ...operands: readonly Code[]): Code {
    const { parameters, result } = callee.signature
    if (parameters.length !== operands.length) throw new TypeError('wrong number of operands')
    return instruction(result ?? 'none', [0x10, ...unsignedLeb(callee.index)], parameters.map((type, i) => [type, operands[i] as Code]))
  }

  #address(address: Code, offset: number): Code {
    return this.#touch === undefined ? address : this.call(this.#touch, address, i32.const(offset))
  }

  load(kind: keyof typeof LOADS, address: Code, offset = 0): Code {
    const { type, octets } = LOADS[kind]
    return instruction(type, [...octets, 0, ...unsignedLeb(offset)], [['i32', this.#address(address, offset)]])
  }

  store(kind: keyof typeof STORES, address: Code, value: Code, offset = 0): Code {
    const { type, octets } = STORES[kind]
    return instruction('none', [...octets, 0, ...unsignedLeb(offset)], [['i32', this.#address(address, offset)], [type, value]])
  }

  /** Copies octets; addresses and length must not depend on secrets. */
  copy(to: Code, from: Code, length: number): Code {
    return instruction('none', [0xfc, 0x0a, 0, 0], [['i32', this.#address(to, 0)], ['i32', this.#address(from, 0)], ['i32', i32.const(length)]])
  }

  encode(): Uint8Array<ArrayBuffer> {
    const types = this.#functions.map(({ signature: { parameters, result } }) => [
      0x60, ...vectorOf(parameters.map((type) => [TYPE_OCTETS[type]])), ...vectorOf(result === undefined ? [] : [[TYPE_OCTETS[result]]]),
    ])
    const distinct = [...new Map(types.map((type) => [type.join(), type])).values()]
    const typeIndex = types.map((type) => distinct.findIndex((other) => other.join() === type.join()))
    const exports = [
      [...nameOf('memory'), 0x02, 0],
      ...this.#functions.flatMap(({ name, signature }, index) =>
        signature.exported === true ? [[...nameOf(name), 0x00, ...unsignedLeb(index)]] : []),
      ...(this.traced ? [[...nameOf('instructions'), 0x03, 0], [...nameOf('addresses'), 0x03, 1]] : []),
    ]
    const bodies = this.#functions.map(({ locals, octets }) => {
      const groups: [number, ValueType][] = []
      for (const type of locals) {
        const last = groups[groups.length - 1]
        if (last?.[1] === type) last[0]++
        else groups.push([1, type])
      }
      const body = [...vectorOf(groups.map(([count, type]) => [...unsignedLeb(count), TYPE_OCTETS[type]])), ...octets, 0x0b]
      return [...unsignedLeb(body.length), ...body]
    })
    const mutable64 = [0x7e, 0x01, 0x42, 0x00, 0x0b]
    return Uint8Array.from([
      0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00,
      ...section(1, vectorOf(distinct)),
      ...section(3, vectorOf(typeIndex.map(unsignedLeb))),
      ...section(5, vectorOf([[0x00, ...unsignedLeb(this.#pages)]])),
      ...(this.traced ? section(6, vectorOf([mutable64, mutable64])) : []),
      ...section(7, vectorOf(exports)),
      ...section(10, vectorOf(bodies)),
      ...(this.#data.length === 0 ? [] : section(11, vectorOf(this.#data.map(({ address, octets }) => [
        0x00, ...i32.const(address).octets, 0x0b, ...unsignedLeb(octets.length), ...octets,
      ])))),
    ])
  }
}
