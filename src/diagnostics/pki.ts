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
  EXTENSION_EMPTY: { level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'RFC 5280 4.1.2.9, 4.2.1.10 and 4.2.1.11', params: ['oid'] },
  DER_DEFAULT_ENCODED: { level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'X.690 11.5', params: ['offset'] },
  GENERAL_NAME_NOT_ASCII: { level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'RFC 5280 4.2.1.6 and 7.2 to 7.5', params: ['kind'] },
})

export const pkiDiagnostics = defineDiagnostics({
  ...certificateDiagnostics,
})
