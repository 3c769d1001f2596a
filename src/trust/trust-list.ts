/**
 * What a trust list says: who may do what, since when and until when. Plain data, the same as in the signed JSON. A value
 * of these types may be anybody's word: what was verified is a `VerifiedTrustList`.
 */
import type { Jwk } from '../jose/index.ts'
import type { Territory } from './territory.ts'

/** In Chinese, in English, or both. */
export type LocalText = { readonly zh: string; readonly en?: string } | { readonly en: string }

/** UTC, to the second: `2026-01-01T00:00:00Z`. */
export type ListTime = string

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

/** Keys that sign the lists after this one. */
export interface OperatorKeys {
  readonly keys: readonly [OperatorJwk, ...OperatorJwk[]]
  /** How many of them must sign. */
  readonly threshold: number
}
export type OperatorJwk = Exclude<Jwk, { readonly kty: 'RSA' }> & { readonly kid?: string }

export interface TrustList {
  readonly $schema?: string
  readonly schema: 1
  /** Names the series of lists, not the issue; the same in all of them. */
  readonly id: string
  /** Greater in every issue. */
  readonly sequence: number
  readonly issuedAt: ListTime
  /** When the next issue is there at the latest: this one must not be used after it. */
  readonly nextUpdate: ListTime
  readonly operator: {
    readonly name: LocalText
    readonly territory: Territory
    readonly contacts?: readonly string[]
    /** Absent: the keys stay as they are. */
    readonly keys?: OperatorKeys
  }
  readonly scheme: {
    readonly name: LocalText
    readonly territory: Territory
    readonly description?: LocalText
    /** Rules that the services are supervised by. */
    readonly rules?: readonly string[]
    readonly legalNotice?: LocalText
  }
  /** The issue before: its sequence and the SM3 of its payload. */
  readonly previous?: { readonly sequence: number; readonly sm3: string }
  readonly providers: readonly TrustServiceProvider[]
}

/** Which list something came from. */
export interface TrustListReference {
  readonly id: string
  readonly sequence: number
  /** SM3 of the payload, lower-case hex. */
  readonly sm3: string
}
