/** Texts for log-ins through identity platforms by one-time tickets. */
import type { ticketDiagnostics } from '../../diagnostics/ticket.ts'
import type { Messages } from './catalog.ts'

const LOGIN_ATTACK = {
  en: { why: 'Somebody may be trying to log in as another person, or to log another person in as themselves.', next: 'Do not continue; have the person start the login again from your own page.' },
  zh: { why: '可能有人试图冒用他人身份登录，或让他人登录其账号。', next: '请勿继续，由当事人从本系统页面重新发起登录。' },
} as const

const LOGIN_AGAIN = {
  en: { why: 'Without a valid ticket the platform does not say who this is.', next: 'Have the person log in again.' },
  zh: { why: '没有有效票据，平台不会告知登录者是谁。', next: '请当事人重新登录。' },
} as const

const NO_ANSWER = {
  en: { why: 'Who this is could not be found out; that says nothing about the person.', next: 'Try again; if it stays so, ask the operator of the platform.' },
  zh: { why: '未能得知登录者是谁，这与当事人无关。', next: '请稍后重试；如仍如此，请联系平台运营方。' },
} as const

export const ticketMessages: Messages<keyof typeof ticketDiagnostics> = {
  TICKET_STATE_UNKNOWN: {
    en: { what: 'Nobody started this login here, it was finished already, or its time is over.', ...LOGIN_ATTACK.en },
    zh: { what: '本系统没有发起过该次登录，或其已完成、已超时。', ...LOGIN_ATTACK.zh },
  },
  TICKET_BROWSER_MISMATCH: {
    en: { what: 'This login was started in another browser.', ...LOGIN_ATTACK.en },
    zh: { what: '该次登录由另一个浏览器发起。', ...LOGIN_ATTACK.zh },
  },
  TICKET_PROFILE_MISMATCH: {
    en: { what: 'The login was started with {expected}, and came back by way of {found}.', ...LOGIN_ATTACK.en },
    zh: { what: '登录由 {expected} 发起，却经 {found} 返回。', ...LOGIN_ATTACK.zh },
  },
  TICKET_MISSING: {
    en: { what: 'The platform sent the person back without a ticket, or with more than one.', ...LOGIN_AGAIN.en },
    zh: { what: '平台返回时未带票据，或带有多个票据。', ...LOGIN_AGAIN.zh },
  },
  TICKET_EXPIRED: {
    en: { what: 'The ticket is too old.', ...LOGIN_AGAIN.en },
    zh: { what: '票据已过期。', ...LOGIN_AGAIN.zh },
  },
  TICKET_REUSED: {
    en: { what: 'The ticket was used before.', ...LOGIN_ATTACK.en },
    zh: { what: '票据已被使用过。', ...LOGIN_ATTACK.zh },
  },
  TICKET_INVALID: {
    en: { what: 'The platform does not accept the ticket (its code {status}).', ...LOGIN_AGAIN.en },
    zh: { what: '平台不接受该票据（平台代码 {status}）。', ...LOGIN_AGAIN.zh },
  },
  TICKET_AUDIENCE_MISMATCH: {
    en: { what: 'The ticket or the answer is for another system than this one.', ...LOGIN_ATTACK.en },
    zh: { what: '票据或返回内容是给其他系统的。', ...LOGIN_ATTACK.zh },
  },
  TICKET_NONCE_MISMATCH: {
    en: { what: 'The answer does not belong to this login (nonce).', ...LOGIN_ATTACK.en },
    zh: { what: '返回内容与本次登录不对应（nonce）。', ...LOGIN_ATTACK.zh },
  },
  PLATFORM_UNREACHABLE: {
    en: { what: 'The identity platform did not answer when asked for: {step}.', ...NO_ANSWER.en },
    zh: { what: '身份认证平台没有响应（步骤：{step}）。', ...NO_ANSWER.zh },
  },
  PLATFORM_REFUSED: {
    en: { what: 'The identity platform refused with {status} when asked for: {step}.', ...NO_ANSWER.en },
    zh: { what: '身份认证平台拒绝请求，代码 {status}（步骤：{step}）。', ...NO_ANSWER.zh },
  },
  PLATFORM_ANSWER_UNREADABLE: {
    en: { what: 'What the identity platform answered cannot be read (asked for: {step}).', ...NO_ANSWER.en },
    zh: { what: '身份认证平台的返回内容无法读取（步骤：{step}）。', ...NO_ANSWER.zh },
  },
  PLATFORM_SIGNING_WEAK: {
    en: { what: 'The platform wants requests protected by {rule}, which does not protect what they say.', why: 'Whoever gets between could change a request; only TLS keeps them out.', next: 'Use the platform over TLS alone, keep the secret on the server, and ask the platform for a stronger rule.' },
    zh: { what: '平台要求的请求签名方式 {rule} 不能保护请求内容。', why: '中间人可以改动请求，只能依靠 TLS 防范。', next: '请只通过 TLS 访问平台，密钥只存放在服务端，并请平台改用更可靠的签名方式。' },
  },
}
