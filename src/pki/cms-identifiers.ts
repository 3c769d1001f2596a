/** Object identifiers of signed messages: those of RFC 5652 and those of GB/T 35275 (GM/T 0010) for the same structures. */

/** Content types that say SignedData. */
export const SIGNED_DATA: ReadonlySet<string> = new Set(['1.2.840.113549.1.7.2', '1.2.156.10197.6.1.4.2.2'])

/** Content types that say arbitrary octets: the ones whose signature may do without signed attributes. */
export const DATA: ReadonlySet<string> = new Set(['1.2.840.113549.1.7.1', '1.2.156.10197.6.1.4.2.1'])

/** TSTInfo (RFC 3161 2.4.2). */
export const TST_INFO = '1.2.840.113549.1.9.16.1.4'

/** Attribute types (RFC 5652 clause 11, RFC 5035, RFC 3161 appendix A, ETSI EN 319 122-1). */
export const ATTRIBUTE = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  countersignature: '1.2.840.113549.1.9.6',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  timeStampToken: '1.2.840.113549.1.9.16.2.14',
  contentTimeStamp: '1.2.840.113549.1.9.16.2.20',
} as const

/** OCSP response among the `crls` of SignedData (RFC 5940). */
export const OTHER_REVOCATION_INFO_OCSP = '1.3.6.1.5.5.7.16.2'
