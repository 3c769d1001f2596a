/** `yinxin recognize`: the answer without a document, for people and as JSON. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canonicalJson } from '../../src/encoding/canonical-json.ts'
import { yinxin } from './terminal.ts'
import type { Said } from './terminal.ts'

let folder: string
let words: readonly string[]
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yinxin-recognize-'))
  expect((await yinxin(['forge', 'provinces', '--out', join(folder, 'counter')])).code).toBe(0)
  const document = readFileSync(join(import.meta.dirname, '../../docs/recognition.md'), 'utf8')
  const command = /^yinxin (recognize [^]*?[^\\])\n/m.exec(document)?.[1]?.replaceAll('\\\n', ' ').split(/\s+/) ?? []
  words = command.map((word) => word.replace(/^counter\//, `${folder}/counter/`))
})
afterAll(() => { rmSync(folder, { recursive: true }) })

const recognize = (change: Readonly<Record<string, string>> = {}, ...more: readonly string[]): Promise<Said> => yinxin([...words.map((word) => change[word] ?? word), ...more])

describe('yinxin recognize', () => {
  it('0, the agreement and what is asked, in both languages', async () => {
    const [english, chinese] = [await recognize(), await recognize({}, '--lang', 'zh')]
    expect([english.code, chinese.code]).toEqual([0, 0])
    expect(english.out).toMatch(/^Covered: /)
    const [rule] = (JSON.parse((await recognize({}, '--json')).out) as { rules: readonly { list: string; sequence: number; entry: string }[] }).rules
    expect(rule).toMatchObject({ kind: 'agreements', list: 'urn:example:recognition:agreements', sequence: 3, entry: 'east-west-food' })
    expect(english.out).toMatch(new RegExp(`agreement +east-west-food {2}\\(urn:example:recognition:agreements, issue ${String(rule?.sequence)}\\)`))
    expect(english.out).toMatch(/level of assurance +2\n/)
    expect(english.out).toMatch(/to be kept +document, status, token of the presenter, authorization\n/)
    expect(chinese.out).toMatch(/^在互认范围内：/)
    expect(chinese.out).toMatch(/互认协议 +east-west-food/)
    expect(chinese.out).toMatch(/身份等级 +2\n/)
  })

  it('names the authorities that are competent for the type, and no other', async () => {
    const { issuers, type } = JSON.parse((await recognize({}, '--json')).out) as { issuers: readonly { entry: string }[]; type: { status: string } }
    expect(issuers.map(({ entry }) => entry)).toEqual(['119801000000020225'])
    expect(type.status).toBe('current')
  })

  it('remembers the lists, and refuses an older one from then on', async () => {
    const state = join(folder, 'state.json')
    expect((await recognize({}, '--state', state)).code).toBe(0)
    writeFileSync(state, readFileSync(state, 'utf8').replaceAll('"sequence":3', '"sequence":4'))
    expect(await recognize({}, '--state', state)).toMatchObject({ code: 3, out: '', err: expect.stringContaining('TRUST_LIST_ROLLBACK') as string })
  })

  it('gives canonical JSON, the same each time', async () => {
    const [first, second] = [await recognize({}, '--json'), await recognize({}, '--json')]
    expect(second.out).toBe(first.out)
    expect(canonicalJson(JSON.parse(first.out))).toBe(first.out.trimEnd())
    expect(JSON.parse(first.out)).toMatchObject({ kind: 'recognitionExplanation', answer: 'COVERED', from: '980100', to: '980200' })
  })

  it.each([
    ['an agreement that was repealed', { 'WEST-BRANCH': 'WEST-PILOT' }, 'MR_NOT_IN_FORCE'],
    ['a type that nobody agreed on', { '11980000000001011L001': '11980000000001011L009' }, 'MR_TYPE_NOT_LISTED'],
    ['the other direction', { 980_100: '980200', 980_200: '980100' }, 'MR_TYPE_NOT_LISTED'],
  ])('2 for %s, and says nothing against the license', async (_, change, code) => {
    const [english, chinese] = [await recognize(change), await recognize(change, '--lang', 'zh')]
    expect([english.code, chinese.code]).toEqual([2, 2])
    expect(english.out).toMatch(/^Not covered: .*says nothing against/)
    expect(english.out).toContain(code)
    expect(english.out).not.toMatch(/is invalid/)
    expect(chinese.out).toMatch(/^不在互认范围：.*不得以此认定证照无效/)
  })

  it('2 where no list of agreements is there: one might have said yes', async () => {
    const lists = join(folder, 'counter', 'lists')
    cpSync(lists, join(folder, 'fewer'), { recursive: true })
    rmSync(join(folder, 'fewer', 'agreements.jws'))
    const { code, out } = await recognize({ [lists]: join(folder, 'fewer') })
    expect(code).toBe(2)
    expect(out).toMatch(/^Whether it is covered cannot be said\.\n[^]*RECOGNITION_LIST_MISSING/)
  })

  it('3 where a list has run out: nothing is answered from it', async () => {
    const said = await recognize({ '2026-06-01T08:00:00+08:00': '2026-12-01T08:00:00+08:00' })
    expect(said).toMatchObject({ code: 3, out: '', err: expect.stringMatching(/agreements\.jws: .*\[TRUST_LIST_EXPIRED\]/) as string })
  })

  it.each<readonly [string, readonly string[], string]>([
    ['no regions', ['recognize'], 'two arguments'],
    ['one region', ['recognize', '980100'], 'two arguments'],
    ['no type', ['recognize', '980100', '980200', '--matter', 'M'], '--type is missing'],
  ])('3 and one line for %s', async (_, given, said) => {
    const { code, out, err } = await yinxin(given)
    expect({ code, out }).toEqual({ code: 3, out: '' })
    expect(err).toMatch(/^yinxin: [^\n]*\n$/)
    expect(err).toContain(said)
  })

  it.each([
    ['a region that is none', { 980_100: 'Eastland' }, 'from is six digits'], ['a type that is none', { '11980000000001011L001': 'food' }, 'typeCode is the 21 characters'],
    ['a matter without rules', { 'WEST-BRANCH': 'M-OTHER' }, 'no rules for the matter'],
  ])('3 and one line for %s', async (_, change, said) => {
    const { code, out, err } = await recognize(change)
    expect({ code, out }).toEqual({ code: 3, out: '' })
    expect(err).toMatch(/^yinxin: [^\n]*\n$/)
    expect(err).toContain(said)
  })
})
