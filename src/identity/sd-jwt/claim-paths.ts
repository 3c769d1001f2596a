/** Names claims by paths, as SD-JWT VC does (claim path): members by name, elements by index, `null` for all elements. */
import { isJsonObject } from '../../encoding/json.ts'
import type { JsonValue } from '../../encoding/json.ts'
import type { Place } from './disclose.ts'

/** A claim at the top by its name, or a path: `['license', 'holders', null, 'name']` is the name of every holder. */
export type ClaimPath = string | readonly (string | number | null)[]

/** What decides on the credential as a whole stands in the open (SD-JWT VC, JWT claims set; RFC 9901 clause 9.7). */
export const OPEN_CLAIMS: readonly string[] = ['iss', 'aud', 'nbf', 'exp', 'cnf', 'vct', 'vct#integrity', 'status']

const partsOf = (path: ClaimPath): readonly (string | number | null)[] => (typeof path === 'string' ? [path] : path)

/** A path in messages: of the caller's own words, never of values. */
export const shownPath = (path: ClaimPath): string => partsOf(path).map((part) => part ?? '*').join('.')

/** Whether a path means a place. */
export function isPathOf(path: ClaimPath, place: Place): boolean {
  const parts = partsOf(path)
  return parts.length === place.length && parts.every((part, index) => (part === null ? typeof place[index] === 'number' : part === place[index]))
}

/** The places in claims that a path means; none where there is nothing. */
export function placesOf(path: ClaimPath, claims: JsonValue): readonly Place[] {
  return partsOf(path).reduce<readonly (readonly [place: Place, value: JsonValue])[]>(
    (found, part) => found.flatMap(([place, value]) => children(value, part).map(([key, child]) => [[...place, key], child] as const)),
    [[[], claims]],
  ).map(([place]) => place)
}

function children(value: JsonValue, part: string | number | null): readonly (readonly [key: string | number, child: JsonValue])[] {
  if (typeof part === 'string') {
    const child = isJsonObject(value) && Object.hasOwn(value, part) ? value[part] : undefined
    return child === undefined ? [] : [[part, child]]
  }
  if (!Array.isArray(value)) return []
  const all = (value as readonly JsonValue[]).map((child, index) => [index, child] as const)
  return part === null ? all : all.slice(part, part + 1)
}
