/** Which time a signature is judged at: a verified time stamp, else what the signer claims, marked as claimed. */
import { finding } from '../diagnostics/index.ts'
import type { Checked, Finding, Locator } from '../diagnostics/index.ts'

export interface SigningTimeInput {
  readonly at: Locator
  /** The signer's own statement. */
  readonly claimed: Date | undefined
  /** genTime of a token that was verified. */
  readonly stamped: Date | undefined
  /** What the container states beside the signed data; compared, never relied on. */
  readonly stated: Date | undefined
  readonly validationTime: Date
  readonly rule: {
    readonly signing: 'claimed' | 'proven'
    readonly clockSkewSeconds: number
    readonly dateTimeToleranceSeconds: number
  }
}

export interface SigningTimeFacts {
  /** ISO 8601, UTC. The validation time where the signature states none. */
  readonly time: string
  readonly provenBy: 'timestamp' | 'claim' | 'nothing'
}

/** Best signature time (EN 319 102-1 clause 5.5.4), with the order of the times that are known. */
export function checkSigningTime(input: SigningTimeInput): Checked<SigningTimeFacts> {
  const { at, claimed, stamped, stated, validationTime, rule } = input
  const findings: Finding[] = []
  const skew = rule.clockSkewSeconds * 1000
  const time = stamped ?? claimed
  if (time === undefined) {
    return { facts: { time: validationTime.toISOString(), provenBy: 'nothing' }, findings: [finding('TIME_ABSENT', at)] }
  }
  if (stamped === undefined) findings.push(finding(rule.signing === 'proven' ? 'TIME_NOT_PROVEN' : 'TIME_CLAIMED', at))
  for (const moment of [claimed, stamped]) {
    if (moment === undefined || moment.getTime() <= validationTime.getTime() + skew) continue
    findings.push(finding('TIME_IN_FUTURE', at, { time: moment.toISOString(), validationTime: validationTime.toISOString() }))
  }
  if (claimed !== undefined && stamped !== undefined && claimed.getTime() > stamped.getTime() + skew) {
    findings.push(finding('TIME_AFTER_TIMESTAMP', at, { time: claimed.toISOString(), genTime: stamped.toISOString() }))
  }
  if (claimed !== undefined && stated !== undefined) {
    const seconds = Math.round(Math.abs(claimed.getTime() - stated.getTime()) / 1000)
    if (seconds > rule.dateTimeToleranceSeconds) findings.push(finding('TIME_STATEMENTS_DIFFER', at, { seconds }))
  }
  return { facts: { time: time.toISOString(), provenBy: stamped === undefined ? 'claim' : 'timestamp' }, findings }
}
