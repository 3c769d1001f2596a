/** Weeks of ISO 8601 in UTC, as names (`2026-W09`) and as numbers that count on without a gap. */

const WEEK_MS = 604_800_000
const DAY_MS = 86_400_000
/** The Monday of 1970-W01. */
const ORIGIN = -3 * DAY_MS
const NAME = /^(\d{4})-W(\d\d)$/
/** Years in which reports can have been made; what claims another is a mistake, and would only cost memory. */
const YEARS = { first: 2000, last: 2099 } as const

const mondayOfFirstWeek = (year: number): number => {
  // The fourth of January lies in the first week of its year.
  const fourth = Date.UTC(year, 0, 4)
  return fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY_MS
}

/** The number of a week by its name; undefined for what is no week of the years 2000 to 2099. */
export function weekNumber(name: string): number | undefined {
  const [, year, week] = NAME.exec(name) ?? []
  if (year === undefined || week === undefined || Number(year) < YEARS.first || Number(year) > YEARS.last) return undefined
  const number = (mondayOfFirstWeek(Number(year)) - ORIGIN) / WEEK_MS + Number(week) - 1
  return weekName(number) === name ? number : undefined
}

/** The name of a week by its number. */
export function weekName(number: number): string {
  // The Thursday of a week says to which year it belongs.
  const year = new Date(ORIGIN + number * WEEK_MS + 3 * DAY_MS).getUTCFullYear()
  const week = (ORIGIN + number * WEEK_MS - mondayOfFirstWeek(year)) / WEEK_MS + 1
  return `${String(year).padStart(4, '0')}-W${String(week).padStart(2, '0')}`
}

/** ISO 8601 week of a time in UTC; undefined for what is no time of the years 2000 to 2099. */
export function weekOf(iso: string): string | undefined {
  const time = /^\d{4}-\d\d-\d\dT/.test(iso) ? Date.parse(iso) : Number.NaN
  if (Number.isNaN(time)) return undefined
  const name = weekName(Math.floor((time - ORIGIN) / WEEK_MS))
  return weekNumber(name) === undefined ? undefined : name
}
