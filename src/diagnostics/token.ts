import { defineDiagnostics } from './define.ts'

const FORM = { level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE' } as const
const CONSTRAINT = { level: 'fail', fixed: true, subIndication: 'SIG_CONSTRAINTS_FAILURE' } as const
const OPEN = { level: 'indeterminate', fixed: true, subIndication: 'SIG_CONSTRAINTS_FAILURE' } as const
const NO_KEY = { level: 'indeterminate', fixed: true, subIndication: 'NO_SIGNING_CERTIFICATE_FOUND' } as const

/** Tokens of identity platforms: what they claim, against what their recipient expects. */
export const tokenDiagnostics = defineDiagnostics({
  TOKEN_NOT_COMPACT: { ...FORM, clause: 'RFC 7519 clauses 1 and 7.2', params: [] },
  TOKEN_CLAIMS_INVALID: { ...FORM, clause: 'RFC 7519 clause 7.2', params: [] },
  TOKEN_CLAIM_INVALID: { ...FORM, clause: 'RFC 7519 clause 4.1; OpenID Connect Core 1.0 clause 2', params: ['claim'] },
  TOKEN_CLAIM_ABSENT: { ...CONSTRAINT, clause: 'RFC 7519 clause 4 (which claims are mandatory is the application’s decision)', params: ['claim'] },
  TOKEN_ISSUER_MISMATCH: { ...CONSTRAINT, clause: 'RFC 8725 clause 3.8; RFC 7519 clause 4.1.1', params: [] },
  TOKEN_AUDIENCE_MISMATCH: { ...CONSTRAINT, clause: 'RFC 7519 clause 4.1.3; RFC 8725 clause 3.9', params: [] },
  TOKEN_AUDIENCE_SHARED: { ...CONSTRAINT, clause: 'OpenID Connect Core 1.0 clause 3.1.3.7 (3)', params: ['others'] },
  TOKEN_PARTY_MISMATCH: { ...CONSTRAINT, clause: 'OpenID Connect Core 1.0 clause 3.1.3.7 (4) and (5)', params: [] },
  TOKEN_SUBJECT_MISMATCH: { ...CONSTRAINT, clause: 'RFC 7519 clause 4.1.2; RFC 8725 clause 3.8', params: [] },
  TOKEN_NONCE_MISMATCH: { ...CONSTRAINT, clause: 'OpenID Connect Core 1.0 clause 3.1.3.7 (11)', params: [] },
  TOKEN_LEVEL_NOT_ACCEPTED: { ...CONSTRAINT, clause: 'OpenID Connect Core 1.0 clause 3.1.3.7 (12)', params: [] },
  TOKEN_METHOD_ABSENT: { ...CONSTRAINT, clause: 'RFC 8176 clause 2', params: ['method'] },
  TOKEN_EXPIRED: { level: 'fail', fixed: true, subIndication: 'EXPIRED', clause: 'RFC 7519 clause 4.1.4', params: ['expires', 'time'] },
  TOKEN_NOT_YET_VALID: { level: 'fail', fixed: true, subIndication: 'NOT_YET_VALID', clause: 'RFC 7519 clause 4.1.5', params: ['notBefore', 'time'] },
  TOKEN_TIME_IN_FUTURE: { level: 'fail', fixed: true, subIndication: 'NOT_YET_VALID', clause: 'OpenID Connect Core 1.0 clause 3.1.3.7 (10)', params: ['claim', 'value', 'time'] },
  TOKEN_TIMES_CONTRADICT: { ...FORM, clause: 'RFC 7519 clauses 4.1.4 to 4.1.6', params: [] },
  TOKEN_TOO_OLD: { level: 'fail', fixed: true, subIndication: 'EXPIRED', clause: 'OpenID Connect Core 1.0 clause 3.1.3.7 (10)', params: ['issued', 'maximum'] },
  TOKEN_LIFETIME_TOO_LONG: { ...CONSTRAINT, clause: 'docs/identity.md (times)', params: ['seconds', 'maximum'] },
  TOKEN_AUTHENTICATION_TOO_OLD: { level: 'fail', fixed: true, subIndication: 'EXPIRED', clause: 'OpenID Connect Core 1.0 clause 3.1.3.7 (13)', params: ['authenticated', 'maximum'] },
  TOKEN_ENCRYPTED: { ...NO_KEY, clause: 'RFC 7519 clause 7.2 (7); RFC 7516 clause 5.2', params: [] },
  TOKEN_NESTED_UNSIGNED: { ...CONSTRAINT, clause: 'RFC 7519 clause 7.2 (8); RFC 8725 clause 3.3', params: [] },
  TOKEN_NESTED_TYPE: { ...FORM, clause: 'RFC 7519 clause 5.2', params: [] },
  TOKEN_CERTIFICATES_ABSENT: { ...NO_KEY, clause: 'RFC 7515 clause 4.1.6', params: [] },
  TOKEN_CERTIFICATES_INVALID: { ...FORM, clause: 'RFC 7515 clause 4.1.6', params: [] },
  TOKEN_CERTIFICATE_NAME_MISMATCH: { ...CONSTRAINT, clause: 'RFC 5280 clause 4.2.1.6; docs/identity.md (certificates)', params: [] },
  TOKEN_ISSUER_ANCHOR_GENERAL: { level: 'info', subIndication: 'CHAIN_CONSTRAINTS_FAILURE', clause: 'RFC 5280 clause 6.1.1 (d); docs/identity.md (certificates)', params: [] },
  TOKEN_CONFIRMATION_UNCHECKED: { ...OPEN, clause: 'RFC 7800 clause 3; RFC 9449 clause 7.1; RFC 8705 clause 3', params: [] },
  TOKEN_CONFIRMATION_UNSUPPORTED: { ...OPEN, clause: 'RFC 7800 clause 3.1', params: [] },
  TOKEN_CONFIRMATION_ABSENT: { ...CONSTRAINT, clause: 'RFC 9449 clause 7.1; RFC 8705 clause 3', params: [] },
  TOKEN_BOUND_TO_OTHER_CERTIFICATE: { ...CONSTRAINT, clause: 'RFC 8705 clause 3.1', params: [] },
  TOKEN_REPLAYED: { ...CONSTRAINT, clause: 'RFC 7519 clause 4.1.7', params: [] },
  TOKEN_REPLAY_UNKNOWN: { level: 'indeterminate', fixed: true, subIndication: 'TRY_LATER', clause: 'RFC 7519 clause 4.1.7', params: [] },

  DPOP_CLAIM_INVALID: { ...FORM, clause: 'RFC 9449 clause 4.2', params: ['claim'] },
  DPOP_KEY_MISMATCH: { ...CONSTRAINT, clause: 'RFC 9449 clauses 4.3 (12) and 6.1', params: [] },
  DPOP_REQUEST_MISMATCH: { ...CONSTRAINT, clause: 'RFC 9449 clause 4.3 (8) and (9)', params: ['claim'] },
  DPOP_TOKEN_MISMATCH: { ...CONSTRAINT, clause: 'RFC 9449 clause 4.3 (12)', params: [] },
  DPOP_NONCE_MISMATCH: { ...CONSTRAINT, clause: 'RFC 9449 clause 4.3 (10)', params: [] },
  DPOP_TIME: { ...CONSTRAINT, clause: 'RFC 9449 clause 4.3 (11)', params: ['seconds', 'maximum'] },
})
