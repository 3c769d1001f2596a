/** Counts with what follows from them, in one JSON shape: what each reason is doing, where it stands, and who can do something. */
import { actorOf, remediesOf } from './actors.ts'
import type { TrendActor } from './actors.ts'
import type { ReasonCount, TrendCounts } from './collect.ts'
import type { RemedyKind } from '../recognition/remedies.ts'
import { RISING_RULE, trendOfReason } from './rising.ts'
import type { RisingRule, Trend } from './rising.ts'
import { quietReasons, standing } from './state.ts'
import type { QuietReason, StateChange, TrendState } from './state.ts'

export interface TrendReason extends ReasonCount {
  readonly trend: Trend
  readonly actor: TrendActor
  /** What recognition offers; texts of the code say what to do. */
  readonly remedies: readonly RemedyKind[]
  /** Absent without a state. */
  readonly standing?: StateChange
}

/** Equal counts and states give equal JSON. No name and no number of a person is in it, unless somebody wrote one into a note. */
export interface TrendReport extends Omit<TrendCounts, 'reasons'> {
  readonly schema: 1
  readonly kind: 'trends'
  readonly rule: RisingRule
  /** What asks for attention first, then by number. */
  readonly reasons: readonly TrendReason[]
  /** Reasons that may be fixed. */
  readonly quiet: readonly QuietReason[]
}

export interface TrendReportOptions {
  /** After these counts (`advanceState`). @default none: nothing is said of where a reason stands */
  readonly state?: TrendState
  /** Weeks without a report after which a reason may be fixed. @default 8 */
  readonly quietWeeks?: number
  readonly rule?: RisingRule
}

/** Whether somebody should look at it: it is back, or it is new or rising and nobody has said that he knows. */
export function wantsAttention({ trend, standing: stands }: Pick<TrendReason, 'trend' | 'standing'>): boolean {
  if (stands?.state === 'recurring') return true
  return (trend === 'new' || trend === 'rising') && stands?.state !== 'acknowledged'
}

/** A state knows weeks whose reports are no longer at hand: what was seen in them is not new, what was not seen in them is. */
function withMemory(reason: ReasonCount, trend: Trend, counts: TrendCounts, state: TrendState, rule: RisingRule): Trend {
  const { since } = counts
  const seen = Object.hasOwn(state.reasons, reason.code) ? state.reasons[reason.code]?.seen : undefined
  if (since === undefined || seen === undefined) return trend
  if (trend === 'new') return seen.from < since ? 'rising' : 'new'
  const first = counts.weeks?.from ?? since
  const isFirst = seen.from >= since && first >= since && (state.weeks?.from ?? since) < since
  return trend === 'steady' && isFirst && reason.reports >= rule.minimumReports ? 'new' : trend
}

const RANK = (reason: TrendReason): number => (reason.standing?.state === 'recurring' ? 0 : wantsAttention(reason) ? (reason.trend === 'new' ? 1 : 2) : 3)

export function trendReport(counts: TrendCounts, { state, quietWeeks = 8, rule = RISING_RULE }: TrendReportOptions = {}): TrendReport {
  const reasons = counts.reasons.map((reason): TrendReason => {
    const trend = trendOfReason(reason, counts, rule)
    const record = state !== undefined && Object.hasOwn(state.reasons, reason.code) ? state.reasons[reason.code] : undefined
    return {
      ...reason,
      trend: state === undefined ? trend : withMemory(reason, trend, counts, state, rule),
      actor: actorOf(reason.code),
      remedies: remediesOf(reason.code),
      ...(record !== undefined && { standing: standing(record) }),
    }
  })
  return {
    schema: 1, kind: 'trends', rule: { ...rule }, ...counts,
    // Sorting is stable: within a rank the order of the counts stays.
    reasons: reasons.sort((a, b) => RANK(a) - RANK(b)),
    quiet: state === undefined ? [] : quietReasons(state, quietWeeks),
  }
}
