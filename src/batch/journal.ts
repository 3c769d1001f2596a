/**
 * The journal of a batch: a file with a line for each finished item, result included. After a kill the batch goes on from
 * it: what is in the journal is not verified again, and no result is lost. A line that was cut short does not count.
 */
import { closeSync, existsSync, fstatSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs'
import { fromUtf8, toUtf8 } from '../encoding/octets.ts'
import type { Outcome } from './item.ts'

/** What the first line says. */
export interface JournalHead {
  /** `settingsDigest` of the batch: another batch has another journal. */
  readonly settings: string
  readonly validationTime: string
}

/** An item, known again by its id, by how often that id came before, and by the state of its input. */
export interface JournalKey {
  readonly id: string
  readonly repeat: number
  readonly state: string
}

/** Why a file cannot be the journal of a batch. It is left as it is. */
export class JournalError extends TypeError {
  /** `other`: no journal; `damaged`: it has a broken line; `settings`: of a batch with other settings; `shared`: another process writes to it. */
  readonly reason: 'other' | 'damaged' | 'settings' | 'shared'

  constructor(reason: JournalError['reason'], message: string) {
    super(message)
    this.name = 'JournalError'
    this.reason = reason
  }
}

interface Line {
  readonly offset: number
  readonly length: number
  readonly state: string
}

const FORMAT = 'yinxin batch journal 1'
/** What every journal begins with. */
const BEGINNING = toUtf8(JSON.stringify({ format: FORMAT }).slice(0, -1))
/** Member of a line that holds a report, as it stands there. */
const REPORT = ',"report":'
const PIECE = 1024 * 1024
const LINE_FEED = 0x0a
/** More than a first line is long. */
const HEAD_LENGTH = 1024

const placeOf = ({ id, repeat }: Pick<JournalKey, 'id' | 'repeat'>): string => `${String(repeat)} ${id}`

export class Journal {
  readonly #file: number
  /** Of earlier runs. */
  readonly #lines = new Map<string, Line>()
  #end = 0
  /** Of a journal that was there before. */
  readonly head: JournalHead | undefined

  private constructor(file: number) {
    this.#file = file
    this.head = this.#readAll()
  }

  /**
   * Opens the journal, or begins a new one.
   * @throws JournalError; the system's error
   */
  static open(path: string): Journal {
    // Appending: of two processes that write at once neither writes over what the other wrote. Results hold names: nobody else is to read them.
    const file = openSync(path, 'a+', 0o600)
    try {
      return new Journal(file)
    } catch (error) {
      closeSync(file)
      throw error
    }
  }

  /** The first line of a journal, without opening it for writing; undefined where there is no whole one. @throws the system's error */
  static peek(path: string): JournalHead | undefined {
    if (!existsSync(path)) return undefined
    const file = openSync(path, 'r')
    try {
      const octets = new Uint8Array(HEAD_LENGTH)
      const length = readSync(file, octets, 0, octets.length, 0)
      const end = octets.subarray(0, length).indexOf(LINE_FEED)
      return end < 0 ? undefined : headOf(parseLine(octets.subarray(0, end)))
    } finally {
      closeSync(file)
    }
  }

  /** Writes the first line of a new journal. */
  begin(head: JournalHead): void {
    this.#write(`${JSON.stringify({ format: FORMAT, ...head })}\n`)
  }

  /** What earlier runs found of an item; undefined when its input has changed since. */
  find(key: JournalKey): Outcome | undefined {
    const line = this.#lines.get(placeOf(key))
    if (line?.state !== key.state) return undefined
    const octets = new Uint8Array(line.length)
    readFully(this.#file, octets, line.offset)
    const text = fromUtf8(octets) ?? ''
    // In front of it there are only strings, in which quotation marks are escaped.
    const report = text.indexOf(REPORT)
    if (report >= 0) return { json: text.slice(report + REPORT.length, -2) }
    const { error } = JSON.parse(text) as Extract<Outcome, { readonly error: unknown }>
    return { error }
  }

  /** Writes an item down before anybody is told of it. @throws JournalError; the system's error */
  append({ id, repeat, state }: JournalKey, outcome: Outcome): void {
    const key = JSON.stringify({ id, ...(repeat > 0 && { repeat }), state }).slice(0, -1)
    const result = 'error' in outcome ? `,"error":${JSON.stringify(outcome.error)}` : `${REPORT}${outcome.json}`
    this.#write(`${key}${result}}\n`)
  }

  close(): void {
    closeSync(this.#file)
  }

  #write(text: string): void {
    if (fstatSync(this.#file).size !== this.#end) throw new JournalError('shared', 'the journal is being written by another process')
    const octets = toUtf8(text)
    for (let done = 0; done < octets.length; ) done += writeSync(this.#file, octets, done)
    this.#end += octets.length
  }

  /** Takes up whole lines and cuts off what is behind the last one. */
  #readAll(): JournalHead | undefined {
    const { size } = fstatSync(this.#file)
    if (!beginsLikeOne(this.#file, size)) throw new JournalError('other', 'not a journal of a batch')
    let head: JournalHead | undefined
    for (const { offset, octets } of linesOf(this.#file, size)) {
      const line = parseLine(octets)
      if (offset === 0) {
        head = headOf(line)
        if (head === undefined) throw new JournalError('other', 'not a journal of a batch')
      } else {
        const key = keyOf(line)
        if (key === undefined) throw new JournalError('damaged', `the journal is damaged at octet ${String(offset)}`)
        this.#lines.set(placeOf(key), { offset, length: octets.length, state: key.state })
      }
      this.#end = offset + octets.length
    }
    if (this.#end < size) ftruncateSync(this.#file, this.#end)
    return head
  }
}

/** Looked at before the rest is read: what is no journal may be of any size. */
function beginsLikeOne(file: number, size: number): boolean {
  const octets = new Uint8Array(Math.min(size, BEGINNING.length))
  readFully(file, octets, 0)
  return octets.every((octet, index) => octet === BEGINNING[index])
}

function readFully(file: number, octets: Uint8Array, position: number): void {
  for (let done = 0; done < octets.length; ) {
    const count = readSync(file, octets, done, octets.length - done, position + done)
    if (count === 0) throw new JournalError('shared', 'the journal was cut by another process')
    done += count
  }
}

/** Whole lines, their line feed included. */
function* linesOf(file: number, size: number): Generator<{ readonly offset: number; readonly octets: Uint8Array }, void, undefined> {
  let held: Uint8Array = new Uint8Array(0)
  let offset = 0
  while (offset + held.length < size) {
    const next = new Uint8Array(held.length + Math.min(PIECE, size - offset - held.length))
    next.set(held)
    readFully(file, next.subarray(held.length), offset + held.length)
    let start = 0
    for (let end = next.indexOf(LINE_FEED, held.length); end >= 0; end = next.indexOf(LINE_FEED, start)) {
      yield { offset: offset + start, octets: next.subarray(start, end + 1) }
      start = end + 1
    }
    held = next.subarray(start)
    offset += start
  }
}

type Members = Readonly<Record<string, unknown>>

function parseLine(octets: Uint8Array): Members | undefined {
  try {
    const value = JSON.parse(fromUtf8(octets) ?? '') as unknown
    return typeof value === 'object' && value !== null ? (value as Members) : undefined
  } catch {
    return undefined
  }
}

function headOf(line: Members | undefined): JournalHead | undefined {
  if (line?.['format'] !== FORMAT) return undefined
  const { settings, validationTime } = line
  if (typeof settings !== 'string' || typeof validationTime !== 'string' || Number.isNaN(Date.parse(validationTime))) return undefined
  return { settings, validationTime }
}

function keyOf(line: Members | undefined): JournalKey | undefined {
  if (line === undefined) return undefined
  const { id, repeat = 0, state } = line
  return typeof id === 'string' && typeof repeat === 'number' && typeof state === 'string' ? { id, repeat, state } : undefined
}
