/** `yinxin forge` in this process: what it writes is what `yinxin check` passes, whole or not at all. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { VARIANTS } from '../../src/forge/index.ts'
import { yinxin } from './terminal.ts'

let folder = ''
beforeEach(() => {
  if (folder !== '') rmSync(folder, { recursive: true })
  folder = mkdtempSync(join(tmpdir(), 'yinxin-forge-'))
})
afterAll(() => { rmSync(folder, { recursive: true }) })
const path = (name: string): string => join(folder, name)
const files = (name: string): readonly (readonly [string, string])[] =>
  readdirSync(path(name), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .map((entry) => [join(entry.parentPath, entry.name).slice(path(name).length + 1), readFileSync(join(entry.parentPath, entry.name)).toString('hex')] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))

describe('yinxin forge', () => {
  it('writes all cases, and yinxin check passes on every one', async () => {
    expect(await yinxin(['forge', 'all', '--out', path('cases'), '--seed', 'all', '--time', '2030-01-01T00:00:00Z', '--authority', '北屿州文化和旅游厅']))
      .toMatchObject({ code: 0, out: '', err: `Wrote ${path('cases')}\n` })
    const { code, out } = await yinxin(['check', path('cases')])
    expect(out).toBe(`${VARIANTS.length} cases: ${VARIANTS.length} as expected, 0 not, 0 could not run.\n`)
    expect(code).toBe(0)
  }, 120_000)

  it('writes one case with all that it needs, the same octets each time and others for another seed', async () => {
    const name = 'ofd/trust-lists/withdrawn-since'
    for (const [out, seed] of [['a', 'x'], ['b', 'x'], ['c', 'y']] as const) expect((await yinxin(['forge', name, '--out', path(out), '--seed', seed])).code).toBe(0)
    expect(files('a').map(([file]) => file)).toEqual(['case.json', 'input.ofd', 'trust/east-ca.pem', 'trust/operator.pem', 'trust/west-ca.pem', 'trust/withdrawn-since.jws'])
    expect(files('b')).toEqual(files('a'))
    expect(files('c').filter(([, octets], i) => octets === files('a')[i]?.[1]).map(([file]) => file)).toEqual(['case.json'])
    expect((await yinxin(['check', path('a'), path('c')])).out).toBe('2 cases: 2 as expected, 0 not, 0 could not run.\n')
  })

  it('writes the cross-province case, which yinxin assess accepts once', async () => {
    for (const [out, seed] of [['a', 'x'], ['b', 'x']] as const) expect((await yinxin(['forge', 'provinces', '--out', path(out), '--seed', seed])).code).toBe(0)
    expect(files('b')).toEqual(files('a'))
    const document = readFileSync(join(import.meta.dirname, '../../docs/forge.md'), 'utf8')
    const command = /^yinxin (assess [^]*?[^\\])\n/m.exec(document)?.[1]?.replaceAll('\\\n', ' ').split(/\s+/) ?? []
    const words = command.map((word) => word.replace(/^counter\//, `${path('a')}/`))
    expect(await yinxin(words)).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^Accepted\./) as string })
    expect(await yinxin(words)).toMatchObject({ code: 1, out: expect.stringContaining('PUR_REPLAY') as string })
  })

  it('speaks Chinese in the case too', async () => {
    expect((await yinxin(['forge', 'ofd/seal/maker-revoked', '--out', path('a'), '--lang', 'zh'])).err).toContain('已写入')
    expect(readFileSync(path('a/case.json'), 'utf8')).toContain('制章者证书在制章前已被撤销。')
  })

  it('lists the catalogue in either language and as JSON', async () => {
    const { out, code } = await yinxin(['forge', 'list'])
    expect(code).toBe(0)
    expect(out.match(/\n {4}/g)).toHaveLength(VARIANTS.length)
    expect(out).toContain('ofd/seal/expired-at-signing  TOTAL_FAILED EXPIRED: SEAL_EXPIRED\n    The seal had expired a month before it was used.\n')
    expect((await yinxin(['forge', 'list', '--lang', 'zh'])).out).toContain('    用印时印章已过期一个月。\n')
    const listed = JSON.parse((await yinxin(['forge', 'list', '--json'])).out) as readonly { name: string }[]
    expect(listed.map(({ name }) => name)).toEqual(VARIANTS.map(({ name }) => name))
  })

  it('writes into an empty folder, and into no other', async () => {
    mkdirSync(path('empty'))
    expect((await yinxin(['forge', 'ofd/container/truncated', '--out', path('empty')])).code).toBe(0)
    const before = files('empty')
    const again = await yinxin(['forge', 'ofd/container/truncated', '--out', path('empty')])
    expect(again).toMatchObject({ code: 3, out: '' })
    expect(again.err).toContain(`--out ${path('empty')} is not empty`)
    expect(files('empty')).toEqual(before)
  })

  it.each<readonly [string, readonly string[], string]>([
    ['nothing to make', [], 'exactly one argument'],
    ['two names', ['ofd/seal/not-yet-valid', 'ofd/seal/maker-revoked', '--out', 'OUT'], 'exactly one argument'],
    ['no folder', ['ofd/seal/not-yet-valid'], '--out is missing'],
    ['a name that is none', ['frobnicate', '--out', 'OUT'], 'yinxin forge list'],
    ['a name with a slip', ['ofd/seal/not-yet-vaild', '--out', 'OUT'], 'did you mean: ofd/seal/not-yet-valid'],
    ['a part of a name', ['maker-revoked', '--out', 'OUT'], 'did you mean: ofd/seal/maker-revoked'],
    ['a time without zone', ['all', '--out', 'OUT', '--time', '2026-03-01T00:00:00'], '--time 2026-03-01T00:00:00'],
    ['a time too early', ['all', '--out', 'OUT', '--time', '1979-01-01T00:00:00Z'], '1980 to 2044'],
    ['a name of an authority that is none', ['all', '--out', 'OUT', '--authority', '<b>'], 'authority'],
    ['a time too late for two provinces', ['provinces', '--out', 'OUT', '--time', '2045-01-01T00:00:00Z'], '1980 to 2044'],
    ['an option of list elsewhere', ['all', '--out', 'OUT', '--json'], 'has no option --json'],
    ['a folder for the list', ['list', '--out', 'OUT'], 'has no option --out'],
  ])('3, one line and nothing written for %s', async (_, words, said) => {
    const { code, out, err } = await yinxin(['forge', ...words.map((word) => (word === 'OUT' ? path('out') : word))])
    expect({ code, out }).toEqual({ code: 3, out: '' })
    expect(err).toMatch(/^yinxin: [^\n]*\n$/)
    expect(err).toContain(said)
    expect(existsSync(path('out'))).toBe(false)
    expect(readdirSync(folder)).toEqual([])
  })

  it('leaves no draft where the place is a file or has no folder above', async () => {
    writeFileSync(path('file'), 'x')
    for (const place of ['file', 'file/below']) {
      expect((await yinxin(['forge', 'ofd/container/truncated', '--out', path(place)])).err).toMatch(/cannot be written \(ENOTDIR\)/)
    }
    expect(readdirSync(folder)).toEqual(['file'])
  })

  it('--help has an example in both languages', async () => {
    expect((await yinxin(['forge', '--help'])).out).toMatch(/\nExample\n {2}yinxin forge .*\n$/)
    expect((await yinxin(['help', 'forge', '--lang', 'zh'])).out).toMatch(/\n示例\n {2}yinxin forge .*\n$/)
  })
})
