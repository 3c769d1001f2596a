/** CRLs from the distribution points of certificates (RFC 5280 4.2.1.13). Fetched and parsed; nothing is judged. */
import type { Certificate, Crl } from '../pki/index.ts'
import { parseCrl } from '../pki/index.ts'
import type { Fetcher } from './fetcher.ts'
import { derOf, parsedAnswer } from './answer.ts'

/** Points of one certificate, and addresses of one point, that are looked at. */
const MAXIMUM_POINTS = 8
const MAXIMUM_ALTERNATIVES = 4

/**
 * Where the CRLs of a certificate are: for each distribution point its addresses, any of which has the list. A point may
 * hold only some reasons, so that all points are wanted.
 */
export function crlSources({ cRLDistributionPoints = [] }: Certificate): readonly (readonly string[])[] {
  return cRLDistributionPoints
    .map(({ distributionPoint }) => (distributionPoint?.kind !== 'fullName' ? [] : distributionPoint.names.flatMap((name) =>
      (name.kind === 'uniformResourceIdentifier' ? [name.value] : []))))
    .filter((urls) => urls.length > 0)
    .slice(0, MAXIMUM_POINTS)
    .map((urls) => urls.slice(0, MAXIMUM_ALTERNATIVES))
}

/**
 * Fetches one CRL. Its signature, scope and dates are not checked: that is for `checkRevocation`.
 * @throws SourceUnavailableError
 */
export async function fetchCrl(url: string, { fetcher }: { readonly fetcher: Fetcher }): Promise<Crl> {
  const answer = await fetcher.fetch({ url, accept: 'application/pkix-crl' })
  return parseFetchedCrl(answer.octets, answer.host)
}

/** @throws SourceUnavailableError when the octets are no CRL */
export function parseFetchedCrl(octets: Uint8Array, host: string): Crl {
  return parsedAnswer(host, (budget) => parseCrl(derOf(octets, 'X509 CRL'), { budget }))
}
