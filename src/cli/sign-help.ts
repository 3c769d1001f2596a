/** The help of the signing commands in both languages, each with an example. */
import type { Language } from '../report/messages/catalog.ts'

const KEY_ZH = `密钥
  --key 文件             私钥：PKCS #8、SEC 1、PFX、CFCA .sm2 等，按内容识别
  --cert 文件...         签名证书，自己的在前，其后可有上级证书；PFX 等已含证书的可省略
  --password-file 文件   口令所在文件（取第一行）；也可用环境变量 YINXIN_KEY_PASSWORD
`
const KEY_EN = `Key
  --key FILE             private key: PKCS #8, SEC 1, PFX, CFCA .sm2 and others, told by content
  --cert FILE...         signing certificate, the own one first, then those of its issuers; not needed for a PFX that has it
  --password-file FILE   file whose first line is the password; or the variable YINXIN_KEY_PASSWORD
`
const TSA_ZH = `时间戳（默认没有）
  --tsa 地址             向此时间戳服务（RFC 3161）取得签名的时间戳；只送出签名值的杂凑值
  --allow-host 主机...   允许访问的主机，必填：tsa.example.cn、tsa.example.cn:8080
  --allow-address 地址... 允许访问的内网地址：10.20.0.0/16；未列出的非公网地址一律不访问
`
const TSA_EN = `Time stamp (none by default)
  --tsa URL              have the signature time-stamped by this service (RFC 3161); only a digest of it is sent
  --allow-host HOST...   hosts that may be asked; required: tsa.example.cn, tsa.example.cn:8080
  --allow-address ADDRESS...  addresses of the own network that may be contacted: 10.20.0.0/16; others that are not
                         public never are
`
const OUT_ZH = `  --time 时间            签章时间，须带时区；默认为现在
  --out 文件             输出文件；先写入临时文件，完成后才改名
  --force                允许覆盖已有的输出文件
  --lang zh|en           语言

退出码
  0 已写出   3 未写出任何文件
`
const OUT_EN = `  --time TIME            signing time, with its zone; default: now
  --out FILE             what is written: under another name first, then in its place
  --force                overwrite an output that is there
  --lang zh|en           language

Exit code
  0 written   3 nothing was written
`

export const SIGN_HELP = {
  seal: {
    zh: `yinxin seal make --name 名称 --id 编号 --signer 证书... --from 日期 --to 日期 --key 文件 --cert 文件 --out 印章.esl
yinxin seal inspect 文件     同 yinxin inspect
yinxin seal verify 文件...   同 yinxin verify

制作电子印章（SESeal）。--key 与 --cert 属于制章者；--signer 是允许使用该印章的签名证书。

印章
  --name 名称            印章名称
  --id 编号              印章标识（ASCII）
  --edition 版本         2014、2020（默认，GB/T 38540）或 2025
  --signer 证书...       签章者证书
  --list 方式            certificates（默认）或 digests：列出证书或证书的杂凑值
  --from --to 日期       有效期；只写日期时按北京时间的整日
  --type 数字            印章类型，默认 1
  --picture 文件         印章图像：PNG、JPEG、SVG 或 OFD；须同时给出 --size
  --size 宽,高           毫米，整数
  --text 文字            自动绘制的图像下方的文字
  --tsa 仅用于 --edition 2025。
  不给 --picture 时绘制圆形样章，图像上标明“样章 SPECIMEN”，仅供测试。

${KEY_ZH}
${TSA_ZH}
其他
${OUT_ZH}
示例
  yinxin seal make --name 东海省市场监督管理局 --id 98010000000020 --signer authority.pem --from 2025-03-01 --to 2029-12-31 --key maker.key --cert maker.pem --out seal.esl
`,
    en: `yinxin seal make --name NAME --id ID --signer CERT... --from DATE --to DATE --key FILE --cert FILE --out SEAL.esl
yinxin seal inspect FILE     as yinxin inspect
yinxin seal verify FILE...   as yinxin verify

Makes an electronic seal (SESeal). --key and --cert are the seal maker's; --signer are the certificates that may use it.

Seal
  --name NAME            name of the seal
  --id ID                its number (ASCII)
  --edition EDITION      2014, 2020 (default, GB/T 38540) or 2025
  --signer CERT...       certificates of the signers
  --list WAY             certificates (default) or digests: how they are listed
  --from --to DATE       validity; a date alone is a whole day in China
  --type NUMBER          type of the seal, default 1
  --picture FILE         picture: PNG, JPEG, SVG or OFD; wants --size
  --size W,H             whole millimetres
  --text TEXT            below the star of a drawn picture
  --tsa goes with --edition 2025 only.
  Without --picture a round one is drawn, marked 样章 SPECIMEN: for tests only.

${KEY_EN}
${TSA_EN}
Other
${OUT_EN}
Example
  yinxin seal make --name 东海省市场监督管理局 --id 98010000000020 --signer authority.pem --from 2025-03-01 --to 2029-12-31 --key maker.key --cert maker.pem --out seal.esl
`,
  },
  sign: {
    zh: `yinxin sign 文件 --key 文件 [--cert 文件...] [--seal 印章.esl] [选项]

在 OFD 文档上签章；没有 --seal 时做不带印章的数字签名（GB/T 35275）。
签章前检查印章、证书与已有签章，签章后自检；未改动的条目逐字节保留。

签章
  --seal 文件            电子印章（.esl）
  --page 页码            盖章的页，从 1 数起；默认 1
  --at X,Y               印章左上角在页面上的位置，毫米
  --size 宽,高           印章显示的大小，默认取印章自身的尺寸
  --riding 边            骑缝章：left、right、top 或 bottom，跨全部页面
  --lock                 锁定：此后不能再签章
  --list-files           最后加入经签名的文件清单（GM/T 0099 OFDEntries.xml）
  --even-if-broken       已有签章验证不通过时仍然签章

${KEY_ZH}
${TSA_ZH}
其他
${OUT_ZH}  不给 --out 时写入“文件名.signed.ofd”。

示例
  yinxin sign license.ofd --seal seal.esl --key authority.key --cert authority.pem --page 1 --at 216,134.5
`,
    en: `yinxin sign FILE --key FILE [--cert FILE...] [--seal SEAL.esl] [options]

Signs an OFD document; without --seal with a signature that has no seal (GB/T 35275).
Seal, certificate and earlier signatures are checked before, the result after; entries that do not change keep their octets.

Signature
  --seal FILE            electronic seal (.esl)
  --page NUMBER          page of the stamp, from 1; default 1
  --at X,Y               upper left corner of the stamp on the page, millimetres
  --size W,H             size of the stamp; default: that of the seal
  --riding EDGE          riding seal across all pages: left, right, top or bottom
  --lock                 nobody can sign after this
  --list-files           add a signed list of all files at last (GM/T 0099, OFDEntries.xml)
  --even-if-broken       sign although an earlier signature does not verify

${KEY_EN}
${TSA_EN}
Other
${OUT_EN}  Without --out: NAME.signed.ofd beside the file.

Example
  yinxin sign license.ofd --seal seal.esl --key authority.key --cert authority.pem --page 1 --at 216,134.5
`,
  },
  issue: {
    zh: `yinxin issue 数据.json --seal 印章.esl --key 文件 [--cert 文件...] --out 证照.ofd [选项]

按 JSON 数据与模板签发电子证照（OFD），并输出证照标识。数据与模板的格式见 docs/signing.md。

证照
  --seal 文件            颁发机构的电子印章
  --template 文件        模板（JSON）；默认模板标有“样本”，仅供测试
  --lock                 锁定：不能再签章，也不能制作加注件

${KEY_ZH}
${TSA_ZH}
其他
${OUT_ZH}
示例
  yinxin issue license.json --seal seal.esl --key authority.key --cert authority.pem --out license.ofd
`,
    en: `yinxin issue DATA.json --seal SEAL.esl --key FILE [--cert FILE...] --out LICENSE.ofd [options]

Issues an electronic license (OFD) of JSON data and a template, and prints its identifier. For their form see docs/signing.md.

License
  --seal FILE            electronic seal of the issuing authority
  --template FILE        template (JSON); the default one is marked 样本 (specimen): for tests only
  --lock                 nobody can sign after this, nor make annotated copies

${KEY_EN}
${TSA_EN}
Other
${OUT_EN}
Example
  yinxin issue license.json --seal seal.esl --key authority.key --cert authority.pem --out license.ofd
`,
  },
  annotate: {
    zh: `yinxin annotate 证照.ofd --purpose 事由 --requester 单位 --creator 制作者 --until 日期 --key 文件 [--cert 文件...] [选项]

制作加注件：只供一个用途、一个单位在期限内使用的证照副本。每页注明用途与期限，由制作者签名；原签章保持有效。
只有签发时为加注件留有位置的证照才能加注（yinxin issue 默认留有，--lock 除外）。

加注
  --purpose 文字         用途（JZJZZSY）
  --requester 文字       使用单位
  --creator 文字         制作者（JZJZZZ）
  --until 日期           使用期限（JZJYXQJZSJ）；只写日期时至北京时间当日结束
  --seal 文件            制作者的电子印章；不给出时为不用印章的签名

${KEY_ZH}
${TSA_ZH}
其他
${OUT_ZH}  不给 --out 时写入“文件名.copy.ofd”。

示例
  yinxin annotate license.ofd --purpose 办理变更登记 --requester 样例局 --creator 样例证照服务 --until 2026-05-01 --key service.key --cert service.pem
`,
    en: `yinxin annotate LICENSE.ofd --purpose TEXT --requester TEXT --creator TEXT --until DAY --key FILE [--cert FILE...] [options]

Makes an annotated copy (加注件): a copy for one purpose and one office until a day. Every page says so, the maker signs it,
and the issuer's seal keeps holding. The license must have been issued with room for it (yinxin issue does, but with --lock).

Note
  --purpose TEXT         what the copy is for (JZJZZSY)
  --requester TEXT       who may use it
  --creator TEXT         who makes it (JZJZZZ)
  --until DAY            not to be used after (JZJYXQJZSJ); a day ends with midnight in Beijing
  --seal FILE            electronic seal of the maker; a signature without a seal otherwise

${KEY_EN}
${TSA_EN}
Other
${OUT_EN}  Without --out: NAME.copy.ofd beside the file.

Example
  yinxin annotate license.ofd --purpose 办理变更登记 --requester 样例局 --creator 样例证照服务 --until 2026-05-01 --key service.key --cert service.pem
`,
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>
