import { defineDiagnostics } from './define.ts'

const FORM = { level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE' } as const
const TOLERATED = { level: 'warning', subIndication: 'FORMAT_FAILURE' } as const
const REMARK = { level: 'info', subIndication: 'FORMAT_FAILURE' } as const

/** XML 1.0 documents of a package: well-formedness, and what parsers are known to disagree about. */
export const xmlDiagnostics = defineDiagnostics({
  XML_ENCODING_UNSUPPORTED: { ...FORM, clause: 'XML 1.0 4.3.3', params: [] },
  XML_ENCODING_CONFLICT: { ...FORM, clause: 'XML 1.0 4.3.3 and appendix F', params: ['byteOrderMark'] },
  XML_ENCODING_INVALID: { ...FORM, clause: 'XML 1.0 4.3.3', params: ['encoding'] },
  XML_VERSION_UNSUPPORTED: { ...FORM, clause: 'XML 1.0 2.8', params: [] },
  XML_DOCTYPE_FORBIDDEN: { ...FORM, clause: 'CWE-611, CWE-776', params: ['offset'] },
  XML_NOT_WELL_FORMED: { ...FORM, clause: 'XML 1.0 2.1', params: ['line', 'column'] },
  XML_ATTRIBUTE_DUPLICATE: { ...FORM, clause: 'XML 1.0 3.1; Namespaces in XML 1.0 6.3', params: ['offset'] },
  XML_ENCODING_UNUSUAL: { ...TOLERATED, clause: 'GB/T 33190-2016 (UTF-8)', params: ['encoding'] },
  XML_NAMESPACE_UNUSUAL: { ...REMARK, clause: 'Namespaces in XML 1.0 3 and 4', params: ['names'] },
  XML_PREFIX_UNBOUND: { ...TOLERATED, clause: 'Namespaces in XML 1.0 5', params: ['names'] },
})
