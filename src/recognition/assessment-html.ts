/**
 * An assessment as an HTML page for the counter and the file: the outcome, what can be done and by whom, the fourteen checks
 * with the entries of lists behind them, and the report on the document with its seals. Every string from outside is escaped
 * by the templates of `report/html`.
 */
import type { Step } from '../diagnostics/step.ts'
import { findingGroups } from '../report/findings.ts'
import { pageOf } from '../report/html/frame.ts'
import { both, html, NOTHING, term } from '../report/html/markup.ts'
import type { Markup } from '../report/html/markup.ts'
import { documentSection, licenseSection, signatureSections } from '../report/html/page.ts'
import type { HtmlOptions } from '../report/html/page.ts'
import { LOOKS, MARKS, factList, findingMarkup } from '../report/html/signature.ts'
import type { Row } from '../report/html/signature.ts'
import { CONCLUSION_TERMS, LABELS } from '../report/messages/terms.ts'
import type { Term } from '../report/messages/terms.ts'
import { plainText, timeText } from '../report/plain-text.ts'
import { verdictOf } from '../report/verdict.ts'
import type { AssessmentReport } from './assess-license.ts'
import type { Outcome, RecognitionDecision, RecognitionStep } from './decision.ts'
import type { DelegationReport } from './delegation-token.ts'
import { REMEDIES } from './remedies.ts'
import type { RecognitionCode } from './recognition-policy.ts'
import { ACTOR_TERMS, ASSESSMENT_TERMS as TERMS, LIST_KIND_TERMS, OUTCOME_TERMS, RECOGNITION_STEP_TERMS, REMEDY_TERMS, remedyText } from './terms.ts'

const OUTCOME_LOOKS: Readonly<Record<Outcome, keyof typeof MARKS>> = { ACCEPTED: 'accepted', REJECTED: 'rejected', NOT_COVERED: 'open', UNDETERMINED: 'open' }

const numbered = (words: Term, n: number): Markup => both((language) => words[language].replace('{n}', String(n)))
const and = { zh: '；', en: '; ' } as const

/** Renders an assessment as an HTML document. Pictures of seals are in it where the assessment was made with `pictures`. */
export function assessmentToHtml(report: AssessmentReport, { language, fileName }: HtmlOptions): string {
  const { decision, document } = report
  const name = fileName === undefined ? '' : plainText(fileName)
  const title = `${TERMS.title[language]}${name === '' ? '' : `: ${name}`}`
  const main = html`${banner(report)}
<section class="about">${factList(aboutRows(report, name))}</section>
${decision === undefined ? NOTHING : todoSection(decision)}
${document === undefined ? NOTHING : licenseSection(document)}
${decision === undefined ? NOTHING : html`<section><header><h2>${term(TERMS.steps)}</h2></header>${stepsTable(decision.steps)}</section>`}
${peopleSection(report)}
${decision === undefined ? NOTHING : listsSection(decision)}
${document === undefined ? NOTHING : html`<section><details class="annex" open><summary>${term(TERMS.annex)}</summary>${signatureSections(document)}${documentSection(document)}</details></section>`}`
  return pageOf({ language, title, heading: TERMS.title, main, statement: TERMS.statement })
}

function banner({ outcome, decision }: AssessmentReport): Markup {
  const look = OUTCOME_LOOKS[outcome]
  const words = OUTCOME_TERMS[outcome]
  const [remedy] = decision?.remedies ?? []
  const next = remedy === undefined ? NOTHING
    : html`<p class="next"><b>${term(LABELS.nextStep)}</b> ${both((language) => remedyText(remedy.kind, remedy.actor, language))}</p>`
  const said = decision === undefined ? term(TERMS.defect) : term(words.meaning)
  return html`<section class="verdict ${look}"><div class="icon" aria-hidden="true">${MARKS[look]}</div><div><h1>${term(words)}</h1><p class="sentence">${said}</p>${next}</div></section>`
}

function aboutRows({ time, decision, document }: AssessmentReport, name: string): readonly Row[] {
  return [
    ...(name === '' ? [] : [[term(LABELS.file), html`<b>${name}</b>`] as const]),
    ...(document === undefined ? [] : [
      [term(LABELS.digest), html`<code>${document.input.sm3}</code>`], [term(TERMS.document), both((language) => verdictOf(document, language).title)],
    ] as const),
    ...(decision === undefined ? [] : [
      [term(TERMS.matter), html`<b>${decision.matter}</b>`], [term(TERMS.agency), html`${decision.agency}`],
      [term(TERMS.regions), html`${decision.from ?? '?'} → ${decision.region}`],
    ] as const),
    [term(TERMS.time), html`${timeText(time)}`],
    ...(decision === undefined ? [] : [[term(TERMS.rules), html`${decision.policy.id}<br><small>SM3 <code>${decision.policy.sm3}</code></small>`] as const]),
    ...(document === undefined ? [] : [[term(LABELS.policy), html`${document.policy.id}<br><small>SM3 <code>${document.policy.sm3}</code></small>`] as const]),
  ]
}

function todoSection({ remedies, outcome }: RecognitionDecision): Markup {
  const items = remedies.map(({ kind, actor, codes }) =>
    html`<li><span class="actor">${term(ACTOR_TERMS[actor])}</span><span>${term(REMEDY_TERMS[kind])}<small>${codes.join(', ')}</small></span></li>`)
  if (items.length === 0 && outcome !== 'ACCEPTED') return NOTHING
  return html`<section><header><h2>${term(TERMS.todo)}</h2></header>${items.length === 0 ? html`<p>${term(TERMS.nothing)}</p>` : html`<ul class="todo">${items}</ul>`}</section>`
}

function stepsTable(steps: readonly RecognitionStep[]): Markup {
  const rows = steps.map((step) => {
    const { name: words, question } = RECOGNITION_STEP_TERMS[step.name]
    const rules = step.rules.map(({ kind, list, sequence, entry }) =>
      html`<li>${term(TERMS.by)} ${term(LIST_KIND_TERMS[kind])} <b>${entry}</b> · ${list}, ${numbered(TERMS.issue, sequence)}</li>`)
    return stepRow({ zh: `${step.number}. ${words.zh}`, en: `${step.number}. ${words.en}` }, step, { question: term(question), below: rules.length === 0 ? NOTHING : html`<ul class="rules">${rules}</ul>` })
  })
  return table(rows)
}

/** What is said of a check: findings, who must act, the rules behind it. */
function stepRow(name: Term, step: Step, { question = NOTHING, below = NOTHING }: { readonly question?: Markup; readonly below?: Markup } = {}): Markup {
  const look = LOOKS[step.conclusion]
  const findings = findingGroups(step.diagnostics).map((group) => findingMarkup(group, look))
  const because = step.conclusion === 'PASSED' ? NOTHING : html`<br><small>${step.subIndication}</small>`
  const actors = actorsOf(step)
  const more = findings.length === 0 ? NOTHING : html`<tr class="findings"><td></td><td colspan="2">${findings}${actors}</td></tr>`
  return html`<tbody><tr class="${look}"><td class="mark" aria-hidden="true">${MARKS[look]}</td><th scope="row">${term(name)}<small>${question}</small>${below}</th><td class="result">${term(CONCLUSION_TERMS[step.conclusion])}${because}</td></tr>${more}</tbody>`
}

function actorsOf({ diagnostics }: Step): Markup {
  const codes = new Set(diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code))
  const ways = new Map([...codes].filter((code): code is RecognitionCode => Object.hasOwn(REMEDIES, code)).flatMap((code) => REMEDIES[code].map((way) => [way.join(' '), way] as const)))
  if (ways.size === 0) return NOTHING
  const said = both((language) => [...ways.values()].map(([kind, actor]) => remedyText(kind, actor, language)).join(and[language]))
  return html`<p class="note"><b>${term(TERMS.act)}</b> ${said}</p>`
}

const table = (rows: readonly Markup[]): Markup =>
  html`<table class="steps"><thead><tr><th></th><th scope="col">${term(LABELS.checks)}</th><th scope="col">${term(LABELS.result)}</th></tr></thead>${rows}</table>`

/** Tokens: one line for each that verified, all that speaks against the others. */
function peopleSection({ presenter, presenters, delegations, status }: AssessmentReport): Markup {
  const people = presenters ?? (presenter === undefined ? [] : [presenter])
  const rows = [
    ...people.flatMap(({ token, assertion }, index) => tokenRows(TERMS.person, index, token, assertion)),
    ...(delegations ?? []).flatMap(({ token, power }, index) => tokenRows(TERMS.power, index, token, power)),
    ...(status === undefined ? [] : [stepRow(TERMS.statusAsked, status)]),
  ]
  return rows.length === 0 ? NOTHING : html`<section><header><h2>${term(TERMS.people)}</h2></header>${table(rows)}</section>`
}

function tokenRows(words: Term, index: number, token: DelegationReport['token'], read: Step<null> | undefined): readonly Markup[] {
  const name: Term = { zh: words.zh.replace('{n}', String(index + 1)), en: words.en.replace('{n}', String(index + 1)) }
  const steps = [...Object.values(token?.steps ?? {}), ...(read === undefined ? [] : [read])]
  const wrong = steps.filter(({ conclusion }) => conclusion !== 'PASSED')
  if (wrong.length > 0) return wrong.map((step) => stepRow(name, step))
  const said = token === undefined ? TERMS.assertion : TERMS.verified
  return [html`<tbody><tr class="accepted"><td class="mark" aria-hidden="true">${MARKS.accepted}</td><th scope="row">${term(name)}</th><td class="result">${term(said)}</td></tr></tbody>`]
}

function listsSection({ lists }: RecognitionDecision): Markup {
  if (lists.length === 0) return NOTHING
  const rows = lists.map(({ kind, id, sequence, sm3, issuedAt, nextUpdate }) =>
    html`<tr><td>${term(LIST_KIND_TERMS[kind])}<br><small>${id}, ${numbered(TERMS.issue, sequence)}</small><br><small>SM3 <code>${sm3}</code></small></td><td>${timeText(issuedAt)}</td><td>${timeText(nextUpdate)}</td></tr>`)
  return html`<section><header><h2>${term(TERMS.lists)}</h2></header><table class="lists"><thead><tr><th scope="col">${term(TERMS.list)}</th><th scope="col">${term(TERMS.issued)}</th><th scope="col">${term(TERMS.nextUpdate)}</th></tr></thead><tbody>${rows}</tbody></table></section>`
}
