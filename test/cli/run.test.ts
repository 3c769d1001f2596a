/** The command in this process: what it says, in which language, and its exit codes. */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { TEXTS } from '../../src/cli/texts.ts'
import { reportSchema } from '../../src/report/schema.ts'
import type { ValidationReport } from '../../src/report/model.ts'
import { yinxin } from './terminal.ts'

const FIXTURES = join(import.meta.dirname, '../../fixtures')
const WORLD = join(FIXTURES, 'world')
const GOOD = join(FIXTURES, 'ofd/accepted/gbt-38540-2020/input.ofd')
const ROOT = join(WORLD, 'certificates/national-root.pem')
const TRUST = ['--trust', ROOT, '--certs', join(WORLD, 'certificates/east-ca.pem'), join(WORLD, 'certificates/west-ca.pem')]
const zh = { env: { LANG: 'zh_CN.UTF-8' } }

const folder = mkdtempSync(join(tmpdir(), 'yinxin-cli-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
const file = (name: string, content: string | Uint8Array = ''): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const good = join(folder, 'good.ofd')
copyFileSync(GOOD, good)
const garbage = file('garbage.ofd', 'this is no document')

const verify = (...words: string[]): ReturnType<typeof yinxin> => yinxin(['verify', ...words])

describe('yinxin verify: exit codes', () => {
  it('0 for an accepted file', async () => {
    const { code, out, err } = await verify(good, ...TRUST)
    expect(out).toMatch(/^✓ Accepted {2}/)
    expect(err).toBe('')
    expect(code).toBe(0)
  })

  it('1 for a file that is not accepted', async () => {
    const { code, out } = await verify(garbage, ...TRUST)
    expect(out).toMatch(/^✗ Not accepted/)
    expect(out).toContain('INPUT_NOT_RECOGNIZED')
    expect(code).toBe(1)
  })

  it('2 for a file that is undetermined: without trust nothing is accepted, and it says so', async () => {
    const { code, out, err } = await verify(good)
    expect(out).toMatch(/^\? Cannot be determined/)
    expect(err).toContain('no trusted authority was given')
    expect(code).toBe(2)
  })

  it('1 outweighs 2, 3 outweighs both, and the other files still get their reports', async () => {
    const unsafe = await verify(good, garbage)
    expect(unsafe.code).toBe(1)
    expect(unsafe.out).toContain('2 files: 0 accepted, 1 not accepted, 1 undetermined, 0 without a result.')
    const absent = await verify(join(folder, 'absent.ofd'), good, ...TRUST)
    expect(absent.code).toBe(3)
    expect(absent.out).toMatch(/✓ Accepted/)
    expect(absent.err).toMatch(/absent\.ofd: No such file\.\n$/)
  })

  it('judges at the time that it is given', async () => {
    const { code, out } = await verify(good, ...TRUST, '--time', '2020-01-01T08:00:00+08:00', '--json')
    const { report } = JSON.parse(out) as { report: ValidationReport }
    expect(report.validationTime).toBe('2020-01-01T00:00:00.000Z')
    expect(code).not.toBe(0)
  })
})

describe('yinxin verify: what keeps it from running', () => {
  const notPem = file('not.pem', 'hello')
  const badPem = file('bad.pem', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n')
  const badPolicy = file('policy.json', '{"id":"x","levels":{"NO_SUCH_CODE":"info"}}')
  const noJson = file('no-json.json', '{')
  const emptyFolder = join(folder, 'empty')
  mkdirSync(emptyFolder)

  it.each([
    ['no file', ['--trust', ROOT, ROOT], 'noFiles'],
    ['an unknown option', [good, '--trsut', ROOT], 'unknownOptionNear'],
    ['a missing value', [good, '--trust'], 'optionWantsValue'],
    ['an absent trust file', [good, '--trust', join(folder, 'absent.pem')], 'fileAbsent'],
    ['a folder', [good, '--trust', folder], 'isFolder'],
    ['no PEM', [good, '--trust', notPem], 'notCertificate'],
    ['a broken PEM', [good, '--trust-maker', badPem], 'notCertificate'],
    ['no certificate', [good, '--certs', notPem], 'notCertificate'],
    ['no evidence', [good, '--evidence', notPem], 'notEvidence'],
    ['a folder without evidence', [good, '--evidence', emptyFolder], 'evidenceEmpty'],
    ['an unknown policy', [good, '--policy', 'cn-gov-2026'], 'policyUnknown'],
    ['a wrong policy', [good, '--policy', badPolicy], 'policyInvalid'],
    ['a policy that is no JSON', [good, '--policy', noJson], 'policyInvalid'],
    ['a time without zone', [good, '--time', '2026-03-01T00:00:00'], 'timeInvalid'],
    ['a day only', [good, '--time', '2026-03-01'], 'timeInvalid'],
    ['a day that is none', [good, '--time', '2026-02-30T00:00:00Z'], 'timeInvalid'],
    ['an unknown language', [good, '--lang', 'fr'], 'languageUnknown'],
    ['two outputs to standard output', [good, '--json', '--junit', '-'], 'optionsExclude'],
    ['two outputs to one file', [good, '--html', join(folder, 'x'), '--junit', join(folder, 'x')], 'optionsExclude'],
    ['an output that cannot be written', [good, '--junit', join(folder, 'no/such/folder.xml')], 'outputUnwritable'],
    ['one HTML file for several inputs', [good, garbage, '--html', file('one.html')], 'outputNotDirectory'],
  ] as const)('3 and one clear line in either language for %s', async (_, words, key) => {
    for (const language of ['en', 'zh'] as const) {
      const { code, err } = await yinxin(['verify', ...words], { env: { LC_ALL: language === 'zh' ? 'zh_CN.UTF-8' : 'en_US.UTF-8' } })
      const line = err.trimEnd().split('\n').at(-1) ?? ''
      const fixed = TEXTS[key][language].split(/\{\w+\}/).sort((a, b) => b.length - a.length)[0] as string
      expect(line).toMatch(/^yinxin: /)
      expect(line).toContain(fixed)
      expect(code).toBe(3)
    }
  })

  it('names the option and file that are wrong', async () => {
    expect((await verify(good, '--trust', join(folder, 'absent.pem'))).err).toContain(`--trust ${join(folder, 'absent.pem')}: No such file.`)
  })

  it('never overwrites an input, nor a file named like one', async () => {
    const before = readFileSync(good)
    for (const name of [good, join(folder, 'new.ofd'), join(folder, 'new.ESL')]) {
      const { code, err } = await verify(garbage, good, '--html', name)
      expect(err).toContain('will not be overwritten')
      expect(code).toBe(3)
    }
    expect(readFileSync(good).equals(before)).toBe(true)
    expect(existsSync(join(folder, 'new.ofd'))).toBe(false)
  })

  it('terminal escape injection: file names in messages stay text', async () => {
    const { err } = await verify('\u001b[2J\u202egood.ofd')
    expect(err).toContain('⟨U+001B⟩[2J⟨U+202E⟩good.ofd')
  })
})

describe('yinxin verify: languages', () => {
  it.each([
    [{ LC_ALL: 'zh_CN.UTF-8', LANG: 'en_US.UTF-8' }, [], '没有给出'],
    [{ LANG: 'zh_TW' }, [], '没有给出'],
    [{ LANG: 'en_US.UTF-8' }, [], 'No file'],
    [{ LC_ALL: '', LANG: 'C' }, [], 'No file'],
    [{ LANG: 'en_US.UTF-8' }, ['--lang', 'zh'], '没有给出'],
    [{ LANG: 'zh_CN.UTF-8' }, ['--lang=en'], 'No file'],
  ] as const)('%j %j: %s', async (env, words, text) => {
    expect((await yinxin(['verify', ...words], { env })).err).toContain(text)
  })

  it('reports in the language asked for', async () => {
    expect((await yinxin(['verify', good, ...TRUST], zh)).out).toMatch(/^✓ 验证通过/)
  })
})

describe('yinxin verify: outputs', () => {
  it('--json: one line per file, the report as it is, without pictures', async () => {
    const html = join(folder, 'json-and-html/')
    const { code, out, err } = await verify(good, garbage, join(folder, 'absent'), ...TRUST, '--json', '--html', html)
    const lines = out.trimEnd().split('\n').map((line) => JSON.parse(line) as { file: string; report?: ValidationReport; error?: string })
    expect(lines.map(({ file: name, report, error }) => [name, report?.accepted, error])).toEqual([
      [good, true, undefined], [garbage, false, undefined], [join(folder, 'absent'), undefined, 'No such file.'],
    ])
    for (const { report } of lines) if (report !== undefined) expect(reportSchema.safeParse(report).error).toBeUndefined()
    expect(out).not.toContain('"data":')
    expect(err).toContain('3 files:')
    expect(readdirSync(html).sort()).toHaveLength(2)
    expect(code).toBe(3)
  })

  it('--json: equal input, trust, policy and time give equal octets', async () => {
    const line = async (): Promise<string> => (await verify(good, ...TRUST, '--json', '--time', '2026-06-01T00:00:00Z')).out
    expect(await line()).toBe(await line())
  })

  it('--html, --junit and --sarif write files and say so', async () => {
    const [html, junit, sarif] = ['r.html', 'r.xml', 'r.sarif'].map((name) => join(folder, name)) as [string, string, string]
    const { code, out, err } = await verify(good, ...TRUST, '--html', html, '--junit', junit, '--sarif', sarif)
    expect(code).toBe(0)
    expect(out).toMatch(/^✓ Accepted/)
    expect(err.match(/^Wrote /gm)).toHaveLength(3)
    const page = readFileSync(html, 'utf8')
    expect(['<!doctype html>', 'data:image/png;base64,', 'good.ofd', folder].map((text) => page.includes(text))).toEqual([true, true, true, false])
    expect(readFileSync(junit, 'utf8')).toContain('failures="0" errors="0"')
    expect(readFileSync(sarif, 'utf8')).toContain('"version": "2.1.0"')
  })

  it('- is standard output', async () => {
    expect((await verify(good, ...TRUST, '--junit', '-')).out).toMatch(/^<\?xml/)
    expect((await verify(good, ...TRUST, '--html', '-')).out).toMatch(/^<!doctype html>/)
  })

  it('gives every report of several a name of its own', async () => {
    mkdirSync(join(folder, 'a'))
    copyFileSync(garbage, join(folder, 'a/b.ofd'))
    copyFileSync(garbage, join(folder, 'a_b.ofd'))
    const html = join(folder, 'pages')
    await verify(join(folder, 'a/b.ofd'), join(folder, 'a_b.ofd'), '--html', html)
    expect(readdirSync(html)).toHaveLength(2)
  })

  it('has color only for a terminal that wants it', async () => {
    expect((await yinxin(['verify', garbage], { isTerminal: true })).out).toContain('\u001b[')
    expect((await yinxin(['verify', garbage])).out).not.toContain('\u001b[')
    expect((await yinxin(['verify', garbage, '--no-color'], { isTerminal: true })).out).not.toContain('\u001b[')
    expect((await yinxin(['verify', garbage], { isTerminal: true, env: { NO_COLOR: '1' } })).out).not.toContain('\u001b[')
  })

  it('shows progress of several files only when it takes long', async () => {
    expect((await yinxin(['verify', good, garbage], { isTerminal: true })).progress).toEqual([])
    expect((await yinxin(['verify', good, garbage], { isTerminal: true, slow: 2000 })).progress).toEqual([
      'Verifying [....................] 0/2 (0%)',
      'Verifying [##########..........] 1/2 (50%), 0.3 a second, about 0:04 left',
      'Verifying [####################] 2/2 (100%), 0.3 a second, about 0:00 left',
    ])
    expect((await yinxin(['verify', good, garbage], { slow: 2000 })).progress).toEqual([])
    expect((await yinxin(['verify', good], { isTerminal: true, slow: 2000 })).progress).toEqual([])
  })

  it('--details: full reports for several files too', async () => {
    expect((await verify(good, garbage, ...TRUST)).out.split('\n')).toHaveLength(4)
    expect((await verify(good, garbage, ...TRUST, '--details')).out).toContain('Checks of the whole document')
  })
})

describe('yinxin verify: files', () => {
  it('takes folders, patterns and standard input, and each file once', async () => {
    const tree = join(folder, 'tree')
    mkdirSync(join(tree, 'deep'), { recursive: true })
    for (const name of ['a.ofd', 'b.OFD', 'c.txt', 'deep/d.esl', 'deep/[e].dat']) copyFileSync(garbage, join(tree, name))
    const filesOf = async (...words: string[]): Promise<readonly string[]> => {
      const { out } = await verify(...words, '--json')
      return out.trimEnd().split('\n').map((line) => (JSON.parse(line) as { file: string }).file.slice(tree.length + 1))
    }
    expect(await filesOf(tree)).toEqual(['a.ofd', 'b.OFD', 'deep/[e].dat', 'deep/d.esl'])
    expect(await filesOf(`${tree}/**/*.ofd`)).toEqual(['a.ofd'])
    expect(await filesOf(`${tree}/deep/[e].dat`)).toEqual(['deep/[e].dat'])
    expect(await filesOf(tree, `${tree}/a.ofd`, `${tree}/./a.ofd`)).toHaveLength(4)
    expect((await verify(`${tree}/*.pdf`)).err).toContain('No file matches.')
    const { code, out } = await yinxin(['verify', '-', ...TRUST], { stdin: readFileSync(GOOD) })
    expect(out).toMatch(/^✓ Accepted {2}-\n/)
    expect(code).toBe(0)
  })

  it('tells the kind by content, not by name', async () => {
    const renamed = join(folder, 'seal.ofd')
    copyFileSync(join(FIXTURES, 'seal/accepted', readdirSync(join(FIXTURES, 'seal/accepted'))[0] as string, 'input.esl'), renamed)
    expect((await verify(renamed, ...TRUST)).out).toContain('electronic seal,')
  })
})

describe('yinxin inspect', () => {
  it('shows what the package says of a license, wherever, as written', async () => {
    const { out } = await yinxin(['inspect', good])
    expect(out).toContain('license data  docInfo  OFD.xml')
    expect(out).toMatch(/ZZBFRQ \(issued\)  20260302/)
    const { license } = JSON.parse((await yinxin(['inspect', good, '--json'])).out) as { readonly license: readonly { readonly place: string; readonly items: readonly object[] }[] }
    expect(license[0]).toMatchObject({ place: 'docInfo', path: 'OFD.xml' })
    expect(license[0]?.items).toContainEqual({ name: 'ZZBFRQ', value: '20260302' })
  })

  it('lists a package and the tree of each signature, with offsets', async () => {
    const { code, out } = await yinxin(['inspect', good])
    expect(code).toBe(0)
    expect(out).toMatch(/^OFD OFD .* {2}entries \d+ {2}documents 1 {2}signatures 1\n/)
    expect(out).toContain('Doc_0/Signs/Sign_0/SignedValue.dat')
    expect(out).toMatch(/\n {7}0 {2}4 +\d+ {2}SES_Signature SEQUENCE\n/)
  })

  it('gives the same as JSON', async () => {
    const { out } = await yinxin(['inspect', good, '--json'])
    expect(JSON.parse(out)).toMatchObject({ kind: 'ofd', signatures: [{ listed: true, signedValue: { structure: 'SES_Signature' } }] })
  })

  it('shows a certificate', async () => {
    expect((await yinxin(['inspect', ROOT])).out).toContain('tbsCertificate: TBSCertificate SEQUENCE')
  })

  it('says in one line what cannot be read', async () => {
    for (const name of [garbage, join(folder, 'absent'), folder]) {
      const { code, err } = await yinxin(['inspect', name], zh)
      expect(err).toMatch(/^yinxin: .*\n$/)
      expect(code).toBe(3)
    }
    expect((await yinxin(['inspect'])).code).toBe(3)
  })
})

describe('yinxin explain', () => {
  it('tells a code in both languages, with rule and level', async () => {
    const { code, out } = await yinxin(['explain', 'signature-value-invalid'])
    expect(code).toBe(0)
    for (const text of ['SIGNATURE_VALUE_INVALID', '签名值与被签数据', 'does not fit the signed data', 'SIG_CRYPTO_FAILURE', 'GB/T 38540', 'fixed']) expect(out).toContain(text)
  })

  it('tells a sub-indication and the codes that lead to it', async () => {
    expect((await yinxin(['explain', 'HASH_FAILURE'])).out).toContain('DATA_HASH_MISMATCH')
  })

  it('lists all codes', async () => {
    expect((await yinxin(['explain'])).out).toContain('DER_TRUNCATED\n')
  })

  it('names the nearest for an unknown one', async () => {
    const { code, err } = await yinxin(['explain', 'DATA_HASH_MISMACTH'])
    expect(err).toContain('did you mean: DATA_HASH_MISMATCH')
    expect(code).toBe(3)
    expect((await yinxin(['explain', 'constructor'])).code).toBe(3)
  })
})

describe('yinxin check', () => {
  const cases = join(folder, 'cases')
  const write = (name: string, expect_: object, more: object = {}): void => {
    mkdirSync(join(cases, name), { recursive: true })
    copyFileSync(GOOD, join(cases, name, 'input.ofd'))
    writeFileSync(join(cases, name, 'case.json'), JSON.stringify({
      id: name, description: 'x', clause: 'x', flags: [], generatedBy: 'test', input: 'input.ofd', validationTime: '2026-06-01T00:00:00Z',
      trust: { anchors: [ROOT] }, certificates: TRUST.slice(3), policy: 'cn-gov-2025', expect: expect_, ...more,
    }))
  }
  const right = { accepted: true, indication: 'TOTAL_PASSED', codes: [] }

  it('0 when all is as expected, 1 with what differs, 3 for a case that cannot run', async () => {
    write('right', right)
    expect(await yinxin(['check', cases])).toMatchObject({ code: 0, out: '1 cases: 1 as expected, 0 not, 0 could not run.\n' })
    write('wrong', { accepted: false, indication: 'TOTAL_FAILED', subIndication: 'HASH_FAILURE', codes: ['DATA_HASH_MISMATCH'], remarks: ['DER_TRUNCATED'] })
    const differs = await yinxin(['check', cases])
    expect(differs.code).toBe(1)
    for (const text of ['wrong', 'accepted: true, expected false', 'TOTAL_PASSED, expected TOTAL_FAILED', 'subIndication: none, expected HASH_FAILURE', 'DATA_HASH_MISMATCH: not there', 'DER_TRUNCATED: not there']) {
      expect(differs.out).toContain(text)
    }
    write('broken', right, { policy: 'none' })
    expect((await yinxin(['check', cases])).code).toBe(3)
    write('broken', { ...right, codse: [] })
    expect((await yinxin(['check', cases])).err).toContain('is not a case')
    write('broken', right, { input: '../absent' })
    expect((await yinxin(['check', cases])).err).toContain('No such file')
  })

  it('takes codes that must be absent at their word', async () => {
    rmSync(cases, { recursive: true })
    write('absent', { ...right, absentCodes: ['TIME_CLAIMED'] })
    expect((await yinxin(['check', cases])).out).toContain('TIME_CLAIMED: there, expected absent')
  })

  it('3 for a folder without cases', async () => {
    expect((await yinxin(['check', join(folder, 'tree')])).code).toBe(3)
    expect((await yinxin(['check'])).code).toBe(3)
  })
})

describe('yinxin: help and version', () => {
  it.each(['verify', 'inspect', 'explain', 'check'])('%s --help has an example in both languages', async (command) => {
    for (const [env, word] of [[{ LANG: 'C' }, 'Example'], [zh.env, '示例']] as const) {
      for (const words of [[command, '--help'], [command, '-h'], ['help', command]]) {
        const { code, out } = await yinxin(words, { env })
        expect(code).toBe(0)
        expect(out).toMatch(new RegExp(`\\n${word}\\n  yinxin ${command} .*\\n$`))
      }
    }
  })

  it('tells its version, its help, and what it does not know', async () => {
    expect(await yinxin(['--version'])).toMatchObject({ code: 0, out: 'yinxin 0.0.0-test\n' })
    expect((await yinxin(['-V'])).out).toBe('yinxin 0.0.0-test\n')
    expect(await yinxin(['--help'])).toMatchObject({ code: 0, err: '' })
    expect((await yinxin([])).code).toBe(3)
    expect((await yinxin(['verfy'])).err).toContain('did you mean verify?')
    expect((await yinxin(['frobnicate'])).code).toBe(3)
    expect((await yinxin(['--frobnicate'])).code).toBe(3)
  })

  it('says every text in both languages with the same values', () => {
    const places = (text: string): readonly string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string).sort()
    for (const [key, { zh: chinese, en }] of Object.entries(TEXTS)) expect(new Set(places(chinese)), key).toEqual(new Set(places(en)))
    expect(z.record(z.string(), z.object({ zh: z.string().regex(/\p{Script=Han}/u), en: z.string().min(1) })).safeParse(TEXTS).success).toBe(true)
  })
})
