/** Which key: subjectKeyIdentifier and authorityKeyIdentifier (RFC 5280 4.2.1.2, 4.2.1.1). Hints for building, never proof. */
import { context, contextPrimitive } from '../../encoding/der.ts'
import type { DerElement } from '../../encoding/der.ts'
import { Fields } from '../../encoding/der-fields.ts'
import { readInteger, readOctetString } from '../../encoding/der-values.ts'
import { parseGeneralNames } from '../general-name.ts'
import type { GeneralName } from '../general-name.ts'
import type { ExtensionContext } from './extension.ts'

export interface AuthorityKeyIdentifier {
  readonly keyIdentifier?: Uint8Array
  readonly authorityCertIssuer?: readonly GeneralName[]
  readonly authorityCertSerialNumber?: bigint
}

export const readSubjectKeyIdentifier = (element: DerElement): Uint8Array => readOctetString(element)

export function readAuthorityKeyIdentifier(element: DerElement, { note }: ExtensionContext): AuthorityKeyIdentifier {
  const fields = new Fields(element, 'AuthorityKeyIdentifier')
  const keyIdentifier = fields.optional(contextPrimitive(0))
  const issuer = fields.optional(context(1))
  const serial = fields.optional(contextPrimitive(2))
  fields.end()
  return {
    ...(keyIdentifier !== undefined && { keyIdentifier: readOctetString(keyIdentifier, contextPrimitive(0)) }),
    ...(issuer !== undefined && { authorityCertIssuer: parseGeneralNames(issuer, note, context(1)) }),
    ...(serial !== undefined && { authorityCertSerialNumber: readInteger(serial, contextPrimitive(2)) }),
  }
}
