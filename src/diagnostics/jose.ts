import { defineDiagnostics } from './define.ts'

const FORM = { level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE' } as const
const CRYPTO = { level: 'fail', fixed: true, subIndication: 'SIG_CRYPTO_FAILURE' } as const
const CONSTRAINT = { level: 'fail', fixed: true, subIndication: 'SIG_CONSTRAINTS_FAILURE' } as const
const ALGORITHM = { level: 'fail', fixed: true, subIndication: 'CRYPTO_CONSTRAINTS_FAILURE' } as const
const NO_KEY = { level: 'indeterminate', fixed: true, subIndication: 'NO_SIGNING_CERTIFICATE_FOUND' } as const

/** JSON from outside, JSON Web Signatures and JSON Web Keys. */
export const joseDiagnostics = defineDiagnostics({
  JSON_ENCODING_INVALID: { ...FORM, clause: 'RFC 8259 clause 8.1', params: [] },
  JSON_NOT_WELL_FORMED: { ...FORM, clause: 'RFC 8259 clause 2', params: ['offset'] },
  JSON_MEMBER_DUPLICATE: { ...FORM, clause: 'RFC 7493 clause 2.3; RFC 7515 clause 4', params: ['offset'] },
  JSON_MEMBER_FORBIDDEN: { ...FORM, clause: 'CWE-1321', params: ['offset'] },
  JSON_STRING_ILL_FORMED: { ...FORM, clause: 'RFC 7493 clause 2.1', params: ['offset'] },
  JSON_NUMBER_INEXACT: { ...FORM, clause: 'RFC 7493 clause 2.2', params: ['offset'] },

  JWS_NOT_RECOGNIZED: { ...FORM, clause: 'RFC 7515 clauses 7.1 and 7.2', params: [] },
  JWS_MEMBER_INVALID: { ...FORM, clause: 'RFC 7515 clause 7.2', params: ['member'] },
  JWS_MEMBER_UNEXPECTED: { ...FORM, clause: 'RFC 7515 clause 7.2 (narrowed: nothing unsigned beside what is signed)', params: [] },
  JWS_BASE64URL_INVALID: { ...FORM, clause: 'RFC 7515 clause 2; RFC 4648 clause 3.5', params: ['part'] },
  JWS_HEADER_INVALID: { ...FORM, clause: 'RFC 7515 clause 4.1', params: ['parameter'] },
  JWS_HEADER_UNPROTECTED: { ...FORM, clause: 'RFC 8725 clause 3.1; RFC 7515 clause 7.2.1 (narrowed)', params: [] },
  JWS_CRITICAL_INVALID: { ...FORM, clause: 'RFC 7515 clause 4.1.11', params: [] },
  JWS_CRITICAL_UNKNOWN: { ...CONSTRAINT, clause: 'RFC 7515 clause 4.1.11', params: [] },
  JWS_PAYLOAD_UNENCODED: { ...FORM, clause: 'RFC 7797 clause 3', params: [] },
  JWS_PAYLOAD_ABSENT: {
    level: 'indeterminate', fixed: true, subIndication: 'SIGNED_DATA_NOT_FOUND', clause: 'RFC 7515 appendix F', params: [],
  },
  JWS_PAYLOAD_TWICE: { ...FORM, clause: 'RFC 7515 appendix F', params: [] },
  JWS_TYPE_UNEXPECTED: { ...CONSTRAINT, clause: 'RFC 8725 clause 3.11', params: ['expected'] },
  JWS_KEY_IN_HEADER: { ...CONSTRAINT, clause: 'RFC 8725 clause 3.10; RFC 7515 clauses 4.1.2, 4.1.3 and 4.1.5 (narrowed: none is followed)', params: ['parameter'] },

  JWS_ALGORITHM_NONE: { ...ALGORITHM, clause: 'RFC 8725 clause 3.2; RFC 7515 appendix A.5', params: [] },
  JWS_ALGORITHM_SYMMETRIC: { ...ALGORITHM, clause: 'RFC 8725 clauses 2.1 and 3.1', params: [] },
  JWS_ALGORITHM_NOT_ALLOWED: { ...ALGORITHM, clause: 'RFC 8725 clause 3.1', params: ['algorithm'] },
  JWS_KEY_UNKNOWN: { ...NO_KEY, clause: 'RFC 7515 clause 6', params: [] },
  JWS_KEY_ID_ABSENT: { ...NO_KEY, clause: 'RFC 7515 clause 4.1.4', params: ['keys'] },
  JWS_KEY_MISMATCH: { ...ALGORITHM, clause: 'RFC 8725 clause 3.1; RFC 7517 clauses 4.2 to 4.4', params: ['algorithm', 'reason'] },
  JWS_KEY_TOO_SHORT: { ...ALGORITHM, clause: 'RFC 7518 clauses 3.3 and 3.5', params: ['bits', 'minimum'] },
  JWS_SIGNATURE_ABSENT: { ...FORM, clause: 'RFC 7515 clause 5.2', params: [] },
  JWS_SIGNATURE_INVALID: { ...CRYPTO, clause: 'RFC 7515 clause 5.2', params: ['algorithm'] },
  JWS_SIGNATURES_COUNT: { ...FORM, clause: 'RFC 7515 clause 7.2.1', params: ['count'] },
  JWS_THRESHOLD_NOT_MET: { ...NO_KEY, clause: 'RFC 7515 clause 5.2 (which signatures must validate is the application’s decision)', params: ['needed', 'found'] },

  JWE_INVALID: { ...FORM, clause: 'RFC 7516 clauses 4 and 7.1', params: ['part'] },
  JWE_KEY_IN_HEADER: { ...CONSTRAINT, clause: 'RFC 8725 clause 3.10; RFC 7516 clauses 4.1.4, 4.1.5 and 4.1.7 (narrowed: none is followed)', params: [] },
  JWE_COMPRESSED: { ...CONSTRAINT, clause: 'RFC 8725 clause 3.6; RFC 7516 clause 4.1.3', params: [] },
  JWE_PASSWORD_BASED: { ...ALGORITHM, clause: 'RFC 7518 clause 4.8 (refused: the amount of work is the sender’s choice)', params: [] },
  JWE_CRITICAL_UNKNOWN: { ...CONSTRAINT, clause: 'RFC 7516 clause 4.1.13', params: [] },
  JWE_ALGORITHM_NOT_ALLOWED: { ...ALGORITHM, clause: 'RFC 7518 clauses 4.1 and 5.1 (narrowed); RFC 8725 clause 3.2', params: ['parameter'] },
  JWE_KEY_UNKNOWN: { ...NO_KEY, clause: 'RFC 7516 clause 4.1.6', params: ['keys'] },
  JWE_DECRYPTION_FAILED: { ...CRYPTO, clause: 'RFC 7516 clause 5.2', params: [] },

  JWK_INVALID: { ...FORM, clause: 'RFC 7517 clause 4; RFC 7518 clause 6; RFC 8037 clause 2', params: ['member'] },
  JWK_TYPE_UNSUPPORTED: {
    level: 'indeterminate', fixed: true, subIndication: 'CRYPTO_CONSTRAINTS_FAILURE', clause: 'RFC 7517 clause 4.1', params: [],
  },
  JWK_PRIVATE: { ...FORM, clause: 'RFC 7517 clause 9.2', params: ['member'] },
  JWK_SET_KEY_DUPLICATE: { ...FORM, clause: 'RFC 7517 clause 4.5', params: [] },
})
