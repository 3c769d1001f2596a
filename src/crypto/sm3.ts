/**
 * SM3 (GB/T 32905-2016, GM/T 0004-2012), whole or in pieces, and HMAC with it (GB/T 15852.2). Messages up to 2^50 octets.
 */
import { concatOctets } from '../encoding/octets.ts'

/** Octets of an SM3 digest. */
export const SM3_LENGTH = 32
const BLOCK = 64

const IV = Int32Array.of(
  0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
)

/** T_j of clause 5.3.3, already rotated left by j. */
const T = Int32Array.from({ length: 64 }, (_, j) => {
  const constant = j < 16 ? 0x79cc4519 : 0x7a879d8a
  return (constant << (j % 32)) | (constant >>> (32 - (j % 32)))
})
// A shift by 32 is a shift by 0 in JavaScript: the two rotations by a multiple of 32.
T[0] = 0x79cc4519
T[32] = 0x7a879d8a

/** Message schedule of the block at work; a digest never yields between filling and using it. */
const W = new Int32Array(68)

function compress(state: Int32Array, octets: Uint8Array, start: number, blocks: number): void {
  let offset = start
  for (let block = 0; block < blocks; block++) {
    for (let j = 0; j < 16; j++, offset += 4) {
      W[j] =
        ((octets[offset] as number) << 24) | ((octets[offset + 1] as number) << 16) |
        ((octets[offset + 2] as number) << 8) | (octets[offset + 3] as number)
    }
    for (let j = 16; j < 68; j++) {
      const w3 = W[j - 3] as number
      const w13 = W[j - 13] as number
      const x = (W[j - 16] as number) ^ (W[j - 9] as number) ^ ((w3 << 15) | (w3 >>> 17))
      W[j] = x ^ ((x << 15) | (x >>> 17)) ^ ((x << 23) | (x >>> 9)) ^ ((w13 << 7) | (w13 >>> 25)) ^ (W[j - 6] as number)
    }

    let a = state[0] as number
    let b = state[1] as number
    let c = state[2] as number
    let d = state[3] as number
    let e = state[4] as number
    let f = state[5] as number
    let g = state[6] as number
    let h = state[7] as number
    // Two loops, because the boolean functions change at j = 16: a test inside one loop costs a tenth of the speed.
    for (let j = 0; j < 16; j++) {
      const a12 = (a << 12) | (a >>> 20)
      const sum = (a12 + e + (T[j] as number)) | 0
      const ss1 = (sum << 7) | (sum >>> 25)
      const w = W[j] as number
      const tt1 = ((a ^ b ^ c) + d + (ss1 ^ a12) + (w ^ (W[j + 4] as number))) | 0
      const tt2 = ((e ^ f ^ g) + h + ss1 + w) | 0
      d = c
      c = (b << 9) | (b >>> 23)
      b = a
      a = tt1
      h = g
      g = (f << 19) | (f >>> 13)
      f = e
      e = tt2 ^ ((tt2 << 9) | (tt2 >>> 23)) ^ ((tt2 << 17) | (tt2 >>> 15))
    }
    for (let j = 16; j < 64; j++) {
      const a12 = (a << 12) | (a >>> 20)
      const sum = (a12 + e + (T[j] as number)) | 0
      const ss1 = (sum << 7) | (sum >>> 25)
      const w = W[j] as number
      const tt1 = (((a & b) | (c & (a | b))) + d + (ss1 ^ a12) + (w ^ (W[j + 4] as number))) | 0
      const tt2 = ((g ^ (e & (f ^ g))) + h + ss1 + w) | 0
      d = c
      c = (b << 9) | (b >>> 23)
      b = a
      a = tt1
      h = g
      g = (f << 19) | (f >>> 13)
      f = e
      e = tt2 ^ ((tt2 << 9) | (tt2 >>> 23)) ^ ((tt2 << 17) | (tt2 >>> 15))
    }
    state[0] = (state[0] as number) ^ a
    state[1] = (state[1] as number) ^ b
    state[2] = (state[2] as number) ^ c
    state[3] = (state[3] as number) ^ d
    state[4] = (state[4] as number) ^ e
    state[5] = (state[5] as number) ^ f
    state[6] = (state[6] as number) ^ g
    state[7] = (state[7] as number) ^ h
  }
}

/** SM3 of a message that arrives in pieces; holds one block, however long the message. */
export class Sm3 {
  readonly #state = IV.slice()
  readonly #held = new Uint8Array(BLOCK)
  #heldLength = 0
  #length = 0
  #digest: Uint8Array<ArrayBuffer> | undefined

  /** @throws TypeError after `digest()`, and for what are not octets: text must not hash as something else */
  update(octets: Uint8Array): this {
    if (!ArrayBuffer.isView(octets)) throw new TypeError('SM3 takes octets (Uint8Array)')
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

/** SM3 of a whole message. */
export function sm3(message: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Sm3().update(message).digest()
}

/** HMAC-SM3 (RFC 2104 with SM3; block 64 octets). Keys of any length. */
export function hmacSm3(key: Uint8Array, ...message: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const block = concatOctets(key.length > BLOCK ? sm3(key) : key, new Uint8Array(BLOCK)).subarray(0, BLOCK)
  const inner = new Sm3().update(block.map((octet) => octet ^ 0x36))
  for (const part of message) inner.update(part)
  return new Sm3().update(block.map((octet) => octet ^ 0x5c)).update(inner.digest()).digest()
}
