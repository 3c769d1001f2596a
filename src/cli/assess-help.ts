/** The help of `yinxin assess` in both languages, with an example. */
import type { Language } from '../report/messages/catalog.ts'

export const ASSESS_HELP = {
  assess: {
    zh: `yinxin assess 文件 [选项]

判断此人持此证照在此地办理此事项能否采信：验证文件与办事人令牌，按名录与规则作出十四项检查。规则见 docs/recognition.md。

  --trust、--trust-list、--certs、--evidence、--policy、--time 等同 yinxin verify
  --lists 目录             其下全部名录（.jws），每个系列只放一期
  --list-key 文件...       名录运营机构的公钥，须由其他渠道取得
  --state 文件             名录的记忆：更旧的一期不再接受；读取后更新
  --rules 规则             内置规则或规则文件，默认 cn-recognition-2025
  --region 代码            办理地，如 330000
  --matter 代码            事项编码
  --agency 代码            作出判断的机构
  --presenter 令牌|文件|-...  办事人的身份令牌；共同持证人一同到场时各一个
  --jwks 文件              令牌签发者公钥（JWKS），须由其他渠道取得
  --issuer 签发者          iss 须与此完全一致
  --audience 接收者        本方名称，须在 aud 中；默认同 --agency
  --algorithms 名称,...    允许的 alg，如 SM2-SM3
  --profile 配置           平台配置的名称或文件，默认 cn-relay
  --kind NATURAL|LEGAL     自然人或法人；部分平台需要
  --delegation 令牌|文件...   委托凭证（令牌），与持证主体和办事人核对
  --delegation-jwks 文件、--delegation-issuer 签发者   委托凭证的签发者，默认同办事人令牌
  --purpose 文件           用证依据（JSON）；其真实性由使用者负责
  --used 目录              已用授权的记录；没有时，一次性授权无法判定
  --status 文件|网址       登记系统的答复（JSON），其真实性由使用者负责；或向此证照共享服务查询
  --sharing 文件           共享服务的配置（docs/sharing.md）；访问令牌也可用环境变量 YINXIN_SHARING_TOKEN
  --allow-host 主机...     允许查询的主机，查询时必填；--allow-address 地址... 允许的内网地址
  --seal-status 文件       印章状态（JSON 数组）；其真实性由使用者负责
  --html 文件              另写出 HTML 意见书（- 为标准输出），其中有证照所载的姓名与号码
  --json                   以规范 JSON 输出整个报告，其中有证照所载的姓名与号码
  --bundle 文件            另存证据包，多年后可离线重新判断（yinxin rejudge）；其中有令牌与文件，按办件材料保管
  --without-document、--force、--key 文件、--password-file 文件 同 yinxin evidence
  --tsa 网址               由时间戳服务确认证据包（写入 文件.tsr）；须有 --allow-host

以文件给出的材料视为已留存，请妥善保管。

退出码
  0 予以采信   1 不予采信   2 不在互认范围或暂不能判定   3 未能运行

示例
  yinxin assess license.ofd --trust root.pem --lists lists/ --list-key operator.pem --presenter token.txt --jwks issuer.jwks --issuer https://id.example --algorithms SM2-SM3 --purpose purpose.json --used used/ --status status.json --region 330000 --matter M-1 --agency 11330000000000000X
`,
    en: `yinxin assess FILE [options]

Whether a license may be accepted from this person, for this matter, here, now: verifies the file and the presenter's token
and makes fourteen checks by lists and rules. See docs/recognition.md.

  --trust, --trust-list, --certs, --evidence, --policy, --time and so on: as for yinxin verify
  --lists DIR              all lists (.jws) below it, one issue of each series
  --list-key FILE...       public keys of the lists' operators, from another source than the lists
  --state FILE             memory of the lists: an older issue is refused from then on; read, then brought up to date
  --rules RULES            rules that come with yinxin, or a file; default cn-recognition-2025
  --region CODE            where the license is presented: 330000
  --matter CODE            code of the matter
  --agency CODE            who decides
  --presenter TOKEN|FILE|-...  the presenter's identity token; one for each of joint holders who come together
  --jwks FILE              public keys of its issuer (JWKS), from another source than the token
  --issuer ISS             what iss must be, character for character
  --audience AUD           your name; must be in aud; default: as --agency
  --algorithms A,B         what alg may be: SM2-SM3, ...
  --profile PROFILE        the platform's profile by name, or a file; default cn-relay
  --kind NATURAL|LEGAL     a person or an organization; some platforms need it
  --delegation TOKEN|FILE...   powers of attorney (tokens), held against holders and presenters
  --delegation-jwks FILE, --delegation-issuer ISS   who issued them; default: as the presenter's token
  --purpose FILE           the right to look at the license (JSON); you answer for its being genuine
  --used DIR               memory of used authorizations; without it those that are good for one use stay open
  --status FILE|URL        the register's answer (JSON), which you answer for; or the sharing service to ask
  --sharing FILE           how that service is asked (docs/sharing.md); its access token may be in the variable YINXIN_SHARING_TOKEN
  --allow-host HOST...     hosts that may be asked; required with a URL; --allow-address ADDR...: private addresses that may
  --seal-status FILE       statuses of seals (JSON array); you answer for their being genuine
  --html FILE              also writes the assessment as an HTML page (-: standard output), with the same names and numbers
  --json                   the whole report as canonical JSON, with names and numbers that the license states
  --bundle FILE            also keeps all of it in a bundle, to be judged again offline years later (yinxin rejudge); tokens
                           and the document are in it: keep it like the papers of the case
  --without-document, --force, --key FILE, --password-file FILE: as for yinxin evidence
  --tsa URL                has a time-stamp authority confirm the bundle (FILE.tsr); wants --allow-host

What is given as a file counts as kept: keep it.

Exit code
  0 accepted   1 rejected   2 not covered or undetermined   3 could not run

Example
  yinxin assess license.ofd --trust root.pem --lists lists/ --list-key operator.pem --presenter token.txt --jwks issuer.jwks --issuer https://id.example --algorithms SM2-SM3 --purpose purpose.json --used used/ --status status.json --region 330000 --matter M-1 --agency 11330000000000000X
`,
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>
