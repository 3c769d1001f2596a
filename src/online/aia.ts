/** Certificates of issuers from where a certificate says they are (RFC 5280 4.2.2.1, caIssuers). Trusted for nothing. */
import type { Certificate } from '../pki/index.ts'
import { ACCESS_METHOD, parseEvidence } from '../pki/index.ts'
import { parsedAnswer, unusableAnswer } from './answer.ts'
import type { Fetcher } from './fetcher.ts'

const MAXIMUM_SOURCES = 4
const MAXIMUM_ANSWER = 256 * 1024
/** A bundle holds an issuer under a few keys, not a store of roots. */
const MAXIMUM_CERTIFICATES = 16

/** Where a certificate says its issuer's certificates are. */
export function issuerSources({ authorityInfoAccess = [] }: Certificate): readonly string[] {
  return authorityInfoAccess
    .flatMap(({ accessMethod, accessLocation: location }) =>
      (accessMethod === ACCESS_METHOD.caIssuers && location.kind === 'uniformResourceIdentifier' ? [location.value] : []))
    .slice(0, MAXIMUM_SOURCES)
}

/**
 * Fetches one certificate, or a signed message that only carries some (PKCS #7 certs-only).
 * @throws SourceUnavailableError
 */
export async function fetchIssuerCertificates(url: string, { fetcher }: { readonly fetcher: Fetcher }): Promise<readonly Certificate[]> {
  const { octets, host } = await fetcher.fetch({ url, accept: 'application/pkix-cert, application/pkcs7-mime', maxBytes: MAXIMUM_ANSWER })
  return parseFetchedCertificates(octets, host)
}

/** @throws SourceUnavailableError when there is no certificate in the octets */
export function parseFetchedCertificates(octets: Uint8Array, host: string): readonly Certificate[] {
  const { certificates } = parsedAnswer(host, (budget) => parseEvidence(octets, { budget }))
  if (certificates.length === 0) throw unusableAnswer(host, 'EVIDENCE_NOT_RECOGNIZED')
  return certificates.slice(0, MAXIMUM_CERTIFICATES)
}
