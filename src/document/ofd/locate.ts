/**
 * References from one file of a package to another (ST_Loc): what they mean by the standard, which entry that is, and
 * each liberty that was taken to find it. Canonical paths are for `encoding/path.ts`.
 */
import { finding } from '../../diagnostics/index.ts'
import type { Locator, Note } from '../../diagnostics/index.ts'
import { resolvePackagePath } from '../../encoding/path.ts'
import type { ZipArchive, ZipEntry } from '../../encoding/zip.ts'

export interface Located {
  /** Canonical path of the entry that was found, else of where the standard says it should be. */
  readonly path: string
  /** Absent when there is no such file in the package. */
  readonly entry?: ZipEntry
  /** Other existing files that a reader with other rules for relative references would take. */
  readonly rivals: readonly ZipEntry[]
}

const SHOWN = 200
/** No entry name is longer, and longer references would make work out of nothing. */
const LONGEST_REFERENCE = 4096

/** A reference or path as findings quote it: not longer than a screen line or two, whatever an attacker wrote. */
export function quote(path: string): string {
  return path.length <= SHOWN ? path : `${path.slice(0, SHOWN)}...`
}

function fileAt(zip: ZipArchive, path: string): ZipEntry | undefined {
  const entry = zip.get(path)
  return entry === undefined || entry.isDirectory ? undefined : entry
}

/**
 * Finds what a reference means. The first base directory is the standard's; the others, then the root, are where
 * products are known to look as well. Undefined for a reference that is empty (nothing noted), endless or leaves the
 * package.
 *
 * @param bases directories, canonical; a leading slash in the reference makes them irrelevant
 */
export function locate(
  zip: ZipArchive, reference: string, bases: readonly [string, ...string[]], at: Locator, note: Note,
): Located | undefined {
  if (reference.trim() === '') return undefined
  if (reference.length > LONGEST_REFERENCE) {
    note(finding('OFD_PATH_TOO_LONG', at, { characters: reference.length }))
    return undefined
  }
  const meant = resolvePackagePath(reference, bases[0])
  if (meant === undefined) {
    note(finding('OFD_PATH_ESCAPES', at, { reference: quote(reference) }))
    return undefined
  }
  const paths = [meant.path]
  // From the root there is one way only.
  for (const base of reference.startsWith('/') ? [] : [...bases.slice(1), '']) {
    const other = resolvePackagePath(reference, base)
    if (other !== undefined && !paths.includes(other.path)) paths.push(other.path)
  }
  if (meant.deviations.has('backslash')) note(finding('OFD_PATH_BACKSLASH', at, { path: quote(meant.path) }))

  const exact = paths.map((path) => fileAt(zip, path)).filter((entry) => entry !== undefined)
  const [found, ...rivals] = exact
  if (found !== undefined) {
    if (found.path !== meant.path) note(finding('OFD_PATH_OTHER_BASE', at, { path: quote(found.path) }))
    return { path: found.path, entry: found, rivals }
  }
  for (const path of paths) {
    const entry = zip.getIgnoringCase(path)
    if (entry === undefined || entry.isDirectory) continue
    note(finding('OFD_PATH_CASE', at, { path: quote(entry.path) }))
    if (path !== meant.path) note(finding('OFD_PATH_OTHER_BASE', at, { path: quote(entry.path) }))
    return { path: entry.path, entry, rivals: [] }
  }
  return { path: meant.path, rivals: [] }
}
