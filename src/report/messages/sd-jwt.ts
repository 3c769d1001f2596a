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
  SD_JWT_HASH_PRIVATE: {
    en: { what: 'Disclosures are tied to the signature by {hash}, which is registered nowhere.', why: 'Only parties that have agreed on it understand such a credential.', next: 'Nothing, where it was agreed on; other verifiers will refuse this credential.' },
    zh: { what: '披露项以未在任何注册表登记的 {hash} 与签名绑定。', why: '只有事先约定的各方才能理解此种凭证。', next: '如已约定则无需处理；其他核验方会拒绝此凭证。' },
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
  SD_JWT_STATUS_UNCHECKED: {
    en: { what: 'The credential names a status list, which was not checked.', ...OPEN.en },
    zh: { what: '凭证载明了状态列表，但未予核查。', ...OPEN.zh },
  },
  SD_JWT_STATUS_ABSENT: {
    en: { what: 'The credential names no status list, though one was required.', why: 'Whether it was revoked cannot be known.', next: 'Ask the issuer for a credential that names a status list, or about the status itself.' },
    zh: { what: '凭证未载明状态列表，而此处要求载明。', why: '无从得知凭证是否已被撤销。', next: '请签发者签发载明状态列表的凭证，或向其查询状态。' },
  },
  SD_JWT_STATUS_MALFORMED: {
    en: { what: 'What the credential says of its status list is not an index and a URI.', ...FORGED.en },
    zh: { what: '凭证所载状态列表信息不是“序号加 URI”的形式。', ...FORGED.zh },
  },
  SD_JWT_STATUS_LIST_MISSING: {
    en: { what: 'The status list that the credential names is not at hand.', ...OPEN.en },
    zh: { what: '未取得凭证所载的状态列表。', ...OPEN.zh },
  },
  SD_JWT_STATUS_LIST_UNUSABLE: {
    en: { what: 'The status list cannot be relied on ({code}).', ...OPEN.en },
    zh: { what: '状态列表不可信（{code}）。', ...OPEN.zh },
  },
  SD_JWT_STATUS_LIST_STALE: {
    en: { what: 'The copy of the status list is older than its issuer allows.', ...OPEN.en },
    zh: { what: '状态列表副本已超过签发者允许的使用时间。', ...OPEN.zh },
  },
  SD_JWT_STATUS_OUT_OF_LIST: {
    en: { what: 'The status list has no place for this credential.', why: 'The list says nothing about it.', next: 'Ask the issuer for the right list.' },
    zh: { what: '状态列表中没有此凭证的位置。', why: '该列表未说明此凭证的状态。', next: '请向签发者索取正确的列表。' },
  },
  SD_JWT_STATUS_INVALID: {
    en: { what: 'The issuer has revoked the credential.', why: 'It is of no use any more, whatever it says.', next: 'Do not accept it; let the holder ask the issuer why.' },
    zh: { what: '签发者已撤销此凭证。', why: '无论其内容如何，均已不能使用。', next: '不应采信；请持证人向签发者了解原因。' },
  },
  SD_JWT_STATUS_SUSPENDED: {
    en: { what: 'The issuer has suspended the credential.', why: 'It must not be used for the time being.', next: 'Let the holder present it again once the issuer has lifted the suspension.' },
    zh: { what: '签发者已暂停此凭证。', why: '暂不能使用。', next: '待签发者恢复后，请持证人重新出示。' },
  },
  SD_JWT_STATUS_UNKNOWN: {
    en: { what: 'The status list gives a value ({value}) whose meaning is known to its issuer only.', why: 'It is not the value for "valid".', next: 'Ask the issuer what it means.' },
    zh: { what: '状态列表给出的值（{value}）仅签发者知其含义。', why: '该值不表示“有效”。', next: '请向签发者询问其含义。' },
  },
  LICENSE_CREDENTIAL_MALFORMED: {
    en: { what: 'The credential does not hold a license in the agreed form ("{member}").', why: 'What it says of the license cannot be read with certainty.', next: 'Ask the issuer for a new credential.' },
    zh: { what: '凭证中的证照信息不符合约定格式（“{member}”）。', why: '无法确定其中的证照信息。', next: '请签发者重新签发。' },
  },
  LICENSE_CREDENTIAL_AUTHORITY: {
    en: { what: 'The license names no authority for which this issuer may sign.', why: 'An issuer could otherwise sign licenses of any authority.', next: 'Do not accept it; ask the authority that the license names whether this issuer signs for it.' },
    zh: { what: '证照所载颁发机构均不在该签发者可代为签发的范围内。', why: '否则签发者可以签发任何机构的证照。', next: '不应采信；请向证照所载颁发机构核实该签发者是否可代为签发。' },
  },
  STATUS_LIST_MALFORMED: {
    en: { what: 'The signed text holds no status list of 1, 2, 4 or 8 bits.', ...OPEN.en },
    zh: { what: '已签内容中没有 1、2、4 或 8 位的状态列表。', ...OPEN.zh },
  },
  STATUS_LIST_OTHER: {
    en: { what: 'It is the status list of another place (sub is not the URI that was asked for).', ...OPEN.en },
    zh: { what: '这是另一处的状态列表（sub 与所查 URI 不符）。', ...OPEN.zh },
  },
}
