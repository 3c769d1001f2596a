/** What goes into a batch and what comes out of it, item by item. */
import { stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { sm3 } from '../crypto/index.ts'
import { toHex } from '../encoding/octets.ts'
import type { ValidationReport } from '../report/model.ts'

/** A regular file by its path, which is its id too; or a file or octets under an id of the caller's. */
export type BatchItem = string | URL | { readonly id: string; readonly path: string | URL } | { readonly id: string; readonly bytes: Uint8Array }

/** Why there is no report of an item: the rest of the batch goes on. */
export interface BatchError {
  /**
   * - `UNREADABLE`: the system could not open or read the file, or it is no regular file.
   * - `TIMED_OUT`: it took longer than `timeoutMs`; its worker was ended.
   * - `CRASHED`: its worker ended: out of memory, or a defect.
   */
  readonly code: 'UNREADABLE' | 'TIMED_OUT' | 'CRASHED'
  /** For developers, in English. */
  readonly message: string
  /** The system's name of what kept a file from being read, such as `ENOENT`. */
  readonly reason?: string
}

interface OfItem {
  readonly id: string
  /** Position in the source, from 0. */
  readonly index: number
  /** Read from the journal, not made in this run. */
  readonly resumed: boolean
}

export interface BatchReport extends OfItem {
  readonly report: ValidationReport
  /** The same as canonical JSON (RFC 8785), for who writes it down. */
  readonly json: string
}

export interface BatchFailure extends OfItem {
  readonly error: BatchError
}

export type BatchResult = BatchReport | BatchFailure

/** What became of an item, as it comes from a worker or a journal. */
export type Outcome = { readonly json: string } | { readonly error: BatchError }

/** An item as it crosses to a worker. */
export interface Task {
  readonly id: string
  readonly input: { readonly path: string } | { readonly bytes: Uint8Array }
}

/** @throws TypeError for what is no item */
export function taskOf(item: BatchItem): Task {
  if (typeof item === 'string' || item instanceof URL) return { id: String(item), input: { path: pathOf(item) } }
  const given = item as { readonly id?: unknown; readonly path?: unknown; readonly bytes?: unknown } | null | undefined
  if (typeof given?.id === 'string') {
    const { id, path, bytes } = given
    if (typeof path === 'string' || path instanceof URL) return { id, input: { path: pathOf(path) } }
    // A copy to give away: the caller's octets stay.
    if (bytes instanceof Uint8Array) return { id, input: { bytes: new Uint8Array(bytes) } }
  }
  throw new TypeError('an item is a path, or an id with a path or octets')
}

function pathOf(path: string | URL): string {
  return typeof path === 'string' ? path : fileURLToPath(path)
}

/** What tells whether an input is still the one that a journal knows. Of files: as far as the file system's times tell. */
export async function stateOf({ input }: Task): Promise<string> {
  if ('bytes' in input) return toHex(sm3(input.bytes))
  try {
    // Times of change are the system's, others are set by whoever writes the file.
    const { size, ino, mtimeNs, ctimeNs } = await stat(input.path, { bigint: true })
    return [size, ino, mtimeNs, ctimeNs].join(' ')
  } catch {
    return 'absent'
  }
}

export function resultOf(outcome: Outcome, { id, index, resumed }: OfItem): BatchResult {
  if ('error' in outcome) return { id, index, resumed, error: outcome.error }
  const { json } = outcome
  let report: ValidationReport | undefined
  return {
    id, index, resumed, json,
    // Parsed when asked for: who only writes JSON does not pay for it.
    get report() {
      report ??= JSON.parse(json) as ValidationReport
      return report
    },
  }
}
