/**
 * What every signed list says of itself: whose it is, which issue of its series, until when it may be used, and who signs
 * the next one. Trust lists are one kind of such lists; others share this head, the signature and the rules of the series.
 */
import type { Jwk } from '../jose/index.ts'
import type { Territory } from './territory.ts'

/** In Chinese, in English, or both. */
export type LocalText = { readonly zh: string; readonly en?: string } | { readonly en: string }

/** UTC, to the second: `2026-01-01T00:00:00Z`. */
export type ListTime = string

/** Keys that sign the lists after this one. */
export interface OperatorKeys {
  readonly keys: readonly [OperatorJwk, ...OperatorJwk[]]
  /** How many of them must sign. */
  readonly threshold: number
}
export type OperatorJwk = Exclude<Jwk, { readonly kty: 'RSA' }> & { readonly kid?: string }

export interface ListHead {
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
    /** Rules that what is listed is supervised by. */
    readonly rules?: readonly string[]
    readonly legalNotice?: LocalText
  }
  /** The issue before: its sequence and the SM3 of its payload. */
  readonly previous?: { readonly sequence: number; readonly sm3: string }
}

/** Which list something came from. */
export interface TrustListReference {
  readonly id: string
  readonly sequence: number
  /** SM3 of the payload, lower-case hex. */
  readonly sm3: string
}
