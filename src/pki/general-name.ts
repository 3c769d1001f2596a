/** GeneralName (RFC 5280 4.2.1.6): alternative names, locations, name constraints. What a name may reach is for others. */
import { context, contextPrimitive } from '../encoding/der.ts'
import type { DerElement } from '../encoding/der.ts'
import { Fields } from '../encoding/der-fields.ts'
import { expectTag, readOid } from '../encoding/der-values.ts'
import { fromAscii } from '../encoding/characters.ts'
import type { Note } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import { parseName } from './name.ts'
import type { DistinguishedName } from './name.ts'

export type GeneralName =
  | { readonly kind: 'rfc822Name' | 'dNSName' | 'uniformResourceIdentifier'; readonly value: string; readonly ascii: boolean }
  | { readonly kind: 'iPAddress'; readonly octets: Uint8Array }
  | { readonly kind: 'directoryName'; readonly name: DistinguishedName }
  | { readonly kind: 'registeredID'; readonly oid: string }
  /** `value` is the element inside the explicit tag. */
  | { readonly kind: 'otherName'; readonly typeId: string; readonly value: Uint8Array }
  | { readonly kind: 'x400Address' | 'ediPartyName'; readonly bytes: Uint8Array }

export type GeneralNameKind = GeneralName['kind']

const IA5_KINDS = ['rfc822Name', 'dNSName', 'uniformResourceIdentifier'] as const

/**
 * @param note told when a name that must be 7-bit text is not; its octets then appear as Latin-1 with `ascii` false
 * @throws FormatError when the element is no GeneralName
 */
export function parseGeneralName(element: DerElement, note?: Note): GeneralName {
  switch (element.tag) {
    case context(0): {
      const fields = new Fields(element, 'OtherName', context(0))
      const typeId = readOid(fields.take())
      const value = explicitContent(fields.take(context(0)), 'OtherName')
      fields.end()
      return { kind: 'otherName', typeId, value: value.bytes }
    }
    case contextPrimitive(1):
    case contextPrimitive(2):
    case contextPrimitive(6): {
      const kind = IA5_KINDS[element.tag === contextPrimitive(6) ? 2 : element.tagNumber - 1] ?? 'dNSName'
      const text = fromAscii(element.content)
      if (text !== undefined) return { kind, value: text, ascii: true }
      note?.(finding('GENERAL_NAME_NOT_ASCII', element.rules.at, { kind }))
      return { kind, value: new TextDecoder('latin1').decode(element.content), ascii: false }
    }
    case context(3):
      return { kind: 'x400Address', bytes: element.bytes }
    case context(4):
      return { kind: 'directoryName', name: parseName(explicitContent(element, 'GeneralName')) }
    case context(5):
      return { kind: 'ediPartyName', bytes: element.bytes }
    case contextPrimitive(7):
      return { kind: 'iPAddress', octets: element.content }
    default:
      return { kind: 'registeredID', oid: readOid(element, contextPrimitive(8)) }
  }
}

/** GeneralNames: at least one. `tag` is for implicitly tagged ones. @throws FormatError */
export function parseGeneralNames(element: DerElement, note?: Note, tag?: number): readonly GeneralName[] {
  const fields = new Fields(element, 'GeneralNames', tag)
  const names: GeneralName[] = []
  do names.push(parseGeneralName(fields.take(), note))
  while (fields.remaining > 0)
  return names
}

/** The one element inside an explicit tag. @throws FormatError */
export function explicitContent(element: DerElement, structure: string): DerElement {
  expectTag(element, element.tag | 0x20)
  const fields = new Fields(element, structure, element.tag)
  const inner = fields.take()
  fields.end()
  return inner
}
