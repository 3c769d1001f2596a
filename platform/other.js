/** `#platform` where there is no Node: the readers in `src/encoding` do it all. */
export const crc32 = undefined
export const inflateWhole = undefined
export const inflateTogether = undefined
export const refusedReleased = undefined
export const characters = undefined
export const writeCodeUnits = undefined
export const hexOctets = undefined
export const sameOctets = undefined
export const lastIndexOf = undefined
