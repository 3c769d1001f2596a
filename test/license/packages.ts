/** Packages with the metadata of invented licenses, and what is found in them as if one signature protected the named files. */
import { Budget } from '../../src/limits.ts'
import { openOfd, readDocumentGraph } from '../../src/document/ofd/index.ts'
import { checkLicense } from '../../src/license/index.ts'
import type { CheckLicenseOptions, LicenseFacts } from '../../src/license/index.ts'
import type { Checked } from '../../src/diagnostics/index.ts'
import { docBody, ofdXml, pack, plainDocument, xml } from '../document/ofd/ofd-builder.ts'
import type { Files } from '../document/ofd/ofd-builder.ts'

export const TIME = new Date('2026-06-01T00:00:00Z')

export type Items = readonly (readonly [name: string, value: string])[]

/** A license of two authorities' making without faults. */
export const ITEMS: Items = [
  ['ZZMC', '样例许可证'], ['ZZLXDM', '11100000000013338W011'], ['ZZBH', '2026000001'],
  ['ZZBS', '1.2.156.3005.2.11100000000013338W011.11330000ABCD1234XM.2026000001.001.I'],
  ['ZZBFJG', '东海省行政审批局'], ['ZZBFJGDM', '11330000ABCD1234XM'], ['ZZBFRQ', '20260302'],
  ['CZZT', '林样例'], ['CZZTDM', '110101190001010014'], ['CZZTDMLX', '公民身份号码'], ['CZZTDMLXDM', '111'],
  ['ZZYXQQSRQ', '20260302'], ['ZZYXQJZRQ', '20310301'], ['KZ_JYXM', '样例经营'],
]

/** The items with some replaced, added (new names) or removed (undefined). */
export function items(changes: Readonly<Record<string, string | readonly string[] | undefined>> = {}): Items {
  const rest = new Map(Object.entries(changes))
  const kept = ITEMS.flatMap(([name, value]): Items => {
    if (!rest.has(name)) return [[name, value]]
    const changed = rest.get(name)
    rest.delete(name)
    return [changed ?? []].flat().map((one) => [name, one] as const)
  })
  return [...kept, ...[...rest].flatMap(([name, value]): Items => [value ?? []].flat().map((one) => [name, one] as const))]
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

export function customDatas(list: Items, element = 'CustomData', attribute = 'Name'): string {
  return `<ofd:${element}s>${list.map(([name, value]) => `<ofd:${element} ${attribute}="${escaped(name)}">${escaped(value)}</ofd:${element}>`).join('')}</ofd:${element}s>`
}

export const inDocInfo = (list: Items): Files => new Map([...plainDocument(), ['OFD.xml', ofdXml(docBody({ info: customDatas(list) }))]])

export const ATTACHMENT = 'Doc_0/Attachs/data.xml'
export const TAGS = 'Doc_0/Tags/CustomTag.xml'
export const PAGE = 'Doc_0/Pages/Page_0/Content.xml'
export const NOTE = 'Doc_0/Annots/Page_0/Annotation.xml'

/** XMI of a production system, with its misspelling. */
export const xmi = (list: Items): string => `<?xml version="1.0" encoding="UTF-8"?><XMI xmlns:ofd="org.omg.ofd" xmi.version="1.0" createtime="2026-03-02">${customDatas(list, 'CuslomData', 'name')}</XMI>`

/** A page with a text object for each item and the tags that mark them. */
export function withDataIndex(files: Files, list: readonly (readonly [name: string, text: string, x: number, y: number])[]): Files {
  const objects = list.map(([, text, x, y], i) => `<ofd:TextObject ID="${100 + i}" Boundary="${x} ${y} 20 5"><ofd:TextCode X="0" Y="4">${escaped(text)}</ofd:TextCode></ofd:TextObject>`)
  const tags = list.map(([name], i) => `<${name}><ObjectRef PageRef="1">${100 + i}</ObjectRef></${name}>`)
  return new Map([
    ...files,
    [PAGE, xml('Page', `<ofd:Template TemplateID="2"/><ofd:Content><ofd:Layer>${objects.join('')}</ofd:Layer></ofd:Content>`)],
    [TAGS, `<params>${tags.join('')}</params>`],
  ])
}

export const note = (list: Items): string =>
  xml('PageAnnot', `<ofd:Annot ID="9" Type="Watermark"><ofd:Parameters>${list.map(([name, value]) => `<ofd:Parameter Name="${name}">${escaped(value)}</ofd:Parameter>`).join('')}</ofd:Parameters></ofd:Annot>`)

export interface CheckPlan extends Partial<Pick<CheckLicenseOptions, 'time' | 'types'>> {
  /** Files that signatures protect, by index. @default every file, by signature 0 */
  readonly protectedBy?: (path: string) => readonly number[]
}

/** What `checkLicense` says of files. */
export function licenseOf(files: Files, { protectedBy = () => [0], time = TIME, types }: CheckPlan = {}): Checked<LicenseFacts> | undefined {
  const budget = new Budget()
  const ofd = openOfd(pack(files), { budget })
  const graph = readDocumentGraph(ofd, budget)
  const entries = ofd.zip.entries.map(({ path }) => ({ path, role: 'protected', reach: 'visible', protectedBy: protectedBy(path) }) as const)
  return checkLicense(ofd, graph, { budget, time, entries, ...(types && { types }) })
}

export const codesOf = (checked: Checked<unknown> | undefined): readonly string[] => (checked?.findings ?? []).map(({ code }) => code)
/** Code and the element that it is about, which is the second part of its place. */
export const said = (checked: Checked<unknown> | undefined): readonly string[] => (checked?.findings ?? []).map(({ code, at, params }) => [code, params['element'] ?? at[1] ?? ''].join(' ').trim())
