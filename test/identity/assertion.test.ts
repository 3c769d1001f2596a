/** Identity assertions: what is checked, what is kept of numbers, and how holders are matched. */
import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { digestHolderNumber, isHolderNumber, makeAssertion, matchHolder } from '../../src/identity/assertion/index.ts'
import type { AssertionOptions, IdentityAssertion, IdentityStatement } from '../../src/identity/assertion/index.ts'
import { OPENSSL, WHY_SKIPPED } from '../crypto/openssl.ts'
import { COMPANY, KEY, LI, WANG } from './people.ts'

const person: IdentityStatement = {
  issuer: 'https://id.example.cn', subject: 'u-1', audience: 'https://agency.example.cn', id: 'a-1',
  issuedAt: new Date('2026-06-01T12:00:00.900Z'), expiresAt: new Date('2026-06-01T12:30:00Z'), kind: 'NATURAL',
  holder: { name: LI.name, type: '111', number: LI.number },
  level: { scheme: 'CN', identityProofing: 2, authenticator: 2, methods: [{ code: 'face', level: 2 }] },
  home: { areaCode: '330000', platform: '某某省统一身份认证平台' },
}
const unattended: IdentityStatement = { ...person, kind: 'LEGAL', holder: { name: COMPANY.name, type: '001', number: COMPANY.number } }
const company: IdentityStatement = {
  ...unattended,
  agent: { name: WANG.name, type: '111', number: WANG.number, authority: 'DELEGATE' },
}
const options: AssertionOptions = { numbers: KEY }
const made = (statement: IdentityStatement, more: Partial<AssertionOptions> = {}): IdentityAssertion => {
  const { facts, findings } = makeAssertion(statement, { ...options, ...more })
  if (facts === undefined) throw new Error(findings.map(({ code }) => code).join())
  return facts
}
const refusal = (statement: IdentityStatement): readonly string[] => {
  const { facts, findings } = makeAssertion(statement, options)
  expect(facts).toBeUndefined()
  return findings.map(({ code, params }) => [code, ...Object.values(params)].join(' '))
}
const holder = (changes: object): IdentityStatement => ({ ...person, holder: { ...person.holder, ...changes } })

describe('an assertion', () => {
  it('says who, to whom and until when, in whole seconds', () => {
    const assertion = made(person)
    expect(assertion).toMatchObject({ schema: 1, kind: 'NATURAL', issuedAt: '2026-06-01T12:00:00Z', expiresAt: '2026-06-01T12:30:00Z', holder: { name: LI.name, type: '111' } })
    expect(Object.isFrozen(assertion) && Object.isFrozen(assertion.holder) && Object.isFrozen(assertion.level.methods)).toBe(true)
  })

  it('holds no number, only digests, unless that is asked for', () => {
    for (const statement of [person, company]) {
      const text = JSON.stringify(made(statement))
      for (const { number } of [LI, WANG, COMPANY]) expect(text).not.toContain(number)
    }
    expect(made(company, { reveal: true })).toMatchObject({ holder: { revealed: COMPANY.number }, agent: { revealed: WANG.number } })
  })

  it('names no value in what it finds wrong', () => {
    const wrong = `${LI.number.slice(0, 17)}${LI.number.endsWith('1') ? '2' : '1'}`
    expect(JSON.stringify(makeAssertion(holder({ number: wrong, name: `${LI.name}\u202e` }), options).findings)).not.toMatch(new RegExp(`${wrong.slice(0, 6)}|某`))
  })

  it.each<[string, IdentityStatement, readonly string[]]>([
    ['IDENTITY_ATTRIBUTE_MISSING: no name', holder({ name: undefined }), ['IDENTITY_ATTRIBUTE_MISSING holder.name']],
    ['IDENTITY_ATTRIBUTE_MISSING: no number', holder({ number: undefined }), ['IDENTITY_ATTRIBUTE_MISSING holder.number']],
    ['IDENTITY_ATTRIBUTE_MISSING: no subject', { ...person, subject: '' }, ['IDENTITY_ATTRIBUTE_MISSING subject']],
    ['IDENTITY_ATTRIBUTE_INVALID: a name that turns around', holder({ name: '李\u202e某' }), ['IDENTITY_ATTRIBUTE_INVALID holder.name']],
    ['IDENTITY_ATTRIBUTE_INVALID: a name in half characters', holder({ name: '李\ud800' }), ['IDENTITY_ATTRIBUTE_INVALID holder.name']],
    ['IDENTITY_ATTRIBUTE_INVALID: a very long name', holder({ name: '某'.repeat(201) }), ['IDENTITY_ATTRIBUTE_INVALID holder.name']],
    ['IDENTITY_ATTRIBUTE_INVALID: a very long number', holder({ type: '999', number: 'A'.repeat(100_000) }), ['IDENTITY_ATTRIBUTE_INVALID holder.number']],
    ['IDENTITY_ATTRIBUTE_INVALID: ends before it begins', { ...person, expiresAt: person.issuedAt }, ['IDENTITY_ATTRIBUTE_INVALID expiresAt']],
    ['IDENTITY_ATTRIBUTE_INVALID: a time that is none', { ...person, issuedAt: new Date(NaN) }, ['IDENTITY_ATTRIBUTE_INVALID issuedAt']],
    ['IDENTITY_ATTRIBUTE_INVALID: an area that is none', { ...person, home: { ...person.home, areaCode: '33' } }, ['IDENTITY_ATTRIBUTE_INVALID areaCode']],
    ['IDENTITY_NUMBER_INVALID: a wrong check character', holder({ number: `${LI.number.slice(0, 17)}${LI.number.endsWith('1') ? '2' : '1'}` }), ['IDENTITY_NUMBER_INVALID holder.number 111']],
    ['IDENTITY_NUMBER_INVALID: a code of an organization', { ...company, holder: { ...company.holder, number: '91330100MA00000X71' } }, ['IDENTITY_NUMBER_INVALID holder.number 001']],
    ['IDENTITY_NUMBER_INVALID: that of who acts', { ...company, agent: { name: WANG.name, type: '111', number: '1', authority: 'DELEGATE' } }, ['IDENTITY_NUMBER_INVALID agent.number 111']],
    ['IDENTITY_TYPE_UNKNOWN: a type of no table', holder({ type: '998' }), ['IDENTITY_TYPE_UNKNOWN holder.type', 'IDENTITY_NUMBER_UNCHECKED holder.number 998']],
    ['IDENTITY_TYPE_UNKNOWN: a name of the prototype', holder({ type: '__proto__' }), ['IDENTITY_TYPE_UNKNOWN holder.type', 'IDENTITY_NUMBER_UNCHECKED holder.number __proto__']],
    ['IDENTITY_TYPE_MISMATCH: a person with the code of an organization', holder({ type: '001', number: COMPANY.number }), ['IDENTITY_TYPE_MISMATCH NATURAL 001']],
    ['IDENTITY_TYPE_MISMATCH: an organization with the number of a person', { ...company, holder: person.holder }, ['IDENTITY_TYPE_MISMATCH LEGAL 111']],
    ['IDENTITY_TYPE_MISMATCH: an organization that acts', { ...company, agent: { ...company.holder, authority: 'DELEGATE' } }, ['IDENTITY_TYPE_MISMATCH NATURAL 001']],
    ['IDENTITY_ATTRIBUTE_INVALID: a person with a legal representative', { ...person, agent: { ...holder({}).holder, authority: 'LEGAL_REP' } }, ['IDENTITY_ATTRIBUTE_INVALID agent.authority']],
  ])('is not made: %s', (_, statement, expected) => {
    expect(refusal(statement)).toEqual(expected)
  })

  it('IDENTITY_AGENT_UNSTATED: an organization without who acts for it is noted', () => {
    expect(makeAssertion(unattended, options)).toMatchObject({ facts: { kind: 'LEGAL' }, findings: [{ code: 'IDENTITY_AGENT_UNSTATED' }] })
  })

  it('IDENTITY_NUMBER_UNCHECKED: a number without a known form is noted', () => {
    expect(makeAssertion(holder({ type: '114', number: '南字第00000001号' }), options)).toMatchObject({ facts: { holder: { type: '114' } }, findings: [{ code: 'IDENTITY_NUMBER_UNCHECKED' }] })
  })

  it('IDENTITY_NUMBER_UNNEEDED: a network identity needs neither number nor name, and keeps no number', () => {
    expect(makeAssertion(holder({ type: 'CN_NETID', number: undefined, name: undefined }), options)).toMatchObject({ facts: { holder: { type: 'CN_NETID' } }, findings: [] })
    const given = makeAssertion(holder({ type: 'CN_NETID' }), { ...options, reveal: true })
    expect(given).toMatchObject({ facts: { holder: { type: 'CN_NETID', name: LI.name } }, findings: [{ code: 'IDENTITY_NUMBER_UNNEEDED' }] })
    expect(given.facts?.holder).not.toHaveProperty('number')
    expect(given.facts?.holder).not.toHaveProperty('revealed')
  })

  it('takes rare characters of names', () => {
    expect(made(holder({ name: '㛃\u{2ebf0}\ue5e5' })).holder.name).toBe('㛃\u{2ebf0}\ue5e5')
  })

  it('wants a key that is one', () => {
    for (const numbers of [{ ...KEY, key: new Uint8Array(15) }, { ...KEY, keyId: '' }, { ...KEY, keyId: '键' }, { ...KEY, key: '0123456789abcdef' as unknown as Uint8Array }]) {
      expect(() => makeAssertion(person, { numbers })).toThrow(TypeError)
    }
  })

  it('refuses or makes, whatever texts there are, and never makes one with a malformed number', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }))
    fc.assert(fc.property(text, text, text, text, (name, type, number, subject) => {
      const { facts, findings } = makeAssertion({ ...holder({ name, type, number }), subject }, options)
      expect(facts === undefined).toBe(findings.length > 0)
    }), { numRuns: 300 })
  })
})

describe('digests of numbers', () => {
  it('are the same for spellings of the same number', () => {
    const digest = digestHolderNumber('111', '11010519491231002X', KEY)
    for (const spelling of ['11010519491231002x', ' 11010519491231002X ', '110105491231002']) {
      expect(digestHolderNumber('111', spelling, KEY)).toEqual(digest)
      expect(isHolderNumber(digest, '111', spelling, KEY)).toBe(true)
    }
  })

  it('differ by number, type and key', () => {
    const digest = digestHolderNumber('111', LI.number, KEY)
    const other = { keyId: KEY.keyId, key: new Uint8Array(32).fill(8) }
    expect(isHolderNumber(digest, '111', WANG.number, KEY)).toBe(false)
    expect(isHolderNumber(digest, '999', LI.number, KEY)).toBe(false)
    expect(isHolderNumber(digest, '111', LI.number, other)).toBe(false)
    expect(isHolderNumber(digest, '111', LI.number, { ...KEY, keyId: 'other' })).toBe(false)
    expect(isHolderNumber({ ...digest, value: digest.value.slice(0, 62) }, '111', LI.number, KEY)).toBe(false)
    expect(isHolderNumber({ ...digest, value: 'not hexadecimal' }, '111', LI.number, KEY)).toBe(false)
  })

  it.skipIf(!OPENSSL)(`are HMAC-SM3 as openssl has it (${WHY_SKIPPED})`, () => {
    const message = Buffer.from(`yinxin holder number 1\u001f111\u001f${LI.number}`)
    const said = execFileSync('openssl', ['dgst', '-sm3', '-mac', 'HMAC', '-macopt', `hexkey:${Buffer.from(KEY.key).toString('hex')}`], { input: message, encoding: 'utf8' })
    expect(digestHolderNumber('111', LI.number, KEY).value).toBe(said.trim().split(/\s+/).at(-1))
  })
})

describe('matching a holder of a license', () => {
  const { holder: li } = made(person)
  it.each([
    ['number and name', { name: LI.name, type: '111', code: LI.number }, 'same'],
    ['the number, when the license gives no name', { type: '111', code: LI.number }, 'same'],
    ['the number under another name', { name: WANG.name, type: '111', code: LI.number }, 'number-only'],
    ['the name alone', { name: LI.name }, 'name-only'],
    ['the name, with another number', { name: LI.name, type: '111', code: WANG.number }, 'different'],
    ['the name, with the number of another document', { name: LI.name, type: '414', code: 'E12345678' }, 'name-only'],
    ['another name, with the number of another document', { name: WANG.name, type: '414', code: 'E12345678' }, 'different'],
    ['the name, with the number as that of a passport', { name: LI.name, type: '414', code: LI.number }, 'name-only'],
    ['nothing', {}, 'different'],
    ['another name alone', { name: WANG.name }, 'different'],
  ] as const)('%s', (_, named, expected) => {
    expect(matchHolder(li, named, KEY)).toBe(expected)
  })

  it('compares no digest of another key', () => {
    expect(matchHolder(li, { name: LI.name, type: '111', code: LI.number }, { ...KEY, keyId: 'other' })).toBe('name-only')
    expect(matchHolder(li, { type: '111', code: LI.number }, { ...KEY, keyId: 'other' })).toBe('different')
  })

  it('folds what only looks different in names', () => {
    const { holder: one } = made(holder({ name: '阿依古丽·测试' }))
    expect(matchHolder(one, { name: '阿依古丽•测试', type: '111', code: LI.number }, KEY)).toBe('same')
    const { holder: organization } = made(company)
    expect(matchHolder(organization, { name: '某某(测试)有限公司', type: '001', code: COMPANY.number }, KEY)).toBe('same')
  })
})
