/** Check-character and structure rules of identifiers: pure functions over strings. */
export {
  buildLicenseIdentifier,
  checkLicenseIdentifier,
  LICENSE_IDENTIFIER_ROOT,
  licenseIdentifierCheckCharacter,
} from './license-identifier.ts'
export type {
  LicenseIdentifier,
  LicenseIdentifierCheck,
  LicenseIdentifierParts,
  LicenseIdentifierProblem,
} from './license-identifier.ts'
export { buildUscc, checkUscc, organizationCodeCheckCharacter, usccCheckCharacter } from './uscc.ts'
export type { Uscc, UsccCheck, UsccProblem } from './uscc.ts'
