/** docs/online.md: its examples run, and reach no host. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { examplesOf, runExample } from '../example.ts'

const ROOT = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'yinxin-online-docs-'))
afterAll(() => { rmSync(folder, { recursive: true }) })

/** The document and the root that the examples take for given. */
const GIVEN = `import { readFileSync } from 'node:fs'
const bytes = readFileSync(${JSON.stringify(join(ROOT, 'fixtures/ofd/certificates/crl-missing/input.ofd'))})
const root = readFileSync(${JSON.stringify(join(ROOT, 'fixtures/world/certificates/national-root.pem'))})
const ca = readFileSync(${JSON.stringify(join(ROOT, 'fixtures/world/certificates/east-ca.pem'))})
`

describe('docs/online.md', () => {
  it('shows a verification that asks allowed hosts alone', async () => {
    const said = await runExample('docs/online.md', (code) => `${GIVEN}${code.replace('/var/cache/yinxin', folder).replace('anchors: [root] })', 'anchors: [root] }), certificates: [ca]')}\nconsole.log(report.indication, JSON.stringify(report).includes('ONLINE_HOST_NOT_ALLOWED'))`)
    expect(said).toEqual(['INDETERMINATE true'])
    expect(readdirSync(folder)).toEqual([])
  })

  it('shows a fetcher for browsers', async () => {
    expect(examplesOf('docs/online.md')).toHaveLength(2)
    const said = await runExample('docs/online.md', (code) => `import { createFetcher } from 'yinxin/online'\n${code}\nconsole.log(typeof fetcher.fetch)`, 1)
    expect(said).toEqual(['function'])
  })
})
