/** An assessment as text for a clerk: the decision, and what it does not say: why nobody was identified, why there is no status. */
import type { Step } from '../diagnostics/step.ts'
import { messageOf } from '../report/messages/index.ts'
import type { Language } from '../report/messages/catalog.ts'
import type { AssessmentReport } from './assess-license.ts'
import { recognitionText } from './text.ts'
import { ASSESSMENT_TERMS, OUTCOME_TERMS } from './terms.ts'

const TITLES = {
  token: { zh: '办事人令牌未能识别任何人：', en: 'The token identifies nobody:' },
  power: { zh: '委托凭证未被采用：', en: 'The power of attorney was not used:' },
  status: { zh: '未取得证照状态：', en: 'No status of the license was obtained:' },
} as const

/** Text in one language. Values from files are made visible. */
export function assessmentToText({ outcome, decision, presenter, presenters, delegations, status, defect }: AssessmentReport, language: Language): string {
  const people = presenters ?? (presenter === undefined ? [] : [presenter])
  const numbered = (title: string, index: number, count: number): string => (count === 1 ? title : `${index + 1}. ${title}`)
  return [
    decision === undefined ? `${OUTCOME_TERMS[outcome][language]}\n` : recognitionText(decision, language),
    ...people.map(({ token, assertion }, index) => errorText(numbered(TITLES.token[language], index, people.length), [...Object.values(token?.steps ?? {}), assertion], language)),
    ...(delegations ?? []).map(({ token, power }, index, all) => errorText(numbered(TITLES.power[language], index, all.length), [...Object.values(token?.steps ?? {}), power], language)),
    errorText(TITLES.status[language], [status], language),
    errorText(ASSESSMENT_TERMS.defect[language], [defect], language),
  ].join('')
}

function errorText(title: string, steps: readonly (Step | undefined)[], language: Language): string {
  const errors = steps.flatMap((step) => step?.diagnostics.filter(({ severity }) => severity === 'error') ?? [])
  if (errors.length === 0) return ''
  return [`${title}\n`, ...errors.map((error) => {
    const { what, next } = messageOf(error, language)
    return `  ${what} ${next} [${error.code}]\n`
  })].join('')
}
