/** The files of `yinxin verify` by a batch: several at a time, with a journal, each with its report or the reason why not. */
import type { BatchError, BatchItem, BatchResult, BatchSettings } from '../batch/index.ts'
import type { FileReport } from '../report/file-report.ts'
import type { Arguments } from './arguments.ts'
import { STDIN, readInput, reasonOf, unreadable } from './files.ts'
import type { NamedFile } from './files.ts'
import type { Session } from './session.ts'
import { UsageError } from './usage-error.ts'

/** A report may come with its JSON, and from an earlier run. */
export type OneReport = FileReport & { readonly json?: string; readonly resumed?: boolean }

export interface BatchWish {
  /** Worker threads; 0 for none. */
  readonly jobs: number
  readonly timeoutMs: number | undefined
  readonly journal: string | undefined
}

const MAXIMUM_JOBS = 256

/** What a command line says of a batch; undefined when one file after the other will do. @throws UsageError */
export function batchWish(given: Arguments): BatchWish | undefined {
  const [word, timeout, journal] = [given.one('jobs') ?? '1', given.one('timeout'), given.one('journal')]
  const jobs = /^[0-9]{1,3}$/.test(word) ? Number(word) : 0
  if (jobs < 1 || jobs > MAXIMUM_JOBS) throw new UsageError('valueInvalid', { option: '--jobs', value: word, expected: `1-${String(MAXIMUM_JOBS)}` })
  if (timeout !== undefined && jobs < 2) throw new UsageError('workersMissing', { option: '--timeout' })
  if (timeout !== undefined && !(/^[0-9]{1,6}(\.[0-9]{1,3})?$/.test(timeout) && Number(timeout) > 0)) {
    throw new UsageError('valueInvalid', { option: '--timeout', value: timeout, expected: '0.001-999999 s' })
  }
  if (journal === STDIN) throw new UsageError('valueInvalid', { option: '--journal', value: STDIN, expected: 'FILE' })
  if (jobs === 1 && journal === undefined) return undefined
  for (const option of ['jobs', 'journal']) {
    if (given.has('online') && given.has(option)) throw new UsageError('optionsExclude', { first: '--online', second: `--${option}` })
  }
  return { jobs: jobs === 1 ? 0 : jobs, timeoutMs: timeout === undefined ? undefined : Number(timeout) * 1000, journal }
}

/** When the batch of a journal began, which is when it goes on to judge. @throws UsageError */
export async function timeOfJournal(file: string): Promise<Date | undefined> {
  const { Journal } = await import('../batch/journal.ts')
  try {
    const head = Journal.peek(file)
    return head === undefined ? undefined : new Date(head.validationTime)
  } catch (cause) {
    throw new UsageError('outputUnwritable', { file, reason: reasonOf(cause) }, { cause })
  }
}

/** Reports of files, in their order. @throws UsageError about the journal */
export async function* batchReports(
  files: readonly NamedFile[], settings: BatchSettings, { jobs, timeoutMs, journal }: BatchWish, session: Session,
): AsyncGenerator<OneReport, void, undefined> {
  // Loaded only when it is wanted: one file should not wait for it.
  const { verifyMany } = await import('../batch/index.ts')
  /** Of `files`, those that went into the batch, and the others. */
  const given: number[] = []
  const failed = new Map<number, UsageError>()
  async function* source(): AsyncGenerator<BatchItem, void, undefined> {
    for (const [index, { name, error }] of files.entries()) {
      try {
        if (error !== undefined) throw error
        const item = name === STDIN ? { id: name, bytes: await readInput(name, session.io) } : name
        given.push(index)
        yield item
      } catch (cause) {
        if (!(cause instanceof UsageError)) throw cause
        failed.set(index, cause)
      }
    }
  }
  const results = verifyMany(source(), { ...settings, jobs, ...(timeoutMs !== undefined && { timeoutMs }), ...(journal !== undefined && { journal }) })
  let next = 0
  /** Files in front of one, which are those that failed: the source came by them before. */
  function* failuresBefore(end: number): Generator<OneReport, void, undefined> {
    for (; next < end; next++) {
      const error = failed.get(next)
      if (error !== undefined) yield { file: (files[next] as NamedFile).name, error: error.text(session.language) }
    }
  }
  try {
    for await (const result of results) {
      const index = given[result.index] as number
      yield* failuresBefore(index)
      next = index + 1
      yield reportOf((files[index] as NamedFile).name, result, session)
    }
  } catch (cause) {
    throw journal === undefined ? cause : await journalProblem(journal, cause)
  }
  yield* failuresBefore(files.length)
}

function reportOf(file: string, result: BatchResult, { language }: Session): OneReport {
  const { resumed } = result
  return 'error' in result ? { file, resumed, error: problemOf(result.error).text(language) } : { file, resumed, report: result.report, json: result.json }
}

function problemOf({ code, reason = '', message }: BatchError): UsageError {
  if (code === 'TIMED_OUT') return new UsageError('fileTimedOut')
  if (code === 'CRASHED') return new UsageError('fileCrashed', { problem: message.replaceAll(/\s+/g, ' ') })
  return reason === 'NOT_A_FILE' ? new UsageError('notRegularFile') : unreadable(reason)
}

const JOURNAL_TEXTS = { other: 'journalOther', damaged: 'journalDamaged', settings: 'journalSettings', shared: 'journalShared' } as const

/** Nothing else of a batch meets files that are written: what the system says is about the journal. */
async function journalProblem(file: string, cause: unknown): Promise<unknown> {
  const { JournalError } = await import('../batch/index.ts')
  if (cause instanceof JournalError) return new UsageError(JOURNAL_TEXTS[cause.reason], { file, problem: cause.message }, { cause })
  const code = cause instanceof Error ? (cause as NodeJS.ErrnoException).code : undefined
  // Names of the system's errors; Node's own begin otherwise.
  return code === undefined || code.startsWith('ERR_') ? cause : new UsageError('outputUnwritable', { file, reason: code }, { cause })
}
