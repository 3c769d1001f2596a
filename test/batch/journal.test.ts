import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Outcome } from '../../src/batch/item.ts'
import { Journal } from '../../src/batch/journal.ts'
import type { JournalKey } from '../../src/batch/journal.ts'

const folder = mkdtempSync(join(tmpdir(), 'yinxin-journal-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
const path = join(folder, 'journal')

const HEAD = { settings: 'a'.repeat(64), validationTime: '2026-06-01T00:00:00.000Z' }
const report = (index: number): Outcome => ({ json: `{"accepted":${String(index % 2 === 0)},"text":"名称 \\"error\\":{} ,\\"report\\":"}` })
const FAILURE: Outcome = { error: { code: 'CRASHED', message: 'no "report": {}' } }
const KEYS: readonly JournalKey[] = [['plain', 0], ['a","report":{}', 0], ['证照.ofd', 0], ['twice', 0], ['twice', 1], ['1 twice', 0], ['NUL\u0000 and \ud800', 0]]
  .map(([id, repeat], index) => ({ id: id as string, repeat: repeat as number, state: `state ${String(index)},` }))
const outcomeOf = (index: number): Outcome => (index === 2 ? FAILURE : report(index))

function written(): string {
  rmSync(path, { force: true })
  const journal = Journal.open(path)
  journal.begin(HEAD)
  KEYS.forEach((key, index) => { journal.append(key, outcomeOf(index)) })
  journal.close()
  return readFileSync(path, 'utf8')
}

/** How many of the items a journal knows, from the first on. */
function known(): number {
  const journal = Journal.open(path)
  const found = KEYS.map((key) => journal.find(key))
  journal.close()
  const count = found.filter((outcome) => outcome !== undefined).length
  expect(found).toEqual(KEYS.map((_, index) => (index < count ? outcomeOf(index) : undefined)))
  return count
}

describe('the journal of a batch', () => {
  it('gives back what was written, for the state of the input that it was written for', () => {
    const text = written()
    expect(known()).toBe(KEYS.length)
    const members = text.trimEnd().split('\n').map((line) => Object.keys(JSON.parse(line) as object).join())
    expect(members.slice(0, 6)).toEqual(['format,settings,validationTime', 'id,state,report', 'id,state,report', 'id,state,error', 'id,state,report', 'id,repeat,state,report'])
    const journal = Journal.open(path)
    const [first] = KEYS as [JournalKey]
    expect([journal.head, journal.find({ ...first, state: 'another' }), journal.find({ ...first, id: 'unknown' }), journal.find({ ...first, repeat: 1 })]).toEqual([HEAD, undefined, undefined, undefined])
    journal.append({ ...first, state: 'another' }, report(9))
    journal.close()
    const again = Journal.open(path)
    expect([again.find({ ...first, state: 'another' }), again.find(first), again.find(KEYS[1] as JournalKey)]).toEqual([report(9), undefined, report(1)])
    again.close()
  })

  it('can be read by its owner alone', () => {
    written()
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  it('is as long as its whole lines, wherever it was cut', () => {
    const whole = Buffer.from(written())
    for (let length = whole.length; length >= 0; length -= 7) {
      writeFileSync(path, whole.subarray(0, length))
      const lines = whole.subarray(0, length).filter((octet) => octet === 0x0a).length
      expect(known(), String(length)).toBe(Math.max(0, lines - 1))
      const journal = Journal.open(path)
      expect(journal.head).toEqual(lines === 0 ? undefined : HEAD)
      if (lines === 0) journal.begin(HEAD)
      KEYS.forEach((key, index) => { if (journal.find(key) === undefined) journal.append(key, outcomeOf(index)) })
      journal.close()
      expect(readFileSync(path).equals(whole)).toBe(true)
    }
  })

  it('is read in lines longer than a piece', () => {
    rmSync(path, { force: true })
    const long: Outcome = { json: `{"text":"${'x'.repeat(3_000_000)}"}` }
    const keys = ['a', 'b', 'c'].map((id) => ({ id, repeat: 0, state: '' }))
    const journal = Journal.open(path)
    journal.begin(HEAD)
    keys.forEach((key, index) => { journal.append(key, index === 1 ? report(0) : long) })
    journal.close()
    const again = Journal.open(path)
    expect(keys.map((key) => again.find(key))).toEqual([long, report(0), long])
    again.close()
  })

  it('is written by one process: the other one stops, and every line stays whole', () => {
    written()
    const [one, other] = [Journal.open(path), Journal.open(path)]
    const key = (id: string): JournalKey => ({ id, repeat: 0, state: '' })
    one.append(key('by one'), report(1))
    expect(() => { other.append(key('by other'), report(2)) }).toThrow(expect.objectContaining({ reason: 'shared' }))
    one.append(key('by one again'), report(3))
    one.close()
    other.close()
    const again = Journal.open(path)
    expect(['by one', 'by other', 'by one again'].map((id) => again.find(key(id)))).toEqual([report(1), undefined, report(3)])
    again.close()
  })

  it.each([
    ['something else', 'a,b,c\n1,2,3\n', 'other'], ['something else without a line', 'precious', 'other'], ['JSON of something else', '{"a":1}\n', 'other'],
    ['a journal of another format', `${JSON.stringify({ format: 'yinxin batch journal 12', ...HEAD })}\n`, 'other'],
    ['long and without a line', 'x'.repeat(5000), 'other'],
    ['a journal with a broken line inside', `${JSON.stringify({ format: 'yinxin batch journal 1', ...HEAD })}\nbroken\n{"id":"a","state":"","report":{}}\n`, 'damaged'],
    ['a journal with a line of another kind', `${JSON.stringify({ format: 'yinxin batch journal 1', ...HEAD })}\n{"id":5,"state":"","report":{}}\n`, 'damaged'],
  ])('that is %s is refused and left as it is', (_, text, reason) => {
    writeFileSync(path, text)
    expect(() => Journal.open(path)).toThrow(expect.objectContaining({ name: 'JournalError', reason }))
    expect(readFileSync(path, 'utf8')).toBe(text)
  })

  it('cannot be in a folder that is not there', () => {
    expect(() => Journal.open(join(folder, 'absent', 'journal'))).toThrow(/ENOENT/)
  })
})
