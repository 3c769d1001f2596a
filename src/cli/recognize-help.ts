/** The help of `yinxin recognize` in both languages, with an example. */
import type { Language } from '../report/messages/catalog.ts'

export const RECOGNIZE_HELP = {
  recognize: {
    zh: `yinxin recognize 来源地 使用地 --type 代码 --matter 代码 --lists 目录 --list-key 文件 [选项]

不需要证照：来源地颁发的此类证照，在使用地能否用于此事项，依据哪份协议，有何要求。答复对所有人相同（同事同标）。

  来源地、使用地   六位行政区划代码，如 330000 320000
  --type 代码      证照类型代码，21 位
  --matter 代码    事项编码
  --lists 目录     其下全部名录（.jws），每个系列只放一期
  --list-key 文件... 名录运营机构的公钥，须由其他渠道取得
  --state 文件     名录的记忆：更旧的一期不再接受；读取后更新
  --rules 规则     内置规则或规则文件，默认 cn-recognition-2025
  --time 时间      按此时间判断，须带时区；默认为现在
  --json           以规范 JSON 输出

退出码
  0 在互认范围内   2 不在互认范围或暂不能判定   3 未能运行

示例
  yinxin recognize 330000 320000 --type 11100000000013127D001 --matter M-1 --lists lists/ --list-key operator.pem
`,
    en: `yinxin recognize FROM TO --type CODE --matter CODE --lists DIR --list-key FILE [options]

Without a document: whether licenses of a type that FROM issues are taken in TO for a matter, by which agreement, and what is
asked. The answer is the same for everybody.

  FROM, TO         regions by six digits: 330000 320000
  --type CODE      the 21 characters of the type of licenses
  --matter CODE    code of the matter
  --lists DIR      all lists (.jws) below it, one issue of each series
  --list-key FILE... public keys of the lists' operators, from another source than the lists
  --state FILE     memory of the lists: an older issue is refused from then on; read, then brought up to date
  --rules RULES    rules that come with yinxin, or a file; default cn-recognition-2025
  --time TIME      as of this time, with a time zone; default now
  --json           as canonical JSON

Exit code
  0 covered   2 not covered, or cannot be said   3 could not run

Example
  yinxin recognize 330000 320000 --type 11100000000013127D001 --matter M-1 --lists lists/ --list-key operator.pem
`,
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>
