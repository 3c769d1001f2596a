import { fromHex } from '../../src/encoding/octets.ts'

/** Octets of a hex literal. */
export function octets(text: string): Uint8Array<ArrayBuffer> {
  const value = fromHex(text)
  if (value === undefined) throw new TypeError(`not hex: ${text}`)
  return value
}

/** A copy with one bit changed. */
export function flip(value: Uint8Array, bit: number): Uint8Array<ArrayBuffer> {
  const changed = value.slice()
  changed[bit >> 3] = (changed[bit >> 3] as number) ^ (0x80 >> (bit & 7))
  return changed
}
