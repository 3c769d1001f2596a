/**
 * Reading the files of a package: octets and XML of an entry, with or without the right to fail, and the elements that
 * OFD allows once. What the files mean is for the other files of this room.
 */
import { FormatError, LimitExceededError, VerificationError } from '../../errors.ts'
import { finding } from '../../diagnostics/index.ts'
import type { Finding, Locator, Note } from '../../diagnostics/index.ts'
import { Computed } from '../../encoding/content-memory.ts'
import { childElements, parseXml } from '../../encoding/xml.ts'
import type { XmlDocument, XmlElement } from '../../encoding/xml.ts'
import type { ZipArchive, ZipEntry } from '../../encoding/zip.ts'
import type { Budget } from '../../limits.ts'

/** The namespace of GB/T 33190-2016. Elements are matched by local name; real files use others, reported once per file. */
const NAMESPACE = 'http://www.ofdspec.org/2016'

/** What the readers of one package share. */
export interface Package {
  readonly zip: ZipArchive
  readonly budget: Budget
}

/**
 * The root element of an XML entry.
 * @param expected local name that the root must have
 * @param levels of elements that are wanted
 * @throws FormatError, LimitExceededError
 */
export function readPart(pack: Package, entry: ZipEntry, expected: string, note: Note, levels = Infinity): XmlElement {
  const at = [entry.path]
  const document = readXml(pack, entry, levels)
  document.findings.forEach(note)
  if (document.root.localName !== expected) {
    throw new FormatError(finding('OFD_ROOT_ELEMENT', at, { path: entry.path, expected }))
  }
  if (document.root.namespace !== NAMESPACE) note(finding('OFD_NAMESPACE_OTHER', at, { path: entry.path }))
  return document.root
}

interface Parsed {
  readonly document: XmlDocument
  readonly nodes: number
}

const PARSED = new Computed<Parsed>('XML')
/** Memory that a node takes, about, and each octet of the text that its values are parts of. */
const BYTES_PER_NODE = 160
const BYTES_PER_OCTET = 2

/**
 * An XML entry. What its parsing uses up is used up again where it was remembered, so that limits end a call at the same place.
 * @param levels of elements that are wanted
 * @throws FormatError, LimitExceededError
 */
export function readXml({ zip, budget }: Package, entry: ZipEntry, levels = Infinity): XmlDocument {
  const content = zip.read(entry)
  const at = [entry.path]
  const { xmlBytes, xmlDepth } = budget.limits
  const key = `${String(levels)} ${String(xmlBytes)} ${String(xmlDepth)}`
  const known = zip.memory.known(PARSED, content, key)
  if (known !== undefined) {
    budget.spend('xmlNodes', known.nodes, at)
    return known.document
  }
  const before = budget.spent('xmlNodes')
  const document = parseXml(content, { budget, at, levels })
  // Findings say where they are, which is another matter in another package.
  const nodes = budget.spent('xmlNodes') - before
  if (document.findings.length === 0) zip.memory.keep(PARSED, content, { document, nodes }, BYTES_PER_NODE * nodes + BYTES_PER_OCTET * content.length, key)
  return document
}

/** What came of work that untrusted octets can make fail. */
export type Attempt<Result> = { readonly result: Result; readonly failure?: never } | { readonly result?: never; readonly failure: Finding }

/**
 * Does what may fail over one part of a package, so that one broken part hides no other. What the failure means is for
 * the caller to note. Exceeded limits end the whole call and are not held back.
 */
export function attempt<Result>(work: () => Result): Attempt<Result> {
  try {
    return { result: work() }
  } catch (error) {
    if (!(error instanceof VerificationError) || error instanceof LimitExceededError) throw error
    return { failure: error.finding }
  }
}

/** The child of that local name; more than one is noted, because two readers could take two different ones. */
export function onlyChild(parent: XmlElement, localName: string, at: Locator, path: string, note: Note): XmlElement | undefined {
  const children = childElements(parent, localName)
  if (children.length > 1) note(finding('OFD_ELEMENT_REPEATED', at, { path, element: localName }))
  return children[0]
}
