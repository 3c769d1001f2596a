/** SignatureDateTime of Signature.xml: the signing software's own note, in the many forms that products write it. */
import { utcTime } from '../../encoding/der-values.ts'

export interface SignatureDateTime {
  /** As written. */
  readonly text: string
  /** Absent when the text is in no known form. */
  readonly time?: Date
  /** The zone that was taken because the text names none. */
  readonly assumedZone?: string
}

/** Chinese products write local time. */
const LOCAL_ZONE = '+08:00'

const FORM =
  /^(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:[T \t-]?(\d{2}):?-?(\d{2})(?::?-?(\d{2})(?:[.,](\d{1,9}))?)?)?[ \t]*(Z|[+-]\d{2}:?\d{2})?$/

/** Never throws; a time that cannot be told is absent. */
export function parseSignatureDateTime(written: string): SignatureDateTime {
  const text = written.trim()
  const parts = text.length <= 64 ? FORM.exec(text) : null
  if (parts === null) return { text }
  const number = (index: number): number => Number(parts[index] ?? '0')
  const milliseconds = Number((parts[7] ?? '').padEnd(3, '0').slice(0, 3))
  const local = utcTime(number(1), number(2), number(3), number(4), number(5), number(6), milliseconds)
  if (local === undefined) return { text }
  const zone = parts[8]
  const offset = offsetMinutes(zone ?? LOCAL_ZONE)
  if (offset === undefined) return { text }
  const time = new Date(local.getTime() - offset * 60_000)
  return zone === undefined ? { text, time, assumedZone: LOCAL_ZONE } : { text, time }
}

function offsetMinutes(zone: string): number | undefined {
  if (zone === 'Z') return 0
  const hours = Number(zone.slice(1, 3))
  const minutes = Number(zone.slice(-2))
  if (hours > 14 || minutes > 59) return undefined
  return (zone.startsWith('-') ? -1 : 1) * (60 * hours + minutes)
}
