/**
 * Names for the elements of seals, seal signatures, certificates and CMS messages as the standards call them. Used to
 * show a structure, not to check one: an element that a layout does not expect is simply without a name.
 */
import { TAG, context } from '../encoding/der.ts'
import type { DerElement } from '../encoding/der.ts'
import { TEXT_TAGS } from './detect.ts'

/** How an element is shown. */
export interface Layout {
  /** Name of the ASN.1 type, where it has one of its own. */
  readonly structure?: string
  /** Labels of the elements inside, in their order. */
  readonly fields?: (children: readonly DerElement[]) => readonly (Label | undefined)[]
  /** Layout of what is encoded inside an OCTET STRING or BIT STRING. */
  readonly inside?: Layout
  /** What the value is shown as, where that is not its type's own way. */
  readonly shownAs?: 'picture' | 'distinguishedName'
}

export interface Label {
  /** Absent for what is only inside a tag or a string of another name. */
  readonly name?: string
  readonly layout?: Layout
}

const field = (name: string, layout?: Layout): Label => ({ name, ...(layout === undefined ? {} : { layout }) })
const structure = (name: string, ...labels: readonly Label[]): Layout => ({ structure: name, fields: () => labels })
const listOf = (name: string, entry: Layout): Layout => ({
  structure: name,
  fields: (children) => children.map((_, index) => field(`[${index}]`, entry)),
})
/** The same labels under a tag of its own and inside an OCTET STRING or BIT STRING. */
const wrapped = (layout: Layout): Layout => ({ ...layout, inside: layout })

const ATTRIBUTE_TYPE_AND_VALUE = structure('AttributeTypeAndValue', field('type'), field('value'))
const NAME: Layout = {
  ...listOf('Name', listOf('RelativeDistinguishedName', ATTRIBUTE_TYPE_AND_VALUE)), shownAs: 'distinguishedName',
}
const ALGORITHM_IDENTIFIER = structure('AlgorithmIdentifier', field('algorithm'), field('parameters'))
const EXTENSION: Layout = {
  structure: 'Extension',
  fields: (children) => (children.length > 2 ? [field('extnID'), field('critical'), field('extnValue')] : [field('extnID'), field('extnValue')]),
}
const VALIDITY = structure('Validity', field('notBefore'), field('notAfter'))
const SPKI = structure('SubjectPublicKeyInfo', field('algorithm', ALGORITHM_IDENTIFIER), field('subjectPublicKey'))

const TBS_CERTIFICATE: Layout = {
  structure: 'TBSCertificate',
  fields: (children) => {
    const version = children[0]?.tag === context(0) ? [field('version')] : []
    const rest = children.slice(version.length + 6).map(({ tag }) =>
      tag === context(3) ? field('extensions', { fields: () => [{ layout: listOf('Extensions', EXTENSION) }] }) : undefined)
    return [
      ...version, field('serialNumber'), field('signature', ALGORITHM_IDENTIFIER), field('issuer', NAME), field('validity', VALIDITY),
      field('subject', NAME), field('subjectPublicKeyInfo', SPKI), ...rest,
    ]
  },
}

export const CERTIFICATE = structure(
  'Certificate', field('tbsCertificate', TBS_CERTIFICATE), field('signatureAlgorithm', ALGORITHM_IDENTIFIER), field('signatureValue'),
)

const ISSUER_AND_SERIAL = structure('IssuerAndSerialNumber', field('issuer', NAME), field('serialNumber'))
const ATTRIBUTE = structure('Attribute', field('attrType'), field('attrValues'))
const SIGNER_INFO: Layout = {
  structure: 'SignerInfo',
  fields: (children) => {
    const optional = (index: number, tag: number, name: string): readonly Label[] =>
      children[index]?.tag === tag ? [field(name, listOf('Attributes', ATTRIBUTE))] : []
    const signed = optional(3, context(0), 'signedAttrs')
    const unsigned = optional(5 + signed.length, context(1), 'unsignedAttrs')
    return [
      field('version'), field('sid', ISSUER_AND_SERIAL), field('digestAlgorithm', ALGORITHM_IDENTIFIER), ...signed,
      field('signatureAlgorithm', ALGORITHM_IDENTIFIER), field('signature'), ...unsigned,
    ]
  },
}
const SIGNED_DATA: Layout = {
  structure: 'SignedData',
  fields: (children) => children.map(({ tag }, index) => {
    if (index === 0) return field('version')
    if (index === 1) return field('digestAlgorithms', listOf('DigestAlgorithmIdentifiers', ALGORITHM_IDENTIFIER))
    if (index === 2) return field('encapContentInfo', structure('EncapsulatedContentInfo', field('eContentType'), field('eContent')))
    if (tag === context(0)) return field('certificates', listOf('CertificateSet', CERTIFICATE))
    if (tag === context(1)) return field('crls')
    return field('signerInfos', listOf('SignerInfos', SIGNER_INFO))
  }),
}
export const CONTENT_INFO = structure('ContentInfo', field('contentType'), field('content', { fields: () => [{ layout: SIGNED_DATA }] }))
export const SM2_SIGNATURE = structure('SM2Signature', field('r'), field('s'))

const HEADER = structure('SES_Header', field('ID'), field('version'), field('Vid'))
const PICTURE = structure('SES_ESPictureInfo', field('type'), field('data', { shownAs: 'picture' }), field('width'), field('height'))
const EXT_DATA: Layout = { ...EXTENSION, structure: 'ExtData' }
const EXT_LIST = listOf('ExtensionDatas', EXT_DATA)
/** Also for what is around the list: [0], or an OCTET STRING. */
const EXTENSION_DATAS: Layout = {
  fields: (children) => {
    const isWrapper = children.length === 1 && children[0]?.children[0]?.tag === TAG.SEQUENCE
    return isWrapper ? [{ layout: EXT_LIST }] : children.map((_, index) => field(`[${index}]`, EXT_DATA))
  },
  inside: EXT_LIST,
}
const CERT_DIGEST = structure('CertDigestObj', field('type'), field('value'))
const CERT_LIST: Layout = {
  structure: 'SES_CertList',
  fields: (children) => children.map((child, index) => {
    const [first] = child.tag === TAG.SEQUENCE ? child.children : []
    const isDigest = first !== undefined && TEXT_TAGS.includes(first.tag)
    return field(`[${index}]`, isDigest ? CERT_DIGEST : child.tag === TAG.SEQUENCE ? CERTIFICATE : { inside: CERTIFICATE })
  }),
}
const PROPERTY: Layout = {
  structure: 'SES_ESPropertyInfo',
  fields: (children) => [
    field('type'), field('name'), ...(children[2]?.tag === TAG.INTEGER ? [field('certListType')] : []), field('certList', CERT_LIST),
    field('createDate'), field('validStart'), field('validEnd'),
  ],
}
const SEAL_INFO = structure(
  'SES_SealInfo', field('header', HEADER), field('esID'), field('property', PROPERTY), field('picture', PICTURE),
  field('extDatas', EXTENSION_DATAS),
)
const TIME_STAMP: Layout = { fields: () => [{ layout: { inside: CONTENT_INFO } }], inside: CONTENT_INFO }
const CERT: Layout = { ...CERTIFICATE, inside: CERTIFICATE }
const SIGNATURE_VALUE: Layout = { inside: SM2_SIGNATURE }
const SIGN_INFO = wrapped(structure('SES_SignInfo', field('cert', CERT), field('signatureAlgorithm'), field('signData', SIGNATURE_VALUE)))

export const SES_SEAL: Layout = wrapped({
  structure: 'SESeal',
  fields: (children) => children.length === 2
    ? [field('esealInfo', SEAL_INFO), field('signInfo', SIGN_INFO)]
    : [
        field('eSealInfo', SEAL_INFO), field('cert', CERT), field('signAlgID'), field('signedValue', SIGNATURE_VALUE),
        field('timeStamp', TIME_STAMP),
      ],
})

const TO_SIGN: Layout = {
  structure: 'TBS_Sign',
  fields: (children) => {
    const common = [field('version'), field('eseal', SES_SEAL), field('timeInfo'), field('dataHash'), field('propertyInfo')]
    return children.length === 7
      ? [...common, field('cert', CERT), field('signatureAlgorithm')]
      : [...common, field('extDatas', EXTENSION_DATAS)]
  },
}

export const SES_SIGNATURE: Layout = {
  structure: 'SES_Signature',
  fields: (children) => children.length === 2
    ? [field('toSign', TO_SIGN), field('signature', SIGNATURE_VALUE)]
    : [
        field('toSign', TO_SIGN), field('cert', CERT), field('signatureAlgID'), field('signature', SIGNATURE_VALUE),
        field('timeStamp', TIME_STAMP),
      ],
}

/** Whether an element of no known shape is built like a certificate. */
export function looksLikeCertificate(element: DerElement): boolean {
  const [tbs, algorithm, value, ...rest] = element.tag === TAG.SEQUENCE ? element.children : []
  if (tbs?.tag !== TAG.SEQUENCE || algorithm?.tag !== TAG.SEQUENCE || value?.tag !== TAG.BIT_STRING || rest.length > 0) return false
  return tbs.children.length >= 6 && (tbs.children[0]?.tag === context(0) || tbs.children[0]?.tag === TAG.INTEGER)
}
