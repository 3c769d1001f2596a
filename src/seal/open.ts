/** Opens the outermost element of a seal or seal signature: text layer, wrappings, trailing octets, and its shape. */
import { finding } from '../diagnostics/index.ts'
import { FormatError } from '../errors.ts'
import { TAG, readBer, readNested } from '../encoding/der.ts'
import type { DerElement, DerOptions } from '../encoding/der.ts'
import { readBitStringOctets } from '../encoding/der-values.ts'
import { unwrapTextLayer } from '../encoding/text-layer.ts'
import { detectSes, isProprietary, isRawSm2, wrapsSequence } from './detect.ts'
import { noteOn, typeName } from './fields.ts'
import type { Notes } from './notes.ts'

/**
 * The outermost element, of the shape wanted.
 * @throws FormatError when the octets are something else or broken; LimitExceededError
 */
export function openSes(input: Uint8Array, expected: 'SESeal' | 'SES_Signature', options: DerOptions, notes: Notes): DerElement {
  const { budget, at = [] } = options
  budget.within('inputBytes', input.length, at)
  const { bytes, finding: textLayer } = unwrapTextLayer(input, at)
  if (textLayer !== undefined) notes.note(textLayer)
  if (isProprietary(bytes)) throw new FormatError(finding('SEAL_PROPRIETARY', at))
  if (isRawSm2(bytes)) throw new FormatError(finding('SEAL_SHAPE_UNKNOWN', at, { expected, found: 'SM2-raw' }))
  const outermost = unwrapStructure(readBer(bytes, { budget, at }, notes.note), expected)
  const found = detectSes(outermost) ?? 'unknown'
  if (found !== expected) throw new FormatError(finding('SEAL_SHAPE_UNKNOWN', at, { expected, found }))
  return outermost
}

/**
 * A SEQUENCE that some products pack into an OCTET STRING or BIT STRING; another element is returned as it is.
 * @param structure its ASN.1 name, for the finding
 */
export function unwrapStructure(element: DerElement, structure: string): DerElement {
  if (!wrapsSequence(element)) return element
  noteOn(element, finding('SEAL_WRAPPED', element.rules.at, { structure, wrapper: typeName(element), offset: element.start }))
  return readNested(element.tag === TAG.BIT_STRING ? readBitStringOctets(element) : element.content, element)
}
