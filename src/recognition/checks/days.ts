/** Days in China as spans of time: licenses name days, lists name moments. */
import { startOfDay } from '../../license/dates.ts'

const DAY_MS = 86_400_000

export const firstMoment = (day: string): number => startOfDay(day).getTime()
export const lastMoment = (day: string): number => startOfDay(day).getTime() + DAY_MS - 1
/** A moment in ISO 8601. Without a zone it would be another one on every machine: NaN, which is after, before and equal to nothing. */
export const momentOf = (text: string): number => (/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN)
export const addDays = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
