/** Octets as text with a character for each of them. */
import { characters } from '#platform'

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
