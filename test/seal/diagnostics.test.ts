import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sealDiagnostics } from '../../src/diagnostics/seal.ts'
import { sealMessages } from '../../src/report/messages/seal.ts'

const tests = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.test.ts') && file !== 'diagnostics.test.ts')
const sources = tests.map((file) => readFileSync(join(import.meta.dirname, file), 'utf8')).join('\n')

describe.each(Object.entries(sealDiagnostics))('%s', (code, { params, clause }) => {
  it('is triggered by a test of this room', () => {
    expect(sources).toContain(`'${code}'`)
  })

  it('has texts in both languages that show all of its values and no others', () => {
    const messages = sealMessages[code as keyof typeof sealDiagnostics]
    for (const { what, why, next } of [messages.en, messages.zh]) {
      const used = [...what.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
      for (const name of used) expect(params).toContain(name)
      for (const text of [what, why, next]) expect(text).toMatch(/[.。？]$/)
      expect(`${why}${next}`).not.toMatch(/[{}]/)
    }
    expect(messages.zh.what).toMatch(/\p{Script=Han}/u)
    const usedOf = (what: string): readonly string[] => [...what.matchAll(/\{\w+\}/g)].map(([name]) => name).sort()
    expect(usedOf(messages.en.what)).toEqual(usedOf(messages.zh.what))
  })

  it('names a standard and clause', () => {
    expect(clause).toMatch(/GM\/T|GB\/T|X\.6\d\d|RFC/)
  })
})
