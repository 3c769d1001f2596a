/** Licenses through `verify`: what reports say of them, show of them and keep to themselves. */
import { describe, expect, it } from 'vitest'
import { policyPreset, trustStore, verify } from '../../src/index.ts'
import { canonicalJson } from '../../src/encoding/canonical-json.ts'
import { rewriteZip } from '../../src/encoding/zip-writer.ts'
import { openZip } from '../../src/encoding/zip.ts'
import { Budget } from '../../src/limits.ts'
import { redact, reportToHtml, reportToJson, reportToText } from '../../src/report/index.ts'
import { reportSchema } from '../../src/report/schema.ts'
import { annotateCopy, issueLicense } from '../../src/sign/license/index.ts'
import type { CopyNote, LicenseData } from '../../src/sign/license/index.ts'
import { LICENSE, SEALS } from '../../fixtures/generate/scene.ts'
import { signerOf } from '../sign/party.ts'
import { OPTIONS, errorCodes, fixture } from '../verify/world.ts'

const time = new Date('2026-03-02T02:30:00Z')
const DATA: LicenseData = {
  type: { name: LICENSE.name, code: LICENSE.typeCode }, number: LICENSE.number, issuer: { name: LICENSE.authority, code: LICENSE.authorityCode },
  holder: { name: LICENSE.holder, code: LICENSE.holderCode, codeType: '001' }, issued: '2026-03-02', validity: { from: '2026-03-02', to: '2031-03-01' },
  fields: [{ name: 'KZ_FDDBR', label: '法定代表人（负责人）', value: '林样例' }],
}
const NOTE: CopyNote = {
  purpose: '办理样例市政务服务事项', requester: '样例市行政审批局', creator: '西岭省电子证照服务',
  createdAt: new Date('2026-04-01T00:00:00Z'), expiresAt: new Date('2026-07-01T15:59:59Z'),
}
const issue = (data: LicenseData = DATA) => issueLicense(data, { seal: SEALS['east-2020'].bytes, signer: signerOf('east-authority'), time })
const issued = (await issue()).bytes

describe('a license that is accepted', () => {
  it('has facts from signed octets: what was issued', async () => {
    const { license } = await verify(issued, OPTIONS)
    expect(license?.conclusion).toBe('PASSED')
    expect(license?.diagnostics).toEqual([])
    expect(license?.facts).toEqual({
      metadata: {
        name: LICENSE.name, typeCode: LICENSE.typeCode, number: LICENSE.number, identifier: LICENSE.identifier,
        issuers: [{ name: LICENSE.authority, code: LICENSE.authorityCode }], holders: [{ name: LICENSE.holder, code: LICENSE.holderCode, codeType: '001' }],
        issued: '2026-03-02', validFrom: '2026-03-02', validTo: '2031-03-01', extensions: [{ name: 'KZ_FDDBR', values: ['林样例'] }],
      },
      source: { place: 'docInfo', path: 'OFD.xml', protectedBy: [0] },
      identifier: expect.objectContaining({ issuer: LICENSE.authorityCode, version: '001' }) as unknown,
      otherPlaces: [],
    })
  })

  it('has no end where none was given', async () => {
    const { bytes } = await issue({ ...DATA, validity: { from: '2026-03-02' } })
    expect((await verify(bytes, OPTIONS)).license?.facts?.metadata?.validTo).toBeNull()
  })

  it('is shown to people under the names of its data, in both languages', async () => {
    const report = await verify(issued, OPTIONS)
    const [zh, en, html] = [reportToText(report, { language: 'zh' }), reportToText(report, { language: 'en' }), reportToHtml(report, { language: 'zh' })]
    for (const part of [LICENSE.holder, `统一社会信用代码 ${LICENSE.holderCode}`, LICENSE.authority, '证照有效期截止日期', '2031-03-01', LICENSE.identifier]) {
      expect(zh).toContain(part)
      expect(html).toContain(part)
    }
    expect(en).toContain(`unified social credit code ${LICENSE.holderCode}`)
    // Once, not again under their short names; the number stands in the identifier as well.
    expect(zh).not.toContain('ZZBH')
    expect(zh.split(LICENSE.holderCode).length).toBe(2)
  })

  it('is reported as run out on a later day, and accepted all the same unless the policy says otherwise', async () => {
    const later = { ...OPTIONS, validationTime: new Date('2031-03-02T00:00:00Z'), evidence: {} }
    const report = await verify(issued, later)
    expect(report.license?.conclusion).toBe('PASSED')
    expect(report.license?.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([['LICENSE_EXPIRED', 'warning']])
    const strict = { ...policyPreset('cn-gov-2025'), levels: { LICENSE_EXPIRED: 'fail' } } as const
    const failed = await verify(issued, { ...later, policy: strict })
    expect(failed.license).toMatchObject({ conclusion: 'FAILED', subIndication: 'SIG_CONSTRAINTS_FAILURE' })
    expect(failed.accepted).toBe(false)
  })
})

describe('a license that is not accepted', () => {
  it('is not shown, though the report holds what was signed', async () => {
    const report = await verify(issued, { ...OPTIONS, trust: trustStore({}) })
    expect(report.accepted).toBe(false)
    expect(report.license?.facts?.source?.protectedBy).toEqual([0])
    for (const shown of [reportToText(report, { language: 'zh' }), reportToHtml(report, { language: 'zh' })]) expect(shown).not.toContain(LICENSE.holder)
  })

  it('has no facts once its data are changed', async () => {
    const archive = openZip(issued, { budget: new Budget() })
    const root = new TextDecoder().decode(archive.read(archive.get('OFD.xml') ?? expect.fail('no OFD.xml')))
    const changed = rewriteZip(archive, new Map([['OFD.xml', new TextEncoder().encode(root.replace(LICENSE.holder, '其他样例'))]]))
    const report = await verify(changed, OPTIONS)
    expect(report.accepted).toBe(false)
    expect(report.license?.facts).toEqual({ otherPlaces: [{ place: 'docInfo', path: 'OFD.xml', protectedBy: [] }] })
    expect(report.license?.diagnostics.map(({ code }) => code)).toEqual(['LICENSE_METADATA_UNPROTECTED'])
  })

  it('has facts from its signed attachment where the signature leaves OFD.xml out', async () => {
    const report = await verify(fixture('ofd/accepted/root-not-covered/input.ofd'), OPTIONS)
    expect(report.accepted).toBe(true)
    expect(report.license?.facts).toMatchObject({
      metadata: { number: LICENSE.number, holders: [{ name: LICENSE.holder }] },
      source: { place: 'attachment', path: 'Doc_0/Attachs/metadata.xml', protectedBy: [0] },
      otherPlaces: [{ place: 'docInfo', path: 'OFD.xml', protectedBy: [] }],
    })
    expect(report.license?.diagnostics).toEqual([])
  })
})

describe('an annotated copy', () => {
  it('says what it is for, from the octets that its maker signed', async () => {
    const report = await verify(await annotateCopy(issued, { ...NOTE, signer: signerOf('west-authority') }), OPTIONS)
    expect(errorCodes(report)).toEqual([])
    expect(report.accepted).toBe(true)
    expect(report.license?.facts).toMatchObject({
      source: { protectedBy: [0, 1] },
      copy: { purpose: NOTE.purpose, requester: NOTE.requester, creator: NOTE.creator, createdAt: '2026-04-01T08:00:00+08:00', expiresAt: '2026-07-01T23:59:59+08:00' },
      copySource: { place: 'annotation', path: 'Doc_0/Annots/Page_0/Annotation.xml', protectedBy: [1] },
    })
    expect(reportToText(report, { language: 'zh' })).toContain(NOTE.purpose)
  })
  it('is a copy of nothing that counts where nobody signed the note', async () => {
    const { license } = await verify(await annotateCopy(issued, NOTE), OPTIONS)
    expect(license?.facts?.copy).toBeUndefined()
    expect(license?.diagnostics.map(({ code }) => code)).toEqual(['LICENSE_COPY_UNPROTECTED'])
  })
})

describe('a redacted report', () => {
  it('keeps the kind of license and where it stands, and nothing of what it says', async () => {
    const report = await verify(await annotateCopy(issued, { ...NOTE, signer: signerOf('west-authority') }), { ...OPTIONS, validationTime: new Date('2027-01-01T00:00:00Z') })
    const redacted = redact(report)
    expect(reportSchema.safeParse(JSON.parse(reportToJson(redacted))).success).toBe(true)
    expect(redacted.license?.diagnostics).toEqual(report.license?.diagnostics)
    expect(redacted.license?.facts).toMatchObject({ source: { place: 'docInfo', path: 'OFD.xml', protectedBy: [0, 1] }, copySource: { path: 'Doc_0/Annots/Page_0/Annotation.xml' } })
    const json = canonicalJson(redacted)
    for (const secret of [LICENSE.holder, LICENSE.holderCode, LICENSE.number, LICENSE.identifier, LICENSE.authority, '林样例', NOTE.purpose, NOTE.requester, NOTE.creator]) {
      expect(canonicalJson(report)).toContain(secret)
      expect(json).not.toContain(secret)
    }
  })
})
