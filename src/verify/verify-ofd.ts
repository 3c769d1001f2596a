/** An OFD package: every signature in it, and what they protect together. */
import type { Checked, Finding } from '../diagnostics/index.ts'
import { analyzeCoverage, checkReferences, openOfd, readDocumentGraph } from '../document/ofd/index.ts'
import type { DocumentGraph, OfdCoverageFacts, OfdPackage, OfdSignature, ReferenceFacts } from '../document/ofd/index.ts'
import { checkLicense } from '../license/check.ts'
import type { LicenseFacts } from '../license/facts.ts'
import { sm2Za } from '../crypto/index.ts'
import { judge } from '../policy/judge.ts'
import type { CoverageFacts, DocumentContent, ValidationReport } from '../report/model.ts'
import { attempt } from './attempt.ts'
import { inMemory } from './input.ts'
import type { InputSource } from './input.ts'
import type { Call } from './options.ts'
import { judgeSignature } from './outcome.ts'
import type { SignatureOutcome } from './outcome.ts'
import { reportOf } from './report-of.ts'
import { signatureOutcome } from './signature.ts'
import type { Subject } from './subject.ts'

/** A signature of the package with its checks, before the policy judges. */
interface Assessed {
  readonly subject: Subject
  readonly outcome: SignatureOutcome
  readonly references: Checked<ReferenceFacts>
}

export async function ofdReport(input: InputSource, call: Call): Promise<ValidationReport> {
  let ofd: OfdPackage | undefined
  const opened = await attempt([], () => {
    ofd = openOfd(input, { budget: call.budget, ...(call.contents && { memory: call.contents }) })
    return { facts: summaryOf(ofd), findings: [...ofd.findings, ...(ofd.integrityFile?.findings ?? [])] }
  })
  if (ofd === undefined) return reportOf('ofd', input, call, { container: judge(opened, call.policy), signatures: [] })

  const octets = inMemory(input)
  if (octets !== undefined) ofd.digests.alongside(octets)
  const assessed: Assessed[] = []
  for (const signature of ofd.signatures) assessed.push(await assess(ofd, signature, call))
  const integrity = await assessIntegrityFile(ofd, call)
  const walked = await attempt<DocumentGraph>([], () => ({ facts: readDocumentGraph(ofd as OfdPackage, call.budget), findings: [] }))
  const coverage = await attempt<OfdCoverageFacts>([], () => coverageOf(ofd as OfdPackage, walked, assessed, integrity, call))

  const signatures = assessed.map(({ subject, outcome, references }, index) => {
    const part = coverage.facts?.bySignature.find(({ signature }) => signature === index)
    const own = { ...(part === undefined ? {} : { facts: part }), findings: coverage.findings.filter(({ code, at }) => code === 'OFD_SIGNATURE_COVERS_PART' && at[0] === subject.at[0]) }
    return judgeSignature({ ...outcome, steps: { ...outcome.steps, references, coverage: own } }, subject, call.policy)
  })
  const { facts } = coverage
  const whole: Checked<CoverageFacts> = {
    ...(facts === undefined ? {} : { facts: { entries: facts.entries, metadataProtected: facts.metadataProtected } }),
    findings: coverage.findings.filter(({ code }) => code !== 'OFD_SIGNATURE_COVERS_PART'),
  }
  const license = await licenseOf(ofd, walked.facts, facts, call)
  return reportOf('ofd', input, call, {
    container: judge(opened, call.policy),
    coverage: judge(whole, call.policy),
    ...(license === undefined ? {} : { license: judge(license, call.policy) }),
    signatures: [...signatures, ...(integrity === undefined ? [] : [judgeSignature(integrity.outcome, integrity.subject, call.policy)])],
    ...(facts?.metadataProtected === true ? { content: contentOf(ofd) } : {}),
  }, octets && ofd.digests.sm3(octets))
}

function summaryOf(ofd: OfdPackage): object {
  return {
    entries: ofd.zip.entries.length,
    docBodies: ofd.docBodies.length,
    signatures: ofd.signatures.length,
    integrityFile: ofd.integrityFile !== undefined,
  }
}

async function assess(ofd: OfdPackage, signature: OfdSignature, call: Call): Promise<Assessed> {
  const { at, id, type, baseLoc, signatureXml, signedValue, sealPath, sealFile, signedInfo } = signature
  const statedTime = signedInfo?.signatureDateTime?.time
  const subject: Subject = {
    at,
    isOtherEntry: (path) => path !== baseLoc && ofd.zip.get(path) !== undefined,
    ...(id === undefined ? {} : { id }),
    ...(signatureXml === undefined ? {} : { original: signatureXml }),
    ...(baseLoc === undefined ? {} : { path: baseLoc }),
    ...(type === undefined ? {} : { statedType: type }),
    ...(statedTime === undefined ? {} : { statedTime }),
    ...(sealPath === undefined ? {} : { sealFile: { path: sealPath, ...(sealFile === undefined ? {} : { bytes: sealFile }) } }),
  }
  const outcome: SignatureOutcome = signedValue === undefined
    ? { format: 'UNKNOWN', steps: { format: { findings: [] } } }
    : await signatureOutcome(signedValue, subject, call)
  // Z of the signer in a seal signature: some products prefix it to what they digest.
  const za = outcome.signerKey?.type === 'SM2' ? sm2Za(outcome.signerKey) : undefined
  const references = await attempt(at, () => checkReferences(ofd, signature, call.budget, za))
  return { subject, outcome: withFindings(outcome, signature.findings), references }
}

/** What was noticed while reading Signature.xml belongs to the signature's form. */
function withFindings(outcome: SignatureOutcome, findings: readonly Finding[]): SignatureOutcome {
  const { format } = outcome.steps
  return { ...outcome, steps: { ...outcome.steps, format: { ...format, findings: [...findings, ...(format?.findings ?? [])] } } }
}

/** OFDEntries.xml of GM/T 0099: a signed list of the package's files. */
async function assessIntegrityFile(ofd: OfdPackage, call: Call): Promise<{ readonly subject: Subject; readonly outcome: SignatureOutcome } | undefined> {
  const file = ofd.integrityFile
  if (file?.signedValue === undefined) return undefined
  const subject: Subject = { at: [file.path], ...(file.octets === undefined ? {} : { original: file.octets }), path: file.path }
  return { subject, outcome: await signatureOutcome(file.signedValue, subject, call) }
}

/** Whether a signature's value is over its original, by facts that no policy touches. */
function verified({ outcome }: Pick<Assessed, 'outcome'>): boolean {
  return outcome.steps.signatureValue?.facts !== undefined && outcome.steps.dataHash?.facts !== undefined
}

function coverageOf(
  ofd: OfdPackage, { facts: graph, findings: unwalked }: Checked<DocumentGraph>, assessed: readonly Assessed[], integrity: Pick<Assessed, 'outcome'> | undefined, call: Call,
): Checked<OfdCoverageFacts> {
  // Nothing is signed: what nothing covers is no question then, and no answer either.
  if (assessed.length === 0) return { findings: [] }
  if (graph === undefined) return { findings: unwalked }
  const outcomes = assessed.map((one, signature) => ({
    signature,
    verified: verified(one),
    matchedPaths: one.references.facts?.matchedPaths ?? [],
  }))
  const options = { budget: call.budget, integrityFileVerified: integrity !== undefined && verified(integrity) }
  const { facts, findings } = analyzeCoverage(ofd, graph, outcomes, options)
  return { ...(facts === undefined ? {} : { facts }), findings: [...graph.findings, ...findings] }
}

/** The license in the package; undefined where there is none. One that cannot be read to its end is no license without faults. */
async function licenseOf(
  ofd: OfdPackage, graph: DocumentGraph | undefined, coverage: OfdCoverageFacts | undefined, call: Call,
): Promise<Checked<LicenseFacts> | undefined> {
  if (graph === undefined) return undefined
  const checked = await attempt<LicenseFacts>([], () =>
    checkLicense(ofd, graph, { budget: call.budget, time: call.time, ...(coverage && { entries: coverage.entries }) }) ?? { findings: [] })
  return checked.facts === undefined && checked.findings.length === 0 ? undefined : checked
}

/**
 * DocInfo of the only document. Asked for only when OFD.xml, which holds it, is protected: attack: an unprotected one can be
 * given another title and other metadata while every signature stays valid.
 */
function contentOf(ofd: OfdPackage): DocumentContent {
  const [docBody, ...others] = ofd.docBodies
  const info = others.length === 0 ? docBody?.docInfo : undefined
  return {
    ...(info?.title === undefined ? {} : { title: info.title }),
    ...(info?.docId === undefined ? {} : { docId: info.docId }),
    customDatas: (info?.customDatas ?? []).map(({ name, value }) => ({ name, value })),
  }
}
