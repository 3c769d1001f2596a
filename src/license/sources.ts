/**
 * Finds the metadata of a license wherever a package has them: DocInfo, attachments and other XML files, marked fields of
 * pages, notes on pages. Says what is written where, not whether it is signed or agrees.
 */
import type { DocumentGraph, OfdPackage, PartRole } from '../document/ofd/index.ts'
import { attempt, readXml } from '../document/ofd/parts.ts'
import { mayHoldElements } from '../document/ofd/part-links.ts'
import { attribute, textOf } from '../encoding/xml.ts'
import type { XmlElement } from '../encoding/xml.ts'
import type { ZipEntry } from '../encoding/zip.ts'
import type { Budget } from '../limits.ts'
import { DataIndexReader } from './data-index.ts'
import { elementOfName, FEWEST_NAMES } from './elements.ts'
import type { MetadataPlace } from './facts.ts'
import { licenseXmlItems } from './license-xml.ts'

/** A name and a value as written. */
export interface MetadataItem {
  readonly name: string
  readonly value: string
}

/** One place with metadata. */
export interface MetadataSource {
  readonly place: MetadataPlace
  /** The file that states the items. */
  readonly path: string
  /** Every file that their values stand in. */
  readonly files: readonly string[]
  /** In document order. */
  readonly items: readonly MetadataItem[]
}

/** A file of metadata is small, and there are few: what is larger, or comes later, is content of another kind. */
const LARGEST_FILE = 1024 * 1024
const MOST_FILES = 32

/**
 * All metadata of a package, in order of precedence: DocInfo of each document, attachments, other files, marked fields,
 * notes. A file that cannot be read as XML is not metadata. @throws LimitExceededError
 */
export function readMetadataSources(ofd: OfdPackage, graph: DocumentGraph, budget: Budget): readonly MetadataSource[] {
  if (ofd.encrypted) return []
  const docInfo = ofd.docBodies.map(({ docInfo: { customDatas } }): MetadataSource => {
    const path = ofd.rootPath ?? 'OFD.xml'
    return { place: 'docInfo', path, files: [path], items: customDatas }
  })
  const read = (entries: readonly ZipEntry[], itemsOf: (root: XmlElement, entry: ZipEntry) => Omit<MetadataSource, 'path'> | undefined): readonly MetadataSource[] =>
    entries.slice(0, MOST_FILES).flatMap((entry) => {
      const { result } = attempt(() => {
        const { root } = readXml({ zip: ofd.zip, budget }, entry)
        return itemsOf(root, entry)
      })
      return result === undefined ? [] : [{ ...result, path: entry.path }]
    })
  const holding = (entries: readonly ZipEntry[], ...names: readonly string[]): readonly ZipEntry[] =>
    entries.filter((entry) => entry.size <= LARGEST_FILE && mayHold(ofd, entry, names))
  const withRole = (...roles: readonly PartRole[]): readonly ZipEntry[] =>
    ofd.zip.entries.filter(({ path, isDirectory }) => !isDirectory && roles.some((role) => graph.nodes.get(path)?.roles.has(role) === true))

  const xml = (place: MetadataPlace) => (root: XmlElement, { path }: ZipEntry) => ({ place, files: [path], items: licenseXmlItems(root) })
  const index = new DataIndexReader(ofd, budget)
  return [
    ...docInfo,
    ...read(holding(withRole('attachment', 'extensionData', 'extensions'), ...XML_MARKS), xml('attachment')),
    ...read(holding(unreferred(ofd, graph), ...XML_MARKS), xml('file')),
    ...read(holding(withRole('customTag'), 'ObjectRef'), (root, { path }) => {
      const { items, files } = index.itemsOf(root)
      return { place: 'dataIndex', files: [path, ...files], items }
    }),
    ...read(holding(withRole('annotation'), 'Parameter'), (root, { path }) => ({ place: 'annotation', files: [path], items: noteItems(root) })),
  ].filter(({ items }) => isMetadata(items))
}

/** What an XML file of metadata holds somewhere: its container, or an element of an identifier. */
const XML_MARKS = ['ustomData', 'uslomData', 'ZZBS', 'ZZLXDM', 'certificateIdentifier', 'certificateTypeCode'] as const

function isMetadata(items: readonly MetadataItem[]): boolean {
  const names = new Set<string>()
  return items.some(({ name }) => {
    const element = elementOfName(name)
    return element !== undefined && names.add(element).size >= FEWEST_NAMES
  })
}

function mayHold(ofd: OfdPackage, entry: ZipEntry, names: readonly string[]): boolean {
  const { result } = attempt(() => mayHoldElements(ofd.zip, entry, ...names))
  return result === true
}

/** XML files that nothing refers to: a person who unpacks the file finds them. */
function unreferred(ofd: OfdPackage, graph: DocumentGraph): readonly ZipEntry[] {
  const ofSignatures = new Set(ofd.signatures.flatMap(({ baseLoc, signedValuePath, sealPath }) => [baseLoc, signedValuePath, sealPath]))
  return ofd.zip.entries.filter(({ path, isDirectory }) =>
    !isDirectory && /\.xml$/i.test(path) && !graph.nodes.has(path) && !ofSignatures.has(path) && path !== ofd.integrityFile?.path)
}

/** Parameters of notes: annotated copies carry what they are for in them. */
function noteItems(root: XmlElement): readonly MetadataItem[] {
  const notes = root.localName === 'PageAnnot' ? root.children.filter(({ localName }) => localName === 'Annot') : []
  return notes.flatMap(({ children }) => children.filter(({ localName }) => localName === 'Parameters'))
    .flatMap(({ children }) => children.filter(({ localName }) => localName === 'Parameter'))
    .map((parameter) => ({ name: attribute(parameter, 'Name') ?? '', value: textOf(parameter) }))
}
