/** CRC-32 as in ZIP and PNG (reflected polynomial EDB88320), eight octets at a time. It finds accidents, not attacks. */

const TABLE = new Uint32Array(8 * 256)
for (let value = 0; value < 256; value++) {
  let crc = value
  for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 0 ? crc >>> 1 : (crc >>> 1) ^ 0xedb88320
  TABLE[value] = crc
}
for (let index = 256; index < TABLE.length; index++) {
  const previous = TABLE[index - 256] as number
  TABLE[index] = (previous >>> 8) ^ (TABLE[previous & 0xff] as number)
}

/** CRC-32 of octets, as an unsigned number. */
export function crc32(octets: Uint8Array): number {
  const table = (slice: number, index: number): number => TABLE[(slice << 8) | (index & 0xff)] as number
  const at = (offset: number): number => octets[offset] as number
  let crc = 0xffffffff
  let offset = 0
  for (const last = octets.length - 7; offset < last; offset += 8) {
    crc ^= at(offset) | (at(offset + 1) << 8) | (at(offset + 2) << 16) | (at(offset + 3) << 24)
    crc =
      table(7, crc) ^ table(6, crc >>> 8) ^ table(5, crc >>> 16) ^ table(4, crc >>> 24) ^
      table(3, at(offset + 4)) ^ table(2, at(offset + 5)) ^ table(1, at(offset + 6)) ^ table(0, at(offset + 7))
  }
  for (; offset < octets.length; offset++) crc = (crc >>> 8) ^ table(0, crc ^ at(offset))
  return ~crc >>> 0
}
