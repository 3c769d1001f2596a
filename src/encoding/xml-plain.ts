/**
 * Reads XML documents that use nothing but elements with ASCII names, attributes, text, comments, CDATA sections and the
 * references that XML itself defines. Leaves every other document, and every one that is not well-formed, to the parser
 * for all of XML: what is read here is read there too, and alike.
 */
import type { Finding, Locator } from '../diagnostics/index.ts'
import type { Budget } from '../limits.ts'
import { toCodeUnits } from './characters.ts'
import { USUAL_DECLARATION } from './xml-text.ts'
import type { XmlText } from './xml-text.ts'
import { NONE, XMLNS_NAMESPACE, XML_NAMESPACE, hasDuplicates, lookUp, treeFindings } from './xml-tree.ts'
import type { Scope, XmlAttribute, XmlElement, XmlTree } from './xml-tree.ts'

const DECLARATION = /^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"1\.0"|'1\.0')(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"([A-Za-z][\w.-]*)"|'([A-Za-z][\w.-]*)'))?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>/
/** Whether XML 1.0 has no such character. Lone surrogates do not come out of decoding. */
const isForbidden = (code: number): boolean => (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) || code >= 0xfffe

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
 * @param levels as of `parseXml`
 */
export function readPlainXml({ text, names }: XmlText, budget: Budget, at: Locator, levels = Infinity): XmlTree | undefined {
  const isUsual = text.startsWith(USUAL_DECLARATION)
  const declaration = isUsual ? null : DECLARATION.exec(text)
  const encoding = isUsual ? 'UTF-8' : declaration?.[1] ?? declaration?.[2]
  if (encoding !== undefined && !names.includes(encoding.toLowerCase())) return undefined
  const room = { nodes: budget.limits.xmlNodes - budget.spent('xmlNodes'), depth: budget.limits.xmlDepth, levels }
  const reader = new Reader(text, room)
  try {
    reader.read(isUsual ? USUAL_DECLARATION.length : declaration?.[0].length ?? 0)
  } catch (error) {
    if (error instanceof NotPlain) return undefined
    throw error
  }
  budget.spend('xmlNodes', reader.nodes, at)
  return { root: () => reader.root(), findings: (): readonly Finding[] => treeFindings(at, 0, reader.unbound) }
}

/** A name that was come across: few come again and again, and are made into strings and looked up once. */
interface Name {
  readonly text: string
  /** Where it first stands. */
  readonly start: number
  readonly length: number
  readonly hash: number
  /** Empty without one. */
  readonly prefix: string
  readonly localName: string
  /** The prefix that it declares, empty for the default namespace; undefined for a name that is no declaration. */
  readonly declares: string | undefined
  /** The next one of the same bucket. */
  readonly next: Name | undefined
  /** The name that came after it when it last came: documents repeat themselves. */
  follower: Name | undefined
  /** The start tag that last had an attribute of this name. */
  tag: number
  /** Where its prefix was last looked up, as of an element, and what was found. */
  scope: Scope | undefined | null
  namespace: string | undefined
}

/** An element that is open. */
interface Growing extends XmlElement {
  children: readonly XmlElement[]
  text: string
}

const BUCKETS = 64
/** Documents with more names, or with names chosen to fall into one bucket, are not for this reader. */
const MAXIMUM_NAMES = 400
const MAXIMUM_IN_BUCKET = 24

class Reader {
  readonly #text: string
  /** Its code units and a NUL behind them, which is no character of XML: what reads on until something else needs to look for no end. */
  readonly #codes: Uint16Array
  readonly #length: number
  readonly #room: { readonly nodes: number; readonly depth: number; readonly levels: number }
  #position = 0
  /** Elements and attributes so far. */
  nodes = 0
  /** Names whose prefix is bound to nothing. */
  unbound = 0
  #root: XmlElement | undefined
  /** Of the elements that are open, outermost first; only the first `#depth` of each count. */
  readonly #names: Name[] = []
  readonly #scopes: (Scope | undefined)[] = []
  readonly #elements: (Growing | undefined)[] = []
  #depth = 0
  #tags = 0
  /** Attributes of one start tag that are no declarations. */
  readonly #attributeNames: Name[] = []
  readonly #values: string[] = []
  readonly #buckets = new Array<Name | undefined>(BUCKETS).fill(undefined)
  #distinct = 0
  /** The last one that came. */
  #latest: Name | undefined
  /** Whether the document has any of what texts must be searched for. */
  readonly #hasReferences: boolean
  readonly #hasReturns: boolean
  readonly #hasCdataEnds: boolean

  constructor(text: string, room: { readonly nodes: number; readonly depth: number; readonly levels: number }) {
    this.#text = text
    this.#codes = toCodeUnits(text)
    this.#length = text.length
    this.#room = room
    this.#hasReferences = text.includes('&')
    this.#hasReturns = text.includes('\r')
    this.#hasCdataEnds = text.includes(']]>')
  }

  root(): XmlElement {
    return this.#root as XmlElement
  }

  read(start: number): void {
    const codes = this.#codes
    let rootClosed = false
    this.#position = start
    for (;;) {
      const from = this.#position
      const end = this.#endOfText(from)
      if (end > from) {
        if (this.#depth > 0) this.#characters(from, end)
        else if (!isSpace(codes, from, end)) throw new NotPlain()
      }
      if (end >= this.#length) break
      this.#position = end + 1
      const next = codes[end + 1]
      if (next === 0x2f) this.#endTag()
      else if (next === 0x21) this.#commentOrCdata()
      else {
        if (rootClosed) throw new NotPlain()
        this.#startTag(end)
      }
      rootClosed ||= this.#depth === 0 && next !== 0x21
    }
    if (this.#depth > 0 || !rootClosed) throw new NotPlain()
  }

  /** Where the next markup is, or the end of the document. */
  #endOfText(from: number): number {
    const codes = this.#codes
    let end = from
    for (; ; end++) {
      const code = codes[end] as number
      if (code === 0x3c) return end
      if (isForbidden(code)) break
    }
    if (end < this.#length) throw new NotPlain()
    return end
  }

  #characters(start: number, end: number): void {
    const element = this.#elements[this.#depth - 1]
    if (element === undefined && !this.#hasCdataEnds && !this.#hasReferences) return
    let run = this.#text.slice(start, end)
    if (this.#hasCdataEnds && run.includes(']]>')) throw new NotPlain()
    if (this.#hasReturns && run.includes('\r')) run = run.replaceAll(/\r\n?/g, '\n')
    if (this.#hasReferences && run.includes('&')) run = expand(run)
    if (element !== undefined) element.text += run
  }

  #startTag(offset: number): void {
    const codes = this.#codes
    const depth = this.#depth
    if (depth >= this.#room.depth) throw new NotPlain()
    const name = this.#name()
    const keep = depth < this.#room.levels
    const outer = depth === 0 ? undefined : this.#scopes[depth - 1]
    const tag = ++this.#tags
    let bindings: Map<string, string> | undefined
    let count = 0
    let hasPrefixes = false
    let nodes = this.nodes + 1
    let code: number
    for (;;) {
      const spaced = this.#skipSpace()
      code = codes[this.#position] as number
      if (code === 0x3e || code === 0x2f) break
      if (!spaced) throw new NotPlain()
      const own = this.#name()
      if (own.tag === tag) throw new NotPlain()
      own.tag = tag
      const value = this.#attributeValue(keep || own.declares !== undefined)
      if (++nodes > this.#room.nodes) throw new NotPlain()
      if (own.declares !== undefined) {
        // What is reserved, and how it may be declared all the same, is for the other reader.
        if (own.declares !== '' && (value === '' || own.declares === 'xml' || own.declares === 'xmlns' || value === XML_NAMESPACE || value === XMLNS_NAMESPACE)) throw new NotPlain()
        bindings ??= new Map()
        bindings.set(own.declares, value)
      } else {
        this.#attributeNames[count] = own
        this.#values[count++] = value
        hasPrefixes ||= own.prefix !== ''
      }
    }
    if (nodes > this.#room.nodes) throw new NotPlain()
    this.nodes = nodes
    this.#position++
    if (code === 0x2f && codes[this.#position++] !== 0x3e) throw new NotPlain()

    const scope = bindings === undefined ? outer : { bindings, outer }
    const namespace = this.#namespaceOf(name, scope)
    if (namespace === undefined && name.prefix !== '') this.unbound++
    const attributes = count > 0 && (keep || hasPrefixes) ? this.#attributes(count, hasPrefixes, namespace, scope) : NONE
    const element: Growing | undefined = keep ? { name: name.text, localName: name.localName, namespace, attributes, children: NONE, text: '', offset } : undefined
    if (element !== undefined) {
      const parent = depth === 0 ? undefined : this.#elements[depth - 1]
      if (parent === undefined) this.#root = element
      else if (parent.children === NONE) parent.children = [element]
      else (parent.children as XmlElement[]).push(element)
    }
    if (code === 0x2f) return
    this.#names[depth] = name
    this.#scopes[depth] = scope
    this.#elements[depth] = element
    this.#depth = depth + 1
  }

  /** The attributes of a start tag, once all its declarations are known. @param namespace of the element */
  #attributes(count: number, hasPrefixes: boolean, namespace: string | undefined, scope: Scope | undefined): readonly XmlAttribute[] {
    const attributes = new Array<XmlAttribute>(count)
    for (let index = 0; index < count; index++) {
      const name = this.#attributeNames[index] as Name
      const own = name.prefix === '' ? undefined : this.#namespaceOf(name, scope)
      if (own === undefined && name.prefix !== '') this.unbound++
      attributes[index] = { name: name.text, localName: name.localName, namespace: own, value: this.#values[index] as string }
    }
    // Without prefixes, they differ as names differ.
    if (hasPrefixes && count > 1 && hasDuplicates(attributes, namespace)) throw new NotPlain()
    return attributes
  }

  #namespaceOf(name: Name, scope: Scope | undefined): string | undefined {
    if (name.scope === scope) return name.namespace
    name.scope = scope
    return name.namespace = lookUp(scope, name.prefix)
  }

  /** @param wanted whether the value is, or only that it is one */
  #attributeValue(wanted: boolean): string {
    const codes = this.#codes
    this.#skipSpace()
    if (codes[this.#position++] !== 0x3d) throw new NotPlain()
    this.#skipSpace()
    const quote = codes[this.#position++]
    if (quote !== 0x22 && quote !== 0x27) throw new NotPlain()
    const start = this.#position
    let end = start
    let hasReferences = false
    let hasSpaces = false
    for (; ; end++) {
      const code = codes[end] as number
      if (code > 0x3c && code < 0xfffe) continue
      if (code === quote) break
      if (code === 0x3c || isForbidden(code)) throw new NotPlain()
      if (code === 0x26) hasReferences = true
      else if (code < 0x20) hasSpaces = true
    }
    this.#position = end + 1
    if (!wanted && !hasReferences) return ''
    let value = this.#text.slice(start, end)
    if (hasSpaces) value = value.replaceAll(/\r\n|[\t\r\n]/g, ' ')
    return hasReferences ? expand(value) : value
  }

  #endTag(): void {
    if (this.#depth === 0) throw new NotPlain()
    const codes = this.#codes
    const name = this.#names[this.#depth - 1] as Name
    const start = this.#position + 1
    if (!isAt(codes, start, name)) throw new NotPlain()
    this.#position = start + name.length
    this.#skipSpace()
    if (codes[this.#position++] !== 0x3e) throw new NotPlain()
    this.#depth--
  }

  /** Behind `<`, at `!`. */
  #commentOrCdata(): void {
    const text = this.#text
    if (text.startsWith('!--', this.#position)) {
      const start = this.#position + 3
      const dashes = text.indexOf('--', start)
      if (dashes < 0 || text[dashes + 2] !== '>') throw new NotPlain()
      this.#allowed(start, dashes)
      this.#position = dashes + 3
      return
    }
    if (!text.startsWith('![CDATA[', this.#position) || this.#depth === 0) throw new NotPlain()
    const start = this.#position + 8
    const end = text.indexOf(']]>', start)
    if (end < 0) throw new NotPlain()
    this.#allowed(start, end)
    const element = this.#elements[this.#depth - 1]
    if (element !== undefined) element.text += text.slice(start, end).replaceAll(/\r\n?/g, '\n')
    this.#position = end + 3
  }

  /** Holds characters that nothing else looks at one by one against what XML allows. */
  #allowed(start: number, end: number): void {
    const codes = this.#codes
    for (let index = start; index < end; index++) if (isForbidden(codes[index] as number)) throw new NotPlain()
  }

  /** A name of ASCII characters with one colon at most, inside it. */
  #name(): Name {
    const codes = this.#codes
    const start = this.#position
    const expected = this.#latest?.follower
    if (expected !== undefined && isAt(codes, start, expected)) {
      const behind = codes[start + expected.length] as number
      if (behind < 0x80 && behind !== 0x3a && ((KIND[behind] as number) & NAME) === 0) {
        this.#position = start + expected.length
        return this.#latest = expected
      }
    }
    const name = this.#readName(start)
    if (this.#latest !== undefined) this.#latest.follower = name
    return this.#latest = name
  }

  /** One that nothing leads to expect. */
  #readName(start: number): Name {
    const codes = this.#codes
    let end = start
    let colon = -1
    let hash = 0
    let needed = NAME_START
    for (;;) {
      const code = codes[end] as number
      // Names may go on in other scripts.
      if (code >= 0x80) throw new NotPlain()
      if (((KIND[code] as number) & needed) !== 0) {
        needed = NAME
      } else if (code === 0x3a && needed === NAME && colon < 0) {
        colon = end
        needed = NAME_START
      } else if (needed === NAME_START || code === 0x3a) throw new NotPlain()
      else break
      hash = (Math.imul(hash, 31) + code) | 0
      end++
    }
    this.#position = end
    const bucket = hash & (BUCKETS - 1)
    const first = this.#buckets[bucket]
    let depth = 0
    for (let known = first; known !== undefined; known = known.next) {
      if (known.hash === hash && known.length === end - start && isAt(codes, start, known)) return known
      if (++depth > MAXIMUM_IN_BUCKET) throw new NotPlain()
    }
    if (++this.#distinct > MAXIMUM_NAMES) throw new NotPlain()
    const text = this.#text
    const whole = text.slice(start, end)
    const prefix = colon < 0 ? '' : text.slice(start, colon)
    const localName = colon < 0 ? whole : text.slice(colon + 1, end)
    const declares = whole === 'xmlns' ? '' : prefix === 'xmlns' ? localName : undefined
    return this.#buckets[bucket] = { text: whole, start, length: end - start, hash, prefix, localName, declares, next: first, follower: undefined, tag: 0, scope: null, namespace: undefined }
  }

  /** Passes over white space; whether there was any. */
  #skipSpace(): boolean {
    const codes = this.#codes
    const start = this.#position
    let end = start
    while (KIND[codes[end] as number] === SPACE) end++
    this.#position = end
    return end > start
  }
}

function isAt(codes: Uint16Array, start: number, { start: first, length }: Name): boolean {
  for (let index = 0; index < length; index++) if (codes[start + index] !== codes[first + index]) return false
  return true
}

function isSpace(codes: Uint16Array, start: number, end: number): boolean {
  for (let index = start; index < end; index++) if (KIND[codes[index] as number] !== SPACE) return false
  return true
}

/** Text with its references expanded. */
function expand(raw: string): string {
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
