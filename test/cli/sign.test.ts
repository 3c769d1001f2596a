/** `yinxin seal`, `sign` and `issue` in this process: what they write, what they refuse, and that nothing half is left. */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { SIGN_HELP } from '../../src/cli/sign-help.ts'
import { verify } from '../../src/index.ts'
import { encodeEncryptedPkcs8, sm2PrivateKey } from '../../src/sign/keys/index.ts'
import { SPECIMEN_TEMPLATE } from '../../src/sign/license/index.ts'
import { LICENSE, eastSeal, identity, licensePackage, zip } from '../../fixtures/generate/scene.ts'
import { FIXTURES, OPTIONS } from '../verify/world.ts'
import { yinxin } from './terminal.ts'
import type { Said, Surroundings } from './terminal.ts'

const WORLD = join(FIXTURES, 'world')
const certificate = (id: string): string => join(WORLD, 'certificates', `${id}.pem`)
const key = (id: string): string => join(WORLD, 'keys', `${id}.key`)
const seal = (id: string): string => join(WORLD, 'seals', `${id}.esl`)
const TIME = ['--time', '2026-03-02T10:30:00+08:00']
const EAST = ['--key', key('east-authority'), '--cert', certificate('east-authority'), ...TIME]
const MAKER = ['--key', key('east-seal-maker'), '--cert', certificate('east-seal-maker'), '--time', '2025-02-28T08:00:00Z']

let folder = ''
beforeEach(() => {
  if (folder !== '') rmSync(folder, { recursive: true })
  folder = mkdtempSync(join(tmpdir(), 'yinxin-sign-'))
})
afterAll(() => { rmSync(folder, { recursive: true }) })
const path = (name: string): string => join(folder, name)
const put = (name: string, content: string | Uint8Array): string => {
  writeFileSync(path(name), content)
  return path(name)
}
const DOCUMENT = zip(licensePackage({ annexPages: 1 }))
const accepted = async (name: string): Promise<boolean> => (await verify(new Uint8Array(readFileSync(path(name))), OPTIONS)).accepted

/** Runs what must not write: nothing new is in the folder afterwards. */
async function refused(words: readonly string[], surroundings?: Surroundings): Promise<Said> {
  const before = readdirSync(folder)
  const said = await yinxin(words, surroundings)
  expect(said.code).toBe(3)
  expect(said.out).toBe('')
  expect(said.err.trim().split('\n').filter((line) => line.startsWith('yinxin: '))).toHaveLength(1)
  expect(readdirSync(folder)).toEqual(before)
  return said
}

describe('yinxin sign', () => {
  it('signs with a seal at a place, beside the document', async () => {
    const file = put('a.ofd', DOCUMENT)
    const { code, err } = await yinxin(['sign', file, '--seal', seal('east-2020'), ...EAST, '--page', '1', '--at', '216,134.5'])
    expect(err).toBe(`Wrote ${path('a.signed.ofd')}\n`)
    expect(code).toBe(0)
    expect(await accepted('a.signed.ofd')).toBe(true)
    expect(readdirSync(folder).sort()).toEqual(['a.ofd', 'a.signed.ofd'])
    expect(new Uint8Array(readFileSync(file))).toEqual(new Uint8Array(DOCUMENT))
  })

  it('signs without a seal, with a riding seal, with a list of files, from standard input', async () => {
    expect((await yinxin(['sign', '-', ...EAST, '--out', path('b.ofd')], { env: { LANG: 'C' }, stdin: DOCUMENT })).code).toBe(0)
    expect((await yinxin(['sign', path('b.ofd'), ...EAST, '--seal', seal('east-2025'), '--riding', 'right', '--list-files', '--out', path('c.ofd')])).code).toBe(0)
    expect(await accepted('c.ofd')).toBe(true)
  })

  it('warns of a stamp beyond the page and of a seal that is not seen, and signs', async () => {
    const file = put('a.ofd', DOCUMENT)
    expect((await yinxin(['sign', file, '--seal', seal('east-2020'), ...EAST, '--at', '290,0'])).err).toContain('reaches beyond the page')
    expect((await yinxin(['sign', file, '--seal', seal('east-2020'), ...EAST, '--force'])).err).toContain('the seal will not be seen')
  })

  it('locks, and says in either language that a locked document cannot be signed', async () => {
    await yinxin(['sign', put('a.ofd', DOCUMENT), ...EAST, '--lock'])
    const english = await refused(['sign', path('a.signed.ofd'), ...EAST])
    expect(english.err).toMatch(/^yinxin: The document is locked by the signature Doc_0\/Signs\/Sign_0\/Signature\.xml.*\[SIGN_DOCUMENT_LOCKED\]\n$/)
    expect((await refused(['sign', path('a.signed.ofd'), ...EAST, '--lang', 'zh'])).err).toContain('文档已被签章')
  })

  it('overwrites only when forced, and never what it signs with', async () => {
    const file = put('a.ofd', DOCUMENT)
    const out = put('a.signed.ofd', 'precious')
    expect((await refused(['sign', file, ...EAST])).err).toContain('exists and was not overwritten')
    expect(readFileSync(out, 'utf8')).toBe('precious')
    expect((await yinxin(['sign', file, ...EAST, '--force'])).code).toBe(0)
    expect(await accepted('a.signed.ofd')).toBe(true)
    const own = put('own.key', readFileSync(key('east-authority')))
    expect((await refused(['sign', file, '--key', own, ...EAST.slice(2), '--out', own, '--force'])).err).toContain('something that is signed with')
    expect((await yinxin(['sign', file, ...EAST, '--out', file, '--force'])).code).toBe(0)
  })

  it('says what is wrong with a key, and gives none of it away', async () => {
    const file = put('a.ofd', DOCUMENT)
    const encrypted = put('k.p8', await encodeEncryptedPkcs8(sm2PrivateKey(identity('east-authority').privateKey), { password: 'a passphrase' }))
    const by = (...words: readonly string[]): readonly string[] => ['sign', file, '--cert', certificate('east-authority'), ...TIME, ...words]
    expect((await refused(by('--key', encrypted))).err).toContain('[KEY_PASSWORD_REQUIRED]')
    const wrong = await refused(by('--key', encrypted, '--password-file', put('wrong', 'no\n')))
    expect(wrong.err).toContain('[KEY_PASSWORD_WRONG]')
    expect(wrong.err).not.toContain('a passphrase')
    expect((await refused(by('--key', put('x.key', 'hello')))).err).toMatch(/--key .*\[KEY_/)
    expect((await refused(by('--key', path('none.key')))).err).toContain('No such file')
    expect((await refused(by('--key', key('west-authority')))).err).toContain('do not belong together')
    expect((await refused(['sign', file, '--key', key('west-authority')])).err).toContain('no certificate in the file of the key')
    expect((await refused(['sign', file])).err).toContain('--key is missing')
    expect((await yinxin(by('--key', encrypted, '--password-file', put('right', 'a passphrase\nnot this\n')))).code).toBe(0)
    expect((await yinxin(by('--key', encrypted, '--force'), { env: { LANG: 'C', YINXIN_KEY_PASSWORD: 'a passphrase' } })).code).toBe(0)
  })

  it('says what is wrong with a seal: another signer\'s, expired, none', async () => {
    const file = put('a.ofd', DOCUMENT)
    const by = (esl: string): Promise<Said> => refused(['sign', file, '--seal', esl, ...EAST, '--at', '1,1'])
    expect((await by(seal('west-2020'))).err).toContain('[SIGN_CERTIFICATE_NOT_LISTED]')
    expect((await by(put('old.esl', eastSeal({ validEnd: new Date('2026-01-01T00:00:00Z') }).bytes))).err).toContain('[SIGN_SEAL_NOT_IN_FORCE]')
    expect((await by(put('none.esl', 'no seal'))).err).toMatch(/^yinxin: --seal .*\[[A-Z]+_[A-Z_]+\]\n$/)
    expect((await refused(['sign', put('bad.ofd', 'no document'), ...EAST])).err).toMatch(/\[ZIP_/)
  })

  it.each([
    [['--at', '1;1', '--seal', seal('east-2020')], '--at 1;1 is not usable'],
    [['--page', '0', '--at', '1,1', '--seal', seal('east-2020')], '--page 0 is not usable'],
    [['--page', '9', '--at', '1,1', '--seal', seal('east-2020')], 'no page 9'],
    [['--page', '1'], '--at is missing'],
    [['--at', '1,1'], '--at wants a --seal too'],
    [['--riding', 'middle', '--seal', seal('east-2020')], 'left, right, top, bottom'],
    [['--size', '0,5', '--seal', seal('east-2020')], '--size 0,5 is not usable'],
    [['--tme', 'x'], 'did you mean --time?'],
  ])('refuses %j', async (words, said) => {
    expect((await refused(['sign', put('a.ofd', DOCUMENT), ...EAST, ...words])).err).toContain(said)
  })

  it('leaves no draft where the place cannot be written', async () => {
    expect((await refused(['sign', put('a.ofd', DOCUMENT), ...EAST, '--out', path('no/such/folder.ofd')])).err).toContain('cannot be written')
    expect((await refused(['sign', path('a.ofd'), ...EAST, '--out', folder])).err).toContain('EISDIR')
  })
})

describe('yinxin seal', () => {
  const MAKE = ['seal', 'make', '--name', '某某市印章', '--id', '98010000000099', '--signer', certificate('east-authority'), '--from', '2025-03-01', '--to', '2029-12-31', ...MAKER]

  it('makes a seal that verifies and signs; inspect and verify are the commands of those names', async () => {
    expect(await yinxin([...MAKE, '--out', path('s.esl')])).toMatchObject({ code: 0, out: '' })
    const trust = ['--trust', certificate('national-root'), '--certs', certificate('east-ca'), '--time', '2026-03-02T00:00:00Z']
    expect((await yinxin(['seal', 'verify', path('s.esl'), ...trust])).code).toBe(0)
    expect((await yinxin(['seal', 'inspect', path('s.esl')])).out).toContain('98010000000099')
    await yinxin(['sign', put('a.ofd', DOCUMENT), '--seal', path('s.esl'), ...EAST, '--at', '1,1'])
    expect(await accepted('a.signed.ofd')).toBe(true)
  })

  it('makes the other editions, lists by digest, takes a picture', async () => {
    const picture = put('p.png', readFileSync(join(FIXTURES, 'world', 'seals', 'east-2020.esl')).subarray(0, 0))
    writeFileSync(picture, Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a))
    for (const edition of ['2014', '2025']) {
      expect((await yinxin([...MAKE, '--edition', edition, '--picture', picture, '--size', '40,30', '--out', path(`${edition}.esl`)])).code).toBe(0)
      expect(existsSync(path(`${edition}.esl`))).toBe(true)
    }
    expect((await yinxin([...MAKE, '--list', 'digests', '--type', '3', '--vid', 'test', '--text', '专用章', '--out', path('d.esl')])).code).toBe(0)
  })

  it.each([
    [['seal'], 'seal make'],
    [['seal', 'mend'], 'seal make'],
    [[...MAKE], '--out is missing'],
    [[...MAKE.filter((word) => word !== '--name' && word !== '某某市印章'), '--out', 's.esl'], '--name is missing'],
    [[...MAKE, '--out', 's.esl', '--edition', '2016'], '2014, 2020, 2025'],
    [[...MAKE, '--out', 's.esl', '--edition', '2014', '--list', 'digests'], 'cannot be used together'],
    [[...MAKE, '--out', 's.esl', '--picture', certificate('east-ca')], '--size'],
    [[...MAKE, '--out', 's.esl', '--picture', certificate('east-ca'), '--size', '42,42'], 'SIGN_PICTURE_UNKNOWN'],
    [[...MAKE, '--out', 's.esl', '--size', '42,4.2'], '--size 42,4.2'],
    [[...MAKE, '--out', 's.esl', '--vid', '印信'], 'ASCII'],
  ])('refuses %j', async (words, said) => {
    const at = words.indexOf('s.esl')
    expect((await refused(at < 0 ? words : words.with(at, path('s.esl')))).err).toContain(said)
  })

  it('refuses dates that are none or in the wrong order', async () => {
    const dated = (from: string, to: string): Promise<Said> => refused([...MAKE.slice(0, 8), '--from', from, '--to', to, ...MAKER, '--out', path('s.esl')])
    expect((await dated('2025-02-30', '2029-12-31')).err).toContain('--from 2025-02-30 is not usable')
    expect((await dated('2029-12-31', '2025-03-01')).err).toContain('SIGN_SEAL_DATES')
  })
})

const DATA = {
  type: { name: LICENSE.name, code: LICENSE.typeCode }, number: LICENSE.number, issuer: { name: LICENSE.authority, code: LICENSE.authorityCode },
  holder: { name: LICENSE.holder, code: LICENSE.holderCode, codeType: '001' }, issued: '2026-03-02', validity: { from: '2026-03-02', to: '2031-03-01' },
}

describe('yinxin issue', () => {
  const by = (data: unknown, ...words: readonly string[]): readonly string[] =>
    ['issue', put('data.json', typeof data === 'string' ? data : JSON.stringify(data)), '--seal', seal('east-2020'), ...EAST, '--out', path('license.ofd'), ...words]

  it('issues a license and says its identifier', async () => {
    expect(await yinxin(by(DATA))).toMatchObject({ code: 0, out: `${LICENSE.identifier}\n` })
    expect(await accepted('license.ofd')).toBe(true)
    const template = put('template.json', `\ufeff${JSON.stringify(SPECIMEN_TEMPLATE)}`)
    expect((await yinxin(by(DATA, '--template', template, '--lock', '--force'))).code).toBe(0)
    expect((await refused(['sign', path('license.ofd'), ...EAST])).err).toContain('SIGN_DOCUMENT_LOCKED')
  })

  it('says what is wrong in data and template, by name of the file and member', async () => {
    put('data.json', '')
    put('t.json', '{"page":{}}')
    expect((await refused(by('{'))).err).toContain('data.json is wrong')
    expect((await refused(by({ ...DATA, isued: 1 }))).err).toMatch(/data\.json is wrong: license: .*isued/)
    expect((await refused(by({ ...DATA, issuer: { ...DATA.issuer, code: '119801000000020226' } }))).err).toContain('ISSUER')
    expect((await refused(by(DATA, '--template', path('t.json')))).err).toContain('t.json is wrong: template: page.width')
    expect((await refused(by({ ...DATA, fields: [{ name: 'KZ_X', label: '项', value: '长'.repeat(900) }] }))).err).toContain('SIGN_TEXT_TOO_LONG')
  })
})

describe('yinxin annotate', () => {
  const WEST = ['--key', key('west-authority'), '--cert', certificate('west-authority'), '--time', '2026-04-01T08:00:00+08:00']
  const NOTE = ['--purpose', '办理变更登记', '--requester', '样例市行政审批局', '--creator', '西岭省电子证照服务']
  const issue = async (...words: readonly string[]): Promise<string> => {
    expect((await yinxin(['issue', put('data.json', JSON.stringify(DATA)), '--seal', seal('east-2020'), ...EAST, '--out', path('license.ofd'), '--force', ...words])).code).toBe(0)
    return path('license.ofd')
  }

  it('makes a copy that is accepted beside the license, without a seal and with one', async () => {
    const license = await issue()
    expect(await yinxin(['annotate', license, ...NOTE, '--until', '2026-07-01', ...WEST])).toMatchObject({ code: 0, out: '', err: `Wrote ${path('license.copy.ofd')}\n` })
    expect((await yinxin(['annotate', license, ...NOTE, '--until', '2026-07-01T12:00:00+08:00', ...WEST, '--seal', seal('west-2020'), '--out', path('sealed.ofd')])).code).toBe(0)
    for (const name of ['license.copy.ofd', 'sealed.ofd']) {
      const report = await verify(new Uint8Array(readFileSync(path(name))), OPTIONS)
      expect(report.accepted).toBe(true)
      expect(report.signatures).toHaveLength(2)
    }
  })

  it('says in one line why there is none, and writes nothing', async () => {
    const license = await issue()
    const by = (...words: readonly string[]): Promise<Said> => refused(['annotate', license, ...WEST, ...words])
    expect((await by('--until', '2026-07-01')).err).toContain('--purpose is missing')
    expect((await by(...NOTE)).err).toContain('--until is missing')
    expect((await by(...NOTE, '--until', 'tomorrow')).err).toContain('--until tomorrow is not usable')
    expect((await by(...NOTE, '--until', '2026-03-01')).err).toContain('The note is not usable: expiresAt')
    expect((await by('--purpose', ' ', ...NOTE.slice(2), '--until', '2026-07-01')).err).toContain('The note is not usable: purpose')
    expect((await by(...NOTE, '--until', '2026-07-01', '--seal', seal('east-2020'))).err).toContain('[SIGN_CERTIFICATE_NOT_LISTED]')
    expect((await refused(['annotate', put('no.ofd', DOCUMENT), ...NOTE, '--until', '2026-07-01', ...WEST])).err).toContain('[SIGN_COPY_NOT_PROVIDED_FOR]')
    expect((await refused(['annotate', await issue('--lock'), ...NOTE, '--until', '2026-07-01', ...WEST])).err).toMatch(/\[SIGN_(COPY_NOT_PROVIDED_FOR|DOCUMENT_LOCKED)\]/)
  })
})

describe('help', () => {
  it.each(Object.keys(SIGN_HELP) as (keyof typeof SIGN_HELP)[])('of %s shows an example in both languages', async (command) => {
    for (const [lang, example] of [['zh', '示例'], ['en', 'Example']] as const) {
      const { code, out } = await yinxin([command, '--help', '--lang', lang])
      expect(code).toBe(0)
      expect(out).toContain(`${example}\n  yinxin ${command} `)
      expect((await yinxin(['--help', '--lang', lang])).out).toContain(`yinxin ${command} `)
    }
  })
})
