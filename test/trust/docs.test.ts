/** The examples of docs/trust-lists.md do what they show. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { trustDiagnostics } from '../../src/diagnostics/trust.ts'
import { SERVICE_STATUSES, SERVICE_TYPES } from '../../src/trust/trust-list.ts'
import { parseUnsignedTrustList } from '../../src/trust/index.ts'
import { yinxin } from '../cli/terminal.ts'
import { opened } from './lists.ts'

const ROOT = join(import.meta.dirname, '../..')
const document = readFileSync(join(ROOT, 'docs/trust-lists.md'), 'utf8')
const block = (language: string): string => new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(document)?.[1] ?? ''

describe('docs/trust-lists.md', () => {
  it('shows a list that is one', async () => {
    const list = parseUnsignedTrustList(block('json'))
    expect((await opened(list)).services[0]?.keys).toHaveLength(1)
  })

  it.each(block('sh').trim().split('\n'))('$ %s', async (line) => {
    const words = line.replace(/^yinxin /, '').split(' ').map((word) => (word.startsWith('fixtures/') ? join(ROOT, word) : word))
    const { code, err } = await yinxin(words)
    expect(err).toBe('')
    expect(code).toBe(0)
  })

  it('names every refusal of lists, every type and every status', () => {
    const refusals = Object.keys(trustDiagnostics).filter((code) => !code.startsWith('TRUST_LIST_XML_'))
    expect([...refusals, ...SERVICE_TYPES, ...SERVICE_STATUSES].filter((word) => !document.includes(`\`${word}\``))).toEqual([])
  })
})
