/**
 * SM2 private keys out of plain PKCS#8 (RFC 5208) and SEC 1 (RFC 5915) structures, for fixtures, tools and the signing
 * side. Encrypted containers are not read here. Errors never quote the octets.
 */
import { FormatError, UnsupportedAlgorithmError } from '../errors.ts'
import { finding } from '../diagnostics/index.ts'
import { TAG, context, readNested } from '../encoding/der.ts'
import type { DerElement } from '../encoding/der.ts'
import { Fields } from '../encoding/der-fields.ts'
import { readBitStringOctets, readOctetString, readOid, readSmallInteger } from '../encoding/der-values.ts'
import {
  encodeBitString, encodeExplicit, encodeInteger, encodeOctetString, encodeOid, encodeSequence,
} from '../encoding/der-writer.ts'
import { concatOctets, equalOctets } from '../encoding/octets.ts'
import { CURVES } from './curves.ts'
import { isSm2PrivateKey, parseSm2PublicKey, sm2PublicKeyOf } from './sm2-key.ts'

const EC = '1.2.840.10045.2.1'
const SM2 = CURVES.SM2.oid

const invalid = (element: DerElement, reason: string): FormatError =>
  new FormatError(finding('SM2_PRIVATE_KEY_INVALID', element.rules.at, { reason }))

const unsupported = (element: DerElement, algorithm: string): UnsupportedAlgorithmError =>
  new UnsupportedAlgorithmError(finding('KEY_ALGORITHM_UNSUPPORTED', element.rules.at, { algorithm }))

function requireSm2Curve(parameters: DerElement | undefined, element: DerElement): void {
  if (parameters?.tag !== TAG.OBJECT_IDENTIFIER) {
    throw new UnsupportedAlgorithmError(finding('KEY_CURVE_NOT_NAMED', element.rules.at))
  }
  if (readOid(parameters) !== SM2) throw unsupported(element, readOid(parameters))
}

/**
 * The private key, 32 octets, of an ECPrivateKey. Scalars written with 31 or 33 octets are taken for what they are; a
 * public key beside it must be its own.
 * @throws FormatError, also when the curve is not named; UnsupportedAlgorithmError for another curve
 */
export function sm2PrivateKeyFromSec1(element: DerElement): Uint8Array<ArrayBuffer> {
  return readEcPrivateKey(element, 'curve named inside')
}

function readEcPrivateKey(element: DerElement, curve: 'curve named inside' | 'curve known'): Uint8Array<ArrayBuffer> {
  const fields = new Fields(element, 'ECPrivateKey')
  if (readSmallInteger(fields.take()) !== 1) throw invalid(element, 'version')
  const scalar = readOctetString(fields.take())
  const parameters = fields.optional(context(0))
  const publicKey = fields.optional(context(1))
  fields.end()
  if (parameters !== undefined) {
    const inner = new Fields(parameters, 'ECParameters', context(0))
    requireSm2Curve(inner.take(), element)
    inner.end()
  } else if (curve === 'curve named inside') {
    throw invalid(element, 'curve not named')
  }
  const leading = Math.max(0, scalar.length - 32)
  const privateKey = concatOctets(new Uint8Array(Math.max(0, 32 - scalar.length)), scalar.subarray(leading))
  if (leading > 1 || scalar.subarray(0, leading).some((octet) => octet !== 0) || !isSm2PrivateKey(privateKey)) {
    throw invalid(element, 'value')
  }
  if (publicKey !== undefined) {
    const inner = new Fields(publicKey, 'ECPrivateKey', context(1))
    const given = parseSm2PublicKey(readBitStringOctets(inner.take()), element.rules.at)
    inner.end()
    if (!equalOctets(given.point, sm2PublicKeyOf(privateKey).point)) throw invalid(element, 'public key of another key')
  }
  return privateKey
}

/**
 * The private key of a plain PrivateKeyInfo.
 * @throws FormatError, UnsupportedAlgorithmError for keys that are not SM2
 */
export function sm2PrivateKeyFromPkcs8(element: DerElement): Uint8Array<ArrayBuffer> {
  const fields = new Fields(element, 'PrivateKeyInfo')
  if (readSmallInteger(fields.take()) > 1) throw invalid(element, 'version')
  const algorithm = new Fields(fields.take(), 'AlgorithmIdentifier')
  const oid = readOid(algorithm.take())
  const parameters = algorithm.remaining > 0 ? algorithm.take() : undefined
  algorithm.end()
  const keyElement = fields.take(TAG.OCTET_STRING, TAG.OCTET_STRING | 0x20)
  // Attributes and, in version 1, the public key again (RFC 5958) may follow; the scalar decides.
  if (oid === EC) {
    requireSm2Curve(parameters, element)
  } else if (oid !== SM2) {
    throw unsupported(element, oid)
  }
  return readEcPrivateKey(readNested(readOctetString(keyElement), keyElement), 'curve known')
}

/** A plain PrivateKeyInfo of a private key, as OpenSSL writes it. @throws RangeError when it is not a private key */
export function encodeSm2Pkcs8(privateKey: Uint8Array): Uint8Array<ArrayBuffer> {
  const publicKey = sm2PublicKeyOf(privateKey)
  return encodeSequence(
    encodeInteger(0),
    encodeSequence(encodeOid(EC), encodeOid(SM2)),
    encodeOctetString(encodeSequence(
      encodeInteger(1), encodeOctetString(privateKey), encodeExplicit(1, encodeBitString(publicKey.octets)),
    )),
  )
}
