/**
 * DocInfo of OFD.xml: identity and metadata of a document, with the custom data that electronic licenses carry. Says
 * what is written, not whether a signature protects it (`coverage.ts`) or what the names mean.
 */
import { finding } from '../../diagnostics/index.ts'
import type { Locator, Note } from '../../diagnostics/index.ts'
import { attribute, textOf } from '../../encoding/xml.ts'
import type { XmlElement } from '../../encoding/xml.ts'
import { onlyChild } from './parts.ts'

/** CustomData of CT_DocInfo (GB/T 33190): names repeat where a license has several holders, so order and number stay. */
export interface CustomData {
  readonly name: string
  readonly value: string
}

/** CT_DocInfo (GB/T 33190). All texts are as written and unverified. */
export interface DocInfo {
  readonly docId?: string
  readonly title?: string
  readonly author?: string
  readonly subject?: string
  readonly creationDate?: string
  readonly modDate?: string
  readonly creator?: string
  readonly creatorVersion?: string
  readonly customDatas: readonly CustomData[]
}

/** Production systems also write CuslomDatas/CuslomData and the attribute `name`. */
const CUSTOM_DATAS = /^cus[tl]omdatas$/i
const CUSTOM_DATA = /^cus[tl]omdata$/i

const TEXTS = [
  ['docId', 'DocID'], ['title', 'Title'], ['author', 'Author'], ['subject', 'Subject'], ['creationDate', 'CreationDate'],
  ['modDate', 'ModDate'], ['creator', 'Creator'], ['creatorVersion', 'CreatorVersion'],
] as const

/** @param docInfo undefined where the DocBody has none */
export function readDocInfo(docInfo: XmlElement | undefined, at: Locator, path: string, note: Note): DocInfo {
  if (docInfo === undefined) return { customDatas: [] }
  const text = (localName: string): string | undefined => {
    const element = onlyChild(docInfo, localName, at, path, note)
    return textOf(element)
  }
  const customDatas: CustomData[] = []
  let misspelt = false
  for (const list of docInfo.children) {
    if (!CUSTOM_DATAS.test(list.localName)) continue
    misspelt ||= list.localName !== 'CustomDatas'
    for (const item of list.children) {
      if (!CUSTOM_DATA.test(item.localName)) continue
      const name = attribute(item, 'Name')
      misspelt ||= item.localName !== 'CustomData' || name === undefined
      customDatas.push({ name: name ?? attribute(item, 'name') ?? '', value: textOf(item) })
    }
  }
  if (misspelt) note(finding('OFD_CUSTOM_DATA_MISSPELT', at, { path }))
  const present: Partial<Record<(typeof TEXTS)[number][0], string>> = {}
  for (const [name, localName] of TEXTS) {
    const value = text(localName)
    if (value !== undefined) present[name] = value
  }
  return { ...present, customDatas }
}
