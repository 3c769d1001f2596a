/** Whether an assertion is about a holder that a license names. */
import { isHolderNumber, requireNumberKey } from './holder-number.ts'
import type { HolderType, NumberKey } from './holder-number.ts'
import type { AssertedParty } from './assertion.ts'

/** A holder as a license states it (CZZT, CZZTDM, CZZTDMLXDM). */
export interface NamedHolder {
  readonly name?: string
  readonly type?: HolderType
  readonly code?: string
}

/**
 * `same`: type and number agree, and so do the names where both give one. `number-only`: the numbers agree and the names do
 * not, as after a change of name. `name-only`: the names agree and one side has no number to compare: many share a name.
 * `different`: the numbers contradict, or neither agrees. Only `same` is a match by itself.
 */
export type HolderMatch = 'same' | 'number-only' | 'name-only' | 'different'

/**
 * Compares who is asserted with a holder of a license; for joint holders, call it for each. Digests under another key than
 * the one given cannot be compared, and count as no number.
 * @throws TypeError for a key that is none
 */
export function matchHolder(party: AssertedParty, holder: NamedHolder, key: NumberKey): HolderMatch {
  requireNumberKey(key)
  const names = party.name === undefined || holder.name === undefined ? undefined : foldName(party.name) === foldName(holder.name)
  if (party.number === undefined || holder.code === undefined || holder.type === undefined || party.number.keyId !== key.keyId) {
    return names === true ? 'name-only' : 'different'
  }
  if (party.type !== holder.type || !isHolderNumber(party.number, holder.type, holder.code, key)) return 'different'
  return names === false ? 'number-only' : 'same'
}

/** Blanks around, full-width forms, the several middle dots of transcribed names, and brackets of organizations' names. */
const foldName = (name: string): string => name.normalize('NFKC').trim().replaceAll(/[•‧・･.．]/g, '·').replaceAll(/\s+/g, ' ').toUpperCase()
