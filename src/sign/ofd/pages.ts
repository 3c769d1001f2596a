/** The pages of a document: their identifiers, in order, and their areas in millimetres. */
import { finding } from '../../diagnostics/index.ts'
import type { Box, OfdPackage } from '../../document/ofd/index.ts'
import { locate } from '../../document/ofd/locate.ts'
import { readPart } from '../../document/ofd/parts.ts'
import { directoryOf } from '../../encoding/path.ts'
import { attribute, childElements, firstChild, textOf } from '../../encoding/xml.ts'
import type { XmlElement } from '../../encoding/xml.ts'
import type { Budget } from '../../limits.ts'
import { SigningRefusedError } from '../refusal.ts'

export interface OfdPage {
  /** ID in Document.xml: what stamps refer to. */
  readonly id: string
  /** Counted from 1. */
  readonly number: number
  /** PhysicalBox of the page, else of the document; absent where neither has a usable one. */
  readonly box?: Box
}

/** @throws FormatError, LimitExceededError; RangeError when there is no such document */
export function pagesOf(ofd: OfdPackage, document: number, budget: Budget): readonly OfdPage[] {
  const [docRoot] = ofd.docBodies[document]?.docRoots ?? []
  const entry = docRoot === undefined ? undefined : ofd.zip.get(docRoot)
  if (docRoot === undefined || entry === undefined) throw new RangeError(`the package has no document ${document}`)
  const pack = { zip: ofd.zip, budget }
  const root = readPart(pack, entry, 'Document', () => undefined)
  const common = firstChild(root, 'CommonData')
  const whole = boxOf(common && firstChild(common, 'PageArea'))
  const elements = childElements(root, 'Pages').flatMap((pages) => childElements(pages, 'Page'))
  return elements.map((element, index): OfdPage => {
    const found = locate(ofd.zip, attribute(element, 'BaseLoc') ?? '', [directoryOf(docRoot)], [docRoot], () => undefined)?.entry
    const own = found && boxOf(firstChild(readPart(pack, found, 'Page', () => undefined), 'Area'))
    const box = own ?? whole
    return { id: attribute(element, 'ID')?.trim() ?? '', number: index + 1, ...(box && { box }) }
  })
}

function boxOf(area: XmlElement | undefined): Box | undefined {
  const text = area && textOf(firstChild(area, 'PhysicalBox'))
  const numbers = (text ?? '').slice(0, 256).trim().split(/\s+/).map(Number)
  const [x, y, width, height] = numbers
  if (x === undefined || y === undefined || width === undefined || height === undefined) return undefined
  return numbers.length === 4 && numbers.every(Number.isFinite) && width > 0 && height > 0 ? [x, y, width, height] : undefined
}

/** @param page its number, counted from 1, or its ID. @throws SigningRefusedError when there is no such page */
export function pageNamed(pages: readonly OfdPage[], page: number | { readonly id: string }): OfdPage {
  const found = typeof page === 'number' ? pages[page - 1] : pages.find(({ id }) => id === page.id)
  if (found === undefined) throw new SigningRefusedError(finding('SIGN_PAGE_UNKNOWN', [], { page: typeof page === 'number' ? page : 'ID' }))
  return found
}
