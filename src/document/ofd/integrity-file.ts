/**
 * OFDEntries.xml (GM/T 0099): a signed list of all files of a package, against smuggled ones. It names files only, so
 * it protects no content. The octets that its value signs are handed out; verifying them is for `signature/`.
 */
import { finding } from '../../diagnostics/index.ts'
import type { Finding, Note } from '../../diagnostics/index.ts'
import { attribute, childElements, textOf } from '../../encoding/xml.ts'
import { locate, quote } from './locate.ts'
import { attempt, onlyChild, readPart } from './parts.ts'
import type { Package } from './parts.ts'

const INTEGRITY_FILE = 'OFDEntries.xml'

export interface IntegrityFile {
  /** Canonical path of the list. */
  readonly path: string
  /** Its octets: what the signature value is over (by way of SM3). Absent when they cannot be read. */
  readonly octets?: Uint8Array
  readonly id?: string
  readonly creatorName?: string
  readonly version?: string
  readonly creationDate?: string
  readonly signedValuePath?: string
  /** GB/T 35275 SignedData. */
  readonly signedValue?: Uint8Array
  /** Canonical paths that it lists, in order. */
  readonly files: readonly string[]
  /** Listed but not in the package. */
  readonly missing: readonly string[]
  /** In the package but not listed; the list itself and its value need not be. */
  readonly unlisted: readonly string[]
  readonly findings: readonly Finding[]
}

/** Undefined when the package has none. @throws LimitExceededError */
export function readIntegrityFile(pack: Package): IntegrityFile | undefined {
  const { zip, budget } = pack
  const entry = zip.getIgnoringCase(INTEGRITY_FILE)
  if (entry === undefined) return undefined
  const { path } = entry
  const at = [path]
  const findings: Finding[] = []
  const note: Note = (one) => { findings.push(one) }
  const { result: octets } = attempt(() => zip.read(entry))
  const { result: root, failure } = attempt(() => readPart(pack, entry, 'DocEntries', note))
  if (root === undefined) {
    note(failure)
    note(finding('OFD_INTEGRITY_UNREADABLE', at, { path }))
    return { path, ...(octets && { octets }), files: [], missing: [], unlisted: [], findings }
  }

  const pointer = onlyChild(root, 'SignedValueLoc', at, path, note)
  const value = pointer && locate(zip, textOf(pointer), [''], [path, 'SignedValueLoc'], note)
  const valueEntry = value?.entry
  const signedValue = valueEntry && attempt(() => zip.read(valueEntry)).result
  if (value === undefined) note(finding('OFD_ELEMENT_MISSING', at, { path, element: 'SignedValueLoc' }))
  else if (signedValue === undefined) note(finding('OFD_INTEGRITY_VALUE_MISSING', at, { path: quote(value.path) }))

  const list = onlyChild(root, 'FileList', at, path, note)
  if (list === undefined) note(finding('OFD_ELEMENT_MISSING', at, { path, element: 'FileList' }))
  const elements = list === undefined ? [] : childElements(list, 'File')
  budget.spend('references', elements.length, at)
  const listed = new Set<string>()
  const missing: string[] = []
  elements.forEach((element, index) => {
    const where = [path, 'File', index]
    const located = locate(zip, attribute(element, 'FileLoc') ?? '', [''], where, note)
    if (located === undefined || listed.has(located.path)) return
    listed.add(located.path)
    if (located.entry !== undefined) return
    missing.push(located.path)
    note(finding('OFD_INTEGRITY_LISTED_MISSING', where, { path: quote(located.path) }))
  })
  const exempt = [path, value?.path]
  const unlisted = zip.entries.filter((one) => !one.isDirectory && !listed.has(one.path) && !exempt.includes(one.path)).map((one) => one.path)
  for (const one of unlisted) note(finding('OFD_INTEGRITY_NOT_LISTED', [one], { path: one }))

  const text = (name: string): string | undefined => attribute(root, name)
  const [id, creatorName, version, creationDate] = [text('ID'), text('CreatorName'), text('Version'), text('CreationDate')]
  return {
    path,
    ...(octets && { octets }),
    ...(id !== undefined && { id }),
    ...(creatorName !== undefined && { creatorName }),
    ...(version !== undefined && { version }),
    ...(creationDate !== undefined && { creationDate }),
    ...(value && { signedValuePath: value.path }),
    ...(signedValue && { signedValue }),
    files: [...listed],
    missing,
    unlisted,
    findings,
  }
}
