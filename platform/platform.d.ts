/** What the platform does faster than `src/encoding`, where it does; chosen by the `imports` map of `package.json`. */

/** CRC-32 of octets, going on from the sum of those before them. */
export declare const crc32: ((octets: Uint8Array, before?: number) => number) | undefined

/**
 * Inflates a raw deflate stream. Undefined unless it gives exactly `size` octets and takes exactly those of the source.
 */
export declare const inflateWhole: ((source: Uint8Array, size: number) => Uint8Array<ArrayBuffer> | undefined) | undefined

/** A raw deflate stream and what its output has to be. */
export interface ExpectedStream {
  readonly data: Uint8Array
  readonly size: number
  readonly crc32: number
}

/**
 * Inflates raw deflate streams, none of which may be to give nothing. Undefined unless each gives exactly the octets that are said of it, and takes exactly its own:
 * perhaps even then. What comes out of them lies in one piece of memory.
 */
export declare const inflateTogether: ((streams: readonly ExpectedStream[]) => readonly Uint8Array<ArrayBuffer>[] | undefined) | undefined

/**
 * When streams were refused since it was asked last: resolves once their memory is free. Who never lets the event loop turn
 * would otherwise keep them all.
 */
export declare const refusedReleased: (() => Promise<void> | undefined) | undefined

/** A character for each octet, of the same number. */
export declare const characters: ((octets: Uint8Array) => string) | undefined

/** Whether octets are the same, in a time that depends on them. */
export declare const sameOctets: ((a: Uint8Array, b: Uint8Array) => boolean) | undefined

/** Where a pattern last begins, at a place or before it; -1 for nowhere. */
export declare const lastIndexOf: ((octets: Uint8Array, pattern: Uint8Array, from: number) => number) | undefined

/** Writes the UTF-16 code units of a text to the beginning of an array that is long enough. */
export declare const writeCodeUnits: ((text: string, units: Uint16Array) => void) | undefined

/** The octets of lower-case hexadecimal; what comes out of anything else is not said. */
export declare const hexOctets: ((text: string) => Uint8Array<ArrayBuffer>) | undefined
