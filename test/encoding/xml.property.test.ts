import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseXml } from '../../src/encoding/xml.ts'
import type { XmlElement } from '../../src/encoding/xml.ts'
import { VerificationError } from '../../src/errors.ts'
import { Budget } from '../../src/limits.ts'
import { octets } from './zip-builder.ts'

function parse(bytes: Uint8Array): XmlElement | undefined {
  try {
    return parseXml(bytes, { budget: new Budget() }).root
  } catch (error) {
    if (error instanceof VerificationError) return undefined
    throw error
  }
}

test('any octets and any text: nothing but errors of ours', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
    parse(bytes)
  }))
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
    parse(octets(`<a>${text}</a>`))
    parse(octets(`<a b="${text}"/>`))
    parse(octets(text))
  }))
})

const SEED = `<?xml version="1.0" encoding="UTF-8"?><!-- c --><ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" Version="1.0" DocType='OFD'>
<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot><![CDATA[x]]>&lt;&#65;<?p i?></ofd:DocBody></ofd:OFD>`

test('mutated documents: nothing but errors of ours', () => {
  const fragment = fc.constantFrom('<', '>', '/', '&', ';', '"', "'", '=', ' ', '<!', '<?', '?>', ']]>', '<![CDATA[', '<!--', '-->', '<!DOCTYPE', 'xmlns:', ':', '\u0000', '\ufeff', '&#x')
  const change = fc.tuple(fc.nat(), fc.nat({ max: 10 }), fragment)
  let parsed = 0
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
      let text = SEED
      for (const [place, removed, inserted] of changes) {
        const at = place % text.length
        text = text.slice(0, at) + inserted + text.slice(at + removed)
      }
      if (parse(octets(text)) !== undefined) parsed++
    }),
    { numRuns: 1000 },
  )
  expect(parsed).toBeGreaterThan(10)
})

interface Tree {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly content: readonly (string | Tree)[]
}

test('what is written down is read back', () => {
  const name = fc.constantFrom('a', 'Reference', '__proto__', 'constructor', '签章', 'x.y-z', '_')
  const text = fc.string({ unit: fc.constantFrom('a', ' ', '\n', '<', '&', '"', "'", ']', '>', '证', '\u{20000}', '\t') })
  const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.record({
      name,
      attributes: fc.array(fc.tuple(name, text)).map((list) => new Map(list)),
      content: fc.array(fc.oneof({ depthSize: 'small' }, text, tie('tree')), { maxLength: 4 }),
    }),
  }))
  const escape = (value: string): string => Array.from(value, (c) => (/[<>&"'\n\t]/.test(c) ? `&#${String(c.codePointAt(0))};` : c)).join('')
  const write = ({ name: tag, attributes, content }: Tree): string => {
    const list = [...attributes].map(([key, value]) => ` ${key}="${escape(value)}"`).join('')
    return `<${tag}${list}>${content.map((item) => (typeof item === 'string' ? `${escape(item)}<!-- -->` : write(item))).join('')}</${tag}>`
  }
  const check = (element: XmlElement | undefined, { name: tag, attributes, content }: Tree): void => {
    expect(element?.name).toBe(tag)
    expect(new Map(element?.attributes.map(({ name: key, value }) => [key, value]))).toEqual(attributes)
    expect(element?.text).toBe(content.filter((item) => typeof item === 'string').join(''))
    const children = content.filter((item) => typeof item !== 'string')
    expect(element?.children).toHaveLength(children.length)
    children.forEach((child, index) => {
      check(element?.children[index], child)
    })
  }
  fc.assert(fc.property(tree, (value) => {
    check(parse(octets(write(value))), value)
  }))
})
