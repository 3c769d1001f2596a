import fc from 'fast-check'
import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { openZip } from '../../src/encoding/zip.ts'
import { rewriteZip, writeZip } from '../../src/encoding/zip-writer.ts'
import { normalizePath, resolvePackagePath } from '../../src/encoding/path.ts'
import { MemorySource, requireRange } from '../../src/encoding/octet-source.ts'
import type { OctetSource } from '../../src/encoding/octet-source.ts'
import { VerificationError } from '../../src/errors.ts'
import { Budget } from '../../src/limits.ts'
import { buildZip, octets } from './zip-builder.ts'

/** Opens and reads all of it; undefined where it is refused with an error of ours. */
function readAll(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> | undefined {
  try {
    const archive = openZip(bytes, { budget: new Budget({ zipTotalBytes: 10_000_000 }) })
    return new Map(archive.entries.filter(({ isDirectory }) => !isDirectory).map((entry) => [entry.path, archive.read(entry)]))
  } catch (error) {
    if (error instanceof VerificationError) return undefined
    throw error
  }
}

const ENTRIES = [
  { name: 'OFD.xml', data: '<OFD/>', descriptor: 'signed' as const },
  { name: 'Doc_0/', method: 0 },
  { name: 'Doc_0/Document.xml', data: '<Document/>'.repeat(5) },
  { name: 'Doc_0/图.png', data: 'stored', method: 0 },
]
const SEEDS = [buildZip(ENTRIES), buildZip(ENTRIES, { zip64: true, comment: 'comment' }), buildZip(ENTRIES, { prefix: octets('prefix'), suffix: octets('suffix') })]

const mutated = fc
  .tuple(
    fc.constantFrom(...SEEDS),
    fc.array(fc.tuple(fc.nat(), fc.oneof(fc.constantFrom(0, 1, 0xff, 0x50), fc.nat({ max: 255 }))), { minLength: 1, maxLength: 3 }),
    fc.oneof(
      { arbitrary: fc.constant(null), weight: 5 },
      { arbitrary: fc.tuple(fc.nat(), fc.nat({ max: 40 }), fc.uint8Array({ maxLength: 20 })), weight: 1 },
    ),
  )
  .map(([seed, changes, splice]) => {
    let bytes = Uint8Array.from(seed)
    for (const [place, value] of changes) bytes[place % bytes.length] = value
    if (splice !== null) {
      const at = splice[0] % bytes.length
      bytes = Uint8Array.of(...bytes.subarray(0, at), ...splice[2], ...bytes.subarray(at + splice[1]))
    }
    return bytes
  })

test('any octets: nothing but errors of ours', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
    readAll(bytes)
  }))
  const withEnd = fc.tuple(fc.uint8Array({ maxLength: 200 }), fc.uint8Array({ minLength: 18, maxLength: 30 }))
  fc.assert(fc.property(withEnd, ([front, end]) => {
    readAll(Uint8Array.of(...front, 0x50, 0x4b, 5, 6, ...end))
  }))
})

test('mutated packages: refused with errors of ours, or read as another reader reads them', () => {
  let read = 0
  fc.assert(
    fc.property(mutated, (bytes) => {
      const files = readAll(bytes)
      if (files === undefined) return
      read++
      let others: Record<string, Uint8Array>
      try {
        others = unzipSync(bytes)
      } catch {
        return
      }
      for (const [name, content] of Object.entries(others)) {
        const path = normalizePath(name)?.path ?? ''
        const ours = files.get(path)
        if (ours !== undefined) expect(Buffer.from(ours).equals(content)).toBe(true)
      }
    }),
    { numRuns: 3000 },
  )
  expect(read).toBeGreaterThan(50)
})

/** A source that is read in pieces of a few octets, as a file is in larger ones. */
class CutSource implements OctetSource {
  readonly #octets: Uint8Array
  readonly pieceLength: number

  constructor(octets: Uint8Array, pieceLength: number) {
    this.#octets = octets
    this.pieceLength = pieceLength
  }

  get length(): number {
    return this.#octets.length
  }

  read(offset: number, length: number): Uint8Array {
    requireRange(this, offset, length)
    return this.#octets.slice(offset, offset + length)
  }
}

/** All that can be seen of a package: entries, findings and contents, or the error. */
function seen(source: OctetSource, inPieces: boolean): unknown {
  try {
    const archive = openZip(source, { budget: new Budget({ zipTotalBytes: 10_000_000 }) })
    const contents = archive.entries.map((entry) => {
      if (!inPieces) return Buffer.from(archive.read(entry)).toString('latin1')
      let content = ''
      archive.readPieces(entry, (piece) => { content += Buffer.from(piece).toString('latin1') })
      return content
    })
    return { entries: archive.entries, findings: archive.findings, comment: Buffer.from(archive.comment).toString('hex'), contents }
  } catch (error) {
    if (error instanceof VerificationError) return error.finding
    throw error
  }
}

test('a package is the same in memory and read in pieces of any length, right or wrong (property)', () => {
  let opened = 0
  fc.assert(
    fc.property(fc.oneof(fc.constantFrom(...SEEDS), mutated), fc.integer({ min: 1, max: 100 }), (bytes, pieceLength) => {
      const whole = seen(new MemorySource(bytes), false)
      expect(seen(new CutSource(bytes, pieceLength), false)).toEqual(whole)
      expect(seen(new CutSource(bytes, pieceLength), true)).toEqual(whole)
      expect(seen(new MemorySource(bytes), true)).toEqual(whole)
      if (typeof whole === 'object' && whole !== null && 'entries' in whole) opened++
    }),
    { numRuns: 1000 },
  )
  expect(opened).toBeGreaterThan(50)
})

test('what is written is read, and survives a rewrite', () => {
  const path = fc.array(fc.stringMatching(/^[a-zA-Z0-9_图章-]{1,8}$/), { minLength: 1, maxLength: 4 }).map((parts) => `r/${parts.join('/')}.x`)
  const files = fc.uniqueArray(fc.record({ path, bytes: fc.uint8Array({ maxLength: 300 }), method: fc.constantFrom('deflate' as const, 'stored' as const) }), {
    selector: ({ path: name }) => name.toLowerCase(),
    maxLength: 8,
  })
  fc.assert(fc.property(files, (list) => {
    const expected = new Map(list.map(({ path: name, bytes }) => [name, Buffer.from(bytes)]))
    const written = writeZip(list)
    const read = readAll(written) ?? new Map<string, Uint8Array>()
    expect(new Map([...read].map(([name, bytes]) => [name, Buffer.from(bytes)]))).toEqual(expected)
    const again = rewriteZip(openZip(written, { budget: new Budget() }), new Map())
    expect(Buffer.from(again).equals(written)).toBe(true)
  }), { numRuns: 100 })
})

test('references never leave the package and are settled by one pass', () => {
  const segment = fc.constantFrom('..', '.', '', 'a', 'Doc_0', '\\', '..\\', ' ', 'C:', '\u0000', 'e\u0301')
  const reference = fc.array(segment, { maxLength: 8 }).map((segments) => segments.join('/'))
  fc.assert(fc.property(fc.oneof(reference, fc.string()), fc.constantFrom('', 'Doc_0', 'Doc_0/Signs/Sign_0'), (text, base) => {
    const resolved = resolvePackagePath(text, base)
    if (resolved === undefined) return
    expect(resolved.path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')).toBe(true)
    expect(normalizePath(resolved.path)).toEqual({ path: resolved.path, deviations: new Set() })
  }))
})
