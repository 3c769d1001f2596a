/**
 * Days and times as licenses write them: `20260302`, `2026年3月2日`, `二〇二六年三月二日`, `2026-03-02 10:00:00`,
 * `20260302100000`, milliseconds since 1970. Without a zone a time is one in China.
 */

/** Days end with 9999-12-31: systems that need a day write it where a license has no end. */
const NO_END = '9999-12-31'
const LONG_TERM: ReadonlySet<string> = new Set(['', '长期', '长期有效', '永久', '永久有效', '无固定期限'])
const CHINA_MS = 8 * 3_600_000
const LAST_MS = Date.parse(`${NO_END}T23:59:59Z`)
const CHINESE_DIGITS = '〇一二三四五六七八九'

/** `day`: `2026-03-02` in China. `longTerm`: written as having no end. */
export type LicenseDay = { readonly day: string } | { readonly longTerm: true }

/** A day; undefined when it cannot be told without doubt. An empty text is long-term: only ends are written so. */
export function parseLicenseDay(text: string): LicenseDay | undefined {
  const plain = ascii(text)
  const day = dayOf(plain) ?? parseLicenseTime(text)?.slice(0, 10)
  if (day === undefined) return LONG_TERM.has(plain.replaceAll(/\s+/g, '')) ? { longTerm: true } : undefined
  return day === NO_END ? { longTerm: true } : { day }
}

/** A time as ISO 8601 on the clock of China, `2026-03-02T10:00:00+08:00`; undefined when it cannot be told without doubt. */
export function parseLicenseTime(text: string): string | undefined {
  const plain = ascii(text)
  // Fifteen digits are the last days of 9999.
  if (/^(?:\d{13}|2534\d{11})$/.test(plain)) return chinaTime(Number(plain))
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\d{3})?$/.exec(plain)
    ?? /^(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})(?:日)?[ T]*(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)? ?(Z|[+-]\d\d:?\d\d)?$/.exec(plain)
  if (match === null) return undefined
  const [, year = '', month = '', date = '', hours = '', minutes = '', seconds = '00', zone = '+08:00'] = match
  const day = isoDay(year, month, date)
  if (day === undefined || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined
  const offset = zone === 'Z' || zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`
  const milliseconds = Date.parse(`${day}T${hours.padStart(2, '0')}:${minutes}:${seconds}${offset}`)
  return Number.isNaN(milliseconds) ? undefined : chinaTime(milliseconds)
}

/** The start of a day in China. */
export function startOfDay(day: string): Date {
  return new Date(`${day}T00:00:00+08:00`)
}

/** The day that it is in China. */
export function chinaDay(time: Date): string {
  return new Date(time.getTime() + CHINA_MS).toISOString().slice(0, 10)
}

/** A time in the 14 digits of the short names: `20260302100000`, in China. */
export function packedTime(time: Date): string {
  return new Date(time.getTime() + CHINA_MS).toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')
}

function chinaTime(milliseconds: number): string {
  // 9999 ends eight hours later in Greenwich: such a time is the last of all as well.
  return `${new Date(Math.min(milliseconds + CHINA_MS, LAST_MS)).toISOString().slice(0, 19)}+08:00`
}

function dayOf(plain: string): string | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)$/.exec(plain)
    ?? /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(plain)
    ?? /^(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日$/.exec(plain)
    ?? chineseDay(plain)
  return match === null ? undefined : isoDay(match[1] ?? '', match[2] ?? '', match[3] ?? '')
}

function isoDay(year: string, month: string, date: string): string | undefined {
  const time = new Date(Date.UTC(Number(year), Number(month) - 1, Number(date)))
  // There are no licenses of before 1000, and some readers take such years for others.
  if (year < '1000' || time.getUTCMonth() !== Number(month) - 1 || time.getUTCDate() !== Number(date)) return undefined
  return `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
}

/** 二〇二六年三月二日 */
function chineseDay(plain: string): readonly (string | undefined)[] | null {
  const match = /^([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日$/.exec(plain)
  if (match === null) return null
  const [, year = '', month = '', date = ''] = match
  const numbers = [month, date].map(chineseNumber)
  if (numbers.includes(undefined)) return null
  return ['', Array.from(year, (one) => Math.max(0, CHINESE_DIGITS.indexOf(one))).join(''), ...numbers]
}

/** 一 to 三十九. */
function chineseNumber(text: string): string | undefined {
  const match = /^(?:([二三])?(十))?([一二三四五六七八九])?$/.exec(text)
  if (match === null || text === '') return undefined
  const [, tens = '一', ten, ones = '〇'] = match
  return String((ten === undefined ? 0 : CHINESE_DIGITS.indexOf(tens) * 10) + CHINESE_DIGITS.indexOf(ones))
}

/** Without blanks around, and with ASCII digits, colons and hyphens for full-width ones. */
function ascii(text: string): string {
  return text.trim().replaceAll(/[！-～]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0))
}
