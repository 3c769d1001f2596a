/** Check-character and structure rules of identifiers: pure functions over strings. */
export { checkAreaCode, provinceName } from './area-code.ts'
export type { AreaCode, AreaCodeCheck, AreaCodeProblem } from './area-code.ts'
export type { BirthDateProblem } from './birth-date.ts'
export { identifierFindings } from './findings.ts'
export type { IdentifierProblem } from './findings.ts'
export { HOLDER_CODE_TYPES, holderCodeTypeOfName } from './holder-code-types.ts'
export { checkHolderCode } from './holder-code.ts'
export type { HolderCodeCheck, HolderCodeProblem } from './holder-code.ts'
export {
  buildLicenseIdentifier,
  checkLicenseIdentifier,
  checkLicenseTypeCode,
  LICENSE_IDENTIFIER_ROOT,
  licenseIdentifierCheckCharacter,
} from './license-identifier.ts'
export type {
  LicenseIdentifier,
  LicenseIdentifierCheck,
  LicenseIdentifierParts,
  LicenseIdentifierProblem,
} from './license-identifier.ts'
export { licenseLineage, nextLicenseIdentifier } from './license-lineage.ts'
export type { LicenseLineage } from './license-lineage.ts'
export { checkOrganizationCode, organizationCodeCheckCharacter } from './organization-code.ts'
export type { OrganizationCodeCheck, OrganizationCodeProblem } from './organization-code.ts'
export {
  checkPermanentResidentNumber, checkPersonNumber, checkResidencePermitNumber, checkResidentNumber, personNumberCheckCharacter,
} from './person-number.ts'
export type {
  PermanentResidentNumber, PersonDocument, PersonNumberCheck, PersonNumberOptions, PersonNumberProblem, ResidencePermitNumber, ResidentNumber,
} from './person-number.ts'
export { checkMainlandTravelPermit, checkOlderPermanentResidentNumber, checkPassportNumber, checkTaiwanTravelPermit } from './travel-document.ts'
export type {
  MainlandTravelPermit, OlderPermanentResidentCheck, OlderPermanentResidentNumber, OlderPermanentResidentProblem, TravelDocumentCheck, TravelDocumentProblem,
} from './travel-document.ts'
export { buildUscc, checkUscc, usccCheckCharacter } from './uscc.ts'
export type { Uscc, UsccCheck, UsccProblem } from './uscc.ts'
