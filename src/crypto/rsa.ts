/**
 * RSA verification (RFC 8017): PKCS #1 v1.5 by encoding and comparing (8.2.2), PSS (8.1.2, 9.1.2). For the digests that
 * WebCrypto does not combine with RSA: SM3, and PSS with two different digests; and a second opinion on it in tests.
 */
import { concatOctets, equalOctets } from '../encoding/octets.ts'
import { encodeNull, encodeOctetString, encodeOid, encodeSequence } from '../encoding/der-writer.ts'
import type { DigestAlgorithm } from './digest.ts'
import { integerOf, octetsOf, power } from './integers.ts'
import type { RsaPublicKey } from './keys.ts'
import type { PssParameters } from './rsa-pss-parameters.ts'

const modulusLength = (key: RsaPublicKey): number => Math.ceil(key.bits / 8)

/** Whether octets can be a signature of the key: as long as the modulus, and below it. A second form is no signature. */
export function fitsModulus(key: RsaPublicKey, signature: Uint8Array): boolean {
  return signature.length === modulusLength(key) && integerOf(signature) < key.modulus
}

/** signature^e mod n; undefined unless the signature fits the modulus. */
function open(key: RsaPublicKey, signature: Uint8Array): bigint | undefined {
  return fitsModulus(key, signature) ? power(integerOf(signature), key.exponent, key.modulus) : undefined
}

export async function verifyPkcs1(
  key: RsaPublicKey, digest: DigestAlgorithm, message: Uint8Array, signature: Uint8Array,
): Promise<boolean> {
  const opened = open(key, signature)
  if (opened === undefined) return false
  const info = encodeSequence(
    encodeSequence(encodeOid(digest.oids[0]), encodeNull()), encodeOctetString(await digest.digest(message)),
  )
  const padding = modulusLength(key) - 3 - info.length
  if (padding < 8) return false
  // The expected octets are built and compared; nothing of the signature is parsed (CVE-2006-4339 and its kin).
  const expected = concatOctets(Uint8Array.of(0, 1), new Uint8Array(padding).fill(0xff), Uint8Array.of(0), info)
  return equalOctets(octetsOf(opened, modulusLength(key)), expected)
}

async function mgf1(digest: DigestAlgorithm, seed: Uint8Array, length: number): Promise<Uint8Array> {
  const blocks: Uint8Array[] = []
  for (let count = 0; count * digest.length < length; count++) {
    blocks.push(await digest.digest(concatOctets(seed, Uint8Array.of(0, 0, count >> 8, count & 0xff))))
  }
  return concatOctets(...blocks).subarray(0, length)
}

export async function verifyPss(
  key: RsaPublicKey, { digest, mgfDigest, saltLength }: PssParameters, message: Uint8Array, signature: Uint8Array,
): Promise<boolean> {
  const opened = open(key, signature)
  const emBits = key.bits - 1
  if (opened === undefined || opened >> BigInt(emBits) !== 0n) return false
  const emLength = Math.ceil(emBits / 8)
  const encoded = octetsOf(opened, emLength)
  const maskedLength = emLength - digest.length - 1
  if (maskedLength < saltLength + 1 || encoded[emLength - 1] !== 0xbc) return false
  const hash = encoded.subarray(maskedLength, emLength - 1)
  const mask = await mgf1(mgfDigest, hash, maskedLength)
  const block = mask.map((octet, index) => octet ^ (encoded[index] as number))
  block[0] = (block[0] as number) & (0xff >> (8 * emLength - emBits))
  const saltStart = maskedLength - saltLength
  if (block.subarray(0, saltStart - 1).some((octet) => octet !== 0) || block[saltStart - 1] !== 1) return false
  const salted = concatOctets(new Uint8Array(8), await digest.digest(message), block.subarray(saltStart))
  return equalOctets(hash, await digest.digest(salted))
}
