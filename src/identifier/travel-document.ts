/**
 * Numbers of travel documents and of older permanent residents' cards: form only, but for the check digit of the cards.
 * Problems never repeat a part of the number.
 */
import { isProvince } from './area-code.ts'
import { birthDateProblem, isoDay } from './birth-date.ts'
import type { BirthDateProblem } from './birth-date.ts'
import type { PersonNumberOptions } from './person-number.ts'

export type TravelDocumentProblem =
  | { readonly reason: 'LENGTH'; readonly found: number }
  | { readonly reason: 'CHARACTER'; readonly position: number }

export interface TravelDocumentCheck<Number> {
  readonly number?: Number
  readonly problems: readonly TravelDocumentProblem[]
}

export interface MainlandTravelPermit {
  readonly territory: 'HONG_KONG' | 'MACAO'
  /** Letter and eight digits: the same for life. */
  readonly number: string
  /** Two digits that older permits add: how often it was renewed. */
  readonly renewal?: string
}

/** Number of a mainland travel permit for residents of Hong Kong and Macao (港澳居民来往内地通行证). */
export function checkMainlandTravelPermit(text: string): TravelDocumentCheck<MainlandTravelPermit> {
  if (text.length !== 9 && text.length !== 11) return { problems: [{ reason: 'LENGTH', found: text.length }] }
  const wrong = firstWrong(text, (position) => (position === 1 ? /[HM]/ : /[0-9]/))
  if (wrong !== undefined) return wrong
  const territory = text.startsWith('H') ? 'HONG_KONG' : 'MACAO'
  return { number: { territory, number: text.slice(0, 9), ...(text.length === 11 && { renewal: text.slice(9) }) }, problems: [] }
}

/** Number of a mainland travel permit for residents of Taiwan (台湾居民来往大陆通行证): 8 digits, or 10 digits and a letter. */
export function checkTaiwanTravelPermit(text: string): TravelDocumentCheck<string> {
  if (text.length !== 8 && text.length !== 11) return { problems: [{ reason: 'LENGTH', found: text.length }] }
  return firstWrong(text, (position) => (position === 11 ? /[A-Z]/ : /[0-9]/)) ?? { number: text, problems: [] }
}

/** More than any passport's; ICAO Doc 9303 provides for nine characters in the machine-readable zone. */
const LONGEST_PASSPORT_NUMBER = 20

/** Number of a passport of any country: digits and upper-case letters, no more is known of it. */
export function checkPassportNumber(text: string): TravelDocumentCheck<string> {
  if (text.length === 0 || text.length > LONGEST_PASSPORT_NUMBER) return { problems: [{ reason: 'LENGTH', found: text.length }] }
  return firstWrong(text, () => /[0-9A-Z]/) ?? { number: text, problems: [] }
}

export interface OlderPermanentResidentNumber {
  /** Three letters of ISO 3166-1 or ICAO Doc 9303; not looked up. */
  readonly country: string
  readonly areaCode: string
  /** The century is not in the number: every day that it can mean, the earlier first. */
  readonly birthDates: readonly string[]
}

export type OlderPermanentResidentProblem = TravelDocumentProblem | BirthDateProblem | { readonly reason: 'AREA' } | { readonly reason: 'CHECK_CHARACTER' }

export interface OlderPermanentResidentCheck {
  readonly number?: OlderPermanentResidentNumber
  readonly problems: readonly OlderPermanentResidentProblem[]
}

/**
 * Number of a foreign permanent resident's card of before 2023-12 (15 characters): country, area of four digits, day of
 * birth of six, sequence and check digit (weights 7, 3, 1 of ICAO Doc 9303). Such cards stay valid until they expire.
 */
export function checkOlderPermanentResidentNumber(text: string, { time }: PersonNumberOptions = {}): OlderPermanentResidentCheck {
  if (text.length !== 15) return { problems: [{ reason: 'LENGTH', found: text.length }] }
  const wrong = firstWrong(text, (position) => (position <= 3 ? /[A-Z]/ : /[0-9]/))
  if (wrong !== undefined) return wrong
  const days = ['19', '20'].map((century) => century + text.slice(7, 13))
  const possible = days.filter((day) => birthDateProblem(day, time) === undefined)
  const exists = days.some((day) => birthDateProblem(day, undefined) === undefined)
  const problems: OlderPermanentResidentProblem[] = [
    ...(isProvince(text.slice(3, 5)) ? [] : [{ reason: 'AREA' } as const]),
    ...(possible.length > 0 ? [] : [{ reason: exists ? 'BIRTH_DATE_IMPLAUSIBLE' : 'BIRTH_DATE' } as const]),
    ...(travelCheckDigit(text.slice(0, 14)) === text.charAt(14) ? [] : [{ reason: 'CHECK_CHARACTER' } as const]),
  ]
  return { number: { country: text.slice(0, 3), areaCode: text.slice(3, 7), birthDates: possible.map(isoDay) }, problems }
}

function travelCheckDigit(body: string): string {
  const sum = Array.from(body, (character, i) => Number.parseInt(character, 36) * ([7, 3, 1][i % 3] as number)).reduce((a, b) => a + b, 0)
  return String(sum % 10)
}

function firstWrong(text: string, allowed: (position: number) => RegExp): { readonly problems: readonly [TravelDocumentProblem] } | undefined {
  const index = Array.from({ length: text.length }, (_, i) => allowed(i + 1).test(text.charAt(i))).indexOf(false)
  return index < 0 ? undefined : { problems: [{ reason: 'CHARACTER', position: index + 1 }] }
}
