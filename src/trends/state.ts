/**
 * Where each reason stands between being seen and being gone, as data that people change and counts move on. It holds nothing
 * that was not shown.
 */
import type { DiagnosticCode } from '../diagnostics/index.ts'
import type { TrendCounts, WeekSpan } from './collect.ts'
import { weekNumber } from './weeks.ts'

/**
 * `open`: seen, and nobody has said anything. `acknowledged`: somebody works on it, or lives with it. `fixed`: somebody said that
 * its cause is gone. `recurring`: seen again in a later week than that.
 */
export const REASON_STATES = ['open', 'acknowledged', 'fixed', 'recurring'] as const
export type ReasonState = (typeof REASON_STATES)[number]

export interface StateChange {
  readonly week: string
  readonly state: ReasonState
  /** What somebody wrote. Whoever writes it answers for what is in it. */
  readonly note?: string
}

export interface ReasonRecord {
  /** First and last week of the periods in which it was shown. */
  readonly seen: WeekSpan
  /** From the oldest; the last one is where it stands. */
  readonly changes: readonly [StateChange, ...StateChange[]]
}

export interface TrendState {
  readonly schema: 1
  readonly kind: 'trendState'
  /** First and last week of all reports that were ever counted into it. */
  readonly weeks?: WeekSpan
  /** By code. */
  readonly reasons: Readonly<Record<string, ReasonRecord>>
}

export const NO_STATE: TrendState = Object.freeze({ schema: 1, kind: 'trendState', reasons: Object.freeze({}) })
/** Changes that are kept of a reason, the latest; and characters of a note. */
export const MOST_CHANGES = 50
export const LONGEST_NOTE = 500

const earlier = (a: string, b: string): string => (a < b ? a : b)
const later = (a: string, b: string): string => (a > b ? a : b)
const joined = (a: WeekSpan | undefined, b: WeekSpan): WeekSpan => (a === undefined ? b : { from: earlier(a.from, b.from), to: later(a.to, b.to) })

/** Where a reason stands, and since which week. */
export const standing = ({ changes }: ReasonRecord): StateChange => changes.at(-1) as StateChange

function changed({ seen, changes }: ReasonRecord, change: StateChange): ReasonRecord {
  const [first, ...others] = [...changes, change].slice(-MOST_CHANGES) as [StateChange, ...StateChange[]]
  return { seen, changes: [first, ...others] }
}

/**
 * The state after counts: what is seen for the first time is open; what was fixed and is in a period that begins in a later week is
 * recurring. The same counts again change nothing.
 */
export function advanceState(state: TrendState, { weeks, reasons }: TrendCounts): TrendState {
  if (weeks === undefined) return state
  const next = new Map(Object.entries(state.reasons))
  for (const { code, periods } of reasons) {
    const seen = periods.map(({ from, to }): WeekSpan => ({ from, to })).reduce(joined)
    const known = next.get(code)
    if (known === undefined) {
      next.set(code, { seen, changes: [{ week: seen.from, state: 'open' }] })
      continue
    }
    const record = { ...known, seen: joined(known.seen, seen) }
    const last = standing(record)
    const back = last.state === 'fixed' ? periods.find(({ from }) => from > last.week) : undefined
    next.set(code, back === undefined ? record : changed(record, { week: back.from, state: 'recurring' }))
  }
  return { ...state, weeks: joined(state.weeks, weeks), reasons: sorted(next) }
}

/**
 * What somebody says of a reason.
 * @param week when: a reason that is fixed is recurring when it is seen in a later one
 * @throws TypeError for a reason that was never seen, for what is no week, and for a note that is too long
 */
export function changeState(state: TrendState, code: DiagnosticCode, to: Exclude<ReasonState, 'recurring'>, week: string, note?: string): TrendState {
  const record = Object.hasOwn(state.reasons, code) ? state.reasons[code] : undefined
  if (record === undefined) throw new TypeError(`${code} was never seen`)
  if (weekNumber(week) === undefined) throw new TypeError('week must be a week such as 2026-W09')
  if (note !== undefined && note.length > LONGEST_NOTE) throw new TypeError(`a note has at most ${LONGEST_NOTE} characters`)
  return { ...state, reasons: sorted(new Map(Object.entries(state.reasons)).set(code, changed(record, { week, state: to, ...(note !== undefined && { note }) }))) }
}

const sorted = (reasons: ReadonlyMap<string, ReasonRecord>): TrendState['reasons'] => Object.fromEntries([...reasons].sort(([a], [b]) => (a < b ? -1 : 1)))

export interface QuietReason {
  readonly code: string
  readonly state: ReasonState
  readonly lastSeen: string
  /** Weeks since, up to the last week of all reports. */
  readonly weeks: number
}

/** Reasons that nobody said were fixed and that were not seen for so many weeks: they may be. */
export function quietReasons({ weeks, reasons }: TrendState, atLeast: number): readonly QuietReason[] {
  const end = weekNumber(weeks?.to ?? '')
  if (end === undefined) return []
  return Object.entries(reasons).flatMap(([code, record]): readonly QuietReason[] => {
    const { state } = standing(record)
    const quiet = end - (weekNumber(record.seen.to) ?? end)
    return state === 'fixed' || quiet < atLeast ? [] : [{ code, state, lastSeen: record.seen.to, weeks: quiet }]
  })
}
