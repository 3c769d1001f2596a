/** The octets of key files as ASN.1: in BER where writers use it, and whether decrypted octets can be a structure at all. */
import type { Budget } from '../../limits.ts'
import { readBer } from '../../encoding/der.ts'
import type { DerElement } from '../../encoding/der.ts'
import { damaged } from './errors.ts'

/**
 * One element. Deviations from DER are of no interest here: the file is its owner's, and nothing in it is signed over.
 * @throws FormatError, LimitExceededError
 */
export function readKeyFile(octets: Uint8Array, budget: Budget): DerElement {
  const element = readBer(octets, { budget }, () => undefined)
  if (octets.subarray(element.end).some((octet) => octet !== 0)) throw damaged('trailing data')
  return element
}

/**
 * Whether decrypted octets begin as a SEQUENCE that ends where they end. Octets decrypted with a wrong password do so
 * once in 2^24 times or less, when their padding happens to be right (once in 2^8): the rest is told apart here.
 */
export function isWholeSequence(octets: Uint8Array): boolean {
  const [tag, first = 0] = octets
  if (tag !== 0x30) return false
  if (first === 0x80) return octets.at(-1) === 0 && octets.at(-2) === 0
  if (first < 0x80) return octets.length === 2 + first
  const count = first & 0x7f
  if (count > 4 || octets.length < 2 + count) return false
  return octets.subarray(2, 2 + count).reduce((length, octet) => length * 256 + octet, 0) === octets.length - 2 - count
}
