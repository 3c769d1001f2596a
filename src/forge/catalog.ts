/** The catalogue: every variant by name. */
import { ACCEPTED } from './variants/accepted.ts'
import { BARE } from './variants/bare.ts'
import { CONTAINERS } from './variants/containers.ts'
import { REFERENCES } from './variants/references.ts'
import { SIGNATURE_LIST } from './variants/signature-list.ts'
import { SIGNED_VALUES } from './variants/signed-value.ts'
import { TRUST } from './variants/trust.ts'
import { TRUST_LISTS } from './variants/trust-lists.ts'
import type { Variant } from './variant.ts'

/** Genuine documents, and documents that are wrong in one thing each. */
export const VARIANTS: readonly Variant[] = Object.freeze([
  ...ACCEPTED, ...REFERENCES, ...SIGNATURE_LIST, ...SIGNED_VALUES, ...TRUST, ...TRUST_LISTS, ...CONTAINERS, ...BARE,
])

const BY_NAME: ReadonlyMap<string, Variant> = new Map(VARIANTS.map((variant) => [variant.name, variant]))

/** @throws RangeError when there is no variant of that name */
export function variantNamed(name: string): Variant {
  const found = BY_NAME.get(name)
  if (found === undefined) throw new RangeError(`there is no variant ${name}`)
  return found
}
