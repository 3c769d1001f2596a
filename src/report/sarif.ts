/** Reports as SARIF 2.1.0 (OASIS): a rule per code, a result per finding, so that scanning dashboards take them in. */
import { diagnosticDefinition, isDiagnosticCode } from '../diagnostics/index.ts'
import { allSteps } from './findings.ts'
import type { FileReport } from './file-report.ts'
import { MESSAGES, messageOf } from './messages/index.ts'
import type { Language } from './messages/catalog.ts'
import { LABELS } from './messages/terms.ts'
import type { Severity, ValidationReport } from './model.ts'
import { plainText } from './plain-text.ts'
import { verdictOf } from './verdict.ts'

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = { error: 'error', warning: 'warning', info: 'note' }
/** For a report that is not accepted although no check carries an error; not a code of the library. */
const NOT_ACCEPTED = 'NOT_ACCEPTED'

interface SarifResult {
  readonly ruleId: string
  readonly level: 'error' | 'warning' | 'note'
  readonly message: { readonly text: string }
  readonly locations: readonly object[]
  readonly properties?: object
}

/** A path as a relative URI reference; a drive letter or scheme would make it an absolute one. */
function fileUri(file: string): string {
  const parts = file.replaceAll('\\', '/').split('/').map((part) => encodeURIComponent(part.replaceAll(/\p{Cs}/gu, '\ufffd')))
  return parts.join('/')
}

function location(file: string, at: readonly (string | number)[]): object {
  const physicalLocation = { artifactLocation: { uri: fileUri(file) } }
  if (at.length === 0) return { physicalLocation }
  return { physicalLocation, logicalLocations: [{ fullyQualifiedName: at.map((part) => plainText(String(part))).join('/') }] }
}

function resultsOf(file: string, report: ValidationReport, language: Language): readonly SarifResult[] {
  const results = allSteps(report).flatMap(({ signature, name, step }) => step.diagnostics.map((one): SarifResult => {
    const { what, why, next } = messageOf(one, language)
    return {
      ruleId: one.code,
      level: LEVELS[one.severity],
      message: { text: `${what} ${why} ${next}` },
      locations: [location(file, one.at)],
      properties: { check: name, conclusion: step.conclusion, ...(signature === undefined ? {} : { signature: signature + 1 }) },
    }
  }))
  if (report.accepted || results.some(({ level }) => level === 'error')) return results
  const { title, sentence, next } = verdictOf(report, language)
  return [...results, { ruleId: NOT_ACCEPTED, level: 'error', message: { text: `${title}. ${sentence} ${next}` }, locations: [location(file, [])] }]
}

/** Braces mean something else in SARIF; the values stand in the results. */
const ruleText = (text: string): string => text.replaceAll(/\{\w+\}/g, '…')

function ruleOf(id: string, language: Language): object {
  if (!isDiagnosticCode(id)) return { id, shortDescription: { text: LABELS.rejected[language] } }
  const { clause, subIndication } = diagnosticDefinition(id)
  const { what, why, next } = MESSAGES[id][language]
  return {
    id, shortDescription: { text: ruleText(what) }, fullDescription: { text: ruleText(why) }, help: { text: ruleText(next) },
    properties: { clause, subIndication },
  }
}

/** Renders reports as one SARIF log with one run. `version` is that of the program that made it. */
export function reportsToSarif(files: readonly FileReport[], options: { readonly language: Language; readonly version: string }): string {
  const { language, version } = options
  const results = files.flatMap((one) => ('report' in one ? resultsOf(one.file, one.report, language) : []))
  const ruleIds = [...new Set(results.map(({ ruleId }) => ruleId))].sort()
  const indexOf = new Map(ruleIds.map((id, index) => [id, index]))
  const unread = files.flatMap((one) => ('error' in one
    ? [{ level: 'error', message: { text: plainText(one.error, 1000) }, locations: [location(one.file, [])] }] : []))
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: 'yinxin', version, language: language === 'zh' ? 'zh-CN' : 'en-US', rules: ruleIds.map((id) => ruleOf(id, language)) } },
      invocations: [{ executionSuccessful: unread.length === 0, ...(unread.length === 0 ? {} : { toolExecutionNotifications: unread }) }],
      artifacts: files.flatMap((one) => ('report' in one ? [{
        location: { uri: fileUri(one.file) }, length: one.report.input.bytes, hashes: { sm3: one.report.input.sm3 },
        properties: {
          accepted: one.report.accepted, indication: one.report.indication, subIndication: one.report.subIndication,
          policy: one.report.policy.id, validationTime: one.report.validationTime,
        },
      }] : [])),
      results: results.map((result) => ({ ...result, ruleIndex: indexOf.get(result.ruleId) })),
      columnKind: 'unicodeCodePoints',
    }],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}
