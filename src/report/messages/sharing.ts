/** Texts for questions to sharing services that brought no answer. */
import type { sharingDiagnostics } from '../../diagnostics/sharing.ts'
import type { Messages } from './catalog.ts'

const LATER = {
  en: { why: 'What the register says of the license is not known. That is no reason to refuse it, and none to accept it.', next: 'Ask again later; if it stays so, ask the operator of the service or the issuing authority.' },
  zh: { why: '证照在登记系统中的情况尚未得知，既不能据此拒绝，也不能据此采信。', next: '请稍后重试；如仍如此，请联系共享服务运营方或向颁发机构核实。' },
} as const

const OPERATOR = {
  en: { why: LATER.en.why, next: 'Have the operator of your system settle this with the operator of the service; until then ask the issuing authority.' },
  zh: { why: LATER.zh.why, next: '请本系统运维方与共享服务运营方解决；在此之前，请向颁发机构核实。' },
} as const

const AUTHORITY = {
  en: { why: LATER.en.why, next: 'Compare what was asked with the license, then check it with the issuing authority.' },
  zh: { why: LATER.zh.why, next: '请将查询内容与证照核对，并向颁发机构核实。' },
} as const

export const sharingMessages: Messages<keyof typeof sharingDiagnostics> = {
  SHARING_UNAVAILABLE: {
    en: { what: 'The sharing service did not answer ({operation}: {cause}).', ...LATER.en },
    zh: { what: '证照共享服务未作答复（{operation}：{cause}）。', ...LATER.zh },
  },
  SHARING_CIRCUIT_OPEN: {
    en: { what: 'The sharing service failed repeatedly and is not asked for now ({operation}; again in {seconds} seconds).', ...LATER.en },
    zh: { what: '证照共享服务连续失败，暂停访问（{operation}；{seconds} 秒后再试）。', ...LATER.zh },
  },
  SHARING_REFUSED: {
    en: { what: 'The sharing service refused the question ({operation}: {reason}).', ...OPERATOR.en },
    zh: { what: '证照共享服务拒绝了查询（{operation}：{reason}）。', ...OPERATOR.zh },
  },
  SHARING_NOT_OFFERED: {
    en: { what: 'The sharing service does not offer this ({operation}).', ...OPERATOR.en },
    zh: { what: '证照共享服务未提供该接口（{operation}）。', ...OPERATOR.zh },
  },
  SHARING_NOT_FOUND: {
    en: { what: 'The sharing service has no such license ({operation}).', ...AUTHORITY.en },
    zh: { what: '证照共享服务未查到该证照（{operation}）。', ...AUTHORITY.zh },
  },
  SHARING_LICENSE_UNUSABLE: {
    en: {
      what: 'The sharing service states that the license is not in force, instead of an answer ({operation}).',
      why: 'Data of such licenses are not given out.', next: 'Check the status with the issuing authority; the holder may need a new license.',
    },
    zh: { what: '证照共享服务未提供数据，并称该证照不在有效状态（{operation}）。', why: '此类证照不再提供数据。', next: '请向颁发机构核实状态；持证人可能需要重新办证。' },
  },
  SHARING_ANSWER_TOO_LARGE: {
    en: { what: 'The answer of the sharing service is longer than {maximum} octets ({operation}).', ...OPERATOR.en },
    zh: { what: '证照共享服务的答复超过 {maximum} 字节（{operation}）。', ...OPERATOR.zh },
  },
  SHARING_ANSWER_UNREADABLE: {
    en: { what: 'The answer of the sharing service is not of the agreed form ({operation}: {reason}).', ...OPERATOR.en },
    zh: { what: '证照共享服务的答复不符合约定格式（{operation}：{reason}）。', ...OPERATOR.zh },
  },
  SHARING_ANSWER_MISMATCHED: {
    en: { what: 'The sharing service answered about another license than was asked for ({operation}).', ...OPERATOR.en },
    zh: { what: '证照共享服务答复的不是所查询的证照（{operation}）。', ...OPERATOR.zh },
  },
  SHARING_QUESTION_INCOMPLETE: {
    en: { what: 'The license does not say what the sharing service is asked by ({element}).', ...AUTHORITY.en },
    zh: { what: '证照未载明向共享服务查询所需的内容（{element}）。', ...AUTHORITY.zh },
  },
  SHARING_STATUS_AMBIGUOUS: {
    en: { what: 'The sharing service lists several licenses that its answer could be about ({operation}).', ...AUTHORITY.en },
    zh: { what: '证照共享服务列出多份证照，无法确定答复针对哪一份（{operation}）。', ...AUTHORITY.zh },
  },
}
