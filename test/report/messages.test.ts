/** The catalogue against the table of codes: what is declared can be said, in both languages, with its values. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { diagnosticCodes, diagnosticDefinition } from '../../src/diagnostics/index.ts'
import { fillText, LANGUAGES, MESSAGES, messageOf } from '../../src/report/messages/index.ts'
import * as terms from '../../src/report/messages/terms.ts'
import { generatedDocuments, triggersOfCodes } from '../../docs/generate.ts'

const codes = diagnosticCodes()
const CHINESE = /\p{Script=Han}/u

describe('texts of codes', () => {
  it('has no code with two texts and no text without code', () => {
    expect(Object.keys(MESSAGES).sort()).toEqual([...codes].sort())
  })

  it('has every text in both languages, each in its own script', () => {
    const bad = codes.flatMap((code) => LANGUAGES.flatMap((language) => {
      const { what, why, next } = MESSAGES[code][language]
      return [what, why, next].filter((text) => text.trim() === '' || CHINESE.test(text) !== (language === 'zh')).map((text) => `${code} ${language}: ${text}`)
    }))
    expect(bad).toEqual([])
  })

  it('uses only values that the code carries', () => {
    const bad = codes.flatMap((code) => LANGUAGES.flatMap((language) => {
      const places = Object.values(MESSAGES[code][language]).flatMap((text: string) => [...text.matchAll(/\{(\w*)\}/g)].map((match) => match[1] as string))
      return places.filter((name) => !diagnosticDefinition(code).params.includes(name)).map((name) => `${code} ${language}: {${name}}`)
    }))
    expect(bad).toEqual([])
  })

  it('has a clause for every code', () => {
    expect(codes.filter((code) => diagnosticDefinition(code).clause.trim().length < 4)).toEqual([])
  })

  it('spells codes as nouns first, in capitals', () => {
    expect(codes.filter((code) => !/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(code))).toEqual([])
  })

  it('has a test or a fixture for every code', () => {
    const triggers = triggersOfCodes()
    expect(codes.filter((code) => triggers.get(code)?.length === 0)).toEqual([])
  })

  it('fills in values and keeps them harmless', () => {
    expect(fillText('{a} and {b} and {constructor}', { a: 1, b: 'x\u001b[31m{a}' })).toBe('1 and x⟨U+001B⟩[31m{a} and {constructor}')
    expect(messageOf({ code: 'LIMIT_EXCEEDED', params: { limit: 'derDepth', maximum: 32 } }, 'en').what).toContain('the limit derDepth is 32')
  })
})

describe('terms', () => {
  it('has every term in both languages', () => {
    const bad: string[] = []
    const visit = (value: unknown, path: string): void => {
      if (typeof value !== 'object' || value === null) return
      if ('zh' in value && 'en' in value) {
        if (typeof value.zh !== 'string' || typeof value.en !== 'string' || value.en.trim() === '' || !CHINESE.test(value.zh) && !/SM3/.test(value.zh)) bad.push(path)
      } else for (const [name, member] of Object.entries(value)) visit(member, `${path}.${name}`)
    }
    visit(terms, 'terms')
    expect(bad).toEqual([])
  })
})

describe('generated documents', () => {
  it.each([...generatedDocuments().keys()])('%s is current: npm run docs', (path) => {
    // As a boolean: the difference of two long documents helps nobody.
    expect(readFileSync(join(import.meta.dirname, '../..', path), 'utf8') === generatedDocuments().get(path)).toBe(true)
  })
})
