/** Metadata of licenses in packages: where they stand, which of them are signed, what they contradict, what is wrong with them. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LicenseMetadata } from '../../src/license/index.ts'
import { licenseTypes } from '../../src/license/index.ts'
import { docBody, ofdXml, plainDocument, xml } from '../document/ofd/ofd-builder.ts'
import { ATTACHMENT, ITEMS, NOTE, PAGE, TAGS, codesOf, customDatas, inDocInfo, items, licenseOf, note, said, withDataIndex, xmi } from './packages.ts'
import type { Items } from './packages.ts'

const METADATA: LicenseMetadata = {
  name: '样例许可证', typeCode: '11100000000013338W011', number: '2026000001',
  identifier: '1.2.156.3005.2.11100000000013338W011.11330000ABCD1234XM.2026000001.001.I',
  issuers: [{ name: '东海省行政审批局', code: '11330000ABCD1234XM' }],
  holders: [{ name: '林样例', code: '110101190001010014', codeType: '111' }],
  issued: '2026-03-02', validFrom: '2026-03-02', validTo: '2031-03-01',
  extensions: [{ name: 'KZ_JYXM', values: ['样例经营'] }],
}
const metadataOf = (list: Items): LicenseMetadata | undefined => licenseOf(inDocInfo(list))?.facts?.metadata

describe('places', () => {
  it('reads DocInfo, and finds nothing wrong with a license without faults', () => {
    const checked = licenseOf(inDocInfo(ITEMS))
    expect(checked?.findings).toEqual([])
    expect(checked?.facts).toEqual({
      metadata: METADATA,
      source: { place: 'docInfo', path: 'OFD.xml', protectedBy: [0] },
      identifier: {
        text: METADATA.identifier, typeCode: '11100000000013338W011', definingAuthority: '11100000000013338W', typeSequence: '011', issuer: '11330000ABCD1234XM',
        serial: '2026000001', version: '001', checkCharacter: 'I',
      },
      type: { code: '11100000000013338W011', name: '安管人员考核合格证', definingAuthority: '住房和城乡建设部', level: 'NATIONAL', holderCategory: 'PERSON', status: 'CURRENT' },
      otherPlaces: [],
    })
  })

  it('reads the names of interfaces and of the standard in Chinese', () => {
    const english: Items = [
      ['certificateName', '样例许可证'], ['certificateTypeCode', METADATA.typeCode ?? ''], ['CertificateNumber', '2026000001'], ['certificateIdentifier', METADATA.identifier ?? ''],
      ['certificateIssuingAuthorityName', '东海省行政审批局'], ['certificateIssuingAuthorityCode', '11330000ABCD1234XM'], ['certificateIssuedDate', String(Date.parse('2026-03-01T16:00:00Z'))],
      ['certificateHolderName', '林样例'], ['certificateHolderCode', '110101190001010014'], ['certificateHolderTypeName', '公民身份号码'], ['certificateHolderType', '111'],
      ['certificateEffectiveDate', '2026-03-02'], ['certificateExpiringDate', '2031年3月1日'], ['KZ_JYXM', '样例经营'],
    ]
    expect(metadataOf(english)).toEqual(METADATA)
    const chinese = ITEMS.map(([name, value]) => [({ ZZMC: '证照名称', ZZBH: '证照编号', CZZT: '持证主体', ZZYXQJZRQ: '证照有效期截止日期' } as Record<string, string>)[name] ?? name, value] as const)
    expect(metadataOf(chinese)).toEqual(METADATA)
  })

  it.each([
    ['the XMI of a production system', xmi(ITEMS)],
    ['CustomDatas alone', `<ofd:CustomDatas xmlns:ofd="http://www.ofdspec.org/2016">${ITEMS.map(([name, value]) => `<ofd:CustomData Name="${name}">${value}</ofd:CustomData>`).join('')}</ofd:CustomDatas>`],
    ['an element for each datum', `<data>${ITEMS.map(([name, value]) => `<${name}>${value}</${name}>`).join('')}</data>`],
    ['such elements one level down', `<root><head/><zz>${ITEMS.map(([name, value]) => `<${name}>${value}</${name}>`).join('')}</zz></root>`],
  ])('reads an attachment: %s', (_, attachment) => {
    const checked = licenseOf(new Map([...plainDocument(), [ATTACHMENT, attachment]]))
    expect(checked?.facts).toMatchObject({ metadata: METADATA, source: { place: 'attachment', path: ATTACHMENT, protectedBy: [0] } })
    expect(checked?.findings).toEqual([])
  })

  it('reads an XML file that nothing refers to', () => {
    const checked = licenseOf(new Map([...plainDocument(), ['EC_Metadata.xml', xmi(ITEMS)]]))
    expect(checked?.facts).toMatchObject({ metadata: METADATA, source: { place: 'file', path: 'EC_Metadata.xml' } })
  })

  it('reads what tags mark on the page, pieces of a line from left to right', () => {
    const files = withDataIndex(plainDocument(), [['证照编号', '2026000001', 20, 20], ['颁发日期', '2026', 20, 40], ['颁发日期', '2', 60, 40.2], ['颁发日期', '3', 40, 40], ['有效期至', '长期', 20, 60], ['采矿权人', '样例矿业', 20, 80]])
    const checked = licenseOf(files)
    expect(checked?.facts?.metadata).toEqual({ number: '2026000001', issued: '2026-03-02', validTo: null, issuers: [], holders: [], extensions: [{ name: '采矿权人', values: ['样例矿业'] }] })
    expect(checked?.facts?.source).toEqual({ place: 'dataIndex', path: TAGS, protectedBy: [0] })
    expect(checked?.findings).toEqual([])
  })

  it('takes marked fields for signed only where one signature protects tags and page', () => {
    const files = withDataIndex(plainDocument(), [['证照编号', '2026000001', 20, 20], ['颁发日期', '2026年3月2日', 20, 40]])
    const by = (tags: readonly number[], page: readonly number[]) => licenseOf(files, { protectedBy: (path) => (path === TAGS ? tags : path === PAGE ? page : []) })?.facts?.source?.protectedBy
    expect(by([0, 1], [1, 2])).toEqual([1])
    expect(by([0], [1])).toBeUndefined()
    expect(by([0], [])).toBeUndefined()
  })

  it('takes nothing else for a license', () => {
    expect(licenseOf(plainDocument())).toBeUndefined()
    expect(licenseOf(inDocInfo([['native-producer', 'x'], ['发票号码', '1']]))).toBeUndefined()
    // One such name could be anybody's.
    expect(licenseOf(inDocInfo([['ZZMC', 'x'], ['other', 'y']]))).toBeUndefined()
    expect(licenseOf(new Map([...plainDocument(), [ATTACHMENT, '<ZZBS not well-formed']]))).toBeUndefined()
    expect(licenseOf(withDataIndex(plainDocument(), [['发票号码', '1', 1, 1], ['开票日期', '2026年3月2日', 1, 9]]))).toBeUndefined()
  })
})

describe('what is signed', () => {
  it('gives no metadata from octets that no signature protects', () => {
    const checked = licenseOf(inDocInfo(ITEMS), { protectedBy: () => [] })
    expect(checked?.facts).toEqual({ otherPlaces: [{ place: 'docInfo', path: 'OFD.xml', protectedBy: [] }] })
    expect(codesOf(checked)).toEqual(['LICENSE_METADATA_UNPROTECTED'])
  })

  it('takes all metadata from one signed place and fills no gap from another', () => {
    const files = inDocInfo(items({ ZZYXQJZRQ: undefined, CZZTDM: undefined }))
    files.set(ATTACHMENT, xmi(ITEMS))
    const checked = licenseOf(files, { protectedBy: (path) => (path === ATTACHMENT ? [1] : [0]) })
    expect(checked?.facts?.source).toMatchObject({ place: 'docInfo', protectedBy: [0] })
    expect(checked?.facts?.metadata).toMatchObject({ validTo: null, holders: [{ name: '林样例' }] })
    expect(checked?.facts?.otherPlaces).toEqual([{ place: 'attachment', path: ATTACHMENT, protectedBy: [1] }])
    expect(said(checked)).toEqual(['LICENSE_METADATA_CONFLICT ZZYXQJZRQ', 'LICENSE_ELEMENT_MISSING CZZTDM'])
  })

  it('has no last day only where no place states one: attack: an expired license whose signed DocInfo leaves the day out', () => {
    const silent = inDocInfo(items({ ZZYXQJZRQ: undefined }))
    const shown = (text: string) => licenseOf(withDataIndex(silent, [['证照编号', '2026000001', 20, 20], ['有效期至', text, 20, 60]]))
    expect(said(shown('2026年5月31日'))).toEqual(['LICENSE_METADATA_CONFLICT ZZYXQJZRQ'])
    expect(said(shown('长期'))).toEqual([])
    expect(said(licenseOf(silent))).toEqual([])
  })

  it('prefers a signed attachment to an unsigned DocInfo, and says where they differ', () => {
    const files = inDocInfo(items({ CZZT: '王样例', ZZBFRQ: '2026年3月2日' }))
    files.set(ATTACHMENT, xmi(ITEMS))
    const checked = licenseOf(files, { protectedBy: (path) => (path === ATTACHMENT ? [0] : []) })
    expect(checked?.facts).toMatchObject({ metadata: METADATA, source: { place: 'attachment' } })
    expect(checked?.findings).toEqual([{ code: 'LICENSE_METADATA_CONFLICT', at: ['OFD.xml', 'CZZT'], params: { element: 'CZZT', path: ATTACHMENT } }])
  })

  it('finds two documents of one package that are two licenses', () => {
    const other = items({ CZZT: '王样例', CZZTDM: '440524188001010014' })
    const files = new Map([...plainDocument(), ...plainDocument('Doc_1'), ['OFD.xml', ofdXml(docBody({ info: customDatas(ITEMS) }), docBody({ info: customDatas(other), root: 'Doc_1/Document.xml' }))]])
    expect(said(licenseOf(files))).toEqual(['LICENSE_METADATA_CONFLICT CZZT', 'LICENSE_METADATA_CONFLICT CZZTDM'])
  })

  it('is nothing that a value in unsigned octets can change', () => {
    fc.assert(fc.property(fc.constantFrom(...ITEMS.map(([name]) => name)), fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => /^[^\u0000-\u001f\ufffe\uffff\ud800-\udfff]*$/.test(text)), (name, value) => {
      const files = inDocInfo(ITEMS)
      files.set(ATTACHMENT, xmi(items({ [name]: value })))
      const checked = licenseOf(files, { protectedBy: (path) => (path === ATTACHMENT ? [] : [0]) })
      expect(checked?.facts?.metadata).toEqual(METADATA)
    }), { numRuns: 50 })
  })
})

describe('contradictions', () => {
  it('uses no value that is stated twice in two ways', () => {
    const checked = licenseOf(inDocInfo(items({ ZZBH: ['2026000001', '2026000002'], ZZMC: ['样例许可证', '样例许可证'], ZZYXQJZRQ: ['20310301', '20410301'] })))
    expect(said(checked)).toEqual(['LICENSE_ELEMENT_REPEATED ZZBH', 'LICENSE_ELEMENT_REPEATED ZZYXQJZRQ'])
    expect(checked?.facts?.metadata).toMatchObject({ name: '样例许可证' })
    expect(checked?.facts?.metadata?.number).toBeUndefined()
    expect(checked?.facts?.metadata?.validTo).toBeUndefined()
  })

  it('compares days as days, and texts without blanks, case and width', () => {
    const files = inDocInfo(ITEMS)
    files.set(ATTACHMENT, xmi(items({ ZZBFRQ: '2026-03-02', ZZYXQJZRQ: '2031年3月1日', ZZBS: ` ${ITEMS[3]?.[1].toLowerCase() ?? ''} `, ZZBH: '２０２６０００００１', KZ_JYXM: '别的' })))
    expect(licenseOf(files)?.findings).toEqual([])
  })

  it('takes an end of 9999-12-31, 长期 and an empty one for the same', () => {
    const files = inDocInfo(items({ ZZYXQJZRQ: '9999-12-31' }))
    files.set(ATTACHMENT, xmi(items({ ZZYXQJZRQ: '长期' })))
    files.set('EC_Metadata.xml', xmi(items({ ZZYXQJZRQ: '' })))
    expect(licenseOf(files)).toMatchObject({ facts: { metadata: { validTo: null } }, findings: [] })
  })

  it('holds type and issuer against the identifier', () => {
    expect(said(licenseOf(inDocInfo(items({ ZZLXDM: '11100000000013338W009', ZZBFJGDM: '11430000006122244L' }))))).toEqual(['LICENSE_METADATA_DISAGREES ZZLXDM', 'LICENSE_METADATA_DISAGREES ZZBFJGDM'])
    expect(codesOf(licenseOf(inDocInfo(items({ ZZLXDM: '11100000MB03271699022', ZZBS: '1.2.156.3005.2.11100000MB03271699022.340100.000000016.001.9' }))))).toEqual(['LICENSE_IDENTIFIER_ISSUER'])
  })

  it('holds the type of the holder’s code against its name', () => {
    const checked = licenseOf(inDocInfo(items({ CZZTDMLX: '普通护照号' })))
    expect(said(checked)).toEqual(['LICENSE_METADATA_DISAGREES CZZTDMLXDM'])
    expect(checked?.facts?.metadata?.holders).toEqual([{ name: '林样例', code: '110101190001010014' }])
  })
})

describe('holders', () => {
  const SECOND = '440524188001010014'
  const JOINT = [{ name: '林样例', code: '110101190001010014', codeType: '111' }, { name: '王样例', code: SECOND, codeType: '111' }]
  it.each([
    ['an element for each', { CZZT: ['林样例', '王样例'], CZZTDM: ['110101190001010014', SECOND], CZZTDMLX: ['公民身份号码', '公民身份号码'], CZZTDMLXDM: ['111', '111'] }],
    ['one type for both', { CZZT: ['林样例', '王样例'], CZZTDM: ['110101190001010014', SECOND] }],
    ['one field with a separator', { CZZT: '林样例、王样例', CZZTDM: `110101190001010014,${SECOND}` }],
    ['separators of other kinds', { CZZT: '林样例；王样例', CZZTDM: `110101190001010014;${SECOND}`, CZZTDMLX: '公民身份号码；公民身份号码', CZZTDMLXDM: '111;111' }],
  ])('reads joint holders: %s', (_, changes) => {
    const checked = licenseOf(inDocInfo(items(changes)))
    expect(checked?.facts?.metadata?.holders).toEqual(JOINT)
    expect(checked?.findings).toEqual([])
  })
  it('leaves a name with a separator whole where there is one code', () => {
    expect(metadataOf(items({ CZZT: '样例、样例（东海）有限公司', CZZTDM: '91330100MA00000X70', CZZTDMLX: undefined, CZZTDMLXDM: '001' }))?.holders).toEqual([{ name: '样例、样例（东海）有限公司', code: '91330100MA00000X70', codeType: '001' }])
  })
  it('gives no code to anybody where it cannot be told whose it is', () => {
    const checked = licenseOf(inDocInfo(items({ CZZT: ['林样例', '王样例', '李样例'], CZZTDM: ['110101190001010014', SECOND] })))
    expect(checked?.facts?.metadata?.holders).toEqual([{ name: '林样例' }, { name: '王样例' }, { name: '李样例' }])
    expect(checked?.findings).toEqual([{ code: 'LICENSE_PARTIES_UNPAIRED', at: ['OFD.xml', 'CZZT'], params: { element: 'CZZT', names: 3, codes: 2 } }])
  })
  it('finds a type that annex A does not have, and reads one by its name', () => {
    expect(said(licenseOf(inDocInfo(items({ CZZTDMLXDM: '553', CZZTDMLX: undefined }))))).toEqual(['LICENSE_HOLDER_TYPE_UNKNOWN CZZTDMLXDM'])
    expect(metadataOf(items({ CZZTDMLXDM: undefined }))?.holders).toEqual(METADATA.holders)
  })
  it('checks the codes by their types, and says nothing of what they are', () => {
    const checked = licenseOf(inDocInfo(items({ CZZTDM: '110101190001010015' })))
    expect(checked?.findings).toEqual([{ code: 'IDENTIFIER_CHECK_CHARACTER', at: ['OFD.xml', 'CZZTDM', 0], params: {} }])
  })
  it('reads several issuers', () => {
    expect(metadataOf(items({ ZZBFJG: ['东海省行政审批局', '西岭省行政审批局'], ZZBFJGDM: ['11330000ABCD1234XM', '11430000006122244L'] }))?.issuers).toEqual([
      { name: '东海省行政审批局', code: '11330000ABCD1234XM' }, { name: '西岭省行政审批局', code: '11430000006122244L' },
    ])
  })
})

describe('days', () => {
  it.each([
    [{ ZZBFRQ: '去年' }, ['LICENSE_DATE_UNREADABLE ZZBFRQ']], [{ ZZBFRQ: '长期' }, ['LICENSE_DATE_UNREADABLE ZZBFRQ']], [{ CJSJ: '2026' }, ['LICENSE_DATE_UNREADABLE CJSJ']],
    [{ ZZYXQJZRQ: '20260301' }, ['LICENSE_PERIOD_REVERSED']], [{ ZZYXQQSRQ: '20260701' }, ['LICENSE_NOT_YET_VALID ZZYXQQSRQ']],
    [{ ZZYXQJZRQ: '20260531' }, ['LICENSE_EXPIRED ZZYXQJZRQ']], [{ ZZYXQJZRQ: '20260601' }, []],
  ])('%j: %j', (changes, expected) => {
    expect(said(licenseOf(inDocInfo(items(changes))))).toEqual(expected)
  })
  it('ends a license with its last day in China', () => {
    const files = inDocInfo(items({ ZZYXQJZRQ: '20260601' }))
    expect(codesOf(licenseOf(files, { time: new Date('2026-06-01T15:59:59Z') }))).toEqual([])
    expect(codesOf(licenseOf(files, { time: new Date('2026-06-01T16:00:00Z') }))).toEqual(['LICENSE_EXPIRED'])
  })
  it('reads the times of the other elements', () => {
    expect(metadataOf(items({ ZZQZR: '林样例', ZZQZMC: '样例专用章', ZZQZSJ: '20260302103000', CJSJ: '2026-03-02' }))).toEqual({
      ...METADATA, sealedBy: '林样例', sealName: '样例专用章', sealedAt: '2026-03-02T10:30:00+08:00', createdAt: '2026-03-02T00:00:00+08:00',
    })
  })
})

describe('annotated copies', () => {
  const COPY: Items = [['JZJZZSJ', '20260401080000'], ['JZJZZZ', '西岭省电子证照服务'], ['JZJZZSY', '办理样例事项'], ['JZJYXQJZSJ', '20260701235959'], ['requester', '样例市行政审批局']]
  const READ = { purpose: '办理样例事项', requester: '样例市行政审批局', creator: '西岭省电子证照服务', createdAt: '2026-04-01T08:00:00+08:00', expiresAt: '2026-07-01T23:59:59+08:00' }
  const annotated = (list: Items = COPY): ReturnType<typeof inDocInfo> => new Map([...inDocInfo(ITEMS), [NOTE, note(list)]])

  it('reads the note, and which signature protects it', () => {
    const checked = licenseOf(annotated(), { protectedBy: (path) => (path === NOTE ? [1] : [0, 1]) })
    expect(checked?.facts).toMatchObject({ metadata: METADATA, copy: READ, copySource: { place: 'annotation', path: NOTE, protectedBy: [1] }, otherPlaces: [] })
    expect(checked?.findings).toEqual([])
  })
  it('takes an unsigned note for none, and says so', () => {
    const checked = licenseOf(annotated(), { protectedBy: (path) => (path === NOTE ? [] : [0]) })
    expect(checked?.facts?.copy).toBeUndefined()
    expect(codesOf(checked)).toEqual(['LICENSE_COPY_UNPROTECTED'])
  })
  it('ends with its last moment, or with the day', () => {
    expect(codesOf(licenseOf(annotated(), { time: new Date('2026-07-01T15:59:59Z') }))).toEqual([])
    expect(codesOf(licenseOf(annotated(), { time: new Date('2026-07-01T16:00:00Z') }))).toEqual(['LICENSE_COPY_EXPIRED'])
    const day = annotated(COPY.map(([name, value]) => [name, name === 'JZJYXQJZSJ' ? '2026-07-01' : value] as const))
    expect(codesOf(licenseOf(day, { time: new Date('2026-07-01T15:59:59Z') }))).toEqual([])
    expect(codesOf(licenseOf(day, { time: new Date('2026-07-01T16:00:00Z') }))).toEqual(['LICENSE_COPY_EXPIRED'])
  })
  it('reads the note in the metadata, and finds notes that differ', () => {
    const files = inDocInfo([...ITEMS, ...COPY])
    expect(licenseOf(files)?.facts).toMatchObject({ copy: READ, copySource: { place: 'docInfo' } })
    files.set(NOTE, note(COPY.map(([name, value]) => [name, name === 'JZJZZSY' ? '别的事项' : value] as const)))
    expect(said(licenseOf(files))).toEqual(['LICENSE_COPY_CONFLICT JZJZZSY'])
  })
})

describe('hostile packages', () => {
  it('reads no file that is too large to be metadata, and no more than a few', () => {
    const large = new Map([...plainDocument(), [ATTACHMENT, `${xmi(ITEMS)}<!--${' '.repeat(1024 * 1024)}-->`]])
    expect(licenseOf(large)).toBeUndefined()
    const many = new Map([...inDocInfo(ITEMS), ...Array.from({ length: 100 }, (_, i) => [`more/${i}.xml`, xmi(ITEMS)] as const)])
    expect(licenseOf(many)?.facts?.otherPlaces.length).toBe(32)
  })
  it('repeats no value of the license in findings', () => {
    fc.assert(fc.property(fc.subarray(ITEMS.map(([name]) => name)), (names) => {
      const secret = '绝密内容9'
      const files = inDocInfo(items(Object.fromEntries(names.map((name) => [name, [secret, `${secret}9`]]))))
      files.set(ATTACHMENT, xmi(ITEMS))
      expect(JSON.stringify(licenseOf(files)?.findings ?? [])).not.toMatch(/绝密|内容9|林样例|110101190001010014/)
    }), { numRuns: 50 })
  })
  it('keeps names of its own apart from those of objects', () => {
    const checked = licenseOf(inDocInfo([...ITEMS, ['__proto__', 'x'], ['constructor', 'y']]))
    expect(checked?.facts?.metadata?.extensions.map(({ name }) => name)).toEqual(['KZ_JYXM', '__proto__', 'constructor'])
  })
})

it('takes the types of the caller', () => {
  const types = licenseTypes([{ code: '11100000000013338W011', name: '样例', status: 'WITHDRAWN' }])
  expect(licenseOf(inDocInfo(ITEMS), { types })?.facts?.type).toEqual({ code: '11100000000013338W011', name: '样例', status: 'WITHDRAWN' })
  expect(licenseOf(inDocInfo(items({ ZZLXDM: '11330000ABCD1234XM001' })))?.facts?.type).toBeUndefined()
})

it('reads nothing of an encrypted package', () => {
  expect(licenseOf(new Map([...inDocInfo(ITEMS), ['Encryptions.xml', xml('Encryptions', '')]]))).toBeUndefined()
})
