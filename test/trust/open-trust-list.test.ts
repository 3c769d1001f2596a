import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { toBase64Url } from '../../src/encoding/base64url.ts'
import { canonicalJson } from '../../src/encoding/canonical-json.ts'
import { toHex, toUtf8 } from '../../src/encoding/octets.ts'
import type { VerificationError } from '../../src/errors.ts'
import { Budget } from '../../src/limits.ts'
import { sm3 } from '../../src/crypto/index.ts'
import { jwkThumbprint, signJws, sm2Signer } from '../../src/jose/index.ts'
import type { JwsSigner } from '../../src/jose/index.ts'
import { VerifiedTrustList, openTrustList, operatorKeysOf, parseTrustListState, signTrustList } from '../../src/trust/index.ts'
import type { TrustList, TrustListState } from '../../src/trust/index.ts'
import { signerOf } from '../jose/signers.ts'
import { OPTIONS, TIME, der, keyOf, list, opened, operatorJwk, outcome, pem, provider, service, signed, signers } from './lists.ts'

const [first, second, third] = signers
/** A payload that `signTrustList` would not sign, in a proper signature. */
const forged = (payload: unknown, typ = 'trust-list+jws', signer: JwsSigner = first): Promise<string> =>
  signJws(toUtf8(typeof payload === 'string' ? payload : JSON.stringify(payload)), { signer, typ })
const at = (time: string): { readonly time: Date } => ({ time: new Date(time) })

describe('a signed list', () => {
  it('opens: what it says, who signed it, what to keep', async () => {
    const text = await signed()
    const verified = await openTrustList(text, OPTIONS)
    expect(verified).toBeInstanceOf(VerifiedTrustList)
    expect(verified.list).toEqual(list())
    expect(verified.signers).toEqual([await jwkThumbprint(keyOf(first).key)])
    expect(verified.sm3).toBe(toHex(sm3(toUtf8(canonicalJson(list())))))
    expect(verified.reference).toEqual({ id: list().id, sequence: 7, sm3: verified.sm3 })
    expect(verified.services.map(({ service: { type }, anchors }) => [type, anchors.length])).toEqual([['signerCa', 1], ['sealMakerCa', 1], ['timeStamping', 1]])
    expect(parseTrustListState(JSON.stringify(verified.state))).toEqual(verified.state)
  })

  it('opens as octets, and with the line end of a file', async () => {
    const text = await signed()
    for (const input of [toUtf8(text), `${text}\n`, `${text}\r\n`]) expect(await outcome(input)).toBe('accepted')
    for (const input of [`${text}\n\n`, ` ${text}`, `${text} `]) expect(await outcome(input)).toMatch(/^JWS_/)
  })

  it.each(['SM2-SM3', 'ES256', 'EdDSA', 'Ed25519'] as const)('may be signed with %s', async (algorithm) => {
    const signer = await signerOf(algorithm)
    expect(await outcome(await signed(list(), [signer]), { keys: [keyOf(signer)] })).toBe('accepted')
  })

  it.each(['RS256', 'PS256', 'ES384'] as const)('may not be signed with %s', async (algorithm) => {
    const signer = await signerOf(algorithm)
    await expect(signed(list(), [signer])).rejects.toThrow(TypeError)
    expect(await outcome(await forged(list(), undefined, signer), { keys: [keyOf(signer)] })).toBe('TRUST_LIST_SIGNER_UNKNOWN')
  })

  it('is made in one place', () => {
    expect(() => new VerifiedTrustList(Symbol('trust list'), { list: list(), sm3: '', signers: [], services: [], state: { id: '', sequence: 1, sm3: '', nextUpdate: '', pinned: [], keys: [], threshold: 1 } })).toThrow(TypeError)
  })

  it('is frozen to its last member', async () => {
    const verified = await opened()
    const thawed: string[] = []
    const visit = (value: unknown, path: string): void => {
      if (typeof value !== 'object' || value === null) return
      if (!Object.isFrozen(value)) thawed.push(path)
      for (const [name, member] of Object.entries(value)) visit(member, `${path}.${name}`)
    }
    visit(verified.list, 'list')
    visit(verified.state, 'state')
    expect(thawed).toEqual([])
  })
})

describe('unsigned and wrongly signed', () => {
  it('bare JSON, alg none, an empty signature: TRUST_LIST_UNSIGNED', async () => {
    expect(await outcome(JSON.stringify(list()))).toBe('TRUST_LIST_UNSIGNED')
    expect(await outcome('{}')).toBe('TRUST_LIST_UNSIGNED')
    const [, payload] = (await signed()).split('.') as [string, string]
    const none = toBase64Url(toUtf8('{"alg":"none","typ":"trust-list+jws"}'))
    expect(await outcome(`${none}.${payload}.`)).toBe('TRUST_LIST_UNSIGNED')
    expect(await outcome(`${none}.${payload}.AA`)).toBe('TRUST_LIST_UNSIGNED')
    const text = await signed()
    expect(await outcome(text.slice(0, text.lastIndexOf('.') + 1))).toBe('TRUST_LIST_UNSIGNED')
  })

  it('content of another list under the signature: TRUST_LIST_SIGNATURE_INVALID', async () => {
    const [header, , signature] = (await signed()).split('.')
    const [, payload] = (await signed(list({ sequence: 8 }))).split('.')
    expect(await outcome([header, payload, signature].join('.'))).toBe('TRUST_LIST_SIGNATURE_INVALID')
  })

  it('somebody else’s key, also under the operator’s key id: refused', async () => {
    expect(await outcome(await signed(list(), [second]))).toBe('TRUST_LIST_SIGNER_UNKNOWN')
    const impostor = { ...second, kid: first.kid ?? '' }
    expect(await outcome(await signed(list(), [impostor]))).toBe('TRUST_LIST_SIGNATURE_INVALID')
  })

  it('cross-use of a signature: another type, or none', async () => {
    for (const typ of ['JWT', 'trust-list']) expect(await outcome(await forged(list(), typ))).toBe('JWS_TYPE_UNEXPECTED')
    expect(await outcome(await signJws(toUtf8(JSON.stringify(list())), { signer: first }))).toBe('JWS_TYPE_UNEXPECTED')
  })

  it.each(['', '<TrustServiceStatusList/>', 'a.b.c', 'null', '\u0000'])('what is no signed text at all: %j', async (text) => {
    expect(await outcome(text)).toMatch(/^(JWS|JSON)_/)
    expect(await outcome(Uint8Array.of(0xff, 0xfe))).toBe('JWS_NOT_RECOGNIZED')
  })
})

describe('threshold signatures', () => {
  const keys = [first, second, third].map(keyOf)

  it('n of m different keys', async () => {
    const two = await signed(list(), [first, third])
    expect(await outcome(two, { keys, threshold: 2 })).toBe('accepted')
    expect((await openTrustList(two, { ...OPTIONS, keys, threshold: 2 })).signers).toHaveLength(2)
    expect(await outcome(two, { keys, threshold: 3 })).toBe('TRUST_LIST_SIGNER_UNKNOWN')
    expect(await outcome(await signed(list(), [first, first]), { keys, threshold: 2 })).toBe('TRUST_LIST_SIGNER_UNKNOWN')
    expect(await outcome(two, { keys: [keyOf(first)] })).toBe('accepted')
  })
})

describe('the form', () => {
  const malformed: readonly (readonly [string, (good: Record<string, unknown>) => unknown])[] = [
    ['an unknown member', (good) => ({ ...good, note: 1 })],
    ['no providers', (good) => ({ ...good, providers: undefined })],
    ['a sequence of 0', (good) => ({ ...good, sequence: 0 })],
    ['a fraction of a sequence', (good) => ({ ...good, sequence: 1.5 })],
    ['a time without zone', (good) => ({ ...good, issuedAt: '2026-04-01T00:00:00' })],
    ['a time in another zone', (good) => ({ ...good, issuedAt: '2026-04-01T00:00:00+08:00' })],
    ['a day that is none', (good) => ({ ...good, issuedAt: '2026-02-30T00:00:00Z' })],
    ['fractions of a second', (good) => ({ ...good, issuedAt: '2026-04-01T00:00:00.000Z' })],
    ['an end before the start', (good) => ({ ...good, nextUpdate: '2026-04-01T00:00:00Z' })],
    ['a predecessor that is none', (good) => ({ ...good, previous: { sequence: 7, sm3: '0'.repeat(64) } })],
    ['an operator without name', (good) => ({ ...good, operator: { name: {}, territory: 'CN' } })],
    ['a territory that is none', (good) => ({ ...good, operator: { name: { zh: '样例' }, territory: 'China' } })],
    ['a list', () => []],
    ['null', () => null],
    ['a provider without services', (good) => ({ ...good, providers: [{ name: { zh: '样例' }, territory: 'CN', services: [] }] })],
    ['a wrong check digit', (good) => ({ ...good, providers: [{ ...provider(service('ocsp', 'east-ca')), uscc: '91330105002500287D' }] })],
    ['an id twice', (good) => ({ ...good, providers: [provider(service('signerCa', 'east-ca', { id: 'a' }), service('signerCa', 'west-ca', { id: 'a' }))] })],
    ['a service twice', (good) => ({ ...good, providers: [provider(service('signerCa', 'east-ca')), provider(service('signerCa', 'east-ca'))] })],
    ['an unknown successor', (good) => ({ ...good, providers: [provider(service('signerCa', 'east-ca', { supersededBy: 'b' }))] })],
    ['a window that closes before it opens', (good) => ({ ...good, providers: [provider(service('signerCa', 'east-ca', { notBefore: '2026-01-01T00:00:00Z', notAfter: '2025-01-01T00:00:00Z' }))] })],
    ['a history out of order', (good) => ({ ...good, providers: [provider(service('signerCa', 'east-ca', { history: [{ status: 'granted', since: '2025-01-01T00:00:00Z' }, { status: 'withdrawn', since: '2024-01-01T00:00:00Z' }] }))] })],
    ['two statuses from one moment', (good) => ({ ...good, providers: [provider(service('signerCa', 'east-ca', { history: [{ status: 'granted', since: '2025-01-01T00:00:00Z' }, { status: 'withdrawn', since: '2025-01-01T00:00:00Z' }] }))] })],
    ['an empty history', (good) => ({ ...good, providers: [{ ...provider(service('signerCa', 'east-ca')), services: [{ ...service('signerCa', 'east-ca'), history: [] }] }] })],
    ['a status that is none', (good) => ({ ...good, providers: [{ ...provider(service('signerCa', 'east-ca')), services: [{ ...service('signerCa', 'east-ca'), history: [{ status: 'revoked', since: '2024-01-01T00:00:00Z' }] }] }] })],
    ['two ways of recognizing one service', (good) => ({ ...good, providers: [{ ...provider(service('signerCa', 'east-ca')), services: [{ ...service('signerCa', 'east-ca'), identity: { certificates: [der('east-ca')], spki: 'AAAA' } }] }] })],
    ['more keys wanted than there are', (good) => ({ ...good, operator: { ...list().operator, keys: { keys: [operatorJwk(first)], threshold: 2 } } })],
    ['one key twice', (good) => ({ ...good, operator: { ...list().operator, keys: { keys: [operatorJwk(first), operatorJwk(first)], threshold: 1 } } })],
    ['an RSA key for the next list', (good) => ({ ...good, operator: { ...list().operator, keys: { keys: [{ kty: 'RSA', n: 'AQAB', e: 'AQAB' }], threshold: 1 } } })],
  ]

  it.each(malformed)('TRUST_LIST_MALFORMED: %s', async (_, change) => {
    expect(await outcome(await forged(change({ ...list() })))).toBe('TRUST_LIST_MALFORMED')
    await expect(signTrustList(change({ ...list() }) as TrustList, [first])).rejects.toThrow(TypeError)
  })

  it('says where', async () => {
    const text = await forged({ ...list(), providers: [provider(service('signerCa', 'east-ca')), { ...provider(service('ocsp', 'east-ca')), territory: 7 }] })
    const error = await openTrustList(text, OPTIONS).catch((thrown: unknown) => thrown)
    expect((error as VerificationError).at).toEqual(['providers', 1, 'territory'])
  })

  it('another version: TRUST_LIST_VERSION_UNSUPPORTED', async () => {
    expect(await outcome(await forged({ schema: 2, something: 'else' }))).toBe('TRUST_LIST_VERSION_UNSUPPORTED')
  })

  it('strict JSON inside too', async () => {
    const text = canonicalJson(list())
    expect(await outcome(await forged(text.replace('"sequence":7', '"sequence":7,"sequence":8')))).toBe('JSON_MEMBER_DUPLICATE')
    expect(await outcome(await forged(text.replace('"sequence":7', '"sequence":7,"__proto__":{}')))).toBe('JSON_MEMBER_FORBIDDEN')
  })

  it.each([
    ['no certificate', { certificates: [Buffer.from('hello').toString('base64')] }], ['unused bits', { certificates: ['MAB='] }],
    ['a certificate with something behind it', { certificates: [Buffer.concat([Buffer.from(der('east-ca'), 'base64'), Buffer.of(0)]).toString('base64')] }],
    ['no key', { spki: 'MAAA' }], ['no name', { spki: Buffer.from(der('east-ca'), 'base64').toString('base64'), subject: 'MAAA' }],
  ])('TRUST_LIST_CERTIFICATE_INVALID: %s', async (_, identity) => {
    const content = { ...list(), providers: [{ ...provider(service('signerCa', 'east-ca')), services: [{ ...service('signerCa', 'east-ca'), identity }] }] }
    expect(await outcome(await forged(content))).toBe('TRUST_LIST_CERTIFICATE_INVALID')
  })

  it('TRUST_LIST_CERTIFICATE_INVALID: a key for the next list that is none', async () => {
    const jwk = operatorJwk(first)
    const off = { ...jwk, x: jwk.kty === 'EC' ? jwk.y : '' }
    expect(await outcome(await forged({ ...list(), operator: { ...list().operator, keys: { keys: [off], threshold: 1 } } }))).toBe('TRUST_LIST_CERTIFICATE_INVALID')
  })

  it('holds every optional member', async () => {
    const full = list({
      $schema: 'https://yunxi.example/trust-list.schema.json',
      operator: { name: { en: 'Sample' }, territory: 'CN-ZJ', contacts: ['mailto:office@yunxi.example'], keys: { keys: [operatorJwk(first), { ...operatorJwk(second), kid: 'b' }], threshold: 2 } },
      scheme: { name: { zh: '样例' }, territory: 'CN', description: { zh: '说明' }, rules: ['https://yunxi.example/rules'], legalNotice: { zh: '声明', en: 'Notice' } },
      previous: { sequence: 6, sm3: 'a'.repeat(64) },
      providers: [{
        ...provider(
          service('signerCa', 'east-ca', {
            id: 'a', typeUri: 'urn:example:type', notBefore: '2020-01-01T00:00:00Z', notAfter: '2030-01-01T00:00:00Z', policies: ['1.2.156.10197.1'], qualifiers: ['urn:example:q'],
            supersededBy: 'b', history: [{ status: 'granted', since: '2024-01-01T00:00:00Z', uri: 'urn:example:granted' }, { status: 'suspended', since: '2025-01-01T00:00:00Z' }],
          }),
          service('other', 'west-ca', { id: 'b' }),
        ),
        registrations: ['EX-1'],
      }],
    })
    expect((await opened(full)).list).toEqual(full)
  })

  it('is the one that the JSON Schema says', () => {
    const validator = z.fromJSONSchema(JSON.parse(readFileSync(join(import.meta.dirname, '../../docs/trust-list.schema.json'), 'utf8')) as Parameters<typeof z.fromJSONSchema>[0])
    expect(validator.safeParse(list()).error).toBeUndefined()
    // What a schema can say, it says; what more than one member says together is for the reader.
    const passed = malformed.filter(([, change]) => validator.safeParse(JSON.parse(JSON.stringify(change({ ...list() })))).success)
    expect(passed.map(([name]) => name)).toEqual([
      'an end before the start', 'a predecessor that is none', 'a wrong check digit', 'an id twice', 'a service twice', 'an unknown successor',
      'a window that closes before it opens', 'a history out of order', 'two statuses from one moment', 'more keys wanted than there are', 'one key twice',
    ])
  })

  it('keeps to its limits', async () => {
    expect(await outcome(await signed(), { budget: new Budget({ jsonBytes: 100 }) })).toBe('LIMIT_EXCEEDED')
    expect(await outcome(await signed(), { budget: new Budget({ derElements: 100 }) })).toBe('LIMIT_EXCEEDED')
  })
})

describe('age', () => {
  it('TRUST_LIST_NOT_YET_VALID before it was issued, but for a clock that is a little behind', async () => {
    const text = await signed()
    expect(await outcome(text, at('2026-03-31T23:54:59Z'))).toBe('TRUST_LIST_NOT_YET_VALID')
    expect(await outcome(text, at('2026-03-31T23:55:00Z'))).toBe('accepted')
  })

  it('TRUST_LIST_EXPIRED after its nextUpdate', async () => {
    const text = await signed()
    expect(await outcome(text, at('2026-10-01T00:00:00Z'))).toBe('accepted')
    expect(await outcome(text, at('2026-10-01T00:00:01Z'))).toBe('TRUST_LIST_EXPIRED')
    const older = (await opened(list({ sequence: 6 }))).state
    expect(await outcome(text, { ...at('2026-10-02T00:00:00Z'), lastSeen: older })).toBe('TRUST_LIST_EXPIRED')
  })

  it('freeze attack: TRUST_LIST_FREEZE when the one seen last comes again after its end', async () => {
    const text = await signed()
    const { state } = await openTrustList(text, OPTIONS)
    expect(await outcome(text, { lastSeen: state })).toBe('accepted')
    expect(await outcome(text, { ...at('2026-10-02T00:00:00Z'), lastSeen: state })).toBe('TRUST_LIST_FREEZE')
  })

  it('TRUST_LIST_PERIOD_TOO_LONG: a list for ever', async () => {
    expect(await outcome(await signed(list({ nextUpdate: '2027-04-02T00:00:00Z' })))).toBe('accepted')
    expect(await outcome(await signed(list({ nextUpdate: '2027-04-03T00:00:00Z' })))).toBe('TRUST_LIST_PERIOD_TOO_LONG')
    expect(await outcome(await signed(list({ nextUpdate: '9999-12-31T23:59:59Z' })))).toBe('TRUST_LIST_PERIOD_TOO_LONG')
  })
})

describe('the series', () => {
  it('rollback attack: TRUST_LIST_ROLLBACK for a lower sequence', async () => {
    const { state } = await opened()
    expect(await outcome(await signed(list({ sequence: 6 })), { lastSeen: state })).toBe('TRUST_LIST_ROLLBACK')
    expect(await outcome(await signed(list({ sequence: 8 })), { lastSeen: state })).toBe('accepted')
    expect(await outcome(await signed(list({ sequence: 12 })), { lastSeen: state })).toBe('accepted')
  })

  it('equivocation: TRUST_LIST_FORKED for another list with the same sequence, or another predecessor', async () => {
    const { state } = await opened()
    expect(await outcome(await signed(list({ providers: [] })), { lastSeen: state })).toBe('TRUST_LIST_FORKED')
    expect(await outcome(await signed(list({ sequence: 8, previous: { sequence: 7, sm3: state.sm3 } })), { lastSeen: state })).toBe('accepted')
    expect(await outcome(await signed(list({ sequence: 8, previous: { sequence: 7, sm3: 'a'.repeat(64) } })), { lastSeen: state })).toBe('TRUST_LIST_FORKED')
    // The same list, signed once more, is the same list.
    expect(await outcome(await signed(), { lastSeen: state })).toBe('accepted')
  })

  it('mix-up: TRUST_LIST_OTHER for a list of another series under the same key', async () => {
    const other = await signed(list({ id: 'urn:example:trust-list:province', sequence: 99 }))
    expect(await outcome(other, { lastSeen: (await opened()).state })).toBe('TRUST_LIST_OTHER')
    expect(await outcome(other, { id: list().id })).toBe('TRUST_LIST_OTHER')
    expect(await outcome(other, { id: 'urn:example:trust-list:province' })).toBe('accepted')
  })
})

describe('keys of the operator', () => {
  const handing = (sequence: number, to: JwsSigner): TrustList => list({ sequence, operator: { ...list().operator, keys: { keys: [operatorJwk(to)], threshold: 1 } } })

  it('change by a list that the old ones signed', async () => {
    const { state } = await opened(handing(7, second))
    expect(await outcome(await signed(list({ sequence: 8 }), [second]), { lastSeen: state })).toBe('accepted')
    // The old key, stolen or not, is not enough any more.
    expect(await outcome(await signed(list({ sequence: 8 }), [first]), { lastSeen: state })).toBe('TRUST_LIST_SIGNER_UNKNOWN')
    // Who never saw the change does not know the new one.
    expect(await outcome(await signed(list({ sequence: 8 }), [second]))).toBe('TRUST_LIST_SIGNER_UNKNOWN')
  })

  it('change more than once while nobody looked: with the lists between, whose age does not matter', async () => {
    const [a, b] = await Promise.all([signed(handing(7, second)), signed(handing(8, third), [second])])
    const newest = await signed(list({ sequence: 9, issuedAt: '2027-01-01T00:00:00Z', nextUpdate: '2027-06-01T00:00:00Z' }), [third])
    const later = at('2027-02-01T00:00:00Z')
    expect(await outcome(newest, later)).toBe('TRUST_LIST_SIGNER_UNKNOWN')
    expect(await outcome(newest, { ...later, between: [a, b] })).toBe('accepted')
    expect(await outcome(newest, { ...later, between: [b] })).toBe('TRUST_LIST_SIGNER_UNKNOWN')
    expect(await outcome(newest, { ...later, between: [a] })).toBe('TRUST_LIST_SIGNER_UNKNOWN')
    expect(await outcome(newest, { ...later, between: [a, await signed(handing(6, third), [second])] })).toBe('TRUST_LIST_ROLLBACK')
    expect(await outcome(b, { ...later, between: [a] })).toBe('TRUST_LIST_EXPIRED')
  })

  it('stay as they are in lists that do not speak of them', async () => {
    const { state } = await opened(handing(7, second))
    const next = await openTrustList(await signed(list({ sequence: 8 }), [second]), { ...OPTIONS, lastSeen: state })
    expect(next.state.keys).toEqual(state.keys)
  })

  it('may be pinned anew by the caller when the operator lost them all', async () => {
    const { state } = await opened(handing(7, second))
    const recovered = await signed(list({ sequence: 8 }), [third])
    expect(await outcome(recovered, { lastSeen: state })).toBe('TRUST_LIST_SIGNER_UNKNOWN')
    expect(await outcome(recovered, { lastSeen: state, keys: [keyOf(third)] })).toBe('accepted')
    // The memory of sequences stays.
    expect(await outcome(await signed(list({ sequence: 6 }), [third]), { lastSeen: state, keys: [keyOf(third)] })).toBe('TRUST_LIST_ROLLBACK')
  })

  it('with a threshold of their own', async () => {
    const { state } = await opened(list({ operator: { ...list().operator, keys: { keys: [operatorJwk(first), operatorJwk(second), operatorJwk(third)], threshold: 2 } } }))
    expect(await outcome(await signed(list({ sequence: 8 }), [third]), { lastSeen: state })).toBe('TRUST_LIST_SIGNER_UNKNOWN')
    expect(await outcome(await signed(list({ sequence: 8 }), [second, third]), { lastSeen: state })).toBe('accepted')
  })

  it('come as PEM of a key or a certificate, as JWK or JWKS', () => {
    const { key } = keyOf(first)
    const jwk = operatorJwk(first)
    for (const text of [JSON.stringify(jwk), JSON.stringify({ keys: [jwk, { kty: 'oct', k: 'AA' }] })]) {
      expect(operatorKeysOf(text).map((one) => one.key.type === 'SM2' && key.type === 'SM2' && toHex(one.key.point) === toHex(key.point))).toEqual([true])
    }
    expect(operatorKeysOf(pem('east-ca')).map(({ key: { type } }) => type)).toEqual(['SM2'])
    expect(operatorKeysOf(toUtf8(pem('east-ca') + pem('west-ca')))).toHaveLength(2)
    for (const text of ['', 'x', '{}', '{"keys":[]}', '[]', '{"kty":"EC"}', '-----BEGIN CERTIFICATE-----\nMAAA\n-----END CERTIFICATE-----']) expect(() => operatorKeysOf(text)).toThrow(TypeError)
  })
})

describe('mistakes of the caller', () => {
  it('are TypeErrors', async () => {
    await expect(openTrustList('', { ...OPTIONS, keys: [] })).rejects.toThrow(TypeError)
    await expect(openTrustList('', { ...OPTIONS, time: new Date(Number.NaN) })).rejects.toThrow(TypeError)
    await expect(openTrustList('', { ...OPTIONS, threshold: 0 })).rejects.toThrow(TypeError)
    const { state } = await opened()
    const bad: unknown[] = [[], null, {}, { ...state, sequence: 0 }, { ...state, sm3: 'x' }, { ...state, keys: [{}] }, { ...state, keys: 'x' }, { ...state, threshold: 1.5 }, { ...state, pinned: [1] }, { ...state, keys: ['x'] }]
    for (const one of bad) expect(() => parseTrustListState(JSON.stringify(one))).toThrow(TypeError)
    expect(() => parseTrustListState('{')).toThrow(TypeError)
  })
})

describe('properties', () => {
  it('no changed character leaves a list accepted', async () => {
    const text = await signed()
    await fc.assert(fc.asyncProperty(fc.nat(text.length - 1), fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 1 }), async (index, character) => {
      fc.pre(text[index] !== character)
      const changed = text.slice(0, index) + character + text.slice(index + 1)
      // A character replaced by a line end at the very end takes a character away.
      expect(await outcome(changed)).not.toBe('accepted')
    }), { numRuns: 300 })
  })

  it('nor one of a list with several signatures, when as many are wanted as there are', async () => {
    const keys = [first, second].map(keyOf)
    const text = await signed(list(), [first, second])
    await fc.assert(fc.asyncProperty(fc.nat(text.length - 1), fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 1 }), async (index, character) => {
      fc.pre(text[index] !== character)
      expect(await outcome(text.slice(0, index) + character + text.slice(index + 1), { keys, threshold: 2 })).not.toBe('accepted')
    }), { numRuns: 200 })
  })

  it('opening throws nothing but its own errors, whatever is signed', async () => {
    await fc.assert(fc.asyncProperty(fc.jsonValue(), async (value) => { await outcome(await forged(value)) }), { numRuns: 50 })
    const good = canonicalJson(list())
    await fc.assert(fc.asyncProperty(fc.nat(good.length), fc.nat(30), fc.string({ maxLength: 10 }), async (start, length, put) => {
      await outcome(await forged(good.slice(0, start) + put + good.slice(start + length)))
    }), { numRuns: 100 })
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 100 }), async (octets) => { await outcome(octets) }))
  })

  it('a state only moves forward', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 12 }), async (sequences) => {
      let state: TrustListState | undefined
      for (const sequence of sequences) {
        const result = await openTrustList(await signed(list({ sequence })), { ...OPTIONS, ...(state && { lastSeen: state }) }).catch(() => undefined)
        expect(result !== undefined).toBe(state === undefined || sequence >= state.sequence)
        state = result?.state ?? state
      }
    }), { numRuns: 20 })
  })
})

describe('what else holds of it', () => {
  it('the signer of a list needs no kid', async () => {
    const nameless: JwsSigner = { algorithm: first.algorithm, sign: (input) => first.sign(input) }
    expect(await outcome(await signed(list(), [nameless]))).toBe('accepted')
  })

  it('a hedged signature and an unhedged one are over one digest', async () => {
    const plain = await sm2Signer(new Uint8Array(32).fill(0x11), { sm2: { hedge: 'none' } })
    const [a, b] = [await signed(list(), [plain]), await signed(list(), [plain])]
    expect(a).toBe(b)
    expect((await openTrustList(a, OPTIONS)).sm3).toBe((await opened()).sm3)
    expect(TIME.getTime()).toBeGreaterThan(Date.parse(list().issuedAt))
  })
})
