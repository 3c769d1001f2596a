/** Signatures against software that we did not write, in both directions. */
import { CompactSign, FlattenedSign, compactVerify, exportJWK, exportPKCS8, exportSPKI, flattenedVerify, generateKeyPair, importJWK } from 'jose'
import type { JWK } from 'jose'
import { sm2 } from 'sm-crypto-v2'
import { describe, expect, it } from 'vitest'
import { encodeSm2Pkcs8, sm2PublicKeyOf } from '../../src/crypto/index.ts'
import { signatureToDer, signatureFromDer } from '../../src/crypto/signature-value.ts'
import { fromBase64Url, toBase64Url } from '../../src/encoding/base64url.ts'
import { toHex, toUtf8 } from '../../src/encoding/octets.ts'
import { toPem } from '../../src/encoding/pem.ts'
import { jwkOf, keyToPem, keysFromPem, parseJwk, parseJws, signJws, signerFromJwk, signerFromPem, sm2Signer, verifyJws } from '../../src/jose/index.ts'
import { OPENSSL, WHY_SKIPPED, Workspace } from '../crypto/openssl.ts'
import { ALGORITHMS, PAYLOAD, SM2_PRIVATE, keyOf, privateJwk, signerOf } from './signers.ts'

const STANDARD = ALGORITHMS.filter((algorithm) => algorithm !== 'SM2-SM3')

describe('jose', () => {
  it.each(STANDARD)('verifies what we sign with %s', async (algorithm) => {
    const signer = await signerOf(algorithm)
    const key = await importJWK({ ...jwkOf(keyOf(signer).key) }, algorithm)
    const compact = await signJws(PAYLOAD, { signer, typ: 'x' })
    const { payload, protectedHeader } = await compactVerify(compact, key, { algorithms: [algorithm] })
    expect(payload).toEqual(PAYLOAD)
    expect(protectedHeader).toEqual({ alg: algorithm, kid: signer.kid, typ: 'x' })
    const flattened = JSON.parse(await signJws(PAYLOAD, { signer, form: 'flattened' })) as Parameters<typeof flattenedVerify>[0]
    expect((await flattenedVerify(flattened, key)).payload).toEqual(PAYLOAD)
  })

  it.each(STANDARD)('signs what we verify with %s, with its keys as JWK and as PEM', async (algorithm) => {
    const jwk = { ...(await privateJwk(algorithm)) } as JWK
    const publicJwk = Object.fromEntries(Object.entries(jwk).filter(([name]) => ['kty', 'crv', 'x', 'y', 'n', 'e'].includes(name))) as JWK
    const [privateKey, publicKey] = (await Promise.all([jwk, publicJwk].map((one) => importJWK(one, algorithm, { extractable: true })))) as [CryptoKey, CryptoKey]
    const fromJwk = parseJwk(JSON.stringify(await exportJWK(publicKey)))
    const [fromPem] = keysFromPem(await exportSPKI(publicKey))
    for (const key of [fromJwk, fromPem]) {
      const keys = key === undefined ? [] : [key]
      const compact = await new CompactSign(PAYLOAD).setProtectedHeader({ alg: algorithm, crit: ['x'], x: 1 }).sign(privateKey, { crit: { x: true } })
      expect((await verifyJws(compact, { keys, algorithms: [algorithm], crit: ['x'] })).payload).toEqual(PAYLOAD)
      const flattened = await new FlattenedSign(PAYLOAD).setProtectedHeader({ alg: algorithm }).sign(privateKey)
      expect((await verifyJws(JSON.stringify(flattened), { keys, algorithms: [algorithm] })).payload).toEqual(PAYLOAD)
    }
    // Its private keys sign here.
    const ours = [await signerFromPem(await exportPKCS8(privateKey), { algorithm }), await signerFromJwk(JSON.stringify(await exportJWK(privateKey)), { algorithm })]
    for (const signer of ours) expect((await compactVerify(await signJws(PAYLOAD, { signer }), publicKey)).payload).toEqual(PAYLOAD)
  })

  it('knows the algorithm of a PKCS #8 key', async () => {
    for (const algorithm of ['ES256', 'ES384', 'ES512', 'EdDSA', 'PS256']) {
      const { privateKey } = await generateKeyPair(algorithm, { extractable: true })
      expect((await signerFromPem(await exportPKCS8(privateKey))).algorithm).toBe(algorithm)
    }
  })

  it('does not verify SM2: refused, not taken for ECDSA', async () => {
    const text = await signJws(PAYLOAD, { signer: await sm2Signer(SM2_PRIVATE) })
    await expect(importJWK({ ...jwkOf(sm2PublicKeyOf(SM2_PRIVATE)) }, 'ES256').then((key) => compactVerify(text, key))).rejects.toThrow()
  })
})

describe('sm-crypto-v2', () => {
  const publicKey = toHex(sm2PublicKeyOf(SM2_PRIVATE).octets)
  const inputOf = (text: string): string => text.slice(0, text.lastIndexOf('.'))

  it('verifies our SM2 signatures over the signing input, r then s and DER', async () => {
    for (const encoding of ['raw', 'der'] as const) {
      const text = await signJws(PAYLOAD, { signer: await sm2Signer(SM2_PRIVATE, { sm2: { encoding } }) })
      const signature = toHex(parseJws(text).signatures[0].value)
      expect(sm2.doVerifySignature(toUtf8(inputOf(text)), signature, publicKey, { hash: true, der: encoding === 'der', userId: '1234567812345678' })).toBe(true)
      expect(sm2.doVerifySignature(toUtf8(`${inputOf(text)} `), signature, publicKey, { hash: true, der: encoding === 'der', userId: '1234567812345678' })).toBe(false)
    }
  })

  it('signs what we verify', async () => {
    const header = toBase64Url(toUtf8('{"alg":"SM2-SM3"}'))
    const input = `${header}.${toBase64Url(PAYLOAD)}`
    const hex = sm2.doSignature(toUtf8(input), toHex(SM2_PRIVATE), { hash: true, userId: '1234567812345678' })
    const text = `${input}.${toBase64Url(Uint8Array.from(Buffer.from(hex, 'hex')))}`
    expect((await verifyJws(text, { keys: [{ key: sm2PublicKeyOf(SM2_PRIVATE) }], algorithms: ['SM2-SM3'] })).payload).toEqual(PAYLOAD)
  })
})

describe.skipIf(!OPENSSL)(`openssl (${OPENSSL ? 'here' : WHY_SKIPPED})`, () => {
  const DISTID = ['-pkeyopt', 'distid:1234567812345678'] as const

  it('verifies our SM2 signatures over the signing input', async () => {
    const work = new Workspace()
    const key = work.put('public.pem', keyToPem(sm2PublicKeyOf(SM2_PRIVATE)))
    const text = await signJws(PAYLOAD, { signer: await sm2Signer(SM2_PRIVATE) })
    const input = work.put('input', text.slice(0, text.lastIndexOf('.')))
    const signature = work.put('signature', signatureToDer(parseJws(text).signatures[0].value))
    const verify = (...more: readonly string[]): boolean =>
      work.succeeds('pkeyutl', '-verify', '-rawin', '-digest', 'sm3', '-pubin', '-inkey', key, '-in', input, '-sigfile', signature, ...more)
    expect(verify(...DISTID)).toBe(true)
    expect(verify('-pkeyopt', 'distid:other')).toBe(false)
    work.remove()
  })

  it('signs what we verify, with a key that it made', async () => {
    const work = new Workspace()
    const key = work.path('key.pem')
    work.openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:SM2', '-out', key)
    const publicPem = Buffer.from(work.openssl('pkey', '-in', key, '-pubout')).toString()
    const input = `${toBase64Url(toUtf8('{"alg":"SM2-SM3"}'))}.${toBase64Url(PAYLOAD)}`
    const der = work.openssl('pkeyutl', '-sign', '-rawin', '-digest', 'sm3', '-inkey', key, '-in', work.put('input', input), ...DISTID)
    const text = `${input}.${toBase64Url(signatureFromDer(der, 32) as Uint8Array)}`
    const keys = keysFromPem(publicPem)
    expect((await verifyJws(text, { keys, algorithms: ['SM2-SM3'] })).payload).toEqual(PAYLOAD)
    // Its key file signs here, in PKCS #8 and SEC 1.
    for (const pem of [Buffer.from(work.get('key.pem')).toString(), Buffer.from(work.openssl('ec', '-in', key)).toString()]) {
      const signed = await signJws(PAYLOAD, { signer: await signerFromPem(pem) })
      expect((await verifyJws(signed, { keys, algorithms: ['SM2-SM3'] })).payload).toEqual(PAYLOAD)
    }
    work.remove()
  })

  it('verifies our ES256 and EdDSA signatures', async () => {
    const work = new Workspace()
    for (const algorithm of ['ES256', 'EdDSA'] as const) {
      const signer = await signerOf(algorithm)
      const text = await signJws(PAYLOAD, { signer })
      const value = fromBase64Url(text.split('.')[2] as string) as Uint8Array
      const files = ['-pubin', '-inkey', work.put('key', keyToPem(keyOf(signer).key)), '-in', work.put('input', text.slice(0, text.lastIndexOf('.')))]
      const signature = work.put('signature', algorithm === 'ES256' ? signatureToDer(value) : value)
      expect(work.succeeds('pkeyutl', '-verify', '-rawin', ...(algorithm === 'ES256' ? ['-digest', 'sha256'] : []), ...files, '-sigfile', signature)).toBe(true)
    }
    work.remove()
  })

  it('reads our PKCS #8 key as the signer does', async () => {
    expect((await signerFromPem(toPem('PRIVATE KEY', encodeSm2Pkcs8(SM2_PRIVATE)))).kid).toBe((await sm2Signer(SM2_PRIVATE)).kid)
  })
})
