/** An explanation as text: whether such licenses are taken, by which agreement, and what everybody is asked for. */
import { METADATA_ELEMENTS } from '../license/elements.ts'
import type { ElementName } from '../license/elements.ts'
import { messageOf } from '../report/messages/index.ts'
import type { Language } from '../report/messages/catalog.ts'
import { plainText, timeText } from '../report/plain-text.ts'
import { columnsOf } from '../report/text.ts'
import type { RecognitionExplanation } from './explain.ts'
import type { EvidenceKind, PurposeBasis } from './facts.ts'
import type { RuleReference } from './recognition-list.ts'
import type { MatterRules } from './recognition-policy.ts'

type Term = Readonly<Record<Language, string>>

const ANSWERS: Readonly<Record<RecognitionExplanation['answer'], Term>> = {
  COVERED: { zh: '在互认范围内：此类证照可在此事项使用，要求对所有人相同。', en: 'Covered: such licenses are taken for this matter, and the same is asked of everybody.' },
  NOT_COVERED: { zh: '不在互认范围：按普通程序审查，不得以此认定证照无效。', en: 'Not covered: examine such licenses in the ordinary way; that says nothing against them.' },
  UNDETERMINED: { zh: '暂不能判定是否在互认范围内。', en: 'Whether it is covered cannot be said.' },
}
const BASES: Readonly<Record<PurposeBasis, Term>> = {
  HOLDER_CONSENT: { zh: '持证人同意', en: 'consent of the holder' }, DELEGATION: { zh: '委托', en: 'delegation' }, STATUTORY: { zh: '法定职权', en: 'statutory duty' },
}
const KEPT: Readonly<Record<EvidenceKind, Term>> = {
  document: { zh: '证照文件', en: 'document' }, status: { zh: '状态答复', en: 'status' }, presenter: { zh: '办事人令牌', en: 'token of the presenter' },
  authorization: { zh: '用证依据', en: 'authorization' }, timeStamp: { zh: '时间戳', en: 'time stamp' },
}
const WORDS = {
  agreement: { zh: '互认协议', en: 'agreement' },
  type: { zh: '证照类型', en: 'type' },
  issuers: { zh: '有权机构', en: 'issuers' },
  rules: { zh: '判定规则', en: 'rules' },
  none: { zh: '名录中没有', en: 'none on the lists' },
  issue: { zh: '第 {n} 期', en: 'issue {n}' },
  required: { zh: '须载明 ', en: 'must state ' },
  current: { zh: '现行', en: 'current' },
  withdrawn: { zh: '已废止', en: 'withdrawn' },
  notYet: { zh: '尚未启用', en: 'not yet in use' },
  asked: { zh: '对所有人的要求', en: 'What is asked of everybody' },
  level: { zh: '身份等级', en: 'level of assurance' },
  authenticated: { zh: '认证时效', en: 'authenticated' },
  status: { zh: '状态时效', en: 'age of the status' },
  within: { zh: '{n} 秒之内', en: 'within {n} s' },
  any: { zh: '不限', en: 'at any time' },
  purposes: { zh: '用证依据', en: 'right to look' },
  joint: { zh: '共同持证人', en: 'joint holders' },
  all: { zh: '全部到场或受托', en: 'all, or represented' },
  one: { zh: '一人即可', en: 'one is enough' },
  agents: { zh: '他人代办', en: 'agents' },
  copies: { zh: '加注件', en: 'annotated copies' },
  yes: { zh: '可以', en: 'yes' },
  no: { zh: '不可以', en: 'no' },
  grace: { zh: '过期宽限', en: 'days of grace' },
  makers: { zh: '制章机构', en: 'seal makers' },
  listed: { zh: '须列入名录', en: 'listed' },
  trusted: { zh: '受信任即可', en: 'trusted' },
  kept: { zh: '应留存', en: 'to be kept' },
  promise: { zh: '告知承诺', en: 'written promise' },
} as const satisfies Readonly<Record<string, Term>>

/** Text in one language. Values from lists are made visible. */
export function explanationText(explanation: RecognitionExplanation, language: Language): string {
  const { answer, from, to, typeCode, matter, time, policy, coverage, rules, type, issuers, asks } = explanation
  const word = (name: keyof typeof WORDS): string => WORDS[name][language]
  const rule = ({ list, sequence, entry }: RuleReference): string => `${plainText(entry)}  (${plainText(list)}, ${word('issue').replace('{n}', String(sequence))})`
  const listed = (found: readonly RuleReference[]): readonly string[] => (found.length === 0 ? [word('none')] : found.map(rule))
  const elements = (type?.required ?? []).map((name) => METADATA_ELEMENTS.get(name as ElementName)?.[language] ?? plainText(name)).join(language === 'zh' ? '、' : ', ')
  const state = type === undefined ? word('none') : `${word(isState(type.status) ? type.status : 'none')}${elements === '' ? '' : `; ${word('required')}${elements}`}`
  return `${[
    ANSWERS[answer][language],
    `${from} → ${to}  ${typeCode}  ${plainText(matter)}  ${timeText(time)}  ${word('rules')} ${plainText(policy.id)}`,
    ...coverage.diagnostics.flatMap((diagnostic) => {
      const { what, why, next } = messageOf(diagnostic, language)
      return [`  ${diagnostic.code}`, `    ${what} ${why}`, `    ${next}`]
    }),
    '',
    ...table([[word('agreement'), listed(rules)], [word('type'), [state]], [word('issuers'), listed(issuers)]]),
    '',
    word('asked'),
    ...table(askedRows(asks, language).map(([label, value]) => [label, [value]])),
  ].join('\n')}\n`
}

const isState = (status: string): status is 'current' | 'withdrawn' | 'notYet' => ['current', 'withdrawn', 'notYet'].includes(status)

function askedRows(asks: MatterRules, language: Language): readonly (readonly [label: string, value: string])[] {
  const word = (name: keyof typeof WORDS): string => WORDS[name][language]
  const within = (seconds: number | 'any'): string => (seconds === 'any' ? word('any') : word('within').replace('{n}', String(seconds)))
  const all = (terms: readonly Term[]): string => terms.map((term) => term[language]).join(language === 'zh' ? '、' : ', ')
  const statutes = asks.purposes.includes('STATUTORY') && asks.statutes.length > 0 ? ` (${asks.statutes.map((statute) => plainText(statute)).join(', ')})` : ''
  return [
    [word('level'), String(asks.level)], [word('authenticated'), within(asks.authenticationMaximumAge)], [word('status'), within(asks.statusMaximumAge)],
    [word('purposes'), `${all(asks.purposes.map((basis) => BASES[basis]))}${statutes}`], [word('joint'), word(asks.jointHolders)], [word('agents'), word(asks.agents ? 'yes' : 'no')],
    [word('copies'), word(asks.copies ? 'yes' : 'no')], [word('grace'), String(asks.expiryGraceDays)], [word('makers'), word(asks.sealMakers)],
    [word('kept'), all(asks.evidence.map((kind) => KEPT[kind]))], [word('promise'), word(asks.promise ? 'yes' : 'no')],
  ]
}

function table(rows: readonly (readonly [label: string, values: readonly string[]])[]): readonly string[] {
  const width = Math.max(...rows.map(([label]) => columnsOf(label))) + 2
  return rows.flatMap(([label, values]) => values.map((value, index) => `  ${index === 0 ? label : ''}${' '.repeat(width - (index === 0 ? columnsOf(label) : 0))}${value}`))
}
