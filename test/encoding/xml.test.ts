import { describe, expect, test } from 'vitest'
import { attribute, childElements, firstChild, parseXml, textOf } from '../../src/encoding/xml.ts'
import type { XmlDocument, XmlElement } from '../../src/encoding/xml.ts'
import { LimitExceededError } from '../../src/errors.ts'
import { Budget } from '../../src/limits.ts'
import type { Limits } from '../../src/limits.ts'
import { codeOf } from './expect-code.ts'
import { concat, octets } from './zip-builder.ts'

const parse = (xml: string | Uint8Array, limits: Partial<Limits> = {}): XmlDocument =>
  parseXml(typeof xml === 'string' ? octets(xml) : xml, { budget: new Budget(limits), at: ['a.xml'] })
const root = (xml: string | Uint8Array): XmlElement => parse(xml).root
const refused = (xml: string | Uint8Array): string => codeOf(() => parse(xml))
const found = (xml: string | Uint8Array): string[] => parse(xml).findings.map(({ code }) => code)
const utf16le = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf16le'))
const utf16be = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf16le').swap16())
const gb = (head: string, ...tail: readonly number[]): Uint8Array => concat(octets(head), Uint8Array.from(tail), octets('</a>'))

const SIGNATURE = `<?xml version="1.0" encoding="UTF-8"?>
<ofd:Signature xmlns:ofd="http://www.ofdspec.org/2016">
  <ofd:SignedInfo><ofd:References CheckMethod="SM3">
    <ofd:Reference FileRef="/OFD.xml"><ofd:CheckValue>q83v</ofd:CheckValue></ofd:Reference>
    <ofd:Reference FileRef="/Doc_0/Document.xml"/>
  </ofd:References></ofd:SignedInfo>
</ofd:Signature>`

describe('the tree', () => {
  test('elements by local name, attributes, text, namespaces, offsets', () => {
    const signature = root(SIGNATURE)
    expect([signature.name, signature.localName, signature.namespace]).toEqual(['ofd:Signature', 'Signature', 'http://www.ofdspec.org/2016'])
    expect(signature.offset).toBe(SIGNATURE.indexOf('<ofd:Signature '))
    const references = firstChild(firstChild(signature, 'SignedInfo') ?? signature, 'References') ?? signature
    expect(attribute(references, 'CheckMethod')).toBe('SM3')
    expect(attribute(references, 'checkmethod')).toBeUndefined()
    const list = childElements(references, 'Reference')
    expect(list.map((reference) => attribute(reference, 'FileRef'))).toEqual(['/OFD.xml', '/Doc_0/Document.xml'])
    expect(list[1]?.offset).toBe(SIGNATURE.lastIndexOf('<ofd:Reference '))
    expect(list.map((reference) => textOf(firstChild(reference, 'CheckValue')))).toEqual(['q83v', undefined])
    expect(firstChild(signature, 'References')).toBeUndefined()
    expect(parse(SIGNATURE).findings).toEqual([])
  })

  test('offsets are those of the decoded text, whatever follows a name', () => {
    const xml = '<a\r\n>\r\n<签章\r\nb="1"/><c\n/>\u{20000}<d\t></d></a>'
    const { offset, children } = root(xml)
    expect([offset, ...children.map((child) => child.offset)]).toEqual([0, xml.indexOf('<签章'), xml.indexOf('<c'), xml.indexOf('<d')])
  })

  test('text is joined across comments, CDATA and children (CVE-2024-45409 class, pitfall 30)', () => {
    expect(root('<a>ab<!-- x -->cd<![CDATA[<e>&f]]>g<b>inner</b>h<?pi x?>i</a>').text).toBe('abcd<e>&fghi')
    expect(root('<a>admin<!---->@example</a>').text).toBe('admin@example')
  })

  test('text is trimmed of XML white space only', () => {
    expect(textOf(root('<a> \r\n\t x y\u00a0 </a>'))).toBe('x y\u00a0')
    expect(textOf(root(`<a>x${' '.repeat(200_000)}y</a>`)).length).toBe(200_002)
  })

  test('line ends and attribute values are normalized as XML says', () => {
    expect(root('<a>1\r\n2\r3</a>').text).toBe('1\n2\n3')
    expect(attribute(root('<a b="1\r\n2\t3&#10;4"/>'), 'b')).toBe('1 2 3\n4')
  })

  test('predefined entities and character references, no others (pitfall 29)', () => {
    expect(root('<a b="&quot;&apos;">&lt;&gt;&amp;&#65;&#x20000;</a>').text).toBe('<>&A\u{20000}')
    for (const entity of ['&nbsp;', '&constructor;', '&__proto__;', '&;', '&#0;', '&#xD800;', '&#x110000;', '&#1;', '&#xFFFE;', '& ', '&amp', '&#x;', '&#99999999999999999999;']) {
      expect([entity, refused(`<a>${entity}</a>`)]).toEqual([entity, 'XML_NOT_WELL_FORMED'])
    }
  })

  test('names of object properties are names like others', () => {
    const element = root('<__proto__ __proto__="1" constructor="2" hasOwnProperty="3"><constructor>x</constructor></__proto__>')
    expect(['__proto__', 'constructor', 'hasOwnProperty'].map((name) => attribute(element, name))).toEqual(['1', '2', '3'])
    expect(attribute(element, 'toString')).toBeUndefined()
    expect(textOf(firstChild(element, 'constructor'))).toBe('x')
    expect(Object.getPrototypeOf(element)).toBe(Object.prototype)
    expect(({} as Record<string, unknown>)['text']).toBeUndefined()
  })
})

describe('well-formedness (pitfall 30)', () => {
  test.each([
    ['nothing', ''], ['white space only', ' \n'], ['no root', '<!-- x -->'], ['text only', 'OFD'],
    ['two roots', '<a/><b/>'], ['text before the root', 'x<a/>'], ['text behind the root', '<a/>x'], ['CDATA behind the root', '<a/><![CDATA[x]]>'],
    ['an entity behind the root', '<a/>&#32;'], ['an unclosed element', '<a><b></a>'], ['an element that is cut off', '<a>'], ['a tag that is cut off', '<a'],
    ['a closing tag too many', '<a/></a>'], ['crossed elements', '<a><b></a></b>'], ['a comment that is cut off', '<a/><!-- x'],
    ['two dashes in a comment', '<a><!-- x -- y --></a>'], ['an unquoted attribute', '<a b=c/>'], ['an attribute without value', '<a b/>'],
    ['attributes without space', '<a b="1"c="2"/>'], ['an angle bracket in an attribute', '<a b="<"/>'], ['an end of CDATA in text', '<a>]]></a>'],
    ['NUL', '<a>\u0000</a>'], ['U+0001 in text', '<a>\u0001</a>'], ['U+001F in an attribute', '<a b="\u001f"/>'], ['U+FFFF', '<a>\uffff</a>'],
    ['a control character behind the root', '<a/>\u0001'], ['a declaration behind white space', ' <?xml version="1.0"?><a/>'],
    ['two declarations', '<?xml version="1.0"?><?xml version="1.0"?><a/>'], ['a declaration inside', '<a><?xml version="1.0"?></a>'],
    ['a declaration without version', '<?xml encoding="UTF-8"?><a/>'], ['an element name that starts with a digit', '<1a/>'],
    ['white space before a name', '< a/>'], ['an empty closing tag', '<a></>'], ['attributes on a closing tag', '<a></a b="1">'],
    ['a second byte order mark', '\ufeff\ufeff<a/>'], ['a byte order mark in a name', '<a\ufeff/>'], ['one in the name of an attribute', '<a ID\ufeff="1"/>'], ['a markup declaration', '<a><!ELEMENT a ANY></a>'],
  ])('XML_NOT_WELL_FORMED: %s', (_, xml) => {
    expect(refused(xml)).toBe('XML_NOT_WELL_FORMED')
  })

  test('XML_NOT_WELL_FORMED says where', () => {
    try {
      parse('<a>\n  <b></c>\n</a>')
      expect.unreachable()
    } catch (error) {
      expect(error).toMatchObject({ code: 'XML_NOT_WELL_FORMED', at: ['a.xml'], finding: { params: { line: 2 } } })
    }
  })

  test('XML_VERSION_UNSUPPORTED: other versions have other control characters and line ends', () => {
    for (const version of ['1.1', '1.2', '1.10']) expect(refused(`<?xml version="${version}"?><a/>`)).toBe('XML_VERSION_UNSUPPORTED')
    expect(refused('<?xml version="2.0"?><a/>')).toBe('XML_NOT_WELL_FORMED')
  })

  test('comments and processing instructions around the root are nothing', () => {
    expect(found('<?xml version="1.0"?><!-- a --><?xml-stylesheet href="x"?><a/><?b?><!-- c -->\n')).toEqual([])
  })
})

describe('document types (pitfall 29)', () => {
  test.each([
    ['plain', '<!DOCTYPE a><a/>'],
    ['external, XXE', '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'],
    ['an entity bomb', '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;&b;">]><a>&c;</a>'],
    ['with parameter entities', '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://x/"> %p;]><a/>'],
    ['in lower case', '<!doctype a><a/>'],
    ['inside the root', '<a><!DOCTYPE a></a>'],
    ['in a comment', '<!-- <!DOCTYPE a> --><a/>'],
    ['in CDATA', '<a><![CDATA[<!DOCTYPE a>]]></a>'],
  ])('XML_DOCTYPE_FORBIDDEN: %s', (_, xml) => {
    expect(refused(xml)).toBe('XML_DOCTYPE_FORBIDDEN')
    expect(refused(concat(Uint8Array.of(0xff, 0xfe), utf16le(xml)))).toBe('XML_DOCTYPE_FORBIDDEN')
  })

  test('a document type cannot hide in an encoding', () => {
    const utf7 = '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AD4APA-a/+AD4-'
    expect(refused(utf7)).toBe('XML_ENCODING_UNSUPPORTED')
    expect(refused(utf16le('<!DOCTYPE a><a/>'))).not.toBe('accepted')
  })
})

describe('attributes (pitfall 30)', () => {
  test('XML_NOT_WELL_FORMED or XML_ATTRIBUTE_DUPLICATE: the same name twice', () => {
    expect(refused('<a b="1" b="2"/>')).toBe('XML_NOT_WELL_FORMED')
    expect(refused('<a xmlns:p="x" xmlns:p="x"/>')).toBe('XML_NOT_WELL_FORMED')
    expect(refused('<a xmlns:p="x" xmlns:q="x" p:b="1" q:b="2"/>')).toBe('XML_ATTRIBUTE_DUPLICATE')
    expect(refused('<r xmlns:p="x"><a xmlns:q="x" p:b="1" q:b="2"/></r>')).toBe('XML_ATTRIBUTE_DUPLICATE')
  })

  test('XML_ATTRIBUTE_DUPLICATE: with and without the prefix of the element', () => {
    expect(refused('<p:a xmlns:p="x" b="1" p:b="2"/>')).toBe('XML_ATTRIBUTE_DUPLICATE')
    expect(refused('<a xmlns="x" xmlns:p="x" p:b="1" b="2"/>')).toBe('XML_ATTRIBUTE_DUPLICATE')
    expect(found('<a xmlns:p="x" b="1" p:b="2"/>')).toEqual([])
  })

  test('an attribute is the plain one, or one of the namespace of the element, never a foreign one', () => {
    expect(attribute(root('<p:a xmlns:p="x" p:b="1"/>'), 'b')).toBe('1')
    expect(attribute(root('<a xmlns:p="x" p:b="2" b="1"/>'), 'b')).toBe('1')
    expect(attribute(root('<a xmlns:p="x" p:b="2"/>'), 'b')).toBeUndefined()
    expect(attribute(root('<p:a xmlns:p="x" xmlns:q="y" q:b="2"/>'), 'b')).toBeUndefined()
    expect(attribute(root('<a xmlns="x" xmlns:b="y"/>'), 'b')).toBeUndefined()
  })
})

describe('namespaces', () => {
  test('are resolved by scope', () => {
    const element = root('<a xmlns="d" xmlns:p="x"><p:b c="1" p:e="2"/><f xmlns=""><g xmlns:p="y"><p:h/></g></f><p:i xml:lang="zh"/></a>')
    const [b, f, i] = element.children
    expect(element.namespace).toBe('d')
    expect(b?.namespace).toBe('x')
    expect(b?.attributes).toEqual([{ name: 'c', localName: 'c', value: '1' }, { name: 'p:e', localName: 'e', value: '2', namespace: 'x' }])
    expect(f?.namespace).toBeUndefined()
    expect(f?.children[0]?.children[0]?.namespace).toBe('y')
    expect(i?.namespace).toBe('x')
    expect(i?.attributes[0]?.namespace).toBe('http://www.w3.org/XML/1998/namespace')
  })

  test('XML_NAMESPACE_UNUSUAL and XML_PREFIX_UNBOUND: what real documents do is read by local name', () => {
    const receipt = parse('<:Root xmlns:=""><x:Item Name="n">1</x:Item></:Root>')
    expect(receipt.root.localName).toBe('Root')
    expect(receipt.root.namespace).toBeUndefined()
    expect(receipt.root.children[0]?.localName).toBe('Item')
    expect(receipt.findings).toEqual([
      { code: 'XML_NAMESPACE_UNUSUAL', at: ['a.xml'], params: { names: 2 } },
      { code: 'XML_PREFIX_UNBOUND', at: ['a.xml'], params: { names: 1 } },
    ])
    for (const xml of ['<a xmlns:.="x"/>', '<a xmlns:p=""/>', '<a:b:c xmlns:a="x"/>', '<a xmlns:xml="x"/>', '<a xmlns:p="http://www.w3.org/2000/xmlns/"/>', '<a: xmlns:a="x"/>']) {
      expect([xml, found(xml)]).toEqual([xml, expect.arrayContaining(['XML_NAMESPACE_UNUSUAL'])])
    }
    expect(found('<a xmlns:xml="http://www.w3.org/XML/1998/namespace"/>')).toEqual([])
  })
})

describe('encodings (pitfall 30)', () => {
  test('UTF-8 with and without byte order mark, declared or not', () => {
    for (const head of ['', '\ufeff', '<?xml version="1.0" encoding="UTF-8"?>', '\ufeff<?xml version="1.0" encoding=\'utf-8\' standalone="yes"?>', '<?xml version="1.0"?>']) {
      const document = parse(`${head}<a>证照</a>`)
      expect([document.root.text, document.findings]).toEqual(['证照', []])
    }
    expect(root('\ufeff<a/>').offset).toBe(0)
  })

  test('XML_ENCODING_UNUSUAL: UTF-16 by its mark, GB18030, GBK and GB2312 by declaration', () => {
    expect(parse(concat(Uint8Array.of(0xff, 0xfe), utf16le('<a>证</a>')))).toMatchObject({ root: { text: '证' }, findings: [{ code: 'XML_ENCODING_UNUSUAL', params: { encoding: 'utf-16le' } }] })
    const declared = '<?xml version="1.0" encoding="UTF-16"?><a>证</a>'
    expect(parse(concat(Uint8Array.of(0xfe, 0xff), utf16be(declared)))).toMatchObject({ root: { text: '证' }, findings: [{ params: { encoding: 'utf-16be' } }] })
    for (const name of ['GB18030', 'GBK', 'gb2312']) {
      const document = parse(gb(`<?xml version="1.0" encoding="${name}"?><a>`, 0xd6, 0xa4))
      expect(document).toMatchObject({ root: { text: '证' }, findings: [{ code: 'XML_ENCODING_UNUSUAL', params: { encoding: 'gb18030' } }] })
    }
  })

  test('XML_ENCODING_CONFLICT: mark and declaration', () => {
    expect(refused('\ufeff<?xml version="1.0" encoding="GBK"?><a/>')).toBe('XML_ENCODING_CONFLICT')
    expect(refused(concat(Uint8Array.of(0xff, 0xfe), utf16le('<?xml version="1.0" encoding="UTF-8"?><a/>')))).toBe('XML_ENCODING_CONFLICT')
    expect(refused(concat(Uint8Array.of(0xfe, 0xff), utf16be('<?xml version="1.0" encoding="UTF-16LE"?><a/>')))).toBe('XML_ENCODING_CONFLICT')
  })

  test('XML_ENCODING_UNSUPPORTED: all others, UTF-16 without mark, UTF-32', () => {
    for (const name of ['ISO-8859-1', 'Big5', 'UTF-16', 'UTF-7', 'EBCDIC-CP-US', 'Shift_JIS', 'utf-8x']) {
      expect(refused(`<?xml version="1.0" encoding="${name}"?><a/>`)).toBe('XML_ENCODING_UNSUPPORTED')
    }
    expect(refused(Uint8Array.of(0xff, 0xfe, 0, 0, 0x3c, 0, 0, 0))).toBe('XML_ENCODING_UNSUPPORTED')
    expect(refused(Uint8Array.of(0, 0, 0xfe, 0xff, 0, 0, 0, 0x3c))).toBe('XML_ENCODING_UNSUPPORTED')
  })

  test('XML_ENCODING_INVALID: octets that are no characters', () => {
    expect(refused(gb('<a>', 0xd6, 0xd0))).toBe('XML_ENCODING_INVALID')
    expect(refused(gb('<a>', 0xc0, 0xbc))).toBe('XML_ENCODING_INVALID')
    expect(refused(gb('<a>', 0xed, 0xa0, 0x80))).toBe('XML_ENCODING_INVALID')
    expect(refused(gb('<?xml version="1.0" encoding="GBK"?><a>', 0xff))).toBe('XML_ENCODING_INVALID')
    expect(refused(concat(Uint8Array.of(0xff, 0xfe), utf16le('<a>'), Uint8Array.of(0, 0xd8), utf16le('</a>')))).toBe('XML_ENCODING_INVALID')
    expect(refused(concat(Uint8Array.of(0xff, 0xfe), utf16le('<a/>'), Uint8Array.of(0x20)))).toBe('XML_ENCODING_INVALID')
  })

  test('the declaration that decides is the one that the parser sees', () => {
    for (const xml of [
      `<?xml version="1.0" x='encoding="GBK"'?><a/>`,
      `<?xml version="1.0"?><!-- encoding="GBK" --><a/>`,
      `<!-- <?xml version="1.0" encoding="GBK"?> --><a/>`,
      `<?xml version="1.0" ${' '.repeat(300)}encoding="GBK"?><a/>`,
    ]) expect([xml, ['XML_NOT_WELL_FORMED', 'XML_ENCODING_UNSUPPORTED', 'accepted'].includes(refused(xml)), refused(xml) === 'accepted' && found(xml).length > 0]).toEqual([xml, true, false])
  })
})

describe('limits', () => {
  test('octets, depth, and elements with attributes over all documents', () => {
    expect(() => parse('<a>12345678</a>', { xmlBytes: 10 })).toThrow(LimitExceededError)
    expect(() => parse('<a>'.repeat(129) + '</a>'.repeat(129))).toThrow(LimitExceededError)
    expect(root('<a>'.repeat(128) + '</a>'.repeat(128)).localName).toBe('a')
    expect(() => parse(`<a>${'<b/>'.repeat(10)}</a>`, { xmlNodes: 10 })).toThrow(LimitExceededError)
    expect(() => parse('<a b="1" c="2" d="3"/>', { xmlNodes: 3 })).toThrow(LimitExceededError)
    const budget = new Budget({ xmlNodes: 5 })
    parseXml(octets('<a><b/><c/></a>'), { budget })
    expect(() => parseXml(octets('<a><b/><c/></a>'), { budget })).toThrow(LimitExceededError)
  })

  test('deep nesting and an unfinished tag of many attributes do not exhaust the stack or time', () => {
    const started = performance.now()
    expect(() => parse('<a>'.repeat(1_000_000))).toThrow(LimitExceededError)
    expect(() => parse(`<a ${Array.from({ length: 100_000 }, (_, i) => `a${i}="1"`).join(' ')}/>`, { xmlNodes: 1000 })).toThrow(LimitExceededError)
    const declarations = Array.from({ length: 20_000 }, (_, i) => `xmlns:p${i}="u"`).join(' ')
    parse(`<a ${declarations}>${'<b xmlns:q="v"/>'.repeat(20_000)}</a>`)
    parse(`<a>${'&amp;'.repeat(200_000)}</a>`)
    parse(`<a>${'x<!---->'.repeat(100_000)}</a>`)
    expect(performance.now() - started).toBeLessThan(5000)
  })
})
