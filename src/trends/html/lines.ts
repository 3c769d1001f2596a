/** The chart of weekly numbers: a line for each reason, told apart by color, dashes and shape, with a table of the same numbers. */
import { html, NOTHING, prose, term } from '../../report/html/markup.ts'
import type { Markup } from '../../report/html/markup.ts'
import type { TrendReport } from '../report.ts'
import { TREND_TERMS, WORDS, say } from '../terms.ts'
import { weekName, weekNumber } from '../weeks.ts'
import type { Series, Weekly } from './series.ts'

const [WIDTH, HEIGHT] = [880, 290]
const PLOT = { left: 46, right: WIDTH - 10, top: 14, bottom: HEIGHT - 40 } as const
const MOST_LABELS = 13

/** A round number not below the largest, and the distance of the lines that divide it. */
export function scaleOf(largest: number): { readonly top: number; readonly step: number } {
  const rough = Math.max(largest, 4) / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((size) => size >= rough && Number.isInteger(size)) ?? 10 * power
  return { top: step * Math.ceil(Math.max(largest, 4) / step), step }
}

const at = (value: number): string => value.toFixed(1)

function marker(index: number, x: number, y: number, look: string): Markup {
  const [left, upper] = [at(x - 3), at(y - 3)]
  if (index % 3 === 0) return html`<circle class="${look}" cx="${at(x)}" cy="${at(y)}" r="3"/>`
  if (index % 3 === 1) return html`<rect class="${look}" x="${left}" y="${upper}" width="6" height="6"/>`
  return html`<path class="${look}" d="M${at(x)} ${at(y - 4)}L${at(x + 4)} ${at(y + 3)}L${at(x - 4)} ${at(y + 3)}Z"/>`
}

function line({ points, color }: Series, index: number, x: (week: number) => number, y: (reports: number) => number): Markup {
  const places = points.map(({ reports }, week) => `${at(x(week))},${at(y(reports))}`).join(' ')
  // Of a run of averages the middle is marked: one number, one point.
  const marked = points.flatMap((point, week) => {
    if (point.reports === 0) return []
    if (!point.isMean) return [marker(index, x(week), y(point.reports), `point own ${color}`)]
    if (points[week - 1] === point) return []
    const end = points.findLastIndex((other) => other === point)
    return [marker(index, (x(week) + x(end)) / 2, y(point.reports), `point mean ${color}`)]
  })
  return html`<polyline class="line ${color}" points="${prose(places)}"/>${marked}`
}

function weekLabels(first: number, count: number, x: (week: number) => number): readonly Markup[] {
  const every = Math.ceil(count / MOST_LABELS)
  let year = ''
  return Array.from({ length: Math.ceil(count / every) }, (_, index) => index * every).map((week) => {
    const [ofYear = '', ofWeek = ''] = weekName(first + week).split('-')
    const isNew = ofYear !== year
    year = ofYear
    return html`<text x="${at(x(week))}" y="${PLOT.bottom + 17}" text-anchor="middle">${ofWeek}</text>${isNew ? html`<text x="${at(x(week))}" y="${PLOT.bottom + 32}" text-anchor="middle">${ofYear}</text>` : NOTHING}`
  })
}

const named = ({ reason }: Series): Markup => html`${reason.code} <small>${TREND_TERMS[reason.trend].mark} ${term(TREND_TERMS[reason.trend])}</small>`

/** What color, dashes and shape stand for. */
function keysOf(series: readonly Series[]): Markup {
  const keys = series.map((one, index) =>
    html`<li><svg aria-hidden="true" width="34" height="14" viewBox="0 0 34 14"><line class="line ${one.color}" x1="1" x2="33" y1="7" y2="7"/>${marker(index, 17, 7, `point own ${one.color}`)}</svg>${named(one)}</li>`)
  return html`<ul class="keys">${keys}</ul>`
}

export function weeklyChart(report: TrendReport, { first, count, series }: Weekly): Markup {
  const { top, step } = scaleOf(Math.max(...series.flatMap(({ points }) => points.map(({ reports }) => reports))))
  const x = (week: number): number => (count === 1 ? (PLOT.left + PLOT.right) / 2 : PLOT.left + 14 + (week / (count - 1)) * (PLOT.right - PLOT.left - 28))
  const y = (reports: number): number => PLOT.bottom - (reports / top) * (PLOT.bottom - PLOT.top)
  const grid = Array.from({ length: Math.round(top / step) + 1 }, (_, index) => index * step).map((value) =>
    html`<line class="${value === 0 ? 'base' : 'grid'}" x1="${PLOT.left}" x2="${PLOT.right}" y1="${at(y(value))}" y2="${at(y(value))}"/><text x="${PLOT.left - 8}" y="${at(y(value) + 4)}" text-anchor="end">${value}</text>`)
  const cut = (weekNumber(report.since ?? '') ?? first) - first
  const edge = cut > 0 && cut < count ? (x(cut - 1) + x(cut)) / 2 : undefined
  const later = edge === undefined ? NOTHING
    : html`<rect class="later" x="${at(edge)}" y="${PLOT.top}" width="${at(PLOT.right - edge)}" height="${PLOT.bottom - PLOT.top}"/>`
  const border = edge === undefined ? NOTHING : html`<line class="cut" x1="${at(edge)}" x2="${at(edge)}" y1="${PLOT.top}" y2="${PLOT.bottom}"/>`
  const values = { count: series.length, from: weekName(first), to: weekName(first + count - 1) }
  const described = (['zh', 'en'] as const).map((language) => say('weeklyDescription', language, values)).join(' / ')
  return html`<figure class="chart"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="weekly-title weekly-desc"><title id="weekly-title">${WORDS.weekly.zh} / ${WORDS.weekly.en}</title><desc id="weekly-desc">${described}</desc>${later}${grid}${border}${weekLabels(first, count, x)}${series.map((one, index) => line(one, index, x, y))}</svg>${keysOf(series)}</figure><p class="note">${term(WORDS.weeklyNote)}</p>${weeklyTable(series)}`
}

function weeklyTable(series: readonly Series[]): Markup {
  const rows = series.flatMap(({ reason }) => reason.periods.map(({ from, to, reports }, index) =>
    html`<tr>${index === 0 ? html`<th scope="rowgroup" rowspan="${reason.periods.length}"><code>${reason.code}</code></th>` : NOTHING}<td>${from === to ? from : `${from} – ${to}`}</td><td class="number">${reports}</td></tr>`))
  return html`<details><summary>${term(WORDS.numbers)}</summary><table><thead><tr><th scope="col">${term(WORDS.reason)}</th><th scope="col">${term(WORDS.weeksColumn)}</th><th scope="col" class="number">${term(WORDS.reports)}</th></tr></thead><tbody>${rows}</tbody></table></details>`
}
