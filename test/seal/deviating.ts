/**
 * Seals and seal signatures of which single elements can be replaced: every part is an encoded element with a default
 * that follows the standard. Written with the primitives of the DER writer, not with the seal writer.
 */
import {
  encodeBitString, encodeBoolean, encodeElement, encodeExplicit, encodeIa5String, encodeInteger, encodeOctetString, encodeOid,
  encodePrintableString, encodeSequence, encodeUtf8String,
} from '../../src/encoding/der-writer.ts'
import { TAG } from '../../src/encoding/der.ts'
import { toUtf8 } from '../../src/encoding/octets.ts'
import { GIF, SM2_SM3, hex } from './vectors/self-made.ts'

type Element = Uint8Array
/** `null` leaves an element out. */
type Parts<Name extends string> = Partial<Record<Name, Element | null>>

export const CERTIFICATE = encodeSequence(encodeSequence(encodeInteger(1)), encodeSequence(encodeOid(SM2_SM3)), encodeBitString(hex('00')))
/** r = s = 1: a signature by its form only. */
export const SIGNATURE = hex('3006020101020101')
export const HASH = new Uint8Array(32).fill(0xab)

export const generalizedTime = (text: string): Element => encodeElement(TAG.GENERALIZED_TIME, toUtf8(text))
export const utcTime = (text: string): Element => encodeElement(TAG.UTC_TIME, toUtf8(text))
export const octets = encodeOctetString
export const bits = encodeBitString
export const ia5 = encodeIa5String
export const utf8 = encodeUtf8String
export const printable = encodePrintableString
export const integer = encodeInteger
export const sequence = encodeSequence
export const explicit = encodeExplicit
export const oid = encodeOid
export const element = encodeElement

const sequenceOf = (...parts: readonly (Element | null | undefined)[]): Element =>
  encodeSequence(...parts.filter((part) => part !== null && part !== undefined))

const part = (given: Element | null | undefined, standard: Element): Element | null => (given === undefined ? standard : given)

type InfoPart =
  | 'id' | 'version' | 'vid' | 'esId' | 'type' | 'name' | 'certListType' | 'certList' | 'createDate' | 'validStart' | 'validEnd'
  | 'pictureType' | 'data' | 'width' | 'height' | 'extDatas'
type SealPart = InfoPart | 'cert' | 'algorithm' | 'signature' | 'timeStamp'
type SignaturePart = 'version' | 'eseal' | 'timeInfo' | 'dataHash' | 'propertyInfo' | 'extDatas' | 'cert' | 'algorithm' | 'signature' | 'timeStamp'

/** One entry of extDatas. */
export const extension = (id: string, critical: boolean | undefined, value: Uint8Array): Element =>
  sequenceOf(encodeOid(id), critical === undefined ? null : encodeBoolean(critical), encodeOctetString(value))

function info(parts: Parts<SealPart>, first: boolean): Element {
  const time = first ? utcTime('250601000000Z') : generalizedTime('20250601000000Z')
  const end = first ? utcTime('300601000000Z') : generalizedTime('20300601000000Z')
  return sequenceOf(
    sequenceOf(part(parts.id, ia5('ES')), part(parts.version, integer(first ? 1 : 4)), part(parts.vid, ia5('vid'))),
    part(parts.esId, ia5('id')),
    sequenceOf(
      part(parts.type, integer(1)),
      part(parts.name, utf8('示例章')),
      first ? parts.certListType : part(parts.certListType, integer(1)),
      part(parts.certList, sequence(octets(CERTIFICATE))),
      part(parts.createDate, time),
      part(parts.validStart, time),
      part(parts.validEnd, end),
    ),
    sequenceOf(part(parts.pictureType, ia5('GIF')), part(parts.data, octets(GIF)), part(parts.width, integer(40)), part(parts.height, integer(40))),
    parts.extDatas,
  )
}

/** SESeal of GM/T 0031-2014. @param wrap what to do with SES_SignInfo */
export function firstSeal(parts: Parts<SealPart> = {}, wrap: (signInfo: Element) => Element = (signInfo) => signInfo): Element {
  const signInfo = sequenceOf(part(parts.cert, octets(CERTIFICATE)), part(parts.algorithm, oid(SM2_SM3)), part(parts.signature, bits(SIGNATURE)))
  return sequence(info(parts, true), wrap(signInfo))
}

/** SESeal of the later editions. */
export function seal(parts: Parts<SealPart> = {}): Element {
  return sequenceOf(
    info(parts, false), part(parts.cert, octets(CERTIFICATE)), part(parts.algorithm, oid(SM2_SM3)), part(parts.signature, bits(SIGNATURE)),
    parts.timeStamp,
  )
}

/** SES_Signature of GM/T 0031-2014. */
export function firstSignature(parts: Parts<SignaturePart> = {}): Element {
  const toSign = sequenceOf(
    part(parts.version, integer(1)), part(parts.eseal, firstSeal()), part(parts.timeInfo, bits(utcTime('260102030405Z'))),
    part(parts.dataHash, bits(HASH)), part(parts.propertyInfo, ia5('/Signature.xml')), part(parts.cert, octets(CERTIFICATE)),
    part(parts.algorithm, oid(SM2_SM3)),
  )
  return sequenceOf(toSign, part(parts.signature, bits(SIGNATURE)))
}

/** SES_Signature of the later editions. */
export function signature(parts: Parts<SignaturePart> = {}): Element {
  const toSign = sequenceOf(
    part(parts.version, integer(4)), part(parts.eseal, seal()), part(parts.timeInfo, generalizedTime('20260102030405Z')),
    part(parts.dataHash, bits(HASH)), part(parts.propertyInfo, ia5('/Signature.xml')), parts.extDatas,
  )
  return sequenceOf(
    toSign, part(parts.cert, octets(CERTIFICATE)), part(parts.algorithm, oid(SM2_SM3)), part(parts.signature, bits(SIGNATURE)), parts.timeStamp,
  )
}

/** A constructed element with indefinite length. */
export function indefinite(tag: number, ...content: readonly Element[]): Element {
  return Uint8Array.from([tag, 0x80, ...content.flatMap((inner) => [...inner]), 0, 0])
}
