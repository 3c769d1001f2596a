import { defineDiagnostics } from './define.ts'

/** Data, not proof: the signatures hold all the same. A recognition procedure or a stricter policy decides by them. */
const DATA = { level: 'warning', subIndication: 'SIG_CONSTRAINTS_FAILURE' } as const
/** The file says two things, and which one is meant nobody can tell. */
const AMBIGUOUS = { level: 'indeterminate', subIndication: 'SIG_CONSTRAINTS_FAILURE' } as const

const METADATA = 'GB/T 36903-2018'

/** The license in a document: its metadata (GB/T 36903-2018) and the note of an annotated copy. No value repeats what the license says. */
export const licenseDiagnostics = defineDiagnostics({
  LICENSE_METADATA_NONE: { level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE', clause: METADATA, params: [] },
  LICENSE_METADATA_UNPROTECTED: { ...DATA, clause: 'GB/T 36905-2018 (security); attack class: XML signature wrapping', params: ['path'] },
  LICENSE_METADATA_CONFLICT: { ...AMBIGUOUS, clause: 'GB/T 36903-2018; attack class: two readers, two documents', params: ['element', 'path'] },
  LICENSE_ELEMENT_REPEATED: { ...AMBIGUOUS, clause: 'GB/T 36903-2018; attack class: two readers, two documents', params: ['element'] },
  LICENSE_ELEMENT_MISSING: { ...DATA, clause: METADATA, params: ['element'] },
  LICENSE_METADATA_DISAGREES: { ...DATA, clause: 'GB/T 36903-2018; GB/T 36904-2018', params: ['element', 'other'] },
  LICENSE_PARTIES_UNPAIRED: { ...DATA, clause: METADATA, params: ['element', 'names', 'codes'] },
  LICENSE_HOLDER_TYPE_UNKNOWN: { ...DATA, clause: 'GB/T 36903-2018 annex A', params: [] },
  LICENSE_DATE_UNREADABLE: { ...DATA, clause: METADATA, params: ['element'] },
  LICENSE_PERIOD_REVERSED: { ...DATA, clause: METADATA, params: [] },
  LICENSE_NOT_YET_VALID: { ...DATA, clause: 'GB/T 36903-2018 (ZZYXQQSRQ)', params: [] },
  LICENSE_EXPIRED: { ...DATA, clause: 'GB/T 36903-2018 (ZZYXQJZRQ)', params: [] },
  LICENSE_COPY_EXPIRED: { ...DATA, clause: 'GB/T 36903-2018 (JZJYXQJZSJ)', params: [] },
  LICENSE_COPY_CONFLICT: { ...AMBIGUOUS, clause: 'GB/T 36903-2018 (JZJ elements); attack class: two readers, two documents', params: ['element', 'path'] },
  LICENSE_COPY_UNPROTECTED: { ...DATA, clause: 'GB/T 36905-2018 (security); attack class: XML signature wrapping', params: [] },
})
