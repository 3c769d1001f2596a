/** Asks whoever the caller named for a status, and takes only what has the form of one: a source is a program of somebody else. */
import { finding, isDiagnosticCode } from '../diagnostics/index.ts'
import type { Checked, Finding } from '../diagnostics/index.ts'
import { LICENSE_STATUSES } from '../license/index.ts'
import type { LicenseMetadata, LicenseStatus } from '../license/index.ts'
import type { StatusFacts } from './facts.ts'
import { inTime } from '../identity/token/in-time.ts'

/** More statuses than there are say nothing. */
const MOST_STATUSES = 20

/**
 * The status, or why there is none: a source that never answers, and one that answers something else, leaves it open.
 * @throws what the source throws
 */
export async function askStatus(source: (license: LicenseMetadata) => unknown, license: LicenseMetadata, seconds: number): Promise<Checked<StatusFacts>> {
  const { value: answer, late } = await inTime(() => source(license), seconds)
  if (late) return { findings: [finding('SHARING_UNAVAILABLE', [], { operation: 'status', cause: 'timeout' })] }
  const { status, problem } = (answer ?? {}) as { readonly status?: unknown; readonly problem?: unknown }
  const facts = statusFactsOf(status)
  if (facts !== undefined) return { facts, findings: [] }
  return { findings: [status === undefined && isFinding(problem) ? problem : finding('SHARING_ANSWER_UNREADABLE', [], { operation: 'status', reason: 'form' })] }
}

/** A status as plain data of its own, each member read once; undefined for what has not the form of one. */
export function statusFactsOf(value: unknown): StatusFacts | undefined {
  const { identifier, statuses, asOf } = (value ?? {}) as Partial<Record<keyof StatusFacts, unknown>>
  if (typeof identifier !== 'string' || typeof asOf !== 'string' || !Array.isArray(statuses) || statuses.length > MOST_STATUSES) return undefined
  const known = [...(statuses as readonly unknown[])]
  return known.every(isStatus) ? Object.freeze({ identifier, statuses: Object.freeze(known), asOf }) : undefined
}

const isStatus = (value: unknown): value is LicenseStatus => typeof value === 'string' && Object.hasOwn(LICENSE_STATUSES, value)

function isFinding(value: unknown): value is Finding {
  const { code, at, params } = (value ?? {}) as Partial<Record<keyof Finding, unknown>>
  return typeof code === 'string' && isDiagnosticCode(code) && Array.isArray(at) && typeof params === 'object' && params !== null
}
