/**
 * Reads XML documents that use nothing but elements with ASCII names, attributes, text, comments, CDATA sections and the
 * references that XML itself defines. Leaves every other document, and every one that is not well-formed, to the parser
 * for all of XML: what is read here is read there too, and alike.
 */
import { VerificationError } from '../errors.ts'
import type { Locator } from '../diagnostics/index.ts'
import type { Budget } from '../limits.ts'
import type { XmlText } from './xml-text.ts'
import { TreeBuilder } from './xml-tree.ts'

const DECLARATION = /^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"1\.0"|'1\.0')(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"([A-Za-z][\w.-]*)"|'([A-Za-z][\w.-]*)'))?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>/
/** Characters that XML 1.0 does not allow. Lone surrogates do not come out of decoding. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/

const NAME_START = 1
const NAME = 2
const SPACE = 4
/** What an ASCII character can be. */
const KIND = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code)
  if (/[A-Za-z_]/.test(character)) return NAME_START | NAME
  if (/[0-9.-]/.test(character)) return NAME
  return /[ \t\r\n]/.test(character) ? SPACE : 0
})

const REFERENCE = /&(?:(lt|gt|amp|quot|apos)|#([0-9]{1,7})|#x([0-9a-fA-F]{1,6}));|&/g
const PREDEFINED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** Thrown inside this module only: not for this reader. */
class NotPlain extends Error {}

/**
 * The tree of a plain document, its nodes paid for; undefined, and nothing paid, for any other document and for one that
 * breaks a rule or a limit. The text holds no document type and does not begin with a byte order mark.
 */
export function readPlainXml({ text, names }: XmlText, budget: Budget, at: Locator): TreeBuilder | undefined {
  const declaration = DECLARATION.exec(text)
  const encoding = declaration?.[1] ?? declaration?.[2]
  if (encoding !== undefined && !names.includes(encoding.toLowerCase())) return undefined
  if (FORBIDDEN.test(text)) return undefined
  const builder = new TreeBuilder(at)
  const room = { nodes: budget.limits.xmlNodes - budget.spent('xmlNodes'), depth: budget.limits.xmlDepth }
  try {
    new Reader(text, builder, room).read(declaration?.[0].length ?? 0)
  } catch (error) {
    if (error instanceof NotPlain || error instanceof VerificationError) return undefined
    throw error
  }
  budget.spend('xmlNodes', builder.nodes, at)
  return builder
}

class Reader {
  readonly #text: string
  readonly #builder: TreeBuilder
  readonly #room: { readonly nodes: number; readonly depth: number }
  #position = 0

  constructor(text: string, builder: TreeBuilder, room: { readonly nodes: number; readonly depth: number }) {
    this.#text = text
    this.#builder = builder
    this.#room = room
  }

  read(start: number): void {
    const text = this.#text
    let rootClosed = false
    this.#position = start
    for (;;) {
      const from = this.#position
      const markup = text.indexOf('<', from)
      const end = markup < 0 ? text.length : markup
      if (end > from) {
        if (this.#builder.depth > 0) this.#characters(text.slice(from, end))
        else if (!isSpace(text, from, end)) throw new NotPlain()
      }
      if (markup < 0) break
      this.#position = markup + 1
      const next = text.charCodeAt(markup + 1)
      if (next === 0x2f) this.#endTag()
      else if (next === 0x21) this.#commentOrCdata()
      else {
        if (rootClosed) throw new NotPlain()
        this.#startTag(markup)
      }
      rootClosed ||= this.#builder.depth === 0 && next !== 0x21
    }
    if (this.#builder.depth > 0 || !rootClosed) throw new NotPlain()
  }

  #characters(raw: string): void {
    if (raw.includes(']]>')) throw new NotPlain()
    this.#builder.text(expand(raw.includes('\r') ? raw.replaceAll(/\r\n?/g, '\n') : raw))
  }

  #startTag(offset: number): void {
    const text = this.#text
    const builder = this.#builder
    if (builder.depth >= this.#room.depth) throw new NotPlain()
    builder.open(this.#name(), offset)
    let seen: Set<string> | undefined
    let first: string | undefined
    for (;;) {
      const spaced = this.#skipSpace()
      const code = text.charCodeAt(this.#position)
      if (code === 0x3e || code === 0x2f) {
        this.#position++
        if (code === 0x2f && text.charCodeAt(this.#position++) !== 0x3e) throw new NotPlain()
        builder.opened()
        if (code === 0x2f) builder.close()
        break
      }
      if (!spaced) throw new NotPlain()
      const name = this.#name()
      // Few elements have two attributes: a set is made for the second.
      if (first === undefined) first = name
      else {
        seen ??= new Set([first])
        if (seen.has(name)) throw new NotPlain()
        seen.add(name)
      }
      builder.attribute(name, this.#attributeValue())
      if (builder.nodes > this.#room.nodes) throw new NotPlain()
    }
    if (builder.nodes > this.#room.nodes) throw new NotPlain()
  }

  #attributeValue(): string {
    const text = this.#text
    this.#skipSpace()
    if (text.charCodeAt(this.#position++) !== 0x3d) throw new NotPlain()
    this.#skipSpace()
    const quote = text.charAt(this.#position++)
    if (quote !== '"' && quote !== "'") throw new NotPlain()
    const end = text.indexOf(quote, this.#position)
    if (end < 0) throw new NotPlain()
    const raw = text.slice(this.#position, end)
    if (raw.includes('<')) throw new NotPlain()
    this.#position = end + 1
    return expand(/[\t\r\n]/.test(raw) ? raw.replaceAll(/\r\n|[\t\r\n]/g, ' ') : raw)
  }

  #endTag(): void {
    this.#position++
    const name = this.#name()
    this.#skipSpace()
    if (name !== this.#builder.openName || this.#text.charCodeAt(this.#position) !== 0x3e) throw new NotPlain()
    this.#position++
    this.#builder.close()
  }

  /** Behind `<`, at `!`. */
  #commentOrCdata(): void {
    const text = this.#text
    if (text.startsWith('!--', this.#position)) {
      const dashes = text.indexOf('--', this.#position + 3)
      if (dashes < 0 || text.charCodeAt(dashes + 2) !== 0x3e) throw new NotPlain()
      this.#position = dashes + 3
      return
    }
    if (!text.startsWith('![CDATA[', this.#position) || this.#builder.depth === 0) throw new NotPlain()
    const start = this.#position + 8
    const end = text.indexOf(']]>', start)
    if (end < 0) throw new NotPlain()
    this.#builder.text(text.slice(start, end).replaceAll(/\r\n?/g, '\n'))
    this.#position = end + 3
  }

  /** A name of ASCII characters with one colon at most, inside it. */
  #name(): string {
    const start = this.#position
    this.#position = this.#nameEnd(start)
    if (this.#text.charCodeAt(this.#position) === 0x3a) this.#position = this.#nameEnd(this.#position + 1)
    // Names may go on in other scripts.
    const next = this.#text.charCodeAt(this.#position)
    if (next >= 0x80 || next === 0x3a) throw new NotPlain()
    return this.#text.slice(start, this.#position)
  }

  #nameEnd(start: number): number {
    const text = this.#text
    let end = start
    if (((KIND[text.charCodeAt(end)] ?? 0) & NAME_START) === 0) throw new NotPlain()
    do end++
    while (((KIND[text.charCodeAt(end)] ?? 0) & NAME) !== 0)
    return end
  }

  /** Passes over white space; whether there was any. */
  #skipSpace(): boolean {
    const start = this.#position
    while (KIND[this.#text.charCodeAt(this.#position)] === SPACE) this.#position++
    return this.#position > start
  }
}

function isSpace(text: string, start: number, end: number): boolean {
  for (let index = start; index < end; index++) if (KIND[text.charCodeAt(index)] !== SPACE) return false
  return true
}

/** Text with its references expanded. */
function expand(raw: string): string {
  if (!raw.includes('&')) return raw
  return raw.replaceAll(REFERENCE, (_, name: string | undefined, decimal: string | undefined, hex: string | undefined) => {
    if (name !== undefined) return PREDEFINED[name] as string
    const code = decimal !== undefined ? Number.parseInt(decimal, 10) : hex !== undefined ? Number.parseInt(hex, 16) : 0
    const isCharacter =
      code === 0x9 || code === 0xa || code === 0xd || (code >= 0x20 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd) ||
      (code >= 0x10000 && code <= 0x10ffff)
    if (!isCharacter) throw new NotPlain()
    return String.fromCodePoint(code)
  })
}
