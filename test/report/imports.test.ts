/** What a bundle that renders reports carries: no schema library, no mathematics, no readers. */
import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

const SRC = join(import.meta.dirname, '../../src')

/** Files that a file needs when it runs, and packages. Statements that import only types are gone by then. */
function needed(entry: string): { readonly files: ReadonlySet<string>; readonly packages: ReadonlySet<string> } {
  const [files, packages] = [new Set<string>(), new Set<string>()]
  const visit = (file: string): void => {
    if (files.has(file)) return
    files.add(file)
    for (const [, specifier] of readFileSync(join(SRC, file), 'utf8').matchAll(/(?:^|\n)(?:import|export)\s+(?:\{[^}]*\}|\*(?: as \w+)?|\w+) from '([^']+)'/g)) {
      if (specifier === undefined) continue
      if (specifier.startsWith('.')) visit(relative(SRC, join(SRC, dirname(file), specifier)))
      else packages.add(specifier)
    }
  }
  visit(entry)
  return { files, packages }
}

describe('imports of the renderers', () => {
  const { files, packages } = needed('report/index.ts')

  it('need no package at all', () => {
    expect([...packages]).toEqual([])
  })

  it('need only codes, names, texts and canonical JSON beside themselves', () => {
    expect(new Set([...files].map((file) => file.split('/')[0]))).toEqual(new Set(['report', 'diagnostics', 'encoding', 'identifier', 'license']))
    const others = [...files].filter((file) => !/^(report|diagnostics)\//.test(file))
    expect(others.sort()).toEqual(['encoding/canonical-json.ts', 'encoding/octets.ts', 'identifier/holder-code-types.ts', 'license/elements.ts'])
    expect(files.has('report/html/page.ts')).toBe(true)
    expect(files.has('report/schema.ts')).toBe(false)
  })

  it('find the schema library where it is used', () => {
    expect([...needed('report/schema.ts').packages]).toEqual(['zod'])
  })
})
