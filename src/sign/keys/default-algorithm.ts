/** Which algorithm a private key signs with where nobody says. */
import { signerAlgorithmsOf } from '../signer-algorithm.ts'
import type { SignerAlgorithmName } from '../signer-algorithm.ts'
import type { PrivateKey } from './private-key.ts'

/** A key of RSASSA-PSS alone takes the digest that it is restricted to (RFC 4055 clause 1.2). */
export function defaultAlgorithm({ type, publicKey }: PrivateKey): SignerAlgorithmName {
  if (publicKey.type === 'RSA' && publicKey.pssOnly) {
    const digest = publicKey.pssParameters?.digest.name
    return digest === 'SHA-384' || digest === 'SHA-512' ? `RSA-PSS-${digest}` : 'RSA-PSS-SHA-256'
  }
  return signerAlgorithmsOf(type)[0] as SignerAlgorithmName
}
