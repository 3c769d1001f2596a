/**
 * Trends as one self-contained HTML file to read, print and pass on: no script, nothing loaded from outside, both languages inside,
 * each chart with a table of its numbers.
 */
import { pageOf } from '../../report/html/frame.ts'
import { both, html, NOTHING, prose, term } from '../../report/html/markup.ts'
import type { Markup } from '../../report/html/markup.ts'
import type { Language } from '../../report/messages/catalog.ts'
import { REMEDY_TERMS } from '../../recognition/terms.ts'
import { TREND_DIMENSIONS } from '../read-report.ts'
import { wantsAttention } from '../report.ts'
import type { TrendReason, TrendReport } from '../report.ts'
import { ACTOR_TERMS, DIMENSION_TERMS, STATE_TERMS, TREND_TERMS, WORDS, reasonText, say } from '../terms.ts'
import type { Word } from '../terms.ts'
import { sidesOf, standingText } from '../text.ts'
import { barSection } from './bars.ts'
import { weeklyChart } from './lines.ts'
import { weeklyOf } from './series.ts'
import { TREND_STYLE, TREND_STYLE_SHA256 } from './style.ts'

export interface TrendHtmlOptions {
  /** Shown first; the reader can switch. */
  readonly language: Language
}

type Values = Readonly<Record<string, string | number>>

const text = (word: Word, values?: Values): Markup => both((language) => say(word, language, values))

function banner(report: TrendReport): Markup {
  const count = report.reasons.filter(wantsAttention).length
  const [look, mark] = count > 0 ? ['open', '!'] : ['accepted', '✓']
  const title = report.weeks === undefined ? text('noReports') : count === 0 ? text('attentionNone') : count === 1 ? text('attentionOne') : text('attentionCount', { count })
  const names = report.reasons.filter(wantsAttention).slice(0, 5).map((reason) =>
    html`<p class="sentence"><b>${TREND_TERMS[reason.trend].mark} ${reason.standing?.state === 'recurring' ? term(STATE_TERMS.recurring) : term(TREND_TERMS[reason.trend])}</b> ${both((language) => reasonText(reason.code, 'what', language))} <small>${reason.code}</small></p>`)
  return html`<section class="verdict ${look}"><div class="icon" aria-hidden="true">${mark}</div><div><h1>${title}</h1>${names}</div></section>`
}

function about(report: TrendReport): Markup {
  const { weeks, since, minimum, reports, withheld, notBrokenDown, unreadable, withoutResult } = report
  const left: readonly Markup[] = [
    ...(withheld > 0 ? [text('withheld', { count: withheld })] : []),
    ...notBrokenDown.map((name) => both((language) => say('notBrokenDown', language, { dimension: DIMENSION_TERMS[name][language] }))),
    ...(unreadable > 0 ? [text('unreadable', { count: unreadable })] : []),
    ...(withoutResult > 0 ? [text('withoutResult', { count: withoutResult })] : []),
  ]
  const rows: readonly (readonly [Word, Markup])[] = [
    ...(weeks === undefined ? [] : [
      ['span', text('period', { ...weeks })] as const,
      ['counted', text('reportsAtLeast', { count: reports.reduce((sum, { atLeast }) => sum + atLeast, 0) })] as const,
    ]),
    ...(since === undefined ? [] : [['comparison', text('compared', { since })] as const]),
    ...(minimum > 1 ? [['privacy', text('privacyText', { minimum })] as const] : []),
    ...(left.length > 0 ? [['leftOut', html`${left.map((one) => html`<div>${one}</div>`)}`] as const] : []),
  ]
  return html`<section><dl>${rows.map(([word, value]) => html`<div><dt>${term(WORDS[word])}</dt><dd>${value}</dd></div>`)}</dl></section>`
}

function reasonRows(reason: TrendReason, report: TrendReport, hasState: boolean): Markup {
  const { code, reports, trend, actor, remedies, standing } = reason
  const [before, after] = [0, 1].map((side) => both((language) => sidesOf(reason, report, language)[side] as string)) as [Markup, Markup]
  const state = !hasState ? NOTHING : html`<td class="stand ${standing?.state ?? ''}">${both((language) => standingText(reason, language))}</td>`
  const note = standing?.note === undefined ? NOTHING : html`<p><b>${term(WORDS.note)}</b>${prose(standing.note)}</p>`
  const ways = remedies.length === 0 ? NOTHING : html`<p><b>${term(WORDS.remedies)}</b>${both((language) => remedies.map((kind) => REMEDY_TERMS[kind][language]).join(language === 'zh' ? '、' : ', '))}</p>`
  return html`<tbody><tr><th scope="row">${both((language) => reasonText(code, 'what', language))}<small>${code}</small></th><td class="number">${reports}</td><td class="number">${before}</td><td class="number">${after}</td><td class="trend ${trend}">${TREND_TERMS[trend].mark} ${term(TREND_TERMS[trend])}</td>${state}</tr><tr class="advice"><td colspan="${hasState ? 6 : 5}"><p><b>${term(ACTOR_TERMS[actor])}</b>${both((language) => reasonText(code, 'next', language))}</p>${ways}${note}</td></tr></tbody>`
}

function reasonSection(report: TrendReport): Markup {
  if (report.reasons.length === 0) return report.weeks === undefined ? NOTHING : html`<section><p>${term(WORDS.none)}</p></section>`
  const hasState = report.reasons.some(({ standing }) => standing !== undefined)
  const heads: readonly (readonly [Word, string])[] = [
    ['reason', ''], ['reports', 'number'], ['before', 'number'], ['after', 'number'], ['trend', ''], ...(hasState ? [['state', ''] as const] : []),
  ]
  return html`<section><header><h2>${term(WORDS.allReasons)}</h2></header><div class="wide"><table class="reasons"><thead><tr>${heads.map(([word, look]) => html`<th scope="col" class="${look}">${term(WORDS[word])}</th>`)}</tr></thead>${report.reasons.map((reason) => reasonRows(reason, report, hasState))}</table></div></section>`
}

function quietSection({ quiet }: TrendReport): Markup {
  if (quiet.length === 0) return NOTHING
  const lines = quiet.map(({ code, state, lastSeen, weeks }) =>
    html`<li>${both((language) => say('quietLine', language, { code, state: STATE_TERMS[state][language], week: lastSeen, count: weeks }))}</li>`)
  return html`<section><header><h2>${term(WORDS.quiet)}</h2></header><ul>${lines}</ul></section>`
}

/** Renders trends as an HTML document. Values from reports and notes are made visible and escaped. */
export function trendsToHtml(report: TrendReport, { language }: TrendHtmlOptions): string {
  const weekly = weeklyOf(report)
  const chart = weekly === undefined ? NOTHING : html`<section><header><h2>${term(WORDS.weekly)}</h2></header>${weeklyChart(report, weekly)}</section>`
  const { minimumReports, factor, significance } = report.rule
  const judged = html`<section><header><h2>${term(WORDS.how)}</h2></header><p class="note">${text('rule', { minimumReports, factor, significance })}</p>${report.reasons.some(({ standing }) => standing !== undefined) ? html`<p class="note">${term(WORDS.loop)}</p>` : NOTHING}</section>`
  const main = html`${banner(report)}
${about(report)}
${chart}
${reasonSection(report)}
${TREND_DIMENSIONS.map((dimension) => barSection(report, dimension, weekly?.series ?? []))}
${quietSection(report)}
${judged}`
  return pageOf({
    language, title: WORDS.title[language], heading: WORDS.title, main, statement: WORDS.statement,
    style: { text: TREND_STYLE, sha256: TREND_STYLE_SHA256 },
  })
}
