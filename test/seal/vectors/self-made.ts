/** The self-made blobs and what was put into them, as written down beside them before this code existed. */
import { readFileSync } from 'node:fs'
import { fromHex } from '../../../src/encoding/octets.ts'
import type { SealEdition } from '../../../src/seal/index.ts'

interface Vectors {
  readonly makerPrivateKey: string
  readonly signerPrivateKey: string
  readonly original: string
  readonly dataHash: string
  readonly blobs: readonly { readonly name: SealEdition; readonly sm3: string; readonly hex: string }[]
}

export const vectors = JSON.parse(readFileSync(new URL('self-made.json', import.meta.url), 'utf8')) as Vectors

/** The octets of a hex text that is known to be one. */
export function hex(text: string): Uint8Array<ArrayBuffer> {
  const octets = fromHex(text.replaceAll(/\s/g, ''))
  if (octets === undefined) throw new TypeError('not hex')
  return octets
}

/** The SES_Signature of an edition. */
export function selfMade(edition: SealEdition): Uint8Array<ArrayBuffer> {
  const blob = vectors.blobs.find(({ name }) => name === edition)
  if (blob === undefined) throw new TypeError(`no blob of ${edition}`)
  return hex(blob.hex)
}

export const SM2_SM3 = '1.2.156.10197.1.501'
export const GIF = hex('47494638396101000100800000FF0000FFFFFF21F90401000001002C00000000010001000002024401003B')
export const PROPERTY_INFO = '/Doc_0/Signs/Sign_0/Signature.xml'
export const SIGNING_TIME = new Date('2026-01-02T03:04:05Z')
export const VALID_START = new Date('2025-06-01T00:00:00Z')
export const VALID_END = new Date('2030-06-01T00:00:00Z')
