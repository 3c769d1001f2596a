/** SM3 in WebAssembly: messages one at a time, and many at once, four side by side in the lanes of vectors. */
import { moduleOctets } from './load-module.ts'
import { SM3_BUFFER, SM3_CAPACITY, SM3_DIGEST, SM3_STATE, SM3_STATES, SM3_WASM } from './sm3-wasm.ts'

/** What the module exports; see `generate/sm3-module.ts`. */
interface Sm3Exports {
  readonly memory: WebAssembly.Memory
  readonly compress: (address: number, blocks: number) => void
  readonly compressFour: (a: number, b: number, c: number, d: number, blocks: number) => void
  readonly digest: (length: number) => void
}

const BLOCK = 64
const DIGEST = 32
const LANES = 4
/** Octets of a lane's part of the buffer, whole blocks. */
const LANE = Math.floor(SM3_CAPACITY / (LANES * BLOCK)) * BLOCK

/** The octets of the module. */
export function sm3Module(): Uint8Array<ArrayBuffer> {
  return moduleOctets(SM3_WASM)
}

/** A message on its way through a lane. */
interface Lane {
  readonly index: number
  readonly message: Uint8Array
  /** Its length with padding. */
  readonly padded: number
  /** Octets that were put into the buffer, padding included. */
  taken: number
  /** Where its next block is, and how many blocks follow in the buffer. */
  address: number
  blocks: number
}

const lengthAt = (messages: readonly Uint8Array[], index: number): number => (messages[index] as Uint8Array).length

/** Word i of the state of a lane. */
const laneWord = (i: number, lane: number): number => SM3_STATES / 4 + LANES * i + lane

/** Octets of a message with its padding: a bit, zeros, and the number of bits in 8 octets. */
const paddedLength = (length: number): number => Math.ceil((length + 9) / BLOCK) * BLOCK

/** Octets `from` to `to` of a message with its padding. */
function copyPadded(into: Uint8Array, at: number, message: Uint8Array, from: number, to: number): void {
  const end = Math.min(to, message.length)
  if (from < end) into.set(message.subarray(from, end), at)
  if (to <= message.length) return
  const start = Math.max(from, message.length)
  into.fill(0, at + start - from, at + to - from)
  if (start === message.length) into[at + start - from] = 0x80
  if (to < paddedLength(message.length)) return
  for (let i = at + to - from - 1, bits = message.length * 8; bits > 0; i--, bits = Math.floor(bits / 256)) into[i] = bits % 256
}

export class Sm3WebAssembly {
  readonly #exports: Sm3Exports
  readonly #octets: Uint8Array
  readonly #words: Int32Array

  constructor(instance: WebAssembly.Instance) {
    this.#exports = instance.exports as unknown as Sm3Exports
    this.#octets = new Uint8Array(this.#exports.memory.buffer)
    this.#words = new Int32Array(this.#exports.memory.buffer)
  }

  /** The state goes on over whole blocks. */
  compress(state: Int32Array, octets: Uint8Array, start: number, blocks: number): void {
    const words = this.#words
    words.set(state, SM3_STATE / 4)
    const most = Math.floor(SM3_CAPACITY / BLOCK)
    for (let done = 0; done < blocks; done += most) {
      const count = Math.min(most, blocks - done)
      const from = start + done * BLOCK
      this.#octets.set(octets.subarray(from, from + count * BLOCK), SM3_BUFFER)
      this.#exports.compress(SM3_BUFFER, count)
    }
    for (let i = 0; i < 8; i++) state[i] = words[SM3_STATE / 4 + i] as number
  }

  /** Digest of what some parts make when they are joined; undefined when that is too long to be done at once. */
  digest(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> | undefined {
    let length = 0
    for (const part of parts) {
      if (length + part.length > SM3_CAPACITY) return undefined
      this.#octets.set(part, SM3_BUFFER + length)
      length += part.length
    }
    this.#exports.digest(length)
    return new Uint8Array(this.#octets.subarray(SM3_DIGEST, SM3_DIGEST + DIGEST))
  }

  /** Digests of many messages. Longest first, so that the lanes end at about the same time. */
  digestMany(messages: readonly Uint8Array[], iv: Int32Array): Uint8Array<ArrayBuffer>[] {
    const digests = new Array<Uint8Array<ArrayBuffer>>(messages.length)
    const order = Int32Array.from(messages.keys()).sort((a, b) => lengthAt(messages, b) - lengthAt(messages, a))
    const lanes: (Lane | undefined)[] = []
    let next = 0
    const start = (at: number): void => {
      const index = next < order.length ? order[next++] as number : undefined
      lanes[at] = index === undefined ? undefined : this.#start(index, messages[index] as Uint8Array, at, iv)
    }
    for (let at = 0; at < LANES; at++) start(at)
    // As long as there is something for every lane.
    for (;;) {
      const [a, b, c, d] = [lanes[0], lanes[1], lanes[2], lanes[3]]
      if (a === undefined || b === undefined || c === undefined || d === undefined) break
      const count = Math.min(a.blocks, b.blocks, c.blocks, d.blocks)
      this.#exports.compressFour(a.address, b.address, c.address, d.address, count)
      for (let at = 0; at < LANES; at++) {
        const lane = lanes[at] as Lane
        lane.address += count * BLOCK
        lane.blocks -= count
        if (lane.blocks > 0) continue
        if (lane.taken < lane.padded) this.#fill(lane, at)
        else {
          digests[lane.index] = this.#finish(at)
          start(at)
        }
      }
    }
    // What is left goes one by one.
    for (let at = 0; at < LANES; at++) {
      const lane = lanes[at]
      if (lane === undefined) continue
      const words = this.#words
      for (let i = 0; i < 8; i++) words[SM3_STATE / 4 + i] = words[laneWord(i, at)] as number
      for (;;) {
        this.#exports.compress(lane.address, lane.blocks)
        if (lane.taken === lane.padded) break
        this.#fill(lane, at)
      }
      for (let i = 0; i < 8; i++) words[laneWord(i, at)] = words[SM3_STATE / 4 + i] as number
      digests[lane.index] = this.#finish(at)
    }
    return digests
  }

  #start(index: number, message: Uint8Array, at: number, iv: Int32Array): Lane {
    const lane: Lane = { index, message, padded: paddedLength(message.length), taken: 0, address: 0, blocks: 0 }
    for (let i = 0; i < 8; i++) this.#words[laneWord(i, at)] = iv[i] as number
    this.#fill(lane, at)
    return lane
  }

  #fill(lane: Lane, at: number): void {
    const end = Math.min(lane.taken + LANE, lane.padded)
    lane.address = SM3_BUFFER + at * LANE
    copyPadded(this.#octets, lane.address, lane.message, lane.taken, end)
    lane.blocks = (end - lane.taken) / BLOCK
    lane.taken = end
  }

  #finish(at: number): Uint8Array<ArrayBuffer> {
    const digest = new Uint8Array(DIGEST)
    for (let i = 0; i < 8; i++) {
      const word = this.#words[laneWord(i, at)] as number
      digest[4 * i] = word >>> 24
      digest[4 * i + 1] = word >>> 16
      digest[4 * i + 2] = word >>> 8
      digest[4 * i + 3] = word
    }
    return digest
  }
}
