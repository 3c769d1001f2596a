/** Texts of the signing side: why nothing was made, for the person who was about to sign. */
import type { signDiagnostics } from '../../diagnostics/sign.ts'
import type { Messages } from './catalog.ts'

const NOTHING = {
  en: 'Nothing was written: verifiers would not accept the result.',
  zh: '未写出任何文件：否则生成的文件将无法通过验证。',
} as const

export const signMessages: Messages<keyof typeof signDiagnostics> = {
  SIGN_PICTURE_UNKNOWN: {
    en: { what: 'The picture for the seal is of no known format.', why: NOTHING.en, next: 'Give a picture in PNG, JPEG, SVG or OFD format.' },
    zh: { what: '无法识别印章图像的格式。', why: NOTHING.zh, next: '请提供 PNG、JPEG、SVG 或 OFD 格式的图像。' },
  },
  SIGN_PICTURE_MISMATCH: {
    en: { what: 'The picture is said to be {stated}, but its octets are {found}.', why: 'Readers that go by the stated type would not show the seal.', next: 'Leave the type out, so that it is told by the octets, or give the picture that was meant.' },
    zh: { what: '印章图像声明的类型为 {stated}，实际内容却是 {found}。', why: '按声明类型读取的软件将无法显示该印章。', next: '请不要声明类型（将按内容识别），或提供正确的图像。' },
  },
  SIGN_SEAL_DATES: {
    en: { what: 'The dates of the seal are not in order: made {createDate}, valid from {validStart} to {validEnd}.', why: 'Such a seal is never in force.', next: 'Give a start before the end, and a date of making that is not after the end.' },
    zh: { what: '印章日期顺序有误：制作于 {createDate}，有效期自 {validStart} 至 {validEnd}。', why: '这样的印章任何时候都不在有效期内。', next: '请使起始日期早于截止日期，且制作日期不晚于截止日期。' },
  },
  SIGN_MAKER_NOT_VALID: {
    en: { what: 'The certificate of the seal maker is valid from {notBefore} to {notAfter}, not at the making of the seal, {createDate}.', why: NOTHING.en, next: 'Make the seal with a certificate that is valid now, and state the true date of making.' },
    zh: { what: '制章者证书有效期自 {notBefore} 至 {notAfter}，制章时间 {createDate} 不在其中。', why: NOTHING.zh, next: '请使用当前有效的制章者证书，并填写真实的制作日期。' },
  },
  SIGN_SEAL_NOT_VERIFIED: {
    en: { what: 'The seal does not verify: its maker\'s signature does not fit it.', why: 'The seal was altered, or its maker\'s certificate is not the one that signed it. Nothing is signed with it.', next: 'Get the seal again from the authority that made it.' },
    zh: { what: '印章验证不通过：制章者签名与印章内容不符。', why: '印章可能被改动，或其中的制章者证书并非签制者的证书，因此不予签章。', next: '请向制章机构重新领取该印章。' },
  },
  SIGN_SEAL_NOT_IN_FORCE: {
    en: { what: 'The seal is valid from {validStart} to {validEnd}, not at the signing time {time}.', why: NOTHING.en, next: 'Use a seal that is in force. If the clock is wrong, set it right.' },
    zh: { what: '印章有效期自 {validStart} 至 {validEnd}，签章时间 {time} 不在其中。', why: NOTHING.zh, next: '请使用在有效期内的印章；如系统时间有误，请先校准。' },
  },
  SIGN_CERTIFICATE_NOT_LISTED: {
    en: { what: 'The signer\'s certificate is not one of the {listed} that the seal allows.', why: 'Only the holders of the certificates on its list may use a seal.', next: 'Sign with a listed certificate, or have the seal made anew with this one on its list.' },
    zh: { what: '签章者证书不在印章允许的 {listed} 张证书之列。', why: '只有印章证书列表中的持有者才能使用该印章。', next: '请使用列表中的证书签章；证书已换发的，请申请重新制作印章。' },
  },
  SIGN_CERTIFICATE_NOT_VALID: {
    en: { what: 'The signer\'s certificate is valid from {notBefore} to {notAfter}, not at the signing time {time}.', why: NOTHING.en, next: 'Sign with a certificate that is valid. If the clock is wrong, set it right.' },
    zh: { what: '签章者证书有效期自 {notBefore} 至 {notAfter}，签章时间 {time} 不在其中。', why: NOTHING.zh, next: '请使用在有效期内的证书；如系统时间有误，请先校准。' },
  },
  SIGN_CERTIFICATE_USAGE: {
    en: { what: 'The certificate is not for signatures.', why: 'Authorities often issue two certificates: one for signatures, one for encryption. This one does not allow signing.', next: 'Use the signing certificate and its key.' },
    zh: { what: '该证书不能用于签名。', why: '双证书体系中签名证书与加密证书分开签发，此证书的密钥用法不含签名。', next: '请使用签名证书及其私钥。' },
  },
  SIGN_ALGORITHM_NOT_ALLOWED: {
    en: { what: 'Signatures with {algorithm} are not made here.', why: 'Seals, seal signatures and messages of GB/T 35275 are signed with SM2; those of GM/T 0031-2014 may be signed with RSA and SHA-256, too.', next: 'Use an SM2 key and certificate, or a seal of GM/T 0031-2014.' },
    zh: { what: '此处不使用 {algorithm} 签名。', why: '印章、电子签章以及 GB/T 35275 消息采用 SM2 签名；仅 GM/T 0031-2014 版也可采用 RSA（SHA-256）签名。', next: '请使用 SM2 密钥和证书，或使用 GM/T 0031-2014 版印章。' },
  },
  SIGN_TIME_STAMP_WRONG: {
    en: { what: 'The time stamp does not fit what it was asked for ({reason}).', why: NOTHING.en, next: 'Check the time-stamp service; it must stamp the octets of the signature value.' },
    zh: { what: '时间戳与申请内容不符（{reason}）。', why: NOTHING.zh, next: '请检查时间戳服务：时间戳应针对签名值的字节。' },
  },
  SIGN_DOCUMENT_ENCRYPTED: {
    en: { what: 'The document is encrypted.', why: 'What is in it cannot be seen, so nobody can know what would be signed.', next: 'Decrypt it first, then sign.' },
    zh: { what: '该文档已加密。', why: '内容不可见，无从得知所签为何物。', next: '请先解密，再行签章。' },
  },
  SIGN_DOCUMENT_LOCKED: {
    en: { what: 'The document is locked by the signature {signature}: its list of signatures is protected.', why: 'A further signature would change that list and break the one that locked it.', next: 'Ask whoever locked the document for a copy that is not locked, or sign a new document that encloses it.' },
    zh: { what: '文档已被签章 {signature} 锁定：其签名列表受到保护。', why: '再次签章必须修改签名列表，从而破坏锁定文档的签章。', next: '请向锁定者索取未锁定的文档，或另建文档将其作为附件后签章。' },
  },
  SIGN_WOULD_BREAK_SIGNATURE: {
    en: { what: 'Signing would have to change {path}, which the signature {signature} protects.', why: 'The earlier signature would no longer verify.', next: 'Ask for a document that was made for several signatures.' },
    zh: { what: '签章需要修改 {path}，而它受签章 {signature} 保护。', why: '修改后，先前的签章将无法通过验证。', next: '请索取支持多次签章的文档。' },
  },
  SIGN_EARLIER_SIGNATURE_BROKEN: {
    en: { what: 'The signature {signature} in the document does not verify.', why: 'The document was altered after it was signed; a new signature would seem to vouch for it.', next: 'Do not sign it before that is cleared up. Whoever knows why can allow it expressly.' },
    zh: { what: '文档中已有的签章 {signature} 验证不通过。', why: '文档在签章后被改动过，再次签章等于为其背书。', next: '查明原因之前请勿签章；确知缘由的，可以明示允许。' },
  },
  SIGN_INTEGRITY_FILE_PRESENT: {
    en: { what: 'The package has a signed list of all its files, {path}.', why: 'Files of a new signature would not be on that list and count as smuggled in.', next: 'Sign first and make the list last.' },
    zh: { what: '文件包中已有经签名的全部文件清单 {path}。', why: '新签章的文件不在清单上，会被视为夹带。', next: '请先完成签章，最后生成清单。' },
  },
  SIGN_XML_NOT_INSERTABLE: {
    en: { what: '{path} cannot be added to without writing it anew ({reason}).', why: 'Writing a file anew changes octets that signatures may protect and that others may rely on.', next: 'Have the producer of the document write it as UTF-8 with one list of signatures.' },
    zh: { what: '无法仅以插入方式修改 {path}（{reason}）。', why: '整体重写会改变其他字节，可能破坏已有签章。', next: '请文档制作方以 UTF-8 编码、单一签名列表重新生成。' },
  },
  SIGN_PAGE_UNKNOWN: {
    en: { what: 'The document has no page {page}.', why: 'A stamp needs a page to stand on.', next: 'Give the number of a page that is there, counted from 1.' },
    zh: { what: '文档中没有第 {page} 页。', why: '印章必须盖在已有的页面上。', next: '请给出存在的页码，从 1 数起。' },
  },
  SIGN_STAMP_OUTSIDE_PAGE: {
    en: { what: 'The stamp on page {page} reaches beyond the page.', why: 'Part of the seal will not be seen.', next: 'Check position and size, both in millimetres from the upper left corner.' },
    zh: { what: '第 {page} 页的印章超出页面范围。', why: '部分印章将不可见。', next: '请核对位置与大小，均以毫米计，自页面左上角起。' },
  },
  SIGN_RESULT_REJECTED: {
    en: { what: 'The result does not verify here: {codes}.', why: NOTHING.en, next: 'Look up the codes with "yinxin explain"; what is wrong is in the document or in what it is signed with.' },
    zh: { what: '生成结果未能通过自检：{codes}。', why: NOTHING.zh, next: '请用 yinxin explain 查询这些代码；问题在于文档本身或签章所用材料。' },
  },
  SIGN_TEXT_TOO_LONG: {
    en: { what: 'The text of {field} does not fit its place in the template.', why: 'A license that shows only part of a text says something else than its data.', next: 'Shorten the text, or use a template with more room or a smaller size for it.' },
    zh: { what: '{field} 的文字超出模板中的位置。', why: '证照显示的文字不完整，就与其数据不一致。', next: '请缩短文字，或改用预留空间更大、字号更小的模板。' },
  },
  SIGN_COPY_NOT_PROVIDED_FOR: {
    en: { what: 'The license was not issued for annotated copies: a note would have to change {path}, which is protected.', why: 'Changing it would break the issuer\'s signature.', next: 'Ask the issuer for a license that provides for annotated copies, or pass on the original.' },
    zh: { what: '该证照签发时未预留加注件：加注需修改受保护的 {path}。', why: '修改后，颁发机构的签章将无法通过验证。', next: '请颁发机构签发支持加注的证照，或直接使用原件。' },
  },
}
