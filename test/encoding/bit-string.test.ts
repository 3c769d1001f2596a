import { describe, expect, it } from 'vitest'
import { Budget } from '../../src/limits.ts'
import { readBer } from '../../src/encoding/der.ts'
import { readBitString, readBitStringOctets } from '../../src/encoding/der-values.ts'

const read = (...octets: number[]): ReturnType<typeof readBer> => readBer(Uint8Array.from(octets), { budget: new Budget() }, () => undefined)

describe('BIT STRING in pieces', () => {
  // The example of X.690 8.6.4.2: '0A3B5F291CD'H.
  it('joins the example of X.690 8.6.4.2 without the counts of unused bits', () => {
    const element = read(0x23, 0x80, 0x03, 0x03, 0x00, 0x0a, 0x3b, 0x03, 0x05, 0x04, 0x5f, 0x29, 0x1c, 0xd0, 0x00, 0x00)
    expect(readBitString(element)).toEqual({ unusedBits: 4, bytes: Uint8Array.of(0x0a, 0x3b, 0x5f, 0x29, 0x1c, 0xd0) })
  })

  it('is the same as the string in one piece', () => {
    expect(readBitStringOctets(read(0x23, 0x08, 0x03, 0x02, 0x00, 0x01, 0x03, 0x02, 0x00, 0x02))).toEqual(Uint8Array.of(1, 2))
  })

  it('refuses unused bits in a piece that is not the last', () => {
    expect(() => readBitString(read(0x23, 0x08, 0x03, 0x02, 0x04, 0xf0, 0x03, 0x02, 0x00, 0x02))).toThrow('DER_VALUE_INVALID')
  })
})
