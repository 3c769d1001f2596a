/** Keeps a service that does not answer from being asked on and on: after some failures nobody asks for a while, then one does. */
export interface CircuitOptions {
  /** Failures in a row. @default 5 */
  readonly failures?: number
  /** @default 30 */
  readonly openSeconds?: number
}

export class Circuit {
  readonly #failures: number
  readonly #openMs: number
  #inRow = 0
  #openedAt: number | undefined
  #probing = false

  constructor({ failures = 5, openSeconds = 30 }: CircuitOptions = {}) {
    if (!Number.isInteger(failures) || failures < 1 || !(openSeconds > 0 && openSeconds <= 86_400)) throw new TypeError('circuit: 1 failure or more, open for up to a day')
    this.#failures = failures
    this.#openMs = openSeconds * 1000
  }

  /** Undefined: ask, and say how it went. Otherwise the seconds to wait, at least 1. */
  enter(now: number): number | undefined {
    if (this.#openedAt === undefined) return undefined
    // A clock that was set back must not keep it open for longer.
    this.#openedAt = Math.min(this.#openedAt, now)
    const left = this.#openedAt + this.#openMs - now
    if (left <= 0 && !this.#probing) {
      this.#probing = true
      return undefined
    }
    return Math.max(1, Math.ceil(left / 1000))
  }

  succeeded(): void {
    this.#inRow = 0
    this.#openedAt = undefined
    this.#probing = false
  }

  failed(now: number): void {
    this.#inRow++
    if (this.#probing || this.#inRow >= this.#failures) this.#openedAt = now
    this.#probing = false
  }
}
