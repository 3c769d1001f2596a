/** Writes a seal picture as SVG 1.1: filled polygons, and characters as text where there are no strokes for them. */
import { toUtf8 } from '../../../encoding/octets.ts'
import { escapeXml } from '../../page/markup.ts'
import type { Polygon } from './glyphs.ts'

/** Text about the middle of the picture: on a ray (degrees, 0 is up, at a radius), or level at a height. Millimetres. */
export type SvgText = { readonly text: string; readonly size: number } & (
  | { readonly radius: number; readonly degrees: number }
  | { readonly y: number }
)

/** @param size width and height in millimetres; (0, 0) is the middle */
export function svgPicture(
  size: number, [red, green, blue]: readonly [number, number, number], shapes: readonly (readonly Polygon[])[], texts: readonly SvgText[],
): Uint8Array {
  const half = size / 2
  const paths = shapes.map((outlines) => `<path d="${outlines.map(outlineData).join('')}"/>`)
  const lines = texts.map((one) => {
    const place = 'y' in one ? `y="${number(one.y)}"` : `y="${number(-one.radius)}" transform="rotate(${number(one.degrees)})"`
    return `<text ${place} font-size="${number(one.size)}" text-anchor="middle" font-family="SimSun,Songti SC,Noto Serif CJK SC,serif">${escapeXml(one.text)}</text>`
  })
  return toUtf8([
    `<svg xmlns="http://www.w3.org/2000/svg" width="${number(size)}mm" height="${number(size)}mm" viewBox="${number(-half)} ${number(-half)} ${number(size)} ${number(size)}">`,
    `<g fill="rgb(${red},${green},${blue})" fill-rule="evenodd">`,
    ...paths,
    ...lines,
    '</g>',
    '</svg>',
    '',
  ].join('\n'))
}

const outlineData = (outline: Polygon): string => `M${outline.map(([x, y]) => `${number(x)} ${number(y)}`).join('L')}Z`

/** Hundredths of a millimetre; in two steps, so that no digit turns on the last bit of a sine. */
function number(value: number): string {
  return String(Math.round(Math.round(value * 1e6) / 1e4) / 100 + 0)
}
