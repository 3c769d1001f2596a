import { deflateRawSync } from 'node:zlib'
import { unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { openZip } from '../../src/encoding/zip.ts'
import type { ZipArchive } from '../../src/encoding/zip.ts'
import { rewriteZip, writeZip } from '../../src/encoding/zip-writer.ts'
import { Budget } from '../../src/limits.ts'
import { buildZip, concat, extraField, numbers, octets } from './zip-builder.ts'

const open = (bytes: Uint8Array): ZipArchive => openZip(bytes, { budget: new Budget() })
const contents = (bytes: Uint8Array): Readonly<Record<string, string>> => {
  const archive = open(bytes)
  return Object.fromEntries(archive.entries.map((entry) => [entry.path, new TextDecoder().decode(archive.read(entry))]))
}
const FILES = [
  { path: 'OFD.xml', bytes: octets('<OFD/>'.repeat(50)) },
  { path: 'Doc_0/Res/发票.png', bytes: octets('short') },
  { path: 'Doc_0/empty', bytes: new Uint8Array(0) },
  { path: 'Doc_0/Signs/Sign_0/Seal.esl', bytes: octets('x'.repeat(100)), method: 'stored' as const },
]

describe('writing', () => {
  test('is read back without findings, in the order given', () => {
    const archive = open(writeZip(FILES))
    expect(archive.findings).toEqual([])
    expect(archive.entries.map(({ path, method }) => [path, method])).toEqual([
      ['OFD.xml', 8], ['Doc_0/Res/发票.png', 0], ['Doc_0/empty', 0], ['Doc_0/Signs/Sign_0/Seal.esl', 0],
    ])
    for (const { path, bytes } of FILES) expect(archive.read(archive.get(path) ?? archive.entries[0] as never)).toEqual(bytes)
  })

  test('is read by another reader', () => {
    const read = unzipSync(writeZip(FILES))
    expect(Object.keys(read)).toEqual(FILES.map(({ path }) => path))
    for (const { path, bytes } of FILES) expect(new Uint8Array(read[path] ?? [])).toEqual(bytes)
  })

  test('gives the same octets for the same input, and states the time given', () => {
    const time = new Date('2026-07-01T08:09:10.999Z')
    expect(writeZip(FILES, { time })).toEqual(writeZip(FILES, { time }))
    const plain = Buffer.from(writeZip(FILES))
    expect([plain.readUInt16LE(10), plain.readUInt16LE(12)]).toEqual([0, (1 << 5) | 1])
    const timed = Buffer.from(writeZip(FILES, { time }))
    expect(timed.readUInt16LE(10)).toBe((8 << 11) | (9 << 5) | 5)
    expect(timed.readUInt16LE(12)).toBe((46 << 9) | (7 << 5) | 1)
  })

  test('takes canonical paths once only, and times that ZIP can state', () => {
    for (const path of ['', '/a', './a', 'a/', 'a\\b', '../a', 'e\u0301']) expect(() => writeZip([{ path, bytes: octets('x') }])).toThrow(TypeError)
    expect(() => writeZip([{ path: 'a', bytes: octets('x') }, { path: 'A', bytes: octets('x') }])).toThrow(TypeError)
    expect(() => writeZip([], { time: new Date('1979-12-31') })).toThrow(RangeError)
    expect(() => writeZip([], { time: new Date(Number.NaN) })).toThrow(RangeError)
    expect(() => writeZip([{ path: 'n'.repeat(70_000), bytes: octets('x') }])).toThrow(RangeError)
    expect(() => writeZip(Array.from({ length: 65_535 }, (_, index) => ({ path: String(index), bytes: new Uint8Array(0) })))).toThrow(RangeError)
  })
})

describe('rewriting', () => {
  test('copies what does not change octet for octet, replaces in place and appends', () => {
    // Headers that this project would not write: descriptors, odd compression, a flag, extra fields, a comment.
    const source = buildZip([
      { name: 'OFD.xml', data: 'old', descriptor: 'signed' },
      { name: 'Doc_0/' , method: 0 },
      { name: 'Doc_0/a', data: 'stays', compressed: new Uint8Array(deflateRawSync(octets('stays'), { level: 0 })), comment: 'c', local: { extra: extraField(0x5455, numbers([4, 1])) } },
      { name: 'Doc_0/b', data: 'goes' },
      { name: 'Doc_0/c', data: 'stays too', descriptor: 'plain64', flags: 0x808 },
    ], { comment: 'package' })
    const before = open(source)
    const changed = rewriteZip(before, new Map([['new/z', octets('new')], ['OFD.xml', octets('<OFD>new</OFD>')], ['Doc_0/b', null], ['new/a', octets('2nd')]]))
    const after = open(changed)
    expect(after.entries.map(({ path }) => path)).toEqual(['OFD.xml', 'Doc_0', 'Doc_0/a', 'Doc_0/c', 'new/z', 'new/a'])
    expect(contents(changed)).toMatchObject({ 'OFD.xml': '<OFD>new</OFD>', 'Doc_0/a': 'stays', 'Doc_0/c': 'stays too', 'new/z': 'new', 'new/a': '2nd' })
    expect(after.comment).toEqual(octets('package'))
    const localOf = (archive: ZipArchive, path: string): Uint8Array => {
      const { start, end } = archive.entries.find((entry) => entry.path === path)?.layout ?? { start: 0, end: 0 }
      return archive.source.read(start, end - start)
    }
    for (const path of ['Doc_0', 'Doc_0/a', 'Doc_0/c']) expect(localOf(after, path)).toEqual(localOf(before, path))
  })

  test('without changes gives the same file, if the package has no octets of its own', () => {
    const source = buildZip([{ name: 'a', data: 'x', descriptor: 'signed' }, { name: 'b', data: 'y' }], { comment: 'c' })
    expect(rewriteZip(open(source), new Map())).toEqual(source)
    const surrounded = buildZip([{ name: 'a', data: 'x', descriptor: 'signed' }, { name: 'b', data: 'y' }], { comment: 'c', prefix: octets('prefix'), suffix: octets('suffix') })
    expect(rewriteZip(open(surrounded), new Map())).toEqual(source)
  })

  test('keeps the order of data and that of the directory apart', () => {
    const plain = buildZip([{ name: 'a', data: 'first' }, { name: 'b', data: 'second' }])
    const start = Buffer.from(plain).readUInt32LE(plain.length - 6)
    const size = (plain.length - 22 - start) / 2
    const swapped = concat(plain.subarray(0, start), plain.subarray(start + size, start + 2 * size), plain.subarray(start, start + size), plain.subarray(-22))
    const result = rewriteZip(open(swapped), new Map())
    expect(result).toEqual(swapped)
    expect(contents(rewriteZip(open(swapped), new Map([['a', octets('changed')]])))).toEqual({ b: 'second', a: 'changed' })
  })

  test('moves an offset that stands in a ZIP64 field', () => {
    const b = { localOffset: 0xffffffff, size: 0xffffffff, extra: extraField(1, numbers([8, 6], [8, 30 + 1 + 3])) }
    const source = buildZip([{ name: 'a', data: 'x', method: 8 }, { name: 'b', data: 'second', central: b }])
    expect(contents(source)).toEqual({ a: 'x', b: 'second' })
    expect(contents(rewriteZip(open(source), new Map([['a', octets('longer than before')]])))).toEqual({ a: 'longer than before', b: 'second' })
  })

  test('refuses what the caller cannot mean', () => {
    const archive = open(buildZip([{ name: 'OFD.xml', data: 'x' }, { name: 'Doc_0/', method: 0 }]))
    expect(() => rewriteZip(archive, new Map([['gone', null]]))).toThrow(TypeError)
    expect(() => rewriteZip(archive, new Map([['ofd.xml', octets('x')]]))).toThrow(TypeError)
    expect(() => rewriteZip(archive, new Map([['Doc_0', octets('x')]]))).toThrow(TypeError)
    expect(() => rewriteZip(archive, new Map([['/x', octets('x')]]))).toThrow(TypeError)
    expect(() => rewriteZip(archive, new Map([['x', octets('x')], ['X', octets('x')]]))).toThrow(TypeError)
  })
})
