/** The memory of lists: an older issue never comes back, whoever hands it in, and no run takes back what another has learned. */
import { describe, expect, it } from 'vitest'
import { VerificationError } from '../../src/errors.ts'
import { canonicalJson } from '../../src/encoding/canonical-json.ts'
import { fromHex } from '../../src/encoding/octets.ts'
import { sm2Signer } from '../../src/jose/index.ts'
import { newerRecognitionState, openRecognitionLists, parseRecognitionState, signRecognitionList } from '../../src/recognition/index.ts'
import type { RecognitionListsState, VerifiedRecognitionList } from '../../src/recognition/index.ts'
import { MATERIALS, OPENED_AT } from './world.ts'

const signer = await sm2Signer(fromHex('6'.repeat(64)) as Uint8Array)
const keys = signer.publicKey === undefined ? [] : [{ key: signer.publicKey }]
const OPTIONS = { keys, time: OPENED_AT }
const issue = (name: string, sequence: number, more: object = {}): Promise<string> =>
  signRecognitionList({ ...(MATERIALS.lists.get(`lists/${name}.jws`) as VerifiedRecognitionList).list, sequence, ...more }, [signer])

async function refusal(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work()
  } catch (error) {
    if (error instanceof VerificationError) return [error.code, error.at.slice(0, 2)]
    throw error
  }
  return 'opened'
}

describe('openRecognitionLists', () => {
  it('opens lists and remembers them; newer ones are taken, and the memory moves on', async () => {
    const first = await openRecognitionLists([await issue('issuers', 3), await issue('agreements', 5)], OPTIONS)
    expect(first.lists.references.map(({ kind, sequence }) => [kind, sequence])).toEqual([['agreements', 5], ['issuers', 3]])
    const next = await openRecognitionLists([await issue('issuers', 4)], { ...OPTIONS, state: first.state })
    expect(next.state.lists.map(({ sequence }) => sequence)).toEqual([5, 4])
  })

  it('refuses an older issue and another of the same number, by the place of the list', async () => {
    const { state } = await openRecognitionLists([await issue('issuers', 4)], OPTIONS)
    const [agreements, old] = [await issue('agreements', 1), await issue('issuers', 3)]
    expect(await refusal(() => openRecognitionLists([agreements, old], { ...OPTIONS, state }))).toEqual(['TRUST_LIST_ROLLBACK', ['lists', 1]])
    const other = await issue('issuers', 4, { nextUpdate: '2026-10-01T00:00:00Z' })
    expect(await refusal(() => openRecognitionLists([other], { ...OPTIONS, state }))).toEqual(['TRUST_LIST_FORKED', ['lists', 0]])
    expect(await refusal(() => openRecognitionLists([old.slice(0, 40)], { ...OPTIONS, state }))).not.toBe('opened')
    expect(await refusal(() => openRecognitionLists(['', new Uint8Array([0xff])], { ...OPTIONS, state }))).toEqual(['JWS_NOT_RECOGNIZED', ['lists', 0]])
  })

  it('takes no two issues of one series', async () => {
    const both = [await issue('issuers', 3), await issue('issuers', 4)]
    await expect(openRecognitionLists(both, OPTIONS)).rejects.toThrow(/one series/)
  })
})

describe('a state', () => {
  it('is read back as it was written', async () => {
    const { state } = await openRecognitionLists([await issue('issuers', 4), await issue('license-types', 2)], OPTIONS)
    expect(parseRecognitionState(canonicalJson(state))).toEqual(state)
  })

  it('is the newer of two, series by series', async () => {
    const { state: a } = await openRecognitionLists([await issue('issuers', 4), await issue('agreements', 1)], OPTIONS)
    const { state: b } = await openRecognitionLists([await issue('issuers', 3), await issue('agreements', 2), await issue('license-types', 1)], OPTIONS)
    for (const merged of [newerRecognitionState(a, b), newerRecognitionState(b, a)]) expect(merged.lists.map(({ sequence }) => sequence)).toEqual([2, 4, 1])
  })

  it.each(['', '{}', '[]', '{"type":"recognition-lists-state","schema":2,"lists":[]}', '{"type":"recognition-lists-state","schema":1,"lists":[{}]}', '{"type":"recognition-lists-state","schema":1,"lists":[],"more":1}'])(
    'is refused where it is none: %s', (text) => { expect(() => parseRecognitionState(text)).toThrow(TypeError) },
  )

  it('of one series twice is none', async () => {
    const { state } = await openRecognitionLists([await issue('issuers', 4)], OPTIONS)
    const twice: RecognitionListsState = { ...state, lists: [...state.lists, ...state.lists] }
    expect(() => parseRecognitionState(canonicalJson(twice))).toThrow(TypeError)
  })
})
