/** Status lists: the vectors of the draft, lists that cannot be relied on, and what becomes of a credential. */
import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { STATUS_BITS, STATUS_VALUES, issueSdJwt, issueStatusList, openStatusList, verifySdJwt } from '../../src/identity/index.ts'
import type { CredentialStatusOptions, IssueStatusListOptions, VerifySdJwtOptions } from '../../src/identity/index.ts'
import { codeOfRejection } from '../encoding/expect-code.ts'
import { keyOf } from '../jose/signers.ts'
import { ISSUER, NOW, TIME, ed, es, forged, sm2 } from './tokens.ts'

const URI = 'https://login.example.gov.cn/status/1'
const RULES = { keys: [keyOf(es), keyOf(sm2)], algorithms: ['ES256', 'SM2-SM3'], issuer: ISSUER, uri: URI, time: TIME }
const zlib = (...octets: readonly number[]): string => deflateSync(Uint8Array.from(octets)).toString('base64url')
const LIST = { iss: ISSUER, sub: URI, iat: NOW - 60, exp: NOW + 3600, status_list: { bits: 2, lst: zlib(0b11_10_01_00) } }
const list = (changes: object = {}, signer = es, typ = 'statuslist+jwt'): Promise<string> => forged({ alg: signer.algorithm, typ }, { ...LIST, ...changes }, signer)

/** Token Status List (draft), appendix "Test vectors for Status List encoding" and the examples of sections 4 and "Further Examples". */
const VECTORS: readonly (readonly [name: string, bits: number, lst: string, size: number, values: Readonly<Record<number, number>>])[] = [
  ['16 of 1 bit', 1, 'eNrbuRgAAhcBXQ', 16, { 0: 1, 3: 1, 4: 1, 5: 1, 7: 1, 8: 1, 9: 1, 13: 1, 15: 1 }],
  ['12 of 2 bits', 2, 'eNo76fITAAPfAgc', 12, { 0: 1, 1: 2, 3: 3, 5: 1, 7: 1, 8: 1, 9: 2, 10: 3, 11: 3 }],
  ['2^20 of 1 bit', 1, 'eNrt3AENwCAMAEGogklACtKQPg9LugC9k_ACvreiogEAAKkeCQAAAAAAAAAAAAAAAAAAAIBylgQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAXG9IAAAAAAAAAPwsJAAAAAAAAAAAAAAAvhsSAAAAAAAAAAAA7KpLAAAAAAAAAAAAAAAAAAAAAJsLCQAAAAAAAAAAADjelAAAAAAAAAAAKjDMAQAAAACAZC8L2AEb',
    1 << 20, Object.fromEntries([0, 1993, 25460, 159495, 495669, 554353, 645645, 723232, 854545, 934534, 1000345].map((index) => [index, 1]))],
  ['2^20 of 2 bits', 2, 'eNrt2zENACEQAEEuoaBABP5VIO01fCjIHTMStt9ovGVIAAAAAABAbiEBAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAEB5WwIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAID0ugQAAAAAAAAAAAAAAAAAQG12SgAAAAAAAAAAAAAAAAAAAAAAAAAAAOCSIQEAAAAAAAAAAAAAAAAAAAAAAAD8ExIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAwJEuAQAAAAAAAAAAAAAAAAAAAAAAAMB9SwIAAAAAAAAAAAAAAAAAAACoYUoAAAAAAAAAAAAAAEBqH81gAQw',
    1 << 20, { 0: 1, 1993: 2, 25460: 1, 159495: 3, 495669: 1, 554353: 1, 645645: 2, 723232: 1, 854545: 1, 934534: 2, 1000345: 3 }],
]

describe('openStatusList', () => {
  it.each(VECTORS)('reads the vector %s', async (_, bits, lst, size, values) => {
    const opened = await openStatusList(await list({ status_list: { bits, lst } }), RULES)
    expect(opened.size).toBe(size)
    const found: Record<number, number | undefined> = {}
    for (let index = 0; index < size; index++) if (opened.at(index) !== 0) found[index] = opened.at(index)
    expect(found).toEqual(values)
    expect([opened.at(-1), opened.at(size), opened.at(0.5)]).toEqual([undefined, undefined, undefined])
  })

  const ROWS: readonly (readonly [attack: string, token: () => string | Promise<string>, code: string])[] = [
    ['no token', () => 'x', 'JWS_NOT_RECOGNIZED'],
    ['by another key', () => list({}, ed), 'JWS_ALGORITHM_NOT_ALLOWED'],
    ['another type of token', () => list({}, es, 'JWT'), 'JWS_TYPE_UNEXPECTED'],
    ['by another issuer', () => list({ iss: 'other' }), 'TOKEN_ISSUER_MISMATCH'],
    ['of another place', () => list({ sub: `${URI}0` }), 'STATUS_LIST_OTHER'],
    ['of no place', () => list({ sub: undefined }), 'STATUS_LIST_OTHER'],
    ['without time', () => list({ iat: undefined }), 'TOKEN_CLAIM_ABSENT'],
    ['of the future', () => list({ iat: NOW + 61 }), 'TOKEN_TIME_IN_FUTURE'],
    ['not yet valid', () => list({ nbf: NOW + 61 }), 'TOKEN_NOT_YET_VALID'],
    ['expired', () => list({ exp: NOW - 60 }), 'TOKEN_EXPIRED'],
    ['a time that is none', () => list({ exp: 'x' }), 'TOKEN_CLAIM_INVALID'],
    ['a time to live that is none', () => list({ ttl: 0 }), 'TOKEN_CLAIM_INVALID'],
    ['no list', () => list({ status_list: undefined }), 'STATUS_LIST_MALFORMED'],
    ['three bits', () => list({ status_list: { bits: 3, lst: zlib(0) } }), 'STATUS_LIST_MALFORMED'],
    ['no text', () => list({ status_list: { bits: 1, lst: '=' } }), 'STATUS_LIST_MALFORMED'],
    ['not compressed', () => list({ status_list: { bits: 1, lst: 'AAAAAAAAAAAA' } }), 'ZLIB_INVALID'],
    ['a bomb', () => list({ status_list: { bits: 1, lst: deflateSync(new Uint8Array(17 << 20)).toString('base64url') } }), 'LIMIT_EXCEEDED'],
    ['no claims', () => forged({ alg: 'ES256', typ: 'statuslist+jwt' }, []), 'TOKEN_CLAIMS_INVALID'],
  ]
  it.each(ROWS)('refuses a list: %s', async (_, token, code) => { expect(await codeOfRejection(openStatusList(await token(), RULES))).toBe(code) })

  it('takes a list that names no issuer, as later drafts have it', async () => {
    expect(await codeOfRejection(openStatusList(await list({ iss: undefined }), RULES))).toBe('accepted')
  })
})

describe('issueStatusList', () => {
  const OPTIONS: IssueStatusListOptions = { signer: sm2, uri: URI, issuer: ISSUER, bits: 2, size: 100, statuses: [[7, STATUS_VALUES.SUSPENDED]], issuedAt: TIME }

  it('property: every value stands at its index, and only there', async () => {
    await fc.assert(fc.asyncProperty(fc.constantFrom(...STATUS_BITS), fc.integer({ min: 1, max: 300 }), fc.array(fc.tuple(fc.nat(299), fc.nat(255)), { maxLength: 20 }), async (bits, size, pairs) => {
      const statuses = pairs.map(([index, value]) => [index % size, value % (1 << bits)] as const)
      const opened = await openStatusList(await issueStatusList({ ...OPTIONS, bits, size, statuses, expiresAt: new Date(TIME.getTime() + 1000), ttlSeconds: 60 }), RULES)
      const expected = new Map(statuses)
      for (let index = 0; index < size; index++) expect(opened.at(index)).toBe(expected.get(index) ?? 0)
      expect(opened).toMatchObject({ bits, ttlSeconds: 60, issuedAt: TIME })
    }), { numRuns: 40 })
  })

  it.each<Partial<IssueStatusListOptions>>([
    { bits: 3 as never }, { size: 0 }, { size: 1 << 27 }, { statuses: [[100, 1]] }, { statuses: [[0, 4]] }, { uri: '' }, { issuer: '' }, { ttlSeconds: 0 }, { expiresAt: TIME },
  ])('signs nothing for %o', async (options) => { await expect(issueStatusList({ ...OPTIONS, ...options })).rejects.toThrow(TypeError) })
})

describe('the status of a credential', () => {
  const VCT = 'urn:example:credential'
  const credential = (status?: unknown): Promise<string> => issueSdJwt({ signer: es, claims: { iss: ISSUER, vct: VCT, ...(status !== undefined && { status: status as never }) } })
  const at = (idx: number): unknown => ({ status_list: { idx, uri: URI } })
  const OPTIONS: VerifySdJwtOptions = { keys: [keyOf(es)], algorithms: ['ES256'], issuer: ISSUER, type: VCT, keyBinding: 'none', validationTime: TIME }

  async function outcome(status: unknown, options?: CredentialStatusOptions): Promise<string> {
    const report = await verifySdJwt(await credential(status), { ...OPTIONS, ...(options && { status: options }) })
    const found = Object.values(report.steps).flatMap(({ diagnostics }) => diagnostics.map(({ code, params }) => [code, params['code']].filter((part) => part !== undefined).join(' ')))
    if (found.includes('INTERNAL_ERROR')) throw new Error('a defect')
    return report.accepted ? `accepted ${report.statusAsOf ?? ''}`.trim() : `${report.indication} ${found.join(', ')}`
  }
  const have = (...lists: NonNullable<CredentialStatusOptions['lists']>): CredentialStatusOptions => ({ mode: 'ifPresent', lists })

  it('is what the list says', async () => {
    const lists = have(await list())
    expect(await outcome(at(0), lists)).toBe(`accepted ${new Date((NOW - 60) * 1000).toISOString()}`)
    expect(await outcome(at(1), lists)).toBe('TOTAL_FAILED SD_JWT_STATUS_INVALID')
    expect(await outcome(at(2), lists)).toBe('INDETERMINATE SD_JWT_STATUS_SUSPENDED')
    expect(await outcome(at(3), lists)).toBe('INDETERMINATE SD_JWT_STATUS_UNKNOWN')
    expect(await outcome(at(4), lists)).toBe('INDETERMINATE SD_JWT_STATUS_OUT_OF_LIST')
  })

  it('stays open without a list, and with one that says nothing', async () => {
    expect(await outcome(at(0))).toBe('INDETERMINATE SD_JWT_STATUS_UNCHECKED')
    expect(await outcome(at(0), have())).toBe('INDETERMINATE SD_JWT_STATUS_LIST_MISSING')
    expect(await outcome(at(0), have(await list({ sub: 'urn:example:other' })))).toBe('INDETERMINATE SD_JWT_STATUS_LIST_MISSING')
    expect(await outcome(at(0), have(await list({ exp: NOW - 600 })))).toBe('INDETERMINATE SD_JWT_STATUS_LIST_UNUSABLE TOKEN_EXPIRED')
    expect(await outcome(at(0), have(await list({}, sm2)))).toBe('INDETERMINATE SD_JWT_STATUS_LIST_UNUSABLE JWS_ALGORITHM_NOT_ALLOWED')
    expect(await outcome({ other: {} }, have(await list()))).toBe('INDETERMINATE SD_JWT_STATUS_UNCHECKED')
    expect(await outcome({ ...(at(0) as object), other: {} }, have(await list()))).toBe('INDETERMINATE SD_JWT_STATUS_UNCHECKED')
  })

  it('must be there where it is required', async () => {
    expect(await outcome(undefined, { mode: 'required' })).toBe('INDETERMINATE SD_JWT_STATUS_ABSENT')
    expect(await outcome(undefined, { mode: 'ifPresent' })).toBe('accepted')
    expect(await outcome(undefined)).toBe('accepted')
  })

  it.each(['x', { status_list: 1 }, { status_list: { idx: -1, uri: URI } }, { status_list: { idx: 0.5, uri: URI } }, { status_list: { idx: 0 } }])('refuses %j', async (status) => {
    expect(await outcome(status, have(await list()))).toBe('TOTAL_FAILED SD_JWT_STATUS_MALFORMED')
  })

  it('counts the time to live of a copy from when it was fetched, or made', async () => {
    const token = await list({ ttl: 30, iat: NOW - 600 })
    expect(await outcome(at(0), have(token))).toBe('INDETERMINATE SD_JWT_STATUS_LIST_STALE')
    expect(await outcome(at(0), have({ token, fetchedAt: new Date(TIME.getTime() - 91_000) }))).toBe('INDETERMINATE SD_JWT_STATUS_LIST_STALE')
    expect(await outcome(at(0), have({ token, fetchedAt: new Date(TIME.getTime() - 89_000) }))).toMatch('accepted')
  })

  it('is that of the newest list, in any order', async () => {
    const old = await list({ iat: NOW - 500, status_list: { bits: 2, lst: zlib(0) } })
    expect(await outcome(at(1), have(old, await list()))).toBe('TOTAL_FAILED SD_JWT_STATUS_INVALID')
    expect(await outcome(at(1), have(await list(), old))).toBe('TOTAL_FAILED SD_JWT_STATUS_INVALID')
  })

  it('comes from a source that is asked for the list that the credential names', async () => {
    const asked: string[] = []
    const from = (answer: () => Promise<string | undefined>): CredentialStatusOptions => ({ mode: 'ifPresent', source: (uri) => { asked.push(uri); return answer() } })
    expect(await outcome(at(1), from(() => list()))).toBe('TOTAL_FAILED SD_JWT_STATUS_INVALID')
    expect(asked).toEqual([URI])
    expect(await outcome(at(0), from(() => Promise.resolve(undefined)))).toBe('INDETERMINATE SD_JWT_STATUS_LIST_MISSING')
    expect(await outcome(at(0), from(() => { throw new Error('no network') }))).toBe('INDETERMINATE SD_JWT_STATUS_LIST_MISSING')
    expect(await outcome(at(0), from(() => Promise.resolve(1 as never)))).toBe('INDETERMINATE SD_JWT_STATUS_LIST_MISSING')
  })

  it('can be signed by somebody else, who was named', async () => {
    const token = await forged({ alg: 'ES256', typ: 'statuslist+jwt' }, { ...LIST, iss: 'https://status.example.gov.cn' })
    expect(await outcome(at(0), have(token))).toBe('INDETERMINATE SD_JWT_STATUS_LIST_UNUSABLE TOKEN_ISSUER_MISMATCH')
    expect(await outcome(at(0), { ...have(token), issuer: 'https://status.example.gov.cn', keys: [keyOf(es)] })).toMatch('accepted')
  })

  it('is not asked for when the credential failed', async () => {
    const asked: string[] = []
    await verifySdJwt(await credential(at(0)), { ...OPTIONS, issuer: 'other', status: { mode: 'ifPresent', source: (uri) => { asked.push(uri); return Promise.resolve(undefined) } } })
    expect(asked).toEqual([])
  })

  it.each<CredentialStatusOptions>([{ mode: 'x' as never }, { mode: 'required', list: [] } as never, { mode: 'required', lists: 'x' as never }, { mode: 'required', source: 'x' as never },
    { mode: 'required', lists: [1 as never] }, { mode: 'required', lists: [{ token: 'x', fetchedAt: new Date(NaN) }] }, { mode: 'required', issuer: '' },
    { mode: 'required', keys: [{ ...keyOf(es), kid: 'a' }, { ...keyOf(es), kid: 'a' }] },
  ])('refuses options %o', async (status) => {
    await expect(verifySdJwt('x', { ...OPTIONS, status })).rejects.toThrow(TypeError)
  })
})
