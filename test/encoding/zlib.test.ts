/** zlib data: what Node's zlib makes is read, what is damaged or too large is not. */
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inflateZlib } from '../../src/encoding/zlib.ts'
import { Budget } from '../../src/limits.ts'
import { codeOf } from './expect-code.ts'

const inflate = (octets: Uint8Array, maximum = 1 << 20): Uint8Array => inflateZlib(octets, { budget: new Budget({ zipEntryBytes: maximum }) })

describe('inflateZlib', () => {
  it('property: gives back what Node compressed, at any level', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 2000 }), fc.integer({ min: 0, max: 9 }), fc.nat(400), (octets, level, times) => {
      const whole = Buffer.concat(Array.from({ length: times + 1 }, () => octets))
      expect(Buffer.compare(inflate(deflateSync(whole, { level })), whole)).toBe(0)
    }), { numRuns: 60 })
  })

  it('notices what is changed, or gives the same: each octet, each change', () => {
    const content = Buffer.from('0123456789'.repeat(50))
    const good = deflateSync(content)
    // The level in the header is for information, and has a checksum of five bits with the rest.
    const places = [...good.keys()].filter((at) => at !== 1)
    let same = 0
    for (const at of places) {
      for (let change = 1; change < 256; change++) {
        const bad = Uint8Array.from(good)
        bad[at] = (bad[at] as number) ^ change
        const code = codeOf(() => inflate(bad))
        // Bits behind the last block are for nothing, and what repeats itself can be said in more ways than one.
        if (code === 'accepted' && Buffer.compare(inflate(bad), content) === 0) same++
        else expect([at, change, code]).toEqual([at, change, 'ZLIB_INVALID'])
      }
    }
    expect(same).toBeLessThan(places.length)
  })

  it('refuses what is short, what has more behind it, and a dictionary', () => {
    const good = deflateSync(Buffer.from('x'))
    for (const bad of [new Uint8Array(0), good.subarray(0, 6), good.subarray(0, -1), Buffer.concat([good, Buffer.of(0)]), deflateSync(Buffer.from('x'), { dictionary: Buffer.from('x') })]) {
      expect(codeOf(() => inflate(bad))).toBe('ZLIB_INVALID')
    }
  })

  it('stops at the limit', () => {
    const bomb = deflateSync(new Uint8Array(64 << 20), { level: 9 })
    expect(bomb.length).toBeLessThan(70_000)
    expect(codeOf(() => inflate(bomb))).toBe('LIMIT_EXCEEDED')
    expect(inflate(deflateSync(new Uint8Array(1 << 20)))).toHaveLength(1 << 20)
    expect(codeOf(() => inflate(deflateSync(new Uint8Array((1 << 20) + 1))))).toBe('LIMIT_EXCEEDED')
    expect(codeOf(() => inflate(deflateSync(new Uint8Array((1 << 20) + 1), { level: 0 })))).toBe('LIMIT_EXCEEDED')
  })
})
