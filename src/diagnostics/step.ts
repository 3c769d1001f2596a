/** A finding that a policy judged, and the step that it belongs to. Made only in `policy/judge.ts`. */
import type { DiagnosticCode, Locator, SubIndication } from './index.ts'

/** ETSI EN 319 102-1 clause 5.1.3: the outcome of one building block. */
export type Conclusion = 'PASSED' | 'FAILED' | 'INDETERMINATE'
export type Severity = 'error' | 'warning' | 'info'

/** A finding as the policy judged it. Texts in zh-CN and en are in `report/messages`, by code. */
export interface Diagnostic {
  readonly code: DiagnosticCode
  readonly severity: Severity
  readonly at: Locator
  /** Standard and clause of the rule behind the code. */
  readonly clause: string
  readonly params: Readonly<Record<string, string | number>>
}

/** One check: a step that did not pass always has a sub-indication and at least one diagnostic of severity `error`. */
export type Step<Facts = unknown> =
  | { readonly conclusion: 'PASSED'; readonly facts: Facts; readonly diagnostics: readonly Diagnostic[] }
  | {
      readonly conclusion: 'FAILED' | 'INDETERMINATE'
      readonly subIndication: SubIndication
      readonly facts?: Facts
      readonly diagnostics: readonly [Diagnostic, ...Diagnostic[]]
    }
