import { defineDiagnostics } from './define.ts'

/** Wrong, whatever a policy says. */
const REFUSED = { level: 'fail', fixed: true, subIndication: 'CUSTOM' } as const
/** Cannot be said with what is at hand, whatever a policy says. */
const OPEN = { level: 'indeterminate', fixed: true, subIndication: 'CUSTOM' } as const
/** Cannot be said with what is at hand; a receiving side may decide to live with it, matter by matter. */
const TOLERABLE = { level: 'indeterminate', subIndication: 'CUSTOM' } as const
const NOTE = { level: 'info', subIndication: 'CUSTOM' } as const

const CONTAINER = 'docs/recognition.md (step 1, container)'
const IDENTIFIER = 'GB/T 36904-2018'
const METADATA = 'GB/T 36903-2018'
const COVERAGE = 'docs/recognition.md (step 4, coverage)'
const ISSUER = 'docs/recognition.md (step 5, issuer)'
const SEAL = 'GB/T 38540-2020 clause 7'
const CERTIFICATE = 'ETSI EN 319 102-1 clause 5.2.6'
const OWNER = 'docs/recognition.md (step 8, owner of the seal)'
const STATUS = 'docs/recognition.md (step 9, status)'
const DATES = 'docs/recognition.md (step 10, dates)'
const HOLDER = 'docs/recognition.md (step 11, holder)'
const LEVEL = 'docs/recognition.md (step 12, presenter)'
const PURPOSE = 'State Council Order 716 article 7'
const EVIDENCE = 'State Council Order 716 article 12'

/** Mutual recognition: whether a license may be accepted here, for this person and this matter, now. */
export const recognitionDiagnostics = defineDiagnostics({
  RECOGNITION_INPUT_MISSING: { ...OPEN, clause: 'docs/recognition.md (what is put in)', params: ['input'] },
  RECOGNITION_LIST_MISSING: { ...OPEN, clause: 'docs/recognition.md (lists)', params: ['kind'] },
  RECOGNITION_LIST_EXPIRED: { ...OPEN, clause: 'docs/trust-lists.md (nextUpdate)', params: ['kind', 'nextUpdate', 'time'] },

  FMT_UNSUPPORTED: { ...REFUSED, clause: CONTAINER, params: [] },
  FMT_CORRUPT: { ...REFUSED, clause: CONTAINER, params: ['reason'] },
  FMT_UNCHECKED: { ...OPEN, clause: CONTAINER, params: ['reason'] },
  FMT_COPY_NOT_ALLOWED: { ...TOLERABLE, clause: CONTAINER, params: [] },

  LID_FORMAT: { ...REFUSED, clause: IDENTIFIER, params: ['reason'] },
  LID_CHECK: { ...REFUSED, clause: IDENTIFIER, params: [] },
  LID_ISSUER_NOT_USCI: { level: 'warning', subIndication: 'CUSTOM', clause: IDENTIFIER, params: [] },
  LID_NOT_CANONICAL: { ...NOTE, clause: IDENTIFIER, params: [] },
  LID_TYPE_UNKNOWN: { ...TOLERABLE, clause: 'docs/recognition.md (step 2, identifier)', params: [] },
  LID_TYPE_WITHDRAWN: { ...REFUSED, clause: 'docs/recognition.md (step 2, identifier)', params: ['since'] },

  META_MISSING: { ...TOLERABLE, clause: METADATA, params: ['element'] },
  META_CONFLICT: { ...TOLERABLE, clause: METADATA, params: ['element'] },
  META_UNPROTECTED: { ...TOLERABLE, clause: METADATA, params: [] },

  MR_TYPE_NOT_LISTED: { ...REFUSED, clause: COVERAGE, params: ['from', 'to'] },
  MR_SCENARIO_NOT_COVERED: { ...REFUSED, clause: COVERAGE, params: ['from', 'to'] },
  MR_NOT_IN_FORCE: { ...REFUSED, clause: COVERAGE, params: ['agreement', 'status', 'time'] },
  MR_HOME_UNKNOWN: { ...OPEN, clause: COVERAGE, params: ['claimed'] },
  MR_LOCAL: { ...NOTE, clause: COVERAGE, params: ['from', 'to'] },

  AUTH_UNKNOWN: { ...REFUSED, clause: ISSUER, params: [] },
  AUTH_OUT_OF_SCOPE: { ...OPEN, clause: ISSUER, params: ['claimed'] },
  AUTH_NOT_COMPETENT: { ...REFUSED, clause: ISSUER, params: ['issued'] },
  AUTH_CEASED: { ...REFUSED, clause: ISSUER, params: ['status', 'issued'] },
  AUTH_CEASED_SINCE: { ...NOTE, clause: ISSUER, params: ['status', 'since'] },
  AUTH_NAME_DIFFERS: { ...TOLERABLE, clause: ISSUER, params: [] },

  SIG_ABSENT: { ...REFUSED, clause: SEAL, params: [] },
  SIG_HASH_FAILURE: { ...REFUSED, subIndication: 'HASH_FAILURE', clause: SEAL, params: ['reason'] },
  SIG_CRYPTO_FAILURE: { ...REFUSED, subIndication: 'SIG_CRYPTO_FAILURE', clause: SEAL, params: ['reason'] },
  SIG_FAILED: { ...REFUSED, clause: SEAL, params: ['check', 'reason'] },
  SIG_UNCHECKED: { ...OPEN, clause: SEAL, params: ['check', 'reason'] },
  SEAL_ABSENT: { ...REFUSED, clause: SEAL, params: [] },
  SEAL_MAKER_UNTRUSTED: { ...OPEN, clause: SEAL, params: ['reason'] },
  SEAL_MAKER_NOT_LISTED: { ...TOLERABLE, clause: 'docs/recognition.md (seal makers)', params: [] },
  SEAL_MAKER_WITHDRAWN: { ...REFUSED, clause: 'docs/recognition.md (seal makers)', params: ['status', 'time'] },
  SEAL_EXPIRED_AT_SIGNING: { ...REFUSED, subIndication: 'EXPIRED', clause: SEAL, params: ['reason'] },

  CERT_CHAIN_NOT_FOUND: { ...OPEN, subIndication: 'NO_CERTIFICATE_CHAIN_FOUND', clause: CERTIFICATE, params: ['reason'] },
  CERT_REVOKED: { ...REFUSED, subIndication: 'REVOKED', clause: CERTIFICATE, params: ['check'] },
  CERT_REVOKED_NO_POE: { ...OPEN, subIndication: 'REVOKED_NO_POE', clause: CERTIFICATE, params: ['check'] },
  CERT_FAILED: { ...REFUSED, clause: CERTIFICATE, params: ['check', 'reason'] },
  CERT_UNCHECKED: { ...OPEN, clause: CERTIFICATE, params: ['check', 'reason'] },
  SEAL_STATUS_REVOKED: { ...REFUSED, subIndication: 'REVOKED', clause: '国办发〔2025〕33号 电子印章管理办法', params: ['status'] },
  SEAL_STATUS_UNKNOWN: { ...TOLERABLE, subIndication: 'TRY_LATER', clause: '国办发〔2025〕33号 电子印章管理办法', params: [] },

  SEAL_HOLDER_MISMATCH: { ...REFUSED, clause: OWNER, params: [] },
  SEAL_HOLDER_NAME_ONLY: { ...TOLERABLE, clause: OWNER, params: [] },
  SEAL_HOLDER_UNKNOWN: { ...OPEN, clause: OWNER, params: [] },

  LST_NOT_ACTIVE: { ...REFUSED, clause: STATUS, params: ['time'] },
  LST_SUSPENDED: { ...REFUSED, clause: STATUS, params: ['time'] },
  LST_CANCELLED: { ...REFUSED, clause: STATUS, params: ['time'] },
  LST_REVOKED: { ...REFUSED, clause: STATUS, params: ['status', 'time'] },
  LST_EXPIRED: { ...REFUSED, clause: STATUS, params: ['time'] },
  LST_TRANSFERRED: { ...REFUSED, clause: STATUS, params: ['time'] },
  LST_OTHER: { ...OPEN, clause: STATUS, params: ['time'] },
  LST_UNKNOWN: { ...TOLERABLE, subIndication: 'TRY_LATER', clause: STATUS, params: ['reason'] },
  LST_STALE: { ...TOLERABLE, subIndication: 'TRY_LATER', clause: STATUS, params: ['age', 'maximum'] },

  VAL_NOT_YET: { ...REFUSED, subIndication: 'NOT_YET_VALID', clause: DATES, params: ['from', 'day'] },
  VAL_EXPIRED: { ...REFUSED, subIndication: 'EXPIRED', clause: DATES, params: ['until', 'day'] },
  VAL_GRACE: { level: 'warning', subIndication: 'EXPIRED', clause: DATES, params: ['until', 'days'] },
  VAL_UNKNOWN: { ...TOLERABLE, clause: DATES, params: ['element'] },
  VAL_COPY_EXPIRED: { ...REFUSED, subIndication: 'EXPIRED', clause: DATES, params: ['until', 'time'] },

  HOLD_MISMATCH: { ...REFUSED, clause: HOLDER, params: [] },
  HOLD_NAME_ONLY: { ...TOLERABLE, clause: HOLDER, params: [] },
  HOLD_NAME_DIFFERS: { ...TOLERABLE, clause: HOLDER, params: [] },
  HOLD_JOINT_MISSING: { ...OPEN, clause: HOLDER, params: ['missing', 'holders'] },
  HOLD_LINKED: { ...NOTE, clause: HOLDER, params: [] },

  IDN_MISSING: { ...OPEN, clause: LEVEL, params: [] },
  IDN_EXPIRED: { ...OPEN, clause: LEVEL, params: ['expires', 'time'] },
  IDN_LEVEL_LOW: { ...OPEN, clause: LEVEL, params: ['missing', 'has', 'needs'] },
  IDN_SESSION_STALE: { ...TOLERABLE, clause: LEVEL, params: ['maximum'] },
  IDN_AGENT_NO_AUTH: { ...OPEN, clause: LEVEL, params: ['reason'] },
  IDN_AGENT_NOT_ALLOWED: { ...OPEN, clause: LEVEL, params: [] },

  PUR_MISSING: { ...REFUSED, clause: PURPOSE, params: [] },
  PUR_NOT_YET: { ...REFUSED, clause: PURPOSE, params: ['from', 'time'] },
  PUR_EXPIRED: { ...REFUSED, clause: PURPOSE, params: ['until', 'time'] },
  PUR_SCOPE: { ...REFUSED, clause: PURPOSE, params: ['reason'] },
  PUR_REPLAY: { ...REFUSED, clause: PURPOSE, params: [] },
  PUR_USE_UNKNOWN: { ...OPEN, clause: PURPOSE, params: [] },

  EVD_INCOMPLETE: { ...TOLERABLE, clause: EVIDENCE, params: ['kind'] },
})
