/**
 * Paths inside a package: one canonical form for the names of ZIP entries and for the ST_Loc references between them.
 * Canonical: segments joined by `/`, no leading slash, no `.` or `..`, Unicode NFC. Percent-escapes are left alone.
 */

import { trimXmlSpace } from './xml-text.ts'

/** What a path did that its canonical form does not. */
export type PathDeviation = 'backslash' | 'absolute' | 'dotSegment' | 'parentSegment' | 'trailingSlash' | 'notNfc' | 'whiteSpace'

export interface PackagePath {
  /** Canonical; empty for the root itself. */
  readonly path: string
  readonly deviations: ReadonlySet<PathDeviation>
}

/** Nearly every path: ASCII segments that do not begin with a dot, no colon, nothing to change but a slash in front. */
const USUAL = /^\/?[\w-][\w.-]*(?:\/[\w-][\w.-]*)*$/
const NO_DEVIATIONS: ReadonlySet<PathDeviation> = new Set()
const ONLY_ABSOLUTE: ReadonlySet<PathDeviation> = new Set<PathDeviation>(['absolute'])

const CONTROL = /[\u0000-\u001f\u007f]/

/**
 * Canonical form of a path that starts at a directory of the package (canonical, empty for the root). A leading slash
 * means the root. Undefined when the path leaves the package (`..` above the root, a drive letter) or holds control
 * characters.
 */
export function normalizePath(text: string, baseDirectory = ''): PackagePath | undefined {
  if (USUAL.test(text)) {
    if (text.startsWith('/')) return { path: text.slice(1), deviations: ONLY_ABSOLUTE }
    return { path: baseDirectory === '' ? text : `${baseDirectory}/${text}`, deviations: NO_DEVIATIONS }
  }
  const deviations = new Set<PathDeviation>()
  if (CONTROL.test(text)) return undefined
  let rest = text
  if (rest.includes('\\')) {
    deviations.add('backslash')
    rest = rest.replaceAll('\\', '/')
  }
  const absolute = rest.startsWith('/')
  if (absolute) deviations.add('absolute')
  if (rest.endsWith('/')) {
    deviations.add('trailingSlash')
    rest = rest.slice(0, -1)
  }
  if (rest.startsWith('/')) rest = rest.slice(1)
  const segments = absolute || baseDirectory === '' ? [] : baseDirectory.split('/')
  for (const segment of rest === '' ? [] : rest.split('/')) {
    if (segment === '' || segment === '.') deviations.add('dotSegment')
    else if (segment === '..') {
      deviations.add('parentSegment')
      if (segments.pop() === undefined) return undefined
    } else segments.push(segment)
  }
  // `C:/x` is absolute to Windows readers; no package path starts so.
  if (/^[A-Za-z]:$/.test(segments[0] ?? '')) return undefined
  const joined = segments.join('/')
  const path = joined.normalize('NFC')
  if (path !== joined) deviations.add('notNfc')
  return { path, deviations }
}

/**
 * Resolves an ST_Loc reference (GB/T 33190): with a leading slash from the package root, else from the directory of the
 * file that holds it. `absolute` and `parentSegment` are no deviations here. Undefined when it is empty, names the root
 * or leaves the package. Whether such an entry exists is for the caller to look up.
 */
export function resolvePackagePath(reference: string, baseDirectory: string): PackagePath | undefined {
  const trimmed = trimXmlSpace(reference)
  const resolved = normalizePath(trimmed, baseDirectory)
  if (resolved === undefined || trimmed === '' || resolved.path === '') return undefined
  if (trimmed === reference && (resolved.deviations === NO_DEVIATIONS || resolved.deviations === ONLY_ABSOLUTE)) {
    return { path: resolved.path, deviations: NO_DEVIATIONS }
  }
  const deviations = new Set(resolved.deviations)
  deviations.delete('absolute')
  deviations.delete('parentSegment')
  if (trimmed !== reference) deviations.add('whiteSpace')
  return { path: resolved.path, deviations }
}

/** Directory of a canonical path, canonical; empty for the root. */
export function directoryOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

/**
 * Key under which paths are equal that differ in case only. Upper case before lower: it folds what has no simple lower
 * case form (long s, final sigma, the Kelvin sign), without any locale.
 */
export function foldPath(path: string): string {
  if (USUAL.test(path)) return path.toLowerCase()
  return path.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC')
}
