/**
 * Fields that seals and seal signatures share: texts, certificates, algorithms, signature values, time stamps. Each
 * takes what real products write and notes every departure from the standard's type.
 */
import { finding } from '../diagnostics/index.ts'
import type { Finding } from '../diagnostics/index.ts'
import { Fields } from '../encoding/der-fields.ts'
import { TAG, context, contextPrimitive } from '../encoding/der.ts'
import type { DerElement } from '../encoding/der.ts'
import { expectTag, readBitStringOctets, readOctetString, readOid, readText } from '../encoding/der-values.ts'
import { fromUtf8 } from '../encoding/octets.ts'
import { TEXT_TAGS, isRawSm2 } from './detect.ts'
import type { SignatureValueEncoding } from './model.ts'

const CONSTRUCTED = 0x20

const TYPE_NAMES: ReadonlyMap<number, string> = new Map([
  [TAG.BOOLEAN, 'BOOLEAN'],
  [TAG.INTEGER, 'INTEGER'],
  [TAG.BIT_STRING, 'BIT STRING'],
  [TAG.OCTET_STRING, 'OCTET STRING'],
  [TAG.NULL, 'NULL'],
  [TAG.OBJECT_IDENTIFIER, 'OBJECT IDENTIFIER'],
  [TAG.ENUMERATED, 'ENUMERATED'],
  [TAG.UTF8_STRING, 'UTF8String'],
  [TAG.NUMERIC_STRING, 'NumericString'],
  [TAG.PRINTABLE_STRING, 'PrintableString'],
  [TAG.TELETEX_STRING, 'TeletexString'],
  [TAG.IA5_STRING, 'IA5String'],
  [TAG.UTC_TIME, 'UTCTime'],
  [TAG.GENERALIZED_TIME, 'GeneralizedTime'],
  [TAG.VISIBLE_STRING, 'VisibleString'],
  [TAG.UNIVERSAL_STRING, 'UniversalString'],
  [TAG.BMP_STRING, 'BMPString'],
  [TAG.SEQUENCE & ~CONSTRUCTED, 'SEQUENCE'],
  [TAG.SET & ~CONSTRUCTED, 'SET'],
  [contextPrimitive(0), '[0]'],
])

/** The ASN.1 name of an element's type, for findings. */
export function typeName(element: DerElement): string {
  return TYPE_NAMES.get(element.tag & ~CONSTRUCTED) ?? `0x${element.tag.toString(16).padStart(2, '0')}`
}

/** Passes a finding to whoever reads the element. */
export function noteOn(element: DerElement, noticed: Finding): void {
  element.rules.note?.(noticed)
}

/** Accepts the tags in primitive and constructed form. @throws FormatError for another tag */
function expectString(element: DerElement, ...tags: readonly number[]): number {
  const tag = element.tag & ~CONSTRUCTED
  if (!tags.includes(tag)) expectTag(element, ...tags)
  return tag
}

/**
 * Text of any string type. Octets that are not valid in their type are read as UTF-8, else as GB 18030.
 * @param expected tag of the type that the standard prescribes
 */
export function readSealText(element: DerElement, field: string, expected: number = TAG.IA5_STRING): string {
  const { at } = element.rules
  const offset = element.start
  const tag = expectString(element, ...TEXT_TAGS)
  if (tag !== expected) noteOn(element, finding('SEAL_STRING_TYPE', at, { field, found: typeName(element), offset }))
  const text = readText(element)
  if (text !== undefined) return text
  const octets = readOctetString(element, tag)
  const utf8 = fromUtf8(octets)
  noteOn(element, finding('SEAL_STRING_ENCODING', at, { field, encoding: utf8 === undefined ? 'GB 18030' : 'UTF-8', offset }))
  return utf8 ?? new TextDecoder('gb18030').decode(octets)
}

/** DER of a certificate, in an OCTET STRING or bare; not parsed. */
export function readCertificateSlice(element: DerElement): Uint8Array {
  if (element.tag === TAG.SEQUENCE) {
    noteOn(element, finding('SEAL_CERTIFICATE_BARE', element.rules.at, { offset: element.start }))
    return element.bytes
  }
  return readOctetString(element)
}

/** OID of an algorithm, bare as the standard has it or in an AlgorithmIdentifier, whose parameters are not looked at. */
export function readAlgorithmOid(element: DerElement): string {
  if (element.tag !== TAG.SEQUENCE) return readOid(element)
  noteOn(element, finding('SEAL_ALGORITHM_IDENTIFIER', element.rules.at, { offset: element.start }))
  return readOid(new Fields(element, 'AlgorithmIdentifier').take())
}

/** Octets in a BIT STRING or, in some products, an OCTET STRING. */
export function readBitsOrOctets(element: DerElement): Uint8Array {
  const tag = expectString(element, TAG.BIT_STRING, TAG.OCTET_STRING)
  return tag === TAG.BIT_STRING ? readBitStringOctets(element) : readOctetString(element)
}

export interface SignatureOctets {
  readonly octets: Uint8Array
  readonly encoding: SignatureValueEncoding
}

/** A signature value and how it is written. A leading zero octet before 64 is taken off. */
export function readSignatureOctets(element: DerElement): SignatureOctets {
  const { at } = element.rules
  const octets = readBitsOrOctets(element)
  if ((element.tag & ~CONSTRUCTED) === TAG.OCTET_STRING) noteOn(element, finding('SEAL_SIGNATURE_TYPE', at, { offset: element.start }))
  if (isRawSm2(octets)) {
    noteOn(element, finding('SEAL_SIGNATURE_RAW', at, { offset: element.start, bytes: octets.length }))
    return { octets: octets.subarray(octets.length - 64), encoding: 'raw' }
  }
  return { octets, encoding: octets[0] === TAG.SEQUENCE ? 'der' : 'other' }
}

/** Content of timeStamp: `[0] EXPLICIT BIT STRING` by the standard, and what some products write instead. */
export function readTimeStamp(element: DerElement): Uint8Array {
  const { at } = element.rules
  const offset = element.start
  if (element.tag === context(0)) {
    const fields = new Fields(element, 'timeStamp', context(0))
    const inner = fields.take()
    fields.end()
    if (inner.tag !== TAG.BIT_STRING) noteOn(element, finding('SEAL_TIMESTAMP_TAG', at, { found: `[0] ${typeName(inner)}`, offset }))
    return inner.tag === TAG.SEQUENCE ? inner.bytes : readBitsOrOctets(inner)
  }
  noteOn(element, finding('SEAL_TIMESTAMP_TAG', at, { found: typeName(element), offset }))
  return element.tag === contextPrimitive(0) ? readBitStringOctets(element, contextPrimitive(0)) : readBitsOrOctets(element)
}
