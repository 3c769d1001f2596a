/** Parses an electronic seal (SESeal) of any edition into the one model. */
import { finding } from '../diagnostics/index.ts'
import { Fields } from '../encoding/der-fields.ts'
import { TAG, context, contextPrimitive } from '../encoding/der.ts'
import type { DerElement, DerOptions } from '../encoding/der.ts'
import { noteOn, readAlgorithmOid, readCertificateSlice, readSignatureOctets, readTimeStamp } from './fields.ts'
import type { ElectronicSeal, SealEdition } from './model.ts'
import { Notes } from './notes.ts'
import { openSes, unwrapStructure } from './open.ts'
import { readSealInfo } from './seal-info.ts'
import { sealSignedBytes } from './signed-bytes.ts'

/** Identifier octets that timeStamp comes with. */
export const TIME_STAMP_TAGS: readonly number[] = [context(0), contextPrimitive(0), TAG.BIT_STRING, TAG.OCTET_STRING]

/** The highest version number that an edition known here has. */
const LATEST_VERSION = 5
/** The number that the text of GM/T 0031-2014 gives as its example. */
const EXAMPLE_VERSION = 11

/**
 * Parses a seal: DER, or BER, base64, hex or PEM as some products store it. The result holds views of `bytes`: the
 * caller must not change them. Nothing is verified: neither the maker's signature nor any certificate or date.
 * @throws FormatError when it is no seal; LimitExceededError
 */
export function parseSeal(bytes: Uint8Array, options: DerOptions): ElectronicSeal {
  const notes = new Notes()
  return readSeal(openSes(bytes, 'SESeal', options, notes), notes)
}

function readSeal(element: DerElement, notes: Notes): ElectronicSeal {
  const fields = new Fields(element, 'SESeal')
  const count = fields.remaining
  const infoElement = fields.take()
  // GM/T 0031-2014 has two fields, the later editions four, GM/T 0031-2025 a fifth.
  const signed = count === 2 ? new Fields(unwrapStructure(fields.take(), 'SES_SignInfo'), 'SES_SignInfo') : fields
  const certificateElement = signed.take()
  const algorithmElement = signed.take()
  const signatureElement = signed.take()
  const timeStampElement = count === 2 ? undefined : signed.optional(...TIME_STAMP_TAGS)
  signed.end()
  const info = readSealInfo(infoElement, (version) => editionOf(count, version))
  noteVersion(info.header.version, info.edition, count, element)

  const signature = readSignatureOctets(signatureElement)
  const makerCertificate = readCertificateSlice(certificateElement)
  const signatureAlgorithm = readAlgorithmOid(algorithmElement)
  const timeStamp = timeStampElement === undefined ? undefined : readTimeStamp(timeStampElement)
  return {
    ...info,
    makerCertificate,
    signatureAlgorithm,
    signatureValue: signature.octets,
    signatureEncoding: signature.encoding,
    signatureElement: signatureElement.bytes,
    ...sealSignedBytes(info.edition, infoElement, certificateElement, algorithmElement, notes.departsFromDer),
    ...(timeStamp === undefined ? {} : { timeStamp }),
    bytes: element.bytes,
    findings: notes.findings,
  }
}

/** By the number of fields; four of them are of either later edition, and only then the version number decides. */
function editionOf(count: number, version: number): SealEdition {
  if (count === 2) return 'GM/T 0031-2014'
  return count === 5 || version >= 5 ? 'GM/T 0031-2025' : 'GB/T 38540-2020'
}

/** Notes a version number that is of no known edition or of another one than the layout is. */
function noteVersion(version: number, edition: SealEdition, count: number, element: DerElement): void {
  const { at } = element.rules
  const expected = count === 2 ? version < 4 || version === EXAMPLE_VERSION : count === 4 ? version === 4 || version === 5 : version === 5
  if (isUnknownVersion(version, edition)) noteOn(element, finding('SEAL_VERSION_UNKNOWN', at, { version }))
  else if (!expected) noteOn(element, finding('SEAL_VERSION_LAYOUT', at, { version, edition }))
}

/** Whether a version number is of no edition known here. */
export function isUnknownVersion(version: number, edition: SealEdition): boolean {
  return version > LATEST_VERSION && !(edition === 'GM/T 0031-2014' && version === EXAMPLE_VERSION)
}
