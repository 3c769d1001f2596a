/** The fixed words of reports in both languages: names of checks, outcomes, roles. Texts of findings are beside it, by area. */
import type { SubIndication } from '../../diagnostics/index.ts'
import type {
  Conclusion, CoverageReach, CoverageRole, Indication, InputKind, Severity, SignatureFormat, SignatureReport, StepName,
} from '../model.ts'
import type { Language } from './catalog.ts'

export type Term = Readonly<Record<Language, string>>
type Terms<Name extends string> = Readonly<Record<Name, Term>>

/** A check and the question that it answers. */
export interface StepTerm {
  readonly name: Term
  readonly question: Term
}

export const STEP_TERMS: Readonly<Record<StepName, StepTerm>> = {
  format: {
    name: { zh: '格式与结构', en: 'Form and structure' },
    question: { zh: '签章数据的结构、类型与版本是否符合标准？', en: 'Do structure, types and versions of the signature follow the standard?' },
  },
  signatureValue: {
    name: { zh: '签名值', en: 'Signature value' },
    question: { zh: '签章者的签名是否确由其证书对应的密钥生成？', en: "Was the signature made with the key of the signer's certificate?" },
  },
  dataHash: {
    name: { zh: '原文杂凑值', en: 'Hash of the original' },
    question: { zh: '签名中的杂凑值与被签原文是否一致？', en: 'Is the hash that was signed that of the original?' },
  },
  binding: {
    name: { zh: '签章与文档的绑定', en: 'Binding to the document' },
    question: { zh: '签章数据所指的，是否正是本文档的签名文件？', en: 'Does the signature name the very file that it was placed on?' },
  },
  references: {
    name: { zh: '受保护文件的杂凑值', en: 'Digests of the protected files' },
    question: { zh: '签章所保护的每个文件是否保持原样？', en: 'Is every file that the signature protects unchanged?' },
  },
  coverage: {
    name: { zh: '保护范围', en: 'Coverage' },
    question: { zh: '是否有内容不受签章保护？', en: 'Is anything left unprotected?' },
  },
  sealSignature: {
    name: { zh: '印章的制章者签名', en: "Maker's signature on the seal" },
    question: { zh: '印章是否确由制章者制作，且未被改动？', en: 'Was the seal made by its maker and is it unchanged?' },
  },
  signerInSeal: {
    name: { zh: '签章者授权', en: 'Signer authorized by the seal' },
    question: { zh: '签章者证书是否列在印章的证书名单中？', en: "Is the signer's certificate on the seal's list?" },
  },
  sealFile: {
    name: { zh: '随附印章文件', en: 'Seal file beside the signature' },
    question: { zh: '随附的印章文件与签章内的印章是否一致？', en: 'Is the seal file beside it the seal that was signed?' },
  },
  signingTime: {
    name: { zh: '签章时间', en: 'Signing time' },
    question: { zh: '按哪个时间判断有效性，依据是什么？', en: 'At which time is validity judged, and what proves it?' },
  },
  timestamp: {
    name: { zh: '时间戳', en: 'Time stamp' },
    question: { zh: '时间戳是否有效，是否属于本签章？', en: 'Is the time stamp valid and of this signature?' },
  },
  signerCertificate: {
    name: { zh: '签章者证书', en: "Signer's certificate" },
    question: { zh: '能否追溯到受信任的机构，用途与有效期是否相符？', en: 'Does it lead to a trusted authority, and do use and validity fit?' },
  },
  signerRevocation: {
    name: { zh: '签章者证书吊销状态', en: "Revocation of the signer's certificate" },
    question: { zh: '签章时该证书是否未被吊销？', en: 'Was the certificate not revoked when signing?' },
  },
  makerCertificate: {
    name: { zh: '制章者证书', en: "Seal maker's certificate" },
    question: { zh: '能否追溯到受信任的机构，用途与有效期是否相符？', en: 'Does it lead to a trusted authority, and do use and validity fit?' },
  },
  makerRevocation: {
    name: { zh: '制章者证书吊销状态', en: "Revocation of the maker's certificate" },
    question: { zh: '制章者证书是否未被吊销？', en: "Was the maker's certificate not revoked?" },
  },
  sealValidity: {
    name: { zh: '印章有效期', en: 'Validity of the seal' },
    question: { zh: '签章时印章是否在有效期内？', en: 'Was the seal within its own dates when it was used?' },
  },
}

/** The checks of the document as a whole. */
export const DOCUMENT_STEP_TERMS: Readonly<Record<'container' | 'coverage' | 'license', StepTerm>> = {
  container: {
    name: { zh: '文件容器', en: 'Container' },
    question: { zh: '文件能否安全、无歧义地打开？', en: 'Can the file be opened safely and in only one way?' },
  },
  coverage: {
    name: { zh: '全部签章的保护范围', en: 'Coverage by all signatures' },
    question: { zh: '文档中可见的内容是否都受签章保护？', en: 'Is everything that the document shows under a signature?' },
  },
  license: {
    name: { zh: '证照元数据', en: 'License data' },
    question: { zh: '证照元数据是否受签章保护、前后一致、符合编码规则？', en: 'Are the data of the license signed, without contradiction and by the rules of their codes?' },
  },
}

export const CONCLUSION_TERMS: Terms<Conclusion> = {
  PASSED: { zh: '通过', en: 'passed' },
  FAILED: { zh: '不通过', en: 'failed' },
  INDETERMINATE: { zh: '无法判定', en: 'undetermined' },
}

export const INDICATION_TERMS: Terms<Indication> = {
  TOTAL_PASSED: { zh: '有效', en: 'valid' },
  TOTAL_FAILED: { zh: '无效', en: 'invalid' },
  INDETERMINATE: { zh: '无法判定', en: 'undetermined' },
}

export const SEVERITY_TERMS: Terms<Severity> = {
  error: { zh: '问题', en: 'problem' },
  warning: { zh: '提醒', en: 'warning' },
  info: { zh: '说明', en: 'note' },
}

/** What each sub-indication of EN 319 102-1 means, as the second half of a sentence about the signature. */
export const SUB_INDICATION_TERMS: Terms<SubIndication> = {
  FORMAT_FAILURE: { zh: '格式不符合标准', en: 'the form does not follow the standard' },
  HASH_FAILURE: { zh: '内容与签章时不一致', en: 'the content is not what was signed' },
  SIG_CRYPTO_FAILURE: { zh: '签名验证不通过', en: 'a signature does not verify' },
  REVOKED: { zh: '证书已被吊销', en: 'a certificate was revoked' },
  EXPIRED: { zh: '已超过有效期', en: 'validity had ended' },
  NOT_YET_VALID: { zh: '尚未生效', en: 'validity had not begun' },
  SIG_CONSTRAINTS_FAILURE: { zh: '签章不满足策略要求', en: 'the signature does not meet the policy' },
  CHAIN_CONSTRAINTS_FAILURE: { zh: '证书链不满足策略要求', en: 'the certification path does not meet the policy' },
  CERTIFICATE_CHAIN_GENERAL_FAILURE: { zh: '证书链存在问题', en: 'the certification path has a problem' },
  CRYPTO_CONSTRAINTS_FAILURE: { zh: '所用密码算法不符合要求', en: 'an algorithm is not allowed' },
  POLICY_PROCESSING_ERROR: { zh: '有检查未能完成', en: 'a check could not be completed' },
  SIGNATURE_POLICY_NOT_AVAILABLE: { zh: '缺少签名策略', en: 'a signature policy is not available' },
  TIMESTAMP_ORDER_FAILURE: { zh: '时间先后矛盾', en: 'times contradict each other' },
  NO_SIGNING_CERTIFICATE_FOUND: { zh: '找不到签章者证书', en: "the signer's certificate is missing" },
  NO_CERTIFICATE_CHAIN_FOUND: { zh: '证书追溯不到受信任的机构', en: 'a certificate does not lead to a trusted authority' },
  REVOKED_NO_POE: { zh: '证书已吊销，且无法证明签章在吊销之前', en: 'a certificate is revoked and nothing proves that signing came first' },
  REVOKED_CA_NO_POE: { zh: '上级机构证书已吊销，且无法证明签章在吊销之前', en: "an authority's certificate is revoked and nothing proves that signing came first" },
  OUT_OF_BOUNDS_NOT_REVOKED: { zh: '签章时间不在证书有效期内', en: "signing lies outside the certificate's validity" },
  OUT_OF_BOUNDS_NO_POE: { zh: '证书已过期，且无法证明签章在有效期内', en: 'a certificate has expired and nothing proves that signing came before' },
  REVOCATION_OUT_OF_BOUNDS_NO_POE: { zh: '吊销信息已超出有效期', en: 'the revocation evidence is out of date' },
  CRYPTO_CONSTRAINTS_FAILURE_NO_POE: { zh: '所用密码算法已不安全，且无法证明签章时间', en: 'an algorithm is no longer safe and nothing proves the signing time' },
  NO_POE: { zh: '缺少可信的时间证明', en: 'there is no trustworthy proof of time' },
  TRY_LATER: { zh: '缺少当前的吊销信息', en: 'current revocation evidence is missing' },
  SIGNED_DATA_NOT_FOUND: { zh: '找不到被签名的数据', en: 'the signed data is missing' },
  CUSTOM: { zh: '存在特定问题', en: 'there is a particular problem' },
}

export const KIND_TERMS: Terms<InputKind> = {
  ofd: { zh: 'OFD 文档', en: 'OFD document' },
  seal: { zh: '电子印章', en: 'electronic seal' },
  sealSignature: { zh: '电子签章数据', en: 'electronic seal signature' },
  unknown: { zh: '无法识别', en: 'not recognized' },
}

export const FORMAT_TERMS: Terms<SignatureFormat> = {
  SES: { zh: '电子签章', en: 'electronic seal signature' },
  CMS: { zh: '数字签名（CMS）', en: 'digital signature (CMS)' },
  SM2: { zh: '数字签名（SM2 签名值）', en: 'digital signature (bare SM2 value)' },
  SESeal: { zh: '电子印章', en: 'electronic seal' },
  UNKNOWN: { zh: '无法识别的签名', en: 'signature of unknown form' },
}

export const ROLE_TERMS: Terms<CoverageRole> = {
  protected: { zh: '受签章保护', en: 'protected' },
  own: { zh: '签章自身的文件', en: "the signature's own files" },
  list: { zh: '签章列表', en: 'list of signatures' },
  otherSignature: { zh: '其他签章的文件', en: 'files of other signatures' },
  uncovered: { zh: '未受保护', en: 'not protected' },
}

export const REACH_TERMS: Terms<CoverageReach> = {
  visible: { zh: '在页面上显示', en: 'shown on a page' },
  reachable: { zh: '被引用但不显示', en: 'referred to, not shown' },
  unreachable: { zh: '未被引用', en: 'not referred to' },
}

export const PROOF_TERMS: Terms<NonNullable<SignatureReport['signingTime']>['provenBy']> = {
  timestamp: { zh: '由可信时间戳证明', en: 'proven by a time stamp' },
  claim: { zh: '签章者自行声明，无时间戳证明', en: "the signer's own claim, not proven by a time stamp" },
}

/** Headings and labels. */
export const LABELS = {
  title: { zh: '验证报告', en: 'Validation report' },
  accepted: { zh: '验证通过', en: 'Accepted' },
  rejected: { zh: '验证不通过', en: 'Not accepted' },
  open: { zh: '无法判定', en: 'Cannot be determined' },
  nextStep: { zh: '下一步', en: 'What to do' },
  file: { zh: '文件', en: 'File' },
  kind: { zh: '类型', en: 'Kind' },
  size: { zh: '大小', en: 'Size' },
  bytes: { zh: '字节', en: 'bytes' },
  digest: { zh: 'SM3 杂凑值', en: 'SM3 digest' },
  validationTime: { zh: '验证时间', en: 'Validation time' },
  policy: { zh: '验证策略', en: 'Policy' },
  trustList: { zh: '信任名录', en: 'Trust list' },
  documentTitle: { zh: '文档标题', en: 'Title' },
  docId: { zh: '文档标识', en: 'Document ID' },
  license: { zh: '证照', en: 'License' },
  licenseType: { zh: '证照类型', en: 'Kind of license' },
  requester: { zh: '加注件申请人', en: 'Copy asked for by' },
  longTerm: { zh: '长期', en: 'no end' },
  content: { zh: '文档声明的内容', en: 'What the document says' },
  contentNote: {
    zh: '取自受签章保护的内容；仅在验证通过时列出。',
    en: 'Taken from protected content only; listed only when the document is accepted.',
  },
  signature: { zh: '签章', en: 'Signature' },
  seal: { zh: '印章', en: 'Seal' },
  sealName: { zh: '印章名称', en: 'Name of the seal' },
  sealId: { zh: '印章编号', en: 'Seal ID' },
  sealType: { zh: '印章类型代码', en: 'Seal type code' },
  sealVendor: { zh: '厂商标识', en: 'Vendor ID' },
  sealCreated: { zh: '制章时间', en: 'Seal made' },
  sealValid: { zh: '印章有效期', en: 'Seal valid' },
  edition: { zh: '遵循标准', en: 'Standard' },
  signer: { zh: '签章者', en: 'Signer' },
  maker: { zh: '制章者', en: 'Seal maker' },
  issuer: { zh: '证书颁发者', en: 'Issued by' },
  serialNumber: { zh: '证书序列号', en: 'Serial number' },
  certificateValid: { zh: '证书有效期', en: 'Certificate valid' },
  anchor: { zh: '追溯至', en: 'Leads to' },
  certificateDigest: { zh: '证书 SM3', en: 'Certificate SM3' },
  signingTime: { zh: '签章时间', en: 'Signing time' },
  until: { zh: '至', en: 'to' },
  place: { zh: '位置', en: 'Where' },
  why: { zh: '影响', en: 'Why it matters' },
  next: { zh: '处理建议', en: 'What to do' },
  clause: { zh: '依据', en: 'Rule' },
  code: { zh: '代码', en: 'Code' },
  checks: { zh: '检查项', en: 'Checks' },
  result: { zh: '结果', en: 'Result' },
  documentChecks: { zh: '文档整体检查', en: 'Checks of the whole document' },
  coverageTable: { zh: '文件保护情况', en: 'Files and their protection' },
  path: { zh: '包内路径', en: 'Path in the package' },
  reach: { zh: '用途', en: 'Use' },
  protectedBy: { zh: '保护它的签章', en: 'Protected by' },
  times: { zh: '时间关系', en: 'Times' },
  picture: { zh: '印章图像', en: 'Picture of the seal' },
  pictureOfd: { zh: '印章图像是 OFD 矢量图，此处不显示', en: 'The picture is an OFD drawing, not shown here' },
  pictureAbsent: { zh: '报告未包含印章图像', en: 'The report holds no picture' },
  pictureUnknown: { zh: '印章图像的格式无法显示', en: 'A picture in a format that cannot be shown' },
  notValid: { zh: '未通过验证', en: 'not valid' },
  validAlone: { zh: '签章本身有效，但文件整体未通过', en: 'valid in itself, but the file as a whole is not accepted' },
  more: { zh: '另有', en: 'and' },
  moreUnit: { zh: '处，详见 JSON 报告', en: 'more, see the JSON report' },
  noSignatures: { zh: '文件中没有签章。', en: 'There is no signature in the file.' },
  language: { zh: '中文', en: 'English' },
  statement: {
    zh: '本报告陈述按所列策略、信任来源和验证时间得出的技术验证结论：文件是否真实、完整，签章是否有效。持有人身份及本次用途须另行核对。',
    en: 'This report states the technical result under the policy, trust and time named in it: whether the file is genuine and unchanged and its signatures valid. The identity of the holder and the purpose are to be checked separately.',
  },
} as const satisfies Readonly<Record<string, Term>>

export type Label = keyof typeof LABELS
