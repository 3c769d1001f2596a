/** SM4-GCM (RFC 8998 appendix A.1, NIST SP 800-38D): the tag follows the ciphertext and is checked before anything is told. */
import { FormatError } from '../errors.ts'
import { finding } from '../diagnostics/index.ts'
import { concatOctets, equalOctets } from '../encoding/octets.ts'
import { SM4_BLOCK, Sm4, counterMode } from './sm4.ts'

type Octets = Uint8Array<ArrayBuffer>

export interface Sm4AeadOptions {
  /** Authenticated, not encrypted. @default none */
  readonly additionalData?: Uint8Array
  /** Octets of the tag. @default 16 */
  readonly tagLength?: number
}

/** GHASH under one key, four bits at a time. */
class Ghash {
  /** i times H for the 16 values of a nibble, four words each; the nibble's lowest bit stands for the highest power. */
  readonly #table = new Int32Array(64)
  readonly #state = new Int32Array(4)

  constructor(h: Uint8Array) {
    const view = new DataView(h.buffer, h.byteOffset, SM4_BLOCK)
    const table = this.#table
    for (let i = 0; i < 4; i++) table[32 + i] = view.getInt32(4 * i)
    for (const step of [8, 4, 2]) {
      // Half the index is one multiplication by x: a shift to the right, with the polynomial fed back.
      const [from, to] = [4 * step, 2 * step]
      const carry = (table[from + 3] as number) & 1
      for (let i = 3; i > 0; i--) {
        table[to + i] = ((table[from + i] as number) >>> 1) | ((table[from + i - 1] as number) << 31)
      }
      table[to] = ((table[from] as number) >>> 1) ^ (carry === 1 ? 0xe1000000 : 0)
    }
    for (const step of [2, 4, 8]) {
      for (let other = 1; other < step; other++) {
        for (let i = 0; i < 4; i++) {
          table[4 * (step + other) + i] = (table[4 * step + i] as number) ^ (table[4 * other + i] as number)
        }
      }
    }
  }

  /** Takes octets in whole blocks; the last one is filled up with zeros. */
  update(octets: Uint8Array): this {
    const state = this.#state
    for (let offset = 0; offset < octets.length; offset += SM4_BLOCK) {
      const end = Math.min(offset + SM4_BLOCK, octets.length)
      for (let i = offset; i < end; i++) {
        const position = i - offset
        state[position >> 2] = (state[position >> 2] as number) ^ ((octets[i] as number) << (24 - 8 * (position & 3)))
      }
      this.#multiply()
    }
    return this
  }

  #multiply(): void {
    const [state, table] = [this.#state, this.#table]
    let [z0, z1, z2, z3] = [0, 0, 0, 0]
    for (let i = 31; i >= 0; i--) {
      const out = z3 & 15
      z3 = (z3 >>> 4) | (z2 << 28)
      z2 = (z2 >>> 4) | (z1 << 28)
      z1 = (z1 >>> 4) | (z0 << 28)
      z0 = (z0 >>> 4) ^ ((REDUCTION[out] as number) << 16)
      const nibble = ((state[i >> 3] as number) >>> (28 - 4 * (i & 7))) & 15
      z0 ^= table[4 * nibble] as number
      z1 ^= table[4 * nibble + 1] as number
      z2 ^= table[4 * nibble + 2] as number
      z3 ^= table[4 * nibble + 3] as number
    }
    state[0] = z0
    state[1] = z1
    state[2] = z2
    state[3] = z3
  }

  digest(): Octets {
    const octets = new Uint8Array(SM4_BLOCK)
    const view = new DataView(octets.buffer)
    this.#state.forEach((value, index) => { view.setInt32(4 * index, value) })
    return octets
  }
}

/** What four bits that fall out at the end feed back into the highest 16. */
const REDUCTION = Uint16Array.from({ length: 16 }, (_, bits) => {
  let [value, rest] = [0, bits]
  for (let i = 0; i < 4; i++, rest >>= 1) value = (value >>> 1) ^ ((rest & 1) === 1 ? 0xe100 : 0)
  return value
})

function lengths(...counts: readonly number[]): Octets {
  const octets = new Uint8Array(8 * counts.length)
  const view = new DataView(octets.buffer)
  counts.forEach((count, index) => { view.setBigUint64(8 * index, 8n * BigInt(count)) })
  return octets
}

function start(key: Uint8Array, nonce: Uint8Array, tagLength: number): { cipher: Sm4; h: Octets; j0: Octets } {
  if (nonce.length === 0) throw new RangeError('an SM4-GCM nonce has at least one octet')
  if (!Number.isInteger(tagLength) || tagLength < 12 || tagLength > 16) throw new RangeError('an SM4-GCM tag has 12 to 16 octets')
  const cipher = new Sm4(key)
  const h = new Uint8Array(SM4_BLOCK)
  cipher.encryptBlock(h, h)
  const j0 =
    nonce.length === 12
      ? concatOctets(nonce, Uint8Array.of(0, 0, 0, 1))
      : new Ghash(h).update(nonce).update(lengths(0, nonce.length)).digest()
  return { cipher, h, j0 }
}

function tagOf(cipher: Sm4, h: Octets, j0: Octets, additionalData: Uint8Array, ciphertext: Uint8Array): Octets {
  const hash = new Ghash(h).update(additionalData).update(ciphertext).update(lengths(additionalData.length, ciphertext.length))
  return counterMode(cipher, j0, 4, hash.digest())
}

function following(j0: Octets): Octets {
  const next = j0.slice()
  const view = new DataView(next.buffer)
  view.setUint32(12, (view.getUint32(12) + 1) >>> 0)
  return next
}

const NONE = new Uint8Array(0)

/** Ciphertext, then tag. @param nonce 12 octets as a rule; never used twice with a key */
export function sm4GcmEncrypt(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array, options: Sm4AeadOptions = {}): Octets {
  const { additionalData = NONE, tagLength = 16 } = options
  const { cipher, h, j0 } = start(key, nonce, tagLength)
  const ciphertext = counterMode(cipher, following(j0), 4, plaintext)
  return concatOctets(ciphertext, tagOf(cipher, h, j0, additionalData, ciphertext).subarray(0, tagLength))
}

/** @throws FormatError (`SM4_CIPHERTEXT_INVALID`) when the tag is not that of key, nonce, ciphertext and additional data */
export function sm4GcmDecrypt(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, options: Sm4AeadOptions = {}): Octets {
  const { additionalData = NONE, tagLength = 16 } = options
  const { cipher, h, j0 } = start(key, nonce, tagLength)
  if (sealed.length < tagLength) throw new FormatError(finding('SM4_CIPHERTEXT_INVALID', [], { mode: 'GCM', reason: 'length' }))
  const ciphertext = sealed.subarray(0, sealed.length - tagLength)
  const tag = tagOf(cipher, h, j0, additionalData, ciphertext).subarray(0, tagLength)
  if (!equalOctets(tag, sealed.subarray(ciphertext.length))) {
    throw new FormatError(finding('SM4_CIPHERTEXT_INVALID', [], { mode: 'GCM', reason: 'tag' }))
  }
  return counterMode(cipher, following(j0), 4, ciphertext)
}
