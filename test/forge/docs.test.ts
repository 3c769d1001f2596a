import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { GENUINE, VARIANTS, forgeCase, forgeWorld, replacing, withPart } from '../../src/forge/index.ts'
import { verify } from '../../src/index.ts'
import { allSteps } from '../../src/report/findings.ts'
import { runExample } from '../example.ts'

const document = readFileSync(join(import.meta.dirname, '../../docs/forge.md'), 'utf8')

describe('docs/forge.md', () => {
  it('shows an example that runs', async () => {
    expect(await runExample('docs/forge.md')).toEqual(VARIANTS.slice(0, 3).map(({ name }) => `${name} true`))
  })

  it('shows two provinces', async () => {
    expect(await runExample('docs/forge.md', undefined, 1)).toEqual(['ACCEPTED', 'REJECTED', 'REJECTED', 'UNDETERMINED'])
  })

  it('shows how to make a variant of one\'s own', async () => {
    const world = forgeWorld({ seed: 'our pipeline', time: new Date('2026-03-02T02:30:00Z') })
    const parts = withPart(world.signed(), 'Doc_0/Pages/Page_0/Content.xml', replacing('2031年', '2039年'))
    const { options } = await forgeCase(world, GENUINE.ofd)
    const report = await verify(world.zip(parts), options)
    expect(report.accepted).toBe(false)
    expect(allSteps(report).flatMap(({ step }) => step.diagnostics).map(({ code }) => code)).toContain('OFD_REFERENCE_MISMATCH')
    for (const line of ["withPart(world.signed(), 'Doc_0/Pages/Page_0/Content.xml', replacing('2031年', '2039年'))", 'world.zip(parts)']) expect(document).toContain(line)
  })

  it('names every group of the catalogue', () => {
    const groups = new Set(VARIANTS.map(({ name }) => (name.startsWith('seal/') ? 'seal/...' : name.split('/').slice(0, 2).join('/'))))
    expect([...groups].filter((group) => !document.includes(`\`${group}\``))).toEqual([])
  })
})
