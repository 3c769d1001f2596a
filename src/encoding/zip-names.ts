/** Names of ZIP entries: octets to canonical paths, and no two names that a reader could take for the same. */
import { FormatError } from '../errors.ts'
import type { Locator } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import { equalOctets, fromUtf8 } from './octets.ts'
import { foldPath, normalizePath } from './path.ts'
import { unicodePath } from './zip-records.ts'

/** Bit 11 of the general purpose flags: the name is UTF-8. */
export const FLAG_UTF8 = 0x0800

export type NameTolerance =
  | 'ZIP_NAME_BACKSLASH'
  | 'ZIP_NAME_ABSOLUTE'
  | 'ZIP_NAME_DOT_SEGMENT'
  | 'ZIP_NAME_NOT_NFC'
  | 'ZIP_NAME_GBK'
  | 'ZIP_NAME_UTF8_UNFLAGGED'

export interface EntryName {
  /** Canonical path; that of a directory has no slash at its end. */
  readonly path: string
  /** Whether the name ends in a slash. */
  readonly isDirectory: boolean
  readonly tolerances: readonly NameTolerance[]
}

const DEVIATIONS = {
  backslash: 'ZIP_NAME_BACKSLASH',
  absolute: 'ZIP_NAME_ABSOLUTE',
  dotSegment: 'ZIP_NAME_DOT_SEGMENT',
  notNfc: 'ZIP_NAME_NOT_NFC',
} as const

/**
 * Decodes a name: UTF-8 whatever the flag says, else GB18030 (which holds GBK and GB2312), as Chinese producers write.
 * @param offset of the central header, for errors
 * @throws FormatError for a name that is empty, holds control characters, leaves the package or is in no such encoding
 */
export function decodeEntryName(rawName: Uint8Array, flags: number, extras: readonly Uint8Array[], offset: number, at: Locator): EntryName {
  const fail = (code: 'ZIP_NAME_INVALID' | 'ZIP_NAME_TRAVERSAL' | 'ZIP_NAME_CONFLICT'): never => {
    throw new FormatError(finding(code, at, { offset }))
  }
  const tolerances: NameTolerance[] = []
  let text = fromUtf8(rawName)
  if (text === undefined) {
    if ((flags & FLAG_UTF8) !== 0) fail('ZIP_NAME_INVALID')
    text = fromGb18030(rawName) ?? fail('ZIP_NAME_INVALID')
    tolerances.push('ZIP_NAME_GBK')
  } else if ((flags & FLAG_UTF8) === 0 && text.length !== rawName.length) {
    tolerances.push('ZIP_NAME_UTF8_UNFLAGGED')
  }
  // Some readers take the name from this field, others do not: both must see the same one.
  for (const extra of extras) {
    const second = unicodePath(extra)
    if (second !== undefined && fromUtf8(second) !== text) fail('ZIP_NAME_CONFLICT')
  }
  if (text === '' || /[\u0000-\u001f\u007f\ufeff\ufffd]/.test(text)) fail('ZIP_NAME_INVALID')
  const name = normalizePath(text) ?? fail('ZIP_NAME_TRAVERSAL')
  // Also where it stays inside: no writer needs it, and readers differ in what they make of it.
  if (name.deviations.has('parentSegment')) fail('ZIP_NAME_TRAVERSAL')
  const isDirectory = name.deviations.has('trailingSlash')
  if (name.path === '' && !isDirectory) fail('ZIP_NAME_INVALID')
  if (name.deviations.size > 0) {
    for (const [deviation, code] of Object.entries(DEVIATIONS)) {
      if (name.deviations.has(deviation as keyof typeof DEVIATIONS)) tolerances.push(code)
    }
  }
  return { path: name.path, isDirectory, tolerances }
}

function fromGb18030(octets: Uint8Array): string | undefined {
  try {
    return new TextDecoder('gb18030', { fatal: true }).decode(octets)
  } catch {
    return undefined
  }
}

interface Named {
  readonly path: string
  readonly isDirectory: boolean
  readonly rawName: Uint8Array
  readonly layout: { readonly central: { readonly start: number } }
}

/**
 * Insists that every path names one thing: no two entries of the same path, none that differ in case, Unicode form,
 * slashes or the dots and spaces that Windows drops, no file that is another entry's directory. Directories that are listed twice hold nothing and pass.
 * @returns the directory entries that are listed again
 * @throws FormatError
 */
export function checkUniqueNames<Entry extends Named>(entries: readonly Entry[], at: Locator): readonly Entry[] {
  const repeated: Entry[] = []
  const seen = new Map<string, Entry>()
  for (const entry of entries) {
    const folded = foldPath(entry.path)
    const key = DOTS_OR_SPACES.test(folded) ? folded.split('/').map(withoutTrailingDots).join('/') : folded
    const other = seen.get(key)
    if (other === undefined) {
      seen.set(key, entry)
      continue
    }
    if (entry.isDirectory && other.isDirectory) {
      repeated.push(entry)
      continue
    }
    const code = equalOctets(entry.rawName, other.rawName) ? 'ZIP_DUPLICATE_NAME' : 'ZIP_NAME_COLLISION'
    throw new FormatError(finding(code, [...at, entry.path], { offset: entry.layout.central.start }))
  }
  // With the slash as the least character, all that is inside a directory follows right behind it.
  const sorted = [...seen].map(([key, entry]) => ({ key: key.replaceAll('/', '\u0000'), entry }))
  sorted.sort((a, b) => (a.key < b.key ? -1 : 1))
  sorted.forEach(({ key, entry }, index) => {
    const following = sorted[index + 1]
    if (entry.isDirectory || following === undefined || !following.key.startsWith(key + '\u0000')) return
    throw new FormatError(finding('ZIP_NAME_COLLISION', [...at, entry.path], { offset: entry.layout.central.start }))
  })
  return repeated
}

/** At the end of a segment. */
const DOTS_OR_SPACES = /[. ](?:\/|$)/

/** A segment as Windows stores it. */
function withoutTrailingDots(segment: string): string {
  let end = segment.length
  while (end > 0 && '. '.includes(segment.charAt(end - 1))) end--
  return segment.slice(0, end)
}
