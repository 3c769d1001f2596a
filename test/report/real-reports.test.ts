/** Reports of every fixture: as expected, in the shape of the schema, renderable, and redacted without a name left. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { runCase } from '../../src/cli/check-command.ts'
import { policyPreset, POLICY_IDS } from '../../src/policy/index.ts'
import { reportToHtml } from '../../src/report/html/page.ts'
import { reportToJson } from '../../src/report/json.ts'
import { reportsToJunit } from '../../src/report/junit.ts'
import type { ValidationReport } from '../../src/report/model.ts'
import { redact } from '../../src/report/redact.ts'
import { reportsToSarif } from '../../src/report/sarif.ts'
import { reportToText } from '../../src/report/text.ts'
import { trustStore } from '../../src/trust/index.ts'
import { verify } from '../../src/verify/index.ts'

const REPOSITORY = join(import.meta.dirname, '../..')
const FIXTURES = join(REPOSITORY, 'fixtures')
const CORPUS = join(REPOSITORY, '../shared/corpus')
const cases = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('case.json')).sort()
const validator = z.fromJSONSchema(JSON.parse(readFileSync(join(REPOSITORY, 'docs/report.schema.json'), 'utf8')) as Parameters<typeof z.fromJSONSchema>[0])

/** What is wrong with a report in the forms that it can take; nothing when all is well. */
function troubles(report: ValidationReport): readonly string[] {
  const found: string[] = []
  const json = reportToJson(report)
  for (const [name, text] of [['report', json], ['redacted report', reportToJson(redact(report))]] as const) {
    const { error } = validator.safeParse(JSON.parse(text))
    if (error !== undefined) found.push(`${name}: ${z.prettifyError(error)}`)
  }
  for (const language of ['zh', 'en'] as const) {
    const text = reportToText(report, { language })
    if (/[^\P{Cc}\n]|[\p{Cf}\p{Cs}]/u.test(text)) found.push(`${language} text obeyed by terminals`)
    if (/^✓ (Accepted|验证通过)/.test(text) !== report.accepted) found.push(`${language} text and verdict disagree`)
    const html = reportToHtml(report, { language })
    if (html.includes('class="verdict accepted"') !== report.accepted) found.push(`${language} HTML and verdict disagree`)
    if (/undefined|\[object|NaN|\{\w+\}/.test(text)) found.push(`${language} text with a hole`)
  }
  reportsToSarif([{ file: 'input', report }], { language: 'zh', version: '0' })
  const passes = reportsToJunit([{ file: 'input', report }], { language: 'en' }).includes('failures="0" errors="0"')
  if (passes !== report.accepted) found.push('JUnit and verdict disagree')
  return found
}

describe('reports of the fixtures', () => {
  it('exist', () => { expect(cases.length).toBeGreaterThan(100) })

  it.each(cases)('%s', async (path) => {
    const { report, differences } = await runCase(join(FIXTURES, path), { stdin: process.stdin })
    expect(differences).toEqual([])
    expect(troubles(report)).toEqual([])
    // Everybody in the fixtures is of these two provinces, of the nation, or a specimen.
    expect(reportToJson(redact(report))).not.toMatch(/东海|西岭|样例|Specimen|食品/i)
  })
})

describe('reports under every policy', () => {
  const input = readFileSync(join(FIXTURES, 'ofd/accepted/two-signatures/input.ofd'))
  const validationTime = new Date('2026-06-01T00:00:00Z')

  it.each(POLICY_IDS)('%s', async (id) => {
    const report = await verify(input, { trust: trustStore({}), policy: policyPreset(id), validationTime, pictures: true })
    expect(report.accepted).toBe(false)
    expect(troubles(report)).toEqual([])
  })
})

const folder = join(CORPUS, 'ofd')
describe.skipIf(!existsSync(folder))(`reports of documents that others made (needs ${folder})`, () => {
  const files = existsSync(folder) ? readdirSync(folder) : []

  it.each(files)('%s', async (name) => {
    const report = await verify(readFileSync(join(folder, name)), { trust: trustStore({}), policy: policyPreset('cn-gov-2025'), pictures: true })
    expect(troubles(report)).toEqual([])
  })
})
