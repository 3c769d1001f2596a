/** Where a seal is stamped: single stamps, and the riding seal (骑缝章) whose parts lie on the edges of several pages. */
import { finding } from '../../diagnostics/index.ts'
import type { Finding } from '../../diagnostics/index.ts'
import type { Box } from '../../document/ofd/index.ts'
import { pageNamed } from './pages.ts'
import type { OfdPage } from './pages.ts'

export interface Stamp {
  /** Number of the page, counted from 1, or its ID in Document.xml. */
  readonly page: number | { readonly id: string }
  /** x, y, width, height on the page, in millimetres from its upper left corner. */
  readonly boundary: Box
  /** The part that is shown, in the stamp's own space. @default the whole */
  readonly clip?: Box
}

export interface RidingSeal {
  readonly edge: 'left' | 'right' | 'top' | 'bottom'
  /** Numbers of the pages that share the seal, two or more. @default all */
  readonly pages?: readonly number[]
  /** Distance of the seal from the page's upper (for left and right) or left end. @default in the middle */
  readonly at?: number
  /** Millimetres. @default the size that the seal states */
  readonly width?: number
  readonly height?: number
}

/** A stamp as Signature.xml has it. */
export interface PlacedStamp {
  readonly page: OfdPage
  readonly boundary: Box
  readonly clip?: Box
}

const hundredths = (value: number): number => Math.round(value * 100) / 100

/** @throws TypeError for a box that is none */
function requireBox(box: Box, name: string): void {
  const [, , width, height] = box
  // Callers without types may give anything.
  if ((box as readonly number[]).length !== 4 || !box.every(Number.isFinite) || !(width > 0) || !(height > 0)) throw new TypeError(`${name} of a stamp is x, y, width and height`)
}

/** @throws SigningRefusedError for a page that is not there; TypeError */
export function placeStamps(stamps: readonly Stamp[], pages: readonly OfdPage[]): readonly PlacedStamp[] {
  return stamps.map(({ page, boundary, clip }) => {
    requireBox(boundary, 'boundary')
    if (clip !== undefined) requireBox(clip, 'clip')
    return { page: pageNamed(pages, page), boundary, ...(clip && { clip }) }
  })
}

/**
 * The stamps of a riding seal: one for each page, the whole seal moved so far beyond the edge that the part for this page
 * lies on it, and clipped to that part. Laid one over the other like fanned sheets, the parts make the seal.
 * @throws SigningRefusedError for a page that is not there; TypeError for fewer than two pages or an unknown page size
 */
export function placeRidingSeal(
  riding: RidingSeal, pages: readonly OfdPage[], size: { readonly width: number; readonly height: number },
): readonly PlacedStamp[] {
  const { edge, width = size.width, height = size.height } = riding
  const shared = riding.pages === undefined ? pages : riding.pages.map((number) => pageNamed(pages, number))
  if (shared.length < 2) throw new TypeError('a riding seal lies on two pages or more')
  if (!(width > 0) || !(height > 0)) throw new TypeError('a riding seal has a width and a height')
  const upright = edge === 'left' || edge === 'right'
  const along = upright ? width : height
  // Cuts in hundredths of a millimetre, so that no line is missing between two parts.
  const cut = (i: number): number => hundredths((along * i) / shared.length)
  return shared.map((page, i): PlacedStamp => {
    if (page.box === undefined) throw new TypeError(`the size of page ${page.number} is not known`)
    const [left, top, pageWidth, pageHeight] = page.box
    const [from, to] = [cut(i), cut(i + 1)]
    const near = edge === 'left' || edge === 'top'
    const offset = hundredths((upright ? left : top) + (near ? -from : (upright ? pageWidth : pageHeight) - to))
    const other = hundredths((upright ? top : left) + (riding.at ?? (upright ? (pageHeight - height) / 2 : (pageWidth - width) / 2)))
    const part = hundredths(to - from)
    return upright
      ? { page, boundary: [offset, other, width, height], clip: [from, 0, part, height] }
      : { page, boundary: [other, offset, width, height], clip: [0, from, width, part] }
  })
}

/** Warnings about stamps that are not seen whole: what of a stamp is shown must lie on its page. */
export function stampWarnings(stamps: readonly PlacedStamp[]): readonly Finding[] {
  return stamps.flatMap(({ page, boundary: [x, y, width, height], clip }) => {
    if (page.box === undefined) return []
    const [shownX, shownY, shownWidth, shownHeight] = clip === undefined ? [x, y, width, height] : [x + clip[0], y + clip[1], clip[2], clip[3]]
    const [left, top, pageWidth, pageHeight] = page.box
    // A hundredth of a millimetre is rounding.
    const outside = Math.max(left - shownX, top - shownY, shownX + shownWidth - left - pageWidth, shownY + shownHeight - top - pageHeight)
    return outside > 0.011 ? [finding('SIGN_STAMP_OUTSIDE_PAGE', ['stamps'], { page: page.number })] : []
  })
}
