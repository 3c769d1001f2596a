/**
 * Walks a package from OFD.xml over all its documents: which files are shown, which are only referred to. Errs on the
 * side of "shown": where readers could find different files, all of them count.
 */
import { finding } from '../../diagnostics/index.ts'
import type { Finding, Note } from '../../diagnostics/index.ts'
import { directoryOf, normalizePath } from '../../encoding/path.ts'
import { childElements } from '../../encoding/xml.ts'
import type { ZipEntry } from '../../encoding/zip.ts'
import type { Budget } from '../../limits.ts'
import { locate, quote } from './locate.ts'
import type { OfdPackage } from './open.ts'
import { isVisibleRole, mayHoldElements, partReader } from './part-links.ts'
import type { PartLink, PartLinks, PartRole } from './part-links.ts'
import { attempt, readPart } from './parts.ts'

export type GraphReach = 'visible' | 'reachable'

export interface GraphNode {
  /** The strongest way in which any document uses the file. */
  readonly reach: GraphReach
  readonly roles: ReadonlySet<PartRole>
}

export interface DocumentGraph {
  /** By canonical path; files that are not in it are not referred to. */
  readonly nodes: ReadonlyMap<string, GraphNode>
  /** For each DocBody, the IDs of the pages of its documents. */
  readonly pageIds: readonly ReadonlySet<string>[]
  readonly findings: readonly Finding[]
}

/** Reads what the walk needs of each part, no more. @throws LimitExceededError */
export function readDocumentGraph(ofd: OfdPackage, budget: Budget): DocumentGraph {
  const walk = new Walk(ofd, budget)
  if (ofd.rootPath !== undefined) walk.start(ofd.rootPath)
  return {
    nodes: walk.nodes,
    pageIds: ofd.docBodies.map(({ docRoots, versions }) => walk.pageIdsOf([...docRoots, ...versions.map(({ path }) => path)])),
    findings: walk.findings,
  }
}

/** Template pages of the document that a part belongs to: the same ID means another template in another document. */
interface Scope {
  readonly document: string
  readonly templates: Map<string, ZipEntry[]>
}

interface Visit {
  readonly entry: ZipEntry
  readonly role: PartRole
  readonly reach: GraphReach
  readonly scope: Scope
}

const NO_LINKS: PartLinks = { links: [], templateIds: [], pageIds: [] }

class Walk {
  readonly nodes = new Map<string, { reach: GraphReach; readonly roles: Set<PartRole> }>()
  readonly findings: Finding[] = []
  readonly #ofd: OfdPackage
  readonly #budget: Budget
  readonly #pending: Visit[] = []
  readonly #visited = new Set<string>()
  readonly #links = new Map<string, PartLinks>()
  readonly #dangling = new Set<string>()
  readonly #note: Note = (one) => {
    // Once is enough: a product writes the same namespace in all of its files.
    if (one.code === 'OFD_NAMESPACE_OTHER' && this.#namespaceNoted) return
    this.#namespaceNoted ||= one.code === 'OFD_NAMESPACE_OTHER'
    this.findings.push(one)
  }
  #namespaceNoted: boolean

  constructor(ofd: OfdPackage, budget: Budget) {
    this.#ofd = ofd
    this.#budget = budget
    this.#namespaceNoted = ofd.findings.some(({ code }) => code === 'OFD_NAMESPACE_OTHER')
  }

  start(rootPath: string): void {
    const nowhere: Scope = { document: '', templates: new Map() }
    this.#mark(rootPath, 'root', 'visible')
    const visit = (path: string, role: PartRole, reach: GraphReach): void => {
      const entry = this.#ofd.zip.get(path)
      if (entry !== undefined) this.#pending.push({ entry, role, reach, scope: nowhere })
    }
    for (const docBody of this.#ofd.docBodies) {
      docBody.docRoots.forEach((path) => { visit(path, 'document', 'visible') })
      docBody.versions.forEach(({ path, current }) => { visit(path, 'docVersion', current ? 'visible' : 'reachable') })
      docBody.signatureLists.forEach((path) => { visit(path, 'signatureList', 'reachable') })
      if (docBody.cover !== undefined) visit(docBody.cover, 'cover', 'reachable')
    }
    for (let visited = this.#pending.pop(); visited !== undefined; visited = this.#pending.pop()) this.#visit(visited)
  }

  /** Page IDs of the documents at or behind those paths. */
  pageIdsOf(paths: readonly string[]): ReadonlySet<string> {
    const ids = new Set<string>()
    for (const path of paths) {
      for (const key of [linksKey('document', path), ...this.#documentsOfVersion(path).map((document) => linksKey('document', document))]) {
        const pageIds = this.#links.get(key)?.pageIds ?? []
        this.#budget.spend('xmlNodes', pageIds.length)
        pageIds.forEach((id) => ids.add(id))
      }
    }
    return ids
  }

  #mark(path: string, role: PartRole, reach: GraphReach): void {
    const node = this.nodes.get(path)
    if (node === undefined) this.nodes.set(path, { reach, roles: new Set([role]) })
    else {
      node.roles.add(role)
      if (reach === 'visible') node.reach = 'visible'
    }
  }

  #visit({ entry, role, reach, scope: outer }: Visit): void {
    const scope: Scope = role === 'document' ? { document: entry.path, templates: new Map() } : outer
    const key = keyOf(role, reach, scope.document, entry.path)
    if (this.#visited.has(key)) return
    this.#visited.add(key)
    this.#mark(entry.path, role, reach)
    const part = this.#linksOf(entry, role)
    // Parsing paid for each reference once; following it again from another document is paid for again.
    this.#budget.spend('xmlNodes', part.links.length + part.templateIds.length, [entry.path])
    const bases = this.#basesOf(entry, part)
    for (const link of part.links) this.#follow(link, bases, entry, reach, scope)
    for (const templateId of part.templateIds) this.#useTemplate(templateId, entry, reach, scope)
  }

  #follow(link: PartLink, bases: readonly [string, ...string[]], from: ZipEntry, reach: GraphReach, scope: Scope): void {
    const located = locate(this.#ofd.zip, link.reference, bases, [from.path], this.#note)
    if (located === undefined) return
    if (located.entry === undefined) {
      this.#noteDangling(located.path, from)
      return
    }
    for (const entry of [located.entry, ...located.rivals]) {
      if (link.role === 'template' && link.templateId !== undefined) {
        const sameId = scope.templates.get(link.templateId)
        if (sameId === undefined) scope.templates.set(link.templateId, [entry])
        else sameId.push(entry)
      }
      // A template is shown when a page uses it.
      const shown = isVisibleRole(link.role) && link.role !== 'template' ? reach : 'reachable'
      this.#pending.push({ entry, role: link.role, reach: shown, scope })
    }
  }

  #useTemplate(templateId: string, page: ZipEntry, reach: GraphReach, scope: Scope): void {
    const templates = scope.templates.get(templateId)
    if (templates === undefined) {
      this.#budget.spend('references', 1, [page.path])
      this.#note(finding('OFD_TEMPLATE_UNKNOWN', [page.path], { path: page.path }))
      return
    }
    this.#budget.spend('xmlNodes', templates.length, [page.path])
    for (const entry of templates) this.#pending.push({ entry, role: 'template', reach, scope })
  }

  #noteDangling(path: string, from: ZipEntry): void {
    const key = keyOf(from.path, path)
    if (this.#dangling.has(key)) return
    this.#budget.spend('references', 1, [from.path])
    this.#dangling.add(key)
    this.#note(finding('OFD_REFERENCE_DANGLING', [from.path], { path: quote(path), from: from.path }))
  }

  /** Where references of a part start: Res/@BaseLoc by the standard; products also take the part's own directory. */
  #basesOf(entry: ZipEntry, { baseLoc }: PartLinks): readonly [string, ...string[]] {
    const directory = directoryOf(entry.path)
    if (baseLoc === undefined || baseLoc.length > 1024) return [directory]
    const base = normalizePath(baseLoc.trim(), directory)
    if (base === undefined) {
      this.#note(finding('OFD_PATH_ESCAPES', [entry.path], { reference: quote(baseLoc) }))
      return [directory]
    }
    return [base.path, directory]
  }

  /** What a part refers to; read once however often it is visited. */
  #linksOf(entry: ZipEntry, role: PartRole): PartLinks {
    const key = linksKey(role, entry.path)
    const known = this.#links.get(key)
    if (known !== undefined) return known
    const links = this.#readLinks(entry, role)
    this.#links.set(key, links)
    return links
  }

  #readLinks(entry: ZipEntry, role: PartRole): PartLinks {
    const reader = partReader(role)
    if (reader === undefined) return NO_LINKS
    const pack = { zip: this.#ofd.zip, budget: this.#budget }
    const { result, failure } = attempt((): PartLinks => {
      const isPage = role === 'page' || role === 'template'
      if (isPage && !mayHoldElements(pack.zip, entry, 'PageRes', 'Template')) return NO_LINKS
      return { ...NO_LINKS, ...reader.read(readPart(pack, entry, reader.root, this.#note, reader.levels)) }
    })
    if (result !== undefined) return result
    const unreadable = isVisibleRole(role) ? 'OFD_PART_UNREADABLE' : 'OFD_DATA_PART_UNREADABLE'
    this.#note(finding(unreadable, [entry.path], { path: entry.path, cause: failure.code }))
    return NO_LINKS
  }

  #documentsOfVersion(path: string): readonly string[] {
    const { links } = this.#links.get(linksKey('docVersion', path)) ?? NO_LINKS
    return links.filter(({ role }) => role === 'document').flatMap(({ reference }) => {
      const located = locate(this.#ofd.zip, reference, [directoryOf(path)], [path], () => undefined)
      return located === undefined ? [] : [located.path]
    })
  }
}

/** Of several texts, of which only the last may hold a NUL: canonical paths hold no control characters. */
const keyOf = (...texts: readonly string[]): string => texts.join('\u0000')

const linksKey = (role: PartRole, path: string): string => keyOf(role, path)

/**
 * Whether a file that the graph does not use as a document is one nevertheless: what a changed OFD.xml could lead to.
 * What cannot be parsed is no document to any reader. @throws LimitExceededError
 */
export function isUnusedDocument(ofd: OfdPackage, graph: DocumentGraph, path: string, budget: Budget): boolean {
  const entry = ofd.zip.get(path)
  if (entry === undefined || graph.nodes.get(path)?.roles.has('document') === true) return false
  const { result: root } = attempt(() => {
    if (!mayHoldElements(ofd.zip, entry, 'Pages')) return undefined
    return readPart({ zip: ofd.zip, budget }, entry, 'Document', () => undefined)
  })
  return root !== undefined && childElements(root, 'Pages').length > 0
}
