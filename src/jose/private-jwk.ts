/** What is public in a private JWK, and the number that is secret in one of SM2. */
import { sm2PublicKeyOf } from '../crypto/index.ts'
import type { PublicKey } from '../crypto/index.ts'
import { fromBase64Url } from '../encoding/base64url.ts'
import { equalOctets } from '../encoding/octets.ts'
import type { JsonObject } from '../encoding/json.ts'

export function publicMembers(jwk: JsonObject): JsonObject {
  return Object.fromEntries(['kty', 'crv', 'x', 'y', 'n', 'e'].flatMap((name) => (jwk[name] === undefined ? [] : [[name, jwk[name]]])))
}

/** 32 octets. @throws TypeError when there is none, or it is that of another key; RangeError when it is out of range */
export function sm2PrivateOctets(jwk: JsonObject, publicKey: PublicKey): Uint8Array {
  const d = typeof jwk['d'] === 'string' ? fromBase64Url(jwk['d']) : undefined
  if (d === undefined || publicKey.type !== 'SM2' || !equalOctets(sm2PublicKeyOf(d).point, publicKey.point)) throw new TypeError('d is not the private key of x and y')
  return d
}
