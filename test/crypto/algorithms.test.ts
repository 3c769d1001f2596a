import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
import {
  DIGESTS, digestAlgorithm, ed25519PublicKey, joseAlgorithm, parseSpki, rsaPublicKey, signatureAlgorithm, sm2GenerateKey, sm2Sign,
} from '../../src/crypto/index.ts'
import type { PublicKey, RsaPublicKey } from '../../src/crypto/index.ts'
import { cryptoDiagnostics } from '../../src/diagnostics/crypto.ts'
import { readDer } from '../../src/encoding/der.ts'
import type { DerElement } from '../../src/encoding/der.ts'
import { encodeExplicit, encodeInteger, encodeNull, encodeOid, encodeSequence } from '../../src/encoding/der-writer.ts'
import { toHex, toUtf8 } from '../../src/encoding/octets.ts'
import { VerificationError } from '../../src/errors.ts'
import { Budget } from '../../src/limits.ts'
import { octets } from './octets.ts'

const der = (bytes: Uint8Array): DerElement => readDer(bytes, { budget: new Budget() })
const MESSAGE = toUtf8('message')
const RSA_PSS = '1.2.840.113549.1.1.10'

function problem(action: () => unknown): string {
  try {
    action()
  } catch (error) {
    if (error instanceof VerificationError) return `${error.name} ${[error.code, ...Object.values(error.finding.params)].join(' ')}`
    throw error
  }
  return 'nothing thrown'
}

async function rejection(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(() => undefined, (reason: unknown) => reason)
  return error instanceof VerificationError ? `${error.name} ${[error.code, ...Object.values(error.finding.params)].join(' ')}` : String(error)
}

describe('algorithm table by OID', () => {
  it.each([
    ['1.2.156.10197.1.501', 'SM2-SM3', 'SM2', 'SM3'],
    ['1.2.156.10197.501', 'SM2-SM3', 'SM2', 'SM3'],
    ['1.2.156.10197.1.301', 'SM2-SM3', 'SM2', 'SM3'],
    ['1.2.156.10197.1.301.1', 'SM2-SM3', 'SM2', 'SM3'],
    ['1.2.156.10197.1.504', 'RSA-SM3', 'RSA', 'SM3'],
    ['1.2.840.113549.1.1.5', 'RSA-SHA-1', 'RSA', 'SHA-1'],
    ['1.2.840.113549.1.1.11', 'RSA-SHA-256', 'RSA', 'SHA-256'],
    ['1.2.840.113549.1.1.12', 'RSA-SHA-384', 'RSA', 'SHA-384'],
    ['1.2.840.113549.1.1.13', 'RSA-SHA-512', 'RSA', 'SHA-512'],
    ['1.2.840.10045.4.1', 'ECDSA-SHA-1', 'EC', 'SHA-1'],
    ['1.2.840.10045.4.3.2', 'ECDSA-SHA-256', 'EC', 'SHA-256'],
    ['1.2.840.10045.4.3.3', 'ECDSA-SHA-384', 'EC', 'SHA-384'],
    ['1.2.840.10045.4.3.4', 'ECDSA-SHA-512', 'EC', 'SHA-512'],
    ['1.3.101.112', 'Ed25519', 'Ed25519', undefined],
    ['1.3.101.113', 'Ed448', 'Ed448', undefined],
  ])('%s is %s', (oid, name, keyType, digest) => {
    const entry = signatureAlgorithm(oid)
    expect(entry).toMatchObject({ name, keyType, weak: digest === 'SHA-1' })
    expect(entry.digest?.name).toBe(digest)
    expect(entry.oids).toContain(oid)
  })

  it.each([
    ['MD5 with RSA', '1.2.840.113549.1.1.4'], ['SHA-224 with RSA', '1.2.840.113549.1.1.14'], ['SHA-224 with ECDSA', '1.2.840.10045.4.3.1'],
    ['DSA with SHA-1', '1.2.840.10040.4.3'], ['SM9', '1.2.156.10197.1.502'], ['SM2 key exchange', '1.2.156.10197.1.301.2'],
    ['SM3, a digest', '1.2.156.10197.1.401'], ['id-ecPublicKey, a key', '1.2.840.10045.2.1'], ['a name from Object', 'constructor'],
  ])('has no %s', (_, oid) => {
    expect(problem(() => signatureAlgorithm(oid))).toBe(`UnsupportedAlgorithmError SIGNATURE_ALGORITHM_UNSUPPORTED ${oid}`)
  })

  it('takes the digest beside rsaEncryption, and none for none', () => {
    const rsa = '1.2.840.113549.1.1.1'
    expect(signatureAlgorithm(rsa, der(encodeNull()), DIGESTS['SHA-256']).name).toBe('RSA-SHA-256')
    expect(signatureAlgorithm(rsa, undefined, digestAlgorithm('sm3')).name).toBe('RSA-SM3')
    expect(problem(() => signatureAlgorithm(rsa))).toMatch(/SIGNATURE_ALGORITHM_UNSUPPORTED/)
    expect(problem(() => signatureAlgorithm(rsa, undefined, DIGESTS.MD5))).toMatch(/SIGNATURE_ALGORITHM_UNSUPPORTED/)
  })

  it.each([
    ['1.2.156.10197.1.501', encodeNull(), true],
    ['1.2.156.10197.1.301', encodeOid('1.2.156.10197.1.301'), true],
    ['1.2.156.10197.1.501', encodeOid('1.2.840.10045.3.1.7'), false],
    ['1.2.156.10197.1.501', encodeSequence(), false],
    ['1.2.840.113549.1.1.11', encodeNull(), true],
    ['1.2.840.113549.1.1.11', encodeSequence(), false],
    ['1.2.840.10045.4.3.2', encodeNull(), false],
    ['1.3.101.112', encodeNull(), false],
  ])('parameters of %s', (oid, parameters, allowed) => {
    expect(problem(() => signatureAlgorithm(oid, der(parameters)))).toBe(
      allowed ? 'nothing thrown' : `FormatError SIGNATURE_ALGORITHM_PARAMETERS_INVALID ${oid}`,
    )
  })

  it('reads RSASSA-PSS parameters, which must be there', () => {
    expect(problem(() => signatureAlgorithm(RSA_PSS))).toBe(`FormatError SIGNATURE_ALGORITHM_PARAMETERS_INVALID ${RSA_PSS}`)
    expect(signatureAlgorithm(RSA_PSS, der(encodeSequence()))).toMatchObject({
      name: 'RSA-PSS-SHA-1', weak: true, pss: { mgfDigest: { name: 'SHA-1' }, saltLength: 20 },
    })
    const trailing = encodeSequence(encodeExplicit(2, encodeInteger(32)), encodeExplicit(0, encodeSequence(encodeOid('1.2.3'))))
    expect(problem(() => signatureAlgorithm(RSA_PSS, der(trailing)))).toMatch(/^FormatError DER_STRUCTURE_UNEXPECTED/)
    const mask = encodeSequence(encodeExplicit(1, encodeSequence(encodeOid('1.2.3'), encodeNull())))
    expect(problem(() => signatureAlgorithm(RSA_PSS, der(mask)))).toBe('UnsupportedAlgorithmError SIGNATURE_ALGORITHM_UNSUPPORTED 1.2.3')
    const salt = encodeSequence(encodeExplicit(2, encodeInteger(-1)))
    expect(problem(() => signatureAlgorithm(RSA_PSS, der(salt)))).toMatch(/^FormatError DER_VALUE_INVALID/)
  })
})

describe('keys and algorithms', () => {
  const { privateKey, publicKey } = sm2GenerateKey()
  const sm2Signature = sm2Sign(privateKey, MESSAGE)
  const rsa = rsaPublicKey((1n << 2047n) + 1n, 65537n)
  const ed = ed25519PublicKey(octets('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a'))
  const OIDS = ['1.2.156.10197.1.501', '1.2.840.113549.1.1.11', '1.2.840.10045.4.3.2', '1.3.101.112', '1.3.101.113']

  it('verifies with SM2 by each of its OIDs, with user id and encoding', async () => {
    for (const oid of signatureAlgorithm('1.2.156.10197.1.501').oids) {
      const entry = signatureAlgorithm(oid)
      expect(await entry.verify(publicKey, MESSAGE, sm2Signature)).toBe(true)
      const userId = toUtf8('ALICE123@YAHOO.COM')
      const raw = sm2Sign(privateKey, MESSAGE, { userId, encoding: 'raw' })
      expect(await entry.verify(publicKey, MESSAGE, raw, { userId, encoding: 'raw' })).toBe(true)
      expect(await entry.verify(publicKey, MESSAGE, raw, { userId })).toBe(false)
      expect(await entry.verify(publicKey, MESSAGE, raw, { encoding: 'raw' })).toBe(false)
    }
  })

  it('refuses keys of another type', async () => {
    for (const key of [publicKey, rsa, ed] as PublicKey[]) {
      for (const oid of OIDS) {
        const entry = signatureAlgorithm(oid)
        if (entry.keyType === key.type) continue
        expect(await entry.verify(key, MESSAGE, sm2Signature)).toBe(false)
        expect(await entry.verify(key, MESSAGE, new Uint8Array(256))).toBe(false)
      }
    }
  })

  it('says that it cannot tell for unsupported keys', async () => {
    const key: PublicKey = { type: 'unsupported', bits: 0, algorithm: '1.2.840.10040.4.1' }
    for (const oid of OIDS) {
      expect(await rejection(signatureAlgorithm(oid).verify(key, MESSAGE, sm2Signature))).toBe(
        'UnsupportedAlgorithmError KEY_ALGORITHM_UNSUPPORTED 1.2.840.10040.4.1',
      )
    }
  })

  it('says that it cannot tell without WebCrypto, and still does SM2', async () => {
    vi.stubGlobal('crypto', { getRandomValues: globalThis.crypto.getRandomValues.bind(globalThis.crypto) })
    try {
      const missing = await rejection(signatureAlgorithm('1.2.840.113549.1.1.11').verify(rsaPublicKey((1n << 2047n) + 3n, 3n), MESSAGE, new Uint8Array(256)))
      expect(missing).toMatch(/^UnsupportedAlgorithmError PLATFORM_ALGORITHM_MISSING/)
      expect(await rejection(DIGESTS['SHA-256'].digest(MESSAGE))).toBe('UnsupportedAlgorithmError PLATFORM_ALGORITHM_MISSING SHA-256')
      expect(await signatureAlgorithm('1.2.156.10197.1.501').verify(publicKey, MESSAGE, sm2Signature)).toBe(true)
    } finally {
      vi.unstubAllGlobals()
    }
  })

  it('refuses signatures by keys of any length, without an error', async () => {
    for (const bits of [1024n, 1031n, 2048n, 3073n, 4096n, 16384n]) {
      for (const exponent of [3n, 65537n, (1n << 64n) - 1n]) {
        const key = rsaPublicKey((1n << (bits - 1n)) + 12345n, exponent)
        const length = Number((bits + 7n) / 8n)
        const signature = new Uint8Array(length).fill(1, 1)
        for (const alg of ['RS256', 'PS256', 'RS512', 'PS512']) {
          expect(await joseAlgorithm(alg)?.verify(key, MESSAGE, signature)).toBe(false)
          expect(await joseAlgorithm(alg)?.verify(key, MESSAGE, signature.subarray(1))).toBe(false)
          expect(await joseAlgorithm(alg)?.verify(key, MESSAGE, new Uint8Array(length).fill(0xff))).toBe(false)
        }
        expect(await signatureAlgorithm('1.2.156.10197.1.504').verify(key, MESSAGE, signature)).toBe(false)
      }
    }
  })

  it('keeps PSS keys to PSS, and to their own parameters (RFC 4055 clause 1.2)', async () => {
    const pair = await crypto.subtle.generateKey(
      { name: 'RSA-PSS', modulusLength: 2048, publicExponent: octets('010001'), hash: 'SHA-256' }, true, ['sign', 'verify'])
    const spki = parseSpki(der(new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey)))) as RsaPublicKey
    const signature = new Uint8Array(await crypto.subtle.sign({ name: 'RSA-PSS', saltLength: 32 }, pair.privateKey, MESSAGE))
    const parameters = (salt: number): DerElement => {
      const sha256 = encodeSequence(encodeOid('2.16.840.1.101.3.4.2.1'), encodeNull())
      const mask = encodeSequence(encodeOid('1.2.840.113549.1.1.8'), sha256)
      return der(encodeSequence(encodeExplicit(0, sha256), encodeExplicit(1, mask), encodeExplicit(2, encodeInteger(salt))))
    }
    const verify = (key: RsaPublicKey, salt = 32): Promise<boolean> => signatureAlgorithm(RSA_PSS, parameters(salt)).verify(key, MESSAGE, signature)
    const restrict = (salt: number, name: 'SHA-256' | 'SHA-384' = 'SHA-256'): RsaPublicKey => ({
      ...spki, pssOnly: true, pssParameters: { digest: DIGESTS[name], mgfDigest: DIGESTS[name], saltLength: salt },
    })
    expect(await verify(spki)).toBe(true)
    expect(await verify(spki, 20)).toBe(false)
    expect(await verify(spki, 4000)).toBe(false)
    expect(await verify({ ...spki, pssOnly: true })).toBe(true)
    expect(await verify(restrict(32))).toBe(true)
    expect(await verify(restrict(20))).toBe(true)
    expect(await verify(restrict(33))).toBe(false)
    expect(await verify(restrict(32, 'SHA-384'))).toBe(false)

    const pkcs1 = await crypto.subtle.importKey('pkcs8', await crypto.subtle.exportKey('pkcs8', pair.privateKey),
      { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }, false, ['sign'])
    const old = new Uint8Array(await crypto.subtle.sign('RSASSA-PKCS1-v1_5', pkcs1, MESSAGE))
    expect(await signatureAlgorithm('1.2.840.113549.1.1.11').verify(spki, MESSAGE, old)).toBe(true)
    expect(await signatureAlgorithm('1.2.840.113549.1.1.11').verify({ ...spki, pssOnly: true }, MESSAGE, old)).toBe(false)
  })
})

describe('algorithm table by JOSE name', () => {
  it.each([
    ['RS256', 'RSA-SHA-256'], ['RS384', 'RSA-SHA-384'], ['RS512', 'RSA-SHA-512'], ['PS256', 'RSA-PSS-SHA-256'], ['PS384', 'RSA-PSS-SHA-384'],
    ['PS512', 'RSA-PSS-SHA-512'], ['ES256', 'ECDSA-SHA-256'], ['ES384', 'ECDSA-SHA-384'], ['ES512', 'ECDSA-SHA-512'], ['EdDSA', 'Ed25519'],
    ['Ed25519', 'Ed25519'], ['SM2-SM3', 'SM2-SM3'],
  ])('%s is %s', (alg, name) => {
    expect(joseAlgorithm(alg)).toMatchObject({ name, jose: alg })
  })

  it.each(['none', 'None', 'HS256', 'es256', 'RS1', 'ES256K', '', '__proto__'])('has no %j', (alg) => {
    expect(joseAlgorithm(alg)).toBeUndefined()
  })

  it('takes raw signatures by default, and the one curve of the name', async () => {
    const { privateKey, publicKey } = sm2GenerateKey()
    const raw = sm2Sign(privateKey, MESSAGE, { encoding: 'raw' })
    expect(await joseAlgorithm('SM2-SM3')?.verify(publicKey, MESSAGE, raw)).toBe(true)
    expect(await joseAlgorithm('SM2-SM3')?.verify(publicKey, MESSAGE, sm2Sign(privateKey, MESSAGE))).toBe(false)

    const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-384' }, true, ['sign', 'verify'])
    const key = parseSpki(der(new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey))))
    const sign = async (hash: string): Promise<Uint8Array> => new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash }, pair.privateKey, MESSAGE))
    expect(await joseAlgorithm('ES384')?.verify(key, MESSAGE, await sign('SHA-384'))).toBe(true)
    expect(await joseAlgorithm('ES256')?.verify(key, MESSAGE, await sign('SHA-256'))).toBe(false)
  })
})

describe('digests', () => {
  it.each([
    ['SM3', 'SM3'], ['sm3', 'SM3'], ['1.2.156.10197.1.401', 'SM3'], ['1.2.156.10197.1.401.1', 'SM3'], ['1.2.156.10197.1.401.2', 'SM3'],
    ['SHA1', 'SHA-1'], ['SHA-1', 'SHA-1'], ['1.3.14.3.2.26', 'SHA-1'], ['SHA256', 'SHA-256'], ['sha_256', 'SHA-256'], ['SHA 384', 'SHA-384'],
    ['sha-512', 'SHA-512'], ['2.16.840.1.101.3.4.2.1', 'SHA-256'], ['MD5', 'MD5'], ['1.2.840.113549.2.5', 'MD5'],
  ])('%s is %s', async (name, expected) => {
    const algorithm = digestAlgorithm(name)
    expect(algorithm?.name).toBe(expected)
    expect(await algorithm?.digest(MESSAGE)).toHaveLength(algorithm?.length ?? 0)
    expect(algorithm?.weak).toBe(expected === 'MD5' || expected === 'SHA-1')
  })

  it.each(['', 'SHA', 'SHA224', 'SHA3-256', 'constructor', '__proto__', 'ＳＭ３', '1.2.156.10197.1.501', 'SM3\n', 'x'.repeat(1e6)])('has no %j', (name) => {
    expect(digestAlgorithm(name)).toBeUndefined()
  })

  it('computes MD5 of any length (RFC 1321 A.5)', async () => {
    const md5 = async (text: string): Promise<string> => toHex(await DIGESTS.MD5.digest(toUtf8(text)))
    expect(await md5('')).toBe('d41d8cd98f00b204e9800998ecf8427e')
    expect(await md5('abc')).toBe('900150983cd24fb0d6963f7d28e17f72')
    expect(await md5('1234567890'.repeat(8))).toBe('57edf4a22be3c955ac49da2e2107b67a')
  })

  it('takes views of shared memory', async () => {
    const shared = new Uint8Array(new SharedArrayBuffer(3))
    shared.set(toUtf8('abc'))
    expect(toHex(await DIGESTS['SHA-1'].digest(shared))).toBe('a9993e364706816aba3e25717850c26c9cd0d89d')
  })
})

describe('diagnostics of this room', () => {
  const folder = new URL('.', import.meta.url)
  const sources = !existsSync(folder) ? '' : readdirSync(folder).filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n')

  it.each(Object.keys(cryptoDiagnostics))('%s is triggered by a test', (code) => {
    expect(sources.includes(code)).toBe(true)
  })
})
