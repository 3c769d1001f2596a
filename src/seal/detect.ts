/**
 * Tells seals, seal signatures, CMS messages and bare SM2 signatures apart: by shape, never by a version number or a
 * file name. Says what to read, not whether it is well-formed.
 */
import type { Finding } from '../diagnostics/index.ts'
import { TAG, readBer, readNested } from '../encoding/der.ts'
import type { DerElement, DerOptions } from '../encoding/der.ts'
import { unwrapTextLayer } from '../encoding/text-layer.ts'

export type SesShape = 'SESeal' | 'SES_Signature' | 'CMS' | 'SM2-DER' | 'SM2-raw' | 'proprietary'

/** Identifier octets of the character strings that real seals hold, constructed bit cleared. */
export const TEXT_TAGS: readonly number[] = [
  TAG.IA5_STRING, TAG.UTF8_STRING, TAG.PRINTABLE_STRING, TAG.BMP_STRING, TAG.TELETEX_STRING, TAG.VISIBLE_STRING,
  TAG.NUMERIC_STRING, TAG.UNIVERSAL_STRING,
]

/** Whether an element is an OCTET STRING, constructed or not, that holds something like a SEQUENCE. */
export function wrapsSequence(element: DerElement): boolean {
  return (element.tag === TAG.OCTET_STRING || element.tag === TAG.BIT_STRING) && innerOfWrapped(element)[0] === TAG.SEQUENCE
}

/** Octets inside a wrapping string: behind the count of unused bits for a BIT STRING. */
export function innerOfWrapped(element: DerElement): Uint8Array {
  return element.tag === TAG.BIT_STRING ? element.content.subarray(1) : element.content
}

/** SES_SealInfo begins with a header that begins with a text; nothing else in this field does. */
function looksLikeSealInfo(element: DerElement | undefined): boolean {
  const header = element?.tag === TAG.SEQUENCE ? element.children[0] : undefined
  const id = header?.tag === TAG.SEQUENCE ? header.children[0] : undefined
  return id !== undefined && TEXT_TAGS.includes(id.tag & ~0x20)
}

/** TBS_Sign begins with a version and a seal (or, in older products, an OCTET STRING around one). */
function looksLikeToSign(element: DerElement | undefined): boolean {
  if (element?.tag !== TAG.SEQUENCE) return false
  const [version, seal] = element.children
  if (version?.tag !== TAG.INTEGER || seal === undefined) return false
  if (seal.tag === TAG.SEQUENCE) return looksLikeSealInfo(seal.children[0])
  return wrapsSequence(seal)
}

/**
 * The shape of an element that was read; undefined when it is none of these.
 * @throws FormatError when what is looked at inside it is broken; LimitExceededError
 */
export function detectSes(element: DerElement): 'SESeal' | 'SES_Signature' | 'CMS' | 'SM2-DER' | undefined {
  if (element.tag === TAG.OCTET_STRING && wrapsSequence(element)) {
    const inner = readNested(element.content, element)
    return looksLikeSealInfo(inner.children[0]) ? 'SESeal' : undefined
  }
  if (element.tag !== TAG.SEQUENCE) return undefined
  const [first, second] = element.children
  if (first?.tag === TAG.OBJECT_IDENTIFIER) return 'CMS'
  if (element.children.length === 2 && first?.tag === TAG.INTEGER && second?.tag === TAG.INTEGER) return 'SM2-DER'
  if (looksLikeSealInfo(first)) return 'SESeal'
  if (looksLikeToSign(first)) return 'SES_Signature'
  return undefined
}

export interface DetectedSes {
  /** Absent when the octets are none of these. */
  readonly shape?: SesShape
  /** The octets without a text layer: what the reader of that shape takes. */
  readonly bytes: Uint8Array
  /** Set when a text layer was taken off. */
  readonly finding?: Finding
}

/** Proprietary seals from before the standards begin with these letters, not with ASN.1. */
const PROPRIETARY = [0x45, 0x53] as const

export function isProprietary(bytes: Uint8Array): boolean {
  return bytes[0] === PROPRIETARY[0] && bytes[1] === PROPRIETARY[1]
}

/** Whether a signature value is bare r‖s: 64 octets, or 65 with a leading zero, that are not a DER SEQUENCE. */
export function isRawSm2(bytes: Uint8Array): boolean {
  if (bytes.length === 65) return bytes[0] === 0
  return bytes.length === 64 && !(bytes[0] === TAG.SEQUENCE && bytes[1] === bytes.length - 2)
}

/**
 * The shape of octets, text layer taken off.
 * @throws FormatError when they begin like ASN.1 and are broken where it matters; LimitExceededError
 */
export function detectSesBytes(input: Uint8Array, options: DerOptions): DetectedSes {
  options.budget.within('inputBytes', input.length, options.at)
  const { bytes, finding } = unwrapTextLayer(input, options.at)
  const shape = shapeOf(bytes, options)
  return { ...(shape === undefined ? {} : { shape }), bytes, ...(finding === undefined ? {} : { finding }) }
}

function shapeOf(bytes: Uint8Array, options: DerOptions): SesShape | undefined {
  if (isProprietary(bytes)) return 'proprietary'
  if (isRawSm2(bytes)) return 'SM2-raw'
  if (bytes[0] !== TAG.SEQUENCE && bytes[0] !== TAG.OCTET_STRING) return undefined
  // Tolerances that are used here are reported by the reader that reads it all.
  return detectSes(readBer(bytes, options, () => undefined))
}
