/** The policies that come with the package: data only. `docs/policy.md` explains each in words. */
import type { ValidationPolicy } from './policy.ts'

const TIME = {
  sealMaker: 'creation',
  signing: 'claimed',
  makerToleranceDays: 30,
  clockSkewSeconds: 300,
  dateTimeToleranceSeconds: 300,
} as const satisfies ValidationPolicy['time']

const REVOCATION = { required: 'ifNamed', freshness: 'atTimeOrLater', maximumAgeSeconds: 86_400 } as const satisfies ValidationPolicy['revocation']

const DEFAULT_USER_ID = ['1234567812345678'] as const

/** Deviations that one meets in genuine files of vendors; each is still reported. */
const VENDOR_DEVIATIONS = {
  SEAL_HEADER_ID: 'warning',
  SEAL_VERSION_UNKNOWN: 'warning',
  SEAL_EXTENSION_CRITICAL: 'warning',
  SEAL_EXTENSION_MALFORMED: 'warning',
  SEAL_LIST_OPAQUE: 'warning',
  DATA_HASH_NONSTANDARD: 'warning',
} as const satisfies ValidationPolicy['levels']

/** What is tolerated elsewhere with a warning: encodings, names, unprotected files that are not shown. */
const NO_DEVIATION = {
  BER_INDEFINITE_LENGTH: 'fail',
  BER_LENGTH_NOT_MINIMAL: 'fail',
  BER_CONSTRUCTED_STRING: 'fail',
  BER_TRAILING_DATA: 'fail',
  BER_TRAILING_ZEROS: 'fail',
  BER_UNUSED_BITS: 'fail',
  BER_INTEGER_NEGATIVE: 'fail',
  BER_INTEGER_PADDED: 'fail',
  BER_BOOLEAN_NOT_CANONICAL: 'fail',
  TEXT_ENCODED_INPUT: 'fail',
  ZIP_PREFIX_BYTES: 'fail',
  ZIP_SUFFIX_BYTES: 'fail',
  ZIP_UNACCOUNTED_BYTES: 'fail',
  ZIP_STORED_WITH_DESCRIPTOR: 'fail',
  ZIP_NAME_BACKSLASH: 'fail',
  ZIP_NAME_ABSOLUTE: 'fail',
  ZIP_NAME_DOT_SEGMENT: 'fail',
  ZIP_NAME_GBK: 'fail',
  ZIP_DIRECTORY_ATTRIBUTE: 'fail',
  ZIP_DUPLICATE_DIRECTORY: 'fail',
  XML_ENCODING_UNUSUAL: 'fail',
  XML_PREFIX_UNBOUND: 'fail',
  SEAL_VERSION_LAYOUT: 'fail',
  SEAL_VERSIONS_DISAGREE: 'fail',
  SEAL_EDITION_MIXED: 'fail',
  SEAL_PROPERTY_LAYOUT: 'fail',
  SEAL_CERT_LIST_TYPE: 'fail',
  SEAL_CERT_LIST_ENTRY: 'fail',
  SEAL_WRAPPED: 'fail',
  SEAL_STRING_ENCODING: 'fail',
  SEAL_TIME_ZONE_ASSUMED: 'fail',
  SEAL_SIGNATURE_TYPE: 'fail',
  SEAL_SIGNATURE_RAW: 'fail',
  SEAL_EXTENSION_REPEATED: 'fail',
  SEAL_SIGNATURE_OTHER_BYTES: 'fail',
  SEAL_LIST_DIGEST_PREFIXED: 'fail',
  SIGNATURE_RAW: 'fail',
  SIGNATURE_TYPE_DISAGREES: 'fail',
  CMS_SIGNATURE_RAW: 'fail',
  CMS_ATTRIBUTES_ORDER: 'fail',
  CMS_CONTENT_TYPE_MISMATCH: 'fail',
  BINDING_DIFFERS: 'fail',
  OFD_ROOT_NAME_CASE: 'fail',
  OFD_NAMESPACE_OTHER: 'fail',
  OFD_PATH_BACKSLASH: 'fail',
  OFD_PATH_OTHER_BASE: 'fail',
  OFD_PATH_CASE: 'fail',
  OFD_REFERENCE_REPEATED: 'fail',
  OFD_REFERENCE_TO_ITSELF: 'fail',
  OFD_DIGEST_WITH_SIGNER: 'fail',
  OFD_ROOT_NOT_COVERED: 'fail',
  OFD_REACHABLE_NOT_COVERED: 'fail',
  OFD_UNREACHABLE_ENTRY: 'fail',
} as const satisfies ValidationPolicy['levels']

const PRESETS = {
  'cn-gov-2025': {
    id: 'cn-gov-2025',
    description: {
      zh: '政务默认策略：按 GM/T 0031-2025 的时间规则；证书载明吊销信息来源时必须有吊销证据。',
      en: 'Government default: time rules of GM/T 0031-2025; revocation evidence where a certificate names a source.',
    },
    levels: {},
    time: TIME,
    revocation: REVOCATION,
    sm2UserIds: DEFAULT_USER_ID,
  },
  'gbt-38540-strict': {
    id: 'gbt-38540-strict',
    description: {
      zh: '按 GB/T 38540-2020 字面执行：制章者证书须在签章时有效；不接受任何编码偏差；每张证书都要有吊销证据。',
      en: 'GB/T 38540-2020 to the letter: the maker certificate valid when signing, no deviation in encoding, revocation evidence for every certificate.',
    },
    levels: NO_DEVIATION,
    time: { ...TIME, sealMaker: 'signing', makerToleranceDays: 0 },
    revocation: { ...REVOCATION, required: 'always' },
    sm2UserIds: DEFAULT_USER_ID,
  },
  archive: {
    id: 'archive',
    description: {
      zh: '归档策略：签章时间须由有效的时间戳证明；其余同政务默认策略。',
      en: 'For archives: a valid time stamp must prove the signing time; otherwise as the government default.',
    },
    levels: {},
    time: { ...TIME, signing: 'proven' },
    revocation: REVOCATION,
    sm2UserIds: DEFAULT_USER_ID,
  },
  'lenient-vendor': {
    id: 'lenient-vendor',
    description: {
      zh: '兼容厂商策略：真实文件中常见的偏差只作提示，逐项列出；签名、摘要与信任的要求不变。',
      en: 'Vendor-compatible: deviations met in genuine files are warnings, each listed; signatures, digests and trust as strict as ever.',
    },
    levels: VENDOR_DEVIATIONS,
    time: TIME,
    revocation: REVOCATION,
    sm2UserIds: DEFAULT_USER_ID,
  },
} as const satisfies Readonly<Record<string, ValidationPolicy>>

export type PolicyId = keyof typeof PRESETS

export const POLICY_IDS: readonly PolicyId[] = Object.freeze(Object.keys(PRESETS) as PolicyId[])

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze)
    Object.freeze(value)
  }
  return value
}

/** A policy that comes with the package, frozen. @throws TypeError for an unknown id */
export function policyPreset(id: PolicyId): ValidationPolicy {
  if (!Object.hasOwn(PRESETS, id)) throw new TypeError(`unknown policy: ${id}; known: ${POLICY_IDS.join(', ')}`)
  return deepFreeze(PRESETS[id])
}
