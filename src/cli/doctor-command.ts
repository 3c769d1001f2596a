/** `yinxin doctor`: whether this machine can do the work, by what means, and how it was tried. */
import { arch, platform } from 'node:process'
import { cryptoBackends } from '../crypto/index.ts'
import type { CryptoBackend, FallbackReason } from '../crypto/index.ts'
import type { Language } from '../report/messages/catalog.ts'
import type { OptionKinds } from './arguments.ts'
import { SELF_TESTS, runSelfTests } from './doctor-tests.ts'
import type { Outcome, TestResult } from './doctor-tests.ts'
import type { ExitCode, Session } from './session.ts'
import { UsageError } from './usage-error.ts'

export const DOCTOR_OPTIONS = { json: 'flag', lang: 'one', help: 'flag' } as const satisfies OptionKinds

/** As `engines` in package.json says. */
const NODE_NEEDED = [20, 19] as const

export interface Diagnosis {
  readonly ok: boolean
  readonly yinxin: string
  readonly node: { readonly version: string; readonly needed: string; readonly ok: boolean }
  readonly platform: string
  readonly implementations: readonly (Omit<CryptoBackend, 'algorithm'> & { readonly algorithm: 'SM2' | 'SM3' | 'SM4' })[]
  readonly tests: readonly TestResult[]
}

type Texts = Readonly<Record<Language, string>>

const WHY: Readonly<Record<FallbackReason, Texts>> = {
  absent: { zh: '平台没有 WebAssembly', en: 'the platform has no WebAssembly' },
  unsupported: { zh: '平台的 WebAssembly 缺少所需指令', en: 'the WebAssembly of the platform lacks instructions' },
  refused: { zh: '平台不允许编译 WebAssembly，或内存不足', en: 'the platform refuses to compile WebAssembly, or has no memory for it' },
  compiling: { zh: 'WebAssembly 尚在编译', en: 'WebAssembly is still being compiled' },
  wrong: { zh: 'WebAssembly 的自检结果有误，已停用', en: 'WebAssembly gave wrong answers in its self-test, and is not used' },
}

const OUTCOMES: Readonly<Record<Outcome, { readonly mark: string; readonly text: Texts }>> = {
  passed: { mark: '✓', text: { zh: '通过', en: 'passed' } },
  failed: { mark: '✗', text: { zh: '未通过', en: 'FAILED' } },
  missing: { mark: '–', text: { zh: '平台不具备：使用此算法的文件无法验证', en: 'not on this platform: files that use it cannot be checked' } },
}

const TITLES = {
  implementations: { zh: '由何计算', en: 'What computes' },
  tests: { zh: '标准所载示例', en: 'Published examples' },
  own: { zh: '新生成的密钥', en: 'a key made just now' },
  slower: { zh: '较慢', en: 'slower' },
  needed: { zh: '需要 {needed} 或更高版本', en: '{needed} or later is needed' },
  ready: { zh: '可以使用。', en: 'Ready for use.' },
  notReady: { zh: '不能使用：有必需的一项未通过。', en: 'Not fit for use: something that is required did not pass.' },
} as const satisfies Readonly<Record<string, Texts>>

/** @param version of Node, such as `20.19.0` */
export function isNodeNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > NODE_NEEDED[0] || (major === NODE_NEEDED[0] && minor >= NODE_NEEDED[1])
}

export function diagnose(yinxin: string, nodeVersion: string, backends: readonly CryptoBackend[], tests: readonly TestResult[]): Diagnosis {
  const node = { version: nodeVersion, needed: NODE_NEEDED.join('.'), ok: isNodeNewEnough(nodeVersion) }
  return {
    ok: node.ok && tests.every(({ required, outcome }) => outcome === 'passed' || (outcome === 'missing' && !required)),
    yinxin, node,
    platform: `${platform} ${arch}`,
    implementations: [...backends, { algorithm: 'SM4', backend: 'JavaScript' }],
    tests,
  }
}

export function diagnosisText(diagnosis: Diagnosis, language: Language): string {
  const say = (key: keyof typeof TITLES): string => TITLES[key][language]
  const [open, close, colon] = language === 'zh' ? ['（', '）', '：'] : [' (', ')', ': ']
  const { node, implementations, tests } = diagnosis
  const width = Math.max(...tests.map(({ algorithm }) => algorithm.length))
  return [
    `yinxin ${diagnosis.yinxin}`,
    `${node.ok ? '✓' : '✗'} Node ${node.version}, ${diagnosis.platform}${node.ok ? '' : `${colon}${say('needed').replace('{needed}', node.needed)}`}`,
    '',
    say('implementations'),
    ...implementations.map(({ algorithm, backend, reason }) => reason === undefined
      ? `✓ ${algorithm}  ${backend}`
      : `– ${algorithm}  ${backend}${open}${say('slower')}${colon}${WHY[reason][language]}${close}`),
    '',
    say('tests'),
    ...tests.map(({ algorithm, source, outcome }) => {
      const { mark, text } = OUTCOMES[outcome]
      return `${mark} ${algorithm.padEnd(width)}  ${text[language]}${open}${source ?? say('own')}${close}`
    }),
    '',
    diagnosis.ok ? say('ready') : say('notReady'),
    '',
  ].join('\n')
}

export async function doctorCommand({ io, language, arguments: given }: Session): Promise<ExitCode> {
  if (given.operands.length > 0) throw new UsageError('noOperand', { command: 'yinxin doctor' })
  const diagnosis = diagnose(io.version, process.versions.node, cryptoBackends(), await runSelfTests(SELF_TESTS))
  await io.out(given.has('json') ? `${JSON.stringify(diagnosis)}\n` : diagnosisText(diagnosis, language))
  return diagnosis.ok ? 0 : 1
}
