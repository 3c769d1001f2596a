/** What a key file that cannot be opened is told: each cause by its own code, and nothing secret in any of them. */
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { identity } from '../../../fixtures/generate/scene.ts'
import { sm2Encrypt, sm2PublicKeyOf, sm4EcbEncrypt } from '../../../src/crypto/index.ts'
import { encodeBitString, encodeNull, encodeOctetString, encodeOid, encodeSequence } from '../../../src/encoding/der-writer.ts'
import { toHex, toUtf8 } from '../../../src/encoding/octets.ts'
import { toPem } from '../../../src/encoding/pem.ts'
import { KeyDamagedError, KeyPasswordError, encodeEncryptedPkcs8, encodePfx, encodePkcs8, openPrivateKey, sm2PrivateKey } from '../../../src/sign/keys/index.ts'
import { refusal } from '../party.ts'

const { privateKey: secret, certificate } = identity('east-authority')
const key = sm2PrivateKey(secret)
const PASSWORD = 'correct horse 印信'
const code = async (bytes: Uint8Array, password?: string): Promise<string> =>
  (await refusal(() => openPrivateKey(bytes, password === undefined ? {} : { password }))).code

const encrypted = await encodeEncryptedPkcs8(key, { password: PASSWORD })
const pfx = await encodePfx(key, { password: PASSWORD, certificates: [certificate] })

describe('a key file that opens', () => {
  it.each([['PKCS #8', encrypted], ['PFX', pfx]])('%s with its password gives the key', async (_, file) => {
    const opened = await openPrivateKey(file, { password: PASSWORD })
    expect(opened.algorithm).toBe('SM2-SM3')
    expect(toHex(encodePkcs8(opened.privateKey))).toBe(toHex(encodePkcs8(key)))
  })
})

describe('a key file that does not open', () => {
  it('is none at all: KEY_FILE_NOT_RECOGNIZED', async () => {
    expect(await code(toUtf8('nothing of the kind'))).toBe('KEY_FILE_NOT_RECOGNIZED')
    expect(await code(new Uint8Array(0))).toBe('KEY_FILE_NOT_RECOGNIZED')
  })

  it('holds a certificate only: KEY_FILE_WITHOUT_KEY', async () => {
    expect(await code(toUtf8(toPem('CERTIFICATE', certificate)))).toBe('KEY_FILE_WITHOUT_KEY')
  })

  it('holds two keys: KEY_FILE_SEVERAL_KEYS', async () => {
    const other = sm2PrivateKey(identity('west-authority').privateKey)
    expect(await code(toUtf8(toPem('PRIVATE KEY', encodePkcs8(key)) + toPem('PRIVATE KEY', encodePkcs8(other))))).toBe('KEY_FILE_SEVERAL_KEYS')
  })

  it.each([['PKCS #8', encrypted], ['PFX', pfx]])('%s: no password, a wrong one and damage are told apart: KEY_PASSWORD_REQUIRED, KEY_PASSWORD_WRONG', async (_, file) => {
    expect(await code(file)).toBe('KEY_PASSWORD_REQUIRED')
    expect(await code(file, 'wrong')).toBe('KEY_PASSWORD_WRONG')
    await expect(openPrivateKey(file, { password: 'wrong' })).rejects.toBeInstanceOf(KeyPasswordError)
  })

  it('is cut off: KEY_DAMAGED', async () => {
    const cut = encodePkcs8(key).slice(0, -5)
    expect(await code(cut)).toBe('KEY_DAMAGED')
    await expect(openPrivateKey(cut)).rejects.toBeInstanceOf(KeyDamagedError)
  })

  it('was wrapped for a key that is not given, or for another: KEY_RECIPIENT_REQUIRED, KEY_RECIPIENT_WRONG', async () => {
    const recipient = sm2PrivateKey(identity('east-authority').privateKey)
    const other = sm2PrivateKey(identity('west-authority').privateKey)
    const wrapping = new Uint8Array(16).fill(7)
    const { octets } = sm2PublicKeyOf(secret)
    const file = encodeSequence(
      encodeSequence(encodeOid('1.2.156.10197.1.104.1')),
      sm2Encrypt(sm2PublicKeyOf(identity('east-authority').privateKey), wrapping, { format: 'DER' }),
      encodeBitString(octets),
      encodeBitString(sm4EcbEncrypt(wrapping, secret, { padding: 'none' })),
    )
    expect(toHex(encodePkcs8((await openPrivateKey(file, { recipient })).privateKey))).toBe(toHex(encodePkcs8(key)))
    expect(await code(file)).toBe('KEY_RECIPIENT_REQUIRED')
    expect((await refusal(() => openPrivateKey(file, { recipient: other }))).code).toBe('KEY_RECIPIENT_WRONG')
  })

  it('tells neither password nor key, in whatever way it is printed', async () => {
    for (const file of [encrypted, pfx, encodePkcs8(key).slice(0, -5)]) {
      const error: unknown = await openPrivateKey(file, { password: `${PASSWORD}x` }).catch((caught: unknown) => caught)
      for (const text of [String(error), JSON.stringify(error), inspect(error, { depth: 10, showHidden: true })]) {
        expect(text).not.toContain(PASSWORD)
        expect(text).not.toContain(toHex(secret))
      }
    }
    for (const text of [String(key), JSON.stringify(key), inspect(key, { depth: 10, showHidden: true })]) expect(text).not.toContain(toHex(secret))
  })

  it('names a scheme that is not supported: KEY_SCHEME_UNSUPPORTED', async () => {
    const file = encodeSequence(encodeSequence(encodeOid('1.2.3.4'), encodeNull()), encodeOctetString(new Uint8Array(32)))
    const { code: found, params } = await refusal(() => openPrivateKey(file, { password: PASSWORD }))
    expect([found, params]).toEqual(['KEY_SCHEME_UNSUPPORTED', { scheme: '1.2.3.4' }])
  })
})
