/** What charts show of a report: few reasons, each with its color, and their weekly numbers. */
import type { TrendReason, TrendReport } from '../report.ts'
import { weekNumber } from '../weeks.ts'

/** As many lines as can be told apart. */
export const MOST_SERIES = 6
/** Weeks of a chart: a year. */
export const MOST_WEEKS = 53

export interface Point {
  readonly reports: number
  /** The average of weeks that are shown together. */
  readonly isMean: boolean
}

export interface Series {
  readonly reason: TrendReason
  /** Class of its color. */
  readonly color: `s${number}`
  /** For each week of the chart. */
  readonly points: readonly Point[]
}

export interface Weekly {
  /** Number of the first week. */
  readonly first: number
  readonly count: number
  readonly series: readonly Series[]
}

const NOTHING: Point = { reports: 0, isMean: false }

/** The weeks and reasons that are drawn; undefined without any. */
export function weeklyOf({ weeks, reasons }: TrendReport): Weekly | undefined {
  const [from, last] = [weekNumber(weeks?.from ?? ''), weekNumber(weeks?.to ?? '')]
  if (from === undefined || last === undefined || reasons.length === 0) return undefined
  const first = Math.max(from, last - MOST_WEEKS + 1)
  const count = last - first + 1
  const series = reasons.slice(0, MOST_SERIES).map((reason, index): Series => {
    const points = Array<Point>(count).fill(NOTHING)
    for (const period of reason.periods) {
      const [start, end] = [weekNumber(period.from) ?? last, weekNumber(period.to) ?? last]
      const point = { reports: period.reports / (end - start + 1), isMean: end > start }
      for (let week = Math.max(start, first); week <= Math.min(end, last); week += 1) points[week - first] = point
    }
    return { reason, color: `s${index}`, points }
  })
  return { first, count, series }
}
