/**
 * Makes numbers that may be shown of numbers that may not: counts from 1 to one below the minimum are merged with others, so
 * that what is shown are disjoint sums of at least the minimum, and no difference of two of them is one that was hidden.
 */

/** Weeks by index, first and last included. What no period holds is zero. */
export interface CellPeriod {
  readonly first: number
  readonly last: number
  readonly count: number
}

/** Whether a count may be shown: nobody, or enough. */
export const isShowable = (count: number, minimum: number): boolean => count === 0 || count >= minimum

const sum = (cells: readonly number[]): number => cells.reduce((total, cell) => total + cell, 0)

/** Weeks in order, merged with those that follow until there is enough; what is left at the end goes to the period before. */
function merged(cells: readonly number[], minimum: number): readonly CellPeriod[] {
  const periods: CellPeriod[] = []
  let open: CellPeriod | undefined
  for (const [index, count] of cells.entries()) {
    if (open === undefined && count === 0) continue
    open = { first: open?.first ?? index, last: index, count: (open?.count ?? 0) + count }
    if (open.count < minimum) continue
    periods.push(open)
    open = undefined
  }
  if (open === undefined) return periods
  const before = periods.pop()
  // Alone it is too small to be shown.
  if (before === undefined) return []
  return [...periods, { first: before.first, last: cells.length - 1, count: before.count + open.count }]
}

export interface ShownWeeks {
  readonly periods: readonly CellPeriod[]
  /** Sums of the weeks before the cut and from it on; absent where one of them is too small to be shown. */
  readonly before?: number
  readonly after?: number
  /** Which of them is too small, where that can be said. */
  readonly few?: 'before' | 'after'
}

const joined = (periods: readonly CellPeriod[]): CellPeriod => ({
  first: Math.min(...periods.map(({ first }) => first)), last: Math.max(...periods.map(({ last }) => last)), count: sum(periods.map(({ count }) => count)),
})

/**
 * What may be shown of the weeks of a count. No period spans the cut (the index of the first later week) unless a side of it is too
 * small: that side is then joined with so much of the other that it can be any small number. Nothing of a total that is too small.
 */
export function shownWeeks(cells: readonly number[], cut: number, minimum: number): ShownWeeks {
  const sides = [cells.slice(0, cut), cells.slice(cut)] as const
  const [before, after] = [sum(sides[0]), sum(sides[1])]
  const total = before + after
  if (total < minimum) return { periods: [] }
  const earlier = merged(sides[0], minimum)
  const later = merged(sides[1], minimum).map(({ first, last, count }) => ({ first: first + cut, last: last + cut, count }))
  if (isShowable(before, minimum) && isShowable(after, minimum)) return { periods: [...earlier, ...later], before, after }
  const whole: CellPeriod = { first: cells.findIndex((cell) => cell > 0), last: cells.findLastIndex((cell) => cell > 0), count: total }
  // Of so few reports only one pair of numbers might fit.
  if (total < 2 * minimum - 1) return { periods: [whole] }
  const isBefore = isShowable(after, minimum)
  const open: CellPeriod[] = [isBefore ? { first: whole.first, last: cut - 1, count: before } : { first: cut, last: cells.length - 1, count: after }]
  const others = isBefore ? [...later] : [...earlier].reverse()
  while (joined(open).count < 2 * minimum - 1) {
    const next = others.shift()
    if (next === undefined) break
    open.push(next)
  }
  return isBefore ? { periods: [joined(open), ...others], few: 'before' } : { periods: [...others.reverse(), joined(open)], few: 'after' }
}

export interface NamedValues {
  readonly values: readonly { readonly value: string; readonly reports: number }[]
  /** Of all values that are not named, and of reports without one: zero, or at least the minimum. */
  readonly rest: number
}

/**
 * Values that lie in others, as issuers do in regions, beside those that are shown of the others: only values in one that is named
 * are named, and in each of them what is not named is nothing or enough.
 */
export function nestedValues(counts: ReadonlyMap<string, number>, outerOf: (value: string) => string | undefined, outer: NamedValues, minimum: number): NamedValues {
  const named = outer.values.map(({ value, reports }) => namedValues(new Map([...counts].filter(([one]) => outerOf(one) === value)), reports, minimum))
  return { values: named.flatMap(({ values }) => values).sort(bySize), rest: sum(named.map(({ rest }) => rest)) + outer.rest }
}

type Named = NamedValues['values'][number]
const bySize = (a: Named, b: Named): number => b.reports - a.reports || (a.value < b.value ? -1 : 1)

/** Values that may be named, largest first. Where the rest would be too small, the smallest of them join it. */
export function namedValues(counts: ReadonlyMap<string, number>, total: number, minimum: number): NamedValues {
  const values = [...counts].filter(([, reports]) => reports >= minimum).map(([value, reports]) => ({ value, reports }))
    .sort(bySize)
  let rest = total - sum(values.map(({ reports }) => reports))
  while (!isShowable(rest, minimum)) {
    const smallest = values.pop()
    if (smallest === undefined) break
    rest += smallest.reports
  }
  return { values, rest }
}
