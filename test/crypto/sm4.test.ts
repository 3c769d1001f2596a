import { createCipheriv, getCiphers } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  Sm4, sm4CbcDecrypt, sm4CbcEncrypt, sm4CcmDecrypt, sm4CcmEncrypt, sm4Ctr, sm4EcbDecrypt, sm4EcbEncrypt, sm4GcmDecrypt,
  sm4GcmEncrypt,
} from '../../src/crypto/index.ts'
import { FormatError } from '../../src/errors.ts'
import { concatOctets, toHex } from '../../src/encoding/octets.ts'
import { octets } from './octets.ts'

const KEY = octets('0123456789ABCDEFFEDCBA9876543210')
// The inputs of draft-ribose-cfrg-sm4 appendix A.2.
const IV = octets('000102030405060708090A0B0C0D0E0F')
const PLAIN = octets('AAAAAAAABBBBBBBBCCCCCCCCDDDDDDDDEEEEEEEEFFFFFFFFAAAAAAAABBBBBBBB')
const NONE = { padding: 'none' } as const

function codeOf(action: () => unknown): string {
  try {
    action()
  } catch (error) {
    if (error instanceof FormatError) return `${error.code} ${error.finding.params['reason'] ?? ''}`
    throw error
  }
  return 'nothing thrown'
}

describe('SM4 block, GB/T 32907-2016 annex A', () => {
  it('encrypts the example', () => {
    const block = KEY.slice()
    new Sm4(KEY).encryptBlock(block, block)
    expect(toHex(block)).toBe('681edf34d206965e86b3e94f536e4246')
    new Sm4(KEY).decryptBlock(block, block)
    expect(block).toEqual(KEY)
  })

  it('encrypts the example a million times', () => {
    const block = KEY.slice()
    const cipher = new Sm4(KEY)
    for (let i = 0; i < 1_000_000; i++) cipher.encryptBlock(block, block)
    expect(toHex(block)).toBe('595298c7c6fd271f0402f804c33d3f66')
  })

  it('refuses keys of other lengths', () => {
    expect(() => new Sm4(new Uint8Array(15))).toThrow(RangeError)
    expect(() => new Sm4(new Uint8Array(32))).toThrow(RangeError)
  })
})

describe('SM4 modes', () => {
  it('ECB', () => {
    const sealed = sm4EcbEncrypt(KEY, PLAIN, NONE)
    expect(toHex(sealed)).toBe('5ec8143de509cff7b5179f8f474b86192f1d305a7fb17df985f81c8482192304')
    expect(sm4EcbDecrypt(KEY, sealed, NONE)).toEqual(PLAIN)
  })

  it('CBC', () => {
    const sealed = sm4CbcEncrypt(KEY, IV, PLAIN, NONE)
    expect(toHex(sealed)).toBe('78ebb11cc40b0a48312aaeb2040244cb4cb7016951909226979b0d15dc6a8f6d')
    expect(sm4CbcDecrypt(KEY, IV, sealed, NONE)).toEqual(PLAIN)
  })

  it('CTR', () => {
    const sealed = sm4Ctr(KEY, IV, PLAIN)
    expect(toHex(sealed)).toBe('ac3236cb861dd316e6413b4e3c7524b781e9e3a5bf5c03fe703bb94f3abb16a1')
    expect(sm4Ctr(KEY, IV, sealed)).toEqual(PLAIN)
  })

  it('CTR counts over all 16 octets', () => {
    const last = octets('FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF')
    const zero = new Uint8Array(16)
    expect(sm4Ctr(KEY, last, new Uint8Array(32)).subarray(16)).toEqual(sm4Ctr(KEY, zero, new Uint8Array(16)))
  })

  it('refuses paddings and lengths that cannot be', () => {
    const decrypt = (plain: Uint8Array) => () => sm4CbcDecrypt(KEY, IV, sm4CbcEncrypt(KEY, IV, plain, NONE))
    const block = new Uint8Array(16).fill(9)
    expect(codeOf(decrypt(concatOctets(block.subarray(0, 15), octets('00'))))).toBe('SM4_CIPHERTEXT_INVALID padding')
    expect(codeOf(decrypt(concatOctets(block.subarray(0, 15), octets('11'))))).toBe('SM4_CIPHERTEXT_INVALID padding')
    expect(codeOf(decrypt(concatOctets(block.subarray(0, 14), octets('0102'))))).toBe('SM4_CIPHERTEXT_INVALID padding')
    expect(codeOf(decrypt(concatOctets(octets('0F'), new Uint8Array(15).fill(16))))).toBe('SM4_CIPHERTEXT_INVALID padding')
    expect(decrypt(new Uint8Array(16).fill(16))()).toEqual(new Uint8Array(0))
    expect(codeOf(() => sm4CbcDecrypt(KEY, IV, new Uint8Array(17)))).toBe('SM4_CIPHERTEXT_INVALID length')
    expect(codeOf(() => sm4EcbDecrypt(KEY, new Uint8Array(0)))).toBe('SM4_CIPHERTEXT_INVALID length')
    expect(() => sm4CbcEncrypt(KEY, IV, new Uint8Array(17), NONE)).toThrow(RangeError)
    expect(() => sm4CbcEncrypt(KEY, IV.subarray(1), PLAIN)).toThrow(RangeError)
  })

  it.skipIf(!getCiphers().includes('sm4-cbc'))('agrees with OpenSSL for all short lengths (skipped without SM4)', () => {
    for (let length = 0; length < 50; length++) {
      const plain = Uint8Array.from({ length }, (_, i) => i * 7)
      for (const [mode, seal] of [
        ['sm4-ecb', () => sm4EcbEncrypt(KEY, plain)], ['sm4-cbc', () => sm4CbcEncrypt(KEY, IV, plain)],
        ['sm4-ctr', () => sm4Ctr(KEY, IV, plain)],
      ] as const) {
        const cipher = createCipheriv(mode, KEY, mode === 'sm4-ecb' ? null : IV)
        expect(toHex(seal())).toBe(Buffer.concat([cipher.update(plain), cipher.final()]).toString('hex'))
      }
    }
  })
})

// RFC 8998 appendix A.
const NONCE = octets('00001234567800000000ABCD')
const additionalData = octets('FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2')
const LONG = octets('AABBCCDDEEFFEEAA'.replaceAll(/../g, (pair) => pair.repeat(8)))

describe.each([
  ['GCM', sm4GcmEncrypt, sm4GcmDecrypt,
    '17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D' +
      '83DE3541E4C2B58177E065A9BF7B62EC'],
  ['CCM', sm4CcmEncrypt, sm4CcmDecrypt,
    '48AF93501FA62ADBCD414CCE6034D895DDA1BF8F132F042098661572E7483094FD12E518CE062C98ACEE28D95DF4416BED31A2F04476C18BB40C84A74B97DC5B' +
      '16842D4FA186F56AB33256971FA110F4'],
] as const)('SM4-%s, RFC 8998 appendix A', (mode, encrypt, decrypt, expected) => {
  it('encrypts the example and decrypts it', () => {
    const sealed = encrypt(KEY, NONCE, LONG, { additionalData })
    expect(toHex(sealed).toUpperCase()).toBe(expected)
    expect(decrypt(KEY, NONCE, sealed, { additionalData })).toEqual(LONG)
  })

  it('refuses every changed bit of ciphertext, tag, nonce and additional data', () => {
    const sealed = encrypt(KEY, NONCE, PLAIN, { additionalData })
    for (let bit = 0; bit < 8 * sealed.length; bit++) {
      const changed = sealed.slice()
      changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7))
      expect(codeOf(() => decrypt(KEY, NONCE, changed, { additionalData }))).toBe('SM4_CIPHERTEXT_INVALID tag')
    }
    expect(codeOf(() => decrypt(KEY, NONCE, sealed))).toBe('SM4_CIPHERTEXT_INVALID tag')
    expect(codeOf(() => decrypt(KEY, NONCE.map((octet) => octet ^ 1), sealed, { additionalData }))).toBe('SM4_CIPHERTEXT_INVALID tag')
    expect(codeOf(() => decrypt(KEY, NONCE, sealed.subarray(0, 15), { additionalData }))).toBe('SM4_CIPHERTEXT_INVALID length')
    // A shorter tag is another choice of the caller's, never of the data's.
    expect(codeOf(() => decrypt(KEY, NONCE, sealed.subarray(0, -4), { additionalData }))).toBe('SM4_CIPHERTEXT_INVALID tag')
  })

  it('round-trips any message, also with long additional data', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), fc.uint8Array({ maxLength: 100 }), (plain, data) => {
        expect(toHex(decrypt(KEY, NONCE, encrypt(KEY, NONCE, plain, { additionalData: data }), { additionalData: data }))).toBe(toHex(plain))
      }),
      { numRuns: 50 },
    )
    const long = new Uint8Array(0x10000)
    expect(decrypt(KEY, NONCE, encrypt(KEY, NONCE, PLAIN, { additionalData: long }), { additionalData: long })).toEqual(PLAIN)
  })

  it('refuses nonces and tag lengths that the mode does not have', () => {
    expect(() => encrypt(KEY, new Uint8Array(0), PLAIN)).toThrow(RangeError)
    expect(() => encrypt(KEY, NONCE, PLAIN, { tagLength: 3 })).toThrow(RangeError)
    expect(mode).toHaveLength(3)
  })
})
