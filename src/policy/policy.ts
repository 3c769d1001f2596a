/**
 * What a validation policy says: plain data that can be written, diffed and quoted as JSON. Facts are established
 * without it; it decides what they mean. There is no switch that turns a check off: every relaxation names a code.
 */
import type { DiagnosticCode, Level } from '../diagnostics/index.ts'
import type { Freshness } from '../pki/revocation/index.ts'

export interface ValidationPolicy {
  /** Quoted in every report, together with the digest of the whole policy. */
  readonly id: string
  readonly description: { readonly zh: string; readonly en: string }
  /** Levels that differ from the default of a code. Codes that state wrong bytes or mathematics cannot be named. */
  readonly levels: Readonly<Partial<Record<DiagnosticCode, Level>>>
  readonly time: {
    /**
     * When the seal maker's certificate must have been valid: `creation` is the rule of GM/T 0031-2025 (at the seal's
     * createDate; expired or revoked later is noted), `signing` that of GB/T 38540-2020 read literally.
     */
    readonly sealMaker: 'creation' | 'signing'
    /** Whether a signer's own claim of the signing time is enough, or a verified time stamp must prove it. */
    readonly signing: 'claimed' | 'proven'
    /** Days by which a seal may have been made outside its maker certificate's validity and still only be warned of. */
    readonly makerToleranceDays: number
    /** Seconds by which clocks may differ: a claimed time, and the date of evidence, may lie that far after the validation time. */
    readonly clockSkewSeconds: number
    /** Seconds by which SignatureDateTime may differ from the signed time without a warning. */
    readonly dateTimeToleranceSeconds: number
  }
  readonly revocation: {
    /** `ifNamed`: evidence is wanted where a certificate names a source (CRL, OCSP); `always`: for every certificate. */
    readonly required: 'ifNamed' | 'always'
    /** Of which date evidence must be: see `Freshness` of `yinxin/pki`. */
    readonly freshness: Freshness
    /** How old evidence without nextUpdate may be, in seconds. */
    readonly maximumAgeSeconds: number
  }
  /** SM2 user ids to try, in order; the first is the normal one, a match with a later one is reported. */
  readonly sm2UserIds: readonly [string, ...string[]]
}
