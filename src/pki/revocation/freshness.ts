/** Whether evidence of one date speaks for the status at another (RFC 5280 6.3.3, RFC 6960 3.2), by the caller's rule. */
import type { Finding, Locator } from '../../diagnostics/index.ts'
import { finding } from '../../diagnostics/index.ts'
import type { Freshness } from './options.ts'

export interface FreshnessRule {
  readonly rule: Freshness
  readonly time: Date
  readonly validationTime: Date
  readonly maximumAgeSeconds: number
  readonly clockSkewSeconds: number
}

export interface Dated {
  readonly label: string
  readonly thisUpdate: Date
  readonly nextUpdate: Date | undefined
  /** From when on the evidence keeps certificates that expired (expiredCertsOnCRL, archiveCutoff). */
  readonly retention: Date | undefined
}

const iso = (time: Date): string => time.toISOString()

/** Why evidence does not speak for a certificate at the time; undefined when it does. */
export function freshnessFinding(evidence: Dated, notAfter: Date, rule: FreshnessRule, at: Locator): Finding | undefined {
  const { label, thisUpdate, nextUpdate, retention } = evidence
  const wanted = rule.rule === 'now' ? rule.validationTime : rule.time
  const newest = new Date(rule.validationTime.getTime() + 1000 * rule.clockSkewSeconds)
  const latest = rule.rule === 'atTime' && rule.time < newest ? rule.time : newest
  if (thisUpdate > latest) {
    return finding('REVOCATION_NOT_YET_ISSUED', at, { evidence: label, thisUpdate: iso(thisUpdate), time: iso(latest) })
  }
  // Lists may drop a certificate once it has expired: silence then means nothing.
  if (thisUpdate > notAfter && !(retention !== undefined && retention <= notAfter)) {
    return finding('REVOCATION_AFTER_EXPIRY', at, { evidence: label, thisUpdate: iso(thisUpdate), notAfter: iso(notAfter) })
  }
  const end = nextUpdate ?? new Date(thisUpdate.getTime() + 1000 * rule.maximumAgeSeconds)
  if (end >= floorToSecond(wanted)) return undefined
  return finding('REVOCATION_STALE', at, {
    evidence: label, thisUpdate: iso(thisUpdate), nextUpdate: nextUpdate === undefined ? 'absent' : iso(nextUpdate), time: iso(wanted),
  })
}

/** Dates of evidence are in whole seconds, and nextUpdate is inclusive like notAfter. */
function floorToSecond(time: Date): Date {
  return new Date(Math.floor(time.getTime() / 1000) * 1000)
}
