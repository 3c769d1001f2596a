import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { openZip } from '../../src/encoding/zip.ts'
import type { ZipArchive } from '../../src/encoding/zip.ts'
import { FormatError, LimitExceededError, UnsupportedAlgorithmError } from '../../src/errors.ts'
import { Budget } from '../../src/limits.ts'
import type { Limits } from '../../src/limits.ts'
import { lastPlaceOf } from '../../src/encoding/zip-records.ts'
import { codeOf } from './expect-code.ts'
import { buildZip, concat, extraField, numbers, octets, unicodePathField } from './zip-builder.ts'
import type { RawEntry } from './zip-builder.ts'

const open = (bytes: Uint8Array, limits: Partial<Limits> = {}): ZipArchive => openZip(bytes, { budget: new Budget(limits), at: ['p.ofd'] })
const refused = (bytes: Uint8Array): string => codeOf(() => open(bytes))
const found = (bytes: Uint8Array): string[] => open(bytes).findings.map(({ code }) => code)
const readAll = (bytes: Uint8Array, limits: Partial<Limits> = {}): string[] => {
  const archive = open(bytes, limits)
  return archive.entries.filter(({ isDirectory }) => !isDirectory).map((entry) => new TextDecoder().decode(archive.read(entry)))
}

const A: RawEntry = { name: 'OFD.xml', data: '<OFD/>' }
const B: RawEntry = { name: 'Doc_0/Document.xml', data: '<Document/>'.repeat(20) }
const C: RawEntry = { name: 'Doc_0/Res/seal.png', data: 'not compressed', method: 0 }
const localHeader = buildZip([{ name: 'x', data: 'hidden' }]).subarray(0, 30 + 1 + 8)

describe('a plain package', () => {
  test('is read without findings', () => {
    const archive = open(buildZip([A, B, C]))
    expect(archive.findings).toEqual([])
    expect(archive.entries.map(({ path, size, method }) => [path, size, method])).toEqual([
      ['OFD.xml', 6, 8], ['Doc_0/Document.xml', 220, 8], ['Doc_0/Res/seal.png', 14, 0],
    ])
    expect(readAll(buildZip([A, B, C]))).toEqual([A.data, B.data, C.data])
  })

  test('is looked up by exact path, or ignoring case when asked to', () => {
    const archive = open(buildZip([A, B]))
    expect(archive.get('OFD.xml')?.path).toBe('OFD.xml')
    expect(archive.get('ofd.XML')).toBeUndefined()
    expect(archive.get('/OFD.xml')).toBeUndefined()
    expect(archive.getIgnoringCase('ofd.XML')?.path).toBe('OFD.xml')
    for (const name of ['__proto__', 'constructor', 'toString', '']) expect(archive.get(name)).toBeUndefined()
  })

  test('may hold entries named like properties of objects', () => {
    const archive = open(buildZip([{ name: '__proto__', data: 'p' }, { name: 'constructor', data: 'c' }]))
    expect(archive.get('__proto__')?.size).toBe(1)
    expect(({} as Record<string, unknown>)['size']).toBeUndefined()
  })

  test('may be empty', () => {
    expect(open(buildZip([])).entries).toEqual([])
  })

  test('may list entries in another order than that of their data', () => {
    const [first, second] = [buildZip([A]), buildZip([B])]
    const cut = (zip: Uint8Array): readonly [Uint8Array, Uint8Array] => {
      const start = Buffer.from(zip).readUInt32LE(zip.length - 6)
      return [zip.subarray(0, start), zip.slice(start, zip.length - 22)]
    }
    const [[a, centralA], [b, centralB]] = [cut(first), cut(second)]
    Buffer.from(centralB.buffer).writeUInt32LE(a.length, 42)
    const end = numbers([4, 0x06054b50], [4, 0], [2, 2], [2, 2], [4, centralA.length + centralB.length], [4, a.length + b.length], [2, 0])
    const archive = open(concat(a, b, centralB, centralA, end))
    expect(archive.entries.map(({ path }) => path)).toEqual([B.name, A.name])
    expect(archive.findings).toEqual([])
  })

  test('is read from a view into a larger buffer', () => {
    const zip = buildZip([A, B])
    const view = concat(octets('before'), zip, octets('after')).subarray(6, 6 + zip.length)
    expect(readAll(view)).toEqual([A.data, B.data])
  })

  test('gives the same content again, and takes no entry of another archive', () => {
    const archive = open(buildZip([A]))
    const other = open(buildZip([A]))
    const [entry] = archive.entries
    const [foreign] = other.entries
    if (entry === undefined || foreign === undefined) throw new Error('no entry')
    expect(archive.read(entry)).toEqual(archive.read(entry))
    expect(() => archive.read(foreign)).toThrow(TypeError)
  })
})

describe('the end record and the directory', () => {
  test('ZIP_END_RECORD_MISSING: no ZIP, an empty file, a truncated one', () => {
    const zip = buildZip([A, B])
    for (const bytes of [new Uint8Array(0), octets('PK'), octets('<?xml version="1.0"?><OFD/>'), zip.subarray(0, zip.length - 1), zip.subarray(0, 40)]) {
      expect(refused(bytes)).toBe('ZIP_END_RECORD_MISSING')
    }
  })

  test('a comment that is longer than the file (pitfall 25)', () => {
    expect(refused(buildZip([A], { end: { commentLength: 5 } }))).toBe('ZIP_DIRECTORY_INVALID')
  })

  test('ZIP_DIRECTORY_AMBIGUOUS: a whole second package in the comment (pitfall 25)', () => {
    const inner = buildZip([{ name: 'OFD.xml', data: '<Forged/>' }])
    expect(refused(buildZip([A], { comment: inner }))).toBe('ZIP_DIRECTORY_AMBIGUOUS')
  })

  test('ZIP_DIRECTORY_AMBIGUOUS: an empty second end record in the comment', () => {
    expect(refused(buildZip([A], { comment: buildZip([]) }))).toBe('ZIP_DIRECTORY_AMBIGUOUS')
  })

  test('ZIP_DIRECTORY_AMBIGUOUS: stated offset and end of file lead to different directories', () => {
    const forged = buildZip([{ name: 'OFD.xml', data: '<Forged/>' }])
    const start = Buffer.from(forged).readUInt32LE(forged.length - 6)
    // The second directory is where readers look that take offsets as they are stated.
    const zip = buildZip([A], { prefix: forged.subarray(0, forged.length - 22), end: { offset: start } })
    expect(refused(zip)).toBe('ZIP_DIRECTORY_AMBIGUOUS')
  })

  test('ZIP_HIDDEN_ENTRY: two packages one after the other (pitfall 25)', () => {
    expect(refused(concat(buildZip([{ name: 'OFD.xml', data: '<Forged/>' }]), buildZip([A])))).toBe('ZIP_HIDDEN_ENTRY')
  })

  test('a package inside an entry is no second directory', () => {
    const nested = buildZip([A, B])
    const zip = buildZip([{ name: 'Doc_0/Signs/Sign_0/SignedValue.dat', data: nested, method: 0 }])
    expect(found(zip)).toEqual([])
  })

  test('ZIP_DIRECTORY_INVALID: directory octets that are no headers, sizes that do not fit', () => {
    const zip = buildZip([A, B])
    const size = Buffer.from(zip).readUInt32LE(zip.length - 10)
    expect(refused(buildZip([A, B], { end: { size: size - 1 } }))).toBe('ZIP_DIRECTORY_INVALID')
    expect(refused(buildZip([A, B], { end: { size: size + 1 } }))).toBe('ZIP_DIRECTORY_INVALID')
    expect(refused(buildZip([A, B], { end: { size: 0xfffffff0 } }))).toBe('ZIP_DIRECTORY_INVALID')
    expect(refused(buildZip([A, B], { end: { offset: 0xfffffff0 } }))).toBe('ZIP_DIRECTORY_INVALID')
    const broken = Uint8Array.from(zip)
    broken[broken.length - 22 - size] = 0
    expect(refused(broken)).toBe('ZIP_DIRECTORY_INVALID')
  })

  test('ZIP_ENTRY_COUNT_MISMATCH: more or fewer headers than stated (pitfall 25)', () => {
    expect(refused(buildZip([A, B], { end: { entries: 1, entriesHere: 1 } }))).toBe('ZIP_ENTRY_COUNT_MISMATCH')
    expect(refused(buildZip([A, B], { end: { entries: 3, entriesHere: 3 } }))).toBe('ZIP_ENTRY_COUNT_MISMATCH')
  })

  test('ZIP_MULTI_DISK', () => {
    expect(refused(buildZip([A], { end: { disk: 1 } }))).toBe('ZIP_MULTI_DISK')
    expect(refused(buildZip([A], { end: { directoryDisk: 1 } }))).toBe('ZIP_MULTI_DISK')
    expect(refused(buildZip([A, B], { end: { entriesHere: 1 } }))).toBe('ZIP_MULTI_DISK')
    expect(refused(buildZip([{ ...A, central: { disk: 1 } }]))).toBe('ZIP_MULTI_DISK')
  })
})

describe('ZIP64 (pitfall 23: fields that lie)', () => {
  const sizes = (entry: RawEntry): Uint8Array => {
    const { size, compressedSize } = open(buildZip([entry])).entries[0] ?? { size: 0, compressedSize: 0 }
    return numbers([8, size], [8, compressedSize])
  }

  test('records and fields that agree are read', () => {
    const central = { size: 0xffffffff, compressedSize: 0xffffffff, extra: extraField(1, sizes(B)) }
    const local = { size: 0xffffffff, compressedSize: 0xffffffff, extra: extraField(1, sizes(B)) }
    expect(readAll(buildZip([A, { ...B, central, local }], { zip64: true }))).toEqual([A.data, B.data])
  })

  test('an offset in a ZIP64 field', () => {
    const central = { localOffset: 0xffffffff, extra: extraField(1, numbers([8, 0])) }
    expect(readAll(buildZip([{ ...A, central }, B]))).toEqual([A.data, B.data])
  })

  test('the end record may state plain values beside the ZIP64 record, if they are the same', () => {
    const plain = Buffer.from(buildZip([A, B]))
    const end = { entries: 2, entriesHere: 2, size: plain.readUInt32LE(plain.length - 10), offset: plain.readUInt32LE(plain.length - 6) }
    expect(readAll(buildZip([A, B], { zip64: true, end }))).toEqual([A.data, B.data])
    expect(refused(buildZip([A, B], { zip64: true, end: { ...end, entries: 1 } }))).toBe('ZIP64_INVALID')
    expect(refused(buildZip([A, B], { zip64: true, end: { ...end, offset: end.offset - 1 } }))).toBe('ZIP64_INVALID')
  })

  test('ZIP64_INVALID: records that are missing, elsewhere or contradict', () => {
    expect(refused(buildZip([A], { end: { offset: 0xffffffff } }))).toBe('ZIP64_INVALID')
    expect(refused(buildZip([A], { end: { entries: 0xffff, entriesHere: 0xffff } }))).toBe('ZIP64_INVALID')
    expect(refused(buildZip([A], { zip64: { locatorOffset: 2 ** 40 } }))).not.toBe('accepted')
    expect(refused(buildZip([A], { zip64: { recordSize: 45 } }))).toBe('ZIP64_INVALID')
    expect(refused(buildZip([A], { zip64: { recordSize: 2 ** 62 } }))).toBe('ZIP64_INVALID')
    expect(refused(buildZip([A], { zip64: { offset: 3 } }))).toBe('ZIP64_INVALID')
    expect(refused(buildZip([A], { zip64: { disk: 1 } }))).toBe('ZIP_MULTI_DISK')
    expect(refused(buildZip([A], { zip64: { entries: 2 ** 40 } }))).toBe('LIMIT_EXCEEDED')
  })

  test('ZIP64_INVALID: a field that is missing or too short, or a number that no file has', () => {
    expect(refused(buildZip([{ ...A, central: { size: 0xffffffff } }]))).toBe('ZIP64_INVALID')
    expect(refused(buildZip([{ ...A, central: { size: 0xffffffff, extra: extraField(1, numbers([4, 6])) } }]))).toBe('ZIP64_INVALID')
    expect(refused(buildZip([{ ...A, central: { size: 0xffffffff, extra: extraField(1, numbers([8, 2 ** 62])) } }]))).toBe('ZIP64_INVALID')
    expect(refused(buildZip([{ ...A, central: { disk: 0xffff } }]))).toBe('ZIP64_INVALID')
  })

  test('ZIP_HEADERS_DIFFER: a local ZIP64 field with other sizes', () => {
    const local = { size: 0xffffffff, compressedSize: 0xffffffff }
    expect(refused(buildZip([{ ...A, local }]))).toBe('ZIP_HEADERS_DIFFER')
    expect(refused(buildZip([{ ...A, local: { ...local, extra: extraField(1, numbers([8, 7], [8, 8])) } }]))).toBe('ZIP_HEADERS_DIFFER')
    expect(refused(buildZip([{ ...A, local: { ...local, extra: extraField(1, numbers([8, 6])) } }]))).toBe('ZIP_HEADERS_DIFFER')
  })
})

describe('central and local view (pitfall 25)', () => {
  const differs = (local: RawEntry['local']): string => {
    try {
      open(buildZip([{ ...A, ...(local === undefined ? {} : { local }) }]))
    } catch (error) {
      if (error instanceof FormatError && error.code === 'ZIP_HEADERS_DIFFER') return String(error.finding.params['field'])
      throw error
    }
    return 'none'
  }

  test('ZIP_HEADERS_DIFFER: name, method, flags, CRC-32 and sizes', () => {
    expect(differs({ name: octets('OFD.xmL') })).toBe('name')
    expect(differs({ method: 0 })).toBe('method')
    expect(differs({ flags: 1 })).toBe('flags')
    expect(differs({ flags: 8 })).toBe('flags')
    expect(differs({ flags: 0x2000 })).toBe('flags')
    expect(differs({ crc32: 0 })).toBe('crc32')
    expect(differs({ size: 7 })).toBe('size')
    expect(differs({ size: 0 })).toBe('size')
    expect(differs({ compressedSize: 7 })).toBe('compressedSize')
  })

  test('ZIP_FLAGS_DIFFER: bits that do not concern the data', () => {
    for (const flags of [0x800, 0x2, 0x6]) expect(found(buildZip([{ ...A, local: { flags } }]))).toEqual(['ZIP_FLAGS_DIFFER'])
  })

  test('ZIP_LOCAL_HEADER_MISSING', () => {
    expect(refused(buildZip([A, { ...B, gap: octets('gap'), central: { localOffset: 45 } }]))).toBe('ZIP_LOCAL_HEADER_MISSING')
    expect(refused(buildZip([{ ...A, central: { localOffset: 0xfffffff0 } }]))).toBe('ZIP_LOCAL_HEADER_MISSING')
    expect(refused(buildZip([{ ...A, only: 'central' }]))).toBe('ZIP_LOCAL_HEADER_MISSING')
  })

  test('ZIP_HIDDEN_ENTRY: a local entry that the directory does not list', () => {
    const hidden: RawEntry = { name: 'OFD.xml', data: '<Forged/>', only: 'local' }
    expect(refused(buildZip([hidden, A]))).toBe('ZIP_HIDDEN_ENTRY')
    expect(refused(buildZip([A, hidden, B]))).toBe('ZIP_HIDDEN_ENTRY')
    expect(refused(buildZip([A, hidden]))).toBe('ZIP_HIDDEN_ENTRY')
  })

  test('ZIP_HIDDEN_ENTRY: in front, behind, and in the comment', () => {
    expect(refused(buildZip([A], { prefix: localHeader }))).toBe('ZIP_HIDDEN_ENTRY')
    expect(refused(buildZip([A], { suffix: localHeader }))).toBe('ZIP_HIDDEN_ENTRY')
    expect(refused(buildZip([A], { comment: localHeader }))).toBe('ZIP_HIDDEN_ENTRY')
  })

  test('ZIP_DATA_UNUSED: a local entry between the end of deflated data and the stated size', () => {
    const compressed = concat(new Uint8Array(deflateRawSync(octets('<OFD/>'))), localHeader)
    const zip = buildZip([{ ...A, compressed }])
    expect(refused(zip)).toBe('accepted')
    expect(codeOf(() => readAll(zip))).toBe('ZIP_DATA_UNUSED')
  })

  test('data descriptors in all four forms', () => {
    for (const descriptor of ['signed', 'plain', 'signed64', 'plain64'] as const) {
      const zip = buildZip([{ ...A, descriptor }, { name: 'empty', data: '', descriptor }, { ...B, descriptor }])
      expect(found(zip)).toEqual([])
      expect(readAll(zip)).toEqual([A.data, '', B.data])
    }
  })

  test('local fields beside a descriptor may already hold the right values', () => {
    expect(found(buildZip([{ ...A, descriptor: 'signed', local: { size: 6 } }]))).toEqual([])
    expect(refused(buildZip([{ ...A, descriptor: 'signed', local: { size: 7 } }]))).toBe('ZIP_HEADERS_DIFFER')
  })

  test('ZIP_DESCRIPTOR_MISMATCH: other values, or none', () => {
    expect(refused(buildZip([{ ...A, descriptor: numbers([4, 0x08074b50], [4, 1], [4, 8], [4, 6]) }, B]))).toBe('ZIP_DESCRIPTOR_MISMATCH')
    expect(refused(buildZip([{ ...A, descriptor: new Uint8Array(0) }, B]))).toBe('ZIP_DESCRIPTOR_MISMATCH')
    expect(refused(buildZip([{ ...A, descriptor: new Uint8Array(0) }]))).toBe('ZIP_DESCRIPTOR_MISMATCH')
  })

  test('ZIP_STORED_WITH_DESCRIPTOR: data without an end of its own', () => {
    expect(found(buildZip([{ ...C, descriptor: 'signed' }]))).toEqual(['ZIP_STORED_WITH_DESCRIPTOR'])
  })
})

describe('bombs (pitfall 23)', () => {
  test('ZIP_ENTRIES_OVERLAP: several headers for one local entry', () => {
    expect(refused(buildZip([A, { ...A, name: 'other', only: 'central', central: { localOffset: 0, name: octets('OFD.xml') } }]))).toBe('ZIP_ENTRIES_OVERLAP')
  })

  test('ZIP_ENTRIES_OVERLAP: each entry holds the next one inside its data (Fifield, "A better zip bomb")', () => {
    // The outer entry is a stored block that quotes the inner one's local header, followed by the inner one's data.
    const inner = buildZip([{ name: 'b', data: 'x'.repeat(1000) }])
    const innerLocal = inner.subarray(0, Buffer.from(inner).readUInt32LE(inner.length - 6))
    const block = concat(Uint8Array.of(1), numbers([2, innerLocal.length], [2, 0xffff - innerLocal.length]), innerLocal)
    const zip = buildZip([
      { name: 'a', data: innerLocal, compressed: block },
      { name: 'b', data: 'x'.repeat(1000), only: 'central', central: { localOffset: 30 + 1 + 5 } },
    ])
    expect(refused(zip)).toBe('ZIP_ENTRIES_OVERLAP')
  })

  test('ZIP_ENTRIES_OVERLAP: data that reaches into the directory', () => {
    const sizes = { compressedSize: 100, size: 100 }
    expect(refused(buildZip([{ ...C, local: sizes, central: sizes }]))).toBe('ZIP_ENTRIES_OVERLAP')
  })

  test('a ratio bomb is refused before a buffer is made', () => {
    const bomb = buildZip([{ name: 'bomb', data: new Uint8Array(20_000_000) }])
    expect(() => readAll(bomb, { zipRatio: 500 })).toThrow(LimitExceededError)
    expect(() => readAll(bomb, { zipEntryBytes: 10_000_000 })).toThrow(LimitExceededError)
    expect(() => readAll(bomb)).toThrow(LimitExceededError)
    expect(readAll(bomb, { zipRatio: 1040 })).toHaveLength(1)
  })

  test('a declared size without data to match is refused before a buffer is made', () => {
    const sizes = { size: 0xfffffff0 }
    const zip = buildZip([{ ...A, local: sizes, central: sizes }])
    const started = performance.now()
    expect(() => readAll(zip, { zipEntryBytes: 2 ** 40, zipTotalBytes: 2 ** 41 })).toThrow(LimitExceededError)
    expect(performance.now() - started).toBeLessThan(1000)
  })

  test('ZIP_SIZE_MISMATCH: inflating stops at the declared size', () => {
    const compressed = new Uint8Array(deflateRawSync(new Uint8Array(50_000_000)))
    const zip = buildZip([{ ...A, compressed }])
    const started = performance.now()
    expect(codeOf(() => readAll(zip))).toBe('ZIP_SIZE_MISMATCH')
    expect(performance.now() - started).toBeLessThan(500)
  })

  test('ZIP_SIZE_MISMATCH: less content than declared, and stored entries of two sizes', () => {
    const more = { size: 7 }
    expect(codeOf(() => readAll(buildZip([{ ...A, local: more, central: more }])))).toBe('ZIP_SIZE_MISMATCH')
    expect(refused(buildZip([{ ...C, local: more, central: more }]))).toBe('ZIP_SIZE_MISMATCH')
  })

  test('all entries together', () => {
    const zip = buildZip([{ name: 'a', data: 'x'.repeat(600) }, { name: 'b', data: 'x'.repeat(600) }])
    expect(() => readAll(zip, { zipTotalBytes: 1000 })).toThrow(LimitExceededError)
    const archive = open(zip, { zipTotalBytes: 1200 })
    // Reading again costs nothing.
    for (const entry of [...archive.entries, ...archive.entries]) archive.read(entry)
  })

  test('very many entries, very long names', () => {
    const many = buildZip(Array.from({ length: 1001 }, (_, index) => ({ name: String(index), data: '' })))
    expect(() => open(many, { zipEntries: 1000 })).toThrow(LimitExceededError)
    expect(() => open(buildZip([{ name: 'n'.repeat(1025) }]))).toThrow(LimitExceededError)
  })

  test('a wide directory of deep names opens in reasonable time', () => {
    const zip = buildZip(Array.from({ length: 20_000 }, (_, index) => ({ name: `${'d/'.repeat(50)}${index}`, method: 0 })))
    const started = performance.now()
    expect(open(zip).entries).toHaveLength(20_000)
    expect(performance.now() - started).toBeLessThan(5000)
  })
})

describe('names (pitfall 24)', () => {
  const named = (...names: readonly (string | Uint8Array)[]): Uint8Array => buildZip(names.map((name) => ({ name, data: 'x' })))
  const gbk = Uint8Array.of(0xb7, 0xa2, 0xc6, 0xb1, 0x2e, 0x78, 0x6d, 0x6c)

  test('ZIP_DUPLICATE_NAME', () => {
    expect(refused(named('OFD.xml', 'OFD.xml'))).toBe('ZIP_DUPLICATE_NAME')
  })

  test('ZIP_NAME_COLLISION: case, backslash, slash, dot and Unicode twins', () => {
    for (const twin of ['ofd.XML', '/OFD.xml', './OFD.xml', '\\OFD.xml', '.\\OFD.xml', '//OFD.xml']) {
      expect(refused(named('OFD.xml', twin))).toBe('ZIP_NAME_COLLISION')
    }
    expect(refused(named('Doc/a.xml', 'Doc\\a.xml'))).toBe('ZIP_NAME_COLLISION')
    expect(refused(named('Doc/a.xml', 'Doc./A.xml. .'))).toBe('ZIP_NAME_COLLISION')
    expect(refused(named('\u00e9.xml', 'e\u0301.xml'))).toBe('ZIP_NAME_COLLISION')
    expect(refused(named('\u212a.xml', 'k.xml'))).toBe('ZIP_NAME_COLLISION')
    expect(refused(named('stra\u00dfe', 'STRASSE'))).toBe('ZIP_NAME_COLLISION')
    expect(refused(buildZip([{ name: '发票.xml', data: 'x' }, { name: gbk, data: 'x', flags: 0 }]))).toBe('ZIP_NAME_COLLISION')
  })

  test('ZIP_NAME_COLLISION: a file that is also a directory', () => {
    expect(refused(named('Doc', 'Doc/a.xml'))).toBe('ZIP_NAME_COLLISION')
    expect(refused(named('a/b/c', 'a-b', 'a/b', 'a.b'))).toBe('ZIP_NAME_COLLISION')
    expect(refused(buildZip([{ name: 'Doc', data: 'x' }, { name: 'doc/' }]))).toBe('ZIP_NAME_COLLISION')
    expect(found(named('a/b/c', 'a-b', 'a/b.c', 'a.b'))).toEqual([])
  })

  test('ZIP_NAME_TRAVERSAL: no name leaves the package (CVE-2018-1002200)', () => {
    for (const name of ['../OFD.xml', '/../OFD.xml', 'a/../../b', '..\\b', 'a\\..\\..\\b', 'C:/b', 'c:\\b', '..', 'a/../b']) {
      expect(refused(named(name))).toBe('ZIP_NAME_TRAVERSAL')
    }
  })

  test('ZIP_NAME_INVALID: empty, NUL and control characters, malformed octets', () => {
    for (const name of ['', 'a\u0000.xml', 'OFD.xml\u0000.png', 'a\nb', 'a\u007f', '.', '\ufeffOFD.xml']) expect(refused(named(name))).toBe('ZIP_NAME_INVALID')
    expect(refused(buildZip([{ name: Uint8Array.of(0x61, 0xff), data: 'x', flags: 0 }]))).toBe('ZIP_NAME_INVALID')
    expect(refused(buildZip([{ name: gbk, data: 'x', flags: 0x800 }]))).toBe('ZIP_NAME_INVALID')
  })

  test('ZIP_NAME_GBK and ZIP_NAME_UTF8_UNFLAGGED', () => {
    const archive = open(buildZip([{ name: gbk, data: 'x', flags: 0 }, { name: '数据.xml', data: 'y', flags: 0 }]))
    expect(archive.entries.map(({ path }) => path)).toEqual(['发票.xml', '数据.xml'])
    expect(archive.findings.map(({ code, params }) => [code, params['entries']])).toEqual([['ZIP_NAME_GBK', 1], ['ZIP_NAME_UTF8_UNFLAGGED', 1]])
  })

  test('a GBK name whose second octet is a backslash is decoded before slashes are looked for', () => {
    const archive = open(buildZip([{ name: Uint8Array.of(0x95, 0x5c, 0x2e, 0x78), data: 'x', flags: 0 }]))
    expect(archive.entries[0]?.path).toBe('昞.x'.normalize('NFC'))
    expect(archive.findings.map(({ code }) => code)).toEqual(['ZIP_NAME_GBK'])
  })

  test('ZIP_NAME_BACKSLASH, ZIP_NAME_ABSOLUTE, ZIP_NAME_DOT_SEGMENT, ZIP_NAME_NOT_NFC', () => {
    const archive = open(named('Doc_0\\Document.xml', 'Doc_0\\Res\\a', '/OFD.xml', './b', 'c//d', 'e\u0301.xml'))
    expect(archive.entries.map(({ path }) => path)).toEqual(['Doc_0/Document.xml', 'Doc_0/Res/a', 'OFD.xml', 'b', 'c/d', '\u00e9.xml'])
    expect(archive.findings).toEqual([
      { code: 'ZIP_NAME_BACKSLASH', at: ['p.ofd', 'Doc_0/Document.xml'], params: { entries: 2 } },
      { code: 'ZIP_NAME_ABSOLUTE', at: ['p.ofd', 'OFD.xml'], params: { entries: 1 } },
      { code: 'ZIP_NAME_DOT_SEGMENT', at: ['p.ofd', 'b'], params: { entries: 2 } },
      { code: 'ZIP_NAME_NOT_NFC', at: ['p.ofd', '\u00e9.xml'], params: { entries: 1 } },
    ])
  })

  test('ZIP_NAME_CONFLICT: a second name in the Unicode Path field', () => {
    const raw = octets('a.xml')
    expect(refused(buildZip([{ name: raw, data: 'x', central: { extra: unicodePathField(raw, 'b.xml') } }]))).toBe('ZIP_NAME_CONFLICT')
    expect(refused(buildZip([{ name: raw, data: 'x', local: { extra: unicodePathField(raw, 'b.xml') } }]))).toBe('ZIP_NAME_CONFLICT')
    expect(found(buildZip([{ name: raw, data: 'x', central: { extra: unicodePathField(raw, 'a.xml') } }]))).toEqual([])
    const entry: RawEntry = { name: gbk, data: 'x', flags: 0, central: { extra: unicodePathField(gbk, '发票.xml') } }
    expect(found(buildZip([entry]))).toEqual(['ZIP_NAME_GBK'])
  })
})

describe('what an entry is (pitfalls 24 and 25)', () => {
  test('ZIP_ENCRYPTED: plain, strong and masked', () => {
    for (const flags of [1, 0x41, 0x2000]) {
      expect(() => open(buildZip([{ ...A, flags }]))).toThrow(UnsupportedAlgorithmError)
      expect(refused(buildZip([{ ...A, flags }]))).toBe('ZIP_ENCRYPTED')
    }
  })

  test('ZIP_METHOD_UNSUPPORTED', () => {
    for (const method of [1, 9, 12, 14, 93, 99]) expect(refused(buildZip([{ ...A, method }]))).toBe('ZIP_METHOD_UNSUPPORTED')
  })

  test('ZIP_SPECIAL_FILE: links and devices', () => {
    for (const type of [0xa000, 0x2000, 0x6000, 0x1000, 0xc000]) {
      expect(refused(buildZip([{ ...A, externalAttributes: (type | 0o777) * 65536 }]))).toBe('ZIP_SPECIAL_FILE')
    }
    for (const mode of [0o100644, 0o600, 0]) expect(found(buildZip([{ ...A, externalAttributes: mode * 65536 }]))).toEqual([])
  })

  test('ZIP_DIRECTORY_ENTRIES, also deflated ones, and ZIP_DUPLICATE_DIRECTORY', () => {
    const archive = open(buildZip([{ name: 'Doc_0/', method: 0 }, { name: 'Doc_0/Res/' }, { name: 'doc_0/' }, { name: '/', method: 0 }]))
    expect(archive.findings.map(({ code, params }) => [code, params['entries']])).toEqual([
      ['ZIP_DIRECTORY_ENTRIES', 4], ['ZIP_NAME_ABSOLUTE', 1], ['ZIP_DUPLICATE_DIRECTORY', 1],
    ])
    expect(archive.get('Doc_0')).toBeUndefined()
  })

  test('ZIP_DIRECTORY_WITH_DATA', () => {
    expect(refused(buildZip([{ name: 'Doc_0/', data: 'x' }]))).toBe('ZIP_DIRECTORY_WITH_DATA')
    expect(refused(buildZip([{ name: 'Doc_0/', data: '', compressed: concat(Uint8Array.of(3, 0), localHeader) }]))).toBe('ZIP_DIRECTORY_WITH_DATA')
  })

  test('ZIP_DIRECTORY_ATTRIBUTE: marked as a directory, named as a file', () => {
    expect(found(buildZip([{ ...A, externalAttributes: 0x10 }]))).toEqual(['ZIP_DIRECTORY_ATTRIBUTE'])
    expect(found(buildZip([{ ...A, externalAttributes: 0o40755 * 65536 }]))).toEqual(['ZIP_DIRECTORY_ATTRIBUTE'])
  })

  test('an empty file may be called deflated without any data', () => {
    expect(readAll(buildZip([{ name: 'empty', data: '', compressed: new Uint8Array(0) }]))).toEqual([''])
  })
})

describe('content', () => {
  test('ZIP_CRC_MISMATCH (pitfall 25), at every read', () => {
    const wrong = { crc32: 1 }
    const archive = open(buildZip([{ ...A, local: wrong, central: wrong }]))
    const [entry] = archive.entries
    if (entry === undefined) throw new Error('no entry')
    for (let i = 0; i < 2; i++) expect(codeOf(() => archive.read(entry))).toBe('ZIP_CRC_MISMATCH')
    expect(codeOf(() => readAll(buildZip([{ ...C, local: wrong, central: wrong }])))).toBe('ZIP_CRC_MISMATCH')
  })

  test('ZIP_DATA_INVALID', () => {
    expect(codeOf(() => readAll(buildZip([{ ...A, compressed: Uint8Array.of(7) }])))).toBe('ZIP_DATA_INVALID')
    expect(codeOf(() => readAll(buildZip([{ ...A, compressed: new Uint8Array(0) }])))).toBe('ZIP_DATA_INVALID')
  })
})

describe('octets around the package (tolerated with a finding)', () => {
  test('ZIP_PREFIX_BYTES: offsets counted with and without them', () => {
    for (const offsetsWithPrefix of [false, true]) {
      const zip = buildZip([A, B], { prefix: octets('vendor header'), offsetsWithPrefix })
      expect(open(zip).findings).toEqual([{ code: 'ZIP_PREFIX_BYTES', at: ['p.ofd'], params: { bytes: 13 } }])
      expect(readAll(zip)).toEqual([A.data, B.data])
    }
    expect(found(buildZip([A], { prefix: octets('vendor header'), zip64: true }))).toEqual(['ZIP_PREFIX_BYTES'])
  })

  test('ZIP_SUFFIX_BYTES', () => {
    const zip = buildZip([A, B], { suffix: octets('vendor trailer') })
    expect(open(zip).findings).toEqual([{ code: 'ZIP_SUFFIX_BYTES', at: ['p.ofd'], params: { bytes: 14 } }])
    expect(readAll(zip)).toEqual([A.data, B.data])
  })

  test('ZIP_UNACCOUNTED_BYTES: between entries and before the directory', () => {
    const zip = buildZip([A, { ...B, gap: octets('gap') }], { beforeDirectory: octets('another gap') })
    expect(open(zip).findings).toEqual([{ code: 'ZIP_UNACCOUNTED_BYTES', at: ['p.ofd'], params: { offset: 45, bytes: 14 } }])
  })

  test('ZIP_COMMENT: of the package and of entries', () => {
    expect(open(buildZip([{ ...A, comment: 'four' }], { comment: 'comment' })).findings).toEqual([
      { code: 'ZIP_COMMENT', at: ['p.ofd'], params: { bytes: 11 } },
    ])
    expect(found(buildZip([A], { comment: 'c'.repeat(65_535) }))).toEqual(['ZIP_COMMENT'])
  })
})

test('the last place of a pattern, without the platform', () => {
  const pattern = Uint8Array.of(1, 2, 1, 1)
  let state = 7
  for (let round = 0; round < 300; round++) {
    const octets = Uint8Array.from({ length: round % 40 }, () => (state = (state * 1103515245 + 12345) & 0x7fffffff) >>> 16 & 3)
    for (const from of [octets.length, octets.length >> 1, 0]) {
      expect(lastPlaceOf(octets, pattern, from)).toBe(Buffer.from(octets).lastIndexOf(pattern, from))
    }
  }
})
