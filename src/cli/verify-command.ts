/** `yinxin verify`: every file its report, on the terminal and in the forms asked for, and an exit code for scripts. */
import { basename } from 'node:path'
import { canonicalJson } from '../encoding/canonical-json.ts'
import { reportToHtml } from '../report/html/page.ts'
import type { FileReport } from '../report/file-report.ts'
import { visibleJson } from '../report/json.ts'
import { reportsToJunit } from '../report/junit.ts'
import type { SealSummary, SignatureReport, ValidationReport } from '../report/model.ts'
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
import { checkOutputs, htmlName, outputFolder, writeOutput } from './outputs.ts'
import { wantsColor } from './session.ts'
import type { ExitCode, Session } from './session.ts'
import { answering } from './signing-materials.ts'
import { loadTrustLists } from './trust-materials.ts'
import { UsageError, sayText } from './usage-error.ts'

export const VERIFY_OPTIONS = {
  trust: 'many', 'trust-signer': 'many', 'trust-maker': 'many', 'trust-tsa': 'many', 'trust-list': 'one', 'trust-list-key': 'many', 'trust-state': 'one',
  certs: 'many', evidence: 'many',
  policy: 'one', time: 'one', online: 'flag', 'allow-host': 'many', 'allow-address': 'many', cache: 'one', json: 'flag', html: 'one', junit: 'one', sarif: 'one', details: 'flag', 'no-color': 'flag',
  lang: 'one', help: 'flag',
} as const satisfies OptionKinds

/** Shorter runs are over before somebody wonders. */
const PROGRESS_AFTER_MS = 1500

type Tally = Readonly<Record<Outcome | 'unread', number>>

/** Not read outweighs all: a result for only some of the files must not look like one for all. */
function exitCodeOf(tally: Tally): ExitCode {
  if (tally.unread > 0) return 3
  if (tally.rejected > 0) return 1
  return tally.open > 0 ? 2 : 0
}

async function reportOf({ name, error }: NamedFile, options: VerifyOptions, online: OnlineOptions | undefined, session: Session): Promise<FileReport> {
  try {
    if (error !== undefined) throw error
    const bytes = await readInput(name, session.io)
    return { file: name, report: await (online === undefined ? verify(bytes, options) : verifyOnline(bytes, { ...options, ...online })) }
  } catch (cause) {
    if (cause instanceof UsageError) return { file: name, error: cause.text(session.language) }
    throw cause
  }
}

/** Pictures are for people: they would make a line of JSON long, and whoever wants one has the file. */
function withoutPictures(report: ValidationReport): ValidationReport {
  const plain = (signature: SignatureReport): SignatureReport => {
    const { seal } = signature
    if (seal?.picture.data === undefined) return signature
    const picture = Object.fromEntries(Object.entries(seal.picture).filter(([name]) => name !== 'data')) as unknown as SealSummary['picture']
    return { ...signature, seal: { ...seal, picture } }
  }
  return { ...report, signatures: report.signatures.map(plain) }
}

function jsonLine(one: FileReport): string {
  return `${visibleJson(canonicalJson('report' in one ? { file: one.file, report: withoutPictures(one.report) } : one))}\n`
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
  const [html, junit, sarif] = [given.one('html'), given.one('junit'), given.one('sarif')]
  const files = await namedFiles(given.operands)
  await checkOutputs({ html, junit, sarif }, files, given.has('json'))
  const online = loadOnline(given)
  const { validationTime, ...others } = await loadMaterials(given, io, (at) => loadTrustLists(given, at, io))
  // A responder answers with the time of the answer, which is later than any reading of the clock before it.
  const time = online === undefined || given.has('time') ? { validationTime } : {}
  const materials: VerifyOptions = { ...others, ...time, pictures: html !== undefined }
  if (!['trust', 'trust-signer', 'trust-maker', 'trust-tsa', 'trust-list'].some((name) => given.has(name))) io.err(`${sayText('noTrust', language)}\n`)

  const folder = html === undefined ? undefined : await outputFolder(html, files.length)
  const toStdout = [html, junit, sarif].includes(STDIN)
  const several = files.length > 1
  const started = io.now().getTime()
  const tally: Record<keyof Tally, number> = { accepted: 0, rejected: 0, open: 0, unread: 0 }
  const kept: FileReport[] = []
  const taken = new Set<string>()
  for (const [index, file] of files.entries()) {
    if (several && io.now().getTime() - started > PROGRESS_AFTER_MS) {
      io.progress(sayText('progress', language, { index: index + 1, count: files.length, file: file.name }).slice(0, 78))
    }
    const one = await reportOf(file, materials, online, session)
    io.progress('')
    tally['report' in one ? outcomeOf(one.report) : 'unread'] += 1
    if (given.has('json')) await io.out(jsonLine(one))
    else if ('report' in one && !toStdout) await io.out(textOf(one.file, one.report, several, session))
    if ('error' in one) io.err(`yinxin: ${plainText(one.file)}: ${one.error}\n`)
    if (html !== undefined && 'report' in one) {
      // The folders of this machine are nobody's business where the report is filed.
      const page = reportToHtml(one.report, { language, ...(one.file === STDIN ? {} : { fileName: basename(one.file) }) })
      await writeOutput(folder === undefined ? html : `${folder}/${htmlName(one.file, taken)}`, page, session)
    }
    if (junit !== undefined || sarif !== undefined) kept.push('report' in one ? { file: one.file, report: withoutPictures(one.report) } : one)
  }
  if (junit !== undefined) await writeOutput(junit, reportsToJunit(kept, { language }), session)
  if (sarif !== undefined) await writeOutput(sarif, reportsToSarif(kept, { language, version: io.version }), session)
  if (several) {
    const summary = `${sayText('summary', language, { count: files.length, ...tally })}\n`
    if (given.has('json') || toStdout) io.err(summary)
    else await io.out(summary)
  }
  return exitCodeOf(tally)
}
