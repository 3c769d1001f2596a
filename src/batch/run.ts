/** One batch on its way: pulls items from the source as there is room for their results, and gives these out. */
import type { Executor } from './executor.ts'
import { resultOf, stateOf, taskOf } from './item.ts'
import type { BatchItem, BatchResult, Task } from './item.ts'
import type { Journal, JournalKey } from './journal.ts'

export type BatchSource = Iterable<BatchItem> | AsyncIterable<BatchItem>

/** 'input': in the order of the source. 'completion': as they come. */
export type BatchOrder = 'input' | 'completion'

/** Items that may be pulled ahead of the one whose result is taken next, for each that is worked on at a time. */
const AHEAD = 8

/** Wakes whoever waits. */
class Notice {
  #wake: () => void = () => undefined

  give(): void {
    this.#wake()
  }

  /** Resolves with the next `give`. Ask before looking at what it may announce. */
  next(): Promise<void> {
    return new Promise((resolve) => { this.#wake = resolve })
  }
}

interface Prepared {
  readonly task: Task
  readonly index: number
  /** In the journal, if there is one. */
  readonly key: JournalKey | undefined
}

export class BatchRun {
  readonly #iterator: Iterator<BatchItem> | AsyncIterator<BatchItem>
  readonly #executor: Executor
  readonly #journal: Journal | undefined
  readonly #order: BatchOrder
  readonly #changed = new Notice()
  /** Pulled and not begun, so that a worker need not wait for the source. */
  readonly #waiting: Prepared[] = []
  /** Results that were not taken yet, by index, in the order in which they came. */
  readonly #ready = new Map<number, BatchResult>()
  /** How often each id came; for the journal only. */
  readonly #ids = new Map<string, number>()
  #pulled = 0
  #taken = 0
  #running = 0
  #isPulling = false
  /** Nothing more is to be pulled. */
  #isExhausted = false
  /** The source itself said so. */
  #isSourceOver = false
  #isEnded = false
  #failure: { readonly error: unknown } | undefined
  #sourceFailure: { readonly error: unknown } | undefined

  constructor(source: BatchSource, executor: Executor, journal: Journal | undefined, order: BatchOrder) {
    this.#iterator = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]()
    this.#executor = executor
    this.#journal = journal
    this.#order = order
  }

  /** @throws what the source threw, after the results of what it gave before; the journal's error; the reason of the signal */
  async *results(signal: AbortSignal | undefined): AsyncGenerator<BatchResult, void, undefined> {
    const stop = (): void => {
      this.end()
      this.#changed.give()
    }
    signal?.addEventListener('abort', stop)
    try {
      for (;;) {
        const changed = this.#changed.next()
        signal?.throwIfAborted()
        if (this.#failure !== undefined) throw this.#failure.error
        const result = this.#takeReady()
        this.#goOn()
        if (result !== undefined) yield result
        else if (!this.#isExhausted || this.#running + this.#waiting.length + this.#ready.size > 0) await changed
        else if (this.#sourceFailure !== undefined) throw this.#sourceFailure.error
        else return
      }
    } finally {
      signal?.removeEventListener('abort', stop)
    }
  }

  /** From here on nothing is begun and nothing written down. */
  end(): void {
    this.#isEnded = true
  }

  /** Tells the source that no more is wanted. */
  async close(): Promise<void> {
    if (this.#isSourceOver) return
    const closed = this.#iterator.return?.()
    // A source that somebody waits for may never answer.
    if (this.#isPulling) void Promise.resolve(closed).catch(() => undefined)
    else await closed
  }

  #takeReady(): BatchResult | undefined {
    const index = this.#order === 'input' ? this.#taken : this.#ready.keys().next().value
    const result = index === undefined ? undefined : this.#ready.get(index)
    if (index === undefined || result === undefined) return undefined
    this.#ready.delete(index)
    this.#taken++
    return result
  }

  /** Begins what can be begun, whether or not somebody waits for results: up to the room there is for them. */
  #goOn(): void {
    const { width } = this.#executor
    if (this.#isEnded || this.#failure !== undefined) return
    for (let next = this.#waiting[0]; next !== undefined && this.#running < width; next = this.#waiting[0]) {
      this.#waiting.shift()
      this.#begin(next)
    }
    const hasRoom = this.#pulled - this.#taken < width * AHEAD
    if (this.#isPulling || this.#isExhausted || this.#waiting.length >= width || !hasRoom) return
    this.#isPulling = true
    void this.#settle(this.#pull(), () => { this.#isPulling = false })
  }

  async #settle(work: Promise<void>, afterwards: () => void): Promise<void> {
    try {
      await work
    } catch (error) {
      this.#failure ??= { error }
    }
    afterwards()
    this.#goOn()
    this.#changed.give()
  }

  async #pull(): Promise<void> {
    const task = await this.#nextTask()
    if (task === undefined) {
      this.#isExhausted = true
      return
    }
    const index = this.#pulled++
    const key = this.#journal === undefined ? undefined : await this.#keyOf(task)
    const known = key === undefined ? undefined : this.#journal?.find(key)
    if (known === undefined) this.#waiting.push({ task, index, key })
    else this.#ready.set(index, resultOf(known, { id: task.id, index, resumed: true }))
  }

  /** Undefined when there are no more: the source is over, or there is something wrong with it. */
  async #nextTask(): Promise<Task | undefined> {
    try {
      const next = await this.#iterator.next()
      if (next.done !== true) return taskOf(next.value)
      this.#isSourceOver = true
    } catch (error) {
      this.#sourceFailure = { error }
    }
    return undefined
  }

  async #keyOf(task: Task): Promise<JournalKey> {
    const { id } = task
    const repeat = this.#ids.get(id) ?? 0
    this.#ids.set(id, repeat + 1)
    return { id, repeat, state: await stateOf(task) }
  }

  #begin(prepared: Prepared): void {
    this.#running++
    void this.#settle(this.#verify(prepared), () => { this.#running-- })
  }

  async #verify({ task, index, key }: Prepared): Promise<void> {
    const outcome = await this.#executor.run(task)
    if (this.#isEnded) return
    if (key !== undefined) this.#journal?.append(key, outcome)
    this.#ready.set(index, resultOf(outcome, { id: task.id, index, resumed: false }))
  }
}
