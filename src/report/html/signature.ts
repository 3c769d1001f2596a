/** One signature of a report: its seal, who signed and when, and every check. */
import { anchorOf, findingGroups, stepsOfSignature } from '../findings.ts'
import type { FindingGroup, NamedStep } from '../findings.ts'
import { messageOf } from '../messages/index.ts'
import {
  CONCLUSION_TERMS, FORMAT_TERMS, INDICATION_TERMS, LABELS, PROOF_TERMS, SEVERITY_TERMS, SUB_INDICATION_TERMS,
} from '../messages/terms.ts'
import type { CertificateSummary, Conclusion, SealSummary, SignatureReport, ValidationReport } from '../model.ts'
import { placeText, timeText } from '../plain-text.ts'
import { outcomeOfSignature } from '../verdict.ts'
import { both, dataUri, html, message, NOTHING, term } from './markup.ts'
import type { Markup } from './markup.ts'
import { timeline } from './timeline.ts'

/** Findings of one code in one check that are listed one by one; the rest are counted. */
const LISTED = 20

export const MARKS = { accepted: '✓', rejected: '✕', open: '?' } as const
export const LOOKS: Readonly<Record<Conclusion, keyof typeof MARKS>> = { PASSED: 'accepted', FAILED: 'rejected', INDETERMINATE: 'open' }

export type Row = readonly [label: Markup, value: Markup]

/** Labels and values. */
export function factList(rows: readonly Row[]): Markup {
  return html`<dl>${rows.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`
}

/** Findings of one code: what, where, why it matters, what to do. */
export function findingMarkup(group: FindingGroup, look: keyof typeof MARKS): Markup {
  const [first] = group.diagnostics
  const shown = group.diagnostics.slice(0, LISTED)
  const sameText = shown.every((one) => messageOf(one, 'en').what === messageOf(first, 'en').what)
  const places = shown.filter(({ at }, index) => (sameText ? at.length > 0 : index > 0)).map((one) =>
    html`<li>${sameText ? NOTHING : html`${message(one, 'what')} `}<code>${placeText(one.at)}</code></li>`)
  const rest = group.diagnostics.length - shown.length
  const more = rest === 0 ? NOTHING : html`<li>${both((language) => `${LABELS.more[language]} ${rest} ${LABELS.moreUnit[language]}`)}</li>`
  const list = places.length === 0 && rest === 0 ? NOTHING
    : places.length > 3 ? html`<details><summary>${term(LABELS.place)} (${group.diagnostics.length})</summary><ul>${places}${more}</ul></details>`
      : html`<ul>${places}${more}</ul>`
  return html`<div class="finding ${group.severity} ${look}"><p class="what"><span class="badge">${term(SEVERITY_TERMS[group.severity])}</span>${message(first, 'what')}</p>${list}<p><b>${term(LABELS.why)}</b> ${message(first, 'why')}</p><p><b>${term(LABELS.next)}</b> ${message(first, 'next')}</p><p class="meta">${term(LABELS.clause)} ${group.clause} · ${term(LABELS.code)} <code>${group.code}</code></p></div>`
}

/** A table of checks, findings under each. */
export function stepTable(steps: readonly NamedStep[]): Markup {
  const rows = steps.map((named) => {
    const { term: words, step } = named
    const anchor = anchorOf(named)
    const reached = anchor === undefined ? NOTHING : html`<small>${term(LABELS.anchor)} ${anchor}</small>`
    const look = LOOKS[step.conclusion]
    const because = step.conclusion === 'PASSED' ? NOTHING : html`<br><small>${step.subIndication}</small>`
    const findings = step.diagnostics.length === 0 ? NOTHING
      : html`<tr class="findings"><td></td><td colspan="2">${findingGroups(step.diagnostics).map((group) => findingMarkup(group, look))}</td></tr>`
    return html`<tbody><tr class="${look}"><td class="mark" aria-hidden="true">${MARKS[look]}</td><th scope="row">${term(words.name)}<small>${term(words.question)}</small>${reached}</th><td class="result">${term(CONCLUSION_TERMS[step.conclusion])}${because}</td></tr>${findings}</tbody>`
  })
  return html`<table class="steps"><thead><tr><th></th><th scope="col">${term(LABELS.checks)}</th><th scope="col">${term(LABELS.result)}</th></tr></thead>${rows}</table>`
}

const PICTURE_TYPES: ReadonlyMap<string, string> = new Map([
  ['PNG', 'image/png'], ['JPG', 'image/jpeg'], ['JPEG', 'image/jpeg'], ['GIF', 'image/gif'], ['BMP', 'image/bmp'],
  // Inside <img> a browser runs no script of an SVG and loads nothing from outside.
  ['SVG', 'image/svg+xml'],
])
const PIXELS_PER_MM = 96 / 25.4
const LONGEST_SIDE_MM = 60

/** Width and height in CSS pixels at the seal's own size, within reason. */
function pictureSize(picture: SealSummary['picture']): Markup {
  const { widthMm, heightMm } = picture
  if (!(widthMm > 0 && heightMm > 0)) return html`width="151" height="151"`
  const scale = Math.min(1, LONGEST_SIDE_MM / Math.max(widthMm, heightMm)) * PIXELS_PER_MM
  return html`width="${Math.max(1, Math.round(widthMm * scale))}" height="${Math.max(1, Math.round(heightMm * scale))}"`
}

function pictureMarkup(outcome: ReturnType<typeof outcomeOfSignature>, { picture }: SealSummary): Markup {
  const format = (picture.format ?? picture.type).toUpperCase()
  const type = PICTURE_TYPES.get(format)
  const size = picture.widthMm > 0 && picture.heightMm > 0 ? `${picture.widthMm} × ${picture.heightMm} mm, ` : ''
  const caption = html`<figcaption>${format}, ${size}${picture.bytes} ${term(LABELS.bytes)}</figcaption>`
  const source = type === undefined || picture.data === undefined ? undefined : dataUri(type, picture.data)
  if (source === undefined) {
    const words = format === 'OFD' ? LABELS.pictureOfd : type === undefined ? LABELS.pictureUnknown : LABELS.pictureAbsent
    return html`<figure class="seal none"><div>${term(words)}</div>${caption}</figure>`
  }
  // The image of a seal persuades by itself: one that did not pass must not look as if it had.
  const valid = outcome === 'accepted'
  const stamp = valid ? NOTHING : html`<strong>${term(outcome === 'open' ? LABELS.open : LABELS.notValid)}</strong>`
  return html`<figure class="seal${valid ? '' : ' invalid'}"><div><img alt="${LABELS.picture.zh} / ${LABELS.picture.en}" src="${source}" ${pictureSize(picture)}>${stamp}</div>${caption}</figure>`
}

function period(start: string, end: string): Markup {
  return html`${timeText(start)} ${term(LABELS.until)} ${timeText(end)}`
}

function sealRows(seal: SealSummary): readonly Row[] {
  return [
    [term(LABELS.sealName), html`<b>${seal.name}</b>`],
    [term(LABELS.sealId), html`<code>${seal.esId}</code>`],
    [term(LABELS.sealType), html`${seal.type}`],
    [term(LABELS.sealVendor), html`${seal.vendorId}`],
    [term(LABELS.sealCreated), html`${timeText(seal.createDate)}`],
    [term(LABELS.sealValid), period(seal.validStart, seal.validEnd)],
  ]
}

function certificateRows(role: Markup, certificate: CertificateSummary): readonly Row[] {
  return [
    [role, html`<b>${certificate.subject}</b>`],
    [term(LABELS.issuer), html`${certificate.issuer}`],
    [term(LABELS.serialNumber), html`<code>${certificate.serialNumber}</code>`],
    [term(LABELS.certificateValid), period(certificate.notBefore, certificate.notAfter)],
    [term(LABELS.certificateDigest), html`<code>${certificate.sm3}</code>`],
  ]
}

function timesOf(report: ValidationReport, signature: SignatureReport): Markup {
  const { signer, seal, signingTime } = signature
  const periods = [
    ...(signer === undefined ? [] : [{ name: LABELS.signer, start: signer.notBefore, end: signer.notAfter }]),
    ...(seal === undefined ? [] : [{ name: LABELS.seal, start: seal.validStart, end: seal.validEnd }]),
    ...(seal?.maker === undefined ? [] : [{ name: LABELS.maker, start: seal.maker.notBefore, end: seal.maker.notAfter }]),
  ]
  const drawn = timeline(periods, [
    ...(seal === undefined ? [] : [{ name: LABELS.sealCreated, time: seal.createDate, mark: 'creation' as const }]),
    ...(signingTime === undefined ? [] : [{ name: LABELS.signingTime, time: signingTime.time, mark: 'signing' as const }]),
    { name: LABELS.validationTime, time: report.validationTime, mark: 'validation' as const },
  ])
  return drawn === NOTHING ? NOTHING : html`<h3>${term(LABELS.times)}</h3>${drawn}`
}

/** The section of one signature. */
export function signatureSection(report: ValidationReport, signature: SignatureReport, index: number): Markup {
  const { seal, signer, signingTime } = signature
  const outcome = outcomeOfSignature(report, signature)
  const look = outcome === 'validAlone' ? 'open' : outcome
  const chip = outcome === 'validAlone' ? html`! ${term(LABELS.validAlone)}` : html`${MARKS[outcome]} ${term(INDICATION_TERMS[signature.indication])}`
  const edition = signature.edition ?? seal?.edition
  const because = signature.subIndication === undefined ? NOTHING : html` · ${term(SUB_INDICATION_TERMS[signature.subIndication])}`
  const general: Row[] = [[term(LABELS.kind), html`${term(FORMAT_TERMS[signature.format])}${edition === undefined ? NOTHING : html` · ${edition}`}`]]
  if (signingTime !== undefined) {
    general.push([term(LABELS.signingTime), html`<b>${timeText(signingTime.time)}</b><br><small>${term(PROOF_TERMS[signingTime.provenBy])}</small>`])
  }
  if (signature.at.length > 0) general.push([term(LABELS.place), html`<code>${placeText(signature.at)}</code>`])
  const groups = [
    factList(general),
    seal === undefined ? NOTHING : factList(sealRows(seal)),
    signer === undefined ? NOTHING : factList(certificateRows(term(LABELS.signer), signer)),
    seal?.maker === undefined ? NOTHING : factList(certificateRows(term(LABELS.maker), seal.maker)),
  ]
  return html`<section class="signature ${look}"><header><h2>${term(LABELS.signature)} ${index + 1}</h2><span class="chip">${chip}${because}</span></header><div class="who">${seal === undefined ? NOTHING : pictureMarkup(outcome, seal)}<div class="facts">${groups}</div></div>${timesOf(report, signature)}<h3>${term(LABELS.checks)}</h3>${stepTable(stepsOfSignature(signature, index))}</section>`
}
