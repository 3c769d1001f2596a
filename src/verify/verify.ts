/** What a user calls: any input in, a report out. Hostile octets never throw; a caller's mistake is a TypeError. */
import { finding } from '../diagnostics/index.ts'
import type { Checked, Finding } from '../diagnostics/index.ts'
import { refusedReleased } from '../encoding/inflate.ts'
import { detectSesBytes } from '../seal/index.ts'
import { judge } from '../policy/judge.ts'
import type { InputKind, ValidationReport } from '../report/model.ts'
import { attempt } from './attempt.ts'
import type { OpenQuestion } from './open-questions.ts'
import { questionsOfOpenSignatures } from './open-questions.ts'
import { inputOf, wholeOf } from './input.ts'
import type { InputSource } from './input.ts'
import { openCall } from './options.ts'
import type { Call, VerifyOptions } from './options.ts'
import { reportOf } from './report-of.ts'
import { ofdReport } from './verify-ofd.ts'
import { sealReport, sealSignatureReport } from './verify-seal.ts'

type Reporter = (input: InputSource, call: Call) => Promise<ValidationReport>

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
  return verifyOctets(bytes, openCall(options), undefined)
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
  const call = openCall(options, noticed)
  const report = await verifyOctets(bytes, call, undefined)
  return { report, open: questionsOfOpenSignatures(call.open, report) }
}

/** Verifies octets that must be an OFD package (GB/T 33190). @throws TypeError for a mistake in the options */
export async function verifyOfd(bytes: Uint8Array, options: VerifyOptions): Promise<ValidationReport> {
  return verifyOctets(bytes, openCall(options), 'ofd')
}

/** Verifies octets that must be an electronic seal (SESeal), at the validation time. @throws TypeError for a mistake in the options */
export async function verifySeal(bytes: Uint8Array, options: VerifyOptions): Promise<ValidationReport> {
  return verifyOctets(bytes, openCall(options), 'seal')
}

/**
 * As `verify`, of octets that are read piece by piece. For rooms that can reach them: `node/`.
 * @throws TypeError for a mistake in the options
 */
export async function verifySource(input: InputSource, options: VerifyOptions): Promise<ValidationReport> {
  return run(input, openCall(options), undefined)
}

type Expected = 'ofd' | 'seal' | undefined

async function verifyOctets(bytes: Uint8Array, call: Call, expected: Expected): Promise<ValidationReport> {
  if (!(bytes instanceof Uint8Array)) throw new TypeError('the input must be a Uint8Array')
  return run(inputOf(bytes, call.budget.limits.inputBytes), call, expected)
}

async function run(input: InputSource, call: Call, expected: Expected): Promise<ValidationReport> {
  const report = await reportOn(input, call, expected)
  await refusedReleased?.()
  if ((await input.changed?.()) !== true) return report
  // Some of what was looked at is of before, some of after: nothing that was found says anything about either.
  return { ...reportOf(report.kind, input, call, { container: judge({ findings: [finding('INPUT_CHANGED', [])] }, call.policy), signatures: [] }), input: report.input }
}

async function reportOn(input: InputSource, call: Call, expected: Expected): Promise<ValidationReport> {
  let kind: InputKind = expected ?? 'unknown'
  const opened: Checked<null> = await attempt([], () => {
    call.budget.within('inputBytes', input.length)
    kind = expected ?? detect(input, call)
    if (kind === 'unknown') return { findings: [finding('INPUT_NOT_RECOGNIZED', [])] }
    return { facts: null, findings: [] }
  })
  if (opened.facts === undefined || kind === 'unknown') {
    return reportOf('unknown', input, call, { container: judge(opened, call.policy), signatures: [] })
  }
  return REPORTERS[kind](input, call)
}

/** r and s of SM2, with a leading zero octet. */
const LONGEST_BARE_VALUE = 65

/** @throws FormatError for octets that begin like ASN.1 and are broken where it matters; LimitExceededError */
function detect(input: InputSource, call: Call): InputKind {
  // No DER and no text of it begins so, and a bare signature value is short: the rest of a package need not be looked at.
  if (startsLikeZip(input) && input.length > LONGEST_BARE_VALUE) return 'ofd'
  const bytes = wholeOf(input)
  const shape = detectSesBytes(bytes, { budget: call.budget }).shape
  if (shape === 'SESeal' || shape === 'proprietary') return 'seal'
  if (shape !== undefined) return 'sealSignature'
  // A package may have octets before it: whoever can find the directory from the end takes it for one.
  return endsLikeZip(bytes) ? 'ofd' : 'unknown'
}

function startsLikeZip(input: InputSource): boolean {
  const [first, second] = input.read(0, Math.min(2, input.length))
  return first === 0x50 && second === 0x4b
}

/** Whether the end of central directory record stands where it can. */
function endsLikeZip(bytes: Uint8Array): boolean {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return true
  for (let i = bytes.length - 22; i >= Math.max(0, bytes.length - 22 - 65_557); i--) {
    if (bytes[i] === 0x50 && bytes[i + 1] === 0x4b && bytes[i + 2] === 5 && bytes[i + 3] === 6) return true
  }
  return false
}
