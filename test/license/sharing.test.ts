/** Every operation of a sharing service as it goes over the wire, and what each code means. */
import { describe, expect, it } from 'vitest'
import { SHARING_OPERATIONS, SHARING_PROFILES } from '../../src/license/index.ts'
import { runExample } from '../example.ts'
import { ALL, AUTHORITY, FACE, IDENTIFIER, LICENSE, PERSON, PURPOSE, TYPE, answer, sharingWorld } from './sharing-world.ts'

const asking = { purpose: PURPOSE }
const HOLDER = { holderCode: PERSON, holderType: '111', typeCode: TYPE }

describe('a client of a sharing service', () => {
  it('searches and reads metadata under the names of real estate registers, with numbers of holders encrypted', async () => {
    const { client, sent } = sharingWorld(SHARING_PROFILES.gtmap)
    expect(await client.search({ ...HOLDER, holder: '测试甲' })).toMatchObject({ value: [{ identifier: IDENTIFIER, name: '某某测试证照' }] })
    expect(sent[0]).toEqual({
      url: 'https://sharing.example.cn/api/zzjs',
      body: { head: { accessId: 'id', accessToken: 'token' }, data: { czztdm: `sealed:${PERSON}`, czztdmlxdm: '111', czzt: '测试甲', zzlxdm: TYPE } },
    })
    expect(await client.metadata(IDENTIFIER, ['certNo', 'ZZBS'])).toMatchObject({ value: { certNo: 'NO-1', ZZBS: IDENTIFIER } })
    expect(sent[1]?.body.data).toEqual({ zzbs: IDENTIFIER, meladataRange: 'certNo,ZZBS' })
    expect(await client.verifyFile(LICENSE.file as Uint8Array, { area: '330000' })).toMatchObject({ value: 'passed' })
    expect(sent[2]?.body.data).toEqual({ content: 'AQID', contentType: 'base64', bfjgxzqdm: '330000' })
    expect(await client.faceById(IDENTIFIER, asking)).toMatchObject({ problem: { code: 'SHARING_NOT_OFFERED' } })
  })

  it('opens what a province encrypts, and states the purpose in full', async () => {
    const { client, sent } = sharingWorld(SHARING_PROFILES.shandong)
    expect(await client.faceById(IDENTIFIER, asking)).toMatchObject({ value: { ...FACE, cert_identifier: IDENTIFIER }, asOf: new Date('2026-06-01T12:00:00Z') })
    expect(sent[0]?.body.data).toEqual({
      certIdentifier: IDENTIFIER,
      useCause: { certificateSystemName: '某某办事系统', certificateCallCategory: '0', certificateMatterName: '某某事项', certificateEventCode: 'ITEM', certificateCopyCause: '办理登记' },
    })
    expect(await client.faceByHolder({ ...HOLDER, number: 'NO-1' }, asking)).toMatchObject({ value: [{ identifier: IDENTIFIER }] })
    expect(await client.faceFields(TYPE, 'x')).toMatchObject({ value: { holder: 'holder' } })
    expect(await client.faceByQr('qr-1', asking)).toMatchObject({ value: [{ certNo: 'NO-1' }] })
    expect(await client.faceByQr('qr-1', asking)).toMatchObject({ problem: { code: 'SHARING_NOT_FOUND' } })
  })

  it('gives files, and addresses that are good once and for ten minutes', async () => {
    const one = sharingWorld()
    expect(await one.client.downloadFile(IDENTIFIER, asking)).toMatchObject({ value: LICENSE.file })
    expect(one.sent[0]?.body.data).toEqual({ fileType: 'ofd', certificateIdentifier: IDENTIFIER, certificateCopyCause: '办理登记' })
    const links = [await one.client.downloadUrl(IDENTIFIER, asking), ...((await one.client.downloadUrlsByHolder(HOLDER, asking)) as { value: readonly { url: string }[] }).value.map((value) => ({ value }))]
    const [first, second] = links.map((link) => ({ method: 'GET', url: (link as { value: { url: string } }).value.url, body: new Uint8Array() }))
    if (first === undefined || second === undefined) throw new Error('two links')
    expect([one.mock(first).body, one.mock(first).status]).toEqual([LICENSE.file, 404])
    one.now += 600_000
    expect(one.mock(second).status).toBe(404)
  })

  it('waits for the consent of a holder, and sees then what they consented to, once', async () => {
    const { client } = sharingWorld()
    const { value: transaction = '' } = await client.beginConsent('qr-1', [TYPE]) as { value?: string }
    expect(await client.faceByConsent(transaction, TYPE, asking)).toMatchObject({ problem: { code: 'SHARING_REFUSED', params: { reason: 'unauthorized' } } })
    expect([await client.consent(transaction), await client.consent(transaction)]).toMatchObject([{ value: 'WAITING' }, { value: 'AUTHORIZED' }])
    expect(await client.faceByConsent(transaction, `${AUTHORITY}002`, asking)).toMatchObject({ problem: { code: 'SHARING_REFUSED' } })
    expect(await client.faceByConsent(transaction, TYPE, asking)).toMatchObject({ value: [{ cert_identifier: IDENTIFIER }] })
    expect(await client.faceByConsent(transaction, TYPE, asking)).toMatchObject({ problem: { code: 'SHARING_REFUSED' } })
    const refusing = sharingWorld(ALL, { consentAfter: 'never' })
    const begun = await refusing.client.beginConsent('qr-1', [TYPE]) as { value: string }
    expect(await refusing.client.consent(begun.value)).toMatchObject({ value: 'REFUSED' })
  })

  it('gets use codes for the basis that they stand on, each for one use', async () => {
    const { client, sent } = sharingWorld(ALL, { delegations: { proof: IDENTIFIER } })
    const clerk = { account: 'clerk', name: '测试乙', number: '110101190001010030', role: 'counter', holderCode: PERSON }
    const { value: code = '' } = await client.useCodeByDuty(clerk, asking) as { value?: string }
    expect(sent[0]?.body.data).toMatchObject({ service_item_code: 'ITEM', biz_num: 'B-1', identity_num: clerk.number, identity_number: PERSON })
    expect([await client.faceByUseCode(code), await client.faceByUseCode(code)]).toMatchObject([{ value: { certNo: 'NO-1' } }, { problem: { code: 'SHARING_NOT_FOUND' } }])
    expect(await client.useCodeByDelegation('proof', { purpose: { ...PURPOSE, basis: 'DELEGATION' } })).toHaveProperty('value', expect.stringMatching(/^[0-9a-f]{32}$/))
    expect(await client.useCodeByDelegation('constructor', { purpose: { ...PURPOSE, basis: 'DELEGATION' } })).toMatchObject({ problem: { code: 'SHARING_NOT_FOUND' } })
    await expect(client.useCodeByDelegation('proof', asking)).rejects.toThrow(TypeError)
  })

  it.each([
    ['shandong', 0, 'correct', ['VALID']], ['shandong', 1, 'correct', ['NOT_ACTIVE']], ['shandong', 2, 'correct', ['SUSPENDED']],
    ['gtmap', '3', 'correct', ['REVOKED_ANNULLED', 'CANCELLED', 'EXPIRED', 'TRANSFERRED_OUT', 'REVOKED_PENALTY']], ['gtmap', 4, 'incomplete', []], ['gtmap', 5, 'notFound', []],
    ['gtmap', 6, 'wrong', []], ['shandong', 6, 'incomplete', []], ['shandong', 7, 'wrong', []],
  ] as const)('%s: result %s of data is %s', async (id, result, meaning, statuses) => {
    const one = sharingWorld({ ...SHARING_PROFILES[id], sealed: 'none' })
    one.instead.push(answer('0', { result, message: '有效' }))
    expect(await one.client.verifyInfo({ typeCode: TYPE, face: FACE }, asking)).toMatchObject({ value: { meaning, statuses } })
  })

  it.each(['8', 7, '00', '0 ', '', null, true, {}, '__proto__', 'constructor'])('takes result %j of data for nothing where it has no meaning', async (result) => {
    const one = sharingWorld({ ...SHARING_PROFILES.gtmap })
    one.instead.push(answer('0', { result }))
    expect(await one.client.verifyInfo({ typeCode: TYPE, face: FACE }, asking)).toMatchObject({ problem: { code: 'SHARING_ANSWER_UNREADABLE' } })
  })

  it.each([['0', 'passed'], ['1', 'signatureFailed'], ['2', 'fileFailed']])('result %s of a file is %s', async (result, meaning) => {
    const one = sharingWorld()
    one.instead.push(answer('0', { result }))
    expect(await one.client.verifyFile(new Uint8Array([9]), { typeCode: TYPE })).toMatchObject({ value: meaning })
  })

  it('says that a province does not offer to verify files', async () => {
    const { client } = sharingWorld(SHARING_PROFILES.shandong, { notOffered: ['verifyFile'] })
    expect(await client.verifyFile(new Uint8Array([9]), { typeCode: TYPE })).toMatchObject({ problem: { code: 'SHARING_NOT_OFFERED', params: { operation: 'verifyFile' } } })
  })

  it.each([
    ['shandong', 21, 'SHARING_LICENSE_UNUSABLE', ['REVOKED_ANNULLED', 'CANCELLED']], ['shandong', 22, 'SHARING_LICENSE_UNUSABLE', ['EXPIRED']],
    ['shandong', 23, 'SHARING_LICENSE_UNUSABLE', ['SUSPENDED']], ['gtmap', 11, 'SHARING_LICENSE_UNUSABLE', ['CANCELLED']], ['shandong', 11, 'SHARING_REFUSED', undefined],
    ['gtmap', 3, 'SHARING_NOT_FOUND', undefined], ['shandong', 3, 'SHARING_REFUSED', undefined], ['gtmap', 17, 'SHARING_REFUSED', undefined], ['gtmap', 999, 'SHARING_REFUSED', undefined],
    ['shandong', 'toString', 'SHARING_REFUSED', undefined],
  ] as const)('%s: status %s is %s', async (id, status, code, statuses) => {
    const one = sharingWorld(SHARING_PROFILES[id])
    one.instead.push(answer(status))
    const said = await one.client.verifyInfo({ typeCode: TYPE, face: FACE }, asking)
    expect(said).toMatchObject({ problem: { code } })
    expect((said as { statuses?: unknown }).statuses).toEqual(statuses)
    expect(one.sent).toHaveLength(1)
  })

  it('asks for nothing without a purpose, and sends nothing that an operation does not take', async () => {
    const { client, sent } = sharingWorld()
    for (const wrong of [{ cause: '' }, { cause: 'x'.repeat(201) }, { system: ' ' }, { businessNumber: '' }, { basis: 'NONE' as never }]) {
      await expect(client.faceById(IDENTIFIER, { purpose: { ...PURPOSE, ...wrong } })).rejects.toThrow(TypeError)
    }
    await expect(client.verifyFile(new Uint8Array([1]), { area: '330000' })).rejects.toThrow(TypeError)
    await expect(client.search({ ...HOLDER, holderCode: '' })).rejects.toThrow(TypeError)
    expect(sent).toEqual([])
  })

  it('has a profile for every operation that has an address in one, and fields for the rest', () => {
    expect(SHARING_OPERATIONS.filter((operation) => ALL.operations[operation] === undefined)).toEqual([])
  })
})

it('does what its document shows', async () => {
  expect(await runExample('docs/sharing.md')).toEqual(['SUSPENDED', 'SHARING_NOT_FOUND'])
})
