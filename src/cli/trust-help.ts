/** The help of `yinxin trust` in both languages, with examples. */
import type { Language } from '../report/messages/catalog.ts'

export const TRUST_HELP = {
  trust: {
    zh: `yinxin trust inspect|sign|verify|draft 文件 [选项]

信任名录载明哪些机构自何时起、以何种身份受信任，由运营机构签名（JWS，SM2、ES256 或 EdDSA）。
格式见 docs/trust-lists.md 与 docs/trust-list.schema.json。

  inspect 文件           显示名录内容，不作验证；也可读取未签名的 JSON 与 XML 名录（ETSI TS 119 612）
    --json                 以 JSON 输出
    --time 时间            按此时间显示各服务状态
  sign 名录.json         检查并签名
    --key 文件...          私钥；多个密钥依次签名
    --password-file 文件   口令所在文件（取第一行）；也可用环境变量 YINXIN_KEY_PASSWORD
    --out 文件 --force     输出文件；--force 允许覆盖
  verify 名录.jws        验证签名、期限与期号
    --key 文件...          运营机构公钥（PEM 公钥或证书、JWK、JWKS），须由其他渠道取得
    --threshold 数         至少须有几个不同密钥的签名，默认 1
    --last-seen 状态文件   上次接受的名录：期号更低、内容被替换或停止更新的名录不予接受；接受后更新该文件
    --between 文件...      上次之后的各期名录，由旧到新；运营机构更换过密钥时需要
    --id 标识              名录标识须与此一致
    --time 时间            按此时间验证，须带时区；默认为现在
    --json                 以 JSON 输出
  draft 名录.xml         由 XML 名录生成待审核的草稿；XML 签名不作验证
    --id 标识              草稿的名录标识
    --out 文件 --force     输出文件；--force 允许覆盖

退出码
  0 已接受或已写出   1 不接受   2 无法判定（如已过期）   3 未能运行

示例
  yinxin trust verify list.jws --key operator.pem --last-seen list.state
  yinxin trust sign list.json --key operator.key --out list.jws
  yinxin trust inspect list.jws
`,
    en: `yinxin trust inspect|sign|verify|draft FILE [options]

A trust list says which authorities are trusted, as what and since when; its operator signs it (JWS with SM2, ES256 or
EdDSA). For its form see docs/trust-lists.md and docs/trust-list.schema.json.

  inspect FILE           show what a list says, verifying nothing; unsigned JSON and XML lists (ETSI TS 119 612) too
    --json                 as JSON
    --time TIME            show statuses as of this time
  sign LIST.json         check a list and sign it
    --key FILE...          private key; several sign one after the other
    --password-file FILE   file whose first line is the password; or the variable YINXIN_KEY_PASSWORD
    --out FILE --force     what is written; --force overwrites
  verify LIST.jws        verify signature, age and sequence
    --key FILE...          public keys of the operator (PEM of keys or certificates, JWK, JWKS), from another source
    --threshold N          how many different keys must have signed; default 1
    --last-seen STATE      the list accepted last: lower sequences, replaced content and lists that are not renewed are
                           refused; the file is updated when a list is accepted
    --between FILE...      the lists since then, oldest first, where the operator changed its keys
    --id ID                the id that the list must have
    --time TIME            verify at this time, with its zone; default: now
    --json                 as JSON
  draft LIST.xml         a draft for review from an XML list, whose XML signature is not verified
    --id ID                id of the drafted list
    --out FILE --force     what is written; --force overwrites

Exit code
  0 accepted or written   1 refused   2 undetermined (expired, for one)   3 could not run

Example
  yinxin trust verify list.jws --key operator.pem --last-seen list.state
  yinxin trust sign list.json --key operator.key --out list.jws
  yinxin trust inspect list.jws
`,
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>
