/** Octets that are read in pieces of a chosen length, as a file is; each read gives a copy. */
import { requireRange } from '../../src/encoding/octet-source.ts'
import type { OctetSource } from '../../src/encoding/octet-source.ts'

export class CutSource implements OctetSource {
  readonly #octets: Uint8Array
  readonly pieceLength: number

  constructor(octets: Uint8Array, pieceLength: number) {
    this.#octets = octets
    this.pieceLength = pieceLength
  }

  get length(): number {
    return this.#octets.length
  }

  read(offset: number, length: number): Uint8Array {
    requireRange(this, offset, length)
    return this.#octets.slice(offset, offset + length)
  }
}
