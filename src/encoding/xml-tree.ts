/**
 * Makes the tree of an XML document from what its readers come across, and resolves namespaces. Namespaces are not
 * enforced: real documents bind prefixes wrongly, so elements are matched by local name.
 */
import { FormatError } from '../errors.ts'
import type { Finding, Locator } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import type { Budget } from '../limits.ts'

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

const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace'
const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/'

/** Bindings of prefixes: those of one start tag, and those of the elements around it. */
interface Scope {
  readonly bindings: ReadonlyMap<string, string>
  readonly outer: Scope | undefined
}

interface OpenElement {
  readonly name: string
  readonly offset: number
  written: { readonly name: string; readonly value: string }[] | undefined
  children: XmlElement[] | undefined
  text: string
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

/** Shared by all elements that have no children or no attributes. */
const NONE: readonly never[] = Object.freeze([])
/** More names than any grammar has. */
const REMEMBERED_NAMES = 1000

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
export class TreeBuilder {
  readonly #budget: Budget | undefined
  readonly #at: Locator
  /** Elements and attributes so far. */
  nodes = 0
  readonly #open: OpenElement[] = []
  /** Few names come again and again. */
  readonly #names = new Map<string, SplitName>()
  #root: XmlElement | undefined
  #unusual = 0
  #unbound = 0

  /** @param budget pays for each node; without one the caller sees to it */
  constructor(at: Locator, budget?: Budget) {
    this.#budget = budget
    this.#at = at
  }

  /** Elements that are open. */
  get depth(): number {
    return this.#open.length
  }

  /** Name of the element that is open; undefined outside of the root. */
  get openName(): string | undefined {
    return this.#open.at(-1)?.name
  }

  open(name: string, offset: number): void {
    this.nodes++
    this.#budget?.spend('xmlNodes', 1, this.#at)
    this.#budget?.within('xmlDepth', this.#open.length + 1, this.#at)
    this.#open.push({
      name, offset, written: undefined, children: undefined, text: '', bindings: undefined, scope: this.#open.at(-1)?.scope, namespace: undefined, attributes: NONE,
    })
  }

  attribute(name: string, value: string): void {
    this.nodes++
    this.#budget?.spend('xmlNodes', 1, this.#at)
    const element = this.#current()
    const written = { name, value }
    if (element.written === undefined) element.written = [written]
    else element.written.push(written)
  }

  /** All attributes of the start tag are known: declarations can be applied. */
  opened(): void {
    const element = this.#current()
    const others = element.written?.filter((written) => !this.#declares(element, written))
    element.namespace = this.#resolve(this.#split(element.name), element.scope, true)
    if (others === undefined) return
    element.attributes = others.map(({ name, value }) => {
      const split = this.#split(name)
      const namespace = this.#resolve(split, element.scope, false)
      return namespace === undefined ? { name, localName: split.localName, value } : { name, localName: split.localName, value, namespace }
    })
    if (others.length > 1) this.#refuseDuplicates(element)
  }

  text(run: string): void {
    const element = this.#open.at(-1)
    if (element !== undefined) element.text += run
  }

  close(): void {
    const { name, offset, namespace, attributes, children = NONE, text } = this.#current()
    this.#open.pop()
    const { localName } = this.#split(name)
    // Two literals: a spread per element costs more than the rest of this method.
    const element: XmlElement =
      namespace === undefined
        ? { name, localName, attributes, children, text, offset }
        : { name, localName, namespace, attributes, children, text, offset }
    const outer = this.#open.at(-1)
    if (outer === undefined) this.#root = element
    else if (outer.children === undefined) outer.children = [element]
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

  #split(name: string): SplitName {
    const known = this.#names.get(name)
    if (known !== undefined) return known
    const split = splitName(name)
    if (this.#names.size < REMEMBERED_NAMES) this.#names.set(name, split)
    return split
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
