import { describe, expect, it } from 'vitest'
import { Budget } from '../../../src/limits.ts'
import { openOfd } from '../../../src/document/ofd/index.ts'
import type { IntegrityFile } from '../../../src/document/ofd/index.ts'
import { inspect, pack, sign, smallDocument, xml } from './ofd-builder.ts'
import type { Files } from './ofd-builder.ts'

const files = (paths: readonly string[]): string => paths.map((path, index) => `<ofd:File ID="${index + 2}" FileLoc="/${path}"/>`).join('')

/** Closes a package: lists every file that it holds. */
function close(package_: Files, more = ''): Files {
  const list = files([...package_.keys()])
  return new Map([
    ...package_,
    ['OFDEntries.xml', xml('DocEntries', `<ofd:SignedValueLoc>/signedvalue.dat</ofd:SignedValueLoc><ofd:FileList>${list}${more}</ofd:FileList>`, 'ID="1" CreatorName="c" Version="2" CreationDate="2026-01-02"')],
    ['signedvalue.dat', 'value'],
  ])
}

const read = (package_: Files): IntegrityFile => openOfd(pack(package_), { budget: new Budget() }).integrityFile as IntegrityFile
const codesOf = ({ findings }: IntegrityFile): readonly string[] => findings.map(({ code }) => code)

describe('the list of files of GM/T 0099', () => {
  it('is absent from most packages', () => {
    expect(openOfd(pack(smallDocument()), { budget: new Budget() })).not.toHaveProperty('integrityFile')
  })

  it('hands out what its value signs, and lists every file', () => {
    const closed = close(smallDocument())
    const integrity = read(closed)
    expect(integrity).toMatchObject({
      path: 'OFDEntries.xml', id: '1', creatorName: 'c', version: '2', creationDate: '2026-01-02', signedValuePath: 'signedvalue.dat',
      files: ['OFD.xml', 'Doc_0/Document.xml', 'Doc_0/Pages/Page_0/Content.xml'], missing: [], unlisted: [], findings: [],
    })
    expect(Buffer.from(integrity.octets ?? []).toString()).toBe(closed.get('OFDEntries.xml'))
    expect(Buffer.from(integrity.signedValue ?? []).toString()).toBe('value')
  })

  it('OFD_INTEGRITY_NOT_LISTED: finds a file that was smuggled in', () => {
    const integrity = read(close(smallDocument()).set('Doc_0/evil.bin', 'x'))
    expect(integrity.unlisted).toEqual(['Doc_0/evil.bin'])
    expect(integrity.findings).toEqual([{ code: 'OFD_INTEGRITY_NOT_LISTED', at: ['Doc_0/evil.bin'], params: { path: 'Doc_0/evil.bin' } }])
  })

  it('OFD_INTEGRITY_LISTED_MISSING: finds a file that was taken out', () => {
    const closed = close(smallDocument())
    closed.delete('Doc_0/Pages/Page_0/Content.xml')
    expect(read(closed)).toMatchObject({ missing: ['Doc_0/Pages/Page_0/Content.xml'], findings: [{ code: 'OFD_INTEGRITY_LISTED_MISSING' }] })
  })

  it('OFD_INTEGRITY_VALUE_MISSING: has no value', () => {
    const closed = close(smallDocument())
    closed.delete('signedvalue.dat')
    expect(codesOf(read(closed))).toEqual(['OFD_INTEGRITY_VALUE_MISSING'])
    closed.set('OFDEntries.xml', xml('DocEntries', `<ofd:FileList>${files([...smallDocument().keys()])}</ofd:FileList>`))
    expect(read(closed).findings).toMatchObject([{ code: 'OFD_ELEMENT_MISSING', params: { element: 'SignedValueLoc' } }])
  })

  it('OFD_INTEGRITY_UNREADABLE: cannot be read', () => {
    const closed = close(smallDocument())
    closed.set('OFDEntries.xml', '<broken')
    expect(codesOf(read(closed))).toEqual(['XML_NOT_WELL_FORMED', 'OFD_INTEGRITY_UNREADABLE'])
    closed.set('OFDEntries.xml', xml('Document', ''))
    expect(codesOf(read(closed))).toEqual(['OFD_ROOT_ELEMENT', 'OFD_INTEGRITY_UNREADABLE'])
    closed.set('OFDEntries.xml', xml('DocEntries', '<ofd:SignedValueLoc>signedvalue.dat</ofd:SignedValueLoc>'))
    expect(codesOf(read(closed))[0]).toBe('OFD_ELEMENT_MISSING')
  })

  it('protects no content: its own files count as signature files only when it was verified', async () => {
    const document = smallDocument()
    sign(document)
    const bytes = pack(close(document))
    const roleOf = async (verified: boolean): Promise<unknown> => {
      const { coverage, codes } = await inspect(bytes, { integrityFileVerified: verified })
      expect(codes).toEqual([])
      return coverage.facts?.entries.filter(({ path }) => !path.startsWith('Doc_0')).map(({ path, role, reach }) => [path, role, reach])
    }
    expect(await roleOf(true)).toEqual([['OFD.xml', 'protected', 'visible'], ['OFDEntries.xml', 'own', 'reachable'], ['signedvalue.dat', 'own', 'reachable']])
    expect(await roleOf(false)).toEqual([['OFD.xml', 'protected', 'visible'], ['OFDEntries.xml', 'otherSignature', 'reachable'], ['signedvalue.dat', 'otherSignature', 'reachable']])
  })
})
