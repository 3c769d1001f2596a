/** The table of decisions: every case comes to what it says, with exactly its codes. */
import { describe, expect, it } from 'vitest'
import { diagnosticDefinition } from '../../src/diagnostics/index.ts'
import { recognitionDiagnostics } from '../../src/diagnostics/recognition.ts'
import { runDecision } from '../../src/cli/decisions.ts'
import { RECOGNITION_STEP_NAMES } from '../../src/recognition/index.ts'
import type { RecognitionCode } from '../../src/recognition/index.ts'
import { MATERIALS, TABLE } from './world.ts'

const CODES = Object.keys(recognitionDiagnostics) as readonly RecognitionCode[]
/** What each case came to, whatever it expects. */
const DECIDED = TABLE.cases.map((one) => {
  const { decision } = runDecision(TABLE, one, MATERIALS)
  const codes = (isWanted: (severity: string) => boolean): ReadonlySet<string> =>
    new Set(decision.steps.flatMap(({ diagnostics }) => diagnostics.filter(({ severity }) => isWanted(severity)).map(({ code }) => code)))
  return { id: one.id, decision, errors: codes((severity) => severity === 'error'), notes: codes((severity) => severity !== 'error') }
})
const decided = (id: string): (typeof DECIDED)[number] => {
  const found = DECIDED.find((one) => one.id === id)
  if (found === undefined) throw new RangeError(`no case ${id}`)
  return found
}

/** One second apart, or one day where days count: the last that is taken, the first that is not, and why. */
const BOUNDARIES: readonly (readonly [taken: string, not: string, code: RecognitionCode])[] = [
  ['2-withdrawn-after', '2-withdrawn', 'LID_TYPE_WITHDRAWN'],
  ['4-just-begun', '4-to-come', 'MR_NOT_IN_FORCE'], ['4-before-repeal', '4-repealed', 'MR_NOT_IN_FORCE'], ['4-last-second', '4-ended', 'MR_NOT_IN_FORCE'],
  ['5-first-day', '5-not-competent', 'AUTH_NOT_COMPETENT'],
  ['9-at-the-limit', '9-stale', 'LST_STALE'], ['9-clock', '9-future', 'LST_UNKNOWN'],
  ['10-first-day', '10-not-yet', 'VAL_NOT_YET'], ['10-last-moment', '10-past-midnight', 'VAL_EXPIRED'], ['10-grace', '10-grace-over', 'VAL_EXPIRED'],
  ['10-copy', '10-copy-expired', 'VAL_COPY_EXPIRED'],
  ['12-last-second', '12-expired', 'IDN_EXPIRED'], ['12-at-the-limit', '12-stale', 'IDN_SESSION_STALE'],
  ['13-first-second', '13-not-yet', 'PUR_NOT_YET'], ['13-last-second', '13-expired', 'PUR_EXPIRED'],
  ['lists-last-second', 'lists-over', 'RECOGNITION_LIST_EXPIRED'],
]

describe('the table of decisions', () => {
  it.each(TABLE.cases.map((one) => [one.id, one] as const))('%s', (_, one) => {
    expect(runDecision(TABLE, one, MATERIALS).differences).toEqual([])
  })

  it('has every code and outcome in a case', () => {
    expect(CODES.filter((code) => !DECIDED.some(({ errors, notes }) => errors.has(code) || notes.has(code)))).toEqual([])
    expect(new Set(DECIDED.map(({ decision: { outcome } }) => outcome)).size).toBe(4)
  })

  it('has each two of the fourteen checks wrong or open at once', () => {
    const pairs = RECOGNITION_STEP_NAMES.flatMap((first, index) => RECOGNITION_STEP_NAMES.slice(index + 1).map((second) => [first, second] as const))
    const isBoth = ([first, second]: (typeof pairs)[number]): boolean =>
      DECIDED.some(({ decision: { steps } }) => [first, second].every((name) => steps.find((step) => step.name === name)?.conclusion !== 'PASSED'))
    expect(pairs.length).toBe(91)
    expect(pairs.filter((pair) => !isBoth(pair))).toEqual([])
  })

  it('has every code that may be tolerated as an error, and tolerated', () => {
    const tolerable = CODES.filter((code) => diagnosticDefinition(code).level === 'indeterminate' && diagnosticDefinition(code).fixed !== true)
    expect(tolerable.length).toBeGreaterThan(10)
    expect(tolerable.filter((code) => !DECIDED.some(({ errors }) => errors.has(code)))).toEqual([])
    expect(tolerable.filter((code) => !DECIDED.some(({ notes }) => notes.has(code)))).toEqual([])
    // Where nothing signed says who issued it, no tolerance makes a seal the issuer's.
    expect(tolerable.filter((code) => !DECIDED.some(({ notes, decision }) => notes.has(code) && decision.outcome === 'ACCEPTED'))).toEqual(['META_UNPROTECTED'])
  })

  it.each(BOUNDARIES)('%s is taken and %s is not: %s', (taken, not, code) => {
    expect([decided(taken).decision.outcome, [...decided(taken).errors]]).toEqual(['ACCEPTED', []])
    expect(decided(not).decision.outcome).not.toBe('ACCEPTED')
    expect([...decided(not).errors]).toContain(code)
  })

  it('runs all fourteen checks in every case', () => {
    for (const one of DECIDED) expect(one.decision.steps.map(({ number }) => number)).toEqual(Array.from({ length: 14 }, (_, index) => index + 1))
  })
})
