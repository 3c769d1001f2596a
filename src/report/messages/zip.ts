/** Texts for the ZIP package that holds a document's files. */
import type { zipDiagnostics } from '../../diagnostics/zip.ts'
import type { Messages } from './catalog.ts'

const DAMAGED = {
  en: {
    why: 'The package that holds the document is damaged or incomplete, so its content cannot be read with certainty.',
    next: 'Copy or download the file again. If that does not help, ask the issuer for the original file.',
  },
  zh: {
    why: '承载文档的文件包已损坏或不完整，无法确切读出其内容。',
    next: '请重新复制或下载该文件；仍有问题时，请向签发机构索取原始文件。',
  },
} as const

/** One file that two programs read as two documents. */
const AMBIGUOUS = {
  en: {
    why: 'Two programs could read two different documents from this one file, so a check by one says nothing about what the other shows. No regular software produces such files.',
    next: 'Do not rely on this file. Ask the issuer for the original and keep this one as evidence.',
  },
  zh: {
    why: '不同程序可能从同一文件读出不同的文档，此程序的验证结论不能代表彼程序所显示的内容。正常软件不会生成这样的文件。',
    next: '请勿采信本文件。请向签发机构索取原始文件，并保留本文件以备查证。',
  },
} as const

const UNREADABLE = {
  en: {
    why: 'What cannot be read cannot be checked. This does not mean that the document is forged.',
    next: 'Ask for the document as an ordinary OFD file, without a password or special compression.',
  },
  zh: {
    why: '读不出的内容无从验证，但这并不表示文档系伪造。',
    next: '请索取普通的 OFD 文件，即未设密码、未采用特殊压缩方式的文件。',
  },
} as const

/** What some producers write; the content is the same for every reader. */
const HABIT = {
  en: {
    why: 'Some document software writes files this way. It does not change what the document says.',
    next: 'Nothing needs to be done.',
  },
  zh: {
    why: '部分文档软件会这样写入文件，不影响文档内容。',
    next: '无需处理。',
  },
} as const

const TOLERATED = {
  en: {
    why: 'The package departs from the ZIP specification. It was read in the only way that makes sense, but other programs may stumble over it.',
    next: 'Whether such files are accepted is for the policy to say; tell the maker of the software that produced the file.',
  },
  zh: {
    why: '文件包偏离 ZIP 规范。已按唯一合理的方式读取，但其他程序可能无法正确打开。',
    next: '是否受理此类文件由所用策略规定；请告知生成该文件的软件厂商。',
  },
} as const

/** Octets that belong to no file of the package. */
const EXTRA = {
  en: {
    why: 'These octets belong to no file of the document, no signature protects them, and nothing in this report was read from them.',
    next: 'Some products add such data. If the origin of the file is in doubt, ask the issuer for a clean copy.',
  },
  zh: {
    why: '这些字节不属于文档的任何文件，也不受签名保护；本报告的结论均未使用这些数据。',
    next: '部分产品会附加此类数据。如对文件来源有疑问，请向签发机构索取干净的文件。',
  },
} as const

export const zipMessages: Messages<keyof typeof zipDiagnostics> = {
  ZIP_END_RECORD_MISSING: {
    en: { what: 'The end of the package is missing: the file is cut off, or it is no ZIP package.', ...DAMAGED.en },
    zh: { what: '缺少文件包的结尾部分：文件被截断，或不是 ZIP 文件包。', ...DAMAGED.zh },
  },
  ZIP_DIRECTORY_AMBIGUOUS: {
    en: { what: 'The package has a second table of contents (octet {offset}).', ...AMBIGUOUS.en },
    zh: { what: '文件包中存在第二份目录（第 {offset} 字节）。', ...AMBIGUOUS.zh },
  },
  ZIP_DIRECTORY_INVALID: {
    en: { what: 'The table of contents of the package is not valid at octet {offset}.', ...DAMAGED.en },
    zh: { what: '文件包目录在第 {offset} 字节处无效。', ...DAMAGED.zh },
  },
  ZIP_ENTRY_COUNT_MISMATCH: {
    en: { what: 'The package states {declared} entries, but its table of contents lists {found}.', ...AMBIGUOUS.en },
    zh: { what: '文件包声明有 {declared} 个条目，其目录实际列出 {found} 个。', ...AMBIGUOUS.zh },
  },
  ZIP_MULTI_DISK: {
    en: {
      what: 'The file is one part of a package that is split over several files (octet {offset}).',
      why: 'A part alone does not hold the whole document, so it cannot be checked.',
      next: 'Ask for the document as one complete file.',
    },
    zh: {
      what: '该文件只是分卷文件包的其中一卷（第 {offset} 字节）。',
      why: '单独一卷不包含完整文档，无法验证。',
      next: '请索取未分卷的完整文件。',
    },
  },
  ZIP64_INVALID: {
    en: { what: 'The size data for large packages (ZIP64) at octet {offset} is missing or contradicts the rest.', ...AMBIGUOUS.en },
    zh: { what: '第 {offset} 字节处的大文件信息（ZIP64）缺失，或与其他记录矛盾。', ...AMBIGUOUS.zh },
  },
  ZIP_LOCAL_HEADER_MISSING: {
    en: { what: 'The table of contents points to octet {offset}, where no entry begins.', ...DAMAGED.en },
    zh: { what: '目录指向第 {offset} 字节，但该处并无条目。', ...DAMAGED.zh },
  },
  ZIP_HEADERS_DIFFER: {
    en: { what: 'The table of contents and the entry itself disagree ({field}).', ...AMBIGUOUS.en },
    zh: { what: '目录中的记录与条目自身的记录不一致（{field}）。', ...AMBIGUOUS.zh },
  },
  ZIP_DESCRIPTOR_MISMATCH: {
    en: { what: 'The sizes stated behind the data of an entry (octet {offset}) disagree with the table of contents.', ...AMBIGUOUS.en },
    zh: { what: '条目数据之后（第 {offset} 字节）声明的大小与目录不一致。', ...AMBIGUOUS.zh },
  },
  ZIP_ENTRIES_OVERLAP: {
    en: {
      what: 'The entry at octet {offset} overlaps another one.',
      why: 'The same octets would count as several files. This is how archives are made that swell to a size no computer can hold, or that show each program something else.',
      next: 'Do not open this file with other programs. Ask the issuer for the original.',
    },
    zh: {
      what: '第 {offset} 字节处的条目与其他条目重叠。',
      why: '同一段字节被当作多个文件使用。此手法常用于制作解压后体积失控的压缩包，或使不同程序读出不同内容。',
      next: '请勿用其他程序打开本文件；请向签发机构索取原始文件。',
    },
  },
  ZIP_HIDDEN_ENTRY: {
    en: { what: 'At octet {offset} there is an entry that the table of contents does not list.', ...AMBIGUOUS.en },
    zh: { what: '第 {offset} 字节处有一个未列入目录的条目。', ...AMBIGUOUS.zh },
  },
  ZIP_NAME_INVALID: {
    en: { what: 'The name of an entry (octet {offset}) is empty, unreadable or holds control characters.', ...AMBIGUOUS.en },
    zh: { what: '某条目的名称（第 {offset} 字节）为空、无法解码或含有控制字符。', ...AMBIGUOUS.zh },
  },
  ZIP_NAME_TRAVERSAL: {
    en: {
      what: 'The name of an entry (octet {offset}) points outside the package.',
      why: 'Programs that unpack such a file may overwrite files of the computer. No document needs such names.',
      next: 'Do not unpack or open this file with other programs. Ask the issuer for the original.',
    },
    zh: {
      what: '某条目的名称（第 {offset} 字节）指向文件包之外。',
      why: '解压此类文件可能覆盖计算机中的其他文件；正常文档不会使用这样的名称。',
      next: '请勿用其他程序解压或打开本文件；请向签发机构索取原始文件。',
    },
  },
  ZIP_NAME_CONFLICT: {
    en: { what: 'An entry (octet {offset}) has two different names.', ...AMBIGUOUS.en },
    zh: { what: '某条目（第 {offset} 字节）带有两个不同的名称。', ...AMBIGUOUS.zh },
  },
  ZIP_DUPLICATE_NAME: {
    en: { what: 'The package holds two entries of the same name (listed again at octet {offset}).', ...AMBIGUOUS.en },
    zh: { what: '文件包中有两个同名条目（第二次列出于第 {offset} 字节）。', ...AMBIGUOUS.zh },
  },
  ZIP_NAME_COLLISION: {
    en: {
      what: 'The package holds two entries whose names differ only in case, slashes or the form of characters, or a file inside another file (octet {offset}).',
      ...AMBIGUOUS.en,
    },
    zh: {
      what: '文件包中有两个条目的名称仅在大小写、斜杠或字符形式上不同，或文件与目录重名（第 {offset} 字节）。',
      ...AMBIGUOUS.zh,
    },
  },
  ZIP_ENCRYPTED: {
    en: { what: 'An entry of the package is encrypted.', ...UNREADABLE.en },
    zh: { what: '文件包中有条目已加密。', ...UNREADABLE.zh },
  },
  ZIP_METHOD_UNSUPPORTED: {
    en: { what: 'An entry of the package uses compression method {method}; only stored (0) and deflate (8) can be read.', ...UNREADABLE.en },
    zh: { what: '文件包中有条目采用压缩方法 {method}；本程序支持不压缩（0）和 Deflate（8）。', ...UNREADABLE.zh },
  },
  ZIP_SPECIAL_FILE: {
    en: {
      what: 'An entry of the package is marked as a link or device, not as a file.',
      why: 'A link makes programs read some other file in its place, even one outside the package. No document needs links.',
      next: 'Do not unpack this file. Ask the issuer for the original.',
    },
    zh: {
      what: '文件包中有条目被标记为链接或设备，而非普通文件。',
      why: '链接会使程序转而读取其他文件，甚至文件包之外的文件；正常文档不需要链接。',
      next: '请勿解压本文件；请向签发机构索取原始文件。',
    },
  },
  ZIP_DIRECTORY_WITH_DATA: {
    en: { what: 'An entry that is named as a folder holds {bytes} octets of data.', ...AMBIGUOUS.en },
    zh: { what: '名为文件夹的条目中含有 {bytes} 字节数据。', ...AMBIGUOUS.zh },
  },
  ZIP_DATA_INVALID: {
    en: { what: 'The compressed data of an entry (octet {offset}) is damaged.', ...DAMAGED.en },
    zh: { what: '条目的压缩数据（第 {offset} 字节起）已损坏。', ...DAMAGED.zh },
  },
  ZIP_SIZE_MISMATCH: {
    en: { what: 'The content of an entry is not of the stated size of {declared} octets.', ...AMBIGUOUS.en },
    zh: { what: '条目内容的实际大小与声明的 {declared} 字节不符。', ...AMBIGUOUS.zh },
  },
  ZIP_DATA_UNUSED: {
    en: { what: 'Behind the compressed data of an entry, {bytes} more octets are hidden.', ...AMBIGUOUS.en },
    zh: { what: '条目的压缩数据结束后还藏有 {bytes} 个字节。', ...AMBIGUOUS.zh },
  },
  ZIP_CRC_MISMATCH: {
    en: { what: 'The checksum of an entry is wrong: {declared} is stated, {computed} was computed.', ...DAMAGED.en },
    zh: { what: '条目的校验值不符：声明为 {declared}，计算得 {computed}。', ...DAMAGED.zh },
  },
  ZIP_PREFIX_BYTES: {
    en: { what: 'Before the package begins, the file holds {bytes} other octets.', ...EXTRA.en },
    zh: { what: '文件包开始之前有 {bytes} 个其他字节。', ...EXTRA.zh },
  },
  ZIP_SUFFIX_BYTES: {
    en: { what: 'After the package ends, the file holds {bytes} other octets.', ...EXTRA.en },
    zh: { what: '文件包结束之后有 {bytes} 个其他字节。', ...EXTRA.zh },
  },
  ZIP_UNACCOUNTED_BYTES: {
    en: { what: 'Between the entries of the package there are {bytes} octets that belong to none (first at octet {offset}).', ...EXTRA.en },
    zh: { what: '文件包的条目之间有 {bytes} 个不属于任何条目的字节（首处位于第 {offset} 字节）。', ...EXTRA.zh },
  },
  ZIP_STORED_WITH_DESCRIPTOR: {
    en: { what: '{entries} uncompressed entries state their sizes only behind their data.', ...TOLERATED.en },
    zh: { what: '{entries} 个未压缩条目仅在数据之后声明其大小。', ...TOLERATED.zh },
  },
  ZIP_NAME_BACKSLASH: {
    en: { what: '{entries} entry names hold backslashes where slashes belong.', ...TOLERATED.en },
    zh: { what: '{entries} 个条目名称以反斜杠代替斜杠。', ...TOLERATED.zh },
  },
  ZIP_NAME_ABSOLUTE: {
    en: { what: '{entries} entry names begin with a slash.', ...TOLERATED.en },
    zh: { what: '{entries} 个条目名称以斜杠开头。', ...TOLERATED.zh },
  },
  ZIP_NAME_DOT_SEGMENT: {
    en: { what: '{entries} entry names hold empty or dot segments such as “./”.', ...TOLERATED.en },
    zh: { what: '{entries} 个条目名称含有空路径段或“./”等点路径段。', ...TOLERATED.zh },
  },
  ZIP_NAME_GBK: {
    en: { what: '{entries} entry names are in GBK, not in UTF-8; they were read as GB18030.', ...TOLERATED.en },
    zh: { what: '{entries} 个条目名称采用 GBK 而非 UTF-8 编码；已按 GB18030 读取。', ...TOLERATED.zh },
  },
  ZIP_DIRECTORY_ATTRIBUTE: {
    en: { what: '{entries} entries are marked as folders but named and read as files.', ...TOLERATED.en },
    zh: { what: '{entries} 个条目带有文件夹标记，但按名称为文件，已按文件读取。', ...TOLERATED.zh },
  },
  ZIP_DUPLICATE_DIRECTORY: {
    en: { what: '{entries} folder entries repeat one that is already listed; they hold nothing themselves.', ...TOLERATED.en },
    zh: { what: '文件夹条目重复列出 {entries} 次；文件夹条目本身不含内容。', ...TOLERATED.zh },
  },
  ZIP_FLAGS_DIFFER: {
    en: { what: 'For {entries} entries the table of contents and the entry differ in flags that do not concern the content.', ...HABIT.en },
    zh: { what: '{entries} 个条目的标志位与目录不同，但不涉及内容。', ...HABIT.zh },
  },
  ZIP_NAME_UTF8_UNFLAGGED: {
    en: { what: '{entries} entry names are in UTF-8 without saying so.', ...HABIT.en },
    zh: { what: '{entries} 个条目名称采用 UTF-8 编码，但未作标记。', ...HABIT.zh },
  },
  ZIP_NAME_NOT_NFC: {
    en: { what: '{entries} entry names write letters with separate accents; they were read in composed form (NFC).', ...HABIT.en },
    zh: { what: '{entries} 个条目名称使用分解形式的字符；已按组合形式（NFC）读取。', ...HABIT.zh },
  },
  ZIP_DIRECTORY_ENTRIES: {
    en: { what: 'The package lists {entries} folders as entries of their own.', ...HABIT.en },
    zh: { what: '文件包将 {entries} 个文件夹单独列为条目。', ...HABIT.zh },
  },
  ZIP_COMMENT: {
    en: { what: 'The package holds comments of {bytes} octets.', why: 'Comments are no part of the document and are under no signature; they were not read.', next: 'Nothing needs to be done.' },
    zh: { what: '文件包带有 {bytes} 字节的注释。', why: '注释不属于文档内容，也不受签名保护，未予读取。', next: '无需处理。' },
  },
  ZLIB_INVALID: {
    en: { what: 'Compressed data (zlib) are damaged, or more is hidden behind them.', why: 'What they hold cannot be read with certainty.', next: 'Get them again from where they come from; if that does not help, ask whoever made them.' },
    zh: { what: '压缩数据（zlib）已损坏，或其后藏有其他内容。', why: '无法确定其中的内容。', next: '请从原处重新获取；如仍有问题，请联系制作方。' },
  },
}
