import { defineDiagnostics } from './define.ts'

/** Nothing was learned of the license: neither that it is good nor that it is not. */
const OPEN = { level: 'indeterminate', fixed: true, subIndication: 'TRY_LATER' } as const
const SERVICE = 'GB/T 36906-2018 as implementations have it'

/** Questions to a sharing service that brought no answer. `operation` is a name of this package. */
export const sharingDiagnostics = defineDiagnostics({
  SHARING_UNAVAILABLE: { ...OPEN, clause: SERVICE, params: ['operation', 'cause'] },
  SHARING_CIRCUIT_OPEN: { ...OPEN, clause: 'rule of this package for sharing services', params: ['operation', 'seconds'] },
  SHARING_REFUSED: { ...OPEN, clause: `${SERVICE} (head.status)`, params: ['operation', 'reason'] },
  SHARING_NOT_OFFERED: { ...OPEN, clause: SERVICE, params: ['operation'] },
  SHARING_NOT_FOUND: { ...OPEN, clause: SERVICE, params: ['operation'] },
  SHARING_LICENSE_UNUSABLE: { ...OPEN, clause: `${SERVICE} (head.status)`, params: ['operation'] },
  SHARING_ANSWER_TOO_LARGE: { ...OPEN, clause: 'attack class: resource exhaustion', params: ['operation', 'maximum'] },
  SHARING_ANSWER_UNREADABLE: { ...OPEN, clause: SERVICE, params: ['operation', 'reason'] },
  SHARING_ANSWER_MISMATCHED: { ...OPEN, clause: 'attack class: the right answer to another question', params: ['operation'] },
  SHARING_QUESTION_INCOMPLETE: { ...OPEN, clause: SERVICE, params: ['element'] },
  SHARING_STATUS_AMBIGUOUS: { ...OPEN, clause: 'rule of this package for sharing services', params: ['operation'] },
})
