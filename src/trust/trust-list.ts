/**
 * What a trust list says: who may do what, since when and until when. Plain data, the same as in the signed JSON. A value
 * of these types may be anybody's word: what was verified is a `VerifiedTrustList`.
 */
import type { ListHead, ListTime, LocalText } from './list-head.ts'
import type { Territory } from './territory.ts'

export type { ListTime, LocalText, OperatorJwk, OperatorKeys, TrustListReference } from './list-head.ts'

/**
 * What a service does. `signerCa` and `sealMakerCa` issue certificates for those; `signer` and `sealMaker` are such
 * certificates themselves; `timeStamping` and `tokenIssuer` are either. `ocsp` and `other` are data: no anchors.
 */
export const SERVICE_TYPES = ['signerCa', 'signer', 'sealMakerCa', 'sealMaker', 'timeStamping', 'ocsp', 'tokenIssuer', 'other'] as const
export type ServiceType = (typeof SERVICE_TYPES)[number]

/** Only a granted service is relied on. */
export const SERVICE_STATUSES = ['granted', 'suspended', 'withdrawn'] as const
export type ServiceStatus = (typeof SERVICE_STATUSES)[number]

export interface StatusEntry {
  readonly status: ServiceStatus
  /** From this second on, until the next entry. */
  readonly since: ListTime
  /** The status as the source of an imported list had it. */
  readonly uri?: string
}

/** How a service is recognized: by certificates (base64 of DER), or by a key and the name that goes with it. */
export type ServiceIdentity =
  | { readonly certificates: readonly [string, ...string[]] }
  | {
      /** SubjectPublicKeyInfo, base64 of DER. */
      readonly spki: string
      /** Distinguished name, base64 of DER. Without it the key is no anchor for certificates, only a key. */
      readonly subject?: string
    }

export interface TrustService {
  /** Within the list. */
  readonly id?: string
  readonly type: ServiceType
  /** The type as the source of an imported list had it. */
  readonly typeUri?: string
  readonly name: LocalText
  readonly identity: ServiceIdentity
  /** First and last second in which the entry counts at all. */
  readonly notBefore?: ListTime
  readonly notAfter?: ListTime
  /** Oldest first; the last one is the present. Before the first: not granted. */
  readonly history: readonly [StatusEntry, ...StatusEntry[]]
  /** Certificate policies, OIDs. Data for people and recognition rules: not applied to paths. */
  readonly policies?: readonly string[]
  /** URIs. Data, as `policies`. */
  readonly qualifiers?: readonly string[]
  /** Id of the service that took its place. Data. */
  readonly supersededBy?: string
}

export interface TrustServiceProvider {
  readonly name: LocalText
  readonly territory: Territory
  /** Unified social credit code. */
  readonly uscc?: string
  /** Registrations elsewhere, as the source has them. */
  readonly registrations?: readonly string[]
  readonly services: readonly [TrustService, ...TrustService[]]
}

export interface TrustList extends ListHead {
  readonly providers: readonly TrustServiceProvider[]
}
