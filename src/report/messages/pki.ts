/** Texts of certificates and paths. */
import type { pkiDiagnostics } from '../../diagnostics/pki.ts'
import type { Messages } from './catalog.ts'

export const pkiMessages: Messages<keyof typeof pkiDiagnostics> = {
  CERTIFICATE_VERSION_UNKNOWN: {
    en: {
      what: 'The certificate states a version other than 1, 2 or 3.',
      why: 'Rules for such a certificate do not exist, so nothing it says can be relied on.',
      next: 'Ask the sender for a copy of the original certificate; ask the issuing authority if it is unchanged.',
    },
    zh: {
      what: '证书声明的版本既不是 1、2，也不是 3。',
      why: '此类证书没有可适用的规则，其内容不可采信。',
      next: '请向提供方索取原始证书；若证书未被改动，请咨询签发机构。',
    },
  },
  CERTIFICATE_FIELDS_NOT_OF_VERSION: {
    en: {
      what: 'The certificate states version {version} but has fields of a later version.',
      why: 'Programs that go by the version overlook these fields, and others do not; the two would judge it differently.',
      next: 'Ask the issuing authority for a certificate of version 3.',
    },
    zh: {
      what: '证书声明为版本 {version}，却含有更高版本才有的字段。',
      why: '按版本读取的程序会忽略这些字段，其他程序不会，两者结论可能不同。',
      next: '请向签发机构申请版本 3 的证书。',
    },
  },
  CERTIFICATE_SIGNATURE_ALGORITHM_MISMATCH: {
    en: {
      what: 'The certificate names its signature algorithm twice, and the two differ ({inner} inside, {outer} outside).',
      why: 'Only the inner one is protected by the signature; a difference points to an altered or badly made certificate.',
      next: 'Do not rely on the certificate. Ask the issuing authority for a correct one.',
    },
    zh: {
      what: '证书内外两处签名算法标识不一致（内 {inner}，外 {outer}）。',
      why: '只有内层标识受签名保护；两者不一致说明证书被改动或制作有误。',
      next: '请勿采信该证书，并向签发机构索取正确的证书。',
    },
  },
  CERTIFICATE_SERIAL_NUMBER_INVALID: {
    en: {
      what: 'The serial number of the certificate is empty or longer than any reader supports.',
      why: 'Revocation is looked up by serial number; without one, the certificate cannot be checked.',
      next: 'Ask the issuing authority for a correct certificate.',
    },
    zh: {
      what: '证书序列号为空，或长度超出可读取范围。',
      why: '吊销状态按序列号查询；序列号无效则无法核查该证书。',
      next: '请向签发机构索取正确的证书。',
    },
  },
  CERTIFICATE_SERIAL_NUMBER_NOT_POSITIVE: {
    en: {
      what: 'The serial number of the certificate is zero or negative.',
      why: 'The standard wants a positive number. The certificate stays identifiable, but it was not made by the rules.',
      next: 'Usually nothing. Tell the issuing authority if it is one of yours.',
    },
    zh: {
      what: '证书序列号为零或负数。',
      why: '标准要求序列号为正整数。证书仍可识别，但制作不合规范。',
      next: '一般无需处理；如系本单位所属签发机构，请告知其改正。',
    },
  },
  CERTIFICATE_SERIAL_NUMBER_TOO_LONG: {
    en: {
      what: 'The serial number of the certificate has {octets} octets; the standard allows 20.',
      why: 'The certificate stays identifiable, but other programs may refuse it.',
      next: 'Usually nothing. Tell the issuing authority if it is one of yours.',
    },
    zh: {
      what: '证书序列号长 {octets} 字节，标准上限为 20 字节。',
      why: '证书仍可识别，但其他程序可能拒绝读取。',
      next: '一般无需处理；如系本单位所属签发机构，请告知其改正。',
    },
  },
  CERTIFICATE_TIME_FORM: {
    en: {
      what: 'The date in {field} of the certificate is written in a form that the standard does not allow for it.',
      why: 'The date is clear all the same; other programs may refuse the certificate.',
      next: 'Usually nothing. Tell the issuing authority if it is one of yours.',
    },
    zh: {
      what: '证书 {field} 的日期书写形式不符合标准对该年份的要求。',
      why: '日期本身含义明确；但其他程序可能拒绝该证书。',
      next: '一般无需处理；如系本单位所属签发机构，请告知其改正。',
    },
  },
  CERTIFICATE_POLICY_DUPLICATE: {
    en: {
      what: 'The certificate lists the certificate policy {oid} twice.',
      why: 'The standard forbids it, because the two entries could say different things.',
      next: 'Ask the issuing authority for a correct certificate.',
    },
    zh: {
      what: '证书重复列出证书策略 {oid}。',
      why: '标准禁止重复，因为两处内容可能不同。',
      next: '请向签发机构索取正确的证书。',
    },
  },
  EXTENSION_DUPLICATE: {
    en: {
      what: 'The extension {oid} occurs twice.',
      why: 'Programs differ in which of the two they obey, so one object would mean two things.',
      next: 'Do not rely on it. Ask the issuing authority for a correct one.',
    },
    zh: {
      what: '扩展项 {oid} 出现两次。',
      why: '不同程序采用的项可能不同，同一对象会有两种含义。',
      next: '请勿采信，并向签发机构索取正确的版本。',
    },
  },
  EXTENSION_NOT_DER: {
    en: {
      what: 'The content of the extension {oid} is not in the encoding that the standard requires.',
      why: 'An extension that can be read in more than one way may hide a restriction.',
      next: 'Ask the issuing authority for a correct certificate.',
    },
    zh: {
      what: '扩展项 {oid} 的内容不是标准要求的编码。',
      why: '可以有多种读法的扩展项可能掩盖限制条件。',
      next: '请向签发机构索取正确的证书。',
    },
  },
  EXTENSION_EMPTY: {
    en: {
      what: 'A list of extensions, or the extension {oid}, is present but empty.',
      why: 'It restricts nothing. The standard forbids it because it looks as if it did.',
      next: 'Usually nothing. Tell the issuing authority if it is one of yours.',
    },
    zh: {
      what: '扩展项列表或扩展项 {oid} 存在但内容为空。',
      why: '它不产生任何限制；标准禁止这种写法，以免被误认为有限制。',
      next: '一般无需处理；如系本单位所属签发机构，请告知其改正。',
    },
  },
  DER_DEFAULT_ENCODED: {
    en: {
      what: 'A default value is written out where the encoding rules leave it away (offset {offset}).',
      why: 'The meaning is the same. Many certificates in use have this deviation.',
      next: 'Nothing.',
    },
    zh: {
      what: '偏移 {offset} 处写出了编码规则要求省略的默认值。',
      why: '含义不变，许多在用证书都有这一偏差。',
      next: '无需处理。',
    },
  },
  GENERAL_NAME_NOT_ASCII: {
    en: {
      what: 'A name of kind {kind} in the certificate has characters outside ASCII.',
      why: 'Such a name cannot be compared reliably, so it is never taken as permitted where names are restricted.',
      next: 'Usually nothing. Ask the issuing authority if the name matters to you.',
    },
    zh: {
      what: '证书中类型为 {kind} 的名称含有非 ASCII 字符。',
      why: '此类名称无法可靠比对；凡有名称限制之处，均不视为获准。',
      next: '一般无需处理；如需依据该名称办事，请咨询签发机构。',
    },
  },
  PATH_NO_ANCHORS: {
    en: {
      what: 'No trust anchor was given for this purpose.',
      why: 'Without a root that you trust, no certificate can be judged, however genuine.',
      next: 'Add the root certificates of the authorities that you accept for this purpose, from their official source.',
    },
    zh: {
      what: '没有为该用途配置信任锚。',
      why: '没有可信的根证书，无论证书真伪都无法判断。',
      next: '请从官方渠道取得贵单位认可的根证书，并配置到该用途下。',
    },
  },
  PATH_ISSUER_NOT_FOUND: {
    en: {
      what: 'The certificate that issued this one is not at hand ({certificates} certificate(s) of the chain were found).',
      why: 'The chain to a trusted root is interrupted, so nothing is known about who vouches for this certificate.',
      next: 'Supply the missing CA certificate, or add the root of that authority to the trust anchors if you accept it.',
    },
    zh: {
      what: '找不到签发该证书的上级证书（已找到证书链中 {certificates} 张证书）。',
      why: '到可信根的证书链中断，无法确认由谁为该证书担保。',
      next: '请补充缺失的上级证书；如认可该机构，请将其根证书加入信任锚。',
    },
  },
  PATH_SELF_ISSUED_UNTRUSTED: {
    en: {
      what: 'The chain of {certificates} certificate(s) ends in one that names itself as its issuer and is not among the trust anchors.',
      why: 'Anybody can make such a certificate, with any name in it.',
      next: 'Add it to the trust anchors only if the authority itself confirmed it to you by another way.',
    },
    zh: {
      what: '证书链（共 {certificates} 张）终止于一张自行签发、且不在信任锚中的证书。',
      why: '任何人都可以制作这种证书，并填写任意名称。',
      next: '只有经该机构通过其他渠道确认后，才可将其加入信任锚。',
    },
  },
  PATH_LENGTH_EXCEEDED: {
    en: {
      what: 'There are more CA certificates below an authority than that authority was allowed to have.',
      why: 'An authority that may only issue to end users has made another authority.',
      next: 'Do not rely on the certificate. Ask the issuing authority.',
    },
    zh: {
      what: '证书链中下级 CA 的层数超过上级证书允许的数量。',
      why: '只获准为最终用户签发证书的机构又设立了下级机构。',
      next: '请勿采信该证书，并向签发机构核实。',
    },
  },
  PATH_POLICY_NOT_ACCEPTABLE: {
    en: {
      what: 'The chain is not valid for any certificate policy that is required.',
      why: 'The certificates may be genuine, but were not issued under rules that you or one of the authorities demand.',
      next: 'Ask the holder for a certificate under an accepted policy, or review which policies you require.',
    },
    zh: {
      what: '证书链不符合所要求的任何证书策略。',
      why: '证书可能是真实的，但并非按贵单位或上级机构要求的规则签发。',
      next: '请持证人换用符合所认可策略的证书，或复核所要求的证书策略。',
    },
  },
  CERTIFICATE_SIGNATURE_INVALID: {
    en: {
      what: 'The signature on the certificate was not made by the authority that it names.',
      why: 'The certificate is altered or forged.',
      next: 'Reject it, and keep the file as evidence.',
    },
    zh: {
      what: '证书上的签名不是由其所声明的签发机构作出。',
      why: '该证书已被改动或系伪造。',
      next: '请拒绝采信，并保留文件作为证据。',
    },
  },
  CERTIFICATE_EXPIRED: {
    en: {
      what: 'At {time} the certificate was no longer valid: it was valid until {limit}.',
      why: 'After that date the authority vouches neither for the holder nor for the key.',
      next: 'If the signature is older than that date, proof of its time is needed, such as a time stamp. Otherwise ask for a renewed document.',
    },
    zh: {
      what: '在 {time}，证书已过有效期（有效期至 {limit}）。',
      why: '有效期届满后，签发机构不再为持证人及其密钥担保。',
      next: '若签名早于该日期，需要时间戳等时间证明；否则请换发新文件。',
    },
  },
  CERTIFICATE_NOT_YET_VALID: {
    en: {
      what: 'At {time} the certificate was not yet valid: it is valid from {limit}.',
      why: 'Before that date the authority does not vouch for the key; the stated time may be wrong.',
      next: 'Check the time of the signature and the clock of the system that made it.',
    },
    zh: {
      what: '在 {time}，证书尚未生效（自 {limit} 起有效）。',
      why: '生效之前，签发机构不为该密钥担保；所记载的时间也可能有误。',
      next: '请核对签名时间以及签名系统的时钟。',
    },
  },
  CERTIFICATE_NOT_CA: {
    en: {
      what: 'A certificate that is not one of an authority was used to issue another.',
      why: 'A holder of an ordinary certificate could otherwise issue certificates in any name.',
      next: 'Reject the certificate that was issued with it.',
    },
    zh: {
      what: '用于签发下级证书的并不是 CA 证书。',
      why: '否则，任何普通证书的持有人都能以任意名义签发证书。',
      next: '请拒绝采信由其签发的证书。',
    },
  },
  CERTIFICATE_NO_KEY_CERT_SIGN: {
    en: {
      what: 'The key of an authority\'s certificate was used to issue certificates, which its key usage does not allow.',
      why: 'The authority is not entitled to issue certificates with this key.',
      next: 'Reject the certificate that was issued with it. Ask the authority.',
    },
    zh: {
      what: '上级证书的密钥用途不允许签发证书，却被用于签发证书。',
      why: '该机构无权用此密钥签发证书。',
      next: '请拒绝采信由其签发的证书，并向该机构核实。',
    },
  },
  CERTIFICATE_EXTENSION_CRITICAL_UNKNOWN: {
    en: {
      what: 'The certificate has the critical extension {oid}, whose meaning is not known here.',
      why: 'Its issuer says that whoever does not understand it must not use the certificate. It may hold a restriction.',
      next: 'Ask the issuing authority what the extension means.',
    },
    zh: {
      what: '证书含有无法识别的关键扩展项 {oid}。',
      why: '签发机构要求：不理解该扩展项者不得使用此证书，其中可能含有限制条件。',
      next: '请向签发机构了解该扩展项的含义。',
    },
  },
  CERTIFICATE_KEY_USAGE: {
    en: {
      what: 'The key usage of the certificate does not allow what it was used for (wanted: {wanted}).',
      why: 'The holder was given this key for something else, for instance encryption.',
      next: 'Ask the signer to sign with the signing certificate.',
    },
    zh: {
      what: '证书的密钥用途不允许此次使用（要求：{wanted}）。',
      why: '该密钥是为其他用途（例如加密）签发的。',
      next: '请签名人改用签名证书重新签署。',
    },
  },
  CERTIFICATE_KEY_PURPOSE: {
    en: {
      what: 'The certificate does not list the key purpose {wanted}.',
      why: 'The authority did not issue it for this service.',
      next: 'Reject what was signed with it for this service. Ask for the certificate of the right service.',
    },
    zh: {
      what: '证书未列出所需的扩展密钥用途 {wanted}。',
      why: '签发机构并非为该服务签发此证书。',
      next: '请勿采信以其提供的该项服务，并索取正确的服务证书。',
    },
  },
  CERTIFICATE_KEY_PURPOSE_NOT_EXCLUSIVE: {
    en: {
      what: 'The key purpose {wanted} must be the only one of the certificate, and marked critical; it is not.',
      why: 'The key of a time-stamp authority must serve nothing else, or its statements could be made in other ways.',
      next: 'Ask the time-stamp authority for a certificate that follows the standard.',
    },
    zh: {
      what: '扩展密钥用途 {wanted} 应为证书的唯一用途并标记为关键，实际并非如此。',
      why: '时间戳机构的密钥不得另作他用，否则其时间证明可能通过其他途径产生。',
      next: '请时间戳机构提供符合标准的证书。',
    },
  },
  CERTIFICATE_KEY_PURPOSE_RESERVED: {
    en: {
      what: 'The certificate is reserved for other key purposes (the list is marked critical).',
      why: 'Its issuer allows these purposes only; signing documents is not among them.',
      next: 'Ask the signer to sign with a certificate for signing documents.',
    },
    zh: {
      what: '证书仅限用于其列出的其他扩展密钥用途（该列表标记为关键）。',
      why: '签发机构只允许这些用途，其中不包括签署文件。',
      next: '请签名人改用可签署文件的证书。',
    },
  },
  CERTIFICATE_CA_KEY_PURPOSE: {
    en: {
      what: 'An authority on the chain may issue for other key purposes only, not for {wanted}.',
      why: 'The authority above restricted it; a certificate for this purpose is beyond its powers.',
      next: 'Ask the issuing authority. A policy may accept it where the authority is known to be entitled.',
    },
    zh: {
      what: '证书链中的某级 CA 只获准签发其他用途的证书，不包括 {wanted}。',
      why: '上级机构对其作了限制，签发此用途的证书超出其权限。',
      next: '请向签发机构核实；确知其有权签发的，可由策略予以放行。',
    },
  },
  CERTIFICATE_POLICY_MAPPING_ANY: {
    en: {
      what: 'An authority equates the special policy "any" with another policy.',
      why: 'That would turn a restricted certificate into an unrestricted one; the standard forbids it.',
      next: 'Reject the certificate. Ask the issuing authority.',
    },
    zh: {
      what: '上级证书将特殊策略“任意策略”与其他策略互相映射。',
      why: '这会使受限证书变为不受限证书，标准明令禁止。',
      next: '请拒绝采信该证书，并向签发机构核实。',
    },
  },
  CERTIFICATE_NAME_NOT_PERMITTED: {
    en: {
      what: 'A name of kind {kind} in the certificate is outside what an authority above it may issue for.',
      why: 'The authority was given a limited range of names; this one is not its business.',
      next: 'Reject the certificate. Ask the issuing authority.',
    },
    zh: {
      what: '证书中类型为 {kind} 的名称超出上级机构获准签发的名称范围。',
      why: '该机构只获准在限定的名称范围内签发证书。',
      next: '请拒绝采信该证书，并向签发机构核实。',
    },
  },
  CERTIFICATE_NAME_EXCLUDED: {
    en: {
      what: 'A name of kind {kind} in the certificate is in a range that an authority above it must not issue for.',
      why: 'The authority was forbidden to issue certificates for such names.',
      next: 'Reject the certificate. Ask the issuing authority.',
    },
    zh: {
      what: '证书中类型为 {kind} 的名称属于上级机构被禁止签发的范围。',
      why: '该机构被明确禁止为此类名称签发证书。',
      next: '请拒绝采信该证书，并向签发机构核实。',
    },
  },
  CERTIFICATE_NAME_CONSTRAINT_UNUSABLE: {
    en: {
      what: 'An authority above the certificate restricts names of kind {kind} in a way that cannot be applied, and the certificate has such a name.',
      why: 'Whether the name is allowed cannot be told; the standard wants the certificate refused then.',
      next: 'Ask the issuing authority for a correct CA certificate.',
    },
    zh: {
      what: '上级证书对类型为 {kind} 的名称作了无法执行的限制，而该证书含有此类名称。',
      why: '无法判断该名称是否获准；标准要求此时拒绝该证书。',
      next: '请向签发机构索取正确的 CA 证书。',
    },
  },
  CERTIFICATE_ALGORITHM_WEAK: {
    en: {
      what: 'The certificate rests on {algorithm}, which was relied on until {lastYear} only.',
      why: 'Since then such signatures or keys can be imitated with growing ease.',
      next: 'Ask for a document signed with a current certificate. For an old document, a policy may accept it with proof of its time.',
    },
    zh: {
      what: '证书依赖 {algorithm}，该算法或密钥长度的可靠期限截至 {lastYear} 年。',
      why: '此后伪造此类签名或密钥日益容易。',
      next: '请改用现行证书签署的文件；对于旧文件，有时间证明的可由策略予以放行。',
    },
  },
  CERTIFICATE_CRITICALITY: {
    en: {
      what: 'The extension {extension} of the certificate should be {wanted}.',
      why: 'The meaning is clear all the same; other programs may refuse the certificate.',
      next: 'Usually nothing. Tell the issuing authority if it is one of yours.',
    },
    zh: {
      what: '证书扩展项 {extension} 的关键性标记不合规范（应为 {wanted}）。',
      why: '含义本身明确；但其他程序可能拒绝该证书。',
      next: '一般无需处理；如系本单位所属签发机构，请告知其改正。',
    },
  },
  CERTIFICATE_KEY_IDENTIFIER_MISSING: {
    en: {
      what: 'The certificate has no {extension}.',
      why: 'It helps to find the issuer\'s certificate and decides nothing. Many certificates in use lack it.',
      next: 'Nothing.',
    },
    zh: {
      what: '证书缺少 {extension}。',
      why: '该项只用于查找上级证书，不影响结论；许多在用证书都没有。',
      next: '无需处理。',
    },
  },
  CERTIFICATE_NAME_EMPTY: {
    en: {
      what: 'The certificate has an empty name ({field}).',
      why: 'A certificate is to say whom it is for and who issued it.',
      next: 'Ask the issuing authority.',
    },
    zh: {
      what: '证书的名称为空（{field}）。',
      why: '证书应当载明持证主体和签发机构。',
      next: '请咨询签发机构。',
    },
  },
  CERTIFICATE_ALTERNATIVE_NAME_MALFORMED: {
    en: {
      what: 'An alternative name of kind {kind} in the certificate is not well-formed.',
      why: 'Programs may read it differently. It is never taken as permitted where names are restricted.',
      next: 'Usually nothing. Ask the issuing authority if the name matters to you.',
    },
    zh: {
      what: '证书中类型为 {kind} 的备用名称格式不正确。',
      why: '不同程序可能有不同读法；凡有名称限制之处，均不视为获准。',
      next: '一般无需处理；如需依据该名称办事，请咨询签发机构。',
    },
  },
  CERTIFICATE_EXTENSION_MISPLACED: {
    en: {
      what: 'The certificate has {extension}, which only certificates of authorities may have.',
      why: 'It has no effect here, but shows that the certificate was not made by the rules.',
      next: 'Usually nothing. Tell the issuing authority if it is one of yours.',
    },
    zh: {
      what: '该证书含有只允许出现在 CA 证书中的 {extension}。',
      why: '该项在此不起作用，但说明证书制作不合规范。',
      next: '一般无需处理；如系本单位所属签发机构，请告知其改正。',
    },
  },
  CERTIFICATE_CA_MARKS_CONTRADICT: {
    en: {
      what: 'The certificate says with {mark} that it is one of an authority, and elsewhere that it is not.',
      why: 'It is not accepted as an authority. Other programs may see it differently.',
      next: 'Ask the issuing authority.',
    },
    zh: {
      what: '证书的 {mark} 表明其为 CA 证书，而其他内容表明不是。',
      why: '此处不将其作为 CA 证书；其他程序的判断可能不同。',
      next: '请咨询签发机构。',
    },
  },
}
