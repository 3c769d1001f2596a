/**
 * Which octets a signature is over: slices of the input, never a re-encoding. The alternatives beside them exist to
 * name a product's deviation after the true ones failed; a match over them never counts as the standard's signature.
 */
import { TAG } from '../encoding/der.ts'
import type { DerElement } from '../encoding/der.ts'
import { encodeBitString, encodeElement, encodeSequence } from '../encoding/der-writer.ts'
import { concatOctets, joinOctets } from '../encoding/octets.ts'
import type { AlternativeSignedBytes, SealEdition, SealSignatureValue } from './model.ts'

type SignedBytes = Pick<SealSignatureValue, 'signedBytes' | 'alternativeSignedBytes'>

/** Of a seal. @param isBer whether the input departs from DER, so that a DER form of it differs */
export function sealSignedBytes(
  edition: SealEdition, info: DerElement, certificate: DerElement, algorithm: DerElement, isBer: boolean,
): SignedBytes {
  // GM/T 0031-2014 6.1.1.2: information, maker's certificate and algorithm "as a SEQUENCE", under a header of its own.
  const three = encodeSequence(info.bytes, certificate.bytes, algorithm.bytes)
  const alternatives: AlternativeSignedBytes[] = [
    { rule: 'other-edition', bytes: edition === 'GM/T 0031-2014' ? info.bytes : three },
    { rule: 'content', bytes: info.content },
  ]
  if (isBer) {
    const der = derForm(info)
    const derThree = encodeSequence(der, derForm(certificate), derForm(algorithm))
    const [own, other] = edition === 'GM/T 0031-2014' ? [derThree, der] : [der, derThree]
    alternatives.push({ rule: 'der', bytes: own }, { rule: 'other-edition-der', bytes: other })
  }
  return { signedBytes: edition === 'GM/T 0031-2014' ? three : info.bytes, alternativeSignedBytes: alternatives }
}

/** Of a seal signature: TLV(toSign) in every edition. */
export function toSignSignedBytes(toSign: DerElement, isBer: boolean): SignedBytes {
  const alternatives: AlternativeSignedBytes[] = [{ rule: 'content', bytes: toSign.content }]
  if (isBer) alternatives.push({ rule: 'der', bytes: derForm(toSign) })
  return { signedBytes: toSign.bytes, alternativeSignedBytes: alternatives }
}

/**
 * An element with definite minimal lengths and strings in one piece; contents of primitive elements as they are. The
 * depth is that of the elements read, which the budget limits.
 */
export function derForm(element: DerElement): Uint8Array {
  if (!element.constructed) return headed(element, element.content)
  const primitive = element.tag & ~0x20
  if (primitive === TAG.BIT_STRING) return encodeBitString(stringContent(element, 1))
  const isString = element.tag < 0x40 && element.tag !== TAG.SEQUENCE && element.tag !== TAG.SET
  if (isString) return encodeElement(primitive, stringContent(element, 0))
  return headed(element, joinOctets(element.children.map(derForm)))
}

/** Content of a string in pieces. @param skipped octets at the start of each piece: the count of unused bits */
function stringContent(element: DerElement, skipped: number): Uint8Array {
  if (!element.constructed) return element.content.subarray(skipped)
  return joinOctets(element.children.map((piece) => stringContent(piece, skipped)))
}

function headed(element: DerElement, content: Uint8Array): Uint8Array {
  const identifierEnd = element.tagNumber < 0x1f ? element.start + 1 : highTagEnd(element)
  // The writer's header without its one identifier octet, behind the identifier octets as they stand.
  return concatOctets(element.source.subarray(element.start, identifierEnd), encodeElement(element.tag, content).subarray(1))
}

function highTagEnd(element: DerElement): number {
  let offset = element.start + 1
  while (((element.source[offset] as number) & 0x80) !== 0) offset++
  return offset + 1
}
