/**
 * Numbers of persons of 18 digits with the check character of GB 11643-1999 (ISO/IEC 7064 MOD 11-2): identity numbers of
 * citizens and their 15-digit predecessors, numbers of residence permits for residents of Hong Kong, Macao and Taiwan,
 * and numbers of permanent residents' cards of 2023. All are well-formed or not; whether one was issued, and to whom,
 * the number does not say. Problems tell what is wrong and never repeat a part of the number.
 */
import { isProvince } from './area-code.ts'
import { birthDateProblem, isoDay } from './birth-date.ts'
import type { BirthDateProblem } from './birth-date.ts'

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK_CHARACTERS = '10X98765432'
const RESIDENCE_PERMIT_AREAS = { '810000': 'HONG_KONG', '820000': 'MACAO', '830000': 'TAIWAN' } as const

/** Which document a number of 18 digits belongs to, by how it begins. */
export type PersonDocument = 'RESIDENT_IDENTITY_CARD' | 'RESIDENCE_PERMIT' | 'PERMANENT_RESIDENT_CARD'

export interface PersonNumberOptions {
  /** When somebody must have been born by. @default any day that exists will do */
  readonly time?: Date
}

export type PersonNumberProblem =
  | { readonly reason: 'LENGTH'; readonly found: number }
  | { readonly reason: 'CHARACTER'; readonly position: number }
  /** The last character is a lower-case x; the rest was checked as if it were X. */
  | { readonly reason: 'NOT_CANONICAL' }
  /** The number of another document; nothing else was checked. */
  | { readonly reason: 'OTHER_DOCUMENT'; readonly document: PersonDocument }
  /** No province begins so. */
  | { readonly reason: 'AREA' }
  | BirthDateProblem
  | { readonly reason: 'CHECK_CHARACTER' }

interface PersonNumberParts {
  /** 18 characters, upper case. */
  readonly text: string
  /** `1994-08-23`; absent when there is no such day. */
  readonly birthDate?: string
  /** By the 17th digit: odd numbers are men's. */
  readonly sex: 'male' | 'female'
}

export interface ResidentNumber extends PersonNumberParts {
  readonly document: 'RESIDENT_IDENTITY_CARD'
  /** 15 for a number of the first generation; `text` is its successor of 18 digits. */
  readonly digits: 15 | 18
  /** Where the number was first assigned, as areas were numbered then. */
  readonly areaCode: string
}

export interface ResidencePermitNumber extends PersonNumberParts {
  readonly document: 'RESIDENCE_PERMIT'
  readonly territory: 'HONG_KONG' | 'MACAO' | 'TAIWAN'
}

export interface PermanentResidentNumber extends Omit<PersonNumberParts, 'sex'> {
  readonly document: 'PERMANENT_RESIDENT_CARD'
  /** Province of the application: two digits of GB/T 2260. */
  readonly province: string
  /** Three digits of ISO 3166-1; not looked up. */
  readonly country: string
}

export interface PersonNumberCheck<Number> {
  /** Present when the characters can be told apart and begin as such a number does, even if something else is wrong. */
  readonly number?: Number
  /** All problems found; the number is well-formed when there is none. */
  readonly problems: readonly PersonNumberProblem[]
}

/** Identity number of a citizen (公民身份号码, GB 11643-1999), or its predecessor of 15 digits, which has no check character. */
export function checkResidentNumber(text: string, options: PersonNumberOptions = {}): PersonNumberCheck<ResidentNumber> {
  const legacy = text.length === 15
  const wrong = legacy ? /[^0-9]/.exec(text) : null
  if (wrong !== null) return { problems: [{ reason: 'CHARACTER', position: wrong.index + 1 }] }
  const body = `${text.slice(0, 6)}19${text.slice(6)}`
  const read = readNumber(legacy ? body + personNumberCheckCharacter(body) : text, 'RESIDENT_IDENTITY_CARD', options)
  if (read.parts === undefined) return { problems: read.problems }
  const areaCode = read.parts.text.slice(0, 6)
  const area = isProvince(areaCode.slice(0, 2)) ? [] : [{ reason: 'AREA' } as const]
  return { number: { document: 'RESIDENT_IDENTITY_CARD', digits: legacy ? 15 : 18, areaCode, ...read.parts }, problems: [...area, ...read.problems] }
}

/** Number of a residence permit for residents of Hong Kong, Macao and Taiwan (港澳台居民居住证). */
export function checkResidencePermitNumber(text: string, options: PersonNumberOptions = {}): PersonNumberCheck<ResidencePermitNumber> {
  const { parts, problems } = readNumber(text, 'RESIDENCE_PERMIT', options)
  if (parts === undefined) return { problems }
  const territory = RESIDENCE_PERMIT_AREAS[parts.text.slice(0, 6) as keyof typeof RESIDENCE_PERMIT_AREAS]
  return { number: { document: 'RESIDENCE_PERMIT', territory, ...parts }, problems }
}

/** Number of a foreign permanent resident's card as issued since 2023-12-01 (外国人永久居留身份证, 18 digits). */
export function checkPermanentResidentNumber(text: string, options: PersonNumberOptions = {}): PersonNumberCheck<PermanentResidentNumber> {
  const { parts, problems } = readNumber(text, 'PERMANENT_RESIDENT_CARD', options)
  if (parts === undefined) return { problems }
  const { text: number, birthDate } = parts
  const province = number.slice(1, 3)
  const area = isProvince(province) ? [] : [{ reason: 'AREA' } as const]
  return {
    number: { document: 'PERMANENT_RESIDENT_CARD', text: number, province, country: number.slice(3, 6), ...(birthDate === undefined ? {} : { birthDate }) },
    problems: [...area, ...problems],
  }
}

/** Any number of 18 digits, or 15 of the first generation: of whichever document it is, by how it begins. */
export function checkPersonNumber(
  text: string, options: PersonNumberOptions = {},
): PersonNumberCheck<ResidentNumber | ResidencePermitNumber | PermanentResidentNumber> {
  switch (documentOf(text)) {
    case 'RESIDENCE_PERMIT': return checkResidencePermitNumber(text, options)
    case 'PERMANENT_RESIDENT_CARD': return checkPermanentResidentNumber(text, options)
    default: return checkResidentNumber(text, options)
  }
}

/**
 * Check character of the first 17 digits: ISO/IEC 7064 MOD 11-2 (GB 11643-1999 annex A).
 * @throws RangeError when they are not 17 digits
 */
export function personNumberCheckCharacter(body: string): string {
  if (!/^\d{17}$/.test(body)) throw new RangeError('needs 17 digits')
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(body.charAt(i)), 0)
  return CHECK_CHARACTERS.charAt(sum % 11)
}

function documentOf(text: string): PersonDocument {
  if (text.length === 18 && Object.hasOwn(RESIDENCE_PERMIT_AREAS, text.slice(0, 6))) return 'RESIDENCE_PERMIT'
  return text.length === 18 && text.startsWith('9') ? 'PERMANENT_RESIDENT_CARD' : 'RESIDENT_IDENTITY_CARD'
}

function readNumber(
  given: string, expected: PersonDocument, { time }: PersonNumberOptions,
): { readonly parts?: PersonNumberParts; readonly problems: readonly PersonNumberProblem[] } {
  if (given.length !== 18) return { problems: [{ reason: 'LENGTH', found: given.length }] }
  const wrong = Array.from({ length: 18 }, (_, i) => (i < 17 ? /[0-9]/ : /[0-9Xx]/).test(given.charAt(i))).indexOf(false)
  if (wrong >= 0) return { problems: [{ reason: 'CHARACTER', position: wrong + 1 }] }
  const text = given.toUpperCase()
  const document = documentOf(text)
  if (document !== expected) return { problems: [{ reason: 'OTHER_DOCUMENT', document }] }
  const digits = text.slice(6, 14)
  const birth = birthDateProblem(digits, time)
  const problems: PersonNumberProblem[] = [
    ...(text === given ? [] : [{ reason: 'NOT_CANONICAL' } as const]),
    ...(birth === undefined ? [] : [birth]),
    ...(personNumberCheckCharacter(text.slice(0, 17)) === text.charAt(17) ? [] : [{ reason: 'CHECK_CHARACTER' } as const]),
  ]
  const parts: PersonNumberParts = {
    text,
    ...(birth?.reason === 'BIRTH_DATE' ? {} : { birthDate: isoDay(digits) }),
    sex: Number(text.charAt(16)) % 2 === 1 ? 'male' : 'female',
  }
  return { parts, problems }
}
