/** What a decision tells: rules, remedies, texts; the single use of authorizations; the answer without a document. */
import { describe, expect, it } from 'vitest'
import { runDecision } from '../../src/cli/decisions.ts'
import { diagnosticDefinition } from '../../src/diagnostics/index.ts'
import { recognitionDiagnostics } from '../../src/diagnostics/recognition.ts'
import { memoryReplayGuard } from '../../src/identity/index.ts'
import {
  OUTCOMES, REMEDIES, decideOnce, decideRecognition, explainRecognition, parseRecognitionPolicy, recognitionPreset, recognitionText,
} from '../../src/recognition/index.ts'
import type { RecognitionCode, RecognitionDecision, UseGuard } from '../../src/recognition/index.ts'
import { ownerOf } from '../../src/recognition/evidence-of.ts'
import { OUTCOME_TERMS, RECOGNITION_STEP_TERMS } from '../../src/recognition/terms.ts'
import { CONTEXT, FACTS, LISTS, MATERIALS, TABLE, listsOf } from './world.ts'

const decided = (id: string): RecognitionDecision => {
  const one = TABLE.cases.find((declared) => declared.id === id)
  if (one === undefined) throw new RangeError(id)
  return runDecision(TABLE, one, MATERIALS).decision
}
const stepOf = (decision: RecognitionDecision, name: string) => decision.steps.find((step) => step.name === name)

describe('a decision', () => {
  it('names the rule of the list and issue that decided', () => {
    const { steps, from } = decided('accepted')
    expect(from).toBe('980100')
    expect(steps.map(({ name, rules }) => [name, rules.map(({ list, sequence, entry }) => `${list.split(':').at(-1) ?? ''} ${sequence} ${entry}`)]).filter(([, rules]) => rules?.length !== 0)).toEqual([
      ['identifier', ['licenseTypes 3 11980000000001011L001']],
      ['metadata', ['licenseTypes 3 11980000000001011L001']],
      ['coverage', ['agreements 3 east-west']],
      ['issuer', ['issuers 3 119801000000020225']],
      ['seal', ['sealMakers 3 east']],
      ['sealOwner', ['issuers 3 119801000000020225']],
    ])
    expect(stepOf(decided('4-suspended'), 'coverage')?.rules.map(({ entry }) => entry)).toEqual(['suspended'])
  })

  it('holds no name and no number of anybody but the issuer', () => {
    for (const one of TABLE.cases) {
      const text = JSON.stringify(runDecision(TABLE, one, MATERIALS).decision)
      const { holders = [], number = '' } = FACTS.license?.metadata ?? {}
      for (const secret of [number, ...holders.flatMap(({ name, code }) => [name ?? '', code ?? ''])]) expect(text).not.toContain(secret)
    }
  })

  it('offers a promise only where the matter allows it and nothing else is open', () => {
    const kinds = (id: string): readonly string[] => decided(id).remedies.map(({ kind }) => kind)
    expect(kinds('promise')).toContain('promise')
    expect(kinds('9-not-asked')).not.toContain('promise')
    expect(kinds('accepted')).toEqual([])
    expect(kinds('4-type')).toEqual(['ordinaryReview'])
  })

  it('has a remedy for every code that can be an error, and none for notes', () => {
    const [without, needless]: [string[], string[]] = [[], []]
    for (const code of Object.keys(recognitionDiagnostics) as RecognitionCode[]) {
      const { level } = diagnosticDefinition(code)
      const isError = level === 'fail' || level === 'indeterminate'
      if (isError && REMEDIES[code].length === 0) without.push(code)
      if (!isError && REMEDIES[code].length > 0) needless.push(code)
    }
    expect([without, needless]).toEqual([[], []])
  })

  it.each(['zh', 'en'] as const)('reads as a text in %s: outcome first, every check, every reason', (language) => {
    for (const one of TABLE.cases) {
      const { decision } = runDecision(TABLE, one, MATERIALS)
      const text = recognitionText(decision, language)
      expect(text.startsWith(OUTCOME_TERMS[decision.outcome][language])).toBe(true)
      for (const { name } of decision.steps) expect(text).toContain(RECOGNITION_STEP_TERMS[name].name[language])
      for (const code of [...one.expect.codes, ...(one.expect.remarks ?? [])]) expect(text).toContain(code)
      expect(text).not.toMatch(/\{\w+\}/)
    }
  })

  it('never calls a license invalid that is not covered', () => {
    for (const one of TABLE.cases.filter(({ expect: { outcome } }) => outcome === 'NOT_COVERED')) {
      const { decision } = runDecision(TABLE, one, MATERIALS)
      expect(recognitionText(decision, 'en')).toContain('says nothing against')
      expect(recognitionText(decision, 'zh')).toContain('不表示')
      expect(decision.remedies.some(({ kind }) => kind === 'decline')).toBe(false)
    }
    expect(OUTCOMES).toContain('NOT_COVERED')
  })
})

describe('mistakes of the caller', () => {
  it.each([
    ['a time that is none', { time: new Date(Number.NaN) }],
    ['a region that is none', { region: 'West' }],
    ['no matter', { matter: '' }],
    ['no agency', { agency: '' }],
  ])('%s is a TypeError', (_, change) => {
    expect(() => decideRecognition(FACTS, LISTS, MATERIALS.policy, { ...CONTEXT, ...change })).toThrow(TypeError)
  })

  it('a matter without rules is one too', () => {
    expect(() => decideRecognition(FACTS, LISTS, { id: 'none', description: { zh: '', en: '' }, levels: {}, matters: [] }, CONTEXT)).toThrow(/no rules/)
  })
})

describe('policies', () => {
  const preset = recognitionPreset('cn-recognition-2025')
  it('are JSON: a preset comes through unchanged', () => {
    expect(parseRecognitionPolicy(JSON.parse(JSON.stringify(preset)))).toEqual(preset)
    expect(() => recognitionPreset('toString' as 'cn-recognition-2025')).toThrow(TypeError)
  })

  it.each([
    ['a level for a code that says that something is wrong', { levels: { HOLD_MISMATCH: 'warning' } }],
    ['a code that nobody knows', { levels: { HOLD_NOTHING: 'warning' } }],
    ['a matter twice', { matters: [{ code: 'M', ...preset.otherwise }, { code: 'M', ...preset.otherwise }] }],
    ['a member that nobody knows', { strict: false }],
    ['grace for more than a year', { otherwise: { ...preset.otherwise, expiryGraceDays: 367 } }],
  ])('refuse %s', (_, change) => {
    expect(() => parseRecognitionPolicy(JSON.parse(JSON.stringify({ ...preset, ...change })))).toThrow(TypeError)
  })
})

describe('the single use of an authorization', () => {
  const guarded = (guard: UseGuard, facts = FACTS, context = CONTEXT): Promise<RecognitionDecision> => decideOnce(facts, LISTS, MATERIALS.policy, context, guard)
  const codes = ({ steps }: RecognitionDecision): readonly string[] => steps.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code))

  it('is used up by the decision that accepts, and by no other', async () => {
    const guard = memoryReplayGuard()
    const refused = await guarded(guard, { ...FACTS, status: undefined as never })
    expect([refused.outcome, codes(refused)]).toEqual(['UNDETERMINED', ['LST_UNKNOWN', 'PUR_USE_UNKNOWN']])
    expect((await guarded(guard)).outcome).toBe('ACCEPTED')
    const again = await guarded(guard)
    expect([again.outcome, codes(again)]).toEqual(['REJECTED', ['PUR_REPLAY']])
  })

  it('goes to one of two who ask at once', async () => {
    const guard = memoryReplayGuard()
    const outcomes = (await Promise.all([guarded(guard), guarded(guard), guarded(guard)])).map(({ outcome }) => outcome)
    expect(outcomes.sort()).toEqual(['ACCEPTED', 'REJECTED', 'REJECTED'])
  })

  it('is not known when the guard does not answer, whatever the facts say', async () => {
    const silent: UseGuard = { first: () => Promise.reject(new Error('no memory')) }
    const decision = await guarded(silent)
    expect([decision.outcome, codes(decision)]).toEqual(['UNDETERMINED', ['PUR_USE_UNKNOWN']])
  })

  it('is no question without an authorization', async () => {
    const decision = await guarded(memoryReplayGuard(), { ...FACTS, purpose: undefined as never })
    expect([decision.outcome, codes(decision)]).toEqual(['REJECTED', ['PUR_MISSING']])
  })
})

describe('explainRecognition', () => {
  const type = FACTS.license?.metadata?.typeCode ?? ''
  const explain = (matter: string, to = '980200', lists = LISTS) => explainRecognition('980100', to, type, matter, { lists, policy: MATERIALS.policy, time: CONTEXT.time })

  it('says what is covered and what would be asked, the same for everybody', () => {
    const { answer, rules, asks, issuers, type: listed } = explain('M-OPEN')
    expect([answer, rules.map(({ entry }) => entry), asks.level, asks.statusMaximumAge, issuers.map(({ entry }) => entry)]).toEqual(['COVERED', ['east-west'], 2, 3600, ['119801000000020225']])
    expect([listed?.status, listed?.required]).toEqual(['current', ['ZZBH']])
  })

  it.each([
    ['M-OTHER', '980200', 'NOT_COVERED', 'MR_SCENARIO_NOT_COVERED'],
    ['M-OPEN', '980300', 'NOT_COVERED', 'MR_TYPE_NOT_LISTED'],
    ['M-ENDED', '980200', 'NOT_COVERED', 'MR_NOT_IN_FORCE'],
    ['M-OPEN', '980101', 'COVERED', 'MR_LOCAL'],
  ] as const)('%s in %s: %s', (matter, to, answer, code) => {
    const { coverage, ...explained } = explain(matter, to)
    expect([explained.answer, coverage.diagnostics.map((one) => one.code)]).toEqual([answer, [code]])
  })

  it('says as much as step 4 of a decision on every matter', () => {
    for (const one of TABLE.cases.filter(({ id }) => id.startsWith('4-') && id !== '4-local')) {
      const { decision } = runDecision(TABLE, one, MATERIALS)
      const { coverage } = explainRecognition('980100', decision.region, type, decision.matter, { lists: listsOf(...(one.lists ?? TABLE.lists.files)), policy: MATERIALS.policy, time: new Date(decision.time) })
      expect(coverage.conclusion, one.id).toBe(stepOf(decision, 'coverage')?.conclusion)
      expect(coverage.diagnostics, one.id).toEqual(stepOf(decision, 'coverage')?.diagnostics)
    }
  })

  it('refuses what is no region or type', () => {
    expect(() => explainRecognition('East', '980200', type, 'M', { lists: LISTS, policy: MATERIALS.policy, time: CONTEXT.time })).toThrow(TypeError)
    expect(() => explainRecognition('980100', '980200', '001', 'M', { lists: LISTS, policy: MATERIALS.policy, time: CONTEXT.time })).toThrow(TypeError)
  })
})

describe('ownerOf', () => {
  it.each([
    ['CN=示例局,O=示例局,C=CN', ['示例局'], []],
    ['CN=电子证照专用,O=示例局\\, 甲,organizationIdentifier=NTRCN-119801000000020225', ['电子证照专用', '示例局, 甲'], ['119801000000020225']],
    ['serialNumber=119801000000020225+CN=示例局', ['示例局'], ['119801000000020225']],
    ['serialNumber=119801000000020226,CN=示例局', ['示例局'], []],
    ['OU=O\\=别的局,CN=示例局', ['示例局'], []],
  ])('%s', (subject, names, usccs) => {
    expect(ownerOf(subject)).toEqual({ names, usccs })
  })
})
