/** Texts for log-ins through identity platforms by one-time tickets. */
import type { ticketDiagnostics } from '../../diagnostics/ticket.ts'
import type { Messages } from './catalog.ts'

const LOGIN_ATTACK = {
  en: { why: 'Somebody may be trying to log in as another person, or to log another person in as themselves.', next: 'Do not continue; have the person start the login again from your own page.' },
  zh: { why: '可能有人试图冒用他人身份登录，或让他人登录其账号。', next: '请勿继续，由当事人从本系统页面重新发起登录。' },
} as const

export const ticketMessages: Messages<keyof typeof ticketDiagnostics> = {
  TICKET_AUDIENCE_MISMATCH: {
    en: { what: 'The ticket or the answer is for another system than this one.', ...LOGIN_ATTACK.en },
    zh: { what: '票据或返回内容是给其他系统的。', ...LOGIN_ATTACK.zh },
  },
  TICKET_NONCE_MISMATCH: {
    en: { what: 'The answer does not belong to this login (nonce).', ...LOGIN_ATTACK.en },
    zh: { what: '返回内容与本次登录不对应（nonce）。', ...LOGIN_ATTACK.zh },
  },
}
