/**
 * Walks a report: its checks in the order in which people read them, and findings gathered by code. Renderers share
 * it; nothing here judges.
 */
import { diagnosticDefinition } from '../diagnostics/index.ts'
import type { DiagnosticCode } from '../diagnostics/index.ts'
import { STEP_NAMES } from './model.ts'
import type { Diagnostic, DocumentContent, Severity, SignatureReport, Step, StepName, ValidationReport } from './model.ts'
import { DOCUMENT_STEP_TERMS, STEP_TERMS } from './messages/terms.ts'
import type { StepTerm } from './messages/terms.ts'

export interface NamedStep {
  /** Index of the signature; absent for a check of the document as a whole. */
  readonly signature?: number
  readonly name: StepName | 'container' | 'coverage' | 'license'
  readonly term: StepTerm
  readonly step: Step
}

/** The checks of one signature that are present, in the order of `STEP_NAMES`. */
export function stepsOfSignature(signature: SignatureReport, index: number): readonly NamedStep[] {
  return STEP_NAMES.flatMap((name) => {
    const step = signature.steps[name]
    return step === undefined ? [] : [{ signature: index, name, term: STEP_TERMS[name], step }]
  })
}

/** The checks of the document as a whole. */
export function stepsOfDocument(report: ValidationReport): readonly NamedStep[] {
  return [
    { name: 'container' as const, term: DOCUMENT_STEP_TERMS.container, step: report.container },
    ...(report.coverage === undefined ? [] : [{ name: 'coverage' as const, term: DOCUMENT_STEP_TERMS.coverage, step: report.coverage }]),
    ...(report.license === undefined ? [] : [{ name: 'license' as const, term: DOCUMENT_STEP_TERMS.license, step: report.license }]),
  ]
}

/** Every check: container, each signature's, coverage, license. */
export function allSteps(report: ValidationReport): readonly NamedStep[] {
  const [container, ...rest] = stepsOfDocument(report)
  return [...(container === undefined ? [] : [container]), ...report.signatures.flatMap(stepsOfSignature), ...rest]
}

/** Subject of the trust anchor that a certificate check reached, from its facts. */
export function anchorOf({ step }: NamedStep): string | undefined {
  const facts = step.facts as { readonly anchor?: { readonly subject?: unknown } } | null | undefined
  const subject = facts?.anchor?.subject
  return typeof subject === 'string' ? subject : undefined
}

/**
 * What the document says of itself, where a report may show it: accepted, and from a root file that is protected. A
 * report that holds it otherwise was not made by `verify`.
 */
export function showableContent(report: ValidationReport): DocumentContent | undefined {
  return report.accepted && report.coverage?.facts?.metadataProtected === true ? report.content : undefined
}

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info']

export interface FindingGroup {
  readonly code: DiagnosticCode
  readonly severity: Severity
  readonly clause: string
  readonly diagnostics: readonly [Diagnostic, ...Diagnostic[]]
}

/** Diagnostics of the same code together, worst first; otherwise in the order in which they were found. */
export function findingGroups(diagnostics: readonly Diagnostic[]): readonly FindingGroup[] {
  const groups = new Map<string, [Diagnostic, ...Diagnostic[]]>()
  for (const diagnostic of diagnostics) {
    const key = `${diagnostic.severity} ${diagnostic.code}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [diagnostic])
    else group.push(diagnostic)
  }
  const all = [...groups.values()].map((group) => ({
    code: group[0].code, severity: group[0].severity, clause: group[0].clause, diagnostics: group,
  }))
  return SEVERITIES.flatMap((severity) => all.filter((group) => group.severity === severity))
}

/** How many diagnostics of a severity a report holds. */
export function countOf(report: ValidationReport, severity: Severity): number {
  return allSteps(report).reduce((sum, { step }) => sum + step.diagnostics.filter((one) => one.severity === severity).length, 0)
}

/**
 * The diagnostic that explains the outcome: the error behind the sub-indication of the whole, else the first error.
 * Absent when there is none.
 */
export function decisiveDiagnostic(report: ValidationReport): Diagnostic | undefined {
  const failing = allSteps(report).flatMap(({ step }) => (step.conclusion === 'PASSED' ? [] : [step]))
  const wanted = report.indication === 'TOTAL_FAILED' ? 'FAILED' : 'INDETERMINATE'
  const ranked = [
    ...failing.filter(({ conclusion, subIndication }) => conclusion === wanted && subIndication === report.subIndication),
    ...failing.filter(({ conclusion }) => conclusion === wanted),
    ...failing,
  ]
  for (const { diagnostics, subIndication } of ranked) {
    const errors = diagnostics.filter(({ severity }) => severity === 'error')
    const found = errors.find(({ code }) => diagnosticDefinition(code).subIndication === subIndication) ?? errors[0]
    if (found !== undefined) return found
  }
  return undefined
}
