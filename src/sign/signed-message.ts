/** Writes SignedData of GB/T 35275-2017 (GM/T 0010): one SM2 signature over signed attributes, the original kept outside. */
import { sm3 } from '../crypto/index.ts'
import {
  encodeElement, encodeExplicit, encodeInteger, encodeOctetString, encodeOid, encodeSequence, encodeSetOf, encodeTime,
} from '../encoding/der-writer.ts'
import { concatOctets } from '../encoding/octets.ts'
import { ATTRIBUTE } from '../pki/index.ts'
import { checkedToken, requireTime, requireValidAt, signingCertificate } from './certificate-use.ts'
import type { SignerIdentity } from './certificate-use.ts'
import { requireSignature } from './signer-signature.ts'

const SM3 = '1.2.156.10197.1.401'
/** SM2 as the signature algorithm of GB/T 35275 messages. */
const SM2_SIGN = '1.2.156.10197.1.301.1'
const GM_DATA = '1.2.156.10197.6.1.4.2.1'
const GM_SIGNED_DATA = '1.2.156.10197.6.1.4.2.2'

/** A message that waits for its signature. */
export interface PreparedMessage {
  /** The signed attributes as a SET: the message that is signed. */
  readonly bytesToSign: Uint8Array
  /**
   * The whole ContentInfo.
   * @param timeStamp token over the octets of the signature; goes into the unsigned attributes (RFC 3161 appendix A)
   * @throws FormatError (`SIGNER_SIGNATURE_INVALID`) when the signature does not fit, SigningRefusedError when the token does not
   */
  finish(signature: Uint8Array, timeStamp?: Uint8Array): Promise<Uint8Array<ArrayBuffer>>
}

const algorithm = (oid: string): Uint8Array => encodeSequence(encodeOid(oid))
const attribute = (oid: string, value: Uint8Array): Uint8Array => encodeSequence(encodeOid(oid), encodeSetOf(value))

/**
 * Prepares a detached signature over octets. All of the signer's certificates go into the message.
 * @throws SigningRefusedError for a certificate that may not sign at that time; TypeError
 */
export function prepareSignedMessage(original: Uint8Array, signer: SignerIdentity, time: Date): PreparedMessage {
  requireTime(time, 'time')
  const { certificate } = signingCertificate(signer, undefined)
  requireValidAt(certificate, time)
  const bytesToSign = encodeSetOf(
    attribute(ATTRIBUTE.contentType, encodeOid(GM_DATA)),
    attribute(ATTRIBUTE.messageDigest, encodeOctetString(sm3(original))),
    attribute(ATTRIBUTE.signingTime, encodeTime(time)),
  )
  return {
    bytesToSign,
    async finish(signature, timeStamp) {
      await requireSignature(signer, bytesToSign, signature)
      const unsigned = timeStamp === undefined
        ? new Uint8Array(0)
        : encodeExplicit(1, attribute(ATTRIBUTE.timeStampToken, await checkedToken(timeStamp, signature, time)))
      const signerInfo = encodeSequence(
        encodeInteger(1),
        encodeSequence(certificate.issuer.bytes, encodeElement(0x02, certificate.serialNumberBytes)),
        algorithm(SM3),
        // The same octets as those signed, under [0] instead of SET.
        concatOctets(Uint8Array.of(0xa0), bytesToSign.subarray(1)),
        algorithm(SM2_SIGN),
        encodeOctetString(signature),
        unsigned,
      )
      return encodeSequence(encodeOid(GM_SIGNED_DATA), encodeExplicit(0, encodeSequence(
        encodeInteger(1),
        encodeSetOf(algorithm(SM3)),
        encodeSequence(encodeOid(GM_DATA)),
        encodeElement(0xa0, ...signer.certificates),
        encodeSetOf(signerInfo),
      )))
    },
  }
}
