/** What one piece of authentic evidence says about one certificate, CRL and OCSP alike, before anything is concluded. */
import type { Finding } from '../../diagnostics/index.ts'
import type { CrlReason } from '../crl-entries.ts'

export type Verdict =
  | { readonly kind: 'good' }
  | { readonly kind: 'unknown' }
  /** Final: RFC 5280 lets nobody come back from it. */
  | { readonly kind: 'revoked'; readonly date: Date; readonly reason: CrlReason; readonly invalidityDate?: Date }
  /** certificateHold: may be lifted or become final. */
  | { readonly kind: 'onHold'; readonly date: Date }

export interface Answer {
  readonly label: string
  readonly thisUpdate: Date
  readonly nextUpdate: Date | undefined
  readonly verdict: Verdict
  /** Whether the evidence speaks for the time that is asked about. A final revocation counts anyway. */
  readonly fresh: boolean
}

/** What the evidence of one kind brought. */
export interface Answers {
  readonly answers: readonly Answer[]
  /** Labels of the pieces that are about the certificate, whether or not they could be used. */
  readonly examined: readonly string[]
  /** To be reported in any case. */
  readonly findings: readonly Finding[]
  /** To be reported when there is no conclusion: they say why. */
  readonly obstacles: readonly Finding[]
}

/**
 * A verdict of a reason and date, in the words of an entry of a CRL or of an OCSP response. removeFromCRL has a meaning
 * in delta CRLs only, and is read there; anywhere else who wrote it did not mean that the certificate is good.
 */
export function verdictOf(entry: { readonly date: Date; readonly reason: CrlReason; readonly invalidityDate?: Date | undefined }): Verdict {
  const { date, reason, invalidityDate } = entry
  if (reason === 'certificateHold') return { kind: 'onHold', date }
  return { kind: 'revoked', date, reason, ...(invalidityDate !== undefined && { invalidityDate }) }
}
