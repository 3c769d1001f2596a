/**
 * Octets that are read piece by piece, so that a reader need not care whether they are in memory or in a file. Memory is
 * here; the file is in `node/`, for it needs the system.
 */

export interface OctetSource {
  /** How many octets there are. */
  readonly length: number
  /** How many octets are best read at once: all of them in memory. */
  readonly pieceLength: number
  /**
   * Exactly `length` octets from `offset` on. Not to be written to: they may be a view of the whole.
   * @throws RangeError for octets that are not there: a mistake of the reader, not of the input
   * @throws SourceUnavailableError when what was there cannot be read any more
   */
  read(offset: number, length: number): Uint8Array
}

/** @throws RangeError unless the range lies within the source */
export function requireRange({ length: total }: Pick<OctetSource, 'length'>, offset: number, length: number): void {
  if (!(offset >= 0 && length >= 0 && offset + length <= total)) {
    throw new RangeError(`octets ${offset} to ${offset + length} of ${total}`)
  }
}

/** Octets in memory; pieces of them are views. */
export class MemorySource implements OctetSource {
  readonly #octets: Uint8Array

  constructor(octets: Uint8Array) {
    this.#octets = octets
  }

  get length(): number {
    return this.#octets.length
  }

  get pieceLength(): number {
    return this.#octets.length
  }

  read(offset: number, length: number): Uint8Array {
    requireRange(this, offset, length)
    return this.#octets.subarray(offset, offset + length)
  }
}

/** The octets of a range, in pieces as the source likes them. */
export function* piecesOf(source: OctetSource, start: number, end: number): Generator<Uint8Array, void, undefined> {
  const step = Math.max(1, source.pieceLength)
  for (let offset = start; offset < end; offset += step) yield source.read(offset, Math.min(step, end - offset))
}
