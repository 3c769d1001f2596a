/** `yinxin trends`, through the command line: what it reads, what it says of what it cannot read, and the state it keeps. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { linesOf } from '../../src/cli/report-lines.ts'
import { trendReportSchema } from '../../src/trends/schema.ts'
import { parseTrendState } from '../../src/trends/index.ts'
import { reportLine, weekLines } from '../trends/lines.ts'
import { FIXTURES } from '../verify/world.ts'
import { yinxin } from './terminal.ts'
import type { Said, Surroundings } from './terminal.ts'

const folder = mkdtempSync(join(tmpdir(), 'yinxin-trends-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
const put = (name: string, ...lines: readonly string[]): string => {
  writeFileSync(join(folder, name), lines.map((line) => `${line}\n`).join(''))
  return join(folder, name)
}
const trends = (words: readonly string[], surroundings?: Surroundings): Promise<Said> => yinxin(['trends', ...words], surroundings)

const STEADY = put('steady.ndjson', ...weekLines(2, 100), ...weekLines(2, 20, 'LICENSE_EXPIRED'), ...weekLines(3, 100), ...weekLines(3, 20, 'LICENSE_EXPIRED'))
const RISING = put('rising.ndjson', ...weekLines(4, 100), ...weekLines(4, 40, 'LST_STALE'))

describe('yinxin trends', () => {
  it('0 when nothing is new, 1 when something is, in both languages', async () => {
    const steady = await trends([STEADY])
    expect(steady).toMatchObject({ code: 0, err: '' })
    expect(steady.out).toMatch(/^Where licenses get stuck\n2026-W02 to 2026-W03, at least 240 reports/)
    const rising = await trends([STEADY, RISING, '--lang', 'zh'])
    expect([rising.code, rising.err]).toEqual([1, ''])
    expect(rising.out).toMatch(/LST_STALE +40 +0 +40 +● 新出现 +身份认证或共享平台\n/)
    expect(rising.out).toContain('需要关注')
  })

  it('the same for files, a folder, a pattern, standard input and parts', async () => {
    mkdirSync(join(folder, 'tree', 'b'), { recursive: true })
    put('tree/a.ndjson', ...weekLines(2, 9, 'LST_STALE'))
    put('tree/b/c.jsonl', ...weekLines(3, 7, 'LST_STALE'))
    put('tree/b/notes.txt', 'not a report')
    const whole = put('whole.json', ...weekLines(3, 7, 'LST_STALE'), ...weekLines(2, 9, 'LST_STALE'))
    const expected = await trends([whole, '--json'])
    expect(expected.code).toBe(0)
    for (const words of [[join(folder, 'tree')], [join(folder, 'tree/a.ndjson'), join(folder, 'tree/b/c.jsonl')], [join(folder, 'tree/**/*.*son*')]]) {
      expect(await trends([...words, '--json'])).toEqual(expected)
    }
    expect(await trends(['-', '--json'], { stdin: readFileSync(whole) })).toEqual(expected)
    expect(trendReportSchema.parse(JSON.parse(expected.out))).toMatchObject({ reasons: [{ code: 'LST_STALE', reports: 16 }] })
  })

  it('reads what yinxin verify prints, with the journal that it keeps', async () => {
    const trust = ['--trust', join(FIXTURES, 'world/certificates/national-root.pem'), '--certs', join(FIXTURES, 'world/certificates/east-ca.pem')]
    const journal = join(folder, 'batch.journal')
    const said = await yinxin(['verify', join(FIXTURES, 'ofd/references'), join(folder, 'absent.ofd'), ...trust, '--time', '2026-06-01T00:00:00Z', '--journal', journal, '--json'])
    const [ofLines, ofJournal] = [await trends([put('verified.ndjson', said.out.trimEnd()), '--minimum', '1', '--json']), await trends([journal, '--minimum', '1', '--json'])]
    expect([ofLines.code, ofLines.err]).toEqual([0, ''])
    const report = trendReportSchema.parse(JSON.parse(ofLines.out))
    expect(report.reasons.map(({ code }) => code)).toContain('OFD_REFERENCE_MISMATCH')
    expect(report).toMatchObject({ weeks: { from: '2026-W23', to: '2026-W23' }, unreadable: 0, withoutResult: 1 })
    const ca = report.reasons[0]?.groups.find(({ dimension }) => dimension === 'ca')
    expect(ca?.values.length).toBeGreaterThan(0)
    expect(JSON.parse(ofJournal.out)).toEqual({ ...report, withoutResult: 0 })
    // No name of a file, no number and no holder of a license.
    const documents = said.out.trimEnd().split('\n').map((line) => JSON.parse(line) as { file: string; report?: { license?: { facts?: { metadata?: { number?: string; holders: { name?: string }[] } } } } })
    const personal = documents.flatMap(({ file, report: one }) => {
      const { number, holders = [] } = one?.license?.facts?.metadata ?? {}
      return [file, number, ...holders.map(({ name }) => name)].filter((word) => word !== undefined)
    })
    expect(new Set(personal).size).toBeGreaterThan(documents.length)
    expect(personal.filter((word) => ofLines.out.includes(word))).toEqual([])
  })

  it('names lines that it cannot read, counts the others, and says so with its exit code', async () => {
    const mixed = put('mixed.ndjson', ...weekLines(2, 9, 'LST_STALE'), '', 'nonsense', '{"schema":2,"kind":"ofd"}', '{"file":"a.ofd","error":"x"}', ...weekLines(3, 1), '{"schema":1,"kind":"ofd"}')
    const { code, out, err } = await trends([mixed, STEADY])
    expect(code).toBe(3)
    expect(err).toBe(`yinxin: ${mixed}: line 11 was not counted: it is not one whole JSON object (one a line is expected).
yinxin: ${mixed}: line 12 was not counted: the report is of another version of yinxin; use that version.
yinxin: ${mixed}: line 15 was not counted: it is no report that this version knows.
`)
    expect(out).toMatch(/LST_STALE +9 /)
    expect(out).toContain('Lines that were not read: 3\nItems without a result: 1\n')
    const many = await trends([put('bad.ndjson', ...Array<string>(25).fill('{')), '--lang', 'zh'])
    expect(many.err.split('\n').filter((line) => line.includes('行未计入'))).toHaveLength(11)
    expect(many.err).toContain('另有 15 行未计入。')
  })

  it('3 for files that are not there, and for words that do not fit', async () => {
    const absent = await trends([join(folder, 'absent.ndjson'), STEADY])
    expect([absent.code, absent.err]).toEqual([3, `yinxin: ${join(folder, 'absent.ndjson')}: No such file.\n`])
    expect(absent.out).toContain('LICENSE_EXPIRED')
    mkdirSync(join(folder, 'empty'))
    expect((await trends([join(folder, 'empty')])).err).toContain('There is no .json, .jsonl, .ndjson or .journal file')
    for (const [words, problem] of [
      [[], 'No file of reports'], [[STEADY, '--from', '2026-05'], '--from 2026-05'], [[STEADY, '--week', '2026-W54'], '--week 2026-W54'], [[STEADY, '--by', 'holder'], '--by holder'],
      [[STEADY, '--minimum', '2'], '--minimum 2'], [[STEADY, '--minimum', '0'], '--minimum 0'], [[STEADY, '--fix', 'LST_STALE'], '--fix wants --state'],
      [[STEADY, '--state', 's.json', '--fix', 'LST_STAL'], 'LST_STALE'], [[STEADY, '--state', '-'], '--state -'], [[STEADY, '--html', STEADY], STEADY], [[STEADY, '--state', STEADY], STEADY],
      [[STEADY, '--json', '--html', '-'], '--json'], [[STEADY, '--quiet-weeks', '4'], '--quiet-weeks wants --state'],
    ] as const) {
      const said = await trends(words)
      expect([said.code, said.out]).toEqual([3, ''])
      expect(said.err).toContain(problem)
    }
  })

  it('counts only the weeks and breaks down only by what is asked for', async () => {
    const { out } = await trends([STEADY, RISING, '--from', '2026-W03', '--to', '2026-W03', '--by', 'ca', '--json'])
    const report = trendReportSchema.parse(JSON.parse(out))
    expect(report).toMatchObject({ weeks: { from: '2026-W03', to: '2026-W03' }, reasons: [{ code: 'LICENSE_EXPIRED', reports: 20, groups: [{ dimension: 'ca' }] }] })
    expect((await trends([STEADY, RISING, '--week', '2026-W03', '--json'])).out).toContain('"since":"2026-W03"')
    expect((await trends([STEADY, '--from', '2026-W30'])).out).toContain('There are no reports to count.')
  })

  it('writes a page', async () => {
    const html = join(folder, 'trends.html')
    const said = await trends([STEADY, RISING, '--html', html])
    expect([said.code, said.err]).toEqual([1, `Wrote ${html}\n`])
    expect(readFileSync(html, 'utf8')).toMatch(/^<!doctype html>\n<html lang="en">[\s\S]*LST_STALE/)
    expect((await trends([STEADY, '--html', '-', '--lang', 'zh'])).out).toMatch(/^<!doctype html>\n<html lang="zh-CN">/)
  })

  it('shows how far it is on a terminal, when it takes long', async () => {
    const { progress } = await trends([STEADY, RISING], { isTerminal: true, slow: 1000 })
    expect(progress.at(-1)).toMatch(/^Reading reports: file 2 of 2, \d+ lines so far$/)
    expect((await trends([STEADY], { slow: 1000 })).progress).toEqual([])
    expect((await trends([STEADY], { isTerminal: true })).progress).toEqual([])
  })

  it('what a file says cannot drive the terminal', async () => {
    const hostile = put('hostile.ndjson', ...Array<string>(9).fill(reportLine({ ca: 'CN=\u001b[2Jevil\u202e', codes: ['LST_STALE'] })), '\u001b[31m{"schema":', `{"schema":1,"kind":"${'\u009b'.repeat(1000)}"}`)
    for (const words of [[hostile, '--details'], [hostile, '--json']]) {
      const { out, err } = await trends(words)
      expect(out).toContain('evil')
      expect(out + err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/u)
    }
  })
})

describe('yinxin trends --state', () => {
  const stateFile = join(folder, 'state.json')
  const stand = (code: string): unknown => parseTrendState(readFileSync(stateFile, 'utf8')).reasons[code]?.changes.at(-1)

  it('open, acknowledged, fixed, recurring', async () => {
    const first = await trends([STEADY, RISING, '--state', stateFile])
    expect([first.code, first.out]).toEqual([1, expect.stringMatching(/LST_STALE .*open \(2026-W04\)/)])
    const known = await trends([STEADY, RISING, '--state', stateFile, '--acknowledge', 'lst-stale:asked the platform: ticket 7', '--as-of', '2026-W04'])
    expect([known.code, known.out]).toEqual([0, expect.stringMatching(/LST_STALE .*acknowledged \(2026-W04\)/)])
    expect(stand('LST_STALE')).toEqual({ week: '2026-W04', state: 'acknowledged', note: 'asked the platform: ticket 7' })
    // Words alone: no reports are needed.
    expect((await trends(['--state', stateFile, '--fix', 'LST_STALE', '--fix', 'LICENSE_EXPIRED', '--as-of', '2026-W04'])).code).toBe(0)
    expect([stand('LST_STALE'), stand('LICENSE_EXPIRED')]).toEqual([{ week: '2026-W04', state: 'fixed' }, { week: '2026-W04', state: 'fixed' }])
    const back = await trends([STEADY, RISING, put('later.ndjson', ...weekLines(6, 100), ...weekLines(6, 30, 'LST_STALE')), '--state', stateFile])
    expect([back.code, back.out]).toEqual([1, expect.stringMatching(/LST_STALE .*recurring \(2026-W06\)/)])
    expect((await trends(['--state', stateFile, '--reopen', 'LST_STALE'])).code).toBe(0)
    // The week of the clock.
    expect(stand('LST_STALE')).toEqual({ week: '2026-W23', state: 'open' })
    expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([])
  })

  it('says what is quiet', async () => {
    expect((await trends(['--state', stateFile, '--reopen', 'LICENSE_EXPIRED', '--quiet-weeks', '3'])).out).toContain('LICENSE_EXPIRED: not seen for 3 weeks, since 2026-W03 (open)')
    expect((await trends(['--state', stateFile])).out).not.toContain('May be fixed')
  })

  it('leaves the state as it was when a file cannot be read, also with a line that was not counted, which alone keeps nothing', async () => {
    const kept = join(folder, 'kept.json')
    const absent = join(folder, 'absent.ndjson')
    const said = await trends([STEADY, absent, '--state', kept])
    expect([said.code, said.err]).toEqual([3, expect.stringContaining(`the state in ${kept} stays as it was`)])
    expect(existsSync(kept)).toBe(false)
    const odd = put('odd.ndjson', 'nonsense')
    expect((await trends([STEADY, odd, '--state', kept])).code).toBe(3)
    const before = readFileSync(kept, 'utf8')
    expect(Object.keys(parseTrendState(before).reasons)).toEqual(['LICENSE_EXPIRED'])
    expect((await trends([RISING, odd, absent, '--state', kept, '--lang', 'zh'])).err).toContain('状态保持不变')
    expect(readFileSync(kept, 'utf8')).toBe(before)
  })

  it('refuses what is no state and what was never seen, and changes nothing', async () => {
    const before = readFileSync(stateFile, 'utf8')
    expect((await trends(['--state', stateFile, '--fix', 'CERT_REVOKED'])).err).toContain('--fix CERT_REVOKED: this reason was never seen')
    expect((await trends(['--state', stateFile, '--fix', `LST_STALE:${'x'.repeat(501)}`])).code).toBe(3)
    expect(readFileSync(stateFile, 'utf8')).toBe(before)
    const other = put('other.json', '{"schema":2,"kind":"trendState","reasons":{}}')
    const said = await trends([STEADY, '--state', other])
    expect([said.code, said.err]).toEqual([3, expect.stringContaining('this is no state of trends')])
    expect(readFileSync(other, 'utf8')).toBe('{"schema":2,"kind":"trendState","reasons":{}}\n')
    expect((await trends([STEADY, '--state', join(folder, 'no', 'such', 'folder.json')])).code).toBe(3)
    expect(existsSync(join(folder, 'no'))).toBe(false)
  })
})

describe('lines', () => {
  const read = async (chunks: readonly Uint8Array[], longest = 20): Promise<readonly unknown[]> => {
    const found: unknown[] = []
    const stdin = (async function* () {
      await Promise.resolve()
      yield* chunks
    })()
    for await (const line of linesOf('-', longest, { stdin })) found.push(line)
    return found
  }
  const octets = (text: string): Uint8Array => new TextEncoder().encode(text)

  it('are whole wherever the pieces end, and never longer than they may be', async () => {
    const text = octets('\ufeff一二三\n\nx\n123456789012345678901\n四')
    const expected = [{ text: '一二三' }, { text: '' }, { text: 'x' }, { problem: 'long' }, { text: '四' }]
    for (let size = 1; size <= text.length; size += 1) {
      expect(await read(Array.from({ length: Math.ceil(text.length / size) }, (_, index) => text.subarray(index * size, (index + 1) * size)))).toEqual(expected)
    }
    expect(await read([new Uint8Array([0xff, 0x0a]), octets('a')])).toEqual([{ problem: 'encoding' }, { text: 'a' }])
    expect(await read([])).toEqual([])
  })
})
