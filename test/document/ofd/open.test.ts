import { describe, expect, it } from 'vitest'
import { Budget } from '../../../src/limits.ts'
import { FormatError, LimitExceededError } from '../../../src/errors.ts'
import { openOfd } from '../../../src/document/ofd/index.ts'
import { codeOf } from '../../encoding/expect-code.ts'
import { docBody, inspect, ofdXml, pack, paramsOf, plainDocument, sign, smallDocument, xml } from './ofd-builder.ts'
import type { Files } from './ofd-builder.ts'

const open = (files: Files): ReturnType<typeof openOfd> => openOfd(pack(files), { budget: new Budget() })
const codes = (files: Files): readonly string[] => open(files).findings.map(({ code }) => code)

function renamed(files: Files, from: string, to: string): Files {
  return new Map([...files].map(([path, content]) => [path === from ? to : path, content]))
}

describe('the root of a package', () => {
  it('reads what OFD.xml says', () => {
    const ofd = open(plainDocument())
    expect(ofd).toMatchObject({ rootPath: 'OFD.xml', version: '1.1', docType: 'OFD', encrypted: false, signatures: [] })
    expect(ofd.docBodies).toMatchObject([{ index: 0, docInfo: { docId: '0123456789abcdef', customDatas: [] }, docRoots: ['Doc_0/Document.xml'], versions: [], signatureLists: [] }])
    expect(ofd.findings.map(({ code }) => code)).toEqual(['OFD_NOT_SIGNED'])
  })

  it('OFD_ROOT_MISSING: refuses a package without OFD.xml', () => {
    const files = smallDocument()
    files.delete('OFD.xml')
    expect(codeOf(() => open(files))).toBe('OFD_ROOT_MISSING')
  })

  it('OFD_ROOT_NAME_CASE: takes another case of the name, and says so', () => {
    const ofd = open(renamed(smallDocument(), 'OFD.xml', 'ofd.XML'))
    expect(ofd.rootPath).toBe('ofd.XML')
    expect(ofd.findings.map(({ code }) => code)).toContain('OFD_ROOT_NAME_CASE')
  })

  it('OFD_ROOT_ELEMENT: refuses another root element', () => {
    const files = smallDocument()
    files.set('OFD.xml', xml('Document', ''))
    expect(codeOf(() => open(files))).toBe('OFD_ROOT_ELEMENT')
  })

  it('refuses malformed XML and a document type in OFD.xml', () => {
    const files = smallDocument()
    files.set('OFD.xml', '<ofd:OFD')
    expect(codeOf(() => open(files))).toBe('XML_NOT_WELL_FORMED')
    files.set('OFD.xml', `<!DOCTYPE x [<!ENTITY e "v">]>${ofdXml(docBody())}`)
    expect(codeOf(() => open(files))).toBe('XML_DOCTYPE_FORBIDDEN')
  })

  it('OFD_NAMESPACE_OTHER: matches by local name in any namespace, once per package', async () => {
    const files: Files = new Map([...plainDocument()].map(([path, content]) => [path, (content as string).replace('www.ofdspec.org/2016', 'www.ofdspec.org')]))
    const inspected = await inspect(pack(files))
    expect(paramsOf(inspected, 'OFD_NAMESPACE_OTHER')).toEqual([{ path: 'OFD.xml' }])
    expect(inspected.graph.nodes.get('Doc_0/Res/font_5.ttf')?.reach).toBe('visible')
  })

  it('notes another namespace once where only other parts use it', async () => {
    const files = plainDocument()
    for (const path of ['Doc_0/Document.xml', 'Doc_0/PublicRes.xml']) files.set(path, (files.get(path) as string).replace('www.ofdspec.org/2016', 'example.org'))
    expect(paramsOf(await inspect(pack(files)), 'OFD_NAMESPACE_OTHER')).toHaveLength(1)
  })

  it('OFD_ENCRYPTED: says that nothing can be judged, with or without OFD.xml', () => {
    const files = smallDocument()
    files.set('Encryptions.xml', xml('Encryptions', ''))
    expect(codes(files)).toContain('OFD_ENCRYPTED')
    expect(open(files).encrypted).toBe(true)
    files.delete('OFD.xml')
    expect(open(files)).toMatchObject({ encrypted: true, docBodies: [], signatures: [] })
    expect(open(files).rootPath).toBeUndefined()
  })

  it('OFD_ELEMENT_MISSING, OFD_DOCUMENT_MISSING: says that a DocBody leads nowhere', () => {
    const files = smallDocument()
    files.set('OFD.xml', ofdXml())
    expect(open(files).findings).toContainEqual({ code: 'OFD_ELEMENT_MISSING', at: ['OFD.xml'], params: { path: 'OFD.xml', element: 'DocBody' } })
    files.set('OFD.xml', ofdXml('<ofd:DocBody/>'))
    expect(open(files).findings).toContainEqual({ code: 'OFD_ELEMENT_MISSING', at: ['OFD.xml', 'DocBody', 0], params: { path: 'OFD.xml', element: 'DocRoot' } })
    files.set('OFD.xml', ofdXml(docBody({ root: 'Doc_9/Document.xml' })))
    expect(open(files).findings).toContainEqual({ code: 'OFD_DOCUMENT_MISSING', at: ['OFD.xml', 'DocBody', 0], params: { path: 'Doc_9/Document.xml' } })
    files.set('OFD.xml', ofdXml(docBody({ root: ' ' })))
    expect(codes(files)).toEqual(['OFD_ELEMENT_MISSING', 'OFD_NOT_SIGNED'])
    files.set('OFD.xml', ofdXml(docBody({ root: '../Document.xml' })))
    expect(codes(files)).toEqual(['OFD_PATH_ESCAPES', 'OFD_NOT_SIGNED'])
  })

  it('OFD_DOC_BODIES_SEVERAL: reads every DocBody', () => {
    const files = new Map([...smallDocument(), ...plainDocument('Doc_1')])
    files.set('OFD.xml', ofdXml(docBody(), docBody({ root: '/Doc_1/Document.xml', info: '<ofd:Title>second</ofd:Title>' })))
    const ofd = open(files)
    expect(ofd.findings).toContainEqual({ code: 'OFD_DOC_BODIES_SEVERAL', at: ['OFD.xml'], params: { count: 2 } })
    expect(ofd.docBodies.map(({ docRoots }) => docRoots)).toEqual([['Doc_0/Document.xml'], ['Doc_1/Document.xml']])
    expect(ofd.docBodies[1]?.docInfo.title).toBe('second')
  })

  it('OFD_ELEMENT_REPEATED: keeps all DocRoots, because readers differ in which one they take', () => {
    const files = new Map([...smallDocument(), ...plainDocument('Doc_1')])
    files.set('OFD.xml', ofdXml(docBody({ more: '<ofd:DocRoot>Doc_1/Document.xml</ofd:DocRoot>' })))
    const ofd = open(files)
    expect(ofd.findings).toContainEqual({ code: 'OFD_ELEMENT_REPEATED', at: ['OFD.xml', 'DocBody', 0], params: { path: 'OFD.xml', element: 'DocRoot' } })
    expect(ofd.docBodies[0]?.docRoots).toEqual(['Doc_0/Document.xml', 'Doc_1/Document.xml'])
  })
})

describe('DocInfo', () => {
  const infoOf = (info: string): ReturnType<typeof openOfd> => {
    const files = smallDocument()
    files.set('OFD.xml', ofdXml(docBody({ info })))
    return open(files)
  }

  it('reads the texts of CT_DocInfo', () => {
    const info = infoOf(`<ofd:DocID> id </ofd:DocID><ofd:Title>t</ofd:Title><ofd:Author>a</ofd:Author><ofd:Subject>s</ofd:Subject>
      <ofd:CreationDate>2026-01-02</ofd:CreationDate><ofd:ModDate>2026-01-03</ofd:ModDate><ofd:Creator>c</ofd:Creator><ofd:CreatorVersion>1</ofd:CreatorVersion>`).docBodies[0]?.docInfo
    expect(info).toEqual({ docId: 'id', title: 't', author: 'a', subject: 's', creationDate: '2026-01-02', modDate: '2026-01-03', creator: 'c', creatorVersion: '1', customDatas: [] })
  })

  it('keeps custom data in order, repeated names and names of object members included (pitfall 39: prototype pollution)', () => {
    const ofd = infoOf(`<ofd:CustomDatas>
      <ofd:CustomData Name="CZZT">first</ofd:CustomData><ofd:CustomData Name="__proto__">p</ofd:CustomData>
      <ofd:CustomData Name="CZZT"> second </ofd:CustomData><ofd:CustomData Name="constructor">c</ofd:CustomData></ofd:CustomDatas>`)
    expect(ofd.docBodies[0]?.docInfo.customDatas).toEqual([
      { name: 'CZZT', value: 'first' }, { name: '__proto__', value: 'p' }, { name: 'CZZT', value: 'second' }, { name: 'constructor', value: 'c' },
    ])
    expect(({} as Record<string, unknown>)['p']).toBeUndefined()
    expect(ofd.findings.map(({ code }) => code)).not.toContain('OFD_CUSTOM_DATA_MISSPELT')
  })

  it('OFD_CUSTOM_DATA_MISSPELT: reads CuslomDatas, CuslomData and name', () => {
    const ofd = infoOf('<ofd:CuslomDatas><ofd:CuslomData name="ZZMC">a</ofd:CuslomData><ofd:CustomData>b</ofd:CustomData></ofd:CuslomDatas>')
    expect(ofd.docBodies[0]?.docInfo.customDatas).toEqual([{ name: 'ZZMC', value: 'a' }, { name: '', value: 'b' }])
    expect(ofd.findings.map(({ code }) => code)).toContain('OFD_CUSTOM_DATA_MISSPELT')
  })

  it('reads text as every reader sees it: comments and CDATA sections do not cut it (pitfall 30)', () => {
    expect(infoOf('<ofd:Title>ab<!-- x -->c<![CDATA[d]]></ofd:Title>').docBodies[0]?.docInfo.title).toBe('abcd')
  })
})

describe('limits of an open', () => {
  it('throws LimitExceededError, nothing else, when a limit is passed', () => {
    const files = plainDocument()
    sign(files)
    sign(files)
    const bytes = pack(files)
    for (const limits of [{ signatures: 1 }, { references: 20 }, { xmlNodes: 20 }, { zipEntries: 5 }, { zipTotalBytes: 100 }, { xmlBytes: 10 }]) {
      expect(() => openOfd(bytes, { budget: new Budget(limits) })).toThrow(LimitExceededError)
    }
    expect(() => openOfd(bytes, { budget: new Budget() })).not.toThrow()
    expect(() => openOfd(bytes.subarray(1000), { budget: new Budget() })).toThrow(FormatError)
  })
})
