/**
 * SM2 over a digest that was computed elsewhere: streams, hardware, messages too long to hold. Apart from `sm2.ts` on
 * purpose. Whoever may choose e freely can forge: from any s and t a valid (e, r, s) follows without the private key
 * (CVE-2026-23965). e must be SM3(Z then message), computed by us or by something as trusted.
 */
import { SM3_LENGTH, Sm3, sm3 } from './sm3.ts'
import { sm2Kernel } from './kernel/sm2-choice.ts'
import { SM2_DEFAULT_USER_ID } from './sm2-key.ts'
import type { Sm2PublicKey } from './sm2-key.ts'
import { rawSignature } from './signature-value.ts'
import type { SignatureEncoding } from './signature-value.ts'

declare const sm3Digest: unique symbol

/** e: SM3 of Z and the message. Made by `Sm2Hasher` or vouched for by `assumeSm3Digest`. */
export type Sm3Digest = Uint8Array & { readonly [sm3Digest]: true }

/** Computes e of a message that arrives in pieces, for one key and user id. */
export class Sm2Hasher {
  readonly #sm3: Sm3

  /** @throws RangeError when the user id is longer than 8191 octets */
  constructor(key: Sm2PublicKey, userId: Uint8Array = SM2_DEFAULT_USER_ID) {
    this.#sm3 = new Sm3().update(key.za(userId))
  }

  update(octets: Uint8Array): this {
    this.#sm3.update(octets)
    return this
  }

  digest(): Sm3Digest {
    return this.#sm3.digest() as unknown as Sm3Digest
  }
}

/** e of a whole message: what an `Sm2Hasher` gives, faster. @throws RangeError as it does */
export function sm2Digest(key: Sm2PublicKey, userId: Uint8Array, message: Uint8Array): Sm3Digest {
  return sm3(key.za(userId), message) as unknown as Sm3Digest
}

/**
 * Vouches for octets to be SM3(Z then message) of the key that they are used with. Never for octets from the signer.
 * @throws RangeError when they are not 32
 */
export function assumeSm3Digest(octets: Uint8Array): Sm3Digest {
  if (octets.length !== SM3_LENGTH) throw new RangeError(`an SM3 digest has ${SM3_LENGTH} octets`)
  return octets as Sm3Digest
}

export interface Sm2PrehashedOptions {
  /** @default 'der' */
  readonly encoding?: SignatureEncoding
}

/**
 * Verifies a signature over e. False for a wrong signature and for octets that are not a signature in the encoding.
 * @throws RangeError when e is not 32 octets
 */
export function sm2VerifyPrehashedE(
  key: Sm2PublicKey, e: Sm3Digest, signature: Uint8Array, options: Sm2PrehashedOptions = {},
): boolean {
  const digest = assumeSm3Digest(e)
  const raw = rawSignature(signature, 32, options.encoding ?? 'der')
  return raw !== undefined && sm2Kernel.verify(digest, raw.subarray(0, 32), raw.subarray(32), key.point)
}
