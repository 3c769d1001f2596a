import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dataUri, html } from '../../src/report/html/markup.ts'
import { reportToHtml } from '../../src/report/html/page.ts'
import { STYLE, STYLE_SHA256 } from '../../src/report/html/style.ts'
import { timeline } from '../../src/report/html/timeline.ts'
import { LABELS } from '../../src/report/messages/terms.ts'
import { see } from './page-reader.ts'
import { acceptedReport, HOSTILE, hostileReport, openReport, passed, rejectedReport, seal, signature } from './sample-reports.ts'

const page = (report = acceptedReport()): string => reportToHtml(report, { language: 'zh', fileName: 'license.ofd' })

describe('reports as HTML', () => {
  it('loads nothing, runs nothing, and says so in a policy', () => {
    const text = page()
    expect(text).toContain(`content="default-src &#39;none&#39;; style-src &#39;sha256-${STYLE_SHA256}&#39;; img-src data:;`)
    expect(text).not.toMatch(/<script|<link|@import|url\(|https?:/i)
    expect(text).not.toMatch(/\sstyle=/)
  })

  it('has the style sheet that its policy allows', () => {
    expect(createHash('sha256').update(STYLE.text).digest('base64')).toBe(STYLE_SHA256)
  })

  it('is well formed and holds both languages', () => {
    for (const report of [acceptedReport(), rejectedReport(), openReport(), acceptedReport({ signatures: [], accepted: false })]) {
      const { text } = see(page(report))
      expect(text).toContain(LABELS.statement.zh)
      expect(text).toContain(LABELS.statement.en)
    }
  })

  it('opens in the language asked for', () => {
    expect(reportToHtml(acceptedReport(), { language: 'en' })).toMatch(/id="show-en" checked/)
    expect(reportToHtml(acceptedReport(), { language: 'zh' })).toMatch(/id="show-zh" checked/)
  })

  it.each(Object.entries(HOSTILE))('HTML injection: names stay text (%s)', (_, hostile) => {
    const clean = see(page())
    const text = reportToHtml(hostileReport(hostile), { language: 'en', fileName: hostile })
    const seen = see(text)
    expect([...seen.elements].filter((name) => !clean.elements.has(name))).toEqual([])
    expect([...seen.attributes].filter((name) => !clean.attributes.has(name))).toEqual([])
    expect(text).not.toMatch(/[\p{Cf}\p{Cs}]/u)
    expect(text.length).toBeLessThan(200_000)
  })

  it('HTML injection: a hole escapes whatever enters it', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const seen = see(html`<p title="${text}">${text}</p>`.text)
      expect([...seen.elements]).toEqual(['p'])
      expect([...seen.attributes]).toEqual(['title'])
    }))
  })

  it('shows the picture of a seal from the signed blob, and strikes it through when the seal did not pass', () => {
    expect(page()).toMatch(/<img alt="[^"]*" src="data:image\/svg\+xml;base64,/)
    expect(page()).not.toContain('seal invalid')
    expect(page(rejectedReport())).toContain('<figure class="seal invalid">')
  })

  it('signature wrapping: a valid seal lends a file that is not accepted nothing of its look', () => {
    const text = page(acceptedReport({ accepted: false, indication: 'TOTAL_FAILED', subIndication: 'SIG_CONSTRAINTS_FAILURE' }))
    expect(text).toContain('<figure class="seal invalid">')
    expect(text).toContain('签章本身有效，但文件整体未通过')
    expect(text).not.toContain('class="signature accepted"')
  })

  it('describes a picture that it cannot show', () => {
    const withPicture = (picture: object): string =>
      page(acceptedReport({ signatures: [signature({}, { seal: { ...seal(), picture: { ...seal().picture, ...picture } } })] }))
    expect(withPicture({ type: 'ofd' })).toContain(LABELS.pictureOfd.zh)
    expect(withPicture({ type: 'x"><script>' })).toContain(LABELS.pictureUnknown.zh)
    expect(withPicture({ data: '"onerror=alert(1)' })).toContain(LABELS.pictureAbsent.zh)
    expect(withPicture({ type: 'PNG', format: 'OFD' })).toContain(LABELS.pictureOfd.zh)
    expect(withPicture({ widthMm: 1e9, heightMm: Number.NaN })).toContain('width="151"')
    expect(dataUri('image/png', 'AA==')?.text).toBe('data:image/png;base64,AA==')
    expect(dataUri('image/png', 'AA==" x="')).toBeUndefined()
  })

  it('folds long lists and counts what it leaves out', () => {
    const entries = Array.from({ length: 1500 }, (_, index) => ({ path: `Doc_0/${index}`, role: 'protected' as const, reach: 'visible' as const, protectedBy: [0] }))
    const text = page(acceptedReport({ coverage: passed({ entries, metadataProtected: true }) }))
    expect(text).toContain('<details class="coverage protected"><summary>')
    expect(text).toContain('另有 500 处')
  })

  it('draws times on one scale within it, also for a certificate without end', () => {
    const name = LABELS.signer
    const drawn = timeline(
      [{ name, start: '2025-01-01T00:00:00Z', end: '9999-12-31T23:59:59Z' }, { name, start: 'nonsense', end: '' }],
      [{ name, time: '2026-01-01T00:00:00Z', mark: 'signing' }],
    ).text
    const places = [...drawn.matchAll(/(?:x|x1|width)="([\d.-]+)%"/g)].map((match) => Number(match[1]))
    expect(places.length).toBeGreaterThan(3)
    expect(places.every((place) => place >= 0 && place <= 100)).toBe(true)
    expect(drawn.match(/<rect/g)).toHaveLength(1)
    expect(timeline([], []).text).toBe('')
    expect(timeline([{ name, start: '2025-01-01T00:00:00Z', end: '2026-01-01T00:00:00Z' }], [{ name, time: 'x', mark: 'signing' }]).text).toBe('')
  })
})
