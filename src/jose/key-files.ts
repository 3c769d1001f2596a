/** Public keys as SubjectPublicKeyInfo and PEM, in and out. Certificates are not read here: `pki/` has their keys. */
import { Budget } from '../limits.ts'
import { readDer } from '../encoding/der.ts'
import { parsePem, toPem } from '../encoding/pem.ts'
import { encodeSpki, parseSpki } from '../crypto/index.ts'
import type { PublicKey } from '../crypto/index.ts'
import type { JwkOptions, JwsKey } from './jwk.ts'

/**
 * The key of a SubjectPublicKeyInfo.
 * @throws FormatError, UnsupportedAlgorithmError, LimitExceededError
 */
export function keyFromSpki(der: Uint8Array, { budget = new Budget(), at = [] }: JwkOptions = {}): PublicKey {
  return parseSpki(readDer(der, { budget, at }))
}

/**
 * The keys of all `PUBLIC KEY` blocks of a PEM text, without key ids: their thumbprints stand for them.
 * @throws FormatError, UnsupportedAlgorithmError for a block that holds no usable key; LimitExceededError
 */
export function keysFromPem(text: string, options: JwkOptions = {}): readonly JwsKey[] {
  return parsePem(text).filter(({ label }) => label === 'PUBLIC KEY').map(({ bytes }) => ({ key: keyFromSpki(bytes, options) }))
}

/** PEM of a key. @throws TypeError for an unsupported key */
export function keyToPem(key: PublicKey): string {
  return toPem('PUBLIC KEY', encodeSpki(key))
}
