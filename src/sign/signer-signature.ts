/** Holds a signature that came from a signer against the signer's certificate, before a document is made of it. */
import { FormatError } from '../errors.ts'
import { finding } from '../diagnostics/index.ts'
import { Budget } from '../limits.ts'
import { parseCertificate } from '../pki/certificate.ts'
import type { PublicKey } from '../crypto/keys.ts'
import { algorithmOfSigner } from './signer-algorithm.ts'
import type { Signer } from './signer.ts'

/**
 * The public key of a signer's own certificate.
 * @throws FormatError when it is no certificate; TypeError when there is none or its key cannot be used
 */
export function publicKeyOfSigner({ certificates }: Pick<Signer, 'certificates'>): PublicKey {
  const [own] = certificates
  if (own === undefined) throw new TypeError('the signer has no certificate')
  const { publicKey } = parseCertificate(own, { budget: new Budget() })
  if (publicKey === undefined) throw new TypeError("the key of the signer's certificate cannot be used")
  return publicKey
}

/** Who is to have signed: by the certificate, or by the bare key where no certificate exists yet (requests, roots). */
export type SigningParty = Pick<Signer, 'algorithm' | 'certificates'> & { readonly publicKey?: PublicKey }

/**
 * Returns when the signature, in the form that `Signer.sign` gives, is the signer's over the message.
 * @throws FormatError (`SIGNER_SIGNATURE_INVALID`) when it is not; TypeError when the signer has no usable certificate
 */
export async function requireSignature(
  signer: SigningParty, message: Uint8Array, signature: Uint8Array,
): Promise<void> {
  const { entry } = algorithmOfSigner(signer)
  if (await entry.verify(signer.publicKey ?? publicKeyOfSigner(signer), message, signature)) return
  throw new FormatError(finding('SIGNER_SIGNATURE_INVALID', [], { algorithm: entry.name }))
}
