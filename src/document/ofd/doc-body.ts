/**
 * DocBody of OFD.xml: each document of a package, where it starts and where its signature list is. OFD.xml is often
 * outside of what is signed, so all of this may be changed by anyone unless `coverage.ts` says otherwise.
 */
import { finding } from '../../diagnostics/index.ts'
import type { Locator, Note } from '../../diagnostics/index.ts'
import { directoryOf } from '../../encoding/path.ts'
import { attribute, childElements, firstChild, textOf } from '../../encoding/xml.ts'
import type { XmlElement } from '../../encoding/xml.ts'
import { readDocInfo } from './doc-info.ts'
import type { DocInfo } from './doc-info.ts'
import { locate, quote } from './locate.ts'
import type { Located } from './locate.ts'
import { onlyChild } from './parts.ts'
import type { Package } from './parts.ts'

export interface DocBody {
  readonly index: number
  readonly at: Locator
  readonly docInfo: DocInfo
  /** Canonical paths of the files that DocRoot names: one by the standard; none where it is missing or dangling. */
  readonly docRoots: readonly string[]
  /** Canonical path of the cover picture, where there is one. */
  readonly cover?: string
  /** Version descriptions (DocVersion) that exist. */
  readonly versions: readonly { readonly path: string; readonly current: boolean }[]
  /** Canonical paths of the signature lists that exist: one at most by the standard, none for an unsigned document. */
  readonly signatureLists: readonly string[]
}

/** Reads the DocBody elements of OFD.xml. @throws LimitExceededError */
export function readDocBodies(root: XmlElement, { zip, budget }: Package, path: string, note: Note): readonly DocBody[] {
  const elements = childElements(root, 'DocBody')
  // Each may be worth several findings.
  budget.spend('references', elements.length, [path])
  if (elements.length === 0) note(finding('OFD_ELEMENT_MISSING', [path], { path, element: 'DocBody' }))
  if (elements.length > 1) note(finding('OFD_DOC_BODIES_SEVERAL', [path], { count: elements.length }))
  return elements.map((element, index) => {
    const at = [path, 'DocBody', index]
    const find = (reference: string, where: string): Located | undefined => locate(zip, reference, [directoryOf(path)], [...at, where], note)
    const infoElement = onlyChild(element, 'DocInfo', at, path, note)
    const cover = infoElement && find(textOf(firstChild(infoElement, 'Cover')) ?? '', 'Cover')
    const versions = childElements(element, 'Versions').flatMap((list) => childElements(list, 'Version')).flatMap((version) => {
      const located = find(attribute(version, 'BaseLoc') ?? '', 'Version')
      if (located?.entry === undefined) return []
      return [{ path: located.path, current: /^(true|1)$/.test(attribute(version, 'Current')?.trim() ?? '') }]
    })
    return {
      index,
      at,
      docInfo: readDocInfo(infoElement, at, path, note),
      docRoots: readDocRoots(element, find, at, path, note),
      ...(cover?.entry && { cover: cover.path }),
      versions,
      signatureLists: readPointers(element, find, at, path, note),
    }
  })
}

type Find = (reference: string, where: string) => Located | undefined

function readDocRoots(docBody: XmlElement, find: Find, at: Locator, path: string, note: Note): readonly string[] {
  if (onlyChild(docBody, 'DocRoot', at, path, note) === undefined) note(finding('OFD_ELEMENT_MISSING', at, { path, element: 'DocRoot' }))
  return childElements(docBody, 'DocRoot').flatMap((element) => {
    const located = find(textOf(element), 'DocRoot')
    if (located?.entry !== undefined) return [located.path]
    if (textOf(element) === '') note(finding('OFD_ELEMENT_MISSING', at, { path, element: 'DocRoot' }))
    else if (located !== undefined) note(finding('OFD_DOCUMENT_MISSING', at, { path: quote(located.path) }))
    return []
  })
}

function readPointers(docBody: XmlElement, find: Find, at: Locator, path: string, note: Note): readonly string[] {
  onlyChild(docBody, 'Signatures', at, path, note)
  return childElements(docBody, 'Signatures').flatMap((element) => {
    const reference = textOf(element)
    const located = find(reference, 'Signatures')
    if (reference === '') note(finding('OFD_SIGNATURES_POINTER_EMPTY', at))
    else if (located !== undefined && located.entry === undefined) note(finding('OFD_SIGNATURES_FILE_MISSING', at, { path: quote(located.path) }))
    return located?.entry === undefined ? [] : [located.path]
  })
}
