/** One call for the whole question: what is accepted, what is not and why, and that nothing from outside throws. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { finding } from '../../src/diagnostics/index.ts'
import { digestHolderNumber, memoryReplayGuard } from '../../src/identity/index.ts'
import type { IdentityAssertion } from '../../src/identity/index.ts'
import { assessLicense, assessmentJson } from '../../src/recognition/assess.ts'
import type { AssessOptions, AssessmentReport, StatusSource } from '../../src/recognition/assess.ts'
import { forged } from '../identity/tokens.ts'
import { errors, errorsIn } from './came-to.ts'
import { CLAIMS, GENUINE, OTHERS, STATUS, STRANGER, fixture, optionsOf, presenterOf, tampered, tokenOf } from './counter.ts'

const TOKEN = await tokenOf()
type Recognition = Partial<AssessOptions['recognition']>
const assess = (change: Partial<AssessOptions> = {}, octets = GENUINE, recognition: Recognition = {}): Promise<AssessmentReport> =>
  assessLicense(octets, optionsOf({ presenter: presenterOf(TOKEN), ...change }, recognition))
const tokenErrors = ({ presenter }: AssessmentReport): readonly string[] => errorsIn([...Object.values(presenter?.token?.steps ?? {}), presenter?.assertion])

describe('a license from another province with its holder', () => {
  it('is accepted', async () => {
    const report = await assess()
    expect(errors(report)).toEqual(['ACCEPTED'])
    expect(report).toMatchObject({ kind: 'assessment', document: { accepted: true }, presenter: { token: { accepted: true }, assertion: { conclusion: 'PASSED' } }, decision: { outcome: 'ACCEPTED' } })
  })

  it('is reported in the same octets each time, with no claim of the token', async () => {
    const [first, second] = [assessmentJson(await assess()), assessmentJson(await assess())]
    expect(second).toBe(first)
    const { decision, presenter } = JSON.parse(first) as AssessmentReport
    expect(JSON.stringify([decision, presenter])).not.toMatch(/林样例|110101190001010014|望潮|92980101MA000X007U/)
  })

  it('is accepted with an assertion of the caller', async () => {
    const number = digestHolderNumber('001', CLAIMS['id_number'] as string, optionsOf().recognition.numbers)
    const assertion: IdentityAssertion = {
      schema: 1, issuer: 'i', subject: 's', audience: 'a', id: '1', issuedAt: '2026-05-31T23:55:00Z', expiresAt: '2026-06-01T00:30:00Z', kind: 'LEGAL', holder: { name: CLAIMS['name'] as string, type: '001', number },
      agent: { name: '林样例', type: '111', authority: 'LEGAL_REP' }, level: { scheme: 'CN', identityProofing: 3, authenticator: 3, authenticatedAt: '2026-05-31T23:55:00Z', methods: [] },
      home: { areaCode: '980100', platform: 'specimen' },
    }
    expect(errors(await assess({ presenter: { assertion } }))).toEqual(['ACCEPTED'])
  })

  it('is accepted once by one authorization, and by none whose use nobody remembers', async () => {
    const used = memoryReplayGuard()
    expect(errors(await assess({}, GENUINE, { used }))).toEqual(['ACCEPTED'])
    expect(errors(await assess({}, GENUINE, { used }))).toEqual(['REJECTED', 'PUR_REPLAY'])
    const without = Object.fromEntries(Object.entries(optionsOf().recognition).filter(([name]) => name !== 'used')) as unknown as AssessOptions['recognition']
    expect(errors(await assess({ recognition: without }))).toEqual(['UNDETERMINED', 'PUR_USE_UNKNOWN'])
  })

  it('uses up no authorization when it is refused', async () => {
    const used = memoryReplayGuard()
    await assess({ presenter: presenterOf(await tokenOf(OTHERS)) }, GENUINE, { used })
    expect((await assess({}, GENUINE, { used })).outcome).toBe('ACCEPTED')
  })
})

describe('what is not accepted', () => {
  it('somebody else', async () => {
    const report = await assess({ presenter: presenterOf(await tokenOf(OTHERS)) })
    expect(errors(report)).toEqual(['REJECTED', 'HOLD_MISMATCH', 'PUR_USE_UNKNOWN'])
    expect(report.document?.accepted).toBe(true)
  })

  it('a document that was changed', async () => {
    const report = await assess({}, tampered())
    expect([report.outcome, report.document?.accepted]).toEqual(['REJECTED', false])
  })

  it('a matter that nothing was agreed for', async () => {
    expect((await assess({}, GENUINE, { region: '980300' })).outcome).toBe('NOT_COVERED')
  })

  it.each([
    ['no presenter', { presenter: undefined }, ['IDN_MISSING']],
    ['no purpose', { purpose: undefined }, ['PUR_MISSING']],
    ['no status', { statusSource: undefined }, ['LST_UNKNOWN']],
    ['nothing kept', { kept: [] }, ['EVD_INCOMPLETE']],
  ] as const)('%s', async (_, change, codes) => {
    const given = Object.fromEntries(Object.entries({ presenter: presenterOf(TOKEN), ...change }).filter(([, value]) => value !== undefined))
    const options = Object.fromEntries(Object.entries(optionsOf(given)).filter(([name]) => !(name in change) || name in given)) as unknown as AssessOptions
    const report = await assessLicense(GENUINE, options)
    expect(report.outcome).not.toBe('ACCEPTED')
    expect(errors(report)).toEqual(expect.arrayContaining([...codes]))
  })
})

describe('hostile tokens', () => {
  const header = { alg: 'SM2-SM3' }
  it.each([
    ['of a stranger under an algorithm not agreed', () => tokenOf(CLAIMS, STRANGER)],
    ['with alg none', () => Promise.resolve(`${btoa('{"alg":"none"}').replaceAll('=', '')}.${TOKEN.split('.')[1] ?? ''}.`)],
    ['with claims of another', async () => [TOKEN.split('.')[0], (await tokenOf(OTHERS)).split('.')[1], TOKEN.split('.')[2]].join('.')],
    ['signed by a stranger in the name of the platform', () => forged(header, CLAIMS, STRANGER)],
    ['for somebody else', () => tokenOf({ ...CLAIMS, aud: 'https://elsewhere.example' })],
    ['that has run out', () => tokenOf({ ...CLAIMS, iat: 1000, exp: 2000 })],
    ['without an id', () => tokenOf(Object.fromEntries(Object.entries(CLAIMS).filter(([name]) => name !== 'jti')) as unknown as typeof CLAIMS)],
    ['that is empty', () => Promise.resolve('')],
    ['that is long', () => Promise.resolve('a.'.repeat(100_000))],
  ])('%s: nobody was identified, and the report says why', async (_, token) => {
    const report = await assess({ presenter: presenterOf(await token()) })
    expect(errors(report)).toEqual(expect.arrayContaining(['UNDETERMINED', 'IDN_MISSING', 'EVD_INCOMPLETE']))
    expect([report.presenter?.token?.accepted, report.presenter?.assertion]).toEqual([false, undefined])
    expect(tokenErrors(report)).not.toEqual([])
    expect(tokenErrors(report)).not.toContain('INTERNAL_ERROR')
  })

  it.each([
    ['a name that is none', { name: {} }], ['a kind that is none', { kind: 'GHOST' }], ['a number that is none', { id_number: '1' }], ['a control character', { name: '样例\u202e' }],
  ])('of the platform itself with %s say nothing of anybody', async (_, change) => {
    const report = await assess({ presenter: presenterOf(await tokenOf({ ...CLAIMS, ...change })) })
    expect([report.outcome, report.presenter?.token?.accepted]).toEqual(['UNDETERMINED', true])
    expect(report.presenter?.assertion?.conclusion).not.toBe('PASSED')
    expect(tokenErrors(report)).not.toContain('INTERNAL_ERROR')
  })

  it('never throw, nor make a license accepted', async () => {
    await fc.assert(fc.asyncProperty(fc.oneof(fc.string(), fc.uint8Array(), fc.nat(TOKEN.length - 1).map((at) => TOKEN.slice(0, at))), async (token) => {
      const report = await assess({ presenter: presenterOf(token) }, new Uint8Array(0))
      expect(report.outcome).not.toBe('ACCEPTED')
      expect(JSON.stringify(report)).not.toContain('INTERNAL_ERROR')
    }), { numRuns: 60 })
  })
})

describe('octets of anything', () => {
  it.each([['none', new Uint8Array(0)], ['of nothing', new Uint8Array(4096).fill(0x50)], ['of a seal', fixture('world/seals/east-2020.esl')]])('%s: a report, and not accepted', async (_, octets) => {
    const report = await assess({}, octets)
    expect(report.outcome).not.toBe('ACCEPTED')
    expect(assessmentJson(report)).not.toContain('INTERNAL_ERROR')
  })
})

describe('who is asked for the status', () => {
  it('gets what the signed license says, and its answer counts', async () => {
    let asked: string | undefined
    const source: StatusSource = (license) => {
      asked = license.identifier
      return Promise.resolve({ status: { ...STATUS, statuses: ['SUSPENDED'] } })
    }
    expect(errors(await assess({ statusSource: source }))).toEqual(expect.arrayContaining(['REJECTED', 'LST_SUSPENDED']))
    expect(asked).toBe(STATUS.identifier)
  })

  it('may have no answer', async () => {
    const report = await assess({ statusSource: () => Promise.resolve({ problem: finding('SHARING_NOT_FOUND', [], { operation: 'search' }) }) })
    expect(report.status).toMatchObject({ conclusion: 'INDETERMINATE', diagnostics: [{ code: 'SHARING_NOT_FOUND' }] })
    expect(errors(report)).toEqual(expect.arrayContaining(['UNDETERMINED', 'LST_UNKNOWN']))
  })

  it('may break: that is said, and the status stays open', async () => {
    const report = await assess({ statusSource: () => { throw new RangeError('secret of the service') } })
    expect(report.status).toMatchObject({ conclusion: 'INDETERMINATE', diagnostics: [{ code: 'INTERNAL_ERROR', params: { error: 'RangeError' } }] })
    expect(errors(report)).toEqual(expect.arrayContaining(['UNDETERMINED', 'LST_UNKNOWN']))
    expect(assessmentJson(report)).not.toContain('secret')
  })

  it('is not asked about a document that failed', async () => {
    let count = 0
    await assess({ statusSource: () => { count += 1; return Promise.resolve({ status: STATUS }) } }, tampered())
    expect(count).toBe(0)
  })
})

it('a defect leaves the outcome open, never accepted', async () => {
  const broken = { ...optionsOf().recognition.lists, at: () => { throw new RangeError('defect') } }
  const report = await assess({}, GENUINE, { lists: broken })
  expect(report).toMatchObject({ outcome: 'UNDETERMINED', document: { accepted: true }, defect: { diagnostics: [{ code: 'INTERNAL_ERROR', params: { error: 'RangeError' } }] } })
  expect(report.decision).toBeUndefined()
})

describe('mistakes of the caller', () => {
  const given = presenterOf(TOKEN)
  it.each<[string, object, object]>([
    ['a misspelt option', { purposes: {} }, {}],
    ['a misspelt option of recognition', {}, { usedd: memoryReplayGuard() }],
    ['no time', { time: undefined }, {}],
    ['no trust', { trust: undefined }, {}],
    ['no lists', {}, { lists: undefined }],
    ['no rules', {}, { policy: undefined }],
    ['a short key', {}, { numbers: { keyId: 'k', key: new Uint8Array(3) } }],
    ['a guard that is none', {}, { used: {} }],
    ['a region that is none', {}, { region: 'Westland' }],
    ['what cannot be kept', { kept: ['everything'] }, {}],
    ['a time of its own for the token', { presenter: { ...given, verification: { ...given.verification, validationTime: new Date(0) } } }, {}],
    ['no issuer of the token', { presenter: { ...given, verification: { ...given.verification, issuer: '' } } }, {}],
    ['no profile', { presenter: { ...given, profile: undefined } }, {}],
  ])('%s', async (_, change, recognition) => {
    await expect(assess(change, GENUINE, recognition)).rejects.toThrow(TypeError)
  })

  it('no octets', async () => {
    await expect(assessLicense('file.ofd' as unknown as Uint8Array, optionsOf())).rejects.toThrow(TypeError)
  })
})
