import { describe, expect, it } from 'vitest'
import { parseSignatureDateTime } from '../../../src/document/ofd/signature-time.ts'

describe('SignatureDateTime', () => {
  it.each([
    ['20200817111329Z', '2020-08-17T11:13:29.000Z', undefined],
    ['20201004072855.302Z', '2020-10-04T07:28:55.302Z', undefined],
    ['2020-07-16 16:04:27', '2020-07-16T08:04:27.000Z', '+08:00'],
    ['20201010151120', '2020-10-10T07:11:20.000Z', '+08:00'],
    ['2024-01-01T00:00:00', '2023-12-31T16:00:00.000Z', '+08:00'],
    ['2024-01-01T00:00:00+08:00', '2023-12-31T16:00:00.000Z', undefined],
    ['2024-01-01T00:00:00-0530', '2024-01-01T05:30:00.000Z', undefined],
    ['2024/02/29 12:30', '2024-02-29T04:30:00.000Z', '+08:00'],
    ['2022-11-16-19-20-58', '2022-11-16T11:20:58.000Z', '+08:00'],
    [' 2026-01-02 ', '2026-01-01T16:00:00.000Z', '+08:00'],
    ['20260102030405.5Z', '2026-01-02T03:04:05.500Z', undefined],
  ])('reads %s', (text, time, assumedZone) => {
    const parsed = parseSignatureDateTime(text)
    expect(parsed.time?.toISOString()).toBe(time)
    expect(parsed.assumedZone).toBe(assumedZone)
    expect(parsed.text).toBe(text.trim())
  })

  it.each([
    '', 'yesterday', '2023-02-29', '20261301000000Z', '20260102250000Z', '2026-01-02T03:04:05+25:00', '1767323045', '2026',
    '2026-01-02T03:04:05Z; rm', `2026-01-02${' '.repeat(100)}`.padEnd(200, 'x'),
  ])('does not guess at %j', (text) => {
    expect(parseSignatureDateTime(text).time).toBeUndefined()
  })

  it('answers at once for a hostile text (pitfall 42)', () => {
    const start = performance.now()
    parseSignatureDateTime('1'.repeat(1_000_000))
    parseSignatureDateTime(`2026-01-02${' '.repeat(1_000_000)}x`)
    expect(performance.now() - start).toBeLessThan(5_000)
  })
})
