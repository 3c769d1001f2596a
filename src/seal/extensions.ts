/**
 * extDatas: custom data of seals and signatures. Nothing of it is understood here, so every critical entry is noted;
 * an entry that is not built as the standard says is noted and skipped.
 */
import { finding } from '../diagnostics/index.ts'
import { TAG, context, readNested } from '../encoding/der.ts'
import type { DerElement } from '../encoding/der.ts'
import { readBoolean, readOctetString, readOid } from '../encoding/der-values.ts'
import { noteOn, typeName } from './fields.ts'
import type { SealExtension } from './model.ts'

/** Identifier octets that extDatas comes with. */
export const EXTENSIONS_TAGS: readonly number[] = [TAG.SEQUENCE, context(0), TAG.OCTET_STRING]

/** @param usual the tag that this field has in products that follow the standard: SEQUENCE in a seal, [0] in TBS_Sign */
export function readExtensions(element: DerElement, usual: number): readonly SealExtension[] {
  const { at } = element.rules
  const explicit = element.tag === context(0) && !isImplicit(element)
  if (element.tag !== usual || (element.tag === context(0) && !explicit)) {
    const found = element.tag === context(0) ? (explicit ? '[0] EXPLICIT' : '[0] IMPLICIT') : typeName(element)
    noteOn(element, finding('SEAL_EXTENSIONS_TAG', at, { found, offset: element.start }))
  }
  const extensions: SealExtension[] = []
  const seen = new Set<string>()
  for (const entry of listOf(element, explicit).children) {
    const extension = readExtension(entry)
    if (extension === undefined) {
      noteOn(entry, finding('SEAL_EXTENSION_MALFORMED', at, { offset: entry.start }))
      continue
    }
    const { oid, critical } = extension
    if (critical) noteOn(entry, finding('SEAL_EXTENSION_CRITICAL', at, { oid }))
    if (seen.has(oid)) noteOn(entry, finding('SEAL_EXTENSION_REPEATED', at, { oid }))
    seen.add(oid)
    extensions.push(extension)
  }
  return extensions
}

/** `[0] IMPLICIT` holds the entries themselves: its first child begins with an OID instead of with an entry. */
function isImplicit(element: DerElement): boolean {
  return element.children.length !== 1 || element.children[0]?.children[0]?.tag === TAG.OBJECT_IDENTIFIER
}

/** The element whose children are the entries. */
function listOf(element: DerElement, explicit: boolean): DerElement {
  if (element.tag === TAG.OCTET_STRING) return readNested(element.content, element)
  return (explicit ? element.children[0] : undefined) ?? element
}

function readExtension(entry: DerElement): SealExtension | undefined {
  const [type, second, third] = entry.children
  const value = third ?? second
  if (entry.tag !== TAG.SEQUENCE || entry.children.length > 3) return undefined
  if (type?.tag !== TAG.OBJECT_IDENTIFIER || value === undefined || (value.tag & ~0x20) !== TAG.OCTET_STRING) return undefined
  if (third !== undefined && second?.tag !== TAG.BOOLEAN) return undefined
  const oid = readOid(type)
  const critical = third !== undefined && second !== undefined && readBoolean(second)
  if (third !== undefined && !critical) noteOn(entry, finding('SEAL_EXTENSION_FALSE_WRITTEN', entry.rules.at, { oid }))
  return { oid, critical, value: readOctetString(value) }
}
