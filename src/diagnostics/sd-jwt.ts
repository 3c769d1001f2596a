import { defineDiagnostics } from './define.ts'

const FORM = { level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE' } as const
const CONSTRAINT = { level: 'fail', fixed: true, subIndication: 'SIG_CONSTRAINTS_FAILURE' } as const
const OPEN = { level: 'indeterminate', fixed: true, subIndication: 'SIG_CONSTRAINTS_FAILURE' } as const

/** Nothing is known now; it may be in a while. */
const LATER = { level: 'indeterminate', fixed: true, subIndication: 'TRY_LATER' } as const
const STATUS_LIST = 'Token Status List (draft-ietf-oauth-status-list)'

/** Claims that are disclosed one by one (RFC 9901), and the proof of whoever presents them. */
export const sdJwtDiagnostics = defineDiagnostics({
  SD_JWT_MALFORMED: { ...FORM, clause: 'RFC 9901 clauses 4 and 8', params: [] },
  SD_JWT_HASH_NOT_ALLOWED: { ...CONSTRAINT, clause: 'RFC 9901 clauses 4.1.1 and 7.1', params: [] },
  SD_JWT_DISCLOSURE_INVALID: { ...FORM, clause: 'RFC 9901 clauses 4.2 and 7.1', params: [] },
  SD_JWT_DIGEST_INVALID: { ...FORM, clause: 'RFC 9901 clauses 4.1.1, 4.2.4 and 7.1', params: [] },
  SD_JWT_DIGEST_TWICE: { ...CONSTRAINT, clause: 'RFC 9901 clause 7.1 (4)', params: [] },
  SD_JWT_NAME_RESERVED: { ...CONSTRAINT, clause: 'RFC 9901 clause 7.1 (3)', params: [] },
  SD_JWT_NAME_TWICE: { ...CONSTRAINT, clause: 'RFC 9901 clause 7.1 (3)', params: [] },
  SD_JWT_DISCLOSURE_UNREFERENCED: { ...CONSTRAINT, clause: 'RFC 9901 clause 7.1 (5)', params: [] },
  SD_JWT_CLAIM_HIDDEN: { ...CONSTRAINT, clause: 'RFC 9901 clause 9.7; SD-JWT VC, claims that must not be selectively disclosed', params: ['claim'] },
  SD_JWT_TYPE_MISMATCH: { ...CONSTRAINT, clause: 'SD-JWT VC, claim vct', params: [] },
  SD_JWT_HASH_PRIVATE: { level: 'info', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'RFC 9901 clauses 4.1.1 and 9.4', params: ['hash'] },
  SD_JWT_KEY_BINDING_ABSENT: { ...CONSTRAINT, clause: 'RFC 9901 clause 7.3 (2) and (5)', params: [] },
  SD_JWT_KEY_BINDING_UNEXPECTED: { ...OPEN, clause: 'RFC 9901 clause 7.3', params: [] },
  SD_JWT_KEY_BINDING_MISMATCH: { ...CONSTRAINT, clause: 'RFC 9901 clauses 4.3 and 7.3 (5)', params: ['claim'] },
  SD_JWT_KEY_BINDING_TIME: { ...CONSTRAINT, clause: 'RFC 9901 clause 7.3 (5)', params: ['maximum'] },

  SD_JWT_STATUS_UNCHECKED: { ...OPEN, clause: 'SD-JWT VC, claim status', params: [] },
  SD_JWT_STATUS_ABSENT: { ...OPEN, clause: 'docs/sd-jwt.md (status)', params: [] },
  SD_JWT_STATUS_MALFORMED: { ...FORM, clause: `${STATUS_LIST}, Referenced Token`, params: [] },
  SD_JWT_STATUS_LIST_MISSING: { ...LATER, clause: `${STATUS_LIST}, Validation Rules`, params: [] },
  SD_JWT_STATUS_LIST_UNUSABLE: { ...LATER, clause: `${STATUS_LIST}, Validation Rules`, params: ['code'] },
  SD_JWT_STATUS_LIST_STALE: { ...LATER, clause: `${STATUS_LIST}, claim ttl`, params: [] },
  SD_JWT_STATUS_OUT_OF_LIST: { ...OPEN, clause: `${STATUS_LIST}, Validation Rules`, params: [] },
  SD_JWT_STATUS_INVALID: { level: 'fail', fixed: true, subIndication: 'REVOKED', clause: `${STATUS_LIST}, Status Types (0x01)`, params: [] },
  SD_JWT_STATUS_SUSPENDED: { ...LATER, clause: `${STATUS_LIST}, Status Types (0x02)`, params: [] },
  SD_JWT_STATUS_UNKNOWN: { ...OPEN, clause: `${STATUS_LIST}, Status Types`, params: ['value'] },

  LICENSE_CREDENTIAL_MALFORMED: { ...FORM, clause: 'docs/sd-jwt.md (licenses)', params: ['member'] },
  LICENSE_CREDENTIAL_AUTHORITY: { ...CONSTRAINT, clause: 'docs/sd-jwt.md (licenses)', params: [] },

  STATUS_LIST_MALFORMED: { ...FORM, clause: `${STATUS_LIST}, Status List in JSON Format`, params: [] },
  STATUS_LIST_OTHER: { ...CONSTRAINT, clause: `${STATUS_LIST}, claim sub`, params: [] },
})
