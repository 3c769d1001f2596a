/** The reader of plain documents against the parser for all of XML: the same tree, or left to that parser. */
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { decodeXml } from '../../src/encoding/xml-text.ts'
import { readPlainXml } from '../../src/encoding/xml-plain.ts'
import { readAnyXml } from '../../src/encoding/xml.ts'
import type { XmlElement } from '../../src/encoding/xml.ts'
import { VerificationError } from '../../src/errors.ts'
import { Budget } from '../../src/limits.ts'
import type { Limits } from '../../src/limits.ts'
import { FIXTURE_CASES } from '../verify/fixture-cases.ts'
import { octets } from './zip-builder.ts'

const LIMITS: Partial<Limits> = { xmlNodes: 60, xmlDepth: 8 }

/** All that a caller can see of a document: tree, findings and what was paid, or the error. */
function seen(bytes: Uint8Array, reader: 'plain' | 'any', limits = LIMITS, levels = Infinity): unknown {
  const budget = new Budget(limits)
  try {
    const decoded = decodeXml(bytes, ['a.xml'])
    if (/^\ufeff|<!doctype/i.test(decoded.text)) return 'not for either'
    const builder = reader === 'plain' ? readPlainXml(decoded, budget, ['a.xml'], levels) : readAnyXml(decoded, budget, ['a.xml'], levels)
    if (builder === undefined) {
      expect(budget.spent('xmlNodes')).toBe(0)
      return undefined
    }
    return { root: builder.root(), findings: builder.findings(), paid: budget.spent('xmlNodes') }
  } catch (error) {
    if (error instanceof VerificationError) return error.finding
    throw error
  }
}

/** Whether the plain reader took it. */
function compare(bytes: Uint8Array, limits = LIMITS): boolean {
  const plain = seen(bytes, 'plain', limits)
  if (plain === undefined || plain === 'not for either') return false
  expect(plain).toEqual(seen(bytes, 'any', limits))
  return true
}

const space = fc.constantFrom('', ' ', '\n', '\r\n', '\r', '\t ')
const gap = fc.constantFrom(' ', '\n', '\r\n ', '\t')
const name = fc.constantFrom('a', 'b', 'ofd:a', 'p:b', 'q:b', 'a-b.c_1', '_', 'xml:lang', ':a', 'a:', 'p:q:r', '1a', '签', 'a\u0300', 'a\ufeff', '__proto__', 'constructor')
const plainName = fc.constantFrom('a', 'b', 'ofd:a', 'p:b')
const text = fc.array(fc.constantFrom('x', ' ', '\r\n', '\r', '\n', '\t', '&lt;', '&amp;', '&quot;', '&#65;', '&#x20000;', '&#13;', '&#10;', '证', '\u{20000}', ']', ']]', '>', '"', "'", '\ufeff', '\u0085', '\u2028'), { maxLength: 6 }).map((parts) => parts.join(''))
const oddText = fc.array(fc.constantFrom('x', ']]>', '&', '&nbsp;', '&#0;', '&#xD800;', '&#99999999;', '&#x;', '&lt', '\u0001', '\ufffe', '\ud7ff', '&__proto__;', '&constructor;', '&LT;'), { maxLength: 2 }).map((parts) => parts.join(''))
const attribute = (names: fc.Arbitrary<string>, values: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(gap, fc.oneof(names, fc.constantFrom('xmlns', 'xmlns:p', 'xmlns:ofd')), space, space, fc.constantFrom('"', "'"), values).map(
    ([before, key, s1, s2, quote, value]) => `${before}${key}${s1}=${s2}${quote}${value.replaceAll(quote, '').replaceAll('<', '')}${quote}`)
const misc = fc.constantFrom('<!-- c -->', '<!---->', '<!--x-->', '<!-- - -->', '<![CDATA[<x>&]]]]>', '<![CDATA[]]>', '<![CDATA[a\r\nb]]>', '\n', '')
const oddMisc = fc.constantFrom('<!-- a -- b -->', '<!--->', '<!-- x --->', '<?pi x?>', '<?xml version="1.0"?>', '<![cdata[x]]>', '<!ELEMENT a ANY>', '<![CDATA[x]]', '< a/>', '</>', '<a', '&')

const { element } = fc.letrec<{ element: string }>((tie) => ({
  element: fc.oneof(
    { depthSize: 'small' },
    fc.tuple(plainName, fc.array(attribute(plainName, text), { maxLength: 2 }), space).map(([tag, list, s]) => `<${tag}${list.join('')}${s}/>`),
    fc.tuple(plainName, fc.array(attribute(plainName, text), { maxLength: 3 }), space, fc.array(fc.oneof(text, misc, tie('element')), { maxLength: 4 }), space).map(
      ([tag, list, s, content, e]) => `<${tag}${list.join('')}${s}>${content.join('')}</${tag}${e}>`),
  ),
}))
const head = fc.constantFrom('', '', '<?xml version="1.0" encoding="UTF-8"?>', "<?xml version='1.0' standalone='yes' ?>\r\n", '<?xml version="1.0" encoding="utf8" standalone="no"?>', '<!-- c -->\n')
const oddHead = fc.constantFrom('<?xml version="1.1"?>', '<?xml version="1.0" encoding="utf-16"?>', '<?xml encoding="UTF-8" version="1.0"?>', '<?xml version="1.0"encoding="UTF-8"?>', ' <?xml version="1.0"?>', '<?xml version="1.0" standalone="maybe"?>', '<?xml version="1.0" x?>', '<?XML version="1.0"?>', 'x', '<?p?>')

describe('plain XML documents', () => {
  it('are read as the parser for all of XML reads them, and nearly all are read', () => {
    let [plain, all] = [0, 0]
    fc.assert(fc.property(head, element, misc, (start, root, end) => {
      all++
      if (compare(octets(start + root + end))) plain++
    }), { numRuns: 1500 })
    expect(plain / all).toBeGreaterThan(0.5)
  })

  it('are not taken for plain with a character that XML does not allow, wherever it stands', () => {
    const document = '<?xml version="1.0"?>\n<a b="c d" e=\'f\'> g <!-- h --><![CDATA[i]]> <j><k><l m="n"/></k> </j> </a>\n<!-- o -->\n'
    for (const forbidden of ['\u0000', '\u0008', '\u000b', '\u001f', '\ufffe', '\uffff']) {
      for (let index = 0; index <= document.length; index++) {
        const changed = octets(document.slice(0, index) + forbidden + document.slice(index))
        for (const levels of [1, undefined]) expect(readPlainXml(decodeXml(changed, []), new Budget(), [], levels), String(index)).toBeUndefined()
      }
    }
  })

  it('are not taken for plain when they are odd or broken, or are read alike all the same', () => {
    const odd = fc.oneof(oddText, oddMisc, fc.constantFrom('<', '>', '/', '"', '=', ' ', ':', ']]>'), fc.tuple(name, name).map(([a, b]) => `<${a} ${b}="1"/>`), name)
    fc.assert(fc.property(fc.oneof(head, oddHead), element, fc.oneof(misc, oddMisc), fc.array(fc.tuple(fc.nat(), fc.nat({ max: 3 }), odd), { maxLength: 3 }), (start, root, end, changes) => {
      let document = start + root + end
      for (const [place, removed, inserted] of changes) {
        const at = place % document.length
        document = document.slice(0, at) + inserted + document.slice(at + removed)
      }
      compare(octets(document))
    }), { numRuns: 4000 })
  })

  it('give as many levels of the tree as are wanted, and are judged and paid as a whole', () => {
    const cut = ({ children, ...rest }: XmlElement, levels: number): XmlElement => ({ ...rest, children: levels > 1 ? children.map((child) => cut(child, levels - 1)) : [] })
    let [cutShort, readPlainly] = [0, 0]
    fc.assert(fc.property(head, element, fc.integer({ min: 1, max: 3 }), (start, root, levels) => {
      const bytes = octets(start + root)
      const whole = seen(bytes, 'any') as { readonly root?: XmlElement }
      const wanted = whole.root === undefined ? whole : { ...whole, root: cut(whole.root, levels) }
      expect(seen(bytes, 'any', LIMITS, levels)).toEqual(wanted)
      const plain = seen(bytes, 'plain', LIMITS, levels)
      if (plain !== undefined) expect(plain).toEqual(wanted)
      if (plain !== undefined) readPlainly += 1
      if (whole.root !== undefined && JSON.stringify(wanted) !== JSON.stringify(whole)) cutShort += 1
      expect(plain === undefined).toBe(seen(bytes, 'plain') === undefined)
    }), { numRuns: 800 })
    expect(Math.min(cutShort, readPlainly)).toBeGreaterThan(40)
  })

  it('with many names, or with names of one sum, are left to the other reader or read alike', () => {
    // "Aa" and "BB" have one sum, and so have all rows of them.
    const rows = Array.from({ length: 64 }, (_, i) => i.toString(2).padStart(6, '0').replaceAll('0', 'Aa').replaceAll('1', 'BB'))
    const document = (names: readonly string[]): Uint8Array => octets(`<r>${names.map((one) => `<${one} ${one}="1" b="2"/>`).join('')}</r>`)
    const many = Array.from({ length: 1000 }, (_, i) => `n${String(i)}`)
    expect([rows.slice(0, 20), rows, many.slice(0, 300), many].map((names) => compare(document(names), {}))).toEqual([true, false, true, false])
    expect(compare(octets(`<r>${rows.slice(0, 9).map((one) => `<${one}></${rows[1] as string}>`).join('')}</r>`), {})).toBe(false)
  })

  it('are left to the other reader at a limit, which says so', () => {
    const wide = octets(`<a>${'<b c="1"/>'.repeat(10)}</a>`)
    const deep = octets('<a>'.repeat(9) + '</a>'.repeat(9))
    for (const [document, limits] of [[wide, { xmlNodes: 20 }], [deep, { xmlDepth: 8 }]] as const) {
      expect(seen(document, 'plain', limits)).toBeUndefined()
      expect(seen(document, 'any', limits)).toMatchObject({ code: 'LIMIT_EXCEEDED' })
    }
    expect([compare(wide, { xmlNodes: 21 }), compare(deep, { xmlDepth: 9 })]).toEqual([true, true])
  })

  it('in the fixtures are read alike, all of them', () => {
    const license = FIXTURE_CASES.find(({ id }) => id === 'ofd/accepted/gbt-38540-2020')
    const parts = Object.entries(unzipSync(license?.input ?? new Uint8Array())).filter(([path]) => path.endsWith('.xml'))
    expect(parts.length).toBeGreaterThan(5)
    expect(parts.filter(([, bytes]) => !compare(bytes, {})).map(([path]) => path)).toEqual([])
  })

  const corpus = join(import.meta.dirname, '../../../shared/corpus/ofd')
  it.skipIf(!existsSync(corpus))(`in packages of others are read alike${existsSync(corpus) ? '' : ' (skipped: no corpus beside the repository)'}`, () => {
    let [plain, all] = [0, 0]
    for (const file of readdirSync(corpus, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ofd'))) {
      let parts: Record<string, Uint8Array>
      try {
        parts = unzipSync(new Uint8Array(readFileSync(join(corpus, file))), { filter: ({ name: path, originalSize }) => path.endsWith('.xml') && originalSize < 300_000 })
      } catch {
        continue
      }
      for (const bytes of Object.values(parts)) {
        all++
        if (compare(bytes, {})) plain++
      }
    }
    expect(plain / all).toBeGreaterThan(0.8)
  })
})
