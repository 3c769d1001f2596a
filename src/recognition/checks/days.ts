/** Days in China as spans of time: licenses name days, lists name moments. */
import { startOfDay } from '../../license/dates.ts'

const DAY_MS = 86_400_000

export const firstMoment = (day: string): number => startOfDay(day).getTime()
export const lastMoment = (day: string): number => startOfDay(day).getTime() + DAY_MS - 1
export const addDays = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
