/**
 * All signatures of a package: those that the lists of its documents name, in that order, then signature files that no
 * list names. One file is one signature, however often and from wherever it is named.
 */
import { finding } from '../../diagnostics/index.ts'
import type { Finding, Note } from '../../diagnostics/index.ts'
import { directoryOf } from '../../encoding/path.ts'
import { childElements } from '../../encoding/xml.ts'
import type { ZipEntry } from '../../encoding/zip.ts'
import type { DocBody } from './doc-body.ts'
import { locate, quote } from './locate.ts'
import { attempt, readPart } from './parts.ts'
import type { Package } from './parts.ts'
import { absentSignature, readSignature } from './signature.ts'
import type { OfdSignature } from './signature.ts'
import { idNumber, readSignatureList } from './signature-list.ts'
import type { SignatureList } from './signature-list.ts'

/** @throws LimitExceededError */
export function readSignatures(pack: Package, docBodies: readonly DocBody[], note: Note): readonly OfdSignature[] {
  const signatures: OfdSignature[] = []
  const lists = new Set<string>()
  const taken = new Set<string>()
  for (const docBody of docBodies) {
    for (const listPath of docBody.signatureLists) {
      if (lists.has(listPath)) {
        note(finding('OFD_SIGNATURES_SHARED', docBody.at, { path: listPath }))
        continue
      }
      lists.add(listPath)
      signatures.push(...readListed(pack, docBody.index, listPath, taken, note))
    }
  }
  signatures.push(...readOrphans(pack, lists, taken))
  return signatures
}

function readListed(pack: Package, docBody: number, listPath: string, taken: Set<string>, note: Note): readonly OfdSignature[] {
  const list = openList(pack, listPath, note)
  if (list === undefined) return []
  const signatures: OfdSignature[] = []
  for (const claims of list.signatures) {
    const place = { docBody, listPath, claims }
    const noticed: Finding[] = []
    const located = locate(pack.zip, claims.baseLoc ?? '', [directoryOf(listPath)], claims.at, (one) => { noticed.push(one) })
    if (located?.entry === undefined) {
      pack.budget.spend('signatures', 1, claims.at)
      signatures.push(absentSignature(place, located?.path, noticed))
      continue
    }
    const [rival] = located.rivals
    if (rival !== undefined) noticed.push(finding('OFD_PATH_AMBIGUOUS', claims.at, { path: located.path, other: rival.path }))
    if (taken.has(located.path)) {
      note(finding('OFD_SIGNATURE_LISTED_TWICE', claims.at, { path: located.path }))
      continue
    }
    taken.add(located.path)
    signatures.push(readSignature(pack, located.entry, place, noticed))
  }
  noteMaxSignId(list, signatures, listPath, note)
  return signatures
}

function openList(pack: Package, listPath: string, note: Note): SignatureList | undefined {
  const entry = pack.zip.get(listPath)
  if (entry === undefined) return undefined
  const { result: root, failure } = attempt(() => readPart(pack, entry, 'Signatures', note))
  if (root === undefined) {
    note(failure)
    note(finding('OFD_SIGNATURES_UNREADABLE', [listPath], { path: listPath }))
    return undefined
  }
  pack.budget.within('signatures', childElements(root, 'Signature').length, [listPath])
  return readSignatureList(root, listPath, note)
}

/** MaxSignId counts the IDs of signatures and of their stamps. */
function noteMaxSignId({ maxSignId }: SignatureList, signatures: readonly OfdSignature[], listPath: string, note: Note): void {
  if (maxSignId === undefined) return
  const ids = signatures.flatMap(({ id, signedInfo }) => [id, ...(signedInfo?.stampAnnots ?? []).map((stamp) => stamp.id)])
  const largest = ids.reduce((max, id) => Math.max(max, idNumber(id ?? '') ?? 0), 0)
  if (maxSignId < largest) note(finding('OFD_MAX_SIGN_ID_LOW', [listPath], { maxSignId, largest }))
  if (maxSignId > largest) note(finding('OFD_MAX_SIGN_ID_HIGH', [listPath], { maxSignId, largest }))
}

/** How signature files and their folders are named by all products that were seen. */
const SIGNATURE_NAME = /^signature[^/]*\.xml$/i
const SIGNATURE_FOLDER = /^signs?(_?\d+)?$/i

/** Attack: signature stripping. The list is usually unprotected, so an entry can be taken out of it; the files stay. */
function readOrphans(pack: Package, lists: ReadonlySet<string>, taken: ReadonlySet<string>): readonly OfdSignature[] {
  const orphans: OfdSignature[] = []
  for (const entry of pack.zip.entries) {
    if (entry.isDirectory || lists.has(entry.path) || taken.has(entry.path) || !mayBeSignature(entry)) continue
    const { result: root } = attempt(() => readPart(pack, entry, 'Signature', () => undefined))
    const [info] = root === undefined ? [] : childElements(root, 'SignedInfo')
    if (info === undefined || childElements(info, 'References').length === 0) continue
    orphans.push(readSignature(pack, entry, {}, [finding('OFD_SIGNATURE_ORPHAN', [entry.path], { path: quote(entry.path) })]))
  }
  return orphans
}

function mayBeSignature({ path }: ZipEntry): boolean {
  // Names and folders of signatures have it in common.
  if (!/sign/i.test(path)) return false
  const segments = path.split('/')
  const name = segments.pop() ?? ''
  return SIGNATURE_NAME.test(name) || (/\.xml$/i.test(name) && segments.some((segment) => SIGNATURE_FOLDER.test(segment)))
}
