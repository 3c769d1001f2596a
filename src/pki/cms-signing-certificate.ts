/** Binds a signature to one certificate by its digest: SigningCertificate and SigningCertificateV2 (RFC 5035). */
import type { Finding, Locator } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import { equalOctets } from '../encoding/octets.ts'
import { DIGESTS, digestAlgorithm } from '../crypto/index.ts'
import type { DigestAlgorithm } from '../crypto/index.ts'
import type { Certificate } from './certificate.ts'
import type { EssCertId, SignedAttributes } from './cms-attributes.ts'
import { namesMatch } from './name-comparison.ts'

/**
 * What the signing-certificate attributes say against a certificate being the signer's; empty when they agree with it.
 * Both attributes count where both are there. Only the first entry of each is about the signer.
 */
export async function signingCertificateFindings(
  attributes: SignedAttributes | undefined, certificate: Certificate, at: Locator,
): Promise<readonly Finding[]> {
  const v1 = attributes?.signingCertificate?.[0]
  const v2 = attributes?.signingCertificateV2?.[0]
  if (v1 === undefined && v2 === undefined) return [finding('CMS_SIGNING_CERTIFICATE_ABSENT', at)]
  const found: Finding[] = []
  if (v1 !== undefined) found.push(...(await compare(v1, DIGESTS['SHA-1'], certificate, at)))
  if (v2 !== undefined) {
    const oid = v2.hashAlgorithm?.oid
    const digest = oid === undefined ? DIGESTS['SHA-256'] : digestAlgorithm(oid)
    if (digest === undefined) found.push(finding('CMS_DIGEST_ALGORITHM_UNSUPPORTED', at, { algorithm: oid ?? '' }))
    else found.push(...(await compare(v2, digest, certificate, at)))
  }
  return found
}

async function compare(id: EssCertId, digest: DigestAlgorithm, certificate: Certificate, at: Locator): Promise<readonly Finding[]> {
  const found: Finding[] = []
  if (!equalOctets(await digest.digest(certificate.bytes), id.certHash)) found.push(finding('CMS_SIGNING_CERTIFICATE_MISMATCH', at))
  const { issuerSerial } = id
  if (issuerSerial !== undefined) {
    const named = issuerSerial.issuer.some((name) => name.kind === 'directoryName' && namesMatch(name.name, certificate.issuer))
    if (!named || issuerSerial.serialNumber !== certificate.serialNumber) found.push(finding('CMS_SIGNING_CERTIFICATE_NAME_MISMATCH', at))
  }
  return found
}
