/** What is new, rising or falling: held against chance computed another way, and only by what is shown. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NO_STATE, advanceState, trendOf, trendReport } from '../../src/trends/index.ts'
import type { TrendReport, TrendState } from '../../src/trends/index.ts'
import { binomialTail } from '../../src/trends/rising.ts'
import { collected, weekLines } from './lines.ts'

/** Exact, with whole numbers: chance is `p` of `q`. */
function tailExactly(successes: number, trials: number, p: bigint, q: bigint): number {
  let [ways, sum] = [1n, 0n]
  for (let k = 0; k <= trials; k += 1) {
    if (k >= successes) sum += ways * p ** BigInt(k) * (q - p) ** BigInt(trials - k)
    ways = (ways * BigInt(trials - k)) / BigInt(k + 1)
  }
  return Number((sum * 10n ** 18n) / q ** BigInt(trials)) / 1e18
}

describe('chance', () => {
  it('is that of exact arithmetic', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 19 }), (trials, wanted, p) => {
      const successes = Math.min(wanted, trials)
      if (successes <= (trials * p) / 20) expect(binomialTail(successes, trials, p / 20)).toBe(1)
      else expect(binomialTail(successes, trials, p / 20)).toBeCloseTo(tailExactly(successes, trials, BigInt(p), 20n), 9)
    }))
    expect(binomialTail(60_000, 100_000, 0.5)).toBeLessThan(1e-300)
    expect(binomialTail(50_400, 100_000, 0.5)).toBeCloseTo(0.0058, 3)
  })
})

describe('a trend', () => {
  const of = (before: number, reportsBefore: number, after: number, reportsAfter: number): string => trendOf({ before, after, reportsBefore, reportsAfter })
  it.each([
    ['never before, often now', 0, 1000, 12, 100, 'new'],
    ['never before, but hardly anything was looked at before', 0, 5, 5, 100, 'steady'],
    ['too few to say', 0, 1000, 4, 100, 'steady'],
    ['ten times its share', 10, 1000, 10, 100, 'rising'],
    ['one and a half times, of few', 10, 100, 15, 100, 'steady'],
    ['one and a half times, of many', 1000, 10_000, 1500, 10_000, 'rising'],
    ['a third more of very many: certain, but small', 10_000, 100_000, 13_000, 100_000, 'steady'],
    ['more, because there are more reports', 10, 100, 100, 1000, 'steady'],
    ['gone', 50, 1000, 0, 200, 'falling'],
    ['half', 1000, 10_000, 500, 10_000, 'falling'],
    ['nothing to compare with', 0, 0, 50, 100, 'steady'],
  ] as const)('%s', (_, before, reportsBefore, after, reportsAfter, expected) => { expect(of(before, reportsBefore, after, reportsAfter)).toBe(expected) })

  it('what does not change is seldom called a trend', () => {
    // A sequence that is the same in every run; 400 pairs of periods at the same share of one in ten.
    let seed = 7
    const chance = (): number => { seed = (seed * 48_271) % 2_147_483_647; return seed / 2_147_483_647 }
    const draw = (): number => Array.from({ length: 200 }, chance).filter((x) => x < 0.1).length
    const wrong = Array.from({ length: 400 }, () => of(draw(), 200, draw(), 200)).filter((trend) => trend !== 'steady').length
    expect(wrong).toBeLessThanOrEqual(12)
  })
})

describe('trends of reports', () => {
  const reportOf = (lines: readonly string[], state?: TrendState): { readonly report: TrendReport; readonly next: TrendState } => {
    const counts = collected(lines).counts()
    const next = advanceState(state ?? NO_STATE, counts)
    return { report: trendReport(counts, state === undefined ? {} : { state: next }), next }
  }
  const trends = ({ report }: { readonly report: TrendReport }): Readonly<Record<string, string>> => Object.fromEntries(report.reasons.map(({ code, trend }) => [code, trend]))
  const base = [...weekLines(2, 300), ...weekLines(3, 300), ...weekLines(4, 100)]

  it('what asks for attention comes first', () => {
    const made = reportOf([...base, ...weekLines(2, 90, 'VAL_EXPIRED'), ...weekLines(4, 20, 'VAL_EXPIRED'), ...weekLines(2, 6, 'LST_STALE'), ...weekLines(4, 15, 'LST_STALE'), ...weekLines(4, 9, 'SIG_FAILED')])
    expect(made.report.reasons.map(({ code, trend, actor }) => [code, trend, actor])).toEqual([
      ['SIG_FAILED', 'new', 'issuer'], ['LST_STALE', 'rising', 'platform'], ['VAL_EXPIRED', 'steady', 'issuer'],
    ])
  })

  it('a small number before is hidden, and still it rises', () => {
    const { report } = reportOf([...base, ...weekLines(2, 2, 'LST_STALE'), ...weekLines(4, 30, 'LST_STALE')])
    expect(report.reasons).toMatchObject([{ trend: 'rising', few: 'before', reports: 32, periods: [{ from: '2026-W02', to: '2026-W04', reports: 32 }] }])
    expect(report.reasons[0]).not.toHaveProperty('before')
    // One before and nine since, or four and six: nothing that is said differs.
    const said = (before: number, after: number): TrendReport => reportOf([...base, ...weekLines(2, before, 'LST_STALE'), ...weekLines(4, after, 'LST_STALE')]).report
    expect(said(1, 9)).toEqual(said(4, 6))
  })

  it('a state remembers weeks whose reports are gone', () => {
    const { next } = reportOf([...base, ...weekLines(2, 9, 'SIG_FAILED')], NO_STATE)
    // Only the last week is at hand now.
    const later = reportOf([...weekLines(5, 100), ...weekLines(5, 20, 'LST_STALE'), ...weekLines(5, 20, 'SIG_FAILED')], next)
    expect(trends(later)).toEqual({ LST_STALE: 'new', SIG_FAILED: 'steady' })
    expect(trends(reportOf([...weekLines(5, 100), ...weekLines(5, 20, 'LST_STALE')]))).toEqual({ LST_STALE: 'steady' })
    // Seen long ago, and not in the weeks that are at hand: back, but not new.
    expect(trends(reportOf([...weekLines(4, 300), ...weekLines(5, 100), ...weekLines(5, 20, 'SIG_FAILED')], next))).toEqual({ SIG_FAILED: 'rising' })
  })
})
