/**
 * Verifies many inputs on several processor cores: one result for each item, whatever happens to it, in as much memory as
 * the items take that are under way. Pulls items only as fast as results are taken.
 */
import { availableParallelism } from 'node:os'
import { ThisThread } from './executor.ts'
import type { Executor } from './executor.ts'
import type { BatchResult } from './item.ts'
import { Journal, JournalError } from './journal.ts'
import { BatchRun } from './run.ts'
import type { BatchOrder, BatchSource } from './run.ts'
import { settingsData, settingsDigest, verifyOptions } from './settings.ts'
import type { BatchSettings, SettingsData } from './settings.ts'
import { WorkerPool } from './worker-pool.ts'

export interface BatchOptions extends BatchSettings {
  /**
   * Worker threads. 0: none; items are verified in this thread, one after the other, which begins at once but keeps nothing
   * apart: `timeoutMs` and `workerMegabytes` do nothing, and what ends a process ends this one.
   * @default as many as the processor has cores
   */
  readonly jobs?: number
  /** In which order results come: that of the source, or as they are ready. @default 'input' */
  readonly order?: BatchOrder
  /** After how many milliseconds an item is given up. @default 300,000 */
  readonly timeoutMs?: number
  /** Megabytes of JavaScript heap of each worker. @default what the platform takes */
  readonly workerMegabytes?: number
  /** Octets of the cache of each worker; 0 for none. See `createCache`. @default 32 MiB */
  readonly cacheBytes?: number
  /**
   * File with the results so far. Where it exists already, the batch goes on from it: its items come from there, marked as
   * `resumed`, unless their input changed since; the others are verified. It holds reports: keep it like them.
   */
  readonly journal?: string
  /** Ends the batch: workers are ended, the iterator throws the signal's reason. */
  readonly signal?: AbortSignal
}

const OPTION_NAMES: Readonly<Record<keyof BatchOptions, true>> = {
  trust: true, policy: true, validationTime: true, certificates: true, evidence: true, limits: true, pictures: true,
  jobs: true, order: true, timeoutMs: true, workerMegabytes: true, cacheBytes: true, journal: true, signal: true,
}
const MAXIMUM_JOBS = 1024

/**
 * Verifies items one by one: the reports that `verify` and `verifyFile` would give. Nothing is begun before the first
 * result is asked for. Leaving the loop ends the workers and tells the source.
 * @throws TypeError for a mistake in the options, and for an item that is none
 * @returns an iterator that throws, and is over then: TypeError for a mistake in what a batch is judged with (trust,
 *   policy, ...); VerificationError for a trust list that cannot be used; JournalError or the system's error for a journal
 *   that cannot be used or written; what the source throws, after the results of what it gave before; the reason of the signal
 */
export function verifyMany(source: BatchSource, options: BatchOptions): AsyncGenerator<BatchResult, void, undefined> {
  return runBatch(source, options)
}

/** @param workerFile for tests: another module in the worker's place */
export function runBatch(source: BatchSource, options: BatchOptions, workerFile?: string): AsyncGenerator<BatchResult, void, undefined> {
  const unknown = Object.keys(options).filter((name) => !Object.hasOwn(OPTION_NAMES, name))
  if (unknown.length > 0) throw new TypeError(`unknown option: ${unknown.join(', ')}`)
  const { jobs = availableParallelism(), order = 'input', timeoutMs = 300_000, cacheBytes = 32 * 1024 * 1024, workerMegabytes } = options
  if (!Number.isInteger(jobs) || jobs < 0 || jobs > MAXIMUM_JOBS) throw new TypeError(`options.jobs must be a whole number from 0 to ${String(MAXIMUM_JOBS)}`)
  if (!['input', 'completion'].includes(order)) throw new TypeError('options.order must be input or completion')
  if (!(timeoutMs > 0 && timeoutMs < 2 ** 31)) throw new TypeError('options.timeoutMs must be a number above 0')
  if (!(cacheBytes >= 0)) throw new TypeError('options.cacheBytes must be a number of 0 or more')
  if (workerMegabytes !== undefined && !(workerMegabytes > 0)) throw new TypeError('options.workerMegabytes must be a number above 0')
  const isIterable = Symbol.iterator in Object(source) || Symbol.asyncIterator in Object(source)
  if (!isIterable || typeof source === 'string') throw new TypeError('the source must be an iterable of items')
  const start = async (settings: SettingsData): Promise<Executor> => jobs === 0
    ? new ThisThread(await verifyOptions(settings, cacheBytes))
    : WorkerPool.start({ jobs, timeoutMs, workerMegabytes, worker: { settings, cacheBytes }, workerFile })
  return generate(source, options, order, start)
}

async function* generate(
  source: BatchSource, options: BatchOptions, order: BatchOrder, start: (settings: SettingsData) => Promise<Executor>,
): AsyncGenerator<BatchResult, void, undefined> {
  const { signal } = options
  signal?.throwIfAborted()
  const journal = options.journal === undefined ? undefined : Journal.open(options.journal)
  try {
    const executor = await start(await settingsOf(options, journal))
    // Whoever aborts may never ask for another result.
    const close = (): void => { void executor.close() }
    signal?.addEventListener('abort', close)
    try {
      signal?.throwIfAborted()
      const run = new BatchRun(source, executor, journal, order)
      try {
        yield* run.results(signal)
      } finally {
        run.end()
        await run.close()
      }
    } finally {
      signal?.removeEventListener('abort', close)
      await executor.close()
    }
  } finally {
    journal?.close()
  }
}

/** Settings that were tried out here, and that the journal belongs to. */
async function settingsOf(options: BatchOptions, journal: Journal | undefined): Promise<SettingsData> {
  const head = journal?.head
  const settings = settingsData(options, head === undefined ? new Date() : new Date(head.validationTime))
  await verifyOptions(settings, 0)
  const digest = settingsDigest(settings)
  if (head === undefined) journal?.begin({ settings: digest, validationTime: settings.validationTime })
  else if (head.settings !== digest) throw new JournalError('settings', 'the journal belongs to a batch with other settings')
  return settings
}
