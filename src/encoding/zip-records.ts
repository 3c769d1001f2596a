/**
 * The records of a ZIP file as they stand: end of central directory, ZIP64 records, central headers, local headers.
 * Reads and checks one record at a time; how the records of a package fit together is for `zip-layout.ts`.
 */
import { lastIndexOf } from '#platform'
import { FormatError } from '../errors.ts'
import type { Locator } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import type { Budget } from '../limits.ts'
import { requireRange } from './octet-source.ts'
import type { OctetSource } from './octet-source.ts'

export const LOCAL_HEADER = 0x04034b50
export const CENTRAL_HEADER = 0x02014b50
export const END_RECORD = 0x06054b50
export const DESCRIPTOR = 0x08074b50
const ZIP64_END_RECORD = 0x06064b50
const ZIP64_LOCATOR = 0x07064b50

export const END_RECORD_BYTES = 22
const ZIP64_LOCATOR_BYTES = 20
const ZIP64_END_RECORD_BYTES = 56
export const CENTRAL_HEADER_BYTES = 46
export const LOCAL_HEADER_BYTES = 30
const MAX_COMMENT = 0xffff
/** A field of this value stands in a ZIP64 record instead. */
export const IN_ZIP64_16 = 0xffff
export const IN_ZIP64_32 = 0xffffffff

export const ZIP64_EXTRA = 0x0001
const UNICODE_PATH_EXTRA = 0x7075

/** Little-endian numbers of a buffer; reading outside of it is a mistake of this room, not of the input. */
export class LittleEndian {
  readonly #view: DataView

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  }

  u16(offset: number): number {
    return this.#view.getUint16(offset, true)
  }

  u32(offset: number): number {
    return this.#view.getUint32(offset, true)
  }

  /** 64-bit number; undefined above 2^53, more than any file has. */
  u64(offset: number): number | undefined {
    return safeInteger(this.u32(offset), this.u32(offset + 4))
  }
}

function safeInteger(low: number, high: number): number | undefined {
  const value = low + high * 2 ** 32
  return value <= Number.MAX_SAFE_INTEGER ? value : undefined
}

const NOTHING = new Uint8Array(0)

/**
 * Little-endian numbers anywhere in a source, through a window of it that moves: records are read in order, so that it
 * moves seldom. In memory the window is the whole. Offsets are those of the source.
 */
export class RecordReader {
  readonly length: number
  readonly #source: OctetSource
  readonly #isWhole: boolean
  #octets: Uint8Array = NOTHING
  #view: DataView = new DataView(NOTHING.buffer)
  #start = 0

  constructor(source: OctetSource) {
    this.length = source.length
    this.#source = source
    this.#isWhole = source.pieceLength >= source.length
  }

  u16(offset: number): number {
    // The place first: finding it may move the window.
    const place = this.#place(offset, 2)
    return this.#view.getUint16(place, true)
  }

  u32(offset: number): number {
    const place = this.#place(offset, 4)
    return this.#view.getUint32(place, true)
  }

  /** 64-bit number; undefined above 2^53, more than any file has. */
  u64(offset: number): number | undefined {
    const place = this.#place(offset, 8)
    return safeInteger(this.#view.getUint32(place, true), this.#view.getUint32(place + 4, true))
  }

  /** Octets to look at and forget: they may hold a whole window in memory. */
  view(start: number, end: number): Uint8Array {
    if (start === end) return NOTHING
    const place = this.#place(start, end - start)
    return this.#octets.subarray(place, place + end - start)
  }

  /** Octets to keep: a view in memory, a copy of a file's. */
  keep(start: number, end: number): Uint8Array {
    const octets = this.view(start, end)
    return this.#isWhole ? octets : octets.slice()
  }

  /** Offset of the first record signature of one of those kinds in a range; undefined when there is none. */
  find(start: number, end: number, ...signatures: readonly number[]): number | undefined {
    // Pieces overlap by three octets: a signature may lie across two.
    const step = Math.max(4, this.#source.pieceLength)
    for (let from = start; from + 4 <= end; from += step - 3) {
      const octets = this.view(from, Math.min(end, from + step))
      for (let index = octets.indexOf(0x50); index >= 0 && index + 4 <= octets.length; index = octets.indexOf(0x50, index + 1)) {
        if (signatures.includes(this.u32(from + index))) return from + index
      }
    }
    return undefined
  }

  /** Where an offset lies in the window, after moving that there if need be. */
  #place(offset: number, length: number): number {
    const place = offset - this.#start
    return place >= 0 && place + length <= this.#octets.length ? place : this.#move(offset, length)
  }

  #move(offset: number, length: number): number {
    requireRange(this, offset, length)
    this.#start = this.#isWhole ? 0 : offset
    const most = this.#isWhole ? this.length : Math.max(length, this.#source.pieceLength)
    this.#octets = this.#source.read(this.#start, Math.min(most, this.length - this.#start))
    this.#view = new DataView(this.#octets.buffer, this.#octets.byteOffset, this.#octets.length)
    return offset - this.#start
  }
}

/** Where the central directory is, by the end records. */
export interface DirectoryPlace {
  readonly start: number
  readonly end: number
  readonly entries: number
  /** Add to the offsets that records state: octets that were put before the package after it was written. */
  readonly bias: number
  /** Offset behind the fixed part of the end record: comment, then octets that belong to nothing. */
  readonly commentStart: number
  readonly commentEnd: number
}

type DirectoryCode = 'ZIP_END_RECORD_MISSING' | 'ZIP_DIRECTORY_AMBIGUOUS' | 'ZIP_DIRECTORY_INVALID' | 'ZIP_MULTI_DISK' | 'ZIP64_INVALID'

/**
 * Finds the central directory from the end of the file.
 * @throws FormatError when there is none, or when two readers could find two different ones
 */
export function locateDirectory(data: RecordReader, at: Locator): DirectoryPlace {
  const fail = (code: Exclude<DirectoryCode, 'ZIP_END_RECORD_MISSING'>, offset: number): never => {
    throw new FormatError(finding(code, at, { offset }))
  }
  const { length } = data
  const highest = length - END_RECORD_BYTES
  const lowest = Math.max(0, highest - MAX_COMMENT)
  const record = lastEndRecord(data, lowest, highest)
  if (record === undefined) throw new FormatError(finding('ZIP_END_RECORD_MISSING', at))
  const commentStart = record + END_RECORD_BYTES
  const commentEnd = commentStart + data.u16(record + 20)
  if (commentEnd > length) fail('ZIP_DIRECTORY_INVALID', record)
  // Readers that demand a comment up to the end of the file would take an earlier record whose comment holds this one.
  for (let other = lastEndRecord(data, lowest, record - 1); other !== undefined; other = lastEndRecord(data, lowest, other - 1)) {
    if (other + END_RECORD_BYTES + data.u16(other + 20) === length) fail('ZIP_DIRECTORY_AMBIGUOUS', other)
  }

  let entries = data.u16(record + 10)
  let size = data.u32(record + 12)
  let offset = data.u32(record + 16)
  const disks = [data.u16(record + 4), data.u16(record + 6)]
  const entriesHere = data.u16(record + 8)
  let end = record
  const locator = record - ZIP64_LOCATOR_BYTES
  if (locator >= 0 && data.u32(locator) === ZIP64_LOCATOR) {
    const zip64 = readZip64End(data, locator, fail)
    const agree = (short: number, saturated: number, long: number): boolean => short === saturated || short === long
    const consistent =
      agree(entries, IN_ZIP64_16, zip64.entries) && agree(entriesHere, IN_ZIP64_16, zip64.entries) &&
      agree(size, IN_ZIP64_32, zip64.size) && agree(offset, IN_ZIP64_32, zip64.offset) &&
      disks.every((disk) => agree(disk, IN_ZIP64_16, 0))
    if (!consistent) fail('ZIP64_INVALID', record)
    ;({ entries, size, offset, start: end } = zip64)
    // A prefix moves the ZIP64 record by as much as the directory.
    if (zip64.start - zip64.statedStart !== end - size - offset) fail('ZIP64_INVALID', zip64.start)
  } else {
    if (entries === IN_ZIP64_16 || size === IN_ZIP64_32 || offset === IN_ZIP64_32) fail('ZIP64_INVALID', record)
    if (disks.some((disk) => disk !== 0) || entriesHere !== entries) fail('ZIP_MULTI_DISK', record)
  }

  const start = end - size
  const bias = start - offset
  if (start < 0 || bias < 0) fail('ZIP_DIRECTORY_INVALID', record)
  // Readers that take offsets as they are stated must not find another directory there.
  if (bias > 0 && offset + 4 <= start && data.u32(offset) === CENTRAL_HEADER) fail('ZIP_DIRECTORY_AMBIGUOUS', offset)
  return { start, end, entries, bias, commentStart, commentEnd }
}

const END_SIGNATURE = Uint8Array.of(0x50, 0x4b, 0x05, 0x06)

/** Offset of the last end record that starts in a range, both ends included; undefined when there is none. */
function lastEndRecord(data: RecordReader, lowest: number, highest: number): number | undefined {
  if (highest < lowest) return undefined
  const index = (lastIndexOf ?? lastPlaceOf)(data.view(lowest, highest + END_RECORD_BYTES), END_SIGNATURE, highest - lowest)
  return index < 0 ? undefined : lowest + index
}

/** As the platform's, by this file alone. */
export function lastPlaceOf(octets: Uint8Array, pattern: Uint8Array, from: number): number {
  for (let index = octets.lastIndexOf(pattern[0] as number, from); index >= 0; index = index > 0 ? octets.lastIndexOf(pattern[0] as number, index - 1) : -1) {
    if (pattern.every((octet, i) => octets[index + i] === octet)) return index
  }
  return -1
}

interface Zip64End {
  readonly start: number
  readonly statedStart: number
  readonly entries: number
  readonly size: number
  readonly offset: number
}

/** The ZIP64 end record that stands right before its locator. */
function readZip64End(data: RecordReader, locator: number, fail: (code: 'ZIP64_INVALID' | 'ZIP_MULTI_DISK', offset: number) => never): Zip64End {
  const statedStart = data.u64(locator + 8) ?? fail('ZIP64_INVALID', locator)
  if (data.u32(locator + 4) !== 0 || data.u32(locator + 16) > 1) fail('ZIP_MULTI_DISK', locator)
  const inPlace = statedStart + ZIP64_END_RECORD_BYTES <= locator && data.u32(statedStart) === ZIP64_END_RECORD
  const start = inPlace ? statedStart : locator - ZIP64_END_RECORD_BYTES
  if (start < 0 || data.u32(start) !== ZIP64_END_RECORD) fail('ZIP64_INVALID', locator)
  const size = data.u64(start + 4) ?? fail('ZIP64_INVALID', start)
  if (start + 12 + size !== locator) fail('ZIP64_INVALID', start)
  if (data.u32(start + 16) !== 0 || data.u32(start + 20) !== 0) fail('ZIP_MULTI_DISK', start)
  const entriesHere = data.u64(start + 24)
  const entries = data.u64(start + 32) ?? fail('ZIP64_INVALID', start)
  if (entriesHere !== entries) fail('ZIP_MULTI_DISK', start)
  return {
    start,
    statedStart,
    entries,
    size: data.u64(start + 40) ?? fail('ZIP64_INVALID', start),
    offset: data.u64(start + 48) ?? fail('ZIP64_INVALID', start),
  }
}

/** Where octets stand in the file: extra fields are looked at when they are needed, for they may be long. */
export interface Range {
  readonly start: number
  readonly end: number
}

/** A header of the central directory, ZIP64 fields resolved. */
export interface CentralHeader {
  readonly start: number
  readonly end: number
  readonly flags: number
  readonly method: number
  readonly crc32: number
  readonly compressedSize: number
  readonly size: number
  readonly externalAttributes: number
  /** Offset of the local header, bias added. */
  readonly localOffset: number
  readonly rawName: Uint8Array
  readonly extra: Range
  readonly commentBytes: number
}

/**
 * Reads all headers of the central directory: as many as it states, over exactly its octets.
 * @throws FormatError, LimitExceededError
 */
export function readCentralHeaders(data: RecordReader, place: DirectoryPlace, budget: Budget, at: Locator): readonly CentralHeader[] {
  budget.spend('zipEntries', place.entries, at)
  const fail = (code: 'ZIP_DIRECTORY_INVALID' | 'ZIP_MULTI_DISK' | 'ZIP64_INVALID', offset: number): never => {
    throw new FormatError(finding(code, at, { offset }))
  }
  const headers: CentralHeader[] = []
  let start = place.start
  while (start < place.end) {
    if (start + CENTRAL_HEADER_BYTES > place.end || data.u32(start) !== CENTRAL_HEADER) fail('ZIP_DIRECTORY_INVALID', start)
    if (headers.length === place.entries) {
      throw new FormatError(finding('ZIP_ENTRY_COUNT_MISMATCH', at, { declared: place.entries, found: place.entries + 1 }))
    }
    const nameStart = start + CENTRAL_HEADER_BYTES
    const nameEnd = nameStart + data.u16(start + 28)
    const extraEnd = nameEnd + data.u16(start + 30)
    const commentBytes = data.u16(start + 32)
    const end = extraEnd + commentBytes
    if (end > place.end) fail('ZIP_DIRECTORY_INVALID', start)
    budget.within('zipNameBytes', nameEnd - nameStart, at)
    const extra = { start: nameEnd, end: extraEnd }

    let compressedSize = data.u32(start + 20)
    let size = data.u32(start + 24)
    let localOffset = data.u32(start + 42)
    let disk = data.u16(start + 34)
    if (size === IN_ZIP64_32 || compressedSize === IN_ZIP64_32 || localOffset === IN_ZIP64_32 || disk === IN_ZIP64_16) {
      const fields = findExtra(data.view(nameEnd, extraEnd), ZIP64_EXTRA) ?? fail('ZIP64_INVALID', start)
      const long = new LittleEndian(fields)
      let offset = 0
      const next = (): number => {
        offset += 8
        return (offset <= fields.length ? long.u64(offset - 8) : undefined) ?? fail('ZIP64_INVALID', start)
      }
      if (size === IN_ZIP64_32) size = next()
      if (compressedSize === IN_ZIP64_32) compressedSize = next()
      if (localOffset === IN_ZIP64_32) localOffset = next()
      if (disk === IN_ZIP64_16) disk = offset + 4 <= fields.length ? long.u32(offset) : fail('ZIP64_INVALID', start)
    }
    if (disk !== 0) fail('ZIP_MULTI_DISK', start)
    headers.push({
      start,
      end,
      flags: data.u16(start + 8),
      method: data.u16(start + 10),
      crc32: data.u32(start + 16),
      compressedSize,
      size,
      externalAttributes: data.u32(start + 38),
      localOffset: localOffset + place.bias,
      rawName: data.keep(nameStart, nameEnd),
      extra,
      commentBytes,
    })
    start = end
  }
  if (headers.length !== place.entries) {
    throw new FormatError(finding('ZIP_ENTRY_COUNT_MISMATCH', at, { declared: place.entries, found: headers.length }))
  }
  return headers
}

/** A local file header. */
export interface LocalHeader {
  readonly flags: number
  readonly method: number
  readonly crc32: number
  /** As stated; IN_ZIP64_32 where the ZIP64 field holds it. */
  readonly compressedSize: number
  readonly size: number
  readonly rawName: Uint8Array
  readonly extra: Range
  /** Offset of the entry's data. */
  readonly end: number
}

/** Reads the local header at an offset; undefined when there is none before `limit`. */
export function readLocalHeader(data: RecordReader, start: number, limit: number): LocalHeader | undefined {
  if (start + LOCAL_HEADER_BYTES > limit || data.u32(start) !== LOCAL_HEADER) return undefined
  const nameStart = start + LOCAL_HEADER_BYTES
  const nameEnd = nameStart + data.u16(start + 26)
  const end = nameEnd + data.u16(start + 28)
  if (end > limit) return undefined
  return {
    flags: data.u16(start + 6),
    method: data.u16(start + 8),
    crc32: data.u32(start + 14),
    compressedSize: data.u32(start + 18),
    size: data.u32(start + 22),
    rawName: data.keep(nameStart, nameEnd),
    extra: { start: nameEnd, end },
    end,
  }
}

/** Content of the first extra field with an id. Octets that are no field (padding of some writers) end the search. */
export function findExtra(extra: Uint8Array, id: number): Uint8Array | undefined {
  if (extra.length === 0) return undefined
  const data = new LittleEndian(extra)
  for (let offset = 0; offset + 4 <= extra.length; ) {
    const end = offset + 4 + data.u16(offset + 2)
    if (end > extra.length) return undefined
    if (data.u16(offset) === id) return extra.subarray(offset + 4, end)
    offset = end
  }
  return undefined
}

/** Name in the Info-ZIP Unicode Path field, behind its version octet and the CRC-32 of the plain name. */
export function unicodePath(extra: Uint8Array): Uint8Array | undefined {
  return findExtra(extra, UNICODE_PATH_EXTRA)?.subarray(5)
}
