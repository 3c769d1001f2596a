import { describe, expect, it } from 'vitest'
import { isCurrent } from '../../src/online/cache.ts'
import { memoryCache } from '../../src/online/index.ts'

const END = new Date('2026-06-08T12:00:00Z')
const NOW = new Date('2026-06-01T00:00:00Z')

describe('isCurrent', () => {
  it.each([
    ['2026-06-08T11:59:59.999Z', true], ['2026-06-08T12:00:00.000Z', true], ['2026-06-08T12:00:00.999Z', true],
    ['2026-06-08T12:00:01.000Z', false], ['2026-06-08T12:00:01.001Z', false],
  ])('at %s: %s', (time, current) => {
    expect(isCurrent(END, new Date(time))).toBe(current)
  })
})

describe('memoryCache', () => {
  it('gives octets while the time that it is told is not past theirs', async () => {
    const cache = memoryCache()
    await cache.put('key', Uint8Array.of(1, 2), { notAfter: END })
    expect(await cache.get('key', NOW)).toEqual(Uint8Array.of(1, 2))
    expect(await cache.get('key', new Date('2026-06-08T12:00:00Z'))).toEqual(Uint8Array.of(1, 2))
    expect(await cache.get('key', new Date('2026-06-08T12:00:01Z'))).toBeUndefined()
    expect(await cache.get('other', NOW)).toBeUndefined()
  })

  it('keeps its own copy, and gives copies', async () => {
    const cache = memoryCache()
    const [value, notAfter] = [Uint8Array.of(1), new Date(END)]
    await cache.put('key', value, { notAfter })
    value[0] = 9
    notAfter.setFullYear(1999)
    const given = await cache.get('key', NOW)
    expect(given).toEqual(Uint8Array.of(1));
    (given as Uint8Array)[0] = 9
    expect(await cache.get('key', NOW)).toEqual(Uint8Array.of(1))
  })

  it('forgets what was used longest ago when there is too much', async () => {
    const cache = memoryCache({ maxBytes: 10 })
    for (const key of ['a', 'b']) await cache.put(key, new Uint8Array(4), { notAfter: END })
    await cache.get('a', NOW)
    await cache.put('c', new Uint8Array(4), { notAfter: END })
    const kept = await Promise.all(['a', 'b', 'c'].map(async (key) => (await cache.get(key, NOW)) !== undefined))
    expect(kept).toEqual([true, false, true])
  })

  it('replaces, counts what it replaced, and keeps nothing that alone is too much', async () => {
    const cache = memoryCache({ maxBytes: 10 })
    for (let i = 0; i < 5; i++) await cache.put('a', new Uint8Array(6).fill(i), { notAfter: END })
    await cache.put('b', new Uint8Array(4), { notAfter: END })
    expect(await cache.get('a', NOW)).toEqual(new Uint8Array(6).fill(4))
    await cache.put('a', new Uint8Array(11), { notAfter: END })
    expect(await cache.get('a', NOW)).toBeUndefined()
    expect(await cache.get('b', NOW)).toHaveLength(4)
  })
})
