/** Runs a TypeScript example of a document against the source, and gives what it prints. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { vi } from 'vitest'

const ROOT = join(import.meta.dirname, '..')

/** The source that a subpath of the package is built from. */
function sourceOf(specifier: string): string {
  const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { exports: Record<string, { default: string }> }
  const target = exports[specifier.replace(/^yinxin/, '.')]?.default
  if (target === undefined) throw new Error(`the package has no ${specifier}`)
  return join(ROOT, target.replace(/^\.\/dist\//, 'src/').replace(/\.js$/, '.ts'))
}

/** The code as it runs without the package being built. */
export const fromSource = (code: string): string => code.replaceAll(/from '(yinxin[^']*)'/g, (_, specifier: string) => `from ${JSON.stringify(sourceOf(specifier))}`)

export const examplesOf = (document: string): readonly string[] =>
  [...readFileSync(join(ROOT, document), 'utf8').matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1] as string)

/** @param change puts the test's folders in the place of those that the document names */
export async function runExample(document: string, change = (code: string): string => code, index = 0): Promise<readonly string[]> {
  const example = examplesOf(document)[index]
  if (example === undefined) throw new Error(`${document} has no TypeScript example ${index}`)
  // In the tree, so that the runner transforms it as it does tests.
  const directory = mkdtempSync(join(import.meta.dirname, '.example-'))
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined)
  try {
    const file = join(directory, 'example.mjs')
    writeFileSync(file, fromSource(change(example)))
    await import(file)
    return log.mock.calls.map((words) => words.join(' '))
  } finally {
    log.mockRestore()
    rmSync(directory, { recursive: true })
  }
}
