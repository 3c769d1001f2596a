/** The examples of docs/evidence.md do what they show. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { evidenceDiagnostics } from '../../src/diagnostics/evidence.ts'
import * as evidence from '../../src/evidence/index.ts'
import { yinxin } from '../cli/terminal.ts'
import { LICENSE, OPTIONS } from '../verify/world.ts'

const ROOT = join(import.meta.dirname, '../..')
const document = readFileSync(join(ROOT, 'docs/evidence.md'), 'utf8')
const block = (language: string): string => new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(document)?.[1] ?? ''

describe('docs/evidence.md', () => {
  it('shows commands that run', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'yinxin-evidence-'))
    for (const line of block('sh').trim().split('\n')) {
      const words = line.replace(/^yinxin /, '').split(' ').map((word) => (word.startsWith('fixtures/') ? join(ROOT, word) : word.replace(/^OUT/, folder)))
      expect((await yinxin([...words, '--time', '2026-06-01T00:00:00Z'])).code, line).toBe(0)
    }
    rmSync(folder, { recursive: true })
  })

  it('shows code that runs', async () => {
    const names = /import \{ (.*) \} from 'yinxin\/evidence'/.exec(block('ts'))?.[1]?.split(', ') ?? []
    expect(names.filter((name) => !(name in evidence))).toEqual([])
    const body = block('ts').replace(/^import.*$/m, '')
    const AsyncFunction = (async () => Promise.resolve()).constructor as new (...words: readonly string[]) => (...values: readonly unknown[]) => Promise<{ again: evidence.Rejudgement }>
    const run = new AsyncFunction(...names, 'document', 'options', `${body}\nreturn { report, again }`)
    const { again } = await run(...names.map((name) => (evidence as Readonly<Record<string, unknown>>)[name]), LICENSE, OPTIONS)
    expect(again).toMatchObject({ sameReport: true, sameVerdict: true, changes: [] })
  })

  it('names every refusal', () => {
    expect(Object.keys(evidenceDiagnostics).filter((code) => !document.includes(`\`${code}\``))).toEqual([])
  })
})
