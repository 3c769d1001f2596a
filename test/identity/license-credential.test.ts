/** A license as a selectively disclosable credential: what it shows, what it is refused for, and what a decision makes of it. */
import { describe, expect, it } from 'vitest'
import {
  LICENSE_PERSONAL_CLAIMS, issueLicenseCredential, issueSdJwt, issueStatusList, licenseVct, parseSdJwt, presentSdJwt, verifyLicenseCredential,
} from '../../src/identity/index.ts'
import type { IssueLicenseCredentialOptions, LicenseCredentialReport, VerifyLicenseCredentialOptions } from '../../src/identity/index.ts'
import type { LicenseMetadata } from '../../src/license/index.ts'
import { checkMetadata } from '../../src/license/index.ts'
import type { JwsSigner } from '../../src/jose/index.ts'
import { decideRecognition } from '../../src/recognition/index.ts'
import { keyOf } from '../jose/signers.ts'
import { CONTEXT, FACTS, LISTS, MATERIALS } from '../recognition/world.ts'
import { peer } from './sd-jwt-peer.ts'
import { AUDIENCE, ISSUER, es, sm2 } from './tokens.ts'

const TIME = CONTEXT.time
const LICENSE = FACTS.license?.metadata as LicenseMetadata
const TYPE = LICENSE.typeCode as string
const AUTHORITY = LICENSE.issuers[0]?.code as string
const URI = `${ISSUER}/status/1`
const PERSON: LicenseMetadata = {
  name: '样例许可证', typeCode: '11100000000013338W011', number: '2026000001', issuers: [{ name: '东海省行政审批局', code: AUTHORITY }],
  holders: [{ name: '林样例', code: '110101190001010014', codeType: '111' }, { name: '沈样例', code: '110101190001010022', codeType: '111' }],
  validFrom: '2026-03-02', validTo: null, extensions: [{ name: 'KZ_JYXM', values: ['样例经营', '样例批发'] }],
}
const ISSUE: IssueLicenseCredentialOptions = { signer: sm2, issuer: ISSUER, license: LICENSE, holder: keyOf(sm2).key, issuedAt: TIME }
const VERIFY: VerifyLicenseCredentialOptions = {
  keys: [keyOf(sm2), keyOf(es)], algorithms: ['SM2-SM3', 'ES256'], issuer: ISSUER, typeCode: TYPE, authorities: [AUTHORITY],
  keyBinding: { audience: AUDIENCE, nonce: 'n-1' }, validationTime: TIME,
}
const show = (credential: string, disclose: Parameters<typeof presentSdJwt>[1]['disclose'], signer: JwsSigner = sm2): Promise<string> =>
  presentSdJwt(credential, { disclose, keyBinding: { signer, audience: AUDIENCE, nonce: 'n-1', issuedAt: TIME } })
const codesOf = (report: LicenseCredentialReport): string =>
  (report.accepted ? 'accepted' : Object.values(report.steps).flatMap(({ diagnostics }) => diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code)).join(' '))
async function shown(credential: string, disclose: Parameters<typeof presentSdJwt>[1]['disclose'], options: Partial<VerifyLicenseCredentialOptions> = {}) {
  const report = await verifyLicenseCredential(await show(credential, disclose), { ...VERIFY, ...options })
  if (!report.accepted) throw new Error(JSON.stringify(report.steps))
  return report
}

describe('a license as a credential', () => {
  it.each([['SM2', sm2], ['ES256', es]] as const)('comes back as it was, with %s', async (_, signer) => {
    const credential = await issueLicenseCredential({ ...ISSUE, signer, holder: keyOf(signer).key })
    const report = await verifyLicenseCredential(await show(credential, 'all', signer), VERIFY)
    if (!report.accepted) throw new Error(codesOf(report))
    expect(report).toMatchObject({ heldByPresenter: true, claims: { vct: `urn:yinxin:license-type:${TYPE}`, exp: Date.parse('2031-03-02T00:00:00+08:00') / 1000 } })
    expect(report.license).toEqual(LICENSE)
  })

  it('shows nothing of persons until the holder does', async () => {
    const credential = await issueLicenseCredential({ ...ISSUE, license: PERSON, expiresAt: new Date('2026-07-01T00:00:00Z'), decoys: [{ in: 'license', count: 2 }] })
    const options = { typeCode: PERSON.typeCode as string }
    const nothing = await shown(credential, [], options)
    expect(JSON.stringify(nothing)).not.toMatch(/林样例|沈样例|1101011900|2026000001|KZ_JYXM|样例经营/)
    expect(nothing.license).toEqual({ name: '样例许可证', typeCode: PERSON.typeCode, issuers: PERSON.issuers, holders: [{}, {}], validFrom: '2026-03-02', validTo: null, extensions: [] })
    const first = await shown(credential, [['license', 'holders', 0, 'name'], ['license', 'extensions', null]], options)
    expect(first.license).toMatchObject({ holders: [{ name: '林样例' }, {}], extensions: PERSON.extensions })
    expect((await parseSdJwt(credential)).placed).toHaveLength(8)
    expect(LICENSE_PERSONAL_CLAIMS).toHaveLength(6)
  })

  it('is presented and verified by another implementation', async () => {
    const credential = await issueLicenseCredential({ ...ISSUE, signer: es, holder: keyOf(es).key })
    const now = Math.floor(TIME.getTime() / 1000)
    const text = await peer.present(credential, { license: { number: true, holders: { 0: { code: true } } } }, { kb: { payload: { iat: now, aud: AUDIENCE, nonce: 'n-1' } } })
    expect((await peer.verify(text, { currentDate: now, keyBindingNonce: 'n-1' })).payload).toMatchObject({ license: { number: LICENSE.number } })
    const report = await verifyLicenseCredential(text, VERIFY)
    expect(report).toMatchObject({ accepted: true, license: { number: LICENSE.number, holders: [{ code: LICENSE.holders[0]?.code }] } })
    expect(report).not.toHaveProperty('license.identifier')
  })

  it('gives a decision what it needs of the license and its status', async () => {
    const credential = await issueLicenseCredential({ ...ISSUE, status: { uri: URI, index: 42 } })
    const list = (value: number): Promise<string> => issueStatusList({ signer: sm2, uri: URI, issuer: ISSUER, bits: 2, size: 1000, statuses: [[42, value]], issuedAt: new Date(TIME.getTime() - 60_000) })
    const report = await shown(credential, 'all', { status: { mode: 'required', lists: [await list(0)] } })
    if (report.status === undefined) throw new Error('no status')
    expect(report.status).toEqual({ identifier: LICENSE.identifier, statuses: ['VALID'], asOf: new Date(TIME.getTime() - 60_000).toISOString() })
    const facts = { ...FACTS, license: { metadata: report.license, protectedBy: [0], conflicts: [] }, status: report.status }
    expect(decideRecognition(facts, LISTS, MATERIALS.policy, CONTEXT)).toEqual(decideRecognition({ ...FACTS, status: report.status }, LISTS, MATERIALS.policy, CONTEXT))
    expect(decideRecognition(facts, LISTS, MATERIALS.policy, CONTEXT).outcome).toBe('ACCEPTED')
    expect(await verifyLicenseCredential(await show(credential, 'all'), { ...VERIFY, status: { mode: 'required', lists: [await list(1)] } })).toMatchObject({ accepted: false, indication: 'TOTAL_FAILED', subIndication: 'REVOKED' })
    // Whose status it is cannot be said without the identifier.
    expect(await shown(credential, [], { status: { mode: 'required', lists: [await list(0)] } })).not.toHaveProperty('status')
  })
})

describe('verifyLicenseCredential refuses', () => {
  const claims = (license: object, more: object = {}): Promise<string> => issueSdJwt({
    signer: sm2, claims: { iss: ISSUER, vct: licenseVct(TYPE), license: { typeCode: TYPE, issuers: [{ code: AUTHORITY }], holders: [], validTo: null, ...license }, ...more },
  })
  const outcome = async (credential: string, options: Partial<VerifyLicenseCredentialOptions> = {}): Promise<string> =>
    codesOf(await verifyLicenseCredential(credential, { ...VERIFY, keyBinding: 'none', ...options }))

  it.each<readonly [string, object, string]>([
    ['nothing', {}, 'accepted'],
    ['another type within', { typeCode: '11100000000013338W011' }, 'SD_JWT_TYPE_MISMATCH'],
    ['another authority', { issuers: [{ code: '11330000ABCD1234XM' }] }, 'LICENSE_CREDENTIAL_AUTHORITY'],
    ['no authority', { issuers: [{ name: '东海省市场监督管理局' }] }, 'LICENSE_CREDENTIAL_AUTHORITY'],
    ['the day after the last', { validTo: '2026-05-31' }, 'TOKEN_EXPIRED'],
    ['the last day', { validTo: '2026-06-01' }, 'accepted'],
    ['the day before the first', { validFrom: '2026-06-02' }, 'TOKEN_NOT_YET_VALID'],
    ['no end', { validTo: undefined }, 'LICENSE_CREDENTIAL_MALFORMED'],
    ['a day that is none', { validTo: '2026-02-30' }, 'LICENSE_CREDENTIAL_MALFORMED'],
    ['a day in other words', { validTo: '长期' }, 'LICENSE_CREDENTIAL_MALFORMED'],
    ['holders that are none', { holders: ['x'] }, 'LICENSE_CREDENTIAL_MALFORMED'],
    ['a holder with more', { holders: [{ name: 'x', age: '1' }] }, 'LICENSE_CREDENTIAL_MALFORMED'],
    ['a number', { number: 1 }, 'LICENSE_CREDENTIAL_MALFORMED'],
    ['a member that nobody knows', { x: 1 }, 'LICENSE_CREDENTIAL_MALFORMED'],
    ['extensions without values', { extensions: [{ name: 'KZ_X' }] }, 'LICENSE_CREDENTIAL_MALFORMED'],
  ])('%s', async (_, license, code) => { expect(await outcome(await claims(license))).toBe(code) })

  it('no license at all, another type, somebody else’s key', async () => {
    expect(await outcome(await claims({}, { license: 'x' }))).toBe('LICENSE_CREDENTIAL_MALFORMED')
    expect(await outcome(await claims({}, { vct: TYPE }))).toBe('SD_JWT_TYPE_MISMATCH')
    const credential = await issueLicenseCredential(ISSUE)
    expect(codesOf(await verifyLicenseCredential(await show(credential, 'all', es), VERIFY))).toBe('JWS_KEY_MISMATCH')
    expect(codesOf(await verifyLicenseCredential(await presentSdJwt(credential, { disclose: 'all' }), VERIFY))).toBe('SD_JWT_KEY_BINDING_ABSENT')
  })

  it('an issuer that is not bound to authorities, in the options', async () => {
    await expect(verifyLicenseCredential('x', { ...VERIFY, authorities: undefined as never })).rejects.toThrow(TypeError)
    await expect(verifyLicenseCredential('x', { ...VERIFY, authorities: [] })).rejects.toThrow(TypeError)
    await expect(verifyLicenseCredential('x', { ...VERIFY, typeCode: 'x' })).rejects.toThrow(TypeError)
  })

  it('believes any authority where that was said', async () => {
    expect(await outcome(await claims({ issuers: [] }), { authorities: 'any' })).toBe('accepted')
  })

  it('warns of codes that contradict each other', async () => {
    const report = await verifyLicenseCredential(await claims({ identifier: LICENSE.identifier, issuers: [{ code: AUTHORITY }, { code: 'x' }] }), { ...VERIFY, keyBinding: 'none' })
    expect(report.accepted).toBe(true)
    expect(report.steps.claims?.diagnostics.map(({ code }) => code)).toEqual(checkMetadata({ ...LICENSE, holders: [], issuers: [{ code: AUTHORITY }, { code: 'x' }] }, { time: TIME, at: [] }).map(({ code }) => code))
    expect(report.steps.claims?.diagnostics).not.toEqual([])
  })
})

describe('issueLicenseCredential signs nothing', () => {
  it.each<readonly [string, Partial<IssueLicenseCredentialOptions>]>([
    ['without a type', { license: { ...PERSON, typeCode: '' } }],
    ['without an end', { license: PERSON }],
    ['without a known end', { license: JSON.parse(JSON.stringify({ ...LICENSE, validTo: undefined })) as LicenseMetadata }],
    ['beyond the end', { expiresAt: new Date('2031-03-02T00:00:01+08:00') }],
    ['after the end', { issuedAt: new Date('2031-03-02T00:00:00+08:00') }],
    ['with a hidden end', { disclosable: [['license', 'validTo']] }],
    ['with a hidden authority', { disclosable: [['license', 'issuers', null]] }],
    ['with a hidden holder', { disclosable: [['license', 'holders', null]] }],
    ['with a hidden license', { disclosable: ['license'] }],
    ['with a hidden issuer', { disclosable: ['iss'] }],
    ['with a day that is none', { license: { ...LICENSE, issued: '2026-02-30' } }],
    ['with an empty name', { license: { ...LICENSE, holders: [{ name: '' }] } }],
    ['with a place in no list', { status: { uri: URI, index: -1 } }],
  ])('%s', async (_, options) => {
    await expect(issueLicenseCredential({ ...ISSUE, ...options, signer: { algorithm: 'ES256', sign: () => Promise.reject(new Error('was asked to sign')) } })).rejects.toThrow(TypeError)
  })
})
