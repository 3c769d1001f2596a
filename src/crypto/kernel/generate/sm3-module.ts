/**
 * SM3 (GB/T 32905-2016) as a WebAssembly module: the compression function over one message, and over four at once in the
 * lanes of vectors. Both are printed from one description of the rounds: 16 of them, then 16 that run three times.
 */
import { i32, i32x4, v128 } from './wasm-code.ts'
import type { Code, Local } from './wasm-code.ts'
import { ModuleBuilder } from './wasm-module.ts'
import type { FunctionBuilder } from './wasm-module.ts'

const ROUNDS = 16
const BLOCK = 64

/** Clause 4.1, and the constants of clause 4.2 rotated by the number of the round. */
const IV = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e]
const T = Array.from({ length: 64 }, (_, j) => {
  const constant = j < 16 ? 0x79cc4519 : 0x7a879d8a
  return j % 32 === 0 ? constant : ((constant << (j % 32)) | (constant >>> (32 - (j % 32)))) >>> 0
})

const CONSTANTS = 16
const IV_AT = CONSTANTS + 4 * T.length
/** Eight words of state; eight vectors of states; a digest; where messages are put. */
const STATE = IV_AT + 4 * IV.length
const STATES = STATE + 32
const DIGEST = STATES + 128
const BUFFER = 1024
/** Octets of messages: a multiple of four blocks, so that each lane has as much. Behind it there is room for padding. */
const CAPACITY = 65_536 - 2048

/** Addresses for the caller. */
export const SM3_MEMORY = { state: STATE, states: STATES, digest: DIGEST, buffer: BUFFER, capacity: CAPACITY } as const

/** Words of one message, or of four. */
interface Lanes {
  readonly type: 'i32' | 'v128'
  readonly add: (a: Code, b: Code) => Code
  readonly xor: (a: Code, b: Code) => Code
  readonly and: (a: Code, b: Code) => Code
  readonly or: (a: Code, b: Code) => Code
  readonly rotate: (value: Local, bits: number) => Code
  /** to = x ^ (x <<< bits) ^ (x <<< (bits + 8)) */
  readonly permute: (to: Local, x: Local, temporary: Local, bits: number) => Code[]
}

const ONE: Lanes = {
  type: 'i32', add: i32.add, xor: i32.xor, and: i32.and, or: i32.or,
  rotate: (value, bits) => i32.rotl(value.get, i32.const(bits)),
  permute: (to, x, _, bits) => [to.set(i32.xor(i32.xor(x.get, i32.rotl(x.get, i32.const(bits))), i32.rotl(x.get, i32.const(bits + 8))))],
}

const FOUR: Lanes = {
  type: 'v128', add: i32x4.add, xor: v128.xor, and: v128.and, or: v128.or,
  rotate: (value, bits) => bits % 8 === 0
    // Whole octets are moved.
    ? v128.shuffle(value.get, value.get, Array.from({ length: 16 }, (_, i) => (i & 12) | ((i - bits / 8) & 3)))
    : v128.or(i32x4.shl(value.get, bits), i32x4.shrU(value.get, 32 - bits)),
  // A rotation by one octet is a single instruction here.
  permute: (to, x, temporary, bits) => [
    temporary.set(v128.xor(x.get, FOUR.rotate(x, 8))), to.set(v128.xor(x.get, FOUR.rotate(temporary, bits))),
  ],
}

interface Variables {
  /** A to H. */
  readonly state: readonly Local[]
  /** The last 16 words of the message schedule, word i in place i mod 16. */
  readonly words: readonly Local[]
  readonly temporary: readonly [Local, Local, Local]
}

/** 16 rounds; the words of the schedule that they need and the message does not hold are computed on the way. */
function rounds(lanes: Lanes, { state, words, temporary: [x, y, z] }: Variables, late: boolean, constant: (j: number) => Code): Code[] {
  const { add, xor, and, or, rotate } = lanes
  const code: Code[] = []
  const [a, b, c, d, e, f, g, h] = state as [Local, Local, Local, Local, Local, Local, Local, Local]
  let [A, B, C, D] = [a, b, c, d]
  let [E, F, G, H] = [e, f, g, h]
  const word = (i: number): Local => words[((i % 16) + 16) % 16] as Local
  for (let j = 0; j < ROUNDS; j++) {
    if (late || j >= 12) {
      // W[i] = P1(W[i-16] ^ W[i-9] ^ (W[i-3] <<< 15)) ^ (W[i-13] <<< 7) ^ W[i-6]
      const i = j + 4
      code.push(
        x.set(xor(xor(word(i).get, word(i - 9).get), rotate(word(i - 3), 15))),
        ...lanes.permute(z, x, y, 15),
        word(i).set(xor(xor(z.get, rotate(word(i - 13), 7)), word(i - 6).get)),
      )
    }
    const [ff, gg] = late
      ? [or(and(A.get, B.get), and(C.get, or(A.get, B.get))), xor(G.get, and(E.get, xor(F.get, G.get)))]
      : [xor(xor(A.get, B.get), C.get), xor(xor(E.get, F.get), G.get)]
    code.push(
      x.set(rotate(A, 12)),
      y.set(add(add(x.get, E.get), constant(j))),
      y.set(rotate(y, 7)),                                                                                // SS1
      D.set(add(add(ff, D.get), add(xor(y.get, x.get), xor(word(j).get, word(j + 4).get)))),              // TT1
      z.set(add(add(add(H.get, word(j).get), gg), y.get)),                                                // TT2
      B.set(rotate(B, 9)), F.set(rotate(F, 19)),
      ...lanes.permute(H, z, y, 9),
    )
    ;[A, B, C, D] = [D, A, B, C]
    ;[E, F, G, H] = [H, E, F, G]
  }
  return code
}

function variables(builder: FunctionBuilder, lanes: Lanes): Variables {
  const local = (): Local => builder.local(lanes.type)
  return { state: Array.from({ length: 8 }, local), words: Array.from({ length: 16 }, local), temporary: [local(), local(), local()] }
}

/** The loop over blocks: states in locals, all rounds, feed forward. */
function blocks(
  module: ModuleBuilder, builder: FunctionBuilder, lanes: Lanes, count: Local, load: (used: Variables) => Code[], advance: readonly Code[],
  read: (i: number) => Code, write: (i: number, value: Code) => Code,
): Code[] {
  const used = variables(builder, lanes)
  const before = Array.from({ length: 8 }, () => builder.local(lanes.type))
  const constants = builder.local('i32')
  const rest = lanes === ONE
    // Constants in the instructions, and no loop, are worth a tenth of the speed.
    ? [1, 2, 3].flatMap((part) => rounds(lanes, used, true, (j) => i32.const(T[ROUNDS * part + j] as number)))
    : [
        constants.set(i32.const(CONSTANTS + 4 * ROUNDS)),
        builder.repeatWhile(i32.ne(constants.get, i32.const(CONSTANTS + 4 * T.length)), [
          ...rounds(lanes, used, true, (j) => module.load('v128 from each 32', constants.get, 4 * j)),
          constants.set(i32.add(constants.get, i32.const(4 * ROUNDS))),
        ]),
      ]
  return [
    ...before.map((local, i) => local.set(read(i))),
    builder.repeatWhile(count.get, [
      ...load(used),
      ...used.state.map((local, i) => local.set((before[i] as Local).get)),
      ...rounds(lanes, used, false, (j) => (lanes === ONE ? i32.const(T[j] as number) : module.load('v128 from each 32', i32.const(CONSTANTS), 4 * j))),
      ...rest,
      ...before.map((local, i) => local.set(lanes.xor(local.get, (used.state[i] as Local).get))),
      ...advance,
      count.set(i32.sub(count.get, i32.const(1))),
    ]),
    ...before.map((local, i) => write(i, local.get)),
  ]
}

/** The octets of each 32-bit lane the other way round. */
const SWAP = [3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12]

export function buildSm3Module(): Uint8Array<ArrayBuffer> {
  const octets = new Uint8Array(STATE - CONSTANTS)
  const view = new DataView(octets.buffer)
  ;[...T, ...IV].forEach((word, i) => { view.setUint32(4 * i, word, true) })
  const module = new ModuleBuilder(1, [{ address: CONSTANTS, octets }])

  // address, blocks (1 or more): the state goes on over them.
  const compress = module.function('compress', { parameters: ['i32', 'i32'], exported: true }, (builder, parameters) => {
    const [address, count] = parameters as [Local, Local]
    const swapped = (value: Local): Code => i32.or(
      i32.and(i32.rotl(value.get, i32.const(8)), i32.const(0x00ff00ff)), i32.and(i32.rotl(value.get, i32.const(24)), i32.const(0xff00ff00 | 0)))
    return blocks(module, builder, ONE, count,
      ({ words, temporary: [x] }) => words.flatMap((word, i) => [x.set(module.load('i32', address.get, 4 * i)), word.set(swapped(x))]),
      [address.set(i32.add(address.get, i32.const(BLOCK)))],
      (i) => module.load('i32', i32.const(0), STATE + 4 * i), (i, value) => module.store('i32', i32.const(0), value, STATE + 4 * i))
  })

  // four addresses, blocks (1 or more): four states go on, each over its own.
  module.function('compressFour', { parameters: ['i32', 'i32', 'i32', 'i32', 'i32'], exported: true }, (builder, parameters) => {
    const addresses = parameters.slice(0, 4)
    const rows = Array.from({ length: 4 }, () => builder.local('v128'))
    const halves = Array.from({ length: 4 }, () => builder.local('v128'))
    // Four words of each of four messages are turned round: rows become columns.
    const pairs = (a: Local, b: Local, high: boolean): Code => {
      const from = high ? 8 : 0
      const word = (start: number): number[] => [start, start + 1, start + 2, start + 3]
      return v128.shuffle(a.get, b.get, [...word(from), ...word(16 + from), ...word(from + 4), ...word(20 + from)])
    }
    const join = (a: Local, b: Local, high: boolean): Code =>
      v128.shuffle(a.get, b.get, Array.from({ length: 16 }, (_, i) => (i < 8 ? i : i + 8) + (high ? 8 : 0)))
    return blocks(module, builder, FOUR, parameters[4] as Local,
      ({ words }) => Array.from({ length: 4 }, (_, quarter) => {
        const [r0, r1, r2, r3] = rows as [Local, Local, Local, Local]
        const [h0, h1, h2, h3] = halves as [Local, Local, Local, Local]
        const word = (i: number): Local => words[4 * quarter + i] as Local
        return [
          ...rows.flatMap((row, lane) => [
            row.set(module.load('v128', (addresses[lane] as Local).get, 16 * quarter)), row.set(v128.shuffle(row.get, row.get, SWAP)),
          ]),
          h0.set(pairs(r0, r1, false)), h1.set(pairs(r0, r1, true)), h2.set(pairs(r2, r3, false)), h3.set(pairs(r2, r3, true)),
          word(0).set(join(h0, h2, false)), word(1).set(join(h0, h2, true)), word(2).set(join(h1, h3, false)), word(3).set(join(h1, h3, true)),
        ]
      }).flat(),
      addresses.map((address) => address.set(i32.add(address.get, i32.const(BLOCK)))),
      (i) => module.load('v128', i32.const(0), STATES + 16 * i), (i, value) => module.store('v128', i32.const(0), value, STATES + 16 * i))
  })

  // octets in the buffer, at most its capacity: their digest, from the start.
  module.function('digest', { parameters: ['i32'], exported: true }, (builder, [length]) => {
    const [end, word, i] = [builder.local('i32'), builder.local('i32'), builder.local('i32')]
    const size = (length as Local).get
    const swapped = (): Code => i32.or(
      i32.and(i32.rotl(word.get, i32.const(8)), i32.const(0x00ff00ff)), i32.and(i32.rotl(word.get, i32.const(24)), i32.const(0xff00ff00 | 0)))
    return [
      module.store('v128', i32.const(0), module.load('v128', i32.const(0), IV_AT), STATE),
      module.store('v128', i32.const(0), module.load('v128', i32.const(0), IV_AT + 16), STATE + 16),
      // A bit, zeros to the end of the block that has room for 8 octets more, and the number of bits (below 2^32 here).
      ...Array.from({ length: 5 }, (_, k) => module.store('v128', size, v128.const([k === 0 ? 0x80n : 0n, 0n]), BUFFER + 16 * k)),
      end.set(i32.and(i32.add(size, i32.const(8 + BLOCK)), i32.const(-BLOCK))),
      word.set(i32.shl(size, i32.const(3))),
      module.store('i32', end.get, i32.const(0), BUFFER - 8),
      module.store('i32', end.get, swapped(), BUFFER - 4),
      module.call(compress, i32.const(BUFFER), i32.shrU(end.get, i32.const(6))),
      builder.repeat(i, 8, [
        word.set(module.load('i32', i32.shl(i.get, i32.const(2)), STATE)),
        module.store('i32', i32.shl(i.get, i32.const(2)), swapped(), DIGEST),
      ]),
    ]
  })

  return module.encode()
}
