/** Answers OCSP requests (RFC 6960). Where states come from is the caller's; signatures of requesters are not looked at. */
import { FormatError } from '../../errors.ts'
import { finding } from '../../diagnostics/index.ts'
import { Budget } from '../../limits.ts'
import { TAG, context, readDer } from '../../encoding/der.ts'
import { Fields } from '../../encoding/der-fields.ts'
import { encodeElement, encodeExplicit, encodeGeneralizedTime, encodeImplicit, encodeOctetString, encodeOid, encodeSequence } from '../../encoding/der-writer.ts'
import { equalOctets } from '../../encoding/octets.ts'
import { digestAlgorithm } from '../../crypto/index.ts'
import { CRL_REASONS, OCSP_RESPONSE_STATUS, namesMatch, parseCertificate } from '../../pki/index.ts'
import type { Certificate, OcspCertId, OcspCertStatus, OcspResponseStatus } from '../../pki/index.ts'
import { parseExtensions } from '../../pki/extensions/index.ts'
import { explicitContent } from '../../pki/general-name.ts'
import { KEY_PURPOSE } from '../../pki/object-identifiers.ts'
import { nonceOf, parseCertId } from '../../pki/ocsp.ts'
import { SignatureChecks } from '../../pki/path/signature-checks.ts'
import { keyBits } from '../../pki/revocation/ocsp-responder.ts'
import { requireTime, requireValidAt } from '../certificate-use.ts'
import { SigningRefusedError } from '../refusal.ts'
import type { Signer } from '../signer.ts'
import { encodeExtension, extensionsField } from './extensions.ts'
import { ownCertificate, signed } from './issuer.ts'

const BASIC_RESPONSE = '1.3.6.1.5.5.7.48.1.1'
const NONCE = '1.3.6.1.5.5.7.48.1.2'
const MAXIMUM_REQUESTS = 16

export interface OcspRequest {
  readonly requests: readonly { readonly certId: OcspCertId; readonly bytes: Uint8Array }[]
  readonly nonce?: Uint8Array
}

/** Parses an OCSPRequest, of 1 to 16 certificates. @throws FormatError, LimitExceededError */
export function parseOcspRequest(bytes: Uint8Array, { budget }: { readonly budget: Budget }): OcspRequest {
  const outer = new Fields(readDer(bytes, { budget }), 'OCSPRequest')
  const fields = new Fields(outer.take(), 'TBSRequest')
  outer.optional(context(0))
  outer.end()
  fields.optional(context(0))
  fields.optional(context(1))
  const list = fields.take(TAG.SEQUENCE)
  const extensionsElement = fields.optional(context(2))
  fields.end()
  const problem = (): FormatError => new FormatError(finding('DER_STRUCTURE_UNEXPECTED', [], { offset: list.start, structure: 'OCSPRequest' }))
  if (list.children.length === 0 || list.children.length > MAXIMUM_REQUESTS) throw problem()
  const requests = list.children.map((element) => {
    const id = new Fields(element, 'Request').take()
    return { certId: parseCertId(id), bytes: id.bytes }
  })
  const extension = extensionsElement === undefined ? undefined : parseExtensions(explicitContent(extensionsElement, 'OCSPRequest')).get(NONCE)
  if (extension === undefined) return { requests }
  const nonce = nonceOf(extension, { budget, at: [], note: () => undefined })
  // RFC 9654 2.1.
  if (nonce.length < 1 || nonce.length > 128) throw problem()
  return { requests, nonce }
}

export interface OcspResponseInput {
  /** The issuer's own, or that of a responder that the issuer certified for it; its first certificate goes into the response. */
  readonly signer: Signer
  /** DER of the CA whose certificates are asked about. */
  readonly issuer: Uint8Array
  /** The state of a certificate of that CA by its number. Certificates of others are answered as unknown. */
  readonly statusOf: (serialNumber: bigint) => OcspCertStatus | Promise<OcspCertStatus>
  readonly producedAt: Date
  /** @default producedAt */
  readonly thisUpdate?: Date
  /** @default none: newer information is available all the time */
  readonly nextUpdate?: Date
}

/** Answers a request, DER of an OCSPResponse. @throws FormatError for the request; SigningRefusedError for a responder that nobody would believe; TypeError */
export async function makeOcspResponse(request: Uint8Array, input: OcspResponseInput): Promise<Uint8Array<ArrayBuffer>> {
  const { signer, statusOf, producedAt, thisUpdate = producedAt, nextUpdate } = input
  requireTime(producedAt, 'producedAt')
  requireTime(thisUpdate, 'thisUpdate')
  if (nextUpdate !== undefined && nextUpdate <= thisUpdate) throw new TypeError('nextUpdate must be later than thisUpdate')
  const issuer = parseCertificate(input.issuer, { budget: new Budget() })
  const responder = ownCertificate(signer)
  await requireResponder(responder, issuer)
  requireValidAt(responder, producedAt)
  const { requests, nonce } = parseOcspRequest(request, { budget: new Budget() })
  const singles: Uint8Array[] = []
  for (const { certId, bytes } of requests) {
    const status: OcspCertStatus = await isOf(certId, issuer) ? await statusOf(certId.serialNumber) : { kind: 'unknown' }
    singles.push(encodeSequence(
      bytes, encodeStatus(status), encodeGeneralizedTime(thisUpdate), ...(nextUpdate === undefined ? [] : [encodeExplicit(0, encodeGeneralizedTime(nextUpdate))]),
    ))
  }
  const extensions = nonce === undefined ? [] : [encodeExtension({ oid: NONCE, value: encodeOctetString(nonce) })]
  const tbs = encodeSequence(
    encodeExplicit(1, responder.subject.bytes), encodeGeneralizedTime(producedAt), encodeSequence(...singles), ...extensionsField(1, extensions),
  )
  const basic = await signed(tbs, signer, {}, [encodeExplicit(0, encodeSequence(responder.bytes))])
  return encodeSequence(
    encodeElement(TAG.ENUMERATED, Uint8Array.of(0)), encodeExplicit(0, encodeSequence(encodeOid(BASIC_RESPONSE), encodeOctetString(basic))),
  )
}

/** A response that only says why there is none; unsigned. @throws TypeError for `successful` and what is no status */
export function makeOcspError(status: Exclude<OcspResponseStatus, 'successful' | 'unknown'>): Uint8Array<ArrayBuffer> {
  const number = OCSP_RESPONSE_STATUS.indexOf(status)
  if (number < 1) throw new TypeError(`an error response has no status ${status}`)
  return encodeSequence(encodeElement(TAG.ENUMERATED, Uint8Array.of(number)))
}

async function requireResponder(responder: Certificate, issuer: Certificate): Promise<void> {
  if (equalOctets(responder.bytes, issuer.bytes)) return
  const delegated = responder.extKeyUsage?.has(KEY_PURPOSE.OCSPSigning) === true && namesMatch(responder.issuer, issuer.subject)
  if (delegated && await new SignatureChecks(() => undefined).check(responder, issuer) === 'verified') return
  throw new SigningRefusedError(finding('AUTHORITY_RESPONDER_UNSUITABLE', []))
}

async function isOf({ hashAlgorithm, issuerNameHash, issuerKeyHash }: OcspCertId, issuer: Certificate): Promise<boolean> {
  const digest = digestAlgorithm(hashAlgorithm.oid)
  if (digest === undefined) return false
  return equalOctets(await digest.digest(issuer.subject.bytes), issuerNameHash) && equalOctets(await digest.digest(keyBits(issuer.spki)), issuerKeyHash)
}

function encodeStatus(status: OcspCertStatus): Uint8Array {
  if (status.kind !== 'revoked') return encodeImplicit(status.kind === 'good' ? 0 : 2, new Uint8Array(0))
  const { revocationTime, reason } = status
  return encodeElement(
    context(1), encodeGeneralizedTime(revocationTime),
    ...(reason === 'unspecified' ? [] : [encodeExplicit(0, encodeElement(TAG.ENUMERATED, Uint8Array.of(CRL_REASONS.indexOf(reason))))]),
  )
}
