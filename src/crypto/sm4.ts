/**
 * SM4 (GB/T 32907-2016, GM/T 0002): the block cipher with table look-ups, and the modes ECB, CBC and CTR (GB/T 17964).
 * GCM and CCM, which also authenticate: `sm4-gcm.ts`, `sm4-ccm.ts`. Tables make time depend on the data: not for keys
 * that an observer on the same processor must not learn.
 */
import { FormatError } from '../errors.ts'
import { finding } from '../diagnostics/index.ts'
import { concatOctets, fromHex } from '../encoding/octets.ts'

type Octets = Uint8Array<ArrayBuffer>

/** Octets of a block and of a key. */
export const SM4_BLOCK = 16

const S_BOX =
  'd690e9fecce13db716b614c228fb2c052b679a762abe04c3aa44132649860699' +
    '9c4250f491ef987a33540b43edcfac62e4b31ca9c908e89580df94fa758f3fa6' +
    '4707a7fcf37317ba83593c19e6854fa8686b81b27164da8bf8eb0f4b70569d35' +
    '1e240e5e6358d1a225227c3b01217887d40046579fd327524c3602e7a0c4c89e' +
    'eabf8ad240c738b5a3f7f2cef96115a1e0ae5da49b341a55ad933230f58cb1e3' +
    '1df6e22e8266ca60c02923ab0d534e6fd5db3745defd8e2f03ff6a726d6c5b51' +
    '8d1baf92bbddbc7f11d95c411f105ad80ac13188a5cd7bbd2d74d012b8e5b4b0' +
    '8969974a0c96777e65b9f109c56ec68418f07dec3adc4d2079ee5f3ed7cb3948'

const rotate = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits))

const S = new Uint8Array(256)
/** S-box and linear transformation L together, for each octet of a word: T0 for the highest. */
const T0 = new Int32Array(256)
const T1 = new Int32Array(256)
const T2 = new Int32Array(256)
const T3 = new Int32Array(256)

/** Fills the tables, with the first key: a program that starts does not wait for them. */
function fillTables(): void {
  if (S[0] !== 0) return
  S.set(fromHex(S_BOX) as Octets)
  for (const [i, octet] of S.entries()) {
    const sum = octet ^ rotate(octet, 2) ^ rotate(octet, 10) ^ rotate(octet, 18) ^ rotate(octet, 24)
    T0[i] = rotate(sum, 24)
    T1[i] = rotate(sum, 16)
    T2[i] = rotate(sum, 8)
    T3[i] = sum
  }
}

const FK = [0xa3b1bac6, 0x56aa3350, 0x677d9197, 0xb27022dc]

/** The cipher under one key. */
export class Sm4 {
  readonly #encryption = new Int32Array(32)
  readonly #decryption: Int32Array

  /** @param key 16 octets. @throws RangeError when it is not */
  constructor(key: Uint8Array) {
    if (key.length !== SM4_BLOCK) throw new RangeError('an SM4 key has 16 octets')
    fillTables()
    const view = new DataView(key.buffer, key.byteOffset, SM4_BLOCK)
    const words = FK.map((constant, index) => view.getInt32(4 * index) ^ constant)
    for (let i = 0; i < 32; i++) {
      let constant = 0
      for (let j = 0; j < 4; j++) constant = (constant << 8) | ((7 * (4 * i + j)) & 0xff)
      const [k0, k1, k2, k3] = words as [number, number, number, number]
      const x = k1 ^ k2 ^ k3 ^ constant
      const b =
        ((S[x >>> 24] as number) << 24) | ((S[(x >>> 16) & 0xff] as number) << 16) |
        ((S[(x >>> 8) & 0xff] as number) << 8) | (S[x & 0xff] as number)
      const next = k0 ^ b ^ rotate(b, 13) ^ rotate(b, 23)
      this.#encryption[i] = next
      words.shift()
      words.push(next)
    }
    this.#decryption = this.#encryption.slice().reverse()
  }

  /** Encrypts 16 octets of `input` at an offset into `output` at the same offset; the two may be one array. */
  encryptBlock(input: Uint8Array, output: Uint8Array, offset = 0): void {
    crypt(this.#encryption, input, output, offset)
  }

  /** The inverse of `encryptBlock`. */
  decryptBlock(input: Uint8Array, output: Uint8Array, offset = 0): void {
    crypt(this.#decryption, input, output, offset)
  }
}

const word = (octets: Uint8Array, at: number): number =>
  ((octets[at] as number) << 24) | ((octets[at + 1] as number) << 16) |
  ((octets[at + 2] as number) << 8) | (octets[at + 3] as number)

function put(octets: Uint8Array, at: number, value: number): void {
  octets[at] = value >>> 24
  octets[at + 1] = value >>> 16
  octets[at + 2] = value >>> 8
  octets[at + 3] = value
}

const substitute = (x: number): number =>
  (T0[x >>> 24] as number) ^ (T1[(x >>> 16) & 0xff] as number) ^ (T2[(x >>> 8) & 0xff] as number) ^ (T3[x & 0xff] as number)

function crypt(keys: Int32Array, input: Uint8Array, output: Uint8Array, offset: number): void {
  let a = word(input, offset)
  let b = word(input, offset + 4)
  let c = word(input, offset + 8)
  let d = word(input, offset + 12)
  for (let i = 0; i < 32; i += 4) {
    a ^= substitute(b ^ c ^ d ^ (keys[i] as number))
    b ^= substitute(c ^ d ^ a ^ (keys[i + 1] as number))
    c ^= substitute(d ^ a ^ b ^ (keys[i + 2] as number))
    d ^= substitute(a ^ b ^ c ^ (keys[i + 3] as number))
  }
  put(output, offset, d)
  put(output, offset + 4, c)
  put(output, offset + 8, b)
  put(output, offset + 12, a)
}

export interface Sm4PaddingOptions {
  /** PKCS #7 (RFC 5652 6.3), or none, for whole blocks only. @default 'pkcs7' */
  readonly padding?: 'pkcs7' | 'none'
}

type Mode = 'ECB' | 'CBC'

const invalid = (mode: Mode, reason: string): FormatError =>
  new FormatError(finding('SM4_CIPHERTEXT_INVALID', [], { mode, reason }))

/** A copy of the plaintext in whole blocks. */
function pad(plaintext: Uint8Array, padding: 'pkcs7' | 'none'): Octets {
  if (padding === 'pkcs7') {
    const length = SM4_BLOCK - (plaintext.length % SM4_BLOCK)
    return concatOctets(plaintext, new Uint8Array(length).fill(length))
  }
  if (plaintext.length % SM4_BLOCK !== 0) throw new RangeError('without padding the message must be whole blocks')
  return plaintext.slice()
}

/** A copy of the ciphertext, which must be whole blocks. */
function blocksOf(ciphertext: Uint8Array, mode: Mode, padding: 'pkcs7' | 'none'): Octets {
  if (ciphertext.length % SM4_BLOCK !== 0 || (padding === 'pkcs7' && ciphertext.length === 0)) throw invalid(mode, 'length')
  return ciphertext.slice()
}

function unpad(padded: Octets, mode: Mode, padding: 'pkcs7' | 'none'): Octets {
  if (padding === 'none') return padded
  const length = padded[padded.length - 1] as number
  // Every octet of the last block is looked at, whatever its value.
  let wrong = length < 1 || length > SM4_BLOCK ? 1 : 0
  for (let i = 1; i <= SM4_BLOCK; i++) if (i <= length) wrong |= (padded[padded.length - i] as number) ^ length
  if (wrong !== 0) throw invalid(mode, 'padding')
  return padded.slice(0, padded.length - length)
}

function requireBlock(octets: Uint8Array, what: string): void {
  if (octets.length !== SM4_BLOCK) throw new RangeError(`${what} has 16 octets`)
}

/** ECB: equal blocks give equal blocks; for keys in SM2EnvelopedKey, nothing else. */
export function sm4EcbEncrypt(key: Uint8Array, plaintext: Uint8Array, options: Sm4PaddingOptions = {}): Octets {
  const cipher = new Sm4(key)
  const data = pad(plaintext, options.padding ?? 'pkcs7')
  for (let offset = 0; offset < data.length; offset += SM4_BLOCK) cipher.encryptBlock(data, data, offset)
  return data
}

/** @throws FormatError (`SM4_CIPHERTEXT_INVALID`) for lengths and paddings that cannot be; wrong octets may pass */
export function sm4EcbDecrypt(key: Uint8Array, ciphertext: Uint8Array, options: Sm4PaddingOptions = {}): Octets {
  const { padding = 'pkcs7' } = options
  const cipher = new Sm4(key)
  const data = blocksOf(ciphertext, 'ECB', padding)
  for (let offset = 0; offset < data.length; offset += SM4_BLOCK) cipher.decryptBlock(data, data, offset)
  return unpad(data, 'ECB', padding)
}

/** CBC. @param iv 16 octets, not to be foreseen by others */
export function sm4CbcEncrypt(key: Uint8Array, iv: Uint8Array, plaintext: Uint8Array, options: Sm4PaddingOptions = {}): Octets {
  requireBlock(iv, 'an SM4-CBC initialization vector')
  const cipher = new Sm4(key)
  const data = pad(plaintext, options.padding ?? 'pkcs7')
  for (let offset = 0; offset < data.length; offset += SM4_BLOCK) {
    for (let i = 0; i < SM4_BLOCK; i++) {
      const previous = offset === 0 ? iv[i] : data[offset - SM4_BLOCK + i]
      data[offset + i] = (data[offset + i] as number) ^ (previous as number)
    }
    cipher.encryptBlock(data, data, offset)
  }
  return data
}

/**
 * CBC does not authenticate: whoever can ask often whether a padding is right can read the message.
 * @throws FormatError (`SM4_CIPHERTEXT_INVALID`) for lengths and paddings that cannot be; wrong octets may pass
 */
export function sm4CbcDecrypt(key: Uint8Array, iv: Uint8Array, ciphertext: Uint8Array, options: Sm4PaddingOptions = {}): Octets {
  requireBlock(iv, 'an SM4-CBC initialization vector')
  const { padding = 'pkcs7' } = options
  const cipher = new Sm4(key)
  const data = blocksOf(ciphertext, 'CBC', padding)
  for (let offset = 0; offset < data.length; offset += SM4_BLOCK) {
    cipher.decryptBlock(data, data, offset)
    for (let i = 0; i < SM4_BLOCK; i++) {
      const previous = offset === 0 ? iv[i] : ciphertext[offset - SM4_BLOCK + i]
      data[offset + i] = (data[offset + i] as number) ^ (previous as number)
    }
  }
  return unpad(data, 'CBC', padding)
}

/** CTR, which is its own inverse. @param counter the first block, 16 octets; counted up as one number, never used twice */
export function sm4Ctr(key: Uint8Array, counter: Uint8Array, data: Uint8Array): Octets {
  requireBlock(counter, 'an SM4-CTR counter')
  return counterMode(new Sm4(key), counter, SM4_BLOCK, data)
}

/** Internal: counter mode where only the last `width` octets of the block are counted up. */
export function counterMode(cipher: Sm4, counter: Uint8Array, width: number, data: Uint8Array): Octets {
  const block = counter.slice()
  const stream = new Uint8Array(SM4_BLOCK)
  const result = new Uint8Array(data.length)
  for (let offset = 0; offset < data.length; offset += SM4_BLOCK) {
    cipher.encryptBlock(block, stream)
    const end = Math.min(offset + SM4_BLOCK, data.length)
    for (let i = offset; i < end; i++) result[i] = (data[i] as number) ^ (stream[i - offset] as number)
    for (let i = SM4_BLOCK - 1; i >= SM4_BLOCK - width; i--) {
      block[i] = (block[i] as number) + 1
      if (block[i] !== 0) break
    }
  }
  return result
}
