/** The last line of the terminal while many files are verified: how far it is, how fast, how much longer. */
import type { Session } from './session.ts'
import { sayText } from './usage-error.ts'

/** Shorter runs are over before somebody wonders. */
const FIRST_AFTER_MS = 1500
const AGAIN_AFTER_MS = 100
const BAR_LENGTH = 20
/** Narrower than a terminal is, so that the line can be replaced: Chinese characters are two columns wide. */
const LINE_LENGTH = 76

export class Progress {
  readonly #session: Session
  readonly #count: number
  readonly #started: number
  #shown = Number.NEGATIVE_INFINITY
  #isShown = false
  #done = 0
  /** Of those done, made in this run. */
  #made = 0

  constructor(session: Session, count: number) {
    this.#session = session
    this.#count = count
    this.#started = session.io.now().getTime()
  }

  /** Another file is done. @param resumed it was done before */
  step(resumed: boolean): void {
    this.#done++
    if (!resumed) this.#made++
  }

  /** Shows where we are, if there is somebody to look at it. */
  show(): void {
    const { io, language } = this.#session
    if (this.#count < 2 || !io.stderrIsTerminal) return
    const now = io.now().getTime()
    const elapsed = now - this.#started
    if (elapsed < FIRST_AFTER_MS || now - this.#shown < AGAIN_AFTER_MS) return
    this.#shown = now
    this.#isShown = true
    const share = this.#done / this.#count
    const filled = Math.floor(share * BAR_LENGTH)
    const bar = `[${'#'.repeat(filled)}${'.'.repeat(BAR_LENGTH - filled)}]`
    const rate = (this.#made / elapsed) * 1000
    const text = sayText('progress', language, { bar, done: this.#done, count: this.#count, percent: Math.floor(share * 100) }) +
      (this.#made === 0 ? '' : sayText('progressRate', language, { rate: rate < 10 ? rate.toFixed(1) : Math.round(rate), left: clock((this.#count - this.#done) / rate) }))
    io.progress(text.slice(0, LINE_LENGTH))
  }

  /** Makes room for what is said on the terminal. */
  hide(): void {
    if (!this.#isShown) return
    this.#isShown = false
    this.#session.io.progress('')
  }
}

function clock(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60]
  const two = (value: number): string => String(value).padStart(2, '0')
  return hours > 0 ? `${String(hours)}:${two(minutes)}:${two(rest)}` : `${String(minutes)}:${two(rest)}`
}
