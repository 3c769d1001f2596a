/** Base64url without padding (RFC 4648 clause 5, RFC 7515 clause 2): one text for the same octets, and no other. */
import { fromBase64, toBase64 } from './octets.ts'

export function toBase64Url(octets: Uint8Array): string {
  return toBase64(octets).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/**
 * Octets of canonical base64url: no padding, no white space, nothing outside the alphabet, unused bits zero; undefined
 * when it is not. A second text of the same octets would be a second token, or a second digest of one.
 */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text.length % 4 === 1 || !/^[A-Za-z0-9_-]*$/.test(text)) return undefined
  return fromBase64(text.replaceAll('-', '+').replaceAll('_', '/') + '='.repeat((4 - (text.length % 4)) % 4))
}
