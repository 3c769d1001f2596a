/** Nothing that is hidden can be known: every table of small numbers is compared with all others that look the same. */
import { describe, expect, it } from 'vitest'
import { TrendCollector } from '../../src/trends/index.ts'
import type { TrendCounts } from '../../src/trends/index.ts'
import { namedValues, nestedValues, shownWeeks } from '../../src/trends/suppress.ts'
import { reportLine } from './lines.ts'

/** All tables of a length with a total up to a largest one: whatever looks the same has the same total. */
function* tables(length: number, largest: number): Generator<readonly number[]> {
  if (length === 0) yield []
  else for (let cell = 0; cell <= largest; cell += 1) for (const rest of tables(length - 1, largest - cell)) yield [cell, ...rest]
}

/** Cells from 1 to one below the minimum that only one number fits, given what is shown of the table and how it is made. */
function known(all: Iterable<readonly number[]>, minimum: number, show: (table: readonly number[]) => string): readonly string[] {
  const alike = new Map<string, (readonly number[])[]>()
  for (const table of all) {
    const shown = show(table)
    alike.set(shown, [...(alike.get(shown) ?? []), table])
  }
  return [...alike].flatMap(([shown, group]) => group.flatMap((table) => table.flatMap((cell, index) => {
    const isHidden = cell > 0 && cell < minimum
    return isHidden && new Set(group.map((other) => other[index])).size === 1 ? [`${table.join(' ')} | ${shown}`] : []
  })))
}

describe('numbers that may not be shown', () => {
  it.each([[3, 1, 8], [3, 3, 10], [3, 4, 8], [4, 3, 12], [5, 2, 16]])('cannot be known from weeks (minimum %i, %i weeks)', (minimum, length, largest) => {
    for (let cut = 0; cut <= length; cut += 1) {
      expect(known(tables(length, largest), minimum, (table) => JSON.stringify(shownOf(table, cut, minimum)))).toEqual([])
    }
  })

  it.each([[3, 2, 14], [3, 3, 12], [4, 3, 16]])('cannot be known from a breakdown (minimum %i, %i values and none)', (minimum, length, largest) => {
    expect(known(tables(length + 1, largest), minimum, (table) => {
      const total = table.reduce((sum, cell) => sum + cell, 0)
      const counts = new Map(table.slice(1).map((cell, index) => [`v${index}`, cell] as const).filter(([, cell]) => cell > 0))
      return JSON.stringify(total < minimum ? 'withheld' : [total, namedValues(counts, total, minimum)])
    })).toEqual([])
  })

  it('cannot be known from regions and their issuers together', () => {
    expect(known(tables(5, 12), 3, (table) => {
      // Two issuers and reports without one in one region, an issuer in another, and reports that say nothing.
      const [a, b, p, c] = table as [number, number, number, number]
      const some = (entries: readonly (readonly [string, number])[]): ReadonlyMap<string, number> => new Map(entries.filter(([, count]) => count > 0))
      const total = table.reduce((sum, cell) => sum + cell, 0)
      if (total < 3) return 'withheld'
      const regions = namedValues(some([['P', a + b + p], ['Q', c]]), total, 3)
      return JSON.stringify([regions, nestedValues(some([['a', a], ['b', b], ['c', c]]), (issuer) => (issuer === 'c' ? 'Q' : 'P'), regions, 3)])
    })).toEqual([])
  })

  it('cannot be known from weeks and a breakdown together', () => {
    expect(known(tables(4, 12), 3, (table) => {
      const [a, b, c, d] = table as [number, number, number, number]
      const values = new Map([['v', a + c], ['w', b + d]].filter((entry): entry is [string, number] => entry[1] !== 0))
      const weeks = shownWeeks([a + b, c + d], 1, 3)
      return JSON.stringify(weeks.periods.length === 0 ? 'withheld' : [weeks, namedValues(values, a + b + c + d, 3)])
    })).toEqual([])
  })
})

/** All that is shown of the weeks of one reason. */
function shownOf(table: readonly number[], cut: number, minimum: number): unknown {
  const collector = new TrendCollector()
  const weekDay = (index: number): string => new Date(Date.UTC(2026, 0, 5 + 7 * index)).toISOString()
  // The first and the last week are there whatever the table says: other reports are in them.
  for (const index of [0, table.length - 1]) collector.add(reportLine({ time: weekDay(index), codes: [] }))
  for (const [index, cell] of table.entries()) for (let count = 0; count < cell; count += 1) collector.add(reportLine({ time: weekDay(index) }))
  const { reasons }: TrendCounts = collector.counts({ minimum, by: [], since: `2026-W${String(cut + 2).padStart(2, '0')}` })
  return reasons
}
