/**
 * Signature values of two integers, r and s: DER SEQUENCE (RFC 3279 2.2.3, GB/T 35276 7.3) and fixed-length r then s
 * (IEEE P1363), converted strictly, so that a signature has one encoding of each kind and no other. Shared by SM2 and ECDSA.
 */
import { VerificationError } from '../errors.ts'
import { Budget } from '../limits.ts'
import { TAG, readDer } from '../encoding/der.ts'
import type { DerElement } from '../encoding/der.ts'
import { Fields } from '../encoding/der-fields.ts'
import { readInteger } from '../encoding/der-values.ts'
import { encodeInteger, encodeSequence } from '../encoding/der-writer.ts'
import { concatOctets } from '../encoding/octets.ts'
import { integerOf } from './integers.ts'

/** How a signature of two integers is written; the caller says which, it is never guessed. */
export type SignatureEncoding = 'der' | 'raw'

const LIMITS = { derDepth: 1, derElements: 3 }

/**
 * r then s, `size` octets each, of a DER signature; undefined when it is not exactly one in DER, or when an integer is
 * negative or longer than `size`. Ranges against the order of the group are for the verifier.
 */
export function signatureFromDer(signature: Uint8Array, size: number): Uint8Array<ArrayBuffer> | undefined {
  // Longest: two integers with a zero octet in front, in a SEQUENCE with two length octets.
  if (signature.length > 2 * (size + 3) + 3) return undefined
  try {
    const fields = new Fields(readDer(signature, { budget: new Budget(LIMITS) }), 'ECDSA-Sig-Value')
    const r = unsignedContent(fields.take(TAG.INTEGER), size)
    const s = unsignedContent(fields.take(TAG.INTEGER), size)
    fields.end()
    return r === undefined || s === undefined ? undefined : concatOctets(r, s)
  } catch (error) {
    // A signature value that is no such thing is a signature that does not verify: the one answer callers act on.
    if (error instanceof VerificationError) return undefined
    throw error
  }
}

function unsignedContent(element: DerElement, size: number): Uint8Array | undefined {
  if (readInteger(element) < 0n) return undefined
  const content = element.content[0] === 0 ? element.content.subarray(1) : element.content
  return content.length > size ? undefined : concatOctets(new Uint8Array(size - content.length), content)
}

/** DER of r then s; both halves of equal length. */
export function signatureToDer(raw: Uint8Array): Uint8Array<ArrayBuffer> {
  const size = raw.length / 2
  return encodeSequence(encodeInteger(integerOf(raw.subarray(0, size))), encodeInteger(integerOf(raw.subarray(size))))
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
