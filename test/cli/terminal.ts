/** A process for the command that keeps what is said to it. */
import type { Io } from '../../src/cli/io.ts'
import { run } from '../../src/cli/run.ts'

export interface Said {
  readonly code: number
  readonly out: string
  readonly err: string
  readonly progress: readonly string[]
}

export interface Surroundings {
  readonly env?: Io['env']
  readonly stdin?: Uint8Array
  readonly isTerminal?: boolean
  /** Milliseconds that pass with every look at the clock. */
  readonly slow?: number
  /** Resolves when somebody presses Ctrl-C. @default at once */
  readonly interrupted?: Promise<void>
}

/** Runs a command line in this process; English unless the environment says otherwise. */
export async function yinxin(words: readonly string[], { env = { LANG: 'C' }, stdin, isTerminal = false, slow = 0, interrupted = Promise.resolve() }: Surroundings = {}): Promise<Said> {
  let [out, err, now] = ['', '', Date.parse('2026-06-01T00:00:00Z')]
  const progress: string[] = []
  const code = await run(words, {
    version: '0.0.0-test',
    env,
    stdoutIsTerminal: isTerminal,
    stderrIsTerminal: isTerminal,
    out: (text) => {
      out += text
      return Promise.resolve()
    },
    err: (text) => { err += text },
    progress: (text) => { if (text !== '') progress.push(text) },
    stdin: (async function* () {
      await Promise.resolve()
      if (stdin !== undefined) yield stdin
    })(),
    now: () => {
      now += slow
      return new Date(now)
    },
    interrupted: () => interrupted,
  })
  return { code, out, err, progress }
}
