/** What a decision or an assessment came to, as tests compare it: the outcome with what speaks against the license, and which of two is better. */
import { expect } from 'vitest'
import type { Diagnostic } from '../../src/diagnostics/step.ts'
import type { AssessmentReport } from '../../src/recognition/assess.ts'
import type { RecognitionDecision, RecognitionStep } from '../../src/recognition/index.ts'

type Came = RecognitionDecision | AssessmentReport

const stepsOf = (came: Came): readonly RecognitionStep[] => ('steps' in came ? came.steps : came.decision?.steps ?? [])

/** Codes of errors in the order of steps; a step that is not there has none. */
export const errorsIn = (steps: readonly ({ readonly diagnostics: readonly Diagnostic[] } | undefined)[]): readonly string[] =>
  steps.flatMap((step) => (step?.diagnostics ?? []).filter(({ severity }) => severity === 'error').map(({ code }) => code))

/** The outcome, and the codes of errors in the order of the checks. */
export const errors = (came: Came): readonly string[] => [came.outcome, ...errorsIn(stepsOf(came))]

/** Checks that passed; who presents is one question in two of them, answered for the presenter against whom least speaks. */
function passed(came: Came): ReadonlySet<string> {
  const names = new Set<string>(stepsOf(came).filter(({ conclusion }) => conclusion === 'PASSED').map(({ name }) => name))
  const both = names.has('holder') && names.has('presenter')
  names.delete('holder')
  names.delete('presenter')
  return both ? names.add('who presents') : names
}

/** No check passes that did not, nothing is accepted that was not, and nothing breaks. */
export function expectNoBetter(before: Came, after: Came, what: string): void {
  const had = passed(before)
  expect([...passed(after)].filter((name) => !had.has(name)), what).toEqual([])
  if (before.outcome !== 'ACCEPTED') expect(after.outcome, what).not.toBe('ACCEPTED')
  if (!('steps' in after)) expect(JSON.stringify(after), what).not.toContain('INTERNAL_ERROR')
}
