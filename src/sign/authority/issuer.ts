/** Signs what an authority makes, and holds the authority to what its own certificate lets it do, before anything is made. */
import { finding } from '../../diagnostics/index.ts'
import { encodeBitString, encodeSequence } from '../../encoding/der-writer.ts'
import { Budget } from '../../limits.ts'
import { parseCertificate } from '../../pki/index.ts'
import type { Certificate } from '../../pki/index.ts'
import type { KeyUsage } from '../../pki/extensions/index.ts'
import { SigningRefusedError } from '../refusal.ts'
import { algorithmOfSigner } from '../signer-algorithm.ts'
import { requireSignature } from '../signer-signature.ts'
import type { SigningParty } from '../signer-signature.ts'
import type { Signer } from '../signer.ts'

/** The certificate that a signer signs with. @throws TypeError when there is none; FormatError */
export function ownCertificate({ certificates: [own] }: Pick<Signer, 'certificates'>): Certificate {
  if (own === undefined) throw new TypeError('the signer has no certificate')
  return parseCertificate(own, { budget: new Budget() })
}

export const unsuitable = (mark: string): SigningRefusedError => new SigningRefusedError(finding('AUTHORITY_ISSUER_UNSUITABLE', [], { mark }))

/** @throws SigningRefusedError when the certificate has a keyUsage without that bit */
export function requireUsage({ keyUsage }: Certificate, usage: KeyUsage): void {
  if (keyUsage?.has(usage) === false) throw unsuitable(usage)
}

/**
 * `SIGNED { tbs }` of certificates, requests, CRLs and OCSP responses. The signature is verified before anything is made of it.
 * @param more fields after the signature
 * @throws FormatError (`SIGNER_SIGNATURE_INVALID`); what the signer throws
 */
export async function signed(
  tbs: Uint8Array, signer: Signer, key: Pick<SigningParty, 'publicKey'> = {}, more: readonly Uint8Array[] = [],
): Promise<Uint8Array<ArrayBuffer>> {
  const { identifier } = algorithmOfSigner(signer)
  const signature = await signer.sign(tbs)
  await requireSignature({ algorithm: signer.algorithm, certificates: signer.certificates, ...key }, tbs, signature)
  return encodeSequence(tbs, identifier, encodeBitString(signature), ...more)
}
