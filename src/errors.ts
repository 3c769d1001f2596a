/**
 * The errors that readers throw: four classes, one per way to handle them, all with a code of the one closed union.
 * Only `verify/` catches them. A caller's mistake is a `TypeError` or `RangeError` instead.
 */
import type { DiagnosticCode, Finding, Locator } from './diagnostics/index.ts'
import { finding } from './diagnostics/index.ts'
import type { Limits } from './limits.ts'

/** Base of all errors that untrusted input can cause. Switch on `code`: it works across realms and duplicate copies. */
export abstract class VerificationError extends Error {
  /** The same problem as a finding, ready for a report. */
  readonly finding: Finding

  constructor(problem: Finding, options?: ErrorOptions) {
    const params = Object.entries(problem.params).map(([name, value]) => `${name}=${value}`)
    super([problem.code, ...params].join(' ') + (problem.at.length > 0 ? ` at ${problem.at.join('/')}` : ''), options)
    this.name = new.target.name
    this.finding = problem
  }

  get code(): DiagnosticCode {
    return this.finding.code
  }

  get at(): Locator {
    return this.finding.at
  }
}

/** The bytes are not such a thing: a rule of the format is broken. */
export class FormatError extends VerificationError {}

/** The bytes name an algorithm that is not in the table, or use one in a form that is not supported. */
export class UnsupportedAlgorithmError extends VerificationError {}

/** The input needs more than the caller allows. */
export class LimitExceededError extends VerificationError {
  readonly limit: keyof Limits
  readonly maximum: number

  constructor(limit: keyof Limits, maximum: number, at: Locator = []) {
    super(finding('LIMIT_EXCEEDED', at, { limit, maximum }))
    this.limit = limit
    this.maximum = maximum
  }
}

/** A source of evidence that the caller supplied did not answer. */
export class SourceUnavailableError extends VerificationError {}
