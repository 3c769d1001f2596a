/**
 * The MAC of a PFX: which key derivation and digest, and whether a password makes it right. With the key derivation of
 * PKCS #12 (RFC 7292 appendix B) or PBMAC1 (RFC 9579, also under the OID of GM/T 0091), over SHA and SM3.
 */
import type { Budget } from '../../limits.ts'
import { TAG } from '../../encoding/der.ts'
import type { DerElement } from '../../encoding/der.ts'
import { Fields } from '../../encoding/der-fields.ts'
import { readOctetString, readSmallInteger } from '../../encoding/der-values.ts'
import { encodeInteger, encodeNull, encodeOctetString, encodeOid, encodeSequence } from '../../encoding/der-writer.ts'
import { equalOctets } from '../../encoding/octets.ts'
import { DIGESTS, digestAlgorithm } from '../../crypto/digest.ts'
import { randomOctets } from '../../crypto/random.ts'
import { hmacSm3 } from '../../crypto/sm3.ts'
import { subtle, unshared } from '../../crypto/webcrypto.ts'
import { readAlgorithm, readPbkdf2Algorithm, readPrf } from './encryption-scheme.ts'
import { damaged, schemeUnsupported } from './errors.ts'
import { iteratedHash } from './iterated-hash.ts'
import { PKCS12_PURPOSE, pbkdf2, pkcs12Derivation } from './key-derivation.ts'
import type { PrfName } from './key-derivation.ts'
import type { Password } from './password.ts'

const PBMAC1 = ['1.2.840.113549.1.5.14', '1.2.156.10197.6.1.4.1.5.3', '1.2.156.10197.6.4.1.5.3']

/** No HMAC needs a longer key; RFC 9579 sets no limit. */
const KEY_MAXIMUM = 1024

async function hmac(prf: PrfName, key: Uint8Array<ArrayBuffer>, message: Uint8Array): Promise<Uint8Array> {
  if (prf === 'SM3') return hmacSm3(key, message)
  const web = subtle('HMAC')
  const imported = await web.importKey('raw', key, { name: 'HMAC', hash: prf }, false, ['sign'])
  return new Uint8Array(await web.sign('HMAC', imported, unshared(message)))
}

/** Reads a MacData; answers whether a password makes the MAC right. */
export function readMac(element: DerElement, message: Uint8Array, budget: Budget): (password: Password) => Promise<boolean> {
  const fields = new Fields(element, 'MacData')
  const info = new Fields(fields.take(), 'DigestInfo')
  const { oid, parameters } = readAlgorithm(info.take())
  const expected = readOctetString(info.take())
  info.end()
  const salt = readOctetString(fields.take())
  const iterations = fields.optional(TAG.INTEGER)
  fields.end()
  if (PBMAC1.includes(oid)) {
    if (parameters === undefined) throw damaged('parameters missing')
    return readPbmac1(parameters, expected, message, budget)
  }
  const name = digestAlgorithm(oid)?.name
  if (name === undefined || name === 'MD5') throw schemeUnsupported(oid)
  const count = iterations === undefined ? 1 : readSmallInteger(iterations)
  return async ({ bmp }) => {
    const hash = await iteratedHash(name)
    const key = pkcs12Derivation(hash, PKCS12_PURPOSE.mac, bmp, salt, count, hash.length, budget)
    return equalOctets(await hmac(name, key, message), expected)
  }
}

function readPbmac1(
  parameters: DerElement, expected: Uint8Array, message: Uint8Array, budget: Budget,
): (password: Password) => Promise<boolean> {
  const fields = new Fields(parameters, 'PBMAC1-params')
  const { prf, salt, iterations, keyLength } = readPbkdf2Algorithm(fields.take())
  const mac = readPrf(fields.take())
  fields.end()
  // RFC 9579 clause 5: the length must be stated; an HMAC itself takes any.
  if (keyLength === undefined || keyLength < 1 || keyLength > KEY_MAXIMUM) throw damaged('key length')
  return async ({ utf8 }) =>
    equalOctets(await hmac(mac, await pbkdf2(prf, utf8, salt, iterations, keyLength, budget), message), expected)
}

/** Makes a MacData with the key derivation of PKCS #12, which all readers know. */
export async function encodeMac(
  name: 'SHA-256' | 'SM3', password: Password, message: Uint8Array, iterations: number, budget: Budget,
): Promise<Uint8Array<ArrayBuffer>> {
  const salt = randomOctets(16)
  const hash = await iteratedHash(name)
  const key = pkcs12Derivation(hash, PKCS12_PURPOSE.mac, password.bmp, salt, iterations, hash.length, budget)
  return encodeSequence(
    encodeSequence(
      encodeSequence(encodeOid(DIGESTS[name].oids[0]), encodeNull()), encodeOctetString(await hmac(name, key, message)),
    ),
    encodeOctetString(salt), encodeInteger(iterations),
  )
}
