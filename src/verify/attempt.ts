/**
 * The closed door: what untrusted input makes a check throw becomes a finding here and nowhere else. A defect of ours
 * that hostile octets bring out becomes one too (INTERNAL_ERROR, never a pass): a service that verifies millions must
 * not fall over one file. Tests and fuzzing treat that code as a failure. Callers' mistakes are found before this door.
 */
import { VerificationError } from '../errors.ts'
import { finding } from '../diagnostics/index.ts'
import type { Checked, Finding, Locator } from '../diagnostics/index.ts'

/** Runs a check. @param at prefixed to the place that an error names */
export async function attempt<Facts>(at: Locator, check: () => Checked<Facts> | Promise<Checked<Facts>>): Promise<Checked<Facts>> {
  try {
    return await check()
  } catch (error) {
    return { findings: [located(error, at)] }
  }
}

/** Reads a value; undefined and a finding when its octets cannot be read. */
export function attemptRead<Value>(at: Locator, read: () => Value): { readonly value?: Value; readonly findings: Checked<never>['findings'] } {
  try {
    return { value: read(), findings: [] }
  } catch (error) {
    return { findings: [located(error, at)] }
  }
}

function located(error: unknown, at: Locator): Finding {
  if (!(error instanceof VerificationError)) {
    return finding('INTERNAL_ERROR', at, { error: error instanceof Error ? error.name : typeof error })
  }
  const known = at.every((part, index) => error.at[index] === part)
  return known ? error.finding : { ...error.finding, at: [...at, ...error.at] }
}
