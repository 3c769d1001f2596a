/** Counting reports by reason: what is counted, what is never shown, when a reason is new, rising or back. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { TrendCollector, nextStates, reasonTrends, weekOf } from '../../src/trends/index.ts'

const line = (issuer: string, time = '2026-03-02T00:00:00.000Z', code = 'SIG_HASH_FAILURE', subject = 'CN=Example Bureau'): string => JSON.stringify({
  file: 'person.ofd',
  report: {
    schema: 1, kind: 'ofd', validationTime: time, container: { diagnostics: [] },
    signatures: [{ signer: { issuer, subject }, seal: { vendorId: 'EX' }, steps: { dataHash: { diagnostics: [{ code, severity: 'error' }, { code, severity: 'error' }] } } }],
  },
})
const counted = (lines: readonly string[], options = {}): ReturnType<TrendCollector['counts']> => {
  const collector = new TrendCollector(options)
  for (const one of lines) collector.add(one)
  return collector.counts()
}

describe('trends', () => {
  it('counts a reason once a report and merges small groups', () => {
    const counts = counted([...Array<string>(5).fill(line('CN=Big CA')), line('CN=Rare CA'), line('CN=Zhang', undefined, undefined, 'CN=Zhang')])
    expect(counts.weeks).toEqual([{ week: '2026-W10', reports: 7, reasons: { SIG_HASH_FAILURE: 7 } }])
    expect(counts.groups.filter(({ dimension }) => dimension === 'issuer').map(({ value, reports }) => [value, reports])).toEqual([['CN=Big CA', 5], ['other', 1]])
    expect(JSON.stringify(counts)).not.toMatch(/Rare|Zhang|person|Bureau/)
  })

  it('reads decisions', () => {
    const decision = JSON.stringify({
      schema: 1, kind: 'recognition', time: '2026-03-02T00:00:00Z', license: { typeCode: 'T1', issuers: [] }, from: '330000',
      steps: [{ diagnostics: [{ code: 'LST_STALE', severity: 'error' }, { code: 'VAL_GRACE', severity: 'info' }] }],
    })
    const counts = counted([decision], { minimumGroup: 1 })
    expect(counts.weeks[0]?.reasons).toEqual({ LST_STALE: 1 })
    expect(counts.groups.map(({ dimension, value }) => [dimension, value])).toEqual([['licenseType', 'T1'], ['region', '330000']])
  })

  it('never throws and keeps nothing of what it cannot read', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      const counts = counted([text, '{"schema":1,"kind":"ofd"}'])
      expect(counts).toMatchObject({ reports: 0, unreadable: text.trim() === '' ? 1 : 2, weeks: [], groups: [] })
    }))
  })

  it('keeps no more keys than it may', () => {
    const counts = counted(Array.from({ length: 50 }, (_, index) => line(`CN=${index}`)), { minimumGroup: 1, maximumKeys: 10 })
    expect(counts.groups.length).toBeLessThanOrEqual(12)
    expect(counts.groups.filter(({ dimension }) => dimension === 'issuer').reduce((sum, { reports }) => sum + reports, 0)).toBe(50)
  })

  it('knows the weeks of ISO 8601', () => {
    expect(['2021-01-03T00:00:00Z', '2021-01-04T00:00:00Z', '2020-12-31T00:00:00Z', 'x'].map(weekOf)).toEqual(['2020-W53', '2021-W01', '2020-W53', undefined])
  })

  it('finds what is new and rising, and what comes back', () => {
    const weeks = [{ week: '2026-W01', reports: 100, reasons: { LST_STALE: 10, VAL_EXPIRED: 10 } }, { week: '2026-W02', reports: 100, reasons: { LST_STALE: 15, VAL_EXPIRED: 14, SIG_FAILED: 5, SIG_ABSENT: 4 } }]
    const trends = reasonTrends(weeks, '2026-W02')
    expect(Object.fromEntries(trends.map(({ code, trend }) => [code, trend]))).toEqual({ LST_STALE: 'rising', VAL_EXPIRED: 'steady', SIG_FAILED: 'new', SIG_ABSENT: 'steady' })
    expect(nextStates({ VAL_EXPIRED: 'fixed', LST_STALE: 'acknowledged' }, trends)).toEqual({ VAL_EXPIRED: 'recurring', LST_STALE: 'acknowledged', SIG_FAILED: 'open' })
  })
})
