/**
 * Opens ZIP packages for verification: a directory that every reader sees the same way, or an error. What real
 * producers get wrong without danger is passed with a finding. Records are read in `zip-records.ts`, brought together in
 * `zip-layout.ts`, named in `zip-names.ts`; this file puts them together and reads data.
 */
import { FormatError, UnsupportedAlgorithmError } from '../errors.ts'
import type { Finding, Locator } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import type { Budget } from '../limits.ts'
import { inflateTogether } from '#platform'
import type { ExpectedStream } from '#platform'
import { crc32 } from './crc32.ts'
import { NO_MEMORY } from './content-memory.ts'
import type { ContentMemory } from './content-memory.ts'
import { inflatePieces, inflateRaw } from './inflate.ts'
import type { OctetSink } from './inflate.ts'
import { MemorySource, piecesOf } from './octet-source.ts'
import type { OctetSource } from './octet-source.ts'
import { FLAG_DESCRIPTOR, layOut } from './zip-layout.ts'
import type { EntryLayout, PackageLayout } from './zip-layout.ts'
import { checkUniqueNames, decodeEntryName } from './zip-names.ts'
import { RecordReader, locateDirectory, readCentralHeaders } from './zip-records.ts'
import { foldPath } from './path.ts'

const FLAGS_ENCRYPTED = 0x0001 | 0x0040 | 0x2000
export const STORED = 0
export const DEFLATED = 8

/** File type bits of a Unix mode, in the upper half of the external attributes. */
const TYPE_MASK = 0xf000
const TYPE_DIRECTORY = 0x4000
const TYPE_FILE = 0x8000
/** Directory bit of the MS-DOS attributes. */
const DOS_DIRECTORY = 0x10

/** Below this size the ratio of an entry is not measured. */
const RATIO_FROM_BYTES = 1024 * 1024
/** Inflated entries up to this size are kept for the next read, as long as they fit together. */
const KEEP_ENTRY_BYTES = 4 * 1024 * 1024
const KEEP_TOTAL_BYTES = 32 * 1024 * 1024
/** Entries that are inflated together are no larger, nor all of them. */
const TOGETHER_ENTRY_BYTES = 256 * 1024
const TOGETHER_BYTES = 1024 * 1024
/** From what size on an entry had better be read in pieces: of a file, and of a package that is in memory as a whole. */
const LARGE_IN_FILE_BYTES = 8 * 1024 * 1024
const LARGE_IN_MEMORY_BYTES = 64 * 1024 * 1024

export interface ZipOptions {
  readonly budget: Budget
  /** Where the package comes from; prefixed to errors and findings. */
  readonly at?: Locator
  /** Of other packages. @default none */
  readonly memory?: ContentMemory
}

export interface ZipEntry {
  /** Canonical path: see `path.ts`. Of a directory without the slash at its end. */
  readonly path: string
  /** The name's octets as they stand. */
  readonly rawName: Uint8Array
  readonly isDirectory: boolean
  /** Octets of the content. */
  readonly size: number
  readonly compressedSize: number
  readonly crc32: number
  readonly method: typeof STORED | typeof DEFLATED
  /** Where the entry and its directory header stand in the file. */
  readonly layout: EntryLayout
}

interface ReadyContents {
  readonly remembered: ReadonlyMap<ZipEntry, Uint8Array>
  /** By their declared sizes and CRC-32. */
  readonly inflated: ReadonlyMap<ZipEntry, Uint8Array>
}

/** An opened package. All structure was checked; the content of an entry is checked when it is first read. */
export class ZipArchive {
  /** The file's octets. */
  readonly source: OctetSource
  /** In the order of the central directory, directories included. */
  readonly entries: readonly ZipEntry[]
  /** What was tolerated. */
  readonly findings: readonly Finding[]
  /** Octets of the comment at the end of the package. */
  readonly comment: Uint8Array
  /** Knows contents that other packages had too. */
  readonly memory: ContentMemory
  readonly #budget: Budget
  readonly #at: Locator
  readonly #files = new Map<string, ZipEntry>()
  readonly #folded = new Map<string, ZipEntry>()
  /** Entries that were read once: paid for, and their CRC-32 is known to be right. */
  readonly #checked = new Set<ZipEntry>()
  readonly #kept = new Map<ZipEntry, Uint8Array>()
  #keptBytes = 0
  /** Small entries that are ready when they are read: remembered from other packages, and inflated together. */
  #ready: ReadyContents | undefined

  /** Internal: use `openZip`. */
  constructor(source: OctetSource, entries: readonly ZipEntry[], findings: readonly Finding[], comment: Uint8Array, options: ZipOptions) {
    this.source = source
    this.entries = entries
    this.findings = findings
    this.comment = comment
    this.memory = options.memory ?? NO_MEMORY
    this.#budget = options.budget
    this.#at = options.at ?? []
    for (const entry of entries) {
      if (entry.isDirectory) continue
      this.#files.set(entry.path, entry)
      this.#folded.set(foldPath(entry.path), entry)
    }
  }

  /** The file of a canonical path. Never a directory. */
  get(path: string): ZipEntry | undefined {
    return this.#files.get(path)
  }

  /** The file whose path is the same but for case; there is at most one. */
  getIgnoringCase(path: string): ZipEntry | undefined {
    return this.#folded.get(foldPath(path))
  }

  /**
   * Content of an entry: exactly its declared size, CRC-32 checked, no compressed octet left over. Do not write to it:
   * it may be a view of the file, or handed out again.
   * @throws FormatError, LimitExceededError, SourceUnavailableError; TypeError for an entry of another archive
   */
  read(entry: ZipEntry): Uint8Array {
    const kept = this.#kept.get(entry)
    if (kept !== undefined) return kept
    const at = this.#enter(entry)
    const data = this.#dataOf(entry)
    const { remembered, inflated } = this.#ready ??= this.#readTogether()
    const fresh = inflated.get(entry)
    const known = fresh === undefined ? remembered.get(entry) ?? this.memory.content(entry, data) : undefined
    const content = known ?? this.#contentOf(entry, data, fresh, at)
    this.#checked.add(entry)
    const isView = content === data && this.#isInMemory
    if (!isView && content.length <= KEEP_ENTRY_BYTES && this.#keptBytes + content.length <= KEEP_TOTAL_BYTES) {
      this.#kept.set(entry, content)
      this.#keptBytes += content.length
    }
    return content
  }

  #dataOf({ layout: { dataStart, dataEnd } }: ZipEntry): Uint8Array {
    return this.source.read(dataStart, dataEnd - dataStart)
  }

  #contentOf(entry: ZipEntry, data: Uint8Array, inflated: Uint8Array | undefined, at: Locator): Uint8Array {
    const content = inflated ?? (isStored(entry) ? data : inflateRaw(data, entry.size, entry.layout.dataStart, at))
    if (inflated === undefined && !this.#checked.has(entry)) this.#check(entry, crc32(content), at)
    return this.memory.offer(entry, data, content)
  }

  /**
   * One call of zlib for all small entries takes less than one for each. Where it fails, each is inflated when it is read, and
   * what is wrong with it is said then; limits are held against what is read.
   */
  #readTogether(): ReadyContents {
    const remembered = new Map<ZipEntry, Uint8Array>()
    const inflated = new Map<ZipEntry, Uint8Array>()
    if (inflateTogether === undefined || !this.#isInMemory) return { remembered, inflated }
    const streams: (ExpectedStream & { readonly entry: ZipEntry })[] = []
    let bytes = 0
    for (const entry of this.entries) {
      const { size, crc32: sum } = entry
      if (isStored(entry) || size === 0 || size > TOGETHER_ENTRY_BYTES || bytes + size > TOGETHER_BYTES) continue
      const data = this.#dataOf(entry)
      const known = this.memory.content(entry, data)
      if (known !== undefined) {
        remembered.set(entry, known)
        continue
      }
      bytes += size
      streams.push({ entry, data, size, crc32: sum })
    }
    const contents = streams.length > 1 ? inflateTogether(streams) : undefined
    contents?.forEach((content, index) => inflated.set((streams[index] as (typeof streams)[number]).entry, content))
    return { remembered, inflated }
  }

  /** Whether an entry is one for `readPieces`, where the reader has the choice: whole is faster, and takes memory. */
  isLarge({ size }: ZipEntry): boolean {
    return size > (this.#isInMemory ? LARGE_IN_MEMORY_BYTES : LARGE_IN_FILE_BYTES)
  }

  get #isInMemory(): boolean {
    return this.source.pieceLength >= this.source.length
  }

  /**
   * Hands on the content of an entry piece by piece, checked as by `read`, in memory that does not grow with it. A piece
   * is valid only until the sink returns; what the sink was given is worth nothing unless this call returns.
   * @throws as `read`, and what the sink throws
   */
  readPieces(entry: ZipEntry, sink: OctetSink): void {
    const kept = this.#kept.get(entry)
    if (kept !== undefined) {
      sink(kept)
      return
    }
    const at = this.#enter(entry)
    const { dataStart, dataEnd } = entry.layout
    let sum = 0
    const summed: OctetSink = (octets) => {
      sum = crc32(octets, sum)
      sink(octets)
    }
    const pieces = piecesOf(this.source, dataStart, dataEnd)
    if (isStored(entry)) for (const piece of pieces) summed(piece)
    else inflatePieces(pieces, { length: dataEnd - dataStart, size: entry.size, offset: dataStart, at }, summed)
    if (!this.#checked.has(entry)) this.#check(entry, sum, at)
  }

  /** Pays for the first reading of an entry. @returns where it is, for errors */
  #enter(entry: ZipEntry): Locator {
    if (this.#files.get(entry.path) !== entry && !this.entries.includes(entry)) throw new TypeError('entry of another archive')
    const at = [...this.#at, entry.path]
    if (this.#checked.has(entry)) return at
    this.#budget.within('zipEntryBytes', entry.size, at)
    if (entry.size >= RATIO_FROM_BYTES) this.#budget.within('zipRatio', entry.size / entry.compressedSize, at)
    this.#budget.spend('zipTotalBytes', entry.size, at)
    return at
  }

  #check(entry: ZipEntry, computed: number, at: Locator): void {
    if (computed !== entry.crc32) {
      throw new FormatError(finding('ZIP_CRC_MISMATCH', at, { declared: hex32(entry.crc32), computed: hex32(computed) }))
    }
    this.#checked.add(entry)
  }
}

/**
 * Opens a package: reads the whole directory and every local header, no content.
 * @throws FormatError when the file is no ZIP package, is damaged, or could be read in two ways;
 *   UnsupportedAlgorithmError for encryption and for methods other than stored and deflate; LimitExceededError
 */
export function openZip(input: Uint8Array | OctetSource, options: ZipOptions): ZipArchive {
  const at = options.at ?? []
  const source = input instanceof Uint8Array ? new MemorySource(input) : input
  const data = new RecordReader(source)
  const place = locateDirectory(data, at)
  const headers = readCentralHeaders(data, place, options.budget, at)
  const layout = layOut(data, place, headers, at)
  const tally = new Tally(at)
  const entries = layout.entries.map((entry) => makeEntry(data, entry, tally, at))
  for (const repeated of checkUniqueNames(entries, at)) tally.add('ZIP_DUPLICATE_DIRECTORY', repeated.path)
  const comment = data.keep(place.commentStart, place.commentEnd)
  const entryComments = headers.reduce((sum, header) => sum + header.commentBytes, 0)
  const findings = [...packageFindings(layout, comment.length + entryComments, at), ...tally.findings()]
  return new ZipArchive(source, entries, findings, comment, options)
}

type CountedCode =
  | 'ZIP_STORED_WITH_DESCRIPTOR' | 'ZIP_NAME_BACKSLASH' | 'ZIP_NAME_ABSOLUTE' | 'ZIP_NAME_DOT_SEGMENT' | 'ZIP_NAME_GBK'
  | 'ZIP_DIRECTORY_ATTRIBUTE' | 'ZIP_DUPLICATE_DIRECTORY' | 'ZIP_FLAGS_DIFFER' | 'ZIP_NAME_UTF8_UNFLAGGED'
  | 'ZIP_NAME_NOT_NFC' | 'ZIP_DIRECTORY_ENTRIES'

/** Counts tolerances of entries: one finding per code, at the first entry, however many entries a package has. */
class Tally {
  readonly #at: Locator
  readonly #counts = new Map<CountedCode, { readonly path: string; entries: number }>()

  constructor(at: Locator) {
    this.#at = at
  }

  add(code: CountedCode, path: string): void {
    const count = this.#counts.get(code)
    if (count === undefined) this.#counts.set(code, { path, entries: 1 })
    else count.entries++
  }

  findings(): readonly Finding[] {
    return [...this.#counts].map(([code, { path, entries }]) => finding(code, [...this.#at, path], { entries }))
  }
}

function packageFindings(layout: PackageLayout, commentBytes: number, at: Locator): readonly Finding[] {
  const findings: Finding[] = []
  if (layout.prefixBytes > 0) findings.push(finding('ZIP_PREFIX_BYTES', at, { bytes: layout.prefixBytes }))
  if (layout.suffixBytes > 0) findings.push(finding('ZIP_SUFFIX_BYTES', at, { bytes: layout.suffixBytes }))
  const [gap] = layout.gaps
  if (gap !== undefined) {
    const bytes = layout.gaps.reduce((sum, { bytes: more }) => sum + more, 0)
    findings.push(finding('ZIP_UNACCOUNTED_BYTES', at, { offset: gap.offset, bytes }))
  }
  if (commentBytes > 0) findings.push(finding('ZIP_COMMENT', at, { bytes: commentBytes }))
  return findings
}

/** Judges one entry by itself: name, method, kind. */
function makeEntry(data: RecordReader, layout: EntryLayout, tally: Tally, at: Locator): ZipEntry {
  const { central, local } = layout
  const extras = [central.extra, local.extra].map(({ start, end }) => data.view(start, end))
  const name = decodeEntryName(central.rawName, central.flags, extras, central.start, at)
  const { path } = name
  const entryAt = [...at, path]
  for (const code of name.tolerances) tally.add(code, path)

  if (((central.flags | local.flags) & FLAGS_ENCRYPTED) !== 0) throw new UnsupportedAlgorithmError(finding('ZIP_ENCRYPTED', entryAt))
  const { method } = central
  if (method !== STORED && method !== DEFLATED) {
    throw new UnsupportedAlgorithmError(finding('ZIP_METHOD_UNSUPPORTED', entryAt, { method }))
  }
  const type = (central.externalAttributes >>> 16) & TYPE_MASK
  if (type !== 0 && type !== TYPE_FILE && type !== TYPE_DIRECTORY) throw new FormatError(finding('ZIP_SPECIAL_FILE', entryAt))
  const saysDirectory = type === TYPE_DIRECTORY || (central.externalAttributes & DOS_DIRECTORY) !== 0
  if (name.isDirectory) {
    // Deflated nothing takes 2 to 5 octets.
    const bytes = Math.max(central.size, central.compressedSize > 5 ? central.compressedSize : 0)
    if (bytes > 0) throw new FormatError(finding('ZIP_DIRECTORY_WITH_DATA', entryAt, { bytes }))
    tally.add('ZIP_DIRECTORY_ENTRIES', path)
  } else if (saysDirectory) {
    tally.add('ZIP_DIRECTORY_ATTRIBUTE', path)
  }
  // The data has no end of its own: a reader of local headers has to guess.
  if (method === STORED && central.size > 0 && (central.flags & FLAG_DESCRIPTOR) !== 0) tally.add('ZIP_STORED_WITH_DESCRIPTOR', path)
  if (method === STORED && central.size !== central.compressedSize) {
    throw new FormatError(finding('ZIP_SIZE_MISMATCH', entryAt, { declared: central.size }))
  }
  if (layout.flagsDiffer) tally.add('ZIP_FLAGS_DIFFER', path)
  return {
    path,
    rawName: central.rawName,
    isDirectory: name.isDirectory,
    size: central.size,
    compressedSize: central.compressedSize,
    crc32: central.crc32,
    method,
    layout,
  }
}

/** Some writers call an empty file deflated and leave out even the empty block. */
function isStored({ method, size, compressedSize }: ZipEntry): boolean {
  return method === STORED || (size === 0 && compressedSize === 0)
}

const hex32 = (value: number): string => value.toString(16).padStart(8, '0')
