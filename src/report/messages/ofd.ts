/** Texts for OFD packages: how they are built, what their signatures list, and what no signature protects. */
import type { ofdDiagnostics } from '../../diagnostics/ofd.ts'
import type { Messages } from './catalog.ts'

/** For packages that are put together wrongly. */
const BROKEN = {
  en: {
    why: 'The package does not follow the OFD standard here, so what it means cannot be told with certainty, and what cannot be told cannot be checked.',
    next: 'The file was probably damaged or made by faulty software: ask the issuer for the original file or for a new one.',
  },
  zh: {
    why: '该文件此处不符合 OFD 标准，其含义无法确定；无法确定的内容无从核验。',
    next: '文件可能已损坏，或由有缺陷的软件生成：请向签发机构索取原始文件或重新签发的文件。',
  },
} as const

/** For deviations that can be read without doubt. */
const TOLERATED = {
  en: {
    why: 'This departs from the standard but can be read without doubt, and digests are taken over the files as they are.',
    next: 'Nothing needs to be done for this file; tell the maker of the software that produced it. A stricter policy may refuse such files.',
  },
  zh: {
    why: '此处与标准不一致，但含义明确，摘要仍按文件原有字节计算。',
    next: '就本文件而言无需处理；可告知生成该文件的软件厂商。更严格的策略可以拒绝此类文件。',
  },
} as const

/** For a file or value that was changed after signing. */
const ALTERED = {
  en: {
    why: 'The signature holds only for the content that was signed. This part is not that content.',
    next: 'Do not rely on the document. Ask the issuer for the original file.',
  },
  zh: {
    why: '签名只对签署时的内容有效，而这部分已不是当时的内容。',
    next: '不应采信该文件，请向签发机构索取原始文件。',
  },
} as const

/** For parts that the signer left out of the signature. */
const UNPROTECTED = {
  en: {
    why: 'Only the files that a signature lists are protected by it. This one can be replaced or added by anyone without any signature becoming invalid.',
    next: 'Ask the issuer for a document whose signature protects all of its content.',
  },
  zh: {
    why: '签名只保护其列出的文件。未列出的文件任何人都可以替换或添加，而签名依然有效。',
    next: '请签发机构提供签名保护全部内容的文件。',
  },
} as const

export const ofdMessages: Messages<keyof typeof ofdDiagnostics> = {
  OFD_ROOT_MISSING: {
    en: { what: 'The package has no OFD.xml, the file that an OFD document starts from.', ...BROKEN.en },
    zh: { what: '包内没有 OFD 文档的入口文件 OFD.xml。', ...BROKEN.zh },
  },
  OFD_ROOT_NAME_CASE: {
    en: { what: 'The root file is named {path} instead of OFD.xml.', ...TOLERATED.en },
    zh: { what: '入口文件名为 {path}，而不是 OFD.xml。', ...TOLERATED.zh },
  },
  OFD_ROOT_ELEMENT: {
    en: { what: '{path} does not begin with the element {expected}.', ...BROKEN.en },
    zh: { what: '{path} 的根元素不是 {expected}。', ...BROKEN.zh },
  },
  OFD_ELEMENT_MISSING: {
    en: { what: '{path} lacks {element}, which the standard requires.', ...BROKEN.en },
    zh: { what: '{path} 缺少标准要求的 {element}。', ...BROKEN.zh },
  },
  OFD_ELEMENT_REPEATED: {
    en: {
      what: '{path} has {element} more than once where the standard allows it once.',
      why: 'Two programs may read two different values from it: what is checked need not be what is shown.',
      next: 'Do not rely on the document. Ask the issuer for a new file.',
    },
    zh: {
      what: '{path} 中 {element} 出现多次，而标准只允许一次。',
      why: '不同软件可能各取其一：核验的内容未必就是显示的内容。',
      next: '不应采信该文件，请签发机构重新提供。',
    },
  },
  OFD_NAMESPACE_OTHER: {
    en: { what: '{path} does not use the XML namespace of the standard.', ...TOLERATED.en },
    zh: { what: '{path} 未使用标准规定的 XML 命名空间。', ...TOLERATED.zh },
  },
  OFD_DOC_BODIES_SEVERAL: {
    en: {
      what: 'The package holds {count} documents.',
      why: 'A viewer may show only the first; all of them were examined, each with its own signatures.',
      next: 'Make sure that you look at the document that you mean.',
    },
    zh: {
      what: '该文件内含 {count} 个文档。',
      why: '阅读软件可能只显示第一个；核验时已逐一检查每个文档及其签名。',
      next: '请确认所查看的正是需要的那个文档。',
    },
  },
  OFD_CUSTOM_DATA_MISSPELT: {
    en: { what: 'The names of the custom metadata elements in {path} are misspelt.', ...TOLERATED.en },
    zh: { what: '{path} 中自定义元数据的元素名拼写有误。', ...TOLERATED.zh },
  },
  OFD_ENCRYPTED: {
    en: {
      what: 'The package is encrypted ({path} is present).',
      why: 'Encrypted content cannot be read, so it cannot be compared with what was signed.',
      next: 'Have the document decrypted by someone entitled to read it, and check the decrypted file.',
    },
    zh: {
      what: '该文件已加密（存在 {path}）。',
      why: '加密内容无法读取，因而无法与签名内容比对。',
      next: '请由有权阅读者解密后，再核验解密后的文件。',
    },
  },
  OFD_NOT_SIGNED: {
    en: {
      what: 'The document carries no signature.',
      why: 'Without a signature nothing shows who issued the document or whether it was changed.',
      next: 'Ask the issuer for the signed or sealed file. A print, a scan or a converted copy does not carry the signature.',
    },
    zh: {
      what: '该文档没有任何签名或签章。',
      why: '没有签名，就无从证明由谁签发、是否被改动。',
      next: '请向签发机构索取经签名或签章的文件。打印件、扫描件和转换后的副本不带签名。',
    },
  },

  OFD_PATH_ESCAPES: {
    en: {
      what: 'The reference {reference} points outside the package.',
      why: 'A document may refer only to files inside its own package; a reference that leaves it is a fault or an attack.',
      next: 'Do not open the file with other programs. Ask the issuer for a new file.',
    },
    zh: {
      what: '引用 {reference} 指向文件包之外。',
      why: '文档只能引用自身包内的文件；指向包外的引用是错误或攻击。',
      next: '请勿用其他软件打开该文件，并请签发机构重新提供。',
    },
  },
  OFD_PATH_TOO_LONG: {
    en: { what: 'A reference to a file has {characters} characters; it was not followed.', ...BROKEN.en },
    zh: { what: '一处文件引用长达 {characters} 个字符，未予解析。', ...BROKEN.zh },
  },
  OFD_PATH_BACKSLASH: {
    en: { what: 'The reference to {path} is written with backslashes.', ...TOLERATED.en },
    zh: { what: '对 {path} 的引用使用了反斜杠。', ...TOLERATED.zh },
  },
  OFD_PATH_OTHER_BASE: {
    en: { what: 'The file {path} is not where its reference says by the standard; it was found from another folder of the package.', ...TOLERATED.en },
    zh: { what: '按标准，引用所指位置没有该文件；{path} 是以包内另一目录为基准找到的。', ...TOLERATED.zh },
  },
  OFD_PATH_CASE: {
    en: { what: 'The reference to {path} differs from the name of the file in capital and small letters.', ...TOLERATED.en },
    zh: { what: '对 {path} 的引用与实际文件名大小写不一致。', ...TOLERATED.zh },
  },
  OFD_PATH_AMBIGUOUS: {
    en: {
      what: 'A reference of the signature can mean {path} or {other}, and both exist.',
      why: 'Programs differ in how they read such a reference: what is checked need not be what is shown.',
      next: 'Ask the issuer for a new file whose references are absolute.',
    },
    zh: {
      what: '签名中的一处引用既可指 {path}，也可指 {other}，两者都存在。',
      why: '不同软件对这种引用的理解不同：核验的内容未必就是显示的内容。',
      next: '请签发机构重新提供使用绝对路径引用的文件。',
    },
  },

  OFD_SIGNATURES_POINTER_EMPTY: {
    en: {
      what: 'The document names a signature list but does not say where it is.',
      why: 'The document counts as unsigned. The signatures may have been removed.',
      next: 'Ask the issuer for the signed file.',
    },
    zh: {
      what: '文档声明了签名列表，却未指明其位置。',
      why: '该文档按未签名处理；签名可能已被移除。',
      next: '请向签发机构索取带签名的文件。',
    },
  },
  OFD_SIGNATURES_FILE_MISSING: {
    en: {
      what: 'The signature list {path} is not in the package.',
      why: 'The document counts as unsigned. The signatures may have been removed.',
      next: 'Ask the issuer for the signed file.',
    },
    zh: {
      what: '包内没有签名列表文件 {path}。',
      why: '该文档按未签名处理；签名可能已被移除。',
      next: '请向签发机构索取带签名的文件。',
    },
  },
  OFD_SIGNATURES_SHARED: {
    en: { what: 'Two documents of the package name the same signature list {path}; it was read once.', ...TOLERATED.en },
    zh: { what: '包内两个文档指向同一签名列表 {path}，只读取一次。', ...TOLERATED.zh },
  },
  OFD_SIGNATURES_UNREADABLE: {
    en: { what: 'The signature list {path} cannot be read.', ...BROKEN.en },
    zh: { what: '签名列表 {path} 无法读取。', ...BROKEN.zh },
  },
  OFD_SIGNATURES_LOCKED: {
    en: {
      what: 'This signature also protects the list of signatures {path}.',
      why: 'The document was closed to further signatures: adding one later makes this signature invalid.',
      next: 'Nothing needs to be done.',
    },
    zh: {
      what: '该签名同时保护签名列表 {path}。',
      why: '文档已锁定，不再接受新的签名：此后再加签名，本签名即失效。',
      next: '无需处理。',
    },
  },
  OFD_SIGNATURE_ID_MISSING: {
    en: { what: 'A signature in the list has no ID.', ...TOLERATED.en },
    zh: { what: '签名列表中有一个签名没有标识（ID）。', ...TOLERATED.zh },
  },
  OFD_SIGNATURE_ID_REPEATED: {
    en: { what: 'The signature ID {id} is used more than once.', ...TOLERATED.en },
    zh: { what: '签名标识 {id} 被重复使用。', ...TOLERATED.zh },
  },
  OFD_MAX_SIGN_ID_REPEATED: {
    en: { what: 'The signature list states its largest ID {count} times; the largest of them was taken.', ...TOLERATED.en },
    zh: { what: '签名列表中最大标识（MaxSignId）出现 {count} 次，已取其最大值。', ...TOLERATED.zh },
  },
  OFD_MAX_SIGN_ID_LOW: {
    en: { what: 'The signature list states {maxSignId} as its largest ID, but {largest} is in use.', ...TOLERATED.en },
    zh: { what: '签名列表声明的最大标识为 {maxSignId}，但实际已用到 {largest}。', ...TOLERATED.zh },
  },
  OFD_MAX_SIGN_ID_HIGH: {
    en: {
      what: 'The signature list states {maxSignId} as the largest ID ever used; the largest present is {largest}.',
      why: 'Signing programs often skip numbers, so this is common. It can also remain when a signature was removed.',
      next: 'Where it matters how many parties signed, ask the issuer how many signatures the document should have.',
    },
    zh: {
      what: '签名列表声明曾用过的最大标识为 {maxSignId}，现存最大标识为 {largest}。',
      why: '签章软件常常跳号，这种情况很普遍；但签名被移除后也会留下这一痕迹。',
      next: '如签署方数量对办理事项有影响，请向签发机构核实应有几个签名。',
    },
  },
  OFD_SIGNATURE_LISTED_TWICE: {
    en: {
      what: 'The signature {path} is listed more than once; it was counted once.',
      why: 'One signature must not pass for two.',
      next: 'Where several signatures are required, count only the ones shown in this report.',
    },
    zh: {
      what: '签名 {path} 在列表中出现多次，只计一次。',
      why: '一个签名不能当作两个。',
      next: '如要求多方签署，请以本报告列出的签名为准。',
    },
  },
  OFD_SIGNATURE_TYPE_UNKNOWN: {
    en: { what: 'The list gives the signature a type that the standard does not know; the signature value itself tells its kind.', ...TOLERATED.en },
    zh: { what: '列表中该签名的类型不是标准规定的取值；其种类以签名值本身为准。', ...TOLERATED.zh },
  },
  OFD_SIGNATURE_BASE_UNKNOWN: {
    en: {
      what: 'This signature builds on another signature that is not in the list.',
      why: 'A signature of this kind holds only together with the one that it builds on.',
      next: 'Ask the issuer for the complete file. The signature may have been removed.',
    },
    zh: {
      what: '该签名以另一签名为基础，而后者不在列表中。',
      why: '此类签名须与其所依据的签名一并有效。',
      next: '请向签发机构索取完整文件；被依据的签名可能已被移除。',
    },
  },
  OFD_SIGNATURE_ORPHAN: {
    en: {
      what: 'The signature file {path} is in the package but in no list of signatures.',
      why: 'The list is often unprotected: someone may have taken a signature out of it, for example one that declares the document void.',
      next: 'Ask the issuer which signatures the document should have.',
    },
    zh: {
      what: '包内存在签名文件 {path}，但不在任何签名列表中。',
      why: '签名列表往往不受保护：可能有人从中移除了某个签名，例如作废签章。',
      next: '请向签发机构核实该文档应有哪些签名。',
    },
  },

  OFD_SIGNATURE_FILE_MISSING: {
    en: { what: 'The list names the signature {path}, which is not in the package.', ...BROKEN.en },
    zh: { what: '签名列表指向 {path}，但包内没有该文件。', ...BROKEN.zh },
  },
  OFD_SIGNATURE_UNREADABLE: {
    en: { what: 'The signature description {path} cannot be read.', ...BROKEN.en },
    zh: { what: '签名描述文件 {path} 无法读取。', ...BROKEN.zh },
  },
  OFD_SIGNED_VALUE_MISSING: {
    en: { what: 'The signature value {path} is not in the package or cannot be read.', ...BROKEN.en },
    zh: { what: '签名值文件 {path} 不在包内或无法读取。', ...BROKEN.zh },
  },
  OFD_PROVIDER_AS_ELEMENTS: {
    en: { what: 'The details of the signing software are given as elements instead of attributes.', ...TOLERATED.en },
    zh: { what: '签章软件信息以子元素而非属性给出。', ...TOLERATED.zh },
  },
  OFD_SIGNATURE_TIME_UNREADABLE: {
    en: {
      what: 'The signing time in the signature description is in no known form.',
      why: 'It is only the signing software\'s own note; the time inside the signature value or its time stamp decides.',
      next: 'Nothing needs to be done.',
    },
    zh: {
      what: '签名描述中的签名时间格式无法识别。',
      why: '该时间只是签章软件的记录；以签名值内的时间或时间戳为准。',
      next: '无需处理。',
    },
  },
  OFD_SIGNATURE_TIME_ZONE_ASSUMED: {
    en: {
      what: 'The signing time in the signature description names no time zone; {zone} was assumed.',
      why: 'It is only the signing software\'s own note; the time inside the signature value or its time stamp decides.',
      next: 'Nothing needs to be done.',
    },
    zh: {
      what: '签名描述中的签名时间未注明时区，按 {zone} 处理。',
      why: '该时间只是签章软件的记录；以签名值内的时间或时间戳为准。',
      next: '无需处理。',
    },
  },
  OFD_STAMP_INVALID: {
    en: {
      what: 'The place of a stamp on the page is given wrongly ({attribute}).',
      why: 'Programs may show the stamp in different places or not at all. The signature itself is not affected.',
      next: 'Go by this report, not by where the stamp appears.',
    },
    zh: {
      what: '印章在页面上的位置信息有误（{attribute}）。',
      why: '不同软件可能把印章显示在不同位置，或不显示。签名本身不受影响。',
      next: '请以本报告为准，不要以印章的显示位置为准。',
    },
  },
  OFD_STAMP_PAGE_UNKNOWN: {
    en: {
      what: 'A stamp of this signature belongs to a page that the document does not have.',
      why: 'The stamp is shown nowhere, or the page it was placed on is gone.',
      next: 'Compare the document with what the issuer says it should contain.',
    },
    zh: {
      what: '该签名的一枚印章所在的页面在文档中不存在。',
      why: '该印章不会显示，或原先盖章的页面已不在文档中。',
      next: '请与签发机构核对文档应有的内容。',
    },
  },

  OFD_REFERENCES_EMPTY: {
    en: {
      what: 'The signature lists no file.',
      why: 'A signature protects the files that it lists: this one protects nothing of the document.',
      next: 'Do not rely on the document. Ask the issuer for a properly signed file.',
    },
    zh: {
      what: '该签名没有列出任何文件。',
      why: '签名只保护其列出的文件：该签名没有保护文档的任何内容。',
      next: '不应采信该文件，请签发机构提供正确签名的文件。',
    },
  },
  OFD_REFERENCE_REPEATED: {
    en: { what: 'The signature lists {path} more than once; every digest given for it must match.', ...TOLERATED.en },
    zh: { what: '签名多次列出 {path}；所列各个摘要值均须一致。', ...TOLERATED.zh },
  },
  OFD_REFERENCE_TO_ITSELF: {
    en: {
      what: 'The signature lists {path}, which is one of its own files.',
      why: 'A signature cannot hold a digest of itself, so this entry cannot match or says nothing.',
      next: 'The file was made by faulty software: ask the issuer for a new one.',
    },
    zh: {
      what: '签名列出了自身的文件 {path}。',
      why: '签名不可能包含自身的摘要，该项不会匹配，或没有意义。',
      next: '文件由有缺陷的软件生成，请签发机构重新提供。',
    },
  },
  OFD_CHECK_METHOD_DEFAULT: {
    en: {
      what: 'The signature does not say which digest it uses; the standard then means {algorithm}.',
      why: 'Reading it differently from the standard would leave the choice of the digest to chance.',
      next: 'See the findings about the digest itself.',
    },
    zh: {
      what: '签名未注明摘要算法；按标准此时为 {algorithm}。',
      why: '若不按标准理解，摘要算法的选择就成了猜测。',
      next: '请查看关于摘要本身的检查结果。',
    },
  },
  OFD_CHECK_METHOD_UNKNOWN: {
    en: {
      what: 'The digest that the signature uses is not known to this program.',
      why: 'Whether the files are unchanged could not be checked.',
      next: 'Ask the issuer for a file signed with SM3 digests.',
    },
    zh: {
      what: '签名所用的摘要算法不受支持。',
      why: '因此无法核验文件是否被改动。',
      next: '请签发机构提供使用 SM3 摘要签名的文件。',
    },
  },
  OFD_DIGEST_WEAK: {
    en: {
      what: 'The files are protected by {algorithm} digests, which are broken.',
      why: 'Whoever prepared the document could have prepared a second one with the same digests and exchange them after signing.',
      next: 'Ask the issuer for a file signed with SM3 digests. For an old file whose origin is beyond doubt, an archive policy may accept it.',
    },
    zh: {
      what: '文件摘要采用 {algorithm}，该算法已不安全。',
      why: '制作文档的人可以事先准备两份摘要相同的内容，签名后调换。',
      next: '请签发机构提供使用 SM3 摘要签名的文件。来源无疑的历史文件，可由归档策略另行规定。',
    },
  },
  OFD_CHECK_VALUE_INVALID: {
    en: { what: 'The digest given for {path} is missing or is not base64.', ...BROKEN.en },
    zh: { what: '{path} 的摘要值缺失，或不是合法的 base64。', ...BROKEN.zh },
  },
  OFD_CHECK_VALUE_LENGTH: {
    en: {
      what: 'The digest given for {path} has {found} octets instead of {expected}.',
      why: 'A digest counts only as a whole. A part of it is easy to match by trial.',
      next: 'Do not rely on the document. Ask the issuer for the original file.',
    },
    zh: {
      what: '{path} 的摘要值为 {found} 字节，应为 {expected} 字节。',
      why: '摘要必须完整比对；只比对一部分，很容易被试凑出来。',
      next: '不应采信该文件，请向签发机构索取原始文件。',
    },
  },
  OFD_CHECK_VALUE_WHITE_SPACE: {
    en: { what: 'The digest given for {path} is written with spaces or line breaks.', ...TOLERATED.en },
    zh: { what: '{path} 的摘要值中含有空格或换行。', ...TOLERATED.zh },
  },
  OFD_REFERENCE_MISMATCH: {
    en: { what: '{path} was changed after signing: its {algorithm} digest is not the signed one.', ...ALTERED.en },
    zh: { what: '{path} 在签名后被改动：其 {algorithm} 摘要与签名时不一致。', ...ALTERED.zh },
  },
  OFD_REFERENCE_MISSING: {
    en: { what: '{path} was signed but is no longer in the package.', ...ALTERED.en },
    zh: { what: '{path} 在签名范围内，但包内已没有该文件。', ...ALTERED.zh },
  },
  OFD_REFERENCE_UNREADABLE: {
    en: { what: '{path} was signed but cannot be read from the package ({cause}).', ...ALTERED.en },
    zh: { what: '{path} 在签名范围内，但无法从包中读出（{cause}）。', ...ALTERED.zh },
  },
  OFD_DIGEST_WITH_SIGNER: {
    en: {
      what: 'The digest of {path} matches only when the signer\'s identity is hashed before the file (SM3 with Z).',
      why: 'Some products use this form. It binds the file just as well, but few other programs can check it.',
      next: 'Nothing needs to be done for this file; ask the issuer to use plain SM3 digests.',
    },
    zh: {
      what: '{path} 的摘要须将签名者标识（Z 值）置于文件之前计算方能匹配。',
      why: '部分产品采用这种形式，同样能绑定文件内容，但其他软件大多无法核验。',
      next: '就本文件而言无需处理；建议签发机构改用普通 SM3 摘要。',
    },
  },
  OFD_DIGEST_MATCHES_OTHERWISE: {
    en: {
      what: 'The digest given for {path} is of another kind than stated: {variant}.',
      why: 'This explains the mismatch but does not heal it: only the stated digest counts.',
      next: 'Pass this on to the maker of the signing software.',
    },
    zh: {
      what: '{path} 的摘要值与声明的算法不符，实际为：{variant}。',
      why: '这只说明不匹配的原因，并不能使其有效：只认所声明的摘要算法。',
      next: '请将此情况告知签章软件厂商。',
    },
  },

  OFD_DOCUMENT_MISSING: {
    en: { what: 'The document {path} that OFD.xml names is not in the package.', ...BROKEN.en },
    zh: { what: 'OFD.xml 指向的文档 {path} 不在包内。', ...BROKEN.zh },
  },
  OFD_REFERENCE_DANGLING: {
    en: {
      what: '{from} refers to {path}, which is not in the package.',
      why: 'Something the document meant to include is missing. Whoever adds such a file later changes what the document shows.',
      next: 'Where the missing part matters, ask the issuer for the complete file.',
    },
    zh: {
      what: '{from} 引用了 {path}，但包内没有该文件。',
      why: '文档缺少其本应包含的内容；事后补入这样的文件会改变文档的显示。',
      next: '如缺失部分影响办理，请向签发机构索取完整文件。',
    },
  },
  OFD_PART_UNREADABLE: {
    en: {
      what: '{path} decides what the document shows, but cannot be read ({cause}).',
      why: 'Which other files are shown could not be found out, so it is unknown whether the signature protects all that is shown.',
      next: 'The file was probably damaged or made by faulty software: ask the issuer for the original file or for a new one.',
    },
    zh: {
      what: '{path} 决定文档显示哪些内容，但无法读取（{cause}）。',
      why: '无法得知还会显示哪些文件，因而不能确定签名是否保护了全部显示内容。',
      next: '文件可能已损坏，或由有缺陷的软件生成：请向签发机构索取原始文件或重新签发的文件。',
    },
  },
  OFD_DATA_PART_UNREADABLE: {
    en: {
      what: '{path} lists data that goes with the document, but cannot be read ({cause}).',
      why: 'What is shown on the pages is not affected. Data files that only this list names appear as not referred to.',
      next: 'Where the attached data matters, ask the issuer for a new file.',
    },
    zh: {
      what: '{path} 列出文档的附带数据，但无法读取（{cause}）。',
      why: '页面显示内容不受影响；仅由该列表引用的数据文件会被视为未被引用。',
      next: '如需使用附带数据，请签发机构重新提供文件。',
    },
  },
  OFD_TEMPLATE_UNKNOWN: {
    en: {
      what: 'The page {path} uses a template that the document does not define.',
      why: 'The page is shown without its background, or with a different one.',
      next: 'Compare the document with what the issuer says it should contain.',
    },
    zh: {
      what: '页面 {path} 使用了文档未定义的模板页。',
      why: '该页显示时会缺少底版，或换成别的底版。',
      next: '请与签发机构核对文档应有的内容。',
    },
  },

  OFD_VISIBLE_NOT_COVERED: {
    en: { what: '{path} is shown with the document, but no valid signature protects it.', ...UNPROTECTED.en },
    zh: { what: '{path} 会随文档显示，但不受任何有效签名保护。', ...UNPROTECTED.zh },
  },
  OFD_REACHABLE_NOT_COVERED: {
    en: {
      what: '{path} belongs to the document (attachment, tag or other data), but no valid signature protects it.',
      why: 'The pages are not affected, but this data can be replaced by anyone without any signature becoming invalid.',
      next: 'Do not take data from this file. Ask the issuer for a document whose signature protects it.',
    },
    zh: {
      what: '{path} 属于文档（附件、标引或其他数据），但不受任何有效签名保护。',
      why: '页面内容不受影响，但任何人都可以替换这部分数据，而签名依然有效。',
      next: '不要采用该文件中的数据；请签发机构提供签名保护该数据的文件。',
    },
  },
  OFD_UNREACHABLE_ENTRY: {
    en: {
      what: '{path} is in the package, but the document does not use it and no valid signature protects it.',
      why: 'It may be a leftover of the software, or a file smuggled in after signing.',
      next: 'Do not open or use this file.',
    },
    zh: {
      what: '{path} 在包内，但文档并未使用，也不受任何有效签名保护。',
      why: '可能是软件遗留的文件，也可能是签名后夹带进来的文件。',
      next: '不要打开或使用该文件。',
    },
  },
  OFD_ROOT_NOT_COVERED: {
    en: {
      what: '{path}, the file that the document starts from, is not protected by a valid signature.',
      why: 'The document that it names is protected, so the pages stand. The title, author and other details in {path} can be changed by anyone.',
      next: 'Rely on the pages, not on the details (metadata) of the file.',
    },
    zh: {
      what: '文档的入口文件 {path} 不受有效签名保护。',
      why: '其指向的文档本身受保护，页面内容可以成立；但 {path} 中的标题、作者等信息任何人都可以改动。',
      next: '可以采信页面内容，不要采信文件的元数据。',
    },
  },
  OFD_ROOT_REDIRECTABLE: {
    en: {
      what: '{path}, the file that the document starts from, is not protected by a valid signature and can lead to another document.',
      why: 'Anyone can make it show other content than the signer meant, without any signature becoming invalid.',
      next: 'Do not rely on the document. Ask the issuer for a file whose signature protects OFD.xml.',
    },
    zh: {
      what: '文档的入口文件 {path} 不受有效签名保护，且可以被指向其他文档。',
      why: '任何人都可以使其显示签署者并未认可的内容，而签名依然有效。',
      next: '不应采信该文件，请签发机构提供签名保护 OFD.xml 的文件。',
    },
  },
  OFD_SIGNATURE_COVERS_PART: {
    en: {
      what: 'This signature does not protect everything: shown on pages but left out: {visible}; other files of the document left out: {reachable}.',
      why: 'The signer vouches only for what the signature lists. The rest is vouched for by other signatures or by nobody.',
      next: 'See the coverage table for which signature protects which file.',
    },
    zh: {
      what: '该签名未涵盖 {visible} 个会显示的文件和 {reachable} 个属于文档的其他文件。',
      why: '签署者只对其签名列出的内容负责；其余内容由其他签名保护，或无人保护。',
      next: '请查看保护范围表，了解各文件受哪个签名保护。',
    },
  },

  OFD_INTEGRITY_UNREADABLE: {
    en: { what: 'The list of files {path} cannot be read.', ...BROKEN.en },
    zh: { what: '文件清单 {path} 无法读取。', ...BROKEN.zh },
  },
  OFD_INTEGRITY_VALUE_MISSING: {
    en: {
      what: 'The signature value {path} of the list of files is not in the package or cannot be read.',
      why: 'Without it the list of files proves nothing.',
      next: 'Ask the issuer for the original file.',
    },
    zh: {
      what: '文件清单的签名值 {path} 不在包内或无法读取。',
      why: '没有签名值，文件清单不能证明任何事。',
      next: '请向签发机构索取原始文件。',
    },
  },
  OFD_INTEGRITY_NOT_LISTED: {
    en: {
      what: '{path} is in the package but not in its list of files.',
      why: 'The list names every file that the document had when it was closed: this one was smuggled in later.',
      next: 'Do not rely on the document. Ask the issuer for the original file.',
    },
    zh: {
      what: '{path} 在包内，但不在文件清单中。',
      why: '清单列出了文档封装时的全部文件：该文件是事后夹带的。',
      next: '不应采信该文件，请向签发机构索取原始文件。',
    },
  },
  OFD_INTEGRITY_LISTED_MISSING: {
    en: {
      what: '{path} is in the list of files but not in the package.',
      why: 'The list names every file that the document had when it was closed: this one was taken out later.',
      next: 'Do not rely on the document. Ask the issuer for the original file.',
    },
    zh: {
      what: '{path} 在文件清单中，但包内没有。',
      why: '清单列出了文档封装时的全部文件：该文件事后被移除。',
      next: '不应采信该文件，请向签发机构索取原始文件。',
    },
  },
}
