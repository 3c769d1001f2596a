/**
 * Which octets a signature is over: slices of the input, never a re-encoding. The alternatives beside them exist to
 * name a product's deviation after the true ones failed; a match over them never counts as the standard's signature.
 */
import { TAG } from '../encoding/der.ts'
import type { DerElement } from '../encoding/der.ts'
import { encodeBitString, encodeElement, encodeSequence } from '../encoding/der-writer.ts'
import { concatOctets, joinOctets } from '../encoding/octets.ts'
import { TEXT_TAGS } from './detect.ts'
import type { AlternativeSignedBytes, SealEdition, SealSignatureValue } from './model.ts'

const CONSTRUCTED = 0x20

type SignedBytes = Pick<SealSignatureValue, 'signedBytes' | 'alternativeSignedBytes'>

/** Of a seal. @param isBer whether the input departs from DER, so that a DER form of it differs */
export function sealSignedBytes(
  edition: SealEdition, info: DerElement, certificate: DerElement, algorithm: DerElement, isBer: boolean,
): SignedBytes {
  // GM/T 0031-2014 6.1.1.2: information, maker's certificate and algorithm "as a SEQUENCE", under a header of its own.
  const three = encodeSequence(info.bytes, certificate.bytes, algorithm.bytes)
  const alternatives: AlternativeSignedBytes[] = [{ rule: 'other-edition', bytes: edition === 'GM/T 0031-2014' ? info.bytes : three }]
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
 * An element with definite minimal lengths and strings in one piece; contents of primitive elements as they are. Only
 * what the readers join is joined, so that no two elements that read differently have one DER form: a critical flag
 * that is hidden in a constructed BOOLEAN stays one. The depth is that of the elements read, which the budget limits.
 */
export function derForm(element: DerElement): Uint8Array {
  if (!element.constructed) return headed(element, element.content)
  const primitive = element.tag & ~CONSTRUCTED
  const isBits = primitive === TAG.BIT_STRING
  const pieces = isBits || primitive === TAG.OCTET_STRING || TEXT_TAGS.includes(primitive) ? piecesOf(element, primitive) : undefined
  if (pieces === undefined) return headed(element, joinOctets(element.children.map(derForm)))
  // Each piece of a BIT STRING begins with its count of unused bits.
  return isBits
    ? encodeBitString(joinOctets(pieces.map((piece) => piece.subarray(1))), pieces.at(-1)?.[0] ?? 0)
    : encodeElement(primitive, joinOctets(pieces))
}

/** Contents of the pieces of a constructed string; undefined where one is no such piece. */
function piecesOf(element: DerElement, primitive: number): readonly Uint8Array[] | undefined {
  if (!element.constructed) return [element.content]
  const pieces: Uint8Array[] = []
  for (const child of element.children) {
    const type = child.tag & ~CONSTRUCTED
    const inner = type === primitive || (type === TAG.OCTET_STRING && primitive !== TAG.BIT_STRING) ? piecesOf(child, type) : undefined
    if (inner === undefined) return undefined
    for (const piece of inner) pieces.push(piece)
  }
  return pieces
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
