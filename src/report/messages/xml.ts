/** Texts for the XML files that describe a document and its signatures. */
import type { xmlDiagnostics } from '../../diagnostics/xml.ts'
import type { Messages } from './catalog.ts'

const BROKEN = {
  en: {
    why: 'The file does not follow the rules of XML. Programs differ in what they make of such files, so its content cannot be read with certainty.',
    next: 'The file was probably damaged, altered or made by faulty software: ask the issuer for the original document.',
  },
  zh: {
    why: '该文件不符合 XML 规则。不同程序对这类文件的解读不一，无法确切读出其内容。',
    next: '文件可能已损坏、被改动，或由有缺陷的软件生成：请向签发机构索取原始文档。',
  },
} as const

const NAMES = {
  en: {
    why: 'Elements are matched by their plain names, so nothing was lost, but stricter programs may refuse the file.',
    next: 'Nothing needs to be done. The maker of the software that produced the file may want to know.',
  },
  zh: {
    why: '元素按本名匹配，内容未受影响；但更严格的程序可能拒绝该文件。',
    next: '无需处理，可告知生成该文件的软件厂商。',
  },
} as const

export const xmlMessages: Messages<keyof typeof xmlDiagnostics> = {
  XML_ENCODING_UNSUPPORTED: {
    en: { what: 'The XML file is in a character encoding that is not read; OFD prescribes UTF-8.', ...BROKEN.en },
    zh: { what: 'XML 文件采用了不支持的字符编码；OFD 应使用 UTF-8。', ...BROKEN.zh },
  },
  XML_ENCODING_CONFLICT: {
    en: { what: 'The XML file begins as {byteOrderMark} but declares another character encoding.', ...BROKEN.en },
    zh: { what: 'XML 文件以 {byteOrderMark} 标记开头，却声明了另一种字符编码。', ...BROKEN.zh },
  },
  XML_ENCODING_INVALID: {
    en: { what: 'The XML file holds octets that are no characters of its encoding ({encoding}).', ...BROKEN.en },
    zh: { what: 'XML 文件含有不属于其编码（{encoding}）的字节。', ...BROKEN.zh },
  },
  XML_VERSION_UNSUPPORTED: {
    en: { what: 'The XML file declares a version of XML other than 1.0.', ...BROKEN.en },
    zh: { what: 'XML 文件声明的 XML 版本不是 1.0。', ...BROKEN.zh },
  },
  XML_DOCTYPE_FORBIDDEN: {
    en: {
      what: 'The XML file has a document type declaration (character {offset}).',
      why: 'Such declarations can draw in other files or swell without bound, and programs treat them differently. OFD documents need none.',
      next: 'Do not rely on this file and do not open it with other programs. Ask the issuer for the original document.',
    },
    zh: {
      what: 'XML 文件含有文档类型声明（第 {offset} 个字符）。',
      why: '此类声明可引入外部文件或使内容无限膨胀，且不同程序的处理方式不一；OFD 文档不需要它。',
      next: '请勿采信本文件，也不要用其他程序打开；请向签发机构索取原始文档。',
    },
  },
  XML_NOT_WELL_FORMED: {
    en: { what: 'The XML file is malformed at line {line}, column {column}.', ...BROKEN.en },
    zh: { what: 'XML 文件在第 {line} 行第 {column} 列处不合语法。', ...BROKEN.zh },
  },
  XML_ATTRIBUTE_DUPLICATE: {
    en: { what: 'An element of the XML file has the same attribute twice (character {offset}).', ...BROKEN.en },
    zh: { what: 'XML 文件中某元素重复使用同一属性（第 {offset} 个字符）。', ...BROKEN.zh },
  },
  XML_ENCODING_UNUSUAL: {
    en: {
      what: 'The XML file is in {encoding}, not in UTF-8.',
      why: 'It could be read without loss, but programs that expect UTF-8 may show other characters or none.',
      next: 'Whether such files are accepted is for the policy to say; tell the maker of the software that produced the file.',
    },
    zh: {
      what: 'XML 文件采用 {encoding} 而非 UTF-8 编码。',
      why: '内容可完整读出，但只支持 UTF-8 的程序可能显示乱码或无法显示。',
      next: '是否受理此类文件由所用策略规定；请告知生成该文件的软件厂商。',
    },
  },
  XML_NAMESPACE_UNUSUAL: {
    en: { what: 'The XML file has {names} names or namespace declarations of unusual form.', ...NAMES.en },
    zh: { what: 'XML 文件中有 {names} 处名称或命名空间声明形式异常。', ...NAMES.zh },
  },
  XML_PREFIX_UNBOUND: {
    en: { what: 'The XML file uses namespace prefixes that it does not declare ({names} names).', ...NAMES.en },
    zh: { what: 'XML 文件使用了未声明的命名空间前缀（共 {names} 处）。', ...NAMES.zh },
  },
}
