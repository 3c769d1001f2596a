/** Who presents together and who acts for whom: each is identified, each holder is there or gave a power that reaches. */
import { describe, expect, it } from 'vitest'
import { LICENSE } from '../../fixtures/generate/scene.ts'
import { digestHolderNumber } from '../../src/identity/index.ts'
import { assessLicense, assessmentJson } from '../../src/recognition/assess.ts'
import type { AssessOptions, AssessmentReport, PresentedDelegation, Presenter } from '../../src/recognition/assess.ts'
import { errors, errorsIn } from './came-to.ts'
import { CLAIMS, GENUINE, PURPOSE, STRANGER, optionsOf, presenterOf, tokenOf } from './counter.ts'
import { AGENT, FIRST, JOINT, JOINT_PURPOSE, SECOND, jointOptions, powerOf, tokenOfPerson } from './joint.ts'
import { CONTEXT } from './world.ts'

const powerErrors = ({ delegations = [] }: AssessmentReport): readonly string[] => errorsIn(delegations.flatMap(({ token, power }) => [...Object.values(token?.steps ?? {}), power]))
const people = async (...who: readonly (typeof FIRST | typeof SECOND | typeof AGENT)[]): Promise<readonly Presenter[]> =>
  Promise.all(who.map(async (one) => presenterOf(await tokenOfPerson(one))))
const joint = async (change: Partial<AssessOptions>, octets = JOINT): Promise<AssessmentReport> => assessLicense(octets, jointOptions(change))
const delegated = { purpose: { ...JOINT_PURPOSE, basis: 'DELEGATION' as const } }

describe('joint holders', () => {
  it('who are all there are accepted, in any order', async () => {
    expect(errors(await joint({ presenters: await people(FIRST, SECOND) }))).toEqual(['ACCEPTED'])
    const report = await joint({ presenters: await people(SECOND, FIRST) })
    expect(errors(report)).toEqual(['ACCEPTED'])
    expect(report.presenters).toHaveLength(2)
    expect(report.presenter).toBeUndefined()
    expect(JSON.stringify([report.decision, report.presenters])).not.toMatch(/样例|1101011900/)
  })

  it('are not while one is missing, however often the other comes', async () => {
    for (const presenters of [await people(FIRST), await people(FIRST, FIRST), await people(SECOND, AGENT)]) {
      expect(errors(await joint({ presenters }))).toEqual(['UNDETERMINED', 'HOLD_JOINT_MISSING', 'PUR_USE_UNKNOWN'])
    }
  })

  it('are enough in one person where the matter says so', async () => {
    const { recognition } = jointOptions()
    const rules = { ...recognition.policy, otherwise: { ...recognition.policy.otherwise, jointHolders: 'one' } } as typeof recognition.policy
    expect(errors(await joint({ presenters: await people(SECOND), recognition: { ...recognition, policy: rules } }))).toEqual(['ACCEPTED'])
  })

  it('need a token each that verifies: the report says whose does not', async () => {
    const stranger = presenterOf(await tokenOf(CLAIMS, STRANGER))
    const report = await joint({ presenters: [stranger, ...(await people(SECOND))] })
    expect(errors(report)).toEqual(['UNDETERMINED', 'HOLD_JOINT_MISSING', 'PUR_USE_UNKNOWN'])
    expect(report.presenters?.map(({ token }) => token?.accepted)).toEqual([false, true])
  })
})

describe('a power of attorney', () => {
  it('of one joint holder for the other is accepted, and its claims are not in the report', async () => {
    const report = await joint({ presenters: await people(FIRST), delegations: [await powerOf()] })
    expect(errors(report)).toEqual(['ACCEPTED'])
    expect(report.delegations).toMatchObject([{ token: { accepted: true }, power: { conclusion: 'PASSED' } }])
    expect(JSON.stringify([report.decision, report.delegations])).not.toMatch(/样例|1101011900/)
  })

  it('of both holders for an agent is also the right to look at the license', async () => {
    const powers = [await powerOf({ principal: FIRST, agent: AGENT }), await powerOf({ principal: SECOND, agent: AGENT, jti: 'power-2', matters: 'any' })]
    expect(errors(await joint({ presenters: await people(AGENT), delegations: powers, ...delegated }))).toEqual(['ACCEPTED'])
    const one = await joint({ presenters: await people(AGENT), delegations: powers.slice(0, 1), ...delegated })
    expect(errors(one)).toEqual(['REJECTED', 'HOLD_JOINT_MISSING', 'PUR_SCOPE', 'PUR_USE_UNKNOWN'])
  })

  const cases: readonly (readonly [string, () => Promise<PresentedDelegation>, readonly string[], readonly string[]])[] = [
    ['of somebody else', () => powerOf({ principal: AGENT }), ['HOLD_JOINT_MISSING'], ['DELEGATION_NOT_RELATED']],
    ['for somebody else', () => powerOf({ agent: AGENT }), ['HOLD_JOINT_MISSING'], ['DELEGATION_NOT_RELATED']],
    ['under the name of the holder with another number', () => powerOf({ principal: { ...SECOND, id_number: AGENT.id_number } }), ['HOLD_JOINT_MISSING'], ['DELEGATION_NOT_RELATED']],
    ['for another matter', () => powerOf({ matters: ['M-OTHER'] }), ['IDN_AGENT_NO_AUTH'], []],
    ['that was taken back', () => powerOf({}, { revoked: true }), ['IDN_AGENT_NO_AUTH'], []],
    ['for another agency', () => powerOf({ aud: 'elsewhere' }), ['HOLD_JOINT_MISSING'], ['TOKEN_AUDIENCE_MISMATCH']],
    ['that has run out', () => powerOf({ iat: (CLAIMS['iat'] as number) - 900, exp: (CLAIMS['iat'] as number) - 300 }), ['HOLD_JOINT_MISSING'], ['TOKEN_EXPIRED']],
    ['of a stranger', () => powerOf({}, { signer: STRANGER }), ['HOLD_JOINT_MISSING'], ['JWS_ALGORITHM_NOT_ALLOWED']],
    ['under the type of an identity token', () => powerOf({}, { typ: 'JWT' }), ['HOLD_JOINT_MISSING'], ['JWS_TYPE_UNEXPECTED']],
    ['with a claim that is not known', () => powerOf({ onlyAbove: 100 }), ['HOLD_JOINT_MISSING'], ['DELEGATION_CLAIMS_INVALID']],
    ['for no matter', () => powerOf({ matters: [] }), ['HOLD_JOINT_MISSING'], ['DELEGATION_CLAIMS_INVALID']],
  ]
  it.each(cases)('%s does not help', async (_, power, codes, said) => {
    const report = await joint({ presenters: await people(FIRST), delegations: [await power()] })
    expect(errors(report)).toEqual(['UNDETERMINED', ...codes, 'PUR_USE_UNKNOWN'])
    expect(powerErrors(report)).toEqual(said)
  })

  it('is no identity, nor an identity a power', async () => {
    const asPerson = await joint({ presenters: [presenterOf((await powerOf()).token), ...(await people(FIRST))] })
    expect(asPerson.presenters?.[0]?.token?.accepted).toBe(false)
    const asPower = await joint({ presenters: await people(FIRST), delegations: [{ ...(await powerOf()), token: await tokenOfPerson(SECOND) }] })
    expect(asPower.delegations?.[0]?.token?.accepted).toBe(false)
    expect(asPower.outcome).toBe('UNDETERMINED')
  })

  it('of the caller\'s own verification names its presenter by place, also when another was not identified', async () => {
    const stranger = presenterOf(await tokenOf(CLAIMS, STRANGER))
    const facts = { by: [1], to: 1, matters: 'any' as const }
    expect(errors(await joint({ presenters: [stranger, ...(await people(FIRST))], delegations: [facts] }))).toEqual(['ACCEPTED'])
    const ofNobody = await joint({ presenters: [stranger, ...(await people(FIRST))], delegations: [{ ...facts, to: 0 }] })
    expect(errors(ofNobody)).toEqual(['UNDETERMINED', 'HOLD_JOINT_MISSING', 'PUR_USE_UNKNOWN'])
  })
})

describe('an organization that somebody acts for', () => {
  const STORE = { name: LICENSE.holder, id_type: '001', id_number: LICENSE.holderCode }
  const clerk = async (): Promise<Presenter> => presenterOf(await tokenOf({ ...CLAIMS, agent: AGENT }))
  const store = async (delegations: readonly PresentedDelegation[]): Promise<AssessmentReport> => assessLicense(GENUINE, optionsOf({ presenter: await clerk(), delegations, purpose: PURPOSE }))

  it('charges that person with the matter, or the decision stays open', async () => {
    expect(errors(await store([await powerOf({ principal: STORE, agent: AGENT })]))).toEqual(['ACCEPTED'])
    expect(errors(await store([]))).toEqual(['UNDETERMINED', 'IDN_AGENT_NO_AUTH', 'PUR_USE_UNKNOWN'])
    expect(errors(await store([await powerOf({ principal: FIRST, agent: AGENT })]))).toEqual(['UNDETERMINED', 'IDN_AGENT_NO_AUTH', 'PUR_USE_UNKNOWN'])
  })

  it('gives a person who comes alone its power', async () => {
    const report = await assessLicense(GENUINE, optionsOf({ presenters: await people(AGENT), delegations: [await powerOf({ principal: STORE, agent: AGENT })], purpose: { ...PURPOSE, basis: 'DELEGATION' } }))
    expect(errors(report)).toEqual(['ACCEPTED'])
  })

  it('that has a power itself needs one for who acts for it', async () => {
    const other = { ...CLAIMS, agent: AGENT, name: '样例他人商店', id_number: CONTEXT.agency }
    const OFFICE = { name: '样例他人商店', id_type: '001', id_number: CONTEXT.agency }
    const presenter = presenterOf(await tokenOf(other))
    const toOffice = await powerOf({ principal: STORE, agent: OFFICE })
    expect(errors(await assessLicense(GENUINE, optionsOf({ presenter, delegations: [toOffice] })))).toEqual(['UNDETERMINED', 'IDN_AGENT_NO_AUTH', 'PUR_USE_UNKNOWN'])
    const within = await powerOf({ principal: OFFICE, agent: AGENT, jti: 'power-2' })
    expect(errors(await assessLicense(GENUINE, optionsOf({ presenter, delegations: [toOffice, within] })))).toEqual(['ACCEPTED'])
  })
})

describe('mistakes of the caller', () => {
  it.each<[string, object]>([
    ['one presenter and several', { presenter: {}, presenters: [] }],
    ['presenters that are no list', { presenters: {} }],
    ['too many', { presenters: Array.from({ length: 51 }, () => ({})) }],
    ['a power of the caller\'s for nobody', { delegations: [{ by: [0], to: 0, matters: 'any' }] }],
    ['a power with a type of its own', { delegations: [{ token: '', verification: { typ: 'x' } }] }],
    ['a power without options', { delegations: [{ token: '' }] }],
  ])('%s', async (_, change) => {
    await expect(joint(change as Partial<AssessOptions>)).rejects.toThrow(TypeError)
  })
})

it('gives equal octets for equal input, with assertions of the caller too', async () => {
  const numbers = optionsOf().recognition.numbers
  const assertion = {
    schema: 1, issuer: 'i', subject: 's', audience: 'a', id: '1', issuedAt: '2026-05-31T23:55:00Z', expiresAt: '2026-06-01T00:30:00Z', kind: 'NATURAL',
    holder: { name: FIRST.name, type: '111', number: digestHolderNumber('111', FIRST.id_number, numbers) },
    level: { scheme: 'CN', identityProofing: 3, authenticator: 3, authenticatedAt: '2026-05-31T23:55:00Z', methods: [] }, home: { areaCode: '980100', platform: 'specimen' },
  } as const
  const [first, second] = [await joint({ presenters: [{ assertion }, ...(await people(SECOND))] }), await joint({ presenters: [{ assertion }, ...(await people(SECOND))] })]
  expect(first.outcome).toBe('ACCEPTED')
  expect(assessmentJson(second)).toBe(assessmentJson(first))
})
