/** JSON Canonicalization Scheme (RFC 8785): equal values give equal octets. */

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json | undefined }

/**
 * Canonical text of a JSON value; members whose value is undefined are left out.
 * @throws TypeError for what JSON cannot hold (NaN, infinity, functions, bigint)
 */
export function canonicalJson(value: unknown): string {
  return serialize(value as Json)
}

function serialize(value: Json): string {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('JSON has no such number')
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(serialize).join(',')}]`
  if (typeof value !== 'object') throw new TypeError(`JSON has no ${typeof value}`)
  const members = Object.entries(value)
    .filter((member): member is [string, Json] => member[1] !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, member]) => `${JSON.stringify(name)}:${serialize(member)}`)
  return `{${members.join(',')}}`
}
