/** Octets that are no secret, compared as fast as the platform can. Apart from `octets.ts`, which needs no platform. */
import { sameOctets as platformSameOctets } from '#platform'
import { equalOctets } from './octets.ts'

/** As `equalOctets`, but the time it takes tells where they differ. */
export function sameOctets(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && (platformSameOctets ?? equalOctets)(a, b)
}
