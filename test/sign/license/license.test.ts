/** Issued licenses verify and say what their data say; annotated copies say what they are for and break nothing. */
import { describe, expect, it } from 'vitest'
import { openZip } from '../../../src/encoding/zip.ts'
import { Budget } from '../../../src/limits.ts'
import { checkLicenseIdentifier } from '../../../src/identifier/index.ts'
import { verify } from '../../../src/index.ts'
import { SPECIMEN_TEMPLATE, annotateCopy, issueLicense } from '../../../src/sign/license/index.ts'
import type { CopyNote, IssueOptions, LicenseData, LicenseTemplate } from '../../../src/sign/license/index.ts'
import { addIntegrityFile, signOfd } from '../../../src/sign/ofd/index.ts'
import { LICENSE, SEALS } from '../../../fixtures/generate/scene.ts'
import { OPTIONS, errorCodes, everyDiagnostic, fixture } from '../../verify/world.ts'
import { refusal, signerOf, timeStamper } from '../party.ts'

const time = new Date('2026-03-02T02:30:00Z')
const BY: IssueOptions = { seal: SEALS['east-2020'].bytes, signer: signerOf('east-authority'), time }
const DATA: LicenseData = {
  type: { name: LICENSE.name, code: LICENSE.typeCode }, number: LICENSE.number, issuer: { name: LICENSE.authority, code: LICENSE.authorityCode },
  holder: { name: LICENSE.holder, code: LICENSE.holderCode, codeType: '001' }, issued: '2026-03-02', validity: { from: '2026-03-02', to: '2031-03-01' },
  fields: [{ name: 'KZ_FDDBR', label: '法定代表人（负责人）', value: '林样例 <甲&乙>' }, { name: 'KZ_JYXM', label: '经营项目', value: LICENSE.items.join('') }],
}
const NOTE: CopyNote = {
  purpose: '办理样例市政务服务事项', requester: '样例市行政审批局', creator: '西岭省电子证照服务',
  createdAt: new Date('2026-04-01T00:00:00Z'), expiresAt: new Date('2026-05-01T15:59:59Z'),
}

const text = (bytes: Uint8Array, path: string): string => {
  const archive = openZip(bytes, { budget: new Budget() })
  const entry = archive.get(path)
  return entry === undefined ? '' : new TextDecoder().decode(archive.read(entry))
}
const pageText = (bytes: Uint8Array): string => Array.from(text(bytes, 'Doc_0/Pages/Page_0/Content.xml').matchAll(/<ofd:TextCode[^>]*>([^<]*)</g), (match) => match[1]).join('|')
const issued = (await issueLicense(DATA, BY)).bytes

describe('issueLicense', () => {
  it('makes a license that is accepted, with its metadata and identifier', async () => {
    const { bytes, identifier, warnings } = await issueLicense(DATA, BY)
    const report = await verify(bytes, OPTIONS)
    expect(errorCodes(report)).toEqual([])
    expect(report.accepted).toBe(true)
    expect(warnings).toEqual([])
    expect(identifier).toBe(LICENSE.identifier)
    expect(checkLicenseIdentifier(identifier).problems).toEqual([])
    expect(report.content?.title).toBe(LICENSE.name)
    expect(Object.fromEntries((report.content?.customDatas ?? []).map(({ name, value }) => [name, value]))).toEqual({
      ZZMC: LICENSE.name, ZZLXDM: LICENSE.typeCode, ZZBH: LICENSE.number, ZZBS: LICENSE.identifier, ZZBFJG: LICENSE.authority,
      ZZBFJGDM: LICENSE.authorityCode, ZZBFRQ: '20260302', CZZT: LICENSE.holder, CZZTDM: LICENSE.holderCode, CZZTDMLX: '统一社会信用代码',
      CZZTDMLXDM: '001', ZZYXQQSRQ: '20260302', ZZYXQJZRQ: '20310301', KZ_FDDBR: '林样例 <甲&乙>', KZ_JYXM: LICENSE.items.join(''),
    })
  })

  it('shows every datum whole on the page', () => {
    const shown = pageText(issued).replaceAll('|', '')
    for (const part of [LICENSE.name, LICENSE.number, LICENSE.identifier, LICENSE.authority, LICENSE.holder, LICENSE.holderCode, LICENSE.items.join(''), '林样例 &lt;甲&amp;乙&gt;', '2026年03月02日至2031年03月01日']) {
      expect(shown).toContain(part)
    }
    expect(text(issued, 'Doc_0/Tpls/Tpl_0/Content.xml')).toContain('样　本')
  })

  it('has no end where none is given, a version, and a time stamp where one is asked for', async () => {
    const { bytes, identifier } = await issueLicense({ ...DATA, version: 2, validity: { from: '2026-03-02' } }, { ...BY, timeStamper: timeStamper(time) })
    expect(identifier).toContain('.002.')
    expect(pageText(bytes)).toContain('起长期有效')
    const report = await verify(bytes, OPTIONS)
    expect(report.signatures[0]?.signingTime?.provenBy).toBe('timestamp')
    expect(report.content?.customDatas.some(({ name }) => name === 'ZZYXQJZRQ')).toBe(false)
  })

  it('uses another template: plain data, as JSON has it', async () => {
    const template = {
      page: { width: 210, height: 297 }, fonts: { hei: { name: '黑体', family: 'SimHei' } },
      objects: [{ kind: 'path', box: [10, 10, 190, 277], data: 'M 0 0 L 190 0 L 190 277 L 0 277 C', stroke: [0, 0, 0], lineWidth: 0.5 }, { kind: 'text', text: '证照', x: 105, y: 30, font: 'hei', size: 10, align: 'middle' }],
      fields: [{ field: 'KZ_JYXM', before: '项目：', x: 20, y: 60, width: 60, lines: 8, font: 'hei', size: 6, minSize: 4 }],
      stamp: { x: 140, y: 230 },
    }
    const { bytes } = await issueLicense(DATA, { ...BY, template: JSON.parse(JSON.stringify(template)) as LicenseTemplate, protect: 'all' })
    expect((await verify(bytes, OPTIONS)).accepted).toBe(true)
    expect(pageText(bytes).replaceAll('|', '')).toBe(`证照项目：${LICENSE.items.join('')}`)
    expect((await refusal(() => signOfd(bytes, { signer: BY.signer, time }))).code).toBe('SIGN_DOCUMENT_LOCKED')
  })

  it('refuses a text that does not fit rather than show a part of it', async () => {
    expect(await refusal(() => issueLicense({ ...DATA, fields: [{ name: 'KZ_JYXM', label: '经营项目', value: '项'.repeat(400) }] }, BY))).toMatchObject({ code: 'SIGN_TEXT_TOO_LONG', params: { field: 'KZ_JYXM' } })
    expect(await refusal(() => issueLicense({ ...DATA, type: { ...DATA.type, name: '证'.repeat(90) } }, BY))).toMatchObject({ code: 'SIGN_TEXT_TOO_LONG', params: { field: 'ZZMC' } })
    const many = Array.from({ length: 12 }, (_, i) => ({ name: `KZ_F${i}`, label: '项目', value: '样例' }))
    expect((await refusal(() => issueLicense({ ...DATA, fields: many }, BY))).code).toBe('SIGN_TEXT_TOO_LONG')
  })

  it.each<[string, unknown]>([
    ['a misspelt member', { ...DATA, isued: '2026-03-02' }],
    ['a day that is none', { ...DATA, issued: '2026-02-30' }],
    ['a control character', { ...DATA, holder: { ...DATA.holder, name: 'a\u0007' } }],
    ['a wrong check character', { ...DATA, issuer: { ...DATA.issuer, code: '119801000000020226' } }],
    ['a holder code that is none', { ...DATA, holder: { ...DATA.holder, code: '92980101MA000X0070' } }],
    ['a type of holder code that is none', { ...DATA, holder: { ...DATA.holder, codeType: '777' } }],
    ['an end before the start', { ...DATA, validity: { from: '2026-03-02', to: '2026-03-01' } }],
    ['a short name twice', { ...DATA, fields: [...(DATA.fields ?? []), { name: 'KZ_JYXM', label: 'x', value: 'y' }] }],
    ['a short name of the standard', { ...DATA, fields: [{ name: 'ZZBS', label: 'x', value: 'y' }] }],
  ])('refuses %s', async (_, data) => {
    await expect(issueLicense(data as LicenseData, BY)).rejects.toThrow(/^(license: |the parts|holder\.|validity\.|a short name)/)
  })

  it.each<[string, object]>([
    ['a font that is not there', { fields: [{ ...SPECIMEN_TEMPLATE.fields[0], font: 'kaiti' }] }],
    ['a field that the license does not have', { fields: [{ ...SPECIMEN_TEMPLATE.fields[0], field: 'KZ_NONE' }] }],
    ['the ornament on another page', { page: { width: 210, height: 297 } }],
    ['markup in a path', { objects: [{ kind: 'path', box: [0, 0, 9, 9], data: '<x/>' }] }],
  ])('refuses a template with %s', async (_, changes) => {
    await expect(issueLicense(DATA, { ...BY, template: { ...SPECIMEN_TEMPLATE, ...changes } })).rejects.toThrow(/^template: /)
  })
})

describe('annotateCopy', () => {
  const codes = async (bytes: Uint8Array): Promise<readonly string[]> => everyDiagnostic(await verify(bytes, OPTIONS)).map(({ code }) => code)

  it('says purpose, requester, maker, time and end, in short names and for readers; nothing of the license changes', async () => {
    const copy = await annotateCopy(issued, { ...NOTE, signer: signerOf('west-authority', 'west-ca') })
    const note = text(copy, 'Doc_0/Annots/Page_0/Annotation.xml')
    for (const [name, value] of [['JZJZZSJ', '20260401080000'], ['JZJZZZ', NOTE.creator], ['JZJZZSY', NOTE.purpose], ['JZJYXQJZSJ', '20260501235959']]) {
      expect(note).toContain(`<ofd:Parameter Name="${name}">${value}</ofd:Parameter>`)
    }
    expect(note).toContain(`加注件：仅供${NOTE.requester}用于${NOTE.purpose}，有效期至2026-05-01 23:59（北京时间）`)
    expect(note).toContain(`仅用于${NOTE.purpose}`)
    const [before, after] = [issued, copy].map((bytes) => new Map(openZip(bytes, { budget: new Budget() }).entries.map(({ path, layout }) => [path, bytes.subarray(layout.start, layout.end)])))
    for (const [path, octets] of before ?? []) if (path !== 'Doc_0/Signs/Signatures.xml') expect(after?.get(path)).toEqual(octets)
  })

  it('is accepted with the signature of its maker: the issuer protects the license, the maker the notes', async () => {
    const report = await verify(await annotateCopy(issued, { ...NOTE, signer: signerOf('west-authority') }), OPTIONS)
    expect(report.accepted).toBe(true)
    expect(report.signatures.map(({ format, indication }) => [format, indication])).toEqual([['SES', 'TOTAL_PASSED'], ['CMS', 'TOTAL_PASSED']])
    expect(report.signatures[0]?.steps.coverage?.diagnostics.map(({ code }) => code)).toEqual(['OFD_SIGNATURE_COVERS_PART'])
    const sealed = await annotateCopy(issued, { ...NOTE, signer: signerOf('west-authority'), seal: SEALS['west-2020'].bytes })
    expect((await verify(sealed, OPTIONS)).accepted).toBe(true)
  })

  it('is reported as unprotected without one, while the issuer\'s signature holds', async () => {
    const copy = await annotateCopy(issued, NOTE)
    const report = await verify(copy, OPTIONS)
    expect(report.signatures.map(({ indication }) => indication)).toEqual(['TOTAL_PASSED'])
    expect(report.accepted).toBe(false)
    expect(await codes(copy)).toContain('OFD_VISIBLE_NOT_COVERED')
  })

  it('loses its protection when the note is changed', async () => {
    const copy = await annotateCopy(issued, { ...NOTE, signer: signerOf('west-authority') })
    const archive = openZip(copy, { budget: new Budget() })
    const { rewriteZip } = await import('../../../src/encoding/zip-writer.ts')
    const changed = rewriteZip(archive, new Map([['Doc_0/Annots/Page_0/Annotation.xml', new TextEncoder().encode(text(copy, 'Doc_0/Annots/Page_0/Annotation.xml').replaceAll('样例市', '其他市'))]]))
    const report = await verify(changed, OPTIONS)
    expect(report.accepted).toBe(false)
    expect(errorCodes(report)).toContain('OFD_REFERENCE_MISMATCH')
  })

  it('is not made of a license that does not provide for it, of another copy, or of what is broken', async () => {
    expect(await refusal(() => annotateCopy(fixture('ofd/accepted/gbt-38540-2020/input.ofd'), NOTE))).toMatchObject({ code: 'SIGN_COPY_NOT_PROVIDED_FOR', params: { path: 'Doc_0/Document.xml' } })
    const copy = await annotateCopy(issued, { ...NOTE, signer: signerOf('west-authority') })
    expect(await refusal(() => annotateCopy(copy, NOTE))).toMatchObject({ code: 'SIGN_COPY_NOT_PROVIDED_FOR', params: { path: 'Doc_0/Annots/Annotations.xml' } })
    expect((await refusal(() => annotateCopy(fixture('ofd/references/page-altered/input.ofd'), NOTE))).code).toBe('SIGN_EARLIER_SIGNATURE_BROKEN')
    const listed = await addIntegrityFile(issued, { signer: BY.signer, time })
    expect((await refusal(() => annotateCopy(listed, NOTE))).code).toBe('SIGN_INTEGRITY_FILE_PRESENT')
    const locked = (await signOfd(issued, { signer: BY.signer, time, protect: 'all' })).bytes
    expect((await refusal(() => annotateCopy(locked, { ...NOTE, signer: BY.signer }))).code).toBe('SIGN_DOCUMENT_LOCKED')
  })

  it('takes mistakes of the caller as such', async () => {
    await expect(annotateCopy(issued, { ...NOTE, purpose: ' ' })).rejects.toThrow(TypeError)
    await expect(annotateCopy(issued, { ...NOTE, expiresAt: NOTE.createdAt })).rejects.toThrow(TypeError)
    await expect(annotateCopy(issued, { ...NOTE, requester: 'x\u0001' })).rejects.toThrow(TypeError)
  })
})
