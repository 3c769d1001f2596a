import { describe, expect, it } from 'vitest'
import { CacheKind, createCache as create } from '../../src/cache/cache.ts'
import { createCache } from '../../src/cache/index.ts'
import { readOnce } from '../../src/cache/parsed.ts'
import type { Parsed } from '../../src/cache/parsed.ts'
import { toCharacters } from '../../src/encoding/characters.ts'
import { LimitExceededError } from '../../src/errors.ts'
import type { Finding } from '../../src/diagnostics/index.ts'
import { policyPreset, trustStore, verify } from '../../src/index.ts'
import type { VerifyOptions } from '../../src/index.ts'
import { Budget } from '../../src/limits.ts'
import { parseCertificate } from '../../src/pki/certificate.ts'
import { readCertificate } from '../../src/pki/certificate-cache.ts'
import { readSealSignature } from '../../src/seal/seal-cache.ts'
import { parseSealSignature } from '../../src/seal/index.ts'
import { checkSealSignature } from '../../src/signature/seal-checks.ts'
import { certificatesOf } from '../../src/trust/index.ts'
import { FIXTURE_CASES } from '../verify/fixture-cases.ts'
import { LICENSE, OPTIONS, certificate, errorCodes, fixture } from '../verify/world.ts'

const NUMBERS = new CacheKind<number>('signatures')
const TEXTS = new CacheKind<string>('certificates')

describe('createCache', () => {
  it('keeps kinds apart and counts', () => {
    const cache = create()
    cache.put(NUMBERS, 'k', 1, 8)
    cache.put(TEXTS, 'k', 'one', 8)
    expect([cache.get(NUMBERS, 'k'), cache.get(TEXTS, 'k'), cache.get(NUMBERS, 'other')]).toEqual([1, 'one', undefined])
    expect(cache.stats()).toMatchObject({ entries: 2, evictions: 0, signatures: { hits: 1, misses: 1, entries: 1 }, certificates: { hits: 1, misses: 0, entries: 1 } })
    cache.clear()
    expect(cache.stats()).toMatchObject({ bytes: 0, entries: 0, signatures: { hits: 0, misses: 0, entries: 0 } })
  })

  it('stays within its memory; what was used longest ago goes first', () => {
    const cache = create({ maxBytes: 3000 })
    for (let i = 0; i < 100; i++) {
      cache.put(NUMBERS, `key ${i}`, i, 100)
      expect(cache.get(NUMBERS, 'key 0')).toBe(0)
      expect(cache.stats().bytes).toBeLessThanOrEqual(3000)
    }
    const { entries, evictions, bytes } = cache.stats()
    expect([entries + evictions, entries > 5, bytes > 2000]).toEqual([100, true, true])
    expect([cache.get(NUMBERS, 'key 99'), cache.get(NUMBERS, 'key 50')]).toEqual([99, undefined])
  })

  it('tells structures apart that are as long and end alike', () => {
    const [cache, kind] = [create(), new CacheKind<Parsed<{ readonly first: number | undefined }>>('seals')]
    const read = (first: number): number | undefined => {
      const octets = new Uint8Array(500)
      octets[0] = first
      return readOnce(cache, kind, octets, { budget: new Budget() }, ([one]) => ({ first: one }))?.first
    }
    expect([read(1), read(2), read(1), read(2)]).toEqual([1, 2, 1, 2])
    expect(cache.stats().seals.entries).toBe(1)
  })

  it('does not take what is larger than itself, nor the same twice', () => {
    const cache = create({ maxBytes: 1000 })
    cache.put(NUMBERS, 'a', 1, 10)
    cache.put(NUMBERS, 'b', 2, 1000)
    cache.put(NUMBERS, 'a', 3, 10)
    expect([cache.get(NUMBERS, 'a'), cache.get(NUMBERS, 'b'), cache.stats().entries, cache.stats().evictions]).toEqual([1, undefined, 1, 0])
    expect(create({ maxBytes: 0 }).stats().maxBytes).toBe(0)
  })

  it('takes a maximum that is none for a mistake of the caller, and so does verify a cache that is none', async () => {
    for (const maxBytes of [-1, Number.NaN, '1']) expect(() => createCache({ maxBytes: maxBytes as number })).toThrow(TypeError)
    for (const verificationCache of [{}, new Map(), null]) {
      await expect(verify(LICENSE, { ...OPTIONS, verificationCache } as unknown as VerifyOptions)).rejects.toThrow(TypeError)
    }
  })

  it('has a key for every octet string', () => {
    const single = Array.from({ length: 256 }, (_, value) => toCharacters(Uint8Array.of(value)))
    expect([new Set(single).size, single.every(({ length }) => length === 1)]).toEqual([256, true])
  })
})

describe('reports', () => {
  // One for all: what one document left in it must not show in the report of another.
  const shared = createCache()
  const tight = createCache({ maxBytes: 20_000 })

  it.each(FIXTURE_CASES)('are byte-equal with a cache and without: $id', async ({ input, options }) => {
    const expected = JSON.stringify(await verify(input, options))
    for (const verificationCache of [shared, shared, tight, createCache({ maxBytes: 0 })]) {
      expect(JSON.stringify(await verify(input, { ...options, verificationCache })) === expected).toBe(true)
    }
  })

  it('of documents with a seal in common need one signature check and no parsing of certificates from the second on', async () => {
    const verificationCache = createCache()
    await verify(LICENSE, { ...OPTIONS, verificationCache })
    const first = verificationCache.stats()
    await verify(LICENSE, { ...OPTIONS, verificationCache })
    const second = verificationCache.stats()
    expect(first.signatures.misses).toBe(5)
    expect([second.signatures.misses, second.certificates.misses]).toEqual([5, first.certificates.misses])
    expect([first.seals, second.seals]).toEqual([{ hits: 0, misses: 1, entries: 1 }, { hits: 1, misses: 1, entries: 1 }])
    expect(second.signatures.hits - first.signatures.hits).toBeGreaterThanOrEqual(5)
    verificationCache.clear()
    await verify(LICENSE, { ...OPTIONS, verificationCache })
    expect(verificationCache.stats().signatures).toEqual(first.signatures)
  })

  it('depend on time, trust and policy as ever, with what the cache holds of another time', async () => {
    const verificationCache = createCache()
    const asked: readonly VerifyOptions[] = [
      OPTIONS, { ...OPTIONS, trust: trustStore({}) }, { ...OPTIONS, validationTime: new Date('2050-01-01T00:00:00Z') },
      { ...OPTIONS, policy: policyPreset('gbt-38540-strict') }, { ...OPTIONS, certificates: [] }, OPTIONS,
    ]
    for (const options of asked) {
      const expected = JSON.stringify(await verify(LICENSE, options))
      expect(JSON.stringify(await verify(LICENSE, { ...options, verificationCache })) === expected).toBe(true)
    }
  })

  it('end at the same limits', async () => {
    const ended: boolean[] = []
    const verificationCache = createCache()
    for (let count = 0; count < 3; count++) await verify(LICENSE, { ...OPTIONS, verificationCache })
    for (const limits of [
      { derElements: 10 }, { derElements: 100 }, { derElements: 300 }, { derElements: 600 }, { derDepth: 4 }, { derDepth: 7 }, { pathSignatures: 0 }, { pathSignatures: 1 },
      { xmlNodes: 10 }, { xmlNodes: 100 }, { xmlNodes: 200 }, { xmlNodes: 300 }, { xmlBytes: 500 }, { xmlBytes: 3000 }, { xmlDepth: 2 }, { xmlDepth: 4 }, { zipTotalBytes: 20_000 }, { zipTotalBytes: 60_000 }, { zipEntryBytes: 30_000 },
    ]) {
      const expected = await verify(LICENSE, { ...OPTIONS, limits })
      expect(JSON.stringify(await verify(LICENSE, { ...OPTIONS, limits, verificationCache }))).toBe(JSON.stringify(expected))
      ended.push(errorCodes(expected).includes('LIMIT_EXCEEDED'))
    }
    expect(ended.filter(Boolean).length).toBeGreaterThan(4)
  })
})

describe('readCertificate', () => {
  const [der] = certificatesOf(certificate('east-ca')) as readonly [Uint8Array]

  it('gives what parseCertificate gives, and uses up what it uses up', () => {
    const cache = createCache()
    const plain = new Budget()
    const expected = parseCertificate(der, { budget: plain, at: ['a'] })
    for (let i = 0; i < 3; i++) {
      const budget = new Budget()
      const read = readCertificate(der, { budget, at: ['a'] }, cache)
      expect([read.subject.text, read.at, read.serialNumber, Buffer.from(read.tbs).equals(expected.tbs)]).toEqual([expected.subject.text, ['a'], expected.serialNumber, true])
      expect(budget.spent('derElements')).toBe(plain.spent('derElements'))
    }
    expect(cache.stats().certificates).toMatchObject({ hits: 2, misses: 1 })
    expect(readCertificate(der, { budget: new Budget(), at: ['b'] }, cache).at).toEqual(['b'])
  })

  it('notes deviations again each time', () => {
    // A negative serial number: a deviation that is read over.
    const deviating = Uint8Array.from(der)
    const place = Buffer.from(deviating).indexOf(Buffer.from(parseCertificate(der, { budget: new Budget() }).serialNumberBytes))
    deviating[place] = 0x80 | (deviating[place] as number)
    const cache = createCache()
    for (const given of [undefined, cache, cache]) {
      const noted: Finding[] = []
      readCertificate(deviating, { budget: new Budget(), note: (one) => noted.push(one) }, given)
      expect(noted.map(({ code }) => code)).toEqual(['CERTIFICATE_SERIAL_NUMBER_NOT_POSITIVE'])
    }
  })

  it('keeps nothing of the input: the caller may write over it', () => {
    const cache = createCache()
    const mine = Uint8Array.from(der)
    readCertificate(mine, { budget: new Budget() }, cache)
    mine.fill(0)
    expect(Buffer.from(readCertificate(der, { budget: new Budget() }, cache).bytes).equals(der)).toBe(true)
  })

  it('throws what parseCertificate throws, and remembers nothing then', () => {
    const cache = createCache()
    expect(() => readCertificate(der.subarray(1), { budget: new Budget() }, cache)).toThrow(expect.objectContaining({ name: 'FormatError' }) as Error)
    expect(() => readCertificate(der, { budget: new Budget({ derElements: 5 }) }, cache)).toThrow(LimitExceededError)
    readCertificate(der, { budget: new Budget() }, cache)
    expect(() => readCertificate(der, { budget: new Budget({ derElements: 5 }) }, cache)).toThrow(LimitExceededError)
    expect(() => readCertificate(der, { budget: new Budget({ derDepth: 2 }) }, cache)).toThrow(LimitExceededError)
    expect(cache.stats().certificates.entries).toBe(1)
  })
})

describe('readSealSignature', () => {
  const bytes = fixture('seal/value-alone/gbt-38540-2020/input.dat')

  it('gives what parseSealSignature gives, uses up what it uses up, and parses the seal once', () => {
    const cache = createCache()
    const plain = new Budget()
    const expected = parseSealSignature(bytes, { budget: plain, at: ['a'] })
    const seals = [1, 2].map(() => {
      const budget = new Budget()
      const mine = Uint8Array.from(bytes)
      const read = readSealSignature(mine, { budget, at: ['a'] }, cache)
      expect(read).toEqual(expected)
      expect(budget.spent('derElements')).toBe(plain.spent('derElements'))
      mine.fill(0)
      return read.seal
    })
    expect(seals).toEqual([expected.seal, expected.seal])
    expect(seals[0]).toBe(seals[1])
    expect(readSealSignature(bytes, { budget: new Budget(), at: ['b'] }, cache).seal).not.toBe(seals[0])
    expect(() => readSealSignature(bytes, { budget: new Budget({ derElements: plain.spent('derElements') - 1 }), at: ['a'] }, cache)).toThrow(LimitExceededError)
  })

  it('leads to a seal whose signature is known to fit its maker, and none but that', async () => {
    const cache = createCache()
    const [maker, other] = ['east-seal-maker', 'west-seal-maker'].map((name) => parseCertificate(certificatesOf(certificate(name))[0] as Uint8Array, { budget: new Budget() }))
    const { seal } = readSealSignature(bytes, { budget: new Budget() }, cache)
    const check = (by = maker, userId = '1234567812345678') => checkSealSignature(seal, by as NonNullable<typeof by>, { at: [], userIds: [userId], cache })
    expect((await check()).facts).toBeDefined()
    const { misses } = cache.stats().signatures
    expect((await check()).facts).toEqual((await check()).facts)
    expect(cache.stats().signatures).toMatchObject({ misses, hits: 2 })
    expect((await check(other)).facts).toBeUndefined()
    expect((await check(maker, 'ALICE123@YAHOO.COM')).facts).toBeUndefined()
    const altered = Uint8Array.from(bytes)
    const place = Buffer.from(altered).indexOf(seal.picture.data)
    altered[place + seal.picture.data.length - 1] = 0xff & ~(altered[place + seal.picture.data.length - 1] as number)
    const forged = readSealSignature(altered, { budget: new Budget() }, cache).seal
    expect((await checkSealSignature(forged, maker as NonNullable<typeof maker>, { at: [], userIds: ['1234567812345678'], cache })).facts).toBeUndefined()
  })
})
