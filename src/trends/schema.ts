/** The state and the report of trends as schemas: for files that come back, and for readers in other languages. */
import { z } from 'zod'
import { diagnosticCodes } from '../diagnostics/index.ts'
import { parseJson } from '../encoding/json.ts'
import { VerificationError } from '../errors.ts'
import { Budget } from '../limits.ts'
import { REMEDY_KINDS } from '../recognition/remedies.ts'
import { TREND_ACTORS } from './actors.ts'
import { TREND_DIMENSIONS } from './read-report.ts'
import { TRENDS } from './rising.ts'
import { LONGEST_NOTE, MOST_CHANGES, REASON_STATES } from './state.ts'
import type { TrendState } from './state.ts'
import { weekNumber } from './weeks.ts'

const week = z.string().regex(/^2\d{3}-W\d{2}$/).refine((name) => weekNumber(name) !== undefined, 'no such week')
const span = z.strictObject({ from: week, to: week }).readonly()
const count = z.int().min(0)
/** Also of later versions: a state outlives the version that wrote it. */
const anyCode = z.string().regex(/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/).max(100)
const code = z.enum(diagnosticCodes())
const state = z.enum(REASON_STATES)
const note = z.string().max(LONGEST_NOTE)
const change = z.strictObject({ week, state, note: note.exactOptional() }).readonly()

const stateSchema = z.strictObject({
  schema: z.literal(1),
  kind: z.literal('trendState'),
  weeks: span.exactOptional(),
  reasons: z.record(anyCode, z.strictObject({
    seen: span,
    changes: z.tuple([change], change).refine(({ length }) => length <= MOST_CHANGES, 'too many changes').readonly(),
  }).readonly()).readonly(),
}).readonly()

/** The report; `test/trends/schema.test.ts` holds it against the type `TrendReport`. */
export const trendReportSchema = z.strictObject({
  schema: z.literal(1),
  kind: z.literal('trends'),
  minimum: z.int().min(1),
  rule: z.strictObject({ minimumReports: z.number(), factor: z.number(), significance: z.number() }).readonly(),
  weeks: span.exactOptional(),
  since: week.exactOptional(),
  reports: z.array(z.strictObject({ from: week, to: week, atLeast: count }).readonly()).readonly(),
  reasons: z.array(z.strictObject({
    code,
    reports: count,
    periods: z.array(z.strictObject({ from: week, to: week, reports: count }).readonly()).readonly(),
    before: count.exactOptional(),
    after: count.exactOptional(),
    few: z.enum(['before', 'after']).exactOptional(),
    groups: z.array(z.strictObject({
      dimension: z.enum(TREND_DIMENSIONS), values: z.array(z.strictObject({ value: z.string(), reports: count }).readonly()).readonly(), rest: count,
    }).readonly()).readonly(),
    trend: z.enum(TRENDS),
    actor: z.enum(TREND_ACTORS),
    remedies: z.array(z.enum(REMEDY_KINDS)).readonly(),
    standing: change.exactOptional(),
  }).readonly()).readonly(),
  quiet: z.array(z.strictObject({ code: anyCode, state, lastSeen: week, weeks: count }).readonly()).readonly(),
  withheld: count,
  notBrokenDown: z.array(z.enum(TREND_DIMENSIONS)).readonly(),
  unreadable: count,
  withoutResult: count,
}).readonly()

/**
 * Reads a state that was kept.
 * @throws TypeError for what is none, or of another version
 */
export function parseTrendState(text: string): TrendState {
  try {
    const result = stateSchema.safeParse(parseJson(text, { budget: new Budget() }))
    if (result.success) return result.data
    throw new TypeError(z.prettifyError(result.error).replaceAll(/\s+/g, ' '), { cause: result.error })
  } catch (error) {
    if (error instanceof VerificationError) throw new TypeError(`not JSON (${error.code})`, { cause: error })
    throw error
  }
}

/** JSON Schemas (draft 2020-12). */
export function trendStateJsonSchema(): object {
  return { title: 'yinxin state of trends', ...z.toJSONSchema(stateSchema) }
}

export function trendReportJsonSchema(): object {
  return { title: 'yinxin trends', ...z.toJSONSchema(trendReportSchema, { reused: 'ref' }) }
}
