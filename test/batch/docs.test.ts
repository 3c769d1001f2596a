/** The examples of docs/batch.md do what they show. */
import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { FIXTURES } from '../verify/world.ts'

const REPOSITORY = join(import.meta.dirname, '../..')
const document = readFileSync(join(REPOSITORY, 'docs/batch.md'), 'utf8')
const block = (language: string): string => new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(document)?.[1] ?? ''

const folder = mkdtempSync(join(tmpdir(), 'yinxin-batch-docs-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
const license = join(FIXTURES, 'ofd/accepted/gbt-38540-2020/input.ofd')
mkdirSync(join(folder, 'in'))
for (const name of ['a.ofd', 'b.ofd', 'in/a.ofd', 'in/b.ofd']) copyFileSync(license, join(folder, name))
copyFileSync(join(FIXTURES, 'world/certificates/national-root.pem'), join(folder, 'root.pem'))
copyFileSync(join(FIXTURES, 'world/certificates/east-ca.pem'), join(folder, 'ca.pem'))

const run = (...words: readonly string[]): string =>
  execFileSync(process.execPath, ['--import', import.meta.resolve('tsx'), ...words], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

describe('docs/batch.md', () => {
  it('shows an example that runs, and goes on from its journal', { timeout: 60_000 }, () => {
    const program = join(folder, 'example.mts')
    writeFileSync(program, block('ts').replace(`'yinxin/batch'`, `'${join(REPOSITORY, 'src/batch/index.ts')}'`))
    const expected = '0 a.ofd TOTAL_PASSED\n1 absent.ofd UNREADABLE\n2 from the database TOTAL_PASSED\n'
    expect([run(program), run(program)]).toEqual([expected, expected])
  })

  it('shows a command that runs', { timeout: 60_000 }, () => {
    const [name, ...words] = block('sh').trim().split(' ')
    rmSync(join(folder, 'batch.journal'), { force: true })
    const lines = run(join(REPOSITORY, 'src/cli/main.ts'), ...words).trimEnd().split('\n').map((line) => JSON.parse(line) as { file: string; report: { accepted: boolean } })
    expect([name, lines.map(({ file, report }) => [file, report.accepted])]).toEqual(['yinxin', [['in/a.ofd', true], ['in/b.ofd', true]]])
  })
})
