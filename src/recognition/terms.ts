/** The fixed words of decisions in both languages: outcomes, checks and the questions they answer, what can be done and by whom. */
import type { Language } from '../report/messages/catalog.ts'
import type { Outcome, RecognitionStepName } from './decision.ts'
import type { ListKind } from './recognition-list.ts'
import type { Actor, RemedyKind } from './remedies.ts'

type Term = Readonly<Record<Language, string>>

export const OUTCOME_TERMS: Readonly<Record<Outcome, Term & { readonly meaning: Term }>> = {
  ACCEPTED: { zh: '予以采信', en: 'Accepted', meaning: { zh: '各项检查均通过，可作为本事项的办理依据。', en: 'Every check holds: the license may serve for this matter.' } },
  REJECTED: { zh: '不予采信', en: 'Rejected', meaning: { zh: '至少有一项检查不通过，原因如下。', en: 'At least one check says no, for the reasons below.' } },
  NOT_COVERED: {
    zh: '不在互认范围', en: 'Not covered',
    meaning: { zh: '现有互认安排不包括此种使用；这不表示证照无效，可按普通程序审查。', en: 'No arrangement covers this use. That says nothing against the license: examine it in the ordinary way.' },
  },
  UNDETERMINED: { zh: '暂不能判定', en: 'Undetermined', meaning: { zh: '有检查尚不能完成，或材料有待补充；既不能认定有效，也不能认定无效。', en: 'Something could not be checked or is still to be brought; it is neither found good nor bad.' } },
}

export const RECOGNITION_STEP_TERMS: Readonly<Record<RecognitionStepName, { readonly name: Term; readonly question: Term }>> = {
  container: { name: { zh: '文件', en: 'File' }, question: { zh: '文件是否为可读取的证照原件或允许使用的加注件？', en: 'Is it a readable license, the original or a copy that will do?' } },
  identifier: { name: { zh: '证照标识', en: 'Identifier' }, question: { zh: '证照标识是否规范，证照类型是否存在？', en: 'Is the identifier well-formed, and is there such a type?' } },
  metadata: { name: { zh: '元数据', en: 'Metadata' }, question: { zh: '证照信息是否齐全、一致并受签名保护？', en: 'Is what the license says complete, consistent and signed?' } },
  coverage: { name: { zh: '互认范围', en: 'Coverage' }, question: { zh: '互认安排是否覆盖该地区、类型和事项？', en: 'Does an arrangement cover this region, type and matter now?' } },
  issuer: { name: { zh: '颁发机构', en: 'Issuer' }, question: { zh: '颁发机构在颁发时是否存在并具备权限？', en: 'Was the issuer in office and competent when it issued it?' } },
  seal: { name: { zh: '电子印章与签名', en: 'Seals and signatures' }, question: { zh: '印章和签名是否真实，内容是否未被改动？', en: 'Are seals and signatures genuine, and nothing changed?' } },
  certificate: { name: { zh: '证书与印章状态', en: 'Certificates and status of the seal' }, question: { zh: '证书是否可信且用章时有效？', en: 'Are the certificates trusted and were they good when used?' } },
  sealOwner: { name: { zh: '印章归属', en: 'Owner of the seal' }, question: { zh: '印章是否属于颁发机构？', en: 'Does the seal belong to the issuer?' } },
  status: { name: { zh: '证照状态', en: 'Status' }, question: { zh: '登记系统近期的答复是否为有效？', en: 'Does the register say, not long ago, that it is valid?' } },
  dates: { name: { zh: '有效期', en: 'Dates' }, question: { zh: '今日是否在有效期内？', en: 'Is today within its dates?' } },
  holder: { name: { zh: '持证主体', en: 'Holder' }, question: { zh: '办事人是否为持证主体或其代办人？', en: 'Is the presenter the holder, or does the presenter act for the holder?' } },
  presenter: { name: { zh: '办事人身份', en: 'Presenter' }, question: { zh: '身份等级和委托是否符合事项要求？', en: 'Was the presenter identified as surely as the matter demands, with the powers it needs?' } },
  purpose: { name: { zh: '用证依据', en: 'Purpose' }, question: { zh: '是否有针对本事项的一次性授权或法定依据？', en: 'Is there a right to look at it, for this matter, once?' } },
  evidence: { name: { zh: '留存材料', en: 'Evidence' }, question: { zh: '应留存的材料是否齐全？', en: 'Is everything kept that must be?' } },
}

export const REMEDY_TERMS: Readonly<Record<RemedyKind, Term>> = {
  supplement: { zh: '补充材料', en: 'bring what is missing' },
  retry: { zh: '重新核验', en: 'check again' },
  askIssuer: { zh: '联系颁发机构', en: 'turn to the issuing authority' },
  askOperator: { zh: '联系名录运营机构', en: 'turn to the operator of the list' },
  ordinaryReview: { zh: '按普通程序审查', en: 'examine in the ordinary way' },
  promise: { zh: '告知承诺办理', en: 'go on upon a written promise (告知承诺)' },
  decline: { zh: '不予采信', en: 'do not accept' },
}

export const ACTOR_TERMS: Readonly<Record<Actor, Term>> = {
  applicant: { zh: '申请人', en: 'applicant' },
  clerk: { zh: '经办人员', en: 'clerk' },
}

/** Who does what. */
export const remedyText = (kind: RemedyKind, actor: Actor, language: Language): string =>
  `${ACTOR_TERMS[actor][language]}${language === 'zh' ? '：' : ': '}${REMEDY_TERMS[kind][language]}`

/** Titles and words of an assessment's report. */
export const ASSESSMENT_TERMS = {
  title: { zh: '证照采信意见', en: 'Assessment of a license' },
  matter: { zh: '事项', en: 'Matter' },
  agency: { zh: '判定机构', en: 'Decided for' },
  document: { zh: '文件验证结论', en: 'The document' },
  regions: { zh: '颁发地 → 办理地', en: 'From → to' },
  time: { zh: '判定时间', en: 'Decided as of' },
  rules: { zh: '判定规则', en: 'Rules' },
  steps: { zh: '十四项检查', en: 'The fourteen checks' },
  by: { zh: '依据', en: 'By' },
  issue: { zh: '第 {n} 期', en: 'issue {n}' },
  todo: { zh: '可采取的措施', en: 'What can be done' },
  nothing: { zh: '无须采取其他措施。', en: 'Nothing further is needed.' },
  act: { zh: '由谁处理', en: 'Who must act' },
  lists: { zh: '所用名录', en: 'Lists that were used' },
  list: { zh: '名录', en: 'List' },
  issued: { zh: '发布时间', en: 'Issued' },
  nextUpdate: { zh: '下期不晚于', en: 'Next not later than' },
  people: { zh: '办事人身份凭证', en: 'Tokens of who presents the license' },
  person: { zh: '办事人 {n}', en: 'Presenter {n}' },
  power: { zh: '委托 {n}', en: 'Power {n}' },
  statusAsked: { zh: '状态查询', en: 'Asking for the status' },
  verified: { zh: '已通过验证', en: 'verified' },
  assertion: { zh: '由使用者另行验证的身份', en: 'an identity that the caller verified' },
  annex: { zh: '附：文件验证报告', en: 'Annex: report on the document' },
  defect: { zh: '软件缺陷，未能作出判断。请报告给开发者。', en: 'A defect of yinxin; nothing was decided. Please report it.' },
  statement: {
    zh: '本意见按所列规则、名录、信任来源和时间作出。授权的真实性由使用者负责；“不在互认范围”和“暂不能判定”不表示证照无效。报告中有证照所载的姓名与号码，请按办件材料保管。',
    en: 'This states what was decided by the rules, lists, trust and time named in it. That the authorization is genuine is for the user to know. “Not covered” and “undetermined” say nothing against the license. Names and numbers that the license states are in this report: keep it like the papers of the case.',
  },
} as const satisfies Readonly<Record<string, Term>>

export const LIST_KIND_TERMS: Readonly<Record<ListKind, Term>> = {
  issuers: { zh: '颁发机构', en: 'authorities' },
  sealMakers: { zh: '制章机构', en: 'seal makers' },
  licenseTypes: { zh: '证照类型', en: 'license types' },
  agreements: { zh: '互认协议', en: 'agreements' },
}
