import { createHmac, getHashes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  Sm2Hasher, assumeSm3Digest, digestAlgorithm, parseSm2PublicKey, signatureAlgorithm, signatureFromDer, signatureToDer,
  sm2GenerateKey, sm2PublicKeyOf, sm2Sign, sm2Verify, sm2VerifyPrehashedE, sm2Za,
} from '../../src/crypto/index.ts'
import type { Sm2PublicKey } from '../../src/crypto/index.ts'
import { inverse } from '../../src/crypto/integers.ts'
import { Sm2NonceSource } from '../../src/crypto/sm2-nonce.ts'
import { sm3 } from '../../src/crypto/sm3.ts'
import { FormatError } from '../../src/errors.ts'
import { concatOctets, toHex, toUtf8 } from '../../src/encoding/octets.ts'
import { G, N, P, addPoints, bytesOf, invert, modulo, pointBytes, pointFrom, times } from './affine.ts'
import type { Point } from './affine.ts'
import { flip, octets } from './octets.ts'

const D = octets('3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8')
const KEY = sm2PublicKeyOf(D)
const MESSAGE = toUtf8('本证照依法核发')
const SIGNATURE = sm2Sign(D, MESSAGE, { hedge: 'none' })
const RAW = signatureFromDer(SIGNATURE, 32) ?? new Uint8Array(0)

const key = (point: Point): Sm2PublicKey => parseSm2PublicKey(concatOctets(octets('04'), pointBytes(point)))
const e = (value: bigint): ReturnType<typeof assumeSm3Digest> => assumeSm3Digest(bytesOf(modulo(value, N)))
const sequence = (content: string): Uint8Array => octets(`30${(content.length / 2).toString(16).padStart(2, '0')}${content}`)

function problem(action: () => unknown): string {
  try {
    action()
  } catch (error) {
    if (error instanceof FormatError) return `${error.code} ${error.finding.params['reason'] ?? ''}`
    throw error
  }
  return 'nothing thrown'
}

describe('one signature, one encoding (CVE-2026-23967, CVE-2022-35961)', () => {
  // A key for which r = 7, s = 3 is a signature, so that r + n and s + n still fit 32 octets.
  const small = times(12345n, G)
  const x = (addPoints(times(3n, G), times(10n, small)) as Exclude<Point, undefined>)[0]
  const digest = e(7n - x)
  const verify = (signature: Uint8Array, encoding: 'der' | 'raw' = 'der'): boolean =>
    sm2VerifyPrehashedE(key(small), digest, signature, { encoding })

  it('takes the shortest DER integers', () => {
    expect(verify(octets('3006020107020103'))).toBe(true)
    expect(verify(concatOctets(bytesOf(7n), bytesOf(3n)), 'raw')).toBe(true)
  })

  it('refuses r + n and s + n', () => {
    const n = (value: bigint): string => `022100${toHex(bytesOf(value + N))}`
    expect(verify(sequence(`${n(7n)}020103`))).toBe(false)
    expect(verify(sequence(`020107${n(3n)}`))).toBe(false)
    expect(verify(concatOctets(bytesOf(7n + N), bytesOf(3n)), 'raw')).toBe(false)
    expect(verify(concatOctets(bytesOf(7n), bytesOf(3n + N)), 'raw')).toBe(false)
  })

  it.each([
    ['zero-padded r', '300702020007020103'],
    ['zero-padded s', '300702010702020003'],
    ['r padded to 33 octets', `30260221${'00'.repeat(32)}07020103`],
    ['long form of a short length', '308106020107020103'],
    ['long form of an integer length', '300702810107020103'],
    ['indefinite length', '30800201070201030000'],
    ['octets behind the SEQUENCE', '300602010702010300'],
    ['octets inside the SEQUENCE', '30080201070201030500'],
    ['a third integer', '3009020107020103020101'],
    ['one integer', '3003020107'],
    ['no integer', '3000'],
    ['an empty integer', '30050200020103'],
    ['negative r', '30060201f9020103'],
    ['an OCTET STRING for r', '3006040107020103'],
    ['a SET for the SEQUENCE', '3106020107020103'],
    ['a constructed integer', '30082203020107020103'],
    ['truncated', '30060201070201'],
    ['nothing', ''],
    ['a NULL', '0500'],
  ])('refuses %s', (_, hex) => {
    expect(verify(octets(hex))).toBe(false)
  })

  it('refuses raw signatures of other lengths', () => {
    expect(verify(concatOctets(bytesOf(7n), bytesOf(3n), octets('00')), 'raw')).toBe(false)
    expect(verify(concatOctets(bytesOf(7n), bytesOf(3n)).subarray(1), 'raw')).toBe(false)
    expect(verify(octets('0703'), 'raw')).toBe(false)
    expect(verify(new Uint8Array(0), 'raw')).toBe(false)
    expect(verify(octets('3006020107020103'), 'raw')).toBe(false)
  })

  it('refuses r = 0, s = 0 and r + s = n (t = 0)', () => {
    for (const [r, s] of [[0n, 3n], [7n, 0n], [0n, 0n], [N - 3n, 3n], [N, 3n], [7n, N]] as const) {
      const point = times(s, G)
      for (const digest of [e(r), e(r - (point?.[0] ?? 0n)), e(0n)]) {
        const raw = concatOctets(bytesOf(r), bytesOf(s))
        expect(sm2VerifyPrehashedE(key(small), digest, raw, { encoding: 'raw' })).toBe(false)
        expect(sm2VerifyPrehashedE(key(small), digest, signatureToDer(raw))).toBe(false)
      }
    }
  })

  it('refuses an unknown encoding as a mistake of the caller', () => {
    expect(() => sm2Verify(KEY, MESSAGE, SIGNATURE, { encoding: 'any' as 'der' })).toThrow(TypeError)
    expect(() => sm2Sign(D, MESSAGE, { encoding: 'any' as 'der' })).toThrow(TypeError)
    expect(() => sm2Sign(D, MESSAGE, { hedge: 'some' as 'none' })).toThrow(TypeError)
  })

  it('reads any octets as a signature or not, never with an error, and only in their one form', () => {
    const mutated = fc.integer({ min: 0, max: 8 * SIGNATURE.length - 1 }).map((bit) => flip(SIGNATURE, bit))
    fc.assert(fc.property(fc.oneof(fc.uint8Array({ maxLength: 80 }), mutated), (input) => {
      const raw = signatureFromDer(input, 32)
      if (raw !== undefined) expect(toHex(signatureToDer(raw))).toBe(toHex(input))
    }), { numRuns: 2000 })
  })
})

describe('messages are hashed here (CVE-2026-23965)', () => {
  it('makes no signature of a chosen e one of a message', () => {
    // Anybody can choose s and t and compute e: without the private key a "signature" of a digest that nobody chose.
    const [s, t] = [0x1234n, 0x98765n]
    const r = modulo(t - s, N)
    const point = addPoints(times(s, G), times(t, times(BigInt(`0x${toHex(D)}`), G))) as Exclude<Point, undefined>
    const forged = signatureToDer(concatOctets(bytesOf(r), bytesOf(s)))
    const chosen = bytesOf(modulo(r - point[0], N))
    expect(sm2VerifyPrehashedE(KEY, assumeSm3Digest(chosen), forged)).toBe(true)
    expect(sm2Verify(KEY, chosen, forged)).toBe(false)
  })

  it('takes a digest of 32 octets only: no truncated hash', () => {
    expect(() => assumeSm3Digest(new Uint8Array(31))).toThrow(RangeError)
    expect(() => sm2VerifyPrehashedE(KEY, new Uint8Array(20) as ReturnType<typeof assumeSm3Digest>, SIGNATURE)).toThrow(RangeError)
    const digest = new Sm2Hasher(KEY).update(MESSAGE).digest()
    expect(sm2VerifyPrehashedE(KEY, digest, SIGNATURE)).toBe(true)
    const truncated = digest.slice()
    truncated.fill(0, 16)
    expect(sm2VerifyPrehashedE(KEY, assumeSm3Digest(truncated), SIGNATURE)).toBe(false)
  })

  it('hashes a message in pieces as the whole', () => {
    const hasher = new Sm2Hasher(KEY)
    for (const octet of MESSAGE) hasher.update(Uint8Array.of(octet))
    expect(sm2VerifyPrehashedE(KEY, hasher.digest(), SIGNATURE)).toBe(true)
  })
})

describe('public keys are points of the curve (CVE-2026-23966)', () => {
  const encoded = KEY.octets
  it.each([
    ['SM2_KEY_INVALID not on curve', flip(encoded, 519)],
    ['SM2_KEY_INVALID not on curve', concatOctets(octets('04'), new Uint8Array(64))],
    ['SM2_KEY_INVALID infinity', octets('00')],
    ['SM2_KEY_INVALID length', new Uint8Array(0)],
    ['SM2_KEY_INVALID length', encoded.subarray(0, 64)],
    ['SM2_KEY_INVALID length', concatOctets(encoded, octets('00'))],
    ['SM2_KEY_INVALID length', concatOctets(octets('02'), encoded.subarray(1))],
    ['SM2_KEY_INVALID form', concatOctets(octets('06'), encoded.subarray(1))],
    ['SM2_KEY_INVALID form', concatOctets(octets('07'), encoded.subarray(1))],
    ['SM2_KEY_INVALID form', concatOctets(octets('00'), encoded.subarray(1))],
    ['SM2_KEY_INVALID form', encoded.subarray(1)],
  ])('%s', (expected, input) => {
    expect(problem(() => parseSm2PublicKey(input))).toBe(expected)
  })

  it('refuses coordinates of p and more, which name the same point again', () => {
    const [x, y] = pointFrom(0n)
    expect(x < (1n << 256n) - P).toBe(true)
    expect(parseSm2PublicKey(concatOctets(octets('04'), bytesOf(x), bytesOf(y))).point).toHaveLength(64)
    expect(problem(() => parseSm2PublicKey(concatOctets(octets('04'), bytesOf(x + P), bytesOf(y))))).toBe('SM2_KEY_INVALID coordinate')
    expect(problem(() => parseSm2PublicKey(concatOctets(octets('02'), bytesOf(x + P))))).toBe('SM2_KEY_INVALID coordinate')
    expect(problem(() => parseSm2PublicKey(concatOctets(octets('04'), bytesOf(x), bytesOf(P))))).toBe('SM2_KEY_INVALID coordinate')
  })

  it('decompresses both signs, and refuses an x that no point has', () => {
    for (let k = 1n; k < 12n; k++) {
      const point = times(k, G) as Exclude<Point, undefined>
      const form = (point[1] & 1n) === 0n ? '02' : '03'
      expect(parseSm2PublicKey(concatOctets(octets(form), bytesOf(point[0]))).octets).toEqual(key(point).octets)
      const other = parseSm2PublicKey(concatOctets(octets(form === '02' ? '03' : '02'), bytesOf(point[0])))
      expect(other.octets).toEqual(key([point[0], P - point[1]]).octets)
    }
    let refused = 0
    for (let x = 0n; x < 20n; x++) {
      if (pointFrom(x)[0] === x) continue
      refused++
      expect(problem(() => parseSm2PublicKey(concatOctets(octets('02'), bytesOf(x))))).toBe('SM2_KEY_INVALID not on curve')
    }
    expect(refused).toBeGreaterThan(3)
  })

  it('gives errors of its own for any octets', () => {
    const body = fc.oneof(fc.uint8Array({ maxLength: 70 }), fc.uint8Array({ minLength: 32, maxLength: 32 }))
    fc.assert(fc.property(fc.constantFrom('', '02', '03', '04'), body, (form, input) => {
      try {
        expect(parseSm2PublicKey(concatOctets(octets(form), input)).point).toHaveLength(64)
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError)
      }
    }))
  })
})

describe('user ids', () => {
  it('binds the user id, from the empty one to the longest', () => {
    for (const length of [0, 1, 16, 31, 32, 255, 256, 8191]) {
      const userId = new Uint8Array(length).fill(0x41)
      const signature = sm2Sign(D, MESSAGE, { userId })
      expect(sm2Verify(KEY, MESSAGE, signature, { userId })).toBe(true)
      expect(sm2Verify(KEY, MESSAGE, signature)).toBe(false)
      if (length > 0) expect(sm2Verify(KEY, MESSAGE, signature, { userId: userId.subarray(1) })).toBe(false)
    }
  })

  it('refuses a user id whose bit length does not fit 16 bits', () => {
    const userId = new Uint8Array(8192)
    expect(() => sm2Za(KEY, userId)).toThrow(RangeError)
    expect(() => sm2Sign(D, MESSAGE, { userId })).toThrow(RangeError)
    expect(() => sm2Verify(KEY, MESSAGE, SIGNATURE, { userId })).toThrow(RangeError)
  })

  it('does not give its remembered Z away to be changed', () => {
    sm2Za(KEY).fill(0)
    expect(sm2Verify(KEY, MESSAGE, SIGNATURE)).toBe(true)
  })
})

describe('SM2 is not ECDSA on another curve', () => {
  /** ECDSA with an SM2 key, as OpenSSL makes it with a key of type EC on this curve. */
  function ecdsa(digest: Uint8Array): Uint8Array {
    const d = BigInt(`0x${toHex(D)}`)
    const k = 0x7777777777n
    const r = modulo((times(k, G) as Exclude<Point, undefined>)[0], N)
    const s = modulo(invert(k, N) * (BigInt(`0x${toHex(digest)}`) + r * d), N)
    return signatureToDer(concatOctets(bytesOf(r), bytesOf(s)))
  }

  it('refuses ECDSA signatures made with an SM2 key, with and without Z', () => {
    for (const digest of [sm3(MESSAGE), new Sm2Hasher(KEY).update(MESSAGE).digest()]) {
      const signature = ecdsa(digest)
      expect(sm2Verify(KEY, MESSAGE, signature)).toBe(false)
      expect(sm2VerifyPrehashedE(KEY, assumeSm3Digest(digest), signature)).toBe(false)
    }
  })

  it('never runs ECDSA with an SM2 key, whatever the identifier says', async () => {
    const digest = await digestAlgorithm('SHA-256')?.digest(MESSAGE)
    const signature = ecdsa(digest ?? new Uint8Array(0))
    for (const oid of ['1.2.840.10045.4.1', '1.2.840.10045.4.3.2', '1.2.840.10045.4.3.3', '1.2.840.10045.4.3.4']) {
      expect(await signatureAlgorithm(oid).verify(KEY, MESSAGE, signature)).toBe(false)
      expect(await signatureAlgorithm(oid).verify(KEY, MESSAGE, SIGNATURE)).toBe(false)
    }
  })
})

describe('nonces (CVE-2026-4599, CVE-2026-4601)', () => {
  it('signs reproducibly only when asked to', () => {
    const plain = { hedge: 'none' } as const
    expect(sm2Sign(D, MESSAGE, plain)).toEqual(sm2Sign(D, MESSAGE, plain))
    expect(sm2Sign(D, MESSAGE)).not.toEqual(sm2Sign(D, MESSAGE))
    expect(sm2Sign(D, MESSAGE, { hedge: octets('01') })).toEqual(sm2Sign(D, MESSAGE, { hedge: octets('01') }))
    expect(sm2Sign(D, MESSAGE, { hedge: octets('01') })).not.toEqual(sm2Sign(D, MESSAGE, { hedge: octets('02') }))
  })

  it('never uses a nonce for two messages, user ids or keys', () => {
    const d2 = flip(D, 250)
    const plain = { hedge: 'none', encoding: 'raw' } as const
    const signatures = [
      sm2Sign(D, MESSAGE, plain), sm2Sign(D, flip(MESSAGE, 0), plain), sm2Sign(D, MESSAGE, { ...plain, userId: octets('31') }),
      sm2Sign(d2, MESSAGE, plain),
    ]
    // From s and r follows k = s (1 + d) + r d: compare the nonces themselves.
    const nonces = signatures.map((signature, index) => {
      const d = BigInt(`0x${toHex(index === 3 ? d2 : D)}`)
      const [r, s] = [signature.subarray(0, 32), signature.subarray(32)].map((half) => BigInt(`0x${toHex(half)}`)) as [bigint, bigint]
      return modulo(s * (1n + d) + r * d, N)
    })
    expect(new Set(nonces).size).toBe(4)
  })

  it.skipIf(!getHashes().includes('sm3'))('derives them by RFC 6979 with HMAC-SM3 (skipped without SM3 in OpenSSL)', () => {
    const hmac = (k: Uint8Array, ...data: Uint8Array[]): Uint8Array =>
      data.reduce((mac, part) => mac.update(part), createHmac('sm3', k)).digest()
    for (const [digest, extra] of [[sm3(MESSAGE), new Uint8Array(0)], [new Uint8Array(32).fill(0xff), octets('aabb')]] as const) {
      const h1 = bytesOf(modulo(BigInt(`0x${toHex(digest)}`), N))
      let [v, k]: [Uint8Array, Uint8Array] = [new Uint8Array(32).fill(1), new Uint8Array(32)]
      for (const mark of [0, 1]) {
        k = hmac(k, v, Uint8Array.of(mark), D, h1, extra)
        v = hmac(k, v)
      }
      const source = new Sm2NonceSource(D, digest, extra)
      for (let i = 0; i < 3; i++) {
        v = hmac(k, v)
        expect(toHex(source.next())).toBe(toHex(v))
        k = hmac(k, v, octets('00'))
        v = hmac(k, v)
      }
    }
  })

  it('refuses private keys out of range', () => {
    for (const value of [0n, N - 1n, N, N + 1n]) expect(() => sm2Sign(bytesOf(value), MESSAGE)).toThrow(RangeError)
    expect(() => sm2PublicKeyOf(D.subarray(1))).toThrow(RangeError)
    expect(() => sm2PublicKeyOf(concatOctets(octets('00'), D))).toThrow(RangeError)
    for (const value of [1n, 2n, N - 2n]) {
      const signature = sm2Sign(bytesOf(value), MESSAGE)
      expect(sm2Verify(sm2PublicKeyOf(bytesOf(value)), MESSAGE, signature)).toBe(true)
    }
  })

  it('generates keys that differ', () => {
    const [a, b] = [sm2GenerateKey(), sm2GenerateKey()]
    expect(a.privateKey).not.toEqual(b.privateKey)
    expect(sm2PublicKeyOf(a.privateKey).point).toEqual(a.publicKey.point)
  })
})

describe('inverse of 0 (CVE-2026-33891)', () => {
  it('ends, with an error', () => {
    for (const value of [0n, N, -N, 5n * N]) expect(() => inverse(value, N)).toThrow(RangeError)
    expect(() => inverse(6n, 9n)).toThrow(RangeError)
    expect(inverse(-3n, N)).toBe(invert(N - 3n, N))
  })
})

describe('changed bits', () => {
  it('verifies no signature with one bit changed', () => {
    expect(sm2Verify(KEY, MESSAGE, SIGNATURE)).toBe(true)
    for (let bit = 0; bit < 8 * SIGNATURE.length; bit++) expect(sm2Verify(KEY, MESSAGE, flip(SIGNATURE, bit))).toBe(false)
    for (let bit = 0; bit < 512; bit++) expect(sm2Verify(KEY, MESSAGE, flip(RAW, bit), { encoding: 'raw' })).toBe(false)
  })

  it('verifies no message with one bit changed', () => {
    for (let bit = 0; bit < 8 * MESSAGE.length; bit++) expect(sm2Verify(KEY, flip(MESSAGE, bit), SIGNATURE)).toBe(false)
    expect(sm2Verify(KEY, concatOctets(MESSAGE, octets('00')), SIGNATURE)).toBe(false)
    expect(sm2Verify(KEY, MESSAGE.subarray(1), SIGNATURE)).toBe(false)
  })

  it('takes no key with one bit changed, but for compressed ones, which do not verify', () => {
    for (let bit = 0; bit < 520; bit++) {
      expect(problem(() => parseSm2PublicKey(flip(KEY.octets, bit)))).toMatch(/^SM2_KEY_INVALID/)
    }
    const compressed = concatOctets(Uint8Array.of(2 + ((KEY.point[63] as number) & 1)), KEY.point.subarray(0, 32))
    expect(sm2Verify(parseSm2PublicKey(compressed), MESSAGE, SIGNATURE)).toBe(true)
    for (let bit = 8; bit < 264; bit++) {
      try {
        expect(sm2Verify(parseSm2PublicKey(flip(compressed, bit)), MESSAGE, SIGNATURE)).toBe(false)
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError)
      }
    }
  })
})
