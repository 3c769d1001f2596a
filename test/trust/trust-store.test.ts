import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TrustAnchor } from '../../src/pki/path/index.ts'
import { isGranted, statusAsOf, trustStore } from '../../src/trust/index.ts'
import type { ServiceStatus, StatusEntry, TrustList, TrustPurpose, TrustService } from '../../src/trust/index.ts'
import { contains } from '../../src/trust/territory.ts'
import { readDer } from '../../src/encoding/der.ts'
import { sm3 } from '../../src/crypto/index.ts'
import { fromBase64, toBase64, toHex } from '../../src/encoding/octets.ts'
import { Budget } from '../../src/limits.ts'
import { GRANTED, der, list, opened, pem, provider, service } from './lists.ts'

const on = (day: string): Date => new Date(`${day}T12:00:00Z`)
const names = (anchors: readonly TrustAnchor[]): readonly string[] => anchors.map(({ name }) => /CN=([^,]*)/.exec(name.text)?.[1] ?? '').sort()
const fingerprints = (anchors: readonly TrustAnchor[]): readonly string[] => anchors.map(({ certificate }) => toHex(sm3(certificate?.bytes ?? new Uint8Array(0)))).sort()
const storeOf = async (...services: readonly [TrustService, ...TrustService[]]) => trustStore({ lists: [await opened(list({ providers: [provider(...services)] }))] })

const WITHDRAWN: readonly [StatusEntry, StatusEntry] = [GRANTED[0], { status: 'withdrawn', since: '2025-06-01T00:00:00Z' }]

describe('status as of a date', () => {
  const subject: TrustService = service('signerCa', 'east-ca', {
    notBefore: '2023-01-01T00:00:00Z', notAfter: '2026-12-31T23:59:59Z',
    history: [{ status: 'granted', since: '2024-01-01T00:00:00Z' }, { status: 'suspended', since: '2025-01-01T00:00:00Z' }, { status: 'granted', since: '2025-02-01T00:00:00Z' }, { status: 'withdrawn', since: '2026-01-01T00:00:00Z' }],
  })

  it.each([
    ['2022-12-31T23:59:59.999Z', 'notListed'], ['2023-01-01T00:00:00Z', 'notListed'], ['2023-12-31T23:59:59.999Z', 'notListed'], ['2024-01-01T00:00:00Z', 'granted'],
    ['2024-12-31T23:59:59.999Z', 'granted'], ['2025-01-01T00:00:00Z', 'suspended'], ['2025-02-01T00:00:00Z', 'granted'], ['2026-01-01T00:00:00Z', 'withdrawn'],
    ['2026-12-31T23:59:59.999Z', 'withdrawn'], ['2027-01-01T00:00:00Z', 'notListed'],
  ])('%s: %s', (time, status) => {
    expect(statusAsOf(subject, new Date(time)).status).toBe(status)
    expect(isGranted(subject, new Date(time))).toBe(status === 'granted')
  })

  it('says since when', () => {
    expect(statusAsOf(subject, on('2025-03-01'))).toEqual({ status: 'granted', since: '2025-02-01T00:00:00Z' })
    expect(statusAsOf(subject, on('2023-03-01'))).toEqual({ status: 'notListed' })
  })
})

describe('anchors of lists', () => {
  it('serve the purposes of their services', async () => {
    const store = await storeOf(service('signerCa', 'east-ca'), service('sealMaker', 'east-seal-maker'), service('sealMakerCa', 'west-ca'), service('timeStamping', 'east-tsa'), service('ocsp', 'west-authority'), service('other', 'west-seal-maker'), service('tokenIssuer', 'east-authority'), service('signer', 'west-authority'))
    const at = on('2026-06-01')
    expect(store.anchors('signer', at)).toHaveLength(2)
    expect(store.anchors('sealMaker', at)).toHaveLength(2)
    expect(store.anchors('timeStamping', at)).toHaveLength(1)
  })

  it('count while their service is granted, and never without a time', async () => {
    const store = await storeOf(service('signerCa', 'east-ca', { history: WITHDRAWN }))
    expect(store.anchors('signer', on('2025-05-31'))).toHaveLength(1)
    expect(store.anchors('signer', on('2025-06-01'))).toHaveLength(0)
    expect(store.anchors('signer', on('2023-12-31'))).toHaveLength(0)
    expect(store.anchors('signer')).toHaveLength(0)
    expect(store.listedAnchors('signer')).toHaveLength(1)
  })

  it('stand beside the caller’s own, each once', async () => {
    const lists = [await opened(list({ providers: [provider(service('signerCa', 'national-root', { history: WITHDRAWN }), service('signerCa', 'east-ca'))] }))]
    const store = trustStore({ anchors: [pem('national-root')], signer: [pem('national-root')], lists })
    expect(store.ownAnchors).toBe(1)
    expect(store.anchors('signer')).toHaveLength(1)
    expect(store.anchors('signer', on('2026-06-01'))).toHaveLength(2)
    const [root, east] = store.anchors('signer', on('2026-06-01')) as [TrustAnchor, TrustAnchor]
    // What the caller trusts itself, no list takes back.
    expect(store.standing(root, 'signer', on('2026-06-01'))).toBeUndefined()
    expect(store.standing(east, 'signer', on('2026-06-01'))).toMatchObject({ status: 'granted', list: { id: list().id, sequence: 7 } })
    expect(store.standing(east, 'timeStamping', on('2026-06-01'))).toBeUndefined()
    expect(store.lists).toEqual([lists[0]?.reference])
  })

  it('of several lists: what one grants is granted', async () => {
    const withdrawing = await opened(list({ providers: [provider(service('signerCa', 'east-ca', { history: WITHDRAWN }))] }))
    const granting = await opened(list({ id: 'urn:example:other', nextUpdate: '2026-09-01T00:00:00Z', providers: [provider(service('signerCa', 'east-ca'))] }))
    for (const lists of [[withdrawing, granting], [granting, withdrawing]]) {
      const store = trustStore({ lists })
      const [anchor] = store.anchors('signer', on('2026-06-01')) as [TrustAnchor]
      expect(store.standing(anchor, 'signer', on('2026-06-01'))).toMatchObject({ status: 'granted', list: { id: 'urn:example:other' } })
      expect(store.anchors('signer', on('2025-01-01'))).toHaveLength(1)
      // Both grant it then: the list that may be used longer is named.
      expect(store.standing(anchor, 'signer', on('2025-01-01'))?.list.id).toBe(list().id)
    }
  })

  it('may be a name and a key instead of a certificate', async () => {
    const certificate = readDer(fromBase64(der('east-ca')) as Uint8Array, { budget: new Budget() }).children[0]
    const [subject, spki] = [certificate?.children[5], certificate?.children[6]].map((element) => toBase64(element?.bytes ?? new Uint8Array(0))) as [string, string]
    const named = await storeOf({ ...service('signerCa', 'east-ca'), identity: { spki, subject } })
    const [anchor] = named.anchors('signer', on('2026-06-01'))
    expect(names(anchor === undefined ? [] : [anchor])).toEqual(names((await storeOf(service('signerCa', 'east-ca'))).anchors('signer', on('2026-06-01'))))
    expect(anchor?.certificate).toBeUndefined()
    const bare = await storeOf({ ...service('tokenIssuer', 'east-ca'), identity: { spki } })
    expect(bare.services({ type: 'tokenIssuer', time: on('2026-06-01') }).map(({ keys, anchors }) => [keys.length, anchors.length])).toEqual([[1, 0]])
  })

  it('are found in a copy of the store too', async () => {
    const copy = { ...trustStore({ lists: [await opened()] }) }
    expect(copy.anchors('signer', on('2026-06-01'))).toHaveLength(1)
    expect(copy.listedAnchors('signer')).toHaveLength(1)
  })

  it('come from lists that were opened, and from nothing that looks like one', async () => {
    const verified = await opened()
    expect(() => trustStore({ lists: [{ list: verified.list, services: verified.services, reference: verified.reference }] as never })).toThrow(TypeError)
    expect(() => trustStore({ lists: [list()] as never })).toThrow(TypeError)
    expect(() => trustStore({ lists: [verified], territories: ['china'] })).toThrow(TypeError)
  })
})

describe('services', () => {
  it('are looked up by type, time and territory', async () => {
    const content = list({
      providers: [
        { ...provider(service('tokenIssuer', 'east-ca', { history: WITHDRAWN })), territory: '330000' },
        { ...provider(service('tokenIssuer', 'west-ca')), territory: 'CN' },
        { ...provider(service('ocsp', 'national-root')), territory: '330000' },
      ],
    })
    const store = trustStore({ lists: [await opened(content)] })
    const found = (day: string, territory?: string): readonly string[] =>
      store.services({ type: 'tokenIssuer', time: on(day), ...(territory !== undefined && { territory }) }).map(({ provider: { territory: of } }) => of)
    expect(found('2025-01-01')).toEqual(['330000', 'CN'])
    expect(found('2026-01-01')).toEqual(['CN'])
    expect(found('2025-01-01', '330102')).toEqual(['330000', 'CN'])
    expect(found('2025-01-01', '440100')).toEqual(['CN'])
    const eastern = trustStore({ lists: [await opened(content)], territories: ['330000'] })
    expect(eastern.services({ type: 'tokenIssuer', time: on('2025-01-01') })).toHaveLength(1)
  })

  it('of other territories are no anchors where the caller names its own', async () => {
    const content = list({ providers: [{ ...provider(service('signerCa', 'east-ca')), territory: '330000' }, { ...provider(service('signerCa', 'west-ca')), territory: '510000' }] })
    const lists = [await opened(content)]
    expect(trustStore({ lists, territories: ['330000'] }).anchors('signer', on('2026-06-01'))).toHaveLength(1)
    expect(trustStore({ lists, territories: ['CN'] }).anchors('signer', on('2026-06-01'))).toHaveLength(2)
    expect(trustStore({ lists, territories: [] }).anchors('signer', on('2026-06-01'))).toHaveLength(0)
    expect(trustStore({ anchors: [pem('west-ca')], lists, territories: ['330000'] }).anchors('signer', on('2026-06-01'))).toHaveLength(2)
  })
})

describe('territories', () => {
  it.each([
    ['CN', '330102', true], ['CN', 'CN-ZJ', true], ['CN', 'CN', true], ['330000', '330102', true], ['330100', '330102', true], ['330100', '330000', false], ['330100', '330202', false],
    ['330102', '330102', true], ['331000', '331002', true], ['331000', '330100', false], ['CN-ZJ', '330000', false], ['CN-ZJ', 'CN-ZJ', true], ['CN', 'CH-ZH', false], ['EU', 'DE', false],
    ['330000', 'CN', false], ['110000', '110101', true],
  ])('%s contains %s: %s', (outer, inner, expected) => {
    expect(contains(outer, inner)).toBe(expected)
  })
})

describe('properties', () => {
  const PURPOSES: readonly TrustPurpose[] = ['signer', 'sealMaker', 'timeStamping']
  const CERTIFICATES = ['east-ca', 'west-ca', 'national-root', 'east-tsa', 'east-seal-maker']
  const time = fc.date({ min: new Date('2023-01-01T00:00:00Z'), max: new Date('2026-09-01T00:00:00Z'), noInvalidDate: true })
  const moment = time.map((date) => `${date.toISOString().slice(0, 19)}Z`)
  const history = fc.uniqueArray(moment, { minLength: 1, maxLength: 5 }).chain((moments) => fc.tuple(...[...moments].sort().map((since) =>
    fc.constantFrom<ServiceStatus>('granted', 'suspended', 'withdrawn').map((status): StatusEntry => ({ status, since }))))) as unknown as fc.Arbitrary<TrustService['history']>
  const services = fc.uniqueArray(fc.record({ type: fc.constantFrom('signerCa', 'sealMakerCa', 'sealMaker', 'timeStamping'), name: fc.constantFrom(...CERTIFICATES), history }), { minLength: 1, maxLength: 4, selector: ({ type, name }) => `${type} ${name}` })
    .map((entries) => entries.map(({ type, name, history: dated }) => service(type, name, { history: dated })) as [TrustService, ...TrustService[]])

  const anchorsAt = async (content: TrustList, moments: readonly Date[]): Promise<readonly (readonly string[])[]> => {
    const store = trustStore({ lists: [await opened(content)] })
    return PURPOSES.flatMap((purpose) => moments.map((date) => fingerprints(store.anchors(purpose, date))))
  }

  it('an unrelated provider never changes a look-up', async () => {
    await fc.assert(fc.asyncProperty(services, fc.array(time, { minLength: 3, maxLength: 6 }), history, async (content, moments, others) => {
      const base = list({ providers: [provider(...content)] })
      const unrelated = provider(...(['signerCa', 'sealMakerCa', 'timeStamping'] as const).map((type) => service(type, 'impostor-root', { history: others })) as [TrustService, ...TrustService[]])
      const [impostor] = fingerprints(trustStore({ anchors: [pem('impostor-root')] }).anchors('signer'))
      for (const providers of [[...base.providers, unrelated], [unrelated, ...base.providers]]) {
        const found = await anchorsAt({ ...base, providers }, moments)
        expect(found.map((anchors) => anchors.filter((one) => one !== impostor))).toEqual(await anchorsAt(base, moments))
      }
    }), { numRuns: 15 })
  })

  it('withdrawing never adds an anchor, and takes none away before', async () => {
    await fc.assert(fc.asyncProperty(services, fc.nat(3), moment, fc.constantFrom<ServiceStatus>('withdrawn', 'suspended'), fc.array(time, { minLength: 3, maxLength: 6 }), async (content, index, since, status, moments) => {
      const chosen = content[index % content.length] as TrustService
      fc.pre(since > (chosen.history.at(-1)?.since ?? ''))
      const ended = content.map((one) => (one === chosen ? { ...one, history: [...one.history, { status, since }] } : one)) as [TrustService, ...TrustService[]]
      const [before, after] = [await anchorsAt(list({ providers: [provider(...content)] }), moments), await anchorsAt(list({ providers: [provider(...ended)] }), moments)]
      before.forEach((anchors, position) => {
        const date = moments[position % moments.length] as Date
        expect(anchors).toEqual(expect.arrayContaining([...(after[position] as readonly string[])]))
        if (date.getTime() < Date.parse(since)) expect(after[position]).toEqual(anchors)
      })
    }), { numRuns: 15 })
  })
})
