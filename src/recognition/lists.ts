/** The recognition lists of a decision: which may be used at its time, and what they say, each answer with the rule behind it. */
import { finding } from '../diagnostics/index.ts'
import type { Finding } from '../diagnostics/index.ts'
import { contains } from '../trust/index.ts'
import type { Territory, TrustListReference } from '../trust/index.ts'
import { VerifiedRecognitionList } from './open-recognition-list.ts'
import { entryName } from './recognition-list.ts'
import type { ListEntries, ListKind, RuleReference } from './recognition-list.ts'

export interface RecognitionListReference extends TrustListReference {
  readonly kind: ListKind
  readonly issuedAt: string
  readonly nextUpdate: string
}

/** An entry with what quotes it. */
export interface Listed<Kind extends ListKind> {
  readonly entry: ListEntries[Kind]
  readonly rule: RuleReference
}

/** Verified lists, one issue of each series. From `recognitionLists`. */
export interface RecognitionLists {
  /** In the order of their ids. */
  readonly references: readonly RecognitionListReference[]
  /** As of a time: what has run out by then says nothing any more. */
  at(time: Date): ListsAt
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** In a fixed order, so that equal lists give equal reports however they were handed in. */
const byRule = (a: { readonly rule: RuleReference }, b: { readonly rule: RuleReference }): number =>
  compare(a.rule.list, b.rule.list) || compare(a.rule.entry, b.rule.entry)

export class ListsAt {
  readonly #lists: readonly VerifiedRecognitionList[]
  readonly #time: Date

  constructor(lists: readonly VerifiedRecognitionList[], time: Date) {
    this.#lists = lists
    this.#time = time
  }

  #current(kind: ListKind): readonly VerifiedRecognitionList[] {
    return this.#lists.filter(({ list }) => list.kind === kind && this.#time.getTime() <= Date.parse(list.nextUpdate))
  }

  /** Entries of current lists that are wanted, in a fixed order. */
  entries<Kind extends ListKind>(kind: Kind, wanted: (entry: ListEntries[Kind]) => boolean): readonly Listed<Kind>[] {
    const found = this.#current(kind).flatMap(({ list, sm3 }) => (list.entries as readonly ListEntries[Kind][]).filter(wanted).map((entry): Listed<Kind> => ({
      entry, rule: Object.freeze({ kind, list: list.id, sequence: list.sequence, sm3, entry: entryName(kind, entry) }),
    })))
    return found.sort(byRule)
  }

  /** Whether a current list of the kind claims to be complete for a region. */
  isComplete(kind: ListKind, territory: Territory): boolean {
    return this.#current(kind).some(({ list }) => contains(list.scheme.territory, territory))
  }

  /**
   * Why the lists of a kind do not say no when they do not say yes: there is none, or one has run out, which might have said
   * it. Undefined when all that were given are current.
   */
  gap(kind: ListKind): Finding | undefined {
    const ofKind = this.#lists.filter(({ list }) => list.kind === kind)
    if (ofKind.length === 0) return finding('RECOGNITION_LIST_MISSING', [], { kind })
    const late = ofKind.map(({ list }) => list.nextUpdate).filter((nextUpdate) => this.#time.getTime() > Date.parse(nextUpdate)).sort(compare)
    return late[0] === undefined ? undefined : finding('RECOGNITION_LIST_EXPIRED', [], { kind, nextUpdate: late[0], time: this.#time.toISOString() })
  }
}

/**
 * Lists to decide by.
 * @throws TypeError when one is not one that `openRecognitionList` opened, or two are issues of one series
 */
export function recognitionLists(lists: readonly VerifiedRecognitionList[]): RecognitionLists {
  if (!lists.every((list) => list instanceof VerifiedRecognitionList)) throw new TypeError('lists are those that openRecognitionList opened')
  const sorted = [...lists].sort((a, b) => compare(a.list.id, b.list.id))
  if (new Set(sorted.map(({ list }) => list.id)).size < sorted.length) throw new TypeError('two lists are of one series: give the newer one alone')
  return Object.freeze({
    references: Object.freeze(sorted.map(({ list: { kind, id, sequence, issuedAt, nextUpdate }, sm3 }) => Object.freeze({ kind, id, sequence, sm3, issuedAt, nextUpdate }))),
    at: (time: Date) => new ListsAt(sorted, time),
  })
}
