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
  readonly namespace?: string | undefined
  readonly value: string
}

export interface XmlElement {
  /** As written, prefix included. */
  readonly name: string
  /** Behind the last colon. */
  readonly localName: string
  /** Namespace of its prefix, or the default namespace; absent where there is none. */
  readonly namespace?: string | undefined
  /** In document order, without namespace declarations. */
  readonly attributes: readonly XmlAttribute[]
  readonly children: readonly XmlElement[]
  /** All character data right inside the element, joined across comments, CDATA sections and child elements. */
  readonly text: string
  /** Index of the start tag's `<` in the decoded text, byte order mark not counted. */
  readonly offset: number
}

/** What a reader makes of a document. */
export interface XmlTree {
  root(): XmlElement
  findings(): readonly Finding[]
}

export const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace'
export const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/'

/** Bindings of prefixes: those of one start tag, and those of the elements around it. */
export interface Scope {
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
export const NONE: readonly never[] = Object.freeze([])
/** More names than any grammar has. */
const REMEMBERED_NAMES = 1000

function splitName(name: string): SplitName {
  const colon = name.lastIndexOf(':')
  if (colon < 0) return { prefix: undefined, localName: name, unusual: false }
  const prefix = name.slice(0, colon)
  const localName = name.slice(colon + 1)
  return { prefix, localName, unusual: prefix === '' || localName === '' || prefix.includes(':') }
}

export function lookUp(scope: Scope | undefined, prefix: string): string | undefined {
  if (prefix === 'xml') return XML_NAMESPACE
  for (let current = scope; current !== undefined; current = current.outer) {
    const namespace = current.bindings.get(prefix)
    if (namespace !== undefined) return namespace === '' ? undefined : namespace
  }
  return undefined
}

/**
 * Whether two attributes have one namespace and local name, whatever their prefixes. A name without prefix counts as one of
 * the element's namespace: readers that match by local name would take either.
 */
export function hasDuplicates(attributes: readonly XmlAttribute[], ofElement: string | undefined): boolean {
  const seen = new Set<string>()
  for (const { name, localName, namespace } of attributes) {
    const own = !name.includes(':') || namespace === ofElement
    seen.add(own ? localName : `{${namespace ?? name}}${localName}`)
  }
  return seen.size < attributes.length
}

/** What there is to say of names. @param unusual no QNames, and declarations that do not bind a prefix @param unbound names whose prefix is not bound */
export function treeFindings(at: Locator, unusual: number, unbound: number): readonly Finding[] {
  const findings: Finding[] = []
  if (unusual > 0) findings.push(finding('XML_NAMESPACE_UNUSUAL', at, { names: unusual }))
  if (unbound > 0) findings.push(finding('XML_PREFIX_UNBOUND', at, { names: unbound }))
  return findings
}

/** Makes the tree of parser events. */
export class TreeBuilder implements XmlTree {
  readonly #budget: Budget
  readonly #at: Locator
  readonly #levels: number
  readonly #open: OpenElement[] = []
  /** Few names come again and again. */
  readonly #names = new Map<string, SplitName>()
  #root: XmlElement | undefined
  #unusual = 0
  #unbound = 0

  /**
   * @param budget pays for each node
   * @param levels of elements that are wanted in the tree
   */
  constructor(at: Locator, budget: Budget, levels = Infinity) {
    this.#budget = budget
    this.#at = at
    this.#levels = levels
  }

  open(name: string, offset: number): void {
    this.#budget.spend('xmlNodes', 1, this.#at)
    this.#budget.within('xmlDepth', this.#open.length + 1, this.#at)
    this.#open.push({
      name, offset, written: undefined, children: undefined, text: '', bindings: undefined, scope: this.#open.at(-1)?.scope, namespace: undefined, attributes: NONE,
    })
  }

  attribute(name: string, value: string): void {
    this.#budget.spend('xmlNodes', 1, this.#at)
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
    if (others.length > 1 && hasDuplicates(element.attributes, element.namespace)) {
      throw new FormatError(finding('XML_ATTRIBUTE_DUPLICATE', this.#at, { offset: element.offset }))
    }
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
    else if (this.#open.length >= this.#levels) return
    else if (outer.children === undefined) outer.children = [element]
    else outer.children.push(element)
  }

  root(): XmlElement {
    if (this.#root === undefined) throw new FormatError(finding('XML_NOT_WELL_FORMED', this.#at, { line: 1, column: 0 }))
    return this.#root
  }

  findings(): readonly Finding[] {
    return treeFindings(this.#at, this.#unusual, this.#unbound)
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
}
