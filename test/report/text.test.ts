import { describe, expect, it } from 'vitest'
import { columnsOf, reportToText } from '../../src/report/text.ts'
import { acceptedReport, diagnostic, HOSTILE, hostileReport, openReport, passed, rejectedReport, signature, stopped } from './sample-reports.ts'

describe('reports as text', () => {
  it('says the verdict first, in one plain sentence', () => {
    const [first, second] = reportToText(acceptedReport(), { language: 'en', fileName: 'license.ofd' }).split('\n')
    expect(first).toBe('✓ Accepted  license.ofd')
    expect(second).toBe('  The signature on this file is valid, and what it protects has not changed since signing. There is 1 warning below.')
    expect(reportToText(rejectedReport(), { language: 'zh' })).toMatch(/^✗ 验证不通过\n {2}内容与签章时不一致。/)
    expect(reportToText(openReport(), { language: 'zh' })).toMatch(/^\? 无法判定\n/)
  })

  it('lists every step with its mark, and each finding with what, why, next, code and clause', () => {
    const text = reportToText(rejectedReport(), { language: 'en' })
    expect(text).toContain('✓ Signature value  passed')
    expect(text).toContain('✗ Hash of the original  failed (HASH_FAILURE)')
    expect(text).toMatch(/\? Revocation of the signer's certificate {2}undetermined/)
    for (const label of ['Why it matters', 'What to do', 'Where', 'DATA_HASH_MISMATCH', 'GB/T 38540-2020 clause 7.3']) expect(text).toContain(label)
  })

  it('never calls a report accepted that is not, whatever its signatures say', () => {
    const contradictory = acceptedReport({ accepted: false })
    expect(reportToText(contradictory, { language: 'en' })).toMatch(/^✗ Not accepted/)
    expect(reportToText(contradictory, { language: 'en' })).toContain('! valid in itself, but the file as a whole is not accepted')
    expect(reportToText(acceptedReport({ accepted: false, signatures: [] }), { language: 'zh' })).toContain('文件中没有签章。')
  })

  it('shows content only when accepted, even if a report holds it otherwise', () => {
    expect(reportToText(acceptedReport(), { language: 'zh' })).toContain('EX-2026-000001')
    expect(reportToText(acceptedReport({ accepted: false }), { language: 'zh' })).not.toContain('EX-2026-000001')
    const unprotected = acceptedReport({ coverage: passed({ entries: [], metadataProtected: false }) })
    expect(reportToText(unprotected, { language: 'zh' })).not.toContain('EX-2026-000001')
  })

  it('names the anchor that a certificate led to', () => {
    expect(reportToText(acceptedReport(), { language: 'zh' })).toContain('追溯至  CN=国家示例根证书颁发机构,C=CN')
  })

  it('keeps a note to one line', () => {
    const report = acceptedReport({ container: passed(null, diagnostic('TEXT_ENCODED_INPUT', 'info', [], { encoding: 'hex' })) })
    const lines = reportToText(report, { language: 'en' }).split('\n')
    const index = lines.findIndex((line) => line.includes('TEXT_ENCODED_INPUT'))
    expect(lines[index]).toMatch(/^ {6}i note {2}The file holds its data as hex text/)
    expect(lines[index + 1]).toMatch(/^ {4}✓/)
  })

  it('has color only when asked', () => {
    expect(reportToText(rejectedReport(), { language: 'en' })).not.toContain('\u001b')
    expect(reportToText(rejectedReport(), { language: 'en', color: true })).toContain('\u001b[31m')
  })

  it.each(Object.entries(HOSTILE))('is not hijacked by names (%s)', (_, hostile) => {
    const text = reportToText(hostileReport(hostile), { language: 'zh', fileName: hostile })
    expect(text).not.toMatch(/[^\P{Cc}\n]/u)
    expect(text).not.toMatch(/[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
    // A line of the renderer's own begins as it made it; a name cannot begin one.
    expect(text.split('\n').filter((line) => line.startsWith('✓'))).toHaveLength(1)
    expect(text.length).toBeLessThan(40_000)
  })

  it('counts what it does not list', () => {
    const many = Array.from({ length: 1000 }, (_, index) => diagnostic('DATA_HASH_MISMATCH', 'error', ['Reference', index], { algorithm: 'SM3' }))
    const [first, ...rest] = many
    if (first === undefined) throw new Error('empty')
    const report = acceptedReport({ signatures: [signature({ references: stopped('FAILED', first, ...rest) })] })
    const text = reportToText(report, { language: 'en' })
    expect(text).toContain('and 995 more')
    expect(text.split('\n').length).toBeLessThan(100)
  })

  it('aligns labels of both scripts', () => {
    expect(columnsOf('印章 ID')).toBe(7)
    expect(columnsOf('𠮷')).toBe(2)
  })
})
