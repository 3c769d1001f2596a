/**
 * Templates of license pages: data that says how large the page is, what stands on it always, and where the license's
 * own data go. Millimetres from the upper left corner; `y` of text is its baseline.
 */
import type { Color } from '../page/objects.ts'

export interface TemplateTextStyle {
  /** Name of a font of the template. */
  readonly font: string
  readonly size: number
  /** Red, green, blue. @default black */
  readonly color?: Color
  readonly bold?: boolean
  /** Extra space after each character. @default 0 */
  readonly spacing?: number
}

/** What stands on every license of the template. */
export type TemplateObject =
  | (TemplateTextStyle & { readonly kind: 'text'; readonly text: string; readonly x: number; readonly y: number; readonly align?: 'start' | 'middle' | 'end' })
  | {
    readonly kind: 'path'
    readonly box: readonly [number, number, number, number]
    /** AbbreviatedData of GB/T 33190, relative to the box. */
    readonly data: string
    readonly stroke?: Color
    readonly fill?: Color
    readonly lineWidth?: number
  }

/** One datum of the license, placed. */
export interface TemplateField extends TemplateTextStyle {
  /** Short name of the datum: `ZZMC`, `CZZT`, `KZ_...`. */
  readonly field: string
  /** Written before the value. */
  readonly before?: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly align?: 'start' | 'middle' | 'end'
  /** How many lines it may take. @default 1 */
  readonly lines?: number
  /** Distance of lines. @default 1.4 times the size */
  readonly lineHeight?: number
  /** The size to which a long text may shrink. @default the size */
  readonly minSize?: number
}

/** The list of what is not placed by itself: a label and a value a row. */
export interface TemplateRows {
  readonly x: number
  /** Baseline of the first row, and of the last at most. */
  readonly y: number
  readonly lastY: number
  readonly lineHeight: number
  readonly labelWidth: number
  readonly valueWidth: number
  readonly label: TemplateTextStyle
  readonly value: TemplateTextStyle
}

export interface LicenseTemplate {
  readonly page: { readonly width: number; readonly height: number }
  /** By name: what readers look for; no font is embedded. */
  readonly fonts: Readonly<Record<string, { readonly name: string; readonly family: string }>>
  /** A drawn border and background; for pages of 297 by 210 mm. @default none */
  readonly ornament?: 'woven'
  readonly background?: readonly TemplateObject[]
  readonly objects?: readonly TemplateObject[]
  readonly fields: readonly TemplateField[]
  readonly rows?: TemplateRows
  /** Upper left corner of the seal; its size is what the seal states. */
  readonly stamp: { readonly x: number; readonly y: number }
}

const INK: Color = [28, 28, 28]
const LABEL: Color = [70, 58, 34]
const TITLE: Color = [150, 22, 28]

/** A landscape page for any license, marked as a specimen (样本): for tests and demonstrations. */
export const SPECIMEN_TEMPLATE: LicenseTemplate = Object.freeze<LicenseTemplate>({
  page: { width: 297, height: 210 },
  fonts: {
    song: { name: '宋体', family: 'SimSun' },
    kai: { name: '楷体', family: 'KaiTi' },
    hei: { name: '黑体', family: 'SimHei' },
  },
  ornament: 'woven',
  background: [{ kind: 'text', text: '样　本', x: 148.5, y: 122, font: 'hei', size: 34, color: [240, 231, 211], align: 'middle' }],
  objects: [
    { kind: 'text', text: '（样本）', x: 148.5, y: 61.5, font: 'kai', size: 5, color: TITLE, align: 'middle' },
    { kind: 'path', box: [34, 73, 229, 2], data: 'M 0 1 L 229 1', stroke: [176, 132, 56], lineWidth: 0.3 },
    { kind: 'text', text: '发证机关：', x: 186, y: 158, font: 'song', size: 5.2, color: LABEL, bold: true },
    { kind: 'text', text: '本证照为软件测试样本，不具有任何法律效力。', x: 148.5, y: 183.4, font: 'song', size: 3, color: LABEL, align: 'middle' },
    { kind: 'text', text: 'A specimen for software tests, of no legal effect.', x: 148.5, y: 187.6, font: 'song', size: 2.6, color: LABEL, align: 'middle' },
  ],
  fields: [
    { field: 'ZZMC', x: 40, y: 52, width: 217, font: 'song', size: 17, minSize: 8, color: TITLE, bold: true, spacing: 4, align: 'middle' },
    { field: 'ZZBH', before: '编号：', x: 130, y: 71, width: 132, font: 'song', size: 4.4, minSize: 3, color: INK, align: 'end' },
    { field: 'ZZBS', x: 36, y: 178.4, width: 225, font: 'song', size: 3, minSize: 2, color: LABEL, align: 'middle' },
    { field: 'ZZBFJG', x: 211, y: 158, width: 54, font: 'kai', size: 5.2, minSize: 3, color: INK, lines: 2 },
    { field: 'ZZBFRQ', x: 212, y: 171, width: 50, font: 'kai', size: 5.6, color: INK, align: 'middle' },
  ],
  rows: {
    x: 36, y: 82.5, lastY: 172.7, lineHeight: 9.2, labelWidth: 54, valueWidth: 88,
    label: { font: 'song', size: 5.2, color: LABEL, bold: true },
    value: { font: 'kai', size: 5.6, color: INK },
  },
  stamp: { x: 216, y: 134.5 },
})
