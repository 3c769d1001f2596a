/** One time limit over everything that a request does, however slowly and in whatever pieces the other side answers. */

export class Deadline {
  readonly #controller = new AbortController()
  readonly #timer: ReturnType<typeof setTimeout>
  readonly #outer: AbortSignal | undefined
  readonly #abort = (): void => { this.#reach('aborted') }
  #reached: 'timeout' | 'aborted' | undefined

  constructor(milliseconds: number, outer?: AbortSignal) {
    this.#timer = setTimeout(() => { this.#reach('timeout') }, milliseconds)
    this.#outer = outer
    outer?.addEventListener('abort', this.#abort, { once: true })
    if (outer?.aborted === true) this.#abort()
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** Why the time is over; undefined while it is not. */
  get reached(): 'timeout' | 'aborted' | undefined {
    return this.#reached
  }

  /** What a promise gives, unless the time is over first: a transport that ignores its signal must not hold anybody up. */
  async race<Value>(promise: PromiseLike<Value>): Promise<Value> {
    const { signal } = this
    let stop: (() => void) | undefined
    const over = new Promise<never>((_, reject) => {
      stop = () => { reject(new Error('the time is over')) }
      if (signal.aborted) stop()
      else signal.addEventListener('abort', stop, { once: true })
    })
    try {
      return await Promise.race([promise, over])
    } finally {
      if (stop !== undefined) signal.removeEventListener('abort', stop)
    }
  }

  /** To be called when the request is done: what is still under way of it ends. */
  end(): void {
    clearTimeout(this.#timer)
    this.#outer?.removeEventListener('abort', this.#abort)
    this.#controller.abort()
  }

  #reach(why: 'timeout' | 'aborted'): void {
    if (this.#reached !== undefined) return
    this.#reached = why
    this.#controller.abort()
  }
}
