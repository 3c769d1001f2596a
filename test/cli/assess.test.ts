/** `yinxin assess`, through the command line. */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { canonicalJson } from '../../src/encoding/canonical-json.ts'
import { jwkOf, keyToPem } from '../../src/jose/index.ts'
import { signRecognitionList } from '../../src/recognition/index.ts'
import { keyOf } from '../jose/signers.ts'
import { CLAIMS, OTHERS, PLATFORM, PURPOSE, STATUS, STRANGER, tampered, tokenOf } from '../recognition/counter.ts'
import { FIRST, JOINT, JOINT_PURPOSE, JOINT_STATUS, SECOND, powerOf, tokenOfPerson } from '../recognition/joint.ts'
import { FOLDER, MATERIALS } from '../recognition/world.ts'
import { PURPOSE_FILE, counterFiles, fixture } from './counter-files.ts'
import { yinxin } from './terminal.ts'
import type { Said } from './terminal.ts'

const folder = mkdtempSync(join(tmpdir(), 'yinxin-assess-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
const put = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}
/** A new folder with some lists of the table. */
function folderOf(name: string, ...files: readonly string[]): string {
  mkdirSync(join(folder, name))
  for (const file of files) copyFileSync(join(FOLDER, 'lists', file), join(folder, name, file))
  return join(folder, name)
}
const { list: issuers } = MATERIALS.lists.get('lists/issuers.jws') ?? (() => { throw new RangeError('no list of issuers') })()
const BOTH_ISSUES = folderOf('both')
for (const sequence of [7, 8]) put(`both/${sequence}.jws`, await signRecognitionList({ ...issuers, sequence }, [PLATFORM]))
const LICENSE = fixture('ofd/accepted/gbt-38540-2020/input.ofd')
const FOREIGN = await tokenOf(CLAIMS, STRANGER)
let memories = 0

/** Options by name; a new memory of authorizations for each call unless one is given. */
const OPTIONS: Readonly<Record<string, string>> = { ...await counterFiles(folder), status: put('status.json', JSON.stringify(STATUS)) }
async function assess(change: Readonly<Record<string, string | undefined>> = {}, { file = LICENSE, flags = [], language = 'en' }: { file?: string; flags?: readonly string[]; language?: 'zh' | 'en' } = {}): Promise<Said> {
  memories += 1
  const all: Readonly<Record<string, string | undefined>> = { used: join(folder, `used-${memories}`), ...OPTIONS, ...change }
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return yinxin(['assess', file, ...given.flatMap(([name, value]) => [`--${name}`, value]), ...flags, '--lang', language])
}

describe('yinxin assess', () => {
  it('0 for a license from another province with its holder, in both languages', async () => {
    const [english, chinese] = [await assess(), await assess({}, { language: 'zh' })]
    expect(english).toMatchObject({ code: 0, err: '' })
    expect(english.out).toMatch(/^Accepted\. /)
    expect(chinese).toMatchObject({ code: 0, err: '' })
    expect(chinese.out).toMatch(/^予以采信。/)
  })

  it('gives the same canonical JSON each time', async () => {
    const [first, second] = [await assess({}, { flags: ['--json'] }), await assess({}, { flags: ['--json'] })]
    expect(second.out).toBe(first.out)
    expect(JSON.parse(first.out)).toMatchObject({ kind: 'assessment', outcome: 'ACCEPTED', document: { accepted: true } })
    expect(canonicalJson(JSON.parse(first.out))).toBe(first.out.trimEnd())
  })

  it('1 for somebody else and for a document that was changed', async () => {
    const other = await assess({ presenter: await tokenOf(OTHERS) })
    expect([other.code, other.out]).toEqual([1, expect.stringContaining('HOLD_MISMATCH')])
    const changed = await assess({}, { file: put('changed.ofd', tampered()) })
    expect([changed.code, changed.out]).toEqual([1, expect.stringMatching(/^Rejected/)])
  })

  it('2 where nothing was agreed: that says nothing against the license', async () => {
    const said = await assess({ region: '980300' })
    expect([said.code, said.out]).toEqual([2, expect.stringMatching(/^Not covered/)])
  })

  it.each([['not a token', 'garbage'], ['nothing', '..'], ['signed by a stranger', FOREIGN]])('2 for a token that is %s, and says why', async (_, presenter) => {
    const { code, out, err } = await assess({ presenter })
    expect([code, err]).toEqual([2, ''])
    expect(out).toMatch(/The token identifies nobody:\n {2}.*\[[A-Z_]+\]/)
    expect(out).not.toContain('INTERNAL_ERROR')
  })

  it('remembers what was used, and leaves it open without a memory', async () => {
    const used = join(folder, 'memory')
    expect((await assess({ used })).code).toBe(0)
    const again = await assess({ used })
    expect([again.code, again.out]).toEqual([1, expect.stringContaining('PUR_REPLAY')])
    const without = await assess({ used: undefined })
    expect([without.code, without.out]).toEqual([2, expect.stringContaining('PUR_USE_UNKNOWN')])
    const unwritable = await assess({ used: join(LICENSE, 'folder') })
    expect([unwritable.code, unwritable.out]).toEqual([2, expect.stringContaining('PUR_USE_UNKNOWN')])
  })

  it('2 without a status, and where a token that was typed in is not kept', async () => {
    expect(await assess({ status: undefined })).toMatchObject({ code: 2, out: expect.stringContaining('LST_UNKNOWN') as string })
    expect(await assess({ presenter: await tokenOf() })).toMatchObject({ code: 2, out: expect.stringContaining('EVD_INCOMPLETE') as string })
  })

  it.each([
    ['no lists', { lists: undefined }, /--lists/],
    ['no folder of lists', { lists: join(folder, 'no-such-folder') }, /no-such-folder: .*no list/],
    ['a folder without lists', { lists: folderOf('empty') }, /empty: .*no list/],
    ['no key of the operator', { 'list-key': undefined }, /--list-key/],
    ['lists of somebody else', { 'list-key': fixture('world/certificates/national-root.pem') }, /TRUST_LIST_SIGNATURE_INVALID/],
    ['two issues of a series', { lists: BOTH_ISSUES, 'list-key': put('own-operator.pem', keyToPem(keyOf(PLATFORM).key)) }, /one series/],
    ['a list of yesterday', { lists: folderOf('old', 'agreements-old.jws') }, /agreements-old\.jws: .*TRUST_LIST_EXPIRED/],
    ['no presenter', { presenter: undefined }, /--presenter/],
    ['a purpose of another form', { purpose: put('wrong.json', '{"basis":"HOLDER_CONSENT","matter":5}') }, /wrong\.json.* at matter/],
    ['a purpose with a member twice: people read the one, programs the other', { purpose: put('twice.json', JSON.stringify(PURPOSE_FILE).replace('{', '{"matter":"M-OTHER",')) }, /twice\.json.*JSON_MEMBER_DUPLICATE/],
    ['a purpose that says that it was not used', { purpose: put('used.json', JSON.stringify(PURPOSE)) }, /used\.json.*"use"/],
    ['a status that is none', { status: put('status-wrong.json', '{"identifier":"x","statuses":["GOOD"],"asOf":"2026-06-01T00:00:00Z"}') }, /status-wrong\.json.* at statuses/],
    ['a region that is none', { region: 'Westland' }, /region/],
    ['a profile that is none', { profile: put('profile.json', '{}') }, /profile\.json.*PROFILE_MALFORMED/],
  ])('3 for %s', async (_, change, problem) => {
    for (const language of ['zh', 'en'] as const) {
      const { code, out, err } = await assess(change, { language })
      expect([code, out]).toEqual([3, ''])
      expect(err).toMatch(/^yinxin: [^\n]+\n$/)
      if (language === 'en') expect(err).toMatch(problem)
    }
  })

  it('3 for no file, two files and one that is not there', async () => {
    for (const [said, problem] of [[await yinxin(['assess']), 'one argument'], [await yinxin(['assess', LICENSE, LICENSE]), 'one argument'], [await assess({}, { file: join(folder, 'absent.ofd') }), 'No such file']] as const) {
      expect(said).toMatchObject({ code: 3, out: '', err: expect.stringContaining(problem) as string })
    }
  })

  it('has help with an example in both languages', async () => {
    for (const language of ['zh', 'en']) {
      const { code, out } = await yinxin(['assess', '--help', '--lang', language])
      expect([code, out]).toEqual([0, expect.stringContaining('yinxin assess license.ofd --trust root.pem --lists lists/')])
    }
  })
})

describe('yinxin assess --html', () => {
  it('writes a page beside the text, whole, and never over an input', async () => {
    const page = join(folder, 'page.html')
    writeFileSync(page, 'old')
    const said = await assess({ html: page })
    expect([said.code, said.out]).toEqual([0, expect.stringMatching(/^Accepted/)])
    expect(readFileSync(page, 'utf8')).toMatch(/^<!doctype html>[^]*data:image[^]*<\/html>\n$/)
    expect(readdirSync(folder).filter((name) => name.includes('.partial'))).toEqual([])
    expect(await assess({ html: '-' })).toMatchObject({ code: 0, out: expect.stringMatching(/^<!doctype html>/) as string })
    for (const html of [OPTIONS['purpose'], OPTIONS['presenter'], LICENSE]) expect(await assess({ html })).toMatchObject({ code: 3, out: '' })
    const [plain, both] = [await assess({}, { flags: ['--json'] }), await assess({ html: page }, { flags: ['--json'] })]
    expect(both.out).toBe(plain.out)
    expect((await assess({ html: join(folder, 'none', 'page.html') })).code).toBe(3)
  })
})

describe('yinxin assess --state', () => {
  it('remembers the lists, and refuses an older one from then on', async () => {
    const state = join(folder, 'state.json')
    expect((await assess({ state })).code).toBe(0)
    const kept = readFileSync(state, 'utf8')
    expect(JSON.parse(kept)).toMatchObject({ type: 'recognition-lists-state', lists: [{}, {}, {}, {}] })
    // Another list under the same number, and one with a number below that of the newest seen.
    const forked = await assess({ state, lists: folderOf('other', 'issuers-old.jws') })
    expect([forked.code, forked.out, forked.err]).toEqual([3, '', expect.stringMatching(/issuers-old\.jws: .*\[TRUST_LIST_FORKED\]/)])
    expect(readFileSync(state, 'utf8')).toBe(kept)
    const newer = put('newer-state.json', kept.replaceAll('"sequence":3', '"sequence":4'))
    const older = await assess({ state: newer })
    expect([older.code, older.out, older.err]).toEqual([3, '', expect.stringMatching(/agreements\.jws: .*\[TRUST_LIST_ROLLBACK\]/)])
    const purposeBefore = readFileSync(OPTIONS['purpose'] ?? '', 'utf8')
    expect(await assess({ state: OPTIONS['purpose'] })).toMatchObject({ code: 3, err: expect.stringContaining('this is not the state') as string })
    expect(readFileSync(OPTIONS['purpose'] ?? '', 'utf8')).toBe(purposeBefore)
  })
})

describe('yinxin assess with several persons', () => {
  const joint = put('joint.ofd', JOINT)
  const common = { purpose: put('joint-purpose.json', JSON.stringify(Object.fromEntries(Object.entries(JOINT_PURPOSE).filter(([name]) => name !== 'use')))), status: put('joint-status.json', JSON.stringify(JOINT_STATUS)) }
  it('takes a token of each', async () => {
    const [first, second] = [put('first.txt', await tokenOfPerson(FIRST)), put('second.txt', await tokenOfPerson(SECOND))]
    expect(await assess({ ...common, presenter: first }, { file: joint, flags: ['--presenter', second] })).toMatchObject({ code: 0 })
    expect(await assess({ ...common, presenter: first }, { file: joint })).toMatchObject({ code: 2, out: expect.stringContaining('HOLD_JOINT_MISSING') as string })
  })

  it('takes a power of attorney instead, of the platform or of another issuer', async () => {
    const presenter = put('first.txt', await tokenOfPerson(FIRST))
    expect(await assess({ ...common, presenter, delegation: put('power.txt', String((await powerOf()).token)) }, { file: joint })).toMatchObject({ code: 0 })
    const other = put('other-power.txt', String((await powerOf({ iss: 'https://notary.example' })).token))
    expect(await assess({ ...common, presenter, delegation: other }, { file: joint })).toMatchObject({ code: 2, out: expect.stringContaining('The power of attorney was not used') as string })
    expect(await assess({ ...common, presenter, delegation: other, 'delegation-issuer': 'https://notary.example', 'delegation-jwks': OPTIONS['jwks'] }, { file: joint })).toMatchObject({ code: 0 })
    expect(await assess({ 'delegation-issuer': 'https://notary.example' })).toMatchObject({ code: 3, err: expect.stringContaining('--delegation is missing') as string })
  })
})

describe('yinxin assess --bundle', () => {
  const [key, archive] = [fixture('world/keys/trust-list-operator.key'), fixture('world/trust-lists/operator.pem')]
  const own = ['--trust', OPTIONS['trust'] ?? '', '--list-key', OPTIONS['list-key'] ?? '', '--jwks', OPTIONS['jwks'] ?? '', '--rules', OPTIONS['rules'] ?? '']
  it('keeps what the assessment rests on, and rejudge gives it again, offline', async () => {
    const bundle = join(folder, 'assessment.evidence')
    const said = await assess({ bundle, presenter: await tokenOf() }, { flags: ['--json'] })
    expect([said.code, JSON.parse(said.out)]).toMatchObject([0, { outcome: 'ACCEPTED' }])
    expect(said.err).toContain(bundle)
    const again = await yinxin(['rejudge', bundle, ...own, '--lang', 'en'])
    expect(again).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^The verdict is that of then: ACCEPTED\.\nThe report is that of then, octet for octet\.\n\nAccepted/) as string })
    const json = JSON.parse((await yinxin(['rejudge', bundle, ...own, '--json'])).out) as { readonly sameReport: boolean; readonly report: unknown }
    expect([json.sameReport, canonicalJson(json.report)]).toEqual([true, said.out.trimEnd()])
    expect((await assess({ bundle })).code).toBe(3)
    const touched = put('touched.evidence', readFileSync(bundle, 'utf8').replace('"VALID"', '"OTHER"'))
    expect(await yinxin(['rejudge', touched, ...own])).toMatchObject({ code: 3, err: expect.stringContaining('BUNDLE_CONTENT_OTHER') as string })
  })

  it('unsigned: the rules in it are anybody\'s, and those that come with the package count', async () => {
    const bundle = join(folder, 'rules.evidence')
    await assess({ bundle })
    const { out } = await yinxin(['rejudge', bundle, ...own.slice(0, 6), '--json'])
    expect(JSON.parse(out)).toMatchObject({ sameReport: false })
    expect(out).toContain('"cn-recognition-2025"')
  })

  it('signed: then all is taken from it, or from elsewhere what is given', async () => {
    const bundle = join(folder, 'signed.evidence')
    expect((await assess({ bundle, key, presenter: await tokenOf(OTHERS) })).code).toBe(1)
    expect(await yinxin(['rejudge', bundle, '--bundle-key', archive, '--lang', 'zh'])).toMatchObject({ code: 1, out: expect.stringContaining('不予采信') as string })
    const strange = put('strange.jwks', JSON.stringify({ keys: [jwkOf(keyOf(STRANGER).key)] }))
    expect(await yinxin(['rejudge', bundle, '--bundle-key', archive, '--jwks', strange])).toMatchObject({ code: 2, out: expect.stringContaining('check presenter: PASSED -> INDETERMINATE') as string })
    expect(await yinxin(['rejudge', bundle, '--bundle-key', OPTIONS['list-key'] ?? ''])).toMatchObject({ code: 3, out: '' })
  })

  it('unsigned: it is not judged without trust and keys of one\'s own', async () => {
    const bundle = join(folder, 'unsigned.evidence')
    await assess({ bundle }, { flags: ['--without-document'] })
    for (const [words, missing] of [[own.slice(2), '--trust'], [[...own.slice(0, 2), ...own.slice(4)], '--list-key is missing'], [own.slice(0, 4), '--jwks is missing']] as const) {
      expect(await yinxin(['rejudge', bundle, ...words])).toMatchObject({ code: 3, out: '', err: expect.stringContaining(missing) as string })
    }
    expect(await yinxin(['rejudge', bundle, ...own, '--document', LICENSE])).toMatchObject({ code: 0 })
    expect(await yinxin(['rejudge', bundle, ...own, '--document', LICENSE, '--now'])).toMatchObject({ code: 3, out: '', err: expect.stringContaining('at its own time only, without --now') as string })
  })

  it('3 for what goes with a bundle only', async () => {
    for (const change of [{ key }, { tsa: 'http://tsa.example.cn/' }]) expect(await assess(change)).toMatchObject({ code: 3, err: expect.stringContaining('--bundle is missing') as string })
  })
})
