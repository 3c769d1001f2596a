/** The page and the text of an assessment: outcome, every check with code, reason, remedy, who must act and the rule behind it; nothing can be injected. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { assessLicense, assessmentToHtml, assessmentToText } from '../../src/recognition/assess.ts'
import type { AssessmentReport } from '../../src/recognition/assess.ts'
import { ACTOR_TERMS, OUTCOME_TERMS, RECOGNITION_STEP_TERMS, REMEDY_TERMS } from '../../src/recognition/terms.ts'
import { CLAIMS, GENUINE, OTHERS, STRANGER, optionsOf, presenterOf, tampered, tokenOf } from './counter.ts'
import { FIRST, JOINT, jointOptions, powerOf, tokenOfPerson } from './joint.ts'

const counter = async (change: object = {}, octets = GENUINE, recognition: object = {}): Promise<AssessmentReport> =>
  assessLicense(octets, optionsOf({ presenter: presenterOf(await tokenOf()), pictures: true, ...change }, recognition))
const REPORTS: readonly (readonly [string, AssessmentReport])[] = [
  ['accepted', await counter()],
  ['rejected', await counter({ presenter: presenterOf(await tokenOf(OTHERS)) }, tampered())],
  ['not-covered', await counter({}, GENUINE, { region: '980300' })],
  ['undetermined', await assessLicense(JOINT, jointOptions({
    presenters: [presenterOf(await tokenOfPerson(FIRST)), presenterOf(await tokenOf(CLAIMS, STRANGER))], delegations: [await powerOf({ matters: ['M-OTHER'] }), await powerOf({ odd: 1 })], kept: [], pictures: true,
    statusSource: () => Promise.reject(new Error('no')),
  }))],
]
const [, accepted] = REPORTS[0] as (typeof REPORTS)[number]
/** Where somebody wants to look at them. */
const { YINXIN_PAGES: folder } = process.env
if (folder !== undefined) for (const [name, report] of REPORTS) for (const language of ['zh', 'en'] as const) writeFileSync(join(folder, `${name}-${language}.html`), assessmentToHtml(report, { language, fileName: 'license.ofd' }))

describe.each(REPORTS)('the page of an assessment: %s', (_, report) => {
  const page = assessmentToHtml(report, { language: 'zh' })
  it('says outcome, every check, every code and who must do what, in both languages', () => {
    const { decision, outcome } = report
    for (const words of [OUTCOME_TERMS[outcome], OUTCOME_TERMS[outcome].meaning]) for (const text of [words.zh, words.en]) expect(page).toContain(text)
    for (const { number, name, diagnostics, rules } of decision?.steps ?? []) {
      expect(page).toContain(`${number}. ${RECOGNITION_STEP_TERMS[name].name.zh}`)
      for (const { code } of diagnostics) expect(page).toContain(`<code>${code}</code>`)
      for (const { entry, list } of rules) {
        expect(page).toContain(`<b>${entry}</b>`)
        expect(page).toContain(list)
      }
    }
    for (const { kind, actor } of decision?.remedies ?? []) for (const language of ['zh', 'en'] as const) expect(page).toContain(`${ACTOR_TERMS[actor][language]}${language === 'zh' ? '：' : ': '}${REMEDY_TERMS[kind][language]}`)
    for (const { sm3 } of decision?.lists ?? []) expect(page).toContain(sm3)
  })

  it('is one file that loads nothing and runs nothing', () => {
    expect(page).not.toMatch(/<script|<link|<iframe| on\w+=|src="(?!data:image)|href=|@import|url\(/i)
    expect(page).toContain('default-src &#39;none&#39;')
  })

  it('has a text beside it with the outcome and every code of the decision', () => {
    for (const language of ['zh', 'en'] as const) {
      const text = assessmentToText(report, language)
      expect(text).toContain(OUTCOME_TERMS[report.outcome][language])
      for (const { diagnostics } of report.decision?.steps ?? []) for (const { code } of diagnostics) expect(text).toContain(code)
    }
  })
})

it('shows the seal of an accepted license, and marks that of a refused one', () => {
  expect(assessmentToHtml(accepted, { language: 'zh' })).toMatch(/<figure class="seal"><div><img alt/)
  expect(assessmentToHtml((REPORTS[1] as (typeof REPORTS)[number])[1], { language: 'zh' })).not.toMatch(/<figure class="seal"><div><img/)
})

it('escapes whatever stands in a report', () => {
  const hostile = '"><script>alert(1)</script><img src=x onerror=alert(1)>\u202e'
  const spoiled = (value: unknown): unknown => {
    if (typeof value === 'string') return hostile
    if (Array.isArray(value)) return value.map(spoiled)
    return value !== null && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, ['code', 'severity', 'conclusion', 'subIndication', 'kind', 'name', 'actor', 'outcome', 'indication', 'format', 'provenBy', 'reach', 'role', 'codes', 'data'].includes(name) ? one : spoiled(one)])) : value
  }
  for (const [, report] of REPORTS) {
    const page = assessmentToHtml(spoiled(report) as AssessmentReport, { language: 'en', fileName: hostile })
    expect(page).not.toContain('<script>')
    expect(page).not.toContain('<img src=x')
    expect(page).not.toContain('\u202e')
  }
})

it('says of a defect that nothing was decided', async () => {
  const report = await counter({}, GENUINE, { lists: { ...optionsOf().recognition.lists, at: () => { throw new RangeError('x') } } })
  expect(assessmentToHtml(report, { language: 'en' })).toContain('nothing was decided')
  expect(assessmentToText(report, 'en')).toMatch(/^Undetermined\nA defect/)
})
