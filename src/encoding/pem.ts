/** PEM text (RFC 7468): blocks with their labels. Lenient about line lengths and text between blocks, strict about base64. */
import { fromBase64, toBase64 } from './octets.ts'

export interface PemBlock {
  readonly label: string
  readonly bytes: Uint8Array
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]{1,64})-----([^-]*)-----END \1-----/g

/** All well-formed blocks of a text, in order; none when there is none. Headers (`Proc-Type:`) make a block malformed. */
export function parsePem(text: string): readonly PemBlock[] {
  const blocks: PemBlock[] = []
  for (const match of text.matchAll(BLOCK)) {
    const bytes = fromBase64((match[2] as string).replaceAll(/[ \t\r\n]/g, ''))
    if (bytes !== undefined) blocks.push({ label: match[1] as string, bytes })
  }
  return blocks
}

export function toPem(label: string, bytes: Uint8Array): string {
  const lines = toBase64(bytes).match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}
