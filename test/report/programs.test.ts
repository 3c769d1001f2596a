/** The formats for programs: JSON, JUnit, SARIF, and the redacted report. */
import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import { reportToJson, visibleJson } from '../../src/report/json.ts'
import { reportsToJunit } from '../../src/report/junit.ts'
import type { ValidationReport } from '../../src/report/model.ts'
import { REDACTED, redact } from '../../src/report/redact.ts'
import { reportsToSarif } from '../../src/report/sarif.ts'
import { acceptedReport, diagnostic, HOSTILE, hostileReport, openReport, passed, rejectedReport, signature } from './sample-reports.ts'

describe('JSON', () => {
  it('is the same octets for the same report, whatever order its members were made in', () => {
    const report = acceptedReport()
    const backward = Object.fromEntries(Object.entries(report).reverse()) as unknown as ValidationReport
    expect(reportToJson(backward)).toBe(reportToJson(report))
    expect(JSON.parse(reportToJson(report))).toEqual(report)
  })

  it('can be printed without being obeyed, and still means the same', () => {
    const value = { name: Object.values(HOSTILE).join('') }
    const shown = visibleJson(JSON.stringify(value))
    expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
    expect(JSON.parse(shown)).toEqual(value)
  })
})

function xml(text: string): readonly { readonly name: string; readonly attributes: Readonly<Record<string, string>> }[] {
  const tags: { name: string; attributes: Record<string, string> }[] = []
  const parser = new SaxesParser()
  parser.on('opentag', ({ name, attributes }) => { tags.push({ name, attributes }) })
  parser.on('error', (error) => { throw error })
  parser.write(text).close()
  return tags
}

describe('JUnit', () => {
  const files = [
    { file: 'a.ofd', report: acceptedReport() },
    { file: 'b.ofd', report: rejectedReport() },
    { file: 'c.ofd', report: openReport() },
    { file: 'd.ofd', error: 'no such file' },
  ]

  it('has a suite per file and counts what it holds', () => {
    const tags = xml(reportsToJunit(files, { language: 'en' }))
    const suites = tags.filter(({ name }) => name === 'testsuite')
    expect(suites.map(({ attributes }) => [attributes['name'], attributes['failures'], attributes['errors']])).toEqual([
      // The tampered file fails as a whole and in one check, another check is open.
      ['a.ofd', '0', '0'], ['b.ofd', '2', '1'], ['c.ofd', '0', '2'], ['d.ofd', '0', '1'],
    ])
    const all = tags.find(({ name }) => name === 'testsuites')?.attributes
    expect(all?.['tests']).toBe(String(tags.filter(({ name }) => name === 'testcase').length))
    expect(all?.['failures']).toBe(String(tags.filter(({ name }) => name === 'failure').length))
    expect(all?.['errors']).toBe(String(tags.filter(({ name }) => name === 'error').length))
  })

  it('fails for a file that is not accepted although no check failed', () => {
    const tags = xml(reportsToJunit([{ file: 'x', report: acceptedReport({ accepted: false, signatures: [] }) }], { language: 'en' }))
    expect(tags.filter(({ name }) => name === 'failure')).toHaveLength(1)
  })

  it.each(Object.entries(HOSTILE))('XML injection: names stay text (%s)', (_, hostile) => {
    const report = { ...hostileReport(hostile), accepted: false }
    const tags = xml(reportsToJunit([{ file: hostile, report }, { file: hostile, error: `${hostile}\ufffe` }], { language: 'zh' }))
    expect(new Set(tags.map(({ name }) => name))).toEqual(new Set(['testsuites', 'testsuite', 'testcase', 'failure', 'error']))
  })
})

interface Sarif {
  readonly version: string
  readonly runs: readonly [{
    readonly tool: { readonly driver: { readonly name: string; readonly version: string; readonly rules: readonly { readonly id: string; readonly shortDescription: { readonly text: string } }[] } }
    readonly invocations: readonly { readonly executionSuccessful: boolean; readonly toolExecutionNotifications?: readonly object[] }[]
    readonly artifacts: readonly { readonly location: { readonly uri: string }; readonly hashes: { readonly sm3: string } }[]
    readonly results: readonly {
      readonly ruleId: string; readonly ruleIndex: number; readonly level: string; readonly message: { readonly text: string }
      readonly locations: readonly [{ readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } }]
    }[]
  }]
}

const sarif = (...parameters: Parameters<typeof reportsToSarif>): Sarif['runs'][0] => (JSON.parse(reportsToSarif(...parameters)) as Sarif).runs[0]

describe('SARIF', () => {
  const options = { language: 'en', version: '0.1.0' } as const

  it('has the shape of 2.1.0: every result names its rule by id and index, every location a URI', () => {
    const log = JSON.parse(reportsToSarif([{ file: 'a b/c.ofd', report: rejectedReport() }], options)) as Sarif
    expect(log.version).toBe('2.1.0')
    const [run] = log.runs
    expect(run.tool.driver).toMatchObject({ name: 'yinxin', version: '0.1.0' })
    expect(run.results.map(({ ruleId }) => ruleId)).toEqual(['DATA_HASH_MISMATCH', 'CHECK_NOT_PERFORMED'])
    for (const result of run.results) {
      expect(run.tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId)
      expect(['error', 'warning', 'note']).toContain(result.level)
      expect(result.message.text).not.toBe('')
      expect(result.locations[0].physicalLocation.artifactLocation.uri).toBe('a%20b/c.ofd')
    }
    expect(run.artifacts[0]?.hashes.sm3).toMatch(/^[0-9a-f]{64}$/)
  })

  it('reports a file that is not accepted although no check failed', () => {
    const run = sarif([{ file: 'x', report: acceptedReport({ accepted: false, signatures: [] }) }], options)
    expect(run.results.map(({ ruleId, level }) => [ruleId, level])).toEqual([['NOT_ACCEPTED', 'error']])
  })

  it('says that the run failed when a file could not be read', () => {
    const [invocation] = sarif([{ file: 'x', error: 'no such file' }], options).invocations
    expect(invocation?.executionSuccessful).toBe(false)
    expect(invocation?.toolExecutionNotifications).toHaveLength(1)
  })

  it.each(Object.entries(HOSTILE))('takes hostile names and stays JSON (%s)', (_, hostile) => {
    expect(sarif([{ file: hostile, report: hostileReport(hostile) }], options).results[0]?.message.text).not.toMatch(/[\p{Cf}\p{Cs}]/u)
  })
})

describe('redaction', () => {
  const secret = '云溪某甲110101199001010000'

  it('takes out every name, number, picture, path and content that a report can hold', () => {
    // Policy and trust are the caller's own.
    const { policy, trust } = acceptedReport()
    const json = reportToJson(redact({ ...hostileReport(secret), policy, trust }))
    expect(json).not.toContain('某甲')
    expect(json).not.toContain('110101')
    expect(reportToJson(redact(acceptedReport()))).not.toMatch(/云溪|示例|EX-2026|99990100000001|"content"|"data"/)
  })

  it('keeps outcome, codes, times and digests', () => {
    const report = rejectedReport()
    const redacted = redact(report)
    expect(redacted).toMatchObject({
      accepted: false, indication: report.indication, subIndication: 'HASH_FAILURE', input: report.input, policy: report.policy, validationTime: report.validationTime,
    })
    expect(redacted.signatures[0]?.signer).toEqual({ ...report.signatures[0]?.signer, subject: REDACTED, issuer: REDACTED, serialNumber: REDACTED })
    expect(redacted.signatures[0]?.steps.dataHash?.diagnostics[0]).toEqual(report.signatures[0]?.steps.dataHash?.diagnostics[0])
    expect(redacted.signatures[0]?.steps.format?.conclusion).toBe('PASSED')
  })

  it('keeps standard paths and gives others the same alias everywhere', () => {
    const at = ['Doc_0/Attachs/某甲的身份证.png']
    const report = acceptedReport({
      container: passed(null, diagnostic('BER_INTEGER_PADDED', 'warning', at, { offset: 3 })),
      coverage: passed({ metadataProtected: true, entries: [
        { path: 'Doc_0/Signs/Sign_0/Signature.xml', role: 'own', reach: 'reachable', protectedBy: [] },
        { path: 'Doc_0/Attachs/某甲的身份证.png', role: 'protected', reach: 'reachable', protectedBy: [0] },
        { path: 'Doc_0/zhangsan19900101.xml', role: 'uncovered', reach: 'unreachable', protectedBy: [] },
      ] }),
      signatures: [signature()],
    })
    const redacted = redact(report)
    expect(redacted.container.diagnostics.map((one) => one.at)).toEqual([['Doc_0/Attachs/[part 1].png']])
    expect(redacted.coverage?.facts?.entries.map(({ path }) => path)).toEqual([
      'Doc_0/Signs/Sign_0/Signature.xml', 'Doc_0/Attachs/[part 1].png', 'Doc_0/[part 2].xml',
    ])
  })

  it('is the same every time, and stays the same when done twice', () => {
    const once = redact(acceptedReport())
    expect(redact(acceptedReport())).toEqual(once)
    expect(reportToJson(redact(once))).toBe(reportToJson(once))
  })
})
