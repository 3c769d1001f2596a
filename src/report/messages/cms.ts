/** Texts of signed messages (CMS, GB/T 35275) and time stamps. */
import type { cmsDiagnostics } from '../../diagnostics/cms.ts'
import type { Messages } from './catalog.ts'

const ASK_ISSUER = {
  en: 'Do not rely on the file. Ask the issuer for the original or for a new one.',
  zh: '请勿采信该文件，并向签发机构索取原件或重新签发的文件。',
} as const

const TELL_MAKER = {
  en: 'Usually nothing. Tell the maker of the software that signed, if you can.',
  zh: '一般无需处理；如有条件，请告知签名软件的厂商。',
} as const

const NOT_A_STAMP = {
  en: 'Without a readable time stamp nothing proves when the signature was made; only the signer says so.',
  zh: '没有可读的时间戳，签名时间就没有证明，只是签名者自己的说法。',
} as const

const STAMP_NEXT = {
  en: 'Ask the issuer for a file with a correct time stamp, or decide under a policy that accepts the claimed time.',
  zh: '请向签发机构索取带有正确时间戳的文件，或按接受声明时间的策略另行判断。',
} as const

export const cmsMessages: Messages<keyof typeof cmsDiagnostics> = {
  CMS_CONTENT_TYPE_NOT_SIGNED_DATA: {
    en: {
      what: 'The message is not a signed one; it states the type {oid}.',
      why: 'Encrypted and other messages hold no signature that could be checked.',
      next: 'Check whether the right file was submitted.',
    },
    zh: {
      what: '该消息不是签名消息，其声明的类型为 {oid}。',
      why: '加密消息等其他类型不含可供核验的签名。',
      next: '请确认提交的文件是否正确。',
    },
  },
  CMS_ATTRIBUTE_DUPLICATE: {
    en: {
      what: 'The signed attribute {oid} occurs twice.',
      why: 'One program would go by the first and another by the second: the signature would mean different things.',
      next: ASK_ISSUER.en,
    },
    zh: {
      what: '签名属性 {oid} 重复出现。',
      why: '有的程序取前者，有的取后者，同一签名会有不同含义。',
      next: ASK_ISSUER.zh,
    },
  },
  CMS_ATTRIBUTE_VALUE_COUNT: {
    en: {
      what: 'The signed attribute {oid} has {count} values; it must have exactly one.',
      why: 'Nobody can say which value was meant.',
      next: ASK_ISSUER.en,
    },
    zh: {
      what: '签名属性 {oid} 有 {count} 个值，应当恰有一个。',
      why: '无法确定以哪个值为准。',
      next: ASK_ISSUER.zh,
    },
  },
  CMS_ATTRIBUTES_ORDER: {
    en: {
      what: 'The signed attributes are not in the order that the standard prescribes.',
      why: 'The signature was checked over the attributes as they stand. Other programs sort them first and may then refuse the signature.',
      next: TELL_MAKER.en,
    },
    zh: {
      what: '签名属性未按标准规定的次序排列。',
      why: '签名已按属性原有次序核验。有的程序会先行排序，可能因此判定签名无效。',
      next: TELL_MAKER.zh,
    },
  },
  CMS_ATTRIBUTES_EMPTY: {
    en: {
      what: 'The signature has an empty set of unsigned attributes.',
      why: 'It should have been left out. It holds nothing and changes nothing.',
      next: TELL_MAKER.en,
    },
    zh: {
      what: '签名中含有空的非签名属性集合。',
      why: '按标准应当省略。其中没有内容，不影响结论。',
      next: TELL_MAKER.zh,
    },
  },
  CMS_CONTENT_NOT_OCTET_STRING: {
    en: {
      what: 'The signed content is not an octet string (its tag is {tag}).',
      why: 'Older messages do so. The signature was checked over the content without its tag and length, as their standard says.',
      next: TELL_MAKER.en,
    },
    zh: {
      what: '被签内容不是八位组串（标签为 {tag}）。',
      why: '旧格式的消息有此写法。签名已按相应标准，对去除标签和长度后的内容核验。',
      next: TELL_MAKER.zh,
    },
  },
  CMS_VERSION_UNEXPECTED: {
    en: {
      what: '{structure} states version {version}, which does not fit its content.',
      why: 'Versions only announce what follows, and what follows was read and checked.',
      next: TELL_MAKER.en,
    },
    zh: {
      what: '{structure} 声明的版本 {version} 与其内容不相称。',
      why: '版本号只用于预示其后的内容，而其后的内容均已读取并核验。',
      next: TELL_MAKER.zh,
    },
  },
  CMS_CHOICE_IGNORED: {
    en: {
      what: '{structure} holds an item of a kind that is not used here (tag {tag}).',
      why: 'It is neither a certificate nor a revocation list, so no result rests on it.',
      next: 'Nothing needs to be done.',
    },
    zh: {
      what: '{structure} 中有此处不使用的条目（标签 {tag}）。',
      why: '该条目既非证书也非吊销列表，任何结论均未依据它。',
      next: '无需处理。',
    },
  },
  CMS_CERTIFICATE_UNREADABLE: {
    en: {
      what: 'The certificate at position {index} among those supplied with the signature cannot be read.',
      why: 'It was left out. If it is needed, another finding says that a certificate is missing.',
      next: 'Nothing, unless a certificate is reported missing.',
    },
    zh: {
      what: '随签名附带的第 {index} 号证书无法读取。',
      why: '该证书已略去。若确有需要，报告会另行指出缺少证书。',
      next: '除非报告指出缺少证书，否则无需处理。',
    },
  },
  CMS_SIGNER_NOT_FOUND: {
    en: {
      what: "The signer's certificate is neither in the message nor among those supplied.",
      why: 'Without it the signature can be neither confirmed nor refuted.',
      next: "Ask the sender for the signer's certificate and supply it.",
    },
    zh: {
      what: '消息内和另行提供的证书中都没有签名者证书。',
      why: '缺少该证书，签名既不能确认，也不能否定。',
      next: '请向提供方索取签名者证书并一并提供。',
    },
  },
  CMS_CONTENT_TYPE_ABSENT: {
    en: {
      what: 'The signed attributes do not say of what type the content is.',
      why: 'The standard demands it, so that a signature made for one purpose cannot be presented for another.',
      next: ASK_ISSUER.en,
    },
    zh: {
      what: '签名属性未说明被签内容的类型。',
      why: '标准要求说明，以防为某一用途所作的签名被挪作他用。',
      next: ASK_ISSUER.zh,
    },
  },
  CMS_CONTENT_TYPE_MISMATCH: {
    en: {
      what: 'The type of the content in the signed attributes ({contentType}) is not the one that the message states ({eContentType}).',
      why: 'Some products mix the Chinese and the international identifiers of one and the same type. Other differences may mean that a signature is used for what it was not made for.',
      next: 'Nothing, if both identifiers stand for plain data. Otherwise ask the issuer.',
    },
    zh: {
      what: '签名属性中的内容类型（{contentType}）与消息声明的类型（{eContentType}）不一致。',
      why: '有的产品混用同一类型的国内标识与国际标识；其他差异则可能意味着签名被挪作他用。',
      next: '若两个标识都表示普通数据，无需处理；否则请咨询签发机构。',
    },
  },
  CMS_SIGNED_ATTRIBUTES_ABSENT: {
    en: {
      what: 'The signature has no signed attributes although the content is of the type {eContentType}.',
      why: 'The standard demands them for every type but plain data, so that the type itself is protected.',
      next: 'Ask the issuer for a file that follows the standard, or let the policy decide.',
    },
    zh: {
      what: '内容类型为 {eContentType}，但签名没有签名属性。',
      why: '除普通数据外，标准要求带签名属性，使内容类型本身也受保护。',
      next: '请向签发机构索取合乎标准的文件，或由策略决定是否受理。',
    },
  },
  CMS_ATTRIBUTES_AS_CONTENT: {
    en: {
      what: 'What is presented as signed content are the signed attributes of another message.',
      why: 'This is a known trick: a genuine signature over attributes is passed off as one over a document.',
      next: 'Treat the file as forged and keep it as evidence.',
    },
    zh: {
      what: '所谓被签内容，实为另一消息的签名属性。',
      why: '这是已知的攻击手法：把对属性所作的真实签名冒充为对文件的签名。',
      next: '请按伪造文件处理，并留存证据。',
    },
  },
  CMS_ATTRIBUTE_NOT_SIGNED: {
    en: {
      what: 'The attribute {oid} is outside the signature, where it must not be.',
      why: 'Anybody could have added it. A program that went by it would believe an invention.',
      next: ASK_ISSUER.en,
    },
    zh: {
      what: '属性 {oid} 被放在签名保护之外，这是不允许的。',
      why: '任何人都可以添加这样的属性，依据它会采信虚构的内容。',
      next: ASK_ISSUER.zh,
    },
  },
  CMS_MESSAGE_DIGEST_ABSENT: {
    en: {
      what: 'The signed attributes do not hold the digest of the content.',
      why: 'The signature then says nothing about the content: any content could stand beside it.',
      next: ASK_ISSUER.en,
    },
    zh: {
      what: '签名属性中没有内容的杂凑值。',
      why: '此时签名与内容毫无关联，旁边放任何内容都可以。',
      next: ASK_ISSUER.zh,
    },
  },
  CMS_MESSAGE_DIGEST_MISMATCH: {
    en: {
      what: 'The {algorithm} digest in the signature is not that of the content.',
      why: 'The content was changed after signing, or the signature belongs to other content.',
      next: ASK_ISSUER.en,
    },
    zh: {
      what: '签名中的 {algorithm} 杂凑值与内容不符。',
      why: '内容在签名后被改动，或该签名属于其他内容。',
      next: ASK_ISSUER.zh,
    },
  },
  CMS_DIGEST_ALGORITHM_UNLISTED: {
    en: {
      what: 'The message does not announce the digest algorithm {algorithm} that its signature uses.',
      why: 'The announcement only helps programs that read in one pass; no result rests on it.',
      next: TELL_MAKER.en,
    },
    zh: {
      what: '消息未预先列出签名所用的杂凑算法 {algorithm}。',
      why: '预先列出只为便于逐段读取，任何结论均不依据它。',
      next: TELL_MAKER.zh,
    },
  },
  CMS_DIGEST_ALGORITHM_DIFFERS: {
    en: {
      what: 'The content is digested with {algorithm} while the signature algorithm is {signatureAlgorithm}.',
      why: 'The standard wants one digest algorithm for both; the weaker of two decides how strong the signature is.',
      next: TELL_MAKER.en,
    },
    zh: {
      what: '内容的杂凑算法为 {algorithm}，签名算法却为 {signatureAlgorithm}。',
      why: '标准要求两者使用同一杂凑算法；签名的强度取决于较弱的一个。',
      next: TELL_MAKER.zh,
    },
  },
  CMS_DIGEST_ALGORITHM_UNSUPPORTED: {
    en: {
      what: 'The digest algorithm {algorithm} is not supported.',
      why: 'What it protects can be neither confirmed nor refuted.',
      next: 'Ask the issuer for a file that uses SM3 or another supported algorithm.',
    },
    zh: {
      what: '不支持杂凑算法 {algorithm}。',
      why: '由它保护的内容既不能确认，也不能否定。',
      next: '请向签发机构索取使用 SM3 等受支持算法的文件。',
    },
  },
  CMS_DIGEST_ALGORITHM_WEAK: {
    en: {
      what: 'The digest algorithm {algorithm} is no longer safe.',
      why: 'Two different contents with the same digest can be made, so the digest no longer proves that nothing was exchanged.',
      next: 'Accept only where the policy allows it for old files; ask for a new one otherwise.',
    },
    zh: {
      what: '杂凑算法 {algorithm} 已不安全。',
      why: '可以造出杂凑值相同的两份不同内容，因此该杂凑值不能再证明内容未被替换。',
      next: '仅在策略对旧文件有明确规定时受理，否则请索取新的文件。',
    },
  },
  CMS_SIGNATURE_RAW: {
    en: {
      what: 'The SM2 signature value is written as {octets} plain octets instead of the structure that the standard prescribes.',
      why: 'Some products do so. The value was read and checked as it is.',
      next: TELL_MAKER.en,
    },
    zh: {
      what: 'SM2 签名值直接写作 {octets} 个字节，未采用标准规定的结构。',
      why: '有的产品采用这种写法。签名值已照原样读取并核验。',
      next: TELL_MAKER.zh,
    },
  },
  CMS_SIGNATURE_INVALID: {
    en: {
      what: "The {algorithm} signature does not verify with the key of the signer's certificate.",
      why: 'Content or attributes were changed after signing, or somebody else signed.',
      next: ASK_ISSUER.en,
    },
    zh: {
      what: '用签名者证书的公钥核验，{algorithm} 签名不成立。',
      why: '内容或属性在签名后被改动，或签名者另有其人。',
      next: ASK_ISSUER.zh,
    },
  },
  CMS_SIGNING_CERTIFICATE_ABSENT: {
    en: {
      what: "The signature does not fix which certificate is the signer's.",
      why: 'Another certificate for the same key could be put in its place. Many products leave this out.',
      next: 'Nothing, unless the policy demands it.',
    },
    zh: {
      what: '签名没有锁定签名者所用的证书。',
      why: '同一密钥的另一张证书可以顶替。许多产品不写此项。',
      next: '除非策略有要求，否则无需处理。',
    },
  },
  CMS_SIGNING_CERTIFICATE_MISMATCH: {
    en: {
      what: 'The signature names another certificate than the one that came with it.',
      why: 'The certificate may have been exchanged for another one of the same key, with other rights or another name.',
      next: ASK_ISSUER.en,
    },
    zh: {
      what: '签名所锁定的证书与随附的证书不是同一张。',
      why: '证书可能被换成同一密钥的另一张证书，其权限或名称不同。',
      next: ASK_ISSUER.zh,
    },
  },
  CMS_SIGNING_CERTIFICATE_NAME_MISMATCH: {
    en: {
      what: 'The signature names issuer and serial number of another certificate than the one that came with it.',
      why: 'The digest of the certificate decides, but the two statements should agree; a difference points to a mistake or an exchange.',
      next: 'Ask the issuer which certificate was meant.',
    },
    zh: {
      what: '签名所记的颁发者和序列号与随附的证书不符。',
      why: '应以证书的杂凑值为准，但两处说法本应一致；不一致说明有误或证书被替换。',
      next: '请向签发机构核实所用的证书。',
    },
  },
  TIME_STAMP_RESPONSE_WRAPPED: {
    en: {
      what: 'The time stamp is stored together with the whole answer of the time-stamp service.',
      why: 'The token inside was taken out and checked; the wrapping changes nothing.',
      next: TELL_MAKER.en,
    },
    zh: {
      what: '时间戳连同时间戳服务的完整应答一起存放。',
      why: '已取出其中的时间戳并核验，外层包装不影响结论。',
      next: TELL_MAKER.zh,
    },
  },
  TIME_STAMP_NOT_GRANTED: {
    en: {
      what: 'Instead of a time stamp there is a refusal of the time-stamp service (status {status}).',
      why: NOT_A_STAMP.en,
      next: STAMP_NEXT.en,
    },
    zh: {
      what: '此处不是时间戳，而是时间戳服务的拒绝应答（状态 {status}）。',
      why: NOT_A_STAMP.zh,
      next: STAMP_NEXT.zh,
    },
  },
  TIME_STAMP_CONTENT_TYPE: {
    en: {
      what: 'What stands in the place of the time stamp is a signed message of the type {oid}.',
      why: NOT_A_STAMP.en,
      next: STAMP_NEXT.en,
    },
    zh: {
      what: '时间戳的位置上是类型为 {oid} 的签名消息。',
      why: NOT_A_STAMP.zh,
      next: STAMP_NEXT.zh,
    },
  },
  TIME_STAMP_VERSION: {
    en: {
      what: 'The time stamp states version {version}; the common one is 1.',
      why: 'Its content has the same form and was read and checked.',
      next: 'Nothing needs to be done.',
    },
    zh: {
      what: '时间戳声明的版本为 {version}，通行版本为 1。',
      why: '其内容形式相同，已读取并核验。',
      next: '无需处理。',
    },
  },
  TIME_STAMP_VERSION_UNKNOWN: {
    en: {
      what: 'The time stamp states the unknown version {version}.',
      why: NOT_A_STAMP.en,
      next: STAMP_NEXT.en,
    },
    zh: {
      what: '时间戳声明的版本 {version} 未知。',
      why: NOT_A_STAMP.zh,
      next: STAMP_NEXT.zh,
    },
  },
  TIME_STAMP_ATTRIBUTES: {
    en: {
      what: 'The signed attributes of the time stamp do not say that it is one.',
      why: 'The authority may have made this signature for something else.',
      next: STAMP_NEXT.en,
    },
    zh: {
      what: '时间戳的签名属性未表明其为时间戳。',
      why: '该签名可能是时间戳机构为其他目的所作。',
      next: STAMP_NEXT.zh,
    },
  },
  TIME_STAMP_SIGNERS: {
    en: {
      what: 'The time stamp has {count} signatures; it must have exactly one, of the time-stamp authority.',
      why: 'Nobody can say whose word the time is.',
      next: STAMP_NEXT.en,
    },
    zh: {
      what: '时间戳有 {count} 个签名，应当恰有时间戳机构的一个签名。',
      why: '无法确定该时间由谁出具。',
      next: STAMP_NEXT.zh,
    },
  },
  TIME_STAMP_EXTENSION_UNKNOWN: {
    en: {
      what: 'The time stamp holds the critical extension {oid}, which is not known here.',
      why: 'Critical means: who does not understand it must not rely on the time stamp.',
      next: STAMP_NEXT.en,
    },
    zh: {
      what: '时间戳含有此处不认识的关键扩展 {oid}。',
      why: '“关键”意味着：不理解该扩展者不得采信该时间戳。',
      next: STAMP_NEXT.zh,
    },
  },
  TIME_STAMP_IMPRINT_MISMATCH: {
    en: {
      what: 'The time stamp is about other data ({algorithm} digest differs).',
      why: 'It proves a time, but not of this signature: the signature was changed, or the time stamp was taken from elsewhere.',
      next: ASK_ISSUER.en,
    },
    zh: {
      what: '时间戳针对的是其他数据（{algorithm} 杂凑值不符）。',
      why: '它证明的不是本签名的时间：签名被改动过，或时间戳取自别处。',
      next: ASK_ISSUER.zh,
    },
  },
  TIME_STAMP_IMPRINT_UNUSUAL: {
    en: {
      what: 'The time stamp is about "{what}" instead of the octets that the standard prescribes.',
      why: 'It still proves that these octets existed at the time, and they contain what the signature protects.',
      next: TELL_MAKER.en,
    },
    zh: {
      what: '时间戳针对的是“{what}”，而非标准规定的数据。',
      why: '它仍能证明这些数据在该时间已经存在，而签名所保护的内容包含其中。',
      next: TELL_MAKER.zh,
    },
  },
  TIME_STAMP_SIGNER_NAME: {
    en: {
      what: 'The name that the time-stamp authority gives itself is not that of its certificate.',
      why: 'The certificate decides. The difference should not be there.',
      next: 'Compare the authority in the report with the one you expect.',
    },
    zh: {
      what: '时间戳机构的自称与其证书上的名称不一致。',
      why: '应以证书为准，但两者本应一致。',
      next: '请核对报告中的时间戳机构是否为预期机构。',
    },
  },
  TIME_STAMP_NONCE_MISMATCH: {
    en: {
      what: 'The time stamp does not answer the request that was sent.',
      why: 'An older answer may have been played back.',
      next: 'Request a new time stamp.',
    },
    zh: {
      what: '该时间戳与所发出的请求不对应。',
      why: '可能有人重放了旧的应答。',
      next: '请重新申请时间戳。',
    },
  },
  TIME_STAMP_IN_FUTURE: {
    en: {
      what: 'The time stamp is of {genTime}, later than {now}.',
      why: "A clock is wrong: the time-stamp authority's or the one used here.",
      next: 'Check the clock here. If it is right, do not rely on the time stamp.',
    },
    zh: {
      what: '时间戳的时间 {genTime} 晚于 {now}。',
      why: '时间戳机构或本机的时钟有误。',
      next: '请检查本机时钟；若本机无误，请勿采信该时间戳。',
    },
  },
}
