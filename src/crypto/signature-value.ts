/**
 * Signature values of two integers, r and s: DER SEQUENCE (RFC 3279 2.2.3, GB/T 35276 7.3) and fixed-length r then s
 * (IEEE P1363), converted strictly, so that a signature has one encoding of each kind and no other. Shared by SM2 and ECDSA.
 * The DER is read and written here octet by octet, not through `encoding/`: with general elements it took a quarter of the
 * time of a verification.
 */
import { TAG } from '../encoding/der.ts'

/** How a signature of two integers is written; the caller says which, it is never guessed. */
export type SignatureEncoding = 'der' | 'raw'

/** Offset behind a tag and a definite length in its shortest form, if the content ends where it is to end. */
function contentStart(octets: Uint8Array, offset: number, tag: number, end: number): number | undefined {
  const length = octets[offset + 1]
  if (octets[offset] !== tag || length === undefined) return undefined
  if (length < 0x80) return offset + 2 + length === end ? offset + 2 : undefined
  // P-521: more than 127 octets, fewer than 256.
  const long = octets[offset + 2]
  return length === 0x81 && long !== undefined && long >= 0x80 && offset + 3 + long === end ? offset + 3 : undefined
}

/** Puts a DER INTEGER that is not negative, and not longer than `size`, into `size` octets; false when it is not one. */
function readUnsigned(octets: Uint8Array, offset: number, end: number, into: Uint8Array, at: number, size: number): boolean {
  let start = contentStart(octets, offset, TAG.INTEGER, end)
  if (start === undefined || start >= end) return false
  const first = octets[start] as number
  if (first >= 0x80) return false
  if (first === 0 && end - start > 1) {
    // A zero octet is there for the sign alone.
    if ((octets[start + 1] as number) < 0x80) return false
    start++
  }
  const length = end - start
  if (length > size) return false
  into.set(octets.subarray(start, end), at + size - length)
  return true
}

/**
 * r then s, `size` octets each, of a DER signature; undefined when it is not exactly one in DER, or when an integer is
 * negative or longer than `size`. Ranges against the order of the group are for the verifier.
 */
export function signatureFromDer(signature: Uint8Array, size: number): Uint8Array<ArrayBuffer> | undefined {
  const start = contentStart(signature, 0, TAG.SEQUENCE, signature.length)
  if (start === undefined) return undefined
  const first = signature[start + 1]
  // No integer of a signature is so long that its length takes more octets.
  if (first === undefined || first >= 0x80) return undefined
  const middle = start + 2 + first
  if (middle > signature.length) return undefined
  const raw = new Uint8Array(2 * size)
  const both = readUnsigned(signature, start, middle, raw, 0, size) && readUnsigned(signature, middle, signature.length, raw, size, size)
  return both ? raw : undefined
}

/** Content octets of a DER INTEGER for an unsigned number: shortest, with a zero octet in front where the first bit is set. */
function unsignedLength(octets: Uint8Array, start: number, end: number): number {
  let from = start
  while (from < end - 1 && octets[from] === 0) from++
  return end - from + ((octets[from] as number) >> 7)
}

/** DER of r then s; both halves of equal length, at most 127 octets. */
export function signatureToDer(raw: Uint8Array): Uint8Array<ArrayBuffer> {
  const size = raw.length / 2
  const lengths = [unsignedLength(raw, 0, size), unsignedLength(raw, size, 2 * size)] as const
  const content = 4 + lengths[0] + lengths[1]
  const head = content < 0x80 ? [TAG.SEQUENCE, content] : [TAG.SEQUENCE, 0x81, content]
  const der = new Uint8Array(head.length + content)
  der.set(head)
  let offset = head.length
  for (const [i, length] of lengths.entries()) {
    der[offset] = TAG.INTEGER
    der[offset + 1] = length
    const end = offset + 2 + length
    const octets = Math.min(length, size)
    der.set(raw.subarray((i + 1) * size - octets, (i + 1) * size), end - octets)
    offset = end
  }
  return der
}

/** r then s, in an encoding. @throws TypeError for an unknown one */
export function encodeSignature(raw: Uint8Array<ArrayBuffer>, encoding: SignatureEncoding): Uint8Array<ArrayBuffer> {
  switch (encoding) {
    case 'der':
      return signatureToDer(raw)
    case 'raw':
      return raw
    default:
      throw new TypeError(`unknown signature encoding: ${String(encoding)}`)
  }
}

/** r then s of a signature in either encoding; undefined when it is not one of that encoding. */
export function rawSignature(signature: Uint8Array, size: number, encoding: SignatureEncoding): Uint8Array | undefined {
  switch (encoding) {
    case 'der':
      return signatureFromDer(signature, size)
    case 'raw':
      return signature.length === 2 * size ? signature : undefined
    default:
      throw new TypeError(`unknown signature encoding: ${String(encoding)}`)
  }
}
