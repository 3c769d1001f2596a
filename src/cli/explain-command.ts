/** `yinxin explain`: what a code means, in both languages; without a code, the list of all. */
import { diagnosticCodes, diagnosticDefinition, isDiagnosticCode } from '../diagnostics/index.ts'
import type { DiagnosticCode, SubIndication } from '../diagnostics/index.ts'
import { MESSAGES } from '../report/messages/index.ts'
import { LABELS, SUB_INDICATION_TERMS } from '../report/messages/terms.ts'
import type { OptionKinds } from './arguments.ts'
import { nearest } from './nearest.ts'
import type { ExitCode, Session } from './session.ts'
import { UsageError } from './usage-error.ts'

export const EXPLAIN_OPTIONS = { lang: 'one', help: 'flag' } as const satisfies OptionKinds

const CODES = diagnosticCodes()

function isSubIndication(word: string): word is SubIndication {
  return Object.hasOwn(SUB_INDICATION_TERMS, word)
}

function codeText(code: DiagnosticCode): string {
  const { level, fixed, subIndication, clause, params } = diagnosticDefinition(code)
  const { zh, en } = MESSAGES[code]
  const relaxable = fixed === true ? ' (fixed: no policy can relax it / 策略不可放宽)' : ' (a policy may change it / 策略可调整)'
  return [
    code,
    '',
    `  ${zh.what}`,
    `  ${LABELS.why.zh}：${zh.why}`,
    `  ${LABELS.next.zh}：${zh.next}`,
    '',
    `  ${en.what}`,
    `  ${LABELS.why.en}: ${en.why}`,
    `  ${LABELS.next.en}: ${en.next}`,
    '',
    `  level / 级别              ${level}${relaxable}`,
    `  sub-indication / 次级结论  ${subIndication}`,
    `  rule / 依据               ${clause}`,
    `  values / 附带的值          ${params.length === 0 ? '-' : params.join(', ')}`,
    '',
  ].join('\n')
}

function subIndicationText(name: SubIndication): string {
  const { zh, en } = SUB_INDICATION_TERMS[name]
  const codes = CODES.filter((code) => diagnosticDefinition(code).subIndication === name)
  return [name, '', `  ${zh}`, `  ${en}`, '', ...codes.map((code) => `  ${code}`), ''].join('\n')
}

export async function explainCommand({ io, language, arguments: given }: Session): Promise<ExitCode> {
  if (given.operands.length === 0) {
    await io.out(CODES.map((code) => `${code}\n    ${MESSAGES[code][language].what}\n`).join(''))
    return 0
  }
  for (const word of given.operands) {
    const code = word.toUpperCase().replaceAll('-', '_')
    if (isDiagnosticCode(code)) await io.out(`${codeText(code)}\n`)
    else if (isSubIndication(code)) await io.out(`${subIndicationText(code)}\n`)
    else {
      const near = nearest(code, [...CODES, ...Object.keys(SUB_INDICATION_TERMS)]).slice(0, 5)
      throw near.length === 0 ? new UsageError('codeUnknown', { code: word }) : new UsageError('codeUnknownNear', { code: word, near: near.join(', ') })
    }
  }
  return 0
}
