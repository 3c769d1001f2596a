/**
 * Signed messages: ContentInfo with SignedData in the layouts of CMS (RFC 5652), PKCS #7 1.5 and GB/T 35275 (GM/T 0010),
 * DER or BER, parsed over their original octets. Nothing here is checked or trusted: signatures are for `cms-signer.ts`.
 */
import { FormatError } from '../errors.ts'
import type { Locator, Note } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import type { Budget } from '../limits.ts'
import { TAG, context, contextPrimitive, readBer } from '../encoding/der.ts'
import type { DerElement } from '../encoding/der.ts'
import { Fields } from '../encoding/der-fields.ts'
import { readInteger, readOctetString, readOid, readSmallInteger } from '../encoding/der-values.ts'
import { parseAlgorithmIdentifier } from './algorithm-identifier.ts'
import type { AlgorithmIdentifier } from './algorithm-identifier.ts'
import { parseSignedAttributes, parseUnsignedAttributes } from './cms-attributes.ts'
import type { Attributes, SignedAttributes } from './cms-attributes.ts'
import { ATTRIBUTE, OTHER_REVOCATION_INFO_OCSP, SIGNED_DATA } from './cms-identifiers.ts'
import { explicitContent } from './general-name.ts'
import { parseName } from './name.ts'
import type { DistinguishedName } from './name.ts'

export interface SignedData {
  /** The ContentInfo as it stands, without octets behind it. */
  readonly bytes: Uint8Array
  readonly at: Locator
  /** Which of the two object identifiers for SignedData the message has. */
  readonly contentType: string
  readonly version: number
  readonly digestAlgorithms: readonly AlgorithmIdentifier[]
  readonly eContentType: string
  /** The signed octets; absent in a detached signature. */
  readonly eContent?: Uint8Array
  /** X.509 certificates as they stand, not parsed and in no order that means anything. */
  readonly certificates: readonly Uint8Array[]
  /** CRLs as they stand, not parsed. */
  readonly crls: readonly Uint8Array[]
  /** OCSP responses (RFC 5940) as they stand, not parsed. */
  readonly ocspResponses: readonly Uint8Array[]
  readonly signerInfos: readonly SignerInfo[]
}

export type SignerIdentifier =
  | { readonly kind: 'issuerAndSerialNumber'; readonly issuer: DistinguishedName; readonly serialNumber: bigint }
  | { readonly kind: 'subjectKeyIdentifier'; readonly keyIdentifier: Uint8Array }

/** One signature of a SignedData. */
export interface SignerInfo {
  readonly at: Locator
  readonly version: number
  readonly sid: SignerIdentifier
  readonly digestAlgorithm: AlgorithmIdentifier
  /** Whether the message lists the digest algorithm up front. */
  readonly digestAlgorithmListed: boolean
  /** eContentType of the message that the signature is in. */
  readonly eContentType: string
  readonly signedAttrs?: SignedAttributes
  readonly signatureAlgorithm: AlgorithmIdentifier
  readonly signature: Uint8Array
  /** Not protected by the signature: whoever holds the file can add, change and remove them. */
  readonly unsignedAttrs: Attributes
  /** Time-stamp tokens over the signature, from the unsigned attributes, as they stand. */
  readonly timeStampTokens: readonly Uint8Array[]
}

export interface SignedDataOptions {
  readonly budget: Budget
  /** Where the octets come from; prefixed to errors and findings. */
  readonly at?: Locator
  /** Told of every tolerance that was used. */
  readonly note: Note
}

/**
 * Parses a signed message. Octets behind it are noted, not refused: containers pad the room they reserved.
 * @throws FormatError, LimitExceededError
 */
export function parseSignedData(bytes: Uint8Array, options: SignedDataOptions): SignedData {
  const { budget, note, at = [] } = options
  const outer = readBer(bytes, { budget, at }, note)
  const info = new Fields(outer, 'ContentInfo')
  const contentType = readOid(info.take())
  if (!SIGNED_DATA.has(contentType)) throw new FormatError(finding('CMS_CONTENT_TYPE_NOT_SIGNED_DATA', at, { oid: contentType }))
  const content = explicitContent(info.take(context(0)), 'ContentInfo')
  info.end()

  const fields = new Fields(content, 'SignedData')
  const version = readSmallInteger(fields.take())
  if (version < 1 || version > 5) note(finding('CMS_VERSION_UNEXPECTED', at, { structure: 'SignedData', version }))
  const digestAlgorithms = fields.take(TAG.SET).children.map(parseAlgorithmIdentifier)
  const encapsulated = parseEncapsulatedContent(fields.take(), note)
  const certificates = fields.optional(context(0))?.children ?? []
  const revocation = fields.optional(context(1))?.children ?? []
  const signerInfos = fields.take(TAG.SET).children
  fields.end()
  budget.spend('signatures', signerInfos.length, at)

  const listed = new Set(digestAlgorithms.map(({ oid }) => oid))
  return {
    bytes: outer.bytes,
    at,
    contentType,
    version,
    digestAlgorithms,
    ...encapsulated,
    certificates: slicesOf(certificates, 'CertificateSet', note),
    ...parseRevocationInfo(revocation, note),
    signerInfos: signerInfos.map((element, index) => parseSignerInfo(element, [...at, 'SignerInfo', index], listed, encapsulated.eContentType, note)),
  }
}

function parseEncapsulatedContent(element: DerElement, note: Note): Pick<SignedData, 'eContentType' | 'eContent'> {
  const fields = new Fields(element, 'EncapsulatedContentInfo')
  const eContentType = readOid(fields.take())
  const wrapper = fields.optional(context(0))
  fields.end()
  if (wrapper === undefined) return { eContentType }
  const inner = explicitContent(wrapper, 'EncapsulatedContentInfo')
  if ((inner.tag & ~0x20) === TAG.OCTET_STRING) return { eContentType, eContent: readOctetString(inner) }
  // PKCS #7 1.5 lets the content be of any type and signs its content octets, without tag and length.
  note(finding('CMS_CONTENT_NOT_OCTET_STRING', element.rules.at, { tag: inner.tag }))
  return { eContentType, eContent: inner.content }
}

/** The X.509 certificates; other choices of CertificateChoices serve nothing here. */
function slicesOf(elements: readonly DerElement[], structure: string, note: Note): readonly Uint8Array[] {
  return elements.flatMap((element) => {
    if (element.tag === TAG.SEQUENCE) return [element.bytes]
    note(finding('CMS_CHOICE_IGNORED', element.rules.at, { structure, tag: element.tag }))
    return []
  })
}

function parseRevocationInfo(elements: readonly DerElement[], note: Note): Pick<SignedData, 'crls' | 'ocspResponses'> {
  const ocspResponses: Uint8Array[] = []
  const rest: DerElement[] = []
  for (const element of elements) {
    const [format, info] = element.tag === context(1) ? element.children : []
    if (format !== undefined && info !== undefined && readOid(format) === OTHER_REVOCATION_INFO_OCSP) ocspResponses.push(info.bytes)
    else rest.push(element)
  }
  return { crls: slicesOf(rest, 'RevocationInfoChoices', note), ocspResponses }
}

function parseSignerInfo(
  element: DerElement, at: Locator, listed: ReadonlySet<string>, eContentType: string, note: Note,
): SignerInfo {
  const fields = new Fields(element, 'SignerInfo')
  const version = readSmallInteger(fields.take())
  const sid = parseSignerIdentifier(fields.take(TAG.SEQUENCE, contextPrimitive(0)))
  if (version !== (sid.kind === 'issuerAndSerialNumber' ? 1 : 3)) {
    note(finding('CMS_VERSION_UNEXPECTED', at, { structure: 'SignerInfo', version }))
  }
  const digestAlgorithm = parseAlgorithmIdentifier(fields.take())
  const signed = fields.optional(context(0))
  const signatureAlgorithm = parseAlgorithmIdentifier(fields.take())
  const signature = readOctetString(fields.take())
  const unsigned = fields.optional(context(1))
  fields.end()
  const unsignedAttrs = unsigned === undefined ? new Map<string, readonly DerElement[]>() : parseUnsignedAttributes(unsigned)
  return {
    at,
    version,
    sid,
    digestAlgorithm,
    digestAlgorithmListed: listed.has(digestAlgorithm.oid),
    eContentType,
    ...(signed !== undefined && { signedAttrs: parseSignedAttributes(signed) }),
    signatureAlgorithm,
    signature,
    unsignedAttrs,
    timeStampTokens: (unsignedAttrs.get(ATTRIBUTE.timeStampToken) ?? []).map(({ bytes }) => bytes),
  }
}

function parseSignerIdentifier(element: DerElement): SignerIdentifier {
  if (element.tag !== TAG.SEQUENCE) return { kind: 'subjectKeyIdentifier', keyIdentifier: element.content }
  const fields = new Fields(element, 'IssuerAndSerialNumber')
  const issuer = parseName(fields.take())
  const serialNumber = readInteger(fields.take())
  fields.end()
  return { kind: 'issuerAndSerialNumber', issuer, serialNumber }
}
