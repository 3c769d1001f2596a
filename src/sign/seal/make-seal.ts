/**
 * Makes electronic seals (SESeal) of the three editions: checks what goes in, hands out the octets to be signed by the
 * seal maker, and verifies the whole before anybody gets it. How seals are encoded is for `seal/encode.ts`.
 */
import { finding } from '../../diagnostics/index.ts'
import { Budget } from '../../limits.ts'
import { sm3 } from '../../crypto/index.ts'
import { openOfd } from '../../document/ofd/index.ts'
import { parseXml } from '../../encoding/xml.ts'
import { parseCertificate } from '../../pki/index.ts'
import { encodeSeal, encodeSealInfo, encodeSealSignedBytes, parseSeal, sniffPicture } from '../../seal/index.ts'
import type { PictureFormat, SealEdition, SealExtensionFields } from '../../seal/index.ts'
import { declaredFormat } from '../../seal/picture.ts'
import { checkSealSignature } from '../../signature/seal-checks.ts'
import { checkedToken, requireSigningUse, requireTime, signingCertificate } from '../certificate-use.ts'
import type { SignerIdentity, TimeStamper } from '../certificate-use.ts'
import { SigningRefusedError } from '../refusal.ts'
import type { Signer } from '../signer.ts'
import { requireSignature } from '../signer-signature.ts'

/** What a seal says. */
export interface SealFields {
  /** @default 'GB/T 38540-2020' */
  readonly edition?: SealEdition
  /** Vid: who made the software; 7-bit characters. @default 'yinxin' */
  readonly vid?: string
  /** esID: the seal's own number; 7-bit characters. */
  readonly esId: string
  /** Numbered by the maker's sector; GM/T 0031-2014 gives 1 (unit) and 2 (person) as examples. @default 1 */
  readonly type?: number
  readonly name: string
  /** DER of the certificates whose holders may sign with the seal; at least one. */
  readonly signers: readonly Uint8Array[]
  /** How the seal lists them; by digest (SM3) not in GM/T 0031-2014. @default 'certificates' */
  readonly list?: 'certificates' | 'digests'
  readonly createDate: Date
  readonly validStart: Date
  readonly validEnd: Date
  readonly picture: {
    /** PNG, JPG, SVG or OFD; the octets decide, and another type is refused. @default what the octets are */
    readonly type?: string
    readonly data: Uint8Array
    /** Whole millimetres. */
    readonly widthMm: number
    readonly heightMm: number
  }
  readonly extensions?: readonly SealExtensionFields[]
}

/** A seal that waits for its maker's signature. */
export interface PreparedSeal {
  /** The message that the seal maker signs: the octets themselves, not their digest. */
  readonly bytesToSign: Uint8Array
  /**
   * The whole seal.
   * @param signature SM2Signature, DER; or, in GM/T 0031-2014 by an RSA signer, the octets of RSASSA-PKCS1-v1_5
   * @param timeStamp DER of a TimeStampToken over the octets of `signature`; GM/T 0031-2025 only
   * @throws FormatError (`SIGNER_SIGNATURE_INVALID`) when the signature does not fit, SigningRefusedError when the token does not; TypeError for a token in another edition
   */
  finish(signature: Uint8Array, timeStamp?: Uint8Array): Promise<Uint8Array<ArrayBuffer>>
}

/**
 * Checks everything that a seal is to hold, and gives the octets to be signed.
 * @param maker algorithm and certificates of the seal maker, its own first; the key may be anywhere
 * @throws SigningRefusedError when verifiers would not accept the seal; TypeError for fields that are missing or of the wrong
 *   kind; FormatError when a certificate or the picture is broken
 */
export function prepareSeal(fields: SealFields, maker: SignerIdentity): PreparedSeal {
  const { edition = 'GB/T 38540-2020', esId, name, signers, list = 'certificates', createDate, validStart, validEnd } = fields
  for (const [key, value] of Object.entries({ createDate, validStart, validEnd })) requireTime(value, key)
  if (esId === '' || name === '') throw new TypeError('a seal has an esId and a name')
  const { certificate: makerCertificate, algorithm } = signingCertificate(maker, edition)
  requireDates({ createDate, validStart, validEnd })
  if (createDate < makerCertificate.notBefore || createDate > makerCertificate.notAfter) {
    throw new SigningRefusedError(finding('SIGN_MAKER_NOT_VALID', [], {
      notBefore: makerCertificate.notBefore.toISOString(), notAfter: makerCertificate.notAfter.toISOString(), createDate: createDate.toISOString(),
    }))
  }
  if (signers.length === 0) throw new TypeError('a seal lists at least one signer')
  signers.forEach((signer, i) => { requireSigningUse(parseCertificate(signer, { budget: new Budget(), at: ['signers', i] }), edition) })

  const info = encodeSealInfo(edition, {
    header: { vid: fields.vid ?? 'yinxin' },
    esId,
    property: {
      type: fields.type ?? 1, name, createDate, validStart, validEnd,
      ...(list === 'certificates' ? { certificates: signers } : { digests: signers.map((signer) => ({ type: 'SM3', value: sm3(signer) })) }),
    },
    picture: checkedPicture(fields.picture),
    ...(fields.extensions === undefined ? {} : { extensions: fields.extensions }),
  })
  const signed = { edition, info, makerCertificate: makerCertificate.bytes, algorithm: algorithm.oid }
  const bytesToSign = encodeSealSignedBytes(signed)
  return {
    bytesToSign,
    async finish(signature, timeStamp) {
      await requireSignature(maker, bytesToSign, signature)
      const token = timeStamp === undefined ? {} : { timeStamp: await checkedToken(timeStamp, signature, createDate) }
      const bytes = encodeSeal({ ...signed, signature, ...token })
      const seal = parseSeal(bytes, { budget: new Budget() })
      const checked = await checkSealSignature(seal, makerCertificate, { at: [], userIds: ['1234567812345678'] })
      if (checked.facts === undefined) throw new SigningRefusedError(finding('SIGN_SEAL_NOT_VERIFIED', []), checked.findings)
      return bytes
    },
  }
}

/**
 * Makes a seal with a signer at hand.
 * @param signer the seal maker, its own certificate first
 * @throws as `prepareSeal` and `finish`; what the signer and the time-stamp service throw
 */
export async function makeSeal(
  fields: SealFields, signer: Signer, options: { readonly timeStamper?: TimeStamper } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const { timeStamper } = options
  if (timeStamper !== undefined && fields.edition !== 'GM/T 0031-2025') throw new TypeError('only GM/T 0031-2025 has a time stamp in the seal')
  const prepared = prepareSeal(fields, signer)
  const signature = await signer.sign(prepared.bytesToSign)
  return prepared.finish(signature, await timeStamper?.(signature))
}

function requireDates({ createDate, validStart, validEnd }: Pick<SealFields, 'createDate' | 'validStart' | 'validEnd'>): void {
  if (validStart < validEnd && createDate <= validEnd) return
  throw new SigningRefusedError(finding('SIGN_SEAL_DATES', [], {
    createDate: createDate.toISOString(), validStart: validStart.toISOString(), validEnd: validEnd.toISOString(),
  }))
}

type CheckedPicture = { readonly type: PictureFormat; readonly data: Uint8Array; readonly widthMm: number; readonly heightMm: number }

/** @throws SigningRefusedError, TypeError; FormatError for a package or SVG that cannot be read */
function checkedPicture({ type, data, widthMm, heightMm }: SealFields['picture']): CheckedPicture {
  for (const millimetres of [widthMm, heightMm]) {
    if (!Number.isInteger(millimetres) || millimetres < 1 || millimetres > 1000) throw new TypeError('a picture has a width and height in whole millimetres')
  }
  const { format, image } = sniffPicture(data)
  if (format === undefined) throw new SigningRefusedError(finding('SIGN_PICTURE_UNKNOWN', ['picture']))
  if (type !== undefined && declaredFormat(type) !== format) {
    throw new SigningRefusedError(finding('SIGN_PICTURE_MISMATCH', ['picture'], { stated: declaredFormat(type) ?? '?', found: format }))
  }
  // Whole things only: what stands around a package, readers would have to guess away.
  if (format === 'OFD') openOfd(image.length === data.length ? data : new Uint8Array(0), { budget: new Budget() })
  if (format === 'SVG') parseXml(data, { budget: new Budget(), at: ['picture'] })
  return { type: format, data, widthMm, heightMm }
}
