/**
 * The picture of a round official seal: ring, star, the holder's name on an arc, and marks that say it is a specimen. Drawn
 * pictures are for tests and demonstrations only, and every one says so; real seals have pictures of their own.
 */
import type { Nib, Point, Polygon } from './glyphs.ts'
import { glyphPolygons, hasGlyphs } from './glyphs.ts'
import { encodePng } from './png.ts'
import { Raster } from './raster.ts'
import { svgPicture } from './svg.ts'
import type { SvgText } from './svg.ts'

export const SEAL_DIAMETER_MM = 42
const PIXELS_PER_MM = 10
const RED = [0xc8, 0x16, 0x1d] as const

export interface SealDrawing {
  /** On the arc: the holder of the seal. */
  readonly name: string
  /** On a line below the star, such as 电子证照专用章. */
  readonly text?: string
  readonly shape: 'round'
  /** Said out loud because it is so: a drawn picture carries 样章 and SPECIMEN. */
  readonly specimen: true
  /** @default 'SVG' */
  readonly format?: 'PNG' | 'SVG'
}

/** A picture as a seal holds it. */
export interface DrawnPicture {
  readonly type: 'PNG' | 'SVG'
  readonly data: Uint8Array
  readonly widthMm: number
  readonly heightMm: number
}

/**
 * Draws the picture of a test seal. Characters are drawn stroke by stroke where this project has strokes for them; an
 * SVG sets other characters as text, in whatever Song font there is where it is shown.
 * @throws RangeError for a PNG of characters without strokes; TypeError where a name is missing
 */
export function drawSealPicture(drawing: SealDrawing): DrawnPicture {
  if (drawing.name === '' || (drawing.specimen as unknown) !== true) throw new TypeError('a drawn seal has a name and is a specimen')
  const { format = 'SVG' } = drawing
  const size = { widthMm: SEAL_DIAMETER_MM, heightMm: SEAL_DIAMETER_MM }
  return format === 'PNG' ? { type: 'PNG', data: png(shapes(drawing)), ...size } : { type: 'SVG', data: svg(drawing), ...size }
}

/** PNG of a seal, 42 mm wide, transparent around the lines. @param name characters that glyphs.ts has strokes for */
export function sealPicture(name: string): Uint8Array {
  return png(shapes({ name }))
}

function png(drawn: readonly (readonly Polygon[])[]): Uint8Array {
  const raster = new Raster(SEAL_DIAMETER_MM * PIXELS_PER_MM)
  for (const outlines of drawn) raster.fill(outlines.map((outline) => outline.map(([x, y]): Point => [pixels(x), pixels(y)])))
  return encodePng(raster.size, raster.coverage(), RED, PIXELS_PER_MM)
}

function svg(drawing: SealDrawing): Uint8Array {
  const { name, text = '' } = drawing
  const characters = Array.from(name)
  const texts: SvgText[] = []
  if (!hasGlyphs(name)) {
    characters.forEach((character, i) => {
      texts.push({ text: character, size: Math.min(6.3, 92 / characters.length), radius: 15.2, degrees: nameAngle(i, characters.length) })
    })
  }
  if (!hasGlyphs(text)) texts.push({ text, size: Math.min(2.8, 22 / Array.from(text).length), y: TEXT_TOP + 2.4 })
  return svgPicture(SEAL_DIAMETER_MM, RED, shapes({ name: hasGlyphs(name) ? name : '', text: hasGlyphs(text) ? text : '' }), texts)
}

const nameAngle = (i: number, count: number): number => (i - (count - 1) / 2) * Math.min(30, 250 / count)
const TEXT_TOP = 12.6

/** The filled shapes, in millimetres from the middle: each a list of outlines, even-odd. @throws RangeError without strokes */
function shapes({ name, text = '' }: Pick<SealDrawing, 'name' | 'text'>): readonly (readonly Polygon[])[] {
  const drawn: (readonly Polygon[])[] = [[circle(20.8), circle(19.6)], [star(6.6)]]
  const characters = Array.from(name)
  characters.forEach((character, i) => {
    for (const polygon of glyphPolygons(character, NAME_NIB)) drawn.push([onArc(polygon, nameAngle(i, characters.length), 18.4, 4.5, 6.3)])
  })
  Array.from('样章').forEach((character, i) => {
    for (const polygon of glyphPolygons(character, MARK_NIB)) drawn.push([polygon.map(([x, y]): Point => [(i - 1) * 4.5 + 0.4 + x * 0.037, 8.1 + y * 0.037])])
  })
  const line = Array.from(text)
  const width = Math.min(2.9, 24 / line.length)
  line.forEach((character, i) => {
    const left = (i - line.length / 2) * width
    for (const polygon of glyphPolygons(character, MARK_NIB)) {
      drawn.push([polygon.map(([x, y]): Point => [left + x * width * 0.0085, TEXT_TOP + y * 0.028])])
    }
  })
  Array.from('SPECIMEN').forEach((character, i) => {
    const angle = 180 - (i - 3.5) * 7.2
    for (const polygon of glyphPolygons(character, LATIN_NIB)) drawn.push([onArc(polygon.map(([x, y]): Point => [100 - x, 100 - y]), angle, 18.4, 1.5, 2.1)])
  })
  return drawn
}

/** From the seal's middle to pixels; steps of a millionth, so that no result turns on the last bit of a sine. */
const pixels = (mm: number): number => Math.round((mm + SEAL_DIAMETER_MM / 2) * PIXELS_PER_MM * 1e6) / 1e6

const NAME_NIB: Nib = { down: 5.6, level: 2.7 }
const MARK_NIB: Nib = { down: 5, level: 2.9 }
const LATIN_NIB: Nib = { down: 7.5, level: 6.5 }

/** A polygon of the 100 by 100 square, stood up on a ray: its top at the radius, its middle on the angle (0 is up). */
function onArc(polygon: Polygon, degrees: number, radius: number, width: number, height: number): Polygon {
  const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)]
  return polygon.map(([x, y]): Point => {
    const [across, along] = [((x - 50) * width) / 100, radius - (y * height) / 100]
    return [along * sin + across * cos, -along * cos + across * sin]
  })
}

function circle(radius: number): Polygon {
  return Array.from({ length: 360 }, (_, i): Point => {
    const angle = (i * Math.PI) / 180
    return [radius * Math.cos(angle), radius * Math.sin(angle)]
  })
}

function star(radius: number): Polygon {
  const inner = radius * 0.381966
  return Array.from({ length: 10 }, (_, i): Point => {
    const angle = ((i * 36 - 90) * Math.PI) / 180
    const r = i % 2 === 0 ? radius : inner
    return [r * Math.cos(angle), r * Math.sin(angle)]
  })
}
