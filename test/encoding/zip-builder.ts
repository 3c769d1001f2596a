/** Builds ZIP files record by record, so that any field can be wrong. Independent of the code under test. */
import { crc32, deflateRawSync } from 'node:zlib'

export interface HeaderFields {
  flags?: number
  method?: number
  crc32?: number
  compressedSize?: number
  size?: number
  extra?: Uint8Array
  name?: Uint8Array
}

export interface RawEntry {
  name: string | Uint8Array
  data?: Uint8Array | string
  /** 8 by default. */
  method?: number
  /** The octets between local header and descriptor, where they are not to be made of `data`. */
  compressed?: Uint8Array
  flags?: number
  /** Adds bit 3 and this descriptor; the local fields are zero then. */
  descriptor?: 'signed' | 'plain' | 'signed64' | 'plain64' | Uint8Array
  local?: HeaderFields
  central?: HeaderFields & { localOffset?: number; disk?: number }
  externalAttributes?: number
  comment?: string
  /** Octets before the local header that belong to nothing. */
  gap?: Uint8Array
  /** Leave out of the directory, or of the data. */
  only?: 'local' | 'central'
}

export interface RawPackage {
  prefix?: Uint8Array
  suffix?: Uint8Array
  comment?: Uint8Array | string
  /** Offsets count from the start of the file, prefix included. */
  offsetsWithPrefix?: boolean
  /** Octets between the last entry and the directory. */
  beforeDirectory?: Uint8Array
  zip64?: { entries?: number; size?: number; offset?: number; disk?: number; locatorOffset?: number; recordSize?: number } | boolean
  end?: { disk?: number; directoryDisk?: number; entriesHere?: number; entries?: number; size?: number; offset?: number; commentLength?: number }
}

export const octets = (text: string): Uint8Array => new TextEncoder().encode(text)

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}

export function numbers(...fields: readonly (readonly [bytes: 2 | 4 | 8, value: number])[]): Uint8Array {
  const buffer = Buffer.alloc(fields.reduce((sum, [bytes]) => sum + bytes, 0))
  let offset = 0
  for (const [bytes, value] of fields) {
    if (bytes === 2) buffer.writeUInt16LE(value, offset)
    else if (bytes === 4) buffer.writeUInt32LE(value, offset)
    else buffer.writeBigUInt64LE(BigInt(value), offset)
    offset += bytes
  }
  return new Uint8Array(buffer)
}

/** An extra field. */
export const extraField = (id: number, content: Uint8Array): Uint8Array => concat(numbers([2, id], [2, content.length]), content)

/** Info-ZIP Unicode Path. */
export const unicodePathField = (rawName: Uint8Array, name: string): Uint8Array =>
  extraField(0x7075, concat(Uint8Array.of(1), numbers([4, crc32(rawName)]), octets(name)))

function descriptorOf(form: 'signed' | 'plain' | 'signed64' | 'plain64', crc: number, compressedSize: number, size: number): Uint8Array {
  const width = form.endsWith('64') ? 8 : 4
  const values = numbers([4, crc], [width, compressedSize], [width, size])
  return form.startsWith('signed') ? concat(numbers([4, 0x08074b50]), values) : values
}

export function buildZip(entries: readonly RawEntry[], options: RawPackage = {}): Uint8Array {
  const prefix = options.prefix ?? new Uint8Array(0)
  const pieces: Uint8Array[] = [prefix]
  let position = options.offsetsWithPrefix === true ? prefix.length : 0
  const add = (piece: Uint8Array): void => {
    pieces.push(piece)
    position += piece.length
  }
  const directory: Uint8Array[] = []
  let listed = 0
  for (const entry of entries) {
    const name = typeof entry.name === 'string' ? octets(entry.name) : entry.name
    const data = typeof entry.data === 'string' ? octets(entry.data) : (entry.data ?? new Uint8Array(0))
    const method = entry.method ?? 8
    const compressed = entry.compressed ?? (method === 8 ? new Uint8Array(deflateRawSync(data)) : data)
    const ascii = name.every((octet) => octet < 0x80)
    const flags = entry.flags ?? ((ascii ? 0 : 0x800) | (entry.descriptor === undefined ? 0 : 8))
    const common = { flags, method, crc32: crc32(data), compressedSize: compressed.length, size: data.length, extra: new Uint8Array(0), name }
    const hidden = entry.descriptor === undefined ? {} : { crc32: 0, compressedSize: 0, size: 0 }
    const local = { ...common, ...hidden, ...entry.local }
    const central = { ...common, localOffset: position + (entry.gap?.length ?? 0), disk: 0, ...entry.central }
    if (entry.only !== 'central') {
      if (entry.gap !== undefined) add(entry.gap)
      add(numbers([4, 0x04034b50], [2, 20], [2, local.flags], [2, local.method], [4, 0x00210000], [4, local.crc32],
        [4, local.compressedSize], [4, local.size], [2, local.name.length], [2, local.extra.length]))
      add(local.name)
      add(local.extra)
      add(compressed)
      if (entry.descriptor instanceof Uint8Array) add(entry.descriptor)
      else if (entry.descriptor !== undefined) add(descriptorOf(entry.descriptor, central.crc32, central.compressedSize, central.size))
    }
    if (entry.only !== 'local') {
      const comment = octets(entry.comment ?? '')
      listed++
      directory.push(
        numbers([4, 0x02014b50], [2, 0x031e], [2, 20], [2, central.flags], [2, central.method], [4, 0x00210000], [4, central.crc32],
          [4, central.compressedSize], [4, central.size], [2, central.name.length], [2, central.extra.length], [2, comment.length],
          [2, central.disk], [2, 0], [4, entry.externalAttributes ?? 0], [4, central.localOffset]),
        central.name, central.extra, comment,
      )
    }
  }
  if (options.beforeDirectory !== undefined) add(options.beforeDirectory)
  const start = position
  for (const piece of directory) add(piece)
  const size = position - start
  const zip64 = options.zip64 === true ? {} : options.zip64 === false ? undefined : options.zip64
  if (zip64 !== undefined) {
    const record = position
    add(numbers([4, 0x06064b50], [8, zip64.recordSize ?? 44], [2, 45], [2, 45], [4, zip64.disk ?? 0], [4, 0],
      [8, zip64.entries ?? listed], [8, zip64.entries ?? listed], [8, zip64.size ?? size], [8, zip64.offset ?? start]))
    add(numbers([4, 0x07064b50], [4, 0], [8, zip64.locatorOffset ?? record], [4, 1]))
  }
  const saturated = zip64 !== undefined
  const end = {
    disk: 0, directoryDisk: 0, entriesHere: saturated ? 0xffff : listed, entries: saturated ? 0xffff : listed,
    size: saturated ? 0xffffffff : size, offset: saturated ? 0xffffffff : start, ...options.end,
  }
  const comment = typeof options.comment === 'string' ? octets(options.comment) : (options.comment ?? new Uint8Array(0))
  add(numbers([4, 0x06054b50], [2, end.disk], [2, end.directoryDisk], [2, end.entriesHere], [2, end.entries], [4, end.size],
    [4, end.offset], [2, options.end?.commentLength ?? comment.length]))
  add(comment)
  if (options.suffix !== undefined) add(options.suffix)
  return new Uint8Array(Buffer.concat(pieces))
}
