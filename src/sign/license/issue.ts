/**
 * Issues electronic licenses: an OFD document with the page from a template, the metadata of GB/T 36903 in DocInfo, the
 * identifier of GB/T 36904, sealed. Marks of the fields on the page (data index of GB/T 36905) are not written.
 */
import { sm3 } from '../../crypto/index.ts'
import { toHex, toUtf8 } from '../../encoding/octets.ts'
import { writeZip } from '../../encoding/zip-writer.ts'
import { Budget } from '../../limits.ts'
import { parseSeal } from '../../seal/index.ts'
import type { TimeStamper } from '../certificate-use.ts'
import { signOfd } from '../ofd/index.ts'
import type { SignedOfd } from '../ofd/index.ts'
import { element, part } from '../page/markup.ts'
import { Numbers } from '../page/objects.ts'
import type { Signer } from '../signer.ts'
import { licenseRecord } from './license-data.ts'
import type { LicenseData, LicenseRecord } from './license-data.ts'
import { fontIds, licensePage, templatePage } from './pages.ts'
import { parseLicenseData, parseLicenseTemplate } from './parse.ts'
import { SPECIMEN_TEMPLATE } from './template.ts'
import type { LicenseTemplate } from './template.ts'

export interface IssueOptions {
  /** SESeal of the issuing authority. */
  readonly seal: Uint8Array
  readonly signer: Signer
  /** When it is sealed. */
  readonly time: Date
  readonly timeStamper?: TimeStamper
  /** @default SPECIMEN_TEMPLATE */
  readonly template?: LicenseTemplate
  /**
   * `copies`: others may sign after the issuer, and annotated copies (加注件) can be made; the document names a file of
   * annotations that is not there yet. `keepOpen`: others may sign. `all`: locked.
   * @default 'copies'
   */
  readonly protect?: 'copies' | 'keepOpen' | 'all'
}

export interface IssuedLicense extends SignedOfd {
  /** The license identifier (ZZBS). */
  readonly identifier: string
}

/** Where annotated copies put their annotations, below the folder of the document. */
const ANNOTATIONS = 'Annots/Annotations.xml'

/**
 * Issues a license. The same data, seal and time give the same document but for the signature.
 * @throws SigningRefusedError when a text does not fit its place or the signature would not be accepted; TypeError for data
 *   or a template of the wrong form; RangeError for codes and dates that are not what the standards ask for
 */
export async function issueLicense(data: LicenseData, options: IssueOptions): Promise<IssuedLicense> {
  const { seal, signer, time, timeStamper, protect = 'copies' } = options
  const template = await parseLicenseTemplate(options.template ?? SPECIMEN_TEMPLATE)
  const record = licenseRecord(await parseLicenseData(data))
  const { picture } = parseSeal(seal, { budget: new Budget() })
  const signed = await signOfd(writeZip(licenseParts(data, record, template, time, protect === 'copies'), { time }), {
    signer, seal, time, ...(timeStamper && { timeStamper }),
    protect: protect === 'all' ? 'all' : 'keepOpen',
    stamps: [{ page: 1, boundary: [template.stamp.x, template.stamp.y, picture.widthMm, picture.heightMm] }],
  })
  return { ...signed, identifier: record.identifier }
}

function licenseParts(
  data: LicenseData, record: LicenseRecord, template: LicenseTemplate, time: Date, copies: boolean,
): readonly { readonly path: string; readonly bytes: Uint8Array }[] {
  const { width, height } = template.page
  const numbers = new Numbers(Object.keys(template.fonts).length)
  const templateId = numbers.next()
  const background = templatePage(numbers, template)
  const pageId = numbers.next()
  const face = licensePage(numbers, template, templateId, record)
  const ids = fontIds(template)
  return [
    { path: 'OFD.xml', bytes: part(
      element('OFD', { Version: '1.0', DocType: 'OFD' },
        element('DocBody', {},
          element('DocInfo', {},
            element('DocID', {}, toHex(sm3(toUtf8(`${record.identifier} ${time.toISOString()}`))).slice(0, 32)),
            element('Title', {}, data.type.name),
            element('Author', {}, data.issuer.name),
            element('Subject', {}, '电子证照'),
            element('CreationDate', {}, data.issued),
            element('Creator', {}, 'yinxin'),
            element('CustomDatas', {}, ...record.metadata.map(([name, value]) => element('CustomData', { Name: name }, value))),
          ),
          element('DocRoot', {}, 'Doc_0/Document.xml'),
        ),
      ),
    ) },
    { path: 'Doc_0/Document.xml', bytes: part(
      element('Document', {},
        element('CommonData', {},
          element('MaxUnitID', {}, String(numbers.last)),
          element('PageArea', {}, element('PhysicalBox', {}, `0 0 ${width} ${height}`)),
          element('PublicRes', {}, 'PublicRes.xml'),
          element('TemplatePage', { ID: templateId, ZOrder: 'Background', BaseLoc: 'Tpls/Tpl_0/Content.xml' }),
        ),
        element('Pages', {}, element('Page', { ID: pageId, BaseLoc: 'Pages/Page_0/Content.xml' })),
        ...(copies ? [element('Annotations', {}, ANNOTATIONS)] : []),
      ),
    ) },
    { path: 'Doc_0/PublicRes.xml', bytes: part(
      element('Res', { BaseLoc: 'Res' }, element('Fonts', {}, ...Object.entries(template.fonts).map(([name, font]) =>
        element('Font', { ID: ids.get(name), FontName: font.name, FamilyName: font.family, Charset: 'unicode' })))),
    ) },
    { path: 'Doc_0/Tpls/Tpl_0/Content.xml', bytes: background },
    { path: 'Doc_0/Pages/Page_0/Content.xml', bytes: face },
  ]
}
