/**
 * OCSP responses (RFC 6960), parsed over their original octets. Nothing here is judged: no signature, responder, date or
 * nonce has been checked. That is for `revocation/`.
 */
import { FormatError } from '../errors.ts'
import type { Finding, Locator, Note } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import { TAG, context, contextPrimitive, readDer } from '../encoding/der.ts'
import type { DerElement } from '../encoding/der.ts'
import { Fields } from '../encoding/der-fields.ts'
import { readBitStringOctets, readInteger, readOctetString, readOid, readSmallInteger, readTime } from '../encoding/der-values.ts'
import { parseAlgorithmIdentifier } from './algorithm-identifier.ts'
import type { AlgorithmIdentifier } from './algorithm-identifier.ts'
import { crlReason } from './crl-entries.ts'
import type { CrlReason } from './crl-entries.ts'
import type { EvidenceOptions } from './crl.ts'
import { parseExtensions, readExtensionValue } from './extensions/index.ts'
import type { Extension, ExtensionContext } from './extensions/index.ts'
import { explicitContent } from './general-name.ts'
import { parseName } from './name.ts'
import type { DistinguishedName } from './name.ts'

/** OCSPResponseStatus by number; 4 is not used. */
export const OCSP_RESPONSE_STATUS = [
  'successful', 'malformedRequest', 'internalError', 'tryLater', undefined, 'sigRequired', 'unauthorized',
] as const
export type OcspResponseStatus = NonNullable<(typeof OCSP_RESPONSE_STATUS)[number]> | 'unknown'

export interface OcspResponse {
  /** The whole response as it stands; a BasicOCSPResponse when that is what was given. */
  readonly bytes: Uint8Array
  readonly at: Locator
  readonly responseStatus: OcspResponseStatus
  /** Present in a successful response only. */
  readonly basicResponse?: BasicOcspResponse
  /** Deviations that were read over. */
  readonly findings: readonly Finding[]
}

export type ResponderId =
  | { readonly kind: 'byName'; readonly name: DistinguishedName }
  /** SHA-1 of the responder's key bits by RFC 6960; SM3 where a Chinese responder says it so. */
  | { readonly kind: 'byKey'; readonly keyHash: Uint8Array }

export interface BasicOcspResponse {
  /** tbsResponseData, the signed part, exactly as it stands. */
  readonly tbs: Uint8Array
  readonly responderId: ResponderId
  readonly producedAt: Date
  readonly responses: readonly SingleOcspResponse[]
  readonly extensions: ReadonlyMap<string, Extension>
  readonly nonce?: Uint8Array
  readonly signatureAlgorithm: AlgorithmIdentifier
  readonly signatureValue: Uint8Array
  /** Certificates as they stand, not parsed. */
  readonly certificates: readonly Uint8Array[]
  /** OIDs of critical response extensions that nothing here understands. */
  readonly unknownCritical: readonly string[]
}

export interface OcspCertId {
  readonly hashAlgorithm: AlgorithmIdentifier
  readonly issuerNameHash: Uint8Array
  readonly issuerKeyHash: Uint8Array
  readonly serialNumber: bigint
}

export type OcspCertStatus =
  | { readonly kind: 'good' }
  | { readonly kind: 'revoked'; readonly revocationTime: Date; readonly reason: CrlReason }
  | { readonly kind: 'unknown' }

export interface SingleOcspResponse {
  readonly certId: OcspCertId
  readonly certStatus: OcspCertStatus
  readonly thisUpdate: Date
  readonly nextUpdate?: Date
  readonly extensions: ReadonlyMap<string, Extension>
  /** The responder knows of revocations back to this time, even of certificates that expired (RFC 6960 4.4.4). */
  readonly archiveCutoff?: Date
  readonly invalidityDate?: Date
  /** OIDs of critical extensions that nothing here understands. */
  readonly unknownCritical: readonly string[]
}

const BASIC_RESPONSE = '1.3.6.1.5.5.7.48.1.1'
const NONCE = '1.3.6.1.5.5.7.48.1.2'
const ARCHIVE_CUTOFF = '1.3.6.1.5.5.7.48.1.6'
/** CRL entry extensions may appear in a single response (RFC 6960 4.4.5). */
const INVALIDITY_DATE = '2.5.29.24'
const REASON_CODE = '2.5.29.21'
const KNOWN_SINGLE: ReadonlySet<string> = new Set([ARCHIVE_CUTOFF, INVALIDITY_DATE, REASON_CODE])

/**
 * Parses exactly one DER OCSPResponse.
 * @throws FormatError, LimitExceededError
 */
export function parseOcspResponse(bytes: Uint8Array, options: EvidenceOptions): OcspResponse {
  const { budget, at = [] } = options
  const { findings, note } = collector(options)
  const fields = new Fields(readDer(bytes, { budget, at }), 'OCSPResponse')
  const status = readInteger(fields.take(TAG.ENUMERATED), TAG.ENUMERATED)
  const responseStatus = (status >= 0n && status < 7n ? OCSP_RESPONSE_STATUS[Number(status)] : undefined) ?? 'unknown'
  const wrapper = fields.optional(context(0))
  fields.end()
  if (wrapper === undefined || responseStatus !== 'successful') return { bytes, at, responseStatus, findings }
  const responseBytes = new Fields(explicitContent(wrapper, 'OCSPResponse'), 'ResponseBytes')
  const responseType = readOid(responseBytes.take())
  if (responseType !== BASIC_RESPONSE) throw new FormatError(finding('OCSP_RESPONSE_TYPE_UNKNOWN', at, { oid: responseType }))
  const response = readOctetString(responseBytes.take())
  responseBytes.end()
  const basicResponse = parseBasic(readDer(response, { budget, at }), { budget, at, note })
  return { bytes, at, responseStatus, basicResponse, findings }
}

/**
 * Parses a bare BasicOCSPResponse, as long-term signatures store it (ETSI EN 319 122-1), into a successful response.
 * @throws FormatError, LimitExceededError
 */
export function parseBasicOcspResponse(bytes: Uint8Array, options: EvidenceOptions): OcspResponse {
  const { budget, at = [] } = options
  const { findings, note } = collector(options)
  const basicResponse = parseBasic(readDer(bytes, { budget, at }), { budget, at, note })
  return { bytes, at, responseStatus: 'successful', basicResponse, findings }
}

function collector(options: EvidenceOptions): { readonly findings: readonly Finding[]; readonly note: Note } {
  const findings: Finding[] = []
  return {
    findings,
    note: (noticed) => {
      findings.push(noticed)
      options.note?.(noticed)
    },
  }
}

function parseBasic(element: DerElement, outer: ExtensionContext): BasicOcspResponse {
  const fields = new Fields(element, 'BasicOCSPResponse')
  const tbs = fields.take()
  const signatureAlgorithm = parseAlgorithmIdentifier(fields.take())
  const signatureValue = readBitStringOctets(fields.take())
  const certsField = fields.optional(context(0))
  fields.end()
  const certs = certsField === undefined ? [] : explicitContent(certsField, 'BasicOCSPResponse').children
  return { ...parseResponseData(tbs, outer), signatureAlgorithm, signatureValue, certificates: certs.map(({ bytes }) => bytes) }
}

function parseResponseData(
  tbs: DerElement, outer: ExtensionContext,
): Omit<BasicOcspResponse, 'signatureAlgorithm' | 'signatureValue' | 'certificates'> {
  const fields = new Fields(tbs, 'ResponseData')
  const version = fields.optional(context(0))
  if (version !== undefined) {
    const value = readSmallInteger(explicitContent(version, 'ResponseData'))
    if (value !== 0) throw new FormatError(finding('OCSP_VERSION_UNKNOWN', outer.at, { version: value + 1 }))
    outer.note(finding('DER_DEFAULT_ENCODED', outer.at, { offset: version.start }))
  }
  const responderId = parseResponderId(fields.take(context(1), context(2)))
  const producedAt = readTime(fields.take(TAG.GENERALIZED_TIME))
  const responses = fields.take(TAG.SEQUENCE).children.map((single) => parseSingle(single, outer))
  const extensions = optionalExtensions(fields, outer.note)
  fields.end()
  const nonce = extensions.get(NONCE)
  return {
    tbs: tbs.bytes,
    responderId,
    producedAt,
    responses,
    extensions,
    ...(nonce !== undefined && { nonce: nonceOf(nonce, outer) }),
    unknownCritical: criticalOf(extensions, (oid) => oid !== NONCE),
  }
}

function parseResponderId(element: DerElement): ResponderId {
  const inner = explicitContent(element, 'ResponderID')
  return element.tag === context(1) ? { kind: 'byName', name: parseName(inner) } : { kind: 'byKey', keyHash: readOctetString(inner) }
}

function parseSingle(element: DerElement, outer: ExtensionContext): SingleOcspResponse {
  const fields = new Fields(element, 'SingleResponse')
  const certId = parseCertId(fields.take())
  const certStatus = parseCertStatus(fields.take(contextPrimitive(0), context(1), contextPrimitive(2)))
  const thisUpdate = readTime(fields.take(TAG.GENERALIZED_TIME))
  const nextUpdate = fields.optional(context(0))
  const extensions = optionalExtensions(fields, outer.note)
  fields.end()
  const archiveCutoff = extensions.get(ARCHIVE_CUTOFF)
  const invalidityDate = extensions.get(INVALIDITY_DATE)
  return {
    certId,
    certStatus,
    thisUpdate,
    ...(nextUpdate !== undefined && { nextUpdate: readTime(explicitContent(nextUpdate, 'SingleResponse')) }),
    extensions,
    ...(archiveCutoff !== undefined && { archiveCutoff: readTime(readExtensionValue(archiveCutoff, outer)) }),
    ...(invalidityDate !== undefined && { invalidityDate: readTime(readExtensionValue(invalidityDate, outer)) }),
    unknownCritical: criticalOf(extensions, (oid) => !KNOWN_SINGLE.has(oid)),
  }
}

/** CertID (RFC 6960 4.1.1). @throws FormatError */
export function parseCertId(element: DerElement): OcspCertId {
  const fields = new Fields(element, 'CertID')
  const hashAlgorithm = parseAlgorithmIdentifier(fields.take())
  const issuerNameHash = readOctetString(fields.take())
  const issuerKeyHash = readOctetString(fields.take())
  const serialNumber = readInteger(fields.take())
  fields.end()
  return { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber }
}

function parseCertStatus(element: DerElement): OcspCertStatus {
  if (element.tag !== context(1)) {
    if (element.content.length > 0) throw new FormatError(finding('DER_VALUE_INVALID', element.rules.at, { offset: element.start, type: 'CertStatus', reason: 'not empty' }))
    return { kind: element.tag === contextPrimitive(0) ? 'good' : 'unknown' }
  }
  const fields = new Fields(element, 'RevokedInfo', context(1))
  const revocationTime = readTime(fields.take(TAG.GENERALIZED_TIME))
  const reason = fields.optional(context(0))
  fields.end()
  const code = reason === undefined ? undefined : crlReason(readInteger(explicitContent(reason, 'RevokedInfo'), TAG.ENUMERATED))
  return { kind: 'revoked', revocationTime, reason: code ?? 'unspecified' }
}

function optionalExtensions(fields: Fields, note: Note): ReadonlyMap<string, Extension> {
  const field = fields.optional(context(1))
  return field === undefined ? new Map<string, Extension>() : parseExtensions(explicitContent(field, 'Extensions'), note)
}

/** The nonce of a request or response. RFC 6960 wraps it in an OCTET STRING of its own; older software put it in bare. @throws FormatError */
export function nonceOf(extension: Extension, { budget, at }: ExtensionContext): Uint8Array {
  const { value } = extension
  if (value[0] !== TAG.OCTET_STRING || value[1] !== value.length - 2) return value
  return readOctetString(readDer(value, { budget, at }))
}

function criticalOf(extensions: ReadonlyMap<string, Extension>, unknown: (oid: string) => boolean): readonly string[] {
  return [...extensions.values()].filter(({ oid, critical }) => critical && unknown(oid)).map(({ oid }) => oid)
}
