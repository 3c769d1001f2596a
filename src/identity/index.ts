/** Who presents a license: tokens of identity platforms, verified and issued; what they assert, and at which level. */
export { TOKEN_STEP_NAMES } from './token/token-report.ts'
export type { AcceptedToken, RefusedToken, TokenReport, TokenStepName } from './token/token-report.ts'
export { VerifiedToken } from './token/verified-token.ts'
export type { TokenKey } from './token/verified-token.ts'
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
