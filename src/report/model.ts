/**
 * The report: one JSON shape for every kind of input. Equal bytes, trust, policy and time give byte-equal JSON, so
 * times are ISO strings, octets are hex, and nothing in it depends on the machine.
 */
import type { Locator, SubIndication } from '../diagnostics/index.ts'
import type { CoverageEntry } from '../document/ofd/coverage.ts'
import type { LicenseFacts } from '../license/facts.ts'
import type { SealEdition } from '../seal/model.ts'
import type { Step } from '../diagnostics/step.ts'
import type { TrustListReference } from '../trust/trust-list.ts'

export type { Conclusion, Diagnostic, Severity, Step } from '../diagnostics/step.ts'

/** ETSI EN 319 102-1 clause 5.1.3: the status of a whole signature. */
export type Indication = 'TOTAL_PASSED' | 'TOTAL_FAILED' | 'INDETERMINATE'
export interface CertificateSummary {
  readonly subject: string
  readonly issuer: string
  /** Lower-case hex of the serial number. */
  readonly serialNumber: string
  readonly notBefore: string
  readonly notAfter: string
  /** SM3 of the certificate's DER. */
  readonly sm3: string
}

export interface SealSummary {
  readonly edition: SealEdition
  readonly esId: string
  readonly name: string
  /** Seal type as the maker numbered it; lists differ by sector. */
  readonly type: number
  readonly vendorId: string
  readonly createDate: string
  readonly validStart: string
  readonly validEnd: string
  readonly maker?: CertificateSummary
  readonly picture: {
    /** As stated in the seal: PNG, JPG, OFD, ... */
    readonly type: string
    /** By its magic octets: PNG, JPG, GIF, BMP, SVG or OFD; absent when unknown. */
    readonly format?: string
    readonly widthMm: number
    readonly heightMm: number
    readonly bytes: number
    readonly sm3: string
    /** Base64, only when the caller asked for pictures. Always from the signed blob, never from a file beside it. */
    readonly data?: string
  }
}

export type { TrustListReference } from '../trust/trust-list.ts'
export type { SealEdition } from '../seal/model.ts'

/** What a signature value turned out to be, by its shape. */
export type SignatureFormat = 'SES' | 'CMS' | 'SM2' | 'SESeal' | 'UNKNOWN'

/**
 * The named checks of a signature, in the order in which reports show them. A check whose question does not arise for
 * the format (a seal check for a signature without seal) is absent; one that arises but could not run is INDETERMINATE.
 */
export const STEP_NAMES = [
  'format', // shape, types, versions agree
  'signatureValue', // the signer's signature over the signed bytes
  'dataHash', // the signed hash is the hash of the original
  'binding', // propertyInfo names what was signed
  'references', // digests of the protected files
  'coverage', // what this signature leaves unprotected
  'sealSignature', // the maker's signature over the seal
  'signerInSeal', // the signer is on the seal's certificate list
  'sealFile', // a seal file beside it equals the signed seal
  'signingTime', // which time the rest is judged at
  'timestamp', // time-stamp tokens
  'signerCertificate', // path to an anchor, validity, key usage
  'signerRevocation',
  'makerCertificate',
  'makerRevocation',
  'sealValidity', // the seal's own dates against the signing time
] as const
export type StepName = (typeof STEP_NAMES)[number]

export interface SignatureReport {
  readonly at: Locator
  /** The ID in Signatures.xml, where there is one. */
  readonly id?: string
  readonly format: SignatureFormat
  readonly edition?: SealEdition
  readonly indication: Indication
  readonly subIndication?: SubIndication
  readonly signer?: CertificateSummary
  readonly seal?: SealSummary
  /** The time that validity was judged at, and what proves it. */
  readonly signingTime?: { readonly time: string; readonly provenBy: 'timestamp' | 'claim' }
  readonly steps: Readonly<Partial<Record<StepName, Step>>>
}

export type { CoverageEntry, CoverageReach, CoverageRole } from '../document/ofd/coverage.ts'
export type { LicenseFacts } from '../license/facts.ts'

export interface CoverageFacts {
  /** All files of the package in directory order. */
  readonly entries: readonly CoverageEntry[]
  /** Whether a verified signature protects OFD.xml, and so the metadata in it. */
  readonly metadataProtected: boolean
}

export type InputKind = 'ofd' | 'seal' | 'sealSignature' | 'unknown'

export interface ValidationReport {
  readonly schema: 1
  readonly kind: InputKind
  readonly input: { readonly bytes: number; readonly sm3: string }
  readonly validationTime: string
  readonly policy: { readonly id: string; readonly sm3: string }
  /** What the caller trusts: the trust lists in use, and how many different anchors it gave beside them. */
  readonly trust: { readonly lists: readonly TrustListReference[]; readonly anchors: number }
  /** True only when there is at least one signature, every one is TOTAL_PASSED and every document check passed. */
  readonly accepted: boolean
  readonly indication: Indication
  readonly subIndication?: SubIndication
  /** Checks of the document as a whole. */
  readonly container: Step
  /** Over the set of signatures; absent for inputs that are not packages. */
  readonly coverage?: Step<CoverageFacts>
  readonly signatures: readonly SignatureReport[]
  /** The license in the document; absent where it has no metadata of one. Facts are from octets that a signature protects, trusted or not. */
  readonly license?: Step<LicenseFacts>
  /** What the document says of itself, from covered octets; present only when accepted. */
  readonly content?: DocumentContent
}

export interface DocumentContent {
  readonly title?: string
  readonly docId?: string
  /** DocInfo/CustomDatas in document order. */
  readonly customDatas: readonly { readonly name: string; readonly value: string }[]
}
