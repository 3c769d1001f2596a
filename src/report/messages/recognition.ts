/** Texts for mutual recognition: whether a license may be accepted here, for this person and this matter. */
import type { recognitionDiagnostics } from '../../diagnostics/recognition.ts'
import type { Messages } from './catalog.ts'

const DECLINE = {
  en: { next: 'Do not accept the license. Tell the applicant the reason; in doubt ask the authority that issued it.' },
  zh: { next: '不予采信该证照，并向申请人说明原因；如有疑问，请向颁发机构查询。' },
} as const
const REISSUE = {
  en: { next: 'Do not accept the license as it is. The applicant can have it issued or sealed again by its authority.' },
  zh: { next: '该证照目前不予采信。申请人可请颁发机构重新签发或重新签章。' },
} as const
const REVIEW = {
  en: { why: 'That says nothing against the license itself.', next: 'Examine it in the ordinary way, as if there were no mutual recognition; do not call it invalid.' },
  zh: { why: '这不表示证照本身有任何问题。', next: '请按普通程序审查，不得以此认定证照无效。' },
} as const
const ASK_OPERATOR = {
  en: { next: 'Ask the operator of the list; until then handle the matter in the ordinary way.' },
  zh: { next: '请向名录运营机构查询；在此之前按普通程序办理。' },
} as const
const BRING_PURPOSE = {
  en: { why: 'A license may be looked at only with a right to do so, for this matter and by this agency.', next: 'Ask the holder for a new authorization for this matter; it is used once.' },
  zh: { why: '只有具备针对本事项、本机关的依据，才可以调用证照。', next: '请持证人就本事项重新授权；每个授权只能使用一次。' },
} as const
const STEP_UP = {
  en: { next: 'Ask the presenter to identify again as the matter demands, on the platform or at the counter.' },
  zh: { next: '请办事人按事项要求，在平台或窗口重新进行身份核验。' },
} as const
const STATUS = {
  en: { why: 'A license of that status proves nothing now.', ...DECLINE.en },
  zh: { why: '处于该状态的证照目前不能作为证明。', ...DECLINE.zh },
} as const
const SEALED = {
  en: { why: 'A license is worth as much as the seal on it.', ...REISSUE.en },
  zh: { why: '证照的效力来自其上的电子印章。', ...REISSUE.zh },
} as const
const CHECK_REPORT = {
  en: { why: 'What could not be checked is neither right nor wrong.', next: 'See the report on the document for the reason, supply what it asks for, and check again.' },
  zh: { why: '未能核验的内容，既不能认定为真，也不能认定为假。', next: '请查看文件核验报告中的原因，补齐所需材料后重新核验。' },
} as const

export const recognitionMessages: Messages<keyof typeof recognitionDiagnostics> = {
  RECOGNITION_INPUT_MISSING: {
    en: { what: 'There is nothing to make this check with: {input} is missing.', why: 'What could not be checked is not taken for right.', next: 'Supply what is missing and decide again.' },
    zh: { what: '缺少 {input}，无法进行本项检查。', why: '未能检查的内容不视为通过。', next: '请补齐后重新判定。' },
  },
  RECOGNITION_LIST_MISSING: {
    en: { what: 'No list of the kind {kind} was given.', why: 'Without it nobody here can say who or what is recognized.', next: 'Give the current list of its operator and decide again.' },
    zh: { what: '没有提供 {kind} 类名录。', why: '缺少该名录，无法判断互认的对象和范围。', next: '请提供运营机构的现行名录后重新判定。' },
  },
  RECOGNITION_LIST_EXPIRED: {
    en: { what: 'A list of the kind {kind} was to be used until {nextUpdate}; the time of deciding is {time}.', why: 'What it says may have changed since, either way.', next: 'Get the current list from its operator and decide again.' },
    zh: { what: '{kind} 类名录的使用期限至 {nextUpdate}，判定时间为 {time}。', why: '其内容此后可能已有变化。', next: '请从运营机构获取现行名录后重新判定。' },
  },

  FMT_UNSUPPORTED: {
    en: { what: 'The file is not an electronic license in a format that is recognized.', why: 'Electronic licenses are files in a fixed-layout format; pictures and printouts prove nothing.', next: 'Ask the applicant for the license file itself.' },
    zh: { what: '该文件不是可识别格式的电子证照。', why: '电子证照采用标准版式文档格式；图片或打印件不能作为证明。', next: '请申请人提供电子证照文件本身。' },
  },
  FMT_CORRUPT: {
    en: { what: 'The file is damaged or built against the rules ({reason}).', why: 'Two readers could see two different documents in it.', ...REISSUE.en },
    zh: { what: '文件已损坏，或其结构违反规则（{reason}）。', why: '不同软件可能从中读出不同的内容。', ...REISSUE.zh },
  },
  FMT_UNCHECKED: { en: { what: 'The file could not be checked to its end ({reason}).', ...CHECK_REPORT.en }, zh: { what: '文件未能完整检查（{reason}）。', ...CHECK_REPORT.zh } },
  FMT_COPY_NOT_ALLOWED: {
    en: { what: 'The file is an annotated copy; this matter asks for the original.', why: 'A copy is made for one purpose and one requester.', next: 'Ask the applicant to present the original.' },
    zh: { what: '该文件为加注件，本事项要求提供证照原件。', why: '加注件仅供特定用途和特定使用者使用。', next: '请申请人出示证照原件。' },
  },

  LID_FORMAT: {
    en: { what: 'The license identifier is not well-formed ({reason}).', why: 'No system of licenses makes such identifiers.', ...DECLINE.en },
    zh: { what: '电子证照标识的格式有误（{reason}）。', why: '证照系统不会生成这样的标识。', ...DECLINE.zh },
  },
  LID_CHECK: {
    en: { what: 'The check character of the license identifier does not fit the rest.', why: 'It was mistyped or made up.', ...DECLINE.en },
    zh: { what: '电子证照标识的校验位与其余部分不符。', why: '标识有误或系编造。', ...DECLINE.zh },
  },
  LID_ISSUER_NOT_USCI: {
    en: { what: 'Where the identifier should name the issuer by its unified social credit code there is something else.', why: 'Some systems write an area code there; who issued it is then known from the metadata alone.', next: 'Nothing needs to be done here; the issuing system should be corrected.' },
    zh: { what: '标识中的颁发机构代码不是统一社会信用代码。', why: '部分系统在此填写行政区划代码，颁发机构只能依据元数据判断。', next: '此处无需处理；建议颁发系统更正。' },
  },
  LID_NOT_CANONICAL: {
    en: { what: 'Blanks, lower-case or full-width characters in the identifier were passed over.', why: 'They do not change which license it is.', next: 'Nothing needs to be done.' },
    zh: { what: '标识中的空白、小写或全角字符已作规范化处理。', why: '不影响其所指的证照。', next: '无需处理。' },
  },
  LID_TYPE_UNKNOWN: {
    en: { what: 'The type of the license is on no list of types that is at hand.', why: 'What such a license must say, and whether there is such a type, is not known.', ...ASK_OPERATOR.en },
    zh: { what: '现有的证照类型名录中没有该证照类型。', why: '无法确认是否存在该类型及其应有的内容。', ...ASK_OPERATOR.zh },
  },
  LID_TYPE_WITHDRAWN: {
    en: { what: 'The type of the license was withdrawn on {since}, before it was issued.', why: 'No such licenses were to be issued any more.', ...DECLINE.en },
    zh: { what: '该证照类型已于 {since} 停用，早于颁发日期。', why: '此后不应再颁发该类证照。', ...DECLINE.zh },
  },

  META_MISSING: {
    en: { what: 'The license does not state {element}.', why: 'Licenses of its type must.', next: 'Ask the applicant for proof of what is missing, or the issuing authority.' },
    zh: { what: '证照缺少 {element}。', why: '该类证照应当载明此项。', next: '请申请人补充相应证明，或向颁发机构查询。' },
  },
  META_CONFLICT: {
    en: { what: 'The license says two things for {element}.', why: 'Which of them is meant nobody can tell from the file.', next: 'Ask the issuing authority which one is right.' },
    zh: { what: '证照中 {element} 前后不一致。', why: '仅凭文件无法判断以何者为准。', next: '请向颁发机构核实。' },
  },
  META_UNPROTECTED: {
    en: { what: 'What the license says of itself is protected by no signature.', why: 'Anybody could have changed it.', ...REISSUE.en },
    zh: { what: '证照的元数据未受签名保护。', why: '任何人都可能改动过这些内容。', ...REISSUE.zh },
  },

  MR_TYPE_NOT_LISTED: {
    en: { what: 'No agreement at hand covers licenses of this type from {from} in {to}.', ...REVIEW.en },
    zh: { what: '现有互认清单未包括 {from} 的该类证照在 {to} 使用。', ...REVIEW.zh },
  },
  MR_SCENARIO_NOT_COVERED: {
    en: { what: 'Licenses of this type from {from} are recognized in {to}, but not for this matter.', ...REVIEW.en },
    zh: { what: '{from} 的该类证照可在 {to} 互认，但不适用于本事项。', ...REVIEW.zh },
  },
  MR_NOT_IN_FORCE: {
    en: { what: 'The agreement {agreement} would cover it, but at {time} its status is: {status}.', ...REVIEW.en },
    zh: { what: '互认协议 {agreement} 本可适用，但其在 {time} 的状态为：{status}。', ...REVIEW.zh },
  },
  MR_HOME_UNKNOWN: {
    en: { what: 'Where the license comes from is not certain: its issuer, of {claimed} by its own code, is on no list of authorities.', why: 'Anybody can claim to be from a region with an agreement.', ...ASK_OPERATOR.en },
    zh: { what: '证照来源地无法确认：按其代码属于 {claimed} 的颁发机构不在任何机构名录中。', why: '任何人都可以自称来自已互认的地区。', ...ASK_OPERATOR.zh },
  },
  MR_LOCAL: {
    en: { what: 'The authority of {from} is one of the region {to} itself; no agreement is needed.', why: 'Licenses of a region’s own authorities are valid in it.', next: 'Nothing needs to be done.' },
    zh: { what: '颁发机构所在区划 {from} 与使用地 {to} 为同一区域或上下级，无需互认协议。', why: '本区域机构颁发的证照在本区域有效。', next: '无需处理。' },
  },

  AUTH_UNKNOWN: {
    en: { what: 'The issuer is not on the list of authorities of its region.', why: 'The list claims to be complete: there is no such authority.', ...DECLINE.en },
    zh: { what: '颁发机构不在其所属地区的机构名录中。', why: '该名录声明完整，表明不存在该机构。', ...DECLINE.zh },
  },
  AUTH_OUT_OF_SCOPE: {
    en: { what: 'No list of authorities at hand claims to be complete for {claimed}, and none has the issuer.', why: 'Whether there is such an authority is not known here.', ...ASK_OPERATOR.en },
    zh: { what: '现有机构名录均未覆盖 {claimed}，也没有该颁发机构。', why: '无法确认是否存在该机构。', ...ASK_OPERATOR.zh },
  },
  AUTH_NOT_COMPETENT: {
    en: { what: 'The issuer was not competent for such licenses in its region on {issued}.', why: 'What was issued without competence has no force.', ...DECLINE.en },
    zh: { what: '颁发机构在 {issued} 对该地区的此类证照不具备颁发权限。', why: '无权颁发的证照没有效力。', ...DECLINE.zh },
  },
  AUTH_CEASED: {
    en: { what: 'The issuer had the status {status} on {issued}, when the license was issued.', why: 'An authority that is not in office issues nothing.', ...DECLINE.en },
    zh: { what: '颁发机构在颁发日期 {issued} 的状态为：{status}。', why: '不在履职状态的机构不能颁发证照。', ...DECLINE.zh },
  },
  AUTH_CEASED_SINCE: {
    en: { what: 'The issuer has the status {status} since {since}; it was in office when the license was issued.', why: 'What it issued before stays in force.', next: 'Nothing needs to be done; questions go to its successor.' },
    zh: { what: '颁发机构自 {since} 起状态为 {status}，颁发证照时仍在履职。', why: '此前颁发的证照仍然有效。', next: '无需处理；如需查询，请联系承接其职能的机构。' },
  },
  AUTH_NAME_DIFFERS: {
    en: { what: 'The issuer’s name is none that the list of authorities has for its code.', why: 'Name and code may belong to two authorities.', next: 'Ask the issuing authority; an earlier name belongs on the list.' },
    zh: { what: '颁发机构名称与机构名录中该代码对应的名称不符。', why: '名称与代码可能分属不同机构。', next: '请向颁发机构核实；曾用名应当列入名录。' },
  },

  SIG_ABSENT: { en: { what: 'Nothing in the file is signed.', ...SEALED.en }, zh: { what: '文件中没有任何签名。', ...SEALED.zh } },
  SIG_HASH_FAILURE: { en: { what: 'The content was changed after it was sealed ({reason}).', ...SEALED.en }, zh: { what: '签章之后内容被改动（{reason}）。', ...SEALED.zh } },
  SIG_CRYPTO_FAILURE: { en: { what: 'A signature is mathematically wrong ({reason}).', ...SEALED.en }, zh: { what: '签名验证不通过（{reason}）。', ...SEALED.zh } },
  SIG_FAILED: { en: { what: 'The check {check} of a signature failed ({reason}).', ...SEALED.en }, zh: { what: '签名的 {check} 检查未通过（{reason}）。', ...SEALED.zh } },
  SIG_UNCHECKED: { en: { what: 'The check {check} of a signature could not be made ({reason}).', ...CHECK_REPORT.en }, zh: { what: '签名的 {check} 检查未能完成（{reason}）。', ...CHECK_REPORT.zh } },
  SEAL_ABSENT: { en: { what: 'The file is signed, but there is no electronic seal on it.', ...SEALED.en }, zh: { what: '文件有签名，但没有电子印章。', ...SEALED.zh } },
  SEAL_MAKER_UNTRUSTED: {
    en: { what: 'The maker of the seal is not known to be trusted here ({reason}).', why: 'Seals of unknown makers can be made by anybody.', ...ASK_OPERATOR.en },
    zh: { what: '无法确认制章者可信（{reason}）。', why: '来源不明的印章任何人都可以制作。', ...ASK_OPERATOR.zh },
  },
  SEAL_MAKER_NOT_LISTED: {
    en: { what: 'The maker of the seal is on no list of seal makers at hand.', why: 'This matter relies on listed makers only.', ...ASK_OPERATOR.en },
    zh: { what: '制章者不在现有的制章机构名录中。', why: '本事项只采信名录内的制章机构。', ...ASK_OPERATOR.zh },
  },
  SEAL_MAKER_WITHDRAWN: { en: { what: 'The maker of the seal had the status {status} when it made the seal ({time}).', ...SEALED.en }, zh: { what: '制章者在制章时（{time}）的状态为：{status}。', ...SEALED.zh } },
  SEAL_EXPIRED_AT_SIGNING: { en: { what: 'The seal was not valid when it was used ({reason}).', ...SEALED.en }, zh: { what: '用章时印章不在有效期内（{reason}）。', ...SEALED.zh } },

  CERT_CHAIN_NOT_FOUND: {
    en: { what: 'The signer’s certificate does not lead to an authority that is trusted here ({reason}).', why: 'It is not known whose signature it is.', ...ASK_OPERATOR.en },
    zh: { what: '签章人证书无法追溯到受信任的机构（{reason}）。', why: '无法确认签名属于何人。', ...ASK_OPERATOR.zh },
  },
  CERT_REVOKED: { en: { what: 'A certificate was revoked before it was used ({check}).', ...SEALED.en }, zh: { what: '证书在使用前已被吊销（{check}）。', ...SEALED.zh } },
  CERT_REVOKED_NO_POE: {
    en: { what: 'A certificate was revoked, and nothing proves that it was used before ({check}).', why: 'The time in a signature is the signer’s own statement.', next: 'Ask for the license with a time stamp from before that day, or newly sealed.' },
    zh: { what: '证书已被吊销，且没有证据表明签章在此之前（{check}）。', why: '签名中的时间由签章者自行填写。', next: '请索取带有此前时间戳的证照，或重新签章的证照。' },
  },
  CERT_FAILED: { en: { what: 'The check {check} of a certificate failed ({reason}).', ...SEALED.en }, zh: { what: '证书的 {check} 检查未通过（{reason}）。', ...SEALED.zh } },
  CERT_UNCHECKED: { en: { what: 'The check {check} of a certificate could not be made ({reason}).', ...CHECK_REPORT.en }, zh: { what: '证书的 {check} 检查未能完成（{reason}）。', ...CHECK_REPORT.zh } },
  SEAL_STATUS_REVOKED: { en: { what: 'The maker of the seal says that at signing its status was: {status}.', ...SEALED.en }, zh: { what: '制章机构答复，签章时印章状态为：{status}。', ...SEALED.zh } },
  SEAL_STATUS_UNKNOWN: {
    en: { what: 'The maker of the seal was not asked, or did not say, whether the seal was valid at signing.', why: 'Whoever relies on a seal is to ask that.', next: 'Ask the seal maker’s status service, then decide again.' },
    zh: { what: '未向制章机构查询签章时印章是否有效，或未得到答复。', why: '采信电子印章应当查询其状态。', next: '请通过制章机构的状态查询服务查询后重新判定。' },
  },

  SEAL_HOLDER_MISMATCH: {
    en: { what: 'The seal belongs to somebody else than the issuer of the license.', why: 'A genuine seal of another organization makes no license.', ...DECLINE.en },
    zh: { what: '印章所有者不是证照的颁发机构。', why: '其他单位的真实印章不能使证照成立。', ...DECLINE.zh },
  },
  SEAL_HOLDER_NAME_ONLY: {
    en: { what: 'Only the name shows that the seal is the issuer’s: its certificate has no code, and no list has the certificate.', why: 'Organizations can share a name.', next: 'Ask the issuing authority, or the operator of the list of authorities to add the certificate.' },
    zh: { what: '仅凭名称判断印章属于颁发机构：证书中没有代码，名录也未列出该证书。', why: '不同单位可能同名。', next: '请向颁发机构核实，或请名录运营机构补充该证书。' },
  },
  SEAL_HOLDER_UNKNOWN: { en: { what: 'Whose seal protects the license cannot be told.', ...CHECK_REPORT.en }, zh: { what: '无法确认保护证照内容的印章属于何人。', ...CHECK_REPORT.zh } },

  LST_NOT_ACTIVE: { en: { what: 'The register says at {time}: not activated.', ...STATUS.en }, zh: { what: '登记系统在 {time} 的答复为：未激活。', ...STATUS.zh } },
  LST_SUSPENDED: { en: { what: 'The register says at {time}: suspended.', ...STATUS.en }, zh: { what: '登记系统在 {time} 的答复为：暂扣或暂停。', ...STATUS.zh } },
  LST_CANCELLED: { en: { what: 'The register says at {time}: cancelled.', ...STATUS.en }, zh: { what: '登记系统在 {time} 的答复为：注销。', ...STATUS.zh } },
  LST_REVOKED: { en: { what: 'The register says at {time}: revoked ({status}).', ...STATUS.en }, zh: { what: '登记系统在 {time} 的答复为：撤销或吊销（{status}）。', ...STATUS.zh } },
  LST_EXPIRED: { en: { what: 'The register says at {time}: expired.', ...STATUS.en }, zh: { what: '登记系统在 {time} 的答复为：过期失效。', ...STATUS.zh } },
  LST_TRANSFERRED: {
    en: { what: 'The register says at {time}: moved to another authority.', why: 'A new license has taken its place.', next: 'Ask the applicant for the license of the authority that it was moved to.' },
    zh: { what: '登记系统在 {time} 的答复为：已办理转出。', why: '已有新的证照取代。', next: '请申请人提供转入机构颁发的证照。' },
  },
  LST_OTHER: {
    en: { what: 'The register gives at {time} a status that is described in words.', why: 'Somebody has to read them.', next: 'Ask the issuing authority what the status means for this matter.' },
    zh: { what: '登记系统在 {time} 答复的状态为“其他”，另有文字说明。', why: '需要人工判断。', next: '请向颁发机构了解该状态对本事项的影响。' },
  },
  LST_UNKNOWN: {
    en: { what: 'What the register says of the license is not known ({reason}).', why: 'It may have been suspended, cancelled or revoked meanwhile.', next: 'Ask the register again; where it does not answer, ask the issuing authority.' },
    zh: { what: '未取得登记系统对该证照状态的答复（{reason}）。', why: '证照可能已被暂扣、注销或吊销。', next: '请重新查询；如登记系统不答复，请向颁发机构查询。' },
  },
  LST_STALE: {
    en: { what: 'The register’s answer is {age} seconds old; this matter allows {maximum}.', why: 'The status may have changed since.', next: 'Ask the register again.' },
    zh: { what: '登记系统的答复距今 {age} 秒，本事项最多允许 {maximum} 秒。', why: '状态此后可能已变化。', next: '请重新查询。' },
  },

  VAL_NOT_YET: { en: { what: 'The license is valid from {from}; today is {day}.', why: 'It is not in force yet.', ...DECLINE.en }, zh: { what: '证照自 {from} 起有效，今日为 {day}。', why: '证照尚未生效。', ...DECLINE.zh } },
  VAL_EXPIRED: {
    en: { what: 'The license was valid until {until}; today is {day}.', why: 'It has run out.', next: 'Do not accept it. The applicant can have it renewed by its authority.' },
    zh: { what: '证照有效期至 {until}，今日为 {day}。', why: '证照已过期。', next: '不予采信。申请人可向颁发机构申请延续。' },
  },
  VAL_GRACE: {
    en: { what: 'The license was valid until {until}; this matter still takes it for {days} days.', why: 'The rules of the matter say so.', next: 'Remind the applicant to have it renewed.' },
    zh: { what: '证照有效期至 {until}，本事项允许宽限 {days} 天。', why: '事项规则有此规定。', next: '请提醒申请人及时办理延续。' },
  },
  VAL_UNKNOWN: {
    en: { what: 'Whether the license is within its dates cannot be told ({element}).', why: 'It may have run out.', next: 'Ask the issuing authority until when it is valid.' },
    zh: { what: '无法判断证照是否在有效期内（{element}）。', why: '证照可能已过期。', next: '请向颁发机构核实有效期。' },
  },
  VAL_COPY_EXPIRED: {
    en: { what: 'The annotated copy was valid until {until}; the time is {time}.', why: 'Copies are made for a limited time.', next: 'Ask for a new copy or the original.' },
    zh: { what: '加注件有效期至 {until}，判定时间为 {time}。', why: '加注件只在限定时间内有效。', next: '请重新获取加注件或提供原件。' },
  },

  HOLD_MISMATCH: {
    en: { what: 'The presenter is not the holder of the license, and nobody gave a power.', why: 'A license proves something of its holder only.', next: 'Ask for the holder, or for a power of the holder’s. Do not accept the license for this person.' },
    zh: { what: '办事人不是持证主体，也没有委托。', why: '证照只能证明持证主体的情况。', next: '请持证主体本人办理或提供委托。该证照不能用于此办事人。' },
  },
  HOLD_NAME_ONLY: {
    en: { what: 'Only the name agrees: there is no number of one kind on both sides to compare.', why: 'Many people share a name.', next: 'Ask for a document with the number that the license has, or for a link of the two numbers by the identity platform.' },
    zh: { what: '仅姓名（名称）一致，双方没有同类号码可供比对。', why: '同名者众多。', next: '请提供与证照号码同类的证件，或由身份认证平台确认两个号码属于同一主体。' },
  },
  HOLD_NAME_DIFFERS: {
    en: { what: 'The number agrees and the name does not.', why: 'The holder may have changed the name since; or the number is another’s.', next: 'Ask for proof of the change of name, or for the license with the present one.' },
    zh: { what: '号码一致但姓名（名称）不一致。', why: '持证主体可能已更名，也可能号码有误。', next: '请提供更名证明，或更换为现名称的证照。' },
  },
  HOLD_JOINT_MISSING: {
    en: { what: 'Of {holders} joint holders, {missing} are neither present nor represented.', why: 'This matter needs all of them.', next: 'Ask for the others, or for their powers.' },
    zh: { what: '共 {holders} 个共同持证主体，其中 {missing} 个既未到场也未委托。', why: '本事项需要全部持证主体参加。', next: '请其余持证主体到场，或提供其委托。' },
  },
  HOLD_LINKED: {
    en: { what: 'The presenter has another number than the license; the identity platform vouches that it is the same person.', why: 'People can have several documents.', next: 'Nothing needs to be done.' },
    zh: { what: '办事人的号码与证照不同，身份认证平台确认为同一主体。', why: '同一人可以有多种证件。', next: '无需处理。' },
  },

  IDN_MISSING: {
    en: { what: 'Nobody was identified who presents the license.', why: 'It is not known whether it is the holder’s matter.', next: 'Ask the presenter to identify.' },
    zh: { what: '没有经过身份核验的办事人。', why: '无法确认是否为持证主体本人的事项。', next: '请办事人进行身份核验。' },
  },
  IDN_EXPIRED: { en: { what: 'The proof of identity was good until {expires}; the time is {time}.', why: 'Somebody else may have it by now.', ...STEP_UP.en }, zh: { what: '身份凭证有效期至 {expires}，判定时间为 {time}。', why: '凭证可能已被他人取得。', ...STEP_UP.zh } },
  IDN_LEVEL_LOW: { en: { what: 'The presenter was identified at level {has} ({missing}); this matter needs {needs}.', why: 'The weaker the proof of identity, the easier somebody else passes for the holder.', ...STEP_UP.en }, zh: { what: '办事人身份等级为 {has}（{missing}），本事项要求 {needs}。', why: '身份核验越弱，越容易被他人冒用。', ...STEP_UP.zh } },
  IDN_SESSION_STALE: { en: { what: 'The presenter authenticated longer ago than {maximum} seconds, or it is not known when.', why: 'Somebody else may sit at the device by now.', ...STEP_UP.en }, zh: { what: '办事人的身份认证已超过 {maximum} 秒，或无法得知认证时间。', why: '当前操作者可能已不是本人。', ...STEP_UP.zh } },
  IDN_AGENT_NO_AUTH: {
    en: { what: 'Who acts for the holder has no power that holds for this matter ({reason}).', why: 'Without it the holder may know nothing of it.', next: 'Ask for a power of the holder for this matter.' },
    zh: { what: '代办人没有适用于本事项的有效委托（{reason}）。', why: '持证主体可能并不知情。', next: '请提供持证主体就本事项出具的委托。' },
  },
  IDN_AGENT_NOT_ALLOWED: {
    en: { what: 'Somebody acts for the holder; this matter must be handled by the holder.', why: 'The rules of the matter say so.', next: 'Ask the holder to come in person.' },
    zh: { what: '由他人代办，而本事项须由持证主体本人办理。', why: '事项规则有此规定。', next: '请持证主体本人办理。' },
  },

  PUR_MISSING: { en: { what: 'There is no authorization to look at the license.', ...BRING_PURPOSE.en }, zh: { what: '没有调用该证照的授权或依据。', ...BRING_PURPOSE.zh } },
  PUR_NOT_YET: { en: { what: 'The authorization holds from {from}; the time is {time}.', ...BRING_PURPOSE.en }, zh: { what: '授权自 {from} 起有效，判定时间为 {time}。', ...BRING_PURPOSE.zh } },
  PUR_EXPIRED: { en: { what: 'The authorization held until {until}; the time is {time}.', ...BRING_PURPOSE.en }, zh: { what: '授权有效期至 {until}，判定时间为 {time}。', ...BRING_PURPOSE.zh } },
  PUR_SCOPE: { en: { what: 'The authorization is for something else than this use ({reason}).', ...BRING_PURPOSE.en }, zh: { what: '授权范围与本次使用不符（{reason}）。', ...BRING_PURPOSE.zh } },
  PUR_REPLAY: {
    en: { what: 'The authorization was used before.', why: 'It is good for one use: somebody may have kept a copy of it.', next: 'Do not go on with it. Ask the holder for a new one.' },
    zh: { what: '该授权已被使用过。', why: '授权仅限一次：可能有人留存并重复使用。', next: '不得继续使用。请持证人重新授权。' },
  },
  PUR_USE_UNKNOWN: {
    en: { what: 'Whether the authorization was used before is not known.', why: 'It is asked only once all else holds, so that a use that is refused costs nothing.', next: 'Where this is all that is open, check again when the memory of used authorizations answers.' },
    zh: { what: '尚不清楚该授权是否已被使用过。', why: '只有其他检查均通过时才会查询并登记使用，以免被拒绝的使用白白消耗授权。', next: '如仅此一项未决，请待授权使用记录可查询后重新判定。' },
  },

  EVD_INCOMPLETE: {
    en: { what: 'Nothing is kept of: {kind}.', why: 'The decision could not be explained or made again later.', next: 'Keep it with its digest, then decide again.' },
    zh: { what: '未留存：{kind}。', why: '日后无法说明或重现本次判定。', next: '请留存该材料及其摘要后重新判定。' },
  },
}
