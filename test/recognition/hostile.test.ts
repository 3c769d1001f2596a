/** What is asked, given and remembered by programs of others: whatever they say or do, nothing is accepted by it, and nothing breaks. */
import { describe, expect, it, vi } from 'vitest'
import { memoryReplayGuard, verifyToken } from '../../src/identity/index.ts'
import { assessLicense, assessmentJson } from '../../src/recognition/assess.ts'
import type { AssessOptions, AssessmentReport, StatusSource } from '../../src/recognition/assess.ts'
import { decideOnce, decideRecognition } from '../../src/recognition/index.ts'
import type { MatterRules, RecognitionDecision, RecognitionFacts, RecognitionPolicy, UseGuard } from '../../src/recognition/index.ts'
import { errors } from './came-to.ts'
import { CLAIMS, GENUINE, STATUS, optionsOf, presenterOf, tokenOf } from './counter.ts'
import { CONTEXT, FACTS, LISTS, MATERIALS } from './world.ts'

const TOKEN = await tokenOf()
const assess = (change: Partial<AssessOptions>): Promise<AssessmentReport> => assessLicense(GENUINE, optionsOf({ presenter: presenterOf(TOKEN), ...change }))
const decide = (facts: Partial<Record<keyof RecognitionFacts, unknown>>): readonly string[] => errors(decideRecognition({ ...FACTS, ...facts } as RecognitionFacts, LISTS, MATERIALS.policy, CONTEXT))

describe('a source of statuses', () => {
  const getter = Object.defineProperty({ ...STATUS }, 'statuses', { get: () => { throw new RangeError('secret') } })
  it.each<[string, () => unknown]>([
    ['nothing', () => undefined], ['null', () => null], ['a word', () => 'VALID'], ['neither', () => ({})],
    ['a problem that is none', () => ({ problem: { code: 'ALL_IS_WELL' } })], ['a problem of nobody', () => ({ problem: undefined })],
    ['no statuses', () => ({ status: { identifier: STATUS.identifier, asOf: STATUS.asOf } })],
    ['a word for statuses', () => ({ status: { ...STATUS, statuses: 'VALID' } })],
    ['a status that nobody knows', () => ({ status: { ...STATUS, statuses: ['VALID?'] } })],
    ['a status that is a name of objects', () => ({ status: { ...STATUS, statuses: ['constructor'] } })],
    ['statuses that are objects', () => ({ status: { ...STATUS, statuses: [{ toString: () => 'VALID' }] } })],
    ['an identifier that is none', () => ({ status: { ...STATUS, identifier: { toString: () => STATUS.identifier } } })],
    ['a throwing getter', () => ({ status: getter })],
    ['a throwing proxy', () => new Proxy({}, { get: () => { throw new RangeError('secret') } })],
    ['a status and a problem', () => ({ status: 1, problem: { code: 'SHARING_NOT_FOUND', at: [], params: { operation: 'search' } } })],
    ['nothing, late and angrily', () => Promise.reject(new RangeError('secret'))],
  ])('that says %s leaves the status open', async (_, answer) => {
    const report = await assess({ statusSource: answer as unknown as StatusSource })
    expect(report).toMatchObject({ outcome: 'UNDETERMINED', status: { conclusion: 'INDETERMINATE' }, decision: { outcome: 'UNDETERMINED' } })
    expect(assessmentJson(report)).not.toContain('secret')
  })

  it('that changes its mind is taken at its first word', async () => {
    let count = 0
    const status = { ...STATUS, get statuses() { count += 1; return count > 1 ? ['VALID'] : ['SUSPENDED'] } }
    expect((await assess({ statusSource: (() => ({ status })) as unknown as StatusSource })).outcome).toBe('REJECTED')
  })

  it('that never answers is not waited for for ever', async () => {
    const report = await assess({ statusSource: () => new Promise(() => undefined), statusTimeoutSeconds: 0.05 })
    expect(report).toMatchObject({ outcome: 'UNDETERMINED', status: { conclusion: 'INDETERMINATE', diagnostics: [{ code: 'SHARING_UNAVAILABLE', params: { operation: 'status', cause: 'timeout' } }] } })
  })

  it.each([[0], [Number.NaN], [601], [Number.POSITIVE_INFINITY]])('is waited for for some time, which is not %s seconds', async (statusTimeoutSeconds) => {
    await expect(assess({ statusTimeoutSeconds })).rejects.toThrow(TypeError)
  })

  it('is no answer at hand either that has not the form of one', async () => {
    for (const statusSource of [null, 'VALID', { ...STATUS, statuses: ['VALID?'] }, { ...STATUS, asOf: 0 }]) await expect(assess({ statusSource: statusSource as never })).rejects.toThrow(TypeError)
  })
})

describe('a memory of authorizations', () => {
  const once = (first: unknown): Promise<RecognitionDecision> => decideOnce(FACTS, LISTS, MATERIALS.policy, CONTEXT, { first } as unknown as UseGuard)
  it.each<[string, () => unknown]>([
    ['throws', () => { throw new Error('no memory') }], ['says nothing', () => undefined], ['says OK', () => Promise.resolve('OK')], ['says 1', () => 1], ['says {}', () => ({})],
  ])('that %s does not say that a use is the first', async (_, first) => {
    expect(errors(await once(first))).toEqual(['UNDETERMINED', 'PUR_USE_UNKNOWN'])
  })

  it('that never answers is not waited for for ever, nor is that of tokens', async () => {
    const silent = { first: () => new Promise<boolean>(() => undefined) }
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const decision = once(silent.first)
      await vi.advanceTimersByTimeAsync(31_000)
      expect(errors(await decision)).toEqual(['UNDETERMINED', 'PUR_USE_UNKNOWN'])
      const { verification } = presenterOf(TOKEN)
      const state = { done: false }
      const token = verifyToken(TOKEN, { ...verification, replay: silent, validationTime: CONTEXT.time }).finally(() => { state.done = true })
      while (!state.done) {
        await new Promise((resolve) => { setImmediate(resolve) })
        await vi.advanceTimersByTimeAsync(1000)
      }
      expect((await token).steps.replay?.diagnostics.map(({ code }) => code)).toEqual(['TOKEN_REPLAY_UNKNOWN'])
    } finally {
      vi.useRealTimers()
    }
  })

  it('knows an authorization by its id, in whichever matter and for whomever it comes again', async () => {
    const used = memoryReplayGuard()
    const first = await decideOnce(FACTS, LISTS, MATERIALS.policy, CONTEXT, used)
    const again = await decideOnce({ ...FACTS, purpose: { ...FACTS.purpose, expiresAt: '2026-06-01T23:00:00.000Z', by: [0, 0] } as never }, LISTS, MATERIALS.policy, CONTEXT, used)
    expect([first.outcome, errors(again)]).toEqual(['ACCEPTED', ['REJECTED', 'PUR_REPLAY']])
  })
})

describe('rules for a matter', () => {
  const rules = MATERIALS.policy.otherwise as MatterRules
  const judged = (change: object): unknown => decideRecognition(FACTS, LISTS, { ...MATERIALS.policy, matters: [], otherwise: { ...rules, ...change } }, CONTEXT)
  it.each(Object.keys(rules).map((name) => [name]))('that do not say %s are none, in a decision and in an assessment', async (name) => {
    expect(() => judged({ [name]: undefined })).toThrow(TypeError)
    const policy = { ...MATERIALS.policy, matters: [], otherwise: Object.fromEntries(Object.entries(rules).filter(([own]) => own !== name)) } as unknown as RecognitionPolicy
    await expect(assess({ recognition: { ...optionsOf().recognition, policy } })).rejects.toThrow(TypeError)
  })

  it.each([
    ['statusMaximumAge', Number.NaN], ['statusMaximumAge', '3600'], ['statusMaximumAge', Number.POSITIVE_INFINITY], ['level', '3'], ['level', 5], ['jointHolders', 'ALL'], ['copies', 'no'], ['agents', 0],
    ['expiryGraceDays', -1], ['sealMakers', ''], ['authenticationMaximumAge', 'none'], ['evidence', 'document'], ['levels', { HOLD_NAME_ONLY: 'ignore' }], ['levels', null],
  ])('whose %s is %j are none', (name, value) => {
    expect(() => judged({ [name]: value })).toThrow(TypeError)
  })

  it.each(['HOLD_MISMATCH', 'PUR_REPLAY', 'VAL_EXPIRED'])('that make light of %s are none', (code) => {
    expect(() => judged({ levels: { [code]: 'info' } })).toThrow(TypeError)
    expect(() => decideRecognition(FACTS, LISTS, { ...MATERIALS.policy, levels: { [code]: 'info' } }, CONTEXT)).toThrow(TypeError)
  })
})

describe('times', () => {
  const without = (text: string): string => text.replace(/Z$/, '')
  it('without a zone are no times: they would be others on every machine', () => {
    const { status, purpose, presenters } = FACTS
    expect(decide({ status: { ...status, asOf: without(status?.asOf ?? '') } })).toEqual(['UNDETERMINED', 'LST_UNKNOWN'])
    expect(decide({ purpose: { ...purpose, expiresAt: without(purpose?.expiresAt ?? '') } })).toEqual(['REJECTED', 'PUR_EXPIRED'])
    expect(decide({ purpose: { ...purpose, notBefore: '2020-01-01T00:00:00' } })).toEqual(['REJECTED', 'PUR_NOT_YET'])
    expect(decide({ presenters: presenters?.map((one) => ({ ...one, expiresAt: without(one.expiresAt) })) })).toEqual(['UNDETERMINED', 'IDN_EXPIRED'])
    expect(decide({ license: { ...FACTS.license, copy: { expiresAt: '2030-01-01T00:00:00' } } })).toContain('VAL_COPY_EXPIRED')
  })

  it.each(['9999', '2026-06-01', '2026-06-01T24:00:01Z', '2026-06-30T23:59:60Z', '2027-02-30T00:00:00Z', '+010000-01-01T00:00:00Z', 'Mon, 01 Jun 2026 00:00:00 GMT', ''])('such as %j are none', (expiresAt) => {
    expect(decide({ purpose: { ...FACTS.purpose, expiresAt } })).toEqual(['REJECTED', 'PUR_EXPIRED'])
  })
})

describe('what was not checked', () => {
  const validation = FACTS.validation as NonNullable<RecognitionFacts['validation']>
  const [signature] = validation.signatures
  it.each(Object.keys(signature?.checks ?? {}).filter((name) => name !== 'binding').map((name) => [name]))('passes no more for having been left out: %s', (name) => {
    const checks = Object.fromEntries(Object.entries(signature?.checks ?? {}).filter(([own]) => own !== name))
    const said = decide({ validation: { ...validation, signatures: [{ ...signature, checks }] } })
    expect(said).toEqual(['UNDETERMINED', expect.stringMatching(/^(SIG|CERT)_UNCHECKED$/)])
  })

  it('for the whole package neither', () => {
    expect(decide({ validation: Object.fromEntries(Object.entries(validation).filter(([name]) => name !== 'coverage')) })).toEqual(['UNDETERMINED', 'SIG_UNCHECKED'])
  })
})

describe('what is known of a presenter', () => {
  const [presenter] = FACTS.presenters ?? []
  const level = presenter?.level
  it.each<[string, object, readonly string[]]>([
    ['no level', { level: { ...level, identityProofing: undefined, authenticator: undefined } }, ['IDN_LEVEL_LOW', 'IDN_LEVEL_LOW']],
    ['a level that is no number', { level: { ...level, identityProofing: Number.NaN } }, ['IDN_LEVEL_LOW']],
    ['no kind, and nobody who acts', { kind: undefined, agent: undefined }, ['IDN_AGENT_NO_AUTH']],
    ['an authority that nobody knows', { agent: { authority: 'BOSS' } }, ['IDN_AGENT_NO_AUTH']],
  ])('leaves it open where it is %s', (_, change, codes) => {
    expect(decide({ presenters: [{ ...presenter, ...change }] })).toEqual(['UNDETERMINED', ...codes])
  })

  it('is no match unless it says so', () => {
    for (const match of ['SAME', '', null, 'constructor']) expect(decide({ presenters: [{ ...presenter, matches: [match] }] })).toContain('HOLD_MISMATCH')
  })

  it('is no power by a part of a name of a matter', () => {
    const delegations = [{ by: [0], to: 0, matters: `${CONTEXT.matter}-OTHER` }]
    expect(decide({ presenters: [{ ...presenter, matches: ['different'] }], delegations })).toContain('IDN_AGENT_NO_AUTH')
  })
})

describe('what a license says', () => {
  const { license } = FACTS
  const metadata = license?.metadata
  it('is not there where it is blank', () => {
    const type = LISTS.at(CONTEXT.time).entries('licenseTypes', ({ code }) => code === metadata?.typeCode)
    expect(type).toHaveLength(1)
    const blank = decide({ license: { ...license, metadata: { ...metadata, number: undefined, extensions: [{ name: 'ZZBH', values: [' ', ''] }] } } })
    expect(blank).toEqual(['UNDETERMINED', 'META_MISSING'])
  })

  it('of the day on which it will be issued is none of today', () => {
    expect(decide({ license: { ...license, metadata: { ...metadata, issued: '2026-06-02' } } })).toEqual(['REJECTED', 'VAL_NOT_YET'])
    expect(decide({ license: { ...license, metadata: { ...metadata, issued: '2026-06-01' } } })).toEqual(['ACCEPTED'])
  })

  it.each(['330000', 'D2143569-X', '330100000012345', '１１９８０１０００００００２０２２５', '119801000000020225 '])('of an issuer by a code that no list can have (%s) is found neither good nor bad', (code) => {
    const said = decide({ license: { ...license, metadata: { ...metadata, issuers: [{ ...metadata?.issuers[0], code }] } } })
    expect(said).toEqual(expect.arrayContaining(['UNDETERMINED', 'AUTH_OUT_OF_SCOPE', 'SEAL_HOLDER_NAME_ONLY']))
  })
})

it('a name of the holder that is written otherwise is for the clerk to compare, not refused', async () => {
  const report = await assess({ presenter: presenterOf(await tokenOf({ ...CLAIMS, name: '样例更名商店' })) })
  expect(report.outcome).toBe('UNDETERMINED')
})
