/** The help of `yinxin evidence` and `yinxin rejudge` in both languages, with examples. */
import type { Language } from '../report/messages/catalog.ts'

export const EVIDENCE_HELP = {
  evidence: {
    zh: `yinxin evidence 文件 --out 证据包 [选项]

验证文件，并把结论所依据的一切（文件、报告、策略、信任根与名录、证书、吊销数据）存成一个证据包，
供多年后离线重新判断（yinxin rejudge）。证据包含有文件本身，请按同等密级保管。

  --out 文件 --force       输出文件；--force 允许覆盖
  --without-document       只存文件摘要，文件另行归档
  --key 文件               用此私钥签名（SM2、ES256 或 EdDSA，JWS）
  --password-file 文件     口令所在文件（取第一行）；也可用环境变量 YINXIN_KEY_PASSWORD
  --tsa 网址               由时间戳服务确认证据包（写入 文件.tsr）；须有 --allow-host
  --trust、--trust-list、--certs、--evidence、--policy、--time 等同 yinxin verify

退出码
  0 已接受   1 不接受   2 无法判定   3 未能运行；前三种情况都已写出证据包

示例
  yinxin evidence license.ofd --trust root.pem --evidence crls/ --key archive.key --out license.evidence
`,
    en: `yinxin evidence FILE --out BUNDLE [options]

Verifies a file and keeps all that the verdict rested on (document, report, policy, trust anchors and lists,
certificates, revocation data) in one bundle, to be judged again offline years later (yinxin rejudge). The bundle holds
the document: keep it as confidential as that.

  --out FILE --force       what is written; --force overwrites
  --without-document       keep only the digest of the document, which is then archived apart
  --key FILE               sign the bundle with this private key (SM2, ES256 or EdDSA, JWS)
  --password-file FILE     file whose first line is the password; or the variable YINXIN_KEY_PASSWORD
  --tsa URL                has a time-stamp authority confirm the bundle (BUNDLE.tsr); wants --allow-host
  --trust, --trust-list, --certs, --evidence, --policy, --time and so on: as for yinxin verify

Exit code
  0 accepted   1 not accepted   2 undetermined   3 could not run; the bundle is written in the first three cases

Example
  yinxin evidence license.ofd --trust root.pem --evidence crls/ --key archive.key --out license.evidence
`,
  },
  rejudge: {
    zh: `yinxin rejudge 证据包 [选项]

用证据包中的材料离线重新判断，并说明结论与当时是否一致、哪些步骤不同。
须给出信任根（--trust 等），或给出应当签署证据包的公钥（--bundle-key，此时采用包内记录的信任根）。

  --bundle-key 文件...     证据包须由其中之一签名（PEM 公钥或证书、JWK、JWKS）
  --document 文件          证据包只有摘要时，提供文件
  --policy 策略            改用此策略，默认为记录的策略；未用 --bundle-key 核对签名时默认为 cn-gov-2025
  --time 时间、--now       按此时间或按现在判断，默认为当时的验证时间
  --time-stamp 文件        证据包的时间戳（RFC 3161）：证明其自何时存在，此后的吊销不影响结论
  --list-key、--jwks、--rules 采信意见的证据包：名录运营机构公钥、令牌签发者公钥、事项规则（未用 --bundle-key 核对签名时，
                           前两项须给出，规则默认为 cn-recognition-2025）
  --json                   以 JSON 输出
  --trust、--trust-list 等 同 yinxin verify

退出码
  0 已接受   1 不接受   2 无法判定   3 未能运行

示例
  yinxin rejudge license.evidence --bundle-key archive.pem
  yinxin rejudge license.evidence --trust root.pem --policy archive --now
`,
    en: `yinxin rejudge BUNDLE [options]

Judges an evidence bundle again, offline, from what is in it, and says whether the verdict is that of then and which
steps differ. Wants trust anchors (--trust and so on), or the public key that should have signed the bundle
(--bundle-key), whose recorded anchors are then used.

  --bundle-key FILE...     one of these must have signed the bundle (PEM of keys or certificates, JWK, JWKS)
  --document FILE          the document, where the bundle holds only its digest
  --policy POLICY          judge under this one; default: the recorded policy, and cn-gov-2025 without --bundle-key,
                           for anybody could have written the policy then
  --time TIME, --now       judge as of this time, or as of now; default: the recorded time
  --time-stamp FILE        a time stamp over the bundle (RFC 3161): since when it has been there, so that later
                           revocations do not touch it
  --list-key, --jwks, --rules   for the evidence of an assessment: keys of lists' operators, keys of tokens' issuers, rules;
                           without --bundle-key the keys are required, and the rules are cn-recognition-2025 by default
  --json                   as JSON
  --trust, --trust-list and so on: as for yinxin verify

Exit code
  0 accepted   1 not accepted   2 undetermined   3 could not run

Examples
  yinxin rejudge license.evidence --bundle-key archive.pem
  yinxin rejudge license.evidence --trust root.pem --policy archive --now
`,
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>
