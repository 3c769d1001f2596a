/** SES_SealInfo: header, identifier, properties, picture and custom data of a seal. What its maker signed; not judged. */
import { finding } from '../diagnostics/index.ts'
import { Fields } from '../encoding/der-fields.ts'
import { TAG } from '../encoding/der.ts'
import type { DerElement } from '../encoding/der.ts'
import { readOctetString, readSmallInteger } from '../encoding/der-values.ts'
import { readCertList } from './cert-list.ts'
import { EXTENSIONS_TAGS, readExtensions } from './extensions.ts'
import { noteOn, readSealText } from './fields.ts'
import type { ElectronicSeal, SealEdition, SealHeader, SealPicture, SealProperty } from './model.ts'
import { declaredFormat, sniffPicture } from './picture.ts'
import { readSealDate } from './time.ts'

type SealInfo = Pick<ElectronicSeal, 'edition' | 'header' | 'esId' | 'property' | 'picture' | 'extensions'>

/**
 * @param editionOf the edition of the whole seal, once the version number is known
 * @throws FormatError when the element is not built so; LimitExceededError
 */
export function readSealInfo(element: DerElement, editionOf: (version: number) => SealEdition): SealInfo {
  const fields = new Fields(element, 'SES_SealInfo')
  const header = readHeader(fields.take())
  const edition = editionOf(header.version)
  const esId = readSealText(fields.take(), 'esID')
  const property = readProperty(fields.take(), edition)
  const picture = readPicture(fields.take())
  const extDatas = fields.optional(...EXTENSIONS_TAGS)
  fields.end()
  return { edition, header, esId, property, picture, extensions: extDatas === undefined ? [] : readExtensions(extDatas, TAG.SEQUENCE) }
}

function readHeader(element: DerElement): SealHeader {
  const fields = new Fields(element, 'SES_Header')
  const idElement = fields.take()
  const id = readSealText(idElement, 'ID')
  if (id !== 'ES') noteOn(element, finding('SEAL_HEADER_ID', element.rules.at, { offset: idElement.start }))
  const version = readSmallInteger(fields.take())
  const vid = readSealText(fields.take(), 'Vid')
  fields.end()
  return { id, version, vid }
}

/** SES_ESPropertyInfo. A list type tells the layout of the later editions, whatever the rest of the seal is. */
function readProperty(element: DerElement, edition: SealEdition): SealProperty {
  const fields = new Fields(element, 'SES_ESPropertyInfo')
  const type = readSmallInteger(fields.take())
  const name = readSealText(fields.take(), 'name', TAG.UTF8_STRING)
  const listType = fields.optional(TAG.INTEGER)
  if ((listType === undefined) !== (edition === 'GM/T 0031-2014')) {
    noteOn(element, finding('SEAL_PROPERTY_LAYOUT', element.rules.at, { edition, offset: element.start }))
  }
  const certList = readCertList(fields.take(TAG.SEQUENCE), listType === undefined ? undefined : readSmallInteger(listType))
  const createDate = readSealDate(fields.take(), 'createDate', edition)
  const validStart = readSealDate(fields.take(), 'validStart', edition)
  const validEnd = readSealDate(fields.take(), 'validEnd', edition)
  fields.end()
  return { type, name, ...certList, createDate, validStart, validEnd }
}

function readPicture(element: DerElement): SealPicture {
  const { at } = element.rules
  const fields = new Fields(element, 'SES_ESPictureInfo')
  const type = readSealText(fields.take(), 'picture.type')
  const data = readOctetString(fields.take())
  const widthMm = readSmallInteger(fields.take())
  const heightMm = readSmallInteger(fields.take())
  fields.end()
  const { format, image } = sniffPicture(data)
  // Free text of the seal stays out of findings.
  const declared = /^[\w./+-]{1,16}$/.test(type) ? type : '?'
  if (format === undefined) noteOn(element, finding('SEAL_PICTURE_UNKNOWN', at, { declared }))
  else if (declaredFormat(type) !== format) noteOn(element, finding('SEAL_PICTURE_TYPE_DIFFERS', at, { declared, found: format }))
  if (image.length < data.length) {
    const before = image.byteOffset - data.byteOffset
    noteOn(element, finding('SEAL_PICTURE_TRIMMED', at, { before, after: data.length - before - image.length }))
  }
  return { type, ...(format === undefined ? {} : { format }), data, image, widthMm, heightMm }
}
