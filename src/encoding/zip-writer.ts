/**
 * Writes ZIP packages: the same octets for the same input, plain enough for every reader (UTF-8 names, sizes in front, no
 * descriptors, no extra fields, no ZIP64). `rewriteZip` changes a package without touching what signatures cover.
 */
import { deflateSync } from 'fflate'
import { concatOctets, toUtf8 } from './octets.ts'
import { crc32 } from './crc32.ts'
import { foldPath, normalizePath } from './path.ts'
import { FLAG_UTF8 } from './zip-names.ts'
import {
  CENTRAL_HEADER, CENTRAL_HEADER_BYTES, END_RECORD, END_RECORD_BYTES, IN_ZIP64_16, IN_ZIP64_32, LOCAL_HEADER, LOCAL_HEADER_BYTES,
  ZIP64_EXTRA, findExtra,
} from './zip-records.ts'
import { DEFLATED, STORED } from './zip.ts'
import type { ZipArchive, ZipEntry } from './zip.ts'

type Octets = Uint8Array<ArrayBuffer>

export interface ZipFile {
  /** Canonical path; see `path.ts`. */
  readonly path: string
  readonly bytes: Uint8Array
  /** Deflated where that is shorter, unless `stored` is asked for. */
  readonly method?: 'deflate' | 'stored'
}

export interface ZipWriteOptions {
  /** Modification time of new entries, stated in UTC to 2 seconds; 1980-01-01 where absent. */
  readonly time?: Date
}

/** Deflate needs 2.0; with it the file type is an ordinary file. */
const VERSION = 20

/** What is written of one entry: its local part, and its directory header for a given offset of that part. */
interface Part {
  readonly local: Uint8Array
  readonly central: (offset: number) => Octets
}

/**
 * Writes a package of files, in the order given.
 * @throws TypeError for a path that is not canonical or is there twice; RangeError when it needs ZIP64, or for a time
 *   that ZIP cannot state
 */
export function writeZip(files: Iterable<ZipFile>, options: ZipWriteOptions = {}): Octets {
  const time = dosTime(options.time)
  const paths = new Set<string>()
  const parts: Part[] = []
  for (const file of files) {
    const key = foldPath(file.path)
    if (paths.has(key)) throw new TypeError(`path is there twice: ${file.path}`)
    paths.add(key)
    parts.push(makePart(file, time))
  }
  return assemble(parts, parts, new Uint8Array(0))
}

/**
 * Writes a changed copy of a package. Entries that do not change are copied octet for octet, header and compressed data
 * included; changed ones take the place of the old; new ones follow in the order of `changes`. A package comment stays;
 * octets that belong to no entry are left out.
 * @param changes content by canonical path; null removes an entry
 * @throws TypeError for the removal of what is not there, or a new path that is not canonical or collides with another;
 *   RangeError when the result needs ZIP64
 */
export function rewriteZip(archive: ZipArchive, changes: ReadonlyMap<string, Uint8Array | null>, options: ZipWriteOptions = {}): Octets {
  const time = dosTime(options.time)
  const byEntry = new Map<ZipEntry, Part>()
  for (const entry of archive.entries) {
    const change = entry.isDirectory ? undefined : changes.get(entry.path)
    if (change === null) continue
    byEntry.set(entry, change === undefined ? copyPart(archive, entry) : makePart({ path: entry.path, bytes: change }, time))
  }
  const added: Part[] = []
  const taken = new Set(archive.entries.map((entry) => foldPath(entry.path)))
  for (const [path, bytes] of changes) {
    if (archive.get(path) !== undefined) continue
    if (bytes === null) throw new TypeError(`no such entry: ${path}`)
    const key = foldPath(path)
    if (taken.has(key)) throw new TypeError(`path differs from that of an entry in case only: ${path}`)
    taken.add(key)
    added.push(makePart({ path, bytes }, time))
  }
  const kept = [...byEntry.keys()]
  const partsOf = (entries: readonly ZipEntry[]): Part[] => [...entries.flatMap((entry) => byEntry.get(entry) ?? []), ...added]
  const physical = [...kept].sort((a, b) => a.layout.start - b.layout.start)
  return assemble(partsOf(physical), partsOf(kept), archive.comment)
}

/** @param physical in the order of data; @param listed the same parts in the order of the directory */
function assemble(physical: readonly Part[], listed: readonly Part[], comment: Uint8Array): Octets {
  if (listed.length >= IN_ZIP64_16) throw new RangeError('too many entries for a ZIP file without ZIP64')
  const offsets = new Map<Part, number>()
  let offset = 0
  for (const part of physical) {
    offsets.set(part, offset)
    offset += part.local.length
  }
  const directory = listed.map((part) => part.central(offsets.get(part) ?? 0))
  const directoryBytes = directory.reduce((sum, { length }) => sum + length, 0)
  if (offset + directoryBytes >= IN_ZIP64_32) throw new RangeError('too large for a ZIP file without ZIP64')
  const end = record(END_RECORD_BYTES, (view) => {
    view.setUint32(0, END_RECORD, true)
    view.setUint16(8, listed.length, true)
    view.setUint16(10, listed.length, true)
    view.setUint32(12, directoryBytes, true)
    view.setUint32(16, offset, true)
    view.setUint16(20, comment.length, true)
  })
  const octets = new Uint8Array(offset + directoryBytes + end.length + comment.length)
  let position = 0
  // Not `concatOctets(...)`: tens of thousands of entries are too many arguments for a call.
  for (const piece of [...physical.map(({ local }) => local), ...directory, end, comment]) {
    octets.set(piece, position)
    position += piece.length
  }
  return octets
}

function makePart(file: ZipFile, time: number): Part {
  const name = normalizePath(file.path)
  if (name === undefined || name.path !== file.path || name.path === '') throw new TypeError(`path is not canonical: ${file.path}`)
  const rawName = toUtf8(file.path)
  if (rawName.length > 0xffff) throw new RangeError('path is too long')
  if (file.bytes.length >= IN_ZIP64_32) throw new RangeError('content is too large for a ZIP file without ZIP64')
  const deflated = file.method === 'stored' ? undefined : deflateSync(file.bytes)
  const shorter = deflated !== undefined && deflated.length < file.bytes.length
  const data = shorter ? deflated : file.bytes
  /** The fields that both headers have, from the flags on. */
  const common = (view: DataView, start: number): void => {
    view.setUint16(start, FLAG_UTF8, true)
    view.setUint16(start + 2, shorter ? DEFLATED : STORED, true)
    view.setUint32(start + 4, time, true)
    view.setUint32(start + 8, crc32(file.bytes), true)
    view.setUint32(start + 12, data.length, true)
    view.setUint32(start + 16, file.bytes.length, true)
    view.setUint16(start + 20, rawName.length, true)
  }
  const local = record(LOCAL_HEADER_BYTES, (view) => {
    view.setUint32(0, LOCAL_HEADER, true)
    view.setUint16(4, VERSION, true)
    common(view, 6)
  })
  const central = (offset: number): Octets => {
    const header = record(CENTRAL_HEADER_BYTES, (view) => {
      view.setUint32(0, CENTRAL_HEADER, true)
      view.setUint16(4, VERSION, true)
      view.setUint16(6, VERSION, true)
      common(view, 8)
      view.setUint32(42, offset, true)
    })
    return concatOctets(header, rawName)
  }
  return { local: concatOctets(local, rawName, data), central }
}

/** An entry as it stands; only the offset in its directory header changes. */
function copyPart(archive: ZipArchive, entry: ZipEntry): Part {
  const { central, start, end } = entry.layout
  return {
    local: archive.source.read(start, end - start),
    central: (offset) => {
      const header = Uint8Array.from(archive.source.read(central.start, central.end - central.start))
      const view = new DataView(header.buffer)
      if (view.getUint32(42, true) !== IN_ZIP64_32) {
        view.setUint32(42, offset, true)
        return header
      }
      // The ZIP64 field holds the fields that are saturated, in order: size, compressed size, offset.
      const extraStart = CENTRAL_HEADER_BYTES + view.getUint16(28, true)
      const extra = header.subarray(extraStart, extraStart + view.getUint16(30, true))
      const zip64 = findExtra(extra, ZIP64_EXTRA)
      if (zip64 === undefined) throw new TypeError('entry of another archive')
      const saturated = [24, 20].filter((field) => view.getUint32(field, true) === IN_ZIP64_32).length
      const field = new DataView(zip64.buffer, zip64.byteOffset + 8 * saturated, 8)
      field.setUint32(0, offset, true)
      field.setUint32(4, 0, true)
      return header
    },
  }
}

function record(bytes: number, fill: (view: DataView) => void): Octets {
  const octets = new Uint8Array(bytes)
  fill(new DataView(octets.buffer))
  return octets
}

/** MS-DOS date in the upper 16 bits, time in the lower ones. */
function dosTime(time: Date | undefined): number {
  if (time === undefined) return (1 << 21) | (1 << 16)
  const year = time.getUTCFullYear()
  if (!(year >= 1980 && year <= 2107)) throw new RangeError('ZIP states times from 1980 to 2107')
  const date = ((year - 1980) << 9) | ((time.getUTCMonth() + 1) << 5) | time.getUTCDate()
  const clock = (time.getUTCHours() << 11) | (time.getUTCMinutes() << 5) | (time.getUTCSeconds() >> 1)
  return ((date << 16) | clock) >>> 0
}
