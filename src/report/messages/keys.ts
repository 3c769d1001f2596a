/** Texts of files of private keys, and of signers. None of them ever holds a password or a key. */
import type { keyDiagnostics } from '../../diagnostics/keys.ts'
import type { Messages } from './catalog.ts'

export const keyMessages: Messages<keyof typeof keyDiagnostics> = {
  KEY_FILE_NOT_RECOGNIZED: {
    en: {
      what: 'The file is not a private key in any form that is known here.',
      why: 'Without the private key nothing can be signed.',
      next: 'Choose the key file: PKCS #8 or SEC 1 (.pem, .key, .der), PFX (.pfx, .p12), CFCA .sm2, or an enveloped SM2 key.',
    },
    zh: {
      what: '该文件不是本软件所能识别的任何一种私钥文件。',
      why: '没有私钥就无法签名。',
      next: '请选择私钥文件：PKCS #8 或 SEC 1（.pem、.key、.der）、PFX（.pfx、.p12）、CFCA 的 .sm2 文件，或 SM2 密钥对保护数据（数字信封密钥）。',
    },
  },
  KEY_FILE_WITHOUT_KEY: {
    en: {
      what: 'The file can be read but holds no private key.',
      why: 'It probably holds certificates only. Certificates verify signatures; they do not make any.',
      next: 'Export the key again, together with its private key, or choose the file that holds it.',
    },
    zh: {
      what: '文件可以读取，但其中没有私钥。',
      why: '文件中可能只有证书。证书用于验证签名，不能用来签名。',
      next: '请重新导出并选择包含私钥，或改选含有私钥的文件。',
    },
  },
  KEY_FILE_SEVERAL_KEYS: {
    en: {
      what: 'The file holds {count} private keys where one was asked for.',
      why: 'Files of certification authorities often hold a key for signing and another for encryption. Which one signs must not be guessed.',
      next: 'Say which key to use, or use a file that holds the signing key alone.',
    },
    zh: {
      what: '文件中有 {count} 个私钥，而此处只需要一个。',
      why: '证书机构发放的文件常同时含有签名密钥和加密密钥，不应由软件猜测用哪一个签名。',
      next: '请指明使用哪一个密钥，或使用只含签名密钥的文件。',
    },
  },
  KEY_PASSWORD_REQUIRED: {
    en: {
      what: 'The private key is encrypted, and no password was given.',
      why: 'The key cannot be read without its password.',
      next: 'Give the password of the key file.',
    },
    zh: {
      what: '私钥已加密，但没有提供口令。',
      why: '没有口令无法读取私钥。',
      next: '请提供该密钥文件的口令。',
    },
  },
  KEY_PASSWORD_WRONG: {
    en: {
      what: 'The password does not open the key file.',
      why: 'The file and the password do not fit each other. A file whose encrypted part was damaged looks the same: the two cannot be told apart.',
      next: 'Enter the password again (letter case, keyboard layout, spaces). If it is certainly right, get a fresh copy of the file.',
    },
    zh: {
      what: '口令无法打开该密钥文件。',
      why: '文件与口令不相符。加密部分受损的文件表现相同，二者无法区分。',
      next: '请重新输入口令（注意大小写、输入法和空格）。如确认口令无误，请重新获取该文件。',
    },
  },
  KEY_RECIPIENT_REQUIRED: {
    en: {
      what: 'The private key is in an envelope for another SM2 key, and that key was not given.',
      why: 'Encryption keys are delivered in envelopes that the signing key of the same holder opens.',
      next: 'Give the private key that the envelope was made for.',
    },
    zh: {
      what: '私钥以数字信封形式保护，但没有提供用于解开信封的 SM2 私钥。',
      why: '加密密钥以数字信封下发，由同一持有人的签名私钥解开。',
      next: '请提供该信封所对应的私钥。',
    },
  },
  KEY_RECIPIENT_WRONG: {
    en: {
      what: 'The envelope of the private key cannot be opened with the key that was given.',
      why: 'It was made for another key, or it was damaged: the two cannot be told apart.',
      next: 'Use the signing key whose public key was sent with the request for the encryption key, or get a fresh copy of the envelope.',
    },
    zh: {
      what: '所提供的私钥无法解开该密钥信封。',
      why: '信封是为其他密钥制作的，或者已经损坏，二者无法区分。',
      next: '请使用申请加密密钥时所提交公钥对应的签名私钥，或重新获取该信封。',
    },
  },
  KEY_DAMAGED: {
    en: {
      what: 'The key file is damaged or was not written properly ({reason}).',
      why: 'Signatures made with a damaged key would not verify, or would give the key away.',
      next: 'Get a fresh copy of the file or export the key again. A password does not help here.',
    },
    zh: {
      what: '密钥文件已损坏或内容不符合规范（{reason}）。',
      why: '用受损的密钥签名，签名将无法通过验证，甚至可能泄露私钥。',
      next: '请重新获取该文件，或重新导出密钥。更换口令无济于事。',
    },
  },
  KEY_SCHEME_UNSUPPORTED: {
    en: {
      what: 'The key file uses {scheme}, which is not supported.',
      why: 'The key was not read. That says nothing about the key or the password.',
      next: 'Export the key with another scheme: PKCS #8 or PFX with AES and SHA-256, or with SM4 and SM3.',
    },
    zh: {
      what: '密钥文件使用了不受支持的方案 {scheme}。',
      why: '密钥未能读取，这并不说明密钥或口令有误。',
      next: '请改用其他方案重新导出：采用 AES 与 SHA-256，或采用 SM4 与 SM3 的 PKCS #8 或 PFX 文件。',
    },
  },
  SIGNER_SIGNATURE_INVALID: {
    en: {
      what: 'The signer answered with octets that are not a valid {algorithm} signature of what was to be signed under its certificate.',
      why: 'A document with that signature would be rejected by everybody. It was not made.',
      next: 'Check that certificate and key belong together, that the service signs the message itself (not a digest of it, nor with another user id), and the form of its signatures.',
    },
    zh: {
      what: '签名方返回的数据不是其证书对待签内容的有效 {algorithm} 签名。',
      why: '带有该签名的文件会被任何一方拒绝，因此未生成文件。',
      next: '请核对证书与私钥是否配对，签名服务是否对原文（而非其摘要，或使用其他用户标识）签名，以及签名值的编码格式。',
    },
  },
}
