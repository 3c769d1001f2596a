/** The one place where findings become conclusions. */
import { diagnosticDefinition } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import type { Checked, DiagnosticCode, Finding, Level, SubIndication } from '../diagnostics/index.ts'
import type { Conclusion, Diagnostic, Step } from '../diagnostics/step.ts'
import type { ValidationPolicy } from './policy.ts'

/** Whatever says at which level codes are judged. */
type Levels = Pick<ValidationPolicy, 'levels'>

/** The level of a code under a policy. A fixed code keeps its own. */
export function levelOf(code: DiagnosticCode, policy: Levels): Level {
  const definition = diagnosticDefinition(code)
  if (definition.fixed === true || !Object.hasOwn(policy.levels, code)) return definition.level
  return policy.levels[code] ?? definition.level
}

function diagnosticOf(noticed: Finding, level: Level): Diagnostic {
  return {
    code: noticed.code,
    severity: level === 'fail' || level === 'indeterminate' ? 'error' : level,
    at: noticed.at,
    clause: diagnosticDefinition(noticed.code).clause,
    params: noticed.params,
  }
}

/** Findings without repetitions of the same code at the same place with the same values. */
function distinct(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length < 2 || new Set(findings.map(({ code }) => code)).size === findings.length) return findings
  const seen = new Map<string, Finding>()
  for (const noticed of findings) {
    const key = JSON.stringify([noticed.code, noticed.at, noticed.params])
    if (!seen.has(key)) seen.set(key, noticed)
  }
  return [...seen.values()]
}

/**
 * Makes a step of what a check established. It passes only when there are facts and no finding is an error; a check
 * without facts that noticed no error is INDETERMINATE, so that forgetting to check never passes.
 */
export function judge<Facts>(checked: Checked<Facts>, policy: Levels): Step<Facts> {
  const { facts } = checked
  if (checked.findings.length === 0 && facts !== undefined) return { conclusion: 'PASSED', facts, diagnostics: [] }
  const findings = distinct(checked.findings)
  const failed = findings.find(({ code }) => levelOf(code, policy) === 'fail')
  const open = failed ?? findings.find(({ code }) => levelOf(code, policy) === 'indeterminate')
  if (open === undefined && facts !== undefined) {
    return { conclusion: 'PASSED', facts, diagnostics: findings.map((noticed) => diagnosticOf(noticed, levelOf(noticed.code, policy))) }
  }
  const all = open === undefined ? [finding('CHECK_NOT_PERFORMED', []), ...findings] : findings
  const [first, ...rest] = all.map((noticed) => diagnosticOf(noticed, levelOf(noticed.code, policy)))
  const decisive = open?.code ?? 'CHECK_NOT_PERFORMED'
  return {
    conclusion: failed === undefined ? 'INDETERMINATE' : 'FAILED',
    subIndication: diagnosticDefinition(decisive).subIndication,
    ...(facts === undefined ? {} : { facts }),
    diagnostics: [first as Diagnostic, ...rest],
  }
}

/** The worst of several conclusions, with the sub-indication of the first step that has it. */
export function worst(steps: readonly Step[]): { readonly conclusion: Conclusion; readonly subIndication?: SubIndication } {
  for (const conclusion of ['FAILED', 'INDETERMINATE'] as const) {
    const step = steps.find((candidate) => candidate.conclusion === conclusion)
    if (step !== undefined && step.conclusion !== 'PASSED') return { conclusion, subIndication: step.subIndication }
  }
  return { conclusion: 'PASSED' }
}
