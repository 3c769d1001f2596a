/** How a signer's algorithm is written in certificates and messages, and the entry that verifies it. */
import { joseAlgorithm, signatureAlgorithm } from '../crypto/algorithms.ts'
import type { SignatureAlgorithm } from '../crypto/algorithms.ts'
import type { CurveName } from '../crypto/curves.ts'
import { DIGESTS } from '../crypto/digest.ts'
import type { DigestAlgorithm } from '../crypto/digest.ts'
import { RSA_PSS_OID } from '../crypto/rsa-pss-parameters.ts'
import { encodeExplicit, encodeInteger, encodeNull, encodeOid, encodeSequence } from '../encoding/der-writer.ts'
import type { Signer } from './signer.ts'

const MGF1 = '1.2.840.113549.1.1.8'

/** The algorithms that signers may have, of the one table. MD5 and SHA-1 are not among them: nothing new is signed with those. */
export type SignerAlgorithmName =
  | 'SM2-SM3'
  | 'RSA-SHA-256' | 'RSA-SHA-384' | 'RSA-SHA-512'
  | 'RSA-PSS-SHA-256' | 'RSA-PSS-SHA-384' | 'RSA-PSS-SHA-512'
  | 'ECDSA-SHA-256' | 'ECDSA-SHA-384' | 'ECDSA-SHA-512'
  | 'Ed25519'

export interface SignerAlgorithm {
  /** The entry of the algorithm table; it verifies signatures in the form that signers give them. */
  readonly entry: SignatureAlgorithm
  /** AlgorithmIdentifier, DER: `signatureAlgorithm` of certificates, CRLs, OCSP responses and PKCS #10 requests. */
  readonly identifier: Uint8Array
}

const hashIdentifier = (digest: DigestAlgorithm): Uint8Array => encodeSequence(encodeOid(digest.oids[0]), encodeNull())

function pssIdentifier(digest: DigestAlgorithm): Uint8Array {
  return encodeSequence(encodeOid(RSA_PSS_OID), encodeSequence(
    encodeExplicit(0, hashIdentifier(digest)),
    encodeExplicit(1, encodeSequence(encodeOid(MGF1), hashIdentifier(digest))),
    encodeExplicit(2, encodeInteger(digest.length)),
  ))
}

const byOid = (oid: string, ...parameters: readonly Uint8Array[]): SignerAlgorithm =>
  ({ entry: signatureAlgorithm(oid), identifier: encodeSequence(encodeOid(oid), ...parameters) })

function pss(jose: string, digest: DigestAlgorithm): SignerAlgorithm {
  return { entry: joseAlgorithm(jose) as SignatureAlgorithm, identifier: pssIdentifier(digest) }
}

/** RSA identifiers have NULL (RFC 4055 clause 5), the others nothing (RFC 5758 3.2, RFC 8410 clause 3, GM/T 0015). */
const ALGORITHMS: ReadonlyMap<string, SignerAlgorithm> = new Map<SignerAlgorithmName, SignerAlgorithm>([
  ['SM2-SM3', byOid('1.2.156.10197.1.501')],
  ['RSA-SHA-256', byOid('1.2.840.113549.1.1.11', encodeNull())],
  ['RSA-SHA-384', byOid('1.2.840.113549.1.1.12', encodeNull())],
  ['RSA-SHA-512', byOid('1.2.840.113549.1.1.13', encodeNull())],
  ['RSA-PSS-SHA-256', pss('PS256', DIGESTS['SHA-256'])],
  ['RSA-PSS-SHA-384', pss('PS384', DIGESTS['SHA-384'])],
  ['RSA-PSS-SHA-512', pss('PS512', DIGESTS['SHA-512'])],
  ['ECDSA-SHA-256', byOid('1.2.840.10045.4.3.2')],
  ['ECDSA-SHA-384', byOid('1.2.840.10045.4.3.3')],
  ['ECDSA-SHA-512', byOid('1.2.840.10045.4.3.4')],
  ['Ed25519', byOid('1.3.101.112')],
])

/**
 * The algorithm of a signer: the entry that verifies it, and its identifier.
 * @throws TypeError when its name is not that of an algorithm that signers may have
 */
export function algorithmOfSigner(signer: Pick<Signer, 'algorithm'>): SignerAlgorithm {
  const found = ALGORITHMS.get(signer.algorithm)
  if (found === undefined) throw new TypeError(`a signer cannot have the algorithm ${JSON.stringify(signer.algorithm)}`)
  return found
}

/** The algorithms that fit a type of public keys, the one to take where nothing is said first. */
export function signerAlgorithmsOf(keyType: 'RSA' | 'Ed25519' | CurveName): readonly SignerAlgorithmName[] {
  switch (keyType) {
    case 'SM2':
      return ['SM2-SM3']
    case 'RSA':
      return ['RSA-SHA-256', 'RSA-SHA-384', 'RSA-SHA-512', 'RSA-PSS-SHA-256', 'RSA-PSS-SHA-384', 'RSA-PSS-SHA-512']
    case 'P-256':
      return ['ECDSA-SHA-256', 'ECDSA-SHA-384', 'ECDSA-SHA-512']
    case 'P-384':
      return ['ECDSA-SHA-384', 'ECDSA-SHA-256', 'ECDSA-SHA-512']
    case 'P-521':
      return ['ECDSA-SHA-512', 'ECDSA-SHA-256', 'ECDSA-SHA-384']
    case 'Ed25519':
      return ['Ed25519']
  }
}
