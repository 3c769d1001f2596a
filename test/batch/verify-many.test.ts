import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { JournalError, verifyMany } from '../../src/batch/index.ts'
import type { BatchItem, BatchOptions, BatchResult } from '../../src/batch/index.ts'
import { runBatch } from '../../src/batch/verify-many.ts'
import { canonicalJson } from '../../src/encoding/canonical-json.ts'
import { policyPreset, trustStore, verify } from '../../src/index.ts'
import { FIXTURES, LICENSE, OPTIONS, certificate, fixture } from '../verify/world.ts'
import { openTrustList, operatorKeysOf } from '../../src/trust/index.ts'
import type { VerifiedTrustList } from '../../src/trust/index.ts'
import { SETTINGS } from './settings.ts'

const ODD_WORKER = join(import.meta.dirname, 'odd-worker.ts')
const folder = mkdtempSync(join(tmpdir(), 'yinxin-batch-'))
afterAll(() => { rmSync(folder, { recursive: true }) })

const license = join(FIXTURES, 'ofd/accepted/gbt-38540-2020/input.ofd')
const SEAL = fixture('seal/accepted/gbt-38540-2020/input.esl')
const octets = (text: string): Uint8Array => new TextEncoder().encode(text)
const small = (count: number): BatchItem[] => Array.from({ length: count }, (_, index) => ({ id: `item ${index}`, bytes: octets(`none ${index}`) }))

async function all(results: AsyncIterable<BatchResult>): Promise<readonly BatchResult[]> {
  const collected: BatchResult[] = []
  for await (const result of results) collected.push(result)
  return collected
}

/** What came of an item, in a word. */
const word = (result: BatchResult): string => `${result.id}: ${'error' in result ? result.error.code : result.report.indication}`

describe('verifyMany', () => {
  it('gives the reports of verify, in the order of the items', async () => {
    const tampered = Uint8Array.from(LICENSE)
    tampered[5000] = (tampered[5000] as number) ^ 1
    const items: BatchItem[] = [license, { id: 'seal', bytes: SEAL }, { id: 'copy', path: license }, pathToFileURL(license), { id: 'tampered', bytes: tampered }, { id: 'none', bytes: octets('x') }]
    const results = await all(verifyMany(items, { ...SETTINGS, jobs: 2 }))
    expect(results.map(({ id, index, resumed }) => [id, index, resumed])).toEqual([
      [license, 0, false], ['seal', 1, false], ['copy', 2, false], [pathToFileURL(license).href, 3, false], ['tampered', 4, false], ['none', 5, false],
    ])
    const inputs = [LICENSE, SEAL, LICENSE, LICENSE, tampered, octets('x')]
    for (const [index, result] of results.entries()) {
      const expected = await verify(inputs[index] as Uint8Array, OPTIONS)
      expect('error' in result ? result.error : result.json).toBe(canonicalJson(expected))
      expect('error' in result ? result.error : result.report).toEqual(JSON.parse(JSON.stringify(expected)))
    }
  })

  it('leaves the octets of the caller alone', async () => {
    const bytes = Uint8Array.from(SEAL)
    const [result] = await all(verifyMany([{ id: 'a', bytes: bytes.subarray(0, 5000) }], { ...SETTINGS, jobs: 1 }))
    expect([result && word(result), bytes.length, Buffer.from(bytes).equals(SEAL)]).toEqual(['a: TOTAL_FAILED', SEAL.length, true])
  })

  it('takes a source that is asynchronous, and nothing at all', async () => {
    async function* source(): AsyncGenerator<BatchItem> {
      for (const item of small(3)) {
        await new Promise((resolve) => { setTimeout(resolve, 5) })
        yield item
      }
    }
    expect(await all(verifyMany(source(), { ...SETTINGS, jobs: 2 }))).toHaveLength(3)
    expect(await all(verifyMany([], { ...SETTINGS, jobs: 2 }))).toEqual([])
  })

  it('makes one result of each accident, and goes on', async () => {
    const items: BatchItem[] = ['exit', 'fine 1', 'throw', 'reject', 'loop', 'fine 2', 'memory', 'sleep', join(folder, 'absent'), folder, 'fine 3'].map((id) =>
      id.startsWith('/') ? id : { id, bytes: SEAL })
    const results = await all(runBatch(items, { ...SETTINGS, jobs: 2, timeoutMs: 5000, workerMegabytes: 128 }, ODD_WORKER))
    expect(results.map(word)).toEqual([
      'exit: CRASHED', 'fine 1: TOTAL_PASSED', 'throw: CRASHED', 'reject: CRASHED', 'loop: TIMED_OUT', 'fine 2: TOTAL_PASSED', 'memory: CRASHED', 'sleep: TIMED_OUT',
      `${join(folder, 'absent')}: UNREADABLE`, `${folder}: UNREADABLE`, 'fine 3: TOTAL_PASSED',
    ])
    expect(results.map((result) => ('error' in result ? result.error.message : '')).join('\n')).toMatch(/thrown beside the task[\s\S]*a defect[\s\S]*5000 ms[\s\S]*memory[\s\S]*ENOENT[\s\S]*not a regular file/)
  })

  it('gives results as they come when asked to', async () => {
    const items = ['sleep', 'a', 'b', 'c', 'd'].map((id) => ({ id, bytes: octets('x') }))
    const results = runBatch(items, { ...SETTINGS, jobs: 2, order: 'completion' }, ODD_WORKER)
    const taken: string[] = []
    for await (const { id, index } of results) {
      expect(items[index]?.id).toBe(id)
      if (taken.push(id) === 4) break
    }
    expect(taken).toEqual(['a', 'b', 'c', 'd'])
  })

  it('pulls no further than results are taken (back-pressure), and tells the source when it is left', async () => {
    let [pulled, closed] = [0, false]
    function* source(): Generator<BatchItem> {
      try {
        for (;;) yield { id: String(pulled++), bytes: octets('x') }
      } finally {
        closed = true
      }
    }
    const results = verifyMany(source(), { ...SETTINGS, jobs: 2 })
    let taken = 0
    for await (const { index } of results) {
      expect(index).toBe(taken++)
      if (taken === 20) {
        await new Promise((resolve) => { setTimeout(resolve, 200) })
        expect(pulled - taken).toBeLessThanOrEqual(2 * 8 + 1)
        // Meanwhile the workers went on.
        expect(pulled - taken).toBeGreaterThan(4)
      }
      if (taken === 40) break
    }
    expect(closed).toBe(true)
    expect(pulled).toBeLessThan(60)
  })

  it('ends with the reason of its signal, whatever a worker is doing', async () => {
    const controller = new AbortController()
    const results = runBatch([{ id: 'a', bytes: octets('x') }, { id: 'loop', bytes: octets('x') }], { ...SETTINGS, jobs: 2, signal: controller.signal }, ODD_WORKER)
    expect((await results.next()).value).toMatchObject({ id: 'a' })
    setTimeout(() => { controller.abort(new Error('enough')) }, 50)
    await expect(results.next()).rejects.toThrow('enough')
    expect(await results.next()).toEqual({ done: true, value: undefined })
    await expect(verifyMany([], { ...SETTINGS, signal: controller.signal }).next()).rejects.toThrow('enough')
  })

  it('ends with its signal also while the source is waited for', async () => {
    let closed = false
    async function* source(): AsyncGenerator<BatchItem> {
      try {
        yield { id: 'a', bytes: octets('x') }
        await new Promise<never>(() => undefined)
      } finally {
        closed = true
      }
    }
    const results = verifyMany(source(), { ...SETTINGS, jobs: 0, signal: AbortSignal.timeout(200) })
    expect((await results.next()).value).toMatchObject({ id: 'a' })
    await expect(results.next()).rejects.toThrow(/timeout/)
    expect(closed).toBe(false)
  })

  it('gives what came before a mistake of the source, then throws it', async () => {
    const taken: string[] = []
    let closed = 0
    async function take(last: () => BatchItem): Promise<void> {
      function* source(): Generator<BatchItem> {
        try {
          for (const id of ['slow', 'b']) yield { id, bytes: octets('x') }
          yield last()
        } finally {
          closed++
        }
      }
      for await (const { id } of runBatch(source(), { ...SETTINGS, jobs: 1 }, ODD_WORKER)) taken.push(id)
    }
    await expect(take(() => { throw new Error('no more') })).rejects.toThrow('no more')
    await expect(take(() => ({ id: 'neither' }) as unknown as BatchItem)).rejects.toThrow('an item is a path')
    expect([taken, closed]).toEqual([['slow', 'b', 'slow', 'b'], 2])
  })

  it.each<[string, unknown]>([
    ['null', null], ['a number', 5], ['an id that is none', { id: 5, path: 'x' }], ['no input', { id: 'x' }], ['octets that are none', { id: 'x', bytes: [1, 2] }], ['a URL of no file', new URL('https://example.cn/a.ofd')],
  ])('takes %s for no item', async (_, item) => {
    await expect(all(verifyMany([item as BatchItem], { ...SETTINGS, jobs: 0 }))).rejects.toThrow(TypeError)
  })

  it.each([['a path', license], ['nothing', undefined], ['an object', {}]])('takes %s for no source', (_, source) => {
    expect(() => verifyMany(source as unknown as BatchItem[], SETTINGS)).toThrow(TypeError)
  })

  it('begins nothing before it is asked, and nothing after it was left', async () => {
    let pulled = 0
    const source = { [Symbol.iterator]: () => ({ next: () => ({ done: false as const, value: String(pulled++) }) }) }
    const results = verifyMany(source, { ...SETTINGS, jobs: 0 })
    await results.return()
    expect(await results.next()).toEqual({ done: true, value: undefined })
    expect(pulled).toBe(0)
  })

  it('verifies in this thread too: the same reports, exceptions and unreadable files kept apart, timers not starved', async () => {
    const items: BatchItem[] = [license, { id: 'seal', bytes: SEAL }, join(folder, 'absent'), folder, { id: 'NUL', path: 'a\u0000b' }, { id: 'none', bytes: octets('x') }]
    const [here, there] = [await all(verifyMany(items, { ...SETTINGS, jobs: 0 })), await all(verifyMany(items, { ...SETTINGS, jobs: 1 }))]
    expect(here).toEqual(there)
    expect(here.map((result) => ('error' in result ? result.error.reason : result.report.indication))).toEqual([
      'TOTAL_PASSED', 'TOTAL_PASSED', 'ENOENT', 'NOT_A_FILE', 'ERR_INVALID_ARG_VALUE', 'TOTAL_FAILED',
    ])
    function* endless(): Generator<BatchItem> {
      for (let index = 0; ; index++) yield { id: String(index), bytes: octets('x') }
    }
    await expect(all(verifyMany(endless(), { ...SETTINGS, jobs: 0, signal: AbortSignal.timeout(100) }))).rejects.toThrow(/timeout/)
  })

  it.each<[string, object]>([
    ['less than no job', { jobs: -1 }], ['half a job', { jobs: 1.5 }], ['a time-out that is none', { timeoutMs: Number.NaN }], ['a cache that is none', { cacheBytes: -1 }],
    ['an order that is none', { order: 'fast' }], ['a heap that is none', { workerMegabytes: 0 }], ['a misspelt option', { evidance: {} }], ['a time that is none', { validationTime: new Date(Number.NaN) }],
    ['no trust', { trust: undefined }], ['no policy', { policy: undefined }], ['an unknown list', { trust: { lists: [{ list: 'x', keys: ['nothing'] }] } }],
    ['an anchor that is none', { trust: { anchors: ['nothing'] } }], ['a policy that is none', { policy: 'nothing' }], ['a policy with an unknown member', { policy: { ...policyPreset('archive'), x: 1 } }],
    ['a certificate that is none', { certificates: ['nothing'] }], ['a limit that is none', { limits: { bytes: 1 } }],
  ])('takes %s for a mistake of the caller', async (_, wrong) => {
    await expect((async () => all(verifyMany([license], { ...SETTINGS, ...(wrong as Partial<BatchOptions>) })))()).rejects.toThrow(TypeError)
  })

  it('opens signed trust lists at the time of the batch, in each worker', async () => {
    const lists = [{ list: fixture('world/trust-lists/granted.jws'), keys: [fixture('world/trust-lists/operator.pem')] }]
    const settings = { ...SETTINGS, trust: { lists } }
    const opened = await Promise.all(lists.map(({ list, keys }) => openTrustList(list, { keys: keys.flatMap(operatorKeysOf), time: SETTINGS.validationTime as Date })))
    const expected = canonicalJson(await verify(LICENSE, { ...OPTIONS, trust: trustStore({ lists: opened }) }))
    for (const jobs of [0, 2]) {
      const results = await all(verifyMany([license, license, license], { ...settings, jobs }))
      expect(results.map((result) => 'json' in result && result.json)).toEqual([expected, expected, expected])
    }
    // Another time, another answer: none.
    await expect(all(verifyMany([license], { ...settings, validationTime: new Date('2036-01-01T00:00:00Z') }))).rejects.toThrow(/TRUST_LIST_EXPIRED/)
    // The list that was seen last may be this one by now.
    const journal = join(folder, 'lists.journal')
    await all(verifyMany([license], { ...settings, jobs: 0, journal }))
    const [list] = lists
    const again = { ...settings, trust: { lists: [{ ...list as NonNullable<typeof list>, lastSeen: (opened[0] as VerifiedTrustList).state }] } }
    expect((await all(verifyMany([license], { ...again, jobs: 0, journal }))).map(({ resumed }) => resumed)).toEqual([true])
  })

  it('takes policies and trust as data', async () => {
    const policy = JSON.parse(JSON.stringify(policyPreset('gbt-38540-strict'))) as BatchOptions['policy']
    const trust = { signer: [certificate('national-root')] }
    const [result] = await all(verifyMany([license], { ...SETTINGS, trust, policy, jobs: 1 }))
    const expected = await verify(LICENSE, { ...OPTIONS, trust: trustStore(trust), policy: policyPreset('gbt-38540-strict') })
    expect(result !== undefined && 'json' in result ? result.json : result).toBe(canonicalJson(expected))
  })
})

describe('the journal', () => {
  it('gives finished items back and verifies the others', async () => {
    const journal = join(folder, 'a.journal')
    const items = small(12)
    const results = verifyMany(items, { ...SETTINGS, jobs: 0, journal })
    for (let i = 0; i < 5; i++) await results.next()
    await results.return()
    const again = await all(verifyMany(items, { ...SETTINGS, jobs: 2, journal }))
    const resumed = again.filter((result) => result.resumed).length
    expect(again.map(({ id }) => id)).toEqual(items.map((item) => (item as { id: string }).id))
    expect(resumed).toBeGreaterThanOrEqual(5)
    const fresh = await all(verifyMany(items, { ...SETTINGS, jobs: 0 }))
    expect(again.map((result) => 'json' in result && result.json)).toEqual(fresh.map((result) => 'json' in result && result.json))
    const third = await all(verifyMany(items, { ...SETTINGS, jobs: 0, journal }))
    expect(third.every((result) => result.resumed)).toBe(true)
    // A line for the head and one for each item.
    expect(readFileSync(journal, 'utf8').trimEnd().split('\n')).toHaveLength(13)
  })

  it('holds errors like reports, and an id that comes twice twice', async () => {
    const journal = join(folder, 'b.journal')
    const items = [join(folder, 'absent'), { id: 'a","report":{}', bytes: octets('1') }, { id: 'a","report":{}', bytes: SEAL }]
    const first = await all(verifyMany(items, { ...SETTINGS, jobs: 0, journal }))
    const second = await all(verifyMany(items, { ...SETTINGS, jobs: 0, journal }))
    expect(second.map((result) => ('error' in result ? result.error : result.json))).toEqual(first.map((result) => ('error' in result ? result.error : result.json)))
    expect([second.map(({ resumed }) => resumed), first.map(word)[0]]).toEqual([[true, true, true], `${join(folder, 'absent')}: UNREADABLE`])
  })

  it('does not give back the report of a file that changed since', async () => {
    const journal = join(folder, 'c.journal')
    const file = join(folder, 'changing.esl')
    writeFileSync(file, SEAL)
    const [before] = await all(verifyMany([file], { ...SETTINGS, jobs: 0, journal }))
    writeFileSync(file, 'something else')
    const [after] = await all(verifyMany([file], { ...SETTINGS, jobs: 0, journal }))
    expect([before && word(before), after && word(after), after?.resumed]).toEqual([`${file}: TOTAL_PASSED`, `${file}: TOTAL_FAILED`, false])
  })

  it('that another process writes to ends the batch, and so does one that belongs to nobody', async () => {
    const journal = join(folder, 'shared.journal')
    const results = verifyMany(small(100), { ...SETTINGS, jobs: 0, journal })
    await results.next()
    appendFileSync(journal, '{"id":"by another","state":"","error":{"code":"CRASHED","message":""}}\n')
    await expect(all(results)).rejects.toThrow(expect.objectContaining({ name: 'JournalError', reason: 'shared' }))
    await expect(all(verifyMany(small(1), { ...SETTINGS, jobs: 0, journal: license }))).rejects.toThrow(JournalError)
    await expect(all(verifyMany(small(1), { ...SETTINGS, jobs: 0, journal: folder }))).rejects.toThrow(/EISDIR/)
    expect(readFileSync(license).equals(LICENSE)).toBe(true)
  })

  it('keeps the time of its beginning, and belongs to its settings', async () => {
    const journal = join(folder, 'd.journal')
    const { validationTime, ...now } = SETTINGS
    const [first] = await all(verifyMany(small(1), { ...now, jobs: 0, journal }))
    await new Promise((resolve) => { setTimeout(resolve, 5) })
    const second = await all(verifyMany(small(2), { ...now, jobs: 0, journal }))
    const timeOf = (result: BatchResult | undefined): unknown => result !== undefined && 'report' in result && result.report.validationTime
    expect(second.map(timeOf)).toEqual([timeOf(first), timeOf(first)])
    for (const other of [{ validationTime }, { policy: 'archive' as const }, { trust: {} }, { certificates: [] }, { pictures: true }]) {
      await expect(all(verifyMany(small(1), { ...now, ...(other as Partial<BatchOptions>), jobs: 0, journal }))).rejects.toThrow(/other settings/)
    }
  })
})
