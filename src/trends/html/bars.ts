/** Bars of what reports say of authorities, regions, types and vendors, divided by reason, with a table of the same numbers. */
import { both, html, NOTHING, prose, term } from '../../report/html/markup.ts'
import type { Markup } from '../../report/html/markup.ts'
import { plainText } from '../../report/plain-text.ts'
import type { TrendDimension } from '../read-report.ts'
import type { TrendReport } from '../report.ts'
import { DIMENSION_TERMS, WORDS, say, valueText } from '../terms.ts'
import type { Series } from './series.ts'

/** Values that are drawn, and those that are in the table. */
const DRAWN = 10
const LISTED = 200
const LONGEST_NAME = 80
/** Class of reasons that have no color of their own. */
const GREY = 's6'

interface Part {
  readonly color: string
  readonly code: string
  readonly reports: number
}

interface Bar {
  /** Undefined: of all values that are not named. */
  readonly value?: string
  readonly sum: number
  /** In the order of the reasons. */
  readonly parts: readonly Part[]
}

const sumOf = (parts: readonly Part[]): number => parts.reduce((sum, { reports }) => sum + reports, 0)

/** Bars of named values, the longest first, and the one of the others. */
export function barsOf({ reasons }: TrendReport, dimension: TrendDimension, series: readonly Series[]): { readonly named: readonly Bar[]; readonly rest: Bar } {
  const byValue = new Map<string, Part[]>()
  const rest: Part[] = []
  for (const { code, groups } of reasons) {
    const color = series.find(({ reason }) => reason.code === code)?.color ?? GREY
    const group = groups.find((one) => one.dimension === dimension)
    for (const { value, reports } of group?.values ?? []) byValue.set(value, [...(byValue.get(value) ?? []), { color, code, reports }])
    if (group !== undefined && group.rest > 0) rest.push({ color, code, reports: group.rest })
  }
  const named = [...byValue].map(([value, parts]): Bar => ({ value, sum: sumOf(parts), parts })).sort((a, b) => b.sum - a.sum || ((a.value ?? '') < (b.value ?? '') ? -1 : 1))
  return { named, rest: { sum: sumOf(rest), parts: rest } }
}

function nameOf({ value }: Bar, dimension: TrendDimension): Markup {
  if (value === undefined) return term(WORDS.rest)
  const [zh, en] = (['zh', 'en'] as const).map((language) => plainText(valueText(dimension, value, language), LONGEST_NAME)) as [string, string]
  return zh === en ? prose(zh) : term({ zh, en })
}

function drawn(bar: Bar, longest: number, dimension: TrendDimension): Markup {
  let from = 0
  // Parts of one color side by side are one.
  const byColor = new Map<string, number>()
  for (const { color, reports } of bar.parts) byColor.set(color, (byColor.get(color) ?? 0) + reports)
  const rects = [...byColor].sort(([a], [b]) => (a < b ? -1 : 1)).map(([color, reports]) => {
    const x = from
    from += reports
    return html`<rect class="part ${color}" x="${((x / longest) * 100).toFixed(2)}%" y="2" width="${((reports / longest) * 100).toFixed(2)}%" height="14"/>`
  })
  return html`<div class="row"><div class="name">${nameOf(bar, dimension)}</div><div class="track"><svg aria-hidden="true" width="100%" height="18">${rects}</svg></div><div class="sum">${bar.sum}</div></div>`
}

function barTable(bars: readonly Bar[], dimension: TrendDimension): Markup {
  const rows = bars.map((bar) => {
    const parts = bar.parts.map(({ code, reports }) => html`<code>${code}</code> ${reports}<br>`)
    return html`<tr><th scope="row">${nameOf(bar, dimension)}</th><td class="number">${bar.sum}</td><td>${parts}</td></tr>`
  })
  return html`<details><summary>${term(WORDS.numbers)}</summary><table><thead><tr><th scope="col">${term(WORDS.value)}</th><th scope="col" class="number">${term(WORDS.reports)}</th><th scope="col">${term(WORDS.reason)}</th></tr></thead><tbody>${rows}</tbody></table></details>`
}

/** The section of one dimension; nothing where no value may be named. */
export function barSection(report: TrendReport, dimension: TrendDimension, series: readonly Series[]): Markup {
  const { named, rest } = barsOf(report, dimension, series)
  if (named.length === 0) return NOTHING
  const [shown, hidden] = [named.slice(0, DRAWN), named.slice(DRAWN)]
  const others: Bar = { sum: hidden.reduce((sum, bar) => sum + bar.sum, rest.sum), parts: [...hidden.flatMap(({ parts }) => parts), ...rest.parts] }
  const bars = [...shown, ...(others.sum > 0 ? [others] : [])]
  const longest = Math.max(...bars.map(({ sum }) => sum))
  const colors = new Set(bars.flatMap(({ parts }) => parts.map(({ color }) => color)))
  const key = (color: string, name: Markup): Markup => html`<li><svg aria-hidden="true" width="12" height="12"><rect class="part ${color}" width="12" height="12"/></svg>${name}</li>`
  const keys = [
    ...series.filter(({ color }) => colors.has(color)).map(({ color, reason }) => key(color, html`${reason.code}`)),
    ...(colors.has(GREY) ? [key(GREY, term(WORDS.otherReasons))] : []),
  ]
  const heading = both((language) => say('by', language, { dimension: DIMENSION_TERMS[dimension][language] }))
  const described = both((language) => say('barsDescription', language, { dimension: DIMENSION_TERMS[dimension][language] }))
  return html`<section><header><h2>${heading}</h2></header><figure class="chart"><figcaption>${described}</figcaption><div class="bars">${bars.map((bar) => drawn(bar, longest, dimension))}</div><ul class="keys">${keys}</ul></figure><p class="note">${term(WORDS.barsNote)}</p>${barTable([...named.slice(0, LISTED), ...(rest.sum > 0 ? [rest] : [])], dimension)}</section>`
}
