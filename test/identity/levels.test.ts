/** Levels of assurance: the scale, the schemes beside it, and what a matter demands. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  LEVEL_SCHEMES, LEVEL_SCHEME_IDS, NORM_LEVELS, SESSION_SECONDS, checkLevel, effectiveLevel, isLevelScheme, levelTable, schemeValue, sessionLevel,
} from '../../src/identity/levels/index.ts'
import type { AssertedLevel, LevelRequirement, NormLevel } from '../../src/identity/levels/index.ts'

const TIME = new Date('2026-06-01T12:00:00Z')
const ago = (seconds: number): string => new Date(TIME.getTime() - seconds * 1000).toISOString()
const withoutTime = (): AssertedLevel => ({ scheme: 'CN', raw: 'urn:cn:zwfw:loa:3', identityProofing: 3, authenticator: 3, methods: [] })
const level = (changes: Partial<AssertedLevel> = {}): AssertedLevel => ({ ...withoutTime(), authenticatedAt: ago(60), ...changes })
const stepUpOf = (asserted: AssertedLevel, requirement: LevelRequirement): unknown => checkLevel(asserted, requirement, TIME).facts?.stepUp
const codesOf = (asserted: AssertedLevel, requirement: LevelRequirement): readonly string[] => checkLevel(asserted, requirement, TIME).findings.map(({ code }) => code)

describe('the level that counts', () => {
  it.each<[string, AssertedLevel, NormLevel]>([
    ['all three', level(), 3],
    ['identity proofing, when it is the lowest', level({ identityProofing: 1 }), 1],
    ['the authenticator, when it is the lowest', level({ authenticator: 2 }), 2],
    ['the session, when it is old', level({ authenticatedAt: ago(SESSION_SECONDS[2] + 1) }), 1],
    ['the session, when it is older than any level allows', level({ authenticatedAt: ago(SESSION_SECONDS[1] + 1) }), 0],
    ['0, when the platform does not say when somebody authenticated', withoutTime(), 0],
    ['0, when the authentication lies in the future', level({ authenticatedAt: ago(-301) }), 0],
    ['all three, when only clocks differ', level({ authenticatedAt: ago(-300) }), 3],
    ['0, when the time is no time', level({ authenticatedAt: 'today' }), 0],
  ])('is that of %s', (_, asserted, expected) => {
    expect(effectiveLevel(asserted, TIME)).toBe(expected)
  })

  it('is never higher than any of its parts', () => {
    fc.assert(fc.property(
      fc.constantFrom(...NORM_LEVELS), fc.constantFrom(...NORM_LEVELS), fc.option(fc.integer({ min: -1000, max: 40 * 86_400 })),
      (identityProofing, authenticator, age) => {
        const asserted = { ...withoutTime(), identityProofing, authenticator, ...(age !== null && { authenticatedAt: ago(age) }) }
        const counted = effectiveLevel(asserted, TIME)
        expect(counted).toBe(Math.min(identityProofing, authenticator, sessionLevel(asserted, TIME)))
      },
    ))
  })
})

describe('what a matter demands', () => {
  it('is met by the same level and by a higher one', () => {
    for (const demanded of [0, 1, 2, 3] as const) {
      expect(checkLevel(level(), { level: demanded }, TIME)).toMatchObject({ facts: { met: true, stepUp: [], level: 3, sessionAge: 60 }, findings: [] })
    }
  })

  it('IDENTITY_PROOFING_LOW: says which level of proofing is missing', () => {
    expect(stepUpOf(level({ identityProofing: 1 }), { level: 2 })).toEqual([{ missing: 'identity-proofing', has: 1, needs: 2 }])
    expect(checkLevel(level({ identityProofing: 1 }), { level: 2 }, TIME, ['presenter']).findings).toEqual([{ code: 'IDENTITY_PROOFING_LOW', at: ['presenter'], params: { has: 1, needs: 2 } }])
  })

  it('IDENTITY_AUTHENTICATOR_LOW: says that only the login is too weak', () => {
    expect(stepUpOf(level({ authenticator: 1 }), { level: 3 })).toEqual([{ missing: 'authenticator', has: 1, needs: 3 }])
    expect(codesOf(level({ authenticator: 1 }), { level: 3 })).toEqual(['IDENTITY_AUTHENTICATOR_LOW'])
    expect(codesOf(level({ authenticator: 1 }), { level: 3, authenticator: 1 })).toEqual([])
  })

  it('IDENTITY_SESSION_STALE: to the second', () => {
    const atMost = { level: 3, maxAuthenticationAge: 600 } as const
    expect(codesOf(level({ authenticatedAt: ago(600) }), atMost)).toEqual([])
    expect(codesOf(level({ authenticatedAt: ago(601) }), atMost)).toEqual(['IDENTITY_SESSION_STALE'])
    expect(stepUpOf(level({ authenticatedAt: ago(601) }), atMost)).toEqual([{ missing: 'session', age: 601, maximum: 600 }])
    expect(codesOf(level({ authenticatedAt: ago(SESSION_SECONDS[2] + 1) }), { level: 2 })).toEqual(['IDENTITY_SESSION_STALE'])
  })

  it('IDENTITY_SESSION_UNSTATED: an unknown time of login is not a recent one, unless the matter waives it', () => {
    expect(codesOf(withoutTime(), { level: 1 })).toEqual(['IDENTITY_SESSION_UNSTATED'])
    expect(stepUpOf(withoutTime(), { level: 1 })).toEqual([{ missing: 'session', maximum: SESSION_SECONDS[1] }])
    expect(codesOf(level({ authenticatedAt: ago(-301) }), { level: 1 })).toEqual(['IDENTITY_SESSION_UNSTATED'])
    expect(codesOf(withoutTime(), { level: 3, maxAuthenticationAge: 'any' })).toEqual([])
    expect(codesOf(withoutTime(), { level: 0 })).toEqual([])
  })

  it('says all that is missing at once', () => {
    expect(stepUpOf({ scheme: 'CN', identityProofing: 0, authenticator: 0, methods: [] }, { level: 3 })).toHaveLength(3)
  })

  it('is never met by less when more is demanded', () => {
    const levels = fc.constantFrom(...NORM_LEVELS)
    fc.assert(fc.property(levels, levels, levels, levels, fc.integer({ min: 0, max: 40 * 86_400 }), (identityProofing, authenticator, one, other, age) => {
      const asserted = level({ identityProofing, authenticator, authenticatedAt: ago(age) })
      const [less, more] = [Math.min(one, other), Math.max(one, other)] as [NormLevel, NormLevel]
      const met = (demanded: NormLevel): boolean => checkLevel(asserted, { level: demanded }, TIME).facts?.met === true
      expect(met(more) && !met(less)).toBe(false)
      expect(met(less)).toBe(effectiveLevel(asserted, TIME) >= less)
    }))
  })

  it('is a level: anything else is the mistake of whoever asks', () => {
    for (const requirement of [{ level: 5 }, { level: '2' }, { level: 1.5 }, {}, { level: 1, maxAuthenticationAge: -1 }, { level: 1, maxAuthenticationAge: NaN }, { level: 1, authenticator: null }]) {
      expect(() => checkLevel(level(), requirement as LevelRequirement, TIME)).toThrow(TypeError)
    }
    expect(() => checkLevel(level(), { level: 1 }, new Date(NaN))).toThrow(TypeError)
  })
})

describe('schemes', () => {
  it.each(LEVEL_SCHEME_IDS)('%s has values in rising order, a source and its confidence', (id) => {
    const { values, source, id: own, name } = LEVEL_SCHEMES[id]
    expect(own).toBe(id)
    expect(source).not.toBe('')
    expect(name.zh).toMatch(/\p{Script=Han}/u)
    expect(values.map(({ norm }) => norm)).toEqual(values.map(({ norm }) => norm).toSorted((a, b) => a - b))
    for (const { norm, upTo = norm, meaning } of values) {
      expect(upTo).toBeGreaterThanOrEqual(norm)
      expect(NORM_LEVELS).toContain(upTo)
      expect(meaning.zh).toMatch(/\p{Script=Han}/u)
    }
    expect(new Set(values.map(({ raw }) => raw)).size).toBe(values.length)
  })

  it('look values up in their exact spelling, and nothing of the prototype', () => {
    expect(schemeValue('CN-GD', 'L2')?.norm).toBe(2)
    expect(schemeValue('CN-ZJ', '3')).toMatchObject({ norm: 2, upTo: 3 })
    for (const raw of ['l2', ' L2', 'L2 ', 'L4', '', 'constructor']) expect(schemeValue('CN-GD', raw)).toBeUndefined()
    expect(isLevelScheme('constructor')).toBe(false)
  })

  it('make the table: Guangdong L1 beside level 1, Zhejiang 2 beside 1 and 2, eIDAS high beside 3 and 4', () => {
    const beside = levelTable().map((row) => row.beside)
    expect(beside.map((row) => row['CN-GD'])).toEqual([['L0'], ['L1'], ['L2'], ['L3'], undefined])
    expect(beside.map((row) => row['CN-ZJ'])).toEqual([['1'], ['2'], ['2', '3'], ['3'], undefined])
    expect(beside.map((row) => row.EIDAS?.map((uri) => uri.split('/').at(-1)))).toEqual([undefined, ['low'], ['substantial'], ['high'], ['high']])
    expect(beside.map((row) => row['ISO-29115'])).toEqual([['LoA1'], ['LoA2'], ['LoA3'], ['LoA4'], ['LoA4']])
    expect(beside.map((row) => row['NIST-IAL'])).toEqual([['IAL1'], ['IAL1'], ['IAL2'], ['IAL2', 'IAL3'], ['IAL3']])
    expect(beside.map((row) => row['NIST-AAL'])).toEqual([undefined, ['AAL1'], ['AAL2'], ['AAL2', 'AAL3'], ['AAL3']])
  })
})
