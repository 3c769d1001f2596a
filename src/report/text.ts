/** A report as text for a terminal or a log: verdict first, then who and when, then every check with its findings. */
import { anchorOf, findingGroups, showableContent, stepsOfDocument, stepsOfSignature } from './findings.ts'
import type { FindingGroup, NamedStep } from './findings.ts'
import { licenseRows, otherCustomDatas } from './license-rows.ts'
import { messageOf } from './messages/index.ts'
import type { Language } from './messages/catalog.ts'
import {
  CONCLUSION_TERMS, FORMAT_TERMS, INDICATION_TERMS, KIND_TERMS, LABELS, PROOF_TERMS, REACH_TERMS, ROLE_TERMS, SEVERITY_TERMS,
} from './messages/terms.ts'
import type { Label } from './messages/terms.ts'
import type { CertificateSummary, Conclusion, CoverageFacts, Severity, SignatureReport, ValidationReport } from './model.ts'
import { placeText, plainText, timeText } from './plain-text.ts'
import { outcomeOfSignature, verdictOf } from './verdict.ts'
import type { Outcome } from './verdict.ts'

export interface TextOptions {
  readonly language: Language
  /** Shown in the first line. @default none */
  readonly fileName?: string
  /** ANSI colors. @default false */
  readonly color?: boolean
}

/** Findings of one code in one check that are listed one by one; the rest are counted. */
const LISTED = 5

type Ink = 'green' | 'red' | 'yellow' | 'dim' | 'bold'
const INKS: Readonly<Record<Ink, string>> = { green: '32', red: '31', yellow: '33', dim: '2', bold: '1' }
const OUTCOMES: Readonly<Record<Outcome, { readonly mark: string; readonly ink: Ink }>> = {
  accepted: { mark: '✓', ink: 'green' }, rejected: { mark: '✗', ink: 'red' }, open: { mark: '?', ink: 'yellow' },
}
const CONCLUSIONS: Readonly<Record<Conclusion, Outcome>> = { PASSED: 'accepted', FAILED: 'rejected', INDETERMINATE: 'open' }
const SEVERITIES: Readonly<Record<Severity, { readonly mark: string; readonly ink: Ink }>> = {
  error: { mark: '✗', ink: 'red' }, warning: { mark: '!', ink: 'yellow' }, info: { mark: 'i', ink: 'dim' },
}

/** Columns of a terminal: characters of East Asian scripts take two. Good enough for aligning our own labels. */
export function columnsOf(text: string): number {
  let columns = 0
  for (const character of text) columns += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u.test(character) ? 2 : 1
  return columns
}

class TextWriter {
  readonly lines: string[] = []
  readonly #options: TextOptions

  constructor(options: TextOptions) {
    this.#options = options
  }

  get language(): Language {
    return this.#options.language
  }

  label(label: Label): string {
    return LABELS[label][this.language]
  }

  ink(ink: Ink, text: string): string {
    return this.#options.color === true ? `\u001b[${INKS[ink]}m${text}\u001b[0m` : text
  }

  line(text = ''): void {
    this.lines.push(text)
  }

  /** Rows of label and value, values in one column. */
  facts(indent: string, rows: readonly (readonly [label: string, value: string])[]): void {
    const width = Math.max(0, ...rows.map(([label]) => columnsOf(label)))
    for (const [label, value] of rows) {
      this.line(`${indent}${this.ink('dim', label)}${' '.repeat(width - columnsOf(label) + 2)}${value}`)
    }
  }
}

function certificateText(certificate: CertificateSummary): string {
  return plainText(certificate.subject)
}

function periodText(writer: TextWriter, start: string, end: string): string {
  return `${timeText(start)} ${writer.label('until')} ${timeText(end)}`
}

function writeGroup(writer: TextWriter, group: FindingGroup): void {
  const { language } = writer
  const { mark, ink } = SEVERITIES[group.severity]
  const message = messageOf(group.diagnostics[0], language)
  // A note asks for nothing: `explain` tells the rest.
  if (group.severity === 'info') {
    const more = group.diagnostics.length === 1 ? '' : ` (×${group.diagnostics.length})`
    writer.line(`      ${writer.ink(ink, `${mark} ${SEVERITY_TERMS.info[language]}`)}  ${message.what}${more}  ${writer.ink('dim', group.code)}`)
    return
  }
  writer.line(`      ${writer.ink(ink, `${mark} ${SEVERITY_TERMS[group.severity][language]}`)}  ${writer.ink('bold', message.what)}`)
  const rows: [string, string][] = []
  const places = new Set<string>()
  for (const [index, one] of group.diagnostics.slice(0, LISTED).entries()) {
    const { what } = messageOf(one, language)
    const place = placeText(one.at)
    const text = index === 0 || what === message.what ? place : `${what}${place === '' ? '' : `  (${place})`}`
    if (text !== '') places.add(text)
  }
  for (const [index, place] of [...places].entries()) rows.push([index === 0 ? writer.label('place') : '', place])
  if (group.diagnostics.length > LISTED) {
    rows.push(['', `${writer.label('more')} ${group.diagnostics.length - LISTED} ${writer.label('moreUnit')}`])
  }
  rows.push([writer.label('why'), message.why], [writer.label('next'), message.next])
  rows.push([writer.label('clause'), `${group.clause}  ${writer.ink('dim', group.code)}`])
  writer.facts('        ', rows)
}

function writeSteps(writer: TextWriter, steps: readonly NamedStep[]): void {
  for (const named of steps) {
    const { term, step } = named
    const { mark, ink } = OUTCOMES[CONCLUSIONS[step.conclusion]]
    const outcome = step.conclusion === 'PASSED'
      ? CONCLUSION_TERMS.PASSED[writer.language]
      : `${CONCLUSION_TERMS[step.conclusion][writer.language]} (${step.subIndication})`
    writer.line(`    ${writer.ink(ink, mark)} ${term.name[writer.language]}  ${writer.ink(step.conclusion === 'PASSED' ? 'dim' : ink, outcome)}`)
    const anchor = anchorOf(named)
    if (anchor !== undefined) writer.facts('      ', [[writer.label('anchor'), plainText(anchor)]])
    for (const group of findingGroups(step.diagnostics)) writeGroup(writer, group)
  }
}

function signatureFacts(writer: TextWriter, signature: SignatureReport): readonly (readonly [string, string])[] {
  const { language } = writer
  const { seal, signer, signingTime } = signature
  const edition = signature.edition ?? seal?.edition
  const rows: [string, string][] = []
  if (signature.at.length > 0) rows.push([writer.label('place'), placeText(signature.at)])
  rows.push([writer.label('kind'), `${FORMAT_TERMS[signature.format][language]}${edition === undefined ? '' : `, ${edition}`}`])
  if (seal !== undefined) {
    rows.push([writer.label('sealName'), plainText(seal.name)], [writer.label('sealId'), plainText(seal.esId)])
    rows.push([writer.label('sealValid'), periodText(writer, seal.validStart, seal.validEnd)])
    if (seal.maker !== undefined) rows.push([writer.label('maker'), certificateText(seal.maker)])
  }
  if (signer !== undefined) {
    rows.push([writer.label('signer'), certificateText(signer)], [writer.label('issuer'), plainText(signer.issuer)])
    rows.push([writer.label('serialNumber'), plainText(signer.serialNumber)])
    rows.push([writer.label('certificateValid'), periodText(writer, signer.notBefore, signer.notAfter)])
  }
  if (signingTime !== undefined) {
    rows.push([writer.label('signingTime'), `${timeText(signingTime.time)}  (${PROOF_TERMS[signingTime.provenBy][language]})`])
  }
  return rows
}

function writeSignature(writer: TextWriter, report: ValidationReport, signature: SignatureReport, index: number): void {
  const outcome = outcomeOfSignature(report, signature)
  const { mark, ink } = outcome === 'validAlone' ? SEVERITIES.warning : OUTCOMES[outcome]
  const said = outcome === 'validAlone' ? writer.label('validAlone') : INDICATION_TERMS[signature.indication][writer.language]
  const count = report.signatures.length > 1 ? ` ${index + 1}/${report.signatures.length}` : ''
  const because = signature.subIndication === undefined ? '' : ` (${signature.subIndication})`
  writer.line()
  writer.line(writer.ink('bold', `${writer.label('signature')}${count}  `)
    + writer.ink(ink, `${mark} ${said}${because}`))
  writer.facts('  ', signatureFacts(writer, signature))
  writer.line(`  ${writer.label('checks')}`)
  writeSteps(writer, stepsOfSignature(signature, index))
}

function writeCoverage(writer: TextWriter, facts: CoverageFacts): void {
  const open = facts.entries.filter(({ role }) => role === 'uncovered')
  const counts = new Map<string, number>()
  for (const { role } of facts.entries) counts.set(role, (counts.get(role) ?? 0) + 1)
  const summary = Object.entries(ROLE_TERMS).flatMap(([role, term]) => {
    const count = counts.get(role) ?? 0
    return count === 0 ? [] : [`${term[writer.language]} ${count}`]
  })
  writer.line(`      ${summary.join(' · ')}`)
  for (const { path, reach } of open.slice(0, LISTED)) {
    writer.line(`      - ${plainText(path)}  (${ROLE_TERMS.uncovered[writer.language]}, ${REACH_TERMS[reach][writer.language]})`)
  }
  if (open.length > LISTED) writer.line(`      - ${writer.label('more')} ${open.length - LISTED} ${writer.label('moreUnit')}`)
}

/** A report in one line, without end of line: for lists of many files. */
export function reportToLine(report: ValidationReport, options: TextOptions): string {
  const writer = new TextWriter(options)
  const { outcome, title, sentence } = verdictOf(report, options.language)
  const { mark, ink } = OUTCOMES[outcome]
  const name = options.fileName === undefined ? '' : `  ${plainText(options.fileName)}`
  return `${writer.ink(ink, `${mark} ${title}`)}${name}  ${writer.ink('dim', sentence)}`
}

/** Renders a report as text, lines ended by `\n`. Values from the file are made visible and kept to one line each. */
export function reportToText(report: ValidationReport, options: TextOptions): string {
  const writer = new TextWriter(options)
  const { language } = options
  const verdict = verdictOf(report, language)
  const { mark, ink } = OUTCOMES[verdict.outcome]
  const name = options.fileName === undefined ? '' : `  ${plainText(options.fileName)}`
  writer.line(writer.ink(ink, writer.ink('bold', `${mark} ${verdict.title}`)) + name)
  if (verdict.sentence !== '') writer.line(`  ${verdict.sentence}`)
  writer.line(`  ${writer.label('nextStep')}: ${verdict.next}`)
  writer.line()
  writer.facts('  ', [
    [writer.label('kind'), `${KIND_TERMS[report.kind][language]}, ${report.input.bytes} ${writer.label('bytes')}`],
    [writer.label('digest'), report.input.sm3],
    [writer.label('validationTime'), timeText(report.validationTime)],
    [writer.label('policy'), `${plainText(report.policy.id)}  ${writer.ink('dim', `SM3 ${report.policy.sm3}`)}`],
    ...report.trust.lists.map(({ id, sequence, sm3 }): [string, string] => [writer.label('trustList'), `${plainText(id)} #${sequence}  ${writer.ink('dim', `SM3 ${sm3}`)}`]),
  ])
  for (const [index, signature] of report.signatures.entries()) writeSignature(writer, report, signature, index)
  writer.line()
  writer.line(writer.ink('bold', writer.label('documentChecks')))
  if (report.signatures.length === 0) writer.line(`    ${writer.label('noSignatures')}`)
  writeSteps(writer, stepsOfDocument(report))
  if (report.coverage?.facts !== undefined) writeCoverage(writer, report.coverage.facts)
  writeLicense(writer, report)
  writeContent(writer, report)
  return `${writer.lines.join('\n')}\n`
}

function writeLicense(writer: TextWriter, report: ValidationReport): void {
  const rows = licenseRows(report)
  if (rows.length === 0) return
  writer.line()
  writer.line(writer.ink('bold', writer.label('license')))
  writer.facts('  ', rows.map(({ label, value }) => [plainText(label[writer.language]), plainText(value[writer.language])]))
}

function writeContent(writer: TextWriter, report: ValidationReport): void {
  const content = showableContent(report)
  if (content === undefined) return
  const { title, docId } = content
  const rows: [string, string][] = []
  if (title !== undefined) rows.push([writer.label('documentTitle'), plainText(title)])
  if (docId !== undefined) rows.push([writer.label('docId'), plainText(docId)])
  for (const { name, value } of otherCustomDatas(report, content)) rows.push([plainText(name), plainText(value)])
  if (rows.length === 0) return
  writer.line()
  writer.line(writer.ink('bold', writer.label('content')))
  writer.facts('  ', rows)
}
