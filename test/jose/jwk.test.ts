import { calculateJwkThumbprint } from 'jose'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sm2PublicKeyOf, sm2Sign } from '../../src/crypto/index.ts'
import { fromBase64Url, toBase64Url } from '../../src/encoding/base64url.ts'
import { toHex } from '../../src/encoding/octets.ts'
import { VerificationError } from '../../src/errors.ts'
import { isSameKey, jwkOf, jwkThumbprint, jwkWithUse, keyFromSpki, keyToPem, keysFromPem, parseJwk, parseJwks, signJws, signerFromJwk, signerFromPem, signerOfDocuments, sm2Signer, verifyJws, webSigner } from '../../src/jose/index.ts'
import { ALGORITHMS, PAYLOAD, SM2_PRIVATE, keyOf, privateJwk, signerOf } from './signers.ts'

const SM2_JWK = jwkOf(sm2PublicKeyOf(SM2_PRIVATE)) as { kty: 'EC'; crv: 'SM2'; x: string; y: string }
const P256 = { kty: 'EC', crv: 'P-256', x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU', y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0' }
const ED = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }
/** RFC 7638 clause 3.1. */
const RSA = {
  kty: 'RSA', e: 'AQAB',
  n: '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw',
}

function code(read: () => unknown): string {
  try {
    read()
    return 'accepted'
  } catch (error) {
    if (error instanceof VerificationError) return error.code
    throw error
  }
}
const jwk = (value: unknown): string => code(() => parseJwk(JSON.stringify(value)))

describe('parseJwk', () => {
  it.each([['SM2', SM2_JWK], ['P-256', P256], ['Ed25519', ED], ['RSA', RSA]])('%s, and back again', (_, value) => {
    const { key } = parseJwk(JSON.stringify({ ...value, kid: 'a', alg: 'b', use: 'sig', key_ops: ['verify'], x5c: ['AAAA'], extra: [1] }))
    expect(jwkOf(key)).toEqual(value)
    expect(jwkWithUse(parseJwk(JSON.stringify({ ...value, kid: 'a', alg: 'b', use: 'sig', key_ops: ['verify'] })))).toEqual({ ...value, kid: 'a', alg: 'b', use: 'sig', key_ops: ['verify'] })
  })

  it('holds the SM2 key of the standard’s example', () => {
    expect(toHex(fromBase64Url(SM2_JWK.x) as Uint8Array)).toBe('09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020')
  })

  it.each<[string, unknown]>([
    ['no object', []], ['no kty', { ...P256, kty: undefined }], ['kty a number', { ...P256, kty: 1 }], ['no crv', { ...P256, crv: undefined }], ['no y', { ...P256, y: undefined }],
    ['x a number', { ...P256, x: 1 }], ['x padded', { ...P256, x: `${P256.x}=` }], ['x empty', { ...P256, x: '' }], ['a coordinate too short', { ...P256, x: P256.x.slice(0, 40) }],
    ['a coordinate too long', { ...P256, x: toBase64Url(new Uint8Array(33)) }], ['n with a zero in front', { ...RSA, n: toBase64Url(Uint8Array.from([0, ...(fromBase64Url(RSA.n) as Uint8Array)])) }],
    ['an endless n', { ...RSA, n: 'B'.repeat(4000) }], ['kid a number', { ...P256, kid: 1 }], ['key_ops a text', { ...P256, key_ops: 'verify' }], ['key_ops of numbers', { ...P256, key_ops: [1] }],
  ])('refuses %s', (_, value) => {
    expect(jwk(value)).toBe('JWK_INVALID')
  })

  it('invalid curve points (CVE-2026-23966) and keys that are none', () => {
    expect(jwk({ ...P256, y: P256.x })).toBe('KEY_INVALID')
    expect(jwk({ ...SM2_JWK, x: SM2_JWK.y, y: SM2_JWK.x })).toBe('SM2_KEY_INVALID')
    expect(jwk({ ...SM2_JWK, crv: 'P-256' })).toBe('KEY_INVALID')
    expect(jwk({ ...P256, crv: 'SM2' })).toBe('SM2_KEY_INVALID')
    expect(jwk({ ...ED, x: toBase64Url(new Uint8Array(32)) })).toBe('KEY_INVALID')
    expect(jwk({ ...ED, x: toBase64Url(new Uint8Array(31)) })).toBe('KEY_INVALID')
    // With exponent 1 every padded digest is its own signature.
    expect(jwk({ ...RSA, e: 'AQ' })).toBe('KEY_INVALID')
    expect(jwk({ ...RSA, n: 'Aw' })).toBe('KEY_INVALID')
  })

  it('private keys', async () => {
    expect(jwk(await privateJwk('ES256'))).toBe('JWK_PRIVATE')
    expect(jwk(await privateJwk('EdDSA'))).toBe('JWK_PRIVATE')
    expect(jwk(await privateJwk('RS256'))).toBe('JWK_PRIVATE')
    expect(jwk({ ...SM2_JWK, d: 'AA' })).toBe('JWK_PRIVATE')
  })

  it.each([{ kty: 'oct', k: 'AAAA' }, { kty: 'AKP', alg: 'ML-DSA-44', pub: 'AA' }, { ...P256, crv: 'secp256k1' }, { ...ED, crv: 'X25519' }, { kty: 'constructor' }, { ...P256, crv: 'sm2' }])('knows no %j', (value) => {
    expect(jwk(value)).toBe('JWK_TYPE_UNSUPPORTED')
  })

  it('throws nothing but its own errors', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => { jwk(value) }))
    const member = fc.oneof(fc.constantFrom('EC', 'OKP', 'RSA', 'P-256', 'SM2', 'Ed25519'), fc.base64String({ maxLength: 50 }), fc.jsonValue({ maxDepth: 1 }))
    fc.assert(fc.property(fc.record({ kty: fc.constantFrom('EC', 'OKP', 'RSA'), crv: fc.constantFrom('P-256', 'P-521', 'SM2', 'Ed25519'), x: member, y: member, n: member, e: member }, { requiredKeys: ['kty'] }), (value) => { jwk(value) }))
  })
})

describe('parseJwks', () => {
  const set = (...keys: unknown[]): string => JSON.stringify({ keys })

  it('reads keys of supported types and passes over the others', () => {
    const keys = parseJwks(set({ ...P256, kid: '1' }, { kty: 'oct', k: 'AAAA', kid: '1' }, { ...SM2_JWK, kid: '2', alg: 'SM2-SM3' }, { ...ED, crv: 'X25519' }, ED))
    expect(keys.map(({ key, kid }) => [key.type, kid])).toEqual([['EC', '1'], ['SM2', '2'], ['Ed25519', undefined]])
  })

  it('refuses sets that are none, broken or private keys, and two keys of one name', () => {
    for (const text of ['[]', '{}', '{"keys":{}}', '{"keys":[1]}', set({ kty: 'EC' })]) expect(code(() => parseJwks(text))).toBe('JWK_INVALID')
    expect(code(() => parseJwks(set({ ...SM2_JWK, d: 'AA' })))).toBe('JWK_PRIVATE')
    const other = jwkOf(sm2PublicKeyOf(SM2_PRIVATE.map((octet) => octet ^ 1)))
    expect(code(() => parseJwks(set({ ...SM2_JWK, kid: 'a' }, { ...other, kid: 'a' })))).toBe('JWK_SET_KEY_DUPLICATE')
    expect(code(() => parseJwks(set({ ...SM2_JWK, kid: 'a' }, { ...P256, kid: 'a' })))).toBe('accepted')
    expect(code(() => parseJwks(set(...Array.from({ length: 1001 }, () => ED))))).toBe('LIMIT_EXCEEDED')
  })
})

describe('thumbprints', () => {
  it('are those of RFC 7638 and RFC 8037', async () => {
    expect(await jwkThumbprint(parseJwk(JSON.stringify(RSA)).key)).toBe('NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs')
    expect(await jwkThumbprint(parseJwk(JSON.stringify(ED)).key)).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k')
  })

  it('are those that jose computes, of SM2 keys too', async () => {
    for (const value of [P256, ED, RSA, SM2_JWK]) {
      expect(await jwkThumbprint(parseJwk(JSON.stringify(value)).key)).toBe(await calculateJwkThumbprint(value, 'sha256'))
    }
  })

  it('with SM3 are others', async () => {
    const { key } = parseJwk(JSON.stringify(SM2_JWK))
    expect(await jwkThumbprint(key, 'SM3')).not.toBe(await jwkThumbprint(key))
    expect(await jwkThumbprint(key, 'SM3')).toHaveLength(43)
  })
})

describe('key files', () => {
  it.each(ALGORITHMS)('PEM out and in: %s', async (algorithm) => {
    const { key } = keyOf(await signerOf(algorithm))
    const [read] = keysFromPem(`a comment\n${keyToPem(key)}`)
    expect(read && isSameKey(read.key, key)).toBe(true)
  })

  it('reads all blocks, and no private key as a public one', async () => {
    const [a, b] = [keyToPem(keyOf(await signerOf('ES256')).key), keyToPem(sm2PublicKeyOf(SM2_PRIVATE))]
    expect(keysFromPem(a + b).map(({ key }) => key.type)).toEqual(['EC', 'SM2'])
    expect(keysFromPem(a.replaceAll('PUBLIC', 'PRIVATE'))).toEqual([])
    expect(keysFromPem('nothing')).toEqual([])
    expect(code(() => keyFromSpki(Uint8Array.of(0x30, 0)))).toMatch(/^DER_/)
  })
})

describe('private keys', () => {
  it('in JSON: of each type, checked against their public part', async () => {
    const sm2 = { ...SM2_JWK, d: toBase64Url(SM2_PRIVATE), kid: 'own name' }
    expect(await signerFromJwk(JSON.stringify(sm2))).toMatchObject({ algorithm: 'SM2-SM3', kid: 'own name' })
    expect(await signerFromJwk({ ...sm2 }, { kid: 'given', algorithm: 'GmSM2' })).toMatchObject({ algorithm: 'GmSM2', kid: 'given' })
    expect((await signerFromJwk(await privateJwk('ES384'))).algorithm).toBe('ES384')
    expect((await signerFromJwk({ ...(await privateJwk('RS256')), alg: 'RS512' })).algorithm).toBe('RS512')
    const bad: Parameters<typeof signerFromJwk>[0][] = [
      '[]', '{', JSON.stringify(SM2_JWK), JSON.stringify(P256), { ...sm2, d: toBase64Url(SM2_PRIVATE.map((octet) => octet ^ 1)) }, { ...P256, d: 'AA' }, { ...sm2, d: 'AA' }, { kty: 'oct', k: 'AAAA' },
    ]
    for (const value of bad) await expect(signerFromJwk(value)).rejects.toThrow(TypeError)
  })

  it('never stand in the message of an error', async () => {
    const secret = toBase64Url(SM2_PRIVATE)
    const error = await signerFromJwk({ ...SM2_JWK, x: SM2_JWK.y, d: secret }).catch((thrown: unknown) => thrown as Error)
    expect(error).toBeInstanceOf(TypeError)
    expect(`${(error as Error).message} ${String((error as Error).cause)}`).not.toContain(secret)
    await expect(signerFromPem('-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----')).rejects.toThrow(TypeError)
    await expect(signerFromPem(keyToPem(sm2PublicKeyOf(SM2_PRIVATE)))).rejects.toThrow('unencrypted PKCS #8')
  })

  it('of WebCrypto sign only what they can', async () => {
    const { privateKey, publicKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
    expect(webSigner(privateKey, { algorithm: 'ES256', kid: 'x' })).toMatchObject({ algorithm: 'ES256', kid: 'x' })
    for (const algorithm of ['EdDSA', 'RS256', 'SM2-SM3', 'none', 'HS256']) expect(() => webSigner(privateKey, { algorithm })).toThrow(TypeError)
    expect(() => webSigner(publicKey, { algorithm: 'ES256' })).toThrow(TypeError)
    await expect(sm2Signer(SM2_PRIVATE, { algorithm: 'ES256' })).rejects.toThrow(TypeError)
    await expect(sm2Signer(new Uint8Array(32))).rejects.toThrow(RangeError)
  })

  it('of documents sign JWS too, their DER signatures turned over', async () => {
    const document = { algorithm: 'SM2-SM3', sign: (bytes: Uint8Array) => Promise.resolve(sm2Sign(SM2_PRIVATE, bytes)) }
    const publicKey = sm2PublicKeyOf(SM2_PRIVATE)
    const signer = await signerOfDocuments(document, publicKey)
    expect(signer).toMatchObject({ algorithm: 'SM2-SM3', kid: await jwkThumbprint(publicKey) })
    const text = await signJws(PAYLOAD, { signer })
    expect((await verifyJws(text, { keys: [{ key: publicKey }], algorithms: ['SM2-SM3'] })).payload).toEqual(PAYLOAD)
    await expect(signerOfDocuments({ ...document, algorithm: 'RSA-SM3' }, publicKey)).rejects.toThrow(TypeError)
    await expect(signerOfDocuments({ ...document, algorithm: 'ECDSA-SHA-256' }, publicKey)).rejects.toThrow(TypeError)
    const raw = await signerOfDocuments({ ...document, sign: () => Promise.resolve(new Uint8Array(64)) }, publicKey)
    await expect(signJws(PAYLOAD, { signer: raw })).rejects.toThrow(TypeError)
  })
})
