/** `yinxin verify`: every file its report, on the terminal and in the forms asked for, and an exit code for scripts. */
import { basename } from 'node:path'
import { canonicalJson } from '../encoding/canonical-json.ts'
import { reportToHtml } from '../report/html/page.ts'
import type { FileReport } from '../report/file-report.ts'
import { visibleJson } from '../report/json.ts'
import { reportsToJunit } from '../report/junit.ts'
import type { ValidationReport } from '../report/model.ts'
import { withoutPictures } from '../report/pictures.ts'
import { plainText } from '../report/plain-text.ts'
import { reportsToSarif } from '../report/sarif.ts'
import { reportToLine, reportToText } from '../report/text.ts'
import { outcomeOf } from '../report/verdict.ts'
import type { Outcome } from '../report/verdict.ts'
import { verifyOnline } from '../online/index.ts'
import type { OnlineOptions } from '../online/index.ts'
import { verify } from '../verify/index.ts'
import type { VerifyOptions } from '../verify/index.ts'
import type { OptionKinds } from './arguments.ts'
import { STDIN, namedFiles, readInput } from './files.ts'
import type { NamedFile } from './files.ts'
import { loadMaterials } from './materials.ts'
import { loadOnline } from './online.ts'
import { Progress } from './progress.ts'
import { checkOutputs, htmlName, outputFolder, writeOutput } from './outputs.ts'
import { wantsColor } from './session.ts'
import type { ExitCode, Session } from './session.ts'
import { answering } from './signing-materials.ts'
import { loadTrustLists } from './trust-materials.ts'
import { UsageError, sayText } from './usage-error.ts'
import { batchReports, batchWish, timeOfJournal } from './verify-batch.ts'
import type { OneReport } from './verify-batch.ts'

export const VERIFY_OPTIONS = {
  trust: 'many', 'trust-signer': 'many', 'trust-maker': 'many', 'trust-tsa': 'many', 'trust-list': 'one', 'trust-list-key': 'many', 'trust-state': 'one',
  certs: 'many', evidence: 'many',
  policy: 'one', time: 'one', online: 'flag', 'allow-host': 'many', 'allow-address': 'many', cache: 'one',
  jobs: 'one', timeout: 'one', journal: 'one', json: 'flag', ndjson: 'flag', html: 'one', junit: 'one', sarif: 'one', details: 'flag', 'no-color': 'flag',
  lang: 'one', help: 'flag',
} as const satisfies OptionKinds

type Tally = Readonly<Record<Outcome | 'unread', number>>

/** Not read outweighs all: a result for only some of the files must not look like one for all. */
function exitCodeOf(tally: Tally): ExitCode {
  if (tally.unread > 0) return 3
  if (tally.rejected > 0) return 1
  return tally.open > 0 ? 2 : 0
}

async function reportOf({ name, error }: NamedFile, options: VerifyOptions, online: OnlineOptions | undefined, session: Session): Promise<OneReport> {
  try {
    if (error !== undefined) throw error
    const bytes = await readInput(name, session.io)
    return { file: name, report: await (online === undefined ? verify(bytes, options) : verifyOnline(bytes, { ...options, ...online })) }
  } catch (cause) {
    if (cause instanceof UsageError) return { file: name, error: cause.text(session.language) }
    throw cause
  }
}

async function* reportsInTurn(
  files: readonly NamedFile[], options: VerifyOptions, online: OnlineOptions | undefined, session: Session,
): AsyncGenerator<OneReport, void, undefined> {
  for (const file of files) yield await reportOf(file, options, online, session)
}

function jsonLine(one: OneReport): string {
  if (!('report' in one)) return `${visibleJson(canonicalJson({ file: one.file, error: one.error }))}\n`
  return `${visibleJson(`{"file":${canonicalJson(one.file)},"report":${one.json ?? canonicalJson(withoutPictures(one.report))}}`)}\n`
}

function textOf(file: string, report: ValidationReport, several: boolean, session: Session): string {
  const options = { language: session.language, fileName: file, color: wantsColor(session) }
  if (several && !session.arguments.has('details')) return `${reportToLine(report, options)}\n`
  return `${reportToText(report, options)}${several ? '\n' : ''}`
}

export function verifyCommand(session: Session): Promise<ExitCode> {
  return answering(session, () => verifyFiles(session))
}

async function verifyFiles(session: Session): Promise<ExitCode> {
  const { io, language, arguments: given } = session
  if (given.operands.length === 0) throw new UsageError('noFiles')
  const [html, junit, sarif, json] = [given.one('html'), given.one('junit'), given.one('sarif'), given.has('json') || given.has('ndjson')]
  const wish = batchWish(given)
  const files = await namedFiles(given.operands)
  await checkOutputs({ html, junit, sarif, ...(wish?.journal !== undefined && { journal: wish.journal }) }, files, json)
  const online = loadOnline(given)
  // One reading of the clock for all files of a run, and of the runs that go on from it.
  const now = (wish?.journal === undefined ? undefined : await timeOfJournal(wish.journal)) ?? io.now()
  const { options, settings } = await loadMaterials(given, io, now, (at) => loadTrustLists(given, at, io))
  const pictures = html !== undefined
  const { validationTime, ...others } = options
  // A responder answers with the time of the answer, which is later than any reading of the clock before it.
  const time = online === undefined || given.has('time') ? { validationTime } : {}
  if (!['trust', 'trust-signer', 'trust-maker', 'trust-tsa', 'trust-list'].some((name) => given.has(name))) io.err(`${sayText('noTrust', language)}\n`)

  const folder = html === undefined ? undefined : await outputFolder(html, files.length)
  const toStdout = [html, junit, sarif].includes(STDIN)
  const several = files.length > 1
  const tally: Record<keyof Tally, number> = { accepted: 0, rejected: 0, open: 0, unread: 0 }
  const kept: FileReport[] = []
  const taken = new Set<string>()
  const progress = new Progress(session, files.length)
  progress.show()
  const reports = wish === undefined ? reportsInTurn(files, { ...others, ...time, pictures }, online, session) : batchReports(files, { ...settings, pictures }, wish, session)
  for await (const one of reports) {
    progress.hide()
    progress.step(one.resumed === true)
    tally['report' in one ? outcomeOf(one.report) : 'unread'] += 1
    if (json) await io.out(jsonLine(pictures && 'report' in one ? { file: one.file, report: one.report } : one))
    else if ('report' in one && !toStdout) await io.out(textOf(one.file, one.report, several, session))
    if ('error' in one) io.err(`yinxin: ${plainText(one.file)}: ${one.error}\n`)
    if (html !== undefined && 'report' in one) {
      // The folders of this machine are nobody's business where the report is filed.
      const page = reportToHtml(one.report, { language, ...(one.file === STDIN ? {} : { fileName: basename(one.file) }) })
      await writeOutput(folder === undefined ? html : `${folder}/${htmlName(one.file, taken)}`, page, session)
    }
    if (junit !== undefined || sarif !== undefined) kept.push('report' in one ? { file: one.file, report: withoutPictures(one.report) } : { file: one.file, error: one.error })
    progress.show()
  }
  progress.hide()
  if (junit !== undefined) await writeOutput(junit, reportsToJunit(kept, { language }), session)
  if (sarif !== undefined) await writeOutput(sarif, reportsToSarif(kept, { language, version: io.version }), session)
  if (several) {
    const summary = `${sayText('summary', language, { count: files.length, ...tally })}\n`
    if (json || toStdout) io.err(summary)
    else await io.out(summary)
  }
  return exitCodeOf(tally)
}
