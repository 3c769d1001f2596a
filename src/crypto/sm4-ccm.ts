/** SM4-CCM (RFC 8998 appendix A.2, RFC 3610): the tag follows the ciphertext and is checked before anything is told. */
import { FormatError } from '../errors.ts'
import { finding } from '../diagnostics/index.ts'
import { concatOctets, equalOctets } from '../encoding/octets.ts'
import { SM4_BLOCK, Sm4, counterMode } from './sm4.ts'
import type { Sm4AeadOptions } from './sm4-gcm.ts'

type Octets = Uint8Array<ArrayBuffer>

const NONE = new Uint8Array(0)

function check(nonce: Uint8Array, length: number, tagLength: number): void {
  if (nonce.length < 7 || nonce.length > 13) throw new RangeError('an SM4-CCM nonce has 7 to 13 octets')
  if (![4, 6, 8, 10, 12, 14, 16].includes(tagLength)) throw new RangeError('an SM4-CCM tag has 4, 6, ... or 16 octets')
  if (length >= 256 ** (15 - nonce.length)) throw new RangeError('the message is too long for this nonce')
}

/** Length of the additional data in front of it (RFC 3610 clause 2.2). */
function additionalLength(length: number): Octets {
  if (length < 0xff00) return Uint8Array.of(length >> 8, length & 0xff)
  return Uint8Array.of(0xff, 0xfe, length >>> 24, length >>> 16, length >>> 8, length)
}

/** CBC-MAC over first block, additional data and message. */
function mac(cipher: Sm4, nonce: Uint8Array, message: Uint8Array, additionalData: Uint8Array, tagLength: number): Octets {
  const first = new Uint8Array(SM4_BLOCK)
  first[0] = (additionalData.length > 0 ? 0x40 : 0) | (((tagLength - 2) / 2) << 3) | (14 - nonce.length)
  first.set(nonce, 1)
  for (let i = SM4_BLOCK - 1, rest = message.length; i > nonce.length; i--, rest = Math.floor(rest / 256)) first[i] = rest % 256
  const state = new Uint8Array(SM4_BLOCK)
  const absorb = (octets: Uint8Array): void => {
    for (let offset = 0; offset < octets.length; offset += SM4_BLOCK) {
      const end = Math.min(offset + SM4_BLOCK, octets.length)
      for (let i = offset; i < end; i++) state[i - offset] = (state[i - offset] as number) ^ (octets[i] as number)
      cipher.encryptBlock(state, state)
    }
  }
  absorb(first)
  if (additionalData.length > 0) absorb(concatOctets(additionalLength(additionalData.length), additionalData))
  absorb(message)
  return state
}

/** Counter block i of RFC 3610 clause 2.3. */
function counterBlock(nonce: Uint8Array, i: 0 | 1): Octets {
  const block = new Uint8Array(SM4_BLOCK)
  block[0] = 14 - nonce.length
  block.set(nonce, 1)
  block[SM4_BLOCK - 1] = i
  return block
}

/** Ciphertext, then tag. @param nonce 7 to 13 octets; never used twice with a key */
export function sm4CcmEncrypt(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array, options: Sm4AeadOptions = {}): Octets {
  const { additionalData = NONE, tagLength = 16 } = options
  check(nonce, plaintext.length, tagLength)
  const cipher = new Sm4(key)
  const width = 15 - nonce.length
  const tag = counterMode(cipher, counterBlock(nonce, 0), width, mac(cipher, nonce, plaintext, additionalData, tagLength))
  return concatOctets(counterMode(cipher, counterBlock(nonce, 1), width, plaintext), tag.subarray(0, tagLength))
}

/** @throws FormatError (`SM4_CIPHERTEXT_INVALID`) when the tag is not that of key, nonce, ciphertext and additional data */
export function sm4CcmDecrypt(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, options: Sm4AeadOptions = {}): Octets {
  const { additionalData = NONE, tagLength = 16 } = options
  const invalid = (reason: string): FormatError => new FormatError(finding('SM4_CIPHERTEXT_INVALID', [], { mode: 'CCM', reason }))
  if (sealed.length < tagLength) throw invalid('length')
  const ciphertext = sealed.subarray(0, sealed.length - tagLength)
  check(nonce, ciphertext.length, tagLength)
  const cipher = new Sm4(key)
  const width = 15 - nonce.length
  const plaintext = counterMode(cipher, counterBlock(nonce, 1), width, ciphertext)
  const tag = counterMode(cipher, counterBlock(nonce, 0), width, mac(cipher, nonce, plaintext, additionalData, tagLength))
  if (!equalOctets(tag.subarray(0, tagLength), sealed.subarray(ciphertext.length))) {
    plaintext.fill(0)
    throw invalid('tag')
  }
  return plaintext
}
