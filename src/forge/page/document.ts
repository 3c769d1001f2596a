/** The unsigned OFD package of the license (GB/T 33190-2016): parts by path, in the order in which they are written. */
import { sm3 } from '../../crypto/index.ts'
import { toHex, toUtf8 } from '../../encoding/octets.ts'
import type { LicenseText } from '../declarations.ts'
import type { Element } from '../../sign/page/markup.ts'
import { element, part } from '../../sign/page/markup.ts'
import { Numbers } from '../../sign/page/objects.ts'
import { FONTS, annexPage, facePage, templatePage } from './license.ts'
import { PAGE_HEIGHT, PAGE_WIDTH } from '../../sign/page/ornament.ts'

/** Paths without a leading slash, in the order of the package. */
export type Package = ReadonlyMap<string, Uint8Array>

export interface DocumentOptions {
  /** Pages of an annex after the face. @default 0 */
  readonly annexPages?: number
  /** @default the license's holder */
  readonly holder?: string
  /** Visible annotations on the first page. @default absent */
  readonly annotations?: true
  /** Documents in the package after the first, with folders Doc_1 and so on. @default none */
  readonly others?: readonly { readonly holder: string }[]
  /** Further files, by package path. @default none */
  readonly extraParts?: Package
}

const METADATA = 'Attachs/metadata.xml'

export interface OfdXmlOptions extends Pick<DocumentOptions, 'holder' | 'others'> {
  /** ST_Loc of the first document's list of signatures. @default absent */
  readonly signatures?: string
}

/** The document that shows a license. */
export class LicenseDocument {
  readonly #license: LicenseText
  readonly #drawn = new Map<string, Package>()

  constructor(license: LicenseText) {
    this.#license = license
  }

  /** All parts but those of signatures. OFD.xml points to no list of signatures yet. */
  parts(options: DocumentOptions = {}): Map<string, Uint8Array> {
    const parts = new Map<string, Uint8Array>([['OFD.xml', this.ofdXml(options)]])
    const documents = [options, ...(options.others ?? [])]
    documents.forEach((document, i) => {
      for (const [path, octets] of this.#documentParts(document)) parts.set(`Doc_${String(i)}/${path}`, octets)
    })
    for (const [path, octets] of options.extraParts ?? []) parts.set(path, octets)
    return parts
  }

  ofdXml({ holder = this.#license.holder, others = [], signatures }: OfdXmlOptions): Uint8Array {
    const license = this.#license
    const bodies = Array.from({ length: 1 + others.length }, (_, i) =>
      element('DocBody', {},
        element('DocInfo', {},
          element('DocID', {}, toHex(sm3(toUtf8(`${license.identifier} document ${String(i)} ${holder}`))).slice(0, 32)),
          element('Title', {}, license.name),
          element('Author', {}, license.authority),
          element('Subject', {}, '电子证照样本'),
          element('CreationDate', {}, license.issued),
          element('Creator', {}, 'yinxin fixtures'),
          element('CreatorVersion', {}, '1'),
          element('CustomDatas', {}, ...customDatas(license, holder)),
        ),
        element('DocRoot', {}, `Doc_${String(i)}/Document.xml`),
        ...(i === 0 && signatures !== undefined ? [element('Signatures', {}, signatures)] : []),
      ),
    )
    return part(element('OFD', { Version: '1.0', DocType: 'OFD' }, ...bodies))
  }

  /** IDs of a document's pages: what a stamp's PageRef names. */
  pageIds(options: DocumentOptions = {}): readonly number[] {
    const text = new TextDecoder().decode(this.#documentParts(options).get('Document.xml'))
    return Array.from(text.matchAll(/<ofd:Page ID="(\d+)"/g), (match) => Number(match[1]))
  }

  /** Parts of one document, drawn once for the same options. */
  #documentParts({ annexPages, holder, annotations }: DocumentOptions): Package {
    const key = JSON.stringify([annexPages, holder, annotations])
    const parts = this.#drawn.get(key) ?? drawDocument(this.#license, { ...(annexPages !== undefined && { annexPages }), ...(holder !== undefined && { holder }), ...(annotations && { annotations }) })
    this.#drawn.set(key, parts)
    return parts
  }
}

/** Metadata by the short names of GB/T 36903-2018. */
function customDatas(license: LicenseText, holder: string): readonly Element[] {
  const compact = (date: string): string => date.replaceAll('-', '')
  const metadata: readonly (readonly [string, string])[] = [
    ['ZZMC', license.name],
    ['ZZLXDM', license.typeCode],
    ['ZZBH', license.number],
    ['ZZBS', license.identifier],
    ['ZZBFJG', license.authority],
    ['ZZBFJGDM', license.authorityCode],
    ['ZZBFRQ', compact(license.issued)],
    ['CZZT', holder],
    ['CZZTDM', license.holderCode],
    ['CZZTDMLX', '统一社会信用代码'],
    ['CZZTDMLXDM', '001'],
    ['ZZYXQQSRQ', compact(license.validFrom)],
    ['ZZYXQJZRQ', compact(license.validTo)],
    ['KZ_FDDBR', license.legalRepresentative],
    ['KZ_JYCS', license.premises],
    ['KZ_ZTYT', license.business],
    ['KZ_JYXM', license.items.join('')],
  ]
  return metadata.map(([name, value]) => element('CustomData', { Name: name }, value))
}

function drawDocument(license: LicenseText, { annexPages = 0, holder, annotations }: DocumentOptions): Package {
  const numbers = new Numbers(Math.max(...Object.values(FONTS)))
  const templateId = numbers.next()
  const template = templatePage(numbers)
  const pages = Array.from({ length: 1 + annexPages }, (_, i) => ({
    id: numbers.next(),
    octets: i === 0 ? facePage(numbers, license, templateId, holder) : annexPage(numbers, license, templateId, i),
  }))
  const annotationId = numbers.next()
  numbers.next() // of the annotation's path
  return new Map<string, Uint8Array>([
    ['Document.xml', documentXml(numbers, templateId, pages.map(({ id }) => id), annotations)],
    ['PublicRes.xml', publicRes()],
    ['Tpls/Tpl_0/Content.xml', template],
    ...pages.map(({ octets }, i) => [`Pages/Page_${String(i)}/Content.xml`, octets] as const),
    ['Attachs/Attachments.xml', attachments()],
    [METADATA, part(element('CustomDatas', {}, ...customDatas(license, holder ?? license.holder)))],
    ...(annotations ? annotationParts((pages[0] as { id: number }).id, annotationId, license.issued) : []),
  ])
}

function documentXml(numbers: Numbers, template: number, pages: readonly number[], annotations?: true): Uint8Array {
  return part(
    element('Document', {},
      element('CommonData', {},
        element('MaxUnitID', {}, String(numbers.last)),
        element('PageArea', {}, element('PhysicalBox', {}, `0 0 ${String(PAGE_WIDTH)} ${String(PAGE_HEIGHT)}`)),
        element('PublicRes', {}, 'PublicRes.xml'),
        element('TemplatePage', { ID: template, Name: '底纹', ZOrder: 'Background', BaseLoc: 'Tpls/Tpl_0/Content.xml' }),
      ),
      element('Pages', {}, ...pages.map((id, i) => element('Page', { ID: id, BaseLoc: `Pages/Page_${String(i)}/Content.xml` }))),
      ...(annotations ? [element('Annotations', {}, 'Annots/Annotations.xml')] : []),
      element('Attachments', {}, 'Attachs/Attachments.xml'),
    ),
  )
}

function publicRes(): Uint8Array {
  const font = (id: number, name: string, family: string): Element => element('Font', { ID: id, FontName: name, FamilyName: family, Charset: 'unicode' })
  return part(
    element('Res', { BaseLoc: 'Res' },
      element('Fonts', {}, font(FONTS.song, '宋体', 'SimSun'), font(FONTS.kai, '楷体', 'KaiTi'), font(FONTS.hei, '黑体', 'SimHei')),
    ),
  )
}

function attachments(): Uint8Array {
  return part(
    element('Attachments', {},
      element('Attachment', { ID: 'metadata', Name: 'metadata', Format: 'xml', Visible: 'false', Usage: 'none' }, element('FileLoc', {}, 'metadata.xml')),
    ),
  )
}

function annotationParts(pageId: number, id: number, day: string): readonly (readonly [string, Uint8Array])[] {
  return [
    ['Annots/Annotations.xml', part(element('Annotations', {}, element('Page', { PageID: pageId }, element('FileLoc', {}, 'Page_0/Annotation.xml'))))],
    ['Annots/Page_0/Annotation.xml', part(
      element('PageAnnot', {},
        element('Annot', { ID: id, Type: 'Highlight', Creator: 'yinxin fixtures', LastModDate: day, Visible: 'true' },
          element('Appearance', { Boundary: '97 140 60 8' },
            element('PathObject', { ID: id + 1, Boundary: '0 0 60 8', Stroke: 'false', Fill: 'true' },
              element('FillColor', { Value: '255 244 120', Alpha: 110 }),
              element('AbbreviatedData', {}, 'M 0 0 L 60 0 L 60 8 L 0 8 C'),
            ),
          ),
        ),
      ),
    )],
  ]
}
