/** Whether an assertion is about a holder that a license names. */
import { checkPersonNumber } from '../../identifier/index.ts'
import { canonicalNumber, isHolderNumber, isWholeNumber, requireNumberKey } from './holder-number.ts'
import type { HolderType, NumberKey } from './holder-number.ts'
import type { AssertedParty } from './assertion.ts'
import { withRareCharacters } from './rare-characters.ts'

/** A holder as a license states it (CZZT, CZZTDM, CZZTDMLXDM). */
export interface NamedHolder {
  readonly name?: string
  readonly type?: HolderType
  readonly code?: string
}

/**
 * `same`: type and number agree, and so do the names where both give one. `number-only`: the numbers agree and the names do
 * not, as after a change of name. `name-only`: the names agree and there are no two numbers to compare, for one side has none
 * or they are of different documents: many share a name. `different`: the numbers contradict, or neither agrees. Only `same` is a match by itself.
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
  const incomparable: HolderMatch = names === true ? 'name-only' : 'different'
  // Attack: a license that shows the end of a number only is that of everybody whose number ends so.
  if (party.number === undefined || holder.code === undefined || !isWholeNumber(holder.code)) return incomparable
  if (holder.type === undefined || party.number.keyId !== key.keyId) return incomparable
  const isSame = isHolderNumber(party.number, party.type, holder.code, key)
  if (party.type !== holder.type && !(isSame && areOfOneKind(party.type, holder.type, holder.code))) return incomparable
  if (!isSame) return 'different'
  return names === false ? 'number-only' : 'same'
}

/** Residence permits and cards of permanent residents have no type of their own: some write them as 111, others as 999; the number says which it is. */
const areOfOneKind = (a: HolderType, b: HolderType, code: string): boolean =>
  [a, b].every((type) => type === '111' || type === '999') && checkPersonNumber(canonicalNumber('111', code)).problems.length === 0

/** Dots that stand between the parts of transcribed names, in whichever keyboard's form. */
const MIDDLE_DOTS = /[\u2022\u2027\u2219\u22c5\u2e31\u1427\u16eb\u30fb.]/g

/**
 * What only looks different: full-width forms, brackets of organizations' names, middle dots, rare characters for private use,
 * blanks around and between, where the script has none (`张　三`).
 */
const foldName = (name: string): string => withRareCharacters(name).normalize('NFKC').replaceAll(MIDDLE_DOTS, '·').trim().replaceAll(/\s+/g, ' ')
  .replaceAll(/([\p{Script=Han}·()]) /gu, '$1').replaceAll(/ (?=[\p{Script=Han}·()])/gu, '').toUpperCase()
