import { defineDiagnostics } from './define.ts'

/** Certificates, names, extensions. */
const certificateDiagnostics = defineDiagnostics({
  CERTIFICATE_VERSION_UNKNOWN: { level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'RFC 5280 4.1.2.1', params: [] },
  CERTIFICATE_FIELDS_NOT_OF_VERSION: {
    level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'RFC 5280 4.1.2.1', params: ['version'],
  },
  CERTIFICATE_SIGNATURE_ALGORITHM_MISMATCH: {
    level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'RFC 5280 4.1.1.2 and 4.1.2.3', params: ['inner', 'outer'],
  },
  CERTIFICATE_SERIAL_NUMBER_INVALID: { level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'RFC 5280 4.1.2.2', params: [] },
  CERTIFICATE_SERIAL_NUMBER_NOT_POSITIVE: { level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'RFC 5280 4.1.2.2', params: [] },
  CERTIFICATE_SERIAL_NUMBER_TOO_LONG: {
    level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'RFC 5280 4.1.2.2', params: ['octets'],
  },
  CERTIFICATE_TIME_FORM: { level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'RFC 5280 4.1.2.5', params: ['field'] },
  CERTIFICATE_POLICY_DUPLICATE: { level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'RFC 5280 4.2.1.4', params: ['oid'] },
  EXTENSION_DUPLICATE: { level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'RFC 5280 4.2', params: ['oid'] },
  EXTENSION_NOT_DER: { level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'RFC 5280 4.2; X.690 clause 10', params: ['oid'] },
  EXTENSION_EMPTY: { level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'RFC 5280 4.1.2.9, 4.2.1.6, 4.2.1.10 and 4.2.1.11', params: ['oid'] },
  DER_DEFAULT_ENCODED: { level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'X.690 11.5', params: ['offset'] },
  GENERAL_NAME_NOT_ASCII: { level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'RFC 5280 4.2.1.6 and 7.2 to 7.5', params: ['kind'] },
})

/** Certification paths. What makes a certificate expired or its algorithms weak depends on the time: a policy may judge it otherwise. */
const pathDiagnostics = defineDiagnostics({
  PATH_NO_ANCHORS: {
    level: 'indeterminate', fixed: true, subIndication: 'NO_CERTIFICATE_CHAIN_FOUND', clause: 'RFC 5280 6.1.1 (d)', params: [],
  },
  PATH_ISSUER_NOT_FOUND: {
    level: 'indeterminate', fixed: true, subIndication: 'NO_CERTIFICATE_CHAIN_FOUND', clause: 'RFC 5280 6.1', params: ['certificates'],
  },
  PATH_SELF_ISSUED_UNTRUSTED: {
    level: 'indeterminate', fixed: true, subIndication: 'NO_CERTIFICATE_CHAIN_FOUND', clause: 'RFC 5280 6.1', params: ['certificates'],
  },
  PATH_LENGTH_EXCEEDED: {
    level: 'fail', fixed: true, subIndication: 'CHAIN_CONSTRAINTS_FAILURE', clause: 'RFC 5280 4.2.1.9 and 6.1.4 (l)', params: [],
  },
  PATH_POLICY_NOT_ACCEPTABLE: {
    level: 'fail', fixed: true, subIndication: 'CHAIN_CONSTRAINTS_FAILURE', clause: 'RFC 5280 6.1.3 (f) and 6.1.5 (g); RFC 9618', params: [],
  },
  CERTIFICATE_SIGNATURE_INVALID: {
    level: 'fail', fixed: true, subIndication: 'CERTIFICATE_CHAIN_GENERAL_FAILURE', clause: 'RFC 5280 6.1.3 (a)(1)', params: [],
  },
  CERTIFICATE_EXPIRED: {
    level: 'fail', subIndication: 'EXPIRED', clause: 'RFC 5280 4.1.2.5 and 6.1.3 (a)(2)', params: ['time', 'limit'],
  },
  CERTIFICATE_NOT_YET_VALID: {
    level: 'fail', subIndication: 'NOT_YET_VALID', clause: 'RFC 5280 4.1.2.5 and 6.1.3 (a)(2)', params: ['time', 'limit'],
  },
  CERTIFICATE_NOT_CA: {
    level: 'fail', fixed: true, subIndication: 'CHAIN_CONSTRAINTS_FAILURE', clause: 'RFC 5280 4.2.1.9 and 6.1.4 (k)', params: [],
  },
  CERTIFICATE_NO_KEY_CERT_SIGN: {
    level: 'fail', fixed: true, subIndication: 'CHAIN_CONSTRAINTS_FAILURE', clause: 'RFC 5280 4.2.1.3 and 6.1.4 (n)', params: [],
  },
  CERTIFICATE_EXTENSION_CRITICAL_UNKNOWN: {
    level: 'fail', fixed: true, subIndication: 'CHAIN_CONSTRAINTS_FAILURE', clause: 'RFC 5280 4.2, 6.1.4 (o) and 6.1.5 (f)', params: ['oid'],
  },
  CERTIFICATE_KEY_USAGE: {
    level: 'fail', subIndication: 'CHAIN_CONSTRAINTS_FAILURE', clause: 'RFC 5280 4.2.1.3', params: ['wanted'],
  },
  CERTIFICATE_KEY_PURPOSE: { level: 'fail', subIndication: 'CHAIN_CONSTRAINTS_FAILURE', clause: 'RFC 5280 4.2.1.12', params: ['wanted'] },
  CERTIFICATE_KEY_PURPOSE_NOT_EXCLUSIVE: {
    level: 'fail', subIndication: 'CHAIN_CONSTRAINTS_FAILURE', clause: 'RFC 3161 2.3', params: ['wanted'],
  },
  CERTIFICATE_KEY_PURPOSE_RESERVED: { level: 'fail', subIndication: 'CHAIN_CONSTRAINTS_FAILURE', clause: 'RFC 5280 4.2.1.12', params: [] },
  CERTIFICATE_CA_KEY_PURPOSE: {
    level: 'fail', subIndication: 'CHAIN_CONSTRAINTS_FAILURE', clause: 'RFC 5280 4.2.1.12, applied along the path', params: ['wanted'],
  },
  CERTIFICATE_POLICY_MAPPING_ANY: {
    level: 'fail', fixed: true, subIndication: 'CHAIN_CONSTRAINTS_FAILURE', clause: 'RFC 5280 6.1.4 (a)', params: [],
  },
  CERTIFICATE_NAME_NOT_PERMITTED: {
    level: 'fail', fixed: true, subIndication: 'CHAIN_CONSTRAINTS_FAILURE', clause: 'RFC 5280 4.2.1.10 and 6.1.3 (b)', params: ['kind'],
  },
  CERTIFICATE_NAME_EXCLUDED: {
    level: 'fail', fixed: true, subIndication: 'CHAIN_CONSTRAINTS_FAILURE', clause: 'RFC 5280 4.2.1.10 and 6.1.3 (c)', params: ['kind'],
  },
  CERTIFICATE_NAME_CONSTRAINT_UNUSABLE: {
    level: 'fail', fixed: true, subIndication: 'CHAIN_CONSTRAINTS_FAILURE', clause: 'RFC 5280 4.2.1.10', params: ['kind'],
  },
  CERTIFICATE_ALGORITHM_WEAK: {
    level: 'indeterminate', subIndication: 'CRYPTO_CONSTRAINTS_FAILURE', clause: 'ETSI TS 119 312', params: ['algorithm', 'lastYear'],
  },
  CERTIFICATE_CRITICALITY: {
    level: 'warning', subIndication: 'CHAIN_CONSTRAINTS_FAILURE', clause: 'RFC 5280 4.2.1 and 4.2.2', params: ['extension', 'wanted'],
  },
  CERTIFICATE_KEY_IDENTIFIER_MISSING: {
    level: 'info', subIndication: 'CHAIN_CONSTRAINTS_FAILURE', clause: 'RFC 5280 4.2.1.1 and 4.2.1.2', params: ['extension'],
  },
  CERTIFICATE_NAME_EMPTY: {
    level: 'warning', subIndication: 'CHAIN_CONSTRAINTS_FAILURE', clause: 'RFC 5280 4.1.2.4 and 4.1.2.6', params: ['field'],
  },
  CERTIFICATE_ALTERNATIVE_NAME_MALFORMED: {
    level: 'warning', subIndication: 'CHAIN_CONSTRAINTS_FAILURE', clause: 'RFC 5280 4.2.1.6', params: ['kind'],
  },
  CERTIFICATE_EXTENSION_MISPLACED: {
    level: 'warning', subIndication: 'CHAIN_CONSTRAINTS_FAILURE', clause: 'RFC 5280 4.2.1.5, 4.2.1.10, 4.2.1.11 and 4.2.1.14', params: ['extension'],
  },
  CERTIFICATE_CA_MARKS_CONTRADICT: {
    level: 'warning', subIndication: 'CHAIN_CONSTRAINTS_FAILURE', clause: 'RFC 5280 4.2.1.3 and 4.2.1.9', params: ['mark'],
  },
})

export const pkiDiagnostics = defineDiagnostics({
  ...certificateDiagnostics,
  ...pathDiagnostics,
})
