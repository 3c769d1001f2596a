/** The help of `yinxin doctor` in both languages, with an example. */
import type { Language } from '../report/messages/catalog.ts'

export const DOCTOR_HELP = {
  doctor: {
    zh: `yinxin doctor [--json] [--lang zh|en]

检查本机：Node 版本与平台，SM2、SM3、SM4 由哪种实现计算及其原因，标准所载示例能否重新算出，
平台的 Web Crypto 具备哪些算法。不联网，不读取任何文件。
  --json         以 JSON 输出

退出码
  0 可以使用（个别算法平台可能没有，会注明）   1 有必需的一项未通过

示例
  yinxin doctor
`,
    en: `yinxin doctor [--json] [--lang zh|en]

Looks at this machine: version of Node and platform, which implementation computes SM2, SM3 and SM4 and why, whether
published examples come out right, and which algorithms the platform's Web Crypto has. No network, no file is read.
  --json         as JSON

Exit code
  0 ready for use (an algorithm that the platform lacks is named)   1 something that is required did not pass

Example
  yinxin doctor
`,
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>
