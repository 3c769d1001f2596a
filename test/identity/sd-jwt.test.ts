/** SD-JWT presentations: attacks, and that no changed character passes. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sm3 } from '../../src/crypto/index.ts'
import { toBase64Url } from '../../src/encoding/base64url.ts'
import { toUtf8 } from '../../src/encoding/octets.ts'
import { issueSdJwt, presentSdJwt, sdJwtToJson, verifySdJwt } from '../../src/identity/index.ts'
import type { VerifySdJwtOptions } from '../../src/identity/index.ts'
import { signJws } from '../../src/jose/index.ts'
import { keyOf } from '../jose/signers.ts'
import { AUDIENCE, ISSUER, NOW, TIME, encoded, es, forged, sm2 } from './tokens.ts'

const VCT = '11100000000013338W001'
const NONCE = 'nonce-0001'
const OPTIONS: VerifySdJwtOptions = { keys: [keyOf(es), keyOf(sm2)], algorithms: ['ES256', 'SM2-SM3'], issuer: ISSUER, type: VCT, keyBinding: 'none', validationTime: TIME }
const BOUND = { keyBinding: { audience: AUDIENCE, nonce: NONCE } } as const
const BINDING = { signer: sm2, audience: AUDIENCE, nonce: NONCE, issuedAt: TIME }

async function outcome(text: string, options: Partial<VerifySdJwtOptions> = {}): Promise<string> {
  const report = await verifySdJwt(text, { ...OPTIONS, ...options })
  const codes = Object.values(report.steps).flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code)).join(' ')
  if (codes.includes('INTERNAL_ERROR') || 'claims' in report !== report.accepted) throw new Error(`a defect: ${JSON.stringify(report)}`)
  return report.accepted ? 'accepted' : codes
}

const sha = async (text: string): Promise<string> => toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', toUtf8(text))))
const OPEN = { iss: ISSUER, vct: VCT, exp: NOW + 600 }
const signed = (claims: object, ...disclosures: string[]): Promise<string> => forged({ alg: 'ES256', typ: 'dc+sd-jwt' }, { ...OPEN, ...claims }).then((jwt) => [jwt, ...disclosures, ''].join('~'))
const NAME = encoded(['salt', 'name', '某甲'])
const bound = await issueSdJwt({ signer: es, claims: { ...OPEN, name: '某甲', area: '某市' }, disclosable: ['name', 'area'], holder: keyOf(sm2).key })
const good = await presentSdJwt(bound, { disclose: ['name'], keyBinding: BINDING })
const [jwt, disclosure, proof] = good.split('~') as [string, string, string]
const [head, payload, signature] = jwt.split('.') as [string, string, string]
const parts = { payload, protected: head, signature }
const one = { protected: head, signature }
const proofOf = (claims: object, typ = 'kb+jwt'): Promise<string> => forged({ alg: 'SM2-SM3', typ }, claims, sm2).then((text) => `${jwt}~${disclosure}~${text}`)

type Row = readonly [attack: string, text: () => string | Promise<string>, code: string, options?: Partial<VerifySdJwtOptions>]
const ROWS: readonly Row[] = [
  ['no end', () => jwt, 'SD_JWT_MALFORMED'],
  ['an empty disclosure', () => `${jwt}~~`, 'SD_JWT_MALFORMED'],
  ['unsigned', () => `${encoded({ alg: 'none' })}.${encoded(OPEN)}.~`, 'JWS_ALGORITHM_NONE'],
  ['another type of token', async () => `${await forged({ alg: 'ES256', typ: 'JWT' }, OPEN)}~`, 'JWS_TYPE_UNEXPECTED'],
  ['weak hash', () => signed({ _sd_alg: 'md5' }), 'SD_JWT_HASH_NOT_ALLOWED'],
  ['sm3 that was not agreed on', () => signed({ _sd_alg: 'sm3' }), 'SD_JWT_HASH_NOT_ALLOWED'],
  ['a disclosure that nobody signed', () => signed({}, NAME), 'SD_JWT_DISCLOSURE_UNREFERENCED'],
  ['a disclosure twice', async () => signed({ _sd: [await sha(NAME)] }, NAME, NAME), 'SD_JWT_DIGEST_TWICE'],
  ['a digest twice', async () => signed({ _sd: [await sha(NAME), await sha(NAME)] }), 'SD_JWT_DIGEST_TWICE'],
  ['a digest twice at two places', async () => signed({ _sd: [await sha(NAME)], a: { _sd: [await sha(NAME)] } }, NAME), 'SD_JWT_DIGEST_TWICE'],
  ['a digest of a wrong length', () => signed({ _sd: ['AAAA'] }), 'SD_JWT_DIGEST_INVALID'],
  ['digests that are no list', () => signed({ _sd: 'x' }), 'SD_JWT_DIGEST_INVALID'],
  ['more beside an element digest', async () => signed({ a: [{ '...': await sha(NAME), b: 1 }] }), 'SD_JWT_DIGEST_INVALID'],
  ['an element digest in an object', async () => signed({ a: { '...': await sha(NAME) } }), 'SD_JWT_DIGEST_INVALID'],
  ['a claim as an array element', async () => signed({ a: [{ '...': await sha(NAME) }] }, NAME), 'SD_JWT_DISCLOSURE_INVALID'],
  ['an array element as a claim', async () => signed({ _sd: [await sha(encoded(['salt', 1]))] }, encoded(['salt', 1])), 'SD_JWT_DISCLOSURE_INVALID'],
  ['four parts', async () => signed({ _sd: [await sha(encoded(['s', 'a', 1, 2]))] }, encoded(['s', 'a', 1, 2])), 'SD_JWT_DISCLOSURE_INVALID'],
  ...['_sd', '...', '__proto__'].map<Row>((name) => [`the name ${name}`, async () => signed({ _sd: [await sha(encoded(['s', name, []]))] }, encoded(['s', name, []])), 'SD_JWT_NAME_RESERVED']),
  ['a claim over an open one', async () => signed({ _sd: [await sha(NAME)], name: '某乙' }, NAME), 'SD_JWT_NAME_TWICE'],
  ['the holder hidden', async () => signed({ _sd: [await sha(encoded(['s', 'cnf', {}]))] }, encoded(['s', 'cnf', {}])), 'SD_JWT_CLAIM_HIDDEN'],
  ['another type of license', () => signed({ vct: 'other' }), 'SD_JWT_TYPE_MISMATCH'],
  ['another issuer', () => signed({ iss: 'other' }), 'TOKEN_ISSUER_MISMATCH'],
  ['expired by a second', () => signed({ exp: NOW - 60 }), 'TOKEN_EXPIRED'],
  ['not yet valid', () => signed({ nbf: NOW + 61 }), 'TOKEN_NOT_YET_VALID'],
  ['a time of issue in the future', () => signed({ iat: NOW + 61 }), 'TOKEN_TIME_IN_FUTURE'],
  ['for somebody else', () => signed({ aud: 'other' }), 'TOKEN_AUDIENCE_MISMATCH'],
  ['for somebody, presented to nobody in particular', () => signed({ aud: AUDIENCE }), 'TOKEN_AUDIENCE_MISMATCH'],
  ['a separator within', () => JSON.stringify({ ...parts, header: { disclosures: [`${disclosure}~${disclosure}`] } }), 'SD_JWT_MALFORMED'],
  ['an unprotected header', () => JSON.stringify({ ...parts, header: { disclosures: [disclosure], kid: 'x' } }), 'JWS_HEADER_UNPROTECTED'],
  ['two signatures', () => JSON.stringify({ payload: parts.payload, signatures: [one, one] }), 'JWS_SIGNATURES_COUNT'],
  ['a second payload', () => `{"payload":"${parts.payload}",${JSON.stringify(parts).slice(1)}`, 'JSON_MEMBER_DUPLICATE'],
  ['a member that nobody knows', () => JSON.stringify({ ...parts, x: 1 }), 'SD_JWT_MALFORMED'],
  ['an empty proof', () => JSON.stringify({ ...parts, header: { kb_jwt: '' } }), 'SD_JWT_MALFORMED'],
  ['a status that is not checked', () => signed({ status: { status_list: { idx: 0, uri: 'https://example.gov.cn/s' } } }), 'SD_JWT_STATUS_UNCHECKED'],
  ['the proof cut off', () => `${jwt}~${disclosure}~`, 'SD_JWT_KEY_BINDING_ABSENT', BOUND],
  ['a proof where none was asked for', () => good, 'SD_JWT_KEY_BINDING_UNEXPECTED'],
  ['a disclosure cut off under the proof', () => `${jwt}~${proof}`, 'SD_JWT_KEY_BINDING_MISMATCH', BOUND],
  ['another nonce', () => good, 'SD_JWT_KEY_BINDING_MISMATCH', { keyBinding: { audience: AUDIENCE, nonce: 'other' } }],
  ['another audience', () => good, 'SD_JWT_KEY_BINDING_MISMATCH', { keyBinding: { audience: 'other', nonce: NONCE } }],
  ['an old proof', () => presentSdJwt(bound, { disclose: [], keyBinding: { ...BINDING, issuedAt: new Date(TIME.getTime() - 361_000) } }), 'SD_JWT_KEY_BINDING_TIME', BOUND],
  ['a proof by another key', () => presentSdJwt(bound, { disclose: [], keyBinding: { ...BINDING, signer: es } }), 'JWS_KEY_MISMATCH', BOUND],
  ['an expired proof', async () => proofOf({ iat: NOW, exp: NOW - 60, aud: AUDIENCE, nonce: NONCE, sd_hash: await sha(`${jwt}~${disclosure}~`) }), 'SD_JWT_KEY_BINDING_TIME', BOUND],
  ['a proof without a time', async () => proofOf({ aud: AUDIENCE, nonce: NONCE, sd_hash: await sha(`${jwt}~${disclosure}~`) }), 'SD_JWT_KEY_BINDING_TIME', BOUND],
  ['a proof of another type', () => proofOf({}, 'JWT'), 'JWS_TYPE_UNEXPECTED', BOUND],
]

describe('attacks on SD-JWT presentations', () => {
  for (const [attack, text, code, options] of ROWS) it(attack, async () => { expect(await outcome(await text(), options)).toBe(code) })

  it('a character flipped is never accepted', async () => {
    expect(await outcome(good, BOUND)).toBe('accepted')
    await fc.assert(fc.asyncProperty(fc.nat(good.length - 1), fc.constantFrom('A', 'Q', 'g', 'w', '0', '9', '_', '-', '.', '~', '{', ' '), async (at, character) => {
      fc.pre(good[at] !== character)
      expect(await outcome(good.slice(0, at) + character + good.slice(at + 1), BOUND)).not.toBe('accepted')
    }), { numRuns: 150 })
  }, 60_000)
})

describe('JSON form', () => {
  const json = sdJwtToJson(good)

  it('a character flipped is never accepted', async () => {
    expect(await outcome(json, BOUND)).toBe('accepted')
    await fc.assert(fc.asyncProperty(fc.nat(json.length - 1), fc.constantFrom('A', 'Q', 'g', '0', '_', '-', '.', '~', '{', '"', ',', ':', ' '), async (at, character) => {
      fc.pre(json[at] !== character)
      expect(await outcome(json.slice(0, at) + character + json.slice(at + 1), BOUND)).not.toBe('accepted')
    }), { numRuns: 150 })
  }, 60_000)

  it('general form with one signature', async () => {
    const { payload: body, ...rest } = JSON.parse(json) as { readonly payload: string }
    expect(await outcome(JSON.stringify({ payload: body, signatures: [rest] }), BOUND)).toBe('accepted')
    expect(await outcome(JSON.stringify({ payload: body, signatures: [] }), BOUND)).toBe('SD_JWT_MALFORMED')
    expect(await outcome(JSON.stringify({ payload: body, signatures: [{ ...rest, x: 1 }] }), BOUND)).toBe('SD_JWT_MALFORMED')
  })
})

describe('SD-JWT', () => {
  it('shows what the holder disclosed and no more', async () => {
    const report = await verifySdJwt(good, { ...OPTIONS, ...BOUND })
    expect(report).toMatchObject({ accepted: true, heldByPresenter: true, claims: { name: '某甲' } })
    expect(JSON.stringify(report)).not.toContain('某市')
  })

  it('takes SM3 where it was agreed on', async () => {
    const text = encoded(['salt', 'name', '某甲'])
    const own = `${await signJws(toUtf8(JSON.stringify({ ...OPEN, _sd_alg: 'sm3', _sd: [toBase64Url(sm3(toUtf8(text)))] })), { signer: sm2, typ: 'dc+sd-jwt' })}~${text}~`
    const report = await verifySdJwt(own, { ...OPTIONS, hashes: ['sm3'] })
    expect(report.accepted).toBe(true)
    expect(report.steps.disclosures?.diagnostics.map(({ code }) => code)).toEqual(['SD_JWT_HASH_PRIVATE'])
  })

  it('refuses options that would weaken a check', async () => {
    await expect(verifySdJwt(good, { ...OPTIONS, keyBinding: undefined as never })).rejects.toThrow(TypeError)
    await expect(verifySdJwt(good, { ...OPTIONS, nonce: 'x' } as never)).rejects.toThrow(TypeError)
  })
})
