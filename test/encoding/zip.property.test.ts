import fc from 'fast-check'
import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { openZip } from '../../src/encoding/zip.ts'
import { rewriteZip, writeZip } from '../../src/encoding/zip-writer.ts'
import { normalizePath, resolvePackagePath } from '../../src/encoding/path.ts'
import { MemorySource } from '../../src/encoding/octet-source.ts'
import type { OctetSource } from '../../src/encoding/octet-source.ts'
import { LittleEndian, RecordReader } from '../../src/encoding/zip-records.ts'
import { VerificationError } from '../../src/errors.ts'
import { Budget } from '../../src/limits.ts'
import { CutSource } from './cut-source.ts'
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

test('records are read through a window as from the whole (property)', () => {
  const bytes = new Uint8Array(500).map((_, i) => (i % 7 === 0 ? 0x50 : i * 37))
  const view = new DataView(bytes.buffer)
  const looks = fc.array(fc.tuple(fc.constantFrom('u16' as const, 'u32' as const, 'u64' as const, 'view' as const, 'find' as const), fc.nat({ max: 480 }), fc.nat({ max: 20 })))
  fc.assert(fc.property(fc.integer({ min: 1, max: 600 }), looks, (pieceLength, list) => {
    const reader = new RecordReader(new CutSource(bytes, pieceLength))
    for (const [kind, offset, length] of list) {
      if (kind === 'u16') expect(reader.u16(offset)).toBe(view.getUint16(offset, true))
      else if (kind === 'u32') expect(reader.u32(offset)).toBe(view.getUint32(offset, true))
      else if (kind === 'u64') expect(reader.u64(offset)).toBe(new LittleEndian(bytes).u64(offset))
      else if (kind === 'view') expect(Buffer.from(reader.view(offset, offset + length)).equals(bytes.subarray(offset, offset + length))).toBe(true)
      else expect(reader.find(offset, 500, view.getUint32(490, true))).toBe(bytes.subarray(490)[0] === 0x50 ? 490 : undefined)
    }
    expect(() => reader.u32(497)).toThrow(RangeError)
    expect(() => reader.view(499, 501)).toThrow(RangeError)
  }))
})

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

/** The end of a file is read at once, as far as a comment may reach: what is to be read in pieces is longer than that. */
const LONG = new Uint8Array(66_000).map((_, i) => Math.imul(i, 2654435761) >>> 9)
const LONG_SEEDS = [
  buildZip([...ENTRIES, { name: 'long', data: LONG, method: 0 }, { name: 'Doc_0/last.xml', data: '<a/>', descriptor: 'plain' }]),
  buildZip([{ name: 'first', data: 'first', descriptor: 'signed64' }, { name: 'long', data: LONG, gap: octets('a gap that holds no PK record') }, ...ENTRIES], { zip64: true, comment: 'c' }),
  buildZip(ENTRIES, { prefix: LONG, beforeDirectory: octets('PK'), suffix: octets('suffix') }),
]
const longMutated = fc
  .tuple(fc.constantFrom(...LONG_SEEDS), fc.array(fc.tuple(fc.boolean(), fc.nat({ max: 900 }), fc.nat({ max: 255 })), { maxLength: 2 }))
  .map(([seed, changes]) => {
    const bytes = Uint8Array.from(seed)
    for (const [atEnd, place, value] of changes) bytes[atEnd ? bytes.length - 1 - place : place] = value
    return bytes
  })

test('a package is the same in memory and read in pieces of any length, right or wrong (property)', () => {
  let opened = 0
  const long = fc.tuple(longMutated, fc.integer({ min: 1000, max: 65_536 }))
  const short = fc.tuple(fc.oneof(fc.constantFrom(...SEEDS), mutated), fc.integer({ min: 1, max: 100 }))
  fc.assert(
    fc.property(fc.oneof(short, { arbitrary: long, weight: 2 }), ([bytes, pieceLength]) => {
      const whole = seen(new MemorySource(bytes), false)
      expect(seen(new CutSource(bytes, pieceLength), false)).toEqual(whole)
      expect(seen(new CutSource(bytes, pieceLength), true)).toEqual(whole)
      expect(seen(new MemorySource(bytes), true)).toEqual(whole)
      if (typeof whole === 'object' && whole !== null && 'entries' in whole) opened++
    }),
    { numRuns: 600 },
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
