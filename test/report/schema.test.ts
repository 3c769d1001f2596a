/** The JSON Schema of reports against the type, against reports, and against what is committed. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { z } from 'zod'
import type { ValidationReport } from '../../src/report/model.ts'
import { reportToJson } from '../../src/report/json.ts'
import { redact } from '../../src/report/redact.ts'
import { reportSchema } from '../../src/report/schema.ts'
import { acceptedReport, openReport, rejectedReport } from './sample-reports.ts'

const committed = JSON.parse(readFileSync(join(import.meta.dirname, '../../docs/report.schema.json'), 'utf8')) as Parameters<typeof z.fromJSONSchema>[0]
const validator = z.fromJSONSchema(committed)
const reports = { accepted: acceptedReport(), rejected: rejectedReport(), open: openReport(), redacted: redact(rejectedReport()) }

describe('JSON Schema of reports', () => {
  it('says the same as the type, in both directions', () => {
    expectTypeOf<z.output<typeof reportSchema>>().toExtend<ValidationReport>()
    expectTypeOf<ValidationReport>().toExtend<z.output<typeof reportSchema>>()
  })

  it.each(Object.entries(reports))('a report conforms: %s', (_, report) => {
    const json: unknown = JSON.parse(reportToJson(report))
    expect(validator.safeParse(json).error).toBeUndefined()
    expect(reportSchema.safeParse(json).error).toBeUndefined()
  })

  it.each([
    ['a misspelt member', { ...acceptedReport(), acepted: true }],
    ['an unknown code', { ...acceptedReport(), container: { conclusion: 'PASSED', facts: null, diagnostics: [{ code: 'NO_SUCH', severity: 'info', at: [], clause: 'x', params: {} }] } }],
    ['a failed step without a diagnostic', { ...acceptedReport(), container: { conclusion: 'FAILED', subIndication: 'CUSTOM', diagnostics: [] } }],
    ['a digest in capitals', { ...acceptedReport(), input: { bytes: 1, sm3: 'A'.repeat(64) } }],
    ['no verdict', { ...acceptedReport(), accepted: undefined }],
  ])('refuses %s', (_, report) => {
    const json: unknown = JSON.parse(JSON.stringify(report))
    expect(validator.safeParse(json).success).toBe(false)
    expect(reportSchema.safeParse(json).success).toBe(false)
  })
})
