/** Reads a recognition policy that somebody wrote as JSON; `docs/recognition-policy.schema.json` is written from the schema. */
import { z } from 'zod'
import { matterRulesShape } from './matter-rules-schema.ts'
import type { MatterRules, RecognitionPolicy } from './recognition-policy.ts'

function buildSchema() {
  const text = z.string().min(1).max(1000)
  const localText = z.union([z.strictObject({ zh: text, en: text.exactOptional() }), z.strictObject({ en: text })])
  const rules = matterRulesShape()
  return z.strictObject({
    $schema: z.string().optional(),
    id: z.string().min(1).max(100),
    description: z.strictObject({ zh: z.string(), en: z.string() }),
    levels: rules.levels,
    otherwise: z.strictObject(rules).exactOptional(),
    matters: z.array(z.strictObject({ code: z.string().regex(/^[\x21-\x7e]{1,200}$/), name: localText.exactOptional(), ...rules })).max(100_000),
  })
}

/**
 * A policy from JSON that was read from outside.
 * @throws TypeError naming every place that is wrong: unknown members and codes are refused, and so are levels for codes that
 *   say that something is wrong
 */
export function parseRecognitionPolicy(json: unknown): RecognitionPolicy {
  // The schema library passes over this name in silence; JSON text can hold it.
  if ((JSON.stringify(json) as string | undefined)?.includes('"__proto__":')) throw new TypeError('not a recognition policy: member __proto__')
  const result = buildSchema().safeParse(json)
  if (!result.success) throw new TypeError(`not a recognition policy: ${z.prettifyError(result.error)}`, { cause: result.error })
  const { id, description, levels, otherwise, matters } = result.data
  if (new Set(matters.map(({ code }) => code)).size < matters.length) throw new TypeError('not a recognition policy: a matter is there twice')
  return freeze({ id, description, levels, ...(otherwise !== undefined && { otherwise: otherwise satisfies MatterRules }), matters })
}

function freeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(freeze)
    Object.freeze(value)
  }
  return value
}

/** JSON Schema (draft 2020-12) of a recognition policy. */
export function recognitionPolicyJsonSchema(): object {
  return { title: 'yinxin recognition policy', ...z.toJSONSchema(buildSchema(), { reused: 'ref' }) }
}
