/** Texts of authorities: why a certificate, a list, a response or a token was not issued. */
import type { authorityDiagnostics } from '../../diagnostics/authority.ts'
import type { Messages } from './catalog.ts'

export const authorityMessages: Messages<keyof typeof authorityDiagnostics> = {
  AUTHORITY_ISSUER_UNSUITABLE: {
    en: { what: 'The issuer\'s certificate does not allow it to issue this: {mark}.', why: 'Verifiers would reject every path through it, so nothing was issued.', next: 'Issue with a CA certificate that has this right, or have the issuer\'s certificate made anew.' },
    zh: { what: '签发者证书不具备签发此内容的权限：{mark}。', why: '经由它的证书路径都会被验证方拒绝，因此未予签发。', next: '请使用具备该权限的 CA 证书签发，或重新申请签发者证书。' },
  },
  AUTHORITY_VALIDITY_OUTSIDE_ISSUER: {
    en: { what: 'The certificate would be valid from {notBefore} to {notAfter}, its issuer is valid from {issuerNotBefore} to {issuerNotAfter}.', why: 'A certificate that outlives its issuer cannot be verified to its end.', next: 'Give a period within that of the issuer.' },
    zh: { what: '证书有效期为 {notBefore} 至 {notAfter}，超出签发者证书的有效期 {issuerNotBefore} 至 {issuerNotAfter}。', why: '有效期超出签发者的证书，在超出的时间内无法通过验证。', next: '请将有效期设在签发者证书的有效期之内。' },
  },
  AUTHORITY_KEY_UNSUITABLE: {
    en: { what: 'A key of type {keyType} cannot be used for what the profile {profile} is for.', why: 'The certificate would promise what its key cannot do.', next: 'Give a key of another type, or choose another profile.' },
    zh: { what: '{keyType} 类型的密钥不能用于 {profile} 类证书的用途。', why: '证书声明的用途与密钥的能力不符。', next: '请更换密钥类型，或选择其他证书类别。' },
  },
  AUTHORITY_RESPONDER_UNSUITABLE: {
    en: { what: 'The certificate of the OCSP responder is neither that of the issuer nor one that the issuer made for OCSP signing.', why: 'Verifiers would not take its word about these certificates.', next: 'Sign with the issuer\'s own key, or have the issuer certify the responder with the purpose OCSPSigning.' },
    zh: { what: 'OCSP 响应者的证书既不是签发者自身的证书，也不是签发者为 OCSP 签名用途签发的证书。', why: '验证方不会采信它对这些证书的答复。', next: '请用签发者自己的密钥签名，或由签发者签发带 OCSPSigning 用途的响应者证书。' },
  },
  AUTHORITY_TIME_STAMPER_UNSUITABLE: {
    en: { what: 'The certificate of the time-stamp authority does not have timeStamping as its one, critical extended key usage.', why: 'Verifiers would reject every token that it signs.', next: 'Have a certificate issued with the timeStamping profile.' },
    zh: { what: '时间戳机构证书的扩展密钥用途不是唯一且关键的 timeStamping。', why: '它签发的时间戳都会被验证方拒绝。', next: '请申请按 timeStamping 类别签发的证书。' },
  },
  CERTIFICATE_REQUEST_SIGNATURE_INVALID: {
    en: { what: 'The signature ({algorithm}) of the certificate request does not verify with the key in it.', why: 'Whoever sent it has not shown to hold the private key, or the request was altered.', next: 'Have the request made again, by the holder of the key. For SM2 it must be signed with the user id 1234567812345678.' },
    zh: { what: '证书请求的签名（{algorithm}）无法用其中的公钥验证。', why: '请求者未能证明持有对应的私钥，或请求内容被改动。', next: '请由密钥持有者重新生成证书请求；SM2 请求须以用户标识 1234567812345678 签名。' },
  },
  CERTIFICATE_REQUEST_VERSION: {
    en: { what: 'The certificate request is of version {version}; only version 1 exists.', why: 'What it means cannot be known.', next: 'Have the request made again, as PKCS #10.' },
    zh: { what: '证书请求的版本为 {version}，而标准只有版本 1。', why: '无法确定其含义。', next: '请按 PKCS #10 重新生成证书请求。' },
  },
}
