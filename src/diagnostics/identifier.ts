import { defineDiagnostics } from './define.ts'

/** Bad data, not a forged signature: reported, and for a stricter policy or a recognition procedure to refuse. */
const DATA = { level: 'warning', subIndication: 'SIG_CONSTRAINTS_FAILURE' } as const
const LICENSE_IDENTIFIER = 'GB/T 36904-2018'

/** Codes and numbers of licenses, organizations and persons. No value repeats a part of the number. */
export const identifierDiagnostics = defineDiagnostics({
  IDENTIFIER_LENGTH: { ...DATA, clause: 'GB 32100-2015; GB 11643-1999; GB 11714-1997', params: ['found'] },
  IDENTIFIER_CHARACTER: { ...DATA, clause: 'GB 32100-2015; GB 11643-1999; GB 11714-1997', params: ['position'] },
  IDENTIFIER_NOT_CANONICAL: { ...DATA, level: 'info', clause: 'GB/T 36904-2018; GB 11643-1999', params: [] },
  IDENTIFIER_CHECK_CHARACTER: { ...DATA, clause: 'ISO/IEC 7064; GB 32100-2015 annex A; GB 11643-1999; GB 11714-1997', params: [] },
  IDENTIFIER_ORGANIZATION_CHECK_CHARACTER: { ...DATA, clause: 'GB 32100-2015 (organization code of GB 11714-1997 inside)', params: [] },
  IDENTIFIER_AREA_UNKNOWN: { ...DATA, clause: 'GB/T 2260', params: [] },
  IDENTIFIER_BIRTH_DATE_INVALID: { ...DATA, clause: 'GB 11643-1999', params: [] },
  IDENTIFIER_BIRTH_DATE_IMPLAUSIBLE: { ...DATA, clause: 'GB 11643-1999', params: [] },
  IDENTIFIER_OTHER_DOCUMENT: { ...DATA, clause: 'GB 11643-1999', params: ['document'] },

  LICENSE_IDENTIFIER_STRUCTURE: { ...DATA, clause: LICENSE_IDENTIFIER, params: [] },
  LICENSE_IDENTIFIER_ROOT: { ...DATA, clause: LICENSE_IDENTIFIER, params: [] },
  LICENSE_IDENTIFIER_TYPE_CODE: { ...DATA, clause: LICENSE_IDENTIFIER, params: [] },
  LICENSE_IDENTIFIER_ISSUER: { ...DATA, clause: LICENSE_IDENTIFIER, params: [] },
  LICENSE_IDENTIFIER_SERIAL: { ...DATA, clause: LICENSE_IDENTIFIER, params: [] },
  LICENSE_IDENTIFIER_VERSION: { ...DATA, clause: LICENSE_IDENTIFIER, params: [] },
})
