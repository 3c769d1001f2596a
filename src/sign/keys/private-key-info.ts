/**
 * Plain private keys: PrivateKeyInfo of PKCS #8 (RFC 5208, RFC 5958), ECPrivateKey of SEC 1 (RFC 5915) and RSAPrivateKey
 * of PKCS #1 (RFC 8017), each checked to be a key: the numbers belong together, the public key beside it is its own.
 */
import { TAG, context, readNested } from '../../encoding/der.ts'
import type { DerElement } from '../../encoding/der.ts'
import { Fields } from '../../encoding/der-fields.ts'
import {
  readBitStringOctets, readOctetString, readOid, readSmallInteger, readUnsignedInteger,
} from '../../encoding/der-values.ts'
import {
  encodeBitString, encodeElement, encodeExplicit, encodeInteger, encodeNull, encodeOctetString, encodeOid, encodeSequence,
} from '../../encoding/der-writer.ts'
import { concatOctets, equalOctets, fromBase64 } from '../../encoding/octets.ts'
import { CURVES, curveByOid } from '../../crypto/curves.ts'
import type { EcPublicKey } from '../../crypto/keys.ts'
import { ecPublicKey, ed25519PublicKey, rsaPublicKey } from '../../crypto/keys.ts'
import { RSA_PSS_OID, parsePssParameters } from '../../crypto/rsa-pss-parameters.ts'
import type { PssParameters } from '../../crypto/rsa-pss-parameters.ts'
import { sm2PrivateKeyFromPkcs8, sm2PrivateKeyFromSec1 } from '../../crypto/sm2-private-key.ts'
import { subtle } from '../../crypto/webcrypto.ts'
import { damaged, schemeUnsupported } from './errors.ts'
import { publicPointOf } from './ec-scalar.ts'
import { privateKeyOf, sm2PrivateKey } from './private-key.ts'
import type { PrivateKey } from './private-key.ts'

const RSA = '1.2.840.113549.1.1.1'
const EC = '1.2.840.10045.2.1'
const ED25519 = '1.3.101.112'
const SM2 = CURVES.SM2.oid

/** A key of a PrivateKeyInfo. @throws FormatError and the errors of this folder */
export async function readPrivateKeyInfo(element: DerElement): Promise<PrivateKey> {
  const fields = new Fields(element, 'PrivateKeyInfo')
  if (readSmallInteger(fields.take()) > 1) throw damaged('version')
  const algorithm = new Fields(fields.take(), 'AlgorithmIdentifier')
  const oid = readOid(algorithm.take())
  const parameters = algorithm.remaining > 0 ? algorithm.take() : undefined
  algorithm.end()
  const keyElement = fields.take(TAG.OCTET_STRING, TAG.OCTET_STRING | 0x20)
  const key = readOctetString(keyElement)
  fields.optional(context(0))
  const publicKey = fields.optional(0x81, 0xa1)
  fields.end()
  switch (oid) {
    case RSA:
      return readRsaPrivateKey(readNested(key, keyElement))
    case RSA_PSS_OID:
      return readRsaPrivateKey(readNested(key, keyElement), {
        pssOnly: true, ...(parameters !== undefined && { pssParameters: parsePssParameters(parameters) }),
      })
    case SM2:
      return sm2PrivateKey(sm2PrivateKeyFromPkcs8(element))
    case EC: {
      const curve = namedCurve(parameters)
      return curve === 'SM2' ? sm2PrivateKey(sm2PrivateKeyFromPkcs8(element)) : ecKey(readNested(key, keyElement), curve)
    }
    case ED25519: {
      const seed = readOctetString(readNested(key, keyElement))
      return ed25519Key(seed, publicKey && readBitStringOctets(publicKey, publicKey.tag & ~0x20))
    }
    default:
      throw schemeUnsupported(oid)
  }
}

function namedCurve(parameters: DerElement | undefined): EcPublicKey['curve'] | 'SM2' {
  if (parameters === undefined) throw damaged('curve not named')
  if (parameters.tag !== TAG.OBJECT_IDENTIFIER) throw schemeUnsupported('explicit curve parameters')
  const curve = curveByOid(readOid(parameters))
  if (curve === undefined) throw schemeUnsupported(readOid(parameters))
  return curve.name
}

/** A key of an ECPrivateKey that names its curve itself. */
export function readSec1(element: DerElement): PrivateKey {
  const parameters = element.children.find(({ tag }) => tag === context(0))?.children[0]
  const curve = namedCurve(parameters)
  return curve === 'SM2' ? sm2PrivateKey(sm2PrivateKeyFromSec1(element)) : ecKey(element, curve)
}

function ecKey(element: DerElement, curve: EcPublicKey['curve']): PrivateKey {
  const { size } = CURVES[curve]
  const fields = new Fields(element, 'ECPrivateKey')
  if (readSmallInteger(fields.take()) !== 1) throw damaged('version')
  const written = readOctetString(fields.take())
  const parameters = fields.optional(context(0))
  const given = fields.optional(context(1))
  fields.end()
  if (parameters !== undefined && namedCurve(parameters.children[0]) !== curve) throw damaged('two curves')
  // Writers that drop or add zero octets in front are known.
  const extra = Math.max(0, written.length - size)
  if (extra > 1 || written.subarray(0, extra).some((octet) => octet !== 0)) throw damaged('private key value')
  const scalar = concatOctets(new Uint8Array(Math.max(0, size - written.length)), written.subarray(extra))
  const point = publicPointOf(curve, scalar)
  if (point === undefined) throw damaged('private key value')
  const publicKey = ecPublicKey(curve, point)
  if (given !== undefined) {
    const inner = new Fields(given, 'ECPrivateKey', context(1))
    const stated = ecPublicKey(curve, readBitStringOctets(inner.take()))
    inner.end()
    if (!equalOctets(stated.point, publicKey.point)) throw damaged('public key of another key')
  }
  const pkcs8 = encodeSequence(
    encodeInteger(0), encodeSequence(encodeOid(EC), encodeOid(CURVES[curve].oid)),
    encodeOctetString(encodeSequence(encodeInteger(1), encodeOctetString(scalar), encodeExplicit(1, encodeBitString(point)))),
  )
  return privateKeyOf(publicKey, { pkcs8, scalar })
}

/**
 * A key of an RSAPrivateKey with two primes. All eight numbers must belong together: with one of them wrong, a single
 * signature can give the primes away (Boneh, DeMillo and Lipton).
 */
export function readRsaPrivateKey(
  element: DerElement, pss: { readonly pssOnly: boolean; readonly pssParameters?: PssParameters } = { pssOnly: false },
): PrivateKey {
  const fields = new Fields(element, 'RSAPrivateKey')
  if (readSmallInteger(fields.take()) !== 0) throw schemeUnsupported('RSA with more than two primes')
  const take = (): bigint => readUnsignedInteger(fields.take())
  const [n, e, d, p, q, dp, dq, qi] = [take(), take(), take(), take(), take(), take(), take(), take()]
  fields.end()
  const publicKey = { ...rsaPublicKey(n, e), ...pss }
  // An odd modulus of its two factors, neither 1: both are odd and above 2.
  const fits = p > 1n && q > 1n && p * q === n && d > 0n && d < n &&
    (d * e) % (p - 1n) === 1n && (d * e) % (q - 1n) === 1n && dp === d % (p - 1n) && dq === d % (q - 1n) && (qi * q) % p === 1n
  if (!fits) throw damaged('RSA numbers')
  const numbers = [0n, n, e, d, p, q, dp, dq, qi].map((number) => encodeInteger(number))
  const pkcs8 = encodeSequence(
    encodeInteger(0), encodeSequence(encodeOid(RSA), encodeNull()), encodeOctetString(encodeSequence(...numbers)),
  )
  return privateKeyOf(publicKey, { pkcs8 })
}

async function ed25519Key(seed: Uint8Array, given: Uint8Array | undefined): Promise<PrivateKey> {
  if (seed.length !== 32) throw damaged('private key value')
  const pkcs8 = encodeSequence(
    encodeInteger(0), encodeSequence(encodeOid(ED25519)), encodeOctetString(encodeElement(TAG.OCTET_STRING, seed)),
  )
  const { x = '' } = await exported(pkcs8)
  const publicKey = ed25519PublicKey(fromBase64(x.replaceAll('-', '+').replaceAll('_', '/') + '=') ?? new Uint8Array(0))
  if (given !== undefined && !equalOctets(given, publicKey.octets)) throw damaged('public key of another key')
  return privateKeyOf(publicKey, { pkcs8 })
}

/** The platform knows how a seed becomes a public key. */
async function exported(pkcs8: Uint8Array<ArrayBuffer>): Promise<JsonWebKey> {
  const web = subtle('Ed25519')
  try {
    return await web.exportKey('jwk', await web.importKey('pkcs8', pkcs8, 'Ed25519', true, ['sign']))
  } catch {
    // The octets are 32 as they should be: what is refused is the algorithm. The cause is not passed on: it saw the key.
    throw schemeUnsupported('Ed25519 (not offered by this platform)')
  }
}
