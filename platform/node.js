/** `#platform` where there is Node: its zlib, several times faster than the readers in `src/encoding`, and its Buffer. */
/* eslint-disable @typescript-eslint/explicit-module-boundary-types -- plain JavaScript: its types are in platform.d.ts */
import { Buffer } from 'node:buffer'
import { endianness } from 'node:os'
import { crc32, inflateRawSync } from 'node:zlib'

export { crc32 }

/** Several times faster than TextDecoder, which goes by way of UTF-8. */
export function characters(octets) {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.length).toString('latin1')
}

/** Node writes little-endian. */
export const writeCodeUnits = endianness() === 'LE' ? writeUtf16 : undefined

function writeUtf16(text, units) {
  Buffer.from(units.buffer, units.byteOffset, units.byteLength).write(text, 'utf16le')
}

let refused = false

/** zlib lets go of a stream that it refused, and of the room for what it would have given, in the next turn of the event loop. */
export function refusedReleased() {
  if (!refused) return undefined
  refused = false
  return new Promise((resolve) => { setImmediate(resolve) })
}

/** Anything but plain success is undefined: what is wrong with a stream is for the strict reader to say. */
export function inflateWhole(source, size) {
  try {
    // One octet more than is wanted, so that a stream which gives more is seen to.
    const { buffer, engine } = inflateRawSync(source, { info: true, chunkSize: Math.max(64, size + 1), maxOutputLength: size + 1 })
    if (buffer.length !== size || engine.bytesWritten !== source.length) return undefined
    return new Uint8Array(buffer.buffer, buffer.byteOffset, size)
  } catch {
    refused = true
    return undefined
  }
}
