import { constants, crc32 as zlibCrc32, deflateRawSync, inflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { deflateSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { crc32, tableCrc32 } from '../../src/encoding/crc32.ts'
import { inflatePieces, inflateRaw, inflateStrictly } from '../../src/encoding/inflate.ts'
import { VerificationError } from '../../src/errors.ts'
import { codeOf } from './expect-code.ts'

const inflate = (source: Uint8Array, size: number): Uint8Array => inflateStrictly(source, size, 0, [])

/** Compared as buffers: matchers walk octet by octet. */
const gives = (source: Uint8Array, content: Uint8Array): boolean => Buffer.from(inflate(source, content.length)).equals(content)

/** What zlib makes of a stream: its output and how many octets it used, or undefined where it refuses. */
function zlibInflate(source: Uint8Array): { output: Uint8Array; consumed: number } | undefined {
  try {
    const { buffer, engine } = inflateRawSync(source, { info: true, maxOutputLength: 1 << 20 }) as unknown as {
      buffer: Buffer
      engine: { bytesWritten: number }
    }
    return { output: new Uint8Array(buffer), consumed: engine.bytesWritten }
  } catch {
    return undefined
  }
}

/** A bit string, least significant bits of octets first, to octets. Huffman codes are given as they are read. */
function bits(...pieces: readonly string[]): Uint8Array {
  const all = pieces.join('').replaceAll(' ', '')
  const octets = new Uint8Array(Math.ceil(all.length / 8))
  for (let i = 0; i < all.length; i++) if (all[i] === '1') octets[i >> 3] = (octets[i >> 3] as number) | (1 << (i & 7))
  return octets
}
/** A number of so many bits, least significant first. */
const number = (value: number, count: number): string => Array.from({ length: count }, (_, i) => (value >> i) & 1).join('')

const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

/** Header of a final dynamic block, with the code lengths of the code length code. */
function dynamicHeader(literals: number, distances: number, codeLengths: Readonly<Record<number, number>>): string {
  return ['1', number(2, 2), number(literals - 257, 5), number(distances - 1, 5), number(19 - 4, 4), ...ORDER.map((index) => number(codeLengths[index] ?? 0, 3))].join('')
}

describe('deflate streams', () => {
  test('of zlib at all levels and strategies, and of fflate', () => {
    const samples = [
      new Uint8Array(0), new Uint8Array(1), new Uint8Array(100_000),
      new TextEncoder().encode('签章信息 <ofd:Page/> '.repeat(5000)),
      Uint8Array.from({ length: 300_000 }, (_, i) => (i * i * 31 + (i >> 7)) & 0xff),
    ]
    const { Z_FILTERED, Z_HUFFMAN_ONLY, Z_RLE, Z_FIXED, Z_DEFAULT_STRATEGY } = constants
    for (const sample of samples) {
      for (const strategy of [Z_DEFAULT_STRATEGY, Z_FILTERED, Z_HUFFMAN_ONLY, Z_RLE, Z_FIXED]) {
        for (const level of [0, 1, 6, 9]) expect(gives(deflateRawSync(sample, { level, strategy }), sample)).toBe(true)
      }
      expect(gives(deflateSync(sample, { level: 9 }), sample)).toBe(true)
    }
  })

  test('of any content (property)', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 3000 }), fc.integer({ min: 0, max: 9 }), (content, level) => {
      expect(inflate(deflateRawSync(content, { level }), content.length)).toEqual(content)
    }))
  })

  test('stop at the declared size and at the end of the input', () => {
    const content = new Uint8Array(70_000).fill(7)
    const stream = new Uint8Array(deflateRawSync(content))
    expect(codeOf(() => inflate(stream, 69_999))).toBe('ZIP_SIZE_MISMATCH')
    expect(codeOf(() => inflate(stream, 70_001))).toBe('ZIP_SIZE_MISMATCH')
    expect(codeOf(() => inflate(stream, 0))).toBe('ZIP_SIZE_MISMATCH')
    const stored = new Uint8Array(deflateRawSync(content, { level: 0 }))
    expect(codeOf(() => inflate(stored, 69_999))).toBe('ZIP_SIZE_MISMATCH')
    for (const length of [0, 1, stream.length - 1]) expect(codeOf(() => inflate(stream.subarray(0, length), 70_000))).toBe('ZIP_DATA_INVALID')
    expect(codeOf(() => inflate(Uint8Array.of(...stream, 0), 70_000))).toBe('ZIP_DATA_UNUSED')
  })
})

describe('streams that RFC 1951 does not allow', () => {
  // One symbol of each of two lengths: codes 0 (length 1) and 1 (length 1) of the code length code.
  const cases: Readonly<Record<string, Uint8Array>> = {
    'block type 3': bits('1', '11', '0000000'),
    'stored length that is not repeated': Uint8Array.of(1, 1, 0, 0, 0, 0x61),
    'distance before the start': bits('1', number(1, 2), '0000001', '00000', '0000000'),
    'length symbol 286': bits('1', number(1, 2), '11000110', '00000', '0000000'),
    'length symbol 287': bits('1', number(1, 2), '11000111', '00000', '0000000'),
    'distance symbol 30': bits('1', number(1, 2), '00110000', '0000001', '11110', '0000000'),
    'literal that the end cuts off': bits('1', number(1, 2), '001'),
    'too many length symbols': bits(dynamicHeader(287, 1, { 0: 1, 1: 1 }), '1'.repeat(300)),
    'too many distance symbols': bits(dynamicHeader(257, 31, { 0: 1, 1: 1 }), '1'.repeat(300)),
    'code lengths of which there are none': bits(dynamicHeader(257, 1, {}), '0'.repeat(300)),
    'one code length only': bits(dynamicHeader(257, 1, { 1: 1 }), '0'.repeat(300)),
    'over-subscribed code lengths': bits(dynamicHeader(257, 1, { 0: 1, 1: 1, 2: 1 }), '0'.repeat(300)),
    'repeat of nothing': bits(dynamicHeader(257, 1, { 16: 1, 1: 1 }), '1', '00', '0'.repeat(300)),
    'repeat past the end': bits(dynamicHeader(257, 1, { 18: 1, 1: 1 }), '1', number(127, 7), '1', number(127, 7)),
    'no end of block': bits(dynamicHeader(257, 1, { 0: 1, 1: 1 }), '1', '1', '0'.repeat(256), '0'.repeat(20)),
    'over-subscribed literals': bits(dynamicHeader(257, 1, { 0: 1, 1: 1 }), '1', '1', '0'.repeat(254), '1', '0', '0'.repeat(20)),
    'incomplete literals': bits(dynamicHeader(257, 1, { 0: 1, 2: 1 }), '1', '0'.repeat(255), '1', '0', '0'.repeat(20)),
  }

  test.each(Object.entries(cases))('%s', (_, stream) => {
    expect(zlibInflate(stream)).toBeUndefined()
    expect(codeOf(() => inflate(stream, 100))).toBe('ZIP_DATA_INVALID')
  })

  test('the one incomplete set that is allowed: a single code of one bit', () => {
    // Literals: only the end of block; distances: one code. Code lengths: 0 is "0", 1 is "1".
    const stream = bits(dynamicHeader(257, 1, { 0: 1, 1: 1 }), '0'.repeat(256), '1', '1', '0')
    expect(zlibInflate(stream)?.output).toEqual(new Uint8Array(0))
    expect(inflate(stream, 0)).toEqual(new Uint8Array(0))
  })

  test('zlib and this reader agree on any octets and on mutated streams (property)', () => {
    const mutated = fc
      .tuple(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.nat({ max: 9 }), fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 3 }))
      .map(([content, level, changes]) => {
        const stream = new Uint8Array(deflateRawSync(Uint8Array.of(...content, ...content), { level }))
        for (const [place, value] of changes) stream[place % stream.length] = value
        return stream
      })
    // Block type 2 in front, or hardly any random octets would get past the first bits.
    const dynamic = fc.uint8Array({ minLength: 20, maxLength: 300 }).map((octets) => Uint8Array.of(5, ...octets))
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 100 }), dynamic, mutated), (stream) => {
        const expected = zlibInflate(stream)
        if (expected === undefined) {
          expect(['ZIP_DATA_INVALID', 'ZIP_SIZE_MISMATCH']).toContain(codeOf(() => inflate(stream, 1 << 20)))
        } else if (expected.consumed < stream.length) {
          expect(codeOf(() => inflate(stream, expected.output.length))).toBe('ZIP_DATA_UNUSED')
        } else {
          expect(gives(stream, expected.output)).toBe(true)
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('nothing but errors of ours, whatever the declared size (property)', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat({ max: 5000 }), (stream, size) => {
      try {
        expect(inflate(stream, size)).toHaveLength(size)
      } catch (error) {
        expect(error).toBeInstanceOf(VerificationError)
      }
    }), { numRuns: 1000 })
  })

  test('very many tiny blocks with codes of their own take time in proportion to the input', () => {
    // A dynamic block without output is about 70 bits; each one makes two codes.
    const header = dynamicHeader(257, 1, { 0: 1, 1: 1 }).replace(/^1/, '0')
    const stream = bits((header + '0'.repeat(256) + '1' + '1' + '0').repeat(3000), '1', number(1, 2), '0000000')
    const started = performance.now()
    expect(inflate(stream, 0)).toHaveLength(0)
    expect(performance.now() - started).toBeLessThan(2000)
  })
})

/** Output, or code and values of the error: what a caller can tell. */
function outcome(inflater: () => Uint8Array): string {
  try {
    return Buffer.from(inflater()).toString('latin1')
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error
    return JSON.stringify(error.finding)
  }
}

function* cut(source: Uint8Array, length: number): Generator<Uint8Array> {
  for (let offset = 0; offset < source.length; offset += length) yield source.slice(offset, offset + length)
}

function inflateCut(source: Uint8Array, size: number, length: number): Uint8Array {
  const pieces: Uint8Array[] = []
  inflatePieces(cut(source, length), { length: source.length, size, offset: 7, at: ['a'] }, (piece) => {
    // A view of a buffer that is used again.
    pieces.push(piece.slice())
  })
  return Buffer.concat(pieces)
}

describe('the platform, the strict reader and the one for pieces', () => {
  const same = (stream: Uint8Array, size: number, length: number): string => {
    const strict = outcome(() => inflateStrictly(stream, size, 7, ['a']))
    expect(outcome(() => inflateRaw(stream, size, 7, ['a'])) === strict, 'the platform').toBe(true)
    expect(outcome(() => inflateCut(stream, size, length)) === strict, `pieces of ${length}`).toBe(true)
    return strict
  }

  test('give the same, right or wrong, for streams of any kind and sizes beside the right one (property)', () => {
    const content = fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 60 }), fc.nat({ max: 40 })).map(([unit, count]) => new Uint8Array(Buffer.concat(Array<Uint8Array>(count).fill(unit)))))
    const few = <T>(arbitrary: fc.Arbitrary<T>, usual: T): fc.Arbitrary<T> => fc.oneof(fc.constant(usual), arbitrary)
    const arbitrary = fc.tuple(content, fc.nat({ max: 9 }), few(fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 2 }), []), few(fc.integer({ min: -2, max: 2 }), 0), few(fc.uint8Array({ maxLength: 3 }), Uint8Array.of()), fc.integer({ min: 1, max: 50 }))
    let right = 0
    fc.assert(fc.property(arbitrary, ([octets, level, changes, beside, tail, length]) => {
      const stream = Uint8Array.of(...deflateRawSync(octets, { level }), ...tail)
      for (const [place, value] of changes) stream[place % stream.length] = value
      if (same(stream, Math.max(0, octets.length + beside), length) === Buffer.from(octets).toString('latin1')) right++
    }), { numRuns: 1500 })
    expect(right).toBeGreaterThan(50)
  })

  test('give the same for streams that reach back across buffers, with stored blocks in between', () => {
    const noise = Uint8Array.from({ length: 90_000 }, (_, i) => (Math.imul(i, 2654435761) >>> 13) & 0xff)
    // The second half repeats what is 32,768 octets back, the farthest that a match can reach.
    const far = new Uint8Array(250_000)
    for (let i = 0; i < far.length; i++) far[i] = i < 32_768 ? (noise[i] as number) : (far[i - 32_768] as number)
    for (const content of [far, new Uint8Array(Buffer.concat([noise, far, noise])), new Uint8Array(400_000)]) {
      for (const level of [0, 1, 9]) {
        const stream = new Uint8Array(deflateRawSync(content, { level, memLevel: 1 }))
        const text = Buffer.from(content).toString('latin1')
        for (const length of level === 1 ? [1, 5, 16, 4096, 65_536, 10_000_000] : [1000]) expect(outcome(() => inflateCut(stream, content.length, length)) === text, `${level} ${length}`).toBe(true)
        for (const size of [content.length - 1, content.length + 1, 163_840, 163_841]) same(stream, size, 1000)
      }
    }
  })

  test('hand on pieces of a bounded length, however much comes out', () => {
    const content = new Uint8Array(3_000_000)
    const stream = new Uint8Array(deflateRawSync(content))
    let longest = 0
    inflatePieces([stream], { length: stream.length, size: content.length, offset: 0, at: [] }, (piece) => { longest = Math.max(longest, piece.length) })
    expect(longest).toBeLessThanOrEqual(163_840)
  })
})

describe('CRC-32', () => {
  test('is that of zlib for any octets', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926)
    expect(crc32(new Uint8Array(0))).toBe(0)
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), (octets) => {
      expect(crc32(octets)).toBe(zlibCrc32(octets))
      expect(tableCrc32(octets)).toBe(zlibCrc32(octets))
      const middle = octets.length >> 1
      for (const sum of [crc32, tableCrc32]) expect(sum(octets.subarray(middle), sum(octets.subarray(0, middle)))).toBe(zlibCrc32(octets))
    }))
  })
})
