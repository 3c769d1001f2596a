export { IDENTITY_PROFILE_IDS, identityProfile } from './built-in.ts'
export { checkIdentityRecord } from './check-record.ts'
export type { RecordOptions } from './check-record.ts'
export type {
  AnswerMap, AnswerOutcome, AuthenticatorMap, IdentityProfile, LevelMap, OrganizationMap, PartyMap, PersonMap, RequestMap, SigningRule, TicketMap, TypeMap,
} from './profile.ts'
export { assertionOfToken } from './token-assertion.ts'
export type { TokenAssertionOptions } from './token-assertion.ts'
export { identityProfileJsonSchema, parseIdentityProfile } from './profile-schema.ts'
