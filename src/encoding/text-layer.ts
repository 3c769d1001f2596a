/**
 * Takes a text layer off binary ASN.1: some products store seals and signatures as base64, hex or PEM. Only one layer,
 * only when all of the text is one, and only around something that begins like a SEQUENCE.
 */
import { finding } from '../diagnostics/index.ts'
import type { Finding, Locator } from '../diagnostics/index.ts'
import { fromAscii } from './characters.ts'
import { fromBase64, fromHex } from './octets.ts'
import { parsePem } from './pem.ts'

export interface TextLayer {
  /** The octets inside the text; the input itself when it is no such text. */
  readonly bytes: Uint8Array
  readonly encoding?: 'base64' | 'hex'
  /** TEXT_ENCODED_INPUT, when there was a text layer. */
  readonly finding?: Finding
}

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf] as const
/** First characters: base64 of 30 8x is `MI`, of shorter SEQUENCEs `MA` to `MH`; hex of 30 is `30`; PEM begins with dashes. */
const BASE64_START = 0x4d
const HEX_START = 0x33
const PEM_START = 0x2d

/**
 * Takes the text layer off. White space, a byte order mark, trailing zero octets and missing base64 padding are let
 * pass. Never throws: what is no such text is returned as it is.
 */
export function unwrapTextLayer(bytes: Uint8Array, at: Locator = []): TextLayer {
  const trimmed = trim(bytes)
  const first = trimmed[0]
  if (first !== BASE64_START && first !== HEX_START && first !== PEM_START) return { bytes }
  const text = fromAscii(trimmed)
  if (text === undefined) return { bytes }
  const encoding = first === HEX_START ? 'hex' : 'base64'
  const inner = first === PEM_START ? parsePem(text)[0]?.bytes : first === HEX_START ? fromSpacedHex(text) : fromLooseBase64(text)
  if (inner?.[0] !== 0x30) return { bytes }
  return { bytes: inner, encoding, finding: finding('TEXT_ENCODED_INPUT', at, { encoding }) }
}

const isPadding = (octet: number | undefined): boolean => octet === 0 || octet === 0x20 || octet === 0x09 || octet === 0x0a || octet === 0x0d

function trim(bytes: Uint8Array): Uint8Array {
  let start = BYTE_ORDER_MARK.every((octet, index) => bytes[index] === octet) ? 3 : 0
  let end = bytes.length
  while (start < end && bytes[start] !== 0 && isPadding(bytes[start])) start++
  while (end > start && isPadding(bytes[end - 1])) end--
  return bytes.subarray(start, end)
}

function fromLooseBase64(text: string): Uint8Array | undefined {
  const dense = text.replaceAll(/[ \t\r\n]/g, '')
  return fromBase64(dense.endsWith('=') ? dense : dense + '='.repeat((4 - (dense.length % 4)) % 4))
}

/** Hex with white space or colons between octets. */
const fromSpacedHex = (text: string): Uint8Array | undefined => fromHex(text.replaceAll(/[ \t\r\n:]/g, ''))
