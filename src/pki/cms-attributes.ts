/**
 * Attributes of a SignerInfo (RFC 5652 clauses 5.3 and 11): the octets that are signed, and the typed values. Signed
 * attribute types occur once; which values are right is for `cms-signer.ts`.
 */
import { FormatError } from '../errors.ts'
import type { Locator } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import { TAG } from '../encoding/der.ts'
import type { DerElement } from '../encoding/der.ts'
import { Fields } from '../encoding/der-fields.ts'
import { readInteger, readOctetString, readOid, readTime } from '../encoding/der-values.ts'
import { encodeElement } from '../encoding/der-writer.ts'
import { parseAlgorithmIdentifier } from './algorithm-identifier.ts'
import type { AlgorithmIdentifier } from './algorithm-identifier.ts'
import { ATTRIBUTE } from './cms-identifiers.ts'
import { parseGeneralNames } from './general-name.ts'
import type { GeneralName } from './general-name.ts'

/** Signed attribute types that may occur several times by their own rules (ETSI EN 319 122-1 5.2.8); no others may. */
const REPEATABLE: ReadonlySet<string> = new Set([ATTRIBUTE.contentTimeStamp])

/** Values by attribute type. An attribute that occurs several times (unsigned ones may) has the values of all. */
export type Attributes = ReadonlyMap<string, readonly DerElement[]>

export interface SignedAttributes {
  /** The `[0] IMPLICIT` element as it stands. */
  readonly bytes: Uint8Array
  /** The same content octets as a SET: what the signature is over (RFC 5652 5.4). */
  readonly toBeSigned: Uint8Array
  readonly attributes: Attributes
  readonly contentType?: string
  readonly messageDigest?: Uint8Array
  /** The signer's own statement: no proof of anything. */
  readonly signingTime?: Date
  /** ESSCertID (v1) entries; the first names the signer's certificate. */
  readonly signingCertificate?: readonly EssCertId[]
  /** ESSCertIDv2 entries; the first names the signer's certificate. */
  readonly signingCertificateV2?: readonly EssCertId[]
}

/** ESSCertID and ESSCertIDv2 (RFC 5035 clauses 4 and 5). */
export interface EssCertId {
  /** Absent where the default holds: SHA-1 for v1, SHA-256 for v2. */
  readonly hashAlgorithm?: AlgorithmIdentifier
  readonly certHash: Uint8Array
  readonly issuerSerial?: { readonly issuer: readonly GeneralName[]; readonly serialNumber: bigint }
}

/**
 * Signed attributes. Order that is not that of DER is noted.
 * @throws FormatError for an attribute type that occurs twice: which one counts would differ from reader to reader; and
 *   for typed attributes without exactly one good value
 */
export function parseSignedAttributes(element: DerElement): SignedAttributes {
  const at = element.rules.at
  const attributes = new Map<string, readonly DerElement[]>()
  let previous: Uint8Array | undefined
  let ordered = true
  for (const attribute of attributesOf(element)) {
    const earlier = attributes.get(attribute.type)
    if (earlier !== undefined && !REPEATABLE.has(attribute.type)) {
      throw new FormatError(finding('CMS_ATTRIBUTE_DUPLICATE', at, { oid: attribute.type }))
    }
    attributes.set(attribute.type, [...(earlier ?? []), ...attribute.values])
    if (previous !== undefined && isAfter(previous, attribute.bytes)) ordered = false
    previous = attribute.bytes
  }
  if (!ordered) element.rules.note?.(finding('CMS_ATTRIBUTES_ORDER', at))

  const single = (type: string): DerElement | undefined => singleValue(attributes, type, at)
  const contentType = single(ATTRIBUTE.contentType)
  const messageDigest = single(ATTRIBUTE.messageDigest)
  const signingTime = single(ATTRIBUTE.signingTime)
  const v1 = single(ATTRIBUTE.signingCertificate)
  const v2 = single(ATTRIBUTE.signingCertificateV2)
  return {
    bytes: element.bytes,
    toBeSigned: encodeElement(TAG.SET, element.content),
    attributes,
    ...(contentType !== undefined && { contentType: readOid(contentType) }),
    ...(messageDigest !== undefined && { messageDigest: readOctetString(messageDigest) }),
    ...(signingTime !== undefined && { signingTime: readTime(signingTime) }),
    ...(v1 !== undefined && { signingCertificate: parseSigningCertificate(v1, parseEssCertId) }),
    ...(v2 !== undefined && { signingCertificateV2: parseSigningCertificate(v2, parseEssCertIdV2) }),
  }
}

/** Unsigned attributes: nothing protects them. An empty set is noted, it harms nobody. @throws FormatError */
export function parseUnsignedAttributes(element: DerElement): Attributes {
  if (element.children.length === 0) {
    element.rules.note?.(finding('CMS_ATTRIBUTES_EMPTY', element.rules.at))
    return new Map()
  }
  const attributes = new Map<string, readonly DerElement[]>()
  for (const { type, values } of attributesOf(element)) attributes.set(type, [...(attributes.get(type) ?? []), ...values])
  return attributes
}

interface Attribute {
  readonly type: string
  readonly values: readonly DerElement[]
  readonly bytes: Uint8Array
}

function attributesOf(element: DerElement): readonly Attribute[] {
  const fields = new Fields(element, 'Attributes', element.tag)
  const attributes: Attribute[] = []
  do attributes.push(parseAttribute(fields.take()))
  while (fields.remaining > 0)
  return attributes
}

function parseAttribute(element: DerElement): Attribute {
  const fields = new Fields(element, 'Attribute')
  const type = readOid(fields.take())
  const values = fields.take(TAG.SET).children
  fields.end()
  return { type, values, bytes: element.bytes }
}

function singleValue(attributes: Attributes, type: string, at: Locator): DerElement | undefined {
  const values = attributes.get(type)
  if (values === undefined) return undefined
  const [value] = values
  if (value === undefined || values.length !== 1) {
    throw new FormatError(finding('CMS_ATTRIBUTE_VALUE_COUNT', at, { oid: type, count: values.length }))
  }
  return value
}

/** Whether `a` sorts behind `b` in a DER SET OF (X.690 11.6). */
function isAfter(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    if (a[i] !== b[i]) return (a[i] as number) > (b[i] as number)
  }
  return a.length > b.length
}

function parseSigningCertificate(element: DerElement, parseId: (id: DerElement) => EssCertId): readonly EssCertId[] {
  const fields = new Fields(element, 'SigningCertificate')
  const certs = new Fields(fields.take(), 'SigningCertificate')
  const ids: EssCertId[] = []
  do ids.push(parseId(certs.take()))
  while (certs.remaining > 0)
  fields.optional(TAG.SEQUENCE)
  fields.end()
  return ids
}

function parseEssCertId(element: DerElement): EssCertId {
  const fields = new Fields(element, 'ESSCertID')
  return endOfEssCertId(fields)
}

function parseEssCertIdV2(element: DerElement): EssCertId {
  const fields = new Fields(element, 'ESSCertIDv2')
  const algorithm = fields.optional(TAG.SEQUENCE)
  return { ...(algorithm !== undefined && { hashAlgorithm: parseAlgorithmIdentifier(algorithm) }), ...endOfEssCertId(fields) }
}

function endOfEssCertId(fields: Fields): Omit<EssCertId, 'hashAlgorithm'> {
  const certHash = readOctetString(fields.take())
  const issuerSerial = fields.optional(TAG.SEQUENCE)
  fields.end()
  if (issuerSerial === undefined) return { certHash }
  const inner = new Fields(issuerSerial, 'IssuerSerial')
  const issuer = parseGeneralNames(inner.take())
  const serialNumber = readInteger(inner.take())
  inner.end()
  return { certHash, issuerSerial: { issuer, serialNumber } }
}
