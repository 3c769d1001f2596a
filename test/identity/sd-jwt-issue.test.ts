/** Issuing and presenting SD-JWT credentials: nested claims, arrays, decoys; what would be refused is not signed. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../../src/encoding/json.ts'
import { issueSdJwt, parseSdJwt, presentSdJwt, sdJwtToJson, verifySdJwt } from '../../src/identity/index.ts'
import type { ClaimPath, IssueSdJwtOptions, VerifySdJwtOptions } from '../../src/identity/index.ts'
import { parseJws } from '../../src/jose/index.ts'
import { fromBase64Url } from '../../src/encoding/base64url.ts'
import { fromUtf8 } from '../../src/encoding/octets.ts'
import { keyOf } from '../jose/signers.ts'
import { AUDIENCE, ISSUER, NOW, TIME, encoded, es, forged, sm2 } from './tokens.ts'

const VCT = 'urn:example:credential'
const COMMON = { iss: ISSUER, vct: VCT, exp: NOW + 600 }
const OPTIONS: VerifySdJwtOptions = { keys: [keyOf(es), keyOf(sm2)], algorithms: ['ES256', 'SM2-SM3'], issuer: ISSUER, type: VCT, keyBinding: 'none', validationTime: TIME }
const CLAIMS = { ...COMMON, address: { area: '某市', street: '某路 1 号' }, holders: [{ name: '某甲', code: '1' }, { name: '某乙', code: '2' }] }
const issue = (options: Partial<IssueSdJwtOptions> = {}): Promise<string> => issueSdJwt({ signer: sm2, claims: CLAIMS, ...options })

const payloadOf = (text: string): string => fromUtf8(fromBase64Url(parseJws(text.split('~')[0] ?? '').payload ?? '') ?? new Uint8Array(0)) ?? ''

async function seen(text: string, options: Partial<VerifySdJwtOptions> = {}): Promise<object> {
  const report = await verifySdJwt(text, { ...OPTIONS, ...options })
  if (!report.accepted) throw new Error(JSON.stringify(report.steps))
  return report.claims
}

describe('issueSdJwt', () => {
  const DISCLOSABLE: readonly ClaimPath[] = ['address', ['address', 'street'], ['holders', null], ['holders', null, 'code']]

  it('hides members, elements and what lies within them, in any depth', async () => {
    const text = await issue({ disclosable: DISCLOSABLE })
    expect(payloadOf(text)).not.toMatch(/某|address|"code"/)
    expect(await seen(await presentSdJwt(text, { disclose: 'all' }))).toEqual(CLAIMS)
    expect(await seen(await presentSdJwt(text, { disclose: [] }))).toEqual({ ...COMMON, holders: [] })
    expect(await seen(await presentSdJwt(text, { disclose: ['address', ['holders', 1]] }))).toEqual({ ...COMMON, address: { area: '某市' }, holders: [{ name: '某乙' }] })
    // What lies within another hidden claim brings that along.
    expect(await seen(await presentSdJwt(text, { disclose: [['address', 'street'], ['holders', null, 'code']] }))).toEqual(CLAIMS)
    const { placed } = await parseSdJwt(text)
    expect(placed.map(({ place, within }) => [place.join('.'), within?.place.join('.')])).toContainEqual(['holders.0.code', 'holders.0'])
  })

  it('adds decoys that look like the others and disclose nothing', async () => {
    const text = await issue({ disclosable: ['address'], decoys: [{ in: [], count: 3 }, { in: 'holders', count: 2 }, { in: ['holders', 0], count: 1 }] })
    const payload = JSON.parse(payloadOf(text)) as { _sd: string[]; holders: object[] }
    expect(payload._sd).toHaveLength(4)
    expect(payload._sd).toEqual([...payload._sd].sort())
    expect(payload.holders).toHaveLength(4)
    expect(await seen(text)).toEqual(CLAIMS)
  })

  it('gives no digests where nothing is hidden', async () => {
    const text = await issue()
    expect(payloadOf(text)).not.toContain('"_sd"')
    expect(await seen(text)).toEqual(CLAIMS)
  })

  it.each<readonly [string, Partial<IssueSdJwtOptions>]>([
    ['the issuer hidden', { disclosable: ['iss'] }],
    ['the end hidden', { disclosable: ['exp'] }],
    ['the recipients hidden', { disclosable: [['aud', 0]], claims: { ...CLAIMS, aud: ['a'] } }],
    ['everything hidden', { disclosable: [[]] }],
    ['a name that is not there', { disclosable: ['adress'] }],
    ['an index that is not there', { disclosable: [['holders', 2]] }],
    ['decoys where nothing is', { decoys: [{ in: 'adress', count: 1 }] }],
    ['no decoys', { decoys: [{ in: [], count: 0 }] }],
    ['no issuer', { claims: { ...CLAIMS, iss: '' } }],
    ['a reserved name', { claims: { ...CLAIMS, a: { _sd: [] } } }],
    ['the digest of an element', { claims: { ...CLAIMS, a: [{ '...': 'x' }] } }],
    ['the name of the hash', { claims: { ...CLAIMS, _sd_alg: 'sha-256' } }],
    ['a prototype', { claims: { ...CLAIMS, a: JSON.parse('{"__proto__":1}') as JsonValue } }],
    ['a holder twice', { claims: { ...CLAIMS, cnf: {} }, holder: keyOf(sm2).key }],
    ['a time that is none', { claims: { ...CLAIMS, exp: 'soon' } }],
    ['a hash that is not known', { hash: 'md5' as never }],
    ['more than a reader takes', { claims: { ...CLAIMS, photo: 'x'.repeat(60_000) }, disclosable: ['photo'] }],
    ['deeper than a reader takes', { claims: { ...CLAIMS, a: JSON.parse('['.repeat(16) + ']'.repeat(16)) as JsonValue } }],
  ])('signs nothing for %s', async (_, options) => {
    await expect(issue({ ...options, signer: { algorithm: 'ES256', sign: () => Promise.reject(new Error('was asked to sign')) } })).rejects.toThrow(TypeError)
  })

  it('property: whatever is hidden of whatever claims, all of it is told again, and nothing else', async () => {
    const leaf = fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.boolean(), fc.constant(null))
    const name = fc.string({ minLength: 1, maxLength: 5 }).filter((text) => !['_sd', '...', '_sd_alg', '__proto__'].includes(text))
    const { tree } = fc.letrec<{ tree: JsonValue }>((tie) => ({
      tree: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('tree'), { maxLength: 3 }), fc.dictionary(name, tie('tree'), { maxKeys: 3 })),
    }))
    await fc.assert(fc.asyncProperty(tree, fc.infiniteStream(fc.boolean()), async (value, hidden) => {
      const places: (string | number)[][] = []
      const walk = (at: JsonValue, place: (string | number)[]): void => {
        if (hidden.next().value) places.push(place)
        if (Array.isArray(at)) at.forEach((child: JsonValue, index) => { walk(child, [...place, index]) })
        else if (typeof at === 'object' && at !== null) Object.entries(at).forEach(([key, child]) => { walk(child as JsonValue, [...place, key]) })
      }
      walk(value, ['value'])
      const text = await issue({ claims: { ...COMMON, value }, disclosable: places, decoys: [{ in: [], count: 1 }] })
      expect(plain(await seen(text) as JsonValue)).toEqual({ ...COMMON, value: plain(value) })
      expect((await parseSdJwt(text)).placed).toHaveLength(places.length)
    }), { numRuns: 60 })
  })
})

/** As JSON has it, where minus zero is zero. */
const plain = (value: JsonValue): JsonValue => JSON.parse(JSON.stringify(value)) as JsonValue

describe('presentSdJwt', () => {
  it('refuses names of nothing, and a presentation that was made for somebody', async () => {
    const text = await issue({ disclosable: ['address'], holder: keyOf(sm2).key })
    await expect(presentSdJwt(text, { disclose: ['iss'] })).rejects.toThrow(TypeError)
    await expect(presentSdJwt(text, { disclose: [['address', 'street']] })).rejects.toThrow(TypeError)
    await expect(presentSdJwt('x', { disclose: [] })).rejects.toThrow(TypeError)
    const bound = await presentSdJwt(text, { disclose: [], keyBinding: { signer: sm2, audience: AUDIENCE, nonce: 'n', issuedAt: TIME } })
    await expect(presentSdJwt(bound, { disclose: [] })).rejects.toThrow(TypeError)
    expect(await seen(sdJwtToJson(bound), { keyBinding: { audience: AUDIENCE, nonce: 'n' } })).not.toHaveProperty('address')
    expect(() => sdJwtToJson('x')).toThrow(TypeError)
  })

  it('binds with the hash of the credential', async () => {
    const text = await issue({ disclosable: ['address'], holder: keyOf(es).key, hash: 'sm3' })
    const bound = await presentSdJwt(text, { disclose: ['address'], keyBinding: { signer: es, audience: AUDIENCE, nonce: 'n', issuedAt: TIME } })
    expect(await seen(bound, { hashes: ['sm3'], keyBinding: { audience: AUDIENCE, nonce: 'n' } })).toHaveProperty('address')
  })
})

describe('limits', () => {
  const signed = async (disclosures: readonly string[]): Promise<string> => [await forged({ alg: 'ES256', typ: 'dc+sd-jwt' }, COMMON), ...disclosures, ''].join('~')
  const codes = async (text: string): Promise<string> => Object.values((await verifySdJwt(text, OPTIONS)).steps).flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code)).join()

  it('of count, size and depth', async () => {
    expect(await codes(await signed(Array.from({ length: 1001 }, () => 'W10')))).toBe('SD_JWT_MALFORMED')
    expect(await codes(await signed([encoded(['s', 'a', 'x'.repeat(70_000)])]))).toBe('LIMIT_EXCEEDED')
    expect(await codes(await signed([encoded(['s', 'a', 1]), encoded(`["s","a",${'['.repeat(20)}${']'.repeat(20)}]`)]))).toBe('LIMIT_EXCEEDED')
  })

  it('of depth through disclosures within one another', async () => {
    let value: JsonValue = 1
    const texts: string[] = []
    for (let depth = 0; depth < 20; depth++) {
      const text = encoded(['s', 'a', value])
      texts.push(text)
      value = { _sd: [Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(text))).toString('base64url')] }
    }
    expect(await codes([await forged({ alg: 'ES256', typ: 'dc+sd-jwt' }, { ...COMMON, ...(value as object) }), ...texts, ''].join('~'))).toBe('LIMIT_EXCEEDED')
  })
})
