export { LANGUAGES, messageOf } from './messages/index.ts'
export type { Language, Message } from './messages/index.ts'
export { STEP_NAMES } from './model.ts'
export type {
  CertificateSummary, Conclusion, CoverageEntry, CoverageFacts, CoverageReach, CoverageRole, Diagnostic, DocumentContent, Indication,
  InputKind, SealEdition, SealSummary, Severity, SignatureFormat, SignatureReport, Step, StepName, ValidationReport,
} from './model.ts'
export { REDACTED, redact } from './redact.ts'
export { reportToHtml } from './html/page.ts'
export type { HtmlOptions } from './html/page.ts'
export { reportToJson, visibleJson } from './json.ts'
export { reportsToJunit } from './junit.ts'
export { reportsToSarif } from './sarif.ts'
export type { FileReport } from './file-report.ts'
export { reportToLine, reportToText } from './text.ts'
export type { TextOptions } from './text.ts'
export { verdictOf } from './verdict.ts'
export type { Outcome, Verdict } from './verdict.ts'
