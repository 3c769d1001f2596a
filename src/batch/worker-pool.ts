/**
 * Worker threads that verify one item at a time each. What goes wrong with an item stays with it: a worker that crashes
 * or does not come to an end is ended, and another takes its place.
 */
import { fileURLToPath } from 'node:url'
import type { Piscina } from 'piscina'
import { crashed } from './executor.ts'
import type { Executor } from './executor.ts'
import type { Outcome, Task } from './item.ts'
import type { WorkerSettings } from './worker.ts'

export interface WorkerPoolOptions {
  readonly jobs: number
  readonly timeoutMs: number
  /** Of each worker's JavaScript heap; octets outside of it are not counted. */
  readonly workerMegabytes?: number | undefined
  readonly worker: WorkerSettings
  /** For tests: another module in the worker's place. */
  readonly workerFile?: string | undefined
}

/** An idle worker is kept as long as a pause of the source may last. */
const IDLE_MS = 60_000

export class WorkerPool implements Executor {
  readonly width: number
  readonly #pool: Piscina<Task | null, Outcome | null>
  readonly #timeoutMs: number
  #isClosed = false

  private constructor(pool: Piscina<Task | null, Outcome | null>, jobs: number, timeoutMs: number) {
    this.#pool = pool
    this.width = jobs
    this.#timeoutMs = timeoutMs
  }

  /** Starts one worker and waits for it; the others are started as they are wanted. @throws what keeps every worker from working */
  static async start({ jobs, timeoutMs, workerMegabytes, worker, workerFile = workerModule() }: WorkerPoolOptions): Promise<WorkerPool> {
    const { Piscina } = await import('piscina')
    const pool = new Piscina<Task | null, Outcome | null>({
      filename: workerFile, workerData: worker, minThreads: 1, maxThreads: jobs, idleTimeout: IDLE_MS, concurrentTasksPerWorker: 1,
      recordTiming: false,
      ...(workerMegabytes !== undefined && { resourceLimits: { maxOldGenerationSizeMb: workerMegabytes } }),
      // Sources are TypeScript, which a worker must be able to read as well.
      ...(workerFile.endsWith('.ts') && { execArgv: ['--import', import.meta.resolve('tsx')] }),
    })
    // What an item's worker died of is said with the item. Without a listener it would end the process.
    pool.on('error', () => undefined)
    try {
      await pool.run(null)
    } catch (error) {
      await pool.destroy()
      throw error
    }
    return new WorkerPool(pool, jobs, timeoutMs)
  }

  async run(task: Task): Promise<Outcome> {
    const late = new AbortController()
    const timer = setTimeout(() => { late.abort() }, this.#timeoutMs)
    const transferList = 'bytes' in task.input ? [task.input.bytes.buffer as ArrayBuffer] : []
    try {
      return await this.#pool.run(task, { signal: late.signal, transferList }) ?? crashed('no result')
    } catch (error) {
      if (this.#isClosed) throw error
      if (late.signal.aborted) return { error: { code: 'TIMED_OUT', message: `no result within ${String(this.#timeoutMs)} ms` } }
      return crashed(error)
    } finally {
      clearTimeout(timer)
    }
  }

  /** Ends all workers, whatever they are doing. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#pool.destroy()
  }
}

/** In the package the module that `imports` names, wherever the code of this file was bundled to; in the sources a neighbor. */
function workerModule(): string {
  if (import.meta.url.endsWith('.ts')) return fileURLToPath(new URL('./worker.ts', import.meta.url))
  return fileURLToPath(import.meta.resolve('#batch-worker'))
}
