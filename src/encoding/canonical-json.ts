/** JSON Canonicalization Scheme (RFC 8785): equal values give equal octets. */

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json | undefined }

/**
 * Canonical text of a JSON value; members whose value is undefined are left out.
 * @throws TypeError for what JSON cannot hold (NaN, infinity, functions, bigint)
 */
export function canonicalJson(value: unknown): string {
  return serialize(value as Json)
}

/** What stands in JSON otherwise than as itself, and surrogates, of which lone ones do. */
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/

function serialize(value: Json): string {
  if (typeof value === 'string') return ESCAPED.test(value) ? JSON.stringify(value) : `"${value}"`
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('JSON has no such number')
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(serialize).join(',')}]`
  if (typeof value !== 'object') throw new TypeError(`JSON has no ${typeof value}`)
  let text = ''
  // Sorted by UTF-16 code units, as RFC 8785 (3.2.3) wants it.
  for (const name of Object.keys(value).sort()) {
    const member = (value as { readonly [name: string]: Json | undefined })[name]
    if (member !== undefined) text += `${text === '' ? '' : ','}${quoted(name)}:${serialize(member)}`
  }
  return `{${text}}`
}

/** Names as JSON: the same few come again and again. */
const names = new Map<string, string>()
/** More names than reports have; others can be anybody's. */
const REMEMBERED_NAMES = 1000

function quoted(name: string): string {
  const known = names.get(name)
  if (known !== undefined) return known
  const text = JSON.stringify(name)
  if (names.size < REMEMBERED_NAMES) names.set(name, text)
  return text
}
