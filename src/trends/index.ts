export { OTHER, TREND_DIMENSIONS, TrendCollector, weekOf } from './collect.ts'
export type { TrendCounts, TrendDimension, TrendOptions, WeekCount } from './collect.ts'
export { RISING_RULE, nextStates, reasonTrends } from './rising.ts'
export type { ReasonState, ReasonStates, ReasonTrend, RisingRule } from './rising.ts'
