import { defineDiagnostics } from './define.ts'

/** ASN.1 in DER, and what the tolerant reader lets pass. */
export const derDiagnostics = defineDiagnostics({
  DER_TRUNCATED: { level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'X.690 8.1.3', params: ['offset'] },
  DER_TRAILING_DATA: { level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'X.690 8.1.1', params: ['offset', 'bytes'] },
  DER_LENGTH_NOT_MINIMAL: { level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'X.690 10.1', params: ['offset'] },
  DER_INDEFINITE_LENGTH: { level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'X.690 10.1', params: ['offset'] },
  DER_TAG_INVALID: { level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'X.690 8.1.2', params: ['offset'] },
  DER_TAG_UNEXPECTED: {
    level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'X.680 (type of the element)', params: ['offset', 'expected', 'found'],
  },
  DER_STRUCTURE_UNEXPECTED: {
    level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'X.680 (number of elements)', params: ['offset', 'structure'],
  },
  DER_VALUE_INVALID: {
    level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'X.690 clauses 8.2 to 8.23 and 11', params: ['offset', 'type', 'reason'],
  },
  BER_INDEFINITE_LENGTH: { level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'X.690 8.1.3.6 against 10.1', params: ['offset'] },
  BER_LENGTH_NOT_MINIMAL: { level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'X.690 10.1', params: ['offset'] },
  BER_CONSTRUCTED_STRING: { level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'X.690 10.2', params: ['offset'] },
  BER_TRAILING_ZEROS: { level: 'info', subIndication: 'FORMAT_FAILURE', clause: 'X.690 8.1.1', params: ['offset', 'bytes'] },
  BER_TRAILING_DATA: { level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'X.690 8.1.1', params: ['offset', 'bytes'] },
  BER_UNUSED_BITS: { level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'X.690 8.6.2 and 11.2', params: ['offset', 'unusedBits'] },
  BER_INTEGER_NEGATIVE: { level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'X.690 8.3', params: ['offset'] },
  BER_INTEGER_PADDED: { level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'X.690 8.3.2', params: ['offset'] },
  BER_BOOLEAN_NOT_CANONICAL: { level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'X.690 11.1', params: ['offset'] },
  BER_TIME_NOT_CANONICAL: { level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'X.690 11.7 and 11.8', params: ['offset', 'text'] },
})
