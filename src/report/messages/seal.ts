/** Texts for the structure of electronic seals and seal signatures. */
import type { sealDiagnostics } from '../../diagnostics/seal.ts'
import type { Messages } from './catalog.ts'

/** For deviations of form that change nothing of what was signed or understood. */
const FORM = {
  en: {
    why: 'The standard prescribes another form. The value is unambiguous all the same, and signatures are checked over the octets as they are.',
    next: 'Nothing needs to be done. The maker of the seal product may want to know.',
  },
  zh: {
    why: '标准规定了另一种形式。该值仍可无歧义地读出，签名按原有字节核验。',
    next: '无需处理，可告知印章产品厂商。',
  },
} as const

/** For deviations that a government product should not have. */
const DEVIATION = {
  en: {
    why: 'The product that made the seal does not follow the standard here. The content was read by the layout that it really has.',
    next: 'Whether such a seal is accepted is for the policy to say; tell the maker of the seal product.',
  },
  zh: {
    why: '制作该印章的产品在此处不符合标准。内容已按其实际结构读取。',
    next: '是否受理此类印章由所用策略规定；请告知印章产品厂商。',
  },
} as const

export const sealMessages: Messages<keyof typeof sealDiagnostics> = {
  SEAL_SHAPE_UNKNOWN: {
    en: {
      what: 'The data is not a {expected}; by its structure it is: {found}.',
      why: 'Without the structure of an electronic seal or seal signature there is nothing here that could be checked as one.',
      next: 'Make sure that the right file was chosen; ask for a seal or seal signature made to GB/T 38540 or GM/T 0031.',
    },
    zh: {
      what: '该数据不是 {expected}；按其结构判断为：{found}。',
      why: '不具备电子印章或电子签章的结构，就没有可按其核验的内容。',
      next: '请确认所选文件无误；必要时索取符合 GB/T 38540 或 GM/T 0031 的电子印章或电子签章数据。',
    },
  },
  SEAL_PROPRIETARY: {
    en: {
      what: 'The seal is in a maker’s own format from before the standards.',
      why: 'Its rules are not public, so neither who made it nor whether it was altered can be checked.',
      next: 'Ask the issuer to seal the document again with a seal to GB/T 38540 or GM/T 0031.',
    },
    zh: {
      what: '该印章采用标准发布之前的厂商私有格式。',
      why: '其规则没有公开，无法核验由谁制作、是否被改动。',
      next: '请签发机构改用符合 GB/T 38540 或 GM/T 0031 的电子印章重新盖章。',
    },
  },
  SEAL_TIME_INVALID: {
    en: {
      what: 'The time in the field {field} of the seal (octet {offset}) cannot be read as a date.',
      why: 'Without its dates nobody can say whether the seal was valid when it was used.',
      next: 'Ask the authority named in the seal to have the seal made again and to seal again.',
    },
    zh: {
      what: '印章字段 {field} 中的时间（第 {offset} 字节）无法识别为日期。',
      why: '缺少日期就无法判断盖章时印章是否有效。',
      next: '请印章所属机构重新制章并重新盖章。',
    },
  },
  SEAL_SIGNING_TIME_UNREADABLE: {
    en: {
      what: 'The signing time in the seal signature (octet {offset}) cannot be read as a time.',
      why: 'Validity of seal and certificates is judged at the signing time; without it that cannot be done.',
      next: 'If the signature carries a time stamp, rely on that; otherwise have the issuer confirm when the document was sealed.',
    },
    zh: {
      what: '签章中的签章时间（第 {offset} 字节）无法识别为时间。',
      why: '印章和证书的有效性须按签章时间判断，缺少该时间则无法判断。',
      next: '如签章带有时间戳，以时间戳为准；否则请签发机构确认盖章时间。',
    },
  },
  SEAL_HEADER_ID: {
    en: {
      what: 'The header of the seal (octet {offset}) is not marked “ES”.',
      why: 'The standards mark every electronic seal this way; data without the mark may not have been meant as a seal.',
      next: 'Ask the authority named in the seal whether it issued this seal, and for one to GB/T 38540.',
    },
    zh: {
      what: '印章头标识（第 {offset} 字节）不是“ES”。',
      why: '标准规定电子印章均以此标识；没有该标识的数据未必是作为印章制作的。',
      next: '请向印章所示机构核实是否制作过该印章，并索取符合 GB/T 38540 的印章。',
    },
  },
  SEAL_VERSION_UNKNOWN: {
    en: {
      what: 'The seal states version {version}, which belongs to no edition of the standard known here.',
      why: 'A later edition may sign other data or add conditions that this software does not know.',
      next: 'Update the software; if there is no newer edition of the standard, have the issuer confirm the seal.',
    },
    zh: {
      what: '印章声明版本为 {version}，不属于本软件已知的任何一版标准。',
      why: '新版标准可能改变签名范围或增加条件，本软件无从得知。',
      next: '请升级软件；如并无更新的标准版本，请签发机构核实该印章。',
    },
  },
  SEAL_VERSION_LAYOUT: {
    en: { what: 'The seal states version {version} but is built as {edition} prescribes; it was checked as {edition}.', ...DEVIATION.en },
    zh: { what: '印章声明版本为 {version}，而结构符合 {edition}；已按 {edition} 核验。', ...DEVIATION.zh },
  },
  SEAL_VERSIONS_DISAGREE: {
    en: { what: 'The seal signature states version {signature}, the seal in it version {seal}.', ...DEVIATION.en },
    zh: { what: '签章声明版本为 {signature}，其中的印章版本为 {seal}，二者不一致。', ...DEVIATION.zh },
  },
  SEAL_EDITION_MIXED: {
    en: { what: 'A seal built to {seal} is used in a signature built to {signature}; each was checked by its own rules.', ...DEVIATION.en },
    zh: { what: '签章按 {signature} 构造，其中的印章按 {seal} 构造；二者分别按各自规则核验。', ...DEVIATION.zh },
  },
  SEAL_PROPERTY_LAYOUT: {
    en: { what: 'The properties of the seal (octet {offset}) are not laid out as {edition} prescribes, though the rest of the seal is.', ...DEVIATION.en },
    zh: { what: '印章属性信息（第 {offset} 字节）的结构不符合 {edition}，而印章其余部分符合。', ...DEVIATION.zh },
  },
  SEAL_CERT_LIST_TYPE: {
    en: { what: 'The seal states {value} as the kind of its signer list, where only 1 (certificates) and 2 (digests) exist; the entries were read by their own form.', ...DEVIATION.en },
    zh: { what: '印章声明签章者列表类型为 {value}，而标准只有 1（证书）和 2（杂凑值）；已按各条目自身形式读取。', ...DEVIATION.zh },
  },
  SEAL_CERT_LIST_ENTRY: {
    en: { what: 'Entry {position} of the seal’s signer list has the form {found}, not the one prescribed for this list.', ...DEVIATION.en },
    zh: { what: '印章签章者列表第 {position} 项的形式为 {found}，与该列表规定的形式不符。', ...DEVIATION.zh },
  },
  SEAL_WRAPPED: {
    en: { what: 'The structure {structure} at octet {offset} is packed into a {wrapper} that the standard does not have.', ...DEVIATION.en },
    zh: { what: '第 {offset} 字节处的结构 {structure} 外层多包了一层 {wrapper}，标准中没有这一层。', ...DEVIATION.zh },
  },
  SEAL_STRING_TYPE: {
    en: { what: 'The text of the field {field} (octet {offset}) is of type {found} instead of the prescribed string type.', ...FORM.en },
    zh: { what: '字段 {field} 的文本（第 {offset} 字节）类型为 {found}，不是规定的字符串类型。', ...FORM.zh },
  },
  SEAL_STRING_ENCODING: {
    en: {
      what: 'The text of the field {field} (octet {offset}) is not valid in its type; it was read as {encoding}.',
      why: 'Another program may show different characters for the same signed octets.',
      next: 'Compare the text shown with what you expect; tell the maker of the seal product.',
    },
    zh: {
      what: '字段 {field} 的文本（第 {offset} 字节）不符合其类型的编码，已按 {encoding} 读取。',
      why: '对同样的被签字节，其他程序可能显示不同的字符。',
      next: '请核对显示的文字是否与预期一致，并告知印章产品厂商。',
    },
  },
  SEAL_TIME_TYPE: {
    en: { what: 'The time in the field {field} (octet {offset}) is of type {found}, which this edition does not use there.', ...FORM.en },
    zh: { what: '字段 {field} 的时间（第 {offset} 字节）类型为 {found}，该版标准此处不使用这一类型。', ...FORM.zh },
  },
  SEAL_TIME_ZONE_ASSUMED: {
    en: {
      what: 'The time in the field {field} (octet {offset}) states no time zone; {zone} was assumed.',
      why: 'Chinese products that leave the zone out write Beijing time. If that is wrong here, the time is off by up to a day.',
      next: 'Nothing, unless the time is within a day of a limit that matters, such as the end of a validity period: then have the issuer confirm it.',
    },
    zh: {
      what: '字段 {field} 的时间（第 {offset} 字节）未注明时区，按 {zone} 处理。',
      why: '省略时区的国内产品通常写北京时间。如实际并非如此，时间最多可相差一天。',
      next: '一般无需处理；如该时间与有效期等界限相差不足一天，请签发机构确认。',
    },
  },
  SEAL_TIME_OFFSET: {
    en: { what: 'The time in the field {field} (octet {offset}) is written with a difference from UTC instead of in UTC.', ...FORM.en },
    zh: { what: '字段 {field} 的时间（第 {offset} 字节）以时差形式书写，而非规定的 UTC。', ...FORM.zh },
  },
  SEAL_TIME_SECONDS_MISSING: {
    en: { what: 'The time in the field {field} (octet {offset}) has no seconds; zero was assumed.', ...FORM.en },
    zh: { what: '字段 {field} 的时间（第 {offset} 字节）没有秒，按零秒处理。', ...FORM.zh },
  },
  SEAL_TIME_FRACTION: {
    en: { what: 'The time in the field {field} (octet {offset}) has a fraction of a second.', ...FORM.en },
    zh: { what: '字段 {field} 的时间（第 {offset} 字节）带有秒的小数部分。', ...FORM.zh },
  },
  SEAL_TIME_TEXT: {
    en: { what: 'The time in the field {field} (octet {offset}) is written as plain text instead of a time type.', ...FORM.en },
    zh: { what: '字段 {field} 的时间（第 {offset} 字节）以普通文本书写，而非时间类型。', ...FORM.zh },
  },
  SEAL_TIME_INFO_TYPE: {
    en: { what: 'The signing time (octet {offset}) is packed as {found}, which this edition does not use there.', ...FORM.en },
    zh: { what: '签章时间（第 {offset} 字节）以 {found} 承载，该版标准此处不使用这一类型。', ...FORM.zh },
  },
  SEAL_DATA_HASH_TYPE: {
    en: { what: 'The hash of the original (octet {offset}) is an OCTET STRING instead of a BIT STRING.', ...FORM.en },
    zh: { what: '原文杂凑值（第 {offset} 字节）为 OCTET STRING，而非规定的 BIT STRING。', ...FORM.zh },
  },
  SEAL_SIGNATURE_TYPE: {
    en: { what: 'The signature value (octet {offset}) is an OCTET STRING instead of a BIT STRING.', ...DEVIATION.en },
    zh: { what: '签名值（第 {offset} 字节）为 OCTET STRING，而非规定的 BIT STRING。', ...DEVIATION.zh },
  },
  SEAL_SIGNATURE_RAW: {
    en: { what: 'The SM2 signature value (octet {offset}) is written as two bare numbers in {bytes} octets instead of in DER.', ...DEVIATION.en },
    zh: { what: 'SM2 签名值（第 {offset} 字节）为 {bytes} 字节的裸 r‖s，而非规定的 DER 编码。', ...DEVIATION.zh },
  },
  SEAL_ALGORITHM_IDENTIFIER: {
    en: { what: 'The signature algorithm (octet {offset}) is an AlgorithmIdentifier instead of a bare OID.', ...FORM.en },
    zh: { what: '签名算法（第 {offset} 字节）写成 AlgorithmIdentifier，而非规定的 OID。', ...FORM.zh },
  },
  SEAL_CERTIFICATE_BARE: {
    en: { what: 'The certificate at octet {offset} stands bare instead of in an OCTET STRING.', ...FORM.en },
    zh: { what: '第 {offset} 字节处的证书直接写入，未按规定放入 OCTET STRING。', ...FORM.zh },
  },
  SEAL_TIMESTAMP_TAG: {
    en: { what: 'The time stamp (octet {offset}) is packed as {found} instead of [0] EXPLICIT BIT STRING.', ...FORM.en },
    zh: { what: '时间戳（第 {offset} 字节）以 {found} 承载，而非规定的 [0] EXPLICIT BIT STRING。', ...FORM.zh },
  },
  SEAL_EXTENSIONS_TAG: {
    en: { what: 'The custom data (octet {offset}) is packed as {found}, which is not how this field is usually written.', ...FORM.en },
    zh: { what: '自定义数据（第 {offset} 字节）以 {found} 承载，不是该字段的通常写法。', ...FORM.zh },
  },
  SEAL_EXTENSION_CRITICAL: {
    en: {
      what: 'The custom data {oid} is marked critical, and its meaning is not known here.',
      why: 'Critical means: who does not understand this entry must not rely on the seal. It may restrict what the seal is good for.',
      next: 'Ask the authority named in the seal what the entry means; a policy may then allow this finding.',
    },
    zh: {
      what: '自定义数据 {oid} 标为关键项，而本软件不了解其含义。',
      why: '“关键”意味着：不理解该项者不得依赖此印章。该项可能限制印章的用途。',
      next: '请向印章所示机构了解该项含义；确认后可由策略放行此项发现。',
    },
  },
  SEAL_EXTENSION_MALFORMED: {
    en: {
      what: 'An entry of the custom data (octet {offset}) is not built as the standard prescribes and was not read.',
      why: 'The entry might be a critical one that restricts what the seal is good for.',
      next: 'Ask the authority named in the seal what the entry means; a policy may then allow this finding.',
    },
    zh: {
      what: '自定义数据中有一项（第 {offset} 字节）结构不符合标准，未能读取。',
      why: '该项有可能是限制印章用途的关键项。',
      next: '请向印章所示机构了解该项含义；确认后可由策略放行此项发现。',
    },
  },
  SEAL_EXTENSION_REPEATED: {
    en: {
      what: 'The custom data {oid} occurs more than once.',
      why: 'Programs may differ in which of them they use.',
      next: 'If anything is decided by this entry, ask the authority named in the seal which value is meant.',
    },
    zh: {
      what: '自定义数据 {oid} 出现多次。',
      why: '不同程序可能采用其中不同的一个。',
      next: '如需依据该项作出判断，请向印章所示机构确认以哪个值为准。',
    },
  },
  SEAL_EXTENSION_FALSE_WRITTEN: {
    en: { what: 'The custom data {oid} states “not critical” although that goes without saying.', ...FORM.en },
    zh: { what: '自定义数据 {oid} 写出了“非关键”，而该值为默认值，本应省略。', ...FORM.zh },
  },
  SEAL_PICTURE_UNKNOWN: {
    en: {
      what: 'The picture of the seal (stated as {declared}) is in no known picture format.',
      why: 'It is signed, but cannot be shown; what a reader program shows as the seal may be something else.',
      next: 'The checks of the signature are not affected. Do not go by the look of the seal.',
    },
    zh: {
      what: '印章图片（声明为 {declared}）不是已知的图片格式。',
      why: '图片在签名保护之内，但无法显示；阅读器显示的印章可能另有来源。',
      next: '签名核验不受影响。请勿以印章外观作为依据。',
    },
  },
  SEAL_PICTURE_TYPE_DIFFERS: {
    en: {
      what: 'The picture of the seal is stated as {declared} but is {found}.',
      why: 'Reader programs that go by the statement may fail to show the seal or show it differently.',
      next: 'The checks of the signature are not affected. Tell the maker of the seal product.',
    },
    zh: {
      what: '印章图片声明为 {declared}，实际为 {found}。',
      why: '依据声明显示的阅读器可能显示不出印章，或显示不同的图样。',
      next: '签名核验不受影响；可告知印章产品厂商。',
    },
  },
  SEAL_PICTURE_TRIMMED: {
    en: {
      what: 'Around the OFD package that is the picture of the seal there are {before} octets before and {after} octets after it.',
      why: 'The extra octets are signed with the picture but are not part of it; they were left out for showing it only.',
      next: 'Nothing needs to be done.',
    },
    zh: {
      what: '作为印章图片的 OFD 包前有 {before} 字节、后有 {after} 字节的多余数据。',
      why: '多余数据与图片一并在签名范围内，但不属于图片；仅在显示时略去。',
      next: '无需处理。',
    },
  },
}
