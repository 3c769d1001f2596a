/** What holds for whole assessments, from octets, tokens and lists: less or older evidence never helps, entries about others change nothing, equal input gives equal octets. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { eastSeal, identity } from '../../fixtures/generate/scene.ts'
import { encodeRevocationList } from '../../src/forge/revocation.ts'
import { canonicalJson } from '../../src/encoding/canonical-json.ts'
import { fromHex } from '../../src/encoding/octets.ts'
import { buildUscc } from '../../src/identifier/index.ts'
import { memoryReplayGuard } from '../../src/identity/index.ts'
import type { TokenClaims } from '../../src/identity/index.ts'
import { sm2Signer } from '../../src/jose/index.ts'
import { assessLicense, assessmentJson } from '../../src/recognition/assess.ts'
import type { AssessOptions, AssessmentReport, KeptKind } from '../../src/recognition/assess.ts'
import { openRecognitionList, recognitionLists, signRecognitionList } from '../../src/recognition/index.ts'
import type { RecognitionList, VerifiedRecognitionList } from '../../src/recognition/index.ts'
import { signOfd } from '../../src/sign/ofd/index.ts'
import { pack } from '../document/ofd/ofd-builder.ts'
import { signerOf, timeStamper } from '../sign/party.ts'
import { expectNoBetter } from './came-to.ts'
import { optionsOf, presenterOf, tokenOf } from './counter.ts'
import { AGENT, FIRST, JOINT_FILES, JOINT_PURPOSE, JOINT_STATUS, SECOND, personOf, powerOf } from './joint.ts'
import { CONTEXT, MATERIALS, OPENED_AT, TABLE } from './world.ts'

const SIGNED_AT = new Date('2026-03-02T02:30:00Z')
const SIGNER = identity('east-authority-with-crl')
const sealed = async (stamper?: ReturnType<typeof timeStamper>): Promise<Uint8Array> => (await signOfd(pack(JOINT_FILES), {
  signer: signerOf('east-authority-with-crl'), seal: eastSeal({ signers: [SIGNER] }).bytes, stamps: [{ page: 1, boundary: [100, 200, 42, 42] }], time: SIGNED_AT, protect: 'all', ...(stamper && { timeStamper: stamper }),
})).bytes
/** The same license with a time stamp over its signature and without. */
const [STAMPED, UNSTAMPED] = [await sealed(timeStamper(SIGNED_AT)), await sealed()]

const crl = (thisUpdate: string, nextUpdate: string, revokedAt?: string): Uint8Array => encodeRevocationList({
  issuer: identity('east-ca'), number: 50, thisUpdate: new Date(thisUpdate), nextUpdate: new Date(nextUpdate),
  revoked: revokedAt === undefined ? [] : [{ certificate: SIGNER, date: new Date(revokedAt), reason: 1 }],
})

/** All that an assessment rests on, each piece of which can be taken away or be older. */
interface Pieces {
  readonly document: Uint8Array
  readonly crls: readonly Uint8Array[]
  readonly people: readonly TokenClaims[]
  readonly powers: readonly object[]
  readonly lists: readonly string[]
  readonly options: Pick<AssessOptions, 'purpose' | 'statusSource' | 'sealStatuses' | 'certificates'>
  readonly kept: readonly KeptKind[]
  readonly memory: boolean
  readonly region: string
}
const NOW = CONTEXT.time.getTime()
const GOOD_CRL = crl('2026-05-20T00:00:00Z', '2026-06-20T00:00:00Z')
const FULL: Pieces = {
  document: STAMPED, crls: [GOOD_CRL], people: [personOf(FIRST)], powers: [{}], lists: TABLE.lists.files,
  options: { purpose: JOINT_PURPOSE, statusSource: JOINT_STATUS, sealStatuses: optionsOf().sealStatuses ?? [], certificates: optionsOf().certificates ?? [] },
  kept: ['document', 'status', 'presenter', 'authorization'], memory: true, region: CONTEXT.region,
}
/** Places to begin from: one that is accepted, and others that are not, each for a reason of its own. */
const STARTS: readonly (readonly [string, Pieces])[] = [
  ['accepted', FULL],
  ['both come', { ...FULL, people: [personOf(FIRST), personOf(SECOND)], powers: [] }],
  ['suspended', { ...FULL, options: { ...FULL.options, statusSource: { ...JOINT_STATUS, statuses: ['SUSPENDED'] } } }],
  ['revoked before the signing', { ...FULL, crls: [crl('2026-05-20T00:00:00Z', '2026-06-20T00:00:00Z', '2026-01-01T00:00:00Z')] }],
  ['revoked after it', { ...FULL, crls: [crl('2026-05-20T00:00:00Z', '2026-06-20T00:00:00Z', '2026-04-01T00:00:00Z')] }],
  ['not covered', { ...FULL, region: '980300' }],
  ['an agent without a power of one', { ...FULL, people: [personOf(AGENT)], powers: [{ principal: FIRST, agent: AGENT }] }],
  ['a power for another matter', { ...FULL, powers: [{ matters: ['M-OTHER'] }] }],
  ['no time stamp', { ...FULL, document: UNSTAMPED }],
]

async function assess({ document, crls, people, powers, lists, options, kept, memory, region }: Pieces): Promise<AssessmentReport> {
  const given = optionsOf({ ...options, kept, evidence: { crls }, presenters: await Promise.all(people.map(async (claims) => presenterOf(await tokenOf(claims)))), delegations: await Promise.all(powers.map((claims) => powerOf(claims))) })
  const { used, ...recognition } = given.recognition
  return assessLicense(document, {
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as unknown as AssessOptions,
    recognition: { ...recognition, region, lists: recognitionLists(lists.map((file) => MATERIALS.lists.get(file) as VerifiedRecognitionList)), ...(memory && used !== undefined && { used }) },
  })
}


const without = <Value>(list: readonly Value[], index: number): readonly Value[] => list.filter((_, other) => other !== index)
/** Every way to take one piece away. */
function removals(from: Pieces): readonly (readonly [string, Pieces])[] {
  const { crls, people, powers, lists, kept, options } = from
  return [
    ...crls.map((_, index) => [`CRL ${index}`, { ...from, crls: without(crls, index) }] as const),
    ...people.map((_, index) => [`presenter ${index}`, { ...from, people: without(people, index) }] as const),
    ...powers.map((_, index) => [`power ${index}`, { ...from, powers: without(powers, index) }] as const),
    ...lists.map((name, index) => [name, { ...from, lists: without(lists, index) }] as const),
    ...kept.map((name, index) => [`kept ${name}`, { ...from, kept: without(kept, index) }] as const),
    ...(['purpose', 'statusSource', 'sealStatuses', 'certificates'] as const).map((name) => [name, { ...from, options: Object.fromEntries(Object.entries(options).filter(([one]) => one !== name)) }] as const),
    ['memory', { ...from, memory: false }],
    ...(from.document === STAMPED ? [['time stamp', { ...from, document: UNSTAMPED }] as const] : []),
  ]
}

/** Every way in which one piece is older by some seconds. */
function agings(from: Pieces, seconds: number): readonly (readonly [string, Pieces])[] {
  const { people, powers, lists, options } = from
  const older = (time: string): string => new Date(Date.parse(time) - seconds * 1000).toISOString()
  const earlier = (claims: TokenClaims): TokenClaims => ({ ...claims, iat: (claims['iat'] as number) - seconds, exp: claims.exp - seconds, auth_time: (claims['auth_time'] as number) - seconds })
  const power = (claims: object): object => ({ ...claims, iat: NOW / 1000 - 60 - seconds, exp: NOW / 1000 + 600 - seconds })
  const { purpose } = options
  const statusSource = options.statusSource as typeof JOINT_STATUS
  return [
    ['status', { ...from, options: { ...options, statusSource: { ...statusSource, asOf: older(statusSource.asOf) } } }],
    ...(purpose?.expiresAt === undefined ? [] : [['purpose', { ...from, options: { ...options, purpose: { ...purpose, expiresAt: older(purpose.expiresAt) } } }] as const]),
    ...people.map((claims, index) => [`presenter ${index}`, { ...from, people: people.map((one, other) => (other === index ? earlier(claims) : one)) }] as const),
    ...powers.map((claims, index) => [`power ${index}`, { ...from, powers: powers.map((one, other) => (other === index ? power(claims) : one)) }] as const),
    ...(['issuers', 'seal-makers', 'license-types', 'agreements'] as const).map((name) => [name, { ...from, lists: lists.map((file) => (file === `lists/${name}.jws` ? `lists/${name}-old.jws` : file)) }] as const),
    // Of a list that is good: one that says revoked and is older may have been made before that.
    ...(from.crls[0] === GOOD_CRL ? [['CRL', { ...from, crls: [crl(older('2026-05-20T00:00:00Z'), older('2026-06-20T00:00:00Z'))] }] as const] : []),
  ]
}

it('begins where it says', async () => {
  const outcomes = await Promise.all(STARTS.map(async ([name, pieces]) => [name, (await assess(pieces)).outcome]))
  expect(Object.fromEntries(outcomes)).toEqual({
    accepted: 'ACCEPTED', 'both come': 'ACCEPTED', suspended: 'REJECTED', 'revoked before the signing': 'REJECTED', 'revoked after it': 'ACCEPTED', 'not covered': 'NOT_COVERED',
    'an agent without a power of one': 'UNDETERMINED', 'a power for another matter': 'UNDETERMINED', 'no time stamp': 'ACCEPTED',
  })
})

describe.each(STARTS)('evidence, from %s', (_, start) => {
  it('that is taken away never helps', async () => {
    const before = await assess(start)
    for (const [name, after] of removals(start)) expectNoBetter(before, await assess(after), `without ${name}`)
  })

  it('that is older never helps', async () => {
    const before = await assess(start)
    for (const seconds of [1, 601, 90_000]) for (const [name, after] of agings(start, seconds)) expectNoBetter(before, await assess(after), `${name} older by ${seconds} s`)
  })
})

it('evidence that an accepted license rests on is missed: each piece but those that nothing asks for', async () => {
  // Intermediates come with the time stamp too; the status of the seal is asked for where nothing else says that it stood.
  const needless = ['time stamp', 'certificates', 'sealStatuses']
  for (const [name, after] of removals(FULL)) expect((await assess(after)).outcome === 'ACCEPTED', name).toBe(needless.includes(name))
})

describe('lists', async () => {
  const signer = await sm2Signer(fromHex('5'.repeat(64)) as Uint8Array)
  const keys = signer.publicKey === undefined ? [] : [{ key: signer.publicKey }]
  const HISTORY = [{ status: 'active', since: '2020-01-01T00:00:00Z' }] as const
  it('with an authority more that has nothing to do with the license give the same by the same entries', async () => {
    const others = (list: RecognitionList, digest: string): RecognitionList => (list.kind === 'issuers'
      ? { ...list, entries: [...list.entries, { uscc: buildUscc('11990000', '70000001'), name: '他处样例机构', territory: '990000', history: HISTORY, competences: [{ types: 'any', areas: ['990000'], from: '2020-01-01T00:00:00Z' }] }] }
      : list.kind === 'sealMakers' ? { ...list, entries: [...list.entries, { id: 'other', name: { zh: '他处样例制章机构' }, territory: '990000', certificates: [digest], history: HISTORY }] } : list)
    const told = ({ outcome, decision, document }: AssessmentReport): string => canonicalJson({ outcome, document, remedies: decision?.remedies, steps: decision?.steps.map(({ rules, ...step }) => ({ ...step, rules: rules.map(({ kind, list, entry }) => [kind, list, entry]) })) })
    await fc.assert(fc.asyncProperty(fc.nat(STARTS.length - 1), fc.stringMatching(/^[a-f]{64}$/), async (index, digest) => {
      const [, start] = STARTS[index] as (typeof STARTS)[number]
      const lists = recognitionLists(await Promise.all(start.lists.map(async (file) => openRecognitionList(await signRecognitionList(others((MATERIALS.lists.get(file) as VerifiedRecognitionList).list, digest), [signer]), { keys, time: OPENED_AT }))))
      const options = optionsOf({ ...start.options, kept: start.kept, evidence: { crls: start.crls }, presenters: await Promise.all(start.people.map(async (claims) => presenterOf(await tokenOf(claims)))), delegations: await Promise.all(start.powers.map((claims) => powerOf(claims))) })
      const recognition = { ...options.recognition, region: start.region }
      const [plain, more] = [await assessLicense(start.document, { ...options, recognition }), await assessLicense(start.document, { ...options, recognition: { ...recognition, lists, used: memoryReplayGuard() } })]
      expect(told(more)).toBe(told(plain))
    }), { numRuns: 12 })
  })
})

it.each(STARTS)('the order of lists and of what is kept changes no octet: %s', async (_, start) => {
  const reversed = { ...start, lists: [...start.lists].reverse(), kept: [...start.kept].reverse() }
  expect(assessmentJson(await assess(reversed))).toBe(assessmentJson(await assess(start)))
})
