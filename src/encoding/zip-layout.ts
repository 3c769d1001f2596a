/**
 * Brings the central directory and the local records of a ZIP file together: both must tell the same of every entry,
 * entries must not overlap, and nothing that a reader of local headers would take for an entry may lie outside.
 */
import { FormatError } from '../errors.ts'
import type { Locator } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import { equalOctets } from './octets.ts'
import {
  CENTRAL_HEADER, DESCRIPTOR, END_RECORD, IN_ZIP64_32, LOCAL_HEADER, LittleEndian, ZIP64_EXTRA, findExtra, readLocalHeader,
} from './zip-records.ts'
import type { CentralHeader, DirectoryPlace, LocalHeader, RecordReader } from './zip-records.ts'

/** Bit 3 of the general purpose flags: sizes and CRC-32 follow the data. */
export const FLAG_DESCRIPTOR = 0x0008
/** Bits that change how data is read: encryption, descriptor, patched data, strong encryption, masked headers. */
const MEANINGFUL_FLAGS = 0x0001 | FLAG_DESCRIPTOR | 0x0020 | 0x0040 | 0x2000

/** Where an entry stands in the file. */
export interface EntryLayout {
  readonly central: CentralHeader
  readonly local: LocalHeader
  readonly start: number
  readonly dataStart: number
  readonly dataEnd: number
  /** Behind the data descriptor, where there is one. */
  readonly end: number
  /** Flags differ in bits that change nothing about the data. */
  readonly flagsDiffer: boolean
}

export interface Gap {
  readonly offset: number
  readonly bytes: number
}

export interface PackageLayout {
  /** In the order of the central directory. */
  readonly entries: readonly EntryLayout[]
  /** Octets before the first entry. */
  readonly prefixBytes: number
  /** Octets behind the end record and its comment. */
  readonly suffixBytes: number
  /** Octets between entries, or between the last one and the directory, that belong to nothing. */
  readonly gaps: readonly Gap[]
}

/** @throws FormatError where the two views differ, or entries overlap or hide */
export function layOut(data: RecordReader, place: DirectoryPlace, headers: readonly CentralHeader[], at: Locator): PackageLayout {
  const ordered = headers.map((header, index) => ({ header, index })).sort((a, b) => a.header.localOffset - b.header.localOffset)
  const entries: EntryLayout[] = []
  const gaps: Gap[] = []
  let prefixBytes = 0
  let end = 0
  const gapBefore = (start: number): void => {
    if (start === end) return
    const hidden = data.find(end, start, LOCAL_HEADER, CENTRAL_HEADER, END_RECORD)
    if (hidden !== undefined) throw new FormatError(finding('ZIP_HIDDEN_ENTRY', at, { offset: hidden }))
    if (end === 0) prefixBytes = start
    else gaps.push({ offset: end, bytes: start - end })
  }
  ordered.forEach(({ header, index }, position) => {
    const start = header.localOffset
    if (start < end) throw new FormatError(finding('ZIP_ENTRIES_OVERLAP', at, { offset: start }))
    const limit = ordered[position + 1]?.header.localOffset ?? place.start
    const entry = layOutEntry(data, header, place.start, limit, at)
    if (entry.end > place.start) throw new FormatError(finding('ZIP_ENTRIES_OVERLAP', at, { offset: start }))
    gapBefore(start)
    entries[index] = entry
    end = entry.end
  })
  gapBefore(place.start)
  const behind = data.find(place.commentStart, data.length, LOCAL_HEADER, CENTRAL_HEADER, END_RECORD)
  if (behind !== undefined) throw new FormatError(finding('ZIP_HIDDEN_ENTRY', at, { offset: behind }))
  return { entries, prefixBytes, suffixBytes: data.length - place.commentEnd, gaps }
}

/**
 * @param directory where the central directory starts: nothing of an entry is behind it
 * @param next where the next entry or the directory starts: decides between forms of a descriptor
 */
function layOutEntry(data: RecordReader, central: CentralHeader, directory: number, next: number, at: Locator): EntryLayout {
  const start = central.localOffset
  const local = readLocalHeader(data, start, directory)
  if (local === undefined) throw new FormatError(finding('ZIP_LOCAL_HEADER_MISSING', at, { offset: start }))
  const differ = (field: string): never => {
    throw new FormatError(finding('ZIP_HEADERS_DIFFER', at, { field }))
  }
  if (!equalOctets(local.rawName, central.rawName)) differ('name')
  if (local.method !== central.method) differ('method')
  if (((local.flags ^ central.flags) & MEANINGFUL_FLAGS) !== 0) differ('flags')
  const described = (central.flags & FLAG_DESCRIPTOR) !== 0
  const agrees = (stated: number, value: number): boolean => stated === value || (described && stated === 0)
  if (!agrees(local.crc32, central.crc32)) differ('crc32')
  const sizes = localSizes(data, local) ?? differ('zip64')
  if (!agrees(sizes.size, central.size)) differ('size')
  if (!agrees(sizes.compressedSize, central.compressedSize)) differ('compressedSize')

  const dataEnd = local.end + central.compressedSize
  if (dataEnd > directory) throw new FormatError(finding('ZIP_ENTRIES_OVERLAP', at, { offset: start }))
  const flagsDiffer = local.flags !== central.flags
  const laidOut = (end: number): EntryLayout => ({ central, local, start, dataStart: local.end, dataEnd, end, flagsDiffer })
  if (!described) return laidOut(dataEnd)
  const ends = descriptorEnds(data, central, dataEnd, directory)
  const end = ends.includes(next) ? next : ends[0]
  if (end === undefined) throw new FormatError(finding('ZIP_DESCRIPTOR_MISMATCH', at, { offset: dataEnd }))
  return laidOut(end)
}

/** Sizes of a local header, from its ZIP64 field where they stand there; undefined when that contradicts itself. */
function localSizes(data: RecordReader, local: LocalHeader): { readonly size: number; readonly compressedSize: number } | undefined {
  let { size, compressedSize } = local
  if (size !== IN_ZIP64_32 && compressedSize !== IN_ZIP64_32) return { size, compressedSize }
  const zip64 = findExtra(data.view(local.extra.start, local.extra.end), ZIP64_EXTRA)
  if (zip64 === undefined || zip64.length < 16) return undefined
  // A local header must hold both (APPNOTE 4.5.3), so their places are fixed.
  const long = new LittleEndian(zip64)
  if (size === IN_ZIP64_32) size = long.u64(0) ?? -1
  if (compressedSize === IN_ZIP64_32) compressedSize = long.u64(8) ?? -1
  return { size, compressedSize }
}

/** Where the data descriptor may end: with or without its signature, sizes of 32 or 64 bits, values as they must be. */
function descriptorEnds(data: RecordReader, central: CentralHeader, start: number, limit: number): readonly number[] {
  const ends: number[] = []
  for (const signature of [4, 0]) {
    for (const width of [4, 8]) {
      const end = start + signature + 4 + 2 * width
      if (end > limit || (signature === 4 && data.u32(start) !== DESCRIPTOR)) continue
      const crc = start + signature
      const read = (offset: number): number | undefined => (width === 4 ? data.u32(offset) : data.u64(offset))
      const matches =
        data.u32(crc) === central.crc32 && read(crc + 4) === central.compressedSize && read(crc + 4 + width) === central.size
      if (matches) ends.push(end)
    }
  }
  return ends
}
