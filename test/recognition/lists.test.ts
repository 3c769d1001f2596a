/** Signed recognition lists: what is refused and as what, and what may not be put together. */
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../src/encoding/canonical-json.ts'
import { fromHex } from '../../src/encoding/octets.ts'
import { sm2Signer } from '../../src/jose/index.ts'
import type { OpenTrustListOptions } from '../../src/trust/index.ts'
import { openTrustList } from '../../src/trust/index.ts'
import { VerifiedRecognitionList, openRecognitionList, parseUnsignedRecognitionList, recognitionLists, signRecognitionList } from '../../src/recognition/index.ts'
import type { RecognitionList } from '../../src/recognition/index.ts'
import { codeOfRejection } from '../encoding/expect-code.ts'
import { LISTS, MATERIALS, OPENED_AT, OPERATOR, read } from './world.ts'

const signer = await sm2Signer(fromHex('6'.repeat(64)) as Uint8Array)
const keys = signer.publicKey === undefined ? [] : [{ key: signer.publicKey }]
const OPTIONS: OpenTrustListOptions = { keys, time: OPENED_AT }
const contentOf = (name: string): RecognitionList => (MATERIALS.lists.get(`lists/${name}.jws`) as VerifiedRecognitionList).list
const changed = (name: string, more: object): RecognitionList => ({ ...contentOf(name), ...more })
const sign = (list: RecognitionList): Promise<string> => signRecognitionList(list, [signer])

const outcome = (text: Uint8Array | string, options: Partial<OpenTrustListOptions> = {}): Promise<string> =>
  codeOfRejection(openRecognitionList(text, { ...OPTIONS, ...options }))

describe('openRecognitionList', () => {
  it('opens what signRecognitionList signed, and what was signed by hand with the same content', async () => {
    const list = await openRecognitionList(await sign(contentOf('issuers')), OPTIONS)
    expect(list.list).toEqual(contentOf('issuers'))
    expect(list.sm3).toBe((MATERIALS.lists.get('lists/issuers.jws') as VerifiedRecognitionList).sm3)
    expect(Object.isFrozen(list.list.entries)).toBe(true)
  })

  it.each([
    ['TRUST_LIST_SIGNATURE_INVALID', 'signed by somebody else', () => read('lists/issuers.jws'), {}],
    ['TRUST_LIST_UNSIGNED', 'bare JSON', () => canonicalJson(contentOf('issuers')), {}],
    ['TRUST_LIST_EXPIRED', 'after its end', () => sign(contentOf('issuers')), { time: new Date('2026-11-01T00:00:01Z') }],
    ['TRUST_LIST_NOT_YET_VALID', 'before it was issued', () => sign(contentOf('issuers')), { time: new Date('2026-04-30T00:00:00Z') }],
    ['TRUST_LIST_PERIOD_TOO_LONG', 'for years', () => sign(changed('issuers', { nextUpdate: '2028-01-01T00:00:00Z' })), {}],
    ['TRUST_LIST_OTHER', 'another series', () => sign(contentOf('issuers')), { id: 'urn:example:other' }],
    ['accepted', 'in time', () => sign(contentOf('issuers')), {}],
  ] as const)('%s: %s', async (code, _, text, options) => {
    expect(await outcome(await text(), options)).toBe(code)
  })

  it('refuses a signature that does not fit, and an older issue than the one seen last', async () => {
    const [head, body = '', signature] = (await sign(contentOf('issuers'))).split('.')
    const other = (await sign(changed('issuers', { sequence: 4 }))).split('.')[1]
    expect(await outcome([head, other, signature].join('.'))).toBe('TRUST_LIST_SIGNATURE_INVALID')
    expect(body).not.toBe(other)
    const { state } = await openRecognitionList(await sign(changed('issuers', { sequence: 4 })), OPTIONS)
    expect(await outcome(await sign(contentOf('issuers')), { lastSeen: state })).toBe('TRUST_LIST_ROLLBACK')
    expect(await outcome(await sign(changed('issuers', { sequence: 4, nextUpdate: '2026-10-01T00:00:00Z' })), { lastSeen: state })).toBe('TRUST_LIST_FORKED')
  })

  it('takes no trust list for a recognition list, nor the other way round', async () => {
    await expect(openTrustList(read('lists/issuers.jws'), { keys: OPERATOR, time: OPENED_AT })).rejects.toMatchObject({ code: 'JWS_TYPE_UNEXPECTED' })
  })
})

describe('the form', () => {
  const issuer = contentOf('issuers').entries[0] as object
  const maker = contentOf('seal-makers').entries[0] as object
  it.each([
    ['an authority twice', 'issuers', [issuer, issuer], 'entry twice'],
    ['a wrong check digit', 'issuers', [{ ...issuer, uscc: '119801000000020226' }], 'check digit'],
    ['statuses out of order', 'issuers', [{ ...issuer, history: [{ status: 'ceased', since: '2026-01-01T00:00:00Z' }, { status: 'active', since: '2025-01-01T00:00:00Z' }] }], 'history not in order'],
    ['a competence that ends before it begins', 'issuers', [{ ...issuer, competences: [{ types: 'any', areas: ['980100'], from: '2026-01-01T00:00:00Z', until: '2025-01-01T00:00:00Z' }] }], 'validity window'],
    ['a seal of nobody', 'issuers', [{ ...issuer, seals: [{ from: '2026-01-01T00:00:00Z' }] }], 'seal of nobody'],
    ['a certificate of two makers', 'seal-makers', [maker, { ...maker, id: 'another' }], 'certificate twice'],
    ['an entry of another kind', 'seal-makers', [issuer], 'invalid_type'],
    ['a member that nobody knows', 'issuers', [{ ...issuer, trusted: true }], 'unrecognized_keys'],
  ])('refuses %s', (_, name, entries, problem) => {
    expect(() => parseUnsignedRecognitionList(canonicalJson(changed(name, { entries })))).toThrow(expect.objectContaining({ finding: expect.objectContaining({ code: 'TRUST_LIST_MALFORMED', params: { problem } }) as unknown }))
  })

  it('is held against before anything is signed', async () => {
    await expect(sign(changed('issuers', { entries: [issuer, issuer] }))).rejects.toThrow(TypeError)
  })
})

describe('recognitionLists', () => {
  it('takes verified lists alone, and one issue of a series', async () => {
    const list = await openRecognitionList(await sign(contentOf('issuers')), OPTIONS)
    expect(() => recognitionLists([Object.create(list) as VerifiedRecognitionList, { list: list.list } as unknown as VerifiedRecognitionList])).toThrow(TypeError)
    expect(() => recognitionLists([list, list])).toThrow(/one series/)
    expect(() => new VerifiedRecognitionList(Symbol('recognition list'), list)).toThrow(TypeError)
  })

  it('quotes every list by series, issue and digest', () => {
    expect(LISTS.references.map(({ kind, sequence }) => [kind, sequence])).toEqual([['agreements', 3], ['issuers', 3], ['licenseTypes', 3], ['sealMakers', 3]])
    for (const { sm3 } of LISTS.references) expect(sm3).toMatch(/^[0-9a-f]{64}$/)
  })
})
