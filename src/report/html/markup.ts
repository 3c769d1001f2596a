/**
 * HTML that cannot be injected into: every string that enters the template is made visible and escaped; only what a
 * template made is markup. No other file of this room writes `<` outside a template.
 */
import type { Language, Message } from '../messages/catalog.ts'
import { messageOf } from '../messages/index.ts'
import type { Term } from '../messages/terms.ts'
import type { Diagnostic } from '../model.ts'
import { plainText } from '../plain-text.ts'

/** Markup that a template made. The constructor is for `html` alone. */
export class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

type Part = string | number | Markup | readonly Markup[]

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Escapes text for element content and quoted attributes. */
function escapeMarkup(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] as string)
}

function partText(part: Part): string {
  if (part instanceof Markup) return part.text
  if (typeof part === 'number') return String(part)
  if (typeof part === 'string') return escapeMarkup(plainText(part))
  return part.map(({ text }) => text).join('')
}

/** A template whose holes are escaped. Attribute values must be quoted in the template. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.map((string, index) => (index === 0 ? string : partText(parts[index - 1] as Part) + string)).join(''))
}

export const NOTHING = new Markup('')

/** A `data:` URI for a quoted attribute; nothing when the data is not base64 (it enters unescaped and uncut). */
export function dataUri(mediaType: string, base64: string): Markup | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) return undefined
  return new Markup(`data:${escapeMarkup(mediaType)};base64,${base64}`)
}

/** Running text, which may be longer than a name. */
export function prose(text: string): Markup {
  return new Markup(escapeMarkup(plainText(text, 4000)))
}

/** A text in both languages; the style sheet shows the chosen one. */
export function both(of: (language: Language) => string): Markup {
  return html`<span class="zh" lang="zh-CN">${prose(of('zh'))}</span><span class="en" lang="en">${prose(of('en'))}</span>`
}

/** A fixed word in both languages. */
export function term(word: Term): Markup {
  return both((language) => word[language])
}

/** A part of a diagnostic's message in both languages. */
export function message(diagnostic: Diagnostic, part: keyof Message): Markup {
  return both((language) => messageOf(diagnostic, language)[part])
}
