/**
 * Territories as lists name them: divisions of China by GB/T 2260 (six digits), countries and their parts by ISO 3166
 * (`CN`, `CN-ZJ`). Only spelling and containment: whether a code is assigned is not checked.
 */

/** `330000`, `330100`, `CN`, `CN-ZJ`, `EU`. */
export type Territory = string

export const TERRITORY = /^(?:\d{6}|[A-Z]{2}(?:-[A-Z0-9]{1,3})?)$/

export function isTerritory(text: string): boolean {
  return TERRITORY.test(text)
}

/** A code of GB/T 2260 without the pairs of zeros that stand for "all of it". */
const significant = (code: string): string => code.replace(/(?:00){1,2}$/, '')

/** Whether all of `inner` lies in `outer`: `CN` contains every code of GB/T 2260, `330000` contains `330102`. */
export function contains(outer: Territory, inner: Territory): boolean {
  if (outer === inner) return true
  if (outer === 'CN') return /^\d{6}$/.test(inner) || inner.startsWith('CN-')
  if (/^\d{6}$/.test(outer)) return /^\d{6}$/.test(inner) && inner.startsWith(significant(outer))
  // A country contains its parts; a part contains nothing that is named otherwise.
  return outer.length === 2 && inner.startsWith(`${outer}-`)
}
