/**
 * Looks for certification paths from an end entity up to the trust anchors: over all candidates, cross-signed and cyclic
 * ones too, each signature verified before it is followed. What a found path is worth is decided in `validate-path.ts`.
 */
import type { VerificationCache } from '../../cache/cache.ts'
import { LimitExceededError } from '../../errors.ts'
import type { Finding, Locator } from '../../diagnostics/index.ts'
import type { Limits } from '../../limits.ts'
import { equalOctets } from '../../encoding/octets.ts'
import type { Certificate } from '../certificate.ts'
import { nameKey, namesMatch } from '../name-comparison.ts'
import { SignatureChecks, octetsText } from './signature-checks.ts'
import type { SignatureOutcome } from './signature-checks.ts'
import type { TrustAnchor } from './trust-anchor.ts'

/** End entity first, without the anchor. */
export type CandidatePath = readonly [Certificate, ...Certificate[]]

/** A chain that leads nowhere: why its last certificate has no issuer. */
export interface DeadEnd {
  readonly chain: CandidatePath
  readonly reason: 'no issuer' | 'self-issued' | Finding
}

type SearchLimit = 'certificates' | 'pathSignatures' | 'nameConstraintComparisons' | 'pathLength'

/** What one search has used. Limits are per search: a document has many signatures, and each may have its path. */
export class SearchBudget {
  readonly #limits: Limits
  readonly #spent = new Map<SearchLimit, number>()
  readonly #at: Locator
  /** Of the first limit that was passed. */
  reached: LimitExceededError | undefined

  constructor(limits: Limits, at: Locator) {
    this.#limits = limits
    this.#at = at
  }

  /** @throws LimitExceededError */
  spend(limit: SearchLimit): void {
    const total = (this.#spent.get(limit) ?? 0) + 1
    this.#spent.set(limit, total)
    if (this.exceeds(limit, total)) throw this.error(limit)
  }

  /** Whether a value passes a limit; that it did is remembered. */
  exceeds(limit: SearchLimit, value: number): boolean {
    const exceeded = value > this.#limits[limit]
    if (exceeded) this.reached ??= this.error(limit)
    return exceeded
  }

  error(limit: SearchLimit): LimitExceededError {
    return new LimitExceededError(limit, this.#limits[limit], this.#at)
  }
}

export interface SearchOptions {
  readonly endEntity: Certificate
  readonly anchors: readonly TrustAnchor[]
  readonly intermediates: readonly Certificate[]
  readonly budget: SearchBudget
  readonly cache: VerificationCache | undefined
  /** Called with each path found; true ends the search. */
  readonly found: (path: CandidatePath, anchor: TrustAnchor) => Promise<boolean>
  /** Called with each chain that could not be continued. */
  readonly deadEnd: (end: DeadEnd) => void
}

export class PathSearch {
  readonly #options: SearchOptions
  readonly #anchors: ReadonlyMap<string, readonly TrustAnchor[]>
  readonly #intermediates: ReadonlyMap<string, readonly Certificate[]>
  readonly #signatures: SignatureChecks

  constructor(options: SearchOptions) {
    this.#options = options
    this.#signatures = new SignatureChecks(() => { options.budget.spend('pathSignatures') }, options.cache)
    this.#anchors = byName(options.anchors, ({ name }) => nameKey(name))
    const distinct = new Map(options.intermediates.map((certificate) => [octetsText(certificate.bytes), certificate]))
    this.#intermediates = byName([...distinct.values()], ({ subject }) => nameKey(subject))
  }

  /**
   * Searches depth first. Signatures checked in an earlier run are remembered.
   * @param follow whether an intermediate certificate may be part of a path
   * @throws LimitExceededError
   */
  async run(follow: (certificate: Certificate) => boolean): Promise<void> {
    await this.#extend([this.#options.endEntity], follow)
  }

  /** @throws LimitExceededError */
  async isSignedBy(certificate: Certificate, issuer: Certificate): Promise<boolean> {
    return (await this.#signatures.check(certificate, issuer)) === 'verified'
  }

  /** Continues a chain from its last certificate; true when the search is over. */
  async #extend(chain: CandidatePath, follow: (certificate: Certificate) => boolean): Promise<boolean> {
    const { budget, found, deadEnd } = this.#options
    const child = chain[chain.length - 1] as Certificate
    const issuer = nameKey(child.issuer)
    let continued = false
    let failure: Finding | undefined
    const verified = (outcome: SignatureOutcome, hinted: boolean): boolean => {
      if (outcome === 'verified') return true
      // Another key of the same CA, as the key identifiers say: no wonder that it does not fit.
      if (hinted) failure ??= outcome
      return false
    }
    for (const anchor of this.#anchors.get(issuer) ?? []) {
      budget.spend('certificates')
      const hinted = keyHint(child, anchor.certificate) !== 'differs'
      if (!verified(await this.#signatures.check(child, anchor), hinted)) continue
      continued = true
      if (await found(chain, anchor)) return true
    }
    for (const candidate of sortByHint(child, this.#intermediates.get(issuer) ?? [])) {
      if (chain.some((one) => isSameCa(one, candidate)) || !follow(candidate)) continue
      budget.spend('certificates')
      if (!verified(await this.#signatures.check(child, candidate), keyHint(child, candidate) !== 'differs')) continue
      continued = true
      // A longer chain is given up, not the search: a shorter one may reach an anchor.
      if (budget.exceeds('pathLength', chain.length + 1)) continue
      if (await this.#extend([...chain, candidate], follow)) return true
    }
    if (!continued) {
      deadEnd({ chain, reason: failure ?? (namesMatch(child.issuer, child.subject) ? 'self-issued' : 'no issuer') })
    }
    return false
  }
}

/** What makes a certificate the same CA again: a path through it twice is a loop (RFC 4158 2.4.1, 5.2). */
function isSameCa(one: Certificate, other: Certificate): boolean {
  return equalOctets(one.spki, other.spki) && namesMatch(one.subject, other.subject)
}

function byName<Item>(items: readonly Item[], key: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const map = new Map<string, Item[]>()
  for (const item of items) {
    const list = map.get(key(item))
    if (list === undefined) map.set(key(item), [item])
    else list.push(item)
  }
  return map
}

/** Key identifiers order the attempts; they never exclude one (RFC 5280 4.2.1.1 has them as a help in building). */
function keyHint(child: Certificate, issuer: Certificate | undefined): 'same' | 'unknown' | 'differs' {
  const wanted = child.authorityKeyIdentifier?.keyIdentifier
  const offered = issuer?.subjectKeyIdentifier
  if (wanted === undefined || offered === undefined) return 'unknown'
  return equalOctets(wanted, offered) ? 'same' : 'differs'
}

const HINTS = ['same', 'unknown', 'differs']

function sortByHint(child: Certificate, candidates: readonly Certificate[]): readonly Certificate[] {
  if (candidates.length < 2) return candidates
  return candidates
    .map((candidate) => ({ candidate, rank: HINTS.indexOf(keyHint(child, candidate)) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ candidate }) => candidate)
}
