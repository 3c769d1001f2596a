/**
 * Signers with keys in memory: SM2 by `crypto/`, the rest by WebCrypto. For tests, tools and keys of little worth; keys
 * that matter stay in a device or a service behind the same interface.
 */
import { exportJWK, importJWK, importPKCS8 } from 'jose'
import type { CryptoKey } from 'jose'
import { VerificationError } from '../errors.ts'
import { Budget } from '../limits.ts'
import { TAG, readDer } from '../encoding/der.ts'
import { Fields } from '../encoding/der-fields.ts'
import { readOid } from '../encoding/der-values.ts'
import { isJsonObject, parseJson } from '../encoding/json.ts'
import type { JsonObject } from '../encoding/json.ts'
import { parsePem, toPem } from '../encoding/pem.ts'
import { CURVES, sm2PrivateKeyFromPkcs8, sm2PrivateKeyFromSec1, sm2PublicKeyOf, sm2Sign } from '../crypto/index.ts'
import type { PublicKey, SignatureAlgorithm, Sm2SignOptions } from '../crypto/index.ts'
import { signatureFromDer } from '../crypto/signature-value.ts'
import { subtle, unshared } from '../crypto/webcrypto.ts'
import { SM2_JWS_NAME, isKeyFor, jwsAlgorithm } from './algorithms.ts'
import type { JwsAlgorithm, Sm2JwsOptions } from './algorithms.ts'
import { jwkThumbprint, parseJwk } from './jwk.ts'
import { publicMembers, sm2PrivateOctets } from './private-jwk.ts'

/** Signs octets with a key that may be anywhere. */
export interface JwsSigner {
  /** As it is to stand in `alg`. */
  readonly algorithm: string
  /** As it is to stand in `kid`. */
  readonly kid?: string
  /** The key that its signatures verify with, where it is known. */
  readonly publicKey?: PublicKey
  /** @returns the signature, in the encoding that the algorithm has in JOSE: r then s for ECDSA and SM2 */
  sign(input: Uint8Array): Promise<Uint8Array>
}

export interface SignerOptions {
  /** @default by the key: `SM2-SM3`, `ES256`, `ES384`, `ES512`, `EdDSA`, `PS256` */
  readonly algorithm?: string
  /** @default the thumbprint of the public key (RFC 7638, SHA-256) */
  readonly kid?: string
  /** For SM2 keys. @default r then s, default user id */
  readonly sm2?: Sm2JwsOptions & Pick<Sm2SignOptions, 'hedge'>
}

/**
 * A signer with an SM2 private key of 32 octets.
 * @throws RangeError when it is not one; TypeError for an algorithm that is not SM2
 */
export async function sm2Signer(privateKey: Uint8Array, options: SignerOptions = {}): Promise<JwsSigner> {
  const publicKey = sm2PublicKeyOf(privateKey)
  const algorithm = algorithmFor(options.algorithm ?? SM2_JWS_NAME, 'SM2')
  const own = Uint8Array.from(privateKey)
  return Object.freeze({
    algorithm: algorithm.name,
    kid: options.kid ?? (await jwkThumbprint(publicKey)),
    publicKey,
    sign: (input: Uint8Array) => Promise.resolve(sm2Sign(own, input, { encoding: 'raw', ...options.sm2 })),
  })
}

/**
 * A signer with a private key of WebCrypto's, extractable or not. `kid` has no default here: the key does not tell.
 * @throws TypeError for an algorithm that WebCrypto does not do, or that is not the key's
 */
export function webSigner(privateKey: CryptoKey, options: { readonly algorithm: string; readonly kid?: string; readonly publicKey?: PublicKey }): JwsSigner {
  const { entry, name } = algorithmFor(options.algorithm)
  const parameters = signParameters(entry)
  if (privateKey.type !== 'private' || privateKey.algorithm.name !== parameters.name) throw new TypeError(`not a private key for ${name}`)
  return Object.freeze({
    algorithm: name,
    ...(options.kid !== undefined && { kid: options.kid }),
    ...(options.publicKey !== undefined && { publicKey: options.publicKey }),
    sign: async (input: Uint8Array) => new Uint8Array(await subtle(parameters.name).sign(parameters, privateKey, unshared(input))),
  })
}

function signParameters({ keyType, digest, pss }: SignatureAlgorithm): Algorithm | EcdsaParams | RsaPssParams {
  switch (keyType) {
    case 'EC':
      return { name: 'ECDSA', hash: digest?.name ?? '' }
    case 'RSA':
      return pss === undefined ? { name: 'RSASSA-PKCS1-v1_5' } : { name: 'RSA-PSS', saltLength: pss.saltLength }
    case 'Ed25519':
      return { name: 'Ed25519' }
    case 'Ed448':
    case 'SM2':
      throw new TypeError(`WebCrypto does not sign with keys of type ${keyType}`)
  }
}

function algorithmFor(name: string, keyType?: SignatureAlgorithm['keyType']): JwsAlgorithm {
  const algorithm = jwsAlgorithm(name)
  if (algorithm === undefined || (keyType !== undefined && algorithm.entry.keyType !== keyType)) {
    throw new TypeError(`not an algorithm for ${keyType ?? 'signing'}: ${name}`)
  }
  return algorithm
}

/** RFC 5915, and what OpenSSL writes over the same structure for SM2. */
const SEC1_LABELS = ['EC PRIVATE KEY', 'SM2 PRIVATE KEY']

/**
 * A signer with the private key of a PEM text: `PRIVATE KEY` (PKCS #8, not encrypted), or `EC PRIVATE KEY` for SM2.
 * @throws TypeError when there is no usable private key in it; never with the key in the message
 */
export async function signerFromPem(pem: string, options: SignerOptions = {}): Promise<JwsSigner> {
  const block = parsePem(pem).find(({ label }) => label === 'PRIVATE KEY' || SEC1_LABELS.includes(label))
  if (block === undefined) throw new TypeError('no PRIVATE KEY block: an unencrypted PKCS #8 key in PEM is wanted')
  try {
    const element = readDer(block.bytes, { budget: new Budget() })
    if (SEC1_LABELS.includes(block.label)) return await sm2Signer(sm2PrivateKeyFromSec1(element), options)
    const found = algorithmOfPkcs8(block.bytes)
    if (found === SM2_JWS_NAME) return await sm2Signer(sm2PrivateKeyFromPkcs8(element), options)
    const algorithm = options.algorithm ?? found
    if (algorithm === undefined) throw new TypeError('a private key of an algorithm that is not supported')
    return await fromPlatform(await importPKCS8(toPem('PRIVATE KEY', block.bytes), algorithm, { extractable: true }), algorithm, options)
  } catch (cause) {
    throw unusable(cause)
  }
}

/**
 * A signer with a private JWK: `EC` (SM2 and NIST curves), `OKP` (Ed25519) or `RSA`.
 * @throws TypeError when it is no usable private key; never with the key in the message
 */
export async function signerFromJwk(input: string | JsonObject, options: SignerOptions = {}): Promise<JwsSigner> {
  try {
    const jwk = typeof input === 'string' ? parseJson(input, { budget: new Budget() }) : input
    if (!isJsonObject(jwk)) throw new TypeError('a JWK is an object')
    const publicKey = parseJwk(publicMembers(jwk)).key
    const named = options.kid ?? jwk['kid']
    const withKid = typeof named === 'string' ? { ...options, kid: named } : options
    if (publicKey.type === 'SM2') {
      return await sm2Signer(sm2PrivateOctets(jwk, publicKey), withKid)
    }
    const stated = typeof jwk['alg'] === 'string' ? jwk['alg'] : undefined
    const algorithm = options.algorithm ?? stated ?? DEFAULTS.get(publicKey.type === 'EC' ? publicKey.curve : publicKey.type)
    if (algorithm === undefined || typeof jwk['d'] !== 'string') throw new TypeError('no private key in it')
    return await fromPlatform(await importJWK({ ...jwk }, algorithm, { extractable: true }), algorithm, withKid)
  } catch (cause) {
    throw unusable(cause)
  }
}

const DEFAULTS: ReadonlyMap<string, string> = new Map([
  ['SM2', SM2_JWS_NAME], ['P-256', 'ES256'], ['P-384', 'ES384'], ['P-521', 'ES512'], ['Ed25519', 'EdDSA'], ['RSA', 'PS256'],
])

/** By the key's OIDs (RFC 5958, RFC 5480, RFC 8410; GM/T 0015 names SM2 by its curve). @throws FormatError */
function algorithmOfPkcs8(der: Uint8Array): string | undefined {
  const [, identifier] = readDer(der, { budget: new Budget() }).children
  if (identifier === undefined) return undefined
  const fields = new Fields(identifier, 'AlgorithmIdentifier')
  const oid = readOid(fields.take())
  const parameters = fields.peek()
  if (oid === '1.3.101.112') return DEFAULTS.get('Ed25519')
  if (oid === '1.2.840.113549.1.1.1') return DEFAULTS.get('RSA')
  const named = oid === CURVES.SM2.oid ? oid : parameters?.tag === TAG.OBJECT_IDENTIFIER ? readOid(parameters) : undefined
  const curve = Object.values(CURVES).find((one) => one.oid === named)
  return curve && DEFAULTS.get(curve.name)
}

async function fromPlatform(privateKey: CryptoKey | Uint8Array, algorithm: string, options: SignerOptions): Promise<JwsSigner> {
  if (privateKey instanceof Uint8Array) throw new TypeError('a symmetric key does not sign')
  const { key: publicKey } = parseJwk(publicMembers(await exportJWK(privateKey)))
  return webSigner(privateKey, { algorithm, kid: options.kid ?? (await jwkThumbprint(publicKey)), publicKey })
}

/** One kind of error for whoever gave the key; the cause says which rule it broke and quotes no octets. */
function unusable(cause: unknown): TypeError {
  if (cause instanceof TypeError && !(cause instanceof VerificationError)) return cause
  return new TypeError(`the private key cannot be used: ${cause instanceof VerificationError ? cause.code : 'refused by the platform'}`, { cause })
}

/** JOSE names of the algorithm table's entries, for signers that name those. ECDSA: the one curve that goes with the digest. */
const JOSE_NAMES: ReadonlyMap<string, readonly [alg: string, size: number | undefined]> = new Map([
  ['SM2-SM3', [SM2_JWS_NAME, 32]], ['Ed25519', ['EdDSA', undefined]],
  ['ECDSA-SHA-256', ['ES256', 32]], ['ECDSA-SHA-384', ['ES384', 48]], ['ECDSA-SHA-512', ['ES512', 66]],
  ['RSA-SHA-256', ['RS256', undefined]], ['RSA-SHA-384', ['RS384', undefined]], ['RSA-SHA-512', ['RS512', undefined]],
  ['RSA-PSS-SHA-256', ['PS256', undefined]], ['RSA-PSS-SHA-384', ['PS384', undefined]], ['RSA-PSS-SHA-512', ['PS512', undefined]],
])

/** What signs documents: an algorithm of the table, and signatures as certificates have them (SM2 and ECDSA in DER). */
interface TableSigner {
  readonly algorithm: string
  sign(bytes: Uint8Array): Promise<Uint8Array>
}

/**
 * A signer for JWS out of one for documents: a token, a module or a service behind the `Signer` of the signing side.
 * @throws TypeError for an algorithm that JOSE has no name for, and for a public key of another one
 */
export async function signerOfDocuments(signer: TableSigner, publicKey: PublicKey, options: { readonly kid?: string } = {}): Promise<JwsSigner> {
  const [name, size] = JOSE_NAMES.get(signer.algorithm) ?? []
  const algorithm = algorithmFor(name ?? signer.algorithm)
  if (!isKeyFor(algorithm, publicKey)) throw new TypeError(`a key of type ${publicKey.type} does not verify ${algorithm.name}`)
  return Object.freeze({
    algorithm: algorithm.name,
    kid: options.kid ?? (await jwkThumbprint(publicKey)),
    publicKey,
    sign: async (input: Uint8Array) => {
      const signature = await signer.sign(input)
      const raw = size === undefined ? signature : signatureFromDer(signature, size)
      if (raw === undefined) throw new TypeError('the signer gave no DER signature')
      return raw
    },
  })
}
