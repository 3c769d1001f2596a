/** Writes plain private keys, for their owners: PKCS #8 and SEC 1. Encrypted forms: `encrypted-key.ts`, `pfx-writer.ts`. */
import { encodeBitString, encodeExplicit, encodeInteger, encodeOctetString, encodeOid, encodeSequence } from '../../encoding/der-writer.ts'
import { concatOctets } from '../../encoding/octets.ts'
import { CURVES } from '../../crypto/curves.ts'
import { secretOf } from './private-key.ts'
import type { PrivateKey } from './private-key.ts'

/** The private key in the open, as PrivateKeyInfo (RFC 5208), DER; PEM label `PRIVATE KEY`. Whoever has it can sign. */
export function encodePkcs8(key: PrivateKey): Uint8Array<ArrayBuffer> {
  return secretOf(key).pkcs8.slice()
}

/**
 * The private key in the open, as ECPrivateKey (RFC 5915) with its curve and public key, DER; PEM label `EC PRIVATE KEY`.
 * @throws TypeError for keys that are not SM2 or EC
 */
export function encodeSec1(key: PrivateKey): Uint8Array<ArrayBuffer> {
  const { scalar } = secretOf(key)
  const { type, publicKey } = key
  if (scalar === undefined || !('point' in publicKey) || type === 'RSA' || type === 'Ed25519') {
    throw new TypeError('SEC 1 holds SM2 and EC keys')
  }
  return encodeSequence(
    encodeInteger(1), encodeOctetString(scalar), encodeExplicit(0, encodeOid(CURVES[type].oid)),
    encodeExplicit(1, encodeBitString(concatOctets(Uint8Array.of(4), publicKey.point))),
  )
}
