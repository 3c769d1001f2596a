/** Verifies SM2 signatures of seals with code that is not ours. Keys are found by the fixed prefix of an SM2 point. */
import { sm2 } from 'sm-crypto-v2'
import { toHex } from '../../src/encoding/octets.ts'
import type { SealSignatureValue } from '../../src/seal/index.ts'

/** Uncompressed public key in a certificate, found as the BIT STRING of 66 octets that begins with 00 04. */
export function publicPoint(certificate: Uint8Array): Uint8Array {
  for (let i = 0; i + 68 <= certificate.length; i++) {
    if (certificate[i] === 0x03 && certificate[i + 1] === 0x42 && certificate[i + 2] === 0 && certificate[i + 3] === 4) {
      return certificate.subarray(i + 3, i + 68)
    }
  }
  throw new TypeError('no uncompressed point in the certificate')
}

/** Whether the signature is over these octets, with the default user id. */
export function signedOver(value: SealSignatureValue, certificate: Uint8Array, message: Uint8Array): boolean {
  return sm2.doVerifySignature(message, toHex(value.signatureValue), toHex(publicPoint(certificate)), {
    der: value.signatureEncoding === 'der', hash: true,
  })
}

/** The rule over which the signature verifies: `own`, one of the alternatives, or none. */
export function matchingRule(value: SealSignatureValue, certificate: Uint8Array): string {
  if (signedOver(value, certificate, value.signedBytes)) return 'own'
  return value.alternativeSignedBytes.find(({ bytes }) => signedOver(value, certificate, bytes))?.rule ?? 'none'
}
