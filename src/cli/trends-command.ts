/** `yinxin trends`: many reports as a table, a page or JSON, and the state in which each reason is. */
import { diagnosticCodes, isDiagnosticCode } from '../diagnostics/index.ts'
import type { DiagnosticCode } from '../diagnostics/index.ts'
import { canonicalJson } from '../encoding/canonical-json.ts'
import { fromUtf8 } from '../encoding/octets.ts'
import { DEFAULT_LIMITS } from '../limits.ts'
import { visibleJson } from '../report/json.ts'
import { plainText } from '../report/plain-text.ts'
import { NO_STATE, TREND_DIMENSIONS, TrendCollector, advanceState, changeState, isFault, parseTrendState, trendReport, trendsToHtml, trendsToText, wantsAttention, weekOf } from '../trends/index.ts'
import type { ReasonState, TrendDimension, TrendState, Uncounted } from '../trends/index.ts'
import { weekNumber } from '../trends/weeks.ts'
import type { Arguments, OptionKinds } from './arguments.ts'
import { STDIN, kindOf, namedFiles } from './files.ts'
import type { NamedFile } from './files.ts'
import { readNamed } from './materials.ts'
import { nearest } from './nearest.ts'
import { checkOutputs, replaceFile, writeOutput } from './outputs.ts'
import { linesOf } from './report-lines.ts'
import type { ExitCode, Session } from './session.ts'
import { countOf } from './signing-materials.ts'
import type { TextKey } from './texts.ts'
import { UsageError, sayText } from './usage-error.ts'

export const TRENDS_OPTIONS = {
  from: 'one', to: 'one', week: 'one', by: 'one', minimum: 'one', state: 'one', acknowledge: 'each', fix: 'each', reopen: 'each', 'as-of': 'one',
  'quiet-weeks': 'one', details: 'flag', json: 'flag', html: 'one', lang: 'one', help: 'flag',
} as const satisfies OptionKinds

const VERBS = { acknowledge: 'acknowledged', fix: 'fixed', reopen: 'open' } as const satisfies Readonly<Record<string, ReasonState>>
const FOLDERS = { wanted: /\.(json|jsonl|ndjson|journal)$/i, absent: 'reportsAbsent' } as const
/** Faults that are named; the rest are counted. */
const NAMED = 10
const FIRST_PROGRESS_MS = 1500
const NEXT_PROGRESS_MS = 200
/** Lines between two looks at the clock. */
const LOOK_EVERY = 64
const PROBLEMS: Readonly<Partial<Record<Uncounted, TextKey>>> = { long: 'lineLong', json: 'lineJson', version: 'lineVersion', report: 'lineReport', time: 'lineTime' }

export async function trendsCommand(session: Session): Promise<ExitCode> {
  const { io, language, arguments: given } = session
  const [html, stateFile, minimum] = [given.one('html'), given.one('state'), countOf(given, 'minimum')]
  const verbs = verbsOf(given)
  const alone = ['as-of', 'quiet-weeks', ...verbs.map(({ option }) => option)].find((option) => given.has(option))
  if (stateFile === undefined && alone !== undefined) throw new UsageError('stateMissing', { option: `--${alone}` })
  if (given.operands.length === 0 && stateFile === undefined) throw new UsageError('reportsMissing')
  if (minimum === 2) throw new UsageError('valueInvalid', { option: '--minimum', value: '2', expected: '1, 3, 4, 5 …' })
  if (stateFile === STDIN) throw new UsageError('valueInvalid', { option: '--state', value: STDIN, expected: 'FILE' })
  const [from, to, since, asOf] = (['from', 'to', 'week', 'as-of'] as const).map((option) => weekOption(given, option))
  const by = dimensionsOf(given)
  const files = await namedFiles(given.operands, FOLDERS)
  await checkOutputs({ html, state: stateFile }, files, given.has('json'))
  const before = stateFile === undefined ? undefined : await loadTrendState(stateFile, session)

  const collector = new TrendCollector({ ...(from !== undefined && { from }), ...(to !== undefined && { to }) })
  const { faults, unread } = await collect(files, collector, session)
  const counts = collector.counts({ by, ...(minimum !== undefined && { minimum }), ...(since !== undefined && { since }) })
  const state = before === undefined ? undefined : changed(advanceState(before, counts), verbs, asOf ?? (weekOf(io.now().toISOString()) as string))
  const quietWeeks = countOf(given, 'quiet-weeks')
  const report = trendReport(counts, { ...(state !== undefined && { state }), ...(quietWeeks !== undefined && { quietWeeks }) })
  if (given.has('json')) await io.out(`${visibleJson(canonicalJson(report))}\n`)
  else if (html !== STDIN) await io.out(trendsToText(report, { language, details: given.has('details') }))
  if (html !== undefined) await writeOutput(html, trendsToHtml(report, { language }), session)
  // Last: a state that was moved on by counts that nobody saw, or without those of a file, would hide what is new in them.
  if (unread > 0 && stateFile !== undefined) io.err(`yinxin: ${sayText('trendStateKept', language, { file: plainText(stateFile) })}\n`)
  else if (stateFile !== undefined && state !== undefined) await replaceFile(stateFile, `${canonicalJson(state)}\n`)
  if (faults + unread > 0) return 3
  return report.reasons.some(wantsAttention) ? 1 : 0
}

/** @throws UsageError for what is no week */
function weekOption(given: Arguments, option: string): string | undefined {
  const week = given.one(option)
  if (week !== undefined && weekNumber(week) === undefined) throw new UsageError('valueInvalid', { option: `--${option}`, value: week, expected: '2026-W05' })
  return week
}

/** @throws UsageError for what cannot be broken down by */
function dimensionsOf(given: Arguments): readonly TrendDimension[] {
  const names = given.one('by')?.split(',')
  if (names === undefined) return TREND_DIMENSIONS
  return [...new Set(names)].map((name) => {
    const found = TREND_DIMENSIONS.find((dimension) => dimension === name)
    if (found === undefined) throw new UsageError('valueInvalid', { option: '--by', value: name, expected: TREND_DIMENSIONS.join(', ') })
    return found
  })
}

interface Verb {
  readonly option: keyof typeof VERBS
  readonly code: DiagnosticCode
  readonly note?: string
}

/** @throws UsageError for a code that there is not */
function verbsOf(given: Arguments): readonly Verb[] {
  return (Object.keys(VERBS) as (keyof typeof VERBS)[]).flatMap((option) => given.many(option).map((text): Verb => {
    const [word = '', ...notes] = text.split(':')
    const code = word.toUpperCase().replaceAll('-', '_')
    if (!isDiagnosticCode(code)) {
      const near = nearest(code, diagnosticCodes()).slice(0, 5)
      throw near.length === 0 ? new UsageError('codeUnknown', { code: word }) : new UsageError('codeUnknownNear', { code: word, near: near.join(', ') })
    }
    const note = notes.join(':').trim()
    return { option, code, ...(note !== '' && { note }) }
  }))
}

/** @throws UsageError for a reason that was not seen */
function changed(state: TrendState, verbs: readonly Verb[], week: string): TrendState {
  return verbs.reduce((at, { option, code, note }) => {
    if (!Object.hasOwn(at.reasons, code)) throw new UsageError('reasonUnseen', { option: `--${option}`, code })
    try {
      return changeState(at, code, VERBS[option], week, note)
    } catch (cause) {
      if (!(cause instanceof TypeError)) throw cause
      throw new UsageError('valueInvalid', { option: `--${option}`, value: note ?? '', expected: cause.message }, { cause })
    }
  }, state)
}

async function loadTrendState(file: string, { io }: Session): Promise<TrendState> {
  if ((await kindOf(file)) === undefined) return NO_STATE
  try {
    return parseTrendState(fromUtf8(await readNamed({ option: '--state', file }, io)) ?? '')
  } catch (cause) {
    if (cause instanceof TypeError) throw new UsageError('trendStateInvalid', { option: '--state', file, problem: cause.message }, { cause })
    throw cause
  }
}

interface LeftOut {
  /** Lines that should have been counted. */
  readonly faults: number
  /** Files. */
  readonly unread: number
}

/** Counts all lines of all files. */
async function collect(files: readonly NamedFile[], collector: TrendCollector, session: Session): Promise<LeftOut> {
  const { io, language } = session
  const started = io.now().getTime()
  let [faults, unread, lines, shown] = [0, 0, 0, Number.NEGATIVE_INFINITY]
  const complain = (file: string, text: string): void => {
    io.progress('')
    io.err(`yinxin: ${plainText(file)}: ${text}\n`)
  }
  for (const [index, { name, error }] of files.entries()) {
    let line = 0
    try {
      if (error !== undefined) throw error
      for await (const one of linesOf(name, DEFAULT_LIMITS.jsonBytes, io)) {
        line += 1
        lines += 1
        const outcome = 'text' in one ? collector.add(one.text) : collector.skip(one.problem === 'long' ? 'long' : 'json')
        if (isFault(outcome)) {
          faults += 1
          if (faults <= NAMED) complain(name, sayText('lineUnread', language, { line, problem: sayText(PROBLEMS[outcome as Uncounted] ?? 'lineJson', language) }))
        }
        if (io.stderrIsTerminal && lines % LOOK_EVERY === 0) {
          const now = io.now().getTime()
          if (now - started < FIRST_PROGRESS_MS || now - shown < NEXT_PROGRESS_MS) continue
          shown = now
          io.progress(sayText('reportLines', language, { file: index + 1, files: files.length, lines }))
        }
      }
    } catch (cause) {
      if (!(cause instanceof UsageError)) throw cause
      unread += 1
      complain(name, cause.text(language))
    }
  }
  io.progress('')
  if (faults > NAMED) io.err(`yinxin: ${sayText('linesUnread', language, { count: faults - NAMED })}\n`)
  return { faults, unread }
}
