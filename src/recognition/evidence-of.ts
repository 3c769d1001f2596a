/** Facts for a decision, from what other rooms established: the report on the document, the assertion of who presents it. */
import { matchHolder } from '../identity/index.ts'
import type { IdentityAssertion, NumberKey } from '../identity/index.ts'
import { checkUscc } from '../identifier/index.ts'
import type { LicenseHolder } from '../license/index.ts'
import type { SignatureReport, Step, StepName, ValidationReport } from '../report/model.ts'
import type { CheckFacts, LicenseEvidence, PresenterFacts, SealOwner, SignatureFacts, ValidationFacts } from './facts.ts'

function checkOf(step: Step): CheckFacts {
  if (step.conclusion === 'PASSED') return { conclusion: 'PASSED' }
  const error = step.diagnostics.find(({ severity }) => severity === 'error')
  return { conclusion: step.conclusion, subIndication: step.subIndication, ...(error !== undefined && { code: error.code }) }
}

/** The part of a report on a document that counts for recognition. */
export function validationFacts({ kind, container, coverage, signatures }: ValidationReport): ValidationFacts {
  return {
    kind,
    container: checkOf(container),
    ...(coverage !== undefined && { coverage: checkOf(coverage) }),
    signatures: signatures.map(signatureFacts),
  }
}

function signatureFacts({ steps, signer, seal }: SignatureReport): SignatureFacts {
  const checks = (Object.entries(steps) as (readonly [StepName, Step])[]).map(([name, step]) => [name, checkOf(step)] as const)
  return {
    checks: Object.fromEntries(checks),
    ...(signer !== undefined && { signer: { owner: ownerOf(signer.subject), sm3: signer.sm3 } }),
    ...(seal !== undefined && { seal: { id: seal.esId, ...(seal.maker !== undefined && { maker: seal.maker.sm3 }), created: seal.createDate } }),
  }
}

/** Attributes of a subject that hold the code of an organization, and those that hold its name. */
const CODE_ATTRIBUTES: readonly string[] = ['organizationIdentifier', 'serialNumber', 'UID']
const NAME_ATTRIBUTES: readonly string[] = ['O', 'CN']

/** Names and codes in the text of a subject (RFC 4514). */
export function ownerOf(subject: string): SealOwner {
  const attributes = subject.match(/(?:\\.|[^\\,+])+/gu) ?? []
  const values = attributes.flatMap((text) => {
    const at = text.indexOf('=')
    return at < 0 ? [] : [{ type: text.slice(0, at), value: text.slice(at + 1).replaceAll(/\\(?!u\{)(.)/gu, '$1') }]
  })
  const codes = values.filter(({ type }) => CODE_ATTRIBUTES.includes(type)).map(({ value }) => value.replace(/^NTRCN-/, ''))
  return {
    names: [...new Set(values.filter(({ type }) => NAME_ATTRIBUTES.includes(type)).map(({ value }) => value))],
    usccs: [...new Set(codes.filter((code) => checkUscc(code).problems.length === 0))],
  }
}

/** Codes of a report that say that the license contradicts itself, with the element they are about. */
function conflictsOf(step: NonNullable<ValidationReport['license']>): readonly string[] {
  const errors = step.diagnostics.filter(({ severity, code }) => severity === 'error' || code === 'LICENSE_METADATA_DISAGREES' || code === 'LICENSE_COPY_UNPROTECTED')
  return [...new Set(errors.map(({ code, params }) => String(params['element'] ?? code)))]
}

/** What a report says of the license in the document. Undefined where there is none. */
export function licenseEvidence({ license }: ValidationReport): LicenseEvidence | undefined {
  if (license === undefined) return undefined
  const { metadata, source, copy } = license.facts ?? {}
  return {
    ...(metadata !== undefined && { metadata }),
    protectedBy: source?.protectedBy ?? [],
    ...(copy !== undefined && { copy: { ...(copy.expiresAt !== undefined && { expiresAt: copy.expiresAt }) } }),
    conflicts: conflictsOf(license),
  }
}

/**
 * What an assertion says of who presents a license with these holders. That the assertion is genuine was verified before.
 * @param options.linked holders that the platform vouches for to be the same person, by index
 * @throws TypeError for a key that is none
 */
export function presenterFacts(
  assertion: IdentityAssertion, holders: readonly LicenseHolder[], numbers: NumberKey, { linked = [] }: { readonly linked?: readonly number[] } = {},
): PresenterFacts {
  const { kind, holder, level, expiresAt, agent } = assertion
  return {
    kind,
    matches: holders.map(({ name, code, codeType }) => matchHolder(holder, {
      ...(name !== undefined && { name }), ...(code !== undefined && { code }), ...(codeType !== undefined && { type: codeType }),
    }, numbers)),
    ...(linked.length > 0 && { linked }),
    level,
    expiresAt,
    ...(agent !== undefined && { agent: { authority: agent.authority } }),
  }
}
