/** What holds for every decision: evidence that is missing or old never helps, nor do entries about others; equal is equal. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { caseOf } from '../../src/cli/decisions.ts'
import { canonicalJson } from '../../src/encoding/canonical-json.ts'
import { fromHex } from '../../src/encoding/octets.ts'
import { buildUscc } from '../../src/identifier/index.ts'
import { sm2Signer } from '../../src/jose/index.ts'
import { decideRecognition, openRecognitionList, recognitionLists, signRecognitionList } from '../../src/recognition/index.ts'
import type { RecognitionDecision, RecognitionFacts, RecognitionList, RecognitionLists, VerifiedRecognitionList } from '../../src/recognition/index.ts'
import { expectNoBetter } from './came-to.ts'
import { MATERIALS, OPENED_AT, TABLE } from './world.ts'

/** Cases of matters that tolerate nothing: a matter that tolerates an unknown status prefers it to a bad one. */
const STRICT = TABLE.cases.filter(({ set }) => set?.['context.matter'] !== 'M-LENIENT')
const aCase = fc.constantFrom(...STRICT)

interface Question { readonly facts: RecognitionFacts; readonly files: readonly string[]; readonly time: Date; readonly region: string; readonly matter: string; readonly agency: string }

function questionOf(one: (typeof TABLE.cases)[number]): Question {
  const { facts, context } = caseOf(TABLE, one)
  return { facts, files: one.lists ?? TABLE.lists.files, ...context, time: new Date(context.time) }
}
const decide = ({ facts, files, ...context }: Question, lists: RecognitionLists = listsOf(files)): RecognitionDecision => decideRecognition(facts, lists, MATERIALS.policy, context)
const listsOf = (files: readonly string[]): RecognitionLists => recognitionLists(files.map((file) => MATERIALS.lists.get(file) as VerifiedRecognitionList))

/** Every way to take one piece of evidence away. */
function removals({ facts, files, ...rest }: Question): readonly (readonly [string, Question])[] {
  const { metadata } = facts.license ?? {}
  const without = <Value extends object>(value: Value, name: string): Value => Object.fromEntries(Object.entries(value).filter(([key]) => key !== name)) as Value
  const changed = (name: string, change: Partial<RecognitionFacts>): readonly [string, Question] => [name, { facts: { ...facts, ...change }, files, ...rest }]
  const { presenters = [], delegations = [], sealStatuses = [], evidence = [], purpose, license } = facts
  return [
    ...(['validation', 'license', 'purpose', 'status'] as const).filter((name) => facts[name] !== undefined).map((name): readonly [string, Question] => [name, { facts: without(facts, name), files, ...rest }]),
    ...files.map((file): readonly [string, Question] => [file, { facts, files: files.filter((other) => other !== file), ...rest }]),
    ...presenters.map((_, index) => changed(`presenter ${index}`, {
      presenters: presenters.filter((__, other) => other !== index),
      delegations: delegations.filter(({ to }) => to !== index).map((power) => ({ ...power, to: power.to > index ? power.to - 1 : power.to })),
    })),
    ...presenters.flatMap((presenter, index) => (['linked', 'agent'] as const).filter((name) => presenter[name] !== undefined).map((name) =>
      changed(`presenter ${index} ${name}`, { presenters: presenters.with(index, without(presenter, name)) }))),
    ...delegations.map((_, index) => changed(`delegation ${index}`, { delegations: delegations.filter((__, other) => other !== index) })),
    ...sealStatuses.map((_, index) => changed(`seal status ${index}`, { sealStatuses: sealStatuses.filter((__, other) => other !== index) })),
    ...evidence.map((_, index) => changed(`evidence ${index}`, { evidence: evidence.filter((__, other) => other !== index) })),
    ...(purpose === undefined || purpose.basis === 'STATUTORY' ? [] : (['id', 'agency', 'license', 'by', 'expiresAt', 'use'] as const).map((name) => changed(`purpose ${name}`, { purpose: without(purpose, name) }))),
    ...(license === undefined || metadata === undefined ? [] : [
      changed('metadata', { license: without(license, 'metadata') }),
      changed('protection', { license: { ...license, protectedBy: [] } }),
      ...(['name', 'typeCode', 'number', 'identifier', 'issued', 'validFrom', 'validTo'] as const).map((name) => changed(name, { license: { ...license, metadata: without(metadata, name) } })),
      changed('issuers', { license: { ...license, metadata: { ...metadata, issuers: [] } } }),
      changed('holders', { license: { ...license, metadata: { ...metadata, holders: [] } } }),
    ]),
  ]
}

describe('evidence', () => {
  it('that is taken away never helps, whatever it is and wherever', () => {
    for (const one of STRICT) {
      const question = questionOf(one)
      const before = decide(question)
      for (const [name, after] of removals(question)) expectNoBetter(before, decide(after), `${one.id} without ${name}`)
    }
  })

  it('that is taken away twice never helps either', () => {
    fc.assert(fc.property(aCase, fc.nat(), fc.nat(), (one, first, second) => {
      const question = questionOf(one)
      const once = removals(question)
      const [name = '', after = question] = once[first % once.length] ?? []
      const more = removals(after)
      const [again = '', last = after] = more[second % more.length] ?? []
      expectNoBetter(decide(question), decide(last), `${one.id} without ${name} and ${again}`)
    }), { numRuns: 400 })
  })

  it('that is older never helps', () => {
    // An answer of a time to come is no answer; getting older it becomes one.
    const ages = fc.integer({ min: 1, max: 100_000_000 })
    fc.assert(fc.property(aCase.filter(({ id }) => id !== '9-future'), ages, fc.constantFrom('status', 'authentication', 'assertion', 'purpose', 'power', 'issuers', 'seal-makers', 'license-types', 'agreements'), (one, seconds, what) => {
      const question = questionOf(one)
      const { facts, files } = question
      const older = (time: string): string => new Date(Date.parse(time) - seconds * 1000).toISOString()
      const { status, presenters = [], purpose, delegations = [] } = facts
      const change: Partial<RecognitionFacts> = what === 'status' && status !== undefined ? { status: { ...status, asOf: older(status.asOf) } }
        : what === 'authentication' ? { presenters: presenters.map((presenter) => ({ ...presenter, level: { ...presenter.level, ...(presenter.level.authenticatedAt !== undefined && { authenticatedAt: older(presenter.level.authenticatedAt) }) } })) }
        : what === 'assertion' ? { presenters: presenters.map((presenter) => ({ ...presenter, expiresAt: older(presenter.expiresAt) })) }
        : what === 'purpose' && purpose?.expiresAt !== undefined ? { purpose: { ...purpose, expiresAt: older(purpose.expiresAt) } }
        : what === 'power' ? { delegations: delegations.map((power) => ({ ...power, ...(power.expiresAt !== undefined && { expiresAt: older(power.expiresAt) }) })) } : {}
      const aged = files.map((file) => (file === `lists/${what}.jws` ? `lists/${what}-old.jws` : file))
      expectNoBetter(decide(question), decide({ ...question, facts: { ...facts, ...change }, files: aged }), `${one.id}, ${what} older by ${seconds} s`)
    }), { numRuns: 600 })
  })
})

const signer = await sm2Signer(fromHex('5'.repeat(64)) as Uint8Array)
const keys = [{ key: signer.publicKey ?? (() => { throw new TypeError('a signer without key') })() }]

/** Entries that have nothing to do with any case: other authorities, makers, types, regions, matters. */
const HISTORY = <Status extends string>(status: Status): readonly [{ readonly status: Status; readonly since: string }] => [{ status, since: '2020-01-01T00:00:00Z' }]
const other = fc.record({ number: fc.integer({ min: 1, max: 9999 }), digest: fc.stringMatching(/^[a-f]{64}$/), ended: fc.boolean() })

function withUnrelated(list: RecognitionList, { number, digest, ended }: { readonly number: number; readonly digest: string; readonly ended: boolean }, first: boolean): RecognitionList {
  const uscc = buildUscc('11990000', `7${String(number).padStart(7, '0')}`)
  const place = <Entry>(entries: readonly Entry[], entry: Entry): readonly Entry[] => (first ? [entry, ...entries] : [...entries, entry])
  switch (list.kind) {
    case 'issuers':
      return { ...list, entries: place(list.entries, { uscc, name: '他处样例机构', territory: '990000', history: HISTORY(ended ? 'ceased' : 'active'), competences: [{ types: 'any', areas: ['990000'], from: '2020-01-01T00:00:00Z' }] }) }
    case 'sealMakers':
      return { ...list, entries: place(list.entries, { id: `other-${number}`, name: { zh: '他处样例制章机构' }, territory: '990000', certificates: [digest], history: HISTORY(ended ? 'ceased' : 'active') }) }
    case 'licenseTypes':
      return { ...list, entries: place(list.entries, { code: `${uscc}001`, name: { zh: '他处样例证照' }, required: ['KZ_OTHER'], history: HISTORY(ended ? 'withdrawn' : 'current') }) }
    case 'agreements':
      return { ...list, entries: place(list.entries, { id: `other-${number}`, name: { zh: '他处样例协议' }, from: ['990000'], to: ['980200'], types: 'any', matters: 'any', history: HISTORY(ended ? 'repealed' : 'inForce') }) }
  }
}

describe('lists', () => {
  it('with an entry about somebody else decide the same by the same rules', async () => {
    await fc.assert(fc.asyncProperty(aCase, other, fc.boolean(), async (one, entry, first) => {
      const question = questionOf(one)
      const lists = await Promise.all(question.files.map(async (file) => {
        const { list } = MATERIALS.lists.get(file) as VerifiedRecognitionList
        return openRecognitionList(await signRecognitionList(withUnrelated(list, entry, first), [signer]), { keys, time: OPENED_AT })
      }))
      const told = ({ outcome, steps, remedies }: RecognitionDecision): string =>
        canonicalJson({ outcome, remedies, steps: steps.map(({ rules, ...step }) => ({ ...step, rules: rules.map((rule) => [rule.kind, rule.list, rule.entry]) })) })
      expect(told(decide(question, recognitionLists(lists)))).toBe(told(decide(question)))
    }), { numRuns: 60 })
  })
})

/** The same value, its members written in the opposite order. */
function reversed<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(reversed) as Value
  return (typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).reverse().map(([name, one]) => [name, reversed(one) as unknown])) : value) as Value
}

describe('equal inputs', () => {
  it.each(TABLE.cases.map((one) => [one.id, one] as const))('give byte-equal decisions: %s', (_, one) => {
    const question = questionOf(one)
    const again = { ...question, facts: reversed(question.facts), files: [...question.files].reverse() }
    expect(canonicalJson(decide(again))).toBe(canonicalJson(decide(question)))
    expect(JSON.stringify(decide(question))).toBe(JSON.stringify(decide(questionOf(one))))
  })
})
