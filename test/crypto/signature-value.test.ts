import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rawSignature, signatureFromDer, signatureToDer } from '../../src/crypto/signature-value.ts'
import { TAG, readDer } from '../../src/encoding/der.ts'
import { Fields } from '../../src/encoding/der-fields.ts'
import { readInteger } from '../../src/encoding/der-values.ts'
import { encodeInteger, encodeSequence } from '../../src/encoding/der-writer.ts'
import { concatOctets, toHex } from '../../src/encoding/octets.ts'
import { VerificationError } from '../../src/errors.ts'
import { Budget } from '../../src/limits.ts'
import { bytesOf } from './affine.ts'

/** The same by the general reader of DER. */
function byReader(signature: Uint8Array, size: number): string | undefined {
  try {
    const fields = new Fields(readDer(signature, { budget: new Budget({ derDepth: 1, derElements: 3 }) }), 'ECDSA-Sig-Value')
    const [r, s] = [readInteger(fields.take(TAG.INTEGER)), readInteger(fields.take(TAG.INTEGER))]
    fields.end()
    const limit = 1n << BigInt(8 * size)
    return r < 0n || s < 0n || r >= limit || s >= limit ? undefined : toHex(concatOctets(bytesOf(r, size), bytesOf(s, size)))
  } catch (error) {
    if (error instanceof VerificationError) return undefined
    throw error
  }
}

const ours = (signature: Uint8Array, size: number): string | undefined => {
  const raw = signatureFromDer(signature, size)
  return raw === undefined ? undefined : toHex(raw)
}

const size = fc.constantFrom(32, 48, 66)
/** Numbers of every length, those of full length most often. */
const number = (octets: number): fc.Arbitrary<bigint> => fc.oneof(
  fc.bigInt({ min: 0n, max: (1n << BigInt(8 * octets)) - 1n }), fc.bigInt({ min: -300n, max: 300n }),
  fc.nat(8 * octets + 9).map((bits) => 1n << BigInt(bits)),
)

describe('signature values in DER', () => {
  it('are what the general reader takes them for: two integers', () => {
    fc.assert(fc.property(size.chain((octets) => fc.tuple(fc.constant(octets), number(octets), number(octets))), ([octets, r, s]) => {
      const der = encodeSequence(encodeInteger(r), encodeInteger(s))
      expect(ours(der, octets)).toBe(byReader(der, octets))
      if (r >= 0n && s >= 0n && r < 1n << BigInt(8 * octets) && s < 1n << BigInt(8 * octets)) {
        expect(toHex(signatureToDer(concatOctets(bytesOf(r, octets), bytesOf(s, octets))))).toBe(toHex(der))
      }
    }), { numRuns: 500 })
  })

  it('are what the general reader takes them for: octets changed, added, removed', () => {
    const change = fc.tuple(fc.nat(145), fc.nat(255), fc.constantFrom('set', 'insert', 'remove'))
    fc.assert(fc.property(size.chain((octets) => fc.tuple(fc.constant(octets), number(octets), number(octets))), fc.array(change, { minLength: 1, maxLength: 3 }), ([octets, r, s], changes) => {
      const der = [...encodeSequence(encodeInteger(r), encodeInteger(s))]
      for (const [at, octet, how] of changes) der.splice(at % der.length, how === 'insert' ? 0 : 1, ...(how === 'remove' ? [] : [octet]))
      expect(ours(Uint8Array.from(der), octets)).toBe(byReader(Uint8Array.from(der), octets))
    }), { numRuns: 2000 })
  })

  it('are what the general reader takes them for: any octets', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 12 }), (octets) => {
      const framed = Uint8Array.of(0x30, octets.length, ...octets)
      expect(ours(octets, 32)).toBe(byReader(octets, 32))
      expect(ours(framed, 32)).toBe(byReader(framed, 32))
    }), { numRuns: 3000 })
  })

  it.each([
    ['nothing', ''], ['an empty SEQUENCE', '3000'], ['one integer', '3003020101'], ['three integers', '3009020101020101020101'],
    ['trailing octets', '300602010102010100'], ['a longer length', '30810602010102010100'], ['an indefinite length', '3080020101020101 0000'.replace(' ', '')],
    ['an empty integer', '300502000201 01'.replace(' ', '')], ['a padded integer', '30070202000102 0101'.replace(' ', '')], ['a negative integer', '3006020180020101'],
    ['another tag', '3006040101020101'], ['a SET', '3106020101020101'], ['a cut integer', '300602050102 0101'.replace(' ', '')],
  ])('refuses %s', (_, hex) => {
    expect(signatureFromDer(Uint8Array.from(Buffer.from(hex, 'hex')), 32)).toBeUndefined()
  })

  it('takes the encoding that the caller names and no other', () => {
    expect(() => rawSignature(new Uint8Array(64), 32, 'p1363' as 'raw')).toThrow(TypeError)
    expect(rawSignature(new Uint8Array(63), 32, 'raw')).toBeUndefined()
  })
})
