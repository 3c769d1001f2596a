import { defineDiagnostics } from './define.ts'

/** The input as a whole: what kind it is, and limits that it ran into. */
export const inputDiagnostics = defineDiagnostics({
  INPUT_NOT_RECOGNIZED: {
    level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE',
    clause: 'GB/T 33190-2016; GB/T 38540-2020', params: [],
  },
  INPUT_CHANGED: {
    level: 'indeterminate', fixed: true, subIndication: 'TRY_LATER',
    clause: 'attack class: time of check to time of use (CWE-367)', params: [],
  },
  LIMIT_EXCEEDED: {
    level: 'indeterminate', fixed: true, subIndication: 'POLICY_PROCESSING_ERROR',
    clause: 'resource limits (docs/policy.md)', params: ['limit', 'maximum'],
  },
  CHECK_NOT_PERFORMED: {
    level: 'indeterminate', fixed: true, subIndication: 'POLICY_PROCESSING_ERROR',
    clause: 'ETSI EN 319 102-1 clause 5.1.3', params: [],
  },
  INTERNAL_ERROR: {
    level: 'indeterminate', fixed: true, subIndication: 'POLICY_PROCESSING_ERROR',
    clause: 'ETSI EN 319 102-1 clause 5.1.3', params: ['error'],
  },
  TEXT_ENCODED_INPUT: {
    level: 'info', subIndication: 'FORMAT_FAILURE',
    clause: 'RFC 4648 clauses 4 and 8', params: ['encoding'],
  },
})
