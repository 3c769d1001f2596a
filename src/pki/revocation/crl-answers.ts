/**
 * What CRLs say about a certificate (RFC 5280 6.3.3): distribution points in turn, complete and delta lists together,
 * direct and indirect, reasons covered one list after the other. Two things go beyond the text, both on the safe side:
 * a final revocation on any authentic list in scope counts, however old the list is; and serial numbers match across
 * encodings.
 */
import { FormatError } from '../../errors.ts'
import type { Finding, Locator } from '../../diagnostics/index.ts'
import { finding } from '../../diagnostics/index.ts'
import { equalOctets } from '../../encoding/octets.ts'
import type { Certificate } from '../certificate.ts'
import type { Crl } from '../crl.ts'
import type { CrlEntry } from '../crl-entries.ts'
import { namesMatch } from '../name-comparison.ts'
import { EXTENSION } from '../object-identifiers.ts'
import { verdictOf } from './answer.ts'
import type { Answer, Answers, Verdict } from './answer.ts'
import { ALL_REASONS, belongsTogether, distributionPointsOf, isByIssuerOf, reasonsInScope } from './crl-scope.ts'
import type { Piece } from './evidence.ts'
import { freshnessFinding } from './freshness.ts'
import type { FreshnessRule } from './freshness.ts'

const NEVER_CRITICAL = ['authorityKeyIdentifier', 'cRLNumber'] as const

export interface CrlQuestion {
  readonly certificate: Certificate
  readonly crls: readonly Piece<Crl>[]
  readonly rule: FreshnessRule
  readonly at: Locator
  /** Whether a CRL was signed by who may sign it; what was found on the way. */
  readonly authenticate: (piece: Piece<Crl>) => Promise<CrlAuthenticity>
}

export interface CrlAuthenticity {
  readonly authentic: boolean
  readonly findings: readonly Finding[]
  readonly obstacles: readonly Finding[]
}

export async function crlAnswers(question: CrlQuestion): Promise<Answers> {
  return new CrlProcessing(question).run()
}

class CrlProcessing {
  readonly #question: CrlQuestion
  readonly #complete: readonly Piece<Crl>[]
  readonly #deltas: readonly Piece<Crl>[]
  /** Lists in scope, whether or not they could be used. */
  readonly #examined = new Map<string, Piece<Crl>>()
  /** Lists that were asked whether they may be used. */
  readonly #usable = new Map<string, boolean>()
  /** A list is walked once, however many distribution points lead to it. */
  readonly #entriesOf = new Map<Crl, readonly CrlEntry[]>()
  readonly #answers: Answer[] = []
  readonly #findings: Finding[] = []
  readonly #obstacles: Finding[] = []
  readonly #stale = new Set<string>()
  readonly #covered = new Set<number>()
  readonly #covering: Piece<Dates>[] = []
  #held = false

  constructor(question: CrlQuestion) {
    this.#question = question
    const newestFirst = [...question.crls].sort((a, b) => b.value.thisUpdate.getTime() - a.value.thisUpdate.getTime())
    this.#complete = newestFirst.filter(({ value }) => value.baseCRLNumber === undefined)
    this.#deltas = newestFirst.filter(({ value }) => value.baseCRLNumber !== undefined)
  }

  async run(): Promise<Answers> {
    const points = distributionPointsOf(this.#question.certificate)
    for (const point of points) {
      for (const piece of this.#complete) {
        const reasons = reasonsInScope(piece.value, point, this.#question.certificate)
        if (reasons === undefined) continue
        this.#examined.set(piece.label, piece)
        if (this.#matters(piece, reasons) && (await this.#isUsable(piece))) await this.#process(piece, reasons)
      }
    }
    for (const piece of this.#deltas) {
      if (this.#usable.has(piece.label) || !points.some((point) => isByIssuerOf(piece.value, point, this.#question.certificate))) continue
      this.#examined.set(piece.label, piece)
      if (await this.#isUsable(piece)) this.#processLoneDelta(piece)
    }
    await this.#findRegressions()
    this.#conclude()
    return { answers: this.#answers, examined: [...this.#examined.keys()], findings: this.#findings, obstacles: this.#obstacles }
  }

  /**
   * Whether a list can change the answer. Most of a folder full of old lists cannot: their signatures need no check.
   * One that names the certificate always matters.
   */
  #matters(piece: Piece<Crl>, reasons: ReadonlySet<number>): boolean {
    if (this.#obviousDefect(piece) !== undefined || this.#verdict(piece.value, undefined).kind !== 'good') return true
    if (this.#deltas.some(({ value }) => belongsTogether(value, piece.value))) return true
    const stale = this.#staleFinding(piece, piece.value)
    if (stale !== undefined) this.#noteStale(piece.label, stale)
    return stale === undefined && [...reasons].some((reason) => !this.#covered.has(reason))
  }

  #staleFinding({ label, value: { thisUpdate, nextUpdate } }: Piece<Dates>, { expiredCertsOnCRL }: Crl): Finding | undefined {
    const { certificate, rule, at } = this.#question
    return freshnessFinding({ label, thisUpdate, nextUpdate, retention: expiredCertsOnCRL }, certificate.notAfter, rule, at)
  }

  /** Several distribution points lead to one list. */
  #noteStale(label: string, stale: Finding): void {
    if (!this.#stale.has(label)) this.#obstacles.push(stale)
    this.#stale.add(label)
  }

  /** Whether a list may be used at all: understood, and signed by who may sign it. */
  async #isUsable(piece: Piece<Crl>): Promise<boolean> {
    const known = this.#usable.get(piece.label)
    if (known !== undefined) return known
    const obvious = this.#obviousDefect(piece)
    let usable = false
    if (obvious !== undefined) this.#findings.push(obvious)
    else {
      const { authentic, findings, obstacles } = await this.#question.authenticate(piece)
      this.#findings.push(...findings)
      this.#obstacles.push(...obstacles)
      if (authentic) this.#findings.push(...this.#criticality(piece))
      usable = authentic
    }
    this.#usable.set(piece.label, usable)
    return usable
  }

  /** Extensions that issuers must not mark critical; they are understood, so the list serves all the same. */
  #criticality({ label, value }: Piece<Crl>): readonly Finding[] {
    return NEVER_CRITICAL
      .filter((name) => value.extensions.get(EXTENSION[name])?.critical === true)
      .map((extension) => finding('REVOCATION_CRL_CRITICALITY', this.#question.at, { evidence: label, extension }))
  }

  /** What makes a list useless before anybody asks who signed it. */
  #obviousDefect({ label, value }: Piece<Crl>): Finding | undefined {
    const { at } = this.#question
    const [oid] = value.unknownCritical
    if (oid !== undefined) return finding('REVOCATION_EXTENSION_UNKNOWN', at, { evidence: label, oid })
    try {
      this.#entries(value)
      return undefined
    } catch (error) {
      // Entries are read when they are asked for: one with a malformed extension comes to light here.
      if (!(error instanceof FormatError)) throw error
      return finding('REVOCATION_EVIDENCE_MALFORMED', at, { evidence: label, code: error.code })
    }
  }

  async #process(piece: Piece<Crl>, reasons: ReadonlySet<number>): Promise<void> {
    const delta = await this.#deltaFor(piece.value)
    const verdict = this.#verdict(piece.value, delta?.value)
    const dated = delta ?? piece
    const stale = this.#staleFinding(dated, piece.value)
    const answer = { label: piece.label, thisUpdate: dated.value.thisUpdate, nextUpdate: dated.value.nextUpdate, verdict }
    if (verdict.kind === 'revoked') this.#answers.push({ ...answer, fresh: stale === undefined })
    if (stale !== undefined) {
      this.#noteStale(piece.label, stale)
      return
    }
    if (![...reasons].some((reason) => !this.#covered.has(reason))) return
    if (verdict.kind === 'onHold') {
      this.#held = true
      this.#answers.push({ ...answer, fresh: true })
    }
    reasons.forEach((reason) => this.#covered.add(reason))
    this.#covering.push({ label: piece.label, value: dated.value })
  }

  /** The newest delta that completes a list. */
  async #deltaFor(complete: Crl): Promise<Piece<Crl> | undefined> {
    for (const delta of this.#deltas) {
      if (delta.value.thisUpdate > this.#question.rule.validationTime || !belongsTogether(delta.value, complete)) continue
      if (await this.#isUsable(delta)) return delta
    }
    return undefined
  }

  #verdict(complete: Crl, delta: Crl | undefined): Verdict {
    const base = verdictOfEntries(this.#entries(complete))
    const changes = delta === undefined ? [] : this.#entries(delta)
    if (changes.length === 0) return base
    const change = changes.every(({ reason }) => reason === 'removeFromCRL') ? GOOD : verdictOfEntries(changes)
    // removeFromCRL lifts a hold; a certificate that was revoked for good is only dropped because it expired.
    return change.kind === 'good' && base.kind === 'revoked' ? base : change
  }

  /** A delta without its complete list proves nothing good, but what it revokes is revoked. */
  #processLoneDelta({ label, value }: Piece<Crl>): void {
    this.#obstacles.push(finding('REVOCATION_DELTA_WITHOUT_BASE', this.#question.at, { evidence: label }))
    const verdict = verdictOfEntries(this.#entries(value).filter(({ reason }) => reason !== 'removeFromCRL'))
    if (verdict.kind !== 'revoked') return
    this.#answers.push({ label, thisUpdate: value.thisUpdate, nextUpdate: value.nextUpdate, verdict, fresh: false })
  }

  #entries(crl: Crl): readonly CrlEntry[] {
    const known = this.#entriesOf.get(crl)
    if (known !== undefined) return known
    const entries = crl.entries.find(this.#question.certificate)
    this.#entriesOf.set(crl, entries)
    return entries
  }

  /** Lists of one scope whose number fell while their date rose: one of them is not what it says. */
  async #findRegressions(): Promise<void> {
    const lists = this.#complete.filter(({ label }) => this.#examined.has(label))
    for (const [index, newer] of lists.entries()) {
      if (this.#usable.get(newer.label) !== true) continue
      const older = lists.slice(index + 1).find((other) => isRegression(newer.value, other.value))
      if (older === undefined || !(await this.#isUsable(older))) continue
      this.#findings.push(finding('REVOCATION_CRL_NUMBER_REGRESSION', this.#question.at, { evidence: newer.label }))
    }
  }

  #conclude(): void {
    const { at } = this.#question
    const [first] = this.#covering
    if (first === undefined) return
    const uncovered = [...ALL_REASONS].filter((reason) => !this.#covered.has(reason))
    if (uncovered.length > 0) {
      this.#obstacles.push(finding('REVOCATION_REASONS_UNCOVERED', at, { uncovered: uncovered.length }))
    } else if (!this.#held) {
      const { thisUpdate, nextUpdate } = first.value
      this.#answers.push({ label: first.label, thisUpdate, nextUpdate, verdict: { kind: 'good' }, fresh: true })
    }
  }
}

type Dates = Pick<Crl, 'thisUpdate' | 'nextUpdate'>

const GOOD: Verdict = { kind: 'good' }

/** The gravest of what entries say; none: not on the list. */
function verdictOfEntries(entries: readonly CrlEntry[]): Verdict {
  const verdicts = entries.map(({ revocationDate, reason, invalidityDate }) => verdictOf({ date: revocationDate, reason, invalidityDate }))
  return verdicts.find(({ kind }) => kind === 'revoked') ?? verdicts.find(({ kind }) => kind === 'onHold') ?? GOOD
}

function isRegression(newer: Crl, older: Crl): boolean {
  if (newer.cRLNumber === undefined || older.cRLNumber === undefined) return false
  return newer.cRLNumber < older.cRLNumber && older.thisUpdate < newer.thisUpdate && sameScope(newer, older)
}

function sameScope(a: Crl, b: Crl): boolean {
  const [scopeA, scopeB] = [a.issuingDistributionPoint?.bytes, b.issuingDistributionPoint?.bytes]
  if (!namesMatch(a.issuer, b.issuer)) return false
  return scopeA === undefined || scopeB === undefined ? scopeA === scopeB : equalOctets(scopeA, scopeB)
}
