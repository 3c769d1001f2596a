import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { REASON_STATES, RISING_RULE, TREND_DIMENSIONS } from '../../src/trends/index.ts'
import { runExample } from '../example.ts'

const document = readFileSync(join(import.meta.dirname, '../../docs/trends.md'), 'utf8')

describe('docs/trends.md', () => {
  it('shows an example that runs', async () => {
    expect(await runExample('docs/trends.md')).toEqual(['OFD_VISIBLE_NOT_COVERED 9 steady producer open'])
  })

  it('names every dimension, every state, and the rule as it is', () => {
    for (const name of TREND_DIMENSIONS) expect(document).toContain(`| \`${name}\` |`)
    for (const state of REASON_STATES) expect(document).toContain(`| ${state} |`)
    const { minimumReports, factor, significance } = RISING_RULE
    expect(document).toContain(`at least ${minimumReports} reports in the later period`)
    expect(document).toContain(`the factor ${factor}`)
    expect(document).toContain(`below\n  ${significance} `)
  })
})
