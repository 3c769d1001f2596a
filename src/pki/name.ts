/**
 * Distinguished names (RFC 5280 4.1.2.4): their attributes, their text for people, and their octets. Whether two names
 * are the same is decided in `name-comparison.ts`.
 */
import { TAG } from '../encoding/der.ts'
import type { DerElement } from '../encoding/der.ts'
import { Fields } from '../encoding/der-fields.ts'
import { expectTag, readOid, readText } from '../encoding/der-values.ts'
import { toHex } from '../encoding/octets.ts'

export interface NameAttribute {
  readonly type: string
  /** The value element, tag and length included. */
  readonly bytes: Uint8Array
  /** Identifier octet of the value. */
  readonly tag: number
  /** Undefined when the value is no character string or its octets are not valid in its type. */
  readonly text: string | undefined
}

/** One RelativeDistinguishedName; more than one attribute is rare. */
export type RelativeName = readonly NameAttribute[]

export interface DistinguishedName {
  /** The Name element as it stands. */
  readonly bytes: Uint8Array
  /** Most general first, as encoded. */
  readonly rdns: readonly RelativeName[]
  /** RFC 4514 form, most specific first: `CN=示例,O=示例单位,C=CN`. For people; never compare it. */
  readonly text: string
}

const SHORT_NAMES: ReadonlyMap<string, string> = new Map([
  ['2.5.4.3', 'CN'],
  ['2.5.4.4', 'SN'],
  ['2.5.4.5', 'serialNumber'],
  ['2.5.4.6', 'C'],
  ['2.5.4.7', 'L'],
  ['2.5.4.8', 'ST'],
  ['2.5.4.9', 'STREET'],
  ['2.5.4.10', 'O'],
  ['2.5.4.11', 'OU'],
  ['2.5.4.12', 'title'],
  ['2.5.4.17', 'postalCode'],
  ['2.5.4.41', 'name'],
  ['2.5.4.42', 'GN'],
  ['2.5.4.43', 'initials'],
  ['2.5.4.44', 'generationQualifier'],
  ['2.5.4.46', 'dnQualifier'],
  ['2.5.4.65', 'pseudonym'],
  ['2.5.4.97', 'organizationIdentifier'],
  ['0.9.2342.19200300.100.1.1', 'UID'],
  ['0.9.2342.19200300.100.1.25', 'DC'],
  ['1.2.840.113549.1.9.1', 'emailAddress'],
])

/** @throws FormatError when the element is no Name */
export function parseName(element: DerElement): DistinguishedName {
  expectTag(element, TAG.SEQUENCE)
  const rdns = element.children.map((rdn) => parseRelativeName(rdn))
  return { bytes: element.bytes, rdns, text: nameText(rdns) }
}

/**
 * A RelativeDistinguishedName; `tag` is for the implicitly tagged one of a distribution point.
 * @throws FormatError
 */
export function parseRelativeName(element: DerElement, tag: number = TAG.SET): RelativeName {
  const fields = new Fields(element, 'RelativeDistinguishedName', tag)
  const attributes: NameAttribute[] = []
  do attributes.push(parseAttribute(fields.take()))
  while (fields.remaining > 0)
  return attributes
}

function parseAttribute(element: DerElement): NameAttribute {
  const fields = new Fields(element, 'AttributeTypeAndValue')
  const type = readOid(fields.take())
  const value = fields.take()
  fields.end()
  return { type, bytes: value.bytes, tag: value.tag, text: readText(value) }
}

/** Text of names in RFC 4514 order. */
function nameText(rdns: readonly RelativeName[]): string {
  return [...rdns].reverse().map((rdn) => rdn.map(attributePair).join('+')).join(',')
}

function attributePair({ type, text, bytes }: NameAttribute): string {
  return `${SHORT_NAMES.get(type) ?? type}=${text === undefined ? `#${toHex(bytes)}` : escapeText(text)}`
}

/** Letters of either alphabet with what stands between them: nothing to escape, as nearly always. */
const PLAIN_TEXT = /^[A-Za-z0-9\u3400-\u9fff](?:[A-Za-z0-9 ./:@()（）&'_\u3400-\u9fff-]*[A-Za-z0-9.)）\u3400-\u9fff])?$/

function escapeText(text: string): string {
  if (PLAIN_TEXT.test(text)) return text
  const escaped = text
    .replaceAll(/[\\"+,;<>]/g, String.raw`\$&`)
    // Control and direction-changing characters could make a name look like another one.
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
    .replace(/^[ #]/, String.raw`\$&`)
  return escaped.endsWith(' ') && escaped.length > 1 ? `${escaped.slice(0, -1)}\\ ` : escaped
}
