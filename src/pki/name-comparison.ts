/**
 * Whether distinguished names are the same (RFC 5280 7.1): attribute by attribute, strings prepared after RFC 4518 (width
 * and compatibility forms folded, case and white space ignored) across all string types, multi-valued RDNs as sets.
 * Equal octets are the fast path. A match says nothing about trust: only a signature does.
 */
import { equalOctets, toHex } from '../encoding/octets.ts'
import type { DistinguishedName, NameAttribute, RelativeName } from './name.ts'

const keys = new WeakMap<DistinguishedName, readonly string[]>()
const wholeKeys = new WeakMap<DistinguishedName, string>()

/** One string per RDN; equal strings mean the same RDN. For subtree tests and as parts of look-up keys. */
export function rdnKeys(name: DistinguishedName): readonly string[] {
  const known = keys.get(name)
  if (known !== undefined) return known
  const computed = name.rdns.map(rdnKey)
  keys.set(name, computed)
  return computed
}

/** A look-up key: equal for names that match, different for others. */
export function nameKey(name: DistinguishedName): string {
  const known = wholeKeys.get(name)
  if (known !== undefined) return known
  const computed = JSON.stringify(rdnKeys(name))
  wholeKeys.set(name, computed)
  return computed
}

export function namesMatch(a: DistinguishedName, b: DistinguishedName): boolean {
  if (equalOctets(a.bytes, b.bytes)) return true
  return a.rdns.length === b.rdns.length && nameKey(a) === nameKey(b)
}

/** Whether `name` is inside the subtree below `base`: the RDNs of `base` are the first ones of `name`. */
export function isWithinSubtree(name: DistinguishedName, base: DistinguishedName): boolean {
  const outer = rdnKeys(base)
  const inner = rdnKeys(name)
  return outer.length <= inner.length && outer.every((key, index) => key === inner[index])
}

function rdnKey(rdn: RelativeName): string {
  const [first, ...others] = rdn
  return JSON.stringify(first !== undefined && others.length === 0 ? [attributeKey(first)] : rdn.map(attributeKey).sort())
}

function attributeKey({ type, text, bytes }: NameAttribute): string {
  const prepared = text === undefined ? undefined : prepareString(text)
  return prepared === undefined ? `${type}#${toHex(bytes)}` : `${type}=${prepared}`
}

/** Words of ASCII and of the first block of Chinese characters, one space between them: only case and parentheses are prepared. */
const PLAIN_TEXT = /^[A-Za-z0-9.,:/@()（）&'_\u4e00-\u9fa5-]+(?: [A-Za-z0-9.,:/@()（）&'_\u4e00-\u9fa5-]+)*$/

const FULL_WIDTH_PARENTHESIS = /[（）]/

/**
 * String preparation for matching (RFC 4518 clause 2), with the case folding of Unicode instead of RFC 3454 table B.2.
 * Undefined for text with a code point that RFC 4518 2.4 prohibits; such values match only with equal octets.
 */
function prepareString(text: string): string | undefined {
  if (PLAIN_TEXT.test(text)) {
    const lower = text.toLowerCase()
    return FULL_WIDTH_PARENTHESIS.test(lower) ? lower.replaceAll('（', '(').replaceAll('）', ')') : lower
  }
  if (/[\p{Co}\p{Cs}\p{Cn}\uFFFD]/u.test(text)) return undefined
  return text
    .replaceAll(/[\t\n\v\f\r\u0085]/g, ' ')
    .replaceAll(/[\p{Cc}\p{Cf}\u034F\u180B-\u180D\uFE00-\uFE0F\uFFFC]/gu, '')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC')
    .replaceAll(/[\p{Zs}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
}
