/** Texts of keys, signature values, ciphertexts and algorithms. */
import type { cryptoDiagnostics } from '../../diagnostics/crypto.ts'
import type { Messages } from './catalog.ts'

const BAD_KEY = {
  en: {
    why: 'A key that is not a proper key proves nothing: signatures under it can be forged, or can mean different things to different programs.',
    next: 'Do not rely on the document. Ask the authority that issued the certificate to issue a correct one.',
  },
  zh: {
    why: '不合格的密钥不能证明任何事实：用它验证的签名可能被伪造，不同软件对它的理解也可能不同。',
    next: '不要采信该文件。请联系签发该证书的机构重新签发正确的证书。',
  },
} as const

const NOT_CHECKABLE = {
  en: {
    why: 'The signature could not be checked. That makes it neither valid nor invalid.',
    next: 'Check it with software that supports the algorithm, or ask the issuer for a copy signed with SM2 and SM3.',
  },
  zh: {
    why: '该签名未能得到核验，既不能认定为有效，也不能认定为无效。',
    next: '请使用支持该算法的软件核验，或请签发机构提供以 SM2、SM3 算法签署的文件。',
  },
} as const

export const cryptoMessages: Messages<keyof typeof cryptoDiagnostics> = {
  SM2_KEY_INVALID: {
    en: { what: 'The SM2 public key is not a valid point of the curve ({reason}).', ...BAD_KEY.en },
    zh: { what: 'SM2 公钥不是曲线上的有效点（{reason}）。', ...BAD_KEY.zh },
  },
  SM2_PRIVATE_KEY_INVALID: {
    en: {
      what: 'The SM2 private key is not usable ({reason}).',
      why: 'Signatures made with such a key would not verify, or would give the key away.',
      next: 'Check that the right key file was chosen and that it is complete; otherwise create a new key.',
    },
    zh: {
      what: 'SM2 私钥不可用（{reason}）。',
      why: '用这样的私钥签名，签名将无法通过验证，甚至可能泄露私钥。',
      next: '请确认所选密钥文件正确、完整；否则请重新生成密钥。',
    },
  },
  SM2_CIPHERTEXT_INVALID: {
    en: {
      what: 'The SM2 ciphertext cannot be decrypted ({reason}).',
      why: 'It was made for another key, is written in another form, or was altered on its way.',
      next: 'Check the key and the form of the ciphertext (C1C3C2, C1C2C3 or DER); ask the sender to encrypt again.',
    },
    zh: {
      what: 'SM2 密文无法解密（{reason}）。',
      why: '密文可能是用其他公钥加密的，或采用了其他格式，或在传输中被改动。',
      next: '请核对所用密钥和密文格式（C1C3C2、C1C2C3 或 DER），或请发送方重新加密。',
    },
  },
  KEY_INVALID: {
    en: { what: 'The public key of type {keyType} is not valid ({reason}).', ...BAD_KEY.en },
    zh: { what: '类型为 {keyType} 的公钥无效（{reason}）。', ...BAD_KEY.zh },
  },
  KEY_CURVE_NOT_NAMED: {
    en: {
      what: 'The key does not name its elliptic curve but describes one of its own.',
      why: 'Whoever describes the curve can fit it to a key that belongs to somebody else; such keys are not used for checking.',
      next: 'Do not rely on the document. Ask the issuer for a certificate whose key names a standard curve.',
    },
    zh: {
      what: '密钥没有指明标准曲线，而是自行给出了曲线参数。',
      why: '自行给出参数的人可以构造出与他人密钥相配的曲线，因此不使用这类密钥进行核验。',
      next: '不要采信该文件。请签发机构提供使用标准曲线的证书。',
    },
  },
  KEY_ALGORITHM_UNSUPPORTED: {
    en: { what: 'The key is for algorithm {algorithm}, which is not supported.', ...NOT_CHECKABLE.en },
    zh: { what: '密钥所属算法 {algorithm} 不受支持。', ...NOT_CHECKABLE.zh },
  },
  SIGNATURE_ALGORITHM_UNSUPPORTED: {
    en: { what: 'The signature names algorithm {algorithm}, which is not supported.', ...NOT_CHECKABLE.en },
    zh: { what: '签名所用算法 {algorithm} 不受支持。', ...NOT_CHECKABLE.zh },
  },
  SIGNATURE_ALGORITHM_PARAMETERS_INVALID: {
    en: {
      what: 'The signature algorithm {algorithm} comes with parameters that it cannot have, or without those that it must have.',
      why: 'What was to be computed is then not certain, and programs may differ about it.',
      next: 'Ask the issuer for a document made with software that follows the standard.',
    },
    zh: {
      what: '签名算法 {algorithm} 带有不应有的参数，或缺少必需的参数。',
      why: '签名的计算方式因此不能确定，不同软件可能得出不同结果。',
      next: '请签发机构使用符合标准的软件重新制作该文件。',
    },
  },
  PLATFORM_ALGORITHM_MISSING: {
    en: {
      what: 'This browser or runtime does not offer {algorithm}.',
      why: 'The check could not be made here. That makes the signature neither valid nor invalid.',
      next: 'Open the page over HTTPS, use a current browser or Node.js 20 or later, and check again.',
    },
    zh: {
      what: '当前浏览器或运行环境不提供 {algorithm}。',
      why: '核验无法在此环境中进行，因此既不能认定签名有效，也不能认定其无效。',
      next: '请通过 HTTPS 打开页面，使用最新版浏览器或 Node.js 20 及以上版本后重新核验。',
    },
  },
  SM4_CIPHERTEXT_INVALID: {
    en: {
      what: 'The SM4 ciphertext cannot be decrypted in mode {mode} ({reason}).',
      why: 'The key or password is not the right one, or the data was altered.',
      next: 'Check the key or password; ask the sender for the data again.',
    },
    zh: {
      what: 'SM4 密文无法以 {mode} 模式解密（{reason}）。',
      why: '密钥或口令不正确，或数据已被改动。',
      next: '请核对密钥或口令，或请发送方重新提供数据。',
    },
  },
}
