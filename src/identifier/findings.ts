/** Problems of codes and numbers as findings, for reports. What stands in the number stays out of them. */
import { finding } from '../diagnostics/index.ts'
import type { Finding, Locator } from '../diagnostics/index.ts'
import type { AreaCodeProblem } from './area-code.ts'
import type { HolderCodeProblem } from './holder-code.ts'
import type { LicenseIdentifierProblem } from './license-identifier.ts'
import type { OrganizationCodeProblem } from './organization-code.ts'

export type IdentifierProblem = AreaCodeProblem | HolderCodeProblem | LicenseIdentifierProblem | OrganizationCodeProblem

/**
 * The findings that say the same, with texts in the report's languages.
 * @param at where the code or number stands
 */
export function identifierFindings(problems: readonly IdentifierProblem[], at: Locator): readonly Finding[] {
  return problems.map((problem) => findingOf(problem, at))
}

function findingOf(problem: IdentifierProblem, at: Locator): Finding {
  switch (problem.reason) {
    case 'LENGTH': return finding('IDENTIFIER_LENGTH', at, { found: problem.found })
    case 'CHARACTER': return finding('IDENTIFIER_CHARACTER', at, { position: problem.position })
    case 'NOT_CANONICAL': return finding('IDENTIFIER_NOT_CANONICAL', at)
    case 'CHECK_CHARACTER': return finding('IDENTIFIER_CHECK_CHARACTER', at)
    case 'ORGANIZATION_CHECK_CHARACTER': return finding('IDENTIFIER_ORGANIZATION_CHECK_CHARACTER', at)
    case 'AREA': return finding('IDENTIFIER_AREA_UNKNOWN', at)
    case 'BIRTH_DATE': return finding('IDENTIFIER_BIRTH_DATE_INVALID', at)
    case 'BIRTH_DATE_IMPLAUSIBLE': return finding('IDENTIFIER_BIRTH_DATE_IMPLAUSIBLE', at)
    case 'OTHER_DOCUMENT': return finding('IDENTIFIER_OTHER_DOCUMENT', at, { document: problem.document })
    case 'STRUCTURE': return finding('LICENSE_IDENTIFIER_STRUCTURE', at)
    case 'ROOT': return finding('LICENSE_IDENTIFIER_ROOT', at)
    case 'TYPE_CODE': return finding('LICENSE_IDENTIFIER_TYPE_CODE', at)
    case 'ISSUER': return finding('LICENSE_IDENTIFIER_ISSUER', at)
    case 'SERIAL': return finding('LICENSE_IDENTIFIER_SERIAL', at)
    case 'VERSION': return finding('LICENSE_IDENTIFIER_VERSION', at)
  }
}
