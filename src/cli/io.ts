/** The process as the command sees it: the only file that touches streams, environment and clock. */
import { clearLine, cursorTo } from 'node:readline'

export interface Io {
  readonly version: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdoutIsTerminal: boolean
  readonly stderrIsTerminal: boolean
  /** Resolves when the text was handed over, so that a slow reader slows us down instead of filling memory. */
  out(text: string): Promise<void>
  err(text: string): void
  /** Replaces the last line of the terminal that standard error is; nothing where it is none. Empty: clears it. */
  progress(text: string): void
  readonly stdin: AsyncIterable<Uint8Array>
  now(): Date
  /** Resolves when somebody asks the process to end (Ctrl-C); until it was called, that ends the process at once. */
  interrupted(): Promise<void>
}

/** The real one. A reader that goes away (`| head`) ends the command quietly. */
export function processIo(version: string): Io {
  const { stdout, stderr, stdin, env } = process
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // Nobody hears a message now; the exit code says that the work was not finished.
      if (error.code === 'EPIPE') process.exit(3)
      throw error
    })
  }
  return {
    version,
    env,
    stdoutIsTerminal: stdout.isTTY,
    stderrIsTerminal: stderr.isTTY,
    stdin,
    out: (text) => new Promise((resolve) => { stdout.write(text, () => { resolve() }) }),
    err: (text) => { stderr.write(text) },
    progress: (text) => {
      if (!stderr.isTTY) return
      clearLine(stderr, 0)
      cursorTo(stderr, 0)
      if (text !== '') stderr.write(text)
    },
    now: () => new Date(),
    interrupted: () => new Promise((resolve) => {
      // Once: a second Ctrl-C ends a process that does not end by itself.
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => { resolve() })
    }),
  }
}
