/** Trends as a table and as a page: columns that stand below each other, charts with their numbers, and nothing obeyed that a report says. */
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { diagnosticCodes } from '../../src/diagnostics/index.ts'
import { columnsOf } from '../../src/report/text.ts'
import { NO_STATE, advanceState, changeState, trendReport, trendsToHtml, trendsToText } from '../../src/trends/index.ts'
import type { TrendReport } from '../../src/trends/index.ts'
import { barsOf } from '../../src/trends/html/bars.ts'
import { scaleOf } from '../../src/trends/html/lines.ts'
import { MOST_WEEKS, weeklyOf } from '../../src/trends/html/series.ts'
import { TREND_STYLE, TREND_STYLE_SHA256 } from '../../src/trends/html/style.ts'
import { reasonText, valueText } from '../../src/trends/terms.ts'
import { see } from '../report/page-reader.ts'
import { HOSTILE } from '../report/sample-reports.ts'
import { collected, mondayOf, reportLine } from './lines.ts'
import type { LineOf } from './lines.ts'

const BUREAU = '11330100002482365K'
const lines = (week: number, count: number, codes: readonly string[], line: LineOf = {}): readonly string[] => Array<string>(count).fill(reportLine({ time: mondayOf(week), codes, ...line }))

const SAMPLE: readonly string[] = [
  ...lines(2, 300, []), ...lines(3, 300, []), ...lines(4, 100, []), '{"file":"a.ofd","error":"No such file."}', 'nonsense',
  ...lines(2, 40, ['LICENSE_EXPIRED'], { ca: 'CN=North CA' }), ...lines(3, 33, ['LICENSE_EXPIRED']), ...lines(4, 12, ['LICENSE_EXPIRED']),
  ...lines(2, 2, ['LST_STALE']), ...lines(4, 30, ['LST_STALE']), ...lines(4, 9, ['HOLD_NAME_DIFFERS']), ...lines(3, 2, ['CERT_REVOKED']),
]
function reportOf(all: readonly string[], note?: string): TrendReport {
  const counts = collected(all).counts()
  const state = advanceState(NO_STATE, counts)
  return trendReport(counts, note === undefined ? {} : { state: changeState(state, 'LICENSE_EXPIRED', 'fixed', '2026-W03', note) })
}

describe('as text', () => {
  it('a table, and what to do about what asks for attention', () => {
    expect(trendsToText(reportOf(SAMPLE), { language: 'en' })).toBe(`Where licenses get stuck
2026-W02 to 2026-W04, at least 825 reports, from 2026-W04 on, compared with before, numbers below 5 are not shown

Reason             Reports   Before  Since  Trend     Who can act
HOLD_NAME_DIFFERS        9        0      9  ● new     holder or applicant
LST_STALE               32  below 5   > 27  ▲ rising  identity or sharing platform
LICENSE_EXPIRED         85       73     12  – steady  holder or applicant

Needs attention

HOLD_NAME_DIFFERS
  What: ${reasonText('HOLD_NAME_DIFFERS', 'what', 'en')}
  Who can act: holder or applicant
  What to do: ${reasonText('HOLD_NAME_DIFFERS', 'next', 'en')}
  At the counter: bring what is missing, turn to the issuing authority
  By certificate authority: CN=Big CA 9
  By vendor of the seal: EX 9

LST_STALE
  What: ${reasonText('LST_STALE', 'what', 'en')}
  Who can act: identity or sharing platform
  What to do: ${reasonText('LST_STALE', 'next', 'en')}
  At the counter: check again
  By certificate authority: CN=Big CA 32
  By vendor of the seal: EX 32

Reasons of too few reports to be shown: 1.
Lines that were not read: 1
Items without a result: 1
`)
  })

  it('Chinese in columns that stand below each other', () => {
    const text = trendsToText(reportOf(SAMPLE, '已换发'), { language: 'zh', details: true })
    const table = text.split('\n').slice(3, 7)
    expect(table[0]).toMatch(/^原因 +报告数 +此前 +此后 +趋势 +状态 +由谁处理$/)
    const column = (row: string, mark: RegExp): number => columnsOf(row.slice(0, row.search(mark)))
    expect(new Set([column(table[0] as string, /趋势/), ...table.slice(1).map((row) => column(row, /[●▲–]/))]).size).toBe(1)
    expect(new Set([column(table[0] as string, /由谁/), ...table.slice(1).map((row) => column(row, /\S+$/))]).size).toBe(1)
    expect(text).toContain('已解决（2026-W03）')
    expect(text).toContain('  备注：已换发\n')
  })

  it('says when there is nothing', () => {
    expect(trendsToText(reportOf([]), { language: 'en' })).toBe('Where licenses get stuck\nThere are no reports to count.\n')
    expect(trendsToText(reportOf(lines(2, 9, [])), { language: 'en' })).toContain('There is no reason to show.')
    expect(trendsToText(reportOf(lines(2, 9, [])), { language: 'zh' })).toContain('没有可以显示的原因。')
  })

  it('says what is quiet, and what was not broken down', () => {
    const report: TrendReport = { ...reportOf(SAMPLE), notBrokenDown: ['ca'], quiet: [{ code: 'SIG_FAILED', state: 'open', lastSeen: '2025-W40', weeks: 16 }] }
    expect(trendsToText(report, { language: 'en' })).toContain('May be fixed\n  SIG_FAILED: not seen for 16 weeks, since 2025-W40 (open)\n')
    expect(trendsToText(report, { language: 'en' })).toContain('Not broken down, for too many different values: certificate authority.')
    const html = trendsToHtml(report, { language: 'en' })
    expect(html).toContain('SIG_FAILED: not seen for 16 weeks')
  })

  it('no text of a code keeps a place without a value', () => {
    for (const code of diagnosticCodes()) {
      for (const language of ['zh', 'en'] as const) for (const part of ['what', 'next'] as const) expect(reasonText(code, part, language)).not.toMatch(/[{}]|\(\)|（）/)
    }
  })

  it('names areas and types that are known', () => {
    expect(valueText('region', '330000', 'en')).toBe('330000 Zhejiang')
    expect(valueText('issuer', BUREAU, 'zh')).toBe(`${BUREAU} 浙江省`)
    expect(valueText('licenseType', '11100000000013127D001', 'en')).toBe('11100000000013127D001 居民身份证')
    expect([valueText('region', 'CN-ZJ', 'en'), valueText('region', '990000', 'en'), valueText('producer', '330000', 'en')]).toEqual(['CN-ZJ', '990000', '330000'])
  })
})

describe('as a page', () => {
  const page = trendsToHtml(reportOf(SAMPLE, 'renewed'), { language: 'en' })

  it('loads nothing, runs nothing, and allows no style but its own', () => {
    expect(createHash('sha256').update(TREND_STYLE.text).digest('base64')).toBe(TREND_STYLE_SHA256)
    expect(page).toContain(`sha256-${TREND_STYLE_SHA256}`)
    expect(page).toMatch(/<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src/)
    expect(page).not.toMatch(/<script|<link|@import|url\(|https?:|\sstyle=|\son\w+=/i)
  })

  it('is well formed and holds both languages; a chart says what it shows, and its numbers are in a table', () => {
    const { text } = see(page)
    for (const word of ['新出现', 'rising', '每周报告数', 'Reports a week', 'renewed', 'CN=North CA', '不足 5', '> 27']) expect(text).toContain(word)
    expect(page).toMatch(/<svg [^>]*role="img" aria-labelledby="weekly-title weekly-desc"><title id="weekly-title">[^<]+<\/title><desc id="weekly-desc">[^<]+<\/desc>/)
    for (const row of ['<td>2026-W02 – 2026-W04</td><td class="number">32</td>', '<td>2026-W03</td><td class="number">33</td>']) expect(page).toContain(row)
  })

  it('opens in the language asked for', () => {
    expect(page).toContain('id="show-en" checked')
    expect(trendsToHtml(reportOf([]), { language: 'zh' })).toContain('id="show-zh" checked')
    expect(see(trendsToHtml(reportOf([]), { language: 'zh' })).text).toContain('没有可供统计的报告。')
  })

  it.each(Object.entries(HOSTILE))('HTML injection: what reports and notes say stays text (%s)', (_, hostile) => {
    const said = { ca: hostile, producer: hostile }
    const values = [...SAMPLE, ...lines(4, 50, ['LICENSE_EXPIRED'], said), ...lines(4, 50, ['LICENSE_EXPIRED'], { ca: 'CN=Plain', producer: 'plain' })]
    const clean = see(trendsToHtml(reportOf([...SAMPLE, ...lines(4, 100, ['LICENSE_EXPIRED'], { ca: 'CN=Plain', producer: 'plain' })], 'plain'), { language: 'en' }))
    const report = reportOf(values, hostile.slice(0, 500))
    const text = trendsToHtml(report, { language: 'en' })
    const seen = see(text)
    expect([...seen.elements].filter((name) => !clean.elements.has(name))).toEqual([])
    expect([...seen.attributes].filter((name) => !clean.attributes.has(name))).toEqual([])
    expect(text).not.toMatch(/[\p{Cf}\p{Cs}]/u)
    expect(trendsToText(report, { language: 'zh', details: true })).not.toMatch(/[\p{Cf}\p{Cs}\u0000-\u0009\u000b-\u001f\u007f-\u009f]/u)
    expect(text.length).toBeLessThan(200_000)
  })

  it('draws a year at most, and averages where weeks are shown together', () => {
    const old = weeklyOf(reportOf([...Array<string>(9).fill(reportLine({ time: '2020-01-06T00:00:00Z' })), ...lines(2, 9, ['LST_STALE'])]))
    expect(old?.count).toBe(MOST_WEEKS)
    const stale = weeklyOf(reportOf(SAMPLE))?.series.find(({ reason }) => reason.code === 'LST_STALE')
    expect(stale?.points).toEqual(Array(3).fill({ reports: 32 / 3, isMean: true }))
    expect(weeklyOf(reportOf([]))).toBeUndefined()
  })

  it('stays within its frame for any numbers', () => {
    for (const count of [1, 3, 7, 99, 12_345]) {
      const { top, step } = scaleOf(count)
      expect([top >= count, Number.isInteger(step), Math.round(top / step) <= 5]).toEqual([true, true, true])
    }
    const drawn = trendsToHtml(reportOf([...lines(2, 1000, ['LST_STALE']), ...lines(3, 6, ['LST_STALE'])]), { language: 'en' })
    const heights = [...drawn.matchAll(/c?y="([\d.-]+)"/g)].map((match) => Number(match[1]))
    expect(heights.length).toBeGreaterThan(10)
    expect(heights.filter((y) => !(y >= 0 && y <= 290))).toEqual([])
    const places = [...drawn.matchAll(/(?:x|width)="([\d.-]+)%"/g)].map((match) => Number(match[1]))
    expect(places.length).toBeGreaterThan(5)
    expect(places.filter((place) => !(place >= 0 && place <= 100))).toEqual([])
  })

  it('bars are what is shown of the reasons, added up', () => {
    const report = reportOf(SAMPLE)
    const { named, rest } = barsOf(report, 'ca', weeklyOf(report)?.series ?? [])
    expect(named.map(({ value, sum }) => [value, sum])).toEqual([['CN=Big CA', 86], ['CN=North CA', 40]])
    expect(rest.sum).toBe(0)
  })
})
