/** The table of codes against the tests and the texts: none without a test that triggers it, none without both languages. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DiagnosticDefinition } from '../../../src/diagnostics/index.ts'
import { ofdDiagnostics } from '../../../src/diagnostics/ofd.ts'
import { ofdMessages } from '../../../src/report/messages/ofd.ts'

const codes = Object.keys(ofdDiagnostics) as (keyof typeof ofdDiagnostics)[]
const tests = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.test.ts') && file !== 'codes.test.ts').map((file) => readFileSync(join(import.meta.dirname, file), 'utf8')).join('\n')

describe('codes of OFD packages', () => {
  it.each(codes)('%s is triggered by a test and told in both languages', (code) => {
    const titles = tests.split('\n').filter((line) => new RegExp(`\\b${code}\\b`).test(line))
    expect(titles.length).toBeGreaterThan(0)
    const { params }: DiagnosticDefinition = ofdDiagnostics[code]
    for (const language of ['en', 'zh'] as const) {
      const { what, why, next } = ofdMessages[code][language]
      for (const text of [what, why, next]) {
        const named = [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
        expect(named.filter((name) => !params.includes(name ?? ''))).toEqual([])
        expect(text).toMatch(language === 'en' ? /^[A-Z{][\x20-\x7e]*\.$/ : /[\u4e00-\u9fff].*。$/)
      }
      // Every value of a finding is shown where it was found.
      expect(params.filter((name) => !what.includes(`{${name}}`))).toEqual([])
    }
  })
})
