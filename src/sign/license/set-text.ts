/** Sets text into the room that a template gives it: in lines, smaller where that is allowed, never cut off. */
import { finding } from '../../diagnostics/index.ts'
import { SigningRefusedError } from '../refusal.ts'
import { textWidth } from '../page/objects.ts'
import type { TextStyle } from '../page/objects.ts'

export interface SetText {
  readonly lines: readonly string[]
  readonly size: number
}

/**
 * Breaks a text between any two characters, as Chinese is set.
 * @param field named where it does not fit
 * @throws SigningRefusedError when it does not fit at the smallest size
 */
export function setText(
  text: string, style: TextStyle, room: { readonly width: number; readonly lines: number; readonly minSize: number }, field: string,
): SetText {
  for (let size = style.size; ; size = Math.max(room.minSize, size * 0.95)) {
    const shrunk = { ...style, size, spacing: ((style.spacing ?? 0) * size) / style.size }
    const lines = breakLines(text, shrunk, room.width)
    if (lines !== undefined && lines.length <= room.lines) return { lines, size }
    if (size <= room.minSize) throw new SigningRefusedError(finding('SIGN_TEXT_TOO_LONG', ['template', field], { field }))
  }
}

/** Undefined when not even one character fits. */
function breakLines(text: string, style: TextStyle, width: number): readonly string[] | undefined {
  const lines: string[] = []
  let line = ''
  for (const character of text) {
    if (textWidth(line + character, style) <= width) {
      line += character
      continue
    }
    if (line === '') return undefined
    lines.push(line)
    line = character
  }
  return [...lines, line]
}
