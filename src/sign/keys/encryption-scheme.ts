/**
 * Password-based encryption as key files name it: PBES2 (RFC 8018 6.2, also under the OIDs of GM/T 0091), PBES1 (6.1) and
 * the schemes of PKCS #12 (RFC 7292 appendix C). Reading all of them, writing PBES2 only.
 */
import type { Budget } from '../../limits.ts'
import { TAG } from '../../encoding/der.ts'
import type { DerElement } from '../../encoding/der.ts'
import { Fields } from '../../encoding/der-fields.ts'
import { readNull, readOctetString, readOid, readSmallInteger } from '../../encoding/der-values.ts'
import { encodeInteger, encodeNull, encodeOctetString, encodeOid, encodeSequence } from '../../encoding/der-writer.ts'
import { randomOctets } from '../../crypto/random.ts'
import { decryptContent, encryptContent } from './content-ciphers.ts'
import type { ContentCipher } from './content-ciphers.ts'
import { damaged, schemeUnsupported } from './errors.ts'
import { iteratedHash } from './iterated-hash.ts'
import type { IteratedHashName } from './iterated-hash.ts'
import { PKCS12_PURPOSE, pbkdf1, pbkdf2, pkcs12Derivation } from './key-derivation.ts'
import type { PrfName } from './key-derivation.ts'
import type { Password } from './password.ts'
import { scrypt } from './scrypt.ts'

type Octets = Uint8Array<ArrayBuffer>

/** Decrypts with a password; undefined when the padding is wrong. */
export type Decrypt = (password: Password, content: Uint8Array) => Promise<Octets | undefined>

/** The second of each pair: registered again by GM/T 0091-2020; the third: as written by products. */
const PBES2 = ['1.2.840.113549.1.5.13', '1.2.156.10197.6.1.4.1.5.2', '1.2.156.10197.6.4.1.5.2']
const PBKDF2 = ['1.2.840.113549.1.5.12', '1.2.156.10197.6.1.4.1.5.1', '1.2.156.10197.6.4.1.5.1']
const SCRYPT = '1.3.6.1.4.1.11591.4.11'

/** HMAC by OID. GM/T 0091 and others disagree about the one of SM3. */
const PRFS: ReadonlyMap<string, PrfName> = new Map([
  ['1.2.840.113549.2.7', 'SHA-1'], ['1.2.840.113549.2.9', 'SHA-256'],
  ['1.2.840.113549.2.10', 'SHA-384'], ['1.2.840.113549.2.11', 'SHA-512'],
  ['1.2.156.10197.1.401.2', 'SM3'], ['1.2.156.10197.1.401.3.1', 'SM3'],
])
const OID_OF_PRF = { 'SHA-256': '1.2.840.113549.2.9', SM3: '1.2.156.10197.1.401.2' } as const

const SM4_CBC = '1.2.156.10197.1.104.2'
const AES_256_CBC = '2.16.840.1.101.3.4.1.42'
const RC2_CBC = '1.2.840.113549.3.2'
const CIPHERS: ReadonlyMap<string, ContentCipher> = new Map<string, ContentCipher>([
  ['2.16.840.1.101.3.4.1.2', { name: 'AES-CBC', keyLength: 16, block: 16 }],
  ['2.16.840.1.101.3.4.1.22', { name: 'AES-CBC', keyLength: 24, block: 16 }],
  [AES_256_CBC, { name: 'AES-CBC', keyLength: 32, block: 16 }],
  [SM4_CBC, { name: 'SM4-CBC', keyLength: 16, block: 16 }],
  // Without the mode's arc; with an initialization vector it stands for CBC.
  ['1.2.156.10197.1.104', { name: 'SM4-CBC', keyLength: 16, block: 16 }],
  ['1.2.840.113549.3.7', { name: '3DES-CBC', keyLength: 24, block: 8 }],
  ['1.3.14.3.2.7', { name: 'DES-CBC', keyLength: 8, block: 8 }],
])

type Pbe =
  | { readonly kdf: 'PKCS #12'; readonly cipher: ContentCipher }
  | { readonly kdf: 'PBKDF1'; readonly hash: IteratedHashName; readonly cipher: ContentCipher }

const DES: ContentCipher = { name: 'DES-CBC', keyLength: 8, block: 8 }
const rc2 = (keyLength: number): ContentCipher => ({ name: 'RC2-CBC', keyLength, block: 8, effectiveBits: 8 * keyLength })
const PKCS12 = '1.2.840.113549.1.12.1.'
const PKCS5 = '1.2.840.113549.1.5.'
const PBES: ReadonlyMap<string, Pbe> = new Map<string, Pbe>([
  [`${PKCS12}1`, { kdf: 'PKCS #12', cipher: { name: 'RC4', keyLength: 16, block: 1 } }],
  [`${PKCS12}2`, { kdf: 'PKCS #12', cipher: { name: 'RC4', keyLength: 5, block: 1 } }],
  [`${PKCS12}3`, { kdf: 'PKCS #12', cipher: { name: '3DES-CBC', keyLength: 24, block: 8 } }],
  [`${PKCS12}4`, { kdf: 'PKCS #12', cipher: { name: '3DES-CBC', keyLength: 16, block: 8 } }],
  [`${PKCS12}5`, { kdf: 'PKCS #12', cipher: rc2(16) }],
  [`${PKCS12}6`, { kdf: 'PKCS #12', cipher: rc2(5) }],
  [`${PKCS5}3`, { kdf: 'PBKDF1', hash: 'MD5', cipher: DES }],
  [`${PKCS5}6`, { kdf: 'PBKDF1', hash: 'MD5', cipher: rc2(8) }],
  [`${PKCS5}10`, { kdf: 'PBKDF1', hash: 'SHA-1', cipher: DES }],
  [`${PKCS5}11`, { kdf: 'PBKDF1', hash: 'SHA-1', cipher: rc2(8) }],
])

interface Algorithm {
  readonly oid: string
  readonly parameters: DerElement | undefined
}

/** An AlgorithmIdentifier. */
export function readAlgorithm(element: DerElement): Algorithm {
  const fields = new Fields(element, 'AlgorithmIdentifier')
  const oid = readOid(fields.take())
  const parameters = fields.remaining > 0 ? fields.take() : undefined
  fields.end()
  return { oid, parameters }
}

function parametersOf({ parameters }: Algorithm): DerElement {
  if (parameters === undefined) throw damaged('parameters missing')
  return parameters
}

/** @throws KeySchemeUnsupportedError, FormatError */
export function readEncryptionScheme(element: DerElement, budget: Budget): Decrypt {
  const algorithm = readAlgorithm(element)
  if (PBES2.includes(algorithm.oid)) return readPbes2(parametersOf(algorithm), budget)
  const pbe = PBES.get(algorithm.oid)
  if (pbe === undefined) throw schemeUnsupported(algorithm.oid)
  const fields = new Fields(parametersOf(algorithm), 'PBEParameter')
  const salt = readOctetString(fields.take())
  const iterations = readSmallInteger(fields.take())
  fields.end()
  return async (password, content) => {
    const { cipher } = pbe
    if (pbe.kdf === 'PBKDF1') {
      const derived = pbkdf1(await iteratedHash(pbe.hash), password.utf8, salt, iterations, 16, budget)
      return decryptContent(cipher, derived.slice(0, 8), derived.slice(8), content)
    }
    const hash = await iteratedHash('SHA-1')
    const derive = (purpose: 1 | 2, length: number): Octets =>
      pkcs12Derivation(hash, purpose, password.bmp, salt, iterations, length, budget)
    const iv = cipher.block === 1 ? new Uint8Array(0) : derive(PKCS12_PURPOSE.iv, cipher.block)
    return decryptContent(cipher, derive(PKCS12_PURPOSE.key, cipher.keyLength), iv, content)
  }
}

function readPbes2(element: DerElement, budget: Budget): Decrypt {
  const fields = new Fields(element, 'PBES2-params')
  const kdf = readAlgorithm(fields.take())
  const encryption = readAlgorithm(fields.take())
  fields.end()
  const { cipher, iv } = readCipher(encryption)
  const derive = readKeyDerivation(kdf, budget, cipher.keyLength)
  return async (password, content) => decryptContent(cipher, await derive(password.utf8), iv, content)
}

function readCipher(encryption: Algorithm): { readonly cipher: ContentCipher; readonly iv: Uint8Array } {
  if (encryption.oid === RC2_CBC) {
    const fields = new Fields(parametersOf(encryption), 'RC2-CBC-Parameter')
    const version = readSmallInteger(fields.take())
    const iv = readOctetString(fields.take())
    fields.end()
    // RFC 8018 B.2.3: the version stands for the effective bits.
    const keyLength = new Map([[160, 5], [120, 8], [58, 16]]).get(version)
    if (keyLength === undefined) throw schemeUnsupported(`RC2 of version ${version}`)
    return { cipher: rc2(keyLength), iv: requireBlock(iv, 8) }
  }
  const cipher = CIPHERS.get(encryption.oid)
  if (cipher === undefined) throw schemeUnsupported(encryption.oid)
  return { cipher, iv: requireBlock(readOctetString(parametersOf(encryption)), cipher.block) }
}

function requireBlock(iv: Uint8Array, block: number): Uint8Array {
  if (iv.length !== block) throw damaged('initialization vector')
  return iv
}

/** PBKDF2 or scrypt; the key has the length that the cipher or MAC wants. */
function readKeyDerivation(kdf: Algorithm, budget: Budget, length: number): (password: Octets) => Promise<Octets> {
  if (kdf.oid === SCRYPT) {
    const fields = new Fields(parametersOf(kdf), 'scrypt-params')
    const salt = readOctetString(fields.take())
    const [n, r, p] = [readSmallInteger(fields.take()), readSmallInteger(fields.take()), readSmallInteger(fields.take())]
    requireLength(fields.optional(TAG.INTEGER), length)
    fields.end()
    return (password) => scrypt(password, salt, { n, r, p }, length, budget)
  }
  const { salt, iterations, keyLength, prf } = readPbkdf2(kdf)
  if (keyLength !== undefined && keyLength !== length) throw damaged('key length')
  return (password) => pbkdf2(prf, password, salt, iterations, length, budget)
}

function requireLength(element: DerElement | undefined, length: number): void {
  if (element !== undefined && readSmallInteger(element) !== length) throw damaged('key length')
}

export interface Pbkdf2Parameters {
  readonly salt: Uint8Array
  readonly iterations: number
  readonly keyLength?: number
  readonly prf: PrfName
}

function readPbkdf2(kdf: Algorithm): Pbkdf2Parameters {
  if (!PBKDF2.includes(kdf.oid)) throw schemeUnsupported(kdf.oid)
  const fields = new Fields(parametersOf(kdf), 'PBKDF2-params')
  const salt = readOctetString(fields.take())
  const iterations = readSmallInteger(fields.take())
  const length = fields.optional(TAG.INTEGER)
  const prfElement = fields.optional(TAG.SEQUENCE)
  fields.end()
  // GM/T 0091 has another default.
  const assumed = kdf.oid === PBKDF2[0] ? 'SHA-1' : 'SM3'
  const prf = prfElement === undefined ? assumed : readPrf(prfElement)
  return { salt, iterations, prf, ...(length !== undefined && { keyLength: readSmallInteger(length) }) }
}

/** The AlgorithmIdentifier of an HMAC. */
export function readPrf(element: DerElement): PrfName {
  const { oid, parameters } = readAlgorithm(element)
  if (parameters !== undefined) readNull(parameters)
  const prf = PRFS.get(oid)
  if (prf === undefined) throw schemeUnsupported(oid)
  return prf
}

/** PBKDF2 named on its own, as PBMAC1 does. */
export const readPbkdf2Algorithm = (element: DerElement): Pbkdf2Parameters => readPbkdf2(readAlgorithm(element))

/** What is written: AES-256 with HMAC-SHA-256, or SM4 with HMAC-SM3. */
export type WrittenScheme = 'AES-256' | 'SM4'

/** The AlgorithmIdentifier of PBKDF2, for PBES2 and PBMAC1. */
export const encodePbkdf2 = (salt: Uint8Array, iterations: number, prf: keyof typeof OID_OF_PRF, keyLength?: number): Octets =>
  encodeSequence(encodeOid(PBKDF2[0] as string), encodeSequence(
    encodeOctetString(salt), encodeInteger(iterations), ...(keyLength === undefined ? [] : [encodeInteger(keyLength)]), encodePrf(prf),
  ))

export const encodePrf = (prf: keyof typeof OID_OF_PRF): Octets => encodeSequence(encodeOid(OID_OF_PRF[prf]), encodeNull())

/** Encrypts by PBES2; answers with the AlgorithmIdentifier and the encrypted octets. */
export async function encryptByPassword(
  scheme: WrittenScheme, password: Password, content: Uint8Array, iterations: number, budget: Budget,
): Promise<{ readonly identifier: Octets; readonly content: Octets }> {
  const [prf, oid, keyLength] = scheme === 'SM4' ? (['SM3', SM4_CBC, 16] as const) : (['SHA-256', AES_256_CBC, 32] as const)
  const salt = randomOctets(16)
  const iv = randomOctets(16)
  const key = await pbkdf2(prf, password.utf8, salt, iterations, keyLength, budget)
  const identifier = encodeSequence(encodeOid(PBES2[0] as string), encodeSequence(
    encodePbkdf2(salt, iterations, prf), encodeSequence(encodeOid(oid), encodeOctetString(iv)),
  ))
  return { identifier, content: await encryptContent(scheme === 'SM4' ? 'SM4-CBC' : 'AES-CBC', key, iv, content) }
}
