/** CRC-32 as in ZIP and PNG (reflected polynomial EDB88320), eight octets at a time. It finds accidents, not attacks. */

import { crc32 as platformCrc32 } from '#platform'

/** Eight tables of 256: table k holds what an octet does to the sum k octets later. Signed, as bit operations are. */
function makeTable(): Int32Array {
  const table = new Int32Array(8 * 256)
  for (let value = 0; value < 256; value++) {
    let crc = value
    for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 0 ? crc >>> 1 : (crc >>> 1) ^ 0xedb88320
    table[value] = crc
  }
  for (let index = 256; index < table.length; index++) {
    const previous = table[index - 256] as number
    table[index] = (previous >>> 8) ^ (table[previous & 0xff] as number)
  }
  return table
}

/** Made when it is first needed: where the platform has a CRC-32, never. */
let madeTable: Int32Array | undefined

/** CRC-32 of octets as an unsigned number; of octets in pieces, with the sum of the pieces before. */
export function crc32(octets: Uint8Array, before = 0): number {
  return platformCrc32?.(octets, before) ?? tableCrc32(octets, before)
}

/** As `crc32`, by the code of this file alone. */
export function tableCrc32(octets: Uint8Array, before = 0): number {
  const table = madeTable ??= makeTable()
  let crc = ~before
  let i = 0
  for (const last = octets.length - 7; i < last; i += 8) {
    crc ^=
      (octets[i] as number) | ((octets[i + 1] as number) << 8) | ((octets[i + 2] as number) << 16) | ((octets[i + 3] as number) << 24)
    crc =
      (table[0x700 + (crc & 0xff)] as number) ^
      (table[0x600 + ((crc >>> 8) & 0xff)] as number) ^
      (table[0x500 + ((crc >>> 16) & 0xff)] as number) ^
      (table[0x400 + (crc >>> 24)] as number) ^
      (table[0x300 + (octets[i + 4] as number)] as number) ^
      (table[0x200 + (octets[i + 5] as number)] as number) ^
      (table[0x100 + (octets[i + 6] as number)] as number) ^
      (table[octets[i + 7] as number] as number)
  }
  for (; i < octets.length; i++) crc = (crc >>> 8) ^ (table[(crc ^ (octets[i] as number)) & 0xff] as number)
  return ~crc >>> 0
}
