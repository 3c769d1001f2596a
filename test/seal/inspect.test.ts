import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { Budget } from '../../src/limits.ts'
import { TAG, readDer } from '../../src/encoding/der.ts'
import { concatOctets, toUtf8 } from '../../src/encoding/octets.ts'
import { inspectSes, renderInspection } from '../../src/seal/index.ts'
import type { InspectNode } from '../../src/seal/index.ts'
import { CERTIFICATE, SIGNATURE, bits, element, explicit, extension, firstSeal, generalizedTime, ia5, indefinite, integer, octets, oid, printable, seal, sequence, signature, utf8 } from './deviating.ts'
import { GIF, hex, selfMade } from './vectors/self-made.ts'

const inspect = (bytes: Uint8Array): InspectNode => inspectSes(bytes, { budget: new Budget() })

/** The node reached by names. */
function descend(node: InspectNode, ...names: readonly string[]): InspectNode {
  return names.reduce<InspectNode>((outer, name) => {
    const inner = outer.children.find((child) => child.name === name || child.structure === name)
    if (inner === undefined) throw new TypeError(`no ${name}`)
    return inner
  }, node)
}

const allNodes = (node: InspectNode): readonly InspectNode[] => [node, ...node.children.flatMap(allNodes)]

const hasOpenssl = ((): boolean => {
  try {
    return execFileSync('openssl', ['version'], { encoding: 'utf8' }).startsWith('OpenSSL')
  } catch {
    return false
  }
})()

describe('names of the standard', () => {
  it('names every element of the seal signatures except what a certificate leaves open', () => {
    for (const edition of ['GM/T 0031-2014', 'GB/T 38540-2020'] as const) {
      const first = edition === 'GM/T 0031-2014'
      const root = inspect(selfMade(edition))
      expect(root).toMatchObject({ structure: 'SES_Signature', type: 'SEQUENCE', offset: 0, headerLength: 4 })
      expect(descend(root, 'toSign', 'version').value).toBe(first ? '1' : '4')
      expect(descend(root, 'toSign', 'propertyInfo')).toMatchObject({ type: 'IA5String', value: '"/Doc_0/Signs/Sign_0/Signature.xml"' })
      const info = descend(root, 'toSign', 'eseal', first ? 'esealInfo' : 'eSealInfo')
      expect(info.structure).toBe('SES_SealInfo')
      expect(descend(info, 'header', 'ID').value).toBe('"ES"')
      expect(descend(info, 'property', 'name').value).toBe('"测试章"')
      expect(descend(info, 'property', 'validEnd').value).toContain('= 2030-06-01T00:00:00Z')
      expect(descend(info, 'picture', 'data').value).toBe(`GIF, ${GIF.length} octets`)
      const signer = first ? descend(root, 'toSign', 'cert') : descend(root, 'cert')
      expect(descend(signer, 'Certificate', 'tbsCertificate', 'subject').value).toBe('"CN=Test Signer 签章者,C=CN"')
      expect(descend(signer, 'Certificate', 'tbsCertificate', 'validity', 'notAfter').value).toContain('= 2035-01-01T00:00:00Z')
      const algorithm = first ? descend(root, 'toSign', 'signatureAlgorithm') : descend(root, 'signatureAlgID')
      expect(algorithm.value).toBe('1.2.156.10197.1.501 (SM2 with SM3)')
      expect(descend(root, 'signature', 'SM2Signature').children.map(({ name }) => name)).toEqual(['r', 's'])
    }
  })

  it('opens the time inside the BIT STRING of GM/T 0031-2014', () => {
    expect(descend(inspect(selfMade('GM/T 0031-2014')), 'toSign', 'timeInfo').children[0]).toMatchObject({
      type: 'UTCTime', value: '"260102030405Z" = 2026-01-02T03:04:05Z',
    })
  })

  it('names extDatas in each of its wrappings, digests, time stamps and wrapped seals', () => {
    const list = sequence(extension('1.2.3', true, hex('05')))
    for (const extDatas of [list, explicit(0, list), octets(list)]) {
      const names = allNodes(descend(inspect(seal({ extDatas })), 'eSealInfo', 'extDatas')).map(({ name }) => name)
      expect(names).toEqual(expect.arrayContaining(['extDatas', '[0]', 'extnID', 'critical', 'extnValue']))
    }
    const digests = inspect(seal({ certListType: integer(2), certList: sequence(sequence(printable('SM3'), octets(hex('aa')))) }))
    expect(descend(digests, 'eSealInfo', 'property', 'certList', '[0]')).toMatchObject({ structure: 'CertDigestObj', children: [{ name: 'type' }, { name: 'value' }] })
    const token = sequence(oid('1.2.840.113549.1.7.2'), explicit(0, sequence(integer(1))))
    const stamped = inspect(signature({ timeStamp: explicit(0, bits(token)) }))
    expect(descend(stamped, 'timeStamp').children[0]?.children[0]).toMatchObject({ structure: 'ContentInfo', children: [{ name: 'contentType' }, { name: 'content' }] })
    expect(inspect(octets(firstSeal()))).toMatchObject({ type: 'OCTET STRING', children: [{ structure: 'SESeal' }] })
    expect(descend(inspect(firstSeal({}, bits)), 'signInfo').children[0]).toMatchObject({ structure: 'SES_SignInfo', children: [{ name: 'cert' }, {}, {}] })
  })

  it('falls back to names of certificates, CMS and SM2, and to none', () => {
    const certificate = readDer(selfMade('GB/T 38540-2020'), { budget: new Budget() }).children[1]?.content ?? new Uint8Array()
    expect(inspect(certificate)).toMatchObject({ structure: 'Certificate' })
    expect(inspect(sequence(oid('1.2.156.10197.6.1.4.2.2'), explicit(0, sequence(integer(1)))))).toMatchObject({
      structure: 'ContentInfo', children: [{ value: '1.2.156.10197.6.1.4.2.2 (GB/T 35275 signedData)' }, { children: [{ structure: 'SignedData', children: [{ name: 'version' }] }] }],
    })
    expect(inspect(SIGNATURE)).toMatchObject({ structure: 'SM2Signature', children: [{ name: 'r', value: '1' }, { name: 's', value: '1' }] })
    expect(inspect(new Uint8Array(64).fill(7))).toMatchObject({ structure: 'SM2Signature', children: [{ name: 'r', offset: 0, length: 32 }, { name: 's', offset: 32 }] })
    expect(inspect(sequence(integer(5))).children[0]).toEqual({ type: 'INTEGER', offset: 2, headerLength: 2, length: 1, value: '5', children: [] })
    expect(inspect(toUtf8('ES\u0001'))).toMatchObject({ name: 'proprietary seal', type: 'octets', value: '455301' })
    expect(inspect(CERTIFICATE).structure).toBeUndefined()
  })
})

describe.skipIf(!hasOpenssl)('places against openssl asn1parse (skipped without openssl)', () => {
  it.each(['GM/T 0031-2014', 'GB/T 38540-2020'] as const)('are those that openssl finds, %s', (edition) => {
    const bytes = selfMade(edition)
    const parse = (offset: number, input: Uint8Array): readonly string[] =>
      execFileSync('openssl', ['asn1parse', '-inform', 'DER'], { input, encoding: 'utf8' }).trim().split('\n').map((line) => {
        const [, at, header, length] = /^\s*(\d+):d=\s*\d+\s+hl=\s*(\d+) l=\s*(\d+)/.exec(line) ?? []
        return `${Number(at) + offset} ${header ?? ''} ${length ?? ''}`
      })
    const nodes = allNodes(inspect(bytes))
    const ours = new Set(nodes.map(({ offset, headerLength, length }) => `${offset} ${headerLength} ${length}`))
    expect(parse(0, bytes).filter((place) => !ours.has(place))).toEqual([])
    // And for what is encoded inside strings, read by openssl from the place that we state.
    const certificates = nodes.filter((node) => node.structure === 'Certificate')
    expect(certificates.length).toBe(3)
    for (const { offset, headerLength, length } of certificates) {
      const inner = parse(offset, bytes.subarray(offset, offset + headerLength + length))
      expect(inner.length).toBeGreaterThan(20)
      expect(inner.filter((place) => !ours.has(place))).toEqual([])
    }
  })
})

describe('values for people', () => {
  it('escapes what could rewrite the screen: control characters, bidirectional controls, quotes', () => {
    const text = renderInspection(inspect(seal({ name: utf8('章\u001b[2J\u202e"\\\u2028\u0000'), vid: element(TAG.IA5_STRING, hex('ff')) })))
    expect(text).toContain('"章\\u{1b}[2J\\u{202e}\\u{22}\\u{5c}\\u{2028}\\u{0}"')
    expect(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/.test(text)).toBe(false)
    expect(text).toContain('Vid: IA5String ff')
  })

  it('cuts long texts and octets, and says so', () => {
    const node = inspect(seal({ name: utf8('章'.repeat(500)), esId: ia5('x'), cert: octets(new Uint8Array(100)) }))
    expect(descend(node, 'eSealInfo', 'property', 'name').value).toMatch(/^"章{200}"… \(500 characters\)$/)
    expect(descend(node, 'cert').value).toMatch(/^(00){33}… \(100 octets\)$/)
  })

  it('shows times as written and in UTC', () => {
    const value = (text: string): string | undefined => descend(inspect(signature({ timeInfo: generalizedTime(text) })), 'toSign', 'timeInfo').value
    expect(value('20260102030405Z')).toBe('"20260102030405Z" = 2026-01-02T03:04:05Z')
    expect(value('20260102110405')).toBe('"20260102110405" = 2026-01-02T03:04:05Z if +08:00')
    expect(value('never')).toBe('"never"')
  })

  it('shows the other types', () => {
    const values = inspect(sequence(hex('0101ff'), hex('0500'), hex('0a0103'), hex('03020780'), hex('8604') , toUtf8('ldap'), integer(-5), hex('0209010000000000000000'))).children
    expect(values.map(({ type, value }) => [type, value])).toEqual([
      ['BOOLEAN', 'TRUE'], ['NULL', undefined], ['ENUMERATED', '3'], ['BIT STRING', '80 (7 unused bits)'], ['[6]', '"ldap"'], ['INTEGER', '-5'],
      ['INTEGER', '010000000000000000'],
    ])
  })
})

describe('broken structures', () => {
  it('are shown up to where they break', () => {
    const broken = Uint8Array.from(seal())
    const { offset } = descend(inspect(broken), 'eSealInfo', 'property', 'validEnd')
    broken[offset + 1] = 0x7f
    expect(descend(inspect(broken), 'eSealInfo', 'property')).toMatchObject({ problem: 'DER_TRUNCATED', children: [] })
    expect(renderInspection(inspect(broken))).toContain('<DER_TRUNCATED>')
    expect(descend(inspect(broken), 'eSealInfo', 'picture', 'type').value).toBe('"GIF"')
  })

  it('carry the code of a value that is none', () => {
    expect(inspect(sequence(hex('0601ff'))).children[0]).toMatchObject({ type: 'OBJECT IDENTIFIER', problem: 'DER_VALUE_INVALID' })
    expect(descend(inspect(seal({ cert: octets(hex('3005020301')) })), 'cert')).toMatchObject({ value: '3005020301' })
  })

  it('show trailing octets and indefinite lengths', () => {
    expect(inspect(concatOctets(seal(), hex('0000ff'))).children.at(-1)).toMatchObject({ name: 'trailing octets', offset: seal().length, length: 3, value: '0000ff' })
    expect(inspect(indefinite(TAG.SEQUENCE, integer(1)))).toMatchObject({ type: 'SEQUENCE (indefinite length)', headerLength: 2, length: 3 })
  })

  it('throw when not even the outermost element is there', () => {
    expect(() => inspect(hex('3005'))).toThrow('DER_TRUNCATED')
    expect(() => inspect(new Uint8Array())).toThrow('DER_TRUNCATED')
    expect(() => inspectSes(selfMade('GB/T 38540-2020'), { budget: new Budget({ derElements: 20 }) })).toThrow('LIMIT_EXCEEDED')
  })
})

describe('as text', () => {
  it('has one line an element, in aligned columns', () => {
    expect(renderInspection(inspect(SIGNATURE))).toBe([
      'offset hl length  element',
      '     0  2      6  SM2Signature SEQUENCE',
      '     2  2      1    r: INTEGER 1',
      '     5  2      1    s: INTEGER 1',
      '',
    ].join('\n'))
  })
})
