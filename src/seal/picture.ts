/** The picture of a seal: what format its octets are in, and where in them the picture proper is. Decodes nothing. */
import type { PictureFormat } from './model.ts'

export interface SniffedPicture {
  /** Absent when the magic octets are of no known format. */
  readonly format?: PictureFormat
  /** The picture proper, a view of the data. */
  readonly image: Uint8Array
}

const MAGIC: readonly (readonly [PictureFormat, readonly number[]])[] = [
  ['PNG', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['JPG', [0xff, 0xd8, 0xff]],
  ['GIF', [0x47, 0x49, 0x46, 0x38]],
  ['BMP', [0x42, 0x4d]],
]

const ZIP_ENTRY = [0x50, 0x4b, 0x03, 0x04] as const
const ZIP_END = [0x50, 0x4b, 0x05, 0x06] as const
/** Size of the end of central directory record without its comment. */
const ZIP_END_BYTES = 22
/** How far into the data an OFD package may begin, and how far behind its end data may follow. */
const JUNK_BYTES = 65_536

function startsWith(data: Uint8Array, magic: readonly number[], offset = 0): boolean {
  return magic.every((octet, index) => data[offset + index] === octet)
}

/**
 * Format by magic octets. An OFD package (a ZIP archive) may stand among up to 64 KiB of other octets on either side.
 * Whether it is a whole picture is not checked.
 */
export function sniffPicture(data: Uint8Array): SniffedPicture {
  for (const [format, magic] of MAGIC) if (startsWith(data, magic)) return { format, image: data }
  const image = findPackage(data)
  if (image !== undefined) return { format: 'OFD', image }
  if (looksLikeSvg(data)) return { format: 'SVG', image: data }
  return { image: data }
}

function findPackage(data: Uint8Array): Uint8Array | undefined {
  const lastStart = Math.min(data.length - ZIP_END_BYTES, JUNK_BYTES)
  let start = 0
  while (start <= lastStart && !startsWith(data, ZIP_ENTRY, start)) start++
  if (start > lastStart) return undefined
  const firstEnd = Math.max(start, data.length - ZIP_END_BYTES - JUNK_BYTES)
  let end = data.length - ZIP_END_BYTES
  while (end >= firstEnd && !startsWith(data, ZIP_END, end)) end--
  if (end < firstEnd) return undefined
  const comment = (data[end + 20] as number) | ((data[end + 21] as number) << 8)
  return data.subarray(start, Math.min(end + ZIP_END_BYTES + comment, data.length))
}

function looksLikeSvg(data: Uint8Array): boolean {
  const head = new TextDecoder('latin1').decode(data.subarray(0, 1024)).replace(/^(?:\u00ef\u00bb\u00bf)?\s{0,64}/, '')
  return head.startsWith('<') && /<(?:svg:)?svg[\s/>]/.test(head)
}

const DECLARED: ReadonlyMap<string, PictureFormat> = new Map([
  ['PNG', 'PNG'],
  ['JPG', 'JPG'],
  ['JPEG', 'JPG'],
  ['GIF', 'GIF'],
  ['BMP', 'BMP'],
  ['SVG', 'SVG'],
  ['OFD', 'OFD'],
])

/** The format that a picture type names, in any case and with or without `image/` or a dot; undefined for another text. */
export function declaredFormat(type: string): PictureFormat | undefined {
  return DECLARED.get(type.trim().toUpperCase().replace(/^(?:IMAGE\/|\.)/, '').replace(/\+XML$/, ''))
}
