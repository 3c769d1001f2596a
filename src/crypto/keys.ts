/**
 * Public keys as certificates and tokens carry them: SubjectPublicKeyInfo (RFC 5280 4.1.2.7) read into one union, each
 * key checked to be one. Whether a key is strong enough is for policy: `bits` says how long it is.
 */
import { FormatError, UnsupportedAlgorithmError } from '../errors.ts'
import { finding } from '../diagnostics/index.ts'
import type { Locator } from '../diagnostics/index.ts'
import { TAG, readNested } from '../encoding/der.ts'
import type { DerElement } from '../encoding/der.ts'
import { Fields } from '../encoding/der-fields.ts'
import { readBitStringOctets, readNull, readOid, readUnsignedInteger } from '../encoding/der-values.ts'
import { encodeBitString, encodeInteger, encodeNull, encodeOid, encodeSequence } from '../encoding/der-writer.ts'
import { concatOctets } from '../encoding/octets.ts'
import { CURVES, curveByOid, decodePoint } from './curves.ts'
import { ed25519PointProblem } from './ed25519.ts'
import { RSA_PSS_OID, parsePssParameters } from './rsa-pss-parameters.ts'
import type { PssParameters } from './rsa-pss-parameters.ts'
import { parseSm2PublicKey } from './sm2-key.ts'
import type { Sm2PublicKey } from './sm2-key.ts'

export interface RsaPublicKey {
  readonly type: 'RSA'
  /** Length of the modulus. */
  readonly bits: number
  readonly modulus: bigint
  readonly exponent: bigint
  /** The key is for RSASSA-PSS alone (RFC 4055 clause 1.2). */
  readonly pssOnly: boolean
  /** Restricts such a key further. */
  readonly pssParameters?: PssParameters
}

export interface EcPublicKey {
  readonly type: 'EC'
  readonly curve: 'P-256' | 'P-384' | 'P-521'
  readonly bits: number
  /** X then Y. */
  readonly point: Uint8Array
}

export interface EdPublicKey {
  readonly type: 'Ed25519' | 'Ed448'
  readonly bits: number
  /** The encoded point (RFC 8032): 32 octets, checked, or 57 octets, of which only the length is checked. */
  readonly octets: Uint8Array
}

/** A key of an algorithm that nothing here can use. Certificates with one can be read and shown, not verified with. */
export interface UnsupportedPublicKey {
  readonly type: 'unsupported'
  readonly bits: 0
  /** OID of the algorithm, or of the curve where that is what is not known. */
  readonly algorithm: string
}

export type PublicKey = Sm2PublicKey | RsaPublicKey | EcPublicKey | EdPublicKey | UnsupportedPublicKey

const OID = {
  RSA: '1.2.840.113549.1.1.1',
  RSA_PSS: RSA_PSS_OID,
  EC: '1.2.840.10045.2.1',
  SM2: CURVES.SM2.oid,
  ED25519: '1.3.101.112',
  ED448: '1.3.101.113',
}

const RSA_MINIMUM_BITS = 1024
/** The longest modulus and exponent that platforms take: OpenSSL has the same two limits. */
const RSA_MAXIMUM_BITS = 16_384
const RSA_EXPONENT_LIMIT = 1n << 64n

const invalid = (at: Locator, keyType: string, reason: string): FormatError =>
  new FormatError(finding('KEY_INVALID', at, { keyType, reason }))

/**
 * Reads a SubjectPublicKeyInfo. Curves are named ones only.
 * @throws FormatError when it is not one or the key in it is not a key; UnsupportedAlgorithmError
 *   (`KEY_CURVE_NOT_NAMED`) when curve parameters are spelled out, or when RSASSA-PSS parameters name what is not in
 *   the table. Keys of other algorithms give `type: 'unsupported'`.
 */
export function parseSpki(element: DerElement): PublicKey {
  const { at } = element.rules
  const spki = new Fields(element, 'SubjectPublicKeyInfo')
  const algorithm = new Fields(spki.take(), 'AlgorithmIdentifier')
  const oid = readOid(algorithm.take())
  const parameters = algorithm.remaining > 0 ? algorithm.take() : undefined
  algorithm.end()
  const keyElement = spki.take(TAG.BIT_STRING, TAG.BIT_STRING | 0x20)
  const key = readBitStringOctets(keyElement)
  spki.end()
  switch (oid) {
    case OID.RSA:
      if (parameters !== undefined) readNull(parameters)
      return parseRsaKey(readNested(key, keyElement), { pssOnly: false })
    case OID.RSA_PSS:
      return parseRsaKey(readNested(key, keyElement), {
        pssOnly: true, ...(parameters !== undefined && { pssParameters: parsePssParameters(parameters) }),
      })
    case OID.EC:
      return parseEcKey(namedCurve(parameters, at), key, at)
    case OID.SM2:
      // GM/T 0015 names the algorithm by the curve's OID; the parameters then say it again or nothing.
      if (parameters !== undefined && parameters.tag !== TAG.NULL) return parseEcKey(namedCurve(parameters, at), key, at)
      if (parameters !== undefined) readNull(parameters)
      return parseSm2PublicKey(key, at)
    case OID.ED25519:
    case OID.ED448: {
      const [type, bits, length] = oid === OID.ED25519 ? (['Ed25519', 256, 32] as const) : (['Ed448', 456, 57] as const)
      if (parameters !== undefined) throw invalid(at, type, 'parameters')
      if (key.length !== length) throw invalid(at, type, 'length')
      return type === 'Ed25519' ? ed25519PublicKey(key, at) : { type, bits, octets: key }
    }
    default:
      return { type: 'unsupported', bits: 0, algorithm: oid }
  }
}

function namedCurve(parameters: DerElement | undefined, at: Locator): string {
  // Explicit parameters let an attacker choose the base point for somebody else's key (CVE-2020-0601).
  if (parameters?.tag !== TAG.OBJECT_IDENTIFIER) throw new UnsupportedAlgorithmError(finding('KEY_CURVE_NOT_NAMED', at))
  return readOid(parameters)
}

function parseEcKey(curveOid: string, octets: Uint8Array, at: Locator): PublicKey {
  const curve = curveByOid(curveOid)
  if (curve === undefined) return { type: 'unsupported', bits: 0, algorithm: curveOid }
  return curve.name === 'SM2' ? parseSm2PublicKey(octets, at) : ecPublicKey(curve.name, octets, at)
}

/**
 * An EC public key of a named curve and an encoded point, uncompressed or compressed.
 * @throws FormatError (`KEY_INVALID`) when the point is not one of the curve
 */
export function ecPublicKey(curve: EcPublicKey['curve'], octets: Uint8Array, at: Locator = []): EcPublicKey {
  const point = decodePoint(CURVES[curve], octets)
  if (typeof point === 'string') throw invalid(at, curve, point)
  return { type: 'EC', curve, bits: CURVES[curve].bits, point }
}

/**
 * An Ed25519 public key of its 32 octets.
 * @throws FormatError (`KEY_INVALID`) when they are not a canonical point of the curve or the point is of small order
 */
export function ed25519PublicKey(octets: Uint8Array, at: Locator = []): EdPublicKey {
  const problem = octets.length === 32 ? ed25519PointProblem(octets) : 'length'
  if (problem !== undefined) throw invalid(at, 'Ed25519', problem)
  return { type: 'Ed25519', bits: 256, octets }
}

function parseRsaKey(element: DerElement, pss: Pick<RsaPublicKey, 'pssOnly' | 'pssParameters'>): RsaPublicKey {
  const fields = new Fields(element, 'RSAPublicKey')
  const modulus = readUnsignedInteger(fields.take())
  const exponent = readUnsignedInteger(fields.take())
  fields.end()
  return { ...rsaPublicKey(modulus, exponent, element.rules.at), ...pss }
}

/**
 * An RSA public key of its two numbers: odd modulus of 1024 to 16,384 bits, odd exponent from 3 up to 2^64.
 * @throws FormatError (`KEY_INVALID`)
 */
export function rsaPublicKey(modulus: bigint, exponent: bigint, at: Locator = []): RsaPublicKey {
  const bits = modulus <= 0n ? 0 : modulus.toString(2).length
  if (bits < RSA_MINIMUM_BITS) throw invalid(at, 'RSA', 'modulus too short')
  if (bits > RSA_MAXIMUM_BITS) throw invalid(at, 'RSA', 'modulus too long')
  if ((modulus & 1n) === 0n) throw invalid(at, 'RSA', 'modulus even')
  // With exponent 1 every padded digest is its own signature.
  if (exponent < 3n || (exponent & 1n) === 0n || exponent >= RSA_EXPONENT_LIMIT) throw invalid(at, 'RSA', 'exponent')
  return { type: 'RSA', bits, modulus, exponent, pssOnly: false }
}

/**
 * A SubjectPublicKeyInfo of a key, in the plainest form: named curve, uncompressed point, rsaEncryption for every RSA
 * key (WebCrypto takes no other). Not the octets that the key came from.
 * @throws TypeError for an unsupported key
 */
export function encodeSpki(key: PublicKey): Uint8Array<ArrayBuffer> {
  const spki = (algorithm: readonly Uint8Array[], octets: Uint8Array): Uint8Array<ArrayBuffer> =>
    encodeSequence(encodeSequence(...algorithm), encodeBitString(octets))
  switch (key.type) {
    case 'SM2':
      return spki([encodeOid(OID.EC), encodeOid(OID.SM2)], key.octets)
    case 'EC':
      return spki([encodeOid(OID.EC), encodeOid(CURVES[key.curve].oid)], concatOctets(Uint8Array.of(4), key.point))
    case 'RSA':
      return spki([encodeOid(OID.RSA), encodeNull()], encodeSequence(encodeInteger(key.modulus), encodeInteger(key.exponent)))
    case 'Ed25519':
      return spki([encodeOid(OID.ED25519)], key.octets)
    case 'Ed448':
      return spki([encodeOid(OID.ED448)], key.octets)
    case 'unsupported':
      throw new TypeError('a key of an unsupported algorithm cannot be encoded')
  }
}
