/** Lines of reports as far as trends look at them, and a collector that has read some. */
import { TrendCollector } from '../../src/trends/index.ts'

export interface LineOf {
  readonly time?: string
  readonly codes?: readonly string[]
  readonly ca?: string
  readonly subject?: string
  readonly issuer?: string
  readonly typeCode?: string
  readonly producer?: string
}

/** A line of `yinxin verify --json`. */
export function reportLine({ time = '2026-03-02T00:00:00.000Z', codes = ['SIG_HASH_FAILURE'], ca = 'CN=Big CA', subject = 'CN=Example Bureau', issuer, typeCode, producer = 'EX' }: LineOf = {}): string {
  return JSON.stringify({
    file: 'person.ofd',
    report: {
      schema: 1, kind: 'ofd', validationTime: time, container: { diagnostics: [] },
      signatures: [{ signer: { issuer: ca, subject }, seal: { vendorId: producer }, steps: { dataHash: { diagnostics: codes.map((code) => ({ code, severity: 'error' })) } } }],
      ...((issuer !== undefined || typeCode !== undefined) && { license: { facts: { metadata: { issuers: issuer === undefined ? [] : [{ code: issuer }], ...(typeCode !== undefined && { typeCode }) } }, diagnostics: [] } }),
    },
  })
}

/** The Monday of a week of 2026. */
export const mondayOf = (week: number): string => new Date(Date.UTC(2026, 0, 5 + 7 * (week - 2))).toISOString()

/** So many equal lines of a week of 2026. */
export const weekLines = (week: number, count: number, ...codes: string[]): readonly string[] => Array<string>(count).fill(reportLine({ time: mondayOf(week), codes }))

export function collected(lines: readonly string[], collector = new TrendCollector()): TrendCollector {
  for (const line of lines) collector.add(line)
  return collector
}
