/** What to ask for an open question: which sources a certificate names, and how the answer of each is fetched and read. */
import { sm3 } from '../crypto/index.ts'
import { toHex } from '../encoding/octets.ts'
import { toPem } from '../encoding/pem.ts'
import type { Certificate, Crl, OcspResponse } from '../pki/index.ts'
import type { IssuerQuestion, RevocationQuestion } from '../verify/index.ts'
import { fetchIssuerCertificates, issuerSources, parseFetchedCertificates } from './aia.ts'
import { crlSources, fetchCrl, parseFetchedCrl } from './crl.ts'
import type { Fetcher } from './fetcher.ts'
import { encodeCertId, fetchOcspResponse, ocspSources, parseFetchedOcspResponse } from './ocsp.ts'
import type { FetchOcspOptions, OcspSubject } from './ocsp.ts'

/** Kinds of sources that certificates name. */
export type EvidenceSource = 'ocsp' | 'crl' | 'issuers'
export type EvidenceKind = 'CRL' | 'OCSP' | 'CERTIFICATE'

/** What one source answered. */
export interface Evidence {
  readonly crls: readonly Crl[]
  readonly ocspResponses: readonly OcspResponse[]
  readonly certificates: readonly Certificate[]
  /** To be kept, and read again by `Ask.parse`. */
  readonly octets: Uint8Array
  /** Until when its issuer says that it holds; absent: it says nothing. */
  readonly notAfter?: Date
}

/** One request that has not been made. */
export interface Ask {
  readonly kind: EvidenceKind
  readonly url: string
  /** The same for requests whose answers can stand for each other. */
  readonly key: string
  /** @throws SourceUnavailableError */
  readonly fetch: (fetcher: Fetcher) => Promise<Evidence>
  /** Reads what was kept. @throws SourceUnavailableError */
  readonly parse: (octets: Uint8Array, host: string) => Evidence
}

/** Requests that belong together: for each point its alternatives, of which one answer is enough. */
export type AskGroup = readonly (readonly Ask[])[]

/** Groups in the order in which they are to be asked; the next only when one did not answer the question. */
export async function revocationAsks(
  { path, index }: RevocationQuestion, sources: readonly EvidenceSource[], ocsp: Omit<FetchOcspOptions, 'fetcher'>,
): Promise<readonly AskGroup[]> {
  const link = path.links[index]
  if (link === undefined) return []
  const groups: Partial<Record<EvidenceSource, AskGroup>> = {
    ocsp: [await ocspAsks(link, ocsp)],
    crl: crlSources(link.certificate).map((urls) => urls.map(crlAsk)),
  }
  return sources.flatMap((source) => {
    const group = groups[source]?.filter((alternatives) => alternatives.length > 0) ?? []
    return group.length === 0 ? [] : [group]
  })
}

function crlAsk(url: string): Ask {
  const evidence = (crl: Crl): Evidence => ({
    crls: [crl], ocspResponses: [], certificates: [], octets: crl.bytes, ...(crl.nextUpdate === undefined ? {} : { notAfter: crl.nextUpdate }),
  })
  return {
    kind: 'CRL', url, key: `crl ${url}`,
    fetch: async (fetcher) => evidence(await fetchCrl(url, { fetcher })),
    parse: (octets, host) => evidence(parseFetchedCrl(octets, host)),
  }
}

async function ocspAsks(subject: OcspSubject, options: Omit<FetchOcspOptions, 'fetcher'>): Promise<readonly Ask[]> {
  const { serialNumber } = subject.certificate
  const id = toHex(sm3(await encodeCertId(subject, options.hash)))
  const evidence = (response: OcspResponse): Evidence => {
    const ends = response.basicResponse?.responses.flatMap(({ certId, nextUpdate }) => (certId.serialNumber === serialNumber ? [nextUpdate?.getTime()] : [])) ?? []
    const known = ends.flatMap((end) => end ?? [])
    return {
      crls: [], ocspResponses: [response], certificates: [], octets: response.bytes,
      ...(known.length === 0 || known.length < ends.length ? {} : { notAfter: new Date(Math.min(...known)) }),
    }
  }
  return ocspSources(subject.certificate).map((url) => ({
    kind: 'OCSP', url, key: `ocsp ${id} ${url}`,
    fetch: async (fetcher) => evidence(await fetchOcspResponse(url, subject, { ...options, fetcher })),
    parse: (octets, host) => evidence(parseFetchedOcspResponse(octets, host, subject)),
  }))
}

/** Alternatives that may have the issuer of a certificate. */
export function issuerAsks({ certificate }: IssuerQuestion): readonly Ask[] {
  const evidence = (certificates: readonly Certificate[]): Evidence => ({
    crls: [], ocspResponses: [], certificates,
    octets: new TextEncoder().encode(certificates.map(({ bytes }) => toPem('CERTIFICATE', bytes)).join('')),
    notAfter: new Date(Math.min(...certificates.map(({ notAfter }) => notAfter.getTime()))),
  })
  return issuerSources(certificate).map((url) => ({
    kind: 'CERTIFICATE', url, key: `issuers ${url}`,
    fetch: async (fetcher) => evidence(await fetchIssuerCertificates(url, { fetcher })),
    parse: (octets, host) => evidence(parseFetchedCertificates(octets, host)),
  }))
}
