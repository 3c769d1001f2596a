/**
 * What a line says that can be counted: a week, the reasons, and what reports say of authorities, regions, types and vendors.
 * Nothing else of a report goes further. A value is taken only in a form that no person has.
 */
import { isDiagnosticCode } from '../diagnostics/index.ts'
import type { DiagnosticCode } from '../diagnostics/index.ts'
import { isJsonObject, parseJson } from '../encoding/json.ts'
import type { JsonObject, JsonValue } from '../encoding/json.ts'
import { LimitExceededError, VerificationError } from '../errors.ts'
import { checkLicenseTypeCode, checkUscc } from '../identifier/index.ts'
import { Budget } from '../limits.ts'
import { REDACTED } from '../report/redact.ts'
import { isTerritory } from '../trust/territory.ts'
import { weekNumber, weekOf } from './weeks.ts'

/**
 * `issuer`: the authority that issued the license, by its unified social credit code. `ca`: the issuer of the signer's
 * certificate. `region`: the province of the issuer,
 * by its code, else of the authority that a list of recognition has. `licenseType`: type code of GB/T 36904. `producer`: the
 * vendor of the seal, as the seal has it.
 */
export const TREND_DIMENSIONS = ['issuer', 'ca', 'region', 'licenseType', 'producer'] as const
export type TrendDimension = (typeof TREND_DIMENSIONS)[number]
export type DimensionValues = Readonly<Partial<Record<TrendDimension, string>>>

export interface SeenReport {
  /** `weekNumber` of the time that the report was made for. */
  readonly week: number
  /** Reasons with which it was not accepted: codes of errors. */
  readonly codes: ReadonlySet<DiagnosticCode>
  readonly values: DimensionValues
}

/**
 * Why a line is not counted. `empty` and `head` (the first line of a journal) hold nothing; `withoutResult` is an item that has
 * no report. The others are faults: `long`, `json` (no JSON object), `version` (a report of another version), `report` (no report
 * that this version knows), `time` (not of the years 2000 to 2099).
 */
export type Uncounted = 'empty' | 'head' | 'withoutResult' | 'long' | 'json' | 'version' | 'report' | 'time'

const LONGEST_VALUE = 200
/** As long as a mobile number; numbers of persons are longer. */
const NUMBER_OF_PERSON = /\p{Nd}(?:[\s-]?\p{Nd}){10}/u

const objects = (value: JsonValue | undefined): readonly JsonObject[] => (Array.isArray(value) ? (value as readonly JsonValue[]).filter(isJsonObject) : [])
const member = (value: JsonValue | undefined, ...path: readonly string[]): JsonValue | undefined =>
  path.reduce<JsonValue | undefined>((at, name) => (isJsonObject(at) ? at[name] : undefined), value)
const textAt = (value: JsonValue | undefined, ...path: readonly string[]): string | undefined => {
  const found = member(value, ...path)
  return typeof found === 'string' && found !== '' && found !== REDACTED && found.length <= LONGEST_VALUE ? found : undefined
}

/** A code of an organization, but for those of persons in business (个体工商户). */
function organization(text: string | undefined): string | undefined {
  const { uscc, problems } = checkUscc(text ?? '')
  return uscc === undefined || problems.length > 0 || uscc.department === '9' && uscc.category !== '1' ? undefined : uscc.text
}

const typeCode = (text: string | undefined): string | undefined => (text === undefined || checkLicenseTypeCode(text).length > 0 ? undefined : text)

/** Regions are counted by province: smaller ones would be groups of few. */
function province(territory: string | undefined): string | undefined {
  if (territory === undefined || !isTerritory(territory)) return undefined
  return /^\d{6}$/.test(territory) ? `${territory.slice(0, 2)}0000` : territory
}

/** The region of an issuer, by the area in its code. */
export const regionOfIssuer = (issuer: string): string | undefined => province(issuer.slice(2, 8))

/** A name of an authority or vendor as it stands, unless there is a number or an address of a person in it. */
const name = (text: string | undefined): string | undefined => (text === undefined || text.includes('@') || NUMBER_OF_PERSON.test(text) ? undefined : text)

const first = <Value>(values: readonly (Value | undefined)[]): Value | undefined => values.find((value) => value !== undefined)

function valuesOf(document: JsonValue | undefined, decision: JsonValue | undefined): DimensionValues {
  const signatures = objects(member(document, 'signatures'))
  const facts = member(document, 'license', 'facts')
  const decided = member(decision, 'license', 'issuers')
  const issuers = [
    ...(Array.isArray(decided) ? (decided as readonly JsonValue[]) : []).map((code) => (typeof code === 'string' ? code : undefined)),
    ...objects(member(facts, 'metadata', 'issuers')).map((issuer) => textAt(issuer, 'code')),
    textAt(facts, 'identifier', 'issuer'),
  ]
  const issuer = first(issuers.map(organization))
  const values: Record<TrendDimension, string | undefined> = {
    issuer,
    ca: first(signatures.map(({ signer }) => {
      const authority = textAt(signer, 'issuer')
      // A certificate that issued itself may bear the name of a person.
      return authority === textAt(signer, 'subject') ? undefined : name(authority)
    })),
    // Each issuer lies in one region, so that both can be shown.
    region: issuer === undefined ? province(textAt(decision, 'from')) : regionOfIssuer(issuer),
    licenseType: first([textAt(decision, 'license', 'typeCode'), textAt(facts, 'type', 'code'), textAt(facts, 'metadata', 'typeCode'), textAt(facts, 'identifier', 'typeCode')].map(typeCode)),
    producer: first(signatures.map((signature) => name(textAt(signature, 'seal', 'vendorId')))),
  }
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}

type Steps = readonly (JsonValue | undefined)[]

const stepsIn = (value: JsonValue | undefined): Steps => (isJsonObject(value) ? Object.values(value) : [])
const documentSteps = (document: JsonValue | undefined): Steps => [
  ...['container', 'coverage', 'license'].map((step) => member(document, step)),
  ...objects(member(document, 'signatures')).flatMap(({ steps }) => stepsIn(steps)),
]

function codesOf(steps: Steps): ReadonlySet<DiagnosticCode> {
  const codes = steps.flatMap((step) => objects(member(step, 'diagnostics'))).filter((one) => one['severity'] === 'error').map((one) => one['code'])
  return new Set(codes.filter((code): code is DiagnosticCode => typeof code === 'string' && isDiagnosticCode(code)))
}

function seenIn(report: JsonObject): SeenReport | Uncounted {
  const { schema, kind } = report
  if (schema !== 1) return typeof schema === 'number' && typeof kind === 'string' ? 'version' : 'report'
  const parts = kind === 'recognition' ? { decision: report } : kind === 'assessment' ? { document: report['document'], decision: report['decision'] } : { document: report }
  const { decision, document } = { decision: undefined, document: undefined, ...parts }
  if (kind === 'recognition' ? !Array.isArray(report['steps']) : kind === 'assessment' ? typeof report['outcome'] !== 'string' : !isJsonObject(report['container'])) return 'report'
  const week = weekNumber(weekOf(textAt(report, kind === 'recognition' || kind === 'assessment' ? 'time' : 'validationTime') ?? '') ?? '')
  if (week === undefined) return 'time'
  const people = [report['presenter'], ...objects(report['presenters']), ...objects(report['delegations'])]
  const others = kind !== 'assessment' ? [] : [
    report['status'], report['defect'], ...people.flatMap((one) => [member(one, 'assertion'), member(one, 'power'), ...stepsIn(member(one, 'token', 'steps'))]),
  ]
  return { week, codes: codesOf([...documentSteps(document), ...objects(member(decision, 'steps')), ...others]), values: valuesOf(document, decision) }
}

/**
 * Reads one line: a report of `verify`, a decision, an assessment, bare or as the member `report` of what `yinxin verify --json`
 * and the journals of batches write. Never throws.
 */
export function readReportLine(line: string): SeenReport | Uncounted {
  if (line.trim() === '') return 'empty'
  try {
    const json = parseJson(line, { budget: new Budget() })
    if (!isJsonObject(json)) return 'json'
    if (isJsonObject(json['report'])) return seenIn(json['report'])
    if (typeof json['format'] === 'string') return json['format'] === 'yinxin batch journal 1' ? 'head' : 'version'
    if (json['error'] !== undefined && json['schema'] === undefined) return 'withoutResult'
    return seenIn(json)
  } catch (error) {
    if (!(error instanceof VerificationError)) throw error
    return error instanceof LimitExceededError ? 'long' : 'json'
  }
}
