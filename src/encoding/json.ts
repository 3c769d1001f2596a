/**
 * Reads JSON from outside (RFC 8259) as I-JSON (RFC 7493) wants it: what two readers could understand differently is
 * refused. No member twice, no `__proto__`, no lone surrogate, no integer that a double cannot hold, no octets that are
 * not UTF-8. Writing is in `canonical-json.ts`.
 */
import { FormatError } from '../errors.ts'
import type { Locator } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import type { Budget } from '../limits.ts'
import { fromUtf8 } from './octets.ts'

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject

/** Without a prototype: a name from outside never finds anything that was not written. */
export interface JsonObject {
  readonly [name: string]: JsonValue | undefined
}

export interface JsonOptions {
  readonly budget: Budget
  /** Where the text comes from; prefixed to errors. */
  readonly at?: Locator
}

/**
 * Reads one JSON value that fills the input. Objects and arrays in it are frozen.
 * @throws FormatError (`JSON_...`); LimitExceededError (`jsonBytes`, `jsonDepth`, `jsonValues`)
 */
export function parseJson(input: Uint8Array | string, options: JsonOptions): JsonValue {
  const { budget, at = [] } = options
  budget.within('jsonBytes', input.length, at)
  const text = typeof input === 'string' ? input : fromUtf8(input)
  if (text === undefined || text.startsWith('\ufeff')) throw new FormatError(finding('JSON_ENCODING_INVALID', at))
  return new JsonReader(text, budget, at).read()
}

/** Whether a value is an object, not an array or null. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** An array or object that is not closed yet; an object waits for the value of `name`. */
type Open =
  | { readonly kind: 'array'; readonly items: JsonValue[] }
  | { readonly kind: 'object'; readonly members: Record<string, JsonValue>; name: string }

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'], ['\\', '\\'], ['/', '/'], ['b', '\b'], ['f', '\f'], ['n', '\n'], ['r', '\r'], ['t', '\t'],
])
const LITERALS: readonly (readonly [string, JsonValue])[] = [['true', true], ['false', false], ['null', null]]

/** One pass with a stack of its own: the depth of a text never becomes the depth of calls. */
class JsonReader {
  readonly #text: string
  readonly #budget: Budget
  readonly #at: Locator
  readonly #open: Open[] = []
  #offset = 0

  constructor(text: string, budget: Budget, at: Locator) {
    this.#text = text
    this.#budget = budget
    this.#at = at
  }

  read(): JsonValue {
    for (;;) {
      this.#budget.spend('jsonValues', 1, this.#at)
      let complete = this.#value()
      while (complete !== undefined) {
        const outer = this.#open.at(-1)
        if (outer === undefined) {
          this.#skipSpace()
          if (this.#offset < this.#text.length) throw this.#malformed()
          return complete
        }
        complete = this.#place(outer, complete)
      }
    }
  }

  /** A whole value; undefined when one was opened whose first part comes next. */
  #value(): JsonValue | undefined {
    this.#skipSpace()
    const character = this.#text[this.#offset]
    if (character === '"') return this.#string()
    if (character === '[') return this.#opened({ kind: 'array', items: [] }, ']')
    if (character === '{') return this.#opened({ kind: 'object', members: Object.create(null) as Record<string, JsonValue>, name: '' }, '}')
    for (const [word, value] of LITERALS) {
      if (!this.#text.startsWith(word, this.#offset)) continue
      this.#offset += word.length
      return value
    }
    return this.#number()
  }

  #opened(open: Open, end: string): JsonValue | undefined {
    this.#budget.within('jsonDepth', this.#open.length + 1, this.#at)
    this.#offset += 1
    this.#skipSpace()
    if (this.#take(end)) return closed(open)
    if (open.kind === 'object') this.#name(open)
    this.#open.push(open)
    return undefined
  }

  /** Puts a value where it belongs. The container when that was its last, undefined when another value follows. */
  #place(outer: Open, value: JsonValue): JsonValue | undefined {
    if (outer.kind === 'array') outer.items.push(value)
    else outer.members[outer.name] = value
    this.#skipSpace()
    if (this.#take(',')) {
      if (outer.kind === 'object') {
        this.#skipSpace()
        this.#name(outer)
      }
      return undefined
    }
    if (!this.#take(outer.kind === 'array' ? ']' : '}')) throw this.#malformed()
    this.#open.pop()
    return closed(outer)
  }

  #name(object: Extract<Open, { kind: 'object' }>): void {
    const offset = this.#offset
    if (this.#text[offset] !== '"') throw this.#malformed()
    const name = this.#string()
    if (name === '__proto__') throw this.#refused('JSON_MEMBER_FORBIDDEN', offset)
    // Attack: one reader takes the first, another the last.
    if (Object.hasOwn(object.members, name)) throw this.#refused('JSON_MEMBER_DUPLICATE', offset)
    this.#skipSpace()
    if (!this.#take(':')) throw this.#malformed()
    object.name = name
  }

  #string(): string {
    const start = this.#offset
    const pieces: string[] = []
    let run = start + 1
    for (let offset = run; ; offset++) {
      const code = this.#text.charCodeAt(offset)
      if (Number.isNaN(code) || code < 0x20) throw this.#malformed(offset)
      if (code !== 0x22 && code !== 0x5c) continue
      pieces.push(this.#text.slice(run, offset))
      if (code === 0x22) {
        this.#offset = offset + 1
        break
      }
      const escape = this.#text[offset + 1] ?? ''
      const plain = ESCAPES.get(escape)
      const digits = escape === 'u' ? this.#text.slice(offset + 2, offset + 6) : ''
      if (plain === undefined && !/^[0-9a-fA-F]{4}$/.test(digits)) throw this.#malformed(offset)
      pieces.push(plain ?? String.fromCharCode(Number.parseInt(digits, 16)))
      offset += plain === undefined ? 5 : 1
      run = offset + 1
    }
    const text = pieces.length === 1 ? (pieces[0] as string) : pieces.join('')
    // RFC 7493 2.1: half a character becomes another one on its way to UTF-8.
    if (/\p{Surrogate}/u.test(text)) throw this.#refused('JSON_STRING_ILL_FORMED', start)
    return text
  }

  #number(): number {
    NUMBER.lastIndex = this.#offset
    const literal = NUMBER.exec(this.#text)?.[0]
    if (literal === undefined) throw this.#malformed()
    const value = Number(literal)
    // RFC 7493 2.2: above 2^53 the next integer reads the same.
    const exact = /[.eE]/.test(literal) ? Number.isFinite(value) : Number.isSafeInteger(value)
    if (!exact) throw this.#refused('JSON_NUMBER_INEXACT', this.#offset)
    this.#offset += literal.length
    return value
  }

  #skipSpace(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#offset)
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return
      this.#offset += 1
    }
  }

  #take(character: string): boolean {
    if (this.#text[this.#offset] !== character) return false
    this.#offset += 1
    return true
  }

  #malformed(offset = this.#offset): FormatError {
    return this.#refused('JSON_NOT_WELL_FORMED', offset)
  }

  #refused(
    code: 'JSON_NOT_WELL_FORMED' | 'JSON_MEMBER_FORBIDDEN' | 'JSON_MEMBER_DUPLICATE' | 'JSON_STRING_ILL_FORMED' | 'JSON_NUMBER_INEXACT',
    offset: number,
  ): FormatError {
    return new FormatError(finding(code, this.#at, { offset }))
  }
}

function closed(open: Open): JsonValue {
  return open.kind === 'array' ? Object.freeze(open.items) : Object.freeze(open.members)
}
