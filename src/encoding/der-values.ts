/**
 * Values of ASN.1 elements: INTEGER, BOOLEAN, BIT STRING, OBJECT IDENTIFIER, strings and times, with the rules of DER.
 * An element of the tolerant reader passes with a finding where a `BER_` code covers the deviation.
 */
import { FormatError } from '../errors.ts'
import { finding } from '../diagnostics/index.ts'
import { TAG } from './der.ts'
import type { DerElement } from './der.ts'
import { fromAscii } from './characters.ts'
import { fromUtf8, joinOctets, toHex } from './octets.ts'

function invalid(element: DerElement, type: string, reason: string): FormatError {
  return new FormatError(finding('DER_VALUE_INVALID', element.rules.at, { offset: element.start, type, reason }))
}

const hexTag = (tag: number): string => `0x${tag.toString(16).padStart(2, '0')}`

/** @throws FormatError when the element's identifier octet is not one of those given */
export function expectTag(element: DerElement, ...tags: readonly number[]): void {
  if (tags.includes(element.tag)) return
  throw new FormatError(
    finding('DER_TAG_UNEXPECTED', element.rules.at, {
      offset: element.start,
      expected: tags.map(hexTag).join(' or '),
      found: hexTag(element.tag),
    }),
  )
}

/** Integer of any length. `tag` is for implicitly tagged ones. */
export function readInteger(element: DerElement, tag: number = TAG.INTEGER): bigint {
  const content = integerContent(element, tag)
  // By way of hex: shifting octet by octet is quadratic.
  const value = BigInt(`0x${toHex(content)}`)
  return ((content[0] as number) & 0x80) === 0 ? value : value - (1n << BigInt(8 * content.length))
}

/**
 * Integer that must not be negative. The tolerant reader takes one with its top bit set for an unsigned one (encoders
 * that forget the leading zero octet) and says so.
 */
export function readUnsignedInteger(element: DerElement, tag: number = TAG.INTEGER): bigint {
  const value = readInteger(element, tag)
  if (value >= 0n) return value
  if (element.rules.note === undefined) throw invalid(element, 'INTEGER', 'negative')
  element.rules.note(finding('BER_INTEGER_NEGATIVE', element.rules.at, { offset: element.start }))
  return value + (1n << BigInt(8 * element.content.length))
}

/** Integer of at most 32 bits and not negative: versions, counts, lengths. */
export function readSmallInteger(element: DerElement, tag: number = TAG.INTEGER): number {
  const content = integerContent(element, tag)
  let value = 0
  for (const octet of content) value = value * 256 + octet
  if ((content[0] as number) >= 0x80 || value > 0xffffffff) throw invalid(element, 'INTEGER', 'out of range')
  return value
}

function integerContent(element: DerElement, tag: number): Uint8Array {
  expectTag(element, tag)
  const content = element.content
  if (content.length === 0) throw invalid(element, 'INTEGER', 'empty')
  if (content.length > 4096) throw invalid(element, 'INTEGER', 'too long')
  if (content.length > 1) {
    const first = content[0] as number
    const padded = (first === 0 && (content[1] as number) < 0x80) || (first === 0xff && (content[1] as number) >= 0x80)
    if (padded) {
      if (element.rules.note === undefined) throw invalid(element, 'INTEGER', 'not minimal')
      element.rules.note(finding('BER_INTEGER_PADDED', element.rules.at, { offset: element.start }))
    }
  }
  return content
}

export function readBoolean(element: DerElement, tag: number = TAG.BOOLEAN): boolean {
  expectTag(element, tag)
  const content = element.content
  if (content.length !== 1) throw invalid(element, 'BOOLEAN', 'length is not 1')
  if (content[0] !== 0 && content[0] !== 0xff) {
    if (element.rules.note === undefined) throw invalid(element, 'BOOLEAN', 'neither 00 nor FF')
    element.rules.note(finding('BER_BOOLEAN_NOT_CANONICAL', element.rules.at, { offset: element.start }))
  }
  return content[0] !== 0
}

export function readNull(element: DerElement): void {
  expectTag(element, TAG.NULL)
  if (element.content.length !== 0) throw invalid(element, 'NULL', 'not empty')
}

export interface BitString {
  readonly unusedBits: number
  readonly bytes: Uint8Array
}

/**
 * BIT STRING with its unused bits, which must be zero. The tolerant reader lets wrong unused bits pass: real key usages
 * and signatures carry them.
 */
export function readBitString(element: DerElement, tag: number = TAG.BIT_STRING): BitString {
  const { unusedBits, bytes } = bitString(element, tag)
  return { unusedBits, bytes }
}

/** With whether the unused bits were right. */
function bitString(element: DerElement, tag: number): BitString & { readonly wellFormed: boolean } {
  if (isConstructedString(element, tag)) return joinedBitString(element)
  expectTag(element, tag)
  const content = element.content
  if (content.length === 0) throw invalid(element, 'BIT STRING', 'empty')
  const unusedBits = content[0] as number
  const bytes = content.subarray(1)
  const padding = bytes.length === 0 ? 0 : (bytes[bytes.length - 1] as number) & ((1 << Math.min(unusedBits, 8)) - 1)
  const wellFormed = unusedBits <= 7 && (bytes.length > 0 || unusedBits === 0) && padding === 0
  if (!wellFormed) {
    if (element.rules.note === undefined) throw invalid(element, 'BIT STRING', 'unused bits')
    element.rules.note(finding('BER_UNUSED_BITS', element.rules.at, { offset: element.start, unusedBits }))
  }
  return { unusedBits, bytes, wellFormed }
}

/** A BIT STRING in pieces, of which each has a count of unused bits, and only the last may have any (X.690 8.6.4). */
function joinedBitString(element: DerElement): BitString & { readonly wellFormed: boolean } {
  element.rules.note?.(finding('BER_CONSTRUCTED_STRING', element.rules.at, { offset: element.start }))
  const pieces = element.children.map((child) => bitString(child, TAG.BIT_STRING))
  if (pieces.slice(0, -1).some(({ unusedBits }) => unusedBits !== 0)) throw invalid(element, 'BIT STRING', 'unused bits')
  const last = pieces.at(-1)
  return { unusedBits: last?.unusedBits ?? 0, bytes: joinOctets(pieces.map(({ bytes }) => bytes)), wellFormed: last?.wellFormed ?? true }
}

/** BIT STRING that holds whole octets: signatures, keys, digests. */
export function readBitStringOctets(element: DerElement, tag: number = TAG.BIT_STRING): Uint8Array {
  const { unusedBits, bytes, wellFormed } = bitString(element, tag)
  if (unusedBits !== 0) {
    if (element.rules.note === undefined) throw invalid(element, 'BIT STRING', 'not whole octets')
    // What was said once about these bits is not said again.
    if (wellFormed) element.rules.note(finding('BER_UNUSED_BITS', element.rules.at, { offset: element.start, unusedBits }))
  }
  return bytes
}

/** The bits that are set in a BIT STRING of named bits (KeyUsage, ReasonFlags). Trailing zero bits are not judged. */
export function readNamedBits(element: DerElement, tag: number = TAG.BIT_STRING): ReadonlySet<number> {
  const { bytes } = readBitString(element, tag)
  const set = new Set<number>()
  bytes.subarray(0, 8).forEach((octet, index) => {
    for (let bit = 0; bit < 8; bit++) if ((octet & (0x80 >> bit)) !== 0) set.add(8 * index + bit)
  })
  return set
}

export function readOctetString(element: DerElement, tag: number = TAG.OCTET_STRING): Uint8Array {
  return stringContent(element, tag)
}

/** Content of a string type; the tolerant reader joins the pieces of a constructed one. */
function stringContent(element: DerElement, tag: number): Uint8Array {
  if (isConstructedString(element, tag)) {
    element.rules.note?.(finding('BER_CONSTRUCTED_STRING', element.rules.at, { offset: element.start }))
    return joinOctets(stringPieces(element, tag))
  }
  expectTag(element, tag)
  return element.content
}

/**
 * Pieces of a constructed string, in order. They are OCTET STRINGs (X.690 8.7.3, 8.23.6), whatever tag is around them;
 * some encoders repeat the string's own type. The depth is that of the elements, which the budget limits.
 */
function stringPieces(element: DerElement, tag: number): readonly Uint8Array[] {
  return element.children.flatMap((child) => {
    const own = child.tag < 0x40 && (child.tag & ~0x20) === tag
    const pieceTag = own ? tag : TAG.OCTET_STRING
    if (isConstructedString(child, pieceTag)) return stringPieces(child, pieceTag)
    expectTag(child, pieceTag)
    return [child.content]
  })
}

const isConstructedString = (element: DerElement, tag: number): boolean =>
  element.rules.note !== undefined && element.tag === (tag | 0x20)

/** Arcs below this stay exact with seven bits more. */
const EXACT_ARC = 2 ** 46

/** OBJECT IDENTIFIER in dotted form; arcs of any size. */
export function readOid(element: DerElement, tag: number = TAG.OBJECT_IDENTIFIER): string {
  expectTag(element, tag)
  const content = element.content
  if (content.length === 0) throw invalid(element, 'OBJECT IDENTIFIER', 'empty')
  if (content.length > 256) throw invalid(element, 'OBJECT IDENTIFIER', 'too long')
  const arcs: (number | bigint)[] = []
  let arc: number | bigint = 0
  let first = true
  for (let i = 0; i < content.length; i++) {
    const octet = content[i] as number
    if (first && octet === 0x80) throw invalid(element, 'OBJECT IDENTIFIER', 'arc not minimal')
    // Arcs beyond what a number holds exactly, such as those of UUIDs, go on as BigInt.
    arc = typeof arc === 'number' && arc < EXACT_ARC ? arc * 128 + (octet & 0x7f) : BigInt(arc) * 128n + BigInt(octet & 0x7f)
    first = (octet & 0x80) === 0
    if (!first) continue
    if (arcs.length === 0) {
      const root = arc < 40 ? 0 : arc < 80 ? 1 : 2
      arcs.push(root, typeof arc === 'number' ? arc - root * 40 : arc - BigInt(root * 40))
    } else {
      arcs.push(arc)
    }
    arc = 0
  }
  if (!first) throw invalid(element, 'OBJECT IDENTIFIER', 'truncated arc')
  return arcs.join('.')
}

/**
 * Text of the character string types; undefined where the octets are not in the encoding of their type. Alphabets that
 * are narrower than the encoding (PrintableString, NumericString) are not judged: real names break them.
 */
export function readText(element: DerElement): string | undefined {
  switch (element.tag & ~0x20) {
    case TAG.UTF8_STRING:
      return fromUtf8(stringContent(element, TAG.UTF8_STRING))
    case TAG.PRINTABLE_STRING:
    case TAG.IA5_STRING:
    case TAG.VISIBLE_STRING:
    case TAG.NUMERIC_STRING:
      return fromAscii(stringContent(element, element.tag & ~0x20))
    case TAG.BMP_STRING: {
      const octets = stringContent(element, TAG.BMP_STRING)
      return decodeText('utf-16be', octets)
    }
    case TAG.UNIVERSAL_STRING: {
      const octets = stringContent(element, TAG.UNIVERSAL_STRING)
      if (octets.length % 4 !== 0) return undefined
      const view = new DataView(octets.buffer, octets.byteOffset, octets.length)
      let text = ''
      for (let i = 0; i < octets.length; i += 4) {
        const point = view.getUint32(i)
        if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return undefined
        text += String.fromCodePoint(point)
      }
      return text
    }
    case TAG.TELETEX_STRING: {
      // T.61 in the standard; Chinese authorities put ASCII, GBK or Latin-1 there.
      const octets = stringContent(element, TAG.TELETEX_STRING)
      const ascii = fromAscii(octets)
      if (ascii !== undefined) return ascii
      return decodeText('gb18030', octets) ?? new TextDecoder('latin1').decode(octets)
    }
    default:
      return undefined
  }
}

function decodeText(encoding: 'utf-16be' | 'gb18030', octets: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(octets)
  } catch {
    return undefined
  }
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Time of its parts in UTC; undefined when they are no date. */
export function utcTime(
  year: number, month: number, day: number, hour: number, minute: number, second: number, milliseconds = 0,
): Date | undefined {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  const days = month === 2 && leap ? 29 : (DAYS[month - 1] ?? 0)
  if (day < 1 || day > days || hour > 23 || minute > 59 || second > 59) return undefined
  const time = new Date(0)
  time.setUTCFullYear(year, month - 1, day)
  time.setUTCHours(hour, minute, second, milliseconds)
  return time
}

const UTC_TIME = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/
const GENERALIZED_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d+))?Z$/

/**
 * UTCTime or GeneralizedTime by its tag, in the DER forms: seconds present, Z, fraction without trailing zeros.
 * Years of UTCTime are 1950 to 2049 (RFC 5280 4.1.2.5.1). Other forms are read by the tolerant readers of their formats.
 */
export function readTime(element: DerElement): Date {
  expectTag(element, TAG.UTC_TIME, TAG.GENERALIZED_TIME)
  const type = element.tag === TAG.UTC_TIME ? 'UTCTime' : 'GeneralizedTime'
  const text = fromAscii(element.content) ?? ''
  const match = (element.tag === TAG.UTC_TIME ? UTC_TIME : GENERALIZED_TIME).exec(text)
  if (match === null) throw invalid(element, type, 'form')
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [number, number, number, number, number, number]
  const fraction = match[7]
  if (fraction?.endsWith('0') === true || (fraction?.length ?? 0) > 9) throw invalid(element, type, 'fraction')
  const fullYear = element.tag === TAG.UTC_TIME ? (year < 50 ? 2000 : 1900) + year : year
  const milliseconds = fraction === undefined ? 0 : Math.floor(Number(`0.${fraction}`) * 1000)
  const time = utcTime(fullYear, month, day, hour, minute, second, milliseconds)
  if (time === undefined) throw invalid(element, type, 'no such date')
  return time
}
