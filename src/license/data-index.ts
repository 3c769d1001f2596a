/**
 * The data index of a license (数据索引, GB/T 36905): custom tags that say which texts of a page are which datum. Reads the
 * texts that they mark.
 */
import { attempt, readXml } from '../document/ofd/parts.ts'
import { locate } from '../document/ofd/locate.ts'
import type { OfdPackage } from '../document/ofd/index.ts'
import { directoryOf } from '../encoding/path.ts'
import { attribute, childElements, textOf } from '../encoding/xml.ts'
import type { XmlElement } from '../encoding/xml.ts'
import type { Budget } from '../limits.ts'
import { elementOfName, FEWEST_NAMES } from './elements.ts'
import type { MetadataItem } from './sources.ts'

/** Texts of one page by object ID, with the place that orders pieces of one line. */
interface PageTexts {
  readonly path: string
  readonly objects: ReadonlyMap<string, { readonly text: string; readonly x: number; readonly y: number }>
}

/** Pieces whose boundaries begin this close in height, in millimetres, stand in one line. */
const SAME_LINE = 0.5
/** Octets of a page that is read for its texts: more than any page of a license, which is one or two sheets. */
const LARGEST_PAGE = 8 * 1024 * 1024

export class DataIndexReader {
  readonly #ofd: OfdPackage
  readonly #budget: Budget
  readonly #pages = new Map<string, PageTexts | undefined>()

  constructor(ofd: OfdPackage, budget: Budget) {
    this.#ofd = ofd
    this.#budget = budget
  }

  /** The data that a tag file marks, by the names of its elements, and the page files that they stand in. @throws LimitExceededError */
  itemsOf(root: XmlElement): { readonly items: readonly MetadataItem[]; readonly files: readonly string[] } {
    const tags = tagsOf(root)
    // Invoices have tags as well: pages are read for licenses only.
    if (new Set(tags.flatMap(({ localName }) => elementOfName(localName) ?? [])).size < FEWEST_NAMES) return { items: [], files: [] }
    const files = new Set<string>()
    const marked = new Map<string, { readonly text: string; readonly x: number; readonly y: number }[]>()
    for (const element of tags) {
      for (const reference of childElements(element, 'ObjectRef')) {
        const page = this.#pageOf(attribute(reference, 'PageRef') ?? '')
        const object = page?.objects.get(textOf(reference))
        if (page === undefined || object === undefined) continue
        files.add(page.path)
        const pieces = marked.get(element.localName)
        if (pieces === undefined) marked.set(element.localName, [object])
        else pieces.push(object)
      }
    }
    const items = [...marked].flatMap(([name, pieces]) => inReadingOrder(pieces).map(({ text }) => ({ name, value: text })))
    return { items, files: [...files] }
  }

  #pageOf(id: string): PageTexts | undefined {
    if (!this.#pages.has(id)) this.#pages.set(id, attempt(() => this.#readPage(id)).result)
    return this.#pages.get(id)
  }

  #readPage(id: string): PageTexts | undefined {
    const { zip, docBodies } = this.#ofd
    const [docRoot, ...others] = docBodies.flatMap(({ docRoots }) => docRoots)
    // Which document a tag means is not written: with several there is no telling.
    if (docRoot === undefined || others.length > 0) return undefined
    const document = zip.get(docRoot)
    if (document === undefined) return undefined
    const { root } = readXml({ zip, budget: this.#budget }, document)
    const pages = childElements(root, 'Pages').flatMap((list) => childElements(list, 'Page')).filter((one) => attribute(one, 'ID')?.trim() === id.trim())
    const [page, ...rivals] = pages
    const entry = page === undefined || rivals.length > 0 ? undefined : locate(zip, attribute(page, 'BaseLoc') ?? '', [directoryOf(docRoot)], [docRoot], () => undefined)?.entry
    if (entry === undefined || entry.size > LARGEST_PAGE) return undefined
    const content = readXml({ zip, budget: this.#budget }, entry).root
    const objects = new Map<string, { readonly text: string; readonly x: number; readonly y: number }>()
    for (const object of textObjects(content)) {
      const [x = 0, y = 0] = (attribute(object, 'Boundary') ?? '').trim().split(/\s+/).map(Number)
      objects.set(attribute(object, 'ID') ?? '', { text: childElements(object, 'TextCode').map((code) => code.text).join(''), x, y })
    }
    return { path: entry.path, objects }
  }
}

/** Elements of a tag file that mark something, at any depth. */
function tagsOf(element: XmlElement): readonly XmlElement[] {
  const own = childElements(element, 'ObjectRef').length > 0 ? [element] : []
  return [...own, ...element.children.flatMap(tagsOf)]
}

function textObjects(element: XmlElement): readonly XmlElement[] {
  return element.localName === 'TextObject' ? [element] : element.children.flatMap(textObjects)
}

/** Pieces of one line from left to right; otherwise as they are marked. */
function inReadingOrder<Piece extends { readonly x: number; readonly y: number }>(pieces: readonly Piece[]): readonly Piece[] {
  const [first] = pieces
  const oneLine = first !== undefined && pieces.every(({ x, y }) => Math.abs(y - first.y) <= SAME_LINE && Number.isFinite(x))
  return oneLine ? [...pieces].sort((a, b) => a.x - b.x) : pieces
}
