/** Why `@sd-jwt/core` checks this implementation and is not used in it: what it accepts at the version in use, and we refuse. */
import { SDJwtInstance } from '@sd-jwt/core'
import { describe, expect, it } from 'vitest'
import { issueSdJwt, verifySdJwt } from '../../src/identity/index.ts'
import { jwkOf } from '../../src/jose/index.ts'
import { keyOf } from '../jose/signers.ts'
import { peer, sign } from './sd-jwt-peer.ts'
import { AUDIENCE, ISSUER, NOW, TIME, encoded, es } from './tokens.ts'

const VCT = 'urn:example:credential'
const OPEN = { iss: ISSUER, vct: VCT, name: '某乙', cnf: { jwk: jwkOf(keyOf(es).key) } }
const NAME = encoded(['salt', 'name', '某甲'])
const digest = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(NAME))).toString('base64url')

/** Signed with the issuer's key over whatever text. */
async function signed(payload: object | string, disclosures: readonly string[] = [], header: object = { alg: 'ES256', typ: 'dc+sd-jwt' }): Promise<string> {
  const input = `${encoded(header)}.${encoded(payload)}`
  return [`${input}.${await sign(input)}`, ...disclosures, ''].join('~')
}

type Row = readonly [what: string, text: () => Promise<string>, code: string, bound?: true]
const ROWS: readonly Row[] = [
  ['a disclosure that the issuer did not sign', () => signed(OPEN, [NAME]), 'SD_JWT_DISCLOSURE_UNREFERENCED'],
  ['a disclosure that takes the place of an open claim', () => signed({ ...OPEN, _sd: [digest] }, [NAME]), 'SD_JWT_NAME_TWICE'],
  ['a digest that stands twice', () => signed({ iss: ISSUER, vct: VCT, _sd: [digest, digest] }, [NAME]), 'SD_JWT_DIGEST_TWICE'],
  ['a member that stands twice', () => signed(`{"name":"某甲",${JSON.stringify(OPEN).slice(1)}`), 'JSON_MEMBER_DUPLICATE'],
  ['an algorithm in the header that is another than the one that verified', () => signed(OPEN, [], { alg: 'RS512', typ: 'dc+sd-jwt' }), 'JWS_ALGORITHM_NOT_ALLOWED'],
  ['the second in which it expires', () => signed({ ...OPEN, exp: NOW }), 'TOKEN_EXPIRED'],
  ['more disclosures than a verifier should digest', () => signed({ iss: ISSUER, vct: VCT, _sd: [digest] }, [NAME, ...Array.from({ length: 1000 }, (_, index) => encoded([String(index), 1]))]), 'SD_JWT_MALFORMED'],
  ['a proof for somebody else', async () => peer.present(await issueSdJwt({ signer: es, claims: { iss: ISSUER, vct: VCT }, holder: keyOf(es).key }), {}, { kb: { payload: { iat: NOW, aud: 'urn:example:other', nonce: 'n-1' } } }), 'SD_JWT_KEY_BINDING_MISMATCH', true],
  ['a proof of another year', async () => peer.present(await issueSdJwt({ signer: es, claims: { iss: ISSUER, vct: VCT }, holder: keyOf(es).key }), {}, { kb: { payload: { iat: NOW - 31_536_000, aud: AUDIENCE, nonce: 'n-1' } } }), 'SD_JWT_KEY_BINDING_TIME', true],
]

describe('@sd-jwt/core accepts, and we refuse', () => {
  it.each(ROWS.map(([what, text, code, bound = false]) => ({ what, text, code, bound })))('$what', async ({ text, code, bound }) => {
    const presentation = await text()
    await expect(peer.verify(presentation, { currentDate: NOW, ...(bound && { keyBindingNonce: 'n-1' }) })).resolves.toHaveProperty('payload')
    const report = await verifySdJwt(presentation, {
      keys: [keyOf(es)], algorithms: ['ES256'], issuer: ISSUER, type: VCT, keyBinding: bound ? { audience: AUDIENCE, nonce: 'n-1' } : 'none', validationTime: TIME, clockSkewSeconds: 0,
    })
    expect(Object.values(report.steps).flatMap(({ diagnostics }) => diagnostics.map((found) => found.code))).toEqual([code])
  })

  it('what it hands out for the second is the text of whoever presents', async () => {
    expect((await peer.verify(await signed({ ...OPEN, _sd: [digest] }, [NAME]), { currentDate: NOW })).payload).toMatchObject({ name: '某甲' })
  })

  it('issues nothing with SM3', () => {
    expect(() => new SDJwtInstance({ hashAlg: 'sm3' as never })).toThrow('Invalid hash algorithm')
  })
})
