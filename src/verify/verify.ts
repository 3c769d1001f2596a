/** What a user calls: any input in, a report out. Hostile octets never throw; a caller's mistake is a TypeError. */
import { finding } from '../diagnostics/index.ts'
import type { Checked, Finding } from '../diagnostics/index.ts'
import { detectSesBytes } from '../seal/index.ts'
import { judge } from '../policy/judge.ts'
import type { InputKind, ValidationReport } from '../report/model.ts'
import { attempt } from './attempt.ts'
import type { OpenQuestion } from './open-questions.ts'
import { questionsOfOpenSignatures } from './open-questions.ts'
import { openCall } from './options.ts'
import type { Call, VerifyOptions } from './options.ts'
import { reportOf } from './report-of.ts'
import { ofdReport } from './verify-ofd.ts'
import { sealReport, sealSignatureReport } from './verify-seal.ts'

type Reporter = (bytes: Uint8Array, call: Call) => Promise<ValidationReport>

const REPORTERS: Readonly<Record<Exclude<InputKind, 'unknown'>, Reporter>> = {
  ofd: ofdReport,
  seal: sealReport,
  sealSignature: sealSignatureReport,
}

/**
 * Verifies an OFD package, an electronic seal or a signature value, whichever the octets are: told by content, never by a
 * file name. Nothing is fetched; the clock is read once when `validationTime` is absent.
 * @returns a report for any octets
 * @throws TypeError for a mistake in the options
 */
export async function verify(bytes: Uint8Array, options: VerifyOptions): Promise<ValidationReport> {
  return run(bytes, openCall(bytes, options), undefined)
}

/** A report, and what further evidence could answer in it. */
export interface Verification {
  readonly report: ValidationReport
  readonly open: readonly OpenQuestion[]
}

/**
 * As `verify`, and says which questions stay open that CRLs, OCSP responses or issuers' certificates could answer: of
 * signatures that are INDETERMINATE only, for nothing that is fetched saves one that failed.
 * @param noticed what looking for such evidence brought up; shown in the steps of the questions, judged by the policy
 * @throws TypeError for a mistake in the options
 */
export async function verifyWithQuestions(bytes: Uint8Array, options: VerifyOptions, noticed: readonly Finding[] = []): Promise<Verification> {
  const call = openCall(bytes, options, noticed)
  const report = await run(bytes, call, undefined)
  return { report, open: questionsOfOpenSignatures(call.open, report) }
}

/** Verifies octets that must be an OFD package (GB/T 33190). @throws TypeError for a mistake in the options */
export async function verifyOfd(bytes: Uint8Array, options: VerifyOptions): Promise<ValidationReport> {
  return run(bytes, openCall(bytes, options), 'ofd')
}

/** Verifies octets that must be an electronic seal (SESeal), at the validation time. @throws TypeError for a mistake in the options */
export async function verifySeal(bytes: Uint8Array, options: VerifyOptions): Promise<ValidationReport> {
  return run(bytes, openCall(bytes, options), 'seal')
}

async function run(input: Uint8Array, call: Call, expected: 'ofd' | 'seal' | undefined): Promise<ValidationReport> {
  let kind: InputKind = expected ?? 'unknown'
  let bytes: Uint8Array = new Uint8Array(0)
  const opened: Checked<null> = await attempt([], () => {
    call.budget.within('inputBytes', input.length)
    // Attack: octets that the caller, or another thread, changes between two looks at them.
    bytes = Uint8Array.from(input)
    kind = expected ?? detect(bytes, call)
    if (kind === 'unknown') return { findings: [finding('INPUT_NOT_RECOGNIZED', [])] }
    return { facts: null, findings: [] }
  })
  if (opened.facts === undefined || kind === 'unknown') {
    return reportOf('unknown', input, call, { container: judge(opened, call.policy), signatures: [] })
  }
  return REPORTERS[kind](bytes, call)
}

/** @throws FormatError for octets that begin like ASN.1 and are broken where it matters; LimitExceededError */
function detect(bytes: Uint8Array, call: Call): InputKind {
  const shape = detectSesBytes(bytes, { budget: call.budget }).shape
  if (shape === 'SESeal' || shape === 'proprietary') return 'seal'
  if (shape !== undefined) return 'sealSignature'
  // A package may have octets before it: whoever can find the directory from the end takes it for one.
  return endsLikeZip(bytes) ? 'ofd' : 'unknown'
}

/** Whether the end of central directory record stands where it can. */
function endsLikeZip(bytes: Uint8Array): boolean {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return true
  for (let i = bytes.length - 22; i >= Math.max(0, bytes.length - 22 - 65_557); i--) {
    if (bytes[i] === 0x50 && bytes[i + 1] === 0x4b && bytes[i + 2] === 5 && bytes[i + 3] === 6) return true
  }
  return false
}
