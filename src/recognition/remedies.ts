/** What can be done about a code, and by whom: data, total over the codes of recognition. */
import type { RecognitionCode } from './recognition-policy.ts'

/**
 * `supplement`: bring what is missing. `retry`: ask again, later or elsewhere. `askIssuer`: the authority that issued the
 * license must answer or correct. `askOperator`: whoever runs a list must. `ordinaryReview`: examine as if there were no
 * mutual recognition. `promise`: go on upon the applicant's written promise (告知承诺). `decline`: do not accept it.
 */
export const REMEDY_KINDS = ['supplement', 'retry', 'askIssuer', 'askOperator', 'ordinaryReview', 'promise', 'decline'] as const
export type RemedyKind = (typeof REMEDY_KINDS)[number]
export const ACTORS = ['applicant', 'clerk'] as const
export type Actor = (typeof ACTORS)[number]

type Way = readonly [kind: RemedyKind, actor: Actor]

const BRING: Way = ['supplement', 'applicant']
const COMPLETE: Way = ['supplement', 'clerk']
const RETRY: Way = ['retry', 'clerk']
const ASK_ISSUER: Way = ['askIssuer', 'clerk']
const REISSUE: Way = ['askIssuer', 'applicant']
const ASK_OPERATOR: Way = ['askOperator', 'clerk']
const REVIEW: Way = ['ordinaryReview', 'clerk']
const DECLINE: Way = ['decline', 'clerk']

/** Nothing is to be done about notes. */
export const REMEDIES: Readonly<Record<RecognitionCode, readonly Way[]>> = {
  RECOGNITION_INPUT_MISSING: [COMPLETE],
  RECOGNITION_LIST_MISSING: [COMPLETE],
  RECOGNITION_LIST_EXPIRED: [RETRY, ASK_OPERATOR],
  FMT_UNSUPPORTED: [BRING],
  FMT_CORRUPT: [REISSUE],
  FMT_UNCHECKED: [RETRY],
  FMT_COPY_NOT_ALLOWED: [BRING],
  LID_FORMAT: [DECLINE, ASK_ISSUER],
  LID_CHECK: [DECLINE, ASK_ISSUER],
  LID_ISSUER_NOT_USCI: [],
  LID_NOT_CANONICAL: [],
  LID_TYPE_UNKNOWN: [ASK_OPERATOR],
  LID_TYPE_WITHDRAWN: [DECLINE, ASK_ISSUER],
  META_MISSING: [BRING, ASK_ISSUER],
  META_CONFLICT: [ASK_ISSUER],
  META_UNPROTECTED: [REISSUE],
  MR_TYPE_NOT_LISTED: [REVIEW],
  MR_SCENARIO_NOT_COVERED: [REVIEW],
  MR_NOT_IN_FORCE: [REVIEW],
  MR_HOME_UNKNOWN: [REVIEW, ASK_OPERATOR],
  MR_LOCAL: [],
  AUTH_UNKNOWN: [DECLINE, ASK_OPERATOR],
  AUTH_OUT_OF_SCOPE: [ASK_OPERATOR],
  AUTH_NOT_COMPETENT: [DECLINE, ASK_ISSUER],
  AUTH_CEASED: [DECLINE, ASK_ISSUER],
  AUTH_CEASED_SINCE: [],
  AUTH_NAME_DIFFERS: [ASK_ISSUER],
  SIG_ABSENT: [DECLINE, BRING],
  SIG_HASH_FAILURE: [DECLINE, REISSUE],
  SIG_CRYPTO_FAILURE: [DECLINE, REISSUE],
  SIG_FAILED: [DECLINE, REISSUE],
  SIG_UNCHECKED: [RETRY],
  SEAL_ABSENT: [DECLINE, BRING],
  SEAL_MAKER_UNTRUSTED: [ASK_OPERATOR],
  SEAL_MAKER_NOT_LISTED: [ASK_OPERATOR],
  SEAL_MAKER_WITHDRAWN: [DECLINE, REISSUE],
  SEAL_EXPIRED_AT_SIGNING: [DECLINE, REISSUE],
  CERT_CHAIN_NOT_FOUND: [ASK_OPERATOR],
  CERT_REVOKED: [DECLINE, REISSUE],
  CERT_REVOKED_NO_POE: [REISSUE],
  CERT_FAILED: [DECLINE, REISSUE],
  CERT_UNCHECKED: [RETRY],
  SEAL_STATUS_REVOKED: [DECLINE, REISSUE],
  SEAL_STATUS_UNKNOWN: [RETRY],
  SEAL_HOLDER_MISMATCH: [DECLINE, ASK_ISSUER],
  SEAL_HOLDER_NAME_ONLY: [ASK_ISSUER, ASK_OPERATOR],
  SEAL_HOLDER_UNKNOWN: [RETRY],
  LST_NOT_ACTIVE: [DECLINE, REISSUE],
  LST_SUSPENDED: [DECLINE, REISSUE],
  LST_CANCELLED: [DECLINE],
  LST_REVOKED: [DECLINE],
  LST_EXPIRED: [DECLINE, REISSUE],
  LST_TRANSFERRED: [DECLINE, BRING],
  LST_OTHER: [ASK_ISSUER],
  LST_UNKNOWN: [RETRY, ASK_ISSUER],
  LST_STALE: [RETRY],
  VAL_NOT_YET: [DECLINE],
  VAL_EXPIRED: [DECLINE, REISSUE],
  VAL_GRACE: [],
  VAL_UNKNOWN: [ASK_ISSUER],
  VAL_COPY_EXPIRED: [BRING],
  HOLD_MISMATCH: [DECLINE, BRING],
  HOLD_NAME_ONLY: [BRING],
  HOLD_NAME_DIFFERS: [BRING, REISSUE],
  HOLD_JOINT_MISSING: [BRING],
  HOLD_LINKED: [],
  IDN_MISSING: [BRING],
  IDN_EXPIRED: [BRING],
  IDN_LEVEL_LOW: [BRING],
  IDN_SESSION_STALE: [BRING],
  IDN_AGENT_NO_AUTH: [BRING],
  IDN_AGENT_NOT_ALLOWED: [BRING],
  PUR_MISSING: [BRING],
  PUR_NOT_YET: [BRING],
  PUR_EXPIRED: [BRING],
  PUR_SCOPE: [BRING],
  PUR_REPLAY: [DECLINE, BRING],
  PUR_USE_UNKNOWN: [RETRY],
  EVD_INCOMPLETE: [COMPLETE],
}

/** Where a rule of the matter allows it, these may be handled on a promise: what stays open is said by nobody to be wrong. */
export const PROMISABLE: ReadonlySet<RecognitionCode> = new Set<RecognitionCode>([
  'LST_UNKNOWN', 'LST_STALE', 'LST_OTHER', 'META_MISSING', 'VAL_UNKNOWN', 'SEAL_STATUS_UNKNOWN', 'HOLD_NAME_DIFFERS',
])
