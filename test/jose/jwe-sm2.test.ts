/** Encryption with SM2 and SM4-GCM in the form of JWE, held against sm-crypto-v2; and what is refused. */
import { sm2 as smCrypto, sm4 as sm4Crypto } from 'sm-crypto-v2'
import { describe, expect, it } from 'vitest'
import { sm2Encrypt, sm2GenerateKey, sm2PublicKeyOf, sm4GcmEncrypt } from '../../src/crypto/index.ts'
import { fromBase64Url, toBase64Url } from '../../src/encoding/base64url.ts'
import { fromHex, fromUtf8, toHex, toUtf8 } from '../../src/encoding/octets.ts'
import { VerificationError } from '../../src/errors.ts'
import { decryptJwe, decryptionKeyFromJwk, encryptSm2Jwe, jwkOf } from '../../src/jose/index.ts'
import type { DecryptionKey } from '../../src/jose/index.ts'
import { SM2_PRIVATE } from './signers.ts'

const PUBLIC = sm2PublicKeyOf(SM2_PRIVATE)
const KEY = await decryptionKeyFromJwk(JSON.stringify({ ...jwkOf(PUBLIC), d: toBase64Url(SM2_PRIVATE) }), { algorithm: 'SM2' })
const TEXT = '{"name":"示例人"}'
const sealed = encryptSm2Jwe(toUtf8(TEXT), PUBLIC)

async function outcome(text: string, keys: readonly DecryptionKey[] = [KEY]): Promise<string> {
  try {
    return fromUtf8((await decryptJwe(text, { keys })).plaintext) ?? 'octets'
  } catch (error) {
    if (error instanceof VerificationError) return error.code
    throw error
  }
}

const header = (members: object = {}): string => toBase64Url(toUtf8(JSON.stringify({ alg: 'SM2', enc: 'SM4-GCM', ...members })))

/** With everything of the attacker's choice, and encrypted rightly. */
function assembled({ head = header(), contentKey = new Uint8Array(16).fill(1), iv = new Uint8Array(12).fill(2), encryptedKey = sm2Encrypt(PUBLIC, contentKey), tag = 16 } = {}): string {
  const octets = sm4GcmEncrypt(contentKey.subarray(0, 16), iv, toUtf8(TEXT), { additionalData: toUtf8(head) })
  const end = octets.length - 16
  return [head, toBase64Url(encryptedKey), toBase64Url(iv), toBase64Url(octets.subarray(0, end)), toBase64Url(octets.subarray(end, end + tag))].join('.')
}

describe('JWE with SM2 and SM4-GCM', () => {
  it('is decrypted with the key that it is for, and differs each time', async () => {
    expect(await outcome(sealed)).toBe(TEXT)
    expect(encryptSm2Jwe(toUtf8(TEXT), PUBLIC)).not.toBe(sealed)
    expect((await decryptJwe(encryptSm2Jwe(toUtf8('x'), PUBLIC, { kid: 'k', cty: 'JWT' }), { keys: [KEY] })).header).toMatchObject({ alg: 'SM2', enc: 'SM4-GCM', kid: 'k', cty: 'JWT' })
    expect(await outcome(encryptSm2Jwe(new Uint8Array(0), PUBLIC))).toBe('')
    expect(await outcome(assembled())).toBe(TEXT)
    expect(await outcome(sealed, [{ algorithm: 'SM2', key: sm2GenerateKey().privateKey }])).toBe('JWE_DECRYPTION_FAILED')
    expect(await outcome(sealed, [{ algorithm: 'dir', key: SM2_PRIVATE.subarray(0, 16) }])).toBe('JWE_KEY_UNKNOWN')
  })

  it('of ours is opened by sm-crypto-v2', () => {
    const [head = '', ...parts] = sealed.split('.')
    const [encryptedKey, iv, ciphertext, tag] = parts.map((part) => fromBase64Url(part) as Uint8Array) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array]
    // It leaves out the 04 before the point.
    const key = smCrypto.doDecrypt(toHex(encryptedKey.subarray(1)), toHex(SM2_PRIVATE), 1, { output: 'array' })
    const opened = sm4Crypto.decrypt(ciphertext, key, { mode: 'gcm', iv, tag, associatedData: toUtf8(head), output: 'array' })
    expect(Buffer.from(opened).toString()).toBe(TEXT)
  })

  it('of sm-crypto-v2 is opened here', async () => {
    const [head, key, iv] = [header(), new Uint8Array(16).fill(7), new Uint8Array(12).fill(8)]
    const { output, tag } = sm4Crypto.encrypt(toUtf8(TEXT), key, { mode: 'gcm', iv, associatedData: toUtf8(head), output: 'array', outputTag: true })
    const encryptedKey = fromHex(`04${smCrypto.doEncrypt(key, toHex(PUBLIC.octets), 1)}`) as Uint8Array
    expect(await outcome([head, ...[encryptedKey, iv, output, tag as Uint8Array].map((octets) => toBase64Url(Uint8Array.from(octets)))].join('.'))).toBe(TEXT)
  })

  it('with any character changed is not opened', async () => {
    for (let index = 0; index < sealed.length; index++) {
      for (const character of ['A', 'Q', '_', '.', '=', String.fromCharCode(sealed.charCodeAt(index) + 256)]) {
        if (character === sealed[index]) continue
        expect([index, await outcome(sealed.slice(0, index) + character + sealed.slice(index + 1))]).toEqual([index, expect.stringMatching(/^(JWE|JSON)_[A-Z_]+$/)])
      }
    }
  })

  it.each<[string, () => string, string]>([
    ['a key of 32 octets', () => assembled({ contentKey: new Uint8Array(32).fill(1) }), 'JWE_DECRYPTION_FAILED'],
    ['a key of one octet', () => assembled({ encryptedKey: sm2Encrypt(PUBLIC, Uint8Array.of(1)) }), 'JWE_DECRYPTION_FAILED'],
    ['a number used once of 16 octets', () => assembled({ iv: new Uint8Array(16).fill(2) }), 'JWE_DECRYPTION_FAILED'],
    ['a tag cut short', () => assembled({ tag: 12 }), 'JWE_DECRYPTION_FAILED'],
    ['a point that is not on the curve', () => assembled({ encryptedKey: Uint8Array.of(4, ...new Uint8Array(64).fill(1), ...new Uint8Array(48)) }), 'JWE_DECRYPTION_FAILED'],
    ['no encrypted key', () => assembled({ encryptedKey: new Uint8Array(0) }), 'JWE_DECRYPTION_FAILED'],
    ['SM2 with AES', () => assembled({ head: header({ enc: 'A128GCM' }) }), 'JWE_ALGORITHM_NOT_ALLOWED'],
    ['SM4-GCM with another key management', () => assembled({ head: header({ alg: 'dir' }) }), 'JWE_ALGORITHM_NOT_ALLOWED'],
    ['compression', () => assembled({ head: header({ zip: 'DEF' }) }), 'JWE_COMPRESSED'],
    ['another name of it', () => assembled({ head: header({ alg: 'SM2withSM4' }) }), 'JWE_ALGORITHM_NOT_ALLOWED'],
  ])('is refused: %s', async (_, text, code) => {
    expect(await outcome(text())).toBe(code)
  })

  it('takes no key that is none, and tells none', async () => {
    for (const jwk of [{ ...jwkOf(PUBLIC) }, { ...jwkOf(PUBLIC), d: toBase64Url(new Uint8Array(32).fill(5)) }, { ...jwkOf(PUBLIC), d: 'AAAA' }, { kty: 'oct', k: 'AAAA' }]) {
      const error: unknown = await decryptionKeyFromJwk(JSON.stringify(jwk), { algorithm: 'SM2' }).catch((cause: unknown) => cause)
      expect(error).toBeInstanceOf(TypeError)
      expect((error as Error).message).not.toContain(toBase64Url(new Uint8Array(32).fill(5)))
    }
  })
})
