/** What a user of yinxin imports first. Everything else has a subpath of its own. */
export { verify, verifyOfd, verifySeal } from './verify/verify.ts'
export type { RevocationEvidence, VerifyOptions } from './verify/options.ts'
export { createCache } from './cache/index.ts'
export type { CacheCounts, CacheOptions, CacheStats, VerificationCache } from './cache/index.ts'
export { trustStore } from './trust/trust-store.ts'
export type { CertificateInput, TrustPurpose, TrustStore, TrustStoreInput } from './trust/trust-store.ts'
export { POLICY_IDS, policyPreset } from './policy/presets.ts'
export type { PolicyId } from './policy/presets.ts'
export type { ValidationPolicy } from './policy/policy.ts'
export { FormatError, LimitExceededError, SourceUnavailableError, UnsupportedAlgorithmError, VerificationError } from './errors.ts'
export { Budget, DEFAULT_LIMITS } from './limits.ts'
export type { Limits } from './limits.ts'
export type { DiagnosticCode, Locator, SubIndication } from './diagnostics/index.ts'
export type {
  CertificateSummary, Conclusion, CoverageEntry, CoverageFacts, Diagnostic, DocumentContent, Indication, InputKind,
  SealSummary, Severity, SignatureFormat, SignatureReport, Step, StepName, ValidationReport,
} from './report/model.ts'
