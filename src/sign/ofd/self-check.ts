/** Holds documents against our own verifier, before signing and after: everything but trust, which is not the signer's. */
import { finding } from '../../diagnostics/index.ts'
import type { Step } from '../../diagnostics/index.ts'
import type { Limits } from '../../limits.ts'
import { policyPreset } from '../../policy/index.ts'
import type { SignatureReport, StepName, ValidationReport } from '../../report/model.ts'
import { trustStore } from '../../trust/index.ts'
import { verifyOfd } from '../../verify/index.ts'
import { SigningRefusedError } from '../refusal.ts'

/** A report in which nobody is trusted. */
export function untrustingReport(bytes: Uint8Array, time: Date, limits: Partial<Limits> | undefined): Promise<ValidationReport> {
  return verifyOfd(bytes, { trust: trustStore({}), policy: policyPreset('cn-gov-2025'), validationTime: time, ...(limits && { limits }) })
}

/** Whether a signature holds over what is in the package. One whose signer is not known is not broken. */
export function isBroken({ steps }: SignatureReport): boolean {
  return ([steps.signatureValue, steps.dataHash, steps.references, steps.sealSignature]).some((step) => step?.conclusion === 'FAILED')
}

/** Steps that a new signature must pass where they are there. */
const MUST_PASS: readonly StepName[] = [
  'format', 'signatureValue', 'dataHash', 'binding', 'references', 'coverage', 'sealSignature', 'signerInSeal', 'sealFile', 'sealValidity',
]

/**
 * @param path where the new signature is: its Signature.xml, or the list of files, which protects no content
 * @throws SigningRefusedError naming the codes of what does not pass
 */
export function requireSound(report: ValidationReport, path: string): void {
  const own = report.signatures.find(({ at }) => at[0] === path)
  const isList = own?.id === undefined
  const steps: Step[] = MUST_PASS.map((name) => own?.steps[name]).filter((step) => step !== undefined)
  // A list of files may be in a package that nobody signed.
  const notSignedOnly = report.container.diagnostics.every(({ severity, code }) => severity !== 'error' || code === 'OFD_NOT_SIGNED')
  if (!isList || !notSignedOnly) steps.push(report.container)
  if (!isList && report.coverage !== undefined) steps.push(report.coverage)
  const failed = steps.filter(({ conclusion }) => conclusion !== 'PASSED')
  if (own !== undefined && failed.length === 0) return
  const problems = failed.flatMap(({ diagnostics }) => diagnostics).filter(({ severity }) => severity === 'error')
  const codes = [...new Set(problems.map(({ code }) => code))]
  throw new SigningRefusedError(finding('SIGN_RESULT_REJECTED', [], { codes: codes.length === 0 ? 'CHECK_NOT_PERFORMED' : codes.slice(0, 8).join(', ') }), problems)
}
