/**
 * What a decision is made of: facts that others established, as plain data. What is absent was not established, and leaves
 * the checks that need it open. Nothing here proves itself: whoever hands facts in answers for them; `assessLicense` gets
 * them from the octets, the token and the sources themselves.
 *
 * No name and no number of the presenter is among them: who matches whom was compared before.
 */
import type { SubIndication } from '../diagnostics/index.ts'
import type { AgentAuthority, AssertedLevel, HolderMatch, IdentityKind } from '../identity/index.ts'
import type { LicenseCopy, LicenseMetadata, LicenseStatus } from '../license/index.ts'
import type { Conclusion, InputKind, StepName } from '../report/model.ts'

/** What a check of the document came to. */
export interface CheckFacts {
  readonly conclusion: Conclusion
  readonly subIndication?: SubIndication
  /** The first error, as a reason to quote. */
  readonly code?: string
}

/** Who owns the certificate that a seal was used with, as its subject has it. */
export interface SealOwner {
  readonly names: readonly string[]
  /** Unified social credit codes in the subject. */
  readonly usccs: readonly string[]
}

export interface SignatureFacts {
  readonly checks: Readonly<Partial<Record<StepName, CheckFacts>>>
  readonly signer?: { readonly owner: SealOwner; /** SM3 of the certificate. */ readonly sm3: string }
  readonly seal?: { readonly id: string; /** SM3 of the maker's certificate. */ readonly maker?: string; readonly created: string }
}

/** The report on the document, as far as it counts here. From `validationFacts`. */
export interface ValidationFacts {
  readonly kind: InputKind
  readonly container: CheckFacts
  readonly coverage?: CheckFacts
  readonly signatures: readonly SignatureFacts[]
}

/** What the license says of itself, from signed octets, and what was noticed about that. From `licenseEvidence`. */
export interface LicenseEvidence {
  /** Absent when all of it stands in unsigned octets. */
  readonly metadata?: LicenseMetadata
  /** Signatures that protect the octets of `metadata`, by their index in `ValidationFacts`. */
  readonly protectedBy: readonly number[]
  /** For an annotated copy (加注件). */
  readonly copy?: Pick<LicenseCopy, 'expiresAt'>
  /** Elements that stand in two places or twice with different values, or contradict each other. */
  readonly conflicts: readonly string[]
}

/** Somebody who was identified and presents the license. */
export interface PresenterFacts {
  readonly kind: IdentityKind
  /** How the presenter compares with each holder of the license, in the order of the license. */
  readonly matches: readonly HolderMatch[]
  /** Holders that the identity platform vouches for to be the same person under another number, by index. @default none */
  readonly linked?: readonly number[]
  readonly level: AssertedLevel
  /** ISO 8601, UTC: until when the assertion may be relied on. */
  readonly expiresAt: string
  /** Who acts for an organization. */
  readonly agent?: { readonly authority: AgentAuthority }
}

/** A power that holders gave somebody, whose own evidence was verified. */
export interface DelegationFacts {
  /** Who gave it: holders of the license, by index; none for the power of an organization that is no holder to who acts for it. */
  readonly by: readonly number[]
  /** To whom: the presenter, by index. */
  readonly to: number
  /** Where the presenter is an organization: whether it has the power itself, or who acts for it. @default both */
  readonly receiver?: 'holder' | 'agent'
  readonly matters: 'any' | readonly string[]
  /** ISO 8601, UTC. */
  readonly notBefore?: string
  readonly expiresAt?: string
  /** Taken back. @default false */
  readonly revoked?: boolean
}

export const PURPOSE_BASES = ['HOLDER_CONSENT', 'DELEGATION', 'STATUTORY'] as const
export type PurposeBasis = (typeof PURPOSE_BASES)[number]

/** By what right the license is looked at: consent of the holder (用证码), a delegation, or a statutory duty. */
export interface PurposeFacts {
  readonly basis: PurposeBasis
  /** What makes it this one: the code that may be used once. For all but statutory powers. */
  readonly id?: string
  readonly matter: string
  /** The agency that it is given to. */
  readonly agency?: string
  /** What it is about: one license by its identifier, or licenses of a type. For all but statutory powers. */
  readonly license?: { readonly identifier: string } | { readonly typeCode: string }
  /** For consent: the holders who gave it, by index. */
  readonly by?: readonly number[]
  /** For statutory powers: the provision, as the matter's rule names it. */
  readonly statute?: string
  /** ISO 8601, UTC. */
  readonly notBefore?: string
  readonly expiresAt?: string
  /** What the guard said. Absent when it was not asked or could not say. */
  readonly use?: 'first' | 'repeated'
}

/** The answer of whoever keeps the register. */
export interface StatusFacts {
  /** Of which license, by its identifier. */
  readonly identifier: string
  /** What the answer can mean: several where the register does not tell statuses apart, none where it names no status. */
  readonly statuses: readonly LicenseStatus[]
  /** ISO 8601, UTC: as of when. */
  readonly asOf: string
}

/** The answer of a seal maker, about the time of signing. */
export interface SealStatusFacts {
  readonly sealId: string
  readonly status: 'valid' | 'revoked' | 'suspended'
}

export const EVIDENCE_KINDS = ['document', 'status', 'presenter', 'authorization', 'timeStamp'] as const
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number]

export interface RecognitionFacts {
  readonly validation?: ValidationFacts
  readonly license?: LicenseEvidence
  /** @default nobody */
  readonly presenters?: readonly PresenterFacts[]
  /** @default none */
  readonly delegations?: readonly DelegationFacts[]
  readonly purpose?: PurposeFacts
  readonly status?: StatusFacts
  /** @default none */
  readonly sealStatuses?: readonly SealStatusFacts[]
  /** What is kept, so that the decision can be made again. @default nothing */
  readonly evidence?: readonly { readonly kind: EvidenceKind; readonly sm3: string }[]
}
