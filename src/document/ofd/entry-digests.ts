/** Digests over entries, each computed once per package however many signatures list the entry. */
import { DIGESTS } from '../../crypto/digest.ts'
import type { DigestAlgorithm } from '../../crypto/digest.ts'
import { Sm3 } from '../../crypto/sm3.ts'
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
    // The platform's digests take messages as a whole.
    const inPieces = algorithm === DIGESTS.SM3 && this.#zip.isLarge(entry)
    const digest = inPieces ? Promise.resolve(this.#sm3(entry, budget, [])) : algorithm.digest(this.read(entry, budget))
    this.#known.set(key, digest)
    return digest
  }

  /** SM3 over a prefix and the octets of an entry; not kept. @throws FormatError, LimitExceededError */
  sm3WithPrefix(prefix: Uint8Array, entry: ZipEntry, budget: Budget): Uint8Array {
    return this.#sm3(entry, budget, [prefix])
  }

  /** Octets of an entry for a digest that is not kept. @throws FormatError, LimitExceededError */
  read(entry: ZipEntry, budget: Budget): Uint8Array {
    this.#pay(entry, budget)
    return this.#zip.read(entry)
  }

  #sm3(entry: ZipEntry, budget: Budget, prefixes: readonly Uint8Array[]): Uint8Array {
    this.#pay(entry, budget)
    const hasher = new Sm3()
    prefixes.forEach((prefix) => hasher.update(prefix))
    this.#zip.readPieces(entry, (piece) => { hasher.update(piece) })
    return hasher.digest()
  }

  #pay(entry: ZipEntry, budget: Budget): void {
    if (this.#digested.has(entry.path)) budget.spend('zipTotalBytes', entry.size, [entry.path])
    this.#digested.add(entry.path)
  }
}
