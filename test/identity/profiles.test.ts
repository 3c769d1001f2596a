/** Platform profiles: as data, and what their answers become. */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../../src/encoding/json.ts'
import { IDENTITY_PROFILE_IDS, checkIdentityRecord, identityProfile, identityProfileJsonSchema, parseIdentityProfile } from '../../src/identity/profiles/index.ts'
import type { RecordOptions } from '../../src/identity/profiles/index.ts'
import { digestHolderNumber } from '../../src/identity/assertion/index.ts'
import type { IdentityAssertion, IdentityKind } from '../../src/identity/assertion/index.ts'
import type { Checked } from '../../src/diagnostics/index.ts'
import { VerificationError } from '../../src/errors.ts'
import { KEY, LI, WANG } from './people.ts'
import { PROFILES_FOLDER, SAMPLES, changed, leaves, profileOf, sample } from './samples.ts'

const read = (id: string, answer: JsonValue, kind: IdentityKind, more: Partial<RecordOptions> = {}): Checked<IdentityAssertion> =>
  checkIdentityRecord(answer, profileOf(id), {
    issuer: 'https://id.example.cn', audience: 'https://agency.example.cn', id: 'a-1', issuedAt: new Date('2026-06-01T12:05:00Z'), expiresAt: new Date('2026-06-01T12:35:00Z'),
    numbers: KEY, kind, client: 'test-client', ...more,
  })
const codesOf = ({ findings }: Checked<unknown>): readonly string[] => findings.map(({ code, params }) => [code, ...Object.values(params)].join(' '))
const levels = (checked: Checked<IdentityAssertion>): readonly unknown[] => [checked.facts?.level.raw, checked.facts?.level.identityProofing, checked.facts?.level.authenticator]
const userobj = (name: string): readonly string[] => ['b_content', 'userobj', name]
const refusalOf = (parse: () => unknown): readonly unknown[] => {
  try {
    parse()
  } catch (error) {
    if (error instanceof VerificationError) return [error.code, error.at.join('/'), error.finding.params['problem']]
    throw error
  }
  return ['accepted']
}

describe('profiles that come with the package', () => {
  const files = readdirSync(join(PROFILES_FOLDER, 'data'))

  it('are all there, and each has samples of every kind that it reads', () => {
    expect(files.map((file) => file.replace('.json', '')).sort()).toEqual([...IDENTITY_PROFILE_IDS].sort())
    for (const id of IDENTITY_PROFILE_IDS) {
      const kinds = (['NATURAL', 'LEGAL'] as const).filter((kind) => profileOf(id)[kind] !== undefined)
      expect(SAMPLES.filter((one) => one.id === id).map(({ kind }) => kind)).toEqual(kinds)
    }
  })

  it.each(files)('%s is read as one of outside would be', (file) => {
    const id = file.replace('.json', '')
    expect(parseIdentityProfile(readFileSync(join(PROFILES_FOLDER, 'data', file)))).toEqual(identityProfile(id))
    expect(profileOf(id).id).toBe(id)
    expect(Object.isFrozen(profileOf(id).authenticator.values)).toBe(true)
  })

  it('are looked up by id, not by names of the prototype', () => {
    for (const id of ['', 'cn', 'constructor', '__proto__']) expect(identityProfile(id)).toBeUndefined()
  })
})

describe('answers of platforms', () => {
  it.each<[string, IdentityKind, object]>([
    ['cn-gd-tyrz', 'NATURAL', { subject: '5e1d7b0a4c9f4f7e8a2b6c3d90e1f001', holder: { name: '王某某', type: '111' }, home: { areaCode: '440000' }, level: { scheme: 'CN-GD', raw: 'L2', identityProofing: 2, authenticator: 2, methods: [{ code: 'YSS', level: 2 }, { code: 'IDV', level: 0 }, { code: 'yss-scan', level: 2 }] } }],
    ['cn-gd-tyrz', 'LEGAL', { holder: { name: '某某（测试）有限公司', type: '001' }, agent: { name: '赵某某', type: '111', authority: 'DELEGATE' }, level: { raw: 'L3', identityProofing: 3, authenticator: 3 } }],
    ['cn-zj-sso', 'NATURAL', { subject: 'zj-test-001', holder: { name: '李某某', type: '111' }, level: { scheme: 'CN-ZJ', raw: '3', identityProofing: 2, authenticator: 1, methods: [] } }],
    ['cn-zj-app', 'NATURAL', { subject: 'zj-test-101', holder: { name: '李某某', type: '111' }, level: { identityProofing: 0, authenticator: 1 } }],
    ['cn-zj-app', 'LEGAL', { subject: 'zj-corp-201', holder: { type: '001' }, agent: { name: '李某某', authority: 'LEGAL_REP' }, level: { identityProofing: 0 } }],
    ['cn-sd-jis', 'NATURAL', { subject: 'cn-sd-jis-test-001', holder: { name: '赵某某', type: '111' }, level: { identityProofing: 0 } }],
    ['cn-sd-jis', 'LEGAL', { holder: { type: '001' }, agent: { name: '王某某', authority: 'DELEGATE' } }],
    ['cn-js-jis', 'NATURAL', { holder: { name: '李某某', type: '111' }, home: { areaCode: '320000' } }],
    ['cn-js-jis', 'LEGAL', { holder: { type: '001' }, agent: { name: '王某某', authority: 'DELEGATE' } }],
    ['cn-relay', 'NATURAL', { holder: { name: '李某某', type: '111' }, level: { scheme: 'CN', raw: 'urn:cn:zwfw:loa:3', identityProofing: 3, authenticator: 2, authenticatedAt: '2026-06-01T12:00:00Z', methods: [{ code: 'face', level: 2 }, { code: 'mfa', level: 2 }] } }],
    ['cn-relay', 'LEGAL', { holder: { type: '001' }, agent: { name: '王某某', authority: 'LEGAL_REP' } }],
    ['cn-netid', 'NATURAL', { subject: 'N1A2B3C4D5E6F7', holder: { type: 'CN_NETID' }, level: { identityProofing: 2, authenticator: 2 } }],
  ])('%s %s becomes the expected assertion', (id, kind, expected) => {
    const answer = read(id, sample(id, kind).answer, kind)
    expect(answer.facts).toMatchObject({ kind, profile: id, ...expected })
    // Platforms that state no level are reported as such; nothing else is found.
    const unstated = profileOf(id).level === undefined ? ['IDENTITY_LEVEL_UNSTATED'] : []
    expect(codesOf(answer)).toEqual(unstated)
  })

  it('hold numbers as digests under the key of whoever asked', () => {
    const { facts } = read('cn-zj-sso', sample('cn-zj-sso').answer, 'NATURAL')
    expect(facts?.holder.number).toEqual(digestHolderNumber('111', LI.number, KEY))
    for (const { id, kind, answer } of SAMPLES) {
      const text = JSON.stringify(read(id, answer, kind).facts)
      for (const number of JSON.stringify(answer).match(/\d{17}[\dX]|91\d{6}[0-9A-Z]{10}/g) ?? []) expect(text).not.toContain(number)
    }
    expect(read('cn-gd-tyrz', sample('cn-gd-tyrz').answer, 'NATURAL', { reveal: true }).facts?.holder.revealed).toBe(WANG.number)
  })

  it('IDENTITY_NUMBER_UNNEEDED: a network identity keeps no number that comes with it', () => {
    const answer = read('cn-netid', changed(sample('cn-netid').answer, ['id_number'], LI.number), 'NATURAL', { reveal: true })
    expect(codesOf(answer)).toEqual(['IDENTITY_NUMBER_UNNEEDED holder.number'])
    expect(JSON.stringify(answer.facts)).not.toContain(LI.number)
    expect(answer.facts?.holder).toEqual({ type: 'CN_NETID' })
  })

  it.each<[string, string, readonly (string | number)[], JsonValue | undefined, IdentityKind, readonly string[]]>([
    ['a missing name', 'cn-gd-tyrz', userobj('cn'), undefined, 'NATURAL', ['IDENTITY_ATTRIBUTE_MISSING holder.name']],
    ['an empty name', 'cn-zj-sso', ['username'], '  ', 'NATURAL', ['IDENTITY_ATTRIBUTE_MISSING holder.name']],
    ['a value that stands for none', 'cn-gd-tyrz', userobj('idcardnumber'), '-1', 'NATURAL', ['IDENTITY_ATTRIBUTE_MISSING holder.number']],
    ['a missing subject', 'cn-zj-sso', ['userid'], undefined, 'NATURAL', ['IDENTITY_ATTRIBUTE_MISSING subject']],
    ['a number of nobody', 'cn-zj-sso', ['idnum'], '330101190002030019', 'NATURAL', ['IDENTITY_NUMBER_INVALID holder.number 111']],
    ['a type of document that is not known', 'cn-zj-sso', ['idtype'], '7', 'NATURAL', ['IDENTITY_TYPE_UNKNOWN holder.type']],
    ['a type by a name of the prototype', 'cn-zj-sso', ['idtype'], 'constructor', 'NATURAL', ['IDENTITY_TYPE_UNKNOWN holder.type']],
    ['a kind that is not known', 'cn-gd-tyrz', userobj('usertype'), '3', 'NATURAL', ['IDENTITY_KIND_UNKNOWN cn-gd-tyrz']],
    ['a missing kind', 'cn-zj-app', ['data', 'userType'], undefined, 'NATURAL', ['IDENTITY_KIND_UNKNOWN cn-zj-app']],
    ['an object in place of a text', 'cn-zj-sso', ['username'], { zh: '李某某' }, 'NATURAL', ['IDENTITY_ATTRIBUTE_MALFORMED username', 'IDENTITY_ATTRIBUTE_MISSING holder.name']],
    ['a list in place of pairs', 'cn-gd-tyrz', userobj('extproperties'), [1], 'LEGAL', ['IDENTITY_ATTRIBUTE_MALFORMED extproperties', 'IDENTITY_AUTHENTICATOR_UNSTATED', 'IDENTITY_ATTRIBUTE_MISSING agent.number']],
    ['a number of who acts that is missing', 'cn-relay', ['agent', 'id_number'], undefined, 'LEGAL', ['IDENTITY_ATTRIBUTE_MISSING agent.number']],
    ['no record at all', 'cn-gd-tyrz', ['b_content'], undefined, 'NATURAL', ['PROFILE_RECORD_MISSING cn-gd-tyrz']],
    ['a record that is a text', 'cn-zj-app', ['data'], '{}', 'NATURAL', ['PROFILE_RECORD_MISSING cn-zj-app']],
    ['a name that turns around', 'cn-sd-jis', ['name'], '赵\u202e某', 'NATURAL', ['IDENTITY_LEVEL_UNSTATED', 'IDENTITY_ATTRIBUTE_INVALID holder.name']],
    ['a time of login that is none', 'cn-relay', ['auth_time'], 'noon', 'NATURAL', ['IDENTITY_ATTRIBUTE_INVALID authenticatedAt']],
    ['an answer for another system', 'cn-relay', ['aud'], 'other-client', 'NATURAL', ['TICKET_AUDIENCE_MISMATCH']],
    ['an answer to another login', 'cn-relay', ['nonce'], 'n-1', 'NATURAL', ['TICKET_NONCE_MISMATCH']],
  ])('are refused for %s', (_, id, path, value, kind, expected) => {
    const answer = read(id, changed(sample(id, kind).answer, path, value), kind)
    expect(answer.facts).toBeUndefined()
    expect(codesOf(answer)).toEqual(expected)
  })

  it('IDENTITY_ATTRIBUTE_UNKNOWN: what the profile does not know is counted, not read and not named', () => {
    const more = changed(changed(sample('cn-zj-sso').answer, ['bloodType'], 'A'), [LI.number], '1')
    expect(codesOf(read('cn-zj-sso', more, 'NATURAL'))).toEqual(['IDENTITY_ATTRIBUTE_UNKNOWN 2'])
    const inside = changed(sample('cn-relay', 'LEGAL').answer, ['agent', 'height'], 170)
    expect(codesOf(read('cn-relay', inside, 'LEGAL'))).toEqual(['IDENTITY_ATTRIBUTE_UNKNOWN 1'])
    const listed = changed(sample('cn-gd-tyrz').answer, [...userobj('extproperties'), 0], 'bloodtype=A')
    expect(codesOf(read('cn-gd-tyrz', listed, 'NATURAL'))).toEqual(['IDENTITY_ATTRIBUTE_UNKNOWN 1'])
  })

  it('IDENTITY_ATTRIBUTE_MALFORMED: an attribute that is there twice is none', () => {
    const twice = changed(sample('cn-gd-tyrz', 'LEGAL').answer, [...userobj('extproperties'), 0], `link_person_code=${LI.number}`)
    expect(codesOf(read('cn-gd-tyrz', twice, 'LEGAL'))).toContain('IDENTITY_ATTRIBUTE_MALFORMED link_person_code')
    const shadowed = changed(sample('cn-gd-tyrz').answer, [...userobj('extproperties'), 0], `idcardnumber=${LI.number}`)
    expect(codesOf(read('cn-gd-tyrz', shadowed, 'NATURAL'))).toContain('IDENTITY_ATTRIBUTE_MALFORMED idcardnumber')
  })

  it('IDENTITY_KIND_UNEXPECTED: who expects an organization gets no person', () => {
    expect(codesOf(read('cn-gd-tyrz', sample('cn-gd-tyrz').answer, 'LEGAL'))).toEqual(['IDENTITY_KIND_UNEXPECTED LEGAL NATURAL'])
    expect(read('cn-gd-tyrz', sample('cn-gd-tyrz').answer, 'LEGAL').facts).toBeUndefined()
  })

  it('name who acts the legal representative only by the same document and number', () => {
    const authority = (path: readonly string[], value: JsonValue | undefined): unknown => read('cn-relay', changed(sample('cn-relay', 'LEGAL').answer, path, value), 'LEGAL').facts?.agent?.authority
    expect(authority(['representative', 'name'], '另一名字')).toBe('LEGAL_REP')
    expect(authority(['representative', 'id_number'], LI.number)).toBe('DELEGATE')
    expect(authority(['representative', 'id_type'], '999')).toBe('DELEGATE')
    expect(authority(['representative', 'id_number'], undefined)).toBe('DELEGATE')
    expect(authority(['representative'], undefined)).toBe('DELEGATE')
  })

  it('name nobody who acts where the platform names only the legal representative: IDENTITY_AGENT_UNSTATED', () => {
    const answer = read('cn-relay', changed(sample('cn-relay', 'LEGAL').answer, ['agent'], undefined), 'LEGAL')
    expect(answer.facts?.agent).toBeUndefined()
    expect(codesOf(answer)).toEqual(['IDENTITY_AGENT_UNSTATED'])
  })

  it('need the kind that was asked for, where a platform has a service for each', () => {
    const { answer } = sample('cn-sd-jis')
    expect(() => checkIdentityRecord(answer, profileOf('cn-sd-jis'), { issuer: 'i', audience: 'a', id: '1', issuedAt: new Date(0), expiresAt: new Date(1000), numbers: KEY })).toThrow(TypeError)
  })
})

describe('attack: profile confusion', () => {
  it('an answer of one platform read by the profile of another gives no assertion above level 0', () => {
    for (const { id, answer, kind } of SAMPLES) {
      for (const other of IDENTITY_PROFILE_IDS.filter((one) => one !== id && profileOf(one)[kind] !== undefined)) {
        const { facts } = read(other, answer, kind)
        // Deployments of one product have one form; which of them answered is for the channel to prove.
        if (id.endsWith('-jis') && other.endsWith('-jis')) expect(facts?.level.identityProofing).toBe(0)
        // A network identity is read without its number; its answers have the form of the relay's.
        else if (id === 'cn-relay' && other === 'cn-netid') expect(facts?.holder).toEqual({ name: LI.name, type: 'CN_NETID' })
        else expect({ id, other, facts }).toEqual({ id, other, facts: undefined })
      }
    }
  })
})

describe('attack: level downgrade and upgrade', () => {
  const gd = (changes: Readonly<Record<string, JsonValue | undefined>>): Checked<IdentityAssertion> =>
    read('cn-gd-tyrz', Object.entries(changes).reduce((answer, [name, value]) => changed(answer, userobj(name), value), sample('cn-gd-tyrz').answer), 'NATURAL')

  it.each<[string, Readonly<Record<string, JsonValue | undefined>>, number, readonly string[]]>([
    ['as recorded', {}, 2, []],
    ['IDENTITY_LEVEL_CONFLICT: an account above what its methods prove', { creditable_level_of_account: 'L3' }, 2, ['IDENTITY_LEVEL_CONFLICT']],
    ['a higher level of the account is no use to a lower one', { creditable_level_of_account: 'L1' }, 1, []],
    ['IDENTITY_METHOD_EXCEEDED: a method above what it can give', { creditable_level_of_account: 'L3', creditable_level_of_account_way: 'L3@YSS@0000' }, 2, ['IDENTITY_METHOD_EXCEEDED YSS 3 2', 'IDENTITY_LEVEL_CONFLICT']],
    ['IDENTITY_METHOD_UNKNOWN: a method that is not in the profile', { creditable_level_of_account_way: 'L2@NEW@0000' }, 0, ['IDENTITY_METHOD_UNKNOWN 1', 'IDENTITY_LEVEL_CONFLICT']],
    ['a method by a name of the prototype', { creditable_level_of_account_way: 'L2@__proto__@0000' }, 0, ['IDENTITY_METHOD_UNKNOWN 1', 'IDENTITY_LEVEL_CONFLICT']],
    ['IDENTITY_METHODS_MALFORMED: methods without levels', { creditable_level_of_account_way: 'YSS@0000' }, 0, ['IDENTITY_METHODS_MALFORMED', 'IDENTITY_LEVEL_CONFLICT']],
    ['methods with a level that the scheme has not', { creditable_level_of_account_way: 'L9@YSS@0000' }, 0, ['IDENTITY_METHODS_MALFORMED', 'IDENTITY_LEVEL_CONFLICT']],
    ['one method that cannot be read among others', { creditable_level_of_account_way: 'L2@YSS@0000||' }, 0, ['IDENTITY_METHODS_MALFORMED', 'IDENTITY_LEVEL_CONFLICT']],
    ['methods without end', { creditable_level_of_account_way: Array(33).fill('L2@YSS@0000').join('||') }, 0, ['IDENTITY_METHODS_MALFORMED', 'IDENTITY_LEVEL_CONFLICT']],
    ['no methods', { creditable_level_of_account_way: undefined }, 0, ['IDENTITY_LEVEL_CONFLICT']],
    ['an account that is not real', { isreal: 'false' }, 0, ['IDENTITY_LEVEL_CONFLICT']],
    ['an account that says real in one place and not in another', { is_real: 'false' }, 0, ['IDENTITY_LEVEL_CONFLICT']],
    ['an account that does not say whether it is real', { isreal: undefined }, 0, ['IDENTITY_LEVEL_CONFLICT']],
    ['IDENTITY_LEVEL_UNSTATED: no level', { creditable_level_of_account: undefined }, 0, ['IDENTITY_LEVEL_UNSTATED']],
    ['IDENTITY_LEVEL_UNKNOWN: a level that the scheme has not', { creditable_level_of_account: 'L4' }, 0, ['IDENTITY_LEVEL_UNKNOWN CN-GD']],
    ['a level in another spelling', { creditable_level_of_account: 'l2' }, 0, ['IDENTITY_LEVEL_UNKNOWN CN-GD']],
  ])('%s', (_, changes, expected, codes) => {
    const answer = gd(changes)
    expect(answer.facts?.level.identityProofing).toBe(expected)
    expect(codesOf(answer)).toEqual(codes)
  })

  it('values of the authenticator that are not listed give the least', () => {
    const amr = (value: JsonValue): readonly unknown[] => levels(read('cn-relay', changed(sample('cn-relay').answer, ['amr'], value), 'NATURAL'))
    expect(amr(['pwd'])).toEqual(['urn:cn:zwfw:loa:3', 3, 1])
    expect(amr(['quantum', 'constructor'])).toEqual(['urn:cn:zwfw:loa:3', 3, 0])
    expect(amr('sc')).toEqual(['urn:cn:zwfw:loa:3', 3, 3])
    expect(read('cn-relay', changed(sample('cn-relay').answer, ['amr'], [1]), 'NATURAL').facts).toBeUndefined()
  })

  it('taking attributes out never raises a level, nor names somebody else', () => {
    for (const { id, kind, answer } of SAMPLES) {
      const whole = read(id, answer, kind).facts as IdentityAssertion
      const paths = leaves(answer)
      fc.assert(fc.property(fc.subarray([...paths]), (gone) => {
        // From the end, so that the places in lists stay what they are.
        const less = gone.toReversed().reduce((rest, path) => changed(rest, path, undefined), answer)
        const { facts } = read(id, less, kind)
        if (facts === undefined) return
        expect(facts.level.identityProofing).toBeLessThanOrEqual(whole.level.identityProofing)
        expect(facts.level.authenticator).toBeLessThanOrEqual(whole.level.authenticator)
        expect(facts.holder).toEqual({ ...whole.holder, ...(facts.holder.name === undefined && { name: undefined }) })
        expect([undefined, 'DELEGATE', whole.agent?.authority]).toContain(facts.agent?.authority)
      }), { numRuns: 40 })
    }
  })

  it('whatever is in an answer, there is an assertion or a reason', () => {
    for (const { id, kind, answer } of SAMPLES) {
      fc.assert(fc.property(fc.constantFrom(...leaves(answer)), fc.jsonValue({ maxDepth: 2 }), (path, value) => {
        const checked = read(id, changed(answer, path, value), kind)
        expect(checked.facts !== undefined || checked.findings.length > 0).toBe(true)
      }), { numRuns: 40 })
    }
  })
})

describe('a profile of one\'s own', () => {
  const text = (changes: object = {}): string => JSON.stringify({ ...JSON.parse(JSON.stringify(profileOf('cn-gd-tyrz'))) as object, ...changes })
  const legal = (changes: object): object => ({ LEGAL: { ...profileOf('cn-gd-tyrz').LEGAL, ...changes } })
  const ticket = (changes: object): object => ({ ticket: { ...profileOf('cn-gd-tyrz').ticket, ...changes } })

  it('is read, frozen, and read by', () => {
    const own = parseIdentityProfile(text({ id: 'cn-gd-mine', level: { ...profileOf('cn-gd-tyrz').level, methods: undefined } }))
    expect(own.id).toBe('cn-gd-mine')
    expect(Object.isFrozen(own)).toBe(true)
  })

  it.each<[string, object, readonly unknown[]]>([
    ['a member that is misspelt', { authenticators: {} }, ['', 'unrecognized_keys']],
    ['another version', { schema: 2 }, ['schema', 'invalid_value']],
    ['an id that is none', { id: 'Guangdong' }, ['id', 'invalid_format']],
    ['an attribute that is none', { record: 'a..b' }, ['record', 'invalid_format']],
    ['a map that no kind leads to', { kind: { always: 'NATURAL' } }, ['LEGAL', 'map without kind']],
    ['a kind without map', { NATURAL: undefined }, ['NATURAL', 'kind without map']],
    ['a kind without subject', { subject: { NATURAL: 'uid' } }, ['LEGAL', 'kind without map']],
    ['no kind at all', { kind: 'asked', NATURAL: undefined, LEGAL: undefined }, ['kind', 'kind without map']],
    ['a type of no table', legal({ holder: { name: 'cn', type: { always: '998' }, number: 'n' } }), ['LEGAL/holder/type', 'type unknown']],
    ['an organization with a type of persons', legal({ holder: { name: 'cn', type: { always: '111' }, number: 'n' } }), ['LEGAL/holder/type', 'type of another kind']],
    ['a person who acts with a type of organizations', legal({ agent: { name: 'cn', type: { always: '001' }, number: 'n' } }), ['LEGAL/agent/type', 'type of another kind']],
    ['a holder without number', legal({ holder: { name: 'cn', type: { always: '001' } } }), ['LEGAL/holder', 'number missing']],
    ['a level that the scheme has not', { level: { ...profileOf('cn-gd-tyrz').level, methods: { attribute: 'w', grammar: 'level@method@id', highest: { YSS: 'L9' } } } }, ['level/methods/highest/YSS', 'level unknown']],
    ['an unstated authenticator above a stated one', { authenticator: { values: { a: { code: 'a', level: 0 } }, unstated: 1 } }, ['authenticator', 'unstated above listed']],
    ['an unstated authenticator that is strong', { authenticator: { values: {}, unstated: 3 } }, ['authenticator/unstated', 'invalid_union']],
    ['a ticket that lives long', ticket({ seconds: 301 }), ['ticket/seconds', 'too_big']],
    ['a placeholder that is none', ticket({ entry: { a: '{secret}' } }), ['ticket/entry/a', 'placeholder unknown']],
    ['a state that is not handed out', ticket({ state: 'state' }), ['ticket/state', 'state lost']],
    ['no request for a kind', ticket({ attributes: { NATURAL: profileOf('cn-gd-tyrz').ticket?.attributes.NATURAL } }), ['ticket/attributes/LEGAL', 'request without kind']],
  ])('is refused: PROFILE_MALFORMED for %s', (_, changes, [place, problem]) => {
    expect(refusalOf(() => parseIdentityProfile(text(changes)))).toEqual(['PROFILE_MALFORMED', place, problem])
  })

  it('is JSON that all readers understand alike', () => {
    expect(refusalOf(() => parseIdentityProfile(text().replace('"id":', '"id":"other","id":')))[0]).toBe('JSON_MEMBER_DUPLICATE')
    expect(refusalOf(() => parseIdentityProfile(text().replace('"pairs":', '"__proto__":')))[0]).toBe('JSON_MEMBER_FORBIDDEN')
    expect(refusalOf(() => parseIdentityProfile(' '.repeat(200_000)))[0]).toBe('LIMIT_EXCEEDED')
  })

  it('has a published form', () => {
    expect(identityProfileJsonSchema()).toMatchObject({ type: 'object', additionalProperties: false, title: 'yinxin identity platform profile' })
  })
})
