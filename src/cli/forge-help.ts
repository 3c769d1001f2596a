/** The help of `yinxin forge` in both languages, with examples. */
import type { Language } from '../report/messages/catalog.ts'

export const FORGE_HELP = {
  forge: {
    zh: `yinxin forge list [--json]
yinxin forge 名称|all|provinces --out 目录 [选项]

生成测试用例：真实的证照、印章，以及各有一处错误的变体，连同信任材料与预期结论。写出的目录可用 yinxin check 运行。
仅供测试：私钥由种子推出，知道种子的人就能以其中任何机构的名义签章。

  list           列出全部变体及其预期结论；加 --json 以 JSON 输出
  all            写出全部变体，每个变体一个目录
  provinces      写出跨省互认的一例：证照、令牌、名录、规则与登记答复，供 yinxin assess 使用（见 docs/forge.md）
  --out 目录     新目录或空目录
  --seed 文本    种子：种子、时间与机构相同，写出的字节就相同；种子不同，密钥就不同
  --time 时间    签章时间，须带时区，1980 至 2044 年；默认为 2026-03-02T10:30:00+08:00
  --authority 名称  颁发机构名称
  --lang zh|en   界面与用例说明的语言

退出码
  0 已写出   3 未能运行，没有写入任何内容

示例
  yinxin forge ofd/seal/expired-at-signing --out expired --seed "our pipeline"
`,
    en: `yinxin forge list [--json]
yinxin forge NAME|all|provinces --out DIR [options]

Makes test cases: genuine licenses and seals, and variants that are wrong in one thing, with what they are judged with and the
verdict that must come of it. yinxin check runs what is written.
For tests only: private keys follow from the seed, and whoever knows it can sign as everybody.

  list           all variants and their verdicts; with --json as JSON
  all            all variants, a folder each
  provinces      a license with all that another province decides by, for yinxin assess (docs/forge.md)
  --out DIR      a folder that is new or empty
  --seed TEXT    equal seed, time and authority give equal octets; other seeds give other keys
  --time TIME    when the license is signed, with a time zone, 1980 to 2044; by default 2026-03-02T10:30:00+08:00
  --authority NAME  name of the authority that issues
  --lang zh|en   language, of the cases too

Exit code
  0 written   3 could not run; nothing was written

Example
  yinxin forge ofd/seal/expired-at-signing --out expired --seed "our pipeline"
`,
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>
