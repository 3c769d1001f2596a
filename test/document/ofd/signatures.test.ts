import { describe, expect, it } from 'vitest'
import { Budget } from '../../../src/limits.ts'
import { LimitExceededError } from '../../../src/errors.ts'
import { openOfd } from '../../../src/document/ofd/index.ts'
import type { OfdPackage, OfdSignature } from '../../../src/document/ofd/index.ts'
import { base64, docBody, hash, inspect, ofdXml, pack, paramsOf, plainDocument, reference, sign, signatureXml, smallDocument, xml } from './ofd-builder.ts'
import type { Files } from './ofd-builder.ts'

const LIST = 'Doc_0/Signs/Signatures.xml'
const open = (files: Files): OfdPackage => openOfd(pack(files), { budget: new Budget() })
const codesOf = (one: { findings: readonly { code: string }[] }): readonly string[] => one.findings.map(({ code }) => code)

/** A signed small document whose list holds what is given. */
function withList(content: string, change: (files: Files) => void = () => undefined): OfdPackage {
  const files = smallDocument()
  sign(files)
  files.set(LIST, xml('Signatures', content))
  change(files)
  return open(files)
}

/** A signed small document whose Signature.xml is given. */
function withSignature(content: string, change: (files: Files) => void = () => undefined): OfdSignature {
  const files = smallDocument()
  const path = sign(files)
  files.set(path, content)
  change(files)
  return open(files).signatures[0] as OfdSignature
}

const ENTRY = '<ofd:Signature ID="1" Type="Seal" BaseLoc="/Doc_0/Signs/Sign_0/Signature.xml"/>'
const PAGE = '/Doc_0/Pages/Page_0/Content.xml'
const ONE = reference(PAGE, base64(hash('x')))

describe('a signature', () => {
  it('is read as it stands', () => {
    const files = smallDocument()
    files.set('Doc_0/Signs/Sign_0/Seal.esl', 'seal')
    sign(files, {
      stamps: '<ofd:StampAnnot ID="2" PageRef="1" Boundary="10 20.5 40 40" Clip="0 0 20 40"/>',
      seal: '<ofd:Seal><ofd:BaseLoc>Seal.esl</ofd:BaseLoc></ofd:Seal>',
      info: '<ofd:Provider ProviderName="p" Version="2" Company="c" Other="o"/><ofd:SignatureMethod>SM2</ofd:SignatureMethod><ofd:SignatureDateTime>20260102030405Z</ofd:SignatureDateTime><ofd:Parameters><ofd:Parameter Name="n" Type="t">v</ofd:Parameter></ofd:Parameters>',
    })
    const ofd = open(files)
    expect(ofd.docBodies[0]?.signatureLists).toEqual([LIST])
    const [signature] = ofd.signatures
    expect(signature).toMatchObject({
      at: ['Doc_0/Signs/Sign_0/Signature.xml'], docBody: 0, id: '1', type: 'Seal', listed: true, baseLoc: 'Doc_0/Signs/Sign_0/Signature.xml',
      signedValuePath: 'Doc_0/Signs/Sign_0/SignedValue.dat', sealPath: 'Doc_0/Signs/Sign_0/Seal.esl', findings: [],
      signedInfo: {
        provider: { name: 'p', version: '2', company: 'c' }, signatureMethod: 'SM2', checkMethod: '1.2.156.10197.1.401',
        parameters: [{ name: 'n', type: 't', value: 'v' }], sealBaseLoc: 'Seal.esl',
        stampAnnots: [{ id: '2', pageRef: '1', boundary: [10, 20.5, 40, 40], clip: [0, 0, 20, 40] }],
      },
    })
    expect(signature?.signedInfo?.signatureDateTime?.time?.toISOString()).toBe('2026-01-02T03:04:05.000Z')
    expect(Buffer.from(signature?.signatureXml ?? []).toString()).toBe(files.get('Doc_0/Signs/Sign_0/Signature.xml'))
    expect(Buffer.from(signature?.signedValue ?? []).toString()).toBe('value 0')
    expect(Buffer.from(signature?.sealFile ?? []).toString()).toBe('seal')
    expect(signature?.signedInfo?.references[1]).toEqual({
      at: ['Doc_0/Signs/Sign_0/Signature.xml', 'Reference', 1], fileRef: '/Doc_0/Document.xml', path: 'Doc_0/Document.xml',
      checkValue: hash(files.get('Doc_0/Document.xml') as string),
    })
  })

  it('keeps octets untouched: byte order mark, line ends and all', () => {
    const content = `\uFEFF${signatureXml({ references: ONE }).replaceAll('\n', '\r\n')}\r\n`
    const signature = withSignature(content)
    expect(Buffer.from(signature.signatureXml ?? []).toString()).toBe(content)
    expect(signature.signedInfo?.references).toHaveLength(1)
  })

  it.each([['seal', 'Seal'], ['SIGN', 'Sign'], ['Sign', 'Sign']])('takes the type %s for %s', (stated, type) => {
    expect(withList(ENTRY.replace('"Seal"', `"${stated}"`)).signatures[0]?.type).toBe(type)
  })

  it('takes Seal for the type where none is stated, and OFD_SIGNATURE_TYPE_UNKNOWN for any other', () => {
    expect(withList(ENTRY.replace('Type="Seal" ', '')).signatures[0]?.type).toBe('Seal')
    const ofd = withList(ENTRY.replace('"Seal"', '"Stamp"'))
    expect(ofd.signatures[0]?.type).toBeUndefined()
    expect(codesOf(ofd)).toContain('OFD_SIGNATURE_TYPE_UNKNOWN')
  })

  it('is a failing signature, not an absent one, when its parts are missing', () => {
    expect(codesOf(withSignature(signatureXml(), (files) => files.delete('Doc_0/Signs/Sign_0/Signature.xml')))).toEqual(['OFD_SIGNATURE_FILE_MISSING'])
    expect(codesOf(withSignature(signatureXml({ references: ONE }), (files) => files.delete('Doc_0/Signs/Sign_0/SignedValue.dat')))).toEqual(['OFD_SIGNED_VALUE_MISSING'])
    expect(codesOf(withSignature('<a'))).toEqual(['XML_NOT_WELL_FORMED', 'OFD_SIGNATURE_UNREADABLE'])
    expect(codesOf(withSignature(xml('Signatures', '')))).toEqual(['OFD_ROOT_ELEMENT', 'OFD_SIGNATURE_UNREADABLE'])
    expect(withSignature(xml('Signature', '')).findings.map(({ code, params }) => [code, params['element']])).toEqual([
      ['OFD_ELEMENT_MISSING', 'SignedValue'], ['OFD_ELEMENT_MISSING', 'SignedInfo'],
    ])
    const ofd = withList('<ofd:Signature ID="1"/>', (files) => files.delete('Doc_0/Signs/Sign_0/Signature.xml'))
    expect(ofd.signatures).toMatchObject([{ id: '1', listed: true, findings: [{ code: 'OFD_ELEMENT_MISSING', params: { element: 'BaseLoc' } }] }])
  })

  it('OFD_ELEMENT_REPEATED: says so where two readers could take two different elements (XML signature wrapping)', () => {
    for (const element of ['SignedInfo', 'SignedValue', 'References']) {
      const content = signatureXml({ references: ONE })
      const whole = new RegExp(`<ofd:${element}[\\s\\S]*</ofd:${element}>`).exec(content)?.[0] as string
      const repeated = withSignature(content.replace(whole, whole + whole)).findings.filter(({ code }) => code === 'OFD_ELEMENT_REPEATED')
      expect(repeated.map(({ params }) => params['element'])).toEqual([element])
    }
    const twice = ONE.replace('</ofd:Reference>', '<ofd:CheckValue>AA==</ofd:CheckValue></ofd:Reference>')
    expect(codesOf(withSignature(signatureXml({ references: twice })))).toContain('OFD_ELEMENT_REPEATED')
  })

  it('OFD_PROVIDER_AS_ELEMENTS: reads the provider from child elements', () => {
    const info = '<ofd:Provider><ofd:ProviderName>p</ofd:ProviderName><ofd:Company>c</ofd:Company></ofd:Provider>'
    const signature = withSignature(signatureXml({ references: ONE, info }))
    expect(signature.signedInfo?.provider).toEqual({ name: 'p', company: 'c' })
    expect(codesOf(signature)).toEqual(['OFD_PROVIDER_AS_ELEMENTS'])
  })

  it('OFD_SIGNATURE_TIME_UNREADABLE, OFD_SIGNATURE_TIME_ZONE_ASSUMED: says what it made of the time', () => {
    const time = (text: string): OfdSignature => withSignature(signatureXml({ references: ONE, info: `<ofd:SignatureDateTime>${text}</ofd:SignatureDateTime>` }))
    expect(codesOf(time('soon'))).toEqual(['OFD_SIGNATURE_TIME_UNREADABLE'])
    expect(time('2026-01-02 03:04:05').findings).toMatchObject([{ code: 'OFD_SIGNATURE_TIME_ZONE_ASSUMED', params: { zone: '+08:00' } }])
  })

  it.each([
    ['Boundary', 'PageRef="1"'],
    ['Boundary', 'PageRef="1" Boundary="1 2 3"'],
    ['Boundary', 'PageRef="1" Boundary="1 2 3 4 5"'],
    ['Boundary', 'PageRef="1" Boundary="1 2 NaN 4"'],
    ['Boundary', 'PageRef="1" Boundary="1 2 0 4"'],
    ['Boundary', 'PageRef="1" Boundary="1 2 0x10 4"'],
    ['Boundary', 'PageRef="1" Boundary="1 2 1e999 4"'],
    ['Clip', 'PageRef="1" Boundary="1 2 3 4" Clip="x"'],
    ['PageRef', 'Boundary="1 2 3 4"'],
  ])('OFD_STAMP_INVALID: refuses the %s of %s', (attribute, written) => {
    const signature = withSignature(signatureXml({ references: ONE, stamps: `<ofd:StampAnnot ID="2" ${written}/>` }))
    expect(signature.findings).toMatchObject([{ code: 'OFD_STAMP_INVALID', params: { attribute } }])
  })

  it('answers at once for a boundary that is no boundary (pitfall 42)', () => {
    const start = performance.now()
    withSignature(signatureXml({ references: ONE, stamps: `<ofd:StampAnnot PageRef="1" Boundary="${'1'.repeat(200_000)}x"/>` }))
    expect(performance.now() - start).toBeLessThan(10_000)
  })
})

describe('references of a signature', () => {
  it('OFD_REFERENCES_EMPTY: a signature over nothing protects nothing (pitfall 26: wrapping)', () => {
    expect(codesOf(withSignature(signatureXml()))).toEqual(['OFD_REFERENCES_EMPTY'])
    expect(codesOf(withSignature(signatureXml().replace(/<ofd:References[\s\S]*<\/ofd:References>/, '')))).toEqual(['OFD_CHECK_METHOD_DEFAULT', 'OFD_REFERENCES_EMPTY'])
  })

  it('OFD_REFERENCE_REPEATED: notes a file that is listed twice, whatever way it is written (pitfall 26: duplicate FileRef)', () => {
    const other = reference('/Doc_0//Pages/./Page_0/x/../Content.xml', base64(hash('y')))
    const signature = withSignature(signatureXml({ references: ONE + other }))
    expect(signature.signedInfo?.references.map(({ path }) => path)).toEqual(['Doc_0/Pages/Page_0/Content.xml', 'Doc_0/Pages/Page_0/Content.xml'])
    expect(codesOf(signature)).toEqual(['OFD_REFERENCE_REPEATED'])
  })

  it('OFD_REFERENCE_TO_ITSELF: notes a signature that lists its own files', () => {
    const own = ['Signature.xml', 'SignedValue.dat'].map((name) => reference(`/Doc_0/Signs/Sign_0/${name}`, base64(hash('x')))).join('')
    expect(codesOf(withSignature(signatureXml({ references: own })))).toEqual(['OFD_REFERENCE_TO_ITSELF', 'OFD_REFERENCE_TO_ITSELF'])
  })

  it('OFD_SIGNATURES_LOCKED: notes a signature that covers its list', () => {
    expect(codesOf(withSignature(signatureXml({ references: reference(`/${LIST}`, base64(hash('x'))) })))).toEqual(['OFD_SIGNATURES_LOCKED'])
  })

  it('OFD_PATH_ESCAPES: a FileRef that leaves the package names nothing (pitfall 26: ..)', () => {
    for (const fileRef of ['../../../../etc/passwd', '/../OFD.xml', '/C:/Windows/x', '..\\..\\..\\..\\x']) {
      const signature = withSignature(signatureXml({ references: reference(fileRef, base64(hash('x'))) }))
      expect(signature.signedInfo?.references[0]).not.toHaveProperty('path')
      expect(codesOf(signature)).toContain('OFD_PATH_ESCAPES')
    }
  })

  it('OFD_PATH_TOO_LONG: does not follow endless references', () => {
    const signature = withSignature(signatureXml({ references: reference(`/${'a/'.repeat(5000)}`, base64(hash('x'))) }))
    expect(signature.findings).toMatchObject([{ code: 'OFD_PATH_TOO_LONG', params: { characters: 10001 } }])
  })

  it('OFD_ELEMENT_MISSING: a Reference without FileRef names nothing', () => {
    const signature = withSignature(signatureXml({ references: ONE.replace(`FileRef="${PAGE}"`, '') }))
    expect(signature.findings).toMatchObject([{ code: 'OFD_ELEMENT_MISSING', params: { element: 'FileRef' } }])
    expect(signature.signedInfo?.references).toMatchObject([{ fileRef: '' }])
  })

  it('OFD_CHECK_VALUE_WHITE_SPACE: trims white space in a digest, and says so (pitfall 31)', () => {
    const value = base64(hash('x'))
    const signature = withSignature(signatureXml({ references: reference(PAGE, `\n  ${value.slice(0, 10)}\r\n\t${value.slice(10)} `) }))
    expect(signature.signedInfo?.references[0]?.checkValue).toEqual(hash('x'))
    expect(codesOf(signature)).toEqual(['OFD_CHECK_VALUE_WHITE_SPACE'])
  })

  it.each(['', '!!!!', 'AAAAA', base64(hash('x')).slice(0, -1), base64(hash('x')).replaceAll(/[+/A]/g, '-'), 'AB=='])(
    'takes %j for no digest at all (pitfall 31)', (text) => {
      const signature = withSignature(signatureXml({ references: reference(PAGE, text) }))
      expect(signature.signedInfo?.references[0]).not.toHaveProperty('checkValue')
    })
})

describe('paths of a signature', () => {
  it('resolves BaseLoc and SignedValue from the directory of the file that holds them', () => {
    const ofd = withList(ENTRY.replace('/Doc_0/Signs/Sign_0', './Sign_0'))
    expect(ofd.signatures[0]?.baseLoc).toBe('Doc_0/Signs/Sign_0/Signature.xml')
    expect(codesOf(ofd)).toEqual([])
    expect(withSignature(signatureXml({ references: ONE, value: '../Sign_0/SignedValue.dat' })).signedValuePath).toBe('Doc_0/Signs/Sign_0/SignedValue.dat')
  })

  it('OFD_PATH_OTHER_BASE: takes a relative reference as absolute where only that exists', () => {
    const signature = withSignature(signatureXml({ references: ONE, value: 'Doc_0/Signs/Sign_0/SignedValue.dat' }))
    expect(signature.signedValuePath).toBe('Doc_0/Signs/Sign_0/SignedValue.dat')
    expect(signature.findings).toMatchObject([{ code: 'OFD_PATH_OTHER_BASE', params: { path: 'Doc_0/Signs/Sign_0/SignedValue.dat' } }])
  })

  it('OFD_PATH_CASE: ignores case where nothing fits exactly', () => {
    const signature = withSignature(signatureXml({ references: ONE, value: 'signedvalue.DAT' }))
    expect(signature.signedValuePath).toBe('Doc_0/Signs/Sign_0/SignedValue.dat')
    expect(codesOf(signature)).toEqual(['OFD_PATH_CASE'])
    expect(codesOf(withSignature(signatureXml({ references: ONE, value: 'doc_0/signs/sign_0/signedvalue.dat' })))).toEqual(['OFD_PATH_CASE', 'OFD_PATH_OTHER_BASE'])
  })

  it('OFD_PATH_BACKSLASH: reads backslashes', () => {
    const signature = withSignature(signatureXml({ references: ONE, value: '\\Doc_0\\Signs\\Sign_0\\SignedValue.dat' }))
    expect(signature.signedValuePath).toBe('Doc_0/Signs/Sign_0/SignedValue.dat')
    expect(codesOf(signature)).toEqual(['OFD_PATH_BACKSLASH'])
  })

  it('OFD_PATH_AMBIGUOUS: never silently chooses between a relative and an absolute reading (pitfall 26)', () => {
    const decoy = 'Doc_0/Signs/Sign_0/Doc_0/Pages/Page_0/Content.xml'
    const signature = withSignature(signatureXml({ references: reference('Doc_0/Pages/Page_0/Content.xml', base64(hash('x'))) }), (files) => files.set(decoy, 'x'))
    expect(signature.signedInfo?.references[0]?.path).toBe(decoy)
    expect(signature.findings).toMatchObject([{ code: 'OFD_PATH_AMBIGUOUS', params: { path: decoy, other: 'Doc_0/Pages/Page_0/Content.xml' } }])
    const ofd = withList(ENTRY.replace('/Doc_0/Signs/Sign_0/', 'Sign_0/'), (files) => files.set('Sign_0/Signature.xml', signatureXml()))
    expect(codesOf(ofd.signatures[0] as OfdSignature)).toContain('OFD_PATH_AMBIGUOUS')
  })

  it('names a missing seal file without an opinion', () => {
    const signature = withSignature(signatureXml({ references: ONE, seal: '<ofd:Seal><ofd:BaseLoc>Seal.esl</ofd:BaseLoc></ofd:Seal>' }))
    expect(signature).toMatchObject({ sealPath: 'Doc_0/Signs/Sign_0/Seal.esl', findings: [] })
    expect(signature.sealFile).toBeUndefined()
  })
})

describe('the list of signatures', () => {
  it('OFD_SIGNATURES_POINTER_EMPTY, OFD_SIGNATURES_FILE_MISSING: an empty or dangling pointer means unsigned', () => {
    const files = smallDocument()
    files.set('OFD.xml', ofdXml(docBody({ pointer: '  ' })))
    expect(codesOf(open(files))).toEqual(['OFD_SIGNATURES_POINTER_EMPTY', 'OFD_NOT_SIGNED'])
    files.set('OFD.xml', ofdXml(docBody({ pointer: '/Doc_0/Signs/Signatures.xml' })))
    expect(codesOf(open(files))).toEqual(['OFD_SIGNATURES_FILE_MISSING', 'OFD_NOT_SIGNED'])
  })

  it('OFD_SIGNATURES_UNREADABLE: a list that cannot be read is no empty list', () => {
    const broken = (content: string): readonly string[] => codesOf(withList('', (files) => files.set(LIST, content)))
    expect(broken('<ofd:Signatures')).toEqual(['XML_NOT_WELL_FORMED', 'OFD_SIGNATURES_UNREADABLE'])
    expect(broken(xml('Document', ''))).toEqual(['OFD_ROOT_ELEMENT', 'OFD_SIGNATURES_UNREADABLE'])
  })

  it('OFD_SIGNATURES_SHARED: counts the signatures of a shared list once (pitfall 27)', () => {
    const files = smallDocument()
    sign(files)
    files.set('OFD.xml', ofdXml(docBody({ pointer: `/${LIST}` }), docBody({ pointer: LIST })))
    const ofd = open(files)
    expect(ofd.signatures).toHaveLength(1)
    expect(codesOf(ofd)).toContain('OFD_SIGNATURES_SHARED')
  })

  it('OFD_SIGNATURE_LISTED_TWICE: counts a signature once, however often it is listed (pitfall 27)', () => {
    const ofd = withList(ENTRY + ENTRY.replace('ID="1"', 'ID="2"').replace('/Doc_0/Signs/', ''))
    expect(ofd.signatures.map(({ id }) => id)).toEqual(['1'])
    expect(codesOf(ofd)).toContain('OFD_SIGNATURE_LISTED_TWICE')
  })

  it('OFD_SIGNATURE_ID_REPEATED, OFD_SIGNATURE_ID_MISSING: keeps signatures with odd IDs apart', () => {
    const files = smallDocument()
    sign(files)
    sign(files)
    const list = files.get(LIST) as string
    files.set(LIST, list.replace('ID="2"', 'ID="1"'))
    expect(open(files).signatures.map(({ id }) => id)).toEqual(['1', '1'])
    expect(codesOf(open(files))).toContain('OFD_SIGNATURE_ID_REPEATED')
    files.set(LIST, list.replace('ID="2"', ''))
    expect(open(files).signatures.map(({ id }) => id)).toEqual(['1', undefined])
    expect(codesOf(open(files))).toContain('OFD_SIGNATURE_ID_MISSING')
  })

  it('OFD_MAX_SIGN_ID_REPEATED: takes the largest MaxSignId, before or after the signatures', () => {
    const ofd = withList(`<ofd:MaxSignId>s001</ofd:MaxSignId>${ENTRY}<ofd:MaxSignId>0</ofd:MaxSignId>`)
    expect(codesOf(ofd)).toEqual(['OFD_MAX_SIGN_ID_REPEATED'])
  })

  it('OFD_MAX_SIGN_ID_LOW, OFD_MAX_SIGN_ID_HIGH: holds MaxSignId against IDs of signatures and stamps (pitfall 27: deletions)', () => {
    expect(withList(`<ofd:MaxSignId>7</ofd:MaxSignId>${ENTRY}`).findings).toMatchObject([{ code: 'OFD_MAX_SIGN_ID_HIGH', params: { maxSignId: 7, largest: 1 } }])
    const low = withList(`<ofd:MaxSignId>s001</ofd:MaxSignId>${ENTRY}`, (files) => files.set('Doc_0/Signs/Sign_0/Signature.xml', signatureXml({ references: ONE, stamps: '<ofd:StampAnnot ID="s008" PageRef="1" Boundary="0 0 1 1"/>' })))
    expect(low.findings).toMatchObject([{ code: 'OFD_MAX_SIGN_ID_LOW', params: { maxSignId: 1, largest: 8 } }])
    expect(codesOf(withList(`<ofd:MaxSignId>none</ofd:MaxSignId>${ENTRY}`))).toEqual([])
  })

  it('OFD_SIGNATURE_BASE_UNKNOWN: notes a base signature that is not there', () => {
    const ofd = withList(ENTRY.replace('ID="1"', 'ID="1" Relative="9"'))
    expect(ofd.signatures[0]?.relative).toBe('9')
    expect(codesOf(ofd)).toContain('OFD_SIGNATURE_BASE_UNKNOWN')
    expect(codesOf(withList(ENTRY.replace('ID="1"', 'ID="1" Relative="1"')))).not.toContain('OFD_SIGNATURE_BASE_UNKNOWN')
  })

  it('throws LimitExceededError for more signatures than allowed, before it reads them', () => {
    const files = smallDocument()
    sign(files)
    files.set(LIST, xml('Signatures', Array.from({ length: 300 }, (_, index) => `<ofd:Signature ID="${index}" BaseLoc="Sign_${index}/Signature.xml"/>`).join('')))
    expect(() => open(files)).toThrow(LimitExceededError)
  })

  it('reads lists of several documents', () => {
    const files = new Map([...smallDocument(), ...plainDocument('Doc_1')])
    sign(files)
    files.set('Doc_1/Signatures.xml', xml('Signatures', '<ofd:Signature ID="1" Type="Sign" BaseLoc="S/Signature.xml"/>'))
    files.set('Doc_1/S/Signature.xml', signatureXml({ references: ONE }))
    files.set('Doc_1/S/SignedValue.dat', 'v')
    files.set('OFD.xml', ofdXml(docBody({ pointer: LIST }), docBody({ root: 'Doc_1/Document.xml', pointer: 'Doc_1/Signatures.xml' })))
    expect(open(files).signatures.map(({ docBody: body, type, baseLoc }) => [body, type, baseLoc])).toEqual([
      [0, 'Seal', 'Doc_0/Signs/Sign_0/Signature.xml'], [1, 'Sign', 'Doc_1/S/Signature.xml'],
    ])
  })
})

describe('signature stripping (pitfall 26 and 27)', () => {
  const signed = (): Files => {
    const files = plainDocument()
    sign(files)
    sign(files)
    return files
  }

  it('OFD_SIGNATURE_ORPHAN: finds a signature that was taken out of the list, and hands it out to be checked', () => {
    const files = signed()
    files.set(LIST, (files.get(LIST) as string).replace(/<ofd:Signature ID="2"[^>]*>/, ''))
    const ofd = open(files)
    expect(ofd.signatures.map(({ listed, baseLoc }) => ({ listed, baseLoc }))).toEqual([
      { listed: true, baseLoc: 'Doc_0/Signs/Sign_0/Signature.xml' }, { listed: false, baseLoc: 'Doc_0/Signs/Sign_1/Signature.xml' },
    ])
    expect(codesOf(ofd.signatures[1] as OfdSignature)).toEqual(['OFD_SIGNATURE_ORPHAN'])
    expect(ofd.signatures[1]).not.toHaveProperty('docBody')
    expect(ofd.signatures[1]?.signedInfo?.references.length).toBeGreaterThan(20)
  })

  it('finds all of them when the whole list was taken away', () => {
    const files = signed()
    files.delete(LIST)
    const ofd = open(files)
    expect(ofd.signatures.map(({ listed }) => listed)).toEqual([false, false])
    files.set('OFD.xml', ofdXml(docBody()))
    expect(open(files).signatures.map(({ listed }) => listed)).toEqual([false, false])
  })

  it('finds them when BaseLoc was pointed elsewhere (swapped BaseLoc)', () => {
    const files = signed()
    files.set('Doc_0/Other/Signature.xml', signatureXml({ references: ONE }))
    files.set(LIST, (files.get(LIST) as string).replace('/Doc_0/Signs/Sign_1/Signature.xml', '/Doc_0/Other/Signature.xml'))
    const ofd = open(files)
    expect(ofd.signatures.map(({ listed, baseLoc }) => [listed, baseLoc])).toEqual([
      [true, 'Doc_0/Signs/Sign_0/Signature.xml'], [true, 'Doc_0/Other/Signature.xml'], [false, 'Doc_0/Signs/Sign_1/Signature.xml'],
    ])
  })

  it('finds them when the pointer leads to another list (redirected Signatures.xml)', () => {
    const files = signed()
    files.set('Other.xml', xml('Signatures', ''))
    files.set('OFD.xml', ofdXml(docBody({ pointer: 'Other.xml' })))
    expect(codesOf({ findings: open(files).signatures.flatMap(({ findings }) => findings) })).toEqual(['OFD_SIGNATURE_ORPHAN', 'OFD_SIGNATURE_ORPHAN'])
  })

  it('does not take other XML for signatures', async () => {
    const files = plainDocument()
    files.set('Doc_0/Attachs/signature.xml', '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo><Reference/></SignedInfo></Signature>')
    files.set('Doc_0/Signs/notes.xml', '<notes/>')
    files.set('Doc_0/Signs/broken.xml', '<broken')
    expect(paramsOf(await inspect(pack(files)), 'OFD_SIGNATURE_ORPHAN')).toEqual([])
  })
})
