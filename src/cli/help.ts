/** The help of each command in both languages, each with an example that can be typed as it stands. */
import type { Language } from '../report/messages/catalog.ts'
import { ASSESS_HELP } from './assess-help.ts'
import { DEV_AUTHORITY_HELP } from './dev-authority-help.ts'
import { DOCTOR_HELP } from './doctor-help.ts'
import { FORGE_HELP } from './forge-help.ts'
import { EVIDENCE_HELP } from './evidence-help.ts'
import { RECOGNIZE_HELP } from './recognize-help.ts'
import { SIGN_HELP } from './sign-help.ts'
import { TOKEN_HELP } from './token-help.ts'
import { TRENDS_HELP } from './trends-help.ts'
import { TRUST_HELP } from './trust-help.ts'

type Help = Readonly<Record<Language, string>>

export type CommandName =
  | 'verify' | 'inspect' | 'explain' | 'check'
  | keyof typeof SIGN_HELP
  | keyof typeof TRUST_HELP
  | keyof typeof TOKEN_HELP
  | keyof typeof EVIDENCE_HELP
  | keyof typeof ASSESS_HELP
  | keyof typeof RECOGNIZE_HELP
  | keyof typeof DEV_AUTHORITY_HELP
  | keyof typeof DOCTOR_HELP
  | keyof typeof FORGE_HELP
  | keyof typeof TRENDS_HELP

export const MAIN_HELP: Help = {
  zh: `yinxin（印信）：离线验证电子证照与电子印章，并说明理由

用法
  yinxin verify 文件...      验证 OFD 文档、电子印章或签章数据
  yinxin inspect 文件        查看文件结构与偏移量，不作判断
  yinxin explain 代码        解释报告中的代码
  yinxin check 目录...       运行目录下的用例（case.json）
  yinxin assess 文件         判断证照能否采信：何人、何事、何地（互认）
  yinxin recognize 来源 使用 不需证照：此类证照在此地此事项能否使用，有何要求
  yinxin evidence 文件       验证并保存证据包（yinxin rejudge 据此重新判断）
  yinxin seal make           制作电子印章（另有 seal inspect、seal verify）
  yinxin sign 文件           在 OFD 文档上签章
  yinxin issue 数据.json     按数据与模板签发电子证照
  yinxin annotate 证照.ofd   制作加注件：限定用途、单位与期限的副本
  yinxin trust verify 名录   验证信任名录（另有 trust inspect、trust sign、trust draft）
  yinxin token verify 令牌   验证身份令牌与凭证（另有 token decode、token issue、token present）
  yinxin profile list        列出身份平台配置（另有 profile check）
  yinxin trends 报告...      统计大量报告：堵点在哪里、是否上升、由谁处理
  yinxin forge 名称          生成测试用例：真实的，或有一处错误的
  yinxin dev-authority       在本机运行测试用的 CA、OCSP 与时间戳服务
  yinxin doctor              检查本机能否使用，以及由何种实现计算

选项
  --lang zh|en   界面语言，默认取自 LC_ALL 或 LANG
  --help         查看帮助；“yinxin verify --help”查看某个命令
  --version      查看版本

示例
  yinxin verify license.ofd --trust root.pem
`,
  en: `yinxin: verifies Chinese electronic licenses and seals offline, and says why

Usage
  yinxin verify FILE...      verify OFD documents, electronic seals or signature values
  yinxin inspect FILE        show the structure of a file with offsets, judging nothing
  yinxin explain CODE        explain a code from a report
  yinxin check DIR...        run the cases (case.json) below folders
  yinxin assess FILE         may this license be accepted from this person, for this matter, here?
  yinxin recognize FROM TO   without a document: are such licenses taken there, and what is asked?
  yinxin evidence FILE       verify and keep what the verdict rests on (yinxin rejudge judges it again)
  yinxin seal make           make an electronic seal (also: seal inspect, seal verify)
  yinxin sign FILE           sign an OFD document
  yinxin issue DATA.json     issue an electronic license from data and a template
  yinxin annotate FILE       make a copy for one purpose, office and time (加注件)
  yinxin trust verify LIST   verify a trust list (also: trust inspect, trust sign, trust draft)
  yinxin token verify TOKEN  verify an identity token or a credential (also: token decode, issue, present)
  yinxin profile list        list identity platform profiles (also: profile check)
  yinxin trends REPORTS...   many reports: where licenses get stuck, what is rising, who can act
  yinxin forge NAME          make test cases, genuine or wrong in one thing
  yinxin dev-authority       run a CA with OCSP and time stamps on this machine, for tests
  yinxin doctor              check this machine, and say what computes here

Options
  --lang zh|en   language, by default that of LC_ALL or LANG
  --help         this help; "yinxin verify --help" for that of a command
  --version      the version

Example
  yinxin verify license.ofd --trust root.pem
`,
}

export const HELP: Readonly<Record<CommandName, Help>> = {
  ...ASSESS_HELP,
  ...RECOGNIZE_HELP,
  ...EVIDENCE_HELP,
  ...SIGN_HELP,
  ...TRUST_HELP,
  ...TOKEN_HELP,
  ...DEV_AUTHORITY_HELP,
  ...DOCTOR_HELP,
  ...FORGE_HELP,
  ...TRENDS_HELP,
  verify: {
    zh: `yinxin verify 文件... [选项]

验证 OFD 文档、电子印章（.esl）或签章数据（.dat）；类型由内容判断，与文件名无关。
文件可以是路径、目录（其下所有 .ofd、.esl、.dat）、带引号的通配符（'in/**/*.ofd'）或 -（标准输入）。

参数规则
  能带多个值的选项会取走其后的所有词，直到下一个选项；“--选项=值”只取一个值；选项可以重复。
  文件写在选项之前或 -- 之后；以 .ofd、.esl、.dat 结尾的词和 -，在此类选项的第一个值之后也作为文件：
    yinxin verify a.ofd b.ofd --trust root1.pem root2.pem
    yinxin verify --trust root1.pem root2.pem a.ofd b.ofd
    yinxin verify --trust=root1.pem --trust=root2.pem a.ofd b.ofd

信任与证据
  --trust PEM...         信任的根证书，用于所有用途（PEM 或 DER，PEM 可含多张）
  --trust-signer PEM...  只用于签章者证书
  --trust-maker PEM...   只用于制章者证书
  --trust-tsa PEM...     只用于时间戳机构证书
  --trust-list 文件      已签名的信任名录：其中的机构在具备资格期间受信任
  --trust-list-key 文件... 名录运营机构的公钥（PEM 公钥或证书、JWK、JWKS），与 --trust-list 同时给出
  --trust-state 文件     上次接受的名录，防止旧名录冒充新名录；接受后更新该文件
  --certs PEM...         可用于构造证书链的中间证书，本身不受信任
  --evidence 文件|目录... CRL 与 OCSP 响应，按内容识别
  --policy 名称|文件     策略：cn-gov-2025（默认）、gbt-38540-strict、archive、lenient-vendor，或 JSON 文件
  --time 时间            按此时间验证，须带时区：2026-03-01T09:00:00+08:00；默认为现在

联网取证（默认不联网）
  --online               离线验证后，为尚无定论的证书获取 CRL、OCSP 响应和上级证书，再次验证；报告列明取得了什么
  --allow-host 主机...   允许访问的主机，必填：crl.example.cn、*.example.cn、ocsp.example.cn:8080
  --allow-address 地址... 允许访问的内网地址：10.20.0.0/16；未列出的非公网地址一律不访问
  --cache 目录           保存取得的证据，至其下次更新时间为止

批量
  --jobs 数量            用多少个线程同时验证；默认 1，即在本进程内逐个验证。某个文件使线程崩溃或超时，不影响其他文件
  --timeout 秒           每个文件最多用时，默认 300；须有 --jobs 2 或更多
  --journal 文件         批次日志：中断（包括断电以外的强制终止）后，用同样的命令再次运行即从断点继续，
                         输出仍包括全部文件；其中含有报告，请同样妥善保管

输出
  --json, --ndjson       每个文件一行 JSON：{"file":…,"report":…}；没有结果时为 {"file":…,"error":…}
  --html 输出            自包含的 HTML 报告；多个文件时为目录
  --junit 输出           JUnit XML
  --sarif 输出           SARIF 2.1.0
  --details              多个文件时也逐个输出完整报告
  --no-color             不使用颜色
  --lang zh|en           报告语言
  输出写 - 表示标准输出。

退出码
  0 全部通过   1 至少一个不通过   2 没有不通过的，但至少一个无法判定   3 未能运行，或有文件没有结果（无法读取、超时、崩溃）

示例
  yinxin verify license.ofd --trust root.pem --html report.html
`,
    en: `yinxin verify FILE... [options]

Verifies OFD documents, electronic seals (.esl) and signature values (.dat): told by content, never by file name.
A FILE is a path, a folder (all .ofd, .esl and .dat in it), a quoted pattern ('in/**/*.ofd') or - (standard input).

How words are read
  An option that takes several values takes all words up to the next option; --option=value takes exactly one;
  options may be repeated. Files come before the options or after --; words ending in .ofd, .esl or .dat, and -, are
  files also behind such an option's first value:
    yinxin verify a.ofd b.ofd --trust root1.pem root2.pem
    yinxin verify --trust root1.pem root2.pem a.ofd b.ofd
    yinxin verify --trust=root1.pem --trust=root2.pem a.ofd b.ofd

Trust and evidence
  --trust PEM...         trusted root certificates for every purpose (PEM, also several in one, or DER)
  --trust-signer PEM...  for certificates of signers only
  --trust-maker PEM...   for certificates of seal makers only
  --trust-tsa PEM...     for certificates of time-stamp authorities only
  --trust-list FILE      a signed trust list: authorities in it are trusted while they are granted
  --trust-list-key FILE...  public keys of its operator (PEM of keys or certificates, JWK, JWKS); goes with --trust-list
  --trust-state FILE     the list accepted last, so that no older one takes its place; updated when one is accepted
  --certs PEM...         intermediate certificates that may help to build paths; not trusted
  --evidence FILE|DIR... CRLs and OCSP responses, told apart by content
  --policy ID|FILE       cn-gov-2025 (default), gbt-38540-strict, archive, lenient-vendor, or a JSON file
  --time TIME            judge at this time, with its zone: 2026-03-01T09:00:00+08:00; default: now

Evidence from the network (off by default)
  --online               after verifying offline, get CRLs, OCSP responses and issuers for certificates whose state is
                         open, and verify again; the report says what was fetched
  --allow-host HOST...   hosts that may be asked; required: crl.example.cn, *.example.cn, ocsp.example.cn:8080
  --allow-address ADDRESS...  addresses of the own network that may be contacted: 10.20.0.0/16; others that are not
                         public never are
  --cache DIR            keep what was fetched until its next update

Many files
  --jobs N               verify N files at a time, in worker threads: one that crashes or takes too long is one without a
                         result, the others go on; default: 1, in this process, one after the other
  --timeout SECONDS      what a file may take; default: 300; goes with --jobs 2 or more
  --journal FILE         note each result, so that the same command goes on where an earlier one was killed; the output
                         is of all files again; FILE holds reports: keep it like them

Output
  --json, --ndjson       a line of JSON per file: {"file":…,"report":…}, or {"file":…,"error":…} for one without a result
  --html OUT             a self-contained HTML report; a folder for several files
  --junit OUT            JUnit XML
  --sarif OUT            SARIF 2.1.0
  --details              the full report of every file, also for several
  --no-color             no colors
  --lang zh|en           language of the report
  OUT may be - for standard output.

Exit code
  0 all accepted   1 at least one not accepted   2 else at least one undetermined
  3 could not run, or a file without a result (not read, too late, crashed)

Example
  yinxin verify license.ofd --trust root.pem --html report.html
`,
  },
  inspect: {
    zh: `yinxin inspect 文件 [--json] [--lang zh|en]

显示文件里有什么以及在哪里，不作任何判断：OFD 包的条目、各签章与证照元数据，印章、签章数据、CMS、证书的 ASN.1 结构。
列依次为：偏移量、头部字节数、内容字节数、元素。文件可以是 -（标准输入）。

示例
  yinxin inspect seal.esl
`,
    en: `yinxin inspect FILE [--json] [--lang zh|en]

Shows what is in a file and where, judging nothing: entries, signatures and license data of an OFD package; the ASN.1 structure of
a seal, a signature value, a CMS message or a certificate. Columns: offset, octets of the header, octets of the
content, element. FILE may be - for standard input.

Example
  yinxin inspect seal.esl
`,
  },
  explain: {
    zh: `yinxin explain [代码...] [--lang zh|en]

用中英文解释报告中的代码：发现了什么、有何影响、如何处理、依据哪条规则、策略能否调整。
也可给出次级结论（如 HASH_FAILURE）。不带代码时列出全部代码。

示例
  yinxin explain SIGNATURE_VALUE_INVALID
`,
    en: `yinxin explain [CODE...] [--lang zh|en]

Explains codes from reports in Chinese and English: what was found, why it matters, what to do, the rule behind it
and whether a policy may change it. A sub-indication (such as HASH_FAILURE) is explained too. Without a code: a list.

Example
  yinxin explain SIGNATURE_VALUE_INVALID
`,
  },
  check: {
    zh: `yinxin check 目录... [--lang zh|en]

运行目录下每个 case.json：按其中的信任、策略与时间验证 input，并与 expect 对照。格式见 fixtures/schema/case.schema.json。
退出码：0 全部相符，1 有不符，3 有用例无法运行。

示例
  yinxin check fixtures
`,
    en: `yinxin check DIR... [--lang zh|en]

Runs every case.json below the folders: verifies its input with its trust, policy and time, and compares the outcome
with what it expects. For the form see fixtures/schema/case.schema.json.
Exit code: 0 all as expected, 1 some not, 3 some could not run.

Example
  yinxin check fixtures
`,
  },
}
