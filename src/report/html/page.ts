/** A report on a document as an HTML page: the verdict, what was judged by what, each signature with its seal, every check. */
import { showableContent, stepsOfDocument } from '../findings.ts'
import { licenseRows, otherCustomDatas } from '../license-rows.ts'
import type { Language } from '../messages/catalog.ts'
import { KIND_TERMS, LABELS, REACH_TERMS, ROLE_TERMS } from '../messages/terms.ts'
import type { CoverageEntry, CoverageRole, ValidationReport } from '../model.ts'
import { plainText, timeText } from '../plain-text.ts'
import { verdictOf } from '../verdict.ts'
import { pageOf } from './frame.ts'
import { both, html, NOTHING, prose, term } from './markup.ts'
import type { Markup } from './markup.ts'
import { factList, MARKS, signatureSection, stepTable } from './signature.ts'
import type { Row } from './signature.ts'

export interface HtmlOptions {
  /** Shown first; the reader can switch. */
  readonly language: Language
  /** @default none */
  readonly fileName?: string
}

/** Rows of one role in the coverage table; the rest are counted. */
const LISTED = 1000
/** Longer lists are folded. */
const UNFOLDED = 12

function coverageGroup(report: ValidationReport, role: CoverageRole, entries: readonly CoverageEntry[]): Markup {
  if (entries.length === 0) return NOTHING
  const rows = entries.slice(0, LISTED).map(({ path, reach, protectedBy }) =>
    html`<tr><td><code>${path}</code></td><td>${term(REACH_TERMS[reach])}</td><td>${protectedBy.length === 0 ? '—' : protectedBy.map((index) => index + 1).join(', ')}</td></tr>`)
  const rest = entries.length - rows.length
  const more = rest === 0 ? NOTHING : html`<tr><td colspan="3">${both((language) => `${LABELS.more[language]} ${rest} ${LABELS.moreUnit[language]}`)}</td></tr>`
  const open = role === 'uncovered' || entries.length <= UNFOLDED && report.signatures.length > 0 && role === 'protected'
  return html`<details class="coverage ${role}"${open ? html` open` : NOTHING}><summary>${term(ROLE_TERMS[role])} <b>${entries.length}</b></summary><table><thead><tr><th scope="col">${term(LABELS.path)}</th><th scope="col">${term(LABELS.reach)}</th><th scope="col">${term(LABELS.protectedBy)}</th></tr></thead><tbody>${rows}${more}</tbody></table></details>`
}

function coverageSection(report: ValidationReport): Markup {
  const entries = report.coverage?.facts?.entries
  if (entries === undefined || entries.length === 0) return NOTHING
  const roles: readonly CoverageRole[] = ['uncovered', 'protected', 'own', 'list', 'otherSignature']
  return html`<h3>${term(LABELS.coverageTable)}</h3>${roles.map((role) => coverageGroup(report, role, entries.filter((entry) => entry.role === role)))}`
}

function contentSection(report: ValidationReport): Markup {
  const content = showableContent(report)
  if (content === undefined) return NOTHING
  const { title, docId } = content
  const rows: Row[] = [
    ...(title === undefined ? [] : [[term(LABELS.documentTitle), html`${title}`] as const]),
    ...(docId === undefined ? [] : [[term(LABELS.docId), html`<code>${docId}</code>`] as const]),
    ...otherCustomDatas(report, content).map(({ name, value }): Row => [html`${name}`, prose(value)]),
  ]
  if (rows.length === 0) return NOTHING
  return html`<section><header><h2>${term(LABELS.content)}</h2></header><p class="note">${term(LABELS.contentNote)}</p>${factList(rows)}</section>`
}

/** Renders a report as an HTML document. */
export function reportToHtml(report: ValidationReport, options: HtmlOptions): string {
  const verdict = { zh: verdictOf(report, 'zh'), en: verdictOf(report, 'en') } as const
  const { outcome } = verdict.zh
  const name = options.fileName === undefined ? '' : plainText(options.fileName)
  const title = `${LABELS.title[options.language]}${name === '' ? '' : `: ${name}`}`
  const about: readonly Row[] = [
    ...(name === '' ? [] : [[term(LABELS.file), html`<b>${name}</b>`] as const]),
    [term(LABELS.kind), html`${term(KIND_TERMS[report.kind])}, ${report.input.bytes} ${term(LABELS.bytes)}`],
    [term(LABELS.digest), html`<code>${report.input.sm3}</code>`],
    [term(LABELS.validationTime), html`${timeText(report.validationTime)}`],
    [term(LABELS.policy), html`${report.policy.id}<br><small>SM3 <code>${report.policy.sm3}</code></small>`],
    ...report.trust.lists.map(({ id, sequence, sm3 }): Row => [term(LABELS.trustList), html`${id} #${sequence}<br><small>SM3 <code>${sm3}</code></small>`]),
  ]
  const banner = html`<section class="verdict ${outcome}"><div class="icon" aria-hidden="true">${MARKS[outcome]}</div><div><h1>${both((language) => verdict[language].title)}</h1><p class="sentence">${both((language) => verdict[language].sentence)}</p><p class="next"><b>${term(LABELS.nextStep)}</b> ${both((language) => verdict[language].next)}</p></div></section>`
  const main = html`${banner}
<section class="about">${factList(about)}</section>
${licenseSection(report)}
${contentSection(report)}
${signatureSections(report)}
${documentSection(report)}`
  return pageOf({ language: options.language, title, heading: LABELS.title, main, statement: LABELS.statement })
}

/** What the license in an accepted document says. */
export function licenseSection(report: ValidationReport): Markup {
  const rows = licenseRows(report)
  if (rows.length === 0) return NOTHING
  const shown = rows.map(({ label, value }): Row => [label.zh === label.en ? html`${label.zh}` : term(label), value.zh === value.en ? prose(value.zh) : term(value)])
  return html`<section><header><h2>${term(LABELS.license)}</h2></header><p class="note">${term(LABELS.contentNote)}</p>${factList(shown)}</section>`
}

/** Every signature with its seal, or that there is none. */
export function signatureSections(report: ValidationReport): Markup {
  if (report.signatures.length === 0) return html`<section><p>${term(LABELS.noSignatures)}</p></section>`
  return html`${report.signatures.map((signature, index) => signatureSection(report, signature, index))}`
}

/** The checks of the document as a whole, and what protects its files. */
export function documentSection(report: ValidationReport): Markup {
  return html`<section><header><h2>${term(LABELS.documentChecks)}</h2></header>${stepTable(stepsOfDocument(report))}${coverageSection(report)}</section>`
}
