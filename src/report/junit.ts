/** Reports as JUnit XML: a suite per file, a case per check, so that a build server shows and counts them. */
import { allSteps } from './findings.ts'
import type { NamedStep } from './findings.ts'
import type { FileReport } from './file-report.ts'
import { messageOf } from './messages/index.ts'
import type { Language } from './messages/catalog.ts'
import type { ValidationReport } from './model.ts'
import { placeText, plainText } from './plain-text.ts'
import { verdictOf } from './verdict.ts'

/** `failure`: known to be wrong. `error`: could not be determined; a build must not take it for a pass. */
type Trouble = 'failure' | 'error'

interface Case {
  readonly name: string
  readonly trouble?: { readonly element: Trouble; readonly type: string; readonly message: string; readonly text: string }
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;', '\n': '&#10;' }

function escapeXml(text: string): string {
  return text.replaceAll(/[&<>"'\n]/g, (character) => ENTITIES[character] as string)
}

/** U+FFFE and U+FFFF are no XML characters; what is invisible was spelled out before. */
const safe = (text: string): string => escapeXml(plainText(text, 4000).replaceAll(/[\ufffe\uffff]/g, '\ufffd'))

function stepCase({ signature, name, term, step }: NamedStep, language: Language): Case {
  const scope = signature === undefined ? 'document' : `signature ${signature + 1}`
  const title = `${scope}: ${name} (${term.name[language]})`
  if (step.conclusion === 'PASSED') return { name: title }
  const errors = step.diagnostics.filter(({ severity }) => severity === 'error')
  const lines = errors.slice(0, 50).map((one) => {
    const { what, next } = messageOf(one, language)
    return `${one.code}: ${what} ${next} [${placeText(one.at)}] (${one.clause})`
  })
  return {
    name: title,
    trouble: {
      element: step.conclusion === 'FAILED' ? 'failure' : 'error',
      type: step.subIndication,
      message: [...new Set(errors.map(({ code }) => code))].join(' '),
      text: lines.join('\n'),
    },
  }
}

/** The verdict is a case of its own: a file without any failing check may still be refused, as one that nobody signed. */
function verdictCase(report: ValidationReport, language: Language): Case {
  if (report.accepted) return { name: 'verdict' }
  const { title, sentence, next } = verdictOf(report, language)
  return {
    name: 'verdict',
    trouble: {
      element: report.indication === 'INDETERMINATE' ? 'error' : 'failure',
      type: report.subIndication ?? report.indication,
      message: title,
      text: `${sentence}\n${next}`,
    },
  }
}

function casesOf(one: FileReport, language: Language): readonly Case[] {
  if ('error' in one) return [{ name: 'file', trouble: { element: 'error', type: 'NOT_READ', message: one.error, text: one.error } }]
  return [verdictCase(one.report, language), ...allSteps(one.report).map((step) => stepCase(step, language))]
}

function caseXml({ name, trouble }: Case, file: string): string {
  const open = `    <testcase classname="${safe(file)}" name="${safe(name)}"`
  if (trouble === undefined) return `${open}/>`
  const text = trouble.text.split('\n').map(safe).join('\n')
  return `${open}><${trouble.element} type="${safe(trouble.type)}" message="${safe(trouble.message)}">${text}</${trouble.element}></testcase>`
}

/** Renders reports as one JUnit document. There are no durations in it: reports hold none. */
export function reportsToJunit(files: readonly FileReport[], options: { readonly language: Language }): string {
  let [tests, failures, errors] = [0, 0, 0]
  const suites = files.map((one) => {
    const cases = casesOf(one, options.language)
    const failed = cases.filter(({ trouble }) => trouble?.element === 'failure').length
    const open = cases.filter(({ trouble }) => trouble?.element === 'error').length
    tests += cases.length
    failures += failed
    errors += open
    const time = 'report' in one ? ` timestamp="${safe(one.report.validationTime.slice(0, 19))}"` : ''
    return [
      `  <testsuite name="${safe(one.file)}" tests="${cases.length}" failures="${failed}" errors="${open}" skipped="0"${time}>`,
      ...cases.map((each) => caseXml(each, one.file)),
      '  </testsuite>',
    ].join('\n')
  })
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="yinxin" tests="${tests}" failures="${failures}" errors="${errors}">`,
    ...suites,
    '</testsuites>',
    '',
  ].join('\n')
}
