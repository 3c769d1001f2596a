/** Files of others beside the repository, and what their list says of them. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export const CORPUS = join(import.meta.dirname, '..', '..', '..', 'shared', 'corpus')
export const HAS_CORPUS = existsSync(join(CORPUS, 'MANIFEST.tsv'))
/** For titles of suites: why they do not run here. */
export const SKIPPED = HAS_CORPUS ? '' : ' (skipped: no corpus beside the repository)'

export interface ManifestRow {
  readonly path: string
  readonly what: string
  readonly expected: string
}

/** Rows of a folder; none without a corpus. */
export function manifestRows(folder: string): readonly ManifestRow[] {
  if (!HAS_CORPUS) return []
  const lines = readFileSync(join(CORPUS, 'MANIFEST.tsv'), 'utf8').trimEnd().split(/\r?\n/).slice(1)
  return lines
    .map((line) => line.split('\t'))
    .map((cells) => ({ path: cells[0] ?? '', what: cells[7] ?? '', expected: cells[8] ?? '' }))
    .filter(({ path }) => path.startsWith(`${folder}/`))
}

export const corpusFile = (path: string): Uint8Array => new Uint8Array(readFileSync(join(CORPUS, path)))
