/** Each code of the signing side is triggered by a test of this room. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { signDiagnostics } from '../../src/diagnostics/sign.ts'
import { signMessages } from '../../src/report/messages/sign.ts'

const sources = ['seal', 'ofd', 'license'].flatMap((folder) => readdirSync(join(import.meta.dirname, folder)).map((file) => readFileSync(join(import.meta.dirname, folder, file), 'utf8'))).join('\n')

describe.each(Object.entries(signDiagnostics))('%s', (code, { params }) => {
  it('is triggered here', () => {
    expect(sources).toContain(`'${code}'`)
  })

  it('has texts that show all of its values and no others', () => {
    const { en, zh } = signMessages[code as keyof typeof signDiagnostics]
    for (const { what } of [en, zh]) expect([...what.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort()).toEqual([...params].sort())
  })
})
