/**
 * SM2 public key encryption (GB/T 32918.4-2016): C1 C3 C2 with an uncompressed C1, the SM2Cipher of GB/T 35276 (GM/T 0009) and the
 * old order C1 C2 C3. The caller names the form; it is never guessed.
 */
import { FormatError } from '../errors.ts'
import { finding } from '../diagnostics/index.ts'
import { Budget } from '../limits.ts'
import { readDer } from '../encoding/der.ts'
import { Fields } from '../encoding/der-fields.ts'
import { readInteger, readOctetString } from '../encoding/der-values.ts'
import { encodeInteger, encodeOctetString, encodeSequence } from '../encoding/der-writer.ts'
import { concatOctets, equalOctets } from '../encoding/octets.ts'
import { CURVES, decodePoint } from './curves.ts'
import { integerOf, octetsOf } from './integers.ts'
import { SM3_LENGTH, Sm3 } from './sm3.ts'
import { sm2Kernel } from './kernel/sm2-choice.ts'
import { requireSm2PrivateKey, sm2GenerateKey } from './sm2-key.ts'
import type { Sm2PublicKey } from './sm2-key.ts'

/** How C1 (ephemeral point), C2 (masked message) and C3 (digest) are put together. */
export type Sm2CiphertextFormat = 'C1C3C2' | 'C1C2C3' | 'DER'

export interface Sm2EncryptionOptions {
  /** @default 'C1C3C2' */
  readonly format?: Sm2CiphertextFormat
}

const invalid = (reason: string): FormatError => new FormatError(finding('SM2_CIPHERTEXT_INVALID', [], { reason }))

/** The key stream of GB/T 32918.4 clause 5.4.3. */
function kdf(shared: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const stream = new Uint8Array(length)
  const counter = new DataView(new ArrayBuffer(4))
  for (let offset = 0, count = 1; offset < length; offset += SM3_LENGTH, count++) {
    counter.setUint32(0, count)
    const block = new Sm3().update(shared).update(new Uint8Array(counter.buffer)).digest()
    stream.set(block.subarray(0, length - offset), offset)
  }
  return stream
}

const isZero = (octets: Uint8Array): boolean => octets.every((octet) => octet === 0)

function mask(text: Uint8Array, stream: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (octet, index) => octet ^ (stream[index] as number))
}

const checksum = (shared: Uint8Array, message: Uint8Array): Uint8Array =>
  new Sm3().update(shared.subarray(0, 32)).update(message).update(shared.subarray(32)).digest()

/**
 * Encrypts for a public key.
 * @param message 1 octet or more: nothing would be hidden of an empty one
 * @throws RangeError when the message is empty
 */
export function sm2Encrypt(key: Sm2PublicKey, message: Uint8Array, options: Sm2EncryptionOptions = {}): Uint8Array<ArrayBuffer> {
  for (;;) {
    const ciphertext = sm2EncryptWithNonce(key, message, sm2GenerateKey().privateKey, options)
    if (ciphertext !== undefined) return ciphertext
  }
}

/**
 * Internal, for published examples: encrypts with a given k, which must be secret and used once. Undefined when the key
 * stream is all zero (possible for messages of an octet or two).
 */
export function sm2EncryptWithNonce(
  key: Sm2PublicKey, message: Uint8Array, k: Uint8Array, options: Sm2EncryptionOptions = {},
): Uint8Array<ArrayBuffer> | undefined {
  if (message.length === 0) throw new RangeError('SM2 does not encrypt an empty message')
  const c1 = sm2Kernel.multiplyBase(k)
  const shared = sm2Kernel.multiply(key.point, k)
  const stream = kdf(shared, message.length)
  if (isZero(stream)) return undefined
  const c2 = mask(message, stream)
  const c3 = checksum(shared, message)
  const format = options.format ?? 'C1C3C2'
  switch (format) {
    case 'C1C3C2':
      return concatOctets(Uint8Array.of(4), c1, c3, c2)
    case 'C1C2C3':
      return concatOctets(Uint8Array.of(4), c1, c2, c3)
    case 'DER':
      return encodeSequence(
        encodeInteger(integerOf(c1.subarray(0, 32))), encodeInteger(integerOf(c1.subarray(32))),
        encodeOctetString(c3), encodeOctetString(c2),
      )
    default:
      throw new TypeError(`unknown SM2 ciphertext format: ${String(format)}`)
  }
}

/**
 * Decrypts, and checks C1 and C3 before anything is answered.
 * @throws FormatError (`SM2_CIPHERTEXT_INVALID`, or a DER code) when the octets are not such a ciphertext of this key;
 *   RangeError when the private key is not one
 */
export function sm2Decrypt(
  privateKey: Uint8Array, ciphertext: Uint8Array, options: Sm2EncryptionOptions = {},
): Uint8Array<ArrayBuffer> {
  requireSm2PrivateKey(privateKey)
  const { c1, c2, c3 } = takeApart(ciphertext, options.format ?? 'C1C3C2')
  // A point off the curve would turn this into an oracle for the private key (invalid curve attack).
  const point = decodePoint(CURVES.SM2, c1)
  if (typeof point === 'string') throw invalid(`C1: ${point}`)
  if (c2.length === 0) throw invalid('empty')
  const shared = sm2Kernel.multiply(point, privateKey)
  const stream = kdf(shared, c2.length)
  const message = mask(c2, stream)
  if (!equalOctets(checksum(shared, message), c3) || isZero(stream)) throw invalid('C3')
  return message
}

function takeApart(octets: Uint8Array, format: Sm2CiphertextFormat): { c1: Uint8Array; c2: Uint8Array; c3: Uint8Array } {
  if (format === 'DER') {
    const fields = new Fields(readDer(octets, { budget: new Budget() }), 'SM2Cipher')
    const [x, y] = [readInteger(fields.take()), readInteger(fields.take())]
    const c3 = readOctetString(fields.take())
    const c2 = readOctetString(fields.take())
    fields.end()
    if (x < 0n || y < 0n || x >= CURVES.SM2.p || y >= CURVES.SM2.p) throw invalid('C1: coordinate')
    return { c1: concatOctets(Uint8Array.of(4), octetsOf(x, 32), octetsOf(y, 32)), c2, c3 }
  }
  const c1End = octets[0] === 4 ? 65 : 33
  if (octets.length < c1End + SM3_LENGTH) throw invalid('length')
  const c1 = octets.subarray(0, c1End)
  switch (format) {
    case 'C1C3C2':
      return { c1, c3: octets.subarray(c1End, c1End + SM3_LENGTH), c2: octets.subarray(c1End + SM3_LENGTH) }
    case 'C1C2C3':
      return { c1, c2: octets.subarray(c1End, -SM3_LENGTH), c3: octets.subarray(-SM3_LENGTH) }
    default:
      throw new TypeError(`unknown SM2 ciphertext format: ${String(format)}`)
  }
}
