/** A remembered "valid" is never given for anything but what was found to be valid. */
import { createHash, createSign, generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCache } from '../../src/cache/index.ts'
import { signatureDigest, verifySignature } from '../../src/cache/signatures.ts'
import { readDer } from '../../src/encoding/der.ts'
import { Budget } from '../../src/limits.ts'
import { joseAlgorithm, parseSpki, signatureAlgorithm, signatureFromDer, sm2GenerateKey, sm2Sign } from '../../src/crypto/index.ts'
import type { PublicKey, SignatureAlgorithm, SignatureVerifyOptions } from '../../src/crypto/index.ts'

const SM2 = signatureAlgorithm('1.2.156.10197.1.501')
const octets = (text: string): Uint8Array => new TextEncoder().encode(text)
const keys = Array.from({ length: 3 }, () => sm2GenerateKey())

interface Question {
  readonly algorithm: SignatureAlgorithm
  readonly key: PublicKey
  readonly message: Uint8Array
  readonly signature: Uint8Array
  readonly options: SignatureVerifyOptions
}

const plainly = ({ algorithm, key, message, signature, options }: Question): Promise<boolean> => algorithm.verify(key, message, signature, options)

describe('verifySignature', () => {
  it('answers as without a cache, whatever was asked before (property)', async () => {
    const userIds = [undefined, octets('1234567812345678'), octets(''), octets('1'), octets('other')]
    const messages = [octets(''), octets('a'), octets('ab'), octets('abc'), new Uint8Array(100)]
    const signatures = keys.flatMap(({ privateKey }) => userIds.slice(0, 3).flatMap((userId) => messages.slice(0, 3).flatMap((message) => {
      const der = sm2Sign(privateKey, message, { encoding: 'der', ...(userId === undefined ? {} : { userId }) })
      return [der, signatureFromDer(der, 32) ?? der]
    })))
    const question = fc.record({
      algorithm: fc.constantFrom(SM2, joseAlgorithm('SM2-SM3') ?? SM2, signatureAlgorithm('1.2.840.10045.4.3.2')),
      key: fc.constantFrom<PublicKey>(...keys.map(({ publicKey }) => publicKey)),
      message: fc.constantFrom(...messages),
      signature: fc.constantFrom(...signatures),
      options: fc.tuple(fc.constantFrom(...userIds), fc.constantFrom(undefined, 'der' as const, 'raw' as const)).map(([userId, encoding]) => ({
        ...(userId === undefined ? {} : { userId }), ...(encoding === undefined ? {} : { encoding }),
      })),
    })
    // Right answers are rare among all questions: ask about what was signed, too, with one thing or nothing changed.
    const signed = fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2), fc.constantFrom('der' as const, 'raw' as const)).map(([k, u, m, encoding]): Question => {
      const der = signatures[2 * ((k * 3 + u) * 3 + m)] as Uint8Array
      const userId = userIds[u]
      return {
        algorithm: SM2, key: (keys[k] as (typeof keys)[number]).publicKey, message: messages[m] as Uint8Array,
        signature: encoding === 'der' ? der : (signatureFromDer(der, 32) ?? der), options: { encoding, ...(userId === undefined ? {} : { userId }) },
      }
    })
    let valid = 0
    await fc.assert(fc.asyncProperty(fc.array(fc.oneof(question, signed, fc.tuple(signed, question, fc.constantFrom('algorithm' as const, 'key' as const, 'message' as const, 'signature' as const, 'options' as const)).map(([a, b, part]) => ({ ...a, [part]: b[part] }))), { maxLength: 12 }), async (questions) => {
      const cache = createCache()
      for (const one of [...questions, ...questions]) {
        const { options, ...what } = one
        const answer = await verifySignature(cache, what, options)
        expect(answer).toBe(await plainly(one))
        if (answer) valid++
      }
    }), { numRuns: 40 })
    expect(valid).toBeGreaterThan(20)
  })

  it('remembers valid signatures, and no others', async () => {
    const cache = createCache()
    const { privateKey, publicKey: key } = sm2GenerateKey()
    const message = octets('license')
    const signature = sm2Sign(privateKey, message)
    const what = { algorithm: SM2, key, message, signature }
    expect(await verifySignature(cache, what, { encoding: 'der' })).toBe(true)
    expect(await verifySignature(cache, what, { encoding: 'der' })).toBe(true)
    expect(cache.stats().signatures).toEqual({ hits: 1, misses: 1, entries: 1 })
    for (let i = 0; i < 3; i++) expect(await verifySignature(cache, { ...what, message: octets('other') }, { encoding: 'der' })).toBe(false)
    expect(cache.stats().signatures).toEqual({ hits: 1, misses: 4, entries: 1 })
  })

  it('throws for keys and user ids as without a cache', async () => {
    const cache = createCache()
    const what = { algorithm: SM2, key: (keys[0] as (typeof keys)[number]).publicKey, message: octets(''), signature: new Uint8Array(64) }
    await expect(verifySignature(cache, what, { userId: new Uint8Array(8192), encoding: 'raw' })).rejects.toThrow(RangeError)
    const unsupported = { type: 'unsupported', algorithm: '1.2.3' } as unknown as PublicKey
    await expect(verifySignature(cache, { ...what, key: unsupported }, { encoding: 'raw' })).rejects.toMatchObject({ code: 'KEY_ALGORITHM_UNSUPPORTED' })
  })

  it('does not take an entry that binds the curve for one that leaves it open', async () => {
    // ES256 is ECDSA on P-256 with raw signatures; the entry by OID takes any curve, and DER.
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
    const key = parseSpki(readDer(new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })), { budget: new Budget() }))
    const message = octets('message')
    const signature = new Uint8Array(createSign('sha256').update(message).sign({ key: privateKey, dsaEncoding: 'ieee-p1363' }))
    const cache = createCache()
    const byOid = { algorithm: signatureAlgorithm('1.2.840.10045.4.3.2'), key, message, signature }
    expect(await verifySignature(cache, byOid, { encoding: 'raw' })).toBe(true)
    const byJose = { ...byOid, algorithm: joseAlgorithm('ES256') as SignatureAlgorithm }
    expect(await verifySignature(cache, byJose, { encoding: 'raw' })).toBe(false)
    expect(await verifySignature(cache, byJose)).toBe(false)
    expect(await verifySignature(cache, byOid, { encoding: 'raw' })).toBe(true)
  })
})

describe('signatureDigest', () => {
  const key = (keys[0] as (typeof keys)[number]).publicKey

  it('differs when octets move from one field to the next (collision shapes)', () => {
    const digests = new Set<string>()
    const all = octets('abcdefgh')
    let count = 0
    for (let cut = 0; cut <= all.length; cut++) {
      for (let second = cut; second <= all.length; second++) {
        const what = { algorithm: SM2, key, message: all.subarray(second), signature: all.subarray(cut, second) }
        for (const options of [{ userId: all.subarray(0, cut) }, { userId: all.subarray(0, cut), encoding: 'der' as const }, { userId: all.subarray(0, cut), encoding: 'raw' as const }]) {
          digests.add(Buffer.from(signatureDigest(what, options)).toString('hex'))
          count++
        }
      }
    }
    expect(digests.size).toBe(count)
  })

  it('tells no user id from an empty one, and no encoding from one that is named', () => {
    const what = { algorithm: SM2, key, message: octets('m'), signature: octets('s') }
    const forms: SignatureVerifyOptions[] = [{}, { userId: new Uint8Array(0) }, { encoding: 'der' }, { encoding: 'raw' }, { userId: octets('der') }]
    expect(new Set(forms.map((options) => Buffer.from(signatureDigest(what, options)).toString('hex'))).size).toBe(forms.length)
  })

  it('is the same for equal questions, and depends on every field (property)', () => {
    const small = fc.uint8Array({ maxLength: 4 })
    const field = fc.record({ message: small, signature: small, userId: small })
    fc.assert(fc.property(field, field, (a, b) => {
      const digest = ({ message, signature, userId }: typeof a): string => Buffer.from(signatureDigest({ algorithm: SM2, key, message, signature }, { userId })).toString('hex')
      const equal = createHash('sha256').update(JSON.stringify(a)).digest('hex') === createHash('sha256').update(JSON.stringify(b)).digest('hex')
      expect(digest(a) === digest(b)).toBe(equal)
    }))
  })
})
