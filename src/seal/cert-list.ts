/**
 * certList: whose certificates may use the seal. Entries are told apart by their own form, for lists of one kind
 * contain the other and some contain neither. Whether a signer is listed is not decided here.
 */
import { finding } from '../diagnostics/index.ts'
import { TAG } from '../encoding/der.ts'
import type { DerElement } from '../encoding/der.ts'
import { readOctetString, readOid } from '../encoding/der-values.ts'
import { TEXT_TAGS } from './detect.ts'
import { noteOn, readBitsOrOctets, readSealText, typeName } from './fields.ts'
import type { CertificateDigest, SealProperty } from './model.ts'

type CertList = Pick<SealProperty, 'certListType' | 'certificates' | 'digests' | 'opaqueEntries'>

/** @param kind certListType where the seal has one: 1 certificates, 2 digests; another number is noted and guessed */
export function readCertList(element: DerElement, kind: number | undefined): CertList {
  const { at } = element.rules
  const certificates: Uint8Array[] = []
  const digests: CertificateDigest[] = []
  const opaqueEntries: Uint8Array[] = []
  if (kind !== undefined && kind !== 1 && kind !== 2) noteOn(element, finding('SEAL_CERT_LIST_TYPE', at, { value: kind }))
  element.children.forEach((entry, position) => {
    const isOctets = (entry.tag & ~0x20) === TAG.OCTET_STRING
    const isDigest = looksLikeDigest(entry)
    if (isOctets ? kind === 2 : !(isDigest && kind === 2)) {
      noteOn(entry, finding('SEAL_CERT_LIST_ENTRY', at, { position, found: isDigest ? 'CertDigestObj' : typeName(entry) }))
    }
    if (isOctets) certificates.push(readOctetString(entry))
    else if (isDigest) digests.push(readDigest(entry))
    else if (entry.tag === TAG.SEQUENCE) certificates.push(entry.bytes)
    else opaqueEntries.push(entry.bytes)
  })
  const certListType = kind === 2 || (kind !== 1 && certificates.length === 0 && digests.length > 0) ? 'digests' : 'certificates'
  return { certListType, certificates, digests, opaqueEntries }
}

/** CertDigestObj is a text (some write an OID) and the digest; a certificate begins with a SEQUENCE. */
function looksLikeDigest(entry: DerElement): boolean {
  const [type] = entry.tag === TAG.SEQUENCE ? entry.children : []
  return type !== undefined && entry.children.length === 2 && (type.tag === TAG.OBJECT_IDENTIFIER || TEXT_TAGS.includes(type.tag & ~0x20))
}

function readDigest(entry: DerElement): CertificateDigest {
  const [type, value] = entry.children as readonly [DerElement, DerElement]
  return {
    type: type.tag === TAG.OBJECT_IDENTIFIER ? readOid(type) : readSealText(type, 'certList.type', TAG.PRINTABLE_STRING),
    value: readBitsOrOctets(value),
  }
}
