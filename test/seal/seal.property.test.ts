import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { VerificationError } from '../../src/errors.ts'
import { Budget } from '../../src/limits.ts'
import { concatOctets, equalOctets, toBase64, toUtf8 } from '../../src/encoding/octets.ts'
import { detectSesBytes, inspectSes, parseSeal, parseSealSignature, renderInspection } from '../../src/seal/index.ts'
import type { SealSignatureValue } from '../../src/seal/index.ts'
import { explicit, bits, firstSeal, firstSignature, indefinite, integer, octets, seal, signature } from './deviating.ts'
import { hex, selfMade } from './vectors/self-made.ts'

const options = (): { budget: Budget } => ({ budget: new Budget() })

/** The result, or undefined for an error that untrusted input may cause; any other error fails the test. */
function tolerate<Result>(read: () => Result): Result | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof VerificationError) return undefined
    throw error
  }
}

function everyEntry(bytes: Uint8Array): void {
  tolerate(() => detectSesBytes(bytes, options()))
  tolerate(() => parseSeal(bytes, options()))
  tolerate(() => parseSealSignature(bytes, options()))
  tolerate(() => renderInspection(inspectSes(bytes, options())))
}

const BLOBS: readonly Uint8Array[] = [
  selfMade('GM/T 0031-2014'), selfMade('GB/T 38540-2020'), firstSeal(), seal(), firstSeal({}, bits), octets(seal()),
  signature({ version: integer(5), eseal: seal({ version: integer(5), timeStamp: explicit(0, bits(hex('3000'))) }), timeStamp: explicit(0, bits(hex('3000'))) }),
  firstSignature({ timeInfo: bits(toUtf8('2026-01-02 11:04:05')), eseal: octets(firstSeal()) }),
  indefinite(0x30, signature().subarray(4)), toUtf8(toBase64(seal())),
]

const mutated = fc
  .record({
    blob: fc.constantFrom(...BLOBS),
    edits: fc.array(fc.record({ place: fc.nat(), value: fc.nat(255), kind: fc.constantFrom('set', 'remove', 'insert', 'cut') }), { minLength: 1, maxLength: 4 }),
  })
  .map(({ blob, edits }) => {
    let bytes = blob
    for (const { place, value, kind } of edits) {
      const at = place % (bytes.length + 1)
      const behind = kind === 'set' || kind === 'remove' ? at + 1 : at
      const middle = kind === 'set' || kind === 'insert' ? Uint8Array.of(value) : new Uint8Array()
      bytes = kind === 'cut' ? bytes.subarray(0, at) : concatOctets(bytes.subarray(0, at), middle, bytes.subarray(behind))
    }
    return bytes
  })

describe('hostile octets', () => {
  it('arbitrary ones throw nothing but VerificationError', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), everyEntry), { numRuns: 500 })
  })

  it('arbitrary ones that begin like ASN.1 throw nothing but VerificationError', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 120 }), fc.constantFrom(0x30, 0x04), (content, tag) => {
      everyEntry(concatOctets(Uint8Array.of(tag, content.length), content))
    }), { numRuns: 500 })
  })

  it('mutated seals and signatures throw nothing but VerificationError', () => {
    fc.assert(fc.property(mutated, everyEntry), { numRuns: 700 })
  })

  it('deep nesting ends in a limit, not in a stack overflow', () => {
    for (const tag of [0x30, 0x04, 0x24, 0xa0]) {
      let nested: Uint8Array = hex('0500')
      for (let i = 0; i < 400; i++) nested = concatOctets(Uint8Array.of(tag, 0x83, nested.length >> 16, (nested.length >> 8) & 0xff, nested.length & 0xff), nested)
      everyEntry(nested)
      everyEntry(seal({ extDatas: nested, data: nested, cert: nested }))
    }
    everyEntry(new Uint8Array(100_000).fill(0x30).map((octet, index) => (index % 2 === 0 ? octet : 0x80)))
  })

  it('many elements end in a limit or a result, not in a stack overflow', () => {
    const many = (inner: Uint8Array, count: number): Uint8Array => new Uint8Array(inner.length * count).map((_, index) => inner[index % inner.length] as number)
    const pieces = concatOctets(hex('2480'), many(hex('040100'), 150_000), hex('0000'))
    tolerate(() => parseSeal(seal({ data: pieces }), options()))
    everyEntry(seal({ extDatas: concatOctets(hex('3080'), many(hex('3007 0602 2a03 0401 00'), 5000), hex('0000')) }))
    tolerate(() => parseSeal(concatOctets(hex('3080'), many(hex('0500'), 600_000), hex('0000')), options()))
  })

  it('strings in strings are laid open down to the limit only', () => {
    let nested: Uint8Array = hex('3003020101')
    for (let i = 0; i < 2000; i++) {
      const header = (tag: number, length: number): Uint8Array => Uint8Array.of(tag, 0x83, length >> 16, (length >> 8) & 0xff, length & 0xff)
      const string = concatOctets(header(4, nested.length), nested)
      nested = concatOctets(header(0x30, string.length), string)
    }
    const text = renderInspection(inspectSes(nested, options()))
    expect(text.split('\n').length).toBeLessThan(200)
  })
})

describe('signed octets', () => {
  /** Every octet of TLV regions: those that a flip leaves parseable must change what is verified. */
  function expectCovered(bytes: Uint8Array, start: number, end: number, parse: (bytes: Uint8Array) => SealSignatureValue): void {
    const original = parse(bytes)
    let parsed = 0
    for (let place = start; place < end; place++) {
      const flipped = Uint8Array.from(bytes)
      flipped[place] = (flipped[place] as number) ^ (1 << (place % 8))
      const value = tolerate(() => parse(flipped))
      if (value === undefined) continue
      parsed++
      if (equalOctets(value.signedBytes, original.signedBytes)) throw new Error(`octet ${place} is not in the signed octets`)
    }
    expect(parsed).toBeGreaterThan((end - start) / 2)
  }

  it.each(['GM/T 0031-2014', 'GB/T 38540-2020'] as const)('of a signature change with every octet of toSign, %s', (edition) => {
    const bytes = selfMade(edition)
    const { signedBytes } = parseSealSignature(bytes, options())
    const start = signedBytes.byteOffset - bytes.byteOffset
    expectCovered(bytes, start, start + signedBytes.length, (octets) => parseSealSignature(octets, options()))
  })

  it('of a seal change with every octet of its information, and in GM/T 0031-2014 of certificate and algorithm too', () => {
    const parse = (octets: Uint8Array): SealSignatureValue => parseSeal(octets, options())
    const later = parseSealSignature(selfMade('GB/T 38540-2020'), options()).seal.bytes
    expectCovered(later, 4, 4 + parse(later).signedBytes.length, parse)
    const first = parseSealSignature(selfMade('GM/T 0031-2014'), options()).seal.bytes
    const { alternativeSignedBytes, signedBytes } = parse(first)
    const info = alternativeSignedBytes.find(({ rule }) => rule === 'other-edition')?.bytes ?? new Uint8Array()
    expectCovered(first, 4, 4 + info.length, parse)
    // Behind the header of SES_SignInfo, which is the only octets of it that the standard leaves out.
    const certificateStart = 4 + info.length + 4
    expectCovered(first, certificateStart, certificateStart + signedBytes.length - 4 - info.length, parse)
  })

  it('of a signature hold the whole seal, so that no other can be put in its place', () => {
    fc.assert(fc.property(fc.nat(), (seed) => {
      const { seal: inner, signedBytes, bytes } = parseSealSignature(selfMade('GB/T 38540-2020'), options())
      const place = inner.bytes.byteOffset + (seed % inner.bytes.length)
      expect(place).toBeGreaterThanOrEqual(signedBytes.byteOffset)
      expect(place).toBeLessThan(signedBytes.byteOffset + signedBytes.length)
      expect(inner.bytes.buffer).toBe(bytes.buffer)
    }), { numRuns: 50 })
  })
})
