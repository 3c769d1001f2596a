/** AlgorithmIdentifier (RFC 5280 4.1.1.2). What the identifier means is for the algorithm table of `crypto/`. */
import type { DerElement } from '../encoding/der.ts'
import { Fields } from '../encoding/der-fields.ts'
import { readOid } from '../encoding/der-values.ts'

export interface AlgorithmIdentifier {
  readonly oid: string
  /** Absent when the field is absent; NULL is a parameter. */
  readonly parameters?: DerElement
  /** The whole SEQUENCE as it stands. */
  readonly bytes: Uint8Array
}

/** @throws FormatError when the element is no AlgorithmIdentifier */
export function parseAlgorithmIdentifier(element: DerElement): AlgorithmIdentifier {
  const fields = new Fields(element, 'AlgorithmIdentifier')
  const oid = readOid(fields.take())
  const parameters = fields.remaining > 0 ? fields.take() : undefined
  fields.end()
  return { oid, ...(parameters !== undefined && { parameters }), bytes: element.bytes }
}
