/** Texts for JSON from outside, JSON Web Signatures and keys. */
import type { joseDiagnostics } from '../../diagnostics/jose.ts'
import type { Messages } from './catalog.ts'

const ASK = {
  en: 'Ask whoever issued it for one made with software that follows the standard.',
  zh: '请签发方使用符合标准的软件重新生成。',
} as const

const TWO_READINGS = {
  en: { why: 'Two programs could read it differently, so that one checks what the other does not use.', next: ASK.en },
  zh: { why: '不同软件可能读出不同内容，一方核验的未必是另一方采用的。', next: ASK.zh },
} as const

const NOT_READABLE = {
  en: { why: 'Nothing in it can be relied on.', next: `Get the data again from its source. ${ASK.en}` },
  zh: { why: '其中的任何内容都不能采信。', next: `请从来源重新获取数据。${ASK.zh}` },
} as const

const ATTACK = {
  en: { next: 'Do not accept it, and find out where it came from.' },
  zh: { next: '不要采信，并查明其来源。' },
} as const

const KEY_FILE = {
  en: { next: 'Get the public key again from its owner.' },
  zh: { next: '请向密钥所有者重新索取公钥。' },
} as const

export const joseMessages: Messages<keyof typeof joseDiagnostics> = {
  JSON_ENCODING_INVALID: {
    en: { what: 'The JSON is not plain UTF-8.', ...NOT_READABLE.en },
    zh: { what: 'JSON 不是规范的 UTF-8 编码。', ...NOT_READABLE.zh },
  },
  JSON_NOT_WELL_FORMED: {
    en: { what: 'The JSON breaks off or breaks its rules at offset {offset}.', ...NOT_READABLE.en },
    zh: { what: 'JSON 在偏移量 {offset} 处中断或不合语法。', ...NOT_READABLE.zh },
  },
  JSON_MEMBER_DUPLICATE: {
    en: { what: 'The JSON has a member twice, the second time at offset {offset}.', ...TWO_READINGS.en },
    zh: { what: 'JSON 中同一成员出现两次，第二次在偏移量 {offset} 处。', ...TWO_READINGS.zh },
  },
  JSON_MEMBER_FORBIDDEN: {
    en: { what: 'The JSON has a member named __proto__ at offset {offset}.', why: 'It has no honest use; some programs let it change how they work.', ...ATTACK.en },
    zh: { what: 'JSON 在偏移量 {offset} 处有名为 __proto__ 的成员。', why: '该成员没有正当用途，却可能改变某些软件的行为。', ...ATTACK.zh },
  },
  JSON_STRING_ILL_FORMED: {
    en: { what: 'The JSON has a text with half a character in it, at offset {offset}.', ...TWO_READINGS.en },
    zh: { what: 'JSON 在偏移量 {offset} 处的文本含有半个字符。', ...TWO_READINGS.zh },
  },
  JSON_NUMBER_INEXACT: {
    en: { what: 'The JSON has a number at offset {offset} that programs cannot hold exactly.', ...TWO_READINGS.en },
    zh: { what: 'JSON 在偏移量 {offset} 处的数值无法精确表示。', ...TWO_READINGS.zh },
  },
  JWS_NOT_RECOGNIZED: {
    en: { what: 'The text is not a JSON Web Signature (JWS).', ...NOT_READABLE.en },
    zh: { what: '该文本不是 JSON Web 签名（JWS）。', ...NOT_READABLE.zh },
  },
  JWS_MEMBER_INVALID: {
    en: { what: 'The member {member} of the JWS is missing or of the wrong kind.', ...NOT_READABLE.en },
    zh: { what: 'JWS 的成员 {member} 缺失或类型不符。', ...NOT_READABLE.zh },
  },
  JWS_MEMBER_UNEXPECTED: {
    en: { what: 'The JWS has a member that does not belong there.', why: 'No signature protects it: anybody could have added it.', next: ASK.en },
    zh: { what: 'JWS 含有不应有的成员。', why: '该成员不受签名保护，任何人都可能添加。', next: ASK.zh },
  },
  JWS_BASE64URL_INVALID: {
    en: { what: 'The part {part} of the JWS is not canonical base64url.', ...TWO_READINGS.en },
    zh: { what: 'JWS 的 {part} 部分不是规范的 base64url 编码。', ...TWO_READINGS.zh },
  },
  JWS_HEADER_INVALID: {
    en: { what: 'The header of the JWS lacks {parameter}, or has it in a wrong form.', ...NOT_READABLE.en },
    zh: { what: 'JWS 的头部缺少 {parameter}，或其形式有误。', ...NOT_READABLE.zh },
  },
  JWS_HEADER_UNPROTECTED: {
    en: { what: 'The JWS has a header that its signature does not protect.', why: 'Whoever passed the JWS on could have written it.', next: ASK.en },
    zh: { what: 'JWS 带有不受签名保护的头部。', why: '转交过程中的任何人都可能写入该头部。', next: ASK.zh },
  },
  JWS_CRITICAL_INVALID: {
    en: { what: 'The list of critical extensions (crit) in the header of the JWS is not a proper one.', ...TWO_READINGS.en },
    zh: { what: 'JWS 头部的关键扩展列表（crit）不合规定。', ...TWO_READINGS.zh },
  },
  JWS_CRITICAL_UNKNOWN: {
    en: {
      what: 'The JWS demands that its reader understand an extension that this program does not know.',
      why: 'Its issuer ruled that it must not be used without that extension.',
      next: 'Use software that knows the extension, or ask the issuer for one without it.',
    },
    zh: {
      what: 'JWS 要求读取方理解某个扩展，而本程序不了解该扩展。',
      why: '签发方规定：不理解该扩展者不得使用。',
      next: '请使用支持该扩展的软件，或请签发方提供不含该扩展的版本。',
    },
  },
  JWS_PAYLOAD_UNENCODED: {
    en: { what: 'The JWS says how its payload is encoded (b64), which is not supported.', ...TWO_READINGS.en },
    zh: { what: 'JWS 声明了载荷编码方式（b64），本程序不支持。', ...TWO_READINGS.zh },
  },
  JWS_PAYLOAD_ABSENT: {
    en: { what: 'The JWS comes without the data that it signs.', why: 'Without the data the signature can be neither confirmed nor refuted.', next: 'Supply the data and check again.' },
    zh: { what: 'JWS 未附带被签数据。', why: '没有被签数据，既不能确认也不能否定签名。', next: '请补充被签数据后重新核验。' },
  },
  JWS_PAYLOAD_TWICE: {
    en: { what: 'The JWS holds data although the data were to be supplied from elsewhere.', why: 'It would be unclear which of the two is signed.', next: 'Supply either the JWS with its data or the data beside a JWS without any.' },
    zh: { what: 'JWS 自带载荷，而被签数据又另行提供。', why: '无法确定签名所指的是哪一份数据。', next: '请只提供其中一份：自带载荷的 JWS，或不带载荷的 JWS 与另附的数据。' },
  },
  JWS_TYPE_UNEXPECTED: {
    en: { what: 'The JWS is not of the type {expected}.', why: 'A signature made for one purpose must not serve another.', next: 'Make sure that the right file or token was given.' },
    zh: { what: 'JWS 的类型不是 {expected}。', why: '为一种用途所作的签名不能用于另一种用途。', next: '请确认提供的文件或令牌无误。' },
  },
  JWS_KEY_IN_HEADER: {
    en: { what: 'The header of the JWS brings or names its own key ({parameter}).', why: 'A forger would bring a key too. Keys come from a trusted source only.', ...ATTACK.en },
    zh: { what: 'JWS 头部自带或自行指定了密钥（{parameter}）。', why: '伪造者同样可以自带密钥；密钥只能来自可信来源。', ...ATTACK.zh },
  },
  JWS_ALGORITHM_NONE: {
    en: { what: 'The JWS says that it is not signed (alg none).', why: 'Anybody could have written it.', ...ATTACK.en },
    zh: { what: 'JWS 声明自己没有签名（alg 为 none）。', why: '任何人都可能编写该内容。', ...ATTACK.zh },
  },
  JWS_ALGORITHM_SYMMETRIC: {
    en: { what: 'The JWS is protected by a shared secret instead of a signature.', why: 'Everybody who can check it could have made it.', next: 'Ask the issuer for one with a signature.' },
    zh: { what: 'JWS 以共享密钥保护，而不是签名。', why: '凡能核验者都能伪造。', next: '请签发方改用签名。' },
  },
  JWS_ALGORITHM_NOT_ALLOWED: {
    en: { what: 'The JWS is signed with {algorithm}, which is not among the allowed algorithms.', why: 'Which algorithms are good enough is not for the signer to decide.', next: 'If the algorithm was agreed with the issuer, allow it; otherwise do not accept it.' },
    zh: { what: 'JWS 的签名算法 {algorithm} 不在允许之列。', why: '采用何种算法不能由签发方单方决定。', next: '如该算法已与签发方约定，请将其加入允许列表；否则不应采信。' },
  },
  JWS_KEY_UNKNOWN: {
    en: { what: 'The key that signed the JWS is not among the trusted ones.', why: 'Without it nothing can be said about the signature.', next: 'Make sure that the trusted keys are current; if the issuer changed its key, get the new one from a trusted source.' },
    zh: { what: 'JWS 的签名密钥不在受信任的密钥之中。', why: '没有该密钥，无法判断签名真伪。', next: '请确认受信任的密钥是最新的；如签发方更换了密钥，请从可信渠道取得新密钥。' },
  },
  JWS_KEY_ID_ABSENT: {
    en: { what: 'The JWS does not say which of {keys} trusted keys signed it.', why: 'Trying one key after the other would let a weaker key stand in for another.', next: 'Ask the issuer to name the key (kid), or give only the one key that is expected.' },
    zh: { what: 'JWS 未说明由 {keys} 个受信任密钥中的哪一个签名。', why: '逐个尝试会使较弱的密钥代替其他密钥。', next: '请签发方注明密钥标识（kid），或只提供预期的那一个密钥。' },
  },
  JWS_KEY_MISMATCH: {
    en: { what: 'The key that the JWS names must not be used with {algorithm} ({reason}).', why: 'Using a key for an algorithm that it is not made for is a known attack.', ...ATTACK.en },
    zh: { what: 'JWS 所指的密钥不得用于 {algorithm}（{reason}）。', why: '将密钥用于不相符的算法是已知的攻击手法。', ...ATTACK.zh },
  },
  JWS_KEY_TOO_SHORT: {
    en: { what: 'The key has {bits} bits; at least {minimum} are required.', why: 'Short keys can be broken.', next: 'Ask the issuer to use a longer key.' },
    zh: { what: '密钥长度为 {bits} 位，至少应为 {minimum} 位。', why: '过短的密钥可能被破解。', next: '请签发方改用更长的密钥。' },
  },
  JWS_SIGNATURE_ABSENT: {
    en: { what: 'The place of the signature in the JWS is empty.', why: 'Anybody could have written it.', ...ATTACK.en },
    zh: { what: 'JWS 的签名部分为空。', why: '任何人都可能编写该内容。', ...ATTACK.zh },
  },
  JWS_SIGNATURE_INVALID: {
    en: { what: 'The signature of the JWS ({algorithm}) does not fit its content.', why: 'The content was changed, or somebody else signed it.', ...ATTACK.en },
    zh: { what: 'JWS 的签名（{algorithm}）与其内容不符。', why: '内容被改动过，或签名另有其人。', ...ATTACK.zh },
  },
  JWS_SIGNATURES_COUNT: {
    en: { what: 'The JWS has {count} signatures where one was expected.', why: 'It would be unclear which of them counts.', next: 'Say how many signatures are required, or ask for one with a single signature.' },
    zh: { what: 'JWS 有 {count} 个签名，而预期只有一个。', why: '无法确定以哪一个为准。', next: '请指定所需签名数量，或索取只有一个签名的版本。' },
  },
  JWS_THRESHOLD_NOT_MET: {
    en: { what: 'The JWS has valid signatures of {found} trusted keys; {needed} are required.', why: 'Too few of those who must agree have signed.', next: 'Make sure that the trusted keys are current; ask the issuer for a fully signed one.' },
    zh: { what: 'JWS 只有 {found} 个受信任密钥的有效签名，需要 {needed} 个。', why: '必须共同签名的各方尚未全部签名。', next: '请确认受信任的密钥是最新的，并请签发方提供签名齐全的版本。' },
  },
  JWE_INVALID: {
    en: { what: 'The encrypted token (JWE) is wrong in its {part}.', ...NOT_READABLE.en },
    zh: { what: '加密令牌（JWE）的 {part} 部分有误。', ...NOT_READABLE.zh },
  },
  JWE_KEY_IN_HEADER: {
    en: { what: 'The header of the encrypted token brings or names its own key.', why: 'Keys come from a trusted source only.', ...ATTACK.en },
    zh: { what: '加密令牌的头部自带或自行指定了密钥。', why: '密钥只能来自可信来源。', ...ATTACK.zh },
  },
  JWE_COMPRESSED: {
    en: { what: 'The encrypted token is compressed.', why: 'A few octets could become so many that the service stops, and lengths tell about the content.', next: 'Ask the issuer for one without compression (zip).' },
    zh: { what: '加密令牌经过压缩。', why: '少量数据可能膨胀到使服务停顿，且长度会泄露内容。', next: '请签发方提供未压缩（不带 zip）的令牌。' },
  },
  JWE_PASSWORD_BASED: {
    en: { what: 'The token is encrypted with a password (PBES2).', why: 'Whoever wrote it decides how much work it is to try.', next: 'Ask the issuer to encrypt it for a key.' },
    zh: { what: '令牌以口令加密（PBES2）。', why: '计算量由制作者决定，可被用来拖垮服务。', next: '请签发方改用密钥加密。' },
  },
  JWE_CRITICAL_UNKNOWN: {
    en: { what: 'The encrypted token demands that its reader understand an extension.', why: 'Its issuer ruled that it must not be used without.', next: 'Ask the issuer for one without it.' },
    zh: { what: '加密令牌要求读取方理解某个扩展。', why: '签发方规定：不理解者不得使用。', next: '请签发方提供不含该扩展的令牌。' },
  },
  JWE_ALGORITHM_NOT_ALLOWED: {
    en: { what: 'The token is encrypted in a way that is not allowed here ({parameter}).', why: 'Some ways let others read or change what is encrypted.', next: 'Ask the issuer for RSA-OAEP-256 or ECDH-ES with AES-GCM.' },
    zh: { what: '令牌的加密方式不被允许（{parameter}）。', why: '某些方式会让他人读取或改动密文。', next: '请签发方改用 RSA-OAEP-256 或 ECDH-ES，配合 AES-GCM。' },
  },
  JWE_KEY_UNKNOWN: {
    en: { what: 'The token is encrypted for another key, or does not say for which of {keys} that would do.', why: 'Without the key it cannot be read.', next: 'Make sure that the issuer has the current key of this service and names it (kid).' },
    zh: { what: '令牌是为其他密钥加密的，或未说明对应 {keys} 个可用密钥中的哪一个。', why: '没有相应密钥无法读取。', next: '请确认签发方持有本服务当前的公钥并注明其标识（kid）。' },
  },
  JWE_DECRYPTION_FAILED: {
    en: { what: 'The encrypted token cannot be decrypted.', why: 'It was changed on its way, or encrypted for another key.', next: 'Get the token again; if that does not help, make sure that the issuer has the current key of this service.' },
    zh: { what: '加密令牌无法解密。', why: '它在途中被改动，或是为其他密钥加密的。', next: '请重新取得令牌；如仍不行，请确认签发方持有本服务当前的公钥。' },
  },
  JWK_INVALID: {
    en: { what: 'The key in JSON (JWK) is wrong at {member}.', why: 'It is not a key that could verify anything.', ...KEY_FILE.en },
    zh: { what: 'JSON 密钥（JWK）的 {member} 有误。', why: '这不是能够用于核验的密钥。', ...KEY_FILE.zh },
  },
  JWK_TYPE_UNSUPPORTED: {
    en: { what: 'The key in JSON (JWK) is of a type or curve that is not supported.', why: 'Nothing can be verified with it here.', next: 'Ask its owner for a key for SM2, ECDSA, Ed25519 or RSA.' },
    zh: { what: 'JSON 密钥（JWK）的类型或曲线不受支持。', why: '无法用它进行核验。', next: '请密钥所有者提供 SM2、ECDSA、Ed25519 或 RSA 密钥。' },
  },
  JWK_PRIVATE: {
    en: { what: 'The key in JSON (JWK) contains the secret part ({member}).', why: 'Whoever has it can sign in its owner’s name.', next: 'Tell its owner: the key must be replaced. Use only public keys for checking.' },
    zh: { what: 'JSON 密钥（JWK）含有私密部分（{member}）。', why: '任何持有者都能冒用所有者名义签名。', next: '请通知所有者更换密钥；核验只使用公钥。' },
  },
  JWK_SET_KEY_DUPLICATE: {
    en: { what: 'Two keys of the set have the same name (kid).', why: 'It would be unclear which of them is meant.', ...KEY_FILE.en },
    zh: { what: '密钥集中有两个密钥同名（kid）。', why: '无法确定所指的是哪一个。', ...KEY_FILE.zh },
  },
}
