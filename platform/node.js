/**
 * `#platform` where there is Node: its zlib, several times faster than the readers in `src/encoding`, and its Buffer. Nothing is imported:
 * loading what Node brings along took programs longer than their first signature, and many need none of it.
 */
/* eslint-disable @typescript-eslint/explicit-module-boundary-types -- plain JavaScript: its types are in platform.d.ts */
/* global Buffer, process -- in Node, whose file this is */

let loaded

/** Loaded when first needed. */
function zlib() {
  loaded ??= process.getBuiltinModule('node:zlib')
  return loaded
}

export function crc32(octets, before) {
  return zlib().crc32(octets, before)
}

/** Ten times faster than a loop that runs for the first time. */
export function hexOctets(text) {
  return Buffer.from(text, 'hex')
}

/** Several times faster than TextDecoder, which goes by way of UTF-8. */
export function characters(octets) {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.length).toString('latin1')
}

export function sameOctets(a, b) {
  return Buffer.compare(a, b) === 0
}

export function lastIndexOf(octets, pattern, from) {
  return Buffer.prototype.lastIndexOf.call(octets, pattern, from)
}

/** Node writes little-endian: of no use where the processor is not. */
export const writeCodeUnits = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? writeUtf16 : undefined

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
    const { buffer, engine } = zlib().inflateRawSync(source, { info: true, chunkSize: Math.max(64, size + 1), maxOutputLength: size + 1 })
    if (buffer.length !== size || engine.bytesWritten !== source.length) return undefined
    return new Uint8Array(buffer.buffer, buffer.byteOffset, size)
  } catch {
    refused = true
    return undefined
  }
}
