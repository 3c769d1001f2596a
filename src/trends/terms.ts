/** The fixed words of trends in both languages. */
import type { DiagnosticCode } from '../diagnostics/index.ts'
import { provinceName } from '../identifier/index.ts'
import { LICENSE_TYPES } from '../license/index.ts'
import type { Language, Message } from '../report/messages/catalog.ts'
import { messageOf } from '../report/messages/index.ts'
import type { Term } from '../report/messages/terms.ts'
import type { TrendActor } from './actors.ts'
import type { TrendDimension } from './read-report.ts'
import type { Trend } from './rising.ts'
import type { ReasonState } from './state.ts'

export const TREND_TERMS: Readonly<Record<Trend, Term & { readonly mark: string }>> = {
  new: { zh: '新出现', en: 'new', mark: '●' },
  rising: { zh: '上升', en: 'rising', mark: '▲' },
  falling: { zh: '下降', en: 'falling', mark: '▼' },
  steady: { zh: '平稳', en: 'steady', mark: '–' },
}

export const STATE_TERMS: Readonly<Record<ReasonState, Term>> = {
  open: { zh: '待处理', en: 'open' },
  acknowledged: { zh: '已知悉', en: 'acknowledged' },
  fixed: { zh: '已解决', en: 'fixed' },
  recurring: { zh: '复发', en: 'recurring' },
}

export const ACTOR_TERMS: Readonly<Record<TrendActor, Term>> = {
  issuer: { zh: '颁发机构', en: 'issuing authority' },
  sealMaker: { zh: '制章单位', en: 'seal maker' },
  ca: { zh: '证书与时间戳机构', en: 'certificate authority' },
  producer: { zh: '制证软件厂商', en: 'vendor of the software' },
  platform: { zh: '身份认证或共享平台', en: 'identity or sharing platform' },
  listOperator: { zh: '名录运营机构', en: 'operator of the list' },
  agency: { zh: '用证单位', en: 'relying agency' },
  holder: { zh: '持证人或申请人', en: 'holder or applicant' },
  developer: { zh: '本软件开发者', en: 'developers of yinxin' },
}

export const DIMENSION_TERMS: Readonly<Record<TrendDimension, Term>> = {
  issuer: { zh: '颁发机构', en: 'issuer' },
  ca: { zh: '证书颁发机构', en: 'certificate authority' },
  region: { zh: '地区', en: 'region' },
  licenseType: { zh: '证照类型', en: 'license type' },
  producer: { zh: '印章厂商', en: 'vendor of the seal' },
}

export const WORDS = {
  title: { zh: '证照办理堵点', en: 'Where licenses get stuck' },
  none: { zh: '没有可以显示的原因。', en: 'There is no reason to show.' },
  noReports: { zh: '没有可供统计的报告。', en: 'There are no reports to count.' },
  period: { zh: '{from} 至 {to}', en: '{from} to {to}' },
  compared: { zh: '自 {since} 起与此前比较', en: 'from {since} on, compared with before' },
  hidden: { zh: '少于 {minimum} 份的数目不显示', en: 'numbers below {minimum} are not shown' },
  reportsAtLeast: { zh: '报告至少 {count} 份', en: 'at least {count} reports' },
  attention: { zh: '需要关注', en: 'Needs attention' },
  attentionCount: { zh: '有 {count} 项需要关注。', en: '{count} of the reasons need attention.' },
  attentionOne: { zh: '有 1 项需要关注。', en: 'One reason needs attention.' },
  attentionNone: { zh: '没有需要关注的新情况。', en: 'Nothing new needs attention.' },
  reason: { zh: '原因', en: 'Reason' },
  reports: { zh: '报告数', en: 'Reports' },
  before: { zh: '此前', en: 'Before' },
  after: { zh: '此后', en: 'Since' },
  trend: { zh: '趋势', en: 'Trend' },
  state: { zh: '状态', en: 'State' },
  who: { zh: '由谁处理', en: 'Who can act' },
  what: { zh: '情况', en: 'What' },
  next: { zh: '处理建议', en: 'What to do' },
  remedies: { zh: '可采取的措施', en: 'At the counter' },
  note: { zh: '备注', en: 'Note' },
  by: { zh: '按{dimension}', en: 'By {dimension}' },
  rest: { zh: '其他', en: 'others' },
  few: { zh: '不足 {minimum}', en: 'below {minimum}' },
  since: { zh: '{state}（{week}）', en: '{state} ({week})' },
  withheld: { zh: '另有 {count} 种原因的报告太少，不予显示。', en: 'Reasons of too few reports to be shown: {count}.' },
  notBrokenDown: { zh: '{dimension}的取值过多，未作细分。', en: 'Not broken down, for too many different values: {dimension}.' },
  unreadable: { zh: '未能识别的行：{count}', en: 'Lines that were not read: {count}' },
  withoutResult: { zh: '没有结果的条目：{count}', en: 'Items without a result: {count}' },
  quiet: { zh: '可能已解决', en: 'May be fixed' },
  quietLine: { zh: '{code}：自 {week} 以来 {count} 周未再出现（{state}）', en: '{code}: not seen for {count} weeks, since {week} ({state})' },
  separator: { zh: '：', en: ': ' },
  statement: {
    zh: '本页只有数目，不含报告、个人信息或证照号码（备注由填写者负责）。地区、机构等取自报告所载，未经核实。',
    en: 'This page holds numbers only: no report, nothing of persons, no number of a license (for notes, whoever wrote them answers). Regions, authorities and vendors are as reports state them.',
  },
  span: { zh: '统计期间', en: 'Weeks' },
  counted: { zh: '报告', en: 'Reports' },
  comparison: { zh: '比较', en: 'Compared' },
  privacy: { zh: '不显示的数目', en: 'Not shown' },
  privacyText: { zh: '少于 {minimum} 份的数目；它们并入其他数目，不能由相减得出', en: 'numbers below {minimum}: they are merged with others, so that no difference gives them away' },
  leftOut: { zh: '未计入', en: 'Left out' },
  weekly: { zh: '每周报告数', en: 'Reports a week' },
  weeklyDescription: { zh: '报告最多或需要关注的 {count} 种原因，{from} 至 {to}；数据见图下的表。', en: 'The {count} reasons that need attention or have most reports, {from} to {to}. The table below the chart has the numbers.' },
  weeklyNote: {
    zh: '阴影部分与此前各周比较。空心点为合并显示的几周的平均数。一份报告可有多种原因。',
    en: 'The shaded weeks are compared with those before. Hollow points are averages of weeks that are shown together. A report can have several reasons.',
  },
  numbers: { zh: '数据表', en: 'Numbers' },
  weeksColumn: { zh: '周', en: 'Weeks' },
  allReasons: { zh: '各种原因', en: 'Reasons' },
  barsDescription: { zh: '按{dimension}统计的报告数，以原因分色；数据见图下的表。', en: 'Reports by {dimension}, colored by reason. The table below the chart has the numbers.' },
  barsNote: { zh: '各种原因的报告数之和。“其他”含数目太少的和没有注明的。', en: 'Sums over all reasons. “Others” are those of too few reports and reports that do not say.' },
  otherReasons: { zh: '其他原因', en: 'other reasons' },
  value: { zh: '取值', en: 'Value' },
  how: { zh: '判断规则', en: 'How it is judged' },
  rule: {
    zh: '新出现或上升：比较期内至少 {minimumReports} 份，占全部报告的比例至少增至 {factor} 倍，且并非偶然（单侧精确检验，小于 {significance}）。此前没有的为新出现。下降与此相反。',
    en: 'New or rising: at least {minimumReports} reports in the later period, a share of all reports that grew at least by the factor {factor}, and not by chance (one-sided exact test, below {significance}). New: none before. Falling is the reverse.',
  },
  loop: {
    zh: '标为已解决的原因在此后的周再次出现，即为复发。',
    en: 'A reason that was marked as fixed is recurring when it is seen in a later week.',
  },
} as const satisfies Readonly<Record<string, Term>>
export type Word = keyof typeof WORDS

/** A word with its values, which are ours: numbers, weeks, codes and words. */
export function say(word: Word, language: Language, values: Readonly<Record<string, string | number>> = {}): string {
  return WORDS[word][language].replaceAll(/\{(\w+)\}/g, (place: string, name: string) => String(Object.hasOwn(values, name) ? values[name] : place))
}

/** What a code says without the values of one finding. */
export function reasonText(code: DiagnosticCode, part: keyof Message, language: Language): string {
  return messageOf({ code, params: {} }, language)[part].replaceAll(/ ?[(（]\{\w+\}[)）]/g, '').replaceAll(/\{\w+\}/g, '…')
}

/** A value as people know it: an area with its name, a type with the name that the registry has. */
export function valueText(dimension: TrendDimension, value: string, language: Language): string {
  const area = dimension === 'region' ? value : dimension === 'issuer' ? value.slice(2, 8) : ''
  const known = dimension === 'licenseType' ? LICENSE_TYPES.get(value)?.name : /^\d{6}$/.test(area) ? provinceName(area, language) : undefined
  return known === undefined ? value : `${value} ${known}`
}
