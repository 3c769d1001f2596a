import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { VARIANTS } from '../../src/forge/index.ts'
import { runExample } from '../example.ts'

describe('docs/forge.md', () => {
  it('shows an example that runs', async () => {
    expect(await runExample('docs/forge.md')).toEqual(VARIANTS.slice(0, 3).map(({ name }) => `${name} true`))
  })

  it('names every group of the catalogue', () => {
    const document = readFileSync(join(import.meta.dirname, '../../docs/forge.md'), 'utf8')
    const groups = new Set(VARIANTS.map(({ name }) => (name.startsWith('seal/') ? 'seal/...' : name.split('/').slice(0, 2).join('/'))))
    expect([...groups].filter((group) => !document.includes(`\`${group}\``))).toEqual([])
  })
})
