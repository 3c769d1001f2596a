/** Writes PFX files (RFC 7292) that current software reads: PBES2 with AES-256 and a MAC of SHA-256, or SM4 and SM3. */
import {
  encodeElement, encodeExplicit, encodeImplicit, encodeInteger, encodeOctetString, encodeOid, encodeSequence, encodeSetOf,
} from '../../encoding/der-writer.ts'
import { TAG } from '../../encoding/der.ts'
import { sm3 } from '../../crypto/sm3.ts'
import { encodeEncryptedPkcs8, encryptionSettings } from './encrypted-key.ts'
import type { PasswordEncryptionOptions } from './encrypted-key.ts'
import { encryptByPassword } from './encryption-scheme.ts'
import { encodeMac } from './pfx-mac.ts'
import { passwordForms } from './password.ts'
import type { PrivateKey } from './private-key.ts'

type Octets = Uint8Array<ArrayBuffer>

const PKCS7_DATA = '1.2.840.113549.1.7.1'
const PKCS7_ENCRYPTED_DATA = '1.2.840.113549.1.7.6'
const SHROUDED_KEY_BAG = '1.2.840.113549.1.12.10.1.2'
const CERTIFICATE_BAG = '1.2.840.113549.1.12.10.1.3'
const X509_CERTIFICATE = '1.2.840.113549.1.9.22.1'
const LOCAL_KEY_ID = '1.2.840.113549.1.9.21'
const FRIENDLY_NAME = '1.2.840.113549.1.9.20'

/** The MAC's derivation runs in JavaScript; a password must be guessed through the MAC as well as through PBES2. */
const MAC_ITERATIONS = 100_000

export interface PfxOptions extends PasswordEncryptionOptions {
  /** DER, the key's own certificate first. */
  readonly certificates: readonly Uint8Array[]
  /** What programs show for the key. @default none */
  readonly friendlyName?: string
}

const attribute = (oid: string, value: Uint8Array): Octets => encodeSequence(encodeOid(oid), encodeSetOf(value))

const bag = (oid: string, value: Uint8Array, attributes: readonly Uint8Array[]): Octets =>
  encodeSequence(encodeOid(oid), encodeExplicit(0, value), ...(attributes.length > 0 ? [encodeSetOf(...attributes)] : []))

const data = (content: Uint8Array): Octets => encodeSequence(encodeOid(PKCS7_DATA), encodeExplicit(0, encodeOctetString(content)))

/**
 * A PFX of a key and its certificates, both encrypted, DER.
 * @throws TypeError or RangeError for wrong options
 */
export async function encodePfx(key: PrivateKey, options: PfxOptions): Promise<Octets> {
  const { certificates, friendlyName } = options
  const { password, scheme, iterations, budget } = encryptionSettings(options)
  const [own] = certificates
  const attributes = [
    // Any octets that key and certificate share; a digest of the certificate is what others use.
    ...(own === undefined ? [] : [attribute(LOCAL_KEY_ID, encodeOctetString(sm3(own).subarray(0, 20)))]),
    ...(friendlyName === undefined ? [] : [attribute(FRIENDLY_NAME, encodeElement(TAG.BMP_STRING, passwordForms(friendlyName)[0].bmp.slice(0, -2)))]),
  ]
  const keyBag = bag(SHROUDED_KEY_BAG, await encodeEncryptedPkcs8(key, options), attributes)
  const safes = [data(encodeSequence(keyBag))]
  if (certificates.length > 0) {
    const bags = certificates.map((certificate, index) => bag(
      CERTIFICATE_BAG, encodeSequence(encodeOid(X509_CERTIFICATE), encodeExplicit(0, encodeOctetString(certificate))),
      index === 0 ? attributes : [],
    ))
    const { identifier, content } = await encryptByPassword(scheme, password, encodeSequence(...bags), iterations, budget)
    safes.unshift(encodeSequence(encodeOid(PKCS7_ENCRYPTED_DATA), encodeExplicit(0, encodeSequence(
      encodeInteger(0), encodeSequence(encodeOid(PKCS7_DATA), identifier, encodeImplicit(0, content)),
    ))))
  }
  const authenticated = encodeSequence(...safes)
  const mac = await encodeMac(scheme === 'SM4' ? 'SM3' : 'SHA-256', password, authenticated, Math.min(iterations, MAC_ITERATIONS), budget)
  return encodeSequence(encodeInteger(3), data(authenticated), mac)
}
