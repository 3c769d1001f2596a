/**
 * Evidence in a folder, one file an entry. Files are named by the SM3 of the key, written beside their place and moved into
 * it, and hold their own digest: what was cut short or altered is as good as absent.
 */
import { mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sm3 } from '../crypto/index.ts'
import { randomOctets } from '../crypto/random.ts'
import { concatOctets, equalOctets, fromUtf8, toHex, toUtf8 } from '../encoding/octets.ts'
import { isCurrent } from '../online/cache.ts'
import type { CacheEntry, EvidenceCache } from '../online/index.ts'

export interface FileCacheOptions {
  /** Octets of one entry. @default 32 MiB */
  readonly maxEntryBytes?: number
  /** Octets of all files together, about; the oldest go. @default 512 MiB */
  readonly maxBytes?: number
}

const MAGIC = toUtf8('yinxin evidence 1\n')
/** Of the digest that the file begins with, over all that follows. */
const DIGEST_LENGTH = 32
/** Head line: `notAfter key`, ended by a line feed. */
const HEAD_LENGTH = 8192
const NAME = /^[0-9a-f]{64}\.evidence$/
const TEMPORARY = /^[0-9a-f]{64}\.[0-9a-f]{16}\.new$/

/** A cache in a folder, which is made when it is first written to. Several processes may share it. */
export function fileCache(folder: string, { maxEntryBytes = 32 * 1024 * 1024, maxBytes = 512 * 1024 * 1024 }: FileCacheOptions = {}): EvidenceCache {
  return new FileCache(folder, maxEntryBytes, maxBytes)
}

class FileCache implements EvidenceCache {
  readonly #folder: string
  readonly #maxEntryBytes: number
  readonly #maxBytes: number
  /** Written since the folder was last measured; undefined before the first time. */
  #written: number | undefined

  constructor(folder: string, maxEntryBytes: number, maxBytes: number) {
    this.#folder = folder
    this.#maxEntryBytes = maxEntryBytes
    this.#maxBytes = maxBytes
  }

  async get(key: string, time: Date): Promise<Uint8Array | undefined> {
    const octets = await readBounded(this.#path(key), this.#maxEntryBytes + HEAD_LENGTH)
    const entry = octets === undefined ? undefined : decodeEntry(octets)
    return entry !== undefined && entry.key === key && isCurrent(entry.notAfter, time) ? entry.value : undefined
  }

  async put(key: string, value: Uint8Array, { notAfter }: CacheEntry): Promise<void> {
    if (value.length > this.#maxEntryBytes || key.length > HEAD_LENGTH / 4 || key.includes('\n')) return
    const octets = encodeEntry(key, value, notAfter)
    const path = this.#path(key)
    const beside = `${path.slice(0, -'.evidence'.length)}.${toHex(randomOctets(8))}.new`
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    try {
      // `wx`: never through a link or into a file that somebody put there.
      await writeFile(beside, octets, { flag: 'wx', mode: 0o600 })
      await rename(beside, path)
    } catch (error) {
      await rm(beside, { force: true })
      throw error
    }
    await this.#prune(octets.length)
  }

  #path(key: string): string {
    return join(this.#folder, `${toHex(sm3(toUtf8(key)))}.evidence`)
  }

  /** Now and then, removes the oldest files until the folder is small enough again, and what writers left behind. */
  async #prune(added: number): Promise<void> {
    this.#written = (this.#written ?? this.#maxBytes) + added
    if (this.#written < this.#maxBytes / 16) return
    this.#written = 0
    const found: { readonly path: string; readonly size: number; readonly time: number }[] = []
    for (const name of await readdir(this.#folder)) {
      if (!NAME.test(name) && !TEMPORARY.test(name)) continue
      const path = join(this.#folder, name)
      const status = await stat(path).catch(() => undefined)
      if (status !== undefined) found.push({ path, size: status.size, time: status.mtimeMs })
    }
    let total = found.reduce((sum, { size }) => sum + size, 0)
    for (const { path, size } of found.sort((a, b) => a.time - b.time)) {
      if (total <= this.#maxBytes) return
      await rm(path, { force: true })
      total -= size
    }
  }
}

function encodeEntry(key: string, value: Uint8Array, notAfter: Date): Uint8Array {
  const rest = concatOctets(toUtf8(`${notAfter.toISOString()} ${key}\n`), value)
  return concatOctets(MAGIC, sm3(rest), rest)
}

/** Undefined for whatever is not exactly an entry. */
function decodeEntry(octets: Uint8Array): { readonly key: string; readonly notAfter: Date; readonly value: Uint8Array } | undefined {
  const rest = octets.subarray(MAGIC.length + DIGEST_LENGTH)
  if (!equalOctets(octets.subarray(0, MAGIC.length), MAGIC)) return undefined
  if (!equalOctets(octets.subarray(MAGIC.length, MAGIC.length + DIGEST_LENGTH), sm3(rest))) return undefined
  const end = rest.indexOf(0x0a)
  const [, date, key] = /^(\S+) (.*)$/.exec(fromUtf8(rest.subarray(0, Math.max(0, end))) ?? '') ?? []
  if (date === undefined || key === undefined) return undefined
  const notAfter = new Date(date)
  return Number.isNaN(notAfter.getTime()) ? undefined : { key, notAfter, value: rest.slice(end + 1) }
}

/** The octets of a file; undefined when there is none, or it is larger than any entry. */
async function readBounded(path: string, maximum: number): Promise<Uint8Array | undefined> {
  const file = await open(path).catch(() => undefined)
  if (file === undefined) return undefined
  try {
    const { size } = await file.stat()
    return size > maximum ? undefined : new Uint8Array(await file.readFile())
  } catch {
    return undefined
  } finally {
    await file.close()
  }
}
