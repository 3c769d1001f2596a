/**
 * Certification path validation (RFC 5280 clause 6): finds the best path from a certificate to the trust anchors and says
 * everything that is to be said about it. Not checked here: revocation (`revocation/` takes the path), and whether the
 * certificate names who it should.
 */
import type { VerificationCache } from '../../cache/cache.ts'
import { LimitExceededError } from '../../errors.ts'
import type { Checked, Finding, Locator } from '../../diagnostics/index.ts'
import { diagnosticDefinition, finding } from '../../diagnostics/index.ts'
import type { Budget } from '../../limits.ts'
import { equalOctets } from '../../encoding/octets.ts'
import type { Certificate } from '../certificate.ts'
import { namesMatch } from '../name-comparison.ts'
import { anchorFindings, certificateFindings } from './certificate-checks.ts'
import { madePath } from './certification-path.ts'
import type { CertificationPath } from './certification-path.ts'
import { processPath } from './process-path.ts'
import type { PathInputs } from './process-path.ts'
import type { PathPurpose } from './purpose.ts'
import { PathSearch, SearchBudget } from './search.ts'
import type { CandidatePath, DeadEnd } from './search.ts'
import type { TrustAnchor } from './trust-anchor.ts'

export interface PathOptions extends PathInputs {
  /** Anchors for the purpose at hand. None: nothing is trusted. */
  readonly anchors: readonly TrustAnchor[]
  /** Certificates that may be on the way, in any order, wanted or not. The end entity may be among them. */
  readonly intermediates: readonly Certificate[]
  /** The time at which the path must be valid; fractions of a second are cut off. */
  readonly time: Date
  readonly purpose: PathPurpose
  /** Its limits `certificates`, `pathLength`, `pathSignatures` and `nameConstraintComparisons` hold for each call. */
  readonly budget: Budget
  /** Remembers signatures that are valid. @default none */
  readonly cache?: VerificationCache | undefined
  /** Where the certificate is used, for findings about the path as a whole. Others point to where certificates were found. */
  readonly at?: Locator
  /**
   * Whether an anchor that is a certificate must be valid itself and its constraints bind what it issued (RFC 5937).
   * @default 'applied'
   */
  readonly anchorConstraints?: 'applied' | 'ignored'
  /**
   * Told of the certificate whose issuer is nowhere among what was given, when the findings say PATH_ISSUER_NOT_FOUND: the
   * last of a chain whose signatures were verified up to it, or the end entity itself.
   */
  readonly issuerNotFound?: (certificate: Certificate) => void
}

export interface PathFacts {
  readonly path: CertificationPath
  /** Policies that the whole path is valid for (RFC 5280 6.1.6); anyPolicy when it is valid for all. */
  readonly policies: readonly string[]
  /** The time it was validated at, in whole seconds. */
  readonly time: Date
}

/** A path to an anchor, and what is wrong with it. */
interface Candidate {
  readonly certificates: CandidatePath
  readonly anchor: TrustAnchor
  readonly policies: readonly string[]
  readonly findings: readonly Finding[]
  /** Findings of all but the end entity's certificate: what another path could do better. */
  readonly avoidable: readonly Finding[]
}

/**
 * Validates a certificate for a purpose at a time. `facts` are there when a path reaches an anchor and breaks no rule that
 * is fixed; the findings then say what a policy has to judge. Without facts, the findings are those of the attempt that
 * came nearest. A self-signed certificate passes only when it is an anchor's own certificate, octet for octet, or signed
 * by an anchor's key like any other.
 * @throws LimitExceededError when the limits end the search before it found an acceptable path; TypeError for an invalid time
 */
export async function validatePath(endEntity: Certificate, options: PathOptions): Promise<Checked<PathFacts>> {
  const time = new Date(Math.floor(options.time.getTime() / 1000) * 1000)
  if (Number.isNaN(time.getTime())) throw new TypeError('time is not a valid Date')
  if (options.anchors.length === 0) return { findings: [finding('PATH_NO_ANCHORS', options.at ?? [])] }
  return new Validation(endEntity, options, time).run()
}

class Validation {
  readonly #endEntity: Certificate
  readonly #options: PathOptions
  readonly #time: Date
  readonly #at: Locator
  readonly #budget: SearchBudget
  readonly #ofEndEntity: readonly Finding[]
  readonly #ofIssuers = new Map<Certificate, readonly Finding[]>()
  readonly #search: PathSearch
  #best: Candidate | undefined
  #deadEnd: DeadEnd | undefined

  constructor(endEntity: Certificate, options: PathOptions, time: Date) {
    this.#endEntity = endEntity
    this.#options = options
    this.#time = time
    this.#at = options.at ?? []
    this.#budget = new SearchBudget(options.budget.limits, this.#at)
    this.#ofEndEntity = certificateFindings(endEntity, 'endEntity', time, options.purpose)
    this.#search = new PathSearch({
      endEntity,
      anchors: options.anchors,
      intermediates: options.intermediates,
      budget: this.#budget,
      cache: options.cache,
      found: (path, anchor) => this.#consider(path, anchor),
      deadEnd: (end) => { this.#deadEnd = nearer(end, this.#deadEnd) },
    })
  }

  async run(): Promise<Checked<PathFacts>> {
    const pinned = this.#options.anchors.find(({ certificate }) =>
      certificate !== undefined && equalOctets(certificate.bytes, this.#endEntity.bytes))
    if (pinned !== undefined) return this.#resultOf(this.#pinnedCandidate(pinned))

    try {
      // First without certificates that cannot be part of an acceptable path. Only where that leads nowhere, with them:
      // a policy may overlook what is wrong with them, or the report should name it.
      await this.#search.run((certificate) => worst(this.#issuerFindings(certificate)) < SEVERITY.indeterminate)
      if (!this.#isSettled()) await this.#search.run(() => true)
    } catch (error) {
      if (!(error instanceof LimitExceededError) || !this.#isSettled()) throw error
    }
    if (!this.#isSettled() && this.#budget.reached !== undefined) throw this.#budget.reached
    return this.#best === undefined ? { findings: this.#deadEndFindings() } : this.#resultOf(this.#best)
  }

  /** A path is found that no other can beat by more than warnings. */
  #isSettled(): boolean {
    return this.#best !== undefined && worst(this.#best.avoidable) < SEVERITY.indeterminate
  }

  async #consider(certificates: CandidatePath, anchor: TrustAnchor): Promise<boolean> {
    const constrainedBy = this.#options.anchorConstraints === 'ignored' ? undefined : anchor.certificate
    const processed = processPath(certificates, constrainedBy, this.#options, this.#at, () => {
      this.#budget.spend('nameConstraintComparisons')
    })
    const [, ...issuers] = certificates
    const avoidable = [
      ...issuers.flatMap((issuer) => this.#issuerFindings(issuer)),
      ...(constrainedBy === undefined ? [] : await this.#anchorFindings(constrainedBy)),
      ...processed.findings,
    ]
    const candidate = { certificates, anchor, policies: processed.policies, findings: [...this.#ofEndEntity, ...avoidable], avoidable }
    if (this.#best === undefined || compareFindings(candidate.findings, this.#best.findings) < 0) this.#best = candidate
    return worst(this.#best.avoidable) < SEVERITY.warning
  }

  #pinnedCandidate(anchor: TrustAnchor): Candidate {
    const certificates: CandidatePath = [this.#endEntity]
    const own = anchorFindings(this.#endEntity, 'endEntity', this.#time, this.#options.purpose, true)
    const processed = processPath(certificates, undefined, this.#options, this.#at, () => {
      this.#budget.spend('nameConstraintComparisons')
    })
    return { certificates, anchor, policies: processed.policies, findings: [...own, ...processed.findings], avoidable: [] }
  }

  #resultOf({ certificates, anchor, policies, findings }: Candidate): Checked<PathFacts> {
    if (worst(findings) >= SEVERITY.fixed) return { findings }
    return { facts: { path: madePath(certificates, anchor), policies, time: this.#time }, findings }
  }

  #issuerFindings(certificate: Certificate): readonly Finding[] {
    const known = this.#ofIssuers.get(certificate)
    if (known !== undefined) return known
    const findings = certificateFindings(certificate, 'ca', this.#time, this.#options.purpose)
    this.#ofIssuers.set(certificate, findings)
    return findings
  }

  async #anchorFindings(certificate: Certificate): Promise<readonly Finding[]> {
    // An anchor may name another issuer and yet have signed itself: the old root that another one cross-signed has not.
    const selfSigned =
      namesMatch(certificate.issuer, certificate.subject) ||
      (certificate.authorityKeyIdentifier === undefined && (await this.#search.isSignedBy(certificate, certificate)))
    return anchorFindings(certificate, 'anchor', this.#time, this.#options.purpose, selfSigned)
  }

  #deadEndFindings(): readonly Finding[] {
    const { chain, reason } = this.#deadEnd ?? { chain: [this.#endEntity] as const, reason: 'no issuer' as const }
    const [, ...issuers] = chain
    const last = chain[chain.length - 1] ?? this.#endEntity
    if (reason === 'no issuer') this.#options.issuerNotFound?.(last)
    const why =
      reason === 'no issuer' ? finding('PATH_ISSUER_NOT_FOUND', last.at, { certificates: chain.length })
      : reason === 'self-issued' ? finding('PATH_SELF_ISSUED_UNTRUSTED', last.at, { certificates: chain.length })
      : reason
    return [why, ...this.#ofEndEntity, ...issuers.flatMap((issuer) => this.#issuerFindings(issuer))]
  }
}

const SEVERITY = { info: 0, warning: 1, indeterminate: 2, fail: 3, fixed: 4 } as const

function severity({ code }: Finding): number {
  const { level, fixed } = diagnosticDefinition(code)
  const value = SEVERITY[level]
  return fixed === true && value >= SEVERITY.indeterminate ? SEVERITY.fixed : value
}

const worst = (findings: readonly Finding[]): number => Math.max(SEVERITY.info, ...findings.map(severity))

/** Negative when `a` is better: fewer findings of the highest severity, then of the next. */
function compareFindings(a: readonly Finding[], b: readonly Finding[]): number {
  for (let level: number = SEVERITY.fixed; level >= SEVERITY.warning; level--) {
    const difference = a.filter((item) => severity(item) === level).length - b.filter((item) => severity(item) === level).length
    if (difference !== 0) return difference
  }
  return 0
}

/** Of two dead ends the one that says most: the longer chain, then a failed signature, then a root that nobody trusts. */
function nearer(end: DeadEnd, than: DeadEnd | undefined): DeadEnd {
  if (than === undefined || end.chain.length !== than.chain.length) {
    return than === undefined || end.chain.length > than.chain.length ? end : than
  }
  const rank = ({ reason }: DeadEnd): number => (typeof reason === 'object' ? 2 : reason === 'self-issued' ? 1 : 0)
  return rank(end) > rank(than) ? end : than
}
