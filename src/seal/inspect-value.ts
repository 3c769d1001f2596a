/** Values of ASN.1 elements as text for people: safe to print, cut where they are long. Nothing is judged by them. */
import { TAG } from '../encoding/der.ts'
import type { DerElement } from '../encoding/der.ts'
import { readBoolean, readInteger, readOid, readText } from '../encoding/der-values.ts'
import { fromAscii } from '../encoding/characters.ts'
import { toHex } from '../encoding/octets.ts'
import { parseName } from '../pki/name.ts'
import { TEXT_TAGS } from './detect.ts'
import type { Layout } from './inspect-layouts.ts'
import { objectIdentifierName } from './object-identifier-names.ts'
import { sniffPicture } from './picture.ts'
import { readTimeText } from './time.ts'

const LONGEST_TEXT = 200
/** An integer of 256 bits with its leading zero octet is shown whole. */
const LONGEST_HEX = 33

/** Hex of the first octets, and how many there are when that is not all. */
export function shortHex(octets: Uint8Array): string {
  const hex = toHex(octets.subarray(0, LONGEST_HEX))
  return octets.length > LONGEST_HEX ? `${hex}… (${octets.length} octets)` : hex
}

/**
 * A text in quotes. Characters that control a terminal, reorder text or are unassigned are written as escapes, so that
 * a seal's name cannot rewrite the screen that shows it.
 */
export function quoted(text: string): string {
  const characters = Array.from(text.slice(0, LONGEST_TEXT), (character) =>
    /[\p{C}\p{Zl}\p{Zp}"\\]/u.test(character) ? `\\u{${(character.codePointAt(0) as number).toString(16)}}` : character)
  return `"${characters.join('')}"${text.length > LONGEST_TEXT ? `… (${text.length} characters)` : ''}`
}

/** @throws FormatError when the octets are not a value of the element's type */
export function valueText(element: DerElement, shownAs: Layout['shownAs']): string | undefined {
  const { tag, content } = element
  if (shownAs === 'distinguishedName') return quoted(parseName(element).text)
  switch (tag) {
    case TAG.BOOLEAN:
      return readBoolean(element) ? 'TRUE' : 'FALSE'
    case TAG.INTEGER:
    case TAG.ENUMERATED:
      return content.length <= 8 ? readInteger(element, tag).toString() : shortHex(content)
    case TAG.OBJECT_IDENTIFIER: {
      const oid = readOid(element)
      const name = objectIdentifierName(oid)
      return name === undefined ? oid : `${oid} (${name})`
    }
    case TAG.UTC_TIME:
    case TAG.GENERALIZED_TIME: {
      const text = fromAscii(content)
      if (text === undefined) return shortHex(content)
      const read = readTimeText(text, tag, element, '')
      if (read === undefined) return quoted(text)
      const zone = read.assumedZone === undefined ? '' : ` if ${read.assumedZone}`
      return `${quoted(text)} = ${read.time.toISOString().replace('.000Z', 'Z')}${zone}`
    }
    case TAG.BIT_STRING: {
      const unused = content[0] ?? 0
      return shortHex(content.subarray(1)) + (unused === 0 ? '' : ` (${unused} unused bits)`)
    }
    case TAG.NULL:
      return undefined
    default: {
      if (element.constructed) return undefined
      if (shownAs === 'picture') return `${sniffPicture(content).format ?? 'unknown format'}, ${content.length} octets`
      // Under a context tag the type is not known; what is all printable ASCII, such as an address, is shown as text.
      const ascii = tag >= 0x80 && content.length > 3 ? fromAscii(content) : undefined
      const text = TEXT_TAGS.includes(tag) ? readText(element) : ascii !== undefined && /^[ -~]+$/.test(ascii) ? ascii : undefined
      return text === undefined ? shortHex(content) : quoted(text)
    }
  }
}
