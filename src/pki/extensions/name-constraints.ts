/** Reads nameConstraints (RFC 5280 4.2.1.10). Names are held against them in `path/name-constraints.ts`. */
import { finding } from '../../diagnostics/index.ts'
import { context, contextPrimitive } from '../../encoding/der.ts'
import type { DerElement } from '../../encoding/der.ts'
import { Fields } from '../../encoding/der-fields.ts'
import { readSmallInteger } from '../../encoding/der-values.ts'
import { EXTENSION } from '../object-identifiers.ts'
import { parseGeneralName } from '../general-name.ts'
import type { GeneralName } from '../general-name.ts'
import { sequenceOf } from './extension.ts'
import type { ExtensionContext } from './extension.ts'

export interface GeneralSubtree {
  readonly base: GeneralName
  /** RFC 5280 wants 0 and no maximum; others cannot be honored. */
  readonly minimum: number
  readonly maximum?: number
}

export interface NameConstraints {
  readonly permittedSubtrees: readonly GeneralSubtree[]
  readonly excludedSubtrees: readonly GeneralSubtree[]
}

export function readNameConstraints(element: DerElement, { at, note }: ExtensionContext): NameConstraints {
  const fields = new Fields(element, 'NameConstraints')
  const read = (item: DerElement): GeneralSubtree => {
    const inner = new Fields(item, 'GeneralSubtree')
    const base = parseGeneralName(inner.take(), note)
    const minimum = inner.optional(contextPrimitive(0))
    const maximum = inner.optional(contextPrimitive(1))
    inner.end()
    if (minimum !== undefined && readSmallInteger(minimum, contextPrimitive(0)) === 0) {
      note(finding('DER_DEFAULT_ENCODED', at, { offset: minimum.start }))
    }
    return {
      base,
      minimum: minimum === undefined ? 0 : readSmallInteger(minimum, contextPrimitive(0)),
      ...(maximum !== undefined && { maximum: readSmallInteger(maximum, contextPrimitive(1)) }),
    }
  }
  const permitted = fields.optional(context(0))
  const excluded = fields.optional(context(1))
  fields.end()
  if (permitted === undefined && excluded === undefined) note(finding('EXTENSION_EMPTY', at, { oid: EXTENSION.nameConstraints }))
  return {
    permittedSubtrees: permitted === undefined ? [] : sequenceOf(permitted, 'GeneralSubtrees', read, context(0)),
    excludedSubtrees: excluded === undefined ? [] : sequenceOf(excluded, 'GeneralSubtrees', read, context(1)),
  }
}
