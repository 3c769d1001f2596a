import { defineDiagnostics } from './define.ts'

/** Signed messages (CMS, PKCS #7, GB/T 35275) and time-stamp tokens. */
export const cmsDiagnostics = defineDiagnostics({
  // What makes octets no signed message at all.
  CMS_CONTENT_TYPE_NOT_SIGNED_DATA: {
    level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'RFC 5652 3 and 5.1; GB/T 35275-2017', params: ['oid'],
  },
  CMS_ATTRIBUTE_DUPLICATE: {
    level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'RFC 5652 11.1 to 11.3; X.501 8.2', params: ['oid'],
  },
  CMS_ATTRIBUTE_VALUE_COUNT: {
    level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'RFC 5652 11.1 to 11.3; RFC 5035 3', params: ['oid', 'count'],
  },

  // What a reader lets pass.
  CMS_ATTRIBUTES_ORDER: { level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'RFC 5652 5.3; X.690 11.6', params: [] },
  CMS_ATTRIBUTES_EMPTY: { level: 'info', subIndication: 'FORMAT_FAILURE', clause: 'RFC 5652 5.3 (SIZE 1..MAX)', params: [] },
  CMS_CONTENT_NOT_OCTET_STRING: {
    level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'RFC 5652 5.2.1; PKCS #7 1.5 clause 9.3', params: ['tag'],
  },
  CMS_VERSION_UNEXPECTED: {
    level: 'info', subIndication: 'FORMAT_FAILURE', clause: 'RFC 5652 5.1 and 5.3', params: ['structure', 'version'],
  },
  CMS_CHOICE_IGNORED: { level: 'info', subIndication: 'FORMAT_FAILURE', clause: 'RFC 5652 10.2.1 and 10.2.2', params: ['structure', 'tag'] },

  CMS_CERTIFICATE_UNREADABLE: { level: 'info', subIndication: 'FORMAT_FAILURE', clause: 'RFC 5280 clause 4', params: ['index'] },

  // The signer and the signature.
  CMS_SIGNER_NOT_FOUND: {
    level: 'indeterminate', fixed: true, subIndication: 'NO_SIGNING_CERTIFICATE_FOUND', clause: 'RFC 5652 5.3 and 5.6', params: [],
  },
  CMS_CONTENT_TYPE_ABSENT: { level: 'fail', subIndication: 'FORMAT_FAILURE', clause: 'RFC 5652 5.3 and 11.1', params: [] },
  CMS_CONTENT_TYPE_MISMATCH: {
    level: 'warning', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'RFC 5652 11.1', params: ['eContentType', 'contentType'],
  },
  CMS_SIGNED_ATTRIBUTES_ABSENT: {
    level: 'warning', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'RFC 5652 5.3', params: ['eContentType'],
  },
  CMS_ATTRIBUTES_AS_CONTENT: {
    level: 'fail', fixed: true, subIndication: 'SIG_CONSTRAINTS_FAILURE',
    clause: 'RFC 5652 5.4 (attack: signed attributes presented as content)', params: [],
  },
  CMS_ATTRIBUTE_NOT_SIGNED: { level: 'fail', subIndication: 'FORMAT_FAILURE', clause: 'RFC 5652 11.1 to 11.3', params: ['oid'] },
  CMS_MESSAGE_DIGEST_ABSENT: { level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'RFC 5652 5.3 and 11.2', params: [] },
  CMS_MESSAGE_DIGEST_MISMATCH: {
    level: 'fail', fixed: true, subIndication: 'HASH_FAILURE', clause: 'RFC 5652 5.6 and 11.2', params: ['algorithm'],
  },
  CMS_DIGEST_ALGORITHM_UNLISTED: { level: 'info', subIndication: 'FORMAT_FAILURE', clause: 'RFC 5652 5.1 and 5.3', params: ['algorithm'] },
  CMS_DIGEST_ALGORITHM_DIFFERS: {
    level: 'warning', subIndication: 'CRYPTO_CONSTRAINTS_FAILURE', clause: 'RFC 8933 3', params: ['algorithm', 'signatureAlgorithm'],
  },
  CMS_DIGEST_ALGORITHM_UNSUPPORTED: {
    level: 'indeterminate', fixed: true, subIndication: 'CRYPTO_CONSTRAINTS_FAILURE', clause: 'RFC 5652 10.1.1', params: ['algorithm'],
  },
  CMS_DIGEST_ALGORITHM_WEAK: {
    level: 'warning', subIndication: 'CRYPTO_CONSTRAINTS_FAILURE', clause: 'GM/T 0010; RFC 6149, RFC 6194', params: ['algorithm'],
  },
  CMS_SIGNATURE_RAW: {
    level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 35276-2017 7.3 (SM2Signature is a SEQUENCE)', params: ['octets'],
  },
  CMS_SIGNATURE_INVALID: {
    level: 'fail', fixed: true, subIndication: 'SIG_CRYPTO_FAILURE', clause: 'RFC 5652 5.4 and 5.6', params: ['algorithm'],
  },
  CMS_SIGNING_CERTIFICATE_ABSENT: { level: 'info', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'RFC 5035 3', params: [] },
  CMS_SIGNING_CERTIFICATE_MISMATCH: {
    level: 'fail', fixed: true, subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'RFC 5035 3 and 5 (attack: certificate substitution)', params: [],
  },
  CMS_SIGNING_CERTIFICATE_NAME_MISMATCH: {
    level: 'fail', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'RFC 5035 5 (issuerSerial)', params: [],
  },

  // Time-stamp tokens.
  TIME_STAMP_RESPONSE_WRAPPED: {
    level: 'info', subIndication: 'FORMAT_FAILURE', clause: 'RFC 3161 2.4.2 (TimeStampResp where a TimeStampToken belongs)', params: [],
  },
  TIME_STAMP_NOT_GRANTED: { level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'RFC 3161 2.4.2', params: ['status'] },
  TIME_STAMP_CONTENT_TYPE: {
    level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'RFC 3161 2.4.2; GM/T 0033', params: ['oid'],
  },
  TIME_STAMP_VERSION: { level: 'info', subIndication: 'FORMAT_FAILURE', clause: 'RFC 3161 2.4.2; GM/T 0033', params: ['version'] },
  TIME_STAMP_VERSION_UNKNOWN: { level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'RFC 3161 2.4.2', params: ['version'] },
  TIME_STAMP_ATTRIBUTES: {
    level: 'indeterminate', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'RFC 3161 2.4.2; RFC 5652 5.3 (contentType)', params: [],
  },
  TIME_STAMP_SIGNERS: {
    level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'RFC 3161 2.4.2 (one signature, of the authority)', params: ['count'],
  },
  TIME_STAMP_EXTENSION_UNKNOWN: {
    level: 'indeterminate', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'RFC 3161 2.4.2; RFC 5280 4.2', params: ['oid'],
  },
  TIME_STAMP_IMPRINT_MISMATCH: {
    level: 'fail', fixed: true, subIndication: 'HASH_FAILURE', clause: 'RFC 3161 2.4.2 (messageImprint)', params: ['algorithm'],
  },
  TIME_STAMP_IMPRINT_UNUSUAL: {
    level: 'warning', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'GM/T 0031 (time stamp over the signature value)', params: ['what'],
  },
  TIME_STAMP_SIGNER_NAME: {
    level: 'warning', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'RFC 3161 2.4.2 (tsa)', params: [],
  },
  TIME_STAMP_NONCE_MISMATCH: {
    level: 'fail', fixed: true, subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'RFC 3161 2.4.2 (nonce)', params: [],
  },
  TIME_STAMP_IN_FUTURE: {
    level: 'fail', subIndication: 'TIMESTAMP_ORDER_FAILURE', clause: 'RFC 3161 2.4.2 (genTime)', params: ['genTime', 'now'],
  },
})
