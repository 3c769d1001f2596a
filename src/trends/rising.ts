/** Which reasons are new, rising or falling between two periods: by numbers that may be shown, and only where chance does not explain it. */
import type { ReasonCount, TrendCounts } from './collect.ts'

/** Data, so that who reads a trend can see what made it one. */
export interface RisingRule {
  /** Fewer reports than this are no trend: in the later period for one that grows, in the earlier for one that falls. */
  readonly minimumReports: number
  /** The share of all reports must have changed at least by this factor. */
  readonly factor: number
  /** The change must be less likely than this if nothing had changed (one-sided exact test of two binomial counts, given their sum). */
  readonly significance: number
}
export const RISING_RULE: RisingRule = Object.freeze({ minimumReports: 5, factor: 1.5, significance: 0.01 })

export const TRENDS = ['new', 'rising', 'falling', 'steady'] as const
export type Trend = (typeof TRENDS)[number]

export interface TwoPeriods {
  /** Reports with the reason, and all reports, before and after. */
  readonly before: number
  readonly after: number
  readonly reportsBefore: number
  readonly reportsAfter: number
}

/** ln n! by Stirling's series; exact below 10, elsewhere to about twelve digits. */
function logFactorial(n: number): number {
  let log = 0
  if (n < 10) {
    for (let factor = 2; factor <= n; factor += 1) log += Math.log(factor)
    return log
  }
  const x = n + 1
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * x) - 1 / (360 * x ** 3) + 1 / (1260 * x ** 5)
}

/** Probability of at least `successes` in `trials`, each with the given chance. */
export function binomialTail(successes: number, trials: number, chance: number): number {
  if (successes <= trials * chance) return 1
  if (chance <= 0) return 0
  const odds = chance / (1 - chance)
  let term = Math.exp(logFactorial(trials) - logFactorial(successes) - logFactorial(trials - successes) + successes * Math.log(chance) + (trials - successes) * Math.log1p(-chance))
  let sum = 0
  // Above the mean each term is smaller than the one before; what no longer counts ends it.
  for (let k = successes; k <= trials && term > sum * 1e-15; k += 1) {
    sum += term
    term *= ((trials - k) / (k + 1)) * odds
  }
  return Math.min(1, sum)
}

/**
 * What a change is. With no report in one of the periods there is nothing to compare: steady. Reports that come in groups (one
 * file sent ten times) are counted as if they were independent; the factor is there for that.
 */
export function trendOf({ before, after, reportsBefore, reportsAfter }: TwoPeriods, rule: RisingRule = RISING_RULE): Trend {
  if (reportsBefore <= 0 || reportsAfter <= 0) return 'steady'
  const trials = before + after
  const share = reportsAfter / (reportsBefore + reportsAfter)
  if (after >= rule.minimumReports && after * reportsBefore >= rule.factor * before * reportsAfter && binomialTail(after, trials, share) < rule.significance) {
    return before === 0 ? 'new' : 'rising'
  }
  const falls = before >= rule.minimumReports && before * reportsAfter >= rule.factor * after * reportsBefore && binomialTail(before, trials, 1 - share) < rule.significance
  return falls ? 'falling' : 'steady'
}

/** Reports of both periods as far as they are shown; none where a period spans both. */
export function reportsOfPeriods({ reports, since }: TrendCounts): Pick<TwoPeriods, 'reportsBefore' | 'reportsAfter'> {
  if (since === undefined || reports.some(({ from, to }) => from < since && to >= since)) return { reportsBefore: 0, reportsAfter: 0 }
  const of = (later: boolean): number => reports.filter(({ from }) => (from >= since) === later).reduce((sum, { atLeast }) => sum + atLeast, 0)
  return { reportsBefore: of(false), reportsAfter: of(true) }
}

/**
 * The trend of a reason by what is shown of it. Where a side is too small to be shown, the most that it can be is taken: a trend
 * that is named is one for every number that may be hidden.
 */
export function trendOfReason({ reports, before, after, few }: ReasonCount, counts: TrendCounts, rule: RisingRule = RISING_RULE): Trend {
  const most = counts.minimum - 1
  const all = reportsOfPeriods(counts)
  if (before !== undefined && after !== undefined) return trendOf({ before, after, ...all }, rule)
  if (few === 'before') return trendOf({ before: most, after: reports - most, ...all }, rule)
  return few === 'after' ? trendOf({ before: reports - most, after: most, ...all }, rule) : 'steady'
}
