/**
 * Which files each kind of part refers to: the grammar of references in GB/T 33190, as data and one small reader per
 * part. Walking them is for `graph.ts`.
 */
import { toCharacters } from '../../encoding/characters.ts'
import { Computed } from '../../encoding/content-memory.ts'
import { attribute, childElements, textOf } from '../../encoding/xml.ts'
import type { XmlElement } from '../../encoding/xml.ts'
import type { ZipArchive, ZipEntry } from '../../encoding/zip.ts'

/** What a file is to the document. */
export type PartRole =
  | 'root' | 'cover' | 'signatureList' | 'docVersion' | 'versionFile'
  | 'document' | 'page' | 'template' | 'resources' | 'media' | 'font' | 'colorProfile'
  | 'annotations' | 'annotation'
  | 'customTags' | 'customTag' | 'schema' | 'attachments' | 'attachment' | 'extensions' | 'extensionData'

/** A reference from one part to another. */
export interface PartLink {
  readonly role: PartRole
  /** ST_Loc as written. */
  readonly reference: string
  /** ID of a template page, by which pages refer to it. */
  readonly templateId?: string
}

/** What a part refers to. */
export interface PartLinks {
  /** Directory that its references start from, itself a reference (Res/@BaseLoc). */
  readonly baseLoc?: string
  readonly links: readonly PartLink[]
  /** Template pages that a page is shown upon. */
  readonly templateIds: readonly string[]
  /** IDs of the pages of a document. */
  readonly pageIds: readonly string[]
}

interface PartReader {
  /** Local name of the root element. */
  readonly root: string
  /** Levels of elements that it looks at, where there are many more. */
  readonly levels?: number
  readonly read: (root: XmlElement) => Partial<PartLinks>
}

/** Texts of the descendants along a path of local names, as references of one role. */
function along(element: XmlElement, role: PartRole, ...path: readonly string[]): readonly PartLink[] {
  return path
    .reduce<readonly XmlElement[]>((elements, localName) => elements.flatMap((one) => childElements(one, localName)), [element])
    .map((one) => ({ role, reference: textOf(one) }))
}

/** The same for an attribute of those descendants. */
function attributesAlong(element: XmlElement, role: PartRole, name: string, ...path: readonly string[]): readonly PartLink[] {
  return path
    .reduce<readonly XmlElement[]>((elements, localName) => elements.flatMap((one) => childElements(one, localName)), [element])
    .flatMap((one) => {
      const reference = attribute(one, name)
      const id = attribute(one, 'ID')?.trim()
      return reference === undefined ? [] : [{ role, reference, ...(role === 'template' && id !== undefined && { templateId: id }) }]
    })
}

const page: PartReader = {
  root: 'Page',
  levels: 2,
  read: (root) => ({
    links: along(root, 'resources', 'PageRes'),
    templateIds: childElements(root, 'Template').map((element) => attribute(element, 'TemplateID')?.trim() ?? ''),
  }),
}

/** Parts that refer to others. All other files are leaves. */
const READERS: Partial<Record<PartRole, PartReader>> = {
  docVersion: {
    root: 'DocVersion',
    read: (root) => ({ links: [...along(root, 'versionFile', 'FileList', 'File'), ...along(root, 'document', 'DocRoot')] }),
  },
  document: {
    root: 'Document',
    read: (root) => ({
      links: [
        ...along(root, 'resources', 'CommonData', 'PublicRes'),
        ...along(root, 'resources', 'CommonData', 'DocumentRes'),
        ...attributesAlong(root, 'template', 'BaseLoc', 'CommonData', 'TemplatePage'),
        ...attributesAlong(root, 'page', 'BaseLoc', 'Pages', 'Page'),
        ...along(root, 'annotations', 'Annotations'),
        ...along(root, 'customTags', 'CustomTags'),
        ...along(root, 'attachments', 'Attachments'),
        ...along(root, 'extensions', 'Extensions'),
      ],
      pageIds: childElements(root, 'Pages').flatMap((pages) => childElements(pages, 'Page')).map((one) => attribute(one, 'ID')?.trim() ?? ''),
    }),
  },
  page,
  template: page,
  resources: {
    root: 'Res',
    read: (root) => {
      const baseLoc = attribute(root, 'BaseLoc')
      const links = [
        ...along(root, 'media', 'MultiMedias', 'MultiMedia', 'MediaFile'),
        ...along(root, 'font', 'Fonts', 'Font', 'FontFile'),
        ...attributesAlong(root, 'colorProfile', 'Profile', 'ColorSpaces', 'ColorSpace'),
      ]
      return { links, ...(baseLoc !== undefined && { baseLoc }) }
    },
  },
  annotations: { root: 'Annotations', read: (root) => ({ links: along(root, 'annotation', 'Page', 'FileLoc') }) },
  customTags: {
    root: 'CustomTags',
    read: (root) => ({ links: [...along(root, 'customTag', 'CustomTag', 'FileLoc'), ...along(root, 'schema', 'CustomTag', 'SchemaLoc')] }),
  },
  attachments: { root: 'Attachments', read: (root) => ({ links: along(root, 'attachment', 'Attachment', 'FileLoc') }) },
  extensions: { root: 'Extensions', read: (root) => ({ links: along(root, 'extensionData', 'Extension', 'ExtendData') }) },
}

/** The reader of a part; undefined for leaves. */
export function partReader(role: PartRole): PartReader | undefined {
  return READERS[role]
}

/** Parts whose content, and whose referenced files, decide what is shown on a page. */
const VISIBLE: ReadonlySet<PartRole> = new Set([
  'root', 'docVersion', 'document', 'page', 'template', 'resources', 'media', 'font', 'colorProfile', 'annotations', 'annotation',
])

export function isVisibleRole(role: PartRole): boolean {
  return VISIBLE.has(role)
}

const HOLDING = new Computed<boolean>('holding')

/**
 * Whether an XML file can hold elements of such names. Names stand literally in a document without
 * document type, so a file without these octets need not be parsed to know that it holds none; in UTF-16 octets do not
 * tell, and a document type is for the parser to refuse.
 * @throws FormatError, LimitExceededError
 */
export function mayHoldElements(zip: ZipArchive, entry: ZipEntry, ...localNames: readonly string[]): boolean {
  const content = zip.read(entry)
  const key = localNames.join(' ')
  const known = zip.memory.known(HOLDING, content, key)
  if (known !== undefined) return known
  const result = holdsAny(content, localNames)
  zip.memory.keep(HOLDING, content, result, 0, key)
  return result
}

function holdsAny(octets: Uint8Array, localNames: readonly string[]): boolean {
  if ((octets[0] === 0xff && octets[1] === 0xfe) || (octets[0] === 0xfe && octets[1] === 0xff)) return true
  const text = toCharacters(octets)
  return ['<!DOCTYPE', ...localNames].some((name) => text.includes(name))
}
