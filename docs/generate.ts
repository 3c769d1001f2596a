/** Writes the documents that are made from the code: `npm run docs`. Tests compare them with what is committed. */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { caseJsonSchema } from '../src/cli/case.ts'
import { decisionsJsonSchema } from '../src/cli/decisions.ts'
import { diagnosticCodes } from '../src/diagnostics/index.ts'
import type { DiagnosticCode } from '../src/diagnostics/index.ts'
import { diagnosticsDocument } from '../src/report/diagnostics-doc.ts'
import { licenseTypesJsonSchema } from '../src/license/type-registry-schema.ts'
import { identityProfileJsonSchema } from '../src/identity/profiles/index.ts'
import { recognitionListJsonSchema, recognitionPolicyJsonSchema } from '../src/recognition/index.ts'
import { reportJsonSchema } from '../src/report/schema.ts'
import { trendReportJsonSchema, trendStateJsonSchema } from '../src/trends/index.ts'
import { trustListJsonSchema } from '../src/trust/index.ts'

const ROOT = join(import.meta.dirname, '..')

function filesBelow(folder: string, wanted: RegExp): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter((file) => wanted.test(file))
    .sort()
}

/** Which tests and fixtures name each code literally. Tests of reports, of trends and of the command only show codes. */
export function triggersOfCodes(): ReadonlyMap<DiagnosticCode, readonly string[]> {
  const triggers = new Map<DiagnosticCode, string[]>(diagnosticCodes().map((code) => [code, []]))
  for (const file of [...filesBelow('fixtures', /\/(case|decisions)\.json$/), ...filesBelow('test', /^test\/(?!report\/|cli\/|trends\/).*\.test\.ts$/)]) {
    for (const word of new Set(readFileSync(join(ROOT, file), 'utf8').match(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g))) {
      triggers.get(word as DiagnosticCode)?.push(file)
    }
  }
  return triggers
}

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`

/** Path below the repository and content of every generated document. */
export function generatedDocuments(): ReadonlyMap<string, string> {
  return new Map([
    ['docs/diagnostics.md', diagnosticsDocument(triggersOfCodes())],
    ['docs/license-types.schema.json', json(licenseTypesJsonSchema())],
    ['docs/identity-profile.schema.json', json(identityProfileJsonSchema())],
    ['docs/report.schema.json', json(reportJsonSchema())],
    ['docs/trends.schema.json', json(trendReportJsonSchema())],
    ['docs/trend-state.schema.json', json(trendStateJsonSchema())],
    ['docs/trust-list.schema.json', json(trustListJsonSchema())],
    ['docs/recognition-list.schema.json', json(recognitionListJsonSchema())],
    ['docs/recognition-policy.schema.json', json(recognitionPolicyJsonSchema())],
    ['fixtures/schema/case.schema.json', json(caseJsonSchema())],
    ['fixtures/schema/decisions.schema.json', json(decisionsJsonSchema())],
  ])
}

if (process.argv[1] === import.meta.filename) {
  for (const [path, content] of generatedDocuments()) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true })
    writeFileSync(join(ROOT, path), content)
  }
}
