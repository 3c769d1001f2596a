/** The frame of extensions (RFC 5280 4.1.2.9): identifier, criticality, octets. Their meaning is read beside this file. */
import { FormatError } from '../../errors.ts'
import type { Finding, Locator, Note } from '../../diagnostics/index.ts'
import { finding } from '../../diagnostics/index.ts'
import type { Budget } from '../../limits.ts'
import { TAG, readBer } from '../../encoding/der.ts'
import type { DerElement } from '../../encoding/der.ts'
import { Fields } from '../../encoding/der-fields.ts'
import { readBoolean, readOctetString, readOid } from '../../encoding/der-values.ts'

export interface Extension {
  readonly oid: string
  readonly critical: boolean
  /** Content of the OCTET STRING. */
  readonly value: Uint8Array
}

/** What readers of extension values need. */
export interface ExtensionContext {
  readonly budget: Budget
  readonly at: Locator
  readonly note: Note
}

/**
 * Extensions of a certificate, CRL, CRL entry or OCSP message, by OID.
 * @throws FormatError when one occurs twice: which of the two counts would differ from reader to reader
 */
export function parseExtensions(element: DerElement, note?: Note): ReadonlyMap<string, Extension> {
  const at = element.rules.at
  const fields = new Fields(element, 'Extensions')
  const extensions = new Map<string, Extension>()
  if (fields.remaining === 0) note?.(finding('EXTENSION_EMPTY', at, { oid: '' }))
  while (fields.remaining > 0) {
    const inner = new Fields(fields.take(), 'Extension')
    const oid = readOid(inner.take())
    const criticality = inner.optional(TAG.BOOLEAN)
    const critical = criticality !== undefined && readBoolean(criticality)
    if (criticality !== undefined && !critical) note?.(finding('DER_DEFAULT_ENCODED', at, { offset: criticality.start }))
    const value = readOctetString(inner.take())
    inner.end()
    if (extensions.has(oid)) throw new FormatError(finding('EXTENSION_DUPLICATE', at, { oid }))
    extensions.set(oid, { oid, critical, value })
  }
  return extensions
}

const VALUE_TOLERANCES: ReadonlySet<string> = new Set([
  'BER_UNUSED_BITS', 'BER_BOOLEAN_NOT_CANONICAL', 'BER_INTEGER_PADDED', 'BER_INTEGER_NEGATIVE',
])

/**
 * Reads an extension's value as one element. Deviations inside primitive values (unused bits of a key usage, a BOOLEAN
 * of 01), which real certificates carry, are noted; deviations of structure are errors.
 * @throws FormatError
 */
export function readExtensionValue(extension: Extension, { budget, at, note }: ExtensionContext): DerElement {
  return readBer(extension.value, { budget, at }, (noticed: Finding) => {
    if (!VALUE_TOLERANCES.has(noticed.code)) throw new FormatError(finding('EXTENSION_NOT_DER', at, { oid: extension.oid }))
    note(noticed)
  })
}

/** A SEQUENCE OF with at least one element. @throws FormatError */
export function sequenceOf<Value>(element: DerElement, structure: string, read: (item: DerElement) => Value, tag?: number): readonly Value[] {
  const fields = new Fields(element, structure, tag)
  const values: Value[] = []
  do values.push(read(fields.take()))
  while (fields.remaining > 0)
  return values
}
