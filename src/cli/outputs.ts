/** Writes reports to the files that options name, and refuses what would destroy an input. */
import { randomUUID } from 'node:crypto'
import { mkdir, rename, stat, unlink, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { STDIN as STDOUT, kindOf, reasonOf } from './files.ts'
import type { NamedFile } from './files.ts'
import type { Session } from './session.ts'
import { UsageError, sayText } from './usage-error.ts'

/**
 * @throws UsageError when an output is an input or named like one (a slip such as `--html license.ofd` must not
 * destroy a license), or when two outputs want standard output
 */
export async function checkOutputs(
  outputs: Readonly<Record<string, string | undefined>>, inputs: readonly NamedFile[], json: boolean,
): Promise<void> {
  const known = new Set(inputs.map(({ name }) => resolve(name)))
  const toStdout: string[] = json ? ['--json'] : []
  const seen = new Map<string, string>()
  for (const [name, file] of Object.entries(outputs)) {
    if (file === undefined) continue
    const option = `--${name}`
    if (file === STDOUT) {
      toStdout.push(`${option} -`)
      continue
    }
    if (known.has(resolve(file)) || /\.(ofd|esl|dat|pem|cer|crt|der|crl)$/i.test(file) && (await kindOf(file)) !== 'folder') {
      throw new UsageError('outputIsInput', { option, file })
    }
    const other = seen.get(resolve(file))
    if (other !== undefined) throw new UsageError('optionsExclude', { first: `${other} ${file}`, second: `${option} ${file}` })
    seen.set(resolve(file), option)
  }
  const [first, second] = toStdout
  if (first !== undefined && second !== undefined) throw new UsageError('optionsExclude', { first, second })
}

/** The folder for HTML reports; undefined when the one report goes to the file itself. @throws UsageError */
export async function outputFolder(html: string, count: number): Promise<string | undefined> {
  const kind = html === STDOUT ? 'file' : await kindOf(html)
  const isFolder = kind === 'folder' || html.endsWith('/') || count > 1 && kind === undefined
  if (!isFolder) {
    if (count > 1) throw new UsageError('outputNotDirectory', { file: html })
    return undefined
  }
  try {
    await mkdir(html, { recursive: true })
  } catch (cause) {
    throw new UsageError('outputUnwritable', { file: html, reason: reasonOf(cause) }, { cause })
  }
  return html.replace(/(?<=.)\/+$/, '')
}

/** A file name for the report of an input: its path in one word, without what file systems refuse; never twice the same. */
export function htmlName(file: string, taken: Set<string>): string {
  const word = file.replaceAll(/[^\p{L}\p{N}._-]+/gu, '_').replace(/^[._-]+/, '').slice(-120) || 'report'
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? `${word}.html` : `${word}-${count}.html`
    // Some file systems take A and a for the same.
    if (taken.has(name.toLowerCase())) continue
    taken.add(name.toLowerCase())
    return name
  }
}

/** @throws UsageError when the file cannot be written */
export async function writeOutput(file: string, content: string, { io, language }: Session): Promise<void> {
  if (file === STDOUT) {
    await io.out(content)
    return
  }
  await replaceFile(file, content)
  io.err(`${sayText('written', language, { file })}\n`)
}

/**
 * Writes a file whole, or leaves it as it was; what is no file (a pipe, a device) is written to.
 * @throws UsageError when it cannot be written
 */
export async function replaceFile(file: string, content: string): Promise<void> {
  const draft = join(dirname(file), `.${basename(file)}.${randomUUID()}.partial`)
  try {
    const there = await stat(file).catch(() => undefined)
    if (there !== undefined && !there.isFile()) {
      await writeFile(file, content)
      return
    }
    await writeFile(draft, content, { flag: 'wx' })
    await rename(draft, file)
  } catch (cause) {
    await unlink(draft).catch(() => undefined)
    throw new UsageError('outputUnwritable', { file, reason: reasonOf(cause) }, { cause })
  }
}
