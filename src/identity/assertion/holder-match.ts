/** Whether an assertion is about a holder that a license names. */
import { isHolderNumber } from './holder-number.ts'
import type { HolderType, NumberKey } from './holder-number.ts'
import type { AssertedParty } from './assertion.ts'

/** A holder as a license states it (CZZT, CZZTDM, CZZTDMLXDM). */
export interface NamedHolder {
  readonly name?: string
  readonly type?: HolderType
  readonly code?: string
}

/**
 * `same`: type and number agree, and so do the names where both give one. `name-only`: the names agree and one side has no
 * number to compare: not a match by itself, many share a name. `different`: a number or a name contradicts, or nothing
 * can be compared.
 */
export type HolderMatch = 'same' | 'name-only' | 'different'

/**
 * Compares who is asserted with a holder of a license; for joint holders, call it for each.
 * @throws TypeError for a key that is none
 */
export function matchHolder(party: AssertedParty, holder: NamedHolder, key: NumberKey): HolderMatch {
  const names = party.name === undefined || holder.name === undefined ? undefined : foldName(party.name) === foldName(holder.name)
  if (names === false) return 'different'
  if (party.number === undefined || holder.code === undefined || holder.type === undefined || party.number.keyId !== key.keyId) {
    return names === true ? 'name-only' : 'different'
  }
  return party.type === holder.type && isHolderNumber(party.number, holder.type, holder.code, key) ? 'same' : 'different'
}

/** Blanks around, full-width forms, the several middle dots of transcribed names, and brackets of organizations' names. */
const foldName = (name: string): string => name.normalize('NFKC').trim().replaceAll(/[•‧・･.．]/g, '·').replaceAll(/\s+/g, ' ').toUpperCase()
