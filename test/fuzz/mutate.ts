/** Mutations of octets, from a seeded generator so that a failure can be repeated. */

/** A small deterministic generator (mulberry32): numbers in [0, 1). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
}

/** Values that readers of lengths, counts and tags stumble over. */
const AWKWARD = [0x00, 0x01, 0x1f, 0x20, 0x2f, 0x30, 0x31, 0x3c, 0x50, 0x7f, 0x80, 0x81, 0x82, 0x84, 0xa0, 0xfe, 0xff]

/** A copy with one to four changes: octets changed, removed, repeated, inserted, cut off, or moved from a donor. */
export function mutate(input: Uint8Array, donor: Uint8Array, random: () => number): Uint8Array {
  let octets = Array.from(input.subarray(0, 200_000))
  const below = (limit: number): number => Math.floor(random() * limit)
  const changes = 1 + below(4)
  for (let change = 0; change < changes && octets.length > 0; change++) {
    const at = below(octets.length)
    const length = 1 + below(random() < 0.8 ? 8 : 400)
    switch (below(7)) {
      case 0:
        octets[at] = (octets[at] as number) ^ (1 << below(8))
        break
      case 1:
        octets[at] = AWKWARD[below(AWKWARD.length)] as number
        break
      case 2:
        octets.splice(at, length)
        break
      case 3:
        octets.splice(at, 0, ...octets.slice(at, at + length))
        break
      case 4:
        octets.splice(at, 0, ...Array.from({ length: Math.min(length, 16) }, () => below(256)))
        break
      case 5:
        octets = octets.slice(0, at)
        break
      default: {
        const from = below(donor.length)
        octets.splice(at, random() < 0.5 ? length : 0, ...donor.subarray(from, from + length))
      }
    }
  }
  return Uint8Array.from(octets)
}
