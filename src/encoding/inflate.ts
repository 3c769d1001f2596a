/**
 * Inflates one raw deflate stream (RFC 1951) of a declared size, whole or in pieces. Strict, as a signature is only worth
 * what every reader sees: code sets that are over-subscribed or incomplete, output of any other size and octets behind
 * the stream are errors. Work is bound by the declared size and the input; nothing is ever written behind the buffer.
 */
import { inflateWhole } from '#platform'
import { FormatError } from '../errors.ts'
import type { Locator } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import { joinOctets } from './octets.ts'

export { refusedReleased } from '#platform'

/** Longest code, and how many bits are looked up at once; longer codes are walked bit by bit. */
const MAX_BITS = 15
const LOOKUP_BITS = 10
const LOOKUP_MASK = (1 << LOOKUP_BITS) - 1

/** A canonical Huffman code. */
interface Code {
  /** By the next LOOKUP_BITS bits: symbol << 4 | length, or 0 for a longer or unassigned code. */
  readonly lookup: Uint16Array
  /** How many codes there are of each length. */
  readonly count: Uint16Array
  /** Symbols in the order of their codes. */
  readonly symbols: Uint16Array
}

/** Thrown inside this module only: not a stream that RFC 1951 allows. */
class InvalidStream extends Error {}
/** Thrown inside this module only: more output than was declared. */
class TooMuchOutput extends Error {}

/**
 * Makes the code of a list of code lengths. A set must be complete, but for the one case that RFC 1951 3.2.7 allows:
 * a single code of one bit; and a set may be empty when nothing uses it.
 */
function makeCode(lengths: Uint8Array): Code {
  const count = new Uint16Array(MAX_BITS + 1)
  for (const length of lengths) count[length] = (count[length] as number) + 1
  const used = lengths.length - (count[0] as number)
  count[0] = 0
  let left = 1
  for (let length = 1; length <= MAX_BITS; length++) {
    left = 2 * left - (count[length] as number)
    if (left < 0) throw new InvalidStream()
  }
  if (left > 0 && used > 0 && !(used === 1 && count[1] === 1)) throw new InvalidStream()

  const next = new Uint16Array(MAX_BITS + 2)
  const codes = new Uint16Array(MAX_BITS + 2)
  for (let length = 1; length <= MAX_BITS; length++) {
    next[length + 1] = (next[length] as number) + (count[length] as number)
    codes[length + 1] = ((codes[length] as number) + (count[length] as number)) << 1
  }
  const symbols = new Uint16Array(used)
  const lookup = new Uint16Array(1 << LOOKUP_BITS)
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol] as number
    if (length === 0) continue
    symbols[next[length] as number] = symbol
    next[length] = (next[length] as number) + 1
    const code = codes[length] as number
    codes[length] = code + 1
    if (length > LOOKUP_BITS) continue
    let reversed = 0
    for (let bit = 0; bit < length; bit++) reversed |= ((code >> bit) & 1) << (length - 1 - bit)
    for (let index = reversed; index <= LOOKUP_MASK; index += 1 << length) lookup[index] = (symbol << 4) | length
  }
  return { lookup, count, symbols }
}

/** Looks a code up bit by bit in at least MAX_BITS bits; as `lookup` gives it. */
function walkCode({ count, symbols }: Code, bits: number): number {
  let code = 0
  let first = 0
  let index = 0
  for (let length = 1; length <= MAX_BITS; length++) {
    code |= (bits >>> (length - 1)) & 1
    const codes = count[length] as number
    if (code - first < codes) return ((symbols[index + code - first] as number) << 4) | length
    index += codes
    first = (first + codes) << 1
    code <<= 1
  }
  throw new InvalidStream()
}

// RFC 1951 3.2.5. Symbols 286 and 287 and distance symbols 30 and 31 never occur in valid data.
const LENGTH_BASE = Uint16Array.of(
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
)
const LENGTH_EXTRA = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0)
const DISTANCE_BASE = Uint16Array.of(
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12289, 16385, 24577,
)
const DISTANCE_EXTRA = Uint8Array.of(
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
)
const CODE_LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

let madeFixed: { readonly literals: Code; readonly distances: Code } | undefined

/** The codes of blocks that bring none. */
function fixedCodes(): { readonly literals: Code; readonly distances: Code } {
  madeFixed ??= {
    literals: makeCode(new Uint8Array(288).fill(8, 0, 144).fill(9, 144, 256).fill(7, 256, 280).fill(8, 280)),
    distances: makeCode(new Uint8Array(32).fill(5)),
  }
  return madeFixed
}

/** What comes out, piece by piece. A piece is valid only during the call: it is a view of a buffer that is used again. */
export type OctetSink = (octets: Uint8Array) => void

/** How far a match reaches back, and so how much output is kept when a buffer is emptied. */
const WINDOW = 32_768
/** Octets of the buffer that output in pieces goes through. */
const BUFFER = WINDOW + 131_072
/** More input than one symbol with its extra bits takes: while so much is left, nothing need be asked for. */
const LOOK_AHEAD = 16
/** Octets that may be held as bits, and are read again where a stored block begins. */
const LOOK_BACK = 4
/** Octets of the longest match. */
const MAX_MATCH = 258

class Inflater {
  readonly #pieces: Iterator<Uint8Array, unknown>
  /** Octets of input. */
  readonly #length: number
  readonly #size: number
  readonly #sink: OctetSink | undefined
  #source: Uint8Array
  /** Octets of input before those in `#source`. */
  #before = 0
  /** Octets taken into `#bits`; runs past the end by as many zero octets as were looked at ahead. */
  #position = 0
  /** From here on there may be more input to be had. */
  #low = 0
  #bits = 0
  #bitCount = 0
  /** The whole output, or what is not yet handed on, behind what matches may still reach back to. */
  readonly #output: Uint8Array
  /** Octets that were dropped from the front of `#output`. */
  #dropped = 0
  #handedOn = 0
  #written = 0
  /** How far `#output` may be filled: its end, or the declared size. */
  #limit: number

  /**
   * @param length octets of all pieces
   * @param sink takes the output; without one it is collected in `output`
   */
  constructor(pieces: Iterable<Uint8Array>, length: number, size: number, sink?: OctetSink) {
    this.#pieces = pieces[Symbol.iterator]()
    this.#length = length
    this.#size = size
    this.#sink = sink
    this.#output = new Uint8Array(sink === undefined ? size : Math.min(size, BUFFER))
    this.#limit = this.#output.length
    this.#source = new Uint8Array(0)
    this.#refill()
  }

  get output(): Uint8Array<ArrayBuffer> {
    return this.#output as Uint8Array<ArrayBuffer>
  }

  get written(): number {
    return this.#dropped + this.#written
  }

  /** Whole octets used so far. */
  get consumed(): number {
    return this.#before + this.#used
  }

  run(): void {
    let last: number
    do {
      last = this.#take(1)
      const type = this.#take(2)
      if (type === 0) this.#stored()
      else if (type === 1) {
        const { literals, distances } = fixedCodes()
        this.#compressed(literals, distances)
      }
      else if (type === 2) this.#dynamic()
      else throw new InvalidStream()
    } while (last === 0)
    this.#handOn()
  }

  /** Whole octets of `#source` used so far. */
  get #used(): number {
    return this.#position - (this.#bitCount >> 3)
  }

  /** Appends the next piece of input to what is left of the last one. */
  #refill(): void {
    while (this.#position + LOOK_AHEAD > this.#source.length && this.#before + this.#source.length < this.#length) {
      const next = this.#pieces.next()
      if (next.done === true) break
      const from = Math.max(0, this.#position - LOOK_BACK)
      this.#source = this.#source.length === 0 ? next.value : joinOctets([this.#source.subarray(from), next.value])
      this.#before += from
      this.#position -= from
    }
    const isLast = this.#before + this.#source.length >= this.#length
    this.#low = isLast ? Infinity : this.#source.length - LOOK_AHEAD
  }

  /** Makes room for at least one more match. */
  #makeRoom(): void {
    if (this.#dropped + this.#limit >= this.#size) return
    this.#handOn()
    const drop = this.#written - WINDOW
    this.#output.copyWithin(0, drop, this.#written)
    this.#written = WINDOW
    this.#handedOn = WINDOW
    this.#dropped += drop
    this.#limit = Math.min(this.#output.length, this.#size - this.#dropped)
  }

  #handOn(): void {
    if (this.#sink !== undefined && this.#written > this.#handedOn) this.#sink(this.#output.subarray(this.#handedOn, this.#written))
    this.#handedOn = this.#written
  }

  /** The next bits as a number; at most 16. */
  #take(count: number): number {
    if (this.#position > this.#low) this.#refill()
    while (this.#bitCount < count) {
      if (this.#position >= this.#source.length) throw new InvalidStream()
      this.#bits |= (this.#source[this.#position++] as number) << this.#bitCount
      this.#bitCount += 8
    }
    const value = this.#bits & ((1 << count) - 1)
    this.#bits >>>= count
    this.#bitCount -= count
    // Zero octets that were looked at ahead of the end are no data.
    if (this.#used > this.#source.length) throw new InvalidStream()
    return value
  }

  #stored(): void {
    this.#position = this.#used
    this.#bits = 0
    this.#bitCount = 0
    let length = this.#take(16)
    if (this.#take(16) !== (length ^ 0xffff)) throw new InvalidStream()
    if (length > this.#length - this.consumed) throw new InvalidStream()
    while (length > 0) {
      if (this.#position >= this.#source.length) this.#refill()
      if (this.#written >= this.#limit) this.#makeRoom()
      const count = Math.min(length, this.#source.length - this.#position, this.#limit - this.#written)
      if (count === 0) throw new TooMuchOutput()
      this.#output.set(this.#source.subarray(this.#position, this.#position + count), this.#written)
      this.#position += count
      this.#written += count
      length -= count
    }
  }

  #dynamic(): void {
    const literalCount = this.#take(5) + 257
    const distanceCount = this.#take(5) + 1
    const codeLengthCount = this.#take(4) + 4
    if (literalCount > 286 || distanceCount > 30) throw new InvalidStream()
    const codeLengths = new Uint8Array(19)
    for (const index of CODE_LENGTH_ORDER.slice(0, codeLengthCount)) codeLengths[index] = this.#take(3)
    const used = codeLengths.reduce((sum, length) => sum + (length > 0 ? 1 : 0), 0)
    if (used < 2) throw new InvalidStream()
    const code = makeCode(codeLengths)
    const lengths = new Uint8Array(literalCount + distanceCount)
    for (let index = 0; index < lengths.length; ) {
      const symbol = this.#symbol(code)
      if (symbol < 16) {
        lengths[index++] = symbol
        continue
      }
      if (symbol === 16 && index === 0) throw new InvalidStream()
      const length = symbol === 16 ? (lengths[index - 1] as number) : 0
      const repeat = symbol === 16 ? 3 + this.#take(2) : symbol === 17 ? 3 + this.#take(3) : 11 + this.#take(7)
      if (repeat > lengths.length - index) throw new InvalidStream()
      lengths.fill(length, index, index + repeat)
      index += repeat
    }
    if (lengths[256] === 0) throw new InvalidStream()
    this.#compressed(makeCode(lengths.subarray(0, literalCount)), makeCode(lengths.subarray(literalCount)))
  }

  #symbol(code: Code): number {
    if (this.#position > this.#low) this.#refill()
    while (this.#bitCount < MAX_BITS) {
      this.#bits |= (this.#source[this.#position] ?? 0) << this.#bitCount
      this.#position++
      this.#bitCount += 8
    }
    const found = (code.lookup[this.#bits & LOOKUP_MASK] as number) || walkCode(code, this.#bits)
    this.#bits >>>= found & 15
    this.#bitCount -= found & 15
    if (this.#used > this.#source.length) throw new InvalidStream()
    return found >> 4
  }

  /** The loop that matters for speed: fields are held in variables, and one symbol takes as few steps as may be. */
  #compressed(literals: Code, distances: Code): void {
    let source = this.#source
    const output = this.#output
    let end = source.length
    let low = this.#low
    let limit = this.#limit
    const literalLookup = literals.lookup
    const distanceLookup = distances.lookup
    let position = this.#position
    let bits = this.#bits
    let bitCount = this.#bitCount
    let written = this.#written
    for (;;) {
      if (position > low) {
        this.#position = position
        this.#refill()
        source = this.#source
        end = source.length
        position = this.#position
        low = this.#low
      }
      if (written + MAX_MATCH > limit) {
        this.#written = written
        this.#makeRoom()
        written = this.#written
        limit = this.#limit
      }
      while (bitCount <= 24) {
        if (position < end) bits |= (source[position] as number) << bitCount
        position++
        bitCount += 8
      }
      let found = (literalLookup[bits & LOOKUP_MASK] as number) || walkCode(literals, bits)
      bits >>>= found & 15
      bitCount -= found & 15
      if (position > end && position - (bitCount >> 3) > end) throw new InvalidStream()
      let symbol = found >> 4
      if (symbol < 256) {
        if (written >= limit) throw new TooMuchOutput()
        output[written++] = symbol
        continue
      }
      if (symbol === 256) break
      symbol -= 257
      if (symbol >= LENGTH_BASE.length) throw new InvalidStream()
      let extra = LENGTH_EXTRA[symbol] as number
      const length = (LENGTH_BASE[symbol] as number) + (bits & ((1 << extra) - 1))
      bits >>>= extra
      bitCount -= extra

      while (bitCount <= 24) {
        if (position < end) bits |= (source[position] as number) << bitCount
        position++
        bitCount += 8
      }
      found = (distanceLookup[bits & LOOKUP_MASK] as number) || walkCode(distances, bits)
      bits >>>= found & 15
      bitCount -= found & 15
      symbol = found >> 4
      if (symbol >= DISTANCE_BASE.length) throw new InvalidStream()
      extra = DISTANCE_EXTRA[symbol] as number
      while (bitCount < extra) {
        if (position < end) bits |= (source[position] as number) << bitCount
        position++
        bitCount += 8
      }
      const distance = (DISTANCE_BASE[symbol] as number) + (bits & ((1 << extra) - 1))
      bits >>>= extra
      bitCount -= extra
      if (position > end && position - (bitCount >> 3) > end) throw new InvalidStream()
      if (distance > written) throw new InvalidStream()
      if (length > limit - written) throw new TooMuchOutput()
      // Octet by octet: source and target of the copy may overlap, which repeats a pattern.
      for (const until = written + length; written < until; written++) output[written] = output[written - distance] as number
    }
    this.#position = position
    this.#bits = bits
    this.#bitCount = bitCount
    this.#written = written
  }
}

/** What is known of a stream from the records about it. */
export interface DeflatedData {
  /** Octets that the stream takes. */
  readonly length: number
  /** Octets that it must give; already held against the limits. */
  readonly size: number
  /** Where it starts in the input, for errors. */
  readonly offset: number
  readonly at: Locator
}

/**
 * Inflates a stream that is in memory, into a buffer of the declared size.
 * @throws FormatError when the stream is invalid, gives more or fewer octets, or ends before the source does
 */
export function inflateRaw(source: Uint8Array, size: number, offset: number, at: Locator): Uint8Array<ArrayBuffer> {
  return inflateWhole?.(source, size) ?? inflateStrictly(source, size, offset, at)
}

/** As `inflateRaw`, by the code of this file alone. */
export function inflateStrictly(source: Uint8Array, size: number, offset: number, at: Locator): Uint8Array<ArrayBuffer> {
  const inflater = new Inflater([source], source.length, size)
  run(inflater, { length: source.length, size, offset, at })
  return inflater.output
}

/**
 * Inflates a stream that arrives in pieces into pieces, in memory that does not grow with either. What the sink was given
 * is worth nothing unless the call returns.
 * @throws FormatError as `inflateRaw`, and what pieces and sink throw
 */
export function inflatePieces(pieces: Iterable<Uint8Array>, data: DeflatedData, sink: OctetSink): void {
  run(new Inflater(pieces, data.length, data.size, sink), data)
}

/**
 * Inflates a stream of which nobody says how much it gives; the source ends with it.
 * @returns undefined for a stream that RFC 1951 does not allow, and for octets behind it; `tooMuch` for more than `maximum` octets
 */
export function inflateUpTo(source: Uint8Array, maximum: number): Uint8Array<ArrayBuffer> | 'tooMuch' | undefined {
  const pieces: Uint8Array[] = []
  const inflater = new Inflater([source], source.length, maximum, (octets) => { pieces.push(octets.slice()) })
  try {
    inflater.run()
  } catch (cause) {
    if (cause instanceof TooMuchOutput) return 'tooMuch'
    if (cause instanceof InvalidStream) return undefined
    throw cause
  }
  return inflater.consumed === source.length ? joinOctets(pieces) : undefined
}

function run(inflater: Inflater, { length, size, offset, at }: DeflatedData): void {
  try {
    inflater.run()
  } catch (cause) {
    if (cause instanceof TooMuchOutput) throw new FormatError(finding('ZIP_SIZE_MISMATCH', at, { declared: size }), { cause })
    if (cause instanceof InvalidStream) throw new FormatError(finding('ZIP_DATA_INVALID', at, { offset }), { cause })
    throw cause
  }
  if (inflater.written !== size) throw new FormatError(finding('ZIP_SIZE_MISMATCH', at, { declared: size }))
  const unused = length - inflater.consumed
  if (unused > 0) throw new FormatError(finding('ZIP_DATA_UNUSED', at, { bytes: unused }))
}
