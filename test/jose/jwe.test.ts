/** Encrypted texts: what is decrypted, and what is refused before any key is touched. */
import { existsSync, readFileSync } from 'node:fs'
import { CompactEncrypt, importJWK } from 'jose'
import type { JWK } from 'jose'
import { describe, expect, it } from 'vitest'
import { fromUtf8, toHex, toUtf8 } from '../../src/encoding/octets.ts'
import { toBase64Url } from '../../src/encoding/base64url.ts'
import { VerificationError } from '../../src/errors.ts'
import { decryptJwe, decryptionKeyFromJwk } from '../../src/jose/index.ts'
import type { DecryptionKey, KeyManagement } from '../../src/jose/index.ts'
import { Budget } from '../../src/limits.ts'

async function outcome(text: string, keys: readonly DecryptionKey[]): Promise<string> {
  try {
    return toHex((await decryptJwe(text, { keys })).plaintext)
  } catch (error) {
    if (error instanceof VerificationError) return error.code
    throw error
  }
}

const json = (value: unknown): string => toBase64Url(toUtf8(JSON.stringify(value)))
const secret = { kty: 'oct', k: 'AAECAwQFBgcICQoLDA0ODw', alg: 'dir', kid: 'k1' }
const direct = await decryptionKeyFromJwk(JSON.stringify(secret))
const encrypt = async (header: object, key: JWK = secret, algorithm = 'dir'): Promise<string> =>
  new CompactEncrypt(toUtf8('hello')).setProtectedHeader({ alg: algorithm, enc: 'A128GCM', ...header }).encrypt(await importJWK(key, algorithm))

describe('what is decrypted', () => {
  it('a text for the key that it names, or for the only one that fits', async () => {
    expect(await outcome(await encrypt({ kid: 'k1' }), [direct])).toBe(toHex(toUtf8('hello')))
    expect(await outcome(await encrypt({}), [direct])).toBe(toHex(toUtf8('hello')))
    expect(await outcome(await encrypt({ kid: 'k2' }), [direct])).toBe('JWE_KEY_UNKNOWN')
    expect(await outcome(await encrypt({}), [direct, { ...direct, kid: 'k2' }])).toBe('JWE_KEY_UNKNOWN')
    expect(await outcome(await encrypt({}), [])).toBe('JWE_KEY_UNKNOWN')
  })

  it.each([0, 2, 3, 4])('nothing once part %i is changed', async (part) => {
    const parts = (await encrypt({ x: 1 })).split('.')
    if (part === 0) parts[0] = json({ alg: 'dir', enc: 'A128GCM', x: 2 })
    else parts[part] = ((parts[part] as string).startsWith('A') ? 'B' : 'A') + (parts[part] as string).slice(1)
    expect(await outcome(parts.join('.'), [direct])).toBe('JWE_DECRYPTION_FAILED')
  })
})

describe('what is refused before a key is touched', () => {
  const text = (header: unknown, rest = '.AAAA.AAAA.AAAA.AAAA'): string => `${typeof header === 'string' ? toBase64Url(toUtf8(header)) : json(header)}${rest}`
  it.each<[string, string, string]>([
    ['PBES2 with a count that takes hours (CVE-2022-36083)', text({ alg: 'PBES2-HS256+A128KW', enc: 'A128GCM', p2s: 'AAAAAAAAAAA', p2c: 2147483647 }), 'JWE_PASSWORD_BASED'],
    ['PBES2 without a count', text({ alg: 'PBES2-HS512+A256KW', enc: 'A128GCM' }), 'JWE_PASSWORD_BASED'],
    ['a count beside another algorithm', text({ alg: 'dir', enc: 'A128GCM', p2c: 1 }), 'JWE_PASSWORD_BASED'],
    ['compression (CVE-2024-28176)', text({ alg: 'dir', enc: 'A128GCM', zip: 'DEF' }), 'JWE_COMPRESSED'],
    ['RSA 1.5', text({ alg: 'RSA1_5', enc: 'A128GCM' }), 'JWE_ALGORITHM_NOT_ALLOWED'],
    ['none', text({ alg: 'none', enc: 'A128GCM' }), 'JWE_ALGORITHM_NOT_ALLOWED'],
    ['no encryption', text({ alg: 'dir', enc: 'none' }), 'JWE_ALGORITHM_NOT_ALLOWED'],
    ['another case of letters', text({ alg: 'DIR', enc: 'A128GCM' }), 'JWE_ALGORITHM_NOT_ALLOWED'],
    ['a key of its own', text({ alg: 'dir', enc: 'A128GCM', jwk: {} }), 'JWE_KEY_IN_HEADER'],
    ['a place to fetch a key', text({ alg: 'dir', enc: 'A128GCM', jku: 'http://127.0.0.1/' }), 'JWE_KEY_IN_HEADER'],
    ['crit', text({ alg: 'dir', enc: 'A128GCM', crit: ['x'], x: 1 }), 'JWE_CRITICAL_UNKNOWN'],
    ['alg twice', text('{"alg":"dir","alg":"dir","enc":"A128GCM"}'), 'JSON_MEMBER_DUPLICATE'],
    ['a header that is a list', text([]), 'JWE_INVALID'],
    ['no enc', text({ alg: 'dir' }), 'JWE_INVALID'],
    ['kid as a number', text({ alg: 'dir', enc: 'A128GCM', kid: 1 }), 'JWE_INVALID'],
    ['padding', text({ alg: 'dir', enc: 'A128GCM' }, '.AAA=.AAAA.AAAA.AAAA'), 'JWE_INVALID'],
    ['four parts', text({ alg: 'dir', enc: 'A128GCM' }, '.AAAA.AAAA.AAAA'), 'JWE_INVALID'],
    ['empty parts', text({ alg: 'dir', enc: 'A128GCM' }, '....'), 'JWE_DECRYPTION_FAILED'],
    ['a point that is not on the curve', text({ alg: 'ECDH-ES', enc: 'A128GCM', epk: { kty: 'EC', crv: 'P-256', x: 'A'.repeat(43), y: 'A'.repeat(43) } }), 'JWE_KEY_UNKNOWN'],
  ])('%s', async (_, jwe, code) => {
    expect(await outcome(jwe, [direct])).toBe(code)
  })

  it('a text that is too long', async () => {
    await expect(decryptJwe(text({ alg: 'dir', enc: 'A128GCM' }), { keys: [direct], budget: new Budget({ jsonBytes: 10 }) })).rejects.toThrow('LIMIT_EXCEEDED')
  })

  it('keys that are none, without telling them', async () => {
    for (const [jwk, algorithm] of [['{', 'dir'], ['{"kty":"oct","k":"AAAA"}', undefined], ['{"kty":"oct","k":"AAAA"}', 'RSA1_5'], ['{"kty":"EC","d":"c2VjcmV0"}', 'ECDH-ES']] as const) {
      const options = algorithm === undefined ? {} : { algorithm: algorithm as KeyManagement }
      const error: unknown = await decryptionKeyFromJwk(jwk, options).catch((cause: unknown) => cause)
      expect(error).toBeInstanceOf(TypeError)
      expect((error as Error).message).not.toContain('c2VjcmV0')
    }
  })
})

const COOKBOOK = '../shared/corpus/jose'
describe.skipIf(!existsSync(COOKBOOK))(`RFC 7520 cookbook, RFC 8037 (needs ${COOKBOOK})`, () => {
  interface Example {
    readonly input: { readonly plaintext: string; readonly key?: JWK & { readonly kid: string }; readonly pwd?: string; readonly alg: string }
    readonly output: { readonly compact?: string; readonly json?: object }
  }
  const load = (name: string): Example => JSON.parse(readFileSync(`${COOKBOOK}/${name}`, 'utf8')) as Example

  it.each(['curve25519__ecdh-es.json', 'jwe__5_6.direct_encryption_using_aes-gcm.json'])('%s', async (name) => {
    const { input, output } = load(name)
    const key = await decryptionKeyFromJwk(JSON.stringify(input.key), { algorithm: input.alg as KeyManagement })
    expect(fromUtf8((await decryptJwe(output.compact ?? '', { keys: [key] })).plaintext)).toBe(input.plaintext)
  })

  it.each([
    ['jwe__5_3.key_wrap_using_pbes2-aes-keywrap_with-aes-cbc-hmac-sha2.json', 'JWE_PASSWORD_BASED'],
    ['jwe__5_7.key_wrap_using_aes-gcm_keywrap_with_aes-cbc-hmac-sha2.json', 'JWE_ALGORITHM_NOT_ALLOWED'],
    ['jwe__5_9.compressed_content.json', 'JWE_COMPRESSED'],
  ])('%s is refused', async (name, code) => {
    expect(await outcome(load(name).output.compact ?? '', [direct])).toBe(code)
  })

  it.each(['jwe__5_10.including_additional_authentication_data.json', 'jwe__5_11.protecting_specific_header_fields.json', 'jwe__5_13.encrypting_to_multiple_recipients.json'])('%s has no compact form', async (name) => {
    const { output } = load(name)
    expect(output.compact).toBeUndefined()
    expect(await outcome(JSON.stringify(output.json), [direct])).toBe('JWE_INVALID')
  })
})

const WYCHEPROOF = '../shared/corpus/wycheproof/json_web_encryption_test.json'
describe.skipIf(!existsSync(WYCHEPROOF))(`Wycheproof JSON Web Encryption (needs ${WYCHEPROOF})`, () => {
  interface Test { readonly tcId: number; readonly comment: string; readonly jwe: unknown; readonly pt?: string; readonly result: 'valid' | 'invalid' }
  interface Group { readonly comment: string; readonly private: JWK; readonly tests: readonly Test[] }
  const groups = existsSync(WYCHEPROOF) ? (JSON.parse(readFileSync(WYCHEPROOF, 'utf8')) as { testGroups: Group[] }).testGroups : []
  /** Valid by the vectors, not done here. */
  const NOT_HERE = new Set(['RSA1_5', 'A128GCMKW', 'A192GCMKW', 'A256GCMKW'])
  const headerOf = (jwe: unknown): Record<string, unknown> => {
    try {
      return JSON.parse(Buffer.from(String(jwe).split('.')[0] as string, 'base64url').toString()) as Record<string, unknown>
    } catch {
      return {}
    }
  }

  it('gives the plaintext of what is valid, and refuses the rest', async () => {
    const wrong: string[] = []
    let decrypted = 0
    for (const { private: key, tests, comment } of groups) {
      for (const test of tests) {
        const header = headerOf(test.jwe)
        const algorithm = key.alg === 'A128GCM' ? 'dir' : key.alg
        const keys = await decryptionKeyFromJwk(JSON.stringify(key), { algorithm: algorithm as KeyManagement }).then((one) => [one], () => [])
        const got = await outcome(typeof test.jwe === 'string' ? test.jwe : JSON.stringify(test.jwe), keys)
        const excused = test.result === 'valid' && (NOT_HERE.has(String(key.alg)) || NOT_HERE.has(String(header['alg'])) || header['zip'] !== undefined || typeof test.jwe !== 'string')
        const isText = /^[0-9a-f]*$/.test(got)
        // What is excused and decrypts all the same is an exception too many.
        if (isText && test.result === 'valid' && !excused && got === test.pt) decrypted += 1
        else if (isText || (test.result === 'valid' && !excused)) wrong.push(`${test.tcId} ${comment} ${test.comment} ${test.result} ${String(key.alg)} ${JSON.stringify(header)}: ${got}`)
      }
    }
    expect(wrong).toEqual([])
    expect(groups.flatMap(({ tests }) => tests)).toHaveLength(139)
    expect(decrypted).toBeGreaterThanOrEqual(40)
  })
})
