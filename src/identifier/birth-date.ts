/** Days of birth in numbers of persons: whether there was such a day, and whether somebody can have been born on it. */

/** Older than anybody has become, with a wide margin: what is earlier is a slip, not a person. */
const MAXIMUM_AGE_YEARS = 150
/** Days are days in China. */
const CHINA_MS = 8 * 3_600_000

export type BirthDateProblem =
  /** There is no such day. */
  | { readonly reason: 'BIRTH_DATE' }
  /** After the given time, or more than 150 years before it. */
  | { readonly reason: 'BIRTH_DATE_IMPLAUSIBLE' }

/**
 * The problem with a day of eight digits, if any.
 * @param time nothing is said of plausibility without it
 */
export function birthDateProblem(digits: string, time: Date | undefined): BirthDateProblem | undefined {
  if (!isDay(digits)) return { reason: 'BIRTH_DATE' }
  if (time === undefined) return undefined
  const today = new Date(time.getTime() + CHINA_MS).toISOString().slice(0, 10).replaceAll('-', '')
  const plausible = digits <= today && Number(digits.slice(0, 4)) + MAXIMUM_AGE_YEARS >= Number(today.slice(0, 4))
  return plausible ? undefined : { reason: 'BIRTH_DATE_IMPLAUSIBLE' }
}

/** `1994-08-23` of `19940823`. */
export function isoDay(digits: string): string {
  return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`
}

function isDay(digits: string): boolean {
  const [month, date] = [Number(digits.slice(4, 6)) - 1, Number(digits.slice(6))]
  const time = new Date(Date.UTC(Number(digits.slice(0, 4)), month, date))
  return digits >= '1' && time.getUTCMonth() === month && time.getUTCDate() === date
}
