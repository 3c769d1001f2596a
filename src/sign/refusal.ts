/** The error of the signing side: what was asked for would not be accepted, or would break what is there. */
import type { Finding } from '../diagnostics/index.ts'
import { VerificationError } from '../errors.ts'

/**
 * Nothing was made. `finding` says why, with a code of the `SIGN_` table; `causes` are findings of the checks that led to
 * it, where there are any. Mistakes in a call are `TypeError`; hostile octets are `FormatError` and its relatives.
 */
export class SigningRefusedError extends VerificationError {
  readonly causes: readonly Finding[]

  constructor(problem: Finding, causes: readonly Finding[] = [], options?: ErrorOptions) {
    super(problem, options)
    this.causes = causes
  }
}
