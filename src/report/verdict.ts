/** The outcome of a report as a clerk reads it: one word, one sentence, one thing to do. */
import { decisiveDiagnostic, countOf } from './findings.ts'
import { messageOf } from './messages/index.ts'
import type { Language } from './messages/catalog.ts'
import { LABELS, SUB_INDICATION_TERMS } from './messages/terms.ts'
import type { SignatureReport, ValidationReport } from './model.ts'

/** `accepted` only for a report that says so; `open` when nothing is known to be wrong but something is not known. */
export type Outcome = 'accepted' | 'rejected' | 'open'

export interface Verdict {
  readonly outcome: Outcome
  readonly title: string
  readonly sentence: string
  readonly next: string
}

export function outcomeOf(report: Pick<ValidationReport, 'accepted' | 'indication'>): Outcome {
  if (report.accepted) return 'accepted'
  return report.indication === 'INDETERMINATE' ? 'open' : 'rejected'
}

/**
 * How the result of one signature is to be shown: one that is valid in a file that is not accepted may cover only what
 * is harmless, and its seal must not lend the file its look.
 */
export function outcomeOfSignature(report: ValidationReport, signature: SignatureReport): Outcome | 'validAlone' {
  if (signature.indication === 'TOTAL_PASSED') return report.accepted ? 'accepted' : 'validAlone'
  return signature.indication === 'TOTAL_FAILED' ? 'rejected' : 'open'
}

const ACCEPTED_NEXT = {
  zh: '文件本身可以采信；请另行核对持有人身份及本次用途。',
  en: 'The file itself can be relied on; check separately who presents it and for which purpose.',
} as const

const REJECTED_NEXT = {
  zh: '不应采信该文件；请查看下列检查项，必要时联系签发机构。',
  en: 'Do not rely on this file; see the checks below and ask the issuing authority where needed.',
} as const

function acceptedSentence(report: ValidationReport, language: Language): string {
  const count = report.signatures.length
  switch (report.kind) {
    case 'seal':
      return {
        zh: '该电子印章由受信任的制章者制作，未被改动，且在有效期内。',
        en: 'This electronic seal was made by a trusted maker, is unchanged and within its validity.',
      }[language]
    case 'sealSignature':
      return {
        zh: '该电子签章数据有效，签章者与印章均可追溯到受信任的机构。',
        en: 'This electronic seal signature is valid; signer and seal lead to trusted authorities.',
      }[language]
    case 'ofd':
    case 'unknown':
      return {
        zh: `文件上的${count === 1 ? '签章' : ` ${count} 个签章全部`}有效，受其保护的内容自签章以来未被改动。`,
        en: `${count === 1 ? 'The signature on this file is' : `All ${count} signatures on this file are`} valid, and what ${count === 1 ? 'it protects' : 'they protect'} has not changed since signing.`,
      }[language]
  }
}

function warningsSentence(report: ValidationReport, language: Language): string {
  const warnings = countOf(report, 'warning')
  if (warnings === 0) return ''
  return { zh: `另有 ${warnings} 条提醒，见下文。`, en: ` There ${warnings === 1 ? 'is 1 warning' : `are ${warnings} warnings`} below.` }[language]
}

/** Why not, in general words and in those of the decisive finding. */
function reasonSentence(report: ValidationReport, language: Language): string {
  const decisive = decisiveDiagnostic(report)
  const what = decisive === undefined ? '' : messageOf(decisive, language).what
  // CUSTOM says only that there is something; the finding says what.
  const { subIndication } = report
  const general = subIndication === undefined || subIndication === 'CUSTOM' ? '' : SUB_INDICATION_TERMS[subIndication][language]
  if (general === '') return what
  return { zh: `${general}。${what}`, en: `${general.charAt(0).toUpperCase()}${general.slice(1)}. ${what}` }[language].trim()
}

/** The verdict of a report in one language. The outcome is the report's own; nothing is decided here. */
export function verdictOf(report: ValidationReport, language: Language): Verdict {
  const outcome = outcomeOf(report)
  const title = LABELS[outcome][language]
  if (outcome === 'accepted') {
    return {
      outcome, title, sentence: acceptedSentence(report, language) + warningsSentence(report, language), next: ACCEPTED_NEXT[language],
    }
  }
  const decisive = decisiveDiagnostic(report)
  const sentence = reasonSentence(report, language)
  return {
    outcome,
    title,
    sentence: sentence === '' && report.signatures.length === 0 ? LABELS.noSignatures[language] : sentence,
    next: decisive === undefined ? REJECTED_NEXT[language] : messageOf(decisive, language).next,
  }
}
