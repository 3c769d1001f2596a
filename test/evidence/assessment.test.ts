/** The evidence of assessments: the same assessment again, offline, from the bundle alone; and nothing better from one that was touched. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import canonicalize from 'canonicalize'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { finding } from '../../src/diagnostics/index.ts'
import { toBase64, toUtf8 } from '../../src/encoding/octets.ts'
import { VerificationError } from '../../src/errors.ts'
import { collectAssessment, encodeEvidence, openAnyEvidence, openAssessmentEvidence, openReport, rejudgeAssessment, signEvidence, signReport, timeStampReport } from '../../src/evidence/index.ts'
import type { AssessmentBundle, RejudgeAssessmentOptions } from '../../src/evidence/index.ts'
import { contentDigest } from '../../src/evidence/assessment-bundle.ts'
import { memoryReplayGuard } from '../../src/identity/index.ts'
import { jwkOf } from '../../src/jose/index.ts'
import { assessLicense } from '../../src/recognition/assess.ts'
import type { AssessOptions } from '../../src/recognition/assess.ts'
import { codeOfRejection } from '../encoding/expect-code.ts'
import { keyOf } from '../jose/signers.ts'
import { CLAIMS, GENUINE, OTHERS, STATUS, STRANGER, optionsOf, presenterOf, tampered, tokenOf } from '../recognition/counter.ts'
import { FIRST, JOINT, jointOptions, powerOf, tokenOfPerson } from '../recognition/joint.ts'
import { FOLDER, OPERATOR, TABLE } from '../recognition/world.ts'
import { timeStamper } from '../sign/party.ts'
import { signers } from '../trust/lists.ts'

const recognitionLists = TABLE.lists.files.map((file) => ({ text: readFileSync(join(FOLDER, file), 'utf8'), keys: OPERATOR.map(({ key }) => jwkOf(key)) }))
const RECORDED: RejudgeAssessmentOptions = { trust: 'recorded', policy: 'recorded', rules: 'recorded', listKeys: 'recorded', tokenKeys: 'recorded' }
const presenter = presenterOf(await tokenOf())
const collect = (options: AssessOptions, octets = GENUINE, more: object = {}): ReturnType<typeof collectAssessment> => collectAssessment(octets, { ...options, recognitionLists, ...more })
const { bundle } = await collect(optionsOf({ presenter }))
const reopened = async (value: AssessmentBundle): Promise<AssessmentBundle> => (await openAssessmentEvidence(encodeEvidence(value))).bundle

describe('the evidence of an assessment', () => {
  const cases: readonly { readonly name: string; readonly options: () => Promise<AssessOptions>; readonly octets?: Uint8Array }[] = ([
    ['accepted', () => Promise.resolve(optionsOf({ presenter }))],
    ['of somebody else', async () => optionsOf({ presenter: presenterOf(await tokenOf(OTHERS)) })],
    ['with a token of a stranger', async () => optionsOf({ presenter: presenterOf(await tokenOf(CLAIMS, STRANGER)) })],
    ['of a document that was changed', () => Promise.resolve(optionsOf({ presenter })), tampered()],
    ['of no document', () => Promise.resolve(optionsOf({ presenter })), new Uint8Array(0)],
    ['of nobody, with nothing', () => Promise.resolve(optionsOf({ kept: [] }))],
    ['with an answer of the register', () => Promise.resolve(optionsOf({ presenter, statusSource: () => Promise.resolve({ status: STATUS }) }))],
    ['without an answer', () => Promise.resolve(optionsOf({ presenter, statusSource: () => Promise.resolve({ problem: finding('SHARING_NOT_FOUND', [], { operation: 'search' }) }) }))],
    ['with a register that broke', () => Promise.resolve(optionsOf({ presenter, statusSource: () => Promise.reject(new RangeError('x')) }))],
    ['with a register that answers something else', () => Promise.resolve(optionsOf({ presenter, statusSource: () => Promise.resolve(undefined as never) }))],
    ['with a register that does not answer', () => Promise.resolve(optionsOf({ presenter, statusSource: () => new Promise(() => undefined), statusTimeoutSeconds: 0.01 }))],
    ['with a memory that does not know', () => Promise.resolve(optionsOf({ presenter }, { used: { first: () => Promise.resolve('yes' as never) } }))],
    ['of joint holders with a power', async () => jointOptions({ presenters: [presenterOf(await tokenOfPerson(FIRST))], delegations: [await powerOf()] }), JOINT],
    ['with a power that the caller verified', async () => jointOptions({ presenters: [presenterOf(await tokenOfPerson(FIRST))], delegations: [{ by: [1], to: 0, matters: 'any' }] }), JOINT],
    ['with pictures of seals', () => Promise.resolve(optionsOf({ presenter, pictures: true }))],
    ['without a memory of authorizations', () => Promise.resolve(optionsOf({ presenter, recognition: Object.fromEntries(Object.entries(optionsOf().recognition).filter(([name]) => name !== 'used')) as unknown as AssessOptions['recognition'] }))],
  ] as readonly (readonly [string, () => Promise<AssessOptions>, Uint8Array?])[]).map(([name, options, octets]) => ({ name, options, ...(octets !== undefined && { octets }) }))
  it.each(cases)('gives the assessment of then, octet for octet: $name', async ({ options, octets = GENUINE }) => {
    const made = await collect(await options(), octets)
    expect(made.report).toEqual(await assessLicense(octets, await options()))
    const again = await rejudgeAssessment(await reopened(made.bundle), RECORDED)
    expect(again).toMatchObject({ sameReport: true, sameOutcome: true, changes: [], findings: [] })
    // Pictures of seals are in the document, and not kept a second time.
    expect(again.report).toEqual(JSON.parse(JSON.stringify(made.report, (member, value: unknown) => (member === 'data' ? undefined : value))))
  })

  it('remembers that an authorization had been used', async () => {
    const used = memoryReplayGuard()
    await assessLicense(GENUINE, optionsOf({ presenter }, { used }))
    const { bundle: second } = await collect(optionsOf({ presenter }, { used }))
    expect(await rejudgeAssessment(second, RECORDED)).toMatchObject({ sameReport: true, recorded: { outcome: 'REJECTED' } })
  })

  it('is canonical JSON, of a digest that all of it is under', () => {
    expect(encodeEvidence(bundle)).toEqual(toUtf8(`${canonicalize(bundle) ?? ''}\n`))
    expect(bundle.sm3).toBe(contentDigest(JSON.parse(new TextDecoder().decode(encodeEvidence(bundle))) as object))
  })

  it('holds the token, and no key of the agency', () => {
    const text = new TextDecoder().decode(encodeEvidence(bundle))
    expect(text).toContain(presenter.token as string)
    expect(text).not.toContain(toBase64(optionsOf().recognition.numbers.key))
  })

  it('keeps an assertion with the agency, whose key reads it', async () => {
    const { numbers } = optionsOf().recognition
    const assertion = { schema: 1, issuer: 'i', subject: 's', audience: 'a', id: '1', issuedAt: '2026-05-31T23:55:00Z', expiresAt: '2026-06-01T00:30:00Z', kind: 'NATURAL', holder: { name: 'x', type: '111' }, level: { scheme: 'CN', identityProofing: 3, authenticator: 3, methods: [] }, home: { areaCode: '980100', platform: 'p' } } as const
    const made = await collect(optionsOf({ presenter: { assertion } }))
    await expect(rejudgeAssessment(made.bundle, RECORDED)).rejects.toThrow(/numbers/)
    expect(await rejudgeAssessment(await reopened(made.bundle), { ...RECORDED, numbers })).toMatchObject({ sameReport: true })
  })

  it('shows what own trust and keys change', async () => {
    const own = { ...RECORDED, trust: optionsOf().trust, listKeys: OPERATOR, tokenKeys: presenter.verification.keys ?? [] }
    expect(await rejudgeAssessment(bundle, own)).toMatchObject({ sameReport: true })
    const strange = await rejudgeAssessment(bundle, { ...own, tokenKeys: [keyOf(STRANGER)] })
    expect(strange).toMatchObject({ sameOutcome: false, report: { outcome: 'UNDETERMINED' } })
    expect(strange.changes.map(({ step }) => step)).toContain('check presenter')
    expect(await codeOfRejection(rejudgeAssessment(bundle, { ...own, listKeys: [keyOf(STRANGER)] }))).toMatch(/^(?:TRUST_LIST|JWS)_/)
  })

  it('can leave the document to the archive', async () => {
    const { bundle: light } = await collect(optionsOf({ presenter }), GENUINE, { withoutDocument: true })
    expect(await codeOfRejection(rejudgeAssessment(light, RECORDED))).toBe('BUNDLE_DOCUMENT_ABSENT')
    expect(await codeOfRejection(rejudgeAssessment(light, { ...RECORDED, document: tampered() }))).toBe('BUNDLE_DOCUMENT_OTHER')
    expect(await rejudgeAssessment(light, { ...RECORDED, document: GENUINE })).toMatchObject({ sameReport: true })
  })

  it('is made of what can be kept', async () => {
    for (const more of [{ recognitionLists: recognitionLists.slice(1) }, { presenter: { ...presenter, verification: { ...presenter.verification, replay: memoryReplayGuard() } } }, { existedBy: new Date(0) }]) {
      await expect(collect(optionsOf({ presenter }), GENUINE, more)).rejects.toThrow(TypeError)
    }
  })
})

describe('a bundle that was touched', () => {
  const resealed = (value: object): object => ({ ...value, sm3: contentDigest(value) })
  it.each<[string, (value: AssessmentBundle) => object, string]>([
    ['with another status', (value) => ({ ...value, status: { given: { ...STATUS, statuses: ['SUSPENDED'] } } }), 'BUNDLE_CONTENT_OTHER'],
    ['with another outcome', (value) => resealed({ ...value, report: { ...value.report, outcome: 'REJECTED' } }), 'BUNDLE_REPORT_OTHER'],
    ['with the report on another document', (value) => resealed({ ...value, document: { ...value.document, sm3: '0'.repeat(64) } }), 'BUNDLE_REPORT_OTHER'],
    ['of another version', (value) => ({ ...value, schema: 2 }), 'BUNDLE_VERSION_UNSUPPORTED'],
    ['with a member that nobody knows', (value) => resealed({ ...value, more: 1 }), 'BUNDLE_MALFORMED'],
    ['with a use that says itself unused', (value) => resealed({ ...value, purpose: { ...value.purpose, use: 'first' } }), 'BUNDLE_MALFORMED'],
  ])('%s does not open', async (_, change, expected) => {
    expect(await codeOfRejection(openAssessmentEvidence(JSON.stringify(change(bundle))))).toBe(expected)
  })

  it('and put under a new digest says that it is not the report of then', async () => {
    const touched = resealed({ ...bundle, status: { given: { ...STATUS, statuses: ['SUSPENDED'] } } }) as AssessmentBundle
    expect(await rejudgeAssessment(touched, RECORDED)).toMatchObject({ sameReport: false, sameOutcome: false, report: { outcome: 'REJECTED' } })
  })

  it('with parts that cannot be used is refused, not judged', async () => {
    for (const change of [{ recognition: { ...bundle.recognition, region: 'Westland' } }, { recognition: { ...bundle.recognition, policy: {} } }, { crls: ['*'] }, { policy: {} }]) {
      expect(await codeOfRejection(rejudgeAssessment({ ...bundle, ...change }, RECORDED))).toBe('BUNDLE_MALFORMED')
    }
  })

  it('in any octet is refused, or says the same', { timeout: 120_000 }, async () => {
    const { bundle: light } = await collect(optionsOf({ presenter }), GENUINE, { withoutDocument: true })
    const octets = encodeEvidence(light)
    await fc.assert(fc.asyncProperty(fc.nat(octets.length - 1), fc.integer({ min: 1, max: 255 }), async (at, mask) => {
      const touched = Uint8Array.from(octets)
      touched[at] = (touched[at] as number) ^ mask
      try {
        const { bundle: read } = await openAssessmentEvidence(touched)
        expect(await rejudgeAssessment(read, { ...RECORDED, document: GENUINE })).toMatchObject({ sameReport: true })
      } catch (error) {
        expect(error).toBeInstanceOf(VerificationError)
      }
    }), { numRuns: 300 })
  })

  it('under a signature is refused by whoever asks for the key', async () => {
    const text = await signEvidence(bundle, signers[0])
    const keys = [keyOf(signers[0])]
    expect(await openAnyEvidence(text, { keys })).toMatchObject({ bundle: { type: 'yinxin-assessment-evidence' }, signedBy: expect.stringMatching(/^[\w-]{43}$/) as string })
    expect(await codeOfRejection(openAnyEvidence(encodeEvidence(bundle), { keys }))).toBe('BUNDLE_UNSIGNED')
    expect(await codeOfRejection(openAnyEvidence(await signEvidence(bundle, signers[1]), { keys }))).toBe('JWS_KEY_UNKNOWN')
  })
})

describe('a signed report with a time stamp', () => {
  const { time: now, trust, policy, certificates = [] } = optionsOf()
  const verification = { trust, policy, certificates, validationTime: new Date('2026-07-01T00:00:00Z') }
  it('is proven to have been there since', async () => {
    const signed = await signReport(await assessLicense(GENUINE, optionsOf({ presenter })), signers[0])
    const token = await timeStampReport(signed, timeStamper(now))
    const opened = await openReport(`${signed}\n`, { keys: [keyOf(signers[0])], timeStamp: { token, verification } })
    expect(opened).toMatchObject({ existedBy: now.toISOString(), findings: [], report: { outcome: 'ACCEPTED' } })
  })

  it('proves nothing where the stamp is over something else, of a stranger or broken', async () => {
    const signed = await signReport(await assessLicense(GENUINE, optionsOf({ presenter })), signers[0])
    const token = await timeStampReport(signed, timeStamper(now))
    const over = await timeStampReport(`${signed}x`, timeStamper(now))
    for (const [one, options] of [[over, verification], [token.subarray(0, 40), verification], [token, { ...verification, trust: jointOptions().trust, validationTime: new Date('2026-05-01T00:00:00Z') }]] as const) {
      const { existedBy, findings } = await openReport(signed, { keys: [keyOf(signers[0])], timeStamp: { token: one, verification: options } })
      expect(existedBy).toBeUndefined()
      expect(findings.map((one_) => one_.code)).toContain('BUNDLE_TIME_STAMP_UNUSABLE')
    }
  })
})
