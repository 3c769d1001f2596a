/** An open file as octets that are read in pieces, and whether it is still the one that was opened. */
import { readSync } from 'node:fs'
import type { BigIntStats } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { finding } from '../diagnostics/index.ts'
import { requireRange } from '../encoding/octet-source.ts'
import { SourceUnavailableError } from '../errors.ts'
import type { InputSource } from '../verify/index.ts'

/** Files up to this size are read at once: one reading, which nothing can change any more. */
const WHOLE_BYTES = 4 * 1024 * 1024
const PIECE_BYTES = 64 * 1024
/** File systems keep times in ticks of some milliseconds: a second change within one tick leaves no trace. */
const TICK_MS = 50

type State = Pick<BigIntStats, 'dev' | 'ino' | 'size' | 'mtimeNs' | 'ctimeNs'>

const isSame = (a: State, b: State): boolean =>
  a.dev === b.dev && a.ino === b.ino && a.size === b.size && a.mtimeNs === b.mtimeNs && a.ctimeNs === b.ctimeNs

export class OpenFile implements InputSource {
  readonly length: number
  readonly pieceLength: number
  /** What the system said when it could not read; the reader was told INPUT_CHANGED. */
  failure: Error | undefined
  readonly #handle: FileHandle
  readonly #path: string | URL
  readonly #before: State
  readonly #whole: Uint8Array | undefined
  #isCut = false

  private constructor(handle: FileHandle, path: string | URL, before: State) {
    this.#handle = handle
    this.#path = path
    this.#before = before
    this.length = Number(before.size)
    const isSmall = this.length <= WHOLE_BYTES
    this.pieceLength = isSmall ? this.length : PIECE_BYTES
    if (!isSmall) return
    try {
      this.#whole = this.#read(0, this.length)
    } catch (error) {
      // Said again to whoever reads.
      if (!(error instanceof SourceUnavailableError)) throw error
    }
  }

  /** Looks at the file that a handle is open on. @param path that it was opened by */
  static async of(handle: FileHandle, path: string | URL): Promise<OpenFile> {
    let before = await handle.stat({ bigint: true })
    if (Number(before.size) > WHOLE_BYTES && Math.abs(Date.now() - Number(before.ctimeMs)) < TICK_MS) {
      await wait(TICK_MS)
      before = await handle.stat({ bigint: true })
    }
    return new OpenFile(handle, path, before)
  }

  /** @throws SourceUnavailableError */
  read(offset: number, length: number): Uint8Array {
    requireRange(this, offset, length)
    return this.#whole?.subarray(offset, offset + length) ?? this.#read(offset, length)
  }

  /** Whether the open file, or what its path leads to now, is not what it was; the system's times are relied on. */
  async changed(): Promise<boolean> {
    if (this.#isCut) return true
    if (!isSame(this.#before, await this.#handle.stat({ bigint: true }))) return true
    const there = await stat(this.#path, { bigint: true }).catch(() => undefined)
    return there === undefined || !isSame(this.#before, there)
  }

  #read(offset: number, length: number): Uint8Array {
    const octets = new Uint8Array(length)
    for (let done = 0; done < length; ) {
      const count = this.#readSome(octets, done, offset + done)
      if (count === 0) {
        this.#isCut = true
        throw new SourceUnavailableError(finding('INPUT_CHANGED', []))
      }
      done += count
    }
    return octets
  }

  #readSome(octets: Uint8Array, from: number, position: number): number {
    try {
      return readSync(this.#handle.fd, octets, from, octets.length - from, position)
    } catch (error) {
      this.failure ??= error instanceof Error ? error : new Error(String(error))
      throw new SourceUnavailableError(finding('INPUT_CHANGED', []), { cause: error })
    }
  }
}
