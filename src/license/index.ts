/** Electronic licenses: metadata of GB/T 36903 from a package, types, statuses. */
export { checkLicense, checkMetadata } from './check.ts'
export type { CheckLicenseOptions } from './check.ts'
export { chinaDay, parseLicenseDay, parseLicenseTime, startOfDay } from './dates.ts'
export type { LicenseDay } from './dates.ts'
export { elementOfName, METADATA_ELEMENTS } from './elements.ts'
export type { ElementName, MetadataElement } from './elements.ts'
export type { LicenseCopy, LicenseFacts, LicenseHolder, LicenseMetadata, LicenseParty, LicenseSource, MetadataPlace } from './facts.ts'
export type { Interpreted } from './interpret.ts'
export { readLicenseXml } from './license-xml.ts'
export { readMetadataSources } from './sources.ts'
export type { MetadataItem, MetadataSource } from './sources.ts'
export { mockSharingService, SHARING_OPERATIONS, SHARING_PROFILES, SharingClient, SharingStatusSource, sm2Opener, USE_CODE_FIELDS } from './sharing/index.ts'
export type {
  CircuitOptions, Consent, DownloadAddress, FaceData, HeadMeaning, HolderQuery, InfoVerification, ListedLicense, MockLicense, MockSharingOptions, MockSharingRequest,
  MockSharingResponse, OperationMap, SharedStatus, SharingAnswer, SharingClientOptions, SharingOperation, SharingProfile, StatusAnswer, StatusQuery, StatusSourceOptions,
  UsePurpose, VerifyFileMeaning, VerifyInfoMeaning,
} from './sharing/index.ts'
export { LICENSE_STATUSES, operationOfCode, statusesOfCode, statusTransition } from './status.ts'
export type { LicenseOperation, LicenseStatus, LicenseStatusTerm, StatusSystem, TransitionAnswer } from './status.ts'
export { LICENSE_TYPES, licenseTypes, parseLicenseTypes } from './type-registry.ts'
export type { LicenseType, LicenseTypes } from './type-registry.ts'
