/**
 * SM2 signatures over messages (GB/T 32918.2-2016): the user id and the key are hashed with every message, here and not
 * by the caller. Digests from elsewhere: `sm2-prehashed.ts`. Encryption: `sm2-encryption.ts`.
 */
import { randomOctets } from './random.ts'
import { sm2Kernel } from './kernel/sm2-choice.ts'
import { SM2_DEFAULT_USER_ID, requireSm2PrivateKey, sm2PublicKeyOf } from './sm2-key.ts'
import type { Sm2PublicKey } from './sm2-key.ts'
import { Sm2NonceSource } from './sm2-nonce.ts'
import { sm2Digest, sm2VerifyPrehashedE } from './sm2-prehashed.ts'
import { encodeSignature } from './signature-value.ts'
import type { SignatureEncoding } from './signature-value.ts'

export interface Sm2VerifyOptions {
  /** From policy or agreement, never from the signed data. At most 8191 octets. @default 1234567812345678 */
  readonly userId?: Uint8Array
  /** @default 'der' */
  readonly encoding?: SignatureEncoding
}

/**
 * Verifies a signature over a message. False for a wrong signature and for octets that are not a signature in the
 * encoding: DER in its only form, or 32 + 32 octets; r and s in [1, n-1]; r + s not 0 modulo n.
 * @throws RangeError when the user id is longer than 8191 octets
 */
export function sm2Verify(
  key: Sm2PublicKey, message: Uint8Array, signature: Uint8Array, options: Sm2VerifyOptions = {},
): boolean {
  const e = sm2Digest(key, options.userId ?? SM2_DEFAULT_USER_ID, message)
  return sm2VerifyPrehashedE(key, e, signature, { encoding: options.encoding ?? 'der' })
}

export interface Sm2SignOptions extends Sm2VerifyOptions {
  /**
   * What is mixed into the nonce, which is always derived from key and message: 32 octets of the platform's random
   * numbers, octets of the caller's, or nothing. With `'none'` or given octets the same input gives the same signature.
   * @default 'random'
   */
  readonly hedge?: 'random' | 'none' | Uint8Array
  /**
   * The public key of the private key, where it is at hand: deriving it takes as long as signing. With another key's the
   * signature is worth nothing, and gives nothing away.
   */
  readonly publicKey?: Sm2PublicKey
}

/**
 * Signs a message. In a shared process JavaScript cannot keep timing from others: keys that matter belong in a token,
 * behind the `sign/` room's signer interface.
 * @param privateKey 32 octets, value in [1, n-2]
 * @throws RangeError when the key is not one or the user id is too long; TypeError for options that do not exist
 */
export function sm2Sign(privateKey: Uint8Array, message: Uint8Array, options: Sm2SignOptions = {}): Uint8Array<ArrayBuffer> {
  const { userId = SM2_DEFAULT_USER_ID, encoding = 'der', hedge = 'random' } = options
  requireSm2PrivateKey(privateKey)
  const e = sm2Digest(options.publicKey ?? sm2PublicKeyOf(privateKey), userId, message)
  const nonces = new Sm2NonceSource(privateKey, e, hedgeOctets(hedge))
  for (;;) {
    const signature = sm2Kernel.sign(e, privateKey, nonces.next(), () => nonces.next())
    if (signature !== undefined) return encodeSignature(signature, encoding)
  }
}

function hedgeOctets(hedge: 'random' | 'none' | Uint8Array): Uint8Array {
  if (hedge === 'random') return randomOctets(32)
  if (hedge === 'none') return new Uint8Array(0)
  if (!ArrayBuffer.isView(hedge)) throw new TypeError('hedge is random, none or octets')
  return hedge
}
