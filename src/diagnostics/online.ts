import { defineDiagnostics } from './define.ts'

/**
 * Looking for evidence in the network. None of these is an error by itself: what was not found leaves the question open
 * that it was wanted for, and that question has its own code.
 */
export const onlineDiagnostics = defineDiagnostics({
  // What a certificate names and nobody goes to.
  ONLINE_SCHEME_UNSUPPORTED: { level: 'info', subIndication: 'TRY_LATER', clause: 'RFC 5280 4.2.1.13 and 4.2.2.1', params: ['scheme'] },
  ONLINE_URL_UNUSABLE: {
    level: 'warning', subIndication: 'TRY_LATER', clause: 'RFC 3986 3; RFC 5280 4.2.1.6 (attack: a URL that programs read differently)', params: ['reason'],
  },
  ONLINE_HOST_NOT_ALLOWED: { level: 'warning', subIndication: 'TRY_LATER', clause: 'RFC 5280 8; attack class: server-side request forgery', params: ['host'] },
  ONLINE_ADDRESS_REFUSED: {
    level: 'warning', subIndication: 'TRY_LATER', clause: 'RFC 6890; attack class: server-side request forgery', params: ['host', 'kind'],
  },
  ONLINE_REQUESTS_EXHAUSTED: { level: 'warning', subIndication: 'TRY_LATER', clause: 'resource limits (docs/online.md)', params: ['maximum'] },

  // Sources that did not answer as they should.
  ONLINE_SOURCE_UNAVAILABLE: { level: 'warning', subIndication: 'TRY_LATER', clause: 'ETSI EN 319 102-1 5.2.6', params: ['host', 'cause'] },
  ONLINE_REDIRECT_REFUSED: { level: 'warning', subIndication: 'TRY_LATER', clause: 'RFC 9110 15.4; attack class: server-side request forgery', params: ['host'] },
  ONLINE_RESPONSE_TOO_LARGE: { level: 'warning', subIndication: 'TRY_LATER', clause: 'resource limits (docs/online.md)', params: ['host', 'maximum'] },
  ONLINE_RESPONSE_REFUSED: { level: 'warning', subIndication: 'TRY_LATER', clause: 'RFC 9110 8; attack class: resource exhaustion', params: ['host', 'reason'] },
  ONLINE_RESPONSE_UNUSABLE: { level: 'warning', subIndication: 'TRY_LATER', clause: 'RFC 5280; RFC 6960; RFC 3161', params: ['host', 'code'] },

  // What was found. Whether it is of use is said by the checks that use it.
  ONLINE_EVIDENCE_FETCHED: { level: 'info', subIndication: 'TRY_LATER', clause: 'ETSI EN 319 102-1 5.2.6', params: ['kind', 'host'] },
  ONLINE_EVIDENCE_CACHED: { level: 'info', subIndication: 'TRY_LATER', clause: 'ETSI EN 319 102-1 5.2.6', params: ['kind', 'host'] },
})
