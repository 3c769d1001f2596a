import { defineDiagnostics } from './define.ts'

const FORM = { level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE' } as const
const REFUSED = { level: 'fail', fixed: true, subIndication: 'CHAIN_CONSTRAINTS_FAILURE' } as const

/** Trust lists: whether one may be used, and whether a service in it could be relied on when it was used. */
export const trustDiagnostics = defineDiagnostics({
  TRUST_LIST_MALFORMED: { ...FORM, clause: 'docs/trust-list.schema.json', params: ['problem'] },
  TRUST_LIST_VERSION_UNSUPPORTED: {
    level: 'indeterminate', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'docs/trust-lists.md (schema)', params: [],
  },
  TRUST_LIST_CERTIFICATE_INVALID: { ...FORM, clause: 'docs/trust-lists.md (identity)', params: ['reason'] },
  TRUST_LIST_UNSIGNED: { ...REFUSED, clause: 'docs/trust-lists.md (signature)', params: [] },
  TRUST_LIST_SIGNATURE_INVALID: {
    level: 'fail', fixed: true, subIndication: 'SIG_CRYPTO_FAILURE', clause: 'docs/trust-lists.md (signature)', params: ['algorithm'],
  },
  TRUST_LIST_SIGNER_UNKNOWN: { ...REFUSED, clause: 'docs/trust-lists.md (keys of the operator)', params: ['needed', 'found'] },
  TRUST_LIST_NOT_YET_VALID: {
    level: 'fail', fixed: true, subIndication: 'NOT_YET_VALID', clause: 'docs/trust-lists.md (issuedAt)', params: ['issuedAt', 'time'],
  },
  TRUST_LIST_EXPIRED: {
    level: 'indeterminate', fixed: true, subIndication: 'TRY_LATER', clause: 'docs/trust-lists.md (nextUpdate)', params: ['nextUpdate', 'time'],
  },
  TRUST_LIST_FREEZE: { ...REFUSED, clause: 'docs/trust-lists.md (freeze)', params: ['sequence', 'nextUpdate', 'time'] },
  TRUST_LIST_PERIOD_TOO_LONG: { ...REFUSED, clause: 'docs/trust-lists.md (freeze)', params: ['days', 'maximum'] },
  TRUST_LIST_ROLLBACK: { ...REFUSED, clause: 'docs/trust-lists.md (rollback)', params: ['sequence', 'lastSequence'] },
  TRUST_LIST_FORKED: { ...REFUSED, clause: 'docs/trust-lists.md (rollback)', params: ['sequence'] },
  TRUST_LIST_OTHER: { ...REFUSED, clause: 'docs/trust-lists.md (id)', params: [] },
  TRUST_LIST_XML_INVALID: { ...FORM, clause: 'ETSI TS 119 612 clause 5', params: ['element'] },
  TRUST_LIST_XML_NOT_VERIFIED: {
    level: 'warning', subIndication: 'CHAIN_CONSTRAINTS_FAILURE', clause: 'ETSI TS 119 612 clause 5.7; docs/trust-lists.md (XML lists)', params: [],
  },
  TRUST_LIST_XML_EXTENSION_IGNORED: {
    level: 'warning', subIndication: 'CHAIN_CONSTRAINTS_FAILURE', clause: 'ETSI TS 119 612 clause 5.5.9', params: ['critical'],
  },
  TRUST_LIST_XML_SERVICE_OMITTED: {
    level: 'warning', subIndication: 'CHAIN_CONSTRAINTS_FAILURE', clause: 'ETSI TS 119 612 clause 5.5.3', params: ['reason'],
  },
  TRUST_LIST_XML_STATUS_UNKNOWN: {
    level: 'warning', subIndication: 'CHAIN_CONSTRAINTS_FAILURE', clause: 'ETSI TS 119 612 clause 5.5.4', params: [],
  },
  TRUST_SERVICE_NOT_GRANTED: {
    level: 'indeterminate', subIndication: 'CHAIN_CONSTRAINTS_FAILURE', clause: 'ETSI TS 119 612 clause 5.5.4 (status as of a date)', params: ['status', 'time'],
  },
  TRUST_SERVICE_ENDED_SINCE: {
    level: 'info', subIndication: 'REVOKED_CA_NO_POE', clause: 'ETSI TS 119 612 clause 5.5.10 (history)', params: ['status', 'since'],
  },
  TRUST_SERVICE_ENDED_NO_POE: {
    level: 'indeterminate', subIndication: 'REVOKED_CA_NO_POE', clause: 'ETSI EN 319 102-1 clause 5.5.4', params: ['status', 'since'],
  },
})
