/**
 * The one table of signature algorithms: OIDs (with their parameters) and JOSE names resolve here to an entry, once, and
 * below that nobody lists algorithms. The signature's identifier chooses the algorithm, never the key: an SM2 key does
 * not verify ECDSA, nor the other way round.
 */
import { FormatError, UnsupportedAlgorithmError } from '../errors.ts'
import { finding } from '../diagnostics/index.ts'
import type { Locator } from '../diagnostics/index.ts'
import { TAG } from '../encoding/der.ts'
import type { DerElement } from '../encoding/der.ts'
import { readNull, readOid } from '../encoding/der-values.ts'
import { CURVES } from './curves.ts'
import { DIGESTS } from './digest.ts'
import type { DigestAlgorithm } from './digest.ts'
import { isEd25519Signature } from './ed25519.ts'
import { integerOf } from './integers.ts'
import type { EcPublicKey, PublicKey, RsaPublicKey } from './keys.ts'
import { fitsModulus, verifyPkcs1, verifyPss } from './rsa.ts'
import { RSA_PSS_OID, parsePssParameters } from './rsa-pss-parameters.ts'
import type { PssParameters } from './rsa-pss-parameters.ts'
import { rawSignature } from './signature-value.ts'
import type { SignatureEncoding } from './signature-value.ts'
import { sm2Verify } from './sm2.ts'
import { webVerify } from './web-verify.ts'

export interface SignatureVerifyOptions {
  /** SM2 only. @default 1234567812345678 */
  readonly userId?: Uint8Array
  /** SM2 and ECDSA only. @default 'der' for entries by OID, 'raw' for entries by JOSE name */
  readonly encoding?: SignatureEncoding
}

export interface SignatureAlgorithm {
  /** For reports and policies, e.g. `SM2-SM3`, `RSA-SHA-256`, `RSA-PSS-SHA-256`, `ECDSA-SHA-384`, `Ed25519`. */
  readonly name: string
  readonly keyType: Exclude<PublicKey['type'], 'unsupported'>
  /** What the message is hashed with; absent where the algorithm does so inside (EdDSA). */
  readonly digest?: DigestAlgorithm
  /** The first is the one to write. None for entries that only JOSE has. */
  readonly oids: readonly string[]
  /** The digest is weak: signatures made before it broke may stand, by policy. */
  readonly weak: boolean
  /** Name in JOSE (RFC 7518, RFC 8037, RFC 9864); `SM2-SM3` is this package's, none is registered. */
  readonly jose?: string
  /** The salt and mask of RSASSA-PSS. */
  readonly pss?: PssParameters
  /**
   * Verifies a signature over a message. False for a wrong signature, for octets that are no signature, and for a key of
   * another type than `keyType` or not allowed for the algorithm.
   * @throws UnsupportedAlgorithmError when the key or the platform does not do it
   */
  verify(key: PublicKey, message: Uint8Array, signature: Uint8Array, options?: SignatureVerifyOptions): Promise<boolean>
}

type Verify = SignatureAlgorithm['verify']

/** Runs a verifier for keys of its type only. */
function forKeys<Type extends SignatureAlgorithm['keyType']>(
  type: Type,
  verify: (
    key: Extract<PublicKey, { type: Type }>, message: Uint8Array, signature: Uint8Array, options: SignatureVerifyOptions,
  ) => Promise<boolean>,
): Verify {
  return async (key, message, signature, options = {}) => {
    if (key.type === 'unsupported') {
      throw new UnsupportedAlgorithmError(finding('KEY_ALGORITHM_UNSUPPORTED', [], { algorithm: key.algorithm }))
    }
    if (key.type !== type) return false
    return verify(key as Extract<PublicKey, { type: Type }>, message, signature, options)
  }
}

const sm2 = (encoding: SignatureEncoding): SignatureAlgorithm => ({
  name: 'SM2-SM3',
  keyType: 'SM2',
  digest: DIGESTS.SM3,
  // 501 as registered; without the arc 1, a misprint that products emit; 301 and 301.1 in GB/T 35275 messages.
  oids: ['1.2.156.10197.1.501', '1.2.156.10197.501', '1.2.156.10197.1.301.1', '1.2.156.10197.1.301'],
  weak: false,
  jose: 'SM2-SM3',
  verify: forKeys('SM2', (key, message, signature, options) =>
    Promise.resolve(sm2Verify(key, message, signature, { ...options, encoding: options.encoding ?? encoding }))),
})

/** WebCrypto has RSA with these. */
const isWebDigest = ({ name }: DigestAlgorithm): boolean => name.startsWith('SHA-')

const rsa = (digest: DigestAlgorithm, oid: string, jose?: string): SignatureAlgorithm => ({
  name: `RSA-${digest.name}`,
  keyType: 'RSA',
  digest,
  oids: [oid],
  weak: digest.weak,
  ...(jose !== undefined && { jose }),
  verify: forKeys('RSA', async (key, message, signature) => {
    if (key.pssOnly || !fitsModulus(key, signature)) return false
    if (!isWebDigest(digest)) return verifyPkcs1(key, digest, message, signature)
    const name = 'RSASSA-PKCS1-v1_5'
    return webVerify(key, { import: { name, hash: digest.name }, verify: { name } }, message, signature)
  }),
})

/** RFC 4055 clause 1.2: a key's own parameters must be the signature's, its salt at most as long. */
function allowsPss({ pssParameters: own }: RsaPublicKey, { digest, mgfDigest, saltLength }: PssParameters): boolean {
  return own === undefined || (own.digest === digest && own.mgfDigest === mgfDigest && own.saltLength <= saltLength)
}

const rsaPss = (pss: PssParameters, jose?: string): SignatureAlgorithm => ({
  name: `RSA-PSS-${pss.digest.name}`,
  keyType: 'RSA',
  digest: pss.digest,
  oids: [RSA_PSS_OID],
  weak: pss.digest.weak,
  ...(jose !== undefined && { jose }),
  pss,
  verify: forKeys('RSA', async (key, message, signature) => {
    const { digest, mgfDigest, saltLength } = pss
    if (!allowsPss(key, pss) || !fitsModulus(key, signature)) return false
    // No salt fits that is longer than the modulus leaves room for; engines differ in how they say so.
    if (saltLength > Math.ceil((key.bits - 1) / 8) - digest.length - 2) return false
    if (digest !== mgfDigest || !isWebDigest(digest)) return verifyPss(key, pss, message, signature)
    const name = 'RSA-PSS'
    return webVerify(key, { import: { name, hash: digest.name }, verify: { name, saltLength } }, message, signature)
  }),
})

const ecdsa = (
  digest: DigestAlgorithm, oid: string | undefined, encoding: SignatureEncoding, only?: EcPublicKey['curve'], jose?: string,
): SignatureAlgorithm => ({
  name: `ECDSA-${digest.name}`,
  keyType: 'EC',
  digest,
  oids: oid === undefined ? [] : [oid],
  weak: digest.weak,
  ...(jose !== undefined && { jose }),
  verify: forKeys('EC', async (key, message, signature, options) => {
    if (only !== undefined && key.curve !== only) return false
    const { n, size } = CURVES[key.curve]
    const raw = rawSignature(signature, size, options.encoding ?? encoding)
    if (raw === undefined) return false
    const [r, s] = [integerOf(raw.subarray(0, size)), integerOf(raw.subarray(size))]
    // Range first, whatever the engine: r = s = 0 verified everything once (CVE-2022-21449).
    if (r === 0n || r >= n || s === 0n || s >= n) return false
    const name = 'ECDSA'
    return webVerify(
      key, { import: { name, namedCurve: key.curve }, verify: { name, hash: digest.name } }, message, raw,
    )
  }),
})

const ed25519 = (jose?: string): SignatureAlgorithm => ({
  name: 'Ed25519',
  keyType: 'Ed25519',
  oids: ['1.3.101.112'],
  weak: false,
  ...(jose !== undefined && { jose }),
  verify: forKeys('Ed25519', async (key, message, signature) => {
    if (!isEd25519Signature(signature)) return false
    const name = 'Ed25519'
    return webVerify(key, { import: { name }, verify: { name } }, message, signature)
  }),
})

const ED448: SignatureAlgorithm = {
  name: 'Ed448',
  keyType: 'Ed448',
  oids: ['1.3.101.113'],
  weak: false,
  verify: forKeys('Ed448', async (key, message, signature) => {
    if (signature.length !== 114) return false
    const name = 'Ed448'
    return webVerify(key, { import: { name }, verify: { name } }, message, signature)
  }),
}

const RSA_OID = '1.2.840.113549.1.1.1'

/** All but RSASSA-PSS by OID, whose entries are made from parameters. The algorithm tables of RFC 8017, 5758, 8410 and GM/T 0006. */
function makeTables() {
  const { SM3, 'SHA-1': SHA1, 'SHA-256': SHA256, 'SHA-384': SHA384, 'SHA-512': SHA512 } = DIGESTS
  const allRsa = [
    rsa(SHA1, '1.2.840.113549.1.1.5'), rsa(SHA256, '1.2.840.113549.1.1.11', 'RS256'),
    rsa(SHA384, '1.2.840.113549.1.1.12', 'RS384'), rsa(SHA512, '1.2.840.113549.1.1.13', 'RS512'),
    rsa(SM3, '1.2.156.10197.1.504'),
  ]
  const byOid = [
    sm2('der'), ...allRsa,
    ecdsa(SHA1, '1.2.840.10045.4.1', 'der'), ecdsa(SHA256, '1.2.840.10045.4.3.2', 'der'),
    ecdsa(SHA384, '1.2.840.10045.4.3.3', 'der'), ecdsa(SHA512, '1.2.840.10045.4.3.4', 'der'),
    ed25519(), ED448,
  ]
  const joseRsaPss = (digest: DigestAlgorithm, jose: string): SignatureAlgorithm =>
    rsaPss({ digest, mgfDigest: digest, saltLength: digest.length }, jose)
  const byJose = [
    sm2('raw'), ...allRsa,
    joseRsaPss(SHA256, 'PS256'), joseRsaPss(SHA384, 'PS384'), joseRsaPss(SHA512, 'PS512'),
    ecdsa(SHA256, undefined, 'raw', 'P-256', 'ES256'), ecdsa(SHA384, undefined, 'raw', 'P-384', 'ES384'),
    ecdsa(SHA512, undefined, 'raw', 'P-521', 'ES512'), ed25519('EdDSA'), ed25519('Ed25519'),
  ]
  return {
    allRsa,
    byOid: new Map(byOid.flatMap((entry) => entry.oids.map((oid) => [oid, entry] as const))),
    byJose: new Map(byJose.flatMap((entry) => (entry.jose === undefined ? [] : [[entry.jose, entry] as const]))),
  }
}

let made: ReturnType<typeof makeTables> | undefined

/** Made with the first signature, not when a program starts. */
function tables(): ReturnType<typeof makeTables> {
  return made ??= makeTables()
}

/** What an algorithm's parameters may be, by the type of its keys. */
function checkParameters(entry: SignatureAlgorithm, oid: string, parameters: DerElement | undefined): void {
  if (parameters === undefined) return
  const isNull = parameters.tag === TAG.NULL
  if (isNull) readNull(parameters)
  switch (entry.keyType) {
    case 'RSA':
      if (isNull) return
      break
    case 'SM2':
      // 301 names the curve as well: as parameter it repeats itself, as in keys.
      if (isNull || (parameters.tag === TAG.OBJECT_IDENTIFIER && readOid(parameters) === CURVES.SM2.oid)) return
      break
    case 'EC':
    case 'Ed25519':
    case 'Ed448':
      break
  }
  throw new FormatError(finding('SIGNATURE_ALGORITHM_PARAMETERS_INVALID', parameters.rules.at, { algorithm: oid }))
}

/**
 * The entry of an AlgorithmIdentifier.
 * @param digest from the statement beside it (CMS `digestAlgorithm`), for identifiers that leave it open: rsaEncryption.
 *   Others keep their own; whether the two statements agree is the caller's question (`entry.digest`).
 * @throws UnsupportedAlgorithmError when the table has no such algorithm; FormatError for parameters that it cannot have
 */
export function signatureAlgorithm(
  oid: string, parameters?: DerElement, digest?: DigestAlgorithm, at: Locator = parameters?.rules.at ?? [],
): SignatureAlgorithm {
  if (oid === RSA_PSS_OID) {
    // RFC 4055 clause 3.1: a signature must have them.
    if (parameters === undefined) {
      throw new FormatError(finding('SIGNATURE_ALGORITHM_PARAMETERS_INVALID', at, { algorithm: oid }))
    }
    return rsaPss(parsePssParameters(parameters))
  }
  const entry = oid === RSA_OID ? tables().allRsa.find((candidate) => candidate.digest === digest) : tables().byOid.get(oid)
  if (entry === undefined) throw new UnsupportedAlgorithmError(finding('SIGNATURE_ALGORITHM_UNSUPPORTED', at, { algorithm: oid }))
  checkParameters(entry, oid, parameters)
  return entry
}

/**
 * The entry of a JOSE `alg`, with raw signatures by default and the one curve that the name stands for. `SM2-SM3` is
 * this package's name. Undefined when the table has none: `none` and the MACs are not in it.
 */
export function joseAlgorithm(alg: string): SignatureAlgorithm | undefined {
  return tables().byJose.get(alg)
}
