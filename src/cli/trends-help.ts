/** The help of `yinxin trends` in both languages, with examples. */
import type { Language } from '../report/messages/catalog.ts'

export const TRENDS_HELP = {
  trends: {
    zh: `yinxin trends 报告... [选项]

把大量报告归纳为堵点：各种原因有多少份报告，哪些是新出现、上升或复发的，由谁处理、如何处理。
报告是 yinxin verify --json、yinxin assess --json 的输出，或批次日志（--journal），每行一个 JSON 对象。
可以给出文件、目录（其下的 .json、.jsonl、.ndjson、.journal）、带引号的通配符或 -（标准输入）。
不保留任何报告；少于 --minimum 份的数目并入其他数目，不能由相减得出。说明见 docs/trends.md。

范围
  --from 周              从该周起计入，如 2026-W05（ISO 8601，UTC）
  --to 周                计至该周
  --week 周              从该周起与此前各周比较；默认为有报告的最后一周
  --by 名称,...          细分：issuer（颁发机构）、ca（证书颁发机构）、region（地区）、licenseType（证照类型）、
                         producer（印章厂商）；默认全部
  --minimum 数目         少于此数不显示；1（全部显示，仅供内部使用）或 3 以上，默认 5

状态
  --state 文件           各原因的状态：读入，计入本次报告后整体写回；文件不存在时新建
  --acknowledge 代码[:备注]  标为已知悉（可重复）
  --fix 代码[:备注]      标为已解决；此后的周再次出现即为复发
  --reopen 代码[:备注]   标为待处理
  --as-of 周             以上标记所属的周，默认为本周
  --quiet-weeks 数目     连续多少周未出现即提示可能已解决，默认 8

输出
  --details              列出每种原因的处理办法，而不仅是需要关注的
  --json                 以规范 JSON 输出（格式见 docs/trends.schema.json）
  --html 输出            自包含的 HTML 页面，含图表；- 表示标准输出
  --lang zh|en           语言

退出码
  0 没有需要关注的   1 有新出现、上升（尚未标为已知悉）或复发的原因   3 未能运行，或有文件或行未能计入

示例
  yinxin trends reports.ndjson --html trends.html
  yinxin trends 'in/*.ndjson' --state trends.json --week 2026-W20
  yinxin trends --state trends.json --fix REVOCATION_NO_EVIDENCE:已配置CRL来源
`,
    en: `yinxin trends REPORTS... [options]

Many reports as the places where licenses get stuck: how many reports have which reason, which reasons are new, rising or
back, who can act and what to do. Reports are what yinxin verify --json and yinxin assess --json print, and journals of
batches (--journal): one JSON object a line. REPORTS are files, folders (.json, .jsonl, .ndjson and .journal in them),
quoted patterns or - (standard input). No report is kept; numbers below --minimum are merged with others so that no
difference gives them away. See docs/trends.md.

What is counted
  --from WEEK            from this week on, such as 2026-W05 (ISO 8601, UTC)
  --to WEEK              up to this week
  --week WEEK            compare from this week on with the weeks before; default: the last week with a report
  --by NAME,...          break down by issuer, ca, region, licenseType, producer (vendor of the seal); default: all
  --minimum N            numbers below are not shown: 1 (shows all, for yourself alone) or 3 and more; default 5

Where reasons stand
  --state FILE           read, moved on by these reports and written back whole; a new one where there is none
  --acknowledge CODE[:NOTE]  somebody knows (may be repeated)
  --fix CODE[:NOTE]      its cause is gone; seen in a later week it is recurring
  --reopen CODE[:NOTE]   open again
  --as-of WEEK           the week of these words; default: this week
  --quiet-weeks N        weeks without it after which a reason may be fixed; default 8

Output
  --details              what to do about every reason, not only about those that need attention
  --json                 canonical JSON (docs/trends.schema.json)
  --html OUT             a self-contained HTML page with charts; - for standard output
  --lang zh|en           language

Exit code
  0 nothing needs attention   1 a reason is new or rising (and not acknowledged), or recurring
  3 could not run, or a file or line that was not counted

Examples
  yinxin trends reports.ndjson --html trends.html
  yinxin trends 'in/*.ndjson' --state trends.json --week 2026-W20
  yinxin trends --state trends.json --fix REVOCATION_NO_EVIDENCE:"CRL source configured"
`,
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>
