/** Where a reason stands: opened by reports, changed by people, recurring when it comes back; kept as a file that is read again. */
import { describe, expect, it } from 'vitest'
import { NO_STATE, advanceState, changeState, parseTrendState, trendReport, wantsAttention } from '../../src/trends/index.ts'
import type { TrendReport, TrendState } from '../../src/trends/index.ts'
import { trendReportSchema } from '../../src/trends/schema.ts'
import { collected, weekLines } from './lines.ts'

function run(lines: readonly string[], before: TrendState = NO_STATE): { readonly state: TrendState; readonly report: TrendReport } {
  const counts = collected(lines).counts()
  const state = advanceState(before, counts)
  return { state, report: trendReport(counts, { state, quietWeeks: 4 }) }
}
const stands = ({ reasons }: TrendState): Readonly<Record<string, unknown>> => Object.fromEntries(Object.entries(reasons).map(([code, { changes }]) => [code, changes.at(-1)]))

describe('the loop', () => {
  const first = run([...weekLines(2, 9, 'LST_STALE'), ...weekLines(2, 9, 'SIG_FAILED')])

  it('opens what is seen, once', () => {
    expect(stands(first.state)).toEqual({ LST_STALE: { week: '2026-W02', state: 'open' }, SIG_FAILED: { week: '2026-W02', state: 'open' } })
    expect(run([...weekLines(2, 9, 'LST_STALE'), ...weekLines(2, 9, 'SIG_FAILED')], first.state).state).toEqual(first.state)
    expect(run([...weekLines(2, 4, 'LST_STALE')]).state.reasons).toEqual({})
  })

  it('is recurring when it is seen in a later week than it was fixed in, not before', () => {
    const fixed = changeState(first.state, 'LST_STALE', 'fixed', '2026-W03', 'new source')
    const same = run([...weekLines(2, 9, 'LST_STALE'), ...weekLines(3, 9, 'LST_STALE')], fixed)
    expect(stands(same.state)['LST_STALE']).toEqual({ week: '2026-W03', state: 'fixed', note: 'new source' })
    const back = run([...weekLines(2, 9, 'LST_STALE'), ...weekLines(4, 9, 'LST_STALE')], same.state)
    expect(stands(back.state)['LST_STALE']).toEqual({ week: '2026-W04', state: 'recurring' })
    expect(back.report.reasons.map((reason) => [reason.code, wantsAttention(reason)])).toEqual([['LST_STALE', true]])
    const again = changeState(back.state, 'LST_STALE', 'acknowledged', '2026-W04')
    expect(stands(run([...weekLines(5, 9, 'LST_STALE')], again).state)['LST_STALE']).toMatchObject({ state: 'acknowledged' })
    expect(back.state.reasons['LST_STALE']?.changes.map(({ state }) => state)).toEqual(['open', 'fixed', 'recurring'])
  })

  it('a period that began before the fix says nothing: it is not known when in it', () => {
    const fixed = changeState(first.state, 'LST_STALE', 'fixed', '2026-W03')
    expect(stands(run([...weekLines(3, 3, 'LST_STALE'), ...weekLines(4, 3, 'LST_STALE')], fixed).state)['LST_STALE']).toMatchObject({ state: 'fixed' })
  })

  it('what is acknowledged asks for no attention when it rises, and what is quiet may be fixed', () => {
    const known = changeState(first.state, 'LST_STALE', 'acknowledged', '2026-W02')
    const { report } = run([...weekLines(2, 300), ...weekLines(2, 9, 'LST_STALE'), ...weekLines(3, 100), ...weekLines(3, 30, 'LST_STALE')], known)
    expect(report.reasons.map((reason) => [reason.code, reason.trend, wantsAttention(reason)])).toEqual([['LST_STALE', 'rising', false]])
    const quiet = run([...weekLines(7, 100)], known).report.quiet
    expect(quiet).toEqual([
      { code: 'LST_STALE', state: 'acknowledged', lastSeen: '2026-W02', weeks: 5 }, { code: 'SIG_FAILED', state: 'open', lastSeen: '2026-W02', weeks: 5 },
    ])
    expect(run([...weekLines(5, 100)], known).report.quiet).toEqual([])
    expect(run([...weekLines(7, 100)], changeState(known, 'SIG_FAILED', 'fixed', '2026-W03')).report.quiet.map(({ code }) => code)).toEqual(['LST_STALE'])
  })

  it('keeps the last changes only', () => {
    let { state } = first
    for (let count = 0; count < 80; count += 1) state = changeState(state, 'LST_STALE', count % 2 === 0 ? 'acknowledged' : 'open', '2026-W05')
    expect(state.reasons['LST_STALE']?.changes).toHaveLength(50)
    expect(parseTrendState(JSON.stringify(state))).toEqual(state)
  })

  it('TypeError for what was never seen and for words that do not fit', () => {
    expect(() => changeState(first.state, 'VAL_EXPIRED', 'fixed', '2026-W03')).toThrow('VAL_EXPIRED was never seen')
    expect(() => changeState(first.state, 'constructor' as 'VAL_EXPIRED', 'fixed', '2026-W03')).toThrow(TypeError)
    expect(() => changeState(first.state, 'LST_STALE', 'fixed', '2026-W60')).toThrow('week')
    expect(() => changeState(first.state, 'LST_STALE', 'fixed', '2026-W03', 'x'.repeat(501))).toThrow('500')
  })
})

describe('files', () => {
  const { state, report } = run([...weekLines(2, 9, 'LST_STALE', 'SIG_FAILED'), ...weekLines(3, 40, 'SIG_FAILED')])

  it('a state is read as it was written, with codes of later versions', () => {
    expect(parseTrendState(JSON.stringify(state))).toEqual(state)
    const later = { ...state, reasons: { ...state.reasons, CODE_OF_LATER: state.reasons['LST_STALE'] } }
    expect(parseTrendState(JSON.stringify(later)).reasons).toHaveProperty('CODE_OF_LATER')
  })

  it.each([
    ['no JSON', '{'], ['another version', '{"schema":2,"kind":"trendState","reasons":{}}'], ['another thing', '{"schema":1,"kind":"trends","reasons":{}}'],
    ['a forbidden name', '{"schema":1,"kind":"trendState","reasons":{"__proto__":{}}}'], ['a member twice', '{"schema":1,"schema":1,"kind":"trendState","reasons":{}}'],
    ['a reason without a change', '{"schema":1,"kind":"trendState","reasons":{"A_B":{"seen":{"from":"2026-W01","to":"2026-W01"},"changes":[]}}}'],
    ['no week', '{"schema":1,"kind":"trendState","weeks":{"from":"2026-W54","to":"2026-W54"},"reasons":{}}'],
    ['something more', '{"schema":1,"kind":"trendState","reasons":{},"more":1}'],
  ])('TypeError for %s', (_, text) => { expect(() => parseTrendState(text)).toThrow(TypeError) })

  it('a report fits its schema', () => {
    const parsed: TrendReport = trendReportSchema.parse(JSON.parse(JSON.stringify(report)))
    expect(parsed).toEqual(report)
    const { report: empty } = run([])
    expect(trendReportSchema.parse(JSON.parse(JSON.stringify(empty)))).toEqual(empty)
  })
})
