/** `yinxin check`: runs the cases below folders and compares what comes of each with what its `case.json` or `decisions.json` expects. */
import { readFile } from 'node:fs/promises'
import { basename, dirname, resolve } from 'node:path'
import { allSteps } from '../report/findings.ts'
import type { ValidationReport } from '../report/model.ts'
import { plainText } from '../report/plain-text.ts'
import type { VerifiedTrustList } from '../trust/index.ts'
import { verify } from '../verify/index.ts'
import { VerificationError } from '../errors.ts'
import type { OptionKinds } from './arguments.ts'
import { parseCase } from './case.ts'
import type { Case } from './case.ts'
import { runDecisions } from './decisions.ts'
import { filesBelow, readInput, reasonOf } from './files.ts'
import type { Io } from './io.ts'
import { loadCertificates, loadEvidence, loadPolicy, loadTrust } from './materials.ts'
import type { ExitCode, Session } from './session.ts'
import { openListFile } from './trust-materials.ts'
import { UsageError, sayText } from './usage-error.ts'

export const CHECK_OPTIONS = { lang: 'one', help: 'flag' } as const satisfies OptionKinds

/** What differs between a report and an expectation, one line each; nothing when it is as expected. */
function differences(report: ValidationReport, expect: Case['expect']): readonly string[] {
  const found = allSteps(report).flatMap(({ step }) => step.diagnostics)
  const withSeverity = (wanted: (severity: string) => boolean): ReadonlySet<string> =>
    new Set(found.filter(({ severity }) => wanted(severity)).map(({ code }) => code))
  const [errors, remarks] = [withSeverity((severity) => severity === 'error'), withSeverity((severity) => severity !== 'error')]
  const different: string[] = []
  if (report.accepted !== expect.accepted) different.push(`accepted: ${report.accepted ? 'true' : 'false'}, expected ${expect.accepted ? 'true' : 'false'}`)
  if (report.indication !== expect.indication) different.push(`indication: ${report.indication}, expected ${expect.indication}`)
  if (expect.subIndication !== undefined && report.subIndication !== expect.subIndication) {
    different.push(`subIndication: ${report.subIndication ?? 'none'}, expected ${expect.subIndication}`)
  }
  for (const code of expect.codes) if (!errors.has(code)) different.push(`${code}: not there as an error`)
  for (const code of expect.remarks ?? []) if (!remarks.has(code)) different.push(`${code}: not there as a warning or note`)
  for (const code of expect.absentCodes ?? []) if (errors.has(code) || remarks.has(code)) different.push(`${code}: there, expected absent`)
  if (different.length > 0 && errors.size > 0) different.push(`errors there: ${[...errors].sort().join(', ')}`)
  return different
}

/**
 * Runs one case.
 * @returns what differs from its expectation
 * @throws UsageError when the case or a file that it names cannot be read
 */
export async function runCase(file: string, io: Pick<Io, 'stdin'>): Promise<{ readonly case: Case; readonly report: ValidationReport; readonly differences: readonly string[] }> {
  let entry: Case
  try {
    entry = parseCase(JSON.parse(await readFile(file, 'utf8')) as unknown)
  } catch (cause) {
    throw new UsageError('caseInvalid', { file, problem: cause instanceof Error ? cause.message.replaceAll(/\s+/g, ' ') : reasonOf(cause) }, { cause })
  }
  const here = (path: string): string => resolve(dirname(file), path)
  const all = (paths: readonly string[] = []): readonly string[] => paths.map(here)
  const { trust, trustLists = [], crls, ocspResponses, policy } = entry
  const validationTime = new Date(entry.validationTime)
  const lists: VerifiedTrustList[] = []
  for (const list of trustLists) {
    const reading = openListFile({ option: 'case', file: here(list.file) }, { option: 'case', files: all(list.keys) }, { time: validationTime }, io)
    const { opened } = await reading.catch((error: unknown) => {
      const problem = error instanceof Error && error.cause instanceof VerificationError ? error.cause : undefined
      throw problem === undefined ? error : new UsageError('caseInvalid', { file, problem: `${list.file}: ${problem.code}` }, { cause: error })
    })
    lists.push(opened)
  }
  const evidence = await loadEvidence([...all(crls), ...all(ocspResponses)], io, 'case')
  const input = await readInput(here(entry.input), io).catch((cause: unknown) => {
    throw cause instanceof UsageError ? cause.about('case', here(entry.input)) : cause
  })
  const report = await verify(input, {
    trust: await loadTrust(Object.fromEntries(Object.entries(trust).map(([purpose, paths]) => [purpose, all(paths)])), io, lists),
    policy: await loadPolicy(policy.endsWith('.json') ? here(policy) : policy, io),
    validationTime,
    certificates: [...(await loadCertificates(all(entry.certificates), io, 'case')), ...evidence.certificates],
    evidence: { crls: evidence.crls, ocspResponses: evidence.ocspResponses },
  })
  return { case: entry, report, differences: differences(report, entry.expect) }
}

export async function checkCommand({ io, language, arguments: given }: Session): Promise<ExitCode> {
  const [first, ...more] = given.operands
  if (first === undefined) throw new UsageError('oneOperand', { command: 'check' })
  const files: string[] = []
  for (const folder of [first, ...more]) {
    const found = await filesBelow(folder, /^(case|decisions)\.json$/)
    if (found.length === 0) throw new UsageError('casesAbsent', { file: folder })
    files.push(...found)
  }
  const tally = { good: 0, bad: 0, broken: 0 }
  for (const [index, file] of files.entries()) {
    io.progress(`${index + 1}/${files.length} ${plainText(file)}`.slice(0, 78))
    try {
      const results = basename(file) === 'decisions.json' ? await runDecisions(file) : [await runCase(file, io)].map(({ case: { id, description }, differences }) => ({ id, description, differences }))
      io.progress('')
      for (const { id, description, differences } of results) {
        if (differences.length === 0) tally.good += 1
        else {
          tally.bad += 1
          await io.out(`✗ ${plainText(id)}  ${plainText(description)}\n${differences.map((line) => `    ${line}\n`).join('')}`)
        }
      }
    } catch (error) {
      io.progress('')
      if (!(error instanceof UsageError)) throw error
      tally.broken += 1
      io.err(`yinxin: ${plainText(file)}: ${error.text(language)}\n`)
    }
  }
  await io.out(`${sayText('caseSummary', language, { count: tally.good + tally.bad + tally.broken, ...tally })}\n`)
  if (tally.broken > 0) return 3
  return tally.bad > 0 ? 1 : 0
}
