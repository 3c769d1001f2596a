/** Texts for ASN.1 structures: certificates, seals and signature values are all written in it. */
import type { derDiagnostics } from '../../diagnostics/der.ts'
import type { Messages } from './catalog.ts'

const BROKEN = {
  en: {
    why: 'The data does not follow the rules of its format, so it cannot be read with certainty, and what cannot be read cannot be checked.',
    next: 'The file was probably damaged or made by faulty software: ask the issuer for the original file or for a new one.',
  },
  zh: {
    why: '数据不符合其格式规则，无法确切读出；读不出的内容无从验证。',
    next: '文件可能已损坏，或由有缺陷的软件生成：请向签发机构索取原始文件或重新签发的文件。',
  },
} as const

const TOLERATED = {
  en: {
    why: 'The standard requires one exact form (DER). The content can still be read unambiguously, and the signature is checked over the octets as they are.',
    next: 'Tell the maker of the software that produced the file; whether such a file is accepted is for the policy to say.',
  },
  zh: {
    why: '标准要求唯一确定的编码形式（DER）。内容仍能无歧义地读出，签名按原有字节验证。',
    next: '请告知生成该文件的软件厂商；是否受理此类文件由所用策略规定。',
  },
} as const

export const derMessages: Messages<keyof typeof derDiagnostics> = {
  DER_TRUNCATED: {
    en: { what: 'The structure that begins at octet {offset} ends too early.', ...BROKEN.en },
    zh: { what: '自第 {offset} 字节开始的结构不完整，数据提前结束。', ...BROKEN.zh },
  },
  DER_TRAILING_DATA: {
    en: {
      what: 'After the structure ends at octet {offset}, {bytes} more octets follow.',
      why: 'Nobody signed the extra data, and different programs may read it differently: a way to smuggle content past a check.',
      next: 'Ask the issuer for a clean copy of the file; do not rely on this one.',
    },
    zh: {
      what: '结构在第 {offset} 字节处结束后，又多出 {bytes} 个字节。',
      why: '多出的数据没有任何签名保护，不同程序可能有不同解读，可被用来绕过验证夹带内容。',
      next: '请向签发机构索取干净的文件，不要采信本文件。',
    },
  },
  DER_LENGTH_NOT_MINIMAL: {
    en: { what: 'The length of the element at octet {offset} is not written in the shortest form.', ...BROKEN.en },
    zh: { what: '第 {offset} 字节处元素的长度未采用最短形式。', ...BROKEN.zh },
  },
  DER_INDEFINITE_LENGTH: {
    en: { what: 'The element at octet {offset} has no definite length.', ...BROKEN.en },
    zh: { what: '第 {offset} 字节处的元素使用了不定长编码。', ...BROKEN.zh },
  },
  DER_TAG_INVALID: {
    en: { what: 'The element at octet {offset} begins with an identifier that the encoding rules do not allow.', ...BROKEN.en },
    zh: { what: '第 {offset} 字节处元素的标识不合编码规则。', ...BROKEN.zh },
  },
  DER_TAG_UNEXPECTED: {
    en: { what: 'At octet {offset} there is {found} where {expected} belongs.', ...BROKEN.en },
    zh: { what: '第 {offset} 字节处应为 {expected}，实际为 {found}。', ...BROKEN.zh },
  },
  DER_STRUCTURE_UNEXPECTED: {
    en: { what: 'The structure {structure} at octet {offset} has too many or too few elements.', ...BROKEN.en },
    zh: { what: '第 {offset} 字节处的结构 {structure} 元素数目不符。', ...BROKEN.zh },
  },
  DER_VALUE_INVALID: {
    en: { what: 'The value of type {type} at octet {offset} is not valid: {reason}.', ...BROKEN.en },
    zh: { what: '第 {offset} 字节处类型为 {type} 的值无效：{reason}。', ...BROKEN.zh },
  },
  BER_INDEFINITE_LENGTH: {
    en: { what: 'The element at octet {offset} has no definite length.', ...TOLERATED.en },
    zh: { what: '第 {offset} 字节处的元素使用了不定长编码。', ...TOLERATED.zh },
  },
  BER_LENGTH_NOT_MINIMAL: {
    en: { what: 'The length of the element at octet {offset} is not written in the shortest form.', ...TOLERATED.en },
    zh: { what: '第 {offset} 字节处元素的长度未采用最短形式。', ...TOLERATED.zh },
  },
  BER_CONSTRUCTED_STRING: {
    en: { what: 'The string at octet {offset} is split into parts.', ...TOLERATED.en },
    zh: { what: '第 {offset} 字节处的字符串被拆成多段编码。', ...TOLERATED.zh },
  },
  BER_TRAILING_ZEROS: {
    en: {
      what: 'After the structure ends at octet {offset}, {bytes} zero octets follow.',
      why: 'Zero octets are padding that some software leaves behind; they carry no content.',
      next: 'Nothing needs to be done.',
    },
    zh: {
      what: '结构在第 {offset} 字节处结束后，跟有 {bytes} 个零字节。',
      why: '零字节是部分软件留下的填充，不含任何内容。',
      next: '无需处理。',
    },
  },
  BER_TRAILING_DATA: {
    en: {
      what: 'After the structure ends at octet {offset}, {bytes} more octets follow.',
      why: 'The extra data is under no signature. It was not used for any result of this report, but other programs may read it.',
      next: 'Ask the maker of the file what the extra data is for; whether such a file is accepted is for the policy to say.',
    },
    zh: {
      what: '结构在第 {offset} 字节处结束后，又多出 {bytes} 个字节。',
      why: '多出的数据没有签名保护。本报告的结论均未使用这些数据，但其他程序可能会读取。',
      next: '请向文件生成方了解这些数据的用途；是否受理此类文件由所用策略规定。',
    },
  },
  BER_UNUSED_BITS: {
    en: { what: 'The bit string at octet {offset} states {unusedBits} unused bits in a way that the rules do not allow.', ...TOLERATED.en },
    zh: { what: '第 {offset} 字节处的位串声明了 {unusedBits} 个未用位，不合编码规则。', ...TOLERATED.zh },
  },
  BER_INTEGER_NEGATIVE: {
    en: { what: 'The number at octet {offset} is written as a negative one where only positive ones make sense; it was read as positive.', ...TOLERATED.en },
    zh: { what: '第 {offset} 字节处本应为正数，却按负数编码；已按正数读取。', ...TOLERATED.zh },
  },
  BER_INTEGER_PADDED: {
    en: { what: 'The number at octet {offset} is written with superfluous leading octets.', ...TOLERATED.en },
    zh: { what: '第 {offset} 字节处的整数带有多余的前导字节。', ...TOLERATED.zh },
  },
  BER_BOOLEAN_NOT_CANONICAL: {
    en: { what: 'The yes/no value at octet {offset} is not written in the prescribed form.', ...TOLERATED.en },
    zh: { what: '第 {offset} 字节处的布尔值未按规定形式编码。', ...TOLERATED.zh },
  },
  BER_TIME_NOT_CANONICAL: {
    en: { what: 'The time at octet {offset} is not written in the prescribed form: {text}.', ...TOLERATED.en },
    zh: { what: '第 {offset} 字节处的时间未按规定形式书写：{text}。', ...TOLERATED.zh },
  },
}
