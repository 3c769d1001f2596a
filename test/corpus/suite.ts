/** Runs the cases of a suite with their exceptions: an unexpected outcome fails, and so does an exception that is none. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

export interface SuiteCase<Outcome> {
  readonly id: string
  readonly expected: Outcome
  /** Why it is not run. */
  readonly skipped?: string | undefined
  readonly run: () => Promise<{ readonly actual: Outcome; readonly code: string }>
}

/** @param exceptionsFile JSON beside the test: case id to the reason why its outcome is another one */
export function runSuite<Outcome>(cases: readonly SuiteCase<Outcome>[], exceptionsFile: string): void {
  const exceptions = new Map(Object.entries(JSON.parse(readFileSync(exceptionsFile, 'utf8')) as Record<string, string>))
  for (const { id, expected, skipped, run } of cases) {
    const reason = exceptions.get(id)
    if (skipped !== undefined) it.skip(`${id} (${skipped})`, () => undefined)
    else if (reason === undefined) {
      it(id, async () => {
        const { actual, code } = await run()
        expect(actual, code).toBe(expected)
      })
    } else {
      it(`${id} (exception: ${reason})`, async () => {
        expect((await run()).actual, 'has the expected outcome: remove the exception').not.toBe(expected)
      })
    }
  }
  it('has no exception for a case that is not there', () => {
    const ids = new Set(cases.map(({ id }) => id))
    expect([...exceptions.keys()].filter((id) => !ids.has(id))).toEqual([])
    expect([...exceptions.values()].filter((reason) => reason.length < 20)).toEqual([])
  })
}
