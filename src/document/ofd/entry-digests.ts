/** Digests over entries, each computed once per package however many signatures list the entry. */
import type { DigestAlgorithm } from '../../crypto/digest.ts'
import type { ZipArchive, ZipEntry } from '../../encoding/zip.ts'
import type { Budget } from '../../limits.ts'

export class EntryDigests {
  readonly #zip: ZipArchive
  readonly #known = new Map<string, Promise<Uint8Array>>()
  readonly #digested = new Set<string>()

  constructor(zip: ZipArchive) {
    this.#zip = zip
  }

  /**
   * Digest over the uncompressed octets of an entry, unmodified. Reading an entry once is paid for in the archive;
   * further digests over it are paid for again, or many signatures over large files would cost nothing.
   * @throws FormatError, UnsupportedAlgorithmError, LimitExceededError
   */
  of(entry: ZipEntry, algorithm: DigestAlgorithm, budget: Budget): Promise<Uint8Array> {
    const key = `${algorithm.name} ${entry.path}`
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const digest = algorithm.digest(this.read(entry, budget))
    this.#known.set(key, digest)
    return digest
  }

  /** Octets of an entry for a digest that is not kept. @throws FormatError, LimitExceededError */
  read(entry: ZipEntry, budget: Budget): Uint8Array {
    if (this.#digested.has(entry.path)) budget.spend('zipTotalBytes', entry.size, [entry.path])
    this.#digested.add(entry.path)
    return this.#zip.read(entry)
  }
}
