import { defineDiagnostics } from './define.ts'

/** Keys, signature values and ciphertexts, and the algorithms that they name. */
export const cryptoDiagnostics = defineDiagnostics({
  SM2_KEY_INVALID: {
    level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'GB/T 32918.1-2016 clause 6.2', params: ['reason'],
  },
  SM2_PRIVATE_KEY_INVALID: {
    level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'GB/T 32918.1-2016 clause 6.1', params: ['reason'],
  },
  SM2_CIPHERTEXT_INVALID: {
    level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'GB/T 32918.4-2016 clause 7.1', params: ['reason'],
  },
  KEY_INVALID: {
    level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'RFC 3279 clause 2.3; SEC 1 clauses 2.3.4 and 3.2.2',
    params: ['keyType', 'reason'],
  },
  KEY_CURVE_NOT_NAMED: {
    level: 'indeterminate', fixed: true, subIndication: 'CRYPTO_CONSTRAINTS_FAILURE', clause: 'RFC 5480 clause 2.1.1', params: [],
  },
  KEY_ALGORITHM_UNSUPPORTED: {
    level: 'indeterminate', fixed: true, subIndication: 'CRYPTO_CONSTRAINTS_FAILURE', clause: 'RFC 5280 clause 4.1.2.7',
    params: ['algorithm'],
  },
  SIGNATURE_ALGORITHM_UNSUPPORTED: {
    level: 'indeterminate', fixed: true, subIndication: 'CRYPTO_CONSTRAINTS_FAILURE', clause: 'RFC 5280 clause 4.1.1.2',
    params: ['algorithm'],
  },
  PLATFORM_ALGORITHM_MISSING: {
    level: 'indeterminate', fixed: true, subIndication: 'CRYPTO_CONSTRAINTS_FAILURE', clause: 'W3C Web Cryptography API',
    params: ['algorithm'],
  },
  SIGNATURE_ALGORITHM_PARAMETERS_INVALID: {
    level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'RFC 4055 clauses 3 and 5; RFC 5758 clause 3.2',
    params: ['algorithm'],
  },
  SM4_CIPHERTEXT_INVALID: {
    level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'GB/T 17964-2021; RFC 8998 appendix A', params: ['mode', 'reason'],
  },
})
