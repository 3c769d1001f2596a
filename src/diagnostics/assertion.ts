import { defineDiagnostics } from './define.ts'

const DATA = { level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE' } as const
const LEVEL = { level: 'fail', subIndication: 'SIG_CONSTRAINTS_FAILURE' } as const
const NOTED = { level: 'warning', subIndication: 'SIG_CONSTRAINTS_FAILURE' } as const
const RULE = 'rule of this package for identity assertions'
const LEVELS = 'ISO/IEC 29115:2013 clause 6; Regulation (EU) No 910/2014 recital 15'

/** What platforms say of persons and organizations, and how sure they are. */
export const assertionDiagnostics = defineDiagnostics({
  IDENTITY_ATTRIBUTE_MISSING: { ...DATA, clause: RULE, params: ['attribute'] },
  IDENTITY_ATTRIBUTE_INVALID: { ...DATA, clause: RULE, params: ['attribute'] },
  IDENTITY_ATTRIBUTE_MALFORMED: { ...DATA, clause: RULE, params: ['attribute'] },
  IDENTITY_ATTRIBUTE_UNKNOWN: { ...NOTED, level: 'info', clause: RULE, params: ['count'] },
  IDENTITY_KIND_UNKNOWN: { ...DATA, clause: RULE, params: ['profile'] },
  IDENTITY_KIND_UNEXPECTED: { ...DATA, clause: RULE, params: ['expected', 'found'] },
  IDENTITY_TYPE_UNKNOWN: { ...DATA, clause: 'GB/T 36903-2018 annex A', params: ['attribute'] },
  IDENTITY_TYPE_MISMATCH: { ...DATA, clause: 'GB/T 36903-2018 annex A', params: ['kind', 'type'] },
  IDENTITY_NUMBER_INVALID: { ...DATA, clause: 'GB 11643-1999; GB 32100-2015', params: ['attribute', 'type'] },
  IDENTITY_NUMBER_UNCHECKED: { ...NOTED, level: 'info', clause: 'GB/T 36903-2018 annex A', params: ['attribute', 'type'] },
  IDENTITY_NUMBER_UNNEEDED: { ...NOTED, clause: '国家网络身份认证公共服务管理办法 (Order 173 of 2025)', params: ['attribute'] },
  IDENTITY_AGENT_UNSTATED: { ...NOTED, clause: RULE, params: [] },

  IDENTITY_LEVEL_UNSTATED: { ...NOTED, clause: LEVELS, params: [] },
  IDENTITY_LEVEL_UNKNOWN: { ...NOTED, clause: LEVELS, params: ['scheme'] },
  IDENTITY_LEVEL_CONFLICT: { ...NOTED, clause: LEVELS, params: [] },
  IDENTITY_METHODS_MALFORMED: { ...NOTED, clause: 'creditable_level_of_account_way (Guangdong): level@method@id', params: [] },
  IDENTITY_METHOD_UNKNOWN: { ...NOTED, clause: 'creditable_level_of_account_way (Guangdong): level@method@id', params: ['count'] },
  IDENTITY_METHOD_EXCEEDED: { ...NOTED, clause: 'creditable_level_of_account_way (Guangdong): level@method@id', params: ['method', 'stated', 'highest'] },
  IDENTITY_AUTHENTICATOR_UNSTATED: { ...NOTED, clause: LEVELS, params: [] },
  IDENTITY_AUTHENTICATOR_UNKNOWN: { ...NOTED, clause: LEVELS, params: ['count'] },
  IDENTITY_LOGIN_TIME_UNSTATED: { ...NOTED, clause: 'NIST SP 800-63B (revision 3) clauses 4.1.3, 4.2.3, 4.3.3', params: [] },
  IDENTITY_PROOFING_LOW: { ...LEVEL, clause: LEVELS, params: ['has', 'needs'] },
  IDENTITY_AUTHENTICATOR_LOW: { ...LEVEL, clause: LEVELS, params: ['has', 'needs'] },
  IDENTITY_SESSION_STALE: { ...LEVEL, clause: 'NIST SP 800-63B (revision 3) clauses 4.1.3, 4.2.3, 4.3.3', params: ['seconds', 'maximum'] },
  IDENTITY_SESSION_UNSTATED: { ...LEVEL, clause: 'NIST SP 800-63B (revision 3) clauses 4.1.3, 4.2.3, 4.3.3', params: ['maximum'] },

  PROFILE_MALFORMED: { ...DATA, clause: 'docs/identity-profile.schema.json', params: ['problem'] },
  PROFILE_RECORD_MISSING: { ...DATA, clause: RULE, params: ['profile'] },
  DELEGATION_CLAIMS_INVALID: { level: 'indeterminate', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'docs/recognition.md (delegations)', params: [] },
  DELEGATION_NOT_RELATED: { level: 'indeterminate', fixed: true, subIndication: 'SIG_CONSTRAINTS_FAILURE', clause: 'docs/recognition.md (delegations)', params: [] },
})
