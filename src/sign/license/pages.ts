/** Draws the page of a license from its template and data (GB/T 33190-2016 clauses 7 to 11). */
import { finding } from '../../diagnostics/index.ts'
import { element, part } from '../page/markup.ts'
import type { Element } from '../page/markup.ts'
import { pathObject, textObject } from '../page/objects.ts'
import type { Numbers, TextStyle } from '../page/objects.ts'
import { PAGE_HEIGHT, PAGE_WIDTH, background } from '../page/ornament.ts'
import { SigningRefusedError } from '../refusal.ts'
import type { LicenseRecord } from './license-data.ts'
import { setText } from './set-text.ts'
import type { LicenseTemplate, TemplateObject, TemplateRows, TemplateTextStyle } from './template.ts'

/** Fonts of a template and their IDs, which the numbers of objects follow. */
export const fontIds = ({ fonts }: LicenseTemplate): ReadonlyMap<string, number> => new Map(Object.keys(fonts).map((name, i) => [name, i + 1]))

class Drawing {
  readonly objects: Element[] = []
  readonly #numbers: Numbers
  readonly #fonts: ReadonlyMap<string, number>

  constructor(numbers: Numbers, template: LicenseTemplate) {
    this.#numbers = numbers
    this.#fonts = fontIds(template)
  }

  styleOf({ font, size, color = [0, 0, 0], bold, spacing }: TemplateTextStyle): TextStyle {
    const id = this.#fonts.get(font)
    if (id === undefined) throw new TypeError(`template: no font ${font}`)
    return { font: id, size, color, ...(bold === true && { bold }), ...(spacing !== undefined && { spacing }) }
  }

  text(text: string, x: number, y: number, style: TextStyle): void {
    this.objects.push(textObject(this.#numbers, text, x, y, style))
  }

  statics(objects: readonly TemplateObject[] = []): void {
    for (const one of objects) {
      if (one.kind === 'text') this.text(one.text, one.x, one.y, { ...this.styleOf(one), anchor: one.align ?? 'start' })
      else {
        const { box, data, stroke, fill, lineWidth } = one
        this.objects.push(pathObject(this.#numbers, box, data, { ...(stroke && { stroke }), ...(fill && { fill }), ...(lineWidth !== undefined && { lineWidth }) }))
      }
    }
  }

  ornament(): void {
    this.objects.push(...background(this.#numbers))
  }
}

/** The template page: what stands behind every license. @throws TypeError for a font that the template does not have */
export function templatePage(numbers: Numbers, template: LicenseTemplate): Uint8Array {
  const { page: { width, height }, ornament } = template
  if (ornament !== undefined && (width !== PAGE_WIDTH || height !== PAGE_HEIGHT)) throw new TypeError('template: the ornament is for pages of 297 by 210 mm')
  const drawing = new Drawing(numbers, template)
  if (ornament !== undefined) drawing.ornament()
  drawing.statics(template.background)
  return page(numbers, template, 'Background', drawing.objects)
}

/**
 * The page with the license's data.
 * @throws SigningRefusedError when a text does not fit; TypeError for a font or field that is not there
 */
export function licensePage(numbers: Numbers, template: LicenseTemplate, templateId: number, { shown, rows }: LicenseRecord): Uint8Array {
  const drawing = new Drawing(numbers, template)
  drawing.statics(template.objects)
  for (const field of template.fields) {
    const value = shown.get(field.field)
    if (value === undefined) throw new TypeError(`template: the license has no ${field.field}`)
    const style = drawing.styleOf(field)
    const { lines, size } = setText(`${field.before ?? ''}${value}`, style, { width: field.width, lines: field.lines ?? 1, minSize: field.minSize ?? field.size }, field.field)
    const { align = 'start' } = field
    const x = field.x + (align === 'middle' ? field.width / 2 : align === 'end' ? field.width : 0)
    const spacing = ((style.spacing ?? 0) * size) / style.size
    lines.forEach((line, i) => { drawing.text(line, x, field.y + i * (field.lineHeight ?? size * 1.4), { ...style, size, spacing, anchor: align }) })
  }
  if (template.rows !== undefined) listRows(drawing, template.rows, rows)
  return page(numbers, template, 'Body', drawing.objects, templateId)
}

function listRows(drawing: Drawing, room: TemplateRows, rows: LicenseRecord['rows']): void {
  const [labelStyle, valueStyle] = [drawing.styleOf(room.label), drawing.styleOf(room.value)]
  let y = room.y
  for (const { name, label, value } of rows) {
    const { lines } = setText(value, valueStyle, { width: room.valueWidth, lines: Math.floor((room.lastY - y) / room.lineHeight + 1.001), minSize: room.value.size }, name)
    // Spread over the width, as Chinese forms do; smaller where there is no room to spread.
    const count = Array.from(label).length
    const size = Math.min(room.label.size, room.labelWidth / Math.max(1, count))
    const spacing = count > 1 ? (room.labelWidth - count * size) / (count - 1) : 0
    drawing.text(label, room.x, y, { ...labelStyle, size, spacing })
    drawing.text('：', room.x + room.labelWidth, y, labelStyle)
    for (const line of lines) {
      if (y > room.lastY + 0.01) throw new SigningRefusedError(finding('SIGN_TEXT_TOO_LONG', ['template', name], { field: name }))
      drawing.text(line, room.x + room.labelWidth + room.label.size * 1.3, y, valueStyle)
      y += room.lineHeight
    }
  }
}

function page(numbers: Numbers, { page: { width, height } }: LicenseTemplate, type: 'Background' | 'Body', objects: readonly Element[], templateId?: number): Uint8Array {
  return part(
    element('Page', {},
      ...(templateId === undefined ? [] : [element('Template', { TemplateID: templateId, ZOrder: 'Background' })]),
      element('Area', {}, element('PhysicalBox', {}, `0 0 ${width} ${height}`)),
      element('Content', {}, element('Layer', { ID: numbers.next(), Type: type }, ...objects)),
    ),
  )
}
