/**
 * SM3 (GB/T 32905-2016, GM/T 0004-2012), whole or in pieces, and HMAC with it (GB/T 15852.2). Messages up to 2^50 octets.
 */
import { SM3_IV, sm3Engine } from './kernel/sm3-choice.ts'
import { compressSm3 } from './kernel/sm3-javascript.ts'

/** Octets of an SM3 digest. */
export const SM3_LENGTH = 32
const BLOCK = 64

function compress(state: Int32Array, octets: Uint8Array, start: number, blocks: number): void {
  const engine = sm3Engine(blocks * BLOCK)
  if (engine === undefined) compressSm3(state, octets, start, blocks)
  else if (blocks > 0) engine.compress(state, octets, start, blocks)
}

/** SM3 of a message that arrives in pieces; holds one block, however long the message. */
export class Sm3 {
  readonly #state = SM3_IV.slice()
  readonly #held = new Uint8Array(BLOCK)
  #heldLength = 0
  #length = 0
  #digest: Uint8Array<ArrayBuffer> | undefined

  /** @throws TypeError after `digest()`, and for what are not octets: text must not hash as something else */
  update(octets: Uint8Array): this {
    requireOctets(octets)
    if (this.#digest !== undefined) throw new TypeError('this digest is finished')
    this.#length += octets.length
    let offset = 0
    if (this.#heldLength > 0) {
      offset = Math.min(BLOCK - this.#heldLength, octets.length)
      this.#held.set(octets.subarray(0, offset), this.#heldLength)
      this.#heldLength += offset
      if (this.#heldLength < BLOCK) return this
      compress(this.#state, this.#held, 0, 1)
      this.#heldLength = 0
    }
    const blocks = Math.floor((octets.length - offset) / BLOCK)
    compress(this.#state, octets, offset, blocks)
    offset += blocks * BLOCK
    if (offset < octets.length) {
      this.#held.set(octets.subarray(offset))
      this.#heldLength = octets.length - offset
    }
    return this
  }

  /** The digest of all that was given; asking again gives the same one (a copy). */
  digest(): Uint8Array<ArrayBuffer> {
    this.#digest ??= this.#finish()
    return this.#digest.slice()
  }

  #finish(): Uint8Array<ArrayBuffer> {
    const held = this.#held
    held.fill(0, this.#heldLength)
    held[this.#heldLength] = 0x80
    if (this.#heldLength >= BLOCK - 8) {
      compress(this.#state, held, 0, 1)
      held.fill(0)
    }
    // The length in bits, big-endian at the end of the block.
    for (let i = BLOCK - 1, bits = this.#length * 8; bits > 0; i--, bits = Math.floor(bits / 256)) held[i] = bits % 256
    compress(this.#state, held, 0, 1)
    held.fill(0)
    const digest = new Uint8Array(SM3_LENGTH)
    for (let i = 0; i < SM3_LENGTH; i++) digest[i] = (this.#state[i >> 2] as number) >>> (24 - 8 * (i & 3))
    return digest
  }
}

function requireOctets(octets: Uint8Array): void {
  if (!ArrayBuffer.isView(octets)) throw new TypeError('SM3 takes octets (Uint8Array)')
}

/** How many octets there are. */
function requireAll(parts: readonly Uint8Array[]): number {
  let octets = 0
  for (const part of parts) {
    requireOctets(part)
    octets += part.length
  }
  return octets
}

/** SM3 of what some parts make when they are joined: of a whole message, most of all. */
export function sm3(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const digest = sm3Engine(requireAll(parts))?.digest(parts)
  if (digest !== undefined) return digest
  const hash = new Sm3()
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/**
 * SM3 of each of many messages, in their order. Four are computed at once where the platform can do that: twice as fast
 * as one after the other.
 */
export function sm3Many(messages: readonly Uint8Array[]): Uint8Array<ArrayBuffer>[] {
  const octets = requireAll(messages)
  const engine = messages.length < 4 ? undefined : sm3Engine(octets)
  return engine?.digestMany(messages, SM3_IV) ?? messages.map((message) => sm3(message))
}

/** HMAC-SM3 (RFC 2104 with SM3; block 64 octets). Keys of any length. */
export function hmacSm3(key: Uint8Array, ...message: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const short = key.length > BLOCK ? sm3(key) : key
  const inner = new Uint8Array(BLOCK).fill(0x36)
  const outer = new Uint8Array(BLOCK).fill(0x5c)
  for (let i = 0; i < short.length; i++) {
    const octet = short[i] as number
    inner[i] = octet ^ 0x36
    outer[i] = octet ^ 0x5c
  }
  return sm3(outer, sm3(inner, ...message))
}
