/**
 * A report that can leave the house: outcomes, codes, times and digests stay; names, numbers, pictures, content and
 * telling paths go. The digests of files and certificates stay on purpose: who holds the file can find it again.
 */
import { METADATA_ELEMENTS } from '../license/elements.ts'
import type { ElementName } from '../license/elements.ts'
import type {
  CertificateSummary, CoverageEntry, CoverageFacts, Diagnostic, LicenseFacts, SealSummary, SignatureReport, Step, ValidationReport,
} from './model.ts'

/** Stands for a value that was taken out. */
export const REDACTED = '[redacted]'

/**
 * Path parts that the OFD standard and common producers use and that tell nothing about anybody. Digits are bounded:
 * a number of a person could stand in a file name.
 */
const STRUCTURAL = new RegExp(
  '^(?:' + [
    'OFD\\.xml', 'META-INF', 'Doc(?:_?\\d{1,3})?', 'Document(?:_?\\d{1,3})?(?:\\.xml)?', '(?:Public|Document)Res(?:_?\\d{1,3})?\\.xml',
    '(?:Pages?|Signs?|Signatures?|Tpls?|Temps?|Templates?|Annots?|Annotations?|Attachs?|Attachments?|Tags?|CustomTags?|Extensions?|Res|Fonts?|Images?|Seals?)(?:_?\\d{1,4})?(?:\\.xml)?',
    'Content(?:_?\\d{1,4})?\\.xml', 'SignedValue(?:_?\\d{1,4})?\\.(?:dat|p7s|der)', 'Seal(?:_?\\d{1,4})?\\.(?:esl|dat)',
    // Element names and positions inside a document or structure.
    'Reference', 'SignedInfo', 'StampAnnot', 'Seal', 'dataHash', 'cert', 'certificate', 'toSign', 'eSealInfo', 'signature', 'sealInfo',
  ].join('|') + ')$',
  'i',
)

/** Technical values without anything personal: an OID, a long digest, an algorithm, an element or an enumerated word. */
const TECHNICAL = /^(?:\d+(?:\.\d+){2,}|[0-9a-f]{40,128}|[A-Za-z][A-Za-z0-9]*(?:[-_/][A-Za-z0-9]+){0,5})$/

/** The same alias for the same text throughout one report, so that places can still be told apart. */
class Aliases {
  readonly #of = new Map<string, string>()

  alias(text: string): string {
    const known = this.#of.get(text)
    if (known !== undefined) return known
    const extension = /\.(xml|esl|dat|png|jpe?g|gif|bmp|svg|jb2|ttf|otf|ttc|ofd|pdf|txt)$/i.exec(text)?.[0].toLowerCase() ?? ''
    const made = `[part ${this.#of.size + 1}]${extension}`
    this.#of.set(text, made)
    return made
  }

  path(path: string): string {
    return path.split('/').map((part) => (part === '' || STRUCTURAL.test(part) || METADATA_ELEMENTS.has(part as ElementName) ? part : this.alias(part))).join('/')
  }

  part(part: string | number): string | number {
    return typeof part === 'number' ? part : this.path(part)
  }

  param(value: string | number): string | number {
    if (typeof value === 'number') return value
    const long = /\d{6}/.test(value) && !/^(?:\d+(?:\.\d+){2,}|[0-9a-f]{40,128})$/.test(value)
    return !long && TECHNICAL.test(value) ? value : this.path(value)
  }

  diagnostic(one: Diagnostic): Diagnostic {
    return {
      ...one,
      at: one.at.map((part) => this.part(part)),
      params: Object.fromEntries(Object.entries(one.params).map(([name, value]) => [name, this.param(value)])),
    }
  }

  /** Facts of steps are dropped: what they hold differs by check. */
  step(step: Step): Step {
    if (step.conclusion === 'PASSED') return { conclusion: 'PASSED', facts: null, diagnostics: step.diagnostics.map((one) => this.diagnostic(one)) }
    const [first, ...rest] = step.diagnostics
    return {
      conclusion: step.conclusion, subIndication: step.subIndication,
      diagnostics: [this.diagnostic(first), ...rest.map((one) => this.diagnostic(one))],
    }
  }

  coverage(step: Step<CoverageFacts>): Step<CoverageFacts> {
    const { facts } = step
    const redacted: CoverageFacts | undefined = facts && {
      entries: facts.entries.map((entry): CoverageEntry => ({ ...entry, path: this.path(entry.path) })),
      metadataProtected: facts.metadataProtected,
    }
    const plain = this.step(step)
    if (plain.conclusion === 'PASSED') return { ...plain, facts: redacted ?? { entries: [], metadataProtected: false } }
    const { conclusion, subIndication, diagnostics } = plain
    return { conclusion, subIndication, ...(redacted === undefined ? {} : { facts: redacted }), diagnostics }
  }

  /** Which kind of license, and where its data stand; nothing of what they say. */
  license(step: Step<LicenseFacts>): Step<LicenseFacts> {
    const place = <Place extends { readonly path: string }>(one: Place): Place => ({ ...one, path: this.path(one.path) })
    const { type, source, copySource, otherPlaces = [] } = step.facts ?? {}
    const facts: LicenseFacts = {
      ...(source === undefined ? {} : { source: place(source) }),
      ...(type === undefined ? {} : { type }),
      ...(copySource === undefined ? {} : { copySource: place(copySource) }),
      otherPlaces: otherPlaces.map(place),
    }
    const plain = this.step(step)
    if (plain.conclusion === 'PASSED') return { ...plain, facts }
    const { conclusion, subIndication, diagnostics } = plain
    return { conclusion, subIndication, ...(step.facts === undefined ? {} : { facts }), diagnostics }
  }

  signature(signature: SignatureReport): SignatureReport {
    const { at, format, edition, indication, subIndication, signer, seal, signingTime, steps } = signature
    return {
      at: at.map((part) => this.part(part)),
      format,
      ...(edition === undefined ? {} : { edition }),
      indication,
      ...(subIndication === undefined ? {} : { subIndication }),
      ...(signer === undefined ? {} : { signer: redactCertificate(signer) }),
      ...(seal === undefined ? {} : { seal: redactSeal(seal) }),
      ...(signingTime === undefined ? {} : { signingTime }),
      steps: Object.fromEntries(Object.entries(steps).map(([name, step]) => [name, this.step(step)])),
    }
  }
}

// Both list what stays, so that a member added to the model later does not slip out.

function redactCertificate({ notBefore, notAfter, sm3 }: CertificateSummary): CertificateSummary {
  return { subject: REDACTED, issuer: REDACTED, serialNumber: REDACTED, notBefore: time(notBefore), notAfter: time(notAfter), sm3 }
}

function word(text: string): string {
  return /^[A-Za-z0-9]{1,8}$/.test(text) ? text : REDACTED
}

function time(iso: string): string {
  return /^[+-]?\d{4,6}-\d\d-\d\dT[\d:.]{8,12}Z$/.test(iso) ? iso : REDACTED
}

function redactSeal(seal: SealSummary): SealSummary {
  const { edition, type, createDate, validStart, validEnd, maker, picture } = seal
  return {
    edition, esId: REDACTED, name: REDACTED, type, vendorId: REDACTED,
    createDate: time(createDate), validStart: time(validStart), validEnd: time(validEnd),
    ...(maker === undefined ? {} : { maker: redactCertificate(maker) }),
    picture: {
      type: word(picture.type),
      ...(picture.format === undefined ? {} : { format: word(picture.format) }),
      widthMm: picture.widthMm, heightMm: picture.heightMm, bytes: picture.bytes, sm3: picture.sm3,
    },
  }
}

/**
 * The report without what names anybody; the same report gives the same result. Outcome, codes, times and digests are
 * unchanged. Paths keep their standard parts, other parts become `[part 1]`, `[part 2]`, ... .
 */
export function redact(report: ValidationReport): ValidationReport {
  const aliases = new Aliases()
  const { schema, kind, input, validationTime, policy, trust, accepted, indication, subIndication, container, coverage, signatures, license } = report
  return {
    schema, kind, input, validationTime, policy, trust, accepted, indication,
    ...(subIndication === undefined ? {} : { subIndication }),
    container: aliases.step(container),
    ...(coverage === undefined ? {} : { coverage: aliases.coverage(coverage) }),
    signatures: signatures.map((signature) => aliases.signature(signature)),
    ...(license === undefined ? {} : { license: aliases.license(license) }),
  }
}
