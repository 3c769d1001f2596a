/** Which reasons are new or rising between two periods, and where each stands between being seen and being gone. */
import type { DiagnosticCode } from '../diagnostics/index.ts'
import type { WeekCount } from './collect.ts'

/** Data, so that who reads a trend can see what made it one. */
export interface RisingRule {
  /** Fewer reports than this in the later period are no trend. */
  readonly minimumReports: number
  /** The share of reports must have grown at least by this factor. */
  readonly factor: number
}
export const RISING_RULE: RisingRule = Object.freeze({ minimumReports: 5, factor: 1.5 })

export interface ReasonTrend {
  readonly code: DiagnosticCode
  readonly before: number
  readonly after: number
  readonly trend: 'new' | 'rising' | 'steady'
}

const total = (weeks: readonly WeekCount[], code?: DiagnosticCode): number =>
  weeks.reduce((sum, { reports, reasons }) => sum + (code === undefined ? reports : reasons[code] ?? 0), 0)

/**
 * Compares the weeks from `from` on with those before it. `new`: never before; `rising`: its share of all reports grew by
 * the factor. With no report before there is nothing to compare with, so all is steady.
 */
export function reasonTrends(weeks: readonly WeekCount[], from: string, rule: RisingRule = RISING_RULE): readonly ReasonTrend[] {
  const [earlier, later] = [weeks.filter(({ week }) => week < from), weeks.filter(({ week }) => week >= from)]
  const [reportsBefore, reportsAfter] = [total(earlier), total(later)]
  const codes = [...new Set(weeks.flatMap(({ reasons }) => Object.keys(reasons) as DiagnosticCode[]))].sort()
  return codes.map((code) => {
    const [before, after] = [total(earlier, code), total(later, code)]
    const enough = reportsBefore > 0 && after >= rule.minimumReports
    const grown = after * reportsBefore >= rule.factor * before * reportsAfter
    return { code, before, after, trend: !enough ? 'steady' : before === 0 ? 'new' : grown ? 'rising' : 'steady' }
  })
}

export type ReasonState = 'open' | 'acknowledged' | 'fixed' | 'recurring'
export type ReasonStates = Readonly<Partial<Record<DiagnosticCode, ReasonState>>>

/** New states after a period: a new or rising reason opens; one that was fixed and is seen again is recurring. */
export function nextStates(states: ReasonStates, trends: readonly ReasonTrend[]): ReasonStates {
  const next: Partial<Record<DiagnosticCode, ReasonState>> = { ...states }
  for (const { code, after, trend } of trends) {
    if (states[code] === 'fixed' && after > 0) next[code] = 'recurring'
    else if (states[code] === undefined && trend !== 'steady') next[code] = 'open'
  }
  return next
}
