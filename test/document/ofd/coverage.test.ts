import { describe, expect, it } from 'vitest'
import { inspect, ofdXml, docBody, pack, paramsOf, plainDocument, sign, smallDocument, xml } from './ofd-builder.ts'
import type { Files, Inspected, SignOptions } from './ofd-builder.ts'

const LIST = 'Doc_0/Signs/Signatures.xml'
/** A signed full document, changed before and after signing. */
async function signed(options: { before?: (files: Files) => void; sign?: SignOptions; after?: (files: Files) => void; verified?: (index: number) => boolean } = {}): Promise<Inspected> {
  const files = plainDocument()
  options.before?.(files)
  sign(files, options.sign)
  options.after?.(files)
  return inspect(pack(files), options.verified === undefined ? {} : { verified: options.verified })
}

const except = (...paths: readonly string[]): SignOptions => ({ covers: (path) => path !== LIST && !paths.includes(path) })
const coverageCodes = ({ coverage }: Inspected): readonly string[] => coverage.findings.map(({ code }) => code)
const pathsOf = (inspected: Inspected, code: string): readonly unknown[] => paramsOf(inspected, code).map(({ path }) => path)
const roleOf = ({ coverage }: Inspected, path: string): unknown => coverage.facts?.entries.find((entry) => entry.path === path)

describe('coverage of a package', () => {
  it('is complete when the one signature lists every file but its own and the list', async () => {
    const inspected = await signed()
    expect(inspected.codes).toEqual([])
    expect(inspected.coverage.facts?.metadataProtected).toBe(true)
    expect(roleOf(inspected, 'OFD.xml')).toEqual({ path: 'OFD.xml', role: 'protected', reach: 'visible', protectedBy: [0] })
    expect(roleOf(inspected, 'Doc_0/Signs/Sign_0/Signature.xml')).toEqual({ path: 'Doc_0/Signs/Sign_0/Signature.xml', role: 'own', reach: 'reachable', protectedBy: [] })
    expect(roleOf(inspected, 'Doc_0/Signs/Sign_0/SignedValue.dat')).toMatchObject({ role: 'own' })
    expect(roleOf(inspected, LIST)).toMatchObject({ role: 'list', reach: 'reachable' })
    expect(inspected.coverage.facts?.bySignature).toEqual([{ signature: 0, visible: [], reachable: [], unreachable: [] }])
  })

  it('CHECK_NOT_PERFORMED: protects nothing when no signature verified, however much they list (pitfall 26)', async () => {
    const inspected = await signed({ verified: () => false })
    expect(coverageCodes(inspected)).toEqual(['CHECK_NOT_PERFORMED'])
    expect(inspected.coverage.facts?.entries.filter(({ role }) => role === 'protected' || role === 'own')).toEqual([])
    expect(roleOf(inspected, 'Doc_0/Signs/Sign_0/Signature.xml')).toMatchObject({ role: 'otherSignature' })
  })

  it('OFD_NOT_SIGNED: has no findings of its own for a document without signatures', async () => {
    const inspected = await inspect(pack(plainDocument()))
    expect(inspected.codes).toEqual(['OFD_NOT_SIGNED'])
    expect(new Set(inspected.coverage.facts?.entries.map(({ role }) => role))).toEqual(new Set(['uncovered']))
  })

  it.each([
    'Doc_0/Document.xml', 'Doc_0/Pages/Page_0/Content.xml', 'Doc_0/Tpls/Tpl_0/Content.xml', 'Doc_0/Annots/Annotations.xml', 'Doc_0/Annots/Page_0/Annotation.xml',
    'Doc_0/PublicRes.xml', 'Doc_0/DocumentRes.xml', 'Doc_0/Pages/Page_0/PageRes.xml', 'Doc_0/Res/font_5.ttf', 'Doc_0/Res/image_7.png', 'Doc_0/Res/image_8.png', 'Doc_0/Res/sRGB.icc',
  ])('OFD_VISIBLE_NOT_COVERED: %s left out (pitfall 26: uncovered page, template, resource, annotation)', async (path) => {
    const inspected = await signed({ sign: except(path) })
    expect(pathsOf(inspected, 'OFD_VISIBLE_NOT_COVERED')).toEqual([path])
    expect(paramsOf(inspected, 'OFD_SIGNATURE_COVERS_PART')).toEqual([{ visible: 1, reachable: 0 }])
    expect(inspected.coverage.facts?.bySignature[0]?.visible).toEqual([path])
    expect(roleOf(inspected, path)).toEqual({ path, role: 'uncovered', reach: 'visible', protectedBy: [] })
  })

  it.each(['Doc_0/Attachs/data.xml', 'Doc_0/Attachs/Attachments.xml', 'Doc_0/Tags/CustomTag.xml', 'Doc_0/Extensions.xml', 'Doc_0/ext.dat', 'Doc_0/Tpls/Tpl_1/Content.xml'])(
    'OFD_REACHABLE_NOT_COVERED: %s left out', async (path) => {
      const inspected = await signed({ sign: except(path) })
      expect(pathsOf(inspected, 'OFD_REACHABLE_NOT_COVERED')).toEqual([path])
      expect(coverageCodes(inspected)).not.toContain('OFD_VISIBLE_NOT_COVERED')
      expect(paramsOf(inspected, 'OFD_SIGNATURE_COVERS_PART')).toEqual([{ visible: 0, reachable: 1 }])
    })

  it('OFD_UNREACHABLE_ENTRY: a file that nothing refers to (smuggled file)', async () => {
    const inspected = await signed({ after: (files) => files.set('Doc_0/Res/malware.exe', 'MZ') })
    expect(coverageCodes(inspected)).toEqual(['OFD_UNREACHABLE_ENTRY'])
    expect(inspected.coverage.facts?.bySignature[0]?.unreachable).toEqual(['Doc_0/Res/malware.exe'])
    // One that was there when the document was signed is protected like any other.
    expect(coverageCodes(await signed({ before: (files) => files.set('Doc_0/Res/extra.bin', 'x') }))).toEqual([])
  })

  it('says of a changed file that it was changed, not that nothing covers it', async () => {
    const inspected = await signed({ after: (files) => files.set('Doc_0/Pages/Page_0/Content.xml', xml('Page', '<ofd:Template TemplateID="2"/><ofd:PageRes>PageRes.xml</ofd:PageRes>forged')) })
    expect(inspected.codes).toEqual(['OFD_REFERENCE_MISMATCH'])
    expect(roleOf(inspected, 'Doc_0/Pages/Page_0/Content.xml')).toMatchObject({ role: 'uncovered', protectedBy: [] })
  })
})

describe('an OFD.xml that no signature covers', () => {
  const open = except('OFD.xml')

  it('OFD_ROOT_NOT_COVERED: leaves the pages safe and the metadata not', async () => {
    const inspected = await signed({ sign: open, after: (files) => files.set('OFD.xml', ofdXml(docBody({ pointer: LIST, info: '<ofd:Title>forged</ofd:Title>' }))) })
    expect(coverageCodes(inspected)).toEqual(['OFD_ROOT_NOT_COVERED', 'OFD_SIGNATURE_COVERS_PART'])
    expect(inspected.coverage.facts?.metadataProtected).toBe(false)
  })

  it('OFD_ROOT_REDIRECTABLE: leads to an unsigned document (pitfall 26: redirected DocRoot)', async () => {
    const inspected = await signed({
      sign: open,
      after: (files) => {
        for (const [path, content] of smallDocument()) if (path !== 'OFD.xml') files.set(path.replace('Doc_0', 'Doc_9'), content)
        files.set('OFD.xml', ofdXml(docBody({ root: 'Doc_9/Document.xml', pointer: LIST })))
      },
    })
    expect(pathsOf(inspected, 'OFD_ROOT_REDIRECTABLE')).toEqual(['OFD.xml'])
    expect(pathsOf(inspected, 'OFD_VISIBLE_NOT_COVERED')).toEqual(['Doc_9/Document.xml', 'Doc_9/Pages/Page_0/Content.xml'])
  })

  it('OFD_ROOT_REDIRECTABLE: shows a second document beside the signed one (pitfall 26: second DocBody)', async () => {
    const inspected = await signed({
      sign: open,
      after: (files) => {
        for (const [path, content] of smallDocument()) if (path !== 'OFD.xml') files.set(path.replace('Doc_0', 'Doc_9'), content)
        files.set('OFD.xml', ofdXml(docBody({ root: 'Doc_9/Document.xml' }), docBody({ pointer: LIST })))
      },
    })
    expect(coverageCodes(inspected)).toContain('OFD_ROOT_REDIRECTABLE')
    expect(pathsOf(inspected, 'OFD_VISIBLE_NOT_COVERED')).toEqual(['Doc_9/Document.xml', 'Doc_9/Pages/Page_0/Content.xml'])
  })

  it('OFD_ROOT_REDIRECTABLE: a second DocRoot, which other readers may take', async () => {
    const inspected = await signed({
      sign: open,
      after: (files) => {
        files.set('Evil.xml', xml('Document', '<ofd:Pages><ofd:Page BaseLoc="Evil_page.xml"/></ofd:Pages>'))
        files.set('Evil_page.xml', xml('Page', 'forged'))
        files.set('OFD.xml', ofdXml(docBody({ pointer: LIST, more: '<ofd:DocRoot>Evil.xml</ofd:DocRoot>' })))
      },
    })
    expect(coverageCodes(inspected)).toContain('OFD_ROOT_REDIRECTABLE')
    expect(pathsOf(inspected, 'OFD_VISIBLE_NOT_COVERED')).toEqual(['Evil.xml', 'Evil_page.xml'])
    expect(inspected.codes).toContain('OFD_ELEMENT_REPEATED')
  })

  it('OFD_ROOT_REDIRECTABLE: an earlier state of the document that is still there and protected as well', async () => {
    const inspected = await signed({
      sign: open,
      before: (files) => {
        files.set('Doc_0/Document_0.xml', (files.get('Doc_0/Document.xml') as string).replace('<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>', ''))
      },
      after: (files) => files.set('OFD.xml', ofdXml(docBody({ root: 'Doc_0/Document_0.xml', pointer: LIST }))),
    })
    expect(coverageCodes(inspected)).toContain('OFD_ROOT_REDIRECTABLE')
    expect(coverageCodes(inspected)).not.toContain('OFD_VISIBLE_NOT_COVERED')
  })

  it('does not take protected data files for documents', async () => {
    const inspected = await signed({
      sign: open,
      before: (files) => {
        files.set('Doc_0/Attachs/data.xml', '<Report><Pages/></Report>')
        files.set('Doc_0/Tags/CustomTag.xml', '<Document>about Pages</Document>')
      },
    })
    expect(coverageCodes(inspected)).toContain('OFD_ROOT_NOT_COVERED')
  })

  it('OFD_ROOT_REDIRECTABLE: versions, which are chosen in OFD.xml too', async () => {
    const inspected = await signed({
      sign: open,
      after: (files) => {
        files.set('V.xml', xml('DocVersion', '<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>'))
        files.set('OFD.xml', ofdXml(docBody({ pointer: LIST, more: '<ofd:Versions><ofd:Version Current="true" BaseLoc="V.xml"/></ofd:Versions>' })))
      },
    })
    expect(coverageCodes(inspected)).toContain('OFD_ROOT_REDIRECTABLE')
  })

  it('stays protected as long as it is covered: every change shows', async () => {
    const inspected = await signed({ after: (files) => files.set('OFD.xml', ofdXml(docBody({ pointer: LIST, info: '' }))) })
    expect(inspected.codes).toContain('OFD_REFERENCE_MISMATCH')
    expect(inspected.coverage.facts?.metadataProtected).toBe(false)
  })
})

describe('content added after signing', () => {
  it('finds an annotation that was added to an uncovered list (pitfall 26)', async () => {
    const inspected = await signed({
      before: (files) => files.delete('Doc_0/Annots/Page_0/Annotation.xml'),
      after: (files) => files.set('Doc_0/Annots/Page_0/Annotation.xml', xml('PageAnnot', '<ofd:Annot ID="666" Type="Stamp"/>')),
    })
    expect(pathsOf(inspected, 'OFD_VISIBLE_NOT_COVERED')).toEqual(['Doc_0/Annots/Page_0/Annotation.xml'])
  })

  it('finds an annotation list that a signed document points to but did not have', async () => {
    const inspected = await signed({
      before: (files) => { for (const path of ['Doc_0/Annots/Annotations.xml', 'Doc_0/Annots/Page_0/Annotation.xml']) files.delete(path) },
      after: (files) => {
        files.set('Doc_0/Annots/Annotations.xml', xml('Annotations', '<ofd:Page PageID="1"><ofd:FileLoc>Evil.xml</ofd:FileLoc></ofd:Page>'))
        files.set('Doc_0/Annots/Evil.xml', xml('PageAnnot', ''))
      },
    })
    expect(pathsOf(inspected, 'OFD_VISIBLE_NOT_COVERED')).toEqual(['Doc_0/Annots/Annotations.xml', 'Doc_0/Annots/Evil.xml'])
  })

  it('finds shown content that hides among the files of a signature', async () => {
    const inspected = await signed({
      before: (files) => files.set('Doc_0/DocumentRes.xml', xml('Res', '<ofd:MultiMedias><ofd:MultiMedia ID="7"><ofd:MediaFile>Signs/Sign_0/SignedValue.dat</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>')),
    })
    expect(pathsOf(inspected, 'OFD_VISIBLE_NOT_COVERED')).toEqual(['Doc_0/Signs/Sign_0/SignedValue.dat'])
  })

  it('finds a signature that lists only harmless files (pitfall 26: wrapping)', async () => {
    const inspected = await signed({ sign: { covers: (path) => path === 'Doc_0/Res/font_5.ttf' } })
    expect(coverageCodes(inspected)).toContain('OFD_ROOT_REDIRECTABLE')
    expect(pathsOf(inspected, 'OFD_VISIBLE_NOT_COVERED')).toHaveLength(11)
    expect(pathsOf(inspected, 'OFD_VISIBLE_NOT_COVERED')).not.toContain('Doc_0/Res/font_5.ttf')
  })

  it('does not let a reference with a decoy protect the real page (pitfall 26: absolute and relative)', async () => {
    const page = 'Doc_0/Pages/Page_0/Content.xml'
    const files = plainDocument()
    const path = sign(files)
    files.set(`Doc_0/Signs/Sign_0/${page}`, files.get(page) as string)
    files.set(path, (files.get(path) as string).replace(`FileRef="/${page}"`, `FileRef="${page}"`))
    files.set(page, (files.get(page) as string).replace('<ofd:Content/>', '<ofd:Content>forged</ofd:Content>'))
    const inspected = await inspect(pack(files))
    expect(pathsOf(inspected, 'OFD_VISIBLE_NOT_COVERED')).toEqual([page])
    expect(inspected.codes).toContain('OFD_PATH_AMBIGUOUS')
  })
})

describe('several signatures', () => {
  /** The first signature leaves some files out, the second covers all there is. */
  async function twice(options: { leftOut: readonly string[]; after?: (files: Files) => void; verified?: (index: number) => boolean }): Promise<Inspected> {
    const files = plainDocument()
    sign(files, except(...options.leftOut))
    sign(files)
    options.after?.(files)
    return inspect(pack(files), options.verified === undefined ? {} : { verified: options.verified })
  }

  it('OFD_SIGNATURE_COVERS_PART: says which of them leaves something out, though together they cover all', async () => {
    const inspected = await twice({ leftOut: ['Doc_0/Annots/Annotations.xml', 'OFD.xml'] })
    expect(coverageCodes(inspected)).toEqual(['OFD_SIGNATURE_COVERS_PART'])
    expect(inspected.coverage.findings[0]).toMatchObject({ at: ['Doc_0/Signs/Sign_0/Signature.xml'], params: { visible: 2, reachable: 0 } })
    expect(roleOf(inspected, 'Doc_0/Annots/Annotations.xml')).toMatchObject({ role: 'protected', protectedBy: [1] })
    expect(roleOf(inspected, 'Doc_0/Document.xml')).toMatchObject({ protectedBy: [0, 1] })
    expect(roleOf(inspected, 'Doc_0/Signs/Sign_0/Signature.xml')).toMatchObject({ role: 'protected', protectedBy: [1] })
  })

  it('counts only those that verified (pitfall 26: a worthless signature over everything)', async () => {
    const inspected = await twice({ leftOut: ['Doc_0/Tpls/Tpl_0/Content.xml'], verified: (index) => index === 0 })
    expect(pathsOf(inspected, 'OFD_VISIBLE_NOT_COVERED')).toEqual(['Doc_0/Tpls/Tpl_0/Content.xml'])
    expect(roleOf(inspected, 'Doc_0/Signs/Sign_1/Signature.xml')).toMatchObject({ role: 'otherSignature', reach: 'reachable' })
  })

  it('needs the later signature to cover the earlier, and shows when it does not hold (pitfall 27)', async () => {
    const inspected = await twice({ leftOut: [], after: (files) => files.set('Doc_0/Signs/Sign_0/SignedValue.dat', 'replaced') })
    expect(paramsOf(inspected, 'OFD_REFERENCE_MISMATCH')).toEqual([{ path: 'Doc_0/Signs/Sign_0/SignedValue.dat', algorithm: 'SM3' }])
  })

  it('breaks a signature that locked the list when another is added (h.ofd)', async () => {
    const files = smallDocument()
    const list = xml('Signatures', '<ofd:MaxSignId>1</ofd:MaxSignId><ofd:Signature ID="1" Type="Seal" BaseLoc="/Doc_0/Signs/Sign_0/Signature.xml"/>')
    files.set(LIST, list)
    // The list is written before the digests are taken, so that the signature can cover it.
    files.set('OFD.xml', ofdXml(docBody({ pointer: `/${LIST}` })))
    const before = new Map(files)
    before.set(LIST, '')
    sign(before, { covers: () => true })
    const locked = new Map(before)
    const again = new Map(locked)
    sign(again)
    const inspected = await inspect(pack(again))
    expect(inspected.references.map(({ findings }) => findings.map(({ code, params }) => [code, params['path']]))).toEqual([[['OFD_REFERENCE_MISMATCH', LIST]], []])
    expect((await inspect(pack(locked))).codes).toEqual(['OFD_SIGNATURES_LOCKED'])
    expect(inspected.codes).toContain('OFD_SIGNATURES_LOCKED')
  })
})

describe('stamps', () => {
  const stamp = (pageRef: string): SignOptions => ({ stamps: `<ofd:StampAnnot ID="1" PageRef="${pageRef}" Boundary="0 0 40 40"/>` })

  it('OFD_STAMP_PAGE_UNKNOWN: a stamp on a page that the document does not have', async () => {
    expect(coverageCodes(await signed({ sign: stamp('1') }))).toEqual([])
    const inspected = await signed({ sign: stamp('__proto__') })
    expect(inspected.coverage.findings).toEqual([{ code: 'OFD_STAMP_PAGE_UNKNOWN', at: ['Doc_0/Signs/Sign_0/Signature.xml', 'StampAnnot', 0], params: {} }])
  })

  it('belongs to the document of its list, not to any other', async () => {
    const files = plainDocument()
    for (const [path, content] of smallDocument()) if (path !== 'OFD.xml') files.set(path.replace('Doc_0', 'Doc_1'), (content as string).replace('ID="1"', 'ID="5"'))
    files.set('OFD.xml', ofdXml(docBody({ pointer: LIST }), docBody({ root: 'Doc_1/Document.xml' })))
    sign(files, stamp('5'))
    expect(coverageCodes(await inspect(pack(files)))).toEqual(['OFD_STAMP_PAGE_UNKNOWN'])
  })
})
