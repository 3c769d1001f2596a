/**
 * ASN.1 elements over the original octets: every element keeps its slice, nothing is copied or encoded again.
 * `readDer` is strict (X.690 DER); `readBer` is the tolerant reader for what real CMS messages and seals contain, and
 * reports each tolerance that it used. Values of primitive elements are read in `der-values.ts`.
 */
import { FormatError } from '../errors.ts'
import type { Locator, Note } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import type { Budget } from '../limits.ts'

/** Identifier octets of the universal types in use here; context tags by `context(n)` and `contextPrimitive(n)`. */
export const TAG = {
  BOOLEAN: 0x01,
  INTEGER: 0x02,
  BIT_STRING: 0x03,
  OCTET_STRING: 0x04,
  NULL: 0x05,
  OBJECT_IDENTIFIER: 0x06,
  ENUMERATED: 0x0a,
  UTF8_STRING: 0x0c,
  NUMERIC_STRING: 0x12,
  PRINTABLE_STRING: 0x13,
  TELETEX_STRING: 0x14,
  IA5_STRING: 0x16,
  UTC_TIME: 0x17,
  GENERALIZED_TIME: 0x18,
  VISIBLE_STRING: 0x1a,
  UNIVERSAL_STRING: 0x1c,
  BMP_STRING: 0x1e,
  SEQUENCE: 0x30,
  SET: 0x31,
} as const

/** Identifier octet of a constructed context-specific tag, `[n]`. */
export const context = (n: number): number => 0xa0 | n
/** Identifier octet of a primitive context-specific tag, `[n] IMPLICIT` of a primitive type. */
export const contextPrimitive = (n: number): number => 0x80 | n

/** How elements are read: shared by an element and all elements inside it. */
interface Rules {
  readonly budget: Budget
  readonly at: Locator
  /** Present in the tolerant reader only. */
  readonly note: Note | undefined
}

/** How often one code is passed on for one structure: enough to see what its producer does, too few to flood a report. */
const NOTES_PER_CODE = 16

function rationed(note: Note): Note {
  const counts = new Map<string, number>()
  return (noticed) => {
    const count = (counts.get(noticed.code) ?? 0) + 1
    counts.set(noticed.code, count)
    if (count <= NOTES_PER_CODE) note(noticed)
  }
}

export interface DerOptions {
  readonly budget: Budget
  /** Where the octets come from; prefixed to errors and findings. */
  readonly at?: Locator
}

/** One tag-length-value element. Elements inside it are read, by the same rules, when `children` is first asked for. */
export class DerElement {
  /** The buffer that all offsets refer to. */
  readonly source: Uint8Array
  /** Offset of the identifier octet. */
  readonly start: number
  /** Offset of the first content octet. */
  readonly contentStart: number
  /** Offset behind the last content octet. */
  readonly contentEnd: number
  /** Offset behind the element; differs from `contentEnd` only for the indefinite form. */
  readonly end: number
  /** First identifier octet: class, constructed bit and tag number below 31. */
  readonly tag: number
  /** Tag number, also for the high-tag-number form. */
  readonly tagNumber: number
  readonly rules: Rules
  readonly #depth: number
  #children: readonly DerElement[] | undefined

  private constructor(source: Uint8Array, start: number, limit: number, depth: number, rules: Rules) {
    rules.budget.within('derDepth', depth, rules.at)
    rules.budget.spend('derElements', 1, rules.at)
    this.source = source
    this.start = start
    this.rules = rules
    this.#depth = depth
    const fail = (code: 'DER_TRUNCATED' | 'DER_TAG_INVALID' | 'DER_LENGTH_NOT_MINIMAL' | 'DER_INDEFINITE_LENGTH'): never => {
      throw new FormatError(finding(code, rules.at, { offset: start }))
    }
    const octet = (offset: number): number => (offset < limit ? (source[offset] as number) : fail('DER_TRUNCATED'))

    let offset = start
    this.tag = octet(offset++)
    let tagNumber = this.tag & 0x1f
    if (tagNumber === 0x1f) {
      tagNumber = 0
      let next: number
      do {
        next = octet(offset++)
        if ((tagNumber === 0 && next === 0x80) || tagNumber > 0x3ffff) fail('DER_TAG_INVALID')
        tagNumber = tagNumber * 128 + (next & 0x7f)
      } while ((next & 0x80) !== 0)
      if (tagNumber < 0x1f) fail('DER_TAG_INVALID')
    } else if ((this.tag & ~0x20) === 0) {
      // Universal tag 0 marks the end of an indefinite length and is no type (X.680 8.1, table 1).
      fail('DER_TAG_INVALID')
    }
    this.tagNumber = tagNumber

    let length = octet(offset++)
    if (length === 0x80) {
      if (rules.note === undefined) fail('DER_INDEFINITE_LENGTH')
      if ((this.tag & 0x20) === 0) fail('DER_TAG_INVALID')
      rules.note?.(finding('BER_INDEFINITE_LENGTH', rules.at, { offset: start }))
      this.contentStart = offset
      const inner: DerElement[] = []
      while (octet(offset) !== 0 || octet(offset + 1) !== 0) {
        const child = new DerElement(source, offset, limit, depth + 1, rules)
        inner.push(child)
        offset = child.end
      }
      this.#children = inner
      this.contentEnd = offset
      this.end = offset + 2
      return
    }
    if (length > 0x80) {
      const octets = length & 0x7f
      if (octets > 6) fail('DER_TRUNCATED')
      length = 0
      const first = octet(offset)
      for (let i = 0; i < octets; i++) length = length * 256 + octet(offset++)
      if (length < 0x80 || first === 0) {
        if (rules.note === undefined) fail('DER_LENGTH_NOT_MINIMAL')
        rules.note?.(finding('BER_LENGTH_NOT_MINIMAL', rules.at, { offset: start }))
      }
    }
    if (length > limit - offset) fail('DER_TRUNCATED')
    this.contentStart = offset
    this.contentEnd = offset + length
    this.end = this.contentEnd
  }

  /** Reads one element at the start of a buffer. Internal: use `readDer` or `readBer`. */
  static read(source: Uint8Array, options: DerOptions, note?: Note): DerElement {
    return new DerElement(source, 0, source.length, 0, { budget: options.budget, at: options.at ?? [], note: note && rationed(note) })
  }

  get constructed(): boolean {
    return (this.tag & 0x20) !== 0
  }

  /** Content octets, a view of the source. */
  get content(): Uint8Array {
    return this.source.subarray(this.contentStart, this.contentEnd)
  }

  /** The whole element as it stands, tag and length included: what signatures are computed over. */
  get bytes(): Uint8Array {
    return this.source.subarray(this.start, this.end)
  }

  /**
   * The elements inside a constructed element; none for a primitive one.
   * @throws FormatError when the content is not a whole number of elements
   */
  get children(): readonly DerElement[] {
    if (this.#children !== undefined) return this.#children
    const inner: DerElement[] = []
    if (this.constructed) {
      let offset = this.contentStart
      while (offset < this.contentEnd) {
        const child = new DerElement(this.source, offset, this.contentEnd, this.#depth + 1, this.rules)
        inner.push(child)
        offset = child.end
      }
    }
    this.#children = inner
    return inner
  }
}

/**
 * Reads octets that must be exactly one DER element.
 * @throws FormatError when they are not; LimitExceededError
 */
export function readDer(source: Uint8Array, options: DerOptions): DerElement {
  const element = DerElement.read(source, options)
  if (element.end !== source.length) {
    throw new FormatError(
      finding('DER_TRAILING_DATA', options.at ?? [], { offset: element.end, bytes: source.length - element.end }),
    )
  }
  return element
}

/**
 * Reads one element with the tolerances of the `BER_` codes: indefinite and non-minimal lengths, constructed strings,
 * trailing octets and the value rules that `der-values.ts` relaxes. Each one used is passed to `note`, the first 16 times.
 * @throws FormatError for what even BER does not allow; LimitExceededError
 */
export function readBer(source: Uint8Array, options: DerOptions, note: Note): DerElement {
  const element = DerElement.read(source, options, note)
  const rest = source.subarray(element.end)
  if (rest.length > 0) {
    const code = rest.every((octet) => octet === 0) ? 'BER_TRAILING_ZEROS' : 'BER_TRAILING_DATA'
    note(finding(code, options.at ?? [], { offset: element.end, bytes: rest.length }))
  }
  return element
}

/**
 * Reads the octets inside an OCTET STRING or BIT STRING, or another slice found in an element, by that element's rules.
 * @throws FormatError, LimitExceededError
 */
export function readNested(source: Uint8Array, outer: DerElement): DerElement {
  const { budget, at, note } = outer.rules
  return note === undefined ? readDer(source, { budget, at }) : readBer(source, { budget, at }, note)
}
