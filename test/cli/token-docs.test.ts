/** The command lines of docs/identity.md, one after the other, with the keys of a development authority. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { startDevAuthority } from '../../src/node/dev-authority/index.ts'
import { yinxin } from './terminal.ts'
import type { Said } from './terminal.ts'

const folder = mkdtempSync(join(tmpdir(), 'yinxin-token-docs-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
const read = (name: string): string => readFileSync(join(import.meta.dirname, '../..', name), 'utf8')

it.each(['docs/identity.md', 'README.md', 'README.zh-CN.md'])('%s shows commands that do what it says', async (name) => {
  await (await startDevAuthority({ folder: join(folder, 'world') })).close()
  const claims = /```json\n([^]*?)```/.exec(read('docs/identity.md'))?.[1] ?? ''
  writeFileSync(join(folder, 'claims.json'), claims)
  rmSync(join(folder, 'token.txt'), { force: true })
  const lines = [...read(name).matchAll(/^(yinxin (?:token|profile) [^#\n]*?)\s*(?:#.*)?$/gm)].map(([, line]) => line as string)
  expect(lines.length).toBeGreaterThanOrEqual(2)
  const said: (Said & { readonly line: string })[] = []
  for (const line of lines) {
    const [command = '', input] = line.split(' < ')
    const words = command.split(' ').slice(1).map((word) => (/^(world\/|claims|token\.txt)/.test(word) ? join(folder, word) : word))
    const stdin = input === undefined ? undefined : new Uint8Array(readFileSync(join(folder, input)))
    said.push({ line, ...(await yinxin(words, stdin === undefined ? {} : { stdin })) })
  }
  expect(said.filter(({ code }) => code !== 0)).toEqual([])
  for (const { line, out } of said) {
    if (line.includes(' verify ')) expect(out).toMatch(line.includes('--json') ? /"accepted":true/ : /^✓ Token accepted/)
    if (line.includes('--profile')) expect(JSON.parse(out)).toMatchObject({ assertion: { kind: 'NATURAL', holder: { type: '111' }, level: { identityProofing: 3 } } })
    if (line.includes('decode')) expect(out).toMatch(/^What follows was not verified/)
    if (!line.includes('--reveal')) expect(out).not.toContain('330101190002030018')
  }
})
