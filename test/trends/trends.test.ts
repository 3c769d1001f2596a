/** Counting reports by reason: what is counted, what is never shown, and that neither order nor parts change anything. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diagnosticCodes } from '../../src/diagnostics/index.ts'
import type { DiagnosticCode } from '../../src/diagnostics/index.ts'
import { TREND_DIMENSIONS, TrendCollector, actorOf, remediesOf, weekOf } from '../../src/trends/index.ts'
import type { CountOptions, TrendCounts } from '../../src/trends/index.ts'
import { weekName, weekNumber } from '../../src/trends/weeks.ts'
import { buildUscc } from '../../src/identifier/index.ts'
import { collected, reportLine } from './lines.ts'

const counted = (lines: readonly string[], options: CountOptions = {}): TrendCounts => collected(lines).counts(options)
const valuesOf = ({ reasons }: TrendCounts, dimension: string): readonly unknown[] =>
  (reasons[0]?.groups.find((group) => group.dimension === dimension)?.values ?? []).map(({ value, reports }) => [value, reports])
const times = (count: number, line: string): readonly string[] => Array<string>(count).fill(line)

const BUREAU = buildUscc('11330100', '00248236')
const SHOP = buildUscc('92330100', '00248236')

describe('counts', () => {
  it('count a reason once a report, and name no small group', () => {
    const twice = reportLine({ codes: ['SIG_HASH_FAILURE', 'SIG_HASH_FAILURE'] })
    const lines = [...times(6, twice), ...times(3, reportLine({ ca: 'CN=Rare CA' })), ...times(2, reportLine({ ca: 'CN=Zhang', subject: 'CN=Zhang' }))]
    const counts = counted(lines)
    expect(counts.reasons).toMatchObject([{ code: 'SIG_HASH_FAILURE', reports: 11, periods: [{ from: '2026-W10', to: '2026-W10', reports: 11 }] }])
    expect(counts.reasons[0]?.groups.find(({ dimension }) => dimension === 'ca')).toEqual({ dimension: 'ca', values: [{ value: 'CN=Big CA', reports: 6 }], rest: 5 })
    expect(JSON.stringify(counts)).not.toMatch(/Rare|Zhang|person|Bureau/)
  })

  it('a rest that is too small takes the smallest group with it: no difference is smaller than the minimum', () => {
    const lines = [...times(9, reportLine({ ca: 'CN=A' })), ...times(5, reportLine({ ca: 'CN=B' })), reportLine({ ca: 'CN=C' })]
    expect(counted(lines).reasons[0]?.groups[1]).toEqual({ dimension: 'ca', values: [{ value: 'CN=A', reports: 9 }], rest: 6 })
    expect(counted(lines, { minimum: 1 }).reasons[0]?.groups[1]).toMatchObject({ values: [{ value: 'CN=A' }, { value: 'CN=B' }, { value: 'CN=C' }], rest: 0 })
  })

  it('all reports are rounded down: a rare reason is not all minus a common one', () => {
    const counts = counted([...times(5, reportLine()), ...times(2, reportLine({ codes: ['LST_STALE'] }))])
    expect(counts).toMatchObject({ reports: [{ atLeast: 5 }], reasons: [{ code: 'SIG_HASH_FAILURE', reports: 5 }], withheld: 1 })
    expect(JSON.stringify(counts)).not.toContain('LST_STALE')
  })

  it('weeks that are too small are shown together', () => {
    const at = (day: string, count: number): readonly string[] => times(count, reportLine({ time: `2026-${day}T00:00:00Z` }))
    const lines = [...at('01-05', 7), ...at('01-12', 2), ...at('01-19', 4), ...at('02-09', 9), ...at('02-16', 1)]
    expect(counted(lines, { since: '2026-W01' }).reasons[0]?.periods).toEqual([
      { from: '2026-W02', to: '2026-W02', reports: 7 }, { from: '2026-W03', to: '2026-W04', reports: 6 }, { from: '2026-W07', to: '2026-W08', reports: 10 },
    ])
    // Which side is small is said where it could be any small number.
    expect(counted(lines).reasons[0]).toMatchObject({ few: 'after', periods: [{ reports: 7 }, { reports: 6 }, { from: '2026-W07', to: '2026-W08', reports: 10 }] })
    expect(counted(lines, { since: '2026-W07' }).reasons[0]).toMatchObject({ before: 13, after: 10 })
  })

  it('only weeks that are asked for', () => {
    const collector = new TrendCollector({ from: '2026-W10', to: '2026-W11' })
    expect(['2026-03-01', '2026-03-02', '2026-03-15', '2026-03-16'].map((day) => collector.add(reportLine({ time: `${day}T12:00:00Z` })))).toEqual(['outside', 'counted', 'counted', 'outside'])
    expect(collector.counts({ minimum: 1 })).toMatchObject({ weeks: { from: '2026-W10', to: '2026-W11' }, since: '2026-W11' })
  })

  it('issuers are named in regions that are, so that a region less its issuers is nothing or enough', () => {
    const other = buildUscc('11330200', '00248236')
    const lines = [...times(9, reportLine({ issuer: BUREAU })), ...times(2, reportLine({ issuer: other })), ...times(3, reportLine())]
    const { reasons } = counted([...times(9, reportLine({ issuer: BUREAU })), ...times(2, reportLine({ issuer: other })), ...times(5, reportLine())])
    expect(reasons[0]?.groups).toMatchObject([{ dimension: 'issuer', values: [], rest: 16 }, {}, { dimension: 'region', values: [{ value: '330000', reports: 11 }], rest: 5 }, {}, {}])
    expect(counted(lines, { by: ['issuer'] }).reasons[0]?.groups).toEqual([{ dimension: 'issuer', values: [], rest: 14 }])
  })

  it('take values only in forms that no person has', () => {
    const one = (values: object): TrendCounts => counted([reportLine({ producer: '', ...values })], { minimum: 1 })
    expect(valuesOf(one({ issuer: BUREAU }), 'issuer')).toEqual([[BUREAU, 1]])
    expect(valuesOf(one({ issuer: BUREAU }), 'region')).toEqual([['330000', 1]])
    const decided = JSON.stringify({ schema: 1, kind: 'recognition', time: '2026-03-02T00:00:00Z', license: { issuers: [] }, from: '320500', steps: [{ diagnostics: [{ code: 'LST_STALE', severity: 'error' }] }] })
    expect(valuesOf(counted([decided], { minimum: 1 }), 'region')).toEqual([['320000', 1]])
    for (const issuer of [SHOP, '11010519491231002X', 'Zhang San']) expect(valuesOf(one({ issuer }), 'issuer')).toEqual([])
    expect(valuesOf(one({ typeCode: `${BUREAU}001` }), 'licenseType')).toEqual([[`${BUREAU}001`, 1]])
    expect(valuesOf(one({ typeCode: '11010519491231002X' }), 'licenseType')).toEqual([])
    for (const ca of ['CN=11010519491231002X', 'CN=138 0013 8000 1', 'E=zhang@example.cn', '[redacted]', 'x'.repeat(201)]) expect(valuesOf(one({ ca }), 'ca')).toEqual([])
  })

  it('a dimension with more values than are kept is not broken down, whatever comes first', () => {
    const lines = [...times(9, reportLine()), ...Array.from({ length: 20 }, (_, index) => reportLine({ ca: `CN=${index}` }))]
    for (const order of [lines, lines.toReversed()]) {
      const counts = collected(order, new TrendCollector({ maximumKeys: 10 })).counts()
      expect(counts.notBrokenDown).toEqual(['ca'])
      expect(counts.reasons[0]?.groups.map(({ dimension }) => dimension)).toEqual(['issuer', 'region', 'licenseType', 'producer'])
    }
  })

  it('TypeError for options that are none', () => {
    for (const minimum of [0, 2, 2.5, Number.NaN]) expect(() => new TrendCollector().counts({ minimum })).toThrow(TypeError)
    expect(() => new TrendCollector().counts({ by: ['holder' as 'issuer'] })).toThrow(TypeError)
    expect(() => new TrendCollector().counts({ since: '2026-W54' })).toThrow(TypeError)
    expect(() => new TrendCollector({ from: 'x' })).toThrow(TypeError)
    expect(() => new TrendCollector({ maximumKeys: 0 })).toThrow(TypeError)
    expect(new TrendCollector().counts()).toEqual({ minimum: 5, unreadable: 0, withoutResult: 0, notBrokenDown: [], reports: [], reasons: [], withheld: 0 })
  })

  it('knows the weeks of ISO 8601', () => {
    expect(['2021-01-03T00:00:00Z', '2021-01-04T00:00:00Z', '2020-12-31T00:00:00Z', 'x', '1999-01-01T00:00:00Z'].map(weekOf)).toEqual(['2020-W53', '2021-W01', '2020-W53', undefined, undefined])
    expect(['2020-W53', '2021-W53', '2021-W00', '2021-W1', 'W01'].map((name) => weekNumber(name) !== undefined)).toEqual([true, false, false, false, false])
    fc.assert(fc.property(fc.integer({ min: weekNumber('2000-W01') as number, max: weekNumber('2099-W53') as number }), (number) => { expect(weekNumber(weekName(number))).toBe(number) }))
  })
})

describe('what is read', () => {
  const decision = {
    schema: 1, kind: 'recognition', time: '2026-03-02T00:00:00Z', license: { typeCode: `${BUREAU}001`, issuers: [BUREAU] }, from: '320500',
    steps: [{ diagnostics: [{ code: 'LST_STALE', severity: 'error' }, { code: 'VAL_GRACE', severity: 'info' }] }],
  }
  const document = (JSON.parse(reportLine()) as { report: object }).report
  const only = { minimum: 1 }

  it('decisions', () => {
    const counts = counted([JSON.stringify(decision)], only)
    expect(counts.reasons.map(({ code }) => code)).toEqual(['LST_STALE'])
    expect(TREND_DIMENSIONS.flatMap((name) => valuesOf(counts, name))).toEqual([[BUREAU, 1], ['330000', 1], [`${BUREAU}001`, 1]])
  })

  it('assessments: the document, the presenter, the status and the decision', () => {
    const failed = (code: DiagnosticCode): object => ({ diagnostics: [{ code, severity: 'error' }] })
    const assessment = {
      schema: 1, kind: 'assessment', outcome: 'REJECTED', time: '2026-03-02T00:00:00Z', document, decision, status: failed('SHARING_UNAVAILABLE'),
      presenter: { token: { steps: { claims: failed('TOKEN_EXPIRED') } }, assertion: failed('IDENTITY_KIND_UNKNOWN') },
    }
    const counts = counted([JSON.stringify(assessment)], only)
    expect(counts.reasons.map(({ code }) => code)).toEqual(['IDENTITY_KIND_UNKNOWN', 'LST_STALE', 'SHARING_UNAVAILABLE', 'SIG_HASH_FAILURE', 'TOKEN_EXPIRED'])
    // Of several who come together, and of powers, everybody counts.
    const { presenter, ...others } = assessment
    const together = { ...others, presenters: [{}, presenter], delegations: [{ token: { steps: { signature: failed('JWS_KEY_UNKNOWN') } } }, { power: failed('DELEGATION_NOT_RELATED') }] }
    expect(counted([JSON.stringify(together)], only).reasons.map(({ code }) => code)).toEqual(
      ['DELEGATION_NOT_RELATED', 'IDENTITY_KIND_UNKNOWN', 'JWS_KEY_UNKNOWN', 'LST_STALE', 'SHARING_UNAVAILABLE', 'SIG_HASH_FAILURE', 'TOKEN_EXPIRED'])
    expect(counts.reasons[0]?.groups).toMatchObject([{ values: [{ value: BUREAU }] }, { values: [{ value: 'CN=Big CA' }] }, { values: [{ value: '330000' }] }, {}, { values: [{ value: 'EX' }] }])
  })

  it.each([
    ['a bare report', JSON.stringify(document), 'counted'],
    ['a line of a journal', JSON.stringify({ id: 'a.ofd', state: 'x', report: document }), 'counted'],
    ['the head of a journal', '{"format":"yinxin batch journal 1","settings":"x","validationTime":"2026-03-02T00:00:00Z"}', 'head'],
    ['the head of another journal', '{"format":"yinxin batch journal 2"}', 'version'],
    ['an item without a result', '{"file":"a.ofd","error":"No such file."}', 'withoutResult'],
    ['an empty line', '  \r', 'empty'],
    ['no JSON', '{"schema":1', 'json'],
    ['a member twice', '{"schema":1,"schema":1}', 'json'],
    ['a name that is forbidden', '{"__proto__":{"schema":1}}', 'json'],
    ['no object', '[1]', 'json'],
    ['too deep', '['.repeat(100), 'long'],
    ['another version', '{"schema":2,"kind":"ofd"}', 'version'],
    ['another thing', '{"schema":1,"kind":"ofd"}', 'report'],
    ['no time', JSON.stringify({ ...document, validationTime: '1970-01-01T00:00:00Z' }), 'time'],
  ] as const)('%s: %s', (_, line, expected) => {
    const collector = new TrendCollector()
    expect(collector.add(line)).toBe(expected)
    const { unreadable, withoutResult } = collector.counts()
    expect([unreadable, withoutResult]).toEqual([['json', 'long', 'version', 'report', 'time'].includes(expected) ? 1 : 0, expected === 'withoutResult' ? 1 : 0])
  })

  it('never throws and keeps nothing of what it cannot read', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(counted([text, '{"schema":1,"kind":"ofd"}'])).toMatchObject({ unreadable: text.trim() === '' ? 1 : 2, reports: [], reasons: [] })
    }))
  })
})

describe('properties', () => {
  const lines = fc.array(fc.record({
    time: fc.constantFrom('2026-01-05', '2026-01-12', '2026-01-26', '2026-02-02').map((day) => `${day}T00:00:00Z`),
    codes: fc.subarray(['SIG_HASH_FAILURE', 'LST_STALE', 'CERT_REVOKED']),
    ca: fc.constantFrom('CN=A', 'CN=B', 'CN=C'), producer: fc.constantFrom('', 'X', 'Y'), issuer: fc.constantFrom(undefined, BUREAU),
  }).map(({ issuer, ...line }) => reportLine({ ...line, ...(issuer !== undefined && { issuer }) })), { maxLength: 40 })
  const minimum = fc.constantFrom(1, 3, 5)

  it('order and parts change nothing', () => {
    fc.assert(fc.property(lines, minimum, fc.nat(), (all, least, at) => {
      const expected = collected(all).counts({ minimum: least })
      expect(collected(all.toReversed()).counts({ minimum: least })).toEqual(expected)
      const split = at % (all.length + 1)
      const parts = collected(all.slice(split))
      parts.merge(collected(all.slice(0, split)))
      expect(parts.counts({ minimum: least })).toEqual(expected)
    }))
  })

  it('every number shown, and every difference between a whole and what is shown of it, is none or enough', () => {
    fc.assert(fc.property(lines, fc.constantFrom(3, 5), (all, least) => {
      const { reasons, reports } = collected(all).counts({ minimum: least })
      const isEnough = (count: number): boolean => count === 0 || count >= least
      for (const { reports: whole, periods, before, after, groups } of reasons) {
        expect(periods.reduce((sum, { reports: part }) => sum + part, 0)).toBe(whole)
        expect([whole, ...periods.map(({ reports: part }) => part), before ?? 0, after ?? 0].every(isEnough)).toBe(true)
        for (const { values, rest } of groups) {
          expect(values.reduce((sum, { reports: part }) => sum + part, rest)).toBe(whole)
          expect([rest, ...values.map(({ reports: part }) => part)].every(isEnough)).toBe(true)
        }
      }
      expect(reports.every(({ atLeast }) => atLeast % least === 0)).toBe(true)
    }))
  })
})

describe('who can do something', () => {
  it('is said of every code', () => {
    const actors = new Set(diagnosticCodes().map(actorOf))
    expect([...actors].sort()).toEqual(['agency', 'ca', 'developer', 'holder', 'issuer', 'listOperator', 'platform', 'producer', 'sealMaker'])
  })

  it.each([
    ['ZIP_NAME_CONFLICT', 'producer'], ['SEAL_TIME_TYPE', 'sealMaker'], ['REVOCATION_NO_EVIDENCE', 'agency'], ['CERTIFICATE_EXPIRED', 'issuer'], ['TRUST_LIST_MALFORMED', 'listOperator'],
    ['TOKEN_NONCE_MISMATCH', 'platform'], ['INTERNAL_ERROR', 'developer'], ['CRL_LIST_EMPTY', 'ca'], ['HOLD_MISMATCH', 'holder'], ['META_CONFLICT', 'issuer'], ['LST_CANCELLED', 'holder'],
  ] as const)('%s: %s', (code, actor) => { expect(actorOf(code)).toBe(actor) })

  it('remedies are those of recognition', () => {
    expect(remediesOf('HOLD_NAME_DIFFERS')).toEqual(['supplement', 'askIssuer'])
    expect(remediesOf('ZIP_NAME_CONFLICT')).toEqual([])
  })
})
