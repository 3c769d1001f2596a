import { deflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { CachedContents } from '../../src/cache/contents.ts'
import { createCache } from '../../src/cache/index.ts'
import type { VerificationCache } from '../../src/cache/index.ts'
import { Computed } from '../../src/encoding/content-memory.ts'
import { openZip } from '../../src/encoding/zip.ts'
import { verify } from '../../src/index.ts'
import { Budget } from '../../src/limits.ts'
import { LICENSE, OPTIONS, errorCodes } from '../verify/world.ts'
import { buildZip, octets } from '../encoding/zip-builder.ts'

/** The content of the first entry, as read by a call of its own. */
function read(bytes: Uint8Array, cache: VerificationCache): Uint8Array {
  const archive = openZip(bytes, { budget: new Budget(), memory: new CachedContents(cache) })
  const [entry] = archive.entries
  if (entry === undefined) throw new Error('no entry')
  return archive.read(entry)
}

const TEMPLATE = octets('a template '.repeat(50))
const AS = { crc32: 1, size: TEMPLATE.length, method: 8 }
const STORED = new Uint8Array(deflateRawSync(TEMPLATE))

describe('contents of packages', () => {
  it.each([['deflated', 8], ['stored', 0]])('are kept when they come a second time, and found the third: %s', (_, method) => {
    const cache = createCache()
    const counts = [1, 2, 3].map((number) => {
      const bytes = buildZip([{ name: 'Template.xml', data: TEMPLATE, method }, { name: 'own', data: `of package ${String(number)}` }])
      expect(read(bytes, cache)).toEqual(TEMPLATE)
      const { hits, entries } = cache.stats().contents
      return [entries, hits]
    })
    expect(counts).toEqual([[0, 0], [1, 0], [1, 1]])
  })

  it('are no views of what the caller can change', () => {
    const cache = createCache()
    const changing = buildZip([{ name: 'Template.xml', data: TEMPLATE, method: 0 }])
    read(changing, cache)
    read(changing, cache)
    const bytes = Uint8Array.from(changing)
    changing.fill(0x21)
    expect(read(bytes, cache)).toEqual(TEMPLATE)
    expect(cache.stats().contents.hits).toBe(1)
  })

  it('are found by every octet that is stored of them, whatever sum and sizes are stated', () => {
    const cache = createCache()
    const memory = new CachedContents(cache)
    memory.offer(AS, STORED, TEMPLATE)
    memory.offer(AS, STORED, TEMPLATE)
    expect(memory.content(AS, Uint8Array.from(STORED))).toEqual(TEMPLATE)
    for (let index = 0; index < STORED.length; index++) {
      const changed = Uint8Array.from(STORED)
      changed[index] = (changed[index] as number) ^ 0x80
      expect(memory.content(AS, changed)).toBeUndefined()
    }
    expect([memory.content(AS, STORED.subarray(1)), memory.content({ ...AS, size: AS.size + 1 }, STORED), memory.content({ ...AS, method: 0 }, STORED), memory.content({ ...AS, crc32: 2 }, STORED)])
      .toEqual([undefined, undefined, undefined, undefined])
  })

  it('above 1 MiB are not kept', () => {
    const cache = createCache()
    const large = buildZip([{ name: 'large', data: new Uint8Array(1024 * 1024 + 1), method: 0 }])
    for (let count = 0; count < 3; count++) expect(read(large, cache)).toHaveLength(1024 * 1024 + 1)
    expect(cache.stats().entries).toBe(0)
  })

  it('have what was computed of them in other calls, by kind and key; others have nothing', () => {
    const cache = createCache()
    const [first, second] = [new CachedContents(cache), new CachedContents(cache)]
    const [kind, other] = [new Computed<number>('kind'), new Computed<number>('other')]
    first.offer(AS, STORED, TEMPLATE)
    const kept = first.offer(AS, STORED, TEMPLATE)
    first.keep(kind, kept, 1, 8, 'key')
    first.keep(kind, TEMPLATE, 2, 8, 'key')
    const again = second.content(AS, STORED) as Uint8Array
    expect([second.known(kind, again, 'key'), second.known(kind, again), second.known(other, again, 'key'), second.known(kind, TEMPLATE, 'key'), first.known(kind, TEMPLATE, 'key')])
      .toEqual([1, undefined, undefined, undefined, undefined])
  })
})

describe('a package with parts that the cache knows', () => {
  it('needs neither their digests nor their elements again', async () => {
    const verificationCache = createCache()
    for (let count = 0; count < 2; count++) await verify(LICENSE, { ...OPTIONS, verificationCache })
    const before = verificationCache.stats()
    await verify(LICENSE, { ...OPTIONS, verificationCache })
    const after = verificationCache.stats()
    expect(before.contents.entries).toBeGreaterThan(5)
    expect([after.contents.misses, after.readings.misses, after.entries]).toEqual([before.contents.misses, before.readings.misses, before.entries])
    expect(after.readings.hits).toBeGreaterThan(before.readings.hits)
  })

  it('is judged as without it when one of them was changed', async () => {
    const verificationCache = createCache()
    for (let count = 0; count < 3; count++) await verify(LICENSE, { ...OPTIONS, verificationCache })
    const { entries } = openZip(LICENSE, { budget: new Budget() })
    for (const { path, layout: { dataStart, dataEnd } } of entries.filter(({ isDirectory }) => !isDirectory)) {
      const changed = Uint8Array.from(LICENSE)
      const middle = (dataStart + dataEnd) >> 1
      changed[middle] = (changed[middle] as number) ^ 4
      const expected = await verify(changed, OPTIONS)
      expect(expected.accepted, path).toBe(false)
      expect(errorCodes(expected).length, path).toBeGreaterThan(0)
      expect(JSON.stringify(await verify(changed, { ...OPTIONS, verificationCache })), path).toBe(JSON.stringify(expected))
    }
  })
})
