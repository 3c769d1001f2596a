import { defineDiagnostics } from './define.ts'

const TICKET = { level: 'fail', fixed: true, subIndication: 'SIG_CONSTRAINTS_FAILURE' } as const
const ANSWER = { level: 'indeterminate', fixed: true, subIndication: 'TRY_LATER' } as const
const RULE = 'rule of this package for ticket flows'

/** Log-ins through identity platforms by one-time tickets. */
export const ticketDiagnostics = defineDiagnostics({
  TICKET_STATE_UNKNOWN: { ...TICKET, clause: 'RFC 6749 clause 10.12; RFC 9700 clause 4.7', params: [] },
  TICKET_BROWSER_MISMATCH: { ...TICKET, clause: 'RFC 6749 clause 10.12; RFC 9700 clause 4.7', params: [] },
  TICKET_PROFILE_MISMATCH: { ...TICKET, clause: 'RFC 9700 clause 4.4 (mix-up)', params: ['expected', 'found'] },
  TICKET_MISSING: { ...TICKET, clause: 'RFC 6749 clause 4.1.2', params: [] },
  TICKET_EXPIRED: { ...TICKET, clause: 'RFC 6749 clause 4.1.2', params: [] },
  TICKET_REUSED: { ...TICKET, clause: 'RFC 6749 clause 10.5', params: [] },
  TICKET_INVALID: { ...TICKET, clause: 'RFC 6749 clause 5.2', params: ['status'] },
  TICKET_AUDIENCE_MISMATCH: { ...TICKET, clause: 'RFC 9700 clause 2.3', params: [] },
  TICKET_NONCE_MISMATCH: { ...TICKET, clause: 'OpenID Connect Core 1.0 clause 3.1.3.7 (11)', params: [] },
  PLATFORM_UNREACHABLE: { ...ANSWER, clause: RULE, params: ['step'] },
  PLATFORM_REFUSED: { ...ANSWER, clause: RULE, params: ['step', 'status'] },
  PLATFORM_ANSWER_UNREADABLE: { ...ANSWER, clause: RULE, params: ['step'] },
  PLATFORM_SIGNING_WEAK: { level: 'warning', subIndication: 'CRYPTO_CONSTRAINTS_FAILURE', clause: 'RFC 6151', params: ['rule'] },
})
