/** Texts for tokens of identity platforms. */
import type { tokenDiagnostics } from '../../diagnostics/token.ts'
import type { Messages } from './catalog.ts'

/** What the person at the counter or the screen can do. */
const LOG_IN_AGAIN = {
  en: 'Let the person log in again and present the new token.',
  zh: '请当事人重新登录，提交新的令牌。',
} as const

const ASK_PLATFORM = {
  en: 'Ask the platform that issued it to correct it; do not accept it meanwhile.',
  zh: '请签发平台更正；在此之前不应采信。',
} as const

const OTHER_PLACE = {
  en: { why: 'A token for one place must not open another.', next: 'Make sure that the token was obtained for this service. If it was, compare the names that both sides have agreed on.' },
  zh: { why: '为某一处签发的令牌不得用于另一处。', next: '请确认令牌是为本服务取得的；如确是，请核对双方约定的名称。' },
} as const

const PROOF = {
  en: { why: 'A proof serves one request; this one may have been recorded elsewhere.', next: 'Let the client make a new proof for each request, and check its clock.' },
  zh: { why: '一个证明只用于一次请求；该证明可能是从别处截取的。', next: '请客户端为每次请求重新制作证明，并检查其时钟。' },
} as const

const CLOCKS = {
  en: 'Check the clocks on both sides.',
  zh: '请检查双方的时钟。',
} as const

export const tokenMessages: Messages<keyof typeof tokenDiagnostics> = {
  TOKEN_NOT_COMPACT: {
    en: { what: 'The token is not in the one form that tokens have (three parts with dots between).', why: 'In other forms the same token has many texts.', next: ASK_PLATFORM.en },
    zh: { what: '令牌不是规定的形式（以点分隔的三段）。', why: '采用其他形式时，同一令牌可以有多种文本。', next: ASK_PLATFORM.zh },
  },
  TOKEN_CLAIMS_INVALID: {
    en: { what: 'What the token signs is not a set of claims.', why: 'It says nothing of anybody.', next: ASK_PLATFORM.en },
    zh: { what: '令牌所签内容不是声明集合。', why: '其中没有关于任何人的信息。', next: ASK_PLATFORM.zh },
  },
  TOKEN_CLAIM_INVALID: {
    en: { what: 'The claim {claim} of the token is not of the kind that it must be.', why: 'Programs would read it differently.', next: ASK_PLATFORM.en },
    zh: { what: '令牌的声明 {claim} 类型或取值不合规定。', why: '不同软件会作出不同理解。', next: ASK_PLATFORM.zh },
  },
  TOKEN_CLAIM_ABSENT: {
    en: { what: 'The token lacks the claim {claim}.', why: 'What it would say is needed to rely on the token.', next: 'Ask the platform for a token with it, or find out whether this service needs to demand it.' },
    zh: { what: '令牌缺少声明 {claim}。', why: '采信令牌需要这一信息。', next: '请签发平台提供包含该声明的令牌，或确认本服务是否必须要求它。' },
  },
  TOKEN_ISSUER_MISMATCH: {
    en: { what: 'The token names another issuer than the expected one.', why: 'A key of one issuer must not speak for another.', next: 'Make sure that the token comes from the expected platform, and that its name is set exactly as the platform writes it.' },
    zh: { what: '令牌载明的签发方与预期不符。', why: '一个签发方的密钥不能代表另一签发方。', next: '请确认令牌来自预期的平台，且配置的名称与平台的写法完全一致。' },
  },
  TOKEN_AUDIENCE_MISMATCH: {
    en: { what: 'The token was not issued for this recipient.', ...OTHER_PLACE.en },
    zh: { what: '令牌不是签发给本接收方的。', ...OTHER_PLACE.zh },
  },
  TOKEN_AUDIENCE_SHARED: {
    en: { what: 'The token was issued for {others} other recipients too, which are not trusted here.', why: 'Each of them could present here what it was given.', next: 'Ask for a token for this service alone, or add those recipients to the trusted ones.' },
    zh: { what: '令牌同时签发给另外 {others} 个未获信任的接收方。', why: '其中任何一方都可能把所得令牌转交到此处。', next: '请取得只供本服务使用的令牌，或将这些接收方列为可信。' },
  },
  TOKEN_PARTY_MISMATCH: {
    en: { what: 'The token was issued to another party than the expected one (azp).', ...OTHER_PLACE.en },
    zh: { what: '令牌是签发给其他应用的（azp 不符）。', ...OTHER_PLACE.zh },
  },
  TOKEN_SUBJECT_MISMATCH: {
    en: { what: 'The token is about somebody else.', why: 'One person must not act with the token of another.', next: LOG_IN_AGAIN.en },
    zh: { what: '令牌所指的并非预期的当事人。', why: '不得以他人的令牌办理。', next: LOG_IN_AGAIN.zh },
  },
  TOKEN_NONCE_MISMATCH: {
    en: { what: 'The token does not answer this request (nonce).', why: 'It may have been obtained in another session and inserted into this one.', next: LOG_IN_AGAIN.en },
    zh: { what: '令牌不是对本次请求的答复（nonce 不符）。', why: '它可能取自另一会话后被插入本次会话。', next: LOG_IN_AGAIN.zh },
  },
  TOKEN_LEVEL_NOT_ACCEPTED: {
    en: { what: 'The way the person logged in is not among those accepted here (acr).', why: 'This matter asks for a stronger one.', next: 'Let the person log in again with a method of the level that is asked for.' },
    zh: { what: '当事人的登录方式等级不在可接受之列（acr）。', why: '本事项要求更强的认证方式。', next: '请当事人以所需等级的方式重新登录。' },
  },
  TOKEN_METHOD_ABSENT: {
    en: { what: 'The person did not log in with {method}.', why: 'This matter asks for it.', next: 'Let the person log in again with that method.' },
    zh: { what: '当事人未使用 {method} 方式登录。', why: '本事项要求使用该方式。', next: '请当事人以该方式重新登录。' },
  },
  TOKEN_EXPIRED: {
    en: { what: 'The token expired on {expires}; it was judged at {time}.', why: 'Since then the issuer no longer stands by it.', next: LOG_IN_AGAIN.en },
    zh: { what: '令牌已于 {expires} 过期；判断时间为 {time}。', why: '此后签发方不再对其负责。', next: LOG_IN_AGAIN.zh },
  },
  TOKEN_NOT_YET_VALID: {
    en: { what: 'The token holds only from {notBefore} on; it was judged at {time}.', why: 'Until then the issuer does not stand by it.', next: CLOCKS.en },
    zh: { what: '令牌自 {notBefore} 起才有效；判断时间为 {time}。', why: '在此之前签发方不对其负责。', next: CLOCKS.zh },
  },
  TOKEN_TIME_IN_FUTURE: {
    en: { what: 'The token says that something happened in the future ({claim}: {value}); it was judged at {time}.', why: 'Either a clock is wrong or the token was prepared in advance.', next: CLOCKS.en },
    zh: { what: '令牌称某事发生在将来（{claim}：{value}）；判断时间为 {time}。', why: '可能是时钟有误，也可能是预先制作的令牌。', next: CLOCKS.zh },
  },
  TOKEN_TIMES_CONTRADICT: {
    en: { what: 'The times in the token contradict each other: it would have expired before it began.', why: 'There was no time at which it held.', next: ASK_PLATFORM.en },
    zh: { what: '令牌中的时间相互矛盾：尚未生效即已过期。', why: '它在任何时间都不曾有效。', next: ASK_PLATFORM.zh },
  },
  TOKEN_TOO_OLD: {
    en: { what: 'The token was issued on {issued}, more than {maximum} seconds ago.', why: 'What it says may have changed since.', next: LOG_IN_AGAIN.en },
    zh: { what: '令牌签发于 {issued}，距今超过 {maximum} 秒。', why: '其间情况可能已有变化。', next: LOG_IN_AGAIN.zh },
  },
  TOKEN_LIFETIME_TOO_LONG: {
    en: { what: 'The token was issued for {seconds} seconds; at most {maximum} are accepted.', why: 'A stolen token would be of use for too long.', next: ASK_PLATFORM.en },
    zh: { what: '令牌有效期为 {seconds} 秒，最长只接受 {maximum} 秒。', why: '令牌一旦被盗，可被使用的时间过长。', next: ASK_PLATFORM.zh },
  },
  TOKEN_AUTHENTICATION_TOO_OLD: {
    en: { what: 'The person last logged in on {authenticated}, more than {maximum} seconds ago.', why: 'Somebody else may be at the device by now.', next: LOG_IN_AGAIN.en },
    zh: { what: '当事人上次登录是在 {authenticated}，距今超过 {maximum} 秒。', why: '此刻使用设备的可能已是他人。', next: LOG_IN_AGAIN.zh },
  },
  TOKEN_ENCRYPTED: {
    en: { what: 'The token is encrypted, and no key to decrypt it was given.', why: 'Nothing can be said about it.', next: 'Give the key that the issuer encrypts for.' },
    zh: { what: '令牌经过加密，而未提供解密密钥。', why: '无法对其作出判断。', next: '请提供签发方加密时所用公钥对应的私钥。' },
  },
  TOKEN_NESTED_UNSIGNED: {
    en: { what: 'What the encrypted token holds is not a signed token.', why: 'Anybody who has the public key can encrypt: encryption says nothing of who wrote it.', next: ASK_PLATFORM.en },
    zh: { what: '加密令牌内不是已签名的令牌。', why: '任何拥有公钥的人都能加密，加密并不表明出自何人。', next: ASK_PLATFORM.zh },
  },
  TOKEN_NESTED_TYPE: {
    en: { what: 'The encrypted token does not say that it holds a token (cty JWT).', why: 'Content of another kind must not be taken for a token.', next: ASK_PLATFORM.en },
    zh: { what: '加密令牌未声明其内容是令牌（cty 为 JWT）。', why: '其他类型的内容不得当作令牌。', next: ASK_PLATFORM.zh },
  },
  TOKEN_CERTIFICATES_ABSENT: {
    en: { what: 'The token comes without the certificate of its issuer (x5c).', why: 'Without it, nothing leads to a trusted authority.', next: 'Ask the platform for tokens with certificates, or use its published keys.' },
    zh: { what: '令牌未附签发方证书（x5c）。', why: '没有证书，无法追溯到受信任的机构。', next: '请平台在令牌中附带证书，或改用其公布的密钥。' },
  },
  TOKEN_CERTIFICATES_INVALID: {
    en: { what: 'The certificates in the token (x5c) cannot be read.', why: 'Without them, nothing leads to a trusted authority.', next: ASK_PLATFORM.en },
    zh: { what: '令牌所附证书（x5c）无法读取。', why: '没有证书，无法追溯到受信任的机构。', next: ASK_PLATFORM.zh },
  },
  TOKEN_CERTIFICATE_NAME_MISMATCH: {
    en: { what: 'The certificate in the token does not name the expected issuer.', why: 'Another body with a certificate of the same authority could have signed it.', next: 'Compare the certificate of the platform with what is expected; do not accept the token meanwhile.' },
    zh: { what: '令牌所附证书不属于预期的签发方。', why: '持有同一机构所发证书的其他单位也可能签发它。', next: '请核对平台证书与配置；在此之前不应采信。' },
  },
  TOKEN_ISSUER_ANCHOR_GENERAL: {
    en: { what: 'The trust anchor behind the issuer vouches for signers of documents too, not for token issuers in particular.', why: 'Among everybody with a certificate below it, only the name in the certificate tells the issuer.', next: 'Give the anchors of token issuers separately (tokenIssuer) where you know them.' },
    zh: { what: '签发方所追溯的信任锚同时用于文件签章者，并非专用于令牌签发方。', why: '该信任锚之下的证书持有者众多，只能凭证书中的名称识别签发方。', next: '如已知令牌签发方的信任锚，请单独提供（tokenIssuer）。' },
  },
  TOKEN_CONFIRMATION_UNCHECKED: {
    en: { what: 'The token is bound to a key of who it was issued to, and no proof of that key was given.', why: 'Somebody else may have copied it.', next: 'Give what the presenter showed: the certificate of its connection, or the DPoP proof.' },
    zh: { what: '令牌与领取者的密钥绑定，而未提供持有该密钥的证明。', why: '提交者可能是复制令牌的他人。', next: '请提供提交者出示的内容：连接所用证书或 DPoP 证明。' },
  },
  TOKEN_CONFIRMATION_UNSUPPORTED: {
    en: { what: 'The token is bound to its presenter in a way that is not supported (cnf).', why: 'Whether the presenter is the right one cannot be said.', next: 'Ask the platform for tokens bound by certificate (x5t#S256) or DPoP (jkt).' },
    zh: { what: '令牌与提交者的绑定方式不受支持（cnf）。', why: '无法判断提交者是否为领取者本人。', next: '请平台采用证书绑定（x5t#S256）或 DPoP（jkt）。' },
  },
  TOKEN_CONFIRMATION_ABSENT: {
    en: { what: 'The token is not bound to the proof that the presenter gave.', why: 'A token without that bond can be used by whoever holds it.', next: ASK_PLATFORM.en },
    zh: { what: '令牌未与提交者出示的证明绑定。', why: '没有绑定的令牌，任何持有者都能使用。', next: ASK_PLATFORM.zh },
  },
  TOKEN_BOUND_TO_OTHER_CERTIFICATE: {
    en: { what: 'The token was issued to the holder of another certificate.', why: 'The presenter is not who it was issued to.', next: LOG_IN_AGAIN.en },
    zh: { what: '令牌是签发给另一证书持有者的。', why: '提交者并非领取者。', next: LOG_IN_AGAIN.zh },
  },
  TOKEN_REPLAYED: {
    en: { what: 'This token, or a proof with it, was presented before.', why: 'It may be used once; whoever presents it again may have copied it.', next: LOG_IN_AGAIN.en },
    zh: { what: '该令牌或其证明此前已经提交过。', why: '它只能使用一次，再次提交者可能是复制所得。', next: LOG_IN_AGAIN.zh },
  },
  TOKEN_REPLAY_UNKNOWN: {
    en: { what: 'It cannot be said whether this token was presented before.', why: 'The memory for it does not answer, or is full.', next: 'Try again; if that does not help, tell whoever runs this service.' },
    zh: { what: '无法确定该令牌此前是否提交过。', why: '用于记录的存储没有应答或已满。', next: '请重试；如仍不行，请联系本服务的运行维护人员。' },
  },
  DPOP_CLAIM_INVALID: {
    en: { what: 'The proof (DPoP) lacks {claim}, or has it in a wrong form.', ...PROOF.en },
    zh: { what: '证明（DPoP）缺少 {claim} 或其形式有误。', ...PROOF.zh },
  },
  DPOP_KEY_MISMATCH: {
    en: { what: 'The proof (DPoP) was made with another key than the token was issued to.', why: 'The presenter is not who it was issued to.', next: LOG_IN_AGAIN.en },
    zh: { what: '证明（DPoP）所用密钥不是令牌所绑定的密钥。', why: '提交者并非领取者。', next: LOG_IN_AGAIN.zh },
  },
  DPOP_REQUEST_MISMATCH: {
    en: { what: 'The proof (DPoP) was made for another request ({claim}).', ...PROOF.en },
    zh: { what: '证明（DPoP）是为另一请求制作的（{claim}）。', ...PROOF.zh },
  },
  DPOP_TOKEN_MISMATCH: {
    en: { what: 'The proof (DPoP) was made for another token (ath).', ...PROOF.en },
    zh: { what: '证明（DPoP）是为另一令牌制作的（ath）。', ...PROOF.zh },
  },
  DPOP_NONCE_MISMATCH: {
    en: { what: 'The proof (DPoP) does not have the nonce that was given out.', ...PROOF.en },
    zh: { what: '证明（DPoP）中没有本服务给出的 nonce。', ...PROOF.zh },
  },
  DPOP_TIME: {
    en: { what: 'The proof (DPoP) is {seconds} seconds old; at most {maximum} are accepted, and none from the future.', ...PROOF.en },
    zh: { what: '证明（DPoP）制作于 {seconds} 秒之前；最多接受 {maximum} 秒，且不得在将来。', ...PROOF.zh },
  },
}
