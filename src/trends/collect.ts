/**
 * Counts reports by reason without keeping any of them: what stays are numbers under codes, weeks, and what reports say of
 * authorities, regions, types and vendors. What is given out are numbers that may be shown.
 */
import type { DiagnosticCode } from '../diagnostics/index.ts'
import { TREND_DIMENSIONS, readReportLine, regionOfIssuer } from './read-report.ts'
import type { TrendDimension, Uncounted } from './read-report.ts'
import { namedValues, nestedValues, shownWeeks } from './suppress.ts'
import type { CellPeriod, NamedValues } from './suppress.ts'
import { weekName, weekNumber } from './weeks.ts'

export interface CollectOptions {
  /** First and last week that is counted: `2026-W09`. @default all */
  readonly from?: string
  readonly to?: string
  /** Pairs of reason and value that are kept of a dimension. One that has more is not broken down. @default 100 000 */
  readonly maximumKeys?: number
}

export interface CountOptions {
  /** Numbers of fewer reports are not shown: 1 (nothing is hidden) or at least 3. @default 5 */
  readonly minimum?: number
  /** @default all */
  readonly by?: readonly TrendDimension[]
  /** The first week of the later period, which is compared with the weeks before. @default the last week with a report */
  readonly since?: string
}

/** Weeks from `from` to `to`, both included. Weeks in no period had none. */
export interface WeekSpan {
  readonly from: string
  readonly to: string
}

export interface ReasonCount {
  readonly code: DiagnosticCode
  /** Reports with the reason as an error, each once. */
  readonly reports: number
  readonly periods: readonly (WeekSpan & { readonly reports: number })[]
  /** Of the weeks before `since`, and from it on. Absent where one of them is too small to be shown. */
  readonly before?: number
  readonly after?: number
  /** Which of them is too small, where that can be said. */
  readonly few?: 'before' | 'after'
  readonly groups: readonly ({ readonly dimension: TrendDimension } & NamedValues)[]
}

/** Numbers that may be shown: none of them, and no difference of two, is one of fewer reports than the minimum. */
export interface TrendCounts {
  readonly minimum: number
  /** First and last week with a report; absent without any. */
  readonly weeks?: WeekSpan
  readonly since?: string
  /** All reports, rounded down to multiples of the minimum: what has no reason, or only rare ones, is not to come out by subtraction. */
  readonly reports: readonly (WeekSpan & { readonly atLeast: number })[]
  readonly reasons: readonly ReasonCount[]
  /** Reasons of too few reports to be shown. */
  readonly withheld: number
  /** Dimensions with more different values than are kept. */
  readonly notBrokenDown: readonly TrendDimension[]
  /** Lines with faults, and items without a result. Nothing of them is kept. */
  readonly unreadable: number
  readonly withoutResult: number
}

const FAULTS: ReadonlySet<string> = new Set<Uncounted>(['long', 'json', 'version', 'report', 'time'])

/** Whether a line that was not counted should have been: one with a fault, not one that holds nothing. */
export const isFault = (uncounted: string): boolean => FAULTS.has(uncounted)

interface Dimension {
  keys: number
  readonly counts: Map<DiagnosticCode, Map<string, number>>
}

/** @throws TypeError for what is no week */
function weekOption(name: string, text: string | undefined, otherwise: number): number {
  const number = text === undefined ? otherwise : weekNumber(text)
  if (number === undefined) throw new TypeError(`${name} must be a week such as 2026-W09`)
  return number
}

const add = <Key>(counts: Map<Key, number>, key: Key, count: number): void => { counts.set(key, (counts.get(key) ?? 0) + count) }

/** The order in which reports come changes nothing, nor whether they are counted in parts that are merged. */
export class TrendCollector {
  readonly #from: number
  readonly #to: number
  readonly #maximum: number
  readonly #weeks = new Map<number, { reports: number; readonly reasons: Map<DiagnosticCode, number> }>()
  readonly #dimensions = new Map<TrendDimension, Dimension>(TREND_DIMENSIONS.map((name) => [name, { keys: 0, counts: new Map() }]))
  #unreadable = 0
  #withoutResult = 0

  /** @throws TypeError for what is no week, and for a maximum that is no positive integer */
  constructor({ from, to, maximumKeys = 100_000 }: CollectOptions = {}) {
    this.#from = weekOption('from', from, Number.NEGATIVE_INFINITY)
    this.#to = weekOption('to', to, Number.POSITIVE_INFINITY)
    if (!Number.isSafeInteger(maximumKeys) || maximumKeys < 1) throw new TypeError('maximumKeys must be a positive integer')
    this.#maximum = maximumKeys
  }

  /**
   * Counts one line: a report, or what `yinxin verify --json`, `yinxin assess --json` and journals of batches have around it.
   * Never throws. @returns `counted`, `outside` (of the weeks asked for), or why it is not counted
   */
  add(line: string): 'counted' | 'outside' | Uncounted {
    const seen = readReportLine(line)
    if (typeof seen === 'string') {
      return this.skip(seen)
    }
    if (seen.week < this.#from || seen.week > this.#to) return 'outside'
    const week = this.#week(seen.week)
    week.reports += 1
    for (const code of seen.codes) {
      add(week.reasons, code, 1)
      for (const [dimension, value] of Object.entries(seen.values) as [TrendDimension, string][]) this.#count(dimension, code, value, 1)
    }
    return 'counted'
  }

  /** Notes a line that the caller could not hand over: one that was too long, or no text. */
  skip(uncounted: Uncounted): Uncounted {
    if (isFault(uncounted)) this.#unreadable += 1
    if (uncounted === 'withoutResult') this.#withoutResult += 1
    return uncounted
  }

  /** Takes over what another collector counted. */
  merge(other: TrendCollector): void {
    for (const [number, { reports, reasons }] of other.#weeks) {
      const week = this.#week(number)
      week.reports += reports
      for (const [code, count] of reasons) add(week.reasons, code, count)
    }
    for (const [name, { keys, counts }] of other.#dimensions) {
      for (const [code, values] of counts) for (const [value, count] of values) this.#count(name, code, value, count)
      if (keys > other.#maximum) this.#giveUp(name)
    }
    this.#unreadable += other.#unreadable
    this.#withoutResult += other.#withoutResult
  }

  #week(number: number): { reports: number; readonly reasons: Map<DiagnosticCode, number> } {
    const known = this.#weeks.get(number)
    if (known !== undefined) return known
    const week = { reports: 0, reasons: new Map<DiagnosticCode, number>() }
    this.#weeks.set(number, week)
    return week
  }

  #count(name: TrendDimension, code: DiagnosticCode, value: string, count: number): void {
    const dimension = this.#dimensions.get(name) as Dimension
    if (dimension.keys > this.#maximum) return
    const values = dimension.counts.get(code) ?? new Map<string, number>()
    dimension.counts.set(code, values)
    if (!values.has(value)) dimension.keys += 1
    add(values, value, count)
    if (dimension.keys > this.#maximum) this.#giveUp(name)
  }

  /** Issuers are shown so that regions, less their issuers, give nobody away: also where regions are not asked for now. */
  #named(name: TrendDimension, code: DiagnosticCode, reports: number, minimum: number): NamedValues {
    const counts = (this.#dimensions.get(name) as Dimension).counts.get(code) ?? new Map<string, number>()
    return name === 'issuer' ? nestedValues(counts, regionOfIssuer, this.#named('region', code, reports, minimum), minimum) : namedValues(counts, reports, minimum)
  }

  /** All or nothing: which values came first must not say which are named. */
  #giveUp(name: TrendDimension): void {
    this.#dimensions.set(name, { keys: Number.POSITIVE_INFINITY, counts: new Map() })
  }

  /**
   * What may be shown of the counts so far, in a fixed order: reasons of most reports first.
   * @throws TypeError for a minimum of 2 (a count that is neither none nor enough would be 1), a dimension or week that is none
   */
  counts({ minimum = 5, by = TREND_DIMENSIONS, since }: CountOptions = {}): TrendCounts {
    if (!Number.isSafeInteger(minimum) || minimum < 1 || minimum === 2) throw new TypeError('minimum must be 1 or an integer of 3 or more')
    const unknown = by.find((name) => !TREND_DIMENSIONS.includes(name))
    if (unknown !== undefined) throw new TypeError(`there is no dimension ${unknown}`)
    const numbers = [...this.#weeks.keys()]
    const [first, last] = [Math.min(...numbers), Math.max(...numbers)]
    const cut = weekOption('since', since, last)
    const common = {
      minimum, unreadable: this.#unreadable, withoutResult: this.#withoutResult,
      notBrokenDown: by.filter((name) => (this.#dimensions.get(name) as Dimension).keys > this.#maximum),
    }
    if (numbers.length === 0) return { ...common, ...(since !== undefined && { since }), reports: [], reasons: [], withheld: 0 }
    const cells = (of: (week: { readonly reports: number; readonly reasons: ReadonlyMap<DiagnosticCode, number> }) => number): readonly number[] =>
      Array.from({ length: last - first + 1 }, (_, index) => {
        const week = this.#weeks.get(first + index)
        return week === undefined ? 0 : of(week)
      })
    const spanOf = (period: CellPeriod): WeekSpan => ({ from: weekName(first + period.first), to: weekName(first + period.last) })
    const at = Math.min(Math.max(cut - first, 0), last - first + 1)
    const codes = [...new Set([...this.#weeks.values()].flatMap(({ reasons }) => [...reasons.keys()]))].sort()
    const reasons = codes.flatMap((code): readonly ReasonCount[] => {
      const weeks = cells((week) => week.reasons.get(code) ?? 0)
      const { periods, ...sides } = shownWeeks(weeks, at, minimum)
      if (periods.length === 0) return []
      const reports = periods.reduce((sum, { count }) => sum + count, 0)
      const groups = by.filter((name) => !common.notBrokenDown.includes(name)).map((dimension) => ({ dimension, ...this.#named(dimension, code, reports, minimum) }))
      return [{ code, reports, periods: periods.map((period) => ({ ...spanOf(period), reports: period.count })), ...sides, groups }]
    })
    return {
      ...common,
      weeks: { from: weekName(first), to: weekName(last) },
      since: weekName(cut),
      reports: shownWeeks(cells(({ reports }) => reports), at, minimum).periods.map((period) => ({ ...spanOf(period), atLeast: Math.floor(period.count / minimum) * minimum })),
      reasons: reasons.sort((a, b) => b.reports - a.reports || (a.code < b.code ? -1 : 1)),
      withheld: codes.length - reasons.length,
    }
  }
}
