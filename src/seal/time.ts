/**
 * Times of seals and signatures: UTCTime, GeneralizedTime and the texts that products write instead, with every
 * departure noted. A time without a zone is Beijing time, and says so.
 */
import { finding } from '../diagnostics/index.ts'
import { FormatError } from '../errors.ts'
import { TAG, readNested } from '../encoding/der.ts'
import type { DerElement } from '../encoding/der.ts'
import { expectTag, readOctetString, readText, utcTime } from '../encoding/der-values.ts'
import { fromAscii } from '../encoding/characters.ts'
import { TEXT_TAGS } from './detect.ts'
import { noteOn, readBitsOrOctets, typeName } from './fields.ts'
import type { SealEdition, SealTimeInfo } from './model.ts'

/** Groups of all: year, month, day, hour, minute, second, fraction, zone. */
const UTC_TIME = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?(?:[.,](\d{1,9}))?(Z|[+-]\d{4})?$/
const GENERALIZED_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)?(\d\d)?(?:[.,](\d{1,9}))?(Z|[+-]\d{4})?$/
const TEXT_TIME = /^(\d{4})[-/](\d\d)[-/](\d\d)[ T](\d\d):(\d\d)(?::(\d\d))?(?:[.,](\d{1,9}))?(Z|[+-]\d\d:?\d\d)?$/

const BEIJING = '+08:00'
const MINUTE = 60_000

export interface ReadTime {
  readonly time: Date
  readonly assumedZone?: '+08:00'
}

/**
 * Time of a text in one of the forms; undefined when it is none.
 * @param tag of the time type, whose form is tried first; undefined for a text
 * @param element that holds the text: findings go to its reader, with its offset
 */
export function readTimeText(text: string, tag: number | undefined, element: DerElement, field: string): ReadTime | undefined {
  const { at } = element.rules
  const offset = element.start
  const byTag = tag === undefined ? null : (tag === TAG.UTC_TIME ? UTC_TIME : GENERALIZED_TIME).exec(text)
  const match = byTag ?? TEXT_TIME.exec(text) ?? (tag === undefined ? GENERALIZED_TIME.exec(text) : null)
  if (match === null) return undefined
  const [, yearText = '', month, day, hour, minute, second, fraction, zone] = match
  // RFC 5280 4.1.2.5.1: years of UTCTime are 1950 to 2049.
  const year = yearText.length === 2 ? (Number(yearText) < 50 ? 2000 : 1900) + Number(yearText) : Number(yearText)
  const milliseconds = fraction === undefined ? 0 : Number(fraction.padEnd(3, '0').slice(0, 3))
  const written = utcTime(year, Number(month), Number(day), Number(hour), Number(minute ?? 0), Number(second ?? 0), milliseconds)
  const offsetMinutes = zone === 'Z' ? 0 : zoneMinutes(zone ?? BEIJING)
  if (written === undefined || offsetMinutes === undefined) return undefined
  if (byTag === null) noteOn(element, finding('SEAL_TIME_TEXT', at, { field, offset }))
  if (second === undefined) noteOn(element, finding('SEAL_TIME_SECONDS_MISSING', at, { field, offset }))
  if (fraction !== undefined) noteOn(element, finding('SEAL_TIME_FRACTION', at, { field, offset }))
  const time = new Date(written.getTime() - offsetMinutes * MINUTE)
  if (zone === undefined) {
    noteOn(element, finding('SEAL_TIME_ZONE_ASSUMED', at, { field, zone: BEIJING, offset }))
    return { time, assumedZone: BEIJING }
  }
  if (zone !== 'Z') noteOn(element, finding('SEAL_TIME_OFFSET', at, { field, offset }))
  return { time }
}

/** Minutes east of UTC of `+hhmm` or `+hh:mm`; undefined when no place has such a time. */
function zoneMinutes(zone: string): number | undefined {
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(-2))
  if (hours > 14 || minutes > 59) return undefined
  return (zone.startsWith('-') ? -1 : 1) * (60 * hours + minutes)
}

/** Notes a time type that the edition does not use in a field. */
function noteTimeType(element: DerElement, field: string, edition: SealEdition): void {
  const expected = edition === 'GM/T 0031-2014' ? TAG.UTC_TIME : TAG.GENERALIZED_TIME
  if (element.tag === expected) return
  noteOn(element, finding('SEAL_TIME_TYPE', element.rules.at, { field, found: typeName(element), offset: element.start }))
}

/**
 * createDate, validStart or validEnd.
 * @throws FormatError when it is no time: a seal without its dates cannot be judged
 */
export function readSealDate(element: DerElement, field: string, edition: SealEdition): Date {
  expectTag(element, TAG.UTC_TIME, TAG.GENERALIZED_TIME)
  noteTimeType(element, field, edition)
  const read = readTimeText(fromAscii(element.content) ?? '', element.tag, element, field)
  if (read === undefined) throw new FormatError(finding('SEAL_TIME_INVALID', element.rules.at, { field, offset: element.start }))
  return read.time
}

/**
 * timeInfo. GM/T 0031-2014: a BIT STRING around UTCTime or a time-stamp token; later editions: GeneralizedTime. All of
 * them, and plain text, are taken in every edition. A text that is no time leaves the time out and is noted.
 */
export function readTimeInfo(element: DerElement, edition: SealEdition): SealTimeInfo {
  const { tag } = element
  const usual = edition === 'GM/T 0031-2014' ? TAG.BIT_STRING : TAG.GENERALIZED_TIME
  const isTime = tag === TAG.UTC_TIME || tag === TAG.GENERALIZED_TIME
  if (tag !== usual && !(isTime && edition !== 'GM/T 0031-2014')) {
    noteOn(element, finding('SEAL_TIME_INFO_TYPE', element.rules.at, { found: typeName(element), offset: element.start }))
  }
  if (isTime) return timeElement(element, edition)
  if (tag === TAG.SEQUENCE) return { kind: 'timeStampToken', token: element.bytes }
  if (TEXT_TAGS.includes(tag & ~0x20)) return textTime(readText(element) ?? '', element)
  const octets = readBitsOrOctets(element)
  const [first, second = 0] = octets
  // A token is longer than 127 octets; a text that begins with the digit 0 has no such second octet.
  if (first === TAG.SEQUENCE && second >= 0x80) return { kind: 'timeStampToken', token: octets }
  if (first === TAG.UTC_TIME || first === TAG.GENERALIZED_TIME) return timeElement(readNested(octets, element), edition)
  return textTime(fromAscii(octets) ?? '', element)
}

function timeElement(element: DerElement, edition: SealEdition): SealTimeInfo {
  const kind = element.tag === TAG.UTC_TIME ? 'UTCTime' : 'GeneralizedTime'
  noteTimeType(element, 'timeInfo', edition)
  const text = fromAscii(readOctetString(element, element.tag)) ?? ''
  return signingTime(kind, readTimeText(text, element.tag, element, 'timeInfo'), element)
}

function textTime(text: string, element: DerElement): SealTimeInfo {
  // Some products pad a fixed-size field.
  const trimmed = text.replace(/[\0 ]{1,64}$/, '')
  return signingTime('text', readTimeText(trimmed, undefined, element, 'timeInfo'), element)
}

function signingTime(kind: SealTimeInfo['kind'], read: ReadTime | undefined, element: DerElement): SealTimeInfo {
  if (read !== undefined) return { kind, ...read }
  noteOn(element, finding('SEAL_SIGNING_TIME_UNREADABLE', element.rules.at, { offset: element.start }))
  return { kind }
}
