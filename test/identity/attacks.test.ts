/**
 * Attacks on tokens, each a row with what it is refused with. What was said of others: fast-jwt, Hono, pac4j, node-jose and
 * the rest. Those on log-ins by ticket (reuse, mix-up) are in flow.test.ts, those on answers of platforms in profiles.test.ts.
 */
import { createCipheriv } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { CompactEncrypt } from 'jose'
import { describe, expect, it } from 'vitest'
import { CURVES } from '../../src/crypto/index.ts'
import { signatureToDer } from '../../src/crypto/signature-value.ts'
import { fromBase64Url, toBase64Url } from '../../src/encoding/base64url.ts'
import { fromHex, toHex, toUtf8 } from '../../src/encoding/octets.ts'
import { assertionOfToken, checkLevel, memoryReplayGuard, verifyToken } from '../../src/identity/index.ts'
import type { AcceptedToken, IdentityAssertion, VerifyTokenOptions } from '../../src/identity/index.ts'
import { jwkOf, keyToPem, sm2Signer } from '../../src/jose/index.ts'
import { SM2_PRIVATE, keyOf, signerOf } from '../jose/signers.ts'
import { KEY, LI } from './people.ts'
import { profileOf } from './samples.ts'
import { AUDIENCE, CLAIMS, ISSUER, NOW, OPTIONS, TIME, ed, encoded, es, forged, issue, outcome, sm2 } from './tokens.ts'

const good = await issue()
const [HEADER, PAYLOAD, SIGNATURE] = good.split('.') as [string, string, string]
const ecdsa = await issue({}, es)

/** r and s of a token, changed. */
function withSignature(token: string, change: (r: bigint, s: bigint) => Uint8Array): string {
  const [header, payload, signature] = token.split('.') as [string, string, string]
  const octets = fromBase64Url(signature) as Uint8Array
  const number = (part: Uint8Array): bigint => BigInt(`0x${toHex(part)}`)
  return `${header}.${payload}.${toBase64Url(change(number(octets.subarray(0, 32)), number(octets.subarray(32))))}`
}
const raw = (...numbers: readonly bigint[]): Uint8Array => fromHex(numbers.map((number) => number.toString(16).padStart(64, '0')).join('')) as Uint8Array
const N = CURVES.SM2.n

/** A MAC over a token with a public key as its secret. */
async function macWith(secret: string, alg: string): Promise<string> {
  const input = `${encoded({ alg, typ: 'JWT' })}.${PAYLOAD}`
  const key = await crypto.subtle.importKey('raw', new Uint8Array(toUtf8(secret)), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  return `${input}.${toBase64Url(new Uint8Array(await crypto.subtle.sign('HMAC', key, toUtf8(input))))}`
}

type Row = readonly [attack: string, token: () => string | Promise<string>, code: string, options?: Partial<VerifyTokenOptions>]

const ROWS: readonly Row[] = [
  // The algorithm
  ...['none', 'None', 'NONE', 'nOnE'].flatMap<Row>((alg) => [
    [`alg ${alg} without signature`, () => `${encoded({ alg })}.${PAYLOAD}.`, 'JWS_ALGORITHM_NONE'],
    [`alg ${alg} with the signature left there`, () => `${encoded({ alg })}.${PAYLOAD}.${SIGNATURE}`, 'JWS_ALGORITHM_NONE'],
  ]),
  ['alg " none" (CVE-2023-48223 and after: a space in front)', () => `${encoded({ alg: ' none' })}.${PAYLOAD}.${SIGNATURE}`, 'JWS_ALGORITHM_NOT_ALLOWED'],
  ['confusion: HS256 with the public key in PEM as secret', () => macWith(keyToPem(keyOf(es).key), 'HS256'), 'JWS_ALGORITHM_SYMMETRIC'],
  ['confusion: HS256 with the public JWK as secret', () => macWith(JSON.stringify(jwkOf(keyOf(es).key)), 'HS256'), 'JWS_ALGORITHM_SYMMETRIC'],
  ['confusion: HMAC-SM3', () => macWith(keyToPem(keyOf(sm2).key), 'HSM3'), 'JWS_ALGORITHM_SYMMETRIC'],
  ['confusion in another case of letters: hs256', () => macWith(keyToPem(keyOf(es).key), 'hs256'), 'JWS_ALGORITHM_NOT_ALLOWED'],
  ['case variant of an allowed algorithm', () => forged({ alg: 'es256' }, CLAIMS), 'JWS_ALGORITHM_NOT_ALLOWED'],
  ['ES256 with an SM2 key of the same size', () => forged({ alg: 'ES256', kid: sm2.kid }, CLAIMS, sm2), 'JWS_KEY_MISMATCH'],
  ['SM2 with a P-256 key', () => forged({ alg: 'SM2-SM3', kid: es.kid }, CLAIMS), 'JWS_KEY_MISMATCH'],
  ['an alias that was not agreed', () => forged({ alg: 'SM2withSM3', kid: sm2.kid }, CLAIMS, sm2), 'JWS_ALGORITHM_NOT_ALLOWED'],
  ['another algorithm than the key is for', () => issue({}, ed), 'JWS_KEY_MISMATCH', { keys: [{ ...keyOf(ed), algorithm: 'ES256' }] }],
  ['a key for encryption', () => issue(), 'JWS_KEY_MISMATCH', { keys: [{ ...keyOf(sm2), use: 'enc' }] }],
  // The key
  ['kid injection: a path', () => forged({ alg: 'ES256', kid: '../../../../dev/null' }, CLAIMS), 'JWS_KEY_UNKNOWN'],
  ['kid injection: SQL', () => forged({ alg: 'ES256', kid: "x' UNION SELECT 'key'; --" }, CLAIMS), 'JWS_KEY_UNKNOWN'],
  ['kid injection: a pattern', () => forged({ alg: 'ES256', kid: '.*' }, CLAIMS), 'JWS_KEY_UNKNOWN'],
  ['kid injection: a name of every object', () => forged({ alg: 'ES256', kid: '__proto__' }, CLAIMS), 'JWS_KEY_UNKNOWN'],
  ['kid that is no text', () => forged({ alg: 'ES256', kid: { toString: 'x' } }, CLAIMS), 'JWS_HEADER_INVALID'],
  ['key substitution: another key under the same kid', async () => issue({}, await sm2Signer(new Uint8Array(32).fill(7), { kid: sm2.kid as string })), 'JWS_SIGNATURE_INVALID'],
  ['key substitution: another key under its own kid', async () => issue({}, await sm2Signer(new Uint8Array(32).fill(7))), 'JWS_KEY_UNKNOWN'],
  ['a key in the header: jwk (CVE-2018-0114)', () => forged({ alg: 'ES256', jwk: jwkOf(keyOf(es).key) }, CLAIMS), 'JWS_KEY_IN_HEADER'],
  ['a key in the header: jku', () => forged({ alg: 'ES256', jku: 'https://evil.example/jwks' }, CLAIMS), 'JWS_KEY_IN_HEADER'],
  ['a key in the header: x5u', () => forged({ alg: 'ES256', x5u: 'https://evil.example/cert' }, CLAIMS), 'JWS_KEY_IN_HEADER'],
  ['a certificate in the header, which nobody asked for, chooses no key', async () => forged({ alg: 'ES256', x5c: ['MIIB'] }, CLAIMS, await signerOf('ES384')), 'JWS_SIGNATURE_INVALID'],
  // The signature
  ['signature stripped', () => `${HEADER}.${PAYLOAD}.`, 'JWS_SIGNATURE_ABSENT'],
  ['signature part stripped', () => `${HEADER}.${PAYLOAD}`, 'JWS_NOT_RECOGNIZED'],
  ['signature of another token', () => `${HEADER}.${PAYLOAD}.${ecdsa.split('.')[2] as string}`, 'JWS_SIGNATURE_INVALID'],
  ['payload exchanged', () => `${HEADER}.${encoded({ ...CLAIMS, sub: 'user-0002' })}.${SIGNATURE}`, 'JWS_SIGNATURE_INVALID'],
  ['header exchanged', () => `${encoded({ alg: 'SM2-SM3', typ: 'JWT' })}.${PAYLOAD}.${SIGNATURE}`, 'JWS_SIGNATURE_INVALID'],
  ['r and s all zero (CVE-2022-21449)', () => withSignature(ecdsa, () => raw(0n, 0n)), 'JWS_SIGNATURE_INVALID'],
  ['SM2 r and s all zero', () => withSignature(good, () => raw(0n, 0n)), 'JWS_SIGNATURE_INVALID'],
  ['SM2 malleability: n − s', () => withSignature(good, (r, s) => raw(r, N - s)), 'JWS_SIGNATURE_INVALID'],
  ['SM2 malleability: a leading zero before s', () => withSignature(good, (r, s) => Uint8Array.of(...raw(r), 0, ...raw(s))), 'JWS_SIGNATURE_INVALID'],
  ['SM2 in DER where r then s was agreed', () => withSignature(good, (r, s) => signatureToDer(raw(r, s))), 'JWS_SIGNATURE_INVALID'],
  ['SM2 r then s where DER was agreed', () => good, 'JWS_SIGNATURE_INVALID', { sm2: { encoding: 'der' } }],
  ['SM2 with another user id', () => good, 'JWS_SIGNATURE_INVALID', { sm2: { userId: toUtf8('another') } }],
  ['SM2 with an empty user id', () => good, 'JWS_SIGNATURE_INVALID', { sm2: { userId: new Uint8Array(0) } }],
  ['ECDSA in DER', () => withSignature(ecdsa, (r, s) => signatureToDer(raw(r, s))), 'JWS_SIGNATURE_INVALID'],
  // The text
  ['padding', () => `${good}=`, 'JWS_BASE64URL_INVALID'],
  ['base64 instead of base64url', () => forged({ alg: 'ES256' }, CLAIMS).then((token) => token.replace(/\.([^.]*)\./, (_, payload: string) => `.${payload.slice(0, 4)}+${payload.slice(5)}.`)), 'JWS_BASE64URL_INVALID'],
  ['a space inside', () => `${HEADER}. ${PAYLOAD}.${SIGNATURE}`, 'JWS_BASE64URL_INVALID'],
  ['a line after it', () => `${good}\n`, 'JWS_BASE64URL_INVALID'],
  ['unused bits set', () => good.slice(0, -1) + nextInAlphabet(good.at(-1) as string), 'JWS_BASE64URL_INVALID'],
  ['"Bearer " before it', () => `Bearer ${good}`, 'JWS_BASE64URL_INVALID'],
  ['a fourth part', () => `${good}.AAAA`, 'JWS_NOT_RECOGNIZED'],
  ['nothing', () => '', 'JWS_NOT_RECOGNIZED'],
  ['dots', () => '..', 'JWS_NOT_RECOGNIZED'],
  ['flattened JSON', () => JSON.stringify({ payload: PAYLOAD, protected: HEADER, signature: SIGNATURE }), 'TOKEN_NOT_COMPACT'],
  ['JSON after a space', () => ' {"payload":"","signature":""}', 'TOKEN_NOT_COMPACT'],
  ['a megabyte', () => `${HEADER}.${'A'.repeat(1 << 20)}.${SIGNATURE}`, 'LIMIT_EXCEEDED'],
  ['nesting', () => forged({ alg: 'ES256' }, `${'['.repeat(1000)}${']'.repeat(1000)}`), 'LIMIT_EXCEEDED'],
  ['very many values', () => forged({ alg: 'ES256' }, JSON.stringify({ x: Array.from({ length: 12_000 }, () => 0) })), 'LIMIT_EXCEEDED'],
  ['header twice alg', () => forged('{"alg":"none","alg":"ES256"}', CLAIMS), 'JSON_MEMBER_DUPLICATE'],
  ['header with __proto__', () => forged('{"alg":"ES256","__proto__":{"kid":"x"}}', CLAIMS), 'JSON_MEMBER_FORBIDDEN'],
  ['header that is no object', () => forged('["ES256"]', CLAIMS), 'JWS_HEADER_INVALID'],
  ['header that is not UTF-8', () => `${toBase64Url(Uint8Array.of(0x7b, 0xff, 0x7d))}.${PAYLOAD}.${SIGNATURE}`, 'JSON_ENCODING_INVALID'],
  ['unknown crit (CVE-2026-35042)', () => forged({ alg: 'ES256', crit: ['x'], x: 1 }, CLAIMS), 'JWS_CRITICAL_UNKNOWN'],
  ['empty crit', () => forged({ alg: 'ES256', crit: [] }, CLAIMS), 'JWS_CRITICAL_INVALID'],
  ['crit with what is not there', () => forged({ alg: 'ES256', crit: ['x'] }, CLAIMS), 'JWS_CRITICAL_INVALID'],
  ['b64 false (RFC 7797)', () => forged({ alg: 'ES256', b64: false, crit: ['b64'] }, CLAIMS), 'JWS_PAYLOAD_UNENCODED'],
  ['b64 false without crit', () => forged({ alg: 'ES256', b64: false }, CLAIMS), 'JWS_PAYLOAD_UNENCODED'],
  ['detached payload', () => `${HEADER}..${SIGNATURE}`, 'JWS_SIGNATURE_INVALID'],
  ['another kind of token of the same issuer', () => issue({}, sm2, 'dpop+jwt'), 'JWS_TYPE_UNEXPECTED'],
  // The claims, by an issuer in an attacker's hand
  ['__proto__ claim', () => forged({ alg: 'ES256' }, `{"__proto__":{"admin":true},${JSON.stringify(CLAIMS).slice(1)}`), 'JSON_MEMBER_FORBIDDEN'],
  ['__proto__ deeper down', () => forged({ alg: 'ES256' }, `{"x":[{"__proto__":{}}],${JSON.stringify(CLAIMS).slice(1)}`), 'JSON_MEMBER_FORBIDDEN'],
  ['a claim twice', () => forged({ alg: 'ES256' }, `{"sub":"user-0002",${JSON.stringify(CLAIMS).slice(1)}`), 'JSON_MEMBER_DUPLICATE'],
  ['a claim twice, once escaped', () => forged({ alg: 'ES256' }, `{"s\\u0075b":"user-0002",${JSON.stringify(CLAIMS).slice(1)}`), 'JSON_MEMBER_DUPLICATE'],
  ['exp that no program holds exactly', () => forged({ alg: 'ES256' }, JSON.stringify(CLAIMS).replace(/"exp":\d+/, '"exp":99999999999999999999')), 'JSON_NUMBER_INEXACT'],
  ['exp as NaN', () => forged({ alg: 'ES256' }, JSON.stringify(CLAIMS).replace(/"exp":\d+/, '"exp":NaN')), 'JSON_NOT_WELL_FORMED'],
  ['exp as infinity', () => forged({ alg: 'ES256' }, JSON.stringify(CLAIMS).replace(/"exp":\d+/, '"exp":1e999')), 'JSON_NUMBER_INEXACT'],
  ['claims that are a list', () => forged({ alg: 'ES256' }, [CLAIMS]), 'TOKEN_CLAIMS_INVALID'],
  ['claims that are a token, unsigned', () => forged({ alg: 'ES256', cty: 'JWT' }, `${encoded({ alg: 'none' })}.${PAYLOAD}.`), 'JSON_NOT_WELL_FORMED'],
  ['claims after a byte order mark', () => forged({ alg: 'ES256' }, `\ufeff${JSON.stringify(CLAIMS)}`), 'JSON_ENCODING_INVALID'],
  ['audience: another', () => issue({ aud: 'urn:example:other' }), 'TOKEN_AUDIENCE_MISMATCH'],
  ['audience: ours as a part of it', () => issue({ aud: `${AUDIENCE}.evil.example` }), 'TOKEN_AUDIENCE_MISMATCH'],
  ['audience: ours within one text of several', () => issue({ aud: `urn:example:other ${AUDIENCE}` }), 'TOKEN_AUDIENCE_MISMATCH'],
  ['audience: a list without ours', () => issue({ aud: ['urn:example:other'] }), 'TOKEN_AUDIENCE_MISMATCH'],
  ['audience: ours and another that could present it here', () => issue({ aud: [AUDIENCE, 'urn:example:other'] }), 'TOKEN_AUDIENCE_SHARED'],
  ['audience: a list in a list', () => forged({ alg: 'ES256' }, { ...CLAIMS, aud: [[AUDIENCE]] }), 'TOKEN_CLAIM_INVALID'],
  ['audience: an object with ours as a member', () => forged({ alg: 'ES256' }, { ...CLAIMS, aud: { [AUDIENCE]: true } }), 'TOKEN_CLAIM_INVALID'],
  ['expired by a second', () => issue({ iat: NOW - 700, nbf: NOW - 700, auth_time: NOW - 700, exp: NOW - 1 }), 'TOKEN_EXPIRED', { clockSkewSeconds: 0 }],
  ['expired by a second more than clocks may differ', () => issue({ iat: NOW - 700, nbf: NOW - 700, auth_time: NOW - 700, exp: NOW - 61 }), 'TOKEN_EXPIRED'],
  ['level downgrade: a lower one than was demanded', () => issue({ acr: 'urn:cn:zwfw:loa:1' }), 'TOKEN_LEVEL_NOT_ACCEPTED', { acr: ['urn:cn:zwfw:loa:2', 'urn:cn:zwfw:loa:3'] }],
  ['level downgrade: none', () => issue({ acr: undefined }), 'TOKEN_CLAIM_ABSENT', { acr: ['urn:cn:zwfw:loa:2'] }],
  ['level downgrade: another way of logging in', () => issue({ amr: ['pwd'] }), 'TOKEN_METHOD_ABSENT', { amr: ['hwk'] }],
  ['issuer as a list that looks like it', () => forged({ alg: 'ES256' }, { ...CLAIMS, iss: [ISSUER] }), 'TOKEN_CLAIM_INVALID'],
  ['issuer with a Unicode look-alike', () => issue({ iss: ISSUER.replace('e', '\u0435') }), 'TOKEN_ISSUER_MISMATCH'],
]

const SECRET = new Uint8Array(32).fill(9)
const decryption = [{ algorithm: 'dir', key: SECRET }] as const
const sealed = (plaintext: string, header: object = {}): Promise<string> =>
  new CompactEncrypt(toUtf8(plaintext)).setProtectedHeader({ alg: 'dir', enc: 'A256GCM', cty: 'JWT', ...header }).encrypt(SECRET)

/** Properly encrypted and properly compressed: a megabyte for every kilobyte. */
function zipBomb(): string {
  const header = encoded({ alg: 'dir', enc: 'A256GCM', cty: 'JWT', zip: 'DEF' })
  const iv = new Uint8Array(12).fill(3)
  const cipher = createCipheriv('aes-256-gcm', SECRET, iv).setAAD(toUtf8(header))
  const ciphertext = Buffer.concat([cipher.update(deflateRawSync(Buffer.alloc(1 << 24, 'A'))), cipher.final()])
  return [header, '', toBase64Url(iv), toBase64Url(Uint8Array.from(ciphertext)), toBase64Url(Uint8Array.from(cipher.getAuthTag()))].join('.')
}

const ENCRYPTED: readonly Row[] = [
  ['PBES2 count (CVE-2022-36083)', () => `${encoded({ alg: 'PBES2-HS512+A256KW', enc: 'A256GCM', p2s: 'AAAAAAAAAAA', p2c: 2_147_483_647, cty: 'JWT' })}.AAAA.AAAA.AAAA.AAAA`, 'JWE_PASSWORD_BASED'],
  ['JWE zip bomb (CVE-2024-28176)', zipBomb, 'JWE_COMPRESSED'],
  ['nested unsigned: claims (CVE-2026-29000)', () => sealed(JSON.stringify(CLAIMS)), 'TOKEN_NESTED_UNSIGNED'],
  ['nested unsigned: alg none', () => sealed(`${encoded({ alg: 'none' })}.${PAYLOAD}.`), 'JWS_ALGORITHM_NONE'],
  ['nested unsigned: signature stripped', () => sealed(`${HEADER}.${PAYLOAD}.`), 'JWS_SIGNATURE_ABSENT'],
  ['nested twice', async () => sealed(await sealed(good)), 'TOKEN_NESTED_UNSIGNED'],
  ['nested for somebody else', async () => sealed(await issue({ aud: 'urn:example:other' })), 'TOKEN_AUDIENCE_MISMATCH'],
]

/** The same six bits and one more that canonical base64url leaves zero. */
function nextInAlphabet(character: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return alphabet[alphabet.indexOf(character) + 1] as string
}

describe('attacks', () => {
  it('the tokens that are attacked are accepted', async () => {
    expect([await outcome(good), await outcome(ecdsa)]).toEqual(['accepted', 'accepted'])
    expect(await outcome(await forged({ alg: 'ES256' }, CLAIMS))).toBe('accepted')
    expect(await outcome(await issue({ aud: [AUDIENCE, 'urn:example:other'] }), { trustedAudiences: ['urn:example:other'] })).toBe('accepted')
  })

  it.each(ROWS.map((row) => [row[0], row] as const))('%s', async (_, [, token, code, options]) => {
    expect(await outcome(await token(), options)).toBe(code)
  })

  it.each(ENCRYPTED.map((row) => [row[0], row] as const))('encrypted: %s', async (_, [, token, code]) => {
    expect(await outcome(await sealed(good), { decryption })).toBe('accepted')
    expect(await outcome(await token(), { decryption })).toBe(code)
  })

  it('replay: the same token, the same token under another encryption, another token of the same name', async () => {
    const replay = memoryReplayGuard()
    expect(await outcome(good, { replay, decryption })).toBe('accepted')
    for (const again of [good, await sealed(good), await issue({ exp: NOW + 100 }, es)]) expect(await outcome(again, { replay, decryption })).toBe('TOKEN_REPLAYED')
  })

  it.each<[string, string, string]>([
    ['of a person, by the profile of another platform', 'cn-gd-tyrz', 'PROFILE_RECORD_MISSING'],
    ['of a person, by the profile of a platform with other names of attributes', 'cn-zj-sso', 'IDENTITY_ATTRIBUTE_MISSING'],
  ])('profile confusion: a token %s', async (_, profile, code) => {
    const claims = { kind: 'NATURAL', name: LI.name, id_type: '111', id_number: LI.number, acr: 'urn:cn:zwfw:loa:3', amr: ['face'] }
    const { token } = await verifyToken(await issue(claims), OPTIONS) as AcceptedToken
    expect(assertionOfToken(token, profileOf('cn-relay'), { audience: AUDIENCE, numbers: KEY }).facts?.holder.name).toBe(LI.name)
    const { facts, findings } = assertionOfToken(token, profileOf(profile), { audience: AUDIENCE, numbers: KEY })
    expect(facts).toBeUndefined()
    expect(findings.map((one) => one.code)).toContain(code)
  })

  it('level downgrade: a level that the token states and its way of logging in does not carry', async () => {
    const claims = { kind: 'NATURAL', name: LI.name, id_type: '111', id_number: LI.number, acr: 'urn:cn:zwfw:loa:3', amr: ['pwd'] }
    const { token } = await verifyToken(await issue(claims), OPTIONS) as AcceptedToken
    const { facts } = assertionOfToken(token, profileOf('cn-relay'), { audience: AUDIENCE, numbers: KEY })
    const checked = checkLevel((facts as IdentityAssertion).level, { level: 3 }, TIME)
    expect(checked.facts).toMatchObject({ met: false, stepUp: [{ missing: 'authenticator', has: 1, needs: 3 }] })
  })

  it('ECDSA as it is: (r, n − s) is another signature, so nothing may depend on the text of a token', async () => {
    const other = withSignature(ecdsa, (r, s) => raw(r, CURVES['P-256'].n - s))
    expect(other).not.toBe(ecdsa)
    const replay = memoryReplayGuard()
    expect(await outcome(ecdsa, { replay })).toBe('accepted')
    expect(await outcome(other, { replay })).toBe('TOKEN_REPLAYED')
  })

  it('SM2 written with s + n is no signature in either encoding', async () => {
    for (let fill = 1; fill < 40; fill++) {
      const token = await issue({ jti: `t-${fill}` })
      // Only an s that leaves room for n in 32 octets can be written so.
      const both = withSignature(token, (r, s) => (s + N < 1n << 256n ? raw(r, s + N) : raw(r + N < 1n << 256n ? r + N : N, s)))
      expect(await outcome(both)).toBe('JWS_SIGNATURE_INVALID')
    }
  })
})

describe('whatever is done to a token', () => {
  const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

  /** What takes the place of a character: others of the alphabet, look-alikes for careless readers, and what is no part of a token. */
  function replacements(token: string, index: number): readonly string[] {
    const character = token[index] as string
    const place = ALPHABET.indexOf(character)
    const nearby = place < 0 ? ['A', '_'] : [1, 16, 32].map((step) => ALPHABET[place ^ step] as string)
    const swapped = character.toLowerCase() === character ? character.toUpperCase() : character.toLowerCase()
    // The same low octet; base64 for base64url; signs that lenient readers pass over.
    const outside = [String.fromCharCode(character.charCodeAt(0) + 256), ['+', '/', '=', '.', ' ', '\n', '%', '"', '\u0000'][index % 9] as string]
    // Only the last character of a part has bits that nothing is encoded in: there, every other one.
    const isLast = index + 1 === token.length || token[index + 1] === '.'
    return [...new Set([...nearby, swapped, ...outside, ...(isLast ? Array.from(ALPHABET) : [])])].filter((one) => one !== character)
  }

  it.each<[string, () => Promise<string>, Partial<VerifyTokenOptions>]>([
    ['SM2', () => Promise.resolve(good), {}],
    ['SM2 in DER', async () => issue({}, await sm2Signer(SM2_PRIVATE, { sm2: { encoding: 'der' } })), { sm2: { encoding: 'der' } }],
    ['ECDSA', () => Promise.resolve(ecdsa), {}],
    ['EdDSA', () => issue({}, ed), {}],
    ['SM2, within an encryption', async () => new CompactEncrypt(toUtf8(good)).setProtectedHeader({ alg: 'dir', enc: 'A256GCM', cty: 'JWT' }).encrypt(SECRET), { decryption: [{ algorithm: 'dir', key: SECRET }] }],
  ])('flipping any character of a token (%s) never leaves it accepted', async (_, made, options) => {
    const token = await made()
    expect(await outcome(token, options)).toBe('accepted')
    let tried = 0
    for (let index = 0; index < token.length; index++) {
      for (const character of replacements(token, index)) {
        const flipped = token.slice(0, index) + character + token.slice(index + 1)
        const { accepted } = await verifyToken(flipped, { ...OPTIONS, ...options })
        if (accepted) expect.fail(`accepted with ${JSON.stringify(character)} at ${index}`)
        tried += 1
      }
    }
    expect(tried).toBeGreaterThan(token.length * 5)
  }, 60_000)

  it('cutting, doubling, exchanging and inserting never leave it accepted', async () => {
    await fc.assert(fc.asyncProperty(
      fc.nat(good.length - 1), fc.nat(good.length - 1), fc.string({ unit: 'binary', maxLength: 4 }),
      async (a, b, insert) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)]
        for (const changed of [good.slice(0, from) + good.slice(to), good.slice(0, to) + good.slice(from), good.slice(0, from) + insert + good.slice(to)]) {
          if (changed !== good) expect(await outcome(changed)).not.toBe('accepted')
        }
      },
    ), { numRuns: 60 })
  })

  it('no text and no octets make it throw or fail inside', async () => {
    await fc.assert(fc.asyncProperty(fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array(), fc.array(fc.json()).map((parts) => parts.map(encoded).join('.'))), async (input) => {
      expect(await outcome(input)).not.toBe('accepted')
    }), { numRuns: 300 })
  })

  it('signed headers and claims of any shape make it neither throw nor fail inside', async () => {
    await fc.assert(fc.asyncProperty(fc.jsonValue(), fc.dictionary(fc.constantFrom('iss', 'aud', 'exp', 'sub', 'cnf', 'jti', 'x'), fc.jsonValue()), async (extra, claims) => {
      await outcome(await forged({ alg: 'ES256', x: extra }, claims))
      await outcome(await forged({ alg: 'ES256' }, extra))
    }), { numRuns: 100 })
  })
})
