/** Remembering contents of packages from package to package: for whoever has a cache. What is remembered changes no result. */

/** What is stored of an entry, as the directory says. */
export interface StoredAs {
  readonly crc32: number
  readonly size: number
  readonly method: number
}

export interface ContentMemory {
  /**
   * The content that came of the same stored octets before: already held against size and CRC-32 as given. Shared: never
   * written to.
   */
  content(as: StoredAs, stored: Uint8Array): Uint8Array | undefined
  /** Offers a content, checked. @returns the one to go on with */
  offer(as: StoredAs, stored: Uint8Array, content: Uint8Array): Uint8Array
  /** What was computed of a content before, by the same key; undefined for every content that is not remembered. */
  known<Result>(what: Computed<Result>, content: Uint8Array, key?: string): Result | undefined
  /** Keeps what a pure function of a content, and of what the key says, gives. @param bytes that it takes in memory, about */
  keep<Result>(what: Computed<Result>, content: Uint8Array, result: Result, bytes: number, key?: string): void
}

/** A kind of results, by name. */
export class Computed<Result> {
  readonly name: string
  /** Keeps kinds of different results apart for the compiler. */
  declare readonly result: Result

  constructor(name: string) {
    this.name = name
  }
}

/** Remembers nothing. */
export const NO_MEMORY: ContentMemory = {
  content: () => undefined,
  offer: (_as, _stored, content) => content,
  known: () => undefined,
  keep: () => undefined,
}
