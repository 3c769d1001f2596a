/** Texts for codes and numbers of licenses, organizations and persons. */
import type { identifierDiagnostics } from '../../diagnostics/identifier.ts'
import type { Messages } from './catalog.ts'

/** For a code or number that cannot have been assigned as it is written. */
const SLIP = {
  en: {
    why: 'Such a code or number is never assigned, so it was mistyped or made up, in the license or in the data that it was made from.',
    next: 'Ask whoever entered it, for a license the issuing authority, for the right one.',
  },
  zh: {
    why: '按编码规则，不会赋予这样的代码或号码：可能是录入有误，也可能是编造的；错误也可能来自制证所用的数据。',
    next: '请录入方（证照则为颁发机构）核对并更正。',
  },
} as const

/** For license identifiers that GB/T 36904 does not provide for. */
const IDENTIFIER = {
  en: {
    why: 'The identifier names the license in all systems. One that does not follow the standard may be found in none, or belong to another license.',
    next: 'Check the license with the issuing authority under its number; the authority should correct the identifier when it issues the license again.',
  },
  zh: {
    why: '证照标识是证照在各系统中的唯一名称。不符合标准的标识可能查不到，也可能指向另一份证照。',
    next: '请按证照编号向颁发机构核实；颁发机构应在换发时更正证照标识。',
  },
} as const

export const identifierMessages: Messages<keyof typeof identifierDiagnostics> = {
  IDENTIFIER_LENGTH: {
    en: { what: 'A code or number has {found} characters, which none of its kind has.', ...SLIP.en },
    zh: { what: '代码或号码有 {found} 个字符，与其种类应有的长度不符。', ...SLIP.zh },
  },
  IDENTIFIER_CHARACTER: {
    en: { what: 'Character {position} of a code or number is not one that can stand there.', ...SLIP.en },
    zh: { what: '代码或号码的第 {position} 位出现了该位置不允许的字符。', ...SLIP.zh },
  },
  IDENTIFIER_NOT_CANONICAL: {
    en: {
      what: 'A code is written with blanks, lower-case or full-width characters.',
      why: 'It was checked as the standard writes it; programs that compare it as it stands may not find it.',
      next: 'Nothing needs to be done for this license; whoever makes such data should write codes as the standard does.',
    },
    zh: {
      what: '代码中含有空格、小写字母或全角字符。',
      why: '已按标准写法进行检查；逐字比较的系统可能因此查不到该代码。',
      next: '就本证照而言无需处理；数据制作方应按标准写法书写代码。',
    },
  },
  IDENTIFIER_CHECK_CHARACTER: {
    en: { what: 'The check character of a code or number does not fit the rest of it.', ...SLIP.en },
    zh: { what: '代码或号码的校验位与其余各位不符。', ...SLIP.zh },
  },
  IDENTIFIER_ORGANIZATION_CHECK_CHARACTER: {
    en: { what: 'The organization code inside a unified social credit code has a check character that does not fit.', ...SLIP.en },
    zh: { what: '统一社会信用代码中的主体标识码（组织机构代码）校验位不符。', ...SLIP.zh },
  },
  IDENTIFIER_AREA_UNKNOWN: {
    en: { what: 'A code or number begins with an area that no province has.', ...SLIP.en },
    zh: { what: '代码或号码中的行政区划不属于任何省级行政区。', ...SLIP.zh },
  },
  IDENTIFIER_BIRTH_DATE_INVALID: {
    en: { what: 'The day of birth in a number of a person does not exist.', ...SLIP.en },
    zh: { what: '个人证件号码中的出生日期不存在。', ...SLIP.zh },
  },
  IDENTIFIER_BIRTH_DATE_IMPLAUSIBLE: {
    en: { what: 'The day of birth in a number of a person is in the future, or more than 150 years ago.', ...SLIP.en },
    zh: { what: '个人证件号码中的出生日期在未来，或早于 150 年前。', ...SLIP.zh },
  },
  IDENTIFIER_OTHER_DOCUMENT: {
    en: {
      what: 'A number is that of another kind of document: {document}.',
      why: 'Residence permits and cards of permanent residents have numbers of their own kind; checked as another kind they prove nothing.',
      next: 'Check it as the kind of document that it belongs to.',
    },
    zh: {
      what: '该号码属于另一种证件：{document}。',
      why: '居住证、永久居留身份证的号码各有规则，按其他证件检查没有意义。',
      next: '请按其所属的证件种类检查。',
    },
  },

  LICENSE_IDENTIFIER_STRUCTURE: {
    en: { what: 'The license identifier does not consist of the ten parts between dots that the standard asks for.', ...IDENTIFIER.en },
    zh: { what: '证照标识不是标准规定的以圆点分隔的十段。', ...IDENTIFIER.zh },
  },
  LICENSE_IDENTIFIER_ROOT: {
    en: { what: 'The license identifier does not begin with the root of all license identifiers, 1.2.156.3005.2.', ...IDENTIFIER.en },
    zh: { what: '证照标识不以电子证照根代码 1.2.156.3005.2 开头。', ...IDENTIFIER.zh },
  },
  LICENSE_IDENTIFIER_TYPE_CODE: {
    en: { what: 'The type code in the license identifier is not a unified social credit code and three digits.', ...IDENTIFIER.en },
    zh: { what: '证照标识中的证照类型代码不是统一社会信用代码加三位数字。', ...IDENTIFIER.zh },
  },
  LICENSE_IDENTIFIER_ISSUER: {
    en: { what: 'The issuer in the license identifier is not a unified social credit code.', ...IDENTIFIER.en },
    zh: { what: '证照标识中的证照颁发机构代码不是统一社会信用代码。', ...IDENTIFIER.zh },
  },
  LICENSE_IDENTIFIER_SERIAL: {
    en: { what: 'The serial number in the license identifier holds other characters than digits and upper-case letters, or none.', ...IDENTIFIER.en },
    zh: { what: '证照标识中的流水号为空，或含有数字和大写字母以外的字符。', ...IDENTIFIER.zh },
  },
  LICENSE_IDENTIFIER_VERSION: {
    en: { what: 'The version in the license identifier is not a number from 001 to 999.', ...IDENTIFIER.en },
    zh: { what: '证照标识中的版本号不是 001 至 999。', ...IDENTIFIER.zh },
  },
}
