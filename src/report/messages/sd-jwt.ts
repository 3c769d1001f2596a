/** Texts for selectively disclosed claims. */
import type { sdJwtDiagnostics } from '../../diagnostics/sd-jwt.ts'
import type { Messages } from './catalog.ts'

const FORGED = {
  en: { why: 'Whoever presents it could otherwise add to what the issuer signed.', next: 'Do not accept it; ask the issuer for a new credential, or the software that presents it for a correct presentation.' },
  zh: { why: '否则出示人可以在签发者所签内容之外添加内容。', next: '不应采信；请签发者重新签发，或请出示软件正确出示。' },
} as const

const HOLDER = {
  en: { why: 'A copy of the credential in other hands must not be enough.', next: 'Let the holder present it again for this request.' },
  zh: { why: '他人手中的凭证副本不应足以使用。', next: '请持证人就本次请求重新出示。' },
} as const

const OPEN = {
  en: { why: 'It cannot be relied on until that is known.', next: 'The verifier must obtain what is missing and check again.' },
  zh: { why: '在此查明之前不能据以办理。', next: '请核验方取得所缺内容后重新核验。' },
} as const

export const sdJwtMessages: Messages<keyof typeof sdJwtDiagnostics> = {
  SD_JWT_MALFORMED: {
    en: { what: 'The presentation is not a signed part followed by disclosures, each ended by "~".', ...FORGED.en },
    zh: { what: '出示内容不是“已签部分加各披露项（均以 ~ 结尾）”的形式。', ...FORGED.zh },
  },
  SD_JWT_HASH_NOT_ALLOWED: {
    en: { what: 'The hash algorithm that ties the disclosures to the signature is not one that is allowed here.', ...FORGED.en },
    zh: { what: '将披露项与签名绑定的杂凑算法不在允许之列。', ...FORGED.zh },
  },
  SD_JWT_DISCLOSURE_INVALID: {
    en: { what: 'A disclosure is not a salt with a value.', ...FORGED.en },
    zh: { what: '某披露项不是“盐值加取值”的形式。', ...FORGED.zh },
  },
  SD_JWT_DIGEST_INVALID: {
    en: { what: 'A place for hidden claims does not hold digests.', ...FORGED.en },
    zh: { what: '隐藏声明所在之处不是摘要值。', ...FORGED.zh },
  },
  SD_JWT_DIGEST_TWICE: {
    en: { what: 'The same digest or disclosure occurs twice.', ...FORGED.en },
    zh: { what: '同一摘要或披露项出现两次。', ...FORGED.zh },
  },
  SD_JWT_NAME_RESERVED: {
    en: { what: 'A disclosure bears a name that is reserved (_sd or ...).', ...FORGED.en },
    zh: { what: '某披露项使用了保留名称（_sd 或 ...）。', ...FORGED.zh },
  },
  SD_JWT_NAME_TWICE: {
    en: { what: 'A disclosure bears the name of a claim that is already there.', ...FORGED.en },
    zh: { what: '某披露项与已有声明同名。', ...FORGED.zh },
  },
  SD_JWT_DISCLOSURE_UNREFERENCED: {
    en: { what: 'A disclosure belongs to nothing that the issuer signed.', ...FORGED.en },
    zh: { what: '某披露项与签发者所签内容无关。', ...FORGED.zh },
  },
  SD_JWT_CLAIM_HIDDEN: {
    en: { what: 'The claim "{claim}" was disclosed apart, though everybody must see it.', ...FORGED.en },
    zh: { what: '声明“{claim}”被单独披露，而该声明必须始终可见。', ...FORGED.zh },
  },
  SD_JWT_TYPE_MISMATCH: {
    en: { what: 'The credential is not of the type that was asked for.', ...FORGED.en },
    zh: { what: '凭证类型与所要求的不符。', ...FORGED.zh },
  },
  SD_JWT_STATUS_UNCHECKED: {
    en: { what: 'The credential names a status list, which was not checked.', ...OPEN.en },
    zh: { what: '凭证载明了状态列表，但未予核查。', ...OPEN.zh },
  },
  SD_JWT_KEY_BINDING_ABSENT: {
    en: { what: 'The proof that the presenter has the key of the holder is missing.', ...HOLDER.en },
    zh: { what: '缺少出示人持有持证人密钥的证明。', ...HOLDER.zh },
  },
  SD_JWT_KEY_BINDING_UNEXPECTED: {
    en: { what: 'There is a proof of the holder that was not asked for, and nothing to check it against.', ...OPEN.en },
    zh: { what: '附有未要求的持证人证明，且无从核对。', ...OPEN.zh },
  },
  SD_JWT_KEY_BINDING_MISMATCH: {
    en: { what: 'The proof of the holder does not fit this presentation ("{claim}").', ...HOLDER.en },
    zh: { what: '持证人证明与本次出示不符（“{claim}”）。', ...HOLDER.zh },
  },
  SD_JWT_KEY_BINDING_TIME: {
    en: { what: 'The proof of the holder was not made within the last {maximum} seconds.', ...HOLDER.en },
    zh: { what: '持证人证明不是在最近 {maximum} 秒内作出的。', ...HOLDER.zh },
  },
}
