/** Where the items of a batch are verified: what worker threads and this thread have in common. */
import { setImmediate as turn } from 'node:timers/promises'
import type { VerifyOptions } from '../verify/index.ts'
import type { BatchError, Outcome, Task } from './item.ts'
import { verifyTask } from './verify-task.ts'

export interface Executor {
  /** How many items it works on at a time; it must not be given more, for their time runs from the call. */
  readonly width: number
  /** @throws only when it is closed meanwhile */
  run(task: Task): Promise<Outcome>
  /** Ends all work, as far as it can be ended. */
  close(): Promise<void>
}

export function crashed(error: unknown): { readonly error: BatchError } {
  return { error: { code: 'CRASHED', message: error instanceof Error ? error.message : String(error) } }
}

/** Without worker threads. An exception stays with its item; what ends a process ends this one, and nothing is timed out. */
export class ThisThread implements Executor {
  readonly width = 1
  readonly #options: VerifyOptions

  constructor(options: VerifyOptions) {
    this.#options = options
  }

  async run(task: Task): Promise<Outcome> {
    // Timers and signals have their turn between items.
    await turn()
    try {
      return await verifyTask(task, this.#options)
    } catch (error) {
      return crashed(error)
    }
  }

  async close(): Promise<void> {
    // An item that is under way comes to its end, unheard.
  }
}
