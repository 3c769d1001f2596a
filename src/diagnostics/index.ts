/** The closed union of codes: errors, findings, reports and message catalogues all speak of these. */
export { diagnosticArea, diagnosticCodes, diagnosticDefinition, isDiagnosticCode } from './definitions.ts'
export type { DiagnosticArea, DiagnosticCode } from './definitions.ts'
export type { DiagnosticDefinition, Level, SubIndication } from './define.ts'
export { finding } from './finding.ts'
export type { Checked, Finding, Locator, Note } from './finding.ts'
export type { Conclusion, Diagnostic, Severity, Step } from './step.ts'
