import { crc32, deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inflateTogether } from '#platform'
import type { ExpectedStream } from '#platform'
import { inflateStrictly } from '../../src/encoding/inflate.ts'
import { openZip } from '../../src/encoding/zip.ts'
import { Budget } from '../../src/limits.ts'
import { buildZip } from './zip-builder.ts'

const together = inflateTogether as NonNullable<typeof inflateTogether>
const octets = (text: string): Uint8Array => new TextEncoder().encode(text)
const join = (...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]))
const uint32 = (value: number): number[] => [0, 8, 16, 24].map((shift) => (value >>> shift) & 0xff)

const streamOf = (content: Uint8Array, level = 6): ExpectedStream => ({ data: new Uint8Array(deflateRawSync(content, { level })), size: content.length, crc32: crc32(content) })
/** Of a content, with other octets for it. */
const saying = (content: Uint8Array, data: Uint8Array): ExpectedStream => ({ ...streamOf(content), data })
/** A stored block. */
const stored = (content: Uint8Array, last: boolean): Uint8Array =>
  join([last ? 1 : 0, content.length & 0xff, content.length >> 8, ~content.length & 0xff, (~content.length >> 8) & 0xff], content)
const HEAD = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0]
const tail = (content: Uint8Array): number[] => [...uint32(crc32(content)), ...uint32(content.length)]

/** What the strict reader makes of each; undefined where one is not what it is said to be. */
function oneByOne(streams: readonly ExpectedStream[]): readonly Uint8Array[] | undefined {
  try {
    const contents = streams.map(({ data, size }) => inflateStrictly(data, size, 0, []))
    return contents.every((content, index) => crc32(content) === streams[index]?.crc32) ? contents : undefined
  } catch {
    return undefined
  }
}

const [A, B, C] = [octets('first content '.repeat(20)), octets('second'), octets('三'.repeat(5000))] as const

describe('streams that are what is said of them', () => {
  test.each([0, 1, 6, 9])('give their contents, at level %i', (level) => {
    const streams = [A, B, C].map((content) => streamOf(content, level))
    expect(together(streams)?.map((content) => Buffer.from(content).toString())).toEqual([A, B, C].map((content) => Buffer.from(content).toString()))
  })

  test('of any content (property)', () => {
    fc.assert(fc.property(fc.array(fc.uint8Array({ minLength: 1, maxLength: 400 }), { minLength: 1, maxLength: 8 }), (contents) => {
      expect(together(contents.map((content) => streamOf(content)))).toEqual(contents)
    }))
  })
})

describe('streams that are not', () => {
  const [half, rest] = [A.subarray(0, 100), A.subarray(100)]
  const cases: Readonly<Record<string, readonly ExpectedStream[]>> = {
    'another CRC-32': [streamOf(A), { ...streamOf(B), crc32: 1 }],
    'more than is said, and less': [{ ...streamOf(A), size: A.length - 1 }, { ...streamOf(B), size: B.length + 1 }],
    'contents in each other\'s place': [saying(A, streamOf(B).data), saying(B, streamOf(A).data)],
    'octets behind one in the middle': [saying(A, join(streamOf(A).data, [0])), streamOf(B)],
    'octets behind the last': [streamOf(A), saying(B, join(streamOf(B).data, [1, 2, 3]))],
    'an end of its own, then zeros': [streamOf(A), saying(B, join(streamOf(B).data, tail(B), [0, 0, 0]))],
    'an end and a beginning of its own': [saying(A, join(streamOf(half).data, tail(half), HEAD, streamOf(rest).data)), streamOf(B)],
    'a member of nothing before it': [saying(A, join(streamOf(new Uint8Array(0)).data, tail(new Uint8Array(0)), HEAD, streamOf(A).data)), streamOf(B)],
    'one that is cut off': [saying(A, streamOf(A).data.subarray(0, -1)), streamOf(B)],
    'a distance back into the one before': [streamOf(B), saying(octets('second'), Uint8Array.of(0x2b, 0x82, 0x92, 0))],
  }
  // A stored block takes in the end of its own, the beginning of the next, and what the next begins with.
  const inB = octets('begin')
  const swallowed = join(tail(octets('x')), HEAD, inB)
  const whole = join(swallowed, B)
  const taking: readonly ExpectedStream[] = [
    { data: join([0, swallowed.length, 0, ~swallowed.length & 0xff, 0xff]), size: 1, crc32: crc32(octets('x')) },
    { data: join(inB, stored(B, true)), size: whole.length, crc32: crc32(whole) },
  ]

  test.each(Object.entries({ ...cases, 'one that takes in the next': taking }))('%s', (_, streams) => {
    expect(oneByOne(streams)).toBeUndefined()
    expect(together(streams)).toBeUndefined()
  })

  test('that give nothing are not for it', () => {
    expect(together([streamOf(A), streamOf(new Uint8Array(0))])).toBeUndefined()
  })

  test('never give what each by itself would not, however they were changed (property)', () => {
    const change = fc.record({ stream: fc.nat(2), at: fc.nat(200), octets: fc.oneof(fc.uint8Array({ maxLength: 3 }), fc.constantFrom(Uint8Array.from(HEAD), Uint8Array.from(tail(B)), streamOf(B).data)), drop: fc.nat(4) })
    fc.assert(fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      const streams = [streamOf(A), streamOf(B, 0), streamOf(C.subarray(0, 600))]
      for (const { stream, at, octets: added, drop } of changes) {
        const { data, ...said } = streams[stream] as ExpectedStream
        const place = at % (data.length + 1)
        streams[stream] = { ...said, data: join(data.subarray(0, place), added, data.subarray(place + drop)) }
      }
      const given = together(streams)
      if (given !== undefined) expect(given).toEqual(oneByOne(streams))
    }), { numRuns: 2000 })
  })
})

test('a mark inside a stream leaves it to be read by itself', () => {
  const marked = join(octets('before '), HEAD, octets(' behind'))
  const streams = [streamOf(A), streamOf(marked, 0)]
  expect(together(streams)).toBeUndefined()
  const archive = openZip(buildZip([{ name: 'a', data: 'a' }, { name: 'm', data: marked }]), { budget: new Budget() })
  expect(archive.entries.map((entry) => Buffer.from(archive.read(entry)).toString('hex'))).toEqual(['61', Buffer.from(marked).toString('hex')])
})
