/**
 * Writes seals and seal signatures in the layouts of the three editions, as DER. It makes the octets to be signed and
 * assembles what was signed; it neither signs nor checks. Stored seals are spliced in as they stand.
 */
import {
  encodeBitString, encodeBoolean, encodeExplicit, encodeGeneralizedTime, encodeIa5String, encodeInteger,
  encodeOctetString, encodeOid, encodePrintableString, encodeSequence, encodeUtcTime, encodeUtf8String,
} from '../encoding/der-writer.ts'
import type { CertificateDigest, SealEdition, SealExtension } from './model.ts'

type Octets = Uint8Array<ArrayBuffer>

/** Version numbers of SES_Header and TBS_Sign by edition. The text of 2014 fixes none; products write 1. */
const VERSIONS: Readonly<Record<SealEdition, number>> = {
  'GM/T 0031-2014': 1,
  'GB/T 38540-2020': 4,
  'GM/T 0031-2025': 5,
}

export interface SealExtensionFields extends SealExtension {
  /** Writes FALSE although it is the default: not DER, but what widely used products do. @default absent */
  readonly writeFalse?: true
}

/** Contents of SES_SealInfo. */
export interface SealInfoFields {
  readonly header: {
    /** @default 'ES' */
    readonly id?: string
    /** @default the number of the edition */
    readonly version?: number
    readonly vid: string
  }
  readonly esId: string
  readonly property: {
    readonly type: number
    readonly name: string
    /** DER of the signers' certificates; either these or `digests`. */
    readonly certificates?: readonly Uint8Array[]
    /** Not in GM/T 0031-2014. */
    readonly digests?: readonly CertificateDigest[]
    readonly createDate: Date
    readonly validStart: Date
    readonly validEnd: Date
  }
  readonly picture: {
    readonly type: string
    readonly data: Uint8Array
    readonly widthMm: number
    readonly heightMm: number
  }
  readonly extensions?: readonly SealExtensionFields[]
}

/**
 * SES_SealInfo. Whole seconds; extDatas as a plain SEQUENCE, as products write it.
 * @throws TypeError when the edition has no such field, or a text is not 7-bit where IA5String is wanted; RangeError for
 * a time that its type cannot hold
 */
export function encodeSealInfo(edition: SealEdition, info: SealInfoFields): Octets {
  const { header, property, picture } = info
  const time = edition === 'GM/T 0031-2014' ? encodeUtcTime : encodeGeneralizedTime
  return encodeSequence(
    encodeSequence(ia5(header.id ?? 'ES'), encodeInteger(header.version ?? VERSIONS[edition]), ia5(header.vid)),
    ia5(info.esId),
    encodeSequence(
      encodeInteger(property.type),
      encodeUtf8String(property.name),
      ...encodeCertList(edition, property),
      time(property.createDate),
      time(property.validStart),
      time(property.validEnd),
    ),
    encodeSequence(
      ia5(picture.type),
      encodeOctetString(picture.data),
      encodeInteger(picture.widthMm),
      encodeInteger(picture.heightMm),
    ),
    ...(info.extensions === undefined ? [] : [encodeExtensions(info.extensions)]),
  )
}

/** The type, where the edition has one, and the list. */
function encodeCertList(edition: SealEdition, property: SealInfoFields['property']): readonly Octets[] {
  const { certificates, digests } = property
  if ((certificates === undefined) === (digests === undefined)) throw new TypeError('either certificates or digests')
  if (certificates !== undefined) {
    const list = encodeSequence(...certificates.map(encodeOctetString))
    return edition === 'GM/T 0031-2014' ? [list] : [encodeInteger(1), list]
  }
  if (edition === 'GM/T 0031-2014') throw new TypeError('GM/T 0031-2014 has no list of digests')
  const entries = (digests ?? []).map(({ type, value }) => encodeSequence(encodePrintableString(type), encodeOctetString(value)))
  return [encodeInteger(2), encodeSequence(...entries)]
}

/** ExtensionDatas as a SEQUENCE. @throws RangeError when an OID is none */
export function encodeExtensions(extensions: readonly SealExtensionFields[]): Octets {
  return encodeSequence(
    ...extensions.map(({ oid, critical, value, writeFalse }) =>
      encodeSequence(
        encodeOid(oid),
        ...(critical || writeFalse === true ? [encodeBoolean(critical)] : []),
        encodeOctetString(value),
      ),
    ),
  )
}

export interface SealSignedFields {
  readonly edition: SealEdition
  /** SES_SealInfo, from `encodeSealInfo` or as it stands in a stored seal. */
  readonly info: Uint8Array
  readonly makerCertificate: Uint8Array
  /** OID of the signature algorithm. */
  readonly algorithm: string
}

/**
 * What the seal maker signs: in GM/T 0031-2014 the SEQUENCE of information, certificate and algorithm (6.1.1.2), in the
 * later editions the information alone.
 */
export function encodeSealSignedBytes({ edition, info, makerCertificate, algorithm }: SealSignedFields): Uint8Array {
  if (edition !== 'GM/T 0031-2014') return info
  return encodeSequence(info, encodeOctetString(makerCertificate), encodeOid(algorithm))
}

/**
 * SESeal of what was signed.
 * @param fields `signature`: octets of the signature value; `timeStamp`: DER of a TimeStampToken over them, GM/T 0031-2025 only
 * @throws TypeError for a time stamp in an edition without one
 */
export function encodeSeal(fields: SealSignedFields & { readonly signature: Uint8Array; readonly timeStamp?: Uint8Array }): Octets {
  const { edition, info, signature, timeStamp } = fields
  const certificate = encodeOctetString(fields.makerCertificate)
  const algorithm = encodeOid(fields.algorithm)
  if (timeStamp !== undefined && edition !== 'GM/T 0031-2025') throw new TypeError(`${edition} has no time stamp in the seal`)
  if (edition === 'GM/T 0031-2014') {
    return encodeSequence(info, encodeSequence(certificate, algorithm, encodeBitString(signature)))
  }
  return encodeSequence(info, certificate, algorithm, encodeBitString(signature), ...encodeTimeStamp(timeStamp))
}

export interface ToSignFields {
  readonly edition: SealEdition
  /** @default the number of the edition */
  readonly version?: number
  /** The stored seal as it stands. */
  readonly seal: Uint8Array
  /** Whole seconds; or, in GM/T 0031-2014 only, DER of a TimeStampToken. */
  readonly time: Date | Uint8Array
  readonly dataHash: Uint8Array
  readonly propertyInfo: string
  /** Not in GM/T 0031-2014. */
  readonly extensions?: readonly SealExtensionFields[]
  /** In the signed octets of GM/T 0031-2014 only; required there, ignored in the other editions. */
  readonly signerCertificate?: Uint8Array
  /** OID; like `signerCertificate`. */
  readonly algorithm?: string
}

/**
 * TBS_Sign: what the signer signs, tag and length included.
 * @throws TypeError when the edition lacks or wants a field; RangeError for a time that its type cannot hold
 */
export function encodeToSign(fields: ToSignFields): Octets {
  const { edition, seal, time, extensions } = fields
  const version = encodeInteger(fields.version ?? VERSIONS[edition])
  const dataHash = encodeBitString(fields.dataHash)
  const propertyInfo = ia5(fields.propertyInfo)
  if (edition === 'GM/T 0031-2014') {
    const { signerCertificate, algorithm } = fields
    if (signerCertificate === undefined || algorithm === undefined) throw new TypeError(`${edition} signs certificate and algorithm`)
    if (extensions !== undefined) throw new TypeError(`${edition} has no extensions in TBS_Sign`)
    const timeInfo = encodeBitString(time instanceof Date ? encodeUtcTime(time) : time)
    return encodeSequence(
      version, seal, timeInfo, dataHash, propertyInfo, encodeOctetString(signerCertificate), encodeOid(algorithm),
    )
  }
  if (!(time instanceof Date)) throw new TypeError(`${edition} has no token in timeInfo`)
  const extDatas = extensions === undefined ? [] : [encodeExplicit(0, encodeExtensions(extensions))]
  return encodeSequence(version, seal, encodeGeneralizedTime(time), dataHash, propertyInfo, ...extDatas)
}

export interface SealSignatureFields {
  readonly edition: SealEdition
  /** From `encodeToSign`. */
  readonly toSign: Uint8Array
  /** Outside the signed octets from GB/T 38540-2020 on and required there; ignored in GM/T 0031-2014. */
  readonly signerCertificate?: Uint8Array
  /** OID; like `signerCertificate`. */
  readonly algorithm?: string
  /** Octets of the signature value. */
  readonly signature: Uint8Array
  /** DER of a TimeStampToken over `signature`; not in GM/T 0031-2014. */
  readonly timeStamp?: Uint8Array
}

/** SES_Signature of what was signed. @throws TypeError when the edition lacks or wants a field */
export function encodeSealSignature(fields: SealSignatureFields): Octets {
  const { edition, toSign, signerCertificate, algorithm, signature, timeStamp } = fields
  if (edition === 'GM/T 0031-2014') {
    if (timeStamp !== undefined) throw new TypeError(`${edition} has no time stamp beside the signature`)
    return encodeSequence(toSign, encodeBitString(signature))
  }
  if (signerCertificate === undefined || algorithm === undefined) throw new TypeError(`${edition} wants certificate and algorithm`)
  return encodeSequence(
    toSign, encodeOctetString(signerCertificate), encodeOid(algorithm), encodeBitString(signature), ...encodeTimeStamp(timeStamp),
  )
}

/** timeStamp as `[0] EXPLICIT BIT STRING`. */
function encodeTimeStamp(token: Uint8Array | undefined): readonly Octets[] {
  return token === undefined ? [] : [encodeExplicit(0, encodeBitString(token))]
}

function ia5(text: string): Octets {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > 0x7f) throw new TypeError('IA5String holds 7-bit characters only')
  }
  return encodeIa5String(text)
}
