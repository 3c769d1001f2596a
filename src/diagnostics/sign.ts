import { defineDiagnostics } from './define.ts'

const SEAL = 'GB/T 38540-2020 clause 6 (making of seals)'
const SIGNATURE = 'GB/T 38540-2020 clause 7 (making of signatures)'
const CONTAINER = 'GB/T 33190-2016 clause 18'

/**
 * Why the signing side refuses: what would be made would not be accepted, or would break what is there. All but the
 * warnings come as errors, before anything is written; no report of a verification holds them.
 */
export const signDiagnostics = defineDiagnostics({
  // Seals.
  SIGN_PICTURE_UNKNOWN: { level: 'fail', subIndication: 'FORMAT_FAILURE', clause: SEAL, params: [] },
  SIGN_PICTURE_MISMATCH: { level: 'fail', subIndication: 'FORMAT_FAILURE', clause: SEAL, params: ['stated', 'found'] },
  SIGN_SEAL_DATES: { level: 'fail', subIndication: 'FORMAT_FAILURE', clause: SEAL, params: ['createDate', 'validStart', 'validEnd'] },
  SIGN_MAKER_NOT_VALID: { level: 'fail', subIndication: 'CHAIN_CONSTRAINTS_FAILURE', clause: 'GM/T 0031-2025 (verification of seals: the maker at createDate)', params: ['notBefore', 'notAfter', 'createDate'] },
  SIGN_SEAL_NOT_VERIFIED: { level: 'fail', subIndication: 'SIG_CRYPTO_FAILURE', clause: SIGNATURE, params: [] },
  SIGN_SEAL_NOT_IN_FORCE: { level: 'fail', subIndication: 'EXPIRED', clause: SIGNATURE, params: ['validStart', 'validEnd', 'time'] },

  // The signer.
  SIGN_CERTIFICATE_NOT_LISTED: { level: 'fail', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: SIGNATURE, params: ['listed'] },
  SIGN_CERTIFICATE_NOT_VALID: { level: 'fail', subIndication: 'CHAIN_CONSTRAINTS_FAILURE', clause: SIGNATURE, params: ['notBefore', 'notAfter', 'time'] },
  SIGN_CERTIFICATE_USAGE: { level: 'fail', subIndication: 'CHAIN_CONSTRAINTS_FAILURE', clause: 'GB/T 20518-2018; RFC 5280 4.2.1.3', params: [] },
  SIGN_ALGORITHM_NOT_ALLOWED: { level: 'fail', subIndication: 'CRYPTO_CONSTRAINTS_FAILURE', clause: SIGNATURE, params: ['algorithm'] },
  SIGN_TIME_STAMP_WRONG: { level: 'fail', subIndication: 'TIMESTAMP_ORDER_FAILURE', clause: 'RFC 3161 2.4.2; GB/T 20520-2006', params: ['reason'] },

  // The document.
  SIGN_DOCUMENT_ENCRYPTED: { level: 'fail', subIndication: 'SIGNED_DATA_NOT_FOUND', clause: 'GM/T 0099-2020 (encryption)', params: [] },
  SIGN_DOCUMENT_LOCKED: { level: 'fail', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: CONTAINER, params: ['signature'] },
  SIGN_WOULD_BREAK_SIGNATURE: { level: 'fail', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: CONTAINER, params: ['path', 'signature'] },
  SIGN_EARLIER_SIGNATURE_BROKEN: { level: 'fail', subIndication: 'HASH_FAILURE', clause: CONTAINER, params: ['signature'] },
  SIGN_INTEGRITY_FILE_PRESENT: { level: 'fail', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'GM/T 0099-2020 (integrity protection)', params: ['path'] },
  SIGN_XML_NOT_INSERTABLE: { level: 'fail', subIndication: 'FORMAT_FAILURE', clause: CONTAINER, params: ['path', 'reason'] },
  SIGN_PAGE_UNKNOWN: { level: 'fail', subIndication: 'FORMAT_FAILURE', clause: CONTAINER, params: ['page'] },
  SIGN_STAMP_OUTSIDE_PAGE: { level: 'warning', subIndication: 'FORMAT_FAILURE', clause: CONTAINER, params: ['page'] },
  SIGN_RESULT_REJECTED: { level: 'fail', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: SIGNATURE, params: ['codes'] },

  // Licenses.
  SIGN_TEXT_TOO_LONG: { level: 'fail', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 36905-2018 (appearance of license files)', params: ['field'] },
  SIGN_COPY_NOT_PROVIDED_FOR: { level: 'fail', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'GB/T 33190-2016 clause 15 (annotations)', params: ['path'] },
})
