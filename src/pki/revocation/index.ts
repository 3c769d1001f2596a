/** Revocation: CRLs by RFC 5280 6.3 and OCSP by RFC 6960 over evidence that the caller supplies; nothing is fetched. */
export { checkRevocation } from './check-revocation.ts'
export { parseEvidence } from './evidence.ts'
export type { ParseEvidenceOptions, ParsedEvidence } from './evidence.ts'
export type { CertificateRevocation, Freshness, RevocationFacts, RevocationOptions } from './options.ts'
