/** Texts for what platforms say of persons and organizations, and how sure they are. */
import type { assertionDiagnostics } from '../../diagnostics/assertion.ts'
import type { Messages } from './catalog.ts'

const PLATFORM = {
  en: { why: 'Without it nobody can say who presents the license.', next: 'Have the person log in again; if it stays so, tell the identity platform.' },
  zh: { why: '缺少或错误时，无法认定出示证照的是谁。', next: '请当事人重新登录；如仍如此，请告知身份认证平台。' },
} as const

const STEP_UP = {
  en: { why: 'For this matter it must be clearer that the person is who they claim to be.' },
  zh: { why: '办理该事项，须更可靠地确认当事人身份。' },
} as const

const LEVEL_COUNTS = {
  en: { why: 'A level that is not certain must not open what a certain one opens.', next: 'Ask the platform, and complete the profile; or have the person prove their identity otherwise.' },
  zh: { why: '不能确定的等级不得用于办理要求该等级的事项。', next: '请向平台了解并补充平台配置，或请当事人以其他方式核验身份。' },
} as const

export const assertionMessages: Messages<keyof typeof assertionDiagnostics> = {
  IDENTITY_ATTRIBUTE_MISSING: {
    en: { what: 'The identity platform gives no {attribute}.', ...PLATFORM.en },
    zh: { what: '身份认证平台未提供 {attribute}。', ...PLATFORM.zh },
  },
  IDENTITY_ATTRIBUTE_INVALID: {
    en: { what: 'What the identity platform gives as {attribute} cannot be one.', ...PLATFORM.en },
    zh: { what: '身份认证平台提供的 {attribute} 不合格式。', ...PLATFORM.zh },
  },
  IDENTITY_TYPE_UNKNOWN: {
    en: { what: 'The kind of document in {attribute} is not known.', why: 'A number can be compared only when it is known what it is a number of.', next: 'Ask the platform what its code means, and add it to the profile.' },
    zh: { what: '{attribute} 中的证件类型未知。', why: '不知道是何种证件，就无法比对证件号码。', next: '请向平台了解该代码的含义，并补充到平台配置中。' },
  },
  IDENTITY_TYPE_MISMATCH: {
    en: { what: 'A document of type {type} cannot belong to {kind} (NATURAL: a person, LEGAL: an organization).', ...PLATFORM.en },
    zh: { what: '类型 {type} 的证件不可能属于 {kind}（NATURAL 自然人，LEGAL 法人或其他组织）。', ...PLATFORM.zh },
  },
  IDENTITY_NUMBER_INVALID: {
    en: { what: 'The number in {attribute} breaks the rules of its document (type {type}).', why: 'Its check character, its date or its form is wrong: nobody has such a number.', next: PLATFORM.en.next },
    zh: { what: '{attribute} 中的号码不符合证件（类型 {type}）的编码规则。', why: '校验码、日期或格式有误，不存在这样的号码。', next: PLATFORM.zh.next },
  },
  IDENTITY_NUMBER_UNCHECKED: {
    en: { what: 'No rule is known here for the number in {attribute} (type {type}).', why: 'A slip in it would not be noticed.', next: 'Compare the number with the document itself where it matters.' },
    zh: { what: '没有可用于检查 {attribute}（类型 {type}）号码的规则。', why: '号码有误时无法发现。', next: '必要时请与证件原件核对。' },
  },
  IDENTITY_NUMBER_UNNEEDED: {
    en: { what: 'With a network identity there came a number in {attribute}; it was not kept.', why: 'Whoever identifies with a network identity need not disclose a number.', next: 'Ask the platform to leave it out.' },
    zh: { what: '使用网号认证时，{attribute} 中仍带有证件号码，未予保留。', why: '以网号、网证登记核验身份的，不得要求另行提供明文身份信息。', next: '请要求平台不再提供该号码。' },
  },
  IDENTITY_AGENT_UNSTATED: {
    en: { what: 'An organization is named, but not who acts for it.', why: 'An organization acts through persons; which one is not known.', next: 'Ask who is acting, and for proof that they may.' },
    zh: { what: '已认定法人或其他组织，但不知由谁经办。', why: '组织须由自然人代为办理，目前不知是谁。', next: '请核实经办人身份及其授权。' },
  },
  IDENTITY_PROOFING_LOW: {
    en: { what: 'The identity was proven at level {has}; this matter demands level {needs}.', ...STEP_UP.en, next: 'Have the person prove their identity at a higher level with their platform, or at the counter.' },
    zh: { what: '实名核验等级为 {has}，该事项要求 {needs}。', ...STEP_UP.zh, next: '请当事人在其平台完成更高等级的实名核验，或到窗口核验。' },
  },
  IDENTITY_AUTHENTICATOR_LOW: {
    en: { what: 'The person authenticated at level {has}; this matter demands level {needs}.', ...STEP_UP.en, next: 'Have the person log in again by a stronger means, such as face, wallet or certificate.' },
    zh: { what: '登录方式等级为 {has}，该事项要求 {needs}。', ...STEP_UP.zh, next: '请当事人改用更可靠的方式（人脸、钱包应用、数字证书等）重新登录。' },
  },
  IDENTITY_SESSION_STALE: {
    en: { what: 'The person authenticated {seconds} seconds ago; this matter allows {maximum}.', why: 'Somebody else may be using what was left open.', next: 'Have the person log in again.' },
    zh: { what: '当事人于 {seconds} 秒前登录，该事项允许 {maximum} 秒。', why: '会话可能已被他人使用。', next: '请当事人重新登录。' },
  },
  IDENTITY_SESSION_UNSTATED: {
    en: { what: 'The platform does not say when the person authenticated, or names a time to come; this matter allows {maximum} seconds.', why: 'Somebody else may be using what was left open.', next: 'Have the person log in through a platform that says so; or let the requirement waive it (maxAuthenticationAge: any).' },
    zh: { what: '平台未说明当事人何时登录，或给出的时间尚未到来；该事项允许 {maximum} 秒。', why: '会话可能已被他人使用。', next: '请当事人通过提供登录时间的平台登录；或在要求中不限登录时间（maxAuthenticationAge: any）。' },
  },
  IDENTITY_ATTRIBUTE_MALFORMED: {
    en: { what: 'What the identity platform gives as {attribute} is no text, or is there twice.', ...PLATFORM.en },
    zh: { what: '身份认证平台提供的 {attribute} 不是文本，或重复出现。', ...PLATFORM.zh },
  },
  IDENTITY_ATTRIBUTE_UNKNOWN: {
    en: { what: '{count} attributes came that the profile does not know; they were not read.', why: 'The platform may have changed, or sends more than is needed.', next: 'Compare the answer with the profile.' },
    zh: { what: '平台另外提供了 {count} 项配置中没有的属性，未予读取。', why: '平台接口可能已变更，或提供了不需要的信息。', next: '请将返回内容与平台配置对照。' },
  },
  IDENTITY_KIND_UNKNOWN: {
    en: { what: 'It is not said whether this is a person or an organization, or the profile {profile} has no such kind.', ...PLATFORM.en },
    zh: { what: '未说明是自然人还是法人，或平台配置 {profile} 不含该类主体。', ...PLATFORM.zh },
  },
  IDENTITY_KIND_UNEXPECTED: {
    en: { what: 'Expected was {expected}; who logged in is {found} (NATURAL: a person, LEGAL: an organization).', why: 'A person is not the organization that they work for, and the other way round.', next: 'Have them log in with the account that the matter is for.' },
    zh: { what: '应为 {expected}，实际登录的是 {found}（NATURAL 自然人，LEGAL 法人或其他组织）。', why: '个人与其所在单位不是同一主体。', next: '请使用办理该事项的主体账号登录。' },
  },
  IDENTITY_LEVEL_UNSTATED: {
    en: { what: 'The platform does not say how surely the identity was proven; it counts as level 0.', ...LEVEL_COUNTS.en },
    zh: { what: '平台未说明实名核验等级，按 0 级处理。', ...LEVEL_COUNTS.zh },
  },
  IDENTITY_LEVEL_UNKNOWN: {
    en: { what: 'The platform states a level that the scheme {scheme} does not have; it counts as level 0.', ...LEVEL_COUNTS.en },
    zh: { what: '平台给出的等级不在等级体系 {scheme} 之内，按 0 级处理。', ...LEVEL_COUNTS.zh },
  },
  IDENTITY_LEVEL_CONFLICT: {
    en: { what: 'The level of the account and what it rests on contradict each other; the lower counts.', ...LEVEL_COUNTS.en },
    zh: { what: '账号等级与其核验依据不一致，按较低者处理。', ...LEVEL_COUNTS.zh },
  },
  IDENTITY_METHODS_MALFORMED: {
    en: { what: 'The list of ways in which the account was proven cannot be read; none of them counts.', ...LEVEL_COUNTS.en },
    zh: { what: '账号核验方式列表无法读取，均不予采信。', ...LEVEL_COUNTS.zh },
  },
  IDENTITY_METHOD_UNKNOWN: {
    en: { what: '{count} ways of proving an account are not in the profile; they do not count.', ...LEVEL_COUNTS.en },
    zh: { what: '有 {count} 种核验方式不在平台配置中，不予采信。', ...LEVEL_COUNTS.zh },
  },
  IDENTITY_METHOD_EXCEEDED: {
    en: { what: 'The platform states level {stated} for the method {method}, which gives {highest} at most; the lower counts.', ...LEVEL_COUNTS.en },
    zh: { what: '平台对核验方式 {method} 给出 {stated} 级，而该方式最高为 {highest} 级，按较低者处理。', ...LEVEL_COUNTS.zh },
  },
  IDENTITY_AUTHENTICATOR_UNSTATED: {
    en: { what: 'The platform does not say by what the person logged in; the least counts.', ...LEVEL_COUNTS.en },
    zh: { what: '平台未说明当事人以何种方式登录，按最低者处理。', ...LEVEL_COUNTS.zh },
  },
  IDENTITY_AUTHENTICATOR_UNKNOWN: {
    en: { what: '{count} ways of logging in are not in the profile; they do not count.', ...LEVEL_COUNTS.en },
    zh: { what: '有 {count} 种登录方式不在平台配置中，不予采信。', ...LEVEL_COUNTS.zh },
  },
  IDENTITY_LOGIN_TIME_UNSTATED: {
    en: { what: 'The platform does not say when the person logged in; no session counts as fresh.', ...LEVEL_COUNTS.en },
    zh: { what: '平台未说明当事人何时登录，不视为近期登录。', ...LEVEL_COUNTS.zh },
  },
  PROFILE_MALFORMED: {
    en: { what: 'This is not a profile of an identity platform ({problem}).', why: 'Read by a wrong profile, one person could be taken for another.', next: 'Correct it at the place that is named; for its form see docs/identity-profile.schema.json.' },
    zh: { what: '平台配置不合格式（{problem}）。', why: '配置有误，可能把一人认作另一人。', next: '请按所示位置更正；格式见 docs/identity-profile.schema.json。' },
  },
  PROFILE_RECORD_MISSING: {
    en: { what: 'There is no person or organization where the profile {profile} has one.', why: 'The answer may be of another platform than the profile is for.', next: 'Check which platform answered, and which profile it is read by.' },
    zh: { what: '在平台配置 {profile} 所指的位置没有用户信息。', why: '返回内容可能来自其他平台。', next: '请核对是哪个平台的返回内容，以及所用的平台配置。' },
  },
  DELEGATION_CLAIMS_INVALID: {
    en: {
      what: 'The power of attorney does not say who gave it to whom for which matters in a form that can be read.',
      why: 'A power that cannot be read in full may be narrower than what was read.',
      next: 'The applicant should ask whoever issued the power for one in the form that docs/recognition.md describes.',
    },
    zh: {
      what: '委托凭证未以可读取的形式载明委托人、受托人和事项。',
      why: '不能完整读取的委托，其范围可能比读到的更窄。',
      next: '请申请人向委托凭证的签发方索取符合 docs/recognition.md 所述格式的凭证。',
    },
  },
  DELEGATION_NOT_RELATED: {
    en: {
      what: 'The power of attorney is not one of a holder of this license for who presents it.',
      why: 'A power between others says nothing here.',
      next: 'The applicant should bring the power that the holder gave to who presents the license.',
    },
    zh: {
      what: '该委托不是本证照持证主体给予办事人的委托。',
      why: '他人之间的委托与本事项无关。',
      next: '请申请人提供持证主体给予办事人的委托凭证。',
    },
  },
}
