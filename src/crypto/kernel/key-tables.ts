/**
 * Which keys have a table of multiples. A table costs as much as a few verifications and is a pure function of the key, so
 * a key gets one when it was used often enough; the least recently used give way. Keys are told apart by their octets, not
 * by the object that holds them. The number of tables and of keys that are remembered is fixed: memory is bounded.
 */

/** Tables of one size: made after so many uses of a key, at most so many at a time. */
export interface TableTier {
  readonly width: number
  readonly uses: number
  readonly slots: number
}

export interface KeyTable<T> {
  readonly width: number
  readonly table: T
}

/** Makes the table of a point, over one that is not needed any more or anew; undefined when there is no memory for it. */
export type BuildTable<T> = (width: number, over: T | undefined, point: Uint8Array) => T | undefined

interface Entry<T> {
  readonly hash: number
  readonly point: Uint8Array
  uses: number
  /** When it was last used. */
  at: number
  /** Uses after which it gets its next table. */
  next: number
  table: KeyTable<T> | undefined
}

interface Slot<T> {
  owner: Entry<T> | undefined
  table: T | undefined
}

/** Keys that are counted: more than there are tables, so that a key is still known when it comes again. */
export const REMEMBERED_KEYS = 256

function equal(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < 64; i++) if (a[i] !== b[i]) return false
  return true
}

export class KeyTables<T> {
  readonly #tiers: readonly TableTier[]
  readonly #build: BuildTable<T>
  readonly #slots: readonly (readonly Slot<T>[])[]
  /** By the first octets of the key. Keys that share them share a place: the newer one takes it. */
  readonly #entries = new Map<number, Entry<T>>()
  #clock = 0

  /** @param tiers from small to large; a key has at most one table of each */
  constructor(tiers: readonly TableTier[], build: BuildTable<T>) {
    this.#tiers = tiers
    this.#build = build
    this.#slots = tiers.map(({ slots }) => Array.from({ length: slots }, () => ({ owner: undefined, table: undefined })))
  }

  /** Counts a use of a key, and answers with its largest table, if it has one by now. */
  use(point: Uint8Array): KeyTable<T> | undefined {
    const hash = ((point[0] as number) << 24) | ((point[1] as number) << 16) | ((point[2] as number) << 8) | (point[3] as number)
    const known = this.#entries.get(hash)
    const entry = known !== undefined && equal(known.point, point) ? known : this.#remember(hash, point)
    entry.at = ++this.#clock
    if (++entry.uses > entry.next) this.#promote(entry)
    return entry.table
  }

  #remember(hash: number, point: Uint8Array): Entry<T> {
    const replaced = this.#entries.get(hash)
    if (replaced !== undefined) this.#forget(replaced)
    else if (this.#entries.size >= REMEMBERED_KEYS) {
      // The one that was remembered first, of those without a table: keys with a table lose that first.
      for (const entry of this.#entries.values()) {
        if (entry.table !== undefined) continue
        this.#entries.delete(entry.hash)
        break
      }
    }
    const entry: Entry<T> = { hash, point: point.slice(), uses: 0, at: 0, next: this.#tiers[0]?.uses ?? Infinity, table: undefined }
    this.#entries.set(hash, entry)
    return entry
  }

  #forget(entry: Entry<T>): void {
    this.#entries.delete(entry.hash)
    for (const slot of this.#slots.flat()) if (slot.owner === entry) slot.owner = undefined
  }

  /** The next larger table that an entry has earned. */
  #promote(entry: Entry<T>): void {
    const at = this.#tiers.findIndex(({ width }) => width > (entry.table?.width ?? 0))
    const tier = this.#tiers[at]
    if (tier === undefined) return
    // Whatever becomes of it: not to be tried again on each use.
    entry.next = this.#tiers[at + 1]?.uses ?? Infinity
    const slots = this.#slots[at] as readonly Slot<T>[]
    let slot = slots[0] as Slot<T>
    for (const candidate of slots) {
      if (candidate.owner === undefined) {
        slot = candidate
        break
      }
      if (candidate.owner.at < (slot.owner?.at ?? 0)) slot = candidate
    }
    // The owner before falls back to what it was, and has to earn its table anew.
    if (slot.owner !== undefined) this.#demote(slot.owner)
    slot.owner = undefined
    const table = this.#build(tier.width, slot.table, entry.point)
    if (table === undefined) return
    slot.table = table
    slot.owner = entry
    entry.table = { width: tier.width, table }
  }

  #demote(entry: Entry<T>): void {
    for (const slot of this.#slots.flat()) if (slot.owner === entry) slot.owner = undefined
    entry.table = undefined
    entry.uses = 0
    entry.next = this.#tiers[0]?.uses ?? Infinity
  }
}
