/**
 * The entries of a CRL, held as the octets they are. A list of a million certificates is walked without an object per
 * entry: shape and dates of all are checked once, and only entries that somebody asks for are read.
 */
import { FormatError } from '../errors.ts'
import type { Locator, Note } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import type { Budget } from '../limits.ts'
import { TAG, readDer } from '../encoding/der.ts'
import { Fields } from '../encoding/der-fields.ts'
import { readInteger, readOid, readTime } from '../encoding/der-values.ts'
import { encodeElement } from '../encoding/der-writer.ts'
import { equalOctets, toHex } from '../encoding/octets.ts'
import { parseExtensions, readExtensionValue } from './extensions/index.ts'
import type { Extension } from './extensions/index.ts'
import { parseGeneralNames } from './general-name.ts'
import type { GeneralName } from './general-name.ts'
import { namesMatch } from './name-comparison.ts'
import type { DistinguishedName } from './name.ts'
import { EXTENSION } from './object-identifiers.ts'

/** CRLReason (RFC 5280 5.3.1) by number; 7 is not used. */
export const CRL_REASONS = [
  'unspecified', 'keyCompromise', 'cACompromise', 'affiliationChanged', 'superseded', 'cessationOfOperation',
  'certificateHold', undefined, 'removeFromCRL', 'privilegeWithdrawn', 'aACompromise',
] as const
export type CrlReason = NonNullable<(typeof CRL_REASONS)[number]>

/** Why and when a certificate was revoked, as an entry of a CRL says it. */
export interface CrlEntry {
  /** Content octets of the serial number. */
  readonly serialNumberBytes: Uint8Array
  readonly revocationDate: Date
  /** `unspecified` where the entry gives no reason or an unknown one. */
  readonly reason: CrlReason
  /** When the key was or may have been compromised, where the CA says so. */
  readonly invalidityDate?: Date
}

/** Where the parts of one entry begin and end in the source. `extensions` is empty when there are none. */
interface EntryParts {
  start: number
  end: number
  serialStart: number
  serialEnd: number
  extensionsStart: number
  extensionsEnd: number
}

/** A certificate that a CRL may list. */
export interface CrlSubject {
  readonly issuer: DistinguishedName
  readonly serialNumberBytes: Uint8Array
}

/** Last arc of an OID below 2.5.29 (id-ce), which is also its last octet. */
const lastArc = (oid: string): number => Number(oid.slice(oid.lastIndexOf('.') + 1))
const CERTIFICATE_ISSUER = lastArc(EXTENSION.certificateIssuer)
const KNOWN_ENTRY_EXTENSIONS: ReadonlySet<number> = new Set([lastArc(EXTENSION.cRLReason), lastArc(EXTENSION.invalidityDate), CERTIFICATE_ISSUER])
const MAXIMUM_UNKNOWN = 8
const MAXIMUM_MATCHES = 16
const MAXIMUM_ISSUERS = 1000

export class CrlEntries {
  readonly count: number
  /** OIDs of critical entry extensions that nothing here understands; the first few. */
  readonly unknownCritical: readonly string[]
  readonly #source: Uint8Array
  readonly #start: number
  readonly #end: number
  readonly #issuer: DistinguishedName
  readonly #budget: Budget
  readonly #at: Locator

  /**
   * @param source the octets of the CRL
   * @param start where the content of revokedCertificates begins
   * @param end where it ends
   * @param issuer the CRL's issuer: whose certificates are listed, until an entry names another issuer
   * @throws FormatError when an entry is malformed
   */
  constructor(
    source: Uint8Array, start: number, end: number,
    options: { readonly issuer: DistinguishedName; readonly version: 1 | 2; readonly budget: Budget; readonly at: Locator },
  ) {
    this.#source = source
    this.#start = start
    this.#end = end
    this.#issuer = options.issuer
    this.#budget = options.budget
    this.#at = options.at
    const unknown = new Set<string>()
    let count = 0
    this.#walk((parts) => {
      count++
      if (parts.extensionsStart === parts.extensionsEnd) return
      if (options.version === 1) throw new FormatError(finding('CRL_FIELDS_NOT_OF_VERSION', options.at, { version: 1 }))
      this.#eachExtension(parts, (oidStart, oidEnd, critical) => {
        if (!critical || unknown.size >= MAXIMUM_UNKNOWN || this.#isKnown(oidStart, oidEnd)) return
        const element = encodeElement(TAG.OBJECT_IDENTIFIER, source.subarray(oidStart, oidEnd))
        unknown.add(readOid(readDer(element, { budget: options.budget, at: options.at })))
      })
    })
    this.count = count
    this.unknownCritical = [...unknown]
  }

  /** Every entry in order, read one at a time. @throws FormatError when the extensions of one are malformed */
  *[Symbol.iterator](): Generator<CrlEntry> {
    for (let offset = this.#start; offset < this.#end;) {
      const end = this.#header(offset, this.#end).end
      yield this.#read(offset, end)
      offset = end
    }
  }

  /**
   * The entries that are about a certificate: none, one, or several when the CA wrote several (at most 16).
   * Serial numbers are compared without leading zero octets, because encoders disagree about those and a revoked
   * certificate must not slip through.
   * @throws FormatError when the extensions of an entry on the way are malformed
   */
  find(subject: CrlSubject): readonly CrlEntry[] {
    const wanted = withoutLeadingZeros(subject.serialNumberBytes)
    const matches: CrlEntry[] = []
    const known = new Map<string, boolean>()
    let ofIssuer = namesMatch(this.#issuer, subject.issuer)
    let previous: Uint8Array | undefined
    this.#walk((parts) => {
      const issuer = this.#certificateIssuer(parts)
      if (issuer !== undefined && (previous === undefined || !equalOctets(issuer, previous))) {
        ofIssuer = this.#namesIssuer(issuer, subject.issuer, known)
        previous = issuer
      }
      if (!ofIssuer || !this.#hasSerial(parts, wanted) || matches.length >= MAXIMUM_MATCHES) return
      matches.push(this.#read(parts.start, parts.end))
    })
    return matches
  }

  #hasSerial({ serialStart, serialEnd }: EntryParts, wanted: Uint8Array): boolean {
    let start = serialStart
    while (start < serialEnd - 1 && this.#source[start] === 0) start++
    if (serialEnd - start !== wanted.length) return false
    for (let i = 0; i < wanted.length; i++) if (this.#source[start + i] !== wanted[i]) return false
    return true
  }

  #namesIssuer(value: Uint8Array, issuer: DistinguishedName, known: Map<string, boolean>): boolean {
    const key = toHex(value)
    const answer = known.get(key)
    if (answer !== undefined) return answer
    const names: readonly GeneralName[] = parseGeneralNames(readDer(value, { budget: this.#budget, at: this.#at }))
    const matches = names.some((name) => name.kind === 'directoryName' && namesMatch(name.name, issuer))
    if (known.size < MAXIMUM_ISSUERS) known.set(key, matches)
    return matches
  }

  /** Whether an OID is one of the entry extensions that are read here: 2.5.29.21, .24 and .29. */
  #isKnown(oidStart: number, oidEnd: number): boolean {
    if (oidEnd - oidStart !== 3 || this.#source[oidStart] !== 0x55 || this.#source[oidStart + 1] !== 0x1d) return false
    return KNOWN_ENTRY_EXTENSIONS.has(this.#source[oidStart + 2] as number)
  }

  #certificateIssuer(parts: EntryParts): Uint8Array | undefined {
    if (parts.extensionsStart === parts.extensionsEnd) return undefined
    let issuer: Uint8Array | undefined
    this.#eachExtension(parts, (oidStart, oidEnd, _, valueStart, valueEnd) => {
      const source = this.#source
      if (oidEnd - oidStart !== 3 || source[oidStart] !== 0x55 || source[oidStart + 1] !== 0x1d) return
      if (source[oidStart + 2] === CERTIFICATE_ISSUER) issuer = source.subarray(valueStart, valueEnd)
    })
    return issuer
  }

  #read(start: number, end: number): CrlEntry {
    const at = this.#at
    const fields = new Fields(readDer(this.#source.subarray(start, end), { budget: this.#budget, at }), 'CRLEntry')
    const serialNumberBytes = fields.take(TAG.INTEGER).content
    const revocationDate = readTime(fields.take())
    const extensions = fields.remaining > 0 ? parseExtensions(fields.take()) : new Map<string, Extension>()
    const ignore: Note = () => undefined
    const value = (oid: string): ReturnType<typeof readExtensionValue> | undefined => {
      const extension = extensions.get(oid)
      return extension === undefined ? undefined : readExtensionValue(extension, { budget: this.#budget, at, note: ignore })
    }
    const reason = value(EXTENSION.cRLReason)
    const invalidityDate = value(EXTENSION.invalidityDate)
    return {
      serialNumberBytes,
      revocationDate,
      reason: (reason === undefined ? undefined : crlReason(readInteger(reason, TAG.ENUMERATED))) ?? 'unspecified',
      ...(invalidityDate !== undefined && { invalidityDate: readTime(invalidityDate) }),
    }
  }

  /** Calls back for every entry with one object that is used again. */
  #walk(visit: (parts: Readonly<EntryParts>) => void): void {
    const parts: EntryParts = { start: 0, end: 0, serialStart: 0, serialEnd: 0, extensionsStart: 0, extensionsEnd: 0 }
    for (let offset = this.#start; offset < this.#end;) {
      const entry = this.#header(offset, this.#end, TAG.SEQUENCE)
      parts.start = offset
      parts.end = entry.end
      const serial = this.#header(entry.content, entry.end, TAG.INTEGER)
      if (serial.content === serial.end) throw this.#invalid(offset)
      parts.serialStart = serial.content
      parts.serialEnd = serial.end
      const time = this.#header(serial.end, entry.end)
      if (!this.#isTime(time.tag, time.content, time.end)) throw this.#invalid(offset)
      parts.extensionsStart = time.end
      parts.extensionsEnd = time.end
      if (time.end < entry.end) {
        const extensions = this.#header(time.end, entry.end, TAG.SEQUENCE)
        if (extensions.end !== entry.end) throw this.#invalid(offset)
        parts.extensionsStart = extensions.content
        parts.extensionsEnd = extensions.end
      }
      visit(parts)
      offset = entry.end
    }
  }

  #eachExtension(
    parts: Readonly<EntryParts>,
    visit: (oidStart: number, oidEnd: number, critical: boolean, valueStart: number, valueEnd: number) => void,
  ): void {
    for (let offset = parts.extensionsStart; offset < parts.extensionsEnd;) {
      const extension = this.#header(offset, parts.extensionsEnd, TAG.SEQUENCE)
      const oid = this.#header(extension.content, extension.end, TAG.OBJECT_IDENTIFIER)
      let next = this.#header(oid.end, extension.end)
      const critical = next.tag === TAG.BOOLEAN && next.end - next.content === 1 && this.#source[next.content] !== 0
      if (next.tag === TAG.BOOLEAN) next = this.#header(next.end, extension.end)
      if (next.tag !== TAG.OCTET_STRING || next.end !== extension.end) throw this.#invalid(offset)
      visit(oid.content, oid.end, critical, next.content, next.end)
      offset = extension.end
    }
  }

  /** Tag and extent of the DER element at an offset. */
  #header(offset: number, limit: number, tag?: number): { readonly tag: number; readonly content: number; readonly end: number } {
    const source = this.#source
    const found = source[offset]
    let length = source[offset + 1]
    if (found === undefined || length === undefined || offset + 2 > limit || (tag !== undefined && found !== tag)) throw this.#invalid(offset)
    let content = offset + 2
    if (length >= 0x80) {
      const octets = length & 0x7f
      if (octets === 0 || octets > 4 || content + octets > limit) throw this.#invalid(offset)
      length = 0
      for (let i = 0; i < octets; i++) length = length * 256 + (source[content + i] as number)
      if (length < 0x80 || source[content] === 0) throw this.#invalid(offset)
      content += octets
    }
    if (length > limit - content) throw this.#invalid(offset)
    return { tag: found, content, end: content + length }
  }

  /** Whether octets are a UTCTime or GeneralizedTime in seconds and UTC, with numbers that a date can have. */
  #isTime(tag: number, start: number, end: number): boolean {
    const year = tag === TAG.UTC_TIME ? 2 : tag === TAG.GENERALIZED_TIME ? 4 : 0
    if (year === 0 || end - start !== year + 11 || this.#source[end - 1] !== 0x5a) return false
    const number = (offset: number): number => {
      const tens = (this.#source[offset] as number) - 0x30
      const ones = (this.#source[offset + 1] as number) - 0x30
      return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : 10 * tens + ones
    }
    const [first, from] = [number(start), start + year]
    const [month, day, hour, minute, second] = [number(from), number(from + 2), number(from + 4), number(from + 6), number(from + 8)]
    const lastDay = month === 2 ? 29 : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
    return (
      first >= 0 && (year === 2 || number(start + 2) >= 0) && month >= 1 && month <= 12 && day >= 1 && day <= lastDay &&
      hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && second >= 0 && second <= 59
    )
  }

  #invalid(offset: number): FormatError {
    return new FormatError(finding('DER_STRUCTURE_UNEXPECTED', this.#at, { offset, structure: 'revokedCertificates' }))
  }
}

/** The name of a CRLReason; undefined for numbers without one. */
export function crlReason(value: bigint): CrlReason | undefined {
  return value >= 0n && value < BigInt(CRL_REASONS.length) ? CRL_REASONS[Number(value)] : undefined
}

function withoutLeadingZeros(octets: Uint8Array): Uint8Array {
  let start = 0
  while (start < octets.length - 1 && octets[start] === 0) start++
  return octets.subarray(start)
}
