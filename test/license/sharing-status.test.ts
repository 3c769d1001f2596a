/** Statuses from a sharing service: of the very license, as of when they were asked for, and what recognition makes of them. */
import { describe, expect, it } from 'vitest'
import { SHARING_PROFILES, SharingStatusSource } from '../../src/license/index.ts'
import type { LicenseMetadata, StatusSourceOptions } from '../../src/license/index.ts'
import type { RecognitionFacts } from '../../src/recognition/index.ts'
import { ALL, FACE, IDENTIFIER, LICENSE, PERSON, PURPOSE, TYPE, answer, identifierOf, sharingWorld } from './sharing-world.ts'
import type { SharingWorld } from './sharing-world.ts'

const QUERY = { identifier: IDENTIFIER, holderCode: PERSON, holderType: '111', typeCode: TYPE, face: FACE }
const sourceOf = ({ client }: SharingWorld, more: Partial<StatusSourceOptions> = {}): SharingStatusSource => new SharingStatusSource({ client, purpose: PURPOSE, ...more })
const NEWER = { ...LICENSE, identifier: identifierOf('A1', 2) }

describe('a status source', () => {
  it.each([['shandong', '0', ['VALID']], ['gtmap', '0', ['VALID']], ['gtmap', '2', ['SUSPENDED']], ['shandong', '1', ['NOT_ACTIVE']]] as const)('%s in state %s: %j, as facts of recognition', async (id, state, statuses) => {
    const { status } = await sourceOf(sharingWorld(SHARING_PROFILES[id], { licenses: [{ ...LICENSE, state }] })).statusOf(QUERY) as { status: NonNullable<RecognitionFacts['status']> }
    const facts: RecognitionFacts = { status }
    expect(facts.status).toEqual({ identifier: IDENTIFIER, statuses, asOf: '2026-06-01T12:00:00.000Z' })
  })

  it('takes no status of a newer version, or of another license, for that of this one', async () => {
    expect(await sourceOf(sharingWorld(ALL, { licenses: [NEWER] })).statusOf(QUERY)).toMatchObject({ problem: { code: 'SHARING_NOT_FOUND' } })
    expect(await sourceOf(sharingWorld(ALL, { licenses: [LICENSE, NEWER] })).statusOf(QUERY)).toMatchObject({ problem: { code: 'SHARING_STATUS_AMBIGUOUS' } })
    expect(await sourceOf(sharingWorld(ALL, { licenses: [LICENSE, LICENSE] })).statusOf(QUERY)).toMatchObject({ problem: { code: 'SHARING_STATUS_AMBIGUOUS' } })
  })

  it('reads listed statuses where the profile says how, and no others', async () => {
    const listed = { ...ALL, statusSystem: 'construction' as const }
    const licenses = [{ ...LICENSE, listedState: '04' }, { ...NEWER, listedState: '01' }]
    expect(await sourceOf(sharingWorld(listed, { licenses })).statusOf(QUERY)).toMatchObject({ status: { statuses: ['CANCELLED'] } })
    expect(await sourceOf(sharingWorld(listed, { licenses: [{ ...LICENSE, listedState: '77' }] })).statusOf(QUERY)).toMatchObject({ status: { statuses: [] } })
  })

  it('has a status that the service states instead of an answer, but not one of a mere listing', async () => {
    const one = sharingWorld()
    one.instead.push(answer(0, [{ zzbs: IDENTIFIER }]), answer(22))
    expect(await sourceOf(one).statusOf(QUERY)).toMatchObject({ status: { statuses: ['EXPIRED'] } })
    one.instead.push(answer(22))
    expect(await sourceOf(one).statusOf(QUERY)).toMatchObject({ problem: { code: 'SHARING_LICENSE_UNUSABLE' } })
  })

  it('has none where the data are not those of the register', async () => {
    expect(await sourceOf(sharingWorld()).statusOf({ ...QUERY, face: { ...FACE, holder: '测试丙' } })).toMatchObject({ problem: { code: 'SHARING_REFUSED', params: { reason: 'wrong' } } })
    const one = sharingWorld()
    one.instead.push(answer(0, [{ zzbs: IDENTIFIER }]), answer(0, { result: 5 }))
    expect(await sourceOf(one).statusOf(QUERY)).toMatchObject({ problem: { code: 'SHARING_NOT_FOUND', params: { operation: 'verifyInfo' } } })
    await expect(sourceOf(one).statusOf({ ...QUERY, face: { certNo: 'NO-1' } })).rejects.toThrow(TypeError)
  })

  it('gives an answer again while it is young, with the time of the question, for this question alone', async () => {
    const one = sharingWorld()
    const source = sourceOf(one, { maximumAgeSeconds: 60 })
    const first = await source.statusOf(QUERY)
    one.now += 59_999
    expect(await source.statusOf(QUERY)).toEqual(first)
    expect(one.sent).toHaveLength(2)
    await source.statusOf({ ...QUERY, face: { ...FACE, holder: '测试丙' } })
    expect(one.sent).toHaveLength(4)
    one.now += 1
    expect(await source.statusOf(QUERY)).toMatchObject({ status: { asOf: '2026-06-01T12:01:00.000Z' } })
    one.now -= 3_600_000
    expect(await source.statusOf(QUERY)).toMatchObject({ status: { asOf: '2026-06-01T11:01:00.000Z' } })
  })

  it('does not give an old answer because there is no new one, and keeps no failures', async () => {
    const one = sharingWorld()
    const source = sourceOf(one, { maximumAgeSeconds: 60 })
    await source.statusOf(QUERY)
    one.now += 60_000
    one.instead.push(...new Array(3).fill(() => { throw new TypeError('fetch failed') }) as (() => Response)[])
    expect(await source.statusOf(QUERY)).toMatchObject({ problem: { code: 'SHARING_UNAVAILABLE' } })
    expect(await source.statusOf(QUERY)).toMatchObject({ status: { statuses: ['VALID'] } })
  })

  it('keeps so many answers, or none', async () => {
    const one = sharingWorld(ALL, { licenses: [LICENSE, { ...LICENSE, identifier: identifierOf('B'), holderCode: '110101190001010030', face: { ...FACE, certNo: 'NO-2', holderCode: '110101190001010030' } }] })
    const other = { ...QUERY, identifier: identifierOf('B'), holderCode: '110101190001010030', face: { certNo: 'NO-2', holderCode: '110101190001010030' } }
    const source = sourceOf(one, { capacity: 1 })
    for (const query of [QUERY, other, QUERY]) expect(await source.statusOf(query)).toHaveProperty('status')
    expect(one.sent).toHaveLength(6)
    const forgetful = sourceOf(one, { maximumAgeSeconds: 0 })
    for (const query of [QUERY, QUERY]) await forgetful.statusOf(query)
    expect(one.sent).toHaveLength(10)
    for (const wrong of [{ capacity: 0 }, { maximumAgeSeconds: -1 }, { maximumAgeSeconds: 86_401 }, { maximumAgeSeconds: NaN }]) expect(() => sourceOf(one, wrong)).toThrow(TypeError)
  })
})

describe('asked by what a license says', () => {
  const license: LicenseMetadata = { name: '某某测试证照', identifier: IDENTIFIER, typeCode: TYPE, number: 'NO-1', issuers: [], holders: [{ name: '测试甲', code: PERSON, codeType: '111' }], extensions: [] }
  it('puts the elements under the service\'s names', async () => {
    const world = sharingWorld()
    const { ask } = sourceOf(world, { face: { holder: 'CZZT', holderCode: 'CZZTDM', certNo: 'ZZBH' } })
    expect(await ask(license)).toMatchObject({ status: { identifier: IDENTIFIER, statuses: ['VALID'] } })
    expect(world.sent.at(-1)?.body.data).toMatchObject({ certData: FACE })
  })

  it('asks nothing where the license does not say enough', async () => {
    const world = sharingWorld()
    for (const [element, one] of [['ZZBH', { ...license, number: undefined }], ['CZZTDM', { ...license, holders: [] }], ['ZZBS', { ...license, identifier: undefined }], ['ZZLXDM', { ...license, typeCode: undefined }]] as const) {
      expect(await sourceOf(world).ask(one as LicenseMetadata)).toEqual({ problem: { code: 'SHARING_QUESTION_INCOMPLETE', at: [], params: { element } } })
    }
    expect(world.sent).toEqual([])
  })

  it('wants the holder\'s code among what it asks by', () => {
    expect(() => sourceOf(sharingWorld(), { face: { certNo: 'ZZBH' } })).toThrow(TypeError)
    expect(() => sourceOf(sharingWorld(), { face: { holderCode: 'CZZTDM', other: 'ZZXX' as 'ZZBH' } })).toThrow(TypeError)
  })
})
