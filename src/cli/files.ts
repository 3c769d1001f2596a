/** Finds and reads the files that a command line names: paths, folders, patterns and standard input. */
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { DEFAULT_LIMITS } from '../limits.ts'
import { expandPattern, isPattern } from './glob.ts'
import type { ListFolder } from './glob.ts'
import type { Io } from './io.ts'
import type { TextKey } from './texts.ts'
import { UsageError } from './usage-error.ts'

/** A file of the command line: to be read, or the reason why there is none. */
export type NamedFile = { readonly name: string; readonly error?: UsageError }

export const STDIN = '-'

/** Symbolic links to folders are not followed: they could lead in a circle. */
const list: ListFolder = async (path) => {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => [])
  return entries
    .map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Files below a folder whose names fit, in order of their paths. */
export async function filesBelow(folder: string, wanted: RegExp): Promise<readonly string[]> {
  const found: string[] = []
  for (const { name, isFolder } of await list(folder)) {
    const path = `${folder.replace(/\/+$/, '')}/${name}`
    if (isFolder) found.push(...(await filesBelow(path, wanted)))
    else if (wanted.test(name)) found.push(path)
  }
  return found
}

/** `file`, `folder`, or undefined for what does not exist or cannot be looked at. */
export async function kindOf(path: string): Promise<'file' | 'folder' | undefined> {
  const found = await stat(path).catch(() => undefined)
  return found === undefined ? undefined : found.isDirectory() ? 'folder' : 'file'
}

/** Which files of a folder are meant, and what is said when there is none. */
export interface FolderFiles {
  readonly wanted: RegExp
  readonly absent: TextKey
}
const DOCUMENTS: FolderFiles = { wanted: /\.(ofd|esl|dat)$/i, absent: 'directoryEmpty' }

async function filesOf(word: string, { wanted, absent }: FolderFiles): Promise<readonly NamedFile[]> {
  if (word === STDIN) return [{ name: word }]
  const kind = await kindOf(word)
  if (kind === 'file') return [{ name: word }]
  if (kind === 'folder') {
    const files = await filesBelow(word, wanted)
    return files.length > 0 ? files.map((name) => ({ name })) : [{ name: word, error: new UsageError(absent) }]
  }
  // A file whose name holds a bracket is found above, as itself.
  const pattern = process.platform === 'win32' ? word.replaceAll('\\', '/') : word
  if (!isPattern(pattern)) return [{ name: word, error: new UsageError('fileAbsent') }]
  const files = await expandPattern(pattern, list)
  return files.length > 0 ? files.map((name) => ({ name })) : [{ name: word, error: new UsageError('nothingMatches') }]
}

/** The files that words name, each once, in order. */
export async function namedFiles(words: readonly string[], ofFolders: FolderFiles = DOCUMENTS): Promise<readonly NamedFile[]> {
  const files = new Map<string, NamedFile>()
  for (const word of words) {
    for (const file of await filesOf(word, ofFolders)) {
      const key = file.name === STDIN ? STDIN : resolve(file.name)
      if (!files.has(key)) files.set(key, file)
    }
  }
  return [...files.values()]
}

/**
 * Reads a file, pipe or standard input to its end.
 * @throws UsageError when it cannot be read or is larger than any input may be
 */
export async function readInput(name: string, io: Pick<Io, 'stdin'>): Promise<Uint8Array> {
  const maximum = DEFAULT_LIMITS.inputBytes
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for await (const chunk of (name === STDIN ? io.stdin : createReadStream(name)) as AsyncIterable<Uint8Array>) {
      length += chunk.length
      if (length > maximum) throw new UsageError('fileTooLarge', { maximum })
      chunks.push(chunk)
    }
  } catch (cause) {
    if (cause instanceof UsageError) throw cause
    throw unreadable(reasonOf(cause), cause)
  }
  const whole = new Uint8Array(length)
  let offset = 0
  for (const chunk of chunks) {
    whole.set(chunk, offset)
    offset += chunk.length
  }
  return whole
}

/** @param reason the system's short name of what went wrong */
export function unreadable(reason: string, cause?: unknown): UsageError {
  if (reason === 'EISDIR') return new UsageError('isFolder')
  return reason === 'ENOENT' ? new UsageError('fileAbsent') : new UsageError('fileUnreadable', { reason }, { cause })
}

/** The system's short name of an error (`ENOENT`), else the error's text. */
export function reasonOf(cause: unknown): string {
  if (cause instanceof Error) return (cause as NodeJS.ErrnoException).code ?? cause.message
  return String(cause)
}
