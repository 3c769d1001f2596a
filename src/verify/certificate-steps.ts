/** A certificate with its path to an anchor and its revocation, for one purpose at one time. */
import type { Checked, Finding, Locator } from '../diagnostics/index.ts'
import type { Certificate } from '../pki/certificate.ts'
import { readCertificate } from '../pki/certificate-cache.ts'
import { validatePath } from '../pki/path/index.ts'
import type { CertificationPath, PathPurpose, TrustAnchor } from '../pki/path/index.ts'
import { checkRevocation } from '../pki/revocation/index.ts'
import type { RevocationFacts } from '../pki/revocation/index.ts'
import type { CertificateSummary } from '../report/model.ts'
import type { TrustPurpose } from '../trust/index.ts'
import { attempt, attemptRead } from './attempt.ts'
import { noteOpenRevocation, noticedAt } from './open-questions.ts'
import type { RevocationQuestion } from './open-questions.ts'
import type { Call } from './options.ts'
import { revocationQuestion } from './revocation-question.ts'
import { summarizeCertificate } from './summaries.ts'
import { notGranted, originOf, standingFindings } from './trust-standing.ts'
import type { AnchorOrigin } from './trust-standing.ts'

export interface CertificateFacts {
  /** ISO 8601: the time that the path was judged at. */
  readonly time: string
  /** From the end entity upward, without the anchor. */
  readonly path: readonly CertificateSummary[]
  readonly anchor: { readonly subject: string } & AnchorOrigin
}

export interface CertificateUse {
  readonly at: Locator
  readonly trust: TrustPurpose
  readonly purpose: PathPurpose
  readonly time: Date
  /** Certificates that came with the signature: may help to build a path, trusted for nothing. */
  readonly embedded?: readonly Uint8Array[]
  /** When a verified time stamp proves that what the certificate signed was there. @default not before now */
  readonly existed?: Date | undefined
  /** When it is said to have been used, where `time` is proven and may be later. @default `time` */
  readonly claimed?: Date | undefined
  /** Noted on the way to `time`. */
  readonly findings?: readonly Finding[]
}

export interface CertificateSteps {
  /** The anchor that the path ends at; absent when no path was found. */
  readonly anchor?: TrustAnchor
  readonly certificate: Checked<CertificateFacts>
  readonly revocation: Checked<RevocationFacts>
}

/** Certificates that can be read among untrusted ones; the others cannot help to build a path. */
function readable(certificates: readonly Uint8Array[], call: Call): readonly Certificate[] {
  return certificates.flatMap((bytes) => {
    const { value } = attemptRead([], () => readCertificate(bytes, { budget: call.budget }, call.cache))
    return value === undefined ? [] : [value]
  })
}

function earlier(one: Date | undefined, other: Date | undefined): Date | undefined {
  return one === undefined || (other !== undefined && other < one) ? other : one
}

export async function certificateSteps(certificate: Certificate, use: CertificateUse, call: Call): Promise<CertificateSteps> {
  const { at, time, purpose } = use
  const anchors = call.trust.anchors(use.trust, time)
  const standing = { at, purpose: use.trust, time, existed: use.existed }
  const intermediates = readable([...(use.embedded ?? []), ...call.certificates], call)
  let path: CertificationPath | undefined
  const checked = await attempt<CertificateFacts>(at, async () => {
    const search = { anchors, intermediates, time, purpose }
    const validated = await validatePath(certificate, {
      ...search, budget: call.budget, cache: call.cache, at,
      issuerNotFound: (last) => { call.open.push({ kind: 'issuer', at, certificate: last, search: { ...search, endEntity: certificate } }) },
    })
    path = validated.facts?.path
    if (path === undefined) {
      const reason = await notGranted(standing, call, (listed) => validatePath(certificate, { ...search, anchors: listed, budget: call.budget, cache: call.cache, at }))
      return { findings: [...reason, ...validated.findings] }
    }
    const facts = {
      time: time.toISOString(),
      path: path.certificates.map(summarizeCertificate),
      anchor: { subject: path.anchor.name.text, ...originOf(path.anchor, standing, call) },
    }
    return { facts, findings: [...validated.findings, ...standingFindings(path.anchor, standing, call)] }
  })
  const revocation = await attempt<RevocationFacts>(at, async () => {
    // Without a path nobody knows which issuer's word counts.
    if (path === undefined) return { findings: [] }
    const ofPath = path
    const ask = async (asOf: Date, proven: boolean): Promise<{ question: RevocationQuestion['question']; answered: Checked<RevocationFacts> }> => {
      const question = revocationQuestion(call, { certificates: intermediates, time: asOf, proven })
      return { question, answered: await checkRevocation(ofPath, { ...call.evidence, ...question, budget: call.budget, cache: call.cache, at }) }
    }
    const { claimed = time } = use
    const existed = earlier(use.existed, call.existedBy)
    let { question, answered } = await ask(existed ?? time, existed !== undefined)
    // Revoked before the proof, and perhaps after the time of use that is only claimed: the proof does not help, the claim is open.
    const revoked = answered.findings.some(({ code }) => code === 'CERTIFICATE_REVOKED')
    if (revoked && existed !== undefined && existed > claimed) ({ question, answered } = await ask(claimed, false))
    noteOpenRevocation(call.open, { at, path, question }, answered.facts)
    return { ...answered, findings: [...answered.findings, ...noticedAt(call.noticed, [...at, 'certificate'])] }
  })
  const findings = [...(use.findings ?? []), ...(path === undefined ? certificate.findings : []), ...checked.findings, ...noticedAt(call.noticed, at, 'exactly')]
  return { ...(path === undefined ? {} : { anchor: path.anchor }), certificate: { ...checked, findings }, revocation }
}
