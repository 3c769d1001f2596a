/**
 * Whether the certificates of a path were revoked at a time, from CRLs and OCSP responses that the caller supplies. What
 * cannot be known is said to be unknown, never taken for good. Nothing is fetched.
 */
import type { Checked, Finding, Locator } from '../../diagnostics/index.ts'
import { finding } from '../../diagnostics/index.ts'
import { toHex } from '../../encoding/octets.ts'
import type { Certificate } from '../certificate.ts'
import type { CertificationPath, PathLink } from '../path/index.ts'
import { ACCESS_METHOD } from '../object-identifiers.ts'
import type { Answer, Answers, Verdict } from './answer.ts'
import { isError } from './context.ts'
import type { CheckContext, SignerStatus } from './context.ts'
import { crlAnswers } from './crl-answers.ts'
import { authenticateCrl } from './crl-authenticity.ts'
import { EvidenceSignatures } from './evidence-signature.ts'
import { readyEvidence } from './evidence.ts'
import type { ReadyEvidence } from './evidence.ts'
import type { FreshnessRule } from './freshness.ts'
import { ocspAnswers } from './ocsp-answers.ts'
import type { CertificateRevocation, RevocationFacts, RevocationOptions } from './options.ts'

/** Signers of evidence have signers of evidence: how far that is followed. */
const MAXIMUM_DEPTH = 3
const DAY_SECONDS = 86_400

/**
 * Checks every certificate of a path but the anchor. Facts hold the status of each, in the order of the path; findings
 * say what a policy has to judge.
 * @throws LimitExceededError; TypeError for invalid times
 */
export async function checkRevocation(path: CertificationPath, options: RevocationOptions): Promise<Checked<RevocationFacts>> {
  return new RevocationCheck(options).run(path)
}

/** One certificate's status with everything that was noticed. */
interface Outcome {
  readonly facts: CertificateRevocation
  readonly findings: readonly Finding[]
}

class RevocationCheck {
  readonly #options: RevocationOptions
  readonly #rule: FreshnessRule
  readonly #evidence: ReadyEvidence
  readonly #signatures: EvidenceSignatures
  readonly #at: Locator

  constructor(options: RevocationOptions) {
    const { time, validationTime = time, freshness = 'atTimeOrLater', maximumAgeSeconds = DAY_SECONDS, clockSkewSeconds = 0, budget, at = [] } = options
    if (Number.isNaN(time.getTime()) || Number.isNaN(validationTime.getTime())) throw new TypeError('time and validationTime must be valid Dates')
    this.#options = options
    this.#rule = { rule: freshness, time, validationTime, maximumAgeSeconds, clockSkewSeconds }
    this.#at = at
    this.#evidence = readyEvidence({ crls: options.crls ?? [], ocspResponses: options.ocspResponses ?? [] }, { budget, at })
    this.#signatures = new EvidenceSignatures(budget, options.cache)
  }

  async run(path: CertificationPath): Promise<Checked<RevocationFacts>> {
    const outcomes: Outcome[] = []
    for (const [index, link] of path.links.entries()) {
      outcomes.push(await this.#outcome(link, path, [...this.#at, 'certificate', index], []))
    }
    return {
      facts: { certificates: outcomes.map(({ facts }) => facts) },
      findings: [...this.#evidence.findings, ...outcomes.flatMap(({ findings }) => findings)],
    }
  }

  /** @param underWay certificates whose status waits for this one's */
  async #outcome(link: PathLink, path: CertificationPath, at: Locator, underWay: readonly Certificate[]): Promise<Outcome> {
    const { certificate } = link
    const context = this.#context(path, [...underWay, certificate])
    const ocsp = await ocspAnswers(this.#evidence.ocspResponses, link, this.#rule, context, at)
    const crl = await crlAnswers({
      certificate, crls: this.#evidence.crls, rule: this.#rule, at, authenticate: (piece) => authenticateCrl(piece, link, context, at),
    })
    return this.#conclude(certificate, ocsp, crl, at)
  }

  #context(path: CertificationPath, underWay: readonly Certificate[]): CheckContext {
    const { certificates = [], trustedResponders = [], nonce, time, budget, cache } = this.#options
    return {
      path, time, certificates, trustedResponders, nonce, budget, cache, signatures: this.#signatures,
      signerStatus: (signer) => this.#signerStatus(signer, path, underWay),
    }
  }

  /** Certificates of a signer's path that are not on the path itself: those are checked there. */
  async #signerStatus(signer: CertificationPath, path: CertificationPath, underWay: readonly Certificate[]): Promise<SignerStatus> {
    const same = (a: Certificate, b: Certificate): boolean => toHex(a.bytes) === toHex(b.bytes)
    const open = signer.links.filter(({ certificate }) => !path.certificates.some((other) => same(other, certificate)))
    let status: SignerStatus = 'good'
    for (const link of open) {
      // A circle of lists that vouch for each other's signers vouches for nothing.
      if (underWay.length >= MAXIMUM_DEPTH || underWay.some((other) => same(other, link.certificate))) return 'unknown'
      const { facts, findings } = await this.#outcome(link, signer, this.#at, underWay)
      if (facts.status === 'revoked' || facts.status === 'onHold') return 'revoked'
      // Doubt about who vouches for the signer is doubt about the signer.
      if (findings.some(isError)) status = 'unknown'
    }
    return status
  }

  #conclude(certificate: Certificate, ocsp: Answers, crl: Answers, at: Locator): Outcome {
    const serialNumber = toHex(certificate.serialNumberBytes)
    const answers = [...ocsp.answers, ...crl.answers]
    const findings = [...ocsp.findings, ...crl.findings]
    const decisive = decisiveAnswer(answers)
    if (decisive !== undefined) {
      const { status, findings: why } = this.#judge(decisive.verdict, certificate, at)
      return { facts: { serialNumber, status, ...sourceOf(decisive) }, findings: [...why, ...findings] }
    }
    const examined = ocsp.examined.length + crl.examined.length
    const obstacles = [...ocsp.obstacles, ...crl.obstacles]
    const unknown = answers.find(({ fresh, verdict }) => fresh && verdict.kind === 'unknown')
    if (unknown !== undefined) obstacles.unshift(finding('REVOCATION_UNKNOWN', at, { evidence: unknown.label }))
    if (examined > 0) {
      const open = finding('REVOCATION_EVIDENCE_UNUSABLE', at, { examined })
      return { facts: { serialNumber, status: 'unknown' }, findings: [open, ...obstacles, ...findings] }
    }
    if (this.#options.required !== 'always' && !namesSource(certificate)) {
      return { facts: { serialNumber, status: 'noSource' }, findings: [finding('REVOCATION_NO_SOURCE', at)] }
    }
    return { facts: { serialNumber, status: 'unknown' }, findings: [finding('REVOCATION_NO_EVIDENCE', at), ...obstacles, ...findings] }
  }

  #judge(verdict: Verdict, certificate: Certificate, at: Locator): { readonly status: CertificateRevocation['status']; readonly findings: readonly Finding[] } {
    if (verdict.kind === 'good' || verdict.kind === 'unknown') return { status: 'good', findings: [] }
    const { time, proven = false } = this.#options
    const revocationDate = verdict.date.toISOString()
    const later = verdict.date > time
    if (verdict.kind === 'onHold') {
      if (!later || !proven) return { status: 'onHold', findings: [finding('CERTIFICATE_ON_HOLD', at, { revocationDate })] }
      return { status: 'revokedLater', findings: [finding('CERTIFICATE_REVOKED_AFTER_PROOF', at, { reason: 'certificateHold', revocationDate, proof: time.toISOString() })] }
    }
    const { reason, invalidityDate } = verdict
    if (!later) return { status: 'revoked', findings: [finding('CERTIFICATE_REVOKED', at, { reason, revocationDate })] }
    const code = certificate.basicConstraints?.cA === true ? 'CERTIFICATE_CA_REVOKED_LATER' : 'CERTIFICATE_REVOKED_LATER'
    const findings = [
      proven
        ? finding('CERTIFICATE_REVOKED_AFTER_PROOF', at, { reason, revocationDate, proof: time.toISOString() })
        : finding(code, at, { reason, revocationDate, time: time.toISOString() }),
    ]
    // The CA says that the key was not to be trusted before it was revoked.
    if (invalidityDate !== undefined && invalidityDate <= time) {
      findings.push(finding('CERTIFICATE_INVALID_SINCE', at, { invalidityDate: invalidityDate.toISOString(), time: time.toISOString() }))
    }
    return { status: 'revokedLater', findings }
  }
}

/**
 * The answer that decides: a final revocation, the earliest, whatever else is said; otherwise the newest fresh one that
 * knows the certificate.
 */
function decisiveAnswer(answers: readonly Answer[]): Answer | undefined {
  const revocations = answers.flatMap(({ verdict, ...rest }) => (verdict.kind === 'revoked' ? [{ verdict, ...rest }] : []))
  const [earliest] = revocations.sort((a, b) => a.verdict.date.getTime() - b.verdict.date.getTime())
  if (earliest !== undefined) return earliest
  const [newest] = answers
    .filter(({ fresh, verdict }) => fresh && verdict.kind !== 'unknown')
    // Of two with one date, the graver.
    .sort((a, b) => b.thisUpdate.getTime() - a.thisUpdate.getTime() || Number(a.verdict.kind === 'good') - Number(b.verdict.kind === 'good'))
  return newest
}

function sourceOf({ label, thisUpdate, nextUpdate, verdict }: Answer): Partial<CertificateRevocation> {
  return {
    evidence: label,
    thisUpdate: thisUpdate.toISOString(),
    ...(nextUpdate !== undefined && { nextUpdate: nextUpdate.toISOString() }),
    ...('date' in verdict && { revocationDate: verdict.date.toISOString() }),
    ...(verdict.kind === 'revoked' && { reason: verdict.reason }),
    ...(verdict.kind === 'onHold' && { reason: 'certificateHold' }),
  }
}

/** Whether a certificate says where its revocation can be learned. */
function namesSource({ cRLDistributionPoints, authorityInfoAccess }: Certificate): boolean {
  return cRLDistributionPoints !== undefined || (authorityInfoAccess ?? []).some(({ accessMethod }) => accessMethod === ACCESS_METHOD.ocsp)
}
