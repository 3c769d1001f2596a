import { defineDiagnostics } from './define.ts'

/** Electronic seals and seal signatures: their structure, and what the tolerant reader lets pass. */
export const sealDiagnostics = defineDiagnostics({
  SEAL_SHAPE_UNKNOWN: {
    level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE',
    clause: 'GM/T 0031-2014 clauses 6.1.1 and 6.2.1; GB/T 38540-2020 SESeal, SES_Signature', params: ['expected', 'found'],
  },
  SEAL_PROPRIETARY: {
    level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'GM/T 0031-2014 clause 6.1.1 (SESeal)', params: [],
  },
  SEAL_TIME_INVALID: {
    level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'GB/T 38540-2020 SES_ESPropertyInfo (times)', params: ['field', 'offset'],
  },
  SEAL_SIGNING_TIME_UNREADABLE: {
    level: 'indeterminate', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'GB/T 38540-2020 TBS_Sign (timeInfo)', params: ['offset'],
  },
  SEAL_HEADER_ID: {
    level: 'fail', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 38540-2020 SES_Header (ID)', params: ['offset'],
  },
  SEAL_VERSION_UNKNOWN: {
    level: 'indeterminate', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'GM/T 0031-2025 SES_Header (version)', params: ['version'],
  },
  SEAL_VERSION_LAYOUT: {
    level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 38540-2020 SES_Header (version)', params: ['version', 'edition'],
  },
  SEAL_VERSIONS_DISAGREE: {
    level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 38540-2020 TBS_Sign (version)', params: ['signature', 'seal'],
  },
  SEAL_EDITION_MIXED: {
    level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 38540-2020 TBS_Sign (eseal)', params: ['signature', 'seal'],
  },
  SEAL_PROPERTY_LAYOUT: {
    level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 38540-2020 SES_ESPropertyInfo (certListType)', params: ['edition', 'offset'],
  },
  SEAL_CERT_LIST_TYPE: {
    level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 38540-2020 SES_ESPropertyInfo (certListType)', params: ['value'],
  },
  SEAL_CERT_LIST_ENTRY: {
    level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'GM/T 0031-2014 SES_ESPropertyInfo (certList); GB/T 38540-2020 SES_CertList', params: ['position', 'found'],
  },
  SEAL_WRAPPED: {
    level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'GM/T 0031-2014 SESeal, SES_SignInfo', params: ['structure', 'wrapper', 'offset'],
  },
  SEAL_STRING_TYPE: {
    level: 'info', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 38540-2020 SES_SealInfo, TBS_Sign (strings)', params: ['field', 'found', 'offset'],
  },
  SEAL_STRING_ENCODING: {
    level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'X.680 clause 41 (character strings)', params: ['field', 'encoding', 'offset'],
  },
  SEAL_TIME_TYPE: {
    level: 'info', subIndication: 'FORMAT_FAILURE', clause: 'GM/T 0031-2014 SES_ESPropertyInfo; GB/T 38540-2020 SES_ESPropertyInfo, TBS_Sign', params: ['field', 'found', 'offset'],
  },
  SEAL_TIME_ZONE_ASSUMED: {
    level: 'warning', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'X.690 11.7.1 and 11.8.1', params: ['field', 'zone', 'offset'],
  },
  SEAL_TIME_OFFSET: {
    level: 'info', subIndication: 'FORMAT_FAILURE', clause: 'X.690 11.7.1 and 11.8.1', params: ['field', 'offset'],
  },
  SEAL_TIME_SECONDS_MISSING: {
    level: 'info', subIndication: 'FORMAT_FAILURE', clause: 'X.690 11.7.2 and 11.8.2', params: ['field', 'offset'],
  },
  SEAL_TIME_FRACTION: {
    level: 'info', subIndication: 'FORMAT_FAILURE', clause: 'X.690 11.7.3', params: ['field', 'offset'],
  },
  SEAL_TIME_TEXT: {
    level: 'info', subIndication: 'FORMAT_FAILURE', clause: 'GM/T 0031-2014 TBS_Sign (timeInfo)', params: ['field', 'offset'],
  },
  SEAL_TIME_INFO_TYPE: {
    level: 'info', subIndication: 'FORMAT_FAILURE', clause: 'GM/T 0031-2014 TBS_Sign (timeInfo); GB/T 38540-2020 TBS_Sign (timeInfo)', params: ['found', 'offset'],
  },
  SEAL_DATA_HASH_TYPE: {
    level: 'info', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 38540-2020 TBS_Sign (dataHash)', params: ['offset'],
  },
  SEAL_SIGNATURE_TYPE: {
    level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 38540-2020 SESeal, SES_Signature (signature value)', params: ['offset'],
  },
  SEAL_SIGNATURE_RAW: {
    level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 35276-2017 SM2Signature', params: ['offset', 'bytes'],
  },
  SEAL_ALGORITHM_IDENTIFIER: {
    level: 'info', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 38540-2020 SESeal, SES_Signature (algorithm)', params: ['offset'],
  },
  SEAL_CERTIFICATE_BARE: {
    level: 'info', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 38540-2020 SESeal, SES_Signature (cert)', params: ['offset'],
  },
  SEAL_TIMESTAMP_TAG: {
    level: 'info', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 38540-2020 SES_Signature (timeStamp)', params: ['found', 'offset'],
  },
  SEAL_EXTENSIONS_TAG: {
    level: 'info', subIndication: 'FORMAT_FAILURE', clause: 'GM/T 0031-2014 SES_SealInfo (extDatas); GB/T 38540-2020 TBS_Sign (extDatas)', params: ['found', 'offset'],
  },
  SEAL_EXTENSION_CRITICAL: {
    level: 'indeterminate', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'GB/T 38540-2020 ExtData (critical)', params: ['oid'],
  },
  SEAL_EXTENSION_MALFORMED: {
    level: 'indeterminate', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'GB/T 38540-2020 ExtData', params: ['offset'],
  },
  SEAL_EXTENSION_REPEATED: {
    level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 38540-2020 ExtensionDatas', params: ['oid'],
  },
  SEAL_EXTENSION_FALSE_WRITTEN: {
    level: 'info', subIndication: 'FORMAT_FAILURE', clause: 'X.690 11.5', params: ['oid'],
  },
  SEAL_PICTURE_UNKNOWN: {
    level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 38540-2020 SES_ESPictureInfo', params: ['declared'],
  },
  SEAL_PICTURE_TYPE_DIFFERS: {
    level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 38540-2020 SES_ESPictureInfo (type)', params: ['declared', 'found'],
  },
  SEAL_PICTURE_TRIMMED: {
    level: 'info', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 38540-2020 SES_ESPictureInfo (data)', params: ['before', 'after'],
  },
})
