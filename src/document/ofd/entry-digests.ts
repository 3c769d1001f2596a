/** Digests over entries, each computed once per package however many signatures list the entry. */
import { DIGESTS } from '../../crypto/digest.ts'
import type { DigestAlgorithm } from '../../crypto/digest.ts'
import { Computed } from '../../encoding/content-memory.ts'
import { Sm3, sm3, sm3Many } from '../../crypto/sm3.ts'
import type { ZipArchive, ZipEntry } from '../../encoding/zip.ts'
import type { Budget } from '../../limits.ts'
import { VerificationError } from '../../errors.ts'

/** Entries that are digested side by side are no larger, nor all of them together. */
const SMALL = 256 * 1024
const TOGETHER = 2 * 1024 * 1024

/** By SM3. */
const DIGEST = new Computed<Uint8Array>('SM3')

export class EntryDigests {
  readonly #zip: ZipArchive
  readonly #known = new Map<string, Promise<Uint8Array>>()
  /** Why an entry that was to be prepared could not be read: for whoever asks for it next. */
  readonly #unread = new Map<string, VerificationError>()
  readonly #digested = new Set<string>()
  /** Octets that are no entry, with their digest once it is known. */
  readonly #alongside = new Map<Uint8Array, Uint8Array | undefined>()

  constructor(zip: ZipArchive) {
    this.#zip = zip
  }

  /**
   * Digest over the uncompressed octets of an entry, unmodified. Reading an entry once is paid for in the archive;
   * further digests over it are paid for again, or many signatures over large files would cost nothing.
   * @throws FormatError, UnsupportedAlgorithmError, LimitExceededError
   */
  of(entry: ZipEntry, algorithm: DigestAlgorithm, budget: Budget): Promise<Uint8Array> {
    const key = keyOf(entry, algorithm)
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const unread = this.#unread.get(key)
    this.#unread.delete(key)
    if (unread !== undefined) throw unread
    // The platform's digests take messages as a whole.
    const inPieces = algorithm === DIGESTS.SM3 && this.#zip.isLarge(entry)
    const digest = inPieces ? Promise.resolve(this.#sm3(entry, budget, [])) : algorithm.digest(this.read(entry, budget))
    this.#known.set(key, digest)
    return digest
  }

  /** Octets whose SM3 will be wanted as well: digested beside entries, which costs less than by themselves. */
  alongside(octets: Uint8Array): void {
    if (octets.length <= SMALL) this.#alongside.set(octets, undefined)
  }

  /** SM3 of octets, which may have been named by `alongside` before. */
  sm3(octets: Uint8Array): Uint8Array {
    return this.#alongside.get(octets) ?? sm3(octets)
  }

  /**
   * Reads small entries, in their order, and computes their digests together, for whoever asks for them one after the other:
   * what it costs, and what goes wrong, is as if they were asked for now. Stops where a limit is reached.
   */
  prepare(entries: readonly ZipEntry[], algorithm: DigestAlgorithm, budget: Budget): void {
    if (algorithm !== DIGESTS.SM3) return
    const read = new Map<string, Uint8Array>()
    let bytes = 0
    for (const entry of entries) {
      const key = keyOf(entry, algorithm)
      if (this.#known.has(key) || read.has(key)) continue
      bytes += entry.size
      if (entry.size > SMALL || bytes > TOGETHER) break
      try {
        const content = this.read(entry, budget)
        const known = this.#zip.memory.known(DIGEST, content)
        if (known === undefined) read.set(key, content)
        else this.#known.set(key, Promise.resolve(known))
      } catch (error) {
        if (!(error instanceof VerificationError)) throw error
        this.#unread.set(key, error)
        break
      }
    }
    const others = [...this.#alongside].flatMap(([octets, digest]) => (digest === undefined ? [octets] : []))
    const digests = sm3Many([...read.values(), ...others])
    let index = 0
    for (const [key, content] of read) {
      const digest = digests[index++] as Uint8Array
      this.#zip.memory.keep(DIGEST, content, digest, digest.length)
      this.#known.set(key, Promise.resolve(digest))
    }
    for (const octets of others) this.#alongside.set(octets, digests[index++])
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

const keyOf = ({ path }: ZipEntry, { name }: DigestAlgorithm): string => `${name} ${path}`
