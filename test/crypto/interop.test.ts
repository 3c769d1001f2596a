import { randomBytes } from 'node:crypto'
import { sm2 as other, sm4 as otherSm4 } from 'sm-crypto-v2'
import { afterAll, describe, expect, it } from 'vitest'
import {
  digestAlgorithm, encodeSm2Pkcs8, encodeSpki, hmacSm3, parseSpki, signatureAlgorithm, signatureFromDer, sm2Decrypt, sm2Encrypt,
  sm2GenerateKey, sm2PrivateKeyFromPkcs8, sm2PrivateKeyFromSec1, sm2Sign, sm2Verify, sm3, sm4CbcEncrypt, sm4Ctr, sm4GcmDecrypt,
  sm4GcmEncrypt,
} from '../../src/crypto/index.ts'
import type { PublicKey, Sm2PublicKey } from '../../src/crypto/index.ts'
import { readDer } from '../../src/encoding/der.ts'
import type { DerElement } from '../../src/encoding/der.ts'
import { concatOctets, fromUtf8, toHex, toUtf8 } from '../../src/encoding/octets.ts'
import { toPem } from '../../src/encoding/pem.ts'
import { UnsupportedAlgorithmError } from '../../src/errors.ts'
import { Budget } from '../../src/limits.ts'
import { OPENSSL, WHY_SKIPPED, Workspace } from './openssl.ts'
import { flip, octets } from './octets.ts'

const der = (bytes: Uint8Array): DerElement => readDer(bytes, { budget: new Budget() })
const MESSAGE = toUtf8('不动产权证书 '.repeat(20))
const DEFAULT_ID = 'distid:1234567812345678'

function sm2Key(bytes: Uint8Array): Sm2PublicKey {
  const key: PublicKey = parseSpki(der(bytes))
  if (key.type !== 'SM2') throw new TypeError(`not an SM2 key: ${key.type}`)
  return key
}

describe.skipIf(!OPENSSL)(`with OpenSSL (${WHY_SKIPPED})`, () => {
  const space = new Workspace()
  const message = space.put('message', MESSAGE)
  afterAll(() => { space.remove() })

  it('SM2: OpenSSL signs, we verify; its keys are read', () => {
    for (const id of ['1234567812345678', 'ALICE123@YAHOO.COM']) {
      const pem = space.path('key.pem')
      space.openssl('genpkey', '-algorithm', 'SM2', '-out', pem)
      const key = sm2Key(space.openssl('pkey', '-in', pem, '-pubout', '-outform', 'DER'))
      const signature = space.openssl('dgst', '-sm3', '-sign', pem, '-sigopt', `distid:${id}`, message)
      expect(sm2Verify(key, MESSAGE, signature, { userId: toUtf8(id) })).toBe(true)
      expect(sm2Verify(key, MESSAGE, signature, { userId: toUtf8(`${id}.`) })).toBe(false)
      expect(sm2Verify(key, flip(MESSAGE, 3), signature, { userId: toUtf8(id) })).toBe(false)
      const privateKey = sm2PrivateKeyFromPkcs8(
        der(space.openssl('pkcs8', '-topk8', '-nocrypt', '-in', pem, '-outform', 'DER')))
      expect(sm2PrivateKeyFromSec1(der(space.openssl('ec', '-in', pem, '-outform', 'DER')))).toEqual(privateKey)
      expect(sm2Verify(key, MESSAGE, sm2Sign(privateKey, MESSAGE))).toBe(true)
    }
  })

  it('SM2: we sign, OpenSSL verifies; it reads our keys', () => {
    for (let i = 0; i < 4; i++) {
      const { privateKey, publicKey } = sm2GenerateKey()
      const pub = space.put('public.pem', toPem('PUBLIC KEY', encodeSpki(publicKey)))
      const signature = space.put('signature', sm2Sign(privateKey, MESSAGE, i % 2 === 0 ? {} : { hedge: 'none' }))
      const verify = (id: string): boolean =>
        space.succeeds('dgst', '-sm3', '-verify', pub, '-signature', signature, '-sigopt', id, message)
      expect(verify(DEFAULT_ID)).toBe(true)
      expect(verify('distid:1234567812345679')).toBe(false)
      const pem = space.put('private.pem', toPem('PRIVATE KEY', encodeSm2Pkcs8(privateKey)))
      expect(space.openssl('pkey', '-in', pem, '-pubout', '-outform', 'DER')).toEqual(encodeSpki(publicKey))
    }
  })

  it('SM2 encryption, both ways, in the DER form', () => {
    const { privateKey, publicKey } = sm2GenerateKey()
    const pem = space.put('private.pem', toPem('PRIVATE KEY', encodeSm2Pkcs8(privateKey)))
    const pub = space.put('public.pem', toPem('PUBLIC KEY', encodeSpki(publicKey)))
    const ours = space.put('ciphertext', sm2Encrypt(publicKey, MESSAGE, { format: 'DER' }))
    expect(space.openssl('pkeyutl', '-decrypt', '-inkey', pem, '-in', ours)).toEqual(MESSAGE)
    const theirs = space.openssl('pkeyutl', '-encrypt', '-pubin', '-inkey', pub, '-in', message)
    expect(sm2Decrypt(privateKey, theirs, { format: 'DER' })).toEqual(MESSAGE)
  })

  it('SM3, HMAC-SM3 and SM4', () => {
    const key = octets('0123456789abcdeffedcba9876543210')
    const iv = octets('000102030405060708090a0b0c0d0e0f')
    expect(space.openssl('dgst', '-sm3', '-binary', message)).toEqual(sm3(MESSAGE))
    expect(space.openssl('dgst', '-sm3', '-mac', 'HMAC', '-macopt', `hexkey:${toHex(key)}`, '-binary', message)).toEqual(hmacSm3(key, MESSAGE))
    expect(space.openssl('enc', '-sm4-cbc', '-K', toHex(key), '-iv', toHex(iv), '-in', message)).toEqual(sm4CbcEncrypt(key, iv, MESSAGE))
    expect(space.openssl('enc', '-sm4-ctr', '-K', toHex(key), '-iv', toHex(iv), '-in', message)).toEqual(sm4Ctr(key, iv, MESSAGE))
  })

  it('MD5 and the SHA family', async () => {
    for (const name of ['MD5', 'SHA1', 'SHA256', 'SHA384', 'SHA512', 'SM3']) {
      const algorithm = digestAlgorithm(name)
      expect(await algorithm?.digest(MESSAGE)).toEqual(space.openssl('dgst', `-${name.toLowerCase()}`, '-binary', message))
      const big = new Uint8Array(10_000).map((_, i) => i)
      space.put('big', big)
      expect(await algorithm?.digest(big)).toEqual(space.openssl('dgst', `-${name.toLowerCase()}`, '-binary', space.path('big')))
    }
  })

  it.each([
    ['SM3', '1.2.156.10197.1.504'], ['SHA-256', '1.2.840.113549.1.1.11'], ['SHA-1', '1.2.840.113549.1.1.5'],
  ])('RSA PKCS #1 v1.5 with %s', async (name, oid) => {
    const pem = space.path('rsa.pem')
    space.openssl('genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048', '-out', pem)
    const key = parseSpki(der(space.openssl('pkey', '-in', pem, '-pubout', '-outform', 'DER')))
    // OpenSSL allows no SM3 with RSA, but pads a DigestInfo that is handed to it (this one by GM/T 0006: OID, NULL).
    const info = space.put('info', concatOctets(octets('3030300c06082a811ccf5501831105000420'), sm3(MESSAGE)))
    const signature = name === 'SM3'
      ? space.openssl('pkeyutl', '-sign', '-inkey', pem, '-in', info)
      : space.openssl('dgst', `-${name.replace('-', '').toLowerCase()}`, '-sign', pem, message)
    const entry = signatureAlgorithm(oid)
    expect(await entry.verify(key, MESSAGE, signature)).toBe(true)
    for (const bit of [0, 7, 1000, 2047]) expect(await entry.verify(key, MESSAGE, flip(signature, bit))).toBe(false)
    expect(await entry.verify(key, flip(MESSAGE, 0), signature)).toBe(false)
    expect(await entry.verify(key, MESSAGE, concatOctets(octets('00'), signature))).toBe(false)
  })

  it.each([
    ['P-256', '1.2.840.10045.4.3.2', '-sha256'], ['P-384', '1.2.840.10045.4.3.3', '-sha384'],
    ['P-521', '1.2.840.10045.4.3.4', '-sha512'], ['P-521', '1.2.840.10045.4.3.2', '-sha256'],
    ['P-256', '1.2.840.10045.4.1', '-sha1'],
  ])('ECDSA on %s, %s', async (curve, oid, option) => {
    const pem = space.path('ec.pem')
    space.openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', `ec_paramgen_curve:${curve}`, '-out', pem)
    const signature = space.openssl('dgst', option, '-sign', pem, message)
    for (const form of ['uncompressed', 'compressed']) {
      const key = parseSpki(der(space.openssl('ec', '-in', pem, '-pubout', '-conv_form', form, '-outform', 'DER')))
      expect(await signatureAlgorithm(oid).verify(key, MESSAGE, signature)).toBe(true)
      expect(await signatureAlgorithm(oid).verify(key, flip(MESSAGE, 0), signature)).toBe(false)
      // An SM2 identifier does not make an SM2 signature of it, with a key of another curve even less.
      expect(await signatureAlgorithm('1.2.156.10197.1.501').verify(key, MESSAGE, signature)).toBe(false)
    }
    const raw = signatureFromDer(signature, curve === 'P-521' ? 66 : curve === 'P-384' ? 48 : 32) ?? new Uint8Array(0)
    const key = parseSpki(der(space.openssl('ec', '-in', pem, '-pubout', '-outform', 'DER')))
    expect(await signatureAlgorithm(oid).verify(key, MESSAGE, raw, { encoding: 'raw' })).toBe(true)
    expect(await signatureAlgorithm(oid).verify(key, MESSAGE, raw)).toBe(false)
  })

  it.each([['Ed25519', '1.3.101.112'], ['Ed448', '1.3.101.113']])('%s', async (name, oid) => {
    const pem = space.path('ed.pem')
    space.openssl('genpkey', '-algorithm', name, '-out', pem)
    const key = parseSpki(der(space.openssl('pkey', '-in', pem, '-pubout', '-outform', 'DER')))
    const signature = space.openssl('pkeyutl', '-sign', '-inkey', pem, '-rawin', '-in', message)
    expect(key.type).toBe(name)
    expect(await signatureAlgorithm(oid).verify(key, MESSAGE, signature)).toBe(true)
    expect(await signatureAlgorithm(oid).verify(key, flip(MESSAGE, 0), signature)).toBe(false)
    expect(await signatureAlgorithm(oid).verify(key, MESSAGE, flip(signature, 9))).toBe(false)
  })

  it.each(['SM2', 'P-256'])('explicit curve parameters are refused: %s (CVE-2020-0601)', (curve) => {
    const pem = space.path('explicit.pem')
    space.openssl('genpkey', '-algorithm', curve === 'SM2' ? 'SM2' : 'EC', '-pkeyopt', `ec_paramgen_curve:${curve}`,
      '-pkeyopt', 'ec_param_enc:explicit', '-out', pem)
    const spki = space.openssl('pkey', '-in', pem, '-pubout', '-outform', 'DER')
    let code = ''
    try {
      parseSpki(der(spki))
    } catch (error) {
      if (error instanceof UnsupportedAlgorithmError) code = error.code
    }
    expect(code).toBe('KEY_CURVE_NOT_NAMED')
  })
})

describe('with sm-crypto-v2', () => {
  const hex = (bytes: Uint8Array): string => toHex(bytes)
  const options = { hash: true, der: true } as const

  it('agrees on signatures, both ways', () => {
    for (let i = 0; i < 20; i++) {
      const { privateKey, publicKey } = sm2GenerateKey()
      const message = Uint8Array.from(randomBytes(i * 13))
      const theirs = octets(other.doSignature(message, hex(privateKey), options))
      expect(sm2Verify(publicKey, message, theirs)).toBe(true)
      expect(other.doVerifySignature(message, hex(sm2Sign(privateKey, message)), hex(publicKey.octets), options)).toBe(true)
    }
  })

  it('agrees on encryption, both ways and both orders', () => {
    const { privateKey, publicKey } = sm2GenerateKey()
    for (const [format, mode] of [['C1C3C2', 1], ['C1C2C3', 0]] as const) {
      // Its ciphertexts leave out the 04 in front of C1.
      const theirs = octets(`04${other.doEncrypt(MESSAGE, hex(publicKey.octets), mode)}`)
      expect(fromUtf8(sm2Decrypt(privateKey, theirs, { format }))).toBe(fromUtf8(MESSAGE))
      const ours = hex(sm2Encrypt(publicKey, MESSAGE, { format })).slice(2)
      expect(other.doDecrypt(ours, hex(privateKey), mode)).toBe(fromUtf8(MESSAGE))
    }
  })

  it('agrees on SM4-GCM, with nonces of 12 octets and others', () => {
    const key = octets('0123456789abcdeffedcba9876543210')
    for (const length of [12, 8, 16, 60]) {
      const nonce = new Uint8Array(length).fill(length)
      const additionalData = octets('feedface')
      const result = otherSm4.encrypt(MESSAGE, hex(key), {
        mode: 'gcm', iv: hex(nonce), associatedData: hex(additionalData), output: 'array', outputTag: true,
      })
      const sealed = concatOctets(result.output, result.tag ?? new Uint8Array(0))
      expect(hex(sm4GcmEncrypt(key, nonce, MESSAGE, { additionalData }))).toBe(hex(sealed))
      expect(sm4GcmDecrypt(key, nonce, sealed, { additionalData })).toEqual(MESSAGE)
    }
  })
})
