/**
 * Opens an OFD package (GB/T 33190): its documents, its signatures and, where there is one, its list of files
 * (GM/T 0099). It says what is there; `references.ts` and `coverage.ts` check it.
 */
import { FormatError } from '../../errors.ts'
import { finding } from '../../diagnostics/index.ts'
import type { Finding, Note } from '../../diagnostics/index.ts'
import { attribute } from '../../encoding/xml.ts'
import type { ContentMemory } from '../../encoding/content-memory.ts'
import type { OctetSource } from '../../encoding/octet-source.ts'
import { openZip } from '../../encoding/zip.ts'
import type { ZipArchive } from '../../encoding/zip.ts'
import type { Budget } from '../../limits.ts'
import { readDocBodies } from './doc-body.ts'
import type { DocBody } from './doc-body.ts'
import { EntryDigests } from './entry-digests.ts'
import { readIntegrityFile } from './integrity-file.ts'
import type { IntegrityFile } from './integrity-file.ts'
import { readPart } from './parts.ts'
import { readSignatures } from './signatures.ts'
import type { OfdSignature } from './signature.ts'

const ROOT = 'OFD.xml'
const ENCRYPTIONS = 'Encryptions.xml'

export interface OfdPackage {
  readonly zip: ZipArchive
  /** Canonical path of the root file; absent only in an encrypted package that does not show it. */
  readonly rootPath?: string
  /** Attributes of OFD.xml as written, such as `1.1` and `OFD` or `OFD-A`. */
  readonly version?: string
  readonly docType?: string
  /** True when the package holds GM/T 0099 encryption: what is in it cannot be judged. */
  readonly encrypted: boolean
  readonly docBodies: readonly DocBody[]
  /** Listed signatures in list order, then signature files that no list names. */
  readonly signatures: readonly OfdSignature[]
  readonly integrityFile?: IntegrityFile
  /** Digests over the entries, kept across signatures. */
  readonly digests: EntryDigests
  /** What was noticed about the package, its root and its lists; each signature has its own. */
  readonly findings: readonly Finding[]
}

export interface OpenOfdOptions {
  readonly budget: Budget
  /** Of other packages. @default none */
  readonly memory?: ContentMemory
}

/**
 * Opens a package. Nothing is verified yet.
 * @throws FormatError, UnsupportedAlgorithmError, LimitExceededError
 */
export function openOfd(input: Uint8Array | OctetSource, { budget, memory }: OpenOfdOptions): OfdPackage {
  const zip = openZip(input, { budget, ...(memory && { memory }) })
  const findings: Finding[] = [...zip.findings]
  const note: Note = (one) => { findings.push(one) }
  const encryptions = zip.getIgnoringCase(ENCRYPTIONS)
  if (encryptions !== undefined) note(finding('OFD_ENCRYPTED', [encryptions.path], { path: encryptions.path }))
  const head = { zip, encrypted: encryptions !== undefined, digests: new EntryDigests(zip) }

  const root = zip.get(ROOT) ?? zip.getIgnoringCase(ROOT)
  if (root === undefined) {
    if (encryptions === undefined) throw new FormatError(finding('OFD_ROOT_MISSING', []))
    return { ...head, docBodies: [], signatures: [], findings }
  }
  if (root.path !== ROOT) note(finding('OFD_ROOT_NAME_CASE', [root.path], { path: root.path }))
  const element = readPart({ zip, budget }, root, 'OFD', note)
  const docBodies = readDocBodies(element, { zip, budget }, root.path, note)
  const signatures = readSignatures({ zip, budget }, docBodies, note)
  if (signatures.length === 0) note(finding('OFD_NOT_SIGNED', []))
  const integrityFile = readIntegrityFile({ zip, budget })
  const version = attribute(element, 'Version')
  const docType = attribute(element, 'DocType')
  return {
    ...head,
    rootPath: root.path,
    ...(version !== undefined && { version }),
    ...(docType !== undefined && { docType }),
    docBodies,
    signatures,
    ...(integrityFile && { integrityFile }),
    findings,
  }
}
