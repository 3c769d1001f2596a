/** `yinxin dev-authority`: ready, asked, interrupted; and what keeps it from starting. */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { runningAuthority, until } from './running-authority.ts'
import { yinxin } from './terminal.ts'

const REPOSITORY = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'yinxin-cli-authority-'))
afterAll(() => { rmSync(folder, { recursive: true }) })

describe('yinxin dev-authority', () => {
  it('runs until it is interrupted', async () => {
    const dir = join(folder, 'new', 'world')
    const { world, end } = await runningAuthority(dir, '--algorithm', 'ecdsa')
    const { origin } = world
    expect(world).toMatchObject({ algorithm: 'ecdsa' })
    expect((await fetch(`${origin}/ca.cer`)).status).toBe(200)
    writeFileSync(join(dir, 'revoked.txt'), 'nobody\u001b[2J')
    expect((await fetch(`${origin}/ca.crl`)).status).toBe(500)
    const { code, out, err } = await end()
    expect([code, out]).toEqual([0, `${origin}\n`])
    expect(err).toContain(`${join(dir, 'world.json')} says what it has`)
    expect(err).toMatch(/A request could not be answered: .*nobody/)
    expect(err).not.toContain('\u001b')
    await expect(fetch(`${origin}/ca.cer`)).rejects.toThrow()
  })

  it.each(['SIGINT', 'SIGTERM'] as const)('as a process ends with 0 at %s', async (signal) => {
    const dir = join(folder, signal)
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', 'dev-authority', '--dir', dir], { cwd: REPOSITORY, env: { ...process.env, LC_ALL: 'C' } })
    let out = ''
    child.stdout.on('data', (chunk: Buffer) => { out += chunk.toString() })
    const ended = new Promise((resolve) => { child.on('close', resolve) })
    await until(() => out.includes('\n'))
    expect((await fetch(`${out.trim()}/root.crl`)).status).toBe(200)
    child.kill(signal)
    expect(await ended).toBe(0)
  })

  it('says what keeps it from starting, and writes nothing', async () => {
    const dir = join(folder, 'not-empty')
    const start = (...words: readonly string[]): ReturnType<typeof yinxin> => yinxin(['dev-authority', ...words])
    mkdirSync(dir)
    writeFileSync(join(dir, 'ca.pem'), '')
    const again = await start('--dir', dir)
    expect([again.code, again.out]).toEqual([3, ''])
    expect(again.err).toContain('is not empty')
    expect(readdirSync(dir)).toEqual(['ca.pem'])
    const busy = createServer()
    await new Promise<void>((resolve) => { busy.listen(0, '127.0.0.1', resolve) })
    const taken = await start('--dir', join(folder, 'x'), '--port', String((busy.address() as AddressInfo).port))
    busy.close()
    expect(taken.err).toContain('cannot be used (EADDRINUSE)')
    for (const [words, said] of [
      [[], '--dir is missing'], [['--dir', 'x', '--algorithm', 'dsa'], 'sm2, rsa, ecdsa'], [['--dir', 'x', '--port', '0'], '--port 0 is not usable'],
      [['--dir', 'x', '--port', '70000'], '--port 70000 is not usable'], [['x', '--dir', 'x'], 'takes options only'], [['--dir', join(dir, 'ca.pem', 'x')], 'ENOTDIR'],
    ] as const) {
      const { code, err } = await start(...words)
      expect([code, err]).toEqual([3, expect.stringContaining(said)])
    }
  })

  it('goes on in the folder of an earlier one, or says what stands against it', async () => {
    const dir = join(folder, 'again')
    const start = (...words: readonly string[]): ReturnType<typeof yinxin> => yinxin(['dev-authority', '--dir', dir, ...words])
    const first = await start('--algorithm', 'ecdsa')
    const { origin } = JSON.parse(readFileSync(join(dir, 'world.json'), 'utf8')) as { readonly origin: string }
    expect(await start()).toMatchObject({ code: 0, out: first.out })
    expect(first.out).toBe(`${origin}\n`)
    const port = new URL(origin).port
    for (const [words, said] of [
      [['--algorithm', 'rsa'], 'whose keys are ecdsa'], [['--port', port === '20005' ? '20006' : '20005'], `at port ${port}`], [['--lang', 'zh', '--algorithm', 'rsa'], '使用 ecdsa'],
    ] as const) {
      const { code, out, err } = await start(...words)
      expect([code, out, err]).toEqual([3, '', expect.stringContaining(said)])
    }
    rmSync(join(dir, 'tsa.key'))
    expect(await start()).toMatchObject({ code: 3, err: expect.stringContaining('tsa.key is missing or does not fit') as string })
  })

  it('shows an example in both languages', async () => {
    for (const [lang, example] of [['zh', '示例'], ['en', 'Example']] as const) {
      expect((await yinxin(['dev-authority', '--help', '--lang', lang])).out).toContain(`${example}\n  yinxin dev-authority --dir world\n`)
      expect((await yinxin(['--help', '--lang', lang])).out).toContain('yinxin dev-authority ')
    }
  })
})
