/** The help of `yinxin token` and `yinxin profile` in both languages, with examples. */
import type { Language } from '../report/messages/catalog.ts'

export const TOKEN_HELP = {
  token: {
    zh: `yinxin token verify|decode 令牌|- [选项]
yinxin token issue --key 文件 --claims 文件 [选项]
yinxin token present 凭证|- --disclose 路径,... [选项]
yinxin token status-list --key 文件 --uri 地址 --statuses 文件 [选项]

身份令牌（JWT）和选择性披露凭证（SD-JWT），SM2 或标准算法，离线处理。- 表示从标准输入读取。规则见 docs/identity.md、
docs/sd-jwt.md。
涉及个人的声明（包括 sub）只列名称，给出 --reveal 才显示其值。

  verify 令牌            验证签名、签发者、接收者与期限
    --jwks 文件            签发者公钥（JWKS），须由其他渠道取得
    --trust PEM...         或：令牌所附证书须能追溯到的信任锚；与 --jwks 二选一
    --issuer 签发者        iss 须与此完全一致
    --audience 接收者      本方名称，须在 aud 中
    --algorithms 名称,...  允许的 alg，如 SM2-SM3 或 ES256
    --user-id 标识         SM2 用户标识，默认 1234567812345678
    --encoding raw|der     SM2 签名的编码，默认 raw（r 后接 s）
    --time 时间            按此时间验证，须带时区；默认为现在
    --profile 平台|文件    按平台配置读出办事人与等级；号码只在 --reveal 时显示
    --kind NATURAL|LEGAL   预期为自然人或法人；部分平台配置必须给出
    --json --reveal        以 JSON 输出；显示全部声明
  decode 令牌            只读取内容，不作验证
    --json --reveal        同上
  issue                  对声明签名；声明须含 iss、aud、exp
    --key 文件             私钥
    --password-file 文件   口令所在文件（取第一行）；也可用环境变量 YINXIN_KEY_PASSWORD
    --claims 文件          声明（JSON 对象）
    --out 文件 --force     输出文件，默认为标准输出；--force 允许覆盖

选择性披露凭证（含 ~ 的令牌）
  verify 凭证            --jwks --issuer --algorithms --user-id --encoding --time --json --reveal 同上，另有
    --type 类型            vct 须与此一致；也可为证照类型代码（21 位），此时还核对其中的证照
    --authority 代码,...   证照须由这些颁发机构之一颁发；any 表示不限
    --audience --nonce     持证人证明须回应的请求；或用 --unbound 表明任何持有副本者均可出示
    --status-list 文件...  已签名的状态列表；--status-required 要求凭证必须载明状态列表
    --hashes 名称,...      允许的 _sd_alg，默认 sha-256,sha-384,sha-512
  issue                  同上，另有
    --disclosable 路径,... 由持证人选择披露的声明，如 license.number,license.holders.*.name
    --holder 文件          持证人公钥（JWK）；--decoys 数量：加入不对应任何声明的摘要；--hashes 名称：_sd_alg
  present 凭证           由持证人出示
    --disclose 路径,...    要披露的声明；all 全部，none 不披露
    --key 文件             持证人私钥，与 --audience、--nonce（及 --time）一起给出
    --out 文件 --force     同上
  status-list            签署状态列表；--key --password-file --time --out --force 同上
    --uri 地址             凭证所载的列表地址；--issuer 签发者：列表的 iss
    --statuses 文件        JSON，如 {"42": "INVALID", "7": "SUSPENDED"}；其余为有效
    --bits 1|2|4|8         每个状态的位数，默认 2；--size 数量：默认 100000
    --expires 时间         列表的失效时间；--ttl 秒数：副本可使用的时间

退出码
  0 已接受或已写出   1 不接受   2 无法判定   3 未能运行

示例
  yinxin token verify - --jwks issuer.jwks --issuer https://login.example.gov.cn --audience urn:example:window --algorithms SM2-SM3 < token.txt
  yinxin token issue --key issuer.key --claims claims.json
  yinxin token issue --key issuer.key --claims claims.json --disclosable name,address.street --holder holder.jwk
  yinxin token present - --disclose name --key holder.key --audience urn:example:window --nonce 8f2c < credential.txt
  yinxin token status-list --key issuer.key --uri https://license.example.gov.cn/status/1 --statuses statuses.json
`,
    en: `yinxin token verify|decode TOKEN|- [options]
yinxin token issue --key FILE --claims FILE [options]
yinxin token present CREDENTIAL|- --disclose PATHS [options]
yinxin token status-list --key FILE --uri URI --statuses FILE [options]

Identity tokens (JWT) and selectively disclosed credentials (SD-JWT) with SM2 or standard algorithms, offline. - reads
standard input. For the rules see docs/identity.md and docs/sd-jwt.md.
Claims about persons (sub too) are listed by name; --reveal shows their values.

  verify TOKEN           verify signature, issuer, recipient and times
    --jwks FILE            public keys of the issuer (JWKS), from another source than the token
    --trust PEM...         or: anchors that the certificate in the token must lead to; one of the two is required
    --issuer ISS           what iss must be, character for character
    --audience AUD         your name; must be in aud
    --algorithms A,B       what alg may be: SM2-SM3, ES256, ...
    --user-id ID           user id of SM2; default 1234567812345678
    --encoding raw|der     how SM2 signatures are written; default raw (r then s)
    --time TIME            verify at this time, with its zone; default: now
    --profile ID|FILE      read who is asserted and at which level by this platform's profile; numbers only with --reveal
    --kind NATURAL|LEGAL   whom to expect; required by the profiles of some platforms
    --json --reveal        as JSON; with the values of all claims
  decode TOKEN           only read it, verifying nothing
    --json --reveal        as above
  issue                  sign claims; iss, aud and exp must be among them
    --key FILE             private key
    --password-file FILE   file whose first line is the password; or the variable YINXIN_KEY_PASSWORD
    --claims FILE          a JSON object
    --out FILE --force     what is written, by default standard output; --force overwrites

Selectively disclosed credentials (tokens with ~ in them)
  verify CREDENTIAL      --jwks --issuer --algorithms --user-id --encoding --time --json --reveal as above, and
    --type TYPE            what vct must be; or the code of a license type (21 characters): then the license in it is checked too
    --authority CODE,...   the license must be of one of these authorities; any: of whichever it names
    --audience --nonce     the request that the holder's proof must answer; or --unbound: whoever has a copy may present it
    --status-list FILE...  signed status lists; --status-required: the credential must name one
    --hashes NAME,...      what _sd_alg may be; default sha-256,sha-384,sha-512
  issue                  as above, and
    --disclosable PATHS    what the holder discloses or not, such as license.number,license.holders.*.name
    --holder FILE          the holder's public key (JWK); --decoys N: digests of nothing; --hashes NAME: _sd_alg
  present CREDENTIAL     as its holder
    --disclose PATHS       what to disclose; all of it, or none
    --key FILE             the holder's private key, with --audience and --nonce (and --time)
    --out FILE --force     as above
  status-list            sign a status list; --key --password-file --time --out --force as above
    --uri URI              where credentials say that the list is; --issuer ISS: iss of the list
    --statuses FILE        JSON such as {"42": "INVALID", "7": "SUSPENDED"}; the others are valid
    --bits 1|2|4|8         bits of a status; default 2; --size N: default 100000
    --expires TIME         when the list expires; --ttl SECONDS: how long a copy may be used

Exit code
  0 accepted or written   1 refused   2 undetermined   3 could not run

Example
  yinxin token verify - --jwks issuer.jwks --issuer https://login.example.gov.cn --audience urn:example:window --algorithms SM2-SM3 < token.txt
  yinxin token issue --key issuer.key --claims claims.json
  yinxin token issue --key issuer.key --claims claims.json --disclosable name,address.street --holder holder.jwk
  yinxin token present - --disclose name --key holder.key --audience urn:example:window --nonce 8f2c < credential.txt
  yinxin token status-list --key issuer.key --uri https://license.example.gov.cn/status/1 --statuses statuses.json
`,
  },
  profile: {
    zh: `yinxin profile list
yinxin profile check 文件

列出自带的身份平台配置，或检查一个配置文件能否使用。格式见 docs/identity-profile.schema.json。
退出码：0 可以使用，3 不能使用或未能读取。

示例
  yinxin profile check my-province.json
`,
    en: `yinxin profile list
yinxin profile check FILE

Lists the identity platform profiles that come with yinxin, or checks whether a file is a usable one. For the form see
docs/identity-profile.schema.json. Exit code: 0 usable, 3 not usable or not read.

Example
  yinxin profile check my-province.json
`,
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>
