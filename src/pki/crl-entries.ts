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
import { Cursor } from './crl-cursor.ts'
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
  /** Whether any entry names its certificates' issuer, as entries of indirect CRLs do. */
  readonly #namesIssuers: boolean
  readonly #extensionCursor: Cursor

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
    this.#extensionCursor = new Cursor(source)
    this.#start = start
    this.#end = end
    this.#issuer = options.issuer
    this.#budget = options.budget
    this.#at = options.at
    const unknown = new Set<string>()
    let count = 0
    let namesIssuers = false
    this.#walk((parts) => {
      count++
      if (parts.extensionsStart === parts.extensionsEnd) return
      if (options.version === 1) throw new FormatError(finding('CRL_FIELDS_NOT_OF_VERSION', options.at, { version: 1 }))
      this.#eachExtension(parts, (oidStart, oidEnd, critical) => {
        namesIssuers ||= this.#isIssuer(oidStart, oidEnd)
        if (!critical || unknown.size >= MAXIMUM_UNKNOWN || this.#isKnown(oidStart, oidEnd)) return
        const element = encodeElement(TAG.OBJECT_IDENTIFIER, source.subarray(oidStart, oidEnd))
        unknown.add(readOid(readDer(element, { budget: options.budget, at: options.at })))
      })
    })
    this.count = count
    this.#namesIssuers = namesIssuers
    this.unknownCritical = [...unknown]
  }

  /** Every entry in order, read one at a time. @throws FormatError when the extensions of one are malformed */
  *[Symbol.iterator](): Generator<CrlEntry> {
    const cursor = new Cursor(this.#source)
    for (let offset = this.#start; cursor.read(offset, this.#end); offset = cursor.end) {
      yield this.#read(offset, cursor.end)
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
    if (!this.#namesIssuers) return namesMatch(this.#issuer, subject.issuer) ? this.#findDirect(wanted) : []
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
      if (!ofIssuer || matches.length >= MAXIMUM_MATCHES || !this.#hasSerial(parts.serialStart, parts.serialEnd, wanted)) return
      matches.push(this.#read(parts.start, parts.end))
    })
    return matches
  }

  #findDirect(wanted: Uint8Array): readonly CrlEntry[] {
    const matches: CrlEntry[] = []
    const cursor = new Cursor(this.#source)
    for (let offset = this.#start; cursor.read(offset, this.#end);) {
      const { end } = cursor
      cursor.read(cursor.content, end)
      if (matches.length < MAXIMUM_MATCHES && this.#hasSerial(cursor.content, cursor.end, wanted)) matches.push(this.#read(offset, end))
      offset = end
    }
    return matches
  }

  #hasSerial(serialStart: number, serialEnd: number, wanted: Uint8Array): boolean {
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
      if (this.#isIssuer(oidStart, oidEnd)) issuer = this.#source.subarray(valueStart, valueEnd)
    })
    return issuer
  }

  #isIssuer(oidStart: number, oidEnd: number): boolean {
    return this.#isKnown(oidStart, oidEnd) && this.#source[oidStart + 2] === CERTIFICATE_ISSUER
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
    const cursor = new Cursor(this.#source)
    const invalid = (): FormatError => this.#invalid(parts.start)
    for (let offset = this.#start; offset < this.#end; offset = parts.end) {
      parts.start = offset
      if (!cursor.read(offset, this.#end, TAG.SEQUENCE)) throw invalid()
      parts.end = cursor.end
      if (!cursor.read(cursor.content, parts.end, TAG.INTEGER) || cursor.content === cursor.end) throw invalid()
      parts.serialStart = cursor.content
      parts.serialEnd = cursor.end
      if (!cursor.read(cursor.end, parts.end) || !this.#isTime(cursor.tag, cursor.content, cursor.end)) throw invalid()
      parts.extensionsStart = cursor.end
      parts.extensionsEnd = cursor.end
      if (cursor.end < parts.end) {
        if (!cursor.read(cursor.end, parts.end, TAG.SEQUENCE) || cursor.end !== parts.end) throw invalid()
        parts.extensionsStart = cursor.content
        parts.extensionsEnd = cursor.end
      }
      visit(parts)
    }
  }

  #eachExtension(
    parts: Readonly<EntryParts>,
    visit: (oidStart: number, oidEnd: number, critical: boolean, valueStart: number, valueEnd: number) => void,
  ): void {
    const cursor = this.#extensionCursor
    const invalid = (): FormatError => this.#invalid(parts.start)
    for (let offset = parts.extensionsStart; offset < parts.extensionsEnd;) {
      if (!cursor.read(offset, parts.extensionsEnd, TAG.SEQUENCE)) throw invalid()
      const { end } = cursor
      if (!cursor.read(cursor.content, end, TAG.OBJECT_IDENTIFIER)) throw invalid()
      const oidStart = cursor.content
      const oidEnd = cursor.end
      if (!cursor.read(cursor.end, end)) throw invalid()
      let critical = false
      if (cursor.tag === TAG.BOOLEAN) {
        critical = cursor.end - cursor.content !== 1 || this.#source[cursor.content] !== 0
        if (!cursor.read(cursor.end, end)) throw invalid()
      }
      if (cursor.tag !== TAG.OCTET_STRING || cursor.end !== end) throw invalid()
      visit(oidStart, oidEnd, critical, cursor.content, cursor.end)
      offset = end
    }
  }

  /** Whether octets are a UTCTime or GeneralizedTime in seconds and UTC, with numbers that a date can have. */
  #isTime(tag: number, start: number, end: number): boolean {
    const year = tag === TAG.UTC_TIME ? 2 : tag === TAG.GENERALIZED_TIME ? 4 : 0
    if (year === 0 || end - start !== year + 11 || this.#source[end - 1] !== 0x5a) return false
    const first = this.#twoDigits(start)
    const last = this.#twoDigits(start + year - 2)
    if (first < 0 || last < 0) return false
    // Every year of UTCTime that ends in 00 is 2000, a leap year.
    const leap = last % 4 === 0 && (year === 2 || last !== 0 || first % 4 === 0)
    const from = start + year
    const month = this.#twoDigits(from)
    const day = this.#twoDigits(from + 2)
    const hour = this.#twoDigits(from + 4)
    const minute = this.#twoDigits(from + 6)
    const second = this.#twoDigits(from + 8)
    const lastDay = month === 2 ? (leap ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
    return (
      month >= 1 && month <= 12 && day >= 1 && day <= lastDay &&
      hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && second >= 0 && second <= 59
    )
  }

  /** The number of two decimal digits; -1 when they are not. */
  #twoDigits(offset: number): number {
    const tens = (this.#source[offset] as number) - 0x30
    const ones = (this.#source[offset + 1] as number) - 0x30
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : 10 * tens + ones
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
