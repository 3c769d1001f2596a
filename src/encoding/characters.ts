/** Octets as text with a character for each of them, and text as the numbers of its code units. */
import { characters, writeCodeUnits } from '#platform'

/** Made when first needed. */
let latin1: TextDecoder | undefined

/**
 * A character for each octet, ASCII as itself and the others as the platform has them in `latin1`: for searching, and for
 * keys. Different octets give different texts.
 */
export function toCharacters(octets: Uint8Array): string {
  if (characters !== undefined) return characters(octets)
  latin1 ??= new TextDecoder('latin1')
  return latin1.decode(octets)
}

/** The text of octets that are all 7-bit; undefined when one is not. */
export function fromAscii(octets: Uint8Array): string | undefined {
  for (const octet of octets) if (octet > 0x7f) return undefined
  return toCharacters(octets)
}

/** Texts up to this length share the memory for their code units. */
const SHARED = 64 * 1024
let shared: Uint16Array | undefined

/**
 * The UTF-16 code units of a text and a 0 behind them: numbers in an array are read several times faster than characters of a
 * text. Valid until the next call.
 */
export function toCodeUnits(text: string): Uint16Array {
  const { length } = text
  const units = length < SHARED ? shared ??= new Uint16Array(SHARED) : new Uint16Array(length + 1)
  if (writeCodeUnits !== undefined) writeCodeUnits(text, units)
  else for (let index = 0; index < length; index++) units[index] = text.charCodeAt(index)
  units[length] = 0
  return units
}
