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
}
