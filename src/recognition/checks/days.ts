/** Days in China as spans of time: licenses name days, lists name moments. */
import { startOfDay } from '../../license/dates.ts'

const DAY_MS = 86_400_000

export const firstMoment = (day: string): number => startOfDay(day).getTime()
export const lastMoment = (day: string): number => startOfDay(day).getTime() + DAY_MS - 1
/** A moment in ISO 8601. Without a zone it would be another one on every machine: NaN, which is after, before and equal to nothing. */
export function momentOf(text: string): number {
  const day = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/.exec(text)?.[1]
  const midnight = Date.parse(`${day ?? ''}T00:00:00Z`)
  // `2026-02-30` is not a day although Date makes one of it.
  return Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== day ? Number.NaN : Date.parse(text)
}
export const addDays = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
