import { defineDiagnostics } from './define.ts'

const FORM = { level: 'fail', fixed: true, subIndication: 'FORMAT_FAILURE' } as const
/** The package may be sound; this reader cannot see what is in it. */
const UNREADABLE = { level: 'indeterminate', fixed: true, subIndication: 'SIGNED_DATA_NOT_FOUND' } as const
const TOLERATED = { level: 'warning', subIndication: 'FORMAT_FAILURE' } as const
const REMARK = { level: 'info', subIndication: 'FORMAT_FAILURE' } as const

/** The ZIP container (APPNOTE 6.3.10), as far as two readers could see two documents in one file. */
export const zipDiagnostics = defineDiagnostics({
  // The end record and the central directory
  ZIP_END_RECORD_MISSING: { ...FORM, clause: 'APPNOTE 4.3.16', params: [] },
  ZIP_DIRECTORY_AMBIGUOUS: { ...FORM, clause: 'APPNOTE 4.3.1; attack: two directories', params: ['offset'] },
  ZIP_DIRECTORY_INVALID: { ...FORM, clause: 'APPNOTE 4.3.12 and 4.3.16', params: ['offset'] },
  ZIP_ENTRY_COUNT_MISMATCH: { ...FORM, clause: 'APPNOTE 4.4.21 and 4.4.22', params: ['declared', 'found'] },
  ZIP_MULTI_DISK: { ...FORM, clause: 'APPNOTE 4.4.19 and 4.4.20', params: ['offset'] },
  ZIP64_INVALID: { ...FORM, clause: 'APPNOTE 4.3.14, 4.3.15 and 4.5.3', params: ['offset'] },
  // Central against local view
  ZIP_LOCAL_HEADER_MISSING: { ...FORM, clause: 'APPNOTE 4.3.7', params: ['offset'] },
  ZIP_HEADERS_DIFFER: { ...FORM, clause: 'APPNOTE 4.3.7 against 4.3.12', params: ['field'] },
  ZIP_DESCRIPTOR_MISMATCH: { ...FORM, clause: 'APPNOTE 4.3.9', params: ['offset'] },
  ZIP_ENTRIES_OVERLAP: { ...FORM, clause: 'APPNOTE 4.3.6; attack: overlapping entries', params: ['offset'] },
  ZIP_HIDDEN_ENTRY: { ...FORM, clause: 'APPNOTE 4.3.6; attack: entry outside the directory', params: ['offset'] },
  // Names
  ZIP_NAME_INVALID: { ...FORM, clause: 'APPNOTE 4.4.17', params: ['offset'] },
  ZIP_NAME_TRAVERSAL: { ...FORM, clause: 'APPNOTE 4.4.17.1; CWE-22', params: ['offset'] },
  ZIP_NAME_CONFLICT: { ...FORM, clause: 'APPNOTE 4.6.9', params: ['offset'] },
  ZIP_DUPLICATE_NAME: { ...FORM, clause: 'attack: duplicate entry names', params: ['offset'] },
  ZIP_NAME_COLLISION: { ...FORM, clause: 'attack: names that differ in case or form only', params: ['offset'] },
  // What an entry is
  ZIP_ENCRYPTED: { ...UNREADABLE, clause: 'APPNOTE 4.4.4 bits 0, 6 and 13', params: [] },
  ZIP_METHOD_UNSUPPORTED: { ...UNREADABLE, clause: 'APPNOTE 4.4.5', params: ['method'] },
  ZIP_SPECIAL_FILE: { ...FORM, clause: 'APPNOTE 4.4.15; CWE-59', params: [] },
  ZIP_DIRECTORY_WITH_DATA: { ...FORM, clause: 'APPNOTE 4.3.8', params: ['bytes'] },
  // Data
  ZIP_DATA_INVALID: { ...FORM, clause: 'RFC 1951', params: ['offset'] },
  ZIP_SIZE_MISMATCH: { ...FORM, clause: 'APPNOTE 4.4.9', params: ['declared'] },
  ZIP_DATA_UNUSED: { ...FORM, clause: 'APPNOTE 4.4.8', params: ['bytes'] },
  ZIP_CRC_MISMATCH: { ...FORM, clause: 'APPNOTE 4.4.7', params: ['declared', 'computed'] },
  // Tolerances: one finding each for a package, at the first entry
  ZIP_PREFIX_BYTES: { ...TOLERATED, clause: 'APPNOTE 4.3.6', params: ['bytes'] },
  ZIP_SUFFIX_BYTES: { ...TOLERATED, clause: 'APPNOTE 4.3.6', params: ['bytes'] },
  ZIP_UNACCOUNTED_BYTES: { ...TOLERATED, clause: 'APPNOTE 4.3.6', params: ['offset', 'bytes'] },
  ZIP_STORED_WITH_DESCRIPTOR: { ...TOLERATED, clause: 'APPNOTE 4.4.4 bit 3', params: ['entries'] },
  ZIP_NAME_BACKSLASH: { ...TOLERATED, clause: 'APPNOTE 4.4.17.1', params: ['entries'] },
  ZIP_NAME_ABSOLUTE: { ...TOLERATED, clause: 'APPNOTE 4.4.17.1', params: ['entries'] },
  ZIP_NAME_DOT_SEGMENT: { ...TOLERATED, clause: 'APPNOTE 4.4.17.1', params: ['entries'] },
  ZIP_NAME_GBK: { ...TOLERATED, clause: 'APPNOTE appendix D', params: ['entries'] },
  ZIP_DIRECTORY_ATTRIBUTE: { ...TOLERATED, clause: 'APPNOTE 4.4.15', params: ['entries'] },
  ZIP_DUPLICATE_DIRECTORY: { ...TOLERATED, clause: 'APPNOTE 4.3.6', params: ['entries'] },
  ZIP_FLAGS_DIFFER: { ...REMARK, clause: 'APPNOTE 4.4.4', params: ['entries'] },
  ZIP_NAME_UTF8_UNFLAGGED: { ...REMARK, clause: 'APPNOTE 4.4.4 bit 11', params: ['entries'] },
  ZIP_NAME_NOT_NFC: { ...REMARK, clause: 'Unicode Standard Annex #15', params: ['entries'] },
  ZIP_DIRECTORY_ENTRIES: { ...REMARK, clause: 'APPNOTE 4.4.17.1', params: ['entries'] },
  ZIP_COMMENT: { ...REMARK, clause: 'APPNOTE 4.4.18 and 4.4.26', params: ['bytes'] },
  // Compressed data outside of packages
  ZLIB_INVALID: { ...FORM, clause: 'RFC 1950 clause 2.2; RFC 1951', params: [] },
})
