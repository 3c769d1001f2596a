import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { toBase64Url } from '../../src/encoding/base64url.ts'
import { toUtf8 } from '../../src/encoding/octets.ts'
import { VerificationError } from '../../src/errors.ts'
import { VerifiedJws, parseJwk, parseJws, signJws, sm2Signer, verifyJws } from '../../src/jose/index.ts'
import type { JwsKey, JwsSigner, VerifyJwsOptions } from '../../src/jose/index.ts'
import { Budget } from '../../src/limits.ts'
import { codeOfRejection } from '../encoding/expect-code.ts'
import { ALGORITHMS, PAYLOAD, SM2_PRIVATE, keyOf, privateJwk, signerOf } from './signers.ts'

let es: JwsSigner
let sm2: JwsSigner
let ed: JwsSigner
let keys: readonly JwsKey[]
const algorithms = ['ES256', 'SM2-SM3', 'EdDSA']

beforeAll(async () => {
  es = await signerOf('ES256')
  sm2 = await signerOf('SM2-SM3')
  ed = await signerOf('EdDSA')
  keys = [es, sm2, ed].map(keyOf)
})

/** The code that a JWS is refused with, or `accepted`. */
const outcome = (text: Uint8Array | string, options: Partial<VerifyJwsOptions> = {}): Promise<string> =>
  codeOfRejection(verifyJws(text, { keys, algorithms, ...options }))

const json = (value: unknown): string => toBase64Url(toUtf8(typeof value === 'string' ? value : JSON.stringify(value)))

/** A compact JWS with a header that `signJws` would not write, properly signed. */
async function forged(header: unknown, signer: JwsSigner = es, payload: string = toBase64Url(PAYLOAD)): Promise<string> {
  const input = `${json(header)}.${payload}`
  return `${input}.${toBase64Url(await signer.sign(toUtf8(input)))}`
}

describe('signing and verifying', () => {
  it.each(ALGORITHMS)('%s in every form, attached and detached', async (algorithm) => {
    const signer = await signerOf(algorithm)
    for (const form of ['compact', 'flattened', 'general'] as const) {
      const options = { keys: [keyOf(signer)], algorithms: [algorithm] }
      const text = await signJws(PAYLOAD, { signer, form, typ: 'example', cty: 'json' })
      const verified = await verifyJws(text, options)
      expect(verified.payload).toEqual(PAYLOAD)
      expect(verified.header).toMatchObject({ alg: algorithm, typ: 'example', cty: 'json', kid: signer.kid, crit: [] })
      expect(verified).toBeInstanceOf(VerifiedJws)
      const detached = await signJws(PAYLOAD, { signer, form, detached: true })
      expect(detached).not.toContain(toBase64Url(PAYLOAD))
      expect((await verifyJws(detached, { ...options, payload: PAYLOAD })).payload).toEqual(PAYLOAD)
      expect(await outcome(detached, { ...options, payload: toUtf8('other') })).toBe('JWS_SIGNATURE_INVALID')
    }
  })

  it('takes octets as well as text, and an empty payload', async () => {
    const text = await signJws(new Uint8Array(0), { signer: sm2 })
    expect((await verifyJws(toUtf8(text), { keys, algorithms })).payload).toHaveLength(0)
  })

  it('makes VerifiedJws only where something was verified', () => {
    expect(() => new VerifiedJws(Symbol('jws'), PAYLOAD, [{ header: { alg: 'ES256', crit: [], parameters: {} }, key: keyOf(es), algorithm: 'x' }])).toThrow(TypeError)
  })

  it('finds the key by kid, by thumbprint, or as the only one that fits', async () => {
    const named = await signerOf('ES256', 'key-1')
    const text = await signJws(PAYLOAD, { signer: named })
    expect(await outcome(text, { keys: [keyOf(named), keyOf(sm2)] })).toBe('accepted')
    expect(await outcome(text, { keys: [{ key: keyOf(es).key, kid: 'key-2' }] })).toBe('JWS_KEY_UNKNOWN')
    const byThumbprint = await signJws(PAYLOAD, { signer: es })
    expect(await outcome(byThumbprint, { keys: [{ key: keyOf(es).key }] })).toBe('accepted')
    expect(await outcome(byThumbprint, { keys: [{ key: keyOf(es).key, kid: 'other name' }] })).toBe('accepted')
    const nameless = await forged({ alg: 'ES256' })
    expect(await outcome(nameless)).toBe('accepted')
    const second = parseJwk(JSON.stringify({ kty: 'EC', crv: 'P-256', x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU', y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0' }))
    expect(await outcome(nameless, { keys: [keyOf(es), second] })).toBe('JWS_KEY_ID_ABSENT')
  })
})

describe('what a caller may get wrong', () => {
  it.each<[string, Partial<VerifyJwsOptions>]>([
    ['no algorithms', { algorithms: [] }],
    ['algorithms left out', { algorithms: undefined as unknown as string[] }],
    ['none among the algorithms', { algorithms: ['none'] }],
    ['a symmetric algorithm', { algorithms: ['HS256'] }],
    ['a misspelt algorithm', { algorithms: ['es256'] }],
    ['a name of every object', { algorithms: ['constructor'] }],
    ['keys left out', { keys: undefined as unknown as JwsKey[] }],
    ['a threshold of nothing', { threshold: 0 }],
    ['a broken threshold', { threshold: 1.5 }],
  ])('%s is a TypeError before anything is read', async (_, options) => {
    await expect(verifyJws('', { keys, algorithms, ...options })).rejects.toThrow(TypeError)
  })

  it('two keys of one name', async () => {
    await expect(verifyJws('', { keys: [{ key: keyOf(es).key, kid: 'a' }, { key: keyOf(es).key, kid: 'a' }], algorithms })).rejects.toThrow(TypeError)
  })

  it('headers and forms that a reader would refuse are not written', async () => {
    const bad = [
      { parameters: { jwk: {} } }, { parameters: { b64: false } }, { crit: ['exp'] }, { crit: [] }, { parameters: { alg: 'none' } },
      { parameters: { 'kid': 'x' } }, { typ: '' },
    ]
    for (const options of bad) await expect(signJws(PAYLOAD, { signer: es, ...options })).rejects.toThrow(TypeError)
    await expect(signJws(PAYLOAD, { signer: [es, sm2], form: 'compact' })).rejects.toThrow(TypeError)
    await expect(signJws(PAYLOAD, { signer: { algorithm: 'none', sign: (input) => Promise.resolve(input) } })).rejects.toThrow(TypeError)
    await expect(signJws(PAYLOAD, { signer: { algorithm: 'HS256', sign: (input) => Promise.resolve(input) } })).rejects.toThrow(TypeError)
  })
})

describe('the algorithm is the caller’s, not the text’s', () => {
  it.each(['none', 'None', 'NONE', 'nOnE'])('alg none (CVE-2015-9235): %s', async (alg) => {
    const input = `${json({ alg })}.${toBase64Url(PAYLOAD)}`
    expect(await outcome(`${input}.`)).toBe('JWS_ALGORITHM_NONE')
    expect(await outcome(`${input}.AA`)).toBe('JWS_ALGORITHM_NONE')
  })

  it.each(['HS256', 'HS384', 'HS512', 'HSM3'])('a public key as the secret of %s (CVE-2016-5431, CVE-2023-48223)', async (alg) => {
    expect(await outcome(await forged({ alg }))).toBe('JWS_ALGORITHM_SYMMETRIC')
  })

  it.each(['ES384', 'PS256', ' ES256', 'ES256 ', 'es256', 'ES256K', 'constructor', 'SM2SM3', 'x'.repeat(500)])('an algorithm that is not allowed: %j', async (alg) => {
    expect(await outcome(await forged({ alg, kid: es.kid }))).toBe('JWS_ALGORITHM_NOT_ALLOWED')
  })

  it('a key of another type, or for another algorithm or use, is not tried', async () => {
    expect(await outcome(await forged({ alg: 'ES256', kid: sm2.kid }, sm2))).toBe('JWS_KEY_MISMATCH')
    expect(await outcome(await forged({ alg: 'SM2-SM3', kid: es.kid }, es))).toBe('JWS_KEY_MISMATCH')
    const text = await signJws(PAYLOAD, { signer: es })
    const own = (more: Partial<JwsKey>): Partial<VerifyJwsOptions> => ({ keys: [{ ...keyOf(es), ...more }], algorithms: ['ES256', 'ES384'] })
    expect(await outcome(text, own({ algorithm: 'ES384' }))).toBe('JWS_KEY_MISMATCH')
    expect(await outcome(text, own({ algorithm: 'ES256' }))).toBe('accepted')
    expect(await outcome(text, own({ use: 'enc' }))).toBe('JWS_KEY_MISMATCH')
    expect(await outcome(text, own({ use: 'sig', keyOps: ['verify'] }))).toBe('accepted')
    expect(await outcome(text, own({ keyOps: ['encrypt'] }))).toBe('JWS_KEY_MISMATCH')
    const p384 = await signerOf('ES384')
    expect(await outcome(await forged({ alg: 'ES256', kid: p384.kid }, p384), { keys: [keyOf(p384)] })).toBe('JWS_KEY_MISMATCH')
    // Two names of one algorithm.
    expect(await outcome(await signJws(PAYLOAD, { signer: ed }), { keys: [{ ...keyOf(ed), algorithm: 'Ed25519' }] })).toBe('accepted')
  })

  it('short RSA keys', async () => {
    const pair = await crypto.subtle.generateKey({ name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: 1024, publicExponent: Uint8Array.of(1, 0, 1) }, true, ['sign', 'verify'])
    const { n, e } = await crypto.subtle.exportKey('jwk', pair.publicKey)
    const signer: JwsSigner = { algorithm: 'RS256', sign: async (input) => new Uint8Array(await crypto.subtle.sign('RSASSA-PKCS1-v1_5', pair.privateKey, Uint8Array.from(input))) }
    const short = parseJwk(JSON.stringify({ kty: 'RSA', n, e }))
    expect(await outcome(await signJws(PAYLOAD, { signer }), { keys: [short], algorithms: ['RS256'] })).toBe('JWS_KEY_TOO_SHORT')
  })
})

describe('the header', () => {
  it.each(['jku', 'x5u', 'jwk'])('brings no key of its own (CVE-2018-0114): %s', async (name) => {
    const jwk = Object.fromEntries(Object.entries(await privateJwk('ES256')).filter(([member]) => member !== 'd'))
    expect(await outcome(await forged({ alg: 'ES256', [name]: name === 'jwk' ? jwk : 'https://attacker.example/keys' }))).toBe('JWS_KEY_IN_HEADER')
  })

  it('lets certificates in it pass and trusts them for nothing', async () => {
    const verified = await verifyJws(await forged({ alg: 'ES256', x5c: ['AAAA'], x5t: 'AA' }), { keys, algorithms })
    expect(verified.header.parameters['x5c']).toEqual(['AAAA'])
  })

  it.each<[string, unknown]>([
    ['no alg', { kid: 'x' }], ['alg null', { alg: null }], ['alg a list', { alg: ['ES256'] }], ['alg empty', { alg: '' }],
    ['kid a number', { alg: 'ES256', kid: 7 }], ['kid empty', { alg: 'ES256', kid: '' }], ['typ a list', { alg: 'ES256', typ: ['JWT'] }],
    ['cty true', { alg: 'ES256', cty: true }], ['a list for a header', ['ES256']], ['a text for a header', '"ES256"'],
  ])('refuses %s', async (_, header) => {
    expect(await outcome(await forged(header))).toBe('JWS_HEADER_INVALID')
  })

  it.each([['{"alg":"none","alg":"ES256"}', 'JSON_MEMBER_DUPLICATE'], ['{"alg":"ES256","__proto__":{}}', 'JSON_MEMBER_FORBIDDEN'], ['{"alg":"ES256"', 'JSON_NOT_WELL_FORMED'], ['\ufeff{"alg":"ES256"}', 'JSON_ENCODING_INVALID']])('reads strictly: %s', async (header, code) => {
    expect(await outcome(await forged(header))).toBe(code)
  })

  it('crit ignored (CVE-2026-35042): every extension that it names must be understood', async () => {
    const critical = (crit: unknown, more: object = {}): Promise<string> => forged({ alg: 'ES256', crit, ...more })
    expect(await outcome(await critical(['exp'], { exp: 1 }))).toBe('JWS_CRITICAL_UNKNOWN')
    expect(await outcome(await critical(['exp'], { exp: 1 }), { crit: ['exp'] })).toBe('accepted')
    expect(await outcome(await critical(['exp', 'x'], { exp: 1, x: 1 }), { crit: ['exp'] })).toBe('JWS_CRITICAL_UNKNOWN')
    for (const [crit, more] of [[[], {}], ['exp', { exp: 1 }], [['exp'], {}], [['exp', 'exp'], { exp: 1 }], [['alg'], {}], [['kid'], { kid: 'x' }], [[1], {}], [[''], { '': 1 }], [null, {}]] as const) {
      expect(await outcome(await critical(crit, more), { crit: ['exp', 'alg', 'kid', ''] }), JSON.stringify(crit)).toBe('JWS_CRITICAL_INVALID')
    }
    const sm2Critical = await signJws(PAYLOAD, { signer: sm2, parameters: { exp: 1 }, crit: ['exp'] })
    expect(await outcome(sm2Critical)).toBe('JWS_CRITICAL_UNKNOWN')
    expect(await outcome(sm2Critical, { crit: ['exp'] })).toBe('accepted')
  })

  it('b64 (RFC 7797): a payload that is not encoded is refused, whatever crit says', async () => {
    for (const b64 of [false, true]) {
      expect(await outcome(await forged({ alg: 'ES256', b64 }))).toBe('JWS_PAYLOAD_UNENCODED')
      expect(await outcome(await forged({ alg: 'ES256', b64, crit: ['b64'] }), { crit: ['b64'] })).toBe('JWS_PAYLOAD_UNENCODED')
    }
  })

  it('cross-use (RFC 8725 3.11): the type that is expected, in every spelling of a media type', async () => {
    const typed = (typ?: string): Promise<string> => signJws(PAYLOAD, { signer: es, ...(typ !== undefined && { typ }) })
    for (const typ of ['trust-list+jws', 'Trust-List+JWS', 'application/trust-list+jws']) expect(await outcome(await typed(typ), { typ: 'trust-list+jws' })).toBe('accepted')
    for (const typ of ['JWT', 'text/trust-list+jws', undefined]) expect(await outcome(await typed(typ), { typ: 'trust-list+jws' })).toBe('JWS_TYPE_UNEXPECTED')
  })
})

describe('the text', () => {
  it.each(['', 'a', 'a.b', '.', '..', 'a.b.c.d', 'e30.e30.e30.e30.e30', ' {', '[]', '{}', '{"payload":""}', '\u0000'])('refuses what is no JWS: %j', async (text) => {
    expect(await outcome(text)).toMatch(/^(JWS_NOT_RECOGNIZED|JSON_NOT_WELL_FORMED)$/)
  })

  it('signature stripping: an empty signature', async () => {
    const text = await signJws(PAYLOAD, { signer: es })
    expect(await outcome(text.slice(0, text.lastIndexOf('.') + 1))).toBe('JWS_SIGNATURE_ABSENT')
    expect(await outcome(text.slice(0, text.lastIndexOf('.')))).toBe('JWS_NOT_RECOGNIZED')
  })

  it('base64url leniency (jose #879): one spelling only, in every part', async () => {
    const [header, payload, signature] = (await signJws(toUtf8('Test'), { signer: es })).split('.') as [string, string, string]
    const spellings = (part: string): string[] => [`${part}=`, `${part} `, ` ${part}`, `${part}\n`, `${part.slice(0, 4)}?${part.slice(4)}`, `${part.slice(0, -1)}${part.endsWith('A') ? 'B' : ''}+`]
    for (const [index, name] of ['header', 'payload', 'signature'].entries()) {
      for (const spelled of spellings([header, payload, signature][index] as string)) {
        const parts = [header, payload, signature]
        parts[index] = spelled
        expect(await outcome(parts.join('.')), `${name} ${spelled}`).toBe('JWS_BASE64URL_INVALID')
      }
    }
    // Unused bits of the last character.
    expect(await outcome(`${header}.${payload.slice(0, -1)}B.${signature}`)).toBe('JWS_BASE64URL_INVALID')
  })

  it('white space around it', async () => {
    const text = await signJws(PAYLOAD, { signer: es })
    for (const spaced of [`${text}\n`, ` ${text}`, `\ufeff${text}`]) expect(await outcome(spaced)).toMatch(/^JWS_/)
  })

  it('JSON forms hold nothing that nobody signed', async () => {
    const flattened = JSON.parse(await signJws(PAYLOAD, { signer: es, form: 'flattened' })) as Record<string, unknown>
    const variant = (change: object): string => JSON.stringify({ ...flattened, ...change })
    expect(await outcome(variant({}))).toBe('accepted')
    expect(await outcome(variant({ note: 1 }))).toBe('JWS_MEMBER_UNEXPECTED')
    expect(await outcome(variant({ header: { kid: es.kid } }))).toBe('JWS_HEADER_UNPROTECTED')
    expect(await outcome(variant({ header: {} }))).toBe('JWS_HEADER_UNPROTECTED')
    expect(await outcome(variant({ signatures: [] }))).toBe('JWS_MEMBER_UNEXPECTED')
    for (const member of ['payload', 'protected', 'signature']) expect(await outcome(variant({ [member]: 7 }))).toBe('JWS_MEMBER_INVALID')
    expect(await outcome(variant({ protected: undefined }))).toBe('JWS_MEMBER_INVALID')
    expect(await outcome(variant({ signature: '' }))).toBe('JWS_SIGNATURE_ABSENT')
    const { payload, ...one } = flattened
    const general = (signatures: unknown): string => JSON.stringify({ payload, signatures })
    expect(await outcome(general([one]))).toBe('accepted')
    expect(await outcome(general([]))).toBe('JWS_MEMBER_INVALID')
    expect(await outcome(general({}))).toBe('JWS_MEMBER_INVALID')
    expect(await outcome(general(['x']))).toBe('JWS_MEMBER_INVALID')
    expect(await outcome(general([{ ...one, more: 1 }]))).toBe('JWS_MEMBER_UNEXPECTED')
    expect(await outcome(general([one, one]))).toBe('JWS_SIGNATURES_COUNT')
  })

  it('a payload inside or from outside, never both, never neither', async () => {
    const flattened = await signJws(PAYLOAD, { signer: es, form: 'flattened', detached: true })
    expect(await outcome(flattened)).toBe('JWS_PAYLOAD_ABSENT')
    for (const form of ['compact', 'flattened'] as const) {
      expect(await outcome(await signJws(PAYLOAD, { signer: es, form }), { payload: PAYLOAD })).toBe('JWS_PAYLOAD_TWICE')
    }
  })

  it('keeps to the limits of size, depth and signatures', async () => {
    const text = await signJws(PAYLOAD, { signer: es })
    expect(await outcome(text, { budget: new Budget({ jsonBytes: text.length - 1 }) })).toBe('LIMIT_EXCEEDED')
    expect(await outcome(await forged(`{"alg":"ES256","x":${'['.repeat(100)}${']'.repeat(100)}}`))).toBe('LIMIT_EXCEEDED')
    const one = JSON.parse(await signJws(PAYLOAD, { signer: es, form: 'general' })) as { payload: string; signatures: object[] }
    const many = JSON.stringify({ ...one, signatures: Array.from({ length: 257 }, () => one.signatures[0]) })
    expect(await outcome(many, { threshold: 1 })).toBe('LIMIT_EXCEEDED')
  })
})

describe('several signatures', () => {
  it('counts different trusted keys, not signatures', async () => {
    const both = await signJws(PAYLOAD, { signer: [es, sm2] })
    expect(await outcome(both)).toBe('JWS_SIGNATURES_COUNT')
    expect((await verifyJws(both, { keys, algorithms, threshold: 2 })).signatures.map(({ algorithm }) => algorithm)).toEqual(['ECDSA-SHA-256', 'SM2-SM3'])
    expect(await outcome(both, { threshold: 3 })).toBe('JWS_THRESHOLD_NOT_MET')
    expect(await outcome(await signJws(PAYLOAD, { signer: [es, es] }), { threshold: 2 })).toBe('JWS_THRESHOLD_NOT_MET')
    // One key under two names is one key.
    const renamed = await signerOf('ES256', 'second name')
    const twice = await signJws(PAYLOAD, { signer: [await signerOf('ES256', 'first name'), renamed] })
    expect(await outcome(twice, { threshold: 2, keys: [{ key: keyOf(es).key, kid: 'first name' }, { key: keyOf(renamed).key, kid: 'second name' }] })).toBe('JWS_THRESHOLD_NOT_MET')
  })

  it('passes over strangers, and over algorithms that it does not know', async () => {
    const stranger = await sm2Signer(SM2_PRIVATE.map((octet) => octet ^ 1))
    const text = await signJws(PAYLOAD, { signer: [stranger, es] })
    expect(await outcome(text, { threshold: 1 })).toBe('accepted')
    expect(await outcome(text, { threshold: 2 })).toBe('JWS_THRESHOLD_NOT_MET')
    expect(await outcome(await signJws(PAYLOAD, { signer: [sm2, es] }), { threshold: 1, algorithms: ['ES256'] })).toBe('accepted')
  })

  it('refuses the whole when a trusted key’s signature is wrong', async () => {
    const text = JSON.parse(await signJws(PAYLOAD, { signer: [es, sm2] })) as { payload: string; signatures: { signature: string }[] }
    const other = JSON.parse(await signJws(toUtf8('x'), { signer: sm2, form: 'general' })) as typeof text
    const swapped = JSON.stringify({ ...text, signatures: [text.signatures[0], other.signatures[0]] })
    expect(await outcome(swapped, { threshold: 1 })).toBe('JWS_SIGNATURE_INVALID')
  })
})

describe('SM2', () => {
  it.each(['SM2SM3', 'SM2withSM3', 'SM3WithSM2', 'GmSM2', 'SM2'])('under the name %s, where the caller expects it', async (algorithm) => {
    const text = await signJws(PAYLOAD, { signer: await sm2Signer(SM2_PRIVATE, { algorithm }) })
    expect(await outcome(text, { algorithms: [algorithm] })).toBe('accepted')
    expect(await outcome(text)).toBe('JWS_ALGORITHM_NOT_ALLOWED')
  })

  it('in the encoding and with the user id that were agreed, never by trying', async () => {
    const signed = async (options: VerifyJwsOptions['sm2']): Promise<string> => signJws(PAYLOAD, { signer: await sm2Signer(SM2_PRIVATE, { ...(options && { sm2: options }) }) })
    const der = await signed({ encoding: 'der' })
    expect(await outcome(der)).toBe('JWS_SIGNATURE_INVALID')
    expect(await outcome(der, { sm2: { encoding: 'der' } })).toBe('accepted')
    expect(await outcome(await signed({}), { sm2: { encoding: 'der' } })).toBe('JWS_SIGNATURE_INVALID')
    const named = await signed({ userId: toUtf8('office@yunxi.example') })
    expect(await outcome(named)).toBe('JWS_SIGNATURE_INVALID')
    expect(await outcome(named, { sm2: { userId: toUtf8('office@yunxi.example') } })).toBe('accepted')
  })

  it('malleability: s + n, a zero octet in front, r = s = 0', async () => {
    const [header, payload] = (await signJws(PAYLOAD, { signer: sm2 })).split('.') as [string, string]
    for (const octets of [new Uint8Array(64), new Uint8Array(65), new Uint8Array(63), new Uint8Array(64).fill(255)]) {
      expect(await outcome(`${header}.${payload}.${toBase64Url(octets)}`)).toBe('JWS_SIGNATURE_INVALID')
    }
  })
})

describe('properties', () => {
  it('no changed character leaves a JWS accepted', async () => {
    for (const signer of [es, sm2, ed]) {
      for (const form of ['compact', 'flattened', 'general'] as const) {
        const text = await signJws(PAYLOAD, { signer, form })
        await fc.assert(fc.asyncProperty(fc.nat(text.length - 1), fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 1 }), async (index, character) => {
          fc.pre(text[index] !== character)
          expect(await outcome(text.slice(0, index) + character + text.slice(index + 1))).not.toBe('accepted')
        }), { numRuns: 60 })
      }
    }
  })

  it('reading throws nothing but its own errors', async () => {
    const texts = await Promise.all((['compact', 'flattened', 'general'] as const).map((form) => signJws(PAYLOAD, { signer: es, form })))
    const read = (input: Uint8Array | string): void => {
      try {
        parseJws(input)
      } catch (error) {
        expect(error).toBeInstanceOf(VerificationError)
      }
    }
    fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), read))
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 100 }), read))
    fc.assert(fc.property(fc.constantFrom(...texts), fc.nat(400), fc.nat(20), fc.string({ maxLength: 5 }), (text, at, length, put) => {
      read(text.slice(0, at) + put + text.slice(at + length))
    }), { numRuns: 500 })
  })
})
