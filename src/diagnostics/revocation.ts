import { defineDiagnostics } from './define.ts'

/** CRLs, OCSP responses, and what they say about a certificate. */
export const revocationDiagnostics = defineDiagnostics({
  // What makes octets no CRL or OCSP response at all.
  CRL_FIELDS_NOT_OF_VERSION: { level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'RFC 5280 5.1.2.1', params: ['version'] },
  CRL_SIGNATURE_ALGORITHM_MISMATCH: {
    level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'RFC 5280 5.1.1.2', params: ['inner', 'outer'],
  },
  OCSP_RESPONSE_TYPE_UNKNOWN: { level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'RFC 6960 4.2.1', params: ['oid'] },
  OCSP_VERSION_UNKNOWN: { level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'RFC 6960 4.2.1', params: ['version'] },
  EVIDENCE_NOT_RECOGNIZED: { level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'RFC 7468; RFC 5280; RFC 6960; RFC 5652', params: [] },

  // What a reader lets pass.
  CRL_LIST_EMPTY: { level: 'info', subIndication: 'FORMAT_FAILURE', clause: 'RFC 5280 5.1.2.6', params: [] },

  // Evidence that cannot be used; `evidence` is its place among what was supplied.
  REVOCATION_EXTENSION_UNKNOWN: {
    level: 'warning', subIndication: 'TRY_LATER', clause: 'RFC 5280 5.2 and 5.3; RFC 6960 4.4', params: ['evidence', 'oid'],
  },
  REVOCATION_SIGNATURE_INVALID: {
    level: 'warning', subIndication: 'TRY_LATER', clause: 'RFC 5280 6.3.3 (g); RFC 6960 3.2', params: ['evidence'],
  },
  REVOCATION_ALGORITHM_UNSUPPORTED: {
    level: 'warning', subIndication: 'TRY_LATER', clause: 'RFC 5280 6.3.3 (g); RFC 6960 3.2', params: ['evidence', 'oid'],
  },
  REVOCATION_UNAUTHORIZED_ISSUER: {
    level: 'warning', subIndication: 'TRY_LATER', clause: 'RFC 5280 6.3.3 (f)', params: ['evidence'],
  },
  REVOCATION_UNAUTHORIZED_RESPONDER: {
    level: 'warning', subIndication: 'TRY_LATER', clause: 'RFC 6960 4.2.2.2', params: ['evidence'],
  },
  REVOCATION_EVIDENCE_MALFORMED: {
    level: 'warning', subIndication: 'TRY_LATER', clause: 'RFC 5280 5.1; RFC 6960 4.2', params: ['evidence', 'code'],
  },
  REVOCATION_CRL_CRITICALITY: {
    level: 'warning', subIndication: 'TRY_LATER', clause: 'RFC 5280 5.2.1 and 5.2.3', params: ['evidence', 'extension'],
  },
  REVOCATION_CRL_ISSUER_UNCHECKED: {
    level: 'indeterminate', subIndication: 'TRY_LATER', clause: 'RFC 5280 6.3.3 (f)', params: ['evidence'],
  },
  REVOCATION_RESPONDER_UNCHECKED: {
    level: 'warning', subIndication: 'TRY_LATER', clause: 'RFC 6960 4.2.2.2.1', params: ['evidence'],
  },
  REVOCATION_STALE: {
    level: 'warning', subIndication: 'TRY_LATER', clause: 'RFC 5280 6.3.3 (a); RFC 6960 4.2.2.1', params: ['evidence', 'thisUpdate', 'nextUpdate', 'time'],
  },
  REVOCATION_NOT_YET_ISSUED: {
    level: 'warning', subIndication: 'TRY_LATER', clause: 'RFC 5280 5.1.2.4; RFC 6960 4.2.2.1', params: ['evidence', 'thisUpdate', 'time'],
  },
  REVOCATION_AFTER_EXPIRY: {
    level: 'warning', subIndication: 'OUT_OF_BOUNDS_NOT_REVOKED', clause: 'RFC 5280 5.2.6 note; X.509 expiredCertsOnCRL; RFC 6960 4.4.4',
    params: ['evidence', 'thisUpdate', 'notAfter'],
  },
  REVOCATION_NONCE_MISMATCH: { level: 'warning', subIndication: 'TRY_LATER', clause: 'RFC 6960 4.4.1; RFC 9654', params: ['evidence'] },
  REVOCATION_RESPONSE_ERROR: { level: 'warning', subIndication: 'TRY_LATER', clause: 'RFC 6960 4.2.1', params: ['evidence', 'status'] },
  REVOCATION_CRL_NUMBER_REGRESSION: {
    level: 'warning', subIndication: 'TRY_LATER', clause: 'RFC 5280 5.2.3 (attack: replay of an older list)', params: ['evidence'],
  },
  REVOCATION_DELTA_WITHOUT_BASE: { level: 'warning', subIndication: 'TRY_LATER', clause: 'RFC 5280 5.2.4', params: ['evidence'] },

  // What is known about the certificate in the end.
  REVOCATION_NO_SOURCE: { level: 'info', subIndication: 'TRY_LATER', clause: 'RFC 5280 4.2.1.13 and 4.2.2.1', params: [] },
  REVOCATION_NO_EVIDENCE: { level: 'indeterminate', subIndication: 'TRY_LATER', clause: 'RFC 5280 6.3; ETSI EN 319 102-1 5.2.6', params: [] },
  REVOCATION_EVIDENCE_UNUSABLE: {
    level: 'indeterminate', subIndication: 'TRY_LATER', clause: 'RFC 5280 6.3.3; RFC 6960 3.2', params: ['examined'],
  },
  REVOCATION_REASONS_UNCOVERED: {
    level: 'indeterminate', subIndication: 'TRY_LATER', clause: 'RFC 5280 6.3.3 (reasons_mask)', params: ['uncovered'],
  },
  REVOCATION_UNKNOWN: { level: 'indeterminate', subIndication: 'TRY_LATER', clause: 'RFC 6960 2.2 (unknown)', params: ['evidence'] },
  CERTIFICATE_REVOKED: {
    level: 'fail', subIndication: 'REVOKED', clause: 'RFC 5280 6.3.3; GM/T 0031-2014 6.2.3 d', params: ['reason', 'revocationDate'],
  },
  CERTIFICATE_REVOKED_LATER: {
    level: 'indeterminate', subIndication: 'REVOKED_NO_POE', clause: 'GM/T 0031-2014 6.2.3 d; ETSI EN 319 102-1 5.2.6', params: ['reason', 'revocationDate', 'time'],
  },
  CERTIFICATE_CA_REVOKED_LATER: {
    level: 'indeterminate', subIndication: 'REVOKED_CA_NO_POE', clause: 'ETSI EN 319 102-1 5.2.6', params: ['reason', 'revocationDate', 'time'],
  },
  CERTIFICATE_REVOKED_AFTER_PROOF: {
    level: 'info', subIndication: 'REVOKED', clause: 'GM/T 0031-2014 6.2.3 d; ETSI EN 319 102-1 5.5.4', params: ['reason', 'revocationDate', 'proof'],
  },
  CERTIFICATE_INVALID_SINCE: {
    level: 'indeterminate', subIndication: 'REVOKED_NO_POE', clause: 'RFC 5280 5.3.2 (invalidityDate)', params: ['invalidityDate', 'time'],
  },
  CERTIFICATE_ON_HOLD: {
    level: 'indeterminate', subIndication: 'TRY_LATER', clause: 'RFC 5280 5.3.1 (certificateHold)', params: ['revocationDate'],
  },
})
