import { defineDiagnostics } from './define.ts'

const CHAIN = { level: 'fail', subIndication: 'CHAIN_CONSTRAINTS_FAILURE' } as const

/** Why an authority of the signing side refuses to issue: path validation would reject what is made. */
export const authorityDiagnostics = defineDiagnostics({
  AUTHORITY_ISSUER_UNSUITABLE: { ...CHAIN, clause: 'RFC 5280 4.2.1.3, 4.2.1.9, 4.2.1.12', params: ['mark'] },
  AUTHORITY_VALIDITY_OUTSIDE_ISSUER: { ...CHAIN, clause: 'RFC 5280 4.1.2.5, 6.1.3; GB/T 20518-2018', params: ['notBefore', 'notAfter', 'issuerNotBefore', 'issuerNotAfter'] },
  AUTHORITY_KEY_UNSUITABLE: { level: 'fail', subIndication: 'CRYPTO_CONSTRAINTS_FAILURE', clause: 'RFC 5280 4.1.2.7; RFC 8410 clause 5', params: ['keyType', 'profile'] },
  AUTHORITY_RESPONDER_UNSUITABLE: { ...CHAIN, clause: 'RFC 6960 4.2.2.2', params: [] },
  AUTHORITY_TIME_STAMPER_UNSUITABLE: { ...CHAIN, clause: 'RFC 3161 2.3', params: [] },
  CERTIFICATE_REQUEST_SIGNATURE_INVALID: { level: 'fail', fixed: true, subIndication: 'SIG_CRYPTO_FAILURE', clause: 'RFC 2986 clause 3', params: ['algorithm'] },
  CERTIFICATE_REQUEST_VERSION: { level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'RFC 2986 4.1', params: ['version'] },
})
