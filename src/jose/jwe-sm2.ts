/**
 * JSON Web Encryption with SM2 and SM4: a key of SM4 encrypted with SM2 (C1 C3 C2), the content with SM4-GCM, put together as
 * RFC 7516 clause 5.1 has it for encrypted keys. No standard names these for JOSE: `SM2` and `SM4-GCM` are names of this
 * package, and both sides must have agreed on them.
 */
import { sm2Decrypt, sm2Encrypt, sm4GcmDecrypt, sm4GcmEncrypt } from '../crypto/index.ts'
import type { Sm2PublicKey } from '../crypto/index.ts'
import { randomOctets } from '../crypto/random.ts'
import { fromBase64Url, toBase64Url } from '../encoding/base64url.ts'
import { concatOctets, toUtf8 } from '../encoding/octets.ts'

/** In `alg` and `enc`. */
export const SM2_JWE_NAMES = Object.freeze({ alg: 'SM2', enc: 'SM4-GCM' } as const)

const [KEY_OCTETS, IV_OCTETS, TAG_OCTETS] = [16, 12, 16]

export interface EncryptSm2JweOptions {
  /** Name of the recipient's key. @default none */
  readonly kid?: string
  /** What is inside: `JWT` for a token that is to be nested. @default not said */
  readonly cty?: string
}

/** Encrypts for the holder of an SM2 key, as compact text. That says nothing of who encrypted: sign first. */
export function encryptSm2Jwe(plaintext: Uint8Array, recipient: Sm2PublicKey, { kid, cty }: EncryptSm2JweOptions = {}): string {
  const [key, iv] = [randomOctets(KEY_OCTETS), randomOctets(IV_OCTETS)]
  const header = toBase64Url(toUtf8(JSON.stringify({ ...SM2_JWE_NAMES, ...(kid !== undefined && { kid }), ...(cty !== undefined && { cty }) })))
  const sealed = sm4GcmEncrypt(key, iv, plaintext, { additionalData: toUtf8(header) })
  const [ciphertext, tag] = [sealed.subarray(0, sealed.length - TAG_OCTETS), sealed.subarray(sealed.length - TAG_OCTETS)]
  return [header, ...[sm2Encrypt(recipient, key), iv, ciphertext, tag].map(toBase64Url)].join('.')
}

/** For `decryptJwe`, which has read the header. @throws anything: then it is not for this key, or not whole */
export function openSm2Jwe(text: string, privateKey: Uint8Array): Uint8Array {
  const [header = '', ...parts] = text.split('.')
  const [encryptedKey, iv, ciphertext, tag] = parts.map(fromBase64Url)
  if (encryptedKey === undefined || iv?.length !== IV_OCTETS || ciphertext === undefined || tag?.length !== TAG_OCTETS) throw new TypeError('parts of other lengths')
  const key = sm2Decrypt(privateKey, encryptedKey)
  if (key.length !== KEY_OCTETS) throw new TypeError('no key of SM4')
  return sm4GcmDecrypt(key, iv, concatOctets(ciphertext, tag), { additionalData: toUtf8(header) })
}
