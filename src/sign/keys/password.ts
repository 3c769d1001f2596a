/** The octets of a password: UTF-8 for PKCS #5 (RFC 8018 clause 3), BMPString with its zero for PKCS #12 (RFC 7292 B.1). */
import { toUtf8 } from '../../encoding/octets.ts'

export interface Password {
  readonly utf8: Uint8Array<ArrayBuffer>
  readonly bmp: Uint8Array<ArrayBuffer>
}

function bmpString(text: string): Uint8Array<ArrayBuffer> {
  const octets = new Uint8Array(2 * text.length + 2)
  for (let i = 0; i < text.length; i++) {
    octets[2 * i] = text.charCodeAt(i) >> 8
    octets[2 * i + 1] = text.charCodeAt(i) & 0xff
  }
  return octets
}

/** What a password may be written as, the likeliest first: the empty one is two zero octets or nothing, by writer. */
export function passwordForms(text: string): readonly [Password, ...Password[]] {
  const utf8 = toUtf8(text)
  const usual = { utf8, bmp: bmpString(text) }
  return text === '' ? [usual, { utf8, bmp: new Uint8Array(0) }] : [usual]
}
