/** Texts of revocation: evidence, and what it says about certificates. `{evidence}` is a piece's kind and position. */
import type { revocationDiagnostics } from '../../diagnostics/revocation.ts'
import type { Messages } from './catalog.ts'

/** Of one piece that could not be used: the certificate's state then rests on the others, or stays open. */
const UNUSED = {
  en: 'This piece of evidence was not used. If no other one serves, the state of the certificate stays open.',
  zh: '这份吊销证据未被采用。若没有其他可用的证据，证书状态即无法判定。',
} as const

const GET_NEWER = {
  en: 'Get a current CRL or OCSP response from the issuing authority and check again.',
  zh: '请从证书颁发机构取得当前的吊销列表（CRL）或在线状态应答（OCSP）后重新核验。',
} as const

const NOT_TRUSTED = {
  en: 'Find out where this evidence came from. Get evidence from the issuing authority itself.',
  zh: '请查明该证据的来源，并直接从证书颁发机构取得证据。',
} as const

const OPEN = {
  en: 'A certificate may have been revoked because its key was stolen. Unknown is not the same as good.',
  zh: '证书可能因密钥失窃等原因被吊销。“未知”不等于“正常”。',
} as const

export const revocationMessages: Messages<keyof typeof revocationDiagnostics> = {
  CRL_FIELDS_NOT_OF_VERSION: {
    en: {
      what: 'The certificate revocation list states version {version} but has fields of another one, or the version is unknown.',
      why: 'Programs that go by the version overlook these fields; they may change what the list means.',
      next: GET_NEWER.en,
    },
    zh: {
      what: '吊销列表声明为版本 {version}，却含有其他版本的字段，或版本未知。',
      why: '按版本读取的程序会忽略这些字段，而它们可能改变列表的含义。',
      next: GET_NEWER.zh,
    },
  },
  REVOCATION_CRL_CRITICALITY: {
    en: {
      what: 'The revocation list {evidence} marks its extension {extension} as critical.',
      why: 'The standard tells issuers not to. Its meaning is known and was heeded, so nothing is lost here; other programs may refuse the list.',
      next: 'Nothing needs to be done here. The certification authority should issue its lists without the mark.',
    },
    zh: {
      what: '吊销列表 {evidence} 将扩展项 {extension} 标为关键。',
      why: '标准要求签发者不得这样标记。其含义已知并已照办，此处没有影响；其他程序可能拒绝该列表。',
      next: '此处无需处理。证书认证机构签发列表时应去掉该标记。',
    },
  },
  CRL_SIGNATURE_ALGORITHM_MISMATCH: {
    en: {
      what: 'The certificate revocation list names its signature algorithm twice, and the two differ ({inner} inside, {outer} outside).',
      why: 'Only the inner one is protected by the signature; a difference points to an altered or badly made list.',
      next: GET_NEWER.en,
    },
    zh: {
      what: '吊销列表内外两处签名算法标识不一致（内 {inner}，外 {outer}）。',
      why: '只有内层标识受签名保护；两者不一致说明列表被改动或制作有误。',
      next: GET_NEWER.zh,
    },
  },
  OCSP_RESPONSE_TYPE_UNKNOWN: {
    en: {
      what: 'The OCSP response is of the unknown type {oid}.',
      why: 'Only the basic type is defined by the standard; others cannot be read.',
      next: GET_NEWER.en,
    },
    zh: {
      what: 'OCSP 应答的类型 {oid} 未知。',
      why: '标准只定义了基本类型，其他类型无法读取。',
      next: GET_NEWER.zh,
    },
  },
  OCSP_VERSION_UNKNOWN: {
    en: {
      what: 'The OCSP response states the unknown version {version}.',
      why: 'What such a response means is not defined.',
      next: GET_NEWER.en,
    },
    zh: {
      what: 'OCSP 应答声明的版本 {version} 未知。',
      why: '此类应答的含义没有定义。',
      next: GET_NEWER.zh,
    },
  },
  EVIDENCE_NOT_RECOGNIZED: {
    en: {
      what: 'The file is neither a certificate, a CRL, an OCSP response, a time stamp nor a signed message.',
      why: 'Nothing in it can serve as evidence.',
      next: 'Check whether the right file was supplied.',
    },
    zh: {
      what: '该文件不是证书、吊销列表、OCSP 应答、时间戳或签名消息。',
      why: '其中没有可作为证据的内容。',
      next: '请确认所提供的文件是否正确。',
    },
  },
  CRL_LIST_EMPTY: {
    en: {
      what: 'The certificate revocation list holds an empty list of entries.',
      why: 'The standard wants it left out when nothing is revoked. The meaning is the same.',
      next: 'Nothing needs to be done.',
    },
    zh: {
      what: '吊销列表中写有空的条目表。',
      why: '标准要求没有吊销条目时省略，含义相同。',
      next: '无需处理。',
    },
  },
  REVOCATION_EXTENSION_UNKNOWN: {
    en: {
      what: '{evidence} holds the critical extension {oid}, which is not known here.',
      why: `Critical means: who does not understand it must not rely on the evidence. ${UNUSED.en}`,
      next: GET_NEWER.en,
    },
    zh: {
      what: '{evidence} 含有此处不认识的关键扩展 {oid}。',
      why: `“关键”意味着：不理解该扩展者不得采信该证据。${UNUSED.zh}`,
      next: GET_NEWER.zh,
    },
  },
  REVOCATION_SIGNATURE_INVALID: {
    en: {
      what: 'The signature on {evidence} is wrong.',
      why: `The evidence was altered or was not made by who it names. ${UNUSED.en}`,
      next: NOT_TRUSTED.en,
    },
    zh: {
      what: '{evidence} 的签名不成立。',
      why: `该证据被改动，或并非其所称的机构出具。${UNUSED.zh}`,
      next: NOT_TRUSTED.zh,
    },
  },
  REVOCATION_ALGORITHM_UNSUPPORTED: {
    en: {
      what: '{evidence} is signed with an algorithm or key that is not supported ({oid}).',
      why: UNUSED.en,
      next: GET_NEWER.en,
    },
    zh: {
      what: '{evidence} 所用的签名算法或密钥不受支持（{oid}）。',
      why: UNUSED.zh,
      next: GET_NEWER.zh,
    },
  },
  REVOCATION_UNAUTHORIZED_ISSUER: {
    en: {
      what: '{evidence} was not signed by the authority that issued the certificate, nor by one it authorized.',
      why: `Anybody can write such a list. ${UNUSED.en}`,
      next: NOT_TRUSTED.en,
    },
    zh: {
      what: '{evidence} 不是由证书颁发机构或其授权者签发的。',
      why: `任何人都可以编写这样的列表。${UNUSED.zh}`,
      next: NOT_TRUSTED.zh,
    },
  },
  REVOCATION_UNAUTHORIZED_RESPONDER: {
    en: {
      what: '{evidence} was not signed by the authority that issued the certificate, nor by a responder that it certified for this.',
      why: `A certificate that is trusted for something else gives no right to speak about this one. ${UNUSED.en}`,
      next: NOT_TRUSTED.en,
    },
    zh: {
      what: '{evidence} 不是由证书颁发机构，也不是由其专门授权的应答者签发的。',
      why: `在其他用途上受信任的证书，无权说明这张证书的状态。${UNUSED.zh}`,
      next: NOT_TRUSTED.zh,
    },
  },
  REVOCATION_EVIDENCE_MALFORMED: {
    en: {
      what: '{evidence} cannot be read ({code}).',
      why: UNUSED.en,
      next: GET_NEWER.en,
    },
    zh: {
      what: '{evidence} 无法读取（{code}）。',
      why: UNUSED.zh,
      next: GET_NEWER.zh,
    },
  },
  REVOCATION_CRL_ISSUER_UNCHECKED: {
    en: {
      what: '{evidence} was signed with a certificate of its own, and whether that one is revoked is not known.',
      why: 'If it were revoked, the list would prove nothing.',
      next: 'Supply revocation evidence for the certificate that signed the list, too.',
    },
    zh: {
      what: '{evidence} 由专用证书签发，而该证书本身是否被吊销尚不清楚。',
      why: '若该证书已被吊销，这份列表便不能证明什么。',
      next: '请一并提供该签发证书的吊销证据。',
    },
  },
  REVOCATION_RESPONDER_UNCHECKED: {
    en: {
      what: '{evidence} was signed by a responder whose own certificate could not be checked for revocation.',
      why: 'The certificate names a source for that, but no evidence from it was supplied.',
      next: "Supply revocation evidence for the responder's certificate if the policy demands it.",
    },
    zh: {
      what: '{evidence} 的应答者证书本身是否被吊销未能核查。',
      why: '该证书载明了吊销信息来源，但未提供相应证据。',
      next: '若策略有要求，请一并提供应答者证书的吊销证据。',
    },
  },
  REVOCATION_STALE: {
    en: {
      what: '{evidence} is out of date: issued {thisUpdate}, next one due {nextUpdate}, needed for {time}.',
      why: 'A revocation after its date would not be in it.',
      next: GET_NEWER.en,
    },
    zh: {
      what: '{evidence} 已过时：签发于 {thisUpdate}，下次更新 {nextUpdate}，而所需时间为 {time}。',
      why: '此后发生的吊销不会出现在其中。',
      next: GET_NEWER.zh,
    },
  },
  REVOCATION_NOT_YET_ISSUED: {
    en: {
      what: '{evidence} is dated {thisUpdate}, later than {time}.',
      why: 'Evidence from later than the time that counts is not accepted under this rule, or a clock is wrong.',
      next: 'Check the clock, or get evidence of the right date.',
    },
    zh: {
      what: '{evidence} 的日期 {thisUpdate} 晚于 {time}。',
      why: '按现行规则不采用晚于所判时间的证据，或时钟有误。',
      next: '请检查时钟，或取得日期合适的证据。',
    },
  },
  REVOCATION_AFTER_EXPIRY: {
    en: {
      what: '{evidence} was issued {thisUpdate}, after the certificate expired ({notAfter}).',
      why: 'Authorities may drop expired certificates from their lists: that it is not listed then means nothing.',
      next: 'Get evidence from before the certificate expired, or from a source that keeps expired certificates.',
    },
    zh: {
      what: '{evidence} 签发于 {thisUpdate}，晚于证书到期时间（{notAfter}）。',
      why: '颁发机构可以不再列出已到期的证书，因此未列出并不说明什么。',
      next: '请取得证书到期之前的证据，或取自保留到期证书信息的来源。',
    },
  },
  REVOCATION_NONCE_MISMATCH: {
    en: {
      what: '{evidence} does not answer the request that was sent.',
      why: `An older answer may have been played back. ${UNUSED.en}`,
      next: GET_NEWER.en,
    },
    zh: {
      what: '{evidence} 与所发出的请求不对应。',
      why: `可能有人重放了旧的应答。${UNUSED.zh}`,
      next: GET_NEWER.zh,
    },
  },
  REVOCATION_RESPONSE_ERROR: {
    en: {
      what: '{evidence} is no answer but an error message of the responder ({status}).',
      why: UNUSED.en,
      next: GET_NEWER.en,
    },
    zh: {
      what: '{evidence} 不是状态应答，而是应答服务的错误消息（{status}）。',
      why: UNUSED.zh,
      next: GET_NEWER.zh,
    },
  },
  REVOCATION_CRL_NUMBER_REGRESSION: {
    en: {
      what: '{evidence} is newer than another list but has a lower number.',
      why: 'Numbers of lists must rise. An older list may have been passed off as a newer one, or the authority made a mistake.',
      next: NOT_TRUSTED.en,
    },
    zh: {
      what: '{evidence} 的日期比另一份列表新，编号却更小。',
      why: '吊销列表的编号应当递增。可能有人用旧列表冒充新列表，或颁发机构有误。',
      next: NOT_TRUSTED.zh,
    },
  },
  REVOCATION_DELTA_WITHOUT_BASE: {
    en: {
      what: '{evidence} holds only changes to a complete list, and that complete list was not supplied.',
      why: 'That a certificate is not among the changes does not mean that it is not revoked.',
      next: 'Supply the complete list that the changes belong to.',
    },
    zh: {
      what: '{evidence} 只是对完整列表的增量，而相应的完整列表未提供。',
      why: '证书不在增量之中，不等于未被吊销。',
      next: '请提供与该增量对应的完整吊销列表。',
    },
  },
  REVOCATION_NO_SOURCE: {
    en: {
      what: 'The certificate names no source of revocation information, and none was supplied.',
      why: 'Whether it was revoked cannot be learned from it. Under this policy that does not keep the signature from being accepted.',
      next: 'If in doubt, ask the issuing authority about the certificate.',
    },
    zh: {
      what: '证书未载明吊销信息来源，也未提供吊销证据。',
      why: '从证书本身无法得知是否被吊销；按现行策略，这不妨碍受理。',
      next: '如有疑问，请向证书颁发机构查询该证书。',
    },
  },
  REVOCATION_NO_EVIDENCE: {
    en: {
      what: 'No revocation evidence about the certificate was supplied.',
      why: OPEN.en,
      next: GET_NEWER.en,
    },
    zh: {
      what: '未提供该证书的吊销证据。',
      why: OPEN.zh,
      next: GET_NEWER.zh,
    },
  },
  REVOCATION_EVIDENCE_UNUSABLE: {
    en: {
      what: 'There are {examined} pieces of evidence about the certificate, and none of them serves.',
      why: OPEN.en,
      next: 'The other findings say what is wrong with each. Get suitable evidence and check again.',
    },
    zh: {
      what: '关于该证书有 {examined} 份吊销证据，但均不可用。',
      why: OPEN.zh,
      next: '其他各项说明了每份证据的问题。请取得合适的证据后重新核验。',
    },
  },
  REVOCATION_REASONS_UNCOVERED: {
    en: {
      what: 'The lists supplied leave {uncovered} reasons for revocation uncovered.',
      why: 'The authority keeps separate lists by reason. The certificate may be on one that was not supplied.',
      next: 'Supply the other lists of the authority, too.',
    },
    zh: {
      what: '所提供的吊销列表尚有 {uncovered} 类吊销原因未覆盖。',
      why: '颁发机构按吊销原因分列多份列表，证书可能列在未提供的列表上。',
      next: '请一并提供该机构的其他吊销列表。',
    },
  },
  REVOCATION_UNKNOWN: {
    en: {
      what: 'The responder does not know the certificate ({evidence}).',
      why: 'It may never have been issued, or the wrong responder was asked.',
      next: 'Ask the issuing authority about the certificate.',
    },
    zh: {
      what: '应答者不知道该证书（{evidence}）。',
      why: '证书可能从未签发，或询问的应答服务有误。',
      next: '请向证书颁发机构查询该证书。',
    },
  },
  CERTIFICATE_REVOKED: {
    en: {
      what: 'The certificate was revoked on {revocationDate} (reason: {reason}), before the time that counts.',
      why: 'From then on it gave no right to sign.',
      next: 'Do not accept. Ask the issuer for a document signed with a valid certificate.',
    },
    zh: {
      what: '证书已于 {revocationDate} 被吊销（原因：{reason}），早于所判时间。',
      why: '自吊销之时起，该证书不再具有签名效力。',
      next: '不应受理。请签发机构用有效证书重新签发。',
    },
  },
  CERTIFICATE_REVOKED_LATER: {
    en: {
      what: 'The certificate was revoked on {revocationDate} (reason: {reason}), after the claimed signing time {time}.',
      why: 'Only the signer says when the signature was made. Whoever holds a revoked key can write an earlier time.',
      next: 'Accept only with proof that the signature existed before the revocation, such as a time stamp or a record of receipt.',
    },
    zh: {
      what: '证书于 {revocationDate} 被吊销（原因：{reason}），晚于所声明的签名时间 {time}。',
      why: '签名时间只是签名者的说法；持有已吊销密钥者可以写上更早的时间。',
      next: '须有证据证明签名在吊销之前已经存在，例如时间戳或收件记录，方可受理。',
    },
  },
  CERTIFICATE_CA_REVOKED_LATER: {
    en: {
      what: "An authority's certificate was revoked on {revocationDate} (reason: {reason}), after the claimed time {time}.",
      why: 'With a stolen authority key certificates and dates of any kind can be made.',
      next: 'Accept only with proof that the signature existed before the revocation. Ask the authority what happened.',
    },
    zh: {
      what: '上级机构证书于 {revocationDate} 被吊销（原因：{reason}），晚于所声明的时间 {time}。',
      why: '机构密钥一旦失窃，可伪造任意证书和日期。',
      next: '须有证据证明签名在吊销之前已经存在方可受理；并请向该机构了解情况。',
    },
  },
  CERTIFICATE_REVOKED_AFTER_PROOF: {
    en: {
      what: 'The certificate was revoked on {revocationDate} (reason: {reason}); a time stamp proves that the signature existed at {proof}, before that.',
      why: 'A later revocation does not touch what was signed before.',
      next: 'Nothing needs to be done.',
    },
    zh: {
      what: '证书于 {revocationDate} 被吊销（原因：{reason}）；时间戳证明签名在此之前的 {proof} 已经存在。',
      why: '其后的吊销不影响此前所作的签名。',
      next: '无需处理。',
    },
  },
  CERTIFICATE_INVALID_SINCE: {
    en: {
      what: 'The authority says that the key was not to be trusted from {invalidityDate} on, which is before {time}.',
      why: 'The certificate was revoked later, but the key may have been in wrong hands when the signature was made.',
      next: 'Ask the issuing authority and the signer whether this signature is genuine.',
    },
    zh: {
      what: '颁发机构声明该密钥自 {invalidityDate} 起已不可信，早于 {time}。',
      why: '证书虽在其后才被吊销，但签名时密钥可能已落入他人之手。',
      next: '请向颁发机构和签名者核实该签名是否属实。',
    },
  },
  CERTIFICATE_ON_HOLD: {
    en: {
      what: 'The certificate was suspended on {revocationDate}.',
      why: 'It may be released or revoked for good; until then nobody can say whether it was valid.',
      next: 'Ask the issuing authority, or check again later with new evidence.',
    },
    zh: {
      what: '证书已于 {revocationDate} 被冻结（暂停使用）。',
      why: '其后可能解冻，也可能正式吊销；在此之前无法确定其是否有效。',
      next: '请向证书颁发机构查询，或稍后取得新证据再行核验。',
    },
  },
}
