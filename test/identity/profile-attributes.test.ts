/** Every attribute that a profile reads, missing, malformed and with a value that it cannot have; and attributes that it does not read. */
import { describe, expect, it } from 'vitest'
import type { Checked } from '../../src/diagnostics/index.ts'
import type { JsonValue } from '../../src/encoding/json.ts'
import type { IdentityAssertion, IdentityKind } from '../../src/identity/assertion/index.ts'
import { checkIdentityRecord } from '../../src/identity/profiles/index.ts'
import type { PartyMap } from '../../src/identity/profiles/index.ts'
import { valueAt } from '../../src/identity/profiles/record.ts'
import { KEY } from './people.ts'
import { SAMPLES, changed, profileOf } from './samples.ts'
import type { Sample } from './samples.ts'

const NONCE = 'n-1'

/** What an attribute is read for. */
type Role =
  | 'subject' | 'kind' | `${'holder' | 'agent'}.${'name' | 'type' | 'number'}` | `representative.${'name' | 'type' | 'number'}`
  | 'level' | 'confirmed' | 'methods' | 'authenticator' | 'authenticatedAt' | 'nonce' | 'audience'

interface Attribute { readonly role: Role; readonly path: string }

const typePath = ({ type }: PartyMap): string | undefined => ('attribute' in type ? type.attribute : undefined)

/** Attributes that a profile reads of a kind, from the profile itself: one that is added is tested. */
function attributesOf(id: string, kind: IdentityKind): readonly Attribute[] {
  const profile = profileOf(id)
  const legal = kind === 'LEGAL' ? profile.LEGAL : undefined
  const parties = [['holder', profile[kind]?.holder], ['representative', legal?.representative], ['agent', legal?.agent]] as const
  const found: readonly (readonly [Role, string | undefined])[] = [
    ['subject', profile.subject[kind]], ['kind', typeof profile.kind === 'object' && 'attribute' in profile.kind ? profile.kind.attribute : undefined],
    ...parties.flatMap(([who, map]) => (map === undefined ? [] : [[`${who}.name`, map.name], [`${who}.type`, typePath(map)], [`${who}.number`, map.number]] as const)),
    ['level', profile.level?.attribute], ...(profile.level?.confirmed?.attributes ?? []).map((path) => ['confirmed', path] as const), ['methods', profile.level?.methods?.attribute],
    ['authenticator', profile.authenticator.attribute], ['authenticatedAt', profile.authenticatedAt?.attribute], ['nonce', profile.nonce], ['audience', profile.audience],
  ]
  return found.flatMap(([role, path]) => (path === undefined ? [] : [{ role, path }]))
}

const read = ({ id, kind }: Sample, answer: JsonValue): Checked<IdentityAssertion> => checkIdentityRecord(answer, profileOf(id), {
  issuer: 'https://id.example.cn', audience: 'https://agency.example.cn', id: 'a-1', issuedAt: new Date('2026-06-01T12:05:00Z'), expiresAt: new Date('2026-06-01T12:35:00Z'),
  numbers: KEY, kind, client: 'test-client', ...(profileOf(id).nonce !== undefined && { nonce: NONCE }),
})

/** Where an attribute stands in an answer: in the record, or in its list of pairs. */
function placeOf({ id, answer }: Sample, path: string): { readonly place: readonly (string | number)[]; readonly pair: boolean } {
  const { record, pairs } = profileOf(id)
  const inRecord = [...record.split('.'), ...path.split('.')].filter((part) => part !== '')
  const listed = pairs === undefined ? undefined : valueAt(valueAt(answer, record), pairs)
  const index = Array.isArray(listed) ? listed.findIndex((entry) => typeof entry === 'string' && entry.startsWith(`${path}=`)) : -1
  return index < 0 ? { place: inRecord, pair: false } : { place: [...record.split('.'), pairs as string, index], pair: true }
}

function withAttribute(sample: Sample, path: string, value: JsonValue | undefined): JsonValue {
  const { place, pair } = placeOf(sample, path)
  return changed(sample.answer, place, pair && value !== undefined ? `${path}=${value as string}` : value)
}

const SAMPLED = SAMPLES.map((sample): Sample => {
  const { nonce } = profileOf(sample.id)
  return nonce === undefined ? sample : { ...sample, answer: withAttribute(sample, nonce, NONCE) }
})
const said = ({ findings }: Checked<unknown>): readonly string[] => findings.map(({ code, params }) => [code, ...Object.values(params)].join(' '))
/** What an answer gives whose profile knows no level. */
const usual = (id: string): readonly string[] => (profileOf(id).level === undefined ? ['IDENTITY_LEVEL_UNSTATED'] : [])

interface Expected { readonly codes: readonly string[]; readonly made: boolean }
const refused = (...codes: readonly string[]): Expected => ({ codes, made: false })
const noted = (...codes: readonly string[]): Expected => ({ codes, made: true })

/** What absence is: nothing special for the representative, who only decides how whoever acts is called. */
function whenMissing(role: Role, path: string, { id }: Sample): Expected {
  if (id === 'cn-netid' && role.startsWith('holder')) return noted()
  switch (role) {
    case 'subject': case 'holder.name': case 'holder.number': case 'agent.name': case 'agent.number': return refused(`IDENTITY_ATTRIBUTE_MISSING ${role}`)
    case 'holder.type': case 'agent.type': return refused(`IDENTITY_TYPE_UNKNOWN ${role}`)
    case 'kind': return refused(`IDENTITY_KIND_UNKNOWN ${id}`)
    case 'representative.name': case 'representative.type': case 'representative.number': return noted()
    case 'level': return noted('IDENTITY_LEVEL_UNSTATED')
    // One of several that confirm is enough: the samples have the first spelling.
    case 'confirmed': return path === 'isreal' ? noted('IDENTITY_LEVEL_CONFLICT') : noted()
    case 'methods': return noted('IDENTITY_LEVEL_CONFLICT')
    case 'authenticator': return noted('IDENTITY_AUTHENTICATOR_UNSTATED')
    case 'authenticatedAt': return noted('IDENTITY_LOGIN_TIME_UNSTATED')
    case 'nonce': return refused('TICKET_NONCE_MISMATCH')
    case 'audience': return refused('TICKET_AUDIENCE_MISMATCH')
  }
}

/** A value that the attribute cannot have, and what is said of it. */
function wrongValue(role: Role, { id, kind }: Sample): readonly [value: string, expected: Expected] {
  switch (role) {
    case 'holder.name': case 'agent.name': return ['李\u202e某', refused(`IDENTITY_ATTRIBUTE_INVALID ${role}`)]
    case 'subject': return ['a\u0000b', refused('IDENTITY_ATTRIBUTE_INVALID subject')]
    case 'holder.number': return id === 'cn-netid'
      ? ['330101190002030018', noted('IDENTITY_NUMBER_UNNEEDED holder.number')]
      : ['33010119000203001', refused(`IDENTITY_NUMBER_INVALID holder.number ${kind === 'LEGAL' ? '001' : '111'}`)]
    case 'agent.number': return ['33010119000203001', refused('IDENTITY_NUMBER_INVALID agent.number 111')]
    case 'holder.type': case 'agent.type': return ['zz', refused(`IDENTITY_TYPE_UNKNOWN ${role}`)]
    case 'kind': return ['zz', refused(`IDENTITY_KIND_UNKNOWN ${id}`)]
    case 'representative.name': case 'representative.type': case 'representative.number': return ['zz', noted()]
    case 'level': return ['zz', noted(`IDENTITY_LEVEL_UNKNOWN ${profileOf(id).level?.scheme ?? ''}`)]
    case 'confirmed': return ['zz', noted('IDENTITY_LEVEL_CONFLICT')]
    case 'methods': return ['zz', noted('IDENTITY_METHODS_MALFORMED', 'IDENTITY_LEVEL_CONFLICT')]
    case 'authenticator': return ['zz', noted('IDENTITY_AUTHENTICATOR_UNKNOWN 1')]
    case 'authenticatedAt': return ['zz', refused('IDENTITY_ATTRIBUTE_INVALID authenticatedAt')]
    case 'nonce': return ['zz', refused('TICKET_NONCE_MISMATCH')]
    case 'audience': return ['zz', refused('TICKET_AUDIENCE_MISMATCH')]
  }
}

const CASES = SAMPLED.flatMap((sample) => attributesOf(sample.id, sample.kind).map(({ role, path }) => [`${sample.id} ${sample.kind} ${path} (${role})`, sample, role, path] as const))

function expectAnswer(answer: Checked<IdentityAssertion>, { codes, made }: Expected, { id }: Sample): void {
  const all = codes.includes('IDENTITY_LEVEL_UNSTATED') ? codes : [...usual(id).filter(() => !codes.some((code) => code.startsWith('IDENTITY_KIND'))), ...codes]
  expect([...said(answer)].sort()).toEqual([...all].sort())
  expect(answer.facts !== undefined).toBe(made)
}

describe('every attribute that a profile reads', () => {
  it('is in the table: some of every role', () => {
    expect(new Set(CASES.map(([, , role]) => role)).size).toBe(18)
    expect(CASES.length).toBeGreaterThanOrEqual(80)
  })

  it.each(CASES)('%s, missing', (_, sample, role, path) => {
    const answer = read(sample, withAttribute(sample, path, undefined))
    expectAnswer(answer, whenMissing(role, path, sample), sample)
    if (role.startsWith('representative') && role !== 'representative.name') expect(answer.facts?.agent?.authority).toBe('DELEGATE')
  })

  it.each(CASES)('%s, as null or blank: as missing', (_, sample, role, path) => {
    // Pairs are texts: null is not among what they can be.
    const empty = placeOf(sample, path).pair ? [' '] : [null, ' ']
    for (const value of empty) expectAnswer(read(sample, withAttribute(sample, path, value)), whenMissing(role, path, sample), sample)
  })

  it.each(CASES)('%s, with a value that it cannot have', (_, sample, role, path) => {
    const [value, expected] = wrongValue(role, sample)
    const answer = read(sample, withAttribute(sample, path, value))
    expectAnswer(answer, expected, sample)
    expect(JSON.stringify(answer.findings)).not.toContain(value)
    if (role === 'level' || role === 'confirmed' || role === 'methods') expect(answer.facts?.level.identityProofing).toBe(0)
  })

  it.each(CASES)('%s, as an object or a list: IDENTITY_ATTRIBUTE_MALFORMED', (_, sample, role, path) => {
    const { pair } = placeOf(sample, path)
    if (pair) {
      // What is there twice is none.
      const list = [...(valueAt(valueAt(sample.answer, profileOf(sample.id).record), profileOf(sample.id).pairs as string) as readonly JsonValue[])]
      const twice = changed(sample.answer, [...profileOf(sample.id).record.split('.'), profileOf(sample.id).pairs as string], [...list, `${path}=x`])
      if (role === 'representative.name') expectAnswer(read(sample, twice), noted(), sample)
      else expect(said(read(sample, twice))).toContain(`IDENTITY_ATTRIBUTE_MALFORMED ${path}`)
      return
    }
    for (const value of [{ zh: 'x' }, [[1]]] as const) {
      const answer = read(sample, withAttribute(sample, path, value))
      // The name of a representative is not read: numbers tell who somebody is.
      if (role === 'representative.name') expectAnswer(answer, noted(), sample)
      else if (role === 'kind') expect([said(answer), answer.facts]).toEqual([[`IDENTITY_KIND_UNKNOWN ${sample.id}`], undefined])
      else {
        expect(said(answer)).toContain(`IDENTITY_ATTRIBUTE_MALFORMED ${path}`)
        expect(answer.facts).toBeUndefined()
      }
    }
  })
})

describe('attributes that a profile does not read', () => {
  it.each(SAMPLED.map((sample) => [`${sample.id} ${sample.kind}`, sample] as const))('%s: an unknown one at every place is counted, and changes nothing', (_, sample) => {
    const { record } = profileOf(sample.id)
    const paths = attributesOf(sample.id, sample.kind).map(({ path }) => path.split('.').slice(0, -1).join('.'))
    for (const above of new Set(['', ...paths])) {
      const place = [record, above, 'unheardOf'].join('.').split('.').filter((part) => part !== '')
      for (const value of ['x', null, { a: 1 }, [1]]) {
        const answer = read(sample, changed(sample.answer, place, value))
        expect(said(answer)).toEqual([...usual(sample.id), 'IDENTITY_ATTRIBUTE_UNKNOWN 1'])
        expect(answer.facts).toEqual(read(sample, sample.answer).facts)
      }
    }
  })

  it.each(SAMPLED.map((sample) => [`${sample.id} ${sample.kind}`, sample] as const))('%s: a known one that is left alone may be anything', (_, sample) => {
    const whole = read(sample, sample.answer).facts
    expect(whole).toBeDefined()
    for (const path of profileOf(sample.id).ignored) {
      const { place, pair } = placeOf(sample, path)
      const above = valueAt(sample.answer, place.slice(0, -1).join('.'))
      if (pair || above === undefined) continue
      for (const value of ['x', 7, null, { a: 1 }, [1]]) {
        const answer = read(sample, changed(sample.answer, place, value))
        expect([path, said(answer), answer.facts]).toEqual([path, usual(sample.id), whole])
      }
    }
  })
})
