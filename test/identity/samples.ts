/** Answers of platforms in their recorded shape, with invented people. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { IdentityKind } from '../../src/identity/assertion/index.ts'
import { IDENTITY_PROFILE_IDS, identityProfile } from '../../src/identity/profiles/index.ts'
import type { IdentityProfile } from '../../src/identity/profiles/index.ts'
import { parseJson } from '../../src/encoding/json.ts'
import type { JsonObject, JsonValue } from '../../src/encoding/json.ts'
import { Budget } from '../../src/limits.ts'

export const PROFILES_FOLDER = join(import.meta.dirname, '../../src/identity/profiles')

export const profileOf = (id: string): IdentityProfile => identityProfile(id) as IdentityProfile

export const sampleText = (id: string): string => readFileSync(join(PROFILES_FOLDER, 'samples', `${id}.json`), 'utf8')

export interface Sample {
  readonly id: string
  readonly kind: IdentityKind
  readonly answer: JsonValue
}

export const SAMPLES: readonly Sample[] = IDENTITY_PROFILE_IDS.flatMap((id) =>
  Object.entries(parseJson(sampleText(id), { budget: new Budget() }) as JsonObject).map(([kind, answer]) => ({ id, kind: kind as IdentityKind, answer: answer as JsonValue })),
)

export const sample = (id: string, kind: IdentityKind = 'NATURAL'): Sample => SAMPLES.find((one) => one.id === id && one.kind === kind) as Sample

/** The same answer with the member at a path replaced, or taken out where the value is undefined. */
export function changed(answer: JsonValue, path: readonly (string | number)[], value: JsonValue | undefined): JsonValue {
  const [name, ...rest] = path
  if (name === undefined) return value ?? null
  if (Array.isArray(answer)) return (answer as readonly JsonValue[]).flatMap((one, index) => (index !== name ? [one] : rest.length === 0 && value === undefined ? [] : [changed(one, rest, value)]))
  const members = Object.entries(answer as JsonObject).filter(([other]) => other !== name || rest.length > 0 || value !== undefined)
  const known = Object.hasOwn(answer as JsonObject, name)
  const entries = [...members, ...(known || value === undefined ? [] : [[name, value] as const])]
  return Object.fromEntries(entries.map(([other, one]) => [other, other === name ? changed(one as JsonValue, rest, value) : one]))
}

/** Paths of all members that hold no further ones. */
export function leaves(answer: JsonValue, path: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] {
  if (Array.isArray(answer)) return (answer as readonly JsonValue[]).flatMap((one, index) => leaves(one, [...path, index]))
  if (typeof answer === 'object' && answer !== null) return Object.entries(answer).flatMap(([name, one]) => leaves(one as JsonValue, [...path, name]))
  return [path]
}
