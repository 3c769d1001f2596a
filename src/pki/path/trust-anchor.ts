/** Trust anchors (RFC 5280 6.1.1 (d)): a name and a key that the caller trusts, with the certificate they came in where there is one. */
import type { PublicKey } from '../../crypto/index.ts'
import type { Certificate } from '../certificate.ts'
import type { DistinguishedName } from '../name.ts'

export interface TrustAnchor {
  readonly name: DistinguishedName
  /** SubjectPublicKeyInfo. */
  readonly spki: Uint8Array
  readonly publicKey: PublicKey
  /** Its dates, usages and constraints then bind what it issued (RFC 5937), unless `PathOptions.anchorConstraints` says not to. */
  readonly certificate?: Certificate
}

/**
 * The trust anchor that a certificate describes. That it deserves trust is the caller's word: nothing is checked.
 * @throws VerificationError when its key cannot be used
 */
export function trustAnchorOf(certificate: Certificate): TrustAnchor {
  if (certificate.publicKey === undefined) throw certificate.publicKeyError ?? new TypeError('certificate without key')
  return { name: certificate.subject, spki: certificate.spki, publicKey: certificate.publicKey, certificate }
}
