/** What a token must be, say and be presented as. */
import { describe, expect, it } from 'vitest'
import { VerifiedToken, issueToken, memoryReplayGuard, redisReplayGuard, verifyToken } from '../../src/identity/index.ts'
import type { AcceptedToken, ReplayGuard, VerifyTokenOptions } from '../../src/identity/index.ts'
import { jwkThumbprint, jwkWithUse } from '../../src/jose/index.ts'
import { ALGORITHMS, keyOf, signerOf } from '../jose/signers.ts'
import { AUDIENCE, CLAIMS, ISSUER, NOW, OPTIONS, TIME, codesOf, es, forged, issue, outcome, sm2 } from './tokens.ts'

const OLD = { iat: NOW - 900, nbf: NOW - 900, auth_time: NOW - 900 }

describe('a token', () => {
  it.each(ALGORITHMS)('signed with %s is accepted with all that it claims', async (algorithm) => {
    const signer = await signerOf(algorithm)
    const report = await verifyToken(await issue({}, signer), { ...OPTIONS, keys: [keyOf(signer)], algorithms: [algorithm] })
    expect(codesOf(report)).toBe('accepted')
    const { token, steps, indication } = report as AcceptedToken
    expect(indication).toBe('TOTAL_PASSED')
    expect(Object.keys(steps)).toEqual(['format', 'signature', 'claims'])
    expect(token).toBeInstanceOf(VerifiedToken)
    expect({ ...token.claims }).toEqual(CLAIMS)
    expect(token).toMatchObject({ issuer: ISSUER, audience: [AUDIENCE], subject: 'user-0001', time: TIME.toISOString(), findings: [], header: { alg: algorithm, typ: 'JWT' } })
    expect(token.key.thumbprint).toBe(await jwkThumbprint(keyOf(signer).key))
  })

  it('takes a JWK set, and octets', async () => {
    const jwks = JSON.stringify({ keys: OPTIONS.keys?.map(jwkWithUse) })
    const report = await verifyToken(new TextEncoder().encode(await issue()), { ...OPTIONS, keys: undefined, jwks } as unknown as VerifyTokenOptions)
    expect(report.accepted).toBe(true)
  })

  it('hands out nothing that can be changed, and nothing with a prototype', async () => {
    const { token } = await verifyToken(await issue({ address: { region: 'x' } }), OPTIONS) as AcceptedToken
    expect(Object.getPrototypeOf(token.claims)).toBe(null)
    for (const one of [token, token.claims, token.claims['address'], token.claims['amr'], token.audience, token.key, token.header, token.findings]) expect(Object.isFrozen(one)).toBe(true)
    expect(() => new VerifiedToken(Symbol('token'), token)).toThrow(TypeError)
  })

  it('says nothing of a person in a report that refuses it', async () => {
    const report = await verifyToken(await issue({ ...OLD, exp: NOW - 100, name: '示例人' }), OPTIONS)
    expect(codesOf(report)).toBe('TOKEN_EXPIRED')
    const text = JSON.stringify(report)
    for (const secret of ['user-0001', '示例人', 'token-0001']) expect(text).not.toContain(secret)
  })
})

describe('times, to the second', () => {
  const strict = { clockSkewSeconds: 0 }
  it.each<[string, object, Partial<VerifyTokenOptions>, string]>([
    ['a second before it expires', { exp: NOW + 1 }, strict, 'accepted'],
    ['on the second on which it expires', { exp: NOW }, strict, 'TOKEN_EXPIRED'],
    ['expired by a second', { exp: NOW - 1 }, strict, 'TOKEN_EXPIRED'],
    ['expired by less than clocks may differ', { ...OLD, exp: NOW - 59 }, {}, 'accepted'],
    ['expired by as much as clocks may differ', { ...OLD, exp: NOW - 60 }, {}, 'TOKEN_EXPIRED'],
    ['holds from this second on', { nbf: NOW }, strict, 'accepted'],
    ['holds from the next second on', { nbf: NOW + 1 }, strict, 'TOKEN_NOT_YET_VALID'],
    ['holds from later than clocks differ', { nbf: NOW + 61 }, {}, 'TOKEN_NOT_YET_VALID'],
    ['issued in the future', { iat: NOW + 61 }, {}, 'TOKEN_TIME_IN_FUTURE'],
    ['logged in in the future', { auth_time: NOW + 61 }, {}, 'TOKEN_TIME_IN_FUTURE'],
    ['expires before it was issued', { iat: NOW - 5, exp: NOW - 6 }, {}, 'TOKEN_TIMES_CONTRADICT'],
    ['as old as it may be', { iat: NOW - 100 }, { ...strict, maxAgeSeconds: 100 }, 'accepted'],
    ['a second older', { iat: NOW - 101 }, { ...strict, maxAgeSeconds: 100 }, 'TOKEN_TOO_OLD'],
    ['of unknown age', { iat: undefined }, { maxAgeSeconds: 100 }, 'TOKEN_CLAIM_ABSENT'],
    ['issued for as long as may be', { iat: NOW, exp: NOW + 100 }, { maxLifetimeSeconds: 100 }, 'accepted'],
    ['issued for too long', { iat: NOW, exp: NOW + 100.5 }, { maxLifetimeSeconds: 100 }, 'TOKEN_LIFETIME_TOO_LONG'],
    ['logged in as long ago as may be', { auth_time: NOW - 300 }, { ...strict, maxAuthenticationAgeSeconds: 300 }, 'accepted'],
    ['logged in too long ago', { auth_time: NOW - 301 }, { ...strict, maxAuthenticationAgeSeconds: 300 }, 'TOKEN_AUTHENTICATION_TOO_OLD'],
    ['logged in nobody knows when', { auth_time: undefined }, { maxAuthenticationAgeSeconds: 300 }, 'TOKEN_CLAIM_ABSENT'],
  ])('%s', async (_, changes, options, expected) => {
    expect(await outcome(await issue(changes), options)).toBe(expected)
  })
})

describe('what the recipient expects', () => {
  it.each<[string, object, Partial<VerifyTokenOptions>, string]>([
    ['another issuer', { iss: 'https://other.example' }, {}, 'TOKEN_ISSUER_MISMATCH'],
    ['the issuer with a slash', { iss: `${ISSUER}/` }, {}, 'TOKEN_ISSUER_MISMATCH'],
    ['the issuer in capitals', { iss: ISSUER.toUpperCase() }, {}, 'TOKEN_ISSUER_MISMATCH'],
    ['another subject', {}, { subject: 'user-0002' }, 'TOKEN_SUBJECT_MISMATCH'],
    ['no subject', { sub: undefined }, { subject: 'user-0002' }, 'TOKEN_CLAIM_ABSENT'],
    ['the nonce', { nonce: 'n-1' }, { nonce: 'n-1' }, 'accepted'],
    ['another nonce', { nonce: 'n-2' }, { nonce: 'n-1' }, 'TOKEN_NONCE_MISMATCH'],
    ['no nonce', {}, { nonce: 'n-1' }, 'TOKEN_CLAIM_ABSENT'],
    ['issued to this party', { azp: AUDIENCE }, {}, 'accepted'],
    ['issued to another party', { azp: 'urn:example:other' }, {}, 'TOKEN_PARTY_MISMATCH'],
    ['issued to another party that is expected', { azp: 'urn:example:other' }, { authorizedParties: ['urn:example:other'] }, 'accepted'],
    ['a level', {}, { acr: ['urn:example:level:2', 'urn:example:level:3'] }, 'accepted'],
    ['another level', {}, { acr: ['urn:example:level:3'] }, 'TOKEN_LEVEL_NOT_ACCEPTED'],
    ['no level', { acr: undefined }, { acr: ['urn:example:level:3'] }, 'TOKEN_CLAIM_ABSENT'],
    ['a method', {}, { amr: ['face'] }, 'accepted'],
    ['a method that was not used', {}, { amr: ['face', 'hwk'] }, 'TOKEN_METHOD_ABSENT'],
    ['no methods', { amr: undefined }, { amr: ['face'] }, 'TOKEN_CLAIM_ABSENT'],
    ['a claim that is not there', {}, { required: ['phone'] }, 'TOKEN_CLAIM_ABSENT'],
    ['everything wrong, and all of it said', { iss: 'x', aud: 'y', exp: NOW - 100, iat: undefined, nbf: undefined, auth_time: undefined }, {}, 'TOKEN_ISSUER_MISMATCH TOKEN_AUDIENCE_MISMATCH TOKEN_EXPIRED'],
  ])('%s', async (_, changes, options, expected) => {
    expect(await outcome(await issue(changes), options)).toBe(expected)
  })

  it('a type', async () => {
    expect(await outcome(await issue({}, sm2, 'at+jwt'), { typ: 'at+jwt' })).toBe('accepted')
    expect(await outcome(await issue({}, sm2, 'application/at+jwt'), { typ: 'at+jwt' })).toBe('accepted')
    expect(await outcome(await issue({}, sm2, 'at+jwt'))).toBe('JWS_TYPE_UNEXPECTED')
    expect(await outcome(await issue(), { typ: 'at+jwt' })).toBe('JWS_TYPE_UNEXPECTED')
    expect(await outcome(await forged({ alg: 'ES256' }, CLAIMS))).toBe('accepted')
  })

  it.each<[string, unknown]>([
    ['iss', 1], ['iss', ''], ['aud', []], ['aud', [AUDIENCE, 1]], ['aud', [AUDIENCE, AUDIENCE]], ['aud', { 0: AUDIENCE }], ['aud', null],
    ['exp', '9999999999'], ['exp', -1], ['exp', 1e300], ['exp', null], ['exp', true], ['nbf', '0'], ['iat', []], ['sub', 7], ['jti', {}], ['nonce', false],
    ['azp', [AUDIENCE]], ['acr', 2], ['amr', 'face'], ['amr', ['face', 'face']], ['auth_time', '1'],
  ])('%s as %j', async (claim, value) => {
    expect(await outcome(await forged({ alg: 'ES256' }, { ...CLAIMS, [claim]: value }))).toBe('TOKEN_CLAIM_INVALID')
  })

  it.each([['iss'], ['aud'], ['exp']])('never without %s', async (claim) => {
    expect(await outcome(await forged({ alg: 'ES256' }, { ...CLAIMS, [claim]: undefined }))).toBe('TOKEN_CLAIM_ABSENT')
  })
})

describe('a token that may be presented once', () => {
  it('is accepted once, whatever its text and its key', async () => {
    const replay = memoryReplayGuard()
    expect(await outcome(await issue(), { replay })).toBe('accepted')
    expect(await outcome(await issue(), { replay })).toBe('TOKEN_REPLAYED')
    expect(await outcome(await issue({}, es), { replay })).toBe('TOKEN_REPLAYED')
    expect(await outcome(await issue({ jti: 'token-0002' }), { replay })).toBe('accepted')
    expect(await outcome(await issue({ jti: undefined }), { replay })).toBe('TOKEN_CLAIM_ABSENT')
  })

  it('is not used up by a token that is refused', async () => {
    const replay = memoryReplayGuard()
    const good = await issue()
    expect(await outcome(good.slice(0, -4) + (good.endsWith('AAAA') ? 'BBBB' : 'AAAA'), { replay })).toBe('JWS_SIGNATURE_INVALID')
    expect(await outcome(await issue({ aud: 'urn:example:other' }), { replay })).toBe('TOKEN_AUDIENCE_MISMATCH')
    expect(await outcome(good, { replay })).toBe('accepted')
  })

  it('forgets when the token is refused for its age anyway, and is not accepted unchecked when full', async () => {
    const replay = memoryReplayGuard({ capacity: 2 })
    const at = (seconds: number): Partial<VerifyTokenOptions> => ({ replay, validationTime: new Date((NOW + seconds) * 1000) })
    const short = { exp: NOW + 30 }
    expect(await outcome(await issue({ ...short, jti: 'a' }), at(0))).toBe('accepted')
    expect(await outcome(await issue({ jti: 'b' }), at(0))).toBe('accepted')
    expect(await outcome(await issue({ jti: 'c' }), at(0))).toBe('TOKEN_REPLAY_UNKNOWN')
    expect(await outcome(await issue({ ...short, jti: 'a' }), at(89))).toBe('TOKEN_REPLAYED')
    expect(await outcome(await issue({ jti: 'c' }), at(91))).toBe('accepted')
    expect(await outcome(await issue({ jti: 'b' }), at(91))).toBe('TOKEN_REPLAYED')
    expect(() => memoryReplayGuard({ capacity: 0 })).toThrow(TypeError)
  })

  it('is remembered in Redis by one command that is atomic', async () => {
    const calls: unknown[][] = []
    const store = new Map<string, string>()
    const replay = redisReplayGuard({
      set: (...words) => {
        calls.push(words)
        if (store.has(words[0])) return Promise.resolve(null)
        store.set(words[0], words[1])
        return Promise.resolve('OK')
      },
    })
    expect(await outcome(await issue(), { replay })).toBe('accepted')
    expect(await outcome(await issue(), { replay })).toBe('TOKEN_REPLAYED')
    expect(calls[0]).toEqual([expect.stringMatching(/^yinxin:token:[0-9a-f]{64}$/), '1', 'PX', 660_000, 'NX'])
    expect(await outcome(await issue(), { replay: redisReplayGuard({ set: () => Promise.resolve('QUEUED') }) })).toBe('TOKEN_REPLAY_UNKNOWN')
  })

  it.each<[string, ReplayGuard]>([
    ['rejects', { first: () => Promise.reject(new Error('down')) }],
    ['throws', { first: () => { throw new Error('down') } }],
    ['answers nonsense', { first: () => Promise.resolve('yes' as unknown as boolean) }],
  ])('is not accepted when the guard %s', async (_, replay) => {
    const report = await verifyToken(await issue(), { ...OPTIONS, replay })
    expect(report.indication).toBe('INDETERMINATE')
    expect(codesOf(report)).toBe('TOKEN_REPLAY_UNKNOWN')
  })
})

describe('what a caller may get wrong', () => {
  it.each<[string, object]>([
    ['no algorithms', { algorithms: undefined }], ['none as algorithm', { algorithms: ['none'] }], ['a symmetric algorithm', { algorithms: ['HS256'] }],
    ['no issuer', { issuer: undefined }], ['an empty issuer', { issuer: '' }], ['no audience', { audience: undefined }], ['an empty list of audiences', { audience: [] }],
    ['no keys', { keys: undefined }], ['keys and a set', { jwks: '{"keys":[]}' }], ['a broken set', { keys: undefined, jwks: '{"keys":[{}]}' }],
    ['a misspelt option', { audiences: ['x'] }], ['more skew than clocks have', { clockSkewSeconds: 301 }], ['a negative skew', { clockSkewSeconds: -1 }],
    ['skew as text', { clockSkewSeconds: Number.NaN }], ['a negative age', { maxAgeSeconds: -1 }], ['a guard that is none', { replay: {} }],
    ['a time that is none', { validationTime: new Date(Number.NaN) }], ['an empty nonce', { nonce: '' }], ['acr as text', { acr: 'urn:x' }],
  ])('%s is a TypeError before anything is read', async (_, options) => {
    await expect(verifyToken('', { ...OPTIONS, ...options })).rejects.toThrow(TypeError)
  })

  it('something that is no text', async () => {
    await expect(verifyToken(undefined as unknown as string, OPTIONS)).rejects.toThrow(TypeError)
  })

  it.each<[string, object]>([
    ['no issuer', { iss: undefined }], ['no audience', { aud: undefined }], ['no end', { exp: undefined }], ['times as text', { iat: '2026-03-01' }],
    ['a number that programs cannot hold', { big: 2 ** 60 }],
  ])('issuing with %s', async (_, changes) => {
    await expect(issue(changes)).rejects.toThrow(TypeError)
    await expect(issueToken([] as never, { signer: sm2 })).rejects.toThrow(TypeError)
  })

  it('a signer under another name writes that name', async () => {
    const signer = await signerOf('SM2-SM3')
    expect(await outcome(await issue({}, { ...signer, algorithm: 'SM3WithSM2' }), { algorithms: ['SM3WithSM2'] })).toBe('accepted')
    expect(await outcome(await issue({}, { ...signer, algorithm: 'SM3WithSM2' }))).toBe('JWS_ALGORITHM_NOT_ALLOWED')
  })
})
