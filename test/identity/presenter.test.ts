/** Tokens bound to who presents them: DPoP proofs (RFC 9449) and client certificates (RFC 8705). */
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { toUtf8 } from '../../src/encoding/octets.ts'
import { memoryReplayGuard, verifyToken } from '../../src/identity/index.ts'
import type { AcceptedToken, ConfirmationOptions, DpopOptions } from '../../src/identity/index.ts'
import { jwkOf, jwkThumbprint, sm2Signer } from '../../src/jose/index.ts'
import type { JwsSigner } from '../../src/jose/index.ts'
import { verifyProof } from '../../src/jose/proof.ts'
import { keyOf } from '../jose/signers.ts'
import { NOW, OPTIONS, es, forged, issue, outcome } from './tokens.ts'

const sha256 = (input: Uint8Array | string): string => createHash('sha256').update(input).digest('base64url')
const URL_OF_REQUEST = 'https://window.example.gov.cn/v1/licenses'

const client = await sm2Signer(new Uint8Array(32).fill(5))
const stranger = await sm2Signer(new Uint8Array(32).fill(6))
const jkt = await jwkThumbprint(keyOf(client).key)
const bound = await issue({ cnf: { jkt } })

const proofClaims = { jti: 'proof-1', htm: 'POST', htu: URL_OF_REQUEST, iat: NOW, ath: sha256(bound) }
const proof = (claims: object = {}, header: object = {}, signer: JwsSigner = client): Promise<string> =>
  forged({ typ: 'dpop+jwt', alg: signer.algorithm, jwk: jwkOf(keyOf(signer).key), ...header }, { ...proofClaims, ...claims }, signer)

const dpop = async (text: Promise<string> | string, more: Partial<DpopOptions> = {}): Promise<{ readonly confirmation: ConfirmationOptions }> => ({
  confirmation: { dpop: { proof: await text, method: 'POST', url: URL_OF_REQUEST, algorithms: ['SM2-SM3', 'ES256'], replay: memoryReplayGuard(), ...more } },
})

describe('DPoP', () => {
  it('confirms the presenter, with SM2 and with a standard algorithm', async () => {
    const report = await verifyToken(bound, { ...OPTIONS, ...(await dpop(proof())) })
    expect(report.accepted).toBe(true)
    expect((report as AcceptedToken).token.confirmedBy).toBe('dpop')
    const token = await issue({ cnf: { jkt: await jwkThumbprint(keyOf(es).key) } })
    expect(await outcome(token, await dpop(proof({ ath: sha256(token) }, {}, es)))).toBe('accepted')
    expect((await verifyToken(await issue(), OPTIONS) as AcceptedToken).token.confirmedBy).toBeUndefined()
  })

  it('takes the example of RFC 9449 (figure 12) at its time', async () => {
    const example = 'eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19.eyJqdGkiOiJlMWozVl9iS2ljOC1MQUVCIiwiaHRtIjoiR0VUIiwiaHR1IjoiaHR0cHM6Ly9yZXNvdXJjZS5leGFtcGxlLm9yZy9wcm90ZWN0ZWRyZXNvdXJjZSIsImlhdCI6MTU2MjI2MjYxOCwiYXRoIjoiZlVIeU8ycjJaM0RaNTNFc05yV0JiMHhXWG9hTnk1OUlpS0NBcWtzbVFFbyJ9.2oW9RP35yRqzhrtNP86L-Ey71EOptxRimPPToA1plemAgR6pxHF8y6-yqyVnmcw6Fy1dqd-jfxSYoMxhAJpLjA'
    const { thumbprint, payload } = await verifyProof(example, { algorithms: ['ES256'], typ: 'dpop+jwt' })
    expect(thumbprint).toBe('0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I')
    expect(JSON.parse(Buffer.from(payload).toString())).toMatchObject({ htm: 'GET', ath: sha256('Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU') })
  })

  it.each<[string, object, Partial<DpopOptions>]>([
    ['another case of letters in scheme and host', { htu: 'HTTPS://Window.Example.gov.cn/v1/licenses' }, {}],
    ['the default port', { htu: 'https://window.example.gov.cn:443/v1/licenses' }, {}],
    ['a query of the request', {}, { url: `${URL_OF_REQUEST}?page=2#top` }],
    ['a nonce that was given out', { nonce: 'n-1' }, { nonce: 'n-1' }],
    ['as old as it may be', { iat: NOW - 120 }, {}],
    ['a clock that is ahead', { iat: NOW + 60 }, {}],
  ])('accepts %s', async (_, claims, more) => {
    expect(await outcome(bound, await dpop(proof(claims), more))).toBe('accepted')
  })

  it.each<[string, () => Promise<string> | string, string, Partial<DpopOptions>?]>([
    ['a proof with another key', () => proof({}, {}, stranger), 'DPOP_KEY_MISMATCH'],
    ['a proof with another key that shows the right one', () => proof({}, { jwk: jwkOf(keyOf(client).key) }, stranger), 'JWS_SIGNATURE_INVALID'],
    ['another method', () => proof({ htm: 'GET' }), 'DPOP_REQUEST_MISMATCH'],
    ['the method in small letters', () => proof({ htm: 'post' }), 'DPOP_REQUEST_MISMATCH'],
    ['another path', () => proof({ htu: `${URL_OF_REQUEST}/1` }), 'DPOP_REQUEST_MISMATCH'],
    ['another host', () => proof({ htu: 'https://window.example.gov.cn.evil.example/v1/licenses' }), 'DPOP_REQUEST_MISMATCH'],
    ['no URL', () => proof({ htu: 'licenses' }), 'DPOP_REQUEST_MISMATCH'],
    ['another token', () => proof({ ath: sha256('x') }), 'DPOP_TOKEN_MISMATCH'],
    ['no token', () => proof({ ath: undefined }), 'DPOP_TOKEN_MISMATCH'],
    ['too old', () => proof({ iat: NOW - 121 }), 'DPOP_TIME'],
    ['from the future', () => proof({ iat: NOW + 61 }), 'DPOP_TIME'],
    ['without time', () => proof({ iat: undefined }), 'DPOP_CLAIM_INVALID'],
    ['time as text', () => proof({ iat: String(NOW) }), 'DPOP_CLAIM_INVALID'],
    ['without jti', () => proof({ jti: undefined }), 'DPOP_CLAIM_INVALID'],
    ['another nonce', () => proof({ nonce: 'n-2' }), 'DPOP_NONCE_MISMATCH', { nonce: 'n-1' }],
    ['no nonce', () => proof(), 'DPOP_NONCE_MISMATCH', { nonce: 'n-1' }],
    ['another type', () => proof({}, { typ: 'JWT' }), 'JWS_TYPE_UNEXPECTED'],
    ['alg none', () => proof({}, { alg: 'none' }), 'JWS_ALGORITHM_NONE'],
    ['a symmetric algorithm', () => proof({}, { alg: 'HS256' }), 'JWS_ALGORITHM_SYMMETRIC'],
    ['an algorithm that was not agreed', () => proof(), 'JWS_ALGORITHM_NOT_ALLOWED', { algorithms: ['ES256'] }],
    ['no key', () => proof({}, { jwk: undefined }), 'JWS_HEADER_INVALID'],
    ['a private key', () => proof({}, { jwk: { ...jwkOf(keyOf(client).key), d: 'AAAA' } }), 'JWK_PRIVATE'],
    ['a key to be fetched', () => proof({}, { jku: 'https://evil.example' }), 'JWS_KEY_IN_HEADER'],
    ['claims that are none', () => forged({ typ: 'dpop+jwt', alg: 'SM2-SM3', jwk: jwkOf(keyOf(client).key) }, [1], client), 'DPOP_CLAIM_INVALID'],
    ['the token itself as the proof', () => bound, 'JWS_HEADER_INVALID'],
    ['nothing', () => '', 'JWS_NOT_RECOGNIZED'],
  ])('refuses %s', async (_, text, code, more) => {
    expect(await outcome(bound, await dpop(text(), more))).toBe(code)
  })

  it('takes a proof once', async () => {
    const replay = memoryReplayGuard()
    expect(await outcome(bound, await dpop(proof(), { replay }))).toBe('accepted')
    expect(await outcome(bound, await dpop(proof(), { replay }))).toBe('TOKEN_REPLAYED')
    expect(await outcome(bound, await dpop(proof({ jti: 'proof-2' }), { replay }))).toBe('accepted')
  })

  it('does not let a key in the header of a token in by this door', async () => {
    expect(await outcome(await proof(), { typ: 'dpop+jwt' })).toBe('JWS_KEY_IN_HEADER')
  })
})

describe('a client certificate', () => {
  const certificate = toUtf8('stands for a certificate: only its digest is looked at')
  it('confirms the presenter', async () => {
    const token = await issue({ cnf: { 'x5t#S256': sha256(certificate) } })
    const report = await verifyToken(token, { ...OPTIONS, confirmation: { certificate } })
    expect((report as AcceptedToken).token.confirmedBy).toBe('certificate')
    expect(await outcome(token, { confirmation: { certificate: toUtf8('another') } })).toBe('TOKEN_BOUND_TO_OTHER_CERTIFICATE')
  })

  it('and a proof, where the token asks for both', async () => {
    const token = await issue({ cnf: { jkt, 'x5t#S256': sha256(certificate) } })
    const { confirmation } = await dpop(proof({ ath: sha256(token) }))
    expect(await outcome(token, { confirmation: { ...confirmation, certificate } })).toBe('accepted')
    expect(await outcome(token, await dpop(proof({ ath: sha256(token) })))).toBe('TOKEN_CONFIRMATION_UNCHECKED')
    expect(await outcome(token, { confirmation: { certificate } })).toBe('TOKEN_CONFIRMATION_UNCHECKED')
  })
})

describe('a bond that is not checked', () => {
  it('leaves a bound token open that is presented like any other', async () => {
    const report = await verifyToken(bound, OPTIONS)
    expect(report.indication).toBe('INDETERMINATE')
    expect(await outcome(bound)).toBe('TOKEN_CONFIRMATION_UNCHECKED')
  })

  it('refuses a token that asks for less than was shown', async () => {
    expect(await outcome(await issue(), await dpop(proof()))).toBe('TOKEN_CONFIRMATION_ABSENT')
    expect(await outcome(bound, { confirmation: { certificate: new Uint8Array(1) } })).toBe('TOKEN_CONFIRMATION_ABSENT')
  })

  it.each<[string, unknown, string]>([
    ['a key', { jwk: jwkOf(keyOf(client).key) }, 'TOKEN_CONFIRMATION_UNSUPPORTED'],
    ['something new beside what is known', { jkt, new: 'x' }, 'TOKEN_CONFIRMATION_UNSUPPORTED'],
    ['a name of every object', { constructor: 'x' }, 'TOKEN_CONFIRMATION_UNSUPPORTED'],
    ['nothing', {}, 'TOKEN_CLAIM_INVALID'], ['a text', jkt, 'TOKEN_CLAIM_INVALID'], ['null', null, 'TOKEN_CLAIM_INVALID'], ['a number', { jkt: 1 }, 'TOKEN_CLAIM_INVALID'],
  ])('by %s', async (_, cnf, code) => {
    expect(await outcome(await issue({ cnf }), await dpop(proof()))).toBe(code)
  })

  it.each<[string, object]>([
    ['a proof without replay guard', { replay: undefined }], ['without algorithms', { algorithms: [] }], ['without URL', { url: '/v1' }], ['without method', { method: '' }],
    ['with an hour to live', { maxAgeSeconds: 3600 }],
  ])('%s is a mistake of the caller', async (_, more) => {
    await expect(verifyToken(bound, { ...OPTIONS, ...(await dpop(proof(), more as Partial<DpopOptions>)) })).rejects.toThrow(TypeError)
  })

  it('a certificate as text is one too', async () => {
    await expect(verifyToken(bound, { ...OPTIONS, confirmation: { certificate: 'PEM' as unknown as Uint8Array } })).rejects.toThrow(TypeError)
  })
})

it('is not used up where the presenter is not confirmed', async () => {
  const replay = memoryReplayGuard()
  expect(await outcome(bound, { ...(await dpop(proof({ htm: 'GET' }))), replay })).toBe('DPOP_REQUEST_MISMATCH')
  expect(await outcome(bound, { ...(await dpop(proof())), replay })).toBe('accepted')
})
