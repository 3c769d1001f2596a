/** Attributes of a platform's answer, by path: present texts, nothing else. What is there and not known is counted, never named. */
import { finding } from '../../diagnostics/index.ts'
import type { Finding, Locator } from '../../diagnostics/index.ts'
import { isJsonObject } from '../../encoding/json.ts'
import type { JsonObject, JsonValue } from '../../encoding/json.ts'

/** More `name=value` entries than any platform lists. */
const MAXIMUM_PAIRS = 500

/** The value at a path of members (`a.b`); the value itself for an empty path. Own members only; null is how platforms write that there is none. */
export function valueAt(value: JsonValue | undefined, path: string): JsonValue | undefined {
  if (path === '') return value
  const found = path.split('.').reduce<JsonValue | undefined>((inner, name) => (isJsonObject(inner) && Object.hasOwn(inner, name) ? inner[name] : undefined), value)
  return found ?? undefined
}

/** A number or boolean as the text that codes are compared with. */
export function scalarText(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}

export class AttributeRecord {
  readonly #record: JsonObject
  readonly #pairs = new Map<string, string>()
  readonly #absent: ReadonlySet<string>
  readonly #at: Locator
  readonly #twice = new Set<string>()
  /** Attributes that were asked for and are no texts or numbers, or are there twice. */
  readonly malformed = new Set<string>()

  constructor(record: JsonObject, { pairs, absent = [] }: { readonly pairs?: string; readonly absent?: readonly string[] }, at: Locator) {
    this.#record = record
    this.#absent = new Set(absent)
    this.#at = at
    const listed = pairs === undefined ? undefined : valueAt(record, pairs)
    if (pairs === undefined || listed === undefined) return
    if (!Array.isArray(listed) || listed.length > MAXIMUM_PAIRS) {
      this.malformed.add(pairs)
      return
    }
    for (const entry of listed as readonly JsonValue[]) {
      const [, name, value = ''] = typeof entry === 'string' ? (/^([A-Za-z_][\w-]*)=(.*)$/s.exec(entry) ?? []) : []
      if (name === undefined) this.malformed.add(pairs)
      // Attack: one reader takes the first value, another the last, or that of the record itself.
      else if (this.#pairs.has(name) || valueAt(record, name) !== undefined) this.#twice.add(name)
      else this.#pairs.set(name, value)
    }
  }

  /** Text of an attribute without blanks around it; undefined when it is absent, empty, stands for none, or is malformed. */
  text(path: string): string | undefined {
    const value = valueAt(this.#record, path) ?? this.#pairs.get(path)
    if (value === undefined) return undefined
    const text = scalarText(value)
    if (text === undefined || this.#twice.has(path)) {
      this.malformed.add(path)
      return undefined
    }
    const trimmed = text.trim()
    return trimmed === '' || this.#absent.has(trimmed) ? undefined : trimmed
  }

  /** Texts of an attribute that is one or a list of them. */
  texts(path: string): readonly string[] {
    const value = valueAt(this.#record, path)
    if (!Array.isArray(value)) return [this.text(path)].filter((text) => text !== undefined)
    const texts = (value as readonly JsonValue[]).filter((one): one is string => typeof one === 'string')
    if (texts.length < value.length) this.malformed.add(path)
    return this.malformed.has(path) ? [] : texts
  }

  /** A finding for attributes that are neither read nor known to be left alone. */
  unknown(known: ReadonlySet<string>): readonly Finding[] {
    const count = countUnknown(this.#record, '', known) + [...this.#pairs.keys()].filter((name) => !known.has(name)).length
    return count === 0 ? [] : [finding('IDENTITY_ATTRIBUTE_UNKNOWN', this.#at, { count })]
  }
}

function countUnknown(record: JsonObject, prefix: string, known: ReadonlySet<string>): number {
  return Object.entries(record).reduce((count, [name, value]) => {
    const path = prefix + name
    if (known.has(path)) return count
    const leadsOn = [...known].some((one) => one.startsWith(`${path}.`))
    if (leadsOn && isJsonObject(value)) return count + countUnknown(value, `${path}.`, known)
    return leadsOn && value === null ? count : count + 1
  }, 0)
}
