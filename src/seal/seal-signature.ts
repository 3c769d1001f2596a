/** Parses a seal signature (SES_Signature) of any edition, with the seal in it, into the one model. */
import { finding } from '../diagnostics/index.ts'
import { Fields } from '../encoding/der-fields.ts'
import { TAG, context } from '../encoding/der.ts'
import type { DerElement, DerOptions } from '../encoding/der.ts'
import { readSmallInteger } from '../encoding/der-values.ts'
import { EXTENSIONS_TAGS, readExtensions } from './extensions.ts'
import {
  noteOn, readAlgorithmOid, readBitsOrOctets, readCertificateSlice, readSealText, readSignatureOctets, readTimeStamp,
} from './fields.ts'
import type { ElectronicSeal, SealEdition, SealSignature } from './model.ts'
import { Notes } from './notes.ts'
import { openSes } from './open.ts'
import { TIME_STAMP_TAGS, isUnknownVersion, parseSeal } from './seal.ts'
import { toSignSignedBytes } from './signed-bytes.ts'
import { readTimeInfo } from './time.ts'

/**
 * Parses a seal signature: DER, or BER, base64, hex or PEM as some products store it. The result holds views of
 * `bytes`: the caller must not change them. Nothing is verified: no signature, hash, certificate, date or membership.
 * Offsets of the seal's findings count from the seal's own first octet, their place ends in `eseal`.
 * @throws FormatError when it is no seal signature; LimitExceededError
 */
export function parseSealSignature(bytes: Uint8Array, options: DerOptions): SealSignature {
  return readSealSignatureWith(bytes, options, parseSeal)
}

/** As `parseSealSignature`. @param readSeal as `parseSeal` */
export function readSealSignatureWith(bytes: Uint8Array, options: DerOptions, readSeal: typeof parseSeal): SealSignature {
  const notes = new Notes()
  const element = openSes(bytes, 'SES_Signature', options, notes)
  const fields = new Fields(element, 'SES_Signature')
  // GM/T 0031-2014 has two fields and keeps certificate and algorithm inside toSign; the later editions have four or five.
  const isFirstEdition = fields.remaining === 2
  const toSignElement = fields.take()
  const toSign = new Fields(toSignElement, 'TBS_Sign')
  const version = readSmallInteger(toSign.take())
  // As a whole of its own, by its own shape.
  const seal = readSeal(toSign.take().bytes, { budget: options.budget, at: [...(options.at ?? []), 'toSign', 'eseal'] })
  const edition = editionOf(isFirstEdition, seal)
  const timeInfo = readTimeInfo(toSign.take(), edition)
  const dataHash = readDataHash(toSign.take())
  const propertyInfo = readSealText(toSign.take(), 'propertyInfo')
  const extDatas = isFirstEdition ? undefined : toSign.optional(...EXTENSIONS_TAGS)

  const signer = isFirstEdition ? toSign : fields
  const signerCertificate = readCertificateSlice(signer.take())
  const signatureAlgorithm = readAlgorithmOid(signer.take())
  toSign.end()
  const signatureElement = fields.take()
  const timeStampElement = isFirstEdition ? undefined : fields.optional(...TIME_STAMP_TAGS)
  fields.end()
  const signature = readSignatureOctets(signatureElement)
  const timeStamp = timeStampElement === undefined ? undefined : readTimeStamp(timeStampElement)
  const extensions = extDatas === undefined ? [] : readExtensions(extDatas, context(0))
  noteVersions(version, edition, seal, element)
  return {
    edition,
    version,
    seal,
    timeInfo,
    dataHash,
    propertyInfo,
    extensions,
    signerCertificate,
    signatureAlgorithm,
    signatureValue: signature.octets,
    signatureEncoding: signature.encoding,
    signatureElement: signatureElement.bytes,
    ...toSignSignedBytes(toSignElement, notes.departsFromDer),
    ...(timeStamp === undefined ? {} : { timeStamp }),
    bytes: element.bytes,
    findings: notes.findings,
  }
}

/** By the number of fields; which of the later editions, the version number of the seal decides. */
function editionOf(isFirstEdition: boolean, seal: ElectronicSeal): SealEdition {
  if (isFirstEdition) return 'GM/T 0031-2014'
  return seal.edition === 'GM/T 0031-2025' || seal.header.version >= 5 ? 'GM/T 0031-2025' : 'GB/T 38540-2020'
}

function readDataHash(element: DerElement): Uint8Array {
  const octets = readBitsOrOctets(element)
  if ((element.tag & ~0x20) !== TAG.BIT_STRING) noteOn(element, finding('SEAL_DATA_HASH_TYPE', element.rules.at, { offset: element.start }))
  return octets
}

function noteVersions(version: number, edition: SealEdition, seal: ElectronicSeal, element: DerElement): void {
  const { at } = element.rules
  if (isUnknownVersion(version, edition)) noteOn(element, finding('SEAL_VERSION_UNKNOWN', at, { version }))
  if (version !== seal.header.version) noteOn(element, finding('SEAL_VERSIONS_DISAGREE', at, { signature: version, seal: seal.header.version }))
  if ((edition === 'GM/T 0031-2014') !== (seal.edition === 'GM/T 0031-2014')) {
    noteOn(element, finding('SEAL_EDITION_MIXED', at, { signature: edition, seal: seal.edition }))
  }
}
