/** What stands in a list and cannot be read: one code for whoever keeps the list. Apart, so that a verifier loads no reader of keys. */
import { FormatError, VerificationError } from '../errors.ts'
import { finding } from '../diagnostics/index.ts'
import type { Locator } from '../diagnostics/index.ts'

/** Reads; a failure has that code, with that of the broken rule as its reason. */
export function readable<Value>(at: Locator, read: () => Value): Value {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof VerificationError) || error.code === 'LIMIT_EXCEEDED' || error.code === 'TRUST_LIST_CERTIFICATE_INVALID') throw error
    throw new FormatError(finding('TRUST_LIST_CERTIFICATE_INVALID', at, { reason: error.code }), { cause: error })
  }
}
