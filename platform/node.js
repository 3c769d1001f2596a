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

/** What zlib wants in front of each stream that is one of several (RFC 1952); and what follows: CRC-32 and size. */
const MEMBER_HEAD = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0)
const MEMBER_TAIL_BYTES = 8
/** How every member begins. */
const MEMBER_MARK = MEMBER_HEAD.subarray(0, 3)

/**
 * All streams by one call of zlib, as members of one gzip file. Where streams are not what is said of them, one could end early and bring
 * an end and a member of its own, or swallow what belongs to the next. Neither happens unseen: a member begins at a mark,
 * marks are only where they were put, each stands behind the CRC-32 and size of one stream, all octets are used, and the
 * sizes, none of which is 0, add up: so that each stream gave its own.
 */
export function inflateTogether(streams) {
  let [length, size] = [0, 0]
  for (const stream of streams) {
    if (stream.size === 0) return undefined
    length += MEMBER_HEAD.length + stream.data.length + MEMBER_TAIL_BYTES
    size += stream.size
  }
  const members = Buffer.allocUnsafe(length)
  const heads = []
  let at = 0
  for (const stream of streams) {
    heads.push(at)
    members.set(MEMBER_HEAD, at)
    members.set(stream.data, at + MEMBER_HEAD.length)
    at += MEMBER_HEAD.length + stream.data.length
    members.writeUInt32LE(stream.crc32, at)
    members.writeUInt32LE(stream.size, at + 4)
    at += MEMBER_TAIL_BYTES
  }
  let mark = -1
  for (const head of heads) {
    mark = members.indexOf(MEMBER_MARK, mark + 1)
    if (mark !== head) return undefined
  }
  if (members.indexOf(MEMBER_MARK, mark + 1) !== -1) return undefined
  try {
    const { buffer, engine } = zlib().gunzipSync(members, { info: true, chunkSize: Math.max(64, size + 1), maxOutputLength: size + 1 })
    if (buffer.length !== size || engine.bytesWritten !== length) return undefined
    let from = 0
    return streams.map((stream) => {
      const content = new Uint8Array(buffer.buffer, buffer.byteOffset + from, stream.size)
      from += stream.size
      return content
    })
  } catch {
    refused = true
    return undefined
  }
}
