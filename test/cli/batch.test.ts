/** `yinxin verify` over many files: in workers, with a journal, and what it says of files without a result. */
import { appendFileSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { ValidationReport } from '../../src/report/model.ts'
import { FIXTURES } from '../verify/world.ts'
import { yinxin } from './terminal.ts'

const GOOD = join(FIXTURES, 'ofd/accepted/gbt-38540-2020/input.ofd')
const certificates = join(FIXTURES, 'world/certificates')
const LISTS = join(FIXTURES, 'world/trust-lists')
const CERTS = ['--certs', join(certificates, 'east-ca.pem'), join(certificates, 'west-ca.pem')]
const TRUST = ['--trust', join(certificates, 'national-root.pem'), ...CERTS]

const folder = mkdtempSync(join(tmpdir(), 'yinxin-cli-batch-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
const tree = join(folder, 'tree')
mkdirSync(tree)
const names = Array.from({ length: 6 }, (_, index) => join(tree, `${String(index)}.ofd`))
names.forEach((name, index) => { if (index === 3) writeFileSync(name, 'no document'); else copyFileSync(GOOD, name) })

const verify = (...words: string[]): ReturnType<typeof yinxin> => yinxin(['verify', ...words])
interface JsonLine { readonly file: string; readonly report?: ValidationReport; readonly error?: string }
const linesOf = (out: string): readonly JsonLine[] => out.trimEnd().split('\n').map((line) => JSON.parse(line) as JsonLine)

describe('yinxin verify --jobs', () => {
  it('says the same as one file after the other, in the order of the files', async () => {
    const words = [join(folder, 'absent.ofd'), tree, '-', join(folder, '*.none'), ...TRUST]
    const stdin = readFileSync(GOOD)
    for (const form of [[], ['--ndjson']]) {
      const [one, two, journaled] = [
        await yinxin(['verify', ...words, ...form, '--jobs', '1'], { stdin }),
        await yinxin(['verify', ...words, ...form, '--jobs', '2'], { stdin }),
        await yinxin(['verify', ...words, ...form, '--journal', join(folder, `same${String(form.length)}.journal`)], { stdin }),
      ]
      expect(two).toEqual(one)
      expect(journaled).toEqual(one)
      expect(one.code).toBe(3)
    }
    const { out, err } = await yinxin(['verify', ...words, '--ndjson', '--jobs', '2'], { stdin })
    expect(linesOf(out).map(({ file }) => file)).toEqual([join(folder, 'absent.ofd'), ...names, '-', join(folder, '*.none')])
    expect(linesOf(out).map(({ report, error }) => report?.indication ?? error)).toEqual([
      'No such file.', 'TOTAL_PASSED', 'TOTAL_PASSED', 'TOTAL_PASSED', 'TOTAL_FAILED', 'TOTAL_PASSED', 'TOTAL_PASSED', 'TOTAL_PASSED', 'No file matches.',
    ])
    expect(err).toContain('9 files: 6 accepted, 1 not accepted, 0 undetermined, 2 without a result.')
  })

  it('--ndjson is --json', async () => {
    expect(await verify(tree, ...TRUST, '--ndjson')).toEqual(await verify(tree, ...TRUST, '--json'))
  })

  it('has exit codes of many as of few', async () => {
    const [good, bad] = [names[0] as string, names[3] as string]
    const journal = (index: number): readonly string[] => ['--journal', join(folder, `codes${String(index)}.journal`)]
    expect((await verify(good, names[1] as string, ...TRUST, ...journal(0))).code).toBe(0)
    expect((await verify(good, bad, ...TRUST, ...journal(1))).code).toBe(1)
    expect((await verify(good, names[1] as string, ...journal(2))).code).toBe(2)
    const device = await verify(good, bad, '/dev/null', ...TRUST, '--jobs', '2')
    expect([device.code, device.err]).toEqual([3, 'yinxin: /dev/null: Not a regular file. With --jobs or --journal only regular files and standard input (-) are read.\n'])
  })

  it('makes a file that takes too long one without a result', async () => {
    const { code, out, err } = await verify(names[0] as string, names[1] as string, ...TRUST, '--jobs', '2', '--timeout', '0.001')
    expect(err.match(/There was no result within the time given/g)).toHaveLength(2)
    expect(out).toContain('2 files: 0 accepted, 0 not accepted, 0 undetermined, 2 without a result.')
    expect(code).toBe(3)
  })

  it('writes pages with pictures, and JSON without', async () => {
    const pages = join(folder, 'pages')
    const { out, code } = await verify(names[0] as string, names[1] as string, ...TRUST, '--jobs', '2', '--html', pages, '--ndjson')
    expect(code).toBe(0)
    expect(out).toBe((await verify(names[0] as string, names[1] as string, ...TRUST, '--ndjson')).out)
    const [page] = names.map((name) => join(pages, `${name.replaceAll(/[^\w.-]+/g, '_').replace(/^_/, '')}.html`))
    expect(readFileSync(page as string, 'utf8')).toContain('data:image/png;base64,')
  })

  it('trusts signed lists in workers too', async () => {
    const list = ['--trust-list', join(LISTS, 'granted.jws'), '--trust-list-key', join(LISTS, 'operator.pem')]
    const one = await verify(tree, ...list, ...CERTS, '--ndjson')
    expect(await verify(tree, ...list, ...CERTS, '--ndjson', '--jobs', '2')).toEqual(one)
    expect(linesOf(one.out)[0]?.report?.accepted).toBe(true)
  })

  it('shows how far it is', async () => {
    const words = ['verify', tree, ...TRUST, '--journal', join(folder, 'shown.journal')]
    const english = await yinxin(words, { isTerminal: true, slow: 1000 })
    expect(english.progress.filter((line) => line.includes(' 3/6 '))).toEqual(['Verifying [##########..........] 3/6 (50%), 0.8 a second, about 0:04 left'])
    expect(english.progress.at(-1)).toMatch(/^Verifying \[#{20}\] 6\/6 \(100%\), /)
    // What was done before says nothing of how fast it goes now.
    const chinese = await yinxin(words, { isTerminal: true, slow: 1000, env: { LANG: 'zh_CN.UTF-8' } })
    expect(chinese.progress.filter((line) => line.includes(' 3/6'))).toEqual(['正在验证 [##########..........] 3/6（50%）'])
    expect((await yinxin([...words, '--jobs', '2'], { slow: 1000 })).progress).toEqual([])
  })

  it.each([
    ['--jobs 0', ['--jobs', '0'], '--jobs 0 is not usable'], ['--jobs many', ['--jobs', 'many'], '--jobs many is not usable'], ['--jobs 1000', ['--jobs', '1000'], '--jobs 1000 is not usable'],
    ['--timeout 0', ['--jobs', '2', '--timeout', '0'], '--timeout 0 is not usable'], ['--timeout alone', ['--timeout', '5'], '--timeout wants --jobs with 2 or more'],
    ['a journal on standard output', ['--journal', '-'], '--journal - is not usable'], ['a journal named like an input', ['--journal', join(folder, 'x.ofd')], 'will not be overwritten'],
    ['evidence from the network', ['--jobs', '2', '--online', '--allow-host', 'crl.example.cn'], '--online and --jobs cannot be used together'],
    ['evidence from the network in a journal', ['--journal', join(folder, 'online'), '--online', '--allow-host', 'crl.example.cn'], '--online and --journal cannot be used together'],
    ['a journal that is something else', ['--journal', join(certificates, '..', 'trust-lists')], 'cannot be written (EISDIR)'],
    ['a journal that cannot be made', ['--journal', join(folder, 'no', 'journal')], 'cannot be written (ENOENT)'],
  ])('refuses %s', async (_, words, text) => {
    const { code, out, err } = await verify(tree, ...TRUST, ...words)
    expect([code, out]).toEqual([3, ''])
    expect(err).toContain(text)
  })
})

describe('yinxin verify --journal', () => {
  it('goes on from what was finished, at the time of the first run, and says all again', async () => {
    const journal = join(folder, 'on.journal')
    const words = ['verify', tree, ...TRUST, '--ndjson', '--journal', journal]
    const first = await yinxin(words)
    const whole = readFileSync(journal, 'utf8')
    // As if it had been killed in the middle of the fourth line of seven.
    writeFileSync(journal, whole.slice(0, whole.split('\n').slice(0, 3).join('\n').length + 100))
    const second = await yinxin(words, { slow: 60_000 })
    expect([second.out, second.code]).toEqual([first.out, first.code])
    expect(readFileSync(journal, 'utf8')).toBe(whole)
    // Nothing is verified now: the files are gone from under it, but for what the journal knows of them.
    const third = await yinxin([...words, '--jobs', '2'])
    expect(third.out).toBe(first.out)
    expect(readFileSync(journal, 'utf8')).toBe(whole)
  })

  it('verifies again what has changed', async () => {
    const journal = join(folder, 'changed.journal')
    const file = join(folder, 'changing.ofd')
    copyFileSync(GOOD, file)
    const time = new Date('2026-05-01T00:00:00Z')
    utimesSync(file, time, time)
    expect((await verify(file, ...TRUST, '--journal', journal)).code).toBe(0)
    const octets = readFileSync(file)
    octets[5000] = (octets[5000] as number) ^ 1
    // Same place, same length, same time of change as far as who changes can set it.
    writeFileSync(file, octets)
    utimesSync(file, time, time)
    expect((await verify(file, ...TRUST, '--journal', journal)).code).toBe(1)
  })

  it('is kept apart from other settings, other files and other processes', async () => {
    const journal = join(folder, 'apart.journal')
    expect((await verify(names[0] as string, ...TRUST, '--journal', journal)).code).toBe(0)
    const other = await verify(names[0] as string, ...TRUST, '--policy', 'archive', '--journal', journal)
    expect([other.code, other.out]).toEqual([3, ''])
    expect(other.err).toContain('it belongs to a batch with other trust, evidence, policy or time')
    const text = join(folder, 'notes.txt')
    writeFileSync(text, 'precious\n')
    expect((await verify(names[0] as string, ...TRUST, '--journal', text)).err).toContain('this is no journal of yinxin')
    expect(readFileSync(text, 'utf8')).toBe('precious\n')
    appendFileSync(journal, 'broken\n{}\n')
    expect((await verify(names[0] as string, ...TRUST, '--journal', journal)).err).toMatch(/is damaged \(the journal is damaged at octet \d+\)/)
  })

  it('goes on although the state of the trust list is kept by now', async () => {
    const state = join(folder, 'list.state')
    const words = [tree, '--trust-list', join(LISTS, 'granted.jws'), '--trust-list-key', join(LISTS, 'operator.pem'), '--trust-state', state, ...CERTS, '--journal', join(folder, 'list.journal'), '--ndjson']
    const first = await verify(...words)
    expect([existsSync(state), linesOf(first.out)[0]?.report?.accepted]).toEqual([true, true])
    const second = await verify(...words)
    expect([second.out, second.code]).toEqual([first.out, first.code])
  })
})
