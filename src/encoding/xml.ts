/**
 * Reads XML into a light tree, for verification and for use alike: what is checked is what is read. Well-formedness is
 * that of XML 1.0 without document types; `saxes` reads the syntax, this file makes the tree and resolves namespaces.
 * Namespaces are not enforced: real documents bind prefixes wrongly, so elements are matched by local name.
 */
import { SaxesParser } from 'saxes'
import { FormatError } from '../errors.ts'
import type { Finding, Locator } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import type { Budget } from '../limits.ts'
import { decodeXml, trimXmlSpace } from './xml-text.ts'

export interface XmlOptions {
  readonly budget: Budget
  /** Where the document comes from; prefixed to errors and findings. */
  readonly at?: Locator
}

export interface XmlAttribute {
  /** As written, prefix included. */
  readonly name: string
  /** Behind the last colon. */
  readonly localName: string
  /** Namespace of its prefix; absent without prefix. */
  readonly namespace?: string
  readonly value: string
}

export interface XmlElement {
  /** As written, prefix included. */
  readonly name: string
  /** Behind the last colon. */
  readonly localName: string
  /** Namespace of its prefix, or the default namespace; absent where there is none. */
  readonly namespace?: string
  /** In document order, without namespace declarations. */
  readonly attributes: readonly XmlAttribute[]
  readonly children: readonly XmlElement[]
  /** All character data right inside the element, joined across comments, CDATA sections and child elements. */
  readonly text: string
  /** Index of the start tag's `<` in the decoded text, byte order mark not counted. */
  readonly offset: number
}

export interface XmlDocument {
  readonly root: XmlElement
  /** What was tolerated. */
  readonly findings: readonly Finding[]
}

/** No one sees it in a name; the editions of XML 1.0 disagree about it there, and so do parsers. */
const BYTE_ORDER_MARK = '\ufeff'

const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace'
const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/'

/**
 * Parses a document. Comments and processing instructions are dropped; a processing instruction changes nothing here.
 * @throws FormatError when it is not well-formed, has a document type, or is in an encoding that is not read;
 *   LimitExceededError
 */
export function parseXml(bytes: Uint8Array, options: XmlOptions): XmlDocument {
  const { budget, at = [] } = options
  budget.within('xmlBytes', bytes.length, at)
  const { text, names, findings } = decodeXml(bytes, at)
  // The parser would skip a second byte order mark.
  if (text.startsWith(BYTE_ORDER_MARK)) throw new FormatError(finding('XML_NOT_WELL_FORMED', at, { line: 1, column: 0 }))
  // Before any parser sees it: a document type is not wanted even where it would be harmless, in a comment.
  const doctype = /<!doctype/i.exec(text)
  if (doctype !== null) throw new FormatError(finding('XML_DOCTYPE_FORBIDDEN', at, { offset: doctype.index }))

  const builder = new TreeBuilder(budget, at)
  const parser = new SaxesParser({ xmlns: false, fragment: false, position: true, forceXMLVersion: true, defaultXMLVersion: '1.0' })
  const refuse = (): never => {
    throw new FormatError(finding('XML_NOT_WELL_FORMED', at, { line: parser.line, column: parser.column }))
  }
  parser.on('error', refuse)
  parser.on('doctype', () => {
    throw new FormatError(finding('XML_DOCTYPE_FORBIDDEN', at, { offset: parser.position }))
  })
  parser.on('xmldecl', ({ version, encoding }) => {
    if (version !== '1.0') throw new FormatError(finding('XML_VERSION_UNSUPPORTED', at))
    // The parser must have seen the declaration that the text was decoded by.
    if (encoding !== undefined && !names.includes(encoding.toLowerCase())) throw new FormatError(finding('XML_ENCODING_UNSUPPORTED', at))
  })
  parser.on('opentagstart', ({ name }) => {
    if (name.includes(BYTE_ORDER_MARK)) refuse()
    // The parser has read one character behind the name, or two where that is a line end.
    const start = parser.position - name.length - 2
    builder.open(name, text.startsWith('<', start) ? start : start - 1)
  })
  parser.on('attribute', ({ name, value }) => {
    if (name.includes(BYTE_ORDER_MARK)) refuse()
    builder.attribute(name, value)
  })
  parser.on('opentag', () => {
    builder.opened()
  })
  parser.on('text', (run) => {
    builder.text(run)
  })
  parser.on('cdata', (run) => {
    builder.text(run)
  })
  parser.on('closetag', () => {
    builder.close()
  })
  parser.write(text).close()
  return { root: builder.root(), findings: [...findings, ...builder.findings()] }
}

/** Bindings of prefixes: those of one start tag, and those of the elements around it. */
interface Scope {
  readonly bindings: ReadonlyMap<string, string>
  readonly outer: Scope | undefined
}

interface OpenElement {
  readonly name: string
  readonly offset: number
  readonly written: { readonly name: string; readonly value: string }[]
  readonly children: XmlElement[]
  readonly text: string[]
  /** Namespace declarations of its own start tag. */
  bindings: Map<string, string> | undefined
  scope: Scope | undefined
  namespace: string | undefined
  attributes: readonly XmlAttribute[]
}

interface SplitName {
  readonly prefix: string | undefined
  readonly localName: string
  /** Not a QName: an empty part, or more than one colon. */
  readonly unusual: boolean
}

function splitName(name: string): SplitName {
  const colon = name.lastIndexOf(':')
  if (colon < 0) return { prefix: undefined, localName: name, unusual: false }
  const prefix = name.slice(0, colon)
  const localName = name.slice(colon + 1)
  return { prefix, localName, unusual: prefix === '' || localName === '' || prefix.includes(':') }
}

function lookUp(scope: Scope | undefined, prefix: string): string | undefined {
  if (prefix === 'xml') return XML_NAMESPACE
  for (let current = scope; current !== undefined; current = current.outer) {
    const namespace = current.bindings.get(prefix)
    if (namespace !== undefined) return namespace === '' ? undefined : namespace
  }
  return undefined
}

/** Makes the tree of parser events. */
class TreeBuilder {
  readonly #budget: Budget
  readonly #at: Locator
  readonly #open: OpenElement[] = []
  #root: XmlElement | undefined
  #unusual = 0
  #unbound = 0

  constructor(budget: Budget, at: Locator) {
    this.#budget = budget
    this.#at = at
  }

  open(name: string, offset: number): void {
    this.#budget.spend('xmlNodes', 1, this.#at)
    this.#budget.within('xmlDepth', this.#open.length + 1, this.#at)
    this.#open.push({
      name, offset, written: [], children: [], text: [], bindings: undefined, scope: this.#open.at(-1)?.scope, namespace: undefined, attributes: [],
    })
  }

  attribute(name: string, value: string): void {
    this.#budget.spend('xmlNodes', 1, this.#at)
    this.#current().written.push({ name, value })
  }

  /** All attributes of the start tag are known: declarations can be applied. */
  opened(): void {
    const element = this.#current()
    const others = element.written.filter((written) => !this.#declares(element, written))
    element.namespace = this.#resolve(splitName(element.name), element.scope, true)
    element.attributes = others.map(({ name, value }) => {
      const split = splitName(name)
      const namespace = this.#resolve(split, element.scope, false)
      return namespace === undefined ? { name, localName: split.localName, value } : { name, localName: split.localName, value, namespace }
    })
    if (others.length > 1) this.#refuseDuplicates(element)
  }

  text(run: string): void {
    this.#open.at(-1)?.text.push(run)
  }

  close(): void {
    const { name, offset, namespace, attributes, children, text } = this.#current()
    this.#open.pop()
    const { localName } = splitName(name)
    const own = text.length === 1 ? (text[0] as string) : text.join('')
    // Two literals: a spread per element costs more than the rest of this method.
    const element: XmlElement =
      namespace === undefined
        ? { name, localName, attributes, children, text: own, offset }
        : { name, localName, namespace, attributes, children, text: own, offset }
    const outer = this.#open.at(-1)
    if (outer === undefined) this.#root = element
    else outer.children.push(element)
  }

  root(): XmlElement {
    if (this.#root === undefined) throw new FormatError(finding('XML_NOT_WELL_FORMED', this.#at, { line: 1, column: 0 }))
    return this.#root
  }

  findings(): readonly Finding[] {
    const findings: Finding[] = []
    if (this.#unusual > 0) findings.push(finding('XML_NAMESPACE_UNUSUAL', this.#at, { names: this.#unusual }))
    if (this.#unbound > 0) findings.push(finding('XML_PREFIX_UNBOUND', this.#at, { names: this.#unbound }))
    return findings
  }

  #current(): OpenElement {
    const element = this.#open.at(-1)
    if (element === undefined) throw new FormatError(finding('XML_NOT_WELL_FORMED', this.#at, { line: 1, column: 0 }))
    return element
  }

  /** Applies an attribute that is a namespace declaration; false for any other. */
  #declares(element: OpenElement, { name, value }: { readonly name: string; readonly value: string }): boolean {
    if (!name.startsWith('xmlns')) return false
    const isDefault = name === 'xmlns'
    if (!isDefault && !name.startsWith('xmlns:')) return false
    if (element.bindings === undefined) {
      element.bindings = new Map()
      element.scope = { bindings: element.bindings, outer: element.scope }
    }
    const prefix = name.slice('xmlns:'.length)
    if (!isDefault) {
      const reserved = prefix === 'xml' || prefix === 'xmlns' || value === XML_NAMESPACE || value === XMLNS_NAMESPACE
      const allowed = prefix === 'xml' && value === XML_NAMESPACE
      if (value === '' || !/^[\p{L}_]/u.test(prefix) || prefix.includes(':') || (reserved && !allowed)) this.#unusual++
      if (prefix === '') return true
    }
    element.bindings.set(prefix, value)
    return true
  }

  #resolve(name: SplitName, scope: Scope | undefined, isElement: boolean): string | undefined {
    if (name.unusual) this.#unusual++
    const { prefix = '' } = name
    if (prefix === '') return isElement ? lookUp(scope, '') : undefined
    const namespace = lookUp(scope, prefix)
    if (namespace === undefined && !name.unusual) this.#unbound++
    return namespace
  }

  /**
   * Refuses two attributes of one namespace and local name, whatever their prefixes. A name without prefix counts as
   * one of the element's namespace: readers that match by local name would take either.
   */
  #refuseDuplicates(element: OpenElement): void {
    const seen = new Set<string>()
    for (const { name, localName, namespace } of element.attributes) {
      const own = !name.includes(':') || namespace === element.namespace
      const key = own ? localName : `{${namespace ?? name}}${localName}`
      if (seen.has(key)) throw new FormatError(finding('XML_ATTRIBUTE_DUPLICATE', this.#at, { offset: element.offset }))
      seen.add(key)
    }
  }
}

/** Child elements of a local name, in document order. */
export function childElements(element: XmlElement, localName: string): readonly XmlElement[] {
  return element.children.filter((child) => child.localName === localName)
}

/** The first child element of a local name. Whether there may be more is for the caller to check. */
export function firstChild(element: XmlElement, localName: string): XmlElement | undefined {
  return element.children.find((child) => child.localName === localName)
}

/**
 * Value of an attribute: the one without prefix, else one with a prefix of the element's own namespace, as some
 * producers write. There is at most one of both.
 */
export function attribute(element: XmlElement, localName: string): string | undefined {
  const own = element.attributes.find(
    ({ name, namespace, localName: local }) => local === localName && (name === local || namespace === element.namespace),
  )
  return own?.value
}

/** Text of an element without white space at its ends (XML 1.0 white space only); undefined for no element. */
export function textOf(element: XmlElement): string
export function textOf(element: XmlElement | undefined): string | undefined
export function textOf(element: XmlElement | undefined): string | undefined {
  return element === undefined ? undefined : trimXmlSpace(element.text)
}
