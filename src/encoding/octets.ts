/** Octet strings: compare, join, and text forms (hex, base64, UTF-8). No `Buffer`, so that it runs everywhere. */

/** Whether two octet strings are equal; takes the same time wherever they differ (their lengths are not hidden). */
export function equalOctets(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  let i = 0
  if (a.length >= LONG) {
    const [first, second] = [viewOf(a), viewOf(b)]
    for (; i + 4 <= a.length; i += 4) difference |= first.getInt32(i) ^ second.getInt32(i)
  }
  for (; i < a.length; i++) difference |= (a[i] as number) ^ (b[i] as number)
  return difference === 0
}

/** From here on octets are compared four at a time. */
const LONG = 256

const viewOf = (octets: Uint8Array): DataView => new DataView(octets.buffer, octets.byteOffset, octets.length)

export function concatOctets(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return joinOctets(parts)
}

/** As `concatOctets`, for a list whose length the input decides: too many arguments of a call exhaust the stack. */
export function joinOctets(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  let length = 0
  for (const part of parts) length += part.length
  const joined = new Uint8Array(length)
  let offset = 0
  for (const part of parts) {
    joined.set(part, offset)
    offset += part.length
  }
  return joined
}

const HEX = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, '0'))

/** Lower-case hex. */
export function toHex(octets: Uint8Array): string {
  let text = ''
  for (const octet of octets) text += HEX[octet] as string
  return text
}

/** Octets of a hex string of either case, without white space; undefined when it is not one. */
export function fromHex(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text.length % 2 !== 0) return undefined
  const octets = new Uint8Array(text.length / 2)
  for (let i = 0; i < octets.length; i++) {
    const high = HEX_VALUES[text.charCodeAt(2 * i)] ?? -1
    const low = HEX_VALUES[text.charCodeAt(2 * i + 1)] ?? -1
    if (high < 0 || low < 0) return undefined
    octets[i] = (high << 4) | low
  }
  return octets
}

/** By the code of a character; -1 where it is no digit. */
const HEX_VALUES = Int8Array.from({ length: 128 }, (_, code) => '0123456789abcdef'.indexOf(String.fromCharCode(code).toLowerCase()))

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
/** By the code of a character; -1 where it is no digit. */
const BASE64_VALUES = Int8Array.from({ length: 128 }, (_, code) => BASE64.indexOf(String.fromCharCode(code)))

/** Base64 with padding (RFC 4648 clause 4). */
export function toBase64(octets: Uint8Array): string {
  const pieces: string[] = []
  for (let i = 0; i < octets.length; i += 3) {
    const a = octets[i] as number
    const b = octets[i + 1]
    const c = octets[i + 2]
    pieces.push(
      BASE64.charAt(a >> 2) +
        BASE64.charAt(((a & 3) << 4) | ((b ?? 0) >> 4)) +
        (b === undefined ? '=' : BASE64.charAt(((b & 15) << 2) | ((c ?? 0) >> 6))) +
        (c === undefined ? '=' : BASE64.charAt(c & 63)),
    )
  }
  return pieces.join('')
}

/**
 * Octets of canonical base64 (RFC 4648 clause 4): padded, no white space, unused bits zero; undefined when it is not.
 * White space is for the caller to remove, where its format allows any.
 */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text.length % 4 !== 0) return undefined
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const octets = new Uint8Array((text.length / 4) * 3 - padding)
  const last = text.length - padding
  let bits = 0
  let held = 0
  let offset = 0
  for (let i = 0; i < last; i++) {
    const code = text.charCodeAt(i)
    const value = code < 128 ? (BASE64_VALUES[code] as number) : -1
    if (value < 0) return undefined
    bits = ((bits << 6) | value) & 0xffffff
    held += 6
    if (held >= 8) {
      held -= 8
      octets[offset++] = (bits >> held) & 0xff
    }
  }
  if ((bits & ((1 << held) - 1)) !== 0) return undefined
  return octets
}

const ENCODER = new TextEncoder()
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** UTF-8 octets of a string. */
export function toUtf8(text: string): Uint8Array<ArrayBuffer> {
  return ENCODER.encode(text)
}

/** The string of UTF-8 octets (a byte order mark stays); undefined when they are not well-formed UTF-8. */
export function fromUtf8(octets: Uint8Array): string | undefined {
  try {
    return UTF8.decode(octets)
  } catch {
    return undefined
  }
}
