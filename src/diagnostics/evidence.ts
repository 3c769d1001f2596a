import { defineDiagnostics } from './define.ts'

const FORM = { level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE' } as const

/** Evidence bundles and signed reports: whether one can be read and is what it is said to be. */
export const evidenceDiagnostics = defineDiagnostics({
  BUNDLE_MALFORMED: { ...FORM, clause: 'docs/evidence.md (form)', params: ['problem'] },
  BUNDLE_VERSION_UNSUPPORTED: { level: 'indeterminate', fixed: true, subIndication: 'FORMAT_FAILURE', clause: 'docs/evidence.md (form)', params: [] },
  BUNDLE_REPORT_OTHER: { level: 'fail', fixed: true, subIndication: 'HASH_FAILURE', clause: 'docs/evidence.md (report)', params: [] },
  BUNDLE_CONTENT_OTHER: { level: 'fail', fixed: true, subIndication: 'HASH_FAILURE', clause: 'docs/evidence.md (assessments)', params: [] },
  BUNDLE_UNSIGNED: { level: 'fail', fixed: true, subIndication: 'CHAIN_CONSTRAINTS_FAILURE', clause: 'docs/evidence.md (signature)', params: [] },
  BUNDLE_DOCUMENT_ABSENT: { level: 'indeterminate', fixed: true, subIndication: 'SIGNED_DATA_NOT_FOUND', clause: 'docs/evidence.md (document)', params: [] },
  BUNDLE_DOCUMENT_OTHER: { level: 'fail', fixed: true, subIndication: 'HASH_FAILURE', clause: 'docs/evidence.md (document)', params: [] },
  BUNDLE_TIME_STAMP_UNUSABLE: { level: 'indeterminate', fixed: true, subIndication: 'NO_POE', clause: 'docs/evidence.md (time stamp)', params: ['code'] },
})
