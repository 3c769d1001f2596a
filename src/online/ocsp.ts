/** OCSP requests (RFC 6960 4.1, nonce by RFC 9654), and the responses to them. Fetched and parsed; nothing is judged. */
import { DIGESTS } from '../crypto/index.ts'
import { randomOctets } from '../crypto/random.ts'
import {
  encodeElement, encodeExplicit, encodeNull, encodeOctetString, encodeOid, encodeSequence,
} from '../encoding/der-writer.ts'
import { TAG } from '../encoding/der.ts'
import { equalOctets, toBase64 } from '../encoding/octets.ts'
import type { Certificate, OcspResponse } from '../pki/index.ts'
import { ACCESS_METHOD, parseOcspResponse } from '../pki/index.ts'
import { keyBits } from '../pki/revocation/ocsp-responder.ts'
import { parsedAnswer, unusableAnswer } from './answer.ts'
import type { Fetcher } from './fetcher.ts'

/** Whom a certificate names as its issuer, and the key that signed it. */
export interface OcspSubject {
  readonly certificate: Certificate
  readonly issuer: { readonly spki: Uint8Array }
}

export interface OcspRequestOptions {
  /**
   * Digest of the issuer's name and key in the CertID. RFC 5019 has SHA-1, which responders know everywhere; it names, it
   * protects nothing. GM/T 0014 responders may want SM3.
   * @default 'SHA-1'
   */
  readonly hash?: 'SHA-1' | 'SHA-256' | 'SM3'
  /** @default none */
  readonly nonce?: Uint8Array
}

export interface FetchOcspOptions extends Omit<OcspRequestOptions, 'nonce'> {
  readonly fetcher: Fetcher
  /** RFC 6960 A.1: GET lets caches on the way answer, and has no room for long requests. @default 'POST' */
  readonly method?: 'GET' | 'POST'
  /**
   * `ifReturned`: a nonce is sent, and a response that has one must have this one; many responders sign ahead of time and
   * return none. `required`: a response without it is refused. `none`: none is sent.
   * @default 'ifReturned'
   */
  readonly nonce?: 'ifReturned' | 'required' | 'none'
  /** Source of the nonce. @default the platform's */
  readonly random?: (length: number) => Uint8Array
}

const NONCE = '1.3.6.1.5.5.7.48.1.2'
/** RFC 9654 2.1: 32 octets are what a client should send. */
const NONCE_LENGTH = 32
/** A response holds a few certificates at most. */
const MAXIMUM_RESPONSE = 256 * 1024
const MAXIMUM_RESPONDERS = 4

/** Addresses of the OCSP responders that a certificate names. */
export function ocspSources({ authorityInfoAccess = [] }: Certificate): readonly string[] {
  return authorityInfoAccess
    .flatMap(({ accessMethod, accessLocation: location }) =>
      (accessMethod === ACCESS_METHOD.ocsp && location.kind === 'uniformResourceIdentifier' ? [location.value] : []))
    .slice(0, MAXIMUM_RESPONDERS)
}

/** CertID (RFC 6960 4.1.1). */
export async function encodeCertId({ certificate, issuer }: OcspSubject, hash: NonNullable<OcspRequestOptions['hash']> = 'SHA-1'): Promise<Uint8Array> {
  const algorithm = DIGESTS[hash]
  return encodeSequence(
    encodeSequence(encodeOid(algorithm.oids[0]), encodeNull()),
    encodeOctetString(await algorithm.digest(certificate.issuer.bytes)),
    encodeOctetString(await algorithm.digest(keyBits(issuer.spki))),
    encodeElement(TAG.INTEGER, certificate.serialNumberBytes),
  )
}

/** DER of an OCSPRequest for one certificate, without signature. */
export async function encodeOcspRequest(subject: OcspSubject, { hash, nonce }: OcspRequestOptions = {}): Promise<Uint8Array> {
  const extensions = nonce === undefined ? [] : [
    encodeExplicit(2, encodeSequence(encodeSequence(encodeOid(NONCE), encodeOctetString(encodeOctetString(nonce))))),
  ]
  return encodeSequence(encodeSequence(encodeSequence(encodeSequence(await encodeCertId(subject, hash))), ...extensions))
}

/**
 * Asks a responder for one certificate. Who signed the response, and whether its dates do, is not checked: that is for
 * `checkRevocation`.
 * @throws SourceUnavailableError, also for an error response, another certificate's state or another request's nonce
 */
export async function fetchOcspResponse(url: string, subject: OcspSubject, options: FetchOcspOptions): Promise<OcspResponse> {
  const { fetcher, method = 'POST', nonce: nonceRule = 'ifReturned', random = randomOctets, hash } = options
  const nonce = nonceRule === 'none' ? undefined : random(NONCE_LENGTH)
  const request = await encodeOcspRequest(subject, { ...(hash === undefined ? {} : { hash }), ...(nonce === undefined ? {} : { nonce }) })
  const common = { accept: 'application/ocsp-response', maxBytes: MAXIMUM_RESPONSE }
  const answer = await fetcher.fetch(method === 'GET'
    ? { url: `${url}${url.endsWith('/') ? '' : '/'}${encodeURIComponent(toBase64(request))}`, ...common }
    : { url, body: { octets: request, type: 'application/ocsp-request' }, ...common })
  const response = parseFetchedOcspResponse(answer.octets, answer.host, subject)
  const returned = response.basicResponse?.nonce
  if (nonce !== undefined && (returned === undefined ? nonceRule === 'required' : !equalOctets(returned, nonce))) {
    throw unusableAnswer(answer.host, 'REVOCATION_NONCE_MISMATCH')
  }
  return response
}

/** @throws SourceUnavailableError when the octets are no successful response about the certificate */
export function parseFetchedOcspResponse(octets: Uint8Array, host: string, { certificate }: OcspSubject): OcspResponse {
  const response = parsedAnswer(host, (budget) => parseOcspResponse(octets, { budget }))
  const { basicResponse, responseStatus } = response
  if (basicResponse === undefined) throw unusableAnswer(host, `OCSP ${responseStatus}`)
  if (!basicResponse.responses.some(({ certId }) => certId.serialNumber === certificate.serialNumber)) throw unusableAnswer(host, 'OCSP of another certificate')
  return response
}
