/**
 * One model of the electronic seal and of the seal signature for all three editions. Everything that is signed is kept
 * as octets of the input; nothing here is judged, and no certificate or time-stamp token is opened.
 */
import type { Finding } from '../diagnostics/index.ts'

/** The standard whose layout an object has: told by its shape first, by its version number only between the last two. */
export type SealEdition = 'GM/T 0031-2014' | 'GB/T 38540-2020' | 'GM/T 0031-2025'

/** How a signature value is written: SM2Signature in DER, 64 octets r‖s, or something else (RSA has its own form). */
export type SignatureValueEncoding = 'der' | 'raw' | 'other'

/** SES_Header. */
export interface SealHeader {
  /** Must be `ES`; another value is kept and noted. */
  readonly id: string
  readonly version: number
  /** Vid: who made the software. */
  readonly vid: string
}

/** CertDigestObj: the hash of a signer's certificate. */
export interface CertificateDigest {
  /** As written: a name or an OID, "custom" in the standard. */
  readonly type: string
  readonly value: Uint8Array
}

/** SES_ESPropertyInfo. */
export interface SealProperty {
  /** Numbered by the maker's sector; there is no closed list. */
  readonly type: number
  readonly name: string
  /** Certificates always in GM/T 0031-2014. */
  readonly certListType: 'certificates' | 'digests'
  /** DER of the signers' certificates as they stand, not parsed. */
  readonly certificates: readonly Uint8Array[]
  readonly digests: readonly CertificateDigest[]
  /** Entries that are neither; with such an entry nobody can say that a certificate is not listed. */
  readonly opaqueEntries: readonly Uint8Array[]
  readonly createDate: Date
  readonly validStart: Date
  readonly validEnd: Date
}

/** What the magic octets of a picture say. */
export type PictureFormat = 'PNG' | 'JPG' | 'GIF' | 'BMP' | 'SVG' | 'OFD'

/** SES_ESPictureInfo (spelled "Pictrue" in GM/T 0031-2014). */
export interface SealPicture {
  /** As stated in the seal. */
  readonly type: string
  /** By the magic octets; absent when they are of no known format. */
  readonly format?: PictureFormat
  /** As it stands in the seal. */
  readonly data: Uint8Array
  /** The picture proper: `data` without what some products put around an OFD package; else `data` itself. */
  readonly image: Uint8Array
  readonly widthMm: number
  readonly heightMm: number
}

/** ExtData. */
export interface SealExtension {
  readonly oid: string
  readonly critical: boolean
  /** The octets inside extnValue. */
  readonly value: Uint8Array
}

/**
 * Other octets that a product may have signed instead. A match over them is a deviation to be labeled, never the
 * standard's signature:
 * `other-edition` by the rule of GM/T 0031-2014 where GB/T 38540-2020 applies and the other way round,
 * `content` (of toSign only) without tag and length, `der` (only where the input is BER) encoded again as DER.
 */
export interface AlternativeSignedBytes {
  readonly rule: 'other-edition' | 'content' | 'der' | 'other-edition-der'
  readonly bytes: Uint8Array
}

/** A signature and exactly what it is over; not verified. */
export interface SealSignatureValue {
  /** OID as written. Which key it fits is for the verifier to check. */
  readonly signatureAlgorithm: string
  /** Octets of the signature without the count of unused bits; a time stamp is over these. */
  readonly signatureValue: Uint8Array
  readonly signatureEncoding: SignatureValueEncoding
  /** The signature's element as it stands, tag and length included; some time stamps are over this. */
  readonly signatureElement: Uint8Array
  /** What the signature is over by the rule of the object's own edition. */
  readonly signedBytes: Uint8Array
  readonly alternativeSignedBytes: readonly AlternativeSignedBytes[]
  /** Content of the timeStamp field: a TimeStampToken, or a whole TimeStampResp from some; not parsed. */
  readonly timeStamp?: Uint8Array
}

/** SESeal. */
export interface ElectronicSeal extends SealSignatureValue {
  readonly edition: SealEdition
  readonly header: SealHeader
  readonly esId: string
  readonly property: SealProperty
  readonly picture: SealPicture
  readonly extensions: readonly SealExtension[]
  /** DER of the seal maker's certificate as it stands, not parsed. */
  readonly makerCertificate: Uint8Array
  /** The whole seal as it stands; a seal file beside a signature must equal it. */
  readonly bytes: Uint8Array
  readonly findings: readonly Finding[]
}

/** timeInfo: what the signer claims, or a token that may prove it. */
export interface SealTimeInfo {
  readonly kind: 'UTCTime' | 'GeneralizedTime' | 'timeStampToken' | 'text'
  /** Absent for a token, and for a text that is no time. */
  readonly time?: Date
  /** Set when the time was written without a zone and this one was assumed. */
  readonly assumedZone?: '+08:00'
  /** DER of the token as it stands, not parsed. */
  readonly token?: Uint8Array
}

/** SES_Signature with its TBS_Sign. */
export interface SealSignature extends SealSignatureValue {
  readonly edition: SealEdition
  /** TBS_Sign version. */
  readonly version: number
  readonly seal: ElectronicSeal
  readonly timeInfo: SealTimeInfo
  readonly dataHash: Uint8Array
  /** In an OFD package the absolute path of Signature.xml. */
  readonly propertyInfo: string
  readonly extensions: readonly SealExtension[]
  /** DER of the signer's certificate as it stands, not parsed. */
  readonly signerCertificate: Uint8Array
  /** The whole SES_Signature as it stands. */
  readonly bytes: Uint8Array
  /** Of the signature alone; those of the seal are in `seal.findings`. */
  readonly findings: readonly Finding[]
}
