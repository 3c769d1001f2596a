/**
 * What an identity platform says of who presents a license: one shape for all platforms. A person or an organization,
 * perhaps somebody who acts for it, how sure the platform is, and who says so to whom and until when. Numbers of persons
 * and organizations are held as keyed digests; the number itself is there only where it was asked for (`reveal`).
 */
import type { AssertedLevel } from '../levels/index.ts'
import type { HolderType, NumberDigest } from './holder-number.ts'

/** A natural person (自然人), or a legal person or other organization (法人或其他组织). */
export type IdentityKind = 'NATURAL' | 'LEGAL'

/** The legal representative of the organization, or somebody whom it charged (经办人). */
export type AgentAuthority = 'LEGAL_REP' | 'DELEGATE'

/** Somebody by name and number. */
export interface AssertedParty {
  /** Absent where a platform gives none, as with network identities. */
  readonly name?: string
  /** Which document the number is of. */
  readonly type: HolderType
  /** Absent for network identities: there is no number, and none may be asked for. */
  readonly number?: NumberDigest
  /** The number in full, in its canonical spelling, where the maker of the assertion asked for it. */
  readonly revealed?: string
}

/** Who acts for the holder. That the platform lists somebody says nothing of powers for one matter. */
export interface AssertedAgent extends AssertedParty {
  readonly authority: AgentAuthority
}

/** Frozen. Holds names: for the matter at hand, not for logs. */
export interface IdentityAssertion {
  readonly schema: 1
  /** Who asserts: of a verified token its `iss`, of a ticket flow the platform. */
  readonly issuer: string
  /** The platform's name for the person or organization: stable there, says nothing elsewhere. */
  readonly subject: string
  /** For whom it was made; nobody else should rely on it. */
  readonly audience: string
  /** Different for each assertion of an issuer. */
  readonly id: string
  /** ISO 8601, UTC, whole seconds. */
  readonly issuedAt: string
  readonly expiresAt: string
  /** Of the request that it answers. */
  readonly nonce?: string
  readonly kind: IdentityKind
  readonly holder: AssertedParty
  readonly agent?: AssertedAgent
  readonly level: AssertedLevel
  /** Where the account is: area code of GB/T 2260, and the platform. */
  readonly home: { readonly areaCode: string; readonly platform: string }
  /** Id of the platform profile that its attributes were read by. */
  readonly profile?: string
}
