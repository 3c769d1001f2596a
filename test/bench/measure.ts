/** Interleaved measurement: every candidate of a suite takes its turn in every round, so that what disturbs one disturbs all. */

/** Time that goes by, or time that the process was given, all its threads together: for a machine that is busy with others. */
export type Clock = 'wall' | 'processor'

/** A clock that begins at 0. @returns milliseconds since */
export function startClock(clock: Clock): () => number {
  if (clock === 'wall') {
    const start = performance.now()
    return () => performance.now() - start
  }
  const start = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1000
  }
}

export interface Candidate {
  readonly name: string
  /** Runs for about so many milliseconds, and answers with microseconds per operation. */
  measure(milliseconds: number, clock: Clock): number | Promise<number>
}

export interface Suite {
  readonly id: string
  readonly title: string
  readonly note?: string
  /** Octets that an operation works through, where speed is better told in MB/s. */
  readonly octets?: number
  /** Turns without a better one before a candidate counts as settled: more where much code has to be compiled. @default 8 */
  readonly quietTurns?: number
  readonly candidates: readonly Candidate[]
}

export interface Result {
  readonly name: string
  /** Microseconds per operation: median, and the middle half of the rounds. */
  readonly median: number
  readonly quartiles: readonly [number, number]
}

/** A candidate that is a function; what it returns must be true where `check` says so. */
export function candidate(name: string, run: () => unknown, check = false): Candidate {
  return {
    name,
    measure(milliseconds, clock) {
      let count = 0
      let elapsed = 0
      let batch = 1
      const time = startClock(clock)
      do {
        for (let i = 0; i < batch; i++) {
          const result = run()
          if (check && result !== true) throw new Error(`${name} gave ${String(result)}`)
        }
        count += batch
        elapsed = time()
        // The clock is not read for every operation when they are short.
        if (elapsed < milliseconds / 8) batch *= 2
      } while (elapsed < milliseconds)
      return (1000 * elapsed) / count
    },
  }
}

/** The same for a function that answers later. */
export function asyncCandidate(name: string, run: () => Promise<unknown>): Candidate {
  return {
    name,
    async measure(milliseconds, clock) {
      let count = 0
      const time = startClock(clock)
      let elapsed = 0
      do {
        await run()
        count++
        elapsed = time()
      } while (elapsed < milliseconds)
      return (1000 * elapsed) / count
    },
  }
}

export const quantile = (sorted: readonly number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number

const QUIET_TURNS = 8
/** What a candidate gets at most to settle. */
const MOST_TURNS = 150
/** What is better by less is chance. */
const BETTER = 0.97

/** Compiled, and with its tables built, before anything counts: runs a candidate until it does not get faster any more. */
async function settle(one: Candidate, quietTurns: number, milliseconds: number, clock: Clock): Promise<void> {
  let [best, quiet] = [Infinity, 0]
  for (let turn = 0; turn < MOST_TURNS && quiet < quietTurns; turn++) {
    const time = await one.measure(milliseconds, clock)
    quiet = time < BETTER * best ? 0 : quiet + 1
    best = Math.min(best, time)
  }
}

export async function runSuite(suite: Suite, rounds: number, milliseconds: number, clock: Clock): Promise<readonly Result[]> {
  const times = suite.candidates.map((): number[] => [])
  for (const one of suite.candidates) await settle(one, suite.quietTurns ?? QUIET_TURNS, milliseconds, clock)
  for (let round = 0; round < rounds; round++) {
    for (const [i, one] of suite.candidates.entries()) (times[i] as number[]).push(await one.measure(milliseconds, clock))
  }
  return suite.candidates.map(({ name }, i) => {
    const sorted = (times[i] as number[]).sort((a, b) => a - b)
    return { name, median: quantile(sorted, 0.5), quartiles: [quantile(sorted, 0.25), quantile(sorted, 0.75)] }
  })
}
