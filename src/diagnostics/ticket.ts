import { defineDiagnostics } from './define.ts'

const TICKET = { level: 'fail', fixed: true, subIndication: 'SIG_CONSTRAINTS_FAILURE' } as const

/** Log-ins through identity platforms by one-time tickets. */
export const ticketDiagnostics = defineDiagnostics({
  TICKET_AUDIENCE_MISMATCH: { ...TICKET, clause: 'RFC 9700 clause 2.3', params: [] },
  TICKET_NONCE_MISMATCH: { ...TICKET, clause: 'OpenID Connect Core 1.0 clause 3.1.3.7', params: [] },
})
