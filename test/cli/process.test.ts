/** The command as a process: pipes, exit codes, and a reader that goes away. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'vitest'

const REPOSITORY = join(import.meta.dirname, '../..')
const GOOD = 'fixtures/ofd/accepted/gbt-38540-2020/input.ofd'

interface Ended { readonly code: number | null; readonly out: string; readonly err: string }

function start(words: readonly string[], { stdin, hangUp = false }: { stdin?: Uint8Array; hangUp?: boolean } = {}): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', ...words], { cwd: REPOSITORY, env: { ...process.env, LC_ALL: 'C' } })
  let [out, err] = ['', '']
  if (hangUp) child.stdout.destroy()
  else child.stdout.on('data', (chunk: Buffer) => { out += chunk.toString() })
  child.stderr.on('data', (chunk: Buffer) => { err += chunk.toString() })
  child.stdin.on('error', () => undefined)
  child.stdin.end(stdin)
  return new Promise((resolve) => { child.on('close', (code) => { resolve({ code, out, err }) }) })
}

describe.concurrent('the yinxin process', () => {
  it('says the version of the package', async ({ expect }) => {
    const { version } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8')) as { version: string }
    expect(await start(['--version'])).toEqual({ code: 0, out: `yinxin ${version}\n`, err: '' })
  })

  it('reads standard input and ends with the code of the verdict', async ({ expect }) => {
    const { code, out } = await start(['verify', '-', '--json'], { stdin: readFileSync(join(REPOSITORY, GOOD)) })
    expect(JSON.parse(out)).toMatchObject({ file: '-', report: { indication: 'INDETERMINATE' } })
    expect(code).toBe(2)
  })

  it('writes one line and ends with 3 when it cannot run', async ({ expect }) => {
    const { code, out, err } = await start(['verify', GOOD, '--policy', 'none'])
    expect(out).toBe('')
    expect(err).toMatch(/^yinxin: There is no policy none, .*\n$/)
    expect(code).toBe(3)
  })

  it('ends quietly when its reader goes away (EPIPE)', async ({ expect }) => {
    const { code, err } = await start(['explain'], { hangUp: true })
    expect(err).toBe('')
    expect(code).toBe(3)
  })
})
