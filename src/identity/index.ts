/** Who presents a license: tokens of identity platforms, verified and issued; what they assert, and at which level. */
export type { TokenCertificateOptions } from './token/certificates.ts'
export type { ConfirmationOptions } from './token/confirmation.ts'
export type { DpopOptions } from './token/dpop.ts'
export { issueToken } from './token/issue-token.ts'
export type { IssueTokenOptions, TokenClaims } from './token/issue-token.ts'
export { TOKEN_LIMITS } from './token/options.ts'
export type { VerifyTokenOptions } from './token/options.ts'
export { memoryReplayGuard, redisReplayGuard } from './token/replay.ts'
export type { RedisSet, ReplayGuard } from './token/replay.ts'
export { TOKEN_STEP_NAMES } from './token/token-report.ts'
export type { AcceptedToken, RefusedToken, TokenReport, TokenStepName } from './token/token-report.ts'
export { VerifiedToken } from './token/verified-token.ts'
export type { TokenKey, TokenParts } from './token/verified-token.ts'
export { verifyToken } from './token/verify-token.ts'
export { NETWORK_IDENTITY, digestHolderNumber, isHolderNumber, makeAssertion, matchHolder } from './assertion/index.ts'
export type {
  AgentAuthority, AssertedAgent, AssertedParty, AssertionOptions, HolderMatch, HolderType, IdentityAssertion, IdentityKind, IdentityStatement, NamedHolder,
  NumberDigest, NumberKey, StatedParty,
} from './assertion/index.ts'
export {
  LEVEL_SCHEMES, LEVEL_SCHEME_IDS, NORM_LEVELS, SESSION_SECONDS, checkLevel, effectiveLevel, isLevelScheme, levelTable, schemeValue, sessionLevel,
} from './levels/index.ts'
export type {
  AssertedLevel, Confidence, LevelFacts, LevelMethod, LevelRequirement, LevelRow, LevelScheme, LevelSchemeId, NormLevel, SchemeValue, StepUp,
} from './levels/index.ts'
export type { TokenAssertionOptions } from './profiles/index.ts'
export { IDENTITY_PROFILE_IDS, assertionOfToken, checkIdentityRecord, identityProfile, identityProfileJsonSchema, parseIdentityProfile } from './profiles/index.ts'
export type {
  AnswerMap, AnswerOutcome, AuthenticatorMap, IdentityProfile, LevelMap, OrganizationMap, PartyMap, PersonMap, RecordOptions, RequestMap, SigningRule,
  TicketMap, TypeMap,
} from './profiles/index.ts'
export { TicketLogin, memoryTransactionStore, mockPlatform } from './flow/index.ts'
export type {
  FinishedLogin, LoginState, LoginTransaction, MockPlatformOptions, MockRequest, MockResponse, StartedLogin, TicketLoginOptions, TransactionStore,
} from './flow/index.ts'
export { issueLicenseCredential } from './license-credential/issue-license-credential.ts'
export type { IssueLicenseCredentialOptions } from './license-credential/issue-license-credential.ts'
export { LICENSE_PERSONAL_CLAIMS, licenseVct } from './license-credential/license-claims.ts'
export { verifyLicenseCredential } from './license-credential/verify-license-credential.ts'
export type {
  AcceptedLicenseCredential, LicenseCredentialReport, LicenseCredentialStatus, VerifyLicenseCredentialOptions,
} from './license-credential/verify-license-credential.ts'
export type { ClaimPath } from './sd-jwt/claim-paths.ts'
export type { PlacedDisclosure, SdHash } from './sd-jwt/disclose.ts'
export { issueSdJwt } from './sd-jwt/issue-sd-jwt.ts'
export type { IssueSdJwtOptions } from './sd-jwt/issue-sd-jwt.ts'
export type { KeyBindingRequest } from './sd-jwt/key-binding.ts'
export type { VerifySdJwtOptions } from './sd-jwt/options.ts'
export { parseSdJwt, presentSdJwt } from './sd-jwt/present-sd-jwt.ts'
export type { ParsedSdJwt, PresentSdJwtOptions } from './sd-jwt/present-sd-jwt.ts'
export { isSdJwt, sdJwtToJson } from './sd-jwt/presentation.ts'
export { SD_JWT_STEP_NAMES, verifySdJwt } from './sd-jwt/verify-sd-jwt.ts'
export type { AcceptedSdJwt, RefusedSdJwt, SdJwtReport, SdJwtStepName } from './sd-jwt/verify-sd-jwt.ts'
export type { CredentialStatusOptions } from './status-list/check-status.ts'
export { STATUS_BITS, STATUS_LIST_LIMITS, STATUS_VALUES, StatusList, issueStatusList, openStatusList } from './status-list/status-list.ts'
export type { IssueStatusListOptions, OpenStatusListOptions, StatusBits } from './status-list/status-list.ts'
