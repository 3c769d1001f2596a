/** What a key may be used for: keyUsage, extKeyUsage, basicConstraints (RFC 5280 4.2.1.3, 4.2.1.12, 4.2.1.9). */
import { finding } from '../../diagnostics/index.ts'
import { TAG } from '../../encoding/der.ts'
import type { DerElement } from '../../encoding/der.ts'
import { Fields } from '../../encoding/der-fields.ts'
import { readBoolean, readNamedBits, readOid, readSmallInteger } from '../../encoding/der-values.ts'
import { sequenceOf } from './extension.ts'
import type { ExtensionContext } from './extension.ts'

/** The bits of KeyUsage in order. */
export const KEY_USAGES = [
  'digitalSignature', 'nonRepudiation', 'keyEncipherment', 'dataEncipherment', 'keyAgreement', 'keyCertSign', 'cRLSign',
  'encipherOnly', 'decipherOnly',
] as const
export type KeyUsage = (typeof KEY_USAGES)[number]

export interface BasicConstraints {
  readonly cA: boolean
  /** Intermediate certificates that may follow, self-issued ones not counted; absent: no limit. */
  readonly pathLenConstraint?: number
}

/** Bits beyond the ninth have no meaning and are not kept. */
export function readKeyUsage(element: DerElement): ReadonlySet<KeyUsage> {
  const bits = readNamedBits(element)
  return new Set(KEY_USAGES.filter((_, bit) => bits.has(bit)))
}

export function readExtKeyUsage(element: DerElement): ReadonlySet<string> {
  return new Set(sequenceOf(element, 'ExtKeyUsageSyntax', (item) => readOid(item)))
}

export function readBasicConstraints(element: DerElement, { at, note }: ExtensionContext): BasicConstraints {
  const fields = new Fields(element, 'BasicConstraints')
  const flag = fields.optional(TAG.BOOLEAN)
  const cA = flag !== undefined && readBoolean(flag)
  if (flag !== undefined && !cA) note(finding('DER_DEFAULT_ENCODED', at, { offset: flag.start }))
  const length = fields.optional(TAG.INTEGER)
  fields.end()
  return { cA, ...(length !== undefined && { pathLenConstraint: readSmallInteger(length) }) }
}
