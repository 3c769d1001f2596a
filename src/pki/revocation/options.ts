/** What a revocation check is given: evidence, times, and the choices that a policy makes. */
import type { VerificationCache } from '../../cache/cache.ts'
import type { Locator } from '../../diagnostics/index.ts'
import type { Budget } from '../../limits.ts'
import type { Certificate } from '../certificate.ts'
import type { Crl } from '../crl.ts'
import type { OcspResponse } from '../ocsp.ts'

/**
 * Which evidence speaks for a time T that may lie in the past.
 * - `atTime`: RFC 5280 6.3.3 to the letter, thisUpdate <= T <= nextUpdate.
 * - `atTimeOrLater`: that, or issued after T. Later evidence knows more about T: it lists every revocation up to its own
 *   date with its date. Only a certificate that had expired before may be missing from it, unless it says that it keeps
 *   those (expiredCertsOnCRL, archiveCutoff).
 * - `now`: thisUpdate <= validation time <= nextUpdate. For who does not believe T unless the certificate is still good.
 */
export type Freshness = 'atTime' | 'atTimeOrLater' | 'now'

export interface RevocationOptions {
  /** Parsed, or octets: malformed ones become findings, for they came from anywhere. */
  readonly crls?: readonly (Crl | Uint8Array)[]
  /** Parsed, or octets: malformed ones become findings. */
  readonly ocspResponses?: readonly (OcspResponse | Uint8Array)[]
  /** Certificates that CRL issuers and responders, or their paths, may need. Not trusted. */
  readonly certificates?: readonly Certificate[]
  /** Responders that the caller trusts for every certificate of the path (RFC 6960 4.2.2.2, local configuration). */
  readonly trustedResponders?: readonly Certificate[]
  /** The time whose status is asked for: signing time or best proof of it. */
  readonly time: Date
  /** A verified time stamp shows that the signature existed at `time`: a later revocation then does not touch it. @default false */
  readonly proven?: boolean
  /** The moment of the whole validation. Evidence from after it is refused. @default `time` */
  readonly validationTime?: Date
  /** @default 'atTimeOrLater' */
  readonly freshness?: Freshness
  /** How old evidence without nextUpdate may be at `time`, in seconds. @default 86400 */
  readonly maximumAgeSeconds?: number
  /** How far evidence may be dated after `validationTime`, in seconds: clocks differ. @default 0 */
  readonly clockSkewSeconds?: number
  /** Whether a certificate that names no source of revocation information needs evidence too. @default 'ifNamed' */
  readonly required?: 'ifNamed' | 'always'
  /** The nonce of the caller's own OCSP request: only responses with it count. @default no nonce is expected */
  readonly nonce?: Uint8Array
  readonly budget: Budget
  /** Remembers signatures that are valid. @default none */
  readonly cache?: VerificationCache | undefined
  /** Prefixed to findings. */
  readonly at?: Locator
}

/** What is known about one certificate of the path, in plain values for reports. */
export interface CertificateRevocation {
  /** Lower-case hex of the serial number's octets. */
  readonly serialNumber: string
  /**
   * - `good`: evidence says that it was not revoked at the time.
   * - `revoked`: at the time.
   * - `revokedLater`: good at the time, revoked after it.
   * - `onHold`: suspended; it may be revoked or released.
   * - `unknown`: evidence is wanted and none serves.
   * - `noSource`: the certificate names no source and nothing was supplied.
   */
  readonly status: 'good' | 'revoked' | 'revokedLater' | 'onHold' | 'unknown' | 'noSource'
  /** Which piece of evidence decided: `CRL 0`, `OCSP 2`, by position in the options. */
  readonly evidence?: string
  /** ISO 8601, of the evidence that decided. */
  readonly thisUpdate?: string
  readonly nextUpdate?: string
  /** ISO 8601. */
  readonly revocationDate?: string
  readonly reason?: string
}

export interface RevocationFacts {
  /** End entity first; none for a path that is only the trust anchor. */
  readonly certificates: readonly CertificateRevocation[]
}
