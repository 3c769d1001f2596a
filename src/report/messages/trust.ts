/** Texts for trust lists and the services in them. */
import type { trustDiagnostics } from '../../diagnostics/trust.ts'
import type { Messages } from './catalog.ts'

const FETCH = {
  en: { next: 'Get the current list from its operator again.' },
  zh: { next: '请从运营机构重新获取现行名录。' },
} as const

const FORGED = {
  en: { why: 'Whoever controls this list decides whom the program trusts.', next: 'Do not use the list. Get it from its operator again, and compare the operator’s key with the one that you were given.' },
  zh: { why: '谁控制名录，谁就决定本程序信任哪些机构。', next: '不要使用该名录。请从运营机构重新获取，并核对运营机构的密钥。' },
} as const

const OLD = {
  en: { why: 'Somebody may be keeping newer lists back, with authorities in them that are no longer to be trusted.', next: 'Find out why no newer list arrives; get the current one from its operator in another way.' },
  zh: { why: '可能有人扣下了更新的名录，使已不应信任的机构继续被信任。', next: '请查明收不到新名录的原因，并通过其他渠道向运营机构获取现行名录。' },
} as const

export const trustMessages: Messages<keyof typeof trustDiagnostics> = {
  TRUST_LIST_MALFORMED: {
    en: { what: 'The trust list does not have the form that it must have ({problem}).', why: 'Nothing in it can be used.', next: 'Ask the operator of the list to correct it; its form is in docs/trust-list.schema.json, or docs/recognition-list.schema.json.' },
    zh: { what: '信任名录的形式不符合要求（{problem}）。', why: '其中的任何内容都不能使用。', next: '请名录运营机构更正；形式要求见 docs/trust-list.schema.json 或 docs/recognition-list.schema.json。' },
  },
  TRUST_LIST_VERSION_UNSUPPORTED: {
    en: { what: 'The trust list is of a version that this program does not know.', why: 'Reading it by the rules of another version could trust too much.', next: 'Use a later version of this program.' },
    zh: { what: '信任名录的版本不被本程序支持。', why: '按其他版本的规则读取，可能信任过宽。', next: '请使用更新版本的程序。' },
  },
  TRUST_LIST_CERTIFICATE_INVALID: {
    en: { what: 'A certificate, name or key in the trust list cannot be used ({reason}).', why: 'A list with an error in it may name somebody else than it means.', next: 'Ask the operator of the list to correct it.' },
    zh: { what: '信任名录中的某个证书、名称或密钥无法使用（{reason}）。', why: '有误的名录所指可能并非其本意。', next: '请名录运营机构更正。' },
  },
  TRUST_LIST_UNSIGNED: {
    en: { what: 'The trust list is not signed.', ...FORGED.en },
    zh: { what: '信任名录没有签名。', ...FORGED.zh },
  },
  TRUST_LIST_SIGNATURE_INVALID: {
    en: { what: 'The signature of the trust list ({algorithm}) does not fit its content.', ...FORGED.en },
    zh: { what: '信任名录的签名（{algorithm}）与其内容不符。', ...FORGED.zh },
  },
  TRUST_LIST_SIGNER_UNKNOWN: {
    en: {
      what: 'The trust list is signed by {found} of the operator’s keys that are known here; {needed} are required.',
      why: 'Without them nobody knows who made the list.',
      next: 'Make sure that the keys are those of the list’s operator. If it changed them, give the lists in between as well: each names the keys of the next.',
    },
    zh: {
      what: '信任名录上有 {found} 个已知的运营机构密钥的签名，需要 {needed} 个。',
      why: '缺少这些签名，无法确认名录由谁制作。',
      next: '请确认所用密钥属于名录运营机构。如其更换过密钥，请一并提供中间各期名录：每期名录载明下一期的密钥。',
    },
  },
  TRUST_LIST_NOT_YET_VALID: {
    en: { what: 'The trust list is dated {issuedAt}, after the time of checking {time}.', why: 'Its dates or the clock of this machine are wrong.', next: 'Check the clock; if it is right, ask the operator of the list.' },
    zh: { what: '信任名录的签发时间 {issuedAt} 晚于核验时间 {time}。', why: '名录的日期或本机时钟有误。', next: '请检查时钟；如时钟无误，请向名录运营机构查询。' },
  },
  TRUST_LIST_EXPIRED: {
    en: { what: 'The trust list was to be used until {nextUpdate}; the time of checking is {time}.', why: 'Authorities may have been added or withdrawn since.', ...FETCH.en },
    zh: { what: '信任名录的使用期限至 {nextUpdate}，核验时间为 {time}。', why: '此后可能有机构新增或被撤销。', ...FETCH.zh },
  },
  TRUST_LIST_FREEZE: {
    en: { what: 'The trust list is the one seen last (number {sequence}), and it was to be replaced by {nextUpdate}; the time of checking is {time}.', ...OLD.en },
    zh: { what: '信任名录仍是上次见到的一期（第 {sequence} 期），本应在 {nextUpdate} 前更新，核验时间为 {time}。', ...OLD.zh },
  },
  TRUST_LIST_PERIOD_TOO_LONG: {
    en: { what: 'The trust list wants to be used for {days} days; at most {maximum} are allowed.', ...OLD.en },
    zh: { what: '信任名录的使用期限长达 {days} 天，最多允许 {maximum} 天。', ...OLD.zh },
  },
  TRUST_LIST_ROLLBACK: {
    en: { what: 'The trust list has number {sequence}, but number {lastSequence} was seen before.', ...OLD.en },
    zh: { what: '信任名录为第 {sequence} 期，而此前已见过第 {lastSequence} 期。', ...OLD.zh },
  },
  TRUST_LIST_FORKED: {
    en: { what: 'There are two different trust lists for number {sequence}.', why: 'Its operator never issues two: somebody signed another one with its key.', next: 'Do not use either list. Tell the operator at once, in another way than the one that the list came by.' },
    zh: { what: '第 {sequence} 期信任名录有两个不同版本。', why: '运营机构不会签发两个版本：有人用其密钥另行签名。', next: '两个版本都不要使用。请立即以其他渠道通知运营机构。' },
  },
  TRUST_LIST_OTHER: {
    en: { what: 'The trust list is another one than the one that was asked for.', why: 'A list of another scheme names other authorities.', next: 'Make sure that the right list was given.' },
    zh: { what: '所提供的信任名录不是要求的那一种。', why: '其他体系的名录所列机构不同。', next: '请确认提供的名录无误。' },
  },
  TRUST_LIST_XML_INVALID: {
    en: { what: 'The XML trusted list lacks {element}, or has it in a wrong form.', why: 'It cannot be read as a list by ETSI TS 119 612.', next: 'Get the file again from its publisher.' },
    zh: { what: 'XML 信任名录缺少 {element}，或其形式有误。', why: '无法按 ETSI TS 119 612 读取该名录。', next: '请从发布机构重新获取文件。' },
  },
  TRUST_LIST_XML_NOT_VERIFIED: {
    en: {
      what: 'The signature of the XML trusted list was not verified.',
      why: 'This program reads such lists as data only; whoever passed the file on may have changed it.',
      next: 'Verify the file with software for XML signatures, compare the draft with it, and only then sign the draft.',
    },
    zh: {
      what: 'XML 信任名录的签名未经验证。',
      why: '本程序只将此类名录作为数据读取；转交过程中的任何人都可能改动过文件。',
      next: '请先用支持 XML 签名的软件验证该文件，再与草稿核对，确认无误后方可签发草稿。',
    },
  },
  TRUST_LIST_XML_EXTENSION_IGNORED: {
    en: { what: 'An extension of the service was left out (critical: {critical}).', why: 'It may narrow what the service is good for.', next: 'Look at the extension in the XML list before the draft is signed.' },
    zh: { what: '该服务的一项扩展未被导入（关键扩展：{critical}）。', why: '该扩展可能限定了服务的适用范围。', next: '签发草稿前，请查看 XML 名录中的该项扩展。' },
  },
  TRUST_LIST_XML_SERVICE_OMITTED: {
    en: { what: 'A service, or one of its certificates, was left out of the draft ({reason}).', why: 'The draft does not name it, so nothing will be trusted because of it.', next: 'Add it by hand if it is wanted.' },
    zh: { what: '某项服务或其某个证书未列入草稿（{reason}）。', why: '草稿未载明者，不会因此被信任。', next: '如确有需要，请手工补充。' },
  },
  TRUST_LIST_XML_STATUS_UNKNOWN: {
    en: { what: 'A status of the service is not known here; the draft has it as withdrawn.', why: 'A status that nobody here understands must not grant anything.', next: 'Look at the status in the XML list, and correct the draft if it is a granted one.' },
    zh: { what: '该服务的某个状态不为本程序所知，草稿中按“withdrawn”处理。', why: '无法理解的状态不能视为授予资格。', next: '请查看 XML 名录中的该状态，如确为有效状态，请更正草稿。' },
  },
  TRUST_SERVICE_NOT_GRANTED: {
    en: {
      what: 'A trust list names the authority, but its status at {time} was: {status}.',
      why: 'What was issued or used while the authority was not entitled cannot be relied on.',
      next: 'Ask the authority that issued the document to have it signed again; in doubt ask the operator of the trust list.',
    },
    zh: {
      what: '信任名录列有该机构，但其在 {time} 的状态为：{status}。',
      why: '机构不具备资格期间签发或使用的内容不能采信。',
      next: '请文件签发机构重新签章；如有疑问，请向名录运营机构查询。',
    },
  },
  TRUST_SERVICE_ENDED_SINCE: {
    en: { what: 'The authority was entitled at that time; a trust list has it as {status} since {since}.', why: 'What it did before stays in force.', next: 'Nothing needs to be done.' },
    zh: { what: '该机构当时具备资格；信任名录载明其自 {since} 起状态为 {status}。', why: '此前的行为仍然有效。', next: '无需处理。' },
  },
  TRUST_SERVICE_ENDED_NO_POE: {
    en: {
      what: 'The authority has the status {status} since {since}, and nothing proves that the signature was made before.',
      why: 'The time in a signature is the signer’s own statement: whoever holds the key can still write an earlier one.',
      next: 'Ask for a document with a time stamp from before that day, or for a new signature.',
    },
    zh: {
      what: '该机构自 {since} 起状态为 {status}，且没有证据表明签名是在此前作出的。',
      why: '签名中的时间由签章者自行填写，密钥持有者仍可写入更早的时间。',
      next: '请索取带有此前时间戳的文件，或重新签章。',
    },
  },
}
