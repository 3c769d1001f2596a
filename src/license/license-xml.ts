/**
 * Metadata of a license in an XML file of their own: the XMI of a production system, with its misspelling of CustomData, or
 * an element for each datum under the names of GB/T 36903.
 */
import { finding } from '../diagnostics/index.ts'
import { attribute, parseXml, textOf } from '../encoding/xml.ts'
import type { XmlElement } from '../encoding/xml.ts'
import { FormatError } from '../errors.ts'
import { Budget } from '../limits.ts'
import { elementOfName } from './elements.ts'
import { interpret } from './interpret.ts'
import type { Interpreted } from './interpret.ts'
import type { MetadataItem } from './sources.ts'

/** Production systems write CuslomData as well, and the attribute `name`. */
const CUSTOM_DATA = /^cus[tl]omdata$/i
const CUSTOM_DATAS = /^cus[tl]omdatas$/i

/** The items of a document, in document order; none for an XML file of another kind. */
export function licenseXmlItems(root: XmlElement): readonly MetadataItem[] {
  const lists = CUSTOM_DATAS.test(root.localName) ? [root] : root.children.filter(({ localName }) => CUSTOM_DATAS.test(localName))
  const items = lists.flatMap(({ children }) => children.filter(({ localName }) => CUSTOM_DATA.test(localName)))
  if (items.length > 0) return items.map((item) => ({ name: attribute(item, 'Name') ?? attribute(item, 'name') ?? '', value: textOf(item) }))
  // An element for each datum: right below the root, or in one element below it.
  const parents = [root, ...root.children]
  const parent = parents.find(({ children }) => children.some(({ localName }) => elementOfName(localName) !== undefined))
  return (parent?.children ?? []).filter(({ children }) => children.length === 0).map((child) => ({ name: child.localName, value: textOf(child) }))
}

/**
 * Reads a metadata file that comes without a package: nothing signs it, so that it proves nothing.
 * @throws FormatError for a file that holds no metadata or is no XML; LimitExceededError
 */
export function readLicenseXml(bytes: Uint8Array): Interpreted {
  const { root } = parseXml(bytes, { budget: new Budget() })
  const items = licenseXmlItems(root)
  if (!items.some(({ name }) => elementOfName(name) !== undefined)) throw new FormatError(finding('LICENSE_METADATA_NONE', []))
  return interpret(items, [])
}
