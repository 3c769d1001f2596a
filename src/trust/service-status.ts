/** The status of a service as of a date: what its dated history and its validity window say. */
import type { ListTime, ServiceStatus, TrustService } from './trust-list.ts'

/** `notListed`: before the first entry of the history, or outside the window in which the entry counts. */
export interface StatusAsOf {
  readonly status: ServiceStatus | 'notListed'
  /** Since when; absent before the first entry. */
  readonly since?: ListTime
}

/**
 * The status of a service at a time. Entries hold from their second on; the window includes both its ends.
 */
export function statusAsOf({ history, notBefore, notAfter }: TrustService, time: Date): StatusAsOf {
  const at = time.getTime()
  const after = (moment: ListTime): boolean => at < Date.parse(moment)
  if (notBefore !== undefined && after(notBefore)) return { status: 'notListed' }
  // The last second counts to its end.
  if (notAfter !== undefined && at >= Date.parse(notAfter) + 1000) return { status: 'notListed', since: notAfter }
  const entry = history.findLast(({ since }) => !after(since))
  return entry === undefined ? { status: 'notListed' } : { status: entry.status, since: entry.since }
}

export function isGranted(service: TrustService, time: Date): boolean {
  return statusAsOf(service, time).status === 'granted'
}
