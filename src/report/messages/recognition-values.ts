/** The words for values that findings of recognition carry: who reads a reason reads it whole in one language. By place and value. */
import type { Language } from './catalog.ts'

type Term = Readonly<Record<Language, string>>

export const RECOGNITION_VALUES: Readonly<Record<string, Readonly<Record<string, Term>>>> = {
  status: {
    active: { zh: '履职中', en: 'in office' },
    suspended: { zh: '暂停', en: 'suspended' },
    ceased: { zh: '已撤销', en: 'out of office' },
    notYet: { zh: '尚未设立', en: 'not yet in office' },
    inForce: { zh: '生效', en: 'in force' },
    repealed: { zh: '已废止', en: 'repealed' },
    notYetInForce: { zh: '尚未生效', en: 'not yet in force' },
    ended: { zh: '已到期', en: 'ended' },
    revoked: { zh: '已注销', en: 'revoked' },
    REVOKED_ANNULLED: { zh: '撤销', en: 'annulled' },
    REVOKED_PENALTY: { zh: '吊销', en: 'as a penalty' },
  },
  reason: {
    notAsked: { zh: '未查询，或未得到答复', en: 'not asked, or no answer' },
    otherLicense: { zh: '答复针对另一证照', en: 'the answer is about another license' },
    timeInFuture: { zh: '答复时间晚于判定时间', en: 'the answer is of a later time' },
    noStatus: { zh: '答复中没有状态', en: 'the answer states no status' },
    ambiguous: { zh: '答复有多种含义', en: 'the answer can mean several things' },
    none: { zh: '没有委托', en: 'none' },
    unstated: { zh: '平台未说明代办人', en: 'the platform names nobody who acts' },
    revoked: { zh: '委托已撤回', en: 'taken back' },
    expired: { zh: '委托已到期', en: 'ended' },
    notYet: { zh: '委托尚未生效', en: 'not yet in force' },
    basis: { zh: '本事项不接受此种依据', en: 'not a basis that the matter takes' },
    matter: { zh: '事项不符', en: 'another matter' },
    agency: { zh: '机构不符', en: 'another agency' },
    license: { zh: '证照不符', en: 'another license' },
    holder: { zh: '并非全部持证主体同意', en: 'not every holder gave it' },
    delegation: { zh: '没有有效委托', en: 'no power that holds' },
    statute: { zh: '规则未列该条款', en: 'a provision that the rules do not name' },
  },
  missing: {
    'identity-proofing': { zh: '实名核验', en: 'identity proofing' },
    authenticator: { zh: '认证方式', en: 'way of authenticating' },
  },
  kind: {
    issuers: { zh: '颁发机构', en: 'issuing authorities' },
    sealMakers: { zh: '制章机构', en: 'seal makers' },
    licenseTypes: { zh: '证照类型', en: 'license types' },
    agreements: { zh: '互认协议', en: 'agreements' },
    document: { zh: '证照文件', en: 'the document' },
    status: { zh: '状态答复', en: 'the answer about the status' },
    presenter: { zh: '办事人身份材料', en: 'the proof of who presents it' },
    authorization: { zh: '用证依据', en: 'the authorization' },
    timeStamp: { zh: '时间戳', en: 'a time stamp' },
  },
  input: {
    validation: { zh: '证照文件的验证结果', en: 'the verification of the document' },
    license: { zh: '证照信息', en: 'the license' },
    metadata: { zh: '受签名保护的证照信息', en: 'what the license says in signed octets' },
  },
}
