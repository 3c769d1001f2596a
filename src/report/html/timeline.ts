/** Draws validity periods and moments to one scale, as bars without script or inline style. */
import type { Term } from '../messages/terms.ts'
import { timeText } from '../plain-text.ts'
import { both, html, NOTHING, term } from './markup.ts'
import type { Markup } from './markup.ts'

export interface Period {
  readonly name: Term
  readonly start: string
  readonly end: string
}

export interface Moment {
  readonly name: Term
  readonly time: string
  readonly mark: 'signing' | 'validation' | 'creation'
}

const YEAR = 365.25 * 86_400_000
/** A certificate without end (year 9999) must not squeeze everything else into one pixel. */
const AROUND = 8 * YEAR

/** Places of a scale in percent, always within it. */
type Scale = (time: number) => string

function scaleOf(from: number, to: number): Scale {
  return (time) => (Math.min(1, Math.max(0, (time - from) / (to - from))) * 100).toFixed(2)
}

function yearsWithin(from: number, to: number): readonly number[] {
  const first = new Date(from).getUTCFullYear() + 1
  const last = new Date(to).getUTCFullYear()
  const every = Math.max(1, Math.ceil((last - first + 1) / 10))
  return Array.from({ length: Math.max(0, Math.floor((last - first) / every) + 1) }, (_, index) => first + index * every)
}

/** A row per period with the moments across them; nothing when there is no moment to relate the periods to. */
export function timeline(periods: readonly Period[], moments: readonly Moment[]): Markup {
  const times = moments.map(({ time }) => Date.parse(time)).filter((time) => !Number.isNaN(time))
  const bars = periods.map((period) => ({ ...period, from: Date.parse(period.start), to: Date.parse(period.end) }))
    .filter(({ from, to }) => to > from)
  if (times.length === 0 || bars.length === 0) return NOTHING
  const [low, high] = [Math.min(...times) - AROUND, Math.max(...times) + AROUND]
  const ends = [...times, ...bars.flatMap(({ from, to }) => [from, to])].map((time) => Math.min(high, Math.max(low, time)))
  const margin = Math.max((Math.max(...ends) - Math.min(...ends)) * 0.03, 86_400_000)
  const [from, to] = [Math.min(...ends) - margin, Math.max(...ends) + margin]
  const x = scaleOf(from, to)
  const lines = moments.filter(({ time }) => !Number.isNaN(Date.parse(time))).map(({ time, mark }) =>
    html`<line class="moment ${mark}" x1="${x(Date.parse(time))}%" x2="${x(Date.parse(time))}%" y1="0" y2="100%"/>`)
  const rows = bars.map((bar) => {
    const width = (Number(x(bar.to)) - Number(x(bar.from))).toFixed(2)
    const said = both((language) => `${bar.name[language]}: ${timeText(bar.start)} – ${timeText(bar.end)}`)
    return html`<div class="row"><div class="name">${term(bar.name)}</div><div class="track"><svg aria-hidden="true" width="100%" height="30"><rect class="bar" x="${x(bar.from)}%" width="${width}%" y="7" height="16" rx="3"/>${lines}</svg></div><div class="said">${said}</div></div>`
  })
  const ticks = yearsWithin(from, to).map((year) =>
    html`<text x="${x(Date.UTC(year, 0, 1))}%" y="14">${year}</text>`)
  const legend = moments.map(({ name, time, mark }) =>
    html`<li><svg aria-hidden="true" width="14" height="14"><line class="moment ${mark}" x1="7" x2="7" y1="0" y2="14"/></svg>${term(name)} <b>${timeText(time)}</b></li>`)
  return html`<div class="timeline">${rows}<div class="row axis"><div class="name"></div><div class="track"><svg aria-hidden="true" width="100%" height="20">${ticks}</svg></div></div><ul class="legend">${legend}</ul></div>`
}
