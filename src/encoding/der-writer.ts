/** Writes DER: definite minimal lengths, minimal integers. Contents are given in order; a SET OF is sorted. */
import { concatOctets, toUtf8 } from './octets.ts'
import { TAG, context, contextPrimitive } from './der.ts'

type Octets = Uint8Array<ArrayBuffer>

/** One element of a tag and content octets. */
export function encodeElement(tag: number, ...content: readonly Uint8Array[]): Octets {
  const body = concatOctets(...content)
  const length: number[] = []
  if (body.length < 0x80) length.push(body.length)
  else {
    for (let rest = body.length; rest > 0; rest = Math.floor(rest / 256)) length.unshift(rest % 256)
    length.unshift(0x80 | length.length)
  }
  return concatOctets(Uint8Array.of(tag, ...length), body)
}

export const encodeSequence = (...content: readonly Uint8Array[]): Octets => encodeElement(TAG.SEQUENCE, ...content)

/** SET OF: elements in ascending order of their encodings (X.690 11.6). */
export function encodeSetOf(...elements: readonly Uint8Array[]): Octets {
  const sorted = [...elements].sort((a, b) => {
    for (let i = 0; i < Math.min(a.length, b.length); i++) {
      const difference = (a[i] as number) - (b[i] as number)
      if (difference !== 0) return difference
    }
    return a.length - b.length
  })
  return encodeElement(TAG.SET, ...sorted)
}

export function encodeInteger(value: bigint | number): Octets {
  let rest = BigInt(value)
  const octets: number[] = []
  do {
    octets.unshift(Number(BigInt.asUintN(8, rest)))
    rest >>= 8n
  } while (!((rest === 0n && (octets[0] as number) < 0x80) || (rest === -1n && (octets[0] as number) >= 0x80)))
  return encodeElement(TAG.INTEGER, Uint8Array.from(octets))
}

export const encodeBoolean = (value: boolean): Octets => encodeElement(TAG.BOOLEAN, Uint8Array.of(value ? 0xff : 0))
export const encodeNull = (): Octets => encodeElement(TAG.NULL)
export const encodeOctetString = (octets: Uint8Array): Octets => encodeElement(TAG.OCTET_STRING, octets)

export const encodeBitString = (octets: Uint8Array, unusedBits = 0): Octets =>
  encodeElement(TAG.BIT_STRING, Uint8Array.of(unusedBits), octets)

/** BIT STRING of named bits: trailing zero bits are left out (X.690 11.2.2). */
export function encodeNamedBits(...bits: readonly number[]): Octets {
  if (bits.length === 0) return encodeBitString(new Uint8Array(0))
  const last = Math.max(...bits)
  const octets = new Uint8Array((last >> 3) + 1)
  for (const bit of bits) octets[bit >> 3] = (octets[bit >> 3] as number) | (0x80 >> (bit & 7))
  return encodeBitString(octets, 7 - (last & 7))
}

/** @throws RangeError when the text is not a dotted OID */
export function encodeOid(oid: string): Octets {
  if (!/^[012](\.(0|[1-9]\d*))+$/.test(oid)) throw new RangeError(`not an OID: ${oid}`)
  const [root, second, ...rest] = oid.split('.').map(BigInt) as [bigint, bigint, ...bigint[]]
  if (root < 2n && second > 39n) throw new RangeError(`not an OID: ${oid}`)
  const octets: number[] = []
  for (const arc of [root * 40n + second, ...rest]) {
    const groups = [Number(arc & 0x7fn)]
    for (let left = arc >> 7n; left > 0n; left >>= 7n) groups.unshift(Number(left & 0x7fn) | 0x80)
    octets.push(...groups)
  }
  return encodeElement(TAG.OBJECT_IDENTIFIER, Uint8Array.from(octets))
}

export const encodeUtf8String = (text: string): Octets => encodeElement(TAG.UTF8_STRING, toUtf8(text))
/** @param text characters of PrintableString only; not checked */
export const encodePrintableString = (text: string): Octets => encodeElement(TAG.PRINTABLE_STRING, toUtf8(text))
/** @param text 7-bit characters only; not checked */
export const encodeIa5String = (text: string): Octets => encodeElement(TAG.IA5_STRING, toUtf8(text))

const timeText = (time: Date): string => time.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '') + 'Z'

/** GeneralizedTime in seconds, UTC. @throws RangeError outside of years 0 to 9999 */
export function encodeGeneralizedTime(time: Date): Octets {
  const year = time.getUTCFullYear()
  if (!(year >= 0 && year <= 9999)) throw new RangeError('GeneralizedTime holds years 0 to 9999')
  return encodeElement(TAG.GENERALIZED_TIME, toUtf8(timeText(time)))
}

/** UTCTime in seconds; for years 1950 to 2049. @throws RangeError for other years */
export function encodeUtcTime(time: Date): Octets {
  const year = time.getUTCFullYear()
  if (year < 1950 || year > 2049) throw new RangeError('UTCTime holds years 1950 to 2049')
  return encodeElement(TAG.UTC_TIME, toUtf8(timeText(time).slice(2)))
}

/** Time as certificates want it: UTCTime through 2049, GeneralizedTime from 2050 (RFC 5280 4.1.2.5). */
export function encodeTime(time: Date): Octets {
  const year = time.getUTCFullYear()
  return year >= 1950 && year <= 2049 ? encodeUtcTime(time) : encodeGeneralizedTime(time)
}

/** `[n] EXPLICIT` around whole elements. */
export const encodeExplicit = (n: number, ...elements: readonly Uint8Array[]): Octets => encodeElement(context(n), ...elements)
/** `[n] IMPLICIT` of a primitive type: content octets under another tag. */
export const encodeImplicit = (n: number, content: Uint8Array): Octets => encodeElement(contextPrimitive(n), content)
