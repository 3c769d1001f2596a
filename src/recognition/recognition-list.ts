/**
 * What lists of mutual recognition say, each kind by whoever is in charge of it: which authorities may issue what where
 * since when, who makes seals, which types of licenses there are, and which agreements between regions cover what. Plain
 * data, the same as in the signed JSON; what was verified is a `VerifiedRecognitionList`.
 *
 * All that restricts an entry stands in the entry itself (dates, statuses, scopes): leaving an entry out, or a list, never
 * makes more acceptable.
 */
import type { ListHead, ListTime, LocalText, Territory } from '../trust/index.ts'

export const LIST_KINDS = ['issuers', 'sealMakers', 'licenseTypes', 'agreements'] as const
export type ListKind = (typeof LIST_KINDS)[number]

/** Oldest first; each holds from its second on. Before the first: not yet. */
export interface DatedStatus<Status extends string> {
  readonly status: Status
  readonly since: ListTime
}
export type History<Status extends string> = readonly [DatedStatus<Status>, ...DatedStatus<Status>[]]

export const AUTHORITY_STATUSES = ['active', 'suspended', 'ceased'] as const
export type AuthorityStatus = (typeof AUTHORITY_STATUSES)[number]
export const TYPE_STATUSES = ['current', 'withdrawn'] as const
export type TypeStatus = (typeof TYPE_STATUSES)[number]
export const AGREEMENT_STATUSES = ['inForce', 'suspended', 'repealed'] as const
export type AgreementStatus = (typeof AGREEMENT_STATUSES)[number]

/** What an authority may issue: these types, in these areas, between these times (both included). */
export interface Competence {
  readonly types: 'any' | readonly [string, ...string[]]
  readonly areas: readonly [Territory, ...Territory[]]
  readonly from: ListTime
  readonly until?: ListTime
}

/**
 * A seal under which licenses of the authority may be issued: its own certificates, or the seal of another organization that
 * issues for it (an approval office, say).
 */
export interface AuthoritySeal {
  /** SM3 of the signing certificates (DER), lower-case hex. */
  readonly certificates?: readonly [string, ...string[]]
  /** The other organization that owns the seal, by name and code. */
  readonly owner?: { readonly name: string; readonly uscc: string }
  readonly from: ListTime
  readonly until?: ListTime
}

export interface ListedIssuer {
  readonly uscc: string
  readonly name: string
  /** Names that it had. */
  readonly formerNames?: readonly string[]
  /** The region that it belongs to: where a license of its comes from. `CN` for authorities of the whole country. */
  readonly territory: Territory
  readonly history: History<AuthorityStatus>
  readonly competences: readonly Competence[]
  readonly seals?: readonly AuthoritySeal[]
}

export interface ListedSealMaker {
  /** Within the list. */
  readonly id: string
  readonly name: LocalText
  readonly uscc?: string
  readonly territory: Territory
  /** SM3 of its certificates (DER), lower-case hex. */
  readonly certificates: readonly [string, ...string[]]
  readonly history: History<AuthorityStatus>
}

export interface ListedLicenseType {
  /** 21 characters: USCC of the defining authority and three digits. */
  readonly code: string
  readonly name: LocalText
  /** Short names of metadata elements that licenses of the type must have beside those that all must have. */
  readonly required?: readonly string[]
  readonly history: History<TypeStatus>
}

export interface ListedAgreement {
  /** Within the list. */
  readonly id: string
  readonly name: LocalText
  /** The document that it stands in (文号). */
  readonly document?: string
  /** Whose licenses are recognized. */
  readonly from: readonly [Territory, ...Territory[]]
  /** Where they are recognized. Both lists the same for an agreement that works both ways. */
  readonly to: readonly [Territory, ...Territory[]]
  readonly types: 'any' | readonly [string, ...string[]]
  /** Codes of matters (事项编码) that licenses are recognized for. */
  readonly matters: 'any' | readonly [string, ...string[]]
  readonly history: History<AgreementStatus>
  /** Last second in which it applies. */
  readonly until?: ListTime
}

/** What each kind of list holds, and what names an entry in it. */
export interface ListEntries {
  readonly issuers: ListedIssuer
  readonly sealMakers: ListedSealMaker
  readonly licenseTypes: ListedLicenseType
  readonly agreements: ListedAgreement
}

interface ListOf<Kind extends ListKind> extends ListHead {
  readonly kind: Kind
  readonly entries: readonly ListEntries[Kind][]
}

/** `scheme.territory` is the region that a list claims to be complete for: an authority of it that is not there is none. */
export type RecognitionList = { [Kind in ListKind]: ListOf<Kind> }[ListKind]

/** Which entry of which issue of which list. */
export interface RuleReference {
  readonly kind: ListKind
  readonly list: string
  readonly sequence: number
  /** SM3 of the list's payload, lower-case hex. */
  readonly sm3: string
  /** USCC of an authority, code of a type, id of an agreement or a seal maker. */
  readonly entry: string
}

/** The entry's name within its list. */
export function entryName<Kind extends ListKind>(kind: Kind, entry: ListEntries[Kind]): string {
  if (kind === 'issuers') return (entry as ListedIssuer).uscc
  if (kind === 'licenseTypes') return (entry as ListedLicenseType).code
  return (entry as ListedSealMaker | ListedAgreement).id
}

/** The status at a time, and since when; undefined before the first entry. */
export function statusAt<Status extends string>(history: History<Status>, time: number): DatedStatus<Status> | undefined {
  return history.findLast(({ since }) => Date.parse(since) <= time)
}

/** Whether a time lies in a span; the last second counts to its end. */
export function isWithin({ from, until }: { readonly from?: ListTime; readonly until?: ListTime }, time: number): boolean {
  return (from === undefined || Date.parse(from) <= time) && (until === undefined || time < Date.parse(until) + 1000)
}
