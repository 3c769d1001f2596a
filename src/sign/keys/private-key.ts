/**
 * Private keys in memory, opaque: an object that can be passed around, logged or serialized by accident without giving
 * the key away. What may see the octets asks `secretOf`, which stays inside this room.
 */
import type { CurveName } from '../../crypto/curves.ts'
import type { EcPublicKey, EdPublicKey, RsaPublicKey } from '../../crypto/keys.ts'
import { sm2PublicKeyOf } from '../../crypto/sm2-key.ts'
import type { Sm2PublicKey } from '../../crypto/sm2-key.ts'
import { encodeSm2Pkcs8 } from '../../crypto/sm2-private-key.ts'

/** Public halves of the keys that can be opened. */
export type SigningPublicKey = Sm2PublicKey | RsaPublicKey | EcPublicKey | EdPublicKey

/** The octets themselves. */
export interface Secret {
  /** Plain PrivateKeyInfo (RFC 5208), DER, in the form that WebCrypto and OpenSSL read. */
  readonly pkcs8: Uint8Array<ArrayBuffer>
  /** SM2 and EC: the private number at the curve's length. */
  readonly scalar?: Uint8Array<ArrayBuffer>
}

let secretOfKey: (key: PrivateKey) => Secret
let makeKey: (publicKey: SigningPublicKey, secret: Secret) => PrivateKey

/** A private key. It never prints: text, JSON and inspection show the type only. */
export class PrivateKey {
  readonly publicKey: SigningPublicKey
  readonly #secret: Secret

  static {
    secretOfKey = (key) => key.#secret
    makeKey = (publicKey, secret) => new PrivateKey(publicKey, secret)
  }

  private constructor(publicKey: SigningPublicKey, secret: Secret) {
    this.publicKey = publicKey
    this.#secret = secret
  }

  /** `SM2`, `RSA`, `P-256`, `P-384`, `P-521` or `Ed25519`. */
  get type(): CurveName | 'RSA' | 'Ed25519' {
    const { publicKey } = this
    switch (publicKey.type) {
      case 'EC':
        return publicKey.curve
      case 'SM2':
      case 'RSA':
        return publicKey.type
      case 'Ed25519':
      case 'Ed448':
        return 'Ed25519'
    }
  }

  toString(): string {
    return `PrivateKey(${this.type})`
  }

  toJSON(): { readonly privateKey: string } {
    return { privateKey: this.type }
  }

  /** What Node's `util.inspect` and `console.log` show. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString()
  }
}

/** Internal: the octets of a key. Whoever asks must not let them out. @throws TypeError when it is not a `PrivateKey` */
export function secretOf(key: PrivateKey): Secret {
  if (!(key instanceof PrivateKey)) throw new TypeError('a PrivateKey is needed')
  return secretOfKey(key)
}

/** Internal: a key of octets that were checked to belong to the public key. */
export const privateKeyOf = (publicKey: SigningPublicKey, secret: Secret): PrivateKey => makeKey(publicKey, secret)

/**
 * An SM2 private key of its 32 octets, for tests, fixtures and keys that other software manages. Copied.
 * @throws RangeError when the octets are not a private key
 */
export function sm2PrivateKey(octets: Uint8Array): PrivateKey {
  const scalar = Uint8Array.from(octets)
  return privateKeyOf(sm2PublicKeyOf(scalar), { pkcs8: encodeSm2Pkcs8(scalar), scalar })
}

