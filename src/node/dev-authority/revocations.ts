/**
 * The file of what is revoked, read again for every answer, so that whoever tests can revoke while the authority runs:
 *
 *     # who, then perhaps a reason and a time
 *     signer
 *     0x5a3f keyCompromise 2026-03-01T09:00:00+08:00
 */
import { readFile, stat } from 'node:fs/promises'
import { CRL_REASONS } from '../../pki/index.ts'
import type { CrlReason } from '../../pki/index.ts'

export interface Revocation {
  /** Name of a party, or a serial number. */
  readonly who: string | bigint
  readonly reason: CrlReason
  readonly time: Date
}

/** The file says something that is not usable: nobody is told `good` while it does. */
export class RevocationFileError extends Error {
  constructor(problem: string) {
    super(`the file of revocations: ${problem}`)
    this.name = 'RevocationFileError'
  }
}

const MAXIMUM_FILE = 1024 * 1024
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)$/
const REASONS: readonly (string | undefined)[] = CRL_REASONS.filter((reason) => reason !== 'removeFromCRL')

export class RevocationFile {
  readonly #path: string
  readonly #now: () => Date
  /** When a line without a time was first seen. */
  readonly #seen = new Map<string, Date>()

  constructor(path: string, now: () => Date) {
    this.#path = path
    this.#now = now
  }

  /** @returns nothing revoked where there is no file @throws RevocationFileError; the system's error */
  async read(): Promise<readonly Revocation[]> {
    const status = await stat(this.#path).catch(() => undefined)
    if (status === undefined) return []
    if (status.size > MAXIMUM_FILE) throw new RevocationFileError('too large')
    const found = new Map<string, Revocation>()
    for (const [index, line] of (await readFile(this.#path, 'utf8')).split('\n').entries()) {
      const words = line.replace(/#.*$/, '').trim().split(/\s+/)
      if (words[0] !== '' && words[0] !== undefined) found.set(words[0], this.#revocation(index + 1, words[0], words.slice(1)))
    }
    return [...found.values()]
  }

  #revocation(line: number, word: string, more: readonly string[]): Revocation {
    const reason = more.find((one) => REASONS.includes(one)) ?? 'unspecified'
    const text = more.find((one) => TIME.test(one))
    const unknown = more.find((one) => one !== reason && one !== text)
    if (unknown !== undefined) throw new RevocationFileError(`line ${line}: neither a reason nor a time with its zone: ${JSON.stringify(unknown)}`)
    const time = text === undefined ? this.#seen.get(word) ?? this.#now() : new Date(text)
    if (Number.isNaN(time.getTime())) throw new RevocationFileError(`line ${line}: no such time`)
    if (text === undefined) this.#seen.set(word, time)
    return { who: /^0x[0-9a-fA-F]{1,40}$/.test(word) ? BigInt(word) : word, reason: reason as CrlReason, time }
  }
}
