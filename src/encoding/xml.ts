/**
 * Reads XML into a light tree, for verification and for use alike: what is checked is what is read. Well-formedness is
 * that of XML 1.0 without document types. Plain documents, which nearly all are, are read by `xml-plain.ts`; `saxes` reads
 * the others and says what is wrong; `xml-tree.ts` makes the tree for both.
 */
import { SaxesParser } from 'saxes'
import { FormatError } from '../errors.ts'
import type { Finding, Locator } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import type { Budget } from '../limits.ts'
import { readPlainXml } from './xml-plain.ts'
import { decodeXml, trimXmlSpace } from './xml-text.ts'
import type { XmlText } from './xml-text.ts'
import { TreeBuilder } from './xml-tree.ts'
import type { XmlElement, XmlTree } from './xml-tree.ts'

export type { XmlElement } from './xml-tree.ts'

export interface XmlOptions {
  readonly budget: Budget
  /** Where the document comes from; prefixed to errors and findings. */
  readonly at?: Locator
  /** How many levels of elements are wanted in the tree. What is deeper is read, held against all rules and paid for as well. */
  readonly levels?: number
}

export interface XmlDocument {
  readonly root: XmlElement
  /** What was tolerated. */
  readonly findings: readonly Finding[]
}

/** No one sees it in a name; the editions of XML 1.0 disagree about it there, and so do parsers. */
const BYTE_ORDER_MARK = '\ufeff'

/**
 * Parses a document. Comments and processing instructions are dropped; a processing instruction changes nothing here.
 * @throws FormatError when it is not well-formed, has a document type, or is in an encoding that is not read;
 *   LimitExceededError
 */
export function parseXml(bytes: Uint8Array, options: XmlOptions): XmlDocument {
  const { budget, at = [], levels } = options
  budget.within('xmlBytes', bytes.length, at)
  const decoded = decodeXml(bytes, at)
  const { text, findings } = decoded
  // The parser would skip a second byte order mark.
  if (text.startsWith(BYTE_ORDER_MARK)) throw new FormatError(finding('XML_NOT_WELL_FORMED', at, { line: 1, column: 0 }))
  // Before any parser sees it: a document type is not wanted even where it would be harmless, in a comment.
  const doctype = text.includes('<!') ? /<!doctype/i.exec(text) : null
  if (doctype !== null) throw new FormatError(finding('XML_DOCTYPE_FORBIDDEN', at, { offset: doctype.index }))

  const tree = readPlainXml(decoded, budget, at, levels) ?? readAnyXml(decoded, budget, at, levels)
  return { root: tree.root(), findings: [...findings, ...tree.findings()] }
}

/** Reads a document of any kind without document type. @throws FormatError, LimitExceededError */
export function readAnyXml({ text, names }: XmlText, budget: Budget, at: Locator, levels?: number): XmlTree {
  const builder = new TreeBuilder(at, budget, levels)
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
  return builder
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
