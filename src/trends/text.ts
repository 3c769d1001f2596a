/** Trends as a table for a terminal, and for what asks for attention who can do what. */
import type { Language } from '../report/messages/catalog.ts'
import { plainText } from '../report/plain-text.ts'
import { columnsOf } from '../report/text.ts'
import { REMEDY_TERMS } from '../recognition/terms.ts'
import { wantsAttention } from './report.ts'
import type { TrendReason, TrendReport } from './report.ts'
import { ACTOR_TERMS, DIMENSION_TERMS, STATE_TERMS, TREND_TERMS, reasonText, say, valueText } from './terms.ts'

export interface TrendTextOptions {
  readonly language: Language
  /** What to do about every reason, not only about those that ask for attention. @default false */
  readonly details?: boolean
}

/** Values of a breakdown that are listed. */
const LISTED = 5
const LONGEST_VALUE = 60

/** Rows with their cells in columns; numbers to the right. */
function table(rows: readonly (readonly string[])[], rightAligned: ReadonlySet<number>): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => columnsOf(row[column] ?? ''))))
  return rows.map((row) => row.map((cell, column) => {
    const blank = ' '.repeat((widths[column] ?? 0) - columnsOf(cell))
    return rightAligned.has(column) ? blank + cell : cell + blank
  }).join('  ').trimEnd())
}

/** Numbers of the two periods; of one that is hidden, what can be said of it. */
export function sidesOf({ before, after, few, reports }: TrendReason, { minimum }: TrendReport, language: Language): readonly [before: string, after: string] {
  if (before !== undefined && after !== undefined) return [String(before), String(after)]
  const small = say('few', language, { minimum })
  if (few === undefined) return ['·', '·']
  const most = `> ${String(reports - minimum)}`
  return few === 'before' ? [small, most] : [most, small]
}

export function standingText({ standing }: TrendReason, language: Language): string {
  return standing === undefined ? '' : say('since', language, { state: STATE_TERMS[standing.state][language], week: standing.week })
}

function reasonTable(report: TrendReport, language: Language): readonly string[] {
  const hasState = report.reasons.some(({ standing }) => standing !== undefined)
  const head = (['reason', 'reports', 'before', 'after', 'trend', ...(hasState ? ['state'] as const : []), 'who'] as const).map((word) => say(word, language))
  const rows = report.reasons.map((reason) => [
    reason.code, String(reason.reports), ...sidesOf(reason, report, language), `${TREND_TERMS[reason.trend].mark} ${TREND_TERMS[reason.trend][language]}`,
    ...(hasState ? [standingText(reason, language)] : []), ACTOR_TERMS[reason.actor][language],
  ])
  return table([head, ...rows], new Set([1, 2, 3]))
}

function details(reason: TrendReason, language: Language): readonly string[] {
  const separator = say('separator', language)
  const rows: (readonly [string, string])[] = [
    [say('what', language), reasonText(reason.code, 'what', language)],
    [say('who', language), ACTOR_TERMS[reason.actor][language]],
    [say('next', language), reasonText(reason.code, 'next', language)],
  ]
  if (reason.remedies.length > 0) rows.push([say('remedies', language), reason.remedies.map((kind) => REMEDY_TERMS[kind][language]).join(language === 'zh' ? '、' : ', ')])
  if (reason.standing?.note !== undefined) rows.push([say('note', language), plainText(reason.standing.note)])
  for (const { dimension, values, rest } of reason.groups) {
    const named = values.slice(0, LISTED).map(({ value, reports }) => `${plainText(valueText(dimension, value, language), LONGEST_VALUE)} ${String(reports)}`)
    const others = values.slice(LISTED).reduce((sum, { reports }) => sum + reports, rest)
    if (named.length > 0) rows.push([say('by', language, { dimension: DIMENSION_TERMS[dimension][language] }), [...named, ...(others > 0 ? [`${say('rest', language)} ${String(others)}`] : [])].join(' · ')])
  }
  return [reason.code, ...rows.map(([label, text]) => `  ${label}${separator}${text}`)]
}

/** Renders trends as text, lines ended by `\n`. Values from reports are made visible and kept to one line. */
export function trendsToText(report: TrendReport, { language, details: all = false }: TrendTextOptions): string {
  const { weeks, since, minimum, reports, reasons, quiet, withheld, notBrokenDown, unreadable, withoutResult } = report
  const lines = [say('title', language)]
  if (weeks === undefined) lines.push(say('noReports', language))
  else {
    const parts = [say('period', language, { ...weeks }), say('reportsAtLeast', language, { count: reports.reduce((sum, { atLeast }) => sum + atLeast, 0) })]
    if (since !== undefined) parts.push(say('compared', language, { since }))
    if (minimum > 1) parts.push(say('hidden', language, { minimum }))
    lines.push(parts.join(language === 'zh' ? '，' : ', '), '', ...(reasons.length === 0 ? [say('none', language)] : reasonTable(report, language)))
  }
  const shown = all ? reasons : reasons.filter(wantsAttention)
  if (shown.length > 0) lines.push('', ...(all ? [] : [say('attention', language), '']), shown.map((reason) => details(reason, language).join('\n')).join('\n\n'))
  if (quiet.length > 0) {
    lines.push('', say('quiet', language), ...quiet.map(({ code, state, lastSeen, weeks: count }) =>
      `  ${say('quietLine', language, { code, state: STATE_TERMS[state][language], week: lastSeen, count })}`))
  }
  const remarks = [
    ...(withheld > 0 ? [say('withheld', language, { count: withheld })] : []),
    ...notBrokenDown.map((name) => say('notBrokenDown', language, { dimension: DIMENSION_TERMS[name][language] })),
    ...(unreadable > 0 ? [say('unreadable', language, { count: unreadable })] : []),
    ...(withoutResult > 0 ? [say('withoutResult', language, { count: withoutResult })] : []),
  ]
  if (remarks.length > 0) lines.push('', ...remarks)
  return `${lines.join('\n')}\n`
}
