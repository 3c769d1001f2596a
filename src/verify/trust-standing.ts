/**
 * What trust lists say of an anchor, held against the times of a use: when it was used, when that is proven, and when the
 * list must have been renewed. Whether a service was granted at all decided which anchors there were.
 */
import type { Checked, Finding, Locator } from '../diagnostics/index.ts'
import { finding } from '../diagnostics/index.ts'
import type { CertificationPath, TrustAnchor } from '../pki/path/index.ts'
import type { TrustListReference, TrustPurpose } from '../trust/index.ts'
import { attempt } from './attempt.ts'
import type { Call } from './options.ts'

export interface AnchorUse {
  readonly at: Locator
  readonly purpose: TrustPurpose
  /** When the certificate was used, as far as is known. */
  readonly time: Date
  /**
   * When the use is proven to have been made already. Absent: only now, for a claimed time can be written at any time after.
   * `authority`: time-stamp authorities are believed about the time, that is what they are for.
   */
  readonly existed?: Date | 'authority' | undefined
}

/** Which list an anchor came from, for facts of a step; nothing of one that the caller gave itself. */
export interface AnchorOrigin {
  readonly list?: Pick<TrustListReference, 'id' | 'sequence'>
}

export function originOf(anchor: TrustAnchor, { purpose, time }: AnchorUse, { trust }: Call): AnchorOrigin {
  const listed = trust.standing(anchor, purpose, time)
  return listed === undefined ? {} : { list: { id: listed.list.id, sequence: listed.list.sequence } }
}

/** What is to be said of an anchor that a path ended at; nothing of one that the caller gave itself. */
export function standingFindings(anchor: TrustAnchor, use: AnchorUse, { trust, time }: Call): readonly Finding[] {
  const { at, purpose, existed } = use
  const now = trust.standing(anchor, purpose, time)
  if (now === undefined) return []
  const findings: Finding[] = []
  // A list that was current when it was opened need not be so for as long as a program runs.
  if (time.getTime() > Date.parse(now.nextUpdate)) findings.push(finding('TRUST_LIST_EXPIRED', at, { nextUpdate: isoOf(now.nextUpdate), time: time.toISOString() }))
  if (now.status === 'granted') return findings
  const proven = existed === 'authority' || (existed !== undefined && trust.standing(anchor, purpose, existed)?.status === 'granted')
  const params = { status: now.status, since: now.since === undefined ? '-' : isoOf(now.since) }
  findings.push(proven ? finding('TRUST_SERVICE_ENDED_SINCE', at, params) : finding('TRUST_SERVICE_ENDED_NO_POE', at, params))
  return findings
}

/**
 * For a certificate that no anchor was found for: whether it would have led to one that a list names and did not grant at
 * the time. That is then the reason, and said first.
 * @param search looks for a path to other anchors
 */
export async function notGranted(
  { at, purpose, time }: AnchorUse, { trust }: Call, search: (anchors: readonly TrustAnchor[]) => Promise<Checked<{ readonly path: CertificationPath }>>,
): Promise<readonly Finding[]> {
  const listed = trust.listedAnchors(purpose)
  if (listed.length === 0) return []
  const { facts } = await attempt(at, () => search(listed))
  const standing = facts && trust.standing(facts.path.anchor, purpose, time)
  return standing === undefined || standing.status === 'granted' ? [] : [finding('TRUST_SERVICE_NOT_GRANTED', at, { status: standing.status, time: time.toISOString() })]
}

/** As findings carry times. */
const isoOf = (time: string): string => new Date(time).toISOString()
