/**
 * The metadata elements of a license (GB/T 36903-2018) and the names that they go by in files and interfaces: the short
 * name, names in English as seen on the wire, and the Chinese name with the words that faces of licenses use for it.
 */

export interface MetadataElement {
  /** Short name (短名), by which reports call the element. */
  readonly short: string
  readonly zh: string
  readonly en: string
  /** How its value is read. `list`: one for each holder or issuer. */
  readonly form: 'text' | 'list' | 'day' | 'time'
  /** Names in English, and words of faces in Chinese. Upper and lower case do not matter. */
  readonly names: readonly string[]
}

const ELEMENTS = [
  { short: 'ZZMC', zh: '证照名称', en: 'license', form: 'text', names: ['certificateName'] },
  { short: 'ZZLXDM', zh: '证照类型代码', en: 'type code', form: 'text', names: ['certificateTypeCode'] },
  { short: 'ZZBH', zh: '证照编号', en: 'number', form: 'text', names: ['certificateNumber', '证号', '证书编号'] },
  { short: 'ZZBS', zh: '证照标识', en: 'identifier', form: 'text', names: ['certificateIdentifier'] },
  { short: 'ZZBFJG', zh: '证照颁发机构', en: 'issuer', form: 'list', names: ['certificateIssuingAuthorityName', 'certificateIssuingAuthority', '颁发机构', '发证机关', '颁发机关'] },
  { short: 'ZZBFJGDM', zh: '证照颁发机构代码', en: 'issuer code', form: 'list', names: ['certificateIssuingAuthorityCode'] },
  { short: 'ZZBFRQ', zh: '证照颁发日期', en: 'issued', form: 'day', names: ['certificateIssuedDate', '颁发日期', '发证日期'] },
  { short: 'CZZT', zh: '持证主体', en: 'holder', form: 'list', names: ['certificateHolderName', 'certificateHolder'] },
  { short: 'CZZTDM', zh: '持证主体代码', en: 'holder code', form: 'list', names: ['certificateHolderCode'] },
  { short: 'CZZTDMLX', zh: '持证主体代码类型', en: 'kind of holder code', form: 'list', names: ['certificateHolderTypeName'] },
  { short: 'CZZTDMLXDM', zh: '持证主体代码类型代码', en: 'kind of holder code (code)', form: 'list', names: ['certificateHolderTypeCode', 'certificateHolderType'] },
  { short: 'ZZYXQQSRQ', zh: '证照有效期起始日期', en: 'valid from', form: 'day', names: ['certificateEffectiveDate', '有效期自', '有效期起', '有效期起始日期'] },
  { short: 'ZZYXQJZRQ', zh: '证照有效期截止日期', en: 'valid until', form: 'day', names: ['certificateExpiringDate', '有效期至', '有效期止', '有效期截止日期'] },
  { short: 'ZZQZR', zh: '证照签章人', en: 'sealed by', form: 'text', names: [] },
  { short: 'ZZQZSJ', zh: '证照签章时间', en: 'sealed at', form: 'time', names: [] },
  { short: 'ZZQZMC', zh: '证照签章名称', en: 'name of the seal', form: 'text', names: [] },
  { short: 'CJSJ', zh: '创建时间', en: 'created at', form: 'time', names: [] },
  { short: 'JZJZZSJ', zh: '加注件制作时间', en: 'copy made at', form: 'time', names: ['certificateCopyCreationTime'] },
  { short: 'JZJZZZ', zh: '加注件制作者', en: 'copy made by', form: 'text', names: ['certificateCopyCreator'] },
  { short: 'JZJZZSY', zh: '加注件制作事由', en: 'copy made for', form: 'text', names: ['certificateCopyCause'] },
  { short: 'JZJYXQJZSJ', zh: '加注件有效期截止时间', en: 'copy valid until', form: 'time', names: ['certificateCopyExpiringTime'] },
  { short: 'SZQM', zh: '数字签名', en: 'digital signature', form: 'text', names: [] },
] as const satisfies readonly MetadataElement[]

/** Short names of the elements. */
export type ElementName = (typeof ELEMENTS)[number]['short']

/** The elements in the order of the standard. */
export const METADATA_ELEMENTS: ReadonlyMap<ElementName, MetadataElement> = new Map(ELEMENTS.map((element) => [element.short, element]))

const BY_NAME: ReadonlyMap<string, ElementName> = new Map(
  ELEMENTS.flatMap(({ short, zh, names }) => [short, zh, ...names].map((name) => [name.toLowerCase(), short] as const)),
)

/** Names as they mostly are. */
const SHORT_NAMES: ReadonlyMap<string, ElementName> = new Map(ELEMENTS.map(({ short }) => [short, short]))

/** One name could be anybody's; two of the standard's names are a license's. */
export const FEWEST_NAMES = 2

/** The element that a name stands for; undefined for extensions (`KZ_...`) and names of anything else. */
export function elementOfName(name: string): ElementName | undefined {
  return SHORT_NAMES.get(name) ?? BY_NAME.get(name.trim().toLowerCase())
}

export function formOf(element: ElementName): MetadataElement['form'] {
  return (METADATA_ELEMENTS.get(element) as MetadataElement).form
}
