import { defineDiagnostics } from './define.ts'

const COVERAGE = 'GB/T 33190-2016 clause 18.2 (References); attack class: XML signature wrapping'

/** An OFD package: what is signed, over which entries, and what is left uncovered. */
export const ofdDiagnostics = defineDiagnostics({
  // The package and its root
  OFD_ROOT_MISSING: { level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clause 7 (OFD.xml)', params: [] },
  OFD_ROOT_NAME_CASE: { level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clause 7 (OFD.xml)', params: ['path'] },
  OFD_ROOT_ELEMENT: { level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clause 7', params: ['path', 'expected'] },
  OFD_ELEMENT_MISSING: { level: 'fail', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 (element required by the schema)', params: ['path', 'element'] },
  OFD_ELEMENT_REPEATED: {
    level: 'fail', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 (element allowed once); attack class: XML signature wrapping', params: ['path', 'element'],
  },
  OFD_NAMESPACE_OTHER: { level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clause 7 (namespace)', params: ['path'] },
  OFD_DOC_BODIES_SEVERAL: { level: 'info', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clause 7 (DocBody)', params: ['count'] },
  OFD_CUSTOM_DATA_MISSPELT: { level: 'info', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clause 7 (CustomDatas)', params: ['path'] },
  OFD_ENCRYPTED: { level: 'indeterminate', fixed: true, subIndication: 'CUSTOM', clause: 'GM/T 0099-2020 (Encryptions.xml)', params: ['path'] },
  OFD_NOT_SIGNED: { level: 'fail', fixed: true, subIndication: 'CUSTOM', clause: 'GB/T 33190-2016 clause 18', params: [] },

  // References from one file to another (ST_Loc)
  OFD_PATH_ESCAPES: { level: 'fail', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clause 7 (ST_Loc); attack class: path traversal', params: ['reference'] },
  OFD_PATH_TOO_LONG: { level: 'fail', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clause 7 (ST_Loc)', params: ['characters'] },
  OFD_PATH_BACKSLASH: { level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clause 7 (ST_Loc)', params: ['path'] },
  OFD_PATH_OTHER_BASE: { level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clause 7 (ST_Loc)', params: ['path'] },
  OFD_PATH_CASE: { level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clause 7 (ST_Loc)', params: ['path'] },
  OFD_PATH_AMBIGUOUS: {
    level: 'indeterminate', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'GB/T 33190-2016 clause 7 (ST_Loc); attack class: XML signature wrapping', params: ['path', 'other'],
  },

  // Signatures.xml
  OFD_SIGNATURES_POINTER_EMPTY: { level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clause 7 (Signatures)', params: [] },
  OFD_SIGNATURES_FILE_MISSING: { level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clause 18.1', params: ['path'] },
  OFD_SIGNATURES_SHARED: { level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clause 18.1', params: ['path'] },
  OFD_SIGNATURES_UNREADABLE: { level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clause 18.1', params: ['path'] },
  OFD_SIGNATURES_LOCKED: { level: 'info', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clause 18.2 (References)', params: ['path'] },
  OFD_SIGNATURE_ID_MISSING: { level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clause 18.1 (ID)', params: [] },
  OFD_SIGNATURE_ID_REPEATED: { level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clause 18.1 (ID)', params: ['id'] },
  OFD_MAX_SIGN_ID_REPEATED: { level: 'info', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clause 18.1 (MaxSignId)', params: ['count'] },
  OFD_MAX_SIGN_ID_LOW: { level: 'info', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clause 18.1 (MaxSignId)', params: ['maxSignId', 'largest'] },
  OFD_MAX_SIGN_ID_HIGH: { level: 'info', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'GB/T 33190-2016 clause 18.1 (MaxSignId); attack class: signature stripping', params: ['maxSignId', 'largest'] },
  OFD_SIGNATURE_LISTED_TWICE: { level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clause 18.1 (BaseLoc)', params: ['path'] },
  OFD_SIGNATURE_TYPE_UNKNOWN: { level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clause 18.1 (Type)', params: [] },
  OFD_SIGNATURE_BASE_UNKNOWN: { level: 'indeterminate', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'GM/T 0099-2020 (Relative)', params: [] },
  OFD_SIGNATURE_ORPHAN: {
    level: 'indeterminate', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'GB/T 33190-2016 clause 18.1; attack class: signature stripping', params: ['path'],
  },

  // Signature.xml
  OFD_SIGNATURE_FILE_MISSING: { level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clause 18.1 (BaseLoc)', params: ['path'] },
  OFD_SIGNATURE_UNREADABLE: { level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clause 18.2', params: ['path'] },
  OFD_SIGNED_VALUE_MISSING: { level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clause 18.2 (SignedValue)', params: ['path'] },
  OFD_PROVIDER_AS_ELEMENTS: { level: 'info', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clause 18.2 (Provider)', params: [] },
  OFD_SIGNATURE_TIME_UNREADABLE: { level: 'info', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clause 18.2 (SignatureDateTime)', params: [] },
  OFD_SIGNATURE_TIME_ZONE_ASSUMED: { level: 'info', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clause 18.2 (SignatureDateTime)', params: ['zone'] },
  OFD_STAMP_INVALID: { level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clause 18.2 (StampAnnot)', params: ['attribute'] },
  OFD_STAMP_PAGE_UNKNOWN: { level: 'warning', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'GB/T 33190-2016 clause 18.2 (StampAnnot)', params: [] },

  // References and their digests
  OFD_REFERENCES_EMPTY: { level: 'fail', fixed: true, subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'GB/T 33190-2016 clause 18.2 (References)', params: [] },
  OFD_REFERENCE_REPEATED: { level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clause 18.2 (Reference)', params: ['path'] },
  OFD_REFERENCE_TO_ITSELF: { level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clause 18.2 (Reference)', params: ['path'] },
  OFD_CHECK_METHOD_DEFAULT: { level: 'info', subIndication: 'CRYPTO_CONSTRAINTS_FAILURE', clause: 'GB/T 33190-2016 clause 18.2 (CheckMethod)', params: ['algorithm'] },
  OFD_CHECK_METHOD_UNKNOWN: {
    level: 'indeterminate', fixed: true, subIndication: 'CRYPTO_CONSTRAINTS_FAILURE', clause: 'GB/T 33190-2016 clause 18.2 (CheckMethod)', params: [],
  },
  OFD_DIGEST_WEAK: { level: 'indeterminate', subIndication: 'CRYPTO_CONSTRAINTS_FAILURE', clause: 'GB/T 33190-2016 clause 18.2 (CheckMethod); collisions of MD5 and SHA-1', params: ['algorithm'] },
  OFD_CHECK_VALUE_INVALID: { level: 'fail', fixed: true, subIndication: 'HASH_FAILURE', clause: 'GB/T 33190-2016 clause 18.2 (CheckValue); RFC 4648 clause 4', params: ['path'] },
  OFD_CHECK_VALUE_LENGTH: {
    level: 'fail', fixed: true, subIndication: 'HASH_FAILURE', clause: 'GB/T 33190-2016 clause 18.2 (CheckValue)', params: ['path', 'expected', 'found'],
  },
  OFD_CHECK_VALUE_WHITE_SPACE: { level: 'info', subIndication: 'FORMAT_FAILURE', clause: 'RFC 4648 clause 3.3', params: ['path'] },
  OFD_REFERENCE_MISMATCH: { level: 'fail', fixed: true, subIndication: 'HASH_FAILURE', clause: 'GB/T 33190-2016 clause 18.2 (Reference)', params: ['path', 'algorithm'] },
  OFD_REFERENCE_MISSING: { level: 'fail', fixed: true, subIndication: 'HASH_FAILURE', clause: 'GB/T 33190-2016 clause 18.2 (Reference)', params: ['path'] },
  OFD_REFERENCE_UNREADABLE: { level: 'fail', fixed: true, subIndication: 'HASH_FAILURE', clause: 'GB/T 33190-2016 clause 18.2 (Reference)', params: ['path', 'cause'] },
  OFD_DIGEST_WITH_SIGNER: { level: 'warning', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'GM/T 0006-2012 (1.2.156.10197.1.401.2)', params: ['path'] },
  OFD_DIGEST_MATCHES_OTHERWISE: { level: 'info', subIndication: 'HASH_FAILURE', clause: 'GB/T 33190-2016 clause 18.2 (CheckMethod)', params: ['path', 'variant'] },

  // The document graph
  OFD_DOCUMENT_MISSING: { level: 'fail', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clause 7 (DocRoot)', params: ['path'] },
  OFD_REFERENCE_DANGLING: { level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clause 7 (ST_Loc)', params: ['path', 'from'] },
  OFD_PART_UNREADABLE: { level: 'indeterminate', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'GB/T 33190-2016 clause 7', params: ['path', 'cause'] },
  OFD_DATA_PART_UNREADABLE: { level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clauses 16, 17 and 20', params: ['path', 'cause'] },
  OFD_TEMPLATE_UNKNOWN: { level: 'warning', subIndication: 'FORMAT_FAILURE', clause: 'GB/T 33190-2016 clause 7 (Template)', params: ['path'] },

  // Coverage
  OFD_VISIBLE_NOT_COVERED: { level: 'fail', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: COVERAGE, params: ['path'] },
  OFD_REACHABLE_NOT_COVERED: { level: 'warning', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: COVERAGE, params: ['path'] },
  OFD_UNREACHABLE_ENTRY: { level: 'warning', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'GM/T 0099-2020 (integrity protection); attack class: smuggled file', params: ['path'] },
  OFD_ROOT_NOT_COVERED: { level: 'warning', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: COVERAGE, params: ['path'] },
  OFD_ROOT_REDIRECTABLE: { level: 'fail', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: COVERAGE, params: ['path'] },
  OFD_SIGNATURE_COVERS_PART: { level: 'warning', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: COVERAGE, params: ['visible', 'reachable'] },

  // GM/T 0099 integrity file
  OFD_INTEGRITY_UNREADABLE: { level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'GM/T 0099-2020 (OFDEntries.xml)', params: ['path'] },
  OFD_INTEGRITY_VALUE_MISSING: { level: 'fail', subIndication: 'FORMAT_FAILURE', clause: 'GM/T 0099-2020 (SignedValueLoc)', params: ['path'] },
  OFD_INTEGRITY_NOT_LISTED: { level: 'fail', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'GM/T 0099-2020 (FileList); attack class: smuggled file', params: ['path'] },
  OFD_INTEGRITY_LISTED_MISSING: { level: 'fail', subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'GM/T 0099-2020 (FileList)', params: ['path'] },
})
