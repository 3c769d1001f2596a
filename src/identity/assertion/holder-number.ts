/**
 * Numbers of persons and organizations as keyed digests. There are so few numbers of 18 digits (a date, an area, a
 * sequence) that a plain digest of one is found by trying all of them; so digests are HMAC-SM3 under a key that whoever
 * relies on the assertion keeps to itself. Digests under different keys cannot be linked.
 */
import { hmacSm3 } from '../../crypto/index.ts'
import { equalOctets, fromHex, toHex, toUtf8 } from '../../encoding/octets.ts'
import { HOLDER_CODE_TYPES, checkHolderCode, checkPersonNumber } from '../../identifier/index.ts'

/** GB/T 36903-2018 annex A, and `CN_NETID` for network identities (网号), which hold no number. */
export type HolderType = string

export const NETWORK_IDENTITY = 'CN_NETID'
/** Types that organizations have; all others are of persons. */
export const ORGANIZATION_TYPES: readonly HolderType[] = Object.freeze(['001', '099'])

/** Whether a text is a type of holder that is known here. */
export const isHolderType = (type: string): boolean => type === NETWORK_IDENTITY || HOLDER_CODE_TYPES.has(type)

export interface NumberDigest {
  readonly algorithm: 'HMAC-SM3'
  /** Which key: the name that its owner gave it. */
  readonly keyId: string
  /** 64 hexadecimal digits. */
  readonly value: string
}

export interface NumberKey {
  /** Name of the key in assertions; says nothing of the key. */
  readonly keyId: string
  /** At least 16 octets, secret, chosen by chance. One for each relying party: never shared between agencies. */
  readonly key: Uint8Array
}

/** Kept apart from whatever else a key could be used for. */
const DOMAIN = 'yinxin holder number 1'
const SEPARATOR = '\u001f'

/** @throws TypeError for a key that is short or has no name */
export function requireNumberKey({ keyId, key }: NumberKey): void {
  if (typeof keyId !== 'string' || !/^[\x21-\x7e]{1,100}$/.test(keyId)) throw new TypeError('keyId is a name of 1 to 100 visible ASCII characters')
  if (!(key instanceof Uint8Array) || key.length < 16) throw new TypeError('key has at least 16 octets')
}

/**
 * Digest of a number; the same for all spellings of it that mean the same (lower-case and full-width characters, blanks, the
 * hyphen of an organization code, the 15-digit predecessor of a citizen's number). Whether the number is well-formed is not looked at.
 * @throws TypeError for a key that is none
 */
export function digestHolderNumber(type: HolderType, number: string, key: NumberKey): NumberDigest {
  requireNumberKey(key)
  const message = toUtf8([DOMAIN, type, canonicalNumber(type, number)].join(SEPARATOR))
  return Object.freeze({ algorithm: 'HMAC-SM3', keyId: key.keyId, value: toHex(hmacSm3(key.key, message)) })
}

/**
 * Whether a number is the one that a digest was made of. False under another key than the digest's.
 * @throws TypeError for a key that is none
 */
export function isHolderNumber(digest: NumberDigest, type: HolderType, number: string, key: NumberKey): boolean {
  if (digest.keyId !== key.keyId) return false
  const [expected, made] = [fromHex(digest.value), fromHex(digestHolderNumber(type, number, key).value)]
  return expected !== undefined && made !== undefined && equalOctets(expected, made)
}

/** The one spelling that digests are made of and that numbers are checked in. */
export function canonicalNumber(type: HolderType, number: string): string {
  const text = number.replaceAll(/\s+/g, '').replaceAll(/[！-～]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
    .replaceAll(/[a-z]/g, (character) => character.toUpperCase()).replace(/^([0-9A-Z]{8})-([0-9X])$/, '$1$2')
  return type === '111' && text.length === 15 ? (checkPersonNumber(text).number?.text ?? text) : text
}

/** More people share a name and four digits than an agency has clerks. */
const FEWEST_CHARACTERS = 5

/** Whether a text is a whole number, and not one that is masked for display (`330101********0012`) or a word for none. */
export function isWholeNumber(number: string): boolean {
  const text = canonicalNumber('', number)
  return !/[*•●×■□?_…]|X{3}/.test(text) && (text.match(/[0-9A-Z]/g) ?? []).length >= FEWEST_CHARACTERS
}

/**
 * `unknown`: no rule for the form of such numbers is known here.
 * @param time when somebody must have been born by, where known
 */
export function holderNumberForm(type: HolderType, number: string, time: Date | undefined): 'well-formed' | 'malformed' | 'unknown' {
  if (!isWholeNumber(number)) return 'malformed'
  const { checked, problems } = checkHolderCode(type, canonicalNumber(type, number), time === undefined ? {} : { time })
  return checked ? (problems.length === 0 ? 'well-formed' : 'malformed') : 'unknown'
}
