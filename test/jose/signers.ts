/** Signers of every algorithm with keys made for the test run, and the keys to verify with. */
import { signerFromJwk, sm2Signer } from '../../src/jose/index.ts'
import type { JwsKey, JwsSigner } from '../../src/jose/index.ts'
import type { JsonObject, JsonValue } from '../../src/encoding/json.ts'
import { fromHex, toUtf8 } from '../../src/encoding/octets.ts'

/** Private key of the example in GB/T 32918.5 annex A. */
export const SM2_PRIVATE = fromHex('3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8') as Uint8Array

export const ALGORITHMS = ['SM2-SM3', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519', 'PS256', 'PS384', 'PS512', 'RS256', 'RS384', 'RS512'] as const
export type Algorithm = (typeof ALGORITHMS)[number]

const PARAMETERS = {
  ES256: { name: 'ECDSA', namedCurve: 'P-256' }, ES384: { name: 'ECDSA', namedCurve: 'P-384' }, ES512: { name: 'ECDSA', namedCurve: 'P-521' },
  EdDSA: { name: 'Ed25519' }, Ed25519: { name: 'Ed25519' },
} as const
const RSA = { name: 'RSA-PSS', hash: 'SHA-256', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) } as const

const made = new Map<string, Promise<JsonObject>>()

/** A private JWK for an algorithm, without `alg`; RSA keys are costly and shared. */
export function privateJwk(algorithm: Exclude<Algorithm, 'SM2-SM3'>): Promise<JsonObject> {
  const kind = /^[RP]S/.test(algorithm) ? 'RSA' : algorithm
  const parameters = kind === 'RSA' ? RSA : PARAMETERS[kind as keyof typeof PARAMETERS]
  const known = made.get(kind)
  if (known !== undefined) return known
  const jwk = (async () => {
    const pair = await crypto.subtle.generateKey(parameters, true, ['sign', 'verify'])
    const exported = await crypto.subtle.exportKey('jwk', 'privateKey' in pair ? pair.privateKey : pair)
    const members = Object.entries(exported).filter(([name]) => !['alg', 'key_ops', 'ext'].includes(name))
    return Object.fromEntries<JsonValue>(members as [string, JsonValue][])
  })()
  made.set(kind, jwk)
  return jwk
}

export async function signerOf(algorithm: Algorithm, kid?: string): Promise<JwsSigner> {
  const options = { algorithm, ...(kid !== undefined && { kid }) }
  return algorithm === 'SM2-SM3' ? sm2Signer(SM2_PRIVATE, options) : signerFromJwk(await privateJwk(algorithm), options)
}

/** What verifies a signer's signatures. */
export function keyOf({ publicKey, kid }: JwsSigner): JwsKey {
  if (publicKey === undefined) throw new TypeError('a signer without public key')
  return { key: publicKey, ...(kid !== undefined && { kid }) }
}

export const PAYLOAD = toUtf8('{"what":"示例"}')
