import { describe, expect, it } from 'vitest'
import { Budget } from '../../../src/limits.ts'
import { LimitExceededError } from '../../../src/errors.ts'
import { openOfd, readDocumentGraph } from '../../../src/document/ofd/index.ts'
import type { DocumentGraph } from '../../../src/document/ofd/index.ts'
import { docBody, ofdXml, pack, plainDocument, sign, smallDocument, xml } from './ofd-builder.ts'
import type { Files } from './ofd-builder.ts'

function walk(files: Files, limits: ConstructorParameters<typeof Budget>[0] = {}): DocumentGraph {
  const budget = new Budget(limits)
  return readDocumentGraph(openOfd(pack(files), { budget }), budget)
}

const reaches = (graph: DocumentGraph): Record<string, string> => Object.fromEntries([...graph.nodes].map(([path, { reach }]): [string, string] => [path, reach]))
const codes = (graph: DocumentGraph): readonly string[] => graph.findings.map(({ code }) => code)

describe('the walk from OFD.xml', () => {
  it('finds every part and whether it is shown', () => {
    const files = plainDocument()
    files.set('Doc_0/leftover.xml', '<x/>')
    const graph = walk(files)
    expect(graph.findings).toEqual([])
    expect(reaches(graph)).toEqual({
      'OFD.xml': 'visible', 'Doc_0/Document.xml': 'visible',
      'Doc_0/PublicRes.xml': 'visible', 'Doc_0/DocumentRes.xml': 'visible', 'Doc_0/Pages/Page_0/PageRes.xml': 'visible',
      'Doc_0/Res/sRGB.icc': 'visible', 'Doc_0/Res/font_5.ttf': 'visible', 'Doc_0/Res/image_7.png': 'visible', 'Doc_0/Res/image_8.png': 'visible',
      'Doc_0/Pages/Page_0/Content.xml': 'visible', 'Doc_0/Tpls/Tpl_0/Content.xml': 'visible',
      'Doc_0/Annots/Annotations.xml': 'visible', 'Doc_0/Annots/Page_0/Annotation.xml': 'visible',
      // Declared, used by no page.
      'Doc_0/Tpls/Tpl_1/Content.xml': 'reachable',
      'Doc_0/Tags/CustomTags.xml': 'reachable', 'Doc_0/Tags/CustomTag.xml': 'reachable', 'Doc_0/Tags/tag.xsd': 'reachable',
      'Doc_0/Attachs/Attachments.xml': 'reachable', 'Doc_0/Attachs/data.xml': 'reachable',
      'Doc_0/Extensions.xml': 'reachable', 'Doc_0/ext.dat': 'reachable',
    })
    expect(graph.nodes.get('Doc_0/Tpls/Tpl_0/Content.xml')?.roles).toEqual(new Set(['template']))
    expect(graph.pageIds).toEqual([new Set(['1'])])
  })

  it('walks every DocBody and every DocRoot', () => {
    const files = new Map([...smallDocument(), ...plainDocument('Doc_1'), ...plainDocument('Doc_2')])
    files.set('OFD.xml', ofdXml(docBody({ more: '<ofd:DocRoot>Doc_2/Document.xml</ofd:DocRoot>' }), docBody({ root: 'Doc_1/Document.xml' })))
    const graph = walk(files)
    for (const path of ['Doc_0/Pages/Page_0/Content.xml', 'Doc_1/Res/font_5.ttf', 'Doc_2/Tpls/Tpl_0/Content.xml']) expect(graph.nodes.get(path)?.reach).toBe('visible')
    expect(graph.pageIds).toHaveLength(2)
  })

  it('keeps the same template ID of two documents apart', () => {
    const files = new Map([...plainDocument('Doc_0'), ...plainDocument('Doc_1')])
    files.set('Doc_1/Pages/Page_0/Content.xml', xml('Page', '<ofd:Template TemplateID="3"/>'))
    files.set('OFD.xml', ofdXml(docBody(), docBody({ root: 'Doc_1/Document.xml' })))
    const graph = walk(files)
    expect(['Doc_0/Tpls/Tpl_0', 'Doc_0/Tpls/Tpl_1', 'Doc_1/Tpls/Tpl_0', 'Doc_1/Tpls/Tpl_1'].map((path) => graph.nodes.get(`${path}/Content.xml`)?.reach))
      .toEqual(['visible', 'reachable', 'reachable', 'visible'])
  })

  it('reads versions: the current one is shown, the others are only there', () => {
    const version = (name: string): readonly [string, string][] => [
      [`${name}/DocVersion.xml`, xml('DocVersion', `<ofd:FileList><ofd:File ID="1">list_${name}.dat</ofd:File></ofd:FileList><ofd:DocRoot>Document.xml</ofd:DocRoot>`)],
      [`${name}/Document.xml`, xml('Document', '<ofd:Pages><ofd:Page ID="77" BaseLoc="Page.xml"/></ofd:Pages>')],
      [`${name}/Page.xml`, xml('Page', '')], [`${name}/list_${name}.dat`, 'x'],
    ]
    const files = new Map([...smallDocument(), ...version('V1'), ...version('V2')])
    files.set('OFD.xml', ofdXml(docBody({ more: '<ofd:Versions><ofd:Version ID="1" Index="1" BaseLoc="V1/DocVersion.xml"/><ofd:Version ID="2" Index="2" Current="true" BaseLoc="V2/DocVersion.xml"/></ofd:Versions>' })))
    const graph = walk(files)
    expect(['V1/DocVersion.xml', 'V1/Document.xml', 'V1/Page.xml', 'V1/list_V1.dat', 'V2/DocVersion.xml', 'V2/Document.xml', 'V2/Page.xml', 'V2/list_V2.dat'].map((path) => graph.nodes.get(path)?.reach))
      .toEqual(['reachable', 'reachable', 'reachable', 'reachable', 'visible', 'visible', 'visible', 'reachable'])
    expect(graph.pageIds).toEqual([new Set(['1', '77'])])
  })

  it('reaches the cover and the signature list', () => {
    const files = smallDocument()
    files.set('cover.png', 'x')
    files.set('OFD.xml', ofdXml(docBody({ info: '<ofd:Cover>cover.png</ofd:Cover>' })))
    sign(files)
    const graph = walk(files)
    expect(graph.nodes.get('cover.png')).toEqual({ reach: 'reachable', roles: new Set(['cover']) })
    expect(graph.nodes.get('Doc_0/Signs/Signatures.xml')).toEqual({ reach: 'reachable', roles: new Set(['signatureList']) })
  })

  it('takes a file that is shown in one place and attached in another for shown', () => {
    const files = plainDocument()
    files.set('Doc_0/Attachs/Attachments.xml', xml('Attachments', '<ofd:Attachment ID="1"><ofd:FileLoc>/Doc_0/Res/image_7.png</ofd:FileLoc></ofd:Attachment>'))
    expect(walk(files).nodes.get('Doc_0/Res/image_7.png')).toEqual({ reach: 'visible', roles: new Set(['media', 'attachment']) })
  })

  it('counts every file that some reader could take for the one referred to', () => {
    const files = plainDocument()
    files.set('Pages/Page_0/Content.xml', xml('Page', ''))
    files.set('Doc_0/image_7.png', 'other image')
    const graph = walk(files)
    expect(graph.nodes.get('Pages/Page_0/Content.xml')?.reach).toBe('visible')
    expect(graph.nodes.get('Doc_0/image_7.png')?.reach).toBe('visible')
  })

  it('looks where products look: in the directory of the resource file, and by another case', () => {
    const files = plainDocument()
    files.set('Doc_0/DocumentRes.xml', xml('Res', '<ofd:MultiMedias><ofd:MultiMedia ID="7"><ofd:MediaFile>RES/image_7.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>', 'BaseLoc="Res"'))
    const graph = walk(files)
    expect(graph.nodes.get('Doc_0/Res/image_7.png')?.reach).toBe('visible')
    expect(codes(graph)).toEqual(['OFD_PATH_CASE', 'OFD_PATH_OTHER_BASE'])
  })

  it('OFD_REFERENCE_DANGLING: says once which file is missing', () => {
    const files = plainDocument()
    files.delete('Doc_0/Res/font_5.ttf')
    expect(walk(files).findings).toEqual([{ code: 'OFD_REFERENCE_DANGLING', at: ['Doc_0/PublicRes.xml'], params: { path: 'Doc_0/Res/font_5.ttf', from: 'Doc_0/PublicRes.xml' } }])
  })

  it('OFD_TEMPLATE_UNKNOWN: says which page uses a template that is not there', () => {
    const files = plainDocument()
    files.set('Doc_0/Pages/Page_0/Content.xml', xml('Page', '<ofd:Template TemplateID="__proto__"/>'))
    expect(walk(files).findings).toMatchObject([{ code: 'OFD_TEMPLATE_UNKNOWN', params: { path: 'Doc_0/Pages/Page_0/Content.xml' } }])
  })

  it('OFD_PATH_ESCAPES: does not follow references out of the package, resource directories included', () => {
    const files = plainDocument()
    files.set('Doc_0/DocumentRes.xml', xml('Res', '<ofd:MultiMedias><ofd:MultiMedia ID="7"><ofd:MediaFile>/../../x</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>', 'BaseLoc="../../.."'))
    expect(codes(walk(files))).toEqual(['OFD_PATH_ESCAPES', 'OFD_PATH_ESCAPES'])
  })
})

describe('parts that cannot be read', () => {
  it('OFD_PART_UNREADABLE: what decides about the pages', () => {
    for (const path of ['Doc_0/Document.xml', 'Doc_0/PublicRes.xml', 'Doc_0/Annots/Annotations.xml', 'Doc_0/Pages/Page_0/PageRes.xml']) {
      const files = plainDocument()
      files.set(path, '<broken')
      expect(walk(files).findings).toEqual([{ code: 'OFD_PART_UNREADABLE', at: [path], params: { path, cause: 'XML_NOT_WELL_FORMED' } }])
    }
  })

  it('OFD_PART_UNREADABLE: a page that uses something and cannot be read', () => {
    const files = plainDocument()
    files.set('Doc_0/Pages/Page_0/Content.xml', '<Template')
    expect(codes(walk(files))).toEqual(['OFD_PART_UNREADABLE'])
  })

  it('OFD_DATA_PART_UNREADABLE: what does not', () => {
    for (const path of ['Doc_0/Tags/CustomTags.xml', 'Doc_0/Attachs/Attachments.xml', 'Doc_0/Extensions.xml']) {
      const files = plainDocument()
      files.set(path, xml('Document', ''))
      expect(walk(files).findings).toEqual([{ code: 'OFD_DATA_PART_UNREADABLE', at: [path], params: { path, cause: 'OFD_ROOT_ELEMENT' } }])
    }
  })

  it('does not parse a page that can refer to nothing, and does parse one that might', () => {
    const page = (content: string | Uint8Array): DocumentGraph => {
      const files = plainDocument()
      files.set('Doc_0/Pages/Page_0/Content.xml', content)
      return walk(files)
    }
    expect(codes(page('<broken'))).toEqual([])
    // A document type could hide an element from a search for its name.
    expect(codes(page('<!DOCTYPE p [<!ENTITY t "<&#84;emplate/>">]><p>&t;</p>'))).toEqual(['OFD_PART_UNREADABLE'])
    const utf16 = Buffer.from(`\uFEFF${xml('Page', '<ofd:Template TemplateID="3"/>').replace('UTF-8', 'UTF-16')}`, 'utf16le')
    expect(page(new Uint8Array(utf16)).nodes.get('Doc_0/Tpls/Tpl_1/Content.xml')?.reach).toBe('visible')
  })
})

describe('hostile graphs', () => {
  it('ends on circles', () => {
    const files = plainDocument()
    files.set('Doc_0/Pages/Page_0/PageRes.xml', xml('Res', '<ofd:Fonts><ofd:Font ID="1"><ofd:FontFile>PageRes.xml</ofd:FontFile></ofd:Font></ofd:Fonts>'))
    files.set('Doc_0/Tpls/Tpl_0/Content.xml', xml('Page', '<ofd:Template TemplateID="2"/><ofd:PageRes>Content.xml</ofd:PageRes>'))
    expect(codes(walk(files))).toEqual(['OFD_PART_UNREADABLE'])
  })

  it('throws LimitExceededError for endless work, and soon (pitfall 42)', () => {
    const start = performance.now()
    const many = (count: number, one: (index: number) => string): string => Array.from({ length: count }, (_, index) => one(index)).join('')
    const cases: Files[] = [
      // One page with many templates, and many documents with that page.
      new Map([
        ['OFD.xml', ofdXml(many(300, (index) => docBody({ root: `D${index}.xml` })))],
        ...Array.from({ length: 300 }, (_, index): [string, string] => [`D${index}.xml`, xml('Document', '<ofd:Pages><ofd:Page ID="1" BaseLoc="P.xml"/></ofd:Pages>')]),
        ['P.xml', xml('Page', many(5_000, (index) => `<ofd:Template TemplateID="${index}"/>`))],
      ]),
      // Many references to files that are not there.
      new Map([['OFD.xml', ofdXml(docBody({ root: 'D.xml' }))], ['D.xml', xml('Document', `<ofd:Pages>${many(10_000, (index) => `<ofd:Page ID="1" BaseLoc="${index}"/>`)}</ofd:Pages>`)]]),
      // One template ID for many templates, and many pages that use it.
      new Map([
        ['OFD.xml', ofdXml(docBody({ root: 'D.xml' }))],
        ['D.xml', xml('Document', `<ofd:CommonData>${many(5_000, () => '<ofd:TemplatePage ID="1" BaseLoc="T.xml"/>')}</ofd:CommonData><ofd:Pages>${many(400, (index) => `<ofd:Page BaseLoc="P${index}.xml"/>`)}</ofd:Pages>`)],
        ['T.xml', xml('Page', '')],
        ...Array.from({ length: 400 }, (_, index): [string, string] => [`P${index}.xml`, xml('Page', '<ofd:Template TemplateID="1"/>')]),
      ]),
    ]
    for (const files of cases) expect(() => walk(files, { xmlNodes: 100_000, references: 5_000 })).toThrow(LimitExceededError)
    expect(performance.now() - start).toBeLessThan(20_000)
  })
})
