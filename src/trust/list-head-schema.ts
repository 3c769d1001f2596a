/** The form of what every signed list says of itself, as parts of a schema, and what a schema cannot say of it. */
import { z } from 'zod'
import { FormatError } from '../errors.ts'
import type { Locator } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import { isJsonObject } from '../encoding/json.ts'
import type { JsonValue } from '../encoding/json.ts'
import type { ListHead, ListTime } from './list-head.ts'
import { TERRITORY } from './territory.ts'

/** Problems that only more than one member together can have. Part of the public texts. */
type Problem = 'nextUpdate not after issuedAt' | 'previous not before' | 'threshold above keys' | 'key twice'

/** Schemas of the parts that lists of every kind are made of. */
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types -- the type of a schema is the schema once more
export function listParts() {
  const text = z.string().min(1).max(1000)
  const uri = z.string().min(1).max(2000)
  const localText = z.union([z.strictObject({ zh: text, en: text.exactOptional() }).readonly(), z.strictObject({ en: text }).readonly()])
  // UTC to the second: one spelling for one moment, so that texts sort as times.
  const time = z.iso.datetime({ precision: 0 })
  const territory = z.string().regex(TERRITORY)
  const sequence = z.int().min(1)
  const coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/)
  const kid = z.string().min(1).max(200).exactOptional()
  const uscc = z.string().regex(/^[0-9A-Z]{18}$/)
  const sm3 = z.string().regex(/^[0-9a-f]{64}$/)
  const operatorKey = z.union([
    z.strictObject({ kty: z.literal('EC'), crv: z.enum(['SM2', 'P-256']), x: coordinate, y: coordinate, kid }).readonly(),
    z.strictObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: coordinate, kid }).readonly(),
  ])
  /** Members of a list beside what it lists. */
  const head = {
    $schema: z.string().exactOptional(),
    schema: z.literal(1),
    id: z.string().regex(/^[\x21-\x7e]{1,200}$/),
    sequence,
    issuedAt: time,
    nextUpdate: time,
    operator: z.strictObject({
      name: localText,
      territory,
      contacts: z.array(uri).readonly().exactOptional(),
      keys: z.strictObject({ keys: z.tuple([operatorKey], operatorKey).readonly(), threshold: z.int().min(1) }).readonly().exactOptional(),
    }).readonly(),
    scheme: z.strictObject({
      name: localText,
      territory,
      description: localText.exactOptional(),
      rules: z.array(uri).readonly().exactOptional(),
      legalNotice: localText.exactOptional(),
    }).readonly(),
    previous: z.strictObject({ sequence, sm3 }).readonly().exactOptional(),
  } as const
  return { text, uri, localText, time, territory, uscc, sm3, head } as const
}

export const malformed = (at: Locator, problem: string): FormatError => new FormatError(finding('TRUST_LIST_MALFORMED', at, { problem }))

/**
 * A list of a JSON value, by its schema.
 * @throws FormatError (`TRUST_LIST_MALFORMED`, with the place) when it has not the form; `TRUST_LIST_VERSION_UNSUPPORTED`
 */
export function listBySchema<List>(schema: z.ZodType<List>, json: JsonValue, at: Locator): List {
  if (isJsonObject(json) && typeof json['schema'] === 'number' && json['schema'] !== 1) throw new FormatError(finding('TRUST_LIST_VERSION_UNSUPPORTED', at))
  const result = schema.safeParse(json)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const place = (issue?.path ?? []).filter((part): part is string | number => typeof part !== 'symbol')
  throw malformed([...at, ...place], issue?.code ?? 'invalid')
}

/** @throws FormatError for what a schema cannot say of a head */
export function checkHead({ issuedAt, nextUpdate, previous, sequence, operator: { keys } }: ListHead, at: Locator): void {
  const refuse = (problem: Problem, ...place: Locator): never => { throw malformed([...at, ...place], problem) }
  if (nextUpdate <= issuedAt) refuse('nextUpdate not after issuedAt', 'nextUpdate')
  if (previous !== undefined && previous.sequence >= sequence) refuse('previous not before', 'previous')
  if (keys === undefined) return
  const distinct = new Set(keys.keys.map(({ kty, crv, x }) => JSON.stringify([kty, crv, x])))
  if (distinct.size < keys.keys.length) refuse('key twice', 'operator', 'keys')
  if (keys.threshold > distinct.size) refuse('threshold above keys', 'operator', 'keys', 'threshold')
}

/** Whether dated statuses stand oldest first, none at the time of another. */
export function isInOrder(history: readonly { readonly since: ListTime }[]): boolean {
  return history.every(({ since }, index) => index === 0 || (history[index - 1]?.since ?? '') < since)
}
