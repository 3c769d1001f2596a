import { defineDiagnostics } from './define.ts'

/** A signature with its seal, certificates and times: what the checks of `signature/` notice. */
export const signatureDiagnostics = defineDiagnostics({
  SIGNATURE_FORMAT_UNKNOWN: {
    level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'GB/T 38540-2020 SES_Signature; GB/T 35275-2017 SignedData', params: [],
  },
  SIGNATURE_TYPE_DISAGREES: {
    level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clause 18', params: ['stated', 'found'],
  },
  SIGNATURE_RAW: {
    level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 35276-2017 SM2Signature', params: [],
  },
  SIGNATURE_SIGNERS_COUNT: {
    level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clause 18; GB/T 35275-2017 SignedData', params: ['count'],
  },
  SIGNATURE_VALUE_INVALID: {
    level: 'fail', fixed: true, subIndication: 'SIG_CRYPTO_FAILURE', clause: 'GB/T 38540-2020 clause 7.3 (signature value); GB/T 32918.2-2016 clause 7', params: ['algorithm'],
  },
  SIGNATURE_MATCHES_OTHERWISE: {
    level: 'info', subIndication: 'SIG_CRYPTO_FAILURE', clause: 'GB/T 35276-2017 (user id and Z)', params: ['variant'],
  },
  SIGNATURE_USER_ID_OTHER: {
    level: 'warning', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'GB/T 35276-2017 (user id and Z)', params: ['position'],
  },
  SIGNATURE_KEY_MISMATCH: {
    level: 'fail', fixed: true, subIndication: 'SIG_CRYPTO_FAILURE', clause: 'GB/T 38540-2020 clause 7.3 (signature value)', params: ['algorithm', 'keyType'],
  },
  SIGNER_CERTIFICATE_ABSENT: {
    level: 'indeterminate', fixed: true, subIndication: 'NO_SIGNING_CERTIFICATE_FOUND', clause: 'ETSI EN 319 102-1 clause 5.2.3', params: [],
  },
  SIGNER_CERTIFICATE_SUPPLIED: {
    level: 'info', subIndication: 'NO_SIGNING_CERTIFICATE_FOUND', clause: 'ETSI EN 319 102-1 clause 5.2.3', params: [],
  },
  DATA_HASH_MISMATCH: {
    level: 'fail', fixed: true, subIndication: 'HASH_FAILURE', clause: 'GB/T 38540-2020 clause 7.3 (original hash)', params: ['algorithm'],
  },
  DATA_HASH_NONSTANDARD: {
    level: 'indeterminate', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'GB/T 38540-2020 TBS_Sign (dataHash)', params: ['variant'],
  },
  DATA_HASH_WEAK: {
    level: 'indeterminate', subIndication: 'CRYPTO_CONSTRAINTS_FAILURE', clause: 'GM/T 0031-2014 clause 6.2.2', params: ['algorithm'],
  },
  SIGNED_DATA_ABSENT: {
    level: 'indeterminate', fixed: true, subIndication: 'SIGNED_DATA_NOT_FOUND', clause: 'ETSI EN 319 102-1 clause 5.2.7', params: [],
  },
  BINDING_OTHER_ENTRY: {
    level: 'fail', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'GB/T 38540-2020 TBS_Sign (propertyInfo)', params: ['path'],
  },
  BINDING_DIFFERS: {
    level: 'warning', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'GB/T 38540-2020 TBS_Sign (propertyInfo)', params: [],
  },
  SEAL_SIGNATURE_INVALID: {
    level: 'fail', fixed: true, subIndication: 'SIG_CRYPTO_FAILURE', clause: 'GB/T 38540-2020 (seal signature); GM/T 0031-2014 clause 6.1.2 b', params: ['algorithm'],
  },
  SEAL_SIGNATURE_OTHER_BYTES: {
    level: 'warning', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'GM/T 0031-2014 clause 6.1.1.2; GB/T 38540-2020 SESeal', params: ['variant'],
  },
  SEAL_SIGNER_NOT_LISTED: {
    level: 'fail', fixed: true, subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'GB/T 38540-2020 clause 7.3 (signer in seal)', params: ['listed'],
  },
  SEAL_LIST_OPAQUE: {
    level: 'indeterminate', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'GM/T 0031-2014 clause 6.1.1 (certList)', params: [],
  },
  SEAL_LIST_DIGEST_PREFIXED: {
    level: 'warning', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'GB/T 38540-2020 SES_CertList (CertDigestObj)', params: [],
  },
  SEAL_FILE_DIFFERS: {
    level: 'fail', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'GB/T 33190-2016 clause 18 (Seal)', params: ['path'],
  },
  SEAL_FILE_MISSING: {
    level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clause 18 (Seal)', params: ['path'],
  },
  SEAL_FILE_PADDED: {
    level: 'info', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clause 18 (Seal)', params: ['path', 'bytes'],
  },
  TIME_ABSENT: {
    level: 'indeterminate', fixed: true, subIndication: 'NO_POE', clause: 'GB/T 38540-2020 TBS_Sign (timeInfo)', params: [],
  },
  TIME_CLAIMED: {
    level: 'info', subIndication: 'NO_POE', clause: 'ETSI EN 319 102-1 clause 5.5.4', params: [],
  },
  TIME_NOT_PROVEN: {
    level: 'indeterminate', subIndication: 'NO_POE', clause: 'ETSI EN 319 102-1 clause 5.5.4', params: [],
  },
  TIME_IN_FUTURE: {
    level: 'fail', fixed: true, subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'GB/T 38540-2020 clause 7.3 (signing time)', params: ['time', 'validationTime'],
  },
  TIME_AFTER_TIMESTAMP: {
    level: 'fail', subIndication: 'TIMESTAMP_ORDER_FAILURE', clause: 'GM/T 0031-2025 (time stamp); ETSI EN 319 102-1 clause 5.5.4', params: ['time', 'genTime'],
  },
  TIME_STATEMENTS_DIFFER: {
    level: 'warning', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'GB/T 33190-2016 clause 18 (SignatureDateTime)', params: ['seconds'],
  },
  SEAL_NOT_YET_VALID: {
    level: 'fail', subIndication: 'NOT_YET_VALID', clause: 'GB/T 38540-2020 clause 7.3 (seal validity)', params: ['validStart', 'time'],
  },
  SEAL_EXPIRED: {
    level: 'fail', subIndication: 'EXPIRED', clause: 'GB/T 38540-2020 clause 7.3 (seal validity)', params: ['validEnd', 'time'],
  },
  SEAL_CREATED_AFTER_SIGNING: {
    level: 'fail', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'GM/T 0031-2025 (seal verification)', params: ['createDate', 'time'],
  },
  SEAL_CREATED_AFTER_TIMESTAMP: {
    level: 'fail', subIndication: 'TIMESTAMP_ORDER_FAILURE', clause: 'GM/T 0031-2025 (seal time stamp)', params: ['createDate', 'genTime'],
  },
  SEAL_MAKER_NOT_VALID_AT_CREATION: {
    level: 'fail', subIndication: 'CHAIN_CONSTRAINTS_FAILURE', clause: 'GM/T 0031-2025 (seal verification)', params: ['createDate', 'notBefore', 'notAfter'],
  },
  SEAL_MAKER_NEARLY_VALID_AT_CREATION: {
    level: 'warning', subIndication: 'CHAIN_CONSTRAINTS_FAILURE', clause: 'GM/T 0031-2025 (seal verification)', params: ['createDate', 'notBefore', 'notAfter', 'days'],
  },
  SEAL_MADE_BY_SIGNER: {
    level: 'indeterminate', subIndication: 'CHAIN_CONSTRAINTS_FAILURE', clause: 'GB/T 38540-2020 (seal verification: the maker is entitled); attack class: self-made seal', params: [],
  },
  SEAL_MAKER_ANCHOR_GENERAL: {
    level: 'info', subIndication: 'CHAIN_CONSTRAINTS_FAILURE', clause: 'GB/T 38540-2020 (seal verification: the maker is entitled)', params: [],
  },
  SEAL_MAKER_EXPIRED_SINCE: {
    level: 'info', subIndication: 'EXPIRED', clause: 'GM/T 0031-2025 (seal verification)', params: ['notAfter'],
  },
})
