/** Random octets from the platform. The only source of chance in this package. */

/** Octets of `crypto.getRandomValues`. @throws TypeError where the platform has none */
export function randomOctets(length: number): Uint8Array<ArrayBuffer> {
  const octets = new Uint8Array(length)
  // The platform gives at most 65,536 octets per call.
  for (let offset = 0; offset < length; offset += 0x10000) {
    globalThis.crypto.getRandomValues(octets.subarray(offset, offset + 0x10000))
  }
  return octets
}
