/** Texts for signatures, their seals and times: what the checks of `signature/` notice. */
import type { signatureDiagnostics } from '../../diagnostics/signature.ts'
import type { Messages } from './catalog.ts'

export const signatureMessages: Messages<keyof typeof signatureDiagnostics> = {
  SIGNATURE_FORMAT_UNKNOWN: {
    en: { what: 'The signature value is none of the known kinds: electronic seal signature, CMS signature or bare SM2 signature.', why: 'A signature that cannot be read proves nothing.', next: 'Ask the issuer which product signed the document, and for a copy signed to GB/T 38540 or GM/T 0031.' },
    zh: { what: '签名值不是任何已知类型：既不是电子签章数据，也不是 CMS 签名或裸 SM2 签名。', why: '无法读取的签名不能证明任何事项。', next: '请向签发机构了解所用签章产品，并索取符合 GB/T 38540 或 GM/T 0031 的文件。' },
  },
  SIGNATURE_TYPE_DISAGREES: {
    en: { what: 'The signature list calls this signature “{stated}”, its content is of kind “{found}”.', why: 'The list is not protected, so the content decides; someone may have edited the list.', next: 'Rely on the checks of the content. If the list was altered on the way, ask for the original file.' },
    zh: { what: '签名列表标明类型为“{stated}”，而签名内容实为“{found}”。', why: '签名列表不受保护，应以签名内容为准；列表可能被改动过。', next: '以签名内容的检查结果为准；如怀疑列表被改动，请索取原件。' },
  },
  SIGNATURE_RAW: {
    en: { what: 'The SM2 signature is written as 64 bare octets instead of a DER structure.', why: 'The mathematics is the same; the standard asks for the structure.', next: 'Nothing; tell the vendor.' },
    zh: { what: 'SM2 签名以 64 个裸字节书写，而非 DER 结构。', why: '数学含义相同，但标准要求使用该结构。', next: '无需处理；可反馈给厂商。' },
  },
  SIGNATURE_SIGNERS_COUNT: {
    en: { what: 'The signature message holds {count} signatures where exactly one belongs.', why: 'It would be open whose signature counts.', next: 'Do not accept. Ask the issuer to sign again.' },
    zh: { what: '签名消息含有 {count} 个签名，而此处应恰有一个。', why: '无法确定以谁的签名为准。', next: '不予接受。请签发机构重新签名。' },
  },
  SIGNATURE_VALUE_INVALID: {
    en: { what: 'The signature value does not fit the signed data and the signer’s key ({algorithm}).', why: 'The signed data was changed after signing, or the signature was not made with this key: it is no signature of this signer.', next: 'Do not accept. Ask the holder for the original file, or the issuer to confirm or re-issue.' },
    zh: { what: '签名值与被签数据及签章者公钥不符（{algorithm}）。', why: '被签数据在签名后被改动，或签名并非由该密钥作出，因而不是该签章者的签名。', next: '不予接受。请持有人提供原件，或请签发机构核实、重新签发。' },
  },
  SIGNATURE_MATCHES_OTHERWISE: {
    en: { what: 'The value would fit if it were computed in a non-standard way: {variant}.', why: 'This points to a product that signs differently from the standard; it does not make the signature valid.', next: 'Report this to the vendor of the signing product; ask for a document signed to the standard.' },
    zh: { what: '若按非标准方式计算则相符：{variant}。', why: '这说明签章产品的实现与标准不一致，并不使签名有效。', next: '请将此情况反馈给签章产品厂商，并索取按标准签章的文件。' },
  },
  SIGNATURE_USER_ID_OTHER: {
    en: { what: 'The signature fits the SM2 user id number {position} of the policy, not the first one.', why: 'Signer and verifier must agree on the user id; the policy allows this one.', next: 'Nothing, if this signer is known to use that id.' },
    zh: { what: '签名与策略中第 {position} 个 SM2 用户标识相符，而非首选标识。', why: '签验双方须约定同一用户标识；策略允许使用该标识。', next: '如已知该签章者使用此标识，无需处理。' },
  },
  SIGNATURE_KEY_MISMATCH: {
    en: { what: 'The signature algorithm ({algorithm}) cannot be used with the certificate’s key ({keyType}).', why: 'Such a signature cannot have been made with this key in the stated way.', next: 'Do not accept. Ask the issuer to sign again.' },
    zh: { what: '签名算法（{algorithm}）不能用于证书中的密钥（{keyType}）。', why: '该密钥不可能以所述方式作出此签名。', next: '不予接受。请签发机构重新签章。' },
  },
  SIGNER_CERTIFICATE_ABSENT: {
    en: { what: 'The signer’s certificate is neither in the signature nor among the certificates supplied.', why: 'Without it nobody can tell who signed, nor whether the signature value is right.', next: 'Supply the signer’s certificate (--certs) and verify again.' },
    zh: { what: '签名中没有签章者证书，所提供的证书中也没有。', why: '没有证书就无法判断由谁签名以及签名值是否正确。', next: '请提供签章者证书（--certs）后重新验证。' },
  },
  SIGNER_CERTIFICATE_SUPPLIED: {
    en: { what: 'The signature holds no certificate; it fits a certificate that the verifier supplied.', why: 'The link between signature and signer rests on the supplied certificate.', next: 'Make sure that the certificate came from a trustworthy source.' },
    zh: { what: '签名中不含证书；签名与验证方提供的证书相符。', why: '签名与签章者的关联依赖于所提供的证书。', next: '请确认该证书来源可信。' },
  },
  DATA_HASH_MISMATCH: {
    en: { what: 'The hash that was signed is not the hash of the original ({algorithm}).', why: 'The signed description of the document was changed after sealing, or the seal was taken from another document.', next: 'Do not accept. Ask for the original file.' },
    zh: { what: '签章中的原文杂凑值与原文不符（{algorithm}）。', why: '被签的文件描述在盖章后被改动，或印章取自另一份文件。', next: '不予接受。请提供原件。' },
  },
  DATA_HASH_NONSTANDARD: {
    en: { what: 'The signed hash is not the plain hash of the original but fits when computed in a non-standard way: {variant}.', why: 'The document seems intact, but the product deviates from the standard.', next: 'Have the issuer confirm, or choose a policy that names this deviation.' },
    zh: { what: '签章中的杂凑值不是原文的普通杂凑值，但按非标准方式计算相符：{variant}。', why: '文件看来完整，但签章产品偏离标准。', next: '请签发机构确认，或选用明确允许该偏差的策略。' },
  },
  DATA_HASH_WEAK: {
    en: { what: 'The original was hashed with {algorithm}, which no longer withstands attack.', why: 'Two different documents with the same hash can be prepared.', next: 'Have the issuer confirm the content or re-issue with SM3.' },
    zh: { what: '原文使用 {algorithm} 计算杂凑值，该算法已不能抵抗攻击。', why: '可能预先制作出杂凑值相同的两份不同文件。', next: '请签发机构核实内容，或以 SM3 重新签发。' },
  },
  SIGNED_DATA_ABSENT: {
    en: { what: 'The data that was signed is not at hand.', why: 'The signature alone does not tell whether a document is unchanged.', next: 'Verify the whole document, or supply the signed data.' },
    zh: { what: '没有提供被签的原文。', why: '仅凭签名无法判断文件是否未被改动。', next: '请验证完整文件，或提供被签原文。' },
  },
  BINDING_OTHER_ENTRY: {
    en: { what: 'The seal signature says that it protects another file of this package ({path}).', why: 'It may have been moved here from elsewhere in the document.', next: 'Do not accept without the issuer’s confirmation.' },
    zh: { what: '签章声明其保护的是本文件包中的另一个文件（{path}）。', why: '该签章可能是从文件其他位置移植而来。', next: '未经签发机构确认，不予接受。' },
  },
  BINDING_DIFFERS: {
    en: { what: 'The protected range that the seal signature states does not name this signature file.', why: 'The standard asks for it; the hash binds the two all the same.', next: 'Nothing, if the other checks pass.' },
    zh: { what: '签章声明的保护范围没有指明本签名文件。', why: '标准要求指明；二者仍由杂凑值绑定。', next: '其他检查通过时无需处理。' },
  },
  SEAL_SIGNATURE_INVALID: {
    en: { what: 'The seal maker’s signature on the electronic seal is wrong ({algorithm}).', why: 'The seal was altered or was not made by this maker: it is no genuine seal.', next: 'Do not accept. Report the seal to the authority whose name it bears.' },
    zh: { what: '电子印章中制章者的签名不正确（{algorithm}）。', why: '印章被改动，或并非由该制章者制作，不是真实的电子印章。', next: '不予接受。请向印章所示机构反映。' },
  },
  SEAL_SIGNATURE_OTHER_BYTES: {
    en: { what: 'The maker’s signature is right, but over other bytes than this edition of the standard says: {variant}.', why: 'All of the seal’s information is signed; the product deviates in what it adds.', next: 'Nothing, if this vendor is known; tell the vendor.' },
    zh: { what: '制章者签名正确，但签名的数据范围与该版标准规定不同：{variant}。', why: '印章信息均在签名范围内；产品在附加内容上偏离标准。', next: '已知厂商无需处理；可反馈给厂商。' },
  },
  SEAL_SIGNER_NOT_LISTED: {
    en: { what: 'The signer’s certificate is not among the {listed} that the seal allows to use it.', why: 'This key is not entitled to use the seal: the seal may have been copied from another document.', next: 'Do not accept. If the certificate was renewed, the authority needs a new seal; ask it to seal again.' },
    zh: { what: '签章者证书不在印章允许使用的 {listed} 张证书之列。', why: '该密钥无权使用此印章，印章可能是从其他文件复制而来。', next: '不予接受。如证书已更换，机构应重新制章并重新盖章。' },
  },
  SEAL_LIST_OPAQUE: {
    en: { what: 'The seal does not list the signers’ certificates in a form that can be compared.', why: 'It cannot be proven that this signer may use the seal.', next: 'Have the issuer confirm.' },
    zh: { what: '印章未以可比对的形式列出签章者证书。', why: '无法证明该签章者有权使用此印章。', next: '请签发机构确认。' },
  },
  SEAL_LIST_DIGEST_PREFIXED: {
    en: { what: 'The seal’s list holds a certificate digest computed with the SM2 prefix Z.', why: 'The standard asks for the plain digest; the certificate matches all the same.', next: 'Nothing; tell the vendor.' },
    zh: { what: '印章列表中的证书杂凑值带 SM2 前缀 Z 计算。', why: '标准要求普通杂凑值；证书仍然相符。', next: '无需处理；可反馈给厂商。' },
  },
  SEAL_FILE_DIFFERS: {
    en: { what: 'The seal file in the package ({path}) is not the seal that was signed.', why: 'A reader that shows this file shows a picture that nobody sealed with.', next: 'Do not accept. Ask for the original file.' },
    zh: { what: '文件包中的印章文件（{path}）与签章数据内的印章不同。', why: '若阅读器显示该文件，所见印章并非实际所盖。', next: '不予接受。请提供原件。' },
  },
  SEAL_FILE_MISSING: {
    en: { what: 'The signature refers to a seal file ({path}) that is not in the package.', why: 'The seal inside the signature is complete, so nothing is lost.', next: 'Nothing.' },
    zh: { what: '签名引用的印章文件（{path}）不在文件包中。', why: '签章数据内含完整印章，不影响验证。', next: '无需处理。' },
  },
  SEAL_FILE_PADDED: {
    en: { what: 'The seal file ({path}) has {bytes} octets of zero padding behind the seal.', why: 'The seal itself is the one that was signed.', next: 'Nothing.' },
    zh: { what: '印章文件（{path}）末尾有 {bytes} 个填充零字节。', why: '印章本身与签章数据内的一致。', next: '无需处理。' },
  },
  TIME_ABSENT: {
    en: { what: 'The signature states no time that can be read.', why: 'Validity at the time of signing cannot be judged; the validation time is used instead.', next: 'Ask the issuer when it was sealed, or for a copy with a time stamp.' },
    zh: { what: '签名没有可读取的时间。', why: '无法按签章时间判断有效性，改用验证时间。', next: '请向签发机构了解盖章时间，或索取带时间戳的文件。' },
  },
  TIME_CLAIMED: {
    en: { what: 'The signing time is the signer’s own statement; no time stamp proves it.', why: 'Who holds the key can state any time.', next: 'Nothing under this policy. Ask for a time stamp where the date decides.' },
    zh: { what: '签章时间为签章者自行声明，没有时间戳证明。', why: '持有密钥者可以声明任意时间。', next: '按本策略无需处理；若日期起决定作用，请要求提供时间戳。' },
  },
  TIME_NOT_PROVEN: {
    en: { what: 'No verified time stamp proves the signing time, and the policy demands one.', why: 'A claimed time can be backdated.', next: 'Ask for a document with a time stamp, or judge under another policy.' },
    zh: { what: '没有经验证的时间戳证明签章时间，而策略要求时间戳。', why: '自行声明的时间可能被倒签。', next: '请索取带时间戳的文件，或采用其他策略判断。' },
  },
  TIME_IN_FUTURE: {
    en: { what: 'The signature says that it was made at {time}, after the time of validation ({validationTime}).', why: 'A signature cannot come from the future: a clock is wrong, or the time was invented.', next: 'Check this machine’s clock. If it is right, do not accept.' },
    zh: { what: '签章时间 {time} 晚于验证时间 {validationTime}。', why: '签章不可能产生于将来：时钟有误，或时间系编造。', next: '请检查本机时钟；若时钟无误，不予接受。' },
  },
  TIME_AFTER_TIMESTAMP: {
    en: { what: 'The signer claims {time}, later than the time stamp that was made afterwards ({genTime}).', why: 'The order of events is impossible.', next: 'Do not accept without the issuer’s explanation.' },
    zh: { what: '签章者声明的时间 {time} 晚于其后加盖的时间戳 {genTime}。', why: '事件先后顺序不成立。', next: '未经签发机构说明，不予接受。' },
  },
  TIME_STATEMENTS_DIFFER: {
    en: { what: 'The time in Signature.xml and the time in the signed data differ by {seconds} seconds.', why: 'The signed data decides; readers that show the other time mislead.', next: 'Go by the time in this report.' },
    zh: { what: 'Signature.xml 中的时间与签章数据内的时间相差 {seconds} 秒。', why: '以签章数据为准；显示前者的阅读器会产生误导。', next: '以本报告所列时间为准。' },
  },
  SEAL_NOT_YET_VALID: {
    en: { what: 'The seal was used at {time}, before its validity began ({validStart}).', why: 'A seal counts only within its period of validity.', next: 'Do not accept. Ask the issuer to seal again.' },
    zh: { what: '印章在 {time} 使用，早于其有效期起始 {validStart}。', why: '印章仅在有效期内有效。', next: '不予接受。请签发机构重新盖章。' },
  },
  SEAL_EXPIRED: {
    en: { what: 'The seal was used at {time}, after its validity ended ({validEnd}).', why: 'A seal counts only within its period of validity.', next: 'Do not accept. Ask the issuer to seal again with a valid seal.' },
    zh: { what: '印章在 {time} 使用，晚于其有效期截止 {validEnd}。', why: '印章仅在有效期内有效。', next: '不予接受。请签发机构使用有效印章重新盖章。' },
  },
  SEAL_CREATED_AFTER_SIGNING: {
    en: { what: 'The seal was made at {createDate}, after the time of signing ({time}).', why: 'A seal cannot be used before it exists: one of the times is false.', next: 'Do not accept without the issuer’s explanation.' },
    zh: { what: '印章制作于 {createDate}，晚于签章时间 {time}。', why: '印章不可能在制作前被使用，其中一个时间不实。', next: '未经签发机构说明，不予接受。' },
  },
  SEAL_CREATED_AFTER_TIMESTAMP: {
    en: { what: 'The seal says that it was made at {createDate}, after its own time stamp ({genTime}).', why: 'The order of events is impossible.', next: 'Do not accept without the seal maker’s explanation.' },
    zh: { what: '印章声明的制作时间 {createDate} 晚于其自身的时间戳 {genTime}。', why: '事件先后顺序不成立。', next: '未经制章机构说明，不予接受。' },
  },
  SEAL_MAKER_NOT_VALID_AT_CREATION: {
    en: { what: 'The seal was made at {createDate}; the maker’s certificate is valid from {notBefore} to {notAfter}.', why: 'The maker was not entitled to make seals with this certificate at that time.', next: 'Do not accept. Ask the authority for a document sealed with a valid seal.' },
    zh: { what: '印章制作于 {createDate}；制章者证书有效期为 {notBefore} 至 {notAfter}。', why: '制章者当时无权以该证书制章。', next: '不予接受。请机构提供以有效印章盖章的文件。' },
  },
  SEAL_MAKER_NEARLY_VALID_AT_CREATION: {
    en: { what: 'The seal was made at {createDate}, {days} days outside the validity of the maker’s certificate ({notBefore} to {notAfter}).', why: 'Genuine seals with such dates exist; the policy tolerates this many days.', next: 'Nothing under this policy.' },
    zh: { what: '印章制作于 {createDate}，超出制章者证书有效期（{notBefore} 至 {notAfter}）{days} 天。', why: '真实印章中存在此类日期；策略允许这一天数。', next: '按本策略无需处理。' },
  },
  SEAL_MADE_BY_SIGNER: {
    en: { what: 'The signer made the seal itself, with the certificate that it signs with, and no trust anchor says that it may make seals.', why: 'Whoever holds a certificate could make a seal in any name.', next: 'Give the anchors of seal makers separately (--trust-maker), or have the authority confirm the seal.' },
    zh: { what: '印章由签章者以其签章所用证书自行制作，而没有信任锚表明其有权制章。', why: '任何持有证书者都可以这样以任意名义制作印章。', next: '请单独提供制章者的信任锚（--trust-maker），或请机构确认该印章。' },
  },
  SEAL_MAKER_ANCHOR_GENERAL: {
    en: { what: 'The trust anchor behind the seal maker vouches for signers too, not for seal makers in particular.', why: 'Everybody with a certificate below it counts as a possible seal maker.', next: 'Give the anchors of seal makers separately (--trust-maker, sealMaker) where you know them.' },
    zh: { what: '制章者所追溯的信任锚同时用于签章者，并非专用于制章者。', why: '该信任锚之下的任何证书持有者都可能被视为制章者。', next: '如已知制章者的信任锚，请单独提供（--trust-maker、sealMaker）。' },
  },
  SEAL_MAKER_EXPIRED_SINCE: {
    en: { what: 'The seal maker’s certificate expired at {notAfter}, after the seal was made.', why: 'A seal made in time stays valid for its own period.', next: 'Nothing.' },
    zh: { what: '制章者证书已于 {notAfter} 到期，在印章制作之后。', why: '在证书有效期内制作的印章，在印章自身有效期内继续有效。', next: '无需处理。' },
  },
}
