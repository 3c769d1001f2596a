/** The table of decisions: every case comes to what it says, with exactly its codes. */
import { describe, expect, it } from 'vitest'
import { recognitionDiagnostics } from '../../src/diagnostics/recognition.ts'
import { runDecision } from '../../src/cli/decisions.ts'
import { MATERIALS, TABLE } from './world.ts'

describe('the table of decisions', () => {
  it.each(TABLE.cases.map((one) => [one.id, one] as const))('%s', (_, one) => {
    expect(runDecision(TABLE, one, MATERIALS).differences).toEqual([])
  })

  it('has at least 120 cases, and every code and outcome in one', () => {
    expect(TABLE.cases.length).toBeGreaterThanOrEqual(120)
    const named = new Set<string>(TABLE.cases.flatMap(({ expect: { codes, remarks = [] } }) => [...codes, ...remarks]))
    expect(Object.keys(recognitionDiagnostics).filter((code) => !named.has(code))).toEqual([])
    expect(new Set(TABLE.cases.map(({ expect: { outcome } }) => outcome)).size).toBe(4)
  })

  it('runs all fourteen checks in every case', () => {
    for (const one of TABLE.cases) expect(runDecision(TABLE, one, MATERIALS).decision.steps.map(({ number }) => number)).toEqual(Array.from({ length: 14 }, (_, index) => index + 1))
  })
})
