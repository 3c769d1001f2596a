/**
 * Counts reports by reason without keeping any of them: what stays are numbers under codes, weeks, and what reports say of
 * authorities, regions, types and vendors. That is taken as text: a report that has a person there brings one in here.
 */
import { isDiagnosticCode } from '../diagnostics/index.ts'
import type { DiagnosticCode } from '../diagnostics/index.ts'
import { isJsonObject, parseJson } from '../encoding/json.ts'
import type { JsonObject, JsonValue } from '../encoding/json.ts'
import { Budget } from '../limits.ts'

/** `issuer` is the issuer of the signer's certificate, `region` where the license comes from, by its list of authorities. */
export const TREND_DIMENSIONS = ['issuer', 'region', 'licenseType', 'vendor'] as const
export type TrendDimension = (typeof TREND_DIMENSIONS)[number]
/** Stands for all values of groups that are too small to be named, and for those beyond the cap. */
export const OTHER = 'other'

export interface TrendOptions {
  /** A value seen in fewer reports is not named. @default 5 */
  readonly minimumGroup?: number
  /** Keys kept in memory; what comes later counts as `other`. @default 50 000 */
  readonly maximumKeys?: number
}

export interface WeekCount {
  /** ISO 8601 week in UTC: `2026-W09`. */
  readonly week: string
  readonly reports: number
  /** Reports with the reason as an error, each once. */
  readonly reasons: Readonly<Partial<Record<DiagnosticCode, number>>>
}

export interface TrendCounts {
  readonly reports: number
  /** Lines that are no report. Nothing of them is kept. */
  readonly unreadable: number
  readonly minimumGroup: number
  readonly weeks: readonly WeekCount[]
  readonly groups: readonly { readonly code: DiagnosticCode; readonly dimension: TrendDimension; readonly value: string; readonly reports: number }[]
}

interface Seen {
  readonly week: string
  readonly codes: ReadonlySet<DiagnosticCode>
  readonly values: Readonly<Partial<Record<TrendDimension, string>>>
}

const LONGEST = 200
/** 200 years of weeks; a report that claims more is not helped by a name of its own. */
const MOST_WEEKS = 10_400
const objects = (value: JsonValue | undefined): readonly JsonObject[] => (Array.isArray(value) ? (value as readonly JsonValue[]).filter(isJsonObject) : [])
const member = (value: JsonValue | undefined, ...path: readonly string[]): JsonValue | undefined =>
  path.reduce<JsonValue | undefined>((at, name) => (isJsonObject(at) ? at[name] : undefined), value)
const textAt = (value: JsonValue | undefined, ...path: readonly string[]): string | undefined => {
  const found = member(value, ...path)
  return typeof found === 'string' && found !== '' && found.length <= LONGEST ? found : undefined
}

/** ISO 8601 week of a time in UTC; undefined for what is no time. */
export function weekOf(iso: string): string | undefined {
  const time = /^\d{4}-\d\d-\d\dT/.test(iso) ? Date.parse(iso) : Number.NaN
  if (Number.isNaN(time)) return undefined
  // The Thursday of a week says to which year it belongs.
  const thursday = new Date(time)
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7))
  const year = thursday.getUTCFullYear()
  const week = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / 604_800_000) + 1
  return `${String(year).padStart(4, '0')}-W${String(week).padStart(2, '0')}`
}

function codesOf(steps: readonly (JsonValue | undefined)[]): ReadonlySet<DiagnosticCode> {
  const codes = steps.flatMap((step) => objects(member(step, 'diagnostics'))).filter((one) => one['severity'] === 'error').map((one) => one['code'])
  return new Set(codes.filter((code): code is DiagnosticCode => typeof code === 'string' && isDiagnosticCode(code)))
}

function seenIn(report: JsonObject): Seen | undefined {
  if (report['schema'] !== 1) return undefined
  const recognition = report['kind'] === 'recognition'
  const week = weekOf(textAt(report, recognition ? 'time' : 'validationTime') ?? '')
  if (week === undefined || !isJsonObject(report[recognition ? 'license' : 'container'])) return undefined
  const values = (all: Record<TrendDimension, string | undefined>): Seen['values'] => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
  if (recognition) {
    const from = textAt(report, 'from')
    const type = textAt(report, 'license', 'typeCode')
    return { week, codes: codesOf(objects(report['steps'])), values: values({ issuer: undefined, region: from, licenseType: type, vendor: undefined }) }
  }
  const signatures = objects(report['signatures'])
  const signer = signatures.map((one) => one['signer']).find(isJsonObject)
  const issuer = textAt(signer, 'issuer')
  const steps = signatures.flatMap((one) => (isJsonObject(one['steps']) ? Object.values(one['steps']) : []))
  return {
    week,
    codes: codesOf([report['container'], report['coverage'], report['license'], ...steps]),
    values: values({
      // A certificate that issued itself may bear the name of a person.
      issuer: issuer === textAt(signer, 'subject') ? undefined : issuer,
      region: undefined,
      licenseType: textAt(report, 'license', 'facts', 'type', 'code'),
      vendor: signatures.map((one) => textAt(one, 'seal', 'vendorId')).find((one) => one !== undefined),
    }),
  }
}

/** Takes the lines that `yinxin verify --json` prints, bare reports and decisions; keeps numbers only. */
export class TrendCollector {
  readonly #minimum: number
  readonly #maximum: number
  readonly #weeks = new Map<string, { reports: number; readonly reasons: Map<DiagnosticCode, number> }>()
  readonly #groups = new Map<string, number>()
  #reports = 0
  #unreadable = 0

  /** @throws TypeError for numbers that are not positive integers */
  constructor({ minimumGroup = 5, maximumKeys = 50_000 }: TrendOptions = {}) {
    for (const number of [minimumGroup, maximumKeys]) if (!Number.isSafeInteger(number) || number < 1) throw new TypeError('minimumGroup and maximumKeys are positive integers')
    this.#minimum = minimumGroup
    this.#maximum = maximumKeys
  }

  /** Counts one line. Never throws: what is no report counts as unreadable, an empty line not at all. */
  add(line: string): void {
    if (line.trim() === '') return
    const seen = this.#read(line)
    if (seen === undefined || !this.#weeks.has(seen.week) && this.#weeks.size >= MOST_WEEKS) {
      this.#unreadable += 1
      return
    }
    this.#reports += 1
    const week = this.#weeks.get(seen.week) ?? { reports: 0, reasons: new Map<DiagnosticCode, number>() }
    this.#weeks.set(seen.week, week)
    week.reports += 1
    for (const code of seen.codes) {
      week.reasons.set(code, (week.reasons.get(code) ?? 0) + 1)
      for (const dimension of TREND_DIMENSIONS) {
        const value = seen.values[dimension]
        if (value !== undefined) this.#count(code, dimension, value)
      }
    }
  }

  #read(line: string): Seen | undefined {
    try {
      const json = parseJson(line, { budget: new Budget() })
      if (!isJsonObject(json)) return undefined
      return seenIn(isJsonObject(json['report']) ? json['report'] : json)
    } catch {
      return undefined
    }
  }

  #count(code: DiagnosticCode, dimension: TrendDimension, value: string): void {
    const wanted = JSON.stringify([code, dimension, value])
    const key = this.#groups.has(wanted) || this.#groups.size < this.#maximum ? wanted : JSON.stringify([code, dimension, OTHER])
    this.#groups.set(key, (this.#groups.get(key) ?? 0) + 1)
  }

  /** The counts so far, small groups merged, in a fixed order. */
  counts(): TrendCounts {
    const merged = new Map<string, number>()
    for (const [key, reports] of this.#groups) {
      const [code, dimension] = JSON.parse(key) as [string, string]
      const shown = reports < this.#minimum ? JSON.stringify([code, dimension, OTHER]) : key
      merged.set(shown, (merged.get(shown) ?? 0) + reports)
    }
    const ordered = [...merged].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    return {
      reports: this.#reports,
      unreadable: this.#unreadable,
      minimumGroup: this.#minimum,
      weeks: [...this.#weeks].sort(([a], [b]) => (a < b ? -1 : 1)).map(([week, { reports, reasons }]) => ({
        week, reports, reasons: Object.fromEntries([...reasons].sort(([a], [b]) => (a < b ? -1 : 1))),
      })),
      groups: ordered.map(([key, reports]) => {
        const [code, dimension, value] = JSON.parse(key) as [DiagnosticCode, TrendDimension, string]
        return { code, dimension, value, reports }
      }),
    }
  }
}
