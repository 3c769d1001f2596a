/** The room where there is no WebAssembly: the same answers, from JavaScript. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import * as here from '../../../src/crypto/index.ts'
import { toHex, toUtf8 } from '../../../src/encoding/octets.ts'

describe('without WebAssembly', () => {
  let there: typeof here

  beforeAll(async () => {
    // Chosen once: before the platform is changed.
    here.cryptoBackends()
    vi.stubGlobal('WebAssembly', undefined)
    vi.resetModules()
    there = await import('../../../src/crypto/index.ts')
  })
  afterAll(() => {
    vi.unstubAllGlobals()
    vi.resetModules()
  })

  it('says so', () => {
    expect(there.cryptoBackends()).toEqual([
      { algorithm: 'SM2', backend: 'JavaScript', reason: 'absent' }, { algorithm: 'SM3', backend: 'JavaScript', reason: 'absent' },
    ])
    expect(here.cryptoBackends().map(({ backend }) => backend)).toEqual(['WebAssembly', 'WebAssembly'])
  })

  it('digests alike', () => {
    const messages = [0, 1, 55, 56, 63, 64, 65, 1000, 100_000].map((length) => new Uint8Array(length).fill(length))
    expect(there.sm3Many(messages).map(toHex)).toEqual(here.sm3Many(messages).map(toHex))
    expect(toHex(there.hmacSm3(messages[3] as Uint8Array, messages[7] as Uint8Array)))
      .toBe(toHex(here.hmacSm3(messages[3] as Uint8Array, messages[7] as Uint8Array)))
  })

  it('signs and verifies alike, in the first calls and after them', () => {
    for (let i = 0; i < 40; i++) {
      const { privateKey, publicKey } = i % 2 === 0 ? here.sm2GenerateKey() : there.sm2GenerateKey()
      const message = toUtf8(`deed ${i}`)
      const ours = here.sm2Sign(privateKey, message, { hedge: 'none' })
      expect(toHex(there.sm2Sign(privateKey, message, { hedge: 'none' }))).toBe(toHex(ours))
      const key = there.parseSm2PublicKey(publicKey.octets)
      for (let use = 0; use < 12; use++) expect(there.sm2Verify(key, message, ours)).toBe(true)
      expect(there.sm2Verify(key, toUtf8(`deed ${i}.`), ours)).toBe(false)
    }
  })

  it('encrypts and decrypts alike', () => {
    const { privateKey, publicKey } = there.sm2GenerateKey()
    const text = toUtf8('不动产')
    expect(here.sm2Decrypt(privateKey, there.sm2Encrypt(publicKey, text, { format: 'DER' }), { format: 'DER' })).toEqual(text)
    const key = here.parseSm2PublicKey(publicKey.octets)
    expect(there.sm2Decrypt(privateKey, here.sm2Encrypt(key, text, { format: 'DER' }), { format: 'DER' })).toEqual(text)
  })
})
