import { createHash, createHmac, getHashes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { SM3_IV, sm3Choice } from '../../src/crypto/kernel/sm3-choice.ts'
import { compressSm3 } from '../../src/crypto/kernel/sm3-javascript.ts'
import { Sm3, hmacSm3, sm3, sm3Many } from '../../src/crypto/sm3.ts'
import { toHex, toUtf8 } from '../../src/encoding/octets.ts'

// GB/T 32905-2016 annex A holds the second and third.
const VECTORS: readonly [string, string, string][] = [
  ['nothing', '', '1AB21D8355CFA17F8E61194831E81A8F22BEC8C728FEFB747ED035EB5082AA2B'],
  ['abc', 'abc', '66C7F0F462EEEDD9D1F2D46BDC10E4E24167C4875CF2F7A2297DA02B8F4BA8E0'],
  ['64 octets', 'abcd'.repeat(16), 'DEBE9FF92275B8A138604889C18E5A4D6FDB70E5387E5765293DCBA39C0C5732'],
  ['a', 'a', '623476AC18F65A2909E43C7FEC61B49C7E764A91A18CCB82F1917A29C86C5E88'],
  ['a million a', 'a'.repeat(1_000_000), 'C8AAF89429554029E231941A2ACC0AD61FF2A5ACD8FADD25847A3A732B3B02C3'],
]

describe('SM3', () => {
  it.each(VECTORS)('digests %s', (_, message, digest) => {
    expect(toHex(sm3(toUtf8(message))).toUpperCase()).toBe(digest)
  })

  it('gives the same digest however the message is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 8 }), (pieces) => {
        const hash = new Sm3()
        for (const piece of pieces) hash.update(piece)
        expect(toHex(hash.digest())).toBe(toHex(sm3(Uint8Array.from(pieces.flatMap((piece) => [...piece])))))
      }),
    )
  })

  it.skipIf(!getHashes().includes('sm3'))('agrees with OpenSSL at every length around the block (skipped without it)', () => {
    for (let length = 0; length < 300; length++) {
      const message = Uint8Array.from({ length }, (_, i) => (i * 31 + length) & 0xff)
      expect(toHex(sm3(message))).toBe(createHash('sm3').update(message).digest('hex'))
    }
  })

  it('answers twice, and refuses more after that', () => {
    const hash = new Sm3().update(toUtf8('abc'))
    expect(hash.digest()).toEqual(hash.digest())
    hash.digest().fill(0)
    expect(hash.digest()).toEqual(sm3(toUtf8('abc')))
    expect(() => hash.update(new Uint8Array(1))).toThrow(TypeError)
  })

  it('refuses text, which would hash as something else', () => {
    expect(() => sm3('abc' as unknown as Uint8Array)).toThrow(TypeError)
  })

  it('does not touch its input', () => {
    const message = new Uint8Array(130).fill(7)
    sm3(message)
    expect(message.every((octet) => octet === 7)).toBe(true)
  })
})

/** Octets that no two lengths share. */
const message = (length: number, seed = 0): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 31 + length + seed + (i >> 8)) & 0xff)

describe('SM3 in WebAssembly and in JavaScript', () => {
  it('go on from any state over any number of blocks alike', () => {
    const engine = sm3Choice().engine
    expect(engine).toBeDefined()
    fc.assert(fc.property(fc.int32Array({ minLength: 8, maxLength: 8 }), fc.integer({ min: 1, max: 5 }), fc.nat(70), (start, blocks, offset) => {
      const octets = message(offset + 64 * blocks)
      const [a, b] = [start.slice(), start.slice()]
      compressSm3(a, octets, offset, blocks)
      engine?.compress(b, octets, offset, blocks)
      expect(b).toEqual(a)
    }))
  })

  it('take turns within one message, where it outgrows what JavaScript does first', async () => {
    vi.resetModules()
    const fresh = await import('../../src/crypto/sm3.ts')
    const { sm3Engine } = await import('../../src/crypto/kernel/sm3-choice.ts')
    const octets = message(3000)
    const streamed = new fresh.Sm3().update(octets.subarray(0, 640))
    expect(sm3Engine(0)).toBeUndefined()
    streamed.update(octets.subarray(640))
    expect(sm3Engine(0)).toBeDefined()
    expect(streamed.digest()).toEqual(sm3(octets))
  })

  it('agree on messages longer than the module\'s memory', () => {
    for (const length of [63_487, 63_488, 63_489, 64_000, 200_000]) {
      const octets = message(length)
      // Padded as clause 5.2 has it, and compressed in JavaScript alone.
      const padded = new Uint8Array((length + 72) & ~63)
      padded.set(octets)
      padded[length] = 0x80
      new DataView(padded.buffer).setBigUint64(padded.length - 8, BigInt(length) * 8n)
      const state = SM3_IV.slice()
      compressSm3(state, padded, 0, padded.length >> 6)
      expect(toHex(sm3(octets))).toBe(Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join(''))
      const streamed = new Sm3().update(octets.subarray(0, 1)).update(octets.subarray(1))
      expect(toHex(streamed.digest())).toBe(toHex(sm3(octets)))
      expect(toHex(sm3(octets.subarray(0, 77), octets.subarray(77)))).toBe(toHex(sm3(octets)))
    }
  })
})

describe('many at once', () => {
  const check = (messages: readonly Uint8Array[]): void => {
    expect(sm3Many(messages).map(toHex)).toEqual(messages.map((octets) => toHex(sm3(octets))))
  }

  it('gives each its own digest, in order: few, many, empty, every length around the block', () => {
    for (const count of [0, 1, 2, 3, 4, 5, 7, 8]) check(Array.from({ length: count }, (_, i) => message(i * 17, count)))
    check(Array.from({ length: 300 }, (_, i) => message(i)))
    check(Array.from({ length: 40 }, () => new Uint8Array(0)))
  })

  it('when they are longer than a lane of the memory, and when only one is', () => {
    const lane = 15_872
    check([lane - 10, lane - 9, lane - 8, lane - 1, lane, lane + 1, 2 * lane - 9, 2 * lane, 100_000].map((length) => message(length)))
    check([...Array.from({ length: 9 }, (_, i) => message(100 + i)), message(300_000)])
  })

  it.skipIf(!getHashes().includes('sm3'))('as OpenSSL does (skipped without it)', () => {
    fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 20 }), (messages) => {
      expect(sm3Many(messages).map(toHex)).toEqual(messages.map((octets) => createHash('sm3').update(octets).digest('hex')))
    }))
  })

  it('refuses text', () => {
    expect(() => sm3Many(['abc' as unknown as Uint8Array])).toThrow(TypeError)
  })
})

describe('HMAC-SM3', () => {
  it('agrees with the known value', () => {
    expect(toHex(hmacSm3(toUtf8('key'), toUtf8('The quick brown fox jumps over the lazy dog')))).toBe(
      'bd4a34077888162b210645b8ebf74b9af357303789357a27c7fc457244ebd398',
    )
  })

  it.skipIf(!getHashes().includes('sm3'))('agrees with OpenSSL for keys around the block size (skipped without it)', () => {
    for (const length of [0, 1, 32, 63, 64, 65, 128, 200]) {
      const key = new Uint8Array(length).fill(0xab)
      const message = new Uint8Array(length).fill(0xcd)
      expect(toHex(hmacSm3(key, message))).toBe(createHmac('sm3', key).update(message).digest('hex'))
    }
  })
})
