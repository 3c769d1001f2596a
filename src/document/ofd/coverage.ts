/**
 * What the signatures of a package protect together and one by one, and what they leave open (attack class: signature
 * wrapping). Takes as given which signatures verified and which digests matched; finding that out is for `signature/`
 * and `references.ts`.
 */
import { finding } from '../../diagnostics/index.ts'
import type { Checked, Finding } from '../../diagnostics/index.ts'
import type { Budget } from '../../limits.ts'
import { isUnusedDocument } from './graph.ts'
import type { DocumentGraph } from './graph.ts'
import { quote } from './locate.ts'
import type { OfdPackage } from './open.ts'
import type { OfdSignature } from './signature.ts'

/** What a package entry is to the signatures of the package. */
export type CoverageRole = 'protected' | 'own' | 'list' | 'otherSignature' | 'uncovered'
/** How the document uses an entry: shown on a page, referred to but not shown, or not referred to at all. */
export type CoverageReach = 'visible' | 'reachable' | 'unreachable'

export interface CoverageEntry {
  readonly path: string
  readonly role: CoverageRole
  readonly reach: CoverageReach
  /** Indexes into `signatures` of those that verified and protect it with a matching digest. */
  readonly protectedBy: readonly number[]
}

/**
 * What one signature leaves out: files of the package that it does not list and that are no signature files. Canonical
 * paths. A file that it lists but that was changed is not among them.
 */
export interface SignatureCoverage {
  readonly signature: number
  readonly visible: readonly string[]
  readonly reachable: readonly string[]
  readonly unreachable: readonly string[]
}

export interface OfdCoverageFacts {
  /** All files of the package in directory order. */
  readonly entries: readonly CoverageEntry[]
  readonly bySignature: readonly SignatureCoverage[]
  /** Whether a verified signature protects OFD.xml, and so the DocInfo metadata in it. */
  readonly metadataProtected: boolean
}

/** What is known of a signature when coverage is analyzed. */
export interface SignatureOutcome {
  /** Index into `OfdPackage.signatures`. */
  readonly signature: number
  /** Whether its value was found to be over its Signature.xml. Without that its list of references says nothing. */
  readonly verified: boolean
  /** `ReferenceFacts.matchedPaths`. */
  readonly matchedPaths: Iterable<string>
}

export interface CoverageOptions {
  readonly budget: Budget
  /** Whether the signature over OFDEntries.xml was found to be valid. Default: not known, so no. */
  readonly integrityFileVerified?: boolean
}

/**
 * Analyzes a package that holds signatures; one that holds none gives facts and no findings of its own.
 * @throws LimitExceededError
 */
export function analyzeCoverage(
  ofd: OfdPackage, graph: DocumentGraph, outcomes: readonly SignatureOutcome[], options: CoverageOptions,
): Checked<OfdCoverageFacts> {
  const files = ofd.zip.entries.filter((entry) => !entry.isDirectory).map(({ path }) => path)
  const matched = new Map(outcomes.map(({ signature, matchedPaths }) => [signature, new Set(matchedPaths)]))
  const verified = outcomes.filter((outcome) => outcome.verified).map(({ signature }) => signature).sort((a, b) => a - b)
  const roles = new SignatureFiles(ofd, verified, options.integrityFileVerified === true)
  const reachOf = (path: string): CoverageReach => graph.nodes.get(path)?.reach ?? (roles.isReferred(path) ? 'reachable' : 'unreachable')

  const entries = files.map((path): CoverageEntry => {
    const protectedBy = verified.filter((index) => matched.get(index)?.has(path) === true)
    return { path, role: protectedBy.length > 0 ? 'protected' : roles.roleOf(path), reach: reachOf(path), protectedBy }
  })
  const bySignature = outcomes.map(({ signature }): SignatureCoverage => {
    const listed = listedPaths(ofd, signature)
    const left = files.filter((path) => !listed.has(path) && roles.roleOf(path) === 'uncovered')
    const of = (reach: CoverageReach): readonly string[] => left.filter((path) => reachOf(path) === reach)
    return { signature, visible: of('visible'), reachable: of('reachable'), unreachable: of('unreachable') }
  })
  const root = entries.find(({ path }) => path === ofd.rootPath)
  const facts = { entries, bySignature, metadataProtected: root?.role === 'protected' }

  if (ofd.signatures.length === 0) return { facts, findings: [] }
  // Nothing holds anything: one statement says more than one for each file.
  if (verified.length === 0) return { facts, findings: [finding('CHECK_NOT_PERFORMED', ['coverage'])] }
  // A file that a verified signature lists and that does not match has been reported with the references.
  const listed = new Set(verified.flatMap((index) => [...listedPaths(ofd, index)]))
  const findings = [
    ...entryFindings(entries.filter(({ path }) => !listed.has(path)), ofd),
    ...(root === undefined || root.role === 'protected' || listed.has(root.path) ? [] : [rootFinding(ofd, graph, entries, options.budget)]),
    ...bySignature.flatMap((coverage) => partFinding(ofd, coverage)),
    ...ofd.signatures.flatMap((signature) => stampFindings(signature, graph)),
  ]
  return { facts, findings }
}

/** Which files belong to which signature, and to the list of files. */
class SignatureFiles {
  readonly #own = new Set<string>()
  readonly #other = new Set<string>()
  readonly #lists: ReadonlySet<string>

  constructor(ofd: OfdPackage, verified: readonly number[], integrityFileVerified: boolean) {
    this.#lists = new Set(ofd.docBodies.flatMap(({ signatureLists }) => signatureLists))
    ofd.signatures.forEach((signature, index) => {
      const target = verified.includes(index) ? this.#own : this.#other
      for (const path of [signature.baseLoc, signature.signedValuePath, signature.sealPath]) if (path !== undefined) target.add(path)
    })
    const target = integrityFileVerified ? this.#own : this.#other
    for (const path of [ofd.integrityFile?.path, ofd.integrityFile?.signedValuePath]) if (path !== undefined) target.add(path)
  }

  roleOf(path: string): Exclude<CoverageRole, 'protected'> {
    if (this.#own.has(path)) return 'own'
    if (this.#lists.has(path)) return 'list'
    return this.#other.has(path) ? 'otherSignature' : 'uncovered'
  }

  isReferred(path: string): boolean {
    return this.roleOf(path) !== 'uncovered'
  }
}

/** Paths that a signature lists, whether or not their digests match. */
function listedPaths(ofd: OfdPackage, signature: number): ReadonlySet<string | undefined> {
  return new Set(ofd.signatures[signature]?.signedInfo?.references.map(({ path }) => path))
}

/** Files, other than OFD.xml, that no verified signature protects. */
function entryFindings(entries: readonly CoverageEntry[], ofd: OfdPackage): readonly Finding[] {
  return entries.flatMap(({ path, role, reach }) => {
    if (role === 'protected' || path === ofd.rootPath) return []
    const params = { path: quote(path) }
    // Files of signatures are not protected by being such: shown content must be protected whatever else it is.
    if (reach === 'visible') return [finding('OFD_VISIBLE_NOT_COVERED', [path], params)]
    if (role !== 'uncovered') return []
    return [reach === 'reachable' ? finding('OFD_REACHABLE_NOT_COVERED', [path], params) : finding('OFD_UNREACHABLE_ENTRY', [path], params)]
  })
}

/**
 * An unprotected OFD.xml can be changed at will. Only where every document that it could lead to is the one that it
 * does lead to, and that one is protected, are the pages safe all the same.
 */
function rootFinding(ofd: OfdPackage, graph: DocumentGraph, entries: readonly CoverageEntry[], budget: Budget): Finding {
  const path = ofd.rootPath ?? ''
  const at = [path]
  const [docBody, ...others] = ofd.docBodies
  const [docRoot, ...otherRoots] = docBody?.docRoots ?? []
  const isProtected = (one: CoverageEntry): boolean => one.role === 'protected'
  const fixed =
    others.length === 0 && otherRoots.length === 0 && docBody?.versions.length === 0 &&
    entries.some((entry) => entry.path === docRoot && isProtected(entry)) &&
    // Attack: going back to an earlier state of the document that is still in the package, and protected as well.
    !entries.filter(isProtected).some((entry) => isUnusedDocument(ofd, graph, entry.path, budget))
  return fixed ? finding('OFD_ROOT_NOT_COVERED', at, { path }) : finding('OFD_ROOT_REDIRECTABLE', at, { path })
}

function partFinding(ofd: OfdPackage, { signature, visible, reachable }: SignatureCoverage): readonly Finding[] {
  if (visible.length + reachable.length === 0) return []
  const at = ofd.signatures[signature]?.at ?? []
  return [finding('OFD_SIGNATURE_COVERS_PART', at, { visible: visible.length, reachable: reachable.length })]
}

function stampFindings({ docBody, baseLoc, signedInfo }: OfdSignature, graph: DocumentGraph): readonly Finding[] {
  const pages = docBody === undefined ? undefined : graph.pageIds[docBody]
  if (pages === undefined || baseLoc === undefined) return []
  return (signedInfo?.stampAnnots ?? []).flatMap(({ pageRef }, index) =>
    pageRef === undefined || pageRef === '' || pages.has(pageRef) ? [] : [finding('OFD_STAMP_PAGE_UNKNOWN', [baseLoc, 'StampAnnot', index])],
  )
}
