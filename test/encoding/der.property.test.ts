import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { BitString, Integer, ObjectIdentifier, OctetString, fromBER } from 'asn1js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  readBitString, readBitStringOctets, readBoolean, readInteger, readNamedBits, readNull, readOctetString, readOid, readSmallInteger, readText, readTime,
  readUnsignedInteger,
} from '../../src/encoding/der-values.ts'
import { readBer, readDer } from '../../src/encoding/der.ts'
import type { DerElement } from '../../src/encoding/der.ts'
import {
  encodeBitString, encodeBoolean, encodeElement, encodeExplicit, encodeInteger, encodeOctetString, encodeOid, encodeSequence, encodeSetOf, encodeUtcTime,
  encodeUtf8String,
} from '../../src/encoding/der-writer.ts'
import { fromBase64, fromHex, toBase64, toHex } from '../../src/encoding/octets.ts'
import { parsePem, toPem } from '../../src/encoding/pem.ts'
import { VerificationError } from '../../src/errors.ts'
import { Budget } from '../../src/limits.ts'

const VALUES = [
  readBitString, readBitStringOctets, readBoolean, readInteger, readNamedBits, readNull, readOctetString, readOid, readSmallInteger, readText, readTime, readUnsignedInteger,
]

/** Result of a reader; undefined where it refuses with an error of ours. */
function attempt<Value>(read: () => Value): Value | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof VerificationError) return undefined
    throw error
  }
}

/** Reads the whole tree and every value that each element could have. */
function readAll(element: DerElement): void {
  for (const read of VALUES) attempt(() => read(element))
  for (const child of attempt(() => element.children) ?? []) readAll(child)
}

/** What the writer makes of what the reader read. */
function rewrite(element: DerElement): Uint8Array {
  return encodeElement(element.tag, ...(element.constructed ? element.children.map(rewrite) : [element.content]))
}

const { tree } = fc.letrec<{ tree: Uint8Array }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    fc.bigInt().map(encodeInteger),
    fc.boolean().map(encodeBoolean),
    fc.uint8Array({ maxLength: 200 }).map(encodeOctetString),
    fc.uint8Array({ maxLength: 20 }).map((octets) => encodeBitString(octets)),
    fc.string({ unit: 'binary' }).map(encodeUtf8String),
    fc.constantFrom('1.2.156.10197.1.501', '2.5.29.15').map(encodeOid),
    fc.date({ min: new Date('1950-01-01'), max: new Date('2049-12-31'), noInvalidDate: true }).map(encodeUtcTime),
    fc.array(tie('tree'), { maxLength: 5 }).map((parts) => encodeSequence(...parts)),
    fc.array(tie('tree'), { maxLength: 5 }).map((parts) => encodeSetOf(...parts)),
    fc.tuple(fc.nat({ max: 30 }), tie('tree')).map(([n, part]) => encodeExplicit(n, part)),
  ),
}))

const mutated = fc
  .tuple(tree, fc.array(fc.tuple(fc.nat(), fc.oneof(fc.constantFrom(0, 0x30, 0x80, 0x24, 0xff), fc.nat({ max: 255 }))), { minLength: 1, maxLength: 3 }), fc.nat({ max: 3 }))
  .map(([bytes, changes, cut]) => {
    const copy = Uint8Array.from(bytes)
    for (const [place, value] of changes) copy[place % copy.length] = value
    return copy.subarray(0, copy.length - cut)
  })

test('any octets and mutated structures: nothing but errors of ours, from both readers and all values', () => {
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 100 }), mutated), (bytes) => {
      const strict = attempt(() => readDer(bytes, { budget: new Budget() }))
      if (strict !== undefined) readAll(strict)
      const tolerant = attempt(() => readBer(bytes, { budget: new Budget() }, () => undefined))
      if (tolerant !== undefined) readAll(tolerant)
    }),
    { numRuns: 1000 },
  )
})

test('what the strict reader takes has one encoding: written again it is the same (pitfall 10)', () => {
  let taken = 0
  const lowTags = fc.oneof(mutated, fc.uint8Array({ minLength: 2, maxLength: 6 }).map((octets) => Uint8Array.of(0x30, octets.length, ...octets)))
  fc.assert(
    fc.property(lowTags, (bytes) => {
      const element = attempt(() => readDer(bytes, { budget: new Budget() }))
      const again = element === undefined ? undefined : attempt(() => (hasHighTag(element) ? undefined : rewrite(element)))
      if (again === undefined) return
      taken++
      expect(toHex(again)).toBe(toHex(bytes))
    }),
    { numRuns: 2000 },
  )
  expect(taken).toBeGreaterThan(50)
})

const hasHighTag = (element: DerElement): boolean => element.tagNumber >= 31 || element.children.some(hasHighTag)

test('what is written is read by both readers, without a finding, and by another reader', () => {
  fc.assert(fc.property(tree, (bytes) => {
    expect(toHex(rewrite(readDer(bytes, { budget: new Budget() })))).toBe(toHex(bytes))
    const tolerant = readBer(bytes, { budget: new Budget() }, ({ code }) => expect.unreachable(code))
    expect(toHex(rewrite(tolerant))).toBe(toHex(bytes))
    const other = fromBER(Uint8Array.from(bytes))
    expect(other.offset).toBe(bytes.length)
  }))
})

describe('values are those of another library', () => {
  const read = (bytes: Uint8Array): DerElement => readDer(bytes, { budget: new Budget() })

  test('INTEGER', () => {
    fc.assert(fc.property(fc.oneof(fc.bigInt(), fc.bigInt({ min: -(2n ** 300n), max: 2n ** 300n })), (value) => {
      const theirs = new Uint8Array(Integer.fromBigInt(value).toBER())
      expect(readInteger(read(encodeInteger(value)))).toBe(value)
      // Negative numbers of whole octets are padded by the other library.
      if (value >= 0n) expect(toHex(encodeInteger(value))).toBe(toHex(theirs))
    }))
  })

  test('OBJECT IDENTIFIER', () => {
    const oid = fc.tuple(fc.constantFrom('0.', '1.', '2.'), fc.nat({ max: 39 }), fc.array(fc.nat({ max: 2 ** 31 - 1 }), { maxLength: 8 })).map(([root, second, rest]) => [root + String(second), ...rest].join('.'))
    fc.assert(fc.property(oid, (value) => {
      expect(readOid(read(encodeOid(value)))).toBe(value)
      expect(toHex(encodeOid(value))).toBe(toHex(new Uint8Array(new ObjectIdentifier({ value }).toBER())))
    }))
  })

  test('strings in pieces', () => {
    fc.assert(fc.property(fc.array(fc.uint8Array({ minLength: 1, maxLength: 20 }), { minLength: 1, maxLength: 4 }), fc.boolean(), (pieces, bits) => {
      const value = pieces.map((piece) => (bits ? new BitString({ valueHex: Uint8Array.from(piece).buffer }) : new OctetString({ valueHex: Uint8Array.from(piece).buffer })))
      const whole = bits ? new BitString({ isConstructed: true, value: value as BitString[] }) : new OctetString({ isConstructed: true, value: value as OctetString[] })
      const element = readBer(new Uint8Array(whole.toBER()), { budget: new Budget() }, () => undefined)
      const joined = bits ? readBitStringOctets(element) : readOctetString(element)
      expect(toHex(joined)).toBe(pieces.map(toHex).join(''))
    }))
  })
})

test('hex, base64 and PEM', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (octets) => {
    const buffer = Buffer.from(octets)
    expect(toHex(octets)).toBe(buffer.toString('hex'))
    expect(toBase64(octets)).toBe(buffer.toString('base64'))
    expect(fromHex(toHex(octets).toUpperCase())).toEqual(octets)
    expect(fromBase64(toBase64(octets))).toEqual(octets)
    expect(parsePem(`x\n${toPem('CERTIFICATE', octets)}\r\ny`)).toEqual([{ label: 'CERTIFICATE', bytes: octets }])
  }))
  // One encoding only: what is taken is what would be written.
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom('A', 'b', '9', '+', '/', '=', ' ', '-', 'é'), maxLength: 12 }), (text) => {
    const octets = fromBase64(text)
    if (octets !== undefined) expect(toBase64(octets)).toBe(text)
  }))
})

const CORPUS = '../shared/corpus'
const FILES = ['ofd-seals/SESealData.DER', 'ofd-seals/UserV4__2.esl', 'ofd-seals/UserV1__2.esl', ...readCorpus('cms-tsp/dss', /\.(p7m|tst)$/, 6)]
const READY = existsSync(CORPUS) && ((): boolean => {
  try {
    execFileSync('openssl', ['version'])
    return true
  } catch {
    return false
  }
})()

function readCorpus(folder: string, names: RegExp, count: number): readonly string[] {
  const path = join(CORPUS, folder)
  return existsSync(path) ? readdirSync(path).filter((name) => names.test(name)).slice(0, count).map((name) => join(folder, name)) : []
}

describe.skipIf(!READY)(READY ? 'real structures' : `real structures (skipped: no ${CORPUS} or no openssl here)`, () => {
  test.each(FILES)('%s: the same elements at the same places as openssl', (name) => {
    const bytes = new Uint8Array(readFileSync(join(CORPUS, name)))
    const lines = execFileSync('openssl', ['asn1parse', '-inform', 'DER', '-in', join(CORPUS, name)], { encoding: 'utf8', maxBuffer: 1 << 26 }).split('\n')
    const theirs = lines.flatMap((line) => {
      const match = /^ *(\d+):d=(\d+) +hl=(\d+) +l= *(\d+|inf) +(cons|prim):(?! EOC)/.exec(line)
      return match === null ? [] : [`${String(match[1])} ${String(match[2])} ${String(match[3])}`]
    })
    const ours: string[] = []
    const walk = (element: DerElement, depth: number): void => {
      ours.push(`${element.start} ${depth} ${element.contentStart - element.start}`)
      for (const child of element.children) walk(child, depth + 1)
    }
    walk(readBer(bytes, { budget: new Budget() }, () => undefined), 0)
    expect(ours).toEqual(theirs)
    expect(ours.length).toBeGreaterThan(20)
  })
})
