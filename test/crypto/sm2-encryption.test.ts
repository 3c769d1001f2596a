import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSm2PublicKey, sm2Decrypt, sm2Encrypt, sm2GenerateKey } from '../../src/crypto/index.ts'
import type { Sm2CiphertextFormat } from '../../src/crypto/index.ts'
import { sm2EncryptWithNonce } from '../../src/crypto/sm2-encryption.ts'
import { sm2Kernel } from '../../src/crypto/kernel/sm2-choice.ts'
import { sm3 } from '../../src/crypto/sm3.ts'
import { readDer } from '../../src/encoding/der.ts'
import { encodeInteger, encodeOctetString, encodeSequence } from '../../src/encoding/der-writer.ts'
import { concatOctets, toHex, toUtf8 } from '../../src/encoding/octets.ts'
import { FormatError, VerificationError } from '../../src/errors.ts'
import { Budget } from '../../src/limits.ts'
import { P, bytesOf } from './affine.ts'
import { flip, octets } from './octets.ts'

// GB/T 32918.5-2017 annex C.
const D = octets('3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8')
const KEY = parseSm2PublicKey(octets(
  '0409F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13'))
const K = octets('59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21')
const MESSAGE = toUtf8('encryption standard')
const C1X = '04ebfc718e8d1798620432268e77feb6415e2ede0e073c0f4f640ecd2e149a73'
const C1Y = 'e858f9d81e5430a57b36daab8f950a3c64e6ee6a63094d99283aff767e124df0'
const C2 = '21886ca989ca9c7d58087307ca93092d651efa'
const C3 = '59983c18f809e262923c53aec295d30383b54e39d609d160afcb1908d0bd8766'
const FORMATS: readonly Sm2CiphertextFormat[] = ['C1C3C2', 'C1C2C3', 'DER']

function problem(action: () => unknown): string {
  try {
    action()
  } catch (error) {
    if (error instanceof FormatError) return `${error.code} ${error.finding.params['reason'] ?? ''}`.trim()
    throw error
  }
  return 'nothing thrown'
}

describe('SM2 encryption, example of GB/T 32918.5-2017 annex C', () => {
  it('encrypts to the published octets', () => {
    const encrypt = (format: Sm2CiphertextFormat): string => toHex(sm2EncryptWithNonce(KEY, MESSAGE, K, { format }) ?? new Uint8Array(0))
    expect(encrypt('C1C3C2')).toBe(`04${C1X}${C1Y}${C3}${C2}`)
    expect(encrypt('C1C2C3')).toBe(`04${C1X}${C1Y}${C2}${C3}`)
    expect(encrypt('DER')).toBe(`307c0220${C1X}022100${C1Y}0420${C3}0413${C2}`)
  })

  it('decrypts them, also with a compressed C1', () => {
    expect(sm2Decrypt(D, octets(`04${C1X}${C1Y}${C3}${C2}`))).toEqual(MESSAGE)
    expect(sm2Decrypt(D, octets(`04${C1X}${C1Y}${C2}${C3}`), { format: 'C1C2C3' })).toEqual(MESSAGE)
    expect(sm2Decrypt(D, octets(`307c0220${C1X}022100${C1Y}0420${C3}0413${C2}`), { format: 'DER' })).toEqual(MESSAGE)
    expect(sm2Decrypt(D, octets(`02${C1X}${C3}${C2}`))).toEqual(MESSAGE)
  })
})

describe('SM2 decryption of what is not a ciphertext of the key', () => {
  const good = octets(`04${C1X}${C1Y}${C3}${C2}`)
  const der = (x: bigint, y: bigint): Uint8Array =>
    encodeSequence(encodeInteger(x), encodeInteger(y), encodeOctetString(octets(C3)), encodeOctetString(octets(C2)))
  const decryptDer = (bytes: Uint8Array): string => problem(() => sm2Decrypt(D, bytes, { format: 'DER' }))

  it('refuses a C1 that is not a point of the curve (invalid curve attack)', () => {
    expect(problem(() => sm2Decrypt(D, flip(good, 519)))).toBe('SM2_CIPHERTEXT_INVALID C1: not on curve')
    expect(problem(() => sm2Decrypt(D, concatOctets(octets('04'), new Uint8Array(64), good.subarray(65))))).toBe('SM2_CIPHERTEXT_INVALID C1: not on curve')
    expect(problem(() => sm2Decrypt(D, concatOctets(octets('06'), good.subarray(1))))).toBe('SM2_CIPHERTEXT_INVALID C1: form')
    expect(problem(() => sm2Decrypt(D, good.subarray(1)))).toBe('SM2_CIPHERTEXT_INVALID C1: not on curve')
    expect(decryptDer(der(1n, 1n))).toBe('SM2_CIPHERTEXT_INVALID C1: not on curve')
    expect(decryptDer(der(P + 1n, 1n))).toBe('SM2_CIPHERTEXT_INVALID C1: coordinate')
    expect(decryptDer(der(-1n, 1n))).toBe('SM2_CIPHERTEXT_INVALID C1: coordinate')
  })

  it('refuses every changed bit, the wrong order and the wrong key', () => {
    for (let bit = 0; bit < 8 * good.length; bit += 3) expect(problem(() => sm2Decrypt(D, flip(good, bit)))).toMatch(/^SM2_CIPHERTEXT_INVALID/)
    expect(problem(() => sm2Decrypt(D, good, { format: 'C1C2C3' }))).toBe('SM2_CIPHERTEXT_INVALID C3')
    expect(problem(() => sm2Decrypt(sm2GenerateKey().privateKey, good))).toBe('SM2_CIPHERTEXT_INVALID C3')
  })

  it('refuses lengths that cannot be', () => {
    expect(problem(() => sm2Decrypt(D, new Uint8Array(0)))).toBe('SM2_CIPHERTEXT_INVALID length')
    expect(problem(() => sm2Decrypt(D, good.subarray(0, 96)))).toBe('SM2_CIPHERTEXT_INVALID length')
    expect(problem(() => sm2Decrypt(D, good.subarray(0, 97)))).toBe('SM2_CIPHERTEXT_INVALID empty')
    expect(decryptDer(octets('3000'))).toBe('DER_STRUCTURE_UNEXPECTED')
    expect(() => sm2Encrypt(KEY, new Uint8Array(0))).toThrow(RangeError)
    expect(() => sm2Decrypt(bytesOf(0n), good)).toThrow(RangeError)
    expect(() => sm2Decrypt(D, good, { format: 'auto' as 'DER' })).toThrow(TypeError)
  })

  it('refuses an all-zero key stream, on both sides', () => {
    // A message of one octet meets one about once in 256 nonces.
    const k = Array.from({ length: 2000 }, (_, i) => bytesOf(BigInt(i + 1))).find((nonce) => {
      const shared = sm2Kernel.multiply(KEY.point, nonce)
      return sm3(concatOctets(shared, octets('00000001')))[0] === 0
    }) ?? new Uint8Array(0)
    const message = octets('41')
    expect(sm2EncryptWithNonce(KEY, message, k)).toBeUndefined()
    const shared = sm2Kernel.multiply(KEY.point, k)
    const c3 = sm3(concatOctets(shared.subarray(0, 32), message, shared.subarray(32)))
    const forged = concatOctets(octets('04'), sm2Kernel.multiplyBase(k), c3, message)
    expect(problem(() => sm2Decrypt(D, forged))).toBe('SM2_CIPHERTEXT_INVALID C3')
  })

  it('gives errors of its own for any octets', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 150 }), fc.constantFrom(...FORMATS), fc.nat(8 * good.length - 1), (input, format, bit) => {
      for (const candidate of [input, flip(good, bit)]) {
        try {
          sm2Decrypt(D, candidate, { format })
        } catch (error) {
          expect(error).toBeInstanceOf(VerificationError)
        }
      }
    }), { numRuns: 200 })
  })
})

describe('SM2 encryption', () => {
  it('round-trips, never twice the same', () => {
    const { privateKey, publicKey } = sm2GenerateKey()
    for (const format of FORMATS) {
      for (const length of [1, 2, 31, 32, 33, 64, 1000]) {
        const message = new Uint8Array(length).fill(length)
        const ciphertext = sm2Encrypt(publicKey, message, { format })
        expect(sm2Decrypt(privateKey, ciphertext, { format })).toEqual(message)
        if (length > 1) expect(sm2Encrypt(publicKey, message, { format })).not.toEqual(ciphertext)
      }
    }
    expect(readDer(sm2Encrypt(publicKey, MESSAGE, { format: 'DER' }), { budget: new Budget() }).children).toHaveLength(4)
  })
})
