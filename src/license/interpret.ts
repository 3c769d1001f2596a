/** Makes metadata of the items of one place (GB/T 36903-2018): lists paired, days read, what is said twice in two ways left out. */
import { finding } from '../diagnostics/index.ts'
import type { Finding, Locator } from '../diagnostics/index.ts'
import { HOLDER_CODE_TYPES, holderCodeTypeOfName } from '../identifier/index.ts'
import { parseLicenseDay, parseLicenseTime } from './dates.ts'
import { elementOfName, formOf } from './elements.ts'
import type { ElementName } from './elements.ts'
import type { LicenseCopy, LicenseHolder, LicenseMetadata, LicenseParty } from './facts.ts'
import type { MetadataItem } from './sources.ts'

export interface Interpreted {
  readonly metadata: LicenseMetadata
  readonly copy?: LicenseCopy
  /** Each element that is stated, with what is written. */
  readonly stated: ReadonlyMap<ElementName, readonly string[]>
  readonly findings: readonly Finding[]
}

/** Between the names or codes of joint holders in systems that have one field for all. */
const SEPARATOR = /\s*[、,，;；|]\s*/
/** What a search for one costs less than, and nearly all values are. */
const ONE_WORD = /^[\w.-]*$/

const splitList = (value: string): readonly string[] => (ONE_WORD.test(value) ? [value] : value.split(SEPARATOR))

/** @param at of the file that states the items; places of findings are elements below it */
export function interpret(items: readonly MetadataItem[], at: Locator): Interpreted {
  const reader = new ItemReader(items, at)
  const name = reader.text('ZZMC')
  const typeCode = reader.text('ZZLXDM')
  const number = reader.text('ZZBH')
  const identifier = reader.text('ZZBS')
  const issued = reader.day('ZZBFRQ')
  const validFrom = reader.day('ZZYXQQSRQ')
  const validTo = reader.end('ZZYXQJZRQ')
  const sealedBy = reader.text('ZZQZR')
  const sealName = reader.text('ZZQZMC')
  const sealedAt = reader.time('ZZQZSJ')
  const createdAt = reader.time('CJSJ')
  const metadata: LicenseMetadata = stating({
    name, typeCode, number, identifier,
    issuers: reader.parties('ZZBFJG', 'ZZBFJGDM'),
    holders: reader.holders(),
    issued, validFrom, validTo, sealedBy, sealName, sealedAt, createdAt,
    extensions: reader.extensions(),
  })
  const copy = reader.copy()
  return { metadata, ...(copy === undefined ? {} : { copy }), stated: reader.stated(), findings: reader.findings }
}

/** What has a value, in the order of the properties. */
function stating<Facts extends object>(facts: { readonly [Name in keyof Facts]: Facts[Name] | undefined }): Facts {
  const stated: Record<string, unknown> = {}
  for (const name in facts) if (facts[name] !== undefined) stated[name] = facts[name]
  return stated as Facts
}

/** The name that our own notes have beside those of the standard: who asked for an annotated copy. */
const REQUESTER = 'requester'

class ItemReader {
  readonly findings: Finding[] = []
  readonly #at: Locator
  readonly #values = new Map<ElementName, string[]>()
  readonly #extensions = new Map<string, string[]>()

  constructor(items: readonly MetadataItem[], at: Locator) {
    this.#at = at
    for (const { name, value } of items) {
      const element = elementOfName(name)
      if (element !== undefined) push(this.#values, element, value.trim())
      else if (name.trim() !== '') push(this.#extensions, name.trim(), value)
    }
  }

  text(element: ElementName): string | undefined {
    const values = this.#values.get(element)
    if (values === undefined) return undefined
    const [value] = values
    const several = values.some((other) => other !== value)
    if (several) this.#noteTwice(element)
    return value === '' || several ? undefined : value
  }

  day(element: ElementName): string | undefined {
    const text = this.#whole(element)
    if (text === undefined || text === '') return undefined
    const day = parseLicenseDay(text)
    if (day !== undefined && 'day' in day) return day.day
    this.#noteUnreadable(element)
    return undefined
  }

  /** The last day; null for none. An element that is not there states no end either: GB/T 36903 does not ask for it. */
  end(element: ElementName): string | null | undefined {
    if (!this.#values.has(element)) return null
    const text = this.#whole(element)
    if (text === undefined) return undefined
    const day = parseLicenseDay(text)
    if (day === undefined) this.#noteUnreadable(element)
    return day === undefined || 'day' in day ? day?.day : null
  }

  /** @param dayOnly the time of a day that is written without one */
  time(element: ElementName, dayOnly = '00:00:00'): string | undefined {
    const text = this.#whole(element)
    if (text === undefined || text === '') return undefined
    const day = parseLicenseDay(text)
    const time = parseLicenseTime(text) ?? (day !== undefined && 'day' in day ? `${day.day}T${dayOnly}+08:00` : undefined)
    if (time === undefined) this.#noteUnreadable(element)
    return time
  }

  parties(nameElement: ElementName, codeElement: ElementName): readonly LicenseParty[] {
    const codes = this.#codes(codeElement)
    const names = this.#names(nameElement, codes.length)
    if (names.length > 0 && codes.length > 0 && names.length !== codes.length) {
      this.findings.push(finding('LICENSE_PARTIES_UNPAIRED', [...this.#at, nameElement], { element: nameElement, names: names.length, codes: codes.length }))
      return names.map((name) => ({ name }))
    }
    return (names.length > 0 ? names : codes).map((_, i) => {
      const [name, code] = [names[i] ?? '', codes[i] ?? '']
      if (name === '') return code === '' ? {} : { code }
      return code === '' ? { name } : { name, code }
    })
  }

  holders(): readonly LicenseHolder[] {
    const parties = this.parties('CZZT', 'CZZTDM')
    const types = this.#holderTypes(parties.length)
    return parties.map((party, i) => {
      const codeType = party.code === undefined ? undefined : types[i]
      return codeType === undefined ? party : { ...party, codeType }
    })
  }

  copy(): LicenseCopy | undefined {
    const purpose = this.text('JZJZZSY')
    const creator = this.text('JZJZZZ')
    const createdAt = this.time('JZJZZSJ')
    const expiresAt = this.time('JZJYXQJZSJ', '23:59:59')
    const [requester, ...others] = new Set(this.#extensions.get(REQUESTER))
    if ((['JZJZZSY', 'JZJZZZ', 'JZJZZSJ', 'JZJYXQJZSJ'] as const).every((element) => !this.#values.has(element))) return undefined
    return stating({ purpose, requester: others.length > 0 ? undefined : requester, creator, createdAt, expiresAt })
  }

  extensions(): LicenseMetadata['extensions'] {
    return [...this.#extensions].map(([name, values]) => ({ name, values }))
  }

  stated(): ReadonlyMap<ElementName, readonly string[]> {
    // No day is a statement (long-term), no text is none.
    return new Map([...this.#values].filter(([element, values]) => formOf(element) === 'day' || values.some((value) => value !== '')))
  }

  /** One text; days that a page sets in three pieces are put together again. */
  #whole(element: ElementName): string | undefined {
    const values = this.#values.get(element) ?? []
    if (values.length === 3 && values.every((piece) => /^\d{1,4}$/.test(piece)) && values[0]?.length === 4) return values.join('-')
    return this.text(element)
  }

  #codes(element: ElementName): readonly string[] {
    return (this.#values.get(element) ?? []).flatMap(splitList).filter((value) => value !== '')
  }

  /** A name may hold a separator: it is split only where that gives one name for each code. */
  #names(element: ElementName, codes: number): readonly string[] {
    const names = (this.#values.get(element) ?? []).filter((value) => value !== '')
    const split = names.length === 1 && codes > 1 ? splitList(names[0] ?? '').filter((value) => value !== '') : names
    return split.length === codes ? split : names
  }

  /** A type for each holder; one that stands alone holds for all. */
  #holderTypes(holders: number): readonly (string | undefined)[] {
    const codes = this.#codes('CZZTDMLXDM')
    const names = this.#codes('CZZTDMLX').map((name) => holderCodeTypeOfName(name))
    for (const [i, code] of codes.entries()) {
      if (!HOLDER_CODE_TYPES.has(code)) this.findings.push(finding('LICENSE_HOLDER_TYPE_UNKNOWN', [...this.#at, 'CZZTDMLXDM', i]))
    }
    const stated = codes.length > 0 ? codes : names
    if (codes.length > 0 && codes.length === names.length && names.some((code, i) => code !== undefined && code !== codes[i])) {
      this.findings.push(finding('LICENSE_METADATA_DISAGREES', [...this.#at, 'CZZTDMLXDM'], { element: 'CZZTDMLXDM', other: 'CZZTDMLX' }))
      return []
    }
    if (stated.length === 1) return new Array<string | undefined>(holders).fill(stated[0])
    return stated.length === holders ? stated : []
  }

  #noteTwice(element: ElementName): void {
    this.findings.push(finding('LICENSE_ELEMENT_REPEATED', [...this.#at, element], { element }))
  }

  #noteUnreadable(element: ElementName): void {
    this.findings.push(finding('LICENSE_DATE_UNREADABLE', [...this.#at, element], { element }))
  }
}

function push<Key>(map: Map<Key, string[]>, key: Key, value: string): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [value])
  else list.push(value)
}

/** Whether two places say the same of an element. */
export function sayTheSame(element: ElementName, one: readonly string[], other: readonly string[]): boolean {
  const asWritten = one.length === other.length && one.every((value, index) => value === other[index])
  return asWritten || comparable(element, one) === comparable(element, other)
}

/** Two places say the same when these are equal: days however they are written, texts without blanks, case and width. */
function comparable(element: ElementName, values: readonly string[]): string {
  const form = formOf(element)
  const pieces = values.length === 3 && form === 'day' ? [values.join('-')] : values
  const plain = pieces.map((value) => {
    if (form === 'day') {
      const day = parseLicenseDay(value)
      if (day !== undefined) return 'day' in day ? day.day : ''
    }
    return (form === 'time' ? parseLicenseTime(value) : undefined) ?? value.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase()
  })
  return form === 'list' ? plain.flatMap(splitList).join('|') : [...new Set(plain)].join('|')
}
