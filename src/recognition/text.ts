/** A decision as text for a clerk: the outcome, each check with its reasons and the rules behind it, and what can be done. */
import { messageOf } from '../report/messages/index.ts'
import type { Language } from '../report/messages/catalog.ts'
import { placeText, plainText, timeText } from '../report/plain-text.ts'
import type { RecognitionDecision, RecognitionStep } from './decision.ts'
import { OUTCOME_TERMS, RECOGNITION_STEP_TERMS, remedyText } from './terms.ts'

const MARKS = { PASSED: '✓', FAILED: '✗', INDETERMINATE: '?' } as const
const WORDS = {
  rule: { zh: '依据', en: 'by' },
  issue: { zh: '第 {n} 期', en: 'issue {n}' },
  next: { zh: '处理', en: 'next' },
  remedies: { zh: '可采取的措施', en: 'What can be done' },
  policy: { zh: '判定规则', en: 'rules' },
} as const

/** Text in one language. Values from files are made visible. */
export function recognitionText(decision: RecognitionDecision, language: Language): string {
  const { outcome, time, region, from, matter, policy, steps, remedies } = decision
  const lines = [
    `${OUTCOME_TERMS[outcome][language]}${language === 'zh' ? '。' : '. '}${OUTCOME_TERMS[outcome].meaning[language]}`,
    `${from === undefined ? '' : `${from} → `}${region}  ${plainText(matter)}  ${timeText(time)}  ${WORDS.policy[language]} ${plainText(policy.id)}`,
    '',
    ...steps.flatMap((step) => stepLines(step, language)),
  ]
  if (remedies.length > 0) {
    lines.push('', `${WORDS.remedies[language]}${language === 'zh' ? '：' : ':'}`)
    for (const { kind, actor, codes } of remedies) lines.push(`  ${remedyText(kind, actor, language)} (${codes.join(', ')})`)
  }
  return `${lines.join('\n')}\n`
}

function stepLines({ number, name, conclusion, diagnostics, rules }: RecognitionStep, language: Language): readonly string[] {
  const lines = [`${MARKS[conclusion]} ${String(number).padStart(2)} ${RECOGNITION_STEP_TERMS[name].name[language]}`]
  for (const diagnostic of diagnostics) {
    const { what, why, next } = messageOf(diagnostic, language)
    lines.push(`     ${diagnostic.code}${diagnostic.at.length > 0 ? ` ${placeText(diagnostic.at)}` : ''}`, `       ${what} ${why}`, `       ${WORDS.next[language]}: ${next}`)
  }
  for (const { list, sequence, entry } of rules) {
    lines.push(`     ${WORDS.rule[language]} ${plainText(list)}, ${WORDS.issue[language].replace('{n}', String(sequence))}, ${plainText(entry)}`)
  }
  return lines
}
